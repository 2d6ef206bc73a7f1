//! The commands of writing, the same in every text: moving the caret, selecting, deleting, cutting and pasting; and the
//! lines of the program's own, which are undone within themselves.

use crate::text::{Deletion, Editor, Motion, Splice, Text, editor::EditorMode};
use crate::ui::{Action, Effect};

/// What comes of a command of writing.
#[derive(Debug, Default)]
pub struct Written {
    /// The change of the text, for its owner to make.
    pub splice: Option<Splice>,
    /// What was cut or copied goes to the clipboard.
    pub copied: Option<Effect>,
}

/// Does to an editor what a command of [`Scope::Text`] says; other commands do nothing to it.
///
/// [`Scope::Text`]: crate::ui::command::Scope::Text
pub fn write(action: Action, editor: &mut Editor, clipboard: &str) -> Written {
    let mut written = Written::default();
    match action {
        Action::Move(motion) => editor.move_caret(motion, false),
        Action::Select(motion) => editor.move_caret(motion, true),
        Action::SelectAll => editor.select_all(),
        Action::Delete(deletion) => written.splice = editor.delete(deletion),
        Action::Break => written.splice = editor.insert("\n"),
        Action::Paste => written.splice = editor.insert(clipboard),
        Action::Copy => written.copied = editor.selected().map(Effect::Copy),
        Action::Cut => {
            written.copied = editor.selected().map(Effect::Copy);
            if written.copied.is_some() {
                written.splice = editor.delete(Deletion::Cluster);
            }
        }
        _ => {}
    }
    written
}

/// A line of the program's own, outside every evaluation: it is changed at once, and undone word by word within itself.
#[derive(Clone, Debug)]
pub struct TextInput {
    /// The editor that shows it.
    pub editor: Editor,
    done: Vec<InputStep>,
    undone: Vec<InputStep>,
    /// Whether typing may still join the last change.
    open: bool,
}

/// A change of a line, with the caret before it.
#[derive(Clone, Debug)]
struct InputStep {
    splice: Splice,
    caret: usize,
}

/// What comes of a command in a line of the program's own.
#[derive(Debug, Default)]
pub struct InputTurn {
    /// Whether its text is another one by now.
    pub changed: bool,
    /// What was cut or copied goes to the clipboard.
    pub copied: Option<Effect>,
    /// What is said.
    pub line: Option<&'static str>,
}

impl TextInput {
    /// A line with something filled in, the caret at its end.
    pub fn new(filled_in: &str) -> TextInput {
        let mut editor = Editor::new(EditorMode::Line, &Text::from(filled_in));
        editor.move_caret(Motion::End, false);
        TextInput { editor, done: Vec::new(), undone: Vec::new(), open: false }
    }

    /// What is filled in.
    pub fn text(&self) -> Text {
        self.editor.text()
    }

    /// Types or pastes a text; whether anything changed.
    pub fn type_text(&mut self, text: &str) -> bool {
        let splice = self.editor.insert(text);
        self.change(splice)
    }

    /// Takes everything out of it; undo brings it back.
    pub fn clear(&mut self) {
        let splice = self.editor.delete(Deletion::All);
        self.change(splice);
    }

    /// Does what a command of writing says, or undoes and redoes.
    pub fn act(&mut self, action: Action, clipboard: &str) -> InputTurn {
        match action {
            Action::Undo => return self.reversed(true),
            Action::Redo => return self.reversed(false),
            _ => {}
        }
        let Written { splice, copied } = write(action, &mut self.editor, clipboard);
        InputTurn { changed: self.change(splice), copied, line: None }
    }

    fn change(&mut self, splice: Option<Splice>) -> bool {
        let Some(splice) = splice else {
            self.open = false;
            return false;
        };
        let caret = self.editor.caret();
        self.editor.apply(&splice);
        self.undone.clear();
        let joined = self.open && self.done.last_mut().is_some_and(|last| last.splice.join(&splice));
        if !joined {
            self.done.push(InputStep { splice, caret });
        }
        self.open = true;
        true
    }

    /// Undoes the last change, or redoes the one last undone.
    fn reversed(&mut self, undoes: bool) -> InputTurn {
        let (from, to, none) = if undoes {
            (&mut self.done, &mut self.undone, "Nothing to undo in this line")
        } else {
            (&mut self.undone, &mut self.done, "Nothing to redo in this line")
        };
        self.open = false;
        let Some(step) = from.pop() else { return InputTurn { line: Some(none), ..InputTurn::default() } };
        if undoes {
            self.editor.apply(&step.splice.clone().inverse());
            self.editor.set_caret(step.caret, false);
        } else {
            self.editor.apply(&step.splice);
        }
        to.push(step);
        InputTurn { changed: true, ..InputTurn::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_undone_word_by_word_and_redone() {
        let mut line = TextInput::new("");
        for letter in "two words".chars() {
            line.type_text(letter.encode_utf8(&mut [0; 4]));
        }
        line.act(Action::Delete(Deletion::All), "");
        let texts = [Action::Undo, Action::Undo, Action::Undo, Action::Redo].map(|action| {
            assert!(line.act(action, "").changed);
            line.text().to_string()
        });
        assert_eq!(texts, ["two words", "two ", "", "two "]);
        line.type_text("x");
        assert_eq!(line.act(Action::Redo, "").line, Some("Nothing to redo in this line"));
        // A moved caret ends the word.
        line.act(Action::Move(Motion::Left), "");
        line.act(Action::Move(Motion::Right), "");
        line.type_text("y");
        line.act(Action::Undo, "");
        assert_eq!(line.text().as_str(), "two x");
    }
}

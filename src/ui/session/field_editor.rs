//! An editor that shows one text of the open evaluation.

use super::Session;
use crate::model::{Caret, Field};
use crate::text::{Editor, Motion, Splice, Text, editor::EditorMode};
use crate::ui::{
    Action, Context, Turn,
    writing::{Written, write},
};

/// A text of the evaluation in an editor.
#[derive(Clone, Debug)]
pub struct FieldEditor {
    /// Which text.
    pub field: Field,
    /// The editor that shows it.
    pub editor: Editor,
}

impl FieldEditor {
    /// An editor on a field of this evaluation, the caret at its beginning.
    pub fn new(session: &Session, field: Field, mode: EditorMode) -> FieldEditor {
        let text = Text::from(session.evaluation().field(&field).unwrap_or(""));
        FieldEditor { editor: Editor::new(mode, &text), field }
    }

    /// The same with the caret at its end.
    pub fn at_end(session: &Session, field: Field, mode: EditorMode) -> FieldEditor {
        let mut shown = FieldEditor::new(session, field, mode);
        shown.editor.move_caret(Motion::End, false);
        shown
    }

    /// Where its caret stands.
    pub fn caret(&self) -> Caret {
        Caret { field: self.field.clone(), at: self.editor.caret() }
    }

    /// Shows the text as the evaluation has it by now; whether it still has the field. The caret stays where it is in the
    /// text.
    pub fn follow(&mut self, session: &Session) -> bool {
        let Some(text) = session.evaluation().field(&self.field) else { return false };
        if let Some(splice) = Splice::between(&self.editor.text(), text) {
            self.editor.carry(&splice);
        }
        true
    }

    /// Types or pastes a text where the caret stands.
    pub fn type_text(&mut self, text: &str, session: &mut Session) -> Turn {
        let turn = self.editor.insert(text).map_or(Turn::stay(), |splice| session.splice(self, splice));
        self.editor.follow();
        turn
    }

    /// Does what a command of writing says.
    pub fn write(&mut self, action: Action, session: &mut Session, cx: &Context) -> Turn {
        let Written { splice, copied } = write(action, &mut self.editor, &cx.clipboard);
        let turn = match splice {
            Some(splice) => session.splice(self, splice),
            None => {
                session.close_word();
                Turn::stay()
            }
        };
        if action != Action::Copy {
            // Whether anything came of it or not, the caret is back in sight.
            self.editor.follow();
        }
        copied.into_iter().fold(turn, |turn, effect| turn.and(Turn::ask(effect)))
    }
}

//! The commands of writing, the same in every text: moving the caret, selecting, deleting, cutting and pasting.

use crate::text::{Deletion, Editor, Splice};
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

/// The same on a text of the program's own, which is changed at once; whether it was, and what goes to the clipboard.
pub fn write_here(action: Action, editor: &mut Editor, clipboard: &str) -> (bool, Option<Effect>) {
    let Written { splice, copied } = write(action, editor, clipboard);
    if let Some(splice) = &splice {
        editor.apply(splice);
    }
    (splice.is_some(), copied)
}

/// Types or pastes a text into a text of the program's own; whether anything changed.
pub fn type_here(text: &str, editor: &mut Editor) -> bool {
    let splice = editor.insert(text);
    if let Some(splice) = &splice {
        editor.apply(splice);
    }
    splice.is_some()
}

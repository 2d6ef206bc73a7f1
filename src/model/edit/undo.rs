//! The one undo stack: every change of an open evaluation, typing grouped by word, with the caret before and after.

use crate::{
    model::edit::{Edit, Field},
    text::{Splice, cluster::clusters},
};

/// Where the caret stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caret {
    /// In which text.
    pub field: Field,
    /// At which byte.
    pub at: usize,
}

/// A change that can be taken back as a whole.
#[derive(Clone, Debug)]
struct UndoStep {
    edit: Edit,
    before: Option<Caret>,
    after: Option<Caret>,
}

/// What undo or redo asks for: apply and journal the edit, then put the caret there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reversal {
    /// The edit to apply.
    pub edit: Edit,
    /// Where the caret goes, where the change had one.
    pub caret: Option<Caret>,
}

/// The changes of an evaluation since it was opened.
#[derive(Clone, Debug, Default)]
pub struct UndoStack {
    done: Vec<UndoStep>,
    undone: Vec<UndoStep>,
    open: bool,
}

impl UndoStack {
    /// Records a change that was applied. Typing that goes on in the same word joins the change before it.
    ///
    /// An act clears the stack: it is never undone, and what came before it is settled with it.
    pub fn record(&mut self, edit: Edit, before: Option<Caret>, after: Option<Caret>) {
        self.undone.clear();
        if edit.is_act() {
            self.done.clear();
            return;
        }
        if self.open
            && let Some(last) = self.done.last_mut()
            && join(&mut last.edit, &edit)
        {
            last.after = after;
            return;
        }
        self.open = edit.writing().is_some();
        self.done.push(UndoStep { edit, before, after });
    }

    /// Ends the word: what is typed next is a change of its own.
    pub fn close_word(&mut self) {
        self.open = false;
    }

    /// The last change, to be taken back. It has moved over to what can be redone.
    pub fn undo(&mut self) -> Option<Reversal> {
        self.open = false;
        let change = self.done.pop()?;
        let reversal = Reversal { edit: change.edit.clone().inverse(), caret: change.before.clone() };
        self.undone.push(change);
        Some(reversal)
    }

    /// Forgets what could be redone.
    pub fn forget_redo(&mut self) {
        self.undone.clear();
    }

    /// The change last taken back, to be made again.
    pub fn redo(&mut self) -> Option<Reversal> {
        self.open = false;
        let change = self.undone.pop()?;
        let reversal = Reversal { edit: change.edit.clone(), caret: change.after.clone() };
        self.done.push(change);
        Some(reversal)
    }
}

/// Lets `next` join `last` when both type on, or both delete on, within a word of the same text.
fn join(last: &mut Edit, next: &Edit) -> bool {
    if let Edit::Together(edits) = last {
        // The word that first noted that its question is written during the visit.
        return matches!(&edits[..], [Edit::Splice { .. }, Edit::Written { .. }]) && join(&mut edits[0], next);
    }
    let (Edit::Splice { field, splice: last }, Edit::Splice { field: next_field, splice: next }) = (last, next) else {
        return false;
    };
    if field != next_field || !is_of_one_key(next) {
        return false;
    }
    if types_on(last, next) {
        last.inserted = format!("{}{}", last.inserted, next.inserted).into();
        true
    } else if deletes_back(last, next) {
        last.at = next.at;
        last.removed = format!("{}{}", next.removed, last.removed).into();
        true
    } else {
        false
    }
}

/// Whether one key types or deletes this much. A longer text, pasted or cut, is a change of its own: where the journal
/// refuses it, the word that it follows stays.
fn is_of_one_key(splice: &Splice) -> bool {
    [&splice.inserted, &splice.removed].into_iter().all(|text| clusters(text).nth(1).is_none())
}

fn types_on(last: &Splice, next: &Splice) -> bool {
    let new_word = last.inserted.ends_with(char::is_whitespace) && !next.inserted.starts_with(char::is_whitespace);
    next.removed.is_empty() && !last.inserted.is_empty() && next.at == last.at + last.inserted.len() && !new_word
}

fn deletes_back(last: &Splice, next: &Splice) -> bool {
    let new_word = last.removed.starts_with(char::is_whitespace) && !next.removed.ends_with(char::is_whitespace);
    let both_delete = last.inserted.is_empty() && next.inserted.is_empty();
    both_delete && next.at + next.removed.len() == last.at && !new_word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn splice(at: usize, removed: &str, inserted: &str) -> Edit {
        let splice = Splice { at, removed: removed.into(), inserted: inserted.into() };
        Edit::Splice { field: Field::Evaluators, splice }
    }

    fn undone(stack: &mut UndoStack) -> Vec<Edit> {
        std::iter::from_fn(|| stack.undo()).map(|reversal| reversal.edit).collect()
    }

    #[test]
    fn typing_is_undone_word_by_word() {
        let mut stack = UndoStack::default();
        for (at, letter) in "two words".char_indices() {
            stack.record(splice(at, "", &letter.to_string()), None, None);
        }
        assert_eq!(undone(&mut stack), [splice(4, "words", ""), splice(0, "two ", "")]);
        assert_eq!(stack.redo().map(|reversal| reversal.edit), Some(splice(0, "", "two ")));
    }

    #[test]
    fn deleting_is_undone_word_by_word() {
        let mut stack = UndoStack::default();
        for (at, letter) in "two words".char_indices().rev() {
            stack.record(splice(at, &letter.to_string(), ""), None, None);
        }
        assert_eq!(undone(&mut stack), [splice(0, "", "two"), splice(3, "", " words")]);
    }

    #[test]
    fn what_is_pasted_behind_a_word_is_undone_alone() {
        let mut stack = UndoStack::default();
        stack.record(splice(0, "", "a"), None, None);
        stack.record(splice(1, "", "pasted"), None, None);
        assert_eq!(undone(&mut stack), [splice(1, "pasted", ""), splice(0, "a", "")]);
    }

    #[test]
    fn a_moved_caret_ends_the_word() {
        let mut stack = UndoStack::default();
        stack.record(splice(0, "", "a"), None, None);
        stack.close_word();
        stack.record(splice(1, "", "b"), None, None);
        assert_eq!(undone(&mut stack).len(), 2);
    }
}

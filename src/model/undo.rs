//! The one undo stack: every change of an open evaluation, typing grouped by word, with the caret before and after.

use crate::model::{Caret, Decision, Edit, EntryKey, Evaluation, Field};
use crate::text::{Splice, Text};

mod carry;

use carry::{IncomingEdits, Side};

/// A change that can be undone as a whole.
#[derive(Clone, Debug)]
struct UndoStep {
    edit: Edit,
    before: Option<Caret>,
    after: Option<Caret>,
    /// The choice between two versions that was made by it.
    /// On the heap: hardly any step has one.
    decision: Option<Box<Decision>>,
}

/// What undo or redo asks for: apply and journal the edit, then put the caret there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reversal {
    /// The edit to apply.
    pub edit: Edit,
    /// Where the caret goes, where the change had one.
    pub caret: Option<Caret>,
    /// The choice between two versions that is open again by it, or redone.
    pub decision: Option<Box<Decision>>,
}

impl Reversal {
    /// The same with the places in lists that its entries have, or will have, in this evaluation.
    #[must_use]
    pub fn fitted(self, evaluation: &Evaluation) -> Reversal {
        Reversal { edit: fitted(self.edit, evaluation), ..self }
    }
}

fn fitted(edit: Edit, evaluation: &Evaluation) -> Edit {
    match edit {
        Edit::Remove { at, record } => {
            let found = EntryKey::of(&record).find(evaluation).filter(|(_, found)| *found == record);
            Edit::Remove { at: found.map_or(at, |(at, _)| at), record }
        }
        Edit::Insert { at, record } => Edit::Insert { at: at.min(record.end_of_list(evaluation)), record },
        Edit::Together(edits) => {
            let mut trial = evaluation.clone();
            let fit = |edit| {
                let edit = fitted(edit, &trial);
                // Where one can't be made, making them all will say so.
                let _ = trial.apply(&edit);
                edit
            };
            Edit::Together(edits.into_iter().map(fit).collect())
        }
        other => other,
    }
}

/// The changes of an evaluation since it was opened.
///
/// Undoing and redoing take two calls: what is to be applied is looked at ([`UndoStack::undo`]), and only once it has been
/// applied does it move to the other side ([`UndoStack::undone`]). So what can't be applied leaves the stack as it was.
#[derive(Clone, Debug, Default)]
pub struct UndoStack {
    done: Vec<UndoStep>,
    undone: Vec<UndoStep>,
    /// Whether typing may still join the last change.
    open: bool,
    last: Option<Last>,
}

/// What was last done to the stack, to be undone should the journal refuse it.
#[derive(Clone, Debug)]
enum Last {
    /// A change was recorded: the change that it joined, as that was before; what could be redone then.
    Recorded(Option<Box<UndoStep>>, Vec<UndoStep>),
    Undone,
    Redone,
    /// An act was taken: what could be redone before it.
    Followed(Vec<UndoStep>),
    /// These changes were taken off, and so many of them put where they can be redone.
    Withdrawn(Vec<UndoStep>, usize),
}

impl UndoStack {
    /// Records a change that was applied. Typing that goes on in the same word joins the change before it.
    ///
    /// An act is not recorded: it is never undone, but followed by another. Like any other change it leaves nothing to redo.
    pub fn record(&mut self, edit: Edit, before: Option<Caret>, after: Option<Caret>) {
        if edit.is_act() {
            self.open = false;
            self.last = Some(Last::Followed(std::mem::take(&mut self.undone)));
            return;
        }
        let redoable = std::mem::take(&mut self.undone);
        if self.open
            && let Some(last) = self.done.last_mut()
        {
            let previous = last.clone();
            if join(&mut last.edit, &edit) {
                last.after = after;
                self.last = Some(Last::Recorded(Some(Box::new(previous)), redoable));
                return;
            }
        }
        self.open = true;
        self.push(UndoStep { edit, before, after, decision: None }, redoable);
    }

    /// Records a choice between two versions, with the change that it made; that may be none.
    pub fn record_decision(&mut self, edit: Option<Edit>, decision: Decision) {
        let edit = edit.unwrap_or(Edit::Together(Vec::new()));
        let redoable = std::mem::take(&mut self.undone);
        self.open = false;
        self.push(UndoStep { edit, before: None, after: None, decision: Some(Box::new(decision)) }, redoable);
    }

    fn push(&mut self, step: UndoStep, redoable: Vec<UndoStep>) {
        self.done.push(step);
        self.last = Some(Last::Recorded(None, redoable));
    }

    /// The changes that undo takes back, the last one last.
    pub fn edits(&self) -> impl DoubleEndedIterator<Item = &Edit> {
        self.done.iter().map(|step| &step.edit)
    }

    /// Ends the word: what is typed next is a change of its own.
    pub fn close_word(&mut self) {
        self.open = false;
    }

    /// Makes one change of the last ones, where they began this entry and changed nothing else: it goes and comes back as
    /// it is by now.
    pub fn gather(&mut self, entry: &EntryKey, evaluation: &Evaluation) {
        self.close_word();
        let first = self.first_of_last(|step| entry.is_in(&step.edit));
        if let (Some(step), Some((_, now))) = (self.done.get_mut(first), entry.find(evaluation))
            && let Edit::Insert { record, .. } = &mut step.edit
        {
            *record = now;
            step.after = None;
            self.done.truncate(first + 1);
            self.last = None;
        }
    }

    /// Makes one change of the last ones, where they wrote in this entry: they are undone together.
    pub fn gather_writing(&mut self, entry: &EntryKey) {
        self.close_word();
        let first = self.first_of_last(|step| step.edit.writing().is_some() && entry.is_in(&step.edit));
        if self.done.len() > first + 1 {
            let steps: Vec<UndoStep> = self.done.drain(first..).collect();
            let (before, after) = (steps[0].before.clone(), steps[steps.len() - 1].after.clone());
            let edit = Edit::Together(steps.into_iter().map(|step| step.edit).collect());
            self.done.push(UndoStep { edit, before, after, decision: None });
            self.last = None;
        }
    }

    /// Where the last changes begin that are all of a kind.
    fn first_of_last(&self, is_of_kind: impl Fn(&UndoStep) -> bool) -> usize {
        self.done.iter().rposition(|step| !is_of_kind(step)).map_or(0, |before| before + 1)
    }

    /// Whether the last changes began this entry and changed nothing else.
    pub fn began(&self, entry: &EntryKey) -> bool {
        let begins =
            |step: &UndoStep| matches!(&step.edit, Edit::Insert { record, .. } if EntryKey::of(record) == *entry);
        self.done.get(self.first_of_last(|step| entry.is_in(&step.edit))).is_some_and(begins)
    }

    /// Takes the last changes off which began this entry, since it is gone again: redoing brings back what was written in
    /// it, where anything was; whether anything was.
    pub fn withdraw(&mut self, entry: &EntryKey) -> bool {
        self.close_word();
        let steps = self.done.split_off(self.first_of_last(|step| entry.is_in(&step.edit)));
        let has_words = |step: &UndoStep| match &step.edit {
            Edit::Insert { record, .. } => record.clone().written().is_some_and(|(_, text)| !text.is_blank()),
            Edit::Splice { field: Field::Jot(_) | Field::Remark(_), splice } => !splice.inserted.is_blank(),
            _ => false,
        };
        // What can be redone already goes on from the last of them.
        let all = if self.undone.is_empty() { None } else { Some(steps.len()) };
        let redoable = all.or(steps.iter().rposition(has_words).map(|last| last + 1)).unwrap_or(0);
        self.undone.extend(steps[..redoable].iter().rev().cloned());
        self.last = Some(Last::Withdrawn(steps, redoable));
        redoable > 0
    }

    /// What undoing the last change asks for; the stack stays as it is until [`UndoStack::undone`].
    pub fn undo(&self) -> Option<Reversal> {
        let UndoStep { edit, before, decision, .. } = self.done.last()?.clone();
        Some(Reversal { edit: edit.inverse(), caret: before, decision })
    }

    /// The last change was undone.
    pub fn undone(&mut self) {
        self.open = false;
        self.undone.extend(self.done.pop());
        self.last = Some(Last::Undone);
    }

    /// What redoing the change last undone asks for; the stack stays as it is until [`UndoStack::redone`].
    pub fn redo(&self) -> Option<Reversal> {
        let UndoStep { edit, after, decision, .. } = self.undone.last()?.clone();
        Some(Reversal { edit, caret: after, decision })
    }

    /// The change last undone was redone.
    pub fn redone(&mut self) {
        self.open = false;
        self.done.extend(self.undone.pop());
        self.last = Some(Last::Redone);
    }

    /// Forgets what was last recorded, undone or redone: the journal did not take it.
    pub fn refused(&mut self) {
        match self.last.take() {
            None => {}
            Some(Last::Recorded(previous, redoable)) => {
                self.done.pop();
                self.done.extend(previous.map(|previous| *previous));
                self.undone = redoable;
            }
            Some(Last::Withdrawn(steps, redoable)) => {
                self.undone.truncate(self.undone.len().saturating_sub(redoable));
                self.done.extend(steps);
            }
            Some(Last::Followed(redoable)) => self.undone = redoable,
            Some(Last::Undone) => self.done.extend(self.undone.pop()),
            Some(Last::Redone) => self.undone.extend(self.done.pop()),
        }
    }

    /// Carries the changes over what came in from outside, so that each can still be undone and redone where it stands
    /// now. A change on which something came in is let stand: it can't be undone any more.
    pub fn follow(&mut self, incoming: &[Edit]) {
        self.close_word();
        self.last = None;
        self.done = carried(std::mem::take(&mut self.done), incoming, Side::Done);
        self.undone = carried(std::mem::take(&mut self.undone), incoming, Side::Undone);
    }
}

/// Changes on one side of the present, the nearest last, over what came in.
fn carried(changes: Vec<UndoStep>, incoming: &[Edit], side: Side) -> Vec<UndoStep> {
    let mut ahead = IncomingEdits::new(incoming);
    let mut kept = Vec::with_capacity(changes.len());
    for change in changes.into_iter().rev() {
        match (ahead.carry(&change.edit, side), side) {
            (Some(edit), Side::Done) => {
                kept.push(UndoStep { edit, before: ahead.caret(change.before.clone()), ..change });
            }
            (Some(edit), Side::Undone) => {
                kept.push(UndoStep { edit, after: ahead.caret(change.after.clone()), ..change });
            }
            (None, Side::Done) => ahead.put_before(&change.edit),
            // What can't be redone leaves nothing to redo behind it.
            (None, Side::Undone) => break,
        }
    }
    kept.reverse();
    kept
}

/// Lets `next` join `last` when it goes on writing the same word, be it the one that began a jot or a remark.
fn join(last: &mut Edit, next: &Edit) -> bool {
    let Edit::Splice { field: next_field, splice: next } = next else { return false };
    match last {
        Edit::Splice { field, splice } => field == next_field && splice.join(next),
        // The word that first noted that its question is written during the visit.
        Edit::Together(edits) => match &mut edits[..] {
            [Edit::Splice { field, splice }, Edit::Written { .. }] => field == next_field && splice.join(next),
            _ => false,
        },
        Edit::Insert { record, .. } => match record.written() {
            Some((field, text)) if field == *next_field => {
                let mut begun = Splice { at: 0, removed: Text::default(), inserted: std::mem::take(text) };
                let joined = begun.join(next);
                *text = begun.inserted;
                joined
            }
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests;

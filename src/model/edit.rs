//! Every change to an evaluation as one value: it applies, it inverts, it goes into the journal.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::{
    Act, Answer, Consent, Evaluation, Evidence, Filing, FrameworkRef, GivenDetail, Hours, Id, Jot, Keyed, Mark, Marked,
    Person, Records, Redaction, Remark, Status, Step, Tool, Visit,
};
use crate::text::{Splice, SpliceMismatch, Text};

mod field;
mod making;

pub use field::{Caret, Detail, Field, PersonPart, ToolPart, VisitPart};

/// A reversible change to an evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// A change of a text.
    Splice {
        /// Which text.
        field: Field,
        /// What changes in it.
        splice: Splice,
    },
    /// A change of an item's mark.
    Mark {
        /// The item's question.
        question: Id,
        /// The item.
        item: Id,
        /// The mark before.
        from: Option<Mark>,
        /// The mark after.
        to: Option<Mark>,
    },
    /// A question is declared not applicable (with a reason, maybe empty) or applicable (`None`).
    Applicability {
        /// The question.
        question: Id,
        /// The reason before.
        from: Option<Text>,
        /// The reason after.
        to: Option<Text>,
    },
    /// An option of a detail is chosen, or no longer.
    Choose {
        /// The detail.
        detail: Id,
        /// The option.
        option: Id,
        /// Whether it is chosen from now on.
        chosen: bool,
    },
    /// An entry enters its list.
    Insert {
        /// Its place in the list.
        at: usize,
        /// The entry.
        record: Entry,
    },
    /// An entry leaves its list.
    Remove {
        /// Its place in the list.
        at: usize,
        /// The entry as it stands.
        record: Entry,
    },
    /// A jot is filed elsewhere.
    File {
        /// The jot.
        jot: Id,
        /// Where it was.
        from: Option<Filing>,
        /// Where it goes.
        to: Option<Filing>,
    },
    /// A visit begins, ends, or has its hours changed.
    Hours {
        /// The visit.
        visit: Id,
        /// Its hours before.
        from: Option<Hours>,
        /// Its hours after.
        to: Option<Hours>,
    },
    /// A question's narrative is noted as written during a visit, or is no longer.
    Written {
        /// The visit.
        visit: Id,
        /// The question.
        question: Id,
        /// Whether it is noted from now on.
        noted: bool,
    },
    /// What a person agreed to is noted.
    Consent {
        /// The person.
        person: Id,
        /// What was noted before.
        from: Consent,
        /// What is noted from now on.
        to: Consent,
    },
    /// The evaluation answers another framework, or another version of it, from now on.
    Against {
        /// The one before.
        from: FrameworkRef,
        /// The one after.
        to: FrameworkRef,
    },
    /// A remark is resolved or opened again.
    Resolve {
        /// The remark.
        remark: Id,
        /// Whether it is resolved from now on.
        resolved: bool,
    },
    /// Several changes as one.
    Together(Vec<Edit>),
}

/// An entry of one of an evaluation's lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entry {
    /// A visit.
    Visit(Visit),
    /// An inspiring tool of a question.
    Tool(Id, Tool),
    /// What the mark of a question's item rests on.
    Evidence(Id, Id, Evidence),
    /// What is known of a person.
    Person(Person),
    /// A jot.
    Jot(Jot),
    /// A remark.
    Remark(Remark),
    /// An act; acts are never taken out again.
    Act(Act),
    /// What public copies have something else for.
    Redaction(Redaction),
}

impl Entry {
    /// How many entries an evaluation has in the list that it belongs to.
    pub(super) fn end_of_list(&self, evaluation: &Evaluation) -> usize {
        match self {
            Entry::Visit(_) => evaluation.visits.len(),
            Entry::Tool(question, _) => evaluation.tools(question).len(),
            Entry::Evidence(question, item, _) => evaluation.evidence(question, item).len(),
            Entry::Person(_) => evaluation.people.len(),
            Entry::Jot(_) => evaluation.jots.len(),
            Entry::Remark(_) => evaluation.remarks.len(),
            Entry::Act(_) => evaluation.acts.len(),
            Entry::Redaction(_) => evaluation.redactions.len(),
        }
    }

    /// The text of a jot or a remark, with its field: what such an entry is begun with is typed on.
    pub(super) fn written(&mut self) -> Option<(Field, &mut Text)> {
        match self {
            Entry::Jot(jot) => Some((Field::Jot(jot.id.clone()), &mut jot.text)),
            Entry::Remark(remark) => Some((Field::Remark(remark.id.clone()), &mut remark.text)),
            Entry::Visit(_)
            | Entry::Tool(..)
            | Entry::Evidence(..)
            | Entry::Person(_)
            | Entry::Act(_)
            | Entry::Redaction(_) => None,
        }
    }
}

/// Why an edit did not apply; the evaluation is then as it was.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditError {
    /// The evaluation's status does not accept it.
    #[error("this evaluation is {}{}", .0.name().to_lowercase(), hint(*.0))]
    Status(Status),
    /// What the edit expects to find is not there.
    #[error("the evaluation has changed meanwhile: {0}")]
    Mismatch(&'static str),
}

fn hint(status: Status) -> &'static str {
    match status {
        Status::Draft | Status::Returned => "",
        Status::Submitted => ": it takes remarks only, until it is returned or reopened",
        Status::Approved => ": reopen it first",
    }
}

impl From<SpliceMismatch> for EditError {
    fn from(_: SpliceMismatch) -> EditError {
        EditError::Mismatch("the text was changed")
    }
}

const NO_FIELD: EditError = EditError::Mismatch("the field is gone");
const NO_ENTRY: EditError = EditError::Mismatch("the entry is gone");
const OTHER_VALUE: EditError = EditError::Mismatch("another value is there");
const NO_PLACE: EditError = EditError::Mismatch("the entry is there already, or has no place where it should go");

impl Edit {
    /// The edit that undoes this one.
    #[must_use]
    pub fn inverse(self) -> Edit {
        match self {
            Edit::Splice { field, splice } => Edit::Splice { field, splice: splice.inverse() },
            Edit::Mark { question, item, from, to } => Edit::Mark { question, item, from: to, to: from },
            Edit::Applicability { question, from, to } => Edit::Applicability { question, from: to, to: from },
            Edit::Choose { detail, option, chosen } => Edit::Choose { detail, option, chosen: !chosen },
            Edit::Consent { person, from, to } => Edit::Consent { person, from: to, to: from },
            Edit::Against { from, to } => Edit::Against { from: to, to: from },
            Edit::Insert { at, record } => Edit::Remove { at, record },
            Edit::Remove { at, record } => Edit::Insert { at, record },
            Edit::File { jot, from, to } => Edit::File { jot, from: to, to: from },
            Edit::Hours { visit, from, to } => Edit::Hours { visit, from: to, to: from },
            Edit::Written { visit, question, noted } => Edit::Written { visit, question, noted: !noted },
            Edit::Resolve { remark, resolved } => Edit::Resolve { remark, resolved: !resolved },
            Edit::Together(edits) => Edit::Together(edits.into_iter().rev().map(Edit::inverse).collect()),
        }
    }

    /// The change of a text, where that is all it does but for noting during which visit it was made.
    pub fn writing(&self) -> Option<(&Field, &Splice)> {
        match self {
            Edit::Splice { field, splice } => Some((field, splice)),
            Edit::Together(edits) => match &edits[..] {
                [Edit::Splice { field, splice }, Edit::Written { .. }]
                | [Edit::Written { .. }, Edit::Splice { field, splice }] => Some((field, splice)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The question whose answer it changes, where it changes nothing else that is counted.
    pub fn answered(&self) -> Option<&Id> {
        match self {
            Edit::Splice { field, .. } => field.answered(),
            Edit::Mark { question, .. }
            | Edit::Applicability { question, .. }
            | Edit::Insert { record: Entry::Tool(question, _) | Entry::Evidence(question, ..), .. }
            | Edit::Remove { record: Entry::Tool(question, _) | Entry::Evidence(question, ..), .. } => Some(question),
            Edit::Together(edits) => {
                let counted = edits.iter().filter(|edit| !matches!(edit, Edit::Written { .. }));
                let mut answered = counted.map(Edit::answered);
                let first = answered.next()??;
                answered.all(|other| other == Some(first)).then_some(first)
            }
            Edit::Insert { .. }
            | Edit::Remove { .. }
            | Edit::Choose { .. }
            | Edit::File { .. }
            | Edit::Hours { .. }
            | Edit::Written { .. }
            | Edit::Consent { .. }
            | Edit::Against { .. }
            | Edit::Resolve { .. } => None,
        }
    }

    /// The step that it takes, where it takes one.
    pub fn step(&self) -> Option<Step> {
        match self {
            Edit::Insert { record: Entry::Act(act), .. } => Some(act.step),
            Edit::Together(edits) => edits.iter().find_map(Edit::step),
            _ => None,
        }
    }

    /// Whether it is an act, or has one in it: such an edit can't be undone, only followed.
    pub fn is_act(&self) -> bool {
        match self {
            Edit::Insert { record: Entry::Act(_), .. } | Edit::Remove { record: Entry::Act(_), .. } => true,
            Edit::Together(edits) => edits.iter().any(Edit::is_act),
            _ => false,
        }
    }

    fn is_accepted(&self, status: Status) -> bool {
        match self {
            Edit::Insert { record: Entry::Act(act), .. } => status.accepts_step(act.step),
            Edit::Remove { record: Entry::Act(_), .. } => false,
            Edit::Insert { record: Entry::Remark(_), .. }
            | Edit::Remove { record: Entry::Remark(_), .. }
            | Edit::Splice { field: Field::Remark(_), .. }
            | Edit::Resolve { .. } => status.accepts_remarks(),
            Edit::Insert { record: Entry::Redaction(_), .. }
            | Edit::Remove { record: Entry::Redaction(_), .. }
            | Edit::Together(_) => true,
            _ => status.accepts_content(),
        }
    }
}

impl Evaluation {
    /// Applies an edit.
    ///
    /// # Errors
    /// When the status does not accept it or the evaluation is not as the edit expects; nothing has changed then.
    pub fn apply(&mut self, edit: &Edit) -> Result<(), EditError> {
        let status = self.status();
        if !edit.is_accepted(status) {
            return Err(EditError::Status(status));
        }
        self.change(edit)
    }

    /// Undoes the edit that was applied last, whatever the status accepts by now: an act is no exception here.
    ///
    /// # Errors
    /// When the evaluation is not as the edit left it; nothing has changed then.
    pub fn take_back(&mut self, edit: &Edit) -> Result<(), EditError> {
        let Edit::Together(edits) = edit else { return self.change(&edit.clone().inverse()) };
        let mut before = self.clone();
        edits.iter().rev().try_for_each(|edit| before.take_back(edit))?;
        *self = before;
        Ok(())
    }

    /// Makes a change, whatever the status accepts.
    pub(super) fn change(&mut self, edit: &Edit) -> Result<(), EditError> {
        match edit {
            Edit::Splice { field, splice } => self.splice(field, splice),
            Edit::Mark { question, item, from, to } => self.set_mark(question, item, *from, *to),
            Edit::Applicability { question, from, to } => {
                self.change_answer(question, |answer| replace_value(&mut answer.not_applicable, from, to.clone()))
            }
            Edit::Choose { detail, option, chosen } => self.change_detail(detail, |given| {
                let changed = if *chosen {
                    given.chosen.insert(0, option.clone())
                } else {
                    given.chosen.remove(option).is_some()
                };
                if changed { Ok(()) } else { Err(OTHER_VALUE) }
            }),
            Edit::Consent { person, from, to } => {
                let person = self.people.get_mut(person).ok_or(NO_ENTRY)?;
                replace_value(&mut person.consent, from, *to)
            }
            Edit::Against { from, to } => replace_value(&mut self.framework, from, to.clone()),
            Edit::Insert { at, record } => self.insert(*at, record),
            Edit::Remove { at, record } => self.remove(*at, record),
            Edit::File { jot, from, to } => {
                let jot = self.jots.get_mut(jot).ok_or(NO_ENTRY)?;
                replace_value(&mut jot.filed, from, to.clone())
            }
            Edit::Hours { visit, from, to } => {
                let visit = self.visits.get_mut(visit).ok_or(NO_ENTRY)?;
                replace_value(&mut visit.hours, from, *to)
            }
            Edit::Written { visit, question, noted } => {
                let written = &mut self.visits.get_mut(visit).ok_or(NO_ENTRY)?.written;
                let changed =
                    if *noted { written.insert(0, question.clone()) } else { written.remove(question).is_some() };
                if changed { Ok(()) } else { Err(OTHER_VALUE) }
            }
            Edit::Resolve { remark, resolved } => {
                let remark = self.remarks.get_mut(remark).ok_or(NO_ENTRY)?;
                replace_value(&mut remark.resolved, &!resolved, *resolved)
            }
            Edit::Together(edits) => self.apply_all(edits),
        }
    }

    /// Applies all or none: on a copy, since an act can't be undone when what comes after it is refused.
    fn apply_all(&mut self, edits: &[Edit]) -> Result<(), EditError> {
        let mut after = self.clone();
        edits.iter().try_for_each(|edit| after.apply(edit))?;
        *self = after;
        Ok(())
    }

    fn set_mark(&mut self, question: &Id, item: &Id, from: Option<Mark>, to: Option<Mark>) -> Result<(), EditError> {
        self.change_marked(question, item, |marked| replace_value(&mut marked.mark, &from, to))
    }

    fn change_answer(
        &mut self,
        question: &Id,
        change: impl FnOnce(&mut Answer) -> Result<(), EditError>,
    ) -> Result<(), EditError> {
        change_record(&mut self.answers, question, Answer::new, change)
    }

    /// Changes what is said of an item.
    fn change_marked(
        &mut self,
        question: &Id,
        item: &Id,
        change: impl FnOnce(&mut Marked) -> Result<(), EditError>,
    ) -> Result<(), EditError> {
        self.change_answer(question, |answer| change_record(&mut answer.marks, item, Marked::new, change))
    }

    fn change_detail(
        &mut self,
        detail: &Id,
        change: impl FnOnce(&mut GivenDetail) -> Result<(), EditError>,
    ) -> Result<(), EditError> {
        change_record(&mut self.details, detail, GivenDetail::new, change)
    }

    fn insert(&mut self, at: usize, record: &Entry) -> Result<(), EditError> {
        let inserted = match record {
            Entry::Visit(visit) => self.visits.insert(at, visit.clone()),
            Entry::Tool(question, tool) => {
                let insert = |answer: &mut Answer| answer.tools.insert(at, tool.clone()).then_some(()).ok_or(NO_PLACE);
                return self.change_answer(question, insert);
            }
            Entry::Evidence(question, item, evidence) => {
                return self.change_marked(question, item, |marked| {
                    marked.evidence.insert(at, evidence.clone()).then_some(()).ok_or(NO_PLACE)
                });
            }
            Entry::Person(person) => self.people.insert(at, person.clone()),
            Entry::Jot(jot) => self.jots.insert(at, jot.clone()),
            Entry::Remark(remark) => self.remarks.insert(at, remark.clone()),
            // The status follows from the last act, so an act goes nowhere but there.
            Entry::Act(act) => at == self.acts.len() && self.acts.insert(at, act.clone()),
            Entry::Redaction(redaction) => self.redactions.insert(at, redaction.clone()),
        };
        inserted.then_some(()).ok_or(NO_PLACE)
    }

    fn remove(&mut self, at: usize, record: &Entry) -> Result<(), EditError> {
        match record {
            Entry::Visit(visit) => take_out(&mut self.visits, at, visit),
            Entry::Tool(question, tool) => self.change_answer(question, |answer| take_out(&mut answer.tools, at, tool)),
            Entry::Evidence(question, item, evidence) => {
                self.change_marked(question, item, |marked| take_out(&mut marked.evidence, at, evidence))
            }
            Entry::Person(person) => take_out(&mut self.people, at, person),
            Entry::Jot(jot) => take_out(&mut self.jots, at, jot),
            Entry::Remark(remark) => take_out(&mut self.remarks, at, remark),
            Entry::Act(act) => take_out(&mut self.acts, at, act),
            Entry::Redaction(redaction) => take_out(&mut self.redactions, at, redaction),
        }
    }
}

/// Changes a record, which comes into being when it first holds something and goes when it holds nothing.
fn change_record<T: Keyed>(
    records: &mut Records<T>,
    key: &Id,
    new: impl FnOnce(Id) -> T,
    change: impl FnOnce(&mut T) -> Result<(), EditError>,
) -> Result<(), EditError> {
    if records.get(key).is_none() {
        records.insert(records.len(), new(key.clone()));
    }
    let record = records.get_mut(key).expect("a record that is there or was just put there");
    let outcome = change(record);
    if record.is_void() {
        records.remove(key);
    }
    outcome
}

fn replace_value<T: PartialEq>(value: &mut T, from: &T, to: T) -> Result<(), EditError> {
    if value != from {
        return Err(OTHER_VALUE);
    }
    *value = to;
    Ok(())
}

fn take_out<T: Keyed + PartialEq>(list: &mut Records<T>, at: usize, record: &T) -> Result<(), EditError> {
    if (**list).get(at) != Some(record) {
        return Err(NO_ENTRY);
    }
    list.remove(record.key());
    Ok(())
}

#[cfg(test)]
mod tests;

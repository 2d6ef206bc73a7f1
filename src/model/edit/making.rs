//! Making edits that fit an evaluation as it stands.

use super::{Edit, Entry, Field};
use crate::model::{Evaluation, Hours, Id, Mark, Moment, Redaction};
use crate::text::Splice;

impl Edit {
    /// Marks an item of an evaluation as it stands.
    pub fn mark(evaluation: &Evaluation, question: &Id, item: &Id, to: Option<Mark>) -> Edit {
        Edit::Mark { question: question.clone(), item: item.clone(), from: evaluation.mark(question, item), to }
    }

    /// Adds an entry at the end of its list.
    pub fn add(evaluation: &Evaluation, record: Entry) -> Edit {
        Edit::Insert { at: record.end_of_list(evaluation), record }
    }

    /// Has public copies replace something: new, or in the place of the redaction with its id.
    pub fn redact(evaluation: &Evaluation, redaction: Redaction) -> Edit {
        let before = evaluation.redactions.get(&redaction.id).cloned();
        let at = evaluation.redactions.position(&redaction.id).unwrap_or(evaluation.redactions.len());
        let insert = Edit::Insert { at, record: Entry::Redaction(redaction) };
        match before {
            Some(before) => Edit::Together(vec![Edit::Remove { at, record: Entry::Redaction(before) }, insert]),
            None => insert,
        }
    }

    /// Ends the visit that goes on, where one does.
    pub fn end_visit(evaluation: &Evaluation, now: Moment) -> Option<Edit> {
        let visit = evaluation.visit_under_way()?;
        let to = visit.hours.map(|hours| Hours { ended: Some(now), ..hours });
        Some(Edit::Hours { visit: visit.id.clone(), from: visit.hours, to })
    }

    /// Replaces a whole text.
    pub fn replace(field: Field, from: &str, to: &str) -> Edit {
        Edit::Splice { field, splice: Splice { at: 0, removed: from.into(), inserted: to.into() } }
    }
}

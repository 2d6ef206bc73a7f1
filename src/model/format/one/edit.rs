//! The edits of format 1, as its journals hold them.

use serde::Deserialize;

use super::{Act, Filing, Hours, Jot, Mark, Remark, Tool, Visit};
use crate::model::{self, Id};
use crate::text::{self, Text};

/// An edit of format 1.
#[derive(Deserialize)]
pub(crate) enum Edit {
    Splice { field: Field, splice: Splice },
    Mark { question: Id, item: Id, from: Option<Mark>, to: Option<Mark> },
    Applicability { question: Id, from: Option<Text>, to: Option<Text> },
    Insert { at: usize, record: Entry },
    Remove { at: usize, record: Entry },
    File { jot: Id, from: Option<Filing>, to: Option<Filing> },
    Hours { visit: Id, from: Option<Hours>, to: Option<Hours> },
    Written { visit: Id, question: Id, noted: bool },
    Resolve { remark: Id, resolved: bool },
    Together(Vec<Edit>),
}

#[derive(Deserialize)]
pub(crate) struct Splice {
    at: usize,
    removed: Text,
    inserted: Text,
}

#[derive(Deserialize)]
pub(crate) enum Entry {
    Visit(Visit),
    Tool(Id, Tool),
    Jot(Jot),
    Remark(Remark),
    Act(Act),
}

#[derive(Deserialize)]
pub(crate) enum Field {
    Practice(Detail),
    Evaluators,
    Narrative(Id),
    Reason(Id),
    Tool(Id, Id, ToolPart),
    Visit(Id, VisitPart),
    Jot(Id),
    Speaker(Id),
    Remark(Id),
}

#[derive(Deserialize)]
pub(crate) enum Detail {
    Title,
    Organisation,
    Country,
    Place,
    Period,
    Address,
    Summary,
}

#[derive(Deserialize)]
pub(crate) enum ToolPart {
    Title,
    Address,
    Note,
}

#[derive(Deserialize)]
pub(crate) enum VisitPart {
    Date,
    Place,
    People,
}

impl From<Edit> for model::Edit {
    fn from(edit: Edit) -> model::Edit {
        match edit {
            Edit::Splice { field, splice: Splice { at, removed, inserted } } => {
                model::Edit::Splice { field: field.into(), splice: text::Splice { at, removed, inserted } }
            }
            Edit::Mark { question, item, from, to } => {
                model::Edit::Mark { question, item, from: from.map(Into::into), to: to.map(Into::into) }
            }
            Edit::Applicability { question, from, to } => model::Edit::Applicability { question, from, to },
            Edit::Insert { at, record } => model::Edit::Insert { at, record: record.into() },
            Edit::Remove { at, record } => model::Edit::Remove { at, record: record.into() },
            Edit::File { jot, from, to } => {
                model::Edit::File { jot, from: from.map(Into::into), to: to.map(Into::into) }
            }
            Edit::Hours { visit, from, to } => {
                model::Edit::Hours { visit, from: from.map(Into::into), to: to.map(Into::into) }
            }
            Edit::Written { visit, question, noted } => model::Edit::Written { visit, question, noted },
            Edit::Resolve { remark, resolved } => model::Edit::Resolve { remark, resolved },
            Edit::Together(edits) => model::Edit::Together(edits.into_iter().map(Into::into).collect()),
        }
    }
}

impl From<Entry> for model::Entry {
    fn from(entry: Entry) -> model::Entry {
        match entry {
            Entry::Visit(visit) => model::Entry::Visit(visit.into()),
            Entry::Tool(question, tool) => model::Entry::Tool(question, tool.into()),
            Entry::Jot(jot) => model::Entry::Jot(jot.into()),
            Entry::Remark(remark) => model::Entry::Remark(remark.into()),
            Entry::Act(act) => model::Entry::Act(act.into()),
        }
    }
}

impl From<Field> for model::Field {
    fn from(field: Field) -> model::Field {
        match field {
            Field::Practice(detail) => model::Field::Practice(detail.into()),
            Field::Evaluators => model::Field::Evaluators,
            Field::Narrative(question) => model::Field::Narrative(question),
            Field::Reason(question) => model::Field::Reason(question),
            Field::Tool(question, tool, part) => model::Field::Tool(question, tool, part.into()),
            Field::Visit(visit, part) => model::Field::Visit(visit, part.into()),
            Field::Jot(jot) => model::Field::Jot(jot),
            Field::Speaker(jot) => model::Field::Speaker(jot),
            Field::Remark(remark) => model::Field::Remark(remark),
        }
    }
}

impl From<Detail> for model::Detail {
    fn from(detail: Detail) -> model::Detail {
        match detail {
            Detail::Title => model::Detail::Title,
            Detail::Organisation => model::Detail::Organisation,
            Detail::Country => model::Detail::Country,
            Detail::Place => model::Detail::Place,
            Detail::Period => model::Detail::Period,
            Detail::Address => model::Detail::Address,
            Detail::Summary => model::Detail::Summary,
        }
    }
}

impl From<ToolPart> for model::ToolPart {
    fn from(part: ToolPart) -> model::ToolPart {
        match part {
            ToolPart::Title => model::ToolPart::Title,
            ToolPart::Address => model::ToolPart::Address,
            ToolPart::Note => model::ToolPart::Note,
        }
    }
}

impl From<VisitPart> for model::VisitPart {
    fn from(part: VisitPart) -> model::VisitPart {
        match part {
            VisitPart::Date => model::VisitPart::Date,
            VisitPart::Place => model::VisitPart::Place,
            VisitPart::People => model::VisitPart::People,
        }
    }
}

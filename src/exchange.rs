//! Other formats <> evaluations: the published text in and out, documents, tables and figures out, RON both ways;
//! portfolios and what a search found, out; public copies; frameworks from tables and as tables.
//!
//! All of it is bytes in, bytes and strings out; nothing here opens a file.

use crate::model::{Dice, Evaluation, Framework, Id, Moment, format as ron};

mod delimited;
mod docx;
mod exporting;
mod figure;
mod format;
pub mod framework;
mod html;
mod import;
mod json;
mod markdown;
#[cfg(feature = "pdf")]
mod pdf;
pub mod portfolio;
pub mod public;
mod published;
mod report;
pub mod search;
mod svg;
mod tables;
mod unprintable;
mod xml;

pub use self::{
    exporting::{ExportError, Request, dictionary, dictionary_beside, export, questionnaire, report_text, untold},
    format::{Export, ReportFormat},
    import::{ImportError, Imported, LineRef, PagePart, ReportLine, import},
    public::{CopyKind, public_copy},
    report::Part,
    tables::{Table, TableError},
    unprintable::Unprintable,
};

/// The rows of a listing as JSON, each `{id, title, status, framework, tally, modified}`.
pub fn list<'a>(rows: impl IntoIterator<Item = (&'a Evaluation, Option<&'a Framework>, Moment)>) -> String {
    let rows: Vec<_> = rows.into_iter().map(|(one, framework, modified)| json::row(one, framework, modified)).collect();
    json::printed(&rows)
}

/// The sample: the evaluation of an invented practice, for looking around in, under an id of its own.
pub fn sample(now: Moment, dice: &mut Dice) -> Evaluation {
    let mut sample = ron::read(include_str!("../data/sample-evaluation.ron")).expect("checked by a test");
    sample.id = Id::of_evaluation(now.day(), sample.title(), dice);
    sample
}

#[cfg(test)]
mod tests;

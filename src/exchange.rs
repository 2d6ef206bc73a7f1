//! Other formats <> evaluations: the published text in, JSON and Markdown out, RON both ways;
//! portfolios and what a search found, out; public copies; frameworks from tables and as tables.
//!
//! All of it is bytes in, bytes and strings out; nothing here opens a file.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::{Dice, Evaluation, Framework, Id, Moment, format};

pub mod framework;
mod html;
mod import;
mod json;
mod markdown;
pub mod portfolio;
pub mod public;
mod report;
pub mod search;

pub use self::import::{ImportError, Imported, LineRef, PagePart, ReportLine, import};
pub use self::public::public_copy;
pub use self::report::Part;

/// A format that evaluations go out in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Export {
    /// For programs.
    Json,
    /// For people: a report.
    Markdown,
    /// The same as a web page of one file.
    Html,
    /// For Fieldbook itself: what `import` reads back whole.
    Ron,
}

impl Export {
    /// Every format.
    pub const ALL: [Export; 4] = [Export::Json, Export::Markdown, Export::Html, Export::Ron];

    /// Its name on the command line, which is a file's extension too.
    pub fn name(self) -> &'static str {
        match self {
            Export::Json => "json",
            Export::Markdown => "md",
            Export::Html => "html",
            Export::Ron => "ron",
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Export> {
        Export::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// Several evaluations were to go into one RON file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a RON file holds one evaluation, not {0}: export them one by one")]
pub struct OneAtATime(pub usize);

/// An evaluation in another format, a report with these parts. Where its framework is not known, ids stand for the wording.
pub fn export(evaluation: &Evaluation, framework: Option<&Framework>, to: Export, parts: &[Part]) -> String {
    match to {
        Export::Json => json::printed(&json::evaluation(evaluation, framework)),
        Export::Markdown => markdown::written(&report::report(evaluation, framework, parts)),
        Export::Html => html::written(&[report::report(evaluation, framework, parts)]),
        Export::Ron => format::write(evaluation),
    }
}

/// Several evaluations as one text: JSON gives an array (one alone: the object itself), reports stand one after the other.
///
/// # Errors
/// When there are several for RON, whose files hold one each.
pub fn export_all(
    evaluations: &[(&Evaluation, Option<&Framework>)],
    to: Export,
    parts: &[Part],
) -> Result<String, OneAtATime> {
    if let [(evaluation, framework)] = evaluations {
        return Ok(export(evaluation, *framework, to, parts));
    }
    let reports = || evaluations.iter().map(|(one, framework)| report::report(one, *framework, parts));
    match to {
        Export::Json => {
            let all: Vec<_> = evaluations.iter().map(|(one, framework)| json::evaluation(one, *framework)).collect();
            Ok(json::printed(&all))
        }
        Export::Markdown => Ok(reports().map(|report| markdown::written(&report)).collect::<Vec<_>>().join("\n")),
        Export::Html => Ok(html::written(&reports().collect::<Vec<_>>())),
        Export::Ron => Err(OneAtATime(evaluations.len())),
    }
}

/// The rows of a listing as JSON, each `{id, title, status, framework, tally, modified}`.
pub fn list<'a>(rows: impl IntoIterator<Item = (&'a Evaluation, Option<&'a Framework>, Moment)>) -> String {
    let rows: Vec<_> = rows.into_iter().map(|(one, framework, modified)| json::row(one, framework, modified)).collect();
    json::printed(&rows)
}

/// The sample: the evaluation of an invented practice, for looking around in, under an id of its own.
pub fn sample(now: Moment, dice: &mut Dice) -> Evaluation {
    let mut sample = format::read(include_str!("../data/sample-evaluation.ron")).expect("checked by a test");
    sample.id = Id::of_evaluation(now.day(), sample.title(), dice);
    sample
}

#[cfg(test)]
mod tests;

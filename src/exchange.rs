//! Other formats <> evaluations: the published text in, JSON and Markdown out, RON both ways;
//! portfolios and what a search found, out; frameworks from tables and as tables.
//!
//! All of it is bytes in, bytes and strings out; nothing here opens a file.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use self::portfolio::Dialect;
use self::report::Document;
use crate::model::{Dice, Evaluation, Framework, Id, Moment, format};
use crate::text::counted;

mod delimited;
mod figure;
pub mod framework;
mod html;
mod import;
mod json;
mod markdown;
pub mod portfolio;
mod published;
mod report;
pub mod search;
mod svg;
mod tables;
mod xml;

pub use self::import::{ImportError, Imported, LineRef, PagePart, ReportLine, import};
pub use self::report::Part;
use self::tables::{Properties, Tables};
pub use self::tables::{Table, TableError};

/// A format that evaluations go out in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Export {
    /// For programs.
    Json,
    /// For people: a report.
    Markdown,
    /// The same as a web page of one file.
    Html,
    /// The text of published evaluations, which `import` reads as well.
    Published,
    /// A workbook of tables, for analysts.
    Xlsx,
    /// One of the tables.
    Csv,
    /// JSON, an evaluation a line.
    Jsonl,
    /// For Fieldbook itself: what `import` reads back whole.
    Ron,
}

impl Export {
    /// Every format.
    pub const ALL: [Export; 8] = [
        Export::Json,
        Export::Markdown,
        Export::Html,
        Export::Published,
        Export::Xlsx,
        Export::Csv,
        Export::Jsonl,
        Export::Ron,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Export::Json => "json",
            Export::Markdown => "md",
            Export::Html => "html",
            Export::Published => "published",
            Export::Xlsx => "xlsx",
            Export::Csv => "csv",
            Export::Jsonl => "jsonl",
            Export::Ron => "ron",
        }
    }

    /// The extension of a file's name.
    pub fn extension(self) -> &'static str {
        if self == Export::Published { "txt" } else { self.name() }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Export> {
        Export::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// What is exported, and how.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The evaluations, each with the framework whose wording shows it. Where that is not known ids stand for the wording.
    pub evaluations: &'a [(&'a Evaluation, Option<&'a Framework>)],
    /// In which format.
    pub to: Export,
    /// What goes into a report besides.
    pub parts: &'a [Part],
    /// Of CSV: which table.
    pub table: Table,
    /// Of CSV: how it is written.
    pub dialect: Dialect,
    /// When it is written.
    pub at: Moment,
}

/// Why an export came to nothing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExportError {
    /// Several evaluations were to go into one RON file.
    #[error("a RON file holds one evaluation, not {0}: export them one by one")]
    OneAtATime(usize),
    /// The published layout is made of a framework's wording, which is not known here.
    #[error("“{0}” answers framework {1}, which is not found here: a published text is made of its wording")]
    NoWording(String, Id),
    /// A published text is read by the wording of one framework.
    #[error(
        "a published text holds evaluations of one framework, and these answer {0}: export those of each by themselves"
    )]
    SeveralFrameworks(usize),
    /// No table was written.
    #[error(transparent)]
    Table(#[from] TableError),
    /// It was cancelled.
    #[error("the export was cancelled: nothing was written")]
    Cancelled,
}

/// An evaluation with the framework whose wording shows it.
type Shown<'a> = (&'a Evaluation, Option<&'a Framework>);

/// Evaluations in another format. JSON of several is an array, of one the object itself; reports stand one after the other.
/// Before each evaluation `pace` learns how many are done, and may break off.
///
/// # Errors
/// When the format can't say it, or `pace` broke off.
pub fn export(request: &Request<'_>, pace: &mut dyn FnMut(usize) -> ControlFlow<()>) -> Result<Vec<u8>, ExportError> {
    let mut cancelled = false;
    let mut paced = request.evaluations.iter().copied().enumerate().map_while(|(done, one)| {
        cancelled = pace(done).is_break();
        (!cancelled).then_some(one)
    });
    let bytes = written(request, &mut paced)?;
    if cancelled { Err(ExportError::Cancelled) } else { Ok(bytes) }
}

fn written<'s>(request: &Request<'_>, paced: &mut dyn Iterator<Item = Shown<'s>>) -> Result<Vec<u8>, ExportError> {
    let text = match request.to {
        Export::Json => {
            let all: Vec<_> = paced.map(|(one, framework)| json::evaluation(one, framework)).collect();
            if let [one] = &all[..] { json::printed(one) } else { json::printed(&all) }
        }
        Export::Markdown => markdown::written(document(request, paced)),
        Export::Html => html::written(document(request, paced)),
        Export::Published => {
            let framework = published_by(request.evaluations)?;
            published::written(&mut paced.map(|(one, _)| one), framework)
        }
        Export::Xlsx => {
            let (title, author) = (title(request), authors(request));
            let properties = Properties { title: &title, author: &author, at: request.at };
            return Ok(Tables::new(request.evaluations, request.parts).to_xlsx(&properties, paced)?);
        }
        Export::Csv => Tables::new(request.evaluations, request.parts).to_csv(request.table, request.dialect, paced)?,
        Export::Jsonl => paced.map(|(one, framework)| json::line(&json::evaluation(one, framework))).collect(),
        Export::Ron => match request.evaluations {
            [(evaluation, _)] => format::write(evaluation),
            several => return Err(ExportError::OneAtATime(several.len())),
        },
    };
    Ok(text.into_bytes())
}

/// The reports on what is exported, in one document.
fn document<'d, 's: 'd>(request: &'d Request<'_>, paced: &'d mut dyn Iterator<Item = Shown<'s>>) -> Document<'d> {
    Document {
        title: title(request),
        author: authors(request),
        at: request.at,
        contents: request.evaluations.iter().map(|(one, _)| one.title().to_owned()).collect(),
        reports: Box::new(paced.map(|(one, framework)| report::report(one, framework, request.parts))),
    }
}

/// What the whole is called.
fn title(request: &Request<'_>) -> String {
    match request.evaluations {
        [(one, _)] => one.title().to_owned(),
        several => counted(several.len(), "evaluation"),
    }
}

/// Who evaluated, each once.
fn authors(request: &Request<'_>) -> String {
    let mut evaluators: Vec<&str> = Vec::new();
    for name in request.evaluations.iter().flat_map(|(one, _)| one.evaluators.entries()) {
        if !evaluators.contains(&name) {
            evaluators.push(name);
        }
    }
    evaluators.join(", ")
}

/// The framework by whose wording evaluations are published: the one that all answer.
fn published_by<'f>(evaluations: &[Shown<'f>]) -> Result<&'f Framework, ExportError> {
    let mut all: Vec<&Framework> = Vec::new();
    for (one, framework) in evaluations {
        let unknown = || ExportError::NoWording(one.title().to_owned(), one.framework.id.clone());
        let framework = framework.ok_or_else(unknown)?;
        if all.iter().all(|known| !known.is_same_version(framework)) {
            all.push(framework);
        }
    }
    match all[..] {
        [one] => Ok(one),
        _ => Err(ExportError::SeveralFrameworks(all.len())),
    }
}

/// What a format does not say of the evaluations, in words, one thing a line; `written` is what was made of the request.
pub fn untold(request: &Request<'_>, written: &[u8]) -> Vec<String> {
    match request.to {
        Export::Published => {
            let Ok(framework) = published_by(request.evaluations) else { return Vec::new() };
            let evaluations: Vec<&Evaluation> = request.evaluations.iter().map(|(one, _)| *one).collect();
            published::untold(&evaluations, framework, &String::from_utf8_lossy(written), request.at)
        }
        Export::Xlsx => {
            let cut = Tables::new(request.evaluations, request.parts).cut();
            let told = (cut > 0).then(|| format!("the end of {}, longer than a cell takes", counted(cut, "text")));
            told.into_iter().collect()
        }
        Export::Json | Export::Markdown | Export::Html | Export::Csv | Export::Jsonl | Export::Ron => Vec::new(),
    }
}

/// What the columns of a table or the fields of JSON mean, as CSV to be kept beside the export; none: its format has neither.
pub fn dictionary(request: &Request<'_>) -> Option<String> {
    match request.to {
        Export::Csv if request.table != Table::Dictionary => {
            Some(Tables::new(request.evaluations, request.parts).dictionary_of(request.table, request.dialect))
        }
        Export::Json | Export::Jsonl => Some(tables::csv(&tables::of_json(), request.dialect)),
        Export::Csv | Export::Markdown | Export::Html | Export::Published | Export::Xlsx | Export::Ron => None,
    }
}

/// A report on an evaluation as a text with all its parts, as it is read in a terminal.
pub fn report_text(evaluation: &Evaluation, framework: Option<&Framework>) -> String {
    markdown::of_report(&report::report(evaluation, framework, &Part::ALL))
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

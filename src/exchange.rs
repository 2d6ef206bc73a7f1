//! Other formats <> evaluations: the published text in, JSON and Markdown out, RON both ways;
//! portfolios and what a search found, out; frameworks from tables and as tables.
//!
//! All of it is bytes in, bytes and strings out; nothing here opens a file.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use self::figure::Figure;
use self::report::{Block, Document};
use crate::model::{Dice, Evaluation, Framework, Id, Moment, format};
use crate::text::counted;

mod docx;
mod figure;
pub mod framework;
mod html;
mod import;
mod json;
mod markdown;
pub mod portfolio;
mod report;
pub mod search;
mod svg;
mod xml;

pub use self::import::{ImportError, Imported, LineRef, PagePart, ReportLine, import};
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
    /// The same for word processors.
    Docx,
    /// The figures of a report.
    Svg,
    /// For Fieldbook itself: what `import` reads back whole.
    Ron,
}

impl Export {
    /// Every format.
    pub const ALL: [Export; 6] = [Export::Json, Export::Markdown, Export::Html, Export::Docx, Export::Svg, Export::Ron];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Export::Json => "json",
            Export::Markdown => "md",
            Export::Html => "html",
            Export::Docx => "docx",
            Export::Svg => "svg",
            Export::Ron => "ron",
        }
    }

    /// What it is, in a few words.
    pub fn in_words(self) -> &'static str {
        match self {
            Export::Json => "JSON, for programs",
            Export::Markdown => "Markdown, a report as plain text",
            Export::Html => "Web page, a report to send or print",
            Export::Docx => "Word document, a report to send or edit",
            Export::Svg => "Figures, as a drawing",
            Export::Ron => "RON, to be imported again",
        }
    }

    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        self.name()
    }

    /// Whether it is a report, which has parts that stay at home unless they are asked for.
    pub fn is_report(self) -> bool {
        match self {
            Export::Markdown | Export::Html | Export::Docx => true,
            Export::Json | Export::Svg | Export::Ron => false,
        }
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
    /// When it is written.
    pub at: Moment,
}

/// Why an export came to nothing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExportError {
    /// Several evaluations were to go into one RON file.
    #[error("a RON file holds one evaluation, not {0}: export them one by one")]
    OneAtATime(usize),
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
    let bytes = match request.to {
        Export::Json => {
            let all: Vec<_> = paced.map(|(one, framework)| json::evaluation(one, framework)).collect();
            let text = if let [one] = &all[..] { json::printed(one) } else { json::printed(&all) };
            text.into_bytes()
        }
        Export::Markdown => markdown::written(document(request, paced)).into_bytes(),
        Export::Html => html::written(document(request, paced)).into_bytes(),
        Export::Docx => docx::written(document(request, paced)),
        Export::Svg => {
            paced.for_each(drop);
            svg::written(&figures(request)).into_bytes()
        }
        Export::Ron => match request.evaluations {
            [(evaluation, _)] => format::write(evaluation).into_bytes(),
            several => return Err(ExportError::OneAtATime(several.len())),
        },
    };
    Ok(bytes)
}

/// The reports on what is exported, in one document; several begin with an overview.
fn document<'d, 's: 'd>(request: &'d Request<'_>, paced: &'d mut dyn Iterator<Item = Shown<'s>>) -> Document<'d> {
    let mut evaluators: Vec<&str> = Vec::new();
    for name in request.evaluations.iter().flat_map(|(one, _)| one.evaluators.entries()) {
        if !evaluators.contains(&name) {
            evaluators.push(name);
        }
    }
    let titles = request.evaluations.iter().map(|(one, _)| one.title().to_owned());
    let overview = (request.evaluations.len() > 1).then(|| report::overview(request.evaluations));
    let contents: Vec<String> = overview.iter().map(|overview| overview.title.clone()).chain(titles).collect();
    Document {
        title: if let [title] = &contents[..] {
            title.clone()
        } else {
            counted(request.evaluations.len(), "evaluation")
        },
        author: evaluators.join(", "),
        at: request.at,
        contents,
        reports: Box::new(
            overview.into_iter().chain(paced.map(|(one, framework)| report::report(one, framework, request.parts))),
        ),
    }
}

/// The figures of what is exported, one below the other: of one evaluation its marks by criterion, of several what their
/// overview shows.
fn figures(request: &Request<'_>) -> Vec<Figure> {
    let blocks = match request.evaluations {
        [(one, framework)] => report::report(one, *framework, &[]).blocks,
        several => report::overview(several).blocks,
    };
    let figure = |block| if let Block::Figure(figure) = block { Some(figure) } else { None };
    blocks.into_iter().filter_map(figure).collect()
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

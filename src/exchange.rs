//! Other formats <> evaluations: the published text in, JSON and Markdown out, RON both ways;
//! portfolios and what a search found, out.
//!
//! All of it is bytes in, bytes and strings out; nothing here opens a file.

use serde::Serialize;
use thiserror::Error;

use crate::{
    model::{
        evaluation::Evaluation,
        format::{self, FormatError},
        framework::Framework,
        id::{Dice, Id},
        moment::Moment,
    },
    text::Text,
};

pub mod found;
mod json;
mod markdown;
pub mod portfolio;
mod published;

pub use published::{Line, Place};

/// A format that evaluations go out in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Export {
    /// For programs.
    Json,
    /// For people: a report.
    Markdown,
    /// For Fieldbook itself: what `import` reads back whole.
    Ron,
}

impl Export {
    /// Every format.
    pub const ALL: [Export; 3] = [Export::Json, Export::Markdown, Export::Ron];

    /// Its name on the command line, which is a file's extension too.
    pub fn name(self) -> &'static str {
        match self {
            Export::Json => "json",
            Export::Markdown => "md",
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

/// An evaluation in another format. Where its framework is not known, ids stand for the wording.
pub fn export(evaluation: &Evaluation, framework: Option<&Framework>, to: Export) -> String {
    match to {
        Export::Json => printed(&json::evaluation(evaluation, framework)),
        Export::Markdown => markdown::evaluation(evaluation, framework),
        Export::Ron => format::write(evaluation),
    }
}

/// Several evaluations as one text: JSON gives an array (one alone: the object itself), Markdown one after the other.
///
/// # Errors
/// When there are several for RON, whose files hold one each.
pub fn export_all(evaluations: &[(&Evaluation, Option<&Framework>)], to: Export) -> Result<String, OneAtATime> {
    match (evaluations, to) {
        ([(evaluation, framework)], _) => Ok(export(evaluation, *framework, to)),
        (_, Export::Json) => {
            let all: Vec<_> = evaluations.iter().map(|(one, framework)| json::evaluation(one, *framework)).collect();
            Ok(printed(&all))
        }
        (_, Export::Markdown) => {
            let all: Vec<_> =
                evaluations.iter().map(|(one, framework)| markdown::evaluation(one, *framework)).collect();
            Ok(all.join("\n"))
        }
        (_, Export::Ron) => Err(OneAtATime(evaluations.len())),
    }
}

/// The rows of a listing as JSON, each `{id, title, status, framework, tally, modified}`.
pub fn list<'a>(rows: impl IntoIterator<Item = (&'a Evaluation, Option<&'a Framework>, Moment)>) -> String {
    let rows: Vec<_> = rows.into_iter().map(|(one, framework, modified)| json::row(one, framework, modified)).collect();
    printed(&rows)
}

fn printed<T: Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("plain data with strings for keys");
    text.push('\n');
    text
}

/// What an import brought, and what is worth telling about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The evaluations in the order of the text.
    pub evaluations: Vec<Evaluation>,
    /// What did not go in smoothly, in the order of the text.
    pub report: Vec<Line>,
}

/// Why nothing was imported.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// The bytes are no text.
    #[error("not a text in UTF-8 (byte {0} does not fit): save it as plain text in UTF-8 and import that")]
    NotText(usize),
    /// There is nothing in it.
    #[error("there is nothing in it")]
    Empty,
    /// It is a framework.
    #[error("this is the framework \"{0}\", not an evaluation: put it into the library's folder `frameworks`")]
    IsFramework(Id),
    /// It begins like an evaluation in RON and is none.
    #[error("not a readable evaluation: {0}")]
    Damaged(#[from] FormatError),
    /// It is neither.
    #[error(
        "neither an evaluation in RON nor the text of a published one: no line is a question of a framework known here ({known})"
    )]
    Neither {
        /// The titles of the frameworks that were looked for.
        known: String,
    },
    /// The titles do not fit the evaluations.
    #[error(
        "{given} given, but {found} here to take one: give one for each in the order of the text, or none at all",
        given = counted(*given, "title"), found = counted(*found, "untitled evaluation")
    )]
    Titles {
        /// How many titles were given.
        given: usize,
        /// How many evaluations there are to take one.
        found: usize,
    },
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// The evaluations that a file holds: the text of published ones, or one in RON.
///
/// `titles` name the practices of a published text, which does not name them itself: one each, or none at all.
///
/// # Errors
/// When the file is neither, is damaged, or the titles do not fit; nothing was imported then.
pub fn import(
    raw: &[u8],
    frameworks: &[Framework],
    titles: &[Text],
    now: Moment,
    dice: &mut Dice,
) -> Result<Imported, ImportError> {
    let raw = std::str::from_utf8(raw).map_err(|error| ImportError::NotText(error.valid_up_to() + 1))?;
    let cleaned = Text::clean(raw.strip_prefix('\u{feff}').unwrap_or(raw));
    let mut imported = if cleaned.text.is_blank() {
        return Err(ImportError::Empty);
    } else if cleaned.text.trim_start().starts_with(['(', '/']) {
        one_in_ron(&cleaned.text, frameworks, titles)?
    } else {
        let read = published::read(&cleaned.text, frameworks);
        let read = read.ok_or_else(|| ImportError::Neither { known: known(frameworks) })?;
        if !titles.is_empty() && titles.len() != read.len() {
            return Err(ImportError::Titles { given: titles.len(), found: read.len() });
        }
        let (evaluations, report) = read.into_evaluations(titles, now, dice);
        Imported { evaluations, report }
    };
    if cleaned.removed > 0 {
        imported.report.insert(0, Line::Removed(cleaned.removed));
    }
    Ok(imported)
}

fn known(frameworks: &[Framework]) -> String {
    let titles: Vec<&str> = frameworks.iter().map(|framework| framework.title.as_str()).collect();
    titles.join(", ")
}

fn one_in_ron(raw: &str, frameworks: &[Framework], titles: &[Text]) -> Result<Imported, ImportError> {
    let evaluation = format::read(raw).map_err(|error| match format::read_framework(raw) {
        Ok(framework) => ImportError::IsFramework(framework.id),
        Err(_) => ImportError::Damaged(error),
    })?;
    if !titles.is_empty() {
        return Err(ImportError::Titles { given: titles.len(), found: 0 });
    }
    let is_known = evaluation.framework_among(frameworks).is_some();
    let report = if is_known { vec![] } else { vec![Line::UnknownFramework(evaluation.framework.clone())] };
    Ok(Imported { evaluations: vec![evaluation], report })
}

/// The sample: the evaluation of an invented practice, for looking around in, under an id of its own.
pub fn sample(now: Moment, dice: &mut Dice) -> Evaluation {
    let mut sample = format::read(include_str!("../data/sample-evaluation.ron")).expect("checked by a test");
    sample.id = Id::of_evaluation(now.day(), sample.title(), dice);
    sample
}

#[cfg(test)]
mod tests;

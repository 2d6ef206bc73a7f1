//! Evaluations from a file: published text, or one in RON.

use thiserror::Error;

use crate::model::{Dice, Evaluation, FormatError, Framework, Id, Moment, format};
use crate::text::{Text, counted};

mod published;
mod report;

pub use self::report::{LineRef, ReportLine};

/// What an import brought, and what is worth telling about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The evaluations in the order of the text.
    pub evaluations: Vec<Evaluation>,
    /// What did not go in smoothly, in the order of the text.
    pub report: Vec<ReportLine>,
}

/// Why nothing was imported.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// The bytes are no text.
    #[error("not a text in UTF-8 (byte {0} does not fit): save it as plain text in UTF-8 and import that")]
    NotText(usize),
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is a framework.
    #[error(
        "this is the framework \"{0}\", not an evaluation: put it into the library's folder `frameworks`, under a name of its own"
    )]
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
        let parsed = published::read(&cleaned.text, frameworks)
            .ok_or_else(|| ImportError::Neither { known: known(frameworks) })?;
        if !titles.is_empty() && titles.len() != parsed.count() {
            return Err(ImportError::Titles { given: titles.len(), found: parsed.count() });
        }
        let (evaluations, report) = parsed.into_evaluations(titles, now, dice);
        Imported { evaluations, report }
    };
    if cleaned.removed > 0 {
        imported.report.insert(0, ReportLine::Removed(cleaned.removed));
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
    let report = if is_known { vec![] } else { vec![ReportLine::UnknownFramework(evaluation.framework.clone())] };
    Ok(Imported { evaluations: vec![evaluation], report })
}

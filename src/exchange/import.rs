//! Evaluations from a file: published text, or one in RON.

use thiserror::Error;

use crate::model::{Dice, Evaluation, FormatError, Framework, Id, Moment, format};
use crate::text::{Text, counted};

pub(super) mod encoding;
mod labels;
mod page;
mod published;
mod report;
mod signs;

pub(super) use self::{
    labels::Label,
    published::{ADDRESS, Layout, LineKind, NOTE, OWN, REASON, trimmed},
    signs::Sign,
};
pub use self::{
    page::PagePart,
    report::{LineRef, ReportLine},
};

/// What an import brought, and what is worth telling about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The evaluations in the order of the text.
    pub evaluations: Vec<Evaluation>,
    /// What did not go in smoothly, in the order of the text.
    pub report: Vec<ReportLine>,
    /// Whether they are published ones: these have no ids of their own, and need not have titles.
    pub published: bool,
}

/// Why nothing was imported.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// It is something else than a text.
    #[error("this is {0}: save it as plain text or as a web page, and import that")]
    NotText(&'static str),
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
        "neither an evaluation in RON nor the text or web page of a published one: no line is a question of a framework known here ({known})"
    )]
    Neither {
        /// The titles of the frameworks that were looked for.
        known: String,
    },
    /// The titles do not fit the evaluations.
    #[error(
        "{given} given, but {found} here to take one: give one for each in the order of the text, or none at all",
        given = counted(*given, "title"), found = counted(*found, "published evaluation")
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
/// A published text is plain text, in any encoding that people save it in, or a saved web page. `titles` name its
/// practices, whether it does so itself or not: one each, or none at all.
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
    let decoded = encoding::decode(raw)?;
    let cleaned = Text::clean(&decoded.text);
    let mut imported = if cleaned.text.is_blank() {
        return Err(ImportError::Empty);
    } else if cleaned.text.trim_start().starts_with(['(', '/']) {
        one_in_ron(&cleaned.text, frameworks, titles)?
    } else {
        let page = page::Page::read(&cleaned.text);
        let parsed =
            published::read(&page, frameworks).ok_or_else(|| ImportError::Neither { known: known(frameworks) })?;
        if !titles.is_empty() && titles.len() != parsed.count() {
            return Err(ImportError::Titles { given: titles.len(), found: parsed.count() });
        }
        let (evaluations, report) = parsed.into_evaluations(titles, now, dice);
        Imported { evaluations, report, published: true }
    };
    let encoding = decoded.encoding.map(|name| ReportLine::Encoding { name, guessed: decoded.guessed });
    let counted = |count: usize, line: fn(usize) -> ReportLine| (count > 0).then(|| line(count));
    let broken = counted(decoded.broken, ReportLine::Broken);
    let removed = counted(cleaned.removed, ReportLine::Removed);
    imported.report.splice(0..0, [encoding, broken, removed].into_iter().flatten());
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
    let is_known = evaluation.shown_by(frameworks).is_some();
    let report = if is_known { vec![] } else { vec![ReportLine::UnknownFramework(evaluation.framework.clone())] };
    Ok(Imported { evaluations: vec![evaluation], report, published: false })
}

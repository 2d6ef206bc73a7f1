//! What an import tells about the lines that did not go in smoothly.

use std::fmt;

use super::page::PagePart;
use crate::model::framework::FrameworkRef;
use crate::text::{Text, counted};

/// A line of an import's report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportLine {
    /// The text was not in UTF-8.
    Encoding {
        /// The encoding that it was read in.
        name: String,
        /// Whether nothing in the file says so.
        guessed: bool,
    },
    /// So many places could not be read as text.
    Broken(usize),
    /// So many control characters were removed.
    Removed(usize),
    /// An item that the framework does not have; it became a jot.
    Unknown(LineRef),
    /// An item that stood before in the same evaluation; it became a jot.
    Duplicate(LineRef),
    /// An item under a question that it does not belong to; it is marked where it belongs.
    Elsewhere(LineRef),
    /// An item with a sign that says neither met nor not met; it is left open.
    Sign(LineRef),
    /// What of the page stands around the evaluation and goes nowhere else: a line of a text, or all of a part.
    LeftOut(PagePart, Option<usize>, Text),
    /// A line that was recognised in spite of typos.
    Typo(LineRef),
    /// A line that fits nowhere; it became a jot.
    Stray(LineRef),
    /// So many evaluations have no title.
    Untitled(usize),
    /// So many evaluations have no answers.
    Empty(usize),
    /// The evaluation's framework is not among those known.
    UnknownFramework(FrameworkRef),
}

/// A line of the text, named by its number and its first words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRef {
    /// Its number, from 1; none in a web page.
    pub line: Option<usize>,
    /// How it begins.
    pub opening: Text,
}

impl LineRef {
    /// The line of this number, cut after its first words.
    pub(super) fn new(line: Option<usize>, text: &str) -> LineRef {
        const LONGEST: usize = 48;
        let mut opening = String::new();
        for word in text.split_whitespace() {
            if !opening.is_empty() && opening.chars().count() + word.chars().count() >= LONGEST {
                opening.push_str(" …");
                break;
            }
            let gap = if opening.is_empty() { "" } else { " " };
            opening = opening + gap + word;
        }
        LineRef { line, opening: opening.into() }
    }
}

impl fmt::Display for ReportLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReportLine::Encoding { name, guessed: false } => write!(f, "read as {name}"),
            ReportLine::Encoding { name, guessed: true } => {
                write!(f, "read as {name}, which is a guess: look at letters with accents")
            }
            ReportLine::Broken(count) => {
                write!(f, "{} could not be read and stand as “\u{fffd}”", counted(*count, "place"))
            }
            ReportLine::Removed(1) => write!(f, "1 control character was removed"),
            ReportLine::Removed(count) => write!(f, "{count} control characters were removed"),
            ReportLine::Unknown(at) => write!(f, "{at}: the framework has no such item; kept as an unfiled jot"),
            ReportLine::Duplicate(at) => write!(f, "{at}: duplicate item; kept as an unfiled jot"),
            ReportLine::Elsewhere(at) => write!(f, "{at}: this item belongs to another question and is marked there"),
            ReportLine::Sign(at) => write!(f, "{at}: the sign is neither ✓ nor –; the item is left open"),
            ReportLine::LeftOut(part, Some(line), text) => {
                write!(f, "line {line}, {part} of the page, left out: {text}")
            }
            ReportLine::LeftOut(part, None, text) => write!(f, "{part} of the page, left out: {text}"),
            ReportLine::Typo(at) => write!(f, "{at}: recognised in spite of a typo"),
            ReportLine::Stray(at) => write!(f, "{at}: fits nowhere; kept as an unfiled jot"),
            ReportLine::Untitled(1) => write!(f, "1 evaluation has no title yet: the published text does not give it"),
            ReportLine::Untitled(count) => {
                write!(f, "{count} evaluations have no title yet: the published text does not give them")
            }
            ReportLine::Empty(1) => {
                write!(f, "1 empty evaluation was imported: the text asks its questions and answers none")
            }
            ReportLine::Empty(count) => {
                write!(f, "{count} empty evaluations were imported: the text asks their questions and answers none")
            }
            ReportLine::UnknownFramework(FrameworkRef { id, version }) => {
                write!(f, "framework {id}, version {version}, not found: the evaluation is shown by ids, read-only")
            }
        }
    }
}

impl fmt::Display for LineRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}, ")?;
        }
        write!(f, "“{}”", self.opening)
    }
}

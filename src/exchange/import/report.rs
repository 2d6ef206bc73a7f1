//! What an import tells about the lines that did not go in smoothly.

use std::fmt;

use crate::model::evaluation::FrameworkRef;
use crate::text::Text;

/// A line of an import's report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportLine {
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
    /// A line of the page's foot, which goes nowhere else.
    Foot(usize, Text),
    /// The lines that were recognised in spite of typos.
    Typos(Vec<usize>),
    /// The lines that fit nowhere and became jots.
    Jots(Vec<usize>),
    /// So many evaluations have no title.
    Untitled(usize),
    /// The evaluation's framework is not among those known.
    UnknownFramework(FrameworkRef),
}

/// A line of the text, named by its number and its first words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRef {
    /// Its number, from 1.
    pub line: usize,
    /// How it begins.
    pub opening: Text,
}

impl LineRef {
    /// The line of this number, cut after its first words.
    pub(super) fn new(number: usize, text: &str) -> LineRef {
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
        LineRef { line: number, opening: opening.into() }
    }
}

impl fmt::Display for ReportLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReportLine::Removed(1) => write!(f, "1 control character was removed"),
            ReportLine::Removed(count) => write!(f, "{count} control characters were removed"),
            ReportLine::Unknown(at) => write!(f, "{at}: the framework has no such item; kept as an unfiled jot"),
            ReportLine::Duplicate(at) => write!(f, "{at}: duplicate item; kept as an unfiled jot"),
            ReportLine::Elsewhere(at) => write!(f, "{at}: this item belongs to another question and is marked there"),
            ReportLine::Sign(at) => write!(f, "{at}: the sign is neither ✓ nor –; the item is left open"),
            ReportLine::Foot(line, text) => write!(f, "line {line}, foot of the page, left out: {text}"),
            ReportLine::Typos(lines) => write!(f, "recognised in spite of typos: {}", numbers(lines)),
            ReportLine::Jots(lines) => write!(f, "not recognised, kept as unfiled jots: {}", numbers(lines)),
            ReportLine::Untitled(1) => write!(f, "1 evaluation has no title yet: the published text does not give it"),
            ReportLine::Untitled(count) => {
                write!(f, "{count} evaluations have no title yet: the published text does not give them")
            }
            ReportLine::UnknownFramework(FrameworkRef { id, version }) => {
                write!(f, "framework {id}, version {version}, not found: the evaluation is shown by ids, read-only")
            }
        }
    }
}

impl fmt::Display for LineRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, “{}”", self.line, self.opening)
    }
}

fn numbers(lines: &[usize]) -> String {
    let numbers: Vec<String> = lines.iter().map(ToString::to_string).collect();
    format!("line{} {}", if lines.len() == 1 { "" } else { "s" }, numbers.join(", "))
}

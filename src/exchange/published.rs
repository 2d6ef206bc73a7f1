//! The text of published evaluations, as copied from a web page.
//!
//! Criteria, questions, prose, "Inspiring tools" and checklists follow each other line by line; ✓ stands for met, – or −
//! for not met, nothing for open. Nothing is invented: what the text leaves out stays open. Nothing is lost: a line that
//! fits nowhere stays in the prose it stands in or becomes an unfiled jot, and the page's foot goes into the report.

use std::fmt;

use crate::{
    model::{evaluation::Evaluation, evaluation::FrameworkRef, framework::Framework, id::Dice, moment::Moment},
    text::Text,
};

mod draft;
mod footer;
mod source;
mod wording;

use draft::Draft;
use source::{Kind, Sign, SourceLine};

/// A line of an import's report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// So many control characters were removed.
    Removed(usize),
    /// An item that the framework does not have; it became a jot.
    Unknown(Place),
    /// An item that stood before in the same evaluation; it became a jot.
    Doubled(Place),
    /// An item under a question that it does not belong to; it is marked where it belongs.
    Elsewhere(Place),
    /// An item with a sign that says neither met nor not met; it is left open.
    Sign(Place),
    /// A line of the page's foot, which goes nowhere else.
    Foot(usize, Text),
    /// The lines that were recognised in spite of slips of typing.
    Slips(Vec<usize>),
    /// The lines that fit nowhere and became jots.
    Jots(Vec<usize>),
    /// So many evaluations have no title.
    Untitled(usize),
    /// The evaluation's framework is not among those known.
    UnknownFramework(FrameworkRef),
}

/// A line of the text, named by its number and its first words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its number, from 1.
    pub line: usize,
    /// How it begins.
    pub opening: Text,
}

impl Place {
    fn of(line: &SourceLine) -> Place {
        const LONGEST: usize = 48;
        let mut opening = String::new();
        for word in line.text.split_whitespace() {
            if !opening.is_empty() && opening.chars().count() + word.chars().count() >= LONGEST {
                opening.push_str(" …");
                break;
            }
            let gap = if opening.is_empty() { "" } else { " " };
            opening = opening + gap + word;
        }
        Place { line: line.number, opening: opening.into() }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Line::Removed(1) => write!(f, "1 control character was removed"),
            Line::Removed(count) => write!(f, "{count} control characters were removed"),
            Line::Unknown(at) => write!(f, "{at}: the framework has no such item; kept as an unfiled jot"),
            Line::Doubled(at) => write!(f, "{at}: this item stood before; kept as an unfiled jot"),
            Line::Elsewhere(at) => write!(f, "{at}: this item belongs to another question and is marked there"),
            Line::Sign(at) => write!(f, "{at}: the sign is neither ✓ nor –; the item is left open"),
            Line::Foot(line, text) => write!(f, "line {line}, foot of the page, left out: {text}"),
            Line::Slips(lines) => write!(f, "recognised in spite of slips of typing: {}", numbers(lines)),
            Line::Jots(lines) => write!(f, "kept as unfiled jots, for they fit nowhere: {}", numbers(lines)),
            Line::Untitled(1) => write!(f, "1 evaluation has no title yet: the published text does not give it"),
            Line::Untitled(count) => {
                write!(f, "{count} evaluations have no title yet: the published text does not give them")
            }
            Line::UnknownFramework(FrameworkRef { id, version }) => {
                write!(
                    f,
                    "its framework {id}, version {version}, is not known here: it is shown by ids, to be read only"
                )
            }
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, “{}”", self.line, self.opening)
    }
}

fn numbers(lines: &[usize]) -> String {
    let numbers: Vec<String> = lines.iter().map(ToString::to_string).collect();
    format!("line{} {}", if lines.len() == 1 { "" } else { "s" }, numbers.join(", "))
}

/// A text that was read, its evaluations without titles and ids as yet.
pub(super) struct Reading<'a> {
    framework: &'a Framework,
    drafts: Vec<Draft<'a>>,
    report: Vec<Line>,
}

/// Reads a text by the framework whose wording it fits best; none where no framework's questions stand in it.
pub(super) fn read<'a>(text: &'a str, frameworks: &'a [Framework]) -> Option<Reading<'a>> {
    let readings = frameworks.iter().map(|framework| (framework, source::lines(text, framework)));
    let asking = readings.filter(|(_, lines)| lines.iter().any(|line| matches!(line.kind, Kind::Question(_))));
    let (framework, lines) = asking.min_by_key(|(_, lines)| std::cmp::Reverse(source::fit(lines)))?;
    let mut reader =
        Reader { lines: &lines, framework, drafts: vec![], report: vec![], at: At::Outside, pending: vec![] };
    for (n, line) in lines.iter().enumerate() {
        reader.take(n, line);
    }
    reader.settle();
    let (drafts, mut report) = (reader.drafts, reader.report);
    report.extend(summary(&lines, |line| line.slips > 0).map(Line::Slips));
    let jots: Vec<usize> = drafts.iter().flat_map(Draft::stray_lines).collect();
    if !jots.is_empty() {
        report.push(Line::Jots(jots));
    }
    Some(Reading { framework, drafts, report })
}

fn summary(lines: &[SourceLine], wanted: impl Fn(&SourceLine) -> bool) -> Option<Vec<usize>> {
    let numbers: Vec<usize> = lines.iter().filter(|line| wanted(line)).map(|line| line.number).collect();
    Some(numbers).filter(|numbers| !numbers.is_empty())
}

impl Reading<'_> {
    /// How many evaluations the text has.
    pub(super) fn len(&self) -> usize {
        self.drafts.len()
    }

    /// The evaluations in the order of the text, of which the first take these titles; and what is to be reported.
    pub(super) fn into_evaluations(
        self,
        titles: &[Text],
        now: Moment,
        dice: &mut Dice,
    ) -> (Vec<Evaluation>, Vec<Line>) {
        let untitled = Text::default();
        let titles = titles.iter().chain(std::iter::repeat(&untitled));
        let evaluations: Vec<_> = self
            .drafts
            .into_iter()
            .zip(titles)
            .map(|(draft, title)| draft.into_evaluation(self.framework, title, now, dice))
            .collect();
        let mut report = self.report;
        let untitled = evaluations.iter().filter(|evaluation| evaluation.practice.title.is_blank()).count();
        if untitled > 0 {
            report.push(Line::Untitled(untitled));
        }
        (evaluations, report)
    }
}

/// Where in an evaluation a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// Before the first question, below a criterion's heading, or after the page's foot.
    Outside,
    /// In a question's prose.
    Prose(usize),
    /// Among a question's inspiring tools.
    Tools(usize),
    /// In a question's checklist.
    Checklist(usize),
}

/// Goes through the lines and gives each its place.
struct Reader<'a, 'l> {
    lines: &'l [SourceLine<'a>],
    framework: &'a Framework,
    drafts: Vec<Draft<'a>>,
    report: Vec<Line>,
    at: At,
    /// Lines outside any question; they go to the evaluation that the next question belongs to.
    pending: Vec<&'l SourceLine<'a>>,
}

impl<'a, 'l> Reader<'a, 'l> {
    fn take(&mut self, n: usize, line: &'l SourceLine<'a>) {
        match &line.kind {
            Kind::Blank => {
                if let At::Prose(question) = self.at {
                    self.draft().add_prose(question, "");
                }
            }
            Kind::Page => self.at = At::Outside,
            Kind::Criterion(criterion) => {
                if self.begins_again(*criterion, n) {
                    self.drafts.push(Draft::new(self.framework));
                }
                self.at = At::Outside;
            }
            Kind::Question(question) => {
                if self.has_answered(*question) {
                    self.drafts.push(Draft::new(self.framework));
                }
                self.settle();
                self.at = At::Prose(*question);
            }
            Kind::Checklist => {
                if let At::Prose(question) | At::Tools(question) = self.at {
                    self.at = At::Checklist(question);
                }
            }
            Kind::Tools(rest) => self.take_tools(line, rest),
            Kind::Item { question, item, sign } => self.take_item(line, *question, *item, *sign),
            Kind::Foot => {
                self.report.push(Line::Foot(line.number, line.text.into()));
                self.at = At::Outside;
            }
            Kind::Other => self.take_other(line),
        }
    }

    fn take_tools(&mut self, line: &'l SourceLine<'a>, rest: &'a str) {
        match self.at {
            At::Prose(question) | At::Tools(question) | At::Checklist(question) => {
                self.at = At::Tools(question);
                self.draft().add_tool(question, rest);
            }
            At::Outside if rest.is_empty() => {}
            At::Outside => self.pending.push(line),
        }
    }

    fn take_item(&mut self, line: &'l SourceLine<'a>, question: usize, item: usize, sign: Sign) {
        let here = match self.at {
            At::Outside => question,
            At::Prose(here) | At::Tools(here) | At::Checklist(here) => here,
        };
        self.at = At::Checklist(here);
        if !self.draft().add_item(question, item, sign.mark()) {
            self.report.push(Line::Doubled(Place::of(line)));
            self.draft().add_jot(line);
            return;
        }
        if here != question {
            self.report.push(Line::Elsewhere(Place::of(line)));
        }
        if sign == Sign::Unclear {
            self.report.push(Line::Sign(Place::of(line)));
        }
    }

    fn take_other(&mut self, line: &'l SourceLine<'a>) {
        match self.at {
            At::Outside => self.pending.push(line),
            At::Prose(question) => self.draft().add_prose(question, line.text),
            At::Tools(question) => self.draft().add_tool(question, line.text),
            At::Checklist(_) => {
                if source::sign_of(line.text).mark().is_some() {
                    self.report.push(Line::Unknown(Place::of(line)));
                }
                self.draft().add_jot(line);
            }
        }
    }

    /// The evaluation that is being read.
    fn draft(&mut self) -> &mut Draft<'a> {
        if self.drafts.is_empty() {
            self.drafts.push(Draft::new(self.framework));
        }
        self.drafts.last_mut().expect("one was just put there")
    }

    fn has_answered(&self, question: usize) -> bool {
        self.drafts.last().is_some_and(|draft| draft.has_answered(question))
    }

    /// Whether a new evaluation begins with the criterion's heading at line `n`: the first criterion comes again, or
    /// the question below the heading was answered already.
    fn begins_again(&self, criterion: usize, n: usize) -> bool {
        let below = &self.lines[n + 1..];
        if criterion == 0 {
            let has_questions = below.iter().any(|line| matches!(line.kind, Kind::Question(_)));
            return has_questions && self.drafts.last().is_some_and(Draft::has_anything);
        }
        let next = below.iter().find(|line| matches!(line.kind, Kind::Question(_) | Kind::Criterion(_)));
        next.is_some_and(|line| matches!(line.kind, Kind::Question(question) if self.has_answered(question)))
    }

    /// Gives the pending lines to the evaluation that is being read.
    fn settle(&mut self) {
        for line in std::mem::take(&mut self.pending) {
            self.draft().add_jot(line);
        }
    }
}

#[cfg(test)]
mod tests;

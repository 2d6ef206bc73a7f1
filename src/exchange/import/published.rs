//! The text of published evaluations, as copied from a web page.
//!
//! Criteria, questions, prose, "Inspiring tools" and checklists follow each other line by line; ✓ stands for met, – or −
//! for not met, nothing for open. Nothing is invented: what the text leaves out stays open. Nothing is lost: a line that
//! fits nowhere stays in the prose it stands in or becomes an unfiled jot, and the page's foot goes into the report.

use crate::exchange::import::report::ReportLine;
use crate::model::{Dice, Evaluation, Framework, Moment};
use crate::text::Text;

mod draft;
mod footer;
mod source;
mod wording;

use draft::Draft;
use source::{LineKind, Sign, SourceLine};

/// A text that was read, its evaluations without titles and ids as yet.
pub(super) struct ParsedText<'a> {
    framework: &'a Framework,
    drafts: Vec<Draft<'a>>,
    report: Vec<ReportLine>,
}

/// Reads a text by the framework whose wording it fits best; none where no framework's questions stand in it.
pub(super) fn read<'a>(text: &'a str, frameworks: &'a [Framework]) -> Option<ParsedText<'a>> {
    let parsed = frameworks.iter().map(|framework| (framework, source::lines(text, framework)));
    let asking = parsed.filter(|(_, lines)| lines.iter().any(|line| matches!(line.kind, LineKind::Question(_))));
    let (framework, lines) = asking.min_by_key(|(_, lines)| std::cmp::Reverse(source::fit(lines)))?;
    let mut reader =
        LineReader { lines: &lines, framework, drafts: vec![], report: vec![], at: At::Outside, pending: vec![] };
    for (n, line) in lines.iter().enumerate() {
        reader.take(n, line);
    }
    reader.settle();
    let (drafts, mut report) = (reader.drafts, reader.report);
    let typos: Vec<usize> = lines.iter().filter(|line| line.typos > 0).map(|line| line.number).collect();
    if !typos.is_empty() {
        report.push(ReportLine::Typos(typos));
    }
    let jots: Vec<usize> = drafts.iter().flat_map(Draft::stray_lines).collect();
    if !jots.is_empty() {
        report.push(ReportLine::Jots(jots));
    }
    Some(ParsedText { framework, drafts, report })
}

impl ParsedText<'_> {
    pub(super) fn count(&self) -> usize {
        self.drafts.len()
    }

    /// Its evaluations, each with its title, and the report. Those that `titles` do not reach have none.
    pub(super) fn into_evaluations(
        self,
        titles: &[Text],
        now: Moment,
        dice: &mut Dice,
    ) -> (Vec<Evaluation>, Vec<ReportLine>) {
        let untitled = Text::default();
        let titles = titles.iter().chain(std::iter::repeat(&untitled));
        let drafts = self.drafts.into_iter().zip(titles);
        let evaluations: Vec<_> =
            drafts.map(|(draft, title)| draft.into_evaluation(self.framework, title, now, dice)).collect();
        let mut report = self.report;
        let untitled = evaluations.iter().filter(|evaluation| evaluation.practice.title.is_blank()).count();
        if untitled > 0 {
            report.push(ReportLine::Untitled(untitled));
        }
        (evaluations, report)
    }
}

/// Where in an evaluation a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// Before the first question, below a criterion's heading, or after the page's foot.
    Outside,
    Prose(usize),
    Tools(usize),
    Checklist(usize),
}

struct LineReader<'a, 'l> {
    lines: &'l [SourceLine<'a>],
    framework: &'a Framework,
    drafts: Vec<Draft<'a>>,
    report: Vec<ReportLine>,
    at: At,
    /// Lines outside any question; they go to the evaluation that the next question belongs to.
    pending: Vec<&'l SourceLine<'a>>,
}

impl<'a, 'l> LineReader<'a, 'l> {
    fn take(&mut self, n: usize, line: &'l SourceLine<'a>) {
        match &line.kind {
            LineKind::Blank => {
                if let At::Prose(question) = self.at {
                    self.draft().add_prose(question, "");
                }
            }
            LineKind::Page => self.at = At::Outside,
            LineKind::Criterion(criterion) => {
                if self.begins_again(*criterion, n) {
                    self.drafts.push(Draft::new(self.framework));
                }
                self.at = At::Outside;
            }
            LineKind::Question(question) => {
                if self.has_answered(*question) {
                    self.drafts.push(Draft::new(self.framework));
                }
                self.settle();
                self.at = At::Prose(*question);
            }
            LineKind::Checklist => {
                if let At::Prose(question) | At::Tools(question) = self.at {
                    self.at = At::Checklist(question);
                }
            }
            LineKind::Tools(rest) => self.take_tools(line, rest),
            LineKind::Item { question, item, sign } => self.take_item(line, *question, *item, *sign),
            LineKind::Foot => {
                self.report.push(ReportLine::Foot(line.number, line.text.into()));
                self.at = At::Outside;
            }
            LineKind::Other => self.take_other(line),
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
            self.report.push(ReportLine::Duplicate(line.named()));
            self.draft().add_jot(line);
            return;
        }
        if here != question {
            self.report.push(ReportLine::Elsewhere(line.named()));
        }
        if sign == Sign::Unclear {
            self.report.push(ReportLine::Sign(line.named()));
        }
    }

    fn take_other(&mut self, line: &'l SourceLine<'a>) {
        match self.at {
            At::Outside => self.pending.push(line),
            At::Prose(question) => self.draft().add_prose(question, line.text),
            At::Tools(question) => self.draft().add_tool(question, line.text),
            At::Checklist(_) => {
                if source::sign_of(line.text).mark().is_some() {
                    self.report.push(ReportLine::Unknown(line.named()));
                }
                self.draft().add_jot(line);
            }
        }
    }

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
            let has_questions = below.iter().any(|line| matches!(line.kind, LineKind::Question(_)));
            return has_questions && self.drafts.last().is_some_and(Draft::has_anything);
        }
        let next = below.iter().find(|line| matches!(line.kind, LineKind::Question(_) | LineKind::Criterion(_)));
        next.is_some_and(|line| matches!(line.kind, LineKind::Question(question) if self.has_answered(question)))
    }

    fn settle(&mut self) {
        for line in std::mem::take(&mut self.pending) {
            self.draft().add_jot(line);
        }
    }
}

#[cfg(test)]
mod tests;

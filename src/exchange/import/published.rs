//! The text of published evaluations, as copied from a web page.
//!
//! Criteria, questions, prose, "Inspiring tools" and checklists follow each other line by line; ✓ stands for met, – or −
//! for not met, nothing for open. Nothing is invented: what the text leaves out stays open. Nothing is lost: a line that
//! fits nowhere stays in the prose it stands in or becomes an unfiled jot, and the page's foot goes into the report.

use std::cmp::Reverse;

use crate::exchange::import::{
    page::{Page, PagePart},
    report::ReportLine,
    signs::{self, Sign},
};
use crate::model::{Dice, Evaluation, Framework, Moment};
use crate::text::{Text, wrap::truncate};

mod draft;
mod footer;
mod layout;
mod opening;
mod source;
mod wording;

pub(crate) use layout::{ADDRESS, Layout, LineKind, NOTE, OWN, REASON, trimmed};

use draft::Draft;
use source::{Source, SourceLine};

/// A text that was read, its evaluations without ids as yet.
pub(super) struct ParsedText<'a> {
    framework: &'a Framework,
    drafts: Vec<Draft<'a>>,
    report: Vec<ReportLine>,
}

/// Reads a text by the framework whose wording it fits best; none where no framework's questions stand in it.
pub(super) fn read<'a>(page: &'a Page<'a>, frameworks: &'a [Framework]) -> Option<ParsedText<'a>> {
    let parsed = frameworks.iter().map(|framework| (framework, source::of_page(page, framework)));
    let asking = parsed.filter(|(_, source)| source.lines.iter().any(SourceLine::is_question));
    let (framework, source) = asking.min_by_key(|(_, source)| Reverse(source::fit(&source.lines)))?;
    let mut reader = LineReader {
        lines: &source.lines,
        framework,
        drafts: vec![],
        report: vec![],
        at: At::Outside,
        is_own: source.is_own,
        goes_on: false,
        pending: vec![],
    };
    for (n, line) in source.lines.iter().enumerate() {
        reader.take(n, line);
    }
    reader.settle();
    let (mut drafts, mut report) = (reader.drafts, reader.report);
    opening::give_titles(&mut drafts, page, &source, framework);
    report.extend(drafts.iter_mut().flat_map(Draft::leave_opening));
    // In the order of the text.
    report.sort_by_key(|(n, _)| *n);
    let report = report.into_iter().map(|(_, line)| line).chain(left_out(&source)).collect();
    Some(ParsedText { framework, drafts, report })
}

/// What of the page's surroundings is left out, part by part.
fn left_out<'s>(source: &'s Source) -> impl Iterator<Item = ReportLine> + 's {
    const LONGEST: usize = 400;
    source.left_out.iter().map(|(part, lines)| {
        let words: Vec<&str> = lines.iter().map(|line| line.text.trim()).collect();
        ReportLine::LeftOut(*part, None, Text::from(truncate(&words.join(" · "), LONGEST, "…").as_ref()))
    })
}

impl ParsedText<'_> {
    pub(super) fn count(&self) -> usize {
        self.drafts.len()
    }

    /// Its evaluations and the report. `titles` are put in the place of those that the text gives.
    pub(super) fn into_evaluations(
        self,
        titles: &[Text],
        now: Moment,
        dice: &mut Dice,
    ) -> (Vec<Evaluation>, Vec<ReportLine>) {
        let titles = titles.iter().map(Some).chain(std::iter::repeat(None));
        let drafts = self.drafts.into_iter().zip(titles);
        let evaluations: Vec<_> =
            drafts.map(|(draft, title)| draft.into_evaluation(self.framework, title, now, dice)).collect();
        let mut report = self.report;
        let count =
            |of: fn(&Evaluation) -> bool| Some(evaluations.iter().filter(|one| of(one)).count()).filter(|n| *n > 0);
        report.extend(count(|evaluation| evaluation.answers.is_empty()).map(ReportLine::Empty));
        report.extend(count(|evaluation| evaluation.practice.title.is_blank()).map(ReportLine::Untitled));
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
    /// What is told of lines, by their places.
    report: Vec<(usize, ReportLine)>,
    at: At,
    /// Whether it is a text of our own, in which lines go on with what stands above them.
    is_own: bool,
    /// Of such a text: whether the line before belongs to a tool or a reason that may go on.
    goes_on: bool,
    /// Lines outside any question; they go to the evaluation that the next question belongs to.
    pending: Vec<(usize, &'l SourceLine<'a>)>,
}

impl<'a, 'l> LineReader<'a, 'l> {
    fn take(&mut self, n: usize, line: &'l SourceLine<'a>) {
        if line.typos > 0 {
            self.report.push((n, ReportLine::Typo(line.named())));
        }
        let goes_on = std::mem::take(&mut self.goes_on);
        match &line.kind {
            LineKind::Blank => {
                if let At::Prose(question) = self.at {
                    self.draft().add_gap(question);
                }
            }
            LineKind::Page => {
                if self.is_own && !self.drafts.is_empty() {
                    self.settle();
                    self.drafts.push(Draft::new(self.framework));
                }
                self.at = At::Outside;
            }
            LineKind::Criterion(criterion) => {
                if self.begins_again(*criterion, n) {
                    self.drafts.push(Draft::new(self.framework));
                }
                self.at = At::Outside;
            }
            LineKind::Question(question) => {
                if self.drafts.is_empty() || self.has_answered(*question) {
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
            LineKind::Tools(rest) => self.take_tools(n, line, rest),
            LineKind::Item { question, item, sign } => self.take_item(n, line, (*question, *item), *sign),
            LineKind::Foot => {
                let left_out = ReportLine::LeftOut(PagePart::Foot, line.raw.number, line.text.into());
                self.report.push((n, left_out));
                self.at = At::Outside;
            }
            LineKind::Detail(..) | LineKind::Above => {
                self.at = At::Outside;
                self.pending.push((n, line));
            }
            LineKind::Literal => self.take_literal(n, line, goes_on),
            LineKind::Other => self.take_other(n, line),
        }
    }

    fn take_tools(&mut self, n: usize, line: &'l SourceLine<'a>, rest: &'a str) {
        match self.at {
            At::Prose(question) | At::Tools(question) | At::Checklist(question) => {
                self.at = At::Tools(question);
                if !rest.is_empty() {
                    self.draft().add_tool(question, rest);
                }
            }
            At::Outside if rest.is_empty() => {}
            At::Outside => self.pending.push((n, line)),
        }
    }

    fn take_item(&mut self, n: usize, line: &'l SourceLine<'a>, (question, item): (usize, usize), sign: Sign) {
        let here = match self.at {
            At::Outside => question,
            At::Prose(here) | At::Tools(here) | At::Checklist(here) => here,
        };
        self.at = At::Checklist(here);
        if !self.draft().add_item(question, item, sign.mark()) {
            self.report.push((n, ReportLine::Duplicate(line.named())));
            self.draft().add_jot(line);
            return;
        }
        if here != question {
            self.report.push((n, ReportLine::Elsewhere(line.named())));
        }
        if sign == Sign::Unclear {
            self.report.push((n, ReportLine::Sign(line.named())));
        }
    }

    fn take_other(&mut self, n: usize, line: &'l SourceLine<'a>) {
        match self.at {
            At::Outside => self.pending.push((n, line)),
            At::Prose(question) => {
                let reason = line.text.strip_prefix(REASON).filter(|_| self.is_own);
                self.goes_on = reason.is_some_and(|reason| self.draft().add_reason(question, reason.trim()));
                if !self.goes_on {
                    self.draft().add_prose(question, line);
                }
            }
            At::Tools(question) => {
                self.goes_on = self.is_own;
                if !(self.is_own && self.draft().add_tool_part(question, line.text)) {
                    self.draft().add_tool(question, line.text);
                }
            }
            At::Checklist(_) => {
                let is_marked = signs::before(line.text).mark().or(line.raw.mark).is_some();
                let told = if is_marked { ReportLine::Unknown } else { ReportLine::Stray };
                self.report.push((n, told(line.named())));
                self.draft().add_jot(line);
            }
        }
    }

    /// Takes a line that goes on with the text above it; `goes_on`: with a tool's or a reason's.
    fn take_literal(&mut self, n: usize, line: &'l SourceLine<'a>, goes_on: bool) {
        self.goes_on = true;
        match self.at {
            At::Outside => self.pending.push((n, line)),
            At::Prose(question) if goes_on => self.draft().continue_reason(question, line.text),
            At::Prose(question) => {
                self.goes_on = false;
                self.draft().add_prose(question, line);
            }
            At::Tools(question) if goes_on => self.draft().continue_tool(question, line.text),
            At::Tools(question) => self.draft().add_tool(question, line.text),
            At::Checklist(_) => {
                self.report.push((n, ReportLine::Stray(line.named())));
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

    /// Gives the lines that wait to the evaluation that goes on: above its first answer they tell of its practice.
    fn settle(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        if !pending.is_empty() && !self.draft().has_anything() {
            let framework = self.framework;
            return self.draft().add_opening(pending, framework);
        }
        for (n, line) in pending {
            self.report.push((n, ReportLine::Stray(line.named())));
            self.draft().add_jot(line);
        }
    }
}

#[cfg(test)]
mod tests;

//! The lines of a published text, each with what it is.

use crate::exchange::import::{
    labels::{self, Label},
    page::{Page, PageLine, PagePart},
    published::wording::{Heading, Match, Wordings},
    report::LineRef,
    signs::{self, Sign, is_space},
};
use crate::model::Framework;

mod surroundings;

#[derive(Clone, Debug)]
pub(super) struct SourceLine<'a> {
    pub(super) raw: &'a PageLine<'a>,
    /// Itself, without the space around it.
    pub(super) text: &'a str,
    pub(super) kind: LineKind<'a>,
    /// How many letters differ from the wording that it was recognised by.
    pub(super) typos: usize,
}

impl SourceLine<'_> {
    pub(super) fn named(&self) -> LineRef {
        LineRef::new(self.raw.number, self.text)
    }

    pub(super) fn is_question(&self) -> bool {
        matches!(self.kind, LineKind::Question(_))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind<'a> {
    /// Nothing but space, no-break space included.
    Blank,
    /// The page's title.
    Page,
    Criterion(usize),
    Question(usize),
    Checklist,
    /// The heading above inspiring tools, with what stands behind it in the same line.
    Tools(&'a str),
    /// An item, by its question's place and its own.
    Item {
        question: usize,
        item: usize,
        sign: Sign,
    },
    Foot,
    /// What is told about the practice above an evaluation's beginning.
    Detail(Label, &'a str),
    /// Something else above an evaluation's beginning.
    Above,
    Other,
}

/// The lines of a text, and what of its page is left out: the part and its words.
pub(super) struct Source<'a> {
    pub(super) lines: Vec<SourceLine<'a>>,
    pub(super) left_out: Vec<(PagePart, Vec<&'a PageLine<'a>>)>,
}

pub(super) fn of_page<'a>(page: &'a Page<'a>, framework: &Framework) -> Source<'a> {
    let wordings = Wordings::of(framework);
    let mut here = None;
    let mut lines = Vec::new();
    for raw in &page.lines {
        let text = raw.text.trim_matches(is_space);
        let (kind, typos) = recognise(text, &wordings, here);
        if let LineKind::Question(question) = kind {
            here = Some(question);
        }
        lines.push(SourceLine { raw, text, kind, typos });
    }
    let left_out = surroundings::take_out(page, &mut lines);
    join_signs(&mut lines);
    leave_subheadings_in_prose(&mut lines);
    surroundings::find_feet(&mut lines);
    surroundings::find_openings(&mut lines);
    Source { lines, left_out }
}

/// How well a text fits the framework that it was read by: more recognised lines, then fewer typos.
pub(super) fn fit(lines: &[SourceLine]) -> (usize, std::cmp::Reverse<usize>) {
    let known = lines.iter().filter(|line| matches!(line.kind, LineKind::Question(_) | LineKind::Item { .. })).count();
    (known, std::cmp::Reverse(lines.iter().map(|line| line.typos).sum()))
}

fn recognise<'a>(line: &'a str, wordings: &Wordings, here: Option<usize>) -> (LineKind<'a>, usize) {
    if line.is_empty() {
        return (LineKind::Blank, 0);
    }
    if let Some((rest, typos)) = after_tools_heading(line, wordings) {
        return (LineKind::Tools(rest), typos);
    }
    let in_here = |heading| matches!(heading, Heading::Item(question, _) if Some(question) == here);
    let (found, sign) = match wordings.recognise(line, in_here) {
        Some(found) if found.typos == 0 => (Some(found), signs::before(line)),
        found => match after_first_word(line).and_then(|rest| wordings.recognise(rest, in_here)) {
            Some(better) if found.is_none_or(|found| better.typos < found.typos) => (Some(better), Sign::Unclear),
            _ => (found, signs::before(line)),
        },
    };
    match found {
        Some(Match { heading: Heading::Item(question, item), typos }) => {
            let behind = signs::behind(line).map_or(Sign::None, Sign::Mark);
            (LineKind::Item { question, item, sign: if sign == Sign::None { behind } else { sign } }, typos)
        }
        Some(Match { heading, typos }) if sign == Sign::None => match heading {
            Heading::Page => (LineKind::Page, typos),
            Heading::Criterion(at) => (LineKind::Criterion(at), typos),
            Heading::Question(at) => (LineKind::Question(at), typos),
            Heading::Checklist => (LineKind::Checklist, typos),
            Heading::Tools | Heading::Item(..) => (LineKind::Tools(""), typos),
        },
        _ => (LineKind::Other, 0),
    }
}

/// What stands behind "Inspiring tools:", which may be repeated in the line.
fn after_tools_heading<'a>(line: &'a str, wordings: &Wordings) -> Option<(&'a str, usize)> {
    let (head, rest) = line.split_once(':')?;
    let found = wordings.recognise(head, |_| false).filter(|found| found.heading == Heading::Tools)?;
    let rest = rest.trim_matches(is_space);
    Some(after_tools_heading(rest, wordings).unwrap_or((rest, found.typos)))
}

/// The line without a short first word, which may be meant as a sign: `x`, `n/a`, `[x]`, `1.`.
fn after_first_word(line: &str) -> Option<&str> {
    let (word, rest) = line.split_once(is_space)?;
    (word.chars().count() <= 3).then_some(rest)
}

/// Marks the items without a sign that their place on the page marks, or a sign in a line of its own: the one before an
/// item, or, where a checklist begins with an item, the one after it.
fn join_signs(lines: &mut [SourceLine]) {
    for line in &mut *lines {
        if let (LineKind::Item { sign: sign @ Sign::None, .. }, Some(mark)) = (&mut line.kind, line.raw.mark) {
            *sign = Sign::Mark(mark);
        }
    }
    let alone = |line: &SourceLine| signs::alone(line.text).filter(|_| line.kind == LineKind::Other);
    let is_part =
        |line: &SourceLine| matches!(line.kind, LineKind::Blank | LineKind::Item { .. }) || alone(line).is_some();
    let mut n = 0;
    while n < lines.len() {
        let end = (n..lines.len()).find(|at| !is_part(&lines[*at])).unwrap_or(lines.len());
        let is_open = |line: &SourceLine| matches!(line.kind, LineKind::Item { sign: Sign::None, .. });
        let mut open: Vec<usize> = (n..end).filter(|at| is_open(&lines[*at]) || alone(&lines[*at]).is_some()).collect();
        if open.first().is_some_and(|first| is_open(&lines[*first])) {
            open.reverse();
        }
        for pair in open.windows(2) {
            let mark = alone(&lines[pair[0]]);
            if let (Some(mark), LineKind::Item { sign: sign @ Sign::None, .. }) = (mark, &mut lines[pair[1]].kind) {
                *sign = Sign::Mark(mark);
                lines[pair[0]].kind = LineKind::Blank;
            }
        }
        n = end + 1;
    }
}

/// A line worded like a criterion or the page's title, but with prose before and after it, is a heading of that prose.
fn leave_subheadings_in_prose(lines: &mut [SourceLine]) {
    let mut in_prose = false;
    for n in 0..lines.len() {
        match lines[n].kind {
            LineKind::Question(_) | LineKind::Tools(_) => in_prose = true,
            LineKind::Checklist | LineKind::Item { .. } => in_prose = false,
            LineKind::Criterion(_) | LineKind::Page => {
                let next = lines[n + 1..].iter().find(|line| line.kind != LineKind::Blank);
                let is_prose = |next: &SourceLine| next.kind == LineKind::Other && labels::split(next.text).is_none();
                if in_prose && next.is_some_and(is_prose) {
                    (lines[n].kind, lines[n].typos) = (LineKind::Other, 0);
                } else {
                    in_prose = false;
                }
            }
            LineKind::Blank | LineKind::Foot | LineKind::Detail(..) | LineKind::Above | LineKind::Other => {}
        }
    }
}

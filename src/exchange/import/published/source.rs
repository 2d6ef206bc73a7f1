//! The lines of a published text, each with what it is.

use crate::exchange::import::{
    page::{Page, PageLine, PagePart},
    published::layout::{Layout, LineKind, OWN},
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

/// The lines of a text, and what of its page is left out: the part and its words.
pub(super) struct Source<'a> {
    pub(super) lines: Vec<SourceLine<'a>>,
    pub(super) left_out: Vec<(PagePart, Vec<&'a PageLine<'a>>)>,
    /// Whether it says that lines beginning with `\\` go on with what stands above them.
    pub(super) is_own: bool,
}

pub(super) fn of_page<'a>(page: &'a Page<'a>, framework: &Framework) -> Source<'a> {
    let layout = Layout::of(framework);
    let first = page.lines.iter().position(|line| !line.text.trim().is_empty());
    let note = first.filter(|at| page.lines[*at].number.is_some() && page.lines[*at].text.trim() == OWN);
    let is_own = note.is_some();
    let mut here = None;
    let mut lines = Vec::new();
    for (n, raw) in page.lines.iter().enumerate() {
        if let Some(text) = raw.text.strip_prefix('\\').filter(|_| is_own) {
            lines.push(SourceLine { raw, text, kind: LineKind::Literal, typos: 0 });
            continue;
        }
        let text = raw.text.trim_matches(is_space);
        let (kind, typos) = if Some(n) == note { (LineKind::Blank, 0) } else { layout.kind(text, here) };
        if let LineKind::Question(question) = kind {
            here = Some(question);
        }
        lines.push(SourceLine { raw, text, kind, typos });
    }
    let left_out = surroundings::take_out(page, &mut lines, &layout);
    join_signs(&mut lines);
    leave_subheadings_in_prose(&mut lines, &layout);
    surroundings::find_feet(&mut lines);
    surroundings::find_openings(&mut lines, &layout, is_own);
    Source { lines, left_out, is_own }
}

/// How well a text fits the framework that it was read by: more recognised lines, then fewer typos.
pub(super) fn fit(lines: &[SourceLine]) -> (usize, std::cmp::Reverse<usize>) {
    let known = lines.iter().filter(|line| matches!(line.kind, LineKind::Question(_) | LineKind::Item { .. })).count();
    (known, std::cmp::Reverse(lines.iter().map(|line| line.typos).sum()))
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
fn leave_subheadings_in_prose(lines: &mut [SourceLine], layout: &Layout<'_>) {
    let mut in_prose = false;
    for n in 0..lines.len() {
        match lines[n].kind {
            LineKind::Question(_) | LineKind::Tools(_) => in_prose = true,
            LineKind::Checklist | LineKind::Item { .. } => in_prose = false,
            LineKind::Criterion(_) | LineKind::Page => {
                let next = lines[n + 1..].iter().find(|line| line.kind != LineKind::Blank);
                let is_prose = |next: &SourceLine| next.kind == LineKind::Other && layout.detail(next.text).is_none();
                if in_prose && next.is_some_and(is_prose) {
                    (lines[n].kind, lines[n].typos) = (LineKind::Other, 0);
                } else {
                    in_prose = false;
                }
            }
            LineKind::Blank
            | LineKind::Foot
            | LineKind::Detail(..)
            | LineKind::Above
            | LineKind::Literal
            | LineKind::Other => {}
        }
    }
}

//! The lines of a published text, each with what it is.

use crate::exchange::import::{
    published::{
        footer,
        wording::{Heading, Match, Wordings},
    },
    report::LineRef,
};
use crate::model::{Framework, Mark};

#[derive(Clone, Debug)]
pub(super) struct SourceLine<'a> {
    /// Its number, from 1.
    pub(super) number: usize,
    /// Itself, without the space around it.
    pub(super) text: &'a str,
    pub(super) kind: LineKind<'a>,
    /// How many letters differ from the wording that it was recognised by.
    pub(super) typos: usize,
}

impl SourceLine<'_> {
    pub(super) fn named(&self) -> LineRef {
        LineRef::new(self.number, self.text)
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
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    None,
    Mark(Mark),
    Unclear,
}

impl Sign {
    pub(super) fn mark(self) -> Option<Mark> {
        match self {
            Sign::Mark(mark) => Some(mark),
            Sign::None | Sign::Unclear => None,
        }
    }
}

pub(super) fn lines<'a>(text: &'a str, framework: &Framework) -> Vec<SourceLine<'a>> {
    let wordings = Wordings::of(framework);
    let mut here = None;
    let mut lines = Vec::new();
    for (n, raw) in text.split('\n').enumerate() {
        let line = raw.trim_matches(is_space);
        let (kind, typos) = recognise(line, &wordings, here);
        if let LineKind::Question(question) = kind {
            here = Some(question);
        }
        lines.push(SourceLine { number: n + 1, text: line, kind, typos });
    }
    leave_subheadings_in_prose(&mut lines);
    find_feet(&mut lines);
    lines
}

/// How well a text fits the framework that it was read by: more recognised lines, then fewer typos.
pub(super) fn fit(lines: &[SourceLine]) -> (usize, std::cmp::Reverse<usize>) {
    let known = lines.iter().filter(|line| matches!(line.kind, LineKind::Question(_) | LineKind::Item { .. })).count();
    (known, std::cmp::Reverse(lines.iter().map(|line| line.typos).sum()))
}

/// White space, no-break and zero-width ones included.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
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
        Some(found) if found.typos == 0 => (Some(found), sign_of(line)),
        found => match after_first_word(line).and_then(|rest| wordings.recognise(rest, in_here)) {
            Some(better) if found.is_none_or(|found| better.typos < found.typos) => (Some(better), Sign::Unclear),
            _ => (found, sign_of(line)),
        },
    };
    match found {
        Some(Match { heading: Heading::Item(question, item), typos }) => {
            (LineKind::Item { question, item, sign }, typos)
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

/// The sign in front of a line: what stands there before the first letter or digit, brackets and quotes apart.
pub(super) fn sign_of(line: &str) -> Sign {
    let front = line.split(char::is_alphanumeric).next().unwrap_or("");
    let is_decoration = |c: char| is_space(c) || "•·▪(“”‘’\"'«‹„‚¿¡\u{fe0e}\u{fe0f}".contains(c);
    match front.replace(is_decoration, "").as_str() {
        "" => Sign::None,
        "✓" | "✔" | "✅" | "☑" => Sign::Mark(Mark::Met),
        "–" | "−" => Sign::Mark(Mark::NotMet),
        _ => Sign::Unclear,
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
                if in_prose && next.is_some_and(|next| next.kind == LineKind::Other) {
                    (lines[n].kind, lines[n].typos) = (LineKind::Other, 0);
                } else {
                    in_prose = false;
                }
            }
            LineKind::Blank | LineKind::Foot | LineKind::Other => {}
        }
    }
}

fn find_feet(lines: &mut [SourceLine]) {
    let mut in_prose = None;
    let mut n = 0;
    while n < lines.len() {
        let is_loose = |line: &SourceLine| matches!(line.kind, LineKind::Other | LineKind::Blank);
        if !is_loose(&lines[n]) {
            in_prose = match lines[n].kind {
                LineKind::Question(_) | LineKind::Tools(_) => Some(true),
                LineKind::Checklist | LineKind::Item { .. } => Some(false),
                _ => None,
            };
            n += 1;
            continue;
        }
        let end = (n..lines.len()).find(|at| !is_loose(&lines[*at])).unwrap_or(lines.len());
        let evaluation_ends =
            lines.get(end).is_none_or(|next| matches!(next.kind, LineKind::Page | LineKind::Criterion(0)));
        if let Some(in_prose) = in_prose
            && (evaluation_ends || !in_prose)
        {
            let loose: Vec<usize> = (n..end).filter(|at| lines[*at].kind == LineKind::Other).collect();
            let texts: Vec<&str> = loose.iter().map(|at| lines[*at].text).collect();
            for at in footer::find(&texts, in_prose).into_iter().flatten() {
                lines[loose[at]].kind = LineKind::Foot;
            }
        }
        n = end;
    }
}

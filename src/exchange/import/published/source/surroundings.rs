//! What stands around evaluations: the page's menus and feet, and what is told of the practice above its first criterion.

use super::{Layout, LineKind, SourceLine};
use crate::exchange::import::{
    labels::Label,
    page::{Page, PageLine, PagePart},
    published::footer,
};
use crate::model::Detail;

/// Takes out the parts of a web page that hold nothing of an evaluation.
pub(super) fn take_out<'a>(
    page: &'a Page<'a>,
    lines: &mut Vec<SourceLine<'a>>,
    layout: &Layout<'_>,
) -> Vec<(PagePart, Vec<&'a PageLine<'a>>)> {
    let mut parts: Vec<(PagePart, Vec<&PageLine>)> = page.parts.iter().map(|part| (*part, Vec::new())).collect();
    let holds: Vec<bool> =
        (0..parts.len()).map(|part| holds_something(page.parts[part], part, lines, layout)).collect();
    lines.retain(|line| {
        let Some(part) = line.raw.part.filter(|part| !holds[*part]) else { return true };
        if line.kind != LineKind::Blank {
            parts[part].1.push(line.raw);
        }
        false
    });
    parts.retain(|(_, lines)| !lines.is_empty());
    parts
}

/// Whether a part of the page holds something of an evaluation, whatever it is named. A list of contents names questions
/// too, but neither items nor answers.
fn holds_something(kind: PagePart, part: usize, lines: &[SourceLine], layout: &Layout<'_>) -> bool {
    const SENTENCE: usize = 10;
    let within = || lines.iter().filter(|line| line.raw.part == Some(part));
    let asks = within().any(|line| matches!(line.kind, LineKind::Question(_)));
    within().any(|line| match line.kind {
        LineKind::Item { .. } | LineKind::Checklist => true,
        LineKind::Other if asks => line.text.split_whitespace().count() >= SENTENCE,
        LineKind::Other if matches!(kind, PagePart::Head | PagePart::Side) => {
            layout.detail(line.text).is_some_and(|(_, value)| !value.is_empty())
        }
        _ => false,
    })
}

/// Whether nothing is known of a line: it may belong to what stands before it or after it.
fn is_loose(line: &SourceLine) -> bool {
    matches!(line.kind, LineKind::Other | LineKind::Literal | LineKind::Blank)
}

pub(super) fn find_feet(lines: &mut [SourceLine]) {
    let mut in_prose = None;
    let mut n = 0;
    while n < lines.len() {
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

/// Finds what is told of a practice above the first criterion or question of its evaluation.
///
/// What follows the prose or the checklist of another evaluation belongs to that one, up to a heading, a label or the
/// page's title. In a text of our own the page's title begins each.
pub(super) fn find_openings(lines: &mut [SourceLine], layout: &Layout<'_>, is_own: bool) {
    let is_around = |line: &SourceLine| is_loose(line) || matches!(line.kind, LineKind::Page | LineKind::Foot);
    let mut asked = Vec::new();
    let mut n = 0;
    while n < lines.len() {
        let end = (n..lines.len()).find(|at| !is_around(&lines[*at])).unwrap_or(lines.len());
        let next = lines[end..].iter().find_map(|line| match line.kind {
            LineKind::Question(question) => Some(question),
            _ => None,
        });
        let is_above =
            lines.get(end).is_some_and(|line| matches!(line.kind, LineKind::Criterion(_) | LineKind::Question(_)));
        let is_titled = is_own && lines[n..end].iter().any(|line| line.kind == LineKind::Page);
        let asks_again = is_above && next.is_some_and(|next| asked.contains(&next));
        let begins = end < lines.len() && (n == 0 || is_titled || asks_again);
        if begins {
            asked.clear();
        }
        if let Some(LineKind::Question(question)) = lines.get(end).map(|line| line.kind) {
            asked.push(question);
        }
        let in_prose = n > 0 && matches!(lines[n - 1].kind, LineKind::Question(_) | LineKind::Tools(_));
        let from = if n == 0 { Some(0) } else { opening(&lines[n..end], in_prose, layout).map(|at| n + at) };
        if let Some(from) = from.filter(|_| begins) {
            for line in lines[from..end].iter_mut().filter(|line| line.kind == LineKind::Other) {
                line.kind =
                    layout.detail(line.text).map_or(LineKind::Above, |(label, value)| LineKind::Detail(label, value));
            }
        }
        n = end + 1;
    }
}

/// Where, in what lies between two evaluations, the second begins.
fn opening(between: &[SourceLine], in_prose: bool, layout: &Layout<'_>) -> Option<usize> {
    let begins = |line: &SourceLine| {
        let label = || layout.detail(line.text).map(|(label, _)| label);
        line.kind == LineKind::Page
            || line.kind == LineKind::Other
                && (line.raw.heading.is_some_and(|level| level <= 2)
                    || label().is_some_and(|label| !in_prose || label == Label::Detail(Detail::Title)))
    };
    let first = between.iter().position(begins)?;
    if in_prose || between[first].raw.heading.is_some() {
        return Some(first);
    }
    // What stands directly above a label names the practice.
    let above = between[..first].iter().rev().take_while(|line| line.kind == LineKind::Other).count();
    Some(first - above)
}

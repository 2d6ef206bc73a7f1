//! Prose as paragraphs and lists of a PDF.

use krilla::tagging::{ListNumbering, Tag as Kind};

use super::{
    column::{Column, indent},
    look::{BODY, WIDTH},
    marks::Tag,
};
use crate::exchange::report::{
    Line,
    prose::{Paragraph, paragraphs},
};

/// A list that is open, with the body of its last entry.
struct Open {
    list: Tag,
    is_numbered: bool,
    body: Tag,
}

/// What somebody typed, with this room above each paragraph and each entry.
pub(super) fn written(column: &mut Column<'_>, raw: &str, gap: f32, entry_gap: f32) {
    let mut lists: Vec<Open> = Vec::new();
    for Paragraph { depth, mark, after_gap, text } in paragraphs(raw) {
        let Some(mark) = mark else {
            lists.truncate(depth);
            let whole = lists.last().map_or(column.whole, |open| open.body);
            let language = column.setter.language.map(str::to_owned);
            let tag = column.structure.within(whole, Kind::P.with_lang(language));
            let x = indent(depth);
            let set = column.setter.text(&text, BODY, WIDTH - x);
            column.paragraph(&set, BODY, if set.is_rtl { 0.0 } else { x }, gap, tag);
            continue;
        };
        let is_numbered = mark != "-";
        lists.truncate(depth);
        if lists.len() == depth && lists.last().is_some_and(|open| open.is_numbered != is_numbered) {
            lists.pop();
        }
        if lists.len() < depth {
            let whole = lists.last().map_or(column.whole, |open| open.body);
            let numbering = if is_numbered { ListNumbering::Decimal } else { ListNumbering::Disc };
            let list = column.structure.within(whole, Kind::L(numbering));
            lists.push(Open { list, is_numbered, body: list });
        }
        let Some(open) = lists.last_mut() else { continue };
        let bullet = if is_numbered { mark } else { ["•", "◦"][(depth + 1) % 2] };
        let above = if after_gap { gap } else { entry_gap };
        open.body = column.entry(bullet, &Line::from(text), BODY, depth - 1, above, open.list);
    }
}

//! The foot of the screen: counts or the line to the user, and the keys worth knowing.

use std::{borrow::Cow, ops::Range};

use ratatui::{
    layout::{Position, Rect},
    style::Style,
};

use crate::text::{cluster::str_width, wrap::wrap};
use crate::ui::{
    Canvas, Context, FOOTER,
    command::{Hint, Hints, key::Key},
};

/// Draws the footer: the notice, else `left`, and `right`; below it the keys worth knowing.
pub fn footer(canvas: &mut Canvas<'_>, cx: &Context, left: &str, right: &str) {
    let (theme, (width, height)) = (canvas.theme, cx.size);
    let top = height.saturating_sub(FOOTER);
    canvas.rule(Rect::new(1, top, width.saturating_sub(2), 1));
    let inner = width.saturating_sub(2);
    let start = canvas.text_ending_at(width.saturating_sub(1), top + 1, inner, right, theme.dim());
    let room = start.saturating_sub(3);
    if told(cx).is_none() {
        canvas.text(1, top + 1, room, left, theme.dim());
    }
    notice(canvas, cx, top + 1, room);
    hints(canvas, cx, Rect::new(1, top + 2, inner, 1));
}

/// Draws the line to the user, where there is one, over what stands in row `y`: in `room` columns where it fits, else in
/// the whole row. One that takes several rows is drawn by [`tall_notice`], over everything.
pub fn notice(canvas: &mut Canvas<'_>, cx: &Context, y: u16, room: u16) {
    let Some((line, style)) = told(cx) else { return };
    let (width, whole) = (str_width(&line), cx.size.0.saturating_sub(2));
    if width <= usize::from(whole) {
        let room = if width > usize::from(room) { whole } else { room };
        canvas.clear(Rect::new(0, y, room + 1, 1));
        canvas.text(1, y, room, &line, style);
    }
}

/// How many rows of the terminal's foot the line to the user takes, with the rule above it where that takes one.
pub fn rows_of_notice(cx: &Context) -> u16 {
    let Some((line, _)) = told(cx) else { return 0 };
    let rows = wrap(&line, usize::from(cx.size.0.saturating_sub(2).max(1))).len() as u16;
    rows + u16::from(rows >= FOOTER)
}

/// Draws the line to the user in the last rows of the terminal, where it fits into no single row.
pub fn tall_notice(canvas: &mut Canvas<'_>, cx: &Context) {
    let Some((line, style)) = told(cx) else { return };
    let (width, height) = cx.size;
    let inner = width.saturating_sub(2);
    let rows = wrap(&line, usize::from(inner.max(1)));
    if rows.len() < 2 {
        return;
    }
    let first = height.saturating_sub(rows.len() as u16);
    // Two rows take the place of the footer's; more of them bring their rule along.
    let ruled = first + FOOTER <= height;
    canvas.clear(Rect::new(0, first.saturating_sub(u16::from(ruled)), width, height));
    if ruled {
        canvas.rule(Rect::new(1, first.saturating_sub(1), inner, 1));
    }
    for (row, y) in rows.into_iter().zip(first..) {
        canvas.text(1, y, inner, line[row].trim_end(), style);
    }
}

/// What is told to the user, and in which style.
fn told(cx: &Context) -> Option<(Cow<'_, str>, Style)> {
    let (line, is_error) = cx.told()?;
    Some((line, if is_error { cx.theme.error() } else { cx.theme.plain() }))
}

/// Draws the keys worth knowing, as many as fit; help always does.
pub fn hints(canvas: &mut Canvas<'_>, cx: &Context, area: Rect) {
    for (hint, at) in placed(cx, area) {
        let x = at.start + canvas.text(at.start, area.y, at.end - at.start, &hint.shown, canvas.theme.accent()) + 1;
        canvas.text(x, area.y, at.end.saturating_sub(x), hint.label, canvas.theme.plain());
    }
}

/// The key whose hint is at a place of the screen: a click there is the key.
pub fn key_at(at: Position, cx: &Context) -> Option<Key> {
    let (width, height) = cx.size;
    let is_covered = told(cx).is_some_and(|(line, _)| str_width(&line) > usize::from(width.saturating_sub(2)));
    if at.y + 1 != height || is_covered {
        return None;
    }
    let area = Rect::new(1, at.y, width.saturating_sub(2), 1);
    placed(cx, area).into_iter().find(|(_, columns)| columns.contains(&at.x)).map(|(hint, _)| hint.key)
}

/// The hints that fit into a row, each with its columns.
fn placed(cx: &Context, area: Rect) -> Vec<(&Hint, Range<u16>)> {
    const GAP: u16 = 3;
    let Hints { keys, help, .. } = &cx.hints;
    let mut room = area.width.saturating_sub(help.as_ref().map_or(0, |help| help.width + GAP));
    let fitting = keys.iter().take_while(|hint| {
        let fits = hint.width <= room;
        room = room.saturating_sub(hint.width + GAP);
        fits
    });
    let mut x = area.x;
    let mut hints = Vec::new();
    for hint in fitting.chain(help) {
        hints.push((hint, x..(x + hint.width).min(area.right())));
        x += hint.width + GAP;
    }
    hints
}

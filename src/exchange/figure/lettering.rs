//! How much room a text takes in a figure, by estimate: which letters it is drawn with each program decides.

use crate::exchange::figure::{Anchor, Ink, Shape};
use crate::text::{
    cluster::str_width,
    wrap::{truncate, wrap},
};

/// The width of a terminal's column, as a share of a letter's size: what wide lower-case letters take at the most.
const COLUMN: f32 = 0.56;

/// How many of a terminal's columns fit into this many points.
fn columns_in(room: f32, size: f32) -> usize {
    (room / (size * COLUMN)).max(1.0) as usize
}

/// How many points a text takes.
pub(super) fn room_of(text: &str, size: f32) -> f32 {
    str_width(text) as f32 * size * COLUMN
}

/// A text that fits into this many points, its end left out where it has to be.
pub(super) fn fitted(text: &str, size: f32, room: f32) -> String {
    truncate(text, columns_in(room, size), "…").into_owned()
}

/// A text in at most two lines that fit into this many points.
pub(super) fn in_two_lines(text: &str, size: f32, room: f32) -> Vec<String> {
    let width = columns_in(room, size);
    let mut lines = wrap(text, width).into_iter();
    let first = lines.next().map(|range| text[range].trim_end().to_owned());
    let rest = lines.next().map(|range| truncate(text[range.start..].trim_end(), width, "…").into_owned());
    first.into_iter().chain(rest).collect()
}

/// A line of dark text.
pub(super) fn line(text: String, size: f32, (x, baseline): (f32, f32), anchor: Anchor) -> Shape {
    Shape::Text { x, baseline, size, anchor, ink: Ink::Dark, text }
}

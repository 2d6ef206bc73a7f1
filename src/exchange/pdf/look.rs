//! How a PDF looks: the page, the sizes and colours of its texts. All lengths are in points.

/// A millimetre.
pub(super) const MM: f32 = 72.0 / 25.4;

/// A4.
pub(super) const PAGE: (f32, f32) = (210.0 * MM, 297.0 * MM);
/// What stays empty on all sides, but for the head and the foot.
pub(super) const MARGIN: f32 = 20.0 * MM;
/// How wide the text runs.
pub(super) const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;
/// How high the text stands on a page.
pub(super) const HEIGHT: f32 = PAGE.1 - 2.0 * MARGIN;
/// Where the head and the foot begin.
pub(super) const HEAD: f32 = 11.0 * MM;
pub(super) const FOOT: f32 = PAGE.1 - 14.0 * MM;

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

pub(super) const INK: Colour = [0x1b, 0x1b, 0x1b];
pub(super) const GREY: Colour = [0x4a, 0x4a, 0x4a];
pub(super) const WHITE: Colour = [0xff, 0xff, 0xff];
pub(super) const LINK: Colour = [0x1f, 0x4f, 0x86];
/// The rule below a criterion.
pub(super) const ACCENT: Colour = [0x33, 0x50, 0x7a];
/// The lines of tables.
pub(super) const LINES: Colour = [0xb9, 0xb9, 0xb9];
/// What stands behind the head of a table.
pub(super) const BEHIND_HEAD: Colour = [0xee, 0xf1, 0xf5];
/// What does not count, and lines to write on.
pub(super) const FAINT: Colour = [0x9a, 0x9a, 0x9a];

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub size: f32,
    pub bold: bool,
    pub colour: Colour,
    /// The height of a line, in sizes.
    pub leading: f32,
}

const fn style(size: f32, bold: bool, colour: Colour, leading: f32) -> Style {
    Style { size, bold, colour, leading }
}

pub(super) const BODY: Style = style(10.0, false, INK, 1.42);
pub(super) const NOTE: Style = style(9.0, false, GREY, 1.4);
pub(super) const LABEL: Style = style(10.0, false, GREY, 1.42);
pub(super) const CELL: Style = style(9.5, false, INK, 1.36);
pub(super) const CELL_HEAD: Style = style(9.5, true, INK, 1.36);
/// What a mark rests on, below its item.
pub(super) const SUPPORT: Style = style(8.8, false, GREY, 1.36);
pub(super) const RUNNING: Style = style(8.0, false, GREY, 1.3);

/// A heading: how it is set, and the room above and below it.
pub(super) fn heading(level: u8) -> (Style, f32, f32) {
    match level {
        1 => (style(20.0, true, INK, 1.22), 0.0, 12.0),
        2 => (style(14.0, true, INK, 1.25), 22.0, 8.0),
        3 => (style(11.0, true, INK, 1.32), 15.0, 5.0),
        _ => (style(10.0, true, INK, 1.35), 10.0, 3.0),
    }
}

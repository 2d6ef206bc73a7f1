//! The one way in which text reaches the screen.
//!
//! A terminal obeys what it is sent. Everything that came from a keyboard or a file is therefore drawn cluster
//! by cluster through [`paint`], which sends no control characters and nothing that reorders or hides what
//! stands next to it.

use std::ops::Range;

use ratatui::{
    buffer::{Buffer, Cell},
    layout::{Position, Rect},
    style::Style,
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{
    cluster::{self, clusters},
    fold::plain,
};

/// Printable ASCII, in its order from the blank on.
const PRINTABLE: &str =
    r##" !"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~"##;

/// Each of it as a symbol that lives for ever: nearly all of a frame is drawn with these, which need no look at what they are.
const SYMBOLS: [&str; PRINTABLE.len()] = {
    let mut symbols = [""; PRINTABLE.len()];
    let mut at = 0;
    while at < symbols.len() {
        symbols[at] = PRINTABLE.split_at(at).1.split_at(1).0;
        at += 1;
    }
    symbols
};

/// What the terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// Every character.
    #[default]
    Unicode,
    /// ASCII alone: letters lose their marks, and what has no plain letter becomes "?".
    Ascii,
}

/// Draws a text on one row, from column `x` and no wider than `max_width`, and gives back the columns used.
///
/// Tabs go to stops counted from `x`, line ends become blanks, and a wide cluster that does not fit ends the
/// text. What lies outside the buffer is not drawn.
pub fn paint(buf: &mut Buffer, x: u16, y: u16, max_width: u16, text: &str, style: Style, charset: Charset) -> u16 {
    paint_columns(buf, Position { x, y }, 0..max_width, text, style, charset)
}

/// Draws a text into some columns of a row that begins at `origin`, and gives back the column where it ends.
pub(super) fn paint_columns(
    buf: &mut Buffer,
    origin: Position,
    columns: Range<u16>,
    text: &str,
    style: Style,
    charset: Charset,
) -> u16 {
    let mut column = columns.start;
    if origin.x < buf.area.left() || origin.y < buf.area.top() || origin.y >= buf.area.bottom() {
        return column;
    }
    let end = columns.end.min(buf.area.right().saturating_sub(origin.x));
    let mut styled = Cell::EMPTY;
    styled.set_style(style);
    let mut rest = text;
    loop {
        let plain = cluster::plain_len(rest, usize::from(end.saturating_sub(column)));
        if plain > 0 {
            let first = buf.index_of(origin.x + column, origin.y);
            for (cell, byte) in buf.content[first..first + plain].iter_mut().zip(rest.bytes()) {
                let mut drawn = if byte == b' ' { Cell::EMPTY } else { Cell::new(SYMBOLS[usize::from(byte - b' ')]) };
                (drawn.fg, drawn.bg, drawn.modifier) = (styled.fg, styled.bg, styled.modifier);
                *cell = drawn;
            }
            column += plain as u16;
            rest = &rest[plain..];
        }
        let Some((_, cluster)) = clusters(rest).next() else { return column };
        let width = cluster::width(cluster, usize::from(column));
        if column >= end || width > usize::from(end - column) {
            return column;
        }
        if width > 0 {
            let cells = Rect { x: origin.x + column, y: origin.y, width: width as u16, height: 1 };
            put(buf, cells, cluster, style, charset);
            column += width as u16;
        }
        rest = &rest[cluster.len()..];
    }
}

/// Fills the cells that one cluster takes.
fn put(buf: &mut Buffer, cells: Rect, cluster: &str, style: Style, charset: Charset) {
    let one_by_one = match charset {
        _ if matches!(cluster, "\t" | "\n") => Some(String::new()),
        Charset::Ascii if !cluster.is_ascii() => Some(ascii(cluster)),
        _ => None,
    };
    let mut symbols = one_by_one.iter().flat_map(|ascii| ascii.chars());
    for (n, cell) in cells.positions().enumerate() {
        let cell = &mut buf[cell];
        // What stood there before leaves nothing behind: a style only adds to one that is there.
        cell.reset();
        match (&one_by_one, n) {
            (Some(_), _) => cell.set_char(symbols.next().unwrap_or(' ')).set_style(style),
            (None, 0) => cell.set_symbol(&cluster::visible(cluster)).set_style(style),
            (None, _) => cell, // the wide symbol before covers it
        };
    }
}

/// The ASCII spelling of a cluster, "?" where there is none.
fn ascii(cluster: &str) -> String {
    let mut spelling = String::new();
    for c in cluster.nfkd().filter(|&c| !is_combining_mark(c) && !cluster::is_invisible(c)) {
        match plain(c).or_else(|| sign(c)) {
            Some(plain) => spelling.push_str(plain),
            None if c.is_ascii() => spelling.push(c),
            None => return "?".to_owned(),
        }
    }
    spelling
}

/// The ASCII sign for a typographic one.
fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => "-",
        '…' => "...",
        '•' | '‣' | '▪' | '●' | '◦' => "*",
        '·' => ".",
        '×' => "x",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::CellWidth;

    use super::*;

    fn row(text: &str, width: u16, charset: Charset) -> (String, u16) {
        let mut buf = Buffer::filled(Rect::new(0, 0, 12, 1), ratatui::buffer::Cell::new("#"));
        let used = paint(&mut buf, 1, 0, width, text, Style::new().bold(), charset);
        (buf.content.iter().map(|cell| cell.symbol().to_owned()).collect(), used)
    }

    #[test]
    fn nothing_that_steers_a_terminal_or_its_order_is_drawn() {
        assert_eq!(
            row("a\u{1b}[31m\u{9b}b\u{202e}c\u{2066}d\u{200f}", 11, Charset::Unicode),
            ("#a[31mbcd###".into(), 8)
        );
        assert_eq!(row("a\u{e0041}\u{301}\u{feff}b", 11, Charset::Unicode), ("#a\u{301}b#########".into(), 2));
        assert_eq!(row("\u{301}\u{ad}x", 11, Charset::Unicode), ("#x##########".into(), 1));
    }

    #[test]
    fn tabs_and_line_ends_are_blanks_and_wide_clusters_are_whole() {
        assert_eq!(row("a\tb\nc", 11, Charset::Unicode), ("#a   b c####".into(), 7));
        assert_eq!(row("漢字", 4, Charset::Unicode), ("#漢 字 #######".into(), 4));
        assert_eq!(row("漢字x", 3, Charset::Unicode), ("#漢 #########".into(), 2));
    }

    #[test]
    fn ascii_keeps_the_columns() {
        assert_eq!(row("Łódź – ñ…", 11, Charset::Ascii), ("#Lodz - n.###".chars().take(12).collect(), 9));
        assert_eq!(row("漢ß👩‍👩‍👧‍👦жé½", 11, Charset::Ascii), ("#? s? ?e?###".into(), 8));
        assert_eq!(row("„a” «b»", 11, Charset::Ascii), ("#\"a\" \"b\"####".into(), 7));
    }

    #[test]
    fn nothing_is_drawn_outside() {
        let mut buf = Buffer::empty(Rect::new(2, 2, 3, 1));
        for (x, y) in [(0, 2), (2, 0), (2, 3), (5, 2), (u16::MAX, u16::MAX)] {
            assert_eq!(paint(&mut buf, x, y, u16::MAX, "abcdef", Style::new(), Charset::Unicode), 0);
        }
        assert_eq!(paint(&mut buf, 3, 2, u16::MAX, "abcdef", Style::new(), Charset::Unicode), 2);
    }

    proptest! {
        #[test]
        fn cells_are_as_wide_as_reckoned(text in any::<String>(), x in 0u16..6, width in 0u16..30, plain in any::<bool>()) {
            let charset = if plain { Charset::Ascii } else { Charset::Unicode };
            let mut buf = Buffer::empty(Rect::new(0, 0, 30, 1));
            let used = paint(&mut buf, x, 0, width, &text, Style::new(), charset);
            prop_assert!(used <= width);
            let mut drawn = 0;
            while drawn < used {
                let symbol = buf[(x + drawn, 0)].symbol();
                prop_assert!(!symbol.chars().any(|c| c.is_control() || cluster::is_invisible(c)));
                prop_assert!(!plain || symbol.is_ascii());
                drawn += symbol.cell_width();
            }
            prop_assert_eq!(drawn, used);
        }
    }
}

//! The frame that the terminal shows and the one that comes next: only where they differ something is sent.
//!
//! ratatui's `Terminal` does this too, but asks the system for the size, measures every cell and moves the cursor for each
//! frame, which is more than half of what a typed letter would cost here.

use std::{
    io,
    mem::{Discriminant, discriminant},
};

use crossterm::{
    cursor::{Hide, MoveTo, Show},
    queue,
    style::{Attribute, SetAttribute, SetStyle},
    terminal::{Clear, ClearType},
};
use ratatui::{
    backend::IntoCrossterm,
    buffer::{Buffer, Cell, CellWidth},
    layout::{Position, Rect},
    style::{Color, Modifier, Style},
};

/// The two frames. What they send is gathered in a vector, for one write.
#[derive(Debug, Default)]
pub(super) struct Frames {
    shown: Buffer,
    /// The looks of what is shown, cell by cell.
    looks: Vec<Look>,
    next: Buffer,
    /// Where the cursor is shown; none: it is hidden.
    cursor: Option<Position>,
}

impl Frames {
    /// Begins with an empty screen of this size, whatever the terminal shows.
    pub(super) fn begin(&mut self, (width, height): (u16, u16), to: &mut Vec<u8>) -> io::Result<()> {
        self.shown = Buffer::empty(Rect::new(0, 0, width, height));
        self.next = self.shown.clone();
        self.looks = vec![Look::of(&Cell::EMPTY); self.shown.content.len()];
        self.cursor = None;
        queue!(to, Clear(ClearType::All), Hide)
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> (u16, u16) {
        (self.shown.area.width, self.shown.area.height)
    }

    /// Draws the next frame, which says where its cursor stands, and sends what is new in it.
    pub(super) fn draw(
        &mut self,
        to: &mut Vec<u8>,
        view: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>,
    ) -> io::Result<()> {
        self.next.reset();
        let cursor = view(&mut self.next).map(Position::from);
        let at = send(changes(&self.shown, &mut self.looks, &self.next), self.cursor, to)?;
        match cursor {
            None if self.cursor.is_some() => queue!(to, Hide)?,
            None => {}
            Some(cursor) => {
                if self.cursor.is_none() {
                    queue!(to, Show)?;
                }
                if at != Some(cursor) {
                    queue!(to, MoveTo(cursor.x, cursor.y))?;
                }
            }
        }
        self.cursor = cursor;
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(())
    }
}

/// Sends cells to a terminal whose cursor is at `at`; returns where it is then. Behind anything but ASCII that is not
/// known, since terminals do not agree on what is wide, nor behind the last column. The style is plain before and after.
fn send<'a>(
    cells: impl Iterator<Item = (u16, u16, &'a Cell)>,
    mut at: Option<Position>,
    to: &mut Vec<u8>,
) -> io::Result<Option<Position>> {
    let mut style = Style::new();
    for (x, y, cell) in cells {
        if at != Some(Position { x, y }) {
            queue!(to, MoveTo(x, y))?;
        }
        if style != style_of(cell) {
            style = style_of(cell);
            queue!(to, SetAttribute(Attribute::Reset), SetStyle(style.into_crossterm()))?;
        }
        to.extend_from_slice(cell.symbol().as_bytes());
        at = cell.symbol().is_ascii().then(|| Position::new(x + 1, y));
    }
    if style != Style::new() {
        queue!(to, SetAttribute(Attribute::Reset))?;
    }
    Ok(at)
}

/// What of a cell's style is not plain.
fn style_of(cell: &Cell) -> Style {
    let colour = |colour: Color| Some(colour).filter(|colour| *colour != Color::Reset);
    Style { fg: colour(cell.fg), bg: colour(cell.bg), add_modifier: cell.modifier, ..Style::new() }
}

/// The cells to be drawn so that `new` is shown in the place of `old`, from the first that differs in a row to the last.
/// `looks` are those of `old` before, of `new` then.
fn changes<'a>(old: &'a Buffer, looks: &'a mut [Look], new: &'a Buffer) -> impl Iterator<Item = (u16, u16, &'a Cell)> {
    let columns = usize::from(new.area.width).max(1);
    let rows = old.content.chunks(columns).zip(looks.chunks_mut(columns)).zip(new.content.chunks(columns));
    rows.zip(0..)
        .filter_map(|(((old, looks), new), y)| {
            let differs = |((look, new), old): ((&Look, &Cell), &Cell)| {
                let new_look = Look::of(new);
                new_look != *look || (!new_look.is_whole() && new != old)
            };
            let cells = looks.iter().zip(new).zip(old);
            let (first, last) = (cells.clone().position(differs)?, cells.clone().rposition(differs)?);
            for (look, cell) in looks[first..=last].iter_mut().zip(&new[first..]) {
                *look = Look::of(cell);
            }
            // Half of a wide cluster may be left there.
            let last = last + usize::from(width(&old[last])) - 1;
            Some(redrawn(new, first, last).map(move |(x, cell)| (x as u16, y, cell)))
        })
        .flatten()
}

/// The columns of a row to be drawn when those from `first` to `last` have changed.
///
/// The other columns of a wide cluster are blanked before it is drawn: terminals do not agree which are wide, and what
/// stood there must be gone in any case.
fn redrawn(row: &[Cell], first: usize, last: usize) -> impl Iterator<Item = (usize, &Cell)> {
    const BLANK: &Cell = &Cell::EMPTY;
    let end = |x: usize| row.len().min(x + usize::from(width(&row[x])));
    let clusters = std::iter::successors(Some(0), move |&x| Some(end(x)).filter(|&next| next < row.len()));
    let clusters = clusters.skip_while(move |&x| end(x) <= first).take_while(move |&x| x <= last);
    clusters.flat_map(move |x| (x + 1..end(x)).map(|x| (x, BLANK)).chain([(x, &row[x])]))
}

/// What a cell looks like, but for symbols of more than four bytes. It is made for each cell of each frame: comparing cells
/// themselves takes twice as long. The background is the terminal's own in all of them, and the colour has a name: it is one
/// of the terminal's sixteen.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Look {
    symbol: u32,
    colour: Discriminant<Color>,
    modifier: Modifier,
}

impl Look {
    fn of(cell: &Cell) -> Look {
        let bytes = cell.symbol().as_bytes();
        // Nearly all hold one.
        let symbol = if bytes.len() == 1 { u32::from(bytes[0]) } else { number(bytes) };
        debug_assert!(!matches!(cell.fg, Color::Rgb(..) | Color::Indexed(_)), "the theme names its colours");
        Look { symbol, colour: discriminant(&cell.fg), modifier: cell.modifier }
    }

    /// Whether it says all of what the cell looks like.
    fn is_whole(self) -> bool {
        self.symbol != 0
    }
}

/// Up to four bytes as a number; 0: there are more.
fn number(bytes: &[u8]) -> u32 {
    if bytes.len() > 4 {
        return 0;
    }
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn width(cell: &Cell) -> u16 {
    if cell.symbol().len() == 1 { 1 } else { cell.cell_width().max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Charset, paint::paint};
    use proptest::prelude::*;

    const SIZE: (u16, u16) = (12, 4);

    /// Some text at some place, in some style.
    type Stroke = (u16, u16, String, Style);
    /// A frame: what is drawn, and where the cursor stands.
    type Drawn = (Vec<Stroke>, Option<(u16, u16)>);

    fn strokes() -> impl Strategy<Value = Vec<Stroke>> {
        let style = prop::sample::select(vec![
            Style::new(),
            Style::new().fg(Color::Cyan),
            Style::new().add_modifier(Modifier::BOLD),
            Style::new().add_modifier(Modifier::DIM),
            Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Style::new().fg(Color::Red).add_modifier(Modifier::REVERSED),
        ]);
        prop::collection::vec((0..SIZE.0, 0..SIZE.1, "[a-c 漢字é]{0,12}", style), 0..6)
    }

    /// What stands in each cell of a terminal's screen: the text, whether it is bold, dim, underlined or reversed, its colour.
    fn cells(screen: &vt100::Screen) -> Vec<(String, [bool; 4], vt100::Color)> {
        let places = (0..SIZE.1).flat_map(|y| (0..SIZE.0).map(move |x| (y, x)));
        let cell = |(y, x)| {
            let cell = screen.cell(y, x).expect("within the screen");
            let contents = if cell.has_contents() { cell.contents() } else { " " };
            let attributes = [cell.bold(), cell.dim(), cell.underline(), cell.inverse()];
            (contents.to_owned(), attributes, cell.fgcolor())
        };
        places.map(cell).collect()
    }

    /// Draws frames one after the other on one terminal; returns its screen after the last.
    fn shown(frames: &[Drawn]) -> vt100::Parser {
        let [rows, columns] = [SIZE.1, SIZE.0].map(|n| n.try_into().unwrap());
        let mut terminal = vt100::Parser::new(rows, columns, 0);
        let mut ours = Frames::default();
        let mut bytes = Vec::new();
        ours.begin(SIZE, &mut bytes).unwrap();
        for (strokes, cursor) in frames {
            let view = |buffer: &mut Buffer| {
                for (x, y, text, style) in strokes {
                    paint(buffer, *x, *y, SIZE.0 - x, text, *style, Charset::Unicode);
                }
                *cursor
            };
            ours.draw(&mut bytes, view).unwrap();
        }
        terminal.process(&bytes);
        terminal
    }

    #[test]
    fn a_frame_like_the_last_sends_nothing_and_a_letter_little() {
        let mut frames = Frames::default();
        let mut sent = |text: &str| {
            let mut bytes = Vec::new();
            if frames.size() != SIZE {
                frames.begin(SIZE, &mut bytes).unwrap();
            }
            let view =
                |buffer: &mut Buffer| Some((paint(buffer, 0, 1, SIZE.0, text, Style::new(), Charset::Unicode), 1));
            frames.draw(&mut bytes, view).unwrap();
            bytes.len()
        };
        sent("word");
        assert_eq!(sent("word"), 0);
        assert_eq!(sent("words"), 1);
    }

    #[test]
    fn a_style_ends_where_the_next_begins() {
        let styles =
            [Modifier::BOLD, Modifier::DIM, Modifier::empty(), Modifier::DIM, Modifier::UNDERLINED, Modifier::BOLD];
        let strokes: Vec<Stroke> = (0..).zip(styles).map(|(x, with)| (x, 0, "x".to_owned(), with.into())).collect();
        let terminal = shown(&[(strokes, None)]);
        for ((_, [bold, dim, underlined, _], _), with) in cells(terminal.screen()).into_iter().zip(styles) {
            let shows = [(bold, Modifier::BOLD), (dim, Modifier::DIM), (underlined, Modifier::UNDERLINED)];
            assert!(shows.iter().all(|(shows, one)| *shows == with.contains(*one)), "{with:?}: {shows:?}");
        }
    }

    proptest! {
        #[test]
        fn a_frame_looks_the_same_whatever_was_shown_before(
            frames in prop::collection::vec((strokes(), prop::option::of((0..SIZE.0, 0..SIZE.1))), 1..6),
        ) {
            let after = shown(&frames);
            let fresh = shown(&frames[frames.len() - 1..]);
            prop_assert_eq!(cells(after.screen()), cells(fresh.screen()));
            prop_assert_eq!(after.screen().hide_cursor(), fresh.screen().hide_cursor());
            if !after.screen().hide_cursor() {
                prop_assert_eq!(after.screen().cursor_position(), fresh.screen().cursor_position());
            }
        }
    }
}

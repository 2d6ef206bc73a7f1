//! Text to be read: wrapped paragraphs with an indent, built once and drawn from any row on.

use std::ops::Range;

use ratatui::{layout::Rect, style::Style};

use crate::text::{cluster::str_width, counted, wrap::wrap};
use crate::ui::{Canvas, Theme};

/// The columns before a question's text, for its number and a blank behind it.
pub fn number_width(number: &str) -> u16 {
    (str_width(number) as u16 + 1).max(5)
}

/// How two texts that want so much share the room there is: the shorter leaves the longer what it does not need.
pub fn shares(room: u16, wanted: [usize; 2]) -> [u16; 2] {
    let [one, other] = wanted.map(|wanted| u16::try_from(wanted).unwrap_or(u16::MAX));
    let first = one.min(room.saturating_sub(other).max(room / 2));
    [first, room - first]
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct PageRow {
    indent: u16,
    /// The text, in pieces of one style each.
    pieces: Vec<(String, Style)>,
    /// What stands before the text, at its own column.
    sign: Option<(u16, String, Style)>,
    /// What stands beside the text, from this column on, in pieces of one style each.
    beside: Option<(u16, Vec<(String, Style)>)>,
    /// What stands at the right edge.
    tail: Option<(String, Style)>,
    /// Whether it has the focus.
    barred: bool,
}

impl PageRow {
    /// How much text it has, whatever the width that it was wrapped at.
    fn letters(&self) -> usize {
        self.pieces.iter().map(|(piece, _)| piece.chars().filter(|c| !c.is_whitespace()).count()).sum()
    }
}

/// The rows of a text in pieces of a style each, wrapped at this many columns.
fn wrapped(pieces: &[(&str, Style)], columns: u16) -> Vec<Vec<(String, Style)>> {
    let text: String = pieces.iter().map(|(piece, _)| *piece).collect();
    let cut = |row: Range<usize>| {
        let row = row.start..row.start + text[row].trim_end().len();
        let mut end = 0;
        let cut = pieces.iter().filter_map(|(piece, style)| {
            let start = end;
            end += piece.len();
            let cut = start.max(row.start)..end.min(row.end);
            (cut.start < cut.end).then(|| (text[cut].to_owned(), *style))
        });
        cut.collect()
    };
    wrap(&text, usize::from(columns.max(1))).into_iter().map(cut).collect()
}

/// Wrapped text of one width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    width: u16,
    rows: Vec<PageRow>,
}

impl Page {
    /// An empty page of this many columns.
    pub fn new(width: u16) -> Page {
        Page { width, rows: Vec::new() }
    }

    /// How many columns it has.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing stands on it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A blank row.
    pub fn gap(&mut self) {
        if !self.rows.is_empty() {
            self.paragraph(0, "", Style::new());
        }
    }

    /// Text from column `indent` on.
    pub fn paragraph(&mut self, indent: u16, text: &str, style: Style) {
        self.styled(indent, &[(text, style)]);
    }

    /// Text in pieces of a style each, from column `indent` on.
    pub fn styled(&mut self, indent: u16, pieces: &[(&str, Style)]) {
        let columns = self.width.saturating_sub(indent);
        for pieces in wrapped(pieces, columns) {
            self.rows.push(PageRow { indent, pieces, sign: None, beside: None, tail: None, barred: false });
        }
    }

    /// Who said something, from column `indent` on, and when.
    pub fn byline(&mut self, indent: u16, who: &str, when: &str, theme: Theme) {
        self.styled(indent, &[(who, theme.plain()), (&format!(", {when}"), theme.dim())]);
    }

    /// Text from column `indent` on, with a sign before its first row at column `at`.
    pub fn entry(&mut self, at: u16, sign: (&str, Style), indent: u16, text: &str, style: Style) {
        let first = self.rows.len();
        self.paragraph(indent, text, style);
        self.sign(first, at, sign.0, sign.1);
    }

    /// Puts a sign at column `at` of a row.
    pub fn sign(&mut self, row: usize, at: u16, sign: &str, style: Style) {
        if let Some(row) = self.rows.get_mut(row) {
            row.sign = Some((at, sign.to_owned(), style));
        }
    }

    /// Two texts beside each other, each in pieces of a style: the left one from column `indent` on.
    pub fn columns(&mut self, indent: u16, left: &[(&str, Style)], right: &[(&str, Style)]) {
        const BETWEEN: u16 = 3;
        let half = u16::midpoint(self.width, indent) + 1;
        let mut ours = wrapped(left, half.saturating_sub(indent + BETWEEN)).into_iter();
        let mut theirs = wrapped(right, self.width.saturating_sub(half + 1)).into_iter();
        loop {
            let (one, other) = (ours.next(), theirs.next());
            if one.is_none() && other.is_none() {
                break;
            }
            let beside = other.map(|pieces| (half, pieces));
            let pieces = one.unwrap_or_default();
            self.rows.push(PageRow { indent, pieces, sign: None, beside, tail: None, barred: false });
        }
    }

    /// Puts something at the right edge of the last entry's or paragraph's row `row`, counted from its end.
    pub fn tail(&mut self, text: &str, style: Style) {
        if let Some(row) = self.rows.last_mut() {
            row.tail = Some((text.to_owned(), style));
        }
    }

    /// Gives the focus to the rows from `first` on.
    pub fn bar_from(&mut self, first: usize) {
        self.rows[first..].iter_mut().for_each(|row| row.barred = true);
    }

    /// Gives the focus to these rows, and to no others.
    pub fn bar_alone(&mut self, rows: Range<usize>) {
        for (at, row) in self.rows.iter_mut().enumerate() {
            row.barred = rows.contains(&at);
        }
    }

    /// The rows that have the focus.
    pub fn barred(&self) -> Option<Range<usize>> {
        let first = self.rows.iter().position(|row| row.barred)?;
        Some(first..self.rows.iter().rposition(|row| row.barred)? + 1)
    }

    /// How many rows stand below those that are shown from `top` on, in words; nothing where none do.
    pub fn more_below(&self, top: usize, height: u16) -> String {
        let below = self.len().saturating_sub(top + usize::from(height));
        if below > 0 { counted(below, "more row") } else { String::new() }
    }

    /// The row in which the text goes on that row `row` of `before` began with: the same page at another width.
    pub fn row_as_on(&self, before: &Page, row: usize) -> usize {
        if self.width == before.width || row == 0 {
            return row;
        }
        let above: usize = before.rows.iter().take(row).map(PageRow::letters).sum();
        let mut seen = 0;
        let is_past = |row: &PageRow| {
            seen += row.letters();
            seen > above
        };
        self.rows.iter().position(is_past).unwrap_or(0)
    }

    #[cfg(test)]
    pub(super) fn text_of(&self, row: usize) -> String {
        self.rows[row].pieces.iter().map(|(piece, _)| piece.as_str()).collect()
    }

    /// Draws as many rows as the area takes, from row `from` on.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, from: usize) {
        for (row, y) in self.rows.iter().skip(from).zip(area.top()..area.bottom()) {
            let right = area.right();
            let end = match &row.tail {
                Some((tail, style)) => canvas.text_ending_at(right, y, area.width, tail, *style).saturating_sub(1),
                None => right,
            };
            if row.barred {
                canvas.bar(area.x + 1, y, 1);
            }
            if let Some((at, sign, style)) = &row.sign {
                canvas.text(area.x + at, y, area.width.saturating_sub(*at), sign, *style);
            }
            let beside = row.beside.as_ref().map(|(at, pieces)| (*at, pieces));
            for (at, pieces) in std::iter::once((row.indent, &row.pieces)).chain(beside) {
                let mut x = area.x + at;
                for (piece, style) in pieces {
                    x += canvas.text(x, y, end.saturating_sub(x), piece, *style);
                }
            }
        }
    }
}

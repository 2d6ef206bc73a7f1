//! The window on the text: what is in sight, where the cursor is, what the mouse points at, how it is drawn.
//!
//! Only paragraphs that come into sight are wrapped. Whatever changes the editor ends by wrapping those, so that
//! drawing needs to change nothing.

use std::ops::Range;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use super::{Editor, EditorMode, Paragraph, Point};
use crate::text::{Charset, Splice, cluster, paint::paint_columns};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct VisualRow {
    pub(super) paragraph: usize,
    /// Which row of its paragraph.
    pub(super) index: usize,
}

impl Editor {
    // ---- size and place of the window

    /// Gives the window its size. The last column is kept for the caret.
    ///
    /// The line at the top stays in sight, and so does the caret when it is.
    pub fn resize(&mut self, width: u16, height: u16) {
        let width = usize::from(width).saturating_sub(1).max(1);
        let height = usize::from(height);
        if (width, height) == (self.width, self.height) {
            return;
        }
        let in_sight = self.cursor().is_some();
        let top = self.paragraphs[self.top.paragraph].row(self.top.index).start;
        if width != self.width && self.mode == EditorMode::Prose {
            self.paragraphs.iter_mut().for_each(Paragraph::unwrap_rows);
        }
        (self.width, self.height) = (width, height);
        self.wrap(self.top.paragraph);
        self.top.index = self.paragraphs[self.top.paragraph].row_of(top, false);
        if in_sight { self.follow() } else { self.settle() }
    }

    /// Moves the window down by some rows, or up by as many below zero; whether it moved. The caret stays where it is in the
    /// text.
    pub fn scroll(&mut self, rows: isize) -> bool {
        let before = self.top;
        (self.top, _) = self.walk(self.top, rows);
        self.settle();
        self.top != before
    }

    /// Follows a splice that came from outside: caret, selection and what is in sight stay with the text around them.
    pub fn carry(&mut self, splice: &Splice) {
        let in_sight = self.cursor().is_some();
        let top = Point {
            paragraph: self.top.paragraph,
            byte: self.paragraphs[self.top.paragraph].row(self.top.index).start,
        };
        let [caret, anchor, top] =
            [Some(self.caret), self.anchor, Some(top)].map(|place| Some(splice.carried(self.offset(place?))));
        self.replace(splice);
        let snapped = |editor: &Editor, at: usize| {
            let place = editor.point_of(at);
            Point { byte: cluster::floor(editor.paragraphs[place.paragraph].text(), place.byte), ..place }
        };
        self.caret = snapped(self, caret.unwrap_or_default());
        self.anchor = anchor.map(|at| snapped(self, at));
        (self.trailing, self.goal) = (false, None);
        let top = snapped(self, top.unwrap_or_default());
        self.wrap(top.paragraph);
        self.top =
            VisualRow { paragraph: top.paragraph, index: self.paragraphs[top.paragraph].row_of(top.byte, false) };
        if in_sight { self.follow() } else { self.settle() }
    }

    /// Moves the window as little as is needed for the caret to be in sight.
    pub fn follow(&mut self) {
        self.settle();
        match self.mode {
            EditorMode::Prose => {
                let row = self.caret_row();
                let (highest, _) = self.walk(row, 1 - self.height.max(1).cast_signed());
                self.top = self.top.clamp(highest, row);
            }
            EditorMode::Line => {
                let text = self.paragraphs[0].text();
                let left = cluster::floor(text, self.left).min(self.reach_back(text.len()));
                self.left = left.min(self.caret.byte).max(self.reach_back(self.caret.byte));
            }
        }
        self.settle();
    }

    /// Wraps what is in sight and the caret's paragraph, and leaves no room below the text that it could fill.
    fn settle(&mut self) {
        let last = self.paragraphs.len() - 1;
        self.caret.paragraph = self.caret.paragraph.min(last);
        self.wrap(self.caret.paragraph);
        self.top.paragraph = self.top.paragraph.min(last);
        self.wrap(self.top.paragraph);
        self.top.index = self.top.index.min(self.paragraphs[self.top.paragraph].last_row());
        let below = self.height.saturating_sub(1).cast_signed();
        let (_, short) = self.walk(self.top, below);
        if short > 0 {
            (self.top, _) = self.walk(self.top, -short.cast_signed());
        }
    }

    /// The first byte from which the line up to `byte` fits into the window.
    fn reach_back(&self, byte: usize) -> usize {
        let text = self.paragraphs[0].text();
        let (mut at, mut columns) = (byte, 0);
        while at > 0 {
            let before = cluster::previous(text, at);
            columns += cluster::width(&text[before..at], 0);
            if columns > self.width {
                break;
            }
            at = before;
        }
        at
    }

    // ---- rows

    pub(super) fn wrap_width(&self) -> usize {
        match self.mode {
            EditorMode::Prose => self.width,
            EditorMode::Line => usize::MAX,
        }
    }

    fn wrap(&mut self, paragraph: usize) {
        let width = self.wrap_width();
        self.paragraphs[paragraph].wrap(width);
    }

    /// The number of rows that the whole text takes, counted no further than `at_most`.
    pub fn rows(&self, at_most: usize) -> usize {
        let mut rows = 0;
        for paragraph in &self.paragraphs {
            if rows >= at_most {
                break;
            }
            rows += paragraph.count_rows(self.wrap_width(), at_most - rows);
        }
        rows.min(at_most)
    }

    /// How much of the text stands above the end of what is in sight, in per cent; none where all of it is in sight. It is
    /// told by bytes, since counting the rows out of sight would wrap them for every key.
    pub fn scrolled(&self) -> Option<usize> {
        let last = self.in_sight().last()?;
        let is_end =
            last.paragraph + 1 == self.paragraphs.len() && last.index == self.paragraphs[last.paragraph].last_row();
        if is_end && self.top.paragraph == 0 && self.top.index == 0 {
            return None;
        }
        let byte = self.paragraphs[last.paragraph].row(last.index).end;
        let above = self.offset(Point { paragraph: last.paragraph, byte });
        let all: usize = self.paragraphs.iter().map(|paragraph| paragraph.text().len() + 1).sum();
        Some(if is_end { 100 } else { above * 100 / all.max(1) })
    }

    /// The row in which the caret is shown.
    pub(super) fn caret_row(&self) -> VisualRow {
        let Point { paragraph, byte } = self.caret;
        VisualRow { paragraph, index: self.paragraphs[paragraph].row_of(byte, self.trailing) }
    }

    /// Whether the caret is shown in the text's first row.
    pub fn is_in_first_row(&self) -> bool {
        self.caret_row() == VisualRow::default()
    }

    /// Whether the caret is shown in the text's last row.
    pub fn is_in_last_row(&self) -> bool {
        let row = self.caret_row();
        row.paragraph + 1 == self.paragraphs.len() && row.index == self.paragraphs[row.paragraph].last_row()
    }

    /// The row that is `by` rows further down, or up when that is below zero, and how many rows were missing.
    /// The paragraphs on the way are wrapped.
    pub(super) fn walk(&mut self, from: VisualRow, by: isize) -> (VisualRow, usize) {
        let (mut row, mut left) = (from, by.unsigned_abs());
        loop {
            self.wrap(row.paragraph);
            let last = self.paragraphs[row.paragraph].last_row();
            let room = if by < 0 { row.index } else { last - row.index.min(last) };
            let step = left.min(room);
            row.index = if by < 0 { row.index - step } else { row.index.min(last) + step };
            left -= step;
            let at_edge = if by < 0 { row.paragraph == 0 } else { row.paragraph + 1 == self.paragraphs.len() };
            if left == 0 || at_edge {
                return (row, left);
            }
            left -= 1;
            if by < 0 {
                row.paragraph -= 1;
                self.wrap(row.paragraph);
                row.index = self.paragraphs[row.paragraph].last_row();
            } else {
                row = VisualRow { paragraph: row.paragraph + 1, index: 0 };
            }
        }
    }

    fn in_sight(&self) -> impl Iterator<Item = VisualRow> {
        let below = |row: &VisualRow| {
            let next = if row.index < self.paragraphs[row.paragraph].last_row() {
                VisualRow { index: row.index + 1, ..*row }
            } else {
                VisualRow { paragraph: row.paragraph + 1, index: 0 }
            };
            (next.paragraph < self.paragraphs.len()).then_some(next)
        };
        std::iter::successors(Some(self.top), below).take(self.height)
    }

    // ---- mouse and cursor

    /// The byte at a column and row of the text's area: where a click there puts the caret.
    pub fn point_at(&self, column: u16, row: u16) -> usize {
        self.offset(self.point_under(column, row).0)
    }

    /// The point at a column and row of the area, and whether it is the trailing end of its row.
    pub(super) fn point_under(&self, column: u16, row: u16) -> (Point, bool) {
        let column = usize::from(column);
        if self.mode == EditorMode::Line {
            let shown = &self.paragraphs[0].text()[self.left..];
            let (before, _) = crate::text::wrap::prefix(shown, column);
            return (Point { paragraph: 0, byte: self.left + before.len() }, false);
        }
        let row = self.in_sight().take(usize::from(row) + 1).last().unwrap_or(self.top);
        let (byte, trailing) = self.paragraphs[row.paragraph].at_column(row.index, column);
        (Point { paragraph: row.paragraph, byte }, trailing)
    }

    /// The column and row of the area where the terminal's cursor belongs, when the caret is in sight.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let caret = self.caret_row();
        let row = self.in_sight().position(|row| row == caret)?;
        let column = match self.mode {
            EditorMode::Prose => self.paragraphs[caret.paragraph].column(caret.index, self.caret.byte),
            EditorMode::Line => cluster::str_width(self.paragraphs[0].text().get(self.left..self.caret.byte)?),
        };
        // A caret in blanks that hang is shown behind the last column.
        Some((column.min(self.width) as u16, row as u16))
    }

    // ---- drawing

    /// Draws what is in sight, but for its first `above` rows. What does not fit into the area is not drawn. The caret is not
    /// drawn: [`Editor::cursor`] says where the terminal's own cursor belongs.
    pub fn draw(
        &self,
        area: Rect,
        above: u16,
        buf: &mut Buffer,
        style: Style,
        selection_style: Style,
        charset: Charset,
    ) {
        for (row, y) in self.in_sight().skip(usize::from(above)).zip(area.top()..area.bottom()) {
            let brush = Brush { origin: Position { x: area.x, y }, end: area.width, charset };
            self.draw_row(row, &brush, buf, style, selection_style);
        }
    }

    /// Gives a passage of the text, in bytes, a style on top of how it was drawn.
    pub fn style(&self, passage: &Range<usize>, area: Rect, buf: &mut Buffer, style: Style) {
        for (row, y) in self.in_sight().zip(area.top()..area.bottom()) {
            let paragraph = &self.paragraphs[row.paragraph];
            let (first, range) = (self.offset(Point { paragraph: row.paragraph, byte: 0 }), paragraph.row(row.index));
            let within = |byte: usize| byte.saturating_sub(first).clamp(range.start, range.end);
            let (start, end) = (within(passage.start), within(passage.end));
            let columns = [start, end].map(|byte| paragraph.column(row.index, byte) as u16);
            let row = Rect::new(area.x + columns[0], y, columns[1] - columns[0], 1);
            buf.set_style(row.intersection(area), style);
        }
    }

    fn draw_row(&self, row: VisualRow, brush: &Brush, buf: &mut Buffer, style: Style, selection_style: Style) {
        let paragraph = &self.paragraphs[row.paragraph];
        let mut range = paragraph.row(row.index);
        range.start = range.start.max(self.left);
        let at = |byte| Point { paragraph: row.paragraph, byte };
        let (start, end) = self.selected_points().unwrap_or((self.caret, self.caret));
        let clip = |point: Point| {
            if point <= at(range.start) {
                range.start
            } else if point >= at(range.end) {
                range.end
            } else {
                point.byte
            }
        };
        let (first, last) = (clip(start), clip(end));
        let text = paragraph.text();
        let column = brush.paint(buf, 0, &text[range.start..first], style);
        let column = brush.paint(buf, column, &text[first..last], selection_style);
        let column = brush.paint(buf, column, &text[last..range.end], style);
        // A line end that is selected shows as a blank; else an empty line would not look selected.
        let line_end = self.end_of(row.paragraph);
        if row.index == paragraph.last_row() && start <= line_end && line_end < end {
            brush.paint(buf, column, " ", selection_style);
        }
    }
}

/// Where and how one row is drawn.
struct Brush {
    origin: Position,
    end: u16,
    charset: Charset,
}

impl Brush {
    fn paint(&self, buf: &mut Buffer, column: u16, text: &str, style: Style) -> u16 {
        paint_columns(buf, self.origin, column..self.end, text, style, self.charset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{
        Motion,
        editor::sessions::{editor, step},
    };

    fn screen(editor: &Editor, width: u16, height: u16) -> Vec<String> {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        editor.draw(buf.area, 0, &mut buf, Style::new(), Style::new().reversed(), Charset::Unicode);
        let row = |y| {
            let symbol = |x| {
                let cell = &buf[(x, y)];
                if cell.modifier.is_empty() { cell.symbol().to_owned() } else { format!("[{}]", cell.symbol()) }
            };
            (0..width).map(symbol).collect::<String>().trim_end().to_owned()
        };
        (0..height).map(row).collect()
    }

    #[test]
    fn the_window_follows_the_caret_and_the_wheel_does_not_move_it() {
        let mut editor = editor(EditorMode::Prose, "a\nb\nc\nd\ne", 5, 2);
        editor.move_caret(Motion::End, false);
        assert_eq!(screen(&editor, 5, 2), ["d", "e"]);
        editor.scroll(-9);
        assert_eq!((screen(&editor, 5, 2), editor.cursor()), (vec!["a".to_owned(), "b".to_owned()], None));
        editor.move_caret(Motion::Left, false);
        assert_eq!((screen(&editor, 5, 2)[1].as_str(), editor.cursor()), ("e", Some((0, 1))));
        editor.scroll(100);
        assert_eq!(screen(&editor, 5, 2), ["d", "e"]);
    }

    #[test]
    fn what_comes_from_outside_moves_neither_caret_nor_window() {
        let mut editor = editor(EditorMode::Prose, "a\nb\nc\nd\ne", 5, 2);
        editor.set_caret(6, false);
        editor.set_caret(7, true);
        assert_eq!(screen(&editor, 5, 2), ["c", "[d]"]);
        let splice =
            |at, removed: &str, inserted: &str| Splice { at, removed: removed.into(), inserted: inserted.into() };
        editor.carry(&splice(0, "a\n", "one\ntwo\n\n"));
        assert_eq!((editor.text().as_str(), editor.selected().as_deref()), ("one\ntwo\n\nb\nc\nd\ne", Some("d")));
        assert_eq!(screen(&editor, 5, 2), ["c", "[d]"]);
        let end = editor.text().len();
        editor.carry(&splice(end, "", "\nf"));
        assert_eq!(screen(&editor, 5, 2), ["c", "[d]"]);
        let all = editor.text().to_string();
        editor.carry(&splice(0, &all, "x"));
        assert_eq!((editor.text().as_str(), editor.caret(), editor.selected()), ("x", 1, None));
    }

    #[test]
    fn resizing_keeps_the_line_at_the_top() {
        let mut editor = editor(EditorMode::Prose, "one two three four five six seven eight nine ten", 15, 2);
        editor.scroll(2);
        assert_eq!(screen(&editor, 15, 2), ["seven eight", "nine ten"]);
        editor.resize(6, 2);
        assert_eq!(screen(&editor, 6, 2), ["seven", "eight"]);
        editor.resize(15, 2);
        assert_eq!(screen(&editor, 15, 2), ["seven eight", "nine ten"]);
    }

    #[test]
    fn a_line_scrolls_sideways() {
        let mut editor = editor(EditorMode::Line, "Centre for 漢字", 6, 1);
        assert_eq!(screen(&editor, 6, 1), ["Centre"]);
        editor.move_caret(Motion::End, false);
        assert_eq!((screen(&editor, 6, 1)[0].as_str(), editor.cursor()), (" 漢 字", Some((5, 0))));
        assert_eq!(editor.point_at(1, 0), "Centre for ".len());
        editor.move_caret(Motion::Up, false);
        step(&mut editor, |editor| editor.insert("a\nb\n"));
        assert_eq!(editor.text().as_str(), "Centre for 漢字a b");
        editor.move_caret(Motion::Start, false);
        assert_eq!(editor.cursor(), Some((0, 0)));
    }

    #[test]
    fn what_is_selected_shows_line_ends_too() {
        let mut editor = editor(EditorMode::Prose, "ab\n\nc", 5, 3);
        editor.set_caret(1, false);
        editor.set_caret(4, true);
        assert_eq!(screen(&editor, 5, 3), ["a[b][ ]", "[ ]", "c"]);
        editor.set_caret(5, true);
        assert_eq!(screen(&editor, 5, 3), ["a[b][ ]", "[ ]", "[c]"]);
    }

    #[test]
    fn hanging_blanks_hold_the_cursor_at_the_edge() {
        let mut editor = editor(EditorMode::Prose, "abc      ", 4, 2);
        editor.move_caret(Motion::End, false);
        assert_eq!((editor.rows(9), editor.cursor()), (1, Some((3, 0))));
    }

    #[test]
    fn rows_are_counted_no_further_than_asked() {
        let editor = editor(EditorMode::Prose, &"word ".repeat(200_000), 11, 5);
        assert_eq!((editor.rows(7), editor.rows(usize::MAX)), (7, 100_000));
    }
}

//! How the caret moves, and how far a deletion reaches.

use super::{Editor, EditorMode, Point};
use crate::text::cluster;

/// A way for the caret to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One cluster to the left, or to where the selection begins.
    Left,
    /// One cluster to the right, or to where the selection ends.
    Right,
    /// To the beginning of the word before.
    WordLeft,
    /// To the end of the next word.
    WordRight,
    /// One row up, keeping the column.
    Up,
    /// One row down, keeping the column.
    Down,
    /// As many rows up as are in sight, but one.
    PageUp,
    /// As many rows down as are in sight, but one.
    PageDown,
    /// To the beginning of the row.
    RowStart,
    /// To the end of the row.
    RowEnd,
    /// To the beginning of the paragraph, or of the one before that is not empty.
    ParagraphUp,
    /// To the next paragraph that is not empty.
    ParagraphDown,
    /// To the beginning of the text.
    Start,
    /// To the end of the text.
    End,
}

/// What a key deletes when nothing is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// The cluster before the caret.
    ClusterBack,
    /// The cluster after the caret.
    Cluster,
    /// Back to where the word before begins.
    WordBack,
    /// Up to where the next word ends.
    Word,
    /// Everything, whatever is selected.
    All,
}

impl Editor {
    /// Moves the caret and brings it into sight. With `extend` the selection grows or shrinks to it.
    pub fn move_caret(&mut self, motion: Motion, extend: bool) {
        let page = self.height.saturating_sub(1).max(1).cast_signed();
        match motion {
            Motion::Up => return self.move_by_rows(-1, extend),
            Motion::Down => return self.move_by_rows(1, extend),
            Motion::PageUp => return self.move_by_rows(-page, extend),
            Motion::PageDown => return self.move_by_rows(page, extend),
            _ => {}
        }
        let (point, trailing) = match (motion, self.selected_points()) {
            (Motion::Left, Some((start, _))) if !extend => (start, false),
            (Motion::Right, Some((_, end))) if !extend => (end, false),
            (Motion::RowEnd, _) => self.row_end(),
            _ => (self.target(motion), false),
        };
        self.put_caret(point, extend);
        self.trail(trailing);
    }

    /// Puts the caret where the mouse was pressed or dragged to, in columns and rows of the text's area.
    pub fn click(&mut self, column: u16, row: u16, extend: bool) {
        let (point, trailing) = self.point_under(column, row);
        self.put_caret(point, extend);
        self.trail(trailing);
    }

    fn trail(&mut self, trailing: bool) {
        if trailing {
            self.trailing = true;
            self.follow();
        }
    }

    /// Where a motion leads that goes by the text and not by its rows.
    fn target(&self, motion: Motion) -> Point {
        let Point { paragraph, byte } = self.caret;
        let text = self.paragraphs[paragraph].text();
        let here = |byte| Point { paragraph, byte };
        match motion {
            Motion::Left | Motion::WordLeft if byte == 0 => self.end_of_previous(),
            Motion::Right | Motion::WordRight if byte == text.len() => self.start_of_next(),
            Motion::Left => here(cluster::previous(text, byte)),
            Motion::Right => here(cluster::next(text, byte)),
            Motion::WordLeft => here(cluster::previous_word(text, byte)),
            Motion::WordRight => here(cluster::next_word(text, byte)),
            Motion::RowStart => here(self.paragraphs[paragraph].row(self.caret_row().index).start),
            Motion::ParagraphUp if byte > 0 => here(0),
            Motion::ParagraphUp => self.paragraph_up(),
            Motion::ParagraphDown => self.paragraph_down(),
            Motion::Start => Point::default(),
            Motion::End => self.end(),
            Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown | Motion::RowEnd => self.caret,
        }
    }

    fn end_of_previous(&self) -> Point {
        self.caret.paragraph.checked_sub(1).map_or(self.caret, |previous| self.end_of(previous))
    }

    fn start_of_next(&self) -> Point {
        let next = self.caret.paragraph + 1;
        if next < self.paragraphs.len() { Point { paragraph: next, byte: 0 } } else { self.caret }
    }

    fn paragraph_up(&self) -> Point {
        let before = &self.paragraphs[..self.caret.paragraph];
        let paragraph = before.iter().rposition(|paragraph| !paragraph.text().is_empty()).unwrap_or(0);
        Point { paragraph, byte: 0 }
    }

    fn paragraph_down(&self) -> Point {
        let next = self.caret.paragraph + 1;
        let after = self.paragraphs[next..].iter().position(|paragraph| !paragraph.text().is_empty());
        after.map_or(self.end(), |n| Point { paragraph: next + n, byte: 0 })
    }

    fn row_end(&self) -> (Point, bool) {
        let row = self.caret_row();
        let (byte, trailing) = self.paragraphs[row.paragraph].at_column(row.index, usize::MAX);
        (Point { paragraph: row.paragraph, byte }, trailing)
    }

    fn move_by_rows(&mut self, by: isize, extend: bool) {
        if self.mode == EditorMode::Line {
            return;
        }
        let row = self.caret_row();
        let column = || self.paragraphs[row.paragraph].column(row.index, self.caret.byte).min(self.width);
        let goal = self.goal.unwrap_or_else(column);
        let (row, _) = self.walk(row, by);
        let (byte, trailing) = self.paragraphs[row.paragraph].at_column(row.index, goal);
        self.put_caret(Point { paragraph: row.paragraph, byte }, extend);
        self.trail(trailing);
        self.goal = Some(goal);
    }

    /// Where a deletion that begins at the caret ends.
    pub(super) fn deleted_to(&self, deletion: Deletion) -> Point {
        match deletion {
            Deletion::ClusterBack => self.target(Motion::Left),
            Deletion::Cluster => self.target(Motion::Right),
            Deletion::WordBack => self.target(Motion::WordLeft),
            Deletion::Word => self.target(Motion::WordRight),
            Deletion::All => self.end(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::editor::sessions::{editor, step};

    #[test]
    fn the_column_is_kept_through_short_rows() {
        let mut editor = editor(EditorMode::Prose, "abcdef\nx\nabcdef", 10, 9);
        editor.set_caret(4, false);
        let mut carets = Vec::new();
        for motion in [Motion::Down, Motion::Down, Motion::Down, Motion::Up, Motion::Up] {
            editor.move_caret(motion, false);
            carets.push(editor.caret());
        }
        assert_eq!(carets, [8, 13, 13, 8, 4]);
    }

    #[test]
    fn the_end_of_a_split_row_is_not_the_beginning_of_the_next() {
        let mut editor = editor(EditorMode::Prose, "abcdefgh", 5, 3);
        editor.move_caret(Motion::RowEnd, false);
        assert_eq!((editor.caret(), editor.cursor()), (4, Some((4, 0))));
        editor.move_caret(Motion::RowEnd, false);
        assert_eq!((editor.caret(), editor.cursor()), (4, Some((4, 0))));
        editor.move_caret(Motion::Right, false);
        editor.move_caret(Motion::RowStart, false);
        assert_eq!((editor.caret(), editor.cursor()), (4, Some((0, 1))));
    }

    #[test]
    fn arrows_leave_a_selection_at_its_ends() {
        let mut editor = editor(EditorMode::Prose, "one two", 20, 1);
        editor.select_word(1);
        assert_eq!(editor.selected().as_deref(), Some("one"));
        editor.move_caret(Motion::Left, false);
        assert_eq!((editor.caret(), editor.selection()), (0, None));
        editor.select_all();
        editor.move_caret(Motion::Right, false);
        assert_eq!(editor.caret(), 7);
        editor.move_caret(Motion::WordLeft, true);
        assert_eq!(editor.selection(), Some(4..7));
        editor.move_caret(Motion::WordLeft, true);
        editor.move_caret(Motion::WordRight, true);
        assert_eq!(editor.selection(), Some(3..7));
    }

    #[test]
    fn paragraphs_are_stepped_over_empty_ones() {
        let mut editor = editor(EditorMode::Prose, "ab\n\ncd", 20, 3);
        editor.move_caret(Motion::ParagraphDown, false);
        assert_eq!(editor.caret(), 4);
        editor.move_caret(Motion::ParagraphDown, false);
        assert_eq!(editor.caret(), 6);
        editor.move_caret(Motion::ParagraphUp, false);
        assert_eq!(editor.caret(), 4);
        editor.move_caret(Motion::ParagraphUp, false);
        assert_eq!(editor.caret(), 0);
    }

    #[test]
    fn deletions_reach_as_far_as_they_say() {
        let deleted = |deletion| {
            let mut editor = editor(EditorMode::Prose, "one two\nthree", 20, 3);
            editor.set_caret(5, false);
            step(&mut editor, |editor| editor.delete(deletion));
            editor.text().to_string()
        };
        assert_eq!(deleted(Deletion::ClusterBack), "one wo\nthree");
        assert_eq!(deleted(Deletion::Cluster), "one to\nthree");
        assert_eq!(deleted(Deletion::WordBack), "one wo\nthree");
        assert_eq!(deleted(Deletion::Word), "one t\nthree");
        let mut editor = editor(EditorMode::Prose, "one\ntwo", 20, 3);
        editor.set_caret(3, false);
        step(&mut editor, |editor| editor.delete(Deletion::Cluster));
        assert_eq!(editor.text().as_str(), "onetwo");
    }
}

//! One paragraph of the editor: its text, its rows and its words, kept in step through every change.

use std::ops::Range;

use crate::text::{
    cluster::{self, clusters},
    wrap::{paragraph_rows, row_end},
};

/// A text without line ends, which knows where its rows begin.
///
/// A paragraph is wrapped when it is first looked at; `rows` is empty until then. All wrapped paragraphs of an
/// editor are wrapped to the same width, which the editor gives to whatever changes the text.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    text: String,
    rows: Vec<usize>,
    words: usize,
}

impl Paragraph {
    pub(super) fn new(text: &str) -> Paragraph {
        Paragraph { text: text.to_owned(), rows: Vec::new(), words: words(text) }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn words(&self) -> usize {
        self.words
    }

    // ---- rows

    /// Finds the rows, unless they are known.
    pub(super) fn wrap(&mut self, width: usize) {
        if self.rows.is_empty() {
            self.rows = paragraph_rows(&self.text, width).map(|row| row.start).collect();
        }
    }

    /// Forgets the rows, because the width has changed.
    pub(super) fn unwrap_rows(&mut self) {
        self.rows.clear();
    }

    /// The number of rows, counted no further than `at_most` when they are not known yet.
    pub(super) fn count_rows(&self, width: usize, at_most: usize) -> usize {
        if self.rows.is_empty() { paragraph_rows(&self.text, width).take(at_most).count() } else { self.rows.len() }
    }

    /// The last row; the first where the rows are not known.
    pub(super) fn last_row(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// What part of the text is in a row.
    pub(super) fn row(&self, row: usize) -> Range<usize> {
        let start = |row| self.rows.get(row).copied();
        start(row).unwrap_or(0)..start(row + 1).unwrap_or(self.text.len())
    }

    /// The row in which `byte` stands. Where one row ends without a blank and the next begins, `trailing` says
    /// that the end is meant.
    pub(super) fn row_of(&self, byte: usize, trailing: bool) -> usize {
        let row = self.rows.partition_point(|&start| start <= byte).saturating_sub(1);
        if trailing && self.row(row).start == byte { row.saturating_sub(1) } else { row }
    }

    pub(super) fn column(&self, row: usize, byte: usize) -> usize {
        cluster::str_width(self.text.get(self.row(row).start..byte).unwrap_or(""))
    }

    /// The byte nearest to the left of `column` in a row, and whether it is the trailing end of the row.
    ///
    /// Beyond the end of a row that a blank ends, the caret stands before that blank, not in the next row.
    pub(super) fn at_column(&self, row: usize, column: usize) -> (usize, bool) {
        let Range { start, end } = self.row(row);
        let (mut at_column, mut last) = (0, None);
        for (at, cluster) in clusters(&self.text[start..end]) {
            at_column += cluster::width(cluster, at_column);
            if at_column > column {
                return (start + at, false);
            }
            last = Some((start + at, cluster));
        }
        match last {
            _ if row >= self.last_row() => (end, false),
            Some((blank, cluster)) if cluster::is_blank(cluster) => (blank, false),
            _ => (end, true),
        }
    }

    // ---- changes

    /// Puts `inserted` in the place of a range.
    pub(super) fn replace(&mut self, range: Range<usize>, inserted: &str, width: usize) {
        let Range { start, end } = range;
        let before = self.words_around(start..end);
        self.text.replace_range(start..end, inserted);
        self.words = self.words + self.words_around(start..start + inserted.len()) - before;
        let gone = self.rows.partition_point(|&row| row < start)..self.rows.partition_point(|&row| row < end);
        let kept = gone.start;
        self.rows.drain(gone);
        for row in &mut self.rows[kept..] {
            *row = *row - (end - start) + inserted.len();
        }
        self.wrap_again(start, start + inserted.len(), width);
    }

    /// Cuts the paragraph off at `at` and gives back the rest.
    pub(super) fn split_off(&mut self, at: usize, width: usize) -> Paragraph {
        let rest = self.text.split_off(at);
        let rows = self.rows.split_off(self.rows.partition_point(|&row| row < at));
        let mut rest =
            Paragraph { words: words(&rest), text: rest, rows: rows.into_iter().map(|row| row - at).collect() };
        rest.wrap_again(0, 0, width);
        self.words = words(&self.text);
        self.wrap_again(at, at, width);
        rest
    }

    /// Puts what stands from `from` on in another paragraph in the place of what stands from `at` on in this one.
    pub(super) fn join(&mut self, at: usize, other: &Paragraph, from: usize, width: usize) {
        if self.rows.is_empty() || other.rows.is_empty() {
            self.rows.clear();
        } else {
            self.rows.truncate(self.rows.partition_point(|&row| row < at));
            self.rows.extend(other.rows.iter().filter(|&&row| row >= from).map(|row| row - from + at));
        }
        self.text.truncate(at);
        self.text.push_str(&other.text[from..]);
        self.words = words(&self.text);
        self.wrap_again(at, at, width);
    }

    /// Wraps again after a change, if the paragraph was wrapped.
    ///
    /// The text before `at` is what it was, and so is the text from `same` on; `rows` holds where rows began in
    /// these two parts. A row stands when its beginning was found without a look at the change; and the rows from
    /// `same` on stand from the first place at which both an old and a new row begin, because where a row ends
    /// depends on nothing before it.
    fn wrap_again(&mut self, at: usize, same: usize, width: usize) {
        if self.rows.is_empty() {
            return;
        }
        let mut kept = self.rows.partition_point(|&row| row < at);
        while kept > 1 && row_end(&self.text, self.rows[kept - 2], width).seen >= at {
            kept -= 1;
        }
        let mut fresh = if kept == 0 { vec![0] } else { Vec::new() };
        let mut start = if kept == 0 { 0 } else { self.rows[kept - 1] };
        let mut old = kept;
        loop {
            start = row_end(&self.text, start, width).end;
            if start == self.text.len() {
                old = self.rows.len();
                break;
            }
            old += self.rows[old..].partition_point(|&row| row < start);
            if start >= same && self.rows.get(old) == Some(&start) {
                break;
            }
            fresh.push(start);
        }
        self.rows.splice(kept..old, fresh);
    }

    /// The number of words between the blanks around a range: all that a change of it can change.
    fn words_around(&self, range: Range<usize>) -> usize {
        let text = self.text.as_bytes();
        let start = memchr::memrchr(b' ', &text[..range.start]).unwrap_or(0);
        let end = memchr::memchr(b' ', &text[range.end..]).map_or(text.len(), |at| range.end + at);
        words(&self.text[start..end])
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
impl Paragraph {
    /// Whether rows and words are what they would be if they were found afresh.
    pub(super) fn is_in_step(&self, width: usize) -> bool {
        let rows = || paragraph_rows(&self.text, width).map(|row| row.start);
        self.words == words(&self.text) && (self.rows.is_empty() || rows().eq(self.rows.iter().copied()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_moves_a_word_back_into_the_row_before() {
        let mut paragraph = Paragraph::new("one twoo three four");
        paragraph.wrap(7);
        assert_eq!(paragraph.rows, [0, 4, 9, 15]);
        paragraph.replace(7..8, "", 7);
        assert_eq!(paragraph.rows, [0, 8, 14]);
        assert!(paragraph.is_in_step(7));
    }

    #[test]
    fn splitting_and_joining_keep_rows_and_words() {
        let mut paragraph = Paragraph::new("one two three four five six");
        paragraph.wrap(7);
        let mut rest = paragraph.split_off(10, 7);
        rest.wrap(7);
        assert_eq!((paragraph.text(), rest.text()), ("one two th", "ree four five six"));
        assert_eq!((paragraph.words(), rest.words()), (3, 4));
        assert!(paragraph.is_in_step(7) && rest.is_in_step(7));
        paragraph.join(10, &rest, 0, 7);
        assert_eq!(paragraph.text(), "one two three four five six");
        assert!(paragraph.is_in_step(7) && paragraph.words() == 6 && !paragraph.rows.is_empty());
    }

    #[test]
    fn beyond_the_end_of_a_row_is_before_its_blank_or_trailing() {
        let mut paragraph = Paragraph::new("ab cdefgh");
        paragraph.wrap(3);
        assert_eq!(paragraph.rows, [0, 3, 6]);
        assert_eq!(paragraph.at_column(0, 99), (2, false));
        assert_eq!(paragraph.at_column(1, 99), (6, true));
        assert_eq!(paragraph.at_column(2, 99), (9, false));
        assert_eq!((paragraph.row_of(6, true), paragraph.row_of(6, false)), (1, 2));
    }
}

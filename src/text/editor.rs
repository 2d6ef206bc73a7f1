//! The prose editor: a text, a caret and a selection, wrapped softly and shown through a window.
//!
//! The editor keeps no history and decides nothing. What a key would change it *proposes* as a [`Splice`]
//! ([`Editor::insert`], [`Editor::delete`]); whoever owns the text applies the splice there and then tells the
//! editor to follow ([`Editor::apply`]). Undoing is the same with the inverse splice. So the evaluation and what is
//! on the screen cannot come apart, and there is one history for everything.
//!
//! ```
//! use fieldbook::text::{Text, editor::{Editor, EditorMode, Motion}};
//!
//! let mut text = Text::from("Lodz");
//! let mut editor = Editor::new(EditorMode::Prose, &text);
//! editor.move_caret(Motion::End, false);
//! let splice = editor.insert("!").expect("there is something to insert");
//! text.splice(&splice)?;
//! editor.apply(&splice);
//! assert_eq!(editor.text(), text);
//! # Ok::<(), fieldbook::text::SpliceMismatch>(())
//! ```
//!
//! Positions that go in and come out are bytes of the whole text. Inside, the text is kept as paragraphs, so that
//! a key costs as much as its paragraph's neighbourhood and a sum over the paragraphs, however long the text is.

mod motion;
mod paragraph;
#[cfg(test)]
mod sessions;
mod view;

use std::ops::Range;

pub use motion::{Deletion, Motion};
use paragraph::Paragraph;
use view::VisualRow;

use super::{Splice, Text, cluster};

/// What kind of text an editor holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditorMode {
    /// Paragraphs, wrapped softly.
    Prose,
    /// One line, as in a form: it scrolls sideways, and line ends that are inserted become blanks.
    Line,
}

/// An editor of one text.
#[derive(Clone, Debug)]
pub struct Editor {
    mode: EditorMode,
    /// Never empty; one alone in [`EditorMode::Line`].
    paragraphs: Vec<Paragraph>,
    caret: Point,
    /// Whether a caret between two rows is shown at the end of the first.
    trailing: bool,
    /// Where the selection began; it ends at the caret.
    anchor: Option<Point>,
    /// The column that steps up and down keep to.
    goal: Option<usize>,
    /// The first row in sight.
    top: VisualRow,
    /// The first byte in sight, in [`EditorMode::Line`].
    left: usize,
    /// Columns for text; one more, at the end, is kept for the caret.
    width: usize,
    /// Rows in sight.
    height: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Point {
    paragraph: usize,
    byte: usize,
}

impl Editor {
    /// An editor of `text` with the caret at its beginning.
    ///
    /// It is shown in 80 columns and 24 rows until [`Editor::resize`] says otherwise. A line editor keeps line ends
    /// that are in `text` already, since it must hold what its owner holds, and shows them as blanks.
    pub fn new(mode: EditorMode, text: &Text) -> Editor {
        let paragraphs = match mode {
            EditorMode::Prose => text.split('\n').map(Paragraph::new).collect(),
            EditorMode::Line => vec![Paragraph::new(text)],
        };
        let mut editor = Editor {
            mode,
            paragraphs,
            caret: Point::default(),
            trailing: false,
            anchor: None,
            goal: None,
            top: VisualRow::default(),
            left: 0,
            width: 79,
            height: 24,
        };
        editor.follow();
        editor
    }

    /// What kind of text this is.
    pub fn mode(&self) -> EditorMode {
        self.mode
    }

    /// The whole text.
    pub fn text(&self) -> Text {
        Text::from(self.slice(Point::default(), self.end()))
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.end() == Point::default()
    }

    /// The number of words: runs of anything but white space.
    pub fn words(&self) -> usize {
        self.paragraphs.iter().map(Paragraph::words).sum()
    }

    // ---- proposals: what a key would change

    /// The change that puts `raw` at the caret, or in the place of the selection.
    ///
    /// `raw` is cleaned as [`Text`] cleans; in a line its line ends become blanks, but for those at its end. `None`
    /// when nothing is left to insert.
    pub fn insert(&self, raw: &str) -> Option<Splice> {
        let inserted = match self.mode {
            EditorMode::Prose => Text::new(raw),
            EditorMode::Line => Text::one_line(raw),
        };
        let (start, end) = self.selected_points().unwrap_or((self.caret, self.caret));
        (!inserted.is_empty()).then(|| self.proposal(start, end, inserted))
    }

    /// The change that deletes everything where `deletion` names that, else the selection, or else what `deletion` names.
    /// `None` when there is nothing.
    pub fn delete(&self, deletion: Deletion) -> Option<Splice> {
        let reached = || {
            let other = self.deleted_to(deletion);
            (self.caret.min(other), self.caret.max(other))
        };
        let (start, end) = match deletion {
            Deletion::All => (Point::default(), self.end()),
            Deletion::ClusterBack | Deletion::Cluster | Deletion::WordBack | Deletion::Word => {
                self.selected_points().unwrap_or_else(reached)
            }
        };
        (start < end).then(|| self.proposal(start, end, Text::default()))
    }

    fn proposal(&self, start: Point, end: Point, inserted: Text) -> Splice {
        Splice { at: self.offset(start), removed: Text::from(self.slice(start, end)), inserted }
    }

    // ---- selection and caret

    /// The selected bytes, unless nothing is selected.
    pub fn selection(&self) -> Option<Range<usize>> {
        self.selected_points().map(|(start, end)| self.offset(start)..self.offset(end))
    }

    /// The selected text, unless nothing is selected: what cutting and copying take.
    pub fn selected(&self) -> Option<String> {
        self.selected_points().map(|(start, end)| self.slice(start, end))
    }

    /// Where the caret stands.
    pub fn caret(&self) -> usize {
        self.offset(self.caret)
    }

    /// Puts the caret at a byte, or before the cluster that the byte is in. With `extend` the selection goes there.
    pub fn set_caret(&mut self, byte: usize, extend: bool) {
        let point = self.point_of(byte);
        let byte = cluster::floor(self.paragraphs[point.paragraph].text(), point.byte);
        self.put_caret(Point { byte, ..point }, extend);
    }

    /// Selects everything.
    pub fn select_all(&mut self) {
        self.select(Point::default(), self.end());
    }

    /// Selects the word at a byte, as a double click does.
    pub fn select_word(&mut self, at: usize) {
        let Point { paragraph, byte } = self.point_of(at);
        let word = cluster::word_at(self.paragraphs[paragraph].text(), byte);
        self.select(Point { paragraph, byte: word.start }, Point { paragraph, byte: word.end });
    }

    /// Selects the paragraph at a byte without its line end, as a triple click does.
    pub fn select_paragraph(&mut self, at: usize) {
        let paragraph = self.point_of(at).paragraph;
        self.select(Point { paragraph, byte: 0 }, self.end_of(paragraph));
    }

    fn select(&mut self, start: Point, end: Point) {
        self.put_caret(start, false);
        self.put_caret(end, true);
    }

    fn put_caret(&mut self, point: Point, extend: bool) {
        self.anchor = extend.then(|| self.anchor.unwrap_or(self.caret));
        self.caret = point;
        self.trailing = false;
        self.goal = None;
        self.follow();
    }

    fn selected_points(&self) -> Option<(Point, Point)> {
        let anchor = self.anchor.filter(|&anchor| anchor != self.caret)?;
        Some((anchor.min(self.caret), anchor.max(self.caret)))
    }

    // ---- change

    /// Follows a splice that was made in the text: the caret goes behind what was inserted, and nothing stays selected.
    pub fn apply(&mut self, splice: &Splice) {
        let after = self.replace(splice);
        // What was inserted may have joined with what stands behind it.
        let byte = cluster::ceil(self.paragraphs[after.paragraph].text(), after.byte);
        self.put_caret(Point { byte, ..after }, false);
    }

    /// Makes a splice; gives back where what was inserted ends.
    fn replace(&mut self, splice: &Splice) -> Point {
        let (start, end) = (self.point_of(splice.at), self.point_of(splice.at + splice.removed.len()));
        self.remove(start, end);
        self.put(start, &splice.inserted)
    }

    fn remove(&mut self, start: Point, end: Point) {
        let width = self.wrap_width();
        if start.paragraph < end.paragraph {
            let gone = self.paragraphs.drain(start.paragraph + 1..=end.paragraph).next_back();
            if let Some(last) = gone {
                self.paragraphs[start.paragraph].join(start.byte, &last, end.byte, width);
            }
        } else if start < end {
            self.paragraphs[start.paragraph].replace(start.byte..end.byte, "", width);
        }
    }

    /// Inserts at a point, and gives back where what was inserted ends.
    fn put(&mut self, at: Point, inserted: &str) -> Point {
        let width = self.wrap_width();
        let paragraph = &mut self.paragraphs[at.paragraph];
        let (EditorMode::Prose, Some((first, others))) = (self.mode, inserted.split_once('\n')) else {
            if !inserted.is_empty() {
                paragraph.replace(at.byte..at.byte, inserted, width);
            }
            return Point { byte: at.byte + inserted.len(), ..at };
        };
        let mut rest = paragraph.split_off(at.byte, width);
        paragraph.replace(at.byte..at.byte, first, width);
        let (between, last) = others.rsplit_once('\n').map_or((None, others), |(between, last)| (Some(between), last));
        rest.replace(0..0, last, width);
        let mut fresh: Vec<_> = between.into_iter().flat_map(|text| text.split('\n')).map(Paragraph::new).collect();
        fresh.push(rest);
        let end = Point { paragraph: at.paragraph + fresh.len(), byte: last.len() };
        let next = at.paragraph + 1;
        self.paragraphs.splice(next..next, fresh);
        end
    }

    // ---- places

    fn offset(&self, point: Point) -> usize {
        let before: usize = self.paragraphs[..point.paragraph].iter().map(|paragraph| paragraph.text().len() + 1).sum();
        before + point.byte
    }

    /// The point of a byte; of the code point that it is in, and of the end when it is beyond.
    fn point_of(&self, offset: usize) -> Point {
        let mut byte = offset;
        for (n, paragraph) in self.paragraphs.iter().enumerate() {
            let text = paragraph.text();
            if byte <= text.len() {
                return Point { paragraph: n, byte: cluster::floor_char(text, byte) };
            }
            byte -= text.len() + 1;
        }
        self.end()
    }

    fn end(&self) -> Point {
        self.end_of(self.paragraphs.len() - 1)
    }

    fn end_of(&self, paragraph: usize) -> Point {
        Point { paragraph, byte: self.paragraphs[paragraph].text().len() }
    }

    fn slice(&self, start: Point, end: Point) -> String {
        let mut slice = String::new();
        for (n, paragraph) in self.paragraphs[..=end.paragraph].iter().enumerate().skip(start.paragraph) {
            let from = if n == start.paragraph { start.byte } else { 0 };
            let to = if n == end.paragraph { end.byte } else { paragraph.text().len() };
            slice.push_str(if n > start.paragraph { "\n" } else { "" });
            slice.push_str(&paragraph.text()[from..to]);
        }
        slice
    }
}

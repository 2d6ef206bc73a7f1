//! Prose: the string type that everything typed is held in, and how it is measured, wrapped and edited.

pub mod cluster;
pub mod direction;
pub mod editor;
pub mod fold;
pub mod paint;
pub mod phrase;
pub mod words;
pub mod wrap;

pub use direction::TextDirection;
pub use editor::{Deletion, Editor, Motion};
pub use paint::Charset;
pub use words::PieceKind;

use std::{fmt, ops::Deref};

use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

/// A string with LF line ends and no control characters but LF and Tab.
///
/// Every way in cleans: CR and CRLF become LF, other control characters are removed. So nothing that a
/// `Text` holds can steer a terminal or break a raw string in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Text(String);

/// What [`Text::clean`] made of a raw string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The cleaned text.
    pub text: Text,
    /// How many control characters were removed; line ends that were turned into LF do not count.
    pub removed: usize,
}

/// A change of one text: at byte `at`, `removed` stands and gives way to `inserted`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Splice {
    /// Byte position at which the change begins.
    pub at: usize,
    /// What stands there now.
    pub removed: Text,
    /// What will stand there.
    pub inserted: Text,
}

/// Why a [`Splice`] did not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the text at byte {at} is not what the change expects")]
pub struct SpliceMismatch {
    /// Where the change was to begin.
    pub at: usize,
}

impl Text {
    /// The cleaned form of `raw`.
    pub fn new(raw: &str) -> Text {
        Text::clean(raw).text
    }

    /// The cleaned form of `raw`, with the count of what was removed.
    pub fn clean(raw: &str) -> Cleaned {
        if raw.chars().all(is_allowed) {
            return Cleaned { text: Text(raw.to_owned()), removed: 0 };
        }
        let mut clean = String::with_capacity(raw.len());
        let mut removed = 0;
        let mut chars = raw.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\r' => {
                    chars.next_if_eq(&'\n');
                    clean.push('\n');
                }
                c if is_allowed(c) => clean.push(c),
                _ => removed += 1,
            }
        }
        Cleaned { text: Text(clean), removed }
    }

    /// The cleaned form of what was pasted, or comes from a file of another program: whatever ends a line there is LF, and
    /// a byte order mark goes.
    pub fn pasted(raw: &str) -> Text {
        let lines = |c| if matches!(c, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') { '\n' } else { c };
        Text::new(&raw.chars().filter(|c| *c != '\u{feff}').map(lines).collect::<String>())
    }

    /// The cleaned form of `raw` as one line: its line ends and tabs are blanks, those at its end go.
    pub fn one_line(raw: &str) -> Text {
        Text::new(&Text::new(raw).trim_end_matches('\n').replace(['\n', '\t'], " "))
    }

    /// The text as a string slice.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing but white space stands here.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// The number of words: runs of anything but white space.
    pub fn words(&self) -> usize {
        self.0.split_whitespace().count()
    }

    /// The lines that are not blank, trimmed: how a list of names is written in one text.
    pub fn entries(&self) -> impl Iterator<Item = &str> {
        self.0.lines().map(str::trim).filter(|line| !line.is_empty())
    }

    /// Applies a splice.
    ///
    /// # Errors
    /// When `removed` is not what stands at `at`; the text is then as it was.
    pub fn splice(&mut self, splice: &Splice) -> Result<(), SpliceMismatch> {
        let mismatch = SpliceMismatch { at: splice.at };
        let here = self.0.get(splice.at..).ok_or(mismatch)?;
        if !here.starts_with(splice.removed.as_str()) {
            return Err(mismatch);
        }
        let end = splice.at + splice.removed.len();
        self.0.replace_range(splice.at..end, &splice.inserted);
        Ok(())
    }
}

fn is_allowed(c: char) -> bool {
    matches!(c, '\n' | '\t') || !c.is_control()
}

impl Text {
    /// Puts another text at the end.
    pub fn push(&mut self, other: &Text) {
        self.0.push_str(&other.0);
    }
}

impl Splice {
    /// The change that turns `old` into `new`: all but what they begin and end with in common; none where they are alike.
    pub fn between(old: &str, new: &str) -> Option<Splice> {
        if old == new {
            return None;
        }
        let same = |(one, other): &(char, char)| one == other;
        let head: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let (old, new) = (&old[head..], &new[head..]);
        let tail: usize = old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let [removed, inserted] = [old, new].map(|text| Text::from(&text[..text.len() - tail]));
        Some(Splice { at: head, removed, inserted })
    }

    /// Where a place of the text before is in the text after; of a place in what was removed: the end of what came for it.
    pub fn carried(&self, at: usize) -> usize {
        if at <= self.at {
            at
        } else if at >= self.at + self.removed.len() {
            at - self.removed.len() + self.inserted.len()
        } else {
            self.at + self.inserted.len()
        }
    }

    /// Lets `next` join this one when both type on, or both delete on, within a word; whether it did. This is what is undone
    /// as one, in the evaluation and in the program's own fields.
    ///
    /// What is longer than one key types or deletes, pasted or cut, is a change of its own: where the journal refuses it, the
    /// word that it follows stays.
    pub fn join(&mut self, next: &Splice) -> bool {
        if ![&next.inserted, &next.removed].into_iter().all(|text| cluster::clusters(text).nth(1).is_none()) {
            return false;
        }
        if self.types_on(next) {
            self.inserted.push(&next.inserted);
            true
        } else if self.deletes_back(next) {
            self.at = next.at;
            self.removed = format!("{}{}", next.removed, self.removed).into();
            true
        } else {
            false
        }
    }

    fn types_on(&self, next: &Splice) -> bool {
        let new_word = self.inserted.ends_with(char::is_whitespace) && !next.inserted.starts_with(char::is_whitespace);
        next.removed.is_empty() && !self.inserted.is_empty() && next.at == self.at + self.inserted.len() && !new_word
    }

    fn deletes_back(&self, next: &Splice) -> bool {
        let new_word = self.removed.starts_with(char::is_whitespace) && !next.removed.ends_with(char::is_whitespace);
        let both_delete = self.inserted.is_empty() && next.inserted.is_empty();
        both_delete && next.at + next.removed.len() == self.at && !new_word
    }

    /// The splice that undoes this one.
    #[must_use]
    pub fn inverse(self) -> Splice {
        Splice { at: self.at, removed: self.inserted, inserted: self.removed }
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(raw: &str) -> Text {
        Text::new(raw)
    }
}

impl From<String> for Text {
    fn from(raw: String) -> Text {
        if raw.chars().all(is_allowed) { Text(raw) } else { Text::new(&raw) }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        String::deserialize(deserializer).map(Text::from)
    }
}

/// A message as a sentence: errors begin with a small letter, what people read with a capital. A first word that is not a
/// plain one stays as it is: a file's name, an id.
pub fn sentence(message: String) -> String {
    let first = message.split(' ').next().unwrap_or_default();
    let word = first.trim_end_matches([':', ',', ';']);
    let is_plain = !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '\'' | '-'));
    if !is_plain {
        return message;
    }
    let (head, tail) = message.split_at(1);
    head.to_uppercase() + tail
}

/// The words of a text in one line, a blank between them.
pub fn words_in_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A count with its word: `1 item`, `2 items`.
pub fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn line_ends_become_lf_and_controls_go() {
        let cleaned = Text::clean("a\r\nb\rc\u{1b}[31m\u{9b}d\te\u{0}");
        assert_eq!(cleaned.text.as_str(), "a\nb\nc[31md\te");
        assert_eq!(cleaned.removed, 3);
    }

    #[test]
    fn an_error_becomes_a_sentence() {
        let sentences = ["can't read it", "read-only: why", "a file", "a.ron is damaged", "2026-x", "Łódź", ""]
            .map(|message| sentence(message.to_owned()));
        assert_eq!(sentences, ["Can't read it", "Read-only: why", "A file", "a.ron is damaged", "2026-x", "Łódź", ""]);
    }

    #[test]
    fn a_splice_refuses_what_does_not_stand_there() {
        let mut text = Text::from("Łódź");
        let splice =
            |at, removed: &str, inserted: &str| Splice { at, removed: removed.into(), inserted: inserted.into() };
        assert_eq!(text.splice(&splice(1, "", "x")), Err(SpliceMismatch { at: 1 }));
        assert_eq!(text.splice(&splice(0, "Ł", "L")), Ok(()));
        assert_eq!(text.splice(&splice(99, "", "L")), Err(SpliceMismatch { at: 99 }));
        assert_eq!(text.as_str(), "Lódź");
    }

    proptest! {
        #[test]
        fn cleaning_is_idempotent(raw in any::<String>()) {
            let once = Text::new(&raw);
            prop_assert_eq!(Text::clean(&once), Cleaned { text: once.clone(), removed: 0 });
        }

        #[test]
        fn a_splice_and_its_inverse_are_the_identity(
            head in ".{0,8}", removed in ".{0,8}", tail in ".{0,8}", inserted in ".{0,8}",
        ) {
            let [head, removed, inserted] = [head, removed, inserted].map(|raw| Text::new(&raw));
            let before = Text::from(format!("{head}{removed}{}", Text::new(&tail)));
            let splice = Splice { at: head.len(), removed, inserted };
            let mut text = before.clone();
            text.splice(&splice).unwrap();
            text.splice(&splice.inverse()).unwrap();
            prop_assert_eq!(text, before);
        }
    }
}

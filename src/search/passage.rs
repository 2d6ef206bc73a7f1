//! The part of a text that is shown of a hit.

use std::ops::Range;

use crate::text::cluster::{floor, next_word, previous_word};

/// One line of text with matches in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The text; line ends and tabs in it are spaces, and what was cut off is an ellipsis.
    pub text: String,
    /// The bytes of the matches in it, in order.
    pub matches: Vec<Range<usize>>,
}

/// About so many bytes are shown before the first match, and after where it begins.
const BEFORE: usize = 32;
const AFTER: usize = 96;

const ELLIPSIS: char = '…';

impl Passage {
    /// The passage around the first of the matches in a text, with all matches that fall into it.
    pub(super) fn around(text: &str, matches: &[Range<usize>]) -> Passage {
        let first = matches.first().cloned().unwrap_or(0..0);
        let window = window(text, &first);
        let mut passage = Passage { text: String::new(), matches: Vec::new() };
        if window.start > 0 {
            passage.text.push(ELLIPSIS);
        }
        let shift = passage.text.len();
        passage.text.extend(text[window.clone()].chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c }));
        let inside = matches.iter().filter(|found| window.start <= found.start && found.end <= window.end);
        passage.matches = inside.map(|found| (found.start - window.start + shift)..(found.end - window.start + shift)).collect();
        if window.end < text.len() {
            passage.text.push(ELLIPSIS);
        }
        passage
    }

    /// A passage in which nothing in particular was found.
    pub(super) fn without_match(text: &str) -> Passage {
        Passage::around(text, &[])
    }
}

/// What is shown of a text: whole words around the first match, without the blanks at either end.
fn window(text: &str, first: &Range<usize>) -> Range<usize> {
    let start = match first.start.checked_sub(BEFORE) {
        None | Some(0) => 0,
        Some(early) => next_word(text, previous_word(text, floor(text, early))).min(first.start),
    };
    let late = (first.start + AFTER).max(first.end);
    let end = if late >= text.len() { text.len() } else { previous_word(text, floor(text, late)).max(first.end) };
    let shown = &text[start..end];
    let blank = shown.len() - shown.trim_start().len();
    // A match may itself be next to the blanks, never be one.
    let start = (start + blank).min(first.start);
    let end = (text[..end].trim_end().len()).max(first.end).max(start);
    start..end
}

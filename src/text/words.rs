//! What changed between two texts, word by word.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// What became of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PieceKind {
    /// It stands in both.
    Same,
    /// It stood in the old text.
    Removed,
    /// It stands in the new text.
    Added,
}

/// A piece of text and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What became of it.
    pub kind: PieceKind,
    /// The text.
    pub text: &'a str,
}

/// The time taken can grow with the square of the words, blanks and signs; texts with more of them than this are compared by line.
const MOST_WORDS: usize = 10_000;

struct Stretch {
    same: bool,
    old: Range<usize>,
    new: Range<usize>,
}

/// What lies between two texts, by words: the pieces that are the same or added make the new text, those that are the
/// same or removed the old one. What was removed stands before what came in its place.
pub fn differences<'a>(old: &'a str, new: &'a str) -> Vec<Piece<'a>> {
    let piece = |kind, text| Piece { kind, text };
    let pieces = stretches(old, new).into_iter().flat_map(|stretch| {
        let [old, new] = [&old[stretch.old], &new[stretch.new]];
        if stretch.same {
            [piece(PieceKind::Same, new), piece(PieceKind::Same, "")]
        } else {
            [piece(PieceKind::Removed, old), piece(PieceKind::Added, new)]
        }
    });
    pieces.filter(|piece| !piece.text.is_empty()).collect()
}

/// The stretches of both texts, the same and the changed in turn. Blanks between two changed words are changed too: a
/// sentence that was rewritten is one change, not one for every word.
fn stretches(old: &str, new: &str) -> Vec<Stretch> {
    let mut parts: [Vec<&str>; 2] = [old, new].map(|text| text.split_word_bounds().collect());
    if parts.iter().any(|words| words.len() > MOST_WORDS) {
        parts = [old, new].map(|text| text.split_inclusive('\n').collect());
    }
    let [old_words, new_words] = parts;
    let [old_ends, new_ends] = [&old_words, &new_words].map(|words| ends(words));
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut add = |same: bool, old: Range<usize>, new: Range<usize>| match stretches.last_mut() {
        Some(last) if last.same == same => (last.old.end, last.new.end) = (old.end, new.end),
        _ => stretches.push(Stretch { same, old, new }),
    };
    let ops = capture_diff_slices(Algorithm::Myers, &old_words, &new_words);
    for (n, op) in ops.iter().enumerate() {
        let [old, new] = [(op.old_range(), &old_ends), (op.new_range(), &new_ends)]
            .map(|(words, ends)| ends[words.start]..ends[words.end]);
        let is_between = 0 < n && n + 1 < ops.len();
        let is_blank = new_words[op.new_range()].iter().all(|word| is_blank(word));
        add(matches!(op, DiffOp::Equal { .. }) && !(is_between && is_blank), old, new);
    }
    stretches
}

fn is_blank(word: &str) -> bool {
    word.chars().all(|c| c.is_whitespace() && c != '\n')
}

/// The bytes at which the words begin, and at last the text's end.
fn ends(words: &[&str]) -> Vec<usize> {
    let mut end = 0;
    std::iter::once(0)
        .chain(words.iter().map(|word| {
            end += word.len();
            end
        }))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let pieces = differences(old, new).into_iter().map(|Piece { kind, text }| match kind {
            PieceKind::Same => text.to_owned(),
            PieceKind::Removed => format!("[-{text}-]"),
            PieceKind::Added => format!("{{+{text}+}}"),
        });
        pieces.collect()
    }

    #[test]
    fn changes_are_told_by_word() {
        assert_eq!(shown("They met weekly.", "They meet weekly."), "They [-met-]{+meet+} weekly.");
        assert_eq!(shown("Wir essen", "Wir essen zusammen"), "Wir essen{+ zusammen+}");
        assert_eq!(shown("one two three", "one three"), "one [-two -]three");
        assert_eq!(shown("Łódź is big", "Lodz is big"), "[-Łódź-]{+Lodz+} is big");
        assert_eq!((shown("same", "same").as_str(), shown("", "").as_str()), ("same", ""));
        assert_eq!((shown("", "new").as_str(), shown("old", "").as_str()), ("{+new+}", "[-old-]"));
    }

    #[test]
    fn a_sentence_that_was_rewritten_is_one_change() {
        assert_eq!(shown("a b c d e", "a x y z e"), "a [-b c d-]{+x y z+} e");
        assert_eq!(shown("a\nb c", "x\ny c"), "[-a-]{+x+}\n[-b-]{+y+} c", "a line's end stays");
    }

    #[test]
    fn very_long_texts_are_compared_by_line() {
        let line = "word ".repeat(3000) + "\n";
        let old = line.repeat(8);
        let new = old.replacen("word", "change", 1);
        assert_eq!(differences(&old, &new).len(), 3);
    }

    proptest! {
        #[test]
        fn the_pieces_make_both_texts(old in "([ab] |[ab\n.ß漢]|e\u{301}){0,30}", new in "([ab] |[ab\n.ß漢]|e\u{301}){0,30}") {
            let pieces = differences(&old, &new);
            let without = |kind| pieces.iter().filter(|piece| piece.kind != kind).map(|piece| piece.text).collect::<String>();
            prop_assert_eq!(without(PieceKind::Removed), new.as_str());
            prop_assert_eq!(without(PieceKind::Added), old.as_str());
            prop_assert!(pieces.iter().all(|piece| !piece.text.is_empty()));
            let kinds: Vec<PieceKind> = pieces.iter().map(|piece| piece.kind).collect();
            prop_assert!(kinds.windows(2).all(|pair| pair[0] != pair[1] && pair != [PieceKind::Added, PieceKind::Removed]));
            prop_assert_eq!(old == new, kinds.iter().all(|kind| *kind == PieceKind::Same));
        }

        #[test]
        fn any_two_texts_can_be_compared(old in any::<String>(), new in any::<String>()) {
            let pieces = differences(&old, &new);
            let without = |kind| pieces.iter().filter(|piece| piece.kind != kind).map(|piece| piece.text).collect::<String>();
            prop_assert_eq!(without(PieceKind::Removed), new.as_str());
            prop_assert_eq!(without(PieceKind::Added), old.as_str());
        }
    }
}

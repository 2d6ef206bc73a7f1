//! Folding: the form of a text in which a search finds what a person means, whatever marks they typed.
//!
//! "Gdansk" finds "Gdańsk", "lodz" finds "Łódź" and "strasse" finds "Straße".

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

use super::cluster::{is_invisible, is_joiner};

/// A folded text that still knows where each of its bytes came from, so that a hit can be shown in the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For every byte of `text` the byte at which its character begins in the original; at last the original's length.
    pub source: Vec<u32>,
}

/// The folded form: lower-cased, decomposed (NFKD), without marks and invisible characters, and with a plain
/// letter for those that do not decompose, such as "ł" and "ß".
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let start = folded.len();
        folded.push_str(&rest[..ascii]);
        folded[start..].make_ascii_lowercase();
        rest = &rest[ascii..];
        let others = rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len());
        rest[..others].chars().for_each(|c| fold_char(c, &mut folded));
        rest = &rest[others..];
    }
    folded
}

impl Folded {
    /// Folds a text.
    pub fn new(text: &str) -> Folded {
        let mut folded = String::with_capacity(text.len());
        let mut source = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices() {
            fold_char(c, &mut folded);
            source.resize(folded.len(), at as u32);
        }
        source.push(text.len() as u32);
        Folded { text: folded, source }
    }

    /// What part of the original a part of the folded text stands for; whole characters with their marks.
    pub fn in_source(&self, hit: Range<usize>) -> Range<usize> {
        let at = |byte: usize| self.source.get(byte).or(self.source.last()).copied().unwrap_or(0);
        let start = at(hit.start);
        let last = if hit.is_empty() { return start as usize..start as usize } else { at(hit.end - 1) };
        // "ß" folds to two letters, so the next letter may come from the same character.
        let after = self.source.partition_point(|&source| source <= last);
        start as usize..at(after) as usize
    }
}

fn fold_char(c: char, folded: &mut String) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
        return;
    }
    for c in std::iter::once(c).nfkd().filter(|&c| !is_mark(c)).flat_map(char::to_lowercase) {
        match plain(c) {
            Some(plain) => folded.push_str(plain),
            None if c == 'ς' => folded.push('σ'),
            None => folded.push(c),
        }
    }
}

/// Whether a search looks past `c`: accents, points and tones, and what is not seen at all. Vowel signs, which
/// spell words in the scripts of India, are no marks in this sense, and neither are viramas (class 9).
fn is_mark(c: char) -> bool {
    !matches!(canonical_combining_class(c), 0 | 9) || is_invisible(c) || is_joiner(c)
}

/// The ASCII spelling of a Latin letter that does not decompose into one and a mark.
pub(super) fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ø' => "o",
        'Ø' => "O",
        'ħ' => "h",
        'Ħ' => "H",
        'ŧ' => "t",
        'Ŧ' => "T",
        'ı' => "i",
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'þ' => "th",
        'Þ' => "TH",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_person_types_finds_what_is_written() {
        let written =
            ["Gdańsk", "Łódź", "Straße", "Đakovo", "Αθήνας", "ΑΘΗΝΑΣ", "Ístanbul İ ı", "Cœur", "ﬁn", "dis\u{ad}crim"];
        let folded =
            ["gdansk", "lodz", "strasse", "dakovo", "αθηνασ", "αθηνασ", "istanbul i i", "coeur", "fin", "discrim"];
        assert_eq!(written.map(fold), folded);
        assert_eq!(fold("हिन्दी"), "हिन्दी");
    }

    #[test]
    fn a_hit_is_shown_in_the_original() {
        let text = "die Straße in Gdan\u{301}sk";
        let folded = Folded::new(text);
        let shown = |word: &str| {
            let at = folded.text.find(word).unwrap();
            &text[folded.in_source(at..at + word.len())]
        };
        assert_eq!(shown("strasse"), "Straße");
        assert_eq!(shown("stras"), "Straß");
        assert_eq!(shown("gdan"), "Gdan\u{301}");
        assert_eq!(shown("gdansk"), "Gdan\u{301}sk");
        assert_eq!(folded.in_source(0..0), 0..0);
        assert_eq!(folded.in_source(99..100), text.len()..text.len());
    }

    proptest! {
        #[test]
        fn folding_is_idempotent_and_both_forms_agree(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            let folded = Folded::new(&text);
            prop_assert_eq!(folded.source.len(), folded.text.len() + 1);
            prop_assert_eq!(folded.text, once);
            prop_assert!(folded.source.is_sorted());
        }
    }
}

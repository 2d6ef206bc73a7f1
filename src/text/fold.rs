//! Folding: the form of a text in which a search finds what a person means, whatever marks they typed.
//!
//! "Gdansk" finds "Gdańsk", "lodz" finds "Łódź" and "strasse" finds "Straße"; "O'Neill" finds "O’Neill", whose apostrophe
//! a word processor rounded.

use std::{cmp::Ordering, ops::Range};

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

/// The folded form: lower-cased, decomposed (NFKD), without marks and invisible characters, with a plain letter for
/// those that do not decompose, such as "ł" and "ß", and with the typewriter's sign for those that are set in its place:
/// quotes, dashes, blanks.
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
    // The only one of ASCII's signs that stands for another is rare.
    if memchr::memchr(b'`', folded.as_bytes()).is_some() { folded.replace('`', "'") } else { folded }
}

/// The words of a text and nothing else: folded letters and digits, one blank between words.
pub fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for c in fold(text).chars() {
        if c.is_alphanumeric() {
            words.push(c);
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// What a text is sorted by: its folded form as a card index has it, without apostrophes and quotes, a hyphen as a
/// blank, so that "D’Arcy" stands beside "Darcy" and "“Kitchen”" among the kitchens.
pub fn sort_key(text: &str) -> Vec<u8> {
    filed(&fold(text)).collect()
}

/// The order of two folded texts, by what they are sorted by.
pub fn compare(one: &str, other: &str) -> Ordering {
    filed(one).cmp(filed(other)).then_with(|| one.cmp(other))
}

/// The bytes of a folded text as far as they count for its place among others; blanks in a row are one.
fn filed(folded: &str) -> impl Iterator<Item = u8> {
    let counted = folded.bytes().filter(|byte| !matches!(byte, b'\'' | b'"'));
    let mut after_blank = true;
    counted.map(|byte| if matches!(byte, b'-' | b'\t' | b'\n') { b' ' } else { byte }).filter(move |byte| {
        let again = after_blank && *byte == b' ';
        after_blank = *byte == b' ';
        !again
    })
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
        return folded.push(if c == '`' { '\'' } else { c.to_ascii_lowercase() });
    }
    if let Some(sign) = twin(c) {
        return folded.push(sign);
    }
    for c in std::iter::once(c).nfkd().filter(|&c| !is_mark(c)).flat_map(char::to_lowercase) {
        match plain(c) {
            Some(plain) => folded.push_str(plain),
            None if c == 'ς' => folded.push('σ'),
            None => folded.push(twin(c).unwrap_or(c)),
        }
    }
}

/// The sign on a typewriter in whose place this one is set by keyboards, word processors and web pages. Those that
/// decompose into it, such as the ellipsis and most blanks, are not listed.
#[rustfmt::skip]
fn twin(c: char) -> Option<char> {
    Some(match c {
        '`' | '´' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | '΄' | '՚' | '׳' | '᾽' | '᾿' | '\u{1ffd}' | '῾' | '‘'..='‛' | '′' | '‵'
        | '‹' | '›' | '❛' | '❜' | 'ꞌ' => '\'',
        'ˮ' | '״' | '“'..='‟' | '″' | '‶' | '«' | '»' | '❝' | '❞' | '〝'..='〟' => '"',
        '˗' | '֊' | '־' | '‐'..='―' | '⁃' | '−' | '➖' | '⸺' | '⸻' => '-',
        '\u{85}' | '\u{1680}' | '\u{2028}' | '\u{2029}' => ' ',
        _ => return None,
    })
}

/// Whether a person may mean a double quote by `c`.
pub fn is_quote(c: char) -> bool {
    c == '"' || twin(c) == Some('"')
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
    fn signs_that_are_set_for_one_another_are_one() {
        for (sign, twins) in [
            ('\'', "'’ʼ‘‛`´′‚‹›＇"),
            ('"', "\"“”„‟«»″〝〞＂"),
            ('-', "-‐‑‒–—―−⁃﹘﹣－"),
            (' ', " \u{a0}\u{2002}\u{2007}\u{2009}\u{200a}\u{202f}\u{205f}\u{3000}\u{2028}\u{2029}"),
        ] {
            for twin in twins.chars() {
                assert_eq!(fold(&format!("A{twin}B")), format!("a{sign}b"), "{:x}", u32::from(twin));
            }
        }
        assert_eq!(fold("wait… ﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ ĳ Ǆ"), "wait... ff fi fl ffi ffl st st ij dz");
        assert_eq!(fold("in\u{ad}te\u{200b}gra\u{2060}ti\u{feff}o\u{200d}n\u{200e}"), "integration");
    }

    #[test]
    fn names_stand_beside_their_twins() {
        let mut names = ["Onasis", "O'Neill", "“Kitchen”", "ONeill", "Kitchens", "O’Neill", "Kitchen", "O Neill"];
        names.sort_by_key(|name| sort_key(name));
        let sorted = ["“Kitchen”", "Kitchen", "Kitchens", "O Neill", "Onasis", "O'Neill", "ONeill", "O’Neill"];
        assert_eq!(names, sorted);
        assert_eq!(sort_key("Saint-Denis – the  Yard"), sort_key("saint denis the yard"));
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
        let text = "« Wait… the ﬁne dis\u{ad}play » – O’Neill";
        let folded = Folded::new(text);
        let shown = |word: &str| {
            let at = folded.text.find(word).unwrap();
            &text[folded.in_source(at..at + word.len())]
        };
        assert_eq!(
            ["fi", "display", "o'neill", "..", "\" -"].map(shown),
            ["ﬁ", "dis\u{ad}play", "O’Neill", "…", "» –"]
        );
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

        #[test]
        fn texts_are_sorted_in_one_way(one in "[a b\"'’«—-]{0,9}", other in "[a b\"'’«—-]{0,9}") {
            let by_key = sort_key(&one).cmp(&sort_key(&other));
            prop_assert_eq!(compare(&fold(&one), &fold(&other)).is_lt(), by_key.then(fold(&one).cmp(&fold(&other))).is_lt());
        }
    }
}

//! Phrases found whole: names and passages, whatever capitals, accents, blanks and signs they are written with.
//!
//! "Jan Novák" is found in "JAN  NOVAK", across a line break and in "jan-novak", and not in "Jan Nováková".

use std::{collections::HashMap, ops::Range};

use unicode_normalization::char::is_combining_mark;

use super::{cluster, fold::Folded};

/// A word of a text: letters in a row or digits in a row, or one letter of a script that is written without blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its folded form.
    pub folded: String,
    /// Where it stands, with the marks on its letters.
    pub range: Range<usize>,
}

/// What a letter belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letters,
    Digits,
    /// A word of its own.
    Sole,
}

/// The words of a text, in their order.
pub fn words_of(text: &str) -> Vec<Word> {
    let folded = Folded::new(text);
    let mut words: Vec<Word> = Vec::new();
    // The class of the word that may go on.
    let mut open = None;
    for (at, c) in folded.text.char_indices() {
        // The line that stretches an Arabic word stands for no letter, and what is not seen parts no word.
        if c == 'ـ' || is_nothing(c) {
            continue;
        }
        let class = class(c);
        let begin = folded.source[at] as usize;
        let end = begin + text[begin..].chars().next().map_or(0, char::len_utf8);
        match words.last_mut().filter(|_| class.is_some() && class == open && class != Some(Class::Sole)) {
            Some(word) => {
                word.folded.push(c);
                word.range.end = end;
            }
            None if class.is_some() => words.push(Word { folded: c.into(), range: begin..end }),
            None => {}
        }
        open = class;
    }
    for Word { range, .. } in &mut words {
        *range = cluster::floor(text, range.start)..cluster::ceil(text, range.end);
    }
    words
}

/// Whether nothing is seen of a character that is no space either: some formats leave it out.
fn is_nothing(c: char) -> bool {
    matches!(c, '\u{115f}' | '\u{1160}' | '\u{70f}' | '\u{fffc}' | '\u{fffe}' | '\u{ffff}' | '\u{fdd0}'..='\u{fdef}')
        || u32::from(c) & 0xfffe == 0xfffe
}

fn class(c: char) -> Option<Class> {
    if is_written_without_blanks(c) {
        Some(Class::Sole)
    } else if c.is_alphabetic() || is_combining_mark(c) {
        Some(Class::Letters)
    } else if c.is_numeric() {
        Some(Class::Digits)
    } else {
        None
    }
}

/// Whether a folded letter is of a script in which nothing tells where a word ends.
fn is_written_without_blanks(c: char) -> bool {
    matches!(c,
        '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}' | '\u{e81}'..='\u{ece}' | '\u{edc}'..='\u{edf}'
        | '\u{1000}'..='\u{103f}' | '\u{1050}'..='\u{108f}' | '\u{1780}'..='\u{17d3}'
        | '々'..='〇' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー'..='ヿ' | '\u{3105}'..='\u{312f}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Several phrases, looked for at once.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    phrases: Vec<Vec<String>>,
    /// The phrases that begin with a word.
    by_first: HashMap<String, Vec<usize>>,
}

impl Phrases {
    /// Takes these phrases; one without letters and digits is found nowhere.
    pub fn new<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Phrases {
        let folded = |phrase| words_of(phrase).into_iter().map(|word| word.folded).collect();
        let phrases: Vec<Vec<String>> = phrases.into_iter().map(folded).collect();
        let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, phrase) in phrases.iter().enumerate() {
            if let Some(first) = phrase.first() {
                by_first.entry(first.clone()).or_default().push(n);
            }
        }
        Phrases { phrases, by_first }
    }

    /// The folded words of the phrase at place `n`.
    pub fn words(&self, n: usize) -> &[String] {
        &self.phrases[n]
    }

    /// Where among these words a phrase stands, and which: every place, those within others too.
    pub fn find<'a>(&'a self, words: &'a [Word]) -> impl Iterator<Item = (Range<usize>, usize)> + 'a {
        words.iter().enumerate().flat_map(move |(at, first)| {
            let starting = self.by_first.get(&first.folded).map_or(&[][..], Vec::as_slice);
            let stands = move |n: &&usize| {
                let phrase = &self.phrases[**n];
                let there = words[at..].iter().map(|word| &word.folded).take(phrase.len());
                there.eq(phrase)
            };
            starting.iter().filter(stands).map(move |n| (at..at + self.phrases[*n].len(), *n))
        })
    }

    /// Whether any of them stands in a text.
    pub fn stand_in(&self, text: &str) -> bool {
        !self.by_first.is_empty() && self.find(&words_of(text)).next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What of a text is found of a phrase.
    fn found<'a>(phrase: &str, text: &'a str) -> Vec<&'a str> {
        let words = words_of(text);
        let phrases = Phrases::new([phrase]);
        phrases.find(&words).map(|(at, _)| &text[words[at.start].range.start..words[at.end - 1].range.end]).collect()
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        for (name, text, expected) in [
            ("Jan Novák", "with Jan Novák.", "Jan Novák"),
            ("Jan Novák", "JAN NOVAK", "JAN NOVAK"),
            ("Jan Novák", "Jan\n  Nova\u{301}k", "Jan\n  Nova\u{301}k"),
            ("Jan Nova\u{301}k", "(Jan\u{a0}Novák)", "Jan\u{a0}Novák"),
            ("Jan Novák", "J\u{ad}an No\u{200b}v\u{200e}ák", "J\u{ad}an No\u{200b}v\u{200e}ák"),
            ("Novák-Dvořák", "Novák‑Dvořák’s", "Novák‑Dvořák"),
            ("O'Brien", "Mrs O’Brien's", "O’Brien"),
            ("Anna", "dell’Anna", "Anna"),
            ("Novák", "Novák¹ and", "Novák"),
            ("Novák", "_Novák_", "Novák"),
            ("İpek", "IPEK", "IPEK"),
            ("ipek", "İpek", "İpek"),
            ("Strauß", "STRAUSS", "STRAUSS"),
            ("STRAUẞ", "Strauß", "Strauß"),
            ("Ward 7", "in ward 7,", "ward 7"),
            ("王伟", "我们见到王伟先生", "王伟"),
            ("さくら", "園のさくらさん", "さくら"),
            ("محمد", "قال مُحَـمَّد هنا", "مُحَـمَّد"),
            ("नमिता", "श्री नमिता ने", "नमिता"),
        ] {
            assert_eq!(found(name, text), [expected], "{name} in {text}");
        }
    }

    #[test]
    fn a_name_is_not_found_within_another_word() {
        for (name, text) in [
            ("Jan", "Jana, January"),
            ("Novák", "Nováková"),
            ("Ward 7", "Ward 77"),
            ("محمد", "ومحمد"),
            ("लक", "लक्ष्मी"),
            ("Jan Novák", "Jan and Novák"),
            ("", "anything"),
            ("…", "wait…"),
        ] {
            assert_eq!(found(name, text), Vec::<&str>::new(), "{name} in {text}");
        }
    }

    #[test]
    fn each_place_is_found_and_those_within_others_too() {
        let words = words_of("Jan Jan Novák");
        let phrases = Phrases::new(["Jan Novák", "Jan"]);
        assert_eq!(phrases.find(&words).collect::<Vec<_>>(), [(0..1, 1), (1..3, 0), (1..2, 1)]);
        assert!(phrases.stand_in("x jan y") && !phrases.stand_in("x y"));
        assert_eq!(phrases.words(0), ["jan", "novak"]);
    }
}

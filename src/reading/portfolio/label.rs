//! Short labels for practices, so that columns can be told apart.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::text::{cluster::str_width, fold::fold};

/// A label of three characters for each title, no two alike even when accents are overlooked.
///
/// The initials of the words with a capital, else letters of the title in their order, else a number.
pub(super) fn labels<'a>(titles: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut numbers = 1..;
    // How many labels were tried for a title: they are taken when it comes again.
    let mut tried: HashMap<&str, usize> = HashMap::new();
    let mut label = |title| {
        let tried = tried.entry(title).or_default();
        let numbered = numbers.by_ref().map(|n| format!("{n:03}"));
        let untried = spelled(title).skip(*tried).inspect(|_| *tried += 1);
        let mut free = untried.chain(numbered).filter(|label| taken.insert(fold(label)));
        free.next().expect("the numbers do not end")
    };
    titles.into_iter().map(&mut label).collect()
}

/// The labels that remind of a title, the best first.
fn spelled(title: &str) -> impl Iterator<Item = String> {
    let parted = |c: char| !c.is_alphanumeric() && c != '\'' && c != '’';
    let words: Vec<Vec<char>> = title.split(parted).map(letters).filter(|word| !word.is_empty()).collect();
    let capitalised: Vec<&Vec<char>> = words.iter().filter(|word| !word[0].is_lowercase()).collect();
    let named = [initials(&capitalised), initials(&words.iter().collect::<Vec<_>>())];
    let all = words.concat();
    let first = all.first().copied();
    let counted = (2..=99).filter_map(move |n| Some(format!("{}{n:02}", upper(first?))));
    let lettered = named.into_iter().flatten().chain(combined(&all));
    lettered.map(|label| label.into_iter().map(upper).collect()).chain(counted)
}

fn initials(words: &[&Vec<char>]) -> Option<[char; 3]> {
    words.first_chunk().map(|words: &[_; 3]| words.map(|word| word[0]))
}

/// The first letter of a title with every two that follow it, the nearest first, as far as a title's beginning goes.
fn combined(letters: &[char]) -> Vec<[char; 3]> {
    const LONGEST: usize = 16;
    let letters = &letters[..letters.len().min(LONGEST)];
    let mut combined = Vec::new();
    for third in 2..letters.len() {
        for second in 1..third {
            combined.push([letters[0], letters[second], letters[third]]);
        }
    }
    combined
}

/// The letters and digits of a word that take one column each.
fn letters(word: &str) -> Vec<char> {
    let is_narrow = |c: &char| c.is_alphanumeric() && str_width(c.encode_utf8(&mut [0; 4])) == 1;
    word.nfc().filter(is_narrow).collect()
}

/// The capital of a letter; the letter itself where its capital is not one letter, as for "ß".
fn upper(c: char) -> char {
    let mut capital = c.to_uppercase();
    if capital.len() == 1 { capital.next().unwrap_or(c) } else { c }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_label_reminds_of_its_title() {
        let titles = [
            "Centre for Integration and Arts",
            "Youth",
            "Ústí Café",
            "The Long Table",
            "language café for all",
            "Ostrava",
            "the long table",
            "L'Aquila",
            "straße",
            "中心",
            "",
            "Centro in Azione",
        ];
        let expected = ["CIA", "YOU", "ÚST", "TLT", "LCF", "OST", "THE", "LAQ", "STR", "001", "002", "CEN"];
        assert_eq!(labels(titles), expected);
    }

    #[test]
    fn the_same_title_gets_other_letters_then_numbers() {
        assert_eq!(labels(["Anna"; 3]), ["ANN", "ANA", "A02"]);
        assert_eq!(labels(["Ústí", "Usti"]), ["ÚST", "USI"]);
        assert_eq!(labels([""; 3]), ["001", "002", "003"]);
        // Of three letters there is one label, then 98 with a number that are its own.
        let many = labels(["Ann"; 102]);
        assert_eq!((many[1].as_str(), many[98].as_str()), ("A02", "A99"));
        assert_eq!(many[99..], ["001", "002", "003"]);
    }

    #[test]
    fn letters_are_taken_from_a_titles_beginning() {
        // Sixteen letters give 105 labels: each two of the fifteen behind the first.
        let labels = labels(["abcdefghijklmnopqrst"; 106]);
        assert_eq!((labels[104].as_str(), labels[105].as_str()), ("AOP", "A02"));
    }

    proptest! {
        #[test]
        fn labels_are_unique_and_three_columns_wide(titles in prop::collection::vec(".{0,12}|Untitled practice|ﬁ ŉ ǰ", 0..300)) {
            let labels = labels(titles.iter().map(String::as_str));
            let unique: HashSet<String> = labels.iter().map(|label| fold(label)).collect();
            prop_assert_eq!(unique.len(), labels.len());
            for label in &labels {
                prop_assert_eq!((label.chars().count(), str_width(label)), (3, 3), "{}", label);
            }
        }
    }
}

//! In which direction a text runs: that of a paragraph, and of the parts of one in which two directions meet.
//!
//! What the Unicode bidirectional algorithm (annex 9) says of plain text, as far as a format needs it that asks for the
//! direction of each part, and lays it out by itself.

use super::cluster::clusters;

/// In which direction a text runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextDirection {
    /// As Latin does.
    #[default]
    LeftToRight,
    /// As Arabic and Hebrew do.
    RightToLeft,
}

/// What a cluster says of the direction around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter: it has a direction of its own.
    Strong(TextDirection),
    /// A digit goes with the letter before it.
    Digit,
    Neutral,
}

impl TextDirection {
    /// The direction of a paragraph: that of its first letter. A text without one has none.
    pub fn of(text: &str) -> Option<TextDirection> {
        text.chars().find_map(strong)
    }

    /// The parts of a paragraph that runs in this direction, each as long as it can be. What stands between letters goes
    /// with them where they agree, else with the paragraph.
    pub fn parts(self, text: &str) -> Vec<(TextDirection, &str)> {
        if self == TextDirection::LeftToRight && !text.chars().any(|c| strong(c) == Some(TextDirection::RightToLeft)) {
            return if text.is_empty() { Vec::new() } else { vec![(self, text)] };
        }
        let mut parts = Parts { text, all: Vec::new() };
        let (mut last, mut neutral_from) = (self, 0);
        for (at, cluster) in clusters(text) {
            let direction = match class(cluster) {
                Class::Strong(direction) => direction,
                Class::Digit => last,
                Class::Neutral => continue,
            };
            parts.push(if direction == last { direction } else { self }, neutral_from, at);
            parts.push(direction, at, at + cluster.len());
            (last, neutral_from) = (direction, at + cluster.len());
        }
        parts.push(self, neutral_from, text.len());
        parts.all
    }
}

/// The parts found so far.
struct Parts<'t> {
    text: &'t str,
    all: Vec<(TextDirection, &'t str)>,
}

impl Parts<'_> {
    fn push(&mut self, direction: TextDirection, from: usize, to: usize) {
        if from == to {
            return;
        }
        match self.all.last_mut() {
            Some((before, part)) if *before == direction => *part = &self.text[from - part.len()..to],
            _ => self.all.push((direction, &self.text[from..to])),
        }
    }
}

fn class(cluster: &str) -> Class {
    if let Some(direction) = TextDirection::of(cluster) {
        Class::Strong(direction)
    } else if cluster.starts_with(char::is_numeric) {
        Class::Digit
    } else {
        Class::Neutral
    }
}

/// The direction of a letter, and of the marks that stand for one.
fn strong(c: char) -> Option<TextDirection> {
    match c {
        '\u{200e}' => Some(TextDirection::LeftToRight),
        // Numbers in Arabic digits stand among what runs to the left, whatever is before them.
        '\u{200f}' | '\u{61c}' | '\u{660}'..='\u{669}' => Some(TextDirection::RightToLeft),
        c if !c.is_alphabetic() => None,
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}' => Some(TextDirection::RightToLeft),
        _ => Some(TextDirection::LeftToRight),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        TextDirection::{LeftToRight as L, RightToLeft as R},
        *,
    };

    #[test]
    fn a_paragraph_runs_as_its_first_letter_does() {
        let of =
            ["1. Łódź", "(2026) مرحبا", "«שלום» hello", "Hello שלום", "12 – 14", "", "漢字"].map(TextDirection::of);
        assert_eq!(of, [Some(L), Some(R), Some(R), Some(L), None, None, Some(L)]);
    }

    #[test]
    fn what_stands_between_letters_goes_with_them_where_they_agree() {
        for (base, text, expected) in [
            (L, "all of it, 12.", &[(L, "all of it, 12.")][..]),
            (R, "مرحبا (2026)", &[(R, "مرحبا (2026)")]),
            (R, "قال Anna Nowak 7 هنا", &[(R, "قال "), (L, "Anna Nowak 7"), (R, " هنا")]),
            (R, "العدد (COVID-19).", &[(R, "العدد ("), (L, "COVID-19"), (R, ").")]),
            (L, "the שלום, עולם 5 (end)", &[(L, "the "), (R, "שלום, עולם 5"), (L, " (end)")]),
            (L, "12 a", &[(L, "12 a")]),
            (R, "", &[]),
        ] {
            assert_eq!(base.parts(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn parts_are_the_text_and_no_cluster_is_in_two(text in "[a1 .עש\u{5b8}ع٣e\u{301}🙂\u{200f}]{0,16}", left in any::<bool>()) {
            let parts = if left { R } else { L }.parts(&text);
            prop_assert_eq!(parts.iter().map(|(_, part)| *part).collect::<String>(), &text[..]);
            prop_assert!(parts.windows(2).all(|two| two[0].0 != two[1].0));
            let mut at = 0;
            for (_, part) in parts {
                prop_assert!(super::super::cluster::is_boundary(&text, at));
                at += part.len();
            }
        }
    }
}

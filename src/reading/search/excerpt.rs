//! The part of a text that is shown of a hit.

use std::ops::Range;

use crate::text::cluster::floor;

/// One line of text with matches in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text; line ends and tabs in it are spaces, and what was cut off is an ellipsis.
    pub text: String,
    /// The bytes of the matches in it, in order.
    pub matches: Vec<Range<usize>>,
}

/// About so many bytes are shown before the first match, and after where it begins.
const BEFORE: usize = 32;
const AFTER: usize = 96;

const ELLIPSIS: char = '…';

impl Excerpt {
    /// The excerpt around the first of the matches in a text, with all matches that fall into it.
    pub(super) fn around(text: &str, matches: &[Range<usize>]) -> Excerpt {
        let first = matches.first().cloned().unwrap_or_default();
        let window = window(text, &first);
        let mut excerpt = Excerpt { text: String::new(), matches: Vec::new() };
        if !text[..window.start].trim().is_empty() {
            excerpt.text.push(ELLIPSIS);
        }
        let shift = excerpt.text.len();
        excerpt.text.extend(text[window.clone()].chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c }));
        let inside = matches.iter().filter(|found| window.start <= found.start && found.end <= window.end);
        excerpt.matches =
            inside.map(|found| (found.start - window.start + shift)..(found.end - window.start + shift)).collect();
        if !text[window.end..].trim().is_empty() {
            excerpt.text.push(ELLIPSIS);
        }
        excerpt
    }

    pub(super) fn without_match(text: &str) -> Excerpt {
        Excerpt::around(text, &[])
    }
}

/// What is shown of a text: whole words around the first match, without the blanks at either end.
fn window(text: &str, first: &Range<usize>) -> Range<usize> {
    let early = floor(text, first.start.saturating_sub(BEFORE));
    let before = &text[early..first.start];
    let cut = if early == 0 { None } else { before.find(char::is_whitespace) };
    let before = before[cut.unwrap_or(0)..].trim_start();

    let late = floor(text, first.start + AFTER).max(first.end);
    let after = &text[first.end..late];
    let cut = if late == text.len() { None } else { after.rfind(char::is_whitespace) };
    let after = after[..cut.unwrap_or(after.len())].trim_end();
    first.start - before.len()..first.end + after.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_excerpt_is_whole_words_around_the_match() {
        let text = "The first sentence is long enough to be cut.\nThen the kitchen is named, and after it there is a lot more to be read than anybody would want to see in a list of what was found.";
        let at = text.find("kitchen").unwrap();
        let excerpt = Excerpt::around(text, std::slice::from_ref(&(at..at + 7)));
        assert_eq!(
            excerpt.text,
            "…enough to be cut. Then the kitchen is named, and after it there is a lot more to be read than anybody would want to see in…"
        );
        assert_eq!(&excerpt.text[excerpt.matches[0].clone()], "kitchen");
        assert_eq!(Excerpt::around("a kitchen\n", std::slice::from_ref(&(2..9))).text, "a kitchen");
        assert_eq!(Excerpt::without_match("").text, "");
    }

    /// What is shown of words of ten letters before a match, and behind it.
    fn shown(before: usize, behind: usize) -> String {
        let words = |count: usize| "123456789 ".repeat(count);
        let text = format!("{}needle {}", words(before), words(behind)).trim_end().to_owned();
        let at = before * 10;
        Excerpt::around(&text, std::slice::from_ref(&(at..at + 6))).text
    }

    #[test]
    fn so_much_is_shown_before_a_match_and_behind_it() {
        let word = "123456789";
        assert_eq!(shown(3, 0), format!("{word} {word} {word} needle"));
        assert_eq!(shown(4, 0), format!("…{word} {word} {word} needle"));
        assert_eq!(shown(0, 8), format!("needle{}", format!(" {word}").repeat(8)));
        assert_eq!(shown(0, 9), format!("needle{}", format!(" {word}").repeat(9)));
        assert_eq!(shown(0, 10), format!("needle{}…", format!(" {word}").repeat(8)));
        let needle = "n".repeat(100);
        assert_eq!(Excerpt::around(&needle, std::slice::from_ref(&(0..100))).text, needle);
    }

    #[test]
    fn matches_are_told_as_far_as_they_are_shown() {
        let text = format!("a b needle {}a b", "x ".repeat(60));
        let matches = [0..1, 4..10, 97..98, 99..100, text.len() - 1..text.len()];
        let excerpt = Excerpt::around(&text, &matches[1..]);
        assert_eq!(excerpt.matches, [4..10, 97..98]);
        assert_eq!(excerpt.text.len(), 98 + "…".len());
        assert_eq!(Excerpt::around(&text, &matches).matches, [0..1, 4..10]);
        let cut = format!("{}needle x", "x ".repeat(40));
        let excerpt = Excerpt::around(&cut, &[80..86, 87..88]);
        let shown = excerpt.matches.iter().map(|range| &excerpt.text[range.clone()]).collect::<Vec<_>>();
        assert_eq!((shown, excerpt.text.chars().next()), (vec!["needle", "x"], Some('…')));
    }

    proptest! {
        #[test]
        fn every_match_stays_what_it_was(text in "([ab]{1,9}[ \n\t]|e\u{301}|漢|👩‍👩‍👧){1,60}", at in 0usize..400, length in 1usize..40) {
            let start = crate::text::cluster::floor(&text, at.min(text.len() - 1));
            let end = crate::text::cluster::ceil(&text, start + length);
            let excerpt = Excerpt::around(&text, std::slice::from_ref(&(start..end)));
            let plain = text[start..end].replace(['\n', '\t'], " ");
            prop_assert_eq!(&excerpt.text[excerpt.matches[0].clone()], plain);
            prop_assert!(!excerpt.text.contains(['\n', '\t']));
            prop_assert!(excerpt.text.len() <= BEFORE + AFTER + length + 50);
        }
    }
}

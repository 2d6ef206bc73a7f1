//! Clusters: what a person takes for one character.
//!
//! A caret stands between clusters, never inside one, and a cluster is the smallest thing that is measured or
//! drawn. "é" may be two code points and a family emoji seven; each is one cluster (Unicode annex 29). All byte
//! positions that go in or come out are positions in the text given.

use std::{borrow::Cow, ops::Range};

use ratatui::buffer::CellWidth;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// Columns from one tab stop to the next.
pub const TAB: usize = 4;

/// The most code points of one cluster that are drawn: Unicode's "stream-safe" text has a letter and 30 marks,
/// whatever has more was made to do harm.
const MOST_DRAWN: usize = 32;

/// The clusters of a text, each with the byte at which it begins.
pub fn clusters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        // Two ASCII characters in a row are always two clusters, but for CR LF.
        let cluster = match rest.as_bytes() {
            [first] | [first, b'\0'..=b'\x7f', ..] if first.is_ascii() && *first != b'\r' => &rest[..1],
            _ => {
                let mut chars = rest.chars();
                let first = chars.next()?;
                match chars.next() {
                    None => rest,
                    Some(next) if stands_alone(first) && stands_alone(next) => &rest[..first.len_utf8()],
                    Some(_) => rest.graphemes(true).next()?,
                }
            }
        };
        let start = at;
        at += cluster.len();
        Some((start, cluster))
    })
}

/// Whether a character is a cluster of its own beside others of which this is true: what stands below the combining marks,
/// but for CR, and common punctuation and signs. Annex 29 joins none of these.
fn stands_alone(c: char) -> bool {
    c != '\r' && matches!(c, '\0'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '\u{2500}'..='\u{25fc}')
}

/// How many characters at the beginning of a text are printable ASCII and clusters of their own, counted up to `most`:
/// each takes one byte and one column.
pub(super) fn plain_len(text: &str, most: usize) -> usize {
    let plain = text.bytes().take(most.saturating_add(1)).take_while(|byte| matches!(byte, b' '..=b'~')).count();
    // What follows may join with the last one.
    if plain < text.len() { plain.saturating_sub(1) } else { plain.min(most) }
}

/// The columns that a cluster takes when it begins in `column`, which counts for tabs alone.
///
/// A line end takes one, because it is drawn as a blank where a text with line ends is shown on one row.
/// Other controls and invisible clusters take none.
pub fn width(cluster: &str, column: usize) -> usize {
    match cluster.as_bytes() {
        [b'\t'] => TAB - column % TAB,
        [b'\n' | b' '..=b'~'] => 1,
        [_] | [] => 0,
        _ if is_narrow(cluster) => 1,
        _ if cluster.starts_with(char::is_control) => 0,
        _ => usize::from(visible(cluster).cell_width()),
    }
}

/// Whether a cluster is one letter of Europe's languages, or one of the signs that the screens are drawn with: these are
/// known to take one column without being looked up.
fn is_narrow(cluster: &str) -> bool {
    let mut chars = cluster.chars();
    matches!(
        (chars.next(), chars.next()),
        (
            Some('\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{24f}' | '\u{2010}'..='\u{2027}' | '\u{2500}'..='\u{25fc}' | '✓'),
            None,
        )
    )
}

/// The columns that a text takes on one row.
pub fn str_width(text: &str) -> usize {
    let plain = plain_len(text, text.len());
    clusters(&text[plain..]).fold(plain, |column, (_, cluster)| column + width(cluster, column))
}

/// What of a cluster is drawn: all of it but the characters that would hide or reorder text without being seen.
///
/// Joiners and variation selectors stay, since they shape what is seen; so do the tags that tell the flags of
/// England, Scotland and Wales apart.
pub(super) fn visible(cluster: &str) -> Cow<'_, str> {
    let mut chars = cluster.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && !is_invisible(c)
        && !is_joiner(c)
    {
        return Cow::Borrowed(cluster);
    }
    let flag = cluster.starts_with('\u{1f3f4}');
    let drawn = |c: char| !is_invisible(c) || (flag && matches!(c, '\u{e0020}'..='\u{e007f}'));
    let shown = if cluster.chars().all(drawn) && cluster.chars().nth(MOST_DRAWN).is_none() {
        Cow::Borrowed(cluster)
    } else {
        Cow::Owned(cluster.chars().filter(|&c| drawn(c)).take(MOST_DRAWN).collect())
    };
    if shown.chars().all(is_joiner) { Cow::Borrowed("") } else { shown }
}

/// Whether `c` shapes its neighbours and is nothing by itself.
pub(super) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether `c` is a format character without a shape: bidi controls, soft hyphen, fillers, tags and their like.
/// Joiners and variation selectors are not among them.
pub fn is_invisible(c: char) -> bool {
    c > '\u{7f}'
        && !is_joiner(c)
        && matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a row may end in this cluster beyond its last column: blanks that break and that nobody sees.
pub fn is_blank(cluster: &str) -> bool {
    let mut chars = cluster.chars();
    chars.next().is_some_and(is_blank_char) && chars.next().is_none()
}

fn is_blank_char(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' | '\u{3000}')
}

/// Whether a cluster begins or ends at `byte`.
pub fn is_boundary(text: &str, byte: usize) -> bool {
    match (byte.checked_sub(1).and_then(|before| text.as_bytes().get(before)), text.as_bytes().get(byte)) {
        (None, _) => true,
        (Some(_), None) => byte == text.len(),
        (Some(before), Some(after)) if before.is_ascii() && after.is_ascii() => (*before, *after) != (b'\r', b'\n'),
        _ => {
            text.is_char_boundary(byte)
                && GraphemeCursor::new(byte, text.len(), true).is_boundary(text, 0).unwrap_or(true)
        }
    }
}

/// The last boundary at or before `byte`, which may be anything.
pub fn floor(text: &str, byte: usize) -> usize {
    let byte = floor_char(text, byte);
    if is_boundary(text, byte) { byte } else { previous(text, byte) }
}

/// The first boundary at or after `byte`, which may be anything.
pub fn ceil(text: &str, byte: usize) -> usize {
    let byte = floor_char(text, byte);
    if is_boundary(text, byte) { byte } else { next(text, byte) }
}

/// The last place between two code points at or before `byte`.
pub(super) fn floor_char(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// The first boundary after `byte`, or the end.
pub fn next(text: &str, byte: usize) -> usize {
    let byte = floor_char(text, byte);
    GraphemeCursor::new(byte, text.len(), true).next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// The last boundary before `byte`, or the beginning.
pub fn previous(text: &str, byte: usize) -> usize {
    let byte = floor_char(text, byte);
    GraphemeCursor::new(byte, text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// Where the next word ends, or the end: how far a step by word goes to the right.
pub fn next_word(text: &str, byte: usize) -> usize {
    let byte = floor(text, byte);
    let word = text[byte..].split_word_bound_indices().find(|(_, word)| is_word(word));
    word.map_or(text.len(), |(at, word)| ceil(text, byte + at + word.len()))
}

/// Where the word before `byte` begins, or the beginning: how far a step by word goes to the left.
pub fn previous_word(text: &str, byte: usize) -> usize {
    let byte = floor(text, byte);
    let word = text[..byte].split_word_bound_indices().rfind(|(_, word)| is_word(word));
    word.map_or(0, |(at, _)| floor(text, at))
}

/// The word, the run of blanks or the sign at `byte`: what a double click selects.
pub fn word_at(text: &str, byte: usize) -> Range<usize> {
    let byte = floor(text, byte);
    let part = text.split_word_bound_indices().take_while(|&(at, _)| at <= byte).last();
    part.map_or(0..0, |(at, part)| floor(text, at)..ceil(text, at + part.len()))
}

fn is_word(part: &str) -> bool {
    part.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FAMILY: &str = "👩‍👩‍👧‍👦";

    #[test]
    fn what_stands_alone_is_a_cluster_of_its_own() {
        let alone: Vec<char> = ('\0'..'\u{3000}').filter(|c| stands_alone(*c)).collect();
        for (n, one) in alone.iter().enumerate() {
            let text: String = [*one, alone[(n * 7 + 3) % alone.len()], *one, *one].iter().collect();
            let known: Vec<&str> = clusters(&text).map(|(_, cluster)| cluster).collect();
            assert_eq!(known, text.graphemes(true).collect::<Vec<_>>(), "{text:?}");
        }
    }

    #[test]
    fn what_is_known_to_be_narrow_is_looked_up_to_be_so() {
        for c in '\u{80}'..='\u{3000}' {
            let cluster = c.to_string();
            assert!(!is_narrow(&cluster) || visible(&cluster).cell_width() == 1, "{c:?}");
        }
    }

    #[test]
    fn a_cluster_is_measured_as_a_whole() {
        let widths = |text| clusters(text).map(|(_, cluster)| width(cluster, 0)).collect::<Vec<_>>();
        assert_eq!(widths("ae\u{301}漢\t"), [1, 1, 2, 4]);
        assert_eq!(widths("👩‍👩‍👧‍👦🇨🇿🇵🇱"), [2, 2, 2]);
        assert_eq!(widths("\u{301}"), [0]);
        assert_eq!(widths("\u{202e}\u{ad}\u{feff}\u{200d}\u{1b}"), [0; 5]);
        assert_eq!(widths("\n\r\n"), [1, 0]);
        assert_eq!(width("\t", 3), 1);
        assert_eq!(str_width("a\tb"), 5);
    }

    #[test]
    fn what_hides_in_a_cluster_is_not_drawn() {
        assert_eq!(visible("a\u{e0041}\u{e0042}"), "a");
        let england = "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
        assert_eq!(visible(england), england);
        assert_eq!(visible(FAMILY), FAMILY);
        let heap = format!("a{}", "\u{301}".repeat(1000));
        assert_eq!(visible(&heap).chars().count(), MOST_DRAWN);
        assert_eq!(width(&heap, 0), 1);
    }

    #[test]
    fn steps_go_by_cluster_and_by_word() {
        let text = format!("x{FAMILY}y");
        assert_eq!(next(&text, 1), 1 + FAMILY.len());
        assert_eq!(previous(&text, 1 + FAMILY.len()), 1);
        assert_eq!(floor(&text, 5), 1);
        assert_eq!(ceil(&text, 5), 1 + FAMILY.len());
        let text = "don't stop, Łódź";
        assert_eq!(next_word(text, 0), 5);
        assert_eq!(next_word(text, 5), 10);
        assert_eq!(previous_word(text, text.len()), 12);
        assert_eq!(previous_word(text, 12), 6);
        assert_eq!(&text[word_at(text, 2)], "don't");
        assert_eq!(&text[word_at(text, 5)], " ");
        assert_eq!(&text[word_at(text, text.len())], "Łódź");
        assert_eq!(word_at("", 0), 0..0);
    }

    proptest! {
        #[test]
        fn clusters_are_those_of_the_annex(text in any::<String>()) {
            prop_assert!(clusters(&text).eq(text.grapheme_indices(true)));
        }

        #[test]
        fn every_step_ends_on_a_boundary(text in "[ a.\u{301}\u{200d}漢👩🇨\u{e33}\u{93f}क\u{94d}ก]{0,12}", byte in 0usize..60) {
            let bounds: Vec<_> = clusters(&text).map(|(at, _)| at).chain([text.len()]).collect();
            let word = word_at(&text, byte);
            for at in [floor(&text, byte), ceil(&text, byte), next_word(&text, byte), previous_word(&text, byte),
                word.start, word.end] {
                prop_assert!(bounds.contains(&at), "{} is none of {:?}", at, bounds);
                prop_assert!(is_boundary(&text, at));
            }
            for at in 0..=text.len() {
                prop_assert_eq!(is_boundary(&text, at), bounds.contains(&at));
            }
        }
    }
}

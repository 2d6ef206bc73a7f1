//! Soft wrap: how a text falls into rows of a given width.
//!
//! A row ends at the last place where Unicode annex 14 allows a line to break ("« oui »" stays whole). Blanks at
//! its end hang beyond the last column, and a word that is longer than the row is split between clusters.
//!
//! Each row is found from its own beginning, looking no further than a few clusters beyond its width. So where
//! the next row begins depends on nothing that stands before this one, which is what lets the editor wrap again
//! from the row before an edit and stop at the first row that begins where one began before: the rest must be
//! equal.

use std::{borrow::Cow, iter, ops::Range};

use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed, options::LineBreakOptions};

use super::cluster;

const SEGMENTER: LineSegmenterBorrowed<'static> =
    LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());

/// How many clusters after a place are shown to the segmenter: annex 14 looks at three at most ("$" "(" "." "5").
const LOOKAHEAD: usize = 4;

/// The rows of a text in `width` columns (at least one), from top to bottom, as byte ranges.
///
/// Together they cover everything but the line ends; blanks that hang are in the range of their row. An empty
/// text has one empty row.
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    rows(text, width).collect()
}

/// The rows that [`wrap`] gives, found one by one as they are asked for.
pub fn rows(text: &str, width: usize) -> impl Iterator<Item = Range<usize>> {
    let paragraphs = text.split('\n').scan(0, |next, paragraph| {
        let start = *next;
        *next += paragraph.len() + 1;
        Some((start, paragraph))
    });
    paragraphs.flat_map(move |(start, paragraph)| {
        paragraph_rows(paragraph, width).map(move |row| start + row.start..start + row.end)
    })
}

/// The rows of a text without line ends.
pub(super) fn paragraph_rows(text: &str, width: usize) -> impl Iterator<Item = Range<usize>> {
    let row = move |start| start..row_end(text, start, width).end;
    iter::successors(Some(row(0)), move |last| (last.end < text.len()).then(|| row(last.end)))
}

/// Where a row ends, and how much of the text was looked at to find out.
pub(super) struct RowEnd {
    /// Where the next row begins, or the end of the text.
    pub(super) end: usize,
    /// Nothing beyond the code point at this byte had a say.
    pub(super) seen: usize,
}

/// Finds the end of the row that begins at `start`.
pub(super) fn row_end(text: &str, start: usize, width: usize) -> RowEnd {
    let rest = &text[start..];
    let Some(over) = overflow(rest, width.max(1)) else {
        return RowEnd { end: text.len(), seen: text.len() };
    };
    let window =
        over + cluster::clusters(&rest[over..]).take(LOOKAHEAD).map(|(_, cluster)| cluster.len()).sum::<usize>();
    let end = plain_break(rest, over).unwrap_or_else(|| last_break(&rest[..window], over));
    RowEnd { end: start + end, seen: start + window }
}

/// The last place up to `over` where annex 14 allows a break, or `over` itself.
fn last_break(text: &str, over: usize) -> usize {
    let looked_at = without_complex_scripts(text);
    let breaks = SEGMENTER.segment_str(&looked_at).take_while(|&at| at <= over);
    breaks.filter(|&at| at > 0 && cluster::is_boundary(text, at)).last().unwrap_or(over)
}

/// The same, where that is plain to see: before a word of ASCII letters and digits that goes on at `over`, when a blank
/// stands before it, and before that a letter, digit or point. Nearly every row of prose ends so, and this costs a
/// hundredth of asking the segmenter.
fn plain_break(text: &str, over: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let word = bytes[..=over].iter().rposition(|byte| !byte.is_ascii_alphanumeric())? + 1;
    let &[.., before, b' '] = &bytes[..word] else { return None };
    let is_plain = before.is_ascii_alphanumeric() || matches!(before, b'.' | b',' | b';' | b':');
    (word <= over && is_plain).then_some(word)
}

/// The text with a letter of the same length (a rune) for each letter of Thai, Lao, Burmese and Khmer.
///
/// Where their words end only a dictionary knows; annex 14 has them wrapped like any letters without one. The
/// segmenter does nearly that, but debug builds of it complain on the terminal.
fn without_complex_scripts(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_complex) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if is_complex(c) { '\u{16a0}' } else { c }).collect())
}

/// The letters and marks of line breaking class SA in the four scripts. All take three bytes.
fn is_complex(c: char) -> bool {
    matches!(c,
        '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}' // Thai
        | '\u{e81}'..='\u{ece}' | '\u{edc}'..='\u{edf}' // Lao
        | '\u{1000}'..='\u{103f}' | '\u{1050}'..='\u{108f}' | '\u{109a}'..='\u{109f}' // Burmese
        | '\u{a9e0}'..='\u{a9ef}' | '\u{a9fa}'..='\u{a9fe}' | '\u{aa60}'..='\u{aa7f}'
        | '\u{1780}'..='\u{17d3}' | '\u{17d7}' | '\u{17dc}'..='\u{17dd}') // Khmer
}

/// Where the first cluster begins that must not stand in a row of `width` columns, if there is one.
fn overflow(text: &str, width: usize) -> Option<usize> {
    if text.len() <= width / cluster::TAB {
        return None; // no cluster takes more than TAB columns a byte
    }
    // A row of plain ASCII is as wide as it is long; its last character may join with what follows.
    let plain = cluster::plain_len(text, width);
    let mut column = plain;
    for (at, cluster) in cluster::clusters(&text[plain..]) {
        let (at, columns) = (plain + at, cluster::width(cluster, column));
        if at > 0 && columns > 0 && column + columns > width && !cluster::is_blank(cluster) {
            return Some(at);
        }
        column += columns;
    }
    None
}

/// Fits a label into `width` columns: whole where it fits, else its beginning with `ellipsis` at the end ("…", or
/// ".." for terminals without it).
pub fn truncate<'a>(text: &'a str, width: usize, ellipsis: &str) -> Cow<'a, str> {
    // No cluster but a tab takes more columns than bytes.
    if text.len() <= width && !text.contains('\t') {
        return Cow::Borrowed(text);
    }
    let (prefix, cut) = prefix(text, width);
    if !cut {
        return Cow::Borrowed(text);
    }
    let (ellipsis, _) = self::prefix(ellipsis, width);
    let room = width - cluster::str_width(ellipsis);
    let (prefix, _) = self::prefix(prefix, room);
    Cow::Owned(format!("{}{ellipsis}", prefix.trim_end()))
}

/// The longest beginning of `text` that fits into `width` columns, and whether anything was cut off.
pub fn prefix(text: &str, width: usize) -> (&str, bool) {
    let plain = cluster::plain_len(text, width);
    let mut column = plain;
    for (at, cluster) in cluster::clusters(&text[plain..]) {
        column += cluster::width(cluster, column);
        if column > width {
            return (&text[..plain + at], true);
        }
    }
    (text, false)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width).into_iter().map(|row| &text[row]).collect()
    }

    #[test]
    fn rows_break_between_words_and_blanks_hang() {
        assert_eq!(lines("one two three", 7), ["one two ", "three"]);
        assert_eq!(lines("one     two", 4), ["one     ", "two"]);
        assert_eq!(lines("a\n\nb\n", 9), ["a", "", "b", ""]);
        assert_eq!(lines("", 9), [""]);
        assert_eq!(lines("well-known", 6), ["well-", "known"]);
    }

    #[test]
    fn a_word_longer_than_the_row_splits_between_clusters() {
        assert_eq!(lines("a Donaudampfschiff", 6), ["a ", "Donaud", "ampfsc", "hiff"]);
        assert_eq!(lines("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
        assert_eq!(lines("漢字", 1), ["漢", "字"]);
        assert_eq!(lines("abc", 0), ["a", "b", "c"]);
    }

    #[test]
    fn guillemets_keep_what_they_hold() {
        assert_eq!(lines("il dit « oui » hier", 10), ["il dit ", "« oui » ", "hier"]);
        assert_eq!(lines("il dit « oui » hier", 14), ["il dit « oui » ", "hier"]);
        assert_eq!(lines("il dit « oui » hier", 13), ["il dit ", "« oui » hier"]);
    }

    #[test]
    fn a_price_is_not_torn_from_its_sign() {
        assert_eq!(lines("cost $(12.50)", 6), ["cost ", "$(12.5", "0)"]);
        assert_eq!(lines("漢字、かな", 4), ["漢", "字、", "かな"]);
    }

    #[test]
    fn thai_splits_anywhere_but_not_inside_a_cluster() {
        assert_eq!(lines("ก็ดี ภาษาไทย", 4), ["ก็ดี ", "ภาษา", "ไทย"]);
        assert_eq!(lines("น้ำน้ำ", 2), ["น้ำ", "น้ำ"]);
    }

    #[test]
    fn a_label_is_cut_to_its_width() {
        assert_eq!(truncate("Receiving society", 10, "…"), "Receiving…");
        assert_eq!(truncate("Receiving society", 11, "…"), "Receiving…");
        assert_eq!(truncate("Receiving society", 17, "…"), "Receiving society");
        assert_eq!(truncate("漢字漢字", 6, ".."), "漢字..");
        assert_eq!(truncate("漢字漢字", 1, ".."), ".");
        assert_eq!(truncate("abc", 0, "…"), "");
    }

    proptest! {
        #[test]
        fn rows_cover_the_text_and_fit(text in "[ a\\-.\n\t«»漢👩🇨\u{301}\u{200d}\u{ad}\u{e33}ก(]{0,60}", width in 0usize..12) {
            let rows = wrap(&text, width);
            prop_assert_eq!(rows.first().map(|row| row.start), Some(0));
            prop_assert_eq!(rows.last().map(|row| row.end), Some(text.len()));
            for pair in rows.windows(2) {
                let gap = &text[pair[0].end..pair[1].start];
                prop_assert!(gap.is_empty() || gap == "\n");
            }
            for row in rows {
                let row = &text[row];
                let solid = |(_, cluster): &(usize, &str)| cluster::width(cluster, 0) > 0 && !cluster::is_blank(cluster);
                let shown = cluster::clusters(row).filter(solid).last().map_or(0, |(at, cluster)| at + cluster.len());
                let shown = &row[..shown];
                let one = cluster::clusters(shown).filter(|(_, cluster)| cluster::width(cluster, 0) > 0).count() <= 1;
                prop_assert!(one || cluster::str_width(shown) <= width.max(1), "{:?}", row);
            }
        }

        #[test]
        fn a_plain_break_is_where_the_segmenter_breaks(text in "([a-z0-9]{1,4}[ .,;:\\-$(%!/\"é漢\u{301}]{0,3}){1,9}", over in 1usize..30) {
            let over = cluster::floor(&text, over);
            prop_assume!(over > 0 && over < text.len());
            if let Some(at) = plain_break(&text, over) {
                prop_assert_eq!(at, last_break(&text, over));
            }
        }

        #[test]
        fn a_label_never_exceeds_its_width(text in any::<String>(), width in 0usize..20) {
            prop_assert!(cluster::str_width(&truncate(&text, width, "…")) <= width);
        }
    }
}

//! What changed, as a page: under each question the texts with what went struck out and what came underlined, the marks
//! from old to new, what was added and what was removed.

use ratatui::style::Style;

use crate::model::{Change, difference::ChangeKind};
use crate::text::PieceKind;
use crate::ui::{Page, Theme};

/// Writes the changes, those of one question under one heading.
pub(super) fn write(page: &mut Page, changes: &[Change], theme: Theme) {
    for together in changes.chunk_by(|one, other| one.heading == other.heading) {
        page.gap();
        page.paragraph(1, &together[0].heading, theme.strong());
        for change in together {
            write_one(page, change, theme);
        }
    }
}

fn write_one(page: &mut Page, Change { what, how, .. }: &Change, theme: Theme) {
    match how {
        ChangeKind::Text(pieces) => {
            page.paragraph(3, what, theme.dim());
            let pieces = shortened(pieces, theme.ellipsis());
            let mut styled: Vec<(&str, Style)> = Vec::new();
            for (n, (kind, text)) in pieces.iter().enumerate() {
                // What came in the place of a word would run into it.
                let runs_on = |(_, before): &(PieceKind, String)| !before.ends_with(char::is_whitespace);
                if *kind == PieceKind::Added
                    && n > 0
                    && pieces[n - 1].0 == PieceKind::Removed
                    && runs_on(&pieces[n - 1])
                {
                    styled.push((" ", theme.plain()));
                }
                styled.extend(theme.changed(*kind, text));
            }
            page.styled(5, &styled);
        }
        ChangeKind::Mark(scale, from, to) => {
            let [from, to] = [from, to].map(|mark| theme.written_mark(scale.verdict(*mark)));
            page.styled(
                3,
                &[(&format!("{from} {} {to}", theme.arrow()), theme.accent()), (&format!("  {what}"), theme.plain())],
            );
        }
        ChangeKind::Added(text) => entry(page, "+", what, text, theme.added(), theme),
        ChangeKind::Removed(text) => entry(page, theme.minus(), what, text, theme.removed(), theme),
        ChangeKind::Happened(text) => {
            page.styled(5, &[(&format!("{what}  "), theme.dim()), (text, theme.plain())]);
        }
    }
}

fn entry(page: &mut Page, sign: &str, what: &str, text: &str, style: Style, theme: Theme) {
    let first = page.len();
    page.styled(5, &[(&format!("{what}  "), theme.dim()), (text, style)]);
    page.sign(first, 3, sign, theme.plain());
}

/// How much of an unchanged text is shown on each side of a change, in characters.
const CONTEXT: usize = 80;

/// The pieces, of what stayed only as much as a reader needs to find the place.
fn shortened(pieces: &[(PieceKind, String)], ellipsis: &str) -> Vec<(PieceKind, String)> {
    let last = pieces.len().saturating_sub(1);
    let shorten = |(n, (kind, text)): (usize, &(PieceKind, String))| {
        if *kind != PieceKind::Same {
            return (*kind, text.clone());
        }
        let head = if n > 0 { beginning(text) } else { 0 };
        let tail = if n < last { ending(text) } else { text.len() };
        let short = match () {
            () if head >= tail => text.clone(),
            () if n == 0 => format!("{ellipsis} {}", &text[tail..]),
            () if n == last => format!("{} {ellipsis}", &text[..head]),
            () => format!("{} {ellipsis} {}", &text[..head], &text[tail..]),
        };
        (PieceKind::Same, short)
    };
    pieces.iter().enumerate().map(shorten).collect()
}

/// Where the beginning of a long text ends, between words.
fn beginning(text: &str) -> usize {
    let Some((enough, _)) = text.char_indices().nth(CONTEXT) else { return text.len() };
    text[..enough].rfind(char::is_whitespace).unwrap_or(enough)
}

/// Where the ending of a long text begins, between words.
fn ending(text: &str) -> usize {
    let Some((enough, _)) = text.char_indices().rev().nth(CONTEXT - 1) else { return 0 };
    let rest = &text[enough..];
    enough
        + rest
            .find(char::is_whitespace)
            .map_or(0, |blank| blank + rest[blank..].chars().next().map_or(0, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_stayed_is_shown_around_the_changes_only() {
        let long = "word ".repeat(100);
        let pieces = [
            (PieceKind::Same, long.clone()),
            (PieceKind::Added, "new".to_owned()),
            (PieceKind::Same, long.clone()),
            (PieceKind::Removed, "old".to_owned()),
            (PieceKind::Same, long),
        ];
        let short: Vec<String> = shortened(&pieces, "…").into_iter().map(|(_, text)| text).collect();
        assert!(short[0].starts_with("… word") && short[0].ends_with("word ") && short[0].len() < 90, "{short:?}");
        assert!(short[2].starts_with("word") && short[2].contains(" … ") && short[2].len() < 180, "{short:?}");
        assert!(short[4].ends_with("word …"), "{short:?}");
        let few = [(PieceKind::Same, "a few words ".to_owned()), (PieceKind::Added, long_word())];
        assert_eq!(shortened(&few, "…"), few);
    }

    fn long_word() -> String {
        "x".repeat(300)
    }

    proptest! {
        #[test]
        fn any_text_can_be_shortened(text in "([ab漢\n]|e\u{301}){0,300}") {
            let pieces = [(PieceKind::Added, "x".to_owned()), (PieceKind::Same, text.clone()), (PieceKind::Added, "x".to_owned())];
            let short = &shortened(&pieces, "…")[1].1;
            prop_assert!(*short == text || short.contains('…'));
        }
    }
}

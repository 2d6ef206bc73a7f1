//! Prose as paragraphs and lists.

use super::{
    body::Body,
    language::Language,
    numbering::Entry,
    paragraph::{Properties, Style},
};
use crate::exchange::report::prose::{Paragraph, paragraphs};

/// A list that is open.
#[derive(Clone, Copy)]
enum List {
    Bullets,
    /// The list's entries, the last number, and what closes a number.
    Numbered(Entry, u32, char),
}

impl Body {
    /// What somebody typed, as paragraphs and lists. Numbers stay as they were typed.
    pub(super) fn prose(&mut self, raw: &str, language: Language) {
        // The lists that are open, the outermost first.
        let mut lists: Vec<List> = Vec::new();
        for Paragraph { depth, mark, after_gap: _, text } in paragraphs(raw) {
            lists.truncate(depth);
            let properties = match mark {
                Some(mark) => self.entry_of(&mut lists, depth.saturating_sub(1), mark),
                None if depth == 0 => Style::BodyText.into(),
                None => Properties { goes_on: Some(depth - 1), ..Style::ListContinue.into() },
            };
            self.text(properties, language, &text);
        }
    }

    /// An entry of the list that is open at this level, or of one that it begins.
    fn entry_of(&mut self, lists: &mut Vec<List>, level: usize, mark: &str) -> Properties {
        let open = lists.get(level).copied();
        lists.truncate(level);
        let closed_by = mark.chars().next_back().unwrap_or('.');
        let Ok(number) = mark.trim_end_matches(closed_by).parse::<u32>() else {
            lists.push(List::Bullets);
            return Properties { entry: Some(Entry::bullet(level)), ..Style::ListBullet.into() };
        };
        let entry = match open {
            Some(List::Numbered(entry, last, by)) if by == closed_by && last + 1 == number => entry,
            Some(_) | None => self.numbering.list_from(number, closed_by, level),
        };
        lists.push(List::Numbered(entry, number, closed_by));
        Properties { entry: Some(entry), ..Style::ListNumber.into() }
    }
}

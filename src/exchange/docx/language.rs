//! The language of a paragraph, as word processors check its spelling.

use crate::text::TextDirection;

/// Whose words a paragraph holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// The report's own: what the document's defaults say.
    Own,
    /// What people wrote, in the language of this tag where it is known. Else nothing should check it.
    Written(Option<&'static str>),
}

/// Languages for which a word processor's dictionary is not that of the country named alike.
const PLACED: &[(&str, &str)] = &[
    ("ar", "ar-SA"),
    ("cs", "cs-CZ"),
    ("da", "da-DK"),
    ("el", "el-GR"),
    ("en", "en-GB"),
    ("et", "et-EE"),
    ("fa", "fa-IR"),
    ("ga", "ga-IE"),
    ("he", "he-IL"),
    ("sl", "sl-SI"),
    ("sq", "sq-AL"),
    ("sr", "sr-Cyrl-RS"),
    ("sv", "sv-SE"),
    ("uk", "uk-UA"),
    ("ur", "ur-PK"),
];

impl Language {
    /// The property of a run in this direction that says so.
    pub(super) fn property(self, direction: TextDirection) -> String {
        let Language::Written(tag) = self else { return String::new() };
        let tag = tag.map_or_else(|| "x-none".to_owned(), placed);
        match direction {
            TextDirection::LeftToRight => format!("<w:lang w:val=\"{tag}\" w:eastAsia=\"{tag}\"/>"),
            TextDirection::RightToLeft => format!("<w:lang w:bidi=\"{tag}\"/>"),
        }
    }
}

/// A language with a country, without which word processors find no dictionary.
fn placed(tag: &str) -> String {
    let placed = PLACED.iter().find(|(known, _)| *known == tag).map(|(_, placed)| (*placed).to_owned());
    placed.unwrap_or_else(|| format!("{tag}-{}", tag.to_uppercase()))
}

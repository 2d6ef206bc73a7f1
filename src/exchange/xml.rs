//! What web pages, drawings and Word's documents have in common.

/// A text that stays text. What XML can't hold is left out: controls but tabs and line ends, and what is no character.
pub(super) fn escaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    for c in raw.chars() {
        match c {
            '&' => text += "&amp;",
            '<' => text += "&lt;",
            '>' => text += "&gt;",
            '"' => text += "&quot;",
            '\'' => text += "&#39;",
            '\t' | '\n' | '\r' => text.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => text.push(c),
        }
    }
    text
}

//! Addresses in a text: on the web, of mail, of accounts, and names of files.

use std::ops::Range;

/// An address as it stands in a text.
pub(super) struct Address {
    pub range: Range<usize>,
    /// What it says, without the codes that stand for letters.
    pub plain: String,
}

/// The addresses of a text.
pub(super) fn addresses(text: &str) -> Vec<Address> {
    let mut addresses = Vec::new();
    let mut from = 0;
    for piece in text.split_inclusive(ends_address) {
        let chunk = piece.trim_end_matches(ends_address);
        let trimmed = chunk.trim_start_matches(['(', '[', '{', '\'', '‘', '’', ',', ';']);
        let start = from + chunk.len() - trimmed.len();
        let trimmed = trimmed.trim_end_matches([')', ']', '}', '\'', '’', '.', ',', ';', ':', '!', '?', '…']);
        if is_address(trimmed) {
            addresses.push(Address { range: start..start + trimmed.len(), plain: decoded(trimmed) });
        }
        from += piece.len();
    }
    addresses
}

fn ends_address(c: char) -> bool {
    c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '„' | '«' | '»' | '|' | '、'..='】' | '！'..='～')
}

fn is_address(chunk: &str) -> bool {
    let lower = chunk.to_ascii_lowercase();
    let is_account = chunk.len() > 1 && (chunk.contains('@') || chunk.starts_with('#'));
    lower.contains("://") || lower.starts_with("www.") || is_account || is_domain_or_file(chunk)
}

/// Whether it is something like `house.example/people` or `report_2024.pdf`.
fn is_domain_or_file(chunk: &str) -> bool {
    let host = chunk.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || "-_%".contains(c));
    host.rsplit_once('.').is_some_and(|(before, last)| {
        let is_last = last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_lowercase());
        is_last && before.split('.').all(is_label)
    })
}

/// An address with its codes, such as `%C3%A1`, as the letters that they stand for.
fn decoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                plain.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, ..) => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_whole() {
        for (text, expected) in [
            ("see https://x.example/a?b=1#c.", vec!["https://x.example/a?b=1#c"]),
            ("(www.x.example), jan@x.example!", vec!["www.x.example", "jan@x.example"]),
            ("umostu.example/map or report_2024.pdf", vec!["umostu.example/map", "report_2024.pdf"]),
            ("ask @jan_novak, #NovakHouse", vec!["@jan_novak", "#NovakHouse"]),
            ("<mailto:a@b.example>", vec!["mailto:a@b.example"]),
            ("请看https://x.example/a。谢谢", vec!["请看https://x.example/a"]),
            ("e.g. two words. Three 3.14 and 10:30, and/or, a # b", vec![]),
        ] {
            let found: Vec<&str> = addresses(text).into_iter().map(|one| &text[one.range]).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(decoded("x/Nov%C3%A1k%2"), "x/Novák%2");
    }
}

//! Escaping: what somebody typed stays what it is wherever Markdown, GitHub's tables and strikethrough included, would read
//! something into it; and nothing else is escaped, so that a report reads like a text.

use crate::exchange::report::prose::digits;
use crate::text::words_in_line;
use html5gum::{Token, Tokenizer};

/// What somebody typed, as one line: its words, which stay words, for somewhere within a line.
pub(super) fn words(raw: &str) -> String {
    within(&words_in_line(raw))
}

/// Escapes what Markdown would read within a line: emphasis, code, links, markup. What stands before and after is not known.
pub(super) fn within(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut before = None;
    let mut rest = raw.chars();
    while let Some(c) = rest.next() {
        if is_markup(before, c, rest.as_str()) {
            text.push('\\');
        }
        text.push(c);
        before = Some(c);
    }
    text
}

/// Whether `c` means something to Markdown, between what stands before it and what follows it in the line.
fn is_markup(before: Option<char>, c: char, rest: &str) -> bool {
    let after = rest.chars().next();
    let is = |c: Option<char>, of: fn(char) -> bool| c.is_some_and(of);
    let stands_apart = is(before, char::is_whitespace) && is(after, char::is_whitespace);
    let joins = is(before, char::is_alphanumeric) && is(after, char::is_alphanumeric);
    match c {
        '`' | '[' => true,
        '*' | '~' => !stands_apart,
        '_' => !stands_apart && !joins,
        // A backslash counts before a sign, and so before the sign that may follow this text.
        '\\' => after.is_none_or(|after| after.is_ascii_punctuation()),
        '<' => after.is_none_or(|after| after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?')),
        '&' => is_entity(rest),
        _ => false,
    }
}

/// Whether `&` and then this is a character's name or number; its `;` may follow this text.
fn is_entity(rest: &str) -> bool {
    const LONGEST: usize = 34;
    let name = rest.split(';').next().unwrap_or(rest);
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
    if name.len() > LONGEST || !is_name(name.strip_prefix('#').unwrap_or(name)) {
        return false;
    }
    let written = format!("&{name};");
    let tokens = Tokenizer::new(&written).flatten();
    let read: Vec<u8> = tokens
        .filter_map(|token| if let Token::String(text) = token { Some(text.value.0) } else { None })
        .flatten()
        .collect();
    read != written.as_bytes()
}

/// Escapes what Markdown would read at the beginning of a block: headings, quotes, rules, lists, tables.
pub(super) fn opening(line: &str) -> String {
    let ends_word = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let (number, rest) = line.split_at(digits(line));
    if (1..=9).contains(&number.len()) && rest.strip_prefix(['.', ')']).is_some_and(ends_word) {
        return format!("{number}\\{rest}");
    }
    let hashes = line.len() - line.trim_start_matches('#').len();
    let is_heading = (1..=6).contains(&hashes) && ends_word(&line[hashes..]);
    let is_entry = line.strip_prefix(['-', '+', '*']).is_some_and(ends_word);
    // Below a line these would make it a heading or the head of a table.
    let underlines = line.contains(['-', '=']) && line.chars().all(|c| "-=:| \t".contains(c));
    let is_markup = is_heading || is_entry || underlines || line.starts_with('>');
    if is_markup { format!("\\{line}") } else { line.to_owned() }
}

/// What is known to be one line of words, within a table's cell.
pub(super) fn cell(text: &str) -> String {
    words(text).replace('|', "\\|")
}

/// The words of a heading. Signs at its end would be taken for the end of its own.
pub(super) fn heading(raw: &str) -> String {
    let mut text = words(raw);
    if text.ends_with('#') {
        text.insert(text.len() - 1, '\\');
    }
    text
}

//! What bytes say: in UTF-8, in UTF-16 as spreadsheets and Windows' editor save it, or in an older encoding, by guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::ImportError;

/// A text, and in which encoding it was.
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    /// The encoding's name; none where there is nothing to tell: it is UTF-8.
    pub(crate) encoding: Option<String>,
    /// Whether that is a guess.
    pub(crate) guessed: bool,
    /// How many places could not be read, and are marked so.
    pub(crate) broken: usize,
}

/// How far into a page its encoding is looked for.
const HEAD: usize = 4096;

/// Reads bytes as text.
pub(crate) fn decode(raw: &[u8]) -> Result<Decoded<'_>, ImportError> {
    if let Some(what) = known_otherwise(raw) {
        return Err(ImportError::NotText(what));
    }
    let marked = Encoding::for_bom(raw).map(|(encoding, _)| encoding);
    let by_bytes = marked.or_else(|| unmarked_utf16(raw)).or_else(|| is_utf8(raw).then_some(UTF_8));
    let known = by_bytes.or_else(|| named(raw));
    let encoding = known.unwrap_or_else(|| guessed(raw));
    // A mark in front goes with it.
    let (text, encoding, _) = encoding.decode(raw);
    if is_binary(&text) {
        return Err(ImportError::NotText("no text"));
    }
    let was_there = str::from_utf8(raw).map_or(0, |raw| raw.matches(char::REPLACEMENT_CHARACTER).count());
    let broken = text.matches(char::REPLACEMENT_CHARACTER).count() - was_there;
    let name = (encoding != UTF_8).then(|| encoding.name().replacen("windows", "Windows", 1));
    Ok(Decoded { text, guessed: name.is_some() && known.is_none(), encoding: name, broken })
}

/// Whether bytes are UTF-8, or were before something broke a few of them.
fn is_utf8(raw: &[u8]) -> bool {
    let (mut letters, mut broken) = (0, 0);
    for chunk in raw.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || letters > broken
}

/// Whether more of it are control characters than slips into a text.
fn is_binary(text: &str) -> bool {
    let controls = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    controls * 20 > text.len()
}

/// What a file is by its first bytes, where people take it for a text and it is none.
fn known_otherwise(raw: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &str); 6] = [
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a Word, OpenDocument or zip file"),
        (b"\xd0\xcf\x11\xe0", "a file of an older Word or Excel"),
        (b"{\\rtf", "rich text (RTF)"),
        (b"bplist00", "a web archive"),
        (b"From: <Saved by ", "a web archive"),
    ];
    known.into_iter().find(|(begins, _)| raw.starts_with(begins)).map(|(_, what)| what)
}

/// UTF-16 that lost its mark: every other byte of what is mostly Latin is zero.
fn unmarked_utf16(raw: &[u8]) -> Option<&'static Encoding> {
    let head = &raw[..raw.len().min(HEAD)];
    let zeroes = |at: usize| head.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeroes(0), zeroes(1));
    let many = |count: usize| count * 4 > head.len() && head.len() > 4;
    match (many(even), many(odd)) {
        (true, false) if odd == 0 => Some(UTF_16BE),
        (false, true) if even == 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// The encoding that a page names in its head. One that is UTF-8 by its own word and is not read as such is guessed.
fn named(raw: &[u8]) -> Option<&'static Encoding> {
    let head = raw[..raw.len().min(HEAD)].to_ascii_lowercase();
    if !head.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    // `<meta charset="…">`, `content="text/html; charset=…"` and `<?xml encoding="…"?>` alike.
    let after = [&b"charset="[..], b"encoding="].into_iter().find_map(|key| {
        let at = memchr::memmem::find(&head, key)?;
        Some(head[at + key.len()..].trim_ascii_start())
    })?;
    let label = after.split(|byte| b"\"'".contains(byte)).find(|part| !part.is_empty())?;
    let end = label.iter().position(|byte| b" ;/>?\t\r\n".contains(byte)).unwrap_or(label.len());
    let encoding = Encoding::for_label(&label[..end])?;
    (encoding.is_ascii_compatible() && encoding != UTF_8).then_some(encoding)
}

fn guessed(raw: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(raw, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use encoding_rs::{WINDOWS_1250, WINDOWS_1252};

    use super::*;

    const CZECH: &str = "Středisko „Otevřená kuchyně“ – Ústí nad Labem. Přicházejí sem lidé z celého města, společně vaří a učí se češtinu.";
    const FRENCH: &str = "L’atelier « Vélos pour tous » – Besançon. Les bénévoles réparent, les élèves apprennent; c’était déjà complet.";

    fn read(raw: &[u8]) -> (String, Option<String>) {
        let decoded = decode(raw).unwrap();
        assert_eq!(decoded.broken, 0);
        (decoded.text.into_owned(), decoded.encoding)
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn each_encoding_is_read_and_named() {
        let text = format!("{CZECH}\n✓ {FRENCH}");
        let marked = format!("\u{feff}{text}");
        assert_eq!(read(text.as_bytes()), (text.clone(), None));
        assert_eq!(read(marked.as_bytes()), (text.clone(), None));
        for (bytes, name) in [(u16::to_le_bytes as fn(u16) -> [u8; 2], "UTF-16LE"), (u16::to_be_bytes, "UTF-16BE")] {
            assert_eq!(read(&utf16(&marked, bytes)), (text.clone(), Some(name.to_owned())));
            assert_eq!(read(&utf16(FRENCH, bytes)), (FRENCH.to_owned(), Some(name.to_owned())), "without its mark");
        }
        for (text, encoding, name) in [(CZECH, WINDOWS_1250, "Windows-1250"), (FRENCH, WINDOWS_1252, "Windows-1252")] {
            let (raw, _, lost) = encoding.encode(text);
            assert!(!lost);
            assert_eq!(read(&raw), (text.to_owned(), Some(name.to_owned())));
        }
    }

    #[test]
    fn a_page_names_its_encoding_and_is_not_believed_against_its_bytes() {
        let page = |head: &str| format!("<!doctype html>\n<html><head>{head}</head><body>{CZECH}</body></html>");
        for head in [
            "<meta charset=\"windows-1250\">",
            "<META CHARSET=windows-1250 />",
            "<meta http-equiv='Content-Type' content='text/html; charset=Windows-1250'>",
        ] {
            let page = page(head);
            let (raw, ..) = WINDOWS_1250.encode(&page);
            assert_eq!(read(&raw), (page.clone(), Some("Windows-1250".to_owned())), "{head}");
        }
        let saved_anew = page("<meta charset=\"windows-1252\">");
        assert_eq!(read(saved_anew.as_bytes()), (saved_anew.clone(), None));
        let wrong = page("<meta charset=utf-8>");
        let (wrong, ..) = WINDOWS_1250.encode(&wrong);
        assert_eq!(read(&wrong).1.as_deref(), Some("Windows-1250"));
    }

    #[test]
    fn a_few_broken_bytes_are_marked_and_make_no_other_encoding() {
        let raw = [CZECH.as_bytes(), b" \xff end \xfe"].concat();
        let decoded = decode(&raw).unwrap();
        assert_eq!((decoded.broken, decoded.encoding), (2, None));
        assert_eq!(decoded.text, format!("{CZECH} \u{fffd} end \u{fffd}"));
    }

    #[test]
    fn what_is_no_text_says_what_it_is() {
        for (raw, what) in [
            (&b"%PDF-1.7\n\xe2\xe3"[..], "a PDF"),
            (b"PK\x03\x04\x14", "a Word, OpenDocument or zip file"),
            (b"{\\rtf1\\ansi}", "rich text (RTF)"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01", "no text"),
            (b"some \0 text", "no text"),
        ] {
            assert_eq!(decode(raw).err(), Some(ImportError::NotText(what)));
        }
    }
}

//! Web addresses that the document refers to.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::package::DECLARATION;
use crate::exchange::xml::escaped;

/// The document's other parts, in the order of their numbers: the header and the footer are referred to by theirs.
const PARTS: [&str; 5] = ["styles", "numbering", "settings", "header", "footer"];

/// The longest address that Word follows.
const LONGEST: usize = 2_000;

/// The addresses that are linked to, each once.
#[derive(Debug, Default)]
pub(super) struct Links {
    targets: Vec<String>,
    /// Where each stands among them.
    known: HashMap<String, usize>,
}

impl Links {
    /// The relationship to the header.
    pub(super) const HEADER: &str = "rId4";
    /// The relationship to the footer.
    pub(super) const FOOTER: &str = "rId5";

    /// The relationship to an address, where it is one that can be followed.
    pub(super) fn to(&mut self, address: &str) -> Option<String> {
        let target = target(address)?;
        let at = *self.known.entry(target).or_insert_with_key(|target| {
            self.targets.push(target.clone());
            self.targets.len() - 1
        });
        Some(format!("rId{}", PARTS.len() + 1 + at))
    }

    /// All that the document refers to, as a part.
    pub(super) fn relationships(&self) -> String {
        let mut xml = format!(
            "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\n"
        );
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        for (at, part) in PARTS.iter().enumerate() {
            let _ = writeln!(xml, "<Relationship Id=\"rId{}\" Type=\"{kind}/{part}\" Target=\"{part}.xml\"/>", at + 1);
        }
        for (at, target) in self.targets.iter().enumerate() {
            let (number, target) = (PARTS.len() + 1 + at, escaped(target));
            let _ = writeln!(
                xml,
                "<Relationship Id=\"rId{number}\" Type=\"{kind}/hyperlink\" Target=\"{target}\" TargetMode=\"External\"/>"
            );
        }
        xml + "</Relationships>\n"
    }
}

/// An address as a link goes to it. Word takes a document for damaged in which one is not well formed, so whatever a browser
/// would have to guess at stays text.
fn target(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "https"))?;
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    let is_name = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let is_followed = name.split('.').all(is_name) && port.parse::<u16>().is_ok() && address.len() <= LONGEST;
    is_followed.then(|| format!("{scheme}://{host}{}", encoded(path)))
}

/// What stands behind the host, with nothing in it that an address can't hold.
fn encoded(path: &str) -> String {
    let mut target = String::with_capacity(path.len());
    let mut in_fragment = false;
    for (at, byte) in path.bytes().enumerate() {
        let is_escape =
            || path.as_bytes()[at + 1..].iter().take(2).filter(|digit| digit.is_ascii_hexdigit()).count() == 2;
        let stays = match byte {
            b'%' => is_escape(),
            b'#' => !std::mem::replace(&mut in_fragment, true),
            byte => byte.is_ascii_alphanumeric() || b"-._~/?:@!$&'()*+,;=".contains(&byte),
        };
        if stays {
            target.push(char::from(byte));
        } else {
            let _ = write!(target, "%{byte:02X}");
        }
    }
    target
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_goes_where_it_says_or_is_none() {
        for (address, expected) in [
            ("https://x.example", Some("https://x.example")),
            ("http://x.example:8080/a?b=c&d=(e)#f", Some("http://x.example:8080/a?b=c&d=(e)#f")),
            ("https://příklad.cz/žluť#a#b", Some("https://příklad.cz/%C5%BElu%C5%A5#a%23b")),
            ("https://x.example/a%20b%zz\"<", Some("https://x.example/a%20b%25zz%22%3C")),
            ("https://", None),
            ("https://a..b/", None),
            ("https://[::1]/", None),
            ("https://me@x.example/", None),
            ("https://x.example:99999/", None),
            ("javascript:alert(1)//://x", None),
            ("file:///etc/passwd", None),
        ] {
            assert_eq!(target(address).as_deref(), expected, "{address}");
        }
        assert_eq!(target(&format!("https://x.example/{}", "a".repeat(LONGEST))), None);
    }

    #[test]
    fn an_address_is_referred_to_once() {
        let mut links = Links::default();
        let ids = ["https://a.example", "https://b.example/&", "https://a.example"].map(|one| links.to(one).unwrap());
        assert_eq!(ids, ["rId6", "rId7", "rId6"]);
        let xml = links.relationships();
        assert_eq!(xml.matches("TargetMode=\"External\"").count(), 2);
        assert!(xml.contains("Target=\"https://b.example/&amp;\""), "{xml}");
    }
}

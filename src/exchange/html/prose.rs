//! Prose as paragraphs and lists of a web page.

use crate::exchange::report::prose::{Paragraph, paragraphs};
use crate::exchange::xml::escaped;

/// What is open while prose is written.
#[derive(Default)]
struct Writer {
    text: String,
    /// The elements of the lists that are open, each with an open entry.
    lists: Vec<&'static str>,
}

/// What somebody typed, as paragraphs and lists.
pub(super) fn prose(raw: &str) -> String {
    let mut writer = Writer::default();
    for Paragraph { depth, mark, after_gap: _, text } in paragraphs(raw) {
        match mark {
            Some(mark) => writer.entry(depth, mark),
            None => writer.leave(depth),
        }
        writer.push(&["<p>", &escaped(&text).replace('\n', "<br>\n"), "</p>\n"]);
    }
    writer.leave(0);
    writer.text
}

impl Writer {
    /// Begins an entry of the list at this depth.
    fn entry(&mut self, depth: usize, mark: &str) {
        let number = mark.trim_end_matches(['.', ')']).parse::<u32>().ok();
        let element = if number.is_some() { "ol" } else { "ul" };
        self.leave(depth);
        if self.lists.len() == depth && self.lists.last() != Some(&element) {
            self.leave(depth - 1);
        }
        if self.lists.len() == depth {
            self.text += "</li>\n<li>";
            return;
        }
        self.lists.push(element);
        let start = number.filter(|number| *number != 1).map(|number| format!(" start=\"{number}\""));
        self.push(&["<", element, &start.unwrap_or_default(), ">\n<li>"]);
    }

    /// Ends the lists deeper than this.
    fn leave(&mut self, depth: usize) {
        while self.lists.len() > depth {
            if let Some(element) = self.lists.pop() {
                self.push(&["</li>\n</", element, ">\n"]);
            }
        }
    }

    fn push(&mut self, parts: &[&str]) {
        self.text.extend(parts.iter().copied());
    }
}

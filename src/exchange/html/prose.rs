//! Prose as paragraphs and lists of a web page.

use crate::exchange::report::prose::{ProseLine, lines};
use crate::exchange::xml::escaped;

/// What is open while prose is written.
#[derive(Default)]
struct Writer {
    text: String,
    /// The elements of the lists that are open, each with an open entry.
    lists: Vec<&'static str>,
    in_paragraph: bool,
}

/// What somebody typed, as paragraphs and lists.
pub(super) fn prose(raw: &str) -> String {
    let mut writer = Writer::default();
    for ProseLine { depth, mark, after_gap, text } in lines(raw) {
        match mark {
            Some(mark) => writer.entry(depth, mark),
            None => writer.leave(depth),
        }
        if mark.is_none() && writer.in_paragraph && !after_gap {
            writer.text += "<br>\n";
        } else {
            writer.end_paragraph();
            writer.text += "<p>";
            writer.in_paragraph = true;
        }
        writer.text += &escaped(&text);
    }
    writer.leave(0);
    writer.end_paragraph();
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
        self.end_paragraph();
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
            self.end_paragraph();
            if let Some(element) = self.lists.pop() {
                self.push(&["</li>\n</", element, ">\n"]);
            }
        }
    }

    fn push(&mut self, parts: &[&str]) {
        self.text.extend(parts.iter().copied());
    }

    fn end_paragraph(&mut self) {
        if std::mem::take(&mut self.in_paragraph) {
            self.text += "</p>\n";
        }
    }
}

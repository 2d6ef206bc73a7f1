//! What an import reads, line by line: a text as it stands, or a saved web page as it is seen.

use std::{borrow::Cow, fmt};

use crate::model::Mark;

mod html;
mod names;
mod table;

/// The lines of a text or of a web page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page<'a> {
    /// What the window's bar says of a web page.
    pub(super) title: Option<String>,
    pub(super) lines: Vec<PageLine<'a>>,
    /// What of a web page stands around what it is about: the lines that belong to it give its place here.
    pub(super) parts: Vec<PagePart>,
}

/// A line of a text, or of a web page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PageLine<'a> {
    /// Its number, from 1; none in a web page, of which nobody sees the lines.
    pub(super) number: Option<usize>,
    pub(super) text: Cow<'a, str>,
    /// What a list puts in front of it.
    pub(super) bullet: Option<String>,
    /// Of a heading: how deep it is, from 1.
    pub(super) heading: Option<u8>,
    /// The mark that its place says, where no sign is written: a list's class, a box that is ticked, a table's cell.
    pub(super) mark: Option<Mark>,
    /// The part that it belongs to.
    pub(super) part: Option<usize>,
}

/// A part of a web page around what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagePart {
    /// Links to other pages.
    Menu,
    /// What stands above every page.
    Head,
    /// What stands beside it.
    Side,
    /// What stands below every page.
    Foot,
}

impl fmt::Display for PagePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PagePart::Menu => "menu",
            PagePart::Head => "head",
            PagePart::Side => "sidebar",
            PagePart::Foot => "foot",
        })
    }
}

impl Page<'_> {
    /// The lines of a text, which is a web page where it begins like one.
    pub(super) fn read(text: &str) -> Page<'_> {
        let is_html = |c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?');
        if text.trim_start().strip_prefix('<').is_some_and(|rest| rest.starts_with(is_html)) {
            return html::read(text);
        }
        let numbered = text.split('\n').zip(1..);
        let line = |(text, number)| PageLine { number: Some(number), text: Cow::Borrowed(text), ..PageLine::default() };
        Page { title: None, lines: numbered.map(line).collect(), parts: Vec::new() }
    }
}

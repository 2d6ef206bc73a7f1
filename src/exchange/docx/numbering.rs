//! Lists: which there are, and how their entries are counted.

use std::fmt::Write as _;

use super::package::DECLARATION;

/// How many levels of lists a word processor knows.
const LEVELS: usize = 9;
/// How far a level stands in from the one around it, and an entry's text from its mark, in twentieths of a point.
const STEP: usize = 397;

/// The list with bullets: it is one, since bullets are not counted.
const BULLETS: usize = 1;

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    numbered: Vec<NumberedList>,
}

/// A list that begins at some number.
#[derive(Debug)]
struct NumberedList {
    level: usize,
    start: u32,
    closed_by: char,
}

/// Where an entry belongs: a list, and the level in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    list: usize,
    level: usize,
}

impl Entry {
    /// With a bullet, at this level.
    pub(super) fn bullet(level: usize) -> Entry {
        Entry { list: BULLETS, level: level.min(LEVELS - 1) }
    }

    /// The property of its paragraph that says so.
    pub(super) fn property(self) -> String {
        let Entry { list, level } = self;
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>")
    }
}

/// The property of a paragraph that goes on with an entry of a list at this level.
pub(super) fn indent(level: usize) -> String {
    format!("<w:ind w:left=\"{}\"/>", STEP * (level.min(LEVELS - 1) + 1))
}

impl Numbering {
    /// An entry with this number, `closed_by` a full stop or a bracket, that begins a list at this level.
    pub(super) fn list_from(&mut self, start: u32, closed_by: char, level: usize) -> Entry {
        let level = level.min(LEVELS - 1);
        self.numbered.push(NumberedList { level, start, closed_by });
        Entry { list: BULLETS + self.numbered.len(), level }
    }

    /// The lists, as a part.
    pub(super) fn definitions(&self) -> String {
        let mut xml = format!(
            "{DECLARATION}<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\n"
        );
        abstract_list(&mut xml, 0, "bullet", |level| ["•", "–"][level % 2].to_owned());
        abstract_list(&mut xml, 1, "decimal", |level| format!("%{}.", level + 1));
        abstract_list(&mut xml, 2, "decimal", |level| format!("%{})", level + 1));
        let _ = writeln!(xml, "<w:num w:numId=\"{BULLETS}\"><w:abstractNumId w:val=\"0\"/></w:num>");
        for (at, NumberedList { level, start, closed_by }) in self.numbered.iter().enumerate() {
            let (list, kind) = (BULLETS + 1 + at, if *closed_by == ')' { 2 } else { 1 });
            let _ = writeln!(
                xml,
                "<w:num w:numId=\"{list}\"><w:abstractNumId w:val=\"{kind}\"/><w:lvlOverride w:ilvl=\"{level}\">\
                 <w:startOverride w:val=\"{start}\"/></w:lvlOverride></w:num>"
            );
        }
        xml + "</w:numbering>\n"
    }
}

/// What lists of a kind look like.
fn abstract_list(xml: &mut String, number: usize, format: &str, mark: impl Fn(usize) -> String) {
    let _ = writeln!(xml, "<w:abstractNum w:abstractNumId=\"{number}\"><w:multiLevelType w:val=\"multilevel\"/>");
    for level in 0..LEVELS {
        let (mark, left) = (mark(level), STEP * (level + 1));
        let _ = writeln!(
            xml,
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{mark}\"/>\
             <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"{STEP}\"/></w:pPr></w:lvl>"
        );
    }
    *xml += "</w:abstractNum>\n";
}

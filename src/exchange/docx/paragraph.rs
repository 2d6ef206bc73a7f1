//! A paragraph: its properties and its runs, each in a direction and a language.

use super::{language::Language, links::Links, numbering, package::DECLARATION};
use crate::exchange::{
    report::{Line, Piece},
    xml::escaped,
};
use crate::text::TextDirection;

/// What a paragraph looks like. `styles.xml` says how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Title,
    Heading(u8),
    BodyText,
    Note,
    ListBullet,
    ListNumber,
    ListContinue,
    TableHeading,
    TableText,
    FieldName,
    Support,
    Figure,
    Caption,
    Room,
    ContentsHeading,
    Contents,
    Header,
}

impl Style {
    fn id(self) -> &'static str {
        match self {
            Style::Title => "Title",
            Style::Heading(0 | 1) => "Heading1",
            Style::Heading(2) => "Heading2",
            Style::Heading(3) => "Heading3",
            Style::Heading(_) => "Heading4",
            Style::BodyText => "BodyText",
            Style::Note => "Note",
            Style::ListBullet => "ListBullet",
            Style::ListNumber => "ListNumber",
            Style::ListContinue => "ListContinue",
            Style::TableHeading => "TableHeading",
            Style::TableText => "TableText",
            Style::FieldName => "FieldName",
            Style::Support => "Support",
            Style::Figure => "Figure",
            Style::Caption => "Caption",
            Style::Room => "Room",
            Style::ContentsHeading => "TOCHeading",
            Style::Contents => "TOC1",
            Style::Header => "Header",
        }
    }

    /// Whether it keeps a distance from a table above it.
    fn stands_off(self) -> bool {
        matches!(self, Style::Heading(_) | Style::Figure | Style::Title)
    }
}

/// What stands above a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Above {
    /// Another one, or nothing.
    Paragraph,
    /// The end of a page: it begins another.
    PageBreak,
    /// A table, from which it has to keep its distance.
    Table,
}

/// The properties of a paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Properties {
    pub style: Style,
    /// Whether what follows has to stand on the same page.
    pub keeps_next: bool,
    pub above: Above,
    /// The entry that it begins.
    pub entry: Option<numbering::Entry>,
    /// At which level it goes on with an entry.
    pub goes_on: Option<usize>,
    /// Whether it is set against the end of its line.
    pub is_number: bool,
    pub direction: TextDirection,
}

impl From<Style> for Properties {
    fn from(style: Style) -> Properties {
        Properties {
            style,
            keeps_next: false,
            above: Above::Paragraph,
            entry: None,
            goes_on: None,
            is_number: false,
            direction: TextDirection::LeftToRight,
        }
    }
}

impl Properties {
    /// Set against the end of the line.
    pub(super) fn of_number(self) -> Properties {
        Properties { is_number: true, ..self }
    }

    /// In the order that the schema wants.
    pub(super) fn element(self) -> String {
        let mut xml = format!("<w:pPr><w:pStyle w:val=\"{}\"/>", self.style.id());
        if self.keeps_next {
            xml += "<w:keepNext/>";
        }
        if self.above == Above::PageBreak {
            xml += "<w:pageBreakBefore/>";
        }
        if let Some(entry) = self.entry {
            xml += &entry.property();
        }
        if self.direction == TextDirection::RightToLeft {
            xml += "<w:bidi/>";
        }
        if self.above == Above::Table && !self.style.stands_off() {
            xml += "<w:spacing w:before=\"160\"/>";
        }
        if let Some(level) = self.goes_on {
            xml += &numbering::indent(level);
        }
        if self.is_number {
            xml += "<w:jc w:val=\"right\"/>";
        }
        xml + "</w:pPr>"
    }
}

/// The direction of a paragraph with this text.
pub(super) fn direction(line: &Line) -> TextDirection {
    TextDirection::of(&line.plain()).unwrap_or_default()
}

/// The runs of a paragraph that runs in `base` direction.
pub(super) fn line_runs(line: &Line, base: TextDirection, language: Language, links: &mut Links) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => runs(text, base, language, ""),
        Piece::Link(address) => match links.to(address) {
            Some(id) => {
                let run = run(address, "<w:rStyle w:val=\"Hyperlink\"/>");
                format!("<w:hyperlink r:id=\"{id}\" w:history=\"1\">{run}</w:hyperlink>")
            }
            None => run(address, ""),
        },
    };
    line.0.iter().map(piece).collect()
}

/// A text as runs, each in one direction, that look like this.
pub(super) fn runs(text: &str, base: TextDirection, language: Language, look: &str) -> String {
    let written = |(direction, part): (TextDirection, &str)| {
        let towards = if direction == TextDirection::RightToLeft { "<w:rtl/>" } else { "" };
        run(part, &format!("{look}{towards}{}", language.property(direction)))
    };
    base.parts(text).into_iter().map(written).collect()
}

/// A run with these properties; line ends and tabs stay what they are.
fn run(text: &str, properties: &str) -> String {
    let mut xml = "<w:r>".to_owned();
    if !properties.is_empty() {
        xml.extend(["<w:rPr>", properties, "</w:rPr>"]);
    }
    let mut rest = text;
    while !rest.is_empty() {
        let (plain, behind) = rest.split_at(rest.find(['\n', '\t']).unwrap_or(rest.len()));
        if !plain.is_empty() {
            xml.extend(["<w:t xml:space=\"preserve\">", &escaped(plain), "</w:t>"]);
        }
        let mut behind = behind.chars();
        match behind.next() {
            Some('\n') => xml += "<w:br/>",
            Some(_) => xml += "<w:tab/>",
            None => {}
        }
        rest = behind.as_str();
    }
    xml + "</w:r>"
}

/// The header of each page but the first, as a part.
pub(super) fn header(title: &str) -> String {
    let title = Line::from(title);
    let direction = direction(&title);
    let properties = Properties { direction, ..Style::Header.into() }.element();
    let runs = runs(&title.plain(), direction, Language::Written(None), "");
    format!(
        "{DECLARATION}<w:hdr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:p>{properties}{runs}</w:p></w:hdr>\n"
    )
}

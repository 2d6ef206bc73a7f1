//! The body of the document: what each block of a report becomes.

use std::fmt::Write as _;

use super::{
    language::Language,
    links::Links,
    numbering::{Entry, Numbering},
    package::DECLARATION,
    paragraph::{Above, Properties, Style, direction, line_runs, runs},
};
use crate::exchange::report::{self, Block, Line};

/// What the elements of the body belong to.
const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:wpg=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"";

/// How wide the text is, in twentieths of a point: A4 less 20 mm on either side.
pub(super) const TEXT_WIDTH: usize = 9638;

/// Keeps two tables apart, and the last one from the end of the document.
const GAP: &str = "<w:p><w:pPr><w:spacing w:line=\"160\" w:lineRule=\"exact\"/></w:pPr></w:p>\n";

/// The body as it is written: what is ready to be taken, and what has to be known to go on.
#[derive(Default)]
pub(super) struct Body {
    pub(super) xml: String,
    pub(super) links: Links,
    pub(super) numbering: Numbering,
    /// How many drawings and parts of drawings there are.
    pub(super) drawn: usize,
    reports: usize,
    /// Whether contents stand before the reports.
    has_contents: bool,
    /// Whether a report was begun that has no paragraph yet.
    begins_report: bool,
    /// Whether the last block is a table.
    after_table: bool,
}

impl Body {
    /// A body that begins with the contents, where there are several reports.
    pub(super) fn begin(title: &str, contents: &[String]) -> Body {
        let xml = format!("{DECLARATION}<w:document {NAMESPACES}><w:body>\n");
        let mut body = Body { xml, has_contents: contents.len() > 1, ..Body::default() };
        if body.has_contents {
            body.paragraph(Style::Title.into(), Language::Own, &Line::from(title));
            body.contents(contents);
        }
        body
    }

    /// The titles of the reports, each a link to its own: a field that a word processor can bring up to date.
    fn contents(&mut self, titles: &[String]) {
        self.xml += "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/>\
             </w:docPartObj></w:sdtPr><w:sdtContent>\n";
        self.paragraph(Style::ContentsHeading.into(), Language::Own, &Line::from("Contents"));
        let mut field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
             <w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-1\" \\h \\z \\u </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
        for (at, title) in titles.iter().enumerate() {
            let title = Line::from(title.as_str());
            let direction = direction(&title);
            let properties = Properties { direction, ..Style::Contents.into() }.element();
            let (runs, anchor) = (runs(&title.plain(), direction, Language::Written(None), ""), anchor(at + 1));
            let _ = writeln!(
                self.xml,
                "<w:p>{properties}{field}<w:hyperlink w:anchor=\"{anchor}\" w:history=\"1\">{runs}</w:hyperlink></w:p>"
            );
            field = "";
        }
        self.xml += "<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>\n</w:sdtContent></w:sdt>\n";
    }

    /// Has what comes next begin a report.
    pub(super) fn begin_report(&mut self) {
        self.reports += 1;
        self.begins_report = true;
    }

    /// What is written since the last time.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.xml)
    }

    /// The end of the body: the page, its header and its footer.
    pub(super) fn end(&mut self) -> String {
        // A table can't stand last, and a body can't be empty.
        self.part_from_table();
        if self.reports == 0 {
            self.xml += "<w:p/>\n";
        }
        let (header, footer) = (Links::HEADER, Links::FOOTER);
        let _ = writeln!(
            self.xml,
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"{header}\"/>\
             <w:footerReference w:type=\"default\" r:id=\"{footer}\"/><w:footerReference w:type=\"first\" r:id=\"{footer}\"/>\
             <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1247\" w:right=\"1134\" w:bottom=\"1247\" \
             w:left=\"1134\" w:header=\"624\" w:footer=\"624\" w:gutter=\"0\"/><w:cols w:space=\"708\"/><w:titlePg/>\
             </w:sectPr></w:body></w:document>"
        );
        self.take()
    }

    /// A block of a report on what people wrote in this language.
    pub(super) fn block(&mut self, block: &Block, language: Option<&'static str>) {
        let written = Language::Written(language);
        match block {
            Block::Heading(level, text) => {
                let language = if *level == 1 { written } else { Language::Own };
                self.paragraph(Style::Heading(*level).into(), language, text);
            }
            Block::Fields(fields) => self.fields(fields),
            Block::Prose(text) => self.prose(text, written),
            Block::Note(text) => self.text(Style::Note.into(), Language::Own, text),
            Block::Profile(rows) => self.profile(rows),
            Block::Figure(figure) => self.figure(figure),
            Block::Checklist(items) => self.checklist(items),
            Block::List(entries) => entries.iter().for_each(|entry| self.entry(entry)),
            Block::Room(lines) => {
                for _ in 0..*lines {
                    self.push(Style::Room.into(), "");
                }
            }
        }
    }

    /// An entry of a list, with those below it. It may say things in several languages.
    fn entry(&mut self, report::Entry { text, below }: &report::Entry) {
        let bullet = |level| Properties { entry: Some(Entry::bullet(level)), ..Style::ListBullet.into() };
        self.paragraph(bullet(0), Language::Written(None), text);
        for below in below {
            self.paragraph(bullet(1), Language::Written(None), below);
        }
    }

    pub(super) fn paragraph(&mut self, properties: Properties, language: Language, line: &Line) {
        let direction = direction(line);
        let runs = line_runs(line, direction, language, &mut self.links);
        self.push(Properties { direction, ..properties }, &runs);
    }

    /// A paragraph of a text in which line ends count.
    pub(super) fn text(&mut self, properties: Properties, language: Language, text: &str) {
        self.paragraph(properties, language, &Line(vec![report::Piece::Text(text.to_owned())]));
    }

    /// A paragraph with these runs. The first one of a report begins a page, and is where the contents lead.
    pub(super) fn push(&mut self, properties: Properties, runs: &str) {
        let begins_report = std::mem::take(&mut self.begins_report);
        let begins_page = begins_report && (self.has_contents || self.reports > 1);
        let above = match std::mem::take(&mut self.after_table) {
            _ if begins_page => Above::PageBreak,
            true => Above::Table,
            false => Above::Paragraph,
        };
        let properties = Properties { above, ..properties }.element();
        if begins_report {
            let (id, anchor) = (self.reports, anchor(self.reports));
            let _ = writeln!(
                self.xml,
                "<w:p>{properties}<w:bookmarkStart w:id=\"{id}\" w:name=\"{anchor}\"/>{runs}<w:bookmarkEnd w:id=\"{id}\"/></w:p>"
            );
        } else {
            self.xml.extend(["<w:p>", &properties, runs, "</w:p>\n"]);
        }
    }

    /// Keeps what comes next from a table just before it.
    pub(super) fn part_from_table(&mut self) {
        if std::mem::take(&mut self.after_table) {
            self.xml += GAP;
        }
    }

    /// Notes that a table was written.
    pub(super) fn end_table(&mut self) {
        self.after_table = true;
    }

    /// A paragraph that holds a drawing.
    pub(super) fn drawing(&mut self, drawing: &str) {
        self.push(Style::Figure.into(), &format!("<w:r>{drawing}</w:r>"));
    }

    /// The number of a drawing, or of a part of one: no two have the same.
    pub(super) fn next_drawn(&mut self) -> usize {
        self.drawn += 1;
        self.drawn
    }
}

/// What the beginning of a report is called by what leads to it.
fn anchor(report: usize) -> String {
    format!("_Toc{report:08}")
}

//! Tables: the practice's details, a profile, a checklist.

use std::fmt::Write as _;

use super::{
    body::{Body, TEXT_WIDTH},
    language::Language,
    paragraph::{Properties, Style},
};
use crate::exchange::{
    figure::Shade,
    report::{Checked, Line, columns},
};
use crate::model::{Counts, Tally};

/// How wide the names of the details are, in twentieths of a point.
const NAMES: usize = 2500;
/// How wide a column of numbers is.
const NUMBERS: usize = 1220;
/// How wide the marks are.
const MARKS: usize = 1900;
/// What a mark has that counts as nothing.
const NO_COUNT: &str = "9A9A9A";

impl Body {
    /// What is known by name, without lines.
    pub(super) fn fields(&mut self, fields: &[(String, Line)]) {
        self.begin_table("Details", &[NAMES, TEXT_WIDTH - NAMES], false);
        for (name, value) in fields {
            self.begin_row(false);
            self.cell(NAMES, "", |body| body.text(Style::FieldName.into(), Language::Own, name));
            self.cell(TEXT_WIDTH - NAMES, "", |body| {
                body.paragraph(Style::TableText.into(), Language::Written(None), value);
            });
            self.end_row();
        }
        self.finish_table();
    }

    /// The counts of each criterion, on one page.
    pub(super) fn profile(&mut self, rows: &[(String, Tally)]) {
        let columns = columns(rows);
        let names = TEXT_WIDTH - NUMBERS * columns.len();
        let widths: Vec<usize> = std::iter::once(names).chain(columns.iter().map(|_| NUMBERS)).collect();
        self.begin_table("Profile", &widths, true);
        self.begin_row(true);
        let head = Properties::from(Style::TableHeading);
        self.cell(names, "", |body| body.text(head, Language::Own, "Criterion"));
        for shade in &columns {
            self.cell(NUMBERS, "", |body| body.text(head.of_number(), Language::Own, shade.name()));
        }
        self.end_row();
        for (at, (name, tally)) in rows.iter().enumerate() {
            let row = Properties { keeps_next: at + 1 < rows.len(), ..Style::TableText.into() };
            self.begin_row(false);
            self.cell(names, "", |body| body.text(row, Language::Own, name));
            for shade in &columns {
                let count = shade.count(tally).to_string();
                self.cell(NUMBERS, "", |body| body.text(row.of_number(), Language::Own, &count));
            }
            self.end_row();
        }
        self.finish_table();
    }

    /// The items with their marks; what the marks rest on stands below each. The colours say no more than the words.
    pub(super) fn checklist(&mut self, items: &[Checked]) {
        self.begin_table("Checklist", &[MARKS, TEXT_WIDTH - MARKS], true);
        self.begin_row(true);
        for (name, width) in [("Mark", MARKS), ("Item", TEXT_WIDTH - MARKS)] {
            self.cell(width, "", |body| body.text(Style::TableHeading.into(), Language::Own, name));
        }
        self.end_row();
        for (at, Checked { sign, word, counts, item, support }) in items.iter().enumerate() {
            // No row stands alone at the foot of a page, or at the top of one.
            let keeps_next = items.len() > 1 && (at == 0 || at + 2 == items.len());
            let row = Properties { keeps_next, ..Style::TableText.into() };
            let mark = if word == sign { word.clone() } else { format!("{sign} {word}") };
            self.begin_row(false);
            self.cell(MARKS, &edge(*counts), |body| body.text(row, Language::Own, &mark));
            self.cell(TEXT_WIDTH - MARKS, "", |body| {
                body.paragraph(row, Language::Own, item);
                for line in support {
                    body.paragraph(Style::Support.into(), Language::Written(None), line);
                }
            });
            self.end_row();
        }
        self.finish_table();
    }

    fn begin_table(&mut self, style: &str, widths: &[usize], has_head: bool) {
        self.part_from_table();
        let (width, has_head) = (widths.iter().sum::<usize>(), u8::from(has_head));
        let _ = write!(
            self.xml,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{width}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"{val}\" w:firstRow=\"{has_head}\" w:lastRow=\"0\" \
             w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
            val = if has_head == 1 { "0620" } else { "0600" },
        );
        for width in widths {
            let _ = write!(self.xml, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.xml += "</w:tblGrid>\n";
    }

    /// Begins a row that is not split by a page's end; the head stands on each page.
    fn begin_row(&mut self, is_head: bool) {
        let head = if is_head { "<w:tblHeader/>" } else { "" };
        self.xml.extend(["<w:tr><w:trPr><w:cantSplit/>", head, "</w:trPr>"]);
    }

    fn cell(&mut self, width: usize, properties: &str, fill: impl FnOnce(&mut Body)) {
        let _ = writeln!(self.xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{properties}</w:tcPr>");
        fill(self);
        self.xml += "</w:tc>";
    }

    fn end_row(&mut self) {
        self.xml += "</w:tr>\n";
    }

    fn finish_table(&mut self) {
        self.xml += "</w:tbl>\n";
        self.end_table();
    }
}

/// The coloured edge of a mark.
fn edge(counts: Option<Counts>) -> String {
    let colour = counts.map_or_else(|| NO_COUNT.to_owned(), |counts| hex(Shade::of(counts).colour()));
    format!("<w:tcBorders><w:left w:val=\"single\" w:sz=\"36\" w:space=\"0\" w:color=\"{colour}\"/></w:tcBorders>")
}

/// A colour as documents write it.
pub(super) fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("{red:02X}{green:02X}{blue:02X}")
}

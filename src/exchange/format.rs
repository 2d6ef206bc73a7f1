//! The formats that evaluations go out in.

use std::path::Path;

use serde::{Deserialize, Serialize};

/// A format that evaluations go out in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Export {
    /// For people: a report for word processors.
    Docx,
    /// The same as a web page of one file.
    Html,
    /// The same as pages to print.
    Pdf,
    /// The same as plain text with marks for headings and lists.
    Markdown,
    /// The text of published evaluations, which `import` reads as well.
    Published,
    /// A workbook of tables, for analysts.
    Xlsx,
    /// One of the tables.
    Csv,
    /// For programs.
    Json,
    /// The same, an evaluation a line.
    Jsonl,
    /// The figures of a report.
    Svg,
    /// For Fieldbook itself: what `import` reads back whole.
    Ron,
}

/// A format of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// A document for word processors.
    Docx,
    /// Pages to print.
    Pdf,
    /// A web page of one file.
    Html,
    /// Plain text with marks for headings and lists.
    Markdown,
}

impl Export {
    /// Every format: documents, tables, what programs read.
    pub const ALL: [Export; 11] = [
        Export::Docx,
        Export::Pdf,
        Export::Html,
        Export::Markdown,
        Export::Published,
        Export::Xlsx,
        Export::Csv,
        Export::Json,
        Export::Jsonl,
        Export::Svg,
        Export::Ron,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Export::Docx => "docx",
            Export::Pdf => "pdf",
            Export::Html => "html",
            Export::Markdown => "md",
            Export::Published => "published",
            Export::Xlsx => "xlsx",
            Export::Csv => "csv",
            Export::Json => "json",
            Export::Jsonl => "jsonl",
            Export::Svg => "svg",
            Export::Ron => "ron",
        }
    }

    /// What it is, in a few words.
    pub fn in_words(self) -> &'static str {
        match self {
            Export::Docx => "Word document: a report to send or edit",
            Export::Pdf => "PDF: a report to send or print",
            Export::Html => "Web page: a report to send or print",
            Export::Markdown => "Markdown: a report as plain text",
            Export::Published => "Published text, to be imported again",
            Export::Xlsx => "Excel workbook: tables for analysts",
            Export::Csv => "CSV: a row for each item",
            Export::Json => "JSON, for programs",
            Export::Jsonl => "JSON Lines: an evaluation a line",
            Export::Svg => "Figures, as a drawing",
            Export::Ron => "RON, to be imported again whole",
        }
    }

    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        if self == Export::Published { "txt" } else { self.name() }
    }

    /// The other format that a file's name says it is of: then nobody could open it by its name.
    pub fn contradicted_by(self, path: &Path) -> Option<Export> {
        let named = path.extension()?.to_str()?.to_lowercase();
        let named = if named == "htm" { "html" } else { named.as_str() };
        Export::ALL.into_iter().find(|other| other.extension() == named && self.extension() != named)
    }

    /// Which report it is, where it is one: only reports have parts that stay at home unless they are asked for.
    pub fn report(self) -> Option<ReportFormat> {
        match self {
            Export::Docx => Some(ReportFormat::Docx),
            Export::Pdf => Some(ReportFormat::Pdf),
            Export::Html => Some(ReportFormat::Html),
            Export::Markdown => Some(ReportFormat::Markdown),
            Export::Published
            | Export::Xlsx
            | Export::Csv
            | Export::Json
            | Export::Jsonl
            | Export::Svg
            | Export::Ron => None,
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Export> {
        Export::ALL.into_iter().find(|format| format.name() == name)
    }
}

//! What is told about a table that became a framework: what did not go in, and what was made of what.

use std::fmt;

use super::table::letters;
use crate::text::{counted, words_in_line};

/// Something worth telling about a table, with its row where it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableNote {
    /// The text was not in UTF-8.
    Encoding {
        /// The encoding that it was read in.
        name: String,
        /// Whether nothing in the file says so.
        guessed: bool,
    },
    /// So many places could not be read as text.
    Broken(usize),
    /// A quote opens a cell in this row and ends in the middle of one.
    StrayQuote(usize),
    /// A row repeats the header.
    HeaderAgain(usize),
    /// A row says no more than the question, or the criterion, that is there already.
    Repeats(usize),
    /// Many columns that go nowhere.
    ColumnsNotUsed {
        /// The first few by their names.
        names: Vec<String>,
        /// How many there are.
        count: usize,
    },
    /// A sheet of the workbook was left out.
    SheetNotUsed(String),
    /// This sheet was read.
    SheetUsed(String),
    /// A cell is a date: spreadsheets make dates of codes.
    Date {
        /// Its row.
        row: usize,
        /// Its column, from 0.
        column: usize,
        /// What it was read as.
        text: String,
    },
    /// A number is shown in a format that is not read.
    Number {
        /// Its row.
        row: usize,
        /// Its column, from 0.
        column: usize,
        /// What it was read as.
        text: String,
        /// The format.
        format: String,
    },
    /// Rows that the sheet hides.
    Hidden(Vec<usize>),
    /// A cell holds an error.
    CellError {
        /// Its row.
        row: usize,
        /// Its column, from 0.
        column: usize,
        /// The error.
        what: String,
    },
    /// A row above the header.
    Above {
        /// The row.
        row: usize,
        /// How it begins.
        text: String,
    },
    /// A row above the header is the framework's title.
    Title {
        /// The row.
        row: usize,
        /// What it says.
        text: String,
    },
    /// No row is a header; the first one was taken for it.
    HeaderTaken(usize),
    /// A column that goes nowhere.
    ColumnNotUsed {
        /// Its header, or its letter where it has none.
        name: String,
        /// The rows that have something in it.
        rows: Vec<usize>,
        /// The first few of its texts.
        texts: Vec<String>,
    },
    /// A row has nothing in any column that is used.
    Nothing(usize),
    /// A row that spans the table and has no place in a framework.
    Spanning {
        /// The row.
        row: usize,
        /// What it says.
        text: String,
    },
    /// A row's item stands under no criterion; the framework's title stands in for one.
    NoCriterion(usize),
    /// A row's item stands under no question; it is the criterion's own.
    NoQuestion(usize),
    /// A criterion, a question or an item has another text than an earlier row gives it.
    OtherText {
        /// The row.
        row: usize,
        /// What it is.
        what: &'static str,
        /// Its code.
        code: String,
        /// The text that is left out.
        text: String,
        /// The row whose text is kept.
        kept: usize,
    },
    /// A code that an earlier item of the same question has too.
    CodeAgain {
        /// The row.
        row: usize,
        /// The code.
        code: String,
        /// The earlier row.
        before: usize,
    },
    /// An item that stands in the same question with the same code already.
    ItemAgain {
        /// The row.
        row: usize,
        /// The earlier row.
        before: usize,
    },
    /// A code without a text: the code stands for it.
    CodeAlone {
        /// The row.
        row: usize,
        /// What has no text.
        what: &'static str,
    },
    /// A scale could not be read, and the items of its rows have the other.
    Scale {
        /// The rows.
        rows: Vec<usize>,
        /// What stands there.
        text: String,
        /// Why it could not be read.
        why: String,
        /// The scale that the items have.
        instead: String,
    },
    /// What the levels of a scale count as is a guess.
    ScaleGuessed {
        /// The rows of its items; none: it was given for all items.
        rows: Vec<usize>,
        /// What stands there.
        text: String,
        /// What was taken for granted.
        taken: String,
        /// What says the opposite.
        turned: String,
    },
    /// A scale in a row without an item, which no item below it takes over.
    ScaleAlone {
        /// The row.
        row: usize,
        /// What stands there.
        text: String,
    },
    /// Rows without a scale have that of the row above them.
    ScaleFilled(Vec<usize>),
    /// A criterion asks nothing, and is left out.
    Empty {
        /// Its row.
        row: usize,
        /// Its title.
        title: String,
    },
    /// Another guidance than that which an earlier row gives: both are kept.
    GuidanceAgain {
        /// The row.
        row: usize,
        /// Whose it is.
        what: &'static str,
    },
    /// Some ids could not be kept.
    IdNotKept {
        /// The row.
        row: usize,
        /// The id.
        id: String,
        /// The id that was made instead.
        instead: String,
    },
}

/// Rows in words: `row 4`, `rows 2–5, 9`.
pub(super) fn rows(rows: &[usize]) -> String {
    const SHOWN: usize = 8;
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for row in rows {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *row || last == row => *last = *row,
            _ => ranges.push((*row, *row)),
        }
    }
    let named = |(first, last): &(usize, usize)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}–{last}"),
    };
    let mut said = ranges.iter().take(SHOWN).map(named).collect::<Vec<_>>().join(", ");
    if let (Some((first, _)), Some((_, last))) = (ranges.get(SHOWN), ranges.last()) {
        let more = rows.iter().filter(|row| *row >= first).count();
        said = format!("{said} and {more} more up to {last}");
    }
    format!("{} {said}", if rows.len() == 1 { "row" } else { "rows" })
}

/// The beginning of a text, in quotes.
pub(super) fn opening(text: &str) -> String {
    const LONGEST: usize = 48;
    let line = words_in_line(text);
    format!("“{}”", crate::text::wrap::truncate(&line, LONGEST, "…"))
}

impl fmt::Display for TableNote {
    #[expect(clippy::too_many_lines, reason = "a line or two for each")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TableNote::Encoding { name, guessed: false } => write!(f, "read as {name}"),
            TableNote::Encoding { name, guessed: true } => {
                write!(f, "read as {name}, which is a guess: look at letters with accents")
            }
            TableNote::Broken(count) => {
                write!(f, "{} could not be read and stand as “\u{fffd}”", counted(*count, "place"))
            }
            TableNote::StrayQuote(row) => {
                write!(f, "row {row}: a quote opens a cell and ends within one: look whether rows below it are missing")
            }
            TableNote::HeaderAgain(row) => write!(f, "row {row}: the header again; left out"),
            TableNote::Repeats(row) => write!(f, "row {row}: repeats what is there and names no item; left out"),
            TableNote::ColumnsNotUsed { names, count } => {
                let named: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
                let more = count - names.len();
                write!(f, "{}: not used: {} and {more} more", counted(*count, "column"), named.join(", "))
            }
            TableNote::SheetNotUsed(name) => write!(f, "sheet {}: not used", opening(name)),
            TableNote::SheetUsed(name) => write!(f, "sheet {} was read", opening(name)),
            TableNote::Date { row, column, text } => {
                write!(
                    f,
                    "row {row}, column {}: a date, read as {text}: spreadsheets make dates of codes",
                    letters(*column)
                )
            }
            TableNote::Number { row, column, text, format } => {
                let column = letters(*column);
                write!(f, "row {row}, column {column}: read as {text}; the sheet shows it by the format {format}")
            }
            TableNote::Hidden(at) => {
                let them = if at.len() == 1 { "it is read" } else { "they are read" };
                write!(f, "{}: hidden in the sheet; {them} all the same", rows(at))
            }
            TableNote::CellError { row, column, what } => {
                write!(f, "row {row}, column {}: the cell holds the error {what}, read as blank", letters(*column))
            }
            TableNote::Above { row, text } => write!(f, "row {row}, above the header, left out: {}", opening(text)),
            TableNote::Title { row, text } => write!(f, "row {row}, above the header, is the title: {}", opening(text)),
            TableNote::HeaderTaken(row) => write!(f, "row {row} was taken for the header"),
            TableNote::ColumnNotUsed { name, rows: none, .. } if none.is_empty() => {
                write!(f, "column \"{name}\": not used; it is blank")
            }
            TableNote::ColumnNotUsed { name, rows: filled, texts } => {
                let texts: Vec<String> = texts.iter().map(|text| opening(text)).collect();
                write!(f, "column \"{name}\": not used; it has text in {}: {}", rows(filled), texts.join(", "))
            }
            TableNote::Nothing(row) => write!(f, "row {row}: no text in a column that is used; left out"),
            TableNote::Spanning { row, text } => {
                write!(f, "row {row}: a heading across the table, left out: {}", opening(text))
            }
            TableNote::NoCriterion(row) => write!(f, "row {row}: no criterion; it stands under the framework's title"),
            TableNote::NoQuestion(row) => write!(f, "row {row}: an item without a question; it is the criterion's own"),
            TableNote::OtherText { row, what, code, text, kept } => {
                write!(
                    f,
                    "row {row}: the {what} {code} has another text in row {kept}, which is kept; left out: {}",
                    opening(text)
                )
            }
            TableNote::CodeAgain { row, code, before } => {
                write!(f, "row {row}: the code {code} stands in row {before} too; both are kept")
            }
            TableNote::ItemAgain { row, before } => {
                write!(f, "row {row}: the same item stands in row {before}; left out")
            }
            TableNote::CodeAlone { row, what } => {
                write!(f, "row {row}: the {what} has no text; its code stands for it")
            }
            TableNote::Scale { rows: at, text, why, instead } => {
                write!(f, "{}: the scale {} can't be read: {why}; taken instead: {instead}", rows(at), opening(text))
            }
            TableNote::ScaleGuessed { rows: at, text, taken, turned } => {
                let place = if at.is_empty() { String::new() } else { format!("{}: ", rows(at)) };
                write!(
                    f,
                    "{place}what counts in the scale {} is a guess: {taken}; where it is the other way round, write: {turned}; \
                     or change `counts` of its levels in the file that comes of it",
                    opening(text)
                )
            }
            TableNote::ScaleAlone { row, text } => {
                write!(f, "row {row}: no item has the scale {}; left out", opening(text))
            }
            TableNote::ScaleFilled(at) => write!(f, "{}: no scale; that of the row above is taken", rows(at)),
            TableNote::Empty { row, title } => {
                write!(f, "row {row}: the criterion {} has no questions and no items; left out", opening(title))
            }
            TableNote::GuidanceAgain { row, what } => {
                write!(f, "row {row}: more guidance for the {what}, put below the first")
            }
            TableNote::IdNotKept { row, id, instead } => {
                write!(f, "row {row}: the id {} can't be kept; it is {instead}", opening(id))
            }
        }
    }
}

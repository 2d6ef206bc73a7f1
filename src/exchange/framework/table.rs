//! What a table's bytes hold: rows of cells, each row with the number that a spreadsheet shows.

use csv::{ReaderBuilder, StringRecord};

use super::{TableError, note::TableNote, xlsx};
use crate::exchange::{
    delimited::unguarded,
    import::{ImportError, encoding},
};
use crate::text::Text;

/// A table as people see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    /// What the sheet is called; none: the file has no sheets.
    pub(super) name: Option<String>,
    /// Its rows, but for blank ones.
    pub(super) rows: Vec<Row>,
}

/// A row of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Its number, from 1.
    pub(super) number: usize,
    /// Its cells, trimmed; those at its end may be missing.
    pub(super) cells: Vec<String>,
    /// Whether its one text spans several columns: a heading between the rows.
    pub(super) spans: bool,
}

impl Sheet {
    /// How many columns it has.
    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}

impl Row {
    /// What stands in a column; blank where the row has no such cell.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// The cells that hold something, with their columns.
    pub(super) fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        self.cells.iter().map(String::as_str).enumerate().filter(|(_, cell)| !cell.is_empty())
    }
}

/// The most columns that are looked at.
pub(super) const MOST_COLUMNS: usize = 500;
/// The most rows that are looked at.
pub(super) const MOST_ROWS: usize = 50_000;

/// A cell's text: lines end as ours do, nothing steers a terminal, and no blanks are around it.
pub(super) fn cleaned(raw: &str) -> String {
    Text::pasted(raw).trim().to_owned()
}

/// The tables of a file: one, or the sheets of a workbook.
pub(super) fn read(raw: &[u8], notes: &mut Vec<TableNote>) -> Result<Vec<Sheet>, TableError> {
    if raw.starts_with(b"PK\x03\x04") {
        return xlsx::read(raw, notes);
    }
    if raw.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(TableError::OldWorkbook);
    }
    let decoded = encoding::decode(raw).map_err(|error| match error {
        // What to save a text as is no advice for a table.
        ImportError::NotText(what) => TableError::NoTable(format!("this is {what}")),
        other => TableError::NoTable(other.to_string()),
    })?;
    notes.extend(decoded.encoding.map(|name| TableNote::Encoding { name, guessed: decoded.guessed }));
    notes.extend((decoded.broken > 0).then_some(TableNote::Broken(decoded.broken)));
    // Line ends become those that the reader counts.
    let text = Text::pasted(&decoded.text);
    if is_framework(&text) {
        return Err(TableError::Framework);
    }
    if text.trim_start().starts_with(['{', '[', '<']) {
        return Err(TableError::NoTable("this is no table".to_owned()));
    }
    rows_of(&text, notes).map(|rows| vec![Sheet { name: None, rows }])
}

/// Whether a text is a framework's own file, in RON.
fn is_framework(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.next().is_some_and(|line| line.starts_with(['(', '#'])) && text.contains("criteria:")
}

fn rows_of(text: &str, notes: &mut Vec<TableNote>) -> Result<Vec<Row>, TableError> {
    let first = text.lines().next().unwrap_or_default();
    // Spreadsheets write and read such a line above a table.
    let told = match first.trim().to_ascii_lowercase().strip_prefix("sep=") {
        Some(sign) => match sign.as_bytes() {
            // A tab is trimmed away.
            [] => {
                Some(if first.contains('\t') { b'\t' } else { delimiter_of(text.get(first.len() + 1..).unwrap_or("")) })
            }
            [sign] if sign.is_ascii_punctuation() && *sign != b'"' => Some(*sign),
            _ => return Err(TableError::Separator(cleaned(sign))),
        },
        None => None,
    };
    let (text, above) = match told {
        Some(_) => (text.get(first.len() + 1..).unwrap_or_default(), 1),
        None => (text, 0),
    };
    let delimiter = told.unwrap_or_else(|| delimiter_of(text));
    match stray_quote(text, delimiter) {
        Some(StrayQuote { row, is_closed: false }) => return Err(TableError::Unclosed(row + above)),
        Some(StrayQuote { row, is_closed: true }) => notes.push(TableNote::StrayQuote(row + above)),
        None => {}
    }
    let mut rows = Vec::new();
    let text = if text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    // The reader passes over blank lines, and a cell may hold several: what spreadsheets count are rows.
    let (mut number, mut ended, mut record) = (above, 1, StringRecord::new());
    while reader.read_record(&mut record).map_err(|error| TableError::Broken(error.to_string()))? {
        let ends = reader.position().line() as usize;
        let within = record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        number += (ends - ended).saturating_sub(within).max(1);
        ended = ends;
        if record.iter().skip(MOST_COLUMNS).any(|cell| !cell.trim().is_empty()) {
            return Err(TableError::TooLarge);
        }
        let cells: Vec<String> = record.iter().take(MOST_COLUMNS).map(|cell| cleaned(unguarded(cell))).collect();
        let is_rule = delimiter == b'|' && cells.iter().all(|cell| cell.trim_matches([':', '-']).is_empty());
        if cells.iter().any(|cell| !cell.is_empty()) && !is_rule {
            rows.push(Row { number, cells, spans: false });
        }
        if rows.len() > MOST_ROWS {
            return Err(TableError::TooLarge);
        }
    }
    Ok(rows)
}

/// A quote that opens a cell and does not end it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct StrayQuote {
    /// The row in which it opens, from 1.
    row: usize,
    /// Whether another quote ends it, in the middle of a cell.
    is_closed: bool,
}

/// The first quote that swallows what follows it: one that nothing closes, or that only a quote of another cell does.
fn stray_quote(text: &str, delimiter: u8) -> Option<StrayQuote> {
    let bytes = text.as_bytes();
    let (mut at, mut row, mut begins) = (0, 1, true);
    let mut stray = None;
    while at < bytes.len() {
        if begins && bytes[at] == b'"' {
            let opens = row;
            at += 1;
            loop {
                match (bytes.get(at), bytes.get(at + 1)) {
                    (None, _) => return Some(StrayQuote { row: opens, is_closed: false }),
                    (Some(b'"'), Some(b'"')) => at += 2,
                    (Some(b'"'), next) => {
                        let ends = next.is_none_or(|next| *next == delimiter || *next == b'\n');
                        let first = StrayQuote { row: opens, is_closed: true };
                        stray = stray.or_else(|| (!ends).then_some(first));
                        at += 1;
                        break;
                    }
                    (Some(_), _) => at += 1,
                }
            }
            begins = false;
            continue;
        }
        begins = bytes[at] == delimiter || bytes[at] == b'\n';
        row += usize::from(bytes[at] == b'\n');
        at += 1;
    }
    stray
}

/// The sign between cells: the one that parts the first rows into most cells, alike in most of them.
fn delimiter_of(text: &str) -> u8 {
    const LOOKED_AT: usize = 40;
    let score = |delimiter: u8| {
        let mut reader =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        let widths: Vec<usize> = reader.records().take(LOOKED_AT).flatten().map(|record| record.len()).collect();
        let alike = |width: usize| widths.iter().filter(|other| **other == width).count();
        widths.iter().filter(|width| **width > 1).map(|width| (alike(*width), *width)).max().unwrap_or_default()
    };
    // A bar is often within a cell, and only where the first row has it between cells.
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let bar = first.contains('|').then_some(b'|');
    let best = bar.into_iter().chain([b'\t', b';', b',']).max_by_key(|delimiter| score(*delimiter));
    best.unwrap_or(b',')
}

/// A column as a spreadsheet names it: `A`, `B`, … `AA`.
pub(super) fn letters(column: usize) -> String {
    let (before, last) = (column / 26, char::from(b'A' + (column % 26) as u8));
    if before == 0 { last.to_string() } else { letters(before - 1) + &last.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(raw: &[u8]) -> Vec<(usize, Vec<String>)> {
        let mut notes = Vec::new();
        let sheets = read(raw, &mut notes).unwrap();
        sheets.into_iter().flat_map(|sheet| sheet.rows).map(|row| (row.number, row.cells)).collect()
    }

    #[test]
    fn commas_semicolons_and_tabs_part_cells_alike() {
        let wanted =
            [(1, vec!["item".to_owned(), "code".to_owned()]), (2, vec!["One, or; more".to_owned(), "1".to_owned()])];
        for sign in [",", ";", "\t"] {
            let raw = format!("item{sign}code\n\"One, or; more\"{sign}1\n");
            assert_eq!(cells(raw.as_bytes()), wanted, "{sign:?}");
            assert_eq!(cells(raw.replace('\n', "\r\n").as_bytes()), wanted);
            assert_eq!(cells(raw.replace('\n', "\r").as_bytes()), wanted);
            assert_eq!(cells(format!("\u{feff}{raw}").as_bytes()), wanted);
        }
        let told: Vec<Vec<String>> = cells(b"sep=;\na,b,c;d\n").into_iter().map(|(_, row)| row).collect();
        assert_eq!(told, [["a,b,c", "d"]]);
    }

    #[test]
    fn bars_part_cells_where_the_first_row_has_them_between() {
        let wanted = [(1, vec!["item", "scale"]), (2, vec!["One", "Yes/No"])];
        let wanted = wanted.map(|(row, cells)| (row, cells.into_iter().map(str::to_owned).collect::<Vec<_>>()));
        assert_eq!(cells(b"item|scale\nOne|Yes/No\n"), wanted);
        let drawn = cells(b"| item | scale |\n|---|:--|\n| One | Yes/No |\n");
        assert_eq!(drawn[1].1[1..3], ["One", "Yes/No"]);
        assert_eq!(drawn.len(), 2);
        assert_eq!(cells(b"item,scale\nOne,Yes|No\nTwo,Yes|No\n")[1].1, ["One", "Yes|No"]);
    }

    #[test]
    fn a_quote_that_swallows_rows_is_told_where_it_opens() {
        let read = |raw: &str| {
            let mut notes = Vec::new();
            read(raw.as_bytes(), &mut notes).map(|_| notes)
        };
        assert_eq!(read("item,code\nOne,1\n\"Two,2\nThree,3\n"), Err(TableError::Unclosed(3)));
        assert_eq!(read("sep=;\nitem;code\n\"Two;2\n"), Err(TableError::Unclosed(3)));
        assert_eq!(read("item,code\n\"One,1\n\"Two\",2\n"), Ok(vec![TableNote::StrayQuote(2)]));
        assert_eq!(read("item,code\n\"One \"\"or\"\" two\nlines\",1\nThe 5\" pipe,2\n"), Ok(Vec::new()));
    }

    #[test]
    fn a_sign_between_cells_that_is_none_is_refused_and_so_are_too_many_columns() {
        for raw in ["sep=é\na,b\n", "sep=ab\na,b\n", "sep=\"\na,b\n"] {
            assert!(matches!(read(raw.as_bytes(), &mut Vec::new()), Err(TableError::Separator(_))), "{raw}");
        }
        let wide = format!("item{}x\n", ",".repeat(MOST_COLUMNS));
        assert_eq!(read(wide.as_bytes(), &mut Vec::new()), Err(TableError::TooLarge));
        assert!(read(format!("item{}\n", ",".repeat(MOST_COLUMNS + 9)).as_bytes(), &mut Vec::new()).is_ok());
    }

    #[test]
    fn a_row_has_the_number_that_a_spreadsheet_shows() {
        let rows = cells(b"item,code\n\n\"two\nlines\",1\n,\nlast,2\n");
        let numbers: Vec<usize> = rows.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 3, 5]);
        assert_eq!(rows[1].1[0], "two\nlines");
    }

    #[test]
    fn encodings_are_read_and_told() {
        let text = "critère;élément\nQualité;Les bénévoles sont formés – déjà, « oui »\n";
        let (latin, ..) = encoding_rs::WINDOWS_1252.encode(text);
        let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (raw, told) in [(latin.into_owned(), "Windows-1252"), (utf16, "UTF-16LE")] {
            let mut notes = Vec::new();
            let sheets = read(&raw, &mut notes).unwrap();
            assert_eq!(sheets[0].rows[1].cells[1], "Les bénévoles sont formés – déjà, « oui »");
            assert!(notes[0].to_string().contains(told), "{notes:?}");
        }
    }

    #[test]
    fn columns_are_named_as_spreadsheets_do() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn what_is_no_table_says_so() {
        for raw in [&b"%PDF-1.7"[..], b"\xd0\xcf\x11\xe0", b"{\"a\": 1}", b"<html>", b"PK\x03\x04 and no workbook"] {
            assert!(read(raw, &mut Vec::new()).is_err(), "{raw:?}");
        }
    }
}

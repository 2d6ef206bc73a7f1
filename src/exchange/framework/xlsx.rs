//! The sheets of a workbook (XLSX), read within limits: a file of a few kilobytes can unpack to any size.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx};
use zip::ZipArchive;

use super::{
    TableError,
    note::TableNote,
    table::{MOST_COLUMNS, MOST_ROWS, Row, Sheet, cleaned},
};

mod looks;

use looks::{Looks, Seen};

/// The most bytes that a workbook unpacks to.
const LARGEST_UNPACKED: u64 = 64 << 20;
/// The most bytes of text in its cells: one text can stand in all of them.
const LARGEST_TEXT: usize = 32 << 20;
/// The most parts that it has.
const MOST_PARTS: usize = 10_000;
/// The most regions that are looked at.
const MOST_REGIONS: usize = 20_000;

/// The sheets that people see, merged cells filled down.
pub(super) fn read(raw: &[u8], notes: &mut Vec<TableNote>) -> Result<Vec<Sheet>, TableError> {
    check_size(raw)?;
    let mut book = Xlsx::new(Cursor::new(raw)).map_err(|error| TableError::Broken(error.to_string()))?;
    let seen = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet;
    let names: Vec<String> = book.sheets_metadata().iter().filter(seen).map(|sheet| sheet.name.clone()).collect();
    let hidden: Vec<String> =
        book.sheets_metadata().iter().filter(|sheet| !seen(sheet)).map(|sheet| sheet.name.clone()).collect();
    notes.extend(hidden.into_iter().map(|name| TableNote::SheetNotUsed(cleaned(&name))));
    let looks = looks::of_sheets(raw).unwrap_or_default();
    let all: Vec<String> = book.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
    let looks_of = |name: &String| all.iter().position(|other| other == name).and_then(|at| looks.get(at));
    let mut room = LARGEST_TEXT;
    let none = Looks::default();
    names.iter().map(|name| sheet(&mut book, name, looks_of(name).unwrap_or(&none), &mut room, notes)).collect()
}

/// Unpacks everything once and keeps nothing, since what a file says of its sizes need not be true.
fn check_size(raw: &[u8]) -> Result<(), TableError> {
    let broken = |error: &dyn std::fmt::Display| TableError::Broken(error.to_string());
    let mut zip = ZipArchive::new(Cursor::new(raw)).map_err(|error| broken(&error))?;
    if zip.len() > MOST_PARTS {
        return Err(TableError::TooLarge);
    }
    let mut unpacked = 0;
    for at in 0..zip.len() {
        let part = zip.by_index(at).map_err(|error| broken(&error))?;
        let mut bounded = part.take(LARGEST_UNPACKED + 1 - unpacked);
        unpacked += std::io::copy(&mut bounded, &mut std::io::sink()).map_err(|error| broken(&error))?;
        if unpacked > LARGEST_UNPACKED {
            return Err(TableError::TooLarge);
        }
    }
    Ok(())
}

/// The cells of a sheet by row and column, each from 0.
type Cells = BTreeMap<u32, BTreeMap<u32, String>>;

fn sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    looks: &Looks,
    room: &mut usize,
    notes: &mut Vec<TableNote>,
) -> Result<Sheet, TableError> {
    let broken = |error: calamine::XlsxError| TableError::Broken(error.to_string());
    let regions = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    let mut cells = Cells::new();
    // Not as a whole range, which two cells far apart make as large as memory.
    let mut reader = book.worksheet_cells_reader(name).map_err(broken)?;
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let Some(text) = text_of(cell.get_value(), (row, column), looks, notes) else { continue };
        *room = room.checked_sub(text.len()).ok_or(TableError::TooLarge)?;
        if column as usize >= MOST_COLUMNS {
            return Err(TableError::TooLarge);
        }
        cells.entry(row).or_default().insert(column, text);
        if cells.len() > MOST_ROWS {
            return Err(TableError::TooLarge);
        }
    }
    let hidden: Vec<usize> =
        cells.keys().filter(|row| looks.hidden.contains(*row)).map(|row| *row as usize + 1).collect();
    if !hidden.is_empty() {
        notes.push(TableNote::Hidden(hidden));
    }
    let spanning = fill_down(&mut cells, &regions, room)?;
    let rows = cells.into_iter().map(|(row, cells)| Row {
        number: row as usize + 1,
        spans: cells.len() == 1 && spanning.contains(&row),
        cells: in_places(cells),
    });
    Ok(Sheet { rows: rows.collect(), name: Some(cleaned(name)) })
}

fn in_places(cells: BTreeMap<u32, String>) -> Vec<String> {
    let mut row = Vec::new();
    for (column, text) in cells {
        row.resize(column as usize, String::new());
        row.push(text);
    }
    row
}

/// Puts the text of each merged region into the rows that it covers, where there is anything else; the rows of which a
/// region spans several columns.
fn fill_down(cells: &mut Cells, regions: &[Dimensions], room: &mut usize) -> Result<Vec<u32>, TableError> {
    let mut spanning = Vec::new();
    for Dimensions { start, end } in regions.iter().take(MOST_REGIONS) {
        let Some(text) = cells.get(&start.0).and_then(|row| row.get(&start.1)).cloned() else { continue };
        if end.1 > start.1 && end.0 == start.0 {
            spanning.push(start.0);
        }
        if end.0 <= start.0 {
            continue;
        }
        for (_, row) in cells.range_mut(start.0 + 1..=end.0) {
            *room = room.checked_sub(text.len()).ok_or(TableError::TooLarge)?;
            row.entry(start.1).or_insert_with(|| text.clone());
        }
    }
    Ok(spanning)
}

/// What is seen in a cell; none where it is blank.
fn text_of(
    value: &DataRef<'_>,
    (row, column): (u32, u32),
    looks: &Looks,
    notes: &mut Vec<TableNote>,
) -> Option<String> {
    let place = || (row as usize + 1, column as usize);
    let text = match value {
        DataRef::Empty => return None,
        #[expect(clippy::cast_precision_loss, reason = "a sheet keeps all its numbers as such")]
        DataRef::Int(number) => seen(*number as f64, (row, column), looks, notes),
        DataRef::Float(number) => seen(*number, (row, column), looks, notes),
        DataRef::String(text) => cleaned(text),
        DataRef::SharedString(text) => cleaned(text),
        DataRef::Bool(true) => "yes".to_owned(),
        DataRef::Bool(false) => "no".to_owned(),
        DataRef::DateTime(moment) => {
            let (row, column) = place();
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            let text = format!("{year:04}-{month:02}-{day:02}");
            notes.push(TableNote::Date { row, column, text: text.clone() });
            text
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            let (row, column) = place();
            let text = cleaned(text);
            notes.push(TableNote::Date { row, column, text: text.clone() });
            text
        }
        DataRef::Error(error) => {
            let (row, column) = place();
            notes.push(TableNote::CellError { row, column, what: error.to_string() });
            return None;
        }
    };
    Some(text).filter(|text| !text.is_empty())
}

/// A number as the sheet shows it; where that is not known, as it is kept, and told.
fn seen(number: f64, (row, column): (u32, u32), looks: &Looks, notes: &mut Vec<TableNote>) -> String {
    match looks.number((row, column), number) {
        Seen::As(text) => text,
        Seen::Otherwise(format) => {
            let (row, column, text) = (row as usize + 1, column as usize, number.to_string());
            notes.push(TableNote::Number { row, column, text: text.clone(), format });
            text
        }
    }
}

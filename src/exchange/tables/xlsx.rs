//! Tables as a workbook: a sheet each, its header always in view, each column to be filtered. Texts stay texts whatever they
//! begin with, figures are figures and days are days.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar, DocProperties, ExcelDateTime,
    Format, FormatAlign, FormatBorder, Note, Workbook, Worksheet, XlsxError,
};

use super::{Cell, Column, Kind, Properties, Sheet, Table, TableError};
use crate::exchange::figure::{Ink, Shade};
use crate::text::cluster::str_width;

/// The most rows that a sheet has, its header included.
pub(super) const MOST_ROWS: usize = 1_048_576;
/// The most columns.
pub(super) const MOST_COLUMNS: usize = 16_384;
/// The longest text of a cell, in UTF-16's units.
const LONGEST: usize = 32_767;
/// The longest name of a sheet.
const LONGEST_NAME: usize = 31;

/// A workbook of these sheets.
pub(super) fn workbook(
    sheets: impl Iterator<Item = Sheet>,
    properties: &Properties<'_>,
) -> Result<Vec<u8>, TableError> {
    let mut book = Workbook::new();
    // Without the day of its making it would be another each time.
    let made = ExcelDateTime::from_timestamp(properties.at.seconds()).map_err(|error| failed(&error))?;
    let title = properties.title.chars().take(255).collect::<String>();
    let author = properties.author.chars().take(255).collect::<String>();
    book.set_properties(&DocProperties::new().set_title(title).set_author(author).set_creation_datetime(&made));
    let formats = Formats::new();
    let mut names = BTreeSet::new();
    for sheet in sheets {
        let (rows, columns) = (sheet.rows.len() + 1, sheet.columns.len());
        if rows > MOST_ROWS || columns > MOST_COLUMNS {
            return Err(TableError::TooLarge { table: sheet.title, rows, columns });
        }
        let name = name_of(&sheet.title, &mut names);
        write(book.add_worksheet(), &name, &sheet, &formats).map_err(|error| failed(&error))?;
    }
    book.save_to_buffer().map_err(|error| failed(&error))
}

fn failed(error: &XlsxError) -> TableError {
    TableError::Workbook(error.to_string())
}

/// What a sheet is called: short, without signs that Excel refuses, and like no other.
fn name_of(title: &str, names: &mut BTreeSet<String>) -> String {
    let allowed: String = title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).collect();
    let cut = |length: usize| allowed.chars().take(length).collect::<String>().trim().to_owned();
    let numbered = (2..).map(|n| format!("{} {n}", cut(LONGEST_NAME - format!(" {n}").len())));
    let is_new = |name: &String| !names.contains(&name.to_lowercase());
    let name = [cut(LONGEST_NAME)].into_iter().chain(numbered).find(is_new).expect("numbers do not end");
    names.insert(name.to_lowercase());
    name
}

/// How cells look.
struct Formats {
    head: Format,
    line: Format,
    prose: Format,
    number: Format,
    rate: Format,
    date: Format,
    mark: Format,
}

impl Formats {
    fn new() -> Formats {
        let top = || Format::new().set_align(FormatAlign::Top);
        // So that a text that is cut off at its right does not run into the next.
        let text = || top().set_align(FormatAlign::Left).set_indent(1);
        let head = text().set_bold().set_text_wrap().set_background_color(Color::RGB(0x00DD_E6F0));
        Formats {
            head: head.set_border_bottom(FormatBorder::Thin),
            line: text(),
            prose: text().set_text_wrap(),
            number: top(),
            rate: top().set_num_format("0%"),
            date: text().set_num_format("yyyy-mm-dd"),
            mark: top().set_align(FormatAlign::Center).set_border(FormatBorder::Thin).set_border_color(Color::White),
        }
    }
}

fn write(sheet: &mut Worksheet, name: &str, table: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let widths: Vec<usize> = table.columns.iter().enumerate().map(|(at, column)| width(column, table, at)).collect();
    for (at, (column, width)) in (0..).zip(table.columns.iter().zip(&widths)) {
        text(sheet, (0, at), &column.name, &formats.head)?;
        sheet.set_column_width(at, f64::from(*width as u32))?;
    }
    let named = table.columns.iter().zip(&widths).map(|(column, width)| lines(&column.name, *width)).max();
    set_height(sheet, 0, named)?;
    for (row, cells) in (1..).zip(&table.rows) {
        for (at, (cell, column)) in (0..).zip(cells.iter().zip(&table.columns)) {
            write_cell(sheet, (row, at), cell, column, formats)?;
        }
        let wrapped =
            cells.iter().zip(table.columns.iter().zip(&widths)).filter_map(|(cell, (column, width))| match cell {
                Cell::Text(text) if column.kind == Kind::Prose => Some(lines(text, *width)),
                _ => None,
            });
        set_height(sheet, row, wrapped.max())?;
    }
    let (last_row, last_column) = (table.rows.len() as u32, table.columns.len().saturating_sub(1) as u16);
    sheet.set_freeze_panes(1, frozen(table.table))?;
    sheet.autofilter(0, 0, last_row, last_column)?;
    sheet.set_landscape().set_paper_size(9).set_repeat_rows(0, 0)?;
    if !matches!(table.table, Table::Evaluations | Table::Answers | Table::Marks) {
        sheet.set_print_fit_to_pages(1, 0);
    }
    if table.table == Table::Portfolio {
        colour(sheet, table)?;
    }
    Ok(())
}

/// How many columns stay in view: what names a row.
fn frozen(table: Table) -> u16 {
    match table {
        Table::Evaluations | Table::Answers | Table::Marks | Table::Dictionary => 2,
        Table::Portfolio => 4,
        Table::Framework => 0,
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    at: (u32, u16),
    cell: &Cell,
    column: &Column,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let format = if column.kind == Kind::Prose { &formats.prose } else { &formats.line };
    match cell {
        Cell::Empty => Ok(()),
        Cell::Text(words) => text(sheet, at, words, format),
        Cell::Number(number) => sheet.write_number_with_format(at.0, at.1, *number, &formats.number).map(drop),
        Cell::Rate(rate) => sheet.write_number_with_format(at.0, at.1, *rate, &formats.rate).map(drop),
        Cell::Mark(mark) => text(sheet, at, &mark.shown, &formats.mark),
        Cell::Date(day) => {
            let known = ExcelDateTime::from_ymd(day.year().unsigned_abs(), day.month() as u8, day.day() as u8);
            match known.ok().filter(|_| day.year() >= 1900) {
                Some(known) => sheet.write_datetime_with_format(at.0, at.1, &known, &formats.date).map(drop),
                // Its calendar begins with 1900.
                None => text(sheet, at, &day.to_string(), format),
            }
        }
    }
}

/// Writes a text, which stays one whatever it begins with.
fn text(sheet: &mut Worksheet, (row, column): (u32, u16), words: &str, format: &Format) -> Result<(), XlsxError> {
    let Some(cut) = fitting(words) else {
        return sheet.write_string_with_format(row, column, words, format).map(drop);
    };
    sheet.write_string_with_format(row, column, cut, format)?;
    let note = Note::new("The text is longer than a cell takes: CSV and JSON have all of it.").set_author("Fieldbook");
    sheet.insert_note(row, column, &note.add_author_prefix(false)).map(drop)
}

/// As much of a text as a cell takes, with what is missing said at its end; none: it fits.
pub(super) fn fitting(words: &str) -> Option<String> {
    // Most texts have fewer bytes than that.
    if words.len() <= LONGEST || words.encode_utf16().count() <= LONGEST {
        return None;
    }
    let end = format!(" … [cut here: the text has {} characters]", words.chars().count());
    let mut room = LONGEST - end.encode_utf16().count();
    let fits = |c: &char| {
        let left = room.checked_sub(c.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    let begun: String = words.chars().take_while(fits).collect();
    Some(begun + &end)
}

/// The most lines that a row shows; the rest is read in the cell itself.
const MOST_LINES: usize = 12;

/// In how many lines a text is shown in a column of this width, as far as they are counted.
fn lines(text: &str, width: usize) -> usize {
    let room = width.saturating_sub(2).max(1);
    text.lines().take(MOST_LINES).map(|line| str_width(line).div_ceil(room).max(1)).sum::<usize>().min(MOST_LINES)
}

/// Makes a row as high as its lines: not every program does so by itself.
fn set_height(sheet: &mut Worksheet, row: u32, lines: Option<usize>) -> Result<(), XlsxError> {
    const POINTS: f64 = 15.0;
    match lines.filter(|lines| *lines > 1) {
        Some(lines) => sheet.set_row_height(row, POINTS * f64::from(lines as u32)).map(drop),
        None => Ok(()),
    }
}

/// How wide a column is: as what stands in it, within reason.
fn width(column: &Column, table: &Sheet, at: usize) -> usize {
    let (least, most) = match column.kind {
        Kind::Word => (8, 30),
        Kind::Line => (12, 34),
        Kind::Prose => (12, 60),
        Kind::Number | Kind::Rate => (8, 16),
        Kind::Date => (11, 14),
        Kind::Mark => (12, 16),
    };
    let of_cell = |row: &Vec<Cell>| match row.get(at) {
        Some(Cell::Text(text)) => text.lines().map(str_width).max().unwrap_or(0),
        Some(Cell::Mark(mark)) => str_width(&mark.shown),
        Some(Cell::Empty | Cell::Number(_) | Cell::Rate(_) | Cell::Date(_)) | None => 0,
    };
    // The filter's arrow stands beside the name.
    let named = str_width(&column.name) + 3;
    let longest = table.rows.iter().map(of_cell).max().unwrap_or(0).max(named) + 2;
    longest.clamp(least, most)
}

/// Colours marks by what they say, and draws bars behind the rates.
fn colour(sheet: &mut Worksheet, table: &Sheet) -> Result<(), XlsxError> {
    let Some(last) = (table.rows.len() as u32).checked_sub(1).map(|rows| rows + 1) else { return Ok(()) };
    let of_kind =
        |kind: Kind| (0..).zip(&table.columns).filter(move |(_, column)| column.kind == kind).map(|(at, _)| at);
    for at in of_kind(Kind::Rate) {
        let bar = ConditionalFormatDataBar::new().set_fill_color(Color::RGB(0x00A9_C4DF)).set_solid_fill(true);
        let bar = bar.set_minimum(rust_xlsxwriter::ConditionalFormatType::Number, 0);
        let bar = bar.set_maximum(rust_xlsxwriter::ConditionalFormatType::Number, 1);
        sheet.add_conditional_format(1, at, last, at, &bar)?;
    }
    let marks: Vec<u16> = of_kind(Kind::Mark).collect();
    let (Some(first), Some(end)) = (marks.first(), marks.last()) else { return Ok(()) };
    for ((shown, shade), rows) in said(table) {
        let [red, green, blue] = shade.colour();
        let fill = Color::RGB(u32::from_be_bytes([0, red, green, blue]));
        let ink = if shade.ink() == Ink::Light { Color::White } else { Color::Black };
        let format = Format::new().set_background_color(fill).set_font_color(ink);
        let rule = ConditionalFormatCellRule::EqualTo(format!("\"{}\"", shown.replace('"', "\"\"")));
        let colour = ConditionalFormatCell::new().set_rule(rule).set_format(format);
        for (from, to) in rows {
            sheet.add_conditional_format(from, *first, to, *end, &colour)?;
        }
    }
    Ok(())
}

/// Rows of a sheet, from the first to the last.
type Rows = Vec<(u32, u32)>;

/// The marks that a portfolio shows, each with the rows in which it stands for its shade: all, unless other items say the
/// same of something else.
fn said(table: &Sheet) -> Vec<((String, Shade), Rows)> {
    let mut said: BTreeMap<(String, usize), (Shade, BTreeSet<u32>)> = BTreeMap::new();
    for (row, cells) in (1..).zip(&table.rows) {
        for cell in cells {
            if let Cell::Mark(mark) = cell {
                let there = said.entry((mark.shown.clone(), mark.shade as usize));
                there.or_insert_with(|| (mark.shade, BTreeSet::new())).1.insert(row);
            }
        }
    }
    let whole = (1, table.rows.len() as u32);
    let is_shared = |shown: &String| said.keys().filter(|(other, _)| other == shown).count() > 1;
    let of_shade = |((shown, _), (shade, rows)): (&(String, usize), &(Shade, BTreeSet<u32>))| {
        let rows = if is_shared(shown) { rows.iter().map(|row| (*row, *row)).collect() } else { vec![whole] };
        ((shown.clone(), *shade), rows)
    };
    said.iter().map(of_shade).collect()
}

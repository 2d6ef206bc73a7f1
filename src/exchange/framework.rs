//! Frameworks from tables and as tables: a row an item, its columns found by their headers.
//!
//! A table's bytes become sheets of rows, one of these a header whose columns hold fields, the rows below it a framework. What
//! does not fit is told with its row. Which ids are made depends on the table alone.

use thiserror::Error;

use crate::model::{Framework, Id, framework::FrameworkFault};
use crate::text::Text;

mod building;
mod columns;
mod field;
mod ids;
mod note;
mod preview;
mod scales;
mod table;
mod writing;
mod xlsx;

pub use self::{
    columns::{Mapping, mappings},
    field::Field,
    note::TableNote,
    preview::preview,
    writing::{to_csv, to_xlsx, untold},
};
pub(super) use writing::lines;

/// What a table does not say itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableOptions {
    /// The framework's id.
    pub id: Id,
    /// Its version.
    pub version: Text,
    /// Its title, where one was given.
    pub title: Option<Text>,
    /// What the file's name says of it: the title where neither the user nor the table gives one.
    pub named: Text,
    /// The columns that the user names.
    pub map: Vec<Mapping>,
    /// The levels of the items that the table gives none.
    pub scale: Option<String>,
}

/// A framework that a table was made into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromTable {
    /// The framework, checked.
    pub framework: Framework,
    /// Which field is in which column, by its header.
    pub columns: Vec<(Field, String)>,
    /// What is worth telling, in the order of the rows where they have any.
    pub notes: Vec<TableNote>,
}

/// Why a table is no framework.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TableError {
    /// It is something else.
    #[error("{0}: a framework is imported from a table, CSV or XLSX")]
    NoTable(String),
    /// It is a framework already.
    #[error(
        "this is a framework's own file, and no table: copy it into the library's folder frameworks, and run `fieldbook check`"
    )]
    Framework,
    /// A workbook of an older kind.
    #[error("this is a file of an older Excel or a protected one: save it as XLSX or CSV, and import that")]
    OldWorkbook,
    /// Nothing stands in it.
    #[error("the table is empty")]
    Empty,
    /// It unpacks to more than is read, or has too many rows or columns.
    #[error(
        "the table is too large: up to {} rows and {} columns are read, and 64 MB unpacked",
        table::MOST_ROWS,
        table::MOST_COLUMNS
    )]
    TooLarge,
    /// Its first line names something that parts no cells.
    #[error("\"sep={0}\" in the first line names no sign between cells: it is one, such as ; or ,")]
    Separator(String),
    /// A quote is opened and never closed.
    #[error(
        "the quote that opens a cell in row {0} is never closed, so that all below it is one cell: close or remove it"
    )]
    Unclosed(usize),
    /// It is damaged.
    #[error("the table is damaged: {0}")]
    Broken(String),
    /// No header was understood.
    #[error("no column holds items or questions by its name; row {row} has {}. Say which it is, for example --map {}", .found.join(", "), quoted(.example))]
    NoColumns {
        /// The row that looks like a header.
        row: usize,
        /// What stands in it.
        found: Vec<String>,
        /// A mapping that could say it.
        example: String,
    },
    /// A column that was named is not there.
    #[error("no column is called \"{column}\", which {field} was to be in; row {row} has {}", .found.join(", "))]
    NoColumn {
        /// The field.
        field: &'static str,
        /// The column.
        column: String,
        /// The row that looks like a header.
        row: usize,
        /// What stands in it.
        found: Vec<String>,
    },
    /// A field that is none.
    #[error("\"{0}\" is no FIELD=COLUMN; fields are {fields}", fields = Field::ALL.map(Field::name).join(", "))]
    NoField(String),
    /// Below the header is nothing.
    #[error("below the header there are no items and no questions")]
    NoRows,
    /// The scale that was given for all items is none.
    #[error("the scale \"{0}\" can't be read: {1}")]
    Scale(String, String),
    /// What it gives does not fit together.
    #[error(transparent)]
    Fault(FrameworkFault),
}

impl TableError {
    /// Whether it is about what the user said rather than about the table.
    pub fn is_of_options(&self) -> bool {
        matches!(
            self,
            TableError::NoColumns { .. } | TableError::NoColumn { .. } | TableError::NoField(_) | TableError::Scale(..)
        )
    }
}

/// A word for the shell: in quotes where it needs them.
fn quoted(word: &str) -> String {
    let is_plain = word.chars().all(|c| c.is_alphanumeric() || ",=_-.".contains(c));
    if is_plain { word.to_owned() } else { format!("'{word}'") }
}

/// The framework that a table says.
///
/// # Errors
/// When it is no table, its columns are not found, or it asks nothing.
pub fn from_table(raw: &[u8], options: &TableOptions) -> Result<FromTable, TableError> {
    let mut notes = Vec::new();
    let sheets = table::read(raw, &mut notes)?;
    let (sheet, columns) = columns::find(&sheets, &options.map, &mut notes)?;
    let title = columns::title(sheet, &columns).filter(|_| options.title.is_none());
    if let Some((row, text)) = title {
        let above = notes.iter_mut().find(|note| matches!(note, TableNote::Above { row: above, .. } if *above == row));
        if let Some(note) = above {
            *note = TableNote::Title { row, text: text.to_owned() };
        }
    }
    let title = options.title.clone().or(title.map(|(_, text)| Text::one_line(text)));
    let title = title.unwrap_or_else(|| options.named.clone());
    let framework = building::build(sheet, &columns, options, &title, &mut notes)?;
    let header = &sheet.rows[columns.header];
    let named = |(field, column): &(Field, usize)| {
        let name = header.cell(*column);
        (*field, if name.is_empty() { table::letters(*column) } else { Text::one_line(name).to_string() })
    };
    Ok(FromTable { framework, columns: columns.fields.iter().map(named).collect(), notes })
}

/// The id and the title that a file's name says, where nothing else does.
pub fn named_after(stem: &str) -> (Id, Text) {
    let words = stem.split(['_', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let words = if words.contains(' ') { words } else { words.replace('-', " ") };
    let mut chars = words.chars();
    let title: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
    let slug = crate::model::id::slug(stem);
    let id = slug.parse().or_else(|_| format!("framework-{slug}").parse()).expect("letters of an id");
    let title = Text::one_line(&title);
    (id, if title.is_blank() { "Untitled framework".into() } else { title })
}

#[cfg(test)]
mod tests;

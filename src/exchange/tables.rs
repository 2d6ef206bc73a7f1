//! Evaluations as tables for analysts: evaluations, answers, marks, the portfolio, the framework, and the dictionary that says
//! what each column means.
//!
//! A table's columns say what they are called, mean and hold; its cells are read off the evaluations. They are made once and
//! written as a workbook or as CSV.

use jiff::civil::Date;
use thiserror::Error;

use crate::exchange::delimited::{self, Dialect, guarded};
use crate::exchange::figure::Shade;
use crate::exchange::report::Part;
use crate::model::{Evaluation, Framework, Moment};
use crate::reading::Portfolio;

mod answers;
mod dictionary;
mod evaluations;
mod framework;
mod marks;
mod portfolio;
mod practice;
mod xlsx;

pub(super) use self::{dictionary::of_json, portfolio::table as of_portfolio};

/// One of the tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Table {
    /// A row for each evaluation.
    Evaluations,
    /// A row for each question of each evaluation.
    Answers,
    /// A row for each item of each evaluation.
    #[default]
    Marks,
    /// Items by practices.
    Portfolio,
    /// What was asked.
    Framework,
    /// What the columns of the others mean.
    Dictionary,
}

impl Table {
    /// Every table.
    pub const ALL: [Table; 6] =
        [Table::Evaluations, Table::Answers, Table::Marks, Table::Portfolio, Table::Framework, Table::Dictionary];

    /// Its name on the command line and in the dictionary.
    pub fn name(self) -> &'static str {
        match self {
            Table::Evaluations => "evaluations",
            Table::Answers => "answers",
            Table::Marks => "marks",
            Table::Portfolio => "portfolio",
            Table::Framework => "framework",
            Table::Dictionary => "dictionary",
        }
    }

    /// The table of this name.
    pub fn named(name: &str) -> Option<Table> {
        Table::ALL.into_iter().find(|table| table.name() == name)
    }
}

/// Why no table was written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TableError {
    /// A sheet holds no more.
    #[error(
        "a sheet holds {} rows and {} columns, and {table} would have {rows} rows and {columns} columns: export fewer evaluations, or CSV",
        xlsx::MOST_ROWS,
        xlsx::MOST_COLUMNS
    )]
    TooLarge {
        /// The sheet.
        table: String,
        /// How many rows it would have.
        rows: usize,
        /// How many columns.
        columns: usize,
    },
    /// The evaluations of several frameworks were to go into one portfolio.
    #[error(
        "a portfolio as CSV is of one framework, and the evaluations answer {0}: export those of each by themselves, or a workbook"
    )]
    SeveralFrameworks(usize),
    /// The workbook could not be put together.
    #[error("the workbook could not be written: {0}")]
    Workbook(String),
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Ids and other short words.
    Word,
    /// A line.
    Line,
    /// Texts that people wrote.
    Prose,
    Number,
    /// A share from 0 to 1.
    Rate,
    Date,
    /// The mark of an item.
    Mark,
}

impl Kind {
    /// Its name in the dictionary.
    fn name(self) -> &'static str {
        match self {
            Kind::Word | Kind::Line | Kind::Prose | Kind::Mark => "text",
            Kind::Number => "number",
            Kind::Rate => "number from 0 to 1",
            Kind::Date => "date",
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub name: String,
    pub kind: Kind,
    pub meaning: String,
    /// What can stand in it, where that is a short list.
    pub values: Vec<String>,
}

/// A column that every such table has, with what it holds of a row's subject.
struct Fixed<F> {
    name: &'static str,
    kind: Kind,
    meaning: &'static str,
    values: &'static [&'static str],
    cell: F,
}

const YES_OR_NO: &[&str] = &["yes", "no"];

impl<F> Fixed<F> {
    const fn new(name: &'static str, kind: Kind, meaning: &'static str, cell: F) -> Fixed<F> {
        Fixed { name, kind, meaning, values: &[], cell }
    }

    const fn of(name: &'static str, values: &'static [&'static str], meaning: &'static str, cell: F) -> Fixed<F> {
        Fixed { name, kind: Kind::Word, meaning, values, cell }
    }

    fn column(&self) -> Column {
        let values = self.values.iter().map(|value| (*value).to_owned()).collect();
        Column { name: self.name.to_owned(), kind: self.kind, meaning: self.meaning.to_owned(), values }
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Rate(f64),
    Date(Date),
    Mark(ShownMark),
}

/// A mark, as programs name it and as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ShownMark {
    pub name: String,
    pub shown: String,
    pub shade: Shade,
}

impl Cell {
    fn text(text: &str) -> Cell {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }

    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    fn count(count: usize) -> Cell {
        Cell::Number(count as f64)
    }

    fn rate(rate: Option<f64>) -> Cell {
        rate.map_or(Cell::Empty, Cell::Rate)
    }

    fn yes_or_no(yes: bool) -> Cell {
        Cell::text(if yes { "yes" } else { "no" })
    }
}

/// A table: its columns, and rows of as many cells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sheet {
    pub table: Table,
    /// What it is called where there are several of its kind.
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

/// An evaluation with the framework whose wording shows it.
pub(super) type Shown<'a> = (&'a Evaluation, Option<&'a Framework>);

/// What tables are made of.
pub(super) struct Tables<'a> {
    evaluations: &'a [Shown<'a>],
    /// The frameworks that show them, each once.
    frameworks: Vec<&'a Framework>,
    /// Whether what marks rest on is wanted.
    has_evidence: bool,
}

impl<'a> Tables<'a> {
    pub(super) fn new(evaluations: &'a [Shown<'a>], parts: &[Part]) -> Tables<'a> {
        let mut frameworks: Vec<&Framework> = Vec::new();
        for framework in evaluations.iter().filter_map(|(_, framework)| *framework) {
            if frameworks.iter().all(|known| !known.is_same_version(framework)) {
                frameworks.push(framework);
            }
        }
        Tables { evaluations, frameworks, has_evidence: parts.contains(&Part::Evidence) }
    }

    /// A table without rows as yet; a portfolio's has no practices.
    fn empty(&self, table: Table) -> Sheet {
        let columns = match table {
            Table::Evaluations => evaluations::columns(&self.frameworks),
            Table::Answers => answers::columns(),
            Table::Marks => marks::columns(&self.frameworks),
            Table::Portfolio => portfolio::columns_of_items(true),
            Table::Framework => framework::columns(),
            Table::Dictionary => dictionary::columns(),
        };
        Sheet { table, title: capitalised(table.name()), columns, rows: Vec::new() }
    }

    /// Adds the rows that an evaluation has in a table.
    fn add(&self, sheet: &mut Sheet, shown: Shown<'_>) {
        match sheet.table {
            Table::Evaluations => sheet.rows.push(evaluations::row(shown, &self.frameworks)),
            Table::Answers => answers::rows(shown, &mut sheet.rows),
            Table::Marks => marks::rows(shown, self.has_evidence, &mut sheet.rows),
            Table::Portfolio | Table::Framework | Table::Dictionary => {}
        }
    }

    /// The portfolios, one for each framework that evaluations answer in its version.
    fn portfolios(&self) -> Vec<Sheet> {
        let all = || self.evaluations.iter().map(|(evaluation, _)| *evaluation);
        let portfolios = self.frameworks.iter().map(|framework| Portfolio::new(framework, all()));
        let portfolios: Vec<Portfolio> = portfolios.filter(|portfolio| !portfolio.columns().is_empty()).collect();
        let several = portfolios.len() > 1;
        let titled = |portfolio: &Portfolio| {
            let framework = portfolio.framework();
            let of = if several { format!(" {} {}", framework.id, framework.version) } else { String::new() };
            Sheet { title: format!("Portfolio{of}"), ..portfolio::table(portfolio) }
        };
        portfolios.iter().map(titled).collect()
    }

    fn framework(&self) -> Sheet {
        let rows = self.frameworks.iter().flat_map(|framework| framework::rows(framework)).collect();
        Sheet { rows, ..self.empty(Table::Framework) }
    }

    /// What the columns of these tables mean.
    fn dictionary(&self, tables: &[Table]) -> Sheet {
        let rows = tables.iter().flat_map(|table| dictionary::rows(&self.empty(*table))).collect();
        Sheet { rows, ..self.empty(Table::Dictionary) }
    }

    /// One of the tables as CSV. `paced` gives the evaluations.
    pub(super) fn to_csv(
        &self,
        table: Table,
        dialect: Dialect,
        paced: &mut dyn Iterator<Item = Shown<'_>>,
    ) -> Result<String, TableError> {
        let sheet = match table {
            Table::Evaluations | Table::Answers | Table::Marks => {
                let mut sheet = self.empty(table);
                paced.for_each(|shown| self.add(&mut sheet, shown));
                sheet
            }
            Table::Portfolio => {
                paced.for_each(drop);
                let mut portfolios = self.portfolios();
                match portfolios.len() {
                    0 => self.empty(table),
                    1 => portfolios.remove(0),
                    several => return Err(TableError::SeveralFrameworks(several)),
                }
            }
            Table::Framework => {
                paced.for_each(drop);
                self.framework()
            }
            Table::Dictionary => {
                paced.for_each(drop);
                self.dictionary(&Table::ALL)
            }
        };
        Ok(csv(&sheet, dialect))
    }

    /// What the columns of a table mean, as CSV.
    pub(super) fn dictionary_of(&self, table: Table, dialect: Dialect) -> String {
        csv(&self.dictionary(&[table]), dialect)
    }

    /// All tables as a workbook with these properties.
    pub(super) fn to_xlsx(
        &self,
        properties: &Properties<'_>,
        paced: &mut dyn Iterator<Item = Shown<'_>>,
    ) -> Result<Vec<u8>, TableError> {
        let mut sheets = [Table::Evaluations, Table::Answers, Table::Marks].map(|table| self.empty(table));
        for shown in paced {
            for sheet in &mut sheets {
                self.add(sheet, shown);
            }
        }
        let rest = self.portfolios().into_iter().chain([self.framework(), self.dictionary(&Table::ALL)]);
        xlsx::workbook(sheets.into_iter().chain(rest), properties)
    }

    /// How many texts are longer than a cell of a workbook takes.
    pub(super) fn cut(&self) -> usize {
        let mut sheets = [Table::Evaluations, Table::Answers, Table::Marks].map(|table| self.empty(table));
        for shown in self.evaluations {
            for sheet in &mut sheets {
                self.add(sheet, *shown);
            }
        }
        let framework = self.framework();
        let cells = sheets.iter().chain([&framework]).flat_map(|sheet| &sheet.rows).flatten();
        cells.filter(|cell| matches!(cell, Cell::Text(text) if xlsx::fitting(text).is_some())).count()
    }
}

/// What a workbook says of itself.
pub(super) struct Properties<'a> {
    pub title: &'a str,
    pub author: &'a str,
    pub at: Moment,
}

/// A table with its header as CSV.
pub(super) fn csv(sheet: &Sheet, dialect: Dialect) -> String {
    let head = sheet.columns.iter().map(|column| guarded(&column.name)).collect();
    let rows = sheet.rows.iter().map(|row| row.iter().map(|cell| field(cell, dialect)).collect());
    delimited::written([head].into_iter().chain(rows), dialect)
}

/// A cell as a field. Figures stay figures, whatever they begin with.
fn field(cell: &Cell, dialect: Dialect) -> String {
    let pointed = |figure: String| if dialect == Dialect::Excel { figure.replace('.', ",") } else { figure };
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text),
        Cell::Number(number) => pointed(number.to_string()),
        Cell::Rate(rate) => pointed(format!("{rate:.4}")),
        Cell::Date(day) => day.to_string(),
        Cell::Mark(mark) => guarded(&mark.name),
    }
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
    first.to_ascii_uppercase() + rest
}

#[cfg(test)]
mod tests;

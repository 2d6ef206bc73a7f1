//! A portfolio as a table: an item a row, with its totals and a column for each practice.

use std::collections::HashMap;

use super::{Cell, Column, Kind, Sheet, ShownMark, Table};
use crate::exchange::figure::Shade;
use crate::model::{Scale, Tally, Verdict};
use crate::reading::{Cell as Met, Column as Practice, Portfolio};
use crate::text::{cluster::is_invisible, words_in_line};

/// A total: its name, what it counts, and the count.
type Total = (&'static str, &'static str, fn(Tally) -> Cell);

const TOTALS: [Total; 7] = [
    ("met", "Practices that meet the item", |tally| Cell::count(tally.met)),
    ("partly", "Practices that meet it in part", |tally| Cell::count(tally.partly)),
    ("not_met", "Practices that do not meet it", |tally| Cell::count(tally.not_met)),
    ("not_applicable", "Practices that it was marked as not applicable to", |tally| Cell::count(tally.not_applicable)),
    ("open", "Practices in which it has no mark", |tally| Cell::count(tally.open)),
    ("not_asked", "Practices of which it is not asked", |tally| Cell::count(tally.not_asked)),
    ("rate", "Practices that meet it, of those rated: met, partly met or not met", |tally| Cell::rate(tally.rate())),
];

/// Where no scale has anything between met and not met there is no column for it.
fn totals(has_partly: bool) -> impl Iterator<Item = &'static Total> {
    TOTALS.iter().filter(move |(name, ..)| has_partly || *name != "partly")
}

/// The columns before those of the practices.
pub(super) fn columns_of_items(has_partly: bool) -> Vec<Column> {
    let column = |(name, kind, meaning): (&str, Kind, &str)| Column {
        name: name.to_owned(),
        kind,
        meaning: meaning.to_owned(),
        values: Vec::new(),
    };
    let items = [
        ("number", Kind::Word, "The item's code, or its question's number"),
        ("question", Kind::Word, "The question's id"),
        ("item", Kind::Word, "The item's id"),
        ("label", Kind::Line, "The item in a few words"),
    ];
    let totals = totals(has_partly)
        .map(|(name, meaning, _)| (*name, if *name == "rate" { Kind::Rate } else { Kind::Number }, *meaning));
    items.into_iter().chain(totals).map(column).collect()
}

pub(crate) fn table(portfolio: &Portfolio) -> Sheet {
    let has_partly = portfolio.framework().has_partly();
    let mut columns = columns_of_items(has_partly);
    columns.extend(headings(portfolio.columns()).into_iter().map(|name| Column {
        name,
        kind: Kind::Mark,
        meaning: "The mark of a practice, by its title".to_owned(),
        values: Vec::new(),
    }));
    let rows = portfolio.rows().zip(portfolio.by_item()).map(|(row, tally)| {
        let item = [&row.number(), row.placed.question.id.as_str(), row.item.id.as_str(), &row.item.label];
        let marks = (0..portfolio.columns().len()).filter_map(|column| portfolio.cell(row.at, column));
        let marks = marks.map(|met| Cell::Mark(mark(met, &row.item.scale)));
        item.map(Cell::text)
            .into_iter()
            .chain(totals(has_partly).map(|(.., count)| count(tally)))
            .chain(marks)
            .collect()
    });
    let rows = rows.collect();
    Sheet { table: Table::Portfolio, title: "Portfolio".to_owned(), columns, rows }
}

/// A mark with its sign before its word, so that it is read without its colour.
fn mark(met: Met, scale: &Scale) -> ShownMark {
    let verdict = met.verdict(scale);
    let shown = match verdict {
        None => "not asked".to_owned(),
        Some(Verdict::Level(level)) if level.sign == level.label => level.label.to_string(),
        Some(Verdict::Level(level)) => format!("{} {}", level.sign, level.label),
        Some(Verdict::NotApplicable) => "n/a".to_owned(),
        Some(Verdict::Open | Verdict::Unknown(_)) => "open".to_owned(),
    };
    ShownMark { name: met.name(scale).to_owned(), shown, shade: Shade::of_verdict(verdict) }
}

/// The practices' titles; where several share one, with the letters of their ids.
fn headings(columns: &[Practice]) -> Vec<String> {
    // A spreadsheet shows them beside each other: nothing in one turns another's reading direction.
    let seen = |title: &str| title.chars().filter(|c| !is_invisible(*c)).collect::<String>();
    let title = |column: &Practice| words_in_line(&seen(&column.title));
    let mut shared: HashMap<String, usize> = HashMap::new();
    for column in columns {
        *shared.entry(title(column)).or_default() += 1;
    }
    let heading = |column: &Practice| match title(column) {
        title if shared[&title] > 1 => format!("{title} ({})", column.id.letters()),
        title => title,
    };
    columns.iter().map(heading).collect()
}

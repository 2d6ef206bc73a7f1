//! The dictionary: what the columns of each table mean, made of the columns themselves; and what the fields of JSON mean.

use super::{Cell, Column, Kind, Sheet, Table};

pub(super) fn columns() -> Vec<Column> {
    let column = |name: &str, kind, meaning: &str, values: Vec<String>| Column {
        name: name.to_owned(),
        kind,
        meaning: meaning.to_owned(),
        values,
    };
    let tables = Table::ALL.map(|table| table.name().to_owned()).to_vec();
    vec![
        column("table", Kind::Word, "The table", tables),
        column("column", Kind::Word, "The column's name in the table's first row", Vec::new()),
        column("type", Kind::Word, "What kind of value stands in it", Vec::new()),
        column("meaning", Kind::Prose, "What it says", Vec::new()),
        column("values", Kind::Prose, "What can stand in it, where that is a short list", Vec::new()),
    ]
}

/// A row for each column of a table; of a portfolio's practices one for all.
pub(super) fn rows(sheet: &Sheet) -> Vec<Vec<Cell>> {
    let practices = (sheet.table == Table::Portfolio).then(|| Column {
        name: "(each practice)".to_owned(),
        kind: Kind::Mark,
        meaning: "The practice's mark, under its title: in a workbook sign and word, in CSV the level's id".to_owned(),
        values: vec![
            "the levels of the item's scale".to_owned(),
            "not_applicable".to_owned(),
            "open".to_owned(),
            "not_asked".to_owned(),
        ],
    });
    let row = |column: &Column| {
        let values = column.values.join("; ");
        [sheet.table.name(), &column.name, column.kind.name(), &column.meaning, &values].map(Cell::text).to_vec()
    };
    sheet.columns.iter().chain(&practices).map(row).collect()
}

/// The fields of an evaluation in JSON: where each stands, what it is, what it means, and its possible values.
#[rustfmt::skip]
const JSON: &[(&str, &str, &str, &str)] = &[
    ("format", "number", "The number of Fieldbook's file format", ""),
    ("id", "text", "The evaluation's id", ""),
    ("framework.id", "text", "The framework that the evaluation answers", ""),
    ("framework.version", "text", "The framework's version that it answers", ""),
    ("framework.title", "text", "The framework's title; null where it is not known here", ""),
    ("framework.shown_by", "text", "The framework's version whose wording stands here", ""),
    ("practice.title", "text", "What the practice is called", ""),
    ("practice.organisation", "text", "Who runs it", ""),
    ("practice.country", "text", "Its country, as it was typed", ""),
    ("practice.place", "text", "The place within the country", ""),
    ("practice.period", "text", "When it ran, in words or years", ""),
    ("practice.address", "text", "Its web address", ""),
    ("practice.summary", "text", "What it is, in a few sentences", ""),
    ("status", "text", "Where the evaluation stands", "Draft; Submitted; Returned; Approved"),
    ("criteria[].id", "text", "The criterion's id; null around what the framework does not know", ""),
    ("criteria[].title", "text", "The criterion's title", ""),
    ("criteria[].questions[].id", "text", "The question's id", ""),
    ("criteria[].questions[].text", "text", "The question's wording", ""),
    ("criteria[].questions[].applicable", "true or false", "Whether the evaluators found it applicable", ""),
    ("criteria[].questions[].reason", "text", "Why it is not applicable", ""),
    ("criteria[].questions[].narrative", "text", "The answer's prose", ""),
    ("criteria[].questions[].items[].id", "text", "The item's id", ""),
    ("criteria[].questions[].items[].text", "text", "The item's wording", ""),
    ("criteria[].questions[].items[].mark", "text", "The id of the level that the item was given", "the levels of the item's scale; not_applicable; open"),
    ("criteria[].questions[].items[].counts", "text", "What the level counts as; null where the item has none", "met; partly; not_met"),
    ("criteria[].questions[].items[].value", "number", "The level's value, where its scale has values", ""),
    ("criteria[].questions[].items[].asked", "true or false", "Whether the item is asked of this practice", ""),
    ("criteria[].questions[].items[].comment", "text", "Why it was marked so", ""),
    ("criteria[].questions[].items[].evidence", "list", "What the mark rests on", ""),
    ("criteria[].questions[].tools[].title", "text", "An inspiring tool's title", ""),
    ("criteria[].questions[].tools[].url", "text", "Its web address", ""),
    ("criteria[].questions[].tools[].note", "text", "What is worth knowing about it", ""),
    ("criteria[].questions[].asked", "true or false", "Whether the question is asked of this practice", ""),
    ("tally.questions", "number", "Questions that apply", ""),
    ("tally.complete", "number", "Of these, complete ones", ""),
    ("tally.met", "number", "Items met", ""),
    ("tally.not_met", "number", "Items not met", ""),
    ("tally.not_applicable", "number", "Items marked as not applicable", ""),
    ("tally.open", "number", "Items without a mark", ""),
    ("tally.partly", "number", "Items partly met", ""),
    ("evaluators", "list", "Who evaluated", ""),
    ("visits", "list", "The visits to the practice: day, place, people met, hours, questions written", ""),
    ("jots", "list", "Lines taken down: when, by whom, where filed", ""),
    ("remarks", "list", "What reviewers remarked", ""),
    ("acts", "list", "The status history: step, name, time, reason", ""),
    ("details", "list", "What the framework asks about the practice besides, by ids", ""),
    ("people", "list", "People met: role, and whether they agreed to be named", ""),
    ("language", "text", "The language that the evaluation is written in, where it is said", ""),
    ("sample", "true or false", "Whether the practice is invented", ""),
];

/// What the fields of evaluations in JSON mean.
pub(crate) fn of_json() -> Sheet {
    let rows = JSON
        .iter()
        .map(|(path, kind, meaning, values)| ["evaluation", path, kind, meaning, values].map(Cell::text).to_vec());
    Sheet { table: Table::Dictionary, title: "Dictionary".to_owned(), columns: columns(), rows: rows.collect() }
}

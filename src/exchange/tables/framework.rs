//! What was asked: the rows that `frameworks export` writes, for each framework.

use super::{Cell, Column, Kind};
use crate::exchange::framework::{Field, lines};
use crate::model::Framework;

pub(super) fn columns() -> Vec<Column> {
    let column = |name: &str, kind, meaning: &str| Column {
        name: name.to_owned(),
        kind,
        meaning: meaning.to_owned(),
        values: Vec::new(),
    };
    let own = [
        column("framework", Kind::Word, "The framework's id"),
        column("version", Kind::Word, "The framework's version"),
    ];
    let fields = Field::ALL.map(|field| {
        let kind = match field {
            Field::Question | Field::Item | Field::Guidance => Kind::Prose,
            Field::Criterion | Field::Scale => Kind::Line,
            _ => Kind::Word,
        };
        column(field.name(), kind, field.meaning())
    });
    own.into_iter().chain(fields).collect()
}

pub(super) fn rows(framework: &Framework) -> Vec<Vec<Cell>> {
    let own = || [framework.id.as_str(), &framework.version].map(Cell::text);
    lines(framework)
        .iter()
        .map(|line| own().into_iter().chain(line.iter().map(|text| Cell::text(text))).collect())
        .collect()
}

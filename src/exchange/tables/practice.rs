//! The columns by which a row of any table names its evaluation.

use super::{Cell, Column, Fixed, Kind, Shown};
use crate::reading::Country;

type Of = fn(Shown<'_>) -> Cell;

const COLUMNS: [Fixed<Of>; 6] = [
    Fixed::new("evaluation", Kind::Word, "The evaluation's id, by which the tables are joined", |(one, _)| {
        Cell::text(one.id.as_str())
    }),
    Fixed::new("title", Kind::Line, "What the practice is called", |(one, _)| Cell::text(&one.practice.title)),
    Fixed::new(
        "country",
        Kind::Word,
        "The practice's country; what was typed where it is not known as one",
        |(one, _)| Country::of(&one.practice.country).map_or(Cell::Empty, |country| Cell::text(country.name())),
    ),
    Fixed::of("status", &["Draft", "Submitted", "Returned", "Approved"], "Where the evaluation stands", |(one, _)| {
        Cell::text(one.status().name())
    }),
    Fixed::new("framework", Kind::Word, "The id of the framework that the evaluation answers", |(one, _)| {
        Cell::text(one.framework.id.as_str())
    }),
    Fixed::new("version", Kind::Word, "The framework's version that the evaluation answers", |(one, _)| {
        Cell::text(&one.framework.version)
    }),
];

pub(super) fn columns() -> impl Iterator<Item = Column> {
    COLUMNS.iter().map(Fixed::column)
}

pub(super) fn cells(shown: Shown<'_>) -> impl Iterator<Item = Cell> {
    COLUMNS.iter().map(move |column| (column.cell)(shown))
}

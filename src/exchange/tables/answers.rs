//! A row for each question of each evaluation.

use super::{Cell, Column, Fixed, Kind, Shown, YES_OR_NO, practice};
use crate::model::{Evaluation, Framework, Id, Placed, Progress};

/// A question, and what an evaluation says to it.
struct Subject<'a> {
    evaluation: &'a Evaluation,
    question: &'a Id,
    /// Its wording; none: the framework does not have it, or is not known here.
    placed: Option<Placed<'a>>,
}

impl Subject<'_> {
    fn of_placed(&self, cell: impl Fn(&Placed<'_>) -> Cell) -> Cell {
        self.placed.as_ref().map_or(Cell::Empty, cell)
    }
}

type Of = fn(&Subject<'_>) -> Cell;

const COLUMNS: [Fixed<Of>; 12] = [
    Fixed::new("criterion", Kind::Line, "The criterion that the question belongs to, by its number and title", |of| {
        of.of_placed(|placed| Cell::text(&placed.criterion.numbered(placed.criterion_at)))
    }),
    Fixed::new("question", Kind::Word, "The question's id", |of| Cell::text(of.question.as_str())),
    Fixed::new("number", Kind::Word, "The question's code, or its number", |of| {
        of.of_placed(|placed| Cell::text(&placed.number()))
    }),
    Fixed::new("text", Kind::Prose, "The question's wording", |of| {
        of.of_placed(|placed| Cell::text(&placed.question.text))
    }),
    Fixed::of("asked", YES_OR_NO, "Whether the framework asks the question of this practice", |of| {
        Cell::yes_or_no(of.placed.is_some_and(|placed| of.evaluation.meets(&placed.question.applies)))
    }),
    Fixed::of("applicable", YES_OR_NO, "Whether the evaluators found the question applicable", |of| {
        Cell::yes_or_no(of.evaluation.not_applicable(of.question).is_none())
    }),
    Fixed::new("reason", Kind::Prose, "Why the question is not applicable", |of| {
        of.evaluation.not_applicable(of.question).map_or(Cell::Empty, |reason| Cell::text(reason))
    }),
    Fixed::new("narrative", Kind::Prose, "The answer's prose", |of| Cell::text(of.evaluation.narrative(of.question))),
    Fixed::new("words", Kind::Number, "How many words the narrative has", |of| {
        Cell::count(of.evaluation.narrative(of.question).split_whitespace().count())
    }),
    Fixed::new("tools", Kind::Prose, "Inspiring tools, each in a line of its own: title, web address, note", |of| {
        let tools = of.evaluation.tools(of.question).iter().map(|tool| {
            let parts = [&tool.title, &tool.address, &tool.note].map(|part| part.trim());
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        });
        Cell::text(&tools.collect::<Vec<_>>().join("\n"))
    }),
    Fixed::of("complete", YES_OR_NO, "Whether everything that the question asks for is there", |of| {
        Cell::yes_or_no(of.placed.is_some_and(|placed| of.evaluation.progress(placed.question) == Progress::Complete))
    }),
    Fixed::new("open", Kind::Number, "How many of the question's items have no mark", |of| {
        of.of_placed(|placed| Cell::count(of.evaluation.tally(placed.question).open))
    }),
];

pub(super) fn columns() -> Vec<Column> {
    practice::columns().chain(COLUMNS.iter().map(Fixed::column)).collect()
}

/// The questions of the framework in its order, then what is answered besides.
pub(super) fn rows(shown: Shown<'_>, rows: &mut Vec<Vec<Cell>>) {
    let (evaluation, framework) = shown;
    let asked = || framework.into_iter().flat_map(Framework::questions);
    let known = asked().map(|placed| Subject { evaluation, question: &placed.question.id, placed: Some(placed) });
    let others = evaluation.answers.iter().map(|answer| &answer.question);
    let others = others.filter(|id| asked().all(|placed| placed.question.id != **id));
    let others = others.map(|question| Subject { evaluation, question, placed: None });
    for subject in known.chain(others) {
        rows.push(practice::cells(shown).chain(COLUMNS.iter().map(|column| (column.cell)(&subject))).collect());
    }
}

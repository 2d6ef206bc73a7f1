//! A row for each item of each evaluation.

use super::{Cell, Column, Fixed, Kind, Shown, YES_OR_NO, practice};
use crate::model::{Evaluation, Framework, Id, Item, Mark, Placed, Question, Scale, Verdict, mark::NOT_ASKED, place};
use crate::reading::Cell as Met;

/// An item, and what an evaluation says of it.
struct Subject<'a> {
    evaluation: &'a Evaluation,
    framework: Option<&'a Framework>,
    question: &'a Id,
    item: &'a Id,
    /// Its wording; none: the framework does not have it, or is not known here.
    asked: Option<(Placed<'a>, &'a Item)>,
    has_evidence: bool,
}

impl<'a> Subject<'a> {
    fn of_item(&self, cell: impl Fn(&Item) -> Cell) -> Cell {
        self.asked.map_or(Cell::Empty, |(_, item)| cell(item))
    }

    fn of_question(&self, cell: impl Fn(&Placed<'_>) -> Cell) -> Cell {
        self.asked.map_or(Cell::Empty, |(placed, _)| cell(&placed))
    }

    fn mark(&self) -> Option<Mark> {
        self.evaluation.mark(self.question, self.item)
    }

    /// Where its practice and it meet in a portfolio; none: its wording is not known.
    fn met(&self) -> Option<Met> {
        self.asked.map(|(placed, item)| Met::of(self.evaluation, placed.question, item))
    }

    fn verdict(&self) -> Option<Verdict<'a>> {
        self.asked.map(|(_, item)| item.scale.verdict(self.mark()))
    }
}

/// What an item counts as: the same as in a portfolio.
fn counts(met: Met, scale: &Scale) -> &'static str {
    match met.verdict(scale) {
        None => NOT_ASKED,
        Some(Verdict::NotApplicable) => "not_applicable",
        Some(verdict) => verdict.counts().map_or("open", crate::model::Counts::name),
    }
}

type Of = fn(&Subject<'_>) -> Cell;

const COLUMNS: [Fixed<Of>; 15] = [
    Fixed::new("criterion", Kind::Line, "The criterion that the item belongs to, by its number and title", |of| {
        of.of_question(|placed| Cell::text(&placed.criterion.numbered(placed.criterion_at)))
    }),
    Fixed::new("question", Kind::Word, "The id of the question that the item belongs to", |of| {
        Cell::text(of.question.as_str())
    }),
    Fixed::new("question_number", Kind::Word, "The question's code, or its number", |of| {
        of.of_question(|placed| Cell::text(&placed.number()))
    }),
    Fixed::new("item", Kind::Word, "The item's id", |of| Cell::text(of.item.as_str())),
    Fixed::new("code", Kind::Word, "The code that the item is published under", |of| {
        of.of_item(|item| Cell::text(&item.code))
    }),
    Fixed::new("label", Kind::Line, "The item in a few words", |of| of.of_item(|item| Cell::text(&item.label))),
    Fixed::new("text", Kind::Prose, "The item's wording", |of| of.of_item(|item| Cell::text(&item.text))),
    Fixed::new("mark", Kind::Word, "The id of the level that the item was given", |of| {
        Cell::text(Mark::name(of.mark().as_ref()))
    }),
    Fixed::new("level", Kind::Line, "What the mark is called", |of| match of.verdict() {
        Some(verdict) => Cell::text(verdict.label()),
        None => Cell::text(&Mark::in_words(of.mark())),
    }),
    Fixed::of(
        "counts",
        &["met", "partly", "not_met", "not_applicable", "open", "not_asked"],
        "What the mark counts as: these add up to the portfolio's totals. Blank where the item's wording is not known here",
        |of| of.asked.zip(of.met()).map_or(Cell::Empty, |((_, item), met)| Cell::text(counts(met, &item.scale))),
    ),
    Fixed::new("value", Kind::Number, "The level's value, where its scale has values", |of| {
        let value = of.verdict().and_then(Verdict::level).and_then(|level| level.value);
        value.map_or(Cell::Empty, |value| Cell::Number(value.0))
    }),
    Fixed::new("comment", Kind::Prose, "Why the item was marked so", |of| {
        of.evaluation.marked(of.question, of.item).map_or(Cell::Empty, |marked| Cell::text(&marked.comment))
    }),
    Fixed::new(
        "evidence",
        Kind::Prose,
        "What the mark rests on, each in a line of its own; filled only where evidence was asked for, since it can name people",
        |of| {
            let evidence = of.evaluation.evidence(of.question, of.item).iter().filter(|_| of.has_evidence);
            let told = evidence.map(|one| place::evidence(&one.source, of.evaluation, of.framework));
            Cell::text(&told.collect::<Vec<_>>().join("\n"))
        },
    ),
    Fixed::new("evidence_count", Kind::Number, "How many things the mark rests on", |of| {
        Cell::count(of.evaluation.evidence(of.question, of.item).len())
    }),
    Fixed::of("asked", YES_OR_NO, "Whether the item is asked of this practice and its question applies", |of| {
        Cell::yes_or_no(of.met().is_some_and(|met| met != Met::NotAsked))
    }),
];

pub(super) fn columns(frameworks: &[&Framework]) -> Vec<Column> {
    let mut levels: Vec<String> = Vec::new();
    let ids = frameworks.iter().flat_map(|framework| framework.items()).flat_map(|item| &item.scale.levels);
    for id in ids.map(|level| level.id.as_str()).chain(["not_applicable", "open"]) {
        if levels.iter().all(|known| known != id) {
            levels.push(id.to_owned());
        }
    }
    let column = |fixed: &Fixed<_>| {
        let values = if fixed.name == "mark" { levels.clone() } else { fixed.column().values };
        Column { values, ..fixed.column() }
    };
    practice::columns().chain(COLUMNS.iter().map(column)).collect()
}

/// The items of the framework in its order, then what is said of others.
pub(super) fn rows(shown: Shown<'_>, has_evidence: bool, rows: &mut Vec<Vec<Cell>>) {
    let (evaluation, framework) = shown;
    let asked = || framework.into_iter().flat_map(Framework::questions);
    let subject = |question, item, asked| Subject { evaluation, framework, question, item, asked, has_evidence };
    let known = asked().flat_map(|placed| {
        placed.question.items.iter().map(move |item| subject(&placed.question.id, &item.id, Some((placed, item))))
    });
    let is_known = |question: &Id, item: &Id| {
        let has = |known: &Question| known.id == *question && known.items.iter().any(|one| one.id == *item);
        asked().any(|placed| has(placed.question))
    };
    let marked =
        evaluation.answers.iter().flat_map(|answer| answer.marks.iter().map(|marked| (&answer.question, &marked.item)));
    let others = marked.filter(|(question, item)| !is_known(question, item));
    let others = others.map(|(question, item)| subject(question, item, None));
    for subject in known.chain(others) {
        rows.push(practice::cells(shown).chain(COLUMNS.iter().map(|column| (column.cell)(&subject))).collect());
    }
}

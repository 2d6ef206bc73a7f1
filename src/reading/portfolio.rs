//! The portfolio: many evaluations of one framework side by side, items × practices.
//!
//! It holds figures and short texts alone, so that a screen can keep it. There is no single score: totals are by item,
//! by criterion and by country, and each practice has a profile by criterion.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use crate::model::{Answer, Evaluation, Framework, Id, Item, Placed, Question, Tally, place};
use crate::reading::{Country, Facts, Filter};
use crate::text::{Text, fold::sort_key};

mod cell;
mod label;

pub use cell::Cell;

/// One practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The evaluation.
    pub id: Id,
    /// The practice's title.
    pub title: String,
    /// Three letters that no other practice of the portfolio has.
    pub label: String,
    /// What filters look at.
    pub facts: Facts,
    /// A cell for every item, in the framework's order.
    cells: Vec<Cell>,
    /// Whether each question has a narrative, in the framework's order.
    written: Vec<bool>,
}

/// What a line of the matrix is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The item of this row.
    Item(usize),
    /// The question at this place of all, which has no items.
    Question(usize),
}

/// One item, with its question and criterion.
#[derive(Clone, Copy, Debug)]
pub struct PlacedItem<'a> {
    /// The row's number, from 0, in the framework's order: what cells are asked for by.
    pub at: usize,
    /// The place of its question among all, from 0.
    pub question_at: usize,
    /// Its question.
    pub placed: Placed<'a>,
    /// The item.
    pub item: &'a Item,
}

impl PlacedItem<'_> {
    /// What people call it by: its code, or its question's number.
    pub fn number(&self) -> String {
        self.placed.number_of(self.item)
    }
}

/// The evaluations of one framework, read side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portfolio {
    framework: Framework,
    columns: Vec<Column>,
    others: usize,
    samples: usize,
    filtered_out: usize,
}

impl Column {
    /// What the practice is called among others.
    pub fn name(&self) -> Cow<'_, str> {
        Evaluation::listed_title(&self.title, &self.id)
    }

    fn new(evaluation: &Evaluation, framework: &Framework) -> Column {
        // Looked up one by one, the answers of a long framework would take the square of its length.
        let answers: HashMap<&Id, &Answer> =
            evaluation.answers.iter().map(|answer| (&answer.question, answer)).collect();
        let cells = framework.questions().flat_map(|Placed { question, .. }| {
            let answer = answers.get(&question.id).copied();
            question.items.iter().map(move |item| Cell::in_answer(evaluation, answer, item))
        });
        Column {
            id: evaluation.id.clone(),
            title: evaluation.title().to_owned(),
            label: String::new(),
            facts: Facts::of(evaluation),
            cells: cells.collect(),
            written: framework
                .questions()
                .map(|placed| answers.get(&placed.question.id).is_some_and(|answer| !answer.narrative.is_blank()))
                .collect(),
        }
    }
}

impl Portfolio {
    /// The portfolio of those evaluations that answer the framework in its version, in the order of their countries and
    /// titles; without the sample, whose practice is invented.
    pub fn new<'e>(framework: &Framework, evaluations: impl IntoIterator<Item = &'e Evaluation>) -> Portfolio {
        let (samples, real): (Vec<&Evaluation>, Vec<&Evaluation>) =
            evaluations.into_iter().partition(|evaluation| evaluation.sample);
        let (own, others): (Vec<&Evaluation>, Vec<&Evaluation>) =
            real.into_iter().partition(|evaluation| evaluation.answers_framework(framework));
        let mut own: Vec<(Column, &str)> = own
            .into_iter()
            .map(|evaluation| (Column::new(evaluation, framework), evaluation.practice.title.as_str()))
            .collect();
        own.sort_by_cached_key(|(column, _)| {
            let country = column.facts.country.clone();
            (country.is_none(), country, sort_key(&column.title), column.id.clone())
        });
        let labels = label::labels(own.iter().map(|(_, title)| *title));
        let columns = own.into_iter().zip(labels).map(|((column, _), label)| Column { label, ..column }).collect();
        Portfolio {
            framework: framework.clone(),
            columns,
            others: others.len(),
            samples: samples.len(),
            filtered_out: 0,
        }
    }

    /// The practices that pass a filter, under the same labels.
    #[must_use]
    pub fn filtered(&self, filter: &Filter) -> Portfolio {
        let columns: Vec<Column> =
            self.columns.iter().filter(|column| filter.accepts(&column.facts)).cloned().collect();
        let filtered_out = self.filtered_out + self.columns.len() - columns.len();
        let framework = self.framework.clone();
        Portfolio { framework, columns, others: self.others, samples: self.samples, filtered_out }
    }

    /// The framework that all answer.
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// The practices.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many evaluations were left out because they answer another framework, or another version of it.
    pub fn others(&self) -> usize {
        self.others
    }

    /// How many evaluations were left out because they are the sample.
    pub fn samples(&self) -> usize {
        self.samples
    }

    /// How many evaluations filters left out.
    pub fn filtered_out(&self) -> usize {
        self.filtered_out
    }

    /// The items in the framework's order.
    pub fn rows(&self) -> impl Iterator<Item = PlacedItem<'_>> {
        let items = self.framework.questions().enumerate().flat_map(|(question_at, placed)| {
            placed.question.items.iter().map(move |item| (question_at, placed, item))
        });
        items.enumerate().map(|(at, (question_at, placed, item))| PlacedItem { at, question_at, placed, item })
    }

    /// The lines of the matrix in the framework's order: the items, and the questions that have none.
    pub fn lines(&self) -> Vec<Line> {
        let mut items = 0;
        let of_question = |(at, placed): (usize, Placed<'_>)| match placed.question.items.len() {
            0 => vec![Line::Question(at)],
            len => {
                items += len;
                (items - len..items).map(Line::Item).collect()
            }
        };
        self.framework.questions().enumerate().flat_map(of_question).collect()
    }

    /// Whether a practice has a narrative for the question at place `n` of all.
    pub fn is_written(&self, n: usize, column: usize) -> bool {
        self.columns.get(column).is_some_and(|column| column.written.get(n) == Some(&true))
    }

    /// How many practices have a narrative for the question at place `n` of all.
    pub fn written(&self, n: usize) -> usize {
        (0..self.columns.len()).filter(|column| self.is_written(n, *column)).count()
    }

    /// The item of this row.
    pub fn row(&self, at: usize) -> Option<PlacedItem<'_>> {
        self.rows().nth(at)
    }

    /// Where a row and a column meet; none beyond the last of either.
    pub fn cell(&self, row: usize, column: usize) -> Option<Cell> {
        self.columns.get(column)?.cells.get(row).copied()
    }

    /// The totals of each item, by row.
    pub fn by_item(&self) -> Vec<Tally> {
        let of_item = |row: PlacedItem<'_>| {
            let mut tally = Tally::default();
            for column in &self.columns {
                column.cells[row.at].count_in(&mut tally, &row.item.scale);
            }
            tally
        };
        self.rows().map(of_item).collect()
    }

    /// The rows, those first whose items are met most rarely; items that nobody rated come last.
    pub fn by_rarity(&self) -> Vec<usize> {
        let totals = self.by_item();
        let mut rows: Vec<usize> = (0..totals.len()).collect();
        // Rates are compared as fractions of whole numbers; among equals the one rated more often says more.
        rows.sort_by(|&one, &other| {
            let (one, other) = (totals[one], totals[other]);
            (one.rated() == 0)
                .cmp(&(other.rated() == 0))
                .then_with(|| (one.met * other.rated()).cmp(&(other.met * one.rated())))
                .then_with(|| other.rated().cmp(&one.rated()))
        });
        rows
    }

    /// The totals of each criterion.
    pub fn by_criterion(&self) -> Vec<Tally> {
        self.tally_by_criterion(&self.columns)
    }

    /// A practice's totals by criterion; empty where there is no such column.
    pub fn profile(&self, column: usize) -> Vec<Tally> {
        self.columns.get(column).map_or_else(Vec::new, |column| self.tally_by_criterion(std::slice::from_ref(column)))
    }

    fn tally_by_criterion(&self, columns: &[Column]) -> Vec<Tally> {
        let mut totals = vec![Tally::default(); self.framework.criteria.len()];
        for row in self.rows() {
            let total = &mut totals[row.placed.criterion_at];
            for column in columns {
                column.cells[row.at].count_in(total, &row.item.scale);
            }
        }
        totals
    }

    /// The number of practices and the totals of each country, by its name; last of all those whose country is not said.
    pub fn by_country(&self) -> Vec<(Option<Country>, usize, Tally)> {
        // The columns stand in the order of their countries.
        let same = |one: &Column, other: &Column| match (&one.facts.country, &other.facts.country) {
            (Some(one), Some(other)) => one.is(other),
            (one, other) => one.is_none() && other.is_none(),
        };
        let groups = self.columns.chunk_by(same);
        let tally = |columns: &[Column]| self.tally_by_criterion(columns).into_iter().sum();
        groups.map(|columns| (columns[0].facts.country.clone(), columns.len(), tally(columns))).collect()
    }

    /// What the practices say to the question at place `n` of all, one after the other, in the order of the columns.
    pub fn across<'e>(
        &self,
        n: usize,
        evaluations: impl IntoIterator<Item = &'e Evaluation>,
    ) -> Vec<PracticeAnswer<'e>> {
        let Some(placed) = self.framework.question(n) else { return Vec::new() };
        let by_id: HashMap<&Id, &Evaluation> = evaluations.into_iter().map(|one| (&one.id, one)).collect();
        let here = self.columns.iter().filter_map(|column| by_id.get(&column.id));
        here.map(|evaluation| PracticeAnswer::new(evaluation, placed.question, &self.framework)).collect()
    }
}

/// The frameworks that evaluations answer, each with how many do, the most answered first: what a portfolio can be made of.
pub fn answered<'e>(evaluations: impl IntoIterator<Item = &'e Evaluation>) -> Vec<((Id, Text), usize)> {
    let mut counts: BTreeMap<(&Id, &Text), usize> = BTreeMap::new();
    for evaluation in evaluations {
        *counts.entry((&evaluation.framework.id, &evaluation.framework.version)).or_default() += 1;
    }
    let mut counts: Vec<_> =
        counts.into_iter().map(|((id, version), count)| ((id.clone(), version.clone()), count)).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// What one practice says to a question.
#[derive(Clone, Debug)]
pub struct PracticeAnswer<'a> {
    /// The evaluation.
    pub evaluation: &'a Evaluation,
    /// Its narrative; empty where there is none.
    pub narrative: &'a str,
    /// The reason why the question is not applicable; none: it applies.
    pub reason: Option<&'a Text>,
    /// The condition that does not hold; none: the question is asked.
    pub why_not_asked: Option<String>,
    /// Its counts.
    pub tally: Tally,
}

impl<'a> PracticeAnswer<'a> {
    fn new(evaluation: &'a Evaluation, question: &Question, framework: &Framework) -> PracticeAnswer<'a> {
        PracticeAnswer {
            evaluation,
            narrative: evaluation.narrative(&question.id),
            why_not_asked: place::why_not_asked(evaluation, &question.applies, Some(framework)),
            reason: evaluation.not_applicable(&question.id),
            tally: evaluation.tally(question),
        }
    }
}

/// A passage with its source, for a report: the passage in quotation marks; practice, organisation, place and country;
/// the question's number; the evaluation's id.
pub fn quoted(passage: &str, evaluation: &Evaluation, number: &str) -> String {
    let practice = &evaluation.practice;
    let details = [&practice.organisation, &practice.place, &practice.country];
    let details = details.into_iter().map(|detail| detail.trim()).filter(|detail| !detail.is_empty());
    let source: Vec<&str> = std::iter::once(evaluation.title()).chain(details).collect();
    format!("“{}” ({}; {number}; {})", passage.trim(), source.join(", "), evaluation.id)
}

#[cfg(test)]
mod tests;

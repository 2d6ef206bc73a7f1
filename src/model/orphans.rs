//! What an evaluation holds of questions, items and details that are not asked: the ids are gone from its framework, or a
//! condition does not hold. It is kept whole, and seen beside what is asked.

use std::collections::{BTreeSet, HashMap};

use crate::model::{Answer, Conditions, Evaluation, Filing, Framework, Id, Item, Question};
use crate::text::Text;

/// Something that was answered and is not asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Orphan {
    /// What it belongs to.
    pub of: OrphanOf,
    /// Why it is not asked.
    pub why: Unasked,
}

/// What an orphan belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrphanOf {
    /// A question: its narrative, its reason, its tools; the remarks and jots that name it.
    Question(Id),
    /// An item of a question: its mark, with the comment and the evidence.
    Item(Id, Id),
    /// A detail of the practice.
    Detail(Id),
}

/// Why something is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unasked {
    /// The framework does not have its id.
    Gone,
    /// A condition does not hold for this practice.
    Condition,
}

impl Unasked {
    /// In words.
    pub fn in_words(self) -> &'static str {
        match self {
            Unasked::Gone => "gone from the framework",
            Unasked::Condition => "its condition does not hold",
        }
    }
}

impl OrphanOf {
    /// The question that it belongs to, where it belongs to one.
    pub fn question(&self) -> Option<&Id> {
        match self {
            OrphanOf::Question(question) | OrphanOf::Item(question, _) => Some(question),
            OrphanOf::Detail(_) => None,
        }
    }

    /// Its own id.
    pub fn id(&self) -> &Id {
        match self {
            OrphanOf::Question(id) | OrphanOf::Item(_, id) | OrphanOf::Detail(id) => id,
        }
    }

    /// What a framework says of it; none: it does not have its id.
    pub fn wording<'f>(&self, framework: &'f Framework) -> Option<&'f Text> {
        match self {
            OrphanOf::Question(id) => framework.question(framework.position(id)?).map(|placed| &placed.question.text),
            OrphanOf::Item(..) => self.item(framework).map(|item| &item.text),
            OrphanOf::Detail(id) => framework.detail(id).map(|detail| &detail.label),
        }
    }

    /// The item that it is, where it is one that a framework has.
    pub fn item<'f>(&self, framework: &'f Framework) -> Option<&'f Item> {
        let OrphanOf::Item(_, id) = self else { return None };
        framework.items().find(|item| item.id == *id)
    }
}

/// Whether something that stands under these conditions is not asked, and why; none: it is asked.
fn unasked(evaluation: &Evaluation, conditions: Option<&Conditions>) -> Option<Unasked> {
    match conditions {
        None => Some(Unasked::Gone),
        Some(conditions) => (!evaluation.meets(conditions)).then_some(Unasked::Condition),
    }
}

/// Whether an answer holds more than marks.
fn says_more_than_marks(answer: &Answer) -> bool {
    !answer.narrative.is_empty() || !answer.tools.is_empty() || answer.not_applicable.is_some()
}

/// Everything that an evaluation holds and this framework does not ask, question by question, each before its items; the
/// details after them.
pub fn orphans(evaluation: &Evaluation, framework: &Framework) -> Vec<Orphan> {
    // Looked up one by one, the questions and items of a long framework would take the square of its length.
    let asked: HashMap<&Id, (usize, &Question)> =
        framework.questions().enumerate().map(|(at, placed)| (&placed.question.id, (at, placed.question))).collect();
    let answered = evaluation.answers.iter().map(|answer| &answer.question);
    let remarked = evaluation.remarks.iter().map(|remark| &remark.question);
    let filed = evaluation.jots.iter().filter_map(|jot| jot.filed.as_ref()).map(Filing::question);
    let named: BTreeSet<&Id> = answered.chain(remarked).chain(filed).collect();
    // In the framework's order; what it does not have comes last.
    let mut named: Vec<&Id> = named.into_iter().collect();
    named.sort_by_key(|id| asked.get(id).map_or(usize::MAX, |(at, _)| *at));
    let mut orphans = Vec::new();
    for id in named {
        of_question(&mut orphans, evaluation, id, asked.get(id).map(|(_, question)| *question));
    }
    // What a detail takes is shown with the others as long as the framework has it.
    let gone = evaluation.details.iter().filter(|given| framework.detail(&given.detail).is_none());
    orphans.extend(gone.map(|given| Orphan { of: OrphanOf::Detail(given.detail.clone()), why: Unasked::Gone }));
    orphans
}

fn of_question(orphans: &mut Vec<Orphan>, evaluation: &Evaluation, id: &Id, asked: Option<&Question>) {
    let answer = evaluation.answer(id);
    if let Some(why) = unasked(evaluation, asked.map(|question| &question.applies)) {
        let named = evaluation.remarks_on(id).next().is_some() || evaluation.jots_at(id).next().is_some();
        if named || answer.is_some_and(says_more_than_marks) {
            orphans.push(Orphan { of: OrphanOf::Question(id.clone()), why });
        }
    }
    let items: HashMap<&Id, &Item> =
        asked.into_iter().flat_map(|question| &question.items).map(|item| (&item.id, item)).collect();
    for marked in answer.into_iter().flat_map(|answer| &answer.marks) {
        if let Some(why) = unasked(evaluation, items.get(&marked.item).map(|item| &item.applies)) {
            orphans.push(Orphan { of: OrphanOf::Item(id.clone(), marked.item.clone()), why });
        }
    }
}

#[cfg(test)]
mod tests;

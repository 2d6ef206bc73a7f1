//! Search across everything that evaluations hold: narratives, reasons, tools, jots, remarks, visits, practice details.
//!
//! [`hits`] finds what a query means in one evaluation. A [`Batch`] tells which of many evaluations have hits: it keeps
//! nothing of them but their texts, folded, in one buffer, so that most are passed over at the speed of memory.

use std::ops::Range;

use memchr::memmem::find_iter;

use crate::model::{
    Evaluation, Field, Framework, FrameworkRef, Id, Item, Place, Question, Verdict,
    place::{in_words, label, question_of},
};
use crate::reading::{Cell, Facts, Filter};
use crate::text::fold::{self, fold};

mod batch;
mod excerpt;
mod query;

pub use batch::{Batch, FoldedEvaluation};
pub use excerpt::Excerpt;
pub use query::{Query, QueryError, SoughtMark, option_named};

/// The most hits that are told of.
pub const MOST_HITS: usize = 500;

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The evaluation.
    pub evaluation: Id,
    /// The practice's title.
    pub title: String,
    /// The framework that it answers.
    pub framework: FrameworkRef,
    /// Where it stands: a text with the byte of the first match, or an item.
    pub place: Place,
    /// The question that it belongs to, by id; none: to none.
    pub question: Option<Id>,
    /// The place in words: `1.2 Receiving society: narrative`.
    pub whereabouts: String,
    /// What stands there, with the matches in it.
    pub excerpt: Excerpt,
}

/// What a query finds in an evaluation: for words one hit for each text in which all stand; for a mark alone the items
/// that have it; for filters alone the practice.
pub fn hits(query: &Query, evaluation: &Evaluation, framework: Option<&Framework>) -> Vec<Hit> {
    let passes = |filter: &Filter| filter.is_off() || filter.accepts(&Facts::of(evaluation));
    let items = || query.mark.as_ref().map_or_else(Vec::new, |sought| items_with(sought, evaluation, framework));
    if query.is_empty() || !passes(&query.filter) || (query.mark.is_some() && items().is_empty()) {
        Vec::new()
    } else if !query.words.is_empty() {
        let fields = evaluation.fields().into_iter();
        fields.filter_map(|field| hit_in(evaluation, field, &query.words, framework)).collect()
    } else if query.mark.is_some() {
        items()
    } else {
        vec![hit_of_practice(evaluation)]
    }
}

/// A text in which all words stand, as a hit.
fn hit_in(evaluation: &Evaluation, field: Field, words: &[String], framework: Option<&Framework>) -> Option<Hit> {
    let text = evaluation.field(&field)?;
    let mut squeezed = String::new();
    squeeze(text, &mut squeezed);
    if !words.iter().all(|word| squeezed.contains(word.as_str())) {
        return None;
    }
    let matches = matches(text, words);
    let first = matches.first()?.start;
    let question = question_of(evaluation, &field);
    Some(Hit {
        whereabouts: in_words(evaluation, &field, framework),
        place: Place::Text(field, first),
        question,
        excerpt: Excerpt::around(text, &matches),
        ..hit_of_practice(evaluation)
    })
}

fn items_with(sought: &SoughtMark, evaluation: &Evaluation, framework: Option<&Framework>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for_items(evaluation, framework, |question, item, verdict| {
        if sought.is(verdict) {
            hits.push(Hit {
                place: Place::Item(question.id.clone(), item.id.clone()),
                question: Some(question.id.clone()),
                whereabouts: format!("{}: item", label(&question.id, framework)),
                excerpt: Excerpt::without_match(&item.name()),
                ..hit_of_practice(evaluation)
            });
        }
    });
    hits
}

/// Hands on every item, or those that are answered where the framework is unknown, with what is said of it; none: it is not
/// asked.
fn for_items(
    evaluation: &Evaluation,
    framework: Option<&Framework>,
    mut take: impl FnMut(&Question, &Item, Option<Verdict<'_>>),
) {
    let stand_in = framework.is_none().then(|| evaluation.stand_in_framework());
    for placed in framework.or(stand_in.as_ref()).into_iter().flat_map(Framework::questions) {
        for item in &placed.question.items {
            let cell = Cell::of(evaluation, placed.question, item);
            take(placed.question, item, cell.verdict(&item.scale));
        }
    }
}

fn hit_of_practice(evaluation: &Evaluation) -> Hit {
    Hit {
        evaluation: evaluation.id.clone(),
        title: evaluation.title().to_owned(),
        framework: evaluation.framework.clone(),
        place: Place::Details,
        question: None,
        whereabouts: "practice".to_owned(),
        excerpt: Excerpt::without_match(evaluation.title()),
    }
}

/// Where words stand in a text, in its order, without those that lie within others.
fn matches(text: &str, words: &[String]) -> Vec<Range<usize>> {
    let folded = fold::Folded::new(text);
    let (mut squeezed, mut source) = (String::new(), Vec::new());
    for_squeezed(&folded.text, |at, c| {
        squeezed.push(c);
        source.resize(squeezed.len(), at);
    });
    let found = |word: &String| {
        let starts: Vec<usize> = find_iter(squeezed.as_bytes(), word.as_bytes()).collect();
        let length = word.len();
        starts.into_iter().map(move |at| at..at + length)
    };
    let in_source = |found: Range<usize>| folded.in_source(source[found.start]..source[found.end - 1] + 1);
    let mut matches: Vec<Range<usize>> = words.iter().flat_map(found).map(in_source).collect();
    matches.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    matches.retain(|range| {
        let is_apart = end <= range.start;
        if is_apart {
            end = range.end;
        }
        is_apart
    });
    matches
}

/// Puts a text behind another as it is searched: folded, blanks in it single.
fn squeeze(text: &str, behind: &mut String) {
    let folded = fold(text);
    behind.reserve(folded.len());
    let mut after_blank = false;
    for (n, piece) in folded.split(char::is_whitespace).enumerate() {
        if n > 0 && !after_blank {
            behind.push(' ');
            after_blank = true;
        }
        if !piece.is_empty() {
            behind.push_str(piece);
            after_blank = false;
        }
    }
}

/// Hands on a text's characters, each with its byte, but of blanks in a row only the first, as a space.
fn for_squeezed(text: &str, mut take: impl FnMut(usize, char)) {
    let mut after_blank = false;
    for (at, c) in text.char_indices() {
        let blank = c.is_whitespace();
        if !(blank && after_blank) {
            take(at, if blank { ' ' } else { c });
        }
        after_blank = blank;
    }
}

#[cfg(test)]
mod tests;

//! Search across everything that evaluations hold: narratives, reasons, tools, jots, remarks, visits, practice details.
//!
//! A [`Searchable`] is made of an evaluation once and searched many times: all its texts, folded, lie in one buffer, so
//! that most evaluations are passed over at the speed of memory. Only a text with a hit is folded anew, to find the
//! hit's place in what was written.

use std::ops::Range;

use memchr::memmem::{Finder, find_iter};

use crate::{
    edit::Field,
    evaluation::{Evaluation, Mark},
    filter::Facts,
    framework::Framework,
    id::Id,
    place::{Place, in_words, label, question_of},
    portfolio::Cell,
    text::{
        Text,
        fold::{Folded, fold},
    },
};

mod passage;
mod query;

pub use passage::Passage;
pub use query::{Query, QueryError};

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The evaluation.
    pub evaluation: Id,
    /// The practice's title.
    pub title: String,
    /// Where it stands: a text with the byte of the first match, or an item.
    pub place: Place,
    /// The question that it belongs to, by id; none: to none.
    pub question: Option<Id>,
    /// The place in words: `1.2 Receiving society: narrative`.
    pub whereabouts: String,
    /// What stands there, with the matches in it.
    pub passage: Passage,
}

/// An evaluation, made ready to be searched many times.
#[derive(Clone, Debug)]
pub struct Searchable {
    id: Id,
    title: String,
    facts: Facts,
    /// Every text folded, blanks in it single, with [`END`] after each.
    folded: String,
    parts: Vec<Part>,
    items: Vec<MarkedItem>,
}

/// What stands between two folded texts, which no text and no query holds.
const END: char = '\0';

/// A text of the evaluation.
#[derive(Clone, Debug)]
struct Part {
    /// Where it begins in the folded buffer.
    start: usize,
    field: Field,
    question: Option<Id>,
    whereabouts: String,
    text: Text,
}

/// An item of a question that applies.
#[derive(Clone, Debug)]
struct MarkedItem {
    question: Id,
    item: Id,
    mark: Option<Mark>,
    whereabouts: String,
    label: String,
}

impl Searchable {
    /// Makes an evaluation searchable; where its framework is not known, ids stand for its wording.
    pub fn new(evaluation: &Evaluation, framework: Option<&Framework>) -> Searchable {
        let mut folded = String::new();
        let mut parts = Vec::new();
        for field in evaluation.fields() {
            let text = evaluation.field(&field).unwrap_or_default();
            if text.trim().is_empty() {
                continue;
            }
            let start = folded.len();
            squeeze(&fold(text), |_, c| folded.push(c));
            folded.push(END);
            let question = question_of(evaluation, &field);
            let whereabouts = in_words(evaluation, &field, framework);
            parts.push(Part { start, text: text.into(), field, question, whereabouts });
        }
        let (id, title, facts) = (evaluation.id.clone(), evaluation.title().to_owned(), Facts::of(evaluation));
        Searchable { id, title, facts, folded, parts, items: items(evaluation, framework) }
    }

    /// The evaluation's id.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// What a query finds here: for words one hit for each text in which all stand; for a mark alone the items that
    /// have it; for filters alone the practice.
    pub fn hits(&self, query: &Query) -> Vec<Hit> {
        self.first_hits(query, usize::MAX)
    }

    /// The first of the hits, at most so many: a short word stands in every text, and each hit costs its passage.
    pub fn first_hits(&self, query: &Query, most: usize) -> Vec<Hit> {
        if !self.is_searched(query) {
            Vec::new()
        } else if !query.words.is_empty() {
            self.parts_with(&query.words).take(most).filter_map(|part| self.hit_in(part, &query.words)).collect()
        } else if query.mark.is_some() {
            self.items_with(query).take(most).map(|item| self.hit_of_item(item)).collect()
        } else {
            vec![self.hit_of_practice()]
        }
    }

    /// How many hits there are, which is known much sooner than the hits.
    pub fn count(&self, query: &Query) -> usize {
        if !self.is_searched(query) {
            0
        } else if !query.words.is_empty() {
            self.parts_with(&query.words).count()
        } else if query.mark.is_some() {
            self.items_with(query).count()
        } else {
            1
        }
    }

    /// Whether the query asks for anything, and the filters let this evaluation pass.
    fn is_searched(&self, query: &Query) -> bool {
        !query.is_empty()
            && query.filter.accepts(&self.facts)
            && (query.mark.is_none() || self.items_with(query).next().is_some())
    }

    /// The items of which is said what the query asks for.
    fn items_with(&self, query: &Query) -> impl Iterator<Item = &MarkedItem> {
        let sought = query.mark;
        self.items.iter().filter(move |item| sought == Some(Cell::Item(item.mark)))
    }

    /// The texts in which all of several words stand.
    fn parts_with(&self, words: &[String]) -> impl Iterator<Item = usize> {
        let longest = words.iter().max_by_key(|word| word.len()).map_or("", String::as_str);
        let finders: Vec<Finder> = words.iter().map(|word| Finder::new(word.as_bytes())).collect();
        self.texts_with(longest).filter(move |part| {
            let folded = &self.folded.as_bytes()[self.folded_range(*part)];
            finders.iter().all(|finder| finder.find(folded).is_some())
        })
    }

    /// The texts in which a word stands.
    fn texts_with<'s>(&'s self, word: &str) -> impl Iterator<Item = usize> + use<'s> {
        let finder = Finder::new(word.as_bytes()).into_owned();
        let mut from = 0;
        std::iter::from_fn(move || {
            let rest = self.folded.as_bytes().get(from..).filter(|rest| !rest.is_empty())?;
            let at = from + finder.find(rest)?;
            let part = self.parts.partition_point(|part| part.start <= at) - 1;
            from = self.folded_range(part).end;
            Some(part)
        })
    }

    fn folded_range(&self, part: usize) -> Range<usize> {
        let end = self.parts.get(part + 1).map_or(self.folded.len(), |next| next.start);
        self.parts[part].start..end
    }

    /// A text in which all words stand, as a hit.
    fn hit_in(&self, part: usize, words: &[String]) -> Option<Hit> {
        let Part { field, question, whereabouts, text, .. } = &self.parts[part];
        let matches = matches(text, words);
        let first = matches.first()?.start;
        Some(Hit {
            place: Place::Text(field.clone(), first),
            question: question.clone(),
            whereabouts: whereabouts.clone(),
            passage: Passage::around(text, &matches),
            ..self.hit_of_practice()
        })
    }

    fn hit_of_item(&self, item: &MarkedItem) -> Hit {
        Hit {
            place: Place::Item(item.question.clone(), item.item.clone()),
            question: Some(item.question.clone()),
            whereabouts: item.whereabouts.clone(),
            passage: Passage::without_match(&item.label),
            ..self.hit_of_practice()
        }
    }

    fn hit_of_practice(&self) -> Hit {
        Hit {
            evaluation: self.id.clone(),
            title: self.title.clone(),
            place: Place::Details,
            question: None,
            whereabouts: "practice".to_owned(),
            passage: Passage::without_match(&self.title),
        }
    }
}

/// What a query finds in one evaluation that is searched once; see [`Searchable::hits`].
pub fn hits(query: &Query, evaluation: &Evaluation, framework: Option<&Framework>) -> Vec<Hit> {
    Searchable::new(evaluation, framework).hits(query)
}

/// Where words stand in a text, in its order, without those that lie within others.
fn matches(text: &str, words: &[String]) -> Vec<Range<usize>> {
    let folded = Folded::new(text);
    let (mut squeezed, mut source) = (String::new(), Vec::new());
    squeeze(&folded.text, |at, c| {
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
        end < range.end && end <= range.start && {
            end = range.end;
            true
        }
    });
    matches
}

/// Hands on a text's characters, each with its byte, but of blanks in a row only the first, as a space.
fn squeeze(text: &str, mut take: impl FnMut(usize, char)) {
    let mut after_blank = false;
    for (at, c) in text.char_indices() {
        let blank = c.is_whitespace();
        if !(blank && after_blank) {
            take(at, if blank { ' ' } else { c });
        }
        after_blank = blank;
    }
}

fn items(evaluation: &Evaluation, framework: Option<&Framework>) -> Vec<MarkedItem> {
    let stand_in = framework.is_none().then(|| evaluation.stand_in_framework());
    let mut items = Vec::new();
    for placed in framework.or(stand_in.as_ref()).iter().flat_map(|framework| framework.questions()) {
        let question = &placed.question.id;
        if evaluation.not_applicable(question).is_some() {
            continue;
        }
        items.extend(placed.question.items.iter().map(|item| MarkedItem {
            question: question.clone(),
            item: item.id.clone(),
            mark: evaluation.mark(question, &item.id),
            whereabouts: format!("{}: item", label(question, framework)),
            label: item.label.to_string(),
        }));
    }
    items
}

#[cfg(test)]
mod tests;

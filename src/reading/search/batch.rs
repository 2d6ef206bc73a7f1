//! Many evaluations at once: which of them have hits.

use std::ops::Range;

use memchr::{
    memchr,
    memmem::{Finder, find},
    memrchr,
};

use super::{Query, for_items, squeeze};
use crate::model::{Evaluation, Framework, Mark};
use crate::reading::{Cell, Facts};

/// The texts of some evaluations, folded, in one buffer.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Every text folded, blanks in it single, with [`END`] after each.
    texts: String,
    entries: Vec<BatchEntry>,
}

/// An evaluation as a batch takes it in.
#[derive(Clone, Debug)]
pub struct FoldedEvaluation {
    texts: String,
    facts: Facts,
    marks: MarksSeen,
}

/// What stands between two folded texts, which no text and no query holds.
const END: char = '\0';

#[derive(Clone, Debug)]
struct BatchEntry {
    /// What it is known by to whoever made the batch.
    key: usize,
    /// Where its texts begin in the buffer.
    start: usize,
    facts: Facts,
    marks: MarksSeen,
}

/// Which marks the items have of those questions that apply: a bit for each mark, and one for none.
#[derive(Clone, Copy, Debug, Default)]
struct MarksSeen(u8);

impl MarksSeen {
    fn of(evaluation: &Evaluation, framework: Option<&Framework>) -> MarksSeen {
        let mut seen = 0;
        for_items(evaluation, framework, |_, _, cell| {
            seen |= match cell {
                Cell::Item(mark) => bit(mark),
                Cell::NotAsked => 0,
            };
        });
        MarksSeen(seen)
    }

    fn has(self, cell: Cell) -> bool {
        matches!(cell, Cell::Item(mark) if self.0 & bit(mark) != 0)
    }
}

fn bit(mark: Option<Mark>) -> u8 {
    match mark {
        None => 1,
        Some(Mark::Met) => 2,
        Some(Mark::NotMet) => 4,
        Some(Mark::NotApplicable) => 8,
    }
}

impl FoldedEvaluation {
    /// Folds an evaluation.
    pub fn new(evaluation: &Evaluation, framework: Option<&Framework>) -> FoldedEvaluation {
        let mut texts = String::new();
        for field in evaluation.fields() {
            let text = evaluation.field(&field).unwrap_or_default();
            if !text.trim().is_empty() {
                squeeze(text, &mut texts);
                texts.push(END);
            }
        }
        FoldedEvaluation { texts, facts: Facts::of(evaluation), marks: MarksSeen::of(evaluation, framework) }
    }
}

impl Batch {
    /// Takes an evaluation in after the others; to the caller it is known by `key`.
    pub fn append(&mut self, key: usize, folded: FoldedEvaluation) {
        let FoldedEvaluation { texts, facts, marks } = folded;
        self.entries.push(BatchEntry { key, start: self.texts.len(), facts, marks });
        self.texts.push_str(&texts);
    }

    /// How many evaluations there are.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// Lets go of memory that no evaluation takes.
    pub fn shrink(&mut self) {
        self.texts.shrink_to_fit();
        self.entries.shrink_to_fit();
    }

    /// Of the evaluations, by key, those in which a query finds anything, in their order.
    pub fn with_hits<'q>(&'q self, query: &'q Query) -> impl Iterator<Item = usize> + use<'q> {
        let mut words: Vec<&[u8]> = query.words.iter().map(String::as_bytes).collect();
        // The longest is the rarest, most of the time.
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let first = words.first().map(|word| Finder::new(*word));
        let mut next = 0;
        std::iter::from_fn(move || {
            if query.is_empty() {
                return None;
            }
            while next < self.entries.len() {
                let at = match &first {
                    Some(first) => self.next_with(first, &words[1..], self.entries[next].start)?,
                    None => next,
                };
                next = at + 1;
                let BatchEntry { key, facts, marks, .. } = &self.entries[at];
                if query.filter.accepts(facts) && query.mark.is_none_or(|mark| marks.has(mark)) {
                    return Some(*key);
                }
            }
            None
        })
    }

    /// The first evaluation from this byte on that has a text in which all these words stand.
    fn next_with(&self, first: &Finder, others: &[&[u8]], mut from: usize) -> Option<usize> {
        let folded = self.texts.as_bytes();
        loop {
            let at = from + first.find(&folded[from..])?;
            let text = self.text_around(at);
            if others.iter().all(|word| find(&folded[text.clone()], word).is_some()) {
                return Some(self.entries.partition_point(|entry| entry.start <= at) - 1);
            }
            from = text.end;
        }
    }

    fn text_around(&self, at: usize) -> Range<usize> {
        let folded = self.texts.as_bytes();
        // With the sign before it, which no word holds.
        let start = memrchr(END as u8, &folded[..at]).unwrap_or(0);
        start..memchr(END as u8, &folded[at..]).map_or(folded.len(), |end| at + end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_text_takes_is_let_go_of() {
        let mut batch = Batch::default();
        batch.texts.reserve(1000);
        batch.shrink();
        assert!(batch.texts.capacity() < 1000);
    }
}

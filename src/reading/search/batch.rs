//! Many evaluations at once: which of them have hits.

use std::ops::Range;

use memchr::{
    memchr,
    memmem::{Finder, find},
    memrchr,
};

use super::{Query, SoughtMark, for_items, squeeze};
use crate::model::{Counts, Evaluation, Framework, Verdict};
use crate::reading::Facts;

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

/// What is said of the items: a bit for each of what levels count as, for not applicable, for none, for not asked.
#[derive(Clone, Copy, Debug, Default)]
struct MarksSeen(u8);

impl MarksSeen {
    fn of(evaluation: &Evaluation, framework: Option<&Framework>) -> MarksSeen {
        let mut seen = 0;
        for_items(evaluation, framework, |_, _, verdict| {
            seen |= verdict.map_or(NOT_ASKED, bit);
        });
        MarksSeen(seen)
    }

    /// Whether an item may be among these that has what is sought: a level is looked for one by one.
    fn may_have(self, sought: &SoughtMark) -> bool {
        let bits = match sought {
            SoughtMark::Open => bit(Verdict::Open),
            SoughtMark::NotApplicable => bit(Verdict::NotApplicable),
            SoughtMark::NotAsked => NOT_ASKED,
            SoughtMark::Counts(counts) => bit_of(*counts),
            SoughtMark::Levels(_) => bit_of(Counts::Met) | bit_of(Counts::Partly) | bit_of(Counts::NotMet),
        };
        self.0 & bits != 0
    }
}

const NOT_ASKED: u8 = 32;

fn bit(verdict: Verdict<'_>) -> u8 {
    match verdict {
        Verdict::Open | Verdict::Unknown(_) => 1,
        Verdict::NotApplicable => 2,
        Verdict::Level(level) => bit_of(level.counts),
    }
}

fn bit_of(counts: Counts) -> u8 {
    match counts {
        Counts::Met => 4,
        Counts::Partly => 8,
        Counts::NotMet => 16,
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

    /// Of the evaluations, by key, those in which a query may find something, in their order: only where a level is sought
    /// by its name may one of them have none.
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
                if query.filter.accepts(facts) && query.mark.as_ref().is_none_or(|mark| marks.may_have(mark)) {
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

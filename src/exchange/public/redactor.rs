//! Putting something else in the place of what is marked in a text.

use std::ops::Range;

use crate::exchange::public::address::{Address, addresses};
use crate::model::{Redaction, RedactionKind};
use crate::text::phrase::{Phrases, Word, words_of};

/// What stands where nothing else can: there are no letters in it, so nothing that is marked.
const LEFT_OUT: &str = "[…]";

/// What is to be replaced in an evaluation, ready to be looked for.
pub(super) struct Redactor<'a> {
    redactions: &'a [Redaction],
    phrases: Phrases,
    /// For each phrase the redaction that it belongs to.
    owners: Vec<usize>,
    /// For each redaction what stands in its place; none where it says itself what is marked.
    with: Vec<Option<&'a str>>,
    /// Words by which an address gives a name or a place away, with the redaction of each.
    telling: Vec<(String, usize)>,
}

/// A part of a text that is replaced, and the redaction that says by what; none: by nothing that says anything.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Span {
    range: Range<usize>,
    by: Option<usize>,
}

/// A text without what is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Redacted {
    pub text: String,
    /// What was replaced: where it stood, and where what is in its place stands now.
    places: Vec<(Range<usize>, Range<usize>)>,
}

impl Redacted {
    /// Where a part of the original stands now, with the whole of what is in the place of something in it.
    pub(super) fn carried(&self, range: &Range<usize>) -> Range<usize> {
        let carried = |at: usize, edge: fn(&Range<usize>) -> usize| {
            let mut shift = (0, 0);
            for (was, is) in &self.places {
                if was.end <= at {
                    shift = (was.end, is.end);
                } else if was.start < at {
                    return edge(is);
                }
            }
            at - shift.0 + shift.1
        };
        let (start, end) = (carried(range.start, |is| is.start), carried(range.end, |is| is.end));
        start..end.max(start)
    }
}

impl<'a> Redactor<'a> {
    pub(super) fn new(redactions: &'a [Redaction]) -> Redactor<'a> {
        let all = || redactions.iter().enumerate().flat_map(|(n, one)| one.phrases().map(move |phrase| (n, phrase)));
        let phrases = Phrases::new(all().map(|(_, phrase)| phrase.as_str()));
        let owners = all().map(|(n, _)| n).collect();
        let with = |one: &'a Redaction| Some(one.with.trim()).filter(|it| !it.is_empty() && !phrases.stand_in(it));
        let with = redactions.iter().map(with).collect();
        let named = redactions.iter().enumerate().filter(|(_, one)| one.kind != RedactionKind::Passage);
        let telling = named.flat_map(|(n, one)| telling_words(one).into_iter().map(move |word| (word, n))).collect();
        Redactor { redactions, phrases, owners, with, telling }
    }

    /// Whether anything that is marked stands in a text.
    pub(super) fn finds(&self, text: &str) -> bool {
        self.phrases.stand_in(text)
    }

    /// Where something that is marked stands, each place with its redaction; an address is a place as a whole.
    pub(super) fn places(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let spans = self.spans(text, &words_of(text));
        spans.into_iter().filter_map(|span| Some((span.range, span.by?))).collect()
    }

    /// A text without what is marked. What the rest and what stands in the places say together is looked at again, until
    /// nothing marked is found.
    pub(super) fn redacted(&self, text: &str) -> Redacted {
        let mut spans = self.spans(text, &words_of(text));
        loop {
            let redacted = self.build(text, &spans);
            let words = words_of(&redacted.text);
            let Some((at, phrase)) = self.phrases.find(&words).next() else { return redacted };
            let found = words[at.start].range.start..words[at.end - 1].range.end;
            let touched: Vec<usize> = (0..spans.len()).filter(|n| overlap(&redacted.places[*n].1, &found)).collect();
            let (Some(first), Some(last)) = (touched.first().copied(), touched.last().copied()) else {
                // Whatever stands in nothing that was replaced was found before.
                return Redacted { text: LEFT_OUT.to_owned(), places: vec![(0..text.len(), 0..LEFT_OUT.len())] };
            };
            let ((was, is), (last_was, last_is)) = (&redacted.places[first], &redacted.places[last]);
            let start = was.start - is.start.saturating_sub(found.start);
            let end = last_was.end + found.end.saturating_sub(last_is.end);
            let range = start..end;
            // What stands in one place may say what is marked there: nothing more is replaced then, but by something else.
            let is_new = first != last || range != spans[first].range;
            let by = is_new.then_some(self.owners[phrase]);
            spans.splice(first..=last, [Span { range, by }]);
        }
    }

    /// The parts that are replaced, in their order. Those that overlap are one, replaced as the longest of them.
    fn spans(&self, text: &str, words: &[Word]) -> Vec<Span> {
        let phrases = self.phrases.find(words).map(|(at, phrase)| {
            let range = words[at.start].range.start..words[at.end - 1].range.end;
            (range, self.owners[phrase])
        });
        let addresses = addresses(text).into_iter().filter_map(|address| {
            let by = self.given_away_by(&address)?;
            Some((address.range, by))
        });
        let mut found: Vec<(Range<usize>, usize)> = phrases.chain(addresses).collect();
        // The longest of those that begin at one place first, then in the order in which they were marked.
        found.sort_by_key(|(range, by)| (range.start, std::cmp::Reverse(range.end), *by));
        let mut spans: Vec<(Span, usize)> = Vec::new();
        for (range, by) in found {
            match spans.last_mut() {
                Some((span, longest)) if range.start < span.range.end => {
                    if range.len() > *longest {
                        (*longest, span.by) = (range.len(), Some(by));
                    }
                    span.range.end = span.range.end.max(range.end);
                }
                _ => spans.push((Span { by: Some(by), range: range.clone() }, range.len())),
            }
        }
        spans.into_iter().map(|(span, _)| span).collect()
    }

    /// The redaction of what an address gives away, where it does.
    fn given_away_by(&self, address: &Address) -> Option<usize> {
        /// So many letters are not found in an address by chance.
        const MANY: usize = 5;
        let words = words_of(&address.plain);
        let run_on: String = words.iter().map(|word| word.folded.as_str()).collect();
        let holds = |phrase: usize| {
            let phrase = self.phrases.words(phrase).concat();
            phrase.chars().count() >= MANY && run_on.contains(&phrase)
        };
        let found = self.phrases.find(&words).map(|(_, phrase)| self.owners[phrase]).next();
        let found = found.or_else(|| (0..self.owners.len()).find(|n| holds(*n)).map(|phrase| self.owners[phrase]));
        let tells = |(word, _): &&(String, usize)| {
            let is_long = word.chars().count() >= MANY;
            words.iter().any(|other| other.folded == *word) || is_long && run_on.contains(word.as_str())
        };
        found.or_else(|| self.telling.iter().find(tells).map(|(_, by)| *by))
    }

    fn build(&self, text: &str, spans: &[Span]) -> Redacted {
        let mut redacted =
            Redacted { text: String::with_capacity(text.len()), places: Vec::with_capacity(spans.len()) };
        let mut from = 0;
        for span in spans {
            redacted.text.push_str(&text[from..span.range.start]);
            let start = redacted.text.len();
            redacted.text.push_str(span.by.and_then(|by| self.with[by]).unwrap_or(LEFT_OUT));
            redacted.places.push((span.range.clone(), start..redacted.text.len()));
            from = span.range.end;
        }
        redacted.text.push_str(&text[from..]);
        redacted
    }

    /// The redactions.
    pub(super) fn redactions(&self) -> &'a [Redaction] {
        self.redactions
    }
}

/// The words of a name or a place that tell it on their own: those with a capital, where there are several.
pub(super) fn telling_words(redaction: &Redaction) -> Vec<String> {
    /// A word of fewer letters tells nothing.
    const FEWEST: usize = 3;
    let text = redaction.text.as_str();
    let words = words_of(text);
    let tells = |word: &&Word| {
        let is_lower = text[word.range.clone()].chars().next().is_some_and(char::is_lowercase);
        words.len() == 1 || !is_lower && word.folded.chars().count() >= FEWEST
    };
    words.iter().filter(tells).map(|word| word.folded.clone()).collect()
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

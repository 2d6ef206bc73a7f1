//! Words that are like a marked one: inflected names, a surname alone, a name behind a prefix.

use std::ops::Range;

use super::{
    finding::{Spot, texts},
    redactor::{Redactor, telling_words},
};
use crate::model::{Evaluation, Id, Redaction, RedactionKind};
use crate::text::{
    Text,
    phrase::{Word, words_of},
};

/// A word that is like something marked, and that public copies still have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inflected {
    /// The redaction that it may belong to.
    pub redaction: Id,
    /// The word, as it is written first.
    pub word: Text,
    /// Where it stands.
    pub places: Vec<Spot>,
}

/// What the forms of a word have in common.
struct Stem {
    redaction: Id,
    folded: String,
    part: StemPart,
}

/// What of a word a stem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StemPart {
    /// All of it.
    Whole,
    /// Not all of it: then only names are meant, not much longer.
    Cut,
    /// Its consonants, where a vowel between them may go, come or change (`Sisak`, `Sisku`; `Petar`, `Petra`): the same.
    Consonants,
}

const VOWELS: &str = "aeiouyаяоеиіуюыαηο";

/// The consonants of a folded word.
fn consonants(word: &str) -> String {
    word.chars().filter(|c| c.is_alphabetic() && !VOWELS.contains(*c)).collect()
}

/// The words that begin with a marked name or place, or with what it becomes in front of endings, or (in Arabic and Hebrew,
/// where some words are written together with the next) have it in them; and words of a name of several that stand alone.
pub fn inflected(evaluation: &Evaluation) -> Vec<Inflected> {
    inflected_of(&evaluation.redactions, evaluation)
}

/// The same for these redactions, were they the only ones.
pub fn inflected_of(redactions: &[Redaction], evaluation: &Evaluation) -> Vec<Inflected> {
    let redactor = Redactor::new(redactions);
    let stems: Vec<Stem> = redactions.iter().flat_map(stems).collect();
    let mut found: Vec<(String, Inflected)> = Vec::new();
    if stems.is_empty() {
        return Vec::new();
    }
    for (field, text) in texts(evaluation) {
        let replaced = redactor.places(text);
        let stays =
            |range: &Range<usize>| !replaced.iter().any(|(gone, _)| gone.start < range.end && range.start < gone.end);
        for word in words_of(text) {
            let Some(stem) = stems.iter().find(|stem| stem.is_of(&word, text)) else { continue };
            if !stays(&word.range) {
                continue;
            }
            let spot = Spot { field: field.clone(), at: word.range.start };
            match found.iter_mut().find(|(folded, one)| *folded == word.folded && one.redaction == stem.redaction) {
                Some((_, one)) => one.places.push(spot),
                None => {
                    let word_as_written = Text::from(&text[word.range]);
                    let redaction = stem.redaction.clone();
                    found.push((word.folded, Inflected { redaction, word: word_as_written, places: vec![spot] }));
                }
            }
        }
    }
    found.into_iter().map(|(_, one)| one).collect()
}

fn stems(redaction: &Redaction) -> Vec<Stem> {
    if redaction.kind == RedactionKind::Passage {
        return Vec::new();
    }
    let stem = |folded: String, part| Stem { redaction: redaction.id.clone(), folded, part };
    let words = telling_words(redaction).into_iter().filter(|word| word.chars().count() > 1);
    let stems = words.flat_map(|word| {
        let cut = cut_stems(&word).into_iter().map(|cut| stem(cut, StemPart::Cut)).collect::<Vec<_>>();
        let consonants = (consonants(&word).chars().count() >= 3).then(|| stem(word.clone(), StemPart::Consonants));
        std::iter::once(stem(word, StemPart::Whole)).chain(cut).chain(consonants)
    });
    stems.collect()
}

/// What a folded name becomes in front of other endings, in the languages that decline names: without the vowel that it ends
/// in (`Halina`, `Haliny`), with the consonant before that changed (`Olga`, `Olze`), without the e before its last consonant
/// (`Marek`, `Marka`).
fn cut_stems(word: &str) -> Vec<String> {
    const CHANGED: [(&str, &str); 7] =
        [("ch", "s"), ("k", "c"), ("h", "z"), ("g", "z"), ("к", "ц"), ("г", "з"), ("х", "с")];
    let mut ends = word.char_indices().rev();
    let (Some((last, end)), Some((before, inner))) = (ends.next(), ends.next()) else { return Vec::new() };
    let shortest = |stem: &String| stem.chars().count() >= 2;
    if VOWELS.contains(end) {
        let cut = &word[..last];
        let changed = CHANGED.iter().find_map(|(from, to)| Some(format!("{}{to}", cut.strip_suffix(from)?)));
        [Some(cut.to_owned()), changed].into_iter().flatten().filter(shortest).collect()
    } else if matches!(inner, 'e' | 'е' | 'о') && word.chars().count() >= 4 {
        vec![format!("{}{end}", &word[..before])]
    } else {
        Vec::new()
    }
}

impl Stem {
    fn is_of(&self, word: &Word, text: &str) -> bool {
        /// So many letters an ending has at most; behind a very short stem, fewer.
        const ENDING: usize = 4;
        let is_joined = self.folded.starts_with(|c| matches!(c, '\u{590}'..='\u{6ff}' | '\u{750}'..='\u{77f}'));
        let is_lower = || text[word.range.clone()].chars().next().is_some_and(char::is_lowercase);
        let length = |word: &str| word.chars().count();
        let stem = length(&self.folded);
        match self.part {
            StemPart::Whole => word.folded.starts_with(&self.folded) || is_joined && word.folded.contains(&self.folded),
            StemPart::Cut => {
                let is_short = length(&word.folded) <= stem + ENDING.min(stem + 1);
                word.folded.starts_with(&self.folded) && is_short && !is_lower()
            }
            StemPart::Consonants => {
                let begins_alike = word.folded.chars().next() == self.folded.chars().next();
                let is_near = length(&word.folded).abs_diff(stem) <= 2;
                begins_alike
                    && is_near
                    && !is_lower()
                    && consonants(&word.folded).starts_with(&consonants(&self.folded))
            }
        }
    }
}

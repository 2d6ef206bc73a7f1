//! Marking what is to be replaced: what can be marked, and what may stand in its place.

use thiserror::Error;

use crate::model::{Evaluation, Id, Redaction, RedactionKind};
use crate::text::{
    Text,
    phrase::{Phrases, words_of},
};

/// Why something can't be marked as to be replaced.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unfit {
    /// There is nothing that could be found again.
    #[error("There is no letter or digit in it that could be replaced")]
    Nothing,
    /// Nothing would stand in its place.
    #[error("Say what stands in its place in public copies")]
    NoReplacement,
    /// It is marked already.
    #[error("“{1}” is marked already: {2} stands in its place")]
    Marked(Id, Text, Text),
    /// What is to stand in its place says something that is marked.
    #[error("“{0}” can't stand in its place, since it says “{1}”, which is to be replaced itself")]
    Says(Text, Text),
    /// What stands in the place of something else says it.
    #[error("“{0}”, which stands in the place of “{1}”, says it: change that first")]
    SaidBy(Text, Text),
}

/// Whether an evaluation can have this redaction, new or in the place of the one with its id.
///
/// # Errors
/// When there is nothing to replace or nothing to put in its place, when it is marked already, or when what stands in one
/// place says what another one is about.
pub fn check(evaluation: &Evaluation, redaction: &Redaction) -> Result<(), Unfit> {
    let words = |text: &str| words_of(text).into_iter().map(|word| word.folded).collect::<Vec<_>>();
    let own = words(&redaction.text);
    if own.is_empty() {
        return Err(Unfit::Nothing);
    }
    if redaction.with.is_blank() {
        return Err(Unfit::NoReplacement);
    }
    let others = || evaluation.redactions.iter().filter(|other| other.id != redaction.id);
    if let Some(other) = others().find(|other| other.phrases().any(|phrase| words(phrase) == own)) {
        return Err(Unfit::Marked(other.id.clone(), redaction.text.clone(), other.with.clone()));
    }
    let said = |phrase: &Text, by: &Text| Phrases::new([phrase.as_str()]).stand_in(by);
    let mut phrases = redaction.phrases().chain(others().flat_map(Redaction::phrases));
    if let Some(phrase) = phrases.find(|phrase| said(phrase, &redaction.with)) {
        return Err(Unfit::Says(redaction.with.clone(), phrase.clone()));
    }
    match others().find(|other| redaction.phrases().any(|phrase| said(phrase, &other.with))) {
        Some(other) => Err(Unfit::SaidBy(other.with.clone(), other.text.clone())),
        None => Ok(()),
    }
}

/// What may stand in the place of something of this kind: names and places are counted.
pub fn suggested(evaluation: &Evaluation, kind: RedactionKind) -> Text {
    let word = match kind {
        RedactionKind::Name => "participant",
        RedactionKind::Place => "place",
        RedactionKind::Passage => return "[passage left out]".into(),
    };
    let is_used = |with: &str| evaluation.redactions.iter().any(|one| one.with.trim() == with);
    let mut counted = (1..).map(|n| format!("[{word} {n}]"));
    counted.find(|with| !is_used(with)).unwrap_or_default().into()
}

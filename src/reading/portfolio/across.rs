//! One question across practices.

use crate::model::{Evaluation, Question, Tally};
use crate::text::Text;

/// What one practice says to a question.
#[derive(Clone, Copy, Debug)]
pub struct PracticeAnswer<'a> {
    /// The evaluation.
    pub evaluation: &'a Evaluation,
    /// Its narrative; empty where there is none.
    pub narrative: &'a str,
    /// The reason why the question does not apply; none: it applies.
    pub reason: Option<&'a Text>,
    /// Its counts.
    pub tally: Tally,
}

impl<'a> PracticeAnswer<'a> {
    pub(super) fn new(evaluation: &'a Evaluation, question: &Question) -> PracticeAnswer<'a> {
        PracticeAnswer {
            evaluation,
            narrative: evaluation.narrative(&question.id),
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
mod tests {
    use super::*;
    use crate::model::Framework;

    #[test]
    fn a_passage_goes_out_with_its_source() {
        let mut evaluation = Evaluation::new("2026-11-24-x-abcde".parse().unwrap(), &Framework::built_in());
        let practice = &mut evaluation.practice;
        practice.title = "The Long Table".into();
        practice.country = "Poland".into();
        assert_eq!(
            quoted(" They eat together. ", &evaluation, "1.2"),
            "“They eat together.” (The Long Table, Poland; 1.2; 2026-11-24-x-abcde)"
        );
    }
}

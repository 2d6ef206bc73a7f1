//! A word when something is off: what an evaluator would want to look at again before handing in. Never in the way.

use crate::{
    edit::{Detail, Field},
    evaluation::{Answer, Evaluation, Mark},
    framework::{Framework, Placed},
    place::Place,
};

/// A rule: when it applies to a question's answer, its wording is shown.
struct Rule {
    wording: &'static str,
    is_off: fn(&Answer, &Placed<'_>) -> bool,
    place: fn(&Answer, &Placed<'_>) -> Place,
}

/// Something that is off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Off {
    /// What is off.
    pub wording: &'static str,
    /// On which question, by its number; none: on the evaluation as a whole.
    pub number: Option<String>,
    /// Where it is mended.
    pub place: Place,
}

/// Fewer words than this are few for an answer whose items are all met.
const FEW_WORDS: usize = 20;
/// A narrative of this many bytes is not short, in scripts that put no blanks between words either.
const LONG: usize = 400;

/// The rules for answers.
const RULES: &[Rule] = &[
    Rule {
        wording: "all items are met, and the narrative has fewer than 20 words",
        is_off: |answer, placed| {
            let met = |item| answer.marks.get(item).is_some_and(|marked| marked.mark == Mark::Met);
            let items = &placed.question.items;
            applies(answer)
                && answer.narrative.len() < LONG
                && (1..FEW_WORDS).contains(&answer.narrative.words())
                && !items.is_empty()
                && items.iter().all(|item| met(&item.id))
        },
        place: narrative,
    },
    Rule {
        wording: "a narrative, but no item is marked",
        is_off: |answer, placed| {
            applies(answer)
                && !answer.narrative.is_blank()
                && answer.marks.is_empty()
                && !placed.question.items.is_empty()
        },
        place: |_, placed| Place::Item(placed.question.id.clone(), placed.question.items[0].id.clone()),
    },
    Rule {
        wording: "items are marked, but there is no narrative",
        is_off: |answer, _| applies(answer) && answer.narrative.is_blank() && !answer.marks.is_empty(),
        place: narrative,
    },
    Rule {
        wording: "does not apply, but no reason is given",
        is_off: |answer, _| answer.not_applicable.as_ref().is_some_and(super::text::Text::is_blank),
        place: |answer, _| Place::Text(Field::Reason(answer.question.clone()), 0),
    },
    Rule {
        wording: "does not apply, but an item is marked as met",
        is_off: |answer, _| !applies(answer) && answer.marks.iter().any(|marked| marked.mark == Mark::Met),
        place: |answer, placed| {
            let met = answer.marks.iter().find(|marked| marked.mark == Mark::Met);
            met.map_or(narrative(answer, placed), |met| Place::Item(answer.question.clone(), met.item.clone()))
        },
    },
];

/// The rules for the evaluation as a whole, each with where it is mended.
type WholeRule = (&'static str, fn(&Evaluation) -> Option<Place>);
const WHOLE: &[WholeRule] = &[
    ("the practice has no title", |evaluation| {
        evaluation.practice.title.is_blank().then_some(Place::Text(Field::Practice(Detail::Title), 0))
    }),
    ("no evaluator is named", |evaluation| {
        evaluation.evaluators.is_blank().then_some(Place::Text(Field::Evaluators, 0))
    }),
    ("no visit has a date", |evaluation| {
        (!evaluation.visits.iter().any(|visit| !visit.date.is_blank())).then_some(Place::Details)
    }),
    ("jots are not filed yet", |evaluation| {
        let unfiled = evaluation.jots.iter().find(|jot| jot.filed.is_none())?;
        Some(Place::Jot(unfiled.id.clone()))
    }),
];

fn applies(answer: &Answer) -> bool {
    answer.not_applicable.is_none()
}

fn narrative(answer: &Answer, _: &Placed<'_>) -> Place {
    Place::Text(Field::Narrative(answer.question.clone()), answer.narrative.len())
}

/// Everything that is off, question by question, then on the whole.
pub fn everything_off(evaluation: &Evaluation, framework: &Framework) -> Vec<Off> {
    let mut off = Vec::new();
    for placed in framework.questions() {
        let Some(answer) = evaluation.answer(&placed.question.id) else { continue };
        for rule in RULES.iter().filter(|rule| (rule.is_off)(answer, &placed)) {
            let place = (rule.place)(answer, &placed);
            off.push(Off { wording: rule.wording, number: Some(placed.number()), place });
        }
    }
    for (wording, place) in WHOLE {
        off.extend(place(evaluation).map(|place| Off { wording, number: None, place }));
    }
    off
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        edit::{Edit, Record},
        evaluation::{Jot, Visit},
        id::Id,
        text::Text,
    };

    fn id(raw: &str) -> Id {
        raw.parse().unwrap()
    }

    struct Bench {
        evaluation: Evaluation,
        framework: Framework,
    }

    impl Bench {
        /// An evaluation of which nothing is off.
        fn new() -> Bench {
            let framework = Framework::built_in();
            let mut bench = Bench { evaluation: Evaluation::new(id("e"), &framework), framework };
            bench.write(Field::Practice(Detail::Title), "Title").write(Field::Evaluators, "Jana");
            let visit = Visit::on(id("v"), "2026-11-24".into());
            bench.make(&Edit::Insert { at: 0, record: Record::Visit(visit) });
            assert_eq!(bench.off(), [] as [&str; 0]);
            bench
        }

        fn make(&mut self, edit: &Edit) -> &mut Bench {
            self.evaluation.apply(edit).unwrap();
            self
        }

        fn write(&mut self, field: Field, text: &str) -> &mut Bench {
            let from = self.evaluation.field(&field).unwrap_or("").to_owned();
            self.make(&Edit::replace(field, &from, text))
        }

        fn mark(&mut self, mark: Mark) -> &mut Bench {
            let question = self.question().clone();
            for item in question.items {
                let edit = Edit::mark(&self.evaluation, &question.id, &item.id, Some(mark));
                self.make(&edit);
            }
            self
        }

        fn question(&self) -> &crate::framework::Question {
            self.framework.question(0).unwrap().question
        }

        fn narrative(&mut self, words: usize) -> &mut Bench {
            let field = Field::Narrative(self.question().id.clone());
            self.write(field, &"word ".repeat(words))
        }

        fn not_applicable(&mut self, reason: &str) -> &mut Bench {
            let question = self.question().id.clone();
            self.make(&Edit::Applicability { question, from: None, to: Some(reason.into()) })
        }

        fn off(&self) -> Vec<&'static str> {
            everything_off(&self.evaluation, &self.framework).into_iter().map(|off| off.wording).collect()
        }
    }

    #[test]
    fn all_met_in_few_words() {
        assert_eq!(Bench::new().narrative(19).mark(Mark::Met).off(), [RULES[0].wording]);
        assert_eq!(Bench::new().narrative(20).mark(Mark::Met).off(), [] as [&str; 0]);
        assert_eq!(Bench::new().narrative(19).mark(Mark::NotMet).off(), [] as [&str; 0]);
    }

    #[test]
    fn narrative_without_marks() {
        assert_eq!(Bench::new().narrative(30).off(), [RULES[1].wording]);
    }

    #[test]
    fn marks_without_narrative() {
        assert_eq!(Bench::new().mark(Mark::Met).off(), [RULES[2].wording]);
    }

    #[test]
    fn not_applicable_without_a_reason() {
        assert_eq!(Bench::new().not_applicable(" ").off(), [RULES[3].wording]);
        assert_eq!(Bench::new().not_applicable("no such group").off(), [] as [&str; 0]);
    }

    #[test]
    fn met_in_a_question_that_does_not_apply() {
        assert_eq!(Bench::new().not_applicable("why").mark(Mark::Met).off(), [RULES[4].wording]);
        assert_eq!(Bench::new().not_applicable("why").mark(Mark::NotMet).off(), [] as [&str; 0]);
    }

    #[test]
    fn no_title_no_evaluator_no_date() {
        let mut bench = Bench::new();
        bench.write(Field::Practice(Detail::Title), " ").write(Field::Evaluators, "");
        bench.write(Field::Visit(id("v"), crate::edit::VisitPart::Date), "");
        assert_eq!(bench.off(), [WHOLE[0].0, WHOLE[1].0, WHOLE[2].0]);
    }

    #[test]
    fn unfiled_jots() {
        let at = "2026-11-24T14:02:00+01:00".parse().unwrap();
        let jot = Jot { id: id("j"), at, speaker: Text::default(), text: "x".into(), filed: None, imported: false };
        let mut bench = Bench::new();
        bench.make(&Edit::Insert { at: 0, record: Record::Jot(jot) });
        assert_eq!(bench.off(), [WHOLE[3].0]);
    }
}

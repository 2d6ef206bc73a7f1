//! Checks: what an evaluator may want to look at again before submitting. They never stand in the way.

use jiff::civil::Date;

use crate::model::{
    Answer, Asked, Counts, Detail, Evaluation, Field, Framework, Hours, Item, Moment, Place, Placed, Progress,
    Question, Verdict, Visit, VisitPart, day,
};

/// A rule for the answer to a question: where it holds, its wording is shown.
struct AnswerRule {
    wording: &'static str,
    holds: fn(&Answered<'_>) -> bool,
    place: fn(&Answered<'_>) -> Place,
}

/// An answer with what it answers.
struct Answered<'a> {
    evaluation: &'a Evaluation,
    framework: &'a Framework,
    answer: &'a Answer,
    question: &'a Question,
}

impl<'a> Answered<'a> {
    /// The items that are asked, each with what is said of it.
    fn verdicts(&self) -> impl Iterator<Item = (&'a Item, Verdict<'a>)> + use<'a> {
        let answer = self.answer;
        let items = self.evaluation.items_asked(self.question);
        items.map(|item| (item, item.scale.verdict(answer.mark(&item.id))))
    }

    fn first_item(&self, is_it: impl Fn(&Item, Verdict<'_>) -> bool) -> Option<Place> {
        let (item, _) = self.verdicts().find(|(item, verdict)| is_it(item, *verdict))?;
        Some(Place::Item(self.question.id.clone(), item.id.clone()))
    }

    /// The first item that is met without a word why, where the framework wants one.
    fn unsupported(&self) -> Option<Place> {
        if !self.framework.wants_evidence {
            return None;
        }
        let is_bare = |item: &Item| self.answer.marks.get(&item.id).is_none_or(|marked| !marked.is_supported());
        let is_met = |verdict: Verdict<'_>| verdict.counts() == Some(Counts::Met);
        self.first_item(|item, verdict| is_met(verdict) && is_bare(item))
    }

    fn asks_for_narrative(&self) -> bool {
        self.question.narrative == Asked::Wanted
    }

    fn applies(&self) -> bool {
        self.answer.not_applicable.is_none()
    }

    fn narrative(&self) -> Place {
        Place::Text(Field::Narrative(self.answer.question.clone()), self.answer.narrative.len())
    }
}

/// Something that an evaluator may want to look at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What it is.
    pub wording: &'static str,
    /// On which question, by its number; none: on the evaluation as a whole.
    pub number: Option<String>,
    /// Where it can be corrected.
    pub place: Place,
    /// Whether it is only not finished yet.
    pub is_unfinished: bool,
}

/// Fewer words than this are few for an answer whose items are all met.
const FEW_WORDS: usize = 20;
/// A narrative of this many bytes is not short, in scripts that put no blanks between words either.
const LONG: usize = 400;

const ANSWER_RULES: &[AnswerRule] = &[
    AnswerRule {
        wording: "All items are met, but the narrative has fewer than 20 words",
        holds: |one| {
            let narrative = &one.answer.narrative;
            let mut verdicts = one.verdicts().peekable();
            one.applies()
                && one.asks_for_narrative()
                && narrative.len() < LONG
                && (1..FEW_WORDS).contains(&narrative.words())
                && verdicts.peek().is_some()
                && verdicts.all(|(_, verdict)| verdict.counts() == Some(Counts::Met))
        },
        place: |one| one.narrative(),
    },
    AnswerRule {
        wording: "The narrative is written, but no item is marked",
        holds: |one| {
            one.applies()
                && !one.answer.narrative.is_blank()
                && !one.answer.is_marked()
                && one.verdicts().next().is_some()
        },
        place: |one| one.first_item(|_, _| true).unwrap_or_else(|| one.narrative()),
    },
    AnswerRule {
        wording: "Items are marked, but the narrative is empty",
        holds: |one| {
            one.applies() && one.asks_for_narrative() && one.answer.narrative.is_blank() && one.answer.is_marked()
        },
        place: |one| one.narrative(),
    },
    AnswerRule {
        wording: "Not applicable, but no reason is given",
        holds: |one| one.answer.not_applicable.as_ref().is_some_and(crate::text::Text::is_blank),
        place: |one| Place::Text(Field::Reason(one.question.id.clone()), 0),
    },
    AnswerRule {
        wording: "Not applicable, but an item is marked as met",
        holds: |one| !one.applies() && one.verdicts().any(|(_, verdict)| verdict.counts() == Some(Counts::Met)),
        place: |one| {
            let met = one.first_item(|_, verdict| verdict.counts() == Some(Counts::Met));
            met.unwrap_or_else(|| one.narrative())
        },
    },
    AnswerRule {
        wording: "An item is met, but no comment or evidence says why",
        holds: |one| one.applies() && one.unsupported().is_some(),
        place: |one| one.unsupported().unwrap_or_else(|| one.narrative()),
    },
];

/// The rules for the evaluation as a whole, each with where it can be corrected.
type EvaluationRule = (&'static str, fn(&Evaluation) -> Option<Place>);
const EVALUATION_RULES: &[EvaluationRule] = &[
    ("The practice has no title", |evaluation| {
        evaluation.practice.title.is_blank().then_some(Place::Text(Field::Practice(Detail::Title), 0))
    }),
    ("No evaluator is named", |evaluation| {
        evaluation.evaluators.is_blank().then_some(Place::Text(Field::Evaluators, 0))
    }),
    ("No visit has a date", |evaluation| {
        (!evaluation.visits.iter().any(|visit| !visit.date.is_blank())).then_some(Place::Details)
    }),
    ("The date of a visit is not recognised", |evaluation| {
        // A day that is understood is one whatever today is.
        let is_day = |typed: &str| day::parse(typed, Date::constant(2000, 1, 1)).is_some();
        let visit = evaluation.visits.iter().find(|visit| !visit.date.is_blank() && !is_day(&visit.date))?;
        Some(Place::Text(Field::Visit(visit.id.clone(), VisitPart::Date), visit.date.len()))
    }),
    ("Some jots are not filed yet", |evaluation| {
        let unfiled = evaluation.jots.iter().find(|jot| jot.filed.is_none())?;
        Some(Place::Jot(unfiled.id.clone()))
    }),
];

/// The rules for a visit, seen from now.
struct VisitRule {
    wording: &'static str,
    holds: fn(&Visit, Moment) -> bool,
}

/// A visit that lasts longer than this was hardly noted as it happened.
const LONG_VISIT: i64 = 16 * 60 * 60;
/// A clock that goes by so many seconds ahead of another says nothing of the future.
const ASTRAY: i64 = 60;

const VISIT_RULES: &[VisitRule] = &[
    VisitRule {
        wording: "A visit ends before it begins",
        holds: |visit, _| {
            let ends_early = |hours: Hours| hours.ended.is_some_and(|ended| ended.seconds() < hours.began.seconds());
            visit.hours.is_some_and(ends_early)
        },
    },
    VisitRule {
        wording: "A visit lasts over 16 hours",
        holds: |visit, now| {
            let lasted = |hours: Hours| hours.ended.unwrap_or(now).seconds() - hours.began.seconds();
            visit.hours.is_some_and(|hours| lasted(hours) > LONG_VISIT)
        },
    },
    VisitRule {
        wording: "A visit is in the future",
        holds: |visit, now| {
            let day = || visit.day().or_else(|| day::parse(&visit.date, now.day()));
            let is_ahead = |moment: Moment| moment.seconds() > now.seconds() + ASTRAY;
            let hours = visit.hours.iter().flat_map(|hours| [Some(hours.began), hours.ended]);
            hours.flatten().any(is_ahead) || day().is_some_and(|day| day > now.day())
        },
    },
];

/// What is unfinished in a question: listed and not counted, since that would be in the way.
fn unfinished(evaluation: &Evaluation, placed: &Placed<'_>) -> Option<(&'static str, Place)> {
    let question = placed.question;
    if !evaluation.meets(&question.applies) || evaluation.not_applicable(&question.id).is_some() {
        return None;
    }
    let first_item = |item: Option<&Item>| item.map(|item| Place::Item(question.id.clone(), item.id.clone()));
    let Some(answer) = evaluation.answer(&question.id) else {
        let place = match question.narrative {
            Asked::None => first_item(evaluation.items_asked(question).next())?,
            Asked::Optional if evaluation.progress(question) == Progress::Complete => return None,
            Asked::Wanted | Asked::Optional => Place::Text(Field::Narrative(question.id.clone()), 0),
        };
        return Some(("Not answered", place));
    };
    let open = evaluation.items_asked(question).find(|item| answer.mark(&item.id).is_none());
    // Of an answer without any mark there is a rule already, where it has a narrative.
    let place = first_item(open).filter(|_| answer.is_marked() || answer.narrative.is_blank())?;
    Some(("Some items are not marked", place))
}

const UNFINISHED_RULES: &[EvaluationRule] = &[
    ("A visit is still under way: submitting ends it", |evaluation| {
        let visit = evaluation.visit_under_way()?;
        Some(Place::Text(Field::Visit(visit.id.clone(), VisitPart::Date), visit.date.len()))
    }),
    ("Some remarks are still open", |evaluation| {
        let open = evaluation.remarks.iter().find(|remark| !remark.resolved && remark.reply_to.is_none())?;
        Some(Place::Remark(open.question.clone(), open.id.clone()))
    }),
];

/// The checks as they are now: what may want another look, question by question and then of the whole, then what is
/// unfinished. Whoever looks through them and whoever submits is told the same.
pub fn checks(evaluation: &Evaluation, framework: &Framework, now: Moment) -> Vec<Check> {
    let of_questions = framework.questions().flat_map(|placed| checks_of_answer(evaluation, framework, placed));
    let of_evaluation = checks_of_evaluation(evaluation, EVALUATION_RULES);
    let unfinished_in = |placed: Placed<'_>| {
        let (wording, place) = unfinished(evaluation, &placed)?;
        Some(Check { wording, number: Some(placed.number()), place, is_unfinished: true })
    };
    let unfinished =
        checks_of_evaluation(evaluation, UNFINISHED_RULES).map(|check| Check { is_unfinished: true, ..check });
    let unfinished = framework.questions().filter_map(unfinished_in).chain(unfinished);
    of_questions.chain(of_evaluation).chain(checks_of_visits(evaluation, now)).chain(unfinished).collect()
}

/// How many checks there are of one question.
pub fn count_of_question(evaluation: &Evaluation, framework: &Framework, placed: Placed<'_>) -> usize {
    checks_of_answer(evaluation, framework, placed).count()
}

/// How many checks there are of the visits: these alone change with time.
pub fn count_of_visits(evaluation: &Evaluation, now: Moment) -> usize {
    checks_of_visits(evaluation, now).count()
}

/// How many checks there are of the evaluation as a whole.
pub fn count_of_evaluation(evaluation: &Evaluation) -> usize {
    checks_of_evaluation(evaluation, EVALUATION_RULES).count()
}

fn checks_of_answer<'e>(
    evaluation: &'e Evaluation,
    framework: &'e Framework,
    placed: Placed<'e>,
) -> impl Iterator<Item = Check> + use<'e> {
    let question = placed.question;
    let answer = evaluation.answer(&question.id).filter(|_| evaluation.meets(&question.applies));
    ANSWER_RULES.iter().filter_map(move |rule| {
        let answered = Answered { evaluation, framework, answer: answer?, question };
        let number = Some(placed.number());
        (rule.holds)(&answered).then(|| Check {
            wording: rule.wording,
            number,
            place: (rule.place)(&answered),
            is_unfinished: false,
        })
    })
}

fn checks_of_evaluation<'e>(
    evaluation: &'e Evaluation,
    rules: &'static [EvaluationRule],
) -> impl Iterator<Item = Check> + use<'e> {
    rules.iter().filter_map(|(wording, place)| {
        Some(Check { wording, number: None, place: place(evaluation)?, is_unfinished: false })
    })
}

fn checks_of_visits(evaluation: &Evaluation, now: Moment) -> impl Iterator<Item = Check> + use<'_> {
    VISIT_RULES.iter().filter_map(move |rule| {
        let visit = evaluation.visits.iter().find(|visit| (rule.holds)(visit, now))?;
        let place = Place::Text(Field::Visit(visit.id.clone(), VisitPart::Date), visit.date.len());
        Some(Check { wording: rule.wording, number: None, place, is_unfinished: false })
    })
}

#[cfg(test)]
mod tests;

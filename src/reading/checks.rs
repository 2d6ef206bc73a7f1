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
        let is_bare = |item: &Item| self.answer.marks.get(&item.id).is_none_or(|marked| !marked.is_supported());
        let is_met = |verdict: Verdict<'_>| verdict.counts() == Some(Counts::Met);
        self.first_item(|item, verdict| self.framework.wants_evidence && is_met(verdict) && is_bare(item))
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

/// What is unfinished in a question: said on submitting, since before that it would be in the way.
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

/// The checks, question by question, then those of the evaluation as a whole and of its visits, as they are now.
pub fn checks(evaluation: &Evaluation, framework: &Framework, now: Moment) -> Vec<Check> {
    let of_questions = framework.questions().flat_map(|placed| checks_of_answer(evaluation, framework, placed));
    let of_evaluation = checks_of_evaluation(evaluation, EVALUATION_RULES);
    of_questions.chain(of_evaluation).chain(checks_of_visits(evaluation, now)).collect()
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

/// The checks, with what is unfinished besides: what one who submits should know.
pub fn before_submitting(evaluation: &Evaluation, framework: &Framework, now: Moment) -> Vec<Check> {
    let of_questions = framework.questions().flat_map(|placed| {
        let unfinished = unfinished(evaluation, &placed);
        let unfinished = unfinished.map(|(wording, place)| Check { wording, number: Some(placed.number()), place });
        checks_of_answer(evaluation, framework, placed).chain(unfinished)
    });
    let on_the_whole = checks_of_evaluation(evaluation, EVALUATION_RULES)
        .chain(checks_of_visits(evaluation, now))
        .chain(checks_of_evaluation(evaluation, UNFINISHED_RULES));
    of_questions.chain(on_the_whole).collect()
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
        (rule.holds)(&answered).then(|| Check { wording: rule.wording, number, place: (rule.place)(&answered) })
    })
}

fn checks_of_evaluation<'e>(
    evaluation: &'e Evaluation,
    rules: &'static [EvaluationRule],
) -> impl Iterator<Item = Check> + use<'e> {
    rules.iter().filter_map(|(wording, place)| Some(Check { wording, number: None, place: place(evaluation)? }))
}

fn checks_of_visits(evaluation: &Evaluation, now: Moment) -> impl Iterator<Item = Check> + use<'_> {
    VISIT_RULES.iter().filter_map(move |rule| {
        let visit = evaluation.visits.iter().find(|visit| (rule.holds)(visit, now))?;
        let place = Place::Text(Field::Visit(visit.id.clone(), VisitPart::Date), visit.date.len());
        Some(Check { wording: rule.wording, number: None, place })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edit, Entry, Id, Jot, Mark, Remark};
    use crate::text::Text;

    fn id(raw: &str) -> Id {
        raw.parse().unwrap()
    }

    const NOW: &str = "2026-11-24T18:00:00+01:00";

    struct Bench {
        evaluation: Evaluation,
        framework: Framework,
    }

    impl Bench {
        /// An evaluation without any checks.
        fn new() -> Bench {
            Bench::of(Framework::built_in())
        }

        fn of(framework: Framework) -> Bench {
            let mut bench = Bench { evaluation: Evaluation::new(id("e"), &framework), framework };
            bench.write(Field::Practice(Detail::Title), "Title").write(Field::Evaluators, "Jana");
            let visit = Visit::on(id("v"), "2026-11-24".into());
            bench.make(&Edit::Insert { at: 0, record: Entry::Visit(visit) });
            assert_eq!(bench.wordings(), [] as [&str; 0]);
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

        fn question(&self) -> &crate::model::framework::Question {
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

        fn wordings(&self) -> Vec<&'static str> {
            self.wordings_at(NOW)
        }

        fn wordings_at(&self, now: &str) -> Vec<&'static str> {
            let now = now.parse().unwrap();
            let checks = checks(&self.evaluation, &self.framework, now);
            let of_questions =
                self.framework.questions().map(|placed| count_of_question(&self.evaluation, &self.framework, placed));
            let counted = of_questions.sum::<usize>() + count_of_evaluation(&self.evaluation);
            assert_eq!(counted + count_of_visits(&self.evaluation, now), checks.len());
            checks.into_iter().map(|check| check.wording).collect()
        }

        /// Where the one check that there is leads.
        fn place(&self) -> Place {
            let checks = checks(&self.evaluation, &self.framework, NOW.parse().unwrap());
            let [Check { place, .. }] = &checks[..] else { panic!("{checks:?}") };
            place.clone()
        }
    }

    #[test]
    fn all_met_in_few_words() {
        assert_eq!(Bench::new().narrative(19).mark(Mark::MET).wordings(), [ANSWER_RULES[0].wording]);
        assert_eq!(Bench::new().narrative(20).mark(Mark::MET).wordings(), [] as [&str; 0]);
        assert_eq!(Bench::new().narrative(19).mark(Mark::NOT_MET).wordings(), [] as [&str; 0]);
        assert_eq!(Bench::new().narrative(1).mark(Mark::MET).wordings(), [ANSWER_RULES[0].wording]);
    }

    #[test]
    fn four_hundred_bytes_are_not_few_words_in_any_script() {
        for (bytes, is_few) in [(399, true), (400, false), (401, false)] {
            let mut bench = Bench::new();
            let field = Field::Narrative(bench.question().id.clone());
            // Three bytes a sign, and no blank between.
            let narrative = format!("{}{}", "中".repeat(133), "x".repeat(bytes - 399));
            assert_eq!(narrative.len(), bytes);
            let wordings = bench.write(field, &narrative).mark(Mark::MET).wordings();
            assert_eq!(wordings.contains(&ANSWER_RULES[0].wording), is_few, "{bytes}");
        }
    }

    #[test]
    fn narrative_without_marks() {
        let mut bench = Bench::new();
        assert_eq!(bench.narrative(30).wordings(), [ANSWER_RULES[1].wording]);
        assert_eq!(bench.place(), Place::Item(bench.question().id.clone(), bench.question().items[0].id.clone()));
        assert_eq!(bench.not_applicable("why").wordings(), [] as [&str; 0]);
    }

    #[test]
    fn marks_without_narrative() {
        let mut bench = Bench::new();
        assert_eq!(bench.mark(Mark::MET).wordings(), [ANSWER_RULES[2].wording]);
        assert_eq!(bench.place(), Place::Text(Field::Narrative(bench.question().id.clone()), 0));
    }

    #[test]
    fn of_a_question_without_items_only_the_narrative_is_looked_at() {
        let mut framework = Framework::built_in();
        framework.criteria[0].questions[0].items.clear();
        for words in [1, 30] {
            assert_eq!(Bench::of(framework.clone()).narrative(words).wordings(), [] as [&str; 0]);
        }
    }

    #[test]
    fn not_applicable_without_a_reason() {
        assert_eq!(Bench::new().not_applicable(" ").wordings(), [ANSWER_RULES[3].wording]);
        assert_eq!(Bench::new().not_applicable("no such group").wordings(), [] as [&str; 0]);
    }

    #[test]
    fn met_in_a_question_that_does_not_apply() {
        assert_eq!(Bench::new().not_applicable("why").mark(Mark::MET).wordings(), [ANSWER_RULES[4].wording]);
        assert_eq!(Bench::new().not_applicable("why").mark(Mark::NOT_MET).wordings(), [] as [&str; 0]);
        let mut bench = Bench::new();
        bench.narrative(19).mark(Mark::MET).not_applicable("why");
        let question = bench.question().clone();
        let edit = Edit::mark(&bench.evaluation, &question.id, &question.items[0].id, Some(Mark::NOT_MET));
        assert_eq!(bench.make(&edit).wordings(), [ANSWER_RULES[4].wording]);
        assert_eq!(bench.place(), Place::Item(question.id, question.items[1].id.clone()), "the first that is met");
    }

    #[test]
    fn no_title_no_evaluator_no_date() {
        let mut bench = Bench::new();
        bench.write(Field::Practice(Detail::Title), " ").write(Field::Evaluators, "");
        bench.write(Field::Visit(id("v"), crate::model::edit::VisitPart::Date), "");
        assert_eq!(bench.wordings(), [EVALUATION_RULES[0].0, EVALUATION_RULES[1].0, EVALUATION_RULES[2].0]);
    }

    #[test]
    fn what_is_not_finished_is_told_to_one_who_hands_in() {
        let wordings = |bench: &Bench| -> Vec<&str> {
            before_submitting(&bench.evaluation, &bench.framework, NOW.parse().unwrap())
                .iter()
                .map(|check| check.wording)
                .collect()
        };
        let mut bench = Bench::new();
        assert_eq!(wordings(&bench), vec!["Not answered"; bench.framework.len()]);
        bench.narrative(30).mark(Mark::NOT_MET);
        assert_eq!(wordings(&bench), vec!["Not answered"; bench.framework.len() - 1]);
        let question = bench.question().clone();
        let (question, item) = (question.id, question.items[1].id.clone());
        let edit = Edit::mark(&bench.evaluation, &question, &item, None);
        bench.make(&edit);
        assert_eq!(wordings(&bench)[0], "Some items are not marked");
        let mut without = Bench::new();
        assert_eq!(wordings(without.narrative(30))[..2], [ANSWER_RULES[1].wording, "Not answered"]);
        let mut not_asked = Bench::new();
        let edit = Edit::mark(&not_asked.evaluation, &question, &item, Some(Mark::NOT_MET));
        assert_eq!(wordings(not_asked.not_applicable("why").make(&edit))[0], "Not answered");
        let began = "2026-11-24T14:02:00+01:00".parse().unwrap();
        bench.make(&Edit::Hours { visit: id("v"), from: None, to: Some(Hours { began, ended: None }) });
        assert_eq!(wordings(&bench).last(), Some(&UNFINISHED_RULES[0].0));
        assert_eq!(bench.wordings(), [] as [&str; 0]);
    }

    #[test]
    fn remarks_that_are_open_are_told_to_one_who_hands_in() {
        let mut bench = Bench::new();
        let remark = |bench: &mut Bench, raw: &str, reply_to: Option<Id>, resolved| {
            let question = bench.question().id.clone();
            let (at, author, text) = (NOW.parse().unwrap(), "Petr".into(), "Who?".into());
            let (item, passage) = (None, None);
            let remark = Remark { id: id(raw), question, item, passage, reply_to, author, at, text, resolved };
            let edit = Edit::add(&bench.evaluation, Entry::Remark(remark));
            bench.make(&edit);
            before_submitting(&bench.evaluation, &bench.framework, NOW.parse().unwrap()).pop().unwrap()
        };
        let question = bench.question().id.clone();
        assert_eq!(remark(&mut bench, "m-1", None, true).wording, "Not answered");
        assert_eq!(remark(&mut bench, "m-2", Some(id("m-1")), false).wording, "Not answered");
        let check = remark(&mut bench, "m-3", None, false);
        assert_eq!((check.wording, check.place), (UNFINISHED_RULES[1].0, Place::Remark(question, id("m-3"))));
    }

    #[test]
    fn a_visit_on_a_day_that_is_none() {
        let mut bench = Bench::new();
        let dated = |bench: &mut Bench, id: &str, day: &str| {
            let visit = Visit::on(id.parse().unwrap(), day.into());
            let edit = Edit::add(&bench.evaluation, Entry::Visit(visit));
            bench.make(&edit);
        };
        dated(&mut bench, "v-1", "24 nov 2026");
        dated(&mut bench, "v-2", "2026-11-24");
        assert_eq!(bench.wordings(), [] as [&str; 0]);
        dated(&mut bench, "v-3", "31 Feb 2026");
        assert_eq!(bench.wordings(), [EVALUATION_RULES[3].0]);
    }

    #[test]
    fn visits_whose_hours_can_hardly_be() {
        let wordings = |began: &str, ended: Option<&str>, now: &str| {
            let mut bench = Bench::new();
            let [began, ended] = [Some(began), ended].map(|at| at.map(|at| at.parse().unwrap()));
            let hours = Hours { began: began.unwrap(), ended };
            bench.make(&Edit::Hours { visit: id("v"), from: None, to: Some(hours) });
            bench.wordings_at(now)
        };
        let (morning, none) = ("2026-11-24T09:00:00+01:00", [] as [&str; 0]);
        let [early, long, future] = [0, 1, 2].map(|n| VISIT_RULES[n].wording);
        assert_eq!(wordings(morning, Some("2026-11-24T17:00:00+01:00"), NOW), none);
        assert_eq!(wordings(morning, Some("2026-11-25T01:00:00+01:00"), "2026-11-26T09:00:00+01:00"), none);
        assert_eq!(wordings(morning, Some("2026-11-25T01:00:01+01:00"), "2026-11-26T09:00:00+01:00"), [long]);
        assert_eq!(wordings(morning, Some("2026-11-24T08:59:59+01:00"), NOW), [early]);
        assert_eq!(wordings(morning, Some("2026-11-24T18:30:00+01:00"), NOW), [future]);
        assert_eq!(wordings(morning, Some(morning), NOW), none);
        assert_eq!(wordings("2026-11-24T18:01:00+01:00", None, NOW), none, "a clock that is a little ahead");
        assert_eq!(wordings("2026-11-24T18:01:01+01:00", None, NOW), [future]);
        // One that goes on lasts until now, and moments are compared wherever their clocks are.
        assert_eq!(wordings(morning, None, NOW), none);
        assert_eq!(wordings(morning, None, "2026-11-25T01:00:01+01:00"), [long]);
        assert_eq!(wordings(morning, Some("2026-11-24T08:30:00+00:00"), NOW), none);
        assert_eq!(wordings("2026-11-27T10:00:00+01:00", Some("2026-11-26T10:00:00+01:00"), NOW), [early, future]);
    }

    #[test]
    fn a_visit_on_a_day_to_come() {
        for (day, is_future) in [("2026-11-24", false), ("2026-11-25", true), ("25 nov 2026", true), ("soon", false)] {
            let mut bench = Bench::new();
            bench.write(Field::Visit(id("v"), VisitPart::Date), day);
            assert_eq!(bench.wordings().contains(&VISIT_RULES[2].wording), is_future, "{day}");
            assert!(!bench.wordings_at("2026-11-26T00:10:00+01:00").contains(&VISIT_RULES[2].wording), "{day}");
        }
    }

    #[test]
    fn unfiled_jots() {
        let at = "2026-11-24T14:02:00+01:00".parse().unwrap();
        let jot = Jot { id: id("j"), at, speaker: Text::default(), text: "x".into(), filed: None, imported: false };
        let mut bench = Bench::new();
        bench.make(&Edit::Insert { at: 0, record: Entry::Jot(jot) });
        assert_eq!(bench.wordings(), [EVALUATION_RULES[4].0]);
    }
}

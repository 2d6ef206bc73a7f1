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
        let mut checks = checks(&self.evaluation, &self.framework, now);
        checks.retain(|check| !check.is_unfinished);
        let of_questions =
            self.framework.questions().map(|placed| count_of_question(&self.evaluation, &self.framework, placed));
        let counted = of_questions.sum::<usize>() + count_of_evaluation(&self.evaluation);
        assert_eq!(counted + count_of_visits(&self.evaluation, now), checks.len());
        checks.into_iter().map(|check| check.wording).collect()
    }

    /// Where the one check that there is leads.
    fn place(&self) -> Place {
        let mut checks = checks(&self.evaluation, &self.framework, NOW.parse().unwrap());
        checks.retain(|check| !check.is_unfinished);
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
        checks(&bench.evaluation, &bench.framework, NOW.parse().unwrap()).iter().map(|check| check.wording).collect()
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
        checks(&bench.evaluation, &bench.framework, NOW.parse().unwrap()).pop().unwrap()
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

use super::*;
use crate::model::{
    Dice, Edit, Filing, Hours, Keyed, Moment, Passage, Records,
    evaluation::tests::{answer, answering, id},
};

fn moment(clock: &str) -> Moment {
    format!("2026-11-24T{clock}+01:00").parse().unwrap()
}

fn jot(n: usize, clock: &str, speaker: &str) -> Jot {
    let (speaker, text) = (speaker.into(), "Soup".into());
    Jot { id: id('j', n), at: moment(clock), speaker, text, filed: None, imported: false }
}

fn remark(n: usize, passage: Option<Passage>, reply_to: Option<Id>, resolved: bool) -> Remark {
    let (question, author, text) = ("a1".parse().unwrap(), "Petr".into(), "Who?".into());
    Remark { id: id('m', n), question, item: None, passage, reply_to, author, at: moment("14:00:00"), text, resolved }
}

#[test]
fn a_visit_brought_what_was_taken_down_from_its_first_second_to_its_last() {
    let (mut evaluation, framework) = answering([]);
    let mut visit = Visit::on(id('v', 1), "2026-11-24".into());
    let during = |evaluation: &Evaluation, visit: &Visit| evaluation.during(visit, Some(&framework));
    assert_eq!((evaluation.jots_of(&visit), during(&evaluation, &visit)), (0, None));
    let clocks = ["13:59:59", "14:00:00", "15:00:00", "16:00:00", "16:00:01"];
    evaluation.jots = clocks.iter().enumerate().map(|(n, clock)| jot(n, clock, "")).collect();
    assert_eq!(evaluation.jots_of(&visit), 0, "nobody noted when it was");
    visit.hours = Some(Hours { began: moment("14:00:00"), ended: None });
    assert_eq!(evaluation.jots_of(&visit), 4, "it goes on");
    visit.hours = Some(Hours { began: moment("14:00:00"), ended: Some(moment("16:00:00")) });
    assert_eq!(during(&evaluation, &visit).as_deref(), Some("3 jots"));
    for (question, told) in [
        ("a1", "3 jots, narrative 1.1"),
        ("a2", "3 jots, narratives 1.1 and 1.2"),
        ("b1", "3 jots, narratives 1.1, 1.2 and 2.1"),
    ] {
        visit.written.insert(0, question.parse().unwrap());
        assert_eq!(during(&evaluation, &visit).as_deref(), Some(told));
    }
    evaluation.jots = Records::default();
    assert_eq!(evaluation.during(&visit, None).as_deref(), Some("narratives a1, a2 and b1"));
}

#[test]
fn the_visit_under_way_is_the_one_that_has_begun_and_not_ended() {
    let (mut evaluation, _) = answering([]);
    let began = moment("14:00:00");
    let visit = |n, hours| Visit { hours, ..Visit::on(id('v', n), "2026-11-24".into()) };
    evaluation.visits = [visit(1, None), visit(2, Some(Hours { began, ended: Some(began) }))].into_iter().collect();
    assert_eq!((evaluation.visit_under_way(), Edit::end_visit(&evaluation, began)), (None, None));
    let hours = Some(Hours { began, ended: None });
    evaluation.visits.insert(2, visit(3, hours));
    assert_eq!(evaluation.visit_under_way().map(|visit| &visit.id), Some(&id('v', 3)));
    let now = moment("16:00:00");
    let to = Some(Hours { began, ended: Some(now) });
    assert_eq!(Edit::end_visit(&evaluation, now), Some(Edit::Hours { visit: id('v', 3), from: hours, to }));
}

#[test]
fn whoever_was_met_or_has_spoken_may_speak_once() {
    let (mut evaluation, _) = answering([]);
    let visit = |n, people: &str| Visit { people: people.into(), ..Visit::on(id('v', n), "2026-11-24".into()) };
    evaluation.visits =
        [visit(1, "Halina Mrozek, coordinator\nEva"), visit(2, "Cook (two)\n\n, nobody")].into_iter().collect();
    evaluation.jots = [jot(1, "14:00:00", "halina mrozek"), jot(2, "14:00:00", "A neighbour"), jot(3, "14:00:00", "")]
        .into_iter()
        .collect();
    assert_eq!(evaluation.speakers(), ["Cook", "Halina Mrozek", "Eva", "A neighbour"]);
    assert!(is_same_person("HALINA MROZEK (coordinator)", "Halina Mrozek") && !is_same_person("Eva", "Cook"));
}

#[test]
fn remarks_are_open_until_they_are_resolved_and_replies_are_none() {
    let (mut evaluation, _) = answering([answer("a1", "Soup and bread.", "", None)]);
    let passage = |range| Some(Passage::of("Soup and bread.", range));
    evaluation.remarks = [
        remark(1, passage(0..4), None, false),
        remark(2, passage(9..14), None, true),
        remark(3, passage(5..8), Some(id('m', 1)), false),
        remark(4, None, None, false),
        Remark { question: "a2".parse().unwrap(), ..remark(5, None, None, false) },
    ]
    .into_iter()
    .collect();
    assert_eq!(evaluation.open_remarks(), 3);
    let question: Id = "a1".parse().unwrap();
    let ids = |remarks: Vec<&Remark>| remarks.iter().map(|remark| remark.id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(evaluation.remarks_on(&question).collect()), ["m-1", "m-2", "m-4"]);
    assert_eq!(ids(evaluation.replies_to(&id('m', 1)).collect()), ["m-3"]);
    let passages: Vec<Range<usize>> = evaluation.passages_remarked(&question).collect();
    assert_eq!((passages.len(), &passages[0]), (1, &(0..4)));
}

#[test]
fn jots_are_unfiled_or_stand_at_the_question_that_they_were_filed_under() {
    let (mut evaluation, _) = answering([]);
    let filed = |n, filed| Jot { filed, ..jot(n, "14:00:00", "") };
    let question = |raw: &str| raw.parse::<Id>().unwrap();
    evaluation.jots = [
        filed(1, None),
        filed(2, Some(Filing::Beside(question("a1")))),
        filed(3, Some(Filing::Quoted(question("a1")))),
        filed(4, Some(Filing::Beside(question("a2")))),
        filed(5, None),
    ]
    .into_iter()
    .collect();
    assert_eq!((evaluation.unfiled_jots(), evaluation.jots_at(&question("a1")).count()), (2, 2));
}

#[test]
fn an_evaluation_is_untouched_as_long_as_it_has_no_more_than_a_title_and_evaluators() {
    let (mut fresh, _) = answering([]);
    fresh.practice.title = "The Long Table".into();
    fresh.evaluators = "Jana".into();
    assert!(fresh.is_untouched());
    let act =
        Act { id: id('a', 1), step: Step::Submit, name: "Jana".into(), at: moment("14:00:00"), reason: "".into() };
    let changes: [fn(&mut Evaluation); 5] = [
        |one| one.practice.country = "CZ".into(),
        |one| one.visits = [Visit::on(id('v', 1), "".into())].into_iter().collect(),
        |one| one.answers = [answer("a1", "Told.", "", None)].into_iter().collect(),
        |one| one.jots = [jot(1, "14:00:00", "")].into_iter().collect(),
        |one| one.remarks = [remark(1, None, None, false)].into_iter().collect(),
    ];
    for change in changes {
        let mut touched = fresh.clone();
        change(&mut touched);
        assert!(!touched.is_untouched(), "{touched:?}");
    }
    fresh.acts = [act].into_iter().collect();
    assert!(!fresh.is_untouched());
}

#[test]
fn a_duplicate_is_of_the_same_practice_and_has_nothing_of_its_reviewers() {
    let (mut evaluation, _) = answering([answer("a1", "Told.", "x+", None)]);
    evaluation.practice.title = " The Long Table ".into();
    evaluation.evaluators = "Jana".into();
    evaluation.jots = [jot(1, "14:00:00", "")].into_iter().collect();
    evaluation.remarks = [remark(1, None, None, false)].into_iter().collect();
    let act =
        Act { id: id('a', 1), step: Step::Return, name: "Petr".into(), at: moment("14:00:00"), reason: "".into() };
    evaluation.acts = [act].into_iter().collect();
    assert_eq!(evaluation.returned().map(|act| act.name.as_str()), Some("Petr"));
    let day = jiff::civil::date(2026, 11, 24);
    let copy = evaluation.duplicate(day, &mut Dice::new(1));
    assert_eq!((copy.title(), copy.status(), copy.remarks.len()), ("The Long Table (copy)", Status::Draft, 0));
    assert_eq!((&copy.answers, &copy.jots), (&evaluation.answers, &evaluation.jots));
    assert!(copy.id != evaluation.id && copy.id.begins_with("the-long-table"));
    let mut anew = evaluation.anew("Eva".into(), day, &mut Dice::new(2));
    assert_eq!((anew.evaluators.as_str(), anew.practice.clone()), ("Eva", evaluation.practice.clone()));
    assert!(anew.answers.is_empty() && anew.jots.is_empty() && anew.returned().is_none());
    for one in [&copy, &anew] {
        assert!(one.shares_practice_with(&evaluation) && evaluation.shares_practice_with(one));
    }
    anew.practice.title = "Another".into();
    assert!(!anew.shares_practice_with(&evaluation));
    // Two without a title have nothing that tells.
    anew.practice.title = " ".into();
    assert!(!anew.shares_practice_with(&anew) && anew.title() == "Untitled practice");
}

#[test]
fn a_framework_is_answered_in_its_version_and_stood_in_for_where_it_is_not_here() {
    let (evaluation, small) = answering([answer("a1", "Told.", "x+ y-", None)]);
    let newer = Framework { version: "2".into(), ..small.clone() };
    let other = Framework { id: "other".parse().unwrap(), ..small.clone() };
    assert_eq!(evaluation.framework_among(&[newer.clone(), other.clone(), small.clone()]), Some(&small));
    assert_eq!(evaluation.framework_among(&[newer, other]), None);
    let stand_in = evaluation.stand_in_framework();
    assert!(evaluation.answers_framework(&stand_in) && stand_in.check().is_ok());
    let items: Vec<_> = stand_in.question(0).unwrap().question.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!((stand_in.len(), stand_in.question(0).unwrap().name().as_str()), (1, "1.1 a1"));
    assert_eq!(items, ["a1x", "a1y"]);
    assert_eq!(answering([]).0.stand_in_framework().question(0).unwrap().question.text.as_str(), "No answers here.");
}

#[test]
fn an_answer_that_holds_anything_is_kept() {
    let tool = Tool { id: id('t', 1), title: "".into(), address: "".into(), note: "".into() };
    let void = Answer::new("a1".parse().unwrap());
    let tools = [tool].into_iter().collect();
    assert!(void.is_void());
    for answer in [
        answer("a1", " ", "", None),
        answer("a1", "", "x+", None),
        answer("a1", "", "", Some("")),
        Answer { tools, ..void },
    ] {
        assert!(!answer.is_void(), "{answer:?}");
    }
}

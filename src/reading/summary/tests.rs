use super::*;
use crate::model::{Answer, Edit, Entry, Mark, Step, Visit};

fn evaluation(id: &str, title: &str) -> Evaluation {
    let mut evaluation = Evaluation::new(id.parse().unwrap(), &Framework::built_in());
    evaluation.practice.title = title.into();
    evaluation
}

fn summary(evaluation: &Evaluation) -> Summary {
    Summary::of(evaluation, &[Framework::built_in()])
}

fn moment(clock: &str) -> Moment {
    format!("2026-11-24T{clock}:00+01:00").parse().unwrap()
}

fn row(clock: &str, evaluation: &Evaluation) -> LibraryRow {
    LibraryRow::new(moment(clock), Ok(summary(evaluation)))
}

fn flagged(file: &str) -> LibraryRow {
    LibraryRow::new(moment("10:00"), Err(Flagged { file: file.into(), why: "why".into() }))
}

#[test]
fn every_text_is_the_one_that_it_is_called() {
    let mut one = evaluation("e", "Title");
    let practice = &mut one.practice;
    (practice.country, practice.place, practice.organisation) = ("CZ".into(), "Brno".into(), "Spolek".into());
    practice.summary = "About".into();
    one.evaluators = "Jana\nEva".into();
    let visits = ["24 Nov ", "", "26 Nov"].into_iter().enumerate();
    one.visits = visits.map(|(n, day)| Visit::on(format!("v-{n}").parse().unwrap(), day.into())).collect();
    let summary = summary(&one);
    assert_eq!((summary.title(), summary.country(), summary.place()), ("Title", "CZ", "Brno"));
    assert_eq!((summary.organisation(), summary.evaluators()), ("Spolek", "Jana\nEva"));
    assert_eq!((summary.about(), summary.visits(), summary.opening()), ("About", "24 Nov, , 26 Nov", ""));
    assert_eq!(summary.why_returned(), "");
}

#[test]
fn why_it_was_returned_is_told_until_it_is_submitted_again() {
    let mut one = evaluation("e", "Title");
    let steps = [(Step::Submit, ""), (Step::Return, "too short"), (Step::Submit, "")];
    let told = steps.into_iter().enumerate().map(|(n, (step, reason))| {
        let (id, name, at, reason) = (format!("a-{n}").parse().unwrap(), "Petr".into(), moment("10:00"), reason.into());
        one.apply(&Edit::add(&one.clone(), Entry::Act(Act { id, step, name, at, reason }))).unwrap();
        summary(&one).why_returned().to_owned()
    });
    assert_eq!(told.collect::<Vec<_>>(), ["", "Returned by Petr: too short", ""]);
}

#[test]
fn long_texts_are_cut_where_they_would_not_be_shown() {
    let mut one = evaluation("e", "Title");
    for (columns, shown) in [(480, 480), (481, 480)] {
        one.practice.summary = "x".repeat(columns).into();
        assert_eq!(summary(&one).about().chars().count(), shown);
        assert_eq!(summary(&one).about().ends_with('…'), columns > shown);
    }
    for (columns, shown) in [(120, 120), (121, 120)] {
        one.visits = [Visit::on("v".parse().unwrap(), "x".repeat(columns).into())].into_iter().collect();
        assert_eq!(summary(&one).visits().chars().count(), shown);
        assert_eq!(summary(&one).visits().ends_with('…'), columns > shown);
    }
}

#[test]
fn a_practice_without_a_title_is_told_by_its_first_words() {
    let mut one = evaluation("e", " ");
    let answers = [("1.1-diverse-groups", " \n"), ("2.1-needs", " one two\nthree 4 5 6 7 8 9"), ("5.1-x", "Later.")];
    let answer = |(question, narrative): (&str, &str)| Answer {
        narrative: narrative.into(),
        ..Answer::new(question.parse().unwrap())
    };
    one.answers = answers.map(answer).into_iter().collect();
    assert_eq!((summary(&one).title(), summary(&one).opening()), ("Untitled practice", "one two three 4 5 6 7 8"));
}

#[test]
fn what_is_done_is_counted_by_criterion() {
    let spring = Framework::built_in();
    let mut one = evaluation("e", "Title");
    let question = spring.question(1).unwrap().question;
    for item in &question.items {
        one.apply(&Edit::mark(&one.clone(), &question.id, &item.id, Some(Mark::MET))).unwrap();
    }
    let told = summary(&one);
    assert_eq!((told.complete, told.status, told.untouched), (Share::new(0, 12), Status::Draft, false));
    let Against::Known { framework: 0, version: None, marked } = &told.against else { panic!("{:?}", told.against) };
    assert_eq!(marked.iter().map(|share| (share.of_these, share.all)).collect::<Vec<_>>()[..2], [(2, 9), (0, 11)]);
    one.framework.version = "2".into();
    // The version that is here stands for one that is not.
    let newer = summary(&one);
    assert_eq!(newer.complete, told.complete);
    assert!(matches!(&newer.against, Against::Known { version: Some(version), .. } if **version == *"2"));
    assert_eq!(newer.framework_name(&[&spring]), format!("{} 2", spring.title));
    assert!(!newer.shares_framework_with(&told) && newer.shares_framework_with(&summary(&one)));
    one.framework.id = "other".parse().unwrap();
    let unknown = summary(&one);
    assert_eq!(unknown.against, Against::Unknown("other 2".into()));
    assert!(!unknown.shares_framework_with(&newer) && unknown.shares_framework_with(&unknown));
    let thousandths = [(0, 0), (0, 3), (1, 3), (3, 3)].map(|(some, all)| Share::new(some, all).thousandths());
    assert_eq!(thousandths, [0, 0, 333, 1000]);
}

#[test]
fn rows_are_found_by_their_words_and_by_their_names() {
    let mut one = evaluation("2026-11-24-table-k7q2x", "Łódź\nTable");
    one.practice.organisation = "Spolek".into();
    one.practice.summary = "Not looked through".into();
    let row = row("10:00", &one);
    for words in [&["lodz table"][..], &["spolek", "lodz"], &["k7q2x"], &[]] {
        assert!(row.has_all(words), "{words:?}");
    }
    for words in [&["looked"][..], &["spolek", "brno"]] {
        assert!(!row.has_all(words), "{words:?}");
    }
    assert_eq!(
        (row.stem(), flagged("bad.ron").stem(), flagged("bad.txt").stem()),
        ("2026-11-24-table-k7q2x", "bad", "bad.txt")
    );
    assert!(flagged("Bad.ron").has_all(&["bad"]) && flagged("bad.ron").summary().is_none());
}

#[test]
fn rows_stand_by_time_then_by_practice_and_what_cannot_be_read_first() {
    let [mut anna, mut youth] = [("a", "Anna"), ("b", "Youth")].map(|(id, title)| evaluation(id, title));
    (anna.practice.country, youth.practice.country) = ("Poland".into(), "Italy".into());
    let [anna, youth, early] = [row("10:00", &anna), row("10:00", &youth), row("09:00", &anna)];
    assert_eq!((anna.order(&early), early.order(&anna)), (Ordering::Less, Ordering::Greater));
    assert_eq!((anna.order(&youth), youth.order(&anna)), (Ordering::Less, Ordering::Greater));
    assert_eq!((anna.by_practice(&youth), anna.by_country(&youth)), (Ordering::Less, Ordering::Greater));
    assert_eq!(flagged("z.ron").by_practice(&anna), Ordering::Less);
}

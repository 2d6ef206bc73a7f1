//! What a condition leaves unasked, as it is read: by a reviewer, beside another evaluation, across practices.

use super::{
    scenes::{GARDEN, id},
    *,
};
use crate::model::{Edit, Mark};

/// Two evaluations of a roofless garden, both with the items of the second question marked.
fn two() -> Driven {
    let mut driven = Driven::against(GARDEN, 120, 60);
    driven.press("esc esc");
    let mut one = driven.library.values().next().unwrap().clone();
    for (item, level) in [("s2a", "yes"), ("s2c", "no")] {
        let mark = Some(Mark::Level(level.parse().unwrap()));
        one.apply(&Edit::mark(&one, &id("s2"), &id(item), mark)).unwrap();
    }
    let mut other = one.clone();
    other.id = id("2026-11-24-own-x4y5z");
    other.evaluators = "Ola Nowak".into();
    for evaluation in [one, other] {
        driven.library.insert(evaluation.id.clone(), evaluation);
    }
    driven.list();
    driven
}

#[track_caller]
fn shows(driven: &Driven, told: &[&str], untold: &[&str]) {
    let screen = driven.screen();
    assert!(told.iter().all(|told| screen.contains(told)), "{told:?} in\n{screen}");
    assert!(!untold.iter().any(|untold| screen.contains(untold)), "{untold:?} in\n{screen}");
}

#[test]
fn a_reviewer_sees_what_is_not_asked_and_why() {
    let mut driven = two();
    driven.press("r right");
    let item = "The roof drains into the beds. (not asked: Kind of garden is not Roof garden)";
    shows(&driven, &[item, "question 2 of 3"], &["No answer yet"]);
    driven.press("right right");
    let told = ["Not asked: Kind of garden is not School garden", "not among the 3 questions asked"];
    shows(&driven, &told, &["No answer yet", "question 4"]);
}

#[test]
fn two_that_are_compared_say_what_is_not_asked_and_what_is_marked() {
    let mut driven = two();
    driven.press("home c enter end");
    let told = ["Not asked in either: Kind of garden is not School garden", "In both, 2 of 2 items marked."];
    shows(&driven, &told, &[]);
    assert_eq!(driven.screen().matches("Neither has an answer.").count(), 2, "{}", driven.screen());
}

#[test]
fn a_question_across_practices_says_where_it_is_not_asked() {
    let mut driven = two();
    driven.press("p end o");
    shows(&driven, &["Not asked: Kind of garden is not School garden"], &["No answer", "0 / 0"]);
    driven.press("left left");
    shows(&driven, &["No narrative is asked for.", "1 / 2 met"], &["No answer"]);
}

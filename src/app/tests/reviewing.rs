//! Remarks, replies and the steps of an evaluation.

use super::*;
use crate::{
    effect::Purpose,
    evaluation::{Status, Step},
};

fn reviewed() -> Driven {
    let mut driven = Driven::new(80, 24);
    driven.press("n").write("Centre").press("enter").write("The centre is open to everybody in town.");
    driven.press("ctrl-r");
    driven
}

fn question() -> Id {
    Framework::built_in().question(0).unwrap().question.id.clone()
}

#[test]
fn a_remark_is_made_answered_and_resolved() {
    let mut driven = reviewed();
    driven.press("r").write("Who was asked?").press("enter tab r").write("Which ones?").press("enter");
    driven.press("t").write("All of them").press("enter");
    let evaluation = driven.evaluation().clone();
    let asked = question();
    let remarks: Vec<_> = evaluation.remarks_on(&asked).collect();
    assert_eq!(remarks.len(), 2);
    assert_eq!((remarks[0].text.as_str(), remarks[0].author.as_str()), ("Who was asked?", "Jana Nováková"));
    assert_eq!(remarks[1].item, Some(Framework::built_in().question(0).unwrap().question.items[0].id.clone()));
    assert_eq!(evaluation.replies_to(&remarks[0].id).next().map(|reply| reply.text.as_str()), Some("All of them"));
    assert_eq!(evaluation.open_remarks(), 2);
    driven.press("x");
    assert_eq!(driven.evaluation().open_remarks(), 1);
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn open_remarks_are_walked_from_anywhere() {
    let mut driven = reviewed();
    driven.press("3 r").write("On design").press("enter 1 w");
    assert!(driven.screen().contains("On design"), "{}", driven.screen());
    driven.press("e alt-k");
    assert!(driven.screen().contains("! Jana Nováková, 14:02: On design"), "{}", driven.screen());
}

#[test]
fn a_passages_remark_says_when_its_passage_is_gone() {
    let mut driven = reviewed();
    driven.press("e home shift-right shift-right shift-right f8").write("Which one?").press("enter");
    let passage = driven.evaluation().remarks[0].passage.clone().unwrap();
    assert_eq!(passage.text.as_str(), "The");
    driven.press("ctrl-home").write("Well. ");
    assert_eq!(passage.place_in(driven.evaluation().narrative(&question())), Some(6..9));
    driven.press("ctrl-a delete ctrl-r");
    assert!(driven.screen().contains("this passage is gone"), "{}", driven.screen());
}

#[test]
fn an_evaluation_is_submitted_returned_and_approved() {
    let mut driven = reviewed();
    driven.press("s");
    assert!(driven.screen().contains("Submit all the same"), "{}", driven.screen());
    driven.press("enter");
    assert_eq!(driven.evaluation().status(), Status::Submitted);
    driven.press("e").write("more");
    assert!(driven.screen().contains("this evaluation is submitted"), "{}", driven.screen());
    driven.press("ctrl-r b enter");
    assert_eq!(driven.evaluation().status(), Status::Submitted, "returning needs a reason");
    driven.press("r").write("Where?").press("enter b").write("Please look at 1.1").press("enter");
    assert_eq!(driven.evaluation().status(), Status::Returned);
    let id = driven.evaluation().id.clone();
    driven.press("esc").open(&id, Purpose::Record);
    driven.write(" Indeed.").press("ctrl-k").write("submit").press("enter enter");
    driven.press("ctrl-r a enter");
    assert_eq!(driven.evaluation().status(), Status::Approved);
    let acts: Vec<Step> = driven.evaluation().acts.iter().map(|act| act.step).collect();
    assert_eq!(acts, [Step::Submit, Step::Return, Step::Submit, Step::Approve]);
    driven.press("ctrl-z r").write("late");
    assert!(driven.screen().contains("reopen it first"), "{}", driven.screen());
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn a_returned_evaluation_opens_on_its_first_open_remark() {
    let mut driven = reviewed();
    driven.press("2 right r").write("How?").press("enter s enter b").write("see 2.2").press("enter");
    let id = driven.evaluation().id.clone();
    driven.press("esc").open(&id, Purpose::Record);
    driven.write("Here: ");
    let asked = Framework::built_in().question(4).unwrap().question.id.clone();
    assert_eq!(driven.evaluation().narrative(&asked), "Here: ");
}

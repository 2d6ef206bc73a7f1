//! What a reviewer is told of the steps that an evaluation can take.

use super::{
    scenes::{GARDEN, blank, id, submitted},
    *,
};
use crate::model::{Act, Edit, Entry, Step};

#[test]
fn a_step_that_cant_follow_is_not_hinted_at_and_its_refusal_says_what_comes_next() {
    let mut driven = Driven::with(120, 30, Theme::default(), vec![blank("one", "The Canteen"), submitted()]);
    driven.open(&id("one"), Purpose::Review(0));
    assert!(!driven.screen().contains("a approve") && !driven.screen().contains("b return"), "{}", driven.screen());
    driven.press("a");
    let told =
        "A draft evaluation can't be approved: whoever evaluates it submits it first, with s here or Ctrl-K submit";
    assert!(driven.screen().contains(told), "{}", driven.screen());
    driven.press("esc");
    driven.open(&submitted().id, Purpose::Review(0));
    assert!(driven.screen().contains("a approve"), "{}", driven.screen());
    driven.press("s");
    assert!(driven.screen().contains("a approves it and b returns it for revision"), "{}", driven.screen());
}

#[test]
fn why_it_was_returned_is_read_on_its_pages() {
    let mut evaluation = submitted();
    let act = Act {
        id: id("a-2"),
        step: Step::Return,
        name: "Petr Svoboda".into(),
        at: evaluation.acts[0].at,
        reason: "Name who decided,\nand when.".into(),
    };
    evaluation.apply(&Edit::add(&evaluation, Entry::Act(act))).unwrap();
    let mut driven = Driven::with(120, 30, Theme::default(), vec![evaluation.clone()]);
    driven.open(&evaluation.id, Purpose::Review(0));
    assert!(driven.screen().contains("Returned: Name who decided, and when."), "{}", driven.screen());
}

#[test]
fn what_can_not_be_compared_or_put_into_the_portfolio_is_counted_apart() {
    let mut driven = Driven::against(GARDEN, 100, 30);
    driven.press("esc esc");
    let mut unknown = blank("unknown", "From elsewhere");
    unknown.framework.id = id("elsewhere");
    for one in [blank("one", "The Canteen"), blank("two", "The Kitchen"), unknown] {
        driven.library.insert(one.id.clone(), one);
    }
    driven.list();
    driven.press("p");
    assert!(driven.screen().contains("1 of other frameworks: f, 1 of unknown frameworks"), "{}", driven.screen());
    driven.press("esc / ").write("canteen").press("enter c");
    assert!(driven.screen().contains("Without 2 evaluations of other frameworks or versions"), "{}", driven.screen());
}

//! From one evaluation that waits for a verdict to the next.

use super::{
    scenes::{self, blank, id, moment},
    *,
};

/// These evaluations, the first of them changed last; a `*` in front: it waits for a verdict.
fn shelf(names: &[&str]) -> Driven {
    let evaluation = |name: &&str| {
        let key = name.trim_start_matches('*');
        let mut evaluation = blank(key, key);
        if name.starts_with('*') {
            evaluation.acts = scenes::submitted().acts;
        }
        evaluation
    };
    let mut driven = Driven::with(80, 24, Theme::default(), names.iter().map(evaluation).collect());
    for (n, name) in names.iter().enumerate() {
        let modified = moment(&format!("11-{:02}T10:00", 23 - n));
        driven.modified.insert(id(name.trim_start_matches('*')), modified);
    }
    driven.list();
    driven.press("home");
    driven
}

#[test]
fn an_evaluation_with_a_verdict_waits_no_more() {
    let mut driven = shelf(&["*alpha", "*beta"]);
    driven.press("v a enter v");
    assert_eq!(driven.evaluation().id, id("beta"));
    driven.press("a enter v");
    assert_eq!(driven.evaluation().id, id("beta"));
    assert!(driven.screen().contains("No other evaluation waits"), "{}", driven.screen());
}

#[test]
fn after_one_that_the_filter_hides_the_first_row_is_next() {
    let mut driven = shelf(&["*alpha", "*beta", "gamma"]);
    // Only what is submitted is shown; the open draft is not.
    driven.press("f f");
    driven.open(&id("gamma"), Purpose::Review(0));
    driven.press("v");
    assert_eq!(driven.evaluation().id, id("alpha"));
}

#[test]
fn from_a_file_that_cannot_be_read_the_next_that_waits_is_found() {
    let mut driven = shelf(&["alpha", "*beta"]);
    driven.flag("broken.ron", moment("11-24T10:00"), "line 4");
    driven.list();
    driven.press("home v");
    assert_eq!(driven.evaluation().id, id("beta"), "{}", driven.screen());
}

#[test]
fn a_verdict_moves_nothing_under_who_pages() {
    let mut driven = shelf(&["*alpha", "*beta", "*gamma", "delta"]);
    // Only what is submitted is shown, what changed last first.
    driven.press("f f home down r a enter");
    driven.modified.remove(&id("beta"));
    driven.list();
    assert!(driven.screen().contains("practice 2 of 3"), "{}", driven.screen());
    driven.press("p");
    assert_eq!(driven.evaluation().id, id("alpha"));
    driven.press("b").write("Who was asked?").press("enter n");
    assert_eq!(driven.evaluation().id, id("beta"));
    driven.press("n");
    assert_eq!(driven.evaluation().id, id("gamma"));
    // Back in the library, what is shown now is gone through.
    driven.press("esc f f f home r");
    assert!(driven.screen().contains("practice 1 of 4"), "{}", driven.screen());
    assert_eq!(driven.evaluation().id, id("beta"));
}

#[test]
fn the_next_that_waits_is_found_in_the_order_of_paging_with_the_statuses_as_they_are_now() {
    let mut driven = shelf(&["*alpha", "*beta", "*gamma", "*delta"]);
    driven.press("home down r a enter");
    driven.modified.remove(&id("beta"));
    // Another program approves the next one.
    let acts = scenes::approved().acts;
    driven.library.get_mut(&id("gamma")).unwrap().acts = acts;
    driven.list();
    driven.press("v");
    assert_eq!(driven.evaluation().id, id("delta"));
    driven.press("v");
    assert_eq!(driven.evaluation().id, id("alpha"));
}

#[test]
fn what_comes_into_the_library_while_one_pages_comes_last() {
    let mut driven = shelf(&["alpha", "beta"]);
    driven.press("r");
    driven.library.insert(id("new"), blank("new", "new"));
    driven.list();
    assert!(driven.screen().contains("practice 1 of 3"), "{}", driven.screen());
    driven.press("n n");
    assert_eq!(driven.evaluation().id, id("new"));
}

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

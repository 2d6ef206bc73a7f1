//! To the trash and back, duplicates, and another evaluation of the same practice, by keys.

use super::{
    scenes::{approved, blank, id, moment, returned, table},
    *,
};

/// An approved evaluation, a draft with answers, and one that was only begun, in this order.
fn shelf() -> Driven {
    let mut draft = table();
    draft.id = id("table");
    let mut driven = Driven::with(80, 24, Theme::default(), vec![approved(), draft, blank("begun", "Only begun")]);
    for (n, key) in [approved().id, id("table"), id("begun")].into_iter().enumerate() {
        driven.modified.insert(key, moment(&format!("11-{}T10:00", 20 - n)));
    }
    driven.list();
    driven.press("home");
    driven
}

#[test]
fn only_delete_moves_to_the_trash_and_it_asks_by_title_and_status() {
    let mut driven = shelf();
    driven.press("x");
    assert_eq!((driven.library.len(), driven.app.overlays.len()), (3, 0));
    driven.press("delete");
    assert!(driven.screen().contains("“Immigrant Integration Model”, Approved"), "{}", driven.screen());
    driven.press("down enter delete esc");
    assert_eq!(driven.library.len(), 3);
    driven.press("delete enter");
    assert_eq!(driven.library.len(), 2);
    let told = "“Immigrant Integration Model” moved to the trash: Ctrl-Z brings it back, t";
    assert!(driven.screen().contains(told), "{}", driven.screen());
}

#[test]
fn a_title_that_fits_in_no_row_leaves_room_for_the_status() {
    let mut driven = Driven::with(60, 20, Theme::default(), vec![returned()]);
    driven.press("delete");
    assert!(driven.screen().contains("…”, Returned"), "{}", driven.screen());
}

#[test]
fn what_was_only_begun_goes_unasked() {
    let mut driven = shelf();
    driven.press("end delete");
    assert_eq!((driven.library.len(), driven.app.overlays.len()), (2, 0));
    assert!(driven.screen().contains("“Only begun” moved to the trash"), "{}", driven.screen());
}

#[test]
fn what_somebody_else_began_or_something_is_typed_in_is_asked_about() {
    for changed in ["evaluators", "summary", "jot"] {
        let mut one = blank("one", "One");
        match changed {
            "evaluators" => one.evaluators = "Petr Malý".into(),
            "summary" => one.practice.summary = "A kitchen.".into(),
            _ => one.jots = table().jots,
        }
        let mut driven = Driven::with(80, 24, Theme::default(), vec![one]);
        driven.press("delete");
        assert!(driven.screen().contains("“One”, Draft"), "{changed}\n{}", driven.screen());
    }
}

#[test]
fn undo_brings_back_one_after_the_other() {
    let mut driven = shelf();
    let before = driven.library.clone();
    driven.press("delete enter delete enter delete");
    assert!(driven.library.is_empty());
    driven.press("ctrl-z");
    assert!(driven.screen().contains("“Only begun” restored from the trash"), "{}", driven.screen());
    driven.press("ctrl-z ctrl-z");
    assert_eq!(driven.library, before);
    driven.press("ctrl-z");
    assert!(driven.screen().contains("Nothing to undo: t shows the trash"), "{}", driven.screen());
}

#[test]
fn what_was_restored_from_the_list_is_not_undone_once_more() {
    let mut driven = shelf();
    driven.press("delete enter delete enter t").write("integration").press("enter ctrl-z");
    assert_eq!(driven.library.len(), 3);
    assert!(driven.trash.is_empty());
}

#[test]
fn a_duplicate_keeps_the_evaluators_and_says_so() {
    let mut driven = shelf();
    driven.app.cx.name = Some("Jan".into());
    driven.press("down d");
    assert!(driven.screen().contains("” duplicated, its evaluators kept"), "{}", driven.screen());
    let copy = driven.library.values().find(|one| one.title().ends_with("(copy)")).unwrap();
    assert_eq!((&copy.evaluators, &copy.answers), (&table().evaluators, &table().answers));
}

#[test]
fn another_evaluation_of_the_practice_has_its_details_and_a_new_evaluator() {
    let mut driven = shelf();
    driven.app.cx.name = Some("Jan".into());
    driven.press("down N");
    let begun = driven.evaluation();
    assert_eq!((&begun.practice, begun.evaluators.as_str()), (&table().practice, "Jan"));
    assert_ne!(begun.id, id("table"));
    let held = [begun.answers.len(), begun.visits.len(), begun.jots.len(), begun.remarks.len(), begun.acts.len()];
    assert_eq!(held, [0; 5]);
}

#[test]
fn another_evaluation_asks_for_the_name_where_none_is_set() {
    for (typed, evaluators) in [("Jan", "Jan"), ("", "")] {
        let mut driven = Driven::of(80, 24, Theme::default(), Settings::default(), vec![table()]);
        driven.press("N");
        assert!(driven.screen().contains("What is your name?"), "{}", driven.screen());
        driven.write(typed).press("enter");
        assert_eq!(driven.evaluation().evaluators.as_str(), evaluators);
    }
}

#[test]
fn a_practice_of_a_framework_that_is_not_here_is_not_begun_anew() {
    let mut driven = Driven::with(120, 24, Theme::default(), vec![scenes::foreign()]);
    driven.press("N");
    assert!(driven.screen().contains("which was not found: nothing was begun"), "{}", driven.screen());
}

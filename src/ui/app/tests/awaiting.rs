//! From one evaluation awaiting review to the next.

use super::{
    scenes::{self, blank, id, moment},
    *,
};

/// These evaluations, the first of them changed last; a `*` in front: it is awaiting review.
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
fn an_evaluation_that_was_reviewed_is_awaiting_no_more() {
    let mut driven = shelf(&["*alpha", "*beta"]);
    driven.press("v a enter v");
    assert_eq!(driven.evaluation().id, id("beta"));
    driven.press("a enter v");
    assert_eq!(driven.evaluation().id, id("beta"));
    assert!(driven.screen().contains("No other evaluation is awaiting"), "{}", driven.screen());
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

/// The sample under review by Petr, whose name it is not that stands under its remarks.
fn under_review() -> Driven {
    let settings = Settings { name: "Petr".into(), ..Settings::default() };
    let mut driven = Driven::of(80, 24, Theme::default(), settings, vec![scenes::table()]);
    driven.open(&scenes::table().id, Purpose::Review(0));
    driven
}

#[test]
fn ones_own_remark_is_changed_and_withdrawn_and_nobody_elses() {
    let mut driven = under_review();
    let text = |driven: &Driven| driven.evaluation().remarks.iter().last().unwrap().text.to_string();
    driven.press("r").write("Who?").press("enter shift-tab m").write(" And when?").press("enter");
    assert_eq!(text(&driven), "Who? And when?");
    driven.press("ctrl-z");
    assert_eq!(text(&driven), "Who?");
    driven.press("ctrl-y");
    assert_eq!(text(&driven), "Who? And when?");
    driven.press("delete");
    assert!(driven.screen().contains("Remark withdrawn: Ctrl-Z brings it back"), "{}", driven.screen());
    assert_eq!(driven.evaluation().remarks, scenes::table().remarks);
    driven.press("ctrl-z");
    assert_eq!(text(&driven), "Who? And when?");
    // Another's stays as it is.
    driven.press("shift-tab shift-tab m");
    assert!(driven.screen().contains("This remark is by Jana Nováková"), "{}", driven.screen());
    driven.press("delete");
    assert!(driven.screen().contains("This remark is by Jana Nováková"), "{}", driven.screen());
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn a_reply_of_ones_own_is_changed_and_what_was_answered_is_not_withdrawn() {
    let mut driven = under_review();
    driven.press("r").write("Who?").press("enter shift-tab t").write("All").press("enter tab m").write(" of them");
    driven.press("enter");
    let remark = driven.evaluation().remarks.iter().last().unwrap().clone();
    assert_eq!((remark.text.as_str(), remark.reply_to.is_some()), ("All of them", true));
    driven.press("shift-tab delete");
    assert!(driven.screen().contains("This remark has replies"), "{}", driven.screen());
}

#[test]
fn approving_asks_first_where_remarks_are_open_and_keeps_its_keys_in_sight() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![scenes::submitted()]);
    driven.open(&scenes::submitted().id, Purpose::Review(0));
    driven.press("3 r").write("Why so few?").press("enter 1 a");
    assert!(driven.screen().contains("Approve with 1 remark open"), "{}", driven.screen());
    assert!(driven.screen().contains("Enter choose"), "{}", driven.screen());
    driven.press("down enter");
    assert!(driven.screen().contains("Why so few?"), "{}", driven.screen());
    driven.press("a enter enter");
    assert!(driven.evaluation().status() == crate::model::Status::Approved, "{}", driven.screen());
}

#[test]
fn why_it_was_returned_and_a_long_remark_are_read_while_recording() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![scenes::submitted()]);
    driven.open(&scenes::submitted().id, Purpose::Review(0));
    let long =
        "Please say which offices were visited, on which days, and who of the staff took part in the talks there";
    driven.press("r").write(long).press("enter t").write("Noted").press("enter b").write("See 1.1").press("enter e");
    assert!(driven.screen().contains("Returned by Jana Nováková, 14:02: See 1.1"), "{}", driven.screen());
    driven.press("ctrl-n");
    assert!(driven.screen().contains("Returned by Jana Nováková, 14:02: See 1.1"), "{}", driven.screen());
    driven.press("ctrl-p alt-j");
    let screen = driven.screen();
    assert!(screen.contains("took part in the talks there") && screen.contains("Reply by Jana"), "{screen}");
    driven.press("esc ctrl-r s home enter e");
    assert!(!driven.screen().contains("Returned by"), "{}", driven.screen());
}

#[test]
fn a_passage_with_an_open_remark_is_marked_in_the_text() {
    let mut driven = under_review();
    driven.press("shift-right r").write("Since when?").press("enter");
    let marked = |driven: &Driven| {
        let terminal = driven.terminal();
        let cells = terminal.backend().buffer().content.iter();
        let marked = cells.filter(|cell| cell.modifier.contains(ratatui::style::Modifier::UNDERLINED));
        marked.map(|cell| cell.symbol().to_owned()).collect::<String>()
    };
    let passage = "The door is open from three o'clock";
    driven.press("home");
    assert!(marked(&driven).starts_with(passage), "{}", marked(&driven));
    driven.press("e ctrl-home");
    assert!(marked(&driven).starts_with(passage), "{}", marked(&driven));
    driven.press("alt-x alt-x");
    assert_eq!(marked(&driven), "");
}

#[test]
fn a_decision_moves_nothing_under_who_pages() {
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

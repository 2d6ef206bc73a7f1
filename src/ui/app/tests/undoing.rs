//! What undo shows, where the keyboard is after it, and what goes as one.

use super::{scenes::table, *};
use crate::model::{Edit, Field};
use crate::text::Splice;

/// The sample, recorded at its first question.
fn recorded() -> Driven {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    driven.open(&table().id, Purpose::Record);
    driven
}

#[test]
fn a_visit_begun_and_undone_leaves_the_caret_in_the_narrative() {
    let mut driven = recorded();
    let narrative = driven.evaluation().narrative(&scenes::question(0)).to_owned();
    driven.press("f5 ctrl-z");
    assert!(driven.screen().contains("Undo: Practice, visit removed"), "{}", driven.screen());
    driven.write("!").press("ctrl-z ctrl-y ctrl-z ctrl-y");
    driven.write("?");
    assert_eq!(driven.evaluation().narrative(&scenes::question(0)), narrative + "!?");
    assert_eq!(driven.evaluation().practice, table().practice);
}

#[test]
fn a_jot_is_undone_as_one_and_the_checklist_keeps_the_keyboard() {
    let mut driven = recorded();
    driven.press("tab ctrl-t").write("three words said").press("tab enter ctrl-z");
    assert_eq!(driven.evaluation().jots, table().jots);
    assert!(driven.screen().contains("jot removed") && driven.screen().contains("Checklist"), "{}", driven.screen());
    driven.press("ctrl-y");
    let jot = driven.evaluation().jots.iter().last().unwrap();
    assert_eq!(jot.text.as_str(), "three words said");
    // The keyboard is in the checklist still.
    driven.press("c");
    assert!(matches!(driven.effects.last(), Some(Effect::Journal(Edit::Mark { .. }))), "{:?}", driven.effects.last());
}

#[test]
fn undo_in_the_tray_stays_there_with_the_question_that_was_chosen() {
    let mut driven = recorded();
    driven.press("ctrl-o 3 2 b ctrl-z");
    assert!(driven.screen().contains("Files under 3.2"), "{}", driven.screen());
    assert!(driven.screen().contains("Undo: "), "{}", driven.screen());
    assert_eq!(driven.evaluation().jots, table().jots);
}

#[test]
fn a_visit_removed_in_the_details_comes_back_with_the_caret_in_it() {
    let mut driven = recorded();
    driven
        .press("ctrl-d")
        .press("shift-tab shift-tab shift-tab shift-tab shift-tab shift-tab")
        .press("ctrl-r ctrl-z")
        .write("!");
    let visits: Vec<String> = driven.evaluation().visits.iter().map(|visit| visit.people.to_string()).collect();
    assert!(visits.last().unwrap().ends_with('!'), "{visits:?}");
}

#[test]
fn a_question_that_applies_again_takes_no_letters() {
    let mut driven = recorded();
    driven.press("tab x").write("no").press("ctrl-z ctrl-z");
    assert!(driven.evaluation().not_applicable(&scenes::question(0)).is_none());
    assert!(driven.screen().contains("Undo: 1.1 Diverse groups, not applicable removed"), "{}", driven.screen());
    driven.press("z");
    assert!(driven.screen().contains("z does nothing here"), "{}", driven.screen());
}

#[test]
fn undo_in_the_review_takes_a_whole_remark_back_and_shows_what_comes_back() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    driven.open(&table().id, Purpose::Review(0));
    driven.press("r").write("Which language, and who translates?").press("enter");
    assert!(driven.screen().contains("Which language"), "a remark is seen where it lands\n{}", driven.screen());
    driven.press("x pageup pageup pageup ctrl-z");
    assert!(driven.screen().contains("Who was asked, and when?                open"), "{}", driven.screen());
    assert!(driven.screen().contains("Undo: 1.1 Diverse groups, remark reopened"), "{}", driven.screen());
    driven.press("3 ctrl-z");
    assert!(driven.screen().contains("1.1  Does the practice"), "{}", driven.screen());
    assert!(driven.screen().contains("Undo: 1.1 Diverse groups, remark removed"), "{}", driven.screen());
    assert_eq!(driven.evaluation().remarks, table().remarks);
    driven.press("pageup pageup pageup ctrl-y");
    assert!(driven.screen().contains("Which language, and who translates?"), "{}", driven.screen());
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn the_keys_of_recording_work_in_the_details() {
    let mut driven = recorded();
    driven.press("ctrl-d f5");
    assert!(driven.screen().contains("The visit begins"), "{}", driven.screen());
    assert!(driven.screen().contains("Practice details"), "{}", driven.screen());
    driven.press("ctrl-o");
    assert!(driven.screen().contains("Unfiled jots"), "{}", driven.screen());
    driven.press("esc ctrl-d ctrl-g esc");
    assert!(driven.screen().contains("Practice details"), "{}", driven.screen());
}

/// What another program wrote in front of the first narrative comes in.
fn merge(driven: &mut Driven, text: &str) {
    let field = Field::Narrative(scenes::question(0));
    let splice = Splice { at: 0, removed: "".into(), inserted: text.into() };
    let mut merged = driven.evaluation().clone();
    merged.apply(&Edit::Splice { field, splice }).unwrap();
    driven.library.insert(merged.id.clone(), merged.clone());
    driven.hear(Msg::Merged(Box::new(merged)));
}

#[test]
fn after_a_merge_undo_takes_back_ours_alone_and_redo_brings_it_once() {
    let mut driven = recorded();
    let before = driven.evaluation().narrative(&scenes::question(0)).to_owned();
    driven.write("!ours");
    merge(&mut driven, "Theirs. ");
    driven.press("ctrl-z");
    assert_eq!(driven.evaluation().narrative(&scenes::question(0)), format!("Theirs. {before}"));
    driven.press("ctrl-y ctrl-y");
    assert_eq!(driven.evaluation().narrative(&scenes::question(0)), format!("Theirs. {before}!ours"));
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn a_merge_leaves_the_jot_line_and_the_details_open() {
    let mut driven = recorded();
    driven.press("ctrl-t").write("half a ");
    merge(&mut driven, "Theirs. ");
    driven.write("sentence").press("enter");
    assert_eq!(driven.evaluation().jots.iter().last().unwrap().text.as_str(), "half a sentence");
    driven.press("ctrl-d end").write(" on");
    merge(&mut driven, "More. ");
    driven.write(" the hill");
    assert!(driven.evaluation().title().ends_with(" on the hill"), "{}", driven.evaluation().title());
    assert!(!driven.evaluation().narrative(&scenes::question(0)).contains("hill"));
}

#[test]
fn while_submitted_undo_says_so_and_names_reopen_and_then_goes_on() {
    let mut driven = recorded();
    driven.write("!ours").press("ctrl-r s home enter e ctrl-z");
    assert!(driven.screen().contains("reopen"), "{}", driven.screen());
    driven.press("ctrl-t");
    assert!(driven.screen().contains("reopen"), "{}", driven.screen());
    driven.press("ctrl-r u enter e ctrl-z ctrl-z");
    assert_eq!(driven.evaluation().narrative(&scenes::question(0)), table().narrative(&scenes::question(0)));
}

#[test]
fn what_a_decision_was_taken_on_stays_and_nothing_is_redone_past_it() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![scenes::submitted()]);
    driven.open(&scenes::submitted().id, Purpose::Review(0));
    driven.press("r").write("Why?").press("enter x ctrl-z b").write("See the remark").press("enter");
    driven.press("ctrl-z ctrl-z ctrl-y");
    let open = driven.evaluation().open_remarks();
    assert_eq!((open, driven.evaluation().remarks.len()), (1, 1), "{}", driven.screen());
    assert!(driven.screen().contains("Nothing to redo"), "{}", driven.screen());
    // What is done after it is undone, and no more than that.
    driven.press("r").write("One more").press("enter ctrl-z");
    assert_eq!(driven.evaluation().remarks.len(), 1);
}

#[test]
fn a_text_changed_word_by_word_is_told_as_one_change() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    driven.open(&table().id, Purpose::Review(0));
    driven.press("r").write("Who?").press("enter shift-tab m").write(" And when, say?").press("enter ctrl-z");
    assert!(driven.screen().contains("Undo: 1.1 Diverse groups, remark changed"), "{}", driven.screen());
}

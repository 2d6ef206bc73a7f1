//! Evaluations whose framework has moved on: opened as they are, moved, and what has no place any more.

use super::{scenes::id, *};
use crate::model::{Edit, Field, FrameworkRef, format::read_framework};

/// The club's questions in two versions: `open` and its item `free` have other ids in the second, `old` is gone.
const FIRST: &str = r#"(format: 2, id: "club", version: "1", title: "The club", criteria: [
    (id: "all-questions", title: "All", questions: [
        (id: "open", text: "Who may come to the club?", items: [(id: "all", text: "Everybody may come."), (id: "free", text: "Coming is free.")]),
        (id: "old", text: "Is there a telephone?", items: [(id: "rings", text: "It rings.")]),
        (id: "cook", text: "What do they cook together?", items: [(id: "meal", text: "They cook a meal each week.")]),
    ])])"#;
const SECOND: &str = r#"(format: 2, id: "club", version: "2", title: "The club", criteria: [
    (id: "all-questions", title: "All", questions: [
        (id: "cook", text: "What do they cook together?", items: [(id: "meal", text: "They cook a meal each week.")]),
        (id: "access", text: "Who may come to this club?", items: [(id: "all", text: "Everybody may come."), (id: "fee", text: "Coming is free.")]),
    ])])"#;

/// An evaluation that answers everything of the first version, opened where these versions are known.
fn club(known: &[&str]) -> Driven {
    let first = read_framework(FIRST).unwrap();
    let mut evaluation = Evaluation::new(id("2026-11-24-club-k7q2x"), &first);
    evaluation.practice.title = "Evening club".into();
    for placed in first.questions() {
        let question = &placed.question.id;
        let narrative = Field::Narrative(question.clone());
        evaluation.apply(&Edit::replace(narrative, "", &format!("About {question}."))).unwrap();
        for item in &placed.question.items {
            evaluation.apply(&Edit::mark(&evaluation, question, &item.id, Some(Mark::MET))).unwrap();
        }
    }
    let mut driven = Driven::with(80, 24, Theme::default(), vec![evaluation]);
    let known = known.iter().map(|text| Arc::new(read_framework(text).unwrap()));
    driven.app.cx.frameworks.extend(known);
    driven.list();
    driven.press("enter");
    driven
}

/// The same where both versions are known.
pub(super) fn moved_on() -> Driven {
    club(&[FIRST, SECOND])
}

/// The same where only the second is known.
pub(super) fn orphaned() -> Driven {
    club(&[SECOND])
}

fn version(driven: &Driven) -> &str {
    &driven.evaluation().framework.version
}

fn read_only(driven: &Driven) -> Option<&String> {
    driven.app.session().unwrap().read_only.as_ref()
}

#[test]
fn a_version_that_was_bumped_in_place_opens_as_it_is_and_can_be_written() {
    let mut driven = orphaned();
    let screen = driven.screen();
    assert!(screen.contains("Answers version 1 of The club; version 2 is here: Alt-U moves it"), "{screen}");
    assert_eq!(read_only(&driven), None);
    let before = driven.evaluation().clone();
    // What the new version asks by the same ids is shown by it; the rest is counted.
    assert!(screen.contains("What do they cook together?"), "{screen}");
    driven.press("end").write("!");
    assert_eq!(driven.evaluation().narrative(&id("cook")), "About cook.!");
    assert!(driven.screen().contains("5 not asked"), "{}", driven.screen());
    assert_eq!(version(&driven), "1");
    assert_eq!(driven.evaluation().answer(&id("old")), before.answer(&id("old")));
    driven.press("ctrl-z");
    assert_eq!(driven.evaluation(), &before);
    assert_eq!(driven.kept(), &before);
}

#[test]
fn an_older_version_that_is_here_is_shown_as_its_own() {
    let driven = moved_on();
    let screen = driven.screen();
    assert!(screen.contains("1.1  Who may come to the club?") && screen.contains("version 2 is here"), "{screen}");
    assert!(read_only(&driven).is_none() && driven.app.session().unwrap().orphans().is_empty());
}

#[test]
fn what_a_framework_does_not_ask_any_more_is_told_and_keeps_nobody_out() {
    let gone = SECOND.replace("version: \"2\"", "version: \"1\"");
    let driven = club(&[&gone]);
    assert!(driven.screen().contains("are no longer asked: Alt-L shows them"), "{}", driven.screen());
    assert_eq!(read_only(&driven), None);
}

#[test]
fn a_framework_of_which_nothing_is_here_is_read_only() {
    let mut driven = club(&[]);
    assert!(driven.screen().contains("its framework club 1 was not found"), "{}", driven.screen());
    driven.press("alt-u");
    assert_eq!(version(&driven), "1");
}

#[test]
fn confirmed_answers_go_over_and_undo_is_one_step() {
    let mut driven = moved_on();
    let before = driven.evaluation().clone();
    driven.press("alt-u");
    let asked = driven.screen();
    for shown in ["Move to version 2", "Who may come to the club?", "Who may come to this club?", "0 of 2 confirmed"] {
        assert!(asked.contains(shown), "no {shown} in\n{asked}");
    }
    assert_eq!(driven.evaluation(), &before, "nothing moves before it is confirmed");
    driven.effects.clear();
    driven.press("a enter");
    let at = |sought: fn(&Effect) -> bool| driven.effects.iter().position(sought).unwrap();
    assert_eq!(driven.effects.len(), 2);
    // The shell's answer to the one comes before the other is done with.
    let is_moved = at(|effect| matches!(effect, Effect::Journal(_)));
    assert_eq!((is_moved, at(|effect| matches!(effect, Effect::SaveBeforeMoving(..)))), (0, 1));
    let after = driven.evaluation().clone();
    assert_eq!(version(&driven), "2");
    assert_eq!(after.narrative(&id("access")), "About open.");
    for item in ["all", "fee"] {
        assert_eq!(after.mark(&id("access"), &id(item)), Some(Mark::MET));
    }
    assert!(driven.screen().contains("Moved to version 2"), "{}", driven.screen());
    driven.press("end");
    assert!(driven.screen().contains("2 not asked"), "{}", driven.screen());
    driven.press("ctrl-z");
    assert_eq!(driven.evaluation(), &before);
    assert!(driven.screen().contains("1.1  Who may come to the club?"), "{}", driven.screen());
    driven.press("ctrl-y");
    assert_eq!(driven.evaluation(), &after);
    assert_eq!(driven.kept(), &after);
}

#[test]
fn what_is_not_confirmed_stays_with_the_evaluation() {
    let mut driven = moved_on();
    driven.press("alt-u down space enter");
    let evaluation = driven.evaluation();
    assert_eq!(evaluation.narrative(&id("open")), "About open.");
    assert_eq!(evaluation.mark(&id("access"), &id("fee")), Some(Mark::MET));
    assert_eq!(driven.app.session().unwrap().orphans().len(), 3);
}

#[test]
fn where_nothing_is_to_be_confirmed_it_moves_at_once() {
    let same = FIRST.replace("version: \"1\"", "version: \"1.10\"");
    let mut driven = club(&[FIRST, &same]);
    driven.press("alt-u");
    assert_eq!(version(&driven), "1.10");
    assert!(driven.screen().contains("3 answers and 4 marks go over by id"), "{}", driven.screen());
    driven.press("alt-u");
    assert!(driven.screen().contains("answers version 1.10, the newest here"), "{}", driven.screen());
}

#[test]
fn what_is_submitted_is_not_moved() {
    let mut driven = moved_on();
    driven.press("ctrl-k").write("submit").press("enter end up").press("home enter");
    assert!(driven.evaluation().status() == crate::model::Status::Submitted, "{}", driven.screen());
    driven.press("alt-u");
    assert_eq!(version(&driven), "1");
    driven.press("esc esc enter");
    assert!(driven.screen().contains("version 2 is here") && !driven.screen().contains("Alt-U"), "{}", driven.screen());
}

#[test]
fn what_was_reworded_is_listed_before_it_goes_over() {
    let reworded = SECOND.replace("They cook a meal each week.", "They cook a meal each month.");
    for known in [
        [FIRST, &reworded],
        [FIRST, &FIRST.replace("version: \"1\"", "version: \"2\"").replace("It rings.", "It never rings.")],
    ] {
        let mut driven = club(&known);
        let before = driven.evaluation().clone();
        driven.press("alt-u");
        let screen = driven.screen();
        assert!(screen.contains("reworded"), "{screen}");
        let pair = ["each week.", "each month.", "It rings.", "It never rings."];
        assert_eq!(pair.iter().filter(|text| screen.contains(**text)).count(), 2, "{screen}");
        // It is there to be read: nothing is confirmed by it.
        driven.press("end space");
        assert_eq!(driven.evaluation(), &before);
        driven.press("enter");
        assert_eq!(version(&driven), "2");
    }
}

#[test]
fn an_orphans_narrative_is_placed_behind_what_is_there_in_one_step() {
    let mut driven = orphaned();
    driven.press("alt-u");
    assert!(driven.screen().contains("wording of version 1 is not here"), "{}", driven.screen());
    driven.press("enter");
    let before = driven.evaluation().clone();
    driven.press("alt-l");
    let listed = driven.screen();
    assert!(listed.contains("gone from the framework") && listed.contains("About old."), "{listed}");
    driven.write("about old").press("enter");
    assert!(driven.screen().contains("Place it in a question"), "{}", driven.screen());
    driven.press("enter").write("cook").press("enter");
    let after = driven.evaluation();
    assert_eq!(after.narrative(&id("cook")), "About cook.\n\nAbout old.");
    assert_eq!(after.narrative(&id("old")), "");
    assert_eq!(after.mark(&id("old"), &id("rings")), Some(Mark::MET), "the mark is another orphan");
    driven.press("ctrl-z");
    assert_eq!(driven.evaluation(), &before);
}

#[test]
fn an_orphans_mark_is_placed_on_an_item_of_which_nothing_is_said() {
    let mut driven = orphaned();
    driven.press("alt-u enter alt-l").write("rings").press("enter enter");
    let offered = driven.screen();
    assert!(offered.contains("1.2 item 2  Coming is free.") && !offered.contains("1.1 item 1"), "{offered}");
    driven.write("free").press("enter");
    assert_eq!(driven.evaluation().mark(&id("access"), &id("fee")), Some(Mark::MET));
    assert_eq!(driven.evaluation().mark(&id("old"), &id("rings")), None);
}

#[test]
fn an_orphan_is_read_whole_with_its_wording_where_a_version_knows_it() {
    let mut driven = moved_on();
    driven.press("alt-u enter alt-l enter");
    let screen = driven.screen();
    for shown in ["Is there a telephone? (gone from the framework)", "About old.", "It rings.", "Mark: met"] {
        assert!(screen.contains(shown), "no {shown} in\n{screen}");
    }
}

#[test]
fn what_a_search_finds_and_nobody_asks_is_shown_over_the_screen() {
    let mut driven = orphaned();
    driven.press("esc esc g").write("about old").press("enter");
    let screen = driven.screen();
    assert!(screen.contains("Place it in a question") && screen.contains("About old."), "{screen}");
    driven.press("esc");
    assert_eq!(driven.app.scopes()[0], Scope::Text);
}

#[test]
fn the_overview_ends_with_what_is_not_asked() {
    let mut driven = orphaned();
    driven.press("ctrl-r o");
    assert!(driven.screen().contains("No longer asked"), "{}", driven.screen());
    driven.press("pagedown pagedown");
    assert!(driven.screen().contains("About old."), "{}", driven.screen());
}

#[test]
fn undone_on_the_reviewers_pages_the_old_version_is_shown_again() {
    let mut driven = moved_on();
    driven.press("alt-u a enter ctrl-n ctrl-r");
    assert!(driven.screen().contains("question 2 of 2"), "{}", driven.screen());
    driven.press("ctrl-z");
    assert_eq!(version(&driven), "1");
    assert!(driven.screen().contains("Undo: moved to version 1"), "{}", driven.screen());
    driven.press("up");
    assert!(driven.screen().contains("of 3"), "{}", driven.screen());
    driven.press("ctrl-y up");
    assert!(driven.screen().contains("of 2"), "{}", driven.screen());
}

#[test]
fn rows_name_the_framework_where_there_are_several() {
    let mut driven = moved_on();
    driven.press("esc esc");
    assert!(!driven.screen().contains("The club 1"), "{}", driven.screen());
    let mut other = driven.library.values().next().unwrap().clone();
    other.id = id("2026-11-24-other-k7q2y");
    other.framework = FrameworkRef { id: id("club"), version: "2".into() };
    driven.library.insert(other.id.clone(), other);
    driven.list();
    let screen = driven.screen();
    assert!(screen.contains("The club 1") && screen.contains("The club 2"), "{screen}");
    driven.press("g").write("cook").press("end");
    let found = driven.screen();
    assert!(found.contains("The club 1") && found.contains("The club 2"), "{found}");
}

#[test]
fn the_texts_on_the_screen_are_those_of_the_version_moved_to() {
    let second = FIRST
        .replace("version: \"1\"", "version: \"2\"")
        .replace("id: \"all\", text: \"Everybody may come.\"", "id: \"signed\", text: \"A list is kept.\"");
    let mut driven = club(&[FIRST, &second]);
    assert!(driven.screen().contains("Everybody may come."), "{}", driven.screen());
    driven.press("tab alt-u");
    if !driven.app.overlays.is_empty() {
        driven.press("enter");
    }
    assert_eq!(version(&driven), "2");
    let screen = driven.screen();
    assert!(screen.contains("A list is kept.") && !screen.contains("Everybody may come."), "{screen}");
    driven.press("ctrl-z");
    assert!(driven.screen().contains("Everybody may come."), "{}", driven.screen());
}

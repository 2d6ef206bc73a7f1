//! Recording by keys.

use super::*;
use crate::model::{Progress, Status};

fn begun() -> Driven {
    let mut driven = Driven::new(80, 24);
    driven.press("n").write("Centre for Foreigners, Ústí").press("enter");
    driven
}

fn question(n: usize) -> crate::model::framework::Question {
    Framework::built_in().question(n).unwrap().question.clone()
}

#[test]
fn a_fresh_evaluation_takes_typing_at_once() {
    let mut driven = begun();
    driven.write("The centre is open to all.\nEveryone.");
    let evaluation = driven.evaluation();
    assert_eq!(evaluation.title(), "Centre for Foreigners, Ústí");
    assert_eq!(evaluation.evaluators.as_str(), "Jana Nováková");
    assert_eq!(evaluation.narrative(&question(0).id), "The centre is open to all.\nEveryone.");
    assert_eq!(evaluation.status(), Status::Draft);
    assert_eq!(driven.kept(), evaluation);
}

#[test]
fn each_mark_has_a_key_and_goes_on_to_the_next_item() {
    let mut driven = begun();
    driven.press("tab m n a space");
    let (evaluation, asked) = (driven.evaluation(), question(0));
    let marks: Vec<_> = asked.items.iter().map(|item| evaluation.mark(&asked.id, &item.id)).collect();
    assert_eq!(marks, [Some(Mark::MET), Some(Mark::NOT_MET), Some(Mark::NotApplicable), Some(Mark::MET)]);
    driven.press("space space space");
    assert_eq!(driven.evaluation().mark(&asked.id, &asked.items[3].id), None);
    driven.press("up c");
    assert_eq!(driven.evaluation().mark(&asked.id, &asked.items[2].id), None);
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn all_twelve_questions_are_recorded_by_keys_alone() {
    let mut driven = begun();
    let framework = Framework::built_in();
    for placed in framework.questions() {
        driven.write("An answer.").press("tab");
        for _ in &placed.question.items {
            driven.press("m");
        }
        driven.press("ctrl-n");
    }
    let tally = driven.evaluation().tally_of_all(&framework);
    assert_eq!((tally.complete, tally.met, tally.open), (12, 40, 0));
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn undo_takes_back_everything_and_redo_brings_it_again() {
    let mut driven = begun();
    let before = driven.evaluation().clone();
    driven.write("Two words").press("tab m n ctrl-n").write("Next").press("tab tab a").write("A tool").press("tab");
    driven.write("https://example.org").press("esc esc x").write("No reason").press("ctrl-d tab").write("Org");
    driven.press("ctrl-n").write("Brno").press("esc");
    let after = driven.evaluation().clone();
    assert_ne!(before, after);
    for _ in 0..40 {
        driven.press("ctrl-z");
    }
    assert_eq!(*driven.evaluation(), before);
    for _ in 0..40 {
        driven.press("ctrl-y");
    }
    assert_eq!(*driven.evaluation(), after);
    assert_eq!(*driven.kept(), after);
}

#[test]
fn a_question_that_does_not_apply_leaves_every_denominator() {
    let mut driven = begun();
    driven.press("esc x").write("No such group here").press("enter");
    let asked = question(0);
    assert_eq!(driven.evaluation().progress(&asked), Progress::NotApplicable);
    assert_eq!(driven.evaluation().not_applicable(&asked.id).map(Text::as_str), Some("No such group here"));
    assert_eq!(driven.evaluation().tally_of_all(&Framework::built_in()).questions, 11);
    driven.press("esc x");
    assert_eq!(driven.evaluation().progress(&asked), Progress::Untouched);
}

#[test]
fn escape_discards_nothing() {
    let mut driven = begun();
    driven.write("Kept").press("esc esc");
    assert!(driven.app.evaluation().is_none());
    assert!(driven.effects.contains(&Effect::Close));
    driven.press("enter");
    assert_eq!(driven.evaluation().narrative(&question(0).id), "Kept");
    driven.press("esc esc i").write("/tmp/some file.txt").press("esc i");
    assert!(driven.screen().contains("/tmp/some file.txt"));
}

#[test]
fn an_evaluation_opens_where_it_was_left() {
    let mut driven = begun();
    driven.write("First").press("ctrl-n ctrl-n").write("Third").press("home esc esc enter").write("The ");
    assert_eq!(driven.evaluation().narrative(&question(2).id), "The Third");
}

#[test]
fn the_next_unfinished_question_is_one_key_away() {
    let mut driven = begun();
    driven.write("Done").press("tab m m m m ctrl-u").write("Second").press("ctrl-u").write("Third");
    assert_eq!(driven.evaluation().narrative(&question(1).id), "Second");
    assert_eq!(driven.evaluation().narrative(&question(2).id), "Third");
    driven.press("alt-5").write("Fifth");
    assert_eq!(driven.evaluation().narrative(&question(10).id), "Fifth");
}

#[test]
fn undo_goes_through_every_form_and_shows_where_it_was() {
    let mut driven = begun();
    let mut states = vec![driven.evaluation().clone()];
    for keys in [
        "ctrl-d tab O",
        "esc ctrl-d ctrl-n P",
        "tab A enter",
        "shift-tab shift-tab ctrl-d",
        "esc tab tab a",
        "T",
        "tab tab N",
        "esc d",
        "ctrl-t J enter",
        "ctrl-o e X",
        "esc b",
        "q",
        "delete",
        "esc tab c",
        "esc x",
        "r",
        "f3 O enter Q enter enter",
        "alt-1 end f5",
        "f5",
    ] {
        driven.press(keys);
        if driven.evaluation() != states.last().unwrap() {
            states.push(driven.evaluation().clone());
        }
    }
    assert!(states.len() > 12, "{}", states.len());
    let after = driven.evaluation().clone();
    for _ in 0..60 {
        driven.press("ctrl-z");
        assert_eq!(driven.kept(), driven.evaluation());
    }
    assert_eq!(*driven.evaluation(), states[0]);
    assert!(driven.screen().contains("Nothing to undo"), "{}", driven.screen());
    for _ in 0..60 {
        driven.press("ctrl-y");
    }
    assert_eq!(*driven.evaluation(), after);
    assert_eq!(*driven.kept(), after);
}

#[test]
fn undo_opens_the_form_where_the_change_was() {
    let mut driven = begun();
    driven.press("ctrl-d tab").write("Org").press("esc ctrl-n").write("Second");
    driven.press("ctrl-z");
    assert_eq!(driven.evaluation().narrative(&question(1).id), "");
    driven.press("ctrl-z");
    assert!(driven.screen().contains("▌ Organisation"), "{}", driven.screen());
    assert_eq!(driven.evaluation().practice.organisation.as_str(), "");
    driven.press("ctrl-y").write("!");
    assert_eq!(driven.evaluation().practice.organisation.as_str(), "Org!");
}

#[test]
fn who_looks_through_the_checks_and_who_submits_is_told_the_same() {
    let listed = |keys: &str| {
        let mut driven = Driven::new(120, 40);
        driven.press("n").write("Centre").press("enter").write("Short.").press("tab m m m m").press(keys);
        let screen = driven.screen();
        let rows = screen.lines().filter(|line| line.contains("unfinished") || line.contains("words"));
        rows.map(|line| line.trim_start_matches([' ', '▌']).to_owned()).collect::<Vec<_>>()
    };
    let (looked, told) = (listed("f2"), listed("ctrl-k s u b m i t enter"));
    assert_eq!(looked, told);
    assert!(looked.len() > 2 && looked[0].contains("fewer than 20 words"), "{looked:?}");
}

#[test]
fn pasted_text_is_cleaned_and_one_change() {
    let mut driven = begun();
    driven.hear(Msg::Paste("One\r\ntwo\u{1b}[31m\rthree".to_owned()));
    assert_eq!(driven.evaluation().narrative(&question(0).id), "One\ntwo[31m\nthree");
    driven.press("ctrl-z");
    assert_eq!(driven.evaluation().narrative(&question(0).id), "");
    driven.press("ctrl-d");
    driven.hear(Msg::Paste(" in\ntwo lines".to_owned()));
    assert!(!driven.evaluation().title().contains('\n'), "{}", driven.evaluation().title());
    assert!(driven.evaluation().title().contains("two lines"), "{}", driven.evaluation().title());
}

#[test]
fn a_reason_takes_the_rows_that_it_needs() {
    let mut driven = begun();
    driven.press("tab x").write("They have no seat");
    assert!(driven.screen().contains("Not applicable. Reason: They have no seat"), "{}", driven.screen());
    driven.write(" on the council, and the council alone decides about these things.");
    let screen = driven.screen();
    let rows = ["Not applicable. Reason:", "They have no seat on the council, and the", "council alone decides"];
    assert!(rows.iter().all(|row| screen.contains(row)), "{screen}");
    driven.press("up").write("|").press("enter").write("Still");
    let asked = question(0).id;
    let reason = driven.evaluation().not_applicable(&asked).unwrap();
    assert!(reason.starts_with("They have no seat") && !reason.ends_with('|') && !reason.contains('\n'), "{reason}");
    assert_eq!(driven.evaluation().narrative(&asked), "Still");
}

#[test]
fn an_evaluation_opens_in_the_zone_where_it_was_left() {
    let asked = question(1);
    // By quitting from the pane, and by way of the outline.
    for leaving in ["ctrl-r esc esc esc", "esc esc"] {
        let mut driven = begun();
        driven.press("ctrl-n tab down").press(leaving);
        assert!(driven.app.evaluation().is_none(), "{leaving}\n{}", driven.screen());
        driven.press("enter m");
        let marks = asked.items.iter().map(|item| driven.evaluation().mark(&asked.id, &item.id));
        assert_eq!(marks.collect::<Vec<_>>(), [None, Some(Mark::MET)], "{leaving}");
    }
    let mut driven = begun();
    driven.press("tab tab a").write("One").press("esc a").write("Two").press("esc esc esc enter d");
    let titles: Vec<_> = driven.evaluation().tools(&question(0).id).iter().map(|tool| tool.title.as_str()).collect();
    assert_eq!(titles, ["One"]);
    let mut driven = begun();
    driven.press("tab x").write("Not h").press("ctrl-n ctrl-p shift-tab esc esc enter").write("ere");
    assert_eq!(driven.evaluation().not_applicable(&question(0).id).map(Text::as_str), Some("Not here"));
}

#[test]
fn a_long_notice_is_read_in_full() {
    let words: Vec<String> = (0..60).map(|n| format!("word{n}")).collect();
    for (width, height) in [(80, 24), (60, 20)] {
        for many in [8, 9, 12, 20, 60] {
            let said = words[..many].join(" ");
            for place in ["esc esc", "esc", "ctrl-t", "ctrl-g", "f8", "ctrl-o"] {
                let mut driven = Driven::new(width, height);
                driven.press("n").write("Centre").press("enter").press(place);
                driven.hear(Msg::Done(said.clone()));
                let screen = driven.screen();
                let read = screen.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(read.contains(&said), "{place} {width}x{height}\n{screen}");
            }
        }
    }
}

#[test]
fn f1_closes_the_help_that_it_opened() {
    let mut driven = begun();
    let before = driven.screen();
    driven.press("f1 f1");
    assert_eq!(driven.screen(), before);
    driven.press("f1 alt-h").write("Typed");
    assert_eq!(driven.evaluation().narrative(&question(0).id), "Typed");
}

#[test]
fn the_palette_shows_a_commands_name_wherever_the_match_is() {
    let mut driven = begun();
    driven.press("ctrl-k").write("visits");
    let screen = driven.screen();
    let row = screen.lines().find(|line| line.contains("the visits.")).unwrap_or_else(|| panic!("{screen}"));
    assert!(row.starts_with(" ▌ details ") && row.ends_with("Ctrl-D"), "{row}");
}

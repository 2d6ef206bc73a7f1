//! What can't be done is said, and nothing changes.

use super::{
    scenes::{approved, question, table},
    *,
};

/// The sample, which can only be read.
fn read_only() -> Driven {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    let opened = Opened {
        evaluation: table(),
        purpose: Purpose::Record,
        read_only: Some("read-only: Petr has it open".to_owned()),
        recovered: None,
        modified: driven.now,
        revision: Some(1),
    };
    driven.hear(Msg::Opened(Box::new(opened)));
    driven.press("right");
    driven.effects.clear();
    driven
}

#[test]
fn what_can_only_be_read_refuses_every_change_with_a_word() {
    for keys in [
        "x",
        "enter",
        "backspace",
        "home delete",
        "ctrl-w",
        "ctrl-a ctrl-x",
        "ctrl-a ctrl-c ctrl-v",
        "tab m",
        "tab space",
        "tab c",
        "tab tab a",
        "tab tab d",
        "esc x",
        "ctrl-t",
        "f5",
        "ctrl-e",
        "ctrl-d y",
        "ctrl-d ctrl-n",
        "ctrl-d tab tab tab tab tab tab tab tab ctrl-r",
        "ctrl-o b",
        "ctrl-o q",
        "ctrl-o delete",
        "ctrl-o e x",
        "f3 t h e enter T enter enter",
    ] {
        let mut driven = read_only();
        driven.press(keys);
        assert_eq!(*driven.evaluation(), table(), "{keys}");
        assert!(!driven.effects.iter().any(|effect| matches!(effect, Effect::Journal(_))), "{keys}");
        assert!(driven.screen().contains("Read-only: Petr has it open"), "{keys}\n{}", driven.screen());
        assert!(!driven.effects.iter().any(|effect| matches!(effect, Effect::EditOutside(..))), "{keys}");
    }
    let mut driven = read_only();
    driven.hear(Msg::Paste("pasted".to_owned()));
    assert_eq!(*driven.evaluation(), table());
    assert!(driven.screen().contains("Read-only: Petr has it open"), "{}", driven.screen());
}

#[test]
fn everything_else_works_on_what_can_only_be_read() {
    let mut driven = read_only();
    driven.press("ctrl-g").write("halal").press("enter ctrl-n ctrl-r o esc esc esc");
    assert!(driven.app.evaluation().is_none(), "{}", driven.screen());
}

#[test]
fn an_approved_evaluation_takes_no_answer() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![approved()]);
    driven.open(&approved().id, Purpose::Record);
    driven.write("x");
    assert_eq!(driven.evaluation().narrative(&question(0)), "");
    assert!(driven.screen().contains("This evaluation is approved: reopen it first"), "{}", driven.screen());
}

#[test]
fn a_change_that_the_journal_refuses_is_taken_back() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    driven.open(&table().id, Purpose::Record);
    driven.press("tab c");
    assert_ne!(*driven.evaluation(), table());
    driven.hear(Msg::Refused("this is too large for the journal".to_owned()));
    assert_eq!(*driven.evaluation(), table());
    assert!(driven.screen().contains("This is too large"), "{}", driven.screen());
}

/// Pastes what the journal refuses.
fn paste_too_much(driven: &mut Driven) {
    let kept = driven.kept().clone();
    driven.hear(Msg::Paste("a whole book".to_owned()));
    driven.library.insert(kept.id.clone(), kept);
    driven.hear(Msg::Refused("this is too large for the journal".to_owned()));
}

#[test]
fn a_remark_that_the_journal_refuses_is_taken_back_on_both_screens() {
    for (purpose, key) in [(Purpose::Record, "f8"), (Purpose::Review(0), "r")] {
        let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
        driven.open(&table().id, purpose);
        driven.press(key);
        paste_too_much(&mut driven);
        assert_eq!(*driven.evaluation(), table());
        assert!(!driven.screen().contains("a whole book"), "{}", driven.screen());
        assert!(driven.screen().contains("This is too large"), "{}", driven.screen());
        // The line is still there for a shorter one.
        driven.write("Why?");
        paste_too_much(&mut driven);
        driven.write(" Who?").press("enter");
        assert_eq!(driven.evaluation().remarks.iter().last().unwrap().text.as_str(), "Why? Who?");
    }
}

#[test]
fn a_jot_that_the_journal_refuses_is_taken_back() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    driven.open(&table().id, Purpose::Record);
    driven.press("ctrl-t");
    paste_too_much(&mut driven);
    assert_eq!(*driven.evaluation(), table());
    driven.write("Short").press("enter");
    assert_eq!(driven.evaluation().jots.iter().last().unwrap().text.as_str(), "Short");
}

#[test]
fn what_is_only_in_memory_is_never_left_silently() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    driven.open(&table().id, Purpose::Record);
    let id = table().id;
    driven.write("x").hear(Msg::NotSaved(id.clone(), "the disk is full".to_owned()));
    assert!(driven.screen().contains("NOT SAVED: the disk is full"), "{}", driven.screen());
    driven.press("tab ctrl-n f1 esc");
    assert!(driven.screen().contains("NOT SAVED: the disk is full"), "{}", driven.screen());
    driven.hear(Msg::CannotLeave("the disk is full".to_owned()));
    assert!(driven.screen().contains("Try to save again") && driven.app.evaluation().is_some(), "{}", driven.screen());
    let now = driven.now;
    driven.press("esc").hear(Msg::Saved(id, now));
    assert!(!driven.screen().contains("NOT SAVED"), "{}", driven.screen());
}

#[test]
fn what_can_not_be_saved_is_exported_then_left() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    driven.open(&table().id, Purpose::Record);
    let why = "can't write /media/stick/library/journal/2026-11-24-table.journal: no space left on device: free some \
               space, and saving resumes by itself";
    driven.write("x").hear(Msg::CannotLeave(why.to_owned()));
    let screen = driven.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(screen.contains("Can't write") && screen.contains("and saving resumes by itself."), "{screen}");
    assert!(!screen.contains("Leave without saving"), "{screen}");
    driven.press("down enter enter");
    let exported = driven.effects.iter().rev().find_map(|effect| match effect {
        Effect::Export(file) => Some(file.clone()),
        _ => None,
    });
    let file = exported.expect("a file to export to");
    assert_eq!(file.format, Export::Ron, "what has everything");
    driven.press("enter");
    assert_eq!(
        driven.effects.last(),
        Some(&Effect::Abandon(ExportedCopy {
            name: file.path.to_string_lossy().into_owned(),
            path: file.path.clone()
        }))
    );
    // What was typed since is not in the copy.
    driven.write("y").hear(Msg::CannotLeave(why.to_owned()));
    assert!(!driven.screen().contains("Leave without saving"), "{}", driven.screen());
    // Nor is a report everything.
    driven.hear(Msg::Exported(ExportFile { format: Export::Markdown, ..file }, "~/table.md".to_owned(), Vec::new()));
    assert!(!driven.screen().contains("Leave without saving"), "{}", driven.screen());
}

#[test]
fn what_earlier_runs_could_not_save_is_offered_first() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    let file = PathBuf::from("/tmp/fieldbook-2026-11-24-table.rescued");
    let edits = RescuedEdits { title: "The Long Table".to_owned(), count: 6, at: Some(driven.now), is_here: true };
    let here = Rescued { file: file.clone(), edits: Ok(edits.clone()) };
    let foreign = Rescued { file: PathBuf::from("/tmp/b"), edits: Ok(RescuedEdits { is_here: false, ..edits }) };
    let mut elsewhere = driven.clone();
    elsewhere.hear(Msg::Rescued(vec![foreign]));
    let told = elsewhere.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("its evaluation is not in this library"), "{told}");
    elsewhere.press("enter");
    assert!(!elsewhere.effects.iter().any(|effect| matches!(effect, Effect::TakeInRescued(_))), "not by the first key");
    driven.hear(Msg::Rescued(vec![here]));
    assert!(driven.screen().contains("“The Long Table”: 6 edits up to"), "{}", driven.screen());
    driven.press("enter");
    assert_eq!(driven.effects.last(), Some(&Effect::TakeInRescued(vec![file])));
}

#[test]
fn a_key_without_a_meaning_is_told_of() {
    let mut driven = Driven::new(80, 24);
    driven.press("f9");
    assert!(driven.screen().contains("F9 does nothing here"), "{}", driven.screen());
}

#[test]
fn too_small_a_terminal_takes_nothing_but_quitting() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    driven.open(&table().id, Purpose::Record);
    driven.hear(Msg::Resized(59, 24));
    driven.write("x").press("tab m");
    driven.hear(Msg::Paste("pasted".to_owned()));
    assert_eq!(*driven.evaluation(), table());
    driven.press("ctrl-q");
    assert!(driven.effects.contains(&Effect::Quit));
}

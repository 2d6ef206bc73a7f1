//! What is typed or pasted where nothing is written: it changes nothing, and that is said.

use std::fs;

use crate::site::{Site, leave, question};
use crate::terminal::Terminal;

/// Types a letter that no command has and pastes a text full of commands; each is refused in words.
fn refuses_letters_and_pastes(terminal: &Terminal, seen: &str) {
    terminal.wait_for(seen);
    terminal.keys("z");
    terminal.wait_for("z does nothing here");
    terminal.paste("t2 1\nqbou a sentence");
    terminal.wait_for("Pasted text kept: Ctrl-V inserts it");
    terminal.wait_for(seen);
}

#[test]
fn the_jot_tray_and_the_choices_take_no_letters_and_no_pasted_text() {
    let (site, id) = Site::begun();
    let terminal = site.open(&id);
    terminal.type_text("Ours alone.");
    terminal.keys("ctrl-t");
    terminal.wait_for("what was said");
    terminal.type_text("They moved twice");
    terminal.keys("enter");
    terminal.wait_for("1 jot unfiled");
    leave(terminal);
    let before = site.read(&id);
    assert_eq!(before.narrative(&question(0)), "Ours alone.");
    // A synchroniser puts another version beside it.
    let folder = site.library().join("evaluations");
    let ours = fs::read_to_string(folder.join(format!("{id}.ron"))).expect("the evaluation's file");
    let copy = folder.join(format!("{id}.sync-conflict-20261124-140211-ABCDEFG.ron"));
    fs::write(&copy, ours.replace("Ours alone.", "Theirs alone.")).expect("another version");

    let terminal = site.open(&id);
    terminal.wait_for("Ours alone.");
    terminal.keys("ctrl-o");
    refuses_letters_and_pastes(&terminal, "They moved twice");
    terminal.wait_for("Files under 1.1");
    terminal.keys("ctrl-o");
    terminal.wait_for("Ours alone.");
    terminal.keys("f6");
    refuses_letters_and_pastes(&terminal, "Theirs alone.");
    terminal.wait_for("1 of 1");
    leave(terminal);
    assert_eq!(site.read(&id), before);
    assert!(copy.exists(), "the choice is still to be made");
}

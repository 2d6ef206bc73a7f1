//! A framework's file is given another version in place: its evaluation opens as it is, is moved, and undone.

use std::fs;

use fieldbook::model::{format, id::Id, mark::Mark};

use crate::site::{Site, files, leave};

const FIRST: &str = r#"(format: 2, id: "club", version: "1", title: "The club", criteria: [
    (id: "all", title: "All", questions: [
        (id: "1.1-open-door", text: "Who may come?", items: [(id: "1.1-a-free", text: "Coming is free.")]),
        (id: "1.2-telephone", text: "Is there a telephone?"),
        (id: "1.3-cooking", text: "What do they cook?"),
    ])])"#;
const SECOND: &str = r#"(format: 2, id: "club", version: "2", title: "The club", criteria: [
    (id: "all", title: "All", questions: [
        (id: "1.1-open-doors", text: "Who can come?", items: [(id: "1.1-a-free", text: "Coming is free.")]),
        (id: "1.3-cooking", text: "What do they cook?"),
    ])])"#;

fn id(raw: &str) -> Id {
    raw.parse().expect("an id")
}

#[test]
fn a_version_bumped_in_place_is_moved_to_and_undone_and_the_old_one_stays_in_the_history() {
    let site = Site::new();
    let frameworks = site.library().join("frameworks");
    fs::create_dir_all(&frameworks).expect("the frameworks' folder");
    fs::write(frameworks.join("club.ron"), FIRST).expect("a framework");
    let evaluation = id(site.prints(&["new", "--no-open", "--title", "Club", "--framework", "club"]).trim());
    let terminal = site.open(&evaluation);
    terminal.type_text("Everybody.");
    terminal.keys("tab m ctrl-n");
    terminal.wait_for("1.2  Is there");
    terminal.type_text("It rings.");
    terminal.wait_for("It rings.");
    leave(terminal);
    let before = site.read(&evaluation);

    fs::write(frameworks.join("club.ron"), SECOND).expect("a framework");
    let terminal = site.start(&["open", evaluation.as_str()]);
    terminal.wait_for("Answers version 1 of The club; version 2 is here: Alt-U moves it");
    assert!(!terminal.screen().contains("read-only"), "{}", terminal.screen());
    terminal.keys("ctrl-p ctrl-p alt-u");
    terminal.wait_for("Move to version 2");
    terminal.wait_for("Who can come?");
    terminal.keys("a enter");
    terminal.wait_for("Moved to version 2");
    terminal.keys("ctrl-z");
    terminal.wait_for("Undo: moved to version 1");
    terminal.keys("ctrl-y");
    terminal.wait_for("Redo: moved to version 2");
    terminal.keys("alt-l");
    terminal.wait_for("It rings.");
    terminal.keys("esc f7");
    terminal.wait_for("Earlier revisions");
    leave(terminal);

    let moved = site.read(&evaluation);
    assert_eq!(moved.framework.version.as_str(), "2");
    assert_eq!(moved.narrative(&id("1.1-open-doors")), "Everybody.");
    assert_eq!(moved.mark(&id("1.1-open-doors"), &id("1.1-a-free")), Some(Mark::MET));
    assert_eq!(moved.narrative(&id("1.2-telephone")), "It rings.", "what has no place stays");
    let history = site.library().join("history").join(evaluation.as_str());
    let mut revisions = files(&history).into_iter().filter_map(|name| fs::read_to_string(history.join(name)).ok());
    assert!(revisions.any(|text| format::read(&text).is_ok_and(|revision| revision == before)));
    let shown = site.prints(&["show", evaluation.as_str()]);
    let (_, unasked) = shown.split_once("## No longer asked").expect("what is not asked");
    assert!(unasked.contains("It rings."), "{shown}");
}

//! A framework gets another version, in a file of its own or in place: its evaluation opens as it is, is moved, and undone.

use std::fs;

use fieldbook::model::{edit::Edit, evaluation::Evaluation, format, framework::FrameworkRef, id::Id, mark::Mark};
use fieldbook::store::{Disk, Holder, Library, Syncer};

use crate::{
    site::{Site, files, leave},
    terminal::Terminal,
};

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

/// A new evaluation of the first version, open.
fn begun(site: &Site) -> (Id, Terminal) {
    let frameworks = site.library().join("frameworks");
    fs::create_dir_all(&frameworks).expect("the frameworks' folder");
    fs::write(frameworks.join("club.ron"), FIRST).expect("a framework");
    let evaluation = id(site.prints(&["new", "--no-open", "--title", "Club", "--framework", "club"]).trim());
    let terminal = site.open(&evaluation);
    (evaluation, terminal)
}

/// The second version comes beside the first; the evaluation is opened again.
fn beside(site: &Site, evaluation: &Id) -> Terminal {
    fs::write(site.library().join("frameworks/club-2.ron"), SECOND).expect("a framework");
    site.start(&["open", evaluation.as_str()])
}

/// The second version takes the first one's place; the evaluation is opened again.
fn bumped(site: &Site, evaluation: &Id) -> Terminal {
    fs::write(site.library().join("frameworks/club.ron"), SECOND).expect("a framework");
    site.start(&["open", evaluation.as_str()])
}

/// The revisions of an evaluation that its history keeps.
fn revisions(site: &Site, evaluation: &Id) -> Vec<Evaluation> {
    let history = site.library().join("history").join(evaluation.as_str());
    let texts = files(&history).into_iter().filter_map(|name| fs::read_to_string(history.join(name)).ok());
    texts.filter_map(|text| format::read(&text).ok()).collect()
}

#[test]
fn a_version_that_came_is_moved_to_and_undone_and_the_old_one_stays_in_the_history() {
    let site = Site::new();
    let (evaluation, terminal) = begun(&site);
    terminal.type_text("Everybody.");
    terminal.keys("tab m ctrl-n");
    terminal.wait_for("1.2  Is there");
    terminal.type_text("It rings.");
    terminal.wait_for("It rings.");
    leave(terminal);
    let before = site.read(&evaluation);

    let terminal = beside(&site, &evaluation);
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
    assert!(revisions(&site, &evaluation).contains(&before));
    let shown = site.prints(&["show", evaluation.as_str()]);
    let (_, unasked) = shown.split_once("## No longer asked").expect("what is not asked");
    assert!(unasked.contains("It rings."), "{shown}");
}

#[test]
fn what_is_typed_after_a_move_survives_a_kill() {
    let site = Site::new();
    let (evaluation, terminal) = begun(&site);
    terminal.keys("ctrl-n ctrl-n");
    terminal.wait_for("1.3  What do they");
    terminal.type_text("Soup");
    terminal.wait_for("Soup");
    leave(terminal);

    let mut terminal = bumped(&site, &evaluation);
    terminal.wait_for("Alt-U moves it");
    terminal.keys("alt-u");
    // Written over, the old version says nothing any more.
    terminal.wait_for("The wording of version 1 is not here");
    terminal.keys("enter");
    terminal.wait_for("Moved to version 2");
    terminal.keys("ctrl-end");
    terminal.type_text(" and bread");
    terminal.wait_for("Soup and bread");
    terminal.kill9();
    let kept = site.read(&evaluation);
    assert_eq!((kept.narrative(&id("1.3-cooking")), kept.framework.version.as_str()), ("Soup and bread", "2"));
    let versions: Vec<String> =
        revisions(&site, &evaluation).iter().map(|revision| revision.framework.version.to_string()).collect();
    assert!(versions.contains(&"1".to_owned()), "the old version is among its revisions: {versions:?}");
    assert!(files(&site.library().join("quarantine")).is_empty());
    let terminal = site.start(&["open", evaluation.as_str()]);
    terminal.wait_for("Recovered");
    leave(terminal);
    assert!(String::from_utf8_lossy(&site.run(&["check"]).stderr).is_empty());
}

#[test]
fn edits_that_fit_nothing_are_told_of_and_where_they_are() {
    let (site, evaluation) = Site::begun();
    let library = Library::open(&site.library(), Disk::default()).expect("the library");
    let syncer = Syncer::start(|_| ()).expect("a syncer");
    let now = "2026-11-24T14:02:00+01:00".parse().expect("a moment");
    let who = Holder { name: "Jana".into(), process: 1, since: now };
    let opened = library.open_evaluation(&evaluation, &who, &syncer).expect("it opens");
    let fieldbook::store::OpenOutcome::Writable(mut writer, loaded) = opened else { panic!("{opened:?}") };
    let elsewhere = FrameworkRef { version: "9".into(), ..loaded.evaluation.framework.clone() };
    let misfit = Edit::Against { from: elsewhere, to: loaded.evaluation.framework };
    writer.append(&misfit, now).expect("it is journalled");
    drop(writer);

    let ran = site.run(&["check"]);
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    let journal = format!("{evaluation}.journal: 1 edit does not fit the evaluation any more");
    assert!(!ran.status.success() && told.contains(&journal), "{told}");
    let terminal = site.open(&evaluation);
    terminal.wait_for("1 edit up to ");
    terminal.wait_for("did not fit any more: kept in quarantine/");
    leave(terminal);
    let told = String::from_utf8_lossy(&site.run(&["check"]).stderr).into_owned();
    assert!(told.contains("quarantine") && told.contains("note: a journal of which not all edits"), "{told}");
}

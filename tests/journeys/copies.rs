//! Copies under whatever names, as a person at the keys meets them.

use std::fs;

use crate::site::{Site, files, leave, question};

#[test]
fn a_copy_of_any_name_is_a_conflict_and_settled_by_keys() {
    let (site, id) = Site::begun();
    let terminal = site.open(&id);
    terminal.type_text("Ours alone.");
    leave(terminal);
    let folder = site.library().join("evaluations");
    let ours = fs::read_to_string(folder.join(format!("{id}.ron"))).unwrap();
    fs::write(folder.join(format!("{id}-LAPTOP7.ron")), ours.replace("Ours alone.", "Theirs alone.")).unwrap();
    fs::write(folder.join("kopie.ron"), ours.replace("Ours alone.", "Another again.")).unwrap();

    let terminal = site.start(&[]);
    terminal.wait_for("1 evaluation, 1 draft");
    terminal.keys("enter");
    terminal.wait_for("2 conflicts: F6 to choose");
    terminal.keys("f6");
    terminal.wait_for(&format!("1 of 2   {id}-LAPTOP7.ron").chars().take(20).collect::<String>());
    terminal.wait_for("Theirs alone.");
    terminal.keys("t");
    terminal.wait_for("Another again.");
    terminal.wait_for("kopie.ron");
    terminal.keys("o");
    terminal.wait_for("All conflicts are settled");
    leave(terminal);
    assert_eq!(site.read(&id).narrative(&question(0)), "Theirs alone.");
    assert_eq!(files(&folder), [format!("{id}.ron")]);
    let kept: String = files(&site.library().join("history").join(id.as_str()))
        .iter()
        .map(|name| fs::read_to_string(site.library().join("history").join(id.as_str()).join(name)).unwrap())
        .collect();
    for text in ["Ours alone.", "Theirs alone.", "Another again."] {
        assert!(kept.contains(text), "{text}");
    }
}

#[test]
fn what_an_import_puts_beside_an_open_evaluation_is_noticed() {
    let (site, id) = Site::begun();
    let terminal = site.open(&id);
    terminal.type_text("Ours.");
    terminal.wait_for("Ours.");
    let theirs = site.prints(&["export", id.as_str(), "--to", "ron"]).replace("Ours.", "Theirs.");
    let file = site.home().join("theirs.ron");
    fs::write(&file, theirs).unwrap();
    site.prints(&["import", &file.to_string_lossy()]);
    // The window gains focus.
    terminal.send("\u{1b}[I");
    terminal.wait_for("1 conflict: F6 to choose");
    terminal.keys("f6");
    terminal.wait_for("Theirs.");
    leave(terminal);
}

#[test]
fn a_file_of_another_name_is_taken_in_by_the_key_that_its_row_says() {
    let (site, id) = Site::begun();
    let folder = site.library().join("evaluations");
    fs::rename(folder.join(format!("{id}.ron")), folder.join("from a stick.ron")).unwrap();
    let terminal = site.start(&[]);
    terminal.wait_for("from a stick.ron");
    terminal.wait_for("has another name");
    terminal.keys("enter");
    terminal.wait_for("The file was not changed.");
    terminal.keys("esc");
    terminal.wait_for("This file does not have its evaluation’s name");
    terminal.wait_for(&format!("Take it in as {id}"));
    terminal.keys("enter");
    terminal.wait_for("Taken in under its own name");
    terminal.wait_for("Open Kitchen");
    leave(terminal);
    assert_eq!(files(&folder), [format!("{id}.ron")]);
    assert_eq!(site.only().title(), "Open Kitchen");
}

//! What can't be reached, and how every command says so.

use std::{fs, os::unix::fs::symlink};

use crate::home::{Home, Ran};

/// A library of one evaluation in which a file stands in the place of this folder.
fn without(folder: &str) -> Home {
    let home = Home::new();
    home.new_evaluation("Repair café");
    fs::remove_dir_all(home.library().join(folder)).unwrap();
    fs::write(home.library().join(folder), "").unwrap();
    home
}

const READING: [&[&str]; 6] = [
    &["list"],
    &["list", "--json"],
    &["portfolio"],
    &["portfolio", "--json"],
    &["portfolio", "--csv"],
    &["search", "repair"],
];

#[test]
fn what_can_be_read_is_printed_and_what_can_not_is_named_with_exit_code_1() {
    for folder in ["journal", "history", "frameworks"] {
        let home = without(folder);
        let none = home.run(&["search", "nowhere"]);
        assert!(none.code == 1 && none.err.ends_with("No matches in what could be read\n"), "{none:?}");
        for words in READING {
            let Ran { code, out, err } = home.run(words);
            assert_eq!(code, 1, "{folder} {words:?}: {out}{err}");
            assert!(out.contains("epair"), "{folder} {words:?}: {out}");
            let named = format!("error: Can't read the folder {}/{folder}: not a directory", home.library().display());
            assert!(err.contains(&named), "{words:?}: {err}");
        }
        let Ran { code, err, .. } = home.run(&["check"]);
        assert_eq!(code, 1);
        assert!(err.contains(&format!("library/{folder}: not a directory")), "{err}");
        assert!(err.contains("1 fault found; in order: 1 evaluation"), "{err}");
    }
}

#[test]
fn evaluations_that_can_not_be_reached_are_never_told_as_none() {
    let home = without("evaluations");
    for words in READING {
        let err = home.fail(1, words);
        assert!(err.contains("library/evaluations: not a directory, so the evaluations in it are not shown"), "{err}");
        assert!(!err.contains("No evaluations") && !err.contains("No matches"), "{err}");
    }
    assert!(home.fail(1, &["check"]).contains("not a directory"));
    for words in [&["show", "repair"][..], &["export", "repair", "--to", "md"], &["open", "repair"]] {
        let error = home.fail(1, words);
        assert!(error.contains("not a directory") && !error.contains("not found"), "{error}");
    }
}

#[test]
fn a_library_that_is_no_folder_is_named() {
    let home = Home::new();
    fs::write(home.library(), "").unwrap();
    for words in [&["list"][..], &["check"], &["show", "x"], &["portfolio"], &["search", "x"], &["frameworks"]] {
        let error = home.fail(1, words);
        assert!(error.contains("library") && error.contains("ot a directory"), "{words:?}: {error}");
    }
    assert_eq!(fs::read(home.library()).unwrap(), b"");
    let home = Home::new();
    fs::create_dir(home.library()).unwrap();
    symlink("nowhere", home.library().join("evaluations")).unwrap();
    assert!(home.fail(1, &["list"]).contains("library/evaluations: no such file or directory"));
}

#[test]
fn an_evaluation_is_shown_without_a_journal_that_can_not_be_read_but_not_exported() {
    let home = Home::new();
    let id = home.new_evaluation("Repair café");
    fs::create_dir(home.library().join(format!("journal/{id}.journal"))).unwrap();
    let Ran { code, out, err } = home.run(&["show", &id]);
    assert_eq!(code, 1);
    assert!(out.starts_with("# Repair café\n"), "{out}");
    assert!(err.contains(&format!("error: {id}.ron has a journal that can't be read: it is a folder")), "{err}");
    assert!(home.fail(1, &["export", &id, "--to", "md"]).contains("has a journal that can't be read"));
    assert!(home.get(&["list"]).contains(&format!("! {id}.ron has a journal that can't be read")));
}

#[test]
fn a_framework_is_not_told_as_missing_where_their_folder_can_not_be_read() {
    let home = without("frameworks");
    let error = home.fail(1, &["new", "--no-open", "--title", "Two", "--framework", "my-own"]);
    assert!(error.contains("library/frameworks: not a directory"), "{error}");
    let Ran { code, out, err } = home.run(&["frameworks"]);
    assert_eq!(code, 1);
    assert!(out.starts_with("spring-good-practice") && err.contains("not a directory"), "{out}{err}");
    // What needs none of them goes on.
    home.new_evaluation("Two");
}

//! Format 1 goes on being read: its files, its journals with edits that no file holds yet, its revisions. The fixtures were
//! written by the last program that wrote format 1, which was killed in the middle of its work.

use std::fs;

use fieldbook::{
    model::{evaluation::Evaluation, format, id::Id},
    store::{OpenOutcome, Syncer},
};

use crate::field::{Site, holder, moment, typing};

/// An evaluation as it was saved last.
const EVALUATION: &str = include_str!("../fixtures/format-1/evaluation.ron");
/// A journal of what was done since, begun on that.
const PENDING: &[u8] = include_bytes!("../fixtures/format-1/pending.journal");
/// What the old program made of both.
const REPLAYED: &str = include_str!("../fixtures/format-1/replayed.ron");

fn old_id() -> Id {
    "2026-03-02-dum-u-reky-u-mostu-k7q2x".parse().unwrap()
}

/// A library as the old program left it when it was killed.
fn left() -> Site {
    let site = Site::new();
    let revisions = site.path("history").join(old_id().as_str());
    fs::create_dir_all(&revisions).unwrap();
    fs::write(revisions.join("1.ron"), EVALUATION).unwrap();
    fs::write(site.library.file_of(&old_id()), EVALUATION).unwrap();
    fs::write(site.path("journal").join(format!("{}.journal", old_id())), PENDING).unwrap();
    site
}

fn old() -> Evaluation {
    format::read(REPLAYED).unwrap()
}

#[test]
fn a_pending_journal_of_format_1_loses_no_letter() {
    let site = left();
    let read = site.library.read(&old_id()).unwrap().evaluation;
    assert_eq!(read, old());
    for typed in ["Typed last, žluťoučký  kept", "We cook together. \nمرحبا « quoted »"] {
        assert!(read.answers.iter().any(|answer| answer.narrative.contains(typed)), "{typed}");
    }
    assert!(read.jots.iter().any(|jot| jot.text.as_str() == "A jot just taken"));
    assert_eq!(fs::read_to_string(site.library.file_of(&old_id())).unwrap(), EVALUATION, "reading writes nothing");
}

#[test]
fn what_is_added_to_it_stands_behind_it_and_the_old_text_stays_in_the_history() {
    let site = left();
    let OpenOutcome::Writable(mut writer, loaded) =
        site.library.open_evaluation(&old_id(), &holder(), &Syncer::default()).unwrap()
    else {
        panic!("it can be written")
    };
    let mut evaluation = loaded.evaluation;
    assert_eq!(evaluation, old());
    let edit = typing(&evaluation, 3, "After the upgrade");
    evaluation.apply(&edit).unwrap();
    writer.append(&edit, moment()).unwrap();
    writer.begin_sync();
    assert_eq!(site.elsewhere().read(&old_id()).unwrap().evaluation, evaluation, "killed here");
    writer.checkpoint(&evaluation, moment()).unwrap();
    drop(writer);
    let written = fs::read_to_string(site.library.file_of(&old_id())).unwrap();
    assert!(written.starts_with("(\n    format: 2,"), "{written}");
    assert_eq!(format::read(&written).unwrap(), evaluation);
    let revisions = site.path("history").join(old_id().as_str());
    let kept: Vec<String> =
        fs::read_dir(revisions).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    assert!(kept.iter().any(|text| text == EVALUATION), "the first text, letter by letter");
    let listed = site.library.history(&old_id()).unwrap();
    assert!(listed.iter().all(|revision| revision.state.is_ok()));
}

#[test]
fn opening_and_closing_leaves_the_old_text() {
    let site = left();
    fs::remove_file(site.path("journal").join(format!("{}.journal", old_id()))).unwrap();
    let outcome = site.library.open_evaluation(&old_id(), &holder(), &Syncer::default()).unwrap();
    let OpenOutcome::Writable(mut writer, loaded) = outcome else { panic!("it can be written") };
    writer.checkpoint(&loaded.evaluation, moment()).unwrap();
    drop(writer);
    assert_eq!(fs::read_to_string(site.library.file_of(&old_id())).unwrap(), EVALUATION);
}

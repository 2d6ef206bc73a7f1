//! Two programs that write the same evaluation, because what keeps the second out was removed: each says "saved" only of what
//! is on the disk in a journal of its own, and nobody's text is lost, whoever dies.

use std::fs;

use fieldbook::store::{Library, OpenOutcome, ReadOnlyReason, StoreError, Syncer};

use crate::field::{Desk, Site, holder, id, moment, question, typing};

fn remove(site: &Site, end: &str) {
    for entry in fs::read_dir(site.path("journal")).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.to_string_lossy().ends_with(end) {
            fs::remove_file(entry).unwrap();
        }
    }
}

fn journals(site: &Site) -> Vec<String> {
    let names = fs::read_dir(site.path("journal")).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.contains(".journal")).collect();
    names.sort();
    names
}

fn opened(library: &Library) -> OpenOutcome {
    library.open_evaluation(&id(), &holder(), &Syncer::default()).unwrap()
}

/// Types, and is told that it is saved.
fn say(desk: &mut Desk, n: usize, text: &str) {
    desk.type_in(n, text);
    desk.writer.sync().unwrap();
    assert_eq!(desk.writer.unsaved(), 0);
}

/// What the evaluation says at a question, in whichever of its versions.
fn versions(library: &Library, n: usize) -> Vec<String> {
    let found = library.read(&id()).unwrap().evaluation;
    let versions = library.versions(&id()).unwrap().into_iter().map(|version| version.theirs);
    std::iter::once(found).chain(versions).map(|one| one.narrative(&question(n)).to_owned()).collect()
}

/// Everybody has died: what both said is there, before anybody writes again and after.
fn judge(site: &Site, said: &[(usize, &str)]) {
    let elsewhere = site.elsewhere();
    let same_question = said.windows(2).all(|two| two[0].0 == two[1].0);
    if !same_question {
        for (n, text) in said {
            assert!(versions(&elsewhere, *n)[0].contains(text), "{text} can't be read");
        }
    }
    for _ in 0..2 {
        let mut desk = Desk::at(&elsewhere);
        for (n, text) in said {
            let versions = versions(&elsewhere, *n);
            assert!(versions.iter().any(|version| version.contains(text)), "{text} is not in {versions:?}");
        }
        desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
        drop(desk);
        assert_eq!(journals(site), [] as [String; 0]);
    }
}

#[test]
fn a_live_journal_keeps_others_out_though_its_lock_is_gone() {
    let site = Site::begun();
    let mut first = site.open();
    say(&mut first, 0, "typed");
    remove(&site, ".lock");
    assert!(matches!(opened(&site.elsewhere()), OpenOutcome::ReadOnly(ReadOnlyReason::HeldElsewhere(_), _)));
    assert!(matches!(site.elsewhere().trash(&id(), &holder()), Err(StoreError::Held(_))));
    assert!(first.type_in(0, " on"));
    drop(first.writer);
    assert_eq!(site.open().evaluation, first.evaluation);
}

#[test]
fn a_removed_lock_is_made_anew() {
    let site = Site::begun();
    let mut first = site.open();
    remove(&site, ".lock");
    say(&mut first, 0, "typed");
    first.writer.checkpoint(&first.evaluation, moment()).unwrap();
    assert_eq!(journals(&site), [] as [String; 0]);
    assert!(matches!(opened(&site.elsewhere()), OpenOutcome::ReadOnly(ReadOnlyReason::HeldElsewhere(_), _)));
}

#[test]
fn two_that_write_at_once_lose_nothing_whoever_dies() {
    for (at, removed) in [(0, ".lock"), (1, ".lock"), (0, "journal and lock"), (1, "journal and lock")] {
        for first_dies_first in [true, false] {
            let site = Site::begun();
            let mut first = site.open();
            say(&mut first, 0, "Both know this. ");
            first.writer.checkpoint(&first.evaluation, moment()).unwrap();
            if removed != ".lock" {
                say(&mut first, 0, "The first alone. ");
                remove(&site, ".journal");
            }
            remove(&site, ".lock");
            let mut second = Desk::at(&site.elsewhere());
            say(&mut second, at, "The second's.");
            say(&mut first, 0, "The first's.");
            say(&mut second, at, " More of it.");
            say(&mut first, 0, " More of that.");
            if first_dies_first {
                drop(first);
                say(&mut second, at, " And more.");
                drop(second);
            } else {
                drop(second);
                say(&mut first, 0, " And more.");
                drop(first);
            }
            let said = [(0, "The first's. More of that."), (at, "The second's. More of it.")];
            judge(&site, &said);
        }
    }
}

#[test]
fn who_lost_the_lock_writes_no_file_until_the_other_has_closed() {
    let site = Site::begun();
    let mut first = site.open();
    remove(&site, ".lock");
    let mut second = Desk::at(&site.elsewhere());
    say(&mut second, 1, "The second's.");
    say(&mut first, 0, "The first's.");
    let before = fs::read(site.file()).unwrap();
    assert!(matches!(first.writer.checkpoint(&first.evaluation, moment()), Err(StoreError::Held(_))));
    assert_eq!(fs::read(site.file()).unwrap(), before);
    second.writer.checkpoint(&second.evaluation, moment()).unwrap();
    drop(second);
    let merged = first.writer.checkpoint(&first.evaluation, moment()).unwrap().merged.unwrap();
    assert_eq!((merged.narrative(&question(0)), merged.narrative(&question(1))), ("The first's.", "The second's."));
    drop(first);
    assert_eq!((site.after_death(), journals(&site)), (merged, vec![]));
}

#[test]
fn a_journal_that_is_not_ours_is_never_written_over_or_removed() {
    let site = Site::begun();
    let mut other = site.open();
    say(&mut other, 1, "The other's.");
    let theirs = fs::read(other.writer.journal()).unwrap();
    let path = other.writer.journal();
    drop(other);
    fs::remove_file(&path).unwrap();
    let mut desk = site.open();
    say(&mut desk, 0, "Ours.");
    assert_eq!(desk.writer.journal(), path);
    // Something puts the other's in the place of ours.
    fs::write(site.path("journal/beside"), &theirs).unwrap();
    fs::rename(site.path("journal/beside"), &path).unwrap();
    say(&mut desk, 0, " More.");
    assert_eq!((fs::read(&path).unwrap(), journals(&site).len()), (theirs.clone(), 2));
    desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
    assert_eq!((fs::read(&path).unwrap(), journals(&site).len()), (theirs, 1));
    drop(desk);
    judge(&site, &[(0, "Ours. More."), (1, "The other's.")]);
}

#[test]
fn however_often_the_program_dies_before_its_first_sync_it_can_be_opened_again() {
    let site = Site::begun();
    let mut typed = String::new();
    for n in 0..12 {
        let mut desk = site.open();
        assert_eq!(desk.evaluation.narrative(&question(0)), typed);
        let word = format!("{n} ");
        assert!(desk.type_in(0, &word));
        typed.push_str(&word);
        assert!(journals(&site).len() <= 3);
        assert_eq!(site.after_death(), desk.evaluation);
    }
}

#[test]
fn a_journal_that_is_gone_on_with_takes_another_name_and_then_the_old_one_goes() {
    let site = Site::begun();
    let mut desk = site.open();
    say(&mut desk, 0, "one");
    let first = desk.writer.journal();
    drop(desk);
    let mut desk = site.open();
    let edit = typing(&desk.evaluation.clone(), 0, ", two");
    // Until the new one lasts both are there, and say the same.
    assert!(desk.edit(&edit));
    assert_eq!((journals(&site).len(), site.after_death()), (2, desk.evaluation.clone()));
    desk.writer.sync().unwrap();
    assert_ne!(desk.writer.journal(), first);
    assert_eq!((journals(&site).len(), site.after_death()), (1, desk.evaluation.clone()));
    assert_eq!(site.library.scan().unwrap()[0].state.as_ref().unwrap(), &desk.evaluation);
    assert_eq!(site.library.ids().unwrap(), [id()]);
}

//! Backups and restoring them: what is in one, and each call of the disk failing on the way.

use std::{
    cell::Cell,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use fieldbook::{
    model::format,
    store::{
        BackedUp, BackupError, Disk, Library, StoreError,
        disk::{Faults, InjectedFault, Operation},
        restore_backup,
    },
};
use rustix::io::Errno;
use tempfile::TempDir;

use crate::{
    calls::{without_exchange, without_links},
    field::{Desk, Site, id, moment, new_evaluation, question, sound, titling},
};

fn go_on() -> bool {
    false
}

/// A library with an evaluation of two revisions, another in the trash, and edits in a journal.
fn worked_in() -> (Site, Desk) {
    let site = Site::begun();
    let gone = fieldbook::model::evaluation::Evaluation { id: "gone".parse().unwrap(), ..new_evaluation() };
    site.library.create(&gone).unwrap();
    site.library.trash(&gone.id, &crate::field::holder()).unwrap();
    let mut desk = site.open();
    desk.type_in(0, "saved");
    desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
    desk.type_in(0, ", pending");
    (site, desk)
}

/// Every file of a library, but for what only a running program needs.
fn files(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if !path.extension().is_some_and(|end| end == "lock" || end == "holder") {
                files.push((path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A library backed up and restored.
fn restored(library: &Library) -> (TempDir, Library, BackedUp) {
    let folder = TempDir::new().unwrap();
    let (zip, to) = (folder.path().join("all.zip"), folder.path().join("restored"));
    let backed_up = library.back_up(&zip, false, &go_on).unwrap();
    assert_eq!(restore_backup(&zip, &to, &sound(), &go_on).unwrap(), backed_up.tally);
    assert_eq!(names(folder.path()), ["all.zip", "restored"]);
    (folder, Library::open(&to, sound()).unwrap(), backed_up)
}

#[test]
fn an_open_evaluation_is_in_it_with_every_edit_and_stays_as_it_is() {
    let (site, mut desk) = worked_in();
    let before = files(site.library.root());
    let (_folder, there, backed_up) = restored(&site.elsewhere());
    assert_eq!((backed_up.notes, backed_up.left_out), (vec![], vec![]));
    assert_eq!(files(site.library.root()), before);
    assert_eq!(there.read(&id()).unwrap().evaluation, desk.evaluation);
    assert_eq!(there.read(&id()).unwrap().recovered, None);
    assert_eq!(there.trashed().unwrap().len(), 1);
    assert_eq!(names(&there.root().join("journal")), [""; 0]);
    // What was pending is a revision of its own.
    assert_eq!(there.history(&id()).unwrap().len(), site.library.history(&id()).unwrap().len() + 1);
    assert!(desk.type_in(0, " and on"));
    // Where nothing is pending the files are the same.
    desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
    drop(desk);
    let (_folder, there, _) = restored(&site.elsewhere());
    assert_eq!(files(there.root()), files(site.library.root()));
}

#[test]
fn an_evaluation_of_which_only_the_journal_is_left_is_in_it() {
    let (site, desk) = worked_in();
    fs::remove_file(site.file()).unwrap();
    let (_folder, there, _) = restored(&site.elsewhere());
    assert_eq!(there.read(&id()).unwrap().evaluation, desk.evaluation);
    assert!(there.file_of(&id()).is_file());
}

/// What happened to a library, and its doing.
type Damage<'d> = (&'static str, &'d dyn Fn(&Site));

#[test]
fn a_journal_that_does_not_simply_fit_is_kept_as_it_is() {
    let journal = format!("journal/{}.journal", id());
    let damage: [Damage; 4] = [
        ("the file is damaged", &|site| fs::write(site.file(), "(damaged").unwrap()),
        ("the journal is of a newer version", &|site| {
            let text = fs::read_to_string(site.path(&journal)).unwrap();
            let line = text.lines().next().unwrap();
            fs::write(site.path(&journal), text.replacen(line, "fieldbook journal 99", 1)).unwrap();
        }),
        ("the journal is damaged", &|site| {
            let mut bytes = fs::read(site.path(&journal)).unwrap();
            let at = bytes.len() / 2;
            bytes[at] ^= 0x20;
            fs::write(site.path(&journal), bytes).unwrap();
        }),
        ("both changed the same text", &|site| {
            let mut theirs = new_evaluation();
            theirs.apply(&crate::field::typing(&theirs, 0, "theirs")).unwrap();
            fs::write(site.file(), format::write(&theirs)).unwrap();
        }),
    ];
    for (case, damage) in damage {
        let (site, desk) = worked_in();
        drop(desk);
        damage(&site);
        let before = files(site.library.root());
        let (_folder, there, backed_up) = restored(&site.elsewhere());
        assert_eq!(files(site.library.root()), before, "{case}");
        assert_eq!(files(there.root()), before, "{case}");
        assert_eq!((backed_up.notes.len(), backed_up.left_out.len()), (1, 0), "{case}: {backed_up:?}");
        assert!(backed_up.notes[0].ends_with("file and journal are in the backup as they are"), "{backed_up:?}");
    }
}

#[test]
fn changes_from_outside_that_leave_no_choice_are_merged_into_it() {
    let (site, desk) = worked_in();
    drop(desk);
    let mut theirs = new_evaluation();
    theirs.apply(&titling(&theirs, "Their title")).unwrap();
    fs::write(site.file(), format::write(&theirs)).unwrap();
    let read = site.elsewhere().read(&id()).unwrap().evaluation;
    let (_folder, there, _) = restored(&site.elsewhere());
    let found = there.read(&id()).unwrap().evaluation;
    assert_eq!(found, read);
    assert_eq!(found.title(), "Their title");
    assert!(found.narrative(&question(0)).contains("pending"));
}

#[test]
fn what_comes_or_changes_meanwhile_is_taken_in_or_told() {
    let (site, desk) = worked_in();
    drop(desk);
    let folder = TempDir::new().unwrap();
    // While the trash is listed another program adds an evaluation.
    let late = fieldbook::model::evaluation::Evaluation { id: "late".parse().unwrap(), ..new_evaluation() };
    let added = InjectedFault::Meanwhile(site.library.file_of(&late.id), format::write(&late).into());
    site.faults.plan_on(Operation::List, "trash", 0, 1, added);
    // While the zip is synced it changes another.
    let changed = InjectedFault::Meanwhile(site.file(), format::write(&new_evaluation()).into());
    site.faults.plan_on(Operation::Sync, "all.zip", 0, 1, changed);
    let backed_up = site.library.back_up(&folder.path().join("all.zip"), false, &go_on).unwrap();
    assert_eq!(site.faults.struck(), 2);
    assert_eq!(backed_up.tally.evaluations, 2);
    let told = format!("evaluations/{}.ron changed meanwhile: the backup has it as it was", id());
    assert_eq!(backed_up.notes, [told]);
}

#[test]
fn what_the_disk_drops_is_noticed() {
    let (site, _desk) = worked_in();
    let folder = TempDir::new().unwrap();
    let zip = folder.path().join("all.zip");
    for n in 0.. {
        site.faults.heal();
        let before = site.faults.struck();
        site.faults.plan_on(Operation::Write, "all.zip", n, 1, InjectedFault::Dropped);
        let outcome = site.library.back_up(&zip, false, &go_on);
        if site.faults.struck() == before {
            assert!(n > 3 && outcome.is_ok());
            break;
        }
        assert!(outcome.is_err(), "write {n}");
        assert_eq!(names(folder.path()), [""; 0]);
    }
}

#[test]
fn stopped_anywhere_it_leaves_nothing() {
    let (site, _desk) = worked_in();
    let folder = TempDir::new().unwrap();
    let (zip, to) = (folder.path().join("all.zip"), folder.path().join("far/away"));
    let stopping = |after: usize, work: &dyn Fn(&dyn Fn() -> bool) -> bool| {
        let asked = Cell::new(0);
        work(&|| asked.replace(asked.get() + 1) >= after)
    };
    let backing_up = |stopped: &dyn Fn() -> bool| {
        let outcome = site.library.back_up(&zip, false, stopped);
        assert!(matches!(outcome, Ok(_) | Err(BackupError::Stopped)), "{outcome:?}");
        outcome.is_ok()
    };
    let stops =
        (0..1000).take_while(|n| !stopping(*n, &backing_up)).inspect(|_| assert!(names(folder.path()).is_empty()));
    assert!(stops.count() > 5);
    let restoring = |stopped: &dyn Fn() -> bool| restore_backup(&zip, &to, &sound(), stopped).is_ok();
    let stops =
        (0..1000).take_while(|n| !stopping(*n, &restoring)).inspect(|_| assert_eq!(names(folder.path()), ["all.zip"]));
    assert!(stops.count() > 3);
}

#[test]
fn every_call_failing_while_backing_up_leaves_the_old_the_new_or_nothing() {
    let mut count = 0;
    let placing = [Operation::Rename, Operation::RenameNew, Operation::Link, Operation::Remove, Operation::SyncFolder];
    for (n, plan) in [|_: &Faults| {}, without_exchange, without_links].into_iter().enumerate() {
        for operation in Operation::ALL.into_iter().filter(|operation| n == 0 || placing.contains(operation)) {
            for strikes in [1, usize::MAX] {
                for there in [false, true] {
                    count += (0..1000).take_while(|n| backing_up_fails(plan, operation, *n, strikes, there)).count();
                }
            }
        }
    }
    println!("{count} faults while backing up: the old, the new or nothing");
    assert!(count > 100, "{count}");
}

/// Whether there is such a call to fail.
fn backing_up_fails(plan: fn(&Faults), operation: Operation, n: usize, strikes: usize, there: bool) -> bool {
    let case = format!("call {n} of {operation:?}, {strikes} times, an old one is there: {there}");
    let (site, desk) = worked_in();
    let folder = TempDir::new().unwrap();
    let (zip, to) = (folder.path().join("all.zip"), folder.path().join("restored"));
    if there {
        fs::write(&zip, "old").unwrap();
    }
    let before = files(site.library.root());
    plan(&site.faults);
    let calls = || site.faults.calls().iter().filter(|(called, _)| *called == operation).count();
    let calls_before = calls();
    site.faults.plan(operation, n, strikes, InjectedFault::Fails(Errno::IO.raw_os_error()));
    let outcome = site.library.back_up(&zip, there, &go_on);
    let is_such = calls() > calls_before + n;
    assert_eq!(files(site.library.root()), before, "{case}");
    match outcome {
        Ok(backed_up) => {
            restore_backup(&zip, &to, &sound(), &go_on).unwrap_or_else(|error| panic!("{case}: {error}"));
            let restored = Library::open(&to, sound()).unwrap();
            let whole = restored.read(&id()).is_ok_and(|found| found.evaluation == desk.evaluation);
            assert!(whole && restored.trashed().unwrap().len() == 1 || !backed_up.left_out.is_empty(), "{case}");
            assert_eq!(names(folder.path()), ["all.zip", "restored"], "{case}");
        }
        Err(_) => {
            let left = fs::read(&zip).ok();
            let is_whole = |zip: &Path| restore_backup(zip, &to, &sound(), &go_on).is_ok();
            assert!(left.is_none() && !there || left.as_deref() == Some(b"old") || is_whole(&zip), "{case}");
            if strikes == 1 && operation != Operation::Remove {
                assert!(!names(folder.path()).contains(&".all.zip.tmp".to_owned()), "{case}");
            }
        }
    }
    is_such
}

#[test]
fn every_call_failing_while_restoring_leaves_all_or_nothing() {
    let (site, desk) = worked_in();
    let folder = TempDir::new().unwrap();
    let zip = folder.path().join("all.zip");
    site.library.back_up(&zip, false, &go_on).unwrap();
    let mut count = 0;
    for plan in [|_: &Faults| {}, without_exchange] {
        for operation in Operation::ALL {
            for strikes in [1, usize::MAX] {
                for to in ["missing", "far/away", "empty", "fresh"] {
                    let fails = |n: &usize| {
                        let case = format!("call {n} of {operation:?}, {strikes} times, into {to}");
                        let place = TempDir::new().unwrap();
                        let target = place.path().join(to);
                        match to {
                            "empty" => fs::create_dir(&target).unwrap(),
                            "fresh" => drop(Library::open(&target, sound()).unwrap()),
                            _ => {}
                        }
                        let faults = Arc::new(Faults::default());
                        plan(&faults);
                        faults.plan(operation, *n, strikes, InjectedFault::Fails(Errno::IO.raw_os_error()));
                        let outcome = restore_backup(&zip, &target, &Disk::with(faults.clone()), &go_on);
                        let is_such = faults.calls().iter().filter(|(called, _)| *called == operation).count() > *n;
                        if outcome.is_ok() {
                            let found = Library::open(&target, sound()).unwrap().read(&id()).unwrap();
                            assert_eq!(found.evaluation, desk.evaluation, "{case}");
                        } else {
                            assert!(!target.exists() || files(&target).is_empty(), "{case}");
                            if strikes == 1 {
                                let left = if matches!(to, "empty" | "fresh") { vec![to] } else { vec![] };
                                // A folder that can't be removed stays, empty or not in the way.
                                assert!(names(place.path()) == left || operation == Operation::Remove, "{case}");
                            }
                            // Once the fault is over it can be restored.
                            restore_backup(&zip, &target, &sound(), &go_on).unwrap_or_else(|e| panic!("{case}: {e}"));
                        }
                        is_such
                    };
                    count += (0..1000).take_while(fails).count();
                }
            }
        }
    }
    println!("{count} faults while restoring: all or nothing");
    assert!(count > 100, "{count}");
}

#[test]
fn where_another_restores_it_is_left_to_it() {
    let (site, _desk) = worked_in();
    let folder = TempDir::new().unwrap();
    let (zip, to) = (folder.path().join("all.zip"), folder.path().join("restored"));
    site.library.back_up(&zip, false, &go_on).unwrap();
    let staging = folder.path().join(".restored.restoring");
    fs::create_dir(&staging).unwrap();
    let lock = fs::File::create(staging.join(".lock")).unwrap();
    lock.lock().unwrap();
    assert!(matches!(restore_backup(&zip, &to, &sound(), &go_on), Err(BackupError::Busy(_))));
    assert!(staging.join(".lock").exists());
    drop(lock);
    restore_backup(&zip, &to, &sound(), &go_on).unwrap();
    assert!(!staging.exists());
}

#[test]
fn a_library_that_is_away_is_no_empty_backup() {
    let site = Site::begun();
    let folder = TempDir::new().unwrap();
    fs::remove_dir_all(site.library.root()).unwrap();
    let outcome = site.library.back_up(&folder.path().join("all.zip"), false, &go_on);
    assert!(matches!(outcome, Err(BackupError::Store(StoreError::Unreached { .. }))), "{outcome:?}");
    assert_eq!(names(folder.path()), [""; 0]);
}

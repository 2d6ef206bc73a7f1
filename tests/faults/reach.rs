//! Folders that can't be reached: what is in them is never told as missing, and what can be read is read.

use std::{fs, os::unix::fs::symlink};

use fieldbook::store::{
    Library, OpenOutcome, ReadOnlyReason, StoreError, Syncer,
    disk::{InjectedFault, Operation},
};
use rustix::io::Errno;

use crate::field::{Site, holder, id, moment, new_evaluation, sound};

/// From now on a folder of the library is without permission.
fn forbid(site: &Site, folder: &str) {
    let part = format!("library/{folder}");
    for operation in [Operation::List, Operation::Open, Operation::Lock, Operation::Probe, Operation::Create] {
        site.faults.plan_on(operation, &part, 0, usize::MAX, InjectedFault::Fails(Errno::ACCESS.raw_os_error()));
    }
}

fn told(library: &Library) -> Vec<String> {
    library.unreached().iter().map(ToString::to_string).collect()
}

/// A library with an evaluation that has one revision and an edit in its journal.
fn written() -> Site {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "saved");
    desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
    desk.type_in(0, ", journalled");
    site
}

#[test]
fn a_sound_library_is_reached() {
    assert_eq!(written().library.unreached(), []);
    // What was never made holds nothing.
    let site = written();
    for folder in ["journal", "history", "frameworks"] {
        fs::remove_dir_all(site.path(folder)).unwrap();
    }
    assert_eq!(site.library.unreached(), []);
}

#[test]
fn each_folder_without_permission_is_named_with_the_reason_and_what_is_missing_for_it() {
    for (folder, lacking) in [
        ("evaluations", "the evaluations in it are not shown"),
        ("journal", "edits that were not written into the evaluations' files yet are not shown"),
        ("history", "earlier revisions are not shown"),
        ("frameworks", "frameworks of your own are not known"),
    ] {
        let site = written();
        forbid(&site, folder);
        let path = site.path(folder);
        let line = format!(
            "can't read the folder {}: permission denied, so {lacking}: check whose folder it is, or use another one with \
             --library",
            path.display()
        );
        assert_eq!(told(&site.library), std::slice::from_ref(&line));
        let scanned = site.library.scan();
        if folder == "evaluations" {
            assert_eq!(scanned.unwrap_err().to_string(), line);
            assert_eq!(site.library.find("centre").unwrap_err().to_string(), line);
        } else {
            let rows = scanned.unwrap();
            assert!(rows[0].state.as_ref().unwrap().narrative(&crate::field::question(0)).starts_with("saved"));
        }
    }
}

#[test]
fn a_library_that_can_not_be_entered_is_named_once() {
    let site = written();
    for operation in [Operation::Stat, Operation::List, Operation::MakeFolder] {
        let part = "library/";
        site.faults.plan_on(operation, part, 0, usize::MAX, InjectedFault::Fails(Errno::ACCESS.raw_os_error()));
    }
    let root = site.library.root().display().to_string();
    let library = Library::open(site.library.root(), fieldbook::store::Disk::with(site.faults.clone())).unwrap();
    assert!(library.read_only().unwrap().contains("permission denied"));
    for library in [&library, &site.library] {
        let told = told(library);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with(&format!("can't read the folder {root}: permission denied, so nothing of the")));
        assert!(library.scan().is_err());
    }
}

#[test]
fn a_library_that_goes_away_is_not_told_as_empty() {
    let site = written();
    fs::rename(site.library.root(), site.path("../elsewhere")).unwrap();
    let told = told(&site.library);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("so nothing of the library is shown: is the disk still there?"), "{told:?}");
    assert!(matches!(site.library.scan(), Err(StoreError::Unreached { .. })));
    assert!(matches!(site.library.trashed(), Err(StoreError::Unreached { .. })));
    assert!(matches!(site.library.frameworks(), Err(StoreError::Unreached { .. })));
    // Nor is one of which the evaluations go away.
    let site = written();
    fs::rename(site.path("evaluations"), site.path("elsewhere")).unwrap();
    assert!(site.library.scan().unwrap_err().to_string().contains("the evaluations in it are not shown"));
}

#[test]
fn a_file_or_a_link_to_nowhere_in_a_folders_place_is_named() {
    for folder in ["evaluations", "journal", "history", "frameworks", "trash"] {
        for is_link in [false, true] {
            let site = written();
            fs::rename(site.path(folder), site.path("elsewhere")).unwrap();
            let path = site.path(folder);
            if is_link {
                symlink("nowhere", &path).unwrap();
            } else {
                fs::write(&path, "").unwrap();
            }
            let library = site.elsewhere();
            let told = told(&library);
            if folder == "trash" {
                assert!(library.trashed().unwrap_err().to_string().contains("deleted evaluations are not shown"));
                continue;
            }
            assert_eq!(told.len(), 1, "{folder}: {told:?}");
            let why = if is_link { "no such file or directory" } else { "not a directory" };
            assert!(told[0].starts_with(&format!("can't read the folder {}: {why}", path.display())), "{told:?}");
            // What is there is not touched.
            assert_eq!(fs::symlink_metadata(&path).unwrap().is_symlink(), is_link);
        }
    }
}

#[test]
fn without_its_journal_an_evaluation_is_shown_as_its_file_has_it_and_can_only_be_read() {
    let forbidding: [fn(&Site); 2] = [
        |site| forbid(site, "journal"),
        |site| {
            let one = "journal/2026-11-24-centre-k7q2x.journal";
            let denied = InjectedFault::Fails(Errno::ACCESS.raw_os_error());
            site.faults.plan_on(Operation::Open, one, 0, usize::MAX, denied);
        },
    ];
    for (n, forbid) in forbidding.into_iter().enumerate() {
        let site = written();
        forbid(&site);
        let library = Library::open(site.library.root(), fieldbook::store::Disk::with(site.faults.clone())).unwrap();
        let error = library.read(&id()).unwrap_err();
        assert!(error.is_of_journal());
        assert!(
            error.to_string().starts_with("2026-11-24-centre-k7q2x.ron has a journal that can't be read: permission")
        );
        let loaded = library.read_without_journal(&id()).unwrap();
        assert_eq!(loaded.evaluation.narrative(&crate::field::question(0)), "saved");
        match library.open_evaluation(&id(), &holder(), &Syncer::default()).unwrap() {
            OpenOutcome::ReadOnly(reason @ ReadOnlyReason::WithoutJournal(_), shown) => {
                assert!(
                    reason.to_string().starts_with("edits that only its journal has are not shown, since 2026"),
                    "{reason}"
                );
                assert_eq!(shown.evaluation, loaded.evaluation);
            }
            other => panic!("{n}: {other:?}"),
        }
        // The journal is as it was: with permission everything is there.
        site.faults.heal();
        assert_eq!(site.after_death().narrative(&crate::field::question(0)), "saved, journalled");
    }
}

#[test]
fn without_the_history_an_evaluation_is_read_whole() {
    let site = written();
    forbid(&site, "history");
    let library = Library::open(site.library.root(), fieldbook::store::Disk::with(site.faults.clone())).unwrap();
    let loaded = library.read(&id()).unwrap();
    assert_eq!(loaded.evaluation.narrative(&crate::field::question(0)), "saved, journalled");
    assert_eq!(loaded.revision, None);
    assert!(library.history(&id()).unwrap_err().to_string().contains("permission denied"));
    assert!(matches!(
        library.open_evaluation(&id(), &holder(), &Syncer::default()),
        Ok(OpenOutcome::ReadOnly(ReadOnlyReason::ReadOnlyLibrary(_), _))
    ));
}

#[test]
fn nothing_is_written_into_a_library_that_can_not_be_read_whole() {
    for folder in ["evaluations", "journal", "history"] {
        let site = written();
        forbid(&site, folder);
        let library = Library::open(site.library.root(), fieldbook::store::Disk::with(site.faults.clone())).unwrap();
        let other = fieldbook::model::evaluation::Evaluation {
            id: "2026-11-25-other-m3n4p".parse().unwrap(),
            ..new_evaluation()
        };
        assert!(matches!(library.create(&other), Err(StoreError::ReadOnly(_))));
        assert!(library.trash(&id(), &holder()).is_err());
    }
    assert_eq!(Library::open(written().library.root(), sound()).unwrap().read_only(), None);
}

#[test]
fn a_lock_that_can_not_be_had_leaves_the_evaluation_readable_and_says_why() {
    for (number, why) in [
        (Errno::NOLCK, "no locks available: try again later, or use a folder on another disk with --library"),
        (Errno::IO, "input/output error: the disk reports an error; export to another disk soon"),
        (Errno::ROFS, "read-only file system: make the disk writable"),
        (Errno::NOTSUP, "operation not supported"),
    ] {
        let site = written();
        let before = site.after_death();
        site.faults.plan_on(Operation::Lock, ".lock", 0, usize::MAX, InjectedFault::Fails(number.raw_os_error()));
        let OpenOutcome::ReadOnly(reason, loaded) =
            site.library.open_evaluation(&id(), &holder(), &Syncer::default()).unwrap()
        else {
            panic!("{number}: it can be written")
        };
        let told = reason.to_string();
        assert!(told.starts_with("it can't be kept from other programs: can't lock ") && told.contains(why), "{told}");
        assert_eq!(loaded.evaluation, before, "{number}");
        // What needs a lock says so, and does nothing.
        let refused = site.library.trash(&id(), &holder()).unwrap_err().to_string();
        assert!(refused.contains(why), "{refused}");
        assert_eq!(site.after_death(), before);
        site.faults.heal();
        assert!(matches!(
            site.library.open_evaluation(&id(), &holder(), &Syncer::default()).unwrap(),
            OpenOutcome::Writable(..)
        ));
    }
}

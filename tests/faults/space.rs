//! Space, permissions and failing disks: what is told, what is kept, and how saving catches up.

use std::fs;

use fieldbook::store::{
    Library, OpenOutcome, ReadOnlyReason, StoreError, Syncer,
    disk::{Faults, InjectedFault, Operation},
};
use rustix::io::Errno;

use crate::field::{Desk, Site, holder, id, moment};

fn fails(number: Errno) -> InjectedFault {
    InjectedFault::Fails(number.raw_os_error())
}

/// From now on everything that changes the disk fails.
fn nothing_can_be_written(faults: &Faults, number: Errno) {
    for operation in Operation::ALL {
        if !matches!(operation, Operation::Open | Operation::Read | Operation::List | Operation::Stat) {
            faults.plan(operation, 0, usize::MAX, fails(number));
        }
    }
}

fn typed_while_failing(desk: &mut Desk, text: &str) {
    for letter in text.chars() {
        assert!(!desk.type_in(0, &letter.to_string()));
    }
}

#[test]
fn a_full_disk_is_told_and_the_quit_can_be_refused() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "before, ");
    desk.writer.sync().unwrap();
    let before = site.after_death();
    nothing_can_be_written(&site.faults, Errno::NOSPC);
    typed_while_failing(&mut desk, "during");
    assert_eq!(desk.writer.unsaved(), 6);
    let error = desk.writer.sync().unwrap_err().to_string();
    assert!(error.contains("no space left on device: free some space, and saving resumes by itself"), "{error}");
    let error = desk.writer.checkpoint(&desk.evaluation, moment()).unwrap_err();
    assert!(matches!(error, StoreError::Disk { ref why, .. } if why.is_full()), "{error}");
    assert_eq!((desk.writer.unsaved(), site.after_death()), (6, before));
    site.faults.heal();
    assert_eq!(desk.writer.sync(), Ok(()));
    assert_eq!((desk.writer.unsaved(), site.after_death()), (0, desk.evaluation));
}

#[test]
fn a_disk_that_is_full_only_for_the_evaluation_keeps_the_journal() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "typed");
    let file = fs::read(site.file()).unwrap();
    site.faults.plan_on(Operation::Write, ".ron.tmp", 0, usize::MAX, fails(Errno::DQUOT));
    let error = desk.writer.checkpoint(&desk.evaluation, moment()).unwrap_err().to_string();
    assert!(error.contains("quota"), "{error}");
    assert_eq!(fs::read(site.file()).unwrap(), file);
    assert_eq!(fs::read_dir(site.path("evaluations")).unwrap().count(), 1);
    assert!(desk.type_in(0, " on"));
    assert_eq!((desk.writer.unsaved(), site.after_death()), (0, desk.evaluation.clone()));
    site.faults.heal();
    desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
}

#[test]
fn a_short_write_is_gone_on_with_and_a_torn_one_taken_back() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "a");
    site.faults.plan(Operation::Write, 0, 1, InjectedFault::Short(5));
    assert!(desk.type_in(0, "b"));
    assert_eq!(site.after_death(), desk.evaluation);
    let before = desk.evaluation.clone();
    site.faults.plan(Operation::Write, 0, 1, InjectedFault::Short(5));
    site.faults.plan(Operation::Write, 1, 1, fails(Errno::NOSPC));
    typed_while_failing(&mut desk, "c");
    assert_eq!(site.after_death(), before);
    typed_while_failing(&mut desk, "d");
    desk.writer.sync().unwrap();
    assert!(desk.type_in(0, "e"));
    drop(desk.writer);
    assert_eq!(site.open().evaluation, desk.evaluation);
}

#[test]
fn a_failed_sync_is_followed_by_a_new_file_and_never_tried_again_on_the_old() {
    use std::os::unix::fs::MetadataExt;
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "a");
    let inode = |desk: &Desk| fs::metadata(desk.writer.journal()).unwrap().ino();
    let old = inode(&desk);
    site.faults.plan_on(Operation::Sync, ".journal", 0, 1, fails(Errno::IO));
    let error = desk.writer.sync().unwrap_err().to_string();
    assert!(error.contains("the disk reports an error"), "{error}");
    assert_eq!(desk.writer.unsaved(), 1);
    typed_while_failing(&mut desk, "b");
    desk.writer.sync().unwrap();
    assert_eq!(desk.writer.unsaved(), 0);
    assert_ne!(inode(&desk), old);
    assert_eq!(site.after_death(), desk.evaluation);
}

#[test]
fn a_disk_that_never_syncs_again_never_says_saved() {
    let site = Site::begun();
    let mut desk = site.open();
    site.faults.plan(Operation::Sync, 0, usize::MAX, fails(Errno::IO));
    desk.type_in(0, "a");
    for n in 1..5 {
        assert!(desk.writer.sync().is_err());
        assert!(desk.writer.checkpoint(&desk.evaluation, moment()).is_err());
        assert_eq!(desk.writer.unsaved(), n);
        typed_while_failing(&mut desk, "b");
    }
    site.faults.heal();
    desk.writer.sync().unwrap();
    assert_eq!(desk.writer.unsaved(), 0);
    assert_eq!(site.after_death(), desk.evaluation);
}

#[test]
fn too_many_open_files_are_told_and_got_over() {
    let site = Site::begun();
    nothing_can_be_written(&site.faults, Errno::MFILE);
    site.faults.plan(Operation::Open, 0, usize::MAX, fails(Errno::MFILE));
    let error = site.library.read(&id()).unwrap_err().to_string();
    assert!(error.contains("too many files are open; close other programs"), "{error}");
    // A row that can't be read for now is no broken file: nothing is said to be lost, nothing is copied.
    assert!(site.library.scan().unwrap()[0].state.is_err());
    site.faults.heal();
    assert_eq!(fs::read_dir(site.path("quarantine")).unwrap().count(), 0);
    assert!(site.open().type_in(0, "a"));
}

#[test]
fn a_read_only_library_is_for_viewing_and_says_so() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "typed before");
    drop(desk.writer);
    let faults = std::sync::Arc::new(Faults::default());
    nothing_can_be_written(&faults, Errno::ROFS);
    let library = Library::open(site.library.root(), fieldbook::store::Disk::with(faults)).unwrap();
    let Some(why) = library.read_only() else { panic!("it is said to be writable") };
    assert!(why.contains("read-only file system"), "{why}");
    assert_eq!(library.scan().unwrap()[0].state.as_ref().unwrap(), &desk.evaluation);
    match library.open_evaluation(&id(), &holder(), &Syncer::default()).unwrap() {
        OpenOutcome::ReadOnly(ReadOnlyReason::ReadOnlyLibrary(_), loaded) => {
            assert_eq!(loaded.evaluation, desk.evaluation);
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(library.create(&desk.evaluation), Err(StoreError::ReadOnly { .. })));
    assert!(matches!(library.trash(&id(), &holder()), Err(StoreError::ReadOnly { .. })));
}

#[test]
fn a_disk_that_turns_read_only_keeps_everything_in_memory() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "before, ");
    nothing_can_be_written(&site.faults, Errno::ROFS);
    typed_while_failing(&mut desk, "during, ");
    let error = desk.writer.sync().unwrap_err().to_string();
    assert!(error.contains("read-only"), "{error}");
    assert_eq!(desk.writer.unsaved(), 9);
    site.faults.heal();
    desk.writer.sync().unwrap();
    assert!(desk.type_in(0, "after"));
    assert_eq!(site.after_death(), desk.evaluation);
}

#[test]
fn a_library_that_is_gone_is_noticed_and_waited_for() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "before, ");
    desk.writer.sync().unwrap();
    fs::remove_dir_all(site.library.root()).unwrap();
    // The old file still takes what is appended, though nobody will ever find it there: the sync notices.
    desk.type_in(0, "during, ");
    let error = desk.writer.sync().unwrap_err().to_string();
    assert!(error.ends_with("is the disk still there?"), "{error}");
    // What was saved is gone with it.
    assert_eq!(desk.writer.unsaved(), 2);
    assert!(desk.writer.checkpoint(&desk.evaluation, moment()).is_err());
    assert!(!site.library.root().exists());
    // An empty mount point is no library either.
    fs::create_dir(site.library.root()).unwrap();
    assert!(desk.writer.sync().is_err());
    assert_eq!(fs::read_dir(site.library.root()).unwrap().count(), 0);
    fs::create_dir(site.path("evaluations")).unwrap();
    desk.writer.sync().unwrap();
    assert_eq!(site.after_death(), desk.evaluation);
    assert!(desk.writer.checkpoint(&desk.evaluation, moment()).unwrap().recreated);
    assert_eq!(site.after_death(), desk.evaluation);
}

#[test]
fn a_folder_of_the_library_that_is_gone_is_made_again() {
    for folder in ["journal", "evaluations", "history"] {
        let site = Site::begun();
        let mut desk = site.open();
        desk.type_in(0, "before, ");
        desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
        desk.type_in(0, "before, ");
        desk.writer.sync().unwrap();
        fs::remove_dir_all(site.path(folder)).unwrap();
        desk.type_in(0, "after");
        let _ = desk.writer.sync();
        desk.writer.sync().unwrap();
        assert_eq!(site.after_death(), desk.evaluation, "{folder}");
        desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
        assert_eq!(site.after_death(), desk.evaluation, "{folder}");
    }
}

#[test]
fn what_cannot_be_brought_in_order_can_still_be_read() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "typed");
    drop(desk.writer);
    site.faults.plan(Operation::Create, 0, usize::MAX, fails(Errno::NOSPC));
    match site.library.open_evaluation(&id(), &holder(), &Syncer::default()).unwrap() {
        OpenOutcome::ReadOnly(ReadOnlyReason::RecoveryFailed(error), loaded) => {
            assert!(error.to_string().contains("free some space"), "{error}");
            assert_eq!(loaded.evaluation, desk.evaluation);
        }
        other => panic!("{other:?}"),
    }
    site.faults.heal();
    assert_eq!(site.open().evaluation, desk.evaluation);
}

#[test]
fn a_write_that_is_interrupted_for_ever_is_a_failure_and_freezes_no_key() {
    let site = Site::begun();
    let mut desk = site.open();
    site.faults.plan(Operation::Write, 0, 3, fails(Errno::INTR));
    assert!(desk.type_in(0, "a"), "a few interruptions are gone over");
    desk.writer.sync().unwrap();
    site.faults.plan(Operation::Write, 0, usize::MAX, fails(Errno::INTR));
    assert!(!desk.type_in(0, "b"));
    assert_eq!(desk.writer.unsaved(), 1);
    site.faults.heal();
    assert_eq!(desk.writer.sync(), Ok(()));
    assert_eq!((desk.writer.unsaved(), site.after_death()), (0, desk.evaluation));
}

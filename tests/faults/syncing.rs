//! The sync worker: what was typed lasts soon, and saving catches up by itself.

use std::{
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

use fieldbook::store::{
    SyncReport, Syncer,
    disk::{InjectedFault, Operation},
};
use rustix::io::Errno;

use crate::field::{Desk, Site, moment};

fn worker() -> (Syncer, Receiver<SyncReport>) {
    let (sender, reports) = channel();
    let syncer = Syncer::start(move |report| {
        let _ = sender.send(report);
    });
    (syncer.unwrap(), reports)
}

fn next(reports: &Receiver<SyncReport>) -> SyncReport {
    reports.recv_timeout(Duration::from_secs(60)).unwrap()
}

/// The next report that says that everything so far is saved.
fn saved(reports: &Receiver<SyncReport>, edits: u64) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while next(reports).saved != Ok(edits) {
        assert!(Instant::now() < deadline);
    }
}

#[test]
fn the_worker_syncs_what_was_typed_and_then_rests() {
    let site = Site::begun();
    let (syncer, reports) = worker();
    let mut desk = Desk::with(&site.library, &syncer);
    desk.type_in(0, "a");
    desk.type_in(0, "b");
    saved(&reports, 2);
    let calls = site.faults.calls().len();
    assert!(reports.recv_timeout(Duration::from_millis(600)).is_err());
    assert_eq!(site.faults.calls().len(), calls);
}

/// The journal says that the file holds its edits before the file does, and that is on the disk by then, also where every
/// edit was synced before.
#[test]
fn a_checkpoints_note_lasts_before_the_file_is_swapped_in() {
    for synced_before in [true, false] {
        let site = Site::begun();
        let mut desk = site.open();
        desk.type_in(0, "a");
        if synced_before {
            desk.writer.sync().unwrap();
        }
        let before = site.faults.calls().len();
        desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
        let calls = site.faults.calls().split_off(before);
        let place = |wanted, part: &str| {
            let is_it = |(operation, path): &(Operation, std::path::PathBuf)| {
                *operation == wanted && path.to_string_lossy().contains(part)
            };
            calls.iter().position(is_it).unwrap()
        };
        let (noted, synced) = (place(Operation::Write, ".journal"), place(Operation::Sync, ".journal"));
        assert!(noted < synced && synced < place(Operation::Exchange, ".ron"), "{synced_before}: {calls:?}");
    }
}

#[test]
fn a_note_that_cannot_last_is_made_up_for() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "a");
    desk.writer.sync().unwrap();
    site.faults.plan_on(Operation::Sync, ".journal", 0, usize::MAX, InjectedFault::Fails(Errno::IO.raw_os_error()));
    let _ = desk.writer.checkpoint(&desk.evaluation, moment());
    site.faults.heal();
    // What the file held before is kept, since nothing else would show what it was.
    let history = site.library.history(&crate::field::id()).unwrap();
    assert_eq!((history.len(), site.after_death()), (2, desk.evaluation.clone()));
}

#[test]
fn saving_catches_up_by_itself_when_space_is_freed() {
    let site = Site::begun();
    let (syncer, reports) = worker();
    let mut desk = Desk::with(&site.library, &syncer);
    assert!(desk.type_in(0, "a"));
    saved(&reports, 1);
    site.faults.plan(Operation::Write, 0, usize::MAX, InjectedFault::Fails(Errno::NOSPC.raw_os_error()));
    assert!(!desk.type_in(0, "b"));
    assert!(!desk.type_in(0, "c"));
    assert_eq!(desk.writer.unsaved(), 2);
    let failure = next(&reports).saved.unwrap_err().to_string();
    assert!(failure.ends_with("no space left on device: free some space, and saving resumes by itself"), "{failure}");
    site.faults.heal();
    saved(&reports, 3);
    assert_eq!(desk.writer.unsaved(), 0);
    assert_eq!(site.after_death(), desk.evaluation);
}

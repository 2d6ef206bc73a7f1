//! File systems that say that something is done and do not do it: "saved" is said of nothing that they forgot, and the
//! library works in a way that holds on them.

use std::fs;

use fieldbook::store::{
    Disk,
    disk::{Faults, InjectedFault, Operation},
};
use rustix::io::Errno;

use crate::{
    calls::{without_exchange, without_links},
    field::{Site, id, moment},
};

/// An evening's work in three sittings, of which two end without leaving. Whether everything could be saved.
fn work(site: &Site, case: &str) -> bool {
    let mut all_saved = true;
    for sitting in 0..3 {
        let mut desk = site.open();
        for n in 0..3 {
            for letter in ["a", "b", "c"] {
                desk.type_in(n, letter);
                let is_saved = desk.writer.sync().is_ok() && desk.writer.unsaved() == 0;
                all_saved &= is_saved;
                if is_saved {
                    assert_eq!(site.after_death(), desk.evaluation, "{case}, sitting {sitting}");
                }
            }
            if n != sitting {
                continue;
            }
            let is_saved = desk.writer.checkpoint(&desk.evaluation, moment()).is_ok();
            all_saved &= is_saved;
            if is_saved {
                assert_eq!(site.after_death(), desk.evaluation, "{case}, sitting {sitting}");
            }
        }
        let saved = desk.writer.sync();
        assert_eq!(saved, Ok(()), "{case}, sitting {sitting}");
        assert_eq!(site.after_death(), desk.evaluation, "{case}, sitting {sitting}");
    }
    all_saved
}

fn begun(plan: impl Fn(&Faults)) -> Site {
    let site = Site::begun();
    plan(&site.faults);
    site
}

#[test]
fn where_appends_are_dropped_after_a_rename_everything_is_saved_all_the_same() {
    type Plan = fn(&Faults);
    let plans: [(&str, Plan); 3] = [("all", |_| {}), ("no exchange", without_exchange), ("no links", without_links)];
    for (case, plan) in plans {
        let site = begun(|faults| {
            plan(faults);
            faults.drop_appends_after_renaming();
        });
        assert!(work(&site, case), "{case}");
    }
}

#[test]
fn what_a_disk_forgets_is_not_called_saved() {
    let site = begun(|_| {});
    let writes = |site: &Site| site.faults.calls().iter().filter(|call| call.0 == Operation::Write).count();
    let before = writes(&site);
    work(&site, "counted");
    let writes = writes(&site) - before;
    assert!(writes > 30, "{writes}");
    for n in 0..writes {
        let site = begun(|faults| faults.plan(Operation::Write, n, 1, InjectedFault::Dropped));
        work(&site, &format!("write {n} dropped"));
        assert_eq!(site.faults.struck(), 1);
    }
    println!("{writes} writes dropped, one at a time: none called saved");
}

#[test]
fn a_disk_that_keeps_nothing_is_told_so() {
    let site = Site::begun();
    let mut desk = site.open();
    site.faults.plan(Operation::Write, 0, usize::MAX, InjectedFault::Dropped);
    desk.type_in(0, "a");
    for _ in 0..8 {
        let error = desk.writer.sync().unwrap_err().to_string();
        assert!(error.contains("it does not hold what was written: the disk does not keep what it says"), "{error}");
        assert!(desk.writer.checkpoint(&desk.evaluation, moment()).is_err());
        assert_eq!(desk.writer.unsaved(), 1);
    }
    site.faults.heal();
    desk.writer.sync().unwrap();
    assert_eq!(site.after_death(), desk.evaluation);
}

#[test]
fn a_new_journal_is_read_back_once() {
    let site = Site::begun();
    let mut desk = site.open();
    let reads = |site: &Site| {
        let is_one = |(operation, path): &(Operation, std::path::PathBuf)| {
            *operation == Operation::Read && path.to_string_lossy().contains(".journal")
        };
        site.faults.calls().iter().filter(|call| is_one(call)).count()
    };
    for expected in [1, 1, 1] {
        desk.type_in(0, "a");
        desk.writer.sync().unwrap();
        assert_eq!(reads(&site), expected);
    }
    // One that can't be read back is not called saved.
    desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
    desk.type_in(0, "b");
    site.faults.plan_on(Operation::Read, ".journal", 0, 1, InjectedFault::Fails(Errno::IO.raw_os_error()));
    assert!(desk.writer.sync().is_err());
    assert_eq!(desk.writer.unsaved(), 1);
    desk.writer.sync().unwrap();
    assert_eq!((site.after_death(), desk.writer.id()), (desk.evaluation.clone(), &id()));
}

/// The disk of these tests forgets as it is said to.
#[test]
fn the_forgetful_disk_forgets() {
    let folder = tempfile::tempdir().unwrap();
    let faults = std::sync::Arc::new(Faults::default());
    let disk = Disk::with(faults.clone());
    let (path, beside) = (folder.path().join("a"), folder.path().join("b"));
    faults.plan(Operation::Write, 1, 1, InjectedFault::Dropped);
    disk.replace(&path, &beside, b"kept").unwrap();
    assert!(disk.replace(&path, &beside, b"dropped").is_err());
    assert_eq!(fs::read(&path).unwrap(), b"kept");
}

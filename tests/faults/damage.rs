//! Something that can't be read in the place of an open evaluation's file: what is typed is saved all the same, whoever reads
//! gets it from the journal, and leaving puts it in place.

use std::{fs, path::Path};

use fieldbook::{
    model::format,
    store::{
        StoreError,
        disk::{InjectedFault, Operation},
    },
};
use rustix::io::Errno;

use crate::field::{Desk, Site, id, moment};

type Harm = fn(&Path);

const HARMS: [(&str, Harm); 10] = [
    ("emptied", |file| fs::write(file, "").unwrap()),
    ("cut", |file| fs::File::options().write(true).open(file).unwrap().set_len(100).unwrap()),
    ("other bytes", |file| fs::write(file, b"\xff\xfe\x00damaged").unwrap()),
    ("zeroes", |file| fs::write(file, [0; 4096]).unwrap()),
    ("git's markers", |file| fs::write(file, "<<<<<<< HEAD\n(\n=======\n)\n>>>>>>> branch\n").unwrap()),
    ("another id", |file| {
        let text = fs::read_to_string(file).unwrap().replace("centre-k7q2x", "other-k7q2x");
        fs::write(file, text).unwrap();
    }),
    ("too large", |file| fs::File::create(file).unwrap().set_len(17 << 20).unwrap()),
    ("a folder", |file| {
        fs::remove_file(file).unwrap();
        fs::create_dir(file).unwrap();
        fs::write(file.join("in it"), "damaged").unwrap();
    }),
    ("a link", |file| {
        fs::remove_file(file).unwrap();
        std::os::unix::fs::symlink("somewhere", file).unwrap();
    }),
    ("a pipe", |file| {
        fs::remove_file(file).unwrap();
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        rustix::fs::mknodat(rustix::fs::CWD, file, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    }),
];

/// What is in the quarantine, but for the reasons.
fn set_aside(site: &Site) -> usize {
    let names = fs::read_dir(site.path("quarantine")).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| !name.to_string_lossy().ends_with(".reason.txt")).count()
}

fn in_file(site: &Site) -> Option<fieldbook::model::evaluation::Evaluation> {
    format::read(&fs::read_to_string(site.file()).ok()?).ok()
}

/// An evaluation with edits in its file and in its journal, whose file is then damaged.
fn damaged(harm: Harm) -> (Site, Desk) {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "In the file. ");
    desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
    desk.type_in(1, "In the journal.");
    desk.writer.sync().unwrap();
    harm(&site.file());
    (site, desk)
}

#[test]
fn what_is_saved_is_saved_whatever_becomes_of_the_file() {
    for (case, harm) in HARMS {
        let (site, mut desk) = damaged(harm);
        for _ in 0..3 {
            // A look tells of the file and leaves it alone; what was typed is saved before as after.
            let told = desk.writer.merge_external_changes(&desk.evaluation, moment()).unwrap_err();
            assert!(matches!(told, StoreError::Unreadable(file) if file.is_replaceable()), "{case}");
            assert_eq!((desk.writer.sync(), desk.writer.unsaved()), (Ok(()), 0), "{case}");
            let read = site.elsewhere().read(&id()).unwrap();
            assert_eq!((&read.evaluation, read.damage.is_some()), (&desk.evaluation, true), "{case}");
            assert_eq!(site.library.scan().unwrap()[0].state.as_ref(), Ok(&desk.evaluation), "{case}");
            assert!(desk.type_in(0, "More. "), "{case}");
        }
        desk.writer.leave(&desk.evaluation, moment()).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!((in_file(&site).as_ref(), set_aside(&site)), (Some(&desk.evaluation), 1), "{case}");
        drop(desk.writer);
        let again = site.open();
        assert_eq!((again.evaluation, again.loaded.damage), (desk.evaluation, None), "{case}");
    }
}

#[test]
fn it_is_put_in_place_also_by_who_comes_later() {
    for (case, harm) in HARMS {
        let (site, desk) = damaged(harm);
        drop(desk.writer);
        let mut again = site.open();
        assert_eq!((&again.evaluation, again.loaded.damage.is_some()), (&desk.evaluation, true), "{case}");
        again.type_in(2, "Later.");
        again.writer.leave(&again.evaluation, moment()).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!((in_file(&site).as_ref(), set_aside(&site)), (Some(&again.evaluation), 1), "{case}");
    }
}

#[test]
fn a_damaged_file_with_nothing_new_in_memory_is_put_right_too() {
    for (case, harm) in HARMS {
        let site = Site::begun();
        let mut desk = site.open();
        desk.type_in(0, "In the file.");
        desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
        harm(&site.file());
        assert!(desk.writer.save(&desk.evaluation, moment()).unwrap().replaced, "{case}");
        assert_eq!((in_file(&site).as_ref(), set_aside(&site)), (Some(&desk.evaluation), 1), "{case}");
        assert_eq!(site.library.scan().unwrap().len(), 1, "{case}");
    }
}

#[test]
fn what_a_newer_program_wrote_is_never_displaced() {
    let (site, mut desk) = damaged(|file| fs::write(file, "(format: 9, id: \"2026-11-24-centre-k7q2x\")").unwrap());
    let theirs = fs::read(site.file()).unwrap();
    assert!(desk.writer.leave(&desk.evaluation, moment()).is_err());
    assert_eq!(fs::read(site.file()).unwrap(), theirs);
}

/// Every call failing while a damaged file is replaced: leaving says that it is well only where a reader finds everything,
/// and what was saved before is found whatever failed.
#[test]
fn every_call_failing_while_a_damaged_file_is_replaced_loses_nothing() {
    let mut count = 0;
    for (case, harm) in [HARMS[4], HARMS[7]] {
        for (operation, strikes) in Operation::ALL.into_iter().flat_map(|operation| [(operation, 1), (operation, 99)]) {
            for n in 0..1000 {
                let case = format!("{case}: call {n} of {operation:?}, {strikes} times");
                let (site, mut desk) = damaged(harm);
                site.faults.plan(operation, n, strikes, InjectedFault::Fails(Errno::IO.raw_os_error()));
                let left = desk.writer.leave(&desk.evaluation, moment());
                drop(desk.writer);
                let read = site.elsewhere().read(&id()).unwrap_or_else(|error| panic!("{case}, {left:?}: {error}"));
                assert_eq!(read.evaluation, desk.evaluation, "{case}, {left:?}");
                if site.faults.struck() == 0 {
                    break;
                }
                count += 1;
                site.faults.heal();
                let mut again = site.open();
                again.writer.leave(&again.evaluation, moment()).unwrap_or_else(|error| panic!("{case}: {error}"));
                assert_eq!(in_file(&site).as_ref(), Some(&desk.evaluation), "{case}");
                assert!(set_aside(&site) > 0, "{case}");
            }
        }
    }
    println!("{count} faults while a damaged file is replaced: nothing lost");
    assert!(count > 100, "{count}");
}

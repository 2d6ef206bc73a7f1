//! What becomes of a journal that another program removes, cuts or replaces while nobody types: whatever is called saved
//! then is on the disk.

use std::{fs, path::Path};

use fieldbook::store::disk::{InjectedFault, Operation};
use rustix::io::Errno;

use crate::field::{Desk, Site, id, moment};

type Harm = fn(&Path);
type Act = fn(&mut Desk) -> bool;

const HARMS: [(&str, Harm); 6] = [
    ("removed", |journal| fs::remove_file(journal).unwrap()),
    ("cut", |journal| fs::File::options().write(true).open(journal).unwrap().set_len(9).unwrap()),
    ("emptied", |journal| fs::write(journal, "").unwrap()),
    ("added to", |journal| fs::write(journal, [fs::read(journal).unwrap(), vec![0; 9]].concat()).unwrap()),
    ("replaced", |journal| {
        let beside = journal.with_extension("beside");
        fs::copy(journal, &beside).unwrap();
        fs::rename(beside, journal).unwrap();
    }),
    ("gone with its folder", |journal| fs::remove_dir_all(journal.parent().unwrap()).unwrap()),
];

/// What looks at the journal, and whether it says that all is saved.
const ACTS: [(&str, Act); 4] = [
    ("focus", |desk| desk.writer.merge_external_changes(&desk.evaluation, moment()).is_ok()),
    ("leaving", |desk| desk.writer.sync().is_ok()),
    ("a checkpoint", |desk| desk.writer.checkpoint(&desk.evaluation, moment()).is_ok()),
    ("a key and its sync", |desk| {
        desk.type_in(0, "!");
        desk.writer.sync().is_ok()
    }),
];

fn harmed(harm: Harm) -> (Site, Desk) {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "typed");
    desk.writer.sync().unwrap();
    harm(&desk.writer.journal());
    (site, desk)
}

#[test]
fn what_has_vanished_is_written_anew() {
    for (harmed_so, harm) in HARMS {
        for (looked, act) in ACTS {
            let (site, mut desk) = harmed(harm);
            assert!(act(&mut desk), "{harmed_so}, {looked}");
            assert_eq!(
                (desk.writer.unsaved(), site.after_death()),
                (0, desk.evaluation.clone()),
                "{harmed_so}, {looked}"
            );
            drop(desk.writer);
            assert_eq!(site.open().evaluation, desk.evaluation, "{harmed_so}, {looked}");
        }
    }
}

/// The law: "saved" is said only where it is so, whatever fails while the journal is looked at.
#[test]
fn saved_is_never_said_of_what_has_vanished() {
    let mut said = 0;
    for (harmed_so, harm) in HARMS {
        for (looked, act) in ACTS {
            for operation in Operation::ALL {
                for number in [Errno::IO, Errno::NOSPC] {
                    let case = format!("{harmed_so}, {looked}, {operation:?}: {number:?}");
                    let (site, mut desk) = harmed(harm);
                    site.faults.plan(operation, 0, usize::MAX, InjectedFault::Fails(number.raw_os_error()));
                    let is_said = act(&mut desk);
                    if is_said && desk.writer.unsaved() == 0 {
                        said += 1;
                        assert_eq!(site.after_death(), desk.evaluation, "{case}");
                    }
                    // Once the disk is well again, so is everything.
                    site.faults.heal();
                    desk.writer.sync().unwrap_or_else(|error| panic!("{case}: {error}"));
                    assert_eq!((desk.writer.unsaved(), site.after_death()), (0, desk.evaluation.clone()), "{case}");
                }
            }
        }
    }
    assert!(said > 50, "{said}");
}

#[test]
fn a_journal_that_cannot_be_written_anew_is_told_until_it_can() {
    let (site, mut desk) = harmed(|journal| fs::remove_file(journal).unwrap());
    site.faults.plan(Operation::Create, 0, usize::MAX, InjectedFault::Fails(Errno::NOSPC.raw_os_error()));
    let error = desk.writer.merge_external_changes(&desk.evaluation, moment()).unwrap_err().to_string();
    assert!(error.contains("free some space"), "{error}");
    assert_eq!(desk.writer.unsaved(), 1);
    assert!(!desk.type_in(0, " on"));
    assert!(desk.writer.sync().is_err());
    assert_eq!(desk.writer.unsaved(), 2);
    site.faults.heal();
    desk.writer.sync().unwrap();
    assert_eq!((desk.writer.unsaved(), site.elsewhere().read(&id()).unwrap().evaluation), (0, desk.evaluation));
}

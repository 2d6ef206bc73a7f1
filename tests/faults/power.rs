//! Power cuts: what was done to the disk is recorded, and every beginning of that is played back as a disk would hold
//! it that had kept what was synced and, of the rest, nothing, the half, zeroes, or all.

use std::{collections::HashSet, sync::Arc};

use fieldbook::store::{
    Disk, Library, OpenOutcome, StoreError, Syncer,
    disk::{Faults, InjectedFault, Operation},
};
use rustix::io::Errno;
use tempfile::TempDir;

use crate::{
    calls::{without_exchange, without_links},
    field::{Desk, holder, id, moment, new_evaluation, question, sound, titling},
    platter::{Data, Left, Names, Platter},
};

/// A promise: once this much was done, at least this state survives.
struct Promise {
    done: usize,
    state: usize,
}

/// A recorded session, and what was promised during it.
struct Record {
    faults: Arc<Faults>,
    folder: TempDir,
    states: Vec<fieldbook::model::evaluation::Evaluation>,
    promises: Vec<Promise>,
}

impl Record {
    /// A new evaluation, typing, saving, checkpoints, another session; a fault strikes on the way where one is planned.
    fn of_session(plan: impl Fn(&Faults)) -> Record {
        let (folder, faults) = (TempDir::new().unwrap(), Arc::new(Faults::recording()));
        let library = Library::open(&folder.path().join("library"), Disk::with(faults.clone())).unwrap();
        plan(&faults);
        let mut record = Record { faults, folder, states: vec![new_evaluation()], promises: Vec::new() };
        let created = library.create(&new_evaluation());
        record.promise(created.is_ok());
        if created.is_err() {
            return record;
        }
        for _ in 0..2 {
            let opened = library.open_evaluation(&id(), &holder(), &Syncer::default()).unwrap();
            let OpenOutcome::Writable(writer, loaded) = opened else { break };
            let mut desk = Desk { writer, evaluation: loaded.evaluation.clone(), loaded };
            record.type_on(&mut desk, 3);
            let saved = desk.writer.sync().or_else(|_| desk.writer.sync()).is_ok();
            record.promise(saved);
            record.type_on(&mut desk, 2);
            let saved = desk.writer.checkpoint(&desk.evaluation, moment()).is_ok();
            record.promise(saved);
            record.type_on(&mut desk, 2);
            let saved = desk.writer.sync().or_else(|_| desk.writer.sync()).is_ok();
            record.promise(saved);
            record.type_on(&mut desk, 1);
        }
        record
    }

    fn type_on(&mut self, desk: &mut Desk, letters: usize) {
        for _ in 0..letters {
            desk.type_in(0, "a");
            self.states.push(desk.evaluation.clone());
        }
    }

    fn promise(&mut self, kept: bool) {
        if kept {
            let (done, state) = (self.faults.recorded().len(), self.states.len() - 1);
            self.promises.push(Promise { done, state });
        }
    }

    /// The disk after the first `done` operations.
    fn platter(&self, done: usize) -> Platter {
        Platter::after(self.folder.path(), &self.faults.recorded()[..done])
    }

    fn promised(&self, done: usize) -> Option<usize> {
        self.promises.iter().filter(|promise| promise.done <= done).map(|promise| promise.state).max()
    }

    /// What a library holds is one of the states that were on the screen, no older than promised.
    fn judge(&self, library: &Library, done: usize, case: &str) -> bool {
        let promised = self.promised(done);
        let found = match library.read(&id()) {
            Err(StoreError::NoSuch(_)) if promised.is_none() => return false,
            Err(error) => panic!("{case}: {error}"),
            Ok(found) => found.evaluation,
        };
        let state = self.states.iter().position(|state| *state == found);
        let state = state.unwrap_or_else(|| panic!("{case}: a state that was never on the screen"));
        assert!(Some(state) >= promised, "{case}: {state} of {promised:?}");
        assert_eq!(library.versions(&id()).unwrap(), [], "{case}");
        true
    }
}

/// The cuts that were judged already: many leave the same.
#[derive(Default)]
struct Seen(HashSet<(Left, Option<usize>)>);

impl Seen {
    /// What a cut leaves, as a library, unless the same was judged before by the same promise.
    fn new_library(&mut self, left: &Left, promised: Option<usize>) -> Option<(TempDir, Library)> {
        if !self.0.insert((left.clone(), promised)) {
            return None;
        }
        let folder = left.laid_out();
        let library = library(&folder);
        Some((folder, library))
    }
}

const CUTS: [(Names, Data); 7] = [
    (Names::Synced, Data::Synced),
    (Names::Synced, Data::Half),
    (Names::Synced, Data::All),
    (Names::All, Data::Synced),
    (Names::All, Data::Half),
    (Names::All, Data::Zeroes),
    (Names::All, Data::All),
];

fn library(folder: &TempDir) -> Library {
    Library::open(&folder.path().join("library"), sound()).unwrap()
}

#[test]
fn a_cut_anywhere_leaves_the_old_or_the_new() {
    cut_everywhere(|_| {});
}

#[test]
fn a_cut_anywhere_leaves_the_old_or_the_new_where_files_cannot_change_places() {
    cut_everywhere(without_exchange);
}

#[test]
fn a_cut_anywhere_leaves_the_old_or_the_new_where_there_are_no_links() {
    cut_everywhere(without_links);
}

fn cut_everywhere(plan: fn(&Faults)) {
    let record = Record::of_session(plan);
    let (all, mut seen) = (record.faults.recorded().len(), Seen::default());
    for done in 0..=all {
        for (names, data) in CUTS {
            let case = format!("cut after {done} of {all}, {names:?} names, {data:?} data");
            let left = record.platter(done).left(names, data);
            let Some((_folder, library)) = seen.new_library(&left, record.promised(done)) else { continue };
            if record.judge(&library, done, &case) {
                // Recovering twice gives the same, and work can go on.
                let mut desk = Desk::at(&library);
                record.judge(&library, done, &case);
                desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
                record.judge(&library, done, &case);
            }
        }
    }
    println!("{} power cuts: the old or the new each time", (all + 1) * CUTS.len());
}

#[test]
fn a_cut_during_recovery_loses_nothing_either() {
    let record = Record::of_session(|_| {});
    let (mut cuts, mut firsts, mut seen) = (0, Seen::default(), Seen::default());
    for done in 0..=record.faults.recorded().len() {
        for (names, data) in [(Names::All, Data::Half), (Names::Synced, Data::All)] {
            let left = record.platter(done).left(names, data);
            let Some((folder, _)) = firsts.new_library(&left, record.promised(done)) else { continue };
            let faults = Arc::new(Faults::recording());
            let start = Platter::found(folder.path());
            let shaky = Library::open(&folder.path().join("library"), Disk::with(faults.clone())).unwrap();
            let Ok(OpenOutcome::Writable(mut writer, loaded)) =
                shaky.open_evaluation(&id(), &holder(), &Syncer::default())
            else {
                continue;
            };
            writer.checkpoint(&loaded.evaluation, moment()).unwrap();
            let recorded = faults.recorded();
            for again in 0..=recorded.len() {
                let platter = start.clone().then(folder.path(), &recorded[..again]);
                for (names, data) in [(Names::Synced, Data::Synced), (Names::All, Data::Zeroes)] {
                    let case = format!("cut after {done}, then after {again}, {names:?} names, {data:?} data");
                    cuts += 1;
                    if let Some((_folder, library)) =
                        seen.new_library(&platter.left(names, data), record.promised(done))
                    {
                        record.judge(&library, done, &case);
                    }
                }
            }
        }
    }
    println!("{cuts} power cuts during recovery: nothing lost");
}

#[test]
fn what_was_called_saved_after_a_failed_sync_is_on_the_disk() {
    let mut cuts = 0;
    for (operation, strikes) in [Operation::Sync, Operation::SyncFolder].into_iter().flat_map(|o| [(o, 1), (o, 3)]) {
        for n in 0.. {
            let fails =
                |faults: &Faults| faults.plan(operation, n, strikes, InjectedFault::Fails(Errno::IO.raw_os_error()));
            let record = Record::of_session(fails);
            if record.faults.struck() == 0 {
                break;
            }
            let (all, mut seen) = (record.faults.recorded().len(), Seen::default());
            for done in 0..=all {
                cuts += 1;
                let case = format!("{operation:?} {n} failed {strikes} times, cut after {done} of {all}");
                let left = record.platter(done).left(Names::Synced, Data::Synced);
                let Some((_folder, library)) = seen.new_library(&left, record.promised(done)) else { continue };
                // A journal that fails again and again can't note what a checkpoint is about to write: a cut right then
                // leaves a choice between what the file and what the journal has.
                let promised = strikes == 1 || record.promises.iter().any(|promise| promise.done == done);
                if record.judge(&library, done, &case) && promised {
                    drop(Desk::at(&library));
                    record.judge(&library, done, &case);
                }
            }
        }
    }
    println!("{cuts} power cuts after failed syncs: what was called saved is there");
}

#[test]
fn a_cut_while_a_change_from_outside_is_taken_in_loses_neither() {
    for plan in [|_: &Faults| {}, without_exchange, without_links] {
        let (folder, faults) = (TempDir::new().unwrap(), Arc::new(Faults::recording()));
        let disk = Disk::with(faults.clone());
        let shaky = Library::open(&folder.path().join("library"), disk.clone()).unwrap();
        plan(&faults);
        shaky.create(&new_evaluation()).unwrap();
        let mut desk = Desk::at(&shaky);
        desk.type_in(0, "ours");
        desk.writer.sync().unwrap();
        let mut theirs = new_evaluation();
        theirs.apply(&titling(&theirs, "Their title")).unwrap();
        let text = fieldbook::model::format::write(&theirs);
        disk.replace(&shaky.file_of(&id()), &shaky.root().join("evaluations/theirs"), text.as_bytes()).unwrap();
        let (written, mut seen) = (faults.recorded().len(), Seen::default());
        desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
        for done in written..=faults.recorded().len() {
            for (names, data) in CUTS {
                let case = format!("cut after {done}, {names:?} names, {data:?} data");
                let left = Platter::after(folder.path(), &faults.recorded()[..done]).left(names, data);
                let Some((_folder, library)) = seen.new_library(&left, None) else { continue };
                for _ in 0..2 {
                    let found = library.read(&id()).unwrap().evaluation;
                    assert_eq!((found.title(), found.narrative(&question(0))), ("Their title", "ours"), "{case}");
                    assert_eq!(library.versions(&id()).unwrap(), [], "{case}");
                    let mut desk = Desk::at(&library);
                    desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
                }
            }
        }
    }
}

//! Every call of every operation on the disk, failing once and failing from then on, one at a time.

use std::{collections::HashMap, sync::Arc};

use fieldbook::{
    model::evaluation::Evaluation,
    store::{
        Disk, Library, OpenOutcome, StoreError, Syncer, Writer,
        disk::{Faults, InjectedFault, Operation},
    },
};
use rustix::io::Errno;
use tempfile::TempDir;

use crate::field::{holder, id, moment, new_evaluation, question, sound, titling, typing};

/// What happened in a session, seen from the chair in front of it.
#[derive(Default)]
struct Session {
    /// What was on the screen, edit by edit.
    screens: Vec<Evaluation>,
    /// Up to which of them the program said that all is well.
    acknowledged: Option<usize>,
}

impl Session {
    fn type_on(&mut self, writer: &mut Writer, letters: &str) {
        for letter in letters.chars() {
            let mut evaluation = self.screen().clone();
            let edit = typing(&evaluation, 0, &letter.to_string());
            evaluation.apply(&edit).unwrap();
            self.screens.push(evaluation);
            let told = writer.append(&edit, moment());
            self.acknowledge(&told);
        }
    }

    fn screen(&self) -> &Evaluation {
        self.screens.last().unwrap()
    }

    fn acknowledge<T>(&mut self, told: &Result<T, StoreError>) {
        if told.is_ok() {
            self.acknowledged = Some(self.screens.len() - 1);
        }
    }

    fn save(&mut self, writer: &mut Writer) {
        let told = writer.sync();
        self.acknowledge(&told);
    }

    fn checkpoint(&mut self, writer: &mut Writer) {
        let told = writer.checkpoint(self.screen(), moment());
        if let Ok(told) = &told {
            assert_eq!((&told.merged, told.conflicts, told.recreated), (&None, 0, false));
        }
        self.acknowledge(&told);
    }

    /// An evening's work: a new evaluation, typing, saving, leaving, coming back.
    fn work(&mut self, library: &Library) -> Option<Box<Writer>> {
        self.screens.push(new_evaluation());
        let told = library.create(&new_evaluation());
        self.acknowledge(&told);
        let mut writer = open(library)?;
        self.type_on(&mut writer, "abc");
        self.save(&mut writer);
        self.type_on(&mut writer, "de");
        self.checkpoint(&mut writer);
        self.type_on(&mut writer, "fg");
        self.save(&mut writer);
        if writer.unsaved() > 0 {
            return Some(writer);
        }
        drop(writer);
        let mut writer = open(library)?;
        self.type_on(&mut writer, "hi");
        self.checkpoint(&mut writer);
        self.type_on(&mut writer, "jk");
        self.save(&mut writer);
        Some(writer)
    }

    /// What has to be true whatever failed, once the program is gone.
    fn judge(&self, library: &Library, case: &str) {
        let found = library.read(&id());
        match (&found, self.acknowledged) {
            (Err(StoreError::NoSuch(_)), None) => return,
            (Err(error), _) => panic!("{case}: {error}"),
            (Ok(_), _) => {}
        }
        let evaluation = found.unwrap().evaluation;
        let state = self.screens.iter().position(|screen| *screen == evaluation);
        let state = state.unwrap_or_else(|| panic!("{case}: a state that was never on the screen"));
        assert!(Some(state) >= self.acknowledged, "{case}: {state} of {:?} acknowledged", self.acknowledged);
        assert_eq!(library.versions(&id()).unwrap(), [], "{case}");
    }
}

fn open(library: &Library) -> Option<Box<Writer>> {
    match library.open_evaluation(&id(), &holder(), &Syncer::default()) {
        Ok(OpenOutcome::Writable(writer, _)) => Some(writer),
        _ => None,
    }
}

fn library(folder: &TempDir, disk: Disk) -> Result<Library, StoreError> {
    Library::open(&folder.path().join("library"), disk)
}

/// How often a session calls each operation.
fn calls(plan: &dyn Fn(&Faults)) -> HashMap<Operation, usize> {
    let (folder, faults) = (TempDir::new().unwrap(), Arc::new(Faults::default()));
    plan(&faults);
    Session::default().work(&library(&folder, Disk::with(faults.clone())).unwrap()).unwrap();
    let mut calls = HashMap::new();
    for (operation, _) in faults.calls() {
        *calls.entry(operation).or_default() += 1;
    }
    calls
}

/// Lets every call fail, one at a time. Returns how many faults there were.
fn every_call_fails(plan: &dyn Fn(&Faults), numbers: &[Errno], strikes: usize) -> usize {
    let mut count = 0;
    for (operation, calls) in calls(plan) {
        // A write may also take a part before it fails.
        let parts = if operation == Operation::Write { 0..2 } else { 0..1 };
        let kinds: Vec<(Errno, usize)> =
            numbers.iter().flat_map(|n| parts.clone().map(move |part| (*n, part))).collect();
        for (n, (kind, part)) in (0..calls).flat_map(|n| kinds.iter().map(move |kind| (n, kind))) {
            let case = format!("call {n} of {operation:?}: {kind:?} after {part} parts, {strikes} times");
            let (folder, faults) = (TempDir::new().unwrap(), Arc::new(Faults::default()));
            plan(&faults);
            faults.plan(operation, n, *part, InjectedFault::Short(7));
            faults.plan(operation, n + part, strikes, InjectedFault::Fails(kind.raw_os_error()));
            let mut session = Session::default();
            let Ok(shaky) = library(&folder, Disk::with(faults.clone())) else { continue };
            let writer = session.work(&shaky);
            count += 1;
            session.judge(&library(&folder, sound()).unwrap(), &case);
            faults.heal();
            if let Some(mut writer) = writer {
                // Once the fault is over everything can be saved, whatever state it left things in.
                writer.sync().unwrap_or_else(|error| panic!("{case}: {error}"));
                assert_eq!(writer.unsaved(), 0, "{case}");
                writer.checkpoint(session.screen(), moment()).unwrap_or_else(|error| panic!("{case}: {error}"));
                session.acknowledged = Some(session.screens.len() - 1);
                drop(writer);
            }
            // And the next session finds everything in order.
            let sound = library(&folder, sound()).unwrap();
            session.judge(&sound, &case);
            if session.acknowledged.is_some() {
                let mut writer = open(&sound).unwrap_or_else(|| panic!("{case}: can't be opened"));
                let evaluation = sound.read(&id()).unwrap().evaluation;
                writer.checkpoint(&evaluation, moment()).unwrap();
                drop(writer);
                session.judge(&sound, &case);
                let stray = std::fs::read_dir(sound.root().join("evaluations")).unwrap().count();
                assert_eq!(stray, 1, "{case}: something is left over");
            }
        }
    }
    count
}

fn as_it_is(_: &Faults) {}

/// A file system on which two files can't change places.
pub(crate) fn without_exchange(faults: &Faults) {
    let unsupported = || InjectedFault::Fails(Errno::NOSYS.raw_os_error());
    faults.plan(Operation::Exchange, 0, usize::MAX, unsupported());
    faults.plan(Operation::RenameNew, 0, usize::MAX, unsupported());
}

/// A file system that has no links either.
pub(crate) fn without_links(faults: &Faults) {
    without_exchange(faults);
    faults.plan(Operation::Link, 0, usize::MAX, InjectedFault::Fails(Errno::PERM.raw_os_error()));
}

#[test]
fn every_call_failing_once_loses_nothing() {
    let count = every_call_fails(&as_it_is, &[Errno::IO, Errno::NOSPC, Errno::MFILE], 1);
    println!("{count} faults, one call each: nothing lost");
    assert!(count > 200, "{count}");
}

#[test]
fn every_call_failing_for_ever_loses_nothing() {
    let count = every_call_fails(&as_it_is, &[Errno::IO, Errno::DQUOT, Errno::ROFS], usize::MAX);
    println!("{count} faults, from one call on: nothing lost");
    assert!(count > 200, "{count}");
}

#[test]
fn every_call_failing_where_files_cannot_change_places_loses_nothing() {
    let once = every_call_fails(&without_exchange, &[Errno::IO], 1);
    let for_ever = every_call_fails(&without_exchange, &[Errno::NOSPC], usize::MAX);
    println!("{once} and {for_ever} faults without exchange: nothing lost");
}

#[test]
fn every_call_failing_where_there_are_no_links_loses_nothing() {
    let once = every_call_fails(&without_links, &[Errno::IO], 1);
    let for_ever = every_call_fails(&without_links, &[Errno::NOSPC], usize::MAX);
    println!("{once} and {for_ever} faults without links: nothing lost");
}

/// Deleting and restoring, each call failing: the evaluation is in the library or in the trash, with every edit.
#[test]
fn every_call_failing_while_deleting_and_restoring_loses_nothing() {
    let mut count = 0;
    for (operation, strikes) in
        Operation::ALL.into_iter().flat_map(|operation| [(operation, 1), (operation, usize::MAX)])
    {
        count += (0..1000).take_while(|n| deleting_and_restoring_fails(operation, *n, strikes)).count();
    }
    println!("{count} faults while deleting and restoring: nothing lost");
    assert!(count > 50, "{count}");
}

/// Whether there is such a call to fail.
fn deleting_and_restoring_fails(operation: Operation, n: usize, strikes: usize) -> bool {
    let case = format!("call {n} of {operation:?}, {strikes} times");
    let (folder, faults) = (TempDir::new().unwrap(), Arc::new(Faults::default()));
    let shaky = library(&folder, Disk::with(faults.clone())).unwrap();
    let mut session = Session { screens: vec![new_evaluation()], acknowledged: None };
    shaky.create(&new_evaluation()).unwrap();
    let mut writer = open(&shaky).unwrap();
    session.type_on(&mut writer, "abc");
    drop(writer);
    faults.plan(operation, n, strikes, InjectedFault::Fails(Errno::IO.raw_os_error()));
    let name = format!("{}.ron", id());
    let _ = shaky.trash(&id(), &holder()).and_then(|_| shaky.restore(&name));
    let sound = library(&folder, sound()).unwrap();
    if sound.read(&id()).is_err() {
        assert_eq!(sound.trashed().unwrap().len(), 1, "{case}");
        sound.restore(&name).unwrap_or_else(|error| panic!("{case}: {error}"));
    }
    assert_eq!(sound.read(&id()).unwrap().evaluation, *session.screen(), "{case}");
    faults.struck() > 0
}

/// Taking in several evaluations, each call failing: all of them are there or none, and what could not be taken back is
/// named.
#[test]
fn every_call_failing_while_importing_takes_in_all_or_nothing() {
    let mut count = 0;
    for plan in [as_it_is, without_exchange, without_links] {
        for (operation, strikes) in
            Operation::ALL.into_iter().flat_map(|operation| [(operation, 1), (operation, 2), (operation, usize::MAX)])
        {
            count += (0..1000).take_while(|n| importing_fails(&plan, operation, *n, strikes)).count();
        }
    }
    println!("{count} faults while importing: all or nothing");
    assert!(count > 100, "{count}");
}

/// Whether there is such a call to fail.
fn importing_fails(plan: &dyn Fn(&Faults), operation: Operation, n: usize, strikes: usize) -> bool {
    let case = format!("call {n} of {operation:?}, {strikes} times");
    let (folder, faults) = (TempDir::new().unwrap(), Arc::new(Faults::default()));
    let shaky = library(&folder, Disk::with(faults.clone())).unwrap();
    let evaluations = ["one", "two", "three"].map(|key| {
        let evaluation = new_evaluation();
        Evaluation { id: key.parse().unwrap(), ..evaluation }
    });
    plan(&faults);
    let calls = || faults.calls().iter().filter(|(called, _)| *called == operation).count();
    let before = calls();
    faults.plan(operation, n, strikes, InjectedFault::Fails(Errno::IO.raw_os_error()));
    let outcome = shaky.create_all(&evaluations);
    let there = library(&folder, sound()).unwrap().ids().unwrap();
    match outcome {
        Ok(()) => assert_eq!(there.len(), 3, "{case}"),
        Err(StoreError::Partly { mut left, .. }) => {
            left.sort();
            assert_eq!(there, left, "{case}");
            assert!(strikes > 1, "{case}: one fault is no reason to leave anything");
        }
        Err(_) => assert!(there.is_empty(), "{case}: {there:?}"),
    }
    calls() > before + n
}

/// Another program changes the file while it is open, each call failing: neither its change nor ours is lost, also when
/// typing goes on afterwards, and also when the program dies there.
#[test]
fn every_call_failing_while_taking_in_a_change_from_outside_loses_neither() {
    let mut count = 0;
    for (operation, strikes) in
        Operation::ALL.into_iter().flat_map(|operation| [(operation, 1), (operation, usize::MAX)])
    {
        for dies in [false, true] {
            count += (0..1000).take_while(|n| taking_in_fails(operation, *n, strikes, dies)).count();
        }
    }
    println!("{count} faults while taking in changes from outside: nothing lost");
    assert!(count > 100, "{count}");
}

/// Whether there is such a call to fail.
fn taking_in_fails(operation: Operation, n: usize, strikes: usize, dies: bool) -> bool {
    let case = format!("call {n} of {operation:?}, {strikes} times, dies: {dies}");
    let (folder, faults) = (TempDir::new().unwrap(), Arc::new(Faults::default()));
    let shaky = library(&folder, Disk::with(faults.clone())).unwrap();
    shaky.create(&new_evaluation()).unwrap();
    let mut session = Session { screens: vec![new_evaluation()], acknowledged: None };
    let mut writer = open(&shaky).unwrap();
    session.type_on(&mut writer, "ours");
    let mut theirs = new_evaluation();
    theirs.apply(&titling(&theirs, "Their title")).unwrap();
    let beside = shaky.file_of(&id()).with_extension("theirs");
    std::fs::write(&beside, fieldbook::model::format::write(&theirs)).unwrap();
    std::fs::rename(beside, shaky.file_of(&id())).unwrap();
    faults.plan(operation, n, strikes, InjectedFault::Fails(Errno::IO.raw_os_error()));
    let outcome = writer.checkpoint(session.screen(), moment());
    if let Ok(outcome) = outcome {
        session.screens.push(outcome.merged.unwrap_or_else(|| panic!("{case}: not told")));
    }
    if !dies {
        session.type_on(&mut writer, " go on");
        faults.heal();
        let outcome = writer.checkpoint(session.screen(), moment()).unwrap_or_else(|error| panic!("{case}: {error}"));
        session.screens.extend(outcome.merged);
        assert_eq!(session.screen().title(), "Their title", "{case}");
    }
    drop(writer);
    let sound = library(&folder, sound()).unwrap();
    let typed = if dies { "ours" } else { "ours go on" };
    for _ in 0..2 {
        let found = sound.read(&id()).unwrap().evaluation;
        assert_eq!((found.title(), found.narrative(&question(0))), ("Their title", typed), "{case}");
        assert_eq!(sound.versions(&id()).unwrap(), [], "{case}");
        let mut writer = open(&sound).unwrap_or_else(|| panic!("{case}: can't be opened"));
        let found = sound.read(&id()).unwrap().evaluation;
        writer.checkpoint(&found, moment()).unwrap();
    }
    faults.struck() > 0
}

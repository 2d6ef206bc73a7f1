//! The plan of a test: which operation on the disk fails, when and how; and what was done.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard},
};

/// What can be done to a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "named as the methods of `Disk`")]
pub enum Operation {
    Open,
    Create,
    Read,
    Write,
    Truncate,
    Sync,
    SyncFolder,
    Rename,
    RenameNew,
    Exchange,
    Link,
    Remove,
    MakeFolder,
    List,
    Stat,
    Lock,
    Probe,
}

#[allow(clippy::enum_glob_use, reason = "each is named")]
impl Operation {
    /// All of them.
    pub const ALL: [Operation; 17] = {
        use Operation::*;
        [
            Open, Create, Read, Write, Truncate, Sync, SyncFolder, Rename, RenameNew, Exchange, Link, Remove,
            MakeFolder, List, Stat, Lock, Probe,
        ]
    };
}

/// What goes wrong.
#[derive(Clone, Debug)]
pub enum InjectedFault {
    /// The system says this error number.
    Fails(i32),
    /// A write takes no more than this many bytes; other operations are as ever.
    Short(usize),
    /// A write is said to be done, and is not.
    Dropped,
    /// Just before, another program puts this file into its place.
    Meanwhile(PathBuf, Vec<u8>),
}

#[derive(Debug)]
struct FaultRule {
    operation: Operation,
    /// Calls whose path does not hold this are not counted.
    at: Option<String>,
    /// How many calls pass before it strikes.
    pass: usize,
    /// How often it strikes then.
    strikes: usize,
    fault: InjectedFault,
}

/// What was done to the disk, as far as a power cut could undo it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as the methods of `Disk`; a number tells open files apart")]
pub enum DiskChange {
    Create { number: usize, path: PathBuf },
    Write { number: usize, bytes: Vec<u8> },
    Truncate { number: usize, length: u64 },
    Sync { number: usize, kept: bool },
    SyncFolder { path: PathBuf },
    Rename { from: PathBuf, to: PathBuf },
    Exchange { one: PathBuf, other: PathBuf },
    Link { from: PathBuf, to: PathBuf },
    Remove { path: PathBuf },
    MakeFolder { path: PathBuf },
}

#[derive(Debug, Default)]
struct Plan {
    rules: Vec<FaultRule>,
    calls: Vec<(Operation, PathBuf)>,
    struck: usize,
    recording: Option<Vec<DiskChange>>,
    /// The files that were made, by their numbers, and where.
    made: Vec<PathBuf>,
    /// The numbers of files to which nothing can be appended any more; none where all can be appended to.
    deaf: Option<Vec<usize>>,
}

/// A plan of faults. An empty one changes nothing but counts calls.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Plan>);

impl Faults {
    /// A plan that also records what is done.
    pub fn recording() -> Faults {
        Faults(Mutex::new(Plan { recording: Some(Vec::new()), ..Plan::default() }))
    }

    /// From now on what is appended to a file that was renamed over another is dropped, and said to be done: so does FAT
    /// through FUSE.
    pub fn drop_appends_after_renaming(&self) {
        self.plan_of().deaf = Some(Vec::new());
    }

    /// Lets `fault` strike the `n`-th call (from 0) from now on of `operation`, and `strikes` calls in all.
    pub fn plan(&self, operation: Operation, n: usize, strikes: usize, fault: InjectedFault) {
        self.plan_at(operation, None, n, strikes, fault);
    }

    /// As [`Faults::plan`], for calls on paths that hold `part`.
    pub fn plan_on(&self, operation: Operation, part: &str, n: usize, strikes: usize, fault: InjectedFault) {
        self.plan_at(operation, Some(part.to_owned()), n, strikes, fault);
    }

    fn plan_at(&self, operation: Operation, at: Option<String>, pass: usize, strikes: usize, fault: InjectedFault) {
        self.plan_of().rules.push(FaultRule { operation, at, pass, strikes, fault });
    }

    /// Nothing fails any more.
    pub fn heal(&self) {
        self.plan_of().rules.clear();
    }

    /// How many faults struck.
    pub fn struck(&self) -> usize {
        self.plan_of().struck
    }

    /// The calls so far, with their paths.
    pub fn calls(&self) -> Vec<(Operation, PathBuf)> {
        self.plan_of().calls.clone()
    }

    /// What was done so far, where it is recorded.
    pub fn recorded(&self) -> Vec<DiskChange> {
        self.plan_of().recording.clone().unwrap_or_default()
    }

    pub(super) fn attempt(&self, operation: Operation, path: &Path) -> io::Result<()> {
        match self.strike(operation, path) {
            Some(InjectedFault::Fails(number)) => Err(io::Error::from_raw_os_error(number)),
            Some(InjectedFault::Meanwhile(file, bytes)) => {
                let beside = file.with_extension("meanwhile");
                std::fs::write(&beside, bytes)?;
                std::fs::rename(beside, file)
            }
            Some(InjectedFault::Short(_) | InjectedFault::Dropped) | None => Ok(()),
        }
    }

    /// How many of `wanted` bytes this write may take; none: it is to say that it took all, and to take nothing.
    pub(super) fn attempt_write(&self, path: &Path, file: usize, wanted: usize) -> io::Result<Option<usize>> {
        let is_deaf = self.plan_of().deaf.as_ref().is_some_and(|deaf| deaf.contains(&file));
        match self.strike(Operation::Write, path) {
            Some(InjectedFault::Fails(number)) => Err(io::Error::from_raw_os_error(number)),
            Some(InjectedFault::Dropped) => Ok(None),
            _ if is_deaf => Ok(None),
            Some(InjectedFault::Short(bytes)) => Ok(Some(bytes.clamp(1, wanted))),
            Some(InjectedFault::Meanwhile(..)) | None => Ok(Some(wanted)),
        }
    }

    pub(super) fn renaming(&self, from: &Path, to: &Path) {
        let mut plan = self.plan_of();
        let number = plan.made.iter().rposition(|made| made == from);
        if let (Some(number), Some(deaf), Ok(_)) = (number, &mut plan.deaf, to.symlink_metadata()) {
            deaf.push(number);
        }
    }

    fn strike(&self, operation: Operation, path: &Path) -> Option<InjectedFault> {
        let mut plan = self.plan_of();
        plan.calls.push((operation, path.to_owned()));
        let shown = path.to_string_lossy();
        let mut fault = None;
        for rule in &mut plan.rules {
            if rule.operation != operation || rule.at.as_ref().is_some_and(|part| !shown.contains(part)) {
                continue;
            }
            if rule.pass > 0 {
                rule.pass -= 1;
            } else if rule.strikes > 0 && fault.is_none() {
                rule.strikes -= 1;
                fault = Some(rule.fault.clone());
            }
        }
        plan.struck += usize::from(fault.is_some());
        fault
    }

    /// The number of a file that is made here.
    pub(super) fn number(&self, path: &Path) -> usize {
        let mut plan = self.plan_of();
        plan.made.push(path.to_owned());
        plan.made.len() - 1
    }

    pub(super) fn done(&self, done: impl FnOnce() -> DiskChange) {
        if let Some(recording) = &mut self.plan_of().recording {
            recording.push(done());
        }
    }

    fn plan_of(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, sync::Arc};

    use super::*;
    use crate::store::Disk;

    #[test]
    fn appends_are_dropped_only_after_a_rename_over_another_file() {
        let folder = tempfile::tempdir().unwrap();
        let (old, beside, free) = (folder.path().join("old"), folder.path().join("beside"), folder.path().join("free"));
        let faults = Arc::new(Faults::default());
        let disk = Disk::with(faults.clone());
        faults.drop_appends_after_renaming();
        for (to, kept) in [(&old, "one"), (&free, "one, two")] {
            fs::write(&old, "old").unwrap();
            let file = disk.create(&beside).unwrap();
            file.write(b"one").unwrap();
            disk.rename(&beside, to).unwrap();
            file.write(b", two").unwrap();
            file.sync().unwrap();
            assert_eq!(fs::read_to_string(to).unwrap(), kept);
        }
    }
}

//! Backups: the whole library in one zip, which is written beside its place, read back and compared, then put there; and
//! such a zip restored into a folder that is empty.
//!
//! What the zip holds of an evaluation is what [`Library::read`] gives: its file, with the edits of its journal applied. Where
//! that is not clear (a file that can't be read, edits that don't fit, a choice to be made) file and journals are in it as
//! they are. The library is only read, and may be worked in meanwhile.

mod archive;
mod gather;
mod pack;
mod restore;

use std::{fmt, io, path::Path};

use thiserror::Error;

use super::{
    content,
    disk::{Disk, folder_of},
    error::{StoreError, SystemError},
    library::{EVALUATIONS, FRAMEWORKS, HISTORY, Library, TRASH},
    names::{self, FileKind, shown},
};
use crate::text::counted;
use archive::Archive;
use gather::Gathering;
use pack::Packer;

pub use restore::restore_backup;

/// What a backup came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// What is in it.
    pub tally: Tally,
    /// What was kept as it is although it can't be read, and what changed meanwhile.
    pub notes: Vec<String>,
    /// What is not in it, and why.
    pub left_out: Vec<String>,
}

/// What a backup holds, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Evaluations, with those whose file can't be read.
    pub evaluations: usize,
    /// Earlier revisions, and copies of the last.
    pub revisions: usize,
    /// Deleted evaluations.
    pub trashed: usize,
    /// Frameworks of the user's own.
    pub frameworks: usize,
    /// Whatever else the library holds.
    pub others: usize,
}

/// Why a backup could not be made or restored.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BackupError {
    /// The library or the disk refused something.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is such a file already.
    #[error("{0} is there already: --force replaces it")]
    Exists(String),
    /// Another program is at it.
    #[error("another program is writing {0}: wait until it has finished")]
    Busy(String),
    /// What was read back is not what was written.
    #[error("{file} could not be written: read back it was not what it should be ({why})")]
    NotKept {
        /// The file.
        file: String,
        /// What was wrong with it.
        why: String,
    },
    /// It is no zip that was made by a backup, or a damaged one.
    #[error("{file} can't be restored: {why}")]
    Unsound {
        /// The file.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// The folder holds something.
    #[error("{folder} is not empty, it holds {what}: name another folder with --library")]
    Occupied {
        /// The folder.
        folder: String,
        /// The first thing in it.
        what: String,
    },
    /// Whoever asked for it does not want it any more.
    #[error("stopped: nothing is left of it")]
    Stopped,
}

impl Tally {
    /// Counts a file by its path in the library.
    fn count(&mut self, path: &str) {
        let Some((folder, name)) = path.split_once('/').filter(|(_, name)| !name.is_empty()) else { return };
        let is_ron = Path::new(name).extension().is_some_and(|end| end == "ron");
        match folder {
            EVALUATIONS if matches!(names::file_kind(name.as_ref()), FileKind::Evaluation(_)) => self.evaluations += 1,
            HISTORY if is_ron => self.revisions += 1,
            TRASH if is_ron => self.trashed += 1,
            FRAMEWORKS if is_ron => self.frameworks += 1,
            _ if path.ends_with('/') => {}
            _ => self.others += 1,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { evaluations, revisions, trashed, frameworks, others } = *self;
        let more = [
            (revisions, counted(revisions, "revision")),
            (trashed, format!("{trashed} in the trash")),
            (frameworks, counted(frameworks, "framework")),
            (others, counted(others, "other file")),
        ];
        f.write_str(&counted(evaluations, "evaluation"))?;
        more.iter().filter(|(count, _)| *count > 0).try_for_each(|(_, said)| write!(f, ", {said}"))
    }
}

impl Library {
    /// Writes everything that the library holds into a zip, reads that back and compares it. Then it takes its place, of
    /// which another file has to be out of the way unless it `overwrites`. `stopped` is asked now and then.
    ///
    /// # Errors
    /// When the zip can't be written or is not what it should be, the evaluations can't be listed, or it is stopped. Nothing
    /// of it is left then.
    pub fn back_up(&self, file: &Path, overwrites: bool, stopped: &dyn Fn() -> bool) -> Result<BackedUp, BackupError> {
        let file = &Disk::resolve(file);
        let failed = |error: &io::Error| StoreError::outside(file, error);
        if !overwrites && self.disk.stamp(file).map_err(|error| failed(&error))?.is_some() {
            return Err(BackupError::Exists(named(file)));
        }
        let beside = &content::beside(file);
        if self.disk.is_live(beside).map_err(|error| failed(&error))? {
            return Err(BackupError::Busy(named(file)));
        }
        let written = self.write_backup(file, beside, stopped);
        let placed = written.and_then(|backed_up| {
            let placed = if overwrites {
                self.disk.rename(beside, file).and_then(|()| self.disk.sync_folder(folder_of(file)))
            } else {
                self.disk.place_new(beside, file)
            };
            placed.map(|()| backed_up).map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => BackupError::Exists(named(file)),
                _ => failed(&error).into(),
            })
        });
        placed.inspect_err(|_| {
            // What is left over is swept by the next backup of this name where even this fails.
            let _ = self.disk.remove(beside);
        })
    }

    /// Writes the zip beside its place, and compares it with what it should be.
    fn write_backup(&self, file: &Path, beside: &Path, stopped: &dyn Fn() -> bool) -> Result<BackedUp, BackupError> {
        let failed = |error: &io::Error| StoreError::outside(file, error);
        let mut gathering = Gathering::new(self, Packer::begin(&self.disk, beside, file)?, stopped);
        gathering.gather()?;
        let (packer, gathered) = gathering.finish();
        let (packed, _marked) = packer.finish(&self.disk, beside)?;
        let not_kept = |why: String| BackupError::NotKept { file: named(file), why };
        let whole = self.disk.reader(beside).map_err(|error| failed(&error))?;
        let mut archive = Archive::read(whole).map_err(not_kept)?;
        if archive.entries().len() != packed.len() {
            return Err(not_kept("entries are missing".to_owned()));
        }
        for (n, meant) in packed.iter().enumerate() {
            if stopped() {
                return Err(BackupError::Stopped);
            }
            let content = archive.content(n).map_err(not_kept)?;
            if !meant.is(&archive.entries()[n].path, &content) {
                return Err(not_kept(format!("{} differs", shown(&meant.path))));
            }
        }
        let mut tally = Tally::default();
        for meant in &packed {
            tally.count(&meant.path);
        }
        let changed = gathered.changed_since(self);
        let notes = gathered.notes.into_iter().chain(changed).collect();
        Ok(BackedUp { tally, notes, left_out: gathered.left_out })
    }
}

/// A file's name as it is told.
fn named(path: &Path) -> String {
    shown(&path.to_string_lossy())
}

/// What the system said, in words.
fn said(error: &io::Error) -> String {
    SystemError::from(error).to_string()
}

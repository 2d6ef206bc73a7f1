//! The library on disk: where evaluations lie, how they are read, and how nothing of them is lost.
//!
//! ```text
//! <library>/evaluations/<id>.ron     one evaluation a file
//! <library>/journal/<id>.journal     edits since the last checkpoint
//! <library>/journal/<id>.lock        locked while an evaluation is open for writing; <id>.holder tells by whom
//! <library>/history/<id>/<rev>.ron   earlier revisions
//! <library>/quarantine/              copies of files that could not be read, with the reason
//! <library>/trash/                   deleted evaluations
//! <library>/frameworks/*.ron         the user's own frameworks
//! ```
//!
//! Every path is made from an [`Id`] or from a listing of our own folders, never from what a file holds.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::model::id::Id;

pub use self::{
    checkpoint::Checkpointed,
    cores::on_all_cores,
    disk::Disk,
    error::{Cause, Fault, Flaw, StoreError},
    files::{read_text, write_text},
    found::{Loaded, Recovered},
    history::Revision,
    index::{Index, Indexed},
    journal::Hash,
    names::{FileName, shown},
    outside::Rival,
    scan::{Entry, Listed, ListedFramework, Print},
    syncer::{Report, Syncer},
    trash::Trashed,
    writer::{Barred, Holder, Opened, Writer},
};

mod checkpoint;
mod cores;
pub mod disk;
mod error;
mod files;
mod found;
mod history;
mod index;
mod journal;
mod names;
mod outside;
mod quarantine;
mod scan;
mod syncer;
mod tape;
mod trash;
mod writer;

/// The largest file that is read.
pub const LARGEST_FILE: u64 = 16 << 20;

/// The largest evaluation that is written: well under what is read, so that what was written can be read.
pub const LARGEST_EVALUATION: usize = 8 << 20;

const EVALUATIONS: &str = "evaluations";
const JOURNAL: &str = "journal";
const HISTORY: &str = "history";
const QUARANTINE: &str = "quarantine";
const TRASH: &str = "trash";
const FRAMEWORKS: &str = "frameworks";
const FOLDERS: [&str; 6] = [EVALUATIONS, JOURNAL, HISTORY, QUARANTINE, TRASH, FRAMEWORKS];

/// The folder that holds the evaluations.
#[derive(Clone, Debug)]
pub struct Library {
    root: PathBuf,
    disk: Disk,
    access: Access,
}

/// What can be done with a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everything.
    Full,
    /// It can only be looked at.
    ReadOnly {
        /// Why.
        why: String,
    },
}

impl Library {
    /// Opens the library in this folder, which is made where it is missing. One that can't be written is for viewing.
    ///
    /// # Errors
    /// When there is no library and none can be made.
    pub fn open(root: &Path, disk: Disk) -> Result<Library, StoreError> {
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        let mut library = Library { root, disk, access: Access::Full };
        if let Err(error) = library.make_folders() {
            if !matches!(library.disk.stamp(&library.folder(EVALUATIONS)), Ok(Some(_))) {
                return Err(error);
            }
            library.access = Access::ReadOnly { why: error.to_string() };
        }
        Ok(library)
    }

    fn make_folders(&self) -> Result<(), StoreError> {
        let above = self.root.ancestors().collect::<Vec<_>>();
        let within = FOLDERS.map(|name| self.folder(name));
        for folder in
            above.into_iter().rev().filter(|path| path.parent().is_some()).chain(within.iter().map(PathBuf::as_path))
        {
            self.disk.make_folder(folder).map_err(|error| StoreError::disk("make the folder", folder, &error))?;
        }
        let [evaluations, journal, history, ..] = &within;
        for folder in [evaluations, journal, history] {
            self.disk.probe(folder).map_err(|error| StoreError::disk("write in the folder", folder, &error))?;
        }
        Ok(())
    }

    /// The library's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What can be done with it.
    pub fn access(&self) -> &Access {
        &self.access
    }

    fn must_be_writable(&self) -> Result<(), StoreError> {
        match &self.access {
            Access::Full => Ok(()),
            Access::ReadOnly { why } => Err(StoreError::ReadOnly { why: why.clone() }),
        }
    }

    /// Makes a folder of the library, should it be missing. Where the whole library is gone it is not begun anew: it may be
    /// on a disk that comes back.
    fn ready(&self, folder: &Path) -> io::Result<()> {
        if self.disk.stamp(&self.root)?.is_none() {
            return Err(io::ErrorKind::NotFound.into());
        }
        let within: Vec<&Path> = folder.ancestors().take_while(|above| *above != self.root).collect();
        within.into_iter().rev().try_for_each(|folder| self.disk.make_folder(folder))
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The file of an evaluation.
    pub fn file_of(&self, id: &Id) -> PathBuf {
        self.named(&FileName::of(id))
    }

    fn named(&self, file: &FileName) -> PathBuf {
        self.folder(EVALUATIONS).join(file.as_os_str())
    }

    fn journal_of(&self, id: &Id) -> PathBuf {
        self.folder(JOURNAL).join(format!("{id}.journal"))
    }

    fn beside_journal(&self, id: &Id) -> PathBuf {
        self.folder(JOURNAL).join(format!("{id}.journal.tmp"))
    }

    fn lock_of(&self, id: &Id) -> PathBuf {
        self.folder(JOURNAL).join(format!("{id}.lock"))
    }

    fn holder_of(&self, id: &Id) -> PathBuf {
        self.folder(JOURNAL).join(format!("{id}.holder"))
    }

    fn history_of(&self, id: &Id) -> PathBuf {
        self.folder(HISTORY).join(id.as_str())
    }
}

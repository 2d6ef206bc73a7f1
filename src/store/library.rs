//! The library's folder: what is where in it, and whether it can be written.

use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
};

use super::{disk::Disk, error::StoreError, names::FileName};
use crate::model::Id;

pub(super) const EVALUATIONS: &str = "evaluations";
pub(super) const JOURNAL: &str = "journal";
pub(super) const HISTORY: &str = "history";
pub(super) const QUARANTINE: &str = "quarantine";
pub(super) const TRASH: &str = "trash";
pub(super) const FRAMEWORKS: &str = "frameworks";
const FOLDERS: [&str; 6] = [EVALUATIONS, JOURNAL, HISTORY, QUARANTINE, TRASH, FRAMEWORKS];

/// The folder that holds the evaluations.
#[derive(Clone, Debug)]
pub struct Library {
    root: PathBuf,
    pub(super) disk: Disk,
    pub(super) access: Access,
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

    pub(super) fn must_be_writable(&self) -> Result<(), StoreError> {
        match &self.access {
            Access::Full => Ok(()),
            Access::ReadOnly { why } => Err(StoreError::ReadOnly { why: why.clone() }),
        }
    }

    /// Makes a folder of the library, should it be missing. Where the whole library is gone it is not made again: it may be
    /// on a disk that comes back.
    pub(super) fn ensure_folder(&self, folder: &Path) -> io::Result<()> {
        if self.disk.stamp(&self.root)?.is_none() {
            return Err(io::ErrorKind::NotFound.into());
        }
        let within: Vec<&Path> = folder.ancestors().take_while(|above| *above != self.root).collect();
        within.into_iter().rev().try_for_each(|folder| self.disk.make_folder(folder))
    }

    pub(super) fn folder(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The file of an evaluation.
    pub fn file_of(&self, id: &Id) -> PathBuf {
        self.path_of(&FileName::of(id))
    }

    pub(super) fn path_of(&self, file: &FileName) -> PathBuf {
        self.folder(EVALUATIONS).join(file.as_os_str())
    }

    pub(super) fn journal_of(&self, id: &Id) -> PathBuf {
        self.folder(JOURNAL).join(format!("{id}.journal"))
    }

    pub(super) fn temporary_journal_of(&self, id: &Id) -> PathBuf {
        self.folder(JOURNAL).join(format!("{id}.journal.tmp"))
    }

    pub(super) fn lock_of(&self, id: &Id) -> PathBuf {
        self.folder(JOURNAL).join(format!("{id}.lock"))
    }

    pub(super) fn holder_of(&self, id: &Id) -> PathBuf {
        self.folder(JOURNAL).join(format!("{id}.holder"))
    }

    pub(super) fn history_of(&self, id: &Id) -> PathBuf {
        self.folder(HISTORY).join(id.as_str())
    }

    /// The names in one of its folders.
    pub(super) fn listing(&self, folder: &str) -> Result<Vec<OsString>, StoreError> {
        let path = self.folder(folder);
        self.disk.list(&path).map_err(|error| StoreError::disk("list", &path, &error))
    }
}

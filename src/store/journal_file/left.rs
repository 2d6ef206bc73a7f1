//! Files of a journal that are of no use any more once what is in memory lasts elsewhere.

use std::{io, path::PathBuf, sync::Arc};

use super::{JournalFile, PlacedFile};
use crate::store::{disk::Stamp, journals::JournalPlace};

/// A journal's file that is to go.
#[derive(Debug)]
pub(super) enum LeftFile {
    /// One of ours: that it stays open keeps another from being taken for it.
    Ours(Arc<PlacedFile>),
    /// One that an earlier run left, as it was when it was read.
    Found(PathBuf, Stamp),
}

impl JournalFile {
    /// Lets these files go too once what is in memory lasts.
    pub(in crate::store) fn leave(&self, files: impl IntoIterator<Item = JournalPlace>) {
        self.left().extend(files.into_iter().map(|(path, stamp)| LeftFile::Found(path, stamp)));
    }

    /// Removes files whose edits are all in the evaluation's file.
    pub(in crate::store) fn discard_found(&self, files: impl IntoIterator<Item = JournalPlace>) {
        self.leave(files);
        // What stays is found to be in the file, or is merged once more.
        let _ = self.sweep();
    }

    /// Removes what is of no use any more. What can't be removed is tried again the next time.
    pub(super) fn sweep(&self) -> io::Result<()> {
        let left = std::mem::take(&mut *self.left());
        let mut outcome = Ok(());
        for file in left {
            if let Err(error) = self.try_remove(&file) {
                self.left().push(file);
                outcome = Err(error);
            }
        }
        outcome
    }

    pub(super) fn remove(&self, file: LeftFile) {
        if self.try_remove(&file).is_err() {
            self.left().push(file);
        }
    }

    /// Removes a file, unless its name leads to another by now.
    fn try_remove(&self, file: &LeftFile) -> io::Result<()> {
        let disk = &self.library.disk;
        let (path, is_it) = match file {
            LeftFile::Ours(placed) => {
                (&placed.path, disk.stamp(&placed.path)?.is_some_and(|stamp| stamp.place == placed.place))
            }
            LeftFile::Found(path, then) => {
                let same = |stamp: Stamp| (stamp.place, stamp.size) == (then.place, then.size);
                (path, disk.stamp(path)?.is_some_and(same))
            }
        };
        if is_it { disk.remove(path) } else { Ok(()) }
    }
}

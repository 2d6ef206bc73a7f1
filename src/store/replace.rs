//! Putting a file that was written beside its place into that place.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    LARGEST_FILE,
    disk::folder_of,
    library::{EVALUATIONS, Library},
};
use crate::model::Id;

impl Library {
    /// Moves a synced file to where nothing is yet, and makes the name last.
    pub(super) fn place_new(&self, beside: &Path, file: &Path) -> io::Result<()> {
        match self.disk.rename_new(beside, file) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => match self.disk.link(beside, file) {
                Ok(()) => self.disk.remove(beside)?,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
                Err(_) if self.disk.stamp(file)?.is_none() => self.disk.rename(beside, file)?,
                Err(_) => return Err(io::ErrorKind::AlreadyExists.into()),
            },
            outcome => outcome?,
        }
        self.disk.sync_folder(folder_of(file))
    }

    /// Where an evaluation is written before it takes the file's place, and where the displaced one then is.
    pub(super) fn temporary_file_of(&self, id: &Id) -> PathBuf {
        self.folder(EVALUATIONS).join(format!(".{id}.ron.tmp"))
    }

    /// Where the displaced evaluation is kept for a moment on file systems that can't exchange two files.
    pub(super) fn displaced_file_of(&self, id: &Id) -> PathBuf {
        self.folder(EVALUATIONS).join(format!(".{id}.ron.old.tmp"))
    }

    /// Puts what is beside an evaluation's file into its place. Returns where the displaced one is then.
    pub(super) fn swap_files(&self, id: &Id) -> io::Result<PathBuf> {
        let (file, beside, old) = (self.file_of(id), self.temporary_file_of(id), self.displaced_file_of(id));
        match self.disk.exchange(&beside, &file) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
            outcome => return outcome.map(|()| beside),
        }
        self.disk.remove(&old)?;
        if let Err(error) = self.disk.link(&file, &old) {
            if error.kind() == io::ErrorKind::NotFound {
                return Err(error);
            }
            // There are no links either. What another program writes between here and the renaming is lost.
            let whole = self.disk.read(&file, LARGEST_FILE).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
            self.disk.write_new(&old, &whole.bytes)?;
        }
        self.disk.sync_folder(folder_of(&file))?;
        self.disk.rename(&beside, &file).map(|()| old)
    }
}

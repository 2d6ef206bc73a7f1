//! Writing an evaluation's file: afterwards it is the old or the new one, and what it displaced is in the history.

use std::{io, path::Path};

use super::{
    Library, StoreError, Writer,
    disk::{Unread, folder_of},
    journal::{Entry, Hash},
    scan,
    writer::Base,
};
use crate::{evaluation::Evaluation, format, id::Id};

/// What a checkpoint came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpointed {
    /// The number of the revision that stands in the file.
    pub revision: u64,
}

/// An evaluation as the text of its file, which reads back as the same.
pub(super) fn faithful(evaluation: &Evaluation) -> Result<String, StoreError> {
    let text = format::write(evaluation);
    if text.len() as u64 > super::LARGEST_FILE {
        Err(StoreError::TooLarge)
    } else if format::read(&text).is_ok_and(|read| read == *evaluation) {
        Ok(text)
    } else {
        Err(StoreError::Unfaithful(evaluation.id.clone()))
    }
}

impl Library {
    /// Puts a file that lasts into a place where nothing stands, and makes the name last.
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

    /// Puts a displaced revision into the history.
    fn move_to_history(&self, id: &Id, beside: &Path, revision: u64) -> io::Result<()> {
        let folder = self.history_of(id);
        self.disk.make_folder(&folder)?;
        self.place_new(beside, &folder.join(format!("{revision}.ron")))
    }
}

impl Writer {
    /// Writes the evaluation's file, moves the displaced one into the history and empties the journal.
    /// `evaluation` is what is on the screen: the file's with every edit appended since.
    ///
    /// # Errors
    /// When any step fails. The file is then the old or the new one, and the journal keeps every edit.
    pub fn checkpoint(&mut self, evaluation: &Evaluation) -> Result<Checkpointed, StoreError> {
        let revision = self.library.revision(&self.id)?;
        if self.tape.length() == 0 && *evaluation == self.base.evaluation {
            return Ok(Checkpointed { revision });
        }
        let text = faithful(evaluation)?;
        let hash = Hash::of(text.as_bytes());
        // Which edits the file will hold has to be known before it holds them. Where the journal fails the file is
        // written all the same: it is the better place for them.
        let _ = self.tape.append(&Entry::Checkpoint(hash.clone())).and_then(|()| self.tape.sync());
        let file = self.library.file_of(&self.id);
        self.swap(&text, revision).map_err(|error| StoreError::disk("save", &file, &error))?;
        let stamp = self.library.disk.stamp(&file).ok().flatten();
        let base = Base { evaluation: evaluation.clone(), bytes: text.into_bytes(), hash, stamp };
        self.settle(base, revision + 1);
        Ok(Checkpointed { revision: revision + 1 })
    }

    fn swap(&self, text: &str, revision: u64) -> io::Result<()> {
        let library = &self.library;
        let (file, beside) = (library.file_of(&self.id), library.beside_file(&self.id));
        library.disk.write_new(&beside, text.as_bytes())?;
        match library.disk.exchange(&beside, &file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return library.place_new(&beside, &file),
            outcome => outcome?,
        }
        library.disk.sync_folder(folder_of(&file))?;
        match library.disk.read(&beside, super::LARGEST_FILE) {
            Ok(whole) if Hash::of(&whole.bytes) == self.base.hash => {
                library.move_to_history(&self.id, &beside, revision)
            }
            Ok(whole) if scan::evaluation(&self.id, &whole.bytes).is_ok() => {
                library.move_to_history(&self.id, &beside, revision)
            }
            Err(Unread::Io(error)) => Err(error),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

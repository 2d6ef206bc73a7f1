//! What can't be read is left where it is, copied aside with the reason, and offered back as far as it is known otherwise.

use std::io;

use super::{
    LARGEST_FILE, Library, QUARANTINE, StoreError,
    disk::folder_of,
    error::{Fault, Flaw},
    found,
    journal::Hash,
    names::FileName,
};
use crate::model::{evaluation::Evaluation, id::Id};

impl Library {
    /// Keeps a copy of what could not be read, with the reason, once.
    pub(super) fn quarantine(&self, file: &FileName, bytes: &[u8], reason: &str) -> io::Result<()> {
        let folder = self.folder(QUARANTINE);
        let named = |end: &str| {
            let mut name = file.as_os_str().to_owned();
            name.push(format!(".{}{end}", Hash::of(bytes).short()));
            folder.join(name)
        };
        let copy = named("");
        if self.disk.stamp(&copy)?.is_some() {
            return Ok(());
        }
        self.ready(&folder)?;
        self.disk.replace(&named(".reason.txt"), &named(".tmp"), format!("{reason}\n").as_bytes())?;
        self.disk.replace(&copy, &named(".tmp"), bytes)
    }

    /// As [`Library::quarantine`], from the evaluations' folder; what is too large or no file is left alone.
    pub(super) fn quarantine_file(&self, file: &FileName, fault: &Fault) -> io::Result<()> {
        match self.disk.read(&self.named(file), LARGEST_FILE) {
            Ok(whole) => self.quarantine(file, &whole.bytes, &format!("{file} {fault}")),
            Err(_) => Ok(()),
        }
    }

    /// Keeps a copy of a journal of which more than a torn end could not be replayed.
    pub(super) fn quarantine_journal(&self, id: &Id) -> Result<(), StoreError> {
        let path = self.journal_of(id);
        let Ok(whole) = self.disk.read(&path, 4 * LARGEST_FILE) else { return Ok(()) };
        let name = FileName::listed(format!("{id}.journal").into());
        let kept = self.quarantine(&name, &whole.bytes, "not all of its edits could be read or fit the evaluation");
        kept.map_err(|error| StoreError::disk("keep a copy of", &path, &error))
    }

    /// An evaluation whose file can't be read, as the journal has it, or else the history.
    pub(super) fn kept(&self, id: &Id) -> Option<Evaluation> {
        let journal = self.read_journal(id).ok().and_then(Result::ok);
        let journalled = journal.and_then(|journal| {
            let mut evaluation = found::evaluation(id, &journal.base).ok()?;
            journal.replay_on_base(&mut evaluation);
            Some(evaluation)
        });
        journalled.or_else(|| self.last_readable(id))
    }

    /// Puts what the journal or the history still has in the place of a file that can't be read, which stays in
    /// the quarantine.
    ///
    /// # Errors
    /// When the file can be read, nothing else is known of it, another program has it open, or the disk fails.
    pub fn rescue(&self, id: &Id) -> Result<Evaluation, StoreError> {
        self.must_be_writable()?;
        let Some(lock) = self.lock(id)? else { return Err(StoreError::Held(self.holder(id).map(Box::new))) };
        // It may be well again.
        let Err(fault) = self.standing(id) else { return Ok(self.read(id)?.evaluation) };
        let Some(kept) = self.kept(id).filter(|_| fault.is_of_content()) else {
            return Err(Flaw { file: FileName::of(id), fault, kept: None }.into());
        };
        let (file, beside) = (self.file_of(id), self.beside_file(id));
        let failed = |error: io::Error| StoreError::disk("rescue", &file, &error);
        self.quarantine_journal(id)?;
        self.quarantine_file(&FileName::of(id), &fault).map_err(failed)?;
        let text = super::checkpoint::faithful(&kept)?;
        self.disk.write_new(&beside, text.as_bytes()).map_err(failed)?;
        let displaced = self.swap_files(id).map_err(failed)?;
        self.disk.sync_folder(folder_of(&file)).map_err(failed)?;
        // What came out may have changed since it was copied.
        if let Ok(whole) = self.disk.read(&displaced, LARGEST_FILE) {
            self.quarantine(&FileName::of(id), &whole.bytes, &fault.to_string()).map_err(failed)?;
        }
        self.disk.remove(&displaced).and_then(|()| self.disk.remove(&self.journal_of(id))).map_err(failed)?;
        drop(lock);
        Ok(kept)
    }
}

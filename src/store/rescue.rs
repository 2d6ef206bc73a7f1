//! What can't be read is left where it is, and offered back as far as it is known otherwise.

use std::io;

use super::{
    LARGEST_FILE, content,
    disk::folder_of,
    error::{Fault, Flaw, StoreError},
    library::{Access, Library},
    names::FileName,
};
use crate::model::{evaluation::Evaluation, id::Id};

impl Library {
    /// What is wrong with a file, which is copied aside, and what else is known of the evaluation.
    pub(super) fn flaw(&self, file: FileName, fault: Fault, id: Option<&Id>) -> Flaw {
        let of_content = fault.is_of_content();
        if of_content && self.access == Access::Full {
            // That no copy can be made does not make it readable.
            let _ = self.quarantine_file(&file, &fault);
        }
        let kept = id.filter(|_| of_content).and_then(|id| self.kept(id)).map(Box::new);
        Flaw { file, fault, kept }
    }

    /// What a fault means for one who asked for this evaluation.
    pub(super) fn refused(&self, id: &Id, fault: Fault) -> StoreError {
        match fault {
            Fault::Disk { cause } if cause.is_missing() => StoreError::NoSuch(id.to_string()),
            fault => self.flaw(FileName::of(id), fault, Some(id)).into(),
        }
    }

    /// An evaluation whose file can't be read, as the journal has it, or else the history.
    fn kept(&self, id: &Id) -> Option<Evaluation> {
        let journal = self.read_journal(id).ok().and_then(Result::ok);
        let journalled = journal.and_then(|journal| {
            let mut evaluation = content::evaluation(id, &journal.base).ok()?;
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
        let Err(fault) = self.standing(id) else {
            let found = self.find_out(id).map_err(|fault| self.refused(id, fault))?;
            return Ok(found.evaluation);
        };
        let Some(kept) = self.kept(id).filter(|_| fault.is_of_content()) else {
            return Err(Flaw { file: FileName::of(id), fault, kept: None }.into());
        };
        let (file, beside) = (self.file_of(id), self.beside_file(id));
        let failed = |error: io::Error| StoreError::disk("rescue", &file, &error);
        self.quarantine_journal(id)?;
        self.quarantine_file(&FileName::of(id), &fault).map_err(failed)?;
        let text = content::faithful(&kept)?;
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

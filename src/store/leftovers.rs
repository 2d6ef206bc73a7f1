//! What a program that was stopped left beside the files of evaluations: what it was writing, or had just displaced. Opening
//! an evaluation for writing puts that in order; what is left of others is looked at when the library is listed.

use std::{io, path::Path};

use jiff::{SignedDuration, Timestamp};

use super::{
    LARGEST_FILE, content,
    error::{StoreError, UnreadableFile},
    journal::ContentHash,
    library::Library,
    names::FileName,
};
use crate::model::{Evaluation, Id};

/// So old is a leftover that nobody comes back to.
const OLD: SignedDuration = SignedDuration::from_hours(24);

impl Library {
    /// Looks at a leftover of an evaluation. Where that is all there is of it, and whole, it is returned: a person may take it
    /// in. One that is old goes: what it holds that is nowhere else is kept first. What a program that runs
    /// is writing is left alone.
    pub(super) fn look_at_leftover(&self, file: &FileName, id: &Id) -> Option<Evaluation> {
        let path = self.path_of(file);
        let whole = self.disk.read(&path, LARGEST_FILE).ok()?;
        if self.is_lone(id)
            && let Ok(evaluation) = content::evaluation(id, &whole.bytes)
        {
            // Who is putting it in place holds the lock.
            let is_live = self.disk.is_live(&self.lock_of(id)).unwrap_or(true);
            return (!is_live).then_some(evaluation);
        }
        // A time that is still to come says nothing.
        let age = Timestamp::now().duration_since(whole.stamp.written);
        if age.abs() > OLD && self.read_only().is_none() {
            self.put_leftover_away(&path, id);
        }
        None
    }

    /// Whether a leftover of an evaluation holds what is nowhere else, and no running program is at it.
    pub(super) fn is_leftover_needed(&self, file: &FileName, id: &Id) -> bool {
        let whole = self.disk.read(&self.path_of(file), LARGEST_FILE);
        let is_live = || self.disk.is_live(&self.lock_of(id)).unwrap_or(true);
        whole.is_ok_and(|whole| !self.is_elsewhere(id, &whole.bytes)) && !is_live()
    }

    fn put_leftover_away(&self, path: &Path, id: &Id) {
        let Ok(Some(_lock)) = self.lock(id) else { return };
        // Whoever had the lock may just have been at it.
        if self.keep_leftover(path, id).is_ok() {
            // Where it can't be removed it is looked at again.
            let _ = self.disk.remove(path);
        }
    }

    /// Keeps what is left of an evaluation whose file is to be written: whoever calls has its lock.
    pub(super) fn keep_leftovers(&self, id: &Id) -> Result<(), StoreError> {
        for path in [self.temporary_file_of(id), self.displaced_file_of(id)] {
            if self.is_there(&path)? {
                self.keep_leftover(&path, id)?;
            }
        }
        Ok(())
    }

    /// Keeps what a leftover holds, where that is nowhere else: as another version, where it is one, else in the quarantine.
    fn keep_leftover(&self, path: &Path, id: &Id) -> Result<(), StoreError> {
        let failed = |error: &io::Error| StoreError::disk("keep a copy of", path, error);
        let bytes = match self.disk.read(path, LARGEST_FILE) {
            Ok(whole) => whole.bytes,
            Err(unread) => {
                let name = FileName::listed(path.file_name().unwrap_or_default().to_owned());
                return Err(UnreadableFile::new(name, unread.into()).into());
            }
        };
        if self.is_elsewhere(id, &bytes) {
            return Ok(());
        }
        if content::evaluation(id, &bytes).is_ok() {
            return self.put_beside(id, 0, &bytes);
        }
        let reason = "a program was stopped while it wrote this";
        self.quarantine(&FileName::of(id), &bytes, reason).map_err(|error| failed(&error))
    }

    /// Whether what a leftover holds is in the evaluation's file, in its history, or what file and journal come to.
    fn is_elsewhere(&self, id: &Id, bytes: &[u8]) -> bool {
        let in_file =
            || self.disk.read(&self.file_of(id), LARGEST_FILE).is_ok_and(|file| file.bytes.starts_with(bytes));
        let in_history = || self.is_in_history(id, &ContentHash::of(bytes)).unwrap_or(false);
        let in_journal = || {
            let left = content::evaluation(id, bytes);
            left.is_ok_and(|left| self.read_state(id).is_ok_and(|state| state.evaluation == left))
        };
        bytes.is_empty() || in_file() || in_history() || in_journal()
    }
}

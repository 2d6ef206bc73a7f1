//! What a program that was stopped left beside the files of evaluations: what it was writing, or had just displaced. Opening
//! an evaluation for writing puts that in order; what is left of others is looked at when the library is listed.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};

use super::{LARGEST_FILE, content, journal::ContentHash, library::Library, names::FileName};
use crate::model::{Evaluation, Id};

/// So old is a leftover that nobody comes back to.
const OLD: SignedDuration = SignedDuration::from_hours(24);

impl Library {
    /// Looks at a leftover of an evaluation. Where that is all there is of it, and whole, it is returned: a person may take it
    /// in. One that is old goes: where all of it is elsewhere for good, else into the quarantine. What a program that runs
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
        if whole.stamp.written + OLD < Timestamp::now() && self.read_only().is_none() {
            self.put_leftover_away(file, &path, id);
        }
        None
    }

    /// Whether a leftover of an evaluation holds what is nowhere else, and no running program is at it.
    pub(super) fn is_leftover_needed(&self, file: &FileName, id: &Id) -> bool {
        let whole = self.disk.read(&self.path_of(file), LARGEST_FILE);
        let is_live = || self.disk.is_live(&self.lock_of(id)).unwrap_or(true);
        whole.is_ok_and(|whole| !self.is_elsewhere(id, &whole.bytes)) && !is_live()
    }

    fn put_leftover_away(&self, file: &FileName, path: &Path, id: &Id) {
        let Ok(Some(_lock)) = self.lock(id) else { return };
        // Whoever had the lock may just have been at it.
        let Ok(whole) = self.disk.read(path, LARGEST_FILE) else { return };
        let reason = format!("{file} was left by a program that was stopped while it wrote");
        let is_kept =
            self.is_elsewhere(id, &whole.bytes) || self.quarantine(&FileName::of(id), &whole.bytes, &reason).is_ok();
        if is_kept {
            // Where it can't be removed it is looked at again.
            let _ = self.disk.remove(path);
        }
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

//! What a checkpoint that did not come to its end left beside an evaluation's file.

use std::io;

use super::{
    LARGEST_FILE, content,
    error::{StoreError, UnreadableFile},
    journal::ContentHash,
    names::FileName,
    writer::Writer,
};
use crate::model::{Evaluation, format};

/// What a temporary file is that is found beside an evaluation's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TemporaryFile {
    /// What was in the file before.
    Displaced,
    /// What is in the file or was never put there; the journal has it.
    Unused,
    /// Another program's.
    Foreign,
}

impl Writer {
    /// Looks at what a checkpoint left beside the file, this one or an earlier one that did not come to its end: what was
    /// displaced goes into the history, what was never put in place is not needed, and what another program wrote is put
    /// beside as another version. Whether there was any of that last kind.
    pub(super) fn clean_up(&mut self, ours: &Evaluation) -> Result<bool, StoreError> {
        let mut foreign = false;
        for path in [self.library.displaced_file_of(&self.id), self.library.temporary_file_of(&self.id)] {
            let failed = |error: io::Error| StoreError::disk("look at", &path, &error);
            if self.library.disk.stamp(&path).map_err(failed)?.is_none() {
                continue;
            }
            let whole = self.library.disk.read(&path, LARGEST_FILE);
            let bytes = whole.map(|whole| whole.bytes).map_err(|unread| {
                StoreError::from(UnreadableFile {
                    file: FileName::listed(path.file_name().unwrap_or_default().to_owned()),
                    problem: unread.into(),
                    kept: None,
                })
            })?;
            let hash = ContentHash::of(&bytes);
            match self.kind_of(&hash) {
                TemporaryFile::Displaced if self.library.is_last_in_history(&self.id, &hash)? => {
                    self.library.disk.remove(&path).map_err(failed)?;
                }
                TemporaryFile::Displaced => self.library.move_to_history(&self.id, &path)?,
                TemporaryFile::Foreign if !self.library.is_in_history(&self.id, &hash)? => {
                    foreign |= self.keep_foreign(&bytes, ours)?;
                    self.library.disk.remove(&path).map_err(failed)?;
                }
                TemporaryFile::Unused | TemporaryFile::Foreign => self.library.disk.remove(&path).map_err(failed)?,
            }
        }
        Ok(foreign)
    }

    /// Keeps what another program wrote. Whether it is an evaluation.
    fn keep_foreign(&self, bytes: &[u8], ours: &Evaluation) -> Result<bool, StoreError> {
        if content::evaluation(&self.id, bytes).is_ok() {
            // What it comes from is known only where we know of the attempt that displaced it.
            let attempted = self.known.len() > 1;
            let base = if attempted { self.library.keep_in_history(&self.id, &self.journal_file.base())? } else { 0 };
            self.library.put_beside(&self.id, base, bytes)?;
            return Ok(true);
        }
        // The beginning of what was being written is of no use: the journal has all of it.
        if !format::write(ours).as_bytes().starts_with(bytes) {
            let name = FileName::of(&self.id);
            let kept = self.library.quarantine(&name, bytes, "another program wrote this while it was being saved");
            kept.map_err(|error| StoreError::disk("keep a copy of", &self.library.file_of(&self.id), &error))?;
        }
        Ok(false)
    }

    /// Whether a content is one that this evaluation's file had or was about to have, and which.
    fn kind_of(&self, hash: &ContentHash) -> TemporaryFile {
        let part = |of: &ContentHash| self.known.iter().rposition(|known| known == of);
        match (part(hash), part(&self.saved.hash)) {
            (Some(at), Some(current)) if at < current => TemporaryFile::Displaced,
            (Some(_), _) => TemporaryFile::Unused,
            (None, _) => TemporaryFile::Foreign,
        }
    }
}

//! The quarantine: copies of what can't be read, with the reason.

use std::io;

use super::{
    LARGEST_FILE, LARGEST_JOURNAL,
    error::{FileProblem, StoreError},
    journal::ContentHash,
    library::{Library, QUARANTINE},
    names::FileName,
};
use crate::model::Id;

impl Library {
    /// Keeps a copy of what could not be read, with the reason, once.
    pub(super) fn quarantine(&self, file: &FileName, bytes: &[u8], reason: &str) -> io::Result<()> {
        let folder = self.folder(QUARANTINE);
        let named = |end: &str| {
            let mut name = file.as_os_str().to_owned();
            name.push(format!(".{}{end}", ContentHash::of(bytes).short()));
            folder.join(name)
        };
        let copy = named("");
        if self.disk.stamp(&copy)?.is_some() {
            return Ok(());
        }
        self.ensure_folder(&folder)?;
        self.disk.replace(&named(".reason.txt"), &named(".tmp"), format!("{reason}\n").as_bytes())?;
        self.disk.replace(&copy, &named(".tmp"), bytes)
    }

    /// As [`Library::quarantine`], from the evaluations' folder; what is too large or no file is left alone.
    pub(super) fn quarantine_file(&self, file: &FileName, problem: &FileProblem) -> io::Result<()> {
        match self.disk.read(&self.path_of(file), LARGEST_FILE) {
            Ok(whole) => self.quarantine(file, &whole.bytes, &format!("{file} {problem}")),
            Err(_) => Ok(()),
        }
    }

    /// Keeps a copy of a journal of which more than a torn end could not be replayed.
    pub(super) fn quarantine_journal(&self, id: &Id) -> Result<(), StoreError> {
        let path = self.journal_of(id);
        let Ok(whole) = self.disk.read(&path, LARGEST_JOURNAL) else { return Ok(()) };
        let name = FileName::listed(format!("{id}.journal").into());
        let kept = self.quarantine(&name, &whole.bytes, "not all of its edits could be read or fit the evaluation");
        kept.map_err(|error| StoreError::disk("keep a copy of", &path, &error))
    }
}

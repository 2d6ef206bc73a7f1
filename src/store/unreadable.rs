//! Files that can't be read: they are left where they are, a copy goes into the quarantine with the reason, and what the
//! journal or the history still has can replace them.

use std::{ffi::OsString, io, path::PathBuf};

use super::{
    LARGEST_FILE, LARGEST_JOURNAL, content,
    disk::folder_of,
    error::{FileProblem, StoreError, UnreadableFile},
    journal::ContentHash,
    library::{Library, QUARANTINE},
    names::FileName,
};
use crate::model::{Evaluation, Id};

impl Library {
    /// What is wrong with a file, which is copied aside, and what else is known of the evaluation.
    pub(super) fn unreadable_file(&self, file: FileName, problem: FileProblem, id: Option<&Id>) -> UnreadableFile {
        if problem.is_of_content() && self.read_only().is_none() {
            // That no copy can be made does not make it readable.
            let _ = self.quarantine_file(&file, &problem);
        }
        let kept = id.filter(|_| problem.is_replaceable()).and_then(|id| self.kept(id)).map(Box::new);
        UnreadableFile { file, problem, kept }
    }

    /// What a problem means for one who asked for this evaluation.
    pub(super) fn cannot_read(&self, id: &Id, problem: FileProblem) -> StoreError {
        match problem {
            FileProblem::Disk(cause) if cause.is_missing() => StoreError::NoSuch(id.to_string()),
            problem => self.unreadable_file(FileName::of(id), problem, Some(id)).into(),
        }
    }

    /// An evaluation whose file can't be read, as the journal has it, or else the history.
    fn kept(&self, id: &Id) -> Option<Evaluation> {
        self.journalled(id).or_else(|| self.last_readable(id))
    }

    /// Puts what the journal or the history still has in the place of a file that can't be read, which stays in
    /// the quarantine.
    ///
    /// # Errors
    /// When the file can be read, nothing else is known of it, another program has it open, or the disk fails.
    pub fn restore_last_good(&self, id: &Id) -> Result<Evaluation, StoreError> {
        self.must_be_writable()?;
        let Some(lock) = self.lock(id)? else { return Err(StoreError::Held(self.holder(id).map(Box::new))) };
        // It may be well again.
        let Err(problem) = self.evaluation_file(id) else {
            let found = self.read_state(id).map_err(|problem| self.cannot_read(id, problem))?;
            return Ok(found.evaluation);
        };
        let Some(kept) = self.kept(id).filter(|_| problem.is_replaceable()) else {
            return Err(UnreadableFile::new(FileName::of(id), problem).into());
        };
        let (file, beside) = (self.file_of(id), self.temporary_file_of(id));
        let failed = |error: io::Error| StoreError::disk("restore", &file, &error);
        self.quarantine_journal(id)?;
        let text = content::write_checked(&kept)?;
        self.disk.write_new(&beside, text.as_bytes()).map_err(failed)?;
        self.set_aside(id, &problem)?;
        self.disk.place_new(&beside, &file).map_err(failed)?;
        self.journals_of(id).iter().try_for_each(|journal| self.disk.remove(journal)).map_err(failed)?;
        drop(lock);
        Ok(kept)
    }

    /// Moves what stands in the place of an evaluation's file and can't be read into the quarantine, whatever it is.
    pub(super) fn set_aside(&self, id: &Id, problem: &FileProblem) -> Result<(), StoreError> {
        let (file, name) = (self.file_of(id), FileName::of(id));
        let folder = self.folder(QUARANTINE);
        let failed = |error: io::Error| StoreError::disk("move to the quarantine", &file, &error);
        self.ensure_folder(&folder).map_err(failed)?;
        for n in 1.. {
            let aside = folder.join(format!("{name}.{n}"));
            match self.disk.place_new(&file, &aside) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
                moved => moved.map_err(failed)?,
            }
            self.disk.sync_folder(folder_of(&file)).map_err(failed)?;
            // It is kept now. What can be read is called as every copy of it is, and there once.
            let reason = format!("{name} {problem}");
            let _ = match self.disk.read(&aside, LARGEST_FILE) {
                Ok(whole) => self.quarantine(&name, &whole.bytes, &reason).and_then(|()| self.disk.remove(&aside)),
                Err(_) => {
                    let (told, beside) = (format!("{name}.{n}.reason.txt"), format!("{name}.{n}.tmp"));
                    self.disk.replace(&folder.join(told), &folder.join(beside), format!("{reason}\n").as_bytes())
                }
            };
            return Ok(());
        }
        unreachable!("there is always another number")
    }

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

    /// Which evaluations have journals of which edits fit nothing any more, and how many: none of them was opened since.
    pub fn misfits(&self) -> Vec<(Id, usize)> {
        let dropped = |id: &Id| self.read(id).ok()?.recovered.map(|recovered| recovered.dropped);
        let journals = self.journals().unwrap_or_default().into_iter();
        journals.filter_map(|id| dropped(&id).filter(|dropped| *dropped > 0).map(|dropped| (id, dropped))).collect()
    }

    /// The copies of journals in the quarantine, of which not all could be read or fitted.
    pub fn quarantined_journals(&self) -> Vec<PathBuf> {
        let folder = self.folder(QUARANTINE);
        let is_copy = |name: &OsString| {
            let name = name.to_string_lossy();
            name.contains(".journal.") && !name.ends_with(".reason.txt") && !name.ends_with(".tmp")
        };
        let mut names: Vec<OsString> =
            self.listing(QUARANTINE).unwrap_or_default().into_iter().filter(is_copy).collect();
        names.sort();
        names.into_iter().map(|name| folder.join(name)).collect()
    }

    /// Keeps a copy of a journal of which more than a torn end could not be replayed.
    pub(super) fn quarantine_journal(&self, id: &Id) -> Result<(), StoreError> {
        let name = FileName::listed(format!("{id}.journal").into());
        for path in self.journals_of(id) {
            let Ok(whole) = self.disk.read(&path, LARGEST_JOURNAL) else { continue };
            let kept = self.quarantine(&name, &whole.bytes, "not all of its edits could be read or fit the evaluation");
            kept.map_err(|error| StoreError::disk("keep a copy of", &path, &error))?;
        }
        Ok(())
    }
}

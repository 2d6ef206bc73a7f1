//! Earlier revisions: what displaced what, in order of revision and never of a clock.

mod thinning;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, tz::Offset};

use super::{
    LARGEST_FILE, content,
    error::{FileProblem, StoreError, UnreadableFile},
    journal::ContentHash,
    library::Library,
    names::FileName,
};
use crate::clock::here;
use crate::model::{Evaluation, Id, Moment, Revision, difference::difference};

/// Where a revision is written before it has its number.
const BESIDE: &str = ".tmp";

impl Library {
    /// All revisions of an evaluation, the one in its file first.
    ///
    /// # Errors
    /// When the history can't be listed.
    pub fn history(&self, id: &Id) -> Result<Vec<Revision>, StoreError> {
        let mut numbers = self.revisions(id)?;
        let content = self.disk.read(&self.file_of(id), LARGEST_FILE).ok().map(|whole| whole.bytes);
        let last = self.revision(id, content.as_deref())?;
        // What is in the file has a copy in the history.
        numbers.retain(|n| *n != last);
        let earlier = numbers.into_iter().map(|n| (n, self.revision_file(id, n), file_name(n)));
        let all = earlier.chain([(last, self.file_of(id), FileName::of(id))]);
        let mut history: Vec<Revision> = Vec::new();
        for (number, path, file) in all {
            let read = self.disk.read(&path, LARGEST_FILE).map_err(FileProblem::from);
            let written = here(read.as_ref().map_or(Timestamp::UNIX_EPOCH, |whole| whole.stamp.written));
            let evaluation = read.and_then(|whole| content::evaluation(id, &whole.bytes));
            let state = evaluation.map_err(|problem| UnreadableFile::new(file, problem).to_string());
            let before = history.iter().rev().find_map(|revision| revision.state.as_ref().ok());
            let changes = match (before, &state) {
                (Some(before), Ok(after)) => difference(before, after),
                _ => Vec::new(),
            };
            history.push(Revision { number, written, state, changes });
        }
        history.reverse();
        Ok(history)
    }

    /// An earlier revision of an evaluation.
    ///
    /// # Errors
    /// When there is none of this number, or it can't be read.
    pub fn read_revision(&self, id: &Id, number: u64) -> Result<Evaluation, StoreError> {
        Ok(self.revision_at(id, number).map_err(|problem| UnreadableFile::new(file_name(number), problem))?)
    }

    fn revision_at(&self, id: &Id, number: u64) -> Result<Evaluation, FileProblem> {
        let whole = self.disk.read(&self.revision_file(id, number), LARGEST_FILE)?;
        content::evaluation(id, &whole.bytes)
    }

    fn revision_file(&self, id: &Id, number: u64) -> PathBuf {
        self.history_of(id).join(file_name(number).as_os_str())
    }

    pub(super) fn revisions(&self, id: &Id) -> Result<Vec<u64>, StoreError> {
        Ok(numbers(&self.names_in_history(id)?))
    }

    fn names_in_history(&self, id: &Id) -> Result<Vec<OsString>, StoreError> {
        let folder = self.history_of(id);
        self.disk.list(&folder).map_err(|error| StoreError::disk("list", &folder, &error))
    }

    /// The number of the revision in the file, where that has this content: one more than the last in the history, unless
    /// that is a copy of it.
    pub(super) fn revision(&self, id: &Id, content: Option<&[u8]>) -> Result<u64, StoreError> {
        let is_copied = content.map_or(Ok(false), |bytes| self.is_last_in_history(id, bytes))?;
        Ok(self.next_revision(id)? - u64::from(is_copied))
    }

    fn next_revision(&self, id: &Id) -> Result<u64, StoreError> {
        Ok(self.revisions(id)?.last().map_or(1, |last| last + 1))
    }

    /// Moves a file into the history, as the revision after the last.
    pub(super) fn move_to_history(&self, id: &Id, from: &Path) -> Result<(), StoreError> {
        let folder = self.history_of(id);
        let to = self.revision_file(id, self.next_revision(id)?);
        let moved = self.ensure_folder(&folder).and_then(|()| self.disk.place_new(from, &to));
        moved.map_err(|error| StoreError::disk("keep the revision in", &folder, &error))
    }

    /// Puts a content that is or was in the file into the history, unless it is there. Returns its number there. It is a
    /// copy: a program that writes into the file itself would change what is linked to it.
    pub(super) fn keep_in_history(&self, id: &Id, bytes: &[u8]) -> Result<u64, StoreError> {
        let (folder, revision) = (self.history_of(id), self.next_revision(id)?);
        if self.is_last_in_history(id, bytes)? {
            return Ok(revision - 1);
        }
        let (number, beside) = (revision, folder.join(BESIDE));
        let written = self.ensure_folder(&folder).and_then(|()| self.disk.write_new(&beside, bytes));
        let kept = written.and_then(|()| self.disk.place_new(&beside, &self.revision_file(id, number)));
        kept.map(|()| number).map_err(|error| StoreError::disk("keep the revision in", &folder, &error))
    }

    pub(super) fn is_in_history(&self, id: &Id, hash: &ContentHash) -> Result<bool, StoreError> {
        Ok(self.revisions(id)?.into_iter().any(|n| self.revision_holds(id, n, |bytes| ContentHash::of(bytes) == *hash)))
    }

    pub(super) fn is_last_in_history(&self, id: &Id, content: &[u8]) -> Result<bool, StoreError> {
        Ok(self.revisions(id)?.last().is_some_and(|n| self.revision_holds(id, *n, |bytes| bytes == content)))
    }

    fn revision_holds(&self, id: &Id, number: u64, what: impl Fn(&[u8]) -> bool) -> bool {
        self.disk.read(&self.revision_file(id, number), LARGEST_FILE).is_ok_and(|whole| what(&whole.bytes))
    }

    /// The newest earlier revision that can be read.
    pub(super) fn last_readable(&self, id: &Id) -> Option<Evaluation> {
        self.revisions(id).ok()?.into_iter().rev().find_map(|n| self.revision_at(id, n).ok())
    }

    /// The earlier revision that this evaluation most likely comes from: the one that it differs from least.
    pub(super) fn nearest(&self, id: &Id, to: &Evaluation) -> Option<Evaluation> {
        // The file's own is none of them. Of equals the newest: they are compared from the newest on.
        let current = self.evaluation_file(id).ok().flatten().map(|file| file.evaluation);
        let revisions = self.revisions(id).ok()?.into_iter().rev().filter_map(|n| self.revision_at(id, n).ok());
        let revisions = revisions.filter(|revision| Some(revision) != current.as_ref());
        revisions.min_by_key(|revision| difference(revision, to).len())
    }

    /// Thins the history out: the last ten stay, all of the last day of use, then the last of each day, then of each month;
    /// and what an act made. What a program that was stopped did not come to put there is in the file or the journal, and goes.
    pub(super) fn prune(&self, id: &Id, now: Moment) -> Result<(), StoreError> {
        let names = self.names_in_history(id)?;
        if names.iter().any(|name| name == BESIDE) {
            let _ = self.disk.remove(&self.history_of(id).join(BESIDE));
        }
        let numbers = numbers(&names);
        let written = |n: &u64| {
            let stamp = self.disk.stamp(&self.revision_file(id, *n)).ok()??;
            Some((*n, Moment::new(stamp.written, Offset::UTC).on_the_clock_of(now)))
        };
        let revisions: Vec<(u64, Moment)> = numbers.iter().filter_map(written).collect();
        for n in thinning::superfluous(&revisions, now) {
            // What can't be read is not thrown away either.
            let Ok(revision) = self.revision_at(id, n) else { continue };
            let mut before = numbers.iter().rev().filter(|before| **before < n);
            let acts = before.find_map(|n| self.revision_at(id, *n).ok()).map(|before| before.acts).unwrap_or_default();
            if revision.acts == acts {
                let path = self.revision_file(id, n);
                self.disk.remove(&path).map_err(|error| StoreError::disk("remove", &path, &error))?;
            }
        }
        Ok(())
    }
}

/// The numbers of the revisions among these files, in order.
fn numbers(names: &[OsString]) -> Vec<u64> {
    let number = |name: &OsString| name.to_str()?.strip_suffix(".ron")?.parse::<u64>().ok();
    let mut numbers: Vec<u64> = names.iter().filter_map(number).collect();
    numbers.sort_unstable();
    numbers
}

fn file_name(number: u64) -> FileName {
    FileName::listed(format!("{number}.ron").into())
}

//! Changes from outside: what another program, git or a synchroniser made of an open evaluation's file.

use super::{
    content,
    error::{FileProblem, StoreError},
    names::FileName,
    state::EvaluationFile,
    writer::{SavedContent, Writer},
};
use crate::model::{Evaluation, Merged, merge::merge};

/// How an evaluation's file compares with what we know.
pub(super) enum FileChange {
    /// What we know.
    Unchanged,
    /// Nothing.
    Removed,
    /// Another evaluation.
    Changed(Box<EvaluationFile>),
    /// Something that can't be read.
    Unreadable(FileProblem),
}

impl Writer {
    /// Looks whether the file is what we know it to be.
    pub(super) fn look_at_file(&mut self) -> FileChange {
        let file = self.library.file_of(&self.id);
        match self.library.disk.stamp(&file) {
            Ok(Some(stamp)) if Some(stamp) == self.saved.stamp => return FileChange::Unchanged,
            Ok(None) => return FileChange::Removed,
            _ => {}
        }
        match self.library.evaluation_file(&self.id) {
            // It may also be what an attempt of ours put there that seemed to have failed.
            Ok(Some(file)) if self.known.contains(&file.hash()) => {
                self.saved = SavedContent::from(file);
                FileChange::Unchanged
            }
            Ok(Some(file)) => FileChange::Changed(Box::new(file)),
            Ok(None) => FileChange::Removed,
            Err(problem) => FileChange::Unreadable(problem),
        }
    }

    /// Merges what another program put into the file with ours. What stood there before goes into the history; where a
    /// person has to choose, the version that is not in the result is put beside the file.
    pub(super) fn merge_file(&mut self, theirs: EvaluationFile, ours: &Evaluation) -> Result<Merged, StoreError> {
        let base = self.library.keep_in_history(&self.id, &self.saved.bytes)?;
        let merged = merge(&self.saved.evaluation, ours, &theirs.evaluation);
        self.put_choices_beside(base, &merged, ours, &theirs.bytes)?;
        self.known.push(theirs.hash());
        self.saved = SavedContent::from(theirs);
        Ok(merged)
    }

    /// Puts the versions beside the file that are not in a merge's result, so that a person can choose later.
    pub(super) fn put_choices_beside(
        &self,
        base: u64,
        merged: &Merged,
        ours: &Evaluation,
        theirs: &[u8],
    ) -> Result<(), StoreError> {
        if merged.conflicts.iter().any(|conflict| conflict.ours_stands) {
            self.library.put_beside(&self.id, base, theirs)?;
        }
        if merged.conflicts.iter().any(|conflict| !conflict.ours_stands) {
            self.library.put_beside(&self.id, base, content::write_checked(ours)?.as_bytes())?;
        }
        Ok(())
    }

    /// Merges what waits beside the file as far as that leaves no choice to be made: what our own merges put there, and
    /// copies that bring nothing new. Returns the files that are then dealt with.
    pub(super) fn merge_copies(&self, ours: &mut Evaluation) -> Result<Vec<FileName>, StoreError> {
        let mut absorbed = Vec::new();
        for version in self.library.versions(&self.id)? {
            let merged = version.merge(ours);
            if merged.conflicts.is_empty() && (version.is_ours || merged.evaluation == *ours) {
                *ours = merged.evaluation;
                absorbed.push(version.file);
            }
        }
        Ok(absorbed)
    }

    /// Puts a version away whose choices are made: into the history. Its name is the one that
    /// [`Library::rivals`](super::Library::rivals) gives.
    ///
    /// # Errors
    /// When it can't be moved.
    pub fn settle_rival(&mut self, file: &str) -> Result<(), StoreError> {
        let copies = self.library.copies(&self.id)?;
        copies.iter().filter(|copy| copy.to_string() == file).try_for_each(|copy| self.put_away(copy))
    }

    /// Moves a version into the history.
    pub(super) fn put_away(&self, file: &FileName) -> Result<(), StoreError> {
        let path = self.library.path_of(file);
        match self.library.disk.stamp(&path) {
            Ok(None) => Ok(()),
            _ => self.library.move_to_history(&self.id, &path),
        }
    }
}

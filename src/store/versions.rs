//! What came from outside: what another program, git or a synchroniser made of an open evaluation's file, and other versions
//! beside it that a synchroniser or a merge of ours put there.

use std::io;

use super::{
    LARGEST_FILE, content,
    error::{FileProblem, StoreError},
    library::{EVALUATIONS, Library},
    names::{self, FileKind, FileName},
    state::EvaluationFile,
    writer::{SavedContent, Writer},
};
use crate::model::{
    Evaluation, Id, Merged, Rival,
    merge::{merge, side_by_side, take_in},
};

/// Another version of an evaluation, in a file beside its own, that waits for choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherVersion {
    /// The file.
    pub file: FileName,
    /// What it holds.
    pub theirs: Evaluation,
    /// What both versions come from, as far as that is known.
    pub base: Option<Evaluation>,
    /// Whether the store itself put it there, so that the base is certain.
    pub(super) is_ours: bool,
}

pub(super) enum FileChange {
    Unchanged,
    Removed,
    Changed(Box<EvaluationFile>),
    Unreadable(FileProblem),
}

impl OtherVersion {
    /// What the merge with ours comes to, and the choices that it leaves.
    pub fn merge(&self, ours: &Evaluation) -> Merged {
        match &self.base {
            Some(base) if self.is_ours => take_in(base, ours, &self.theirs),
            base => side_by_side(base.as_ref(), ours, &self.theirs),
        }
    }
}

impl Library {
    /// The other versions of an evaluation that leave something to choose. A choice of theirs is made with
    /// [`taking`](crate::model::merge::taking); once all are made, [`Writer::settle_rival`](super::Writer::settle_rival)
    /// puts the file away.
    ///
    /// # Errors
    /// When the folder can't be listed or the evaluation can't be read.
    pub fn rivals(&self, id: &Id) -> Result<Vec<Rival>, StoreError> {
        let versions = self.versions(id)?;
        let ours = self.read(id)?.evaluation;
        let rivals = versions.into_iter().map(|version| {
            let conflicts = version.merge(&ours).conflicts;
            Rival { file: version.file.to_string(), theirs: version.theirs, conflicts }
        });
        Ok(rivals.filter(|rival| !rival.conflicts.is_empty()).collect())
    }

    /// The other versions of an evaluation.
    ///
    /// # Errors
    /// When the folder can't be listed. A version that can't be read is a flagged row of the library instead.
    pub fn versions(&self, id: &Id) -> Result<Vec<OtherVersion>, StoreError> {
        Ok(self.copies(id)?.into_iter().filter_map(|file| self.version(id, file).ok()).collect())
    }

    /// The files that hold other versions of an evaluation, by their names.
    pub(super) fn copies(&self, id: &Id) -> Result<Vec<FileName>, StoreError> {
        let folder = self.folder(EVALUATIONS);
        let names = self.disk.list_beginning(&folder, id.as_str());
        let names = names.map_err(|error| StoreError::disk("list", &folder, &error))?;
        let copies = names.into_iter().filter(|name| names::file_kind(name) == FileKind::Copy(id.clone()));
        Ok(copies.map(FileName::listed).collect())
    }

    pub(super) fn version(&self, id: &Id, file: FileName) -> Result<OtherVersion, FileProblem> {
        let whole = self.disk.read(&self.path_of(&file), LARGEST_FILE)?;
        let theirs = content::evaluation(id, &whole.bytes)?;
        let ours = names::base_of_copy(&file).and_then(|n| self.read_revision(id, n).ok());
        let is_ours = ours.is_some();
        // What is in the file is no base for a version that differs from it: everything in that would be newer.
        let same = || self.evaluation_file(id).ok().flatten().map(|file| file.evaluation).filter(|it| *it == theirs);
        let base = ours.or_else(same).or_else(|| self.nearest(id, &theirs));
        Ok(OtherVersion { file, theirs, base, is_ours })
    }

    /// Puts a version beside its evaluation, to wait for choices, unless it waits there already.
    pub(super) fn put_beside(&self, id: &Id, base: u64, bytes: &[u8]) -> Result<(), StoreError> {
        for n in 1.. {
            let path = self.path_of(&names::copy_of(id, base, n));
            let failed = |error: io::Error| StoreError::disk("write", &path, &error);
            match self.disk.read(&path, LARGEST_FILE) {
                Ok(whole) if whole.bytes == bytes => return Ok(()),
                Ok(_) => {}
                Err(_) if self.disk.stamp(&path).map_err(failed)?.is_some() => {}
                Err(_) => {
                    let beside = path.with_extension("ron.tmp");
                    return self.disk.replace(&path, &beside, bytes).map_err(failed);
                }
            }
        }
        unreachable!("there is always another number")
    }
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

    pub(super) fn put_away(&self, file: &FileName) -> Result<(), StoreError> {
        let path = self.library.path_of(file);
        match self.library.disk.stamp(&path) {
            Ok(None) => Ok(()),
            _ => self.library.move_to_history(&self.id, &path),
        }
    }
}

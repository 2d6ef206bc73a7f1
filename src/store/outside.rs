//! Changes from outside: what another program, git or a synchroniser made of an evaluation's file, and copies beside it.

use std::io;

use super::{
    EVALUATIONS, LARGEST_FILE, Library, StoreError, Writer,
    error::Fault,
    found::{self, Standing},
    journal::Hash,
    names::{self, FileName, Kind},
    writer::Base,
};
use crate::model::{
    evaluation::Evaluation,
    id::Id,
    merge::{Merged, merge, side_by_side, take_in},
};

/// Another version of an evaluation, in a file beside its own, that waits for choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rival {
    /// The file.
    pub file: FileName,
    /// What it holds.
    pub theirs: Evaluation,
    /// What both versions come from, as far as that is known.
    pub base: Option<Evaluation>,
    /// Whether the store itself put it there, so that the base is certain.
    pub(super) is_ours: bool,
}

/// What a look at an evaluation's file finds.
pub(super) enum Noticed {
    /// What we know.
    Same,
    /// Nothing.
    Gone,
    /// Another evaluation.
    Changed(Box<Standing>),
    /// Something that can't be read.
    Unreadable(Fault),
}

impl Rival {
    /// What the merge with ours comes to, and the choices that it leaves. A choice of theirs is made with
    /// [`taking`](crate::model::merge::taking); once all are made, [`Writer::settle_rival`] puts the file away.
    pub fn merge(&self, ours: &Evaluation) -> Merged {
        match &self.base {
            Some(base) if self.is_ours => take_in(base, ours, &self.theirs),
            base => side_by_side(base.as_ref(), ours, &self.theirs),
        }
    }
}

impl Library {
    /// The other versions of an evaluation that wait for choices.
    ///
    /// # Errors
    /// When the folder can't be listed. A version that can't be read is a flagged row of the library instead.
    pub fn rivals(&self, id: &Id) -> Result<Vec<Rival>, StoreError> {
        let folder = self.folder(EVALUATIONS);
        let names = self.disk.list_beginning(&folder, id.as_str());
        let names = names.map_err(|error| StoreError::disk("list", &folder, &error))?;
        let copies = names.into_iter().filter(|name| names::kind(name) == Kind::Copy(id.clone()));
        Ok(copies.filter_map(|name| self.rival(id, FileName::listed(name)).ok()).collect())
    }

    pub(super) fn rival(&self, id: &Id, file: FileName) -> Result<Rival, Fault> {
        let whole = self.disk.read(&self.named(&file), LARGEST_FILE)?;
        let theirs = found::evaluation(id, &whole.bytes)?;
        let ours = names::base_of_copy(&file).and_then(|n| self.read_revision(id, n).ok());
        let is_ours = ours.is_some();
        // What stands in the file is no base for a version that differs from it: everything in that would be newer.
        let same = || self.standing(id).ok().flatten().map(|standing| standing.evaluation).filter(|it| *it == theirs);
        let base = ours.or_else(same).or_else(|| self.nearest(id, &theirs));
        Ok(Rival { file, theirs, base, is_ours })
    }

    /// Puts a version beside its evaluation, to wait for choices, unless it waits there already.
    pub(super) fn put_beside(&self, id: &Id, base: u64, bytes: &[u8]) -> Result<(), StoreError> {
        for n in 1.. {
            let path = self.named(&names::copy_of(id, base, n));
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
    pub(super) fn notice(&mut self) -> Noticed {
        let file = self.library.file_of(&self.id);
        match self.library.disk.stamp(&file) {
            Ok(Some(stamp)) if Some(stamp) == self.base.stamp => return Noticed::Same,
            Ok(None) => return Noticed::Gone,
            _ => {}
        }
        match self.library.standing(&self.id) {
            // It may also be what an attempt of ours put there that seemed to have failed.
            Ok(Some(standing)) if self.known.contains(&standing.hash()) => {
                self.base = Base::from(standing);
                Noticed::Same
            }
            Ok(Some(standing)) => Noticed::Changed(Box::new(standing)),
            Ok(None) => Noticed::Gone,
            Err(fault) => Noticed::Unreadable(fault),
        }
    }

    /// Merges what another program put into the file with ours. What stood there before goes into the history; where a
    /// person has to choose, the version that does not stand in the result is put beside the file.
    pub(super) fn take_in(&mut self, theirs: Standing, ours: &Evaluation) -> Result<Merged, StoreError> {
        let base = self.library.keep_in_history(&self.id, &self.base.bytes)?;
        let merged = merge(&self.base.evaluation, ours, &theirs.evaluation);
        self.put_choices_beside(base, &merged, ours, &theirs.bytes)?;
        self.known.push(theirs.hash());
        self.base = Base::from(theirs);
        Ok(merged)
    }

    /// Puts the versions beside the file that do not stand in a merge's result, so that a person can choose later.
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
            self.library.put_beside(&self.id, base, super::checkpoint::faithful(ours)?.as_bytes())?;
        }
        Ok(())
    }

    /// Merges what waits beside the file as far as that leaves no choice to be made: what our own merges put there, and
    /// copies that bring nothing new. Returns the files that are then dealt with.
    pub(super) fn absorb(&self, ours: &mut Evaluation) -> Result<Vec<FileName>, StoreError> {
        let mut absorbed = Vec::new();
        for rival in self.library.rivals(&self.id)? {
            let merged = rival.merge(ours);
            if merged.conflicts.is_empty() && (rival.is_ours || merged.evaluation == *ours) {
                *ours = merged.evaluation;
                absorbed.push(rival.file);
            }
        }
        Ok(absorbed)
    }

    /// Puts a version away whose choices are made: into the history.
    ///
    /// # Errors
    /// When it can't be moved.
    pub fn settle_rival(&mut self, file: &FileName) -> Result<(), StoreError> {
        let path = self.library.named(file);
        match self.library.disk.stamp(&path) {
            Ok(None) => Ok(()),
            _ => self.library.move_to_history(&self.id, &path),
        }
    }

    /// Whether a content is one that this evaluation's file had or was about to have, and which.
    pub(super) fn leftover(&self, hash: &Hash) -> Leftover {
        let part = |of: &Hash| self.known.iter().rposition(|known| known == of);
        match (part(hash), part(&self.base.hash)) {
            (Some(at), Some(standing)) if at < standing => Leftover::Displaced,
            (Some(_), _) => Leftover::Unused,
            (None, _) => Leftover::Foreign,
        }
    }
}

/// What a temporary file is that is found beside an evaluation's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leftover {
    /// What stood in the file before.
    Displaced,
    /// What stands in the file or was never put there; the journal has it.
    Unused,
    /// Another program's.
    Foreign,
}

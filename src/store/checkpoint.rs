//! Writing an evaluation's file: afterwards it is the old or the new one, what it displaced is in the history, and
//! what another program put there meanwhile is merged. What a checkpoint left beside the file that did not come to its end
//! is dealt with by the next.

use std::io;

use super::{
    LARGEST_FILE,
    content::{self, write_checked},
    disk::{NOT_KEPT, folder_of},
    error::{FileProblem, StoreError, UnreadableFile},
    journal::{ContentHash, JournalEntry},
    journals::OtherJournal,
    names::FileName,
    versions::FileChange,
    writer::{SavedContent, UnreportedMerge, Writer},
};
use crate::model::{Evaluation, Moment, format, merge::merge};

/// How often a checkpoint is tried again because another program changes the file at the same time.
const ATTEMPTS: usize = 4;

/// The outcome of a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpointed {
    /// The number of the revision in the file.
    pub revision: u64,
    /// What is to be shown from now on, where it is not what was handed in: another program's changes were merged. The
    /// undo stack goes on working for everything that ours changed.
    pub merged: Option<Evaluation>,
    /// How many choices the merge leaves: [`Library::rivals`](super::Library::rivals) has them.
    pub conflicts: usize,
    /// Whether the file had been removed and was written again.
    pub recreated: bool,
    /// Whether something that can't be read stood in the file's place, and is in the quarantine now.
    pub replaced: bool,
}

/// What is done about something that can't be read in the file's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OnDamage {
    /// It is told of and left alone: a person may be at it.
    Tell,
    /// It goes to the quarantine, and the evaluation takes its place.
    Replace,
}

/// What stood in the file's place, where that was not what we knew.
#[derive(Clone, Copy, Debug, Default)]
struct Stood {
    recreated: bool,
    replaced: bool,
}

impl Writer {
    /// Writes the evaluation's file, moves the displaced one into the history and empties the journal. What another
    /// program changed since is merged. `evaluation` is what is on the screen: the file's with every edit appended since.
    ///
    /// # Errors
    /// When any step fails. The file is then the old or the new one, and the journal keeps every edit.
    pub fn checkpoint(&mut self, evaluation: &Evaluation, now: Moment) -> Result<Checkpointed, StoreError> {
        self.checkpoint_with(evaluation, now, OnDamage::Tell)
    }

    /// As [`Writer::checkpoint`], when a person asks for it: what stands in the file's place and can't be read goes to the
    /// quarantine.
    ///
    /// # Errors
    /// As [`Writer::checkpoint`].
    pub fn save(&mut self, evaluation: &Evaluation, now: Moment) -> Result<Checkpointed, StoreError> {
        self.checkpoint_with(evaluation, now, OnDamage::Replace)
    }

    /// Saves a last time, and makes sure that whoever reads the evaluation finds what is on the screen. That its file can't
    /// be written is no reason to stay, as long as the journal has every edit on the disk.
    ///
    /// # Errors
    /// When something is only in memory, or a reader would not find it.
    pub fn leave(&mut self, evaluation: &Evaluation, now: Moment) -> Result<(), StoreError> {
        let mut shown = evaluation.clone();
        for _ in 0..ATTEMPTS {
            let failure = match self.save(&shown, now) {
                Ok(saved) => {
                    shown = saved.merged.unwrap_or(shown);
                    None
                }
                Err(error) if self.sync().is_err() || self.unsaved() > 0 => return Err(error),
                Err(error) => Some(error),
            };
            if let Some(error) = failure {
                // The journal has it all, and with it whoever reads.
                return self.library.read_state(&self.id).map_or(Err(error), |_| Ok(()));
            }
            match self.library.evaluation_file(&self.id) {
                Ok(Some(file)) if file.evaluation == shown => return Ok(()),
                // Another program removed it, and there was nothing to save.
                Ok(None) => return Ok(()),
                // Another program changed it just now: its change is taken in.
                Ok(Some(_)) | Err(_) => {}
            }
        }
        Err(StoreError::KeepsChanging(FileName::of(&self.id)))
    }

    fn checkpoint_with(
        &mut self,
        evaluation: &Evaluation,
        now: Moment,
        on_damage: OnDamage,
    ) -> Result<Checkpointed, StoreError> {
        if !self.journal_file.keep_lock()? {
            return Err(StoreError::Held(self.library.holder(&self.id).map(Box::new)));
        }
        let (mut ours, mut conflicts) = self.with_unreported(evaluation)?;
        let written = self.write_out(&mut ours, &mut conflicts, on_damage);
        let changed = ours != *evaluation;
        match written.and_then(|stood| Ok((stood, self.library.revision(&self.id, Some(&self.saved.bytes))?))) {
            Ok((Stood { recreated, replaced }, revision)) => {
                self.unreported = None;
                // A revision too many does no harm.
                let _ = self.library.prune(&self.id, now);
                Ok(Checkpointed { revision, merged: changed.then_some(ours), conflicts, recreated, replaced })
            }
            Err(error) => {
                if changed {
                    self.unreported = Some(UnreportedMerge { shown: evaluation.clone(), merged: ours, conflicts });
                }
                Err(error)
            }
        }
    }

    /// Takes in what journals of other programs hold. Where a person has to choose, the version that is not in the result
    /// is put beside the file.
    pub(super) fn take_in_journals(
        &self,
        mut ours: Evaluation,
        others: &[OtherJournal],
    ) -> Result<Evaluation, StoreError> {
        for OtherJournal { common, theirs, .. } in others {
            let merged = merge(common, &ours, theirs);
            if !merged.conflicts.is_empty() {
                let base = self.library.keep_in_history(&self.id, format::write(common).as_bytes())?;
                self.put_choices_beside(base, &merged, &ours, content::write_checked(theirs)?.as_bytes())?;
            }
            ours = merged.evaluation;
        }
        Ok(ours)
    }

    /// What is on the screen, with what was merged at an attempt that then failed, so that it was not reported.
    fn with_unreported(&self, evaluation: &Evaluation) -> Result<(Evaluation, usize), StoreError> {
        let Some(UnreportedMerge { shown, merged, conflicts }) = &self.unreported else {
            return Ok((evaluation.clone(), 0));
        };
        let again = merge(shown, evaluation, merged);
        if !again.conflicts.is_empty() {
            let base = self.library.keep_in_history(&self.id, &self.journal_file.base())?;
            self.put_choices_beside(base, &again, evaluation, write_checked(merged)?.as_bytes())?;
        }
        Ok((again.evaluation, conflicts + again.conflicts.len()))
    }

    /// Brings the file up to date, and `ours` with what is there.
    fn write_out(
        &mut self,
        ours: &mut Evaluation,
        conflicts: &mut usize,
        on_damage: OnDamage,
    ) -> Result<Stood, StoreError> {
        let mut stood = Stood::default();
        for _ in 0..ATTEMPTS {
            self.clean_up(ours)?;
            let gone = match self.look_at_file() {
                FileChange::Unchanged => false,
                FileChange::Removed => true,
                FileChange::Changed(theirs) => {
                    let merged = self.merge_file(*theirs, ours)?;
                    *ours = merged.evaluation;
                    *conflicts += merged.conflicts.len();
                    false
                }
                FileChange::Unreadable(problem) if on_damage == OnDamage::Replace && problem.is_replaceable() => {
                    self.set_damage_aside(ours, &problem)?;
                    stood.replaced = true;
                    true
                }
                FileChange::Unreadable(problem) => return Err(self.library.cannot_read(&self.id, problem)),
            };
            let absorbed = self.merge_copies(ours)?;
            let swapped = if *ours != self.saved.evaluation || gone && self.has_edits() {
                stood.recreated |= gone && !stood.replaced;
                self.swap(ours, gone)?
            } else {
                self.finish_unchanged()?;
                true
            };
            for file in absorbed {
                self.put_away(&file)?;
            }
            if swapped {
                return Ok(stood);
            }
        }
        Err(StoreError::KeepsChanging(FileName::of(&self.id)))
    }

    /// Makes room where something that can't be read stands in the file's place. Until the new file is there only the journal
    /// has what was in it.
    fn set_damage_aside(&self, ours: &Evaluation, problem: &FileProblem) -> Result<(), StoreError> {
        let hash = ContentHash::of(write_checked(ours)?.as_bytes());
        if !self.note_checkpoint(hash) {
            return Err(self.library.cannot_read(&self.id, problem.clone()));
        }
        self.library.set_aside(&self.id, problem)
    }

    /// Looks whether another program changed the evaluation, and takes its changes in, and whether the journal is there
    /// still: for when the terminal gains focus. Nothing where nothing changed.
    ///
    /// # Errors
    /// As [`Writer::checkpoint`]; above all when the file can't be read any more.
    pub fn merge_external_changes(
        &mut self,
        evaluation: &Evaluation,
        now: Moment,
    ) -> Result<Option<Checkpointed>, StoreError> {
        self.journal_file.look()?;
        match self.look_at_file() {
            FileChange::Unchanged if self.unreported.is_none() => Ok(None),
            FileChange::Removed if !self.has_edits() => Ok(None),
            _ => self.checkpoint(evaluation, now).map(Some),
        }
    }

    /// Nothing is to be written: the file holds everything.
    fn finish_unchanged(&mut self) -> Result<(), StoreError> {
        // What is there came from outside, or the edits undid each other.
        if self.has_edits() || self.known.len() > 1 {
            self.note_checkpoint(self.saved.hash.clone());
            let revision = self.library.keep_in_history(&self.id, &self.saved.bytes)?;
            self.restart_journal(revision)?;
        }
        Ok(())
    }

    /// Lets the journal know which edits the file will hold, before it holds them. A failed sync is tried again once, with
    /// a new file. Whether it knows for good. Where it does not the evaluation's file is written all the same: it is the
    /// better place for them.
    fn note_checkpoint(&self, hash: ContentHash) -> bool {
        let noted = self.journal_file.append(&JournalEntry::Checkpoint(hash)).and_then(|()| self.journal_file.sync());
        noted.or_else(|_| self.journal_file.sync()).is_ok()
    }

    /// Puts a new content into the file. Not where another program was faster, or changed the file at the same moment: then it
    /// has to be looked at again.
    fn swap(&mut self, ours: &Evaluation, gone: bool) -> Result<bool, StoreError> {
        let text = write_checked(ours)?;
        let hash = ContentHash::of(text.as_bytes());
        let (file, beside) = (self.library.file_of(&self.id), self.library.temporary_file_of(&self.id));
        let failed = |error: io::Error| StoreError::disk("save", &file, &error);
        if !self.note_checkpoint(hash.clone()) {
            // Then nothing else would show later what the displaced content is.
            self.library.keep_in_history(&self.id, &self.saved.bytes)?;
        }
        self.known.push(hash.clone());
        self.library.ensure_folder(folder_of(&file)).map_err(failed)?;
        self.library.disk.write_new(&beside, text.as_bytes()).map_err(failed)?;
        let placed = if gone {
            self.library.keep_in_history(&self.id, &self.saved.bytes)?;
            self.library.disk.place_new(&beside, &file)
        } else {
            self.library.swap_files(&self.id).map(|_| ())
        };
        match placed.map_err(|error| (error.kind(), error)) {
            Ok(()) => {}
            Err((io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists, _)) => return Ok(false),
            Err((_, error)) => return Err(failed(error)),
        }
        // From here on the new content is there, whatever else fails.
        let stamp = self.library.disk.stamp(&file).ok().flatten();
        let length = text.len();
        self.saved = SavedContent { evaluation: ours.clone(), bytes: text.into_bytes(), hash, stamp };
        if stamp.is_some_and(|stamp| stamp.size != length as u64) {
            self.saved.stamp = None;
            return Err(failed(NOT_KEPT.into()));
        }
        self.library.disk.sync_folder(folder_of(&file)).map_err(failed)?;
        let foreign = self.clean_up(ours)?;
        // Until then the journal has it, should another program write over the file.
        let revision = self.library.keep_in_history(&self.id, &self.saved.bytes)?;
        self.restart_journal(revision)?;
        Ok(!foreign)
    }

    /// Looks at what a checkpoint left beside the file, this one or an earlier one that did not come to its end: what was
    /// displaced goes into the history, what was never put in place is not needed, and what another program wrote is put
    /// beside as another version. Whether there was any of that last kind.
    pub(super) fn clean_up(&mut self, ours: &Evaluation) -> Result<bool, StoreError> {
        let mut foreign = false;
        for path in [self.library.displaced_file_of(&self.id), self.library.temporary_file_of(&self.id)] {
            let failed = |error: io::Error| StoreError::disk("look at", &path, &error);
            if !self.library.is_there(&path)? {
                continue;
            }
            let whole = self.library.disk.read(&path, LARGEST_FILE);
            let file = FileName::listed(path.file_name().unwrap_or_default().to_owned());
            let bytes = whole.map_err(|unread| UnreadableFile::new(file, unread.into()))?.bytes;
            let hash = ContentHash::of(&bytes);
            let place = |of: &ContentHash| self.known.iter().rposition(|known| known == of);
            match place(&hash) {
                // It was in the file before.
                Some(at)
                    if Some(at) < place(&self.saved.hash) && !self.library.is_last_in_history(&self.id, &bytes)? =>
                {
                    self.library.move_to_history(&self.id, &path)?;
                    continue;
                }
                // It is another program's.
                None if !self.library.is_in_history(&self.id, &hash)? => foreign |= self.keep_foreign(&bytes, ours)?,
                // It is kept already, is in the file or was never put there: the journal has it.
                _ => {}
            }
            self.library.disk.remove(&path).map_err(failed)?;
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
}

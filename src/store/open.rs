//! Creating an evaluation, and opening one for writing.

use std::path::Path;

use thiserror::Error;

use super::{
    LARGEST_FILE,
    content::write_checked,
    disk::folder_of,
    error::StoreError,
    holder::Holder,
    library::Library,
    state::{Loaded, PendingEdits},
    syncer::Syncer,
    writer::Writer,
};
use crate::model::{Evaluation, Id};

/// What opening an evaluation for writing comes to.
#[derive(Debug)]
pub enum OpenOutcome {
    /// It can be written.
    Writable(Box<Writer>, Loaded),
    /// It can only be read for now.
    ReadOnly(ReadOnlyReason, Loaded),
}

/// Why an evaluation can only be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadOnlyReason {
    /// Another program writes it; none: it does not say who it is.
    #[error("{} has it open", .0.as_ref().map_or("another program".to_owned(), ToString::to_string))]
    HeldElsewhere(Option<Holder>),
    /// The library can't be written.
    #[error("the library is read-only: {0}")]
    ReadOnlyLibrary(String),
    /// Its journal can't be read, so that it is shown as its file alone has it.
    #[error("edits that only its journal has are not shown, since {0}")]
    WithoutJournal(StoreError),
    /// It can't be locked, so that another program could write it at the same time.
    #[error("it can't be kept from other programs: {0}")]
    NotLocked(StoreError),
    /// What an earlier run left could not be brought in order.
    #[error("it can't be written: {0}")]
    RecoveryFailed(StoreError),
}

impl OpenOutcome {
    /// The writer, where there is one.
    ///
    /// # Errors
    /// Where the evaluation can only be read, with the reason.
    pub(super) fn writable(self) -> Result<(Box<Writer>, Loaded), StoreError> {
        match self {
            OpenOutcome::Writable(writer, loaded) => Ok((writer, loaded)),
            OpenOutcome::ReadOnly(ReadOnlyReason::ReadOnlyLibrary(why), _) => Err(StoreError::ReadOnly(why)),
            OpenOutcome::ReadOnly(ReadOnlyReason::HeldElsewhere(holder), _) => {
                Err(StoreError::Held(holder.map(Box::new)))
            }
            OpenOutcome::ReadOnly(
                ReadOnlyReason::WithoutJournal(error)
                | ReadOnlyReason::NotLocked(error)
                | ReadOnlyReason::RecoveryFailed(error),
                _,
            ) => Err(error),
        }
    }
}

/// Why an evaluation was not created, and whether its file stands there all the same.
struct NotCreated {
    why: StoreError,
    stands: bool,
}

impl From<StoreError> for NotCreated {
    fn from(why: StoreError) -> NotCreated {
        NotCreated { why, stands: false }
    }
}

impl Library {
    /// Puts new evaluations into the library, where they last: all of them or none.
    ///
    /// # Errors
    /// When an id is taken or one can't be written. Those already added are removed again;
    /// [`StoreError::Partly`] names those that this failed for too.
    pub fn create_all<'e>(&self, evaluations: impl IntoIterator<Item = &'e Evaluation>) -> Result<(), StoreError> {
        let mut created: Vec<&Evaluation> = Vec::new();
        for evaluation in evaluations {
            if let Err(NotCreated { why, stands }) = self.try_to_create(evaluation) {
                let left = created.into_iter().chain(stands.then_some(evaluation)).filter(|one| !self.take_back(one));
                let left: Vec<Id> = left.map(|one| one.id.clone()).collect();
                return Err(if left.is_empty() { why } else { StoreError::Partly { why: Box::new(why), left } });
            }
            created.push(evaluation);
        }
        Ok(())
    }

    /// Puts a new evaluation into the library, where it lasts.
    ///
    /// # Errors
    /// When its id is taken or it can't be written; [`StoreError::Partly`] where it stands there all the same.
    pub fn create(&self, evaluation: &Evaluation) -> Result<(), StoreError> {
        self.create_all([evaluation])
    }

    fn try_to_create(&self, evaluation: &Evaluation) -> Result<(), NotCreated> {
        self.must_be_writable()?;
        let id = &evaluation.id;
        let Some(_lock) = self.lock(id)? else { return Err(StoreError::Exists(id.clone()).into()) };
        let (file, beside) = (self.file_of(id), self.temporary_file_of(id));
        for path in self.journals_of(id).iter().chain([&file]) {
            if self.is_there(path)? {
                return Err(StoreError::Exists(id.clone()).into());
            }
        }
        let text = write_checked(evaluation)?;
        self.keep_leftovers(id)?;
        let placed = self.disk.write_new(&beside, text.as_bytes()).and_then(|()| self.disk.place_new(&beside, &file));
        placed.map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => StoreError::Exists(id.clone()).into(),
            _ => {
                // It may have its place by now. What is not known to last does not stay.
                self.remove_if(&file, text.as_bytes());
                let _ = self.disk.remove(&beside);
                let stands = self.holds(&file, text.as_bytes());
                NotCreated { why: StoreError::disk("create", &file, &error), stands }
            }
        })
    }

    /// Removes an evaluation that was just created, unless anything became of it since; whether it is gone.
    fn take_back(&self, evaluation: &Evaluation) -> bool {
        let id = &evaluation.id;
        let (Ok(Some(_lock)), Ok(text)) = (self.lock(id), write_checked(evaluation)) else { return false };
        matches!(self.is_there(&self.journal_of(id)), Ok(false)) && self.remove_if(&self.file_of(id), text.as_bytes())
    }

    /// Removes a file that holds these bytes and no others; whether it is gone.
    fn remove_if(&self, file: &Path, bytes: &[u8]) -> bool {
        // A power cut may bring it back. It is seen then, and nothing is lost.
        self.holds(file, bytes) && self.disk.remove(file).map(|()| self.disk.sync_folder(folder_of(file))).is_ok()
    }

    fn holds(&self, file: &Path, bytes: &[u8]) -> bool {
        self.disk.read(file, LARGEST_FILE).is_ok_and(|whole| whole.bytes == bytes)
    }

    /// Opens an evaluation for writing, or for reading where another program writes it. Asking again later takes it
    /// over where that program is gone: file and journal are then read again.
    ///
    /// # Errors
    /// When there is none of this id, or it can't be read.
    pub fn open_evaluation(&self, id: &Id, who: &Holder, syncer: &Syncer) -> Result<OpenOutcome, StoreError> {
        if let Some(why) = self.read_only() {
            return self.open_to_read(id, ReadOnlyReason::ReadOnlyLibrary(why.to_owned()));
        }
        let lock = match self.lock(id) {
            Ok(Some(lock)) => lock,
            Ok(None) => return self.open_to_read(id, ReadOnlyReason::HeldElsewhere(self.holder(id))),
            Err(error) => return self.open_to_read(id, ReadOnlyReason::NotLocked(error)),
        };
        let mut found = match self.read_state(id).map_err(|problem| self.cannot_read(id, problem)) {
            Ok(found) => found,
            Err(error) if error.is_of_journal() => {
                let loaded = self.read_without_journal(id)?;
                return Ok(OpenOutcome::ReadOnly(ReadOnlyReason::WithoutJournal(error), loaded));
            }
            Err(error) => return Err(error),
        };
        let mut loaded = self.loaded(id, &found);
        self.note_holder(id, who);
        let (ours, pending, others) = (found.ours.clone(), found.pending, std::mem::take(&mut found.others));
        let is_damaged = found.damage.is_some();
        let opened = Writer::new(self, id, found, syncer, lock).and_then(|mut writer| {
            writer.clean_up(&ours)?;
            match (pending, others.is_empty()) {
                (PendingEdits::None, true) => {
                    let revision = self.revision(id, Some(&writer.saved.bytes))?;
                    writer.restart_journal(revision)?;
                }
                (PendingEdits::OnFile, true) => writer.continue_journal(),
                // Whoever is putting the file right is left to it until this is saved or left.
                (PendingEdits::OnEarlierFile, true) if is_damaged => writer.continue_journal(),
                (PendingEdits::OnEarlierFile, _) | (_, false) => {
                    writer.continue_journal();
                    // Another program changed the file under the journal, or wrote a second one: that is settled before
                    // anything is added.
                    let ours = writer.take_in_journals(ours, &others)?;
                    let outcome = writer.save(&ours, who.since)?;
                    loaded.evaluation = outcome.merged.unwrap_or(ours);
                    loaded.revision = Some(outcome.revision);
                    writer.journal_file.discard_found(others.into_iter().map(|other| other.place));
                }
            }
            Ok(writer)
        });
        Ok(match opened {
            Ok(writer) => OpenOutcome::Writable(Box::new(writer), loaded),
            Err(error) => OpenOutcome::ReadOnly(ReadOnlyReason::RecoveryFailed(error), loaded),
        })
    }

    /// Opens an evaluation that can only be read, for this reason or for a better one.
    fn open_to_read(&self, id: &Id, reason: ReadOnlyReason) -> Result<OpenOutcome, StoreError> {
        match self.read(id) {
            Ok(loaded) => Ok(OpenOutcome::ReadOnly(reason, loaded)),
            Err(error) if error.is_of_journal() => {
                let loaded = self.read_without_journal(id)?;
                Ok(OpenOutcome::ReadOnly(ReadOnlyReason::WithoutJournal(error), loaded))
            }
            Err(error) => Err(error),
        }
    }
}

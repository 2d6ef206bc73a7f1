//! An evaluation held open for writing: its lock, its journal, and what its file holds.

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    LARGEST_EVALUATION, content,
    disk::{Lock, Stamp},
    error::StoreError,
    journal::{ContentHash, Journal, JournalEntry},
    journal_file::JournalFile,
    library::Library,
    state::{EvaluationFile, EvaluationState, PendingEdits},
    syncer::Syncer,
};
use crate::model::{Edit, Evaluation, Id, Moment, format};

/// A journal of this many bytes asks for a checkpoint.
const LONG_JOURNAL: usize = 4 << 20;
/// Edits that are older than this ask for a checkpoint.
const OLD_JOURNAL: Duration = Duration::from_secs(600);

/// An evaluation that is open for writing. Dropping it ends that, but saves nothing: see [`Writer::checkpoint`].
#[derive(Debug)]
pub struct Writer {
    pub(super) library: Library,
    pub(super) id: Id,
    pub(super) journal_file: Arc<JournalFile>,
    pub(super) saved: SavedContent,
    /// The contents that the file had since the journal's base, or was to have, in order.
    pub(super) known: Vec<ContentHash>,
    pub(super) unreported: Option<UnreportedMerge>,
    syncer: Syncer,
    size: isize,
    since: Option<Instant>,
}

/// What is in the file, as far as we know.
#[derive(Clone, Debug)]
pub(super) struct SavedContent {
    pub(super) evaluation: Evaluation,
    pub(super) bytes: Vec<u8>,
    pub(super) hash: ContentHash,
    /// The file's state when it was last read or written; none where it has to be read to know.
    pub(super) stamp: Option<Stamp>,
}

/// What a checkpoint merged before it failed.
#[derive(Debug)]
pub(super) struct UnreportedMerge {
    /// What was on the screen, where it still is.
    pub(super) shown: Evaluation,
    /// What will be there once it is reported.
    pub(super) merged: Evaluation,
    pub(super) conflicts: usize,
}

impl Writer {
    pub(super) fn new(
        library: &Library,
        id: &Id,
        found: EvaluationState,
        syncer: &Syncer,
        lock: Lock,
    ) -> Result<Writer, StoreError> {
        if found.broken || found.replay.dropped > 0 {
            library.quarantine_journal(id)?;
        }
        let EvaluationState { file, journal, places, replay, .. } = found;
        let mut known = journal.as_ref().map_or(Vec::new(), Journal::contents);
        let saved = match (file, &journal) {
            (Some(file), _) if found.pending != PendingEdits::OnEarlierFile => SavedContent::from(file),
            (_, Some(journal)) => SavedContent {
                evaluation: content::evaluation(id, &journal.base)
                    .map_err(|problem| library.cannot_read(id, problem))?,
                bytes: journal.base.clone(),
                hash: journal.hash.clone(),
                stamp: None,
            },
            (file, None) => file.map(SavedContent::from).ok_or_else(|| StoreError::NoSuch(id.to_string()))?,
        };
        if !known.contains(&saved.hash) {
            known.push(saved.hash.clone());
        }
        let journal_file = match journal {
            Some(journal) if found.pending == PendingEdits::None => JournalFile::existing(library, id, journal, lock),
            Some(journal) => JournalFile::resume(library, id, journal, replay, lock)?,
            None => JournalFile::new(
                library,
                id,
                library.revision(id, Some(&saved.bytes))?,
                (&saved.hash, &saved.bytes),
                lock,
            ),
        };
        let are_several = places.len() > 1;
        journal_file.leave(places);
        if are_several {
            // An earlier run ended before its journal had replaced another: that is done first, or there would be ever more.
            journal_file.sync()?;
        }
        let size = saved.bytes.len().cast_signed() + journal_file.length().cast_signed();
        let (library, id, syncer) = (library.clone(), id.clone(), syncer.clone());
        let journal_file = Arc::new(journal_file);
        Ok(Writer { library, id, journal_file, saved, known, unreported: None, syncer, size, since: None })
    }

    /// Goes on with a journal whose edits the file does not hold yet.
    pub(super) fn continue_journal(&mut self) {
        self.since = Some(Instant::now());
        self.begin_sync();
    }

    pub(super) fn has_edits(&self) -> bool {
        self.journal_file.length() > 0
    }

    /// The evaluation's id.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// The file in which the edits since the last checkpoint are kept.
    pub fn journal(&self) -> PathBuf {
        self.journal_file.path()
    }

    /// Journals an edit, before the frame that shows it.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] says that the edit was not taken and has to be undone. Any other error says that it is
    /// only in memory for now: [`Writer::unsaved`] counts it, and the sync worker goes on trying once [`Writer::begin_sync`] has told it.
    pub fn append(&mut self, edit: &Edit, at: Moment) -> Result<(), StoreError> {
        let size = self.size + growth(edit);
        if size > LARGEST_EVALUATION.cast_signed() && growth(edit) > 0 {
            return Err(StoreError::TooLarge);
        }
        self.size = size;
        self.since.get_or_insert_with(Instant::now);
        self.journal_file.append(&JournalEntry::Edit(at, Box::new(edit.clone())))
    }

    /// Has the sync worker make last what was appended; for after the frame that shows it.
    pub fn begin_sync(&self) {
        self.syncer.notify(&self.journal_file);
    }

    /// Makes all that was appended last, now, and looks whether what lasted already is still there. Where saving failed this
    /// tries again at once.
    ///
    /// # Errors
    /// When it fails still; the edits stay in memory.
    pub fn sync(&mut self) -> Result<(), StoreError> {
        self.journal_file.look().map(|_| ())
    }

    /// How many edits are only in memory.
    pub fn unsaved(&self) -> usize {
        self.journal_file.unsaved()
    }

    /// Whether a checkpoint is due: the journal is long, or its first edit old.
    pub fn due(&self, now: Instant) -> bool {
        self.journal_file.length() > LONG_JOURNAL
            || self.since.is_some_and(|since| now.saturating_duration_since(since) >= OLD_JOURNAL)
    }

    /// Begins a new journal on what is in the file now, which holds every edit and is this revision.
    pub(super) fn restart_journal(&mut self, revision: u64) -> Result<(), StoreError> {
        self.journal_file.rebase(revision, &self.saved.hash, &self.saved.bytes)?;
        self.known = vec![self.saved.hash.clone()];
        self.size = self.saved.bytes.len().cast_signed();
        self.since = None;
        Ok(())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.journal_file.release();
    }
}

impl From<EvaluationFile> for SavedContent {
    fn from(file: EvaluationFile) -> SavedContent {
        let EvaluationFile { bytes, hash, stamp, evaluation } = file;
        SavedContent { evaluation, bytes, hash, stamp: Some(stamp) }
    }
}

/// By how many bytes an edit lets an evaluation's file grow, about.
fn growth(edit: &Edit) -> isize {
    let length = |text: &str| text.len().cast_signed();
    match edit {
        Edit::Splice { splice, .. } => length(&splice.inserted) - length(&splice.removed),
        Edit::Applicability { from, to, .. } => {
            to.as_ref().map_or(0, |to| length(to)) - from.as_ref().map_or(0, |from| length(from))
        }
        Edit::Insert { record, .. } => length(&format::write_line(record)),
        Edit::Remove { record, .. } => -length(&format::write_line(record)),
        Edit::Written { question, noted, .. } => length(question.as_str()) * if *noted { 1 } else { -1 },
        Edit::Choose { option, chosen, .. } => length(option.as_str()) * if *chosen { 1 } else { -1 },
        Edit::Mark { .. }
        | Edit::File { .. }
        | Edit::Hours { .. }
        | Edit::Consent { .. }
        | Edit::Against { .. }
        | Edit::Resolve { .. } => 0,
        Edit::Together(edits) => edits.iter().map(growth).sum(),
    }
}

//! Reading an evaluation: as its file and its journal have it together, whoever is writing it; and a file as it is.

use jiff::Timestamp;

use super::{
    LARGEST_FILE, content,
    disk::{FileContent, Stamp},
    error::{FileProblem, StoreError, SystemError, UnreadableFile},
    journal::{ContentHash, Journal, Replay},
    journals::{JournalPlace, OtherJournal, SiftedJournals},
    library::Library,
    names::{FileName, shown},
};
use crate::model::{Evaluation, Id, Moment, merge::merge};
use crate::text::Text;

/// An evaluation as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The evaluation, with the journal's edits.
    pub evaluation: Evaluation,
    /// The edits that only the journal had.
    pub recovered: Option<Recovered>,
    /// When it last changed.
    pub modified: Timestamp,
    /// The number of the revision in the file; none where the history can't be reached.
    pub revision: Option<u64>,
    /// What is wrong with the file, where the evaluation is as the journal alone has it.
    pub damage: Option<UnreadableFile>,
}

/// What was found in a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// How many edits.
    pub edits: usize,
    /// When the last of them, or of those that no longer fit, was made.
    pub at: Moment,
    /// How many more there were that no longer fit; the journal is then in the quarantine.
    pub dropped: usize,
}

#[derive(Debug)]
pub(super) struct EvaluationFile {
    pub(super) bytes: Vec<u8>,
    pub(super) hash: ContentHash,
    pub(super) stamp: Stamp,
    pub(super) evaluation: Evaluation,
}

/// An evaluation as the file and the journal have it together.
#[derive(Debug)]
pub(super) struct EvaluationState {
    /// The file; none where it is gone or can't be read and only the journal is left.
    pub(super) file: Option<EvaluationFile>,
    /// Why the file can't be read.
    pub(super) damage: Option<FileProblem>,
    pub(super) journal: Option<Journal>,
    /// Journals with edits that this one lacks.
    pub(super) others: Vec<OtherJournal>,
    /// Where this one is, and those that hold nothing else.
    pub(super) places: Vec<JournalPlace>,
    /// Whether more of the journal is lost than a torn end.
    pub(super) broken: bool,
    /// What was on the screen when the journal was last written.
    pub(super) ours: Evaluation,
    /// That, with what another program made of the file meanwhile.
    pub(super) evaluation: Evaluation,
    pub(super) replay: Replay,
    /// How the edits relate to the file.
    pub(super) pending: PendingEdits,
}

/// The edits that only the journal has, by what they build on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PendingEdits {
    /// There are none, or the file holds all of them.
    None,
    /// What is in the file.
    OnFile,
    /// What was in the file before another program changed it.
    OnEarlierFile,
}

impl Library {
    /// An evaluation, with its journal replayed.
    ///
    /// # Errors
    /// When there is none of this id, or it can't be read.
    pub fn read(&self, id: &Id) -> Result<Loaded, StoreError> {
        let found = self.read_state(id).map_err(|problem| self.cannot_read(id, problem))?;
        Ok(self.loaded(id, &found))
    }

    /// An evaluation as its file alone has it, where its journal can't be read.
    ///
    /// # Errors
    /// When there is none of this id, or its file can't be read either.
    pub fn read_without_journal(&self, id: &Id) -> Result<Loaded, StoreError> {
        let found = self.evaluation_file(id).and_then(|file| join(id, file, SiftedJournals::default()));
        Ok(self.loaded(id, &found.map_err(|problem| self.cannot_read(id, problem))?))
    }

    pub(super) fn loaded(&self, id: &Id, found: &EvaluationState) -> Loaded {
        let replays = || std::iter::once(&found.replay).chain(found.others.iter().map(|other| &other.replay));
        let edits = replays().map(|replay| replay.edits).sum();
        let dropped = replays().map(|replay| replay.dropped).sum();
        Loaded {
            evaluation: found.evaluation.clone(),
            recovered: replays().filter_map(|replay| replay.at).max().map(|at| Recovered { edits, at, dropped }),
            modified: found.modified(),
            revision: self.revision(id, found.file.as_ref().map(|file| &*file.bytes)).ok(),
            damage: found.damage.clone().map(|problem| self.unreadable_file(FileName::of(id), problem, None)),
        }
    }

    /// The text of a file in the evaluations' folder, made fit for showing.
    ///
    /// # Errors
    /// When it can't be read at all.
    pub fn source(&self, file: &FileName) -> Result<Text, StoreError> {
        let whole = self.disk.read(&self.path_of(file), LARGEST_FILE);
        let whole = whole.map_err(|unread| UnreadableFile::new(file.clone(), unread.into()))?;
        let text = Text::new(&String::from_utf8_lossy(&whole.bytes));
        Ok(text.split('\n').map(shown).collect::<Vec<_>>().join("\n").into())
    }

    /// An evaluation's file; none where there is none.
    pub(super) fn evaluation_file(&self, id: &Id) -> Result<Option<EvaluationFile>, FileProblem> {
        let whole = self.disk.read_if_there(&self.file_of(id), LARGEST_FILE)?;
        let Some(FileContent { bytes, stamp }) = whole else { return Ok(None) };
        let evaluation = content::evaluation(id, &bytes)?;
        Ok(Some(EvaluationFile { hash: ContentHash::of(&bytes), bytes, stamp, evaluation }))
    }

    /// An evaluation as its journals alone have it; none where there are none.
    pub(super) fn journalled(&self, id: &Id) -> Option<Evaluation> {
        let journals = self.sift(id, self.find_journals(id).ok()?, None).ok()?;
        Some(join(id, None, journals).ok()?.evaluation)
    }

    /// An evaluation as its file and its journal have it together.
    pub(super) fn read_state(&self, id: &Id) -> Result<EvaluationState, FileProblem> {
        let mut found = self.read_state_once(id)?;
        // Where the two don't fit, another instance may have made a checkpoint between our looking at one and the other.
        for _ in 0..3 {
            if found.pending != PendingEdits::OnEarlierFile {
                break;
            }
            let again = self.read_state_once(id)?;
            let same = again.version() == found.version();
            found = again;
            if same {
                break;
            }
        }
        Ok(found)
    }

    fn read_state_once(&self, id: &Id) -> Result<EvaluationState, FileProblem> {
        let found = self.find_journals(id)?;
        let (file, damage) = match self.evaluation_file(id) {
            Ok(file) => (file, None),
            // The journal has everything that the file should have.
            Err(problem) if problem.is_replaceable() && found.is_any() => (None, Some(problem)),
            Err(problem) => return Err(problem),
        };
        let broken = found.broken;
        let journals = self.sift(id, found, file.as_ref().map(|file| &file.hash))?;
        Ok(EvaluationState { damage, broken, ..join(id, file, journals)? })
    }
}

/// What file and journals come to.
fn join(id: &Id, file: Option<EvaluationFile>, journals: SiftedJournals) -> Result<EvaluationState, FileProblem> {
    let SiftedJournals { first: journal, places, others } = journals;
    let (broken, damage) = (false, None);
    let (ours, replay, pending) = match (&file, &journal) {
        (None, None) => return Err(FileProblem::Disk(SystemError::missing())),
        (Some(file), None) => (file.evaluation.clone(), Replay::default(), PendingEdits::None),
        (file, Some(journal)) => {
            let on_file = file.as_ref().and_then(|file| {
                let mut ours = file.evaluation.clone();
                let replay = journal.replay_on(&file.hash, &mut ours)?;
                Some((ours, replay, if replay.is_empty() { PendingEdits::None } else { PendingEdits::OnFile }))
            });
            match on_file {
                Some(on_file) => on_file,
                None => on_base(id, file.as_ref(), journal)?,
            }
        }
    };
    let merged = match (&file, &journal, pending) {
        (Some(file), Some(journal), PendingEdits::OnEarlierFile) => {
            merge(&content::evaluation(id, &journal.base)?, &ours, &file.evaluation).evaluation
        }
        _ => ours.clone(),
    };
    let evaluation = others.iter().fold(merged, |ours, other| other.merged_into(&ours));
    Ok(EvaluationState { file, damage, journal, others, places, broken, ours, evaluation, replay, pending })
}

/// What the journal says by itself, where the file is not what it builds on.
fn on_base(
    id: &Id,
    file: Option<&EvaluationFile>,
    journal: &Journal,
) -> Result<(Evaluation, Replay, PendingEdits), FileProblem> {
    let mut ours = content::evaluation(id, &journal.base)?;
    let replay = journal.replay_on_base(&mut ours);
    match file {
        Some(file) if file.evaluation == ours || replay.is_empty() => {
            Ok((file.evaluation.clone(), Replay::default(), PendingEdits::None))
        }
        _ => Ok((ours, replay, PendingEdits::OnEarlierFile)),
    }
}

impl EvaluationState {
    /// What differs where anything changed between two readings.
    fn version(&self) -> (Option<&[u8]>, Option<usize>) {
        (self.file.as_ref().map(|file| &*file.bytes), self.journal.as_ref().map(|journal| journal.text.len()))
    }

    /// Whether what file and journals come to together leaves a person something to choose.
    pub(super) fn leaves_choices(&self, id: &Id) -> Result<bool, FileProblem> {
        let on_earlier = match (&self.file, &self.journal, self.pending) {
            (Some(file), Some(journal), PendingEdits::OnEarlierFile) => {
                let merged = merge(&content::evaluation(id, &journal.base)?, &self.ours, &file.evaluation);
                !merged.conflicts.is_empty()
            }
            _ => false,
        };
        let other = |other: &OtherJournal| !merge(&other.common, &self.evaluation, &other.theirs).conflicts.is_empty();
        Ok(on_earlier || self.others.iter().any(other))
    }

    pub(super) fn modified(&self) -> Timestamp {
        let others = self.others.iter().filter_map(|other| other.replay.at);
        let last = self.journal.as_ref().and_then(Journal::last_edit);
        let edited = last.into_iter().chain(others).max().map(Moment::timestamp);
        let written = self.file.as_ref().map(|file| file.stamp.written);
        edited.max(written).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

//! Reading an evaluation with its journal's edits, and a file as it is.

use jiff::Timestamp;

use super::{
    LARGEST_FILE,
    error::{StoreError, UnreadableFile},
    journal::Replay,
    library::Library,
    names::{FileName, shown},
    state::EvaluationState,
};
use crate::model::{Evaluation, Id, Moment};
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
    /// The number of the revision in the file.
    pub revision: u64,
}

/// What was found in a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// How many edits.
    pub edits: usize,
    /// When the last of them was made.
    pub at: Moment,
    /// How many more there were that no longer fit; the journal is then in the quarantine.
    pub dropped: usize,
}

impl Library {
    /// An evaluation, with its journal replayed.
    ///
    /// # Errors
    /// When there is none of this id, or it can't be read.
    pub fn read(&self, id: &Id) -> Result<Loaded, StoreError> {
        let found = self.read_state(id).map_err(|problem| self.cannot_read(id, problem))?;
        self.loaded(id, &found)
    }

    pub(super) fn loaded(&self, id: &Id, found: &EvaluationState) -> Result<Loaded, StoreError> {
        let Replay { edits, at, dropped, .. } = found.replay;
        Ok(Loaded {
            evaluation: found.evaluation.clone(),
            recovered: at.map(|at| Recovered { edits, at, dropped }),
            modified: found.modified(),
            revision: self.revision(id)?,
        })
    }

    /// The text of a file in the evaluations' folder, made fit for showing.
    ///
    /// # Errors
    /// When it can't be read at all.
    pub fn source(&self, file: &FileName) -> Result<Text, StoreError> {
        let whole = self.disk.read(&self.path_of(file), LARGEST_FILE).map_err(|unread| {
            StoreError::from(UnreadableFile { file: file.clone(), problem: unread.into(), kept: None })
        })?;
        let text = Text::new(&String::from_utf8_lossy(&whole.bytes));
        Ok(text.split('\n').map(shown).collect::<Vec<_>>().join("\n").into())
    }
}

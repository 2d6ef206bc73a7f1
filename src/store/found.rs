//! Reading an evaluation with its journal replayed, whoever is writing it; or what is wrong with it.

use jiff::Timestamp;

use super::{
    Access, LARGEST_FILE, Library, StoreError,
    disk::{Stamp, Unread, Whole},
    error::{Fault, Flaw},
    journal::{self, Hash, Journal, Reading, Replay},
    names::{FileName, shown},
};
use crate::{
    model::{evaluation::Evaluation, format, id::Id, merge::merge, moment::Moment},
    text::Text,
};

/// The largest journal that is read: a base, its edits, and room for edits while checkpoints failed.
const LARGEST_JOURNAL: u64 = 4 * LARGEST_FILE;

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
    /// How many more there were that no longer fit; the journal then lies in the quarantine.
    pub dropped: usize,
}

/// What stands in an evaluation's file.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) bytes: Vec<u8>,
    pub(super) stamp: Stamp,
    pub(super) evaluation: Evaluation,
}

impl Standing {
    pub(super) fn hash(&self) -> Hash {
        Hash::of(&self.bytes)
    }
}

/// An evaluation as the file and the journal have it together.
#[derive(Debug)]
pub(super) struct Found {
    /// What stands in the file; none where it is gone and only the journal is left.
    pub(super) standing: Option<Standing>,
    pub(super) journal: Option<Journal>,
    /// Whether more of the journal is lost than a torn end.
    pub(super) broken: bool,
    /// What was on the screen when the journal was last written.
    pub(super) ours: Evaluation,
    /// That, with what another program made of the file meanwhile.
    pub(super) evaluation: Evaluation,
    pub(super) replay: Replay,
    /// How the edits relate to the file.
    pub(super) footing: Footing,
}

/// What a journal's edits build on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Footing {
    /// There are none, or the file holds all of them.
    Settled,
    /// What stands in the file.
    File,
    /// Something that stood in the file before another program changed it.
    Elsewhere,
}

impl Library {
    /// What is wrong with a file, which is copied aside, and what else is known of the evaluation.
    pub(super) fn flaw(&self, file: FileName, fault: Fault, id: Option<&Id>) -> Flaw {
        let of_content = fault.is_of_content();
        if of_content && self.access == Access::Full {
            // That no copy can be made does not make it readable.
            let _ = self.quarantine_file(&file, &fault);
        }
        let kept = id.filter(|_| of_content).and_then(|id| self.kept(id)).map(Box::new);
        Flaw { file, fault, kept }
    }

    /// What a fault means for one who asked for this evaluation.
    pub(super) fn refused(&self, id: &Id, fault: Fault) -> StoreError {
        match fault {
            Fault::Disk { cause } if cause.is_missing() => StoreError::NoSuch(id.to_string()),
            fault => self.flaw(FileName::of(id), fault, Some(id)).into(),
        }
    }

    /// An evaluation, with its journal replayed.
    ///
    /// # Errors
    /// When there is none of this id, or it can't be read.
    pub fn read(&self, id: &Id) -> Result<Loaded, StoreError> {
        let found = self.find_out(id).map_err(|fault| self.refused(id, fault))?;
        self.loaded(id, &found)
    }

    pub(super) fn loaded(&self, id: &Id, found: &Found) -> Result<Loaded, StoreError> {
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
        let whole = self
            .disk
            .read(&self.named(file), LARGEST_FILE)
            .map_err(|unread| StoreError::from(Flaw { file: file.clone(), fault: unread.into(), kept: None }))?;
        let text = Text::new(&String::from_utf8_lossy(&whole.bytes));
        Ok(text.split('\n').map(shown).collect::<Vec<_>>().join("\n").into())
    }

    /// What stands in an evaluation's file; none where nothing does.
    pub(super) fn standing(&self, id: &Id) -> Result<Option<Standing>, Fault> {
        match self.disk.read(&self.file_of(id), LARGEST_FILE) {
            Ok(Whole { bytes, stamp }) => {
                let evaluation = evaluation(id, &bytes)?;
                Ok(Some(Standing { bytes, stamp, evaluation }))
            }
            Err(Unread::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(unread) => Err(unread.into()),
        }
    }

    /// What the journal says; whether it is broken where it says nothing.
    pub(super) fn read_journal(&self, id: &Id) -> Result<Result<Journal, bool>, Fault> {
        match self.disk.read(&self.journal_of(id), LARGEST_JOURNAL) {
            Ok(whole) => match journal::read(&whole.bytes) {
                Reading::Journal(journal) => Ok(Ok(journal)),
                Reading::Nothing { broken } => Ok(Err(broken)),
                Reading::Newer => Err(Fault::NewerJournal),
            },
            Err(Unread::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => Ok(Err(false)),
            Err(unread) => Err(unread.into()),
        }
    }

    /// An evaluation as its file and its journal have it together.
    pub(super) fn find_out(&self, id: &Id) -> Result<Found, Fault> {
        let mut found = self.find_out_once(id)?;
        // Where the two don't fit, another instance may have made a checkpoint between our looking at one and the other.
        for _ in 0..3 {
            if found.footing != Footing::Elsewhere {
                break;
            }
            let again = self.find_out_once(id)?;
            let same = again.state() == found.state();
            found = again;
            if same {
                break;
            }
        }
        Ok(found)
    }

    fn find_out_once(&self, id: &Id) -> Result<Found, Fault> {
        let journal = self.read_journal(id)?;
        let standing = self.standing(id)?;
        let broken = match &journal {
            Ok(journal) => journal.broken,
            Err(broken) => *broken,
        };
        Ok(Found { broken, ..join(id, standing, journal.ok())? })
    }
}

/// What file and journal come to.
fn join(id: &Id, standing: Option<Standing>, journal: Option<Journal>) -> Result<Found, Fault> {
    let broken = false;
    let (ours, replay, footing) = match (&standing, &journal) {
        (None, None) => return Err(Fault::Disk { cause: super::Cause::missing() }),
        (Some(standing), None) => (standing.evaluation.clone(), Replay::default(), Footing::Settled),
        (standing, Some(journal)) => {
            let on_file = standing.as_ref().and_then(|standing| {
                let mut ours = standing.evaluation.clone();
                let replay = journal.replay_on(&standing.hash(), &mut ours)?;
                Some((ours, replay, if replay.is_empty() { Footing::Settled } else { Footing::File }))
            });
            match on_file {
                Some(on_file) => on_file,
                None => on_base(id, standing.as_ref(), journal)?,
            }
        }
    };
    let merged = match (&standing, &journal, footing) {
        (Some(standing), Some(journal), Footing::Elsewhere) => {
            merge(&evaluation(id, &journal.base)?, &ours, &standing.evaluation).evaluation
        }
        _ => ours.clone(),
    };
    Ok(Found { standing, journal, broken, ours, evaluation: merged, replay, footing })
}

/// What the journal says by itself, where the file is not what it builds on.
fn on_base(id: &Id, standing: Option<&Standing>, journal: &Journal) -> Result<(Evaluation, Replay, Footing), Fault> {
    let mut ours = evaluation(id, &journal.base)?;
    let replay = journal.replay_on_base(&mut ours);
    match standing {
        Some(standing) if standing.evaluation == ours || replay.is_empty() => {
            Ok((standing.evaluation.clone(), Replay::default(), Footing::Settled))
        }
        _ => Ok((ours, replay, Footing::Elsewhere)),
    }
}

impl Found {
    /// What tells whether anything happened between two looks.
    fn state(&self) -> (Option<&[u8]>, Option<usize>) {
        (
            self.standing.as_ref().map(|standing| &*standing.bytes),
            self.journal.as_ref().map(|journal| journal.text.len()),
        )
    }

    pub(super) fn modified(&self) -> Timestamp {
        let edited = self.journal.as_ref().and_then(Journal::last_edit).map(Moment::timestamp);
        let written = self.standing.as_ref().map(|standing| standing.stamp.written);
        edited.max(written).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// The evaluation that a file's bytes hold.
pub(super) fn evaluation(id: &Id, bytes: &[u8]) -> Result<Evaluation, Fault> {
    let text = str::from_utf8(bytes).map_err(|_| encoding(bytes))?;
    let evaluation = format::read(text).map_err(|error| {
        if text.trim().is_empty() {
            return Fault::Encoding("it is empty");
        }
        let markers = merge_markers(text).map(Fault::MergeMarkers);
        markers.or_else(|| not_text(bytes)).unwrap_or_else(|| error.into())
    })?;
    if evaluation.id == *id { Ok(evaluation) } else { Err(Fault::OtherId(evaluation.id)) }
}

/// Bytes as text.
pub(super) fn utf8(bytes: Vec<u8>) -> Result<String, Fault> {
    let text = String::from_utf8(bytes).map_err(|error| encoding(error.as_bytes()))?;
    not_text(text.as_bytes()).map_or(Ok(text), Err)
}

/// The line of the first of git's merge markers, where they stand in a text.
fn merge_markers(text: &str) -> Option<usize> {
    let first = text.lines().position(|line| line.starts_with("<<<<<<< "))?;
    text.lines().skip(first).any(|line| line.starts_with(">>>>>>> ")).then_some(first + 1)
}

fn not_text(bytes: &[u8]) -> Option<Fault> {
    let zeroes = memchr::memchr(0, bytes).is_some();
    zeroes.then_some(Fault::Encoding("it holds zero bytes, as files do that a disk did not finish writing, or UTF-16"))
}

fn encoding(bytes: &[u8]) -> Fault {
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    Fault::Encoding(if utf16 { "it is UTF-16: save it as UTF-8" } else { "it is not UTF-8: save it as UTF-8" })
}

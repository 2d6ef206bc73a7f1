//! An evaluation as its file and its journal have it together, whoever is writing it.

use jiff::Timestamp;

use super::{
    LARGEST_FILE, LARGEST_JOURNAL, content,
    disk::{Stamp, Unread, Whole},
    error::{Cause, Fault},
    journal::{self, Hash, Journal, Reading, Replay},
    library::Library,
};
use crate::model::{evaluation::Evaluation, id::Id, merge::merge, moment::Moment};

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
    /// What stands in an evaluation's file; none where nothing does.
    pub(super) fn standing(&self, id: &Id) -> Result<Option<Standing>, Fault> {
        match self.disk.read(&self.file_of(id), LARGEST_FILE) {
            Ok(Whole { bytes, stamp }) => {
                let evaluation = content::evaluation(id, &bytes)?;
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
        (None, None) => return Err(Fault::Disk { cause: Cause::missing() }),
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
            merge(&content::evaluation(id, &journal.base)?, &ours, &standing.evaluation).evaluation
        }
        _ => ours.clone(),
    };
    Ok(Found { standing, journal, broken, ours, evaluation: merged, replay, footing })
}

/// What the journal says by itself, where the file is not what it builds on.
fn on_base(id: &Id, standing: Option<&Standing>, journal: &Journal) -> Result<(Evaluation, Replay, Footing), Fault> {
    let mut ours = content::evaluation(id, &journal.base)?;
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

//! Reading: every evaluation with its journal replayed, whoever is writing it, and what is wrong with those that can't be read.

use jiff::Timestamp;

use super::{
    FRAMEWORKS, JOURNAL, LARGEST_FILE, Library, StoreError,
    disk::{Stamp, Unread, Whole},
    error::{Fault, Flaw},
    journal::{self, Hash, Journal, Reading, Replay},
    names::{self, FileName, Kind, shown},
};
use crate::{evaluation::Evaluation, format, framework::Framework, id::Id, moment::Moment, text::Text};

/// The largest journal that is read: a base, its edits, and room for edits while checkpoints failed.
const LARGEST_JOURNAL: u64 = 4 * LARGEST_FILE;

/// A row of the library.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The file.
    pub file: FileName,
    /// What it holds, with its journal replayed; or what is wrong with it.
    pub state: Result<Evaluation, Flaw>,
    /// When it last changed: the last edit's time, or the file's.
    pub modified: Timestamp,
}

/// A framework of the user's own.
#[derive(Clone, Debug)]
pub struct ListedFramework {
    /// The file.
    pub file: FileName,
    /// What it holds, or what is wrong with it.
    pub state: Result<Framework, Flaw>,
}

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
    pub(super) hash: Hash,
    pub(super) stamp: Stamp,
    pub(super) evaluation: Evaluation,
}

/// An evaluation as the file and the journal have it together.
#[derive(Debug)]
pub(super) struct Found {
    /// What stands in the file; none where it is gone and only the journal is left.
    pub(super) standing: Option<Standing>,
    pub(super) journal: Option<Journal>,
    /// Whether more of the journal is lost than a torn end.
    #[expect(dead_code, reason = "for changes from outside")]
    pub(super) broken: bool,
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
    /// Every evaluation, those with flaws included, by file name. Temporary files of any program are passed over.
    ///
    /// # Errors
    /// When the folder can't be listed.
    pub fn scan(&self) -> Result<Vec<Listed>, StoreError> {
        let mut rows = Vec::new();
        for name in self.listing(super::EVALUATIONS)? {
            let file = FileName::listed(name);
            match names::kind(file.as_os_str()) {
                Kind::Evaluation(id) => rows.push(self.listed(&id, file)),
                Kind::Odd(error) => rows.push(self.flawed_row(file, Fault::Name(error))),
                Kind::Copy(_) | Kind::Other => {}
            }
        }
        for id in self.journals()? {
            let file = FileName::of(&id);
            if !rows.iter().any(|row| row.file == file) && self.find_out(&id).is_ok_and(|found| found.replay.edits > 0)
            {
                rows.push(self.listed(&id, file));
            }
        }
        rows.sort_by(|one, other| one.file.cmp(&other.file));
        Ok(rows)
    }

    fn listed(&self, id: &Id, file: FileName) -> Listed {
        match self.find_out(id) {
            Ok(found) => {
                let modified = found.modified();
                Listed { file, state: Ok(found.evaluation), modified }
            }
            Err(fault) => self.flawed_row(file, fault),
        }
    }

    fn flawed_row(&self, file: FileName, fault: Fault) -> Listed {
        let stamp = self.disk.stamp(&self.named(&file)).ok().flatten();
        let modified = stamp.map_or(Timestamp::UNIX_EPOCH, |stamp| stamp.written);
        let flaw = Flaw { file: file.clone(), fault, kept: None };
        Listed { file, state: Err(flaw), modified }
    }

    /// The ids of all evaluations, without reading them.
    ///
    /// # Errors
    /// When the folder can't be listed.
    pub fn names(&self) -> Result<Vec<Id>, StoreError> {
        let names = self.listing(super::EVALUATIONS)?;
        Ok(names
            .iter()
            .filter_map(|name| match names::kind(name) {
                Kind::Evaluation(id) => Some(id),
                _ => None,
            })
            .collect())
    }

    /// The id that this is the beginning of, or the beginning of its slug or its letters.
    ///
    /// # Errors
    /// When it is none's or several ids' beginning.
    pub fn find(&self, beginning: &str) -> Result<Id, StoreError> {
        let names = self.names()?;
        if let Some(id) = names.iter().find(|id| id.as_str() == beginning) {
            return Ok(id.clone());
        }
        let mut candidates: Vec<Id> = names.into_iter().filter(|id| id.begins_with(beginning)).collect();
        match candidates.len() {
            0 => Err(StoreError::NoSuch(shown(beginning))),
            1 => Ok(candidates.remove(0)),
            _ => Err(StoreError::Ambiguous { beginning: shown(beginning), candidates }),
        }
    }

    /// An evaluation, with its journal replayed.
    ///
    /// # Errors
    /// When there is none of this id, or it can't be read.
    pub fn read(&self, id: &Id) -> Result<Loaded, StoreError> {
        let found = self.find_out(id).map_err(|fault| refused(id, fault))?;
        self.loaded(id, &found)
    }

    pub(super) fn loaded(&self, id: &Id, found: &Found) -> Result<Loaded, StoreError> {
        let Replay { edits, at, dropped } = found.replay;
        Ok(Loaded {
            evaluation: found.evaluation.clone(),
            recovered: at.filter(|_| edits > 0 || dropped > 0).map(|at| Recovered { edits, at, dropped }),
            modified: found.modified(),
            revision: self.revision(id)?,
        })
    }

    /// The number of the revision that stands in the file: one more than the last in the history.
    pub(super) fn revision(&self, id: &Id) -> Result<u64, StoreError> {
        let folder = self.history_of(id);
        let names = self.disk.list(&folder).map_err(|error| StoreError::disk("list", &folder, &error))?;
        let numbers = names.iter().filter_map(|name| name.to_str()?.strip_suffix(".ron")?.parse::<u64>().ok());
        Ok(numbers.max().unwrap_or(0) + 1)
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

    /// The frameworks that can be answered: the built-in one, then the user's own that can be read.
    ///
    /// # Errors
    /// When the folder can't be listed.
    pub fn known_frameworks(&self) -> Result<Vec<Framework>, StoreError> {
        let own = self.frameworks()?.into_iter().filter_map(|listed| listed.state.ok());
        Ok([Framework::built_in()].into_iter().chain(own).collect())
    }

    /// The user's own frameworks, by file name.
    ///
    /// # Errors
    /// When the folder can't be listed.
    pub fn frameworks(&self) -> Result<Vec<ListedFramework>, StoreError> {
        let folder = self.folder(FRAMEWORKS);
        let is_one = |name: &std::ffi::OsString| {
            let name = name.to_string_lossy();
            name.ends_with(".ron") && !name.starts_with('.')
        };
        let names = self.listing(FRAMEWORKS)?.into_iter().filter(is_one).map(FileName::listed);
        Ok(names
            .map(|file| {
                let read = self.disk.read(&folder.join(file.as_os_str()), LARGEST_FILE).map_err(Fault::from);
                let framework =
                    read.and_then(|whole| utf8(whole.bytes)).and_then(|text| Ok(format::read_framework(&text)?));
                let state = framework.map_err(|fault| Flaw { file: file.clone(), fault, kept: None });
                ListedFramework { file, state }
            })
            .collect())
    }

    pub(super) fn listing(&self, folder: &str) -> Result<Vec<std::ffi::OsString>, StoreError> {
        let path = self.folder(folder);
        self.disk.list(&path).map_err(|error| StoreError::disk("list", &path, &error))
    }

    /// The ids that have a journal.
    fn journals(&self) -> Result<Vec<Id>, StoreError> {
        let names = self.listing(JOURNAL)?;
        Ok(names.iter().filter_map(|name| name.to_str()?.strip_suffix(".journal")?.parse().ok()).collect())
    }

    /// What stands in an evaluation's file; none where nothing does.
    pub(super) fn standing(&self, id: &Id) -> Result<Option<Standing>, Fault> {
        match self.disk.read(&self.file_of(id), LARGEST_FILE) {
            Ok(Whole { bytes, stamp }) => {
                let evaluation = evaluation(id, &bytes)?;
                Ok(Some(Standing { hash: Hash::of(&bytes), bytes, stamp, evaluation }))
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
        let journal = journal.ok();
        let (evaluation, replay, footing) = join(id, standing.as_ref(), journal.as_ref())?;
        Ok(Found { standing, journal, broken, evaluation, replay, footing })
    }
}

/// What a fault means for one who asked for this evaluation.
pub(super) fn refused(id: &Id, fault: Fault) -> StoreError {
    match fault {
        Fault::Disk { cause } if cause.is_missing() => StoreError::NoSuch(id.to_string()),
        fault => Flaw { file: FileName::of(id), fault, kept: None }.into(),
    }
}

/// What file and journal come to.
fn join(
    id: &Id,
    standing: Option<&Standing>,
    journal: Option<&Journal>,
) -> Result<(Evaluation, Replay, Footing), Fault> {
    let gone = || Fault::Disk { cause: super::Cause::missing() };
    match (standing, journal) {
        (None, None) => Err(gone()),
        (Some(standing), None) => Ok((standing.evaluation.clone(), Replay::default(), Footing::Settled)),
        (standing, Some(journal)) => {
            if let Some(standing) = standing
                && let Some(entries) = journal.after(&standing.hash)
            {
                let mut evaluation = standing.evaluation.clone();
                let replay = journal::replay(entries, &mut evaluation);
                let settled = replay == Replay::default();
                return Ok((evaluation, replay, if settled { Footing::Settled } else { Footing::File }));
            }
            let mut ours = evaluation(id, &journal.base)?;
            let replay = journal::replay(&journal.entries, &mut ours);
            match standing {
                Some(standing) if standing.evaluation == ours || replay == Replay::default() => {
                    Ok((standing.evaluation.clone(), Replay::default(), Footing::Settled))
                }
                _ => Ok((ours, replay, Footing::Elsewhere)),
            }
        }
    }
}

impl Found {
    /// What tells whether anything happened between two looks.
    fn state(&self) -> (Option<&Hash>, Option<usize>) {
        (self.standing.as_ref().map(|standing| &standing.hash), self.journal.as_ref().map(|journal| journal.text.len()))
    }

    fn modified(&self) -> Timestamp {
        let edited = self.journal.as_ref().and_then(Journal::last_edit).map(Moment::timestamp);
        let written = self.standing.as_ref().map(|standing| standing.stamp.written);
        edited.max(written).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// The evaluation that a file's bytes hold.
pub(super) fn evaluation(id: &Id, bytes: &[u8]) -> Result<Evaluation, Fault> {
    let evaluation = format::read(str::from_utf8(bytes).map_err(|_| encoding(bytes))?).map_err(|error| {
        if bytes.is_empty() { Fault::Encoding("it is empty") } else { not_text(bytes).unwrap_or(error.into()) }
    })?;
    if evaluation.id == *id { Ok(evaluation) } else { Err(Fault::OtherId(evaluation.id)) }
}

/// Bytes as text.
pub(super) fn utf8(bytes: Vec<u8>) -> Result<String, Fault> {
    let text = String::from_utf8(bytes).map_err(|error| encoding(error.as_bytes()))?;
    not_text(text.as_bytes()).map_or(Ok(text), Err)
}

fn not_text(bytes: &[u8]) -> Option<Fault> {
    let zeroes = memchr::memchr(0, bytes).is_some();
    zeroes.then_some(Fault::Encoding("it holds zero bytes, as files do that a disk did not finish writing, or UTF-16"))
}

fn encoding(bytes: &[u8]) -> Fault {
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    Fault::Encoding(if utf16 { "it is UTF-16: save it as UTF-8" } else { "it is not UTF-8: save it as UTF-8" })
}

//! An evaluation held open for writing: its lock, its journal, and what stands in its file.

use std::{
    fmt,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use super::{
    Access, LARGEST_EVALUATION, Library, StoreError, Syncer,
    checkpoint::Untold,
    disk::{Lock, Stamp},
    found::{self, Footing, Found, Loaded, Standing},
    journal::{Entry, Hash, Journal},
    tape::Tape,
};
use crate::{
    model::{edit::Edit, evaluation::Evaluation, format, id::Id, moment::Moment},
    text::Text,
};

/// A journal of this many bytes asks for a checkpoint.
const LONG_JOURNAL: usize = 4 << 20;

/// Edits that are older than this ask for a checkpoint.
const OLD_JOURNAL: Duration = Duration::from_secs(600);

/// Who has an evaluation open for writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// The evaluator's name; may be empty.
    pub name: Text,
    /// The process.
    pub process: u32,
    /// Since when.
    pub since: Moment,
}

/// What opening an evaluation for writing comes to.
#[derive(Debug)]
pub enum Opened {
    /// It can be written.
    Writing(Box<Writer>, Loaded),
    /// It can only be read for now.
    Reading(Barred, Loaded),
}

/// Why an evaluation can only be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Barred {
    /// Another program writes it; none: it does not say who it is.
    Held(Option<Holder>),
    /// The library can't be written.
    ReadOnly(String),
    /// What an earlier run left could not be brought in order.
    Failed(StoreError),
}

/// An evaluation that is open for writing. Dropping it ends that, but saves nothing: see [`Writer::checkpoint`].
#[derive(Debug)]
pub struct Writer {
    pub(super) library: Library,
    pub(super) id: Id,
    pub(super) tape: Arc<Tape>,
    pub(super) base: Base,
    /// The contents that the file had since the journal's base, or was to have, in order.
    pub(super) known: Vec<Hash>,
    pub(super) untold: Option<Untold>,
    syncer: Syncer,
    size: isize,
    since: Option<Instant>,
    _lock: Lock,
}

/// What stands in the file, as far as we know.
#[derive(Clone, Debug)]
pub(super) struct Base {
    pub(super) evaluation: Evaluation,
    pub(super) bytes: Vec<u8>,
    pub(super) hash: Hash,
    /// The file's state when it was last read or written; none where it has to be read to know.
    pub(super) stamp: Option<Stamp>,
}

impl Library {
    /// Puts a new evaluation into the library, where it lasts.
    ///
    /// # Errors
    /// When its id is taken or it can't be written.
    pub fn create(&self, evaluation: &Evaluation) -> Result<(), StoreError> {
        self.must_be_writable()?;
        let id = &evaluation.id;
        let Some(_lock) = self.lock(id)? else { return Err(StoreError::Exists(id.clone())) };
        let (file, beside) = (self.file_of(id), self.beside_file(id));
        if self.journal_exists(id)?
            || self.disk.stamp(&file).map_err(|e| StoreError::disk("look at", &file, &e))?.is_some()
        {
            return Err(StoreError::Exists(id.clone()));
        }
        let text = super::checkpoint::faithful(evaluation)?;
        let placed = self.disk.write_new(&beside, text.as_bytes()).and_then(|()| self.place_new(&beside, &file));
        placed.map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => StoreError::Exists(id.clone()),
            _ => StoreError::disk("create", &file, &error),
        })
    }

    fn journal_exists(&self, id: &Id) -> Result<bool, StoreError> {
        let path = self.journal_of(id);
        Ok(self.disk.stamp(&path).map_err(|error| StoreError::disk("look at", &path, &error))?.is_some())
    }

    pub(super) fn lock(&self, id: &Id) -> Result<Option<Lock>, StoreError> {
        let path = self.lock_of(id);
        self.disk.lock(&path).map_err(|error| StoreError::disk("lock", &path, &error))
    }

    /// Opens an evaluation for writing, or for reading where another program writes it. Asking again later takes it
    /// over where that program is gone: file and journal are then read anew.
    ///
    /// # Errors
    /// When there is none of this id, or it can't be read.
    pub fn open_evaluation(&self, id: &Id, who: &Holder, syncer: &Syncer) -> Result<Opened, StoreError> {
        if let Access::ReadOnly { why } = &self.access {
            return Ok(Opened::Reading(Barred::ReadOnly(why.clone()), self.read(id)?));
        }
        let Some(lock) = self.lock(id)? else {
            return Ok(Opened::Reading(Barred::Held(self.holder(id)), self.read(id)?));
        };
        let found = self.find_out(id).map_err(|fault| self.refused(id, fault))?;
        let mut loaded = self.loaded(id, &found)?;
        self.note_holder(id, who);
        let (ours, apart) = (found.ours.clone(), found.footing == Footing::Elsewhere);
        let opened = Writer::new(self, id, found, syncer, lock).and_then(|mut writer| {
            if apart {
                // Another program changed the file under the journal: that is settled before anything is added.
                let outcome = writer.checkpoint(&ours, who.since)?;
                loaded.evaluation = outcome.merged.unwrap_or(ours);
                loaded.revision = outcome.revision;
            }
            Ok(writer)
        });
        Ok(match opened {
            Ok(writer) => Opened::Writing(Box::new(writer), loaded),
            Err(error) => Opened::Reading(Barred::Failed(error), loaded),
        })
    }

    /// Who has an evaluation open for writing, as far as that is told.
    pub(super) fn holder(&self, id: &Id) -> Option<Holder> {
        let whole = self.disk.read(&self.holder_of(id), 4096).ok()?;
        format::read_line(str::from_utf8(&whole.bytes).ok()?).ok()
    }

    /// Tells others who has it. That they can't be told is no reason not to write.
    fn note_holder(&self, id: &Id, who: &Holder) {
        let path = self.holder_of(id);
        let beside = path.with_extension("holder.tmp");
        let noted = self.disk.remove(&beside).and_then(|()| self.disk.create(&beside));
        let written = noted.and_then(|file| file.write(format::write_line(who).as_bytes()));
        let _ = written.and_then(|()| self.disk.rename(&beside, &path));
    }
}

impl Writer {
    /// Begins to write what was found: goes on with the journal, or brings file and journal together first.
    fn new(library: &Library, id: &Id, found: Found, syncer: &Syncer, lock: Lock) -> Result<Writer, StoreError> {
        if found.broken || found.replay.dropped > 0 {
            library.quarantine_journal(id)?;
        }
        let Found { standing, journal, ours, replay, .. } = found;
        let known = journal.as_ref().map_or(Vec::new(), Journal::contents);
        let base = match (standing, &journal) {
            (Some(standing), _) if found.footing != Footing::Elsewhere => Base::from(standing),
            (_, Some(journal)) => Base {
                evaluation: found::evaluation(id, &journal.base).map_err(|fault| library.refused(id, fault))?,
                bytes: journal.base.clone(),
                hash: journal.hash.clone(),
                stamp: None,
            },
            (standing, None) => standing.map(Base::from).ok_or_else(|| StoreError::NoSuch(id.to_string()))?,
        };
        let tape = match journal {
            Some(journal) if found.footing == Footing::Settled => Tape::recall(library, id, journal),
            Some(journal) => Tape::resume(library, id, journal, replay)?,
            None => Tape::new(library, id, library.revision(id)?, &base.hash, &base.bytes),
        };
        let size = base.bytes.len().cast_signed() + tape.length().cast_signed();
        let (library, id, syncer) = (library.clone(), id.clone(), syncer.clone());
        let mut writer = Writer {
            library,
            id,
            tape: Arc::new(tape),
            base,
            known,
            untold: None,
            syncer,
            size,
            since: None,
            _lock: lock,
        };
        writer.begin(&ours, found.footing)?;
        Ok(writer)
    }

    /// Deals with what an earlier run left: temporary files, and a journal that the file holds already.
    fn begin(&mut self, ours: &Evaluation, footing: Footing) -> Result<(), StoreError> {
        if !self.known.contains(&self.base.hash) {
            self.known.push(self.base.hash.clone());
        }
        self.sweep(ours)?;
        if footing == Footing::Settled {
            self.settle()?;
        } else {
            self.since = Some(Instant::now());
            self.syncer.note(&self.tape);
        }
        Ok(())
    }

    /// The evaluation's id.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// The file in which the edits since the last checkpoint are kept.
    pub fn journal(&self) -> &Path {
        self.tape.path()
    }

    /// Journals an edit, before the frame that shows it.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] says that the edit was not taken and has to be taken back. Any other error says that it is
    /// only in memory for now: [`Writer::unsaved`] counts it, and the sync worker goes on trying.
    pub fn append(&mut self, edit: &Edit, at: Moment) -> Result<(), StoreError> {
        let size = self.size + growth(edit);
        if size > LARGEST_EVALUATION.cast_signed() && growth(edit) > 0 {
            return Err(StoreError::TooLarge);
        }
        self.size = size;
        self.since.get_or_insert_with(Instant::now);
        let outcome = self.tape.append(&Entry::Edit(at, Box::new(edit.clone())));
        self.syncer.note(&self.tape);
        outcome
    }

    /// Makes all that was appended last, now. Where saving failed this tries again at once.
    ///
    /// # Errors
    /// When it fails still; the edits stay in memory.
    pub fn sync(&mut self) -> Result<(), StoreError> {
        self.tape.sync().map(|_| ())
    }

    /// How many edits are only in memory.
    pub fn unsaved(&self) -> usize {
        self.tape.unsaved()
    }

    /// How many edits were appended since the evaluation was opened: a [`Report`](super::Report) that says as many
    /// are saved says that all are.
    pub fn appended(&self) -> u64 {
        self.tape.appended()
    }

    /// Whether a checkpoint is due: the journal is long, or its first edit old.
    pub fn due(&self, now: Instant) -> bool {
        self.tape.length() > LONG_JOURNAL
            || self.since.is_some_and(|since| now.saturating_duration_since(since) >= OLD_JOURNAL)
    }

    /// Begins a new journal on what stands in the file now, which holds every edit.
    pub(super) fn settle(&mut self) -> Result<(), StoreError> {
        let revision = self.library.revision(&self.id)?;
        self.tape.rebase(revision, &self.base.hash, &self.base.bytes)?;
        self.known = vec![self.base.hash.clone()];
        self.size = self.base.bytes.len().cast_signed();
        self.since = None;
        Ok(())
    }

    /// Removes the journal, whose edits are all in the file, before the file goes.
    pub(super) fn discard_journal(&mut self) -> Result<(), StoreError> {
        self.tape.discard()
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.tape.close();
    }
}

impl From<Standing> for Base {
    fn from(standing: Standing) -> Base {
        let hash = standing.hash();
        let Standing { bytes, stamp, evaluation } = standing;
        Base { evaluation, bytes, hash, stamp: Some(stamp) }
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
        Edit::Mark { .. } | Edit::File { .. } | Edit::Hours { .. } | Edit::Resolve { .. } => 0,
        Edit::Together(edits) => edits.iter().map(growth).sum(),
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = super::shown(self.name.trim());
        let who = if name.is_empty() { "another window" } else { &name };
        write!(f, "{who} (process {}, since {})", self.process, self.since.clock())
    }
}

impl fmt::Display for Barred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Barred::Held(Some(holder)) => write!(f, "{holder} has it open"),
            Barred::Held(None) => f.write_str("another program has it open"),
            Barred::Failed(error) => write!(f, "it can't be written: {error}"),
            Barred::ReadOnly(why) => write!(f, "the library is read-only: {why}"),
        }
    }
}

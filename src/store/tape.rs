//! The journal of an open evaluation, on the disk and in memory.
//!
//! Memory holds the journal's whole text, so that a new file can be written whole when the old one failed. An append
//! writes what the file lacks. While anything fails, edits are only kept in memory; the sync worker tries again.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{
    disk::OpenFile,
    error::StoreError,
    journal::{self, Entry, Hash, Journal, Replay},
    library::{JOURNAL, Library},
};
use crate::model::id::Id;

/// The journal of an open evaluation.
#[derive(Debug)]
pub(super) struct Tape {
    id: Id,
    library: Library,
    folder: PathBuf,
    path: PathBuf,
    beside: PathBuf,
    reel: Mutex<Reel>,
    /// Held during a sync, so that only one goes on at a time.
    turn: Mutex<()>,
}

#[derive(Debug)]
struct Reel {
    /// The journal as it should be.
    text: Vec<u8>,
    /// How much of it says what the edits build on.
    head: usize,
    /// The file; none: a new one must be begun.
    file: Option<Arc<OpenFile>>,
    /// How much of the text is in the file.
    written: usize,
    /// Edits ever appended, and how many of them are known to last.
    appended: u64,
    synced: u64,
    /// Whether the file's name is known to last.
    named: bool,
    failure: Option<StoreError>,
    /// Whether the sync worker knows that something is to be done.
    noted: bool,
    closed: bool,
}

impl Tape {
    /// A journal of edits on this base, of which nothing is on the disk yet.
    pub(super) fn new(library: &Library, id: &Id, revision: u64, hash: &Hash, base: &[u8]) -> Tape {
        let text = journal::head(revision, hash, base);
        Tape::from_reel(library, id, Reel::new(text.len(), text))
    }

    /// The journal that an earlier run left, to be looked at before it is emptied.
    pub(super) fn recall(library: &Library, id: &Id, journal: Journal) -> Tape {
        Tape::from_reel(library, id, Reel::new(journal.head, journal.text))
    }

    /// The journal that an earlier run left, to be gone on with, without what is torn or does not fit. It is written
    /// anew: nobody knows whether a sync of the old file failed, and then its content would never last.
    pub(super) fn resume(library: &Library, id: &Id, journal: Journal, replay: Replay) -> Result<Tape, StoreError> {
        let text = if replay.dropped == 0 { journal.text } else { journal.text_of(replay.fitting) };
        let tape = Tape::from_reel(library, id, Reel::new(journal.head, text));
        let mut reel = tape.reel();
        let file = tape.begin(&reel.text, true).map_err(|error| tape.failed("go on with", &error))?;
        reel.file = Some(Arc::new(file));
        reel.written = reel.text.len();
        drop(reel);
        Ok(tape)
    }

    fn from_reel(library: &Library, id: &Id, reel: Reel) -> Tape {
        Tape {
            id: id.clone(),
            library: library.clone(),
            folder: library.folder(JOURNAL),
            path: library.journal_of(id),
            beside: library.beside_journal(id),
            reel: Mutex::new(reel),
            turn: Mutex::new(()),
        }
    }

    pub(super) fn id(&self) -> &Id {
        &self.id
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn reel(&self) -> MutexGuard<'_, Reel> {
        self.reel.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn failed(&self, doing: &'static str, error: &io::Error) -> StoreError {
        StoreError::disk(doing, &self.path, error)
    }

    /// Appends an entry. Whatever comes back, it is kept; an error says that it is only in memory.
    pub(super) fn append(&self, entry: &Entry) -> Result<(), StoreError> {
        let mut reel = self.reel();
        reel.text.extend(journal::line(entry));
        reel.appended += u64::from(matches!(entry, Entry::Edit(..)));
        if let Some(failure) = &reel.failure {
            return Err(failure.clone());
        }
        self.catch_up(&mut reel)
    }

    /// Whether the sync worker is to be told, once.
    pub(super) fn note(&self) -> bool {
        !std::mem::replace(&mut self.reel().noted, true)
    }

    /// Writes what the file lacks, beginning a file where there is none. Keys wait for this, so it syncs nothing.
    fn catch_up(&self, reel: &mut Reel) -> Result<(), StoreError> {
        let outcome = match &reel.file {
            Some(file) => file.write(&reel.text[reel.written..]),
            None => self.begin(&reel.text, false).map(|file| {
                reel.file = Some(Arc::new(file));
                reel.named = false;
            }),
        };
        match outcome {
            Ok(()) => {
                reel.written = reel.text.len();
                reel.failure = None;
                Ok(())
            }
            Err(error) => {
                // Nothing may be appended to a torn record: it would be cut away with it.
                let good = reel.written as u64;
                reel.file = reel.file.take().filter(|file| file.truncate(good).is_ok());
                Err(reel.fail(self.failed("write", &error)))
            }
        }
    }

    /// Begins a file with this text, which is there as a whole or not at all. Where an older file holds edits that
    /// were saved, the new one must last before it takes that place.
    fn begin(&self, text: &[u8], lasting: bool) -> io::Result<OpenFile> {
        self.library.ready(&self.folder)?;
        self.library.disk.remove(&self.beside)?;
        let file = self.library.disk.create(&self.beside)?;
        file.write(text)?;
        if lasting {
            file.sync()?;
        }
        self.library.disk.rename(&self.beside, &self.path)?;
        Ok(file)
    }

    /// Makes all that was appended last. Returns how many edits that is, counted since the evaluation was opened.
    pub(super) fn sync(&self) -> Result<u64, StoreError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.reel().noted = false;
        loop {
            let reel = self.reel();
            if reel.closed || reel.is_saved() {
                return Ok(reel.synced);
            }
            let appended = reel.appended;
            let outcome = match reel.file.clone() {
                Some(file) => self.sync_file(reel, &file)?,
                None => self.begin_again(reel),
            };
            let mut reel = self.reel();
            match outcome {
                Ok(()) => {
                    reel.named = true;
                    reel.synced = appended;
                    if reel.written == reel.text.len() {
                        reel.failure = None;
                    }
                }
                Err(error) => {
                    // A second sync of the same file would say "done" though the data is gone: begin another.
                    reel.file = None;
                    return Err(reel.fail(self.failed("save", &error)));
                }
            }
        }
    }

    fn sync_file(&self, mut reel: MutexGuard<'_, Reel>, file: &OpenFile) -> Result<io::Result<()>, StoreError> {
        if reel.written < reel.text.len() {
            self.catch_up(&mut reel)?;
        }
        let named = reel.named;
        drop(reel);
        Ok(file
            .sync()
            .and_then(|()| self.still_there(file))
            .and_then(|()| if named { Ok(()) } else { self.library.disk.sync_folder(&self.folder) }))
    }

    /// Writes a new file whole from memory. While this goes on, edits are only kept in memory.
    fn begin_again(&self, reel: MutexGuard<'_, Reel>) -> io::Result<()> {
        let text = reel.text.clone();
        drop(reel);
        let file = self.begin(&text, true)?;
        let mut reel = self.reel();
        reel.file = Some(Arc::new(file));
        reel.written = text.len();
        drop(reel);
        self.library.disk.sync_folder(&self.folder)
    }

    /// Whether the file that was synced is the one that the journal's name leads to.
    fn still_there(&self, file: &OpenFile) -> io::Result<()> {
        match self.library.disk.stamp(&self.path)? {
            Some(stamp) if stamp.place == file.stamp()?.place => Ok(()),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Begins anew on another base, which holds every edit so far and lasts. The old file goes.
    pub(super) fn rebase(&self, revision: u64, hash: &Hash, base: &[u8]) -> Result<(), StoreError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let mut reel = self.reel();
        let removed = self.library.disk.remove(&self.path);
        if reel.failure.is_some() {
            // It does not say that the evaluation's file holds its edits, so it must not come back.
            let gone = removed.and_then(|()| self.library.disk.sync_folder(&self.folder));
            gone.map_err(|error| self.failed("empty", &error))?;
        }
        // Otherwise a file that stays does no harm, and the next one replaces it.
        let text = journal::head(revision, hash, base);
        let appended = reel.appended;
        *reel = Reel { appended, synced: appended, ..Reel::new(text.len(), text) };
        Ok(())
    }

    /// Removes the file, whose edits are all in the evaluation's file. Nothing is written any more.
    pub(super) fn discard(&self) -> Result<(), StoreError> {
        self.close();
        let removed = self.library.disk.remove(&self.path).and_then(|()| self.library.disk.sync_folder(&self.folder));
        removed.map_err(|error| self.failed("remove", &error))
    }

    /// How many edits are only in memory.
    pub(super) fn unsaved(&self) -> usize {
        let reel = self.reel();
        if reel.failure.is_some() { (reel.appended - reel.synced) as usize } else { 0 }
    }

    /// How many edits were appended since the evaluation was opened.
    pub(super) fn appended(&self) -> u64 {
        self.reel().appended
    }

    /// The content that the edits build on.
    pub(super) fn base(&self) -> Vec<u8> {
        journal::base(&self.reel().text).unwrap_or_default().to_vec()
    }

    /// How many bytes the edits have.
    pub(super) fn length(&self) -> usize {
        let reel = self.reel();
        reel.text.len() - reel.head
    }

    /// Nothing is written any more.
    pub(super) fn close(&self) {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.reel().closed = true;
    }
}

impl Reel {
    fn new(head: usize, text: Vec<u8>) -> Reel {
        Reel {
            text,
            head,
            file: None,
            written: 0,
            appended: 0,
            synced: 0,
            named: false,
            failure: None,
            noted: false,
            closed: false,
        }
    }

    /// Whether nothing is left to be done.
    fn is_saved(&self) -> bool {
        self.synced == self.appended && self.failure.is_none() && (self.named || self.file.is_none())
    }

    fn fail(&mut self, failure: StoreError) -> StoreError {
        self.failure = Some(failure.clone());
        failure
    }
}

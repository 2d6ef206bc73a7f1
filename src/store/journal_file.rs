//! The journal of an open evaluation, on the disk and in memory.
//!
//! Memory holds the journal's whole text, so that a new file can be written whole when the old one failed. An append
//! writes what the file lacks. While anything fails, edits are only kept in memory; the sync worker tries again.

use std::{
    io,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{
    disk::OpenFile,
    error::StoreError,
    journal::{self, ContentHash, Journal, JournalEntry, Replay},
    library::{JOURNAL, Library},
};
use crate::model::Id;

#[derive(Debug)]
pub(super) struct JournalFile {
    pub(super) id: Id,
    library: Library,
    folder: PathBuf,
    pub(super) path: PathBuf,
    beside: PathBuf,
    buffer: Mutex<JournalBuffer>,
    /// Held during a sync, so that only one goes on at a time.
    syncing: Mutex<()>,
}

#[derive(Debug, Default)]
struct JournalBuffer {
    /// The journal as it should be.
    text: Vec<u8>,
    /// How much of it says what the edits build on.
    head: usize,
    /// The file; none: a new one must be created.
    file: Option<Arc<OpenFile>>,
    /// How much of the text is in the file.
    written: usize,
    /// Edits ever appended, and how many of them are known to last.
    appended: u64,
    synced: u64,
    /// Whether the file's name is known to last.
    named: bool,
    failure: Option<StoreError>,
    /// Whether the sync worker looks at it by itself.
    notified: bool,
    closed: bool,
}

impl JournalFile {
    /// A journal of edits on this base, of which nothing is on the disk yet.
    pub(super) fn new(library: &Library, id: &Id, revision: u64, hash: &ContentHash, base: &[u8]) -> JournalFile {
        let text = journal::head(revision, hash, base);
        JournalFile::with_buffer(library, id, JournalBuffer::new(text.len(), text))
    }

    /// The journal that an earlier run left, to be looked at before it is emptied.
    pub(super) fn existing(library: &Library, id: &Id, journal: Journal) -> JournalFile {
        JournalFile::with_buffer(library, id, JournalBuffer::new(journal.head, journal.text))
    }

    /// The journal that an earlier run left, to be continued, without what is torn or does not fit. It is written
    /// to a new file: nobody knows whether a sync of the old file failed, and then its content would never last.
    pub(super) fn resume(
        library: &Library,
        id: &Id,
        journal: Journal,
        replay: Replay,
    ) -> Result<JournalFile, StoreError> {
        let text = if replay.dropped == 0 { journal.text } else { journal.text_of(replay.fitting) };
        let journal_file = JournalFile::with_buffer(library, id, JournalBuffer::new(journal.head, text));
        let mut buffer = journal_file.buffer();
        let file =
            journal_file.begin_file(&buffer.text, true).map_err(|error| journal_file.failed("continue", &error))?;
        buffer.file = Some(Arc::new(file));
        buffer.written = buffer.text.len();
        drop(buffer);
        Ok(journal_file)
    }

    fn with_buffer(library: &Library, id: &Id, buffer: JournalBuffer) -> JournalFile {
        JournalFile {
            id: id.clone(),
            library: library.clone(),
            folder: library.folder(JOURNAL),
            path: library.journal_of(id),
            beside: library.folder(JOURNAL).join(format!("{id}.journal.tmp")),
            buffer: Mutex::new(buffer),
            syncing: Mutex::new(()),
        }
    }

    fn buffer(&self) -> MutexGuard<'_, JournalBuffer> {
        self.buffer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn failed(&self, doing: &'static str, error: &io::Error) -> StoreError {
        StoreError::disk(doing, &self.path, error)
    }

    /// Appends an entry. Whatever comes back, it is kept; an error says that it is only in memory.
    pub(super) fn append(&self, entry: &JournalEntry) -> Result<(), StoreError> {
        let mut buffer = self.buffer();
        buffer.text.extend(journal::line(entry));
        buffer.appended += u64::from(matches!(entry, JournalEntry::Edit(..)));
        if let Some(failure) = &buffer.failure {
            return Err(failure.clone());
        }
        self.write_missing(&mut buffer)
    }

    /// Whether the sync worker is to be told that something is to be synced: it is told once, and then looks by itself.
    pub(super) fn must_notify(&self) -> bool {
        let mut buffer = self.buffer();
        let must = !buffer.notified && !buffer.is_saved();
        buffer.notified |= must;
        must
    }

    /// Whether nothing is to be synced; then the sync worker is to be told of what comes next.
    pub(super) fn rests(&self) -> bool {
        let mut buffer = self.buffer();
        let rests = buffer.closed || buffer.is_saved();
        buffer.notified &= !rests;
        rests
    }

    /// Writes what the file lacks, beginning a file where there is none. Keys wait for this, so it syncs nothing.
    fn write_missing(&self, buffer: &mut JournalBuffer) -> Result<(), StoreError> {
        let outcome = match &buffer.file {
            Some(file) => file.write(&buffer.text[buffer.written..]),
            None => self.begin_file(&buffer.text, false).map(|file| {
                buffer.file = Some(Arc::new(file));
                buffer.named = false;
            }),
        };
        match outcome {
            Ok(()) => {
                buffer.written = buffer.text.len();
                buffer.failure = None;
                Ok(())
            }
            Err(error) => {
                // Nothing may be appended to a torn record: it would be cut away with it.
                let good = buffer.written as u64;
                buffer.file = buffer.file.take().filter(|file| file.truncate(good).is_ok());
                Err(buffer.fail(self.failed("write", &error)))
            }
        }
    }

    /// Begins a file with this text, which is there as a whole or not at all. Where an older file holds edits that
    /// were saved, the new one must last before it takes that place.
    fn begin_file(&self, text: &[u8], lasting: bool) -> io::Result<OpenFile> {
        self.library.ensure_folder(&self.folder)?;
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
        let _syncing = self.syncing.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let buffer = self.buffer();
            if buffer.closed || buffer.is_saved() {
                return Ok(buffer.synced);
            }
            let appended = buffer.appended;
            let outcome = match buffer.file.clone() {
                Some(file) => self.sync_file(buffer, &file)?,
                None => self.rewrite(buffer),
            };
            let mut buffer = self.buffer();
            match outcome {
                Ok(()) => {
                    buffer.named = true;
                    buffer.synced = appended;
                    if buffer.written == buffer.text.len() {
                        buffer.failure = None;
                    }
                }
                Err(error) => {
                    // A second sync of the same file would say "done" though the data is gone: begin another.
                    buffer.file = None;
                    return Err(buffer.fail(self.failed("save", &error)));
                }
            }
        }
    }

    fn sync_file(
        &self,
        mut buffer: MutexGuard<'_, JournalBuffer>,
        file: &OpenFile,
    ) -> Result<io::Result<()>, StoreError> {
        if buffer.written < buffer.text.len() {
            self.write_missing(&mut buffer)?;
        }
        let named = buffer.named;
        drop(buffer);
        Ok(file
            .sync()
            .and_then(|()| self.is_in_place(file))
            .and_then(|()| if named { Ok(()) } else { self.library.disk.sync_folder(&self.folder) }))
    }

    /// Writes a new file whole from memory. While this goes on, edits are only kept in memory.
    fn rewrite(&self, buffer: MutexGuard<'_, JournalBuffer>) -> io::Result<()> {
        let text = buffer.text.clone();
        drop(buffer);
        let file = self.begin_file(&text, true)?;
        let mut buffer = self.buffer();
        buffer.file = Some(Arc::new(file));
        buffer.written = text.len();
        drop(buffer);
        self.library.disk.sync_folder(&self.folder)
    }

    /// Whether the file that was synced is the one that the journal's name leads to.
    fn is_in_place(&self, file: &OpenFile) -> io::Result<()> {
        match self.library.disk.stamp(&self.path)? {
            Some(stamp) if stamp.place == file.stamp()?.place => Ok(()),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Starts again on another base, which holds every edit so far and lasts. The old file goes.
    pub(super) fn rebase(&self, revision: u64, hash: &ContentHash, base: &[u8]) -> Result<(), StoreError> {
        let _syncing = self.syncing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut buffer = self.buffer();
        let removed = self.library.disk.remove(&self.path);
        if buffer.failure.is_some() {
            // It does not say that the evaluation's file holds its edits, so it must not come back.
            let gone = removed.and_then(|()| self.library.disk.sync_folder(&self.folder));
            gone.map_err(|error| self.failed("empty", &error))?;
        }
        // Otherwise a file that stays does no harm, and the next one replaces it.
        let text = journal::head(revision, hash, base);
        let (appended, notified) = (buffer.appended, buffer.notified);
        *buffer = JournalBuffer { appended, synced: appended, notified, ..JournalBuffer::new(text.len(), text) };
        Ok(())
    }

    /// Removes the file, whose edits are all in the evaluation's file. Nothing is written any more.
    pub(super) fn discard(&self) -> Result<(), StoreError> {
        self.close();
        let removed = self.library.disk.remove(&self.path).and_then(|()| self.library.disk.sync_folder(&self.folder));
        removed.map_err(|error| self.failed("remove", &error))
    }

    pub(super) fn unsaved(&self) -> usize {
        let buffer = self.buffer();
        if buffer.failure.is_some() { (buffer.appended - buffer.synced) as usize } else { 0 }
    }

    pub(super) fn base(&self) -> Vec<u8> {
        journal::base(&self.buffer().text).unwrap_or_default().to_vec()
    }

    pub(super) fn length(&self) -> usize {
        let buffer = self.buffer();
        buffer.text.len() - buffer.head
    }

    pub(super) fn close(&self) {
        let _syncing = self.syncing.lock().unwrap_or_else(PoisonError::into_inner);
        self.buffer().closed = true;
    }
}

impl JournalBuffer {
    fn new(head: usize, text: Vec<u8>) -> JournalBuffer {
        JournalBuffer { text, head, ..JournalBuffer::default() }
    }

    fn is_saved(&self) -> bool {
        self.synced == self.appended && self.failure.is_none() && (self.named || self.file.is_none())
    }

    fn fail(&mut self, failure: StoreError) -> StoreError {
        self.failure = Some(failure.clone());
        failure
    }
}

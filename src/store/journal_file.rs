//! The journal of an open evaluation, on the disk and in memory.
//!
//! Memory holds the journal's whole text, so that a new file can be written whole when the old one failed. An append
//! writes what the file lacks. While anything fails, edits are only kept in memory; the sync worker tries again.
//!
//! A file is never renamed and never takes another's place: one that is begun takes the first of a few names that is free,
//! and what it replaces goes once it lasts. So a journal that is not ours stays whatever we do, and file systems hold that
//! lose what is appended to a renamed file. Readers look at every name.

mod left;

use std::{
    io,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{
    LARGEST_JOURNAL,
    disk::{Lock, NOT_KEPT, OpenFile, ReadError},
    error::StoreError,
    journal::{self, ContentHash, Journal, JournalEntry, Replay},
    library::{JOURNAL, Library},
};
use crate::model::Id;
use left::LeftFile;

#[derive(Debug)]
pub(super) struct JournalFile {
    pub(super) id: Id,
    library: Library,
    folder: PathBuf,
    buffer: Mutex<JournalBuffer>,
    /// Held during a sync, so that only one goes on at a time.
    syncing: Mutex<()>,
    /// Files of no use any more once what is in memory lasts elsewhere.
    left: Mutex<Vec<LeftFile>>,
    /// What keeps other writers out; none once it is released.
    lock: Mutex<Option<Lock>>,
}

#[derive(Debug, Default)]
struct JournalBuffer {
    /// The journal as it should be.
    text: Vec<u8>,
    /// How much of it says what the edits build on.
    head: usize,
    /// The file; none: a new one must be created.
    file: Option<Arc<PlacedFile>>,
    /// How much of the text is in the file, and how much of it is known to last: notes of checkpoints count as edits do.
    written: usize,
    lasting: usize,
    /// Edits ever appended, how many of them are known to last, and how many are in the base by now.
    appended: u64,
    synced: u64,
    based: u64,
    /// Whether the file's name is known to last.
    named: bool,
    failure: Option<StoreError>,
    /// Whether the sync worker looks at it by itself.
    notified: bool,
    closed: bool,
}

/// A journal's file under the name that it was given.
#[derive(Debug)]
struct PlacedFile {
    file: OpenFile,
    path: PathBuf,
    /// Device and inode.
    place: (u64, u64),
}

/// Why a sync is not called saved.
enum NotKept {
    /// The journal's name leads to another file or to none, or the file does not hold what was written.
    Lost,
    Failed(io::Error),
}

impl JournalFile {
    /// A journal of edits on this base, of which nothing is on the disk yet.
    pub(super) fn new(
        library: &Library,
        id: &Id,
        revision: u64,
        (hash, base): (&ContentHash, &[u8]),
        lock: Lock,
    ) -> JournalFile {
        let text = journal::head(revision, hash, base);
        JournalFile::with_buffer(library, id, JournalBuffer::new(text.len(), text), lock)
    }

    /// The journal that an earlier run left, to be looked at before it is emptied.
    pub(super) fn existing(library: &Library, id: &Id, journal: Journal, lock: Lock) -> JournalFile {
        JournalFile::with_buffer(library, id, JournalBuffer::new(journal.head, journal.text), lock)
    }

    /// The journal that an earlier run left, to be continued, without what is torn or does not fit. It is written
    /// to a new file: nobody knows whether a sync of the old file failed, and then its content would never last.
    pub(super) fn resume(
        library: &Library,
        id: &Id,
        journal: Journal,
        replay: Replay,
        lock: Lock,
    ) -> Result<JournalFile, StoreError> {
        let text = if replay.dropped == 0 { journal.text } else { journal.text_of(replay.fitting) };
        let journal_file = JournalFile::with_buffer(library, id, JournalBuffer::new(journal.head, text), lock);
        let mut buffer = journal_file.buffer();
        let file = journal_file.begin_file(&buffer.text).map_err(|error| journal_file.failed("continue", &error))?;
        buffer.file = Some(Arc::new(file));
        buffer.written = buffer.text.len();
        drop(buffer);
        Ok(journal_file)
    }

    fn with_buffer(library: &Library, id: &Id, buffer: JournalBuffer, lock: Lock) -> JournalFile {
        JournalFile {
            id: id.clone(),
            library: library.clone(),
            folder: library.folder(JOURNAL),
            buffer: Mutex::new(buffer),
            syncing: Mutex::new(()),
            left: Mutex::default(),
            lock: Mutex::new(Some(lock)),
        }
    }

    fn buffer(&self) -> MutexGuard<'_, JournalBuffer> {
        self.buffer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn left(&self) -> MutexGuard<'_, Vec<LeftFile>> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn failed(&self, doing: &'static str, error: &io::Error) -> StoreError {
        StoreError::disk(doing, &self.path(), error)
    }

    /// Where the file is, or will be where the name is free.
    pub(super) fn path(&self) -> PathBuf {
        let file = self.buffer.try_lock().ok().and_then(|buffer| buffer.file.clone());
        file.map_or_else(|| self.library.journal_of(&self.id), |placed| placed.path.clone())
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
            Some(placed) => placed.file.write(&buffer.text[buffer.written..]),
            None => self.begin_file(&buffer.text).map(|placed| {
                buffer.file = Some(Arc::new(placed));
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
                // Nothing may be appended to a torn record: it would be cut away with it. A file that was cut by another
                // program would only be filled up with zeroes.
                let good = buffer.written as u64;
                let placed = buffer.file.clone();
                let path = placed.as_ref().map_or_else(|| self.library.journal_of(&self.id), |it| it.path.clone());
                if let Some(placed) = placed {
                    if !placed.file.stamp().is_ok_and(|stamp| stamp.size >= good) {
                        self.lose(buffer);
                    } else if placed.file.truncate(good).is_err() {
                        self.left().extend(buffer.file.take().map(LeftFile::Ours));
                    }
                }
                Err(buffer.fail(StoreError::disk("write", &path, &error)))
            }
        }
    }

    /// Begins a file with this text under the first name that is free. Nothing remains where that fails.
    fn begin_file(&self, text: &[u8]) -> io::Result<PlacedFile> {
        self.library.ensure_folder(&self.folder)?;
        let disk = &self.library.disk;
        for path in self.library.journals_of(&self.id) {
            let file = match disk.create(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                created => created?,
            };
            file.mark_live();
            let place = file.stamp()?.place;
            let written = file.write(text);
            let placed = PlacedFile { file, path, place };
            return match written {
                Ok(()) => Ok(placed),
                Err(error) => {
                    self.remove(LeftFile::Ours(Arc::new(placed)));
                    Err(error)
                }
            };
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Makes all that was appended last. Returns how many edits that is, counted since the evaluation was opened.
    pub(super) fn sync(&self) -> Result<u64, StoreError> {
        let _syncing = self.syncing.lock().unwrap_or_else(PoisonError::into_inner);
        self.sync_all()
    }

    fn sync_all(&self) -> Result<u64, StoreError> {
        loop {
            let mut buffer = self.buffer();
            if buffer.closed || buffer.is_saved() {
                return Ok(buffer.synced);
            }
            // What is appended while a new file is written is not in it.
            let (appended, is_new) = (buffer.appended, buffer.file.is_none());
            if is_new {
                buffer = self.rewrite(buffer)?;
            } else if buffer.written < buffer.text.len() {
                self.write_missing(&mut buffer)?;
            }
            let Some(placed) = buffer.file.clone() else { continue };
            let (written, named) = (buffer.written, buffer.named);
            drop(buffer);
            let outcome = self.sync_file(&placed, written, named);
            let mut buffer = self.buffer();
            let failure = match outcome {
                Ok(()) => {
                    buffer.named = true;
                    (buffer.synced, buffer.lasting) = (appended, written);
                    if buffer.written == buffer.text.len() {
                        buffer.failure = None;
                    }
                    drop(buffer);
                    // That it stays does no harm: whoever reads it finds that all of it is elsewhere too.
                    let _ = self.sweep();
                    let _ = self.keep_lock();
                    continue;
                }
                Err(NotKept::Lost) if is_new => StoreError::disk("save", &placed.path, &NOT_KEPT.into()),
                Err(NotKept::Lost) => {
                    // What it held is in memory still, and is written anew at once.
                    self.lose(&mut buffer);
                    continue;
                }
                Err(NotKept::Failed(error)) => StoreError::disk("save", &placed.path, &error),
            };
            // A second sync of the same file would say "done" though the data is gone: begin another. One that never
            // lasted is of no use; an earlier one may be all that did.
            buffer.file = None;
            let error = buffer.fail(failure);
            drop(buffer);
            match LeftFile::Ours(placed) {
                new if is_new => self.remove(new),
                old => self.left().push(old),
            }
            return Err(error);
        }
    }

    /// Writes a new file whole from memory. While this goes on, edits are only kept in memory.
    fn rewrite<'a>(
        &'a self,
        buffer: MutexGuard<'a, JournalBuffer>,
    ) -> Result<MutexGuard<'a, JournalBuffer>, StoreError> {
        let text = buffer.text.clone();
        drop(buffer);
        let begun = self.begin_file(&text);
        let mut buffer = self.buffer();
        match begun {
            Ok(placed) => {
                (buffer.file, buffer.written, buffer.named) = (Some(Arc::new(placed)), text.len(), false);
                Ok(buffer)
            }
            Err(error) => Err(buffer.fail(StoreError::disk("save", &self.library.journal_of(&self.id), &error))),
        }
    }

    fn sync_file(&self, placed: &PlacedFile, written: usize, named: bool) -> Result<(), NotKept> {
        placed.file.sync()?;
        if named {
            return self.is_in_place(placed, written);
        }
        self.library.disk.sync_folder(&self.folder)?;
        self.is_in_place(placed, written)?;
        // There are disks that say "done" and do nothing: a new file is read back once.
        match self.library.disk.read(&placed.path, LARGEST_JOURNAL) {
            Ok(whole) if whole.bytes.get(..written) == self.buffer().text.get(..written) => Ok(()),
            Ok(_) | Err(ReadError::NotAFile(_) | ReadError::TooLarge(_)) => Err(NotKept::Lost),
            Err(ReadError::Io(error)) => Err(NotKept::Failed(error)),
        }
    }

    /// Whether a file is the one that its name leads to, and holds what was written; `written` is what that was before
    /// the look at it, and more may have been written since.
    fn is_in_place(&self, placed: &PlacedFile, written: usize) -> Result<(), NotKept> {
        let size = self.size_in_place(placed)?;
        let so_far = self.buffer().written as u64;
        if (written as u64..=so_far).contains(&size) { Ok(()) } else { Err(NotKept::Lost) }
    }

    fn size_in_place(&self, placed: &PlacedFile) -> Result<u64, NotKept> {
        match self.library.disk.stamp(&placed.path)? {
            Some(stamp) if stamp.place == placed.place => Ok(stamp.size),
            _ => Err(NotKept::Lost),
        }
    }

    /// Looks whether what was called saved is on the disk still, and makes all that was appended last, as
    /// [`JournalFile::sync`] does: what has vanished is written anew.
    pub(super) fn look(&self) -> Result<u64, StoreError> {
        let _syncing = self.syncing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut buffer = self.buffer();
        if let Some(placed) = buffer.file.clone().filter(|_| buffer.failure.is_none()) {
            match self.size_in_place(&placed) {
                Ok(size) if size == buffer.written as u64 => {}
                Ok(_) | Err(NotKept::Lost) => self.lose(&mut buffer),
                // Nobody knows: the sync finds out, or says so.
                Err(NotKept::Failed(error)) => drop(buffer.fail(StoreError::disk("look at", &placed.path, &error))),
            }
        }
        drop(buffer);
        let _ = self.keep_lock();
        self.sync_all()
    }

    /// Notes that the file is not there any more as it was written.
    fn lose(&self, buffer: &mut JournalBuffer) {
        self.left().extend(buffer.file.take().map(LeftFile::Ours));
        (buffer.synced, buffer.lasting) = (buffer.based, buffer.head);
        buffer.fail(StoreError::disk("find", &self.library.journal_of(&self.id), &io::ErrorKind::NotFound.into()));
    }

    /// Whether other writers are kept out. Where the lock's file is gone and nobody holds another in its place, that is
    /// made and locked; where another does, our edits stay in a journal of their own, and the evaluation's file is theirs.
    pub(super) fn keep_lock(&self) -> Result<bool, StoreError> {
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(held) = lock.as_ref() else { return Ok(false) };
        let path = self.library.lock_of(&self.id);
        let failed = |error: io::Error| StoreError::disk("lock", &path, &error);
        if self.library.disk.leads_to(held).map_err(failed)? {
            return Ok(true);
        }
        self.library.ensure_folder(&self.folder).map_err(failed)?;
        let Some(another) = self.library.disk.lock(&path).map_err(failed)? else { return Ok(false) };
        *lock = Some(another);
        Ok(true)
    }

    /// Starts again on another base, which holds every edit so far and lasts. The old file goes.
    pub(super) fn rebase(&self, revision: u64, hash: &ContentHash, base: &[u8]) -> Result<(), StoreError> {
        let _syncing = self.syncing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut buffer = self.buffer();
        self.left().extend(buffer.file.take().map(LeftFile::Ours));
        let removed = self.sweep();
        if buffer.failure.is_some() {
            // It does not say that the evaluation's file holds its edits, so it must not come back.
            let gone = removed.and_then(|()| self.library.disk.sync_folder(&self.folder));
            gone.map_err(|error| StoreError::disk("empty", &self.library.journal_of(&self.id), &error))?;
        }
        // Otherwise a file that stays does no harm: it says that the evaluation's file held all of it.
        let text = journal::head(revision, hash, base);
        let JournalBuffer { appended, notified, .. } = *buffer;
        let (synced, based) = (appended, appended);
        *buffer = JournalBuffer { appended, synced, based, notified, ..JournalBuffer::new(text.len(), text) };
        Ok(())
    }

    /// Removes the file, whose edits are all in the evaluation's file. Nothing is written any more.
    pub(super) fn discard(&self) -> Result<(), StoreError> {
        self.close();
        let removed = self.sweep().and_then(|()| self.library.disk.sync_folder(&self.folder));
        removed.map_err(|error| self.failed("remove", &error))
    }

    pub(super) fn unsaved(&self) -> usize {
        let buffer = self.buffer();
        if buffer.failure.is_some() { (buffer.appended - buffer.synced) as usize } else { 0 }
    }

    /// All of it as it should be on the disk.
    pub(super) fn text(&self) -> Vec<u8> {
        self.buffer().text.clone()
    }

    pub(super) fn base(&self) -> Vec<u8> {
        journal::base(&self.buffer().text).unwrap_or_default().to_vec()
    }

    pub(super) fn length(&self) -> usize {
        let buffer = self.buffer();
        buffer.text.len() - buffer.head
    }

    fn close(&self) {
        let _syncing = self.syncing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut buffer = self.buffer();
        buffer.closed = true;
        self.left().extend(buffer.file.take().map(LeftFile::Ours));
    }

    /// Writes nothing any more, and lets other writers in.
    pub(super) fn release(&self) {
        self.close();
        // The sync worker may keep the journal for a moment, but not its files: they would pass for those of a live one.
        self.left().clear();
        *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl JournalBuffer {
    fn new(head: usize, text: Vec<u8>) -> JournalBuffer {
        // What it begins with needs no file until something follows.
        JournalBuffer { lasting: text.len(), text, head, ..JournalBuffer::default() }
    }

    fn is_saved(&self) -> bool {
        self.lasting == self.text.len() && self.failure.is_none() && (self.named || self.file.is_none())
    }

    fn fail(&mut self, failure: StoreError) -> StoreError {
        self.failure = Some(failure.clone());
        failure
    }
}

impl From<io::Error> for NotKept {
    fn from(error: io::Error) -> NotKept {
        NotKept::Failed(error)
    }
}

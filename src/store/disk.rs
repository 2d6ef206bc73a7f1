//! The disk: every operation on it that the store performs goes through [`Disk`].
//!
//! Tests hand in a plan of [`Faults`]: what fails, when and how, and a recording of what was done, from which they
//! work out what a power cut would have left.

use std::{
    ffi::OsString,
    fs::{self, File, Metadata, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use jiff::Timestamp;

pub use faults::{DiskChange, Faults, InjectedFault, Operation};

mod faults;
#[cfg(not(unix))]
#[path = "disk/other.rs"]
mod platform;
#[cfg(unix)]
#[path = "disk/unix.rs"]
mod platform;

/// The way to the disk.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    faults: Option<Arc<Faults>>,
}

/// What distinguishes one state of a file from another without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Stamp {
    /// Device and inode.
    pub(super) place: (u64, u64),
    pub(super) size: u64,
    /// When anything about the file last changed.
    pub(super) changed: Timestamp,
    /// When its content was last written, as the file says; other programs may set it at will.
    pub(super) written: Timestamp,
}

#[derive(Debug)]
pub(super) struct FileContent {
    pub(super) bytes: Vec<u8>,
    /// Its state when it was opened.
    pub(super) stamp: Stamp,
}

#[derive(Debug)]
pub(super) enum ReadError {
    /// It is no regular file, but this.
    NotAFile(&'static str),
    /// It is too large: this many bytes.
    TooLarge(u64),
    Io(io::Error),
}

#[derive(Debug)]
pub(super) struct OpenFile {
    file: File,
    path: PathBuf,
    number: usize,
    disk: Disk,
}

/// A lock that is held until it is dropped or the process ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
    place: (u64, u64),
    path: PathBuf,
}

/// What is said where a file does not hold what the system said it took.
pub(super) const NOT_KEPT: io::ErrorKind = io::ErrorKind::InvalidData;
/// How often a write is tried again that a signal interrupted. Keys wait for it, so it may not go on for ever.
const MOST_INTERRUPTIONS: usize = 100;
/// How often a lock is tried again whose file was removed at the same moment.
const LOCK_ATTEMPTS: usize = 4;

impl Disk {
    /// The disk as it is, save for what the plan says; and syncs are only noted, since tests play power cuts from these notes.
    pub fn with(faults: Arc<Faults>) -> Disk {
        Disk { faults: Some(faults) }
    }

    fn attempt(&self, operation: Operation, path: &Path) -> io::Result<()> {
        self.faults.as_ref().map_or(Ok(()), |faults| faults.attempt(operation, path))
    }

    fn done(&self, done: impl FnOnce() -> DiskChange) {
        if let Some(faults) = &self.faults {
            faults.done(done);
        }
    }

    /// Reads a regular file of at most `limit` bytes. Never waits for a pipe, never follows a link.
    pub(super) fn read(&self, path: &Path, limit: u64) -> Result<FileContent, ReadError> {
        self.attempt(Operation::Open, path)?;
        let file = platform::open_to_read(path)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(ReadError::NotAFile(platform::kind(&metadata)));
        }
        if metadata.len() > limit {
            return Err(ReadError::TooLarge(metadata.len()));
        }
        self.attempt(Operation::Read, path)?;
        let mut bytes = Vec::with_capacity(metadata.len() as usize);
        file.take(limit + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit {
            return Err(ReadError::TooLarge(bytes.len() as u64));
        }
        Ok(FileContent { bytes, stamp: stamp(&metadata) })
    }

    /// As [`Disk::read`]; none where nothing is there.
    pub(super) fn read_if_there(&self, path: &Path, limit: u64) -> Result<Option<FileContent>, ReadError> {
        match self.read(path, limit) {
            Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            outcome => outcome.map(Some),
        }
    }

    /// The first bytes of a file, at most so many.
    pub(super) fn read_head(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        self.reader(path)?.take(most).read_to_end(&mut head)?;
        Ok(head)
    }

    /// A file to be read piece by piece.
    pub(super) fn reader(&self, path: &Path) -> io::Result<File> {
        self.attempt(Operation::Open, path)?;
        platform::open_to_read(path)
    }

    /// A new file, only for its owner, open for appending.
    pub(super) fn create(&self, path: &Path) -> io::Result<OpenFile> {
        self.attempt(Operation::Create, path)?;
        let file = platform::create_new(path)?;
        let number = self.faults.as_ref().map_or(0, |faults| faults.number(path));
        self.done(|| DiskChange::Create { number, path: path.to_owned() });
        Ok(OpenFile { file, path: path.to_owned(), number, disk: self.clone() })
    }

    /// Moves a file, replacing another that may be there.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.attempt(Operation::Rename, to)?;
        if let Some(faults) = &self.faults {
            faults.renaming(from, to);
        }
        fs::rename(from, to)?;
        self.done(|| DiskChange::Rename { from: from.to_owned(), to: to.to_owned() });
        Ok(())
    }

    /// Moves a file to where nothing is yet; `Unsupported` where the file system can't tell.
    pub(super) fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.attempt(Operation::RenameNew, to)?;
        platform::rename_new(from, to)?;
        self.done(|| DiskChange::Rename { from: from.to_owned(), to: to.to_owned() });
        Ok(())
    }

    /// Moves a synced file to where nothing is yet, and makes the name last.
    pub(super) fn place_new(&self, beside: &Path, file: &Path) -> io::Result<()> {
        match self.rename_new(beside, file) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => match self.link(beside, file) {
                Ok(()) => self.remove(beside)?,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
                Err(_) if self.stamp(file)?.is_none() => self.rename(beside, file)?,
                Err(_) => return Err(io::ErrorKind::AlreadyExists.into()),
            },
            outcome => outcome?,
        }
        self.sync_folder(folder_of(file))
    }

    /// Exchanges two files in one step; `Unsupported` where the file system can't.
    pub(super) fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.attempt(Operation::Exchange, other)?;
        platform::exchange(one, other)?;
        self.done(|| DiskChange::Exchange { one: one.to_owned(), other: other.to_owned() });
        Ok(())
    }

    /// Gives a file a second name, where nothing is yet.
    pub(super) fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.attempt(Operation::Link, to)?;
        fs::hard_link(from, to)?;
        self.done(|| DiskChange::Link { from: from.to_owned(), to: to.to_owned() });
        Ok(())
    }

    /// Removes a file; that it is gone already is no error.
    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        self.attempt(Operation::Remove, path)?;
        if if_there(fs::remove_file(path))?.is_some() {
            self.done(|| DiskChange::Remove { path: path.to_owned() });
        }
        Ok(())
    }

    /// Removes an empty folder; that it is gone already is no error.
    pub(super) fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.attempt(Operation::Remove, path)?;
        if if_there(fs::remove_dir(path))?.is_some() {
            self.done(|| DiskChange::Remove { path: path.to_owned() });
        }
        Ok(())
    }

    /// Removes a folder of the program's own with everything in it.
    pub(super) fn remove_tree(&self, folder: &Path) -> io::Result<()> {
        for path in self.list(folder)?.into_iter().map(|name| folder.join(name)) {
            if self.is_folder(&path)? { self.remove_tree(&path)? } else { self.remove(&path)? }
        }
        self.remove_folder(folder)
    }

    /// Makes a folder, only for its owner, and makes its name last; that it is there already is no error.
    pub(super) fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.attempt(Operation::MakeFolder, path)?;
        if fs::metadata(path).is_ok_and(|metadata| metadata.is_dir()) {
            return Ok(());
        }
        match platform::make_folder(path) {
            Ok(()) => {
                self.done(|| DiskChange::MakeFolder { path: path.to_owned() });
                // One that may not last would pass for one that does the next time.
                self.sync_folder(folder_of(path)).inspect_err(|_| drop(fs::remove_dir(path)))
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Makes a folder and every one above it that is missing.
    pub(super) fn make_folders(&self, path: &Path) -> io::Result<()> {
        let above: Vec<&Path> = path.ancestors().filter(|folder| folder.file_name().is_some()).collect();
        above.into_iter().rev().try_for_each(|folder| self.make_folder(folder))
    }

    /// Makes the names in a folder last.
    pub(super) fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.attempt(Operation::SyncFolder, path)?;
        if self.faults.is_none() {
            platform::sync_folder(path)?;
        }
        self.done(|| DiskChange::SyncFolder { path: path.to_owned() });
        Ok(())
    }

    /// Makes the content of a file last that somebody else wrote.
    pub(super) fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.attempt(Operation::Sync, path)?;
        if self.faults.is_none() {
            platform::sync_file(path)?;
        }
        Ok(())
    }

    /// Makes the content of many files below a folder last, at once where the system can.
    pub(super) fn sync_files(&self, folder: &Path, files: &[PathBuf]) -> io::Result<()> {
        self.attempt(Operation::Sync, folder)?;
        if self.faults.is_none() {
            platform::sync_files(folder, files)?;
        }
        Ok(())
    }

    /// The names in a folder, sorted; none where there is no folder.
    pub(super) fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        self.attempt(Operation::List, path)?;
        let entries = folder_if_there(path)?.into_iter().flatten();
        let mut names = entries.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
        names.sort();
        Ok(names)
    }

    /// Whether a folder can be listed and entered; one that is not there can.
    pub(super) fn reach(&self, folder: &Path) -> io::Result<()> {
        self.attempt(Operation::List, folder)?;
        if folder_if_there(folder)?.is_some() { platform::enter(folder) } else { Ok(()) }
    }

    /// The state of what is at `path`, itself and not what it may point to; none where nothing is.
    pub(super) fn stamp(&self, path: &Path) -> io::Result<Option<Stamp>> {
        self.attempt(Operation::Stat, path)?;
        Ok(if_there(fs::symlink_metadata(path))?.as_ref().map(stamp))
    }

    /// Whether a folder is at `path`, itself and not what it may point to.
    pub(super) fn is_folder(&self, path: &Path) -> io::Result<bool> {
        self.attempt(Operation::Stat, path)?;
        Ok(if_there(fs::symlink_metadata(path))?.is_some_and(|metadata| metadata.is_dir()))
    }

    /// Locks a file, made for this and never removed by us; none where another program holds it.
    pub(super) fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        for _ in 0..LOCK_ATTEMPTS {
            self.attempt(Operation::Lock, path)?;
            let file = platform::open_or_create(path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
            let lock = Lock { place: stamp(&file.metadata()?).place, _file: file, path: path.to_owned() };
            if self.leads_to(&lock)? {
                return Ok(Some(lock));
            }
        }
        Err(io::ErrorKind::NotFound.into())
    }

    /// Whether a lock's path still leads to the file that is locked: one that was removed keeps nobody out.
    pub(super) fn leads_to(&self, lock: &Lock) -> io::Result<bool> {
        Ok(self.stamp(&lock.path)?.is_some_and(|stamp| stamp.place == lock.place))
    }

    /// Whether a program that runs has marked this file as one that it writes.
    pub(super) fn is_live(&self, path: &Path) -> io::Result<bool> {
        self.attempt(Operation::Lock, path)?;
        let Some(file) = if_there(platform::open_to_read(path))? else { return Ok(false) };
        Ok(matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    /// Where a path leads once every link is followed; the path itself where nothing is there.
    pub(super) fn resolve(path: &Path) -> PathBuf {
        fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
    }

    /// Whether files can be made in a folder.
    pub(super) fn probe(&self, folder: &Path) -> io::Result<()> {
        self.attempt(Operation::Probe, folder)?;
        platform::probe(folder)
    }

    /// Writes a file whole beside its place and lets it take that place: the file is the old or the new one.
    ///
    /// # Errors
    /// When any step fails; the old file is then still there.
    pub fn replace(&self, path: &Path, beside: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write_new(beside, bytes)?;
        self.rename(beside, path)?;
        self.sync_folder(folder_of(path))
    }

    /// Writes a file of the program's own, replacing what an earlier attempt may have left, and makes its content last.
    /// Nothing remains where a step fails.
    pub(super) fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.remove(path)?;
        let file = self.create(path)?;
        let written = file.write(bytes).and_then(|()| file.sync()).and_then(|()| self.must_hold(path, bytes.len()));
        written.inspect_err(|_| {
            // What is left over is swept by the next attempt where even this fails.
            let _ = self.remove(path);
        })
    }
}

impl Disk {
    /// Makes sure that a file is as long as what was written to it: there are file systems that say that it is and drop it.
    pub(super) fn must_hold(&self, path: &Path, length: usize) -> io::Result<()> {
        match self.stamp(path)? {
            Some(stamp) if stamp.size == length as u64 => Ok(()),
            _ => Err(NOT_KEPT.into()),
        }
    }
}

impl OpenFile {
    /// Appends all of `bytes`. Where that fails part of them may have been written: see [`OpenFile::truncate`].
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let mut left = bytes;
        let mut interruptions = 0;
        while !left.is_empty() {
            let written = match self.write_some(left) {
                Ok(None) => return Ok(()),
                Ok(Some(0)) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(Some(written)) => written,
                Err(error) if error.kind() == io::ErrorKind::Interrupted && interruptions < MOST_INTERRUPTIONS => {
                    interruptions += 1;
                    continue;
                }
                Err(error) => return Err(error),
            };
            self.disk.done(|| DiskChange::Write { number: self.number, bytes: left[..written].to_vec() });
            left = &left[written..];
        }
        Ok(())
    }

    /// Appends what the system takes at once; none where it says that it took everything, and did not.
    fn write_some(&self, bytes: &[u8]) -> io::Result<Option<usize>> {
        let allowed = match &self.disk.faults {
            Some(faults) => faults.attempt_write(&self.path, self.number, bytes.len())?,
            None => Some(bytes.len()),
        };
        allowed.map(|allowed| (&self.file).write(&bytes[..allowed])).transpose()
    }

    /// Marks the file as one that is written, until it is closed. Where the file system has no locks nobody is told.
    pub(super) fn mark_live(&self) {
        let _ = self.file.try_lock();
    }

    /// Notes when the content was written first, where it is a copy. That this fails does the content no harm.
    pub(super) fn date_back(&self, written: Timestamp) {
        let _ = SystemTime::try_from(written).map(|written| self.file.set_modified(written));
    }

    /// Cuts the file to `length` bytes.
    pub(super) fn truncate(&self, length: u64) -> io::Result<()> {
        self.disk.attempt(Operation::Truncate, &self.path)?;
        self.file.set_len(length)?;
        self.disk.done(|| DiskChange::Truncate { number: self.number, length });
        Ok(())
    }

    /// Makes the content last. After a failure this file must not be synced again: the system says "done" then,
    /// though the data is gone.
    pub(super) fn sync(&self) -> io::Result<()> {
        let outcome = self.disk.attempt(Operation::Sync, &self.path).and_then(|()| match self.disk.faults {
            Some(_) => Ok(()),
            None => self.file.sync_data(),
        });
        self.disk.done(|| DiskChange::Sync { number: self.number, kept: outcome.is_ok() });
        outcome
    }

    /// The file's state, wherever its name has gone.
    pub(super) fn stamp(&self) -> io::Result<Stamp> {
        Ok(stamp(&self.file.metadata()?))
    }
}

/// The folder that a file or folder is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn if_there<T>(outcome: io::Result<T>) -> io::Result<Option<T>> {
    match outcome {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        outcome => outcome.map(Some),
    }
}

/// A folder's listing; none where nothing is there. A link that leads nowhere is something.
fn folder_if_there(path: &Path) -> io::Result<Option<fs::ReadDir>> {
    match fs::read_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(path).is_err() => Ok(None),
        outcome => outcome.map(Some),
    }
}

fn stamp(metadata: &Metadata) -> Stamp {
    let written = metadata.modified().ok().and_then(|at| Timestamp::try_from(at).ok()).unwrap_or(Timestamp::UNIX_EPOCH);
    let (place, changed) = platform::place(metadata).unwrap_or(((0, 0), written));
    Stamp { place, size: metadata.len(), changed, written }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> ReadError {
        platform::not_a_file(&error).map_or(ReadError::Io(error), ReadError::NotAFile)
    }
}

//! The library's folder: what is where in it, whether it can be written, who writes in it, and how a file that was written
//! beside its place takes that place.

use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
};

use super::{
    LARGEST_FILE,
    disk::{Disk, Lock, folder_of},
    error::StoreError,
    holder::Holder,
    names::FileName,
};
use crate::model::{Id, format};

pub(super) const EVALUATIONS: &str = "evaluations";
pub(super) const JOURNAL: &str = "journal";
pub(super) const HISTORY: &str = "history";
pub(super) const QUARANTINE: &str = "quarantine";
pub(super) const TRASH: &str = "trash";
pub(super) const FRAMEWORKS: &str = "frameworks";
/// How the names of journals end.
pub(super) const JOURNALS: [&str; 4] = [".journal", ".journal-2", ".journal-3", ".journal-4"];
pub(super) const FOLDERS: [&str; 6] = [EVALUATIONS, JOURNAL, HISTORY, QUARANTINE, TRASH, FRAMEWORKS];

/// The folder that holds the evaluations.
#[derive(Clone, Debug)]
pub struct Library {
    root: PathBuf,
    pub(super) disk: Disk,
    read_only: Option<String>,
}

/// What is not known where a folder can't be reached.
fn lacking(folder: &str) -> &'static str {
    match folder {
        EVALUATIONS => "the evaluations in it are not shown",
        JOURNAL => "edits that were not written into the evaluations' files yet are not shown",
        HISTORY => "earlier revisions are not shown",
        FRAMEWORKS => "frameworks of your own are not known",
        TRASH => "deleted evaluations are not shown",
        _ => "what is in it is not shown",
    }
}

impl Library {
    /// Opens the library in this folder, which is made where it is missing. One that can't be written is for viewing.
    ///
    /// # Errors
    /// When there is no library and none can be made.
    pub fn open(root: &Path, disk: Disk) -> Result<Library, StoreError> {
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        let mut library = Library { root, disk, read_only: None };
        if let Err(error) = library.make_folders() {
            let there = library.disk.stamp(&library.folder(EVALUATIONS));
            // What can't be looked at is there, but for what is below a file.
            if !there.map_or_else(|error| error.kind() != io::ErrorKind::NotADirectory, |stamp| stamp.is_some()) {
                return Err(error);
            }
            library.read_only = Some(error.to_string());
        }
        Ok(library)
    }

    /// The library in this folder, to be looked at only: nothing is made or written in it.
    pub fn to_look_at(root: &Path, disk: Disk) -> Library {
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        Library { root, disk, read_only: Some("it is only looked at".to_owned()) }
    }

    fn make_folders(&self) -> Result<(), StoreError> {
        let above = self.root.ancestors().collect::<Vec<_>>();
        let within = FOLDERS.map(|name| self.folder(name));
        for folder in
            above.into_iter().rev().filter(|path| path.parent().is_some()).chain(within.iter().map(PathBuf::as_path))
        {
            self.disk.make_folder(folder).map_err(|error| StoreError::disk("make the folder", folder, &error))?;
        }
        let [evaluations, journal, history, ..] = &within;
        for folder in [evaluations, journal, history] {
            self.disk.probe(folder).map_err(|error| StoreError::disk("write in the folder", folder, &error))?;
        }
        Ok(())
    }

    /// The library's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Why it can only be looked at; none: it can be written.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    pub(super) fn must_be_writable(&self) -> Result<(), StoreError> {
        self.read_only.clone().map_or(Ok(()), |why| Err(StoreError::ReadOnly(why)))
    }

    /// Creates a folder of the library where it is missing. Where the whole library is gone it is not recreated: it may be
    /// on a drive that is not connected, and what is there meanwhile is its empty mount point.
    pub(super) fn ensure_folder(&self, folder: &Path) -> io::Result<()> {
        if self.disk.stamp(folder)?.is_some() {
            return Ok(());
        }
        let others = FOLDERS.map(|name| self.folder(name)).into_iter().filter(|other| !folder.starts_with(other));
        if !others.map(|other| self.disk.stamp(&other)).any(|stamp| stamp.is_ok_and(|stamp| stamp.is_some())) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let within: Vec<&Path> = folder.ancestors().take_while(|above| *above != self.root).collect();
        within.into_iter().rev().try_for_each(|folder| self.disk.make_folder(folder))
    }

    pub(super) fn folder(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The file of an evaluation.
    pub fn file_of(&self, id: &Id) -> PathBuf {
        self.path_of(&FileName::of(id))
    }

    pub(super) fn path_of(&self, file: &FileName) -> PathBuf {
        self.folder(EVALUATIONS).join(file.as_os_str())
    }

    /// The journal of an evaluation, where nothing is in its place.
    pub(super) fn journal_of(&self, id: &Id) -> PathBuf {
        let [first, ..] = self.journals_of(id);
        first
    }

    /// Where journals of an evaluation can be. Mostly there is one: a second replaces the first, or was written by a
    /// program whose lock had been removed.
    pub(super) fn journals_of(&self, id: &Id) -> [PathBuf; JOURNALS.len()] {
        JOURNALS.map(|end| self.folder(JOURNAL).join(format!("{id}{end}")))
    }

    pub(super) fn lock_of(&self, id: &Id) -> PathBuf {
        self.folder(JOURNAL).join(format!("{id}.lock"))
    }

    pub(super) fn holder_of(&self, id: &Id) -> PathBuf {
        self.folder(JOURNAL).join(format!("{id}.holder"))
    }

    pub(super) fn history_of(&self, id: &Id) -> PathBuf {
        self.folder(HISTORY).join(id.as_str())
    }

    pub(super) fn is_there(&self, path: &Path) -> Result<bool, StoreError> {
        Ok(self.disk.stamp(path).map_err(|error| StoreError::disk("look at", path, &error))?.is_some())
    }

    /// The names in a folder of the library.
    pub(super) fn listing(&self, folder: &'static str) -> Result<Vec<OsString>, StoreError> {
        self.reach(folder)?;
        let path = self.folder(folder);
        self.disk.list(&path).map_err(|error| StoreError::unreached(&path, &error, lacking(folder)))
    }

    /// Refuses a folder of the library that can't be listed or entered, or is away with the whole library.
    fn reach(&self, folder: &'static str) -> Result<(), StoreError> {
        // The evaluations' folder is made with the library.
        let there = self.disk.stamp(&self.folder(EVALUATIONS)).and_then(|stamp| match stamp {
            None if self.disk.stamp(&self.root)?.is_none() => Err(io::ErrorKind::NotFound.into()),
            stamp => Ok(stamp.is_some()),
        });
        let there =
            there.map_err(|error| StoreError::unreached(&self.root, &error, "nothing of the library is shown"))?;
        let path = self.folder(folder);
        let reached = match self.disk.reach(&path) {
            Ok(()) if folder == EVALUATIONS && !there => Err(io::ErrorKind::NotFound.into()),
            reached => reached,
        };
        reached.map_err(|error| StoreError::unreached(&path, &error, lacking(folder)))
    }

    /// The folders of the library that can't be reached, of those that evaluations are read from: what is in them is not
    /// told as missing.
    pub fn unreached(&self) -> Vec<StoreError> {
        let folders = [EVALUATIONS, JOURNAL, HISTORY, FRAMEWORKS];
        let mut unreached: Vec<StoreError> =
            folders.into_iter().filter_map(|folder| self.reach(folder).err()).collect();
        // Where the library as a whole can't be reached, each folder says so.
        unreached.dedup();
        unreached
    }

    /// Locks an evaluation for writing; none where another program holds it, or writes a journal of it though its lock
    /// was removed.
    pub(super) fn lock(&self, id: &Id) -> Result<Option<Lock>, StoreError> {
        let path = self.lock_of(id);
        let failed = |error| StoreError::disk("lock", &path, &error);
        let Some(lock) = self.disk.lock(&path).map_err(failed)? else { return Ok(None) };
        // A journal that can't be opened is told of when it is read.
        let is_live = self.journals_of(id).iter().any(|journal| self.disk.is_live(journal).unwrap_or(false));
        Ok((!is_live).then_some(lock))
    }

    /// Who has an evaluation open for writing, as far as that is known.
    pub(super) fn holder(&self, id: &Id) -> Option<Holder> {
        let whole = self.disk.read(&self.holder_of(id), 4096).ok()?;
        format::read_line(str::from_utf8(&whole.bytes).ok()?).ok()
    }

    /// Notes who has it, for other programs. That this fails is no reason not to write.
    pub(super) fn note_holder(&self, id: &Id, who: &Holder) {
        let path = self.holder_of(id);
        let beside = path.with_extension("holder.tmp");
        let noted = self.disk.remove(&beside).and_then(|()| self.disk.create(&beside));
        let written = noted.and_then(|file| file.write(format::write_line(who).as_bytes()));
        let _ = written.and_then(|()| self.disk.rename(&beside, &path));
    }

    /// Where an evaluation is written before it takes the file's place, and where the displaced one then is.
    pub(super) fn temporary_file_of(&self, id: &Id) -> PathBuf {
        self.folder(EVALUATIONS).join(format!(".{id}.ron.tmp"))
    }

    /// Where the displaced evaluation is kept for a moment on file systems that can't exchange two files.
    pub(super) fn displaced_file_of(&self, id: &Id) -> PathBuf {
        self.folder(EVALUATIONS).join(format!(".{id}.ron.old.tmp"))
    }

    /// Puts what is beside an evaluation's file into its place. Returns where the displaced one is then.
    pub(super) fn swap_files(&self, id: &Id) -> io::Result<PathBuf> {
        let (file, beside, old) = (self.file_of(id), self.temporary_file_of(id), self.displaced_file_of(id));
        match self.disk.exchange(&beside, &file) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
            outcome => return outcome.map(|()| beside),
        }
        self.disk.remove(&old)?;
        if let Err(error) = self.disk.link(&file, &old) {
            if error.kind() == io::ErrorKind::NotFound {
                return Err(error);
            }
            // There are no links either. What another program writes between here and the renaming is lost.
            let whole = self.disk.read(&file, LARGEST_FILE).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
            self.disk.write_new(&old, &whole.bytes)?;
        }
        self.disk.sync_folder(folder_of(&file))?;
        self.disk.rename(&beside, &file).map(|()| old)
    }
}

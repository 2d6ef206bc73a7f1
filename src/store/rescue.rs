//! Rescue files: what a program that had to end could not save. Each is the journal as it was in memory, in the first place
//! that took it; merged into the library it is as if it had been saved there.

use std::{
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
};

use super::{
    LARGEST_JOURNAL, content,
    disk::folder_of,
    error::{FileProblem, StoreError, UnreadableFile},
    holder::Holder,
    journal::{self, JournalReading, Replay},
    library::{JOURNAL, Library, QUARANTINE, TRASH},
    names::{FileName, shown},
    syncer::Syncer,
    writer::Writer,
};
use crate::model::{Evaluation, Id};
use crate::reading::Rescued;

/// How the name of a rescue file begins and goes on after the id; of several, the later have `-2` and so on at the end.
const NAME: (&str, &str) = ("fieldbook-", ".rescued");

/// The evaluation that a rescue file, or any other journal, makes of what it builds on; none where the bytes are neither.
pub fn rescued(bytes: &[u8]) -> Option<Evaluation> {
    Some(read(bytes)?.0)
}

fn read(bytes: &[u8]) -> Option<(Evaluation, Replay)> {
    let JournalReading::Journal(journal) = journal::read(bytes) else { return None };
    let mut evaluation = content::any_evaluation(&journal.base).ok()?;
    let replay = journal.replay_on_base(&mut evaluation);
    Some((evaluation, replay))
}

fn rescue_file_of(folder: &Path, id: &Id, n: usize) -> PathBuf {
    let (before, after) = NAME;
    let more = if n == 1 { String::new() } else { format!("-{n}") };
    folder.join(format!("{before}{id}{after}{more}"))
}

fn is_rescue_file(name: &OsStr) -> bool {
    let (before, after) = NAME;
    let name = name.to_string_lossy();
    let rest = name.strip_prefix(before).and_then(|rest| rest.rsplit_once(after));
    rest.is_some_and(|(id, n)| id.parse::<Id>().is_ok() && (n.is_empty() || n.starts_with('-')))
}

impl Writer {
    /// Writes what is on the screen, where it can't be saved, into a rescue file: into another folder of the library, or into
    /// the first of these that takes it. Returns its path.
    ///
    /// # Errors
    /// When none of them takes it; the error is that of the last.
    pub fn rescue(&self, elsewhere: &[PathBuf]) -> Result<PathBuf, StoreError> {
        let text = self.journal_file.text();
        let mut outcome = Err(StoreError::disk("find", Path::new(""), &io::ErrorKind::NotFound.into()));
        for folder in self.library.rescue_folders(elsewhere) {
            outcome = self.library.write_rescue_file(&folder, &self.id, &text);
            if outcome.is_ok() {
                break;
            }
        }
        outcome
    }
}

impl Library {
    fn rescue_folders(&self, elsewhere: &[PathBuf]) -> Vec<PathBuf> {
        [QUARANTINE, TRASH].map(|name| self.folder(name)).into_iter().chain(elsewhere.iter().cloned()).collect()
    }

    fn write_rescue_file(&self, folder: &Path, id: &Id, text: &[u8]) -> Result<PathBuf, StoreError> {
        let mut n = 1;
        let path = loop {
            let path = rescue_file_of(folder, id, n);
            if !self.is_there(&path)? {
                break path;
            }
            n += 1;
        };
        // The library's own folder is not made again: it may be on a disk that comes back.
        let made = if folder.starts_with(self.root()) { Ok(()) } else { self.disk.make_folders(folder) };
        let written = made.and_then(|()| self.disk.write_new(&path, text)).and_then(|()| self.disk.sync_folder(folder));
        written.map(|()| path.clone()).map_err(|error| StoreError::disk("write", &path, &error))
    }

    /// The rescue files that earlier runs left, in the library's folders and in these. What can't be read is none.
    pub fn rescue_files(&self, elsewhere: &[PathBuf]) -> Vec<Rescued> {
        let folders = self.rescue_folders(elsewhere);
        let listed = folders.iter().flat_map(|folder| {
            let names = self.disk.list(folder).unwrap_or_default().into_iter();
            names.filter(|name| is_rescue_file(name)).map(|name| folder.join(name))
        });
        listed.filter_map(|file| self.rescue_file(file)).collect()
    }

    fn rescue_file(&self, file: PathBuf) -> Option<Rescued> {
        let whole = self.disk.read(&file, LARGEST_JOURNAL).ok()?;
        let (evaluation, Replay { edits, at, .. }) = read(&whole.bytes)?;
        Some(Rescued { file, title: shown(evaluation.title()), edits, at })
    }

    /// Takes what a rescue file holds into the library, where it is merged with what is there; the file goes. Where a person
    /// has to choose, the other version is put beside the evaluation. Returns the evaluation.
    ///
    /// # Errors
    /// When it is no rescue file, another program has its evaluation open, or the disk fails; the file then stays.
    pub fn take_in_rescued(&self, file: &Path, who: &Holder) -> Result<Evaluation, StoreError> {
        self.must_be_writable()?;
        let unreadable = |problem| {
            let name = FileName::listed(file.file_name().unwrap_or_default().to_owned());
            StoreError::from(UnreadableFile::new(name, problem))
        };
        let whole = self.disk.read(file, LARGEST_JOURNAL).map_err(|unread| unreadable(unread.into()))?;
        let evaluation =
            rescued(&whole.bytes).ok_or_else(|| unreadable(FileProblem::Encoding("it is no rescue file")))?;
        let id = &evaluation.id;
        self.place_journal(id, &whole.bytes)?;
        let (mut writer, loaded) = self.open_evaluation(id, who, &Syncer::default())?.writable()?;
        let saved = writer.save(&loaded.evaluation, who.since)?;
        if file.file_name().is_some_and(is_rescue_file) {
            // One that stays brings nothing new when it is taken in again.
            let _ = self.disk.remove(file).and_then(|()| self.disk.sync_folder(folder_of(file)));
        }
        Ok(saved.merged.unwrap_or(loaded.evaluation))
    }

    /// Puts a journal beside those that an evaluation has.
    fn place_journal(&self, id: &Id, bytes: &[u8]) -> Result<(), StoreError> {
        let Some(_lock) = self.lock(id)? else { return Err(StoreError::Held(self.holder(id).map(Box::new))) };
        let folder = self.folder(JOURNAL);
        let [first, ..] = self.journals_of(id);
        let failed = |error: io::Error| StoreError::disk("write", &first, &error);
        self.ensure_folder(&folder).map_err(failed)?;
        let mut free = None;
        for path in self.journals_of(id) {
            match self.disk.read_if_there(&path, LARGEST_JOURNAL) {
                // An earlier attempt came so far.
                Ok(Some(there)) if there.bytes == bytes => return Ok(()),
                Ok(None) => free = free.or(Some(path)),
                Ok(Some(_)) | Err(_) => {}
            }
        }
        let free = free.ok_or_else(|| failed(io::ErrorKind::AlreadyExists.into()))?;
        self.disk.write_new(&free, bytes).and_then(|()| self.disk.sync_folder(&folder)).map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rescue_file_is_known_by_its_name() {
        let id: Id = "2026-11-24-centre-k7q2x".parse().unwrap();
        for n in [1, 2, 31] {
            let path = rescue_file_of(Path::new("/tmp"), &id, n);
            assert!(is_rescue_file(path.file_name().unwrap()), "{}", path.display());
        }
        for other in
            ["fieldbook-.rescued", "fieldbook-a b.rescued", "2026-11-24-centre-k7q2x.ron", "fieldbook-x.rescued.txt"]
        {
            assert!(!is_rescue_file(OsStr::new(other)), "{other}");
        }
    }
}

//! The library as a whole: what is in it, by the names; then every evaluation, read on all cores.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
    sync::mpsc,
};

use jiff::{SignedDuration, Timestamp};
use rayon::{
    ThreadPoolBuilder,
    iter::{ParallelBridge, ParallelIterator},
};
use serde::{Deserialize, Serialize};

use super::{
    LARGEST_FILE, content,
    disk::Stamp,
    error::{FileProblem, StoreError, UnreadableFile},
    library::{EVALUATIONS, FRAMEWORKS, JOURNAL, Library},
    names::{self, FileKind, FileName, shown},
};
use crate::model::{Evaluation, Framework, Id, format};
use crate::reading::is_here_as;

/// What is in the library under one name.
#[derive(Clone, Debug)]
pub struct ListedEvaluation {
    /// The file.
    pub file: FileName,
    /// What it holds, with its journal replayed; or what is wrong with it.
    pub state: Result<Evaluation, UnreadableFile>,
    /// When it last changed: the last edit's time, or the file's.
    pub modified: Timestamp,
    /// How many other versions of it wait for choices: [`Library::versions`] has them.
    pub copies: usize,
}

/// A framework of the user's own.
#[derive(Clone, Debug)]
pub struct ListedFramework {
    /// The file.
    pub file: FileName,
    /// What it holds, or what is wrong with it.
    pub state: Result<Framework, UnreadableFile>,
}

/// A file of the library that may hold an evaluation, by its name; nothing of it is read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryEntry {
    /// The file.
    pub file: FileName,
    stored: Stored,
}

/// What of an evaluation is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stored {
    File,
    FileAndJournal,
    Journal,
}

/// What distinguishes one state of an evaluation's file and journal from another: their devices, inodes, sizes and times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint(u64);

/// A file that changed less than this ago may change again without its times telling.
const SETTLING: SignedDuration = SignedDuration::from_secs(2);

impl Library {
    /// What is in the library, by file name. Temporary files of any program are passed over.
    ///
    /// # Errors
    /// When a folder can't be listed.
    pub fn entries(&self) -> Result<Vec<LibraryEntry>, StoreError> {
        let mut journals: BTreeSet<Id> = self.journals()?.into_iter().collect();
        let mut entries = Vec::new();
        for name in self.listing(EVALUATIONS)? {
            let stored = match names::file_kind(&name) {
                FileKind::Evaluation(id) if journals.remove(&id) => Stored::FileAndJournal,
                FileKind::Evaluation(_) | FileKind::Copy(_) | FileKind::BadName(_) => Stored::File,
                FileKind::Other => continue,
            };
            entries.push(LibraryEntry { file: FileName::listed(name), stored });
        }
        entries.extend(journals.iter().map(|id| LibraryEntry { file: FileName::of(id), stored: Stored::Journal }));
        entries.sort_by(|one, other| one.file.cmp(&other.file));
        Ok(entries)
    }

    /// Reads an entry; none where that is nothing to list by itself: another version of an evaluation that waits
    /// for choices, or a journal without edits.
    pub fn read_entry(&self, entry: &LibraryEntry) -> Option<ListedEvaluation> {
        let LibraryEntry { file, stored } = entry;
        let found = match names::file_kind(file.as_os_str()) {
            FileKind::Evaluation(id) => match self.found(&id, *stored) {
                Ok(found) => Ok(found?),
                Err(_) if *stored == Stored::Journal => return None,
                Err(problem) => Err(self.unreadable_file(file.clone(), problem, Some(&id))),
            },
            FileKind::Copy(of) => match self.version(&of, file.clone()) {
                _ if self.is_lone(&of) => Err(UnreadableFile::new(file.clone(), FileProblem::LoneCopy(of))),
                Ok(_) => return None,
                Err(problem) => Err(self.unreadable_file(file.clone(), problem, None)),
            },
            FileKind::BadName(error) => Err(UnreadableFile::new(file.clone(), FileProblem::Name(error))),
            FileKind::Other => return None,
        };
        let written = || self.disk.stamp(&self.path_of(file)).ok().flatten().map(|stamp| stamp.written);
        let (state, modified) = match found {
            Ok((evaluation, modified)) => (Ok(evaluation), modified),
            Err(unreadable) => (Err(unreadable), written().unwrap_or(Timestamp::UNIX_EPOCH)),
        };
        Some(ListedEvaluation { file: file.clone(), state, modified, copies: 0 })
    }

    /// An evaluation and when it last changed; none where it is gone, or is but a journal without edits.
    fn found(&self, id: &Id, stored: Stored) -> Result<Option<(Evaluation, Timestamp)>, FileProblem> {
        if stored == Stored::File {
            return Ok(self.evaluation_file(id)?.map(|file| (file.evaluation, file.stamp.written)));
        }
        let found = self.read_state(id)?;
        let modified = found.modified();
        Ok((found.file.is_some() || !found.replay.is_empty()).then_some((found.evaluation, modified)))
    }

    /// Whether nothing is there of an evaluation.
    fn is_lone(&self, copied: &Id) -> bool {
        [self.file_of(copied), self.journal_of(copied)].iter().all(|path| matches!(self.disk.stamp(path), Ok(None)))
    }

    /// The fingerprint of an evaluation's state; none where it may change without another fingerprint, or is no plain
    /// evaluation.
    pub fn fingerprint(&self, entry: &LibraryEntry, now: Timestamp) -> Option<Fingerprint> {
        let FileKind::Evaluation(id) = names::file_kind(entry.file.as_os_str()) else { return None };
        let stamp = |path: &Path| self.disk.stamp(path).ok();
        let file = stamp(&self.file_of(&id))??;
        let journal = if entry.stored == Stored::File { None } else { stamp(&self.journal_of(&id))? };
        let rests = |stamp: &Stamp| stamp.changed.max(stamp.written) + SETTLING < now;
        if !rests(&file) || !journal.as_ref().is_none_or(rests) {
            return None;
        }
        Some(Fingerprint(hash_of(&(file, journal))))
    }

    /// Every evaluation, those with flaws included, by file name.
    ///
    /// # Errors
    /// When the folder can't be listed.
    pub fn scan(&self) -> Result<Vec<ListedEvaluation>, StoreError> {
        let entries = self.entries()?;
        let mut looked: Vec<Option<ListedEvaluation>> = entries.iter().map(|_| None).collect();
        on_all_cores(&entries, |entry| self.read_entry(entry), |at, listed| looked[at] = listed);
        let waiting = entries.iter().zip(&looked).filter_map(|(entry, listed)| {
            match (names::file_kind(entry.file.as_os_str()), listed) {
                (FileKind::Copy(of), None) => Some(FileName::of(&of)),
                _ => None,
            }
        });
        let waiting: Vec<FileName> = waiting.collect();
        let mut rows: Vec<ListedEvaluation> = looked.into_iter().flatten().collect();
        for file in waiting {
            if let Ok(at) = rows.binary_search_by(|row| row.file.cmp(&file)) {
                rows[at].copies += 1;
            }
        }
        Ok(rows)
    }

    /// Those of some published evaluations that are here already, each by its place among them with what it is here.
    ///
    /// # Errors
    /// When the folder can't be listed.
    pub fn here_already(&self, published: &[Evaluation]) -> Result<Vec<(usize, Evaluation)>, StoreError> {
        let look = |entry: &LibraryEntry| {
            let here = self.read_entry(entry)?.state.ok()?;
            let same = |at: &usize| is_here_as(&published[*at], &here);
            let same: Vec<usize> = (0..published.len()).filter(same).collect();
            (!same.is_empty()).then_some((same, here))
        };
        // Nothing else is kept: the library may be larger than memory.
        let mut found: Vec<Option<(usize, Evaluation)>> = published.iter().map(|_| None).collect();
        on_all_cores(&self.entries()?, look, |nth, looked| {
            let Some((same, here)) = looked else { return };
            for at in same {
                if found[at].as_ref().is_none_or(|(first, _)| nth < *first) {
                    found[at] = Some((nth, here.clone()));
                }
            }
        });
        Ok(found.into_iter().enumerate().filter_map(|(at, here)| Some((at, here?.1))).collect())
    }

    /// The ids of all evaluations, without reading them; those included of which only a journal is left.
    ///
    /// # Errors
    /// When a folder can't be listed.
    pub fn ids(&self) -> Result<Vec<Id>, StoreError> {
        let names = self.listing(EVALUATIONS)?;
        let of_evaluation = |name: &std::ffi::OsString| match names::file_kind(name) {
            FileKind::Evaluation(id) => Some(id),
            _ => None,
        };
        let mut ids: Vec<Id> = names.iter().filter_map(of_evaluation).chain(self.journals()?).collect();
        ids.sort();
        ids.dedup();
        Ok(ids)
    }

    /// The id that this is the beginning of, or the beginning of its slug or its letters.
    ///
    /// # Errors
    /// When it is none's or several ids' beginning.
    pub fn find(&self, beginning: &str) -> Result<Id, StoreError> {
        let whole = beginning.parse().ok();
        if let Some(id) = whole.filter(|id| matches!(self.disk.stamp(&self.file_of(id)), Ok(Some(_)))) {
            return Ok(id);
        }
        let ids = self.ids()?;
        if let Some(id) = ids.iter().find(|id| id.as_str() == beginning) {
            return Ok(id.clone());
        }
        let mut candidates: Vec<Id> = ids.into_iter().filter(|id| id.begins_with(beginning)).collect();
        match candidates.len() {
            0 => Err(StoreError::NoSuch(shown(beginning))),
            1 => Ok(candidates.remove(0)),
            _ => Err(StoreError::Ambiguous { beginning: shown(beginning), candidates }),
        }
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
                let read = self.disk.read(&folder.join(file.as_os_str()), LARGEST_FILE).map_err(FileProblem::from);
                let framework = read
                    .and_then(|whole| content::utf8(whole.bytes))
                    .and_then(|text| Ok(format::read_framework(&text)?));
                let state = framework.map_err(|problem| UnreadableFile::new(file.clone(), problem));
                ListedFramework { file, state }
            })
            .collect())
    }

    fn journals(&self) -> Result<Vec<Id>, StoreError> {
        let names = self.listing(JOURNAL)?;
        Ok(names.iter().filter_map(|name| name.to_str()?.strip_suffix(".journal")?.parse().ok()).collect())
    }
}

pub(super) fn hash_of(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// Up to so many things are done at once: more are worth the threads.
const FEW: usize = 32;

/// Does `work` for each of these on all cores, and hands on what comes of each, with its place among them, as it comes.
pub fn on_all_cores<T: Sync, R: Send>(these: &[T], work: impl Fn(&T) -> R + Sync, mut take: impl FnMut(usize, R)) {
    // The threads end with the work: an idle program keeps none for it.
    let threads = (these.len() > FEW).then(|| ThreadPoolBuilder::new().build().ok()).flatten();
    let Some(threads) = threads else { return these.iter().enumerate().for_each(|(at, one)| take(at, work(one))) };
    let (done, results) = mpsc::channel();
    threads.in_place_scope(|scope| {
        scope.spawn(|_| {
            // Begun in their order. Nobody listens any more only where handing on has failed.
            let each = these.iter().enumerate().par_bridge();
            each.for_each_with(done, |done, (at, one)| drop(done.send((at, work(one)))));
        });
        for (at, result) in results {
            take(at, result);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_done_once() {
        for count in [0, 1, FEW, 1000] {
            let these: Vec<usize> = (0..count).collect();
            let mut doubled = vec![0; count];
            on_all_cores(&these, |one| one * 2, |at, result| doubled[at] += result);
            assert_eq!(doubled, these.iter().map(|one| one * 2).collect::<Vec<_>>());
        }
    }
}

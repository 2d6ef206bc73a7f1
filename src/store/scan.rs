//! The library as a whole: what is in it, by the names; then every evaluation, read on all cores.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
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
    library::{EVALUATIONS, FRAMEWORKS, JOURNAL, JOURNALS, Library},
    names::{self, FileKind, FileName},
    versions::Stray,
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
    /// How many other versions of it wait for choices: [`Library::rivals`] has them.
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

/// What looking at an entry comes to.
enum Look {
    Listed(Box<ListedEvaluation>),
    /// It is another version of this evaluation.
    Version(Id),
    Nothing,
}

/// What distinguishes one state of files from another: their devices, inodes, sizes and times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint(u64);

/// A file that changed less than this ago may change again without its times telling.
const SETTLING: SignedDuration = SignedDuration::from_secs(2);

impl Library {
    /// What is in the library, by file name. Temporary files of other programs are passed over. Without the journals, where
    /// these can't be reached: [`Library::unreached`] says so.
    ///
    /// # Errors
    /// When the evaluations' folder can't be listed.
    pub fn entries(&self) -> Result<Vec<LibraryEntry>, StoreError> {
        let mut journals: BTreeSet<Id> = self.journals().unwrap_or_default().into_iter().collect();
        let mut entries = Vec::new();
        for name in self.listing(EVALUATIONS)? {
            let stored = match names::file_kind(&name) {
                FileKind::Evaluation(id) if journals.remove(&id) => Stored::FileAndJournal,
                FileKind::Evaluation(_)
                | FileKind::Copy(_)
                | FileKind::Unnamed
                | FileKind::Other
                | FileKind::Leftover(_) => Stored::File,
                FileKind::Temporary => continue,
            };
            entries.push(LibraryEntry { file: FileName::listed(name), stored });
        }
        entries.extend(journals.iter().map(|id| LibraryEntry { file: FileName::of(id), stored: Stored::Journal }));
        entries.sort_by(|one, other| one.file.cmp(&other.file));
        Ok(entries)
    }

    /// Reads an entry; none where that is nothing to list by itself: another version of an evaluation that waits
    /// for choices, a journal without edits, something of another program's.
    pub fn read_entry(&self, entry: &LibraryEntry) -> Option<ListedEvaluation> {
        match self.look_at(entry) {
            Look::Listed(listed) => Some(*listed),
            Look::Version(_) | Look::Nothing => None,
        }
    }

    fn look_at(&self, entry: &LibraryEntry) -> Look {
        let LibraryEntry { file, stored } = entry;
        let unreadable = |problem| self.unreadable_file(file.clone(), problem, None);
        match names::file_kind(file.as_os_str()) {
            FileKind::Evaluation(id) => match self.found(&id, *stored) {
                Ok(Some((evaluation, modified))) => self.listed(file, Ok(evaluation), Some(modified)),
                Ok(None) => Look::Nothing,
                Err(_) if *stored == Stored::Journal => Look::Nothing,
                Err(FileProblem::OtherId(_)) => self.look_at_stray(file).unwrap_or_else(|problem| {
                    let state = Err(unreadable(problem));
                    self.listed(file, state, None)
                }),
                Err(problem) => self.listed(file, Err(self.unreadable_file(file.clone(), problem, Some(&id))), None),
            },
            FileKind::Copy(of) => self.look_at_stray(file).unwrap_or_else(|problem| {
                let problem = if self.is_lone(&of) { FileProblem::LoneCopy(of) } else { problem };
                self.listed(file, Err(unreadable(problem)), None)
            }),
            FileKind::Unnamed => {
                self.look_at_stray(file).unwrap_or_else(|problem| self.listed(file, Err(unreadable(problem)), None))
            }
            FileKind::Other => self.look_at_stray(file).unwrap_or(Look::Nothing),
            FileKind::Leftover(id) => self.look_at_leftover(file, &id).map_or(Look::Nothing, |evaluation| {
                let kept = Some(Box::new(evaluation));
                self.listed(
                    file,
                    Err(UnreadableFile { file: file.clone(), problem: FileProblem::NotInPlace(id), kept }),
                    None,
                )
            }),
            FileKind::Temporary => Look::Nothing,
        }
    }

    /// What a file is that is not named after the evaluation in it.
    fn look_at_stray(&self, file: &FileName) -> Result<Look, FileProblem> {
        let flagged = |evaluation: Evaluation, problem: fn(Id) -> FileProblem| {
            let problem = problem(evaluation.id.clone());
            let unreadable = UnreadableFile { file: file.clone(), problem, kept: Some(Box::new(evaluation)) };
            self.listed(file, Err(unreadable), None)
        };
        Ok(match self.stray(file)? {
            Stray::Itself(evaluation, modified) => self.listed(file, Ok(evaluation), Some(modified)),
            Stray::Version(of) => Look::Version(of),
            Stray::BesideUnreadable(evaluation) => flagged(evaluation, FileProblem::BesideUnreadable),
            Stray::Lone(evaluation) => flagged(evaluation, FileProblem::OtherId),
        })
    }

    /// A file as a row; where nobody knows when that last changed, the file says it.
    fn listed(&self, file: &FileName, state: Result<Evaluation, UnreadableFile>, modified: Option<Timestamp>) -> Look {
        let written = || Some(self.disk.stamp(&self.path_of(file)).ok()??.written);
        let modified = modified.or_else(written).unwrap_or(Timestamp::UNIX_EPOCH);
        Look::Listed(Box::new(ListedEvaluation { file: file.clone(), state, modified, copies: 0 }))
    }

    /// An evaluation and when it last changed; none where it is gone, or is but a journal without edits.
    fn found(&self, id: &Id, stored: Stored) -> Result<Option<(Evaluation, Timestamp)>, FileProblem> {
        if stored == Stored::File {
            return Ok(self.evaluation_file(id)?.map(|file| (file.evaluation, file.stamp.written)));
        }
        let found = self.read_state(id)?;
        if let Some(problem) = &found.damage {
            // A copy of it is kept; the row is as the journal has it.
            self.unreadable_file(FileName::of(id), problem.clone(), None);
        }
        let modified = found.modified();
        let journalled = found.journal.as_ref().is_some_and(|journal| !journal.entries.is_empty());
        let is_one = found.file.is_some() || found.damage.is_some() || journalled || !found.others.is_empty();
        Ok(is_one.then_some((found.evaluation, modified)))
    }

    /// Whether nothing is there of an evaluation.
    pub(super) fn is_lone(&self, copied: &Id) -> bool {
        let mut paths = self.journals_of(copied).into_iter().chain([self.file_of(copied)]);
        paths.all(|path| matches!(self.disk.stamp(&path), Ok(None)))
    }

    /// The fingerprint of an evaluation's state; none where it may change without another fingerprint, or is no plain
    /// evaluation.
    pub fn fingerprint(&self, entry: &LibraryEntry, now: Timestamp) -> Option<Fingerprint> {
        let FileKind::Evaluation(id) = names::file_kind(entry.file.as_os_str()) else { return None };
        let stamp = |path: &Path| self.disk.stamp(path).ok();
        let file = stamp(&self.file_of(&id))??;
        let journals = match entry.stored {
            Stored::File => Vec::new(),
            _ => self.journals_of(&id).iter().map(|path| stamp(path)).collect::<Option<Vec<_>>>()?,
        };
        let rests = |stamp: &Stamp| stamp.changed.max(stamp.written) + SETTLING < now;
        let journals: Vec<Stamp> = journals.into_iter().flatten().collect();
        if !rests(&file) || !journals.iter().all(rests) {
            return None;
        }
        Some(Fingerprint(hash_of(&(file, journals))))
    }

    /// Every evaluation, those with flaws included, by file name.
    ///
    /// # Errors
    /// When the evaluations' folder can't be listed.
    pub fn scan(&self) -> Result<Vec<ListedEvaluation>, StoreError> {
        let entries = self.entries()?;
        let mut looked: Vec<Look> = entries.iter().map(|_| Look::Nothing).collect();
        on_all_cores(&entries, |entry| self.look_at(entry), |at, look| looked[at] = look);
        let (mut rows, mut waiting) = (Vec::new(), Vec::new());
        for look in looked {
            match look {
                Look::Listed(listed) => rows.push(*listed),
                Look::Version(of) => waiting.push(FileName::of(&of)),
                Look::Nothing => {}
            }
        }
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
    /// When the evaluations' folder can't be listed.
    pub fn ids(&self) -> Result<Vec<Id>, StoreError> {
        let names = self.listing(EVALUATIONS)?;
        let of_evaluation = |name: &std::ffi::OsString| match names::file_kind(name) {
            FileKind::Evaluation(id) => Some(id),
            _ => None,
        };
        let mut ids: Vec<Id> =
            names.iter().filter_map(of_evaluation).chain(self.journals().unwrap_or_default()).collect();
        ids.sort();
        ids.dedup();
        Ok(ids)
    }

    /// The frameworks that can be answered: the built-in one, then the user's own that can be read. Where their folder
    /// can't be reached [`Library::unreached`] says so.
    pub fn known_frameworks(&self) -> Vec<Framework> {
        self.read_known_frameworks().unwrap_or_else(|_| vec![Framework::built_in()])
    }

    /// The same where their folder can be reached.
    ///
    /// # Errors
    /// When it can't.
    pub fn read_known_frameworks(&self) -> Result<Vec<Framework>, StoreError> {
        let own = self.frameworks()?.into_iter().filter_map(|listed| listed.state.ok());
        Ok([Framework::built_in()].into_iter().chain(own).collect())
    }

    /// What distinguishes the state of the frameworks' folder from another; none where it can't be read, or where
    /// something in it changed so recently that it may change again without this telling.
    pub fn frameworks_fingerprint(&self, now: Timestamp) -> Option<Fingerprint> {
        let folder = self.folder(FRAMEWORKS);
        let names = self.listing(FRAMEWORKS).ok()?.into_iter().filter(|name| is_meant_as_framework(name));
        let stamped = names.map(|name| {
            let stamp = self.disk.stamp(&folder.join(&name)).ok()??;
            (stamp.changed.max(stamp.written) + SETTLING < now).then_some((name, stamp))
        });
        Some(Fingerprint(hash_of(&stamped.collect::<Option<Vec<_>>>()?)))
    }

    /// The user's own frameworks, by file name.
    ///
    /// # Errors
    /// When the folder can't be listed.
    pub fn frameworks(&self) -> Result<Vec<ListedFramework>, StoreError> {
        let folder = self.folder(FRAMEWORKS);
        let names = self.listing(FRAMEWORKS)?.into_iter().filter(|name| is_meant_as_framework(name));
        Ok(names
            .map(FileName::listed)
            .map(|file| {
                if Path::new(file.as_os_str()).extension().is_none_or(|end| end != "ron") {
                    let state = Err(UnreadableFile::new(file.clone(), FileProblem::NotNamedRon));
                    return ListedFramework { file, state };
                }
                let read = self.disk.read(&folder.join(file.as_os_str()), LARGEST_FILE).map_err(FileProblem::from);
                let framework = read
                    .and_then(|whole| content::utf8(whole.bytes))
                    .and_then(|text| Ok(format::read_framework(&text)?));
                let state = framework.map_err(|problem| UnreadableFile::new(file.clone(), problem));
                ListedFramework { file, state }
            })
            .collect())
    }

    /// The ids of which there is a journal.
    pub(super) fn journals(&self) -> Result<Vec<Id>, StoreError> {
        let names = self.listing(JOURNAL)?;
        let id_of = |name: &str| JOURNALS.iter().find_map(|end| name.strip_suffix(end)?.parse().ok());
        Ok(names.iter().filter_map(|name| id_of(name.to_str()?)).collect())
    }
}

/// Whether a file in the frameworks' folder is there to be read, whatever it ends in.
fn is_meant_as_framework(name: &OsStr) -> bool {
    let lower = name.to_string_lossy().to_ascii_lowercase();
    let ends = [".json", ".yaml", ".yml", ".csv", ".tsv", ".xlsx", ".toml"];
    names::file_kind(name) != FileKind::Temporary
        && (lower.contains(".ron") || ends.iter().any(|end| lower.ends_with(end)))
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

//! Rescue files: what a program that had to end could not save. Each is the journal as it was in memory, in the first place
//! that took it; merged into the library it is as if it had been saved there.

use std::{
    ffi::OsStr,
    fmt, io,
    path::{Path, PathBuf},
};

use super::{
    content,
    disk::{Disk, folder_of},
    error::{FileProblem, StoreError, UnreadableFile},
    holder::Holder,
    journal::{self, ContentHash, Journal, JournalReading, Replay},
    library::{Library, QUARANTINE, TRASH},
    names::{FileName, numbered, shown},
    syncer::Syncer,
    writer::Writer,
};
use crate::model::{Evaluation, Id, format, merge::merge};
use crate::reading::{Rescued, RescuedEdits};
use crate::text::counted;

/// How the name of a rescue file begins and goes on after the id; of several, the later have `-2` and so on at the end.
const NAME: (&str, &str) = ("fieldbook-", ".rescued");
/// The largest rescue file that is read: a journal of very many letters, each an edit.
const LARGEST: u64 = 1 << 30;

/// What came of a rescue file that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenIn {
    /// The evaluation as it stands now.
    pub evaluation: Evaluation,
    /// How many choices are left between what the library had and what was rescued.
    pub choices: usize,
    /// Whether not all of the file could be read: then it is in the quarantine.
    pub is_damaged: bool,
}

/// A rescue file's journal, and what it comes to.
struct RescuedJournal {
    journal: Journal,
    base: Evaluation,
    /// With every edit.
    whole: Evaluation,
    replay: Replay,
    is_damaged: bool,
}

impl RescuedJournal {
    fn read(bytes: &[u8]) -> Result<RescuedJournal, FileProblem> {
        let journal = match journal::read(bytes) {
            JournalReading::Journal(journal) => journal,
            JournalReading::Newer => return Err(FileProblem::NewerJournal),
            JournalReading::Nothing { .. } => return Err(FileProblem::Encoding("it is no rescue file, or cut off")),
        };
        let base = content::any_evaluation(&journal.base)?;
        let mut whole = base.clone();
        let replay = journal.replay_on_base(&mut whole);
        // It was written as a whole, so nothing of it is torn.
        let is_damaged = replay.dropped > 0 || journal.text.len() < bytes.len();
        Ok(RescuedJournal { journal, base, whole, replay, is_damaged })
    }

    /// What it has in common with what the library has: that itself, where it went through it, else what the file had.
    fn common(&self, ours: &Evaluation, file: Option<&ContentHash>) -> Evaluation {
        let mut state = self.base.clone();
        let mut steps = (0..self.journal.entries.len()).map(|at| at..at + 1);
        let went_through = state == *ours
            || steps.any(|step| {
                self.journal.replay_part(step, &mut state);
                state == *ours
            });
        if went_through {
            return ours.clone();
        }
        let filed = file.and_then(|hash| self.journal.after(hash)).unwrap_or(0);
        let mut common = self.base.clone();
        self.journal.replay_part(0..filed, &mut common);
        common
    }
}

impl fmt::Display for TakenIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TakenIn { evaluation, choices, is_damaged } = self;
        write!(f, "“{}”: what could not be saved is in the library now", shown(evaluation.title()))?;
        if *choices > 0 {
            write!(f, ", with {}: open it and press F6", counted(*choices, "choice"))?;
        }
        if *is_damaged {
            f.write_str("; not all of the rescue file could be read: it is in the quarantine")?;
        }
        Ok(())
    }
}

/// Whether a file begins as a rescue file does, or another journal.
pub fn is_rescued(path: &Path) -> bool {
    let head = Disk::default().read_head(&Disk::resolve(path), 19);
    head.is_ok_and(|head| journal::is_beginning(&head))
}

fn rescue_file_of(folder: &Path, id: &Id, n: usize) -> PathBuf {
    let (before, after) = NAME;
    folder.join(format!("{before}{id}{after}{}", numbered(n)))
}

fn is_rescue_file(name: &OsStr) -> bool {
    let (before, after) = NAME;
    let name = name.to_string_lossy();
    let rest = name.strip_prefix(before).and_then(|rest| rest.rsplit_once(after));
    let is_number = |n: &str| n.is_empty() || n.strip_prefix('-').is_some_and(|n| n.parse::<usize>().is_ok());
    rest.is_some_and(|(id, n)| id.parse::<Id>().is_ok() && is_number(n))
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
        // A folder of the library that is missing may be on a drive that is not connected.
        let made = if folder.starts_with(self.root()) { Ok(()) } else { self.disk.make_folders(folder) };
        let written = made.and_then(|()| self.disk.write_new(&path, text)).and_then(|()| self.disk.sync_folder(folder));
        written.map(|()| path.clone()).map_err(|error| StoreError::disk("write", &path, &error))
    }

    /// The rescue files that earlier runs left, in the library's folders and in these.
    pub fn rescue_files(&self, elsewhere: &[PathBuf]) -> Vec<Rescued> {
        let folders = self.rescue_folders(elsewhere);
        let listed = folders.iter().flat_map(|folder| {
            let names = self.disk.list(folder).unwrap_or_default().into_iter();
            names.filter(|name| is_rescue_file(name)).map(|name| folder.join(name))
        });
        // Links, pipes and folders under such a name are nobody's.
        let is_file = |path: &PathBuf| path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
        listed.filter(is_file).map(|file| self.rescue_file(file)).collect()
    }

    fn rescue_file(&self, file: PathBuf) -> Rescued {
        let edits = self.read_rescue_file(&file).map(|(_, rescued)| RescuedEdits {
            title: shown(rescued.whole.title()),
            count: rescued.replay.edits,
            at: rescued.replay.at,
            is_here: !self.is_lone(&rescued.whole.id),
        });
        Rescued { file, edits: edits.map_err(|problem| problem.to_string()) }
    }

    fn read_rescue_file(&self, file: &Path) -> Result<(Vec<u8>, RescuedJournal), FileProblem> {
        let bytes = self.disk.read(file, LARGEST)?.bytes;
        let rescued = RescuedJournal::read(&bytes)?;
        Ok((bytes, rescued))
    }

    /// Takes what a rescue file holds into the library, where it is merged with what is there; the file goes. Where both
    /// differ, what is in the library stands, and the other version is put beside it for a choice.
    ///
    /// # Errors
    /// When it is no rescue file, another program has its evaluation open, or the disk fails; the file then stays.
    pub fn take_in_rescued(&self, file: &Path, who: &Holder) -> Result<TakenIn, StoreError> {
        self.must_be_writable()?;
        let name = FileName::listed(file.file_name().unwrap_or_default().to_owned());
        let (bytes, rescued) = self
            .read_rescue_file(file)
            .map_err(|problem| StoreError::from(UnreadableFile::new(name.clone(), problem)))?;
        if rescued.is_damaged {
            let kept = self.quarantine(&name, &bytes, &format!("not all of {name} could be read"));
            kept.map_err(|error| StoreError::disk("keep a copy of", file, &error))?;
        }
        let (evaluation, choices) = self.merge_rescued(&rescued, who)?;
        if file.file_name().is_some_and(is_rescue_file) {
            // One that stays brings nothing new when it is taken in again.
            let _ = self.disk.remove(file).and_then(|()| self.disk.sync_folder(folder_of(file)));
        }
        Ok(TakenIn { evaluation, choices, is_damaged: rescued.is_damaged })
    }

    /// What the library has with what was rescued, and how many choices that leaves.
    fn merge_rescued(&self, rescued: &RescuedJournal, who: &Holder) -> Result<(Evaluation, usize), StoreError> {
        let theirs = &rescued.whole;
        let id = &theirs.id;
        if self.is_lone(id) {
            self.create(theirs)?;
            return Ok((theirs.clone(), 0));
        }
        let text = content::write_checked(theirs)?;
        let was_here = self.is_in_history(id, &ContentHash::of(text.as_bytes()))?;
        let file = self.evaluation_file(id).ok().flatten().map(|file| file.hash);
        let (mut writer, loaded) = self.open_evaluation(id, who, &Syncer::default())?.writable()?;
        let ours = loaded.evaluation;
        if was_here {
            return Ok((ours, 0));
        }
        let common = rescued.common(&ours, file.as_ref());
        let merged = merge(&common, &ours, theirs);
        if !merged.conflicts.is_empty() {
            let base = self.keep_in_history(id, format::write(&common).as_bytes())?;
            writer.put_choices_beside(base, &merged, &ours, text.as_bytes())?;
        }
        let saved = writer.save(&merged.evaluation, who.since)?;
        Ok((saved.merged.unwrap_or(merged.evaluation), merged.conflicts.len()))
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
        for other in [
            "fieldbook-.rescued",
            "fieldbook-a b.rescued",
            "2026-11-24-centre-k7q2x.ron",
            "fieldbook-x.rescued.txt",
            "fieldbook-x.rescued-y",
        ] {
            assert!(!is_rescue_file(OsStr::new(other)), "{other}");
        }
    }
}

//! What of a library goes into a backup: everything, but for what is of use only while a program runs.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsString,
    path::PathBuf,
};

use super::{
    super::{
        LARGEST_FILE, LARGEST_JOURNAL, content,
        content::write_checked,
        disk::Stamp,
        error::{FileProblem, StoreError},
        library::{EVALUATIONS, FOLDERS, JOURNAL, JOURNALS, Library},
        names::{self, FileKind, FileName, shown},
        state::EvaluationState,
    },
    BackupError,
    archive::{check, folded},
    pack::Packer,
};
use crate::model::Id;

/// How often what came in meanwhile is looked for.
const ROUNDS: usize = 3;
/// How the names end in the journals' folder of what is of use only while a program runs.
const PASSING: [&str; 3] = [".lock", ".holder", ".tmp"];

/// A library on its way into a zip.
pub(super) struct Gathering<'l> {
    library: &'l Library,
    packer: Packer,
    stopped: &'l dyn Fn() -> bool,
    gathered: Gathered,
    /// What is in the zip, by the paths as any file system has them.
    taken: BTreeMap<String, String>,
    /// The evaluations whose journals are in their files.
    applied: BTreeSet<Id>,
    /// What was left out, so that it is told once.
    refused: BTreeSet<PathBuf>,
}

/// What is to be told of it.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) notes: Vec<String>,
    pub(super) left_out: Vec<String>,
    sources: Vec<Source>,
}

/// A file that something in the zip was read from, and its state then; none: it was not there.
struct Source {
    path: String,
    place: PathBuf,
    stamp: Option<Stamp>,
}

/// What an evaluation's file and journals come to.
enum Joined {
    /// One file that has it all.
    Whole(Vec<u8>),
    /// Something that one file would leave out.
    Apart,
    /// Nothing: a journal without edits is left of one that was removed.
    Nothing,
}

impl<'l> Gathering<'l> {
    pub(super) fn new(library: &'l Library, packer: Packer, stopped: &'l dyn Fn() -> bool) -> Gathering<'l> {
        Gathering {
            library,
            packer,
            stopped,
            gathered: Gathered::default(),
            taken: BTreeMap::new(),
            applied: BTreeSet::new(),
            refused: BTreeSet::new(),
        }
    }

    /// Packs everything; then what another program put there meanwhile.
    pub(super) fn gather(&mut self) -> Result<(), BackupError> {
        for _ in 0..ROUNDS {
            let before = (self.taken.len(), self.refused.len());
            self.evaluations()?;
            for folder in FOLDERS.into_iter().filter(|folder| *folder != EVALUATIONS) {
                self.folder(folder)?;
            }
            if before == (self.taken.len(), self.refused.len()) {
                break;
            }
        }
        self.besides();
        Ok(())
    }

    pub(super) fn finish(self) -> (Packer, Gathered) {
        (self.packer, self.gathered)
    }

    /// The evaluations, those included of which only a journal is left.
    fn evaluations(&mut self) -> Result<(), BackupError> {
        let mut names = self.library.listing(EVALUATIONS)?;
        let journalled: BTreeSet<Id> = match self.library.journals() {
            Ok(ids) => ids.into_iter().collect(),
            // It is told of when its folder's turn comes.
            Err(_) => BTreeSet::new(),
        };
        names.extend(journalled.iter().map(|id| FileName::of(id).as_os_str().to_owned()));
        names.retain(|name| names::file_kind(name) != FileKind::Temporary);
        names.sort();
        names.dedup();
        if names.is_empty() {
            return Ok(self.empty(EVALUATIONS)?);
        }
        for name in names {
            let kind = names::file_kind(&name);
            let Some(path) = self.place(EVALUATIONS, name.clone())? else { continue };
            match kind {
                FileKind::Evaluation(id) if journalled.contains(&id) => self.evaluation(&path, &id)?,
                FileKind::Leftover(id) if !self.library.is_leftover_needed(&FileName::listed(name), &id) => {}
                kind => self.file_of_evaluations(&path, &kind)?,
            }
        }
        Ok(())
    }

    /// A file of the evaluations' folder as it is; of one that can't be read a note tells.
    fn file_of_evaluations(&mut self, path: &str, kind: &FileKind) -> Result<(), BackupError> {
        let Some(bytes) = self.file(path)? else { return Ok(()) };
        let problem = match kind {
            FileKind::Evaluation(id) => content::evaluation(id, &bytes).err(),
            FileKind::Copy(_) | FileKind::Unnamed => content::any_evaluation(&bytes).err(),
            FileKind::Other | FileKind::Leftover(_) | FileKind::Temporary => None,
        };
        self.gathered
            .notes
            .extend(problem.map(|problem| format!("{} {problem}; it is in the backup as it is", shown(path))));
        Ok(())
    }

    /// An evaluation with the edits of its journal.
    fn evaluation(&mut self, path: &str, id: &Id) -> Result<(), BackupError> {
        let places = self.library.journals_of(id).into_iter().chain([self.library.file_of(id)]);
        let sources: Vec<Source> = places
            .map(|place| {
                let stamp = self.library.disk.stamp(&place).ok().flatten();
                Source { path: path.to_owned(), place, stamp }
            })
            .collect();
        let joined = self.library.read_state(id).and_then(|state| Ok((joined(id, &state)?, state.modified())));
        let (bytes, written) = match joined {
            Ok((Joined::Whole(bytes), written)) => (bytes, written),
            Ok((Joined::Apart, _)) => return self.apart(path, "has a journal with edits that do not simply fit it"),
            Ok((Joined::Nothing, _)) => return Ok(()),
            Err(FileProblem::Disk(cause)) if cause.is_missing() => return Ok(()),
            Err(problem) => return self.apart(path, &problem.to_string()),
        };
        self.packer.add(path, &bytes, written)?;
        self.take(path);
        self.gathered.sources.extend(sources);
        self.applied.insert(id.clone());
        Ok(())
    }

    /// An evaluation's file as it is; its journals come with their folder.
    fn apart(&mut self, path: &str, why: &str) -> Result<(), BackupError> {
        let place = self.library.root().join(path);
        if self.library.is_there(&place)? {
            self.file(path)?;
        }
        let note = format!("{} {why}; file and journal are in the backup as they are", shown(path));
        if !self.gathered.notes.contains(&note) {
            self.gathered.notes.push(note);
        }
        Ok(())
    }

    /// A folder with all that is in it.
    fn folder(&mut self, folder: &str) -> Result<(), BackupError> {
        let names = match self.library.disk.list(&self.library.root().join(folder)) {
            Ok(names) => names,
            Err(error) => {
                let unread = StoreError::disk("list", &self.library.root().join(folder), &error);
                self.refuse(folder, &unread.to_string());
                return Ok(());
            }
        };
        let kept: Vec<OsString> = names.into_iter().filter(|name| !self.is_passing(folder, name)).collect();
        if kept.is_empty() {
            return Ok(self.empty(folder)?);
        }
        for name in kept {
            if let Some(path) = self.place(folder, name)? {
                self.file(&path)?;
            }
        }
        Ok(())
    }

    /// Whether something is of use only while a program runs, or is in an evaluation's file already.
    fn is_passing(&self, folder: &str, name: &OsString) -> bool {
        let name = name.to_string_lossy();
        let id = || JOURNALS.iter().find_map(|end| name.strip_suffix(end)?.parse::<Id>().ok());
        match folder {
            JOURNAL => {
                PASSING.iter().any(|end| name.ends_with(end)) || id().is_some_and(|id| self.applied.contains(&id))
            }
            _ => names::file_kind(name.as_ref().as_ref()) == FileKind::Temporary,
        }
    }

    /// The path of a name in a folder; none where it is in the zip already, or can't be. What is a folder is gone into.
    fn place(&mut self, folder: &str, name: OsString) -> Result<Option<String>, BackupError> {
        if (self.stopped)() {
            return Err(BackupError::Stopped);
        }
        let Ok(name) = name.into_string().map_err(|name| {
            self.refuse(&format!("{folder}/{}", name.to_string_lossy()), "its name is not UTF-8");
        }) else {
            return Ok(None);
        };
        let path = format!("{folder}/{name}");
        match self.taken.get(&folded(&path)) {
            Some(taken) if *taken == path => return Ok(None),
            Some(taken) => {
                let why = format!("another file is called {} but for capitals and accents", shown(taken));
                self.refuse(&path, &why);
                return Ok(None);
            }
            None => {}
        }
        if let Err(why) = check(&path) {
            self.refuse(&path, &format!("it {why}"));
            return Ok(None);
        }
        match self.library.disk.is_folder(&self.library.root().join(&path)) {
            Ok(true) => self.folder(&path).map(|()| None),
            _ => Ok(Some(path)),
        }
    }

    /// Packs a file as it is; none where it can't be read, or is gone again.
    fn file(&mut self, path: &str) -> Result<Option<Vec<u8>>, BackupError> {
        let place = self.library.root().join(path);
        let limit = if path.starts_with(JOURNAL) { LARGEST_JOURNAL } else { LARGEST_FILE };
        match self.library.disk.read_if_there(&place, limit) {
            Ok(Some(whole)) => {
                self.packer.add(path, &whole.bytes, whole.stamp.written)?;
                self.take(path);
                self.gathered.sources.push(Source { path: path.to_owned(), place, stamp: Some(whole.stamp) });
                Ok(Some(whole.bytes))
            }
            Ok(None) => Ok(None),
            Err(unread) => {
                self.refuse(path, &format!("it {}", FileProblem::from(unread).of_any_file()));
                Ok(None)
            }
        }
    }

    fn empty(&mut self, folder: &str) -> Result<(), StoreError> {
        let within = format!("{}/", folded(folder));
        // Later rounds find it again; and a folder that was passed over has nothing to be put in.
        if !self.taken.contains_key(&folded(folder)) && !self.taken.keys().any(|path| path.starts_with(&within)) {
            self.packer.add_folder(folder)?;
            self.take(folder);
        }
        Ok(())
    }

    fn take(&mut self, path: &str) {
        self.taken.insert(folded(path), path.to_owned());
    }

    fn refuse(&mut self, path: &str, why: &str) {
        if self.refused.insert(PathBuf::from(path)) {
            self.gathered.left_out.push(format!("left out {}: {why}", shown(path)));
        }
    }

    /// What is beside the library's folders and hides from nobody: someone may take it for a part of the library.
    fn besides(&mut self) {
        let names = self.library.disk.list(self.library.root()).unwrap_or_default();
        for name in names {
            let name = name.to_string_lossy();
            if !FOLDERS.contains(&&*name) && !name.starts_with('.') {
                self.refuse(&name, "it is no part of a library");
            }
        }
    }
}

/// What file and journals of an evaluation come to.
fn joined(id: &Id, state: &EvaluationState) -> Result<Joined, FileProblem> {
    let replays = || std::iter::once(&state.replay).chain(state.others.iter().map(|other| &other.replay));
    let fits = state.damage.is_none() && !state.broken && replays().all(|replay| replay.dropped == 0);
    if !fits || state.leaves_choices(id)? {
        return Ok(Joined::Apart);
    }
    Ok(match &state.file {
        Some(file) if file.evaluation == state.evaluation => Joined::Whole(file.bytes.clone()),
        None if replays().all(|replay| replay.edits == 0) => Joined::Nothing,
        _ => write_checked(&state.evaluation).map_or(Joined::Apart, |text| Joined::Whole(text.into_bytes())),
    })
}

impl Gathered {
    /// What is in the backup as it was, since it changed after it was read.
    pub(super) fn changed_since(&self, library: &Library) -> Vec<String> {
        let changed = |source: &&Source| library.disk.stamp(&source.place).is_ok_and(|now| now != source.stamp);
        let mut changed: Vec<&str> = self.sources.iter().filter(changed).map(|source| &*source.path).collect();
        changed.dedup();
        changed
            .into_iter()
            .map(|path| format!("{} changed meanwhile: the backup has it as it was", shown(path)))
            .collect()
    }
}

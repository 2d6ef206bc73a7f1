//! What came from outside: what another program, git or a synchroniser made of an open evaluation's file, and other versions
//! beside it that a synchroniser or a merge of ours put there.

use std::{
    ffi::OsStr,
    fmt, io,
    sync::atomic::{AtomicUsize, Ordering},
};

use jiff::Timestamp;
use memchr::memmem;

use super::{
    LARGEST_FILE, content,
    error::{FileProblem, StoreError, UnreadableFile},
    library::{EVALUATIONS, Library},
    names::{self, FileKind, FileName, shown},
    state::EvaluationFile,
    writer::{SavedContent, Writer},
};
use crate::model::{
    Evaluation, Id, Merged, Rival,
    merge::{merge, side_by_side, take_in},
};
use crate::text::counted;

/// Another version of an evaluation, in a file beside its own, that waits for choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherVersion {
    /// The file.
    pub file: FileName,
    /// What it holds.
    pub theirs: Evaluation,
    /// What both versions come from, as far as that is known.
    pub base: Option<Evaluation>,
    /// Whether the store itself put it there, so that the base is certain.
    pub(super) is_ours: bool,
}

/// What came of a version that was added to an evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedVersion {
    /// The evaluation.
    pub id: Id,
    /// The practice's title.
    pub title: String,
    /// How many choices it leaves; with none it brings nothing new.
    pub choices: usize,
}

/// What a file is that holds an evaluation under another name than its id.
pub(super) enum Stray {
    /// That evaluation's own file, when it was written.
    Itself(Evaluation, Timestamp),
    /// Another version of this evaluation, which is there and can be read.
    Version(Id),
    /// Another version of an evaluation whose own file can't be read.
    BesideUnreadable(Evaluation),
    /// All that is there of an evaluation.
    Lone(Evaluation),
}

/// How many versions this program has put beside evaluations: no two are written in one place.
static ATTEMPT: AtomicUsize = AtomicUsize::new(0);

/// Within so many of its first bytes a file says whose version it is.
const HEAD: u64 = 4096;

pub(super) enum FileChange {
    Unchanged,
    Removed,
    Changed(Box<EvaluationFile>),
    Unreadable(FileProblem),
}

impl fmt::Display for AddedVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let AddedVersion { id: _, title, choices } = self;
        match choices {
            0 => write!(f, "“{title}” is here already, the same"),
            n => {
                write!(f, "“{title}” is here already: open it and press F6 to choose in {}", counted(*n, "difference"))
            }
        }
    }
}

impl OtherVersion {
    /// What the merge with ours comes to, and the choices that it leaves.
    pub fn merge(&self, ours: &Evaluation) -> Merged {
        match &self.base {
            Some(base) if self.is_ours => take_in(base, ours, &self.theirs),
            base => side_by_side(base.as_ref(), ours, &self.theirs),
        }
    }
}

impl Library {
    /// The other versions of an evaluation that leave something to choose, under whatever names they are. A choice of theirs
    /// is made with [`taking`](crate::model::merge::taking); once all are made,
    /// [`Writer::settle_rival`](super::Writer::settle_rival) puts the file away.
    ///
    /// This may look into every file of the library.
    ///
    /// # Errors
    /// When the folder can't be listed or the evaluation can't be read.
    pub fn rivals(&self, id: &Id) -> Result<Vec<Rival>, StoreError> {
        let names = self.listing(EVALUATIONS)?.into_iter();
        let versions = names.filter(|name| names::may_be_version(name, id) || self.names_inside(name, id));
        let versions: Vec<_> = versions.filter_map(|name| self.version(id, FileName::listed(name)).ok()).collect();
        // Mostly there is none, and nothing to compare it with is needed.
        if versions.is_empty() {
            return Ok(Vec::new());
        }
        let ours = self.read(id)?.evaluation;
        let rivals = versions.into_iter().map(|version| {
            let conflicts = version.merge(&ours).conflicts;
            Rival { file: version.file.to_string(), theirs: version.theirs, conflicts }
        });
        Ok(rivals.filter(|rival| !rival.conflicts.is_empty()).collect())
    }

    /// Takes evaluations into the library: those that are new are created, all of them or none. Of what is here already each
    /// is put beside as another version, to wait for choices, and what came of it is returned.
    ///
    /// # Errors
    /// When one can't be created, or one that is here can't be read: then nothing was taken in. [`StoreError::Partly`]
    /// says otherwise.
    pub fn take_in<'e>(
        &self,
        evaluations: impl IntoIterator<Item = &'e Evaluation>,
    ) -> Result<Vec<Result<AddedVersion, StoreError>>, StoreError> {
        let there = self.ids()?;
        let (here, new): (Vec<_>, Vec<_>) = evaluations.into_iter().partition(|one| there.contains(&one.id));
        let pairs = here.into_iter().map(|theirs| Ok((theirs, self.read(&theirs.id)?.evaluation)));
        let pairs: Vec<_> = pairs.collect::<Result<_, StoreError>>()?;
        self.create_all(new)?;
        Ok(pairs.iter().map(|(theirs, ours)| self.add_version(ours, theirs)).collect())
    }

    /// Puts another version beside ours. One that brings nothing new is not put there.
    fn add_version(&self, ours: &Evaluation, theirs: &Evaluation) -> Result<AddedVersion, StoreError> {
        self.must_be_writable()?;
        let id = &theirs.id;
        let choices = side_by_side(self.nearest(id, theirs).as_ref(), ours, theirs).conflicts.len();
        if choices > 0 {
            self.put_beside(id, 0, content::write_checked(theirs)?.as_bytes())?;
        }
        Ok(AddedVersion { id: id.clone(), title: shown(ours.title()), choices })
    }

    /// The files beside an evaluation whose names say that they are versions of it; none where they can't be listed.
    pub fn versions_by_name(&self, id: &Id) -> Vec<FileName> {
        let names = self.listing(EVALUATIONS).unwrap_or_default().into_iter();
        names.filter(|name| names::file_kind(name) == FileKind::Copy(id.clone())).map(FileName::listed).collect()
    }

    /// Whether a file that has the name of another evaluation begins as a version of this one does.
    fn names_inside(&self, name: &OsStr, id: &Id) -> bool {
        let other = FileName::listed(name.to_owned());
        if other == FileName::of(id) || matches!(names::file_kind(name), FileKind::Leftover(_) | FileKind::Temporary) {
            return false;
        }
        let head = self.disk.read_head(&self.path_of(&other), HEAD);
        head.is_ok_and(|head| memmem::find(&head, format!("\"{id}\"").as_bytes()).is_some())
    }

    /// The other versions of an evaluation whose names speak of it, or of none.
    ///
    /// # Errors
    /// When the folder can't be listed. A version that can't be read is a flagged row of the library instead.
    pub fn versions(&self, id: &Id) -> Result<Vec<OtherVersion>, StoreError> {
        let names = self.listing(EVALUATIONS)?.into_iter().filter(|name| names::may_be_version(name, id));
        Ok(names.filter_map(|name| self.version(id, FileName::listed(name)).ok()).collect())
    }

    pub(super) fn version(&self, id: &Id, file: FileName) -> Result<OtherVersion, FileProblem> {
        let whole = self.disk.read(&self.path_of(&file), LARGEST_FILE)?;
        let theirs = content::evaluation(id, &whole.bytes)?;
        let ours = names::base_of_copy(id, &file).and_then(|n| self.read_revision(id, n).ok());
        let is_ours = ours.is_some();
        // What is in the file is no base for a version that differs from it: everything in that would be newer.
        let same = || self.evaluation_file(id).ok().flatten().map(|file| file.evaluation).filter(|it| *it == theirs);
        let base = ours.or_else(same).or_else(|| self.nearest(id, &theirs));
        Ok(OtherVersion { file, theirs, base, is_ours })
    }

    /// The evaluation that a file of another name holds, and what that makes of the file.
    pub(super) fn stray(&self, file: &FileName) -> Result<Stray, FileProblem> {
        let whole = self.disk.read(&self.path_of(file), LARGEST_FILE)?;
        let evaluation = content::any_evaluation(&whole.bytes)?;
        let id = &evaluation.id;
        let own = FileName::of(id);
        if own.is_but_for_case(file) && self.is_same_file(&own, file) {
            // A file system that does not tell capitals from small letters.
            return Ok(Stray::Itself(evaluation, whole.stamp.written));
        }
        Ok(match self.read_state(id) {
            Ok(_) => Stray::Version(evaluation.id),
            Err(FileProblem::Disk(cause)) if cause.is_missing() => Stray::Lone(evaluation),
            Err(_) => Stray::BesideUnreadable(evaluation),
        })
    }

    fn is_same_file(&self, one: &FileName, other: &FileName) -> bool {
        let stamp = |file: &FileName| self.disk.stamp(&self.path_of(file)).ok().flatten();
        stamp(one).is_some_and(|one| stamp(other) == Some(one))
    }

    /// Gives a file the name of the evaluation in it, of which nothing else is there.
    ///
    /// # Errors
    /// When it holds none, an evaluation of that id is there, or it can't be moved.
    pub fn name_after_id(&self, file: &FileName) -> Result<Id, StoreError> {
        self.must_be_writable()?;
        let from = self.path_of(file);
        let evaluation = match self.stray(file) {
            Ok(Stray::Lone(evaluation)) => evaluation,
            Ok(Stray::Itself(Evaluation { id, .. }, _) | Stray::Version(id)) => return Err(StoreError::Exists(id)),
            Ok(Stray::BesideUnreadable(evaluation)) => {
                let problem = FileProblem::BesideUnreadable(evaluation.id);
                return Err(UnreadableFile::new(file.clone(), problem).into());
            }
            Err(problem) => return Err(UnreadableFile::new(file.clone(), problem).into()),
        };
        let id = evaluation.id;
        let Some(_lock) = self.lock(&id)? else { return Err(StoreError::Exists(id)) };
        match self.disk.sync_file(&from).and_then(|()| self.disk.place_new(&from, &self.file_of(&id))) {
            Ok(()) => Ok(id),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(StoreError::Exists(id)),
            Err(error) => Err(StoreError::disk("take in", &from, &error)),
        }
    }

    /// Puts a version beside its evaluation, to wait for choices, unless it waits there already.
    pub(super) fn put_beside(&self, id: &Id, base: u64, bytes: &[u8]) -> Result<(), StoreError> {
        let mut n = 1;
        loop {
            let path = self.path_of(&names::copy_of(id, base, n));
            let failed = |error: io::Error| StoreError::disk("write", &path, &error);
            match self.disk.read(&path, LARGEST_FILE) {
                Ok(whole) if whole.bytes == bytes => return Ok(()),
                Ok(_) => n += 1,
                Err(_) if self.disk.stamp(&path).map_err(failed)?.is_some() => n += 1,
                Err(_) => {
                    // Another program may put one there at the same moment.
                    let nth = ATTEMPT.fetch_add(1, Ordering::Relaxed);
                    let beside = path.with_extension(format!("{}-{nth}.ron.tmp", std::process::id()));
                    let placed = self.disk.write_new(&beside, bytes).and_then(|()| self.disk.place_new(&beside, &path));
                    match placed {
                        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                        placed => return placed.map_err(failed),
                    }
                }
            }
        }
    }
}

impl Writer {
    /// Looks whether the file is what we know it to be.
    pub(super) fn look_at_file(&mut self) -> FileChange {
        let file = self.library.file_of(&self.id);
        match self.library.disk.stamp(&file) {
            Ok(Some(stamp)) if Some(stamp) == self.saved.stamp => return FileChange::Unchanged,
            Ok(None) => return FileChange::Removed,
            _ => {}
        }
        match self.library.evaluation_file(&self.id) {
            // It may also be what an attempt of ours put there that seemed to have failed.
            Ok(Some(file)) if self.known.contains(&file.hash) => {
                self.saved = SavedContent::from(file);
                FileChange::Unchanged
            }
            Ok(Some(file)) => FileChange::Changed(Box::new(file)),
            Ok(None) => FileChange::Removed,
            Err(problem) => FileChange::Unreadable(problem),
        }
    }

    /// Merges what another program put into the file with ours. What stood there before goes into the history; where a
    /// person has to choose, the version that is not in the result is put beside the file.
    pub(super) fn merge_file(&mut self, theirs: EvaluationFile, ours: &Evaluation) -> Result<Merged, StoreError> {
        let base = self.library.keep_in_history(&self.id, &self.saved.bytes)?;
        let merged = merge(&self.saved.evaluation, ours, &theirs.evaluation);
        self.put_choices_beside(base, &merged, ours, &theirs.bytes)?;
        self.known.push(theirs.hash.clone());
        self.saved = SavedContent::from(theirs);
        Ok(merged)
    }

    /// Puts the versions beside the file that are not in a merge's result, so that a person can choose later.
    pub(super) fn put_choices_beside(
        &self,
        base: u64,
        merged: &Merged,
        ours: &Evaluation,
        theirs: &[u8],
    ) -> Result<(), StoreError> {
        if merged.conflicts.iter().any(|conflict| conflict.ours_stands) {
            self.library.put_beside(&self.id, base, theirs)?;
        }
        if merged.conflicts.iter().any(|conflict| !conflict.ours_stands) {
            self.library.put_beside(&self.id, base, content::write_checked(ours)?.as_bytes())?;
        }
        Ok(())
    }

    /// Merges what waits beside the file as far as that leaves no choice to be made: what our own merges put there, and
    /// copies that bring nothing new. Returns the files that are then dealt with.
    pub(super) fn merge_copies(&self, ours: &mut Evaluation) -> Result<Vec<FileName>, StoreError> {
        let mut absorbed = Vec::new();
        for version in self.library.versions(&self.id)? {
            // What is not named as ours are is another program's, whatever is in it.
            if names::file_kind(version.file.as_os_str()) == FileKind::Other {
                continue;
            }
            let merged = version.merge(ours);
            if merged.conflicts.is_empty() && (version.is_ours || merged.evaluation == *ours) {
                *ours = merged.evaluation;
                absorbed.push(version.file);
            }
        }
        Ok(absorbed)
    }

    /// Puts a version away whose choices are made: into the history. Its name is the one that
    /// [`Library::rivals`](super::Library::rivals) gives.
    ///
    /// # Errors
    /// When it can't be moved.
    pub fn settle_rival(&mut self, file: &str) -> Result<(), StoreError> {
        let files = self.library.listing(EVALUATIONS)?.into_iter().map(FileName::listed);
        let named =
            files.filter(|other| other.to_string() == file && self.library.version(&self.id, other.clone()).is_ok());
        named.filter(|other| *other != FileName::of(&self.id)).try_for_each(|other| self.put_away(&other))
    }

    pub(super) fn put_away(&self, file: &FileName) -> Result<(), StoreError> {
        let path = self.library.path_of(file);
        match self.library.disk.stamp(&path) {
            Ok(None) => Ok(()),
            _ => self.library.move_to_history(&self.id, &path),
        }
    }
}

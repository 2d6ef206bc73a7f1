//! What can go wrong with the library: what failed, on what, and what to do.

use std::{fmt, io, path::Path};

use thiserror::Error;

use super::{
    disk::{NOT_KEPT, ReadError},
    holder::Holder,
    names::{FileName, shown},
};
use crate::model::{Evaluation, FormatError, Id};
use crate::text::Text;

/// What the system says where it has no locks to give (`ENOLCK`).
const NO_LOCKS: i32 = if cfg!(target_os = "linux") { 37 } else { 77 };

/// Why something could not be done with the library.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StoreError {
    /// An operation on the disk failed.
    #[error("can't {doing} {what}: {why}{}", .why.hint())]
    Disk {
        /// What was attempted.
        doing: &'static str,
        /// On which file or folder.
        what: String,
        /// What the system said.
        why: SystemError,
    },
    /// A folder of the library can't be read.
    #[error("can't read the folder {what}: {why}, so {lacking}{}", .why.hint())]
    Unreached {
        /// Which.
        what: String,
        /// What the system said.
        why: SystemError,
        /// What is not known for that.
        lacking: &'static str,
    },
    /// A file outside the library could not be written.
    #[error("can't write {what}: {why}")]
    Outside {
        /// Which file.
        what: String,
        /// What the system said.
        why: SystemError,
    },
    /// No evaluation is called so.
    #[error("no evaluation found for '{0}': `fieldbook list` shows all of them")]
    NoSuch(String),
    /// Several evaluations are called so.
    #[error("'{beginning}' could be any of {}: add a few letters", listed(.candidates))]
    Ambiguous {
        /// What was asked for.
        beginning: String,
        /// What it could mean.
        candidates: Vec<Id>,
    },
    /// An evaluation of this id is there already.
    #[error(
        "an evaluation with the id {0} is there already: delete it first in the library (it goes to the trash), or give the new one another id"
    )]
    Exists(Id),
    /// Adding several evaluations failed midway, and some of those already added could not be removed again.
    #[error("{why}; already added and not removed again: {}. Move what should not be here to the trash", listed(.left))]
    Partly {
        /// Why the next one could not be put there.
        why: Box<StoreError>,
        /// Those that stand there.
        left: Vec<Id>,
    },
    /// The evaluation's file can't be read.
    #[error("{0}")]
    Unreadable(Box<UnreadableFile>),
    /// The library can only be read.
    #[error("the library is read-only: {0}")]
    ReadOnly(String),
    /// Another program writes this evaluation.
    #[error("{} has it open: close it there first", .0.as_ref().map_or("another program".to_owned(), ToString::to_string))]
    Held(Option<Box<Holder>>),
    /// Another program changes the file again and again.
    #[error("another program keeps changing {0}: close it there; every edit is in the journal")]
    KeepsChanging(FileName),
    /// The evaluation would become too large.
    #[error("an evaluation holds at most {} MiB: this change was not taken", super::LARGEST_EVALUATION >> 20)]
    TooLarge,
    /// What would be written does not read back as what is in memory.
    #[error(
        "the evaluation {0} does not read back as it was written, so the file was left as it is; the journal keeps every edit: please report this"
    )]
    DoesNotReadBack(Id),
}

/// What the system said, in a form that can be kept and compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemError {
    kind: io::ErrorKind,
    number: Option<i32>,
}

/// Why a file of the library can't be read, and what can be shown of it all the same.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file} {problem}")]
pub struct UnreadableFile {
    /// The file.
    pub file: FileName,
    /// What is wrong with it.
    pub problem: FileProblem,
    /// The evaluation as the journal or the history still has it, or as the file itself does under a name that is not its own.
    pub kept: Option<Box<Evaluation>>,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FileProblem {
    /// It is not what it should be, with the place.
    #[error("can't be read: {0}")]
    Format(FormatError),
    /// It was written by a newer program.
    #[error("was {0}")]
    Newer(FormatError, Text),
    /// It is something else than a regular file.
    #[error("can't be read: it is {0}, not a file")]
    NotAFile(&'static str),
    /// It is larger than any evaluation.
    #[error("can't be read: it has {} MiB, and an evaluation has at most {}", .0 >> 20, super::LARGEST_FILE >> 20)]
    TooLarge(u64),
    /// It lies among the frameworks under a name that is passed over.
    #[error("is not read: the name of a framework's file ends in .ron, and it holds RON")]
    NotNamedRon,
    /// It is no UTF-8.
    #[error("can't be read: {0}")]
    Encoding(&'static str),
    /// Git left merge conflicts in it.
    #[error(
        "can't be read: git left merge conflicts in it, from line {0} on: choose there what is right; both versions stay in \
         the quarantine"
    )]
    MergeMarkers(usize),
    /// It has another name than its id, of which nothing else is there.
    #[error("has another name than the id in it, {0}: Enter in the library takes it in")]
    OtherId(Id),
    /// A program that was stopped did not come to give it its name, and nothing else is there of this evaluation.
    #[error("was not put in place when the program was stopped: Enter in the library takes it in")]
    NotInPlace(Id),
    /// It is another version of an evaluation whose own file can't be read.
    #[error("holds another version of {0}, whose own file can't be read")]
    BesideUnreadable(Id),
    /// Its journal can't be read.
    #[error("has a journal that {0}")]
    Journal(Box<FileProblem>),
    /// Its journal was written by a newer program.
    #[error("has edits of a newer version of this program: update to open it")]
    NewerJournal,
    /// It is a copy that a synchroniser made of an evaluation that is not here.
    #[error("is a copy of the evaluation {0}, which was not found")]
    LoneCopy(Id),
    /// The system refused.
    #[error("can't be read: {why}{hint}", why = .0, hint = .0.hint())]
    Disk(SystemError),
}

impl StoreError {
    /// Whether an evaluation can't be read for its journal alone.
    pub fn is_of_journal(&self) -> bool {
        matches!(self, StoreError::Unreadable(unreadable) if matches!(unreadable.problem, FileProblem::Journal(_)))
    }

    /// The error that `doing` something with `path` gave.
    pub(super) fn disk(doing: &'static str, path: &Path, error: &io::Error) -> StoreError {
        StoreError::Disk { doing, what: shown(&path.to_string_lossy()), why: SystemError::from(error) }
    }

    /// The error that reading a folder of the library gave.
    pub(super) fn unreached(folder: &Path, error: &io::Error, lacking: &'static str) -> StoreError {
        StoreError::Unreached { what: shown(&folder.to_string_lossy()), why: SystemError::from(error), lacking }
    }

    /// The error that writing a file outside the library gave.
    pub(super) fn outside(path: &Path, error: &io::Error) -> StoreError {
        StoreError::Outside { what: shown(&path.to_string_lossy()), why: SystemError::from(error) }
    }
}

impl UnreadableFile {
    /// Whether an evaluation may take its place.
    pub fn is_replaceable(&self) -> bool {
        self.problem.is_replaceable()
    }

    pub(super) fn new(file: FileName, problem: FileProblem) -> UnreadableFile {
        UnreadableFile { file, problem, kept: None }
    }
}

impl From<UnreadableFile> for StoreError {
    fn from(unreadable: UnreadableFile) -> StoreError {
        StoreError::Unreadable(Box::new(unreadable))
    }
}

impl FileProblem {
    /// Whether something that is no evaluation stands in the file's place, so that one may take it: a file whose content is
    /// wrong, a folder, a link, a pipe. What a newer program wrote, or what the disk does not give out, is left alone.
    pub(super) fn is_replaceable(&self) -> bool {
        self.is_of_content()
            || matches!(self, FileProblem::NotAFile(_) | FileProblem::TooLarge(_) | FileProblem::OtherId(_))
    }

    /// Whether the content of the file is what is wrong, so that other content could take its place.
    pub fn is_of_content(&self) -> bool {
        matches!(self, FileProblem::Format(_) | FileProblem::Encoding(_) | FileProblem::MergeMarkers(_))
    }

    /// The problem in words where the file is none of the library's: nothing in it speaks of that.
    pub(super) fn of_any_file(&self) -> String {
        match self {
            FileProblem::TooLarge(size) => {
                format!("can't be read: it has {} MiB, and at most {} are read", size >> 20, super::LARGEST_FILE >> 20)
            }
            FileProblem::Disk(why) => format!("can't be read: {why}"),
            problem => problem.to_string(),
        }
    }
}

impl From<ReadError> for FileProblem {
    fn from(unread: ReadError) -> FileProblem {
        match unread {
            ReadError::NotAFile(kind) => FileProblem::NotAFile(kind),
            ReadError::TooLarge(size) => FileProblem::TooLarge(size),
            ReadError::Io(error) => FileProblem::Disk(SystemError::from(&error)),
        }
    }
}

impl From<FormatError> for FileProblem {
    fn from(error: FormatError) -> FileProblem {
        match error {
            FormatError::Newer(ref header) => {
                let title = Text::from(shown(&header.practice.title));
                FileProblem::Newer(error, title)
            }
            FormatError::At { line, column, what } => {
                FileProblem::Format(FormatError::At { line, column, what: shown(&what) })
            }
        }
    }
}

impl From<&io::Error> for SystemError {
    fn from(error: &io::Error) -> SystemError {
        SystemError { kind: error.kind(), number: error.raw_os_error() }
    }
}

impl SystemError {
    pub(super) fn missing() -> SystemError {
        SystemError { kind: io::ErrorKind::NotFound, number: None }
    }

    pub(super) fn is_missing(&self) -> bool {
        self.kind == io::ErrorKind::NotFound
    }

    /// Whether there is no room left.
    pub fn is_full(&self) -> bool {
        matches!(self.kind, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
    }

    /// What to do about it, with a colon in front.
    fn hint(&self) -> &'static str {
        use io::ErrorKind;
        match self.kind {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ": free some space, and saving resumes by itself",
            ErrorKind::ReadOnlyFilesystem => ": make the disk writable, or use another folder with --library",
            ErrorKind::PermissionDenied => ": check whose folder it is, or use another one with --library",
            ErrorKind::NotFound => ": is the disk still there?",
            NOT_KEPT => ": the disk does not keep what it says it kept; use a folder on another disk with --library",
            ErrorKind::FileTooLarge => ": the system limits the size of files",
            ErrorKind::Unsupported => ": this file system can't do that; use a folder on another disk with --library",
            ErrorKind::StaleNetworkFileHandle | ErrorKind::TimedOut | ErrorKind::HostUnreachable => {
                ": is the network there? Saving resumes by itself"
            }
            _ if self.number == Some(NO_LOCKS) => ": try again later, or use a folder on another disk with --library",
            _ if self.number == Some(24) => ": too many files are open; close other programs",
            _ if self.number == Some(5) => ": the disk reports an error; export to another disk soon",
            _ => "",
        }
    }
}

impl fmt::Display for SystemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind == NOT_KEPT {
            return f.write_str("it does not hold what was written");
        }
        let Some(number) = self.number else {
            return if self.is_missing() { f.write_str("not found") } else { write!(f, "{}", self.kind) };
        };
        let text = io::Error::from_raw_os_error(number).to_string();
        // The number says nothing to people.
        f.write_str(&text.split(" (os error").next().unwrap_or_default().to_lowercase())
    }
}

fn listed(candidates: &[Id]) -> String {
    const SHOWN: usize = 5;
    let names: Vec<&str> = candidates.iter().take(SHOWN).map(Id::as_str).collect();
    let more = candidates.len().saturating_sub(SHOWN);
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{tail}", names.join(", "))
}

//! Why a command failed.

use std::io;

use thiserror::Error;

use crate::exchange::{ImportError, OneAtATime};
use crate::model::Id;
use crate::reading::search::QueryError;
use crate::store::StoreError;
use crate::text::Text;

/// Why a command failed.
#[derive(Debug, Error)]
pub(super) enum Failure {
    /// The library could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no folder for the library.
    #[error("there is no home folder to keep the library in: name one with --library DIR or FIELDBOOK_LIBRARY")]
    NoHome,
    /// There is no library in this folder.
    #[error("there is no library in {0} yet: `fieldbook new --title TITLE` begins one")]
    NoLibrary(String),
    /// A file can't be read; the reason names it.
    #[error("{0}")]
    Unreadable(String),
    /// A file that was named is not there.
    #[error("{0} is not there: nothing was read")]
    Missing(String),
    /// A file can't be imported.
    #[error("{file}: {error}; nothing was imported")]
    Import {
        /// The file.
        file: String,
        /// Why.
        error: ImportError,
    },
    /// The titles do not fit the evaluations of all files together.
    #[error("{0}; nothing was imported")]
    Titles(ImportError),
    /// Two files to be imported hold the same evaluation.
    #[error("{file} holds the evaluation {id} once more; nothing was imported: leave one of the files out")]
    Twice {
        /// The second file.
        file: String,
        /// The id.
        id: Id,
    },
    /// Several evaluations for one RON file.
    #[error(transparent)]
    Together(#[from] OneAtATime),
    /// No framework has this id.
    #[error("no framework is called {0}: `fieldbook frameworks` shows them")]
    NoFramework(Id),
    /// No framework has this id in this version.
    #[error("no framework is called {0} in version {1}: `fieldbook frameworks` shows them")]
    NoVersion(Id, Text),
    /// What is searched for makes no sense.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The target of an export can't be written over.
    #[error("can't write to {path}: {why}")]
    Target {
        /// The target.
        path: String,
        /// Why not, and what to do.
        why: &'static str,
    },
    /// A check found faults, which were reported already.
    #[error("")]
    Faults,
    /// Standard output could not be written.
    #[error("can't write to standard output: {0}")]
    Output(io::ErrorKind),
}

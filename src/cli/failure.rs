//! Why a command failed.

use std::io;

use thiserror::Error;

use crate::exchange::{ExportError, ImportError, framework::TableError};
use crate::model::Id;
use crate::reading::search::QueryError;
use crate::store::{BackupError, StoreError};
use crate::text::Text;

#[derive(Debug, Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// Several evaluations are meant by the same words: each with its title.
    #[error("'{0}' could be any of these: add a few letters or words{list}", list = listed(.1))]
    Several(String, Vec<(String, Id)>),
    #[error("there is no home folder to keep the library in: name one with --library DIR or FIELDBOOK_LIBRARY")]
    NoHome,
    #[error("there is no library in {0} yet: `fieldbook new --title TITLE` begins one")]
    NoLibrary(String),
    /// A file can't be read; the reason names it.
    #[error("{0}")]
    Unreadable(String),
    #[error("file {0} not found: nothing was read")]
    Missing(String),
    #[error("{0}: {1}; nothing was imported")]
    Import(String, ImportError),
    #[error("{0}; nothing was imported")]
    Titles(ImportError),
    /// Some are here already, which was told one by one.
    #[error("{0} here already; nothing was imported: --again imports all the same")]
    Here(String),
    #[error("{0}; nothing was imported")]
    NotImported(StoreError),
    #[error("{0} holds the evaluation {1} again; nothing was imported: leave one of the files out")]
    Twice(String, Id),
    #[error(transparent)]
    Together(#[from] ExportError),
    /// What there is to be known was told line by line.
    #[error("nothing was exported: --force makes public copies all the same")]
    NotPublic,
    #[error("the file's name says {1}, and --to says {0}: name them alike; nothing was exported")]
    OtherExtension(&'static str, &'static str),
    #[error("no evaluation matches: nothing was exported")]
    NothingToExport,
    #[error("--table and --excel are of csv: say --to csv")]
    NotCsv,
    #[error("framework {0} not found: `fieldbook frameworks` lists them")]
    NoFramework(Id),
    #[error("framework {0}, version {1}, not found: `fieldbook frameworks` lists them")]
    NoVersion(Id, Text),
    #[error("{0}: {1}; nothing was written")]
    Table(String, TableError),
    /// A framework with the id and version is known from elsewhere.
    #[error(
        "framework {0}, version {1}, is here already ({2}): --id or --framework-version gives this one a name of its own; nothing was written"
    )]
    SameFramework(Id, Text, String),
    #[error("{0} holds another framework or another wording of it: --force replaces it; nothing was written")]
    OtherContent(String),
    #[error("{0} holds framework {1}, version {2}: name another file; nothing was written")]
    OtherFramework(String, Id, Text),
    #[error("framework {0} can't be written as XLSX: {1}")]
    Workbook(Id, String),
    #[error("{0} exists already: --force replaces it; nothing was written")]
    Exists(String),
    #[error("this is no text for a terminal: name a file with -o")]
    NoTerminal,
    #[error(transparent)]
    Query(#[from] QueryError),
    #[error("can't write to {0}: {1}")]
    Target(String, &'static str),
    /// It was said already: a check found faults, something of the library can't be reached.
    #[error("")]
    Told,
    #[error("can't write to standard output: {0}")]
    Output(io::ErrorKind),
}

/// The evaluations that something could be, one on a line.
fn listed(named: &[(String, Id)]) -> String {
    const SHOWN: usize = 20;
    let longest = named.iter().map(|(_, id)| id.as_str().len()).max().unwrap_or(0);
    let lines = named.iter().take(SHOWN).map(|(title, id)| format!("\n  {id:longest$}  {title}"));
    let more = named.len().saturating_sub(SHOWN);
    lines.chain((more > 0).then(|| format!("\n  and {more} more"))).collect()
}

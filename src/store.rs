//! The library on disk: where evaluations are kept, how they are read, and how nothing of them is lost.
//!
//! ```text
//! <library>/evaluations/<id>.ron     one evaluation a file
//! <library>/journal/<id>.journal     edits since the last checkpoint; <id>.journal-2 and so on where that name is taken
//! <library>/journal/<id>.lock        locked while an evaluation is open for writing; <id>.holder says by whom
//! <library>/history/<id>/<rev>.ron   earlier revisions
//! <library>/quarantine/              copies of files that could not be read, with the reason
//! <library>/trash/                   deleted evaluations
//! <library>/frameworks/*.ron         the user's own frameworks
//! ```
//!
//! Every path is made from an [`Id`](crate::model::id::Id) or from a listing of our own folders, never from what a file
//! holds.

#![allow(
    clippy::disallowed_methods,
    reason = "the library is on the disk; syncing waits, and scanning takes all cores"
)]

pub use self::{
    backup::{BackedUp, BackupError, Tally, restore_backup},
    checkpoint::Checkpointed,
    content::{read_bytes, read_text, write_bytes, write_text},
    disk::Disk,
    error::{FileProblem, StoreError, SystemError, UnreadableFile},
    holder::Holder,
    index::{Index, Indexed},
    journal::ContentHash,
    library::Library,
    names::{FileName, escaped, shown},
    open::{OpenOutcome, ReadOnlyReason},
    own_frameworks::{FrameworkPlace, held},
    rescue::{TakenIn, is_rescued},
    scan::{Fingerprint, LibraryEntry, ListedEvaluation, ListedFramework, on_all_cores},
    settings_file::SettingsFile,
    state::{Loaded, Recovered},
    syncer::{SyncReport, Syncer},
    typed_path::{named_by_argument, named_to_read, named_to_write},
    versions::{AddedVersion, OtherVersion},
    writer::Writer,
};

mod backup;
mod checkpoint;
mod content;
pub mod disk;
mod error;
mod finding;
mod history;
mod holder;
mod index;
mod journal;
mod journal_file;
mod journals;
mod leftovers;
mod library;
mod names;
mod open;
mod own_frameworks;
mod rescue;
mod scan;
mod settings_file;
mod state;
mod syncer;
mod trash;
mod typed_path;
mod unreadable;
mod versions;
mod writer;

/// The largest file that is read.
pub const LARGEST_FILE: u64 = 16 << 20;
/// The largest evaluation that is written: well under what is read, so that what was written can be read.
pub const LARGEST_EVALUATION: usize = 8 << 20;
/// The largest journal that is read: a base, its edits, and room for edits while checkpoints failed.
const LARGEST_JOURNAL: u64 = 4 * LARGEST_FILE;

//! The settings' file: read at the start, replaced when a setting changes. What stands there and can't be read keeps nobody
//! out, and is never lost.

use std::{
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use thiserror::Error;

use super::{
    LARGEST_FILE, content,
    disk::{Disk, ReadError, folder_of},
    error::{FileProblem, StoreError},
    names::shown,
};
use crate::ui::{Settings, settings::SettingsError};

/// The file in which the settings are kept.
#[derive(Clone, Debug)]
pub struct SettingsFile {
    path: PathBuf,
    disk: Disk,
    /// Whether something stands there that this run does not go by, since it could not be read.
    is_unread: bool,
    /// Whether it was said that settings can't be kept.
    is_told: bool,
}

/// Why the settings are not those of their file.
#[derive(Debug, Error)]
enum SettingsProblem {
    #[error("{}", .0.of_any_file())]
    File(FileProblem),
    #[error("{0}")]
    Content(SettingsError),
}

impl SettingsProblem {
    /// Whether something stands there that is no plain file: a link to a disk that is away, a folder.
    fn is_no_file(&self) -> bool {
        matches!(self, SettingsProblem::File(FileProblem::NotAFile(_)))
    }
}

impl SettingsFile {
    /// Reads the settings that are kept in this file; the defaults where it is missing. Where it can't be read they are the
    /// defaults too, and a line says why and what becomes of the file.
    pub fn open(path: &Path, disk: Disk) -> (SettingsFile, Settings, Option<String>) {
        let mut file = SettingsFile { path: path.to_owned(), disk, is_unread: false, is_told: false };
        match file.read() {
            Ok(settings) => (file, settings.unwrap_or_default(), None),
            Err(problem) => {
                file.is_unread = true;
                file.is_told = problem.is_no_file() || file.disk.probe(folder_of(&Disk::resolve(path))).is_err();
                let fate = if file.is_told {
                    "the defaults are used, and no settings are kept"
                } else {
                    "the defaults are used, and a copy of it is kept beside it before it is replaced"
                };
                let line = format!("{} {problem}: {fate}", file.name());
                (file, Settings::default(), Some(line))
            }
        }
    }

    /// Keeps the settings. What stands there and can't be read is first put beside, under a name of its own. Where they
    /// can't be kept a line says so, once.
    pub fn keep(&mut self, settings: &Settings) -> Option<String> {
        let kept = self.try_to_keep(settings);
        let was_told = std::mem::replace(&mut self.is_told, kept.is_err());
        kept.err().filter(|_| !was_told)
    }

    fn try_to_keep(&mut self, settings: &Settings) -> Result<(), String> {
        let path = Disk::resolve(&self.path);
        let written = match self.read() {
            Err(problem) if problem.is_no_file() => {
                return Err(format!("{} {problem}: no settings are kept", self.name()));
            }
            Ok(Some(_)) if self.is_unread => {
                let why = "can be read again: it is left as it is, and the next start uses it";
                return Err(format!("{} {why}", self.name()));
            }
            Ok(_) => content::write_text(&self.disk, &path, &settings.write()),
            Err(_) => self.replace_unread(&path, settings),
        };
        self.is_unread &= written.is_err();
        written.map_err(|error| format!("{error}; the settings last until you leave"))
    }

    fn read(&self) -> Result<Option<Settings>, SettingsProblem> {
        let whole = match self.disk.read_if_there(&Disk::resolve(&self.path), LARGEST_FILE) {
            Ok(Some(whole)) => whole,
            Ok(None) => return Ok(None),
            // Nothing stands below what is no folder.
            Err(ReadError::Io(error)) if error.kind() == ErrorKind::NotADirectory => return Ok(None),
            Err(unread) => return Err(SettingsProblem::File(unread.into())),
        };
        let text = content::utf8(whole.bytes).map_err(SettingsProblem::File)?;
        Settings::read(&text).map(Some).map_err(SettingsProblem::Content)
    }

    /// Replaces what can't be read, which stays beside it under a new name.
    fn replace_unread(&self, path: &Path, settings: &Settings) -> Result<(), StoreError> {
        let failed = |error: io::Error| StoreError::outside(path, &error);
        let beside = content::beside(path);
        // What takes its place is on the disk before it goes.
        self.disk.write_new(&beside, settings.write().as_bytes()).map_err(failed)?;
        for n in 1.. {
            match self.disk.place_new(path, &path.with_extension(format!("kept-{n}.ron"))) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                moved => {
                    moved.and_then(|()| self.disk.rename(&beside, path)).map_err(failed)?;
                    return self.disk.sync_folder(folder_of(path)).map_err(failed);
                }
            }
        }
        unreachable!("there is always another number")
    }

    fn name(&self) -> String {
        shown(&self.path.to_string_lossy())
    }
}

//! Where the library, the settings and the cache are.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};

use directories::{BaseDirs, ProjectDirs};

use crate::cli::{
    failure::Failure,
    output::{complain, note},
};
use crate::model::{Evaluation, Framework, Id, framework::FrameworkRef};
use crate::store::{Disk, Library, ListedEvaluation, Loaded, SettingsFile, StoreError, shown};
use crate::text::Text;

/// The folders of this user, and the user's name in this run.
#[derive(Debug)]
pub(super) struct UserFolders {
    library: Option<PathBuf>,
    pub(super) name_of_this_run: Option<Text>,
    user: Option<ProjectDirs>,
}

impl UserFolders {
    /// This user's folders, the library elsewhere where one is named; the user's name in this run where one is given.
    pub(super) fn new(library: Option<PathBuf>, name_of_this_run: Option<Text>) -> UserFolders {
        let named = library.filter(|folder| !folder.as_os_str().is_empty());
        UserFolders { library: named, name_of_this_run, user: ProjectDirs::from("", "", "fieldbook") }
    }

    pub(super) fn library_folder(&self) -> Result<&Path, Failure> {
        let named = self.library.as_deref();
        named.or_else(|| self.user.as_ref().map(ProjectDirs::data_dir)).ok_or(Failure::NoHome)
    }

    pub(super) fn settings(&self) -> Option<PathBuf> {
        self.user.as_ref().map(|user| user.config_dir().join("settings.ron"))
    }

    pub(super) fn cache(&self) -> Option<PathBuf> {
        self.user.as_ref().map(|user| user.cache_dir().to_owned())
    }

    /// The folders, in order, that take what the library can't: of the user's state, the home folder, the temporary one.
    pub(super) fn for_rescue(&self) -> Vec<PathBuf> {
        let state = self.user.as_ref().map(|user| user.state_dir().unwrap_or(user.data_local_dir()).to_owned());
        let home = BaseDirs::new().map(|folders| folders.home_dir().to_owned());
        state.into_iter().chain(home).chain([std::env::temp_dir()]).collect()
    }

    /// The library, which is made where it is missing.
    pub(super) fn library(&self) -> Result<Library, Failure> {
        Ok(Library::open(self.library_folder()?, Disk::default())?)
    }

    /// The library, unless it is not there yet: only looking does not create it.
    pub(super) fn existing_library(&self) -> Result<Option<Library>, Failure> {
        if self.is_there()? { self.library().map(Some) } else { Ok(None) }
    }

    fn is_there(&self) -> Result<bool, Failure> {
        let folder = self.library_folder()?;
        // What can't be looked at may well be there.
        let is_missing = |part: &str| {
            let there = folder.join(part).symlink_metadata();
            there.is_err_and(|error| error.kind() == ErrorKind::NotFound)
        };
        Ok(!["evaluations", "frameworks"].into_iter().all(is_missing))
    }

    pub(super) fn library_to_read(&self) -> Result<Library, Failure> {
        self.existing_library()?.map_or_else(|| Err(self.no_library()?), Ok)
    }

    /// The library, in which nothing is made or written.
    pub(super) fn library_to_look_at(&self) -> Result<Library, Failure> {
        if !self.is_there()? {
            return Err(self.no_library()?);
        }
        Ok(Library::to_look_at(self.library_folder()?, Disk::default()))
    }

    fn no_library(&self) -> Result<Failure, Failure> {
        Ok(Failure::NoLibrary(shown(&self.library_folder()?.to_string_lossy())))
    }

    /// The framework of new evaluations by the settings; none: the built-in one.
    pub(super) fn standard_framework(&self) -> Option<FrameworkRef> {
        let (_, settings, _) = SettingsFile::open(&self.settings()?, Disk::default());
        settings.framework
    }

    /// The user's name: the one given, else as the settings have it; of settings that can't be read a note tells.
    pub(super) fn name(&self) -> Text {
        if let Some(name) = &self.name_of_this_run {
            return name.clone();
        }
        let Some(path) = self.settings() else { return Text::default() };
        let (_, settings, trouble) = SettingsFile::open(&path, Disk::default());
        if let Some(line) = trouble {
            note(&line);
        }
        settings.name
    }
}

/// The frameworks that can be answered.
pub(super) fn frameworks(library: Option<&Library>) -> Vec<Framework> {
    library.map_or_else(|| vec![Framework::built_in()], Library::known_frameworks)
}

/// The evaluation that is meant by an id, a beginning of it, or words of its title. Of several, all are named.
pub(super) fn find(library: &Library, sought: &str) -> Result<Id, Failure> {
    library.find(sought).map_err(|error| match error {
        StoreError::Ambiguous { beginning, candidates } => {
            let title = |id: &Id| library.read(id).map_or(String::new(), |loaded| shown(loaded.evaluation.title()));
            let named = candidates.into_iter().map(|id| (title(&id), id)).collect();
            Failure::Several(beginning, named)
        }
        error => error.into(),
    })
}

/// What was read of a library.
pub(super) struct Reading {
    pub(super) rows: Vec<ListedEvaluation>,
    /// Whether everything could be reached; what could not was said.
    pub(super) whole: Result<(), Failure>,
}

impl Reading {
    /// Reads a library; where there is none yet, nothing. Says on standard error what of it can't be reached, and fails where
    /// that is all of it.
    pub(super) fn of(library: Option<&Library>) -> Result<Reading, Failure> {
        let Some(library) = library else { return Ok(Reading { rows: Vec::new(), whole: Ok(()) }) };
        let rows = library.scan();
        let mut unreached = library.unreached();
        unreached.extend(rows.as_ref().err().filter(|error| !unreached.contains(error)).cloned());
        let whole = reached(&unreached);
        Ok(Reading { rows: rows.map_err(|_| Failure::Told)?, whole })
    }
}

/// Says what of a library can't be reached, and fails where there is anything.
pub(super) fn reached(unreached: &[StoreError]) -> Result<(), Failure> {
    for error in unreached {
        complain(&error.to_string());
    }
    if unreached.is_empty() { Ok(()) } else { Err(Failure::Told) }
}

/// An evaluation that was read; where its file can't be, a note says that it comes from the journal.
pub(super) fn whole(loaded: Loaded) -> Evaluation {
    if let Some(damage) = loaded.damage {
        note(&format!("{damage}; what is given out is what its journal has"));
    }
    loaded.evaluation
}

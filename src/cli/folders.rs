//! Where the library, the settings and the cache are.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::cli::{failure::Failure, output::note};
use crate::model::Framework;
use crate::store::{Disk, Library, SettingsFile, shown};
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

    /// The library, which is made where it is missing.
    pub(super) fn library(&self) -> Result<Library, Failure> {
        Ok(Library::open(self.library_folder()?, Disk::default())?)
    }

    /// The library, unless it is not there yet: only looking does not create it.
    pub(super) fn existing_library(&self) -> Result<Option<Library>, Failure> {
        let folder = self.library_folder()?;
        let is_there = ["evaluations", "frameworks"].iter().any(|part| folder.join(part).exists());
        if is_there { self.library().map(Some) } else { Ok(None) }
    }

    pub(super) fn library_to_read(&self) -> Result<Library, Failure> {
        let folder = shown(&self.library_folder()?.to_string_lossy());
        self.existing_library()?.ok_or(Failure::NoLibrary(folder))
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
pub(super) fn frameworks(library: Option<&Library>) -> Result<Vec<Framework>, Failure> {
    Ok(library.map_or_else(|| Ok(vec![Framework::built_in()]), Library::known_frameworks)?)
}

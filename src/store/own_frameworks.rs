//! The user's own frameworks: which file holds one, and how a new one gets there.

use std::path::PathBuf;

use super::{
    LARGEST_FILE,
    content::write_text,
    error::StoreError,
    library::{FRAMEWORKS, Library},
};
use crate::model::{Framework, format, id::slug};

/// What is there already where a framework is to be put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrameworkPlace {
    /// Nothing.
    Free,
    /// The same, byte for byte.
    Same,
    /// A file that holds something else.
    Other,
    /// A framework with its id and version is known from elsewhere: from this file, or built in.
    Taken(String),
}

impl Library {
    /// The file that a framework is put into: each version has one of its own.
    pub fn file_of_framework(&self, framework: &Framework) -> PathBuf {
        let name = match framework.version.as_str() {
            "1" => format!("{}.ron", framework.id),
            version => format!("{}-{}.ron", framework.id, slug(version)),
        };
        self.folder(FRAMEWORKS).join(name)
    }

    /// What is there where a framework is to be put.
    ///
    /// # Errors
    /// When the frameworks' folder can't be read.
    pub fn place_of_framework(&self, framework: &Framework) -> Result<FrameworkPlace, StoreError> {
        let is_same = |other: &Framework| other.is_same_version(framework);
        if is_same(&Framework::built_in()) {
            return Ok(FrameworkPlace::Taken("built in".to_owned()));
        }
        let path = self.file_of_framework(framework);
        let there = self.is_there(&self.folder(FRAMEWORKS))?;
        let own = if there { self.frameworks()? } else { Vec::new() };
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let others = own.iter().filter(|listed| listed.file.to_string() != file);
        let mut same = others.filter(|listed| listed.state.as_ref().is_ok_and(is_same));
        if let Some(listed) = same.next() {
            return Ok(FrameworkPlace::Taken(listed.file.to_string()));
        }
        if !self.is_there(&path)? {
            return Ok(FrameworkPlace::Free);
        }
        let text = format::write_framework(framework);
        // What can't be read is something else.
        let whole = self.disk.read(&path, LARGEST_FILE);
        let is_same = whole.is_ok_and(|whole| whole.bytes == text.as_bytes());
        Ok(if is_same { FrameworkPlace::Same } else { FrameworkPlace::Other })
    }

    /// Puts a framework into its file, whatever is there, and says where that is.
    ///
    /// # Errors
    /// When the library can only be read, or a step fails: then what was there is there still.
    pub fn put_framework(&self, framework: &Framework) -> Result<PathBuf, StoreError> {
        self.must_be_writable()?;
        let path = self.file_of_framework(framework);
        let made = self.ensure_folder(&self.folder(FRAMEWORKS));
        made.map_err(|error| StoreError::disk("make the folder of", &path, &error))?;
        write_text(&self.disk, &path, &format::write_framework(framework)).map(|()| path)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::store::disk::{Disk, Faults, InjectedFault, Operation};

    fn own(version: &str) -> Framework {
        Framework { id: "own".parse().unwrap(), version: version.into(), ..Framework::built_in() }
    }

    #[test]
    fn each_version_has_a_file_and_what_is_there_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path(), Disk::default()).unwrap();
        for version in ["1", "1.10", "Spring 2026"] {
            let framework = own(version);
            assert_eq!(library.place_of_framework(&framework), Ok(FrameworkPlace::Free));
            library.put_framework(&framework).unwrap();
            assert_eq!(library.place_of_framework(&framework), Ok(FrameworkPlace::Same));
        }
        let names: Vec<String> = library.frameworks().unwrap().iter().map(|listed| listed.file.to_string()).collect();
        assert_eq!(names, ["own-1-10.ron", "own-spring-2026.ron", "own.ron"]);
        let other = Framework { title: "Another".into(), ..own("1") };
        assert_eq!(library.place_of_framework(&other), Ok(FrameworkPlace::Other));
        std::fs::rename(folder.path().join("frameworks/own.ron"), folder.path().join("frameworks/mine.ron")).unwrap();
        assert_eq!(library.place_of_framework(&other), Ok(FrameworkPlace::Taken("mine.ron".to_owned())));
        let built_in = library.place_of_framework(&Framework::built_in());
        assert_eq!(built_in, Ok(FrameworkPlace::Taken("built in".to_owned())));
    }

    #[test]
    fn a_disk_that_fails_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        Library::open(folder.path(), Disk::default()).unwrap().put_framework(&own("1")).unwrap();
        for operation in [Operation::Write, Operation::Sync, Operation::Rename] {
            let faults = Arc::new(Faults::default());
            let library = Library::open(folder.path(), Disk::with(faults.clone())).unwrap();
            faults.plan_on(operation, "frameworks", 0, 1, InjectedFault::Fails(28));
            let other = Framework { title: "Another".into(), ..own("1") };
            assert!(library.put_framework(&other).is_err(), "{operation:?}");
            assert_eq!(library.place_of_framework(&own("1")), Ok(FrameworkPlace::Same));
        }
    }
}

//! The user's own frameworks: which file holds one, and how a new one gets there.

use std::path::PathBuf;

use super::{
    LARGEST_FILE,
    content::write_text,
    error::StoreError,
    library::{FRAMEWORKS, Library},
};
use crate::model::{Framework, format, id::slug};

/// How many frameworks of names alike have files.
const MOST_ALIKE: usize = 99;

/// What is there already where a framework is to be put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrameworkPlace {
    /// Nothing.
    Free,
    /// The same, byte for byte.
    Same,
    /// A file that holds another wording of it.
    Other,
    /// A framework with its id and version is known from elsewhere: from this file, or built in.
    Taken(String),
}

impl Library {
    /// The files that a framework can be put into, the first that is free: each version has one of its own, and what
    /// another would be called alike keeps its file.
    fn files_of_framework(&self, framework: &Framework) -> impl Iterator<Item = PathBuf> {
        let name = match framework.version.as_str() {
            "1" => framework.id.to_string(),
            version => format!("{}-{}", framework.id, slug(version)),
        };
        let folder = self.folder(FRAMEWORKS);
        (1..=MOST_ALIKE).map(move |n| match n {
            1 => folder.join(format!("{name}.ron")),
            n => folder.join(format!("{name}-{n}.ron")),
        })
    }

    /// What is there where a framework is to be put, and which file that is.
    ///
    /// # Errors
    /// When the frameworks' folder can't be read.
    pub fn place_of_framework(&self, framework: &Framework) -> Result<(PathBuf, FrameworkPlace), StoreError> {
        let files: Vec<PathBuf> = self.files_of_framework(framework).collect();
        if let Some(by) = self.namesake(framework, &files)? {
            return Ok((files[0].clone(), FrameworkPlace::Taken(by)));
        }
        for file in &files {
            // What can't be read is somebody's too.
            let bytes = match self.disk.read_if_there(file, LARGEST_FILE) {
                Ok(None) => return Ok((file.clone(), FrameworkPlace::Free)),
                Ok(Some(whole)) => whole.bytes,
                Err(_) => continue,
            };
            if bytes == format::write_framework(framework).as_bytes() {
                return Ok((file.clone(), FrameworkPlace::Same));
            }
            if held(&bytes).is_some_and(|other| other.is_same_version(framework)) {
                return Ok((file.clone(), FrameworkPlace::Other));
            }
        }
        Err(StoreError::Exists(framework.id.clone()))
    }

    /// Where a framework with the id and version of this one is known from, other than these files.
    ///
    /// # Errors
    /// When the frameworks' folder can't be read.
    pub fn namesake(&self, framework: &Framework, but: &[PathBuf]) -> Result<Option<String>, StoreError> {
        let is_same = |other: &Framework| other.is_same_version(framework);
        if is_same(&Framework::built_in()) {
            return Ok(Some("built in".to_owned()));
        }
        let there = self.is_there(&self.folder(FRAMEWORKS))?;
        let own = if there { self.frameworks()? } else { Vec::new() };
        let is_meant = |file: &str| but.iter().any(|path| path.file_name().is_some_and(|name| name == file));
        let mut same = own.iter().filter(|listed| listed.state.as_ref().is_ok_and(is_same));
        Ok(same.by_ref().map(|listed| listed.file.to_string()).find(|file| !is_meant(file)))
    }

    /// Puts a framework into its file, whatever wording of it is there, and says where that is.
    ///
    /// # Errors
    /// When the library can only be read, or a step fails: then what was there is there still.
    pub fn put_framework(&self, framework: &Framework) -> Result<PathBuf, StoreError> {
        self.must_be_writable()?;
        let (path, _) = self.place_of_framework(framework)?;
        let made = self.ensure_folder(&self.folder(FRAMEWORKS));
        made.map_err(|error| StoreError::disk("make the folder of", &path, &error))?;
        write_text(&self.disk, &path, &format::write_framework(framework)).map(|()| path)
    }
}

/// The framework that a file with these bytes holds; none where it is none.
pub fn held(bytes: &[u8]) -> Option<Framework> {
    format::read_framework(str::from_utf8(bytes).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::store::disk::{Disk, Faults, InjectedFault, Operation};

    fn own(version: &str) -> Framework {
        Framework { id: "own".parse().unwrap(), version: version.into(), ..Framework::built_in() }
    }

    fn place(library: &Library, framework: &Framework) -> FrameworkPlace {
        library.place_of_framework(framework).unwrap().1
    }

    #[test]
    fn each_version_has_a_file_and_what_is_there_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path(), Disk::default()).unwrap();
        for version in ["1", "1.10", "Spring 2026"] {
            let framework = own(version);
            assert_eq!(place(&library, &framework), FrameworkPlace::Free);
            library.put_framework(&framework).unwrap();
            assert_eq!(place(&library, &framework), FrameworkPlace::Same);
        }
        let names: Vec<String> = library.frameworks().unwrap().iter().map(|listed| listed.file.to_string()).collect();
        assert_eq!(names, ["own-1-10.ron", "own-spring-2026.ron", "own.ron"]);
        let other = Framework { title: "Another".into(), ..own("1") };
        assert_eq!(place(&library, &other), FrameworkPlace::Other);
        std::fs::rename(folder.path().join("frameworks/own.ron"), folder.path().join("frameworks/mine.ron")).unwrap();
        assert_eq!(place(&library, &other), FrameworkPlace::Taken("mine.ron".to_owned()));
        let built_in = place(&library, &Framework::built_in());
        assert_eq!(built_in, FrameworkPlace::Taken("built in".to_owned()));
    }

    #[test]
    fn what_would_be_called_alike_gets_a_file_of_its_own_and_replaces_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path(), Disk::default()).unwrap();
        let named = Framework { id: "own-1-10".parse().unwrap(), ..own("1") };
        let all = [own("1.10"), own("1-10"), named, own("α"), own("β")];
        for framework in &all {
            assert_eq!(place(&library, framework), FrameworkPlace::Free, "{}", framework.version);
            library.put_framework(framework).unwrap();
        }
        std::fs::write(folder.path().join("frameworks/own.ron"), "(format: 2, id: \"ha").unwrap();
        assert_eq!(place(&library, &own("1")), FrameworkPlace::Free, "what can't be read stays");
        library.put_framework(&own("1")).unwrap();
        let again = Framework { title: "Another".into(), ..own("1-10") };
        assert_eq!(place(&library, &again), FrameworkPlace::Other);
        library.put_framework(&again).unwrap();
        let held: Vec<Framework> = library.frameworks().unwrap().into_iter().filter_map(|one| one.state.ok()).collect();
        assert_eq!(held.len(), 6);
        for framework in all.iter().filter(|one| one.version.as_str() != "1-10").chain([&again]) {
            assert!(held.contains(framework), "{}", framework.version);
        }
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
            assert_eq!(place(&library, &own("1")), FrameworkPlace::Same);
        }
    }
}

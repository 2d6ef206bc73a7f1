//! Restoring a backup: everything is unpacked beside the library's place, made to last, and then put there in one step.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::{
    super::{
        disk::{Disk, folder_of},
        error::StoreError,
        library::FOLDERS,
        names::shown,
    },
    BackupError, Tally,
    archive::{Archive, Entry},
    named,
};

/// The file that is locked while a folder is unpacked into.
const LOCK: &str = ".lock";

/// The folder that a library is restored into, which holds nothing yet.
struct Ground {
    folder: PathBuf,
    /// Whether it is there.
    is_there: bool,
    /// Where the library is unpacked: next to the folder, or within where it is the top of a file system, or what is above
    /// it can't be written.
    staging: PathBuf,
}

/// Unpacks a backup into a folder that is missing or empty; a library's own folders may be in it, as long as nothing is in
/// them. Everything lasts then. `stopped` is asked now and then.
///
/// # Errors
/// When the folder holds anything, the backup is not sound, the disk fails, or it is stopped. Nothing is restored then.
pub fn restore_backup(
    file: &Path,
    folder: &Path,
    disk: &Disk,
    stopped: &dyn Fn() -> bool,
) -> Result<Tally, BackupError> {
    let unsound = |why| BackupError::Unsound { file: named(file), why };
    let opened = disk.reader(&Disk::resolve(file)).map_err(|error| unsound(super::said(&error)))?;
    if !opened.metadata().is_ok_and(|metadata| metadata.is_file()) {
        return Err(unsound("it is not a file".to_owned()));
    }
    let mut archive = Archive::read(opened).map_err(unsound)?;
    let ground = Ground::survey(folder, disk)?;
    let missing = ground.missing_above(disk)?;
    let restored = ground.clear_staging(disk).and_then(|()| {
        let unpacked = ground.unpack(&mut archive, disk, stopped).map_err(|error| match error {
            Unpacking::Unsound(why) => unsound(why),
            Unpacking::Failed(error) => error,
        });
        let placed = unpacked.and_then(|tally| ground.put_in_place(disk).map(|()| tally));
        placed.inspect_err(|_| drop(disk.remove_tree(&ground.staging)))
    });
    restored.inspect_err(|_| {
        // Where even this fails, empty folders are left.
        for above in &missing {
            let _ = disk.remove_folder(above);
        }
    })
}

/// Why nothing was unpacked.
enum Unpacking {
    Unsound(String),
    Failed(BackupError),
}

impl From<BackupError> for Unpacking {
    fn from(error: BackupError) -> Unpacking {
        Unpacking::Failed(error)
    }
}

impl From<StoreError> for Unpacking {
    fn from(error: StoreError) -> Unpacking {
        Unpacking::Failed(error.into())
    }
}

impl Ground {
    /// Looks whether a folder can take a library.
    fn survey(folder: &Path, disk: &Disk) -> Result<Ground, BackupError> {
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let folder = Disk::resolve(&folder);
        let failed = |error: io::Error| StoreError::disk("look at", &folder, &error);
        let stamp = disk.stamp(&folder).map_err(failed)?;
        if stamp.is_some() && !disk.is_folder(&folder).map_err(failed)? {
            return Err(failed(io::ErrorKind::NotADirectory.into()).into());
        }
        let mut holds = disk.list(&folder).map_err(failed)?.into_iter();
        if let Some(what) = holds.find_map(|name| anything(&folder, name, disk).transpose()) {
            let what = shown(&what.map_err(failed)?.to_string_lossy());
            return Err(BackupError::Occupied { folder: named(&folder), what });
        }
        let above = folder_of(&folder);
        let same_disk = || {
            let device = |path: &Path| Some(disk.stamp(path).ok()??.place.0);
            device(above) == device(&folder)
        };
        let is_within = folder.file_name().is_none() || stamp.is_some() && (!same_disk() || disk.probe(above).is_err());
        let staging = if is_within {
            folder.join(".restoring")
        } else {
            let mut name = OsString::from(".");
            name.push(folder.file_name().unwrap_or_default());
            name.push(".restoring");
            above.join(name)
        };
        Ok(Ground { folder, is_there: stamp.is_some(), staging })
    }

    /// The folders above that are missing and will be made, the innermost first.
    fn missing_above(&self, disk: &Disk) -> Result<Vec<PathBuf>, StoreError> {
        let mut missing = Vec::new();
        for above in self.staging.ancestors().skip(1) {
            if disk.stamp(above).map_err(|error| StoreError::disk("look at", above, &error))?.is_some() {
                break;
            }
            missing.push(above.to_owned());
        }
        Ok(missing)
    }

    /// Removes what a restoring that was killed has left, unless it goes on.
    fn clear_staging(&self, disk: &Disk) -> Result<(), BackupError> {
        let failed = |error: io::Error| StoreError::disk("restore in", &self.staging, &error);
        if disk.stamp(&self.staging).map_err(failed)?.is_none() {
            return Ok(());
        }
        let lock = disk.lock(&self.staging.join(LOCK)).map_err(failed)?;
        if lock.is_none() {
            return Err(BackupError::Busy(named(&self.folder)));
        }
        Ok(disk.remove_tree(&self.staging).map_err(failed)?)
    }

    fn unpack(&self, archive: &mut Archive, disk: &Disk, stopped: &dyn Fn() -> bool) -> Result<Tally, Unpacking> {
        let failed = |error: io::Error| StoreError::disk("restore in", &self.folder, &error);
        disk.make_folders(&self.staging).map_err(failed)?;
        let lock = disk.lock(&self.staging.join(LOCK)).map_err(failed)?;
        let Some(_lock) = lock else { return Err(BackupError::Busy(named(&self.folder)).into()) };
        let (mut folders, mut files) = (BTreeSet::new(), Vec::new());
        for folder in FOLDERS {
            self.make_folder(&self.staging.join(folder), &mut folders, disk).map_err(failed)?;
        }
        let mut tally = Tally::default();
        for n in 0..archive.entries().len() {
            if stopped() {
                return Err(BackupError::Stopped.into());
            }
            let Entry { path, written } = archive.entries()[n].clone();
            tally.count(&path);
            let place = self.staging.join(path.trim_end_matches('/'));
            if path.ends_with('/') {
                self.make_folder(&place, &mut folders, disk).map_err(failed)?;
                continue;
            }
            let bytes = archive.content(n).map_err(Unpacking::Unsound)?;
            self.make_folder(folder_of(&place), &mut folders, disk).map_err(failed)?;
            write_dated(&place, &bytes, written, disk).map_err(failed)?;
            files.push(place);
        }
        disk.sync_files(&self.staging, &files).map_err(failed)?;
        for folder in folders.iter().rev() {
            disk.sync_folder(folder).map_err(failed)?;
        }
        disk.remove(&self.staging.join(LOCK)).and_then(|()| disk.sync_folder(&self.staging)).map_err(failed)?;
        Ok(tally)
    }

    /// Makes a folder within the staging one, with those above it.
    fn make_folder(&self, folder: &Path, made: &mut BTreeSet<PathBuf>, disk: &Disk) -> io::Result<()> {
        let missing: Vec<&Path> =
            folder.ancestors().take_while(|above| *above != self.staging && !made.contains(*above)).collect();
        for folder in missing.into_iter().rev() {
            disk.make_folder(folder)?;
            made.insert(folder.to_owned());
        }
        Ok(())
    }

    /// Lets what was unpacked take the folder's place.
    fn put_in_place(&self, disk: &Disk) -> Result<(), BackupError> {
        let own = FOLDERS.map(|name| self.folder.join(name));
        let own = own.into_iter().filter(|folder| matches!(disk.stamp(folder), Ok(Some(_))));
        let emptied: Vec<PathBuf> = [self.folder.clone()].into_iter().filter(|_| self.is_there).chain(own).collect();
        // What is not empty any more is in the way, and stays.
        let placed = emptied[1.min(emptied.len())..].iter().try_for_each(|folder| disk.remove_folder(folder));
        let is_within = self.staging.parent() == Some(&self.folder);
        let placed = placed.and_then(|()| if is_within { self.move_within(disk) } else { self.move_whole(disk) });
        Ok(placed.map_err(|error| {
            for folder in &emptied {
                let _ = disk.make_folder(folder);
            }
            StoreError::disk("restore in", &self.folder, &error)
        })?)
    }

    /// Moves everything in one step.
    fn move_whole(&self, disk: &Disk) -> io::Result<()> {
        if self.is_there {
            disk.remove_folder(&self.folder)?;
        }
        match disk.rename_new(&self.staging, &self.folder) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => disk.rename(&self.staging, &self.folder)?,
            moved => moved?,
        }
        let lasting = disk.sync_folder(folder_of(&self.folder));
        // What is not known to last does not stay.
        lasting.inspect_err(|_| drop(disk.rename(&self.folder, &self.staging)))
    }

    /// Moves folder by folder, the evaluations last.
    fn move_within(&self, disk: &Disk) -> io::Result<()> {
        let (mut moved, mut outcome) = (Vec::new(), Ok(()));
        for name in FOLDERS.into_iter().rev() {
            outcome = disk.rename(&self.staging.join(name), &self.folder.join(name));
            if outcome.is_err() {
                break;
            }
            moved.push(name);
        }
        let outcome =
            outcome.and_then(|()| disk.remove_folder(&self.staging)).and_then(|()| disk.sync_folder(&self.folder));
        outcome.inspect_err(|_| {
            let _ = disk.make_folder(&self.staging);
            for name in &moved {
                let _ = disk.rename(&self.folder.join(name), &self.staging.join(name));
            }
        })
    }
}

/// Writes a file that was written then.
fn write_dated(path: &Path, bytes: &[u8], written: Option<Timestamp>, disk: &Disk) -> io::Result<()> {
    let file = disk.create(path)?;
    file.write(bytes)?;
    if let Some(written) = written {
        file.date_back(written);
    }
    disk.must_hold(path, bytes.len())
}

/// What of a name in a folder is in the way: anything but a library's folder in which nothing is.
fn anything(folder: &Path, name: OsString, disk: &Disk) -> io::Result<Option<PathBuf>> {
    let path = folder.join(&name);
    if !FOLDERS.iter().any(|own| name == *own) || !disk.is_folder(&path)? {
        // What a restoring left that was killed is cleared.
        return Ok((name != ".restoring").then(|| name.into()));
    }
    let first = disk.list(&path)?.into_iter().next();
    Ok(first.map(|first| Path::new(&name).join(first)))
}

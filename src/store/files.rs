//! Single files outside the library: the settings, what is imported, what is exported.

use std::path::Path;

use super::{
    LARGEST_FILE, content,
    disk::{Disk, ReadError, folder_of},
    error::{FileProblem, StoreError},
    names::shown,
};

/// The text of a file that the user or the program named, or none where there is no file.
///
/// # Errors
/// When it can't be read, is no text or is too large, with the reason in words.
pub fn read_text(disk: &Disk, path: &Path) -> Result<Option<String>, String> {
    let name = || shown(&path.to_string_lossy());
    match disk.read(&Disk::resolve(path), LARGEST_FILE) {
        Ok(whole) => content::utf8(whole.bytes).map(Some).map_err(|problem| format!("{} {problem}", name())),
        Err(ReadError::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(unread) => Err(format!("{} {}", name(), FileProblem::from(unread))),
    }
}

/// Puts a text into a file, only for its owner: afterwards the file is the old or the new one. Its folder is made
/// where it is missing.
///
/// # Errors
/// When any step fails; the old file is then still there.
pub fn write_text(disk: &Disk, path: &Path, text: &str) -> Result<(), StoreError> {
    let failed = |error: std::io::Error| StoreError::disk("write", path, &error);
    let path = &Disk::resolve(path);
    disk.make_folders(folder_of(path)).map_err(failed)?;
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".tmp");
    disk.replace(path, &path.with_file_name(name), text.as_bytes()).map_err(failed)
}

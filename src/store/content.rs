//! What files hold: an evaluation, with what may be wrong with it; texts outside the library: what is imported, what is
//! exported, what the user's own editor is given.

use std::path::{Path, PathBuf};

use super::{
    LARGEST_FILE,
    disk::{Disk, folder_of},
    error::{FileProblem, StoreError},
    names::shown,
};
use crate::model::{Evaluation, Id, format};

/// The evaluation that a file's bytes hold, which is named after it.
pub(super) fn evaluation(id: &Id, bytes: &[u8]) -> Result<Evaluation, FileProblem> {
    let evaluation = any_evaluation(bytes)?;
    if evaluation.id == *id { Ok(evaluation) } else { Err(FileProblem::OtherId(evaluation.id)) }
}

/// The evaluation that a file's bytes hold, whatever the file is called.
pub(super) fn any_evaluation(bytes: &[u8]) -> Result<Evaluation, FileProblem> {
    let text = str::from_utf8(bytes).map_err(|_| encoding(bytes))?;
    format::read(text).map_err(|error| {
        if text.trim().is_empty() {
            return FileProblem::Encoding("it is empty");
        }
        let markers = merge_markers(text).map(FileProblem::MergeMarkers);
        markers.or_else(|| not_text(bytes)).unwrap_or_else(|| error.into())
    })
}

/// An evaluation as the text of its file, which reads back as the same.
pub(super) fn write_checked(evaluation: &Evaluation) -> Result<String, StoreError> {
    let text = format::write(evaluation);
    if text.len() as u64 > LARGEST_FILE {
        Err(StoreError::TooLarge)
    } else if format::read(&text).is_ok_and(|read| read == *evaluation) {
        Ok(text)
    } else {
        Err(StoreError::DoesNotReadBack(evaluation.id.clone()))
    }
}

pub(super) fn utf8(bytes: Vec<u8>) -> Result<String, FileProblem> {
    let text = String::from_utf8(bytes).map_err(|error| encoding(error.as_bytes()))?;
    not_text(text.as_bytes()).map_or(Ok(text), Err)
}

/// The line of the first of git's merge markers, where a text has them.
fn merge_markers(text: &str) -> Option<usize> {
    let first = text.lines().position(|line| line.starts_with("<<<<<<< "))?;
    text.lines().skip(first).any(|line| line.starts_with(">>>>>>> ")).then_some(first + 1)
}

fn not_text(bytes: &[u8]) -> Option<FileProblem> {
    let zeroes = memchr::memchr(0, bytes).is_some();
    zeroes.then_some(FileProblem::Encoding(
        "it holds zero bytes, as files do that a disk did not finish writing, or UTF-16",
    ))
}

fn encoding(bytes: &[u8]) -> FileProblem {
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    FileProblem::Encoding(if utf16 { "it is UTF-16: save it as UTF-8" } else { "it is not UTF-8: save it as UTF-8" })
}

/// The text of a file that the user or the program named, or none where there is no file.
///
/// # Errors
/// When it can't be read, is no text or is too large, with the reason in words.
pub fn read_text(disk: &Disk, path: &Path) -> Result<Option<String>, String> {
    let bytes = read_bytes(disk, path)?;
    bytes.map(utf8).transpose().map_err(|problem| named(path, &problem))
}

/// What a file holds that the user named, or none where there is no file.
///
/// # Errors
/// When it can't be read or is too large, with the reason in words.
pub fn read_bytes(disk: &Disk, path: &Path) -> Result<Option<Vec<u8>>, String> {
    let whole = disk.read_if_there(&Disk::resolve(path), LARGEST_FILE);
    whole.map(|whole| whole.map(|whole| whole.bytes)).map_err(|unread| named(path, &unread.into()))
}

fn named(path: &Path, problem: &FileProblem) -> String {
    format!("{} {}", shown(&path.to_string_lossy()), problem.of_any_file())
}

/// Puts a text into a file, only for its owner: afterwards the file is the old or the new one. Its folder is made
/// where it is missing.
///
/// # Errors
/// When any step fails; the old file is then still there.
pub fn write_text(disk: &Disk, path: &Path, text: &str) -> Result<(), StoreError> {
    write_bytes(disk, path, text.as_bytes())
}

/// Puts bytes into a file as [`write_text`] does a text.
///
/// # Errors
/// When any step fails; the old file is then still there.
pub fn write_bytes(disk: &Disk, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let failed = |error: std::io::Error| StoreError::outside(path, &error);
    let path = &Disk::resolve(path);
    disk.make_folders(folder_of(path)).map_err(failed)?;
    disk.replace(path, &beside(path), bytes).map_err(failed)
}

/// Where a file outside the library is written before it has its place. What is left there the next writing replaces.
pub(super) fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".tmp");
    path.with_file_name(name)
}

//! Systems other than Unix: plain files and plain rename. Compiles; untested.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

pub(super) fn open_to_read(path: &Path) -> io::Result<File> {
    if fs::symlink_metadata(path)?.is_file() { File::open(path) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

pub(super) fn create_new(path: &Path) -> io::Result<File> {
    OpenOptions::new().append(true).create_new(true).open(path)
}

pub(super) fn open_or_create(path: &Path) -> io::Result<File> {
    OpenOptions::new().append(true).create(true).open(path)
}

pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

#[allow(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

pub(super) fn sync_file(path: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).open(path)?.sync_all()
}

pub(super) fn sync_files(_: &Path, files: &[PathBuf]) -> io::Result<()> {
    files.iter().try_for_each(|file| sync_file(file))
}

pub(super) fn probe(folder: &Path) -> io::Result<()> {
    if fs::metadata(folder)?.permissions().readonly() { Err(io::ErrorKind::PermissionDenied.into()) } else { Ok(()) }
}

#[allow(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
pub(super) fn enter(_: &Path) -> io::Result<()> {
    Ok(())
}

pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

pub(super) fn rename_new(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

pub(super) fn kind(metadata: &Metadata) -> &'static str {
    if metadata.is_dir() { "a folder" } else { "a device" }
}

pub(super) fn not_a_file(error: &io::Error) -> Option<&'static str> {
    (error.kind() == io::ErrorKind::InvalidInput).then_some("a folder or a link")
}

pub(super) fn place(_: &Metadata) -> Option<((u64, u64), Timestamp)> {
    None
}

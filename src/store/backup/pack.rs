//! Writing a zip, entry by entry, to the end of a file.

use std::{
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use jiff::{Timestamp, tz::Offset};
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::FullFileOptions};

use super::{
    super::{
        disk::{Disk, OpenFile},
        error::StoreError,
        journal::ContentHash,
    },
    archive::EXTENDED_TIME,
};

/// The zip that is written.
pub(super) struct Packer {
    zip: ZipWriter<Tail>,
    packed: Vec<Packed>,
    /// The zip's place, as errors name it.
    file: PathBuf,
}

/// What was put in under a path; a folder's ends with a slash.
pub(super) struct Packed {
    pub(super) path: String,
    hash: ContentHash,
}

/// The zip's file. Of what is written to it the entry that comes last can still be changed: how long it is stands in
/// front of it.
struct Tail {
    file: OpenFile,
    /// How much is in the file.
    before: u64,
    last: Vec<u8>,
    at: usize,
    /// Why nothing more is written. The library that makes the zip is not told: it would complain to the terminal.
    failure: Option<io::Error>,
}

impl Packer {
    /// A zip that is written `beside` the place of this file.
    pub(super) fn begin(disk: &Disk, beside: &Path, file: &Path) -> Result<Packer, StoreError> {
        let begun = disk.remove(beside).and_then(|()| disk.create(beside));
        let begun = begun.map_err(|error| StoreError::outside(file, &error))?;
        begun.mark_live();
        let mut zip = ZipWriter::new(Tail { file: begun, before: 0, last: Vec::new(), at: 0, failure: None });
        zip.set_flush_on_finish_file(true);
        Ok(Packer { zip, packed: Vec::new(), file: file.to_owned() })
    }

    /// Puts a file in.
    pub(super) fn add(&mut self, path: &str, bytes: &[u8], written: Timestamp) -> Result<(), StoreError> {
        let begun = self.zip.start_file(path, dated(written)).map_err(plain);
        let added = begun.and_then(|()| self.zip.write_all(bytes));
        self.check(added.as_ref().err())?;
        self.packed.push(Packed { path: path.to_owned(), hash: ContentHash::of(bytes) });
        Ok(())
    }

    /// Puts an empty folder in.
    pub(super) fn add_folder(&mut self, path: &str) -> Result<(), StoreError> {
        let options = FullFileOptions::default().unix_permissions(0o700).last_modified_time(DateTime::default());
        let added = self.zip.add_directory(path, options).map_err(plain);
        self.check(added.as_ref().err())?;
        self.packed.push(Packed { path: format!("{path}/"), hash: ContentHash::of(&[]) });
        Ok(())
    }

    /// What the zip or its file said last.
    fn check(&self, said: Option<&io::Error>) -> Result<(), StoreError> {
        let failure = self.zip.get_ref().and_then(|end| end.failure.as_ref());
        failure.or(said).map_or(Ok(()), |failure| Err(StoreError::outside(&self.file, failure)))
    }

    /// Ends the zip, and makes it last. Returns what is in it, with the file, which is marked as being written until it is
    /// closed.
    pub(super) fn finish(self, disk: &Disk, beside: &Path) -> Result<(Vec<Packed>, OpenFile), StoreError> {
        let Packer { zip, packed, file } = self;
        let ended = zip.finish().map_err(plain).and_then(|mut end| {
            end.flush()?;
            end.failure.take().map_or(Ok(()), Err)?;
            end.file.sync()?;
            disk.must_hold(beside, end.before as usize)?;
            Ok(end.file)
        });
        ended.map(|end| (packed, end)).map_err(|error| StoreError::outside(&file, &error))
    }
}

impl Packed {
    /// Whether this is what was packed.
    pub(super) fn is(&self, path: &str, content: &[u8]) -> bool {
        self.path == path && self.hash == ContentHash::of(content)
    }
}

/// What the system said, where it said anything.
fn plain(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) => error,
        error => error.into(),
    }
}

/// How a file is packed that was written then. Zip's own time knows neither seconds that are odd nor where it is; the
/// extended one is the time everywhere.
fn dated(written: Timestamp) -> FullFileOptions<'static> {
    let there = Offset::UTC.to_datetime(written);
    let in_parts = || {
        let year = u16::try_from(there.year()).ok()?;
        let [month, day] = [there.month(), there.day()].map(i8::cast_unsigned);
        let [hour, minute, second] = [there.hour(), there.minute(), there.second()].map(i8::cast_unsigned);
        DateTime::from_date_and_time(year, month, day, hour, minute, second).ok()
    };
    let options = FullFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .unix_permissions(0o600)
        .last_modified_time(in_parts().unwrap_or_default());
    let Ok(seconds) = i32::try_from(written.as_second()) else { return options };
    let mut exact = options.clone();
    let noted = exact.add_extra_data(EXTENDED_TIME, [&[1][..], &seconds.to_le_bytes()].concat(), false);
    if noted.is_ok() { exact } else { options }
}

impl Write for Tail {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let over = bytes.len().min(self.last.len() - self.at);
        self.last[self.at..self.at + over].copy_from_slice(&bytes[..over]);
        self.last.extend_from_slice(&bytes[over..]);
        self.at += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.failure.is_none() {
            self.failure = self.file.write(&self.last).err();
        }
        self.before += self.last.len() as u64;
        self.last.clear();
        self.at = 0;
        Ok(())
    }
}

/// The library that makes the zip wants to be able to read of what it may still change.
impl Read for Tail {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = (&self.last[self.at..]).read(into)?;
        self.at += read;
        Ok(read)
    }
}

impl Seek for Tail {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let end = self.before + self.last.len() as u64;
        let to = match to {
            SeekFrom::Start(to) => Some(to),
            SeekFrom::Current(by) => (self.before + self.at as u64).checked_add_signed(by),
            SeekFrom::End(by) => end.checked_add_signed(by),
        };
        let to = to.filter(|to| (self.before..=end).contains(to)).ok_or(io::ErrorKind::InvalidInput)?;
        self.at = (to - self.before) as usize;
        Ok(to)
    }
}

//! The index: the library's rows as they were last known, in the user's cache folder, so that they are there at once.
//!
//! It is never the truth: each row carries the [`Fingerprint`] of the files that it was read from, and where that differs
//! they are read again. An index that is missing, damaged, of another format or for other frameworks is as good as an empty one.
//!
//! First come eight letters, the key and the number of rows; then parts of `length crc rows`, of which the first is small:
//! it fills a screen.

use std::{
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    disk::{Disk, folder_of},
    error::StoreError,
    library::Library,
    scan::{Fingerprint, hash_of},
};
use crate::model::Framework;
use crate::reading::Summary;

/// Its number goes up whenever [`Summary`], or what is counted in one, changes.
const MAGIC: [u8; 8] = *b"fieldbk3";
/// How many rows the first part has, and how many the others have.
const PART: (usize, usize) = (64, 2048);
/// The most bytes that a part is read with.
const LONGEST_PART: usize = 64 << 20;

/// The index of a library.
#[derive(Clone, Debug)]
pub struct Index {
    path: PathBuf,
    key: u64,
    disk: Disk,
}

/// A row of the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indexed<S = Summary> {
    /// The fingerprint of what it was read from; none where it is to be read again.
    pub fingerprint: Option<Fingerprint>,
    /// When that was last changed, in seconds since 1970.
    pub modified: i64,
    /// What is shown of it.
    pub summary: S,
}

impl Index {
    /// The index of this library in the user's cache folder, for summaries that name these frameworks by their places.
    pub fn of(library: &Library, frameworks: &[Framework], cache: &Path) -> Index {
        let of_folder = hash_of(&library.root());
        let key = hash_of(&(library.root(), frameworks, env!("CARGO_PKG_VERSION")));
        Index { path: cache.join(format!("{of_folder:016x}.index")), key, disk: library.disk.clone() }
    }

    /// Hands on the rows, part by part, each time with how many there are in all.
    pub fn load(&self, take: impl FnMut(Vec<Indexed>, usize)) {
        // What can't be read any more is read from the evaluations.
        let _ = self.read(take);
    }

    fn read(&self, mut take: impl FnMut(Vec<Indexed>, usize)) -> io::Result<()> {
        let mut from = BufReader::with_capacity(1 << 16, self.disk.reader(&self.path)?);
        let (magic, key): ([u8; 8], [u8; 8]) = (bytes(&mut from)?, bytes(&mut from)?);
        let all = u64::from_le_bytes(bytes(&mut from)?) as usize;
        if magic != MAGIC || key != self.key.to_le_bytes() {
            return Ok(());
        }
        let mut part = Vec::new();
        loop {
            let length = u32::from_le_bytes(bytes(&mut from)?) as usize;
            let crc = u32::from_le_bytes(bytes(&mut from)?);
            if length > LONGEST_PART {
                return Ok(());
            }
            part.resize(length, 0);
            from.read_exact(&mut part)?;
            if crc32fast::hash(&part) != crc {
                return Ok(());
            }
            let Ok(rows) = postcard::from_bytes(&part) else { return Ok(()) };
            take(rows, all);
        }
    }

    /// Puts these rows, the latest first, in the place of what the index had.
    ///
    /// # Errors
    /// When it can't be written; it is only missed then.
    pub fn save(&self, rows: &[Indexed<&Summary>]) -> Result<(), StoreError> {
        self.write(rows).map_err(|error| StoreError::outside(&self.path, &error))
    }

    fn write(&self, rows: &[Indexed<&Summary>]) -> io::Result<()> {
        let beside = self.path.with_extension("tmp");
        self.disk.make_folders(folder_of(&self.path))?;
        self.disk.remove(&beside)?;
        let file = self.disk.create(&beside)?;
        file.write(&[MAGIC, self.key.to_le_bytes(), (rows.len() as u64).to_le_bytes()].concat())?;
        let (first, others) = rows.split_at(PART.0.min(rows.len()));
        for part in std::iter::once(first).chain(others.chunks(PART.1)) {
            let rows = postcard::to_stdvec(part).map_err(io::Error::other)?;
            let head = [(rows.len() as u32).to_le_bytes(), crc32fast::hash(&rows).to_le_bytes()];
            file.write(&head.concat())?;
            file.write(&rows)?;
        }
        // Not synced: what a power cut damages is found damaged.
        self.disk.rename(&beside, &self.path)
    }
}

fn bytes<const N: usize>(from: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Evaluation;

    fn index(folder: &Path) -> Index {
        let library = Library::open(&folder.join("library"), Disk::default()).unwrap();
        Index::of(&library, &[Framework::built_in()], &folder.join("cache"))
    }

    fn summaries(count: usize) -> Vec<Summary> {
        let framework = Framework::built_in();
        let one = |n: usize| {
            let mut evaluation = Evaluation::new(format!("practice-{n}").parse().unwrap(), &framework);
            evaluation.practice.title = format!("Łódź {n}").as_str().into();
            Summary::of(&evaluation, std::slice::from_ref(&framework))
        };
        (0..count).map(one).collect()
    }

    fn saved(index: &Index, summaries: &[Summary]) {
        let row = |(n, summary)| Indexed { fingerprint: None, modified: n as i64, summary };
        index.save(&summaries.iter().enumerate().map(row).collect::<Vec<_>>()).unwrap();
    }

    fn loaded(index: &Index) -> Vec<Vec<Summary>> {
        let mut parts = Vec::new();
        index.load(|rows, _| parts.push(rows.into_iter().map(|row| row.summary).collect()));
        parts
    }

    #[test]
    fn rows_come_back_a_screenful_first() {
        let folder = tempfile::tempdir().unwrap();
        let index = index(folder.path());
        assert!(loaded(&index).is_empty());
        for count in [0, 1, PART.0, PART.0 + PART.1 + 1] {
            let summaries = summaries(count);
            saved(&index, &summaries);
            let parts = loaded(&index);
            assert_eq!(parts.concat(), summaries);
            assert_eq!(parts[0].len(), count.min(PART.0));
        }
    }

    #[test]
    fn what_is_damaged_is_missing_and_never_wrong() {
        let folder = tempfile::tempdir().unwrap();
        let index = index(folder.path());
        let summaries = summaries(PART.0 + 3);
        saved(&index, &summaries);
        let whole = std::fs::read(&index.path).unwrap();
        for at in 0..whole.len() {
            std::fs::write(&index.path, &whole[..at]).unwrap();
            let rows = loaded(&index).concat();
            assert!(rows.len() < summaries.len() && summaries.starts_with(&rows), "cut at {at}");
            let mut damaged = whole.clone();
            damaged[at] ^= 0x40;
            std::fs::write(&index.path, &damaged).unwrap();
            assert!(summaries.starts_with(&loaded(&index).concat()), "damaged at {at}");
        }
    }

    #[test]
    fn it_is_for_one_library_and_its_frameworks() {
        let folder = tempfile::tempdir().unwrap();
        let index = index(folder.path());
        saved(&index, &summaries(1));
        let library = Library::open(&folder.path().join("library"), Disk::default()).unwrap();
        let mut other = Framework::built_in();
        other.version = "other".into();
        assert!(loaded(&Index::of(&library, &[other], &folder.path().join("cache"))).is_empty());
        let elsewhere = Library::open(&folder.path().join("elsewhere"), Disk::default()).unwrap();
        let of_elsewhere = Index::of(&elsewhere, &[Framework::built_in()], &folder.path().join("cache"));
        assert_ne!(of_elsewhere.path, index.path);
    }
}

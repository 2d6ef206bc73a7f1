//! The index: the library's rows as they were last known, in the user's cache folder, so that they are there at once.
//!
//! It is never the truth: each row carries the [`Print`] of the files that it was read from, and where that differs they are
//! read again. An index that is missing, damaged, of another format or for other frameworks is as good as an empty one.
//!
//! First come eight letters, the key and the number of rows; then parts of `length crc rows`, of which the first is small:
//! it fills a screen.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{Disk, Library, Print, disk::folder_of};
use crate::{framework::Framework, summary::Summary};

const MAGIC: [u8; 8] = *b"fieldbk1";

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
    /// The print of what it was read from; none where it is to be read again.
    pub print: Option<Print>,
    /// When that was last changed, in seconds since 1970.
    pub modified: i64,
    /// What is shown of it.
    pub summary: S,
}

impl Index {
    /// The index of this library in the user's cache folder, for summaries that name these frameworks by their places.
    pub fn of(library: &Library, frameworks: &[Framework], cache: &Path) -> Index {
        let hash = |what: &dyn Fn(&mut DefaultHasher)| {
            let mut hasher = DefaultHasher::new();
            what(&mut hasher);
            hasher.finish()
        };
        let of_folder = hash(&|hasher| library.root().hash(hasher));
        let key = hash(&|hasher| (library.root(), frameworks, env!("CARGO_PKG_VERSION")).hash(hasher));
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
            match postcard::from_bytes(&part) {
                Ok(rows) if crc32fast::hash(&part) == crc => take(rows, all),
                _ => return Ok(()),
            }
        }
    }

    /// Puts these rows, the latest first, in the place of what the index had.
    ///
    /// # Errors
    /// When it can't be written; it is only missed then.
    pub fn save(&self, rows: &[Indexed<&Summary>]) -> io::Result<()> {
        let beside = self.path.with_extension("tmp");
        folder_of(&self.path)
            .ancestors()
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .skip(1)
            .try_for_each(|folder| self.disk.make_folder(folder))?;
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

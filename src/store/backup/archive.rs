//! Reading a zip of which nothing is trusted: not its names, not its sizes, not what it says that its entries are.

use std::{
    collections::HashSet,
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
};

use jiff::Timestamp;
use unicode_normalization::UnicodeNormalization;
use zip::{ZipArchive, extra_fields::ExtraField};

use super::{
    super::{
        LARGEST_FILE, LARGEST_JOURNAL,
        library::{FOLDERS, JOURNAL},
        names::shown,
    },
    said,
};

/// The extra field that holds a file's time in seconds since 1970.
pub(super) const EXTENDED_TIME: u16 = 0x5455;
/// So many bytes may a backup always hold, and so many times its own size: text is packed to no less.
const ALWAYS: u64 = 1 << 30;
const TIMES: u64 = 100;
/// How far folders may be nested.
const DEEPEST: usize = 16;

/// A zip whose entries all lead into a library's folders, each to a place of its own.
pub(super) struct Archive {
    zip: ZipArchive<BufReader<File>>,
    entries: Vec<Entry>,
    /// How many bytes may still be unpacked.
    left: u64,
}

/// What is in it under a path; a folder's ends with a slash.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) written: Option<Timestamp>,
}

impl Entry {
    pub(super) fn is_folder(&self) -> bool {
        self.path.ends_with('/')
    }
}

impl Archive {
    /// Looks at all that a zip says is in it, before anything is unpacked.
    pub(super) fn read(mut file: File) -> Result<Archive, String> {
        let (size, same) = file
            .metadata()
            .and_then(|metadata| Ok((metadata.len(), file.try_clone()?)))
            .map_err(|error| said(&error))?;
        let mut zip = ZipArchive::new(BufReader::new(same)).map_err(|error| format!("it is no whole zip: {error}"))?;
        let listed = count_listed(&mut file, zip.central_directory_start()).map_err(|error| said(&error))?;
        // Of two entries of one name the library that reads them keeps the last.
        if listed != zip.len() {
            return Err("some of its entries have the same name".to_owned());
        }
        let mut entries = Vec::with_capacity(zip.len());
        let (mut places, mut total) = (HashSet::new(), 0_u64);
        for n in 0..zip.len() {
            let entry = zip.by_index_raw(n).map_err(|error| format!("entry {} can't be read: {error}", n + 1))?;
            let path = entry.name().to_owned();
            let refused = |why: &str| format!("{} in it {why}", shown(&path));
            check(&path).map_err(refused)?;
            if entry.unix_mode().is_some_and(|mode| !matches!(mode & 0o170_000, 0 | 0o100_000 | 0o040_000)) {
                return Err(refused("is neither a file nor a folder"));
            }
            if entry.encrypted() {
                return Err(refused("is encrypted"));
            }
            if entry.size() > largest(&path) {
                return Err(refused("is larger than any file of a library"));
            }
            total = total.saturating_add(entry.size());
            // As file systems compare names that tell neither capitals nor ways of writing accents apart.
            if !places.insert(folded(path.trim_end_matches('/'))) {
                return Err(refused("is there twice"));
            }
            let written = entry.extra_data_fields().find_map(|field| match field {
                ExtraField::ExtendedTimestamp(times) => Some(times.mod_time()?.cast_signed()),
                ExtraField::Ntfs(_) => None,
            });
            let written = written.and_then(|seconds| Timestamp::from_second(seconds.into()).ok());
            entries.push(Entry { path, written });
        }
        let files: HashSet<String> =
            entries.iter().filter(|entry| !entry.is_folder()).map(|entry| folded(&entry.path)).collect();
        let is_within_a_file = |entry: &&Entry| {
            let path = folded(&entry.path);
            path.match_indices('/').any(|(at, _)| files.contains(&path[..at]))
        };
        if let Some(entry) = entries.iter().find(is_within_a_file) {
            return Err(format!("{} in it is within what is a file", shown(&entry.path)));
        }
        if entries.is_empty() {
            return Err("there is nothing in it".to_owned());
        }
        let left = ALWAYS.max(size.saturating_mul(TIMES));
        if total > left {
            return Err(format!("unpacked it would have {} MiB, which no library comes to", total >> 20));
        }
        Ok(Archive { zip, entries, left })
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What an entry holds, whole and with the checksum that it should have.
    pub(super) fn content(&mut self, n: usize) -> Result<Vec<u8>, String> {
        let path = &self.entries[n].path;
        let refused = |why: &str| format!("{} in it {why}", shown(path));
        let limit = largest(path).min(self.left);
        let entry = self.zip.by_index(n).map_err(|error| refused(&format!("can't be read: {error}")))?;
        let mut bytes = Vec::new();
        // Whatever the zip says, no more than this is unpacked.
        entry.take(limit + 1).read_to_end(&mut bytes).map_err(|error| refused(&format!("is damaged: {error}")))?;
        if bytes.len() as u64 > limit {
            return Err(refused("holds more than it says"));
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }
}

/// How many entries the list has that a zip ends with, and which begins there.
fn count_listed(file: &mut File, start: u64) -> io::Result<usize> {
    const LENGTH: usize = 46;
    // The library that reads the zip shares this file's place.
    let before = file.stream_position()?;
    file.seek(SeekFrom::Start(start))?;
    let mut list = BufReader::new(&mut *file);
    let (mut count, mut head) = (0, [0; LENGTH]);
    while list.read_exact(&mut head).is_ok() && head.starts_with(b"PK\x01\x02") {
        // A name, extra fields and a comment follow.
        let length = |at: usize| i64::from(u16::from_le_bytes([head[at], head[at + 1]]));
        list.seek_relative(length(28) + length(30) + length(32))?;
        count += 1;
    }
    file.seek(SeekFrom::Start(before))?;
    Ok(count)
}

fn largest(path: &str) -> u64 {
    let is_of_journal = path.split('/').next() == Some(JOURNAL);
    if is_of_journal { LARGEST_JOURNAL } else { LARGEST_FILE }
}

/// A name as every file system that overlooks something has it.
pub(super) fn folded(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// Refuses a path that does not lead into a library's folder wherever it is unpacked.
pub(super) fn check(path: &str) -> Result<(), &'static str> {
    let (within, is_folder) = path.strip_suffix('/').map_or((path, false), |within| (within, true));
    let parts: Vec<&str> = within.split('/').collect();
    if !FOLDERS.contains(&parts[0]) || parts.len() == 1 && !is_folder {
        return Err("is nothing of a library");
    }
    if parts.len() > DEEPEST {
        return Err("is too deep in folders");
    }
    let is_drive = |part: &str| part.as_bytes().get(1) == Some(&b':');
    let leads_away = |part: &&str| {
        matches!(*part, "" | "." | "..") || part.contains(['\\', '\0']) || is_drive(part) || is_bad_on_windows(part)
    };
    if parts.iter().any(leads_away) { Err("has a name that no file can safely have") } else { Ok(()) }
}

fn is_bad_on_windows(part: &str) -> bool {
    cfg!(windows) && (part.contains(['<', '>', ':', '"', '|', '?', '*']) || part.ends_with(['.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_into_a_library_or_is_refused() {
        for path in
            ["evaluations/a.ron", "evaluations/Łódź (1).ron", "history/a/1.ron", "trash/", "journal/a..b", "history/…/"]
        {
            assert_eq!(check(path), Ok(()), "{path}");
        }
        for path in [
            "",
            "/",
            "evaluations",
            "a.ron",
            "../evaluations/a.ron",
            "evaluations/../a",
            "evaluations/../../a",
            "/evaluations/a",
            "evaluations//a",
            "evaluations/./a",
            "evaluations/..",
            "C:/evaluations/a",
            "evaluations/C:/a",
            "evaluations/C:a",
            "evaluations\\a",
            "evaluations/..\\a",
            "evaluations/a\0.ron",
            "Evaluations/a",
            "\\\\host\\share",
            "settings.ron",
        ] {
            assert!(check(path).is_err(), "{path:?}");
        }
        assert!(check(&format!("history/{}", "a/".repeat(DEEPEST))).is_err());
    }

    #[test]
    fn names_are_one_where_a_file_system_may_not_tell_them_apart() {
        assert_eq!(folded("evaluations/ÚSTÍ.ron"), folded("evaluations/u\u{301}sti\u{301}.ron"));
        assert_ne!(folded("evaluations/a"), folded("evaluations/b"));
    }
}

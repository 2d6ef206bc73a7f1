//! The journal's text: records of `length crc payload`, one a line, and what can be read back of them.
//!
//! First comes the base, which the edits build on: its revision, its hash, and its whole text, so that no edit is lost
//! with the file that it was made on. Then come the edits, each with its time, and a note for every checkpoint, so
//! that after a stop in the middle of one it is known which edits the file holds already.

use std::{fmt::Write, ops::Range};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::model::{Edit, Evaluation, Moment, format};

/// The number of the journal's format.
const FORMAT: u32 = 2;
/// Length and checksum in hexadecimal, and a blank after each.
const PREFIX: usize = 18;

/// The hash that identifies a file's content.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ContentHash(String);

impl ContentHash {
    /// The hash of this content.
    pub fn of(bytes: &[u8]) -> ContentHash {
        let mut hex = String::with_capacity(64);
        for byte in Sha256::digest(bytes) {
            write!(hex, "{byte:02x}").expect("a string takes everything");
        }
        ContentHash(hex)
    }

    /// Enough of it to tell files apart.
    pub fn short(&self) -> &str {
        &self.0[..12]
    }
}

/// The first record; the base's text is the second.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: u32,
    revision: u64,
    hash: ContentHash,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum JournalEntry {
    /// A change and when it was made.
    Edit(Moment, Box<Edit>),
    /// All edits so far are in the content with this hash, which is about to become the evaluation's file.
    Checkpoint(ContentHash),
}

/// An entry of a journal of format 1, frozen.
#[derive(Deserialize)]
enum EntryOfFormat1 {
    Edit(Moment, Box<format::one::Edit>),
    Checkpoint(ContentHash),
}

impl From<EntryOfFormat1> for JournalEntry {
    fn from(old: EntryOfFormat1) -> JournalEntry {
        match old {
            EntryOfFormat1::Edit(at, edit) => JournalEntry::Edit(at, Box::new((*edit).into())),
            EntryOfFormat1::Checkpoint(hash) => JournalEntry::Checkpoint(hash),
        }
    }
}

#[derive(Debug)]
pub(super) struct Journal {
    /// The content that the edits build on.
    pub(super) base: Vec<u8>,
    pub(super) hash: ContentHash,
    pub(super) entries: Vec<JournalEntry>,
    /// The part of the file that holds all this; what follows it is torn.
    pub(super) text: Vec<u8>,
    /// How much of the text says what the edits build on.
    pub(super) head: usize,
    /// Whether good records follow the torn part, so that more is lost than the last one.
    pub(super) broken: bool,
}

#[derive(Debug)]
pub(super) enum JournalReading {
    /// Nothing that says what its edits build on: it was cut off before anything was in it. Whether more than that is wrong.
    Nothing {
        broken: bool,
    },
    Journal(Journal),
    Newer,
}

fn record(payload: &[u8]) -> Vec<u8> {
    let mut record = format!("{:08x} {:08x} ", payload.len(), crc32fast::hash(payload)).into_bytes();
    record.extend_from_slice(payload);
    record.push(b'\n');
    record
}

/// Whether these bytes begin a journal: length, checksum, and what says what the edits build on.
pub(super) fn is_beginning(bytes: &[u8]) -> bool {
    let is_number = |part: &[u8]| part.len() == 8 && part.iter().all(u8::is_ascii_hexdigit);
    matches!(bytes, [length @ .., b'('] if length.len() == PREFIX
        && is_number(&length[..8]) && length[8] == b' ' && is_number(&length[9..17]) && length[17] == b' ')
}

/// The beginning of a journal of edits on this base.
pub(super) fn head(revision: u64, hash: &ContentHash, base: &[u8]) -> Vec<u8> {
    let head = Head { format: FORMAT, revision, hash: hash.clone() };
    let mut bytes = record(format::write_line(&head).as_bytes());
    bytes.extend(record(base));
    bytes
}

pub(super) fn line(entry: &JournalEntry) -> Vec<u8> {
    record(format::write_line(entry).as_bytes())
}

/// The payload at the beginning of `bytes`, and what follows it.
fn payload(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let number = |at: usize| {
        let digits = bytes.get(at..at + 8)?;
        let plain = digits.iter().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(b));
        u32::from_str_radix(str::from_utf8(digits).ok().filter(|_| plain)?, 16).ok()
    };
    let (length, crc) = (number(0)? as usize, number(9)?);
    let payload = bytes.get(PREFIX..PREFIX.checked_add(length)?)?;
    let rest = bytes[PREFIX + length..].strip_prefix(b"\n")?;
    let whole = bytes[8] == b' ' && bytes[17] == b' ' && crc32fast::hash(payload) == crc;
    whole.then_some((payload, rest))
}

/// An entry; one of format 1 is turned into today's. A journal that was begun in format 1 may have been gone on with.
fn entry(payload: &[u8]) -> Option<JournalEntry> {
    let line = str::from_utf8(payload).ok()?;
    let old = || Some(format::read_line::<EntryOfFormat1>(line).ok()?.into());
    format::read_line(line).ok().or_else(old)
}

/// Whether a whole record begins somewhere after the start of these bytes.
fn has_later_record(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'\n', bytes).any(|at| payload(&bytes[at + 1..]).is_some())
}

/// Reads as much of a journal as is whole.
pub(super) fn read(bytes: &[u8]) -> JournalReading {
    let nothing = || JournalReading::Nothing { broken: has_later_record(bytes) };
    let Some((head, rest)) = payload(bytes) else { return nothing() };
    let head = match str::from_utf8(head).ok().and_then(|head| format::read_line::<Head>(head).ok()) {
        Some(head) if head.format == FORMAT || head.format == format::one::FORMAT => head,
        // It was cut by another program, and what was appended since is all there is.
        None if entry(head).is_some() => return JournalReading::Nothing { broken: true },
        _ => return JournalReading::Newer,
    };
    let Some((base, mut rest)) = payload(rest) else { return nothing() };
    let length = bytes.len() - rest.len();
    let mut entries = Vec::new();
    while let Some((payload, after)) = payload(rest) {
        let Some(entry) = entry(payload) else { return JournalReading::Newer };
        entries.push(entry);
        rest = after;
    }
    JournalReading::Journal(Journal {
        base: base.to_vec(),
        hash: head.hash,
        entries,
        text: bytes[..bytes.len() - rest.len()].to_vec(),
        head: length,
        broken: has_later_record(rest),
    })
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Replay {
    pub(super) edits: usize,
    /// When the last of all was made, whether it could be applied or not.
    pub(super) at: Option<Moment>,
    /// How many could not be applied, since the first of them did not fit.
    pub(super) dropped: usize,
    /// How many of all the journal's entries come before that.
    pub(super) fitting: usize,
}

impl Replay {
    pub(super) fn is_empty(&self) -> bool {
        self.edits == 0 && self.dropped == 0
    }
}

/// Applies the edits in a part of the journal's entries, up to the first that does not fit.
fn replay(entries: &[JournalEntry], part: Range<usize>, evaluation: &mut Evaluation) -> Replay {
    let mut replay = Replay { fitting: part.end, ..Replay::default() };
    for (n, entry) in entries.iter().enumerate().take(part.end).skip(part.start) {
        let JournalEntry::Edit(at, edit) = entry else { continue };
        replay.at = Some(*at);
        if replay.dropped > 0 || evaluation.apply(edit).is_err() {
            replay.fitting = replay.fitting.min(n);
            replay.dropped += 1;
        } else {
            replay.edits += 1;
        }
    }
    replay
}

/// The base in a journal's text.
pub(super) fn base(text: &[u8]) -> Option<&[u8]> {
    let (_, rest) = payload(text)?;
    Some(payload(rest)?.0)
}

impl Journal {
    pub(super) fn last_edit(&self) -> Option<Moment> {
        self.entries.iter().rev().find_map(|entry| match entry {
            JournalEntry::Edit(at, _) => Some(*at),
            JournalEntry::Checkpoint(_) => None,
        })
    }

    /// The first entry that a file with this content does not hold yet; none where the content is of no known state.
    pub(super) fn after(&self, hash: &ContentHash) -> Option<usize> {
        let is_checkpoint = |entry: &JournalEntry| matches!(entry, JournalEntry::Checkpoint(noted) if noted == hash);
        match self.entries.iter().rposition(is_checkpoint) {
            Some(at) => Some(at + 1),
            None => (self.hash == *hash).then_some(0),
        }
    }

    /// Applies the edits that a file with this content does not hold yet; none where the content is of no known state.
    pub(super) fn replay_on(&self, hash: &ContentHash, evaluation: &mut Evaluation) -> Option<Replay> {
        Some(self.replay_part(self.after(hash)?..self.entries.len(), evaluation))
    }

    /// Applies all edits to what they build on.
    pub(super) fn replay_on_base(&self, base: &mut Evaluation) -> Replay {
        self.replay_part(0..self.entries.len(), base)
    }

    /// Applies the edits in a part of the entries to what comes of those before.
    pub(super) fn replay_part(&self, part: Range<usize>, evaluation: &mut Evaluation) -> Replay {
        replay(&self.entries, part, evaluation)
    }

    /// From which of its entries on this journal goes beyond another of the same evaluation; none where nothing is known
    /// of how the two are related.
    pub(super) fn beyond(&self, other: &Journal) -> Option<usize> {
        if self.hash != other.hash {
            return self.after(&other.hash);
        }
        Some(self.entries.iter().zip(&other.entries).take_while(|(one, other)| one == other).count())
    }

    /// Whether a file with this content holds all edits.
    pub(super) fn is_all_in(&self, hash: &ContentHash) -> bool {
        self.after(hash).is_some_and(|from| !self.has_edits(from))
    }

    /// The content that the file was to have with all edits.
    pub(super) fn last_content(&self) -> Option<&ContentHash> {
        match self.entries.last()? {
            JournalEntry::Checkpoint(hash) => Some(hash),
            JournalEntry::Edit(..) => None,
        }
    }

    fn has_edits(&self, from: usize) -> bool {
        self.entries[from..].iter().any(|entry| matches!(entry, JournalEntry::Edit(..)))
    }

    /// The contents that the file had since the base, or was to have, in order.
    pub(super) fn contents(&self) -> Vec<ContentHash> {
        let noted = self.entries.iter().filter_map(|entry| match entry {
            JournalEntry::Checkpoint(hash) => Some(hash.clone()),
            JournalEntry::Edit(..) => None,
        });
        std::iter::once(self.hash.clone()).chain(noted).collect()
    }

    /// The text of the first entries.
    pub(super) fn text_of(&self, entries: usize) -> Vec<u8> {
        let mut text = self.text[..self.head].to_vec();
        text.extend(self.entries[..entries].iter().flat_map(line));
        text
    }
}

#[cfg(test)]
mod tests;

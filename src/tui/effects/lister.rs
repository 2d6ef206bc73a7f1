//! The thread that reads the library's rows: first as the index has them, then every file whose fingerprint differs.

use std::{
    collections::BTreeSet,
    io,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread::Builder,
    time::{Duration, Instant},
};

use jiff::Timestamp;

use crate::clock::here;
use crate::model::Framework;
use crate::reading::{Flagged, LibraryRow, Summary};
use crate::store::{
    FileName, Fingerprint, Index, Indexed, Library, LibraryEntry, ListedEvaluation, UnreadableFile, on_all_cores,
};
use crate::text::sentence;
use crate::tui::incoming::Incoming;
use crate::ui::{Listing, Msg, Notice};

/// How long after the first rows the next are sent, at least; it grows with what sending takes.
const SOON: Duration = Duration::from_millis(20);

/// The thread, as the main thread holds it.
pub(super) struct Lister {
    ask: Sender<Asked>,
}

/// What the thread is asked for.
enum Asked {
    /// The rows.
    List,
    /// To know this framework too.
    Know(Box<Framework>),
}

impl Lister {
    pub(super) fn start(
        library: Library,
        frameworks: Vec<Framework>,
        index: Option<Index>,
        sender: Sender<Incoming>,
    ) -> io::Result<Lister> {
        let (ask, asked) = channel();
        let reader = LibraryReader {
            library,
            frameworks,
            index,
            sender,
            known: Vec::new(),
            unlisted: BTreeSet::new(),
            is_told: false,
            frameworks_read: None,
            now: Timestamp::now,
        };
        Builder::new().name("list".to_owned()).spawn(move || reader.serve(&asked))?;
        Ok(Lister { ask })
    }

    /// Has the library read; the rows come through the channel.
    pub(super) fn list(&self) {
        // The thread ends only with the program.
        let _ = self.ask.send(Asked::List);
    }

    /// Has a framework known from now on: evaluations that answer it are read anew.
    pub(super) fn know(&self, framework: Framework) {
        let _ = self.ask.send(Asked::Know(Box::new(framework)));
    }
}

#[derive(Clone, PartialEq)]
struct KnownRow {
    /// The fingerprint of what was read; none where it is to be read again.
    fingerprint: Option<Fingerprint>,
    row: Arc<LibraryRow>,
}

enum LookResult {
    Unchanged,
    /// It was read: what it is listed as, if it is.
    Read(Option<KnownRow>),
}

struct LibraryReader {
    library: Library,
    frameworks: Vec<Framework>,
    index: Option<Index>,
    sender: Sender<Incoming>,
    /// By the files' stems.
    known: Vec<KnownRow>,
    /// Files that were looked at and are nothing to list: other versions that wait for choices, journals without edits.
    unlisted: BTreeSet<FileName>,
    /// Whether it was said that the index can't be written.
    is_told: bool,
    /// The state in which the frameworks' folder was read; none where it is to be read again.
    frameworks_read: Option<Fingerprint>,
    now: fn() -> Timestamp,
}

impl LibraryReader {
    fn serve(mut self, asked: &Receiver<Asked>) {
        // They were read a moment ago: what changed since did so too recently for a fingerprint.
        self.frameworks_read = self.library.frameworks_fingerprint((self.now)());
        let mut is_first = true;
        while let Ok(first) = asked.recv() {
            // What was asked for meanwhile is answered by the one reading.
            for asked in std::iter::once(first).chain(asked.try_iter()) {
                if let Asked::Know(framework) = asked {
                    self.frameworks.push(*framework);
                    self.read_all_anew();
                }
            }
            if std::mem::take(&mut is_first) {
                self.recall();
            }
            self.read();
        }
    }

    /// Has every evaluation read again: the frameworks that are known are others.
    fn read_all_anew(&mut self) {
        self.known.iter_mut().for_each(|row| row.fingerprint = None);
        // It is for the frameworks that were known: the next start makes one for all of them.
        self.index = None;
    }

    /// Reads the frameworks' folder where it has changed, and tells which frameworks are known from now on.
    fn read_frameworks(&mut self) {
        let now = self.library.frameworks_fingerprint((self.now)());
        if now.is_some() && now == self.frameworks_read {
            return;
        }
        // Of a folder that can't be reached nothing is forgotten.
        let Ok(read) = self.library.read_known_frameworks() else { return };
        self.frameworks_read = now;
        let (frameworks, is_any_gone) = in_their_places(&self.frameworks, read);
        if frameworks == self.frameworks {
            return;
        }
        self.frameworks = frameworks;
        self.read_all_anew();
        if is_any_gone {
            // The rows name frameworks by their places, which are others now.
            self.known.clear();
        }
        self.send(Msg::FrameworksChanged(self.frameworks.iter().cloned().map(Arc::new).collect()));
    }

    fn send(&self, msg: Msg) {
        // Nobody listens any more once the program is leaving.
        let _ = self.sender.send(Incoming::Message(msg));
    }

    /// Sends the rows that the index has: a screenful first.
    fn recall(&mut self) {
        let Some(index) = &self.index else { return };
        let mut known: Vec<KnownRow> = Vec::new();
        index.load(|rows, all| {
            let is_first = known.is_empty();
            known.extend(rows.into_iter().map(recalled));
            if is_first || known.len() == all {
                self.send(Msg::Listed(listing(&known, all.saturating_sub(known.len()), &[])));
            }
        });
        self.set_known(known);
    }

    /// Looks at every file, reads those whose fingerprint differs, and sends the rows as they come. Of what can't be
    /// reached nothing is shown, and nothing of it is forgotten for that.
    fn read(&mut self) {
        self.read_frameworks();
        let unreached: Vec<String> =
            self.library.unreached().into_iter().map(|error| sentence(error.to_string())).collect();
        let entries = match self.library.entries() {
            Ok(entries) => entries,
            Err(error) => {
                let told = if unreached.is_empty() { vec![sentence(error.to_string())] } else { unreached };
                return self.send(Msg::Listed(listing(&[], 0, &told)));
            }
        };
        let mut slots: Vec<Option<KnownRow>> = entries.iter().map(|entry| self.known_of(entry)).collect();
        let mut news = slots.iter().flatten().count() < self.known.len();
        // What was looked at and is nothing to list is not read for the first time.
        let is_unread = |entry: &LibraryEntry| !self.unlisted.contains(&entry.file);
        let is_new = entries.iter().zip(&slots).map(|(entry, slot)| slot.is_none() && is_unread(entry));
        let mut is_new: Vec<bool> = is_new.collect();
        let mut unread = is_new.iter().filter(|is_new| **is_new).count();
        let (mut told, mut pause) = (Instant::now(), SOON);
        let fingerprints = slots.iter().map(|slot| slot.as_ref()?.fingerprint);
        let looked: Vec<(&LibraryEntry, Option<Fingerprint>)> = entries.iter().zip(fingerprints).collect();
        on_all_cores(
            &looked,
            |(entry, fingerprint)| self.look_at(entry, *fingerprint),
            |at, looked| {
                let LookResult::Read(found) = looked else { return };
                unread -= usize::from(std::mem::take(&mut is_new[at]));
                news |= slots[at] != found;
                slots[at] = found;
                if told.elapsed() >= pause {
                    let begun = Instant::now();
                    self.send(Msg::Listed(listing(slots.iter().flatten(), unread, &unreached)));
                    pause = SOON.max(begun.elapsed() * 8);
                    told = Instant::now();
                }
            },
        );
        let unlisted = entries.iter().zip(&slots).filter(|(_, slot)| slot.is_none());
        self.unlisted = unlisted.map(|(entry, _)| entry.file.clone()).collect();
        self.set_known(slots.into_iter().flatten().collect());
        self.send(Msg::Listed(listing(&self.known, 0, &unreached)));
        if news {
            self.save();
        }
    }

    fn set_known(&mut self, mut known: Vec<KnownRow>) {
        known.sort_by(|one, other| one.row.stem().cmp(other.row.stem()));
        self.known = known;
    }

    fn known_of(&self, entry: &LibraryEntry) -> Option<KnownRow> {
        let file = entry.file.to_string();
        let stem = file.strip_suffix(".ron").unwrap_or(&file);
        let at = self.known.binary_search_by(|known| known.row.stem().cmp(stem)).ok()?;
        Some(self.known[at].clone())
    }

    fn look_at(&self, entry: &LibraryEntry, fingerprint: Option<Fingerprint>) -> LookResult {
        let now = self.library.fingerprint(entry, (self.now)());
        if now.is_some() && now == fingerprint {
            return LookResult::Unchanged;
        }
        let listed = self.library.read_entry(entry).map(|listed| {
            // What could not be read for another reason than what it holds may be read the next time.
            let lasting = listed.state.as_ref().err().is_none_or(|unreadable| unreadable.problem.is_of_content());
            KnownRow { fingerprint: now.filter(|_| lasting), row: Arc::new(row(listed, &self.frameworks)) }
        });
        LookResult::Read(listed)
    }

    fn save(&mut self) {
        let Some(index) = &self.index else { return };
        let mut known: Vec<&KnownRow> = self.known.iter().collect();
        known.sort_by(|one, other| one.row.order(&other.row));
        let rows = known.into_iter().filter_map(|known| {
            let modified = known.row.modified.seconds();
            Some(Indexed { fingerprint: known.fingerprint, modified, summary: known.row.summary()? })
        });
        let rows: Vec<Indexed<&Summary>> = rows.collect();
        // An index that can't be written is only missed, at the next start.
        if let Err(error) = index.save(&rows)
            && !std::mem::replace(&mut self.is_told, true)
        {
            let line = format!("{error}; each start reads the whole library");
            self.send(Msg::Surroundings(Notice::error(line)));
        }
    }
}

/// Frameworks as they were read, those that were known before in the order of then; and whether any of these is gone.
fn in_their_places(known: &[Framework], mut read: Vec<Framework>) -> (Vec<Framework>, bool) {
    let mut is_any_gone = false;
    let mut placed = Vec::new();
    for before in known {
        match read.iter().position(|framework| framework.is_same_version(before)) {
            Some(at) => placed.push(read.remove(at)),
            None => is_any_gone = true,
        }
    }
    placed.append(&mut read);
    (placed, is_any_gone)
}

fn listing<'k>(known: impl IntoIterator<Item = &'k KnownRow>, unread: usize, unreached: &[String]) -> Listing {
    let rows = known.into_iter().map(|known| known.row.clone()).collect();
    Listing { unreached: unreached.to_vec(), ..Listing::new(rows, unread) }
}

fn recalled(indexed: Indexed) -> KnownRow {
    let Indexed { fingerprint, modified, summary } = indexed;
    let modified = here(Timestamp::from_second(modified).unwrap_or(Timestamp::UNIX_EPOCH));
    KnownRow { fingerprint, row: Arc::new(LibraryRow::new(modified, Ok(summary))) }
}

fn row(listed: ListedEvaluation, frameworks: &[Framework]) -> LibraryRow {
    let state = listed.state.map(|evaluation| Summary::of(&evaluation, frameworks));
    let flagged = |unreadable: UnreadableFile| Flagged {
        file: unreadable.file.to_string().into(),
        why: unreadable.problem.to_string().into(),
    };
    LibraryRow::new(here(listed.modified), state.map_err(flagged))
}

#[cfg(test)]
mod tests;

//! The thread that reads the library's rows: first as the index has them, then every file whose print differs.

use std::{
    io,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread::Builder,
    time::{Duration, Instant},
};

use jiff::Timestamp;

use crate::{
    clock::here,
    effect::{Listing, Msg},
    framework::Framework,
    store::{Entry, Index, Indexed, Library, Listed, Print, StoreError, on_all_cores},
    summary::{Row, Summary},
    tui::Heard,
};

/// How long after the first rows the next are told, at least; it grows with what telling takes.
const SOON: Duration = Duration::from_millis(20);

/// The thread, as the main thread holds it.
pub(super) struct Lister {
    ask: Sender<()>,
}

impl Lister {
    /// Starts the thread.
    pub(super) fn start(
        library: Library,
        frameworks: Vec<Framework>,
        index: Option<Index>,
        tell: Sender<Heard>,
    ) -> io::Result<Lister> {
        let (ask, asked) = channel();
        let reader = Reader { library, frameworks, index, tell, known: Vec::new() };
        Builder::new().name("list".to_owned()).spawn(move || reader.serve(&asked))?;
        Ok(Lister { ask })
    }

    /// Has the library read; the rows come through the channel.
    pub(super) fn list(&self) {
        // The thread ends only with the program.
        let _ = self.ask.send(());
    }
}

/// What is known of a file.
#[derive(Clone, PartialEq)]
struct Known {
    /// The print of what was read; none where it is to be read again.
    print: Option<Print>,
    row: Arc<Row>,
}

struct Reader {
    library: Library,
    frameworks: Vec<Framework>,
    index: Option<Index>,
    tell: Sender<Heard>,
    /// By file name.
    known: Vec<Known>,
}

impl Reader {
    fn serve(mut self, asked: &Receiver<()>) {
        let mut is_first = true;
        while asked.recv().is_ok() {
            // What was asked for meanwhile is answered by the one reading.
            while asked.try_recv().is_ok() {}
            if std::mem::take(&mut is_first) {
                self.recall();
            }
            if let Err(error) = self.read() {
                self.tell(Msg::Failed(error.to_string()));
            }
        }
    }

    fn tell(&self, msg: Msg) {
        // Nobody listens any more once the program is leaving.
        let _ = self.tell.send(Heard::Told(msg));
    }

    /// Tells the rows that the index has: a screenful first.
    fn recall(&mut self) {
        let Some(index) = &self.index else { return };
        let mut known: Vec<Known> = Vec::new();
        index.load(|rows, all| {
            let is_first = known.is_empty();
            known.extend(rows.into_iter().map(recalled));
            if is_first || known.len() == all {
                self.tell(Msg::Listed(listing(&known, all.saturating_sub(known.len()))));
            }
        });
        known.sort_by(|one, other| one.row.file.cmp(&other.row.file));
        self.known = known;
    }

    /// Looks at every file, reads those whose print differs, and tells the rows as they come.
    fn read(&mut self) -> Result<(), StoreError> {
        let entries = self.library.contents()?;
        let mut slots: Vec<Option<Known>> = entries.iter().map(|entry| self.known_of(entry)).collect();
        let mut news = slots.iter().flatten().count() < self.known.len();
        let mut unread = slots.iter().filter(|slot| slot.is_none()).count();
        let (mut told, mut pause) = (Instant::now(), SOON);
        let looked: Vec<(&Entry, Option<Print>)> = entries
            .iter()
            .zip(&slots)
            .map(|(entry, slot)| (entry, slot.as_ref().and_then(|known| known.print)))
            .collect();
        on_all_cores(
            &looked,
            |(entry, print)| self.look_at(entry, *print),
            |at, found| {
                let Some(found) = found else { return };
                unread -= usize::from(slots[at].is_none());
                news |= slots[at] != found;
                slots[at] = found;
                if told.elapsed() >= pause {
                    let begun = Instant::now();
                    self.tell(Msg::Listed(listing(slots.iter().flatten(), unread)));
                    pause = SOON.max(begun.elapsed() * 8);
                    told = Instant::now();
                }
            },
        );
        self.known = slots.into_iter().flatten().collect();
        self.tell(Msg::Listed(listing(&self.known, 0)));
        if news {
            self.save();
        }
        Ok(())
    }

    fn known_of(&self, entry: &Entry) -> Option<Known> {
        let file = entry.file.to_str()?;
        let at = self.known.binary_search_by(|known| (*known.row.file).cmp(file)).ok()?;
        Some(self.known[at].clone())
    }

    /// What is known anew of a file: nothing where its print is still this one.
    fn look_at(&self, entry: &Entry, print: Option<Print>) -> Option<Option<Known>> {
        let now = self.library.print(entry, Timestamp::now());
        if now.is_some() && now == print {
            return None;
        }
        let listed = self.library.look_at(entry);
        Some(listed.map(|listed| Known { print: now, row: Arc::new(row(listed, &self.frameworks)) }))
    }

    fn save(&self) {
        let Some(index) = &self.index else { return };
        let mut known: Vec<&Known> = self.known.iter().collect();
        known.sort_by(|one, other| one.row.order(&other.row));
        let rows = known.into_iter().filter_map(|known| {
            let modified = known.row.modified.seconds();
            Some(Indexed { print: known.print, modified, summary: known.row.summary()? })
        });
        let rows: Vec<Indexed<&Summary>> = rows.collect();
        // An index that can't be written is only missed.
        let _ = index.save(&rows);
    }
}

fn listing<'k>(known: impl IntoIterator<Item = &'k Known>, unread: usize) -> Listing {
    Listing::new(known.into_iter().map(|known| known.row.clone()).collect(), unread)
}

fn recalled(indexed: Indexed) -> Known {
    let Indexed { print, modified, summary } = indexed;
    let file = format!("{}.ron", summary.id);
    let modified = here(Timestamp::from_second(modified).unwrap_or(Timestamp::UNIX_EPOCH));
    Known { print, row: Arc::new(Row::new(&file, modified, Ok(summary))) }
}

fn row(listed: Listed, frameworks: &[Framework]) -> Row {
    let state = listed.state.map(|evaluation| Summary::of(&evaluation, frameworks));
    Row::new(&listed.file.to_string(), here(listed.modified), state.map_err(|flaw| flaw.fault.to_string()))
}

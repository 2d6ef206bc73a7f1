//! The threads that search the whole library: some read it and keep its texts folded, one searches these and reads
//! again what it shows.

use std::{
    collections::BTreeMap,
    io,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    thread::Builder,
};

use super::{Answers, EffectRunner, files::left_out};
use crate::model::{Evaluation, Framework};
use crate::reading::{
    Hit, Query,
    search::{Batch, FoldedEvaluation, MOST_HITS, hits},
};
use crate::store::{Library, LibraryEntry, on_all_cores};
use crate::tui::incoming::Incoming;
use crate::ui::Msg;

/// How many evaluations a batch has.
const BATCH: usize = 128;
/// So many hits are sent at once: more than most screens show.
const SCREENFUL: usize = 32;

/// The threads, as the main thread holds them. They end when this goes.
pub(super) struct LibrarySearch {
    ask: Sender<SearchRequest>,
    /// The number of the search that is wanted, which makes those before it stop.
    latest: Arc<AtomicU64>,
}

/// What no search has as its number: none is wanted any more.
const END: u64 = u64::MAX;

/// What the searching thread is asked.
enum SearchRequest {
    /// To search for this, under this number.
    Search(u64, Query),
    /// More of the library.
    Batch(Batch),
    /// That this was all of it.
    Whole,
}

impl Drop for LibrarySearch {
    fn drop(&mut self) {
        self.latest.store(END, Ordering::Relaxed);
    }
}

impl EffectRunner {
    pub(super) fn search(&mut self, search: u64, query: Query) -> Answers {
        let start = || LibrarySearch::start(self.library.clone(), self.frameworks.clone(), self.sender.clone());
        let searching = match self.searching.take().map_or_else(start, Ok) {
            Ok(searching) => self.searching.insert(searching),
            Err(error) => return vec![Msg::Failed(format!("can't search the library: {error}"))],
        };
        searching.latest.store(search, Ordering::Relaxed);
        // The thread ends only after `LibrarySearch`.
        let _ = searching.ask.send(SearchRequest::Search(search, query));
        Vec::new()
    }
}

impl LibrarySearch {
    fn start(library: Library, frameworks: Vec<Framework>, sender: Sender<Incoming>) -> io::Result<LibrarySearch> {
        let (ask, asked) = channel();
        let latest = Arc::new(AtomicU64::new(0));
        let searching = LibrarySearch { ask: ask.clone(), latest: latest.clone() };
        let begin = move || {
            let failed = |why: String| drop(sender.send(Incoming::Message(Msg::Failed(why))));
            // What can't be reached is told of once the rest is read.
            let entries = library.entries().unwrap_or_default();
            let source = Arc::new(SearchedLibrary { library, frameworks, entries, latest });
            let (read, end, told) = (source.clone(), ask.clone(), sender.clone());
            let read_all = move || {
                if let Some(line) = read.read(&ask) {
                    let _ = told.send(Incoming::Message(Msg::NotSearched(line)));
                }
            };
            let reader = Builder::new().name("read all".to_owned()).spawn(read_all);
            if let Err(error) = reader {
                failed(format!("can't read the library: {error}"));
                let _ = end.send(SearchRequest::Whole);
            }
            Searcher { source, sender, batches: Vec::new(), is_whole: false, pass: None }.serve(&asked);
        };
        Builder::new().name("search".to_owned()).spawn(begin)?;
        Ok(searching)
    }
}

struct SearchedLibrary {
    library: Library,
    frameworks: Vec<Framework>,
    /// Batches know an evaluation by its place here.
    entries: Vec<LibraryEntry>,
    latest: Arc<AtomicU64>,
}

impl SearchedLibrary {
    /// Reads everything on all cores and hands it on in batches, in the entries' order. What is left out is told in a line.
    fn read(&self, ask: &Sender<SearchRequest>) -> Option<String> {
        let flawed = AtomicUsize::new(0);
        let (mut early, mut next, mut batch) = (BTreeMap::new(), 0, Batch::default());
        // Nobody listens any more once the search is closed.
        let hand_on = |asked| drop(ask.send(asked));
        on_all_cores(
            &self.entries,
            |entry| {
                let listed = (!self.wants(END)).then(|| self.library.read_entry(entry)).flatten()?;
                let Ok(one) = listed.state else {
                    flawed.fetch_add(1, Ordering::Relaxed);
                    return None;
                };
                Some(FoldedEvaluation::new(&one, self.framework(&one)))
            },
            |at, one| {
                early.insert(at, one);
                while let Some(one) = early.remove(&next) {
                    if let Some(one) = one {
                        batch.append(next, one);
                    }
                    next += 1;
                    if batch.count() == BATCH {
                        batch.shrink();
                        hand_on(SearchRequest::Batch(std::mem::take(&mut batch)));
                    }
                }
            },
        );
        hand_on(SearchRequest::Batch(batch));
        hand_on(SearchRequest::Whole);
        left_out(&self.library.unreached(), flawed.into_inner())
    }

    fn wants(&self, search: u64) -> bool {
        self.latest.load(Ordering::Relaxed) == search
    }

    fn evaluation(&self, entry: &LibraryEntry) -> Option<Evaluation> {
        self.library.read_entry(entry)?.state.ok()
    }

    fn framework(&self, evaluation: &Evaluation) -> Option<&Framework> {
        evaluation.shown_by(&self.frameworks)
    }
}

struct Searcher {
    source: Arc<SearchedLibrary>,
    sender: Sender<Incoming>,
    batches: Vec<Batch>,
    /// Whether everything was read.
    is_whole: bool,
    pass: Option<SearchPass>,
}

struct SearchPass {
    search: u64,
    query: Query,
    /// How many batches it is through with.
    batches: usize,
    /// How many hits were sent.
    told: usize,
}

impl Searcher {
    fn serve(mut self, asked: &Receiver<SearchRequest>) {
        while let Ok(first) = asked.recv() {
            self.hear(first);
            while let Ok(more) = asked.try_recv() {
                self.hear(more);
            }
            if let Some(pass) = self.pass.take() {
                self.pass = self.go_on(pass);
            }
        }
    }

    fn hear(&mut self, asked: SearchRequest) {
        match asked {
            SearchRequest::Search(search, query) => self.pass = Some(SearchPass { search, query, batches: 0, told: 0 }),
            SearchRequest::Batch(batch) => self.batches.push(batch),
            SearchRequest::Whole => self.is_whole = true,
        }
    }

    /// Searches the batches that are there; the pass, where it has to go on once there are more. The first screenful is
    /// sent at once, the others together.
    fn go_on(&self, mut pass: SearchPass) -> Option<SearchPass> {
        let mut found = Vec::new();
        for batch in &self.batches[pass.batches..] {
            for at in batch.with_hits(&pass.query) {
                if !self.source.wants(pass.search) {
                    return None;
                }
                let Some(evaluation) = self.source.evaluation(&self.source.entries[at]) else { continue };
                found.extend(hits(&pass.query, &evaluation, self.source.framework(&evaluation)));
                if pass.told + found.len() >= MOST_HITS {
                    found.truncate(MOST_HITS - pass.told);
                    self.send(pass.search, found, true);
                    return None;
                }
                if pass.told == 0 && found.len() >= SCREENFUL {
                    pass.told = found.len();
                    self.send(pass.search, std::mem::take(&mut found), false);
                }
            }
            pass.batches += 1;
        }
        pass.told += found.len();
        if self.is_whole || !found.is_empty() {
            self.send(pass.search, found, self.is_whole);
        }
        (!self.is_whole).then_some(pass)
    }

    fn send(&self, search: u64, hits: Vec<Hit>, whole: bool) {
        // Nobody listens any more once the program is leaving.
        let _ = self.sender.send(Incoming::Message(Msg::Found { search, hits, whole }));
    }
}

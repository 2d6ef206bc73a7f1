//! The sync worker: one thread for the whole program, which makes what was journalled last, and tries again what failed.
//!
//! Woken by the first edit, it looks by itself for more in even steps, so that nobody spends time on waking it. Once a step
//! brought none it sleeps without a time-out.

use std::{
    io,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use super::{error::StoreError, journal_file::JournalFile};
use crate::model::Id;

/// How often what was journalled is synced while edits come: with the sync itself an edit waits less than half a second.
const GATHER: Duration = Duration::from_millis(350);
/// The longest pause between two attempts at something that fails.
const LONGEST_PAUSE: Duration = Duration::from_secs(20);

/// What the worker reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncReport {
    /// The open evaluation.
    pub id: Id,
    /// How many of its edits, counted since it was opened, are on the disk for good; or why not all of them can be.
    pub saved: Result<u64, StoreError>,
}

/// The way to the worker, or to none: then nothing is synced but by [`Writer::sync`](super::Writer::sync).
#[derive(Clone, Debug, Default)]
pub struct Syncer {
    worker: Option<Sender<Arc<JournalFile>>>,
}

struct Due {
    journal_file: Arc<JournalFile>,
    when: Instant,
    /// The pause after the next failure.
    pause: Duration,
}

impl Syncer {
    /// Starts the worker. It ends when every evaluation and every `Syncer` is gone.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn start(report: impl Fn(SyncReport) + Send + 'static) -> io::Result<Syncer> {
        let (sender, receiver) = channel();
        thread::Builder::new().name("sync".to_owned()).spawn(move || work(&receiver, &report))?;
        Ok(Syncer { worker: Some(sender) })
    }

    pub(super) fn notify(&self, journal_file: &Arc<JournalFile>) {
        if let Some(worker) = &self.worker
            && journal_file.must_notify()
        {
            // A worker that is gone has nobody to report to either; `Writer::sync` still works.
            let _ = worker.send(journal_file.clone());
        }
    }
}

fn work(receiver: &Receiver<Arc<JournalFile>>, report: &impl Fn(SyncReport)) {
    let mut due: Vec<Due> = Vec::new();
    loop {
        let received = match due.iter().map(|due| due.when).min() {
            Some(next) => receiver.recv_timeout(next.saturating_duration_since(Instant::now())),
            None => receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match received {
            Ok(journal_file) => add(&mut due, journal_file),
            Err(RecvTimeoutError::Timeout) => due = sync(due, Instant::now(), report),
            Err(RecvTimeoutError::Disconnected) => {
                // The program ends: once more, and that is all.
                for due in &due {
                    let _ = due.journal_file.sync();
                }
                return;
            }
        }
    }
}

fn add(due: &mut Vec<Due>, journal_file: Arc<JournalFile>) {
    if !due.iter().any(|due| Arc::ptr_eq(&due.journal_file, &journal_file)) {
        due.push(Due { journal_file, when: Instant::now() + GATHER, pause: GATHER * 2 });
    }
}

/// Syncs what is due. Returns what is to be looked at again, which is all but what had nothing to sync.
fn sync(due: Vec<Due>, now: Instant, report: &impl Fn(SyncReport)) -> Vec<Due> {
    let (ready, mut later): (Vec<Due>, Vec<Due>) = due.into_iter().partition(|due| due.when <= now);
    for Due { journal_file, pause, .. } in ready {
        if journal_file.rests() {
            continue;
        }
        let saved = journal_file.sync();
        let (wait, pause) = if saved.is_ok() { (GATHER, GATHER * 2) } else { (pause, (pause * 2).min(LONGEST_PAUSE)) };
        report(SyncReport { id: journal_file.id.clone(), saved });
        later.push(Due { journal_file, when: now + wait, pause });
    }
    later
}

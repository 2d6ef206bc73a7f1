//! The sync worker: one thread for the whole program, which makes what was journalled last, and tries again what failed.
//!
//! It sleeps without a time-out while there is nothing to do.

use std::{
    io,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use super::{error::StoreError, tape::Tape};
use crate::model::id::Id;

/// How long an edit waits for others to be synced with it. With the sync itself it stays under a quarter of a second.
const GATHER: Duration = Duration::from_millis(150);

/// The longest pause between two attempts at something that fails.
const LONGEST_PAUSE: Duration = Duration::from_secs(20);

/// What the worker tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The open evaluation.
    pub id: Id,
    /// How many of its edits, counted since it was opened, are on the disk for good; or why not all of them can be.
    pub saved: Result<u64, StoreError>,
}

/// The way to the worker, or to none: then nothing is synced but by [`Writer::sync`](super::Writer::sync).
#[derive(Clone, Debug, Default)]
pub struct Syncer {
    worker: Option<Sender<Arc<Tape>>>,
}

/// A journal that waits for its sync.
struct Due {
    tape: Arc<Tape>,
    when: Instant,
    /// The pause after the next failure.
    pause: Duration,
}

impl Syncer {
    /// Starts the worker. It ends when every evaluation and every `Syncer` is gone.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn start(report: impl Fn(Report) + Send + 'static) -> io::Result<Syncer> {
        let (sender, receiver) = channel();
        thread::Builder::new().name("sync".to_owned()).spawn(move || work(&receiver, &report))?;
        Ok(Syncer { worker: Some(sender) })
    }

    /// Tells the worker that a journal has something to sync.
    pub(super) fn note(&self, tape: &Arc<Tape>) {
        if let Some(worker) = &self.worker
            && tape.note()
        {
            // A worker that is gone has nobody to report to either; `Writer::sync` still works.
            let _ = worker.send(tape.clone());
        }
    }
}

fn work(receiver: &Receiver<Arc<Tape>>, report: &impl Fn(Report)) {
    let mut due: Vec<Due> = Vec::new();
    while let Ok(tape) = receiver.recv() {
        add(&mut due, tape);
        while let Some(next) = due.iter().map(|due| due.when).min() {
            match receiver.recv_timeout(next.saturating_duration_since(Instant::now())) {
                Ok(tape) => add(&mut due, tape),
                Err(RecvTimeoutError::Timeout) => due = sync(due, Instant::now(), report),
                Err(RecvTimeoutError::Disconnected) => {
                    // The program ends: once more, and that is all.
                    for due in &due {
                        let _ = due.tape.sync();
                    }
                    return;
                }
            }
        }
    }
}

fn add(due: &mut Vec<Due>, tape: Arc<Tape>) {
    if !due.iter().any(|due| Arc::ptr_eq(&due.tape, &tape)) {
        due.push(Due { tape, when: Instant::now() + GATHER, pause: GATHER * 2 });
    }
}

/// Syncs what is due. Returns what remains to be done.
fn sync(due: Vec<Due>, now: Instant, report: &impl Fn(Report)) -> Vec<Due> {
    let (ready, mut later): (Vec<Due>, Vec<Due>) = due.into_iter().partition(|due| due.when <= now);
    for Due { tape, pause, .. } in ready {
        let saved = tape.sync();
        let failed = saved.is_err();
        report(Report { id: tape.id().clone(), saved });
        if failed {
            later.push(Due { tape, when: Instant::now() + pause, pause: (pause * 2).min(LONGEST_PAUSE) });
        }
    }
    later
}

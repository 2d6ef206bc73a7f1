//! Work on many things at once, on all cores.

use std::{
    num::NonZero,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread::{self, Builder},
};

/// How many things a thread takes at a time.
const AT_A_TIME: usize = 32;

/// Does `work` for each of these on all cores, and hands on what comes of each, with its place among them, as it comes.
pub fn on_all_cores<T: Sync, R: Send>(these: &[T], work: impl Fn(&T) -> R + Sync, mut take: impl FnMut(usize, R)) {
    if these.len() <= AT_A_TIME {
        these.iter().enumerate().for_each(|(at, one)| take(at, work(one)));
        return;
    }
    let next = AtomicUsize::new(0);
    let (done, results) = mpsc::channel();
    let run = |done: mpsc::Sender<Vec<(usize, R)>>| {
        loop {
            let from = next.fetch_add(AT_A_TIME, Ordering::Relaxed);
            let some = these.iter().enumerate().skip(from).take(AT_A_TIME);
            let results: Vec<(usize, R)> = some.map(|(at, one)| (at, work(one))).collect();
            // Nobody listens any more only where handing on has failed.
            if results.is_empty() || done.send(results).is_err() {
                return;
            }
        }
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, NonZero::get).min(these.len().div_ceil(AT_A_TIME));
        let threads: Vec<_> = (0..cores)
            .filter_map(|_| {
                let done = done.clone();
                Builder::new().name("read".to_owned()).spawn_scoped(scope, || run(done)).ok()
            })
            .collect();
        if threads.is_empty() {
            run(done);
        } else {
            drop(done);
        }
        for (at, result) in results.into_iter().flatten() {
            take(at, result);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_done_once() {
        for count in [0, 1, AT_A_TIME, 1000] {
            let these: Vec<usize> = (0..count).collect();
            let mut doubled = vec![0; count];
            on_all_cores(&these, |one| one * 2, |at, result| doubled[at] += result);
            assert_eq!(doubled, these.iter().map(|one| one * 2).collect::<Vec<_>>());
        }
    }
}

//! The thread that waits for input: `poll(2)` on the terminal, without a time-out but for the moment after an input.
//!
//! crossterm is asked only when something is there: its own wait never returns once its terminal is gone. It is built with
//! `use-dev-tty`, since its other source forgets a key that comes with a resize. That one reads nothing without a wait, and
//! spins for the last millisecond of a wait that is in vain: whether it holds more is asked with the shortest, and once more
//! after the frame, since a thread that was held up for as long is told that there is nothing.

use std::{io, sync::mpsc::Sender, time::Duration};

use crossterm::event::{self, Event};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::incoming::Incoming;

/// As much as a main thread has: this one does nearly all the work.
const STACK: usize = 8 << 20;
/// How long crossterm is given to read what is there.
const A_MOMENT: Duration = Duration::from_millis(1);
/// How long it is given to tell that it holds nothing more.
const AN_INSTANT: Duration = Duration::from_micros(10);
/// How long after the last input it is asked again whether it holds more.
const SOON: Timespec = Timespec { tv_sec: 0, tv_nsec: 2_000_000 };

/// Starts the thread, which hands on what arrives until it is told that the program does not go on (false), or until the
/// terminal is gone.
pub(super) fn listen(
    sender: Sender<Incoming>,
    take: impl FnMut(Vec<Event>) -> bool + Send + 'static,
) -> io::Result<()> {
    let thread = std::thread::Builder::new().name("input".to_owned()).stack_size(STACK);
    thread.spawn(move || {
        wait(take);
        // Nobody listens any more once the program has been left.
        let _ = sender.send(Incoming::Leave);
    })?;
    Ok(())
}

fn wait(mut take: impl FnMut(Vec<Event>) -> bool) {
    let stdin = io::stdin();
    // Whether crossterm may hold something that the terminal does not.
    let mut unsure = false;
    loop {
        let mut terminal = [PollFd::new(&stdin, PollFlags::IN)];
        let arrived = match poll(&mut terminal, unsure.then_some(&SOON)) {
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return,
            Ok(arrived) => arrived > 0,
        };
        if terminal[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return;
        }
        let mut events = Vec::new();
        let outcome = read(arrived, &mut events);
        unsure = !events.is_empty();
        // What was read before an error is taken in too.
        if unsure && !take(events) || outcome.is_err() {
            return;
        }
    }
}

/// Reads the events that crossterm finds on the terminal, where something has arrived there, or holds already.
fn read(arrived: bool, events: &mut Vec<Event>) -> io::Result<()> {
    let mut wait = if arrived { A_MOMENT } else { AN_INSTANT };
    while event::poll(wait)? {
        events.push(event::read()?);
        wait = AN_INSTANT;
    }
    Ok(())
}

//! The thread that waits for input: `poll(2)` on the terminal and a wake pipe, without a time-out.
//!
//! crossterm is asked only when something is there: its own wait never returns once its terminal is gone. It is built to
//! read with `poll(2)` too (`use-dev-tty`): with its other way, what is typed after a change of the terminal's size is
//! not seen before the next key.

use std::{
    io,
    os::fd::{AsFd, OwnedFd},
    sync::mpsc::{Receiver, Sender, channel},
    time::Duration,
};

use crossterm::event::{self, Event};
use rustix::event::{PollFd, PollFlags, poll};

use super::Heard;

/// The input thread, as the main thread holds it.
pub(super) struct Input {
    wake: OwnedFd,
    parked: Receiver<()>,
    resume: Sender<()>,
}

impl Input {
    /// Starts the thread.
    pub(super) fn listen(tell: Sender<Heard>) -> io::Result<Input> {
        let (woken, wake) = rustix::pipe::pipe()?;
        let (parking, parked) = channel();
        let (resume, resumed) = channel();
        std::thread::Builder::new().name("input".to_owned()).spawn(move || {
            while wait_for(&woken, &tell) {
                // Woken by the main thread, which wants the terminal for itself.
                if parking.send(()).is_err() || resumed.recv().is_err() {
                    return;
                }
            }
        })?;
        Ok(Input { wake, parked, resume })
    }

    /// Has the thread leave the terminal alone until [`Input::resume`].
    pub(super) fn park(&self) {
        if rustix::io::write(&self.wake, &[0]).is_ok() {
            // An error means that the thread has ended, which leaves the terminal alone too.
            let _ = self.parked.recv();
        }
    }

    /// Has the thread listen again.
    pub(super) fn resume(&self) {
        let _ = self.resume.send(());
    }
}

/// Hands on what arrives until woken (true) or until the terminal is gone or nobody listens (false).
fn wait_for(woken: &OwnedFd, tell: &Sender<Heard>) -> bool {
    let stdin = io::stdin();
    loop {
        let mut waiting = [PollFd::new(&stdin, PollFlags::IN), PollFd::from_borrowed_fd(woken.as_fd(), PollFlags::IN)];
        match poll(&mut waiting, None) {
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return gone(tell),
            Ok(_) => {}
        }
        if waiting[1].revents().contains(PollFlags::IN) {
            let _ = rustix::io::read(woken, &mut [0; 1]);
            return true;
        }
        if waiting[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return gone(tell);
        }
        let Ok(events) = arrived() else { return gone(tell) };
        if !events.is_empty() && tell.send(Heard::Input(events)).is_err() {
            return false;
        }
    }
}

/// Everything that has arrived.
fn arrived() -> io::Result<Vec<Event>> {
    /// crossterm does not look at all where it is given no time.
    const MOMENT: Duration = Duration::from_millis(1);
    let mut events = Vec::new();
    // Two looks in vain: one may come to nothing because the system left no time for it.
    let mut in_vain = 0;
    while in_vain < 2 {
        if event::poll(MOMENT)? {
            events.push(event::read()?);
            in_vain = 0;
        } else {
            in_vain += 1;
        }
    }
    Ok(events)
}

fn gone(tell: &Sender<Heard>) -> bool {
    let _ = tell.send(Heard::Leave);
    false
}

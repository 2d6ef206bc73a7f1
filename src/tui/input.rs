//! The thread that waits for input: `poll(2)` on the terminal and a wake pipe, without a time-out.
//!
//! crossterm is asked only when something is there: its own wait never returns once its terminal is gone. It is built with
//! `use-dev-tty`, since its other source forgets a key that comes with a resize; that one reads nothing without a wait.

use std::{
    io,
    os::fd::{AsFd, OwnedFd},
    sync::mpsc::{Receiver, Sender, channel},
    time::Duration,
};

use crossterm::event;
use rustix::event::{PollFd, PollFlags, poll};

use super::Heard;

/// How long crossterm is given to read what is there.
const A_MOMENT: Duration = Duration::from_millis(1);

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
        // Each event goes out at once: the last poll waits, and the main thread takes in all that has come before it draws.
        // A poll that the system left no time for finds nothing though crossterm holds more: two in vain are the end.
        let mut in_vain = 0;
        while in_vain < 2 {
            match event::poll(A_MOMENT) {
                Ok(true) => in_vain = 0,
                Ok(false) => {
                    in_vain += 1;
                    continue;
                }
                Err(_) => break,
            }
            match event::read() {
                Ok(event) => {
                    if tell.send(Heard::Input(event)).is_err() {
                        return false;
                    }
                }
                Err(_) => return gone(tell),
            }
        }
    }
}

fn gone(tell: &Sender<Heard>) -> bool {
    let _ = tell.send(Heard::Leave);
    false
}

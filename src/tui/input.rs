//! The thread that waits for input: `poll(2)` on the terminal and a wake pipe, without a time-out.
//!
//! crossterm is asked only when something is there: its own wait never returns once its terminal is gone. It is built with
//! `use-dev-tty`, since its other source forgets a key that comes with a resize. That one reads nothing without a wait, and
//! spins for the last millisecond of a wait that is in vain; so the bytes that it is about to read are counted.

use std::{
    io,
    os::fd::{AsFd, OwnedFd},
    sync::mpsc::{Receiver, Sender, channel},
    time::Duration,
};

use crossterm::event::{self, Event, KeyCode, KeyModifiers};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::Heard;

/// How long crossterm is given to read what is there.
const A_MOMENT: Duration = Duration::from_millis(1);
/// How long it is given to tell that there is nothing.
const AN_INSTANT: Duration = Duration::from_micros(50);
/// How long after the last input it is asked whether it holds more than was counted.
const SOON: Timespec = Timespec { tv_sec: 0, tv_nsec: 2_000_000 };

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
    // Whether crossterm may hold something that the terminal does not.
    let mut unsure = false;
    loop {
        let mut waiting = [PollFd::new(&stdin, PollFlags::IN), PollFd::from_borrowed_fd(woken.as_fd(), PollFlags::IN)];
        let arrived = match poll(&mut waiting, unsure.then_some(&SOON)) {
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return gone(tell),
            Ok(arrived) => arrived > 0,
        };
        if waiting[1].revents().contains(PollFlags::IN) {
            let _ = rustix::io::read(woken, &mut [0; 1]);
            return true;
        }
        if waiting[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return gone(tell);
        }
        let bytes = if arrived { rustix::io::ioctl_fionread(&stdin).unwrap_or(1) } else { 0 };
        match hand_on(bytes, tell) {
            Ok(some) => unsure = some,
            Err(()) => return gone(tell),
        }
    }
}

/// Hands on the events of this many bytes that crossterm has not read yet, and one that it may hold besides; says whether
/// there were any. Each goes out at once: the main thread takes in all that has come before it draws.
fn hand_on(bytes: u64, tell: &Sender<Heard>) -> Result<bool, ()> {
    let mut left = bytes;
    let mut some = false;
    while event::poll(if left > 0 { A_MOMENT } else { AN_INSTANT }).unwrap_or(false) {
        let event = event::read().map_err(|_| ())?;
        left = left.saturating_sub(bytes_of(&event));
        tell.send(Heard::Input(event)).map_err(|_| ())?;
        some = true;
        if bytes > 0 && left == 0 {
            break;
        }
    }
    Ok(some)
}

/// As many bytes as a terminal sends for this, as a rule: where it is not so, crossterm is asked once more.
fn bytes_of(event: &Event) -> u64 {
    match event {
        Event::Key(key) => match key.code {
            KeyCode::Char(_) if key.modifiers.contains(KeyModifiers::CONTROL) => 1,
            KeyCode::Char(c) => c.len_utf8() as u64 + u64::from(key.modifiers.contains(KeyModifiers::ALT)),
            KeyCode::Enter | KeyCode::Tab | KeyCode::Backspace | KeyCode::Esc => 1,
            _ if key.modifiers.is_empty() => 3,
            _ => 6,
        },
        Event::Paste(text) => text.len() as u64 + 12,
        Event::Mouse(_) => 9,
        Event::FocusGained | Event::FocusLost => 3,
        Event::Resize(..) => 0,
    }
}

fn gone(tell: &Sender<Heard>) -> bool {
    let _ = tell.send(Heard::Leave);
    false
}

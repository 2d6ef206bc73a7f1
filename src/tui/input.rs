//! The thread that waits for input: `poll(2)` on the terminal, without a time-out.
//!
//! crossterm is asked only when something is there: its own wait never returns once its terminal is gone. It is built with
//! `use-dev-tty`, since its other source forgets a key that comes with a resize. That one reads nothing without a wait, and
//! spins for the last millisecond of a wait that is in vain; so the bytes that it is about to read are counted.

use std::{io, sync::mpsc::Sender, time::Duration};

use crossterm::event::{self, Event, KeyCode, KeyModifiers};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::Heard;

/// As much as a main thread has: this one does nearly all the work.
const STACK: usize = 8 << 20;
/// How long crossterm is given to read what is there.
const A_MOMENT: Duration = Duration::from_millis(1);
/// How long it is given to tell that there is nothing.
const AN_INSTANT: Duration = Duration::from_micros(50);
/// How long after the last input it is asked whether it holds more than was counted.
const SOON: Timespec = Timespec { tv_sec: 0, tv_nsec: 2_000_000 };

/// Starts the thread, which hands on what arrives until it is told that the program does not go on (false), or until the
/// terminal is gone.
pub(super) fn listen(tell: Sender<Heard>, take: impl FnMut(Vec<Event>) -> bool + Send + 'static) -> io::Result<()> {
    let thread = std::thread::Builder::new().name("input".to_owned()).stack_size(STACK);
    thread.spawn(move || {
        wait(take);
        // Nobody listens any more once the program has been left.
        let _ = tell.send(Heard::Leave);
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
        let bytes = if arrived { rustix::io::ioctl_fionread(&stdin).unwrap_or(1) } else { 0 };
        let Ok(events) = events(bytes) else { return };
        unsure = !events.is_empty();
        if unsure && !take(events) {
            return;
        }
    }
}

/// The events of this many bytes that crossterm has not read yet; of none, those that it holds.
fn events(bytes: u64) -> io::Result<Vec<Event>> {
    let mut left = bytes;
    let mut events = Vec::new();
    while event::poll(if left > 0 { A_MOMENT } else { AN_INSTANT })? {
        let event = event::read()?;
        left = left.saturating_sub(bytes_of(&event));
        events.push(event);
        if bytes > 0 && left == 0 {
            break;
        }
    }
    Ok(events)
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

//! What a person does at a terminal: keys, text, pastes, clicks.

use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};

use super::{DEADLINE, Terminal, keys};

/// Longer than the program waits for the rest of a sequence.
const MOMENT: Duration = Duration::from_millis(55);

impl Terminal {
    /// Sends these bytes.
    pub(crate) fn send(&self, bytes: &str) {
        if let Err(error) = self.line().write(bytes.as_bytes()) {
            self.fail(&format!("the terminal did not take {bytes:?}: {error}"));
        }
    }

    /// Presses keys by name, with spaces between: `ctrl-n down enter shift-tab alt-x pageup f1 ?`.
    pub(crate) fn keys(&self, names: &str) {
        for name in names.split_whitespace() {
            self.press(&keys::sequence(name));
        }
    }

    /// Types text, a line feed being the Enter key.
    pub(crate) fn type_text(&self, text: &str) {
        for c in text.replace('\n', "\r").chars() {
            self.press(c.encode_utf8(&mut [0; 4]));
        }
    }

    /// Presses one key, and waits until the program has it: hands are too slow for two to arrive together, which would be
    /// something else. What begins a sequence too is that key only once a moment has passed.
    fn press(&self, sequence: &str) {
        self.send(sequence);
        self.wait_taken();
        if matches!(sequence.as_bytes(), b"\x1b" | [0x1b, b'[' | b']' | b'O' | b'P' | b'X' | b'^' | b'_']) {
            thread::sleep(MOMENT);
        }
    }

    /// Pastes text in brackets. As terminals do, it sends carriage returns for line feeds.
    pub(crate) fn paste(&self, text: &str) {
        self.send(&format!("\x1b[200~{}\x1b[201~", text.replace('\n', "\r")));
    }

    /// Presses and releases the left button.
    pub(crate) fn click(&self, col: u16, row: u16) {
        let (x, y) = (col + 1, row + 1);
        self.send(&format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"));
    }

    /// Turns the wheel by some steps, all of them in one burst: down, or up below zero.
    pub(crate) fn wheel(&self, steps: i8, col: u16, row: u16) {
        let button = if steps < 0 { 64 } else { 65 };
        let step = format!("\x1b[<{button};{};{}M", col + 1, row + 1);
        self.send(&step.repeat(usize::from(steps.unsigned_abs())));
    }

    /// Waits until the program has read all that was sent. (Under `cat` and the like, whole lines only.)
    pub(crate) fn wait_taken(&self) {
        let begun = Instant::now();
        while self.has_unread_input() {
            if begun.elapsed() > DEADLINE {
                self.fail("the program does not read its keys");
            }
            thread::sleep(Duration::from_micros(200));
        }
    }

    fn has_unread_input(&self) -> bool {
        let Ok(slave) = self.line().slave() else { return false };
        let mut waiting = [PollFd::new(&slave, PollFlags::IN)];
        // Polling also makes the kernel deliver what is still on its way, which asking for a count does not.
        rustix::event::poll(&mut waiting, Some(&Timespec::default())).is_ok()
            && waiting[0].revents().contains(PollFlags::IN)
    }
}

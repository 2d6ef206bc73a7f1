//! Standard output and standard error.

use std::io::{self, Write};

use crate::cli::failure::Failure;
use crate::store::shown;
use crate::text::sentence;

/// Writes a result to standard output as it is: what was exported, a list, a script.
pub(super) fn print_raw(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

pub(super) fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| Failure::Output(error.kind()))
}

/// Writes a text to standard output line by line, with nothing in it that steers a terminal.
pub(super) fn print_text(text: &str) -> Result<(), Failure> {
    print_raw(&safe(text))
}

/// Writes a message to standard error, with nothing in it that steers a terminal.
pub(super) fn note(message: &str) {
    // Where standard error can't be written there is nowhere left to say so.
    let _ = io::stderr().lock().write_all(safe(message).as_bytes());
}

/// Says on standard error what failed, as a sentence, with nothing in it that steers a terminal.
pub fn complain(failure: &str) {
    note(&format!("error: {}", sentence(failure.to_owned())));
}

fn safe(text: &str) -> String {
    text.trim_end().split('\n').map(|line| shown(line) + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_keeps_its_lines_and_nothing_else_that_steers() {
        assert_eq!(safe("a\u{1b}[2J\nb\u{202e}\r\n"), "a[2J\nb\u{fffd}\n");
    }
}

//! Standard output and standard error.

use std::{
    borrow::Cow,
    io::{self, IsTerminal, Write},
};

use crate::cli::failure::Failure;
use crate::model::Id;
use crate::store::{escaped, shown};
use crate::text::{Text, sentence};

/// Writes a result to standard output: as it is into a file or a pipe, and on a terminal with nothing in it that steers one.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let text = if out.is_terminal() { Cow::Owned(escaped(text)) } else { Cow::Borrowed(text) };
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Failure::Output(error.kind()))
}

/// Writes what is no text to standard output, but not to a terminal.
pub(super) fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    if out.is_terminal() {
        return Err(Failure::NoTerminal);
    }
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| Failure::Output(error.kind()))
}

/// Writes a text for people to standard output, which holds no control characters anywhere.
pub(super) fn print_text(text: &str) -> Result<(), Failure> {
    print(&(Text::new(text.trim_end()).to_string() + "\n"))
}

/// Prints the ids of evaluations that were created. That this fails undoes nothing, so it is only told of.
pub(super) fn print_created<'i>(ids: impl Iterator<Item = &'i Id>) {
    let ids: Vec<&str> = ids.map(Id::as_str).collect();
    if let Err(failure) = print(&(ids.join("\n") + "\n")) {
        note(&format!("Created {}, but {failure}", ids.join(", ")));
    }
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
        assert_eq!(safe("a\u{1b}[2J\nb\u{202e}\r\n"), "a[2J\nb\\u{202e}\n");
    }
}

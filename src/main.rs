//! The program: the command line, and the screens where it asks for them.

use std::process::ExitCode;

use fieldbook::cli::{self, Outcome, Session};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Outcome::Done(code) => code,
        Outcome::Screens(session) => screens(&session),
    }
}

/// Runs the screens.
fn screens(session: &Session) -> ExitCode {
    let _ = session;
    ExitCode::FAILURE
}

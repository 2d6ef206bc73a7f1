//! The command line of the real program, each test in folders of its own.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests start programs, read files and measure time"
)]
#![expect(clippy::unwrap_used, reason = "a test fails where something is not there")]

mod home;

mod backup;
mod check;
mod frameworks;
mod listing;
#[cfg(unix)]
mod reach;
mod reading;
mod transfer;
mod versions;
mod words;

//! What is handed over, opened by programs that are not ours.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests start programs, read files and measure time"
)]
#![expect(clippy::unwrap_used, reason = "a test fails where something is not there")]

#[path = "cli/home.rs"]
#[allow(dead_code, reason = "shared with the tests of the command line")]
mod home;

#[path = "documents/tables.rs"]
mod tables;

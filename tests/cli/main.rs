//! The command line of the real program, each test in folders of its own.
#![expect(clippy::unwrap_used, reason = "a test fails where something is not there")]

mod home;

mod check;
mod listing;
mod reading;
mod transfer;
mod words;

//! The command line of the real program, each test in folders of its own.

mod home;

mod check;
mod listing;
mod transfer;
mod words;

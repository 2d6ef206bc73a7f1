//! Journeys: the real program in a real pseudo-terminal, as a person at the keys meets it.
#![cfg(unix)]

mod harness;
mod terminal;

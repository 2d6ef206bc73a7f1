//! Journeys: the real program in a real pseudo-terminal, as a person at the keys meets it.
#![cfg(unix)]

mod cost;
mod dying;
mod editing_outside;
mod harness;
mod jotting;
mod keeping;
mod living;
mod recording;
mod reviewing;
mod searching;
mod site;
mod terminal;

//! Journeys: the real program in a real pseudo-terminal, as a person at the keys meets it.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests start programs, read files and measure time"
)]
#![cfg(unix)]

mod arriving;
mod copies;
mod cost;
mod damage;
mod dying;
mod editing_outside;
mod frameworks;
mod harness;
mod jotting;
mod keeping;
mod living;
mod moving;
mod printing;
mod recording;
mod refusing;
mod rescuing;
mod reviewing;
mod searching;
#[path = "../terminal/site.rs"]
mod site;
#[path = "../terminal/terminal.rs"]
mod terminal;
mod two_windows;

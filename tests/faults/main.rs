//! What the store promises, fault by fault. What only the real program in a real terminal shows stands in
//! `tests/journeys/` (`dying.rs`, `living.rs`, `keeping.rs`).
//!
//! Second proofs that are left out, and why: faults injected into the system's calls by `strace -e inject=`, and small
//! file systems mounted for the purpose, need rights that a fresh machine does not give and would test the same lines
//! again: every call goes through `Disk`, whose faults are tried one at a time. For the same reason the calls of a save
//! are played back from what `Disk` recorded, and not from a trace of the process.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests start programs, read files and measure time"
)]
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod advice;
mod backup;
mod calls;
mod campaign;
mod copies;
mod damage;
mod field;
mod forgetting;
mod history;
mod hostile;
mod leftovers;
mod library;
mod outside;
mod platter;
mod power;
mod reach;
mod rescue;
mod settings;
#[allow(dead_code, reason = "the campaign uses a part of it")]
#[path = "../terminal/site.rs"]
mod site;
mod space;
mod syncing;
#[allow(dead_code, reason = "the campaign uses a part of it")]
#[path = "../terminal/terminal.rs"]
mod terminal;
mod upgrade;
mod vanishing;
mod windows;

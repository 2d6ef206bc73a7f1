//! What the store promises, fault by fault.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod calls;
mod field;
mod history;
mod hostile;
mod library;
mod outside;
mod platter;
mod power;
mod space;
mod syncing;

//! What the store promises, fault by fault.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod calls;
mod field;
mod library;
mod platter;
mod power;
mod syncing;

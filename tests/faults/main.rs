//! What the store promises, fault by fault.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

#[expect(dead_code, reason = "more faults follow")]
mod field;
mod library;
mod syncing;

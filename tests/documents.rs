//! What goes out is what was written: documents read back by programs that are not ours.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests start programs, read files and measure time"
)]
#![expect(clippy::unwrap_used, reason = "a test fails where something is not there")]

#[path = "documents/docx.rs"]
mod docx;
#[path = "documents/written.rs"]
mod written;

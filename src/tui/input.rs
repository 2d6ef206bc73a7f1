//! What comes from the terminal, on a thread of its own.
//!
//! On Unix the thread polls the terminal, without a time-out unless something is pending, reads what is there and has
//! [`parser`] make events of the bytes. On Windows crossterm does. [`bursts`] tells a pasted text from keys.

pub mod bursts;
pub mod parser;
mod sequences;

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

use std::io;

pub use bursts::Input;
pub(crate) use system::{ToldToLeave, leaving};

/// As much as a main thread has: this one does nearly all the work.
const STACK: usize = 8 << 20;

/// Starts the thread, which hands on what arrives and is told whether letters go into a text now; or that the program does
/// not go on, which ends it as a terminal does that is gone.
pub(super) fn listen(
    told_to_leave: ToldToLeave,
    take: impl FnMut(Vec<Input>) -> Option<bool> + Send + 'static,
    gone: impl FnOnce() + Send + 'static,
) -> io::Result<()> {
    let thread = std::thread::Builder::new().name("input".to_owned()).stack_size(STACK);
    thread.spawn(move || {
        system::wait(&told_to_leave, take);
        gone();
    })?;
    Ok(())
}

/// Forgets what has arrived and was not taken in.
pub(super) fn discard() {
    system::discard();
}

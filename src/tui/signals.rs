//! What the system tells the program besides keys.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(super) use unix::{listen, stop};
#[cfg(windows)]
pub(super) use windows::{listen, stop};

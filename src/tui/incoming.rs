//! What the threads of the terminal program send to the one that updates the core.

use super::input::Input;
use crate::ui::Msg;

/// What the main thread receives from the others, in the order of its arrival.
pub(super) enum Incoming {
    /// A key, the mouse, pasted text.
    Input(Input),
    /// What another thread found out.
    Message(Msg),
    #[cfg(unix)]
    Resized,
    /// The program is to go to the shell's background.
    #[cfg(unix)]
    Stop,
    /// The program was stopped, by itself or from outside, and goes on: what the terminal shows is not known.
    #[cfg(unix)]
    Continued,
    /// A crash is asked for, to see that it loses nothing.
    #[cfg(all(unix, debug_assertions))]
    Fault,
    /// The program is to leave: the terminal is gone or a signal says so.
    Leave,
}

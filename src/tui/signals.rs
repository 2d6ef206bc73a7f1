//! Signals, heard on a thread of their own.

use std::{io, sync::mpsc::Sender};

use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGWINCH, SIGXFSZ},
    iterator::Signals,
};

use super::Heard;

/// Starts the thread. From now on a file size limit is an error of the write that meets it, and no death.
pub(super) fn listen(tell: &Sender<Heard>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGWINCH, SIGCONT, SIGXFSZ])?;
    let tell = tell.clone();
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let heard = match signal {
                SIGWINCH | SIGCONT => Heard::Woken,
                SIGXFSZ => continue,
                _ => Heard::Leave,
            };
            if tell.send(heard).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

//! Signals, heard on a thread of their own.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::Sender,
    },
};

use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGWINCH, SIGXFSZ},
    iterator::Signals,
};

use super::incoming::Incoming;

/// Whether another program has the terminal: interrupts are meant for that one.
#[derive(Clone, Default)]
pub(super) struct Away(Arc<AtomicBool>);

impl Away {
    /// Says whether another program has the terminal from now on.
    pub(super) fn set(&self, away: bool) {
        self.0.store(away, Ordering::Relaxed);
    }
}

/// Starts the thread. From now on a file size limit is an error of the write that meets it, and no death.
pub(super) fn listen(tell: &Sender<Incoming>) -> io::Result<Away> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGWINCH, SIGCONT, SIGXFSZ])?;
    #[cfg(debug_assertions)]
    signals.add_signal(signal_hook::consts::SIGUSR1)?;
    let tell = tell.clone();
    let away = Away::default();
    let is_away = away.clone();
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let heard = match signal {
                SIGWINCH => Incoming::Woken,
                SIGCONT => Incoming::Continued,
                SIGXFSZ => continue,
                #[cfg(debug_assertions)]
                signal_hook::consts::SIGUSR1 => Incoming::Fault,
                SIGINT if is_away.0.load(Ordering::Relaxed) => continue,
                _ => Incoming::Leave,
            };
            if tell.send(heard).is_err() {
                return;
            }
        }
    })?;
    Ok(away)
}

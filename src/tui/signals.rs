//! Signals, received on a thread of their own.

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
pub(super) struct EditorRunning(Arc<AtomicBool>);

impl EditorRunning {
    /// Says whether another program has the terminal from now on.
    pub(super) fn set(&self, editor_running: bool) {
        self.0.store(editor_running, Ordering::Relaxed);
    }
}

/// Starts the thread. From now on a file size limit is an error of the write that meets it, and no death.
pub(super) fn listen(sender: &Sender<Incoming>) -> io::Result<EditorRunning> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGWINCH, SIGCONT, SIGXFSZ])?;
    #[cfg(debug_assertions)]
    signals.add_signal(signal_hook::consts::SIGUSR1)?;
    let sender = sender.clone();
    let editor_running = EditorRunning::default();
    let is_running = editor_running.clone();
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let incoming = match signal {
                SIGWINCH => Incoming::Resized,
                SIGCONT => Incoming::Continued,
                SIGXFSZ => continue,
                #[cfg(debug_assertions)]
                signal_hook::consts::SIGUSR1 => Incoming::Fault,
                SIGINT if is_running.0.load(Ordering::Relaxed) => continue,
                _ => Incoming::Leave,
            };
            if sender.send(incoming).is_err() {
                return;
            }
        }
    })?;
    Ok(editor_running)
}

//! Signals of Unix, received on a thread of their own.

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

use super::super::incoming::Incoming;

/// Starts the thread. While the flag returned says that another program has the terminal, interrupts are meant for that one.
/// From now on a file size limit is an error of the write that meets it, and no death.
pub(in super::super) fn listen(sender: &Sender<Incoming>) -> io::Result<Arc<AtomicBool>> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGWINCH, SIGCONT, SIGXFSZ])?;
    #[cfg(debug_assertions)]
    signals.add_signal(signal_hook::consts::SIGUSR1)?;
    let sender = sender.clone();
    let editor_running = Arc::new(AtomicBool::new(false));
    let is_running = editor_running.clone();
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let incoming = match signal {
                SIGWINCH => Incoming::Resized,
                SIGCONT => Incoming::Continued,
                SIGXFSZ => continue,
                #[cfg(debug_assertions)]
                signal_hook::consts::SIGUSR1 => Incoming::Fault,
                SIGINT if is_running.load(Ordering::Relaxed) => continue,
                _ => Incoming::Leave,
            };
            if sender.send(incoming).is_err() {
                return;
            }
        }
    })?;
    Ok(editor_running)
}

/// Stops the program until the shell has it go on; whether there is such a thing.
pub(in super::super) fn stop() -> bool {
    // Sent to this very thread: another one would take it a moment later, when this one has gone on.
    signal_hook::low_level::raise(signal_hook::consts::SIGTSTP).is_ok()
}

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
    consts::{
        SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGWINCH, SIGXFSZ,
    },
    iterator::Signals,
};

use super::super::incoming::Incoming;

/// Starts the thread. While the flag returned says that another program has the terminal, interrupts are meant for that one.
/// What asks the program to leave is handed to `leave`. From now on a file size limit is an error of the write that meets it, and no death.
pub(crate) fn listen(sender: &Sender<Incoming>, leave: impl Fn() + Send + 'static) -> io::Result<Arc<AtomicBool>> {
    let leaving = [SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGABRT, SIGALRM, SIGUSR1, SIGUSR2];
    let mut signals = Signals::new(leaving.into_iter().chain([SIGWINCH, SIGCONT, SIGTSTP, SIGXFSZ]))?;
    let sender = sender.clone();
    let editor_running = Arc::new(AtomicBool::new(false));
    let is_running = editor_running.clone();
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let incoming = match signal {
                SIGWINCH => Incoming::Resized,
                SIGCONT => Incoming::Continued,
                // Meant for the other program, which has the terminal.
                SIGINT | SIGQUIT | SIGTSTP if is_running.load(Ordering::Relaxed) => continue,
                SIGTSTP => Incoming::Stop,
                SIGXFSZ => continue,
                #[cfg(debug_assertions)]
                SIGUSR1 => Incoming::Fault,
                _ => {
                    leave();
                    continue;
                }
            };
            if sender.send(incoming).is_err() {
                return;
            }
        }
    })?;
    Ok(editor_running)
}

/// Stops the program until the shell has it go on; whether there is such a thing.
pub(crate) fn stop() -> bool {
    signal_hook::low_level::emulate_default_handler(SIGTSTP).is_ok()
}

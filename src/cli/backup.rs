//! Backups of the whole library, and their way back.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::cli::{
    exporting::check_target,
    failure::Failure,
    folders::UserFolders,
    output::{complain, note, print_text},
};
use crate::store::{BackedUp, Disk, named_by_argument, restore_backup, shown};

/// Writes the whole library into a zip, and says what is in it and what is not.
pub(super) fn back_up(folders: &UserFolders, output: &Path, overwrites: bool) -> Result<(), Failure> {
    let library = folders.library_to_look_at()?;
    let file = named_by_argument(output);
    check_target(&library, &file, "it is no plain file: name one")?;
    let stopped = stopped_by_a_signal();
    let BackedUp { tally, notes, left_out } =
        library.back_up(&file, overwrites, &|| stopped.load(Ordering::Relaxed))?;
    for line in &notes {
        note(line);
    }
    for line in &left_out {
        complain(line);
    }
    print_text(&format!("Wrote {tally} to {}; read back, it is what it should be", shown(&file.to_string_lossy())))?;
    if left_out.is_empty() { Ok(()) } else { Err(Failure::Told) }
}

/// Unpacks a backup into the library's folder, which has to be empty.
pub(super) fn restore(folders: &UserFolders, file: &Path) -> Result<(), Failure> {
    let folder = folders.library_folder()?;
    let stopped = stopped_by_a_signal();
    let tally =
        restore_backup(&named_by_argument(file), folder, &Disk::default(), &|| stopped.load(Ordering::Relaxed))?;
    print_text(&format!("Restored {tally} to {}", shown(&folder.to_string_lossy())))
}

/// What becomes true when Ctrl-C or the system asks the program to end, so that it leaves nothing half done. The second
/// time it ends at once.
fn stopped_by_a_signal() -> Arc<AtomicBool> {
    let stopped = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        // Where it can't be listened to, it ends the program as ever.
        let _ = signal_hook::flag::register_conditional_shutdown(signal, 1, stopped.clone())
            .and_then(|_| signal_hook::flag::register(signal, stopped.clone()));
    }
    stopped
}

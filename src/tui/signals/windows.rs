//! Windows has no signals. Closing the console ends the program without a word; the journal has everything.

use std::{
    io,
    sync::{Arc, atomic::AtomicBool, mpsc::Sender},
};

use super::super::incoming::Incoming;

/// Nothing is listened to.
#[allow(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
pub(crate) fn listen(_: &Sender<Incoming>, _: impl Fn()) -> io::Result<Arc<AtomicBool>> {
    Ok(Arc::default())
}

/// No console has a background to go to.
pub(crate) fn stop() -> bool {
    false
}

//! The Windows console, whose events crossterm reads.

use std::{io, time::Duration};

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::bursts::{Gathered, Input};

/// Takes what is queued until the console is gone or the program does not go on.
pub(super) fn wait(_: &ToldToLeave, mut take: impl FnMut(Vec<Input>) -> Option<bool>) {
    let mut gathered = Gathered::default();
    while let Ok(mut events) = queued() {
        events.retain(|event| !matches!(event, Event::Key(key) if key.kind == KeyEventKind::Release));
        gathered.add(events.into_iter().map(typed_with_alt_gr).collect());
        let inputs = gathered.take();
        if !inputs.is_empty() && take(inputs).is_none() {
            return;
        }
    }
}

/// Nothing tells a program to leave.
pub(crate) struct ToldToLeave;

#[allow(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
pub(crate) fn leaving() -> io::Result<(impl Fn(), ToldToLeave)> {
    Ok((|| {}, ToldToLeave))
}

fn queued() -> io::Result<Vec<Event>> {
    let mut events = vec![event::read()?];
    while event::poll(Duration::ZERO)? {
        events.push(event::read()?);
    }
    Ok(events)
}

pub(super) fn discard() {
    while event::poll(Duration::ZERO).is_ok_and(|waits| waits) && event::read().is_ok() {}
}

/// `AltGr` is told as Ctrl and Alt, with the character that it types.
fn typed_with_alt_gr(event: Event) -> Event {
    let alt_gr = KeyModifiers::CONTROL | KeyModifiers::ALT;
    match event {
        Event::Key(key @ KeyEvent { code: KeyCode::Char(_), .. }) if key.modifiers.contains(alt_gr) => {
            Event::Key(KeyEvent { modifiers: key.modifiers - alt_gr, ..key })
        }
        event => event,
    }
}

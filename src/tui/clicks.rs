//! Double and triple clicks.

use std::time::{Duration, Instant};

use crossterm::event::{MouseEvent, MouseEventKind};

/// How soon a press has to follow to count with the one before.
const SOON: Duration = Duration::from_millis(400);

#[derive(Debug, Default)]
pub(super) struct ClickCounter {
    last: Option<(Instant, u16, u16)>,
    count: u8,
}

impl ClickCounter {
    /// Which press at its place this one is: 1, 2 or 3. Once the wheel has moved, another thing is there.
    pub(super) fn count(&mut self, mouse: MouseEvent) -> u8 {
        use MouseEventKind::{Down, Drag, Moved, ScrollDown, ScrollLeft, ScrollRight, ScrollUp, Up};
        match mouse.kind {
            Down(_) => {}
            ScrollDown | ScrollUp | ScrollLeft | ScrollRight => {
                self.last = None;
                return 1;
            }
            Up(_) | Drag(_) | Moved => return 1,
        }
        let now = Instant::now();
        let follows = self.last.is_some_and(|(when, x, y)| now - when < SOON && (x, y) == (mouse.column, mouse.row));
        self.count = if follows { self.count % 3 + 1 } else { 1 };
        self.last = Some((now, mouse.column, mouse.row));
        self.count
    }
}

//! The mouse: a click goes to what it is on, the wheel scrolls what it is over and changes nothing else.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::{App, Screen};
use crate::ui::{Response, footer::key_at};

impl App {
    pub(super) fn mouse(&mut self, mouse: MouseEvent, presses: u8) {
        let at = Position::new(mouse.column, mouse.row);
        // With Shift the wheel goes sideways, where it has no second one.
        let is_sideways = mouse.modifiers.contains(KeyModifiers::SHIFT);
        match mouse.kind {
            _ if self.is_too_small() => {}
            MouseEventKind::ScrollUp if is_sideways => self.scroll_sideways(at, -1),
            MouseEventKind::ScrollDown if is_sideways => self.scroll_sideways(at, 1),
            MouseEventKind::ScrollUp => self.scroll(at, -1),
            MouseEventKind::ScrollDown => self.scroll(at, 1),
            MouseEventKind::ScrollLeft => self.scroll_sideways(at, -1),
            MouseEventKind::ScrollRight => self.scroll_sideways(at, 1),
            // The rest of a double click whose first press took a row: it is not meant for what lies there now.
            MouseEventKind::Down(MouseButton::Left) if presses > 1 && self.took => {}
            MouseEventKind::Down(MouseButton::Left) => self.click(at, presses),
            MouseEventKind::Drag(MouseButton::Left) if self.overlays.is_empty() => match &mut self.open {
                Some(Screen::Record(record)) => record.drag(at),
                Some(Screen::Review(review)) => review.drag(at, &self.cx),
                Some(Screen::Portfolio(_) | Screen::Compare(_)) | None => {}
            },
            _ => {}
        }
    }

    /// The wheel: what is under the pointer moves, and nothing else does. An overlay leaves the screen above it to be scrolled.
    fn scroll(&mut self, at: Position, by: isize) {
        match (self.overlays.last_mut().filter(|overlay| overlay.covers(at, &self.cx)), &mut self.open) {
            (Some(overlay), _) => overlay.scroll(by),
            _ if !self.cx.is_in_body(at) => {}
            (None, Some(Screen::Record(record))) => record.scroll(at, by, &self.cx),
            (None, Some(Screen::Review(review))) => review.scroll(at, by, &self.cx),
            (None, Some(Screen::Portfolio(matrix))) => matrix.scroll(by),
            (None, Some(Screen::Compare(pair))) => pair.scroller.scroll(by),
            (None, None) => self.library.scroll(at, by),
        }
    }

    fn scroll_sideways(&mut self, at: Position, by: isize) {
        let is_covered = self.overlays.last().is_some_and(|overlay| overlay.covers(at, &self.cx));
        if let Some(Screen::Portfolio(matrix)) = &mut self.open
            && !is_covered
            && self.cx.is_in_body(at)
        {
            matrix.scroll_sideways(by);
        }
    }

    /// Has what the next key acts on come back in sight, where the wheel has scrolled it away.
    pub(super) fn reveal(&mut self) {
        match (self.overlays.last_mut(), &mut self.open) {
            (Some(overlay), _) => overlay.reveal(),
            (None, Some(Screen::Record(record))) => record.reveal(),
            (None, Some(Screen::Portfolio(matrix))) => matrix.reveal(),
            // A page is gone through by rows, and what is chosen on it with them.
            (None, Some(Screen::Review(_) | Screen::Compare(_))) => {}
            (None, None) => self.library.list.reveal(),
        }
    }

    fn click(&mut self, at: Position, presses: u8) {
        if let Some(key) = key_at(at, &self.cx) {
            return self.press(key.event());
        }
        self.took = false;
        self.cx.end_notice();
        let turn = match (self.overlays.last_mut(), &mut self.open) {
            (Some(overlay), _) => {
                let response = overlay.click(at.x, at.y, &self.cx);
                self.took = matches!(response, Response::Take(_) | Response::Over(_));
                return self.follow(response);
            }
            (None, Some(Screen::Record(record))) => record.click(at, presses, &self.cx),
            (None, Some(Screen::Review(review))) => {
                review.click(at, &self.cx);
                return;
            }
            (None, Some(Screen::Portfolio(_) | Screen::Compare(_))) => return,
            (None, None) => self.library.click(at, &self.cx),
        };
        self.take(turn);
    }
}

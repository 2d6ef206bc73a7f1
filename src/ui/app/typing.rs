//! What a key, a paste and a burst do: a command, or text where the caret stands.

use crossterm::event::{KeyCode, KeyEvent};

use super::{App, Screen};
use crate::text::Text;
use crate::ui::{
    Action, Scope,
    command::{self, key::Key},
};

impl App {
    /// Whether a letter goes into a text now.
    pub fn types(&self) -> bool {
        self.scopes().contains(&Scope::Text)
    }

    pub(super) fn press(&mut self, event: KeyEvent) {
        self.cx.end_notice();
        self.reveal();
        let key = Key::from(event);
        match command::called(key, self.scopes()) {
            Some(action) if !self.is_too_small() || action == Action::Quit => self.act(action),
            _ if self.is_too_small() => {}
            _ => {
                let typed = command::typed(event).is_some_and(|c| self.type_text(c.encode_utf8(&mut [0; 4])));
                if !typed {
                    self.inform(format!("{key} does nothing here"));
                }
            }
        }
    }

    /// Inserts a pasted text at the caret. Where none stands, or the text there can't be changed, it is kept.
    pub(super) fn paste(&mut self, raw: &str) {
        let text = Text::pasted(raw);
        self.cx.end_notice();
        self.reveal();
        let (effects, has_caret) = (self.effects.len(), !self.is_too_small() && self.type_text(&text));
        if !has_caret {
            self.inform("Pasted text kept: Ctrl-V inserts it in a text");
        }
        let was_refused = self.cx.notice.is_some() && self.effects.len() == effects;
        if was_refused && !text.is_empty() {
            // Another one is kept behind it, until they are inserted or something is copied.
            if !std::mem::replace(&mut self.keeps_pasted, true) {
                self.cx.clipboard.clear();
            }
            self.cx.clipboard.push_str(&text);
        }
    }

    /// Takes a text that arrived as keys for one that was pasted. In a field of one line a line end at its end is the Enter
    /// of somebody who types over a slow connection.
    pub(super) fn burst(&mut self, text: &str) {
        let is_one_line = self.types() && !self.scopes().contains(&Scope::Prose);
        match text.strip_suffix('\n').filter(|_| is_one_line && !self.is_too_small()) {
            Some(line) => {
                self.paste(line);
                self.press(KeyEvent::from(KeyCode::Enter));
            }
            None => self.paste(text),
        }
    }

    /// Types or pastes text where the caret stands; whether there is a caret.
    fn type_text(&mut self, text: &str) -> bool {
        let cx = &self.cx;
        if let Some(overlay) = self.overlays.last_mut() {
            return overlay.type_text(text, cx).map(|response| self.follow(response)).is_some();
        }
        let turn = match &mut self.open {
            Some(Screen::Record(record)) => record.type_text(text, cx),
            Some(Screen::Review(review)) => review.type_text(text, cx),
            Some(Screen::Portfolio(_) | Screen::Compare(_)) => None,
            None => self.library.type_text(text),
        };
        turn.map(|turn| self.take(turn)).is_some()
    }
}

//! What comes of an update: everything that leaves a screen leaves it as one value.

use crate::ui::{Effect, Notice, Overlay};

/// What a screen makes of a key, a click or a pasted text.
#[must_use = "what the shell is to do gets lost with it"]
#[derive(Debug, Default)]
pub struct Turn {
    /// What the shell is to do, in this order.
    pub effects: Vec<Effect>,
    /// One line to the user.
    pub notice: Option<Notice>,
    /// What has the screen next.
    pub next: Next,
}

/// What has the screen next.
#[derive(Debug, Default)]
pub enum Next {
    /// The same as before.
    #[default]
    Stay,
    /// What one came from: the library, or the portfolio.
    Leave,
    /// The other screen of the same evaluation, at the same question: recording, or the reviewer's pages.
    TurnOver,
    /// Something over the screen.
    Over(Box<Overlay>),
    /// The same, once the evaluation is taken over that another window had when a change was refused.
    TakeOver,
}

impl Turn {
    /// Nothing comes of it.
    pub fn stay() -> Turn {
        Turn::default()
    }

    /// The shell is asked for something.
    pub fn ask(effect: Effect) -> Turn {
        Turn { effects: vec![effect], ..Turn::default() }
    }

    /// One line is shown.
    pub fn inform(line: impl Into<String>) -> Turn {
        Turn { notice: Some(Notice::Info(line.into())), ..Turn::default() }
    }

    /// One line on what did not work is shown.
    pub fn complain(line: impl Into<String>) -> Turn {
        Turn { notice: Some(Notice::error(line)), ..Turn::default() }
    }

    /// Something comes over the screen.
    pub fn over(overlay: Overlay) -> Turn {
        Next::Over(Box::new(overlay)).into()
    }

    /// A text is put into the clipboard, and one line shown.
    pub fn copy(text: String, line: &str) -> Turn {
        Turn::ask(Effect::Copy(text)).and(Turn::inform(line))
    }

    /// Whether what was asked for was done.
    pub fn is_done(&self) -> bool {
        !matches!(self.notice, Some(Notice::Error(_)))
    }

    /// This and then that: the later line and the later screen count.
    pub fn and(mut self, later: Turn) -> Turn {
        self.effects.extend(later.effects);
        self.notice = later.notice.or(self.notice);
        if !matches!(later.next, Next::Stay) {
            self.next = later.next;
        }
        self
    }

    /// This, with a line where it was done.
    pub fn and_inform(self, line: impl Into<String>) -> Turn {
        if self.is_done() { self.and(Turn::inform(line)) } else { self }
    }
}

impl From<Next> for Turn {
    fn from(next: Next) -> Turn {
        Turn { next, ..Turn::default() }
    }
}

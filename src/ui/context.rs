//! What screens and overlays share and read. They change none of it: what they want goes out with their answer.

use std::{borrow::Cow, cell::Cell, sync::Arc};

use ratatui::layout::{Position, Rect};

use crate::model::{Dice, Framework, Id, Moment};
use crate::text::{Text, sentence};
use crate::ui::{Settings, Theme, command::Hints};

/// What the screens share.
#[derive(Clone, Debug)]
pub struct Context {
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The moment of the message being handled.
    pub now: Moment,
    /// For the ids of new records: the one thing that asking changes.
    pub dice: Cell<Dice>,
    /// The frameworks that can be answered.
    pub frameworks: Vec<Arc<Framework>>,
    /// The user's settings.
    pub settings: Settings,
    /// The user's name in this run, where it is not that of the settings; it is not kept.
    pub name: Option<Text>,
    /// How the terminal is drawn on.
    pub theme: Theme,
    /// The keys worth knowing where the keyboard is.
    pub hints: Hints,
    /// What was last cut or copied.
    pub clipboard: String,
    /// One line that stays until the next key.
    pub notice: Option<Notice>,
    /// What is to be told of where the program runs, after that line; it stays as long.
    pub surroundings: Vec<Notice>,
    /// What was last searched for across the library.
    pub sought: Text,
    /// Why the library can only be read; none: it can be written.
    pub read_only: Option<String>,
}

/// The rows that the footer takes: a rule, a line of counts or notices, a line of hints.
pub const FOOTER: u16 = 3;

/// From this height on, a blank row stands under a screen's title.
const ROOMY: u16 = 30;

/// One line to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Good to know.
    Info(String),
    /// Something did not work.
    Error(String),
}

impl Notice {
    /// What did not work, as a sentence.
    pub fn error(line: impl Into<String>) -> Notice {
        Notice::Error(sentence(line.into()))
    }

    fn line(&self) -> &str {
        match self {
            Notice::Info(line) | Notice::Error(line) => line,
        }
    }

    fn is_error(&self) -> bool {
        matches!(self, Notice::Error(_))
    }
}

impl Context {
    /// The name that evaluations, remarks and acts carry; empty until asked.
    pub fn name(&self) -> &Text {
        self.name.as_ref().unwrap_or(&self.settings.name)
    }

    /// The place, among those that are known, of the framework of new evaluations.
    pub fn standard_framework(&self) -> usize {
        let named = self.settings.framework.as_ref();
        let is_it = |one: &Arc<Framework>| named.is_some_and(|named| named.names(one));
        self.frameworks.iter().position(is_it).unwrap_or(0)
    }

    /// What is told to the user, in one line; whether something of it did not work.
    pub fn told(&self) -> Option<(Cow<'_, str>, bool)> {
        let mut told = self.notice.iter().chain(&self.surroundings);
        let first = told.next()?;
        let (mut line, mut is_error) = (Cow::Borrowed(first.line()), first.is_error());
        for other in told {
            line = format!("{line}. {}", other.line()).into();
            is_error |= other.is_error();
        }
        Some((line, is_error))
    }

    /// Ends what is told to the user: another key was pressed.
    pub fn end_notice(&mut self) {
        self.notice = None;
        self.surroundings.clear();
    }

    /// A new record's id, which begins with this letter.
    pub fn new_id(&self, kind: char) -> Id {
        self.roll(|dice| Id::of_record(kind, dice))
    }

    /// Something that takes random letters.
    pub fn roll<T>(&self, with: impl FnOnce(&mut Dice) -> T) -> T {
        let mut dice = self.dice.get();
        let rolled = with(&mut dice);
        self.dice.set(dice);
        rolled
    }

    /// The row in which a screen begins below its title: where there is room, a blank one lies between.
    pub fn below_title(&self) -> u16 {
        1 + u16::from(self.size.1 >= ROOMY)
    }

    /// Whether a place of the screen is neither in its title nor in its footer.
    pub fn is_in_body(&self, at: Position) -> bool {
        at.y > 0 && at.y + FOOTER < self.size.1
    }

    /// The terminal from this column and row on, but for the footer and some columns on the right.
    pub fn body(&self, x: u16, y: u16, right: u16) -> Rect {
        Rect::new(x, y, self.size.0.saturating_sub(x + right), self.size.1.saturating_sub(y + FOOTER))
    }
}

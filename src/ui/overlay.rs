//! What comes over a screen for a while: a list to choose from, a line to fill in, a page to read.

pub mod choice;
pub mod finder;
pub mod history;
pub mod lists;
pub mod prompt;
pub mod reader;

pub use choice::{Choice, Row};
pub use finder::Finder;
pub use history::History;
pub use prompt::{Asking, Prompt};
pub use reader::Reader;

use ratatui::layout::Rect;

use crate::model::Place;
use crate::text::Text;
use crate::ui::{
    Action, Canvas, Context, Effect, Msg, Scope,
    footer::{hints, notice},
};

/// What lies over the screen.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// A list to choose from.
    Choice(Choice),
    /// A line to fill in.
    Prompt(Prompt),
    /// A page to read.
    Reader(Reader),
    /// The search over the library.
    Finder(Box<Finder>),
    /// The open evaluation's revisions.
    History(Box<History>),
}

/// What an overlay makes of a key or a click.
#[derive(Clone, Debug)]
pub enum Response {
    /// It stays, and the shell is asked for these.
    Stay(Vec<Effect>),
    /// It stays, and one line is shown.
    Say(String),
    /// It closes.
    Close,
    /// It closes, and this follows.
    Take(Box<Outcome>),
    /// Something comes over it.
    Over(Box<Overlay>),
}

/// What follows from what was chosen or filled in.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Nothing.
    Nothing,
    /// The program hears this.
    Message(Box<Msg>),
    /// This command.
    Command(Action),
    /// The focus goes to this place of the open evaluation.
    Place(Place),
    /// The shell is asked for this.
    Effect(Effect),
    /// This comes over the screen.
    Overlay(Box<Overlay>),
    /// What was asked for is this.
    Filled(Asking, Text),
}

impl Response {
    /// It closes, and this follows.
    pub fn take(outcome: Outcome) -> Response {
        Response::Take(Box::new(outcome))
    }

    /// It stays, and nothing more.
    pub fn stay() -> Response {
        Response::Stay(Vec::new())
    }
}

impl Overlay {
    /// The scopes of its keys, the innermost first.
    pub fn scopes(&self) -> &'static [Scope] {
        match self {
            Overlay::Choice(_) | Overlay::Finder(_) => {
                &[Scope::Choice, Scope::Text, Scope::Navigation, Scope::Anywhere]
            }
            Overlay::Prompt(_) => &[Scope::Prompt, Scope::Text, Scope::Navigation, Scope::Anywhere],
            Overlay::Reader(_) => &[Scope::Reader, Scope::Reading, Scope::Navigation, Scope::Anywhere],
            Overlay::History(_) => &[Scope::History, Scope::Navigation, Scope::Anywhere],
        }
    }

    /// Whether it is the help.
    pub fn is_help(&self) -> bool {
        matches!(self, Overlay::Reader(reader) if reader.is_help())
    }

    /// Types or pastes text; none where it takes none.
    pub fn type_text(&mut self, text: &str, cx: &Context) -> Option<Response> {
        match self {
            Overlay::Choice(choice) => Some(choice.type_text(text)),
            Overlay::Prompt(prompt) => Some(prompt.type_text(text)),
            Overlay::Finder(finder) => Some(finder.type_text(text, cx)),
            Overlay::Reader(_) | Overlay::History(_) => None,
        }
    }

    /// Does what a command says.
    pub fn act(&mut self, action: Action, cx: &Context) -> Response {
        match self {
            Overlay::Choice(choice) => choice.act(action, cx),
            Overlay::Prompt(prompt) => prompt.act(action, cx),
            Overlay::Reader(reader) => reader.act(action),
            Overlay::Finder(finder) => finder.act(action, cx),
            Overlay::History(history) => history.act(action, cx),
        }
    }

    /// A click at a column and row: it puts the caret, chooses a row, or takes the row that is chosen.
    pub fn click(&mut self, column: u16, row: u16, cx: &Context) -> Response {
        match self {
            Overlay::Choice(choice) => choice.click(column, row, cx),
            Overlay::Finder(finder) => finder.click(column, row, cx),
            Overlay::Prompt(prompt) => prompt.click(column, row, cx),
            Overlay::Reader(_) => Response::stay(),
            Overlay::History(history) => history.click(row, cx),
        }
    }

    /// The wheel: what is in sight moves by some rows, and nothing else.
    pub fn scroll(&mut self, by: isize) {
        match self {
            Overlay::Choice(choice) => choice.scroll(by),
            Overlay::Prompt(_) => {}
            Overlay::Reader(reader) => reader.scroll(by),
            Overlay::Finder(finder) => finder.scroll(by),
            Overlay::History(history) => history.scroll(by),
        }
    }

    /// Lays its parts out for the terminal's size.
    pub fn settle(&mut self, cx: &Context) {
        match self {
            Overlay::Choice(choice) => choice.settle(cx),
            Overlay::Prompt(prompt) => prompt.settle(cx),
            Overlay::Reader(reader) => reader.settle(cx),
            Overlay::Finder(finder) => finder.settle(cx),
            Overlay::History(history) => history.settle(cx),
        }
    }

    /// Draws it; returns where the cursor stands.
    pub fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let cursor = match self {
            Overlay::Choice(choice) => choice.view(cx, canvas),
            Overlay::Prompt(prompt) => prompt.view(cx, canvas),
            Overlay::Finder(finder) => finder.view(cx, canvas),
            Overlay::Reader(reader) => {
                reader.view(cx, canvas);
                None
            }
            Overlay::History(history) => {
                history.view(cx, canvas);
                None
            }
        };
        let line = Rect::new(1, cx.size.1.saturating_sub(1), cx.size.0.saturating_sub(2), 1);
        canvas.clear(Rect::new(0, line.y, cx.size.0, 1));
        hints(canvas, cx, line);
        notice(canvas, cx, line.y, line.width);
        cursor
    }
}

/// The part of the screen that an overlay of this many rows takes: at the foot, above the hints, over the whole width.
pub(super) fn panel(cx: &Context, rows: u16) -> Rect {
    let (width, height) = cx.size;
    let rows = rows.min(height.saturating_sub(3));
    Rect::new(0, height.saturating_sub(rows + 2), width, rows + 1)
}

/// Draws the ground of an overlay: its rule and its title. Returns the area below them.
pub(super) fn ground(canvas: &mut Canvas<'_>, area: Rect, title: &str) -> Rect {
    canvas.clear(area);
    canvas.rule(Rect::new(1, area.y, area.width.saturating_sub(2), 1));
    if !title.is_empty() {
        let title = format!(" {title} ");
        canvas.text(3, area.y, area.width.saturating_sub(6), &title, canvas.theme.accent());
    }
    Rect::new(1, area.y + 1, area.width.saturating_sub(2), area.height.saturating_sub(1))
}

//! What comes over a screen for a while: a list to choose from, a line to fill in, a page to read.

pub mod choice;
pub mod finder;
pub mod history;
pub mod prompt;
pub mod reader;

pub use choice::{Choice, Choosing};
pub use finder::Finder;
pub use history::History;
pub use prompt::{Asking, Prompt};
pub use reader::Reader;

use ratatui::layout::Rect;

use crate::ui::{
    command::Scope,
    screen::{Context, hints, notice},
    theme::Canvas,
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

impl Overlay {
    /// The scopes of its keys, the innermost first.
    pub fn scopes(&self) -> &'static [Scope] {
        match self {
            Overlay::Choice(_) | Overlay::Finder(_) => &[Scope::Choice, Scope::Text, Scope::Anywhere],
            Overlay::Prompt(_) => &[Scope::Prompt, Scope::Text, Scope::Anywhere],
            Overlay::Reader(_) => &[Scope::Reader, Scope::Anywhere],
            Overlay::History(_) => &[Scope::History, Scope::Anywhere],
        }
    }

    /// A click at a column and row: it puts the caret, or chooses a row; whether the row is taken.
    pub fn click(&mut self, column: u16, row: u16, cx: &Context) -> bool {
        match self {
            Overlay::Choice(choice) => choice.click(column, row, cx),
            Overlay::Finder(finder) => finder.click(column, row, cx),
            Overlay::Prompt(prompt) => {
                prompt.click(column, row, cx);
                false
            }
            Overlay::Reader(_) => false,
            Overlay::History(history) => history.click(row, cx),
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
        hints(canvas, line, self.scopes());
        notice(canvas, cx, line.y, line.width);
        cursor
    }
}

/// The part of the screen that an overlay of this many rows takes: at the foot, above the hints, over the whole width.
pub(crate) fn panel(cx: &Context, rows: u16) -> Rect {
    let (width, height) = cx.size;
    let rows = rows.min(height.saturating_sub(3));
    Rect::new(0, height.saturating_sub(rows + 2), width, rows + 1)
}

/// Draws the ground of an overlay: its rule and its title. Returns the area below them.
pub(crate) fn ground(canvas: &mut Canvas<'_>, area: Rect, title: &str) -> Rect {
    canvas.clear(area);
    canvas.rule(Rect::new(1, area.y, area.width.saturating_sub(2), 1));
    if !title.is_empty() {
        let title = format!(" {title} ");
        canvas.text(3, area.y, area.width.saturating_sub(6), &title, canvas.theme.accent());
    }
    Rect::new(1, area.y + 1, area.width.saturating_sub(2), area.height.saturating_sub(1))
}

//! What comes over a screen for a while: a list to choose from, a line to fill in, a page to read, the search, revisions.

pub mod choice;
pub mod exporting;
pub mod finder;
pub mod frameworks;
pub mod history;
pub mod lists;
pub mod moving;
pub mod prompt;
pub mod public_copy;
pub mod reader;

pub use choice::{Choice, Row};
pub use exporting::{ExportSheet, ExportSubject};
pub use finder::Finder;
pub use history::History;
pub use moving::Moving;
pub use prompt::{Asking, Prompt};
pub use public_copy::PublicCopy;
pub use reader::Reader;

use std::borrow::Cow;

use ratatui::layout::{Position, Rect};

use crate::model::{Id, Place, Redaction};
use crate::text::{Editor, Text};
use crate::ui::{
    Action, Canvas, Context, Effect, List, Msg, Page, Scope,
    footer::{self, hints, notice},
    writing::{InputTurn, TextInput},
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
    /// What goes over to another version of the framework.
    Moving(Box<Moving>),
    /// What is to be exported.
    Export(Box<ExportSheet>),
    /// What public copies of the open evaluation have something else for.
    PublicCopy(Box<PublicCopy>),
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
    /// It stays, and this is marked as to be replaced in public copies, new or otherwise than before.
    Redact(Box<Redaction>),
    /// It stays, and this is not replaced in public copies any more.
    Unredact(Id),
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
                &[Scope::Choice, Scope::Line, Scope::Text, Scope::Navigation, Scope::Undo, Scope::Anywhere]
            }
            Overlay::Prompt(_) => {
                &[Scope::Prompt, Scope::Line, Scope::Text, Scope::Navigation, Scope::Undo, Scope::Anywhere]
            }
            Overlay::Reader(_) => &[Scope::Reader, Scope::Reading, Scope::Navigation, Scope::Anywhere],
            Overlay::History(_) => &[Scope::History, Scope::Navigation, Scope::Anywhere],
            Overlay::Moving(_) => &[Scope::Moving, Scope::Navigation, Scope::Anywhere],
            Overlay::Export(sheet) => sheet.scopes(),
            Overlay::PublicCopy(_) => &[Scope::PublicCopy, Scope::Navigation, Scope::Undo, Scope::Anywhere],
        }
    }

    /// Whether it asks what to do about what is only in memory.
    pub fn is_about_unsaved(&self) -> bool {
        matches!(self, Overlay::Choice(choice) if choice.title == lists::UNSAVED)
    }

    /// Whether it is the help.
    pub fn is_help(&self) -> bool {
        matches!(self, Overlay::Reader(reader) if reader.is_help())
    }

    /// The line that takes typing.
    fn line(&mut self) -> Option<&mut TextInput> {
        match self {
            Overlay::Choice(choice) => Some(&mut choice.filter),
            Overlay::Prompt(prompt) => Some(&mut prompt.input),
            Overlay::Finder(finder) => Some(&mut finder.sought),
            Overlay::Export(sheet) => sheet.line(),
            Overlay::Reader(_) | Overlay::History(_) | Overlay::Moving(_) | Overlay::PublicCopy(_) => None,
        }
    }

    fn list(&mut self) -> Option<&mut List> {
        match self {
            Overlay::Choice(choice) => Some(&mut choice.list),
            Overlay::Finder(finder) => Some(&mut finder.list),
            Overlay::History(history) => Some(&mut history.list),
            Overlay::Moving(moving) => Some(&mut moving.list),
            Overlay::Export(sheet) => Some(&mut sheet.list),
            Overlay::PublicCopy(list) => Some(&mut list.list),
            Overlay::Prompt(_) | Overlay::Reader(_) => None,
        }
    }

    /// What follows when it is accepted as it stands.
    fn outcome(&self) -> Option<Outcome> {
        match self {
            Overlay::Choice(choice) => choice.outcome(),
            Overlay::Finder(finder) => finder.outcome(),
            Overlay::Prompt(prompt) => Some(Outcome::Filled(prompt.asking.clone(), prompt.text())),
            Overlay::Reader(_)
            | Overlay::History(_)
            | Overlay::Moving(_)
            | Overlay::Export(_)
            | Overlay::PublicCopy(_) => None,
        }
    }

    /// Types or pastes text; none where it takes none.
    pub fn type_text(&mut self, text: &str, cx: &Context) -> Option<Response> {
        let changed = self.line()?.type_text(text);
        Some(self.after_writing(changed, None, cx))
    }

    fn after_writing(&mut self, changed: bool, copied: Option<Effect>, cx: &Context) -> Response {
        let mut effects: Vec<Effect> = copied.into_iter().collect();
        match self {
            Overlay::Choice(choice) if changed => choice.narrow(),
            Overlay::Finder(finder) if changed => effects.extend(finder.search(cx)),
            Overlay::Choice(_)
            | Overlay::Finder(_)
            | Overlay::Prompt(_)
            | Overlay::Reader(_)
            | Overlay::History(_)
            | Overlay::Moving(_)
            | Overlay::Export(_)
            | Overlay::PublicCopy(_) => {}
        }
        Response::Stay(effects)
    }

    /// Does what a command says; asked for again, help closes.
    pub fn act(&mut self, action: Action, cx: &Context) -> Response {
        match (action, &mut *self) {
            (Action::Go(to), Overlay::Export(sheet)) => sheet.list.go(to),
            (_, Overlay::Export(sheet)) => return sheet.act(action, cx),
            (Action::Leave, _) => return Response::Close,
            (Action::Help, Overlay::Reader(reader)) if reader.is_help() => return Response::Close,
            (Action::Go(to), Overlay::Reader(reader)) => reader.scroller.go(to),
            (Action::Go(to), overlay) => overlay.list().into_iter().for_each(|list| list.go(to)),
            (_, Overlay::History(history)) => return history.act(action, cx),
            (_, Overlay::Moving(moving)) => return moving.act(action),
            (_, Overlay::PublicCopy(list)) => return list.act(action, cx),
            (Action::Accept, overlay) => return overlay.outcome().map_or(Response::stay(), Response::take),
            (_, overlay) => {
                if let Some(line) = overlay.line() {
                    let InputTurn { changed, copied, line } = line.act(action, &cx.clipboard);
                    if let Some(line) = line {
                        return Response::Say(line.to_owned());
                    }
                    return overlay.after_writing(changed, copied, cx);
                }
            }
        }
        Response::stay()
    }

    /// A click at a column and row: it puts the caret, chooses a row, or takes the row that is chosen.
    pub fn click(&mut self, column: u16, row: u16, cx: &Context) -> Response {
        let inner = below(inside(self.area(cx)), &self.preface(cx));
        if row == inner.y
            && !matches!(self, Overlay::Export(_))
            && let Some(line) = self.line()
        {
            line.editor.click(column.saturating_sub(LINE), 0, false);
        }
        let row = row.checked_sub(inner.y + 1).filter(|_| row < inner.bottom());
        if row.zip(self.list()).is_some_and(|(row, list)| list.click(row)) {
            return match self {
                Overlay::Export(sheet) => sheet.click(),
                _ => self.act(Action::Accept, cx),
            };
        }
        Response::stay()
    }

    /// Whether it covers a place of the screen.
    pub fn covers(&self, at: Position, cx: &Context) -> bool {
        at.y >= self.area(cx).y
    }

    /// Has a choice that was scrolled away come back in sight.
    pub fn reveal(&mut self) {
        self.list().into_iter().for_each(List::reveal);
    }

    /// The wheel: what is in sight moves by some rows, of the search by whole hits, and nothing else.
    pub fn scroll(&mut self, by: isize) {
        match self {
            Overlay::Choice(choice) => choice.list.scroll(by),
            Overlay::Prompt(_) => {}
            Overlay::Reader(reader) => reader.scroller.scroll(by),
            Overlay::Finder(finder) => finder.list.scroll(2 * by.signum()),
            Overlay::History(history) => history.list.scroll(by),
            Overlay::Moving(moving) => moving.list.scroll(2 * by.signum()),
            Overlay::Export(sheet) => sheet.list.scroll(by),
            Overlay::PublicCopy(list) => list.list.scroll(by),
        }
    }

    fn area(&self, cx: &Context) -> Rect {
        let listed = |len: usize| len.clamp(1, MOST_ROWS) as u16 + 2;
        let rows = match self {
            Overlay::Choice(choice) => listed(choice.rows.len()) + self.preface(cx).len() as u16,
            Overlay::History(history) => listed(history.revisions.len()),
            Overlay::Moving(moving) => listed(2 * moving.pairs()) + self.preface(cx).len() as u16,
            Overlay::PublicCopy(list) => listed(list.len()),
            Overlay::Finder(_) => u16::MAX,
            Overlay::Export(sheet) => listed(sheet.len()),
            Overlay::Prompt(_) => self.preface(cx).len() as u16 + 2,
            Overlay::Reader(reader) => u16::try_from(reader.page.len()).unwrap_or(u16::MAX).saturating_add(1),
        };
        panel(cx, rows)
    }

    fn title(&self) -> &str {
        match self {
            Overlay::Choice(choice) => &choice.title,
            Overlay::Prompt(prompt) => prompt.title(),
            Overlay::Reader(reader) => &reader.title,
            Overlay::Finder(_) => "Search everything",
            Overlay::History(_) => "Earlier revisions",
            Overlay::Moving(moving) => &moving.title,
            Overlay::Export(_) => "Export",
            Overlay::PublicCopy(_) => "Public copy",
        }
    }

    /// What stands above its line, to be read first.
    fn preface(&self, cx: &Context) -> Page {
        let text: Cow<'_, str> = match self {
            Overlay::Choice(choice) => choice.about.as_str().into(),
            Overlay::Prompt(prompt) => prompt.question(),
            Overlay::Moving(moving) => moving.about.as_str().into(),
            Overlay::Reader(_)
            | Overlay::Finder(_)
            | Overlay::History(_)
            | Overlay::Export(_)
            | Overlay::PublicCopy(_) => "".into(),
        };
        let mut page = Page::new(cx.size.0.saturating_sub(4).min(100));
        if !text.is_empty() {
            page.paragraph(1, &text, cx.theme.plain());
            page.gap();
        }
        page
    }

    /// Lays its parts out for the terminal's size.
    pub fn settle(&mut self, cx: &Context) {
        if let Overlay::Reader(reader) = self {
            reader.lay_out(cx);
        }
        let inner = below(inside(self.area(cx)), &self.preface(cx));
        if !matches!(self, Overlay::Export(_))
            && let Some(line) = self.line()
        {
            line.editor.resize(inner.width.saturating_sub(LINE).max(1), 1);
        }
        let rows = inner.height.saturating_sub(1);
        match self {
            Overlay::Choice(choice) => choice.list.settle(choice.left.len(), rows),
            Overlay::Prompt(_) => {}
            Overlay::Reader(reader) => reader.scroller.settle(reader.page.len(), inner.height),
            Overlay::Finder(finder) => {
                let hits = finder.hits.len();
                finder.list.settle_with(hits, (rows / 2).max(1) * 2, hits * 2, |at| at * 2..at * 2 + 2);
            }
            Overlay::History(history) => history.list.settle(history.revisions.len(), rows),
            Overlay::Moving(moving) => moving.settle(rows),
            Overlay::Export(sheet) => sheet.settle(inner.width, rows),
            Overlay::PublicCopy(list) => list.list.settle(list.len(), rows),
        }
    }

    /// Draws it; returns where the cursor stands.
    pub fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let inner = ground(canvas, self.area(cx), self.title());
        let preface = self.preface(cx);
        preface.draw(canvas, inner, 0);
        let inner = below(inner, &preface);
        let cursor = match self {
            Overlay::Choice(choice) => choice.view(inner, canvas),
            Overlay::Prompt(prompt) => prompt.view(inner, canvas),
            Overlay::Finder(finder) => finder.view(inner, cx, canvas),
            Overlay::Reader(reader) => reader.view(inner, canvas),
            Overlay::History(history) => history.view(inner, cx, canvas),
            Overlay::Moving(moving) => moving.view(inner, canvas),
            Overlay::Export(sheet) => sheet.view(inner, canvas),
            Overlay::PublicCopy(list) => list.view(inner, canvas),
        };
        let line = Rect::new(1, cx.size.1.saturating_sub(1), cx.size.0.saturating_sub(2), 1);
        canvas.clear(Rect::new(0, line.y, cx.size.0, 1));
        hints(canvas, cx, line);
        notice(canvas, cx, line.y, line.width);
        cursor
    }
}

/// The column in which a line begins.
const LINE: u16 = 3;
const MOST_ROWS: usize = 14;

/// The part of the screen that an overlay of this many rows takes: at the foot, above the hints, over the whole width.
pub(super) fn panel(cx: &Context, rows: u16) -> Rect {
    let (width, height) = cx.size;
    // It stands above a line to the user that takes more than the last rows: what was typed and what is wrong with it are
    // both seen.
    let lift = footer::rows_of_notice(cx).saturating_sub(2).min(height / 2);
    let rows = rows.min(height.saturating_sub(3 + lift));
    Rect::new(0, height.saturating_sub(rows + 2 + lift), width, rows + 1)
}

/// Draws the ground of an overlay: its rule and its title. Returns the area below them.
pub(super) fn ground(canvas: &mut Canvas<'_>, area: Rect, title: &str) -> Rect {
    canvas.clear(area);
    canvas.rule(Rect::new(1, area.y, area.width.saturating_sub(2), 1));
    if !title.is_empty() {
        let title = format!(" {title} ");
        canvas.text(3, area.y, area.width.saturating_sub(6), &title, canvas.theme.accent());
    }
    inside(area)
}

fn inside(area: Rect) -> Rect {
    Rect::new(1, area.y + 1, area.width.saturating_sub(2), area.height.saturating_sub(1))
}

/// What is left of an area below what is to be read first.
fn below(area: Rect, preface: &Page) -> Rect {
    let rows = (preface.len() as u16).min(area.height.saturating_sub(1));
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// Draws the line in which what is sought is typed; returns where the cursor stands.
fn draw_sought(sought: &Editor, inner: Rect, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    canvas.text(1, inner.y, 1, ">", canvas.theme.dim());
    canvas.editor(sought, Rect::new(LINE, inner.y, inner.width.saturating_sub(LINE), 1))
}

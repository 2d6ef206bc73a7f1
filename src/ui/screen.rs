//! The screens, and what they share.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::{layout::Rect, style::Style};

use crate::{
    model::{framework::Framework, id::Dice, moment::Moment},
    text::{
        Splice, Text,
        cluster::str_width,
        editor::{Deletion, Editor},
        wrap::wrap,
    },
    ui::{
        command::{self, Action, Scope},
        effect::Effect,
        overlay::Overlay,
        settings::Settings,
        theme::{Canvas, Theme},
    },
};

pub mod compare;
pub mod library;
pub mod portfolio;
pub mod record;
mod remarking;
pub mod review;

/// What the screens share.
#[derive(Debug)]
pub struct Context {
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The moment of the message being handled.
    pub now: Moment,
    /// For the ids of new records.
    pub dice: Dice,
    /// The frameworks that can be answered.
    pub frameworks: Vec<Arc<Framework>>,
    /// The user's settings.
    pub settings: Settings,
    /// The user's name in this run, where it is not that of the settings; it is not kept.
    pub name: Option<Text>,
    /// How the terminal is drawn on.
    pub theme: Theme,
    /// What was last cut or copied.
    pub clipboard: String,
    /// One line that stays until the next key.
    pub notice: Option<Notice>,
    /// What the shell is to do.
    pub effects: Vec<Effect>,
    /// The number of the last search asked for.
    pub searches: u64,
    /// What was sought last across the library.
    pub sought: Text,
    /// Why the library can only be read; none: it can be written.
    pub read_only: Option<String>,
}

/// One line to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Good to know.
    Info(String),
    /// Something did not work.
    Error(String),
}

/// Where a screen asks the program to go.
#[derive(Debug)]
pub enum Turn {
    /// Nowhere.
    Stay,
    /// To the library.
    Library,
    /// From recording to the reviewer's pages of the same evaluation.
    Review,
    /// From the reviewer's pages to recording, at the same question.
    Record,
    /// To something over the screen.
    Over(Box<Overlay>),
}

impl Context {
    /// The name that evaluations, remarks and acts carry; empty until asked.
    pub fn name(&self) -> &Text {
        self.name.as_ref().unwrap_or(&self.settings.name)
    }

    /// Asks the shell for something.
    pub fn ask(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Puts a text into the clipboard and shows one line.
    pub fn copy(&mut self, text: String, line: &str) {
        self.clipboard.clone_from(&text);
        self.ask(Effect::Copy(text));
        self.inform(line);
    }

    /// Shows one line.
    pub fn inform(&mut self, line: impl Into<String>) {
        self.notice = Some(Notice::Info(line.into()));
    }

    /// Shows one line on what did not work.
    pub fn complain(&mut self, line: impl Into<String>) {
        self.notice = Some(Notice::Error(line.into()));
    }

    /// Shows why something did not work, where it did not.
    pub fn report(&mut self, outcome: Result<(), String>) {
        if let Err(line) = outcome {
            self.complain(line);
        }
    }

    /// The whole terminal.
    pub fn area(&self) -> Rect {
        Rect::new(0, 0, self.size.0, self.size.1)
    }
}

/// The character that a key types, where it types one. Ctrl and Alt together are `AltGr`, which types.
pub fn typed(key: KeyEvent) -> Option<char> {
    let alt_gr = KeyModifiers::CONTROL | KeyModifiers::ALT;
    let held = key.modifiers & alt_gr;
    match key.code {
        KeyCode::Char(c) if held.is_empty() || held == alt_gr => Some(c),
        _ => None,
    }
}

/// Does to an editor what a command of [`Scope::Text`] says. A change of the text is returned for the caller to make.
pub fn write(action: Action, editor: &mut Editor, cx: &mut Context) -> Option<Splice> {
    match action {
        Action::Move(motion) => editor.move_caret(motion, false),
        Action::Select(motion) => editor.move_caret(motion, true),
        Action::SelectAll => editor.select_all(),
        Action::Delete(deletion) => return editor.delete(deletion),
        Action::Break => return editor.insert("\n"),
        Action::Paste => return editor.insert(&cx.clipboard),
        Action::Copy | Action::Cut => {
            let selected = editor.selected()?;
            cx.clipboard.clone_from(&selected);
            cx.ask(Effect::Copy(selected));
            if action == Action::Cut {
                return editor.delete(Deletion::Cluster);
            }
        }
        _ => {}
    }
    None
}

/// Moves `at` within `0..len` as a list does; `page` is how far a page goes.
pub fn step(action: Action, at: usize, len: usize, page: usize) -> usize {
    let last = len.saturating_sub(1);
    match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        Action::PageUp => at.saturating_sub(page),
        Action::PageDown => (at + page).min(last),
        Action::First => 0,
        Action::Last => last,
        _ => at,
    }
}

/// The first row to show of a list so that row `chosen` is in sight, moving no further than needed from `top`.
pub fn top_for(chosen: usize, top: usize, height: usize) -> usize {
    top.min(chosen).max((chosen + 1).saturating_sub(height))
}

/// The rows that a footer takes: a rule, a line of counts or notices, a line of hints.
pub const FOOTER: u16 = 3;

/// Draws the footer: the notice, else `left`, and `right`; below it the hints of these scopes.
pub fn footer(canvas: &mut Canvas<'_>, cx: &Context, left: &str, right: &str, scopes: &[Scope]) {
    let (theme, (width, height)) = (canvas.theme, cx.size);
    let top = height.saturating_sub(FOOTER);
    canvas.rule(Rect::new(1, top, width.saturating_sub(2), 1));
    let inner = width.saturating_sub(2);
    let start = canvas.text_ending_at(width.saturating_sub(1), top + 1, inner, right, theme.dim());
    let room = start.saturating_sub(3);
    if cx.notice.is_none() {
        canvas.text(1, top + 1, room, left, theme.dim());
    }
    notice(canvas, cx, top + 1, room);
    hints(canvas, Rect::new(1, top + 2, inner, 1), scopes);
}

/// Draws the line to the user, where there is one, over what stands in row `y`: in `room` columns where it fits, else in
/// the whole row. One that takes several rows is drawn by [`tall_notice`], over everything.
pub fn notice(canvas: &mut Canvas<'_>, cx: &Context, y: u16, room: u16) {
    let Some((line, style)) = told(cx) else { return };
    let (width, whole) = (str_width(line), cx.size.0.saturating_sub(2));
    if width <= usize::from(whole) {
        let room = if width > usize::from(room) { whole } else { room };
        canvas.clear(Rect::new(0, y, room + 1, 1));
        canvas.text(1, y, room, line, style);
    }
}

/// Draws the line to the user in the last rows of the terminal, where it fits into no single row.
pub fn tall_notice(canvas: &mut Canvas<'_>, cx: &Context) {
    let Some((line, style)) = told(cx) else { return };
    let (width, height) = cx.size;
    let inner = width.saturating_sub(2);
    let rows = wrap(line, usize::from(inner.max(1)));
    if rows.len() < 2 {
        return;
    }
    let first = height.saturating_sub(rows.len() as u16);
    // Two rows take the place of the footer's; more of them bring their rule along.
    let ruled = first + FOOTER <= height;
    canvas.clear(Rect::new(0, first.saturating_sub(u16::from(ruled)), width, height));
    if ruled {
        canvas.rule(Rect::new(1, first.saturating_sub(1), inner, 1));
    }
    for (row, y) in rows.into_iter().zip(first..) {
        canvas.text(1, y, inner, line[row].trim_end(), style);
    }
}

/// What is told to the user, and in which style.
fn told(cx: &Context) -> Option<(&str, Style)> {
    match cx.notice.as_ref()? {
        Notice::Info(line) => Some((line, cx.theme.plain())),
        Notice::Error(line) => Some((line, cx.theme.error())),
    }
}

/// Draws the keys worth knowing in these scopes, as many as fit; help always does.
pub fn hints(canvas: &mut Canvas<'_>, area: Rect, scopes: &[Scope]) {
    const GAP: u16 = 3;
    let width = |key: &str, label: &str| (key.chars().count() + 1 + label.chars().count()) as u16;
    let help = command::in_scopes(scopes).find(|command| command.action == Action::Help);
    let help = help.and_then(|command| Some((command.shown_key()?, command.label)));
    let mut room = area.width;
    if let Some((key, label)) = &help {
        room = room.saturating_sub(width(key, label) + GAP);
    }
    let mut x = area.x;
    let mut draw = |key: &str, label: &str| {
        x += canvas.text(x, area.y, area.right().saturating_sub(x), key, canvas.theme.accent()) + 1;
        x += canvas.text(x, area.y, area.right().saturating_sub(x), label, canvas.theme.dim()) + GAP;
    };
    for command in command::hinted(scopes) {
        let Some(key) = command.shown_key() else { continue };
        let needed = width(&key, command.label);
        if needed > room {
            break;
        }
        room = room.saturating_sub(needed + GAP);
        draw(&key, command.label);
    }
    if let Some((key, label)) = help {
        draw(&key, label);
    }
}

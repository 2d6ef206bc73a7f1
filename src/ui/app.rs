//! The whole program as one value: what it knows, and what it makes of each message. Nothing here touches the world.

use std::sync::Arc;

use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;

use crate::{
    model::{
        evaluation::Evaluation,
        framework::Framework,
        id::{Dice, Id},
        moment::Moment,
    },
    text::Text,
    ui::{
        command::{self, Action, Scope},
        effect::{Effect, LookBack, Msg, Purpose, Rival},
        overlay::{Asking, Choice, History, Overlay, Reader},
        screen::{
            Context, Turn, compare::Pair, library::Library, portfolio::Matrix, record::Record, review::Review,
            tall_notice, typed,
        },
        session::{Desk, Saved},
        settings::Settings,
        theme::{Canvas, Theme},
    },
};

mod opening;
mod over;
#[cfg(test)]
mod tests;
mod wide;

/// The smallest terminal that the screens are made for.
pub const SMALLEST: (u16, u16) = (60, 20);

/// The program.
#[derive(Debug)]
pub struct App {
    cx: Context,
    library: Library,
    /// The evaluation that lies open, on one of its screens; none: the library is shown.
    open: Option<Screen>,
    /// The portfolio from which the open evaluation was opened, to go back to.
    behind: Option<Box<Matrix>>,
    overlays: Vec<Overlay>,
    /// What was typed into prompts that were closed; it stands there again next time.
    drafts: Vec<(Asking, Text)>,
    /// Whether the last press of the mouse took a row of a list.
    took: bool,
}

#[derive(Debug)]
enum Screen {
    Record(Box<Record>),
    Review(Box<Review>),
    Portfolio(Box<Matrix>),
    Compare(Box<Pair>),
}

/// What the program begins with.
#[derive(Debug)]
pub struct Beginning {
    /// The moment.
    pub now: Moment,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// For random letters.
    pub seed: u64,
    /// The user's settings.
    pub settings: Settings,
    /// The user's name in this run, where it is not that of the settings.
    pub name: Option<Text>,
    /// The frameworks that can be answered.
    pub frameworks: Vec<Framework>,
    /// How the terminal is drawn on.
    pub theme: Theme,
    /// Why the library can only be read; none: it can be written.
    pub read_only: Option<String>,
}

impl App {
    /// The program at the library, which has still to be read.
    pub fn new(beginning: Beginning) -> App {
        let Beginning { now, size, seed, settings, name, frameworks, theme, read_only } = beginning;
        let frameworks = frameworks.into_iter().map(Arc::new).collect();
        let (clipboard, effects) = (String::new(), vec![Effect::List]);
        let dice = Dice::new(seed);
        let (notice, searches, sought) = (None, 0, Text::default());
        let cx = Context {
            size,
            now,
            dice,
            frameworks,
            settings,
            name,
            theme,
            clipboard,
            notice,
            effects,
            searches,
            sought,
            read_only,
        };
        let (library, overlays) = (Library::default(), Vec::new());
        App { cx, library, open: None, behind: None, overlays, drafts: Vec::new(), took: false }
    }

    /// Takes a message at a moment; returns what the shell is to do.
    pub fn update(&mut self, msg: Msg, now: Moment) -> Vec<Effect> {
        self.cx.now = now;
        match msg {
            Msg::Key(key) => self.press(key),
            Msg::Paste(_) if self.is_too_small() => self.cx.inform("Nothing was pasted: the window was too small"),
            Msg::Paste(text) => self.type_text(&text),
            Msg::Mouse(mouse, presses) => self.mouse(mouse, presses),
            Msg::Resized(width, height) => self.cx.size = (width, height),
            Msg::Returned if self.open.is_some() => self.cx.ask(Effect::Look),
            Msg::Returned => {}
            Msg::Closed => self.closed(),
            Msg::Found { search, hits, whole } => {
                for overlay in &mut self.overlays {
                    if let Overlay::Finder(finder) = overlay {
                        finder.found(search, hits, whole);
                        break;
                    }
                }
            }
            Msg::ReadAll(reading, evaluations) => self.read_all(reading, evaluations),
            Msg::CannotLeave(why) => {
                if let Some(desk) = self.desk_mut() {
                    desk.saved = Saved::Failing(why);
                }
                self.overlays.push(Overlay::Choice(Choice::unsaved()));
            }
            Msg::Merged(evaluation) => {
                match &mut self.open {
                    Some(Screen::Record(record)) => record.merged(*evaluation),
                    Some(Screen::Review(review)) => review.merged(*evaluation),
                    Some(Screen::Portfolio(_) | Screen::Compare(_)) | None => {}
                }
                self.cx.inform("Another program changed this evaluation; its changes and yours are both here");
            }
            Msg::Rivals(rivals) => self.rivals(rivals),
            Msg::History(LookBack::Since, revisions) => self.show_changes(&revisions),
            Msg::History(LookBack::All, revisions) => {
                self.overlays.push(Overlay::History(Box::new(History::new(revisions))));
            }
            Msg::Edited(field, text) => {
                if let Some(Screen::Record(record)) = &mut self.open {
                    record.edited_outside(&field, &text, &mut self.cx);
                }
            }
            Msg::Begin(framework, title) => {
                let named = |id: &Id| self.cx.frameworks.iter().position(|framework| framework.id == *id);
                self.create(framework.as_ref().and_then(named).unwrap_or(0), title);
            }
            Msg::Listed(rows) => self.library.list(rows),
            Msg::Opened(opened) => self.opened(*opened),
            Msg::Saved(id, moment) => self.saved(&id, Saved::UpTo(moment)),
            Msg::NotSaved(id, why) => self.saved(&id, Saved::Failing(why)),
            Msg::Refused(line) => {
                let refused = self.desk_mut().and_then(Desk::refused);
                match (&mut self.open, refused) {
                    (Some(Screen::Record(record)), Some(edit)) => record.refused(&edit),
                    (Some(Screen::Review(review)), Some(_)) => review.refused(),
                    _ => {}
                }
                self.cx.complain(line);
            }
            Msg::TrashListed(entries) if entries.is_empty() => self.cx.inform("The trash is empty"),
            Msg::TrashListed(entries) => self.overlays.push(Overlay::Choice(Choice::trash(entries))),
            Msg::Done(line) => self.cx.inform(line),
            Msg::Came(id, line) => {
                self.library.await_listing_of(id);
                self.cx.ask(Effect::List);
                self.cx.inform(line);
            }
            Msg::Imported { first, report } => {
                self.drafts.retain(|(asking, _)| *asking != Asking::ImportPath);
                self.library.await_listing_of(first);
                self.overlays.push(Overlay::Reader(Reader::paragraphs("Imported", report)));
            }
            Msg::Failed(line) => self.cx.complain(line),
            Msg::Source { file, flaw, text, kept } => {
                if kept {
                    self.overlays.push(Overlay::Choice(Choice::bring_back(file.clone())));
                }
                let lines =
                    vec![flaw, String::new(), "The file is left as it is. It reads:".to_owned(), String::new(), text];
                self.overlays.push(Overlay::Reader(Reader::paragraphs(file, lines)));
            }
        }
        self.settle();
        self.take_effects();
        std::mem::take(&mut self.cx.effects)
    }

    /// Gathers what the open evaluation's changes ask the shell for.
    fn take_effects(&mut self) {
        let purpose = match &self.open {
            Some(Screen::Review(review)) => Purpose::Review(review.at()),
            _ => Purpose::Record,
        };
        let Some(desk) = self.desk_mut() else { return };
        let (mut effects, wants_over) = (desk.take_effects(), desk.take_wants_over());
        if wants_over {
            effects.push(Effect::TakeOver(desk.evaluation.id.clone(), purpose));
        }
        // What was changed is journalled before anything else is done with it.
        effects.append(&mut self.cx.effects);
        self.cx.effects = effects;
    }

    /// What lies open, for saving it as a whole.
    pub fn evaluation(&self) -> Option<&Evaluation> {
        self.desk().map(|desk| &desk.evaluation)
    }

    fn desk(&self) -> Option<&Desk> {
        match self.open.as_ref()? {
            Screen::Record(record) => Some(&record.desk),
            Screen::Review(review) => Some(&review.desk),
            Screen::Portfolio(_) | Screen::Compare(_) => None,
        }
    }

    fn desk_mut(&mut self) -> Option<&mut Desk> {
        match self.open.as_mut()? {
            Screen::Record(record) => Some(&mut record.desk),
            Screen::Review(review) => Some(&mut review.desk),
            Screen::Portfolio(_) | Screen::Compare(_) => None,
        }
    }

    /// Notes how far an evaluation is on the disk; the word may come when another one is open.
    fn saved(&mut self, id: &Id, saved: Saved) {
        if let Some(desk) = self.desk_mut()
            && desk.evaluation.id == *id
        {
            desk.saved = saved;
        }
    }

    fn is_too_small(&self) -> bool {
        self.cx.size.0 < SMALLEST.0 || self.cx.size.1 < SMALLEST.1
    }

    /// The scopes of the keys that work now, the innermost first.
    fn scopes(&self) -> &'static [Scope] {
        match (self.overlays.last(), &self.open) {
            (Some(overlay), _) => overlay.scopes(),
            (None, Some(Screen::Record(record))) => record.scopes(),
            (None, Some(Screen::Review(review))) => review.scopes(),
            (None, Some(Screen::Portfolio(matrix))) => matrix.scopes(),
            (None, Some(Screen::Compare(_))) => Pair::scopes(),
            (None, None) => self.library.scopes(),
        }
    }

    fn press(&mut self, key: KeyEvent) {
        if !key.is_press() && !key.is_repeat() {
            return;
        }
        self.cx.notice = None;
        let name = command::name_of(key);
        match command::called(&name, self.scopes()) {
            Some(command) if !self.is_too_small() || command.action == Action::Quit => self.act(command.action, &name),
            _ if self.is_too_small() => {}
            _ => match typed(key) {
                Some(c) => self.type_text(c.encode_utf8(&mut [0; 4])),
                None => self.cx.inform(format!("{} does nothing here", command::shown(&name))),
            },
        }
    }

    fn type_text(&mut self, text: &str) {
        match (self.overlays.last_mut(), &mut self.open) {
            (Some(Overlay::Choice(choice)), _) => {
                if let Some(splice) = choice.filter.insert(text) {
                    choice.change_filter(&splice);
                }
            }
            (Some(Overlay::Prompt(prompt)), _) => {
                if let Some(splice) = prompt.editor.insert(text) {
                    prompt.editor.apply(&splice);
                }
            }
            (Some(Overlay::Finder(finder)), _) => {
                if let Some(splice) = finder.sought.insert(text) {
                    finder.change(&splice, &mut self.cx);
                }
            }
            (Some(Overlay::Reader(_) | Overlay::History(_)), _)
            | (None, Some(Screen::Portfolio(_) | Screen::Compare(_))) => {}
            (None, Some(Screen::Review(review))) => review.type_text(text, &mut self.cx),
            (None, Some(Screen::Record(record))) => record.type_text(text, &mut self.cx),
            (None, None) => self.library.type_text(text),
        }
    }

    /// Does what a command says.
    fn act(&mut self, action: Action, key: &str) {
        match action {
            Action::Help if matches!(self.overlays.last(), Some(Overlay::Reader(reader)) if reader.is_help()) => {
                self.overlays.pop();
            }
            Action::Help => self.overlays.push(Overlay::Reader(Reader::help(self.scopes()))),
            Action::Palette => {
                let palette = Choice::palette(self.scopes());
                self.overlays.push(Overlay::Choice(palette));
            }
            Action::Quit => self.quit(),
            Action::Suspend => self.cx.ask(Effect::Suspend),
            Action::Redraw => self.cx.ask(Effect::Redraw),
            _ if !self.overlays.is_empty() => self.act_over(action),
            _ => self.act_on_screen(action, key),
        }
    }

    fn act_on_screen(&mut self, action: Action, key: &str) {
        let cx = &mut self.cx;
        let turn = match &mut self.open {
            Some(Screen::Record(record)) => record.act(action, key, cx),
            Some(Screen::Review(review)) => review.act(action, key, &self.library, cx),
            Some(Screen::Portfolio(matrix)) => matrix.act(action, cx),
            Some(Screen::Compare(pair)) => pair.act(action, cx),
            None => self.library.act(action, cx),
        };
        self.turn(turn);
    }

    fn turn(&mut self, turn: Turn) {
        match turn {
            Turn::Stay => {}
            Turn::Over(overlay) => self.lay_over(*overlay),
            Turn::Library => {
                self.note_place();
                if self.desk().is_some() {
                    self.cx.ask(Effect::Close);
                } else {
                    self.open = None;
                }
            }
            Turn::Review => {
                self.note_place();
                self.open = self.open.take().map(|screen| match screen {
                    Screen::Record(record) => {
                        let at = record.at();
                        Screen::Review(Box::new(Review::new(record.desk, at)))
                    }
                    other => other,
                });
            }
            Turn::Record => {
                self.note_place();
                let settings = &self.cx.settings;
                self.open = self.open.take().map(|screen| match screen {
                    Screen::Review(review) => {
                        let (at, desk) = (review.at(), review.desk);
                        let left = settings.place_in(&desk.evaluation.id).cloned();
                        Screen::Record(Box::new(Record::new(desk, Some(at), left.as_ref())))
                    }
                    other => other,
                });
            }
        }
    }

    fn quit(&mut self) {
        self.note_place();
        self.cx.ask(Effect::Quit);
    }

    fn rivals(&mut self, rivals: Vec<Rival>) {
        let key = if matches!(self.open, Some(Screen::Review(_))) { "e, then F6" } else { "F6" };
        let Some(desk) = self.desk_mut() else { return };
        // The answer may come when another evaluation is open.
        if rivals.iter().any(|rival| rival.theirs.id != desk.evaluation.id) {
            return;
        }
        let places: usize = rivals.iter().map(|rival| rival.conflicts.len()).sum();
        desk.rivals = rivals;
        if places > 0 {
            self.cx.inform(format!("{places} changed on both sides: {key} shows them, so that you can choose"));
        }
    }

    fn mouse(&mut self, mouse: MouseEvent, presses: u8) {
        if self.is_too_small() {
            return;
        }
        let pressed = mouse.kind == MouseEventKind::Down(MouseButton::Left);
        if pressed && presses > 1 && self.took {
            // The rest of a double click whose first press took a row: it is not meant for what lies there now.
            return;
        }
        self.took &= !pressed;
        if let Some(overlay) = self.overlays.last_mut() {
            match mouse.kind {
                MouseEventKind::ScrollUp => self.act_over(Action::Up),
                MouseEventKind::ScrollDown => self.act_over(Action::Down),
                _ if pressed && overlay.click(mouse.column, mouse.row, &self.cx) => {
                    self.took = true;
                    self.act_over(Action::Accept);
                }
                _ => {}
            }
            return;
        }
        let cx = &mut self.cx;
        let turn = match &mut self.open {
            Some(Screen::Record(record)) => {
                record.mouse(mouse, presses, cx);
                Turn::Stay
            }
            Some(Screen::Review(review)) => review.mouse(mouse, &self.library, cx),
            Some(Screen::Portfolio(_) | Screen::Compare(_)) => {
                use crossterm::event::MouseEventKind::{ScrollDown, ScrollUp};
                return match mouse.kind {
                    ScrollUp => self.act_on_screen(Action::Up, ""),
                    ScrollDown => self.act_on_screen(Action::Down, ""),
                    _ => {}
                };
            }
            None => self.library.mouse(mouse, cx),
        };
        self.turn(turn);
    }

    /// Lays everything out for the terminal's size, so that drawing changes nothing.
    fn settle(&mut self) {
        match &mut self.open {
            Some(Screen::Record(record)) => record.settle(&self.cx),
            Some(Screen::Review(review)) => review.settle(&self.cx),
            Some(Screen::Portfolio(matrix)) => matrix.settle(&self.cx),
            Some(Screen::Compare(pair)) => pair.settle(&self.cx),
            None => self.library.settle(&self.cx),
        }
        if let Some(overlay) = self.overlays.last_mut() {
            overlay.settle(&self.cx);
        }
    }
}

/// Draws the program; returns where the cursor stands. Changes nothing.
pub fn view(app: &App, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let cx = &app.cx;
    let area = buffer.area;
    let mut canvas = Canvas { buffer, theme: cx.theme };
    if app.is_too_small() || (area.width, area.height) != cx.size {
        let (width, height) = SMALLEST;
        let line = format!("Fieldbook needs {width}x{height}; this is {}x{}.", area.width, area.height);
        if area.height > 0 {
            canvas.text(0, 0, area.width, &line, cx.theme.plain());
        }
        if area.height > 1 {
            canvas.text(0, 1, area.width, "Nothing is lost: enlarge the window.", cx.theme.dim());
        }
        return None;
    }
    let cursor = match &app.open {
        Some(Screen::Record(record)) => record.view(cx, &mut canvas),
        Some(Screen::Review(review)) => review.view(&app.library, cx, &mut canvas),
        Some(Screen::Portfolio(matrix)) => {
            matrix.view(cx, &mut canvas);
            None
        }
        Some(Screen::Compare(pair)) => {
            pair.view(cx, &mut canvas);
            None
        }
        None => app.library.view(cx, &mut canvas),
    };
    let cursor = app.overlays.last().map_or(cursor, |overlay| overlay.view(cx, &mut canvas));
    tall_notice(&mut canvas, cx);
    cursor
}

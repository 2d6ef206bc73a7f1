//! The whole program as one value: what it knows, and what it makes of each message. Nothing here touches the world.

use std::sync::Arc;

use crossterm::event::MouseEventKind;
use ratatui::buffer::Buffer;

use crate::model::{Dice, Evaluation, Framework, Moment};
use crate::text::Text;
use crate::ui::{
    Action, Asking, Canvas, Context, Direction, Effect, ExportSheet, LookBack, Msg, Next, Notice, Overlay, Purpose,
    Reader, Saved, Scope, Session, Settings, Theme, Turn,
    command::Hints,
    footer::tall_notice,
    overlay::lists,
    screen::{compare::Pair, library::LibraryScreen, portfolio::Matrix, record::Record, review::Review},
};

mod exporting;
mod frameworks;
mod many;
mod mouse;
mod opening;
mod over;
mod public_copy;
#[cfg(test)]
mod tests;
mod typing;

/// The smallest terminal that the screens are made for.
pub const SMALLEST: (u16, u16) = (60, 20);

/// The program.
#[derive(Clone, Debug)]
pub struct App {
    cx: Context,
    /// What the shell is to do once the message is dealt with.
    effects: Vec<Effect>,
    library: LibraryScreen,
    /// What is open, on one of its screens; none: the library is shown.
    open: Option<Screen>,
    /// What the open evaluation was opened from, to go back to; none: the library.
    behind: Option<Behind>,
    overlays: Vec<Overlay>,
    /// What was typed into prompts that were closed; it stands there again next time.
    drafts: Vec<(Asking, Text)>,
    /// The export sheet that was closed; it is as it was next time.
    export_left: Option<Box<ExportSheet>>,
    /// Whether the clipboard holds pasted text that found no place and was not inserted yet.
    keeps_pasted: bool,
    /// Whether the last press of the mouse took a row of a list.
    took: bool,
    /// What was last pressed or pasted into an evaluation that could only be read: it counts once that can be written.
    refused: Option<Msg>,
}

/// A screen of several evaluations, from which one was opened.
#[derive(Clone, Debug)]
enum Behind {
    Portfolio(Box<Matrix>),
    Compare(Box<Pair>),
}

#[derive(Clone, Debug)]
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
        let dice = Dice::new(seed).into();
        let cx = Context {
            size,
            now,
            dice,
            frameworks,
            settings,
            name,
            theme,
            hints: Hints::default(),
            clipboard: String::new(),
            notice: None,
            surroundings: Vec::new(),
            sought: Text::default(),
            read_only,
        };
        App {
            cx,
            effects: vec![Effect::List],
            library: LibraryScreen::default(),
            open: None,
            behind: None,
            overlays: Vec::new(),
            drafts: Vec::new(),
            export_left: None,
            keeps_pasted: false,
            took: false,
            refused: None,
        }
    }

    /// Takes a message at a moment; returns what the shell is to do.
    pub fn update(&mut self, msg: Msg, now: Moment) -> Vec<Effect> {
        self.cx.now = now;
        let asks = match &msg {
            Msg::Key(_) | Msg::Paste(_) | Msg::Burst(_) => true,
            Msg::Mouse(mouse, _) => matches!(mouse.kind, MouseEventKind::Down(_)),
            _ => false,
        };
        if asks {
            let is_locked = self.session().is_some_and(|session| session.read_only.is_some());
            self.refused = is_locked.then(|| msg.clone());
        }
        self.hear(msg);
        self.settle();
        std::mem::take(&mut self.effects)
    }

    fn hear(&mut self, msg: Msg) {
        match msg {
            Msg::Key(key) => self.press(key),
            Msg::Paste(text) => self.paste(&text),
            Msg::Burst(text) => self.burst(&text),
            Msg::Mouse(mouse, presses) => self.mouse(mouse, presses),
            Msg::Resized(width, height) => self.cx.size = (width, height),
            Msg::Returned => self.returned(),
            Msg::Begin(framework, title) => self.begin(framework.as_ref(), title),
            Msg::Listed(rows) => self.library.list(rows),
            Msg::FrameworksChanged(frameworks) => self.frameworks_changed(frameworks),
            Msg::Opened(opened) => self.opened(*opened),
            Msg::Closed => self.closed(),
            Msg::CannotLeave(why) => self.cannot_leave(why),
            Msg::Saved(id, moment) => self.saved(&id, Saved::UpTo(moment)),
            Msg::NotSaved(id, why) => self.saved(&id, Saved::Failing(why)),
            Msg::Behind(id, why) => self.behind(&id, why),
            Msg::Refused(line) => self.refused(line),
            Msg::Merged(evaluation) => self.merged(*evaluation),
            Msg::Rivals(rivals) => self.rivals(rivals),
            Msg::Edited(field, text) => self.on_record(|record| record.edited_outside(&field, &text)),
            Msg::FileUnder(question) => self.on_record(|record| record.file_under(question)),
            Msg::Change(edit, told) => self.on_record(|record| record.change(*edit, told)),
            Msg::Replace(edit) => self.on_record(|record| record.replace(*edit)),
            Msg::MoveVersion(plan, confirmed) => self.on_record(|record| record.move_version(&plan, &confirmed)),
            Msg::Orphan(orphan) => self.ask_about_orphan(&orphan),
            Msg::Carry(way) => self.on_record(|record| record.carry(&way)),
            Msg::Restore(earlier) => self.restore(&earlier),
            Msg::Act(step, reason) => self.take_step(step, reason),
            Msg::History(LookBack::Since, revisions) => self.show_changes(&revisions),
            Msg::History(LookBack::All, revisions) => self.show_history(revisions),
            Msg::Found { search, hits, whole } => self.found(search, hits, whole),
            Msg::NotSearched(line) => self.not_searched(line),
            Msg::ReadAll(reading, evaluations, left_out) => self.read_all(reading, evaluations, left_out),
            Msg::Compare(one, other) => self.compare(one, other),
            Msg::Narrow(narrowing) => self.narrow(&narrowing),
            Msg::Trashed(entry) => self.trashed(entry),
            Msg::Rescued(rescued) => self.overlays.push(Overlay::Choice(lists::rescued(&rescued, self.cx.now))),
            Msg::TrashListed(entries) if entries.is_empty() => self.inform("The trash is empty"),
            Msg::TrashListed(entries) => self.overlays.push(Overlay::Choice(lists::trash(entries))),
            Msg::FrameworksListed(faulty) => self.show_frameworks(&faulty),
            Msg::FrameworkRead(read) => self.framework_read(&read),
            Msg::ColumnsWanted { table, example, why } => self.ask_columns(table, &example, why),
            Msg::FrameworkAdded(framework, line) => self.framework_added(framework, line),
            Msg::StandardFramework(framework) => self.make_standard(framework),
            Msg::Done(line) => self.inform(line),
            Msg::Exporting(done, all) => self.exporting(done, all),
            Msg::Exported(file, name, told) => self.exported(file, &name, &told),
            Msg::FileExists(file) => self.ask_to_overwrite(file),
            Msg::PublicWarned(file, warnings) => self.ask_about_public(file, &warnings),
            Msg::NotExported(why) => self.not_exported(why),
            Msg::Failed(line) => self.complain(line),
            Msg::Surroundings(note) => self.cx.surroundings.push(note),
            Msg::Added(id, line) => self.added(id, line),
            Msg::ReadToImport(read) => self.read_to_import(read),
            Msg::Imported { first, report } => self.imported(first, report),
            Msg::Source { file, problem, text, remedy } => self.show_source(file, problem, text, &remedy),
        }
    }

    /// The evaluation that is open, for saving it as a whole.
    pub fn evaluation(&self) -> Option<&Evaluation> {
        self.session().map(Session::evaluation)
    }

    fn session(&self) -> Option<&Session> {
        match self.open.as_ref()? {
            Screen::Record(record) => Some(&record.session),
            Screen::Review(review) => Some(&review.session),
            Screen::Portfolio(_) | Screen::Compare(_) => None,
        }
    }

    fn session_mut(&mut self) -> Option<&mut Session> {
        match self.open.as_mut()? {
            Screen::Record(record) => Some(&mut record.session),
            Screen::Review(review) => Some(&mut review.session),
            Screen::Portfolio(_) | Screen::Compare(_) => None,
        }
    }

    fn on_record(&mut self, with: impl FnOnce(&mut Record) -> Turn) {
        if let Some(Screen::Record(record)) = &mut self.open {
            let turn = with(record);
            self.take(turn);
        }
    }

    fn ask(&mut self, effect: Effect) {
        match &effect {
            Effect::Copy(text) => {
                self.cx.clipboard.clone_from(text);
                self.keeps_pasted = false;
            }
            Effect::Restore(entry) => self.library.forget_trashed(entry),
            // The evaluation is left by it: what was chosen between two versions is settled then.
            Effect::Open(..) | Effect::Close | Effect::Quit => {
                let settled = self.session_mut().map(Session::settled).unwrap_or_default();
                self.effects.extend(settled.into_iter().map(Effect::SettleRival));
            }
            _ => {}
        }
        self.effects.push(effect);
    }

    fn inform(&mut self, line: impl Into<String>) {
        self.cx.notice = Some(Notice::Info(line.into()));
    }

    fn complain(&mut self, line: impl Into<String>) {
        self.cx.notice = Some(Notice::error(line));
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

    fn act(&mut self, action: Action) {
        self.keeps_pasted &= action != Action::Paste;
        match (action, self.overlays.last_mut()) {
            (Action::Palette, _) => self.overlays.push(Overlay::Choice(lists::palette(self.scopes()))),
            (Action::Quit, _) => {
                self.close_line();
                self.note_place();
                self.ask(Effect::Quit);
            }
            (Action::Suspend, _) => self.ask(Effect::Suspend),
            (Action::Redraw, _) => self.ask(Effect::Redraw),
            (Action::Help, ref overlay) if !overlay.as_ref().is_some_and(|overlay| overlay.is_help()) => {
                self.overlays.push(Overlay::Reader(Reader::help(self.scopes())));
            }
            (Action::Undo, Some(Overlay::PublicCopy(_))) => self.reverse_under_list(Direction::Undo),
            (Action::Redo, Some(Overlay::PublicCopy(_))) => self.reverse_under_list(Direction::Redo),
            (_, Some(overlay)) => {
                let response = overlay.act(action, &self.cx);
                self.follow(response);
            }
            (Action::ToggleMouse, None) => self.toggle_mouse(),
            (_, None) => self.act_on_screen(action),
        }
    }

    /// Ends the jot or the remark that is being written, as its own key does.
    fn close_line(&mut self) {
        let turn = match &mut self.open {
            Some(Screen::Record(record)) => record.close_line(&self.cx),
            Some(Screen::Review(review)) => review.close_line(&self.cx),
            Some(Screen::Portfolio(_) | Screen::Compare(_)) | None => return,
        };
        self.take(turn);
    }

    fn act_on_screen(&mut self, action: Action) {
        let cx = &self.cx;
        let turn = match &mut self.open {
            Some(Screen::Record(record)) => record.act(action, cx),
            Some(Screen::Review(review)) => review.act(action, &self.library, cx),
            Some(Screen::Portfolio(matrix)) => matrix.act(action, &self.cx),
            Some(Screen::Compare(pair)) => pair.act(action, &self.cx),
            None => self.library.act(action, cx),
        };
        self.take(turn);
    }

    /// Does what came of an update: the one way out of a screen.
    fn take(&mut self, turn: Turn) {
        let Turn { effects, notice, next } = turn;
        for effect in effects {
            self.ask(effect);
        }
        self.cx.notice = notice.or(self.cx.notice.take());
        match next {
            Next::Stay => {}
            Next::Over(overlay) => self.lay_over(*overlay),
            Next::Leave => self.leave(),
            Next::TurnOver => self.turn_over(),
            Next::TakeOver => self.take_over(),
        }
    }

    /// Has an evaluation opened anew that could only be read.
    fn take_over(&mut self) {
        let purpose = match &self.open {
            Some(Screen::Review(review)) => Purpose::Review(review.at),
            Some(Screen::Record(_) | Screen::Portfolio(_) | Screen::Compare(_)) | None => Purpose::Record,
        };
        if let Some(id) = self.evaluation().map(|evaluation| evaluation.id.clone()) {
            self.ask(Effect::TakeOver(id, purpose));
        }
    }

    /// The window is looked at again: what it shows is as others have left it.
    fn returned(&mut self) {
        match self.session() {
            Some(session) if session.read_only.is_some() => {
                self.refused = None;
                self.take_over();
            }
            _ if self.open.is_some() => self.ask(Effect::Look),
            _ => self.ask(Effect::List),
        }
    }

    fn toggle_mouse(&mut self) {
        self.cx.settings.mouse = !self.cx.settings.mouse;
        self.ask(Effect::Mouse(self.cx.settings.mouse));
        self.ask(Effect::Keep(self.cx.settings.clone()));
        self.inform(if self.cx.settings.mouse { "The mouse is on" } else { "The mouse is off" });
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
        let scopes = match (&self.overlays[..], &self.open) {
            ([], None) => self.library.hinted_scopes(),
            ([], Some(_)) | ([_, ..], _) => self.scopes(),
        };
        let status = self.evaluation().map(Evaluation::status);
        if !self.cx.hints.are_of(scopes, status) {
            self.cx.hints = Hints::of(scopes, status);
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
        let lines =
            [(&*line, cx.theme.plain()), ("Enlarge the window: until then no key does anything.", cx.theme.plain())];
        for (y, (line, style)) in (0..area.height).zip(lines) {
            canvas.text(0, y, area.width, line, style);
        }
        return None;
    }
    let cursor = match &app.open {
        Some(Screen::Record(record)) => record.view(cx, &mut canvas),
        Some(Screen::Review(review)) => review.view(&app.library, cx, &mut canvas),
        Some(Screen::Portfolio(matrix)) => matrix.view(cx, &mut canvas),
        Some(Screen::Compare(pair)) => pair.view(cx, &mut canvas),
        None => app.library.view(cx, &mut canvas),
    };
    let cursor = app.overlays.last().map_or(cursor, |overlay| overlay.view(cx, &mut canvas));
    tall_notice(&mut canvas, cx);
    cursor
}

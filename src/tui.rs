//! The terminal: what is heard becomes messages, what the core asks for is done, then one frame is drawn.
//!
//! One thread waits for input, one for signals, one syncs the journal, one lists the library, one searches, and others read
//! on all cores when asked. What they find out they tell the main thread through one channel; the input thread takes keys in
//! and draws by itself, which spares each key the way to another thread. Who holds the `Session` has the turn: so the
//! terminal is the user's own editor's while that runs. Only the first frame, the moment after an input and an unsynced
//! journal wait with a time-out: an idle program never wakes.

use std::{
    io,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    time::Duration,
};

use crossterm::event::Event;
use thiserror::Error;

use crate::{
    clock,
    model::{edit::Field, framework::Framework, id::Id},
    store::{Access, Index, Library},
    text::{Text, paint::Charset},
    ui::{
        app::{App, Beginning},
        effect::{Effect, Msg, Purpose},
        settings::Settings,
        theme::Theme,
    },
};

mod frames;
mod incoming;
mod input;
mod keeping;
mod outside;
mod presses;
mod screen;
mod signals;

use incoming::Incoming;
use keeping::Keeping;
use presses::Presses;
use screen::Screen;
use signals::Away;

/// How long the first frame waits for the library's rows.
const AT_ONCE: Duration = Duration::from_millis(4);

/// What the program is started with.
pub struct Start {
    /// The library.
    pub library: Library,
    /// The frameworks that can be answered.
    pub frameworks: Vec<Framework>,
    /// The user's settings and where they are kept.
    pub settings: (Settings, Option<PathBuf>),
    /// The user's name in this run, where it is not that of the settings.
    pub name: Option<Text>,
    /// The library's rows as they were last known; none where there is no folder for them.
    pub index: Option<Index>,
    /// How the terminal is drawn on.
    pub theme: Theme,
    /// What to do first, once the program is there.
    pub first: Option<First>,
}

/// What the program does first.
#[derive(Clone, Debug)]
pub enum First {
    /// Opens this evaluation.
    Open(Id),
    /// Begins an evaluation against a framework, the first where none is named, of the practice of this title.
    New(Option<Id>, Text),
}

/// Why the program can't run.
#[derive(Debug, Error)]
pub enum TuiError {
    /// There is nothing to draw on, or nobody to type.
    #[error("this is not a terminal; `fieldbook --help` lists what works without one")]
    NoTerminal,
    /// The system refused something that the program needs.
    #[error("the program can't {0}: {1}")]
    System(&'static str, #[source] io::Error),
}

/// Runs the program until it is left.
///
/// # Errors
/// When there is no terminal, or it can't be used.
pub fn run(start: Start) -> Result<(), TuiError> {
    use std::io::IsTerminal;
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(TuiError::NoTerminal);
    }
    let (tell, heard) = mpsc::channel();
    let away = signals::listen(&tell).map_err(|error| TuiError::System("listen for signals", error))?;
    let mouse = start.settings.0.mouse;
    let recovery = start.library.root().join("journal");
    let screen = Screen::enter(mouse, recovery).map_err(|error| TuiError::System("use the terminal", error))?;
    let outcome =
        Session::begin(start, screen, away, tell.clone()).and_then(|session| take_turns(session, tell, &heard));
    Screen::restore();
    outcome
}

/// Runs the session until it is left, in turns with the input thread.
fn take_turns(session: Session, tell: Sender<Incoming>, heard: &Receiver<Incoming>) -> Result<(), TuiError> {
    // Rows that come at once are in the first frame.
    let at_once = if session.app.evaluation().is_none() { heard.recv_timeout(AT_ONCE).ok() } else { None };
    let session = Arc::new(Mutex::new(session));
    let mut goes_on = turn(&session).take_in(at_once);
    // The session ends with this function, whatever the input thread waits for.
    let weak = Arc::downgrade(&session);
    let listening = input::listen(tell, move |events| {
        weak.upgrade().is_some_and(|session| turn(&session).take_in(events.into_iter().map(Incoming::Input)))
    });
    listening.map_err(|error| TuiError::System("listen to the terminal", error))?;
    while goes_on && let Ok(first) = heard.recv() {
        goes_on = turn(&session).take_in(std::iter::once(first).chain(heard.try_iter()));
    }
    Ok(())
}

fn turn(session: &Mutex<Session>) -> MutexGuard<'_, Session> {
    session.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The running program.
struct Session {
    app: App,
    screen: Screen,
    away: Away,
    keeping: Keeping,
    presses: Presses,
    leaving: bool,
}

impl Session {
    fn begin(start: Start, screen: Screen, away: Away, tell: Sender<Incoming>) -> Result<Session, TuiError> {
        let Start { library, frameworks, settings: (settings, settings_path), name, index, theme, first } = start;
        let read_only = match library.access() {
            Access::Full => None,
            Access::ReadOnly { why } => Some(why.clone()),
        };
        let now = clock::now();
        let seed = clock::seed();
        let size = screen.size();
        let frameworks_here = frameworks.clone();
        let beginning = Beginning { now, size, seed, settings, name, frameworks: frameworks_here, theme, read_only };
        let kept = (beginning.settings.clone(), beginning.name.clone(), settings_path);
        let app = App::new(beginning);
        let keeping = Keeping::new(library, frameworks, kept, index, tell)
            .map_err(|error| TuiError::System("start its sync worker", error))?;
        let mut session = Session { app, screen, away, keeping, presses: Presses::default(), leaving: false };
        session.tell(Msg::Returned);
        match first {
            Some(First::Open(id)) => session.perform(Effect::Open(id, Purpose::Record)),
            Some(First::New(framework, title)) => session.tell(Msg::Begin(framework, title)),
            None => {}
        }
        Ok(session)
    }

    /// Takes everything in that has arrived before one frame is drawn; says whether the program goes on.
    fn take_in(&mut self, arrived: impl IntoIterator<Item = Incoming>) -> bool {
        for heard in arrived {
            if !self.leaving {
                self.hear(heard);
            }
        }
        if !self.leaving && self.screen.draw(&self.app).is_err() {
            self.leave();
        }
        !self.leaving
    }

    fn hear(&mut self, heard: Incoming) {
        match heard {
            Incoming::Told(msg) => self.tell(msg),
            Incoming::Leave => self.leave(),
            #[cfg(debug_assertions)]
            Incoming::Fault => panic!("a fault was asked for"),
            Incoming::Woken | Incoming::Continued => {
                if matches!(heard, Incoming::Continued) {
                    self.screen.resume();
                }
                self.resize();
            }
            Incoming::Input(event) => self.hear_input(event),
        }
    }

    fn hear_input(&mut self, event: Event) {
        match event {
            Event::Key(key) => self.tell(Msg::Key(key)),
            Event::Paste(text) => self.tell(Msg::Paste(text)),
            Event::Mouse(mouse) => {
                let presses = self.presses.count(mouse);
                self.tell(Msg::Mouse(mouse, presses));
            }
            Event::FocusGained => self.tell(Msg::Returned),
            // Of a new size the signal has told already; crossterm tells of it only with the next key.
            Event::Resize(..) | Event::FocusLost => {}
        }
    }

    /// Takes the size that the terminal has now.
    fn resize(&mut self) {
        self.screen.forget();
        let (width, height) = self.screen.size();
        self.tell(Msg::Resized(width, height));
    }

    /// Hands the core a message and does what it asks for, until it asks for nothing more.
    fn tell(&mut self, msg: Msg) {
        for effect in self.app.update(msg, clock::now()) {
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Quit => match self.keeping.let_go(self.app.evaluation()) {
                Ok(()) => self.leaving = true,
                Err(why) => self.tell(Msg::CannotLeave(why)),
            },
            Effect::Copy(text) => self.screen.copy(&text),
            Effect::Mouse(on) => self.screen.take_mouse(on),
            Effect::Redraw => self.screen.forget(),
            Effect::Suspend => self.suspend(),
            Effect::EditOutside(field, text) => self.edit_outside(&field, &text),
            other => {
                for answer in self.keeping.perform(other, self.app.evaluation()) {
                    self.tell(answer);
                }
            }
        }
    }

    /// Goes to the background. Only keys ask for this and for [`Session::edit_outside`], so the input thread does it and
    /// leaves the terminal alone meanwhile.
    fn suspend(&mut self) {
        self.keeping.sync();
        self.screen.suspend();
        self.tell(Msg::Returned);
    }

    /// Has the user's own editor change a text, in a file of the library.
    fn edit_outside(&mut self, field: &Field, text: &str) {
        self.keeping.sync();
        Screen::restore();
        self.away.set(true);
        let file = self.keeping.edited_file();
        let outcome = outside::edit(&file, text);
        self.away.set(false);
        self.screen.resume();
        match outcome {
            Ok(text) => {
                self.tell(Msg::Edited(field.clone(), text.clone()));
                let taken = Text::new(text.strip_suffix('\n').unwrap_or(&text));
                let stands = self.app.evaluation().and_then(|open| open.field(field));
                if stands == Some(taken.as_str()) {
                    // A file that stays is found again when the evaluation is opened.
                    let _ = std::fs::remove_file(&file);
                }
            }
            Err(error) => self.tell(Msg::Failed(error.to_string())),
        }
    }

    /// Leaves without asking: the terminal may be gone.
    fn leave(&mut self) {
        self.leaving = true;
        self.keeping.leave(self.app.evaluation());
    }
}

/// How this terminal is drawn on: without colours where `NO_COLOR` asks for that, in ASCII where `ascii` or the locale does.
pub fn theme(ascii: bool) -> Theme {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG")).unwrap_or_default().to_lowercase();
    let utf8 = locale.contains("utf-8") || locale.contains("utf8");
    let charset = if ascii || !utf8 { Charset::Ascii } else { Charset::Unicode };
    Theme { colour: set("NO_COLOR").is_none(), charset }
}

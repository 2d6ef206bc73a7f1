//! The terminal: what comes in becomes messages, the effects that the core asks for are run, then one frame is drawn.
//!
//! One thread waits for input, one for signals, one syncs the journal, one lists the library, one searches, and others read
//! on all cores when asked. They send what they find out to the main thread through one channel; the input thread takes keys in
//! and draws by itself, which spares each key the way to another thread. Who holds the `Program` has the turn: so the
//! terminal is the user's own editor's while that runs. Only the first frame, an unfinished sequence of the terminal and an
//! unsynced journal wait with a time-out: an idle program never wakes.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "the terminal, its threads and the user's own editor"
)]

use std::{
    io,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    time::Duration,
};

use crossterm::event::Event;
use thiserror::Error;

use crate::clock;
use crate::model::{Field, Framework, Id};
use crate::store::{Index, Library, SettingsFile};
use crate::text::Text;
use crate::ui::{
    Effect, Msg, Notice, Purpose, Settings, Theme,
    app::{App, Beginning},
};

mod clicks;
mod effects;
mod external_editor;
mod frames;
mod incoming;
pub mod input;
mod locale;
mod signals;
mod terminal;

pub use effects::Unsaved;
pub use locale::theme;

use clicks::ClickCounter;
use effects::EffectRunner;
use incoming::Incoming;
use input::Input;
use terminal::Terminal;

/// How long the first frame waits for the library's rows.
const AT_ONCE: Duration = Duration::from_millis(4);

/// What the program is started with.
pub struct Start {
    /// The library.
    pub library: Library,
    /// The frameworks that can be answered.
    pub frameworks: Vec<Framework>,
    /// The user's settings.
    pub settings: Settings,
    /// Where they are kept; none where there is no folder for them.
    pub settings_file: Option<SettingsFile>,
    /// The user's name in this run, where it is not that of the settings.
    pub name: Option<Text>,
    /// The library's rows as they were last known; none where there is no folder for them.
    pub index: Option<Index>,
    /// How the terminal is drawn on.
    pub theme: Theme,
    /// What to do first, once the program is there.
    pub first: Option<FirstAction>,
    /// What is to be told of where the program runs.
    pub notes: Vec<Notice>,
    /// The folders, in order, that take what the library can't.
    pub rescue_folders: Vec<PathBuf>,
}

/// What the program does first.
#[derive(Clone, Debug)]
pub enum FirstAction {
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
    /// Something could not be saved before the program had to end.
    #[error(transparent)]
    Unsaved(#[from] Unsaved),
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
    let (sender, incoming) = mpsc::channel();
    let (leave, told_to_leave) = input::leaving().map_err(|error| TuiError::System("listen for signals", error))?;
    let editor_running =
        signals::listen(&sender, leave).map_err(|error| TuiError::System("listen for signals", error))?;
    let mouse = start.settings.mouse;
    let recovery = start.library.root().join("journal");
    let terminal = Terminal::enter(mouse, recovery).map_err(|error| TuiError::System("use the terminal", error))?;
    let outcome = Program::begin(start, terminal, editor_running, sender.clone())
        .and_then(|program| take_turns(program, sender, told_to_leave, &incoming));
    Terminal::restore();
    outcome
}

/// Runs the program until it is left, in turns with the input thread.
fn take_turns(
    program: Program,
    sender: Sender<Incoming>,
    told_to_leave: input::ToldToLeave,
    incoming: &Receiver<Incoming>,
) -> Result<(), TuiError> {
    // Rows that come at once are in the first frame.
    let at_once = if program.app.evaluation().is_none() { incoming.recv_timeout(AT_ONCE).ok() } else { None };
    let program = Arc::new(Mutex::new(program));
    let mut goes_on = locked(&program).take_in(at_once);
    // The program ends with this function, whatever the input thread waits for.
    let weak = Arc::downgrade(&program);
    let take = move |inputs: Vec<Input>| {
        let program = weak.upgrade()?;
        let mut program = locked(&program);
        program.take_in(inputs.into_iter().map(Incoming::Input)).then(|| program.app.types())
    };
    // Nobody listens any more once the program has been left.
    let gone = move || drop(sender.send(Incoming::Leave));
    let listening = input::listen(told_to_leave, take, gone);
    listening.map_err(|error| TuiError::System("listen to the terminal", error))?;
    while goes_on && let Ok(first) = incoming.recv() {
        goes_on = locked(&program).take_in(std::iter::once(first).chain(incoming.try_iter()));
    }
    locked(&program).unsaved.take().map_or(Ok(()), |unsaved| Err(unsaved.into()))
}

fn locked(program: &Mutex<Program>) -> MutexGuard<'_, Program> {
    program.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Program {
    app: App,
    terminal: Terminal,
    editor_running: Arc<AtomicBool>,
    effects: EffectRunner,
    clicks: ClickCounter,
    leaving: bool,
    /// What became of text that could not be saved when the program was told to leave.
    unsaved: Option<Unsaved>,
    /// Whether the program stopped itself, and was not told yet that it goes on.
    stopped: bool,
}

impl Program {
    fn begin(
        start: Start,
        terminal: Terminal,
        editor_running: Arc<AtomicBool>,
        sender: Sender<Incoming>,
    ) -> Result<Program, TuiError> {
        let Start { library, frameworks, settings, settings_file, name, index, theme, first, notes, rescue_folders } =
            start;
        let read_only = library.read_only().map(str::to_owned);
        let (now, seed, size) = (clock::now(), clock::seed(), terminal.size());
        let kept = (settings.clone(), name.clone(), settings_file);
        let rescued = library.rescue_files(&rescue_folders);
        let effects = EffectRunner::new(library, frameworks.clone(), kept, index, rescue_folders, sender)
            .map_err(|error| TuiError::System("start its sync worker", error))?;
        let app = App::new(Beginning { now, size, seed, settings, name, frameworks, theme, read_only });
        let clicks = ClickCounter::default();
        let (leaving, unsaved, stopped) = (false, None, false);
        let mut program = Program { app, terminal, editor_running, effects, clicks, leaving, unsaved, stopped };
        program.update(Msg::Returned);
        match first {
            Some(FirstAction::Open(id)) => program.perform(Effect::Open(id, Purpose::Record)),
            Some(FirstAction::New(framework, title)) => program.update(Msg::Begin(framework, title)),
            None => {}
        }
        if !rescued.is_empty() {
            program.update(Msg::Rescued(rescued));
        }
        for note in notes {
            program.update(Msg::Surroundings(note));
        }
        Ok(program)
    }

    /// Takes everything in that has arrived before one frame is drawn; says whether the program goes on.
    fn take_in(&mut self, arrived: impl IntoIterator<Item = Incoming>) -> bool {
        for incoming in arrived {
            if !self.leaving {
                self.handle(incoming);
            }
        }
        if !self.leaving && self.terminal.draw(&self.app).is_err() {
            self.leave();
        }
        self.effects.begin_sync();
        !self.leaving
    }

    fn handle(&mut self, incoming: Incoming) {
        match incoming {
            Incoming::Message(msg) => self.update(msg),
            Incoming::Leave => self.leave(),
            #[cfg(all(unix, debug_assertions))]
            Incoming::Fault => panic!("a fault was asked for"),
            #[cfg(unix)]
            Incoming::Resized => self.resize(),
            #[cfg(unix)]
            Incoming::Stop => self.suspend(),
            #[cfg(unix)]
            Incoming::Continued => {
                // Where it had stopped itself it is back already, and keys may have been pressed since.
                if !std::mem::take(&mut self.stopped) {
                    self.terminal.resume();
                }
                self.resize();
            }
            Incoming::Input(Input::Event(event)) => self.handle_event(event),
            Incoming::Input(Input::Burst(text)) => self.update(Msg::Burst(text)),
        }
    }

    fn handle_event(&mut self, event: Event) {
        match event {
            Event::Key(key) => self.update(Msg::Key(key)),
            Event::Paste(text) => self.update(Msg::Paste(text)),
            Event::Mouse(mouse) => {
                let presses = self.clicks.count(mouse);
                self.update(Msg::Mouse(mouse, presses));
            }
            Event::FocusGained => self.update(Msg::Returned),
            // On Unix a signal tells it.
            Event::Resize(..) => self.resize(),
            Event::FocusLost => {}
        }
    }

    fn resize(&mut self) {
        self.terminal.forget();
        let (width, height) = self.terminal.size();
        self.update(Msg::Resized(width, height));
    }

    /// Hands the core a message and does what it asks for, until it asks for nothing more.
    fn update(&mut self, msg: Msg) {
        let (edits, others) = Effect::edits_apart(self.app.update(msg, clock::now()));
        if !edits.is_empty() {
            for answer in self.effects.journal(&edits, self.app.evaluation()) {
                self.update(answer);
            }
        }
        for effect in others {
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Quit => match self.effects.close_writer(self.app.evaluation()) {
                Ok(()) => self.leaving = true,
                Err(why) => self.update(Msg::CannotLeave(why)),
            },
            Effect::Copy(text) => self.terminal.copy(&text),
            Effect::Mouse(on) => self.terminal.take_mouse(on),
            Effect::Redraw => self.terminal.forget(),
            Effect::Suspend => self.suspend(),
            Effect::EditOutside(field, text) => self.edit_outside(&field, &text),
            other => {
                for answer in self.effects.perform(other, self.app.evaluation()) {
                    self.update(answer);
                }
            }
        }
    }

    /// Goes to the background, in which no thread goes on.
    fn suspend(&mut self) {
        self.effects.sync();
        self.stopped = self.terminal.suspend();
        if self.stopped {
            self.update(Msg::Returned);
        } else {
            self.update(Msg::Failed("There is no shell here to go to the background of".to_owned()));
        }
    }

    /// Has the user's own editor change a text, in a file of the library. Only a key asks for this, so the input thread does
    /// it and leaves the terminal alone meanwhile.
    fn edit_outside(&mut self, field: &Field, text: &str) {
        self.effects.sync();
        Terminal::restore();
        self.editor_running.store(true, Ordering::Relaxed);
        let file = self.effects.edited_file();
        let outcome = external_editor::edit(&file, text);
        self.editor_running.store(false, Ordering::Relaxed);
        self.terminal.resume();
        match outcome {
            Ok(text) => {
                self.update(Msg::Edited(field.clone(), text.clone()));
                let stands = self.app.evaluation().and_then(|open| open.field(field));
                if stands == Some(text.as_str()) {
                    // A file that stays is found again when the evaluation is opened.
                    let _ = std::fs::remove_file(&file);
                }
            }
            Err(error) => self.update(Msg::Failed(error.to_string())),
        }
    }

    /// Leaves without asking, the terminal may be gone: the journal first, then the file, and what can't be saved goes
    /// elsewhere.
    fn leave(&mut self) {
        self.leaving = true;
        self.effects.sync();
        if let Err(why) = self.effects.close_writer(self.app.evaluation()) {
            self.unsaved = self.app.evaluation().and_then(|open| self.effects.rescue(open, why));
        }
    }
}

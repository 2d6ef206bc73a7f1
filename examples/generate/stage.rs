//! The program without a terminal and without a disk, to measure its core.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use fieldbook::{
    model::{evaluation::Evaluation, framework::Framework, id::Id, moment::Moment},
    reading::{
        search,
        summary::{LibraryRow, Summary},
    },
    text::paint::Charset,
    ui::{
        app::{App, Beginning, view},
        effect::{Effect, Listing, Msg, Opened, Purpose},
        settings::Settings,
        theme::Theme,
    },
};
use ratatui::{buffer::Buffer, layout::Rect};

#[path = "making.rs"]
pub(crate) mod making;

use making::Plan;

/// The program, with a library in memory and a terminal that nobody sees.
pub(crate) struct Stage {
    pub(crate) app: App,
    buffer: Buffer,
    frameworks: Vec<Framework>,
    library: Vec<Evaluation>,
}

pub(crate) fn now() -> Moment {
    "2026-11-24T14:02:11+01:00".parse().expect("a moment")
}

/// The rows of a library that holds these evaluations.
pub(crate) fn rows(evaluations: &[Evaluation], frameworks: &[Framework]) -> Vec<Arc<LibraryRow>> {
    let row = |one: &Evaluation| {
        let last = one.jots.iter().map(|jot| jot.at).max();
        let modified = one.acts.last().map(|act| act.at).or(last).unwrap_or(now());
        Arc::new(LibraryRow::new(modified, Ok(Summary::of(one, frameworks))))
    };
    evaluations.iter().map(row).collect()
}

impl Stage {
    /// The program at its library screen, where so many evaluations of a plan are listed.
    pub(crate) fn new(plan: Plan, count: usize, size: (u16, u16)) -> Stage {
        let framework = plan.framework();
        let library: Vec<Evaluation> = (0..count).map(|n| plan.evaluation(&framework, n)).collect();
        let theme = Theme { colour: true, charset: Charset::Unicode };
        let frameworks = vec![framework];
        let listing = Listing::new(rows(&library, &frameworks), 0);
        let settings = Settings { name: "Jana Veselá".into(), ..Settings::default() };
        let (name, read_only) = (None, None);
        let beginning =
            Beginning { now: now(), size, seed: 1, settings, name, frameworks: frameworks.clone(), theme, read_only };
        let buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
        let mut stage = Stage { app: App::new(beginning), buffer, frameworks, library };
        stage.hear(Msg::Listed(listing));
        stage
    }

    /// The program on its recording screen, the caret at the end of a narrative of so many bytes.
    pub(crate) fn recording(narrative: usize, size: (u16, u16)) -> Stage {
        let mut stage = Stage::new(Plan { seed: 1, questions: None, narrative: Some(narrative) }, 1, size);
        let id = stage.library[0].id.clone();
        stage.open(&id, Purpose::Record);
        stage.key(KeyCode::End, KeyModifiers::CONTROL);
        stage
    }

    /// Hands the core a message, and does what it asks for, as far as that can be done in memory.
    pub(crate) fn hear(&mut self, msg: Msg) {
        for effect in self.app.update(msg, now()) {
            match effect {
                Effect::ReadAll(reading) => self.hear(Msg::ReadAll(reading, self.library.clone(), None)),
                Effect::Open(id, purpose) => self.open(&id, purpose),
                Effect::Close => self.hear(Msg::Closed),
                Effect::Search(search, query) => {
                    let hits = |one: &Evaluation| search::hits(&query, one, self.frameworks.first());
                    let hits = self.library.iter().flat_map(hits).take(500).collect();
                    self.hear(Msg::Found { search, hits, whole: true });
                }
                _ => {}
            }
        }
    }

    fn open(&mut self, id: &Id, purpose: Purpose) {
        let evaluation = self.library.iter().find(|one| one.id == *id).expect("it is listed").clone();
        let (read_only, recovered) = (None, None);
        let opened = Opened { evaluation, purpose, read_only, recovered, modified: now(), revision: Some(1) };
        self.hear(Msg::Opened(Box::new(opened)));
    }

    pub(crate) fn key(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        self.hear(Msg::Key(KeyEvent::new(code, modifiers)));
    }

    /// Types a text; a line feed in it is the Enter key.
    pub(crate) fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            let code = if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) };
            self.key(code, KeyModifiers::NONE);
        }
    }

    /// Draws a frame.
    pub(crate) fn draw(&mut self) {
        self.buffer.reset();
        view(&self.app, &mut self.buffer);
    }
}

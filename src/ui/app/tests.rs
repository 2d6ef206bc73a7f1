//! The program driven by keys, with a shell that keeps everything in memory.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::Arc,
};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent};
use ratatui::{Frame, Terminal, backend::TestBackend};

use super::*;
use crate::exchange::{CopyKind, Export, Part};
use crate::model::{Id, Mark};
use crate::reading::{Flagged, LibraryRow, Rescued, RescuedEdits, Summary, Trashed, search};
use crate::ui::command::{self, key::Key};
use crate::ui::{ExportFile, ExportedCopy, Listing, Opened, Remedy, Then};

mod awaiting;
mod commands;
mod comparing;
mod details;
mod evidence;
mod exporting;
mod frameworks;
mod interviews;
mod jotting;
mod keeping;
mod keyboard;
mod lateness;
mod laws;
mod levels;
mod mouse;
mod moving;
mod pasting;
mod picture;
mod previewing;
mod prompts;
mod public_copy;
mod recording;
mod refusals;
mod reviewing;
mod scenes;
mod screens;
mod searching;
mod shelving;
mod sizes;
mod steps;
mod styles;
mod surroundings;
mod trashing;
mod unasked;
mod undoing;

/// The program with a shell in memory.
#[derive(Clone)]
pub(super) struct Driven {
    pub(super) app: App,
    pub(super) library: BTreeMap<Id, Evaluation>,
    pub(super) trash: Vec<Evaluation>,
    /// Files of the library that can't be read.
    pub(super) flagged: Vec<LibraryRow>,
    /// When evaluations were last changed, where it was not just now.
    pub(super) modified: BTreeMap<Id, Moment>,
    /// The files outside the library that exist.
    pub(super) files: BTreeSet<PathBuf>,
    /// Whether exports are left to the test to be answered.
    pub(super) unwritable: bool,
    /// Everything that the core asked for.
    pub(super) effects: Vec<Effect>,
    pub(super) now: Moment,
}

impl Driven {
    pub(super) fn new(width: u16, height: u16) -> Driven {
        Driven::with(width, height, Theme::default(), Vec::new())
    }

    pub(super) fn with(width: u16, height: u16, theme: Theme, evaluations: Vec<Evaluation>) -> Driven {
        let settings = Settings { name: "Jana Nováková".into(), ..Settings::default() };
        Driven::of(width, height, theme, settings, evaluations)
    }

    /// The program of a user with these settings.
    pub(super) fn of(
        width: u16,
        height: u16,
        theme: Theme,
        settings: Settings,
        evaluations: Vec<Evaluation>,
    ) -> Driven {
        let now: Moment = "2026-11-24T14:02:00+01:00".parse().unwrap();
        let frameworks = vec![Framework::built_in()];
        let beginning =
            Beginning { now, size: (width, height), seed: 7, settings, name: None, frameworks, theme, read_only: None };
        let library = evaluations.into_iter().map(|evaluation| (evaluation.id.clone(), evaluation)).collect();
        let mut driven = Driven {
            app: App::new(beginning),
            library,
            trash: Vec::new(),
            flagged: Vec::new(),
            modified: BTreeMap::new(),
            files: BTreeSet::new(),
            unwritable: false,
            effects: Vec::new(),
            now,
        };
        driven.list();
        driven
    }

    /// The program with an evaluation against the framework of this text open.
    pub(super) fn against(framework: &str, width: u16, height: u16) -> Driven {
        let framework = crate::model::format::read_framework(framework).unwrap();
        let mut evaluation = Evaluation::new(scenes::id("2026-11-24-own-k7q2x"), &framework);
        evaluation.practice.title = "The long bed".into();
        evaluation.evaluators = "Jana Nováková".into();
        let mut driven = Driven::with(width, height, Theme::default(), vec![evaluation]);
        driven.app.cx.frameworks.push(Arc::new(framework));
        driven.list();
        driven.press("enter");
        driven
    }

    pub(super) fn hear(&mut self, msg: Msg) {
        let (edits, others) = Effect::edits_apart(self.app.update(msg, self.now));
        for effect in edits.into_iter().map(Effect::Journal).chain(others) {
            self.run(&effect);
            self.effects.push(effect);
        }
    }

    /// Puts a file into the library that can't be read.
    pub(super) fn flag(&mut self, file: &str, modified: Moment, why: &str) {
        self.flagged.push(LibraryRow::new(modified, Err(Flagged { file: file.into(), why: why.into() })));
    }

    pub(super) fn list(&mut self) {
        let rows = self.rows();
        self.hear(Msg::Listed(Listing::new(rows, 0)));
    }

    /// What the library holds, row by row.
    pub(super) fn rows(&self) -> Vec<Arc<LibraryRow>> {
        let frameworks: Vec<Framework> = self.app.cx.frameworks.iter().map(|one| (**one).clone()).collect();
        let row = |evaluation: &Evaluation| {
            let modified = *self.modified.get(&evaluation.id).unwrap_or(&self.now);
            LibraryRow::new(modified, Ok(Summary::of(evaluation, &frameworks)))
        };
        self.library.values().map(row).chain(self.flagged.iter().cloned()).map(Arc::new).collect()
    }

    fn run(&mut self, effect: &Effect) {
        match effect {
            Effect::List => self.list(),
            Effect::Create(evaluation, then) => {
                self.library.insert(evaluation.id.clone(), (**evaluation).clone());
                match then {
                    Then::Record => self.open(&evaluation.id, Purpose::Record),
                    Then::List => self.list(),
                }
            }
            Effect::Save | Effect::SaveBeforeMoving(..) => self.save(effect),
            Effect::Close => self.hear(Msg::Closed),
            Effect::ReadAll(reading) => {
                let evaluations = self.library.values().cloned().collect();
                self.hear(Msg::ReadAll(reading.clone(), evaluations, None));
            }
            Effect::Search(search, query) => {
                let frameworks = self.app.cx.frameworks.clone();
                let known = |one: &Evaluation| one.framework_among(&frameworks).map(|framework| &**framework);
                let hits = self.library.values().flat_map(|one| search::hits(query, one, known(one))).collect();
                self.hear(Msg::Found { search: *search, hits, whole: true });
            }
            Effect::Open(id, purpose) => self.open(id, purpose.clone()),
            Effect::Journal(edit) => {
                let id =
                    self.app.evaluation().map(|open| open.id.clone()).expect("only an open evaluation is journalled");
                self.library.get_mut(&id).unwrap().apply(edit).unwrap();
            }
            Effect::Duplicate(id) => {
                let copy = self.library[id].duplicate(self.now.day(), &mut Dice::new(2));
                self.library.insert(copy.id.clone(), copy.clone());
                let msg = Msg::duplicated(&self.library[id], copy.id);
                self.hear(msg);
            }
            Effect::Anew(id, evaluators) => {
                let begun = self.library[id].anew(evaluators.clone(), self.now.day(), &mut Dice::new(3));
                self.library.insert(begun.id.clone(), begun.clone());
                self.open(&begun.id, Purpose::Record);
            }
            Effect::Export(file) => self.export(file),
            Effect::Trash(id) => {
                self.trash.extend(self.library.remove(id));
                let title = self.trash.last().map_or("", |one| one.title()).to_owned();
                self.hear(Msg::Trashed(Trashed { name: id.to_string(), title }));
            }
            Effect::ListTrash => {
                let entry = |one: &Evaluation| Trashed { name: one.id.to_string(), title: one.title().to_owned() };
                self.hear(Msg::TrashListed(self.trash.iter().map(entry).collect()));
            }
            Effect::Restore(entry) => {
                let at =
                    self.trash.iter().position(|one| one.id.as_str() == entry.name).expect("an entry of the trash");
                let restored = self.trash.remove(at);
                self.library.insert(restored.id.clone(), restored.clone());
                self.hear(Msg::restored(entry, restored.id));
            }
            _ => {}
        }
    }

    fn save(&mut self, effect: &Effect) {
        assert_eq!(self.evaluation(), self.kept(), "what is written was journalled before");
        if let Effect::SaveBeforeMoving(plan, confirmed) = effect {
            self.hear(Msg::MoveVersion(plan.clone(), confirmed.clone()));
        }
    }

    fn export(&mut self, file: &ExportFile) {
        if self.unwritable {
            return;
        }
        let name = file.path.to_string_lossy().into_owned();
        let is_new = self.files.insert(file.path.clone());
        let exported = is_new || file.overwrites;
        self.hear(if exported { Msg::Exported(file.clone(), name, Vec::new()) } else { Msg::FileExists(file.clone()) });
    }

    pub(super) fn open(&mut self, id: &Id, purpose: Purpose) {
        let evaluation = self.library[id].clone();
        let opened =
            Opened { evaluation, purpose, read_only: None, recovered: None, modified: self.now, revision: Some(1) };
        self.hear(Msg::Opened(Box::new(opened)));
    }

    /// Presses keys by their names, parted by blanks.
    pub(super) fn press(&mut self, keys: &str) -> &mut Driven {
        for name in keys.split_whitespace() {
            self.hear(Msg::Key(key(name)));
        }
        self
    }

    /// Types a text as it stands.
    pub(super) fn write(&mut self, text: &str) -> &mut Driven {
        for c in text.chars() {
            let code = if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) };
            self.hear(Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        }
        self
    }

    pub(super) fn evaluation(&self) -> &Evaluation {
        self.app.evaluation().expect("an evaluation lies open")
    }

    /// The open evaluation as the shell has it: what the journal would give back.
    pub(super) fn kept(&self) -> &Evaluation {
        &self.library[&self.evaluation().id]
    }

    pub(super) fn terminal(&self) -> Terminal<TestBackend> {
        let (width, height) = self.app.cx.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        self.draw_on(&mut terminal);
        terminal
    }

    pub(super) fn draw_on(&self, terminal: &mut Terminal<TestBackend>) {
        let draw = |frame: &mut Frame<'_>| {
            if let Some(cursor) = view(&self.app, frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        };
        terminal.draw(draw).unwrap();
    }

    /// The screen as text.
    pub(super) fn screen(&self) -> String {
        picture::text(self.terminal().backend().buffer())
    }
}

/// A key by its name in the table.
pub(super) fn key(name: &str) -> KeyEvent {
    Key::named(name).event()
}

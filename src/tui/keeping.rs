//! What the core asks for that concerns the library and other files.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::Sender,
    time::Instant,
};

use super::Heard;
use crate::{
    clock::{dice, here, now},
    edit::Edit,
    effect::{Effect, Msg, Opened, Purpose, Row, Summary, Then, Trashed},
    evaluation::Evaluation,
    exchange,
    framework::Framework,
    id::Id,
    settings::Settings,
    store::{self, Disk, Holder, Library, Loaded, Recovered, StoreError, Syncer, Writer, shown},
};

/// The library, and the evaluation that is open in it.
pub(super) struct Keeping {
    library: Library,
    frameworks: Vec<Framework>,
    settings_path: Option<PathBuf>,
    settings: Settings,
    syncer: Syncer,
    writer: Option<Writer>,
    tell: Sender<Heard>,
}

/// What the core is told for an effect.
type Answers = Vec<Msg>;

impl Keeping {
    pub(super) fn new(
        library: Library,
        frameworks: Vec<Framework>,
        (settings, settings_path): (Settings, Option<PathBuf>),
        tell: Sender<Heard>,
    ) -> std::io::Result<Keeping> {
        let report = tell.clone();
        let syncer = Syncer::start(move |report_of| {
            let msg = match report_of.saved {
                Ok(_) => Msg::Saved(now()),
                Err(error) => Msg::NotSaved(error.to_string()),
            };
            // Nobody listens any more once the program is leaving.
            let _ = report.send(Heard::Told(msg));
        })?;
        Ok(Keeping { library, frameworks, settings_path, settings, syncer, writer: None, tell })
    }

    /// Does what an effect asks for; `open` is the evaluation that lies open.
    pub(super) fn perform(&mut self, effect: Effect, open: Option<&Evaluation>) -> Answers {
        match effect {
            Effect::List => self.list(),
            Effect::Open(id, purpose) => self.open(&id, purpose, open),
            Effect::Create(evaluation, then) => self.create(&evaluation, then),
            Effect::Duplicate(id) => self.duplicate(&id),
            Effect::Journal(edit) => self.journal(&edit, open),
            Effect::Save => self.save(open),
            Effect::Close => self.close(open),
            Effect::Trash(id) => {
                let outcome = self.library.trash(&id, &self.holder());
                self.then_list(outcome.map(|()| "Moved to the trash; t shows it".to_owned()))
            }
            Effect::ListTrash => self.list_trash(),
            Effect::Restore(name) => self.restore(&name),
            Effect::Import(path) => self.import(&at_home(&path)),
            Effect::Export(id, to, path) => vec![self.export(&id, to, &at_home(&path)).unwrap_or_else(Msg::Failed)],
            Effect::Source(file) => vec![self.source(&file).unwrap_or_else(Msg::Failed)],
            Effect::Keep(settings) => self.keep(settings),
            Effect::Copy(_)
            | Effect::Mouse(_)
            | Effect::EditOutside(..)
            | Effect::Redraw
            | Effect::Suspend
            | Effect::Quit => Vec::new(),
        }
    }

    fn holder(&self) -> Holder {
        Holder { name: self.settings.name.clone(), process: std::process::id(), since: now() }
    }

    /// Reads the library on a thread of its own; the answer comes through the channel.
    fn list(&self) -> Answers {
        let (library, frameworks, tell) = (self.library.clone(), self.frameworks.clone(), self.tell.clone());
        let read = std::thread::Builder::new().name("list".to_owned()).spawn(move || {
            let msg = match library.scan() {
                Ok(listed) => Msg::Listed(listed.into_iter().map(|one| row(one, &frameworks)).collect()),
                Err(error) => Msg::Failed(error.to_string()),
            };
            let _ = tell.send(Heard::Told(msg));
        });
        read.map_or_else(|error| vec![Msg::Failed(format!("can't read the library: {error}"))], |_| Vec::new())
    }

    fn open(&mut self, id: &Id, purpose: Purpose, before: Option<&Evaluation>) -> Answers {
        let mut answers = self.close(before);
        match self.library.open_evaluation(id, &self.holder(), &self.syncer) {
            Ok(store::Opened::Writing(writer, loaded)) => {
                self.writer = Some(*writer);
                answers.push(opened(loaded, purpose, None));
                let edited = self.edited_file();
                if edited.exists() {
                    let file = shown(&edited.to_string_lossy());
                    answers.push(Msg::Done(format!("An editor was cut short; what it left lies in {file}")));
                }
            }
            Ok(store::Opened::Reading(barred, loaded)) => {
                answers.push(opened(loaded, purpose, Some(format!("read-only: {barred}"))));
            }
            Err(error) => answers.push(Msg::Failed(error.to_string())),
        }
        answers
    }

    fn create(&mut self, evaluation: &Evaluation, then: Then) -> Answers {
        match (self.library.create(evaluation), then) {
            (Ok(()), Then::Record) => self.open(&evaluation.id, Purpose::Record, None),
            (Ok(()), Then::List) => self.list(),
            (Err(error), _) => vec![Msg::Failed(error.to_string())],
        }
    }

    fn duplicate(&mut self, id: &Id) -> Answers {
        let mut dice = dice();
        let copy = self.library.read(id).map(|loaded| loaded.evaluation.duplicate(now().day(), &mut dice));
        let created = copy.and_then(|copy| self.library.create(&copy));
        self.then_list(created.map(|()| "Duplicated: a new draft with all that it holds".to_owned()))
    }

    fn journal(&mut self, edit: &Edit, open: Option<&Evaluation>) -> Answers {
        let Some(writer) = &mut self.writer else { return Vec::new() };
        match writer.append(edit, now()) {
            Ok(()) => {}
            Err(StoreError::TooLarge) => return vec![Msg::Refused(StoreError::TooLarge.to_string())],
            Err(error) => return vec![Msg::NotSaved(error.to_string())],
        }
        if edit.is_act() || writer.due(Instant::now()) { self.save(open) } else { Vec::new() }
    }

    fn save(&mut self, open: Option<&Evaluation>) -> Answers {
        let (Some(writer), Some(evaluation)) = (&mut self.writer, open) else { return Vec::new() };
        match writer.checkpoint(evaluation) {
            Ok(_) => vec![Msg::Saved(now())],
            Err(error) => vec![Msg::NotSaved(error.to_string())],
        }
    }

    /// Writes the open evaluation's file and lets go of it. Where that fails the journal still has every edit.
    fn close(&mut self, open: Option<&Evaluation>) -> Answers {
        let mut answers = self.save(open);
        self.writer = None;
        answers.retain(|answer| !matches!(answer, Msg::Saved(_)));
        answers
    }

    /// Whether nothing is only in memory.
    pub(super) fn may_leave(&mut self) -> bool {
        self.writer.as_mut().is_none_or(|writer| writer.sync().is_ok())
    }

    /// Makes last what was journalled.
    pub(super) fn sync(&mut self) {
        if let Some(writer) = &mut self.writer {
            // What fails here stays in memory, and the sync worker tells of it.
            let _ = writer.sync();
        }
    }

    /// The file in which the user's own editor changes a text of the open evaluation.
    pub(super) fn edited_file(&self) -> PathBuf {
        let id = self.writer.as_ref().map_or("text", |writer| writer.id().as_str());
        self.library.root().join("journal").join(format!("{id}.editing.md"))
    }

    /// Leaves without a terminal to ask at: the journal first, then the file.
    pub(super) fn leave(&mut self, open: Option<&Evaluation>) {
        self.sync();
        self.close(open);
    }

    fn then_list(&self, outcome: Result<String, StoreError>) -> Answers {
        match outcome {
            Ok(line) => std::iter::once(Msg::Done(line)).chain(self.list()).collect(),
            Err(error) => vec![Msg::Failed(error.to_string())],
        }
    }

    fn list_trash(&self) -> Answers {
        let entry = |one: store::Trashed| Trashed { name: one.name.to_string(), title: one.title };
        match self.library.trashed() {
            Ok(trashed) => vec![Msg::TrashListed(trashed.into_iter().map(entry).collect())],
            Err(error) => vec![Msg::Failed(error.to_string())],
        }
    }

    fn restore(&self, name: &str) -> Answers {
        let outcome = self.library.trashed().and_then(|trashed| {
            let entry = trashed.into_iter().find(|entry| entry.name.to_string() == name);
            let entry = entry.ok_or_else(|| StoreError::NoSuch(name.to_owned()))?;
            self.library.restore(&entry.name)
        });
        self.then_list(outcome.map(|id| format!("Restored: {id}")))
    }

    fn import(&self, path: &Path) -> Answers {
        let name = shown(&path.to_string_lossy());
        let raw = match store::read_text(&Disk::default(), path) {
            Ok(Some(raw)) => raw,
            Ok(None) => return vec![Msg::Failed(format!("there is no file {name}"))],
            Err(why) => return vec![Msg::Failed(why)],
        };
        let imported = match exchange::import(raw.as_bytes(), &self.frameworks, &[], now(), &mut dice()) {
            Ok(imported) => imported,
            Err(error) => return vec![Msg::Failed(format!("{name}: {error}"))],
        };
        for evaluation in &imported.evaluations {
            if let Err(error) = self.library.create(evaluation) {
                return vec![Msg::Failed(error.to_string())];
            }
        }
        let Some(first) = imported.evaluations.first() else { return Vec::new() };
        let count = imported.evaluations.len();
        let mut report =
            vec![format!("{count} {} read from {name}.", if count == 1 { "evaluation" } else { "evaluations" })];
        report.extend(imported.report.iter().map(ToString::to_string));
        let mut answers = vec![Msg::Imported { first: first.id.clone(), report }];
        answers.extend(self.list());
        answers
    }

    fn export(&self, id: &Id, to: exchange::Export, path: &Path) -> Result<Msg, String> {
        let name = shown(&path.to_string_lossy());
        if path.exists() {
            return Err(format!("{name} exists already: give another name"));
        }
        let evaluation = self.library.read(id).map_err(|error| error.to_string())?.evaluation;
        let framework = self.frameworks.iter().find(|framework| evaluation.answers_to(framework));
        let text = exchange::export(&evaluation, framework, to);
        store::write_text(&Disk::default(), path, &text).map_err(|error| error.to_string())?;
        Ok(Msg::Done(format!("Written to {name}")))
    }

    fn source(&self, file: &str) -> Result<Msg, String> {
        let listed = self.library.scan().map_err(|error| error.to_string())?;
        let flaw = listed.into_iter().filter_map(|one| one.state.err()).find(|flaw| flaw.file.to_string() == file);
        let flaw = flaw.ok_or_else(|| format!("{file} can be read now: list the library again"))?;
        let text = self.library.source(&flaw.file).map_or_else(|error| error.to_string(), |text| text.to_string());
        Ok(Msg::Source { file: file.to_owned(), flaw: flaw.to_string(), text })
    }

    fn keep(&mut self, settings: Settings) -> Answers {
        let path = self.settings_path.as_deref();
        let written = path.map_or(Ok(()), |path| store::write_text(&Disk::default(), path, &settings.write()));
        self.settings = settings;
        written.map_or_else(|error| vec![Msg::Failed(error.to_string())], |()| Vec::new())
    }
}

/// A path whose leading `~` stands for the home folder.
fn at_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), directories::BaseDirs::new()) {
        (Ok(rest), Some(folders)) => folders.home_dir().join(rest),
        _ => path.to_owned(),
    }
}

fn row(listed: store::Listed, frameworks: &[Framework]) -> Row {
    let state =
        listed.state.map(|evaluation| Summary::of(&evaluation, frameworks)).map_err(|flaw| flaw.fault.to_string());
    Row { file: listed.file.to_string(), modified: here(listed.modified), state }
}

fn opened(loaded: Loaded, purpose: Purpose, read_only: Option<String>) -> Msg {
    let Loaded { evaluation, recovered, modified, .. } = loaded;
    let recovered = recovered.map(|Recovered { edits, at, dropped }| {
        let lost = if dropped > 0 {
            format!("; {dropped} more no longer fit and lie in the quarantine")
        } else {
            String::new()
        };
        let edits = format!("{edits} {}", if edits == 1 { "edit" } else { "edits" });
        format!("recovered {edits} made before the program was stopped at {}{lost}", at.seen_from(now()))
    });
    Msg::Opened(Box::new(Opened { evaluation, purpose, read_only, recovered, modified: here(modified) }))
}

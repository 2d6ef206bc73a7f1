//! Runs the effects that concern the library and other files.

use std::{
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool, mpsc::Sender},
    time::Instant,
};

use super::incoming::Incoming;
use crate::clock::{here, now};
use crate::model::{Edit, Evaluation, Framework, Id};
use crate::store::{
    Checkpointed, FileName, Holder, Index, Library, Loaded, OpenOutcome, Recovered, SettingsFile, StoreError, Syncer,
    Writer, shown,
};
use crate::text::{Text, counted};
use crate::ui::{Effect, LookBack, Msg, Opened, Purpose, Settings, Then};

mod exporting;
mod files;
mod frameworks;
mod lister;
mod rescuing;
mod saving;
mod searching;

use files::{added, told};
use lister::Lister;
pub use rescuing::Unsaved;
use saving::LastTold;
use searching::LibrarySearch;

/// The library, and the evaluation that is open in it.
pub(super) struct EffectRunner {
    library: Library,
    frameworks: Vec<Framework>,
    settings: Settings,
    /// Where they are kept; none where there is no folder for them.
    settings_file: Option<SettingsFile>,
    /// The user's name in this run, where it is not that of the settings.
    name: Option<Text>,
    syncer: Syncer,
    told: LastTold,
    lister: Lister,
    /// Whether the export that is under way is to be broken off.
    export_is_cancelled: Arc<AtomicBool>,
    /// The texts of everything, while they are searched.
    searching: Option<LibrarySearch>,
    writer: Option<Writer>,
    /// The other versions of the open evaluation that were looked at last.
    beside: Vec<FileName>,
    /// The folders, in order, that take what the library can't.
    rescue_folders: Vec<PathBuf>,
    sender: Sender<Incoming>,
}

type Answers = Vec<Msg>;

impl EffectRunner {
    pub(super) fn new(
        library: Library,
        frameworks: Vec<Framework>,
        (settings, name, settings_file): (Settings, Option<Text>, Option<SettingsFile>),
        index: Option<Index>,
        rescue_folders: Vec<PathBuf>,
        sender: Sender<Incoming>,
    ) -> std::io::Result<EffectRunner> {
        let told = LastTold::default();
        let (report, so_far) = (sender.clone(), told.clone());
        let syncer = Syncer::start(move |report_of| {
            let msg = match report_of.saved {
                Ok(_) => Msg::Saved(report_of.id, now()),
                Err(error) => Msg::NotSaved(report_of.id, error.to_string()),
            };
            if so_far.is_news(&msg) {
                // Nobody listens any more once the program is leaving.
                let _ = report.send(Incoming::Message(msg));
            }
        })?;
        let lister = Lister::start(library.clone(), frameworks.clone(), index, sender.clone())?;
        Ok(EffectRunner {
            library,
            frameworks,
            settings,
            settings_file,
            name,
            syncer,
            told,
            lister,
            export_is_cancelled: Arc::default(),
            searching: None,
            writer: None,
            beside: Vec::new(),
            rescue_folders,
            sender,
        })
    }

    /// Does what an effect asks for; `open` is the open evaluation.
    pub(super) fn perform(&mut self, effect: Effect, open: Option<&Evaluation>) -> Answers {
        let answers = self.answer(effect, open);
        self.noted(answers)
    }

    /// Journals all edits of an update; `open` is the open evaluation, which has every one of them.
    pub(super) fn journal(&mut self, edits: &[Edit], open: Option<&Evaluation>) -> Answers {
        let answers = self.append(edits, open);
        self.noted(answers)
    }

    fn noted(&self, answers: Answers) -> Answers {
        for answer in &answers {
            self.told.is_news(answer);
        }
        answers
    }

    fn answer(&mut self, effect: Effect, open: Option<&Evaluation>) -> Answers {
        match effect {
            Effect::List => self.list(),
            Effect::Open(id, purpose) => self.open(&id, purpose, open),
            Effect::Create(evaluation, then) => self.create(&evaluation, then),
            Effect::Duplicate(id) => self.duplicate(&id),
            Effect::Anew(id, evaluators) => self.begin_anew(&id, evaluators),
            Effect::Journal(edit) => self.append(&[edit], open),
            Effect::Save => self.save_now(open),
            Effect::SaveBeforeMoving(plan, confirmed) => {
                let mut answers = self.save_now(open);
                answers.push(Msg::MoveVersion(plan, confirmed));
                answers
            }
            Effect::Close => vec![self.close_writer(open).map_or_else(Msg::CannotLeave, |()| Msg::Closed)],
            Effect::Abandon(copy) => self.abandon(&copy, open),
            Effect::TakeInRescued(files) => self.take_in_rescued(&files, open),
            Effect::Look => self.look(open),
            Effect::TakeOver(id, purpose) => self.take_over(&id, purpose),
            Effect::ListHistory(for_what) => self.history(for_what, open),
            Effect::Search(search, query) => self.search(search, query),
            Effect::EndSearch => {
                self.searching = None;
                Vec::new()
            }
            Effect::ReadAll(reading) => self.read_all(reading),
            Effect::SettleRival(file) => self.settle_rival(&file),
            Effect::RestoreLastGood(file) => {
                let line = "Last good version restored; the damaged file is in the quarantine";
                added(self.restore_last_good(&file), line)
            }
            Effect::BringBack(file) => added(self.bring_back(&file), "Restored as a new draft"),
            Effect::NameAfterId(file) => added(self.name_after_id(&file), "Taken in under its own name"),
            Effect::Trash(id) => told(self.library.trash(&id, &self.holder()).map(Msg::Trashed)),
            Effect::ListTrash => told(self.library.trashed().map(Msg::TrashListed)),
            Effect::Restore(entry) => told(self.library.restore(&entry.name).map(|id| Msg::restored(&entry, id))),
            Effect::Import(path) => self.import(path),
            Effect::Know(frameworks) => {
                self.frameworks = frameworks.iter().map(|framework| Framework::clone(framework)).collect();
                Vec::new()
            }
            Effect::ListFrameworks => told(self.list_frameworks()),
            Effect::ReadFramework(path, map) => self.read_framework(path, map),
            Effect::AddFramework(read) => told(self.add_framework(&read)),
            Effect::TakeIn(read, which) => self.take_in(&read, which),
            Effect::Export(file) => self.export(file, open),
            Effect::CancelExport => self.cancel_export(),
            Effect::Source(file) => told(self.source(&file)),
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
        Holder {
            name: self.name.as_ref().unwrap_or(&self.settings.name).clone(),
            process: std::process::id(),
            since: now(),
        }
    }

    fn open(&mut self, id: &Id, purpose: Purpose, before: Option<&Evaluation>) -> Answers {
        if let Err(why) = self.close_writer(before) {
            return vec![Msg::CannotLeave(why)];
        }
        match self.library.open_evaluation(id, &self.holder(), &self.syncer) {
            Ok(OpenOutcome::Writable(writer, loaded)) => {
                self.writer = Some(*writer);
                let damage = loaded.damage.clone().map(|damage| Msg::Behind(id.clone(), Some(behind(&damage.into()))));
                let mut answers = vec![opened(loaded, purpose, None)];
                self.beside = self.library.versions_by_name(id);
                answers.extend(damage);
                answers.extend(self.look_for_rivals(id));
                if let Some(left) = self.edited_files().next().filter(|file| file.exists()) {
                    let file = shown(&left.to_string_lossy());
                    answers.push(Msg::Done(format!("An editor was interrupted: what it left is in {file}")));
                }
                answers
            }
            Ok(OpenOutcome::ReadOnly(reason, loaded)) => {
                vec![opened(loaded, purpose, Some(format!("read-only: {reason}")))]
            }
            // What was open before is closed: it can't stay on the screen as if it could be written.
            Err(error) => before.map(|_| Msg::Closed).into_iter().chain([Msg::Failed(error.to_string())]).collect(),
        }
    }

    /// Opens an evaluation for writing that could only be read, where who had it is gone.
    fn take_over(&mut self, id: &Id, purpose: Purpose) -> Answers {
        if self.writer.is_some() {
            return Vec::new();
        }
        match self.library.open_evaluation(id, &self.holder(), &self.syncer) {
            Ok(OpenOutcome::Writable(writer, loaded)) => {
                self.writer = Some(*writer);
                vec![opened(loaded, purpose, None)]
            }
            // What it shows is fresh at least.
            Ok(OpenOutcome::ReadOnly(reason, loaded)) => {
                vec![opened(loaded, purpose, Some(format!("read-only: {reason}")))]
            }
            Err(_) => Vec::new(),
        }
    }

    /// Reads in the library on a thread of its own, since it may hold very many files; the answer comes through the channel.
    fn read(&self, what: &str, read: impl FnOnce(&Library) -> Option<Msg> + Send + 'static) -> Answers {
        let (library, sender) = (self.library.clone(), self.sender.clone());
        let answer = move || {
            if let Some(msg) = read(&library) {
                // Nobody listens any more once the program is leaving.
                let _ = sender.send(Incoming::Message(msg));
            }
        };
        match std::thread::Builder::new().name("read".to_owned()).spawn(answer) {
            Ok(_) => Vec::new(),
            Err(error) => vec![Msg::Failed(format!("can't {what}: {error}"))],
        }
    }

    /// Looks for other versions of an evaluation that wait for choices; none also where they can't be read now.
    fn look_for_rivals(&self, id: &Id) -> Answers {
        let id = id.clone();
        self.read("look for other versions", move |library| {
            library.rivals(&id).ok().filter(|rivals| !rivals.is_empty()).map(Msg::Rivals)
        })
    }

    fn settle_rival(&mut self, file: &str) -> Answers {
        let settled = self.writer.as_mut().map(|writer| writer.settle_rival(file));
        settled.and_then(Result::err).map(|error| Msg::Failed(error.to_string())).into_iter().collect()
    }

    fn history(&self, for_what: LookBack, open: Option<&Evaluation>) -> Answers {
        let Some(open) = open else { return Vec::new() };
        told(self.library.history(&open.id).map(|history| Msg::History(for_what, history)))
    }

    pub(super) fn create(&mut self, evaluation: &Evaluation, then: Then) -> Answers {
        match (self.library.create(evaluation), then) {
            (Ok(()), Then::Record) => self.open(&evaluation.id, Purpose::Record, None),
            (Ok(()), Then::List) => self.list(),
            (Err(error), _) => vec![Msg::Failed(error.to_string())],
        }
    }

    fn append(&mut self, edits: &[Edit], open: Option<&Evaluation>) -> Answers {
        let Some(writer) = &mut self.writer else {
            let unwritten = |open: &Evaluation| Msg::NotSaved(open.id.clone(), "it is not open for writing".to_owned());
            return open.map(unwritten).into_iter().collect();
        };
        let mut answers = Vec::new();
        for edit in edits {
            match writer.append(edit, now()) {
                Ok(()) => {}
                Err(StoreError::TooLarge) => return vec![Msg::Refused(StoreError::TooLarge.to_string())],
                Err(error) => answers = vec![Msg::NotSaved(writer.id().clone(), error.to_string())],
            }
        }
        // Only now: the file that is written holds all of them.
        if answers.is_empty() && (edits.iter().any(Edit::is_act) || writer.due(Instant::now())) {
            return self.save(open);
        }
        answers
    }

    fn save(&mut self, open: Option<&Evaluation>) -> Answers {
        self.write(open, |writer, evaluation| writer.checkpoint(evaluation, now()).map(Some))
    }

    /// As [`EffectRunner::save`], when a person asks for it.
    fn save_now(&mut self, open: Option<&Evaluation>) -> Answers {
        let mut answers = self.write(open, |writer, evaluation| writer.save(evaluation, now()).map(Some));
        answers.extend(self.look_beside(open));
        answers
    }

    /// Looks whether another program changed the open evaluation.
    fn look(&mut self, open: Option<&Evaluation>) -> Answers {
        let mut answers = self.write(open, |writer, evaluation| writer.merge_external_changes(evaluation, now()));
        answers.extend(self.look_beside(open));
        answers
    }

    /// Looks for other versions where some have come or gone since: an import may have put one there.
    fn look_beside(&mut self, open: Option<&Evaluation>) -> Answers {
        let Some(open) = open.filter(|_| self.writer.is_some()) else { return Vec::new() };
        let beside = self.library.versions_by_name(&open.id);
        if beside == self.beside {
            return Vec::new();
        }
        self.beside = beside;
        self.look_for_rivals(&open.id)
    }

    fn write(
        &mut self,
        open: Option<&Evaluation>,
        write: impl FnOnce(&mut Writer, &Evaluation) -> Result<Option<Checkpointed>, StoreError>,
    ) -> Answers {
        let (Some(writer), Some(evaluation)) = (&mut self.writer, open) else { return Vec::new() };
        let outcome = write(writer, evaluation);
        self.checkpointed(&evaluation.id, outcome)
    }

    fn checkpointed(&mut self, id: &Id, outcome: Result<Option<Checkpointed>, StoreError>) -> Answers {
        match outcome {
            Ok(None) => vec![Msg::Behind(id.clone(), None)],
            Ok(Some(checkpointed)) => {
                let mut answers = vec![Msg::Saved(id.clone(), now()), Msg::Behind(id.clone(), None)];
                answers.extend(checkpointed.merged.map(|merged| Msg::Merged(Box::new(merged))));
                if checkpointed.conflicts > 0 {
                    answers.extend(self.look_for_rivals(id));
                }
                if checkpointed.recreated {
                    answers.push(Msg::Done("Another program had removed the file; it is there again".to_owned()));
                }
                if checkpointed.replaced {
                    answers.push(Msg::Done(
                        "What could not be read is in the quarantine, your text in its place".to_owned(),
                    ));
                }
                answers
            }
            // What the journal has on the disk is saved, whatever becomes of the file.
            Err(error) if self.writer.as_mut().is_some_and(|writer| writer.sync().is_ok() && writer.unsaved() == 0) => {
                vec![Msg::Saved(id.clone(), now()), Msg::Behind(id.clone(), Some(behind(&error)))]
            }
            Err(error) => vec![Msg::NotSaved(id.clone(), error.to_string())],
        }
    }

    /// Writes the open evaluation's file and closes it, once everything is where a reader finds it.
    pub(super) fn close_writer(&mut self, open: Option<&Evaluation>) -> Result<(), String> {
        if let (Some(writer), Some(evaluation)) = (&mut self.writer, open) {
            writer.leave(evaluation, now()).map_err(|error| error.to_string())?;
        }
        self.writer = None;
        Ok(())
    }

    /// Has what was journalled synced, now that the frame is there.
    pub(super) fn begin_sync(&self) {
        if let Some(writer) = &self.writer {
            writer.begin_sync();
        }
    }

    pub(super) fn sync(&mut self) {
        if let Some(writer) = &mut self.writer {
            // What fails here stays in memory, and the sync worker reports it.
            let _ = writer.sync();
        }
    }

    /// The file in which the user's own editor changes a text of the open evaluation: one that is not there yet, since
    /// what an editor left that failed may be all there is of a text.
    pub(super) fn edited_file(&self) -> PathBuf {
        self.edited_files().find(|file| !file.exists()).expect("no folder holds endlessly many files")
    }

    fn edited_files(&self) -> impl Iterator<Item = PathBuf> {
        let id = self.writer.as_ref().map_or("text", |writer| writer.id().as_str()).to_owned();
        let folder = self.library.root().join("journal");
        let first = folder.join(format!("{id}.editing.md"));
        std::iter::once(first).chain((2_u64..).map(move |n| folder.join(format!("{id}.editing-{n}.md"))))
    }
}

/// Why an evaluation's file does not hold what is saved in its journal, and what to do about that.
fn behind(error: &StoreError) -> String {
    match error {
        StoreError::Unreadable(file) if file.is_replaceable() => {
            format!("{file}: your text is saved beside it; Ctrl-S puts it in its place, and this in the quarantine")
        }
        StoreError::Held(_) => format!("{error}: what both write is kept, and merged once one has closed"),
        error => format!("{error}; all is saved in the journal meanwhile"),
    }
}

fn opened(loaded: Loaded, purpose: Purpose, read_only: Option<String>) -> Msg {
    let Loaded { evaluation, recovered, modified, revision, .. } = loaded;
    let recovered = recovered.map(|Recovered { edits, at, dropped }| {
        let at = at.seen_from(now());
        let edits = counted(edits, "edit");
        match dropped {
            0 => format!("Recovered {edits} made before the program was stopped at {at}"),
            _ => {
                // Which file that is, `check` names: the line is short.
                let lost = counted(dropped, "edit");
                format!("{lost} up to {at} did not fit any more: kept in quarantine/; {edits} recovered")
            }
        }
    });
    Msg::Opened(Box::new(Opened { evaluation, purpose, read_only, recovered, modified: here(modified), revision }))
}

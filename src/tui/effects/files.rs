//! The library as a whole, and files outside it.

use std::path::{Path, PathBuf};

use super::{Answers, EffectRunner};
use crate::clock::{dice, now};
use crate::exchange;
use crate::model::{Evaluation, Id};
use crate::store::{self, Disk, FileProblem, StoreError, UnreadableFile, shown};
use crate::text::{Text, counted, sentence};
use crate::ui::{ExportFile, Msg, Notice, ReadPurpose, Remedy, Settings, Then};

impl EffectRunner {
    /// Has the library read; the rows come through the channel.
    pub(super) fn list(&self) -> Answers {
        self.lister.list();
        Vec::new()
    }

    pub(super) fn read_all(&self, purpose: ReadPurpose) -> Answers {
        self.read("read the library", |library| {
            let unreached = library.unreached();
            let rows = library.scan();
            let (sound, flawed): (Vec<_>, Vec<_>) =
                rows.unwrap_or_default().into_iter().map(|row| row.state).partition(Result::is_ok);
            let left_out = left_out(&unreached, flawed.len());
            Some(Msg::ReadAll(purpose, sound.into_iter().flatten().collect(), left_out))
        })
    }

    pub(super) fn duplicate(&mut self, id: &Id) -> Answers {
        let duplicated = self.library.read(id).and_then(|loaded| {
            let copy = loaded.evaluation.duplicate(now().day(), &mut dice());
            self.library.create(&copy)?;
            Ok(Msg::duplicated(&loaded.evaluation, copy.id))
        });
        told(duplicated)
    }

    /// Begins a new evaluation of the practice of this one, and opens it.
    pub(super) fn begin_anew(&mut self, id: &Id, evaluators: Text) -> Answers {
        match self.library.read(id) {
            Ok(loaded) => {
                let begun = loaded.evaluation.anew(evaluators, now().day(), &mut dice());
                self.create(&begun, Then::Record)
            }
            Err(error) => vec![Msg::Failed(error.to_string())],
        }
    }

    /// Reads evaluations from a file into the library. Where the disk fails in between, those that were created stay.
    pub(super) fn import(&self, path: &Path) -> Result<Answers, String> {
        let name = shown(&path.to_string_lossy());
        let raw = store::read_bytes(&Disk::default(), path)?.ok_or_else(|| format!("file {name} not found"))?;
        let imported = exchange::import(&raw, &self.frameworks, &[], now(), &mut dice())
            .map_err(|error| format!("{name}: {error}"))?;
        for evaluation in &imported.evaluations {
            self.library.create(evaluation).map_err(|error| error.to_string())?;
        }
        let Some(first) = imported.evaluations.first() else { return Ok(Vec::new()) };
        let count = counted(imported.evaluations.len(), "evaluation");
        let mut report = vec![format!("{count} read from {name}.")];
        report.extend(imported.report.iter().map(|line| sentence(line.to_string())));
        self.lister.list();
        Ok(vec![Msg::Imported { first: first.id.clone(), report }])
    }

    pub(super) fn export(&self, file: ExportFile, open: Option<&Evaluation>) -> Result<Msg, String> {
        let path = at_home(&file.path);
        let name = shown(&path.to_string_lossy());
        if path.is_dir() {
            return Err(format!("{name} is a folder: nothing was exported; name a file in it"));
        }
        if !file.overwrites && path.symlink_metadata().is_ok() {
            return Ok(Msg::FileExists(file));
        }
        // The open evaluation may have more than the disk.
        let evaluation = match open.filter(|open| open.id == file.evaluation) {
            Some(open) => open.clone(),
            None => self.library.read(&file.evaluation).map_err(|error| error.to_string())?.evaluation,
        };
        let framework = evaluation.framework_among(&self.frameworks);
        let text = exchange::export(&evaluation, framework, file.format);
        store::write_text(&Disk::default(), &path, &text).map_err(|error| error.to_string())?;
        Ok(Msg::Exported(file, name))
    }

    pub(super) fn source(&self, file: &str) -> Result<Msg, String> {
        let unreadable = self.unreadable(file)?;
        let text =
            self.library.source(&unreadable.file).map_or_else(|error| error.to_string(), |text| text.to_string());
        let remedy = match (&unreadable.problem, &unreadable.kept) {
            (FileProblem::OtherId(id), _) => Remedy::OwnName(id.clone()),
            (FileProblem::BesideUnreadable(_), Some(_)) => Remedy::Draft,
            (_, Some(_)) => Remedy::LastGood,
            (_, None) => Remedy::None,
        };
        Ok(Msg::Source { file: file.to_owned(), problem: unreadable.to_string(), text, remedy })
    }

    /// Puts in a flagged file's place what it last held.
    pub(super) fn rescue(&self, file: &str) -> Result<Id, String> {
        let id = file.strip_suffix(".ron").and_then(|stem| stem.parse::<Id>().ok());
        let id = id.ok_or_else(|| format!("{file} is not named as an evaluation's file"))?;
        self.library.rescue(&id).map_err(|error| error.to_string())?;
        Ok(id)
    }

    /// Puts what a flagged file last held into the library as a new draft.
    pub(super) fn bring_back(&self, file: &str) -> Result<Id, String> {
        let kept = self.unreadable(file)?.kept.ok_or_else(|| format!("no good version of {file} is kept"))?;
        let copy = kept.duplicate(now().day(), &mut dice());
        self.library.create(&copy).map_err(|error| error.to_string())?;
        Ok(copy.id)
    }

    /// Gives a flagged file the name of the evaluation in it.
    pub(super) fn take_in(&self, file: &str) -> Result<Id, String> {
        let unreadable = self.unreadable(file)?;
        self.library.take_in(&unreadable.file).map_err(|error| error.to_string())
    }

    /// What is wrong with the file that the library shows by this name.
    fn unreadable(&self, file: &str) -> Result<UnreadableFile, String> {
        let entries = self.library.entries().map_err(|error| error.to_string())?;
        let entry = entries.iter().find(|entry| entry.file.to_string() == file);
        let unreadable = entry.and_then(|entry| self.library.read_entry(entry)?.state.err());
        unreadable.ok_or_else(|| format!("{file} can be read now: list the library again"))
    }

    pub(super) fn keep(&mut self, settings: Settings) -> Answers {
        let trouble = self.settings_file.as_mut().and_then(|file| file.keep(&settings));
        self.settings = settings;
        trouble.map(|line| Msg::Surroundings(Notice::error(line))).into_iter().collect()
    }
}

/// What is left out where all evaluations are read: what can't be reached, and the files that can't be read.
pub(super) fn left_out(unreached: &[StoreError], flawed: usize) -> Option<String> {
    let files = (flawed > 0).then(|| format!("Left out: {} that can't be read", counted(flawed, "file")));
    let lines: Vec<String> = unreached.iter().map(|error| sentence(error.to_string())).chain(files).collect();
    (!lines.is_empty()).then(|| lines.join(". "))
}

pub(super) fn added(outcome: Result<Id, impl ToString>, line: &str) -> Answers {
    told(outcome.map(|id| Msg::Added(id, line.to_owned())))
}

pub(super) fn told(outcome: Result<Msg, impl ToString>) -> Answers {
    vec![outcome.unwrap_or_else(|error| Msg::Failed(error.to_string()))]
}

/// A path whose leading `~` stands for the home folder.
pub(super) fn at_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), directories::BaseDirs::new()) {
        (Ok(rest), Some(folders)) => folders.home_dir().join(rest),
        _ => path.to_owned(),
    }
}

//! The library as a whole, and files outside it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Answers, EffectRunner};
use crate::clock::{dice, now};
use crate::exchange::{self, ReportLine};
use crate::model::{Evaluation, Framework, Id};
use crate::reading::summary::opening;
use crate::store::{self, Disk, FileProblem, Library, StoreError, UnreadableFile, shown};
use crate::text::{Text, counted, sentence};
use crate::ui::{AlreadyHere, Msg, Notice, ReadImport, ReadPurpose, Remedy, Settings, Taken, Then};

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
                let mut begun = loaded.evaluation.anew(evaluators, now().day(), &mut dice());
                // What is only begun answers a version that is here.
                if let Some(framework) = begun.shown_by(&self.frameworks) {
                    begun.framework.version.clone_from(&framework.version);
                }
                self.create(&begun, Then::Record)
            }
            Err(error) => vec![Msg::Failed(error.to_string())],
        }
    }

    /// Reads evaluations from the files that a line names, and looks which of them are in the library already; the answer comes through the channel.
    pub(super) fn import(&self, path: PathBuf) -> Answers {
        let frameworks = self.frameworks.clone();
        self.read("read the file", move |library| {
            let read = read_to_import(&path, &frameworks, library);
            Some(read.map_or_else(Msg::Failed, |read| Msg::ReadToImport(Arc::new(read))))
        })
    }

    /// Puts evaluations that were read into the library, all of them or none.
    pub(super) fn take_in(&self, read: &ReadImport, which: Taken) -> Answers {
        let added = match self.library.take_in(read.taken(which)) {
            Ok(added) => added,
            Err(error @ StoreError::Partly { .. }) => return vec![Msg::Failed(error.to_string())],
            Err(error) => return vec![Msg::Failed(format!("{error}; nothing was imported"))],
        };
        let mut first = read.taken(which).next().map(|one| one.id.clone());
        let count = counted(read.taken(which).count() + read.rescued.len(), "evaluation");
        let left = read.evaluations.len() - read.taken(which).count();
        let left = if left > 0 { format!(" {left} left out: here already.") } else { String::new() };
        let mut report = vec![format!("{count} read from {}.{left}", read.from)];
        report.extend(read.report.iter().cloned());
        for added in added {
            report.push(sentence(added.map_or_else(|error| error.to_string(), |added| added.to_string())));
        }
        for file in &read.rescued {
            match self.library.take_in_rescued(file, &self.holder()) {
                Ok(taken) => {
                    report.push(taken.to_string());
                    first.get_or_insert(taken.evaluation.id);
                }
                Err(error) => report.push(sentence(format!("{error}; it stays where it is"))),
            }
        }
        match first {
            Some(first) => vec![Msg::Imported { first, report }],
            None => vec![Msg::Failed(report.pop().unwrap_or_default())],
        }
    }

    pub(super) fn source(&self, file: &str) -> Result<Msg, String> {
        let unreadable = self.unreadable(file)?;
        let text =
            self.library.source(&unreadable.file).map_or_else(|error| error.to_string(), |text| text.to_string());
        let remedy = match (&unreadable.problem, &unreadable.kept) {
            (FileProblem::OtherId(id) | FileProblem::NotInPlace(id), _) => Remedy::OwnName(id.clone()),
            (FileProblem::BesideUnreadable(_), Some(_)) => Remedy::Draft,
            (_, Some(_)) => Remedy::LastGood,
            (_, None) => Remedy::None,
        };
        Ok(Msg::Source { file: file.to_owned(), problem: unreadable.to_string(), text, remedy })
    }

    /// Puts in a flagged file's place what it last held.
    pub(super) fn restore_last_good(&self, file: &str) -> Result<Id, String> {
        let id = file.strip_suffix(".ron").and_then(|stem| stem.parse::<Id>().ok());
        let id = id.ok_or_else(|| format!("{file} is not named as an evaluation's file"))?;
        self.library.restore_last_good(&id).map_err(|error| error.to_string())?;
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
    pub(super) fn name_after_id(&self, file: &str) -> Result<Id, String> {
        let unreadable = self.unreadable(file)?;
        self.library.name_after_id(&unreadable.file).map_err(|error| error.to_string())
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

/// Reads the files that a line names, all of them or none.
fn read_to_import(typed: &Path, frameworks: &[Framework], library: &Library) -> Result<ReadImport, String> {
    let paths = store::named_to_read(typed);
    let (evaluations, here, rescued, report) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut read = ReadImport { from: named(&paths), evaluations, here, rescued, report };
    for path in &paths {
        let name = shown(&path.to_string_lossy());
        if store::is_rescued(path) {
            read.rescued.push(path.clone());
            continue;
        }
        let raw = store::read_bytes(&Disk::default(), path)?.ok_or_else(|| format!("file {name} not found"))?;
        let imported =
            exchange::import(&raw, frameworks, &[], now(), &mut dice()).map_err(|error| format!("{name}: {error}"))?;
        if imported.published {
            let here = here_already(&imported.evaluations, library)?.into_iter();
            let before = read.evaluations.len();
            read.here.extend(here.map(|here| AlreadyHere { at: before + here.at, ..here }));
        }
        read.evaluations.extend(imported.evaluations);
        let file = path.file_name().map_or(name.clone(), |file| shown(&file.to_string_lossy()));
        let told = |line: &ReportLine| match paths[..] {
            [_] => sentence(line.to_string()),
            _ => format!("{file}: {line}"),
        };
        read.report.extend(imported.report.iter().map(told));
    }
    Ok(read)
}

/// A file by its path, several by their number.
fn named(paths: &[PathBuf]) -> String {
    match paths {
        [only] => shown(&only.to_string_lossy()),
        several => counted(several.len(), "file"),
    }
}

/// Those of some published evaluations that are in the library already.
fn here_already(published: &[Evaluation], library: &Library) -> Result<Vec<AlreadyHere>, String> {
    let found = library.here_already(published).map_err(|error| error.to_string())?;
    let titled = |here: &Evaluation| shown(&[here.title(), &opening(here)].join(" ")).trim_end().to_owned();
    Ok(found.into_iter().map(|(at, here)| AlreadyHere { at, title: titled(&here), id: here.id }).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, mpsc};

    use super::*;
    use crate::model::{Act, Edit, Entry, Remark, Step};
    use crate::store::disk::{Faults, InjectedFault, Operation};
    use crate::tui::incoming::Incoming;
    use crate::ui::Effect;

    const PUBLISHED: &str = include_str!("../../../tests/fixtures/published.txt");

    /// A shell over a library on this disk, and what it is told later.
    fn shell(folder: &Path, disk: Disk) -> (EffectRunner, mpsc::Receiver<Incoming>) {
        let library = Library::open(&folder.join("library"), disk).unwrap();
        let (sender, receiver) = mpsc::channel();
        let settings = (Settings::default(), None, None);
        (EffectRunner::new(library, vec![Framework::built_in()], settings, None, Vec::new(), sender).unwrap(), receiver)
    }

    /// What reading a file comes to.
    fn heard(shell: &mut EffectRunner, receiver: &mpsc::Receiver<Incoming>, path: &Path) -> Msg {
        assert!(shell.perform(Effect::Import(path.to_owned()), None).is_empty());
        loop {
            match receiver.recv_timeout(std::time::Duration::from_secs(60)).unwrap() {
                Incoming::Message(Msg::Listed(_)) => {}
                Incoming::Message(msg) => return msg,
                _ => {}
            }
        }
    }

    #[test]
    fn edits_of_one_update_are_all_journalled_before_one_of_them_has_the_file_written() {
        let folder = tempfile::tempdir().unwrap();
        let (mut shell, _receiver) = shell(folder.path(), Disk::default());
        let begun = Evaluation::new("2026-11-24-a-practice-k7q2x".parse().unwrap(), &Framework::built_in());
        shell.perform(Effect::Create(Box::new(begun.clone()), Then::Record), None);
        let mut shown = begun.clone();
        let act = Act {
            id: "a-1".parse().unwrap(),
            step: Step::Submit,
            name: "Jana".into(),
            at: now(),
            reason: Text::default(),
        };
        let act = Edit::add(&shown, Entry::Act(act));
        shown.apply(&act).unwrap();
        let remark = Remark {
            id: "r-1".parse().unwrap(),
            question: Framework::built_in().question(0).unwrap().question.id.clone(),
            item: None,
            passage: None,
            reply_to: None,
            author: "Jana".into(),
            at: now(),
            text: "Look again".into(),
            resolved: false,
        };
        let remark = Edit::add(&shown, Entry::Remark(remark));
        shown.apply(&remark).unwrap();
        let asked = vec![Effect::Journal(act), Effect::List, Effect::Journal(remark)];
        let (edits, others) = Effect::edits_apart(asked);
        assert_eq!(others, [Effect::List]);
        shell.journal(&edits, Some(&shown));
        drop(shell);
        let library = Library::open(&folder.path().join("library"), Disk::default()).unwrap();
        let read = library.read(&begun.id).unwrap();
        assert_eq!((read.evaluation, read.recovered), (shown, None));
    }

    #[test]
    fn an_import_is_read_then_taken_in_and_known_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("published.txt");
        std::fs::write(&file, PUBLISHED).unwrap();
        let (mut shell, receiver) = shell(folder.path(), Disk::default());
        let Msg::ReadToImport(read) = heard(&mut shell, &receiver, &file) else { panic!("not read") };
        assert_eq!((read.evaluations.len(), read.here.len()), (3, 0));
        assert_eq!(shell.library.ids().unwrap().len(), 0, "reading takes in nothing");
        let taken = shell.perform(Effect::TakeIn(read, Taken::All), None);
        let [Msg::Imported { report, .. }] = &taken[..] else { panic!("{taken:?}") };
        assert!(report[0].starts_with("3 evaluations read from "), "{report:?}");
        let Msg::ReadToImport(again) = heard(&mut shell, &receiver, &file) else { panic!("not read") };
        assert_eq!(again.here.iter().map(|here| here.at).collect::<Vec<_>>(), [0, 1, 2]);
        let titles: Vec<&str> = again.here.iter().map(|here| here.title.as_str()).collect();
        assert_eq!(titles[0], "Untitled practice The Open Kitchen on Nádražní Street cooks with");
        std::fs::write(&file, "Dear all").unwrap();
        assert!(
            matches!(heard(&mut shell, &receiver, &file), Msg::Failed(why) if why.contains("neither an evaluation"))
        );
    }

    #[test]
    fn several_files_that_were_dropped_are_read_together_and_one_that_fails_stops_all() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().to_str().unwrap();
        std::fs::write(folder.path().join("a text.txt"), PUBLISHED).unwrap();
        std::fs::write(folder.path().join("b.txt"), PUBLISHED).unwrap();
        let (mut shell, receiver) = shell(folder.path(), Disk::default());
        let dropped = format!("'{at}/a text.txt' file://{at}/b.txt ");
        let Msg::ReadToImport(read) = heard(&mut shell, &receiver, Path::new(&dropped)) else { panic!("not read") };
        assert_eq!((read.from.as_str(), read.evaluations.len()), ("2 files", 6));
        assert!(read.report[0].starts_with("a text.txt: line 163"), "{:?}", read.report);
        let wrong = format!("{dropped} '{at}/c.txt'");
        let Msg::Failed(why) = heard(&mut shell, &receiver, Path::new(&wrong)) else { panic!("read") };
        assert!(why.ends_with("c.txt not found"), "{why}");
    }

    #[test]
    fn an_import_that_fails_midway_takes_in_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("published.txt");
        std::fs::write(&file, PUBLISHED).unwrap();
        for (operation, pass) in
            [(Operation::Write, 0), (Operation::Write, 1), (Operation::Sync, 2), (Operation::SyncFolder, 2)]
        {
            let faults = Arc::new(Faults::default());
            let (mut shell, receiver) = shell(folder.path(), Disk::with(faults.clone()));
            let Msg::ReadToImport(read) = heard(&mut shell, &receiver, &file) else { panic!("not read") };
            faults.plan_on(operation, "evaluations", pass, 1, InjectedFault::Fails(28));
            let answers = shell.perform(Effect::TakeIn(read.clone(), Taken::All), None);
            let [Msg::Failed(why)] = &answers[..] else { panic!("{operation:?}: {answers:?}") };
            assert!(why.ends_with("nothing was imported"), "{why}");
            assert_eq!((shell.library.ids().unwrap().len(), faults.struck()), (0, 1), "{operation:?} {pass}");
        }
    }
}

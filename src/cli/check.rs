//! Checking files: evaluations and frameworks, one by one or the whole library.

use std::path::{Path, PathBuf};

use crate::cli::{
    failure::Failure,
    folders::{self, UserFolders},
    output::{note, print_text},
};
use crate::exchange::public;
use crate::model::{Evaluation, FormatError, Framework, format};
use crate::store::{Disk, FileName, FileProblem, UnreadableFile, named_by_argument, read_text, shown};
use crate::text::{counted, sentence};

#[derive(Debug, Default)]
struct Findings {
    evaluations: usize,
    frameworks: usize,
    faults: usize,
    /// How much can be read and is not used as it stands there.
    unused: usize,
}

impl Findings {
    fn fault(&mut self, message: &str) {
        self.faults += 1;
        note(message);
    }

    /// Something that is whole and of no use as it stands.
    fn unused(&mut self, message: &str) {
        self.unused += 1;
        note(message);
    }

    /// A flawed file, with its place in the form that editors jump to.
    fn unreadable(&mut self, folder: &Path, unreadable: &UnreadableFile) {
        let path = within(folder, &unreadable.file);
        match &unreadable.problem {
            FileProblem::Format(error) => self.fault(&at_place(&path, error)),
            problem => self.fault(&format!("{path}: {problem}")),
        }
    }

    /// Notes ids that no framework known here has, which is no fault, since another library may know them; and what public
    /// copies can't replace as it was said.
    fn warn(&mut self, file: &str, evaluation: &Evaluation, known: &[Framework]) {
        let (id, version) = (&evaluation.framework.id, &evaluation.framework.version);
        for redaction in &evaluation.redactions {
            if let Err(unfit) = public::check(evaluation, redaction) {
                note(&format!("{file}: note: public copies: {unfit}"));
            }
        }
        match evaluation.shown_by(known) {
            Some(framework) => warn_of_unknown_ids(file, evaluation, framework),
            None => self.unused(&format!("{file}: note: its framework {id}, version {version}, was not found")),
        }
    }

    fn conclude(&self) -> Result<(), Failure> {
        let sound = format!("{}, {}", counted(self.evaluations, "evaluation"), counted(self.frameworks, "framework"));
        if self.faults == 0 && self.unused > 0 {
            print_text(&format!("{sound}: no faults, but {} named above", counted(self.unused, "file")))
        } else if self.faults == 0 {
            print_text(&format!("{sound}: all in order"))
        } else {
            note(&format!("{} found; in order: {sound}", counted(self.faults, "fault")));
            Err(Failure::Told)
        }
    }
}

pub(super) fn library(folders: &UserFolders) -> Result<(), Failure> {
    let mut findings = Findings::default();
    let Some(library) = folders.existing_library()? else { return findings.conclude() };
    let folder = library.root().join("frameworks");
    let mut known = vec![Framework::built_in()];
    for error in library.unreached() {
        findings.fault(&sentence(error.to_string()));
    }
    for listed in library.frameworks().unwrap_or_default() {
        match listed.state {
            Ok(framework) => {
                findings.frameworks += 1;
                if known.iter().any(|other| other.is_same_version(&framework)) {
                    let path = within(&folder, &listed.file);
                    findings.unused(&format!("{path}: note: not used, since another framework has its id and version"));
                }
                known.push(framework);
            }
            Err(unreadable) => findings.unreadable(&folder, &unreadable),
        }
    }
    for (id, dropped) in library.misfits() {
        let (verb, edits) = (if dropped == 1 { "does" } else { "do" }, counted(dropped, "edit"));
        let journal = shown(&library.root().join(format!("journal/{id}.journal")).to_string_lossy());
        findings.fault(&format!("{journal}: {edits} {verb} not fit the evaluation any more: opening it keeps a copy"));
    }
    for copy in library.quarantined_journals() {
        let copy = shown(&copy.to_string_lossy());
        note(&format!(
            "{copy}: note: a journal of which not all edits could be read or fit; what was typed stands in it"
        ));
    }
    let folder = library.root().join("evaluations");
    for listed in library.scan().unwrap_or_default() {
        match listed.state {
            Ok(evaluation) => {
                findings.evaluations += 1;
                let path = within(&folder, &listed.file);
                findings.warn(&path, &evaluation, &known);
                if listed.copies > 0 {
                    let versions = counted(listed.copies, "other version");
                    note(&format!("{path}: note: {versions} beside it: F6 chooses where they differ"));
                }
            }
            Err(unreadable) => findings.unreadable(&folder, &unreadable),
        }
    }
    findings.conclude()
}

pub(super) fn files(folders: &UserFolders, files: &[PathBuf]) -> Result<(), Failure> {
    let mut findings = Findings::default();
    let known = folders::frameworks(folders.existing_library()?.as_ref());
    for path in files.iter().map(|file| named_by_argument(file)) {
        let name = shown(&path.to_string_lossy());
        match read_text(&Disk::default(), &path) {
            Err(reason) => findings.fault(&reason),
            Ok(None) => findings.fault(&format!("{name}: not found")),
            Ok(Some(raw)) => match (format::read(&raw), format::read_framework(&raw)) {
                (Ok(evaluation), _) => {
                    findings.evaluations += 1;
                    findings.warn(&name, &evaluation, &known);
                }
                (_, Ok(_)) => findings.frameworks += 1,
                (Err(as_evaluation), Err(as_framework)) => {
                    let error = if format::is_meant_as_framework(&raw) { as_framework } else { as_evaluation };
                    findings.fault(&at_place(&name, &error));
                }
            },
        }
    }
    findings.conclude()
}

fn within(folder: &Path, file: &FileName) -> String {
    shown(&folder.join(file.to_string()).to_string_lossy())
}

fn at_place(file: &str, error: &FormatError) -> String {
    match error {
        FormatError::At { line, column, what } => format!("{file}:{line}:{column}: {what}"),
        FormatError::Newer(_) => format!("{file}: {error}"),
    }
}

fn warn_of_unknown_ids(file: &str, evaluation: &Evaluation, framework: &Framework) {
    let (id, version) = (&evaluation.framework.id, &evaluation.framework.version);
    if framework.version != *version {
        let here = &framework.version;
        note(&format!("{file}: note: its framework {id}, version {version}, was not found; version {here} was"));
    }
    for answer in &evaluation.answers {
        let Some(placed) = framework.position(&answer.question).and_then(|at| framework.question(at)) else {
            note(&format!("{file}: note: the framework has no question {}", answer.question));
            continue;
        };
        for marked in &answer.marks {
            if placed.question.items.iter().all(|item| item.id != marked.item) {
                note(&format!("{file}: note: the question {} has no item {}", answer.question, marked.item));
            }
        }
    }
}

//! Exports: evaluations read, written in another format, put into a file; on a thread of their own, since there may be
//! hundreds.

use std::{
    ops::ControlFlow,
    path::Path,
    sync::{Arc, atomic::Ordering},
};

use super::{Answers, EffectRunner, Incoming};
use crate::clock::now;
use crate::exchange::{self, ExportError, Request, Table, portfolio::Dialect};
use crate::model::{Evaluation, Framework};
use crate::store::{self, Disk, Library, shown};
use crate::ui::{ExportFile, Msg};

impl EffectRunner {
    /// Writes evaluations to a file; how far it is and the answer come through the channel.
    pub(super) fn export(&mut self, file: ExportFile, open: Option<&Evaluation>) -> Answers {
        // The open evaluation may have more than the disk.
        let open = open.filter(|open| file.evaluations.contains(&open.id)).cloned();
        let (frameworks, sender) = (self.frameworks.clone(), self.sender.clone());
        self.export_is_cancelled = Arc::default();
        let is_cancelled = self.export_is_cancelled.clone();
        self.read("export", move |library| {
            let all = file.evaluations.len();
            let mut pace = |done: usize| {
                if done * 100 / all != done.saturating_sub(1) * 100 / all {
                    // Nobody listens any more once the program is leaving.
                    let _ = sender.send(Incoming::Message(Msg::Exporting(done, all)));
                }
                if is_cancelled.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            let exported = write(file, open.as_ref(), (library, &frameworks), &mut pace);
            Some(exported.unwrap_or_else(Msg::NotExported))
        })
    }

    pub(super) fn cancel_export(&self) -> Answers {
        self.export_is_cancelled.store(true, Ordering::Relaxed);
        Vec::new()
    }
}

/// Puts evaluations into a file, which is whole or not there.
fn write(
    file: ExportFile,
    open: Option<&Evaluation>,
    (library, frameworks): (&Library, &[Framework]),
    pace: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Result<Msg, String> {
    let path = store::named_to_write(&file.path);
    let name = |path: &Path| shown(&path.to_string_lossy());
    if path.is_dir() {
        return Err(format!("{} is a folder: nothing was exported; name a file in it", name(&path)));
    }
    if !file.overwrites && path.symlink_metadata().is_ok() {
        return Ok(Msg::FileExists(file));
    }
    let mut evaluations = Vec::new();
    for id in &file.evaluations {
        evaluations.push(match open.filter(|open| open.id == *id) {
            Some(open) => open.clone(),
            None => library.read(id).map_err(|error| error.to_string())?.evaluation,
        });
    }
    let warnings = if file.in_spite { Vec::new() } else { file.copy.warnings(&evaluations) };
    if !warnings.is_empty() {
        return Ok(Msg::PublicWarned(file, warnings));
    }
    let evaluations: Vec<Evaluation> = evaluations.into_iter().map(|one| file.copy.of(one, frameworks)).collect();
    let shown_by: Vec<_> = evaluations.iter().map(|one| (one, one.shown_by(frameworks))).collect();
    let request = Request {
        evaluations: &shown_by,
        to: file.format,
        parts: &file.parts,
        table: Table::default(),
        dialect: Dialect::default(),
        at: now(),
    };
    let bytes = exchange::export(&request, pace).map_err(|error| error.to_string())?;
    // What was asked for while the last of it was made still counts.
    if pace(evaluations.len()).is_break() {
        return Err(ExportError::Cancelled.to_string());
    }
    let put = |path: &Path, bytes: &[u8]| {
        store::write_bytes(&Disk::default(), path, bytes).map_err(|error| error.to_string())
    };
    put(&path, &bytes)?;
    let mut told: Vec<String> =
        exchange::untold(&request, &bytes).into_iter().map(|line| format!("Not in it: {line}")).collect();
    if let Some(dictionary) = exchange::dictionary(&request) {
        let beside = exchange::dictionary_beside(&path);
        // It is the same for every export of a framework: one that is there is of another table, or the user's own.
        if file.overwrites || beside.symlink_metadata().is_err() {
            put(&beside, dictionary.as_bytes())?;
            told.push(format!("Its data dictionary is {}", name(&beside)));
        }
    }
    Ok(Msg::Exported(file, name(&path), told))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::clock::dice;
    use crate::exchange::{CopyKind, Export};
    use crate::ui::{Effect, Settings};

    fn shell(folder: &Path) -> (EffectRunner, mpsc::Receiver<Incoming>) {
        let library = Library::open(&folder.join("library"), Disk::default()).unwrap();
        let (sender, receiver) = mpsc::channel();
        let settings = (Settings::default(), None, None);
        (EffectRunner::new(library, vec![Framework::built_in()], settings, None, Vec::new(), sender).unwrap(), receiver)
    }

    /// What an export comes to.
    fn answer(shell: &mut EffectRunner, receiver: &mpsc::Receiver<Incoming>, effect: Effect) -> Msg {
        assert!(shell.perform(effect, None).is_empty());
        loop {
            match receiver.recv_timeout(std::time::Duration::from_secs(60)).unwrap() {
                Incoming::Message(Msg::Listed(_) | Msg::Exporting(..)) => {}
                Incoming::Message(msg) => return msg,
                _ => {}
            }
        }
    }

    #[test]
    fn an_export_goes_where_its_quoted_path_says() {
        let folder = tempfile::tempdir().unwrap();
        let (mut shell, receiver) = shell(folder.path());
        let evaluation = exchange::sample(now(), &mut dice());
        shell.library.create(&evaluation).unwrap();
        let typed = format!("'{}/a report.md' ", folder.path().display());
        let file = ExportFile {
            evaluations: vec![evaluation.id.clone()],
            format: exchange::Export::Markdown,
            copy: CopyKind::Internal,
            in_spite: false,
            parts: Vec::new(),
            path: typed.into(),
            overwrites: false,
        };
        let written = answer(&mut shell, &receiver, Effect::Export(file.clone()));
        assert!(matches!(&written, Msg::Exported(_, name, _) if name.ends_with("/a report.md")), "{written:?}");
        assert!(folder.path().join("a report.md").is_file());
        assert!(matches!(answer(&mut shell, &receiver, Effect::Export(file)), Msg::FileExists(_)));
    }

    #[test]
    fn a_cancelled_export_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let (shell, _receiver) = shell(folder.path());
        let ids: Vec<_> = (0..5)
            .map(|_| {
                let evaluation = exchange::sample(now(), &mut dice());
                shell.library.create(&evaluation).unwrap();
                evaluation.id
            })
            .collect();
        for after in 0..=ids.len() {
            let file = ExportFile {
                evaluations: ids.clone(),
                format: Export::Html,
                copy: CopyKind::Internal,
                in_spite: false,
                parts: Vec::new(),
                path: folder.path().join("all.html"),
                overwrites: false,
            };
            let mut pace = |done| if done == after { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
            let cancelled = write(file, None, (&shell.library, &[Framework::built_in()]), &mut pace);
            assert_eq!(cancelled.unwrap_err(), ExportError::Cancelled.to_string(), "after {after}");
        }
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["library"]);
    }
}

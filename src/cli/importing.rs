//! Import.

use std::path::{Path, PathBuf};

use crate::cli::{
    failure::Failure,
    folders::{self, UserFolders},
    output::{note, print_created},
};
use crate::clock;
use crate::exchange::{self, ImportError, Imported};
use crate::model::{Evaluation, Framework, Id};
use crate::reading::summary::opening;
use crate::store::{Disk, Holder, Library, StoreError, is_rescued, named_by_argument, read_bytes, shown};
use crate::text::{Text, counted};

struct ImportFile<'a> {
    path: &'a Path,
    raw: Vec<u8>,
    /// How many of its evaluations take a title.
    titles: usize,
}

/// Takes the evaluations of all files into the library, or none of them where anything is wrong with one, or is here
/// already and not wanted again. Fieldbook's own files of what is here are merged with that.
pub(super) fn import(folders: &UserFolders, files: &[PathBuf], titles: &[Text], again: bool) -> Result<(), Failure> {
    let known = folders::frameworks(folders.existing_library()?.as_ref());
    let paths: Vec<PathBuf> = files.iter().map(|file| named_by_argument(file)).collect();
    let (rescued, paths): (Vec<&Path>, Vec<&Path>) =
        paths.iter().map(PathBuf::as_path).partition(|path| is_rescued(path));
    let files: Vec<ImportFile> = paths.into_iter().map(|path| look_at(path, &known)).collect::<Result<_, Failure>>()?;
    let found = files.iter().map(|file| file.titles).sum();
    if !titles.is_empty() && titles.len() != found {
        return Err(Failure::Titles(ImportError::Titles { given: titles.len(), found }));
    }
    let mut titles = titles.iter();
    let mut dice = clock::dice();
    let mut all: Vec<(&Path, Imported)> = Vec::new();
    for ImportFile { path, raw, titles: count } in &files {
        let own: Vec<Text> = titles.by_ref().take(*count).cloned().collect();
        let imported = exchange::import(raw, &known, &own, clock::now(), &mut dice)
            .map_err(|error| Failure::Import(name(path), error))?;
        all.push((path, imported));
    }
    let library = folders.library()?;
    check_ids(&all)?;
    if !again {
        check_texts(&library, &all)?;
    }
    let added = library.take_in(evaluations(&all).map(|(_, one)| one)).map_err(|error| match error {
        error @ StoreError::Partly { .. } => Failure::Store(error),
        error => Failure::NotImported(error),
    })?;
    for (path, imported) in &all {
        imported.report.iter().for_each(|line| note(&format!("{}: {line}", name(path))));
    }
    for added in added {
        let added = added?;
        let from = evaluations(&all).find(|(_, one)| one.id == added.id).map(|(path, _)| name(path));
        note(&format!("{}: {added}", from.unwrap_or_default()));
    }
    let who = Holder { name: folders.name(), process: std::process::id(), since: clock::now() };
    let mut ids: Vec<Id> = evaluations(&all).map(|(_, one)| one.id.clone()).collect();
    for path in rescued {
        let taken = library.take_in_rescued(path, &who)?;
        note(&format!("{}: {taken}", name(path)));
        ids.push(taken.evaluation.id);
    }
    print_created(ids.iter());
    Ok(())
}

/// All evaluations that were read, each with its file.
fn evaluations<'a>(all: &'a [(&'a Path, Imported)]) -> impl Iterator<Item = (&'a Path, &'a Evaluation)> {
    all.iter().flat_map(|(path, imported)| imported.evaluations.iter().map(move |one| (*path, one)))
}

/// Refuses published texts that the library has already, and tells which.
fn check_texts(library: &Library, all: &[(&Path, Imported)]) -> Result<(), Failure> {
    let mut here = 0;
    for (path, imported) in all.iter().filter(|(_, imported)| imported.published) {
        for (at, evaluation) in library.here_already(&imported.evaluations)? {
            let (file, title) = (name(path), [evaluation.title(), &opening(&evaluation)].join(" "));
            note(&format!("{file}: evaluation {} is here as “{}”, {}", at + 1, title.trim_end(), evaluation.id));
            here += 1;
        }
    }
    let are = if here == 1 { "is" } else { "are" };
    if here == 0 { Ok(()) } else { Err(Failure::Here(format!("{} {are}", counted(here, "evaluation")))) }
}

/// Reads a file without titles, to learn how many it takes.
fn look_at<'a>(path: &'a Path, known: &[Framework]) -> Result<ImportFile<'a>, Failure> {
    let raw =
        read_bytes(&Disk::default(), path).map_err(Failure::Unreadable)?.ok_or_else(|| Failure::Missing(name(path)))?;
    let looked = exchange::import(&raw, known, &[], clock::now(), &mut clock::dice())
        .map_err(|error| Failure::Import(name(path), error))?;
    let titles = if looked.published { looked.evaluations.len() } else { 0 };
    Ok(ImportFile { path, raw, titles })
}

/// Refuses ids that come twice.
fn check_ids(all: &[(&Path, Imported)]) -> Result<(), Failure> {
    let mut taken = Vec::new();
    for (path, evaluation) in evaluations(all) {
        if taken.contains(&&evaluation.id) {
            return Err(Failure::Twice(name(path), evaluation.id.clone()));
        }
        taken.push(&evaluation.id);
    }
    Ok(())
}

/// A path as it is told.
pub(super) fn name(path: &Path) -> String {
    shown(&path.to_string_lossy())
}

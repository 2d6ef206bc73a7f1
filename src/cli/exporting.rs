//! Export: evaluations in another format, to standard output or into a file.

use std::{
    fs,
    io::{IsTerminal, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use crate::cli::{
    args::ExportArgs,
    failure::Failure,
    folders::{self, UserFolders},
    importing::name,
    output::{note, print, print_bytes},
    reading::evaluations,
};
use crate::clock;
use crate::exchange::{self, Export, Request, portfolio::Dialect};
use crate::model::{Evaluation, Framework};
use crate::reading::Facts;
use crate::store::{Disk, Library, named_by_argument, write_bytes};

/// From so many evaluations on it is told how far an export is.
const MANY: usize = 20;

/// Writes evaluations in another format.
pub(super) fn export(folders: &UserFolders, args: &ExportArgs) -> Result<(), Failure> {
    if args.to != Export::Csv && (args.table.is_some() || args.excel) {
        return Err(Failure::NotCsv);
    }
    if let Some(other) = args.output.as_deref().and_then(|path| args.to.contradicted_by(path)) {
        return Err(Failure::OtherExtension(args.to.name(), other.name()));
    }
    let library = folders.library_to_read()?;
    let known = folders::frameworks(Some(&library));
    let (evaluations, whole) = chosen(&library, &known, args)?;
    if evaluations.is_empty() {
        return Err(Failure::NothingToExport);
    }
    let warnings = args.copy.warnings(&evaluations);
    for line in &warnings {
        note(line);
    }
    if !warnings.is_empty() && !args.force {
        return Err(Failure::NotPublic);
    }
    let evaluations: Vec<Evaluation> = evaluations.into_iter().map(|one| args.copy.of(one, &known)).collect();
    let with_frameworks: Vec<_> = evaluations.iter().map(|one| (one, one.shown_by(&known))).collect();
    let request = Request {
        evaluations: &with_frameworks,
        to: args.to,
        parts: &args.parts,
        table: args.table.unwrap_or_default(),
        dialect: if args.excel { Dialect::Excel } else { Dialect::Plain },
        at: clock::now(),
    };
    let bytes = exchange::export(&request, &mut pace(evaluations.len()))?;
    let untold = exchange::untold(&request, &bytes);
    match args.output.as_deref().map(named_by_argument) {
        Some(path) => {
            let dictionary = exchange::dictionary(&request).map(|text| (exchange::dictionary_beside(&path), text));
            let beside = dictionary
                .as_ref()
                .map_or_else(String::new, |(path, _)| format!(", its data dictionary to {}", name(path)));
            let dictionary = dictionary.map(|(path, text)| (path, text.into_bytes()));
            let all: Vec<_> = [(path.clone(), bytes)].into_iter().chain(dictionary).collect();
            write_files(&library, &all, args.force)?;
            note(&format!("Wrote {} to {}{beside}", args.copy.counted(evaluations.len()), name(&path)));
        }
        None => print_either(&bytes)?,
    }
    if !args.parts.is_empty() && args.to.report().is_none() && args.to != Export::Xlsx && args.to != Export::Csv {
        note(&format!("--with changes nothing in {}: only documents have parts", args.to.name()));
    }
    for line in &untold {
        note(&format!("Not in it: {line}"));
    }
    whole
}

/// The evaluations that were named, or all, as far as they pass the filters; and whether all of the library could be read.
fn chosen(
    library: &Library,
    known: &[Framework],
    args: &ExportArgs,
) -> Result<(Vec<Evaluation>, Result<(), Failure>), Failure> {
    let of_framework: Vec<&Framework> = known.iter().filter(|one| args.filter.is_framework(&one.reference())).collect();
    let filter = args.filter.filter(&of_framework)?;
    let (mut chosen, whole) = if args.all {
        let (mut all, whole) = evaluations(Some(library))?;
        all.sort_by(|one, other| one.id.cmp(&other.id));
        (all, whole)
    } else {
        let mut ids = Vec::new();
        for sought in &args.ids {
            let id = folders::find(library, sought)?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let named = ids.iter().map(|id| Ok(folders::whole(library.read(id)?)));
        (named.collect::<Result<Vec<_>, Failure>>()?, Ok(()))
    };
    chosen.retain(|one| args.filter.is_framework(&one.framework) && filter.accepts(&Facts::of(one)));
    Ok((chosen, whole))
}

/// Tells on a terminal how far an export of many is, in a line of its own.
fn pace(all: usize) -> impl FnMut(usize) -> ControlFlow<()> {
    let tells = all >= MANY && std::io::stderr().is_terminal();
    move |done| {
        if tells {
            let ends = if done + 1 == all { "\r\u{1b}[K" } else { "" };
            // Where nobody reads any more nothing is lost.
            let _ = write!(std::io::stderr(), "\rExporting {} of {all}{ends}", done + 1);
        }
        ControlFlow::Continue(())
    }
}

/// Prints a text, or bytes that are none.
pub(super) fn print_either(bytes: &[u8]) -> Result<(), Failure> {
    match str::from_utf8(bytes) {
        Ok(text) => print(text),
        Err(_) => print_bytes(bytes),
    }
}

/// Writes files, all of which may be written before the first is.
pub(super) fn write_files(library: &Library, files: &[(PathBuf, Vec<u8>)], force: bool) -> Result<(), Failure> {
    for (path, _) in files {
        check_target(library, path, "it is no plain file: leave -o away to write to standard output")?;
        if path.exists() && !force {
            return Err(Failure::Exists(name(path)));
        }
    }
    for (path, bytes) in files {
        write_bytes(&Disk::default(), path, bytes)?;
    }
    Ok(())
}

/// Refuses to write over what is no plain file, and into the library. What another program puts there between this look
/// and the writing is not noticed.
pub(super) fn check_target(library: &Library, path: &Path, no_file: &'static str) -> Result<(), Failure> {
    let refuse = |why| Err(Failure::Target(name(path), why));
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => return refuse("it is a folder: name a file in it"),
        Ok(there) if !there.is_file() => return refuse(no_file),
        Ok(_) | Err(_) => {}
    }
    let link = fs::read_link(path).map(|to| path.parent().unwrap_or(Path::new("")).join(to));
    let target = link.as_deref().unwrap_or(path);
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(folder) = fs::canonicalize(folder) else { return refuse("its folder was not found: make it first") };
    let real = fs::canonicalize(path).unwrap_or_else(|_| folder.join(target.file_name().unwrap_or_default()));
    match fs::canonicalize(library.root()) {
        Ok(root) if real.starts_with(&root) => {
            refuse("it is in the library, which holds only its own files: choose another folder")
        }
        _ => Ok(()),
    }
}

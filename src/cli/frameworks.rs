//! `frameworks import` and `frameworks export`: frameworks from tables and as tables.

use std::path::Path;

use crate::cli::{
    args::{ExportFrameworkArgs, FrameworkForm, FrameworksCommand, ImportFrameworkArgs},
    exporting::{check_target, print_either, write_files},
    failure::Failure,
    folders::{self, UserFolders},
    importing::name,
    listing::{self, not_found},
    output::{note, print_text},
};
use crate::clock;
use crate::exchange::{
    ReportFormat,
    framework::{FromTable, TableOptions, from_table, named_after, preview, to_csv, to_xlsx, untold},
    portfolio::Dialect,
    questionnaire,
};
use crate::model::{Framework, format, framework::newest};
use crate::store::{Disk, FrameworkPlace, Library, held, named_by_argument, read_bytes, write_text};

/// Does what is to be done with frameworks; nothing more: lists them.
pub(super) fn run(folders: &UserFolders, command: Option<FrameworksCommand>) -> Result<(), Failure> {
    match command {
        None => listing::frameworks(folders),
        Some(FrameworksCommand::Import(args)) => import(folders, &args),
        Some(FrameworksCommand::Export(args)) => export(folders, &args),
    }
}

/// Makes a framework of a table and writes it, once it was shown what was made.
fn import(folders: &UserFolders, args: &ImportFrameworkArgs) -> Result<(), Failure> {
    let file = named_by_argument(&args.file);
    let raw = read_bytes(&Disk::default(), &file)
        .map_err(Failure::Unreadable)?
        .ok_or_else(|| Failure::Missing(name(&file)))?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (id, title) = named_after(&stem);
    let options = TableOptions {
        id: args.id.clone().unwrap_or(id),
        version: args.framework_version.clone(),
        title: args.title.clone(),
        named: title,
        map: args.map.iter().flat_map(|map| map.0.clone()).collect(),
        scale: args.scale.clone(),
    };
    let made = from_table(&raw, &options).map_err(|error| Failure::Table(name(&file), error))?;
    let text = format::write_framework(&made.framework);
    let library = Library::to_look_at(folders.library_folder()?, Disk::default());
    let (target, place) = match &args.output {
        Some(path) => {
            let path = named_by_argument(path);
            let place = place_elsewhere(&library, &path, &made.framework, &text)?;
            (path, place)
        }
        None => library.place_of_framework(&made.framework)?,
    };
    let path = name(&target);
    let done = match (place, args.dry_run) {
        (FrameworkPlace::Taken(by), _) => return Err(Failure::SameFramework(options.id, options.version, by)),
        (FrameworkPlace::Same, _) => format!("{path} holds this framework already: nothing to write"),
        (FrameworkPlace::Other, true) => {
            format!("Nothing was written; {path} holds something else, which --force replaces")
        }
        (FrameworkPlace::Free, true) => format!("Nothing was written; it goes into {path}"),
        (FrameworkPlace::Other, false) if !args.force => return Err(Failure::OtherContent(path)),
        (FrameworkPlace::Other | FrameworkPlace::Free, false) => {
            match &args.output {
                Some(_) => write_text(&Disk::default(), &target, &text)?,
                // It is made where it is missing.
                None => drop(folders.library()?.put_framework(&made.framework)?),
            }
            format!("Wrote {path}")
        }
    };
    print_text(&shown(&made, &done))
}

/// What was made, what is worth telling of the table, and what was done.
fn shown(made: &FromTable, done: &str) -> String {
    let mut lines = preview(made);
    lines.push(String::new());
    if !made.notes.is_empty() {
        lines.push("Notes on the table:".to_owned());
        lines.extend(made.notes.iter().map(|note| format!("  {note}")));
        lines.push(String::new());
    }
    lines.push(done.to_owned());
    lines.join("\n")
}

/// What is there in the file that was named: anywhere but among the library's own files, unless it is one of its frameworks.
fn place_elsewhere(
    library: &Library,
    path: &Path,
    framework: &Framework,
    text: &str,
) -> Result<FrameworkPlace, Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let same = [folder, &library.root().join("frameworks")].map(|folder| std::fs::canonicalize(folder).ok());
    let is_framework = same[0].is_some() && same[0] == same[1] && path.extension().is_some_and(|end| end == "ron");
    if !is_framework {
        check_target(library, path, "it is no plain file")?;
    } else if let Some(by) = library.namesake(framework, &[path.to_owned()])? {
        return Ok(FrameworkPlace::Taken(by));
    }
    Ok(match read_bytes(&Disk::default(), path).map_err(Failure::Unreadable)? {
        None => FrameworkPlace::Free,
        Some(there) if there == text.as_bytes() => FrameworkPlace::Same,
        Some(there) => match held(&there).filter(|other| !other.is_same_version(framework)) {
            Some(Framework { id, version, .. }) => return Err(Failure::OtherFramework(name(path), id, version)),
            None => FrameworkPlace::Other,
        },
    })
}

/// Writes a framework as a table, as its file or as a questionnaire.
fn export(folders: &UserFolders, args: &ExportFrameworkArgs) -> Result<(), Failure> {
    let id = &args.id;
    let library = folders.existing_library()?;
    let known = folders::frameworks(library.as_ref());
    let framework = match &args.framework_version {
        Some(version) => known
            .iter()
            .find(|one| one.id == *id && one.version == *version)
            .ok_or_else(|| Failure::NoVersion(id.clone(), version.clone()))?,
        None => newest(&known, id).ok_or_else(|| match &library {
            Some(library) => not_found(library, id),
            None => Failure::NoFramework(id.clone()),
        })?,
    };
    let asked = |to| Ok::<_, Failure>(questionnaire(framework, to, clock::now())?);
    let bytes = match args.to {
        FrameworkForm::Csv => to_csv(framework, Dialect::Plain).into_bytes(),
        FrameworkForm::Xlsx => to_xlsx(framework).map_err(|why| Failure::Workbook(id.clone(), why))?,
        FrameworkForm::Ron => format::write_framework(framework).into_bytes(),
        FrameworkForm::Docx => asked(ReportFormat::Docx)?,
        FrameworkForm::Pdf => asked(ReportFormat::Pdf)?,
        FrameworkForm::Html => asked(ReportFormat::Html)?,
        FrameworkForm::Md => asked(ReportFormat::Markdown)?,
    };
    match args.output.as_deref().map(named_by_argument) {
        Some(path) => {
            let library = Library::to_look_at(folders.library_folder()?, Disk::default());
            let told = format!("Wrote framework {id}, version {}, to {}", framework.version, name(&path));
            write_files(&library, &[(path, bytes)], args.force)?;
            note(&told);
        }
        None => print_either(&bytes)?,
    }
    if matches!(args.to, FrameworkForm::Csv | FrameworkForm::Xlsx) {
        for line in untold(framework) {
            note(&format!("Not in the table: {line}"));
        }
    }
    Ok(())
}

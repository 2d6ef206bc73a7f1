//! What can be looked at without a screen: the list, a report, frameworks, folders; and a new evaluation that is not opened.

use crate::cli::{
    args::FilterArgs,
    failure::Failure,
    folders::{self, Reading, UserFolders},
    output::{note, print, print_created, print_text},
};
use crate::clock;
use crate::exchange;
use crate::model::{Evaluation, Framework, FrameworkRef, Id, Moment, framework::newest};
use crate::reading::{
    Facts,
    naming::{are_several, framework_name},
};
use crate::store::{Library, ListedEvaluation, StoreError, shown};
use crate::text::{Text, cluster::str_width, counted};

/// Puts a new evaluation into the library and prints its id.
pub(super) fn new(folders: &UserFolders, title: Text, framework: Option<&Id>) -> Result<(), Failure> {
    let library = folders.library()?;
    let known = folders::frameworks(Some(&library));
    let chosen = match framework {
        Some(id) => newest(&known, id).ok_or_else(|| not_found(&library, id))?,
        None => {
            let standard = folders.standard_framework();
            let is_it = |one: &&Framework| standard.as_ref().is_some_and(|standard| standard.names(one));
            known.iter().find(is_it).unwrap_or(&known[0])
        }
    };
    let id = Id::of_evaluation(clock::now().day(), &title, &mut clock::dice());
    let mut evaluation = Evaluation::new(id, chosen);
    evaluation.practice.title = title;
    evaluation.evaluators = folders.name();
    match library.create(&evaluation) {
        // It is there all the same.
        Err(error @ StoreError::Partly { .. }) => note(&error.to_string()),
        created => created?,
    }
    print_created([&evaluation.id].into_iter());
    Ok(())
}

/// Why a framework is not among the known ones.
pub(super) fn not_found(library: &Library, id: &Id) -> Failure {
    library.frameworks().map_or_else(Failure::from, |_| Failure::NoFramework(id.clone()))
}

/// Prints the evaluations that are wanted, those that changed last first.
pub(super) fn list(folders: &UserFolders, wanted: &FilterArgs, json: bool) -> Result<(), Failure> {
    let library = folders.existing_library()?;
    let known = folders::frameworks(library.as_ref());
    let of_framework: Vec<&Framework> = known.iter().filter(|one| wanted.is_framework(&one.reference())).collect();
    let filter = wanted.filter(&of_framework)?;
    let Reading { mut rows, whole } = Reading::of(library.as_ref())?;
    let count = rows.len();
    // What can't be read is told whatever is wanted.
    rows.retain(|row| {
        let is_wanted = |one: &Evaluation| wanted.is_framework(&one.framework) && filter.accepts(&Facts::of(one));
        row.state.as_ref().map_or(true, is_wanted)
    });
    rows.sort_by(|one, other| other.modified.cmp(&one.modified).then_with(|| one.file.cmp(&other.file)));
    if json {
        for unreadable in rows.iter().filter_map(|row| row.state.as_ref().err()) {
            note(&format!("Left out: {unreadable}"));
        }
        let sound = rows.iter().filter_map(|row| Some((row.state.as_ref().ok()?, row.modified)));
        print(&exchange::list(sound.map(|(one, modified)| (one, one.shown_by(&known), clock::here(modified)))))?;
        return whole;
    }
    if rows.is_empty() && count > 0 {
        note(&format!("None of {} matches", counted(count, "evaluation")));
    } else if rows.is_empty() && whole.is_ok() {
        let folder = folders.library_folder()?.display();
        note(&format!("No evaluations in {folder} yet: `fieldbook new --title TITLE` begins one."));
    }
    let now = clock::now();
    let longest = rows.iter().filter_map(|row| Some(row.state.as_ref().ok()?.id.as_str().len())).max().unwrap_or(0);
    let answered = || rows.iter().filter_map(|row| Some(&row.state.as_ref().ok()?.framework));
    let name = |of: &FrameworkRef| framework_name(&of.id, &of.version, &known);
    // Where all answer one framework, naming it would tell nothing.
    let widest = are_several(answered()).then(|| answered().map(|of| str_width(&name(of))).max().unwrap_or(0));
    let named = |row: &ListedEvaluation| {
        let name = name(&row.state.as_ref().ok()?.framework);
        widest.map(|widest| format!("{name}{:1$}  ", "", widest - str_width(&name)))
    };
    let lines = rows.iter().map(|row| line(row, longest, &named(row).unwrap_or_default(), &known, now));
    lines.into_iter().try_for_each(|line| print_text(&line))?;
    whole
}

/// A row as a line: id, status, questions complete, last change, the framework where there are several, practice.
fn line(row: &ListedEvaluation, longest: usize, framework: &str, known: &[Framework], now: Moment) -> String {
    let evaluation = match &row.state {
        Ok(evaluation) => evaluation,
        Err(unreadable) => return format!("! {unreadable}"),
    };
    let tally = evaluation.shown_by(known).map(|framework| evaluation.tally_of_all(framework));
    let complete = tally.map_or("?".to_owned(), |tally| format!("{}/{}", tally.complete, tally.questions));
    let country = evaluation.practice.country.trim();
    let country = if country.is_empty() { String::new() } else { format!(", {country}") };
    format!(
        "{:longest$}  {:9}  {complete:>5}  {:11}  {framework}{}{country}",
        evaluation.id,
        evaluation.status().name(),
        clock::here(row.modified).seen_from(now),
        evaluation.title(),
    )
}

pub(super) fn show(folders: &UserFolders, sought: &str) -> Result<(), Failure> {
    let library = folders.library_to_read()?;
    let known = folders::frameworks(Some(&library));
    let id = folders::find(&library, sought)?;
    // What can be read is shown, and why that is not all of it.
    let (loaded, whole) = match library.read(&id) {
        Err(error) if error.is_of_journal() => (library.read_without_journal(&id)?, folders::reached(&[error])),
        loaded => (loaded?, Ok(())),
    };
    let evaluation = folders::whole(loaded);
    print_text(&exchange::report_text(&evaluation, evaluation.shown_by(&known)))?;
    whole
}

pub(super) fn frameworks(folders: &UserFolders) -> Result<(), Failure> {
    let own = folders.existing_library()?.map_or(Ok(Vec::new()), |library| library.frameworks());
    let described = |framework: &Framework, from: &str| {
        let Framework { id, version, title, .. } = framework;
        let items = framework.questions().map(|placed| placed.question.items.len()).sum();
        let asks = format!("{}, {}", counted(framework.len(), "question"), counted(items, "item"));
        format!("{id}  version {version}  {asks}  {title}  ({from})")
    };
    print_text(&described(&Framework::built_in(), "built in"))?;
    for listed in own? {
        match listed.state {
            Ok(framework) => print_text(&described(&framework, &listed.file.to_string()))?,
            Err(unreadable) => print_text(&format!("! {unreadable}"))?,
        }
    }
    Ok(())
}

pub(super) fn folders(folders: &UserFolders) -> Result<(), Failure> {
    let library = folders.library_folder()?;
    let library = std::path::absolute(library).unwrap_or_else(|_| library.to_owned());
    print_text(&format!("library   {}", shown(&library.to_string_lossy())))?;
    for (name, place) in [("settings", folders.settings()), ("cache", folders.cache())] {
        if let Some(place) = place {
            print_text(&format!("{name:8}  {}", shown(&place.to_string_lossy())))?;
        }
    }
    Ok(())
}

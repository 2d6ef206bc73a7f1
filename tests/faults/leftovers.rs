//! What a program that was stopped left beside the evaluations: offered, swept, or put aside, and never lost.

use std::{
    fs::{self, File},
    path::PathBuf,
    sync::Arc,
    time::{Duration, SystemTime},
};

use fieldbook::{
    model::{evaluation::Evaluation, format},
    store::{Disk, FileProblem, Library, disk::Faults},
};
use tempfile::TempDir;

use crate::{
    calls::{without_exchange, without_links},
    field::{Site, id, moment, new_evaluation, sound, typing},
    platter::{Data, Names, Platter},
};

const NAMES: [&str; 3] = [
    ".2026-11-24-centre-k7q2x.ron.tmp",
    ".2026-11-24-centre-k7q2x.ron.old.tmp",
    "2026-11-24-centre-k7q2x.conflict-3.ron.tmp",
];

fn leave(site: &Site, name: &str, content: &str, days: i64) -> PathBuf {
    let path = site.path("evaluations").join(name);
    fs::write(&path, content).unwrap();
    let apart = Duration::from_secs(days.unsigned_abs() * 24 * 3600 + 60);
    let written = if days < 0 { SystemTime::now() + apart } else { SystemTime::now() - apart };
    File::options().write(true).open(&path).unwrap().set_modified(written).unwrap();
    path
}

fn typed(text: &str) -> Evaluation {
    let mut evaluation = new_evaluation();
    evaluation.apply(&typing(&evaluation, 0, text)).unwrap();
    evaluation
}

/// What is in the quarantine, without the reasons.
fn put_aside(site: &Site) -> Vec<String> {
    let files = fs::read_dir(site.path("quarantine")).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| !path.to_string_lossy().ends_with(".reason.txt"));
    files.map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn one_that_is_all_there_is_of_an_evaluation_is_a_row_and_can_be_taken_in() {
    for name in NAMES {
        for days in [0, 9] {
            let site = Site::new();
            leave(&site, name, &format::write(&typed("kept")), days);
            let rows = site.library.scan().unwrap();
            let unreadable = rows[0].state.as_ref().unwrap_err();
            let told = "was not put in place when the program was stopped: Enter in the library takes it in";
            assert_eq!(unreadable.to_string(), format!("{name} {told}"));
            assert_eq!(unreadable.kept.as_deref(), Some(&typed("kept")));
            assert_eq!(site.library.name_after_id(&unreadable.file), Ok(id()));
            assert_eq!(site.after_death(), typed("kept"));
            assert_eq!(fs::read_dir(site.path("evaluations")).unwrap().count(), 1);
        }
    }
}

#[test]
fn one_of_a_program_that_runs_is_left_alone() {
    let site = Site::new();
    let path = leave(&site, NAMES[0], &format::write(&new_evaluation()), 9);
    let lock = File::create(site.path(&format!("journal/{}.lock", id()))).unwrap();
    lock.lock().unwrap();
    assert!(site.library.scan().unwrap().is_empty());
    fs::write(&path, "(half").unwrap();
    leave(&site, NAMES[0], "(half", 9);
    assert!(site.library.scan().unwrap().is_empty());
    assert!(path.exists() && put_aside(&site).is_empty());
    drop(lock);
    assert!(site.library.scan().unwrap().is_empty());
    assert!(!path.exists());
    assert_eq!(put_aside(&site), ["(half"]);
}

#[test]
fn one_whose_content_is_elsewhere_goes_once_it_is_old() {
    for name in NAMES {
        let site = Site::begun();
        let mut desk = site.open();
        desk.type_in(0, "saved");
        desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
        desk.type_in(0, ", pending");
        drop(desk.writer);
        let (first, saved, now) = (new_evaluation(), typed("saved"), typed("saved, pending"));
        let half = format::write(&saved)[..40].to_owned();
        for content in [format::write(&first), format::write(&saved), format::write(&now), half, String::new()] {
            let path = leave(&site, name, &content, 0);
            assert_eq!(site.library.scan().unwrap().len(), 1);
            assert!(path.exists(), "it is young");
            leave(&site, name, &content, 1);
            let looked = Library::to_look_at(site.library.root(), sound()).scan().unwrap();
            assert!(looked.len() == 1 && path.exists(), "who only looks removes nothing");
            assert_eq!(site.library.scan().unwrap().len(), 1);
            assert!(!path.exists(), "{name}: {content}");
        }
        assert_eq!(put_aside(&site), [""; 0]);
        assert_eq!(site.after_death(), now);
    }
}

#[test]
fn one_that_differs_waits_beside_once_it_is_old() {
    for days in [1, -2] {
        let site = Site::begun();
        let path = leave(&site, NAMES[0], &format::write(&typed("other")), 0);
        site.library.scan().unwrap();
        assert!(path.exists(), "it is young");
        leave(&site, NAMES[0], &format::write(&typed("other")), days);
        site.library.scan().unwrap();
        assert!(!path.exists() && put_aside(&site).is_empty());
        assert_eq!(site.library.rivals(&id()).unwrap()[0].theirs, typed("other"));
    }
}

#[test]
fn one_that_is_no_evaluation_goes_into_the_quarantine_once_it_is_old() {
    for (lone, content) in [(false, "(half".to_owned()), (true, "(half".to_owned())] {
        let site = if lone { Site::new() } else { Site::begun() };
        let path = leave(&site, NAMES[0], &content, 0);
        site.library.scan().unwrap();
        assert!(path.exists(), "it is young");
        leave(&site, NAMES[0], &content, 1);
        assert_eq!(site.library.scan().unwrap().len(), usize::from(!lone));
        assert!(!path.exists());
        assert_eq!(put_aside(&site), [content]);
        let reasons = site.everything();
        assert!(reasons.contains("a program was stopped while it wrote this"));
    }
}

/// An older state of it comes in by an import meanwhile.
#[test]
fn one_that_is_all_there_is_stays_when_its_evaluation_is_created() {
    for name in &NAMES[..2] {
        let site = Site::new();
        leave(&site, name, &format::write(&typed("only here")), 0);
        site.library.create(&typed("older")).unwrap();
        assert_eq!(site.library.rivals(&id()).unwrap()[0].theirs, typed("only here"), "{name}");
        let site = Site::new();
        leave(&site, name, "(half", 0);
        site.library.create(&typed("older")).unwrap();
        assert_eq!(put_aside(&site), ["(half"], "{name}");
    }
}

/// Programs that put versions beside one evaluation at the same moment.
#[test]
fn no_version_takes_the_place_of_another() {
    let site = Site::begun();
    let versions: Vec<Evaluation> = (0..12).map(|n| typed(&format!("version {n}"))).collect();
    std::thread::scope(|scope| {
        for theirs in &versions {
            let library = Library::open(site.library.root(), Disk::default()).unwrap();
            scope.spawn(move || library.take_in([theirs]).unwrap().remove(0).unwrap());
        }
    });
    let there = site.everything();
    for n in 0..12 {
        assert!(there.contains(&format!("\"version {n}\"")), "{n}");
    }
}

#[test]
fn a_temporary_file_of_another_program_is_none() {
    let site = Site::new();
    for name in [".x.ron.swp", ".syncthing.2026-11-24-centre-k7q2x.ron.tmp", "a.ron.tmp", ".a b.ron.tmp", "#a.ron#"] {
        leave(&site, name, &format::write(&new_evaluation()), 9);
    }
    assert!(site.library.scan().unwrap().is_empty());
    assert_eq!(fs::read_dir(site.path("evaluations")).unwrap().count(), 5);
}

#[test]
fn a_program_that_is_killed_anywhere_while_it_creates_leaves_it_there_offered_or_not_begun() {
    let (mut offered, mut there) = (0, 0);
    for plan in [|_: &Faults| {}, without_exchange, without_links] {
        let (folder, faults) = (TempDir::new().unwrap(), Arc::new(Faults::recording()));
        let library = Library::open(&folder.path().join("library"), Disk::with(faults.clone())).unwrap();
        plan(&faults);
        let made = faults.recorded().len();
        library.create(&typed("kept")).unwrap();
        for done in made..=faults.recorded().len() {
            // What a killed program wrote is there, synced or not.
            let left = Platter::after(folder.path(), &faults.recorded()[..done]).left(Names::All, Data::All).laid_out();
            fs::create_dir_all(left.path().join("library/evaluations")).unwrap();
            let library = Library::open(&left.path().join("library"), sound()).unwrap();
            for row in library.scan().unwrap() {
                match row.state {
                    Ok(evaluation) => {
                        assert_eq!(evaluation, typed("kept"));
                        there += 1;
                    }
                    Err(unreadable) => {
                        assert!(matches!(unreadable.problem, FileProblem::NotInPlace(_)), "{unreadable}");
                        library.name_after_id(&unreadable.file).unwrap();
                        assert_eq!(library.read(&id()).unwrap().evaluation, typed("kept"));
                        offered += 1;
                    }
                }
            }
        }
    }
    assert!(offered > 0 && there > 0, "{offered} {there}");
}

#[test]
fn a_revision_that_was_being_written_goes_with_the_next_save() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "saved");
    desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
    let half = site.path(&format!("history/{}/.tmp", id()));
    fs::write(&half, "(half").unwrap();
    desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
    assert!(!half.exists());
}

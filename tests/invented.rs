//! Invented libraries are like those that the program writes itself.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests start programs, read files and measure time"
)]

use std::collections::HashSet;

use fieldbook::store::{Disk, Library};
use tempfile::TempDir;

#[path = "../examples/generate/making.rs"]
mod making;

use making::Plan;

fn library(plan: Plan, count: usize) -> (TempDir, Library) {
    let folder = TempDir::new().expect("a folder");
    plan.write(folder.path(), count).expect("a library");
    let library = Library::open(folder.path(), Disk::default()).expect("what was written");
    (folder, library)
}

#[test]
fn an_invented_library_is_read_without_a_flaw() {
    let plan = Plan { seed: 7, questions: None, narrative: Some(100_000) };
    let (_folder, library) = library(plan, 200);
    let listed = library.scan().unwrap();
    let evaluations: Vec<_> = listed.into_iter().map(|one| one.state.unwrap()).collect();
    let framework = plan.framework();
    assert_eq!(evaluations.len(), 200);
    for n in 0..200 {
        let made = plan.evaluation(&framework, n);
        let read = evaluations.iter().find(|one| one.id == made.id).unwrap();
        assert_eq!(*read, made);
    }
    let statuses: HashSet<_> = evaluations.iter().map(fieldbook::model::evaluation::Evaluation::status).collect();
    assert_eq!(statuses.len(), 4);
    let big = plan.evaluation(&framework, 0);
    assert!(big.answers[0].narrative.len() >= 100_000);
    let scripts = ['e', 'д', 'ε', 'ا', '的', 'の'];
    for script in scripts {
        assert!(evaluations.iter().any(|one| one.practice.summary.contains(script)), "{script}");
    }
}

#[test]
fn an_evaluation_takes_about_as_many_bytes_as_a_real_one() {
    let plan = Plan::default();
    let framework = plan.framework();
    let bytes: usize = (0..500).map(|n| fieldbook::model::format::write(&plan.evaluation(&framework, n)).len()).sum();
    assert!((13_800..15_400).contains(&(bytes / 500)), "{}", bytes / 500);
}

#[test]
fn an_invented_framework_is_answered() {
    for questions in [1, 12, 101] {
        let plan = Plan { seed: 7, questions: Some(questions), narrative: None };
        let (_folder, library) = library(plan, 20);
        let known = library.known_frameworks();
        assert_eq!(known[1].len(), questions);
        let listed = library.scan().unwrap();
        assert!(listed.iter().all(|one| one.state.as_ref().is_ok_and(|one| one.answers_framework(&known[1]))));
    }
}

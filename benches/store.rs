//! What the store costs: a journal append, a sync, a checkpoint, a recovery; listing, reading and remembering a library.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a benchmark needs files and a clock")]
#![allow(missing_docs, reason = "criterion's macros write functions without")]
#![allow(clippy::unwrap_used, reason = "a measurement ends where something is not as it should be")]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use fieldbook::{
    model::{
        edit::{Edit, Field},
        evaluation::Evaluation,
        framework::Framework,
        id::Id,
        moment::Moment,
    },
    reading::summary::Summary,
    store::{Disk, Holder, Index, Indexed, Library, OpenOutcome, Syncer, Writer},
    text::Splice,
};
use tempfile::TempDir;

#[allow(dead_code, reason = "shared with other measurements")]
#[path = "../examples/generate/making.rs"]
mod making;

fn moment() -> Moment {
    "2026-11-24T14:02:11+01:00".parse().unwrap()
}

fn id() -> Id {
    "2026-11-24-centre-k7q2x".parse().unwrap()
}

fn typing(evaluation: &Evaluation, question: &Id, text: &str) -> Edit {
    let field = Field::Narrative(question.clone());
    let at = evaluation.narrative(question).len();
    Edit::Splice { field, splice: Splice { at, removed: "".into(), inserted: text.into() } }
}

/// A library with one evaluation whose narratives have this many bytes together.
fn library(bytes: usize) -> (TempDir, Library) {
    let folder = TempDir::new().unwrap();
    let library = Library::open(folder.path(), Disk::default()).unwrap();
    let framework = Framework::built_in();
    let mut evaluation = Evaluation::new(id(), &framework);
    let prose = "The integration centres offer a wide range of activities. ".repeat(bytes / framework.len() / 58);
    for placed in framework.questions() {
        evaluation.apply(&typing(&evaluation, &placed.question.id, &prose)).unwrap();
    }
    library.create(&evaluation).unwrap();
    (folder, library)
}

fn open(library: &Library) -> (Box<Writer>, Evaluation) {
    let holder = Holder { name: "Jana".into(), process: 4242, since: moment() };
    match library.open_evaluation(&id(), &holder, &Syncer::default()).unwrap() {
        OpenOutcome::Writable(writer, loaded) => (writer, loaded.evaluation),
        OpenOutcome::ReadOnly(reason, _) => panic!("{reason}"),
    }
}

fn type_on(writer: &mut Writer, evaluation: &mut Evaluation, question: &Id) {
    let edit = typing(evaluation, question, "x");
    evaluation.apply(&edit).unwrap();
    writer.append(&edit, moment()).unwrap();
}

fn store(criterion: &mut Criterion) {
    let question = Framework::built_in().question(0).unwrap().question.id.clone();
    let (_folder, typed_in) = library(15_000);
    let (mut writer, mut evaluation) = open(&typed_in);
    criterion.bench_function("journal: append an edit", |bencher| {
        bencher.iter(|| type_on(&mut writer, &mut evaluation, &question));
    });
    criterion.bench_function("journal: append an edit and sync", |bencher| {
        bencher.iter(|| {
            type_on(&mut writer, &mut evaluation, &question);
            writer.sync().unwrap();
        });
    });
    for (name, bytes) in [("checkpoint: 15 kB", 15_000), ("checkpoint: 1 MB", 1_000_000)] {
        let (_folder, library) = library(bytes);
        let (mut writer, mut evaluation) = open(&library);
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| {
                type_on(&mut writer, &mut evaluation, &question);
                writer.checkpoint(&evaluation, moment()).unwrap();
            });
        });
    }
    let (_folder, left) = library(15_000);
    let (mut writer, mut evaluation) = open(&left);
    for _ in 0..10_000 {
        type_on(&mut writer, &mut evaluation, &question);
    }
    drop(writer);
    criterion.bench_function("recovery: 10,000 edits", |bencher| {
        bencher.iter_batched(|| (), |()| black_box(left.read(&id()).unwrap()), BatchSize::PerIteration);
    });
}

fn many(criterion: &mut Criterion) {
    let folder = TempDir::new().unwrap();
    making::Plan::default().write(folder.path(), 1_000).unwrap();
    let library = Library::open(folder.path(), Disk::default()).unwrap();
    criterion.bench_function("library: the names of 1000", |bencher| bencher.iter(|| library.entries().unwrap()));
    criterion.bench_function("library: read 1000", |bencher| bencher.iter(|| library.scan().unwrap()));
    let frameworks = [Framework::built_in()];
    let index = Index::of(&library, &frameworks, &folder.path().join("cache"));
    let evaluations = library.scan().unwrap().into_iter().map(|one| one.state.unwrap());
    let summaries: Vec<Summary> = evaluations.map(|one| Summary::of(&one, &frameworks)).collect();
    let rows: Vec<Indexed<&Summary>> =
        summaries.iter().map(|summary| Indexed { fingerprint: None, modified: 0, summary }).collect();
    criterion.bench_function("index: save 1000", |bencher| bencher.iter(|| index.save(&rows).unwrap()));
    criterion.bench_function("index: load 1000", |bencher| {
        bencher.iter(|| index.load(|rows, _| drop(black_box(rows))));
    });
}

criterion_group! {
    name = measured;
    config = Criterion::default().sample_size(30);
    targets = store, many
}
criterion_main!(measured);

//! How cost grows with the library and with the framework: `cargo run --release --example growth [-- 100000]`.
//!
//! For each measure the time at each size, and after it how many times that is what would be linear, from the size before.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "it reads and writes files, and measures time"
)]

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use crossterm::event::{KeyCode, KeyModifiers};
use fieldbook::{
    model::{evaluation::Evaluation, format, framework::Framework},
    reading::{
        portfolio::Portfolio,
        search::{Batch, FoldedEvaluation, Query},
        summary::Summary,
    },
    store::{Disk, Index, Indexed, Library, LibraryEntry, on_all_cores},
};

#[path = "generate/stage.rs"]
#[allow(dead_code, reason = "shared with other measurements")]
mod stage;

use stage::{
    Stage,
    making::{MakingError, Plan},
};

/// The portfolio's and the search's figures are taken of no more: they hold the evaluations in memory.
const MOST_IN_MEMORY: usize = 10_000;

type Figures = Vec<(&'static str, Duration)>;

fn main() -> Result<(), MakingError> {
    let most = std::env::args().nth(1).and_then(|most| most.parse().ok()).unwrap_or(10_000);
    let sizes: Vec<usize> = [100, 1_000, 10_000, 100_000].into_iter().filter(|size| *size <= most).collect();
    let of_libraries: Result<Vec<Figures>, MakingError> = sizes.iter().map(|size| of_library(*size)).collect();
    print_table("evaluations", &sizes, &of_libraries?);
    let sizes = [12, 100, 1_000];
    let of_frameworks: Vec<Figures> = sizes.iter().map(|size| of_framework(*size)).collect();
    print_table("questions", &sizes, &of_frameworks);
    Ok(())
}

/// The least of several tries.
fn time<T>(mut work: impl FnMut() -> T) -> Duration {
    let begun = Instant::now();
    let mut least = Duration::MAX;
    for _ in 0..200 {
        let one = Instant::now();
        black_box(work());
        least = least.min(one.elapsed());
        if begun.elapsed() > Duration::from_millis(500) {
            break;
        }
    }
    least
}

fn of_library(size: usize) -> Result<Figures, MakingError> {
    let folder = tempfile::tempdir()?;
    let plan = Plan { seed: 1, ..Plan::default() };
    plan.write(folder.path(), size)?;
    let library = Library::open(folder.path(), Disk::default())?;
    let frameworks = [Framework::built_in()];
    let mut figures: Figures = vec![("list the names", time(|| library.entries()))];
    let entries = library.entries()?;
    let mut read = Vec::new();
    figures.push((
        "read all, on all cores",
        time(|| {
            read.clear();
            let summary =
                |entry: &LibraryEntry| Some(Summary::of(&library.read_entry(entry)?.state.ok()?, &frameworks));
            on_all_cores(&entries, summary, |_, summary| read.extend(summary));
        }),
    ));
    let index = Index::of(&library, &frameworks, &folder.path().join("cache"));
    let rows: Vec<Indexed<&Summary>> =
        read.iter().map(|summary| Indexed { fingerprint: None, modified: 0, summary }).collect();
    index.save(&rows)?;
    figures.push(("load the index", time(|| index.load(|rows, _| drop(black_box(rows))))));
    figures.extend(of_list(Stage::new(plan, size, (80, 24))));
    if size <= MOST_IN_MEMORY {
        figures.extend(of_many(plan, size));
    }
    Ok(figures)
}

fn of_list(mut stage: Stage) -> Figures {
    let mut figures = vec![("library: a frame", time(|| stage.draw()))];
    let mut key = |name, code| {
        figures.push((
            name,
            time(|| {
                stage.key(code, KeyModifiers::NONE);
                stage.draw();
            }),
        ));
    };
    key("library: an arrow and its frame", KeyCode::Down);
    key("library: End and its frame", KeyCode::End);
    key("library: sort anew and its frame", KeyCode::Char('s'));
    key("library: the find field opens", KeyCode::Char('/'));
    key("library: a letter to find and its frame", KeyCode::Char('a'));
    figures
}

fn of_many(plan: Plan, size: usize) -> Figures {
    let framework = plan.framework();
    let evaluations: Vec<Evaluation> = (0..size).map(|n| plan.evaluation(&framework, n)).collect();
    let mut figures = vec![("portfolio: build", time(|| Portfolio::new(&framework, &evaluations)))];
    let mut batch = Batch::default();
    for (at, one) in evaluations.iter().enumerate() {
        batch.append(at, FoldedEvaluation::new(one, Some(&framework)));
    }
    figures.push(("search: fold everything", time(|| fold_all(&evaluations, &framework))));
    for (name, query) in [("search: a rare word", "stairs"), ("search: all with a common word", "the")] {
        let query = Query::parse(query, std::slice::from_ref(&framework)).unwrap_or_default();
        figures.push((name, time(|| batch.with_hits(&query).count())));
    }
    drop((evaluations, batch));
    let mut stage = Stage::new(plan, size, (80, 24));
    stage.type_text("p");
    figures.push(("portfolio: a frame", time(|| stage.draw())));
    figures.push((
        "portfolio: an arrow and its frame",
        time(|| {
            stage.key(KeyCode::Right, KeyModifiers::NONE);
            stage.draw();
        }),
    ));
    figures
}

fn fold_all(evaluations: &[Evaluation], framework: &Framework) {
    for one in evaluations {
        black_box(FoldedEvaluation::new(one, Some(framework)));
    }
}

fn of_framework(questions: usize) -> Figures {
    let plan = Plan { seed: 1, questions: Some(questions), narrative: Some(5_000) };
    let framework = plan.framework();
    let evaluation = plan.evaluation(&framework, 0);
    let (text, wording) = (format::write(&evaluation), format::write_framework(&framework));
    let mut figures = vec![
        ("framework: read and check", time(|| format::read_framework(&wording))),
        ("evaluation: read", time(|| format::read(&text))),
        ("evaluation: write", time(|| format::write(&evaluation))),
        ("evaluation: its row", time(|| Summary::of(&evaluation, std::slice::from_ref(&framework)))),
    ];
    let mut measure = |name, begin: &str, code: Option<KeyCode>| {
        let mut stage = Stage::new(plan, 1, (80, 24));
        stage.type_text(begin);
        figures.push((
            name,
            time(|| {
                if let Some(code) = code {
                    stage.key(code, KeyModifiers::NONE);
                }
                stage.draw();
            }),
        ));
    };
    measure("record: a frame", "\n", None);
    measure("record: a letter and its frame", "\n", Some(KeyCode::Char('x')));
    measure("review: a frame", "r", None);
    measure("review: at a glance, a frame", "ro", None);
    measure("portfolio: a frame", "p", None);
    measure("portfolio: an arrow and its frame", "p", Some(KeyCode::Down));
    let many: Vec<Evaluation> = (0..50).map(|n| plan.evaluation(&framework, n)).collect();
    figures.push(("portfolio: build of 50", time(|| Portfolio::new(&framework, &many))));
    figures.push(("search: fold one", time(|| FoldedEvaluation::new(&evaluation, Some(&framework)))));
    figures
}

fn print_table(what: &str, sizes: &[usize], figures: &[Figures]) {
    print!("{what:<42}");
    for size in sizes {
        print!("{size:>20}");
    }
    println!();
    for (row, (name, _)) in figures[0].iter().enumerate() {
        let taken: Vec<f64> = figures.iter().filter_map(|some| Some(some.get(row)?.1.as_secs_f64() * 1e6)).collect();
        let size = |at: usize| u32::try_from(sizes[at]).map_or(f64::INFINITY, f64::from);
        let cell = |at: usize| {
            let linear = at.checked_sub(1).map(|before| taken[before] * size(at) / size(before));
            let ratio = linear.map_or_else(String::new, |linear| format!("×{:.2}", taken[at] / linear));
            format!("{:>11.1} µs{ratio:>6}", taken[at])
        };
        print!("{name:<42}");
        for at in 0..taken.len() {
            print!("{}", cell(at));
        }
        println!();
    }
    println!();
}

//! What a frame of each screen costs, and a key with its frame.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a benchmark needs files and a clock")]
#![allow(missing_docs, reason = "criterion's macros write functions without")]

use criterion::{Criterion, criterion_group, criterion_main};
use crossterm::event::{KeyCode, KeyModifiers};

#[allow(dead_code, reason = "shared with other measurements")]
#[path = "../examples/generate/stage.rs"]
mod stage;

use stage::{Stage, making::Plan};

/// Each screen, and what is typed in the library to get there.
const SCREENS: [(&str, &str); 7] = [
    ("library", ""),
    ("record", "\n"),
    ("review", "r"),
    ("review, at a glance", "ro"),
    ("portfolio", "p"),
    ("side by side", "c\n"),
    ("search", "gthe"),
];

fn screens(criterion: &mut Criterion) {
    for size in [(80, 24), (200, 60)] {
        for (name, keys) in SCREENS {
            let mut stage = Stage::new(Plan { seed: 1, ..Plan::default() }, 200, size);
            stage.type_text(keys);
            criterion.bench_function(&format!("view: {name}, {}x{}", size.0, size.1), |bencher| {
                bencher.iter(|| stage.draw());
            });
        }
    }
}

fn keys(criterion: &mut Criterion) {
    for (name, bytes) in [("5 kB", 5_000), ("100 kB", 100_000), ("1 MB", 1_000_000)] {
        let mut stage = Stage::recording(bytes, (80, 24));
        criterion.bench_function(&format!("key: a letter and its frame, {name}"), |bencher| {
            // Typed and undone, so that the text stays as long as it is.
            bencher.iter(|| {
                stage.type_text("x");
                stage.draw();
                stage.key(KeyCode::Backspace, KeyModifiers::NONE);
                stage.draw();
            });
        });
    }
    let mut stage = Stage::new(Plan { seed: 1, ..Plan::default() }, 1_000, (80, 24));
    criterion.bench_function("key: an arrow and its frame, library of 1000", |bencher| {
        bencher.iter(|| {
            stage.key(KeyCode::Down, KeyModifiers::NONE);
            stage.draw();
            stage.key(KeyCode::Up, KeyModifiers::NONE);
            stage.draw();
        });
    });
}

criterion_group! {
    name = measured;
    config = Criterion::default().sample_size(30);
    targets = screens, keys
}
criterion_main!(measured);

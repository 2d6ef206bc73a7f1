//! What the core costs without its screens: the editor, edits, the format, the portfolio, the search.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a benchmark needs files and a clock")]
#![allow(missing_docs, reason = "criterion's macros write functions without")]
#![allow(clippy::unwrap_used, reason = "a measurement ends where something is not as it should be")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use fieldbook::{
    model::{
        edit::{Edit, Field},
        evaluation::Evaluation,
        format,
        framework::Framework,
    },
    reading::{
        portfolio::Portfolio,
        search::{Batch, FoldedEvaluation, Query, hits},
    },
    text::{
        Splice, Text,
        editor::{Editor, EditorMode, Motion},
        paint::Charset,
        wrap,
    },
};
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

#[allow(dead_code, reason = "shared with other measurements")]
#[path = "../examples/generate/making.rs"]
mod making;

use making::Plan;

/// The width and height that a narrative has on a screen of 80 by 24.
const SIZE: (u16, u16) = (50, 6);

/// An evaluation whose first narrative has so many bytes, and that narrative's field.
fn written(bytes: usize) -> (Evaluation, Field) {
    let framework = Framework::built_in();
    let evaluation = Plan { seed: 1, questions: None, narrative: Some(bytes) }.evaluation(&framework, 0);
    (evaluation, Field::Narrative(framework.question(0).unwrap().question.id.clone()))
}

fn editor(criterion: &mut Criterion) {
    for (name, bytes) in [("5 kB", 5_000), ("100 kB", 100_000), ("1 MB", 1_000_000)] {
        let (mut evaluation, field) = written(bytes);
        let text = Text::from(evaluation.field(&field).unwrap());
        let mut editor = Editor::new(EditorMode::Prose, &text);
        editor.resize(SIZE.0, SIZE.1);
        editor.move_caret(Motion::End, false);
        criterion.bench_function(&format!("editor: insert and undo, {name}"), |bencher| {
            bencher.iter(|| {
                let splice = editor.insert("x").unwrap();
                editor.apply(&splice);
                editor.apply(&splice.inverse());
            });
        });
        criterion.bench_function(&format!("editor: open, {name}"), |bencher| {
            bencher.iter(|| Editor::new(EditorMode::Prose, black_box(&text)));
        });
        criterion.bench_function(&format!("wrap: all rows, {name}"), |bencher| {
            bencher.iter(|| wrap::rows(black_box(&text), usize::from(SIZE.0)).count());
        });
        let area = Rect::new(0, 0, SIZE.0, SIZE.1);
        let mut buffer = Buffer::empty(area);
        criterion.bench_function(&format!("editor: draw, {name}"), |bencher| {
            bencher.iter(|| editor.draw(area, 0, &mut buffer, Style::new(), Style::new(), Charset::Unicode));
        });
        let at = text.len();
        let typed = Edit::Splice { field, splice: Splice { at, removed: "".into(), inserted: "x".into() } };
        let back = typed.clone().inverse();
        criterion.bench_function(&format!("edit: apply and undo, {name}"), |bencher| {
            bencher.iter(|| {
                evaluation.apply(&typed).unwrap();
                evaluation.apply(&back).unwrap();
            });
        });
    }
}

fn formats(criterion: &mut Criterion) {
    for (name, bytes) in [("15 kB", 600), ("1 MB", 1_000_000)] {
        let (evaluation, _) = written(bytes);
        let text = format::write(&evaluation);
        criterion.bench_function(&format!("format: write, {name}"), |bencher| {
            bencher.iter(|| format::write(black_box(&evaluation)));
        });
        criterion.bench_function(&format!("format: read, {name}"), |bencher| {
            bencher.iter(|| format::read(black_box(&text)).unwrap());
        });
    }
}

fn many(criterion: &mut Criterion) {
    let (plan, framework) = (Plan::default(), Framework::built_in());
    let evaluations: Vec<Evaluation> = (0..1_000).map(|n| plan.evaluation(&framework, n)).collect();
    criterion.bench_function("portfolio: of 1000", |bencher| {
        bencher.iter(|| Portfolio::new(&framework, black_box(&evaluations)));
    });
    criterion.bench_function("search: fold one", |bencher| {
        bencher.iter(|| FoldedEvaluation::new(black_box(&evaluations[0]), Some(&framework)));
    });
    let mut batch = Batch::default();
    for (at, one) in evaluations.iter().enumerate() {
        batch.append(at, FoldedEvaluation::new(one, Some(&framework)));
    }
    for (name, query) in [("a rare word", "stairs"), ("a common word", "the"), ("a phrase", "\"the entrance has\"")] {
        let query = Query::parse(query, std::slice::from_ref(&framework)).unwrap();
        criterion.bench_function(&format!("search: which of 1000, {name}"), |bencher| {
            bencher.iter(|| batch.with_hits(black_box(&query)).count());
        });
    }
    let query = Query::parse("entrance", std::slice::from_ref(&framework)).unwrap();
    criterion.bench_function("search: hits in one", |bencher| {
        bencher.iter(|| hits(black_box(&query), &evaluations[0], Some(&framework)));
    });
}

criterion_group! {
    name = measured;
    config = Criterion::default().sample_size(30);
    targets = editor, formats, many
}
criterion_main!(measured);

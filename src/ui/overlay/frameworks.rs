//! The frameworks: the list of them, what one of them is, and one that a table was made into.

use std::sync::Arc;

use super::{Asking, Choice, Outcome, Overlay, Prompt, Reader, Row};
use crate::model::{
    Framework, Scale,
    framework::{Asked, AskedDetail},
};
use crate::text::counted;
use crate::ui::{Context, Effect, FaultyFramework, Msg, ReadFramework};

fn message(msg: Msg) -> Outcome {
    Outcome::Message(Box::new(msg))
}

/// The known frameworks, each with how many evaluations answer it, and the files that hold none.
pub fn all(cx: &Context, uses: &[usize], faulty: &[FaultyFramework]) -> Choice {
    let import = Outcome::Overlay(Box::new(Overlay::Prompt(Prompt::new(Asking::FrameworkPath, ""))));
    let import = Row::new("", "Import one from a table: CSV or XLSX, a row an item", "", import);
    let standard = cx.standard_framework();
    let known = cx.frameworks.iter().enumerate().map(|(n, framework)| {
        let used = uses.get(n).copied().unwrap_or(0);
        let is_standard = if n == standard { "default, " } else { "" };
        let Framework { title, version, .. } = &**framework;
        let items = counted(framework.items().count(), "item");
        let one = Overlay::Choice(one(framework, used, n == standard));
        let tail = format!("{is_standard}{}", counted(used, "evaluation"));
        Row::new("", format!("{title}, version {version}: {items}"), tail, Outcome::Overlay(Box::new(one)))
    });
    let faulty = faulty.iter().map(|FaultyFramework { file, why }| {
        let page = Reader::paragraphs(file.clone(), vec![why.clone()]);
        Row::new("!", file.clone(), "can't be used", Outcome::Overlay(Box::new(Overlay::Reader(page))))
    });
    Choice::new("Frameworks", known.chain(faulty).chain([import]).collect())
}

/// What can be done with a framework.
fn one(framework: &Arc<Framework>, used: usize, is_standard: bool) -> Choice {
    let page = Outcome::Overlay(Box::new(Overlay::Reader(page(framework, used))));
    let reference = framework.reference();
    let standard = (!is_standard).then(|| {
        Row::new("", "Make it the default for new evaluations", "", message(Msg::StandardFramework(reference)))
    });
    let rows = [Row::new("", "Read what it is and what it asks", "", page)].into_iter().chain(standard);
    Choice::new(format!("{}, version {}", framework.title, framework.version), rows.collect())
}

/// What a framework is: its source, what it asks, its scales and details, where it is used.
fn page(framework: &Framework, used: usize) -> Reader {
    let mut lines = vec![format!("Id {}, answered by {}.", framework.id, counted(used, "evaluation"))];
    if !framework.source.is_blank() {
        lines.push(framework.source.to_string());
    }
    let mut scales: Vec<&Scale> = vec![&framework.scale];
    for item in framework.items() {
        if scales.iter().all(|scale| scale.id != item.scale.id) {
            scales.push(&item.scale);
        }
    }
    for scale in scales {
        let levels: Vec<&str> = scale.levels.iter().map(|level| level.label.as_str()).collect();
        lines.push(format!("Scale: {}.", levels.join(", ")));
    }
    if !framework.details.is_empty() {
        let details: Vec<&str> = framework.details.iter().map(|AskedDetail { label, .. }| label.as_str()).collect();
        lines.push(format!("Details of the practice: {}.", details.join(", ")));
    }
    let named = |code: &str, number: String, text: &str| match code {
        "" => format!("{number} {text}"),
        code => format!("{code} {text}"),
    };
    for (n, criterion) in framework.criteria.iter().enumerate() {
        lines.push(String::new());
        lines.push(named(&criterion.code, (n + 1).to_string(), &criterion.title));
        for placed in framework.questions().filter(|placed| placed.criterion_at == n) {
            let items = counted(placed.question.items.len(), "item");
            let asks = match (placed.question.narrative, placed.question.items.is_empty()) {
                (_, true) => "narrative".to_owned(),
                (Asked::None, false) => items,
                (Asked::Wanted, false) => format!("narrative, {items}"),
                (Asked::Optional, false) => format!("{items}, room for a narrative"),
            };
            lines.push(format!("  {} {} ({asks})", placed.number(), placed.question.text));
        }
    }
    Reader::paragraphs(format!("{}, version {}", framework.title, framework.version), lines)
}

/// What a table was made into, to be looked at before it is written.
pub fn preview(read: &ReadFramework) -> Reader {
    let told = if read.notes.is_empty() {
        vec!["Everything in the table went in.".to_owned()]
    } else {
        [String::new(), "Notes on the table:".to_owned()].into_iter().chain(read.notes.iter().cloned()).collect()
    };
    let lines = read
        .preview
        .iter()
        .cloned()
        .chain(told)
        .chain([String::new(), "Esc goes on: nothing is written yet.".to_owned()]);
    Reader::paragraphs(format!("Made of {}", read.from), lines.collect())
}

/// Whether to write what a table was made into.
pub fn to_import(read: &Arc<ReadFramework>) -> Choice {
    let Framework { title, version, .. } = &read.framework;
    let rows = vec![
        Row::new("", "Put it into the library", "", Outcome::Effect(Effect::AddFramework(read.clone()))),
        Row::new("", "Show it again", counted(read.notes.len(), "note"), message(Msg::FrameworkRead(read.clone()))),
        Row::new("", "Import nothing", "", message(Msg::Done("Nothing was imported".to_owned()))),
    ];
    Choice::new(format!("“{title}”, version {version}, from {}", read.from), rows)
}

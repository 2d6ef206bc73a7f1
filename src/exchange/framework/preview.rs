//! What an import made, for people to look at before they rely on it.

use super::{FromTable, building::counts};
use crate::model::{Framework, Scale, framework::Placed};
use crate::text::{counted, wrap::truncate};

/// The most criteria that are shown, the most questions of each, and items of each of these.
const SHOWN: usize = 3;
const WIDTH: usize = 76;

/// What was made of a table, in lines: how much, the first of it, the scales, the columns.
pub fn preview(from: &FromTable) -> Vec<String> {
    let framework = &from.framework;
    let mut lines = vec![
        format!("{}, version {} ({})", framework.title, framework.version, framework.id),
        counts(framework),
        String::new(),
    ];
    outline(framework, &mut lines);
    lines.push(String::new());
    let scales = used(framework);
    for scale in &scales {
        let levels: Vec<String> = scale
            .levels
            .iter()
            .map(|level| match level.counts.in_words() {
                counts if counts == level.label.as_str() => counts.to_owned(),
                counts => format!("{} ({counts})", level.label),
            })
            .collect();
        let count = framework.items().filter(|item| item.scale.id == scale.id).count();
        let of = if scales.len() > 1 { format!(" ({})", counted(count, "item")) } else { String::new() };
        lines.push(format!("Scale: {}{of}", levels.join(", ")));
    }
    let columns: Vec<String> =
        from.columns.iter().map(|(field, header)| format!("{} from \"{header}\"", field.name())).collect();
    lines.push(format!("Columns: {}", columns.join(", ")));
    lines
}

fn used(framework: &Framework) -> Vec<&Scale> {
    let mut scales: Vec<&Scale> = Vec::new();
    for item in framework.items() {
        if !scales.iter().any(|scale| scale.id == item.scale.id) {
            scales.push(&item.scale);
        }
    }
    scales
}

fn outline(framework: &Framework, lines: &mut Vec<String>) {
    let named = |code: &str, text: &str| if code.is_empty() { text.to_owned() } else { format!("{code} {text}") };
    let put = |depth: usize, text: &str, lines: &mut Vec<String>| {
        let indent = "  ".repeat(depth);
        lines.push(format!("{indent}{}", truncate(text, WIDTH - indent.len(), "…")));
    };
    let more = |depth: usize, count: usize, [one, many]: [&str; 2], lines: &mut Vec<String>| match count
        .saturating_sub(SHOWN)
    {
        0 => {}
        1 => put(depth, &format!("and 1 more {one}"), lines),
        n => put(depth, &format!("and {n} more {many}"), lines),
    };
    for criterion in framework.criteria.iter().take(SHOWN) {
        put(0, &named(&criterion.code, &criterion.title), lines);
        let questions: Vec<Placed> =
            framework.questions().filter(|placed| placed.criterion.id == criterion.id).collect();
        for placed in questions.iter().take(SHOWN) {
            let question = placed.question;
            // A question that only stands in for its criterion says nothing new.
            let stands_in = question.text == criterion.title;
            if !stands_in {
                put(1, &named(&question.code, &question.text), lines);
            }
            let depth = if stands_in { 1 } else { 2 };
            for item in question.items.iter().take(SHOWN) {
                put(depth, &format!("· {}", named(&item.code, &item.text)), lines);
            }
            more(depth, question.items.len(), ["item", "items"], lines);
        }
        more(1, questions.len(), ["question", "questions"], lines);
    }
    more(0, framework.criteria.len(), ["criterion", "criteria"], lines);
}

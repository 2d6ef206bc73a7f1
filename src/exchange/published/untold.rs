//! What a published text does not say of the evaluations that it was made of.

use crate::exchange::import::import;
use crate::model::{Answer, Dice, Evaluation, Framework, Id, Mark, Moment, Tool, place};
use crate::text::counted;

/// What of the evaluations is not in the text, or reads back as something else, in words. `at`: any moment.
pub(crate) fn untold(evaluations: &[&Evaluation], framework: &Framework, text: &str, at: Moment) -> Vec<String> {
    let mut lines = Vec::new();
    let read = import(text.as_bytes(), std::slice::from_ref(framework), &[], at, &mut Dice::new(0));
    let read = read.map(|imported| imported.evaluations).unwrap_or_default();
    if read.len() == evaluations.len() {
        let several = evaluations.len() > 1;
        for (one, read) in evaluations.iter().zip(&read) {
            let of = if several { format!(" of “{}”", one.title()) } else { String::new() };
            lines.extend(
                changed(one, read, framework).into_iter().map(|what| format!("{what}{of}, which reads back otherwise")),
            );
        }
    } else {
        lines.push(format!("where each evaluation begins: it reads back as {}", counted(read.len(), "evaluation")));
    }
    lines.extend(left_out(evaluations));
    lines
}

/// What is in an evaluation and reads back otherwise.
fn changed(one: &Evaluation, read: &Evaluation, framework: &Framework) -> Vec<String> {
    let mut lines = Vec::new();
    let (practice, again) = (&one.practice, &read.practice);
    for (name, is_same) in [
        ("the title", practice.title == again.title),
        ("the organisation", practice.organisation == again.organisation),
        ("the country", practice.country == again.country),
        ("the place", practice.place == again.place),
        ("the period", practice.period == again.period),
        ("the web address", practice.address == again.address),
        ("the summary", practice.summary == again.summary),
        ("the evaluators", one.evaluators == read.evaluators),
    ] {
        if !is_same {
            lines.push(name.to_owned());
        }
    }
    let given = one.details.iter().filter(|given| read.details.get(&given.detail) != Some(given));
    lines.extend(given.map(|given| format!("“{}”", place::detail_label(&given.detail, Some(framework)))));
    for answer in &one.answers {
        let number = number(&answer.question, framework);
        let nothing = Answer::new(answer.question.clone());
        let again = read.answer(&answer.question).unwrap_or(&nothing);
        for (name, is_same) in [
            ("the narrative", answer.narrative == again.narrative),
            ("the reason why it is not applicable", answer.not_applicable == again.not_applicable),
            ("the tools", answer.tools.iter().map(parts).eq(again.tools.iter().map(parts))),
            ("the marks", marks(answer).eq(marks(again))),
        ] {
            if !is_same {
                lines.push(format!("{name} at {number}"));
            }
        }
    }
    lines
}

fn number(question: &Id, framework: &Framework) -> String {
    let placed = framework.position(question).and_then(|at| framework.question(at));
    placed.map_or_else(|| question.to_string(), |placed| placed.number())
}

fn parts(tool: &Tool) -> [&str; 3] {
    [&tool.title, &tool.address, &tool.note]
}

fn marks(answer: &Answer) -> impl Iterator<Item = (&Id, Mark)> {
    answer.marks.iter().filter_map(|marked| Some((&marked.item, marked.mark?)))
}

/// What the layout has no place for.
fn left_out(evaluations: &[&Evaluation]) -> Vec<String> {
    let count = |of: &dyn Fn(&Evaluation) -> usize| evaluations.iter().map(|one| of(one)).sum::<usize>();
    let marked = |one: &Evaluation| one.answers.iter().flat_map(|answer| answer.marks.to_vec()).collect::<Vec<_>>();
    let kinds = [
        (count(&|one| marked(one).iter().filter(|marked| !marked.comment.is_empty()).count()), "comment on marks"),
        (count(&|one| marked(one).iter().map(|marked| marked.evidence.len()).sum()), "piece of evidence"),
        (count(&|one| one.visits.len()), "visit"),
        (count(&|one| one.jots.len()), "jot"),
        (count(&|one| one.remarks.len()), "remark"),
        (count(&|one| one.acts.len()), "step of the status history"),
    ];
    let some = kinds.into_iter().filter(|(count, _)| *count > 0);
    let is_said =
        |of: &dyn Fn(&Evaluation) -> bool, what: &str| evaluations.iter().any(|one| of(one)).then(|| what.to_owned());
    let language = is_said(&|one| !one.language.is_empty(), "the language");
    let sample = is_said(&|one| one.sample, "that the practice is invented: imported, it counts as a real one");
    some.map(|(count, what)| match what.split_once(' ') {
        // What is counted stands first.
        Some((noun, rest)) => format!("{} {rest}", counted(count, noun)),
        None => counted(count, what),
    })
    .chain(language)
    .chain(sample)
    .collect()
}

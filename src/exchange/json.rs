//! Evaluations as JSON, for programs.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};

use crate::model::{Criterion, Evaluation, FORMAT, Framework, Id, Mark, Marked, Moment, Question, Tally, Tool};
use crate::text::Text;

/// A value as people read JSON.
pub(super) fn printed(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("plain data with strings for keys");
    text.push('\n');
    text
}

/// An evaluation; where its framework is not known the wording is null and there is no tally.
pub(super) fn evaluation(evaluation: &Evaluation, known: Option<&Framework>) -> Value {
    let practice = &evaluation.practice;
    let mut criteria: Vec<Value> =
        known.iter().flat_map(|framework| &framework.criteria).map(|c| criterion(evaluation, c)).collect();
    let asked: BTreeSet<&Id> =
        known.iter().flat_map(|framework| framework.questions()).map(|placed| &placed.question.id).collect();
    let unknown = evaluation.answers.iter().map(|answer| &answer.question).filter(|id| !asked.contains(id));
    let unknown: Vec<Value> = unknown.map(|id| question(evaluation, id, None)).collect();
    if !unknown.is_empty() {
        // What the framework does not know stands under no criterion.
        criteria.push(json!({ "id": null, "title": null, "questions": unknown }));
    }
    json!({
        "format": FORMAT,
        "id": evaluation.id,
        "framework": framework(evaluation, known),
        "practice": {
            "title": practice.title,
            "organisation": practice.organisation,
            "country": practice.country,
            "place": practice.place,
            "period": practice.period,
            "address": practice.address,
            "summary": practice.summary,
        },
        "status": evaluation.status().name(),
        "criteria": criteria,
        "tally": tally(evaluation, known),
        "evaluators": evaluation.evaluators.entries().collect::<Vec<_>>(),
        "visits": evaluation.visits,
        "jots": evaluation.jots,
        "remarks": evaluation.remarks,
        "acts": evaluation.acts,
    })
}

pub(super) fn row(evaluation: &Evaluation, known: Option<&Framework>, modified: Moment) -> Value {
    json!({
        "id": evaluation.id,
        "title": evaluation.practice.title,
        "status": evaluation.status().name(),
        "framework": framework(evaluation, known),
        "tally": tally(evaluation, known),
        "modified": modified,
    })
}

fn framework(evaluation: &Evaluation, known: Option<&Framework>) -> Value {
    let named = &evaluation.framework;
    json!({ "id": named.id, "version": named.version, "title": known.map(|framework| &framework.title) })
}

fn tally(evaluation: &Evaluation, known: Option<&Framework>) -> Option<Value> {
    let Tally { questions, complete, met, not_met, not_applicable, open, not_asked: _ } =
        evaluation.tally_of_all(known?);
    Some(json!({
        "questions": questions,
        "complete": complete,
        "met": met,
        "not_met": not_met,
        "not_applicable": not_applicable,
        "open": open,
    }))
}

fn criterion(evaluation: &Evaluation, criterion: &Criterion) -> Value {
    let questions = criterion.questions.iter().map(|asked| question(evaluation, &asked.id, Some(asked)));
    json!({ "id": criterion.id, "title": criterion.title, "questions": questions.collect::<Vec<_>>() })
}

fn question(evaluation: &Evaluation, id: &Id, asked: Option<&Question>) -> Value {
    let reason = evaluation.not_applicable(id);
    let items = asked.map_or(&[][..], |asked| &asked.items);
    let item = |id: &Id, text: Option<&Text>, mark| json!({ "id": id, "text": text, "mark": Mark::name(mark) });
    let known = items.iter().map(|one| item(&one.id, Some(&one.text), evaluation.mark(id, &one.id)));
    let marks = evaluation.answer(id).into_iter().flat_map(|answer| &answer.marks);
    let unknown = marks.filter(|marked| items.iter().all(|item| item.id != marked.item));
    let unknown = unknown.map(|Marked { item: id, mark }| item(id, None, Some(*mark)));
    let tool = |Tool { title, address, note, .. }: &Tool| json!({ "title": title, "url": address, "note": note });
    json!({
        "id": id,
        "text": asked.map(|asked| &asked.text),
        "applicable": reason.is_none(),
        "reason": reason,
        "narrative": evaluation.narrative(id),
        "items": known.chain(unknown).collect::<Vec<_>>(),
        "tools": evaluation.tools(id).iter().map(tool).collect::<Vec<_>>(),
    })
}

//! Evaluations as JSON, for programs.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};

use crate::model::{Criterion, Evaluation, FORMAT, Framework, Id, Item, Mark, Moment, Question, Tally, Tool};

/// A value as people read JSON.
pub(super) fn printed(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("plain data with strings for keys");
    text.push('\n');
    text
}

/// A value in one line.
pub(super) fn line(value: &Value) -> String {
    format!("{value}\n")
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
        "details": evaluation.details,
        "people": evaluation.people,
        "language": evaluation.language,
        "sample": evaluation.sample,
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
    // The wording may be that of another version.
    json!({
        "id": named.id,
        "version": named.version,
        "title": known.map(|framework| &framework.title),
        "shown_by": known.map(|framework| &framework.version),
    })
}

fn tally(evaluation: &Evaluation, known: Option<&Framework>) -> Option<Value> {
    let Tally { questions, complete, met, partly, not_met, not_applicable, open, not_asked: _ } =
        evaluation.tally_of_all(known?);
    Some(json!({
        "questions": questions,
        "complete": complete,
        "met": met,
        "not_met": not_met,
        "not_applicable": not_applicable,
        "open": open,
        "partly": partly,
    }))
}

fn criterion(evaluation: &Evaluation, criterion: &Criterion) -> Value {
    let questions = criterion.questions.iter().map(|asked| question(evaluation, &asked.id, Some(asked)));
    json!({ "id": criterion.id, "title": criterion.title, "questions": questions.collect::<Vec<_>>() })
}

/// What is said of an item; where its framework is not known its wording is null.
fn item(evaluation: &Evaluation, question: &Id, id: &Id, asked: Option<&Item>) -> Value {
    let marked = evaluation.marked(question, id);
    let mark = marked.and_then(|marked| marked.mark);
    let level = asked.and_then(|asked| asked.scale.verdict(mark).level());
    json!({
        "id": id,
        "text": asked.map(|asked| &asked.text),
        "mark": Mark::name(mark.as_ref()),
        "counts": level.map(|level| level.counts.name()),
        "value": level.and_then(|level| level.value),
        "asked": asked.map(|asked| evaluation.meets(&asked.applies)),
        "comment": marked.map_or("", |marked| &marked.comment),
        "evidence": evaluation.evidence(question, id),
    })
}

fn question(evaluation: &Evaluation, id: &Id, asked: Option<&Question>) -> Value {
    let reason = evaluation.not_applicable(id);
    let items = asked.map_or(&[][..], |asked| &asked.items);
    let known = items.iter().map(|one| item(evaluation, id, &one.id, Some(one)));
    let marks = evaluation.answer(id).into_iter().flat_map(|answer| &answer.marks);
    let unknown = marks.filter(|marked| items.iter().all(|item| item.id != marked.item));
    let unknown = unknown.map(|marked| item(evaluation, id, &marked.item, None));
    let tool = |Tool { title, address, note, .. }: &Tool| json!({ "title": title, "url": address, "note": note });
    json!({
        "id": id,
        "text": asked.map(|asked| &asked.text),
        "applicable": reason.is_none(),
        "reason": reason,
        "narrative": evaluation.narrative(id),
        "items": known.chain(unknown).collect::<Vec<_>>(),
        "tools": evaluation.tools(id).iter().map(tool).collect::<Vec<_>>(),
        "asked": asked.map(|asked| evaluation.meets(&asked.applies)),
    })
}

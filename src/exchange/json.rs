//! Evaluations as JSON, for programs.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{
    Act, Answer, Criterion, Evaluation, FORMAT, Framework, Id, Jot, Mark, Moment, Question, Records, Remark, Tally,
    Visit,
};
use crate::text::Text;

/// An evaluation; where its framework is not known the wording is null and there is no tally.
#[derive(Serialize)]
pub(super) struct EvaluationJson<'a> {
    format: u32,
    id: &'a Id,
    framework: FrameworkJson<'a>,
    practice: PracticeJson<'a>,
    status: &'static str,
    criteria: Vec<CriterionJson<'a>>,
    tally: Option<TallyJson>,
    evaluators: Vec<&'a str>,
    visits: &'a Records<Visit>,
    jots: &'a Records<Jot>,
    remarks: &'a Records<Remark>,
    acts: &'a Records<Act>,
}

/// A row of a listing.
#[derive(Serialize)]
pub(super) struct RowJson<'a> {
    id: &'a Id,
    title: &'a str,
    status: &'static str,
    framework: FrameworkJson<'a>,
    tally: Option<TallyJson>,
    modified: Moment,
}

#[derive(Serialize)]
struct FrameworkJson<'a> {
    id: &'a Id,
    version: &'a str,
    title: Option<&'a str>,
}

#[derive(Serialize)]
struct PracticeJson<'a> {
    title: &'a str,
    organisation: &'a str,
    country: &'a str,
    place: &'a str,
    period: &'a str,
    address: &'a str,
    summary: &'a str,
}

/// A criterion; without id and title it holds what the framework does not know.
#[derive(Serialize)]
struct CriterionJson<'a> {
    id: Option<&'a Id>,
    title: Option<&'a str>,
    questions: Vec<QuestionJson<'a>>,
}

#[derive(Serialize)]
struct QuestionJson<'a> {
    id: &'a Id,
    text: Option<&'a str>,
    applicable: bool,
    reason: Option<&'a str>,
    narrative: &'a str,
    items: Vec<ItemJson<'a>>,
    tools: Vec<ToolJson<'a>>,
}

#[derive(Serialize)]
struct ItemJson<'a> {
    id: &'a Id,
    text: Option<&'a str>,
    mark: &'static str,
}

#[derive(Serialize)]
struct ToolJson<'a> {
    title: &'a str,
    url: &'a str,
    note: &'a str,
}

#[derive(Serialize)]
struct TallyJson {
    questions: usize,
    complete: usize,
    met: usize,
    not_met: usize,
    not_applicable: usize,
    open: usize,
}

impl From<Tally> for TallyJson {
    fn from(Tally { questions, complete, met, not_met, not_applicable, open, not_asked: _ }: Tally) -> TallyJson {
        TallyJson { questions, complete, met, not_met, not_applicable, open }
    }
}

/// A value as people read JSON.
pub(super) fn printed<T: Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("plain data with strings for keys");
    text.push('\n');
    text
}

pub(super) fn evaluation<'a>(evaluation: &'a Evaluation, known: Option<&'a Framework>) -> EvaluationJson<'a> {
    let practice = &evaluation.practice;
    let mut criteria: Vec<CriterionJson> =
        known.iter().flat_map(|framework| &framework.criteria).map(|c| criterion(evaluation, c)).collect();
    let asked: BTreeSet<&Id> =
        known.iter().flat_map(|framework| framework.questions()).map(|placed| &placed.question.id).collect();
    let unknown: Vec<QuestionJson> =
        evaluation.answers.iter().filter(|answer| !asked.contains(&answer.question)).map(unknown_question).collect();
    if !unknown.is_empty() {
        criteria.push(CriterionJson { id: None, title: None, questions: unknown });
    }
    EvaluationJson {
        format: FORMAT,
        id: &evaluation.id,
        framework: framework(evaluation, known),
        practice: PracticeJson {
            title: &practice.title,
            organisation: &practice.organisation,
            country: &practice.country,
            place: &practice.place,
            period: &practice.period,
            address: &practice.address,
            summary: &practice.summary,
        },
        status: evaluation.status().name(),
        criteria,
        tally: known.map(|known| evaluation.tally_of_all(known).into()),
        evaluators: evaluation.evaluators.entries().collect(),
        visits: &evaluation.visits,
        jots: &evaluation.jots,
        remarks: &evaluation.remarks,
        acts: &evaluation.acts,
    }
}

pub(super) fn row<'a>(evaluation: &'a Evaluation, known: Option<&'a Framework>, modified: Moment) -> RowJson<'a> {
    RowJson {
        id: &evaluation.id,
        title: &evaluation.practice.title,
        status: evaluation.status().name(),
        framework: framework(evaluation, known),
        tally: known.map(|known| evaluation.tally_of_all(known).into()),
        modified,
    }
}

fn framework<'a>(evaluation: &'a Evaluation, known: Option<&'a Framework>) -> FrameworkJson<'a> {
    let named = &evaluation.framework;
    FrameworkJson { id: &named.id, version: &named.version, title: known.map(|framework| framework.title.as_str()) }
}

fn criterion<'a>(evaluation: &'a Evaluation, criterion: &'a Criterion) -> CriterionJson<'a> {
    let questions = criterion.questions.iter().map(|asked| question(evaluation, asked)).collect();
    CriterionJson { id: Some(&criterion.id), title: Some(&criterion.title), questions }
}

fn question<'a>(evaluation: &'a Evaluation, asked: &'a Question) -> QuestionJson<'a> {
    let reason = evaluation.not_applicable(&asked.id).map(Text::as_str);
    let known = asked.items.iter().map(|item| ItemJson {
        id: &item.id,
        text: Some(&item.text),
        mark: Mark::name(evaluation.mark(&asked.id, &item.id)),
    });
    let marks = evaluation.answer(&asked.id).into_iter().flat_map(|answer| &answer.marks);
    let unknown = marks.filter(|marked| asked.items.iter().all(|item| item.id != marked.item)).map(|marked| ItemJson {
        id: &marked.item,
        text: None,
        mark: Mark::name(Some(marked.mark)),
    });
    QuestionJson {
        id: &asked.id,
        text: Some(&asked.text),
        applicable: reason.is_none(),
        reason,
        narrative: evaluation.narrative(&asked.id),
        items: known.chain(unknown).collect(),
        tools: evaluation.tools(&asked.id).iter().map(tool).collect(),
    }
}

fn unknown_question(answer: &Answer) -> QuestionJson<'_> {
    let items = answer.marks.iter();
    QuestionJson {
        id: &answer.question,
        text: None,
        applicable: answer.not_applicable.is_none(),
        reason: answer.not_applicable.as_ref().map(Text::as_str),
        narrative: &answer.narrative,
        items: items
            .map(|marked| ItemJson { id: &marked.item, text: None, mark: Mark::name(Some(marked.mark)) })
            .collect(),
        tools: answer.tools.iter().map(tool).collect(),
    }
}

fn tool(tool: &crate::model::evaluation::Tool) -> ToolJson<'_> {
    ToolJson { title: &tool.title, url: &tool.address, note: &tool.note }
}

//! What a report says of a question: the narrative, the checklist, the tools, and what was said about them.

use super::{
    Block, Checked, Entry, Line, Part,
    evaluation::{Subject, list_under},
};
use crate::model::{Evaluation, Filing, Id, Item, Jot, Marked, Moment, Placed, Question, Remark, Tool, Verdict, place};
use crate::text::sentence;

pub(super) fn question(blocks: &mut Vec<Block>, placed: &Placed<'_>, subject: &Subject<'_>) {
    let evaluation = subject.evaluation;
    let Question { id, text, items, .. } = placed.question;
    blocks.push(Block::Heading(3, Line::from(format!("{} {text}", placed.number()))));
    if !evaluation.meets(&placed.question.applies) {
        // What is said all the same stands at the end.
        return blocks.push(Block::Note("Not asked: its condition does not hold.".to_owned()));
    }
    texts(blocks, id, evaluation);
    let applies = evaluation.not_applicable(id).is_none();
    let asked = evaluation.items_asked(placed.question);
    let all = asked.map(|item| (item.scale.verdict(evaluation.mark(id, &item.id)), item));
    let all = all.filter(|(verdict, _)| applies || *verdict != Verdict::Open);
    let checked = all.map(|(verdict, item)| checked(verdict, item.listed(), evaluation.marked(id, &item.id), subject));
    let checked: Vec<Checked> = checked.collect();
    if !checked.is_empty() {
        blocks.push(Block::Checklist(checked));
    }
    beside(blocks, id, items, subject);
}

/// What is written on a question: why it is not applicable, its narrative.
pub(super) fn texts(blocks: &mut Vec<Block>, question: &Id, evaluation: &Evaluation) {
    if let Some(reason) = evaluation.not_applicable(question) {
        blocks.push(Block::Note("Not applicable.".to_owned()));
        blocks.push(Block::Prose(reason.to_string()));
    }
    blocks.push(Block::Prose(evaluation.narrative(question).to_owned()));
}

/// What stands beside an answer: tools, jots, remarks.
pub(super) fn beside(blocks: &mut Vec<Block>, question: &Id, items: &[Item], subject: &Subject<'_>) {
    let evaluation = subject.evaluation;
    let tools = subject.framework.and_then(|framework| framework.tools.as_deref()).unwrap_or("Inspiring tools");
    list_under(blocks, 4, tools, evaluation.tools(question).iter().map(|one| tool(one).into()).collect());
    if subject.has(Part::Jots) {
        // A quoted jot stands in the narrative already.
        let beside = evaluation.jots_at(question).filter(|jot| matches!(jot.filed, Some(Filing::Beside(_))));
        list_under(blocks, 4, "Jots", beside.map(|one| jot(one).into()).collect());
    }
    if subject.has(Part::Remarks) {
        let remarks = evaluation.remarks_on(question).map(|one| remark(one, evaluation, items));
        list_under(blocks, 4, "Remarks", remarks.collect());
    }
}

/// An item with its mark, and what that rests on where it is wanted.
pub(super) fn checked(verdict: Verdict<'_>, item: String, marked: Option<&Marked>, subject: &Subject<'_>) -> Checked {
    let sign = match verdict {
        Verdict::Level(level) => level.sign.to_string(),
        Verdict::NotApplicable => "n/a".to_owned(),
        Verdict::Open => "☐".to_owned(),
        Verdict::Unknown(id) => id.as_str().to_owned(),
    };
    let support = marked.filter(|_| subject.has(Part::Evidence)).map_or_else(Vec::new, |one| support(one, subject));
    let word = sentence(verdict.label().to_owned());
    Checked { sign, word, counts: verdict.counts(), item: Line::from(item), support }
}

/// The comment on a mark and what it rests on.
fn support(marked: &Marked, subject: &Subject<'_>) -> Vec<Line> {
    let comment = Some(Line::from(&*marked.comment)).filter(|line| !line.is_empty());
    let source = |source| place::evidence(source, subject.evaluation, subject.framework);
    let evidence = marked.evidence.iter().map(|one| Line::from(format!("Evidence: {}", source(&one.source))));
    comment.into_iter().chain(evidence).collect()
}

fn tool(tool: &Tool) -> Line {
    Line::joined([Line::from(&*tool.title), Line::address(&tool.address), Line::from(&*tool.note)], " · ")
}

/// A remark and, below it, the replies to it. Only the remark is open or resolved.
fn remark(remark: &Remark, evaluation: &Evaluation, items: &[Item]) -> Entry {
    let state = if remark.resolved { "resolved" } else { "open" };
    let said =
        |one: &Remark, beyond: &str| Line::from(format!("{}, {}{beyond}: {}", one.author, when(one.at), one.text));
    let replies = evaluation.replies_to(&remark.id).map(|reply| said(reply, ""));
    Entry { text: said(remark, &format!("{} ({state})", about(remark, items))), below: replies.collect() }
}

/// The item or the passage that a remark is about, where it is not the question as a whole.
fn about(remark: &Remark, items: &[Item]) -> String {
    let label =
        |id: &Id| items.iter().find(|item| item.id == *id).map_or(id.to_string(), |item| item.label.to_string());
    let item = remark.item.as_ref().map(label);
    let passage = remark.passage.as_ref().map(|passage| passage.text.to_string());
    item.or(passage).map_or_else(String::new, |about| format!(", on “{about}”"))
}

pub(super) fn jot(jot: &Jot) -> Line {
    let speaker = Line::from(&*jot.speaker);
    Line::joined([speaker, Line::from(format!("{}: {}", when(jot.at), jot.text))], ", ")
}

pub(super) fn when(at: Moment) -> String {
    format!("{} {}", at.day(), at.clock())
}

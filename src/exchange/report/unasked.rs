//! What was answered and is not asked, at the end of a report: the ids are gone from the framework, or a condition does not
//! hold. Where the framework is not known, everything that is answered stands there by its ids.

use super::{
    Block, Checked, Line,
    answer::{beside, checked, texts},
    evaluation::{Subject, list_under},
};
use crate::model::{Conditions, Framework, Id, Orphan, OrphanOf, Scale, Unasked, orphans, place};

pub(super) fn unasked(blocks: &mut Vec<Block>, subject: &Subject<'_>) {
    let nothing = Framework::named(&subject.evaluation.framework.id);
    let framework = subject.framework.unwrap_or(&nothing);
    let orphans = orphans(subject.evaluation, framework);
    if orphans.is_empty() {
        return;
    }
    let is_known = subject.framework.is_some();
    let heading = if is_known { "No longer asked" } else { "Questions known only by their ids" };
    blocks.push(Block::Heading(2, Line::from(heading)));
    let mut left = &orphans[..];
    while let Some(first) = left.first() {
        let Some(question) = first.of.question() else { break };
        let of_it = left.iter().take_while(|orphan| orphan.of.question() == Some(question)).count();
        let (group, rest) = left.split_at(of_it);
        section(blocks, question, group, framework, subject);
        left = rest;
    }
    let details = left.iter().filter_map(|orphan| subject.evaluation.details.get(orphan.of.id()));
    let details = details.map(|given| {
        let said = place::given(given, subject.framework).join(", ");
        Line::from(format!("{}: {said}", place::detail_label(&given.detail, subject.framework))).into()
    });
    list_under(blocks, 4, "Details", details.collect());
}

/// A question of which something is not asked: it as a whole, or some of its items.
fn section(blocks: &mut Vec<Block>, question: &Id, group: &[Orphan], framework: &Framework, subject: &Subject<'_>) {
    let evaluation = subject.evaluation;
    let placed = framework.position(question).and_then(|at| framework.question(at));
    let name = placed.map_or_else(|| question.to_string(), |one| format!("{} {}", one.number(), one.question.text));
    blocks.push(Block::Heading(3, Line::from(name)));
    let whole = match placed {
        None => Some(Unasked::Gone),
        Some(placed) => (!evaluation.meets(&placed.question.applies)).then_some(Unasked::Condition),
    };
    if let Some(why) = whole {
        if subject.framework.is_some() {
            let applies = placed.map(|placed| &placed.question.applies);
            blocks.push(Block::Note(format!("Not asked: {}.", reason(why, applies, subject))));
        }
        texts(blocks, question, evaluation);
    }
    let items = group.iter().filter(|orphan| matches!(orphan.of, OrphanOf::Item(..)));
    let items: Vec<Checked> =
        items.filter_map(|orphan| item(question, orphan, framework, whole.is_none(), subject)).collect();
    if !items.is_empty() {
        blocks.push(Block::Checklist(items));
    }
    if whole.is_some() {
        beside(blocks, question, placed.map_or(&[], |placed| &placed.question.items), subject);
    }
}

/// Why something is not asked: the condition that does not hold, by its detail, else that it is gone.
fn reason(why: Unasked, applies: Option<&Conditions>, subject: &Subject<'_>) -> String {
    let condition = match (why, applies) {
        (Unasked::Condition, Some(applies)) => place::why_not_asked(subject.evaluation, applies, subject.framework),
        (Unasked::Condition | Unasked::Gone, _) => None,
    };
    condition.unwrap_or_else(|| why.in_words().to_owned())
}

/// A mark with what it rests on, and why its item is not asked, where that is not said of its question.
fn item(
    question: &Id,
    orphan: &Orphan,
    framework: &Framework,
    says_why: bool,
    subject: &Subject<'_>,
) -> Option<Checked> {
    let marked = subject.evaluation.marked(question, orphan.of.id())?;
    let item = orphan.of.item(framework);
    let standard = Scale::met_or_not();
    let scale = item.map_or(&standard, |item| &item.scale);
    let name = item.map_or_else(|| marked.item.to_string(), crate::model::Item::listed);
    let reason = || reason(orphan.why, item.map(|item| &item.applies), subject);
    let why = if says_why { format!(" (not asked: {})", reason()) } else { String::new() };
    Some(checked(scale.verdict(marked.mark), name + &why, Some(marked), subject))
}

//! What a report says of an evaluation, from its title to the steps that were taken.

use super::{
    Block, Entry, Line, Part,
    answer::{jot, question, when},
    unasked::unasked,
};
use crate::exchange::figure;
use crate::model::{Act, Counts, Evaluation, Framework, Visit, place};
use crate::text::sentence;

/// What is reported on, and how much of it.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub evaluation: &'a Evaluation,
    pub framework: Option<&'a Framework>,
    pub parts: &'a [Part],
}

impl Subject<'_> {
    pub(super) fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }
}

pub(super) fn blocks(evaluation: &Evaluation, framework: Option<&Framework>, parts: &[Part]) -> Vec<Block> {
    let subject = Subject { evaluation, framework, parts };
    let mut blocks = vec![
        Block::Heading(1, Line::from(evaluation.title())),
        Block::Fields(fields(&subject)),
        Block::Prose(evaluation.practice.summary.to_string()),
    ];
    if let Some(framework) = framework {
        profile(&mut blocks, evaluation, framework);
    }
    if subject.has(Part::Visits) {
        let visits = evaluation.visits.iter().map(|one| visit(one, &subject).into());
        list_under(&mut blocks, 2, "Visits", visits.collect());
    }
    for placed in framework.iter().flat_map(|framework| framework.questions()) {
        if placed.question_at == 0 {
            blocks.push(Block::Heading(2, Line::from(placed.criterion.numbered(placed.criterion_at))));
        }
        question(&mut blocks, &placed, &subject);
    }
    closing_texts(&mut blocks, &subject);
    unasked(&mut blocks, &subject);
    if subject.has(Part::Jots) {
        let unfiled = evaluation.jots.iter().filter(|jot| jot.filed.is_none());
        list_under(&mut blocks, 2, "Unfiled jots", unfiled.map(|one| jot(one).into()).collect());
    }
    if subject.has(Part::History) {
        list_under(&mut blocks, 2, "Status history", evaluation.acts.iter().map(|one| act(one).into()).collect());
    }
    blocks.retain(|block| !matches!(block, Block::Prose(text) if text.trim().is_empty()));
    blocks
}

/// A list under a heading, where it has entries.
pub(super) fn list_under(blocks: &mut Vec<Block>, level: u8, heading: &str, entries: Vec<Entry>) {
    if !entries.is_empty() {
        blocks.push(Block::Heading(level, Line::from(heading)));
        blocks.push(Block::List(entries));
    }
}

/// How each criterion is met, with what the signs mean.
fn profile(blocks: &mut Vec<Block>, evaluation: &Evaluation, framework: &Framework) {
    let criteria = framework.criteria.iter().enumerate();
    let rows = criteria.map(|(at, criterion)| (criterion.numbered(at), evaluation.tally_of_criterion(criterion)));
    let rows: Vec<_> = rows.filter(|(_, tally)| tally.items() > 0).collect();
    if rows.is_empty() {
        return;
    }
    blocks.push(Block::Heading(2, Line::from("Profile by criterion")));
    blocks.push(Block::Figure(figure::bars("Marks by criterion", &rows)));
    blocks.push(Block::Profile(rows));
    blocks.push(Block::Note(legend(framework)));
}

/// What the signs in the checklists mean, and what each counts as where its word does not say so.
pub(super) fn legend(framework: &Framework) -> String {
    format!("Marks: {}, ☐ open.", marks(framework))
}

/// The marks that items can be given, each with its sign.
pub(super) fn marks(framework: &Framework) -> String {
    let mut told: Vec<String> = Vec::new();
    for level in framework.items().flat_map(|item| &item.scale.levels) {
        let counts = match level.counts {
            Counts::Met => "met",
            Counts::Partly => "partly met",
            Counts::NotMet => "not met",
        };
        let counts = if *level.label == *counts { String::new() } else { format!(" (counts as {counts})") };
        let sign = if level.sign == level.label { String::new() } else { format!("{} ", level.sign) };
        let line = format!("{sign}{}{counts}", level.label);
        if !told.contains(&line) {
            told.push(line);
        }
    }
    format!("{}, n/a not applicable", told.join(", "))
}

/// The practice's details, and where the evaluation stands.
fn fields(subject: &Subject<'_>) -> Vec<(String, Line)> {
    let Subject { evaluation, framework, .. } = *subject;
    let practice = &evaluation.practice;
    let mut fields = vec![
        ("Organisation".to_owned(), Line::from(&*practice.organisation)),
        ("Country".to_owned(), Line::from(&*practice.country)),
        ("Place".to_owned(), Line::from(&*practice.place)),
        ("Period".to_owned(), Line::from(&*practice.period)),
        ("Web address".to_owned(), Line::address(&practice.address)),
        ("Evaluated by".to_owned(), Line::from(evaluation.evaluators.entries().collect::<Vec<_>>().join(", "))),
    ];
    let given = |detail| {
        let given = evaluation.details.get(detail)?;
        Some((place::detail_label(detail, framework), Line::from(place::given(given, framework).join(", "))))
    };
    let asked = framework.into_iter().flat_map(|framework| &framework.details);
    // Those that nobody asks for stand among what is no longer asked.
    fields.extend(asked.filter(|asked| !asked.at_end).filter_map(|asked| given(&asked.id)));
    fields.push(("Language".to_owned(), Line::from(&*evaluation.language)));
    if evaluation.sample {
        fields.push(("Sample".to_owned(), Line::from("the practice is invented")));
    }
    let reference = &evaluation.framework;
    let title = framework.map_or(reference.id.as_str(), |framework| &framework.title);
    let shown = framework.filter(|framework| framework.version != reference.version);
    let shown = shown.map_or_else(String::new, |one| format!("; shown by version {}", one.version));
    fields.push(("Framework".to_owned(), Line::from(format!("{title}, version {}{shown}", reference.version))));
    let last = evaluation.acts.last().map(|act| format!(", {}", act.at.day()));
    fields.push(("Status".to_owned(), Line::from(evaluation.status().name().to_owned() + &last.unwrap_or_default())));
    if let Some(framework) = framework {
        let tally = evaluation.tally_of_all(framework);
        let complete = format!("{} of {}", tally.complete, tally.questions);
        fields.push(("Questions complete".to_owned(), Line::from(complete)));
    }
    fields.retain(|(_, line)| !line.is_empty());
    fields
}

/// What the framework asks for after its last question.
fn closing_texts(blocks: &mut Vec<Block>, subject: &Subject<'_>) {
    let asked = subject.framework.into_iter().flat_map(|framework| &framework.details).filter(|asked| asked.at_end);
    for asked in asked {
        let Some(given) = subject.evaluation.details.get(&asked.id) else { continue };
        blocks.push(Block::Heading(2, Line::from(&*asked.label)));
        blocks.push(Block::Prose(given.text.to_string()));
    }
}

fn visit(visit: &Visit, subject: &Subject<'_>) -> Line {
    let hours = visit.hours.map_or(String::new(), |hours| hours.to_string());
    let parts = [visit.date.to_string(), hours, visit.place.to_string()].map(Line::from);
    let people: Vec<&str> = visit.people.entries().collect();
    let met = if people.is_empty() { Line::default() } else { Line::from(format!("met {}", people.join("; "))) };
    let told = Line::joined(parts.into_iter().chain([met]), ", ");
    let during = subject.evaluation.during(visit, subject.framework).into_iter().map(Line::from);
    Line::joined([told].into_iter().chain(during), "; ")
}

fn act(act: &Act) -> Line {
    let by = if act.name.is_blank() { String::new() } else { format!(" by {}", act.name.trim()) };
    let reason = if act.reason.is_blank() { String::new() } else { format!(": {}", act.reason) };
    Line::from(sentence(format!("{}{by}, {}{reason}", act.step.done(), when(act.at))))
}

//! Where what is marked stands, and what of the people met is not marked yet.

use super::{inflection::inflected, marking, redactor::Redactor};
use crate::model::{
    Consent, Evaluation, Field, Redaction, RedactionKind,
    evaluation::{is_same_person, name_of_person},
};
use crate::text::{counted, wrap::truncate};

/// A place in what goes into public copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// In which text; none: in the status history.
    pub field: Option<Field>,
    /// At which byte.
    pub at: usize,
}

/// The texts that go into public copies.
pub(super) fn texts(evaluation: &Evaluation) -> impl Iterator<Item = (Option<Field>, &str)> {
    let fields = evaluation.fields().into_iter().filter(is_public);
    let fields = fields.filter_map(|field| evaluation.field(&field).map(|text| (Some(field), text)));
    let acts = evaluation.acts.iter().flat_map(|act| [act.name.as_str(), act.reason.as_str()]);
    fields.chain(acts.map(|text| (None, text)))
}

fn is_public(field: &Field) -> bool {
    match field {
        Field::Practice(_)
        | Field::Evaluators
        | Field::Language
        | Field::Given(_)
        | Field::Narrative(_)
        | Field::Comment(..)
        | Field::Document(..)
        | Field::Reason(_)
        | Field::Tool(..) => true,
        Field::Person(..) | Field::Visit(..) | Field::Jot(_) | Field::Speaker(_) | Field::Remark(_) => false,
    }
}

/// Where each of an evaluation's redactions replaces something, in their order.
pub fn places(evaluation: &Evaluation) -> Vec<Vec<Spot>> {
    places_by(&Redactor::new(&evaluation.redactions), evaluation)
}

/// Where a redaction would replace something, were it the only one.
pub fn places_of(redaction: &Redaction, evaluation: &Evaluation) -> Vec<Spot> {
    places_by(&Redactor::new(std::slice::from_ref(redaction)), evaluation).pop().unwrap_or_default()
}

fn places_by(redactor: &Redactor<'_>, evaluation: &Evaluation) -> Vec<Vec<Spot>> {
    let mut places = vec![Vec::new(); redactor.redactions().len()];
    for (field, text) in texts(evaluation) {
        for (range, by) in redactor.places(text) {
            places[by].push(Spot { field: field.clone(), at: range.start });
        }
    }
    places
}

/// The names of people met who did not agree to be named and are not marked, the latest visit first.
pub fn people_to_mark(evaluation: &Evaluation) -> Vec<&str> {
    let redactor = Redactor::new(&evaluation.redactions);
    let met = evaluation.visits.iter().rev().flat_map(|visit| visit.people.entries());
    let known = evaluation.people.iter().map(|person| person.name.as_str());
    let is_agreed = |name: &str| {
        let agreed = evaluation.people.iter().filter(|person| person.consent == Consent::ByName);
        agreed.into_iter().any(|person| is_same_person(&person.name, name))
    };
    let mut names: Vec<&str> = Vec::new();
    for name in met.chain(known).map(name_of_person) {
        let is_new = !names.iter().any(|other| is_same_person(other, name));
        if is_new && name.chars().any(char::is_alphanumeric) && !is_agreed(name) && !redactor.finds(name) {
            names.push(name);
        }
    }
    names
}

/// What is marked in one of several evaluations and stands in another, where it is not, in sentences.
pub(super) fn marked_elsewhere(evaluations: &[Evaluation]) -> Vec<String> {
    let mut marked: Vec<&Redaction> = Vec::new();
    for redaction in evaluations.iter().flat_map(|one| one.redactions.iter()) {
        if redaction.kind != RedactionKind::Passage && marked.iter().all(|one| one.text != redaction.text) {
            marked.push(redaction);
        }
    }
    let mut lines = Vec::new();
    for one in evaluations {
        let own = Redactor::new(&one.redactions);
        for redaction in marked.iter().filter(|other| !own.finds(&other.text)) {
            if !places_of(redaction, one).is_empty() {
                let (text, title) = (&redaction.text, one.title());
                lines.push(format!("“{text}” is marked in another evaluation but stays in “{title}”"));
            }
        }
    }
    lines
}

/// What a person should know before a public copy goes out, in sentences.
pub(super) fn warnings(evaluation: &Evaluation) -> Vec<String> {
    let listed = |words: &[String]| match words {
        [some @ .., _, _] if some.len() > 3 => format!("{} and {} more", words[..4].join(", "), words.len() - 4),
        _ => words.join(", "),
    };
    let mut warnings = Vec::new();
    if evaluation.redactions.is_empty() {
        warnings.push("Nothing is marked as to be replaced in public copies".to_owned());
    }
    // A name may be marked for what is met later; a passage was there.
    let passages = evaluation.redactions.iter().filter(|one| one.kind == RedactionKind::Passage);
    for one in passages.filter(|one| places_of(one, evaluation).is_empty()) {
        let text = truncate(&one.text, 40, "…");
        warnings.push(format!(
            "“{text}” is marked but no longer found: if its words were changed, they go out as they are"
        ));
    }
    let people: Vec<String> = people_to_mark(evaluation).into_iter().map(str::to_owned).collect();
    match people.len() {
        0 => {}
        1 => warnings.push(format!("1 person met did not agree to be named and is not marked: {}", people[0])),
        n => warnings.push(format!("{n} people met did not agree to be named and are not marked: {}", listed(&people))),
    }
    let words: Vec<String> = inflected(evaluation).into_iter().map(|one| one.word.to_string()).collect();
    if !words.is_empty() {
        let is_like = if words.len() == 1 { "is like a marked one and stays" } else { "are like marked ones and stay" };
        warnings.push(format!("{} {is_like}: {}", counted(words.len(), "word"), listed(&words)));
    }
    warnings.extend(
        evaluation.redactions.iter().filter_map(|one| Some(marking::check(evaluation, one).err()?.to_string())),
    );
    warnings
}

//! Bringing two changed states of an evaluation together: what only one side changed is taken over; where both
//! changed the same part, both stay known until a person chooses.

use std::collections::HashSet;

use crate::model::{
    Edit, Entry, EntryKey, Evaluation, Evidence, Filing, Mark, Part, Person, Source, Tool, Visit,
    difference::difference,
};

/// What a merge comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Both versions together; where both changed a part, ours stands, as far as the status accepts it.
    pub evaluation: Evaluation,
    /// The parts that a person has to look at.
    pub conflicts: Vec<Conflict>,
}

/// A part that both versions changed, or where the one side's status does not accept the other's change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Which.
    pub part: Part,
    /// What stood there before both; none where nothing did or nobody knows.
    pub base: Option<String>,
    /// What we made of it; none: it is gone.
    pub ours: Option<String>,
    /// What they made of it; none: it is gone.
    pub theirs: Option<String>,
    /// Whether ours stands in the merged evaluation.
    pub ours_stands: bool,
}

/// Another version of an evaluation, in a file beside its own, that waits for choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rival {
    /// Its file's name.
    pub file: String,
    /// What it holds.
    pub theirs: Evaluation,
    /// The places where a person has to choose.
    pub conflicts: Vec<Conflict>,
}

/// A choice that a person made between two versions: in which file the other one is, at which part, and what it has there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    file: String,
    part: Part,
    theirs: Option<String>,
}

impl Decision {
    /// The decision on a conflict with the version in this file.
    pub fn on(file: &str, conflict: &Conflict) -> Decision {
        Decision { file: file.to_owned(), part: conflict.part.clone(), theirs: conflict.theirs.clone() }
    }
}

/// Replays what changed from `base` to `ours` on `theirs`, which stands in the file already.
pub fn merge(base: &Evaluation, ours: &Evaluation, theirs: &Evaluation) -> Merged {
    let (our_parts, their_parts) = (parts(base, ours), parts(base, theirs));
    let mut evaluation = theirs.clone();
    let mut conflicts: Vec<Conflict> = Vec::new();
    for edit in difference(theirs, ours) {
        for part in Part::of(&edit).into_iter().filter(|part| touched(&our_parts, part)) {
            let applied = fitted(&edit, &evaluation).is_some_and(|edit| evaluation.apply(&edit).is_ok());
            // An entry that is replaced is a removal and an insertion, of which both are applied or none, but one choice.
            let is_new = conflicts.iter().all(|conflict| conflict.part != part);
            if is_new && (touched(&their_parts, &part) || !applied) {
                let base = value(base, &part);
                conflicts.push(Conflict { base, ours_stands: applied, ..Conflict::between(ours, theirs, part) });
            }
        }
    }
    Merged { evaluation, conflicts }
}

/// Takes what changed from `base` to `theirs` into `ours`, which stands in the file and goes on standing wherever there
/// is a choice. An act of theirs on content that they did not see is one too.
pub fn take_in(base: &Evaluation, ours: &Evaluation, theirs: &Evaluation) -> Merged {
    let (our_parts, their_parts) = (parts(base, ours), parts(base, theirs));
    let unseen = our_parts.iter().any(Part::is_content);
    let mut evaluation = ours.clone();
    let mut conflicts: Vec<Conflict> = Vec::new();
    for edit in difference(ours, theirs) {
        for part in Part::of(&edit).into_iter().filter(|part| touched(&their_parts, part)) {
            if conflicts.iter().any(|conflict| conflict.part == part) {
                continue;
            }
            let clashes = touched(&our_parts, &part) || unseen && edit.is_act();
            if clashes || fitted(&edit, &evaluation).is_none_or(|edit| evaluation.apply(&edit).is_err()) {
                conflicts.push(Conflict { base: value(base, &part), ..Conflict::between(ours, theirs, part) });
            }
        }
    }
    Merged { evaluation, conflicts }
}

/// The merge where nobody knows for sure what stood before: whatever they may have changed is a choice, and ours stands
/// until then. `base` is a guess at what both come from; without one every part that differs is a choice.
pub fn side_by_side(base: Option<&Evaluation>, ours: &Evaluation, theirs: &Evaluation) -> Merged {
    let their_parts = base.map(|base| parts(base, theirs));
    let mut seen = HashSet::new();
    let is_choice = |part: &Part| their_parts.as_ref().is_none_or(|theirs| touched(theirs, part));
    let choices = parts(ours, theirs).into_iter().filter(|part| is_choice(part) && seen.insert(part.clone()));
    let conflict = |part: Part| Conflict {
        base: base.and_then(|base| value(base, &part)),
        ..Conflict::between(ours, theirs, part)
    };
    Merged { evaluation: ours.clone(), conflicts: choices.map(conflict).collect() }
}

/// The edit that puts what `theirs` has at a part into `current`; none where it has the same.
pub fn taking(current: &Evaluation, theirs: &Evaluation, part: &Part) -> Option<Edit> {
    let mut trial = current.clone();
    let mut edits = Vec::new();
    for edit in difference(current, theirs) {
        if Part::of(&edit).iter().any(|changed| changed.touches(part)) {
            let edit = fitted(&edit, &trial)?;
            // Where the status does not accept it, applying the whole will say so.
            let _ = trial.apply(&edit);
            edits.push(edit);
        }
    }
    match edits.len() {
        0 => None,
        1 => edits.pop(),
        _ => Some(Edit::Together(edits)),
    }
}

impl Conflict {
    fn between(ours: &Evaluation, theirs: &Evaluation, part: Part) -> Conflict {
        let [ours, theirs] = [ours, theirs].map(|side| value(side, &part));
        Conflict { part, base: None, ours, theirs, ours_stands: true }
    }
}

fn touched(parts: &[Part], part: &Part) -> bool {
    parts.iter().any(|other| other.touches(part))
}

fn parts(from: &Evaluation, to: &Evaluation) -> Vec<Part> {
    difference(from, to).iter().flat_map(Part::of).collect()
}

/// An edit with its place in a list as it is in this evaluation.
fn fitted(edit: &Edit, evaluation: &Evaluation) -> Option<Edit> {
    Some(match edit {
        Edit::Remove { record, .. } => {
            let (at, record) = EntryKey::of(record).find(evaluation)?;
            Edit::Remove { at, record }
        }
        Edit::Insert { at, record } => {
            Edit::Insert { at: record.end_of_list(evaluation).min(*at), record: record.clone() }
        }
        other => other.clone(),
    })
}

/// What stands at a part, in words.
fn value(evaluation: &Evaluation, part: &Part) -> Option<String> {
    match part {
        Part::Text(field) => evaluation.field(field).map(str::to_owned),
        Part::Mark(question, item) => Some(Mark::in_words(evaluation.mark(question, item))),
        Part::Applicability(question) => Some(match evaluation.not_applicable(question) {
            None => "applicable".to_owned(),
            Some(reason) if reason.is_blank() => "not applicable".to_owned(),
            Some(reason) => format!("not applicable: {reason}"),
        }),
        Part::Chosen(detail, option) => {
            let chosen = evaluation.details.get(detail).is_some_and(|given| given.chosen.get(option).is_some());
            Some(if chosen { "chosen" } else { "not chosen" }.to_owned())
        }
        Part::Consent(person) => evaluation.people.get(person).map(|person| person.consent.name().to_owned()),
        Part::Framework => Some(format!("{} {}", evaluation.framework.id, evaluation.framework.version)),
        Part::Entry(entry) => entry.find(evaluation).map(|(_, record)| in_words(&record)),
        Part::Filing(jot) => evaluation.jots.get(jot).map(|jot| match &jot.filed {
            None => "not filed".to_owned(),
            Some(Filing::Beside(question)) => format!("filed under {question}"),
            Some(Filing::Quoted(question)) => format!("quoted in {question}"),
        }),
        Part::Hours(visit) => {
            let hours = |visit: &Visit| visit.hours.map_or("no hours".to_owned(), |hours| hours.to_string());
            evaluation.visits.get(visit).map(hours)
        }
        Part::Written(visit, question) => evaluation.visits.get(visit).map(|visit| {
            let noted = visit.written.get(question).is_some();
            if noted { "written during this visit" } else { "not written during this visit" }.to_owned()
        }),
        Part::Resolved(remark) => {
            evaluation.remarks.get(remark).map(|remark| if remark.resolved { "resolved" } else { "open" }.to_owned())
        }
    }
}

fn in_words(record: &Entry) -> String {
    let joined = |parts: &[&str]| {
        let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
        parts.join("\n")
    };
    match record {
        Entry::Visit(Visit { date, place, people, .. }) => joined(&[date, place, people]),
        Entry::Tool(_, Tool { title, address, note, .. }) => joined(&[title, address, note]),
        Entry::Evidence(_, _, Evidence { source, .. }) => match source {
            Source::Passage(_, passage) => passage.text.to_string(),
            Source::Jot { speaker, text, .. } => joined(&[speaker, text]),
            Source::Document(text) => text.to_string(),
        },
        Entry::Person(Person { name, role, consent, .. }) => joined(&[name, role, consent.name()]),
        Entry::Jot(jot) => joined(&[&jot.speaker, &jot.text]),
        Entry::Remark(remark) => joined(&[&remark.author, &remark.text]),
        Entry::Act(act) => joined(&[act.step.name(), &act.name, &act.reason]),
        Entry::Redaction(redaction) => joined(&[redaction.kind.name(), &redaction.in_words()]),
    }
}

#[cfg(test)]
mod tests;

//! Bringing two changed states of an evaluation together: what only one side changed is taken over; where both
//! changed the same place, both stay known until a person chooses.

use std::collections::HashSet;

use crate::{
    difference::{Entry, Place, difference},
    edit::{Edit, Record},
    evaluation::{Evaluation, Filing, Hours, Mark, Tool, Visit},
};

/// What a merge comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Theirs with our changes on it; where both changed a place, ours stands, as far as the status accepts it.
    pub evaluation: Evaluation,
    /// The places that a person has to look at.
    pub conflicts: Vec<Conflict>,
}

/// A place that both sides changed, or that ours changed where theirs no longer accepts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The place.
    pub place: Place,
    /// What stood there before both; none where nothing did or nobody knows.
    pub base: Option<String>,
    /// What we made of it; none: it is gone.
    pub ours: Option<String>,
    /// What they made of it; none: it is gone.
    pub theirs: Option<String>,
    /// Whether ours stands in the merged evaluation.
    pub ours_stands: bool,
}

/// Replays what changed from `base` to `ours` on `theirs`.
pub fn merge(base: &Evaluation, ours: &Evaluation, theirs: &Evaluation) -> Merged {
    let our_places = places(base, ours);
    let their_places = places(base, theirs);
    let touched = |places: &[Place], place: &Place| places.iter().any(|other| other.touches(place));
    let mut evaluation = theirs.clone();
    let mut conflicts: Vec<Conflict> = Vec::new();
    for edit in difference(theirs, ours) {
        for place in Place::of(&edit).into_iter().filter(|place| touched(&our_places, place)) {
            let applied = fitted(&edit, &evaluation).is_some_and(|edit| evaluation.apply(&edit).is_ok());
            // An entry that is replaced is a removal and an insertion, but one choice.
            if let Some(known) = conflicts.iter_mut().find(|conflict| conflict.place == place) {
                known.ours_stands &= applied;
            } else if touched(&their_places, &place) || !applied {
                let [base, ours, theirs] = [base, ours, theirs].map(|side| value(side, &place));
                conflicts.push(Conflict { place, base, ours, theirs, ours_stands: applied });
            }
        }
    }
    Merged { evaluation, conflicts }
}

/// The merge where nobody knows what stood before: every place that differs is a choice, and ours stands until then.
pub fn side_by_side(ours: &Evaluation, theirs: &Evaluation) -> Merged {
    let mut seen = HashSet::new();
    let conflict = |place| {
        let [ours, theirs] = [ours, theirs].map(|side| value(side, &place));
        Conflict { place, base: None, ours, theirs, ours_stands: true }
    };
    let places = places(ours, theirs).into_iter().filter(|place| seen.insert(place.clone()));
    Merged { evaluation: ours.clone(), conflicts: places.map(conflict).collect() }
}

/// The edit that puts what `theirs` has at a place into `current`; none where it has the same.
pub fn taking(current: &Evaluation, theirs: &Evaluation, place: &Place) -> Option<Edit> {
    let mut trial = current.clone();
    let mut edits = Vec::new();
    for edit in difference(current, theirs) {
        if Place::of(&edit).iter().any(|changed| changed.touches(place)) {
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

fn places(from: &Evaluation, to: &Evaluation) -> Vec<Place> {
    difference(from, to).iter().flat_map(Place::of).collect()
}

/// An edit with its place in a list as it is in this evaluation.
fn fitted(edit: &Edit, evaluation: &Evaluation) -> Option<Edit> {
    Some(match edit {
        Edit::Remove { record, .. } => {
            let (at, record) = Entry::of(record).find(evaluation)?;
            Edit::Remove { at, record }
        }
        Edit::Insert { at, record } => {
            let Edit::Insert { at: end, .. } = Edit::add(evaluation, record.clone()) else { return None };
            Edit::Insert { at: *at.min(&end), record: record.clone() }
        }
        other => other.clone(),
    })
}

/// What stands at a place, in words.
fn value(evaluation: &Evaluation, place: &Place) -> Option<String> {
    match place {
        Place::Text(field) => evaluation.field(field).map(str::to_owned),
        Place::Mark(question, item) => Some(Mark::name(evaluation.mark(question, item)).replace('_', " ")),
        Place::Applicability(question) => Some(match evaluation.not_applicable(question) {
            None => "applies".to_owned(),
            Some(reason) if reason.is_blank() => "does not apply".to_owned(),
            Some(reason) => format!("does not apply: {reason}"),
        }),
        Place::Entry(entry) => entry.find(evaluation).map(|(_, record)| in_words(&record)),
        Place::Hours(visit) => evaluation.visits.get(visit).map(|visit| match visit.hours {
            None => "no hours".to_owned(),
            Some(Hours { began, ended: None }) => format!("since {}", began.clock()),
            Some(Hours { began, ended: Some(ended) }) => format!("{} to {}", began.clock(), ended.clock()),
        }),
        Place::Filing(jot) => evaluation.jots.get(jot).map(|jot| match &jot.filed {
            None => "filed nowhere".to_owned(),
            Some(Filing::Beside(question)) => format!("beside {question}"),
            Some(Filing::Quoted(question)) => format!("quoted in {question}"),
        }),
        Place::Resolved(remark) => {
            evaluation.remarks.get(remark).map(|remark| if remark.resolved { "resolved" } else { "open" }.to_owned())
        }
    }
}

fn in_words(record: &Record) -> String {
    let joined = |parts: &[&str]| {
        let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
        parts.join("\n")
    };
    match record {
        Record::Visit(Visit { date, place, people, .. }) => joined(&[date, place, people]),
        Record::Tool(_, Tool { title, address, note, .. }) => joined(&[title, address, note]),
        Record::Jot(jot) => joined(&[&jot.speaker, &jot.text]),
        Record::Remark(remark) => joined(&[&remark.author, &remark.text]),
        Record::Act(act) => joined(&[act.step.leads_to().name(), &act.name, &act.reason]),
    }
}

#[cfg(test)]
mod tests;

//! What lies between two states, told to people: question by question, a text by the words that went and came.

use crate::{
    model::{
        edit::{Edit, Entry, Field},
        evaluation::{Evaluation, Mark},
        framework::Framework,
        id::Id,
        place::{item_label, kind, label, question_of},
    },
    text::words::{self, PieceKind},
};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it belongs to: a question by number and label, the practice, the jots filed nowhere, the steps.
    pub heading: String,
    /// What was changed there: the kind of text or record, an item by its label.
    pub what: String,
    /// How it was changed.
    pub how: How,
}

/// How something was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// A text: what stayed, what went and what came, in the order of reading.
    Text(Vec<(PieceKind, String)>),
    /// A mark: the old and the new one.
    Mark(Option<Mark>, Option<Mark>),
    /// This is new.
    Added(String),
    /// This is gone.
    Removed(String),
    /// This happened.
    Happened(String),
}

/// Edits that lead from one state to another, told in the order in which an evaluation is read.
pub fn told(edits: &[Edit], old: &Evaluation, new: &Evaluation, framework: &Framework) -> Vec<Change> {
    let teller = Teller { old, new, framework };
    let mut told: Vec<(usize, Change)> = edits.iter().flat_map(|edit| teller.tell(edit)).collect();
    told.sort_by_key(|(at, _)| *at);
    told.into_iter().map(|(_, change)| change).collect()
}

struct Teller<'a> {
    old: &'a Evaluation,
    new: &'a Evaluation,
    framework: &'a Framework,
}

impl Teller<'_> {
    fn tell(&self, edit: &Edit) -> Vec<(usize, Change)> {
        let change = match edit {
            Edit::Together(edits) => return edits.iter().flat_map(|edit| self.tell(edit)).collect(),
            Edit::Splice { field, .. } => {
                let texts = [self.old, self.new].map(|evaluation| evaluation.field(field).unwrap_or_default());
                let pieces = words::differences(texts[0], texts[1]).into_iter();
                let how = How::Text(pieces.map(|piece| (piece.kind, piece.text.to_owned())).collect());
                self.of_field(field, kind(field).to_owned(), how)
            }
            Edit::Mark { question, item, from, to } => {
                self.of_question(question, item_label(question, item, Some(self.framework)), How::Mark(*from, *to))
            }
            Edit::Applicability { question, to: Some(reason), .. } => {
                self.of_question(question, "does not apply".to_owned(), How::Added(reason.to_string()))
            }
            Edit::Applicability { question, from, to: None } => {
                let reason = from.as_ref().map(ToString::to_string).unwrap_or_default();
                self.of_question(question, "does not apply".to_owned(), How::Removed(reason))
            }
            Edit::Insert { record, .. } => self.of_record(record, How::Added),
            Edit::Remove { record, .. } => self.of_record(record, How::Removed),
            Edit::File { jot, to, .. } => {
                let text = self.new.jots.get(jot).map_or("", |jot| jot.text.as_str());
                let how = if to.is_some() { "filed here" } else { "taken out from under its question" };
                self.of_field(&Field::Jot(jot.clone()), "jot".to_owned(), How::Happened(format!("{how}: {text}")))
            }
            Edit::Hours { visit, .. } => {
                let visit = self.new.visits.get(visit).map_or("", |visit| visit.date.as_str());
                of_practice("visit".to_owned(), How::Happened(format!("its hours: {visit}")))
            }
            Edit::Written { question, noted, .. } => {
                let how = if *noted { "noted with the visit" } else { "no longer noted with the visit" };
                self.of_question(question, "written during a visit".to_owned(), How::Happened(how.to_owned()))
            }
            Edit::Resolve { remark, resolved } => {
                let text = self.new.remarks.get(remark).map_or("", |remark| remark.text.as_str());
                let how = if *resolved { "resolved" } else { "opened again" };
                let how = How::Happened(format!("{how}: {text}"));
                self.of_field(&Field::Remark(remark.clone()), "remark".to_owned(), how)
            }
        };
        vec![change]
    }

    fn of_question(&self, question: &Id, what: String, how: How) -> (usize, Change) {
        let at = self.framework.position(question).unwrap_or(self.framework.len());
        (1 + at, Change { heading: label(question, Some(self.framework)), what, how })
    }

    fn of_field(&self, field: &Field, what: String, how: How) -> (usize, Change) {
        match (question_of(self.new, field).or_else(|| question_of(self.old, field)), field) {
            (Some(question), _) => self.of_question(&question, what, how),
            (None, Field::Jot(_) | Field::Speaker(_)) => {
                (self.framework.len() + 2, Change { heading: "Jots filed nowhere".to_owned(), what, how })
            }
            (None, _) => of_practice(what, how),
        }
    }

    fn of_record(&self, record: &Entry, how: fn(String) -> How) -> (usize, Change) {
        let joined = |parts: &[&str]| {
            let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
            parts.join(", ")
        };
        match record {
            Entry::Visit(visit) => {
                of_practice("visit".to_owned(), how(joined(&[&visit.date, &visit.place, &visit.people])))
            }
            Entry::Tool(question, tool) => {
                let text = joined(&[&tool.title, &tool.address, &tool.note]);
                self.of_question(question, "inspiring tool".to_owned(), how(text))
            }
            Entry::Jot(jot) => {
                let speaker = if jot.speaker.is_blank() { String::new() } else { format!("{}: ", jot.speaker) };
                self.of_field(&Field::Jot(jot.id.clone()), "jot".to_owned(), how(format!("{speaker}{}", jot.text)))
            }
            Entry::Remark(remark) => {
                let what = if remark.reply_to.is_some() { "reply" } else { "remark" };
                self.of_question(&remark.question, what.to_owned(), how(format!("{}: {}", remark.author, remark.text)))
            }
            Entry::Act(act) => {
                let reason = if act.reason.is_blank() { String::new() } else { format!(": {}", act.reason) };
                let what = act.step.leads_to().name().to_owned();
                let change = Change { heading: "Steps".to_owned(), what, how: how(format!("by {}{reason}", act.name)) };
                (self.framework.len() + 3, change)
            }
        }
    }
}

fn of_practice(what: String, how: How) -> (usize, Change) {
    (0, Change { heading: "Practice".to_owned(), what, how })
}

/// Whether an edit only adds what a person said of the evaluation: a remark or an act of theirs.
pub fn is_said_by(edit: &Edit, name: &str) -> bool {
    match edit {
        Edit::Insert { record: Entry::Remark(remark), .. } => remark.author.as_str() == name,
        Edit::Insert { record: Entry::Act(act), .. } => act.name.as_str() == name,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::difference::{
        difference,
        tests::{FRAMEWORK, evaluation},
    };
    use crate::model::evaluation::{Act, Jot, Remark, Step};

    fn moment() -> crate::model::moment::Moment {
        "2026-11-24T14:02:11+01:00".parse().unwrap()
    }

    #[test]
    fn changes_are_told_question_by_question() {
        let old = evaluation();
        let mut new = old.clone();
        let [first, second] = [0, 1].map(|at| FRAMEWORK.question(at).unwrap().question.clone());
        let act = Act {
            id: "a-1".parse().unwrap(),
            step: Step::Submit,
            name: "Jana".into(),
            at: moment(),
            reason: "done".into(),
        };
        let remark = Remark {
            id: "m-1".parse().unwrap(),
            question: first.id.clone(),
            item: None,
            passage: None,
            reply_to: None,
            author: "Petr".into(),
            at: moment(),
            text: "Who?".into(),
            resolved: false,
        };
        let jot = Jot {
            id: "j-1".parse().unwrap(),
            at: moment(),
            speaker: "Cook".into(),
            text: "Soup".into(),
            filed: None,
            imported: false,
        };
        for edit in [
            Edit::mark(&old, &second.id, &second.items[0].id, Some(Mark::Met)),
            Edit::add(&old, Entry::Remark(remark)),
            Edit::add(&old, Entry::Jot(jot)),
            Edit::add(&old, Entry::Act(act)),
        ] {
            new.apply(&edit).unwrap();
        }
        new.practice.title = "The Table".into();
        let told = told(&difference(&old, &new), &old, &new, &FRAMEWORK);
        let told: Vec<_> = told.iter().map(|one| (one.heading.as_str(), one.what.as_str(), &one.how)).collect();
        let added = |text: &str| How::Added(text.to_owned());
        assert_eq!(
            told,
            [
                ("Practice", "practice, title", &How::Text(vec![(PieceKind::Added, "The Table".to_owned())])),
                ("1.1 Diverse groups", "remark", &added("Petr: Who?")),
                ("1.2 Receiving society", second.items[0].label.as_str(), &How::Mark(None, Some(Mark::Met))),
                ("Jots filed nowhere", "jot", &added("Cook: Soup")),
                ("Steps", "Submitted", &added("by Jana: done")),
            ]
        );
        let edits = difference(&old, &new);
        assert_eq!(edits.iter().filter(|edit| is_said_by(edit, "Petr")).count(), 1);
        assert_eq!(edits.iter().filter(|edit| is_said_by(edit, "Jana")).count(), 1);
    }
}

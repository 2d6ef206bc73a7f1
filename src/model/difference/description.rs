//! What lies between two states, described for people: question by question, a text by the words that were removed and
//! added; or in one line.

use std::{fmt, sync::Arc};

use super::{EntryKey, Part};
use crate::model::{
    Edit, Entry, Evaluation, Field, Framework, Id, Mark, Scale,
    place::{detail_label, item_label, kind, label, option_label, question_of},
};
use crate::text::{PieceKind, words};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it belongs to: a question by number and label, the practice, the jots filed nowhere, the steps.
    pub heading: String,
    /// What was changed there: the kind of text or record, an item by its label.
    pub what: String,
    /// How it was changed.
    pub how: ChangeKind,
}

/// How something was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// A text: what stayed, what was removed and what was added, in the order of reading.
    Text(Vec<(PieceKind, String)>),
    /// A mark: the item's scale, the old mark and the new one.
    Mark(Arc<Scale>, Option<Mark>, Option<Mark>),
    /// This is new.
    Added(String),
    /// This is gone.
    Removed(String),
    /// This happened.
    Happened(String),
}

impl fmt::Display for Change {
    /// In a few words: `1.2 Receiving society, remark removed`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Change { heading, what, how } = self;
        write!(f, "{heading}, {what}")?;
        match how {
            ChangeKind::Text(_) => f.write_str(" changed"),
            ChangeKind::Mark(scale, _, mark) => write!(f, ": {}", scale.verdict(*mark).label()),
            ChangeKind::Added(_) => f.write_str(" added"),
            ChangeKind::Removed(_) => f.write_str(" removed"),
            // What it happened to stands behind a colon, and is too long here.
            ChangeKind::Happened(how) => write!(f, " {}", how.split(": ").next().unwrap_or_default()),
        }
    }
}

/// Edits that lead from one state to another, described in the order in which an evaluation is read.
pub fn describe(edits: &[Edit], old: &Evaluation, new: &Evaluation, framework: &Framework) -> Vec<Change> {
    let describer = Describer { old, new, framework };
    let mut changes: Vec<(usize, Change)> = edits.iter().flat_map(|edit| describer.edit(edit)).collect();
    changes.sort_by_key(|(at, _)| *at);
    changes.into_iter().map(|(_, change)| change).collect()
}

struct Describer<'a> {
    old: &'a Evaluation,
    new: &'a Evaluation,
    framework: &'a Framework,
}

impl Describer<'_> {
    fn edit(&self, edit: &Edit) -> Vec<(usize, Change)> {
        let change = match edit {
            Edit::Together(edits) => return edits.iter().flat_map(|edit| self.edit(edit)).collect(),
            Edit::Splice { field, .. } => self.of_text(field),
            Edit::Mark { question, item, from, to } => {
                let asked = self.framework.items().find(|asked| asked.id == *item);
                let scale = asked.map_or_else(Scale::met_or_not, |asked| Arc::clone(&asked.scale));
                let item = item_label(question, item, Some(self.framework));
                self.of_question(question, item, ChangeKind::Mark(scale, *from, *to))
            }
            Edit::Applicability { question, to: Some(reason), .. } => {
                self.of_question(question, "not applicable".to_owned(), ChangeKind::Added(reason.to_string()))
            }
            Edit::Applicability { question, from, to: None } => {
                let reason = from.as_ref().map(ToString::to_string).unwrap_or_default();
                self.of_question(question, "not applicable".to_owned(), ChangeKind::Removed(reason))
            }
            Edit::Choose { detail, option, chosen } => {
                let how = if *chosen { ChangeKind::Added } else { ChangeKind::Removed };
                let label = option_label(detail, option, Some(self.framework));
                of_practice(detail_label(detail, Some(self.framework)), how(label))
            }
            Edit::Consent { person, to, .. } => {
                let name = self.new.people.get(person).map_or("", |person| person.name.as_str());
                of_practice("person".to_owned(), ChangeKind::Happened(format!("{}: {name}", to.name())))
            }
            Edit::Against { to, .. } => {
                let how = ChangeKind::Happened(format!("moved: {} {}", to.id, to.version));
                of_practice("framework".to_owned(), how)
            }
            Edit::Insert { record, .. } => self.of_record(record, ChangeKind::Added),
            Edit::Remove { record, .. } => self.of_record(record, ChangeKind::Removed),
            Edit::File { jot, to, .. } => {
                let text = self.new.jots.get(jot).map_or("", |jot| jot.text.as_str());
                let how = if to.is_some() { "filed here" } else { "unfiled" };
                let how = ChangeKind::Happened(format!("{how}: {text}"));
                self.of_field(&Field::Jot(jot.clone()), "jot".to_owned(), how)
            }
            Edit::Hours { visit, .. } => {
                let visit = self.new.visits.get(visit).map_or("", |visit| visit.date.as_str());
                of_practice("visit".to_owned(), ChangeKind::Happened(format!("hours changed: {visit}")))
            }
            Edit::Written { question, noted, .. } => {
                let how = if *noted { "noted with the visit" } else { "no longer noted with the visit" };
                self.of_question(question, "written during a visit".to_owned(), ChangeKind::Happened(how.to_owned()))
            }
            Edit::Resolve { remark, resolved } => {
                let text = self.new.remarks.get(remark).map_or("", |remark| remark.text.as_str());
                let how = if *resolved { "resolved" } else { "reopened" };
                let how = ChangeKind::Happened(format!("{how}: {text}"));
                self.of_field(&Field::Remark(remark.clone()), "remark".to_owned(), how)
            }
        };
        vec![change]
    }

    fn of_text(&self, field: &Field) -> (usize, Change) {
        let texts = [self.old, self.new].map(|evaluation| evaluation.field(field).unwrap_or_default());
        let pieces = words::differences(texts[0], texts[1]).into_iter();
        let how = ChangeKind::Text(pieces.map(|piece| (piece.kind, piece.text.to_owned())).collect());
        let what = match field {
            Field::Given(detail) => detail_label(detail, Some(self.framework)),
            Field::Comment(question, item) | Field::Document(question, item, _) => {
                format!("{}, {}", item_label(question, item, Some(self.framework)), kind(field))
            }
            field => kind(field).to_owned(),
        };
        self.of_field(field, what, how)
    }

    fn of_question(&self, question: &Id, what: String, how: ChangeKind) -> (usize, Change) {
        let at = self.framework.position(question).unwrap_or(self.framework.len());
        (1 + at, Change { heading: label(question, Some(self.framework)), what, how })
    }

    fn of_field(&self, field: &Field, what: String, how: ChangeKind) -> (usize, Change) {
        match (question_of(self.new, field).or_else(|| question_of(self.old, field)), field) {
            (Some(question), _) => self.of_question(&question, what, how),
            (None, Field::Jot(_) | Field::Speaker(_)) => {
                (self.framework.len() + 2, Change { heading: "Unfiled jots".to_owned(), what, how })
            }
            (None, _) => of_practice(what, how),
        }
    }

    fn of_record(&self, record: &Entry, how: fn(String) -> ChangeKind) -> (usize, Change) {
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
            Entry::Evidence(question, item, evidence) => {
                let what = format!("{}, evidence", item_label(question, item, Some(self.framework)));
                self.of_question(question, what, how(evidence.source.in_words()))
            }
            Entry::Person(person) => {
                of_practice("person".to_owned(), how(joined(&[&person.name, &person.role, person.consent.name()])))
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
                let reason = act.reason_behind();
                let what = act.step.name().to_owned();
                let change =
                    Change { heading: "Status history".to_owned(), what, how: how(format!("by {}{reason}", act.name)) };
                (usize::MAX, change)
            }
            Entry::Redaction(redaction) => {
                let what = redaction.kind.name().to_owned();
                let how = how(redaction.in_words());
                (self.framework.len() + 3, Change { heading: "Public copy".to_owned(), what, how })
            }
        }
    }
}

fn of_practice(what: String, how: ChangeKind) -> (usize, Change) {
    // The heading says already what the title, the place and the other details are of.
    let what = what.strip_prefix("practice, ").map(str::to_owned).unwrap_or(what);
    (0, Change { heading: "Practice".to_owned(), what, how })
}

/// Whether an edit only adds a remark or an act of this person.
pub fn is_comment_by(edit: &Edit, name: &str) -> bool {
    match edit {
        Edit::Insert { record: Entry::Remark(remark), .. } => remark.author.as_str() == name,
        Edit::Insert { record: Entry::Act(act), .. } => act.name.as_str() == name,
        _ => false,
    }
}

/// Edits in one line: the steps by what was done and by whom, the others counted by what they change:
/// `returned by Petra R, 2 narratives, 1 remark by Petra R`.
pub fn summarise(edits: &[Edit]) -> String {
    const KINDS: [(&str, &str); 7] = [
        ("narrative", "narratives"),
        ("mark", "marks"),
        ("jot", "jots"),
        ("remark", "remarks"),
        ("tool", "tools"),
        ("detail", "details"),
        ("redaction for the public copy", "redactions for the public copy"),
    ];
    let mut counts = [0_usize; KINDS.len()];
    for place in edits.iter().flat_map(Part::of) {
        let kind = match &place {
            Part::Text(Field::Narrative(_)) | Part::Applicability(_) => 0,
            Part::Mark(..)
            | Part::Entry(EntryKey::Evidence(..))
            | Part::Text(Field::Comment(..) | Field::Document(..)) => 1,
            Part::Filing(_) | Part::Entry(EntryKey::Jot(_)) | Part::Text(Field::Jot(_) | Field::Speaker(_)) => 2,
            Part::Resolved(_) | Part::Entry(EntryKey::Remark(_)) | Part::Text(Field::Remark(_)) => 3,
            Part::Entry(EntryKey::Act(_)) | Part::Framework => continue,
            Part::Entry(EntryKey::Tool(..)) | Part::Text(Field::Tool(..)) => 4,
            Part::Hours(_)
            | Part::Written(..)
            | Part::Chosen(..)
            | Part::Consent(_)
            | Part::Entry(EntryKey::Visit(_) | EntryKey::Person(_))
            | Part::Text(_) => 5,
            Part::Entry(EntryKey::Redaction(_)) => 6,
        };
        counts[kind] += 1;
    }
    let counted = counts.iter().zip(KINDS).filter(|(count, _)| **count > 0).map(|(count, (one, many))| {
        let by = if one == "remark" { author(edits) } else { String::new() };
        format!("{count} {}{by}", if *count == 1 { one } else { many })
    });
    // What a move carries with it is the move.
    let is_move = edits.iter().flat_map(Part::of).any(|part| part == Part::Framework);
    steps(edits).into_iter().chain(counted.filter(|_| !is_move)).collect::<Vec<String>>().join(", ")
}

fn steps(edits: &[Edit]) -> Vec<String> {
    let step = |edit: &Edit| match edit {
        Edit::Together(edits) => steps(edits),
        Edit::Against { from, to } if from.id == to.id => vec![format!("moved to version {}", to.version)],
        Edit::Against { to, .. } => vec![format!("moved to {} {}", to.id, to.version)],
        Edit::Insert { record: Entry::Act(act), .. } => vec![format!("{}{}", act.step.done(), by(&act.name))],
        Edit::Remove { record: Entry::Act(act), .. } => vec![format!("no longer {}", act.step.done())],
        _ => Vec::new(),
    };
    edits.iter().flat_map(step).collect()
}

/// The one who made all the remarks that edits are about; nobody where several did, or where edits do not tell.
fn author(edits: &[Edit]) -> String {
    let about_remarks = |edit: &&Edit| {
        let is_of_remark = |part: &Part| matches!(part.entry(), Some(EntryKey::Remark(_)));
        Part::of(edit).iter().any(is_of_remark)
    };
    let mut authors = edits.iter().filter(about_remarks).map(|edit| match edit {
        Edit::Insert { record: Entry::Remark(remark), .. } => remark.author.as_str(),
        _ => "",
    });
    let first = authors.next().unwrap_or_default();
    if authors.all(|author| author == first) { by(first) } else { String::new() }
}

fn by(name: &str) -> String {
    if name.trim().is_empty() { String::new() } else { format!(" by {}", name.trim()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Act, Detail, Filing, Jot, Remark, Step, Tool, Visit,
        difference::{
            difference,
            tests::{FRAMEWORK, evaluation},
        },
    };

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
            Edit::mark(&old, &second.id, &second.items[0].id, Some(Mark::MET)),
            Edit::add(&old, Entry::Remark(remark)),
            Edit::add(&old, Entry::Jot(jot)),
            Edit::add(&old, Entry::Act(act)),
        ] {
            new.apply(&edit).unwrap();
        }
        new.practice.title = "The Table".into();
        let told = describe(&difference(&old, &new), &old, &new, &FRAMEWORK);
        let told: Vec<_> = told.iter().map(|one| (one.heading.as_str(), one.what.as_str(), &one.how)).collect();
        let added = |text: &str| ChangeKind::Added(text.to_owned());
        assert_eq!(
            told,
            [
                ("Practice", "title", &ChangeKind::Text(vec![(PieceKind::Added, "The Table".to_owned())])),
                ("1.1 Diverse groups", "remark", &added("Petr: Who?")),
                (
                    "1.2 Receiving society",
                    second.items[0].label.as_str(),
                    &ChangeKind::Mark(Scale::met_or_not(), None, Some(Mark::MET))
                ),
                ("Unfiled jots", "jot", &added("Cook: Soup")),
                ("Status history", "Submitted", &added("by Jana: done")),
            ]
        );
        let edits = difference(&old, &new);
        assert_eq!(edits.iter().filter(|edit| is_comment_by(edit, "Petr")).count(), 1);
        assert_eq!(edits.iter().filter(|edit| is_comment_by(edit, "Jana")).count(), 1);
    }

    /// The question, or none, the kind and how, each change as in a list of undone ones.
    fn told(edits: &[Edit], old: &Evaluation, new: &Evaluation) -> Vec<String> {
        describe(edits, old, new, &FRAMEWORK).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_change_is_told_in_a_few_words() {
        let evaluation = evaluation();
        let question = FRAMEWORK.question(1).unwrap().question;
        let declared = |from: Option<&str>, to: Option<&str>| {
            let [from, to] = [from, to].map(|reason| reason.map(Into::into));
            Edit::Applicability { question: question.id.clone(), from, to }
        };
        let id = |raw: &str| raw.parse::<Id>().unwrap();
        let written = |noted| Edit::Written { visit: id("v-1"), question: question.id.clone(), noted };
        let filed = |to| Edit::File { jot: id("j-1"), from: None, to };
        let resolve = |resolved| Edit::Resolve { remark: id("m-1"), resolved };
        let tool = Tool { id: id("t-1"), title: "A map".into(), address: "".into(), note: "on paper".into() };
        let tool = Entry::Tool(question.id.clone(), tool);
        let hours = Edit::Hours { visit: id("v-1"), from: None, to: None };
        let marked = Edit::mark(&evaluation, &question.id, &question.items[0].id, Some(Mark::NOT_MET));
        for (edit, expected) in [
            (Edit::replace(Field::Practice(Detail::Place), "", "x"), "Practice, place changed"),
            (Edit::replace(Field::Evaluators, "", "x"), "Practice, evaluators changed"),
            (marked, &format!("1.2 Receiving society, {}: not met", question.items[0].label)),
            (declared(None, Some("why")), "1.2 Receiving society, not applicable added"),
            (declared(Some("why"), None), "1.2 Receiving society, not applicable removed"),
            (filed(Some(Filing::Beside(id("q")))), "Unfiled jots, jot filed here"),
            (filed(None), "Unfiled jots, jot unfiled"),
            (written(true), "1.2 Receiving society, written during a visit noted with the visit"),
            (written(false), "1.2 Receiving society, written during a visit no longer noted with the visit"),
            (resolve(true), "Practice, remark resolved"),
            (resolve(false), "Practice, remark reopened"),
            (hours, "Practice, visit hours changed"),
            (Edit::add(&evaluation, tool.clone()), "1.2 Receiving society, inspiring tool added"),
            (Edit::Remove { at: 0, record: tool }, "1.2 Receiving society, inspiring tool removed"),
        ] {
            assert_eq!(told(std::slice::from_ref(&edit), &evaluation, &evaluation), [expected]);
            assert_eq!(told(&[Edit::Together(vec![edit])], &evaluation, &evaluation), [expected]);
        }
    }

    #[test]
    fn changes_are_told_in_the_order_of_reading_whatever_order_they_come_in() {
        let evaluation = evaluation();
        let narrative = |question: &Id| Edit::replace(Field::Narrative(question.clone()), "", "x");
        let [first, last] = [0, 11].map(|at| narrative(&FRAMEWORK.question(at).unwrap().question.id));
        let unknown = narrative(&"9.9-unheard-of".parse().unwrap());
        let id: Id = "x-1".parse().unwrap();
        let (at, name, reason) = (moment(), "Jana".into(), "".into());
        let act = Edit::add(&evaluation, Entry::Act(Act { id: id.clone(), step: Step::Submit, name, at, reason }));
        let jot = Edit::replace(Field::Jot(id), "", "x");
        let title = Edit::replace(Field::Practice(Detail::Title), "", "x");
        assert_eq!(
            told(&[act, jot, unknown, last, first, title], &evaluation, &evaluation),
            [
                "Practice, title changed",
                "1.1 Diverse groups, narrative changed",
                &format!("{}, narrative changed", FRAMEWORK.question(11).unwrap().name()),
                "9.9-unheard-of, narrative changed",
                "Unfiled jots, jot changed",
                "Status history, Submitted added",
            ]
        );
    }

    #[test]
    fn what_a_record_says_is_told_without_what_it_lacks() {
        let evaluation = evaluation();
        let id: Id = "x-1".parse().unwrap();
        let visit = Visit { people: "Eva".into(), ..Visit::on(id.clone(), "24 Nov".into()) };
        let (speaker, text) = (" ".into(), "Soup".into());
        let jot = Jot { id: id.clone(), at: moment(), speaker, text, filed: None, imported: false };
        let reply = Remark {
            id: id.clone(),
            question: FRAMEWORK.question(0).unwrap().question.id.clone(),
            item: None,
            passage: None,
            reply_to: Some(id),
            author: "Petr".into(),
            at: moment(),
            text: "I did.".into(),
            resolved: false,
        };
        let entries = [Entry::Visit(visit), Entry::Remark(reply), Entry::Jot(jot)];
        let edits = entries.map(|entry| Edit::add(&evaluation, entry));
        let told: Vec<(String, ChangeKind)> = describe(&edits, &evaluation, &evaluation, &FRAMEWORK)
            .into_iter()
            .map(|change| (change.what, change.how))
            .collect();
        let added = |what: &str, text: &str| (what.to_owned(), ChangeKind::Added(text.to_owned()));
        assert_eq!(told, [added("visit", "24 Nov, Eva"), added("reply", "Petr: I did."), added("jot", "Soup")]);
    }
}

//! What lies between two states of an evaluation, as edits: what a revision changed, what a merge has to bring together.

use std::collections::BTreeSet;

use crate::model::{
    Act, Answer, Detail, Edit, Entry, Evaluation, Evidence, Field, GivenDetail, Id, Jot, Keyed, Marked, Moment, Person,
    PersonPart, Redaction, Remark, Source, ToolPart, Visit, VisitPart,
};
use crate::text::Splice;

mod description;

pub use description::{Change, ChangeKind, describe, is_comment_by, summarise};

/// The smallest thing in an evaluation that is changed as one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A text.
    Text(Field),
    /// The mark of a question's item.
    Mark(Id, Id),
    /// Whether a question applies, and why not.
    Applicability(Id),
    /// Whether an option of a detail is chosen.
    Chosen(Id, Id),
    /// What a person agreed to.
    Consent(Id),
    /// Which framework is answered, in which version.
    Framework,
    /// Whether an entry is in its list, and where.
    Entry(EntryKey),
    /// Where a jot is filed.
    Filing(Id),
    /// From when until when a visit lasted.
    Hours(Id),
    /// Whether a visit is noted to be the one during which a question's narrative was written.
    Written(Id, Id),
    /// Whether a remark is resolved.
    Resolved(Id),
}

/// Which entry of one of an evaluation's lists, by ids.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EntryKey {
    /// A visit.
    Visit(Id),
    /// An inspiring tool of a question.
    Tool(Id, Id),
    /// What the mark of a question's item rests on.
    Evidence(Id, Id, Id),
    /// What is known of a person.
    Person(Id),
    /// A jot.
    Jot(Id),
    /// A remark.
    Remark(Id),
    /// An act.
    Act(Id),
    /// What public copies have something else for.
    Redaction(Id),
}

/// A revision of an evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// Its number.
    pub number: u64,
    /// When it was written.
    pub written: Moment,
    /// The evaluation as it was then, or why it can't be read.
    pub state: Result<Evaluation, String>,
    /// What it changed of the one before.
    pub changes: Vec<Edit>,
}

impl EntryKey {
    /// The key of an entry.
    pub fn of(entry: &Entry) -> EntryKey {
        match entry {
            Entry::Visit(visit) => EntryKey::Visit(visit.id.clone()),
            Entry::Tool(question, tool) => EntryKey::Tool(question.clone(), tool.id.clone()),
            Entry::Evidence(question, item, evidence) => {
                EntryKey::Evidence(question.clone(), item.clone(), evidence.id.clone())
            }
            Entry::Person(person) => EntryKey::Person(person.id.clone()),
            Entry::Jot(jot) => EntryKey::Jot(jot.id.clone()),
            Entry::Remark(remark) => EntryKey::Remark(remark.id.clone()),
            Entry::Act(act) => EntryKey::Act(act.id.clone()),
            Entry::Redaction(redaction) => EntryKey::Redaction(redaction.id.clone()),
        }
    }

    /// The entry that a text belongs to, where it belongs to one.
    pub fn of_field(field: &Field) -> Option<EntryKey> {
        Part::Text(field.clone()).entry()
    }

    /// Whether an edit changes it, or something in it.
    pub fn is_in(&self, edit: &Edit) -> bool {
        let whole = Part::Entry(self.clone());
        Part::of(edit).iter().any(|part| part.touches(&whole))
    }

    /// Where an evaluation has the entry, and what it holds.
    pub fn find(&self, evaluation: &Evaluation) -> Option<(usize, Entry)> {
        fn find<T: Keyed + Clone>(list: &[T], id: &Id, entry: impl Fn(T) -> Entry) -> Option<(usize, Entry)> {
            let at = list.iter().position(|record| record.key() == id)?;
            Some((at, entry(list[at].clone())))
        }
        match self {
            EntryKey::Visit(id) => find(&evaluation.visits, id, Entry::Visit),
            EntryKey::Tool(of, id) => find(evaluation.tools(of), id, |tool| Entry::Tool(of.clone(), tool)),
            EntryKey::Evidence(question, item, id) => {
                let entry = |evidence| Entry::Evidence(question.clone(), item.clone(), evidence);
                find(evaluation.evidence(question, item), id, entry)
            }
            EntryKey::Person(id) => find(&evaluation.people, id, Entry::Person),
            EntryKey::Jot(id) => find(&evaluation.jots, id, Entry::Jot),
            EntryKey::Remark(id) => find(&evaluation.remarks, id, Entry::Remark),
            EntryKey::Act(id) => find(&evaluation.acts, id, Entry::Act),
            EntryKey::Redaction(id) => find(&evaluation.redactions, id, Entry::Redaction),
        }
    }
}

impl Part {
    /// The parts that an edit changes.
    pub fn of(edit: &Edit) -> Vec<Part> {
        let part = match edit {
            Edit::Splice { field: Field::Reason(question), .. } | Edit::Applicability { question, .. } => {
                Part::Applicability(question.clone())
            }
            Edit::Splice { field, .. } => Part::Text(field.clone()),
            Edit::Mark { question, item, .. } => Part::Mark(question.clone(), item.clone()),
            Edit::Choose { detail, option, .. } => Part::Chosen(detail.clone(), option.clone()),
            Edit::Consent { person, .. } => Part::Consent(person.clone()),
            Edit::Against { .. } => Part::Framework,
            Edit::Insert { record, .. } | Edit::Remove { record, .. } => Part::Entry(EntryKey::of(record)),
            Edit::File { jot, .. } => Part::Filing(jot.clone()),
            Edit::Hours { visit, .. } => Part::Hours(visit.clone()),
            Edit::Written { visit, question, .. } => Part::Written(visit.clone(), question.clone()),
            Edit::Resolve { remark, .. } => Part::Resolved(remark.clone()),
            Edit::Together(edits) => return edits.iter().flat_map(Part::of).collect(),
        };
        vec![part]
    }

    /// Whether it is part of what the evaluator submits, and not of what is said about that or becomes of it.
    pub fn is_content(&self) -> bool {
        !matches!(self.entry(), Some(EntryKey::Remark(_) | EntryKey::Act(_) | EntryKey::Redaction(_)))
    }

    fn entry(&self) -> Option<EntryKey> {
        Some(match self {
            Part::Entry(entry) => entry.clone(),
            Part::Filing(jot) | Part::Text(Field::Jot(jot) | Field::Speaker(jot)) => EntryKey::Jot(jot.clone()),
            Part::Resolved(remark) | Part::Text(Field::Remark(remark)) => EntryKey::Remark(remark.clone()),
            Part::Hours(visit) | Part::Written(visit, _) | Part::Text(Field::Visit(visit, _)) => {
                EntryKey::Visit(visit.clone())
            }
            Part::Text(Field::Tool(question, tool, _)) => EntryKey::Tool(question.clone(), tool.clone()),
            Part::Text(Field::Document(question, item, evidence)) => {
                EntryKey::Evidence(question.clone(), item.clone(), evidence.clone())
            }
            Part::Consent(person) | Part::Text(Field::Person(person, _)) => EntryKey::Person(person.clone()),
            Part::Text(_) | Part::Mark(..) | Part::Applicability(_) | Part::Chosen(..) | Part::Framework => {
                return None;
            }
        })
    }

    /// Whether a change of the one is a change of the other: they are the same, or one is an entry with the other in it.
    pub fn touches(&self, other: &Part) -> bool {
        let within =
            |whole: &Part, part: &Part| matches!(whole, Part::Entry(entry) if part.entry().as_ref() == Some(entry));
        self == other || within(self, other) || within(other, self)
    }
}

/// The edits that lead from one state of an evaluation to another, one place each. Ids are not compared, nor whether it is
/// the sample.
pub fn difference(from: &Evaluation, to: &Evaluation) -> Vec<Edit> {
    let mut edits = Vec::new();
    if from.framework != to.framework {
        edits.push(Edit::Against { from: from.framework.clone(), to: to.framework.clone() });
    }
    for detail in Detail::ALL {
        edits.extend(text(&Field::Practice(detail), from, to));
    }
    edits.extend([Field::Evaluators, Field::Language].iter().filter_map(|field| text(field, from, to)));
    let given: BTreeSet<&Id> = from.details.iter().chain(&to.details).map(|given| &given.detail).collect();
    for detail in given {
        details(&mut edits, detail, from, to);
    }
    list(&mut edits, &from.people, &to.people, Entry::Person, |old, new| {
        let fields = PersonPart::ALL.map(|part| Field::Person(new.id.clone(), part));
        Some(fields.iter().filter_map(|field| text(field, from, to)).chain(consent(old, new)).collect())
    });
    list(&mut edits, &from.visits, &to.visits, Entry::Visit, |old, new| {
        let fields = VisitPart::ALL.map(|part| Field::Visit(new.id.clone(), part));
        Some(fields.iter().filter_map(|field| text(field, from, to)).chain(visit(old, new)).collect())
    });
    let questions: BTreeSet<&Id> = from.answers.iter().chain(&to.answers).map(|answer| &answer.question).collect();
    for question in questions {
        answers(&mut edits, question, from, to);
    }
    list(&mut edits, &from.jots, &to.jots, Entry::Jot, jot);
    list(&mut edits, &from.remarks, &to.remarks, Entry::Remark, remark);
    list(&mut edits, &from.redactions, &to.redactions, Entry::Redaction, |_: &Redaction, _: &Redaction| None);
    let mut acts = Vec::new();
    list(&mut acts, &from.acts, &to.acts, Entry::Act, |_: &Act, _: &Act| None);
    // Content changes while the status accepts it.
    if from.status().accepts_content() { [edits, acts].concat() } else { [acts, edits].concat() }
}

/// The edits that lead back to an earlier state, of which acts, remarks and what is kept out of public copies since are no
/// part: they stay.
pub fn restoring(current: &Evaluation, earlier: &Evaluation) -> Vec<Edit> {
    let target = Evaluation {
        acts: current.acts.clone(),
        remarks: current.remarks.clone(),
        redactions: current.redactions.clone(),
        ..earlier.clone()
    };
    difference(current, &target)
}

fn answers(edits: &mut Vec<Edit>, question: &Id, from: &Evaluation, to: &Evaluation) {
    let void = Answer::new(question.clone());
    let [old, new] = [from, to].map(|evaluation| evaluation.answer(question).unwrap_or(&void));
    edits.extend(text(&Field::Narrative(question.clone()), from, to));
    let items: BTreeSet<&Id> = old.marks.iter().chain(&new.marks).map(|marked| &marked.item).collect();
    for item in items {
        let void = Marked::new(item.clone());
        let [old, new] = [old, new].map(|answer| answer.marks.get(item).unwrap_or(&void));
        if old.mark != new.mark {
            edits.push(Edit::Mark { question: question.clone(), item: item.clone(), from: old.mark, to: new.mark });
        }
        edits.extend(text(&Field::Comment(question.clone(), item.clone()), from, to));
        list(
            edits,
            &old.evidence,
            &new.evidence,
            |evidence| Entry::Evidence(question.clone(), item.clone(), evidence),
            |old, new| evidence(&Field::Document(question.clone(), item.clone(), new.id.clone()), old, new),
        );
    }
    list(
        edits,
        &old.tools,
        &new.tools,
        |tool| Entry::Tool(question.clone(), tool),
        |_, new| {
            let fields = ToolPart::ALL.map(|part| Field::Tool(question.clone(), new.id.clone(), part));
            Some(fields.iter().filter_map(|field| text(field, from, to)).collect())
        },
    );
    if old.not_applicable != new.not_applicable {
        let (from, to) = (old.not_applicable.clone(), new.not_applicable.clone());
        edits.push(Edit::Applicability { question: question.clone(), from, to });
    }
}

fn text(field: &Field, from: &Evaluation, to: &Evaluation) -> Option<Edit> {
    let [old, new] = [from, to].map(|evaluation| evaluation.field(field).unwrap_or_default());
    splice(field, old, new)
}

/// The change of a text, as short as it can be told.
fn splice(field: &Field, old: &str, new: &str) -> Option<Edit> {
    Splice::between(old, new).map(|splice| Edit::Splice { field: field.clone(), splice })
}

/// The edits between two states of a list. `parts` gives those within an entry, or none where the entry has to be replaced.
fn list<T: Keyed + PartialEq + Clone>(
    edits: &mut Vec<Edit>,
    from: &[T],
    to: &[T],
    record: impl Fn(T) -> Entry,
    parts: impl Fn(&T, &T) -> Option<Vec<Edit>>,
) {
    let mut list = from.to_vec();
    for at in (0..list.len()).rev() {
        let new = to.iter().find(|new| new.key() == list[at].key());
        match new.and_then(|new| if *new == list[at] { Some(Vec::new()) } else { parts(&list[at], new) }) {
            Some(changes) => edits.extend(changes),
            None => edits.push(Edit::Remove { at, record: record(list.remove(at)) }),
        }
    }
    for (at, new) in to.iter().enumerate() {
        match list.iter().position(|old| old.key() == new.key()) {
            Some(there) if there == at => continue,
            // It may have changed just now.
            Some(there) => {
                list.remove(there);
                edits.push(Edit::Remove { at: there, record: record(new.clone()) });
            }
            None => {}
        }
        list.insert(at, new.clone());
        edits.push(Edit::Insert { at, record: record(new.clone()) });
    }
}

fn details(edits: &mut Vec<Edit>, detail: &Id, from: &Evaluation, to: &Evaluation) {
    let void = GivenDetail::new(detail.clone());
    let [old, new] = [from, to].map(|evaluation| evaluation.details.get(detail).unwrap_or(&void));
    let choose = |option: &Id, chosen| Edit::Choose { detail: detail.clone(), option: option.clone(), chosen };
    edits.extend(text(&Field::Given(detail.clone()), from, to));
    edits.extend(
        old.chosen.iter().filter(|option| new.chosen.get(option).is_none()).map(|option| choose(option, false)),
    );
    edits
        .extend(new.chosen.iter().filter(|option| old.chosen.get(option).is_none()).map(|option| choose(option, true)));
}

/// The changes within a piece of evidence: those of a document's words. What has become something else is replaced.
fn evidence(field: &Field, old: &Evidence, new: &Evidence) -> Option<Vec<Edit>> {
    match (&old.source, &new.source) {
        (Source::Document(old), Source::Document(new)) => Some(splice(field, old, new).into_iter().collect()),
        _ => None,
    }
}

fn consent(old: &Person, new: &Person) -> Option<Edit> {
    let edit = Edit::Consent { person: new.id.clone(), from: old.consent, to: new.consent };
    (old.consent != new.consent).then_some(edit)
}

/// The changes of a visit beside its texts.
fn visit(old: &Visit, new: &Visit) -> Vec<Edit> {
    let hours = Edit::Hours { visit: new.id.clone(), from: old.hours, to: new.hours };
    let written = |question: &Id, noted| Edit::Written { visit: new.id.clone(), question: question.clone(), noted };
    let gone = old.written.iter().filter(|question| new.written.get(question).is_none());
    let come = new.written.iter().filter(|question| old.written.get(question).is_none());
    let gone = gone.map(|question| written(question, false));
    let hours = (old.hours != new.hours).then_some(hours).into_iter();
    hours.chain(gone).chain(come.map(|question| written(question, true))).collect()
}

fn jot(old: &Jot, new: &Jot) -> Option<Vec<Edit>> {
    let id = || new.id.clone();
    let same = Jot { speaker: new.speaker.clone(), text: new.text.clone(), filed: new.filed.clone(), ..old.clone() };
    (same == *new).then(|| {
        let filed = Edit::File { jot: id(), from: old.filed.clone(), to: new.filed.clone() };
        let parts = [
            splice(&Field::Jot(id()), &old.text, &new.text),
            splice(&Field::Speaker(id()), &old.speaker, &new.speaker),
            (old.filed != new.filed).then_some(filed),
        ];
        parts.into_iter().flatten().collect()
    })
}

fn remark(old: &Remark, new: &Remark) -> Option<Vec<Edit>> {
    let same = Remark { text: new.text.clone(), resolved: new.resolved, ..old.clone() };
    (same == *new).then(|| {
        let resolved = Edit::Resolve { remark: new.id.clone(), resolved: new.resolved };
        let text = splice(&Field::Remark(new.id.clone()), &old.text, &new.text);
        text.into_iter().chain((old.resolved != new.resolved).then_some(resolved)).collect()
    })
}

#[cfg(test)]
pub(crate) mod tests;

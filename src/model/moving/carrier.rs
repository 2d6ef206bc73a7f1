//! Carrying what is said on one question over to another, edit by edit, so that nothing of it is lost.

use crate::model::{Edit, Entry, Evaluation, Evidence, Field, Filing, Id, Marked, Remark, Source, Tool};
use crate::text::{Splice, Text};

/// Edits made one after the other on a copy, each knowing what those before it left.
#[derive(Clone, Debug)]
pub struct Carrier {
    now: Evaluation,
    edits: Vec<Edit>,
}

impl Carrier {
    /// Nothing carried yet.
    pub fn new(evaluation: Evaluation) -> Carrier {
        Carrier { now: evaluation, edits: Vec::new() }
    }

    /// All of it as one change.
    pub fn into_edit(self) -> Edit {
        Edit::Together(self.edits)
    }

    /// Makes a change; one that can't be made here is none.
    pub(super) fn make(&mut self, edit: Edit) {
        if self.now.change(&edit).is_ok() {
            self.edits.push(edit);
        }
    }

    /// Carries what is said on a question over to another, but for the marks of its items: behind what is said there. A reason
    /// why it is not applicable stays where it is as long as the other question is answered.
    pub fn question(&mut self, from: &Id, to: &Id) {
        if from == to {
            return;
        }
        self.reason(from, to);
        self.text(Field::Narrative(from.clone()), Field::Narrative(to.clone()));
        self.tools(from, to);
        self.passages(from, to);
        self.remarks(|remark| remark.question == *from, |remark| Remark { question: to.clone(), ..remark });
        self.jots(from, to);
        self.visits(from, to);
    }

    /// Carries what is said of an item over to another of which nothing is said; whether it could be.
    pub fn item(&mut self, from: &(Id, Id), to: &(Id, Id)) -> bool {
        let Some(Marked { mark, comment, evidence, .. }) = self.now.marked(&from.0, &from.1).cloned() else {
            return false;
        };
        if self.now.marked(&to.0, &to.1).is_some() {
            return false;
        }
        let entry = |(question, item): &(Id, Id), evidence: &Evidence| {
            Entry::Evidence(question.clone(), item.clone(), evidence.clone())
        };
        for (at, one) in evidence.iter().enumerate() {
            self.make(Edit::Remove { at: 0, record: entry(from, one) });
            self.make(Edit::Insert { at, record: entry(to, one) });
        }
        let [old, new] = [from, to].map(|(question, item)| Field::Comment(question.clone(), item.clone()));
        if !comment.is_empty() {
            self.make(Edit::replace(old, &comment, ""));
            self.make(Edit::replace(new, "", &comment));
        }
        if mark.is_some() {
            self.make(Edit::mark(&self.now, &from.0, &from.1, None));
            self.make(Edit::mark(&self.now, &to.0, &to.1, mark));
        }
        let on_it: Vec<Id> = self.remarks_on_item(from);
        self.remarks(
            |remark| on_it.contains(&remark.id),
            |remark| {
                let item = remark.item.as_ref().map(|_| to.1.clone());
                Remark { question: to.0.clone(), item, ..remark }
            },
        );
        true
    }

    /// The remarks on an item, and the replies to them.
    fn remarks_on_item(&self, (question, item): &(Id, Id)) -> Vec<Id> {
        let is_on_it = |remark: &Remark| remark.question == *question && remark.item.as_ref() == Some(item);
        let first: Vec<&Id> = self.now.remarks.iter().filter(|one| is_on_it(one)).map(|remark| &remark.id).collect();
        let answers = |remark: &Remark| remark.reply_to.as_ref().is_some_and(|to| first.contains(&to));
        self.now.remarks.iter().filter(|one| is_on_it(one) || answers(one)).map(|remark| remark.id.clone()).collect()
    }

    /// Puts a text behind another, with an empty line between them.
    fn text(&mut self, from: Field, to: Field) {
        let text = Text::from(self.now.field(&from).unwrap_or_default());
        let there = Text::from(self.now.field(&to).unwrap_or_default());
        if text.is_empty() {
            return;
        }
        let between = if there.is_empty() { "" } else { "\n\n" };
        self.make(Edit::replace(from, &text, ""));
        let inserted = Text::from(format!("{between}{text}"));
        self.make(Edit::Splice { field: to, splice: Splice { at: there.len(), removed: Text::default(), inserted } });
    }

    /// Carries the reason why a question is not applicable over to another, where that is not answered.
    pub(super) fn reason(&mut self, from: &Id, to: &Id) {
        let Some(reason) = self.now.not_applicable(from).cloned() else { return };
        match self.now.answer(to).map(|answer| answer.not_applicable.is_some()) {
            Some(true) => {
                self.text(Field::Reason(from.clone()), Field::Reason(to.clone()));
                let left = self.now.not_applicable(from).cloned();
                self.make(Edit::Applicability { question: from.clone(), from: left, to: None });
            }
            Some(false) => {}
            None => {
                self.make(Edit::Applicability { question: from.clone(), from: Some(reason.clone()), to: None });
                self.make(Edit::Applicability { question: to.clone(), from: None, to: Some(reason) });
            }
        }
    }

    fn tools(&mut self, from: &Id, to: &Id) {
        for tool in self.now.tools(from).to_vec() {
            let Some(id) = free_id(&tool.id, |id| self.now.tools(to).iter().any(|other| other.id == *id)) else {
                return;
            };
            self.make(Edit::Remove { at: 0, record: Entry::Tool(from.clone(), tool.clone()) });
            let record = Entry::Tool(to.clone(), Tool { id, ..tool });
            self.make(Edit::add(&self.now, record));
        }
    }

    /// Has evidence name the question in whose narrative its passage stands now.
    fn passages(&mut self, from: &Id, to: &Id) {
        let mut resting = Vec::new();
        for answer in &self.now.answers {
            for marked in &answer.marks {
                for (at, evidence) in marked.evidence.iter().enumerate() {
                    if matches!(&evidence.source, Source::Passage(question, _) if question == from) {
                        resting.push((answer.question.clone(), marked.item.clone(), at, evidence.clone()));
                    }
                }
            }
        }
        for (question, item, at, evidence) in resting {
            let Source::Passage(_, passage) = evidence.source.clone() else { continue };
            let source = Source::Passage(to.clone(), passage);
            let after = Evidence { id: evidence.id.clone(), source };
            self.make(Edit::Remove { at, record: Entry::Evidence(question.clone(), item.clone(), evidence) });
            self.make(Edit::Insert { at, record: Entry::Evidence(question, item, after) });
        }
    }

    fn remarks(&mut self, is_one: impl Fn(&Remark) -> bool, changed: impl Fn(Remark) -> Remark) {
        let all: Vec<(usize, Remark)> = self.now.remarks.iter().cloned().enumerate().collect();
        for (at, remark) in all.into_iter().filter(|(_, remark)| is_one(remark)) {
            let after = changed(remark.clone());
            self.make(Edit::Remove { at, record: Entry::Remark(remark) });
            self.make(Edit::Insert { at, record: Entry::Remark(after) });
        }
    }

    fn jots(&mut self, from: &Id, to: &Id) {
        let filed = self.now.jots_at(from).filter_map(|jot| Some((jot.id.clone(), jot.filed.clone()?)));
        for (jot, filing) in filed.collect::<Vec<_>>() {
            let after = match filing {
                Filing::Beside(_) => Filing::Beside(to.clone()),
                Filing::Quoted(_) => Filing::Quoted(to.clone()),
            };
            self.make(Edit::File { jot, from: Some(filing), to: Some(after) });
        }
    }

    fn visits(&mut self, from: &Id, to: &Id) {
        let writing = self.now.visits.iter().filter(|visit| visit.written.get(from).is_some());
        for visit in writing.map(|visit| visit.id.clone()).collect::<Vec<_>>() {
            self.make(Edit::Written { visit: visit.clone(), question: from.clone(), noted: false });
            self.make(Edit::Written { visit, question: to.clone(), noted: true });
        }
    }
}

/// An id made of this one that is not taken.
fn free_id(id: &Id, is_taken: impl Fn(&Id) -> bool) -> Option<Id> {
    let room = Id::LONGEST - 4;
    let stem = &id.as_str()[..id.as_str().len().min(room)];
    let others = (2..1000).filter_map(|n| format!("{stem}-{n}").parse::<Id>().ok());
    std::iter::once(id.clone()).chain(others).find(|id| !is_taken(id))
}

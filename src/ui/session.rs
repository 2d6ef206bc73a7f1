//! The evaluation that is open: every change goes through here, is applied, journalled and put on the undo stack.

use std::sync::Arc;

use crate::model::{
    Caret, Conflict, Decision, Edit, Entry, EntryKey, Evaluation, Field, Framework, Id, Moment, Place, Placed, Remark,
    Reversal, Rival, Status, Step, UndoStack,
    difference::{describe, difference, summarise},
    edit::EditError,
    evaluation::is_same_person,
};
use crate::text::{Splice, Text};
use crate::ui::{Effect, ExportedCopy, Next, Opened, Turn};

mod field_editor;
mod figures;
mod orphans;
mod versions;

pub use field_editor::FieldEditor;
pub use figures::{Figures, OfQuestion};

/// An open evaluation with its framework and its undo stack.
#[derive(Clone, Debug)]
pub struct Session {
    evaluation: Evaluation,
    figures: Figures,
    /// The framework that it answers, or another version of that; for an unknown one, a stand-in made of its ids.
    pub framework: Arc<Framework>,
    /// The frameworks that are known.
    frameworks: Vec<Arc<Framework>>,
    /// Why it can only be read; none: it can be written.
    pub read_only: Option<String>,
    /// How far it is on the disk.
    pub saved: Saved,
    /// What it was when it was last written to a file that can be imported again, and which file that is.
    pub exported: Option<(Arc<Evaluation>, ExportedCopy)>,
    /// Why its file can't have what is saved in its journal; none: nothing stands in the way.
    pub behind: Option<String>,
    /// The revision that stood in its file when it was opened; none where the history can't be reached.
    pub revision: Option<u64>,
    /// Other versions of it, and the choices that were made between them and this one.
    rivals: Vec<Rival>,
    decisions: Vec<Decision>,
    undo: UndoStack,
    /// The step that was taken last, until something else is done: undo tells of it before it goes on.
    step: Option<Step>,
    /// The edit that the journal was asked for last; it is undone should that refuse it.
    last: Option<Edit>,
}

/// How far an open evaluation is on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Everything up to this moment.
    UpTo(Moment),
    /// Something is only in memory, and why.
    Failing(String),
}

impl Session {
    /// Takes an evaluation that was opened.
    pub fn new(opened: Opened, frameworks: &[Arc<Framework>]) -> Session {
        let Opened { evaluation, read_only, modified, revision, .. } = opened;
        let (framework, foreign) = versions::shown_by(&evaluation, frameworks);
        let read_only = foreign.or(read_only);
        let (saved, undo) = (Saved::UpTo(modified), UndoStack::default());
        let figures = Figures::of(&evaluation, &framework);
        Session {
            evaluation,
            figures,
            framework,
            frameworks: frameworks.to_vec(),
            read_only,
            saved,
            exported: None,
            behind: None,
            revision,
            rivals: Vec::new(),
            decisions: Vec::new(),
            undo,
            step: None,
            last: None,
        }
    }

    /// The evaluation as it stands.
    pub fn evaluation(&self) -> &Evaluation {
        &self.evaluation
    }

    /// The file that holds all of it as it stands; none: something may be only in memory.
    pub fn copy(&self) -> Option<&ExportedCopy> {
        self.exported.as_ref().filter(|(copied, _)| **copied == self.evaluation).map(|(_, copy)| copy)
    }

    /// What is counted of it.
    pub fn figures(&self) -> &Figures {
        &self.figures
    }

    /// The question at place `n`; the last one where `n` is too far.
    pub fn question(&self, n: usize) -> Placed<'_> {
        let last = self.framework.len() - 1;
        self.framework
            .question(n.min(last))
            .expect("a framework asks at least one question, and n is not past the last")
    }

    /// The place of the first question of the criterion with this number.
    ///
    /// # Errors
    /// When there is no such criterion; one line says how many there are.
    pub fn first_of_criterion(&self, number: u8) -> Result<usize, String> {
        let first = self.framework.first_of_criterion(usize::from(number).saturating_sub(1));
        first.ok_or_else(|| match self.framework.criteria.len() {
            1 => "This framework has 1 criterion".to_owned(),
            n => format!("This framework has {n} criteria"),
        })
    }

    /// The open remark to go to after the one that has the focus, else from the question at `at` on, around the end:
    /// the place of its question, and its id.
    pub fn open_remark_after(&self, at: usize, focused: Option<&Id>) -> Option<(usize, Id)> {
        let of_question = |at: usize| {
            let question = &self.question(at).question.id;
            let open = self.evaluation.remarks_on(question).filter(|remark| !remark.resolved);
            open.map(|remark| (at, remark.id.clone())).collect::<Vec<_>>()
        };
        let open: Vec<(usize, Id)> = (0..self.framework.len()).flat_map(of_question).collect();
        let after = open.iter().position(|(_, id)| Some(id) == focused).map(|here| here + 1);
        let next = after.unwrap_or_else(|| open.iter().take_while(|(place, _)| *place < at).count());
        open.get(next).or(open.first()).cloned()
    }

    /// Makes a change: applies it, has it journalled, puts it on the undo stack. One that can't be made changes nothing,
    /// and the turn says why.
    pub fn change(&mut self, edit: Edit) -> Turn {
        self.change_at(edit, None)
    }

    /// The same with the caret in a form, where undoing brings it back.
    pub fn change_at(&mut self, edit: Edit, caret: Option<Caret>) -> Turn {
        let turn = self.apply(&edit);
        if turn.is_done() {
            self.undo.record(edit, caret, None);
        }
        turn
    }

    /// Makes a change of the text that an editor shows, in the evaluation and in the editor.
    pub fn splice(&mut self, shown: &mut FieldEditor, splice: Splice) -> Turn {
        let before = shown.caret();
        let edit = self.noted(Edit::Splice { field: shown.field.clone(), splice });
        let turn = self.apply(&edit);
        if turn.is_done() {
            if let Some((_, splice)) = edit.writing() {
                shown.editor.apply(splice);
            }
            self.undo.record(edit, Some(before), Some(shown.caret()));
        }
        turn
    }

    /// A change of a text; where it writes a narrative during a visit for the first time, it notes that too.
    pub fn noted(&self, edit: Edit) -> Edit {
        match self.note_of_visit(&edit) {
            Some(note) => Edit::Together(vec![edit, note]),
            None => edit,
        }
    }

    /// The note that a narrative is written during the visit that goes on, where this edit does so and nothing says it yet.
    pub fn note_of_visit(&self, edit: &Edit) -> Option<Edit> {
        let Edit::Splice { field: Field::Narrative(question), splice } = edit else { return None };
        let visit = self.evaluation.visit_under_way().filter(|visit| visit.written.get(question).is_none())?;
        let (visit, question) = (visit.id.clone(), question.clone());
        (!splice.inserted.is_empty()).then_some(Edit::Written { visit, question, noted: true })
    }

    /// Ends the word that is being typed: what comes next is undone on its own.
    pub fn close_word(&mut self) {
        self.undo.close_word();
    }

    /// What undoing or redoing would do next.
    pub fn next_reversal(&self, direction: Direction) -> Option<Edit> {
        let reversal = match direction {
            Direction::Undo => self.undo.undo(),
            Direction::Redo => self.undo.redo(),
        };
        reversal.map(|reversal| reversal.edit)
    }

    /// Undoes the last change, or redoes the one last undone; what was done, where it could be. What can't be done leaves
    /// everything as it was, and the turn says why.
    pub fn reverse(&mut self, direction: Direction) -> (Option<Reversed>, Turn) {
        if let (Direction::Undo, Some(step)) = (direction, self.step) {
            let line = match step {
                Step::Submit => "Submitting is not undone: Ctrl-K reopen opens the evaluation again",
                Step::Approve => "Approving is not undone: Ctrl-K reopen opens the evaluation again",
                Step::Return => "Returning is not undone: the evaluation can be submitted again",
                Step::Reopen => "Reopening is not undone: the evaluation can be submitted again",
            };
            // What a reviewer decided on stays as it was then; an evaluator is told once and goes on.
            if matches!(step, Step::Submit | Step::Reopen) {
                self.step = None;
            }
            return (None, Turn::inform(line));
        }
        let reversal = match direction {
            Direction::Undo => self.undo.undo().ok_or("Nothing to undo since this evaluation was opened"),
            Direction::Redo => self.undo.redo().ok_or("Nothing to redo"),
        };
        let reversal = match reversal {
            Ok(reversal) => reversal.fitted(&self.evaluation),
            Err(line) => return (None, Turn::inform(line)),
        };
        let before = self.evaluation.clone();
        let turn = self.apply(&reversal.edit);
        if !turn.is_done() {
            return (None, turn);
        }
        match direction {
            Direction::Undo => self.undo.undone(),
            Direction::Redo => self.undo.redone(),
        }
        if let Some(decision) = &reversal.decision {
            match direction {
                Direction::Undo => self.decisions.retain(|made| *made != **decision),
                Direction::Redo => self.decisions.push((**decision).clone()),
            }
        }
        (Some(Reversed::of(reversal, direction, &before, self)), turn)
    }

    /// A remark, where this person may change it: nobody changes what others signed.
    ///
    /// # Errors
    /// When it can't be changed; the turn says why.
    pub fn own_remark(&self, remark: &Id, name: &str) -> Result<&Remark, Turn> {
        if let Some(refusal) = self.refuses_remarks() {
            return Err(refusal);
        }
        let remark = self.evaluation.remarks.get(remark).ok_or_else(|| Turn::complain("The remark is gone"))?;
        if !is_same_person(&remark.author, name) {
            let line = format!("This remark is by {}: only they can change or withdraw it", remark.author);
            return Err(Turn::complain(line));
        }
        Ok(remark)
    }

    /// Takes a person's own remark out again; one that others answered stays.
    pub fn withdraw(&mut self, remark: &Id, name: &str) -> Turn {
        let remark = match self.own_remark(remark, name) {
            Ok(remark) => remark.clone(),
            Err(refusal) => return refusal,
        };
        if self.evaluation.replies_to(&remark.id).next().is_some() {
            return Turn::complain("This remark has replies: it can be resolved, not withdrawn");
        }
        let what = if remark.reply_to.is_some() { "Reply" } else { "Remark" };
        let at = self.evaluation.remarks.position(&remark.id).unwrap_or(0);
        let turn = self.change(Edit::Remove { at, record: Entry::Remark(remark) });
        turn.and_inform(format!("{what} withdrawn: Ctrl-Z brings it back"))
    }

    /// Ends writing the entry that a text belongs to: begun by it, the entry is undone as a whole from now on, else what was
    /// written.
    pub fn end_entry(&mut self, text: &Field, is_new: bool) {
        match EntryKey::of_field(text) {
            Some(entry) if is_new => self.undo.gather(&entry, &self.evaluation),
            Some(entry) => self.undo.gather_writing(&entry),
            None => self.undo.close_word(),
        }
    }

    /// Takes out the entry that a text belongs to, just begun and left without a word: it leaves no trace but that redo brings
    /// back what was written in it, where anything was; whether anything was.
    pub fn withdraw_entry(&mut self, text: &Field) -> (bool, Turn) {
        let Some(entry) = EntryKey::of_field(text) else { return (false, Turn::stay()) };
        let Some((at, record)) = entry.find(&self.evaluation) else { return (false, Turn::stay()) };
        let edit = Edit::Remove { at, record };
        if !self.undo.began(&entry) {
            return (false, self.change(edit));
        }
        let turn = self.apply(&edit);
        (turn.is_done() && self.undo.withdraw(&entry), turn)
    }

    /// The reason for which a question was not applicable last, since this evaluation was opened.
    pub fn last_reason(&self, question: &Id) -> Option<Text> {
        self.undo.edits().rev().find_map(|edit| match edit {
            Edit::Applicability { question: of, from: Some(reason), to: None } if of == question => {
                Some(reason.clone())
            }
            _ => None,
        })
    }

    /// Says why answers, jots and details can't be changed; none: they can.
    pub fn refuses_content(&self) -> Option<Turn> {
        self.why_not(Status::accepts_content).map(|why| self.refusal(why))
    }

    /// Says why no remark can be made or resolved; none: it can.
    pub fn refuses_remarks(&self) -> Option<Turn> {
        self.why_not(Status::accepts_remarks).map(|why| self.refusal(why))
    }

    /// Says why nothing can be marked as to be replaced in public copies; none: it can, whatever the status.
    pub fn refuses_redactions(&self) -> Option<Turn> {
        self.why_not(|_| true).map(|why| self.refusal(why))
    }

    /// Says why a change is refused. Who has the evaluation may be gone by now: then it is taken over, and the key counts.
    fn refusal(&self, why: String) -> Turn {
        let next = if self.read_only.is_some() { Next::TakeOver } else { Next::Stay };
        Turn::complain(why).and(next.into())
    }

    fn why_not(&self, accepts: fn(Status) -> bool) -> Option<String> {
        let status = self.evaluation.status();
        self.read_only.clone().or_else(|| (!accepts(status)).then(|| EditError::Status(status).to_string()))
    }

    /// Undoes the change that the journal was asked for last and did not take; the undo stack is as it was before it.
    pub fn refused(&mut self) -> Option<Edit> {
        let edit = self.last.take()?;
        self.evaluation.take_back(&edit).ok()?;
        self.follow_framework();
        self.figures = Figures::of(&self.evaluation, &self.framework);
        self.undo.refused();
        Some(edit)
    }

    /// Takes in what another program's changes made of the evaluation; what can be undone goes with it.
    pub fn merged(&mut self, merged: Evaluation) {
        self.undo.follow(&difference(&self.evaluation, &merged));
        self.last = None;
        self.evaluation = merged;
        self.follow_framework();
        self.figures = Figures::of(&self.evaluation, &self.framework);
    }

    /// Takes other versions that want choices; those that were made already are not asked for again.
    pub fn take_rivals(&mut self, rivals: Vec<Rival>) {
        self.rivals = rivals;
    }

    /// The choices still to be made, each with the other version.
    pub fn conflicts(&self) -> impl Iterator<Item = (&Rival, &Conflict)> {
        let all = self.rivals.iter().flat_map(|rival| rival.conflicts.iter().map(move |conflict| (rival, conflict)));
        all.filter(|(rival, conflict)| !self.decisions.contains(&Decision::on(&rival.file, conflict)))
    }

    /// Makes a choice: the change that it asks for, and none where ours stands already. Undo opens it again.
    pub fn decide(&mut self, at: usize, edit: Option<Edit>) -> Turn {
        let Some(decision) = self.conflicts().nth(at).map(|(rival, conflict)| Decision::on(&rival.file, conflict))
        else {
            return Turn::stay();
        };
        let turn = edit.as_ref().map_or(Turn::stay(), |edit| self.apply(edit));
        if turn.is_done() {
            self.decisions.push(decision.clone());
            self.undo.record_decision(edit, decision);
        }
        turn
    }

    /// The files of other versions with which no choice is left: they are put away once the evaluation is left, since until
    /// then undo opens choices again.
    pub fn settled(&mut self) -> Vec<String> {
        let open: Vec<String> = self.conflicts().map(|(rival, _)| rival.file.clone()).collect();
        let (rivals, settled) = self.rivals.drain(..).partition(|rival| open.contains(&rival.file));
        self.rivals = rivals;
        settled.into_iter().map(|rival: Rival| rival.file).collect()
    }

    fn apply(&mut self, edit: &Edit) -> Turn {
        if let Some(why) = &self.read_only {
            return self.refusal(why.clone());
        }
        match self.evaluation.apply(edit) {
            Ok(()) if matches!(edit, Edit::Together(edits) if edits.is_empty()) => Turn::stay(),
            Ok(()) => {
                self.follow_framework();
                self.figures.follow(edit, &self.evaluation, &self.framework);
                self.last = Some(edit.clone());
                self.step = edit.step();
                Turn::ask(Effect::Journal(edit.clone()))
            }
            Err(error) => Turn::complain(error.to_string()),
        }
    }
}

/// Back or forth through the changes that were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The last change is undone.
    Undo,
    /// The change last undone is redone.
    Redo,
}

/// What was undone or redone.
#[derive(Clone, Debug)]
pub struct Reversed {
    /// The change that did it.
    pub edit: Edit,
    /// Where the caret stood then, where the change had one.
    pub caret: Option<Caret>,
    /// Where it shows; none: nowhere in particular.
    pub place: Option<Place>,
    /// The question that it belongs to, where it belongs to one.
    pub question: Option<Id>,
    /// Whether a choice between two versions is open again by it, or redone.
    pub is_decision: bool,
    /// What was done, in words.
    pub words: String,
}

impl Reversed {
    fn of(reversal: Reversal, direction: Direction, before: &Evaluation, session: &Session) -> Reversed {
        let Reversal { edit, caret, decision } = reversal;
        let now = &session.evaluation;
        let place = Place::of(&edit, now).or_else(|| Place::of(&edit, before));
        let question_of = |place: &Place| place.question(now).or_else(|| place.question(before));
        let is_asked = |question: &Id| session.framework.position(question).is_some();
        // What is not asked shows nowhere.
        let place = place.filter(|place| question_of(place).as_ref().is_none_or(is_asked));
        let question = place.as_ref().and_then(question_of);
        let done = match direction {
            Direction::Undo => "Undo",
            Direction::Redo => "Redo",
        };
        // What came of it: a text that was changed letter by letter is one change.
        let changes = difference(before, now);
        let what = match &describe(&changes, before, now, &session.framework)[..] {
            [] => "a choice between versions".to_owned(),
            [change] => change.to_string(),
            _ => summarise(&changes),
        };
        Reversed { edit, caret, place, question, is_decision: decision.is_some(), words: format!("{done}: {what}") }
    }
}

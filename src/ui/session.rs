//! The evaluation that lies open: every change goes through here, is applied, journalled and put on the undo stack.

use std::sync::Arc;

use crate::{
    model::{
        edit::{
            Edit, EditError, Field,
            undo::{Caret, Reversal, UndoStack},
        },
        evaluation::Evaluation,
        framework::{Framework, Placed},
        id::Id,
        moment::Moment,
    },
    text::{
        Splice, Text,
        editor::{Editor, Mode, Motion},
    },
    ui::effect::{Effect, Opened, Rival},
};

/// An open evaluation with its framework and its undo stack.
#[derive(Debug)]
pub struct Desk {
    /// The evaluation.
    pub evaluation: Evaluation,
    /// The framework that it answers; for an unknown one, a stand-in made of its ids.
    pub framework: Arc<Framework>,
    /// Why it can only be read; none: it can be written.
    pub read_only: Option<String>,
    /// How far it is on the disk.
    pub saved: Saved,
    /// The revision that stood in its file when it was opened.
    pub revision: u64,
    /// Other versions of it that wait for choices.
    pub rivals: Vec<Rival>,
    /// Whether a change was refused because it can only be read.
    wants_over: bool,
    undo: UndoStack,
    effects: Vec<Effect>,
}

/// How far an open evaluation is on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Everything up to this moment.
    UpTo(Moment),
    /// Something is only in memory, and why.
    Failing(String),
}

/// A text of the evaluation in an editor.
#[derive(Clone, Debug)]
pub struct FieldEditor {
    /// Which text.
    pub field: Field,
    /// The editor that shows it.
    pub editor: Editor,
}

impl FieldEditor {
    /// An editor on a field of this evaluation.
    pub fn new(desk: &Desk, field: Field, mode: Mode) -> FieldEditor {
        let text = Text::from(desk.evaluation.field(&field).unwrap_or(""));
        FieldEditor { editor: Editor::new(mode, &text), field }
    }

    /// The same editor on its field as it stands now, the caret at the end; none where the field is gone.
    pub fn reread(self, desk: &Desk) -> Option<FieldEditor> {
        desk.evaluation.field(&self.field)?;
        let mut shown = FieldEditor::new(desk, self.field, self.editor.mode());
        shown.editor.move_caret(Motion::End, false);
        Some(shown)
    }

    /// Where its caret stands.
    pub fn caret(&self) -> Caret {
        Caret { field: self.field.clone(), at: self.editor.caret() }
    }
}

impl Desk {
    /// Lays an opened evaluation on the desk.
    pub fn new(opened: Opened, frameworks: &[Arc<Framework>]) -> Desk {
        let Opened { evaluation, read_only, modified, revision, .. } = opened;
        let known = evaluation.framework_among(frameworks);
        let (framework, read_only) = match known {
            Some(framework) => (framework.clone(), read_only.or_else(|| why_foreign(&evaluation, framework))),
            None => (Arc::new(evaluation.stand_in_framework()), Some(unknown_framework(&evaluation))),
        };
        let (undo, effects) = (UndoStack::default(), Vec::new());
        Desk {
            evaluation,
            framework,
            read_only,
            saved: Saved::UpTo(modified),
            revision,
            rivals: Vec::new(),
            wants_over: false,
            undo,
            effects,
        }
    }

    /// The question at place `n`; the last one where `n` is too far.
    pub fn question(&self, n: usize) -> Placed<'_> {
        let last = self.framework.len() - 1;
        self.framework
            .question(n.min(last))
            .expect("a framework asks at least one question, and n is not past the last")
    }

    /// The place of the first question of the criterion whose digit a key is.
    ///
    /// # Errors
    /// When there is no such criterion; one line says how many there are.
    pub fn first_of_criterion(&self, key: &str) -> Result<usize, String> {
        let number = key.chars().last().and_then(|digit| digit.to_digit(10)).unwrap_or(1) as usize;
        let first = self.framework.first_of_criterion(number.saturating_sub(1));
        first.ok_or_else(|| format!("This framework has {} criteria", self.framework.criteria.len()))
    }

    /// The open remark to go to after the one that has the focus, else from the question at `at` on, around the end:
    /// the place of its question, and its id.
    pub fn open_remark_after(&self, at: usize, focused: Option<&Id>) -> Option<(usize, Id)> {
        let of_question = |at: usize| {
            let question = &self.question(at).question.id;
            self.evaluation.remarks.iter().filter_map(move |remark| {
                let is_open = remark.question == *question && remark.reply_to.is_none() && !remark.resolved;
                is_open.then(|| (at, remark.id.clone()))
            })
        };
        let open: Vec<(usize, Id)> = (0..self.framework.len()).flat_map(of_question).collect();
        let after = open.iter().position(|(_, id)| Some(id) == focused).map(|here| here + 1);
        let next = after.unwrap_or_else(|| open.iter().take_while(|(place, _)| *place < at).count());
        open.get(next).or(open.first()).cloned()
    }

    /// Makes a change: applies it, journals it, puts it on the undo stack.
    ///
    /// # Errors
    /// When it can't be made; one line says why.
    pub fn change(&mut self, edit: Edit, before: Option<Caret>, after: Option<Caret>) -> Result<(), String> {
        self.apply(&edit)?;
        self.undo.record(edit, before, after);
        Ok(())
    }

    /// Makes a change of the text that an editor shows, in the evaluation and in the editor.
    ///
    /// # Errors
    /// When it can't be made; one line says why.
    pub fn splice(&mut self, shown: &mut FieldEditor, splice: Splice) -> Result<(), String> {
        let before = shown.caret();
        let edit = self.noted(Edit::Splice { field: shown.field.clone(), splice });
        self.apply(&edit)?;
        if let Some((_, splice)) = edit.writing() {
            shown.editor.apply(splice);
        }
        self.undo.record(edit, Some(before), Some(shown.caret()));
        Ok(())
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

    /// Takes the last change back.
    ///
    /// # Errors
    /// When there is none or it can't be taken back.
    pub fn undo(&mut self) -> Result<Reversal, String> {
        let reversal = self.undo.undo().ok_or("nothing to undo since this evaluation was opened")?;
        self.apply(&reversal.edit)?;
        Ok(reversal)
    }

    /// Makes the change again that was taken back.
    ///
    /// # Errors
    /// When there is none or it can't be made.
    pub fn redo(&mut self) -> Result<Reversal, String> {
        let reversal = self.undo.redo().ok_or("nothing to redo")?;
        self.apply(&reversal.edit)?;
        Ok(reversal)
    }

    /// Takes the last change back that the journal did not take.
    pub fn refused(&mut self) -> Option<Edit> {
        let edit = self.undo.undo()?.edit;
        self.evaluation.apply(&edit).ok()?;
        self.undo.forget_redo();
        Some(edit)
    }

    /// Whether a change was refused, since this was last asked, because it can only be read.
    pub fn take_wants_over(&mut self) -> bool {
        std::mem::take(&mut self.wants_over)
    }

    /// What the shell has to do for the changes made since this was last asked.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    fn apply(&mut self, edit: &Edit) -> Result<(), String> {
        if let Some(why) = &self.read_only {
            // Who has it may be gone by now: then the next change is taken.
            self.wants_over = true;
            return Err(why.clone());
        }
        self.evaluation.apply(edit).map_err(|error: EditError| error.to_string())?;
        self.effects.push(Effect::Journal(edit.clone()));
        Ok(())
    }
}

fn unknown_framework(evaluation: &Evaluation) -> String {
    let framework = &evaluation.framework;
    format!(
        "read-only: its framework {} {} is not here; put its file into the library's frameworks folder",
        framework.id, framework.version
    )
}

/// Why an evaluation of a known framework can only be read: it answers what the framework does not ask.
fn why_foreign(evaluation: &Evaluation, framework: &Framework) -> Option<String> {
    let foreign = evaluation.answers.iter().find_map(|answer| {
        let Some(placed) = framework.questions().find(|placed| placed.question.id == answer.question) else {
            return Some(&answer.question);
        };
        let asked = |item: &Id| placed.question.items.iter().any(|asked| asked.id == *item);
        answer.marks.iter().map(|marked| &marked.item).find(|item| !asked(item))
    })?;
    Some(format!("read-only: its framework does not ask \"{foreign}\""))
}

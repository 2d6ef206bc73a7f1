//! Changes of whole texts: find and replace with a look at every place, and the user's own editor.

use super::Record;
use crate::{
    model::{
        difference::restoring,
        edit::{Edit, Field},
        evaluation::Evaluation,
        place::{self, Place},
    },
    text::{Splice, Text, cluster},
    ui::{
        effect::Effect,
        overlay::{Choice, Overlay},
        screen::{Context, Turn},
    },
};

impl Record {
    /// Shows every place where `sought` stands, and what would stand there.
    pub fn preview_replacing(&self, sought: &Text, by: &Text, cx: &mut Context) -> Turn {
        let evaluation = &self.desk.evaluation;
        let (mut splices, mut places) = (Vec::new(), Vec::new());
        for field in evaluation.fields() {
            let text = evaluation.field(&field).unwrap_or("");
            let found: Vec<usize> = text.match_indices(sought.as_str()).map(|(at, _)| at).collect();
            for &at in &found {
                let place = Place::Text(field.clone(), at);
                places.push((self.in_words(&field), context_of(text, at, sought, by), place));
            }
            // From the end on, so that the places before it stay where they are.
            splices.extend(found.iter().rev().map(|&at| Edit::Splice {
                field: field.clone(),
                splice: Splice { at, removed: sought.clone(), inserted: by.clone() },
            }));
        }
        if places.is_empty() {
            cx.inform(format!("\u{201c}{sought}\u{201d} stands nowhere in this evaluation"));
            return Turn::Stay;
        }
        let count = places.len();
        let what = format!("Replace it in {count} {}", if count == 1 { "place" } else { "places" });
        Turn::Over(Box::new(Overlay::Choice(Choice::replacement(Edit::Together(splices), &what, places))))
    }

    /// Makes the replacement that was looked at, undone as one.
    pub fn replace(&mut self, edit: &Edit, cx: &mut Context) {
        let outcome = self.desk.change(edit.clone(), None, None);
        if outcome.is_ok() {
            cx.inform("Replaced; undo takes it back in one step");
        }
        cx.report(outcome);
        self.reread();
    }

    /// Shows what came of the evaluation and another program's changes to it.
    pub fn merged(&mut self, evaluation: Evaluation) {
        self.desk.evaluation = evaluation;
        self.reread();
    }

    /// Makes an earlier state the latest, but for the acts and remarks since.
    pub fn restore(&mut self, earlier: &Evaluation, cx: &mut Context) {
        let edits = restoring(&self.desk.evaluation, earlier);
        if edits.is_empty() {
            return cx.inform("It is as it was then");
        }
        let outcome = self.desk.change(Edit::Together(edits), None, None);
        if outcome.is_ok() {
            cx.inform("Restored; undo takes it back");
        }
        cx.report(outcome);
        self.reread();
    }

    /// A text's place in words.
    pub(super) fn in_words(&self, field: &Field) -> String {
        place::in_words(&self.desk.evaluation, field, Some(&self.desk.framework))
    }

    /// Reads the texts in sight anew from the evaluation.
    pub(super) fn reread(&mut self) {
        let place = Place::Text(self.narrative.field.clone(), self.narrative.editor.caret());
        let zone = self.zone;
        self.go_to(self.at);
        self.go(&place);
        self.zone = zone;
    }

    /// Hands the text that has the caret to the user's own editor.
    pub(super) fn edit_outside(&mut self, cx: &mut Context) {
        if let Some(why) = &self.desk.read_only {
            return cx.complain(why.clone());
        }
        match self.written() {
            Some((_, written)) => cx.ask(Effect::EditOutside(written.field.clone(), written.editor.text().to_string())),
            None => cx.inform("Go into a text first: Tab or Enter"),
        }
    }

    /// Takes the text that the user's own editor gave back.
    pub fn edited_outside(&mut self, field: &Field, text: &str, cx: &mut Context) {
        let text = Text::from(text.strip_suffix('\n').unwrap_or(text));
        let Some(before) = self.desk.evaluation.field(field) else {
            return cx.complain("The text that was edited is gone; the editor's version was not taken");
        };
        let Some(splice) = Splice::between(before, &text) else { return cx.inform("The text is as it was") };
        let edit = self.desk.noted(Edit::Splice { field: field.clone(), splice: splice.clone() });
        let outcome = self.desk.change(edit, None, None);
        if outcome.is_ok() {
            self.go(&Place::Text(field.clone(), splice.at + splice.inserted.len()));
        }
        cx.report(outcome);
    }
}

/// A few words around a place, with what would stand there.
fn context_of(text: &str, at: usize, sought: &str, by: &str) -> String {
    let from = text[..at].rfind('\n').map_or(0, |lf| lf + 1).max(cluster::floor(text, at.saturating_sub(40)));
    let rest = &text[at + sought.len()..];
    let to = rest.find('\n').unwrap_or(rest.len());
    format!("{}[{sought} \u{2192} {by}]{}", &text[from..at], &rest[..to])
}

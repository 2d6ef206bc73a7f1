//! Changes of whole texts: find and replace with a look at every place, and the user's own editor.

use super::Record;
use crate::model::{Edit, Evaluation, Field, Place, difference::restoring, place};
use crate::text::{Splice, Text, cluster, counted};
use crate::ui::{
    Asking, Effect, Overlay, Prompt, Turn,
    overlay::{Choice, lists},
};

impl Record {
    /// Asks which text is to be replaced.
    pub(super) fn begin_replacing(&self) -> Turn {
        let refusal = self.session.refuses_content();
        refusal.unwrap_or_else(|| Turn::over(Overlay::Prompt(Prompt::new(Asking::Find, ""))))
    }

    /// Asks what it is to be replaced with, where it is found.
    pub(crate) fn ask_replacement(&self, sought: &Text) -> Turn {
        match self.replacement(sought, sought) {
            Ok(_) => Turn::over(Overlay::Prompt(Prompt::new(Asking::ReplaceBy(sought.clone()), ""))),
            Err(line) => Turn::inform(line),
        }
    }

    /// Shows every place where `sought` stands, and what would stand there.
    pub(crate) fn preview_replacing(&self, sought: &Text, by: &Text) -> Turn {
        match self.replacement(sought, by) {
            Ok(places) => Turn::over(Overlay::Choice(places)),
            Err(line) => Turn::inform(line),
        }
    }

    /// The places where `sought` stands, to be replaced; a line where it is not found.
    fn replacement(&self, sought: &Text, by: &Text) -> Result<Choice, String> {
        let evaluation = self.session.evaluation();
        let (mut splices, mut places) = (Vec::new(), Vec::new());
        // What reviewers signed stays as they wrote it.
        let is_remark = |field: &Field| matches!(field, Field::Remark(_));
        let (remarks, own): (Vec<Field>, Vec<Field>) = evaluation.fields().into_iter().partition(is_remark);
        let holds = |field: &&Field| evaluation.field(field).is_some_and(|text| text.contains(sought.as_str()));
        let signed = match remarks.iter().filter(holds).count() {
            0 => String::new(),
            1 => "1 remark keeps it".to_owned(),
            n => format!("{n} remarks keep it"),
        };
        for field in own {
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
            let signed = if signed.is_empty() { signed } else { format!(" but in remarks: {signed} as signed") };
            return Err(format!("\u{201c}{sought}\u{201d} not found in this evaluation{signed}"));
        }
        let what = format!("Replace it in {}", counted(places.len(), "place"));
        Ok(lists::replacement(Edit::Together(splices), &what, &signed, places))
    }

    pub(crate) fn replace(&mut self, edit: Edit) -> Turn {
        self.change_texts(edit, "Replaced: Ctrl-Z undoes it in one step")
    }

    /// Makes an earlier state the latest, but for the acts and remarks since.
    pub(crate) fn restore(&mut self, earlier: &Evaluation) -> Turn {
        let edits = restoring(self.session.evaluation(), earlier);
        if edits.is_empty() {
            return Turn::inform("Nothing has changed since this version");
        }
        self.change_texts(Edit::Together(edits), "Version restored: Ctrl-Z undoes it")
    }

    /// Makes a change of any texts, those in sight among them.
    pub(super) fn change_texts(&mut self, edit: Edit, done: &str) -> Turn {
        let turn = self.session.change(edit);
        self.follow();
        turn.and_inform(done)
    }

    pub(super) fn in_words(&self, field: &Field) -> String {
        place::in_words(self.session.evaluation(), field, Some(&self.session.framework))
    }

    /// Hands the text that has the caret to the user's own editor.
    pub(super) fn edit_outside(&mut self) -> Turn {
        if let Some(refusal) = self.session.refuses_content() {
            return refusal;
        }
        match self.writer() {
            Some((shown, _)) => Turn::ask(Effect::EditOutside(shown.field.clone(), shown.editor.text().to_string())),
            None => Turn::inform("Go into a text first: Tab or Enter"),
        }
    }

    /// Takes the text that the user's own editor gave back.
    pub(crate) fn edited_outside(&mut self, field: &Field, text: &Text) -> Turn {
        let Some(before) = self.session.evaluation().field(field) else {
            return Turn::complain("The text that was edited is gone: the editor's version was not used");
        };
        let Some(splice) = Splice::between(before, text) else { return Turn::inform("The text is unchanged") };
        let edit = self.session.noted(Edit::Splice { field: field.clone(), splice: splice.clone() });
        let turn = self.session.change(edit);
        if turn.is_done() {
            self.go(&Place::Text(field.clone(), splice.at + splice.inserted.len()));
        }
        turn
    }
}

/// A few words around a place, with what would stand there.
fn context_of(text: &str, at: usize, sought: &str, by: &str) -> String {
    let from = text[..at].rfind('\n').map_or(0, |lf| lf + 1).max(cluster::floor(text, at.saturating_sub(16)));
    let rest = &text[at + sought.len()..];
    let to = rest.find('\n').unwrap_or(rest.len());
    format!("{}[{sought} \u{2192} {by}]{}", &text[from..at], &rest[..to])
}

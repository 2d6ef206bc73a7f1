//! What is made of many evaluations, or of many states of one.

use std::sync::Arc;

use super::{App, Screen};
use crate::model::{
    Evaluation, Framework, Id, Revision,
    difference::{describe, difference, is_comment_by},
};
use crate::reading::portfolio;
use crate::text::Text;
use crate::ui::{
    Overlay, Reader, Reading,
    overlay::lists,
    screen::{compare::Pair, portfolio::Matrix},
};

impl App {
    /// Shows what all evaluations were read for. Reading takes its time: where something was opened meanwhile, that stays.
    pub(super) fn read_all(&mut self, reading: Reading, evaluations: Vec<Evaluation>) {
        if self.open.is_some() {
            return;
        }
        match reading {
            Reading::Portfolio => {
                let known = |(id, version): (Id, Text)| {
                    let is_it = |framework: &&Arc<Framework>| framework.id == id && framework.version == version;
                    self.cx.frameworks.iter().find(is_it).cloned()
                };
                let answered = portfolio::answered(&evaluations).into_iter();
                let answered = answered.filter_map(|(framework, count)| Some((known(framework)?, count))).collect();
                match Matrix::new(evaluations, answered) {
                    Some(matrix) => self.open = Some(Screen::Portfolio(Box::new(matrix))),
                    None => self.inform("There is no evaluation to read side by side"),
                }
            }
            Reading::Compare(id) => {
                let (one, others): (Vec<_>, Vec<_>) = evaluations.into_iter().partition(|one| one.id == id);
                let Some(one) = one.into_iter().next() else { return };
                let others: Vec<_> = others.into_iter().filter(|other| other.framework == one.framework).collect();
                if others.is_empty() {
                    return self.inform("There is no other evaluation of this framework");
                }
                self.overlays.push(Overlay::Choice(lists::compare(one, others)));
            }
        }
    }

    /// Puts two evaluations side by side. One that was opened below the list stays.
    pub(super) fn compare(&mut self, one: Arc<Evaluation>, other: Arc<Evaluation>) {
        let framework = one.framework_among(&self.cx.frameworks).cloned();
        if let (None, Some(framework)) = (&self.open, framework) {
            self.open = Some(Screen::Compare(Box::new(Pair::new(one, other, framework))));
        }
    }

    /// Shows what changed since the reviewer last looked.
    pub(super) fn show_changes(&mut self, revisions: &[Revision]) {
        let Some(session) = self.session() else { return };
        let Some(seen) = self.cx.settings.seen_of(&session.evaluation().id, self.cx.name()) else {
            return self.inform("You have not looked at this evaluation before: all of it is new to you");
        };
        // A revision that was thinned out since stands for by the one before it.
        let before = revisions.iter().find(|revision| revision.number <= seen);
        let Some(before) = before.and_then(|revision| revision.state.as_ref().ok()) else {
            return self.inform("What you last saw is no longer in the history");
        };
        let mut edits = difference(before, session.evaluation());
        // What the reviewer said is no news to them.
        edits.retain(|edit| !is_comment_by(edit, self.cx.name()));
        if edits.is_empty() {
            return self.inform("Nothing changed since you last looked");
        }
        let changes = describe(&edits, before, session.evaluation(), &session.framework);
        self.overlays.push(Overlay::Reader(Reader::changes("Changed since you last looked", changes)));
    }
}

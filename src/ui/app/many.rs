//! What is made of many evaluations, or of many states of one.

use std::sync::Arc;

use super::{App, Screen};
use crate::model::{
    Evaluation, Framework, Id, Revision,
    difference::{describe, difference, is_comment_by},
};
use crate::reading::{Hit, Narrowing, Trashed, portfolio};
use crate::text::Text;
use crate::ui::{
    Asking, Effect, Notice, Overlay, ReadImport, ReadPurpose, Reader, Remedy, Taken,
    overlay::{Finder, History, lists},
    screen::{compare::Pair, portfolio::Matrix},
};

impl App {
    /// Shows what all evaluations were read for. Reading takes its time: where something was opened meanwhile, that stays.
    pub(super) fn read_all(&mut self, purpose: ReadPurpose, evaluations: Vec<Evaluation>, left_out: Option<String>) {
        if self.open.is_some() {
            return;
        }
        if let Some(line) = left_out {
            self.cx.surroundings.push(Notice::error(line));
        }
        match purpose {
            ReadPurpose::Portfolio => {
                let known = |((id, version), _): ((Id, Text), usize)| {
                    let is_it = |framework: &&Arc<Framework>| framework.id == id && framework.version == version;
                    self.cx.frameworks.iter().find(is_it).cloned()
                };
                let answered = portfolio::answered(&evaluations).into_iter().filter_map(known).collect();
                match Matrix::new(evaluations, answered) {
                    Some(matrix) => self.open = Some(Screen::Portfolio(Box::new(matrix))),
                    None => self.inform("No evaluation to show in the portfolio"),
                }
            }
            ReadPurpose::Compare(id) => {
                let (one, others): (Vec<_>, Vec<_>) = evaluations.into_iter().partition(|one| one.id == id);
                let Some(one) = one.into_iter().next() else { return };
                let (others, left_out): (Vec<_>, Vec<_>) =
                    others.into_iter().partition(|other| other.framework == one.framework);
                if others.is_empty() {
                    return self.inform("No other evaluation of this framework to compare with");
                }
                self.overlays.push(Overlay::Choice(lists::compare(one, others, left_out.len())));
            }
        }
    }

    /// Puts two evaluations side by side. One that was opened below the list stays.
    pub(super) fn compare(&mut self, one: Arc<Evaluation>, other: Arc<Evaluation>) {
        let framework = one.shown_by(&self.cx.frameworks).cloned();
        if let (None, Some(framework)) = (&self.open, framework) {
            self.open = Some(Screen::Compare(Box::new(Pair::new(one, other, framework))));
        }
    }

    pub(super) fn narrow(&mut self, narrowing: &Narrowing) {
        if let Some(Screen::Portfolio(matrix)) = &mut self.open {
            matrix.narrow(narrowing);
        }
    }

    pub(super) fn found(&mut self, search: u64, hits: Vec<Hit>, whole: bool) {
        if let Some(finder) = self.finder() {
            finder.found(search, hits, whole);
        }
    }

    /// Says what is searched in vain, as long as it is searched.
    pub(super) fn not_searched(&mut self, line: String) {
        if let Some(finder) = self.finder() {
            finder.is_partial = true;
            self.cx.surroundings.push(Notice::error(line));
        }
    }

    fn finder(&mut self) -> Option<&mut Finder> {
        self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Finder(finder) => Some(&mut **finder),
            Overlay::Choice(_)
            | Overlay::Prompt(_)
            | Overlay::Reader(_)
            | Overlay::History(_)
            | Overlay::Moving(_)
            | Overlay::Export(_)
            | Overlay::PublicCopy(_) => None,
        })
    }

    pub(super) fn trashed(&mut self, entry: Trashed) {
        self.inform(format!("“{}” moved to the trash: Ctrl-Z brings it back, t shows the trash", entry.title));
        self.library.trashed.push(entry);
        self.ask(Effect::List);
    }

    /// Has an evaluation chosen that came into the library.
    pub(super) fn added(&mut self, id: Id, line: String) {
        self.library.awaited = Some(id);
        self.ask(Effect::List);
        self.inform(line);
    }

    /// Takes in what was read from files, or asks where some of it is here already. Reading takes its time: where something
    /// else lies on the screen by now, that stays.
    pub(super) fn read_to_import(&mut self, read: Arc<ReadImport>) {
        if self.open.is_some() || !self.overlays.is_empty() {
            self.inform(format!("{} was read meanwhile and not imported: i in the library asks again", read.from));
        } else if read.here.is_empty() {
            self.ask(Effect::TakeIn(read, Taken::All));
        } else {
            self.overlays.push(Overlay::Choice(lists::already_here(&read)));
        }
    }

    pub(super) fn imported(&mut self, first: Id, report: Vec<String>) {
        self.drafts.retain(|(asking, _)| *asking != Asking::ImportPath);
        self.library.awaited = Some(first);
        self.ask(Effect::List);
        self.overlays.push(Overlay::Reader(Reader::paragraphs("Imported", report)));
    }

    /// Shows a file that is flagged, and offers what can be done about it.
    pub(super) fn show_source(&mut self, file: String, problem: String, text: String, remedy: &Remedy) {
        self.overlays.extend(lists::remedies(&file, remedy).map(Overlay::Choice));
        let lines = vec![problem, String::new(), "The file was not changed. It reads:".to_owned(), String::new(), text];
        self.overlays.push(Overlay::Reader(Reader::paragraphs(file, lines)));
    }

    pub(super) fn show_history(&mut self, revisions: Vec<Revision>) {
        if let Some(framework) = self.session().map(|session| session.framework.clone()) {
            self.overlays.push(Overlay::History(Box::new(History::new(revisions, framework))));
        }
    }

    /// Shows what changed since the reviewer last looked.
    pub(super) fn show_changes(&mut self, revisions: &[Revision]) {
        let Some(session) = self.session() else { return };
        let Some(seen) = self.cx.settings.seen_of(&session.evaluation().id, self.cx.name()) else {
            return self.inform("This is your first look at this evaluation: c shows what changed at the next one");
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

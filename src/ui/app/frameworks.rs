//! Frameworks: the list of them, one that is made of a table, and that of new evaluations.

use std::{path::PathBuf, sync::Arc};

use super::App;
use crate::model::{Framework, framework::FrameworkRef};
use crate::ui::{
    Asking, Effect, FaultyFramework, Overlay, Prompt, ReadFramework,
    overlay::{frameworks, lists},
    screen::library,
};

impl App {
    pub(super) fn show_frameworks(&mut self, faulty: &[FaultyFramework]) {
        let uses = self.library.uses(self.cx.frameworks.len());
        self.overlays.push(Overlay::Choice(frameworks::all(&self.cx, &uses, faulty)));
    }

    /// Shows what a table was made into; leaving that, one is asked whether to write it.
    pub(super) fn framework_read(&mut self, read: &Arc<ReadFramework>) {
        self.drafts.retain(|(asking, _)| !matches!(asking, Asking::FrameworkPath | Asking::FrameworkColumns(_)));
        self.overlays.push(Overlay::Choice(frameworks::to_import(read)));
        self.overlays.push(Overlay::Reader(frameworks::preview(read)));
    }

    pub(super) fn ask_columns(&mut self, table: PathBuf, example: &str, why: String) {
        self.lay_over(Overlay::Prompt(Prompt::new(Asking::FrameworkColumns(table), example)));
        self.complain(why);
    }

    pub(super) fn framework_added(&mut self, framework: Arc<Framework>, line: String) {
        if !self.cx.frameworks.iter().any(|other| other.is_same_version(&framework)) {
            // At the end: what is known has its place.
            self.cx.frameworks.push(framework);
        }
        self.inform(line);
        self.ask(Effect::List);
    }

    /// The frameworks' folder has changed: from now on these are known, each row by its place among them.
    pub(super) fn frameworks_changed(&mut self, frameworks: Vec<Arc<Framework>>) {
        let offered = self.overlays.last().filter(|overlay| lists::just_begins(overlay));
        // Who chose between several goes on with the one chosen.
        let is_stale = offered.is_some_and(|overlay| match overlay {
            Overlay::Prompt(_) => self.cx.frameworks.len() == 1,
            _ => true,
        });
        self.cx.frameworks.clone_from(&frameworks);
        self.ask(Effect::Know(frameworks));
        if is_stale {
            self.overlays.pop();
            self.overlays.push(library::begin(&self.cx));
        }
    }

    pub(super) fn make_standard(&mut self, framework: FrameworkRef) {
        let title = self
            .cx
            .frameworks
            .iter()
            .find(|one| framework.names(one))
            .map_or(String::new(), |one| one.title.to_string());
        self.cx.settings.framework = Some(framework);
        self.ask(Effect::Keep(self.cx.settings.clone()));
        self.inform(format!("New evaluations answer “{title}”: n begins one"));
    }
}

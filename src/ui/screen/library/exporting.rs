//! What is selected in the library, and what can be exported from it.

use super::{LibraryScreen, ids_of};
use crate::model::Id;
use crate::ui::{Context, ExportSheet, ExportSubject, Turn};

impl LibraryScreen {
    /// Selects the chosen row, or takes it out.
    pub(super) fn select(&mut self) {
        let chosen = self.chosen_summary().map(|summary| summary.id.clone());
        if let Some(id) = chosen.filter(|id| !self.selected.remove(id)) {
            self.selected.insert(id);
        }
    }

    /// What is selected, in the rows' order; what a filter hides is not forgotten.
    pub(super) fn selected_ids(&self) -> Vec<Id> {
        let known = self.rows().iter().filter_map(|row| row.summary());
        known.map(|summary| &summary.id).filter(|id| self.selected.contains(*id)).cloned().collect()
    }

    /// What can be exported: what is selected, the evaluation in focus, all rows shown.
    fn subjects(&self) -> Vec<ExportSubject> {
        let selected = self.selected_ids();
        let selected = (!selected.is_empty()).then(|| ExportSubject::several(selected, ", selected"));
        let focus = self.chosen_summary().map(|summary| ExportSubject::one(&summary.id, summary.title()));
        let shown: Vec<Id> = ids_of(&self.shown).cloned().collect();
        let which = if shown.len() < self.rows().len() { " found" } else { ", all of the library" };
        let shown = (shown.len() > 1).then(|| ExportSubject::several(shown, which));
        [selected, focus, shown].into_iter().flatten().collect()
    }

    pub(super) fn export(&self, cx: &Context) -> Turn {
        Turn::over(ExportSheet::of(self.subjects(), cx))
    }
}

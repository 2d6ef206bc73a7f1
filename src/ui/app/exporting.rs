//! Exporting, from the sheet that is filled in to the file that is written.

use std::sync::Arc;

use super::App;
use crate::exchange::{CopyKind, Export};
use crate::model::Id;
use crate::ui::{Effect, ExportFile, ExportSheet, ExportedCopy, Overlay, overlay::lists};

impl App {
    /// The sheet, where it lies over the screen.
    fn sheet(&mut self) -> Option<&mut ExportSheet> {
        self.overlays.iter_mut().rev().find_map(|overlay| match overlay {
            Overlay::Export(sheet) => Some(&mut **sheet),
            Overlay::Choice(_)
            | Overlay::Prompt(_)
            | Overlay::Reader(_)
            | Overlay::Finder(_)
            | Overlay::History(_)
            | Overlay::Moving(_)
            | Overlay::PublicCopy(_) => None,
        })
    }

    pub(super) fn exporting(&mut self, done: usize, all: usize) {
        if let Some(sheet) = self.sheet() {
            sheet.progress = Some((done, all));
        }
    }

    /// Asks whether a file is to be overwritten; the sheet stays below.
    pub(super) fn ask_to_overwrite(&mut self, file: ExportFile) {
        if let Some(sheet) = self.sheet() {
            sheet.progress = None;
        }
        self.overlays.push(Overlay::Choice(lists::overwrite(file)));
    }

    /// Asks whether public copies are to go out in spite of this; the sheet stays below.
    pub(super) fn ask_about_public(&mut self, file: ExportFile, warnings: &[String]) {
        if let Some(sheet) = self.sheet() {
            sheet.progress = None;
        }
        self.overlays.push(Overlay::Choice(lists::warned(file, warnings)));
    }

    /// The sheet stays as it was filled in.
    pub(super) fn not_exported(&mut self, why: String) {
        if let Some(sheet) = self.sheet() {
            sheet.progress = None;
        }
        self.complain(why);
    }

    /// Notes that evaluations were written to a file.
    pub(super) fn exported(&mut self, file: ExportFile, name: &str, told: &[String]) {
        let ExportFile { evaluations, format, copy, path, .. } = file;
        self.overlays.retain(|overlay| !matches!(overlay, Overlay::Export(_)));
        self.export_left = None;
        if self.cx.settings.exported.first() != Some(&format) {
            self.cx.settings.export_to(format);
            self.ask(Effect::Keep(self.cx.settings.clone()));
        }
        let written = match (evaluations.len(), copy) {
            (1, CopyKind::Internal) => "Written".to_owned(),
            (1, CopyKind::Public) => "Public copy written".to_owned(),
            (several, copy) => format!("{} written", copy.counted(several)),
        };
        let lines: Vec<&str> = told.iter().map(String::as_str).collect();
        self.inform([&[&*format!("{written} to {name}")], &lines[..]].concat().join(". "));
        let is_whole = |id: &Id| evaluations.first() == Some(id) && format == Export::Ron;
        if let Some(session) = self.session_mut().filter(|open| is_whole(&open.evaluation().id)) {
            session.exported =
                Some((Arc::new(session.evaluation().clone()), ExportedCopy { path, name: name.to_owned() }));
            self.ask_unsaved();
        }
    }
}

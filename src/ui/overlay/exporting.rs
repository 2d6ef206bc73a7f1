//! The export sheet: what is exported, as what, what goes with it, and where to.

use std::path::PathBuf;

use ratatui::layout::Rect;

use super::{Overlay, Response};
use crate::exchange::{CopyKind, Export, Part};
use crate::model::{Id, Moment, id::slug};
use crate::text::{Text, counted};
use crate::ui::{
    Action, Canvas, Context, Effect, ExportFile, List, Move, Scope,
    writing::{InputTurn, TextInput},
};

/// The column of the values.
const VALUE: u16 = 9;

/// Evaluations that can be exported together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportSubject {
    /// What they are, in words.
    pub told: String,
    /// The evaluations.
    pub evaluations: Vec<Id>,
}

impl ExportSubject {
    /// One evaluation, by its title.
    pub fn one(id: &Id, title: &str) -> ExportSubject {
        ExportSubject { told: title.to_owned(), evaluations: vec![id.clone()] }
    }

    /// Several: what they are in words, behind their count.
    pub fn several(evaluations: Vec<Id>, which: &str) -> ExportSubject {
        ExportSubject { told: format!("{}{which}", counted(evaluations.len(), "evaluation")), evaluations }
    }

    /// What a file of them is called, without its extension.
    fn stem(&self, now: Moment) -> String {
        match &self.evaluations[..] {
            [_] => slug(&self.told),
            _ => format!("evaluations-{}", now.day()),
        }
    }
}

/// A row of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SheetRow {
    Subject,
    Format,
    Copy,
    Part(Part),
    File,
}

/// What is to be exported, as it is filled in.
#[derive(Clone, Debug)]
pub struct ExportSheet {
    subjects: Vec<ExportSubject>,
    subject: usize,
    formats: Vec<Export>,
    format: usize,
    copy: CopyKind,
    parts: Vec<Part>,
    file: TextInput,
    now: Moment,
    /// How many evaluations are written so far, of how many, while it is under way.
    pub progress: Option<(usize, usize)>,
    pub(super) list: List,
}

impl ExportSheet {
    /// A sheet of these, of which the first are proposed, as the format used last. There is at least one.
    pub fn of(subjects: Vec<ExportSubject>, cx: &Context) -> Overlay {
        let last = cx.settings.exported.first().copied();
        Overlay::Export(Box::new(ExportSheet::as_one_of(subjects, Export::ALL.to_vec(), last, cx.now)))
    }

    /// A sheet of these as one of these formats: that which is proposed, else the first. There is at least one.
    pub fn as_one_of(
        subjects: Vec<ExportSubject>,
        formats: Vec<Export>,
        proposed: Option<Export>,
        now: Moment,
    ) -> ExportSheet {
        let format = formats.iter().position(|format| Some(*format) == proposed).unwrap_or(0);
        let (file, list) = (TextInput::new(""), List::at(1));
        let (copy, parts, progress) = (CopyKind::default(), Vec::new(), None);
        let mut sheet = ExportSheet { subjects, subject: 0, formats, format, copy, parts, file, now, progress, list };
        sheet.file = TextInput::new(&sheet.proposed());
        sheet
    }

    /// Whether both are about the same evaluations.
    pub fn is_about_the_same(&self, other: &ExportSheet) -> bool {
        self.subjects == other.subjects
    }

    fn subject(&self) -> &ExportSubject {
        &self.subjects[self.subject]
    }

    fn format(&self) -> Export {
        self.formats[self.format]
    }

    /// A name that tells nothing where the copy is to give nobody away.
    fn proposed(&self) -> String {
        let stem = match (self.copy, self.subject().evaluations.len()) {
            (CopyKind::Internal, _) => self.subject().stem(self.now),
            (CopyKind::Public, 1) => "public-copy".to_owned(),
            (CopyKind::Public, _) => format!("public-copies-{}", self.now.day()),
        };
        format!("~/{stem}.{}", self.format().extension())
    }

    /// What goes into the file besides, where that is asked for.
    fn optional_parts(&self) -> impl Iterator<Item = Part> {
        let stays_at_home = |part: &Part| match part {
            Part::Evidence | Part::History => false,
            Part::Remarks | Part::Jots | Part::Visits => true,
        };
        let (is_report, is_public) = (self.format().report().is_some(), self.copy == CopyKind::Public);
        Part::ALL.into_iter().filter(move |part| is_report && !(is_public && stays_at_home(part)))
    }

    /// The rows that say something of this format.
    fn rows(&self) -> Vec<SheetRow> {
        let parts = self.optional_parts().map(SheetRow::Part);
        [SheetRow::Subject, SheetRow::Format, SheetRow::Copy].into_iter().chain(parts).chain([SheetRow::File]).collect()
    }

    fn row(&self) -> SheetRow {
        let rows = self.rows();
        rows[self.list.chosen().min(rows.len() - 1)]
    }

    pub(super) fn len(&self) -> usize {
        self.rows().len()
    }

    pub(super) fn scopes(&self) -> &'static [Scope] {
        match (self.progress, self.row()) {
            (Some(_), _) => &[Scope::Exporting, Scope::Anywhere],
            (None, SheetRow::File) => {
                &[Scope::Export, Scope::Line, Scope::Text, Scope::Navigation, Scope::Undo, Scope::Anywhere]
            }
            (None, SheetRow::Subject | SheetRow::Format | SheetRow::Copy | SheetRow::Part(_)) => {
                &[Scope::ExportChoice, Scope::Export, Scope::Navigation, Scope::Anywhere]
            }
        }
    }

    /// The line that takes typing now.
    pub(super) fn line(&mut self) -> Option<&mut TextInput> {
        (self.progress.is_none() && self.row() == SheetRow::File).then_some(&mut self.file)
    }

    pub(super) fn act(&mut self, action: Action, cx: &Context) -> Response {
        match action {
            Action::Leave if self.progress.is_some() => return Response::Stay(vec![Effect::CancelExport]),
            Action::Leave => return Response::Close,
            Action::Accept => return self.export(),
            Action::NextField => self.list.go(Move::Down),
            Action::PreviousField => self.list.go(Move::Up),
            Action::Right => self.change(1),
            Action::Left => self.change(-1),
            _ => {
                if let Some(line) = self.line() {
                    let InputTurn { copied, line, changed: _ } = line.act(action, &cx.clipboard);
                    return line
                        .map_or(Response::Stay(copied.into_iter().collect()), |line| Response::Say(line.into()));
                }
            }
        }
        Response::stay()
    }

    /// A click on the row that is chosen already.
    pub(super) fn click(&mut self) -> Response {
        if self.progress.is_none() {
            self.change(1);
        }
        Response::stay()
    }

    /// Goes to the next value of the row, or to the one before.
    fn change(&mut self, by: isize) {
        let was = self.proposed();
        match self.row() {
            SheetRow::Subject => self.subject = around(self.subject, by, self.subjects.len()),
            SheetRow::Format => self.format = around(self.format, by, self.formats.len()),
            SheetRow::Copy => {
                self.copy = match self.copy {
                    CopyKind::Internal => CopyKind::Public,
                    CopyKind::Public => CopyKind::Internal,
                }
            }
            SheetRow::Part(part) if self.parts.contains(&part) => self.parts.retain(|one| *one != part),
            SheetRow::Part(part) => self.parts.push(part),
            SheetRow::File => {}
        }
        self.propose(&was);
    }

    /// Follows with the file's name, as far as it is not the user's own.
    fn propose(&mut self, was: &str) {
        let typed = self.file.text();
        let extension = was.rsplit_once('.').map_or("", |(_, extension)| extension);
        if typed.as_str() == was {
            self.file = TextInput::new(&self.proposed());
        } else if let Some(stem) = typed.strip_suffix(extension).and_then(|rest| rest.strip_suffix('.')) {
            self.file = TextInput::new(&format!("{stem}.{}", self.format().extension()));
        }
    }

    fn export(&mut self) -> Response {
        let path = Text::from(self.file.text().trim());
        if path.is_blank() {
            return Response::Say("Name a file first: nothing was exported".to_owned());
        }
        let path = PathBuf::from(path.as_str());
        if let Some(other) = self.format().contradicted_by(&path) {
            let (named, chosen) = (other.extension(), self.format().extension());
            return Response::Say(format!(
                "The file's name ends in .{named}, and {chosen} is chosen: change one of them"
            ));
        }
        self.progress = Some((0, self.subject().evaluations.len()));
        Response::Stay(vec![Effect::Export(ExportFile {
            evaluations: self.subject().evaluations.clone(),
            format: self.format(),
            copy: self.copy,
            in_spite: false,
            parts: self.optional_parts().filter(|part| self.parts.contains(part)).collect(),
            path,
            overwrites: false,
        })])
    }

    pub(super) fn settle(&mut self, width: u16, rows: u16) {
        self.file.editor.resize(width.saturating_sub(VALUE + 3).max(1), 1);
        self.list.settle(self.len(), rows);
    }

    pub(super) fn view(&self, inner: Rect, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let line = match self.progress {
            Some((done, all)) => format!("Exporting: {done} of {all}"),
            None => self.format().in_words().to_owned(),
        };
        let used = canvas.text(3, inner.y, inner.width.saturating_sub(3), &line, theme.dim());
        if let Some((done, all)) = self.progress.filter(|(_, all)| *all > 1) {
            canvas.gauge(
                3 + used + 2,
                inner.y,
                inner.width.saturating_sub(used + 6),
                f64::from(done as u32) / f64::from(all as u32),
            );
        }
        let mut cursor = None;
        let rows = self.rows();
        for (n, y) in (self.list.top()..rows.len()).zip(inner.y + 1..inner.bottom()) {
            let chosen = n == self.list.chosen().min(rows.len() - 1);
            cursor = self.draw_row(rows[n], chosen, Rect { y, height: 1, ..inner }, canvas).or(cursor);
        }
        cursor
    }

    /// All formats by their extensions, the chosen one in brackets.
    fn formats_in_a_row(&self) -> String {
        let named = self.formats.iter().enumerate().map(|(n, format)| match format.extension() {
            chosen if n == self.format => format!("[{chosen}]"),
            other => other.to_owned(),
        });
        named.collect::<Vec<_>>().join(" ")
    }

    fn draw_row(&self, row: SheetRow, chosen: bool, area: Rect, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        if chosen {
            canvas.bar(1, area.y, 1);
        }
        let style = if chosen { theme.accent() } else { theme.plain() };
        let room = area.right().saturating_sub(VALUE);
        let (label, value) = match row {
            SheetRow::Subject => ("What", self.subject().told.clone()),
            SheetRow::Format => ("As", self.formats_in_a_row()),
            SheetRow::Copy => ("Copy", for_whom(self.copy).to_owned()),
            SheetRow::Part(part) => {
                let label = if self.optional_parts().next() == Some(part) { "With" } else { "" };
                let sign = if self.parts.contains(&part) { "[x]" } else { "[ ]" };
                (label, format!("{sign} {}", in_words(part)))
            }
            SheetRow::File => ("File", String::new()),
        };
        canvas.text(3, area.y, VALUE - 3, label, theme.dim());
        if row == SheetRow::File {
            let place = Rect::new(VALUE, area.y, room.saturating_sub(1).max(1), 1);
            return canvas.editor(&self.file.editor, place).filter(|_| chosen && self.progress.is_none());
        }
        canvas.text(VALUE, area.y, room, &value, style);
        None
    }
}

/// The place `by` further among `len`, around the end.
fn around(at: usize, by: isize, len: usize) -> usize {
    (at + len).saturating_add_signed(by) % len
}

fn for_whom(copy: CopyKind) -> &'static str {
    match copy {
        CopyKind::Internal => "internal: names and words as they stand",
        CopyKind::Public => "public: names replaced; no visits, people met, jots, remarks",
    }
}

fn in_words(part: Part) -> &'static str {
    match part {
        Part::Remarks => "remarks",
        Part::Jots => "jots",
        Part::Evidence => "comments and evidence",
        Part::Visits => "visits and the people met",
        Part::History => "the status history",
    }
}

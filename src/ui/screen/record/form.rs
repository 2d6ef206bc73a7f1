//! Forms: the practice's details with its evaluators and visits, and an inspiring tool.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use jiff::civil::Date;
use ratatui::{layout::Rect, style::Style};

use super::jot::speaker_of;
use crate::{
    model::{
        country, day,
        edit::{Detail, Edit, Entry, Field, ToolPart, VisitPart},
        evaluation::Visit,
        id::{Dice, Id},
        moment::Moment,
    },
    text::{
        Splice, Text,
        cluster::str_width,
        editor::{Mode, Motion},
        wrap::wrap,
    },
    ui::{
        command::Scope,
        screen::{Context, FOOTER},
        session::{Desk, FieldEditor},
        theme::Canvas,
    },
};

/// A form on fields of the open evaluation.
#[derive(Debug)]
pub(super) struct Form {
    title: &'static str,
    rows: Vec<Row>,
    focus: usize,
    /// Whether Enter takes the whole form instead of beginning a line or going on.
    pub(super) enter_takes: bool,
    /// The rows' areas and the first row shown, as last laid out.
    areas: Vec<Rect>,
    top: u16,
}

#[derive(Debug)]
struct Row {
    label: &'static str,
    /// What is said where nothing is filled in.
    hint: &'static str,
    shown: FieldEditor,
}

/// The columns of the labels.
const LABELS: u16 = 18;
/// The most rows that one field takes.
const TALLEST: usize = 6;

impl Form {
    /// The practice's details, the evaluators and the visits.
    pub(super) fn details(desk: &Desk) -> Form {
        use Mode::{Line, Prose};
        let mut form = Form::empty("Practice details, evaluators and visits");
        for (detail, label, hint, mode) in [
            (Detail::Title, "Practice", "what the practice is called", Line),
            (Detail::Organisation, "Organisation", "who runs it", Line),
            (Detail::Country, "Country", "name or code", Line),
            (Detail::Place, "Place", "town, district or region", Line),
            (Detail::Period, "Period", "since when, until when", Line),
            (Detail::Address, "Web address", "", Line),
            (Detail::Summary, "Summary", "what it does, in a few sentences", Prose),
        ] {
            form.add(desk, Field::Practice(detail), label, hint, mode);
        }
        form.add(desk, Field::Evaluators, "Evaluators", "one name a line", Prose);
        for visit in &desk.evaluation.visits {
            for (part, label, hint, mode) in [
                (VisitPart::Date, "Visit", "the day: 24 nov, yesterday, 2026-11-24", Line),
                (VisitPart::Place, "  where", "", Line),
                (VisitPart::People, "  people met", "one name a line", Prose),
            ] {
                form.add(desk, Field::Visit(visit.id.clone(), part), label, hint, mode);
            }
        }
        form
    }

    /// An inspiring tool.
    pub(super) fn tool(desk: &Desk, question: &Id, tool: &Id) -> Form {
        let mut form = Form::empty("Inspiring tool");
        for (part, label, hint, mode) in [
            (ToolPart::Title, "Title", "what it is called", Mode::Line),
            (ToolPart::Address, "Web address", "", Mode::Line),
            (ToolPart::Note, "Note", "why it is worth telling others", Mode::Prose),
        ] {
            form.add(desk, Field::Tool(question.clone(), tool.clone(), part), label, hint, mode);
        }
        form
    }

    /// A jot's text and speaker. A jot is one line where it is taken down, so Enter takes what stands there.
    pub(super) fn jot(desk: &Desk, jot: &Id) -> Form {
        let mut form = Form { enter_takes: true, ..Form::empty("Jot") };
        form.add(desk, Field::Jot(jot.clone()), "Jot", "what was said", Mode::Prose);
        form.add(desk, Field::Speaker(jot.clone()), "Speaker", "who said it", Mode::Line);
        form
    }

    fn empty(title: &'static str) -> Form {
        Form { title, rows: Vec::new(), focus: 0, enter_takes: false, areas: Vec::new(), top: 0 }
    }

    fn add(&mut self, desk: &Desk, field: Field, label: &'static str, hint: &'static str, mode: Mode) {
        let mut shown = FieldEditor::new(desk, field, mode);
        if self.rows.is_empty() {
            shown.editor.move_caret(Motion::End, false);
        }
        self.rows.push(Row { label, hint, shown });
    }

    /// The scopes of its keys, the innermost first: only the details have visits.
    pub(super) fn scopes(&self) -> &'static [Scope] {
        match self.rows[0].shown.field {
            Field::Practice(_) => &[Scope::Text, Scope::Details, Scope::Form, Scope::Anywhere],
            _ => &[Scope::Text, Scope::Form, Scope::Anywhere],
        }
    }

    /// The field that has the caret.
    pub(super) fn focused(&mut self) -> &mut FieldEditor {
        &mut self.rows[self.focus].shown
    }

    /// Goes `by` fields on, from the last to the first.
    pub(super) fn go_on(&mut self, by: isize, desk: &mut Desk, today: Date) -> Result<(), String> {
        self.complete(desk, today)?;
        self.focus_at((self.focus as isize + by).rem_euclid(self.rows.len() as isize) as usize);
        Ok(())
    }

    /// Writes out what the focused field means: a day typed in words, a country by its code or beginning, a speaker
    /// without the role.
    pub(super) fn complete(&mut self, desk: &mut Desk, today: Date) -> Result<(), String> {
        let shown = self.focused();
        let typed = shown.editor.text();
        let meant = match &shown.field {
            Field::Visit(_, VisitPart::Date) => day::meant(&typed, today).map(|day| day.to_string()),
            Field::Practice(Detail::Country) => country::completed(&typed).map(str::to_owned),
            Field::Speaker(_) => Some(speaker_of(&typed).to_owned()),
            _ => None,
        };
        match meant {
            Some(meant) if meant != typed.as_str() => {
                let splice = Splice { at: 0, removed: typed, inserted: Text::from(meant) };
                desk.splice(shown, splice)
            }
            _ => Ok(()),
        }
    }

    /// Puts the focus on a field, where the form has it.
    pub(super) fn focus_on(&mut self, field: &Field) {
        if let Some(at) = self.rows.iter().position(|row| row.shown.field == *field) {
            self.focus_at(at);
        }
    }

    /// Shows a change of a field that was taken back; whether the form has the field.
    pub(super) fn take_back(&mut self, field: &Field, splice: &Splice) -> bool {
        let row = self.rows.iter_mut().find(|row| row.shown.field == *field);
        row.is_some_and(|row| {
            row.shown.editor.apply(splice);
            true
        })
    }

    /// Goes to a field, ready to write on; the one left shows its beginning.
    fn focus_at(&mut self, at: usize) {
        if at != self.focus {
            self.focused().editor.move_caret(Motion::Start, false);
            self.focus = at;
            self.focused().editor.move_caret(Motion::End, false);
        }
    }

    /// Whether moving up or down would leave the focused field.
    pub(super) fn at_edge(&self, motion: Motion) -> bool {
        let editor = &self.rows[self.focus].shown.editor;
        let mut moved = editor.clone();
        moved.move_caret(motion, false);
        editor.mode() == Mode::Line || moved.cursor().map(|(_, y)| y) == editor.cursor().map(|(_, y)| y)
    }

    /// Adds a visit of today and goes to it.
    pub(super) fn add_visit(&mut self, desk: &mut Desk, now: Moment, dice: &mut Dice) -> Result<(), String> {
        let id = Id::of_record('v', dice);
        let date = Text::from(now.day().to_string());
        let visit = Visit::on(id.clone(), date);
        desk.change(Edit::add(&desk.evaluation, Entry::Visit(visit)), None, None)?;
        *self = Form::details(desk);
        self.focus_on(&Field::Visit(id, VisitPart::Date));
        // Typing another day replaces today's.
        self.focused().editor.select_all();
        Ok(())
    }

    /// Removes the visit that has the caret.
    pub(super) fn remove_visit(&mut self, desk: &mut Desk) -> Result<(), String> {
        let Field::Visit(id, _) = &self.rows[self.focus].shown.field else {
            return Err("the caret stands in no visit".to_owned());
        };
        let at = desk.evaluation.visits.position(id).ok_or("the visit is gone")?;
        let record = Entry::Visit(desk.evaluation.visits[at].clone());
        desk.change(Edit::Remove { at, record }, None, None)?;
        let focus = self.focus;
        *self = Form::details(desk);
        self.focus_at(focus.min(self.rows.len() - 1));
        Ok(())
    }

    /// A click puts the caret there; the wheel goes through the fields.
    pub(super) fn mouse(&mut self, mouse: MouseEvent) {
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                let row = self.areas.iter().position(|area| (area.top()..area.bottom()).contains(&mouse.row));
                if let Some(row) = row {
                    self.focus_at(row);
                    let area = self.areas[row];
                    let (x, y) = (mouse.column.saturating_sub(area.x), mouse.row - area.y);
                    self.rows[row].shown.editor.click(x, y, false);
                }
            }
            MouseEventKind::ScrollDown => self.focus_at((self.focus + 1).min(self.rows.len() - 1)),
            MouseEventKind::ScrollUp => self.focus_at(self.focus.saturating_sub(1)),
            _ => {}
        }
    }

    /// Lays the fields out for the terminal's size, the focused one in sight.
    pub(super) fn settle(&mut self, desk: &Desk, cx: &Context) {
        let area = body(cx);
        let width = area.width.saturating_sub(LABELS).clamp(1, 90);
        let mut y = 0;
        let mut spans = Vec::new();
        for (at, row) in self.rows.iter_mut().enumerate() {
            row.shown.editor.resize(width, TALLEST as u16);
            let rows = if row.shown.editor.mode() == Mode::Line { 1 } else { row.shown.editor.rows(TALLEST) };
            row.shown.editor.resize(width, rows as u16);
            let begins_visit = matches!(&row.shown.field, Field::Visit(_, VisitPart::Date) | Field::Evaluators);
            y += u16::from(begins_visit && at > 0);
            spans.push((y, rows as u16));
            y += rows as u16;
            y += below(&row.shown.field, desk).map_or(0, |told| wrap(&told, usize::from(width)).len() as u16);
        }
        let (at, rows) = spans[self.focus];
        self.top = self.top.min(at).max((at + rows).saturating_sub(area.height));
        let place = |(at, rows): (u16, u16)| {
            let above = self.top.saturating_sub(at).min(rows);
            let y = area.y + at.saturating_sub(self.top);
            Rect::new(area.x + LABELS, y, width, (rows - above).min(area.bottom().saturating_sub(y)))
        };
        self.areas = spans.into_iter().map(place).collect();
    }

    /// Draws the form; returns where the cursor stands.
    pub(super) fn view(&self, desk: &Desk, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let area = body(cx);
        canvas.text(area.x, area.y.saturating_sub(2), area.width, self.title, theme.dim());
        let mut cursor = None;
        for (at, (row, place)) in self.rows.iter().zip(&self.areas).enumerate() {
            if place.height == 0 {
                continue;
            }
            let focused = at == self.focus;
            let style = if focused { theme.accent() } else { theme.dim() };
            canvas.text(area.x, place.y, LABELS - 2, row.label, style);
            let drawn = canvas.editor(&row.shown.editor, *place);
            if row.shown.editor.is_empty() {
                let x = place.x + u16::from(focused);
                canvas.text(x, place.y, place.width.saturating_sub(1), row.hint, theme.dim());
            }
            if let Some((note, style)) = note(row, cx) {
                let used = str_width(&row.shown.editor.text()) as u16;
                let x = place.x + used + 3;
                canvas.text(x, place.y, area.right().saturating_sub(x), &note, style);
            }
            if let Some(told) = below(&row.shown.field, desk) {
                let rows = wrap(&told, usize::from(place.width));
                for (row, y) in rows.into_iter().zip(place.bottom()..area.bottom()) {
                    canvas.text(place.x, y, place.width, told[row].trim_end(), theme.dim());
                }
            }
            if focused {
                canvas.bar(area.x - 2, place.y, place.height);
                cursor = drawn;
            }
        }
        cursor
    }
}

/// What is said beside what is filled in: the day in full, the country that a beginning means, an address that is none.
fn note(row: &Row, cx: &Context) -> Option<(String, Style)> {
    let theme = cx.theme;
    let typed = row.shown.editor.text();
    if typed.is_blank() {
        return None;
    }
    match &row.shown.field {
        Field::Visit(_, VisitPart::Date) => {
            let Some(day) = day::meant(&typed, cx.now.day()) else {
                return Some(("not understood; try 24 nov 2026".to_owned(), theme.warning()));
            };
            Some((day::in_full(day), theme.dim()))
        }
        Field::Practice(Detail::Country) => match country::completed(&typed) {
            Some(country) if country == typed.as_str() => None,
            Some(country) => Some((country.to_owned(), theme.dim())),
            None if country::is_known(&typed) => None,
            None => Some(("no country that is known; kept as typed".to_owned(), theme.dim())),
        },
        Field::Practice(Detail::Address) | Field::Tool(_, _, ToolPart::Address) if !is_address(&typed) => {
            Some(("does not look like a web address".to_owned(), theme.warning()))
        }
        _ => None,
    }
}

/// What is said below a visit's day: from when until when it lasted, and what it brought.
fn below(field: &Field, desk: &Desk) -> Option<String> {
    let Field::Visit(id, VisitPart::Date) = field else { return None };
    let visit = desk.evaluation.visits.get(id)?;
    let hours = visit.hours.map(|hours| hours.to_string());
    let told: Vec<String> = hours.into_iter().chain(desk.evaluation.during(visit, Some(&desk.framework))).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// Whether a text has the shape of a web address; it is never fetched.
fn is_address(typed: &str) -> bool {
    let typed = typed.trim();
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://")).unwrap_or(typed);
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    !typed.contains(char::is_whitespace) && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
}

fn body(cx: &Context) -> Rect {
    let (width, height) = cx.size;
    Rect::new(3, 4, width.saturating_sub(5), height.saturating_sub(4 + FOOTER))
}

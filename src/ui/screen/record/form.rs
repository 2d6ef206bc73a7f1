//! Forms: the practice's details with its evaluators and visits, an inspiring tool, and a jot.

use std::ops::Range;

use jiff::civil::Date;
use ratatui::{
    layout::{Position, Rect},
    style::Style,
};

use super::{Mode, Record};
use crate::model::{Detail, Edit, Entry, Field, Id, ToolPart, Visit, VisitPart, country, day};
use crate::text::{Motion, Splice, Text, cluster::str_width, editor::EditorMode, wrap::wrap};
use crate::ui::{
    Action, Canvas, Context, FieldEditor, List, Move, Scope, Session, Turn, command, screen::line::speaker_of,
};

/// A form on fields of the open evaluation.
#[derive(Clone, Debug)]
pub(super) struct Form {
    kind: FormKind,
    fields: Vec<FormField>,
    /// The fields as they are gone through; the chosen one has the caret.
    pub(super) list: List,
    /// Which rows the fields take, and where the rows in sight stand, as last laid out.
    spans: Vec<Range<usize>>,
    area: Rect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FormKind {
    Details,
    Tool,
    Jot,
}

#[derive(Clone, Debug)]
struct FormField {
    label: &'static str,
    /// What is said where nothing is filled in.
    hint: &'static str,
    shown: FieldEditor,
}

const LABELS: u16 = 18;
const TALLEST: usize = 6;

impl Form {
    pub(super) fn details(session: &Session) -> Form {
        use EditorMode::{Line, Prose};
        let mut fields = Fields(session, Vec::new());
        for (detail, label, hint, mode) in [
            (Detail::Title, "Practice", "what the practice is called", Line),
            (Detail::Organisation, "Organisation", "who runs it", Line),
            (Detail::Country, "Country", "name or code", Line),
            (Detail::Place, "Place", "town, district or region", Line),
            (Detail::Period, "Period", "since when, until when", Line),
            (Detail::Address, "Web address", "", Line),
            (Detail::Summary, "Summary", "what it does, in a few sentences", Prose),
        ] {
            fields.add(Field::Practice(detail), label, hint, mode);
        }
        fields.add(Field::Evaluators, "Evaluators", "one name a line", Prose);
        for visit in &session.evaluation().visits {
            for (part, label, hint, mode) in [
                (VisitPart::Date, "Visit", "the day: 24 nov, yesterday, 2026-11-24", Line),
                (VisitPart::Place, "  where", "", Line),
                (VisitPart::People, "  people met", "one name a line", Prose),
            ] {
                fields.add(Field::Visit(visit.id.clone(), part), label, hint, mode);
            }
        }
        Form::new(FormKind::Details, fields.1)
    }

    pub(super) fn tool(session: &Session, question: &Id, tool: &Id) -> Form {
        let mut fields = Fields(session, Vec::new());
        for (part, label, hint, mode) in [
            (ToolPart::Title, "Title", "what it is called", EditorMode::Line),
            (ToolPart::Address, "Web address", "", EditorMode::Line),
            (ToolPart::Note, "Note", "why it is worth telling others", EditorMode::Prose),
        ] {
            fields.add(Field::Tool(question.clone(), tool.clone(), part), label, hint, mode);
        }
        Form::new(FormKind::Tool, fields.1)
    }

    /// A jot's text and speaker. A jot is one line where it is taken down, so Enter takes what stands there.
    pub(super) fn jot(session: &Session, jot: &Id) -> Form {
        let mut fields = Fields(session, Vec::new());
        fields.add(Field::Jot(jot.clone()), "Jot", "what was said", EditorMode::Prose);
        fields.add(Field::Speaker(jot.clone()), "Speaker", "who said it", EditorMode::Line);
        Form::new(FormKind::Jot, fields.1)
    }

    fn new(kind: FormKind, fields: Vec<FormField>) -> Form {
        Form { kind, fields, list: List::default(), spans: Vec::new(), area: Rect::default() }
    }

    fn title(&self) -> &'static str {
        match self.kind {
            FormKind::Details => "Practice details, evaluators and visits",
            FormKind::Tool => "Inspiring tool",
            FormKind::Jot => "Jot",
        }
    }

    /// The scopes of its keys, the innermost first: only the details have visits.
    pub(super) fn scopes(&self) -> &'static [Scope] {
        use Scope::{Anywhere, Details, Evaluation, Form, JotForm, Line, Navigation, OneLine, Prose, Text, Undo};
        match (self.kind, self.fields[self.list.chosen()].shown.editor.mode()) {
            (FormKind::Details, EditorMode::Line) => {
                &[OneLine, Line, Text, Details, Form, Evaluation, Navigation, Undo, Anywhere]
            }
            (FormKind::Details, EditorMode::Prose) => {
                &[Text, Prose, Details, Form, Evaluation, Navigation, Undo, Anywhere]
            }
            (FormKind::Tool, EditorMode::Line) => &[OneLine, Line, Text, Form, Evaluation, Navigation, Undo, Anywhere],
            (FormKind::Tool, EditorMode::Prose) => &[Text, Prose, Form, Evaluation, Navigation, Undo, Anywhere],
            (FormKind::Jot, EditorMode::Line) => &[JotForm, Line, Text, Form, Evaluation, Navigation, Undo, Anywhere],
            (FormKind::Jot, EditorMode::Prose) => &[JotForm, Text, Prose, Form, Evaluation, Navigation, Undo, Anywhere],
        }
    }

    pub(super) fn focused(&mut self) -> &mut FieldEditor {
        // Whatever is done with it brings it back in sight, wherever the wheel has scrolled to.
        self.list.choose(self.list.chosen());
        &mut self.fields[self.list.chosen()].shown
    }

    /// Does what a command says, but for leaving.
    fn act(&mut self, action: Action, session: &mut Session, cx: &Context) -> Turn {
        let today = cx.now.day();
        match action {
            Action::NextField | Action::Go(Move::Down) => self.go_on(1, session, today),
            Action::PreviousField | Action::Go(Move::Up) => self.go_on(-1, session, today),
            Action::Move(Motion::Up) if self.focused().editor.is_in_first_row() => self.go_on(-1, session, today),
            Action::Move(Motion::Down) if self.focused().editor.is_in_last_row() => self.go_on(1, session, today),
            Action::RemoveVisit => self.remove_visit(session),
            Action::AddVisit => self.add_visit(session, cx),
            _ => self.focused().write(action, session, cx),
        }
    }

    /// Goes `by` fields on, from the last to the first.
    fn go_on(&mut self, by: isize, session: &mut Session, today: Date) -> Turn {
        let turn = self.complete(session, today);
        if turn.is_done() {
            self.focus_at((self.list.chosen() as isize + by).rem_euclid(self.fields.len() as isize) as usize);
        }
        turn
    }

    /// Writes out what the focused field means: a day typed in words, a country by its code or beginning, a speaker
    /// without the role.
    fn complete(&mut self, session: &mut Session, today: Date) -> Turn {
        let shown = self.focused();
        let typed = shown.editor.text();
        let meant = match &shown.field {
            Field::Visit(_, VisitPart::Date) => day::parse(&typed, today).map(|day| day.to_string()),
            Field::Practice(Detail::Country) => country::completed(&typed).map(str::to_owned),
            Field::Speaker(_) => Some(speaker_of(&typed).to_owned()),
            _ => None,
        };
        match meant {
            Some(meant) if meant != typed.as_str() => {
                session.splice(shown, Splice { at: 0, removed: typed, inserted: Text::from(meant) })
            }
            _ => Turn::stay(),
        }
    }

    pub(super) fn focus_on(&mut self, field: &Field) {
        if let Some(at) = self.fields.iter().position(|one| one.shown.field == *field) {
            self.focus_at(at);
        }
    }

    pub(super) fn has(&self, field: &Field) -> bool {
        self.fields.iter().any(|one| one.shown.field == *field)
    }

    /// Shows the fields as the evaluation has them by now; whether any is left. The focus stays on its field, or where it was.
    pub(super) fn follow(&mut self, session: &Session) -> bool {
        self.fields.retain_mut(|one| one.shown.follow(session));
        if self.kind == FormKind::Details {
            let fresh = Form::details(session).fields;
            let mut known = std::mem::take(&mut self.fields);
            self.fields = fresh
                .into_iter()
                .map(|one| match known.iter().position(|old| old.shown.field == one.shown.field) {
                    Some(at) => known.swap_remove(at),
                    None => one,
                })
                .collect();
        }
        self.list.choose_within(self.fields.len());
        !self.fields.is_empty()
    }

    /// Goes to a field, ready to write on.
    fn focus_at(&mut self, at: usize) {
        if self.turn_to(at) {
            self.focused().editor.move_caret(Motion::End, false);
        }
    }

    /// Goes to a field as it is shown; whether it is another one. The one left shows its beginning.
    fn turn_to(&mut self, at: usize) -> bool {
        let turns = at != self.list.chosen();
        if turns {
            self.focused().editor.move_caret(Motion::Start, false);
            self.list.choose(at);
        }
        turns
    }

    fn add_visit(&mut self, session: &mut Session, cx: &Context) -> Turn {
        let id = cx.new_id('v');
        let visit = Visit::on(id.clone(), Text::from(cx.now.day().to_string()));
        let caret = Some(self.focused().caret());
        let turn = session.change_at(Edit::add(session.evaluation(), Entry::Visit(visit)), caret);
        if turn.is_done() {
            *self = Form::details(session);
            self.focus_on(&Field::Visit(id, VisitPart::Date));
            // Typing another day replaces today's.
            self.focused().editor.select_all();
        }
        turn
    }

    fn remove_visit(&mut self, session: &mut Session) -> Turn {
        let caret = self.focused().caret();
        let Field::Visit(id, _) = &caret.field else {
            return Turn::complain("The caret is not in a visit");
        };
        let Some(at) = session.evaluation().visits.position(id) else { return Turn::complain("The visit is gone") };
        let record = Entry::Visit(session.evaluation().visits[at].clone());
        let turn = session.change_at(Edit::Remove { at, record }, Some(caret));
        if turn.is_done() {
            let focus = self.list.chosen();
            *self = Form::details(session);
            self.focus_at(focus.min(self.fields.len() - 1));
        }
        turn.and_inform("Visit removed: Ctrl-Z brings it back")
    }

    /// The place of the field at a row of the screen, and where in the field's rows that row is.
    fn field_at(&self, row: u16) -> Option<(usize, u16)> {
        let row = self.list.top() + usize::from(row.checked_sub(self.area.y).filter(|_| row < self.area.bottom())?);
        let at = self.spans.iter().position(|span| span.contains(&row))?;
        Some((at, (row - self.spans[at].start) as u16))
    }

    pub(super) fn click(&mut self, at: Position) {
        if let Some((field, row)) = self.field_at(at.y) {
            let column = at.x.saturating_sub(self.area.x + LABELS);
            self.turn_to(field);
            self.focused().editor.click(column, row, false);
        }
    }

    /// A field that is taller than its room is scrolled where the pointer is on it, until it ends; else the form is.
    pub(super) fn scroll(&mut self, at: Position, by: isize) {
        let field = self.field_at(at.y).map(|(field, _)| &mut self.fields[field].shown.editor);
        if !field.is_some_and(|editor| editor.scroll(by)) {
            self.list.scroll(by);
        }
    }

    /// Lays the fields out for the terminal's size, the focused one in sight once it was gone to.
    pub(super) fn settle(&mut self, session: &Session, cx: &Context) {
        let area = cx.body(3, 4, 2);
        let width = width_of(area);
        let mut y = 0;
        let mut spans = Vec::new();
        for (at, one) in self.fields.iter_mut().enumerate() {
            one.shown.editor.resize(width, TALLEST as u16);
            let rows = if one.shown.editor.mode() == EditorMode::Line { 1 } else { one.shown.editor.rows(TALLEST) };
            one.shown.editor.resize(width, rows as u16);
            let begins_visit = matches!(&one.shown.field, Field::Visit(_, VisitPart::Date) | Field::Evaluators);
            y += usize::from(begins_visit && at > 0);
            spans.push(y..y + rows);
            y += rows;
            y += below(&one.shown.field, session).map_or(0, |told| wrap(&told, usize::from(width)).len());
        }
        self.list.settle_with(spans.len(), area.height, y, |at| spans[at].clone());
        (self.spans, self.area) = (spans, area);
    }

    /// Where a row stands on the screen; none where it is out of sight.
    fn y_of(&self, row: usize) -> Option<u16> {
        let y = self.area.y + row.checked_sub(self.list.top())?.try_into().unwrap_or(u16::MAX - self.area.y);
        (y < self.area.bottom()).then_some(y)
    }

    /// Where a field stands, as far as it is in sight, and how many of its rows are above that; none where it is out of sight.
    fn place_of(&self, field: usize) -> Option<(Rect, u16)> {
        let span = &self.spans[field];
        let above = self.list.top().saturating_sub(span.start);
        let y = self.y_of(span.start + above).filter(|_| above < span.len())?;
        let rows = ((span.len() - above) as u16).min(self.area.bottom() - y);
        let x = self.area.x + LABELS;
        Some((Rect::new(x, y, width_of(self.area), rows), above as u16))
    }

    pub(super) fn view(&self, session: &Session, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let (area, theme) = (self.area, canvas.theme);
        canvas.text(area.x, area.y.saturating_sub(2), area.width, self.title(), theme.dim());
        let mut cursor = None;
        for (at, row) in self.fields.iter().enumerate() {
            if let Some((place, above)) = self.place_of(at) {
                let caret = self.draw_field(at, place, above, cx, canvas);
                cursor = cursor.or(caret);
            }
            let Some(told) = below(&row.shown.field, session) else { continue };
            let (x, width) = (area.x + LABELS, width_of(area));
            for (n, line) in wrap(&told, usize::from(width)).into_iter().enumerate() {
                if let Some(y) = self.y_of(self.spans[at].end + n) {
                    canvas.text(x, y, width, told[line].trim_end(), theme.dim());
                }
            }
        }
        cursor
    }

    /// Draws a field where it stands, without the rows above; returns where the cursor stands, if it has the focus.
    fn draw_field(
        &self,
        at: usize,
        place: Rect,
        above: u16,
        cx: &Context,
        canvas: &mut Canvas<'_>,
    ) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let (row, area) = (&self.fields[at], self.area);
        let focused = at == self.list.chosen();
        let style = if focused { theme.accent() } else { theme.plain() };
        canvas.text(area.x, place.y, LABELS - 2, row.label, style);
        let cursor = canvas.editor_cut(&row.shown.editor, place, above);
        if row.shown.editor.is_empty() {
            canvas.hint(place.x + u16::from(focused), place.y, place.width.saturating_sub(1), row.hint);
        }
        if let Some((note, style)) = note(row, cx) {
            let used = str_width(&row.shown.editor.text()) as u16;
            let x = place.x + used + 3;
            canvas.text(x, place.y, area.right().saturating_sub(x), &note, style);
        }
        if focused {
            canvas.bar(area.x - 2, place.y, place.height);
        }
        cursor.filter(|_| focused)
    }
}

/// The columns that the fields have, within the form's.
fn width_of(area: Rect) -> u16 {
    area.width.saturating_sub(LABELS).clamp(1, 90)
}

/// What is said beside what is filled in: the day in full, the country that a beginning means, an address that is none.
fn note(row: &FormField, cx: &Context) -> Option<(String, Style)> {
    let theme = cx.theme;
    let typed = row.shown.editor.text();
    if typed.is_blank() {
        return None;
    }
    match &row.shown.field {
        Field::Visit(_, VisitPart::Date) => {
            let Some(day) = day::parse(&typed, cx.now.day()) else {
                return Some(("date not recognised: try 24 nov 2026".to_owned(), theme.warning()));
            };
            Some((day::in_full(day), theme.dim()))
        }
        Field::Practice(Detail::Country) => match country::completed(&typed) {
            Some(country) if country == typed.as_str() => None,
            Some(country) => Some((country.to_owned(), theme.dim())),
            None if country::is_known(&typed) => None,
            None => Some(("country not recognised; kept as typed".to_owned(), theme.dim())),
        },
        Field::Practice(Detail::Address) | Field::Tool(_, _, ToolPart::Address) if !is_address(&typed) => {
            Some(("does not look like a web address".to_owned(), theme.warning()))
        }
        _ => None,
    }
}

/// What is said below a visit's day: from when until when it lasted, and what it brought.
fn below(field: &Field, session: &Session) -> Option<String> {
    let Field::Visit(id, VisitPart::Date) = field else { return None };
    let visit = session.evaluation().visits.get(id)?;
    let hours = visit.hours.map(|hours| hours.to_string());
    let told: Vec<String> =
        hours.into_iter().chain(session.evaluation().during(visit, Some(&session.framework))).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// Whether a text has the shape of a web address; it is never fetched.
fn is_address(typed: &str) -> bool {
    let typed = typed.trim();
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://")).unwrap_or(typed);
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    !typed.contains(char::is_whitespace) && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
}

impl Record {
    pub(super) fn act_in_form(&mut self, action: Action, cx: &Context) -> Turn {
        let Mode::Form(form, _) = &mut self.mode else { return Turn::stay() };
        let is_of_question = command::in_scopes(&[Scope::Evaluation]).any(|row| row.action == action);
        let leaves = action == Action::Leave || (action, form.kind) == (Action::Details, FormKind::Details);
        if !leaves && !is_of_question {
            return form.act(action, &mut self.session, cx);
        }
        let turn = form.complete(&mut self.session, cx.now.day());
        if leaves {
            self.leave_form();
            return turn;
        }
        // What only shows something over the form, or changes it, leaves it open.
        let stays = matches!(
            action,
            Action::VisitClock
                | Action::Save
                | Action::GoTo
                | Action::Checks
                | Action::Replace
                | Action::History
                | Action::Step(_)
        );
        if !stays {
            self.leave_form();
        }
        let turn = turn.and(self.act_on_question(action, self.mode.pane(), cx));
        self.follow();
        turn
    }

    fn leave_form(&mut self) {
        self.close_mode();
        self.follow();
    }
}

/// The fields of a form, as they are added to it.
struct Fields<'a>(&'a Session, Vec<FormField>);

impl Fields<'_> {
    fn add(&mut self, field: Field, label: &'static str, hint: &'static str, mode: EditorMode) {
        // The first is written on, the others show their beginnings.
        let editor = if self.1.is_empty() { FieldEditor::at_end } else { FieldEditor::new };
        self.1.push(FormField { label, hint, shown: editor(self.0, field, mode) });
    }
}

//! How forms are laid out and look.

use ratatui::{layout::Rect, style::Style};

use super::{Form, FormField, FormKind, Input, choices::Options};
use crate::model::{Detail, DetailKind, Field, Id, Item, ToolPart, VisitPart, country, day, place};
use crate::text::{cluster::str_width, editor::EditorMode, wrap::wrap};
use crate::ui::{Canvas, Context, Session, Theme};

/// The columns that labels have, at the least and at the most.
const LABELS: (u16, u16) = (18, 30);
const TALLEST: usize = 6;

impl Form {
    fn title(&self, session: &Session) -> String {
        match &self.kind {
            FormKind::Details => "Practice details, evaluators and visits".to_owned(),
            FormKind::Closing => "After the last question".to_owned(),
            FormKind::Tool => session.framework.tools.as_deref().unwrap_or("Tool").to_owned(),
            FormKind::Jot => "Jot".to_owned(),
            FormKind::Item(question, item) => {
                let framework = &session.framework;
                let placed = framework.position(question).and_then(|at| framework.question(at));
                let asked = placed.and_then(|placed| placed.question.items.iter().find(|asked| asked.id == *item));
                let listed = asked.map_or_else(|| item.to_string(), Item::listed);
                format!("Comment and evidence: {listed}")
            }
        }
    }

    /// The columns that the labels have.
    pub(super) fn labels(&self) -> u16 {
        let widest = self.fields.iter().map(|field| str_width(&field.label) as u16 + 2).max().unwrap_or(0);
        widest.clamp(LABELS.0, LABELS.1.min((self.area.width / 3).max(LABELS.0)))
    }

    /// The columns that the fields have, within the form's.
    pub(super) fn width(&self) -> u16 {
        self.area.width.saturating_sub(self.labels()).clamp(1, 90)
    }

    /// Lays the fields out for the terminal's size, the focused one in sight once it was gone to.
    pub(in crate::ui::screen::record) fn settle(&mut self, session: &Session, cx: &Context) {
        self.area = cx.body(3, 4, 2);
        let width = self.width();
        let mut y = 0;
        let mut spans = Vec::new();
        for (at, one) in self.fields.iter_mut().enumerate() {
            let rows = match &mut one.input {
                Input::Text(shown) => {
                    shown.editor.resize(width, TALLEST as u16);
                    let is_line = shown.editor.mode() == EditorMode::Line;
                    let rows = if is_line { 1 } else { shown.editor.rows(TALLEST) };
                    shown.editor.resize(width, rows as u16);
                    rows
                }
                Input::Options(options) => options.placed(width, cx.theme, session).last().map_or(1, |last| last.1 + 1),
                Input::Evidence(id) => wrap(&told(&self.kind, id, session), usize::from(width)).len().clamp(1, TALLEST),
            };
            y += usize::from(begins_group(one) && at > 0);
            spans.push(y..y + rows);
            y += rows;
            y += below(one, session).map_or(0, |told| wrap(&told, usize::from(width)).len());
        }
        let area = self.area;
        self.list.settle_with(spans.len(), area.height, y, |at| spans[at].clone());
        self.spans = spans;
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
        let x = self.area.x + self.labels();
        Some((Rect::new(x, y, self.width(), rows), above as u16))
    }

    pub(in crate::ui::screen::record) fn view(
        &self,
        session: &Session,
        cx: &Context,
        canvas: &mut Canvas<'_>,
    ) -> Option<(u16, u16)> {
        let (area, theme) = (self.area, canvas.theme);
        canvas.text(area.x, area.y.saturating_sub(2), area.width, &self.title(session), theme.dim());
        let mut cursor = None;
        for (at, row) in self.fields.iter().enumerate() {
            if let Some((place, above)) = self.place_of(at) {
                let caret = self.draw_field(at, place, above, session, cx, canvas);
                cursor = cursor.or(caret);
            }
            let Some(told) = below(row, session) else { continue };
            let (x, width) = (area.x + self.labels(), self.width());
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
        session: &Session,
        cx: &Context,
        canvas: &mut Canvas<'_>,
    ) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let (row, area) = (&self.fields[at], self.area);
        let focused = at == self.list.chosen();
        let style = if focused { theme.accent() } else { theme.plain() };
        canvas.text(area.x, place.y, self.labels() - 2, &row.label, style);
        let cursor = match &row.input {
            Input::Text(shown) => {
                let cursor = canvas.editor_cut(&shown.editor, place, above);
                if shown.editor.is_empty() {
                    canvas.hint(place.x + u16::from(focused), place.y, place.width.saturating_sub(1), &row.hint);
                }
                cursor
            }
            Input::Options(options) => {
                options.draw(focused, place, above, session, canvas);
                None
            }
            Input::Evidence(id) => {
                let told = told(&self.kind, id, session);
                let rows = wrap(&told, usize::from(place.width));
                for (line, y) in rows.into_iter().skip(usize::from(above)).zip(place.top()..place.bottom()) {
                    canvas.text(place.x, y, place.width, told[line].trim_end(), theme.plain());
                }
                None
            }
        };
        if let Some((note, style)) = note(row, session, cx) {
            let used = row.text().map_or(0, |shown| str_width(&shown.editor.text())) as u16;
            let x = place.x + used + 3;
            canvas.text(x, place.y, area.right().saturating_sub(x), &note, style);
        }
        if focused {
            canvas.bar(area.x - 2, place.y, place.height);
        }
        cursor.filter(|_| focused)
    }
}

impl Options {
    /// Where each option stands: its column, its row, and how it reads with its box.
    fn placed(&self, width: u16, theme: Theme, session: &Session) -> Vec<(u16, usize, String)> {
        const GAP: u16 = 3;
        let (mut x, mut row) = (0, 0);
        let mut placed = Vec::new();
        for (at, label) in self.labels.iter().enumerate() {
            let sign = if self.is_chosen(at, session) { theme.chosen() } else { " " };
            let (open, close) = if self.takes_one() { ("(", ")") } else { ("[", "]") };
            let text = format!("{open}{sign}{close} {label}");
            let taken = str_width(&text) as u16;
            if x > 0 && x + taken > width {
                (x, row) = (0, row + 1);
            }
            placed.push((x, row, text));
            x += taken + GAP;
        }
        placed
    }

    /// The option that is one row on from the one in focus, the nearest in column; none past the first row or the last.
    pub(super) fn beside(&self, by: isize, width: u16, theme: Theme, session: &Session) -> Option<usize> {
        let placed = self.placed(width, theme, session);
        let (from, row, _) = placed.get(self.at)?;
        let wanted = row.checked_add_signed(by)?;
        let in_row = placed.iter().enumerate().filter(|(_, (_, row, _))| *row == wanted);
        in_row.min_by_key(|(_, (x, ..))| x.abs_diff(*from)).map(|(at, _)| at)
    }

    /// The option at a column and a row of the field.
    pub(super) fn at_place(&self, x: u16, row: u16, width: u16, theme: Theme, session: &Session) -> Option<usize> {
        let placed = self.placed(width, theme, session);
        let is_here = |(from, in_row, text): &(u16, usize, String)| {
            usize::from(row) == *in_row && (*from..from + str_width(text) as u16).contains(&x)
        };
        placed.iter().position(is_here)
    }

    fn draw(&self, focused: bool, area: Rect, above: u16, session: &Session, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        for (at, (x, row, text)) in self.placed(area.width, theme, session).into_iter().enumerate() {
            let Some(y) = (row as u16).checked_sub(above).filter(|row| *row < area.height) else { continue };
            let style = if focused && at == self.at { theme.selection() } else { theme.plain() };
            canvas.text(area.x + x, area.y + y, area.width.saturating_sub(x), &text, style);
            if focused && at == self.at {
                // The column before the first option is free too: it parts labels from fields.
                canvas.text(area.x + x - 1, area.y + y, 1, theme.arrow(), theme.accent());
            }
        }
    }
}

/// Whether an empty row stands above a field.
fn begins_group(field: &FormField) -> bool {
    match &field.input {
        Input::Text(shown) => {
            matches!(&shown.field, Field::Visit(_, VisitPart::Date) | Field::Evaluators | Field::Language)
        }
        Input::Options(options) => options.begins_group(),
        Input::Evidence(_) => true,
    }
}

/// A passage or a jot that a mark rests on, in words.
fn told(kind: &FormKind, evidence: &Id, session: &Session) -> String {
    let FormKind::Item(question, item) = kind else { return String::new() };
    let evidence = session.evaluation().evidence(question, item).iter().find(|one| one.id == *evidence);
    evidence.map_or_else(String::new, |evidence| {
        place::evidence(&evidence.source, session.evaluation(), Some(&session.framework))
    })
}

/// Whether the framework asks for a day as this detail.
pub(super) fn is_date(detail: &Id, session: &Session) -> bool {
    session.framework.detail(detail).is_some_and(|asked| asked.kind == DetailKind::Date)
}

/// What is said beside what is filled in: the day in full, the country that a beginning means, an address or a number that
/// is none.
fn note(row: &FormField, session: &Session, cx: &Context) -> Option<(String, Style)> {
    let theme = cx.theme;
    let shown = row.text()?;
    let typed = shown.editor.text();
    if typed.is_blank() {
        return None;
    }
    let day = || match day::parse(&typed, cx.now.day()) {
        None => ("date not recognised: try 24 nov 2026".to_owned(), theme.warning()),
        Some(day) => (day::in_full(day), theme.dim()),
    };
    match &shown.field {
        Field::Visit(_, VisitPart::Date) => Some(day()),
        Field::Given(detail) if is_date(detail, session) => Some(day()),
        Field::Given(detail) => {
            let asked = session.framework.detail(detail).filter(|asked| asked.kind == DetailKind::Number)?;
            let is_number = typed.trim().replace([' ', '\u{a0}'], "").replace(',', ".").parse::<f64>().is_ok();
            (!is_number).then(|| (format!("not a number: {} is one", asked.label), theme.warning()))
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
fn below(row: &FormField, session: &Session) -> Option<String> {
    let Field::Visit(id, VisitPart::Date) = &row.text()?.field else { return None };
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

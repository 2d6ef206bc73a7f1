//! How the library looks.

use ratatui::layout::Rect;

use super::{FIRST_ROW, LibraryScreen, Mode, preview};
use crate::model::{Evaluation, Status, country};
use crate::reading::{Flagged, LibraryRow, Summary, summary::Against};
use crate::text::{cluster::str_width, counted, wrap::truncate};
use crate::ui::{Canvas, Context, FOOTER, Listing, Page, footer::footer};

pub(super) const FIND_WIDTH: u16 = 24;

/// What of the library can't be reached, as it stands above the rows.
pub(super) fn unreached(listing: Option<&Listing>, cx: &Context) -> Page {
    let mut page = Page::new(cx.size.0.saturating_sub(5));
    for line in listing.iter().flat_map(|listing| &listing.unreached) {
        page.paragraph(0, line, cx.theme.error());
    }
    if !page.is_empty() {
        page.gap();
    }
    page
}

/// The right edges of the columns, and where the practice's column ends.
struct Columns {
    practice: u16,
    country: u16,
    complete: u16,
    changed: u16,
}

impl Columns {
    fn new(cx: &Context) -> Columns {
        let width = cx.size.0;
        let changed = preview::right(cx);
        let complete = changed.saturating_sub(12);
        let status = complete.saturating_sub(10);
        let country = status.saturating_sub(12);
        let practice = country.saturating_sub(if width < 72 { 0 } else { 9 });
        Columns { practice, country, complete, changed }
    }

    fn has_country(&self) -> bool {
        self.practice < self.country
    }
}

impl LibraryScreen {
    /// The terminal's row of the first evaluation.
    pub(super) fn first_row(&self) -> u16 {
        FIRST_ROW + u16::try_from(self.unreached.len()).unwrap_or(u16::MAX - FIRST_ROW)
    }

    /// How many rows there is room for.
    pub(super) fn height(&self, cx: &Context) -> u16 {
        cx.size.1.saturating_sub(FOOTER + preview::rows_below(cx)).saturating_sub(self.first_row())
    }

    pub(crate) fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let width = cx.size.0;
        canvas.text(1, 0, width, "Fieldbook", theme.strong());
        if cx.read_only.is_some() {
            canvas.text(12, 0, width.saturating_sub(12), "read-only", theme.warning());
        }
        canvas.text_ending_at(width.saturating_sub(1), 0, width.saturating_sub(14), &self.count(), theme.dim());
        let cursor = self.draw_filters(cx, canvas);
        match &self.listing {
            None => {
                canvas.text(3, FIRST_ROW, width.saturating_sub(4), "Reading the library ...", theme.dim());
            }
            Some(_) if self.is_empty() => welcome(cx, canvas),
            Some(listing) => {
                let above = Rect::new(3, FIRST_ROW - 1, width.saturating_sub(5), self.unreached.len() as u16);
                self.unreached.draw(canvas, above.intersection(cx.body(0, 0, 0)), 0);
                self.draw_rows(cx, canvas);
                draw_progress(listing, cx, canvas);
            }
        }
        let right = self.chosen_summary().map(waiting).unwrap_or_default();
        let id = || self.chosen_summary().map_or("", |summary| summary.id.as_str());
        let left = cx.read_only.as_deref().unwrap_or_else(id);
        footer(canvas, cx, left, &right);
        if !self.rows().is_empty() {
            self.preview.view(cx, canvas);
        }
        cursor.filter(|_| self.mode == Mode::Find)
    }

    fn count(&self) -> String {
        let unread = self.listing.as_ref().map_or(0, |listing| listing.unread);
        if self.rows().is_empty() && !self.unreached.is_empty() {
            // How many there are nobody knows.
            return String::new();
        }
        let selected =
            if self.selected.is_empty() { String::new() } else { format!(", {} selected", self.selected.len()) };
        format!("{}, {}{selected}", counted(self.rows().len() + unread, "evaluation"), counted(self.drafts, "draft"))
    }

    fn draw_filters(&self, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let given = !self.find.editor.is_empty();
        canvas.text(1, 1, 2, "/", theme.accent());
        let cursor = canvas.editor(&self.find.editor, Rect::new(3, 1, FIND_WIDTH.min(cx.size.0.saturating_sub(4)), 1));
        if !given && self.mode == Mode::Rows {
            canvas.text(3, 1, 10, "find", theme.dim());
        }
        let mut x = 3 + FIND_WIDTH + 2;
        let status = self.status.map_or("all", Status::name);
        for (name, value) in [("Status", status), ("Sort", self.sort.name())] {
            x += canvas.text(x, 1, cx.size.0.saturating_sub(x), name, theme.dim()) + 1;
            x += canvas.text(x, 1, cx.size.0.saturating_sub(x), value, theme.plain()) + 3;
        }
        cursor
    }

    fn draw_rows(&self, cx: &Context, canvas: &mut Canvas<'_>) {
        let (theme, columns) = (canvas.theme, Columns::new(cx));
        if self.rows().is_empty() {
            return;
        }
        let first_row = self.first_row();
        let heads = first_row - 1;
        canvas.text(3, heads, 10, "Practice", theme.dim());
        if self.names_frameworks {
            canvas.text_ending_at(columns.practice - 1, heads, 10, "Framework", theme.dim());
        }
        if columns.has_country() {
            canvas.text(columns.practice + 1, heads, 12, "Country", theme.dim());
        }
        canvas.text(columns.country + 1, heads, 10, "Status", theme.dim());
        canvas.text_ending_at(columns.complete, heads, 10, "Complete", theme.dim());
        canvas.text_ending_at(columns.changed, heads, 10, "Changed", theme.dim());
        if self.shown.is_empty() {
            canvas.text(3, first_row, cx.size.0.saturating_sub(4), "No matches. Esc clears filters.", theme.plain());
        }
        for (n, row) in self.shown.iter().enumerate().skip(self.list.top()).take(usize::from(self.height(cx))) {
            let y = first_row + (n - self.list.top()) as u16;
            if n == self.list.chosen() {
                canvas.bar(1, y, 1);
            }
            if row.summary().is_some_and(|summary| self.selected.contains(&summary.id)) {
                canvas.text(0, y, 1, theme.selected(), theme.accent());
            }
            let named = if self.names_frameworks { row.summary() } else { None };
            let named = named.map(|summary| summary.framework_name(&cx.frameworks));
            draw_row(row, n == self.list.chosen(), y, (&columns, named.as_deref()), cx, canvas);
        }
    }
}

/// How far the first reading of the library is; nothing where all is read.
fn draw_progress(listing: &Listing, cx: &Context, canvas: &mut Canvas<'_>) {
    let (read, all) = (listing.rows.len() as u32, (listing.rows.len() + listing.unread) as u32);
    if listing.unread == 0 || cx.size.0 < 8 {
        return;
    }
    let label = format!("Reading {read} of {all}");
    let used = canvas.text(3, 2, cx.size.0 - 5, &label, canvas.theme.dim());
    canvas.gauge(3 + used + 2, 2, cx.size.0.saturating_sub(used + 7), f64::from(read) / f64::from(all));
}

fn draw_row(
    row: &LibraryRow,
    chosen: bool,
    y: u16,
    (columns, framework): (&Columns, Option<&str>),
    cx: &Context,
    canvas: &mut Canvas<'_>,
) {
    let theme = canvas.theme;
    let style = if chosen { theme.accent() } else { theme.plain() };
    let summary = match &row.state {
        Ok(summary) => summary,
        Err(Flagged { file, why }) => {
            canvas.text(0, y, 1, "!", theme.error());
            let used = canvas.text(3, y, columns.practice.saturating_sub(3), file, style);
            let at = (3 + used + 2).max(columns.practice.min(36));
            canvas.text(at, y, columns.changed.saturating_sub(at), why, theme.warning());
            return;
        }
    };
    let title = Evaluation::listed_title(summary.title(), &summary.id);
    let mut room = columns.practice.saturating_sub(4);
    if let Some(framework) = framework {
        // The practice has what its name takes. Of the framework's, the version stands last and is what tells it from
        // others: what is cut is cut before it.
        let least = str_width(framework.rsplit(' ').next().unwrap_or(framework)) + 4;
        let left = usize::from(room).saturating_sub(str_width(&title) + 2);
        let taken = left.max(least).min(usize::from(room / 2));
        let name = cut_before_version(framework, taken, theme.ellipsis());
        room = canvas.text_ending_at(columns.practice - 1, y, taken as u16, &name, theme.dim()).saturating_sub(5);
    }
    let used = canvas.text(3, y, room, &title, style) + 2;
    canvas.text(3 + used, y, room.saturating_sub(used), summary.opening(), theme.dim());
    if columns.has_country() {
        let width = columns.country.saturating_sub(columns.practice + 2);
        canvas.text(columns.practice + 1, y, width, country::code(summary.country()), theme.plain());
    }
    let status = if summary.sample { "Sample" } else { summary.status.name() };
    let used = canvas.text(columns.country + 1, y, 10, status, theme.plain());
    if summary.open_remarks > 0 {
        canvas.text(columns.country + 2 + used, y, 4, &summary.open_remarks.to_string(), theme.warning());
    }
    let complete = match summary.against {
        Against::Known { .. } => format!("{}/{}", summary.complete.of_these, summary.complete.all),
        Against::Unknown(_) => "unknown".to_owned(),
    };
    canvas.text_ending_at(columns.complete, y, 9, &complete, theme.plain());
    canvas.text_ending_at(columns.changed, y, 12, &row.modified.seen_from(cx.now), theme.dim());
}

/// A framework's name in so many columns, its version whole.
fn cut_before_version(name: &str, columns: usize, ellipsis: &str) -> String {
    let (title, version) = name.rsplit_once(' ').unwrap_or(("", name));
    let room = columns.saturating_sub(str_width(version) + 1);
    format!("{} {version}", truncate(title, room, ellipsis))
}

/// What waits in the chosen evaluation: what its row counts beside the status, and the jots.
fn waiting(summary: &Summary) -> String {
    let remarks = (summary.open_remarks > 0).then(|| counted(summary.open_remarks as usize, "open remark"));
    let jots = (summary.unfiled_jots > 0).then(|| format!("{} unfiled", counted(summary.unfiled_jots as usize, "jot")));
    [remarks, jots].into_iter().flatten().collect::<Vec<_>>().join("   ")
}

/// What an empty library tells a newcomer.
fn welcome(cx: &Context, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let mut page = Page::new(cx.size.0.saturating_sub(6).min(72));
    page.paragraph(0, "No evaluations yet.", theme.strong());
    page.gap();
    let text = "Fieldbook walks you through a framework's questions. Write an answer to each, tick its checklist, and go home: \
                whatever you type is on the disk before you see it.";
    page.paragraph(0, text, theme.plain());
    page.gap();
    for (key, what) in [
        ("n", "begin a new evaluation"),
        ("i", "import evaluations: published text, web pages, Fieldbook's own files"),
        ("a", "add a sample, an evaluation of an invented practice, to look around"),
    ] {
        page.entry(0, (key, theme.accent()), 3, what, theme.plain());
    }
    page.gap();
    page.paragraph(0, "? shows every key. Ctrl-K finds any command by its name.", theme.plain());
    page.draw(
        canvas,
        Rect::new(3, FIRST_ROW, cx.size.0.saturating_sub(4), cx.size.1.saturating_sub(FIRST_ROW + FOOTER)),
        0,
    );
}

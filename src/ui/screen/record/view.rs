//! How the recording screen looks.

use ratatui::layout::Rect;

use super::{
    Record, Zone,
    layout::{Layout, MARK_WIDTH, NARROW, OutlineRow, REASON},
};
use crate::{
    model::evaluation::{Mark, Progress, Remark, Tally},
    reading::checks::checks,
    ui::{
        page::Page,
        screen::{Context, FOOTER, footer},
        session::{Desk, Saved},
        theme::Canvas,
    },
};

/// From this width on, the footer has room for every count in words.
const ROOMY: u16 = 100;

impl Record {
    /// Draws the screen; returns where the cursor stands.
    pub fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        header(&self.desk, cx, canvas);
        let (left, right) = self.counts(cx.size.0);
        let mut layout = None;
        let cursor = match (&self.form, &self.tray, &self.conflicts) {
            (Some(form), ..) => form.view(&self.desk, cx, canvas),
            (None, _, Some(conflicts)) => {
                conflicts.view(self, cx, canvas);
                None
            }
            (None, Some(tray), _) => {
                tray.view(self, cx, canvas);
                None
            }
            (None, None, None) => {
                let page = layout.insert(self.layout(cx));
                self.draw_page(page, cx, canvas)
            }
        };
        footer(canvas, cx, &left, &right, self.scopes());
        if let Some(layout) = &layout {
            draw_rules(layout, cx, canvas);
        }
        match (&self.remark, &self.jot) {
            (Some(remark), _) => remark.view(cx, canvas),
            (None, Some(jot)) => jot.view(self, cx, canvas),
            (None, None) => cursor,
        }
    }

    /// What the footer counts, in fewer words where there is little room.
    fn counts(&self, width: u16) -> (String, String) {
        let evaluation = &self.desk.evaluation;
        let visit = evaluation.visit_under_way().and_then(|visit| visit.hours).map(|hours| hours.began.clock());
        let narrow = width < NARROW;
        let crowded = visit.is_some() && width < ROOMY;
        let tally = evaluation.tally_of_all(&self.desk.framework);
        let (of, gap) = if narrow || crowded { ("/", "  ") } else { (" of ", "   ") };
        let questions = format!("{}{of}{} questions", tally.complete, tally.questions);
        let left = format!("{questions}{gap}{}{of}{} items", tally.marked(), tally.items());
        let since = if narrow { "visit" } else { "visit since" };
        let visit = visit.map(|began| format!("{since} {began}"));
        let jots = match evaluation.unfiled_jots() {
            0 => None,
            n if narrow && crowded => Some(format!("{n} unfiled")),
            1 => Some("1 jot unfiled".to_owned()),
            n => Some(format!("{n} jots unfiled")),
        };
        let off = match checks(evaluation, &self.desk.framework).len() {
            0 => None,
            n if crowded => Some(format!("{n} off")),
            1 => Some("1 thing off".to_owned()),
            n => Some(format!("{n} things off")),
        };
        let right: Vec<String> = [visit, jots, off].into_iter().flatten().collect();
        (left, right.join(if narrow && crowded { "  " } else { "   " }))
    }

    fn draw_page(&self, layout: &Layout, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        if layout.folded {
            self.draw_folded_outline(layout, canvas);
        } else {
            self.draw_outline(layout, canvas);
        }
        let placed = self.desk.question(self.at);
        let mut question = Page::new(layout.question.width);
        question.entry(0, (&placed.number(), canvas.theme.dim()), 5, &placed.question.text, canvas.theme.strong());
        question.draw(canvas, layout.question, 0);
        if let (Some(remark), Some(area)) = (self.open_remark(), layout.remark) {
            let line = format!("{}, {}: {}", remark.author, remark.at.seen_from(cx.now), remark.text);
            canvas.text(area.x, area.y, 1, "!", canvas.theme.warning());
            canvas.text(area.x + 2, area.y, area.width.saturating_sub(2), &line, canvas.theme.plain());
        }
        let cursor = self.draw_writing(layout, canvas);
        self.draw_checklist(layout, canvas);
        self.draw_tools(layout, canvas);
        if let Some(side) = layout.side {
            self.side(cx, side.width).draw(canvas, side, 0);
        }
        cursor
    }

    fn draw_writing(&self, layout: &Layout, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let mut cursor = None;
        if let (Some(reason), Some(area)) = (&self.reason, layout.reason) {
            let x = layout.question.x;
            let top = area.y - u16::from(area.x == x + 2);
            canvas.text(x + 2, top, REASON.len() as u16, REASON, theme.warning());
            let at = canvas.editor(&reason.editor, area);
            if self.zone == Zone::Reason {
                canvas.bar(x, top, area.bottom() - top);
                cursor = at;
            }
        }
        let area = layout.narrative;
        let at = canvas.editor(&self.narrative.editor, area);
        if self.zone == Zone::Narrative {
            canvas.bar(area.x - 2, area.y, area.height);
            cursor = at;
        }
        let beside = self.desk.evaluation.jots_at(&self.question().id).count();
        if layout.side.is_none() && beside > 0 {
            let jots = format!("{beside} {} beside: Ctrl-O, a", if beside == 1 { "jot" } else { "jots" });
            canvas.text(area.x, area.bottom(), area.width, &jots, theme.dim());
        }
        let words = self.narrative.editor.words();
        if self.narrative.editor.is_empty() {
            if self.zone != Zone::Narrative {
                canvas.text(area.x, area.y, area.width, "No answer yet.", theme.dim());
            }
        } else {
            let words = format!("{words} {}", if words == 1 { "word" } else { "words" });
            canvas.text_ending_at(area.right(), area.bottom(), area.width, &words, theme.dim());
        }
        cursor
    }

    fn draw_checklist(&self, layout: &Layout, canvas: &mut Canvas<'_>) {
        let (area, theme) = (layout.checklist, canvas.theme);
        if area.height == 0 {
            return;
        }
        let marks = self.question().items.iter().filter(|item| self.mark_of(&item.id).is_some()).count();
        heading(canvas, area, "Checklist", &format!("{marks}/{}", self.question().items.len()));
        for (row, y) in layout.items.iter().zip(area.y + 1..) {
            let item = &self.question().items[row.item];
            let mark = self.mark_of(&item.id);
            let focused = self.zone == Zone::Checklist && row.item == self.item;
            if focused {
                canvas.bar(area.x, y, 1);
            }
            let x = area.x + 2;
            if row.first {
                canvas.text(x, y, 1, "[", theme.dim());
                canvas.text(x + 1, y, 1, theme.mark_sign(mark), theme.mark(mark));
                canvas.text(x + 2, y, 1, "]", theme.dim());
            }
            let style = if mark == Some(Mark::NotApplicable) { theme.dim() } else { theme.plain() };
            let text = item.text[row.text.clone()].trim_end();
            let width = area.width.saturating_sub(2 + MARK_WIDTH);
            if row.cut {
                let text = format!("{text} {}", theme.ellipsis());
                canvas.text(x + MARK_WIDTH, y, width, &text, style);
            } else {
                canvas.text(x + MARK_WIDTH, y, width, text, style);
            }
        }
    }

    fn draw_tools(&self, layout: &Layout, canvas: &mut Canvas<'_>) {
        let (area, theme) = (layout.tools, canvas.theme);
        if area.height == 0 {
            return;
        }
        let tools = self.tools();
        let count = if tools.is_empty() { String::new() } else { tools.len().to_string() };
        heading(canvas, area, "Inspiring tools", &count);
        let focused = self.zone == Zone::Tools;
        let room = usize::from(area.height.saturating_sub(1));
        let first = if focused { (self.tool + 1).saturating_sub(room) } else { 0 };
        for (n, y) in (first..tools.len()).zip(area.y + 1..area.bottom()) {
            if focused && n == self.tool {
                canvas.bar(area.x, y, 1);
            }
            let title = if tools[n].title.is_blank() { "Untitled tool" } else { &tools[n].title };
            canvas.text(area.x + 2, y, 1, theme.point(), theme.dim());
            let used = canvas.text(area.x + 4, y, area.width.saturating_sub(4), title, theme.plain());
            let x = area.x + 4 + used + 2;
            canvas.text(x, y, area.right().saturating_sub(x), &tools[n].address, theme.dim());
        }
        if focused && tools.is_empty() {
            canvas.bar(area.x, area.y + 1, 1);
            canvas.text(area.x + 2, area.y + 1, area.width, "None yet: a adds one.", theme.dim());
        }
    }

    fn draw_outline(&self, layout: &Layout, canvas: &mut Canvas<'_>) {
        let (area, theme) = (layout.outline, canvas.theme);
        for (row, y) in self.outline_rows(area.height).zip(area.y..) {
            let end = area.right().saturating_sub(1);
            match row {
                OutlineRow::Criterion(n) => {
                    let criterion = &self.desk.framework.criteria[n];
                    let counts = marked(self.desk.evaluation.tally_of_criterion(criterion), theme.point());
                    let x = canvas.text_ending_at(end, y, 8, &counts, theme.dim());
                    canvas.text(1, y, x.saturating_sub(2), &criterion.label, theme.plain());
                }
                OutlineRow::Question(at) => self.draw_outlined(at, y, end, canvas),
            }
        }
    }

    fn draw_outlined(&self, at: usize, y: u16, end: u16, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let placed = self.desk.question(at);
        let progress = self.desk.evaluation.progress(placed.question);
        let here = at == self.at;
        if here {
            let zone = if self.zone == Zone::Outline { theme.bar() } else { " " };
            canvas.text(0, y, 1, zone, theme.accent());
        }
        let style = if here { theme.accent() } else { theme.plain() };
        let counts = match progress {
            Progress::NotApplicable => "n/a".to_owned(),
            Progress::Untouched => theme.point().to_owned(),
            Progress::Begun | Progress::Complete => marked(self.desk.evaluation.tally(placed.question), theme.point()),
        };
        let x = canvas.text_ending_at(end, y, 8, &counts, theme.dim());
        canvas.text(2, y, 1, theme.progress_sign(progress), style);
        let used = canvas.text(4, y, 6, &placed.number(), style);
        let label = 4 + used + 1;
        let open = self.desk.evaluation.remarks_on(&placed.question.id).filter(|remark| !remark.resolved).count();
        let remarks = if open > 0 { format!(" !{open}") } else { String::new() };
        let room = x.saturating_sub(label + 1 + remarks.len() as u16);
        let used = canvas.text(label, y, room, &placed.question.label, style);
        canvas.text(label + used, y, remarks.len() as u16, &remarks, theme.warning());
    }

    /// The outline in one line: where this question stands.
    fn draw_folded_outline(&self, layout: &Layout, canvas: &mut Canvas<'_>) {
        let (area, theme) = (layout.outline, canvas.theme);
        let placed = self.desk.question(self.at);
        let progress = self.desk.evaluation.progress(placed.question);
        let criterion = self.desk.evaluation.tally_of_criterion(placed.criterion);
        let counts = format!("question {} of {}", self.at + 1, self.desk.framework.len());
        let end = canvas.text_ending_at(area.right().saturating_sub(1), area.y, area.width / 2, &counts, theme.dim());
        let style = if self.zone == Zone::Outline { theme.accent() } else { theme.plain() };
        if self.zone == Zone::Outline {
            canvas.text(0, area.y, 1, theme.bar(), theme.accent());
        }
        let line = format!(
            "{} {} {}  {}",
            theme.progress_sign(progress),
            placed.criterion.label,
            marked(criterion, theme.point()),
            placed.question.label
        );
        canvas.text(1, area.y, end.saturating_sub(2), &line, style);
    }

    /// A remark with its passage and the replies to it.
    fn remark_in_full(&self, page: &mut Page, remark: &Remark, cx: &Context) {
        let evaluation = &self.desk.evaluation;
        if let Some(passage) = &remark.passage {
            let stands = passage.place_in(evaluation.narrative(&remark.question)).is_some();
            let gone = if stands { "" } else { " (this passage is gone)" };
            page.paragraph(0, &format!("\u{201c}{}\u{201d}{gone}", passage.text), cx.theme.dim());
        }
        page.paragraph(0, &remark.text, cx.theme.plain());
        for reply in evaluation.replies_to(&remark.id) {
            page.paragraph(2, &format!("{}, {}", reply.author, reply.at.seen_from(cx.now)), cx.theme.dim());
            page.paragraph(2, &reply.text, cx.theme.plain());
        }
    }

    /// The third column: the question's jots and remarks.
    fn side(&self, cx: &Context, width: u16) -> Page {
        let theme = cx.theme;
        let question = &self.question().id;
        let evaluation = &self.desk.evaluation;
        let mut page = Page::new(width);
        for remark in evaluation.remarks_on(question) {
            page.gap();
            let state = if remark.resolved { "resolved" } else { "open" };
            page.paragraph(0, &format!("{}, {}", remark.author, remark.at.seen_from(cx.now)), theme.dim());
            page.tail(state, if remark.resolved { theme.dim() } else { theme.warning() });
            self.remark_in_full(&mut page, remark, cx);
        }
        for jot in evaluation.jots_at(question) {
            page.gap();
            let speaker = if jot.speaker.is_blank() { "Jot" } else { jot.speaker.as_str() };
            page.paragraph(0, &format!("{speaker}, {}", jot.at.seen_from(cx.now)), theme.dim());
            page.paragraph(0, &jot.text, theme.plain());
        }
        if page.is_empty() {
            page.paragraph(0, "Jots and remarks on this question stand here.", theme.dim());
        }
        page
    }
}

/// Draws the line at the top: the practice on the left, status and saving on the right.
pub(super) fn header(desk: &Desk, cx: &Context, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let width = cx.size.0;
    let (saved, style) = match (&desk.read_only, &desk.saved) {
        (Some(_), _) => ("read-only".to_owned(), theme.warning()),
        (None, Saved::UpTo(moment)) => (format!("saved {}", moment.seen_from(cx.now)), theme.dim()),
        (None, Saved::Failing(why)) => (format!("NOT SAVED: {why}"), theme.error()),
    };
    let x = canvas.text_ending_at(width.saturating_sub(1), 0, width * 2 / 3, &saved, style);
    let mut x = x.saturating_sub(2);
    let remarks = desk.evaluation.open_remarks();
    if remarks > 0 {
        let remarks = format!("{remarks} open {}", if remarks == 1 { "remark" } else { "remarks" });
        x = canvas.text_ending_at(x.saturating_sub(1), 0, 18, &remarks, theme.warning()).saturating_sub(1);
    }
    let x = canvas.text_ending_at(x.saturating_sub(1), 0, 10, desk.evaluation.status().name(), theme.plain());
    canvas.text(1, 0, x.saturating_sub(3), desk.evaluation.title(), theme.strong());
}

fn draw_rules(layout: &Layout, cx: &Context, canvas: &mut Canvas<'_>) {
    let foot = cx.size.1.saturating_sub(FOOTER);
    if !layout.folded {
        canvas.rule_down(layout.outline.right(), 1, foot);
    }
    if let Some(side) = layout.side {
        canvas.rule_down(side.x - 2, 1, foot);
    }
}

fn heading(canvas: &mut Canvas<'_>, area: Rect, title: &str, count: &str) {
    let theme = canvas.theme;
    canvas.text(area.x, area.y, area.width, title, theme.dim());
    canvas.text_ending_at(area.right(), area.y, 8, count, theme.dim());
}

/// Items with a mark of those that count; a point where there is none yet.
fn marked(tally: Tally, point: &str) -> String {
    if tally.marked() == 0 { point.to_owned() } else { format!("{}/{}", tally.marked(), tally.items()) }
}

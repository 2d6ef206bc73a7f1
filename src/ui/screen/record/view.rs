//! How the recording screen looks.

use std::ops::Range;

use ratatui::{
    layout::{Position, Rect},
    style::Style,
};

use super::{
    Mode, Pane, Record,
    layout::{Layout, NARROW, OutlineRow, REASON, note_columns},
};
use crate::model::{Id, Progress, Remark};
use crate::reading::checks::count_of_visits;
use crate::text::{cluster::str_width, counted, wrap::wrap};
use crate::ui::{
    Action, Canvas, Context, FOOTER, Page, Saved, Session, Theme, footer::footer, page::number_width,
    session::OfQuestion,
};

/// From this width on, the footer has room for every count in words.
const ROOMY: u16 = 100;

/// What stands at a question that a condition keeps from being asked: whatever is written there counts nowhere.
const UNASKED: &str = "Not asked, by the practice's details: Ctrl-D";

impl Record {
    pub(crate) fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        header(&self.session, cx, canvas);
        let cursor = match &self.mode {
            Mode::Form(form, _) => form.view(&self.session, cx, canvas),
            Mode::Tray(tray, _) => tray.view(&self.session, cx, canvas),
            Mode::Conflicts(conflicts, _) => conflicts.view(&self.session, cx, canvas),
            Mode::Pane(pane) => self.draw_page(*pane, cx, canvas),
        };
        let Counts { left, right, gap } = self.counts(cx);
        let right: Vec<&str> = right.iter().map(|(count, _)| count.as_str()).collect();
        footer(canvas, cx, &left, &right.join(gap));
        if let Mode::Pane(_) = &self.mode {
            draw_rules(&self.layout, cx, canvas);
        }
        match &self.line {
            Some(line) => line.view(&self.session, cx, canvas),
            None => cursor,
        }
    }

    /// What the footer counts, in fewer words where there is little room.
    fn counts(&self, cx: &Context) -> Counts {
        let width = cx.size.0;
        let evaluation = self.session.evaluation();
        let visit = evaluation.visit_under_way().and_then(|visit| visit.hours);
        let visit = visit.map(|hours| hours.began.seen_from(cx.now));
        let narrow = width < NARROW;
        let crowded = visit.is_some() && width < ROOMY;
        let figures = self.session.figures();
        let tally = figures.all;
        let (of, gap) = if narrow || crowded { ("/", "  ") } else { (" of ", "   ") };
        let questions = format!("{}{of}{}", tally.complete, counted(tally.questions, "question"));
        let left = format!("{questions}{gap}{}{of}{}", tally.marked(), counted(tally.items(), "item"));
        let since = if narrow { "visit" } else { "visit since" };
        let visit = visit.map(|began| (format!("{since} {began}"), Action::Details));
        let jots = match figures.unfiled_jots {
            0 => None,
            n if narrow && crowded => Some(counted(n, "jot")),
            n => Some(format!("{} unfiled", counted(n, "jot"))),
        };
        let checks = match figures.checks + count_of_visits(evaluation, cx.now) {
            0 => None,
            n if narrow && crowded => Some(counted(n, "check")),
            n => Some(format!("{n} to check")),
        };
        let jots = jots.map(|jots| (jots, Action::Tray));
        let checks = checks.map(|checks| (checks, Action::Checks));
        let orphans = Some(figures.orphans).filter(|n| *n > 0).map(|n| (format!("{n} not asked"), Action::Orphans));
        let right = [visit, jots, checks, orphans].into_iter().flatten().collect();
        Counts { left, right, gap: if narrow && crowded { "  " } else { "   " } }
    }

    /// The command behind the count at a place of the screen: what a click there asks for.
    pub(super) fn counted_at(&self, at: Position, cx: &Context) -> Option<Action> {
        let (width, height) = cx.size;
        if at.y == 0 {
            let saved = str_width(&saved(&self.session, cx).0) as u16;
            let x = width.saturating_sub(1 + saved.min(width * 2 / 3));
            return remarks_before(x, &self.session).contains(&at.x).then_some(Action::NextRemark);
        }
        if at.y + 2 != height || cx.told().is_some() {
            return None;
        }
        let Counts { left, right, gap } = self.counts(cx);
        if (1..=str_width(&left)).contains(&usize::from(at.x)) {
            return Some(Action::NextUnfinished);
        }
        let mut end = usize::from(width.saturating_sub(1));
        right.into_iter().rev().find_map(|(count, action)| {
            let columns = end - str_width(&count)..end;
            end = columns.start - gap.len();
            columns.contains(&usize::from(at.x)).then_some(action)
        })
    }

    fn draw_page(&self, pane: Pane, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let layout = &self.layout;
        if layout.folded {
            self.draw_folded_outline(pane, canvas);
        } else {
            self.draw_outline(pane, canvas);
        }
        self.draw_question(canvas);
        self.draw_guidance(canvas);
        self.draw_notes(cx, canvas);
        let cursor = self.draw_writing(pane, canvas);
        self.draw_checklist(pane, canvas);
        self.draw_tools(pane, canvas);
        if let Some(side) = layout.side {
            self.side.0.draw(canvas, side, self.side.1.top());
        }
        cursor
    }

    /// Why the evaluation was returned and the open remark, as far as there is room, with the key that shows them whole.
    fn draw_notes(&self, cx: &Context, canvas: &mut Canvas<'_>) {
        let (area, theme) = (self.layout.notes, canvas.theme);
        let remark = self.open_remark().filter(|_| self.layout.side.is_none());
        let returned = area.height - u16::from(remark.is_some());
        let columns = note_columns(area.width);
        if let Some(why) = self.why_returned(cx) {
            let rows = wrap(&why, columns);
            for (n, y) in (0..rows.len()).zip(area.y..area.y + returned) {
                // The last row takes what is left, cut where it does not fit.
                let is_last = y + 1 == area.y + returned;
                let text = &why[rows[n].start..if is_last { why.len() } else { rows[n].end }];
                canvas.text(area.x + 2, y, columns as u16, text.trim_end(), theme.plain());
            }
            note_signs(canvas, Rect { height: returned, ..area }, rows.len() > usize::from(returned));
        }
        if let Some(remark) = remark {
            let y = area.y + returned;
            let open = self.session.evaluation().remarks_on(&remark.question).filter(|one| !one.resolved);
            let open: Vec<&Id> = open.map(|one| &one.id).collect();
            let at = open.iter().position(|id| **id == remark.id).map_or(1, |at| at + 1);
            let of = if open.len() > 1 { format!("{at} of {}, ", open.len()) } else { String::new() };
            let line = format!("{of}{}, {}: {}", remark.author, remark.at.seen_from(cx.now), remark.text);
            canvas.text(area.x + 2, y, columns as u16, &line, theme.plain());
            let has_replies = self.session.evaluation().replies_to(&remark.id).next().is_some();
            let has_more = open.len() > 1 || remark.passage.is_some() || has_replies || str_width(&line) > columns;
            note_signs(canvas, Rect { y, height: 1, ..area }, has_more);
        }
    }

    fn draw_question(&self, canvas: &mut Canvas<'_>) {
        let (theme, area) = (canvas.theme, self.layout.question);
        let placed = self.session.question(self.at);
        let rows = &self.layout.wrapped.question;
        let number = &self.session.figures().questions[self.at].number;
        let indent = number_width(number);
        canvas.text(area.x, area.y, area.width, number, theme.dim());
        for (row, y) in rows.iter().zip(area.top()..area.bottom()) {
            // What does not fit is cut in the last row, which names the key that shows it whole.
            let cut = y + 1 == area.bottom() && rows.len() > usize::from(area.height);
            let end = if cut { placed.question.text.len() } else { row.end };
            let end_at = area.right() - if cut { 6 } else { 0 };
            let text = placed.question.text[row.start..end].trim_end();
            canvas.text(area.x + indent, y, end_at.saturating_sub(area.x + indent), text, theme.strong());
            if cut {
                canvas.text_ending_at(area.right(), y, 5, "Alt-I", theme.accent());
            }
        }
    }

    fn draw_writing(&self, pane: Pane, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let (layout, theme) = (&self.layout, canvas.theme);
        let mut cursor = None;
        if let (Some(reason), Some(area)) = (&self.reason, layout.reason) {
            let x = layout.question.x;
            let top = area.y - u16::from(area.x == x + 2);
            canvas.text(x + 2, top, REASON.len() as u16, REASON, theme.warning());
            let at = canvas.editor(&reason.editor, area);
            if pane == Pane::Reason {
                canvas.bar(x, top, area.bottom() - top);
                cursor = at;
            }
        }
        let area = layout.narrative;
        if area.height == 0 {
            if self.is_unasked() {
                let below = if layout.checklist.height > 0 { layout.checklist.y } else { layout.question.bottom() } + 1;
                canvas.text(layout.question.x + 2, below, layout.question.width, UNASKED, theme.warning());
            }
            return cursor;
        }
        let at = canvas.editor(&self.narrative.editor, area);
        for passage in self.session.evaluation().passages_remarked(&self.question().id) {
            canvas.mark_passage(&self.narrative.editor, area, &passage);
        }
        for (_, passage) in self.passages_pinned() {
            canvas.mark_passage(&self.narrative.editor, area, &passage);
        }
        if pane == Pane::Narrative {
            canvas.bar(area.x - 2, area.y, area.height);
            cursor = at;
        }
        self.draw_below_narrative(pane, canvas);
        cursor
    }

    /// The row below the narrative: the question's jots, which rows are in sight, how many words there are.
    fn draw_below_narrative(&self, pane: Pane, canvas: &mut Canvas<'_>) {
        let (layout, theme) = (&self.layout, canvas.theme);
        let area = layout.narrative;
        let mut end = area.right();
        if self.narrative.editor.is_empty() {
            if pane != Pane::Narrative || self.session.refuses_content().is_some() {
                canvas.text(area.x, area.y, area.width, "No answer yet.", theme.dim());
            }
        } else {
            let words = counted(self.narrative.editor.words(), "word");
            let scrolled = self.narrative.editor.scrolled().filter(|_| area.height > 0);
            let place = match scrolled {
                None => String::new(),
                Some(100) => "at the end   ".to_owned(),
                Some(percent) => format!("at {percent} %   "),
            };
            let line = place + &words;
            end = canvas.text_ending_at(area.right(), area.bottom(), area.width, &line, theme.dim());
        }
        let room = end.saturating_sub(area.x + 2);
        if self.is_unasked() {
            canvas.text(area.x, area.bottom(), room, UNASKED, theme.warning());
            return;
        }
        let beside = self.session.evaluation().jots_at(&self.question().id).count();
        if layout.side.is_none() && beside > 0 {
            let jots = format!("{} filed: Ctrl-O, a", counted(beside, "jot"));
            canvas.text(area.x, area.bottom(), room, &jots, theme.plain());
        }
    }

    /// Whether a condition keeps the question that is shown from being asked.
    fn is_unasked(&self) -> bool {
        self.session.figures().questions[self.at].progress == Progress::NotAsked
    }

    fn draw_tools(&self, pane: Pane, canvas: &mut Canvas<'_>) {
        let (area, theme) = (self.layout.tools, canvas.theme);
        if area.height == 0 {
            return;
        }
        let tools = self.tools();
        let count = if tools.is_empty() { String::new() } else { tools.len().to_string() };
        heading(canvas, area, self.session.framework.tools.as_deref().unwrap_or_default(), &count);
        let focused = pane == Pane::Tools;
        for (n, y) in (self.tool_list.top()..tools.len()).zip(area.y + 1..area.bottom()) {
            if focused && n == self.tool_list.chosen() {
                canvas.bar(area.x, y, 1);
            }
            let title = if tools[n].title.is_blank() { "Untitled tool" } else { &tools[n].title };
            canvas.text(area.x + 2, y, 1, theme.point(), theme.dim());
            let used = canvas.text(area.x + 4, y, area.width.saturating_sub(4), title, theme.plain());
            let x = area.x + 4 + used + 2;
            canvas.text(x, y, area.right().saturating_sub(x), &tools[n].address, theme.plain());
        }
        if focused && tools.is_empty() {
            canvas.bar(area.x, area.y + 1, 1);
            canvas.text(area.x + 2, area.y + 1, area.width, "None yet: a adds one.", theme.plain());
        }
    }

    fn draw_outline(&self, pane: Pane, canvas: &mut Canvas<'_>) {
        let (area, theme) = (self.layout.outline, canvas.theme);
        for (row, y) in self.outline_rows().zip(area.y..) {
            let end = area.right().saturating_sub(1);
            match row {
                OutlineRow::Criterion(n) => {
                    let criterion = &self.session.framework.criteria[n];
                    let counts = or_point(&self.session.figures().criteria[n], theme);
                    let x = canvas.text_ending_at(end, y, 8, counts, theme.dim());
                    canvas.text(1, y, x.saturating_sub(2), &criterion.label, theme.strong());
                }
                OutlineRow::Question(at) => self.draw_outlined(at, pane, y, end, canvas),
            }
        }
    }

    fn draw_outlined(&self, at: usize, pane: Pane, y: u16, end: u16, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let placed = self.session.question(at);
        let OfQuestion { number, progress, counts, open_remarks, .. } = &self.session.figures().questions[at];
        let here = at == self.at;
        if here {
            let bar = if pane == Pane::Outline { theme.bar() } else { theme.arrow() };
            canvas.text(0, y, 1, bar, theme.accent());
        }
        let style = if here { theme.accent() } else { theme.plain() };
        let counts = match *progress {
            Progress::NotApplicable => "n/a",
            Progress::NotAsked => "",
            Progress::Untouched => theme.point(),
            Progress::Begun | Progress::Complete => or_point(counts, theme),
        };
        let x = canvas.text_ending_at(end, y, 8, counts, theme.dim());
        canvas.text(2, y, 1, theme.progress_sign(*progress), style);
        let used = canvas.text(4, y, 6, number, style);
        let label = 4 + used + 1;
        let remarks = if *open_remarks > 0 { format!(" !{open_remarks}") } else { String::new() };
        let room = x.saturating_sub(label + 1 + remarks.len() as u16);
        let used = canvas.text(label, y, room, &placed.question.label, style);
        canvas.text(label + used, y, remarks.len() as u16, &remarks, theme.warning());
    }

    /// The outline in one line: where this question stands.
    fn draw_folded_outline(&self, pane: Pane, canvas: &mut Canvas<'_>) {
        let (area, theme) = (self.layout.outline, canvas.theme);
        let placed = self.session.question(self.at);
        let figures = self.session.figures();
        let (progress, criterion) = (figures.questions[self.at].progress, &figures.criteria[placed.criterion_at]);
        let counts = format!("question {} of {}", self.at + 1, self.session.framework.len());
        let end = canvas.text_ending_at(area.right().saturating_sub(1), area.y, area.width / 2, &counts, theme.dim());
        let style = if pane == Pane::Outline { theme.accent() } else { theme.plain() };
        if pane == Pane::Outline {
            canvas.text(0, area.y, 1, theme.bar(), theme.accent());
        }
        let (sign, counts) = (theme.progress_sign(progress), or_point(criterion, theme));
        let line = format!("{sign} {} {counts}  {}", placed.criterion.label, placed.question.label);
        canvas.text(1, area.y, end.saturating_sub(2), &line, style);
    }

    /// A remark with its passage and the replies to it.
    fn remark_in_full(&self, page: &mut Page, remark: &Remark, cx: &Context) {
        let evaluation = self.session.evaluation();
        if let Some(passage) = &remark.passage {
            let stands = passage.place_in(evaluation.narrative(&remark.question)).is_some();
            let gone = if stands { "" } else { " (this passage is gone)" };
            page.paragraph(0, &format!("\u{201c}{}\u{201d}{gone}", passage.text), cx.theme.plain());
        }
        page.paragraph(0, &remark.text, cx.theme.plain());
        for reply in evaluation.replies_to(&remark.id) {
            page.byline(2, &reply.author, &reply.at.seen_from(cx.now), cx.theme);
            page.paragraph(2, &reply.text, cx.theme.plain());
        }
    }

    /// The guidance on the item in focus under its name, where it has any, else that on the question under the question's.
    fn guidance_beside(&self, page: &mut Page, theme: Theme) {
        let of_item = self.item_guidance();
        let item = self.item_in_focus().filter(|_| !of_item.is_empty());
        let (named, texts) = match item {
            Some(item) => (item.listed(), of_item),
            None => (self.session.question(self.at).name(), self.question_guidance()),
        };
        if !texts.is_empty() {
            page.gap();
            page.paragraph(0, &named, theme.strong());
        }
        for text in &texts {
            page.paragraph(0, text, theme.plain());
        }
    }

    /// The third column: guidance where it is shown, the question's jots and remarks.
    pub(super) fn side_page(&self, cx: &Context, width: u16) -> Page {
        let theme = cx.theme;
        let question = &self.question().id;
        let evaluation = self.session.evaluation();
        let mut page = Page::new(width);
        if self.guided {
            self.guidance_beside(&mut page, theme);
        }
        for remark in evaluation.remarks_on(question) {
            page.gap();
            let state = if remark.resolved { "resolved" } else { "open" };
            page.byline(0, &remark.author, &remark.at.seen_from(cx.now), theme);
            page.tail(state, if remark.resolved { theme.dim() } else { theme.warning() });
            self.remark_in_full(&mut page, remark, cx);
        }
        for jot in evaluation.jots_at(question) {
            page.gap();
            let speaker = if jot.speaker.is_blank() { "Jot" } else { jot.speaker.as_str() };
            page.byline(0, speaker, &jot.at.seen_from(cx.now), theme);
            page.paragraph(0, &jot.text, theme.plain());
        }
        page
    }
}

/// What the footer counts: of the whole on the left; on the right each with the command that shows what is counted.
struct Counts {
    left: String,
    right: Vec<(String, Action)>,
    gap: &'static str,
}

/// Draws the line at the top: the practice on the left, status and saving on the right.
fn header(session: &Session, cx: &Context, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let width = cx.size.0;
    let (saved, style) = saved(session, cx);
    let x = canvas.text_ending_at(width.saturating_sub(1), 0, width * 2 / 3, &saved, style);
    let remarks = remarks_before(x, session);
    let mut x = x.saturating_sub(2);
    if !remarks.is_empty() {
        let line = counted(session.figures().open_remarks, "open remark");
        canvas.text(remarks.start, 0, remarks.len() as u16, &line, theme.warning());
        x = remarks.start.saturating_sub(1);
    }
    let x = canvas.text_ending_at(x.saturating_sub(1), 0, 10, session.evaluation().status().name(), theme.plain());
    canvas.text(1, 0, x.saturating_sub(3), session.evaluation().title(), theme.strong());
}

/// How far it is on the disk.
fn saved(session: &Session, cx: &Context) -> (String, Style) {
    match (&session.read_only, &session.saved, &session.behind) {
        (Some(_), ..) => ("read-only".to_owned(), cx.theme.warning()),
        (None, Saved::UpTo(moment), None) => (format!("saved {}", moment.seen_from(cx.now)), cx.theme.dim()),
        (None, Saved::UpTo(moment), Some(_)) => {
            (format!("saved {} in the journal", moment.seen_from(cx.now)), cx.theme.warning())
        }
        (None, Saved::Failing(why), _) => (format!("NOT SAVED: {}", reason(why)), cx.theme.error()),
    }
}

/// Of a message that says what failed on which file and why, the reason: the row has no room for more.
fn reason(why: &str) -> &str {
    why.split_once(": ").filter(|(what, _)| what.starts_with("can't ")).map_or(why, |(_, reason)| reason)
}

/// The columns in which the header counts the open remarks, before column `x`; none where none is open.
fn remarks_before(x: u16, session: &Session) -> Range<u16> {
    let end = x.saturating_sub(3);
    let remarks = match session.figures().open_remarks {
        0 => 0,
        n => (str_width(&counted(n, "open remark")) as u16).min(18),
    };
    end.saturating_sub(remarks)..end
}

/// The sign before a note, and the key behind it where there is more to read.
fn note_signs(canvas: &mut Canvas<'_>, area: Rect, has_more: bool) {
    let theme = canvas.theme;
    canvas.text(area.x, area.y, 1, "!", theme.warning());
    if has_more {
        canvas.text_ending_at(area.right(), area.bottom().saturating_sub(1), 5, "Alt-J", theme.accent());
    }
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

pub(super) fn heading(canvas: &mut Canvas<'_>, area: Rect, title: &str, count: &str) {
    let theme = canvas.theme;
    canvas.text(area.x, area.y, area.width, title, theme.plain());
    canvas.text_ending_at(area.right(), area.y, 8, count, theme.dim());
}

/// Counts, or a point where nothing is counted yet.
fn or_point(counts: &str, theme: Theme) -> &str {
    if counts.is_empty() { theme.point() } else { counts }
}

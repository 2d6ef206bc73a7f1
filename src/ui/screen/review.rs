//! The reviewer's pages: read-only, one question a page, and an overview by criterion.

use std::ops::Range;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use crate::{
    model::{
        country,
        evaluation::{Evaluation, Progress, Remark},
        framework::Placed,
        id::Id,
        moment::Moment,
    },
    text::cluster::str_width,
    ui::{
        command::{Action, Scope},
        effect::{Effect, LookBack, Purpose},
        page::Page,
        screen::{Context, FOOTER, Turn, footer, library::Library, remarking::RemarkLine, step},
        session::Desk,
        theme::{Canvas, Theme},
    },
};

mod acting;
mod selecting;

pub use acting::ask_about_step;
pub(super) use acting::ask_name;

/// The reviewer's screen.
#[derive(Debug)]
pub struct Review {
    /// The evaluation that lies open.
    pub desk: Desk,
    /// The question's place in the framework.
    at: usize,
    overview: bool,
    /// What the reviewer looks at within the page.
    focus: Focus,
    /// Whether the focus is to be brought into sight.
    follow: bool,
    /// The passage of the narrative that is selected, in bytes.
    selected: Option<Range<usize>>,
    /// What a drag of the mouse began with.
    pressed: Option<Range<usize>>,
    /// The page's row where the narrative begins, as last laid out.
    narrative_row: usize,
    /// The remark that is being written.
    line: Option<RemarkLine>,
    /// The page's first row shown, and how many rows it has, as last laid out.
    top: usize,
    rows: usize,
}

/// What the reviewer looks at within a page.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Focus {
    Question,
    /// The item at this place.
    Item(usize),
    Remark(Id),
}

impl Review {
    /// Opens an evaluation at a question.
    pub fn new(desk: Desk, at: usize) -> Review {
        let at = at.min(desk.framework.len() - 1);
        Review {
            desk,
            at,
            overview: false,
            focus: Focus::Question,
            follow: false,
            selected: None,
            pressed: None,
            narrative_row: 0,
            line: None,
            top: 0,
            rows: 0,
        }
    }

    /// The place of the question that is shown.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Shows what came of the evaluation and another program's changes to it.
    pub fn merged(&mut self, evaluation: Evaluation) {
        self.desk.evaluation = evaluation;
        (self.selected, self.pressed) = (None, None);
    }

    /// Shows what was before a change that the journal did not take.
    pub fn refused(&mut self) {
        if let Some(line) = &mut self.line {
            line.reread(&self.desk);
        }
    }

    /// The scopes of its keys, the innermost first.
    pub fn scopes(&self) -> &'static [Scope] {
        if self.line.is_some() {
            &[Scope::Remark, Scope::Text, Scope::Anywhere]
        } else {
            &[Scope::Review, Scope::Anywhere]
        }
    }

    fn go_to(&mut self, at: usize) {
        self.at = at.min(self.desk.framework.len() - 1);
        self.top = 0;
        self.focus = Focus::Question;
        (self.selected, self.pressed) = (None, None);
        self.follow = true;
    }

    /// Types text into the remark that is being written.
    pub fn type_text(&mut self, text: &str, cx: &mut Context) {
        if let Some(line) = &mut self.line {
            let outcome = line.type_text(text, &mut self.desk, cx);
            cx.report(outcome);
        }
    }

    /// Does what a command says; `key` tells which of a command's keys called it.
    pub fn act(&mut self, action: Action, key: &str, library: &Library, cx: &mut Context) -> Turn {
        let height = usize::from(body(cx).height);
        match action {
            _ if self.line.is_some() => self.act_in_line(action, cx),
            Action::NextZone => self.turn_focus(1),
            Action::PreviousZone => self.turn_focus(-1),
            Action::NextRemark | Action::Remark | Action::Reply | Action::Resolve => {
                return self.act_on_remarks(action, cx);
            }
            Action::Step(step) => return ask_about_step(step, &self.desk, cx),
            Action::Changes => cx.ask(Effect::ListHistory(LookBack::Since)),
            Action::History => cx.ask(Effect::ListHistory(LookBack::All)),
            Action::CopySource => self.copy(cx),
            Action::Select(motion) => self.select(motion),
            Action::Leave if self.selected.is_some() => self.selected = None,
            Action::NextVerdict => match library.next_submitted(&self.desk.evaluation.id) {
                Some(id) => cx.ask(Effect::Open(id, Purpose::Review(self.at))),
                None => cx.inform("No other evaluation waits for a verdict"),
            },
            Action::NextQuestion if self.at + 1 < self.desk.framework.len() => self.go_to(self.at + 1),
            Action::NextQuestion => cx.inform("This is the last question"),
            Action::PreviousQuestion if self.at > 0 => self.go_to(self.at - 1),
            Action::PreviousQuestion => cx.inform("This is the first question"),
            Action::First => self.go_to(0),
            Action::Last => self.go_to(usize::MAX),
            Action::Up | Action::Down if self.overview => {
                self.go_to(step(action, self.at, self.desk.framework.len(), 1));
            }
            Action::Up | Action::Down | Action::PageUp | Action::PageDown => {
                self.top =
                    step(action, self.top, self.rows.saturating_sub(height) + 1, height.saturating_sub(2).max(1));
            }
            Action::Criterion => match self.desk.first_of_criterion(key) {
                Ok(at) => self.go_to(at),
                Err(line) => cx.inform(line),
            },
            Action::Overview => {
                self.overview = !self.overview;
                self.top = 0;
                self.follow = true;
            }
            Action::NextPractice | Action::PreviousPractice => {
                let by = if action == Action::NextPractice { 1 } else { -1 };
                match library.beside(&self.desk.evaluation.id, by) {
                    Some(id) => cx.ask(Effect::Open(id, Purpose::Review(self.at))),
                    None if by > 0 => cx.inform("This is the last of the evaluations"),
                    None => cx.inform("This is the first of the evaluations"),
                }
            }
            Action::Record if self.overview && key == "enter" => self.overview = false,
            Action::Record => return Turn::Record,
            Action::Leave => return Turn::Library,
            _ => {}
        }
        Turn::Stay
    }

    /// The wheel scrolls; a drag over the narrative selects a passage.
    pub fn mouse(&mut self, mouse: MouseEvent, library: &Library, cx: &mut Context) -> Turn {
        match mouse.kind {
            MouseEventKind::ScrollUp => self.act(Action::Up, "", library, cx),
            MouseEventKind::ScrollDown => self.act(Action::Down, "", library, cx),
            MouseEventKind::Down(MouseButton::Left) if self.line.is_none() => {
                self.pressed = self.hit(mouse.column, mouse.row, cx);
                self.selected = None;
                Turn::Stay
            }
            MouseEventKind::Drag(MouseButton::Left) if self.line.is_none() => {
                self.drag_to(mouse.column, mouse.row, cx);
                Turn::Stay
            }
            _ => Turn::Stay,
        }
    }

    /// Lays its parts out for the terminal's size.
    pub fn settle(&mut self, cx: &Context) {
        let height = usize::from(body(cx).height);
        if let Some(line) = &mut self.line {
            line.settle(cx);
        }
        let page = self.page(cx);
        self.rows = page.len();
        self.narrative_row = self.first_row_of_narrative(body(cx).width);
        let in_sight = self.rows_selected(cx).or_else(|| page.barred());
        if std::mem::take(&mut self.follow)
            && let Some(rows) = in_sight
        {
            // In the overview the questions around are in sight too.
            let end = if self.overview { rows.end + 2 } else { rows.end };
            self.top = self.top.min(rows.start).max(end.saturating_sub(height));
        }
        self.top = self.top.min(page.len().saturating_sub(height));
    }

    fn page(&self, cx: &Context) -> Page {
        let width = body(cx).width;
        if self.overview {
            let framework = &self.desk.framework;
            let tight = 2 + framework.len() + 2 * framework.criteria.len() > usize::from(body(cx).height);
            self.overview(cx.theme, cx.now, width, tight)
        } else {
            self.question_page(cx, width)
        }
    }

    /// Draws the screen.
    pub fn view(&self, library: &Library, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        self.header(library, cx, canvas);
        let page = self.page(cx);
        let area = body(cx);
        page.draw(canvas, area, self.top);
        let more = page.more_below(self.top, area.height);
        let criterion = &self.desk.question(self.at).criterion.title;
        let left = match self.words_selected() {
            0 => format!("question {} of {}   {criterion}", self.at + 1, self.desk.framework.len()),
            1 => "1 word selected: y copies it, r remarks on it".to_owned(),
            words => format!("{words} words selected: y copies them, r remarks on them"),
        };
        footer(canvas, cx, &left, &more, self.scopes());
        self.line.as_ref()?.view(cx, canvas)
    }

    fn header(&self, library: &Library, cx: &Context, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let width = cx.size.0;
        let place = library.place_of(&self.desk.evaluation.id);
        let place = place.map_or(String::new(), |(at, len)| format!("practice {at} of {len}"));
        let x = canvas.text_ending_at(width.saturating_sub(1), 0, width / 2, &place, theme.dim());
        let open = self.desk.evaluation.open_remarks();
        let open = if open > 0 { format!("!{open}") } else { String::new() };
        let x = canvas.text_ending_at(x.saturating_sub(3), 0, 5, &open, theme.warning());
        let x = x.saturating_sub(u16::from(!open.is_empty()));
        let x = canvas.text_ending_at(x, 0, 10, self.desk.evaluation.status().name(), theme.plain());
        let country = country::code(&self.desk.evaluation.practice.country);
        let country_width = (str_width(country) as u16).min(x / 3);
        let used = canvas.text(1, 0, x.saturating_sub(country_width + 7), self.desk.evaluation.title(), theme.strong());
        canvas.text(used + 4, 0, country_width, country, theme.dim());
    }

    fn question_page(&self, cx: &Context, width: u16) -> Page {
        let theme = cx.theme;
        let placed = self.desk.question(self.at);
        let evaluation = &self.desk.evaluation;
        let question = &placed.question.id;
        let mut page = Page::new(width);
        self.question_heading(&mut page, theme);
        match (evaluation.narrative(question), &self.selected) {
            ("", _) => page.paragraph(3, "No answer yet.", theme.dim()),
            (narrative, None) => page.paragraph(3, narrative, theme.plain()),
            (narrative, Some(selected)) => {
                let (before, rest) = narrative.split_at(selected.start);
                let (within, after) = rest.split_at(selected.len());
                page.styled(3, &[(before, theme.plain()), (within, theme.selection()), (after, theme.plain())]);
            }
        }
        page.gap();
        checklist(&mut page, &placed, self, theme);
        for tool in evaluation.tools(question) {
            page.gap();
            page.paragraph(3, "Inspiring tool", theme.dim());
            page.paragraph(3, &tool.title, theme.plain());
            for part in [&tool.address, &tool.note] {
                if !part.is_blank() {
                    page.paragraph(3, part, theme.dim());
                }
            }
        }
        for jot in evaluation.jots_at(question) {
            page.gap();
            let speaker = if jot.speaker.is_blank() { "Jot" } else { jot.speaker.as_str() };
            page.paragraph(3, &format!("{speaker}, {}", jot.at.seen_from(cx.now)), theme.dim());
            page.paragraph(3, &jot.text, theme.plain());
        }
        for remark in evaluation.remarks_on(question) {
            page.gap();
            self.remark(&mut page, remark, &placed, cx);
        }
        page
    }

    /// What stands above the narrative.
    fn question_heading(&self, page: &mut Page, theme: Theme) {
        let placed = self.desk.question(self.at);
        page.entry(0, (&placed.number(), theme.dim()), 5, &placed.question.text, theme.strong());
        page.gap();
        if let Some(reason) = self.desk.evaluation.not_applicable(&placed.question.id) {
            let reason = if reason.is_blank() { "no reason given" } else { reason.as_str() };
            page.paragraph(3, &format!("Does not apply: {reason}"), theme.warning());
            page.gap();
        }
    }

    /// A remark with what it is about and the replies to it.
    fn remark(&self, page: &mut Page, remark: &Remark, placed: &Placed<'_>, cx: &Context) {
        let theme = cx.theme;
        let first = page.len();
        let said = |one: &Remark| format!("{}, {}: {}", one.author, one.at.seen_from(cx.now), one.text);
        page.entry(3, ("Remark", theme.warning()), 11, &said(remark), theme.plain());
        let state = if remark.resolved { ("resolved", theme.dim()) } else { ("open", theme.warning()) };
        page.tail(state.0, state.1);
        let item = remark.item.as_ref().and_then(|item| placed.question.items.iter().find(|asked| asked.id == *item));
        if let Some(item) = item {
            page.paragraph(11, &format!("on: {}", item.label), theme.dim());
        }
        if let Some(passage) = &remark.passage {
            let stands = passage.place_in(self.desk.evaluation.narrative(&remark.question)).is_some();
            let gone = if stands { "" } else { " (this passage is gone)" };
            page.paragraph(11, &format!("on: \u{201c}{}\u{201d}{gone}", passage.text), theme.dim());
        }
        for reply in self.desk.evaluation.replies_to(&remark.id) {
            page.paragraph(13, &said(reply), theme.plain());
        }
        if self.focus == Focus::Remark(remark.id.clone()) {
            page.bar_from(first);
        }
    }

    fn overview(&self, theme: Theme, now: Moment, width: u16, tight: bool) -> Page {
        let evaluation = &self.desk.evaluation;
        let mut page = Page::new(width);
        let mut at = 0;
        let practice = &evaluation.practice;
        let place = [&practice.organisation, &practice.place, &practice.country, &practice.period];
        let place: Vec<&str> = place.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
        let names: Vec<&str> = evaluation.evaluators.entries().collect();
        for line in [place.join(", "), format!("evaluated by {}", names.join(", "))] {
            page.paragraph(3, &line, theme.dim());
        }
        page.tail("met of judged", theme.dim());
        for criterion in &self.desk.framework.criteria {
            if !tight {
                page.gap();
            }
            page.paragraph(3, &criterion.title, theme.strong());
            page.tail(&evaluation.tally_of_criterion(criterion).in_words(2), theme.plain());
            for asked in &criterion.questions {
                let placed = self.desk.question(at);
                let progress = evaluation.progress(asked);
                let style = if at == self.at { theme.accent() } else { theme.plain() };
                let line = format!("{} {} {}", theme.progress_sign(progress), placed.number(), asked.label);
                let open = evaluation.remarks_on(&asked.id).filter(|remark| !remark.resolved).count();
                let open = if open > 0 { format!(" !{open}") } else { String::new() };
                page.styled(3, &[(&line, style), (&open, theme.warning())]);
                if at == self.at {
                    page.bar_from(page.len() - 1);
                }
                let tail = if progress == Progress::NotApplicable {
                    "n/a".to_owned()
                } else {
                    evaluation.tally(asked).in_words(2)
                };
                page.tail(&tail, theme.dim());
                at += 1;
            }
        }
        if !evaluation.acts.is_empty() {
            page.gap();
            page.paragraph(3, "Steps", theme.strong());
        }
        for act in &evaluation.acts {
            let reason = if act.reason.is_blank() { String::new() } else { format!(": {}", act.reason) };
            let done = act.step.leads_to().name();
            page.paragraph(5, &format!("{done} {} by {}{reason}", act.at.seen_from(now), act.name), theme.plain());
        }
        self.visits(&mut page, theme);
        page
    }

    /// The visits: when and where, who was met, and what was written during them.
    fn visits(&self, page: &mut Page, theme: Theme) {
        let evaluation = &self.desk.evaluation;
        if !evaluation.visits.is_empty() {
            page.gap();
            page.paragraph(3, "Visits", theme.strong());
        }
        for visit in &evaluation.visits {
            let hours = visit.hours.map_or(String::new(), |hours| hours.to_string());
            let people: Vec<&str> = visit.people.entries().collect();
            let met = if people.is_empty() { String::new() } else { format!("met {}", people.join("; ")) };
            let parts = [visit.date.trim(), &hours, visit.place.trim(), &met];
            let told: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            page.paragraph(5, &told.join(", "), theme.plain());
            if let Some(during) = evaluation.during(visit, Some(&self.desk.framework)) {
                page.paragraph(7, &during, theme.dim());
            }
        }
    }
}

fn checklist(page: &mut Page, placed: &Placed<'_>, review: &Review, theme: Theme) {
    for (n, item) in placed.question.items.iter().enumerate() {
        let first = page.len();
        let mark = review.desk.evaluation.mark(&placed.question.id, &item.id);
        page.entry(3, (theme.verdict(mark), theme.mark(mark)), 7, &item.text, theme.plain());
        if review.focus == Focus::Item(n) {
            page.bar_from(first);
        }
    }
}

/// Where the page stands.
fn body(cx: &Context) -> Rect {
    Rect::new(1, 1, cx.size.0.saturating_sub(2).min(100), cx.size.1.saturating_sub(1 + FOOTER))
}

//! The reviewer's pages: one question a page, and an overview by criterion. Answers are read here, remarks and steps made.

use std::ops::Range;

use ratatui::layout::{Position, Rect};

use crate::model::{Evaluation, Field, Id, Moment, Place, Placed, Progress, Remark, country};
use crate::text::cluster::str_width;
use crate::ui::{
    Action, Canvas, Context, Direction, Effect, LookBack, Move, Next, Page, Purpose, Reversed, Scope, Scroller,
    Session, Theme, Turn,
    footer::footer,
    list::step,
    screen::{library::LibraryScreen, line::Line},
};

mod acting;
mod selecting;

pub(crate) use acting::ask_about_step;
pub(super) use acting::ask_name;

#[derive(Clone, Debug)]
pub(crate) struct Review {
    pub session: Session,
    /// The question's place in the framework.
    pub(crate) at: usize,
    mode: Mode,
    /// The line laid over the page, for a remark.
    line: Option<Line>,
    /// What the reviewer looks at within the page.
    focus: Focus,
    /// What is to be brought into sight.
    seek: Option<Seek>,
    /// The passage of the narrative that is selected, in bytes.
    selected: Option<Range<usize>>,
    /// What a drag of the mouse began with.
    pressed: Option<Range<usize>>,
    /// The page as last laid out, where its parts stand on it, and what of it is in sight.
    page: Page,
    parts: Parts,
    pub(crate) scroller: Scroller,
}

/// What is shown, and has the keyboard unless a line is laid over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Question,
    Overview,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Focus {
    Question,
    /// The item at this place.
    Item(usize),
    Remark(Id),
}

/// Where parts of a page stand on it, in rows.
#[derive(Clone, Debug, Default)]
struct Parts {
    /// The first row of the narrative.
    narrative: usize,
    remarks: Vec<(Id, Range<usize>)>,
}

/// What of the page is to be brought into sight.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Seek {
    /// The selected passage, or else what has the focus.
    Focus,
    /// This byte of the narrative.
    Narrative(usize),
    Remark(Id),
}

impl Review {
    pub(crate) fn new(session: Session, at: usize) -> Review {
        let at = at.min(session.framework.len() - 1);
        Review {
            session,
            at,
            mode: Mode::Question,
            line: None,
            focus: Focus::Question,
            seek: None,
            selected: None,
            pressed: None,
            page: Page::new(0),
            parts: Parts::default(),
            scroller: Scroller::default(),
        }
    }

    /// Shows what came of the evaluation and another program's changes to it.
    pub(crate) fn merged(&mut self, evaluation: Evaluation) {
        self.session.merged(evaluation);
        self.follow_texts();
    }

    /// Keeps the line and the selection with the texts as they stand by now.
    pub(crate) fn follow_texts(&mut self) {
        if let Some(line) = &mut self.line {
            line.follow(&self.session);
        }
        let narrative = self.narrative();
        let fits = |selected: &Range<usize>| narrative.get(selected.clone()).is_some();
        if !self.selected.as_ref().is_some_and(fits) {
            (self.selected, self.pressed) = (None, None);
        }
    }

    pub(crate) fn scopes(&self) -> &'static [Scope] {
        match (&self.line, self.mode) {
            (Some(line), _) => line.scopes(),
            (None, Mode::Question) => &[Scope::Review, Scope::Reading, Scope::Navigation, Scope::Undo, Scope::Anywhere],
            (None, Mode::Overview) => {
                &[Scope::Overview, Scope::Review, Scope::Reading, Scope::Navigation, Scope::Undo, Scope::Anywhere]
            }
        }
    }

    fn go_to(&mut self, at: usize) {
        self.at = at.min(self.session.framework.len() - 1);
        self.scroller.to_top();
        self.focus = Focus::Question;
        (self.selected, self.pressed) = (None, None);
        self.seek = Some(Seek::Focus);
    }

    fn show(&mut self, mode: Mode) {
        if self.mode != mode {
            self.mode = mode;
            self.scroller.to_top();
            self.seek = Some(Seek::Focus);
        }
    }

    /// Types text into the remark that is being written; none where there is none.
    pub(crate) fn type_text(&mut self, text: &str, cx: &Context) -> Option<Turn> {
        Some(self.line.as_mut()?.type_text(text, &mut self.session, cx))
    }

    pub(crate) fn act(&mut self, action: Action, library: &LibraryScreen, cx: &Context) -> Turn {
        if let Some(line) = &mut self.line {
            return line.act(action, &mut self.session, cx).unwrap_or_else(|| {
                // What was written is seen where it stands now.
                if let Some(Field::Remark(made)) = self.line.take().and_then(|line| line.made()) {
                    self.seek = self.top_remark(&made).map(Seek::Remark);
                }
                Turn::stay()
            });
        }
        let id = &self.session.evaluation().id;
        match action {
            Action::NextPane => self.turn_focus(1),
            Action::PreviousPane => self.turn_focus(-1),
            Action::NextRemark | Action::Remark | Action::Reply | Action::Resolve => {
                return self.act_on_remarks(action, cx);
            }
            Action::Undo => return self.reverse(Direction::Undo),
            Action::Redo => return self.reverse(Direction::Redo),
            Action::Step(step) => return ask_about_step(step, &self.session, cx),
            Action::Changes => return Turn::ask(Effect::ListHistory(LookBack::Since)),
            Action::History => return Turn::ask(Effect::ListHistory(LookBack::All)),
            Action::CopySource => return self.copy(),
            Action::Select(motion) => self.select(motion),
            Action::NextVerdict => {
                return self.open(library.next_submitted(id), "No other evaluation waits for a verdict");
            }
            Action::NextPractice => return self.open(library.beside(id, 1), "This is the last of the evaluations"),
            Action::PreviousPractice => {
                return self.open(library.beside(id, -1), "This is the first of the evaluations");
            }
            Action::NextQuestion if self.at + 1 < self.session.framework.len() => self.go_to(self.at + 1),
            Action::NextQuestion => return Turn::inform("This is the last question"),
            Action::PreviousQuestion if self.at > 0 => self.go_to(self.at - 1),
            Action::PreviousQuestion => return Turn::inform("This is the first question"),
            Action::Criterion(number) => match self.session.first_of_criterion(number) {
                Ok(at) => self.go_to(at),
                Err(line) => return Turn::inform(line),
            },
            Action::Go(to) => self.go(to),
            Action::Overview => self.show(match self.mode {
                Mode::Question => Mode::Overview,
                Mode::Overview => Mode::Question,
            }),
            Action::Record => return Next::TurnOver.into(),
            Action::Leave if self.selected.is_some() => self.selected = None,
            Action::Leave => return Next::Leave.into(),
            _ => {}
        }
        Turn::stay()
    }

    /// Goes through the questions, or scrolls the one that is shown.
    fn go(&mut self, to: Move) {
        match (to, self.mode) {
            (Move::First, _) => self.go_to(0),
            (Move::Last, _) => self.go_to(usize::MAX),
            (Move::Up | Move::Down, Mode::Overview) => {
                self.go_to(step(to, self.at, self.session.framework.len(), 1));
            }
            (Move::Up | Move::Down, Mode::Question) | (Move::PageUp | Move::PageDown, _) => self.scroller.go(to),
        }
    }

    fn open(&self, other: Option<Id>, none: &str) -> Turn {
        match other {
            Some(id) => Turn::ask(Effect::Open(id, Purpose::Review(self.at))),
            None => Turn::inform(none),
        }
    }

    /// Undoes the last change or redoes the one last undone, and shows what it changed.
    fn reverse(&mut self, direction: Direction) -> Turn {
        let (reversed, turn) = self.session.reverse(direction);
        let Some(Reversed { place, question, words, .. }) = reversed else { return turn };
        self.follow_texts();
        let at = question.and_then(|question| self.session.framework.position(&question));
        if let Some(at) = at {
            self.show(Mode::Question);
            if at != self.at {
                self.go_to(at);
            }
        }
        match place {
            Some(Place::Text(Field::Narrative(_), at)) => self.seek = Some(Seek::Narrative(at)),
            Some(Place::Item(_, item)) => {
                let items = &self.session.question(self.at).question.items;
                self.focus_on(items.iter().position(|asked| asked.id == item).map(Focus::Item));
            }
            Some(Place::Remark(_, remark)) => self.seek = self.top_remark(&remark).map(Seek::Remark),
            _ => {}
        }
        turn.and_inform(words)
    }

    fn focus_on(&mut self, focus: Option<Focus>) {
        self.focus = focus.unwrap_or(Focus::Question);
        self.seek = Some(Seek::Focus);
    }

    /// A remark, or the one that it answers; none where it is gone.
    fn top_remark(&self, remark: &Id) -> Option<Id> {
        let remark = self.session.evaluation().remarks.get(remark)?;
        Some(remark.reply_to.as_ref().unwrap_or(&remark.id).clone())
    }

    /// A drag that begins here selects a passage.
    pub(crate) fn click(&mut self, at: Position, cx: &Context) {
        match &mut self.line {
            Some(line) => line.click(at, cx),
            None => (self.pressed, self.selected) = (self.hit(at, cx), None),
        }
    }

    pub(crate) fn settle(&mut self, cx: &Context) {
        let area = body(cx);
        if let Some(line) = &mut self.line {
            line.settle(cx);
        }
        (self.page, self.parts) = self.lay_out(cx);
        self.scroller.settle(self.page.len(), area.height);
        let sought = self.seek.take().and_then(|seek| match (seek, &self.selected) {
            (Seek::Narrative(at), _) => self.rows_of(&(at..at + 1), cx),
            (Seek::Focus, Some(selected)) if self.mode == Mode::Question => self.rows_of(selected, cx),
            (Seek::Focus, _) => self.page.barred(),
            (Seek::Remark(sought), _) => {
                self.parts.remarks.iter().find(|(id, _)| *id == sought).map(|(_, rows)| rows.clone())
            }
        });
        if let Some(rows) = sought {
            // In the overview the questions around are in sight too.
            let end = match self.mode {
                Mode::Overview => rows.end + 2,
                Mode::Question => rows.end,
            };
            self.scroller.show(rows.start..end);
        }
    }

    fn lay_out(&self, cx: &Context) -> (Page, Parts) {
        let area = body(cx);
        match self.mode {
            Mode::Overview => {
                let framework = &self.session.framework;
                let tight = 2 + framework.len() + 2 * framework.criteria.len() > usize::from(area.height);
                (self.overview(cx.theme, cx.now, area.width, tight), Parts::default())
            }
            Mode::Question => self.question_page(cx, area.width),
        }
    }

    pub(crate) fn view(&self, library: &LibraryScreen, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        self.header(library, cx, canvas);
        let area = body(cx);
        self.page.draw(canvas, area, self.scroller.top());
        let more = self.page.more_below(self.scroller.top(), area.height);
        let criterion = &self.session.question(self.at).criterion.title;
        let left = match self.words_selected() {
            0 => format!("question {} of {}   {criterion}", self.at + 1, self.session.framework.len()),
            1 => "1 word selected: y copies it, r remarks on it".to_owned(),
            words => format!("{words} words selected: y copies them, r remarks on them"),
        };
        footer(canvas, cx, &left, &more);
        self.line.as_ref()?.view(&self.session.framework, cx, canvas)
    }

    fn header(&self, library: &LibraryScreen, cx: &Context, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let width = cx.size.0;
        let place = library.place_of(&self.session.evaluation().id);
        let place = place.map_or(String::new(), |(at, len)| format!("practice {at} of {len}"));
        let x = canvas.text_ending_at(width.saturating_sub(1), 0, width / 2, &place, theme.dim());
        let open = self.session.evaluation().open_remarks();
        let open = if open > 0 { format!("!{open}") } else { String::new() };
        let x = canvas.text_ending_at(x.saturating_sub(3), 0, 5, &open, theme.warning());
        let x = x.saturating_sub(u16::from(!open.is_empty()));
        let x = canvas.text_ending_at(x, 0, 10, self.session.evaluation().status().name(), theme.plain());
        let country = country::code(&self.session.evaluation().practice.country);
        let country_width = (str_width(country) as u16).min(x / 3);
        let used =
            canvas.text(1, 0, x.saturating_sub(country_width + 7), self.session.evaluation().title(), theme.strong());
        canvas.text(used + 4, 0, country_width, country, theme.dim());
    }

    fn question_page(&self, cx: &Context, width: u16) -> (Page, Parts) {
        let theme = cx.theme;
        let placed = self.session.question(self.at);
        let evaluation = self.session.evaluation();
        let question = &placed.question.id;
        let mut page = Page::new(width);
        self.question_heading(&mut page, theme);
        let mut parts = Parts { narrative: page.len(), ..Parts::default() };
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
            let first = page.len();
            self.remark(&mut page, remark, &placed, cx);
            parts.remarks.push((remark.id.clone(), first..page.len()));
        }
        (page, parts)
    }

    /// What stands above the narrative.
    fn question_heading(&self, page: &mut Page, theme: Theme) {
        let placed = self.session.question(self.at);
        page.entry(0, (&placed.number(), theme.dim()), 5, &placed.question.text, theme.strong());
        page.gap();
        if let Some(reason) = self.session.evaluation().not_applicable(&placed.question.id) {
            let reason = if reason.is_blank() { "no reason given" } else { reason.as_str() };
            page.paragraph(3, &format!("Does not apply: {reason}"), theme.warning());
            page.gap();
        }
    }

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
            let stands = passage.place_in(self.session.evaluation().narrative(&remark.question)).is_some();
            let gone = if stands { "" } else { " (this passage is gone)" };
            page.paragraph(11, &format!("on: \u{201c}{}\u{201d}{gone}", passage.text), theme.dim());
        }
        for reply in self.session.evaluation().replies_to(&remark.id) {
            page.paragraph(13, &said(reply), theme.plain());
        }
        if self.focus == Focus::Remark(remark.id.clone()) {
            page.bar_from(first);
        }
    }

    fn overview(&self, theme: Theme, now: Moment, width: u16, tight: bool) -> Page {
        let evaluation = self.session.evaluation();
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
        for criterion in &self.session.framework.criteria {
            if !tight {
                page.gap();
            }
            page.paragraph(3, &criterion.title, theme.strong());
            page.tail(&evaluation.tally_of_criterion(criterion).in_words(2), theme.plain());
            for asked in &criterion.questions {
                let placed = self.session.question(at);
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

    fn visits(&self, page: &mut Page, theme: Theme) {
        let evaluation = self.session.evaluation();
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
            if let Some(during) = evaluation.during(visit, Some(&self.session.framework)) {
                page.paragraph(7, &during, theme.dim());
            }
        }
    }
}

fn checklist(page: &mut Page, placed: &Placed<'_>, review: &Review, theme: Theme) {
    for (n, item) in placed.question.items.iter().enumerate() {
        let first = page.len();
        let mark = review.session.evaluation().mark(&placed.question.id, &item.id);
        page.entry(3, (theme.verdict(mark), theme.mark(mark)), 7, &item.text, theme.plain());
        if review.focus == Focus::Item(n) {
            page.bar_from(first);
        }
    }
}

fn body(cx: &Context) -> Rect {
    let body = cx.body(1, 1, 1);
    Rect { width: body.width.min(100), ..body }
}

//! The reviewer's pages: one question a page, and an overview by criterion. Answers are read here, remarks and steps made.

use std::ops::Range;

use ratatui::layout::{Position, Rect};

use crate::model::{Evaluation, Field, Id, Place, Placed, country};
use crate::text::{cluster::str_width, counted};
use crate::ui::{
    Action, Canvas, Context, Direction, Effect, LookBack, Move, Next, Page, Purpose, Reversed, Scope, Scroller,
    Session, Turn,
    footer::footer,
    list::step,
    screen::{library::LibraryScreen, line::Line, redacting::redact},
};

mod acting;
mod pages;
mod selecting;

pub(super) use acting::ask_name;
pub(crate) use acting::{ask_about_step, export};

#[derive(Clone, Debug)]
pub(crate) struct Review {
    pub session: Session,
    /// The question's place in the framework.
    pub(crate) at: usize,
    mode: Mode,
    /// The line laid over the page, for a remark.
    line: Option<Line>,
    /// Whether it was opened while recording: leaving goes back there.
    from_recording: bool,
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
    scroller: Scroller,
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
    /// The pages of an evaluation that is being recorded, at the question at `at`.
    pub(crate) fn from_recording(session: Session, at: usize) -> Review {
        Review { from_recording: true, ..Review::new(session, at) }
    }

    pub(crate) fn new(session: Session, at: usize) -> Review {
        let at = at.min(session.framework.len() - 1);
        Review {
            session,
            at,
            mode: Mode::Question,
            line: None,
            from_recording: false,
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
        let shown = self.session.question(self.at).question.id.clone();
        self.session.merged(evaluation);
        self.stay_at(&shown);
        self.follow_texts();
    }

    /// Goes on with the evaluation as it was opened anew.
    pub(crate) fn resume(&mut self, session: Session) {
        let shown = self.session.question(self.at).question.id.clone();
        self.session = session;
        self.stay_at(&shown);
        self.follow_texts();
    }

    /// Stays at a question, wherever it stands in the framework that is shown by now; where that does not ask it, at its
    /// place.
    fn stay_at(&mut self, question: &Id) {
        let last = self.session.framework.len() - 1;
        self.at = self.session.framework.position(question).unwrap_or(self.at).min(last);
    }

    /// Keeps the line and the selection with the texts as they stand by now.
    pub(crate) fn follow_texts(&mut self) {
        self.at = self.at.min(self.session.framework.len() - 1);
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
            // What is in the overview is the question: its items and its passages are not seen there.
            (self.mode, self.focus, self.selected) = (mode, Focus::Question, None);
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
            return line.act(action, &mut self.session, cx).unwrap_or_else(|| self.close_line(cx));
        }
        let id = &self.session.evaluation().id;
        match action {
            Action::NextPane | Action::PreviousPane if self.mode == Mode::Overview => {
                self.go(if action == Action::NextPane { Move::Down } else { Move::Up });
            }
            Action::NextPane => self.turn_focus(1),
            Action::PreviousPane => self.turn_focus(-1),
            Action::NextRemark
            | Action::Remark
            | Action::Reply
            | Action::Resolve
            | Action::ChangeRemark
            | Action::WithdrawRemark => return self.act_on_remarks(action, cx),
            Action::Undo => return self.reverse(Direction::Undo),
            Action::Redo => return self.reverse(Direction::Redo),
            Action::Step(step) => return ask_about_step(step, &self.session, cx),
            Action::Changes => return Turn::ask(Effect::ListHistory(LookBack::Since)),
            Action::History => return Turn::ask(Effect::ListHistory(LookBack::All)),
            Action::CopySource => return self.copy(),
            Action::Export => return export(&self.session, cx),
            Action::Redact => {
                let selected = self.selected.clone().map(|range| &self.narrative()[range]);
                return redact(selected, &self.session, cx);
            }
            Action::PublicCopy => return redact(None, &self.session, cx),
            Action::Select(motion) => self.select(motion),
            Action::NextAwaitingReview => {
                return self.open(library.next_submitted(id), "No other evaluation is awaiting review");
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
            Action::Leave if self.from_recording => return Next::TurnOver.into(),
            Action::Leave => return Next::Leave.into(),
            _ => {}
        }
        Turn::stay()
    }

    /// Closes the line, where one is laid over the page.
    pub(crate) fn close_line(&mut self, cx: &Context) -> Turn {
        let Some(mut line) = self.line.take() else { return Turn::stay() };
        let turn = line.close(&mut self.session, cx);
        // What was written is seen where it stands now.
        if let Some(Field::Remark(made)) = line.made() {
            self.seek = self.top_remark(&made).map(Seek::Remark);
        }
        turn
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
        let shown = self.session.question(self.at).question.id.clone();
        let (reversed, turn) = self.session.reverse(direction);
        let Some(Reversed { place, question, words, .. }) = reversed else { return turn };
        self.stay_at(&shown);
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

    /// Goes to a remark on this question.
    pub(crate) fn go_to_remark(&mut self, question: &Id, remark: Id) {
        self.show(Mode::Question);
        if let Some(at) = self.session.framework.position(question) {
            self.go_to(at);
        }
        self.focus_on(Some(Focus::Remark(remark)));
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

    pub(crate) fn scroll(&mut self, at: Position, by: isize, cx: &Context) {
        if self.line.is_none() || !Line::area(cx).contains(at) {
            self.scroller.scroll(by);
        }
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
        let (page, parts) = self.lay_out(cx);
        // What has the focus and is in sight stays so when the window gets another size.
        let resized = (self.page.width(), self.scroller.height()) != (page.width(), usize::from(area.height));
        if resized && self.page.barred().is_some_and(|rows| self.scroller.shows(&rows)) {
            self.seek.get_or_insert(Seek::Focus);
        }
        self.scroller.rewrap(&self.page, &page);
        (self.page, self.parts) = (page, parts);
        self.scroller.settle(self.page.len(), area.height);
        let sought = self.seek.take().and_then(|seek| match (seek, &self.selected) {
            (Seek::Narrative(at), _) => self.rows_of(&(at..at + 1), cx),
            (Seek::Focus, Some(selected)) => self.rows_of(selected, cx),
            (Seek::Focus, _) => self.page.barred(),
            (Seek::Remark(sought), _) => {
                self.parts.remarks.iter().find(|(id, _)| *id == sought).map(|(_, rows)| rows.clone())
            }
        });
        if let Some(rows) = sought {
            // In the overview the questions around are in sight too.
            let is_last = self.at + 1 == self.session.framework.len();
            let end = match self.mode {
                // What stands below the last question is in sight with it, as far as there is room.
                Mode::Overview if is_last => self.page.len().min(rows.start + usize::from(area.height)),
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
        let criterion = self.session.question(self.at).criterion;
        let left = match self.words_selected() {
            0 => {
                let place = self.place_among_questions();
                let named = [&criterion.title, &criterion.label].map(|name| format!("{place}   {name}"));
                let [whole, short] = named;
                let room = usize::from(cx.size.0).saturating_sub(5 + str_width(&more));
                if str_width(&whole) <= room { whole } else { short }
            }
            1 => "1 word selected: y copies it, r remarks, P marks it for public copies".to_owned(),
            words => format!("{words} words selected: y copies them, r remarks, P marks them for public copies"),
        };
        footer(canvas, cx, &left, &more);
        self.line.as_ref()?.view(&self.session, cx, canvas)
    }

    /// Which of the questions that are asked it is.
    fn place_among_questions(&self) -> String {
        let evaluation = self.session.evaluation();
        let is_asked = |placed: &Placed<'_>| evaluation.meets(&placed.question.applies);
        let asked = self.session.framework.questions().filter(is_asked).count();
        if is_asked(&self.session.question(self.at)) {
            let at = self.session.framework.questions().take(self.at + 1).filter(is_asked).count();
            format!("question {at} of {asked}")
        } else {
            format!("not among the {} asked", counted(asked, "question"))
        }
    }

    fn header(&self, library: &LibraryScreen, cx: &Context, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let width = cx.size.0;
        let place = library.place_of(&self.session.evaluation().id);
        let place = place.map_or(String::new(), |(at, len)| format!("practice {at} of {len}"));
        let x = canvas.text_ending_at(width.saturating_sub(1), 0, width / 2, &place, theme.dim());
        let open = self.session.evaluation().open_remarks();
        let open = match open {
            0 => String::new(),
            open if width < 80 => format!("!{open}"),
            open => counted(open, "open remark"),
        };
        let x = canvas.text_ending_at(x.saturating_sub(3), 0, 18, &open, theme.warning());
        let x = x.saturating_sub(if open.is_empty() { 0 } else { 3 });
        let x = canvas.text_ending_at(x, 0, 10, self.session.evaluation().status().name(), theme.plain());
        let country = country::code(&self.session.evaluation().practice.country);
        let country_width = (str_width(country) as u16).min(x / 3);
        let used =
            canvas.text(1, 0, x.saturating_sub(country_width + 7), self.session.evaluation().title(), theme.strong());
        canvas.text(used + 4, 0, country_width, country, theme.dim());
    }
}

fn body(cx: &Context) -> Rect {
    let body = cx.body(1, cx.below_title(), 1);
    Rect { width: body.width.min(100), ..body }
}

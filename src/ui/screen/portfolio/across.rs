//! One question across practices: what each says to it, one after the other, with its tally.

use ratatui::layout::Rect;

use crate::model::{Asked, Evaluation};
use crate::reading::{Portfolio, portfolio::quoted};
use crate::ui::{Action, Canvas, Context, Effect, Move, Page, Purpose, Scroller, Turn, footer::footer, list::step};

/// One question across practices, laid out once for each question and width.
#[derive(Clone, Debug)]
pub(super) struct Across {
    /// The question's place, and the practice's that has the focus.
    at: usize,
    practice: usize,
    page: Page,
    /// The row where each practice begins.
    starts: Vec<usize>,
    pub(super) scroller: Scroller,
    /// Whether the page is to be laid out anew, and the focus to be brought into sight.
    stale: bool,
    follow: bool,
}

impl Across {
    pub(super) fn new(at: usize, practice: usize) -> Across {
        Across {
            at,
            practice,
            page: Page::new(0),
            starts: Vec::new(),
            scroller: Scroller::default(),
            stale: true,
            follow: true,
        }
    }

    /// The question by number and label.
    pub(super) fn heading(&self, shown: &Portfolio) -> String {
        let placed = shown.framework().question(self.at);
        placed.map_or_else(String::new, |placed| placed.name())
    }

    pub(super) fn act(&mut self, action: Action, shown: &Portfolio, evaluations: &[Evaluation]) -> Turn {
        match action {
            Action::NextPractice => self.go_to_practice(Move::Down, shown),
            Action::PreviousPractice => self.go_to_practice(Move::Up, shown),
            Action::NextQuestion => self.go_to_question(Move::Down, shown),
            Action::PreviousQuestion => self.go_to_question(Move::Up, shown),
            Action::Open => {
                if let Some(column) = shown.columns().get(self.practice) {
                    return Turn::ask(Effect::Open(column.id.clone(), Purpose::Review(self.at)));
                }
            }
            Action::CopySource => return self.copy(shown, evaluations),
            Action::Go(to) => self.scroller.go(to),
            _ => {}
        }
        Turn::stay()
    }

    fn go_to_practice(&mut self, to: Move, shown: &Portfolio) {
        self.practice = step(to, self.practice, shown.columns().len(), 1);
        self.follow = true;
    }

    fn go_to_question(&mut self, to: Move, shown: &Portfolio) {
        self.at = step(to, self.at, shown.framework().len(), 1);
        (self.follow, self.stale) = (true, true);
    }

    fn copy(&self, shown: &Portfolio, evaluations: &[Evaluation]) -> Turn {
        let column = shown.columns().get(self.practice);
        let evaluation = column.and_then(|column| evaluations.iter().find(|one| one.id == column.id));
        let (Some(evaluation), Some(placed)) = (evaluation, shown.framework().question(self.at)) else {
            return Turn::stay();
        };
        match evaluation.narrative(&placed.question.id) {
            "" => Turn::inform("No answer to copy"),
            narrative => {
                Turn::copy(quoted(narrative, evaluation, &placed.number()), "Narrative copied with its source")
            }
        }
    }

    pub(super) fn settle(&mut self, shown: &Portfolio, evaluations: &[Evaluation], cx: &Context) {
        let width = cx.size.0.saturating_sub(2).min(100);
        if std::mem::take(&mut self.stale) || self.page.width() != width {
            self.follow = true;
            (self.page, self.starts) = self.lay_out(width, shown, evaluations, cx);
        }
        self.scroller.settle(self.page.len(), cx.body(1, 2, 1).height);
        if std::mem::take(&mut self.follow)
            && let Some(&start) = self.starts.get(self.practice)
        {
            // A blank row parts it from the next.
            let end = self.starts.get(self.practice + 1).map_or(self.page.len(), |next| next - 1);
            self.page.bar_alone(start..end);
            // The first is shown below the question.
            let start = if self.practice == 0 { 0 } else { start };
            self.scroller.show(start..end);
        }
    }

    fn lay_out(&self, width: u16, shown: &Portfolio, evaluations: &[Evaluation], cx: &Context) -> (Page, Vec<usize>) {
        let theme = cx.theme;
        let mut page = Page::new(width);
        let mut starts = Vec::new();
        let Some(placed) = shown.framework().question(self.at) else { return (page, starts) };
        page.entry(0, (&placed.number(), theme.dim()), 5, &placed.question.text, theme.strong());
        for one in shown.across(self.at, evaluations) {
            page.gap();
            starts.push(page.len());
            let (title, id) = (one.evaluation.title(), &one.evaluation.id);
            page.paragraph(3, &Evaluation::listed_title(title, id), theme.accent());
            if one.tally.items() > 0 {
                page.tail(&format!("{} met", one.tally.in_words(0)), theme.dim());
            }
            if let Some(why) = &one.why_not_asked {
                page.paragraph(3, &format!("Not asked: {why}"), theme.dim());
            }
            match (one.reason, one.narrative) {
                (None, "") if one.why_not_asked.is_some() => {}
                (None, "") if placed.question.narrative == Asked::None => {
                    page.paragraph(3, "No narrative is asked for.", theme.dim());
                }
                (Some(reason), _) => page.paragraph(3, &format!("Not applicable: {reason}"), theme.warning()),
                (None, "") => page.paragraph(3, "No answer.", theme.dim()),
                (None, narrative) => page.paragraph(3, narrative, theme.plain()),
            }
        }
        (page, starts)
    }

    pub(super) fn view(&self, shown: &Portfolio, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let area = Rect { width: self.page.width(), ..cx.body(1, 2, 1) };
        self.page.draw(canvas, area, self.scroller.top());
        let more = self.page.more_below(self.scroller.top(), area.height);
        let left = format!("practice {} of {}", self.practice + 1, shown.columns().len());
        footer(canvas, cx, &left, &more);
        None
    }
}

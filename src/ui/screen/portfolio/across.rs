//! One question across practices: what each says to it, one after the other, with its tally.

use crate::{
    model::evaluation::Evaluation,
    reading::portfolio::{Portfolio, quoted},
    ui::{
        command::{Action, Scope},
        effect::{Effect, Purpose},
        page::Page,
        screen::{Context, FOOTER, Turn, footer, step},
        theme::Canvas,
    },
};

/// One question across practices, laid out once for each question and width.
#[derive(Debug)]
pub(super) struct Across {
    /// The question's place, and the practice's that has the focus.
    at: usize,
    practice: usize,
    page: Page,
    /// The row where each practice begins.
    starts: Vec<usize>,
    top: usize,
    /// Whether the page is to be laid out anew, and the focus to be brought into sight.
    stale: bool,
    follow: bool,
}

impl Across {
    pub(super) fn new(at: usize, practice: usize) -> Across {
        Across { at, practice, page: Page::new(0), starts: Vec::new(), top: 0, stale: true, follow: true }
    }

    /// The question by number and label.
    pub(super) fn heading(&self, shown: &Portfolio) -> String {
        let placed = shown.framework().question(self.at);
        placed.map_or_else(String::new, |placed| format!("{} {}", placed.number(), placed.question.label))
    }

    pub(super) fn act(
        &mut self,
        action: Action,
        shown: &Portfolio,
        evaluations: &[Evaluation],
        cx: &mut Context,
    ) -> Turn {
        let height = usize::from(height(cx));
        match action {
            Action::NextPractice | Action::PreviousPractice => {
                let by = if action == Action::NextPractice { Action::Down } else { Action::Up };
                self.practice = step(by, self.practice, shown.columns().len(), 1);
                self.follow = true;
            }
            Action::NextQuestion | Action::PreviousQuestion => {
                let by = if action == Action::NextQuestion { Action::Down } else { Action::Up };
                self.at = step(by, self.at, shown.framework().len(), 1);
                (self.follow, self.stale) = (true, true);
            }
            Action::Open => {
                if let Some(column) = shown.columns().get(self.practice) {
                    cx.ask(Effect::Open(column.id.clone(), Purpose::Review(self.at)));
                }
            }
            Action::CopySource => self.copy(shown, evaluations, cx),
            _ => self.top = step(action, self.top, self.page.len().saturating_sub(height) + 1, height.max(3) - 2),
        }
        Turn::Stay
    }

    fn copy(&self, shown: &Portfolio, evaluations: &[Evaluation], cx: &mut Context) {
        let column = shown.columns().get(self.practice);
        let evaluation = column.and_then(|column| evaluations.iter().find(|one| one.id == column.id));
        let (Some(evaluation), Some(placed)) = (evaluation, shown.framework().question(self.at)) else { return };
        match evaluation.narrative(&placed.question.id) {
            "" => cx.inform("There is no answer to copy"),
            narrative => cx.copy(quoted(narrative, evaluation, &placed.number()), "Copied, with its source"),
        }
    }

    pub(super) fn settle(&mut self, shown: &Portfolio, evaluations: &[Evaluation], cx: &Context) {
        let width = cx.size.0.saturating_sub(2).min(100);
        if std::mem::take(&mut self.stale) || self.page.width() != width {
            self.follow = true;
            (self.page, self.starts) = self.lay_out(width, shown, evaluations, cx);
        }
        let height = usize::from(height(cx));
        if std::mem::take(&mut self.follow)
            && let Some(&start) = self.starts.get(self.practice)
        {
            // A blank row parts it from the next.
            let end = self.starts.get(self.practice + 1).map_or(self.page.len(), |next| next - 1);
            self.page.bar_alone(start..end);
            // The first is shown below the question.
            let start = if self.practice == 0 { 0 } else { start };
            self.top = self.top.max(end.saturating_sub(height)).min(start);
        }
        self.top = self.top.min(self.page.len().saturating_sub(height));
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
            page.paragraph(3, one.evaluation.title(), theme.accent());
            page.tail(&format!("{} met", one.tally.in_words(0)), theme.dim());
            match (one.reason, one.narrative) {
                (Some(reason), _) => page.paragraph(3, &format!("Does not apply: {reason}"), theme.warning()),
                (None, "") => page.paragraph(3, "No answer.", theme.dim()),
                (None, narrative) => page.paragraph(3, narrative, theme.plain()),
            }
        }
        (page, starts)
    }

    pub(super) fn view(&self, shown: &Portfolio, cx: &Context, canvas: &mut Canvas<'_>, scopes: &[Scope]) {
        let area = ratatui::layout::Rect::new(1, 2, self.page.width(), height(cx));
        self.page.draw(canvas, area, self.top);
        let more = self.page.more_below(self.top, area.height);
        let left = format!("practice {} of {}", self.practice + 1, shown.columns().len());
        footer(canvas, cx, &left, &more, scopes);
    }
}

fn height(cx: &Context) -> u16 {
    cx.size.1.saturating_sub(2 + FOOTER)
}

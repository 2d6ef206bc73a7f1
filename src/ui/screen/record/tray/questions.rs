//! The questions with their numbers, shown with the jots: beside them in a wide window, else above them where there is room.

use ratatui::layout::{Position, Rect};

use crate::model::Framework;
use crate::text::cluster::str_width;
use crate::ui::{Canvas, Context, Scroller};

/// From this width on the questions stand beside the jots.
const WIDE: u16 = 100;
/// The columns of a question at the most, and at the least where they stand beside each other.
const WIDEST: u16 = 40;
const NARROWEST: u16 = 22;
/// The rows that jots have at the least below the questions: two jots of three rows and a blank.
const JOTS: u16 = 7;

/// Where the questions stand, and the jots.
#[derive(Clone, Debug, Default)]
pub(super) struct QuestionList {
    pub(super) jots: Rect,
    pub(super) area: Rect,
    /// The questions' places on the screen, as many as are in sight.
    cells: Vec<Rect>,
    pub(super) scroller: Scroller,
    /// The question that was last brought in sight.
    shown: Option<usize>,
}

impl QuestionList {
    /// Lays them out for the terminal's size, the question in sight once it was chosen.
    pub(super) fn lay_out(&mut self, framework: &Framework, target: Option<usize>, cx: &Context) {
        let body = cx.body(1, 4, 1);
        let longest = framework.questions().map(|placed| str_width(&placed.name())).max().unwrap_or(0);
        let wanted = (longest as u16).saturating_add(4).min(WIDEST);
        let all = framework.len();
        let columns = usize::from(body.width / wanted.clamp(NARROWEST, body.width.max(NARROWEST))).max(1);
        let rows = all.div_ceil(columns);
        if cx.size.0 >= WIDE {
            self.jots = Rect { width: body.width.saturating_sub(wanted + 3), ..body };
            self.area = Rect { x: self.jots.right() + 3, width: wanted, ..body };
            self.settle(all, target);
            let shown = all.min(usize::from(body.height)) as u16;
            self.cells = (0..shown).map(|n| Rect { y: body.y + n, height: 1, ..self.area }).collect();
        } else if rows + 1 + usize::from(JOTS) <= usize::from(body.height) {
            let width = body.width / columns as u16;
            let cell = |n: usize| Rect::new(body.x + (n / rows) as u16 * width, body.y + (n % rows) as u16, width, 1);
            self.cells = (0..all).map(cell).collect();
            self.area = Rect { height: rows as u16, ..body };
            let above = self.area.height + 1;
            self.jots = Rect { y: body.y + above, height: body.height - above, ..body };
            self.scroller = Scroller::default();
        } else {
            *self = QuestionList { jots: body, ..QuestionList::default() };
        }
    }

    fn settle(&mut self, all: usize, target: Option<usize>) {
        self.scroller.settle(all, self.area.height);
        if let Some(at) = target.filter(|at| self.shown != Some(*at)) {
            self.scroller.show(at..at + 1);
        }
        self.shown = target;
    }

    pub(super) fn view(&self, framework: &Framework, target: Option<usize>, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let questions = framework.questions().enumerate().skip(self.scroller.top());
        for ((at, placed), cell) in questions.zip(&self.cells) {
            let chosen = target == Some(at);
            if chosen {
                canvas.text(cell.x, cell.y, 1, theme.arrow(), theme.accent());
            }
            let style = if chosen { theme.accent() } else { theme.plain() };
            canvas.text(cell.x + 2, cell.y, cell.width.saturating_sub(3), &placed.name(), style);
        }
    }

    /// The question under the pointer.
    pub(super) fn question_at(&self, at: Position) -> Option<usize> {
        Some(self.scroller.top() + self.cells.iter().position(|cell| cell.contains(at))?)
    }
}

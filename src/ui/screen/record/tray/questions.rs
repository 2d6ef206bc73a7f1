//! The questions with their numbers, shown with the jots: beside them in a wide window, else above them where there is room.

use ratatui::layout::{Position, Rect};

use crate::model::Framework;
use crate::text::cluster::str_width;
use crate::ui::{Canvas, Context};

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
    /// The questions' places on the screen, as many as are in sight, from the question at `first` on.
    cells: Vec<Rect>,
    first: usize,
}

impl QuestionList {
    /// Lays them out for the terminal's size, the question that is chosen in sight.
    pub(super) fn lay_out(framework: &Framework, target: Option<usize>, cx: &Context) -> QuestionList {
        let body = cx.body(1, 4, 1);
        let longest = framework.questions().map(|placed| str_width(&placed.name())).max().unwrap_or(0);
        let wanted = (longest as u16).saturating_add(4).min(WIDEST);
        let all = framework.len();
        if cx.size.0 >= WIDE {
            let jots = Rect { width: body.width.saturating_sub(wanted + 3), ..body };
            let rows = usize::from(body.height);
            let first = target.map_or(0, |at| (at + 1).saturating_sub(rows));
            let shown = all.saturating_sub(first).min(rows);
            let cell = |n: usize| Rect::new(jots.right() + 3, body.y + n as u16, wanted, 1);
            return QuestionList { jots, cells: (0..shown).map(cell).collect(), first };
        }
        let columns = usize::from(body.width / wanted.clamp(NARROWEST, body.width.max(NARROWEST))).max(1);
        let rows = all.div_ceil(columns);
        if rows + 1 + usize::from(JOTS) > usize::from(body.height) {
            return QuestionList { jots: body, ..QuestionList::default() };
        }
        let width = body.width / columns as u16;
        let cell = |n: usize| Rect::new(body.x + (n / rows) as u16 * width, body.y + (n % rows) as u16, width, 1);
        let above = rows as u16 + 1;
        let jots = Rect { y: body.y + above, height: body.height - above, ..body };
        QuestionList { jots, cells: (0..all).map(cell).collect(), first: 0 }
    }

    pub(super) fn view(&self, framework: &Framework, target: Option<usize>, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let questions = framework.questions().enumerate().skip(self.first);
        for ((at, placed), cell) in questions.zip(&self.cells) {
            let chosen = target == Some(at);
            if chosen {
                canvas.text(cell.x, cell.y, 1, theme.arrow(), theme.accent());
            }
            let style = if chosen { theme.accent() } else { theme.dim() };
            canvas.text(cell.x + 2, cell.y, cell.width.saturating_sub(3), &placed.name(), style);
        }
    }

    /// The question under the pointer.
    pub(super) fn question_at(&self, at: Position) -> Option<usize> {
        Some(self.first + self.cells.iter().position(|cell| cell.contains(at))?)
    }
}

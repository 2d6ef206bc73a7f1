//! Search across everything: every text of every evaluation, as you type.

use ratatui::layout::Rect;

use crate::{
    command::Action,
    overlay::{ground, panel},
    screen::{Context, step, top_for},
    search::{Hit, Query, Searchable},
    text::{
        Splice, Text,
        editor::{Editor, Mode},
    },
    theme::Canvas,
};

/// The search over the library.
#[derive(Clone, Debug)]
pub struct Finder {
    /// What is sought.
    pub sought: Editor,
    library: Vec<Searchable>,
    outcome: Result<Vec<Hit>, String>,
    chosen: usize,
    top: usize,
}

/// The most hits that are shown.
const MOST: usize = 500;

impl Finder {
    /// The search over these evaluations.
    pub fn new(library: Vec<Searchable>) -> Finder {
        Finder {
            sought: Editor::new(Mode::Line, &Text::default()),
            library,
            outcome: Ok(Vec::new()),
            chosen: 0,
            top: 0,
        }
    }

    /// Changes what is sought, and searches.
    pub fn change(&mut self, splice: &Splice) {
        self.sought.apply(splice);
        self.chosen = 0;
        self.outcome = match Query::parse(&self.sought.text()) {
            Ok(query) if query.is_empty() => Ok(Vec::new()),
            Ok(query) => Ok(self.library.iter().flat_map(|one| one.first_hits(&query, MOST)).take(MOST).collect()),
            Err(error) => Err(error.to_string()),
        };
    }

    /// The hit that is chosen.
    pub fn chosen(&self) -> Option<&Hit> {
        self.outcome.as_ref().ok()?.get(self.chosen)
    }

    /// Goes up or down.
    pub fn step(&mut self, action: Action) {
        let len = self.outcome.as_ref().map_or(0, Vec::len);
        self.chosen = step(action, self.chosen, len, 5);
    }

    /// A click chooses the hit there; one on the chosen hit takes it, which is the answer. In the line it puts the caret.
    pub fn click(&mut self, column: u16, row: u16, cx: &Context) -> bool {
        let area = panel(cx, u16::MAX);
        if row == area.y + 1 {
            self.sought.click(column.saturating_sub(3), 0, false);
        }
        let Some(row) = row.checked_sub(area.y + 2).filter(|row| row + 2 < area.height) else { return false };
        let at = self.top + usize::from(row / 2);
        let is_there = self.outcome.as_ref().is_ok_and(|hits| at < hits.len());
        let takes = is_there && at == self.chosen;
        self.chosen = if is_there { at } else { self.chosen };
        takes
    }

    /// Lays it out for the terminal's size.
    pub fn settle(&mut self, cx: &Context) {
        self.sought.resize(cx.size.0.saturating_sub(5).max(1), 1);
        let shown = panel(cx, u16::MAX).height.saturating_sub(2) / 2;
        self.top = top_for(self.chosen, self.top, usize::from(shown.max(1)));
    }

    /// Draws it; returns where the cursor stands.
    pub fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let inner = ground(canvas, panel(cx, u16::MAX), "Search everything");
        canvas.text(1, inner.y, 1, ">", theme.dim());
        let cursor = canvas.editor(&self.sought, Rect::new(3, inner.y, inner.width.saturating_sub(3), 1));
        let hits = match &self.outcome {
            Err(why) => {
                canvas.text(3, inner.y + 1, inner.width, why, theme.warning());
                return cursor;
            }
            Ok(hits) => hits,
        };
        if self.sought.is_empty() {
            let help = "words, \"a phrase\", country:cz status:submitted mark:not_met";
            canvas.text(3, inner.y + 1, inner.width, help, theme.dim());
        } else if hits.is_empty() {
            canvas.text(3, inner.y + 1, inner.width, "Nothing found.", theme.dim());
        }
        let rows = (inner.y + 1..inner.bottom().saturating_sub(1)).step_by(2);
        for ((n, hit), y) in hits.iter().enumerate().skip(self.top).zip(rows) {
            if n == self.chosen {
                canvas.bar(1, y, 2);
            }
            let style = if n == self.chosen { theme.accent() } else { theme.plain() };
            let x = 3 + canvas.text(3, y, inner.width / 2, &hit.title, style) + 2;
            canvas.text(x, y, inner.right().saturating_sub(x), &hit.whereabouts, theme.dim());
            canvas.text(3, y + 1, inner.width.saturating_sub(4), &hit.passage.text, theme.plain());
        }
        cursor
    }
}

//! Search across everything: every text of every evaluation, as you type. The shell searches and tells the hits as it
//! finds them; typing never waits.

use ratatui::layout::Rect;

use crate::{
    reading::search::{Hit, MOST_HITS, Query},
    text::{
        Splice,
        editor::{Editor, Mode},
    },
    ui::{
        command::Action,
        effect::Effect,
        overlay::{ground, panel},
        screen::{Context, step, top_for},
        theme::Canvas,
    },
};

/// The search over the library.
#[derive(Clone, Debug)]
pub struct Finder {
    /// What is sought.
    pub sought: Editor,
    /// The number of the last search asked for.
    search: u64,
    /// How far it is.
    state: State,
    /// What it found; until it has found anything, what the one before did, so that nothing flickers.
    hits: Vec<Hit>,
    chosen: usize,
    top: usize,
}

/// How far a search is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    /// Nothing was heard of it yet.
    Asked,
    /// It goes on.
    Finding,
    /// It is done.
    Done,
    /// What is sought can't be understood.
    Unclear(String),
}

impl Finder {
    /// The search over the library, which begins to be read. What was sought last stands there, selected: typing
    /// replaces it.
    pub fn new(cx: &mut Context) -> Finder {
        let mut sought = Editor::new(Mode::Line, &cx.sought);
        sought.select_all();
        let mut finder = Finder { sought, search: 0, state: State::Done, hits: Vec::new(), chosen: 0, top: 0 };
        finder.ask(cx);
        finder
    }

    /// Changes what is sought, and asks for it.
    pub fn change(&mut self, splice: &Splice, cx: &mut Context) {
        self.sought.apply(splice);
        self.chosen = 0;
        self.ask(cx);
    }

    fn ask(&mut self, cx: &mut Context) {
        cx.searches += 1;
        self.search = cx.searches;
        match Query::parse(&self.sought.text()) {
            Ok(query) => {
                if query.is_empty() {
                    self.hits.clear();
                }
                self.state = State::Asked;
                cx.ask(Effect::Search(self.search, query));
            }
            Err(error) => {
                self.hits.clear();
                self.state = State::Unclear(error.to_string());
            }
        }
    }

    /// Takes in what the search of this number found.
    pub fn found(&mut self, search: u64, hits: Vec<Hit>, whole: bool) {
        if search != self.search {
            return;
        }
        if self.state == State::Asked {
            self.hits.clear();
            (self.chosen, self.top) = (0, 0);
        }
        self.state = if whole { State::Done } else { State::Finding };
        self.hits.extend(hits);
    }

    /// The hit that is chosen.
    pub fn chosen(&self) -> Option<&Hit> {
        self.hits.get(self.chosen)
    }

    /// Ends searching; what was sought is kept for the next time.
    pub fn close(self, cx: &mut Context) {
        cx.sought = self.sought.text();
        cx.ask(Effect::EndSearch);
    }

    /// Goes up or down.
    pub fn step(&mut self, action: Action) {
        self.chosen = step(action, self.chosen, self.hits.len(), 5);
    }

    /// A click chooses the hit there; one on the chosen hit takes it, which is the answer. In the line it puts the caret.
    pub fn click(&mut self, column: u16, row: u16, cx: &Context) -> bool {
        let area = panel(cx, u16::MAX);
        if row == area.y + 1 {
            self.sought.click(column.saturating_sub(3), 0, false);
        }
        let Some(row) = row.checked_sub(area.y + 2).filter(|row| row + 2 < area.height) else { return false };
        let at = self.top + usize::from(row / 2);
        let is_there = at < self.hits.len();
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
        if self.state == State::Done && self.hits.len() >= MOST_HITS {
            let line = format!(" the first {MOST_HITS} ");
            canvas.text_ending_at(inner.right().saturating_sub(2), inner.y - 1, inner.width / 2, &line, theme.dim());
        }
        let cursor = canvas.editor(&self.sought, Rect::new(3, inner.y, inner.width.saturating_sub(3), 1));
        let line = match &self.state {
            State::Unclear(why) => Some((why.as_str(), theme.warning())),
            _ if self.sought.is_empty() => {
                Some(("words, \"a phrase\", country:cz status:submitted mark:not_met", theme.dim()))
            }
            _ if !self.hits.is_empty() => None,
            State::Done => Some(("Nothing found.", theme.dim())),
            State::Asked | State::Finding => Some(("Searching ...", theme.dim())),
        };
        if let Some((line, style)) = line {
            canvas.text(3, inner.y + 1, inner.width, line, style);
        }
        let rows = (inner.y + 1..inner.bottom().saturating_sub(1)).step_by(2);
        for ((n, hit), y) in self.hits.iter().enumerate().skip(self.top).zip(rows) {
            if n == self.chosen {
                canvas.bar(1, y, 2);
            }
            let style = if n == self.chosen { theme.accent() } else { theme.plain() };
            let x = 3 + canvas.text(3, y, inner.width / 2, &hit.title, style) + 2;
            canvas.text(x, y, inner.right().saturating_sub(x), &hit.whereabouts, theme.dim());
            canvas.text(3, y + 1, inner.width.saturating_sub(4), &hit.excerpt.text, theme.plain());
        }
        cursor
    }
}

//! Search across everything: every text of every evaluation, as you type. The shell searches and tells the hits as it
//! finds them; typing never waits.

use ratatui::layout::Rect;

use super::{Outcome, Response, ground, panel};
use crate::model::Dice;
use crate::reading::{Hit, Query, search::MOST_HITS};
use crate::text::{Editor, Text, editor::EditorMode};
use crate::ui::{
    Action, Canvas, Context, Effect, List, Purpose,
    writing::{type_here, write_here},
};

/// The search over the library.
#[derive(Clone, Debug)]
pub struct Finder {
    /// What is sought.
    sought: Editor,
    /// The number of the last search asked for.
    search: u64,
    /// How far it is.
    state: State,
    /// What it found; until it has found anything, what the one before did, so that nothing flickers.
    hits: Vec<Hit>,
    list: List,
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
    /// The search over the library, and how the shell is asked to begin it. What was sought last stands there, selected:
    /// typing replaces it.
    pub fn new(cx: &Context) -> (Finder, Option<Effect>) {
        let mut sought = Editor::new(EditorMode::Line, &cx.sought);
        sought.select_all();
        let (state, hits, list) = (State::Done, Vec::new(), List::default());
        let mut finder = Finder { sought, search: 0, state, hits, list };
        let search = finder.search(cx);
        (finder, search)
    }

    /// What is sought.
    pub fn sought(&self) -> Text {
        self.sought.text()
    }

    /// Types text into the line.
    pub(super) fn type_text(&mut self, text: &str, cx: &Context) -> Response {
        let changed = type_here(text, &mut self.sought);
        self.after(changed, None, cx)
    }

    /// Does what a command says.
    pub(super) fn act(&mut self, action: Action, cx: &Context) -> Response {
        match action {
            Action::Leave => Response::Close,
            Action::Accept => match self.hits.get(self.list.chosen()) {
                Some(hit) => {
                    let open = Effect::Open(hit.evaluation.clone(), Purpose::At(hit.place.clone()));
                    Response::take(Outcome::Effect(open))
                }
                None => Response::stay(),
            },
            Action::Go(to) => {
                self.list.go(to);
                Response::stay()
            }
            _ => {
                let (changed, copied) = write_here(action, &mut self.sought, &cx.clipboard);
                self.after(changed, copied, cx)
            }
        }
    }

    fn after(&mut self, changed: bool, copied: Option<Effect>, cx: &Context) -> Response {
        let mut effects: Vec<Effect> = copied.into_iter().collect();
        if changed {
            self.list.choose(0);
            effects.extend(self.search(cx));
        }
        Response::Stay(effects)
    }

    /// Begins the search anew.
    fn search(&mut self, cx: &Context) -> Option<Effect> {
        // Answers to searches before this one still come: numbers tell them apart.
        self.search = cx.roll(Dice::roll);
        match Query::parse(&self.sought.text()) {
            Ok(query) => {
                if query.is_empty() {
                    self.hits.clear();
                }
                self.state = State::Asked;
                Some(Effect::Search(self.search, query))
            }
            Err(error) => {
                self.hits.clear();
                self.state = State::Unclear(error.to_string());
                None
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
            self.list = List::default();
        }
        self.state = if whole { State::Done } else { State::Finding };
        self.hits.extend(hits);
    }

    /// A click chooses the hit there; one on the chosen hit takes it. In the line it puts the caret.
    pub(super) fn click(&mut self, column: u16, row: u16, cx: &Context) -> Response {
        let area = panel(cx, u16::MAX);
        if row == area.y + 1 {
            self.sought.click(column.saturating_sub(3), 0, false);
        }
        let row = row.checked_sub(area.y + 2).filter(|row| row + 2 < area.height);
        let at = row.map(|row| self.list.top() / 2 + usize::from(row / 2));
        match at.filter(|at| *at < self.hits.len()) {
            Some(at) if at == self.list.chosen() => self.act(Action::Accept, cx),
            Some(at) => {
                self.list.choose(at);
                Response::stay()
            }
            None => Response::stay(),
        }
    }

    /// Scrolls, by whole hits.
    pub(super) fn scroll(&mut self, by: isize) {
        self.list.scroll(2 * by.signum());
    }

    /// Lays it out for the terminal's size: each hit takes two rows.
    pub(super) fn settle(&mut self, cx: &Context) {
        self.sought.resize(cx.size.0.saturating_sub(5).max(1), 1);
        let shown = (panel(cx, u16::MAX).height.saturating_sub(2) / 2).max(1);
        let hits = self.hits.len();
        self.list.settle_with(hits, shown * 2, hits * 2, |at| at * 2..at * 2 + 2);
    }

    /// Draws it; returns where the cursor stands.
    pub(super) fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
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
        for ((n, hit), y) in self.hits.iter().enumerate().skip(self.list.top() / 2).zip(rows) {
            if n == self.list.chosen() {
                canvas.bar(1, y, 2);
            }
            let style = if n == self.list.chosen() { theme.accent() } else { theme.plain() };
            let x = 3 + canvas.text(3, y, inner.width / 2, &hit.title, style) + 2;
            canvas.text(x, y, inner.right().saturating_sub(x), &hit.whereabouts, theme.dim());
            canvas.text(3, y + 1, inner.width.saturating_sub(4), &hit.excerpt.text, theme.plain());
        }
        cursor
    }
}

//! Search across everything: every text of every evaluation, as you type. The shell searches and tells the hits as it
//! finds them; typing never waits.

use ratatui::layout::Rect;

use super::{Outcome, draw_sought};
use crate::model::Dice;
use crate::reading::{
    Hit, Query,
    naming::{are_several, framework_name},
    search::MOST_HITS,
};
use crate::text::{Text, sentence};
use crate::ui::{Canvas, Context, Effect, List, Purpose, writing::TextInput};

/// The search over the library.
#[derive(Clone, Debug)]
pub struct Finder {
    pub(super) sought: TextInput,
    /// The number of the last search asked for.
    search: u64,
    state: State,
    /// What it found; until it has found anything, what the one before did, so that nothing flickers.
    pub(super) hits: Vec<Hit>,
    pub(super) list: List,
    /// Whether something of the library could not be read, so that nothing of it is found.
    pub(crate) is_partial: bool,
}

/// How far a search is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    /// Nothing was heard of it yet.
    Asked,
    Finding,
    Done,
    /// What is sought can't be understood.
    Unclear(String),
}

impl Finder {
    /// The search over the library, and how the shell is asked to begin it. What was sought last stands there, selected:
    /// typing replaces it.
    pub fn new(cx: &Context) -> (Finder, Option<Effect>) {
        let mut sought = TextInput::new(&cx.sought);
        sought.editor.select_all();
        let (state, hits, list) = (State::Done, Vec::new(), List::default());
        let mut finder = Finder { sought, search: 0, state, hits, list, is_partial: false };
        let search = finder.search(cx);
        (finder, search)
    }

    /// What is sought.
    pub fn sought(&self) -> Text {
        self.sought.text()
    }

    pub(super) fn outcome(&self) -> Option<Outcome> {
        let hit = self.hits.get(self.list.chosen())?;
        Some(Outcome::Effect(Effect::Open(hit.evaluation.clone(), Purpose::At(hit.place.clone()))))
    }

    pub(super) fn search(&mut self, cx: &Context) -> Option<Effect> {
        self.list.choose(0);
        // Answers to searches before this one still come: numbers tell them apart.
        self.search = cx.roll(Dice::roll);
        match Query::parse(&self.sought.text(), &cx.frameworks) {
            Ok(query) => {
                if query.is_empty() {
                    self.hits.clear();
                }
                self.state = State::Asked;
                Some(Effect::Search(self.search, query))
            }
            Err(error) => {
                self.hits.clear();
                self.state = State::Unclear(sentence(error.to_string()));
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

    pub(super) fn view(&self, inner: Rect, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let first = self.state == State::Done && self.hits.len() >= MOST_HITS;
        let limits = [(self.is_partial, "not all could be read".to_owned()), (first, format!("the first {MOST_HITS}"))];
        let limits: Vec<String> = limits.into_iter().filter_map(|(holds, line)| holds.then_some(line)).collect();
        if !limits.is_empty() {
            let style = if self.is_partial { theme.warning() } else { theme.dim() };
            let line = format!(" {} ", limits.join(", "));
            canvas.text_ending_at(inner.right().saturating_sub(2), inner.y - 1, inner.width / 2, &line, style);
        }
        let cursor = draw_sought(&self.sought.editor, inner, canvas);
        let line = match &self.state {
            State::Unclear(why) => Some((why.as_str(), theme.warning())),
            _ if self.sought.editor.is_empty() => {
                Some(("words, \"a phrase\", country:cz status:submitted mark:not_met", theme.dim()))
            }
            _ if !self.hits.is_empty() => None,
            State::Done if self.is_partial => Some(("No matches in what could be read", theme.dim())),
            State::Done => Some(("No matches", theme.dim())),
            State::Asked | State::Finding => Some(("Searching ...", theme.dim())),
        };
        if let Some((line, style)) = line {
            canvas.text(3, inner.y + 1, inner.width, line, style);
        }
        let several = are_several(self.hits.iter().map(|hit| &hit.framework));
        let rows = (inner.y + 1..inner.bottom().saturating_sub(1)).step_by(2);
        for ((n, hit), y) in self.hits.iter().enumerate().skip(self.list.top() / 2).zip(rows) {
            if n == self.list.chosen() {
                canvas.bar(1, y, 2);
            }
            let style = if n == self.list.chosen() { theme.accent() } else { theme.plain() };
            let x = 3 + canvas.text(3, y, inner.width / 2, &hit.title, style) + 2;
            let x = x + canvas.text(x, y, inner.right().saturating_sub(x), &hit.whereabouts, theme.dim()) + 2;
            if several {
                let name = framework_name(&hit.framework.id, &hit.framework.version, &cx.frameworks);
                canvas.text_ending_at(inner.right(), y, inner.right().saturating_sub(x), &name, theme.dim());
            }
            let room = inner.width.saturating_sub(4);
            canvas.text(3, y + 1, room, &hit.excerpt.text, theme.plain());
            for found in &hit.excerpt.matches {
                canvas.mark_match(Rect::new(3, y + 1, room, 1), &hit.excerpt.text, found);
            }
        }
        cursor
    }
}

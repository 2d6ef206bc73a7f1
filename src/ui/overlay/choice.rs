//! A list to choose from, narrowed down by typing: fuzzily, case and diacritics folded, the best first.

use std::cmp::Reverse;

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};
use ratatui::layout::Rect;

use super::{Outcome, draw_sought};
use crate::model::{Field, Place};
use crate::text::{
    cluster::{self, str_width},
    fold::{Folded, fold},
};
use crate::ui::{Canvas, List, writing::TextInput};

/// A row of a list, with what choosing it does.
#[derive(Clone, Debug)]
pub struct Row {
    /// What is searched, and shown.
    text: String,
    /// The same, folded, with where each byte comes from.
    folded: Folded,
    /// What stands before the text.
    lead: String,
    /// What stands at the right edge.
    tail: String,
    outcome: Outcome,
    /// Whether it is there to be read: nothing can be done about it here.
    dimmed: bool,
    /// The text that this row shows from this byte on; choosing the row goes to what was found in it.
    within: Option<(Field, usize)>,
}

impl Row {
    /// A row of what stands before its text, the text, and what stands at the right edge.
    pub fn new(lead: impl Into<String>, text: impl Into<String>, tail: impl Into<String>, outcome: Outcome) -> Row {
        let (lead, text) = (lead.into(), text.into());
        let folded = Folded::new(&format!("{lead} {text}"));
        Row { folded, text, lead, tail: tail.into(), outcome, dimmed: false, within: None }
    }

    /// The same, drawn as one about which nothing can be done here.
    #[must_use]
    pub fn dimmed(self) -> Row {
        Row { dimmed: true, ..self }
    }

    /// A row that shows a text of the evaluation from this byte on, and leads to what is found in it.
    pub fn within(lead: impl Into<String>, text: impl Into<String>, field: Field, at: usize) -> Row {
        Row { within: Some((field, at)), ..Row::new(lead, text, "", Outcome::Nothing) }
    }
}

/// A row that the filter leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowMatch {
    row: usize,
    /// Where in its text the match begins.
    at: usize,
}

/// A list to choose from.
#[derive(Clone, Debug)]
pub struct Choice {
    pub(super) title: String,
    /// What is to be known before one chooses; mostly nothing.
    pub(super) about: String,
    pub(super) filter: TextInput,
    pub(super) rows: Vec<Row>,
    pub(super) left: Vec<RowMatch>,
    pub(super) list: List,
    /// Whether what stands before the text is what is chosen, and the text explains it.
    by_lead: bool,
}

impl Choice {
    /// A list under a title.
    pub fn new(title: impl Into<String>, rows: Vec<Row>) -> Choice {
        let title = title.into();
        let filter = TextInput::new("");
        let (about, list) = (String::new(), List::default());
        let mut choice = Choice { title, about, filter, rows, left: Vec::new(), list, by_lead: false };
        choice.narrow();
        choice
    }

    /// The same list, with what is to be known before one chooses.
    #[must_use]
    pub fn about(self, about: String) -> Choice {
        Choice { about, ..self }
    }

    /// The same list, of which what stands before the text is what is chosen.
    #[must_use]
    pub fn by_lead(self) -> Choice {
        Choice { by_lead: true, ..self }
    }

    /// Whether nothing was typed and no other row gone to.
    pub(super) fn is_untouched(&self) -> bool {
        self.filter.text().is_empty() && self.list.chosen() == 0
    }

    /// Finds the rows that the filter leaves.
    pub(super) fn narrow(&mut self) {
        let sought = fold(&self.filter.text());
        self.left = if sought.trim().is_empty() {
            (0..self.rows.len()).map(|row| RowMatch { row, at: 0 }).collect()
        } else {
            // Letters strewn over a long text match almost anything: they count only where nothing holds the words whole.
            let whole = self.matches(&sought, AtomKind::Substring);
            if whole.is_empty() { self.matches(&sought, AtomKind::Fuzzy) } else { whole }
        };
        self.list.choose(0);
    }

    /// The rows that match, the best first.
    fn matches(&self, sought: &str, kind: AtomKind) -> Vec<RowMatch> {
        let pattern = Pattern::new(sought, CaseMatching::Ignore, Normalization::Never, kind);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let (mut chars, mut indices) = (Vec::new(), Vec::new());
        let mut scored = Vec::new();
        for (row, Row { folded, lead, dimmed, .. }) in self.rows.iter().enumerate() {
            indices.clear();
            let searched = Utf32Str::new(&folded.text, &mut chars);
            if let Some(score) = pattern.indices(searched, &mut matcher, &mut indices) {
                let first = indices.iter().min().map_or(0, |first| *first as usize);
                // The matcher counts clusters, or bytes.
                let nth = |first| cluster::clusters(&folded.text).nth(first).map_or(0, |(byte, _)| byte);
                let scattered = || if matches!(searched, Utf32Str::Ascii(_)) { first } else { nth(first) };
                // The words as they were typed, one after the other, are what was meant where they stand so.
                let phrase = folded.text.find(sought.trim());
                let at = phrase.unwrap_or_else(scattered);
                let at = folded.in_source(at..at).start;
                // What is chosen counts more than what explains it.
                let explains = self.by_lead && at >= lead.len();
                let at = at.saturating_sub(lead.len() + 1);
                scored.push(((*dimmed, explains, phrase.is_none(), Reverse(score), at), RowMatch { row, at }));
            }
        }
        scored.sort_by_key(|(score, _)| *score);
        scored.into_iter().map(|(_, found)| found).collect()
    }

    /// What choosing the chosen row does; none where the filter leaves none.
    pub(super) fn outcome(&self) -> Option<Outcome> {
        let found = self.left.get(self.list.chosen())?;
        let row = &self.rows[found.row];
        Some(match &row.within {
            Some((field, at)) => Outcome::Place(Place::Text(field.clone(), at + found.at)),
            None => row.outcome.clone(),
        })
    }

    pub(super) fn view(&self, inner: Rect, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let cursor = draw_sought(&self.filter.editor, inner, canvas);
        if self.left.is_empty() {
            canvas.text(3, inner.y + 1, inner.width, "No matches", canvas.theme.dim());
        }
        for (n, y) in (self.list.top()..self.left.len()).zip(inner.y + 1..inner.bottom()) {
            self.draw_row(n, y, inner, canvas);
        }
        cursor
    }

    fn draw_row(&self, n: usize, y: u16, inner: Rect, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let found = self.left[n];
        let row = &self.rows[found.row];
        let chosen = n == self.list.chosen();
        if chosen {
            canvas.bar(1, y, 1);
        }
        let end = canvas.text_ending_at(inner.right(), y, inner.width / 3, &row.tail, theme.dim());
        let style = match (chosen, row.dimmed) {
            (true, _) => theme.accent(),
            (false, true) => theme.dim(),
            (false, false) => theme.plain(),
        };
        let (lead, style) = if self.by_lead { (style, theme.dim()) } else { (theme.dim(), style) };
        let mut x = 3;
        if !row.lead.is_empty() {
            x += canvas.text(x, y, inner.width / 2, &row.lead, lead) + 2;
        }
        let room = end.saturating_sub(x + 1);
        canvas.text(x, y, room, &passage(&row.text, found.at, usize::from(room), theme.ellipsis()), style);
    }
}

/// The part of a text that shows the match in a row of this width.
fn passage(text: &str, at: usize, width: usize, ellipsis: &str) -> String {
    let before = &text[..at];
    if str_width(before) + 12 < width {
        return text.to_owned();
    }
    let mut from = at;
    while from > 0 && (str_width(&text[from..at]) < width / 3 || str_width(&text[from..]) + ellipsis.len() < width) {
        from = cluster::previous(text, from);
    }
    if from == 0 {
        return text.to_owned();
    }
    // It begins with a whole word, where one begins before the match.
    let word = text[from..at].find(' ').map_or(from, |blank| from + blank + 1);
    format!("{ellipsis}{}", &text[word..])
}

//! A passage of the narrative: selected sentence by sentence or with the mouse, copied with its source, remarked on.

use std::ops::Range;

use ratatui::layout::Position;
use unicode_segmentation::UnicodeSegmentation;

use super::{Mode, Review, Seek, body};
use crate::reading::portfolio::quoted;
use crate::text::{
    Motion,
    cluster::{self, clusters},
    wrap::wrap,
};
use crate::ui::{Context, Turn};

/// Where the narrative begins in a row of the page.
const INDENT: u16 = 3;

impl Review {
    pub(super) fn narrative(&self) -> &str {
        self.session.evaluation().narrative(&self.session.question(self.at).question.id)
    }

    /// Selects the next sentence or the one before, one more or one less.
    pub(super) fn select(&mut self, motion: Motion) {
        self.show(Mode::Question);
        let narrative = self.narrative();
        let sentences = sentences(narrative);
        let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else { return };
        let next = |end: usize| sentences.iter().find(|sentence| sentence.end > end);
        let before = |start: usize| sentences.iter().rev().find(|sentence| sentence.start < start);
        self.selected = match (self.selected.clone(), motion) {
            (None, Motion::Right | Motion::Down) => Some(first.clone()),
            (None, _) => Some(last.clone()),
            (Some(selected), Motion::Right) => Some(next(selected.end).unwrap_or(last).clone()),
            (Some(selected), Motion::Left) => Some(before(selected.start).unwrap_or(first).clone()),
            (Some(selected), Motion::Down) => {
                Some(selected.start..next(selected.end).map_or(selected.end, |one| one.end))
            }
            (Some(selected), _) => {
                let shorter = sentences.iter().rev().find(|one| one.end < selected.end && one.end > selected.start);
                shorter.map(|one| selected.start..one.end)
            }
        };
        self.seek = Some(Seek::Focus);
    }

    pub(super) fn words_selected(&self) -> usize {
        let selected = self.selected.as_ref().map_or("", |selected| &self.narrative()[selected.clone()]);
        selected.unicode_words().count()
    }

    /// Copies what is selected, or else the whole narrative, with its source.
    pub(super) fn copy(&self) -> Turn {
        let (narrative, number) = (self.narrative(), self.session.question(self.at).number());
        let (text, line) = match &self.selected {
            Some(selected) => (&narrative[selected.clone()], "Passage copied with its source"),
            None if narrative.is_empty() => return Turn::inform("No answer to copy"),
            None => (narrative, "Narrative copied with its source"),
        };
        Turn::copy(quoted(text, self.session.evaluation(), &number), line)
    }

    fn rows_of_narrative(&self, cx: &Context) -> Vec<Range<usize>> {
        wrap(self.narrative(), usize::from(body(cx).width.saturating_sub(INDENT).max(1)))
    }

    /// The page's rows in which a passage of the narrative stands.
    pub(super) fn rows_of(&self, selected: &Range<usize>, cx: &Context) -> Option<Range<usize>> {
        if self.mode == Mode::Overview {
            return None;
        }
        let rows = self.rows_of_narrative(cx);
        let start = rows.iter().rposition(|row| row.start <= selected.start)?;
        let end = rows.iter().rposition(|row| row.start < selected.end)?;
        Some(self.parts.narrative + start..self.parts.narrative + end + 1)
    }

    /// The cluster of the narrative that stands at a place of the screen; in a row's blank end its last one.
    pub(super) fn hit(&self, at: Position, cx: &Context) -> Option<Range<usize>> {
        let area = body(cx);
        if self.mode == Mode::Overview || !(area.y..area.bottom()).contains(&at.y) {
            return None;
        }
        let row = (self.scroller.top() + usize::from(at.y - area.y)).checked_sub(self.parts.narrative)?;
        let row = self.rows_of_narrative(cx).get(row)?.clone();
        let sought = usize::from(at.x.saturating_sub(area.x + INDENT));
        let (mut column, mut hit) = (0, row.start..row.start);
        for (offset, text) in clusters(&self.narrative()[row.clone()]) {
            if column > sought {
                break;
            }
            column += cluster::width(text, column);
            hit = row.start + offset..row.start + offset + text.len();
        }
        Some(hit)
    }

    /// Selects from where the mouse was pressed to where it is.
    pub(crate) fn drag(&mut self, at: Position, cx: &Context) {
        if self.line.is_none()
            && let (Some(from), Some(to)) = (self.pressed.clone(), self.hit(at, cx))
        {
            let selected = from.start.min(to.start)..from.end.max(to.end);
            self.selected = Some(selected).filter(|selected| !selected.is_empty());
        }
    }
}

/// The sentences of a text, without the blanks around them.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let trimmed = text.split_sentence_bound_indices().map(|(at, sentence)| {
        let start = at + sentence.len() - sentence.trim_start().len();
        start..start + sentence.trim().len()
    });
    trimmed.filter(|sentence| !sentence.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_sentences() {
        let text = "They met. Why?  Nobody said.\n\nA new paragraph";
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["They met.", "Why?", "Nobody said.", "A new paragraph"]);
        assert!(sentences(" \n ").is_empty());
    }
}

//! Where the recording screen's parts stand, for drawing and for the mouse.

use std::{ops::Range, sync::Arc};

use ratatui::layout::{Position, Rect};

use self::wrapped::{Cap, Focus, Wrapped, WrappedItem};
use super::{Pane, Record};
use crate::text::wrap::wrap;
use crate::ui::{Context, Theme, session::OfQuestion};

mod wrapped;

/// Below this width the outline folds into one line.
pub(super) const NARROW: u16 = 80;
/// From this width on, a third column shows the question's jots and remarks.
const WIDE: u16 = 120;
/// The fewest rows that a narrative has.
const NARRATIVE_ROWS: u16 = 3;
/// The columns behind the items' texts that say how much supports a mark: ` +2`.
pub(super) const SUPPORT: u16 = 4;
/// The rows that a narrative has before the checklist's items are shown in full.
const COMFORTABLE_ROWS: u16 = 5;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// The outline; on a narrow terminal its one line.
    pub outline: Rect,
    /// Whether the outline is one line.
    pub folded: bool,
    pub question: Rect,
    /// The guidance on the question, where it is shown below it.
    pub guidance: Rect,
    /// The rows of the guidance on the item in focus, where it is shown below it, and whether there is more.
    pub item_guidance: (Vec<String>, bool),
    /// Why the evaluation was returned, and the question's open remark where there is no third column to show it.
    pub notes: Rect,
    /// The reason's text, where the question is not applicable.
    pub reason: Option<Rect>,
    /// The narrative's text; its focus bar stands two columns to the left.
    pub narrative: Rect,
    pub checklist: Rect,
    /// What stands in the checklist's rows, below the heading.
    pub items: Vec<ItemRow>,
    pub tools: Rect,
    pub side: Option<Rect>,
    pub wrapped: Arc<Wrapped>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ItemRow {
    /// The item's row in the list.
    pub item: usize,
    pub shows: Shown,
}

/// What of an item stands in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Text {
        /// The part of the item's text.
        part: Range<usize>,
        /// Whether it is the item's first row, with the mark.
        first: bool,
        /// Whether more of the text is not shown.
        cut: bool,
    },
    /// A row of its guidance.
    Guidance(usize),
}

impl ItemRow {
    fn is_first(&self) -> bool {
        matches!(self.shows, Shown::Text { first: true, .. })
    }
}

impl Layout {
    /// A place on the screen in the narrative's own coordinates.
    pub(super) fn in_narrative(&self, at: Position) -> (u16, u16) {
        (at.x.saturating_sub(self.narrative.x), at.y.saturating_sub(self.narrative.y))
    }

    /// Whether the chosen item is taller than the checklist, and goes on below what is in sight of it.
    pub(super) fn is_cut_below(&self, chosen: usize) -> bool {
        let last = self.items.last().filter(|row| row.item == chosen && self.is_too_tall(chosen));
        let goes_on = |row: &ItemRow| match &row.shows {
            Shown::Text { part, .. } => {
                !self.item_guidance.0.is_empty()
                    || self.wrapped.item(row.item).is_some_and(|(_, text)| part.end < text.len())
            }
            Shown::Guidance(row) => row + 1 < self.item_guidance.0.len(),
        };
        last.is_some_and(goes_on)
    }

    /// Whether the chosen item is taller than the checklist, and begins above what is in sight of it.
    pub(super) fn is_cut_above(&self, chosen: usize) -> bool {
        self.items.first().is_some_and(|row| row.item == chosen && !row.is_first() && self.is_too_tall(chosen))
    }

    fn is_too_tall(&self, item: usize) -> bool {
        let rows = |item: &WrappedItem| item.rows.len() + self.item_guidance.0.len();
        self.wrapped.items.get(item).is_some_and(|item| rows(item) >= usize::from(self.checklist.height))
    }

    /// The item that stands at a place of the screen, and whether the place is on its mark.
    pub(super) fn item_at(&self, at: Position) -> Option<(usize, bool)> {
        if !self.checklist.contains(at) {
            return None;
        }
        let row = self.items.get(usize::from(at.y.checked_sub(self.checklist.y + 1)?))?;
        let on_box = row.is_first() && at.x < self.checklist.x + 2 + self.wrapped.mark_width;
        Some((row.item, on_box))
    }
}

impl Record {
    pub(super) fn lay_out(&mut self, pane: Pane, cx: &Context) -> Layout {
        let width = cx.size.0;
        let body = cx.body(0, cx.below_title(), 0);
        let folded = width < NARROW;
        let outline_width = if width >= WIDE { 32 } else { 26 };
        let outline = if folded { Rect { height: 2, ..body } } else { Rect { width: outline_width, ..body } };
        let side_width = if width >= WIDE && self.has_side() { (width - outline_width) * 2 / 5 } else { 0 };
        let side = (side_width > 0).then(|| Rect { x: width - side_width + 2, width: side_width - 3, ..body });
        let page = if folded {
            Rect::new(1, body.y + 2, width.saturating_sub(2), body.height.saturating_sub(2))
        } else {
            let x = outline_width + 2;
            Rect { x, width: width.saturating_sub(x + 1 + side_width), ..body }
        };
        if !folded {
            self.settle_outline(outline.height);
        }
        let frame = Layout { outline, folded, side, ..Layout::default() };
        self.lay_page(pane, page, &frame, cx)
    }

    /// The rows below the question are in sight with it, as far as a quarter of the outline goes.
    fn settle_outline(&mut self, height: u16) {
        let rows = self.session.framework.len() + self.session.framework.criteria.len();
        let below = usize::from(height / 4);
        self.outline.settle_with(rows, height, rows, |at| at..(at + 1 + below).min(rows));
    }

    /// Lays the third column out, where there is one.
    pub(super) fn lay_out_side(&mut self, cx: &Context) {
        let Some(area) = self.layout.side else { return };
        let page = self.side_page(cx, area.width);
        let (before, scroller) = &mut self.side;
        scroller.rewrap(before, &page);
        scroller.settle(page.len(), area.height);
        *before = page;
    }

    /// Whether there is anything to show in the third column.
    fn has_side(&self) -> bool {
        let (evaluation, question) = (self.session.evaluation(), &self.question().id);
        evaluation.jots_at(question).next().is_some()
            || evaluation.remarks_on(question).next().is_some()
            || self.guided && self.is_guided()
    }

    /// Lays out the question's page beside the outline and the third column.
    fn lay_page(&mut self, pane: Pane, page: Rect, frame: &Layout, cx: &Context) -> Layout {
        let side = frame.side;
        let wrapped = self.wrapped(page.width, cx.theme);
        let asked = wrapped.question.len() as u16;
        let question = Rect { height: asked.min(page.height / 3), ..page };
        let guidance = if side.is_none() { self.guidance_rows(page.width) } else { 0 };
        let item_guidance = if side.is_none() { self.item_guidance_rows(page, &wrapped) } else { Default::default() };
        let focus = self.shown_whole(pane, item_guidance.0.len());
        let guidance = Rect { y: question.bottom(), height: guidance.min(page.height / 4), ..page };
        let mut y = guidance.bottom() + 1;
        let has_remark = side.is_none() && self.open_remark().is_some();
        let returned = self.why_returned(cx).map_or(0, |why| wrap(&why, note_columns(page.width)).len());
        let returned = (returned as u16).min((page.height / 7).max(1));
        let notes = Rect::new(page.x, y, page.width, returned + u16::from(has_remark));
        y += notes.height + u16::from(notes.height > 0);
        let reason = self.reason.as_ref().map(|reason| {
            let area = place_of_reason(&reason.editor.text(), page, y);
            y = area.bottom() + 1;
            area
        });
        let text_width = page.width.saturating_sub(2);
        let left = page.bottom().saturating_sub(y + 1);
        let tools_full = if pane == Pane::Tools { self.tools().len().max(1) } else { self.tools().len() } as u16;
        let tools_rows = if self.session.framework.tools.is_some() { 1 + tools_full } else { 0 };
        let Shares { cap, narrative, checklist, tools } = self.share(pane, left, &wrapped, focus, tools_rows);
        let narrative = Rect::new(page.x + 2, y, text_width, narrative);
        // One row below the narrative counts its words.
        let below = u16::from(self.has_narrative());
        let checklist = Rect::new(page.x, narrative.bottom() + below, page.width, checklist);
        let items = self.items_in_sight(focus, &wrapped, cap, checklist.height.saturating_sub(1 + past_last(pane)));
        let gap = u16::from(tools > 0 && page.bottom() > checklist.bottom() + tools);
        let tools = Rect::new(page.x, checklist.bottom() + gap, page.width, tools);
        self.tool_list.settle(self.tools().len(), tools.height.saturating_sub(1));
        let frame = Layout { question, guidance, item_guidance, notes, reason, ..frame.clone() };
        Layout { narrative, checklist, items, tools, wrapped, ..frame }
    }

    /// Shares `left` rows out: the narrative takes what the checklist and the tools leave, and they shrink before it does.
    fn share(&self, pane: Pane, left: u16, wrapped: &Wrapped, focus: Option<Focus>, tools_full: u16) -> Shares {
        if !self.has_narrative() {
            return Self::share_without_narrative(pane, left + 1, wrapped, tools_full);
        }
        if self.whole_height && pane.is_checklist() {
            return Shares { cap: Cap::Whole, narrative: 0, checklist: left, tools: 0 };
        }
        if self.whole_height && matches!(pane, Pane::Narrative | Pane::Reason | Pane::Outline) {
            return Shares { cap: Cap::One, narrative: left, checklist: 0, tools: 0 };
        }
        let heading = u16::from(!wrapped.items.is_empty());
        let fixed = heading + past_last(pane);
        let needed = |cap, focus| fixed.saturating_add(rows_of(wrapped.all_rows(cap, focus)));
        let fits = |cap: &Cap| left >= (COMFORTABLE_ROWS + 1 + tools_full).saturating_add(needed(*cap, None));
        let cap = [Cap::Whole, Cap::Three, Cap::Two].into_iter().find(fits).unwrap_or(Cap::One);
        let for_lists = left.saturating_sub(NARRATIVE_ROWS);
        let wanted = needed(cap, focus);
        let tools = if for_lists > wanted.saturating_add(tools_full) {
            tools_full
        } else if pane == Pane::Tools {
            tools_full.min(4)
        } else {
            tools_full.min(1)
        }
        .min(for_lists);
        let checklist = wanted.min(for_lists.saturating_sub(tools));
        let gap = u16::from(left > NARRATIVE_ROWS + checklist + tools);
        Shares { cap, narrative: left - checklist - tools - gap, checklist, tools }
    }

    /// The same where the question asks for no narrative: the checklist has the page.
    fn share_without_narrative(pane: Pane, left: u16, wrapped: &Wrapped, tools_full: u16) -> Shares {
        let tools = if pane == Pane::Tools { tools_full.min(left / 2) } else { tools_full.min(left / 4) };
        let room = left.saturating_sub(tools + u16::from(tools > 0));
        // A list that is scrolled anyway shows its items whole.
        let fits = |cap: &Cap| wrapped.all_rows(*cap, None) < usize::from(room);
        let cap = [Cap::Whole, Cap::Three, Cap::Two].into_iter().find(fits).unwrap_or(Cap::Three);
        Shares { cap, narrative: 0, checklist: room, tools }
    }

    /// The item that is shown whole, whatever room there is for the others.
    fn shown_whole(&self, pane: Pane, guidance: usize) -> Option<Focus> {
        pane.is_checklist().then(|| Focus { item: self.item_list.chosen(), guidance })
    }

    /// The texts of the question and its items in this width: those that were wrapped last, where nothing has changed.
    fn wrapped(&self, width: u16, theme: Theme) -> Arc<Wrapped> {
        let (kept, question) = (&self.layout.wrapped, self.question());
        let OfQuestion { is_all_asked: is_all_listed, has_support, .. } = self.session.figures().questions[self.at];
        let support = if has_support { SUPPORT } else { 0 };
        let evaluation = self.session.evaluation();
        let is_listed = |at: &usize| is_all_listed || evaluation.lists(&question.id, &question.items[*at]);
        let listed = (0..question.items.len()).filter(is_listed);
        let is_same = if is_all_listed {
            kept.items.len() == question.items.len()
        } else {
            kept.items.iter().map(|item| item.at).eq(listed.clone())
        };
        let framework = &self.session.framework;
        let is_its = kept.framework.as_ref().is_some_and(|one| Arc::ptr_eq(one, framework));
        if is_its && (kept.at, kept.width, kept.support) == (self.at, width, support) && is_same {
            Arc::clone(kept)
        } else {
            Arc::new(Wrapped::of(framework, self.at, width, support, listed, theme))
        }
    }

    /// The rows that the guidance takes below the question.
    fn guidance_rows(&self, width: u16) -> u16 {
        if !self.guided || self.has_item_guided() {
            return 0;
        }
        self.question_guidance().iter().map(|text| wrap(text, note_columns(width)).len() as u16).sum()
    }

    /// The guidance on the item in focus, as far as a third of the page goes, and whether there is more.
    fn item_guidance_rows(&self, page: Rect, wrapped: &Wrapped) -> (Vec<String>, bool) {
        if !self.guided {
            return (Vec::new(), false);
        }
        let columns = note_columns(page.width.saturating_sub(wrapped.mark_width));
        let texts = self.item_guidance();
        let parts = texts.iter().flat_map(|text| wrap(text, columns).into_iter().map(move |part| &text[part]));
        let mut rows: Vec<String> = parts.map(|row| row.trim_end().to_owned()).collect();
        let room = usize::from(page.height / 3).max(1);
        let is_cut = rows.len() > room;
        rows.truncate(room);
        (rows, is_cut)
    }

    /// As many rows of the checklist as `height` takes, as far as it is scrolled.
    fn items_in_sight(&mut self, focus: Option<Focus>, wrapped: &Wrapped, cap: Cap, height: u16) -> Vec<ItemRow> {
        let len = wrapped.items.len();
        self.item_list.choose_within(len);
        let first = |item: usize| wrapped.rows_before(item, cap, focus);
        self.item_list.settle_with(len, height, first(len), |item| first(item)..first(item + 1));
        let top = self.item_list.top();
        let from = wrapped.item_in_row(top, cap, focus);
        let rows = wrapped.items.iter().enumerate().skip(from).flat_map(|(item, wrapped)| {
            let all = wrapped.rows.len();
            let focus = focus.filter(|focus| focus.item == item);
            let shown = if focus.is_some() { all } else { cap.of(all) };
            let texts = wrapped.rows.iter().take(shown).enumerate().map(move |(n, part)| Shown::Text {
                part: part.clone(),
                first: n == 0,
                cut: n + 1 == shown && shown < all,
            });
            let guidance = (0..focus.map_or(0, |focus| focus.guidance)).map(Shown::Guidance);
            texts.chain(guidance).map(move |shows| ItemRow { item, shows })
        });
        rows.skip(top - first(from)).take(usize::from(height)).collect()
    }

    /// What stands in the outline's rows in sight: a criterion, or a question by its place in the framework.
    pub(super) fn outline_rows(&self) -> impl Iterator<Item = OutlineRow> {
        let mut at = 0;
        let rows = self.session.framework.criteria.iter().enumerate().flat_map(move |(criterion, asked)| {
            let first = at;
            at += asked.questions.len();
            std::iter::once(OutlineRow::Criterion(criterion)).chain((first..at).map(OutlineRow::Question))
        });
        rows.skip(self.outline.top()).take(usize::from(self.layout.outline.height))
    }

    /// The question whose row in the outline is at a place of the screen.
    pub(super) fn outline_question(&self, at: Position) -> Option<usize> {
        let layout = &self.layout;
        if layout.folded || !layout.outline.contains(at) {
            return None;
        }
        match self.outline_rows().nth(usize::from(at.y - layout.outline.y))? {
            OutlineRow::Question(question) => Some(question),
            OutlineRow::Criterion(criterion) => self.session.framework.first_of_criterion(criterion),
        }
    }
}

/// Where the reason stands: beside what introduces it where it fits into that row, else in rows of its own below.
fn place_of_reason(reason: &str, page: Rect, y: u16) -> Rect {
    let (x, beside) = (page.x + 2, page.x + 2 + REASON.len() as u16);
    let rows = |width: u16| wrap(reason, usize::from(width.saturating_sub(1).max(1))).len() as u16;
    let [width, below] = [beside, x].map(|x| page.right().saturating_sub(x));
    if rows(width) == 1 {
        Rect::new(beside, y, width, 1)
    } else {
        Rect::new(x, y + 1, below, rows(below).min((page.height / 3).max(1)))
    }
}

/// The rows that say, below the last item, that the focus is past it.
fn past_last(pane: Pane) -> u16 {
    u16::from(pane == Pane::ChecklistEnd)
}

/// So many rows, as far as a screen can count them.
fn rows_of(rows: usize) -> u16 {
    u16::try_from(rows).unwrap_or(u16::MAX)
}

struct Shares {
    cap: Cap,
    narrative: u16,
    checklist: u16,
    tools: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutlineRow {
    /// The criterion at this place.
    Criterion(usize),
    /// The question at this place of the framework.
    Question(usize),
}

pub(super) const REASON: &str = "Not applicable. Reason: ";

/// The columns that a note's text has, between its sign and the key that shows it whole.
pub(super) fn note_columns(width: u16) -> usize {
    usize::from(width.saturating_sub(2 + 6).max(1))
}

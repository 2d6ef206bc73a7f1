//! A question's texts as they are wrapped, and in which rows its items stand.

use std::{ops::Range, sync::Arc};

use crate::model::{Framework, Question, Scale, Verdict};
use crate::text::{cluster::str_width, wrap::wrap};
use crate::ui::{Theme, page::number_width};

/// A question's text and those of its listed items, wrapped. They are kept until others or another width are laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::ui::screen::record) struct Wrapped {
    /// Whose texts they are: that of the session may be replaced by another version.
    pub(super) framework: Option<Arc<Framework>>,
    pub(super) at: usize,
    pub(super) width: u16,
    /// The columns kept free behind the items' texts, for how much supports their marks.
    pub(super) support: u16,
    pub(in crate::ui::screen::record) question: Vec<Range<usize>>,
    /// The columns before an item's text: `[✓] `.
    pub(in crate::ui::screen::record) mark_width: u16,
    pub(super) items: Vec<WrappedItem>,
    /// For each [`Cap`], the rows before each item, and behind the last those of all.
    before: [Vec<usize>; Cap::ALL.len()],
}

/// How many rows of an item are shown at the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cap {
    One,
    Two,
    Three,
    Whole,
}

impl Cap {
    pub(super) const ALL: [Cap; 4] = [Cap::One, Cap::Two, Cap::Three, Cap::Whole];

    /// How many of so many rows are shown.
    pub(super) fn of(self, rows: usize) -> usize {
        match self {
            Cap::One => rows.min(1),
            Cap::Two => rows.min(2),
            Cap::Three => rows.min(3),
            Cap::Whole => rows,
        }
    }
}

/// The item of which all rows are shown, and the rows of guidance below it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Focus {
    pub(super) item: usize,
    pub(super) guidance: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrappedItem {
    /// Its place in the question.
    pub(super) at: usize,
    /// Its text, behind its code.
    text: String,
    pub(super) rows: Vec<Range<usize>>,
}

impl Wrapped {
    pub(super) fn of(
        framework: &Arc<Framework>,
        at: usize,
        width: u16,
        support: u16,
        listed: impl Iterator<Item = usize>,
        theme: Theme,
    ) -> Wrapped {
        let placed = framework.question(at).expect("the question in focus is one of the framework's");
        let question = placed.question;
        let columns = |indent: u16| usize::from(width.saturating_sub(indent).max(1));
        let mark_width = mark_width(question, theme);
        let item = |at: usize| {
            let text = question.items[at].listed();
            let rows = wrap(&text, columns(2 + mark_width + support));
            WrappedItem { at, text, rows }
        };
        let items: Vec<WrappedItem> = listed.map(item).collect();
        let question = wrap(&question.text, columns(number_width(&placed.number())));
        let before = Cap::ALL.map(|cap| {
            let add = |sum: &mut usize, item: &WrappedItem| {
                *sum += cap.of(item.rows.len());
                Some(*sum)
            };
            std::iter::once(0).chain(items.iter().scan(0, add)).collect()
        });
        Wrapped { framework: Some(Arc::clone(framework)), at, width, support, question, mark_width, items, before }
    }

    /// The rows of the items before one, or of all of them where it is none of them. Of the one in focus all are shown.
    pub(super) fn rows_before(&self, item: usize, cap: Cap, focus: Option<Focus>) -> usize {
        let beyond = focus.filter(|focus| focus.item < item).map_or(0, |focus| self.beyond(focus, cap));
        self.before[cap as usize].get(item).map_or(0, |rows| rows + beyond)
    }

    /// The rows that an item has because it is in focus.
    fn beyond(&self, focus: Focus, cap: Cap) -> usize {
        let rows = |item: &WrappedItem| item.rows.len() - cap.of(item.rows.len()) + focus.guidance;
        self.items.get(focus.item).map_or(0, rows)
    }

    /// The rows of all items.
    pub(super) fn all_rows(&self, cap: Cap, focus: Option<Focus>) -> usize {
        self.rows_before(self.items.len(), cap, focus)
    }

    /// The item that stands in this row.
    pub(super) fn item_in_row(&self, row: usize, cap: Cap, focus: Option<Focus>) -> usize {
        let before = &self.before[cap as usize];
        // As if those of the one in focus were not shown.
        let row = match focus.and_then(|focus| Some((focus, before.get(focus.item)?))) {
            Some((focus, first)) if row > *first => row.saturating_sub(self.beyond(focus, cap)).max(*first),
            _ => row,
        };
        before.partition_point(|rows| *rows <= row).saturating_sub(1)
    }

    /// The place in its question of the item in this row of the list, and its text.
    pub(in crate::ui::screen::record) fn item(&self, row: usize) -> Option<(usize, &str)> {
        self.items.get(row).map(|item| (item.at, item.text.as_str()))
    }
}

/// The columns before the text of each item of a question: room for the widest sign in its box.
fn mark_width(question: &Question, theme: Theme) -> u16 {
    let mut widest = 1;
    let mut seen: Option<&Arc<Scale>> = None;
    for item in &question.items {
        if seen.is_none_or(|scale| !Arc::ptr_eq(scale, &item.scale)) {
            let signs = item.scale.levels.iter().map(|level| theme.mark_sign(Verdict::Level(level)));
            widest = signs.map(str_width).fold(widest, usize::max);
            seen = Some(&item.scale);
        }
    }
    3 + widest as u16
}

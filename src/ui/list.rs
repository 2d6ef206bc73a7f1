//! Going through what is taller than its room: the row that is chosen, and the rows that are in sight.
//!
//! A key moves the choice and brings it in sight; the wheel moves what is in sight and nothing else. A choice that it has
//! scrolled away comes back with the next key, whichever that is.

use std::ops::Range;

use crate::ui::{Move, Page};

/// Which rows are in sight of a page or a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroller {
    top: usize,
    rows: usize,
    height: usize,
}

impl Scroller {
    /// The first row in sight.
    pub fn top(&self) -> usize {
        self.top
    }

    /// How many rows there is room for.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Takes how many rows there are and how many there is room for, as they were just laid out.
    pub fn settle(&mut self, rows: usize, height: u16) {
        (self.rows, self.height) = (rows, usize::from(height));
        self.top = self.top.min(self.last_top());
    }

    /// Whether rows are in sight, all of them.
    pub fn shows(&self, rows: &Range<usize>) -> bool {
        self.top <= rows.start && rows.end <= self.top + self.height
    }

    /// The same, and of more rows than there is room for, any.
    fn sees(&self, rows: &Range<usize>) -> bool {
        let is_beside = rows.end <= self.top || self.top + self.height <= rows.start;
        self.shows(rows) || rows.len() > self.height && !is_beside
    }

    /// Keeps the text at the top there when its page is laid out at another width.
    pub fn rewrap(&mut self, before: &Page, page: &Page) {
        self.top = page.row_as_on(before, self.top);
    }

    /// Scrolls as a key says.
    pub fn go(&mut self, to: Move) {
        self.top = step(to, self.top, self.last_top() + 1, self.page());
    }

    /// Scrolls by some rows, up below zero.
    pub fn scroll(&mut self, by: isize) {
        self.top = self.top.saturating_add_signed(by).min(self.last_top());
    }

    /// Scrolls to the top.
    pub fn to_top(&mut self) {
        self.top = 0;
    }

    /// Brings rows in sight, scrolling no further than is needed; the first of them where they are too many.
    pub fn show(&mut self, rows: Range<usize>) {
        self.top = self.top.max(rows.end.saturating_sub(self.height)).min(rows.start).min(self.last_top());
    }

    /// How far a page goes: as many rows as are in sight, but for one that stays.
    fn page(&self) -> usize {
        self.height.saturating_sub(1).max(1)
    }

    fn last_top(&self) -> usize {
        self.rows.saturating_sub(self.height)
    }
}

/// A list with a row that is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct List {
    chosen: usize,
    len: usize,
    scroller: Scroller,
    /// The row that is to be brought in sight first, as what a key goes from, and whether the choice is.
    before: Option<usize>,
    sought: bool,
    /// Whether the choice was ever brought in sight. Then it stays there when the list gets another size, unless it was
    /// scrolled away.
    followed: bool,
    in_sight: bool,
}

impl List {
    /// A list from its top on, of which this row is chosen without being brought in sight.
    pub fn at(chosen: usize) -> List {
        List { chosen, ..List::default() }
    }

    /// Shows the list from its top on again.
    pub fn to_top(&mut self) {
        self.scroller.to_top();
        self.followed = false;
    }

    /// The place of the chosen row; 0 where there is none.
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// Whether the last row is chosen.
    pub fn is_at_end(&self) -> bool {
        self.chosen + 1 >= self.len
    }

    /// The first of the screen's rows in sight, counted from the list's top.
    pub fn top(&self) -> usize {
        self.scroller.top
    }

    /// Chooses a row.
    pub fn choose(&mut self, at: usize) {
        (self.chosen, self.sought, self.before) = (at, true, None);
    }

    /// Keeps the choice on its row, which has come to another place; in sight, where it was.
    pub fn keep(&mut self, at: usize) {
        (self.chosen, self.before) = (at, self.before.map(|_| at));
        self.sought |= self.in_sight;
    }

    /// Has the choice come back in sight, where it was scrolled away, before a key goes on from it.
    pub fn reveal(&mut self) {
        self.before = Some(self.chosen);
    }

    /// Keeps the choice within a list of this many rows.
    pub fn choose_within(&mut self, len: usize) {
        self.chosen = self.chosen.min(len.saturating_sub(1));
    }

    /// How many rows of the screen a row of the list takes, by and large.
    fn rows_each(&self) -> usize {
        self.scroller.rows.div_ceil(self.len.max(1)).max(1)
    }

    /// Moves the choice as a key says, by the rows' heights in sight.
    pub fn go(&mut self, to: Move) {
        let page = (self.scroller.height / self.rows_each()).saturating_sub(1).max(1);
        let before = self.chosen;
        self.choose(step(to, before, self.len, page));
        self.before = Some(before);
    }

    /// A click on a row of the screen, counted from the first in sight, chooses what stands there, all rows being equally
    /// tall; whether that was chosen already.
    pub fn click(&mut self, row: u16) -> bool {
        let at = (self.scroller.top + usize::from(row)) / self.rows_each();
        if at >= self.len {
            return false;
        }
        let again = at == self.chosen;
        if !again {
            self.choose(at);
        }
        again
    }

    /// Moves what is in sight.
    pub fn scroll(&mut self, by: isize) {
        self.scroller.scroll(by);
    }

    /// Takes how many rows the list has, each of one row of the screen, and how many there is room for.
    pub fn settle(&mut self, len: usize, height: u16) {
        self.settle_with(len, height, len, |at| at..at + 1);
    }

    /// The same where a row of the list takes several of the screen: `rows` in all, the `n`th these.
    pub fn settle_with(&mut self, len: usize, height: u16, rows: usize, span: impl Fn(usize) -> Range<usize>) {
        let resized = usize::from(height) != self.scroller.height;
        self.len = len;
        self.choose_within(len);
        self.scroller.settle(rows, height);
        let chosen = if len > 0 { span(self.chosen) } else { 0..0 };
        let sought = std::mem::take(&mut self.sought);
        let before = self.before.take().filter(|before| *before < len).map(&span);
        if let Some(rows) = before.filter(|rows| !self.scroller.sees(rows)) {
            self.scroller.show(rows);
        }
        if sought || resized && self.followed && self.in_sight && !self.scroller.sees(&chosen) {
            self.scroller.show(chosen.clone());
        }
        self.followed |= sought;
        self.in_sight = self.scroller.sees(&chosen);
    }
}

/// Moves `at` within `0..len`; `page` is how far a page goes.
pub fn step(to: Move, at: usize, len: usize, page: usize) -> usize {
    let last = len.saturating_sub(1);
    match to {
        Move::Up => at.saturating_sub(1),
        Move::Down => (at + 1).min(last),
        Move::PageUp => at.saturating_sub(page),
        Move::PageDown => (at + page).min(last),
        Move::First => 0,
        Move::Last => last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(len: usize, height: u16) -> List {
        let mut list = List::default();
        list.settle(len, height);
        list
    }

    #[test]
    fn a_key_brings_the_choice_in_sight_and_the_wheel_leaves_it() {
        let mut list = list(20, 5);
        list.go(Move::PageDown);
        list.go(Move::Down);
        list.settle(20, 5);
        assert_eq!((list.chosen(), list.top()), (5, 1));
        list.scroll(10);
        list.settle(20, 5);
        assert_eq!((list.chosen(), list.top()), (5, 11));
        // The row that the key goes from comes back with the one that it goes to.
        list.go(Move::Down);
        list.settle(20, 5);
        assert_eq!((list.chosen(), list.top()), (6, 5));
        list.go(Move::Last);
        list.settle(20, 5);
        assert_eq!((list.chosen(), list.top()), (19, 15));
        // Whatever a key does.
        list.scroll(-20);
        list.reveal();
        list.settle(20, 5);
        assert_eq!((list.chosen(), list.top()), (19, 15));
    }

    #[test]
    fn a_choice_in_sight_stays_so_in_less_room_unless_it_was_scrolled_away() {
        let mut list = list(20, 10);
        list.choose(8);
        list.settle(20, 10);
        list.scroll(10);
        list.settle(20, 10);
        list.scroll(-10);
        list.settle(20, 10);
        list.settle(20, 4);
        assert_eq!((list.chosen(), list.top()), (8, 5));
        list.scroll(8);
        list.settle(20, 4);
        list.settle(20, 3);
        assert_eq!((list.chosen(), list.top()), (8, 13));
        // Another place of the row is no reason to show it again.
        list.keep(7);
        list.settle(20, 3);
        assert_eq!((list.chosen(), list.top()), (7, 13));
    }

    #[test]
    fn a_list_that_shrinks_keeps_its_choice_within() {
        let mut list = list(20, 5);
        list.choose(19);
        list.settle(20, 5);
        list.settle(3, 5);
        assert_eq!((list.chosen(), list.top()), (2, 0));
        list.settle(0, 5);
        assert_eq!(list.chosen(), 0);
    }

    #[test]
    fn what_is_too_tall_is_shown_from_its_beginning() {
        let mut scroller = Scroller::default();
        scroller.settle(30, 5);
        scroller.show(10..20);
        assert_eq!(scroller.top(), 10);
        scroller.scroll(-100);
        assert_eq!(scroller.top(), 0);
        scroller.go(Move::Last);
        assert_eq!(scroller.top(), 25);
    }

    #[test]
    fn at_another_width_the_text_at_the_top_stays_there() {
        let page = |width| {
            let mut page = Page::new(width);
            for n in 0..20 {
                page.paragraph(2, &format!("{n} ").repeat(30), ratatui::style::Style::new());
                page.gap();
            }
            page
        };
        let (wide, narrow) = (page(60), page(20));
        let mut scroller = Scroller::default();
        scroller.settle(wide.len(), 10);
        scroller.scroll(12);
        let top = |page: &Page, row: usize| page.text_of(row).trim()[..2].to_owned();
        let at = top(&wide, scroller.top());
        scroller.rewrap(&wide, &narrow);
        scroller.settle(narrow.len(), 10);
        assert_eq!(top(&narrow, scroller.top()), at);
        scroller.rewrap(&narrow, &wide);
        scroller.settle(wide.len(), 10);
        assert_eq!(scroller.top(), 12);
    }

    #[test]
    fn rows_of_several_lines_are_brought_in_sight_whole() {
        let mut list = List::default();
        let span = |at: usize| at * 2..at * 2 + 2;
        list.settle_with(10, 6, 20, span);
        list.go(Move::PageDown);
        list.go(Move::PageDown);
        list.settle_with(10, 6, 20, span);
        assert_eq!((list.chosen(), list.top()), (4, 4));
    }
}

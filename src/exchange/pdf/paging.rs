//! Where pages break. A report is a column of stripes; a stripe is never cut, and tells whether the next has to be with it.

use std::rc::Rc;

use super::marks::Mark;

/// A part of the column that stands on one page: a line of text, a row of a table, a drawing.
#[derive(Clone, Debug, Default)]
pub(super) struct Stripe {
    /// The room above it, unless it begins a page.
    pub above: f32,
    pub height: f32,
    /// Whether the next stripe stands on the same page.
    pub keeps: bool,
    /// What stands above it again where it begins a page.
    pub head: Option<Rc<Stripe>>,
    /// What it adds to the bookmarks: the level of a heading and its text.
    pub bookmark: Option<(u8, String)>,
    pub marks: Vec<Mark>,
}

/// A stripe in its place.
#[derive(Debug)]
pub(super) enum Placed {
    Stripe(f32, Stripe),
    /// The head of a table that goes on from the page before.
    Again(f32, Rc<Stripe>),
}

/// The pages of this height that the column makes.
pub(super) fn pages(column: Vec<Stripe>, height: f32) -> Vec<Vec<Placed>> {
    let mut pages: Vec<Vec<Placed>> = Vec::new();
    let mut page: Vec<Placed> = Vec::new();
    let mut y = 0.0_f32;
    let ends = group_ends(&column);
    let needs: Vec<f32> = column.iter().map(|stripe| stripe.above + stripe.height).collect();
    for (at, stripe) in column.into_iter().enumerate() {
        let begins_group = at == 0 || ends[at - 1] < at;
        let group: f32 = needs[at..=ends[at]].iter().sum();
        // A group that no page holds breaks like any other text.
        let wanted = if begins_group && group - stripe.above <= height { group } else { needs[at] };
        let above = if page.is_empty() { 0.0 } else { stripe.above };
        if !page.is_empty() && y + wanted > height + TOLERANCE {
            pages.push(std::mem::take(&mut page));
            y = 0.0;
            if let Some(head) = &stripe.head {
                y = head.height;
                page.push(Placed::Again(0.0, head.clone()));
            }
        } else {
            y += above;
        }
        let height = stripe.height;
        page.push(Placed::Stripe(y, stripe));
        y += height;
    }
    pages.extend(Some(page).filter(|page| !page.is_empty()));
    pages
}

/// What is left to the rounding of sums.
const TOLERANCE: f32 = 0.01;

/// For each stripe the last one that has to stand on its page.
fn group_ends(column: &[Stripe]) -> Vec<usize> {
    let mut ends: Vec<usize> = (0..column.len()).collect();
    for at in (0..column.len().saturating_sub(1)).rev() {
        if column[at].keeps {
            ends[at] = ends[at + 1];
        }
    }
    ends
}

/// Marks the lines of a paragraph so that no line of it stands alone on a page.
pub(super) fn without_orphans(lines: &mut [Stripe]) {
    let count = lines.len();
    for (at, line) in lines.iter_mut().enumerate() {
        line.keeps |= at + 1 < count && (at == 0 || at + 2 == count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripe(height: f32) -> Stripe {
        Stripe { height, ..Stripe::default() }
    }

    fn paragraph(lines: usize) -> Vec<Stripe> {
        let mut all = vec![stripe(10.0); lines];
        without_orphans(&mut all);
        all
    }

    /// How many stripes stand on each page, heads that are there again not among them.
    fn counts(column: Vec<Stripe>, height: f32) -> Vec<usize> {
        let is_own = |placed: &&Placed| matches!(placed, Placed::Stripe(..));
        pages(column, height).iter().map(|page| page.iter().filter(is_own).count()).collect()
    }

    #[test]
    fn a_paragraph_leaves_no_line_alone() {
        assert_eq!(counts(paragraph(7), 60.0), [5, 2]);
        assert_eq!(counts([vec![stripe(10.0); 5], paragraph(4)].concat(), 60.0), [5, 4]);
        assert_eq!(counts([vec![stripe(10.0); 4], paragraph(4)].concat(), 60.0), [6, 2]);
        // Three lines don't come apart, one is alone anyway.
        assert_eq!(counts([vec![stripe(10.0); 4], paragraph(3)].concat(), 60.0), [4, 3]);
        assert_eq!(counts([vec![stripe(10.0); 5], paragraph(1)].concat(), 60.0), [6]);
    }

    #[test]
    fn a_heading_goes_with_what_follows_it() {
        let heading = Stripe { keeps: true, above: 5.0, ..stripe(10.0) };
        let column = [vec![stripe(10.0); 4], vec![heading.clone(), heading], paragraph(4)].concat();
        assert_eq!(counts(column, 65.0), [4, 6]);
    }

    #[test]
    fn the_head_of_a_table_stands_on_each_of_its_pages() {
        let head = Rc::new(stripe(10.0));
        let row = Stripe { head: Some(head), ..stripe(10.0) };
        let pages = pages(vec![row; 9], 40.0);
        let begin = |page: &Vec<Placed>| matches!(page[0], Placed::Again(..));
        assert_eq!(pages.iter().map(begin).collect::<Vec<_>>(), [false, true, true]);
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 3]);
        assert!(matches!(pages[1][1], Placed::Stripe(y, _) if y > 9.0));
    }

    #[test]
    fn what_no_page_holds_breaks_all_the_same() {
        let kept = Stripe { keeps: true, ..stripe(10.0) };
        assert_eq!(counts(vec![kept; 13], 60.0), [6, 6, 1]);
        assert_eq!(counts(vec![stripe(10.0), stripe(90.0), stripe(10.0)], 60.0), [1, 1, 1]);
    }

    #[test]
    fn the_room_above_is_left_out_at_the_top_of_a_page() {
        let far = Stripe { above: 20.0, ..stripe(30.0) };
        let pages = pages(vec![far; 3], 80.0);
        let top = |placed: &Placed| match placed {
            Placed::Stripe(y, _) | Placed::Again(y, _) => *y,
        };
        let tops: Vec<Vec<f32>> = pages.iter().map(|page| page.iter().map(top).collect()).collect();
        assert_eq!(tops, [vec![0.0, 50.0], vec![0.0]]);
    }
}

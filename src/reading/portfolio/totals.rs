//! Cells counted.

use super::Cell;
use crate::model::evaluation::Mark;

/// Cells counted by what stands in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Items met.
    pub met: usize,
    /// Items not met.
    pub not_met: usize,
    /// Items without bearing.
    pub not_applicable: usize,
    /// Items without a mark.
    pub open: usize,
    /// Items of questions that do not apply; they count in no denominator.
    pub not_asked: usize,
}

impl Totals {
    /// Items judged one way or the other: the denominator of the rate.
    pub fn judged(self) -> usize {
        self.met + self.not_met
    }

    /// Met of those judged, from 0 to 1; none where nothing was judged.
    #[expect(clippy::cast_precision_loss, reason = "counts of items are small")]
    pub fn rate(self) -> Option<f64> {
        (self.judged() > 0).then(|| self.met as f64 / self.judged() as f64)
    }

    /// The rate in whole per cent, rounded half up; none where nothing was judged.
    pub fn per_cent(self) -> Option<usize> {
        (self.met * 200 + self.judged()).checked_div(2 * self.judged())
    }

    /// Met of those judged in figures: `6/9`.
    pub fn fraction(self) -> String {
        format!("{}/{}", self.met, self.judged())
    }
}

impl Extend<Cell> for Totals {
    fn extend<I: IntoIterator<Item = Cell>>(&mut self, cells: I) {
        for cell in cells {
            let count = match cell {
                Cell::Item(Some(Mark::Met)) => &mut self.met,
                Cell::Item(Some(Mark::NotMet)) => &mut self.not_met,
                Cell::Item(Some(Mark::NotApplicable)) => &mut self.not_applicable,
                Cell::Item(None) => &mut self.open,
                Cell::NotAsked => &mut self.not_asked,
            };
            *count += 1;
        }
    }
}

impl FromIterator<Cell> for Totals {
    fn from_iter<I: IntoIterator<Item = Cell>>(cells: I) -> Totals {
        let mut totals = Totals::default();
        totals.extend(cells);
        totals
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_met_of_those_judged() {
        use Mark::{Met, NotApplicable, NotMet};
        let cells = [Some(Met), Some(Met), Some(NotMet), Some(NotApplicable), None].map(Cell::Item);
        let totals: Totals = cells.into_iter().chain([Cell::NotAsked]).collect();
        assert_eq!(totals, Totals { met: 2, not_met: 1, not_applicable: 1, open: 1, not_asked: 1 });
        assert_eq!((totals.judged(), totals.per_cent(), totals.fraction().as_str()), (3, Some(67), "2/3"));
        assert!((totals.rate().unwrap() - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn what_nobody_judged_has_no_rate() {
        let totals: Totals = [Cell::Item(None), Cell::NotAsked].into_iter().collect();
        assert_eq!((totals.rate(), totals.per_cent(), totals.fraction().as_str()), (None, None, "0/0"));
        assert_eq!(Totals { met: 1, not_met: 1, ..Totals::default() }.per_cent(), Some(50));
    }
}

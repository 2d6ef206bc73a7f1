//! Where an item and a practice meet, and such cells counted.

use crate::model::{Answer, Evaluation, Id, Mark, Tally};

/// Where an item and a practice meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    /// The item's mark; none: it is open.
    Item(Option<Mark>),
    /// The item's question is not applicable to the practice.
    NotAsked,
}

impl Cell {
    /// What stands in an evaluation for this item.
    pub fn of(evaluation: &Evaluation, question: &Id, item: &Id) -> Cell {
        Cell::in_answer(evaluation.answer(question), item)
    }

    pub(super) fn in_answer(answer: Option<&Answer>, item: &Id) -> Cell {
        match answer {
            Some(answer) if answer.not_applicable.is_some() => Cell::NotAsked,
            answer => Cell::Item(answer.and_then(|answer| Some(answer.marks.get(item)?.mark))),
        }
    }

    /// The mark, where the question applies and the item has one.
    pub fn mark(self) -> Option<Mark> {
        if let Cell::Item(mark) = self { mark } else { None }
    }

    /// Its name in exports.
    pub fn name(self) -> &'static str {
        match self {
            Cell::Item(mark) => Mark::name(mark),
            Cell::NotAsked => "not_asked",
        }
    }
}

impl Extend<Cell> for Tally {
    fn extend<I: IntoIterator<Item = Cell>>(&mut self, cells: I) {
        for cell in cells {
            match cell {
                Cell::Item(mark) => self.count(mark),
                Cell::NotAsked => self.not_asked += 1,
            }
        }
    }
}

impl FromIterator<Cell> for Tally {
    fn from_iter<I: IntoIterator<Item = Cell>>(cells: I) -> Tally {
        let mut tally = Tally::default();
        tally.extend(cells);
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_met_of_those_rated() {
        use Mark::{Met, NotApplicable, NotMet};
        let cells = [Some(Met), Some(Met), Some(NotMet), Some(NotApplicable), None].map(Cell::Item);
        let totals: Tally = cells.into_iter().chain([Cell::NotAsked]).collect();
        assert_eq!(totals, Tally { met: 2, not_met: 1, not_applicable: 1, open: 1, not_asked: 1, ..Tally::default() });
        assert_eq!((totals.rated(), totals.per_cent(), totals.fraction().as_str()), (3, Some(67), "2/3"));
        assert!((totals.rate().unwrap() - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn what_nobody_rated_has_no_rate() {
        let totals: Tally = [Cell::Item(None), Cell::NotAsked].into_iter().collect();
        assert_eq!((totals.rate(), totals.per_cent(), totals.fraction().as_str()), (None, None, "0/0"));
        assert_eq!(Tally { met: 1, not_met: 1, ..Tally::default() }.per_cent(), Some(50));
    }
}

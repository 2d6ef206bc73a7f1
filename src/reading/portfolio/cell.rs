//! Where an item and a practice meet, and such cells counted.

use crate::model::{Answer, Evaluation, Item, Mark, Question, Scale, Tally, Verdict, mark::NOT_ASKED};

/// Where an item and a practice meet; small, since a portfolio holds many. The item's scale says what a level is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    /// The item has no mark, or one that its scale does not have.
    Open,
    /// The level at this place of the item's scale.
    Level(u8),
    /// The item has no bearing on the practice.
    NotApplicable,
    /// The item is not asked: its question is not applicable to the practice, or a condition does not hold.
    NotAsked,
}

impl Cell {
    /// What stands in an evaluation for an item of a question.
    pub fn of(evaluation: &Evaluation, question: &Question, item: &Item) -> Cell {
        Cell::in_answer(evaluation, evaluation.answer(&question.id), item)
    }

    pub(super) fn in_answer(evaluation: &Evaluation, answer: Option<&Answer>, item: &Item) -> Cell {
        let applies = answer.is_none_or(|answer| answer.not_applicable.is_none());
        if !applies || !evaluation.meets(&item.applies) {
            return Cell::NotAsked;
        }
        match answer.and_then(|answer| answer.mark(&item.id)) {
            None => Cell::Open,
            Some(Mark::NotApplicable) => Cell::NotApplicable,
            Some(Mark::Level(id)) => {
                let at = item.scale.levels.iter().position(|level| level.id == id);
                at.map_or(Cell::Open, |at| Cell::Level(at as u8))
            }
        }
    }

    /// What is said of the item, read by its scale; none: it is not asked.
    pub fn verdict(self, scale: &Scale) -> Option<Verdict<'_>> {
        Some(match self {
            Cell::Open => Verdict::Open,
            Cell::Level(at) => scale.levels.get(usize::from(at)).map_or(Verdict::Open, Verdict::Level),
            Cell::NotApplicable => Verdict::NotApplicable,
            Cell::NotAsked => return None,
        })
    }

    /// Whether the item has a mark.
    pub fn is_marked(self) -> bool {
        matches!(self, Cell::Level(_) | Cell::NotApplicable)
    }

    /// Its name in exports.
    pub fn name(self, scale: &Scale) -> &str {
        self.verdict(scale).map_or(NOT_ASKED, Verdict::name)
    }

    /// Counts it.
    pub fn count_in(self, tally: &mut Tally, scale: &Scale) {
        match self.verdict(scale) {
            Some(verdict) => tally.count(verdict),
            None => tally.not_asked += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(cells: &[Cell]) -> Tally {
        let mut tally = Tally::default();
        for cell in cells {
            cell.count_in(&mut tally, &Scale::met_or_not());
        }
        tally
    }

    #[test]
    fn a_rate_is_met_of_those_rated() {
        use Cell::{Level, NotApplicable, NotAsked, Open};
        let totals = total(&[Level(0), Level(0), Level(1), NotApplicable, Open, NotAsked]);
        assert_eq!(totals, Tally { met: 2, not_met: 1, not_applicable: 1, open: 1, not_asked: 1, ..Tally::default() });
        assert_eq!((totals.rated(), totals.per_cent(), totals.fraction().as_str()), (3, Some(67), "2/3"));
        assert!((totals.rate().unwrap() - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn what_nobody_rated_has_no_rate() {
        let totals = total(&[Cell::Open, Cell::NotAsked]);
        assert_eq!((totals.rate(), totals.per_cent(), totals.fraction().as_str()), (None, None, "0/0"));
    }

    #[test]
    fn a_cell_is_named_by_its_scale() {
        let scale = Scale::met_or_not();
        let cells = [Cell::Level(0), Cell::Level(1), Cell::Open, Cell::NotApplicable, Cell::NotAsked];
        let names = cells.map(|cell| cell.name(&scale).to_owned());
        assert_eq!(names, ["met", "not_met", "open", "not_applicable", "not_asked"]);
    }
}

//! Questions and items counted, and what is derived from the counts.

use std::{
    iter::Sum,
    ops::{Add, AddAssign},
};

use crate::model::{Counts, Verdict};

/// Questions and items counted. Where marks alone are counted, as in a portfolio, there are no questions in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Questions that apply.
    pub questions: usize,
    /// Of these, complete ones.
    pub complete: usize,
    /// Items met.
    pub met: usize,
    /// Items partly met.
    pub partly: usize,
    /// Items not met.
    pub not_met: usize,
    /// Items marked as not applicable.
    pub not_applicable: usize,
    /// Items without a mark.
    pub open: usize,
    /// Items that are not asked, since their question does not apply or a condition does not hold; they count in no
    /// denominator.
    pub not_asked: usize,
}

impl Tally {
    /// Counts an item that is asked by its verdict.
    pub fn count(&mut self, verdict: Verdict<'_>) {
        *self.count_of(verdict) += 1;
    }

    /// Counts an item by another verdict than it was counted by.
    pub fn count_anew(&mut self, from: Verdict<'_>, to: Verdict<'_>) {
        *self.count_of(from) -= 1;
        self.count(to);
    }

    fn count_of(&mut self, verdict: Verdict<'_>) -> &mut usize {
        match (verdict, verdict.counts()) {
            (_, Some(Counts::Met)) => &mut self.met,
            (_, Some(Counts::Partly)) => &mut self.partly,
            (_, Some(Counts::NotMet)) => &mut self.not_met,
            (Verdict::NotApplicable, None) => &mut self.not_applicable,
            (Verdict::Open | Verdict::Level(_) | Verdict::Unknown(_), None) => &mut self.open,
        }
    }

    /// Items that are asked.
    pub fn items(self) -> usize {
        self.marked() + self.open
    }

    /// Items with a mark.
    pub fn marked(self) -> usize {
        self.rated() + self.not_applicable
    }

    /// Items met, partly met or not met: the denominator of every rate.
    pub fn rated(self) -> usize {
        self.met + self.partly + self.not_met
    }

    /// Met of those rated, from 0 to 1; none where nothing was rated.
    #[expect(clippy::cast_precision_loss, reason = "counts of items are small")]
    pub fn rate(self) -> Option<f64> {
        (self.rated() > 0).then(|| self.met as f64 / self.rated() as f64)
    }

    /// The rate in whole per cent, rounded half up; none where nothing was rated.
    pub fn per_cent(self) -> Option<usize> {
        (self.met * 200 + self.rated()).checked_div(2 * self.rated())
    }

    /// Met of those rated in figures: `6/9`; blank where nothing is asked.
    pub fn fraction(self) -> String {
        if self.items() == 0 { String::new() } else { format!("{}/{}", self.met, self.rated()) }
    }

    /// Open and partly met items where there are any, then met of those rated, each figure in `width` columns at least:
    /// `3 open   1 partly   4 / 6`; blank where nothing is asked.
    pub fn in_words(self, width: usize) -> String {
        let told = |count: usize, what: &str| if count > 0 { format!("{count} {what}   ") } else { String::new() };
        if self.items() == 0 {
            return String::new();
        }
        let (open, partly) = (told(self.open, "open"), told(self.partly, "partly"));
        format!("{open}{partly}{:>width$} / {:<width$}", self.met, self.rated())
    }
}

impl Add for Tally {
    type Output = Tally;
    fn add(self, other: Tally) -> Tally {
        Tally {
            questions: self.questions + other.questions,
            complete: self.complete + other.complete,
            met: self.met + other.met,
            partly: self.partly + other.partly,
            not_met: self.not_met + other.not_met,
            not_applicable: self.not_applicable + other.not_applicable,
            open: self.open + other.open,
            not_asked: self.not_asked + other.not_asked,
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        *self = *self + other;
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Tally>>(tallies: I) -> Tally {
        tallies.fold(Tally::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_for_a_tally_tell_open_items_where_there_are_any() {
        let tally = Tally { met: 4, not_met: 2, open: 3, ..Tally::default() };
        assert_eq!((tally.in_words(0).as_str(), tally.in_words(2).as_str()), ("3 open   4 / 6", "3 open    4 / 6 "));
        assert_eq!(Tally { open: 0, ..tally }.in_words(0), "4 / 6");
        assert_eq!(Tally { partly: 1, ..tally }.in_words(0), "3 open   1 partly   4 / 7");
    }

    #[test]
    fn a_half_is_rounded_up_and_what_nobody_rated_has_no_rate() {
        assert_eq!(Tally { met: 1, not_met: 1, ..Tally::default() }.per_cent(), Some(50));
        assert_eq!(Tally { met: 1, not_met: 7, ..Tally::default() }.per_cent(), Some(13));
        assert_eq!((Tally::default().rate(), Tally::default().per_cent()), (None, None));
    }

    #[test]
    fn tallies_are_added_count_by_count() {
        let tally = |n: usize| Tally {
            questions: n,
            complete: 2 * n,
            met: 3 * n,
            partly: 8 * n,
            not_met: 4 * n,
            not_applicable: 5 * n,
            open: 6 * n,
            not_asked: 7 * n,
        };
        let (one, twice) = (tally(1), tally(2));
        let mut added = one;
        added += one;
        assert_eq!((added, one + one, [one, one].into_iter().sum::<Tally>()), (twice, twice, twice));
        assert_eq!((one.rated(), one.marked(), one.items(), one.fraction().as_str()), (15, 20, 26, "3/15"));
    }
}

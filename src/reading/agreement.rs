//! Two evaluations of one practice side by side: where their marks differ, and how far they agree.
//!
//! Only items that both evaluators marked count. An open item has no mark, so it is neither agreement nor disagreement.

use std::{collections::BTreeSet, sync::Arc};

use crate::model::{Evaluation, Framework, Id, Item, LevelId, Placed};
use crate::reading::Cell;

/// Below this number of items an agreement says nothing.
pub const FEWEST: usize = 10;

/// How the marks of one item relate. The order is that of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Both marked it, differently; or one says that its question is not applicable and the other marked it.
    Differ,
    /// One marked it, the other left it open.
    OnlyOne,
    /// Both marked it alike.
    Alike,
    /// Neither marked it.
    Neither,
}

/// One item in both evaluations.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'a> {
    /// Its question.
    pub placed: Placed<'a>,
    /// The item.
    pub item: &'a Item,
    /// What the one evaluation says.
    pub one: Cell,
    /// What the other says.
    pub other: Cell,
}

/// How far two evaluators agree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Agreement {
    /// Both marked so few items that a figure would mislead.
    TooFew {
        /// How many items both marked.
        items: usize,
    },
    /// Over the items that both marked.
    Over {
        /// How many items both marked.
        items: usize,
        /// On how many of these they agree.
        agreed: usize,
        /// Cohen's kappa; none where both used one and the same mark throughout, when chance alone explains everything.
        kappa: Option<f64>,
        /// Cohen's kappa where being a level apart weighs less than being several apart, over the items that both gave a
        /// level. None where a scale has but two levels, where there are several scales, and where it is not defined.
        weighted: Option<f64>,
    },
}

/// How often each pair of categories was given: `counts[one][other]`.
pub type Counts = Vec<Vec<usize>>;

impl Compared<'_> {
    /// How the marks relate.
    pub fn relation(&self) -> Relation {
        match (self.one, self.other) {
            (one, other) if one.is_marked() && one == other => Relation::Alike,
            (one, other) if one.is_marked() && other.is_marked() => Relation::Differ,
            (marked, Cell::NotAsked) | (Cell::NotAsked, marked) if marked.is_marked() => Relation::Differ,
            (one, other) if one.is_marked() || other.is_marked() => Relation::OnlyOne,
            _ => Relation::Neither,
        }
    }

    /// Both marks, where both marked the item: what counts for the agreement.
    fn categories(&self) -> Option<[Category<'_>; 2]> {
        let category = |cell: Cell| {
            let level = |at: u8| Some((&self.item.scale.id, self.item.scale.levels.get(usize::from(at))?.id));
            match cell {
                Cell::Level(at) => level(at).map(Some),
                Cell::NotApplicable => Some(None),
                Cell::Open | Cell::NotAsked => None,
            }
        };
        Some([category(self.one)?, category(self.other)?])
    }
}

/// A level of a scale; none: not applicable.
type Category<'a> = Option<(&'a Id, LevelId)>;

/// Every item of the framework in both evaluations: those that differ first, then those that only one marked.
pub fn compare<'a>(one: &Evaluation, other: &Evaluation, framework: &'a Framework) -> Vec<Compared<'a>> {
    let mut compared = Vec::new();
    for placed in framework.questions() {
        compared.extend(placed.question.items.iter().map(|item| {
            let [one, other] = [one, other].map(|evaluation| Cell::of(evaluation, placed.question, item));
            Compared { placed, item, one, other }
        }));
    }
    compared.sort_by_key(Compared::relation);
    compared
}

impl Agreement {
    /// How far two evaluators agree on the items compared.
    pub fn of(compared: &[Compared<'_>]) -> Agreement {
        let pairs: Vec<[Category<'_>; 2]> = compared.iter().filter_map(Compared::categories).collect();
        if pairs.len() < FEWEST {
            return Agreement::TooFew { items: pairs.len() };
        }
        let categories: BTreeSet<Category<'_>> = pairs.iter().flatten().copied().collect();
        let place = |category: &Category<'_>| categories.iter().position(|one| one == category).unwrap_or_default();
        let counts = counted(categories.len(), pairs.iter().map(|pair| pair.each_ref().map(place)));
        let (items, agreed) = (pairs.len(), agreed(&counts));
        Agreement::Over { items, agreed, kappa: kappa(&counts), weighted: weighted_of(compared) }
    }
}

/// Weighted kappa over the items that both gave a level, where all of these have one scale of more than two levels.
fn weighted_of(compared: &[Compared<'_>]) -> Option<f64> {
    let levels = |one: &Compared<'_>| match (one.one, one.other) {
        (Cell::Level(first), Cell::Level(second)) => {
            Some((Arc::clone(&one.item.scale), [first, second].map(usize::from)))
        }
        _ => None,
    };
    let rated: Vec<_> = compared.iter().filter_map(levels).collect();
    let (scale, _) = rated.first()?;
    let is_one_scale = rated.iter().all(|(other, _)| other == scale);
    if scale.levels.len() < 3 || rated.len() < FEWEST || !is_one_scale {
        return None;
    }
    weighted_kappa(&counted(scale.levels.len(), rated.iter().map(|(_, pair)| *pair)))
}

fn counted(categories: usize, pairs: impl Iterator<Item = [usize; 2]>) -> Counts {
    let mut counts = vec![vec![0; categories]; categories];
    for [one, other] in pairs {
        counts[one][other] += 1;
    }
    counts
}

fn agreed(counts: &Counts) -> usize {
    (0..counts.len()).map(|n| counts[n][n]).sum()
}

/// Cohen's kappa: (observed − expected) / (1 − expected), both as fractions of all pairs; none where the second term is zero.
fn kappa(counts: &Counts) -> Option<f64> {
    kappa_by(counts, |one, other| usize::from(one != other))
}

/// Cohen's kappa with linear weights: being two levels apart weighs twice as much as being one apart.
fn weighted_kappa(counts: &Counts) -> Option<f64> {
    kappa_by(counts, usize::abs_diff)
}

/// 1 − observed / expected disagreement, each pair as far apart as `apart` says; none where none is to be expected.
#[expect(clippy::cast_precision_loss, reason = "counts of items are small")]
fn kappa_by(counts: &Counts, apart: impl Fn(usize, usize) -> usize) -> Option<f64> {
    let len = counts.len();
    let all: usize = counts.iter().flatten().sum();
    let by_one = |n: usize| counts[n].iter().sum::<usize>();
    let by_other = |n: usize| counts.iter().map(|row| row[n]).sum::<usize>();
    let pairs = || (0..len).flat_map(move |one| (0..len).map(move |other| (one, other)));
    // Multiplied through by the square of `all`, so that nothing is rounded before the end.
    let observed: usize = pairs().map(|(one, other)| apart(one, other) * counts[one][other] * all).sum();
    let expected: usize = pairs().map(|(one, other)| apart(one, other) * by_one(one) * by_other(other)).sum();
    (expected > 0).then(|| (expected as f64 - observed as f64) / expected as f64)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::model::{Edit, Mark};

    /// The worked example of Wikipedia's article "Cohen's kappa" (50 grant proposals, two readers): observed
    /// agreement 0.7, expected 0.5, kappa 0.4.
    #[test]
    fn the_grant_proposals_of_wikipedia() {
        let counts = vec![vec![20, 5, 0], vec![10, 15, 0], vec![0, 0, 0]];
        assert_eq!(agreed(&counts), 35);
        assert!((kappa(&counts).unwrap() - 0.4).abs() < 1e-12);
    }

    /// J. Cohen, "Weighted kappa", Psychological Bulletin 70 (1968), table 1: 200 cases, two judges, three diagnoses;
    /// observed agreement .70, expected .41, unweighted kappa .492.
    #[test]
    fn the_diagnoses_of_cohen_1968() {
        let counts = vec![vec![88, 10, 2], vec![14, 40, 6], vec![18, 10, 12]];
        assert_eq!(agreed(&counts), 140);
        let kappa = kappa(&counts).unwrap();
        assert!((kappa - (0.70 - 0.41) / (1.0 - 0.41)).abs() < 1e-12);
        assert!((kappa - 0.492).abs() < 0.0005);
    }

    /// The SAS/STAT User's Guide, "The FREQ Procedure", agreement study: 88 patients with a skin condition, two
    /// dermatologists, from terrible to clear; simple kappa 0.3449, weighted kappa 0.5082.
    #[test]
    fn the_dermatologists_of_the_sas_guide() {
        let counts = vec![vec![10, 4, 1, 0], vec![5, 10, 12, 2], vec![2, 4, 12, 5], vec![0, 2, 6, 13]];
        assert!((kappa(&counts).unwrap() - 0.3449).abs() < 0.00005);
        assert!((weighted_kappa(&counts).unwrap() - 0.5082).abs() < 0.00005);
    }

    #[test]
    fn under_ten_items_are_too_few() {
        let spring = Framework::built_in();
        let mut one = Evaluation::new("one".parse().unwrap(), &spring);
        for n in 0..10 {
            mark(&mut one, &spring, n, Some(Mark::MET));
            let agreement = Agreement::of(&compare(&one, &one, &spring));
            let items = n + 1;
            if items < 10 {
                assert_eq!(agreement, Agreement::TooFew { items });
            } else {
                assert_eq!(agreement, Agreement::Over { items, agreed: 10, kappa: None, weighted: None });
            }
        }
    }

    fn mark(evaluation: &mut Evaluation, framework: &Framework, n: usize, to: Option<Mark>) {
        let items = framework.questions().flat_map(|p| p.question.items.iter().map(move |item| (p.question, item)));
        let (question, item) = items.clone().nth(n).unwrap();
        let edit = Edit::mark(evaluation, &question.id, &item.id, to);
        evaluation.apply(&edit).unwrap();
    }

    #[test]
    fn what_differs_stands_first_and_what_is_open_counts_nowhere() {
        let spring = Framework::built_in();
        let [mut one, mut other] = ["one", "other"].map(|name| Evaluation::new(name.parse().unwrap(), &spring));
        for n in 0..20 {
            mark(&mut one, &spring, n, Some(Mark::MET));
            let theirs = match n {
                0..=4 => None,
                7 => Some(Mark::NOT_MET),
                12 => Some(Mark::NotApplicable),
                _ => Some(Mark::MET),
            };
            mark(&mut other, &spring, n, theirs);
        }
        let compared = compare(&one, &other, &spring);
        assert_eq!(compared.len(), 40);
        let relations: Vec<Relation> = compared.iter().map(Compared::relation).collect();
        assert!(relations.is_sorted());
        let count = |relation| relations.iter().filter(|&&one| one == relation).count();
        assert_eq!([count(Relation::Differ), count(Relation::OnlyOne)], [2, 5]);
        assert_eq!([count(Relation::Alike), count(Relation::Neither)], [13, 20]);
        let agreement = Agreement::of(&compared);
        assert!(matches!(agreement, Agreement::Over { items: 15, agreed: 13, .. }));

        // Items 4 and 5 are the second question's, which now is not applicable on one side.
        let question = spring.question(1).unwrap().question.id.clone();
        other.apply(&Edit::Applicability { question, from: None, to: Some("none".into()) }).unwrap();
        let compared = self::compare(&one, &other, &spring);
        assert!(matches!(Agreement::of(&compared), Agreement::Over { items: 14, .. }), "item 5 counts no more");
        assert_eq!(compared.iter().filter(|one| one.relation() == Relation::Differ).count(), 4);
    }

    proptest! {
        #[test]
        fn kappa_is_at_most_one_and_the_same_seen_from_either_side(counts in vec(vec(0_usize..50, 4), 4)) {
            let turned: Counts = (0..4).map(|one| counts.iter().map(|row| row[one]).collect()).collect();
            for by in [kappa, weighted_kappa] {
                prop_assert_eq!(by(&counts), by(&turned));
                prop_assert!(by(&counts).is_none_or(|kappa| (-1.0..=1.0).contains(&kappa)));
            }
        }
    }
}

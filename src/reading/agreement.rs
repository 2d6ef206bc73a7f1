//! Two evaluations of one practice side by side: where their marks differ, and how far they agree.
//!
//! Only items that both evaluators marked count. An open item has no mark, so it is neither agreement nor disagreement.

use crate::model::{Evaluation, Framework, Item, Mark, Placed};
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
    },
}

/// How often each pair of marks was given: `counts[one][other]`, in the order met, not met, not applicable.
pub type Counts = [[usize; 3]; 3];

impl Compared<'_> {
    /// How the marks relate.
    pub fn relation(&self) -> Relation {
        match (self.one, self.other) {
            (Cell::Item(Some(one)), Cell::Item(Some(other))) if one == other => Relation::Alike,
            (Cell::Item(Some(_)), Cell::Item(Some(_)) | Cell::NotAsked) | (Cell::NotAsked, Cell::Item(Some(_))) => {
                Relation::Differ
            }
            (Cell::Item(Some(_)), Cell::Item(None)) | (Cell::Item(None), Cell::Item(Some(_))) => Relation::OnlyOne,
            (Cell::Item(None) | Cell::NotAsked, Cell::Item(None) | Cell::NotAsked) => Relation::Neither,
        }
    }

    /// Both marks, where both marked the item: what counts for the agreement.
    pub fn marks(&self) -> Option<(Mark, Mark)> {
        Some((self.one.mark()?, self.other.mark()?))
    }
}

/// Every item of the framework in both evaluations: those that differ first, then those that only one marked.
pub fn compare<'a>(one: &Evaluation, other: &Evaluation, framework: &'a Framework) -> Vec<Compared<'a>> {
    let mut compared = Vec::new();
    for placed in framework.questions() {
        let question = &placed.question.id;
        compared.extend(placed.question.items.iter().map(|item| {
            let [one, other] = [one, other].map(|evaluation| Cell::of(evaluation, question, &item.id));
            Compared { placed, item, one, other }
        }));
    }
    compared.sort_by_key(Compared::relation);
    compared
}

impl Agreement {
    /// How far two evaluators agree on the items compared.
    pub fn of(compared: &[Compared<'_>]) -> Agreement {
        let mut counts = Counts::default();
        for (one, other) in compared.iter().filter_map(Compared::marks) {
            counts[category(one)][category(other)] += 1;
        }
        Agreement::of_counts(&counts)
    }

    /// How far two evaluators agree who gave these marks.
    pub fn of_counts(counts: &Counts) -> Agreement {
        let items = counts.iter().flatten().sum();
        if items < FEWEST {
            return Agreement::TooFew { items };
        }
        Agreement::Over { items, agreed: agreed(counts), kappa: kappa(counts) }
    }
}

fn category(mark: Mark) -> usize {
    match mark {
        Mark::Met => 0,
        Mark::NotMet => 1,
        Mark::NotApplicable => 2,
    }
}

fn agreed(counts: &Counts) -> usize {
    (0..counts.len()).map(|n| counts[n][n]).sum()
}

/// Cohen's kappa: (observed − expected) / (1 − expected), both as fractions of all pairs; none where the second term is zero.
#[expect(clippy::cast_precision_loss, reason = "counts of items are small")]
fn kappa(counts: &Counts) -> Option<f64> {
    let all: usize = counts.iter().flatten().sum();
    let by_one = |n: usize| counts[n].iter().sum::<usize>();
    let by_other = |n: usize| counts.iter().map(|row| row[n]).sum::<usize>();
    let expected: usize = (0..counts.len()).map(|n| by_one(n) * by_other(n)).sum();
    // Multiplied through by the square of `all`, so that nothing is rounded before the end.
    let beyond_chance = (agreed(counts) * all) as f64 - expected as f64;
    (all * all > expected).then(|| beyond_chance / (all * all - expected) as f64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Edit;

    fn over(counts: &Counts) -> (usize, usize, f64) {
        match Agreement::of_counts(counts) {
            Agreement::Over { items, agreed, kappa } => (items, agreed, kappa.unwrap()),
            Agreement::TooFew { items } => panic!("{items}"),
        }
    }

    /// The worked example of Wikipedia's article "Cohen's kappa" (50 grant proposals, two readers): observed
    /// agreement 0.7, expected 0.5, kappa 0.4.
    #[test]
    fn the_grant_proposals_of_wikipedia() {
        let (items, agreed, kappa) = over(&[[20, 5, 0], [10, 15, 0], [0, 0, 0]]);
        assert_eq!((items, agreed), (50, 35));
        assert!((kappa - 0.4).abs() < 1e-12);
    }

    /// J. Cohen, "Weighted kappa", Psychological Bulletin 70 (1968), table 1: 200 cases, two judges, three diagnoses;
    /// observed agreement .70, expected .41, unweighted kappa .492.
    #[test]
    fn the_diagnoses_of_cohen_1968() {
        let (items, agreed, kappa) = over(&[[88, 10, 2], [14, 40, 6], [18, 10, 12]]);
        assert_eq!((items, agreed), (200, 140));
        assert!((kappa - (0.70 - 0.41) / (1.0 - 0.41)).abs() < 1e-12);
        assert!((kappa - 0.492).abs() < 0.0005);
    }

    #[test]
    fn under_ten_items_are_too_few() {
        assert_eq!(Agreement::of_counts(&[[9, 0, 0], [0; 3], [0; 3]]), Agreement::TooFew { items: 9 });
        let ten = Agreement::of_counts(&[[9, 0, 0], [1, 0, 0], [0; 3]]);
        assert!(matches!(ten, Agreement::Over { items: 10, agreed: 9, .. }));
        let eleven = Agreement::of_counts(&[[9, 0, 0], [1, 0, 0], [0, 0, 1]]);
        assert!(matches!(eleven, Agreement::Over { items: 11, agreed: 10, .. }));
    }

    #[test]
    fn one_mark_throughout_has_no_kappa() {
        let all_met = Agreement::of_counts(&[[12, 0, 0], [0; 3], [0; 3]]);
        assert_eq!(all_met, Agreement::Over { items: 12, agreed: 12, kappa: None });
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
            mark(&mut one, &spring, n, Some(Mark::Met));
            let theirs = match n {
                0..=4 => None,
                7 => Some(Mark::NotMet),
                12 => Some(Mark::NotApplicable),
                _ => Some(Mark::Met),
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
        fn kappa_is_at_most_one_and_the_same_seen_from_either_side(counts in prop::array::uniform3(prop::array::uniform3(0usize..50))) {
            let mut turned = counts;
            for (n, row) in counts.iter().enumerate() {
                for (m, count) in row.iter().enumerate() {
                    turned[m][n] = *count;
                }
            }
            prop_assert_eq!(Agreement::of_counts(&counts), Agreement::of_counts(&turned));
            if let Some(kappa) = kappa(&counts) {
                prop_assert!((-1.0..=1.0).contains(&kappa));
            }
        }
    }
}

use proptest::prelude::*;

use super::*;
use crate::model::{Detail, Edit, Field, Mark, Status};

fn practice(name: &str, title: &str, country: &str) -> Evaluation {
    let mut evaluation = Evaluation::new(name.parse().unwrap(), &Framework::built_in());
    evaluation.practice.title = title.into();
    evaluation.practice.country = country.into();
    evaluation
}

/// Marks item `n` of all.
fn mark(evaluation: &mut Evaluation, n: usize, to: Mark) {
    let spring = Framework::built_in();
    let items = spring.questions().flat_map(|p| p.question.items.iter().map(move |item| (p.question, item)));
    let (question, item) = items.clone().nth(n).unwrap();
    evaluation.apply(&Edit::mark(evaluation, &question.id, &item.id, Some(to))).unwrap();
}

fn skip(evaluation: &mut Evaluation, n: usize) {
    let question = Framework::built_in().question(n).unwrap().question.id.clone();
    evaluation.apply(&Edit::Applicability { question, from: None, to: Some("none".into()) }).unwrap();
}

fn three() -> Vec<Evaluation> {
    let [mut one, mut two, mut three] = [
        practice("2026-01-01-one-aaaaa", "Youth Kitchen", "PL"),
        practice("2026-02-01-two-aaaaa", "Anna", ""),
        practice("2026-03-01-three-aaaaa", "Centre for Integration and Arts", "poland"),
    ];
    mark(&mut one, 0, Mark::MET);
    mark(&mut one, 1, Mark::NOT_MET);
    mark(&mut two, 0, Mark::MET);
    mark(&mut two, 1, Mark::NotApplicable);
    mark(&mut two, 9, Mark::MET);
    mark(&mut two, 10, Mark::NOT_MET);
    mark(&mut three, 0, Mark::NOT_MET);
    mark(&mut three, 4, Mark::MET);
    skip(&mut three, 1);
    vec![one, two, three]
}

fn portfolio(evaluations: &[Evaluation]) -> Portfolio {
    Portfolio::new(&Framework::built_in(), evaluations)
}

#[test]
fn practices_stand_by_country_and_title_under_labels_of_their_own() {
    let portfolio = portfolio(&three());
    let columns: Vec<_> =
        portfolio.columns().iter().map(|column| (column.id.as_str(), column.label.as_str())).collect();
    let expected =
        [("2026-03-01-three-aaaaa", "CIA"), ("2026-01-01-one-aaaaa", "YOU"), ("2026-02-01-two-aaaaa", "ANN")];
    assert_eq!(columns, expected);
    assert_eq!(portfolio.rows().count(), 40);
    let row = portfolio.row(4).unwrap();
    assert_eq!((row.placed.number(), row.question_at, row.at), ("1.2".to_owned(), 1, 4));
    assert_eq!(row.item.label.as_str(), portfolio.framework().question(1).unwrap().question.items[0].label.as_str());
    assert!(portfolio.row(40).is_none());
    assert_eq!(portfolio.cell(0, 0), Some(Cell::Level(1)));
    assert_eq!(portfolio.cell(4, 0), Some(Cell::NotAsked));
    assert_eq!(portfolio.cell(39, 0), Some(Cell::Open));
    assert_eq!((portfolio.cell(40, 0), portfolio.cell(0, 3)), (None, None));
}

#[test]
fn totals_are_those_of_the_marks() {
    let portfolio = portfolio(&three());
    let items = portfolio.by_item();
    assert_eq!(items[0], Tally { met: 2, not_met: 1, ..Tally::default() });
    assert_eq!(items[1], Tally { not_met: 1, not_applicable: 1, open: 1, ..Tally::default() });
    assert_eq!(items[4], Tally { open: 2, not_asked: 1, ..Tally::default() });
    let criteria = portfolio.by_criterion();
    assert_eq!(criteria.len(), 5);
    assert_eq!(
        criteria[0],
        Tally { met: 2, not_met: 2, not_applicable: 1, open: 20, not_asked: 2, ..Tally::default() }
    );
    assert_eq!(criteria[1], Tally { met: 1, not_met: 1, open: 31, ..Tally::default() });
    let countries = portfolio.by_country();
    let named: Vec<_> = countries
        .iter()
        .map(|(country, n, totals)| (country.as_ref().map(|country| country.name().to_owned()), *n, totals.fraction()))
        .collect();
    assert_eq!(named, [(Some("Poland".to_owned()), 2, "1/3".to_owned()), (None, 1, "2/3".to_owned())]);
    assert_eq!(portfolio.profile(1)[0].fraction(), "1/2");
    assert_eq!(portfolio.profile(3), []);
}

#[test]
fn the_rarest_come_first_and_what_nobody_rated_last() {
    let rows = portfolio(&three()).by_rarity();
    // Rates: 1 and 10 never met, 0 two of three, 9 always; in the framework's order among equals.
    assert_eq!(rows[..4], [1, 10, 0, 9]);
    assert_eq!(rows[4..], (2..40).filter(|row| ![9, 10].contains(row)).collect::<Vec<_>>());
}

#[test]
fn other_frameworks_are_counted_and_left_out() {
    let mut evaluations = three();
    assert_eq!(portfolio(&evaluations).others(), 0);
    evaluations[0].framework.version = "2".into();
    let portfolio = portfolio(&evaluations);
    assert_eq!((portfolio.columns().len(), portfolio.others()), (2, 1));
    let answered = answered(&evaluations);
    let counts: Vec<_> = answered.iter().map(|((_, version), count)| (version.as_str(), *count)).collect();
    assert_eq!(counts, [("1", 2), ("2", 1)]);
}

#[test]
fn a_filter_keeps_labels_and_counts_what_it_leaves_out() {
    let whole = portfolio(&three());
    let poland = whole.filtered(&Filter { country: Country::sought("pol"), ..Filter::default() });
    let labels: Vec<&str> = poland.columns().iter().map(|column| column.label.as_str()).collect();
    assert_eq!((labels, poland.filtered_out()), (vec!["CIA", "YOU"], 1));
    let none = poland.filtered(&Filter { status: Some(Status::Approved), ..Filter::default() });
    assert_eq!((none.columns().len(), none.filtered_out()), (0, 3));
    assert!(none.by_item().iter().all(|totals| *totals == Tally::default()));
    assert_eq!((none.by_rarity().len(), none.by_country()), (40, vec![]));
    assert_eq!(whole.filtered(&Filter::default()), whole);
}

#[test]
fn one_question_is_read_across_practices() {
    let mut evaluations = three();
    let question = Framework::built_in().question(1).unwrap().question.id.clone();
    evaluations[1].apply(&Edit::replace(Field::Narrative(question), "", "They say.")).unwrap();
    let portfolio = portfolio(&evaluations);
    let across = portfolio.across(1, &evaluations);
    let ids: Vec<&Id> = across.iter().map(|one| &one.evaluation.id).collect();
    assert_eq!(ids, portfolio.columns().iter().map(|column| &column.id).collect::<Vec<_>>());
    assert!(across[0].reason.is_some() && across[0].tally.items() == 0);
    assert_eq!((across[2].narrative, across[2].tally.open), ("They say.", 2));
    assert!(portfolio.across(12, &evaluations).is_empty());
    assert_eq!(
        portfolio.filtered(&Filter { country: Country::of("PL"), ..Filter::default() }).across(1, &evaluations).len(),
        2
    );
}

#[test]
fn an_untitled_practice_has_a_title_too() {
    let mut evaluations = three();
    evaluations[0].apply(&Edit::replace(Field::Practice(Detail::Title), "Youth Kitchen", "")).unwrap();
    let portfolio = portfolio(&evaluations);
    let column = &portfolio.columns()[1];
    assert_eq!((column.title.as_str(), column.label.as_str()), ("Untitled practice", "001"));
}

proptest! {
    /// However the figures are cut, they add up to the same.
    #[test]
    fn totals_add_up(marks in prop::collection::vec((0usize..3, 0usize..40, 0usize..3), 0..80), skipped in prop::collection::vec((0usize..3, 0usize..12), 0..4)) {
        let mut evaluations = three();
        for (n, item, to) in marks {
            mark(&mut evaluations[n], item, [Mark::MET, Mark::NOT_MET, Mark::NotApplicable][to]);
        }
        for (n, question) in skipped {
            let id = Framework::built_in().question(question).unwrap().question.id.clone();
            if evaluations[n].not_applicable(&id).is_none() {
                skip(&mut evaluations[n], question);
            }
        }
        let portfolio = portfolio(&evaluations);
        let sum = |totals: &mut dyn Iterator<Item = Tally>| totals.fold([0; 5], |sum, one| {
            let one = [one.met, one.not_met, one.not_applicable, one.open, one.not_asked];
            std::array::from_fn(|n| sum[n] + one[n])
        });
        let all = sum(&mut portfolio.by_item().into_iter());
        prop_assert_eq!(all.iter().sum::<usize>(), 120);
        prop_assert_eq!(sum(&mut portfolio.by_criterion().into_iter()), all);
        prop_assert_eq!(sum(&mut portfolio.by_country().into_iter().map(|(.., totals)| totals)), all);
        prop_assert_eq!(sum(&mut (0..3).flat_map(|column| portfolio.profile(column))), all);
        let spring = Framework::built_in();
        let tally: crate::model::evaluation::Tally = evaluations.iter().map(|one| one.tally_of_all(&spring)).sum();
        prop_assert_eq!([tally.met, tally.not_met, tally.not_applicable, tally.open], &all[..4]);
        let rates: Vec<f64> = portfolio.by_rarity().into_iter().map(|row| portfolio.by_item()[row].rate().unwrap_or(2.0)).collect();
        prop_assert!(rates.is_sorted());
    }
}

#[test]
fn a_passage_goes_out_with_its_source() {
    let mut evaluation = Evaluation::new("2026-11-24-x-abcde".parse().unwrap(), &Framework::built_in());
    let practice = &mut evaluation.practice;
    practice.title = "The Long Table".into();
    practice.country = "Poland".into();
    assert_eq!(
        quoted(" They eat together. ", &evaluation, "1.2"),
        "“They eat together.” (The Long Table, Poland; 1.2; 2026-11-24-x-abcde)"
    );
    let practice = &mut evaluation.practice;
    (practice.organisation, practice.place) = (" Spolek ".into(), " ".into());
    assert_eq!(quoted("x", &evaluation, "1.2"), "“x” (The Long Table, Spolek, Poland; 1.2; 2026-11-24-x-abcde)");
}

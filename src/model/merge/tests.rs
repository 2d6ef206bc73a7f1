use proptest::prelude::*;

use super::*;
use crate::model::{
    Detail, Field, Id,
    difference::tests::{FRAMEWORK, change, changed, evaluation, submitted},
};

fn question(n: usize) -> Id {
    FRAMEWORK.question(n).unwrap().question.id.clone()
}

fn with(mut evaluation: Evaluation, field: Field, text: &str) -> Evaluation {
    let old = evaluation.field(&field).unwrap().to_owned();
    evaluation.apply(&Edit::replace(field, &old, text)).unwrap();
    evaluation
}

#[test]
fn different_fields_come_together() {
    let base = with(evaluation(), Field::Narrative(question(0)), "base");
    let ours = with(base.clone(), Field::Narrative(question(0)), "ours");
    let theirs = with(base.clone(), Field::Practice(Detail::Title), "theirs");
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.evaluation, with(ours, Field::Practice(Detail::Title), "theirs"));
    assert_eq!(merged.conflicts, []);
}

#[test]
fn what_either_side_wrote_during_a_visit_belongs_to_it() {
    let id: Id = "v-1".parse().unwrap();
    let noted = |mut evaluation: Evaluation, n| {
        let edit = Edit::Written { visit: id.clone(), question: question(n), noted: true };
        evaluation.apply(&edit).unwrap();
        evaluation
    };
    let mut base = evaluation();
    base.apply(&Edit::add(&base.clone(), Entry::Visit(Visit::on(id.clone(), "2026-11-24".into())))).unwrap();
    let (ours, theirs) = (noted(noted(base.clone(), 0), 1), noted(noted(base.clone(), 1), 2));
    for merged in [merge(&base, &ours, &theirs), take_in(&base, &ours, &theirs)] {
        assert_eq!(merged.evaluation, noted(ours.clone(), 2));
        assert_eq!(merged.conflicts, []);
    }
}

#[test]
fn one_field_keeps_both_texts() {
    let narrative = Field::Narrative(question(0));
    let base = with(evaluation(), narrative.clone(), "base");
    let ours = with(base.clone(), narrative.clone(), "ours");
    let theirs = with(base.clone(), narrative.clone(), "theirs");
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.evaluation, ours);
    let part = Part::Text(narrative);
    let some = |text: &str| Some(text.to_owned());
    let expected = Conflict {
        part: part.clone(),
        base: some("base"),
        ours: some("ours"),
        theirs: some("theirs"),
        ours_stands: true,
    };
    assert_eq!(merged.conflicts, [expected]);
    let mut chosen = merged.evaluation;
    chosen.apply(&taking(&chosen, &theirs, &part).unwrap()).unwrap();
    assert_eq!(chosen, theirs);
    assert_eq!(taking(&chosen, &theirs, &part), None);
}

#[test]
fn what_was_submitted_elsewhere_is_not_changed_behind_its_back() {
    let base = evaluation();
    let ours = with(base.clone(), Field::Narrative(question(0)), "ours");
    let theirs = submitted(with(base.clone(), Field::Practice(Detail::Title), "theirs"));
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.evaluation, theirs);
    assert_eq!(merged.conflicts.len(), 1);
    assert!(!merged.conflicts[0].ours_stands);
}

#[test]
fn an_act_elsewhere_on_what_they_did_not_see_is_a_choice() {
    let base = evaluation();
    let ours = with(base.clone(), Field::Narrative(question(0)), "ours");
    let theirs = submitted(with(base.clone(), Field::Practice(Detail::Title), "theirs"));
    let merged = take_in(&base, &ours, &theirs);
    assert_eq!(merged.evaluation, with(ours, Field::Practice(Detail::Title), "theirs"));
    let [conflict] = &merged.conflicts[..] else { panic!("{:?}", merged.conflicts) };
    let mut chosen = merged.evaluation;
    chosen.apply(&taking(&chosen, &theirs, &conflict.part).unwrap()).unwrap();
    assert_eq!(chosen.acts, theirs.acts);
}

#[test]
fn without_a_base_everything_that_differs_is_a_choice() {
    let ours = with(evaluation(), Field::Narrative(question(0)), "ours");
    let theirs = with(evaluation(), Field::Practice(Detail::Title), "theirs");
    let merged = side_by_side(None, &ours, &theirs);
    assert_eq!((merged.evaluation, merged.conflicts.len()), (ours, 2));
}

#[test]
fn with_a_guess_at_the_base_what_they_changed_is_a_choice() {
    let ours = with(evaluation(), Field::Narrative(question(0)), "ours");
    let theirs = with(evaluation(), Field::Practice(Detail::Title), "theirs");
    let merged = side_by_side(Some(&evaluation()), &ours, &theirs);
    let parts: Vec<_> = merged.conflicts.into_iter().map(|conflict| conflict.part).collect();
    assert_eq!((merged.evaluation, parts), (ours, vec![Part::Text(Field::Practice(Detail::Title))]));
}

proptest! {
    /// The four laws of a merge: a side that did not change gives way, and nothing is a conflict with itself.
    #[test]
    fn a_merge_with_an_unchanged_side_is_the_other_side(common: Vec<[u8; 4]>, numbers: Vec<[u8; 4]>) {
        let base = changed(evaluation(), &common);
        let side = changed(base.clone(), &numbers);
        for (ours, theirs) in [(&base, &side), (&side, &base), (&side, &side)] {
            for merged in [merge(&base, ours, theirs), take_in(&base, ours, theirs)] {
                prop_assert_eq!(&merged.conflicts, &[]);
                prop_assert_eq!(&merged.evaluation, &side);
            }
        }
    }

    /// Wherever both versions differ, each side's value stands in the merge or among the choices.
    #[test]
    fn a_merge_loses_no_value(common: Vec<[u8; 4]>, ours: Vec<[u8; 4]>, theirs: Vec<[u8; 4]>) {
        let base = changed(evaluation(), &common);
        let (ours, theirs) = (changed(base.clone(), &ours), changed(base.clone(), &theirs));
        for merged in [merge(&base, &ours, &theirs), take_in(&base, &ours, &theirs)] {
            for side in [&ours, &theirs] {
                for part in parts(&base, side) {
                    let stands = value(&merged.evaluation, &part) == value(side, &part);
                    let chosen = merged.conflicts.iter().any(|conflict| conflict.part.touches(&part));
                    prop_assert!(stands || chosen, "{:?} is lost", part);
                }
            }
        }
    }

    /// Taking theirs at every choice, one after the other, never fails and leaves theirs there.
    #[test]
    fn every_choice_can_be_made(common: Vec<[u8; 4]>, ours: Vec<[u8; 4]>, theirs: Vec<[u8; 4]>) {
        let base = changed(evaluation(), &common);
        let (ours, theirs) = (changed(base.clone(), &ours), changed(base.clone(), &theirs));
        for merged in [merge(&base, &ours, &theirs), take_in(&base, &ours, &theirs)] {
            let mut chosen = merged.evaluation;
            for conflict in &merged.conflicts {
                if let Some(edit) = taking(&chosen, &theirs, &conflict.part) {
                    chosen.apply(&edit).unwrap();
                }
            }
            for conflict in &merged.conflicts {
                prop_assert_eq!(value(&chosen, &conflict.part), value(&theirs, &conflict.part));
            }
        }
    }

    #[test]
    fn an_edit_changes_the_places_that_it_says(numbers: Vec<[u8; 4]>, last: [u8; 4]) {
        let before = changed(evaluation(), &numbers);
        if let Some(edit) = change(&before, last) {
            let mut after = before.clone();
            if after.apply(&edit).is_ok() {
                let told = Part::of(&edit);
                prop_assert!(parts(&before, &after).iter().all(|part| told.iter().any(|told| told.touches(part))));
            }
        }
    }
}

use proptest::prelude::*;

use super::*;
use crate::model::{
    Act, Detail, Field, Hours, Id, Jot, Redaction, RedactionKind, Remark, Step,
    difference::tests::{FRAMEWORK, change, changed, evaluation, submitted},
};

fn question(n: usize) -> Id {
    FRAMEWORK.question(n).unwrap().question.id.clone()
}

/// What a side of a conflict has.
#[expect(clippy::unnecessary_wraps, reason = "the form in which a conflict holds it")]
fn words(text: &str) -> Option<String> {
    Some(text.to_owned())
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
    let [base, ours, theirs] = ["base", "ours", "theirs"].map(|text| with(evaluation(), narrative.clone(), text));
    let part = Part::Text(narrative);
    let expected = Conflict {
        part: part.clone(),
        base: words("base"),
        ours: words("ours"),
        theirs: words("theirs"),
        ours_stands: true,
    };
    for (merged, base) in [
        (merge(&base, &ours, &theirs), words("base")),
        (take_in(&base, &ours, &theirs), words("base")),
        (side_by_side(Some(&base), &ours, &theirs), words("base")),
        (side_by_side(None, &ours, &theirs), None),
    ] {
        assert_eq!((merged.evaluation, merged.conflicts), (ours.clone(), vec![Conflict { base, ..expected.clone() }]));
    }
    let mut chosen = ours;
    let choice = taking(&chosen, &theirs, &part).unwrap();
    assert!(choice.writing().is_some(), "{choice:?}");
    chosen.apply(&choice).unwrap();
    assert_eq!(chosen, theirs);
    assert_eq!(taking(&chosen, &theirs, &part), None);
}

/// A jot that nobody said and that was filed nowhere.
fn jot(at: &str) -> Jot {
    let (id, at) = ("j-1".parse().unwrap(), at.parse().unwrap());
    Jot { id, at, speaker: "".into(), text: "Soup".into(), filed: None, imported: false }
}

#[test]
fn an_entry_that_is_replaced_is_one_choice() {
    let [base, ours, theirs] = ["10:00", "11:00", "12:00"].map(|clock| {
        let mut evaluation = evaluation();
        let jot = jot(&format!("2026-11-24T{clock}:00+01:00"));
        evaluation.apply(&Edit::add(&evaluation.clone(), Entry::Jot(jot))).unwrap();
        evaluation
    });
    let part = Part::Entry(EntryKey::Jot("j-1".parse().unwrap()));
    for merged in [
        merge(&base, &ours, &theirs),
        take_in(&base, &ours, &theirs),
        side_by_side(Some(&base), &ours, &theirs),
        side_by_side(None, &ours, &theirs),
    ] {
        assert_eq!(merged.evaluation, ours);
        let [conflict] = &merged.conflicts[..] else { panic!("{:?}", merged.conflicts) };
        assert!(conflict.part == part && conflict.ours_stands);
    }
    let mut chosen = ours.clone();
    chosen.apply(&taking(&ours, &theirs, &part).unwrap()).unwrap();
    assert_eq!(chosen, theirs);
}

/// What a choice between an evaluation and the same after an edit shows of each.
fn shown(before: &Evaluation, edit: &Edit) -> [Option<String>; 2] {
    let mut after = before.clone();
    after.apply(edit).unwrap();
    let conflicts = side_by_side(None, before, &after).conflicts;
    let [Conflict { ours, theirs, .. }] = &conflicts[..] else { panic!("{edit:?}: {conflicts:?}") };
    [ours.clone(), theirs.clone()]
}

#[test]
fn whether_a_question_applies_is_told_with_the_reason_where_there_is_one() {
    let applies = evaluation();
    let declared = |from: Option<&str>, to: Option<&str>| {
        let [from, to] = [from, to].map(|reason| reason.map(Into::into));
        Edit::Applicability { question: question(0), from, to }
    };
    for (reason, told) in [
        ("", "not applicable"),
        (" \n", "not applicable"),
        ("No such group", "not applicable: No such group"),
        (" x", "not applicable:  x"),
    ] {
        assert_eq!(shown(&applies, &declared(None, Some(reason))), [words("applicable"), words(told)]);
        let mut applies_not = applies.clone();
        applies_not.apply(&declared(None, Some(reason))).unwrap();
        assert_eq!(shown(&applies_not, &declared(Some(reason), None)), [words(told), words("applicable")]);
    }
}

#[test]
fn what_stands_at_a_part_is_told_in_words() {
    let at = "2026-11-24T14:02:11+01:00";
    let moment = || at.parse().unwrap();
    let id = |raw: &str| raw.parse::<Id>().unwrap();
    let visit = Visit::on(id("v-1"), "24 Nov".into());
    let remark = Remark {
        id: id("m-1"),
        question: question(0),
        item: None,
        passage: None,
        reply_to: None,
        author: "Petr".into(),
        at: moment(),
        text: "Who?".into(),
        resolved: false,
    };
    let mut before = evaluation();
    for entry in [Entry::Visit(visit.clone()), Entry::Jot(jot(at)), Entry::Remark(remark.clone())] {
        before.apply(&Edit::add(&before.clone(), entry)).unwrap();
    }
    let item = FRAMEWORK.question(0).unwrap().question.items[0].id.clone();
    let filed = |to| Edit::File { jot: id("j-1"), from: None, to: Some(to) };
    let hours = Hours { began: moment(), ended: None };
    let adds = |entry| Edit::add(&before, entry);
    let tool = Tool { id: id("t-1"), title: "A map".into(), address: "".into(), note: "on paper".into() };
    let said = Jot { id: id("j-2"), speaker: "Cook".into(), ..jot(at) };
    let act = Act { id: id("a-1"), step: Step::Submit, name: "Jana".into(), at: moment(), reason: "done".into() };
    let elsewhere = Visit { id: id("v-2"), place: "Brno".into(), people: "Eva".into(), ..visit };
    for (edit, [ours, theirs]) in [
        (Edit::mark(&before, &question(0), &item, Some(Mark::NOT_MET)), ["open", "not met"]),
        (filed(Filing::Beside(question(0))), ["not filed", "filed under 1.1-diverse-groups"]),
        (filed(Filing::Quoted(question(1))), ["not filed", "quoted in 1.2-receiving-society"]),
        (Edit::Hours { visit: id("v-1"), from: None, to: Some(hours) }, ["no hours", "from 14:02"]),
        (
            Edit::Written { visit: id("v-1"), question: question(0), noted: true },
            ["not written during this visit", "written during this visit"],
        ),
        (Edit::Resolve { remark: id("m-1"), resolved: true }, ["open", "resolved"]),
    ] {
        assert_eq!(shown(&before, &edit), [words(ours), words(theirs)]);
    }
    let redaction = Redaction {
        id: id("x-1"),
        kind: RedactionKind::Name,
        text: "Jan".into(),
        with: "[A]".into(),
        forms: ["Jana".into()].into_iter().collect(),
    };
    for (entry, told) in [
        (Entry::Visit(elsewhere), "24 Nov\nBrno\nEva"),
        (Entry::Tool(question(0), tool), "A map\non paper"),
        (Entry::Jot(said), "Cook\nSoup"),
        (Entry::Jot(Jot { id: id("j-3"), ..jot(at) }), "Soup"),
        (Entry::Remark(Remark { id: id("m-2"), ..remark }), "Petr\nWho?"),
        (Entry::Act(act), "Submitted\nJana\ndone"),
        (Entry::Redaction(redaction), "name\nJan, Jana → [A]"),
    ] {
        assert_eq!(shown(&before, &adds(entry)), [None, words(told)]);
    }
}

#[test]
fn what_was_submitted_elsewhere_is_not_changed_behind_its_back() {
    let base = evaluation();
    let ours = with(with(base.clone(), Field::Narrative(question(0)), "ours"), Field::Narrative(question(1)), "ours");
    let theirs = submitted(with(base.clone(), Field::Practice(Detail::Title), "theirs"));
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.evaluation, theirs);
    assert_eq!(merged.conflicts.len(), 2);
    assert!(merged.conflicts.iter().all(|conflict| !conflict.ours_stands));
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

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::model::{Dice, Filing, Framework, Hours, Mark, RedactionKind, Step, Tool};
use crate::text::Text;

pub(crate) static FRAMEWORK: LazyLock<Framework> = LazyLock::new(Framework::built_in);

pub(crate) fn evaluation() -> Evaluation {
    Evaluation::new("2026-11-24-centre-k7q2x".parse().unwrap(), &FRAMEWORK)
}

fn letter(n: u8) -> Text {
    ["", "a", "bc", "Ústí", "two\nlines"][usize::from(n) % 5].into()
}

fn key(n: u8) -> Id {
    format!("e{}", n % 4).parse().unwrap()
}

/// An entry for each list, told by numbers.
fn entries(question: &Id, at: Moment, [which, what, seed]: [u8; 3]) -> [Entry; 4] {
    [
        Entry::Visit(Visit {
            id: key(which),
            date: letter(what),
            place: letter(seed),
            people: letter(what),
            hours: (seed % 3 == 0).then_some(Hours { began: at, ended: None }),
            written: (seed % 2 == 0).then(|| question.clone()).into_iter().collect(),
        }),
        Entry::Tool(
            question.clone(),
            Tool { id: key(seed), title: letter(what), address: letter(seed), note: letter(what) },
        ),
        Entry::Jot(Jot {
            id: key(which),
            at,
            speaker: letter(what),
            text: letter(seed),
            filed: None,
            imported: seed % 2 == 0,
        }),
        Entry::Remark(Remark {
            id: key(which),
            question: question.clone(),
            item: None,
            passage: None,
            reply_to: None,
            author: letter(seed),
            at,
            text: letter(what),
            resolved: false,
        }),
    ]
}

/// Some change that the evaluation accepts, told by numbers; nothing where the numbers tell of none.
pub(crate) fn change(evaluation: &Evaluation, [kind, which, what, seed]: [u8; 4]) -> Option<Edit> {
    let question = FRAMEWORK.question(usize::from(which) % 3)?.question;
    let at = "2026-11-24T14:02:11+01:00".parse().unwrap();
    let entry = entries(&question.id, at, [which, what, seed])[usize::from(what) % 4].clone();
    match kind % 9 {
        0 | 1 => {
            let fields = [
                Field::Practice(Detail::ALL[usize::from(which) % 7]),
                Field::Evaluators,
                Field::Narrative(question.id.clone()),
                Field::Visit(key(which), VisitPart::People),
                Field::Tool(question.id.clone(), key(which), ToolPart::Note),
                Field::Jot(key(which)),
                Field::Speaker(key(which)),
                Field::Remark(key(which)),
            ];
            let field = fields[usize::from(what) % fields.len()].clone();
            let old = evaluation.field(&field)?;
            splice(&field, old, &letter(seed))
        }
        2 => {
            let to = [None, Some(Mark::MET), Some(Mark::NOT_MET)][usize::from(what) % 3];
            Some(Edit::mark(evaluation, &question.id, &question.items.first()?.id, to))
        }
        3 => {
            let from = evaluation.not_applicable(&question.id).cloned();
            Some(Edit::Applicability { question: question.id.clone(), from, to: (what % 2 == 0).then(|| letter(seed)) })
        }
        4 => {
            let Edit::Insert { at: end, .. } = Edit::add(evaluation, entry.clone()) else { return None };
            Some(Edit::Insert { at: usize::from(seed) % (end + 1), record: entry })
        }
        5 => {
            let (at, record) = EntryKey::of(&entry).find(evaluation)?;
            Some(Edit::Remove { at, record })
        }
        6 => {
            let visit = evaluation.visits.get(&key(which))?;
            let hours = Hours { began: at, ended: (what % 2 == 0).then_some(at) };
            Some(Edit::Hours { visit: visit.id.clone(), from: visit.hours, to: (seed % 3 > 0).then_some(hours) })
        }
        7 => {
            let visit = evaluation.visits.get(&key(which))?;
            let noted = visit.written.get(&question.id).is_none();
            Some(Edit::Written { visit: visit.id.clone(), question: question.id.clone(), noted })
        }
        _ => {
            let jot = evaluation.jots.get(&key(which))?;
            Some(Edit::File {
                jot: jot.id.clone(),
                from: jot.filed.clone(),
                to: Some(Filing::Beside(question.id.clone())),
            })
        }
    }
}

/// The evaluation after these changes, as far as it accepts them.
pub(crate) fn changed(mut evaluation: Evaluation, numbers: &[[u8; 4]]) -> Evaluation {
    for numbers in numbers {
        if let Some(edit) = change(&evaluation, *numbers) {
            let _ = evaluation.apply(&edit);
        }
    }
    evaluation
}

pub(crate) fn submitted(mut evaluation: Evaluation) -> Evaluation {
    let at = "2026-11-24T14:02:11+01:00".parse().unwrap();
    let id = Id::of_record('a', &mut Dice::new(evaluation.acts.len() as u64));
    let act = Act { id, step: Step::Submit, name: "Jana".into(), at, reason: "".into() };
    evaluation.apply(&Edit::add(&evaluation.clone(), Entry::Act(act))).unwrap();
    evaluation
}

proptest! {
    #[test]
    fn a_difference_leads_from_one_to_the_other(common: Vec<[u8; 4]>, one: Vec<[u8; 4]>, other: Vec<[u8; 4]>, acts: bool) {
        let common = changed(evaluation(), &common);
        let (one, mut other) = (changed(common.clone(), &one), changed(common, &other));
        if acts {
            other = submitted(other);
        }
        let mut led = one.clone();
        for edit in difference(&one, &other) {
            led.apply(&edit).unwrap();
        }
        prop_assert_eq!(led, other);
    }

    #[test]
    fn no_difference_between_the_same(numbers: Vec<[u8; 4]>) {
        let one = changed(evaluation(), &numbers);
        prop_assert_eq!(difference(&one, &one), []);
    }
}

#[test]
fn a_change_of_a_text_is_told_short() {
    let field = Field::Evaluators;
    let told = splice(&field, "the čtyři centres", "the čtyři old centres");
    assert_eq!(
        told,
        Some(Edit::Splice { field, splice: Splice { at: 12, removed: "".into(), inserted: "old ".into() } })
    );
}

#[test]
fn restoring_leaves_acts_and_remarks() {
    let earlier = changed(evaluation(), &[[0, 0, 2, 1]]);
    let current = changed(earlier.clone(), &[[0, 0, 2, 3], [4, 1, 3, 1]]);
    let mut restored = current.clone();
    for edit in restoring(&current, &earlier) {
        restored.apply(&edit).unwrap();
    }
    assert_eq!((restored.answers, restored.remarks), (earlier.answers.clone(), current.remarks.clone()));
    let edits = restoring(&submitted(current), &earlier);
    assert!(!edits.is_empty() && !edits.iter().any(Edit::is_act), "{edits:?}");
}

fn redaction(with: &str) -> Redaction {
    let id = "x-1".parse().unwrap();
    let (text, with) = ("Jan".into(), with.into());
    Redaction { id, kind: RedactionKind::Name, text, with, forms: ["Jana".into()].into_iter().collect() }
}

#[test]
fn what_public_copies_replace_is_changed_as_a_whole_and_stays_when_a_version_is_restored() {
    let before = evaluation();
    let with = |redaction| {
        let mut evaluation = before.clone();
        evaluation.apply(&Edit::redact(&before, redaction)).unwrap();
        evaluation
    };
    let (one, other) = (with(redaction("[A]")), with(redaction("[B]")));
    let told = |old: &Evaluation, new: &Evaluation| {
        let changes = describe(&difference(old, new), old, new, &FRAMEWORK).into_iter();
        changes.map(|change| (change.to_string(), change.how)).collect::<Vec<_>>()
    };
    let added = ChangeKind::Added("Jan, Jana → [A]".to_owned());
    assert_eq!(told(&before, &one), [("Public copy, name added".to_owned(), added)]);
    assert_eq!(told(&one, &other).len(), 2);
    let change = Edit::redact(&one, redaction("[B]"));
    let mut changed = one.clone();
    changed.apply(&change).unwrap();
    assert_eq!(changed, other);
    changed.apply(&change.inverse()).unwrap();
    assert_eq!(changed, one);
    assert_eq!(summarise(&difference(&before, &one)), "1 redaction for the public copy");
    assert_eq!(restoring(&one, &before), []);
    // It is no part of what is submitted, and is taken whatever the status.
    assert!(difference(&before, &one).iter().flat_map(Part::of).all(|part| !part.is_content()));
    let late = submitted(before.clone());
    assert!(late.clone().apply(&Edit::redact(&late, redaction("[A]"))).is_ok());
}

#[test]
fn a_revision_is_told_by_its_steps_and_counts() {
    let act = |step, name: &str, key: &str| Edit::Insert {
        at: 0,
        record: Entry::Act(Act {
            id: key.parse().unwrap(),
            step,
            name: name.into(),
            at: "2026-11-24T14:02:11+01:00".parse().unwrap(),
            reason: "".into(),
        }),
    };
    let remark = |author: &str, key: &str| Edit::Insert {
        at: 0,
        record: Entry::Remark(Remark {
            id: key.parse().unwrap(),
            question: "q".parse().unwrap(),
            item: None,
            passage: None,
            reply_to: None,
            author: author.into(),
            at: "2026-11-24T14:02:11+01:00".parse().unwrap(),
            text: "Who?".into(),
            resolved: false,
        }),
    };
    assert_eq!(summarise(&[act(Step::Submit, "Jana", "a-1")]), "submitted by Jana");
    let both = [remark("Petra R", "m-1"), remark("Petra R", "m-2"), act(Step::Return, "Petra R", "a-2")];
    assert_eq!(summarise(&both), "returned by Petra R, 2 remarks by Petra R");
    let together = Edit::Together(vec![act(Step::Approve, "", "a-3")]);
    assert_eq!(summarise(&[together, remark("Jana", "m-1"), remark("Petra", "m-2")]), "approved, 2 remarks");
    let resolved = Edit::Resolve { remark: "m-1".parse().unwrap(), resolved: true };
    assert_eq!(summarise(&[remark("Jana", "m-2"), resolved]), "2 remarks");
}

#[test]
fn a_revision_counts_each_kind_of_change() {
    let question = || FRAMEWORK.question(0).unwrap().question.id.clone();
    let written = |field| Edit::replace(field, "", "x");
    let mark = |item: &str| Edit::Mark { question: question(), item: item.parse().unwrap(), from: None, to: None };
    let at = "2026-11-24T14:02:11+01:00".parse().unwrap();
    let [_, tool, jot, _] = entries(&question(), at, [0, 0, 0]);
    let add = |record| Edit::Insert { at: 0, record };
    let visit = || Edit::Hours { visit: key(1), from: None, to: None };
    for (edits, told) in [
        (vec![written(Field::Narrative(question()))], "1 narrative"),
        (
            vec![
                written(Field::Reason(question())),
                Edit::Applicability { question: question(), from: None, to: None },
                written(Field::Narrative(question())),
            ],
            "3 narratives",
        ),
        (vec![mark("a")], "1 mark"),
        (vec![mark("a"), mark("b")], "2 marks"),
        (vec![add(jot), Edit::File { jot: key(1), from: None, to: None }, written(Field::Speaker(key(1)))], "3 jots"),
        (vec![add(tool), written(Field::Tool(question(), key(1), ToolPart::Note))], "2 tools"),
        (vec![written(Field::Evaluators)], "1 detail"),
        (vec![visit(), written(Field::Visit(key(1), VisitPart::Date))], "2 details"),
        (vec![visit(), mark("a"), written(Field::Remark(key(1)))], "1 mark, 1 remark, 1 detail"),
        (vec![], ""),
    ] {
        assert_eq!(summarise(&edits), told);
    }
}

#[test]
fn a_part_touches_itself_and_the_entry_that_it_is_in() {
    let entry = Part::Entry(EntryKey::Jot(key(1)));
    let inside = [Part::Filing(key(1)), Part::Text(Field::Jot(key(1))), Part::Text(Field::Speaker(key(1)))];
    for part in &inside {
        assert!(part.touches(&entry) && entry.touches(part) && part.touches(part) && part.is_content(), "{part:?}");
    }
    assert!(!inside[0].touches(&inside[1]) && !entry.touches(&Part::Filing(key(2))));
    assert!(!entry.touches(&Part::Resolved(key(1))) && !Part::Resolved(key(1)).is_content());
    assert!(!Part::Entry(EntryKey::Act(key(1))).is_content() && Part::Text(Field::Evaluators).is_content());
    assert_eq!(EntryKey::of_field(&Field::Speaker(key(1))), Some(EntryKey::Jot(key(1))));
    assert_eq!(EntryKey::of_field(&Field::Evaluators), None);
}

#[test]
fn what_is_written_in_an_entry_is_told_as_writing_and_replaces_nothing() {
    let question = FRAMEWORK.question(0).unwrap().question.id.clone();
    let at = "2026-11-24T14:02:11+01:00".parse().unwrap();
    let mut before = evaluation();
    for entry in entries(&question, at, [1, 1, 1]) {
        before.apply(&Edit::add(&before.clone(), entry)).unwrap();
    }
    let fields = [
        Field::Visit(key(1), VisitPart::Date),
        Field::Tool(question.clone(), key(1), ToolPart::Address),
        Field::Jot(key(1)),
        Field::Speaker(key(1)),
        Field::Remark(key(1)),
    ];
    let mut after = before.clone();
    for field in &fields {
        let edit = Edit::replace(field.clone(), before.field(field).unwrap(), "other words");
        after.apply(&edit).unwrap();
    }
    let edits = difference(&before, &after);
    let written: Vec<&Field> = edits.iter().filter_map(|edit| Some(edit.writing()?.0)).collect();
    assert_eq!((written, edits.len()), (fields.iter().collect(), fields.len()));
}

use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;
use crate::model::{
    Framework, Step, UndoStack,
    difference::difference,
    evaluation::tests::{
        any_act, any_evaluation, any_evidence, any_hours, any_jot, any_mark, any_person, any_question, any_redaction,
        any_remark, any_text, any_visit,
    },
    format::{read_line, write_line},
};

fn id(kind: char, n: usize) -> Id {
    format!("{kind}-{n}").parse().unwrap()
}

fn any_field() -> impl Strategy<Value = Field> {
    use Detail::{Address, Country, Organisation, Period, Place, Summary, Title};
    let details = vec![Title, Organisation, Country, Place, Period, Address, Summary];
    let parts = vec![ToolPart::Title, ToolPart::Address, ToolPart::Note];
    let visit_parts = vec![VisitPart::Date, VisitPart::Place, VisitPart::People];
    prop_oneof![
        select(details).prop_map(Field::Practice),
        Just(Field::Evaluators),
        Just(Field::Language),
        (0_usize..3).prop_map(|n| Field::Given(id('d', n))),
        (0_usize..3, select(PersonPart::ALL.to_vec())).prop_map(|(n, part)| Field::Person(id('p', n), part)),
        (any_question(), 0_usize..4).prop_map(|(question, n)| Field::Comment(question, id('i', n))),
        (any_question(), 0_usize..4, 0_usize..3).prop_map(|(question, n, one)| Field::Document(
            question,
            id('i', n),
            id('e', one)
        )),
        any_question().prop_map(Field::Narrative),
        any_question().prop_map(Field::Reason),
        (any_question(), 0_usize..4, select(parts)).prop_map(|(question, n, part)| Field::Tool(
            question,
            id('t', n),
            part
        )),
        (0_usize..4, select(visit_parts)).prop_map(|(n, part)| Field::Visit(id('v', n), part)),
        (0_usize..4).prop_map(|n| Field::Jot(id('j', n))),
        (0_usize..4).prop_map(|n| Field::Speaker(id('j', n))),
        (0_usize..4).prop_map(|n| Field::Remark(id('r', n))),
    ]
}

fn any_record() -> impl Strategy<Value = Entry> {
    let tool = (any_question(), 0_usize..5, any_text(), any_text());
    prop_oneof![
        (0_usize..5).prop_flat_map(any_visit).prop_map(Entry::Visit),
        tool.prop_map(|(question, n, title, note)| {
            Entry::Tool(question, Tool { id: id('t', n), title, address: Text::default(), note })
        }),
        (any_question(), 0_usize..4, (0_usize..4).prop_flat_map(any_evidence))
            .prop_map(|(question, n, evidence)| Entry::Evidence(question, id('i', n), evidence)),
        (0_usize..5).prop_flat_map(any_person).prop_map(Entry::Person),
        (0_usize..5).prop_flat_map(any_jot).prop_map(Entry::Jot),
        (0_usize..5).prop_flat_map(any_remark).prop_map(Entry::Remark),
        (0_usize..9).prop_flat_map(any_act).prop_map(Entry::Act),
        (0_usize..5).prop_flat_map(any_redaction).prop_map(Entry::Redaction),
    ]
}

fn any_filing() -> impl Strategy<Value = Option<Filing>> {
    option::of(any_question().prop_map(Filing::Beside))
}

/// Any edit but a group, fitting an evaluation or not.
fn any_single_edit() -> impl Strategy<Value = Edit> {
    let splice = (any_field(), 0_usize..9, any_text(), any_text());
    let mark = (any_question(), 0_usize..4, option::of(any_mark()), option::of(any_mark()));
    prop_oneof![
        3 => splice.prop_map(|(field, at, removed, inserted)| Edit::Splice { field, splice: Splice { at, removed, inserted } }),
        2 => mark.prop_map(|(question, n, from, to)| Edit::Mark { question, item: id('i', n), from, to }),
        1 => (any_question(), option::of(any_text()), option::of(any_text()))
            .prop_map(|(question, from, to)| Edit::Applicability { question, from, to }),
        3 => (0_usize..4, any_record()).prop_map(|(at, record)| Edit::Insert { at, record }),
        1 => (0_usize..4, any_record()).prop_map(|(at, record)| Edit::Remove { at, record }),
        1 => (0_usize..4, any_filing(), any_filing()).prop_map(|(n, from, to)| Edit::File { jot: id('j', n), from, to }),
        1 => (0_usize..4, any_hours(), any_hours()).prop_map(|(n, from, to)| Edit::Hours { visit: id('v', n), from, to }),
        1 => (0_usize..4, any_question(), any::<bool>())
            .prop_map(|(n, question, noted)| Edit::Written { visit: id('v', n), question, noted }),
        1 => (0_usize..3, 0_usize..4, any::<bool>())
            .prop_map(|(n, option, chosen)| Edit::Choose { detail: id('d', n), option: id('o', option), chosen }),
        1 => (0_usize..4, any::<bool>()).prop_map(|(n, asked)| {
            let (from, to) = (Consent::NotAsked, Consent::ByName);
            let (from, to) = if asked { (from, to) } else { (to, from) };
            Edit::Consent { person: id('p', n), from, to }
        }),
        1 => any_text().prop_map(|version| {
            let framework = |version| FrameworkRef { id: id('f', 0), version };
            Edit::Against { from: framework(Text::default()), to: framework(version) }
        }),
        1 => (0_usize..4, any::<bool>()).prop_map(|(n, resolved)| Edit::Resolve { remark: id('r', n), resolved }),
    ]
}

fn any_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        5 => any_single_edit(),
        1 => vec(any_single_edit(), 0..5).prop_map(Edit::Together),
        1 => (vec(any_single_edit(), 0..3), vec(any_single_edit(), 0..3))
            .prop_map(|(outer, inner)| Edit::Together([vec![Edit::Together(inner)], outer].concat())),
    ]
}

/// The same with every list in the order of its ids: an entry that is put back may come to lie elsewhere among others.
fn same_order(mut evaluation: Evaluation) -> Evaluation {
    fn sorted<T: Keyed + Clone>(records: &Records<T>) -> Records<T> {
        let mut records = records.to_vec();
        records.sort_by(|one, other| one.key().cmp(other.key()));
        records.into_iter().collect()
    }
    evaluation.visits = sorted(&evaluation.visits);
    evaluation.jots = sorted(&evaluation.jots);
    evaluation.people = sorted(&evaluation.people);
    evaluation.remarks = sorted(&evaluation.remarks);
    evaluation.redactions = sorted(&evaluation.redactions);
    let questions: Vec<Id> = evaluation.answers.iter().map(|answer| answer.question.clone()).collect();
    for question in questions {
        if let Some(answer) = evaluation.answers.get_mut(&question) {
            answer.tools = sorted(&answer.tools);
            let items: Vec<Id> = answer.marks.iter().map(|marked| marked.item.clone()).collect();
            for item in items {
                let marked = answer.marks.get_mut(&item).unwrap();
                marked.evidence = sorted(&marked.evidence);
            }
        }
    }
    evaluation
}

/// The entry that stands at this place of the list that another one belongs to.
fn standing(at: usize, record: &Entry, evaluation: &Evaluation) -> Option<Entry> {
    Some(match record {
        Entry::Visit(_) => Entry::Visit((*evaluation.visits).get(at)?.clone()),
        Entry::Tool(question, _) => Entry::Tool(question.clone(), evaluation.tools(question).get(at)?.clone()),
        Entry::Evidence(question, item, _) => {
            let one = evaluation.evidence(question, item).get(at)?.clone();
            Entry::Evidence(question.clone(), item.clone(), one)
        }
        Entry::Person(_) => Entry::Person((*evaluation.people).get(at)?.clone()),
        Entry::Jot(_) => Entry::Jot((*evaluation.jots).get(at)?.clone()),
        Entry::Remark(_) => Entry::Remark((*evaluation.remarks).get(at)?.clone()),
        Entry::Act(_) => Entry::Act((*evaluation.acts).get(at)?.clone()),
        Entry::Redaction(_) => Entry::Redaction((*evaluation.redactions).get(at)?.clone()),
    })
}

/// The edit as somebody would make it who sees the evaluation: what it expects is what stands there.
fn fitted(edit: Edit, evaluation: &Evaluation) -> Edit {
    match edit {
        Edit::Splice { field, splice } => {
            let text = evaluation.field(&field).unwrap_or("").to_owned();
            let boundary = |n: usize| (0..=n.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let at = boundary(splice.at);
            let end = boundary(at + splice.removed.len()).max(at);
            Edit::Splice { field, splice: Splice { at, removed: text[at..end].into(), inserted: splice.inserted } }
        }
        Edit::Mark { question, item, to, .. } => Edit::mark(evaluation, &question, &item, to),
        Edit::Applicability { question, to, .. } => {
            let from = evaluation.not_applicable(&question).cloned();
            Edit::Applicability { question, from, to }
        }
        Edit::Insert { at, record } if at % 2 == 0 => Edit::add(evaluation, record),
        Edit::Remove { at, record } => Edit::Remove { at, record: standing(at, &record, evaluation).unwrap_or(record) },
        Edit::Choose { detail, option, chosen } => {
            let chosen = evaluation.details.get(&detail).map_or(chosen, |given| given.chosen.get(&option).is_none());
            Edit::Choose { detail, option, chosen }
        }
        Edit::Consent { person, to, .. } => {
            let from = evaluation.people.get(&person).map_or(to, |person| person.consent);
            Edit::Consent { person, from, to }
        }
        Edit::Against { to, .. } => Edit::Against { from: evaluation.framework.clone(), to },
        Edit::Hours { visit, to, .. } => {
            let from = evaluation.visits.get(&visit).and_then(|visit| visit.hours);
            Edit::Hours { visit, from, to }
        }
        Edit::Written { visit, question, noted } => {
            let noted = evaluation.visits.get(&visit).map_or(noted, |visit| visit.written.get(&question).is_none());
            Edit::Written { visit, question, noted }
        }
        Edit::File { jot, to, .. } => {
            let from = evaluation.jots.get(&jot).and_then(|jot| jot.filed.clone());
            Edit::File { jot, from, to }
        }
        Edit::Resolve { remark, resolved } => {
            let resolved = evaluation.remarks.get(&remark).map_or(resolved, |remark| !remark.resolved);
            Edit::Resolve { remark, resolved }
        }
        Edit::Together(edits) => {
            let mut then = evaluation.clone();
            let fit = |edit| {
                let edit = fitted(edit, &then);
                let _ = then.apply(&edit);
                edit
            };
            Edit::Together(edits.into_iter().map(fit).collect())
        }
        edit @ Edit::Insert { .. } => edit,
    }
}

/// What an evaluation of each status takes, told in the design's words.
fn may_take(status: Status, edit: &Edit) -> bool {
    let is_act = matches!(edit, Edit::Insert { record: Entry::Act(_), .. });
    let is_about_remarks = matches!(
        edit,
        Edit::Insert { record: Entry::Remark(_), .. }
            | Edit::Remove { record: Entry::Remark(_), .. }
            | Edit::Splice { field: Field::Remark(_), .. }
            | Edit::Resolve { .. }
    );
    let is_for_public_copy = matches!(
        edit,
        Edit::Insert { record: Entry::Redaction(_), .. } | Edit::Remove { record: Entry::Redaction(_), .. }
    );
    match status {
        _ if is_for_public_copy => true,
        Status::Draft | Status::Returned => !matches!(edit, Edit::Remove { record: Entry::Act(_), .. }),
        Status::Submitted => is_about_remarks || is_act,
        Status::Approved => is_act,
    }
}

#[test]
fn a_group_with_an_act_in_it_is_all_or_nothing() {
    let mut evaluation = Evaluation::new("e".parse().unwrap(), &Framework::built_in());
    let act = crate::model::evaluation::Act {
        id: id('a', 1),
        step: Step::Submit,
        name: "Jana".into(),
        at: "2026-11-24T14:02:11+01:00".parse().unwrap(),
        reason: Text::default(),
    };
    let submit = Edit::add(&evaluation, Entry::Act(act));
    let name = Edit::replace(Field::Evaluators, "", "Jana");
    let before = evaluation.clone();
    // Once submitted, the evaluators can't change any more.
    let late = Edit::Together(vec![name.clone(), submit.clone(), name.clone().inverse()]);
    assert_eq!(evaluation.apply(&late), Err(EditError::Status(Status::Submitted)));
    assert_eq!(evaluation, before);
    assert_eq!(evaluation.apply(&Edit::Together(vec![name, submit])), Ok(()));
    assert_eq!(evaluation.status(), Status::Submitted);
}

#[test]
fn an_act_comes_last_or_not_at_all() {
    let mut evaluation = Evaluation::new("e".parse().unwrap(), &Framework::built_in());
    for (n, step) in [Step::Submit, Step::Return].into_iter().enumerate() {
        let at = "2026-11-24T14:02:11+01:00".parse().unwrap();
        let act =
            crate::model::evaluation::Act { id: id('a', n), step, name: "Jana".into(), at, reason: Text::default() };
        let first = Edit::Insert { at: 0, record: Entry::Act(act.clone()) };
        assert_eq!(evaluation.apply(&first).is_ok(), n == 0, "an act was put before another");
        if n == 1 {
            evaluation.apply(&Edit::add(&evaluation, Entry::Act(act))).unwrap();
            assert_eq!(evaluation.status(), Status::Returned);
        }
    }
}

#[test]
fn an_edit_that_is_refused_says_why_and_what_helps() {
    let told = |status| EditError::Status(status).to_string();
    assert_eq!(told(Status::Returned), "this evaluation is returned");
    assert_eq!(
        told(Status::Submitted),
        "this evaluation is submitted: it takes remarks only, until it is returned or reopened"
    );
    assert_eq!(told(Status::Approved), "this evaluation is approved: reopen it first");
    assert_eq!(NO_ENTRY.to_string(), "the evaluation has changed meanwhile: the entry is gone");
}

#[test]
fn a_group_is_taken_where_each_of_it_is() {
    let mut evaluation = Evaluation::new("e".parse().unwrap(), &Framework::built_in());
    let at = "2026-11-24T14:02:11+01:00".parse().unwrap();
    let act = Act { id: id('a', 1), step: Step::Submit, name: "Jana".into(), at, reason: Text::default() };
    let submit = Edit::add(&evaluation, Entry::Act(act));
    let before = evaluation.clone();
    evaluation.apply(&submit).unwrap();
    let remark = Remark {
        id: id('r', 1),
        question: id('q', 1),
        item: None,
        passage: None,
        reply_to: None,
        author: "Petr".into(),
        at,
        text: "Who?".into(),
        resolved: false,
    };
    let remarked = Edit::add(&evaluation, Entry::Remark(remark));
    let resolved = Edit::Resolve { remark: id('r', 1), resolved: true };
    let group = Edit::Together(vec![remarked, resolved]);
    evaluation.apply(&group).unwrap();
    assert!(evaluation.remarks[0].resolved);
    // What was done last is taken back, an act too, and all of a group or nothing.
    let mut after = evaluation.clone();
    assert_eq!(after.take_back(&Edit::Together(vec![submit.clone(), submit.clone()])), Err(NO_ENTRY));
    assert_eq!(after, evaluation);
    after.take_back(&Edit::Together(vec![submit, group])).unwrap();
    assert_eq!(after, before);
}

#[test]
fn writing_is_a_change_of_one_text_with_or_without_its_visit() {
    let typed = || Edit::replace(Field::Evaluators, "", "a");
    let written = || Edit::Written { visit: id('v', 1), question: id('q', 1), noted: true };
    for writing in [typed(), Edit::Together(vec![typed(), written()]), Edit::Together(vec![written(), typed()])] {
        assert_eq!(
            writing.writing().map(|(field, splice)| (field, splice.inserted.as_str())),
            Some((&Field::Evaluators, "a"))
        );
    }
    for other in [
        written(),
        Edit::Together(vec![]),
        Edit::Together(vec![typed()]),
        Edit::Together(vec![typed(), typed()]),
        Edit::Together(vec![typed(), written(), written()]),
    ] {
        assert_eq!(other.writing(), None, "{other:?}");
    }
}

#[test]
fn a_step_is_found_in_a_group_too() {
    let act = Act {
        id: id('a', 1),
        step: Step::Return,
        name: "Petr".into(),
        at: "2026-11-24T14:02:11+01:00".parse().unwrap(),
        reason: Text::default(),
    };
    let typed = || Edit::replace(Field::Evaluators, "", "a");
    let returned = Edit::Insert { at: 0, record: Entry::Act(act) };
    let removed = returned.clone().inverse();
    let group = |edit: &Edit| Edit::Together(vec![typed(), edit.clone()]);
    for edit in [&returned, &group(&returned)] {
        assert_eq!((edit.step(), edit.is_act()), (Some(Step::Return), true));
    }
    for edit in [&removed, &group(&removed)] {
        assert_eq!((edit.step(), edit.is_act()), (None, true));
    }
    assert_eq!((typed().step(), group(&typed()).is_act()), (None, false));
}

proptest! {
    #[test]
    fn an_edit_and_its_inverse_are_the_identity(start in any_evaluation(), edits in vec(any_edit(), 1..24)) {
        let mut evaluation = start;
        for edit in edits {
            let edit = fitted(edit, &evaluation);
            let before = evaluation.clone();
            match evaluation.apply(&edit) {
                Err(_) => prop_assert_eq!(&evaluation, &before, "a refused edit changed something"),
                Ok(()) if edit.is_act() => {}
                Ok(()) => {
                    let after = evaluation.clone();
                    prop_assert_eq!(evaluation.apply(&edit.clone().inverse()), Ok(()));
                    prop_assert_eq!(&evaluation, &before);
                    prop_assert_eq!(edit.clone().inverse().inverse(), edit.clone());
                    prop_assert_eq!(evaluation.apply(&edit), Ok(()));
                    prop_assert_eq!(&evaluation, &after);
                }
            }
            prop_assert!(evaluation.answers.iter().all(|answer| !answer.is_void()));
        }
    }

    #[test]
    fn an_edit_that_does_not_fit_changes_nothing(start in any_evaluation(), edit in any_edit()) {
        let mut evaluation = start.clone();
        if evaluation.apply(&edit).is_err() {
            prop_assert_eq!(evaluation, start);
        }
    }

    #[test]
    fn a_whole_session_undoes_to_its_beginning(start in any_evaluation(), edits in vec(any_edit(), 1..24)) {
        let mut evaluation = start.clone();
        let mut stack = UndoStack::default();
        for edit in edits {
            let edit = fitted(edit, &evaluation);
            if !edit.is_act() && evaluation.apply(&edit).is_ok() {
                stack.record(edit, None, None);
            }
        }
        let end = evaluation.clone();
        while let Some(reversal) = stack.undo() {
            prop_assert_eq!(evaluation.apply(&reversal.edit), Ok(()));
            stack.undone();
        }
        prop_assert_eq!(&evaluation, &start);
        while let Some(reversal) = stack.redo() {
            prop_assert_eq!(evaluation.apply(&reversal.edit), Ok(()));
            stack.redone();
        }
        prop_assert_eq!(evaluation, end);
    }

    #[test]
    fn what_comes_in_from_outside_leaves_everything_that_it_does_not_touch_to_be_undone_and_redone(
        start in any_evaluation(),
        edits in vec(any_edit(), 1..16),
        undone in 0..6_usize,
        incoming in vec(any_edit(), 1..6),
    ) {
        let mut evaluation = start;
        let mut stack = UndoStack::default();
        for edit in edits {
            let edit = fitted(edit, &evaluation);
            if !edit.is_act() && evaluation.apply(&edit).is_ok() {
                stack.record(edit, None, None);
                stack.close_word();
            }
        }
        for _ in 0..undone {
            if let Some(reversal) = stack.undo() {
                prop_assert_eq!(evaluation.apply(&reversal.edit), Ok(()));
                stack.undone();
            }
        }
        let mut merged = evaluation.clone();
        for edit in incoming.into_iter().filter(|edit| !edit.is_act()) {
            let _ = merged.apply(&fitted(edit, &merged));
        }
        stack.follow(&difference(&evaluation, &merged));
        let mut evaluation = merged.clone();
        while let Some(reversal) = stack.redo() {
            let reversal = reversal.fitted(&evaluation);
            prop_assert_eq!(evaluation.apply(&reversal.edit), Ok(()), "redo {:?}", reversal.edit);
            stack.redone();
        }
        let end = evaluation.clone();
        while let Some(reversal) = stack.undo() {
            let reversal = reversal.fitted(&evaluation);
            prop_assert_eq!(evaluation.apply(&reversal.edit), Ok(()), "undo {:?}", reversal.edit);
            stack.undone();
        }
        while let Some(reversal) = stack.redo() {
            let reversal = reversal.fitted(&evaluation);
            prop_assert_eq!(evaluation.apply(&reversal.edit), Ok(()), "redo {:?}", reversal.edit);
            stack.redone();
        }
        prop_assert_eq!(same_order(evaluation), same_order(end));
    }

    #[test]
    fn the_status_decides_what_is_taken(start in any_evaluation(), edit in any_single_edit()) {
        let edit = fitted(edit, &start);
        let outcome = start.clone().apply(&edit);
        if !may_take(start.status(), &edit) {
            prop_assert_eq!(outcome, Err(EditError::Status(start.status())));
        } else if let Edit::Insert { record: Entry::Act(act), .. } = &edit {
            let follows = start.status().accepts_step(act.step);
            prop_assert_eq!(matches!(outcome, Err(EditError::Status(_))), !follows);
        } else {
            prop_assert!(!matches!(outcome, Err(EditError::Status(_))));
        }
    }

    #[test]
    fn every_edit_goes_into_the_journal_and_comes_back(edit in any_edit()) {
        let line = write_line(&edit);
        prop_assert!(!line.contains('\n'));
        prop_assert_eq!(read_line::<Edit>(&line), Ok(edit));
    }

    #[test]
    fn an_edited_evaluation_goes_out_and_comes_back(start in any_evaluation(), edits in vec(any_edit(), 1..12)) {
        let mut evaluation = start;
        for edit in edits {
            let _ = evaluation.apply(&fitted(edit, &evaluation));
        }
        prop_assert_eq!(crate::model::format::read(&crate::model::format::write(&evaluation)), Ok(evaluation));
    }
}

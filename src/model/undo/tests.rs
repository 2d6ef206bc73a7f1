use super::*;
use crate::model::{
    Act, Conflict, Detail, Dice, Entry, Jot, Mark, Part, Step, Visit, VisitPart,
    difference::tests::{FRAMEWORK, evaluation},
};

fn splice(at: usize, removed: &str, inserted: &str) -> Edit {
    let splice = Splice { at, removed: removed.into(), inserted: inserted.into() };
    Edit::Splice { field: Field::Evaluators, splice }
}

fn undone(stack: &mut UndoStack) -> Vec<Edit> {
    let next = || {
        let reversal = stack.undo()?;
        stack.undone();
        Some(reversal.edit)
    };
    std::iter::from_fn(next).collect()
}

#[test]
fn typing_is_undone_word_by_word() {
    let mut stack = UndoStack::default();
    for (at, letter) in "two words".char_indices() {
        stack.record(splice(at, "", &letter.to_string()), None, None);
    }
    assert_eq!(undone(&mut stack), [splice(4, "words", ""), splice(0, "two ", "")]);
    assert_eq!(stack.redo().map(|reversal| reversal.edit), Some(splice(0, "", "two ")));
}

#[test]
fn deleting_is_undone_word_by_word() {
    let mut stack = UndoStack::default();
    for (at, letter) in "two words".char_indices().rev() {
        stack.record(splice(at, &letter.to_string(), ""), None, None);
    }
    assert_eq!(undone(&mut stack), [splice(0, "", "two"), splice(3, "", " words")]);
}

#[test]
fn what_is_pasted_behind_a_word_is_undone_alone() {
    let mut stack = UndoStack::default();
    stack.record(splice(0, "", "a"), None, None);
    stack.record(splice(1, "", "pasted"), None, None);
    assert_eq!(undone(&mut stack), [splice(1, "pasted", ""), splice(0, "a", "")]);
}

#[test]
fn what_made_an_entry_is_undone_as_one() {
    let mut evaluation = crate::exchange::sample("2026-11-24T14:02:00+01:00".parse().unwrap(), &mut Dice::new(1));
    let mut jot = evaluation.jots[0].clone();
    (jot.id, jot.text) = ("j-new".parse().unwrap(), "a".into());
    let key = EntryKey::Jot(jot.id.clone());
    let field = Field::Jot(jot.id.clone());
    let typed = Edit::Splice { field, splice: Splice { at: 1, removed: "".into(), inserted: " b".into() } };
    let mut stack = UndoStack::default();
    for edit in [splice(0, "", "before "), Edit::add(&evaluation, Entry::Jot(jot.clone())), typed] {
        evaluation.apply(&edit).unwrap();
        stack.record(edit, None, None);
    }
    stack.gather(&key, &evaluation);
    let undone = undone(&mut stack);
    jot.text = "a b".into();
    let whole = |edit: &Edit| matches!(edit, Edit::Remove { record: Entry::Jot(gone), .. } if *gone == jot);
    assert!(undone.len() == 2 && whole(&undone[0]), "{undone:?}");
    // Where nothing began the entry, nothing is drawn together.
    stack.gather(&key, &evaluation);
    assert!(stack.undo().is_none());
}

#[test]
fn the_word_that_began_an_entry_is_undone_with_it_and_a_refused_letter_leaves_it() {
    let mut evaluation = crate::exchange::sample("2026-11-24T14:02:00+01:00".parse().unwrap(), &mut Dice::new(1));
    let mut jot = evaluation.jots[0].clone();
    (jot.id, jot.text) = ("j-new".parse().unwrap(), "s".into());
    let key = EntryKey::Jot(jot.id.clone());
    let typed = |at: usize, letter: &str| {
        let splice = Splice { at, removed: "".into(), inserted: letter.into() };
        Edit::Splice { field: Field::Jot("j-new".parse().unwrap()), splice }
    };
    let mut stack = UndoStack::default();
    stack.record(Edit::add(&evaluation, Entry::Jot(jot.clone())), None, None);
    for (at, letter) in "aid so".char_indices() {
        stack.record(typed(at + 1, &letter.to_string()), None, None);
    }
    let begins = |text: &str| {
        let text = Text::from(text);
        move |edit: &Edit| matches!(edit, Edit::Remove { record: Entry::Jot(gone), .. } if gone.text == text)
    };
    assert_eq!(stack.undo().map(|reversal| reversal.edit), Some(typed(5, "so").inverse()));
    stack.undone();
    assert!(stack.undo().is_some_and(|reversal| begins("said ")(&reversal.edit)));
    // What the journal does not take leaves the word as it was.
    stack.record(typed(5, " "), None, None);
    assert!(stack.clone().undo().is_some_and(|reversal| !begins("said ")(&reversal.edit)));
    stack.refused();
    assert!(stack.began(&key) && stack.undo().is_some_and(|reversal| begins("said ")(&reversal.edit)));
    // Withdrawn, it can be redone; where the journal does not take that, all is as it was.
    let before = stack.clone();
    assert!(stack.withdraw(&key));
    assert!(stack.undo().is_none() && stack.redo().is_some());
    stack.refused();
    assert_eq!((stack.undo(), stack.redo()), (before.undo(), before.redo()));
    evaluation.apply(&stack.undo().unwrap().edit.inverse()).unwrap();
}

#[test]
fn a_moved_caret_ends_the_word() {
    let mut stack = UndoStack::default();
    stack.record(splice(0, "", "a"), None, None);
    stack.close_word();
    stack.record(splice(1, "", "b"), None, None);
    assert_eq!(undone(&mut stack).len(), 2);
}

#[test]
fn what_the_journal_refuses_leaves_the_word_before_it_and_what_can_be_redone() {
    let mut stack = UndoStack::default();
    stack.record(splice(0, "", "a"), None, None);
    stack.close_word();
    stack.record(splice(1, "", "b"), None, None);
    stack.undone();
    stack.record(splice(1, "", "c"), None, None);
    stack.refused();
    assert_eq!(stack.redo().map(|reversal| reversal.edit), Some(splice(1, "", "b")));
    stack.redone();
    stack.refused();
    assert!(stack.redo().is_some());
    stack.redone();
    stack.undone();
    stack.refused();
    assert_eq!(undone(&mut stack), [splice(1, "b", ""), splice(0, "a", "")]);
    let mut stack = UndoStack::default();
    stack.record(splice(0, "", "a"), None, None);
    stack.record(splice(1, "", "b"), None, None);
    stack.refused();
    assert_eq!(undone(&mut stack), [splice(0, "a", "")]);
}

#[expect(clippy::unnecessary_wraps, reason = "the form in which a change holds it")]
fn caret(at: usize) -> Option<Caret> {
    Some(Caret { field: Field::Evaluators, at })
}

/// A jot with this text, its key, and what types in it.
fn begun(text: &str) -> (Edit, EntryKey, impl Fn(usize, &str, &str) -> Edit) {
    let id = || "j-new".parse().unwrap();
    let at = "2026-11-24T14:02:00+01:00".parse().unwrap();
    let jot = Jot { id: id(), at, speaker: "".into(), text: text.into(), filed: None, imported: false };
    let typed = move |at: usize, removed: &str, inserted: &str| {
        let splice = Splice { at, removed: removed.into(), inserted: inserted.into() };
        Edit::Splice { field: Field::Jot(id()), splice }
    };
    (Edit::add(&evaluation(), Entry::Jot(jot)), EntryKey::Jot(id()), typed)
}

fn mark() -> Edit {
    let question = FRAMEWORK.question(0).unwrap().question;
    Edit::mark(&evaluation(), &question.id, &question.items[0].id, Some(Mark::MET))
}

#[test]
fn only_what_is_typed_in_the_same_text_joins() {
    let (add, _, typed) = begun("a");
    let title = Edit::Splice {
        field: Field::Practice(Detail::Title),
        splice: Splice { at: 1, removed: "".into(), inserted: "b".into() },
    };
    for first in [splice(0, "", "a"), add, mark(), Edit::Together(vec![splice(0, "", "a"), mark()])] {
        let mut stack = UndoStack::default();
        stack.record(first.clone(), None, None);
        stack.record(title.clone(), None, None);
        assert_eq!(stack.edits().count(), 2, "{first:?}");
    }
    // A jot that was begun with nothing has no word that could go on.
    let mut stack = UndoStack::default();
    for edit in [begun("").0, typed(0, "", "a")] {
        stack.record(edit, None, None);
    }
    assert_eq!(stack.edits().count(), 2);
}

#[test]
fn the_word_that_noted_its_visit_goes_on() {
    let question = || FRAMEWORK.question(0).unwrap().question.id.clone();
    let written = Edit::Written { visit: "v-1".parse().unwrap(), question: question(), noted: true };
    let typed = |at, question, letter: &str| {
        let splice = Splice { at, removed: "".into(), inserted: letter.into() };
        Edit::Splice { field: Field::Narrative(question), splice }
    };
    let other = FRAMEWORK.question(1).unwrap().question.id.clone();
    for (next, joins) in [(typed(1, question(), "b"), true), (typed(1, other, "b"), false)] {
        let mut stack = UndoStack::default();
        stack.record(Edit::Together(vec![typed(0, question(), "a"), written.clone()]), None, None);
        stack.record(next, None, None);
        assert_eq!(stack.edits().count() == 1, joins);
    }
}

#[test]
fn a_choice_between_two_versions_is_undone_with_its_decision_and_joined_by_nothing() {
    let part = Part::Text(Field::Evaluators);
    let conflict = Conflict { part, base: None, ours: None, theirs: Some("a".to_owned()), ours_stands: true };
    let decision = Decision::on("copy.ron", &conflict);
    for edit in [None, Some(splice(0, "", "a"))] {
        let mut stack = UndoStack::default();
        stack.record_decision(edit, decision.clone());
        stack.record(splice(1, "", "b"), None, None);
        assert_eq!(stack.undo().unwrap().decision, None);
        stack.undone();
        assert_eq!(stack.undo().unwrap().decision.as_deref(), Some(&decision));
        stack.undone();
        assert_eq!(stack.redo().unwrap().decision.as_deref(), Some(&decision));
    }
}

#[test]
fn an_act_is_not_undone_and_leaves_nothing_to_redo_unless_it_is_refused() {
    let at = "2026-11-24T14:02:00+01:00".parse().unwrap();
    let act = Act { id: "a-1".parse().unwrap(), step: Step::Submit, name: "Jana".into(), at, reason: "".into() };
    let mut stack = UndoStack::default();
    stack.record(splice(0, "", "a"), None, None);
    stack.close_word();
    stack.record(splice(1, "", "b"), None, None);
    stack.undone();
    stack.record(Edit::add(&evaluation(), Entry::Act(act)), None, None);
    assert_eq!((stack.edits().count(), stack.redo()), (1, None));
    stack.refused();
    assert_eq!(stack.redo().map(|reversal| reversal.edit), Some(splice(1, "", "b")));
}

#[test]
fn what_was_written_in_an_entry_is_gathered_and_nothing_else() {
    let (add, key, typed) = begun("a");
    let words = [typed(1, "", " b"), typed(3, "", " c")];
    let mut stack = UndoStack::default();
    for (n, edit) in [splice(0, "", "x"), words[0].clone(), words[1].clone()].into_iter().enumerate() {
        stack.record(edit, caret(n), caret(n + 10));
        stack.close_word();
    }
    stack.gather_writing(&key);
    let whole = Edit::Together(words.to_vec());
    assert_eq!(stack.edits().collect::<Vec<_>>(), [&splice(0, "", "x"), &whole]);
    assert_eq!(stack.undo().unwrap().caret, caret(1), "before the first of them");
    stack.undone();
    assert_eq!(stack.redo().unwrap().caret, caret(12), "after the last of them");
    // One alone stays what it is, and so does what is no writing.
    let filed = Edit::File { jot: "j-new".parse().unwrap(), from: None, to: None };
    let mut stack = UndoStack::default();
    for edit in [add.clone(), filed.clone(), words[0].clone()] {
        stack.record(edit, None, None);
    }
    stack.gather_writing(&key);
    assert_eq!(stack.edits().collect::<Vec<_>>(), [&add, &filed, &words[0]]);
}

#[test]
fn an_entry_that_is_withdrawn_comes_back_with_its_last_words() {
    let (_, key, typed) = begun("");
    let last = typed(0, "", " b");
    for (begun_with, later, comes_back) in [
        ("", vec![], 0),
        (" ", vec![typed(0, "", "\n")], 0),
        ("a", vec![], 1),
        ("", vec![last.clone()], 2),
        ("", vec![last.clone(), typed(0, " b", "")], 2),
        ("a", vec![typed(0, "a", "")], 1),
    ] {
        let mut stack = UndoStack::default();
        stack.record(splice(0, "", "x"), None, None);
        for edit in std::iter::once(begun(begun_with).0).chain(later.clone()) {
            stack.record(edit, None, None);
            stack.close_word();
        }
        assert!(stack.began(&key));
        assert_eq!(stack.withdraw(&key), comes_back > 0, "{begun_with:?} {later:?}");
        assert_eq!(stack.edits().collect::<Vec<_>>(), [&splice(0, "", "x")]);
        let mut redone = 0;
        while stack.redo().is_some() {
            stack.redone();
            redone += 1;
        }
        assert_eq!(redone, comes_back, "{begun_with:?} {later:?}");
        assert_eq!(stack.began(&key), comes_back > 0);
    }
}

#[test]
fn what_can_be_redone_goes_on_from_all_of_an_entry_that_is_withdrawn() {
    let (add, key, typed) = begun("");
    let mut stack = UndoStack::default();
    for edit in [add, typed(0, "", "a"), typed(0, "a", ""), typed(0, "", "b")] {
        stack.record(edit, None, None);
        stack.close_word();
    }
    stack.undone();
    assert!(stack.withdraw(&key));
    assert_eq!(stack.edits().count(), 0);
    for _ in 0..4 {
        assert!(stack.redo().is_some());
        stack.redone();
    }
    assert_eq!(stack.redo(), None);
    assert!(stack.began(&key));
    stack.record(mark(), None, None);
    assert!(!stack.began(&key), "something else was changed since");
}

#[test]
fn what_comes_in_beside_a_change_moves_it_and_its_carets() {
    for (came_in, at, caret_at) in [
        (splice(0, "", "12"), 7, 7),
        (splice(0, "ab", ""), 3, 3),
        (splice(3, "de", "1"), 4, 4),
        (splice(5, "", "1"), 6, 5),
        (splice(8, "", "1"), 5, 5),
        (splice(8, "f", "123"), 5, 5),
        (splice(9, "", "1"), 5, 5),
        (mark(), 5, 5),
    ] {
        let mut stack = UndoStack::default();
        stack.record(splice(5, "", "xyz"), caret(5), caret(5));
        stack.follow(std::slice::from_ref(&came_in));
        let reversal = stack.undo().unwrap();
        assert_eq!((reversal.edit, reversal.caret), (splice(at, "xyz", ""), caret(caret_at)), "{came_in:?}");
    }
    for came_in in [splice(6, "", "1"), splice(4, "ex", ""), splice(7, "zf", "1")] {
        let mut stack = UndoStack::default();
        stack.record(splice(5, "", "xyz"), None, None);
        stack.follow(std::slice::from_ref(&came_in));
        assert_eq!(stack.undo(), None, "{came_in:?}");
    }
}

#[test]
fn what_comes_in_beside_an_undone_change_moves_it_and_its_carets() {
    for (came_in, at, caret_at) in [
        (splice(3, "de", "1"), 4, 4),
        (splice(5, "", "1"), 6, 5),
        (splice(8, "", "1"), 5, 5),
        (splice(8, "f", "123"), 5, 5),
    ] {
        let mut stack = UndoStack::default();
        stack.record(splice(5, "xyz", ""), None, caret(5));
        stack.undone();
        stack.follow(std::slice::from_ref(&came_in));
        let reversal = stack.redo().unwrap();
        assert_eq!((reversal.edit, reversal.caret), (splice(at, "xyz", ""), caret(caret_at)), "{came_in:?}");
    }
    for came_in in [splice(6, "", "1"), splice(4, "ex", ""), splice(7, "zf", "1")] {
        let mut stack = UndoStack::default();
        stack.record(splice(5, "xyz", ""), None, None);
        stack.undone();
        stack.follow(std::slice::from_ref(&came_in));
        assert_eq!(stack.redo(), None, "{came_in:?}");
    }
}

#[test]
fn a_caret_in_another_text_stays() {
    let mut stack = UndoStack::default();
    let elsewhere = Some(Caret { field: Field::Practice(Detail::Title), at: 5 });
    stack.record(mark(), elsewhere.clone(), None);
    stack.follow(&[splice(0, "", "12")]);
    assert_eq!(stack.undo().unwrap().caret, elsewhere);
}

#[test]
fn what_is_behind_a_change_that_stays_is_carried_over_it() {
    let mut stack = UndoStack::default();
    stack.record(splice(9, "", "end"), None, None);
    stack.close_word();
    stack.record(splice(0, "", "begin"), None, None);
    stack.follow(&[splice(2, "", "1")]);
    assert_eq!(stack.undo().unwrap().edit, splice(15, "end", ""));
}

#[test]
fn a_reversal_finds_its_entry_where_it_stands_by_now() {
    let visit = |n: usize| Entry::Visit(Visit::on(format!("v-{n}").parse().unwrap(), "24 Nov".into()));
    let mut now = evaluation();
    let mut stack = UndoStack::default();
    let add = Edit::add(&now, visit(1));
    now.apply(&add).unwrap();
    stack.record(add.clone(), None, None);
    let undo = |stack: &UndoStack, now: &Evaluation| stack.undo().unwrap().fitted(now).edit;
    for n in [2, 3] {
        now.apply(&Edit::Insert { at: 0, record: visit(n) }).unwrap();
        assert_eq!(undo(&stack, &now), Edit::Remove { at: n - 1, record: visit(1) });
    }
    // One that was changed is another: undoing it fails, wherever it stands.
    let date = Field::Visit("v-1".parse().unwrap(), VisitPart::Date);
    let mut changed = now.clone();
    changed.apply(&Edit::replace(date, "24 Nov", "25 Nov")).unwrap();
    assert_eq!(undo(&stack, &changed), Edit::Remove { at: 0, record: visit(1) });
    // Put back, it goes no further than to the end.
    let far = Reversal { edit: Edit::Insert { at: 9, record: visit(9) }, caret: None, decision: None };
    assert_eq!(far.fitted(&now).edit, Edit::Insert { at: 3, record: visit(9) });
}

#[test]
fn what_came_in_is_carried_too_ready_for_the_change_behind() {
    // Between the two changes, as the text is after both, and behind them; the other way round before both.
    for (came_in, at) in [(10, 10), (11, 10), (12, 10), (15, 9)] {
        let mut stack = UndoStack::default();
        stack.record(splice(9, "", "aaa"), None, None);
        stack.close_word();
        stack.record(splice(5, "", "xyz"), None, None);
        stack.follow(&[splice(came_in, "", "1")]);
        assert_eq!(stack.undo().unwrap().edit, splice(5, "xyz", ""), "{came_in}");
        stack.undone();
        assert_eq!(stack.undo().unwrap().edit, splice(at, "aaa", ""), "{came_in}");
    }
    for (came_in, at) in [(6, 11), (7, 11), (8, 10), (9, 10)] {
        let mut stack = UndoStack::default();
        stack.record(splice(5, "", "xyz"), None, None);
        stack.close_word();
        stack.record(splice(10, "b", "aaa"), None, None);
        stack.undone();
        stack.undone();
        stack.follow(&[splice(came_in, "", "1")]);
        assert_eq!(stack.redo().unwrap().edit, splice(5, "", "xyz"), "{came_in}");
        stack.redone();
        assert_eq!(stack.redo().unwrap().edit, splice(at, "b", "aaa"), "{came_in}");
    }
}

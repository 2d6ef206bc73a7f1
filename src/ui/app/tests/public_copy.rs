//! What public copies replace: marked from a selection or by typing, listed with words like it and people met.

use super::{
    commands::starts::prose,
    scenes::{id, push, submitted, table},
    *,
};
use crate::model::{Consent, Person, Redaction, Visit};

/// A narrative that names somebody twice, once inflected; with the people met.
pub(super) fn named() -> Driven {
    let mut driven = prose();
    driven.press("ctrl-a").write("Halina Mrozek cooks with Eva and Mrozkovou.");
    driven
}

/// The same with that person marked, and the list of it.
pub(super) fn hidden() -> Driven {
    let mut driven = named();
    driven.press("ctrl-home ctrl-shift-right ctrl-shift-right alt-p enter enter alt-p");
    driven
}

fn redactions(driven: &Driven) -> Vec<String> {
    driven.evaluation().redactions.iter().map(Redaction::in_words).collect()
}

/// The same with people met: one agreed to be named, one did not, one was not asked.
fn met() -> Driven {
    let mut evaluation = table();
    evaluation.people = crate::model::Records::default();
    evaluation.visits = crate::model::Records::default();
    let visit = Visit {
        people: "Tomek Wilk, cook\nEwa Nowak\nHalina Mrozek".into(),
        ..Visit::on(id("v-1"), "2026-11-24".into())
    };
    push(&mut evaluation.visits, visit);
    let person = Person { id: id("p-1"), name: "Ewa Nowak".into(), role: "".into(), consent: Consent::ByName };
    push(&mut evaluation.people, person);
    let mut driven = Driven::with(80, 24, Theme::default(), vec![evaluation]);
    driven.open(&table().id, Purpose::Record);
    driven
}

#[test]
fn a_name_is_marked_from_a_selection_in_three_keys() {
    let mut driven = named();
    driven.press("ctrl-home ctrl-shift-right ctrl-shift-right alt-p");
    let screen = driven.screen();
    assert!(
        screen.contains("Public copy: what is “Halina Mrozek”?") && screen.contains("It is found in 1 place"),
        "{screen}"
    );
    driven.press("enter");
    assert!(driven.screen().contains("What replaces “Halina Mrozek” in public copies?"), "{}", driven.screen());
    driven.press("enter");
    assert_eq!(redactions(&driven), ["Halina Mrozek → [participant 1]"]);
    let screen = driven.screen();
    assert!(screen.contains("[participant 1] in 1 place of a public copy; 1 word"), "{screen}");
    // The same key again shows it, since it is marked already.
    driven.press("alt-p");
    assert!(driven.screen().contains("▌ Halina Mrozek → [participant 1]"), "{}", driven.screen());
}

#[test]
fn what_stands_in_its_place_is_typed_over_the_suggestion_and_changed_later() {
    let mut driven = named();
    driven.press("ctrl-home ctrl-shift-right ctrl-shift-right alt-p enter").write("[the cook]").press("enter");
    assert_eq!(redactions(&driven), ["Halina Mrozek → [the cook]"]);
    driven.press("alt-p enter").write("[a cook]").press("enter");
    assert_eq!(redactions(&driven), ["Halina Mrozek → [a cook]"]);
    driven.press("ctrl-z");
    assert_eq!(redactions(&driven), ["Halina Mrozek → [the cook]"]);
}

#[test]
fn what_says_something_marked_is_refused_and_asked_again() {
    let mut driven = hidden();
    driven.press("a").write("Eva").press("enter enter").write("Halina Mrozek’s friend").press("enter");
    let screen = driven.screen();
    assert!(
        screen.contains("can't stand in its place, since it says") && screen.contains("What replaces “Eva”"),
        "{screen}"
    );
    assert_eq!(redactions(&driven).len(), 1);
    driven.press("ctrl-u").write("[friend]").press("enter");
    assert_eq!(redactions(&driven)[1], "Eva → [friend]");
}

#[test]
fn a_word_like_it_is_chosen_and_left_again() {
    let mut driven = hidden();
    driven.press("down space");
    assert_eq!(redactions(&driven), ["Halina Mrozek, Mrozkovou → [participant 1]"]);
    assert!(driven.screen().contains("▌   [x] Mrozkovou"), "{}", driven.screen());
    driven.press("space");
    assert_eq!(redactions(&driven), ["Halina Mrozek → [participant 1]"]);
    driven.press("ctrl-z");
    assert_eq!(redactions(&driven), ["Halina Mrozek, Mrozkovou → [participant 1]"]);
}

#[test]
fn people_met_who_did_not_agree_are_offered_and_marked_one_after_the_other() {
    let mut driven = met();
    driven.press("ctrl-k").write("public copy").press("enter");
    let screen = driven.screen();
    assert!(
        screen.contains("met: Tomek Wilk") && screen.contains("met: Halina Mrozek") && !screen.contains("Ewa"),
        "{screen}"
    );
    driven.press("enter");
    assert!(driven.screen().contains("▌ met: Halina Mrozek"), "{}", driven.screen());
    driven.press("enter");
    assert_eq!(redactions(&driven), ["Tomek Wilk → [participant 1]", "Halina Mrozek → [participant 2]"]);
    assert!(!driven.screen().contains("met:"), "{}", driven.screen());
    driven.press("home d");
    assert_eq!(redactions(&driven), ["Halina Mrozek → [participant 2]"]);
    driven.press("ctrl-z");
    assert_eq!(redactions(&driven).len(), 2);
}

#[test]
fn what_is_submitted_or_approved_is_marked_too() {
    let mut approved = submitted();
    push(&mut approved.acts, scenes::act("a-2", crate::model::Step::Approve, "11-23T09:30"));
    for evaluation in [submitted(), approved] {
        let key = evaluation.id.clone();
        let mut driven = Driven::with(80, 24, Theme::default(), vec![evaluation]);
        driven.open(&key, Purpose::Review(0));
        driven.press("P a").write("Elena").press("enter enter enter");
        assert_eq!(redactions(&driven), ["Elena → [participant 1]"]);
        driven.press("esc ctrl-z");
        assert_eq!(redactions(&driven), Vec::<String>::new());
        // From the recording screen too.
        driven.press("e alt-p a").write("Elena").press("enter enter enter");
        assert_eq!(redactions(&driven), ["Elena → [participant 1]"]);
        assert_eq!(driven.kept(), driven.evaluation());
    }
}

#[test]
fn an_undo_of_what_is_not_seen_below_the_list_waits_until_it_is_closed() {
    let mut driven = hidden();
    driven.press("d ctrl-z ctrl-z");
    assert_eq!(redactions(&driven), Vec::<String>::new());
    let before = driven.evaluation().clone();
    driven.press("ctrl-z");
    assert_eq!(driven.evaluation(), &before);
    assert!(driven.screen().contains("Esc, then Ctrl-Z undoes what was done elsewhere"), "{}", driven.screen());
    driven.press("ctrl-y");
    assert_eq!(redactions(&driven).len(), 1);
    driven.press("ctrl-z esc ctrl-z");
    assert!(!driven.evaluation().narrative(&scenes::question(0)).contains("Mrozkovou"));
}

#[test]
fn what_is_selected_in_a_form_is_marked_too() {
    let mut driven = named();
    driven.press("ctrl-d ctrl-a alt-p");
    assert!(driven.screen().contains("what is “Centre”?"), "{}", driven.screen());
}

#[test]
fn what_can_only_be_read_is_not_marked() {
    let mut driven = named();
    driven.press("esc esc");
    driven.app.cx.read_only = None;
    let mut evaluation = driven.library.values().next().unwrap().clone();
    evaluation.framework.id = id("another-framework");
    let key = evaluation.id.clone();
    driven.library.insert(key.clone(), evaluation);
    driven.open(&key, Purpose::Record);
    let before = driven.evaluation().clone();
    driven.press("alt-p a").write("Halina").press("enter enter enter");
    assert_eq!(driven.evaluation(), &before);
}

#[test]
fn the_list_of_the_public_copy_in_every_size() {
    let mut driven = met();
    driven.press("alt-p enter enter a").write("kitchen").press("enter").shoot("public_copy_kind");
    driven.press("down enter").shoot("public_copy_with").press("enter").shoot("public_copy");
}

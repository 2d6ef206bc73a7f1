//! Two evaluations side by side, and one name for practices without a title, by keys.

use super::{
    scenes::{blank, id, moment, question},
    *,
};
use crate::model::{Edit, Field, Item};

/// An evaluation with these narratives, from the first question on.
fn told(key: &str, title: &str, evaluator: &str, narratives: &[&str]) -> Evaluation {
    let mut evaluation = blank(key, title);
    evaluation.evaluators = evaluator.into();
    for (n, narrative) in narratives.iter().enumerate() {
        evaluation.apply(&Edit::replace(Field::Narrative(question(n)), "", narrative)).unwrap();
    }
    evaluation
}

/// Jana's evaluation and Tomasz's, hers being chosen, put side by side.
fn pair(width: u16, height: u16, one: &[&str], other: &[&str]) -> Driven {
    let evaluations = vec![told("one", "Table", "Jana", one), told("other", "Table", "Tomasz", other)];
    let mut driven = Driven::with(width, height, Theme { colour: false, ..Theme::default() }, evaluations);
    driven.modified.insert(id("other"), moment("11-01T10:00"));
    driven.list();
    driven.press("home c enter");
    driven
}

#[test]
fn evaluations_of_the_same_practice_are_offered_first() {
    let titles = ["Table", "A kitchen", "table (copy)", "Zoo", ""];
    let evaluations = titles.iter().enumerate().map(|(n, title)| blank(&format!("e-{n}"), title)).collect();
    let mut driven = Driven::with(80, 24, Theme::default(), evaluations);
    driven.press("/").write("e-0").press("enter c");
    let screen = driven.screen();
    let at = |title: &str| screen.rfind(title).unwrap_or_else(|| panic!("no {title} in {screen}"));
    assert!(at("table (copy)") < at("A kitchen") && at("A kitchen") < at("Untitled practice"), "{screen}");
    // Two practices without a title are not the same for that.
    let mut driven = Driven::with(80, 24, Theme::default(), vec![blank("a", ""), blank("b", ""), blank("c", "A")]);
    driven.press("/").write("untitled").press("enter esc / esc end c");
    let screen = driven.screen();
    assert!(screen.rfind("  A ").unwrap() < screen.rfind("Untitled practice").unwrap(), "{screen}");
}

#[test]
fn practices_without_a_title_are_told_apart_by_their_letters() {
    let [one, other] = ["2026-11-24-untitled-k7q2x", "2026-11-24-untitled-m3w8p"].map(|id| told(id, "", "Jana", &[]));
    let mut driven = Driven::with(80, 24, Theme::default(), vec![one, other]);
    for screen in [driven.screen(), driven.press("p t").screen()] {
        assert!(screen.contains("Untitled practice k7q2x"), "{screen}");
    }
    assert!(driven.press("right").screen().contains("Untitled practice m3w8p"), "{}", driven.screen());
    driven.press("esc o");
    assert!(driven.screen().contains("practice k7q2x") && driven.screen().contains("practice m3w8p"));
}

#[test]
fn a_practice_without_a_title_has_one_name_everywhere() {
    let untitled = told("u", "", "Jana", &["The door is open to everybody in town."]);
    let mut driven = Driven::with(80, 24, Theme::default(), vec![untitled, blank("b", "B")]);
    driven.press("/").write("door").press("enter");
    // The first words tell such practices apart, and find them.
    assert!(driven.screen().contains("Untitled practice u  The door"), "{}", driven.screen());
    for keys in ["", "enter", "ctrl-r", "esc c enter", "esc delete", "enter t"] {
        driven.press(keys);
        assert!(driven.screen().contains("Untitled practice"), "{keys}\n{}", driven.screen());
        assert!(!driven.screen().contains("Untitled:"), "{keys}\n{}", driven.screen());
    }
}

#[test]
fn the_same_answer_is_told_in_one_line() {
    let driven = pair(80, 40, &["Cooking together."], &["Cooking together."]);
    assert!(driven.screen().contains("Both say the same, in 2 words."), "{}", driven.screen());
    assert!(!driven.screen().contains("Cooking together."), "{}", driven.screen());
    assert!(driven.screen().contains("Neither has an answer."), "{}", driven.screen());
}

#[test]
fn different_answers_are_marked_word_by_word() {
    let answers = [&["The kitchen is open on Tuesdays."][..], &["The kitchen is open on Fridays."]];
    for width in [60, 80, 120] {
        let driven = pair(width, 40, answers[0], answers[1]);
        for told in ["is open on [-Tuesdays-].", "is open on {+Fridays+}."] {
            assert!(driven.screen().contains(told), "{told}\n{}", driven.screen());
        }
    }
}

#[test]
fn answers_with_little_in_common_are_left_to_be_read() {
    let driven =
        pair(80, 40, &["Nobody asks for papers at the door."], &["Half of the board are migrants, by statute."]);
    for told in ["Nobody asks for papers at the door.", "Half of the board are migrants, by statute."] {
        assert!(driven.screen().contains(told), "{told}\n{}", driven.screen());
    }
}

#[test]
fn marks_stand_beside_their_items_at_any_width() {
    let framework = Framework::built_in();
    for width in [60, 80, 120] {
        let mut driven = Driven::with(width, 24, Theme::default(), vec![blank("one", "A"), blank("other", "B")]);
        driven.press("home enter tab m n esc esc c enter");
        let screen = driven.screen();
        let items: Vec<&Item> = framework.question(0).unwrap().question.items.iter().take(2).collect();
        for (mark, item) in ["✓", "–"].into_iter().zip(items) {
            assert!(screen.contains(&format!("   {mark}  ·  1.1 {}", item.label)), "{screen}");
        }
    }
}

#[test]
fn up_and_down_choose_the_question_that_enter_opens() {
    let mut driven = pair(80, 24, &["One.", "Two.", "Three."], &["Eins.", "Zwei.", "Drei."]);
    driven.press("down down down");
    assert!(driven.screen().contains("▌ 1.3 "), "{}", driven.screen());
    driven.press("up enter");
    assert_eq!(driven.evaluation().id, id("one"));
    assert!(driven.screen().contains("question 2 of 12"), "{}", driven.screen());
    // Leaving it leads back to the comparison, as it was, and from there to the library.
    driven.press("r").write("Why?").press("enter esc");
    assert_eq!(driven.app.scopes()[0], Scope::Compare);
    assert!(driven.screen().contains("▌ 1.2 "), "{}", driven.screen());
    driven.press("esc");
    assert_eq!(driven.app.scopes()[0], Scope::Library);
    driven.press("c enter tab down enter");
    assert_eq!(driven.evaluation().id, id("other"));
    assert!(driven.screen().contains("question 1 of 12"), "{}", driven.screen());
}

#[test]
fn after_a_screen_the_question_at_the_top_is_the_one_that_enter_opens() {
    let long = "Many words on one matter, and more of them. ".repeat(60);
    let mut driven = pair(80, 24, &[&long, "Two."], &["Eins.", "Zwei."]);
    driven.press("pagedown pagedown");
    assert!(driven.screen().lines().nth(1).unwrap().contains("▌"), "{}", driven.screen());
    driven.press("enter");
    assert!(driven.screen().contains("question 1 of 12"), "{}", driven.screen());
    driven.press("esc end enter");
    assert!(driven.screen().contains("question 12 of 12"), "{}", driven.screen());
}

//! Checklists of other scales than met and not met, codes, guidance, questions without a narrative, conditions.

use super::{
    scenes::{GARDEN, INSPECTION, id},
    *,
};
use crate::model::{Edit, Mark};

/// What is said of an item, by its id.
fn mark(driven: &Driven, question: &str, item: &str) -> String {
    Mark::in_words(driven.evaluation().mark(&id(question), &id(item)))
}

#[test]
fn digits_and_letters_mark_the_levels_that_have_them_and_say_where_none_does() {
    let mut driven = Driven::against(GARDEN, 80, 24);
    driven.press("tab");
    assert!(driven.screen().contains("4 leading  3 established"), "{}", driven.screen());
    driven.press("3");
    assert_eq!(mark(&driven, "s1", "s1a"), "3");
    // The next item has a scale of its own.
    assert!(driven.screen().contains("y yes  p partly  n no"), "{}", driven.screen());
    driven.press("3");
    assert!(driven.screen().contains("No level has the key 3: y yes"), "{}", driven.screen());
    driven.press("p");
    assert_eq!(mark(&driven, "s1", "s1b"), "partly");
    // Past the last item no digit does anything.
    driven.press("1");
    assert!(driven.screen().contains("Past the last item: Up goes back to it"), "{}", driven.screen());
    driven.press("ctrl-z");
    assert_eq!(mark(&driven, "s1", "s1b"), "open");
    driven.press("ctrl-y up up 0");
    assert_eq!(mark(&driven, "s1", "s1a"), "0");
}

#[test]
fn space_and_a_and_c_work_in_every_scale() {
    let mut driven = Driven::against(GARDEN, 80, 24);
    driven.press("tab");
    for expected in ["4", "3", "2", "1", "0", "not applicable", "open"] {
        driven.press("space");
        assert_eq!(mark(&driven, "s1", "s1a"), expected);
    }
    driven.press("a up");
    assert_eq!(mark(&driven, "s1", "s1a"), "not applicable");
    driven.press("c");
    assert_eq!(mark(&driven, "s1", "s1a"), "open");
}

#[test]
fn in_a_framework_of_other_scales_alt_digits_go_to_criteria() {
    let mut driven = Driven::against(GARDEN, 80, 24);
    driven.press("tab alt-2");
    assert!(driven.screen().contains("Who has a key?"), "{}", driven.screen());
    // An item that is met or not met has the usual keys; digits go to criteria there.
    driven.press("tab m");
    assert_eq!(mark(&driven, "p1", "p1a"), "met");
    driven.press("1");
    assert!(driven.screen().contains("How is the soil looked after?"), "{}", driven.screen());
}

#[test]
fn a_checklist_without_narrative_has_the_page_and_completes_by_its_items() {
    let mut driven = Driven::against(INSPECTION, 80, 24);
    assert!(driven.screen().contains("Checklist") && !driven.screen().contains("words"), "{}", driven.screen());
    assert!(!driven.screen().contains("Inspiring tools"), "no tools are asked for");
    driven.press("y p");
    assert!(driven.screen().contains("0 of 1 question "), "{}", driven.screen());
    driven.press("n");
    assert!(driven.screen().contains("1 of 1 question "), "{}", driven.screen());
    for keys in ["tab", "shift-tab", "esc enter", "ctrl-u"] {
        driven.press(keys);
        driven.write("y");
        assert!(driven.evaluation().answers.iter().all(|answer| answer.narrative.is_empty()), "{keys}");
    }
}

#[test]
fn guidance_is_shown_and_hidden_by_one_key_and_takes_no_room_unasked() {
    let mut driven = Driven::against(GARDEN, 80, 24);
    let before = driven.screen();
    assert!(!before.contains("Ask to see the compost."));
    driven.press("alt-g");
    assert!(driven.screen().contains("Ask to see the compost.") && driven.screen().contains("Walk the plots first."));
    driven.press("tab");
    let with_item = driven.screen();
    assert!(with_item.contains("at least two bays") && with_item.contains("leading: Others come"), "{with_item}");
    // It stands below its item, before the next one.
    let at = |text: &str| with_item.find(text).unwrap();
    assert!(at("S-1.a  Compost") < at("at least two bays") && at("absent: Nothing") < at("S-1.b  Nobody"));
    assert!(!with_item.contains("Ask to see the compost."), "{with_item}");
    driven.press("g shift-tab");
    assert_eq!(driven.screen(), before);
    driven.press("alt-2 alt-g");
    assert!(driven.screen().contains("No guidance is published with this question"), "{}", driven.screen());
}

#[test]
fn in_the_third_column_guidance_stands_under_the_name_of_what_it_is_on() {
    let mut driven = Driven::against(GARDEN, 120, 40);
    driven.press("tab g");
    let beside = |driven: &Driven| {
        let screen = driven.screen();
        let rows = screen.lines().skip(2).filter_map(|row| Some(row.rsplit_once("│ ")?.1.trim().to_owned()));
        rows.collect::<Vec<String>>().join(" ")
    };
    assert!(
        beside(&driven).starts_with("S-1.a  Compost is made on the site and used there. Look for"),
        "{}",
        driven.screen()
    );
    driven.press("down");
    assert!(beside(&driven).starts_with("S-1 How is the soil looked after? Ask to see"), "{}", driven.screen());
}

#[test]
fn guidance_longer_than_its_room_names_the_key_that_shows_it_whole() {
    let long =
        GARDEN.replace("Look for at least two bays", &format!("Look{} for at least two bays", " well".repeat(120)));
    for (width, height) in [(80, 24), (60, 20)] {
        let mut driven = Driven::against(&long, width, height);
        driven.press("tab g");
        assert!(driven.screen().contains("Look well") && driven.screen().contains("Alt-I"), "{}", driven.screen());
        driven.press("down");
        assert!(driven.screen().contains("▌ [ ] S-1.b"), "{}", driven.screen());
    }
}

#[test]
fn what_is_not_asked_is_not_counted_and_what_was_said_of_it_stays() {
    let mut driven = Driven::against(GARDEN, 80, 30);
    assert!(driven.screen().contains("of 3 questions   0 of 6 items"), "{}", driven.screen());
    let choose = |option: &str, chosen| Edit::Choose { detail: id("kind"), option: id(option), chosen };
    let mut school = driven.evaluation().clone();
    school.apply(&choose("school", true)).unwrap();
    driven.library.insert(school.id.clone(), school);
    driven.press("esc esc enter");
    assert!(driven.screen().contains("of 4 questions   0 of 7 items"), "{}", driven.screen());
    driven.press("ctrl-n ctrl-n ctrl-n tab m");
    // A question without a narrative leads on to the next one's narrative.
    assert_eq!(mark(&driven, "p2", "p2a"), "met");
    let mut other = driven.evaluation().clone();
    other.apply(&Edit::Together(vec![choose("school", false), choose("roof", true)])).unwrap();
    driven.library.insert(other.id.clone(), other);
    driven.press("esc esc enter");
    let screen = driven.screen();
    assert!(screen.contains("of 3 questions   0 of 7 items"), "{screen}");
    assert!(screen.contains("Do classes come") && screen.contains("[✓] Each class"), "it is kept: {screen}");
}

#[test]
fn every_screen_of_an_own_framework() {
    for (width, height) in [(80, 24), (120, 40), (60, 20)] {
        let mut driven = Driven::against(GARDEN, width, height);
        insta::assert_snapshot!(format!("garden_narrative_{width}"), driven.screen());
        driven.press("tab g 3 n");
        insta::assert_snapshot!(format!("garden_checklist_{width}"), driven.screen());
        driven.press("ctrl-n");
        insta::assert_snapshot!(format!("garden_no_narrative_{width}"), driven.screen());
    }
}

#[test]
fn a_question_that_no_detail_asks_says_so() {
    let conditional = r#"(format: 2, id: "own", version: "1", title: "Own",
        details: [(id: "who", label: "Who", kind: OneOf(options: [(id: "w", label: "Women")]))],
        criteria: [(id: "c", title: "C", applies: Some((detail: "who", any_of: ["w"])), questions: [
            (id: "q", text: "Who comes?", items: [(id: "i", text: "They come.")])])])"#;
    for framework in
        [conditional.to_owned(), conditional.replace("text: \"Who comes?\"", "text: \"Who?\", narrative: None")]
    {
        let screen = Driven::against(&framework, 80, 24).screen();
        assert!(screen.contains("Not asked, by the practice's details: Ctrl-D"), "{screen}");
        let asked = framework.replace("applies: Some((detail: \"who\", any_of: [\"w\"])),", "");
        assert!(!Driven::against(&asked, 80, 24).screen().contains("Not asked"));
    }
}

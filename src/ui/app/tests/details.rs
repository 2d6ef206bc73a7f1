//! What a framework asks about the practice besides its criteria, and what is known of the people met.

use super::{
    commands::starts::{listed, prose},
    scenes::{GARDEN, id},
    *,
};
use crate::model::{Consent, Field};

fn chosen(driven: &Driven, detail: &str) -> Vec<String> {
    let given = driven.evaluation().details.get(&id(detail));
    given.map_or_else(Vec::new, |given| given.chosen.iter().map(ToString::to_string).collect())
}

fn given(driven: &Driven, detail: &str) -> String {
    driven.evaluation().field(&Field::Given(id(detail))).unwrap_or_default().to_owned()
}

#[test]
fn one_of_a_list_is_chosen_and_another_takes_its_place() {
    let mut driven = listed();
    driven.press("space");
    assert_eq!(chosen(&driven, "kind"), ["allotment"]);
    driven.press("right right space");
    assert_eq!(chosen(&driven, "kind"), ["roof"]);
    driven.press("ctrl-z");
    assert_eq!(chosen(&driven, "kind"), ["allotment"], "one step");
    driven.press("left left space");
    assert_eq!(chosen(&driven, "kind"), [""; 0], "again: taken back");
    driven.press("tab").write("A meadow");
    assert_eq!(given(&driven, "kind"), "A meadow", "what is not in the list");
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn several_of_a_list_are_chosen_beside_each_other() {
    let mut driven = listed();
    driven.press("tab tab space right right space");
    assert_eq!(chosen(&driven, "crops"), ["fruit", "herbs"]);
    assert!(driven.screen().contains("[•] Fruit   [ ] Vegetables  →[•] Herbs"), "{}", driven.screen());
}

#[test]
fn a_letter_in_a_list_changes_nothing_and_says_so() {
    let mut driven = listed();
    let before = driven.evaluation().clone();
    driven.write("z");
    assert_eq!(*driven.evaluation(), before);
    assert!(driven.screen().contains('z'), "{}", driven.screen());
}

#[test]
fn numbers_and_days_are_read_and_kept_as_typed_where_they_are_none() {
    let mut driven = listed();
    driven.press("tab tab tab").write("many");
    assert!(driven.screen().contains("not a number"), "{}", driven.screen());
    driven.press("ctrl-u").write("1 240").press("tab").write("24 nov");
    assert!(!driven.screen().contains("not a number"), "{}", driven.screen());
    driven.press("tab").write("Ada");
    assert_eq!(["plots", "opened", "warden"].map(|detail| given(&driven, detail)), ["1 240", "2026-11-24", "Ada"]);
}

#[test]
fn what_is_chosen_decides_what_is_asked_at_once() {
    let mut driven = listed();
    driven.press("right space esc");
    assert!(driven.screen().contains("of 4 questions"), "{}", driven.screen());
    driven.press("ctrl-z up");
    assert!(driven.screen().contains("of 3 questions"), "{}", driven.screen());
}

#[test]
fn up_and_down_go_through_every_row_of_options() {
    // At this width the options take two rows.
    let mut driven = Driven::against(GARDEN, 60, 24);
    driven.press("ctrl-d tab tab tab tab tab tab tab tab");
    let arrow = |driven: &Driven| {
        let screen = driven.screen();
        screen.lines().find_map(|line| Some(line.split_once('→')?.1.split("  ").next()?.trim().to_owned()))
    };
    let mut seen = Vec::new();
    for keys in ["", "down", "up", "right", "down", "down", "up", "down down down", "up"] {
        driven.press(keys);
        seen.push(arrow(&driven));
    }
    let [allotment, school, roof, fruit] = ["Allotment", "School garden", "Roof garden", "Fruit"];
    let [radio, tick] = ["( ) ", "[ ] "];
    let wanted = [
        Some(format!("{radio}{allotment}")),
        Some(format!("{radio}{roof}")),
        Some(format!("{radio}{allotment}")),
        Some(format!("{radio}{school}")),
        Some(format!("{radio}{roof}")),
        None,
        Some(format!("{radio}{roof}")),
        Some(format!("{tick}Herbs")),
        Some(format!("{tick}{fruit}")),
    ];
    assert_eq!(seen, wanted, "{}", driven.screen());
}

#[test]
fn an_undo_in_a_form_says_what_it_was() {
    let mut driven = listed();
    driven.press("space ctrl-z");
    assert!(driven.screen().contains("Undo: Practice, Kind of garden"), "{}", driven.screen());
    driven.press("tab").write("Meadow").press("tab ctrl-z");
    assert!(driven.screen().contains("Undo: Practice, Kind of garden"), "{}", driven.screen());
    driven.press("ctrl-y");
    assert!(driven.screen().contains("Redo: Practice, Kind of garden"), "{}", driven.screen());
}

#[test]
fn after_the_last_question_come_the_closing_texts() {
    let mut driven = Driven::against(GARDEN, 80, 24);
    driven.press("ctrl-n ctrl-n ctrl-n ctrl-n");
    assert!(
        driven.screen().contains("Conclusions") && driven.screen().contains("Recommendations"),
        "{}",
        driven.screen()
    );
    driven.write("It grows.").press("tab").write("More water.").press("esc");
    assert_eq!(["conclusions", "recommendations"].map(|detail| given(&driven, detail)), ["It grows.", "More water."]);
    // Another framework has none.
    let mut driven = prose();
    driven.press("ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n ctrl-n");
    assert!(driven.screen().contains("This is the last question"), "{}", driven.screen());
}

#[test]
fn the_people_met_are_listed_with_what_they_agreed_to() {
    let mut driven = prose();
    driven.press("ctrl-d ctrl-n tab tab").write("Halina Mrozek, coordinator\nAdam").press("tab");
    let screen = driven.screen();
    assert!(screen.contains("Halina Mrozek ") && screen.contains("(•) not asked   ( ) by name"), "{screen}");
    driven.press("right space");
    let people: Vec<_> = driven.evaluation().people.iter().map(|one| (one.name.to_string(), one.consent)).collect();
    assert_eq!(people, [("Halina Mrozek".to_owned(), Consent::ByName)]);
    driven.press("right space tab right right space");
    let consents: Vec<_> = driven.evaluation().people.iter().map(|one| one.consent).collect();
    assert_eq!(consents, [Consent::WithoutName, Consent::WithoutName]);
    driven.press("ctrl-z ctrl-z");
    assert_eq!(driven.evaluation().people[0].consent, Consent::ByName);
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn a_search_finds_what_is_written_for_a_detail_and_opens_its_form() {
    let mut driven = listed();
    driven.press("tab").write("A meadow").press("esc");
    driven.press("ctrl-g").write("meadow").press("enter").write("!");
    assert!(given(&driven, "kind").contains('!'), "{}", driven.screen());
}

#[test]
fn the_form_of_details_at_three_sizes() {
    for (width, height) in [(80, 24), (120, 40), (60, 20)] {
        let mut driven = Driven::against(GARDEN, width, height);
        driven.press("ctrl-d tab tab tab tab tab tab tab tab space");
        insta::assert_snapshot!(format!("details_{width}"), driven.screen());
        driven.press("esc tab e").write("Two bays, one resting.").press("ctrl-n").write("Site plan 2025, sheet 3");
        insta::assert_snapshot!(format!("item_form_{width}"), driven.screen());
    }
}

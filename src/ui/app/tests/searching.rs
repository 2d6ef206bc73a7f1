//! The search across the library, as its answers come in.

use super::{
    scenes::{blank, table},
    *,
};
use crate::reading::{Hit, Query};

fn searched() -> Driven {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table(), blank("beta", "Beta kitchen")]);
    driven.press("g");
    driven
}

/// So many hits.
fn hits(count: usize) -> Vec<Hit> {
    let query = Query::parse("kitchen", &[Framework::built_in()]).unwrap();
    let hit = search::hits(&query, &blank("beta", "Beta kitchen"), None).remove(0);
    (0..count).map(|n| Hit { title: format!("Hit {n}"), ..hit.clone() }).collect()
}

/// Presses a key without answering the search that it asks for; returns the search's number.
fn ask(driven: &mut Driven, name: &str) -> u64 {
    let effects = driven.app.update(Msg::Key(key(name)), driven.now);
    let search =
        effects.iter().find_map(|effect| if let Effect::Search(search, _) = effect { Some(*search) } else { None });
    search.expect("a search")
}

#[test]
fn the_first_of_new_hits_is_chosen_wherever_one_was_among_the_old() {
    let mut driven = searched();
    let search = ask(&mut driven, "k");
    driven.hear(Msg::Found { search, hits: hits(60), whole: true });
    let search = ask(&mut driven, "i");
    driven.press(&"down ".repeat(40));
    driven.hear(Msg::Found { search, hits: hits(60), whole: false });
    assert!(driven.screen().contains("▌ Hit 0 "), "{}", driven.screen());
    // What comes after them moves nothing.
    driven.press("down").hear(Msg::Found { search, hits: hits(60), whole: true });
    assert!(driven.screen().contains("▌ Hit 1 "), "{}", driven.screen());
}

#[test]
fn a_search_that_stopped_at_its_most_says_so() {
    for (count, says) in [(499, false), (500, true)] {
        let mut driven = searched();
        let search = ask(&mut driven, "k");
        driven.hear(Msg::Found { search, hits: hits(count), whole: true });
        assert_eq!(driven.screen().contains("the first 500"), says, "{}", driven.screen());
    }
}

#[test]
fn what_was_sought_stands_there_again_and_typing_replaces_it() {
    for leave in ["esc", "enter esc esc esc"] {
        let mut driven = searched();
        driven.write("beta").press(leave);
        assert!(driven.app.evaluation().is_none() && driven.app.overlays.is_empty(), "{}", driven.screen());
        driven.press("g");
        assert!(driven.screen().contains("> beta") && driven.screen().contains("Beta kitchen"), "{}", driven.screen());
        driven.write("table");
        assert!(driven.screen().contains("> table"), "{}", driven.screen());
    }
}

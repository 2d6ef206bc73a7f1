//! The chosen evaluation at a glance, beside the library's rows or below them.

use super::{
    scenes::{act, approved, blank, id, push, returned},
    *,
};
use crate::model::{Step, Visit};

fn shelf(width: u16, height: u16) -> Driven {
    let mut back = returned();
    back.acts.get_mut(&id("a-2")).unwrap().reason = "Who was asked, and when?".into();
    back.visits =
        ["2026-10-02", "2026-10-14"].iter().map(|day| Visit::on(id(&format!("v{day}")), (*day).into())).collect();
    let mut again = back.clone();
    (again.id, again.practice.title) = (id("again"), "Submitted again".into());
    push(&mut again.acts, act("a-3", Step::Submit, "11-20T10:00"));
    Driven::with(width, height, Theme::default(), vec![back, again, approved(), blank("a", "A")])
}

#[test]
fn the_chosen_evaluation_is_shown_at_a_glance_where_there_is_room() {
    for (width, height) in [(120, 24), (200, 50), (80, 40), (100, 36)] {
        let mut driven = shelf(width, height);
        driven.press("/").write("usti").press("enter");
        let screen = driven.screen();
        for told in
            ["Returned, evaluated by Jana", "Visited 2026-10-02, 2026-10-14", "Returned by Jana", "Who was asked"]
        {
            let words: Vec<&str> = told.split(' ').collect();
            assert!(words.iter().all(|word| screen.contains(word)), "{told}\n{screen}");
        }
        assert!(screen.contains("Visited"), "{screen}");
    }
    let mut driven = shelf(80, 24);
    driven.press("/").write("usti").press("enter");
    assert!(!driven.screen().contains("Visited"), "{}", driven.screen());
}

#[test]
fn the_reason_of_a_return_goes_once_it_is_submitted_again() {
    let mut driven = shelf(120, 24);
    driven.press("/").write("submitted again").press("enter");
    assert!(driven.screen().contains("Submitted, evaluated by Jana"), "{}", driven.screen());
    assert!(!driven.screen().contains("Who was asked"), "{}", driven.screen());
}

#[test]
fn the_column_of_practices_grows_with_the_width() {
    let whole = "Centre for the Integration of Foreigners in the Free Royal Town";
    let shown = |width: u16| {
        let mut driven = shelf(width, 24);
        driven.press("/").write("usti").press("enter");
        let screen = driven.screen();
        let row = screen.lines().nth(4).unwrap().to_owned();
        (1..=whole.len()).rev().find(|end| row.contains(&whole[..*end])).unwrap_or(0)
    };
    for [narrow, wide] in [[60, 80], [80, 100], [120, 140], [140, 180]] {
        assert!(shown(narrow) < shown(wide), "{narrow} {} {wide} {}", shown(narrow), shown(wide));
    }
}

//! What is told of where the program runs: it neither goes unread nor comes again.

use super::{
    scenes::{self, conflict, rival, table},
    *,
};
use crate::model::{Detail, Field, Part};
use crate::ui::Notice;

#[test]
fn what_is_told_of_the_surroundings_stays_until_a_key_whatever_else_is_told() {
    let mut driven = Driven::with(100, 30, Theme::default(), vec![table()]);
    driven.hear(Msg::Surroundings(Notice::error("settings.ron can't be read")));
    driven.hear(Msg::Surroundings(Notice::Info("Letters are shown without accents".to_owned())));
    driven.open(&table().id, Purpose::Record);
    let part = Part::Text(Field::Practice(Detail::Title));
    driven.hear(rival(table(), vec![conflict(part, Some("Ours"), Some("Theirs"))]));
    let screen = driven.screen();
    for told in ["1 conflict: F6 to choose", "settings.ron can't be read", "Letters are shown without accents"] {
        assert!(screen.contains(told), "{told}: {screen}");
    }
    driven.press("ctrl-n");
    let screen = driven.screen();
    assert!(!screen.contains("settings.ron") && !screen.contains("accents"), "{screen}");
    driven.press("ctrl-p");
    assert!(!driven.screen().contains("settings.ron"));
}

const UNREACHED: &str = "Can't read the folder /home/jana/library/journal: permission denied, so edits that were not written \
                         into the evaluations' files yet are not shown: check whose folder it is";

fn unreached(width: u16, height: u16, evaluations: Vec<Evaluation>) -> Driven {
    let mut driven = Driven::with(width, height, Theme::default(), evaluations);
    let listing = Listing { unreached: vec![UNREACHED.to_owned()], ..Listing::new(driven.rows(), 0) };
    driven.hear(Msg::Listed(listing));
    driven
}

#[test]
fn what_can_not_be_reached_stands_above_the_rows_that_are() {
    for (width, height) in [(80, 24), (80, 40), (130, 30), (60, 20)] {
        let mut driven = unreached(width, height, vec![table(), scenes::blank("beta", "Beta")]);
        let words = |screen: &str| screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words(&driven.screen()).contains(UNREACHED), "{}", driven.screen());
        assert!(driven.screen().contains("2 evaluations, 2 drafts"), "{}", driven.screen());
        driven.press("z");
        assert!(words(&driven.screen()).contains(UNREACHED), "it stays: {}", driven.screen());
        // A click takes the row that it is on.
        let at = driven.screen().lines().position(|line| line.contains("0/12")).unwrap() as u16;
        let kind = MouseEventKind::Down(MouseButton::Left);
        for _ in 0..2 {
            driven.hear(Msg::Mouse(MouseEvent { kind, column: 10, row: at, modifiers: KeyModifiers::NONE }, 1));
        }
        assert_eq!(
            driven.app.evaluation().map(Evaluation::title),
            Some("Beta"),
            "{width}x{height} {at}: {}",
            driven.screen()
        );
    }
}

#[test]
fn a_library_of_which_nothing_can_be_reached_is_not_told_as_empty() {
    let mut driven = unreached(80, 24, Vec::new());
    for key in ["z", "enter", "delete"] {
        driven.press(key);
        let screen = driven.screen();
        assert!(!screen.contains("No evaluations") && !screen.contains("0 evaluations"), "{screen}");
        assert!(screen.contains("permission denied"), "{screen}");
    }
    insta::assert_snapshot!(driven.press("z").screen());
    // Once it can be reached it is as ever.
    driven.list();
    assert!(driven.screen().contains("No evaluations yet."));
}

#[test]
fn what_could_not_be_read_is_told_with_the_portfolio_and_with_the_search() {
    let mut driven = Driven::with(100, 30, Theme::default(), vec![table()]);
    let line = || "Left out: 1 file that can't be read".to_owned();
    driven.hear(Msg::ReadAll(crate::ui::ReadPurpose::Portfolio, vec![table()], Some(line())));
    assert!(driven.screen().contains(&line()) && driven.screen().contains("1 practice"), "{}", driven.screen());
    let mut driven = Driven::with(100, 30, Theme::default(), vec![table()]);
    driven.press("g");
    driven.hear(Msg::NotSearched(line()));
    assert!(driven.screen().contains(&line()), "{}", driven.screen());
    driven.write("nowhere");
    let screen = driven.screen();
    assert!(
        screen.contains("No matches in what could be read") && screen.contains("not all could be read"),
        "{screen}"
    );
    // The next search begins anew.
    driven.press("esc g");
    assert!(!driven.screen().contains("not all could be read"), "{}", driven.screen());
}

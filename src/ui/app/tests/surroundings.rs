//! What is told of where the program runs: it neither goes unread nor comes again.

use super::{
    scenes::{conflict, rival, table},
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

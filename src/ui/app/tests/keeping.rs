//! What is kept from one message to the next, wrapped rows and figures and pages, is what a fresh start would make of it.

use proptest::prelude::*;

use super::{scenes::table, *};
use crate::ui::session::Figures;

/// Keys that change texts, marks, panes, questions, forms and screens; what follows a `'` is typed.
const KEYS: [&str; 36] = [
    "'a",
    "'b ",
    "'漢",
    "enter",
    "backspace",
    "ctrl-w",
    "ctrl-z",
    "ctrl-y",
    "tab",
    "shift-tab",
    "ctrl-n",
    "ctrl-p",
    "ctrl-u",
    "esc",
    "down",
    "up",
    "m",
    "n",
    "c",
    "x",
    "space",
    "f4",
    "f5",
    "ctrl-d",
    "ctrl-o",
    "ctrl-t",
    "f8",
    "b",
    "q",
    "a",
    "alt-3",
    "ctrl-r",
    "e",
    "o",
    "delete",
    "ctrl-e",
];

const SIZES: [(u16, u16); 4] = [(80, 24), (60, 20), (120, 40), (200, 60)];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_kept_is_what_a_fresh_start_would_make(
        steps in prop::collection::vec((prop::sample::select(&KEYS[..]), prop::option::weighted(0.1, 0..4_usize)), 1..40),
    ) {
        let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
        driven.open(&table().id, Purpose::Record);
        for (key, size) in steps {
            match key.strip_prefix('\'') {
                Some(text) => drop(driven.write(text)),
                None => drop(driven.press(key)),
            }
            if let Some((width, height)) = size.map(|size| SIZES[size]) {
                driven.hear(Msg::Resized(width, height));
            }
            let Some(session) = driven.app.session() else { return Ok(()) };
            let fresh = Figures::of(session.evaluation(), &session.framework);
            prop_assert_eq!(session.figures(), &fresh, "after {}", key);
            // Laid out once more from nothing, the same is drawn.
            let mut again = driven.clone();
            again.app.forget_kept();
            again.app.settle();
            prop_assert_eq!(again.screen(), driven.screen(), "after {}", key);
        }
    }
}

impl App {
    /// Forgets what was laid out.
    fn forget_kept(&mut self) {
        match &mut self.open {
            Some(Screen::Record(record)) => record.forget_layout(),
            Some(Screen::Review(_) | Screen::Portfolio(_) | Screen::Compare(_)) | None => {}
        }
        self.cx.hints = Hints::default();
    }
}

//! What is answered late: the user has gone on meanwhile, and nothing of that is torn away.

use super::{
    scenes::{blank, conflict, rival, table},
    *,
};
use crate::model::{Detail, Field, Part};
use crate::ui::ReadPurpose;

/// A library of two, where the first was opened while all of it was being read.
fn gone_on(purpose: Purpose) -> Driven {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table(), blank("beta", "Beta")]);
    driven.open(&table().id, purpose);
    driven
}

#[test]
fn what_was_read_for_the_portfolio_or_to_compare_leaves_the_open_evaluation_alone() {
    for purpose in [Purpose::Record, Purpose::Review(0)] {
        for reading in [ReadPurpose::Portfolio, ReadPurpose::Compare(table().id)] {
            let mut driven = gone_on(purpose.clone());
            let before = driven.screen();
            driven.hear(Msg::ReadAll(reading, vec![table(), blank("beta", "Beta")], None));
            assert_eq!(driven.screen(), before);
            assert_eq!(driven.evaluation().id, table().id);
        }
    }
}

#[test]
fn choosing_what_to_compare_with_leaves_an_evaluation_alone_that_was_opened_below() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table(), blank("beta", "Beta")]);
    driven.press("c");
    driven.open(&table().id, Purpose::Record);
    driven.press("enter");
    assert_eq!(driven.app.evaluation().map(|open| &open.id), Some(&table().id), "{}", driven.screen());
}

/// Another version of the sample, with one choice to be made.
fn rivals() -> Msg {
    let part = Part::Text(Field::Practice(Detail::Title));
    rival(table(), vec![conflict(part, Some("Ours"), Some("Theirs"))])
}

#[test]
fn choices_outlast_a_look_at_the_reviewers_pages_and_are_told_of_there() {
    let mut driven = gone_on(Purpose::Record);
    driven.hear(rivals());
    driven.press("ctrl-r e f6");
    assert!(driven.screen().contains("Theirs"), "{}", driven.screen());
    let mut driven = gone_on(Purpose::Review(0));
    driven.hear(rivals());
    assert!(driven.screen().contains("1 conflict: e, then F6"), "{}", driven.screen());
    driven.press("e f6");
    assert!(driven.screen().contains("Theirs"), "{}", driven.screen());
}

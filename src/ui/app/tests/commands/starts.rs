//! Where the cases of the commands begin.

use super::super::{
    scenes::{self, blank, conflict, id, moment, rival, table},
    *,
};
use crate::model::{Detail, Edit, Field, Part, Revision, difference::difference};

/// Three evaluations.
pub(super) fn shelf() -> Driven {
    let mut alpha = table();
    (alpha.id, alpha.practice.title) = (id("alpha"), "Alpha".into());
    let mut driven =
        Driven::with(80, 24, Theme::default(), vec![alpha, blank("beta", "Beta"), blank("gamma", "Gamma")]);
    driven.modified.insert(id("beta"), moment("11-23T10:00"));
    driven.modified.insert(id("gamma"), moment("11-22T10:00"));
    driven.list();
    driven.press("home");
    driven
}

/// The first of them on the reviewer's pages.
pub(super) fn reading() -> Driven {
    let mut driven = shelf();
    driven.press("r");
    driven
}

/// A draft on the reviewer's pages, while another evaluation waits for a verdict.
pub(super) fn waiting() -> Driven {
    let mut driven = waiting_on_the_shelf();
    driven.press("r");
    driven
}

/// A draft and an evaluation that waits for a verdict.
pub(super) fn waiting_on_the_shelf() -> Driven {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![blank("alpha", "Alpha"), scenes::submitted()]);
    driven.modified.insert(scenes::submitted().id, moment("11-23T10:00"));
    driven.list();
    driven.press("home");
    driven
}

/// An evaluation with two paragraphs as its first narrative, the caret behind them.
pub(in crate::ui::app::tests) fn prose() -> Driven {
    let mut driven = Driven::new(80, 24);
    driven.press("n").write("Centre").press("enter").write("one two\nthree four");
    driven
}

/// An evaluation in whose first checklist are levels of two scales, the first item in focus.
pub(super) fn levelled() -> Driven {
    let mut driven = Driven::against(scenes::GARDEN, 80, 24);
    driven.press("tab");
    driven
}

/// The details of the same, a list of the framework's in focus.
pub(in crate::ui::app::tests) fn listed() -> Driven {
    let mut driven = Driven::against(scenes::GARDEN, 80, 24);
    driven.press("ctrl-d tab tab tab tab tab tab tab tab");
    driven
}

/// The same with two jots.
pub(in crate::ui::app::tests) fn jots() -> Driven {
    let mut driven = prose();
    driven.press("ctrl-t").write("First jot").press("enter ctrl-t").write("Second jot").press("enter");
    driven
}

/// The reviewer's pages of an evaluation with a remark on its first question.
pub(super) fn remarked() -> Driven {
    let mut driven = prose();
    driven.press("ctrl-r r").write("Why?").press("enter");
    driven
}

/// The same, submitted.
pub(super) fn submitted() -> Driven {
    let mut driven = remarked();
    driven.press("s enter");
    driven
}

/// The same with three revisions in sight.
pub(in crate::ui::app::tests) fn revised() -> Driven {
    let mut driven = prose();
    let states = ["", "one two", "one two\nthree four"].map(|text| {
        let mut state = driven.evaluation().clone();
        let field = Field::Narrative(scenes::question(0));
        state.apply(&Edit::replace(field, "one two\nthree four", text)).unwrap();
        state
    });
    let revision = |number: usize| {
        let changes = if number > 1 { difference(&states[number - 2], &states[number - 1]) } else { Vec::new() };
        let (written, state) = (moment(&format!("11-24T1{number}:00")), Ok(states[number - 1].clone()));
        Revision { number: number as u64, written, state, changes }
    };
    let revisions = [3, 2, 1].map(revision).to_vec();
    driven.hear(Msg::History(LookBack::All, revisions));
    driven
}

/// The same with another version of its narrative, both longer than the screen.
pub(in crate::ui::app::tests) fn long_sided() -> Driven {
    let mut driven = prose();
    let theirs = driven.evaluation().clone();
    let [ours, other] = ["ours", "theirs"].map(|whose| {
        let lines: Vec<String> = (0..40).map(|n| format!("line {n} of {whose}")).collect();
        lines.join("\n")
    });
    let part = Part::Text(Field::Narrative(scenes::question(0)));
    driven.hear(rival(theirs, vec![conflict(part, Some(&ours), Some(&other))]));
    driven
}

/// The same with another version of its title and its evaluators.
pub(super) fn two_sided() -> Driven {
    let mut driven = prose();
    let mut theirs = driven.evaluation().clone();
    theirs.practice.title = "Their centre".into();
    let title = conflict(Part::Text(Field::Practice(Detail::Title)), Some("Centre"), Some("Their centre"));
    let evaluators = conflict(Part::Text(Field::Evaluators), Some("Jana Nováková"), Some("Petr"));
    driven.hear(rival(theirs, vec![title, evaluators]));
    driven
}

/// An export that goes on.
pub(super) fn exporting() -> Driven {
    let mut driven = shelf();
    driven.unwritable = true;
    driven.press("e enter");
    driven
}

//! Lines to fill in: each undoes and redoes its own words, and leaves what lies behind it alone.

use super::{scenes::blank, *};
use crate::model::{Detail, Field};

fn shelf() -> Driven {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![blank("alpha", "Alpha"), blank("beta", "Beta")]);
    driven.press("home");
    driven
}

/// The recording screen with a narrative of two words.
fn recorded() -> Driven {
    let mut driven = Driven::new(80, 24);
    driven.press("n").write("Centre").press("enter").write("one two");
    driven
}

/// Types two words into a line, and undoes, redoes and clears them there.
fn undoes_its_own_words(mut driven: Driven, what: &str) {
    let shows = |driven: &Driven, text: &str| driven.screen().contains(text);
    let kept = driven.library.clone();
    driven.effects.clear();
    driven.write("kitchen garden");
    assert!(shows(&driven, "kitchen garden"), "{what}\n{}", driven.screen());
    driven.press("ctrl-z");
    assert!(shows(&driven, "kitchen") && !shows(&driven, "garden"), "{what}\n{}", driven.screen());
    driven.press("ctrl-z");
    assert!(!shows(&driven, "kitchen"), "{what}\n{}", driven.screen());
    driven.press("ctrl-z");
    assert!(driven.screen().contains("Nothing to undo in this line"), "{what}\n{}", driven.screen());
    driven.press("ctrl-y ctrl-y");
    assert!(shows(&driven, "kitchen garden"), "{what}\n{}", driven.screen());
    driven.press("ctrl-y");
    assert!(driven.screen().contains("Nothing to redo in this line"), "{what}\n{}", driven.screen());
    driven.press("left ctrl-u");
    assert!(!shows(&driven, "kitchen garden"), "{what}\n{}", driven.screen());
    driven.press("ctrl-z");
    assert!(shows(&driven, "kitchen garden"), "{what}\n{}", driven.screen());
    let reaches = |effect: &Effect| matches!(effect, Effect::Journal(_) | Effect::Restore(_));
    assert!(!driven.effects.iter().any(reaches), "{what}: {:?}", driven.effects);
    assert_eq!(driven.library, kept, "{what}");
}

#[test]
fn every_line_outside_an_evaluation_undoes_its_own_words() {
    for keys in ["n", "/", "g", "i", "ctrl-k", "e"] {
        let mut driven = shelf();
        // An evaluation in the trash is what undo brings back outside the line.
        driven.press("end delete home").press(keys);
        undoes_its_own_words(driven, &format!("library: {keys}"));
    }
    for keys in ["f3", "ctrl-g", "ctrl-k", "ctrl-t tab", "ctrl-t #", "f2"] {
        let mut driven = recorded();
        driven.press(keys);
        undoes_its_own_words(driven, &format!("recording: {keys}"));
    }
}

#[test]
fn a_filter_that_is_undone_lists_what_it_listed_before() {
    let mut driven = shelf();
    driven.press("/").write("alp");
    assert!(!driven.screen().contains("Beta"), "{}", driven.screen());
    driven.press("ctrl-z");
    assert!(driven.screen().contains("Beta"), "{}", driven.screen());
    // What Esc takes off comes back too.
    driven.press("ctrl-y esc");
    assert!(driven.screen().contains("Beta"), "{}", driven.screen());
    driven.press("/ ctrl-z");
    assert!(!driven.screen().contains("Beta"), "{}", driven.screen());
    driven.press("esc ctrl-k").write("import").press("ctrl-z");
    assert!(driven.screen().contains("▌ open"), "{}", driven.screen());
    driven.press("ctrl-y");
    assert!(driven.screen().contains("▌ import"), "{}", driven.screen());
}

#[test]
fn a_field_of_one_line_is_cleared_and_undone_and_one_of_several_is_not() {
    let mut driven = recorded();
    driven.press("ctrl-d tab").write("The town").press("ctrl-u");
    let organisation = |driven: &Driven| {
        driven.evaluation().field(&Field::Practice(Detail::Organisation)).unwrap_or_default().to_owned()
    };
    assert_eq!(organisation(&driven), "");
    driven.press("ctrl-z");
    assert_eq!(organisation(&driven), "The town");
    driven.press("ctrl-y");
    assert_eq!(organisation(&driven), "");
    assert_eq!(driven.kept(), driven.evaluation());
    // A jot's text has several lines: nothing of it goes by one key.
    driven.press("esc ctrl-t").write("said so").press("enter ctrl-o e ctrl-u");
    assert!(driven.screen().contains("Ctrl-U does nothing here"), "{}", driven.screen());
    assert_eq!(driven.evaluation().jots[0].text.as_str(), "said so");
    driven.press("esc esc ctrl-u");
    assert!(driven.screen().contains("1.2  Does"), "{}", driven.screen());
}

#[test]
fn a_jot_and_a_remark_are_cleared_and_brought_back() {
    for (begin, text) in [("ctrl-t", "said so"), ("f8", "who asked")] {
        let mut driven = recorded();
        driven.press(begin).write(text).press("ctrl-u");
        let written = |driven: &Driven| {
            let evaluation = driven.evaluation();
            let jot = evaluation.jots.iter().map(|jot| jot.text.to_string());
            jot.chain(evaluation.remarks.iter().map(|remark| remark.text.to_string())).collect::<String>()
        };
        assert_eq!(written(&driven), "");
        driven.press("ctrl-z enter");
        assert_eq!(written(&driven), text);
        assert_eq!(driven.kept(), driven.evaluation());
    }
}

#[test]
fn what_is_wrong_with_what_was_typed_and_what_was_typed_are_both_seen() {
    let found = ["Requirement", "Number", "Means of verification", "Responsible", "Remarks of the team", "Deadline"];
    let found: Vec<String> = (0..3).flat_map(|n| found.map(|name| format!("{name} {n}"))).collect();
    let why = format!("No column is called this; row 1 has {}, and that is ALL.", found.join(", "));
    for (width, height) in [(80, 24), (60, 20), (120, 40)] {
        let mut driven = Driven::new(width, height);
        let table = "checklist.csv".into();
        driven.hear(Msg::ColumnsWanted { table, example: "item=Nothing".to_owned(), why: why.clone() });
        let screen = driven.screen();
        assert!(screen.contains("▌ item=Nothing") && screen.contains("ALL."), "{screen}");
    }
}

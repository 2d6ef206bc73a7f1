//! Frameworks in the library: listed, read, imported from a table, chosen for new evaluations.

use super::*;
use crate::exchange::framework::{TableOptions, from_table, preview};
use crate::ui::{FaultyFramework, ReadFramework};

fn shelf() -> Driven {
    Driven::with(
        80,
        24,
        Theme::default(),
        vec![scenes::blank("one", "The Canteen"), scenes::blank("two", "The Kitchen")],
    )
}

fn read() -> Arc<ReadFramework> {
    let options = TableOptions {
        id: "doors".parse().unwrap(),
        version: "1".into(),
        title: Some("Doors".into()),
        named: "Doors".into(),
        map: Vec::new(),
        scale: None,
    };
    let table = "Criterion,Question,Item,Scale,Owner\nEntrance,Is it open?,The door opens,Yes/Partly/No,Anna\n,,It has no step,,\n";
    let made = from_table(table.as_bytes(), &options).unwrap();
    Arc::new(ReadFramework {
        from: "/tmp/doors.csv".to_owned(),
        preview: preview(&made),
        notes: made.notes.iter().map(ToString::to_string).collect(),
        framework: made.framework,
    })
}

fn added(driven: &mut Driven) {
    driven.hear(Msg::FrameworkAdded(Arc::new(read().framework.clone()), "It is here".to_owned()));
}

#[test]
fn the_frameworks_are_listed_with_their_use_and_what_cant_be_used() {
    let mut driven = shelf();
    driven.press("w");
    assert_eq!(driven.effects.last(), Some(&Effect::ListFrameworks));
    let faulty = FaultyFramework { file: "mine.csv".to_owned(), why: "It is a table, not RON".to_owned() };
    driven.hear(Msg::FrameworksListed(vec![faulty]));
    insta::assert_snapshot!(driven.screen());
    driven.press("enter enter");
    assert!(driven.screen().contains("Horizon 2020"), "{}", driven.screen());
    driven.press("esc w");
    driven.hear(Msg::FrameworksListed(vec![FaultyFramework {
        file: "mine.csv".to_owned(),
        why: "It is a table".to_owned(),
    }]));
    driven.press("down enter");
    assert!(driven.screen().contains("It is a table"), "{}", driven.screen());
}

#[test]
fn a_table_is_shown_before_it_is_written_and_written_only_when_asked() {
    let mut driven = shelf();
    driven.press("w");
    driven.hear(Msg::FrameworksListed(Vec::new()));
    driven.press("down enter").write("/tmp/doors.csv").press("enter");
    assert_eq!(driven.effects.last(), Some(&Effect::ReadFramework("/tmp/doors.csv".into(), Text::default())));
    driven.hear(Msg::FrameworkRead(read()));
    insta::assert_snapshot!(driven.screen());
    let is_written = |driven: &Driven| driven.effects.iter().any(|effect| matches!(effect, Effect::AddFramework(_)));
    driven.press("esc");
    assert!(!is_written(&driven) && driven.screen().contains("Put it into the library"), "{}", driven.screen());
    driven.press("down down enter");
    assert!(!is_written(&driven) && driven.screen().contains("Nothing was imported"));
    driven.hear(Msg::FrameworkRead(read()));
    driven.press("esc enter");
    assert_eq!(driven.effects.last(), Some(&Effect::AddFramework(read())));
}

#[test]
fn columns_that_are_not_found_are_asked_for() {
    let mut driven = shelf();
    driven.hear(Msg::ColumnsWanted {
        table: "/tmp/doors.csv".into(),
        example: "item=".to_owned(),
        why: "no column holds items".to_owned(),
    });
    assert!(driven.screen().contains("Which columns hold what?") && driven.screen().contains("No column holds items"));
    driven.write("B").press("enter");
    assert_eq!(driven.effects.last(), Some(&Effect::ReadFramework("/tmp/doors.csv".into(), "item=B".into())));
}

#[test]
fn new_evaluations_answer_the_framework_that_was_chosen() {
    let mut driven = shelf();
    added(&mut driven);
    driven.press("w");
    driven.hear(Msg::FrameworksListed(Vec::new()));
    driven.press("down enter down enter");
    let kept = driven.effects.iter().rev().find_map(|effect| match effect {
        Effect::Keep(settings) => settings.framework.clone(),
        _ => None,
    });
    assert_eq!(kept.map(|framework| framework.id.to_string()).as_deref(), Some("doors"));
    driven.press("n enter").write("A door").press("enter");
    assert_eq!(driven.evaluation().framework.id.as_str(), "doors");
    driven.hear(Msg::Begin(None, "Another door".into()));
    assert_eq!(driven.evaluation().framework.id.as_str(), "doors");
}

#[test]
fn who_begins_an_evaluation_is_offered_a_framework_that_has_just_come() {
    let mut driven = shelf();
    let (built_in, own) = (driven.app.cx.frameworks[0].clone(), Arc::new(read().framework.clone()));
    driven.effects.clear();
    driven.press("n");
    assert!(driven.effects.contains(&Effect::List), "the folder is looked at: {:?}", driven.effects);
    driven.hear(Msg::FrameworksChanged(vec![built_in.clone(), own.clone()]));
    assert!(driven.screen().contains("Which framework?") && driven.screen().contains("Doors"), "{}", driven.screen());
    driven.press("down enter");
    assert!(driven.screen().contains("Which practice"), "{}", driven.screen());
    // Who has chosen goes on.
    driven.hear(Msg::FrameworksChanged(vec![built_in.clone(), own.clone()]));
    assert!(driven.screen().contains("Which practice"), "{}", driven.screen());
    // And so does who has begun to type.
    let mut typing = shelf();
    typing.press("n").write("Ga");
    typing.hear(Msg::FrameworksChanged(vec![built_in, own]));
    typing.write("te").press("enter");
    assert_eq!(typing.evaluation().title(), "Gate");
}

#[test]
fn a_framework_that_comes_or_goes_while_the_library_lies_open_is_known() {
    let mut driven = shelf();
    let (built_in, own) = (driven.app.cx.frameworks[0].clone(), Arc::new(read().framework.clone()));
    driven.effects.clear();
    driven.hear(Msg::Returned);
    assert_eq!(driven.effects, [Effect::List], "the folder is looked at when the window is");
    driven.hear(Msg::FrameworksChanged(vec![built_in.clone(), own.clone()]));
    assert!(driven.effects.contains(&Effect::Know(vec![built_in.clone(), own])), "{:?}", driven.effects);
    driven.press("n");
    assert!(driven.screen().contains("Doors"), "{}", driven.screen());
    driven.press("down enter").write("The gate");
    driven.hear(Msg::FrameworksChanged(vec![built_in]));
    driven.effects.clear();
    driven.press("enter");
    assert!(driven.screen().contains("The framework doors was removed"), "{}", driven.screen());
    assert!(!driven.effects.iter().any(|effect| matches!(effect, Effect::Create(..))), "nothing is begun of another");
}

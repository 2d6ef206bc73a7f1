//! The library by keys: finding, sorting, moving evaluations in and out.

use std::path::PathBuf;

use super::{
    scenes::{approved, blank, foreign, id, moment, returned, submitted},
    *,
};
use crate::ui::{AlreadyHere, ReadImport, Taken};

fn shelf() -> Driven {
    let mut lodz = blank("lodz", "Warsztat");
    lodz.practice.place = "Łódź".into();
    lodz.evaluators = "Agnieszka Łuczak-Żółć".into();
    let mut driven = Driven::with(80, 24, Theme::default(), vec![lodz, returned(), submitted(), approved(), foreign()]);
    for (evaluation, modified) in
        [(returned(), "11-23T18:00"), (submitted(), "11-22T09:30"), (approved(), "03-03T10:00")]
    {
        driven.modified.insert(evaluation.id, moment(modified));
    }
    driven.modified.insert(foreign().id, moment("06-01T12:00"));
    driven.list();
    driven.press("home");
    driven
}

/// The titles shown, cut as they are, from top to bottom.
fn shown(driven: &Driven) -> Vec<String> {
    let screen = driven.screen();
    let rows = screen.lines().skip(4).take_while(|line| !line.contains('─'));
    rows.map(|line| line.chars().skip(3).take(8).collect::<String>()).filter(|title| !title.trim().is_empty()).collect()
}

#[test]
fn find_folds_case_and_diacritics() {
    for (sought, found) in [
        ("lodz", vec!["Warsztat"]),
        ("Łódź", vec!["Warsztat"]),
        ("zolc", vec!["Warsztat"]),
        ("GDANSK", vec!["Immigran"]),
        ("usti", vec!["Centre f"]),
        ("poland gdan", vec!["Immigran"]),
        ("大阪", vec!["多文化共生センタ"]),
        ("nowhere", vec!["No match"]),
    ] {
        let mut driven = shelf();
        driven.press("/").write(sought);
        assert_eq!(shown(&driven), found, "{sought}");
        driven.press("esc");
        assert_eq!(shown(&driven).len(), 5);
    }
}

#[test]
fn find_and_sorting_take_signs_set_for_one_another_for_one() {
    let titles = ["Onasis", "O’Neill", "“Kitchen”", "ONeill – Brno", "O'Neill", "Kitchens", "Dis\u{ad}play ﬁrst…"];
    let practices = titles.iter().enumerate().map(|(n, title)| blank(&format!("p{n}"), title)).collect();
    let mut driven = Driven::with(80, 24, Theme::default(), practices);
    driven.press("s");
    let sorted = ["Display ", "“Kitchen", "Kitchens", "Onasis  ", "O’Neill ", "O'Neill ", "ONeill –"];
    assert_eq!(shown(&driven).concat().replace('\u{ad}', ""), sorted.concat(), "{}", driven.screen());
    for (sought, found) in
        [("o'neill", 2), ("O‘neill", 2), ("oneill—brno", 0), ("—", 1), ("\"kit", 1), ("display first...", 1)]
    {
        driven.press("/").write(sought);
        let rows = shown(&driven).iter().filter(|title| !title.starts_with("No match")).count();
        assert_eq!(rows, found, "{sought}\n{}", driven.screen());
        driven.press("esc");
    }
}

#[test]
fn a_choice_stays_on_its_row_when_the_library_is_read_anew() {
    let mut driven = shelf();
    driven.press("down down");
    driven.modified.insert(id("lodz"), moment("01-01T10:00"));
    driven.list();
    driven.press("enter");
    assert_eq!(driven.evaluation().id, submitted().id);
}

#[test]
fn rows_come_in_while_the_library_is_read_for_the_first_time() {
    let mut driven = shelf();
    let older: Vec<Arc<LibraryRow>> = driven.rows().into_iter().filter(|row| row.stem() != "lodz").collect();
    for read in [0, 2, 4] {
        driven.hear(Msg::Listed(Listing::new(older[..read].to_vec(), 5 - read)));
    }
    driven.shoot("library_coming_in");
    driven.list();
    // Who has chosen none is at the top of the whole list.
    driven.press("enter");
    assert_eq!(driven.evaluation().id, id("lodz"));
}

#[test]
fn rows_are_sorted_and_filtered() {
    let mut driven = shelf();
    let by_change = ["Warsztat", "Centre f", "多文化共生センタ", "Borrowed", "Immigran"];
    assert_eq!(shown(&driven), by_change);
    driven.press("s");
    assert_eq!(shown(&driven), ["Borrowed", "Centre f", "Immigran", "Warsztat", "多文化共生センタ"]);
    driven.press("s");
    assert_eq!(shown(&driven)[2..], ["Centre f", "多文化共生センタ", "Immigran"]);
    driven.press("s");
    assert_eq!(shown(&driven)[2..], ["多文化共生センタ", "Centre f", "Immigran"]);
    driven.press("s");
    assert_eq!(shown(&driven)[0], "多文化共生センタ");
    driven.press("s");
    assert_eq!(shown(&driven), by_change);
    for left in
        [vec!["Warsztat", "Borrowed"], vec!["多文化共生センタ"], vec!["Centre f"], vec!["Immigran"], by_change.to_vec()]
    {
        driven.press("f");
        assert_eq!(shown(&driven), left);
    }
}

#[test]
fn to_the_trash_and_back() {
    let mut driven = shelf();
    let before = driven.library.clone();
    driven.press("delete enter delete enter");
    assert_eq!(driven.library.len(), 3);
    driven.press("t").write("warsz").press("enter t enter");
    assert_eq!(driven.library, before);
    driven.press("t");
    assert!(driven.screen().contains("The trash is empty"), "{}", driven.screen());
}

#[test]
fn a_duplicate_is_a_new_draft_without_what_reviewers_said() {
    let mut driven = shelf();
    driven.press("down d");
    let copies: Vec<_> = driven.library.values().filter(|one| one.title().starts_with(returned().title())).collect();
    assert_eq!(copies.len(), 2);
    let copy = copies.into_iter().find(|one| one.id != returned().id).unwrap();
    assert_eq!((copy.status(), copy.remarks.len()), (crate::model::evaluation::Status::Draft, 0));
}

#[test]
fn an_import_reads_the_file_and_chooses_what_came_first() {
    let mut driven = shelf();
    driven.press("i").write("/tmp/my file.txt").press("enter");
    assert!(driven.effects.contains(&Effect::Import(PathBuf::from("/tmp/my file.txt"))), "{:?}", driven.effects);
    for (key, title) in [("first", "First"), ("second", "Second")] {
        driven.library.insert(id(key), blank(key, title));
    }
    // The library is read on a thread of its own: the report is there before the rows.
    driven.hear(Msg::Imported { first: id("first"), report: vec!["2 evaluations read.".to_owned()] });
    driven.list();
    assert!(driven.screen().contains("2 evaluations read."), "{}", driven.screen());
    driven.press("esc enter");
    assert_eq!(driven.evaluation().title(), "First");
}

/// What was read of two evaluations, of which this many are here.
fn read(here: usize) -> Arc<ReadImport> {
    let evaluations = vec![blank("first", "First"), blank("second", "Second")];
    let known = [("lodz", "Warsztat"), ("x", "Another")].into_iter().enumerate().take(here);
    let here = known.map(|(at, (key, title))| AlreadyHere { at, id: id(key), title: title.to_owned() }).collect();
    Arc::new(ReadImport { from: "/tmp/a.txt".to_owned(), evaluations, here, rescued: Vec::new(), report: Vec::new() })
}

#[test]
fn what_was_read_is_taken_in_at_once_where_none_of_it_is_here() {
    let mut driven = shelf();
    driven.hear(Msg::ReadToImport(read(0)));
    assert_eq!(driven.effects.last(), Some(&Effect::TakeIn(read(0), Taken::All)));
}

#[test]
fn an_import_of_what_is_here_already_asks() {
    let ends = |here: usize, keys: &str| {
        let mut driven = shelf();
        driven.hear(Msg::ReadToImport(read(here)));
        assert!(!driven.effects.iter().any(|effect| matches!(effect, Effect::TakeIn(..))));
        assert!(driven.screen().contains(&format!("Here already: {here} of 2 evaluations in /tmp/a.txt")));
        driven.press(keys);
        (driven.effects.last().cloned(), driven)
    };
    assert_eq!(ends(1, "enter").0, Some(Effect::TakeIn(read(1), Taken::New)));
    assert_eq!(ends(1, "down down enter").0, Some(Effect::TakeIn(read(1), Taken::All)));
    assert_eq!(ends(2, "down enter").0, Some(Effect::TakeIn(read(2), Taken::All)));
    for (here, keys) in [(1, "down enter"), (2, "enter"), (1, "esc"), (2, "esc")] {
        let (_, driven) = ends(here, keys);
        assert!(!driven.effects.iter().any(|effect| matches!(effect, Effect::TakeIn(..))), "{keys}");
        assert_eq!(driven.library.len(), 5);
    }
    let (_, driven) = ends(1, "down down down enter");
    assert_eq!(driven.evaluation().id, id("lodz"));
}

#[test]
fn what_was_read_late_lies_over_nothing() {
    for keys in ["enter", "n", "i"] {
        let mut driven = shelf();
        driven.press(keys);
        let library = driven.library.clone();
        driven.hear(Msg::ReadToImport(read(1)));
        assert!(driven.screen().contains("/tmp/a.txt was read meanwhile"), "{keys}\n{}", driven.screen());
        assert!(!driven.screen().contains("Here already"), "{keys}\n{}", driven.screen());
        assert_eq!(driven.library, library);
    }
}

#[test]
fn a_flagged_file_explains_itself_and_can_be_neither_moved_nor_exported() {
    let mut driven = shelf();
    driven.flag("broken.ron", driven.now, "line 4, column 2: expected a string");
    driven.list();
    driven.press("/").write("broken").press("enter").press("enter");
    assert!(driven.effects.contains(&Effect::Source("broken.ron".to_owned())), "{:?}", driven.effects);
    for key in ["d", "N", "delete", "e"] {
        driven.press(key);
        assert!(driven.screen().contains("broken.ron cannot be read; Enter explains"), "{key}\n{}", driven.screen());
    }
    assert_eq!(driven.library.len(), 5);
}

#[test]
fn an_empty_library_says_that_there_is_nothing_to_open() {
    for key in ["enter", "r", "d", "N", "delete", "e"] {
        let mut driven = Driven::new(80, 24);
        driven.press(key);
        assert!(driven.screen().contains("No evaluations yet: n begins one"), "{key}\n{}", driven.screen());
    }
}

#[test]
fn the_name_is_asked_once_and_kept() {
    let mut driven = Driven::of(80, 24, Theme::default(), Settings::default(), Vec::new());
    driven.press("n").write("Jana").press("enter").write("One").press("enter");
    assert_eq!(driven.evaluation().evaluators.as_str(), "Jana");
    assert!(driven.effects.iter().any(|effect| matches!(effect, Effect::Keep(kept) if kept.name.as_str() == "Jana")));
    driven.press("esc esc n").write("Two").press("enter");
    assert_eq!(driven.evaluation().title(), "Two");
}

#[test]
fn a_file_of_another_name_than_its_evaluation_can_be_taken_in() {
    let id = id("2026-11-24-centre-k7q2x");
    let file = "from a stick.ron".to_owned();
    let source = |remedy| Msg::Source { file: file.clone(), problem: "why".to_owned(), text: "(".to_owned(), remedy };
    for (remedy, keys, effect) in [
        (Remedy::OwnName(id.clone()), "esc enter", Some(Effect::NameAfterId(file.clone()))),
        (Remedy::OwnName(id.clone()), "esc down enter", Some(Effect::BringBack(file.clone()))),
        (Remedy::Draft, "esc enter", Some(Effect::BringBack(file.clone()))),
        (Remedy::LastGood, "esc enter", Some(Effect::RestoreLastGood(file.clone()))),
        (Remedy::OwnName(id.clone()), "esc down down enter", None),
        (Remedy::Draft, "esc down enter", None),
        (Remedy::None, "esc esc", None),
    ] {
        let mut driven = Driven::with(80, 24, Theme::default(), vec![submitted()]);
        driven.effects.clear();
        driven.hear(source(remedy.clone()));
        driven.press(keys);
        assert_eq!(driven.effects, effect.into_iter().collect::<Vec<_>>(), "{remedy:?} {keys}");
    }
}

//! Exporting by keys: from the library, while recording and while reviewing, to files that exist and to others.

use super::{
    scenes::{blank, id},
    *,
};

fn shelf() -> Driven {
    let mut driven =
        Driven::with(80, 24, Theme::default(), vec![blank("lodz", "Łódź: a workshop"), blank("baba", "Baba")]);
    driven.press("s home");
    driven
}

fn exported(driven: &Driven) -> Vec<ExportFile> {
    let files = driven.effects.iter().filter_map(|effect| match effect {
        Effect::Export(file) => Some(file.clone()),
        _ => None,
    });
    files.collect()
}

fn file(keys: &[&str], format: Export, path: &str) -> ExportFile {
    let evaluations = keys.iter().map(|key| id(key)).collect();
    let copy = CopyKind::Internal;
    ExportFile { evaluations, format, copy, in_spite: false, parts: Vec::new(), path: path.into(), overwrites: false }
}

/// Has the sheet in front choose this format.
fn choose(driven: &mut Driven, format: Export) {
    let shown = format.in_words();
    for _ in Export::ALL {
        if driven.screen().contains(shown) {
            return;
        }
        driven.press("right");
    }
    panic!("no {format:?} on the sheet: {}", driven.screen());
}

#[test]
fn a_file_is_proposed_by_the_practices_title_and_follows_the_format() {
    let mut driven = shelf();
    driven.press("end e");
    choose(&mut driven, Export::Markdown);
    assert!(driven.screen().contains("~/lodz-a-workshop.md"), "{}", driven.screen());
    driven.press("enter");
    assert_eq!(exported(&driven), [file(&["lodz"], Export::Markdown, "~/lodz-a-workshop.md")]);
    assert!(driven.screen().contains("Written to ~/lodz-a-workshop.md"), "{}", driven.screen());
    driven.press("e");
    assert!(driven.screen().contains("Markdown: a report"), "the one used last: {}", driven.screen());
    driven.press("end ctrl-a").write("~/mine.md").press("up up up up up up up");
    choose(&mut driven, Export::Html);
    assert!(driven.screen().contains("~/mine.html"), "{}", driven.screen());
    driven.press("end ctrl-a backspace enter");
    assert!(driven.screen().contains("nothing was exported"), "{}", driven.screen());
    assert_eq!(exported(&driven).len(), 1);
}

#[test]
fn what_is_selected_goes_out_together() {
    let mut driven = shelf();
    driven.press("space down space e");
    assert!(driven.screen().contains("What     2 evaluations, selected"), "{}", driven.screen());
    choose(&mut driven, Export::Json);
    driven.press("enter");
    assert_eq!(exported(&driven), [file(&["baba", "lodz"], Export::Json, "~/evaluations-2026-11-24.json")]);
    assert!(driven.screen().contains("2 evaluations written to ~/evaluations-2026-11-24.json"), "{}", driven.screen());
    // The one in focus, and all, can be chosen all the same.
    driven.press("e up right");
    assert!(driven.screen().contains("What     Łódź: a workshop"), "{}", driven.screen());
    driven.press("right");
    assert!(driven.screen().contains("What     2 evaluations, all of the library"), "{}", driven.screen());
    driven.press("esc esc");
    assert!(!driven.screen().contains("selected"), "{}", driven.screen());
    driven.press("/").write("baba").press("enter space e");
    assert!(driven.screen().contains("What     1 evaluation, selected"), "{}", driven.screen());
}

#[test]
fn what_stays_at_home_goes_with_a_report_where_that_is_chosen() {
    let mut driven = shelf();
    driven.press("e");
    choose(&mut driven, Export::Html);
    driven.press("down down space down down space enter");
    let parts = vec![Part::Remarks, Part::Evidence];
    assert_eq!(exported(&driven), [ExportFile { parts, ..file(&["baba"], Export::Html, "~/baba.html") }]);
    driven.press("e down down space");
    choose(driven.press("up up"), Export::Ron);
    assert!(!driven.screen().contains("[x]"), "what goes with reports alone: {}", driven.screen());
    driven.press("enter");
    assert_eq!(exported(&driven)[1], file(&["baba"], Export::Ron, "~/baba.ron"));
}

#[test]
fn a_public_copy_is_asked_for_by_itself_and_what_is_to_be_known_comes_first() {
    let mut driven = shelf();
    driven.unwritable = true;
    driven.press("e");
    choose(&mut driven, Export::Html);
    driven.press("down space");
    assert!(driven.screen().contains("~/public-copy.html"), "the title may name somebody: {}", driven.screen());
    assert!(!driven.screen().contains("] jots") && driven.screen().contains("] comments"), "{}", driven.screen());
    driven.press("enter");
    let asked = ExportFile { copy: CopyKind::Public, ..file(&["baba"], Export::Html, "~/public-copy.html") };
    assert_eq!(exported(&driven), [asked.clone()]);
    driven.hear(Msg::PublicWarned(asked.clone(), vec!["1 person met is not marked: Petr".to_owned()]));
    assert!(driven.screen().contains("1 person met is not marked: Petr."), "{}", driven.screen());
    driven.press("enter");
    assert!(driven.screen().contains("public: what is marked is replaced"), "{}", driven.screen());
    driven.hear(Msg::PublicWarned(asked.clone(), vec!["1 person met is not marked: Petr".to_owned()]));
    driven.press("down enter");
    assert_eq!(exported(&driven)[1], ExportFile { in_spite: true, ..asked });
}

#[test]
fn a_file_that_exists_is_overwritten_only_when_that_is_chosen() {
    let mut driven = shelf();
    driven.files.insert("~/mine.json".into());
    driven.press("e");
    choose(&mut driven, Export::Json);
    driven.press("end ctrl-a").write("~/mine.json").press("enter");
    assert!(driven.screen().contains("Already exists: ~/mine.json"), "{}", driven.screen());
    driven.press("enter");
    assert!(driven.screen().contains("File     ~/mine.json"), "{}", driven.screen());
    driven.press("enter down enter");
    assert!(driven.screen().contains("Written to ~/mine.json"), "{}", driven.screen());
    let mine = file(&["baba"], Export::Json, "~/mine.json");
    assert_eq!(exported(&driven), [mine.clone(), mine.clone(), ExportFile { overwrites: true, ..mine }]);
    // What was written needs no second name: the next file is proposed again.
    driven.press("e");
    assert!(driven.screen().contains("~/baba.json"), "{}", driven.screen());
}

#[test]
fn what_could_not_be_written_stands_on_the_sheet_and_so_does_what_was_left() {
    let mut driven = shelf();
    driven.unwritable = true;
    driven.press("e");
    choose(&mut driven, Export::Json);
    driven.press("end ctrl-a").write("/no/such/place.json").press("enter");
    assert!(driven.screen().contains("Exporting: 0 of 1"), "{}", driven.screen());
    driven.hear(Msg::NotExported("can't write /no/such/place.json".to_owned()));
    assert!(driven.screen().contains("Can't write /no/such/place.json"), "{}", driven.screen());
    driven.press("esc e");
    assert!(driven.screen().contains("File     /no/such/place.json"), "{}", driven.screen());
    driven.press("esc down e");
    assert!(driven.screen().contains("~/lodz-a-workshop."), "another one: {}", driven.screen());
}

#[test]
fn an_export_under_way_says_how_far_it_is_and_is_broken_off() {
    let mut driven = shelf();
    driven.unwritable = true;
    driven.press("e up right enter");
    driven.hear(Msg::Exporting(1, 2));
    assert!(driven.screen().contains("Exporting: 1 of 2"), "{}", driven.screen());
    driven.press("enter x");
    assert_eq!(exported(&driven).len(), 1, "once");
    driven.press("esc");
    assert_eq!(driven.effects.last(), Some(&Effect::CancelExport));
    driven.hear(Msg::NotExported("the export was cancelled: nothing was written".to_owned()));
    assert!(driven.screen().contains("The export was cancelled"), "{}", driven.screen());
    assert!(driven.screen().contains("File     ~/"), "the sheet is there again: {}", driven.screen());
}

#[test]
fn the_open_evaluation_is_exported_while_it_is_recorded_and_while_it_is_reviewed() {
    let mut driven = shelf();
    driven.press("enter").write("Cooking together.").press("ctrl-k").write("export").press("enter");
    choose(&mut driven, Export::Json);
    driven.press("enter");
    assert_eq!(exported(&driven), [file(&["baba"], Export::Json, "~/baba.json")]);
    // One is where one was, and so is a form.
    driven.write(" Eating, too.").press("ctrl-d ctrl-k").write("export").press("enter");
    assert!(driven.screen().contains("Enter export "), "{}", driven.screen());
    driven.press("esc");
    assert!(driven.screen().contains("Organisation"), "{}", driven.screen());
    driven.press("esc ctrl-r E");
    choose(&mut driven, Export::Markdown);
    driven.press("enter");
    assert_eq!(exported(&driven).last(), Some(&file(&["baba"], Export::Markdown, "~/baba.md")));
    assert!(driven.screen().contains("Cooking together. Eating, too."), "{}", driven.screen());
}

#[test]
fn the_practices_of_a_portfolio_and_two_side_by_side_go_out_together() {
    let mut driven = shelf();
    driven.press("p e");
    choose(&mut driven, Export::Svg);
    driven.press("enter");
    assert_eq!(exported(&driven), [file(&["baba", "lodz"], Export::Svg, "~/evaluations-2026-11-24.svg")]);
    driven.press("esc c enter E");
    assert!(driven.screen().contains("2 evaluations side by side"), "{}", driven.screen());
}

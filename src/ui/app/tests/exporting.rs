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

fn file(key: &str, format: Export, path: &str, overwrites: bool) -> ExportFile {
    ExportFile { evaluation: id(key), format, parts: &[], path: path.into(), overwrites }
}

#[test]
fn a_file_is_proposed_by_the_practices_title() {
    let mut driven = shelf();
    driven.press("end e").write("markdown").press("enter");
    assert!(driven.screen().contains("~/lodz-a-workshop.md"), "{}", driven.screen());
    driven.press("enter");
    assert_eq!(exported(&driven), [file("lodz", Export::Markdown, "~/lodz-a-workshop.md", false)]);
    assert!(driven.screen().contains("Written to ~/lodz-a-workshop.md"), "{}", driven.screen());
    driven.press("e enter ctrl-a backspace enter");
    assert!(driven.screen().contains("nothing was exported"), "{}", driven.screen());
    assert_eq!(exported(&driven).len(), 1);
}

#[test]
fn the_format_used_last_stands_first() {
    let mut driven = shelf();
    for (sought, format) in [("ron", Export::Ron), ("markdown", Export::Markdown)] {
        driven.press("e").write(sought).press("enter enter");
        let kept = driven.effects.iter().rev().find_map(|effect| match effect {
            Effect::Keep(settings) => settings.exported.first().copied(),
            _ => None,
        });
        assert_eq!(kept, Some(format));
    }
    driven.press("e enter");
    assert!(driven.screen().contains("~/baba.md"), "{}", driven.screen());
    driven.press("esc e down down enter");
    assert!(driven.screen().contains("~/baba.ron"), "{}", driven.screen());
}

#[test]
fn what_stays_at_home_goes_with_a_report_where_that_is_chosen() {
    let mut driven = shelf();
    driven.press("e").write("web page with remarks").press("enter enter");
    let whole = ExportFile { parts: &Part::ALL, ..file("baba", Export::Html, "~/baba.html", false) };
    assert_eq!(exported(&driven), [whole]);
}

#[test]
fn a_file_that_exists_is_overwritten_only_when_that_is_chosen() {
    let mut driven = shelf();
    driven.files.insert("~/mine.json".into());
    driven.press("e").write("json").press("enter ctrl-a").write("~/mine.json").press("enter");
    assert!(driven.screen().contains("Already exists: ~/mine.json"), "{}", driven.screen());
    driven.press("enter");
    assert!(driven.screen().contains("Which file should be written?"), "{}", driven.screen());
    assert!(driven.screen().contains("▌ ~/mine.json"), "{}", driven.screen());
    driven.press("enter down enter");
    assert!(driven.screen().contains("Written to ~/mine.json"), "{}", driven.screen());
    let mine = |overwrites| file("baba", Export::Json, "~/mine.json", overwrites);
    assert_eq!(exported(&driven), [mine(false), mine(false), mine(true)]);
    // What was written needs no second name: the next file is proposed again.
    driven.press("e enter");
    assert!(driven.screen().contains("~/baba.json"), "{}", driven.screen());
}

#[test]
fn what_could_not_be_written_stands_in_the_prompt_again() {
    let mut driven = shelf();
    driven.files.insert("/no/such/place.json".into());
    driven.press("e").write("json").press("enter ctrl-a").write("/no/such/place.json").press("enter esc");
    driven.hear(Msg::Failed("can't write /no/such/place.json".to_owned()));
    driven.press("e").write("json").press("enter");
    assert!(driven.screen().contains("▌ /no/such/place.json"), "{}", driven.screen());
}

#[test]
fn the_open_evaluation_is_exported_while_it_is_recorded_and_while_it_is_reviewed() {
    let mut driven = shelf();
    driven.press("enter").write("Cooking together.").press("ctrl-k").write("export").press("enter");
    assert!(driven.screen().contains("Export as"), "{}", driven.screen());
    driven.press("enter enter");
    assert_eq!(exported(&driven), [file("baba", Export::Json, "~/baba.json", false)]);
    // One is where one was, and so is a form.
    driven.write(" Eating, too.").press("ctrl-d ctrl-k").write("export").press("enter");
    assert!(driven.screen().contains("Export as"), "{}", driven.screen());
    driven.press("esc");
    assert!(driven.screen().contains("Organisation"), "{}", driven.screen());
    driven.press("esc ctrl-r E").write("markdown").press("enter enter");
    assert_eq!(exported(&driven).last(), Some(&file("baba", Export::Markdown, "~/baba.md", false)));
    assert!(driven.screen().contains("Cooking together. Eating, too."), "{}", driven.screen());
}

//! How the screens look, in four sizes and in their styles.

use super::{
    scenes::{approved, blank, conflict, foreign, id, long_word, moment, question, returned, submitted, table},
    *,
};
use crate::model::{Edit, Field, Part, Revision, Rival};
use crate::text::Splice;
use crate::ui::{AlreadyHere, LookBack, ReadImport};

/// A library that holds a bit of everything.
fn library() -> Driven {
    let evaluations = vec![table(), returned(), submitted(), approved(), long_word(), foreign()];
    let mut driven = Driven::with(80, 24, Theme::default(), evaluations);
    for (evaluation, modified) in [
        (returned(), "11-23T18:00"),
        (submitted(), "11-22T09:30"),
        (approved(), "03-03T10:00"),
        (long_word(), "11-24T08:15"),
        (foreign(), "06-01T12:00"),
    ] {
        driven.modified.insert(evaluation.id, moment(modified));
    }
    driven.flag("2026-10-02-warsaw-x7k2p.ron", moment("10-02T11:00"), "line 41, column 9: expected a string");
    driven.list();
    driven.press("home");
    driven
}

/// The sample, opened for writing.
fn recording() -> Driven {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    driven.open(&table().id, Purpose::Record);
    driven
}

#[test]
fn the_library() {
    Driven::new(80, 24).shoot("library_empty");
    let mut driven = library();
    driven.shoot("library");
    driven.press("end").shoot("library_last_row");
    driven.press("home / L o d z").shoot("library_find_nothing");
    driven.press("esc /").write("gdansk").shoot("library_find");
    driven.press("esc f f").shoot("library_one_status");
    driven.press("esc s s s").shoot("library_sorted_by_status");
    driven
        .hear(Msg::Failed("the library's folder is not there: plug the stick in again, or choose another".to_owned()));
    driven.shoot("library_failure");
}

#[test]
fn over_the_library() {
    let mut driven = library();
    driven.press("f1").shoot("help_library").press("esc");
    driven.press("ctrl-k").shoot("palette_library").press("esc");
    driven.press("n").write("Centre").shoot("prompt_title").press("esc");
    driven.press("i").write("~/texts/published.txt").shoot("prompt_import").press("esc");
    driven.press("e").shoot("export_sheet").press("esc");
    driven.press(",").shoot("settings").press("enter").shoot("prompt_name").press("esc");
    driven.press("delete enter delete t").shoot("trash").press("esc");
    let report = vec![
        "3 evaluations read from published.txt.".to_owned(),
        "Line 93, 1.3: the item \"Consider integration as a two-way process\" has no mark; it stays open.".to_owned(),
        "Line 120: a page footer was left out: \"SPRING good practice evaluation  |  page 3\".".to_owned(),
    ];
    driven.hear(Msg::Imported { first: table().id, report });
    driven.shoot("import_report").press("esc");
    let here = vec![AlreadyHere { at: 1, id: table().id, title: table().title().to_owned() }];
    let (evaluations, from) = (vec![blank("a", "A"), table()], "published.txt".to_owned());
    driven.hear(Msg::ReadToImport(Arc::new(ReadImport {
        from,
        evaluations,
        here,
        rescued: Vec::new(),
        report: Vec::new(),
    })));
    driven.shoot("import_again").press("esc");
    driven.hear(Msg::Source {
        file: "2026-10-02-warsaw-x7k2p.ron".to_owned(),
        problem: "2026-10-02-warsaw-x7k2p.ron cannot be read: line 2, column 5: expected `:`".to_owned(),
        text: "(\n    format 1,\n    id: \"2026-10-02-warsaw-x7k2p\",\n)".to_owned(),
        remedy: Remedy::None,
    });
    driven.shoot("flagged_source");
}

/// A revision of the sample, an hour before the next.
fn revision(number: u64, hour: &str, changes: Vec<Edit>) -> Revision {
    Revision { number, written: moment(&format!("11-24T{hour}")), state: Ok(table()), changes }
}

#[test]
fn other_versions() {
    let mut driven = recording();
    let field = Field::Narrative(question(0));
    let splice = Splice { at: 0, removed: "A".into(), inserted: "The door is open".into() };
    let text = Edit::Splice { field: field.clone(), splice };
    let unreadable = Revision { state: Err("its checksum does not fit".to_owned()), ..revision(2, "10:40", vec![]) };
    let mut first = revision(1, "09:00", vec![]);
    let first_state = first.state.as_mut().unwrap();
    for at in [0, 4] {
        let narrative = first_state.narrative(&question(at)).to_owned();
        let shorter = narrative.replace("The ", "A ").replace("nobody is asked for", "nobody needs");
        first_state.apply(&Edit::replace(Field::Narrative(question(at)), &narrative, &shorter)).unwrap();
    }
    first_state.jots = Vec::new().into_iter().collect();
    let item = Framework::built_in().question(0).unwrap().question.items[3].id.clone();
    first_state.apply(&Edit::mark(first_state, &question(0), &item, None)).unwrap();
    let revisions = vec![revision(3, "13:10", vec![text.clone(), text]), unreadable, first];
    driven.hear(Msg::History(LookBack::All, revisions));
    driven.shoot("history").press("enter").shoot("history_revision").press("esc");
    let mut theirs = table();
    theirs.practice.title = "The Round Table".into();
    let narrative = table().narrative(&question(0)).to_owned();
    let conflicts = vec![
        conflict(Part::Text(field), Some(&narrative), Some("The door stands open, they say.")),
        conflict(Part::Applicability(question(1)), None, Some("There is no receiving society here.")),
    ];
    let rival = Rival { file: "2026-11-24-the-long-table-brzezina.sync-conflict.ron".to_owned(), theirs, conflicts };
    driven.press("esc").hear(Msg::Rivals(vec![rival]));
    driven.shoot("conflicts_told").press("f6").shoot("conflicts").press("down").shoot("conflicts_gone");
}

#[test]
fn leaving_what_is_only_in_memory() {
    let mut driven = recording();
    driven.write("x").hear(Msg::CannotLeave("no space left on the device".to_owned()));
    driven.shoot("unsaved");
}

#[test]
fn remarks_and_steps() {
    let mut driven = library();
    driven.open(&table().id, Purpose::Review(0));
    driven.press("r").write("Which language, and who translates?").shoot("remark_line").press("enter");
    driven.press("tab tab").shoot("review_item_focused").press("end s").shoot("submit");
    driven.press("enter b").shoot("prompt_return");
    driven.press("esc home e f8").write("Here").shoot("remark_while_recording");
}

#[test]
fn the_first_question_to_a_newcomer() {
    let mut driven = Driven::of(80, 24, Theme::default(), Settings::default(), Vec::new());
    driven.press("n").shoot("prompt_name_first");
}

#[test]
fn recording_zone_by_zone() {
    let mut driven = recording();
    driven.shoot("record_narrative");
    driven.press("tab").shoot("record_checklist");
    driven.press("tab").shoot("record_tools");
    driven.press("esc").shoot("record_outline");
    driven.press("5 j").shoot("record_not_applicable");
    driven.press("tab").shoot("record_reason");
    driven.press("alt-3 ctrl-n").shoot("record_scripts");
    driven.press("shift-up shift-up").shoot("record_selection");
    driven.press("alt-5").shoot("record_untouched");
    driven.press("tab tab").shoot("record_no_tools");
    driven.press("alt-1 f4").shoot("record_full_height");
}

#[test]
fn recording_what_stands_in_the_way() {
    let mut driven = recording();
    driven.hear(Msg::NotSaved(driven.evaluation().id.clone(), "no space left on the device".to_owned()));
    driven.shoot("record_not_saved");
    let mut driven = recording();
    let mut opened = Opened {
        evaluation: table(),
        purpose: Purpose::Record,
        read_only: Some("read-only: Petr Svoboda (process 4711) has it open since 13:40".to_owned()),
        recovered: None,
        modified: driven.now,
        revision: Some(1),
    };
    driven.hear(Msg::Opened(Box::new(opened.clone())));
    driven.shoot("record_read_only");
    driven.write("x").shoot("record_read_only_typed");
    opened.read_only = None;
    opened.recovered = Some("recovered 31 edits made before the program was stopped at 13:58".to_owned());
    driven.hear(Msg::Opened(Box::new(opened)));
    driven.shoot("record_recovered");
    for (evaluation, name) in
        [(foreign(), "record_unknown_framework"), (submitted(), "record_submitted"), (returned(), "record_long_title")]
    {
        let mut driven = library();
        driven.open(&evaluation.id, Purpose::Record);
        driven.shoot(name);
    }
}

#[test]
fn the_forms() {
    let mut driven = recording();
    driven.press("ctrl-d").shoot("form_details");
    driven.press("ctrl-n").shoot("form_visit_added");
    driven.press("shift-tab ctrl-a").write("yesterdy").shoot("form_day_not_understood");
    driven.press("esc tab tab enter tab").shoot("form_tool");
    driven.press("esc a").shoot("form_tool_new");
}

#[test]
fn jots() {
    let mut driven = recording();
    driven.press("ctrl-t").shoot("jot_line_empty");
    driven.press("tab").write("We never planned a kitchen.").shoot("jot_line");
    driven.press("ctrl-g").shoot("jot_question").press("down enter").shoot("jot_line_filed");
    for _ in 0..9 {
        if !driven.screen().contains("New speaker") {
            driven.press("tab");
        }
    }
    driven.write("Paní Horáková").shoot("jot_new_speaker");
    driven.press("enter enter ctrl-o").shoot("tray");
    driven.press("a down").shoot("tray_all");
    driven.press("e").shoot("form_jot");
    driven.press("esc esc f5").shoot("record_visit_goes_on");
    let mut driven = Driven::new(80, 24);
    driven.press("n enter ctrl-o").shoot("tray_empty");
}

#[test]
fn over_the_recording() {
    let mut driven = recording();
    driven.press("ctrl-g").shoot("go_to").write("kitchen").shoot("go_to_sought").press("esc");
    driven.press("ctrl-g").write("qqqq").shoot("go_to_nothing").press("esc");
    driven.press("f2").shoot("checks").press("esc");
    driven.press("f3").shoot("prompt_find").write("canteen").press("enter").shoot("prompt_replace_by");
    driven.write("kitchen").press("enter").shoot("replace_preview").press("esc");
    driven.press("f1").shoot("help_recording").press("pagedown").shoot("help_recording_scrolled").press("esc");
    driven.press("ctrl-k").write("vis").shoot("palette_recording").press("esc");
}

#[test]
fn reviewing() {
    let mut driven = library();
    driven.open(&table().id, Purpose::Review(0));
    driven.shoot("review");
    driven.press("end").shoot("review_not_applicable");
    driven.press("3 right").shoot("review_scripts");
    driven.press("o").shoot("review_overview");
    driven.open(&returned().id, Purpose::Review(2));
    driven.shoot("review_long_title");
}

#[test]
fn in_ascii() {
    let theme = Theme { charset: crate::text::paint::Charset::Ascii, ..Theme::default() };
    let mut driven = Driven::with(80, 24, theme, vec![table(), submitted(), returned()]);
    driven.flag("broken.ron", moment("10-02T11:00"), "line 41, column 9: expected a string");
    driven.list();
    driven.shoot("ascii_library");
    driven.open(&table().id, Purpose::Record);
    driven.press("tab").shoot("ascii_checklist");
    driven.press("alt-3 ctrl-n shift-up").shoot("ascii_scripts");
    driven.press("ctrl-r o").shoot("ascii_overview");
    driven.hear(Msg::Failed("no word from the disk".to_owned()));
    driven.press("ctrl-k").hear(Msg::NotSaved(table().id, "the disk is full".to_owned()));
    driven.shoot("ascii_palette");
}

#[test]
fn across_the_library() {
    let mut driven = library();
    driven.press("p").shoot("portfolio").press("down right s").shoot("portfolio_by_rarity");
    driven.press("t").shoot("portfolio_totals").press("esc s home o").shoot("portfolio_one_question").press("esc esc");
    driven.press("g").shoot("search_empty").write("kitchen").shoot("search").press("esc");
    driven
        .press("home c")
        .shoot("compare_with")
        .press("enter")
        .shoot("compare")
        .press("pagedown")
        .shoot("compare_below");
}

#[test]
fn two_evaluations_by_one_person_are_told_apart() {
    let [one, same, mut other] = ["a2b3c", "k7m2p", "x4y5z"]
        .map(|letters| blank(&format!("2026-11-24-centre-{letters}"), "Centre for Newcomers"));
    other.practice.title = "Kitchen of All Hands".into();
    let mut driven = Driven::with(80, 24, Theme::default(), vec![one, same, other]);
    driven.press("/").write("a2b3c").press("enter home c").shoot("compare_with_same").press("enter");
    driven.shoot("compare_same_person").press("esc c down enter").shoot("compare_two_practices");
}

#[test]
fn totals_of_a_big_library_are_whole() {
    let practices = (0..700).map(|n| {
        let mut evaluation = table();
        evaluation.id = id(&format!("practice-{n:03}"));
        evaluation.practice.country = "Bosnia and Herzegovina".into();
        evaluation
    });
    let tally = table().tally_of_all(&Framework::built_in());
    let figures = format!(" {}/{} ", tally.met * 700, tally.rated() * 700);
    assert!(figures.len() > 12, "{figures}");
    let mut driven = Driven::with(80, 24, Theme::default(), practices.collect());
    driven.press("p t");
    for width in [60, 80, 120] {
        driven.hear(Msg::Resized(width, 24));
        driven.press("home").press(&"down ".repeat(7));
        let screen = driven.screen();
        let row = screen.lines().find(|row| row.contains("Bosnia")).expect(&screen);
        assert!(row.contains(&figures) && row.contains(", 700 ") && row.contains('━'), "{screen}");
    }
}

#[test]
fn two_hundred_practices() {
    let mut evaluations = Vec::new();
    for n in 0..200 {
        let mut evaluation = if n % 3 == 0 { table() } else { blank("x", "") };
        evaluation.id = id(&format!("practice-{n:03}"));
        evaluation.practice.title =
            if n % 5 == 0 { Text::default() } else { format!("Practice {n} with a name").into() };
        evaluations.push(evaluation);
    }
    let mut driven = Driven::with(80, 24, Theme::default(), evaluations);
    driven.press("end").shoot("library_of_200");
    driven.press("p end").press(&"right ".repeat(150)).shoot("portfolio_of_200");
    driven.press("t").shoot("portfolio_totals_of_200").press("o").shoot("portfolio_question_of_200");
    driven.press("esc f").shoot("portfolio_filters_of_200");
}

#[test]
fn visits() {
    let mut driven = recording();
    driven.press("f5").write(" They showed us the stoves.").press("ctrl-n").write(" Neighbours came by.");
    driven.press("ctrl-t").write("It was never about food.").press("enter").shoot("record_during_a_visit");
    driven
        .press("ctrl-d shift-tab")
        .shoot("form_visit_written")
        .press("esc ctrl-r o end")
        .shoot("review_overview_visits");
    let failure = "the evaluation can't be exported to /media/jana/STICK/fieldwork/2026/brzezina/the-long-table.md: \
                   the file system is read-only; take the stick's write protection off or choose another folder";
    driven.hear(Msg::Failed(failure.to_owned()));
    driven.shoot("notice_of_several_rows");
}

//! Importing published evaluations and reading them.

use fieldbook::model::id::Id;

use crate::site::{Site, leave, question};

fn fixture() -> String {
    format!("{}/tests/fixtures/published.txt", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn import_then_review() {
    let site = Site::new();
    let terminal = site.setup(100, 30).fieldbook(&site.library(), &[]);
    terminal.wait_for("No evaluations yet.");
    terminal.keys("i");
    terminal.wait_for("Which file holds the evaluations?");
    terminal.type_text(&format!("{}\n", fixture()));
    terminal.wait_for("Imported");
    let ids = site.ids();
    terminal.keys("esc");
    terminal.wait_gone("Imported");
    terminal.wait_for(&format!("{} evaluations, ", ids.len()));
    terminal.keys("home r");
    terminal.wait_for("1.1  Does the practice ensure");
    terminal.wait_for(&format!("practice 1 of {}", ids.len()));
    terminal.keys("right right");
    terminal.wait_for("1.3  Does the practice consult");
    terminal.keys("n");
    terminal.wait_for(&format!("practice 2 of {}", ids.len()));
    terminal.wait_for("1.3  Does the practice consult");
    terminal.keys("p o");
    terminal.wait_for("Inclusivity & Participation");
    terminal.keys("enter esc");
    terminal.wait_for("Practice");
    leave(terminal);
    // One of the texts has no answer to the first question; the others have.
    let answered = ids.iter().filter(|id| !site.read(id).narrative(&question(0)).is_empty()).count();
    assert_eq!((ids.len(), answered), (3, 2));
}

#[test]
fn a_published_text_is_the_same_from_the_screens_and_from_the_command_line() {
    let (by_keys, by_words) = (Site::new(), Site::new());
    let terminal = by_keys.start(&[]);
    terminal.wait_for("No evaluations yet.");
    terminal.keys("i");
    // As a terminal has it that a file was dropped on.
    terminal.type_text(&format!("'{}' \n", fixture()));
    terminal.wait_for("Imported");
    terminal.keys("esc");
    // The same again asks, and nothing is done twice.
    terminal.wait_gone("Imported");
    terminal.keys("i");
    terminal.type_text(&format!("file://{}\n", fixture()));
    terminal.wait_for("Here already: 3 of 3 evaluations");
    terminal.keys("enter");
    terminal.wait_for("Nothing was imported");
    leave(terminal);
    assert!(by_words.run(&["import", &fixture()]).status.success());
    // But for the ids, which differ.
    let all = |site: &Site| {
        let report = |id: &Id| site.prints(&["show", id.as_str()]).replace(id.as_str(), "");
        let mut reports: Vec<String> = site.ids().iter().map(report).collect();
        reports.sort();
        reports
    };
    assert_eq!(all(&by_keys), all(&by_words));
}

#[test]
fn duplicate_trash_restore_and_export_by_keys() {
    let (site, id) = Site::begun();
    let terminal = site.start(&[]);
    terminal.wait_for("Open Kitchen");
    terminal.keys("d");
    terminal.wait_for("2 evaluations");
    assert_eq!(site.ids().len(), 2);
    terminal.keys("delete");
    terminal.wait_for("1 evaluation,");
    assert_eq!(site.ids().len(), 1);
    terminal.keys("t");
    terminal.wait_for("Trash: choose what to restore");
    terminal.keys("enter");
    terminal.wait_for("2 evaluations");
    assert!(site.ids().contains(&id));
    terminal.keys("e");
    terminal.wait_for("Enter export");
    for next in ["[pdf]", "[html]", "[md]"] {
        terminal.keys("right");
        terminal.wait_for(next);
    }
    terminal.keys("end ctrl-a");
    terminal.type_text("~/report.md\n");
    terminal.wait_for("Written to");
    let report = std::fs::read_to_string(site.home().join("report.md")).unwrap();
    assert!(report.contains("Open Kitchen"), "{report}");
    terminal.keys("e");
    terminal.wait_for("[md]");
    terminal.keys("end ctrl-a");
    terminal.type_text("~/report.md\n");
    terminal.wait_for("Already exists");
    std::fs::write(site.home().join("report.md"), "mine").unwrap();
    terminal.keys("esc");
    terminal.wait_gone("Already exists");
    assert_eq!(std::fs::read_to_string(site.home().join("report.md")).unwrap(), "mine");
    terminal.wait_for("~/report.md");
    terminal.keys("enter");
    terminal.wait_for("Overwrite");
    terminal.keys("down enter");
    terminal.wait_for("Written to");
    assert_eq!(std::fs::read_to_string(site.home().join("report.md")).unwrap(), report);
    leave(terminal);
}

#[test]
fn a_reviewer_with_a_name_for_one_run_sees_what_changed_since_they_looked() {
    let (site, id) = Site::begun();
    let reviewer = ["--as", "Petr Malý"];
    let terminal = site.start(&reviewer);
    terminal.wait_for("Open Kitchen");
    terminal.keys("r");
    terminal.wait_for("1.1  Does");
    terminal.keys("esc");
    terminal.wait_for("1 evaluation");
    leave(terminal);

    let terminal = site.open(&id);
    terminal.type_text("Everybody cooks together.");
    terminal.wait_for("Everybody cooks together.");
    terminal.keys("tab m");
    terminal.wait_for("[✓]");
    leave(terminal);

    let terminal = site.start(&reviewer);
    terminal.wait_for("Open Kitchen");
    terminal.keys("r");
    terminal.wait_for("Everybody cooks together.");
    terminal.keys("c");
    terminal.wait_for("Changed since you last looked");
    terminal.wait_for("· → ✓  Participatory approach");
    terminal.keys("esc");
    // Nobody is asked for a name.
    terminal.keys("shift-right r");
    terminal.type_text("Who does?\n");
    terminal.wait_for("Petr Malý");
    terminal.keys("esc esc");
    terminal.wait_for("1 evaluation");
    leave(terminal);
    let evaluation = site.read(&id);
    let remark = &evaluation.remarks[0];
    assert_eq!((remark.author.as_str(), remark.text.as_str()), ("Petr Malý", "Who does?"));
    assert_eq!(remark.passage.as_ref().map(|passage| passage.text.as_str()), Some("Everybody cooks together."));

    // What they said themselves is no news; the name is not kept.
    let terminal = site.start(&reviewer);
    terminal.wait_for("Open Kitchen");
    terminal.keys("r c");
    terminal.wait_for("Nothing changed since you last looked");
    terminal.keys("esc ,");
    terminal.wait_for("Your name; in this run Petr Malý");
    terminal.keys("esc");
    leave(terminal);
}

#[test]
fn the_portfolio_is_filtered_and_read_and_gone_back_to() {
    let (site, _) = Site::begun();
    assert!(site.run(&["import", &fixture()]).status.success());
    let terminal = site.start(&[]);
    terminal.wait_for("4 evaluations");
    terminal.keys("p");
    terminal.wait_for("4 practices");
    terminal.keys("f");
    terminal.wait_for("Which practices?");
    terminal.type_text("draft\n");
    terminal.wait_for("Only  Draft");
    terminal.keys("t");
    terminal.wait_for("By criterion");
    terminal.wait_for("━━━");
    terminal.keys("t down enter");
    terminal.wait_for("1.1  Does the practice ensure");
    terminal.keys("esc");
    terminal.wait_for("Only  Draft");
    terminal.keys("o");
    terminal.wait_for("practice 1 of 4");
    terminal.keys("esc c");
    terminal.wait_for("by item");
    terminal.keys("esc");
    terminal.wait_for("4 evaluations");
    leave(terminal);
}

#[test]
fn a_damaged_file_is_put_right_from_what_it_last_held() {
    let (site, id) = Site::begun();
    let terminal = site.open(&id);
    terminal.type_text("Everybody cooks.");
    terminal.wait_for("Everybody cooks.");
    leave(terminal);
    let terminal = site.open(&id);
    terminal.type_text(" Indeed.");
    terminal.wait_for("Indeed.");
    leave(terminal);
    let file = site.library().join(format!("evaluations/{id}.ron"));
    std::fs::write(&file, "(damaged").unwrap();
    let terminal = site.start(&[]);
    terminal.wait_for("line 1");
    terminal.keys("enter");
    terminal.wait_for("(damaged");
    terminal.keys("esc");
    terminal.wait_for("Restore the last good version");
    terminal.keys("enter");
    terminal.wait_for("Last good version restored");
    terminal.wait_for("Open Kitchen");
    leave(terminal);
    assert!(site.read(&id).narrative(&question(0)).starts_with("Everybody cooks."));
    let kept = std::fs::read_dir(site.library().join("quarantine")).unwrap();
    let held = |entry: std::io::Result<std::fs::DirEntry>| std::fs::read_to_string(entry.unwrap().path()).unwrap();
    assert!(kept.map(held).any(|text| text == "(damaged"));
}

#[test]
fn an_evaluation_that_is_gone_leaves_none_on_the_screen_that_can_not_be_written() {
    let (site, begun) = Site::begun();
    let terminal = site.start(&[]);
    terminal.wait_for("Open Kitchen");
    terminal.keys("d");
    terminal.wait_for("2 evaluations");
    terminal.keys("s");
    terminal.wait_for("practice   ");
    terminal.keys("home r");
    terminal.wait_for("practice 1 of 2");
    // Another program takes the one away that is not open.
    let ids = site.ids();
    let other = ids.iter().find(|id| **id != begun).expect("it was listed");
    std::fs::remove_file(site.library().join("evaluations").join(format!("{other}.ron"))).unwrap();
    terminal.keys("n");
    terminal.wait_for("1 evaluation, ");
    terminal.wait_for("No evaluation found for");
    leave(terminal);
}

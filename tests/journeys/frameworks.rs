//! Instruments of each shape, from the spreadsheet through recording to the portfolio.

use std::fs;

use fieldbook::model::{id::Id, mark::Mark};

use crate::site::{Site, leave};

fn id(raw: &str) -> Id {
    raw.parse().expect("an id")
}

/// Brings a table in and begins an evaluation against what comes of it.
fn begun(site: &Site, name: &str, table: &str, arguments: &[&str]) -> Id {
    let path = site.home().join(format!("{name}.csv"));
    fs::write(&path, table).expect("a table");
    let path = path.to_string_lossy().into_owned();
    site.prints(&[&["frameworks", "import", &path], arguments].concat());
    assert!(site.prints(&["frameworks"]).contains(name), "it is listed");
    id(site.prints(&["new", "--no-open", "--title", "The long bed", "--framework", name]).trim())
}

/// What marks the evaluation has, in the order of their items' ids.
fn marks(site: &Site, evaluation: &Id) -> Vec<String> {
    let answers = site.read(evaluation).answers;
    answers.iter().flat_map(|answer| answer.marks.iter().map(|marked| Mark::in_words(marked.mark))).collect()
}

/// Opens the portfolio and waits until this stands there.
fn in_portfolio(site: &Site, figures: &str) {
    let terminal = site.start(&[]);
    terminal.wait_for("The long bed");
    terminal.keys("p");
    terminal.wait_for(figures);
    leave(terminal);
}

#[test]
fn a_scale_of_five_levels() {
    let site = Site::new();
    let table = "domain,section,item,scale\n\
                 Care,Welcome,Somebody greets who comes in.,0-4\n\
                 Care,Welcome,The way is signed.,0-4\n\
                 Care,Kitchen,Food is served warm.,0-4\n";
    let evaluation = begun(&site, "care", table, &[]);
    let terminal = site.open(&evaluation);
    terminal.wait_for("Welcome");
    terminal.keys("tab");
    terminal.wait_for("4 4  3 3");
    terminal.type_text("42");
    terminal.wait_for("1 of 2 questions");
    leave(terminal);
    assert_eq!(marks(&site, &evaluation), ["4", "2"]);
    in_portfolio(&site, "1/1");
    let table = site.prints(&["portfolio", "--framework", "care", "--csv"]);
    assert!(table.lines().next().is_some_and(|head| head.contains("partly")), "{table}");
}

#[test]
fn yes_partly_and_no_in_one_checklist() {
    let site = Site::new();
    let table = "area;item;means of verification\n\
                 Store;The thermometer can be read.;Look at it\n\
                 Store;Nothing stands on the floor.;\n\
                 Store;The door shuts.;Try it\n";
    let evaluation = begun(&site, "store", table, &["--scale", "Yes/Partly/No"]);
    let terminal = site.open(&evaluation);
    terminal.wait_for("Checklist");
    terminal.keys("g");
    terminal.wait_for("Look at it");
    terminal.type_text("123");
    terminal.wait_for("1 of 1 question");
    leave(terminal);
    // By their items' ids, which follow the texts.
    assert_eq!(marks(&site, &evaluation), ["partly", "no", "yes"]);
    assert!(site.read(&evaluation).answers.iter().all(|answer| answer.narrative.is_empty()));
    in_portfolio(&site, "1/1");
    assert!(site.prints(&["search", "mark:partly"]).contains("floor"));
}

#[test]
fn a_checklist_of_met_and_not_met() {
    let site = Site::new();
    let evaluation = begun(&site, "gate", "item\nThe gate opens.\nThe path is even.\n", &[]);
    let terminal = site.open(&evaluation);
    terminal.wait_for("[ ] The gate opens.");
    terminal.type_text("mn");
    terminal.wait_for("1 of 1 question");
    leave(terminal);
    assert_eq!(marks(&site, &evaluation), ["met", "not met"]);
    in_portfolio(&site, "0/1");
}

#[test]
fn a_framework_with_conditions_from_its_form_to_the_portfolio() {
    let site = Site::new();
    let frameworks = site.library().join("frameworks");
    fs::create_dir_all(&frameworks).expect("the frameworks' folder");
    fs::copy("tests/fixtures/frameworks/garden.ron", frameworks.join("garden.ron")).expect("a framework");
    let evaluation = id(site.prints(&["new", "--no-open", "--title", "The long bed", "--framework", "garden"]).trim());
    let terminal = site.open(&evaluation);
    terminal.wait_for("of 3 questions");
    terminal.keys("ctrl-d tab tab tab tab tab tab tab tab");
    terminal.wait_for("→( ) Allotment");
    terminal.keys("right space esc");
    terminal.wait_for("of 4 questions");
    terminal.keys("tab");
    terminal.type_text("3y");
    terminal.keys("up up e");
    terminal.wait_for("Comment and evidence");
    terminal.type_text("Two bays.");
    terminal.keys("esc");
    terminal.wait_for("+1");
    leave(terminal);
    let shown = site.prints(&["show", evaluation.as_str()]);
    assert!(shown.contains("Kind of garden: School garden") && shown.contains("Two bays."), "{shown}");
    in_portfolio(&site, "1/1");
    let school = site.prints(&["portfolio", "--framework", "garden", "--detail", "kind=school"]);
    assert!(school.contains("1 practice"), "{school}");
    let roof = site.prints(&["portfolio", "--framework", "garden", "--detail", "kind=roof"]);
    assert!(roof.contains("0 of 1 practice"), "{roof}");
}

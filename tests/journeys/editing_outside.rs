//! The user's own editor changes the narrative, and whatever becomes of it, no version is lost.

use std::path::Path;

use crate::site::{Site, files, leave, question};
use crate::terminal::Terminal;

/// The program with this script as the user's editor, opened on an evaluation whose first narrative is `Mine.`
fn with_editor(site: &Site, open: &str, source: &str) -> Terminal {
    let editor = site.script("editor", source);
    let setup = site.setup(80, 24).env("VISUAL", &editor).env("EDITOR", "false");
    let terminal = setup.fieldbook(&site.library(), &["open", open]);
    terminal.wait_for("Checklist");
    terminal.type_text("Mine.");
    terminal.wait_for("Mine.");
    terminal
}

/// What editors have left in the library.
fn left_behind(site: &Site) -> Vec<String> {
    let journals = site.library().join("journal");
    let left = files(&journals).into_iter().filter(|name| name.contains(".editing"));
    left.map(|name| std::fs::read_to_string(journals.join(name)).expect("a file")).collect()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn it_comes_back_with_the_text() {
    let (site, id) = Site::begun();
    let source =
        r#"cp "$1" "$HOME/seen"; ls -l "$1" | cut -c1-10 >"$HOME/mode"; printf 'Theirs,\n\nin two paragraphs\n' >"$1""#;
    let terminal = with_editor(&site, id.as_str(), source);
    terminal.keys("ctrl-e");
    terminal.wait_for("in two paragraphs");
    assert_eq!(read(&site.home().join("seen")), "Mine.\n");
    assert_eq!(read(&site.home().join("mode")), "-rw-------\n");
    assert_eq!(left_behind(&site), [""; 0]);
    terminal.type_text(" Typing goes on.");
    terminal.wait_for("in two paragraphs Typing goes on.");
    terminal.keys("ctrl-z ctrl-z ctrl-z ctrl-z ctrl-z");
    terminal.wait_for("Mine.");
    terminal.keys("ctrl-y");
    terminal.wait_for("in two paragraphs");
    leave(terminal);
    assert_eq!(site.only().narrative(&question(0)), "Theirs,\n\nin two paragraphs");
}

#[test]
fn one_that_fails_loses_nothing() {
    let (site, id) = Site::begun();
    let terminal = with_editor(&site, id.as_str(), r#"printf 'Theirs.\n' >"$1"; exit 3"#);
    terminal.keys("ctrl-e");
    terminal.wait_for("ended with an error");
    terminal.wait_for("Mine.");
    assert_eq!(left_behind(&site), ["Theirs.\n"]);
    terminal.type_text(" Still.");
    terminal.wait_for("Mine. Still.");
    leave(terminal);
    assert_eq!(site.only().narrative(&question(0)), "Mine. Still.");
    assert_eq!(left_behind(&site), ["Theirs.\n"]);
}

#[test]
fn a_second_try_does_not_lose_what_the_first_left() {
    let (site, id) = Site::begun();
    let source = r#"if [ -e "$HOME/ran" ]; then exit 0; fi; touch "$HOME/ran"; printf 'Theirs.\n' >"$1"; exit 3"#;
    let terminal = with_editor(&site, id.as_str(), source);
    terminal.keys("ctrl-e");
    terminal.wait_for("ended with an error");
    terminal.keys("ctrl-e");
    terminal.wait_for("The text is unchanged");
    leave(terminal);
    assert_eq!(site.only().narrative(&question(0)), "Mine.");
    assert_eq!(left_behind(&site), ["Theirs.\n"]);
}

#[test]
fn none_named_is_said() {
    let (site, id) = Site::begun();
    let terminal = site.open(&id);
    terminal.type_text("Mine.");
    terminal.keys("ctrl-e");
    terminal.wait_for("No editor is named: set VISUAL or EDITOR");
    leave(terminal);
    assert_eq!(site.only().narrative(&question(0)), "Mine.");
}

#[test]
fn a_death_while_it_is_open_loses_neither_version() {
    let (site, id) = Site::begun();
    let source = r#"printf 'Theirs.\n' >"$1"; echo editing; read x"#;
    let mut terminal = with_editor(&site, id.as_str(), source);
    terminal.keys("ctrl-e");
    terminal.wait_for("editing");
    terminal.kill9();
    drop(terminal);
    assert_eq!(site.only().narrative(&question(0)), "Mine.");
    let terminal = site.open(&id);
    terminal.wait_for("An editor was interrupted");
    leave(terminal);
    assert_eq!(left_behind(&site), ["Theirs.\n"]);
}

#[test]
fn ctrl_c_in_it_is_its_own_affair() {
    let (site, id) = Site::begun();
    let source = r#"trap 'printf "Interrupted.\n" >"$1"; exit 1' INT; echo editing; while :; do sleep 0.01; done"#;
    let terminal = with_editor(&site, id.as_str(), source);
    terminal.keys("ctrl-e");
    terminal.wait_for("editing");
    terminal.keys("ctrl-c");
    terminal.wait_for("ended with an error");
    terminal.type_text(" Still here.");
    terminal.wait_for("Mine. Still here.");
    leave(terminal);
    assert_eq!(left_behind(&site), ["Interrupted.\n"]);
}

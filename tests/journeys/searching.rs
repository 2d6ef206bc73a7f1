//! Searching everything, as the threads of the real program do it.

use tempfile::TempDir;

use crate::{cost::making::Plan, terminal::Terminal};

#[test]
fn everything_is_searched_as_one_types() {
    let library = TempDir::new().unwrap();
    Plan { seed: 3, ..Plan::default() }.write(library.path(), 300).unwrap();
    let mut terminal = Terminal::start(80, 24, library.path(), &[]);
    terminal.wait_for("300 evaluations,");

    // Typed at once, before anything is read.
    terminal.keys("g");
    terminal.type_text("the entrance");
    terminal.wait_for("> the entrance");
    terminal.wait_for(": narrative");
    terminal.wait_for("out that the entrance has eleven steps");

    terminal.type_text(" zzz");
    terminal.wait_for("No matches");

    // Closed and begun anew, all is read again; accents are overlooked.
    terminal.keys("esc");
    terminal.wait_gone("Search everything");
    terminal.keys("g");
    terminal.type_text("oteviraji");
    terminal.wait_for("No matches");
    terminal.keys("ctrl-a backspace");
    terminal.type_text("\"pisemne i ustne\"");
    terminal.wait_for("písemně i ústně");
    terminal.keys("enter");
    terminal.wait_gone("Search everything");
    terminal.keys("ctrl-q");
    assert!(terminal.wait_exit().success());
}

//! `kill -9` at any moment: whatever was on the screen is in the library.

use fieldbook::model::id::{Dice, Id};

use crate::site::{Site, leave, question};
use crate::terminal::Terminal;

/// How often the program is killed.
const KILLS: usize = 100;

/// Numbers that look random and are the same each time.
struct Chance(Dice);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        let letters = self.0.letters(8);
        letters.bytes().fold(0, |number, letter| number * 31 + usize::from(letter)) % end
    }
}

/// What stands left of the caret in its row, from column `from` on.
fn before_the_caret(terminal: &Terminal, from: u16) -> String {
    let Some((col, row)) = terminal.cursor() else { return String::new() };
    terminal.look(|screen| screen.contents_between(row, from, row, col.max(from))).trim().to_owned()
}

#[test]
fn everything_echoed_survives_a_hundred_kills() {
    let (site, id) = Site::begun();
    let mut chance = Chance(Dice::new(11));
    let mut typed = String::new();
    for kill in 0..KILLS {
        let mut terminal = site.open(&id);
        terminal.keys("ctrl-end");
        let begun = site.read(&id).narrative(&question(0)).to_owned();
        assert!(typed.starts_with(&begun), "{begun:?} is not how {typed:?} begins");
        typed = begun;
        let words = 1 + chance.below(12);
        let burst = (0..words).map(|n| format!("kill{kill}word{n} ")).collect::<Vec<_>>().concat();
        terminal.send(&burst);
        typed.push_str(&burst);
        // Anything from a synced journal to a file being swapped in is under way when the kill comes.
        match chance.below(4) {
            0 => terminal.keys("ctrl-s"),
            1 => terminal.keys("ctrl-q"),
            _ => {}
        }
        let awaited = chance.below(words);
        let awaited = format!("kill{kill}word{awaited}");
        terminal.wait_until(
            |screen| screen.contents().contains(&awaited) || !screen.alternate_screen(),
            "a word to appear, or the program to leave",
        );
        terminal.kill9();
        let echoed = (0..words).rev().map(|n| format!("kill{kill}word{n} "));
        let screen = terminal.screen();
        let kept = site.read(&id).narrative(&question(0)).to_owned();
        if let Some(last) = echoed.into_iter().find(|word| screen.contains(word.trim_end())) {
            assert!(kept.contains(last.trim_end()), "{last} was on the screen, but not in {kept:?}\n{screen}");
        }
        let row = before_the_caret(&terminal, 30);
        assert!(kept.contains(&row), "{row:?} was on the screen, but not in {kept:?}\n{screen}");
        assert!(typed.starts_with(&kept), "{kept:?} is not how {typed:?} begins");
    }
    let terminal = site.open(&id);
    leave(terminal);
    assert!(String::from_utf8_lossy(&site.run(&["check"]).stderr).is_empty());
}

/// Kills the program once the screen shows `shown`, and opens the evaluation again.
fn die_and_return(site: &Site, id: &Id, mut terminal: Terminal, shown: &str) -> Terminal {
    terminal.wait_for(shown);
    terminal.kill9();
    site.open(id)
}

#[test]
fn marks_jots_and_forms_survive_too() {
    let (site, id) = Site::begun();
    let terminal = site.open(&id);
    terminal.keys("tab m n");
    let terminal = die_and_return(&site, &id, terminal, "Checklist                                       2/4");
    terminal.wait_for("Recovered 2 edits");
    terminal.keys("ctrl-t tab");
    terminal.type_text("Anna\tHalf a sent");
    let terminal = die_and_return(&site, &id, terminal, "Anna: Half a sent");
    // The notice on what was recovered gives way to the counts.
    terminal.keys("end");
    terminal.wait_for("1 jot unfiled");
    terminal.keys("ctrl-d tab");
    terminal.type_text("Fundacja");
    let terminal = die_and_return(&site, &id, terminal, "Fundacja");
    terminal.keys("tab tab a");
    terminal.type_text("Recipe exch");
    let terminal = die_and_return(&site, &id, terminal, "Recipe exch");
    terminal.wait_for("Recipe exch");
    terminal.keys("esc x");
    terminal.type_text("No such gr");
    let terminal = die_and_return(&site, &id, terminal, "No such gr");
    leave(terminal);
    let evaluation = site.read(&id);
    assert_eq!(evaluation.answer(&question(0)).map(|answer| answer.marks.len()), Some(2));
    assert_eq!((evaluation.jots[0].speaker.as_str(), evaluation.jots[0].text.as_str()), ("Anna", "Half a sent"));
    assert_eq!(evaluation.practice.organisation.as_str(), "Fundacja");
    assert_eq!(evaluation.tools(&question(0))[0].title.as_str(), "Recipe exch");
    assert_eq!(evaluation.not_applicable(&question(0)).map(fieldbook::text::Text::as_str), Some("No such gr"));
}

/// In builds for tests the signal USR1 asks for a crash.
#[test]
#[cfg(debug_assertions)]
fn a_fault_of_the_program_restores_the_terminal_and_tells_nothing_of_the_text() {
    let (site, id) = Site::begun();
    let mut terminal = site.open(&id);
    terminal.type_text("Between you and me");
    terminal.wait_for("Between you and me");
    terminal.signal(rustix::process::Signal::USR1);
    assert_eq!(terminal.wait_exit().code(), Some(101));
    let screen = terminal.screen();
    assert!(screen.contains("Nothing you typed is lost") && !screen.contains("Between you"), "{screen}");
    assert!(!terminal.look(vt100::Screen::alternate_screen));
    assert_eq!(site.read(&id).narrative(&question(0)), "Between you and me");
}

#[test]
fn an_abort_loses_nothing() {
    let (site, id) = Site::begun();
    let mut terminal = site.open(&id);
    terminal.type_text("Half an ans");
    terminal.wait_for("Half an ans");
    terminal.signal(rustix::process::Signal::ABORT);
    terminal.wait_exit();
    assert!(!terminal.look(vt100::Screen::alternate_screen));
    assert_eq!(site.read(&id).narrative(&question(0)), "Half an ans");
}

#[test]
fn a_file_size_limit_is_told_and_is_no_death() {
    let (site, id) = Site::begun();
    let program = env!("CARGO_BIN_EXE_fieldbook");
    let library = site.library().display().to_string();
    let limited = format!("ulimit -f 8; exec {program} --library '{library}' open {id}");
    let mut terminal = site.setup(80, 24).program(&["sh", "-c", &limited]);
    terminal.wait_for("Checklist");
    terminal.paste(&"many words ".repeat(2000));
    terminal.wait_for("NOT SAVED");
    // It is alive, and will not leave what is only in memory.
    terminal.keys("ctrl-q");
    terminal.wait_for("Export elsewhere");
    terminal.kill9();
    assert!(String::from_utf8_lossy(&site.run(&["show", id.as_str()]).stdout).contains("Open Kitchen"));
}

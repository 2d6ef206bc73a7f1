//! Something that can't be read in the place of an open evaluation's file: what the screen says stays so, and leaving puts
//! everything in place.

use std::{fs, path::Path};

use crate::site::{Site, files, leave, question};

type Harm = fn(&Path);

const HARMS: [Harm; 3] = [
    |file| fs::write(file, "(format: 1, id: ").expect("a damaged file"),
    |file| {
        fs::remove_file(file).expect("the evaluation's file");
        fs::create_dir(file).expect("a folder in its place");
    },
    |file| {
        fs::remove_file(file).expect("the evaluation's file");
        std::os::unix::fs::symlink("nowhere", file).expect("a link in its place");
    },
];

#[test]
fn it_is_said_at_once_and_stays_so_until_the_text_is_in_place() {
    for harm in HARMS {
        let (site, id) = Site::begun();
        let terminal = site.open(&id);
        terminal.type_text("Before.");
        terminal.keys("ctrl-s");
        terminal.type_text(" During.");
        terminal.wait_for("Before. During.");
        let file = site.library().join(format!("evaluations/{id}.ron"));
        harm(&file);
        terminal.send("\u{1b}[I");
        terminal.wait_for("can't be read");
        terminal.wait_for("Ctrl-S puts it in its place");
        terminal.wait_for("in the journal");
        // Neither keys nor looks change what is true.
        for letter in [" A", " B", " C"] {
            terminal.type_text(letter);
            terminal.wait_for(letter);
            terminal.send("\u{1b}[I");
            let screen = terminal.screen();
            assert!(screen.contains("in the journal") && !screen.contains("NOT SAVED"), "{screen}");
            // Whoever reads gets it.
            assert!(site.read(&id).narrative(&question(0)).contains("Before. During."));
            assert!(site.prints(&["show", id.as_str()]).contains("Before. During."));
            assert!(site.prints(&["list"]).contains("Open Kitchen"));
        }
        leave(terminal);
        assert_eq!(site.read(&id).narrative(&question(0)), "Before. During. A B C");
        assert!(fs::read_to_string(&file).expect("the evaluation's file").contains("Before. During. A B C"));
        assert!(!files(&site.library().join("quarantine")).is_empty());
    }
}

#[test]
fn saving_by_its_key_puts_it_in_place() {
    let (site, id) = Site::begun();
    let mut terminal = site.open(&id);
    terminal.type_text("Typed.");
    terminal.wait_for("Typed.");
    let file = site.library().join(format!("evaluations/{id}.ron"));
    fs::write(&file, "").expect("a damaged file");
    terminal.keys("ctrl-s");
    terminal.wait_for("is in the quarantine");
    assert!(!terminal.screen().contains("in the journal"), "{}", terminal.screen());
    terminal.kill9();
    assert!(fs::read_to_string(&file).expect("the evaluation's file").contains("Typed."));
}

//! The program has to end while saving fails: what is only in memory is kept elsewhere, and comes back.

use std::{fs, path::PathBuf};

use rustix::process::Signal;

use crate::site::{Site, files, leave, question};
use crate::terminal::Terminal;

/// Types while the library is away, as when a stick was pulled out; returns how to bring it back.
fn typed_without_a_library(site: &Site, terminal: &Terminal) -> impl Fn() + use<> {
    terminal.type_text("Saved. ");
    terminal.wait_for("Saved. ");
    terminal.keys("ctrl-s");
    let (library, away) = (site.library(), site.library().with_extension("away"));
    fs::rename(&library, &away).expect("the library goes");
    terminal.type_text("Not saved.");
    terminal.wait_for("NOT SAVED");
    terminal.wait_for("Saved. Not saved.");
    move || fs::rename(&away, &library).expect("the library comes back")
}

fn rescue_file(site: &Site) -> PathBuf {
    let folder = site.home().join("state/fieldbook");
    let [name] = &files(&folder)[..] else { panic!("{:?}", files(&folder)) };
    folder.join(name)
}

#[test]
fn signals_and_a_closed_window_lose_nothing_that_can_not_be_saved() {
    for signal in [Some(Signal::TERM), Some(Signal::INT), Some(Signal::HUP), Some(Signal::QUIT), None] {
        let (site, id) = Site::begun();
        let mut terminal = site.open(&id);
        let bring_back = typed_without_a_library(&site, &terminal);
        match signal {
            Some(signal) => terminal.signal(signal),
            None => terminal.hang_up(),
        }
        let status = terminal.wait_exit();
        assert_eq!(status.code(), Some(1), "{signal:?}: {status:?}");
        let file = rescue_file(&site);
        if signal == Some(Signal::TERM) {
            let screen = terminal.screen().split_whitespace().collect::<Vec<_>>().join("");
            assert!(screen.contains("couldnotbesaved") && screen.contains(&*file.to_string_lossy()), "{screen}");
        }
        bring_back();
        assert_eq!(site.read(&id).narrative(&question(0)), "Saved. ");
        // Also where that very evaluation is opened at once.
        let opening = ["open", id.as_str()];
        let terminal = site.start(if signal.is_some() { &[] } else { &opening });
        terminal.wait_for("What could not be saved was kept");
        terminal.wait_for("“Open Kitchen”: ");
        terminal.keys("enter");
        terminal.wait_for("Saved. Not saved.");
        leave(terminal);
        assert_eq!(site.read(&id).narrative(&question(0)), "Saved. Not saved.");
        assert!(!file.exists(), "{signal:?}");
        let terminal = site.start(&[]);
        terminal.wait_for("Open Kitchen");
        assert!(!terminal.screen().contains("was kept"), "{}", terminal.screen());
        leave(terminal);
    }
}

#[test]
fn import_takes_a_rescue_file_in_too() {
    let (site, id) = Site::begun();
    let mut terminal = site.open(&id);
    let bring_back = typed_without_a_library(&site, &terminal);
    terminal.signal(Signal::TERM);
    terminal.wait_exit();
    bring_back();
    let file = rescue_file(&site);
    assert_eq!(site.prints(&["import", &file.to_string_lossy()]).trim(), id.as_str());
    assert_eq!(site.read(&id).narrative(&question(0)), "Saved. Not saved.");
    assert!(!file.exists());
}

#[test]
fn an_export_of_everything_lets_one_leave_and_comes_back_as_a_version() {
    let (site, id) = Site::begun();
    let terminal = site.open(&id);
    let bring_back = typed_without_a_library(&site, &terminal);
    terminal.keys("ctrl-q");
    terminal.wait_for("Not saved: what you typed is in memory only");
    terminal.keys("down enter");
    terminal.wait_for("Enter export");
    terminal.keys("enter");
    terminal.wait_for("Leave without saving: the copy has everything");
    terminal.keys("enter");
    terminal.wait_for("Left unsaved; ");
    leave(terminal);
    bring_back();
    let copy = site.home().join("open-kitchen.ron");
    assert_eq!(site.prints(&["import", &copy.to_string_lossy()]).trim(), id.as_str());
    let terminal = site.open(&id);
    terminal.wait_for("F6");
    terminal.keys("f6");
    terminal.wait_for("Not saved.");
    leave(terminal);
}

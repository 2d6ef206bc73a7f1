//! Two windows that write the same evaluation, because somebody removed what keeps the second out.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use crate::site::{Site, files, leave};
use crate::terminal::Terminal;

fn remove(site: &Site, end: &str) {
    let journal = site.library().join("journal");
    for name in files(&journal).into_iter().filter(|name| name.ends_with(end)) {
        fs::remove_file(journal.join(name)).expect("a file of the library");
    }
}

/// Everything that the library holds, journals included.
fn everything(site: &Site) -> String {
    let folder = |name: &str| {
        let folder = site.library().join(name);
        files(&folder).into_iter().map(move |name| fs::read(folder.join(name)).unwrap_or_default())
    };
    let all = folder("evaluations").chain(folder("journal")).collect::<Vec<_>>().concat();
    String::from_utf8_lossy(&all).into_owned()
}

/// What was typed, journal by journal.
fn journals(site: &Site) -> Vec<String> {
    let folder = site.library().join("journal");
    let names = files(&folder).into_iter().filter(|name| name.contains(".journal"));
    let typed = |name| {
        let text = fs::read(folder.join(name)).unwrap_or_default();
        let text = String::from_utf8_lossy(&text).into_owned();
        text.split("inserted:\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
    };
    names.map(typed).collect()
}

/// Types, and waits for the sync that comes within half a second: what was removed before it is noticed then.
fn say(site: &Site, terminal: &Terminal, text: &str) {
    terminal.type_text(text);
    terminal.wait_for(text.trim());
    let begun = Instant::now();
    while !journals(site).iter().any(|typed| typed.contains(text.trim())) {
        assert!(begun.elapsed() < Duration::from_secs(20), "{text} does not come to the disk");
        thread::sleep(Duration::from_millis(5));
    }
    terminal.wait_for("saved");
    assert!(!terminal.screen().contains("NOT SAVED"), "{}", terminal.screen());
}

#[test]
fn whoever_is_killed_both_texts_are_there() {
    for removed in [&[".lock"][..], &[".lock", ".journal"]] {
        for victims in [&[0][..], &[1], &[0, 1], &[1, 0]] {
            let (site, id) = Site::begun();
            let first = site.open(&id);
            if removed.len() > 1 {
                say(&site, &first, "Alone.");
            }
            for end in removed {
                remove(&site, end);
            }
            let second = site.open(&id);
            assert!(!second.screen().contains("read-only"), "{}", second.screen());
            say(&site, &second, "Second.");
            say(&site, &first, " First.");
            let mut windows = [Some(first), Some(second)];
            for victim in victims {
                windows[*victim].take().expect("a window to kill").kill9();
            }
            // Who is left leaves in peace.
            windows.into_iter().flatten().for_each(leave);
            // The next one puts both together, for a choice where both wrote in the same place.
            leave(site.open(&id));
            let kept = everything(&site);
            assert!(kept.contains("First.") && kept.contains("Second."), "{removed:?} {victims:?}: {kept}");
            assert!(kept.contains("Alone.") || removed.len() == 1, "{removed:?} {victims:?}: {kept}");
            assert!(!files(&site.library().join("journal")).iter().any(|name| name.contains(".journal")));
        }
    }
}

#[test]
fn a_window_that_has_typed_keeps_its_place_without_its_lock() {
    let (site, id) = Site::begun();
    let first = site.open(&id);
    say(&site, &first, "Held.");
    remove(&site, ".lock");
    let second = site.open(&id);
    second.wait_for("read-only");
    second.wait_for("Held.");
    leave(second);
    say(&site, &first, " Still.");
    leave(first);
    assert_eq!(site.only().narrative(&crate::site::question(0)), "Held. Still.");
}

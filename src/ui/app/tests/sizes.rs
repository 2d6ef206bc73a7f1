//! No size breaks a screen: each is laid out and drawn in every size from 1×1 to 120×40.

use super::{scenes::blank, *};

/// The built-in framework with fewer items, which wrap in less time.
fn thin() -> Framework {
    let mut framework = Framework::built_in();
    for asked in framework.criteria.iter_mut().flat_map(|criterion| &mut criterion.questions) {
        asked.items.truncate(2);
    }
    framework
}

/// Goes through screens by these keys and draws each in every size.
fn every_size(screens: &[&str]) {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![blank("e", "Practice"), blank("f", "実践")]);
    driven.app.cx.frameworks = vec![Arc::new(thin())];
    driven
        .press("enter")
        .write("A 中文 text, long enough to be wrapped.")
        .press("ctrl-t")
        .write("Jot")
        .press("enter esc");
    let mut terminal = driven.terminal();
    for keys in screens {
        driven.press(keys);
        for (width, height) in (1..=120).flat_map(|width| (1..=40).map(move |height| (width, height))) {
            driven.hear(Msg::Resized(width, height));
            terminal.backend_mut().resize(width, height);
            driven.draw_on(&mut terminal);
        }
        driven.hear(Msg::Resized(80, 24));
    }
}

#[test]
fn the_library_draws_in_every_size() {
    every_size(&["esc", "/", "esc ,", "esc e", "esc i", "esc ctrl-k"]);
}

#[test]
fn recording_draws_in_every_size() {
    every_size(&["enter", "tab", "tab", "esc", "x", "f4", "ctrl-d"]);
}

#[test]
fn what_comes_over_recording_draws_in_every_size() {
    every_size(&["ctrl-t", "enter ctrl-o", "esc ctrl-g", "esc f2", "esc f1"]);
}

#[test]
fn reviewing_draws_in_every_size() {
    every_size(&["ctrl-r", "shift-right", "o", "esc esc p", "t", "t o"]);
}

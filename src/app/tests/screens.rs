//! How the screens look.

use super::*;

#[test]
fn every_size_draws() {
    let mut driven = Driven::new(80, 24);
    driven
        .press("a n")
        .write("Practice")
        .press("enter")
        .write("Some 中文 text that is long enough to be wrapped once or twice.");
    for keys in ["", "tab", "tab", "esc", "ctrl-d", "esc f1", "esc ctrl-k", "esc ctrl-r", "o", "esc"] {
        driven.press(keys);
        for width in 1..=120 {
            for height in 1..=40 {
                driven.hear(Msg::Resized(width, height));
                driven.terminal();
            }
        }
        driven.hear(Msg::Resized(80, 24));
    }
}

#[test]
fn peek() {
    let mut driven = Driven::new(80, 24);
    println!("{}", driven.screen());
    driven
        .press("a n")
        .write("Practice")
        .press("enter")
        .write("Some 中文 text that is long enough to be wrapped once or twice.");
    for keys in ["", "tab", "tab", "esc", "ctrl-d", "esc f1", "esc ctrl-k", "esc ctrl-r", "o", "esc"] {
        driven.press(keys);
        println!("{}", driven.screen());
    }
}

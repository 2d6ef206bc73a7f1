//! The byte sequences that xterm sends for its keys.

/// The sequence of one key, such as `a`, `esc`, `ctrl-n`, `alt-x`, `shift-f5` or `ctrl-left`.
pub(super) fn sequence(name: &str) -> String {
    let (mut shift, mut alt, mut ctrl) = (false, false, false);
    let mut key = name;
    while let Some((modifier, rest)) = key.split_once('-').filter(|(_, rest)| !rest.is_empty()) {
        match modifier {
            "shift" => shift = true,
            "alt" => alt = true,
            "ctrl" => ctrl = true,
            _ => break,
        }
        key = rest;
    }
    let modifiers = 1 + u8::from(shift) + 2 * u8::from(alt) + 4 * u8::from(ctrl);
    function_key(key, modifiers)
        .or_else(|| plain_key(key, shift, ctrl).map(|plain| if alt { format!("\x1b{plain}") } else { plain }))
        .unwrap_or_else(|| panic!("a terminal has no key {name:?}"))
}

/// Keys whose sequence has room for modifiers.
fn function_key(key: &str, modifiers: u8) -> Option<String> {
    let (number, end) = match key {
        "up" => (1, 'A'),
        "down" => (1, 'B'),
        "right" => (1, 'C'),
        "left" => (1, 'D'),
        "end" => (1, 'F'),
        "home" => (1, 'H'),
        "f1" => (1, 'P'),
        "f2" => (1, 'Q'),
        "f3" => (1, 'R'),
        "f4" => (1, 'S'),
        "insert" => (2, '~'),
        "delete" => (3, '~'),
        "pageup" => (5, '~'),
        "pagedown" => (6, '~'),
        "f5" => (15, '~'),
        "f6" => (17, '~'),
        "f7" => (18, '~'),
        "f8" => (19, '~'),
        "f9" => (20, '~'),
        "f10" => (21, '~'),
        "f11" => (23, '~'),
        "f12" => (24, '~'),
        _ => return None,
    };
    Some(match (modifiers, end) {
        (1, '~') => format!("\x1b[{number}~"),
        (1, 'P'..='S') => format!("\x1bO{end}"),
        (1, _) => format!("\x1b[{end}"),
        _ => format!("\x1b[{number};{modifiers}{end}"),
    })
}

/// Keys that send a character. Those that no terminal tells apart, such as Ctrl-Enter, are no keys.
fn plain_key(key: &str, shift: bool, ctrl: bool) -> Option<String> {
    let character = match (key, shift, ctrl) {
        ("tab", true, false) => return Some("\x1b[Z".to_owned()),
        ("space", _, true) => '\0',
        ("backspace", false, true) => '\x08',
        ("space", _, false) => ' ',
        ("tab", false, false) => '\t',
        ("enter", false, false) => '\r',
        ("esc", false, false) => '\x1b',
        ("backspace", false, false) => '\x7f',
        _ => {
            let mut characters = key.chars();
            let character = characters.next().filter(|_| characters.next().is_none())?;
            match (shift, ctrl) {
                (false, false) => character,
                (true, false) if character.is_lowercase() => return Some(character.to_uppercase().collect()),
                (false, true) => control(character)?,
                _ => return None,
            }
        }
    };
    Some(character.to_string())
}

fn control(character: char) -> Option<char> {
    match character.to_ascii_uppercase() {
        '/' => Some('\x1f'),
        upper @ '@'..='_' => Some(char::from(upper as u8 & 0x1f)),
        _ => None,
    }
}

#[test]
fn keys_are_what_xterm_sends() {
    for (names, bytes) in [
        ("a ? é - space", "a?é- "),
        ("enter tab esc backspace", "\r\t\x1b\x7f"),
        ("ctrl-n ctrl-z ctrl-space ctrl-_ ctrl-/", "\x0e\x1a\0\x1f\x1f"),
        ("alt-x alt-enter alt-ctrl-n alt--", "\x1bx\x1b\r\x1b\x0e\x1b-"),
        ("shift-tab shift-x", "\x1b[ZX"),
        ("up ctrl-left shift-end alt-home", "\x1b[A\x1b[1;5D\x1b[1;2F\x1b[1;3H"),
        ("pageup ctrl-pagedown delete", "\x1b[5~\x1b[6;5~\x1b[3~"),
        ("f1 shift-f1 f5 f12", "\x1bOP\x1b[1;2P\x1b[15~\x1b[24~"),
    ] {
        assert_eq!(names.split_whitespace().map(sequence).collect::<String>(), bytes, "{names}");
    }
}

#[test]
fn keys_that_do_not_arrive_are_refused() {
    for name in ["ctrl-enter", "shift-enter", "ctrl-1", "ctrl-shift-n", "returns", "hyper-x"] {
        assert!(std::panic::catch_unwind(|| sequence(name)).is_err(), "{name}");
    }
}

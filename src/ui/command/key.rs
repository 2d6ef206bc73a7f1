//! Keys as values. The table writes them as words, `ctrl-n alt-x pagedown`, which are parsed when the program is compiled:
//! a word that names no key does not build.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with what is held down, in one form whatever the terminal sends for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    held: KeyModifiers,
}

/// The most keys that one row of the table has.
const MOST: usize = 4;

/// The keys of a row of the table, the foremost first.
#[derive(Clone, Copy, Debug)]
pub struct Keys {
    keys: [Key; MOST],
    len: usize,
}

/// The keys that have a name, besides the characters and the function keys.
const NAMED: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
];

const HELD: &[(&str, KeyModifiers)] =
    &[("ctrl-", KeyModifiers::CONTROL), ("alt-", KeyModifiers::ALT), ("shift-", KeyModifiers::SHIFT)];

impl Key {
    /// The key of a word.
    ///
    /// # Panics
    /// When the word names none.
    pub const fn named(word: &str) -> Key {
        Key::parse(word.as_bytes(), 0, word.len())
    }

    const fn parse(bytes: &[u8], mut start: usize, end: usize) -> Key {
        let mut held = KeyModifiers::NONE;
        let mut n = 0;
        while n < HELD.len() {
            let (name, modifier) = HELD[n];
            // A lone `-` is a key of its own.
            if end - start > name.len() && is(bytes, start, start + name.len(), name) {
                (held, start) = (held.union(modifier), start + name.len());
            }
            n += 1;
        }
        let mut n = 0;
        while n < NAMED.len() {
            let (name, code) = NAMED[n];
            if is(bytes, start, end, name) {
                return Key { code, held };
            }
            n += 1;
        }
        let first = bytes[start];
        match end - start {
            1 => Key { code: KeyCode::Char(first as char), held },
            2 if first == b'f' => Key { code: KeyCode::F(bytes[start + 1] - b'0'), held },
            _ => panic!("a word of the table names no key"),
        }
    }

    /// The character that it types, where it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.held.is_empty() => Some(c),
            _ => None,
        }
    }

    /// Which of the digits 1 to 9 it is, with the same held down as with another key.
    pub(super) fn digit_as(self, other: Key) -> Option<u8> {
        match self.code {
            KeyCode::Char(c @ '1'..='9') if self.held == other.held => Some(c as u8 - b'0'),
            _ => None,
        }
    }

    /// The key as the event of a terminal.
    pub fn event(self) -> KeyEvent {
        match self.code {
            KeyCode::Tab if self.held.contains(KeyModifiers::SHIFT) => KeyEvent::new(KeyCode::BackTab, self.held),
            code => KeyEvent::new(code, self.held),
        }
    }
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Key {
        let known = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
        let held = event.modifiers & known;
        match event.code {
            KeyCode::BackTab => Key { code: KeyCode::Tab, held: held | KeyModifiers::SHIFT },
            // Which character it is says already whether Shift was held; with Ctrl or Alt, Caps Lock and some terminals make
            // capitals.
            KeyCode::Char(c) => {
                let held = held - KeyModifiers::SHIFT;
                let c = if held.is_empty() { c } else { c.to_ascii_lowercase() };
                Key { code: KeyCode::Char(c), held }
            }
            code => Key { code, held },
        }
    }
}

/// As people read it: `Ctrl-N`, `Shift-Tab`, `PageDown`, `?`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, _) in HELD.iter().filter(|(_, modifier)| self.held.contains(*modifier)) {
            write!(f, "{}{}", name[..1].to_uppercase(), &name[1..])?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) if self.held.is_empty() => write!(f, "{c}"),
            KeyCode::Char(c) => write!(f, "{}", c.to_uppercase()),
            KeyCode::F(n) => write!(f, "F{n}"),
            code => write!(f, "{code:?}"),
        }
    }
}

impl Keys {
    /// The keys of words parted by blanks; of an empty text none.
    pub(super) const fn parse(words: &str) -> Keys {
        let bytes = words.as_bytes();
        let mut keys = Keys { keys: [Key { code: KeyCode::Null, held: KeyModifiers::NONE }; MOST], len: 0 };
        let mut start = 0;
        let mut at = 0;
        while at <= bytes.len() {
            if at == bytes.len() || bytes[at] == b' ' {
                if start < at {
                    keys.keys[keys.len] = Key::parse(bytes, start, at);
                    keys.len += 1;
                }
                start = at + 1;
            }
            at += 1;
        }
        keys
    }
}

impl std::ops::Deref for Keys {
    type Target = [Key];
    fn deref(&self) -> &[Key] {
        &self.keys[..self.len]
    }
}

/// Whether the bytes from `start` to `end` are this text.
const fn is(bytes: &[u8], start: usize, end: usize, text: &str) -> bool {
    let text = text.as_bytes();
    if end - start != text.len() {
        return false;
    }
    let mut n = 0;
    while n < text.len() {
        if bytes[start + n] != text[n] {
            return false;
        }
        n += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_form_whatever_the_terminal_sends() {
        let of = |code, held| Key::from(KeyEvent::new(code, held));
        assert_eq!(of(KeyCode::Char('N'), KeyModifiers::CONTROL), Key::named("ctrl-n"));
        assert_eq!(of(KeyCode::Char('?'), KeyModifiers::SHIFT), Key::named("?"));
        assert_eq!(of(KeyCode::BackTab, KeyModifiers::NONE), Key::named("shift-tab"));
        assert_eq!(of(KeyCode::Left, KeyModifiers::CONTROL | KeyModifiers::SHIFT), Key::named("ctrl-shift-left"));
        assert_eq!(of(KeyCode::Char(' '), KeyModifiers::NONE), Key::named("space"));
        assert_eq!(of(KeyCode::F(1), KeyModifiers::NONE), Key::named("f1"));
        for word in ["ctrl-n", "shift-tab", "alt-,", "ctrl-shift-pagedown", "-", "f9"] {
            assert_eq!(Key::from(Key::named(word).event()), Key::named(word), "{word}");
        }
    }

    #[test]
    fn keys_are_written_as_people_read_them() {
        let shown: Vec<String> =
            Keys::parse("ctrl-n ? pagedown alt-shift-left").iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["Ctrl-N", "?", "PageDown", "Alt-Shift-Left"]);
        assert_eq!(Key::named("space").to_string(), "Space");
    }
}

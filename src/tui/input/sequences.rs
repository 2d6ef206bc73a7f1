//! The table: which sequence stands for which key. Families of terminals name the same key by different sequences; no
//! sequence stands for two keys, so that nobody has to know which terminal it is.
//!
//! | family | arrows, Home, End | the same with Ctrl | F1 to F5 |
//! |---|---|---|---|
//! | xterm, VTE, Konsole, kitty, `WezTerm`, Windows Terminal | `CSI A`, `SS3 A`, `CSI H`, `CSI F` | `CSI 1;5A` | `SS3 P`, `CSI 15~` |
//! | tmux, screen | `CSI A`, `CSI 1~`, `CSI 4~` | `CSI 1;5A` | `SS3 P`, `CSI 15~` |
//! | rxvt | `CSI A`, `CSI 7~`, `CSI 8~` | `SS3 a`, `CSI 7^` (Shift `CSI a`, `CSI 7$`; both `CSI 7@`) | `CSI 11~` |
//! | the Linux console | `CSI A`, `CSI 1~`, `CSI 4~` | none | `CSI [A` |
//! | `PuTTY` | `CSI A`, `CSI 1~`, `CSI 4~` | `SS3 A`, see below | `CSI 11~` |
//! | modifyOtherKeys, kitty's keyboard | `CSI 27;5;13~`, `CSI 13;5u` for any key, releases as `CSI 13;5:3u` | | |
//!
//! `PuTTY`'s Ctrl with an arrow is what others send for the bare arrow while they are in the application mode of the
//! cursor keys, in which a program that crashed may have left them: it is taken for the bare arrow.
//!
//! Sources: xterm's `ctlseqs`, rxvt's reference, `console_codes(4)`, kitty's keyboard protocol.

use crossterm::event::{KeyCode, KeyModifiers};

/// The last byte of a CSI, for keys whose modifiers stand in the second parameter.
pub(super) const CSI_LETTERS: &[(u8, KeyCode)] = &[
    (b'A', KeyCode::Up),
    (b'B', KeyCode::Down),
    (b'C', KeyCode::Right),
    (b'D', KeyCode::Left),
    (b'E', KeyCode::KeypadBegin),
    (b'F', KeyCode::End),
    (b'H', KeyCode::Home),
    (b'P', KeyCode::F(1)),
    (b'Q', KeyCode::F(2)),
    (b'S', KeyCode::F(4)),
];

/// The last byte of a CSI without parameters, which with some would be an answer of the terminal.
pub(super) const CSI_BARE: &[(u8, (KeyCode, KeyModifiers))] = &[
    // F3 with something held down looks like the answer where the cursor is, and no command needs it.
    (b'R', (KeyCode::F(3), KeyModifiers::NONE)),
    (b'a', (KeyCode::Up, KeyModifiers::SHIFT)),
    (b'b', (KeyCode::Down, KeyModifiers::SHIFT)),
    (b'c', (KeyCode::Right, KeyModifiers::SHIFT)),
    (b'd', (KeyCode::Left, KeyModifiers::SHIFT)),
];

/// The first parameter of a CSI that ends with `~`, or with rxvt's `^`, `$`, `@`.
pub(super) const CSI_NUMBERS: &[(u32, KeyCode)] = &[
    (1, KeyCode::Home),
    (2, KeyCode::Insert),
    (3, KeyCode::Delete),
    (4, KeyCode::End),
    (5, KeyCode::PageUp),
    (6, KeyCode::PageDown),
    (7, KeyCode::Home),
    (8, KeyCode::End),
    (11, KeyCode::F(1)),
    (12, KeyCode::F(2)),
    (13, KeyCode::F(3)),
    (14, KeyCode::F(4)),
    (15, KeyCode::F(5)),
    (17, KeyCode::F(6)),
    (18, KeyCode::F(7)),
    (19, KeyCode::F(8)),
    (20, KeyCode::F(9)),
    (21, KeyCode::F(10)),
    (23, KeyCode::F(11)),
    (24, KeyCode::F(12)),
    (25, KeyCode::F(13)),
    (26, KeyCode::F(14)),
    (28, KeyCode::F(15)),
    (29, KeyCode::F(16)),
    (31, KeyCode::F(17)),
    (32, KeyCode::F(18)),
    (33, KeyCode::F(19)),
    (34, KeyCode::F(20)),
];

/// What rxvt ends a CSI with, in place of `~`, where something is held down.
pub(super) const CSI_HELD: &[(u8, KeyModifiers)] = &[
    (b'~', KeyModifiers::NONE),
    (b'^', KeyModifiers::CONTROL),
    (b'$', KeyModifiers::SHIFT),
    (b'@', KeyModifiers::CONTROL.union(KeyModifiers::SHIFT)),
];

/// What follows SS3: arrows and function keys, and the keypad in its application mode.
pub(super) const SS3: &[(u8, (KeyCode, KeyModifiers))] = &[
    (b'A', (KeyCode::Up, KeyModifiers::NONE)),
    (b'B', (KeyCode::Down, KeyModifiers::NONE)),
    (b'C', (KeyCode::Right, KeyModifiers::NONE)),
    (b'D', (KeyCode::Left, KeyModifiers::NONE)),
    (b'E', (KeyCode::KeypadBegin, KeyModifiers::NONE)),
    (b'F', (KeyCode::End, KeyModifiers::NONE)),
    (b'H', (KeyCode::Home, KeyModifiers::NONE)),
    (b'a', (KeyCode::Up, KeyModifiers::CONTROL)),
    (b'b', (KeyCode::Down, KeyModifiers::CONTROL)),
    (b'c', (KeyCode::Right, KeyModifiers::CONTROL)),
    (b'd', (KeyCode::Left, KeyModifiers::CONTROL)),
    (b'P', (KeyCode::F(1), KeyModifiers::NONE)),
    (b'Q', (KeyCode::F(2), KeyModifiers::NONE)),
    (b'R', (KeyCode::F(3), KeyModifiers::NONE)),
    (b'S', (KeyCode::F(4), KeyModifiers::NONE)),
    (b'I', (KeyCode::Tab, KeyModifiers::NONE)),
    (b'M', (KeyCode::Enter, KeyModifiers::NONE)),
    (b' ', (KeyCode::Char(' '), KeyModifiers::NONE)),
    (b'X', (KeyCode::Char('='), KeyModifiers::NONE)),
    (b'j', (KeyCode::Char('*'), KeyModifiers::NONE)),
    (b'k', (KeyCode::Char('+'), KeyModifiers::NONE)),
    (b'l', (KeyCode::Char(','), KeyModifiers::NONE)),
    (b'm', (KeyCode::Char('-'), KeyModifiers::NONE)),
    (b'n', (KeyCode::Char('.'), KeyModifiers::NONE)),
    (b'o', (KeyCode::Char('/'), KeyModifiers::NONE)),
    (b'p', (KeyCode::Char('0'), KeyModifiers::NONE)),
    (b'q', (KeyCode::Char('1'), KeyModifiers::NONE)),
    (b'r', (KeyCode::Char('2'), KeyModifiers::NONE)),
    (b's', (KeyCode::Char('3'), KeyModifiers::NONE)),
    (b't', (KeyCode::Char('4'), KeyModifiers::NONE)),
    (b'u', (KeyCode::Char('5'), KeyModifiers::NONE)),
    (b'v', (KeyCode::Char('6'), KeyModifiers::NONE)),
    (b'w', (KeyCode::Char('7'), KeyModifiers::NONE)),
    (b'x', (KeyCode::Char('8'), KeyModifiers::NONE)),
    (b'y', (KeyCode::Char('9'), KeyModifiers::NONE)),
];

/// The keys of modifyOtherKeys and of kitty's keyboard that have no character of their own, or another one than they type.
pub(super) const UNICODE: &[(u32, KeyCode)] = &[
    (8, KeyCode::Backspace),
    (9, KeyCode::Tab),
    (10, KeyCode::Enter),
    (13, KeyCode::Enter),
    (27, KeyCode::Esc),
    (127, KeyCode::Backspace),
    (57399, KeyCode::Char('0')),
    (57400, KeyCode::Char('1')),
    (57401, KeyCode::Char('2')),
    (57402, KeyCode::Char('3')),
    (57403, KeyCode::Char('4')),
    (57404, KeyCode::Char('5')),
    (57405, KeyCode::Char('6')),
    (57406, KeyCode::Char('7')),
    (57407, KeyCode::Char('8')),
    (57408, KeyCode::Char('9')),
    (57409, KeyCode::Char('.')),
    (57410, KeyCode::Char('/')),
    (57411, KeyCode::Char('*')),
    (57412, KeyCode::Char('-')),
    (57413, KeyCode::Char('+')),
    (57414, KeyCode::Enter),
    (57415, KeyCode::Char('=')),
    (57416, KeyCode::Char(',')),
    (57417, KeyCode::Left),
    (57418, KeyCode::Right),
    (57419, KeyCode::Up),
    (57420, KeyCode::Down),
    (57421, KeyCode::PageUp),
    (57422, KeyCode::PageDown),
    (57423, KeyCode::Home),
    (57424, KeyCode::End),
    (57425, KeyCode::Insert),
    (57426, KeyCode::Delete),
];

/// What a table has for this.
pub(super) fn row<K: Copy + PartialEq, V: Copy>(table: &[(K, V)], begins: K) -> Option<V> {
    table.iter().find(|row| row.0 == begins).map(|row| row.1)
}

//! Bytes of a terminal to events, without IO and without a clock.
//!
//! What was read goes to [`Parser::feed`]; that nothing followed for a while is told by [`Parser::pause`]. How long that
//! while is depends on what is [`Parser::pending`]. Whole or split anywhere, the same bytes give the same events, and
//! whatever came, after two pauses the next key is heard.
//!
//! A string (OSC, DCS, APC, PM, SOS) and a CSI that is no key are answers of the terminal, which may come late: they are
//! swallowed whole. An `ESC` before a key is Alt; before what is no key it is a key of its own.

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers as Held, MouseButton, MouseEvent, MouseEventKind as Mouse,
};

use super::sequences::{CSI_BARE, CSI_HELD, CSI_LETTERS, CSI_NUMBERS, SS3, UNICODE, row};

/// How much of a CSI is kept; no key has so much, and the rest of it is swallowed.
const LONGEST_CSI: usize = 64;
const PASTE_END: &[u8] = b"\x1b[201~";

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const CAN: u8 = 0x18;
const SUB: u8 = 0x1a;

/// Where the parser is.
#[derive(Debug, Default)]
enum State {
    #[default]
    Ground,
    /// Within a character of more than one byte.
    Utf8 {
        bytes: Vec<u8>,
        length: usize,
    },
    Escape,
    Ss3(Vec<u8>),
    Csi(Vec<u8>),
    /// After `CSI [`, of which one byte more is the key.
    LinuxConsole,
    /// The three bytes after `CSI M`.
    X10Mouse(Vec<u8>),
    /// A string after this byte; whether nothing stands in it yet, and whether `ESC` came last.
    String {
        introducer: u8,
        is_empty: bool,
        escaped: bool,
    },
    Paste(Vec<u8>),
}

/// What is pending, in the order of how long it may be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pending {
    /// `ESC`, which is the key Esc unless something follows at once.
    Escape,
    /// `ESC` and an introducer, which are a letter with Alt unless something follows soon.
    Introducer,
    /// The beginning of something longer, which is dropped where it does not go on.
    Sequence,
    /// A string, likewise.
    String,
    /// A paste, which counts as far as it came.
    Paste,
}

/// The state machine.
#[derive(Debug, Default)]
pub struct Parser {
    state: State,
    /// Whether an `ESC` stands before what is being parsed.
    alt: bool,
    /// Whether a CR came last, of which an LF is the rest.
    after_cr: bool,
    events: Vec<Event>,
}

impl Parser {
    /// Takes in what was read; returns what it amounts to. An end mark of a paste that had not begun is an empty paste.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Event> {
        for &byte in bytes {
            self.byte(byte);
        }
        std::mem::take(&mut self.events)
    }

    /// What waits for more bytes; none: the poll needs no time-out.
    pub fn pending(&self) -> Option<Pending> {
        Some(match &self.state {
            State::Ground => return None,
            State::Escape => Pending::Escape,
            State::Ss3(digits) if digits.is_empty() => Pending::Introducer,
            State::Csi(parameters) if parameters.is_empty() => Pending::Introducer,
            State::String { is_empty: true, escaped: false, .. } => Pending::Introducer,
            State::String { .. } => Pending::String,
            State::Utf8 { .. } | State::Ss3(_) | State::Csi(_) | State::LinuxConsole | State::X10Mouse(_) => {
                Pending::Sequence
            }
            State::Paste(_) => Pending::Paste,
        })
    }

    /// Nothing has followed for as long as what is pending may wait: it is what it is.
    pub fn pause(&mut self) -> Vec<Event> {
        match std::mem::take(&mut self.state) {
            State::Ground => {}
            State::Escape => {
                self.escape_before();
                self.key(KeyCode::Esc, Held::NONE);
            }
            State::Ss3(digits) if digits.is_empty() => self.alt_letter(b'O'),
            State::Csi(parameters) if parameters.is_empty() => self.alt_letter(b'['),
            State::String { introducer, is_empty: true, escaped: false } => self.alt_letter(introducer),
            State::Paste(mut text) => {
                // A piece of the end mark is no text.
                if let Some(begun) = (1..PASTE_END.len()).rev().find(|&n| text.ends_with(&PASTE_END[..n])) {
                    text.truncate(text.len() - begun);
                }
                self.paste(&text);
            }
            State::Utf8 { .. }
            | State::Ss3(_)
            | State::Csi(_)
            | State::LinuxConsole
            | State::X10Mouse(_)
            | State::String { .. } => self.escape_before(),
        }
        std::mem::take(&mut self.events)
    }

    fn byte(&mut self, byte: u8) {
        let after_cr = std::mem::replace(&mut self.after_cr, byte == b'\r');
        match std::mem::take(&mut self.state) {
            State::Ground if byte == b'\n' && after_cr => {}
            State::Ground => self.ground(byte),
            State::Utf8 { bytes, length } => self.utf8(bytes, length, byte),
            State::Escape => self.escape(byte),
            State::Ss3(digits) => self.ss3(digits, byte),
            State::Csi(parameters) => self.csi_byte(parameters, byte),
            State::LinuxConsole => match byte {
                b'A'..=b'E' => self.key(KeyCode::F(byte - b'A' + 1), Held::NONE),
                _ => self.escape_before(),
            },
            State::X10Mouse(mut bytes) => {
                bytes.push(byte);
                match bytes[..] {
                    [button, x, y] => {
                        let [x, y] = [x, y].map(|at| u16::from(at.wrapping_sub(b' ')));
                        let button = u16::from(button.wrapping_sub(b' '));
                        self.mouse(button, x, y, button & 3 != 3);
                    }
                    _ => self.state = State::X10Mouse(bytes),
                }
            }
            State::String { escaped: true, .. } if byte == b'\\' => self.escape_before(),
            State::String { escaped: true, .. } => {
                self.escape_before();
                self.escape(byte);
            }
            State::String { introducer, is_empty, .. } => match byte {
                BEL if introducer == b']' => self.escape_before(),
                CAN | SUB => self.escape_before(),
                ESC => self.state = State::String { introducer, is_empty, escaped: true },
                _ => self.state = State::String { introducer, is_empty: false, escaped: false },
            },
            State::Paste(mut text) => {
                text.push(byte);
                match text.strip_suffix(PASTE_END) {
                    Some(text) => self.paste(text),
                    None => self.state = State::Paste(text),
                }
            }
        }
    }

    fn ground(&mut self, byte: u8) {
        match byte {
            ESC => self.state = State::Escape,
            0..=0x1f | 0x7f => self.control(byte),
            b' '..=b'~' => self.key(KeyCode::Char(byte.into()), Held::NONE),
            0xc2..=0xdf => self.state = State::Utf8 { bytes: vec![byte], length: 2 },
            0xe0..=0xef => self.state = State::Utf8 { bytes: vec![byte], length: 3 },
            0xf0..=0xf4 => self.state = State::Utf8 { bytes: vec![byte], length: 4 },
            _ => self.escape_before(),
        }
    }

    fn utf8(&mut self, mut bytes: Vec<u8>, length: usize, byte: u8) {
        if byte & 0xc0 != 0x80 {
            self.escape_before();
            return self.byte(byte);
        }
        bytes.push(byte);
        if bytes.len() < length {
            self.state = State::Utf8 { bytes, length };
            return;
        }
        // Alt with a letter that is not ASCII is the letter: some send ESC before what AltGr types.
        self.alt = false;
        let typed = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next());
        if let Some(typed) = typed.filter(|typed| !typed.is_control()) {
            self.key(KeyCode::Char(typed), Held::NONE);
        }
    }

    fn escape(&mut self, byte: u8) {
        match byte {
            b'[' => self.state = State::Csi(Vec::new()),
            b'O' => self.state = State::Ss3(Vec::new()),
            b']' | b'P' | b'_' | b'^' | b'X' => {
                self.state = State::String { introducer: byte, is_empty: true, escaped: false };
            }
            ESC => {
                self.escape_before();
                self.alt = true;
                self.state = State::Escape;
            }
            _ => {
                self.escape_before();
                self.alt = true;
                self.ground(byte);
            }
        }
    }

    fn control(&mut self, byte: u8) {
        let letter = |first: char, n: u8| KeyCode::Char((first as u8 + n).into());
        match byte {
            b'\r' | b'\n' => self.key(KeyCode::Enter, Held::NONE),
            b'\t' => self.key(KeyCode::Tab, Held::NONE),
            0x7f => self.key(KeyCode::Backspace, Held::NONE),
            0x08 if self.alt => self.key(KeyCode::Backspace, Held::NONE),
            // Alt with Ctrl and a letter is AltGr nowhere on Unix, and no command's key.
            _ if self.alt => self.alt = false,
            0 => self.key(KeyCode::Char(' '), Held::CONTROL),
            1..=26 => self.key(letter('a', byte - 1), Held::CONTROL),
            _ => self.key(letter('4', byte - 0x1c), Held::CONTROL),
        }
    }

    fn ss3(&mut self, mut digits: Vec<u8>, byte: u8) {
        match byte {
            ESC => {
                self.escape_before();
                self.state = State::Escape;
            }
            // Older terminals name what is held down here.
            b'0'..=b'9' | b';' if digits.len() < LONGEST_CSI => {
                digits.push(byte);
                self.state = State::Ss3(digits);
            }
            _ => match row(SS3, byte) {
                Some((code, held)) => {
                    let named = digits.rsplit(|&byte| byte == b';').next().map_or(0, number);
                    self.key(code, held | modifiers(named).unwrap_or(Held::NONE));
                }
                None if !(b' '..=b'~').contains(&byte) => {
                    self.escape_before();
                    self.ground(byte);
                }
                None => self.escape_before(),
            },
        }
    }

    fn csi_byte(&mut self, mut parameters: Vec<u8>, byte: u8) {
        match byte {
            b'[' if parameters.is_empty() => self.state = State::LinuxConsole,
            b'M' if parameters.is_empty() => self.state = State::X10Mouse(Vec::new()),
            b'$' if (1..=2).contains(&parameters.len()) && parameters.iter().all(u8::is_ascii_digit) => {
                self.csi(&parameters, byte);
            }
            b' '..=b'?' => {
                if parameters.len() < LONGEST_CSI {
                    parameters.push(byte);
                }
                self.state = State::Csi(parameters);
            }
            b'@'..=b'~' => self.csi(&parameters, byte),
            ESC => {
                self.escape_before();
                self.state = State::Escape;
            }
            // It breaks off, and a key follows.
            _ => {
                self.escape_before();
                self.ground(byte);
            }
        }
    }

    fn csi(&mut self, parameters: &[u8], last: u8) {
        if let Some(report) = parameters.strip_prefix(b"<") {
            return self.mouse_report(report, last, 0);
        }
        let is_answer = parameters.iter().any(|byte| !matches!(byte, b'0'..=b'9' | b';' | b':'));
        let fields = Fields::new(parameters);
        match last {
            _ if is_answer => self.escape_before(),
            b'I' if parameters.is_empty() => self.other(Event::FocusGained),
            b'O' if parameters.is_empty() => self.other(Event::FocusLost),
            b'M' => self.mouse_report(parameters, last, 32),
            b'Z' => self.functional(KeyCode::BackTab, Held::SHIFT, fields),
            b'u' => self.unicode(fields.first, fields),
            b'~' if fields.first == 27 => self.unicode(fields.third, fields),
            b'~' if parameters == b"200" => {
                self.escape_before();
                self.state = State::Paste(Vec::new());
            }
            b'~' if parameters == b"201" => self.paste(b""),
            b'~' | b'^' | b'$' | b'@' => {
                let held = row(CSI_HELD, last).unwrap_or(Held::NONE);
                match row(CSI_NUMBERS, fields.first) {
                    Some(code) => self.functional(code, held, fields),
                    None => self.escape_before(),
                }
            }
            _ => match (row(CSI_LETTERS, last), row(CSI_BARE, last)) {
                (Some(code), _) if fields.is_key() => self.functional(code, Held::NONE, fields.of_letter()),
                (_, Some((code, held))) if parameters.is_empty() => self.key(code, held),
                _ => self.escape_before(),
            },
        }
    }

    /// A key that has a sequence of its own.
    fn functional(&mut self, code: KeyCode, held: Held, fields: Fields) {
        match modifiers(fields.held) {
            Some(more) if !fields.is_release() => self.key(code, held | more),
            _ => self.alt = false,
        }
    }

    /// A key that is named by its character.
    fn unicode(&mut self, code: u32, fields: Fields) {
        let Some(held) = modifiers(fields.held).filter(|_| !fields.is_release()) else {
            self.alt = false;
            return;
        };
        match (row(UNICODE, code), char::from_u32(code)) {
            (Some(KeyCode::Tab), _) if held.contains(Held::SHIFT) => self.key(KeyCode::BackTab, held),
            (Some(named), _) => self.key(named, held),
            // Keys of their own, which type nothing.
            (None, Some('\u{e000}'..='\u{f8ff}') | None) => self.alt = false,
            (None, Some(typed)) if typed.is_control() => self.alt = false,
            (None, Some(typed)) => {
                let capital = typed.to_uppercase().next().filter(|_| held.contains(Held::SHIFT));
                let shifted =
                    char::from_u32(fields.shifted).filter(|_| fields.shifted > 0 && held.contains(Held::SHIFT));
                self.key(KeyCode::Char(shifted.or(capital).unwrap_or(typed)), held);
            }
        }
    }

    /// `button;column;row`, counted from this and from 1.
    fn mouse_report(&mut self, report: &[u8], last: u8, from: u16) {
        let numbers: Vec<u16> =
            report.split(|&byte| byte == b';').map(|field| number(field).try_into().unwrap_or(u16::MAX)).collect();
        match (&numbers[..], last) {
            (&[button, x, y], b'M' | b'm') => {
                let button = button.wrapping_sub(from);
                self.mouse(button, x, y, last == b'M' && (from == 0 || button & 3 != 3));
            }
            _ => self.escape_before(),
        }
    }

    fn mouse(&mut self, code: u16, x: u16, y: u16, is_down: bool) {
        let button = match code & 3 {
            0 => MouseButton::Left,
            1 => MouseButton::Middle,
            _ => MouseButton::Right,
        };
        let kind = match (code & 0xe0, code & 3) {
            (64, 0) => Mouse::ScrollUp,
            (64, 1) => Mouse::ScrollDown,
            (64, 2) => Mouse::ScrollLeft,
            (64, _) => Mouse::ScrollRight,
            (32, 3) => Mouse::Moved,
            (32, _) => Mouse::Drag(button),
            (0, _) if is_down => Mouse::Down(button),
            // X10 reports do not say which button it was.
            (0, 3) => Mouse::Up(MouseButton::Left),
            (0, _) => Mouse::Up(button),
            // Buttons beyond the third do nothing.
            _ => return self.escape_before(),
        };
        let held = [(4, Held::SHIFT), (8, Held::ALT), (16, Held::CONTROL)];
        let modifiers = held.iter().filter(|(bit, _)| code & bit != 0).map(|&(_, held)| held).collect();
        let (column, row) = (x.saturating_sub(1), y.saturating_sub(1));
        self.other(Event::Mouse(MouseEvent { kind, column, row, modifiers }));
    }

    fn key(&mut self, code: KeyCode, held: Held) {
        let alt = if std::mem::take(&mut self.alt) { Held::ALT } else { Held::NONE };
        let capital = matches!(code, KeyCode::Char(typed) if typed.is_uppercase());
        let shift = if capital { Held::SHIFT } else { Held::NONE };
        self.events.push(Event::Key(KeyEvent::new(code, held | alt | shift)));
    }

    fn alt_letter(&mut self, letter: u8) {
        self.escape_before();
        self.alt = true;
        self.key(KeyCode::Char(letter.into()), Held::NONE);
    }

    fn paste(&mut self, text: &[u8]) {
        self.other(Event::Paste(String::from_utf8_lossy(text).into_owned()));
    }

    /// An event that is no key.
    fn other(&mut self, event: Event) {
        self.escape_before();
        self.events.push(event);
    }

    /// What follows is no key: an `ESC` before it is one of its own.
    fn escape_before(&mut self) {
        if std::mem::take(&mut self.alt) {
            self.key(KeyCode::Esc, Held::NONE);
        }
    }
}

/// The parameters of a CSI that is a key: `code:shifted;held:kind;third`.
#[derive(Clone, Copy, Debug)]
struct Fields {
    first: u32,
    shifted: u32,
    /// What is held down, plus 1.
    held: u32,
    /// 1: pressed, 2: repeated, 3: released.
    kind: u32,
    third: u32,
    count: usize,
}

impl Fields {
    fn new(parameters: &[u8]) -> Fields {
        let mut fields = parameters.split(|&byte| byte == b';');
        let mut pair = || {
            let mut parts = fields.next().unwrap_or_default().split(|&byte| byte == b':').map(number);
            (parts.next().unwrap_or(0), parts.next().unwrap_or(0))
        };
        let ((first, shifted), (held, kind), (third, _)) = (pair(), pair(), pair());
        let count = if parameters.is_empty() { 0 } else { parameters.split(|&byte| byte == b';').count() };
        Fields { first, shifted, held, kind, third, count }
    }

    /// Whether these are the parameters of a key that its last byte names.
    fn is_key(self) -> bool {
        self.count <= 1 || self.count == 2 && self.first == 1
    }

    /// The same for a key that its last byte names: older terminals leave out the 1 that stands for the key itself.
    fn of_letter(self) -> Fields {
        Fields { held: if self.count == 1 { self.first } else { self.held }, ..self }
    }

    fn is_release(self) -> bool {
        self.kind == 3
    }
}

fn number(digits: &[u8]) -> u32 {
    std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// What is held down, given as the sum of 1, Shift 1, Alt 2, Ctrl 4; none where Super or the like is, which makes another
/// key of it. Whether Caps Lock (64) and Num Lock (128) are on does not matter.
fn modifiers(sum: u32) -> Option<Held> {
    let bits = sum.saturating_sub(1);
    let held = [(1, Held::SHIFT), (2, Held::ALT), (4, Held::CONTROL)];
    let named = held.iter().filter(|(bit, _)| bits & bit != 0).map(|&(_, held)| held).collect();
    (bits & 0b0011_1000 == 0).then_some(named)
}

#[cfg(test)]
mod tests;

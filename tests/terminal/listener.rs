//! Picks the control sequences out of a program's output, to hear what it asks of the terminal.

/// Follows the output a byte at a time.
#[derive(Default)]
pub(super) struct Listener {
    state: State,
    sequence: Vec<u8>,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum State {
    #[default]
    Text,
    Escape,
    Control,
    /// A string such as a title, until `BEL` or `ESC \`.
    String,
    StringEscape,
}

impl Listener {
    /// Takes a byte; gives the sequence that it completes, from its escape character on.
    pub(super) fn hear(&mut self, byte: u8) -> Option<Vec<u8>> {
        if self.state == State::Text && byte != 0x1b {
            return (byte == 0x05).then(|| vec![byte]);
        }
        self.sequence.push(byte);
        let next = match (self.state, byte) {
            (State::Text, _) | (State::Escape | State::Control, 0x1b) => {
                self.sequence = vec![0x1b];
                Some(State::Escape)
            }
            // Cancelled.
            (_, 0x18 | 0x1a) => {
                self.forget();
                return None;
            }
            (State::Escape, b'[') => Some(State::Control),
            (State::Escape, b']' | b'P' | b'_' | b'^' | b'X') => Some(State::String),
            (State::Escape, 0x20..=0x2f) => Some(State::Escape),
            (State::Control, 0x40..=0x7e) | (State::String, 0x07) | (State::StringEscape | State::Escape, _) => None,
            (State::Control, _) => Some(State::Control),
            (State::String, 0x1b) => Some(State::StringEscape),
            (State::String, _) => Some(State::String),
        };
        if let Some(state) = next {
            self.state = state;
            return None;
        }
        Some(self.forget())
    }

    fn forget(&mut self) -> Vec<u8> {
        self.state = State::Text;
        std::mem::take(&mut self.sequence)
    }
}

/// Whether a terminal would answer this sequence.
pub(super) fn asks(sequence: &[u8]) -> bool {
    match sequence {
        [0x05] | b"\x1bZ" => true,
        [0x1b, b'[', inner @ .., end] => control_asks(inner, *end),
        [0x1b, b']', inner @ ..] => string_body(inner).split(|&byte| byte == b';').any(|part| part == b"?"),
        [0x1b, b'P', inner @ ..] => inner.starts_with(b"+q") || inner.starts_with(b"$q"),
        [0x1b, b'_', inner @ ..] => inner.starts_with(b"G"),
        _ => false,
    }
}

fn control_asks(inner: &[u8], end: u8) -> bool {
    let first = inner.first().copied();
    match end {
        b'n' => first != Some(b'>'),
        b'c' => first != Some(b'?'),
        b'q' => first == Some(b'>'),
        b'u' | b'm' | b'S' => first == Some(b'?'),
        b'p' | b'w' => inner.ends_with(b"$"),
        b'x' => inner.iter().all(u8::is_ascii_digit),
        b't' => {
            let operation = inner.split(|&byte| byte == b';').next().unwrap_or_default();
            [b"11", b"13", b"14", b"15", b"16", b"18", b"19", b"20", b"21"].iter().any(|&&asking| asking == *operation)
        }
        _ => false,
    }
}

fn string_body(inner: &[u8]) -> &[u8] {
    inner.strip_suffix(b"\x1b\\").or_else(|| inner.strip_suffix(b"\x07")).unwrap_or(inner)
}

#[cfg(test)]
mod tests {
    use super::{Listener, asks};

    fn asked(output: &str) -> Vec<String> {
        let mut listener = Listener::default();
        let sequences = output.bytes().filter_map(|byte| listener.hear(byte)).filter(|sequence| asks(sequence));
        sequences.map(|sequence| String::from_utf8(sequence).unwrap()).collect()
    }

    #[test]
    fn questions_are_heard() {
        for question in [
            "\x1b[6n",
            "\x1b[5n",
            "\x1b[?6n",
            "\x1b[?996n",
            "\x1b[c",
            "\x1b[0c",
            "\x1b[>c",
            "\x1b[=c",
            "\x1b[?u",
            "\x1b[>0q",
            "\x1b[?2026$p",
            "\x1b[14t",
            "\x1b]11;?\x07",
            "\x1b]11;?\x1b\\",
            "\x1b]4;1;?\x07",
            "\x1b]52;c;?\x07",
            "\x1bP+q544e\x1b\\",
            "\x1bP$qm\x1b\\",
            "\x1b_Gi=1,a=q;AAAA\x1b\\",
            "\x1bZ",
            "\x05",
        ] {
            assert_eq!(asked(&format!("é \x1b[1m{question} n c")), [question], "{question:?}");
        }
    }

    #[test]
    fn orders_are_not_questions() {
        for order in [
            "\x1b[?1049h\x1b[?2004h\x1b[?1006h\x1b[?25l",
            "\x1b[2J\x1b[1;1H\x1b[38;5;4;48;5;1mc n",
            "\x1b[>1u\x1b[<1u\x1b[2 q\x1b[!p\x1b[22;0;0t",
            "\x1b]0;what now?\x07\x1b]2;is it; ? \x1b\\",
            "\x1b(B\x1b7\x1b8\x1b=",
            "\x1b[6\x18n\x1b]11;\x1a?\x07",
        ] {
            assert_eq!(asked(order), [""; 0], "{order:?}");
        }
    }

    #[test]
    fn an_escape_begins_anew() {
        assert_eq!(asked("\x1b\x1b[6n\x1b[1\x1b[c"), ["\x1b[6n", "\x1b[c"]);
    }
}

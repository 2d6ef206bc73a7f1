//! A fuzzer of the terminal's input: streams made of real sequences, cut, joined and damaged at random.
//!
//! `FIELDBOOK_FUZZ` says how many streams; the seed of one that fails is printed, and `FIELDBOOK_FUZZ_SEED` runs it alone.

#![allow(clippy::disallowed_methods, reason = "tests read the environment")]

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use fieldbook::tui::input::{
    Input,
    bursts::Gathered,
    parser::{Parser, Pending},
};

/// How many streams a run tries unless it is told.
const STREAMS: u64 = 100_000;

/// What terminals send, with the pieces that sequences are made of.
const SEQUENCES: &[&[u8]] = &[
    b"kept ",
    "Łódź, 漢字 🙂".as_bytes(),
    b"\r",
    b"\n",
    b"\t",
    b"\x7f",
    b"\x0e",
    b"\x11",
    b"\x1b",
    b"\x1bx",
    b"\x1b\xc5\x82",
    b"\x1b\x08",
    b"\x1b[A",
    b"\x1b[1;5C",
    b"\x1bOd",
    b"\x1b[7$",
    b"\x1b[8^",
    b"\x1b[[A",
    b"\x1bOM",
    b"\x1b[13;5u",
    b"\x1b[27;5;13~",
    b"\x1b[97;1:3u",
    b"\x1b[<65;10;5M",
    b"\x1b[M !!",
    b"\x1b[I",
    b"\x1b[?2026;2$y",
    b"\x1b[12;40R",
    b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
    b"\x1b]10;rgb:d/d/d\x1b\\",
    b"\x1bP>|tmux 3.4\x1b\\",
    b"\x1b_Gi=3;OK\x1b\\",
    b"\x1b[200~",
    b"\x1b[201~",
    b"pasted\rtwice\r",
    b"[",
    b"]",
    b"O",
    b"P",
    b"\\",
    b";",
    b"1",
    b"$",
    b"?",
    b"<",
    b"M",
    b"~",
    b"\xc5",
    b"\xff",
    b"\x18",
    b"\0",
];

/// Random numbers, the same for the same seed (xorshift64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

fn stream(dice: &mut Dice) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..dice.below(16) {
        let sequence = SEQUENCES[dice.below(SEQUENCES.len())];
        let end = if dice.below(5) == 0 { dice.below(sequence.len() + 1) } else { sequence.len() };
        bytes.extend_from_slice(&sequence[..end]);
        if dice.below(20) == 0 && !bytes.is_empty() {
            let at = dice.below(bytes.len());
            bytes[at] = dice.below(256) as u8;
        }
    }
    bytes
}

/// Everything that came, in pieces cut at random, and what is heard of it once nothing follows.
fn heard(bytes: &[u8], dice: &mut Dice) -> Vec<Event> {
    let (mut parser, mut events, mut rest) = (Parser::default(), Vec::new(), bytes);
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(1 + dice.below(rest.len()));
        events.extend(parser.feed(piece));
        rest = after;
    }
    events.extend(parser.pause());
    assert_eq!(parser.pending(), None);
    let next = parser.feed(b"\x11");
    assert_eq!(next, [Event::Key(KeyEvent::new(KeyCode::Char('q'), KeyModifiers::CONTROL))]);
    events
}

/// The text of events, line ends and tabs included, control keys and sequences left out.
fn text(events: impl IntoIterator<Item = Input>) -> String {
    let mut text = String::new();
    for input in events {
        match input {
            Input::Burst(burst) => text.push_str(&burst),
            Input::Event(Event::Paste(pasted)) => text.push_str(&pasted),
            Input::Event(Event::Key(KeyEvent { code, modifiers, .. }))
                if (modifiers - KeyModifiers::SHIFT).is_empty() =>
            {
                match code {
                    KeyCode::Char(c) => text.push(c),
                    KeyCode::Enter => text.push('\n'),
                    KeyCode::Tab => text.push('\t'),
                    _ => {}
                }
            }
            Input::Event(_) => {}
        }
    }
    text
}

fn try_stream(seed: u64) {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let bytes = stream(&mut dice);
    let events = heard(&bytes, &mut dice);
    assert_eq!(
        events,
        heard(&bytes, &mut dice),
        "split elsewhere, {:?} is something else",
        bytes.escape_ascii().to_string()
    );
    let mut gathered = Gathered::default();
    gathered.add(events.clone());
    assert_eq!(text(gathered.take()), text(events.into_iter().map(Input::Event)), "a burst loses text");
}

#[test]
fn no_stream_of_bytes_panics_sticks_or_loses_text() {
    let number = |name| std::env::var(name).ok().and_then(|value| value.parse().ok());
    if let Some(seed) = number("FIELDBOOK_FUZZ_SEED") {
        return try_stream(seed);
    }
    for seed in 0..number("FIELDBOOK_FUZZ").unwrap_or(STREAMS) {
        let tried = std::panic::catch_unwind(|| try_stream(seed));
        assert!(tried.is_ok(), "FIELDBOOK_FUZZ_SEED={seed} fails");
    }
}

#[test]
fn a_string_that_never_ends_is_swallowed_until_it_is_given_up() {
    let mut parser = Parser::default();
    assert_eq!(parser.feed(b"\x1b]11;rgb:"), []);
    for _ in 0..1_000 {
        assert_eq!(parser.feed(b"1e1e\r\t\x0e"), []);
    }
    assert_eq!(parser.pending(), Some(Pending::String));
    assert_eq!(parser.pause(), []);
    assert_eq!(parser.feed(b"q").len(), 1);
}

//! What arrived together: keys one by one, or a text that was pasted without brackets.
//!
//! tmux without `-p`, the Linux console and Windows send a pasted text as if it were typed. Eight printable characters or
//! more together with a line end or a tab, and nothing but these, are a burst: text for the field in which it began. Letters
//! alone stay keys, and so does all that a control key or a sequence came with: a script at the keys sends these.
//!
//! Limitation: a paste of which more than 10 ms pass between two pieces is a burst or keys piece by piece.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// The fewest printable characters of a burst.
const FEWEST: usize = 8;
/// What is gathered at most before it is handed on.
const MOST: usize = 1 << 20;

/// What the program hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key, the mouse, the focus, a paste in brackets.
    Event(Event),
    /// A text that arrived as keys, faster than anybody types.
    Burst(String),
}

/// What has arrived and is not handed on yet.
#[derive(Debug, Default)]
pub struct Gathered {
    events: Vec<Event>,
}

impl Gathered {
    /// Adds what was read.
    pub fn add(&mut self, events: Vec<Event>) {
        if self.events.is_empty() {
            self.events = events;
        } else {
            self.events.extend(events);
        }
    }

    /// Whether what follows at once belongs to it. A single key never waits, nor do letters alone where they are typed into
    /// a text: there it is all the same.
    pub fn is_open(&self, types: bool) -> bool {
        let typed: Option<Vec<char>> = self.events.iter().map(typed).collect();
        self.events.iter().any(is_paste)
            || (2..MOST).contains(&self.events.len())
                && typed.is_some_and(|typed| !types || typed.iter().any(|c| ends(*c)))
    }

    /// Hands it on.
    pub fn take(&mut self) -> Vec<Input> {
        let mut events = std::mem::take(&mut self.events);
        join_pastes(&mut events);
        let mut inputs = Vec::with_capacity(events.len());
        for run in events.chunk_by(|one, other| !is_paste(one) && !is_paste(other)) {
            match burst(run) {
                Some(text) => inputs.push(Input::Burst(text)),
                None => inputs.extend(run.iter().filter(|event| !is_stray_end(event)).cloned().map(Input::Event)),
            }
        }
        inputs
    }
}

/// Joins to a paste what came between its first end mark and its last: a pasted text that holds an end mark is text
/// to its end, and what is no text in it goes, as from every paste.
fn join_pastes(events: &mut Vec<Event>) {
    let Some(first) = events.iter().position(|event| is_paste(event) && !is_stray_end(event)) else { return };
    let Some(last) = events.iter().rposition(is_stray_end).filter(|last| *last > first) else { return };
    let text = events.drain(first..=last).fold(String::new(), |mut text, event| {
        match event {
            Event::Paste(pasted) => text.push_str(&pasted),
            event => text.extend(typed(&event)),
        }
        text
    });
    events.insert(first, Event::Paste(text));
}

/// The text of a run of keys that are a burst.
fn burst(run: &[Event]) -> Option<String> {
    let text: String = run.iter().map(typed).collect::<Option<_>>()?;
    let ends = text.chars().filter(|c| ends(*c)).count();
    (ends > 0 && run.len() - ends >= FEWEST).then_some(text)
}

/// The character that a key types; a line end for Enter, a tab for Tab; none: it is a key, or none at all.
fn typed(event: &Event) -> Option<char> {
    match event {
        Event::Key(KeyEvent { code, modifiers, .. }) if (*modifiers - KeyModifiers::SHIFT).is_empty() => match code {
            KeyCode::Char(c) => Some(*c),
            KeyCode::Enter => Some('\n'),
            KeyCode::Tab => Some('\t'),
            _ => None,
        },
        _ => None,
    }
}

fn ends(c: char) -> bool {
    matches!(c, '\n' | '\t')
}

fn is_paste(event: &Event) -> bool {
    matches!(event, Event::Paste(_))
}

/// The end mark of a paste that had ended, or had never begun.
fn is_stray_end(event: &Event) -> bool {
    matches!(event, Event::Paste(text) if text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{super::parser::Parser, *};

    fn hears(bytes: &str) -> Vec<Input> {
        let mut gathered = Gathered::default();
        gathered.add(Parser::default().feed(bytes.as_bytes()));
        gathered.take()
    }

    fn is_keys(bytes: &str) -> bool {
        let inputs = hears(bytes);
        !inputs.is_empty() && inputs.iter().all(|input| matches!(input, Input::Event(Event::Key(_))))
    }

    fn paste(text: &str) -> Input {
        Input::Event(Event::Paste(text.to_owned()))
    }

    #[test]
    fn text_with_line_ends_is_a_burst() {
        for (bytes, text) in [
            ("Name\thow many\rnone", "Name\thow many\nnone"),
            ("Łódź Ústí\n", "Łódź Ústí\n"),
            ("\rA line, quickly", "\nA line, quickly"),
        ] {
            assert_eq!(hears(bytes), [Input::Burst(text.to_owned())], "{bytes:?}");
        }
    }

    #[test]
    fn everything_else_is_keys() {
        for bytes in [
            "m",
            "mm\tn",
            "seven 7\r",
            "forty letters without any break in them..",
            "a line and\x0e\r",
            "a line and\x1b[A\r",
        ] {
            assert!(is_keys(bytes), "{bytes:?}");
        }
    }

    #[test]
    fn an_end_mark_in_a_paste_ends_it_only_where_none_follows() {
        assert_eq!(hears("\x1b[200~one\x1b[201~ two\x11\r\x1b[201~"), [paste("one two\n")]);
        let letter = Input::Event(Event::Key(KeyEvent::new(KeyCode::Char('d'), KeyModifiers::NONE)));
        assert_eq!(hears("\x1b[200~one\x1b[201~d"), [paste("one"), letter.clone()]);
        assert_eq!(hears("d\x1b[200~one\x1b[201~"), [letter, paste("one")]);
        assert_eq!(hears("\x1b[200~one\x1b[201~\x1b[200~two\x1b[201~"), [paste("one"), paste("two")]);
        assert_eq!(
            hears("\x1b[200~one\x1b[201~and eight\rmore"),
            [paste("one"), Input::Burst("and eight\nmore".to_owned())]
        );
        assert_eq!(hears("\x1b[201~"), []);
    }

    #[test]
    fn one_key_waits_for_nothing() {
        let waits_where = |types, bytes: &str| {
            let mut gathered = Gathered::default();
            gathered.add(Parser::default().feed(bytes.as_bytes()));
            gathered.is_open(types)
        };
        let waits = |bytes| waits_where(false, bytes);
        assert!(!waits("m") && !waits("\r") && !waits("\x1b[A") && !waits("\x1b[A\x1b[A") && !waits("ab\x0e"));
        assert!(waits("ab") && waits("\x1b[200~a\x1b[201~"));
        assert!(!waits_where(true, "forty letters at once") && waits_where(true, "ab\t"));
    }
}

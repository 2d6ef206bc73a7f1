//! The Unix terminal: `poll(2)`, `read(2)`, and for how long what is pending is waited for.
//!
//! A terminal that is gone is told by the poll or by the read; what was typed before counts.

use std::{
    io,
    os::fd::OwnedFd,
    time::{Duration, Instant},
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::{Errno, read, write},
    pipe::pipe,
    termios::{QueueSelector, tcflush},
};

use super::{
    bursts::{Gathered, Input},
    parser::{Parser, Pending},
};

/// How soon the rest of a sequence follows its `ESC`, unless the environment gives another number of milliseconds, for slow
/// lines.
const ESCAPE: Duration = Duration::from_millis(25);
const ESCAPE_VARIABLE: &str = "FIELDBOOK_ESCDELAY";
/// How soon something follows an introducer.
const INTRODUCER: Duration = Duration::from_millis(50);
/// How long the rest of what is unfinished is waited for.
const REST: Duration = Duration::from_secs(1);
/// How long the end of a string is waited for altogether: what is typed meanwhile is taken for more of it.
const STRING: Duration = Duration::from_secs(4);
/// How soon what follows belongs to the same burst.
const BURST: Duration = Duration::from_millis(10);
/// More than the kernel holds of what was typed.
const PIECE: usize = 1 << 14;

/// Reads what arrives until the terminal is gone or the program does not go on.
pub(super) fn wait(told_to_leave: &ToldToLeave, mut take: impl FnMut(Vec<Input>) -> Option<bool>) {
    let (stdin, mut piece) = (io::stdin(), vec![0; PIECE]);
    let mut reader = Reader::new();
    loop {
        let arrived = arrived(&stdin, told_to_leave, reader.deadline()).and_then(|arrived| match arrived {
            Arrived::Something => {
                reader.look_at_clock();
                read(&stdin, &mut piece).map(Some)
            }
            Arrived::Nothing => Ok(None),
            Arrived::End => Ok(Some(0)),
        });
        let (is_whole, is_gone) = match arrived {
            Ok(None) => (reader.pause(), false),
            Ok(Some(0)) => (true, true),
            Ok(Some(length)) => (reader.feed(&piece[..length]), false),
            Err(Errno::INTR | Errno::AGAIN) => (false, false),
            Err(_) => (true, true),
        };
        if is_gone {
            reader.gathered.add(reader.parser.pause());
        }
        if is_whole {
            let inputs = reader.gathered.take();
            if !inputs.is_empty() {
                let Some(types) = take(inputs) else { return };
                reader.types = types;
            }
        }
        if is_gone {
            return;
        }
    }
}

/// The reading end of a pipe that tells the thread that the program is to leave.
pub(crate) struct ToldToLeave(OwnedFd);

/// What a signal calls that has the program leave, and what the thread listens to for it.
pub(crate) fn leaving() -> io::Result<(impl Fn(), ToldToLeave)> {
    let (told, tell) = pipe()?;
    let leave = move || {
        // A full pipe has told it already.
        let _ = write(&tell, &[0]);
    };
    Ok((leave, ToldToLeave(told)))
}

pub(super) fn discard() {
    // What can't be discarded is heard.
    let _ = tcflush(io::stdin(), QueueSelector::IFlush);
}

enum Arrived {
    Something,
    /// The deadline has passed.
    Nothing,
    End,
}

fn arrived(stdin: &io::Stdin, told_to_leave: &ToldToLeave, deadline: Option<Instant>) -> Result<Arrived, Errno> {
    let patience = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
    let patience = patience.and_then(|patience| Timespec::try_from(patience).ok());
    let mut watched = [PollFd::new(stdin, PollFlags::IN), PollFd::new(&told_to_leave.0, PollFlags::IN)];
    poll(&mut watched, patience.as_ref())?;
    let found = watched[0].revents();
    // Before it leaves, what has arrived is taken in, and after that nothing is waited for.
    Ok(if found.contains(PollFlags::IN) {
        Arrived::Something
    } else if !watched[1].revents().is_empty() {
        Arrived::End
    } else if found.is_empty() {
        Arrived::Nothing
    } else {
        Arrived::End
    })
}

/// The parser with what it needs of a clock.
struct Reader {
    parser: Parser,
    gathered: Gathered,
    /// Whether letters go into a text.
    types: bool,
    escape: Duration,
    /// When the last bytes came.
    last: Instant,
    /// When the string began that is pending.
    string: Option<Instant>,
}

impl Reader {
    fn new() -> Reader {
        let named = std::env::var(ESCAPE_VARIABLE).ok().and_then(|delay| delay.trim().parse().ok());
        let escape = named.map_or(ESCAPE, Duration::from_millis).min(REST);
        let (parser, gathered) = (Parser::default(), Gathered::default());
        Reader { parser, gathered, types: false, escape, last: Instant::now(), string: None }
    }

    /// Something has come, though maybe late: a thread that was held up finds a deadline passed and bytes there at once. An
    /// `ESC` was a key then, since its rest would have come with it.
    fn look_at_clock(&mut self) {
        let now = Instant::now();
        if self.is_key_pending() && self.deadline().is_some_and(|deadline| deadline <= now) {
            self.gathered.add(self.parser.pause());
        }
        self.last = now;
    }

    /// Whether what is pending is a key unless something follows soon.
    fn is_key_pending(&self) -> bool {
        matches!(self.parser.pending(), Some(Pending::Escape | Pending::Introducer))
    }

    /// Takes in what was read; whether what is gathered is whole.
    fn feed(&mut self, bytes: &[u8]) -> bool {
        self.gathered.add(self.parser.feed(bytes));
        let is_string = self.parser.pending() == Some(Pending::String);
        self.string = is_string.then(|| self.string.unwrap_or(self.last));
        !self.gathered.is_open(self.types)
    }

    /// Nothing came until the deadline. Whether what is gathered is whole.
    fn pause(&mut self) -> bool {
        if self.gathered.is_open(self.types) && !self.is_key_pending() {
            return true;
        }
        self.gathered.add(self.parser.pause());
        self.string = None;
        !self.gathered.is_open(self.types)
    }

    /// Until when more is waited for; none: for ever.
    fn deadline(&self) -> Option<Instant> {
        let patience = match self.parser.pending() {
            Some(Pending::Escape) => self.escape,
            Some(Pending::Introducer) => INTRODUCER.max(self.escape),
            _ if self.gathered.is_open(self.types) => BURST,
            Some(Pending::String) => {
                let so_far = self.string.map_or(Duration::ZERO, |begun| self.last - begun);
                REST.min(STRING.saturating_sub(so_far))
            }
            Some(Pending::Sequence | Pending::Paste) => REST,
            None => return None,
        };
        Some(self.last + patience)
    }
}

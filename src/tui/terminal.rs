//! The terminal itself: entering it, drawing on it, leaving it as it was.
//!
//! Nothing is asked of it: a terminal that does not answer would hold the program up.

use std::{
    io::{self, Stdout, Write},
    path::PathBuf,
};

use super::{frames::Frames, input, signals};
use crate::store::shown;
use crate::ui::app::{self, App};
use crossterm::{
    clipboard::CopyToClipboard,
    cursor::Show,
    event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange},
    execute, queue,
    terminal::{
        BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
        enable_raw_mode,
    },
};

/// Clicks, drags and the wheel, in the SGR form; not the mere moving, which would wake an idle program.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// What is beyond this stays blank: no screen has it, and a size that is a mistake would take all memory.
const LARGEST: (u16, u16) = (2_000, 1_000);

pub(super) struct Terminal {
    frames: Frames,
    /// What goes out with the next write. crossterm flushes several times a frame, which sends nothing here.
    gathered: Vec<u8>,
    out: Stdout,
    mouse: bool,
}

impl Terminal {
    /// Enters the terminal. A panic restores it and says where the journals are; what the panic says may hold
    /// something of an answer and is not printed.
    pub(super) fn enter(mouse: bool, journals: PathBuf) -> io::Result<Terminal> {
        std::panic::set_hook(Box::new(move |panic| {
            Terminal::restore();
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            let journals = shown(&journals.to_string_lossy());
            eprintln!("Fieldbook crashed at {place}");
            eprintln!("Nothing you typed is lost: it is in {journals} and will be back at the next start.");
            std::process::exit(101);
        }));
        let mut screen = Terminal { frames: Frames::default(), gathered: Vec::new(), out: io::stdout(), mouse };
        screen.begin()?;
        Ok(screen)
    }

    fn begin(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        queue!(self.gathered, EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange)?;
        if self.mouse {
            self.gathered.write_all(MOUSE_ON.as_bytes())?;
        }
        self.forget();
        self.send()
    }

    fn send(&mut self) -> io::Result<()> {
        let sent = self.out.write_all(&self.gathered).and_then(|()| self.out.flush());
        self.gathered.clear();
        sent
    }

    /// Leaves the terminal as it was. Works without a [`Terminal`], from a panic too.
    pub(super) fn restore() {
        let mut out = io::stdout();
        let _ = out.write_all(MOUSE_OFF.as_bytes());
        let _ =
            execute!(out, EndSynchronizedUpdate, DisableFocusChange, DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
    }

    /// Columns and rows, as they were when everything was last drawn.
    pub(super) fn size(&self) -> (u16, u16) {
        self.frames.size()
    }

    /// Draws a frame: what has changed, in one write; where nothing has, nothing is written.
    pub(super) fn draw(&mut self, app: &App) -> io::Result<()> {
        let before = self.gathered.len();
        queue!(self.gathered, BeginSynchronizedUpdate)?;
        let begun = self.gathered.len();
        self.frames.draw(&mut self.gathered, |buffer| app::view(app, buffer))?;
        if self.gathered.len() == begun {
            self.gathered.truncate(before);
        } else {
            queue!(self.gathered, EndSynchronizedUpdate)?;
        }
        self.send()
    }

    /// Has the next frame draw everything, in the size that the terminal has now.
    pub(super) fn forget(&mut self) {
        // Without an answer the size stays as it was; and nothing is sent yet that could fail.
        let size = crossterm::terminal::size().unwrap_or(self.frames.size());
        let size = (size.0.min(LARGEST.0), size.1.min(LARGEST.1));
        let _ = self.frames.begin(size, &mut self.gathered);
    }

    /// Puts a text into the terminal's clipboard, where it has one (OSC 52).
    pub(super) fn copy(&mut self, text: &str) {
        let _ = queue!(self.gathered, CopyToClipboard::to_clipboard_from(text));
    }

    pub(super) fn take_mouse(&mut self, on: bool) {
        self.mouse = on;
        let _ = self.gathered.write_all(if on { MOUSE_ON } else { MOUSE_OFF }.as_bytes());
    }

    /// Goes to the background of the shell; returns when it is back. Whether there is one.
    pub(super) fn suspend(&mut self) -> bool {
        Terminal::restore();
        let was_stopped = signals::stop();
        self.resume();
        was_stopped
    }

    /// Enters the terminal again, in whatever state it is, and draws everything. What lies pending there was meant for
    /// another program, or is its terminal's answer to it.
    pub(super) fn resume(&mut self) {
        // Without this, raw mode would be taken for given that a shell has ended meanwhile.
        let _ = disable_raw_mode();
        // A terminal that is gone is met again by the next frame.
        let _ = self.begin();
        input::discard();
    }
}

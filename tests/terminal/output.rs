//! What a program has written, and the screen that it makes.

use std::fmt::Write as _;
use std::io::Read;
use std::num::NonZeroU16;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Pen;
use super::listener::{self, Listener};

/// The output, shared by the thread that reads it and those who wait for it.
pub(super) struct Watch {
    output: Mutex<Output>,
    arrived: Condvar,
}

/// All output so far.
pub(super) struct Output {
    parser: vt100::Parser,
    listener: Listener,
    queries: Vec<String>,
    written: Vec<u8>,
    reads: usize,
    /// Within a synchronised update (mode 2026), of which a terminal shows nothing before its end.
    is_updating: bool,
    is_closing: bool,
    has_ended: bool,
}

impl Watch {
    pub(super) fn new(cols: u16, rows: u16) -> Self {
        let output = Output {
            parser: vt100::Parser::new(size(rows), size(cols), 0),
            listener: Listener::default(),
            queries: Vec::new(),
            written: Vec::new(),
            reads: 0,
            is_updating: false,
            is_closing: false,
            has_ended: false,
        };
        Self { output: Mutex::new(output), arrived: Condvar::new() }
    }

    /// The output, also after a test has failed while it looked.
    pub(super) fn lock(&self) -> MutexGuard<'_, Output> {
        self.output.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the output is so; gives up after this long, or when no more can come.
    pub(super) fn wait(&self, long: Duration, so: impl Fn(&Output) -> bool) -> bool {
        let waited = self.arrived.wait_timeout_while(self.lock(), long, |output| !output.has_ended && !so(output));
        let (output, _) = waited.unwrap_or_else(PoisonError::into_inner);
        so(&output)
    }

    /// Takes in everything, until the other side is gone or [`Output::close`] was called.
    pub(super) fn read(&self, mut from: impl Read, pen: &Pen) {
        let mut piece = [0; 16 * 1024];
        while let Ok(length @ 1..) = from.read(&mut piece) {
            let mut output = self.lock();
            let answers = output.take(&piece[..length]);
            let is_closing = output.is_closing;
            drop(output);
            self.arrived.notify_all();
            if is_closing {
                break;
            }
            if !answers.is_empty() {
                // Fails only where there is nobody left to answer.
                let _ = pen.lock().unwrap_or_else(PoisonError::into_inner).write_all(answers.as_bytes());
            }
        }
        self.lock().has_ended = true;
        self.arrived.notify_all();
    }
}

impl Output {
    pub(super) fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    pub(super) fn queries(&self) -> &[String] {
        &self.queries
    }

    pub(super) fn written(&self) -> &[u8] {
        &self.written
    }

    pub(super) fn reads(&self) -> usize {
        self.reads
    }

    /// Whether the screen is one that a person would see.
    pub(super) fn is_settled(&self) -> bool {
        !self.is_updating || self.has_ended
    }

    pub(super) fn resize(&mut self, cols: u16, rows: u16) {
        self.parser.set_size(size(rows), size(cols));
    }

    /// Has the reading end with the next piece.
    pub(super) fn close(&mut self) {
        self.is_closing = true;
    }

    /// Takes in a piece; gives what the terminal answers to it.
    fn take(&mut self, piece: &[u8]) -> String {
        self.reads += 1;
        self.written.extend_from_slice(piece);
        let mut answers = String::new();
        let mut begin = 0;
        for (at, &byte) in piece.iter().enumerate() {
            let Some(sequence) = self.listener.hear(byte) else { continue };
            match sequence.as_slice() {
                b"\x1b[?2026h" => self.is_updating = true,
                b"\x1b[?2026l" => self.is_updating = false,
                b"\x1b[6n" => {
                    self.parser.process(&piece[begin..=at]);
                    begin = at + 1;
                    let (row, col) = self.screen().cursor_position();
                    let (_, cols) = self.screen().size();
                    let _ = write!(answers, "\x1b[{};{}R", row + 1, (col + 1).min(cols.get()));
                }
                _ => {}
            }
            if listener::asks(&sequence) {
                self.queries.push(sequence.escape_ascii().to_string());
            }
        }
        self.parser.process(&piece[begin..]);
        answers
    }

    /// The whole screen in a frame, for a test that fails.
    pub(super) fn report(&self) -> String {
        let screen = self.screen();
        let (rows, cols) = screen.size();
        let (row, col) = screen.cursor_position();
        let shown = if screen.hide_cursor() { "hidden" } else { "shown" };
        let ended = if self.has_ended { ", and no more can come" } else { "" };
        let edge = "─".repeat(cols.get().into());
        let body: String = text(screen).lines().fold(String::new(), |body, line| body + "│" + line + "\n");
        format!(
            "{cols}×{rows}, cursor {shown} in column {col} of row {row}, {} bytes in {} reads{ended}:\n┌{edge}\n{body}└{edge}",
            self.written.len(),
            self.reads,
        )
    }
}

fn size(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).expect("a terminal has at least one column and row")
}

/// The rows, without the spaces at their ends.
pub(super) fn text(screen: &vt100::Screen) -> String {
    let (_, cols) = screen.size();
    let rows: Vec<String> = screen.rows(0, cols.get()).map(|row| row.trim_end().to_owned()).collect();
    rows.join("\n")
}

/// The column and row where a text begins.
pub(super) fn find(screen: &vt100::Screen, wanted: &str) -> Option<(u16, u16)> {
    let (rows, cols) = screen.size();
    (0..rows.get()).find_map(|row| {
        let mut line = String::new();
        let mut starts = Vec::new();
        for col in 0..cols.get() {
            let Some(cell) = screen.cell(row, col).filter(|cell| !cell.is_wide_continuation()) else { continue };
            starts.push((line.len(), col));
            line.push_str(if cell.has_contents() { cell.contents() } else { " " });
        }
        let at = line.find(wanted)?;
        starts.iter().rev().find(|(start, _)| *start <= at).map(|&(_, col)| (col, row))
    })
}

//! A terminal to run programs in: a pseudo-terminal, the screen it shows, and hands for its keys.
//!
//! Nothing here waits for a time; it waits for something to be seen, and shows the screen when it is not.

mod hand;
mod keys;
mod listener;
mod output;
mod setup;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{MasterPty, PtySize};
use rustix::process::{Pid, Signal};
use rustix::termios::{InputModes, OptionalActions, SpecialCodeIndex};

use output::Watch;
use setup::Home;
pub(crate) use setup::Setup;

/// How long anything may take before a wait gives up.
const DEADLINE: Duration = Duration::from_secs(20);

/// The writing end of the terminal: the keys go in here, and so do the terminal's own answers.
type Pen = Arc<Mutex<Box<dyn Write + Send>>>;

/// A pseudo-terminal with a program in it. Columns and rows count from 0. Dropping it kills the program.
pub(crate) struct Terminal {
    child: Child,
    line: Option<Line>,
    watch: Arc<Watch>,
    home: Home,
}

/// The master's side of the pseudo-terminal; gone after a hang-up.
struct Line {
    master: Box<dyn MasterPty + Send>,
    pen: Pen,
    reader: JoinHandle<()>,
    /// Where the other side can be opened.
    device: PathBuf,
}

impl Terminal {
    /// Runs Fieldbook on this library, with everything else as [`Setup`] has it.
    pub(crate) fn start(cols: u16, rows: u16, library: &Path, args: &[&str]) -> Self {
        Setup::new(cols, rows).fieldbook(library, args)
    }

    /// Runs any command.
    pub(crate) fn run(cols: u16, rows: u16, command: &[&str]) -> Self {
        Setup::new(cols, rows).program(command)
    }

    /// The folder that stands in for the user's home.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// What the screen shows: a line for each row, without the spaces at its end.
    pub(crate) fn screen(&self) -> String {
        self.look(output::text)
    }

    /// Reads anything from the screen: modes, cells, colours. The screen is locked meanwhile.
    pub(crate) fn look<T>(&self, read: impl FnOnce(&vt100::Screen) -> T) -> T {
        read(self.watch.lock().screen())
    }

    /// The first cell of the first place where the text stands, to look at its style.
    pub(crate) fn cell_of(&self, text: &str) -> vt100::Cell {
        let (col, row) = self.place_of(text);
        self.look(|screen| screen.cell(row, col).expect("the place is on the screen").clone())
    }

    /// The column and row of the first place where the text stands.
    pub(crate) fn place_of(&self, text: &str) -> (u16, u16) {
        match self.look(|screen| output::find(screen, text)) {
            Some(place) => place,
            None => self.fail(&format!("{text:?} is not on the screen")),
        }
    }

    /// The cursor's column and row, or nothing while it is hidden.
    pub(crate) fn cursor(&self) -> Option<(u16, u16)> {
        self.look(|screen| {
            let (row, col) = screen.cursor_position();
            (!screen.hide_cursor()).then_some((col, row))
        })
    }

    /// Everything the program has asked the terminal so far, answered (`CSI 6n`) or not.
    pub(crate) fn queries(&self) -> Vec<String> {
        self.watch.lock().queries().to_vec()
    }

    /// Everything the program has written so far, as it arrived.
    pub(crate) fn written(&self) -> Vec<u8> {
        self.watch.lock().written().to_vec()
    }

    /// In how many pieces it arrived.
    pub(crate) fn reads(&self) -> usize {
        self.watch.lock().reads()
    }

    /// Waits until the text is on the screen.
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(|screen| output::find(screen, text).is_some(), &format!("{text:?} to appear"));
    }

    /// Waits until the text is nowhere on the screen.
    pub(crate) fn wait_gone(&self, text: &str) {
        self.wait_until(|screen| output::find(screen, text).is_none(), &format!("{text:?} to go"));
    }

    /// Waits until the screen is so; never judges a synchronised update (mode 2026) before its end. While it judges,
    /// the screen is locked: the terminal itself cannot be asked anything then.
    pub(crate) fn wait_until(&self, so: impl Fn(&vt100::Screen) -> bool, what: &str) {
        if !self.watch.wait(DEADLINE, |output| output.is_settled() && so(output.screen())) {
            self.fail(&format!("waited in vain for {what}"));
        }
    }

    /// Makes the terminal another size, which the program is told with `SIGWINCH`.
    pub(crate) fn resize(&self, cols: u16, rows: u16) {
        let mut output = self.watch.lock();
        output.resize(cols, rows);
        self.line().master.resize(PtySize { rows, cols, ..PtySize::default() }).expect("the terminal takes its size");
    }

    /// The program's process.
    pub(crate) fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Sends the program a signal.
    pub(crate) fn signal(&mut self, signal: Signal) {
        if let Some(status) = self.child.try_wait().expect("the program can be asked for") {
            self.fail(&format!("no program to send {signal:?} to: {status}"));
        }
        rustix::process::kill_process(self.pid(), signal).expect("the program takes a signal");
    }

    /// Kills the program with `SIGKILL` and waits until it is dead.
    pub(crate) fn kill9(&mut self) {
        self.child.kill().expect("the program can be killed");
        self.wait_exit();
    }

    /// Takes the terminal away, as closing its window does.
    pub(crate) fn hang_up(&mut self) {
        if let Some(line) = self.line.take() {
            line.close(&self.watch);
        }
    }

    /// Waits until the program has ended and all it wrote is on the screen.
    pub(crate) fn wait_exit(&mut self) -> ExitStatus {
        let begun = Instant::now();
        let status = loop {
            match self.child.try_wait().expect("the program can be waited for") {
                Some(status) => break status,
                None if begun.elapsed() > DEADLINE => self.fail("waited in vain for the program to end"),
                None => thread::sleep(Duration::from_millis(5)),
            }
        };
        self.watch.wait(DEADLINE, |_| false);
        status
    }

    fn line(&self) -> &Line {
        self.line.as_ref().expect("the terminal has not been hung up")
    }

    fn fail(&self, why: &str) -> ! {
        let report = self.watch.lock().report();
        panic!("{why}\n{report}");
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Nothing may panic here, since a failed test comes through on its way out.
        if let Ok(None) = self.child.try_wait() {
            // With all that it has started in its own group, such as an editor.
            let _ = rustix::process::kill_process_group(self.pid(), Signal::KILL);
        }
        let _ = self.child.wait();
        self.hang_up();
    }
}

impl Line {
    /// Closes the master. The reader has one too, and stands in a read that only output ends; and the pen would
    /// write a line feed and an end-of-file when it goes, which are keys that nobody pressed.
    fn close(self, watch: &Watch) {
        watch.lock().close();
        if let Ok(slave) = self.slave() {
            if let Ok(mut modes) = rustix::termios::tcgetattr(&slave) {
                modes.special_codes[SpecialCodeIndex::VEOF] = 0;
                // Starts output that Ctrl-S has stopped.
                modes.input_modes -= InputModes::IXON;
                let _ = rustix::termios::tcsetattr(&slave, OptionalActions::Now, &modes);
            }
            let _ = rustix::io::write(&slave, b"\0");
        }
        let _ = self.reader.join();
    }

    /// The program's side, opened without becoming anybody's controlling terminal.
    fn slave(&self) -> rustix::io::Result<rustix::fd::OwnedFd> {
        use rustix::fs::{Mode, OFlags};
        rustix::fs::open(&self.device, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())
    }

    fn write(&self, bytes: &[u8]) -> std::io::Result<()> {
        let mut pen = self.pen.lock().unwrap_or_else(PoisonError::into_inner);
        pen.write_all(bytes)?;
        pen.flush()
    }
}

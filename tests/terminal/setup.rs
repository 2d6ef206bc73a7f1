//! How a terminal is set up: its size, and the surroundings of the program in it.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::{Arc, Mutex};
use std::thread;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use tempfile::TempDir;

use super::output::Watch;
use super::{Line, Terminal};

/// A terminal before its program runs. Of the tester's own surroundings the program sees `PATH` alone.
pub(crate) struct Setup {
    cols: u16,
    rows: u16,
    variables: Vec<(OsString, OsString)>,
    home: Option<PathBuf>,
}

/// The folder that stands in for the user's home.
pub(super) enum Home {
    Own(TempDir),
    Given(PathBuf),
}

impl Home {
    pub(super) fn path(&self) -> &Path {
        match self {
            Home::Own(folder) => folder.path(),
            Home::Given(path) => path,
        }
    }
}

impl Setup {
    /// An xterm of this size with UTF-8, in UTC, and a home of its own that goes with it.
    pub(crate) fn new(cols: u16, rows: u16) -> Self {
        Self { cols, rows, variables: Vec::new(), home: None }
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.variables.push((name.into(), value.as_ref().to_owned()));
        self
    }

    /// Uses this folder as the home, so that settings can outlive a terminal.
    pub(crate) fn home(mut self, home: &Path) -> Self {
        self.home = Some(home.to_owned());
        self
    }

    /// Runs Fieldbook on this library.
    pub(crate) fn fieldbook(self, library: &Path, args: &[&str]) -> Terminal {
        let command = [&[env!("CARGO_BIN_EXE_fieldbook")], args].concat();
        self.env("FIELDBOOK_LIBRARY", library).program(&command)
    }

    /// Runs any command.
    pub(crate) fn program(self, command: &[&str]) -> Terminal {
        let home = match self.home {
            Some(ref path) => Home::Given(path.clone()),
            None => Home::Own(TempDir::new().expect("a folder for the home")),
        };
        let size = PtySize { rows: self.rows, cols: self.cols, ..PtySize::default() };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(self.command(command, home.path())).expect("the program starts");
        // Only the program may hold its side, or its end would not be seen.
        drop(pair.slave);
        let child: Box<dyn portable_pty::Child> = child;
        let child: Box<Child> = child.downcast().expect("on Unix, a child is a child");
        let (watch, line) = self.line(pair.master);
        Terminal { child: *child, line: Some(line), watch, home }
    }

    fn command(&self, command: &[&str], home: &Path) -> CommandBuilder {
        let mut builder = CommandBuilder::from_argv(command.iter().map(OsString::from).collect());
        builder.env_clear();
        if let Some(path) = std::env::var_os("PATH") {
            builder.env("PATH", path);
        }
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("TZ", "UTC")] {
            builder.env(name, value);
        }
        for name in ["HOME", "TMPDIR"] {
            builder.env(name, home);
        }
        for (name, folder) in [
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"),
        ] {
            builder.env(name, home.join(folder));
        }
        for (name, value) in &self.variables {
            builder.env(name, value);
        }
        builder.cwd(home);
        builder
    }

    fn line(&self, master: Box<dyn portable_pty::MasterPty + Send>) -> (Arc<Watch>, Line) {
        let watch = Arc::new(Watch::new(self.cols, self.rows));
        let pen = Arc::new(Mutex::new(master.take_writer().expect("a writer for the terminal")));
        let from = master.try_clone_reader().expect("a reader of the terminal");
        let device = master.tty_name().expect("a pseudo-terminal has a name");
        let reader = thread::spawn({
            let (watch, pen) = (Arc::clone(&watch), Arc::clone(&pen));
            move || watch.read(from, &pen)
        });
        (watch, Line { master, pen, reader, device })
    }
}

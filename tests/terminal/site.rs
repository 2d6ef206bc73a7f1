//! A library and a home of their own for one journey, and what a person finds in them from outside.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use fieldbook::model::{evaluation::Evaluation, format, framework::Framework, id::Id};
use tempfile::TempDir;

use crate::terminal::{Setup, Terminal};

/// The evaluator's name in every journey.
pub(crate) const NAME: &str = "Jana Nováková";

/// A library that outlives the terminals on it.
pub(crate) struct Site {
    folder: TempDir,
}

impl Site {
    /// An empty library, and settings that say nothing yet.
    pub(crate) fn new() -> Site {
        let site = Site { folder: TempDir::new().expect("a folder for the site") };
        std::fs::create_dir(site.home()).expect("a home");
        site
    }

    /// A library with one evaluation that has nothing but its title, and its id.
    pub(crate) fn begun() -> (Site, Id) {
        let site = Site::new();
        let id = site.prints(&["new", "--title", "Open Kitchen", "--no-open"]);
        (site, id.trim().parse().expect("an id"))
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    pub(crate) fn library(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    /// A terminal in this home, to be given more surroundings.
    pub(crate) fn setup(&self, cols: u16, rows: u16) -> Setup {
        Setup::new(cols, rows).home(&self.home())
    }

    /// The program in a terminal of 80 by 24.
    pub(crate) fn start(&self, args: &[&str]) -> Terminal {
        self.setup(80, 24).fieldbook(&self.library(), args)
    }

    /// The program on this evaluation, once it is there for typing.
    pub(crate) fn open(&self, id: &Id) -> Terminal {
        let terminal = self.start(&["open", id.as_str()]);
        terminal.wait_for("Checklist");
        terminal
    }

    /// Runs the command line without a terminal.
    pub(crate) fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fieldbook"));
        command.args(args).env_clear().env("HOME", self.home()).env("LANG", "C.UTF-8").env("TZ", "UTC");
        for (name, folder) in [("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data")] {
            command.env(name, self.home().join(folder));
        }
        command.env("FIELDBOOK_LIBRARY", self.library()).output().expect("the program runs")
    }

    /// What the command line prints where it succeeds.
    pub(crate) fn prints(&self, args: &[&str]) -> String {
        let Output { status, stdout, stderr } = self.run(args);
        assert!(status.success(), "{args:?}: {}", String::from_utf8_lossy(&stderr));
        String::from_utf8(stdout).expect("UTF-8")
    }

    /// The ids in the library, the last changed first.
    pub(crate) fn ids(&self) -> Vec<Id> {
        let rows: serde_json::Value = serde_json::from_str(&self.prints(&["list", "--json"])).expect("JSON");
        let rows = rows.as_array().expect("a list of evaluations");
        rows.iter().map(|row| row["id"].as_str().expect("an id").parse().expect("an id")).collect()
    }

    /// An evaluation as the command line gives it out.
    pub(crate) fn read(&self, id: &Id) -> Evaluation {
        format::read(&self.prints(&["export", id.as_str(), "--to", "ron"])).expect("an evaluation")
    }

    /// The one evaluation in the library.
    pub(crate) fn only(&self) -> Evaluation {
        let ids = self.ids();
        assert_eq!(ids.len(), 1, "{ids:?}");
        self.read(&ids[0])
    }

    /// Writes an executable script into the home.
    pub(crate) fn script(&self, name: &str, source: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let path = self.home().join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{source}\n")).expect("a script");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("a script that runs");
        path
    }
}

/// Begins an evaluation by keys in an empty library, being asked the name first.
pub(crate) fn begin(terminal: &Terminal, title: &str) {
    terminal.wait_for("No evaluations yet.");
    terminal.keys("n");
    terminal.wait_for("What is your name?");
    terminal.type_text(&format!("{NAME}\n"));
    terminal.wait_for("Which practice will be evaluated?");
    terminal.type_text(&format!("{title}\n"));
    terminal.wait_for("Checklist");
}

/// Leaves the program by its key, and waits until it has ended well.
pub(crate) fn leave(mut terminal: Terminal) {
    terminal.keys("ctrl-q");
    assert!(terminal.wait_exit().success());
}

/// The id of the question at this place.
pub(crate) fn question(at: usize) -> Id {
    Framework::built_in().question(at).expect("a question").question.id.clone()
}

/// The files in a folder, by name; none where there is no folder.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

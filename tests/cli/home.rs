//! A user's folders for one test, and the program run in them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// The fixture of published evaluations.
pub(crate) const PUBLISHED: &str = include_str!("../fixtures/published.txt");

/// An evaluation in RON.
pub(crate) const FORMAT_1: &str = include_str!("../fixtures/format-1.ron");
/// The same as it is written today.
pub(crate) const FORMAT_2: &str = include_str!("../fixtures/format-2.ron");

/// The id of the evaluation in RON.
pub(crate) const FORMAT_1_ID: &str = "2026-03-02-dum-u-reky-u-mostu-k7q2x";

/// A user's folders.
pub(crate) struct Home(TempDir);

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Home {
    pub(crate) fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Puts a file into the home folder.
    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// The library's folder, named by the environment.
    pub(crate) fn library(&self) -> PathBuf {
        self.path("library")
    }

    /// The program, ready to run here.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("fieldbook"));
        command.env_clear().env("HOME", self.0.path()).env("FIELDBOOK_LIBRARY", self.library());
        command.env("XDG_DATA_HOME", self.path("data")).env("XDG_CONFIG_HOME", self.path("config"));
        command.current_dir(self.0.path()).stdin(Stdio::null()).args(words);
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Ran {
        ran(self.command(words).output().unwrap())
    }

    /// Runs what has to go well, and gives what it wrote to standard output.
    pub(crate) fn get(&self, words: &[&str]) -> String {
        let Ran { code, out, err } = self.run(words);
        assert_eq!(code, 0, "{words:?}: {out}{err}");
        out
    }

    /// Runs what has to fail with this code, and gives what it wrote to standard error.
    pub(crate) fn fail(&self, code: i32, words: &[&str]) -> String {
        let ran = self.run(words);
        assert_eq!(ran.code, code, "{words:?}: {}{}", ran.out, ran.err);
        assert_eq!(ran.out, "", "{words:?}");
        assert!(!ran.err.is_empty());
        ran.err
    }

    pub(crate) fn new_evaluation(&self, title: &str) -> String {
        self.get(&["new", "--no-open", "--title", title]).trim().to_owned()
    }

    /// Every file in a folder and below, with its content.
    pub(crate) fn snapshot(&self) -> Vec<(PathBuf, Vec<u8>)> {
        fn walk(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.file_type().unwrap().is_dir() {
                    walk(&entry.path(), files);
                } else {
                    files.push((entry.path(), fs::read(entry.path()).unwrap()));
                }
            }
        }
        let mut files = Vec::new();
        walk(self.0.path(), &mut files);
        files.sort();
        files
    }
}

pub(crate) fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Whether nothing in a text steers a terminal or turns the reading direction.
#[cfg(unix)]
pub(crate) fn is_tame(text: &str) -> bool {
    text.chars()
        .all(|c| c == '\n' || !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}

//! The program: the command line, and the screens where it asks for them.

#![allow(clippy::disallowed_methods, reason = "the command line comes from the environment")]

use std::process::ExitCode;

use fieldbook::{
    cli::{self, CliOutcome, Launch},
    store::{Disk, Index, SettingsFile},
    tui,
    ui::{Notice, Settings},
};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        CliOutcome::Done(code) => code,
        CliOutcome::Screens(launch) => {
            let begun = launch.begun();
            match screens(*launch) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    cli::complain(&format!("{error:#}"));
                    if begun.is_some_and(|begun| begun.was_created()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
                }
            }
        }
    }
}

/// Runs the screens.
fn screens(launch: Launch) -> anyhow::Result<()> {
    let Launch { library, settings, name, cache, charset, first } = launch;
    let (settings_file, settings, trouble) = match settings {
        Some(path) => {
            let (file, settings, trouble) = SettingsFile::open(&path, Disk::default());
            (Some(file), settings, trouble)
        }
        None => (None, Settings::default(), None),
    };
    let frameworks = library.known_frameworks();
    let index = cache.map(|folder| Index::of(&library, &frameworks, &folder));
    let (theme, note) = tui::theme(charset);
    let notes = trouble.map(Notice::error).into_iter().chain(note).collect();
    tui::run(tui::Start { library, frameworks, settings, settings_file, name, index, theme, first, notes })?;
    Ok(())
}

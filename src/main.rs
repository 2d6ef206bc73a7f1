//! The program: the command line, and the screens where it asks for them.

#![allow(clippy::disallowed_methods, reason = "the command line comes from the environment")]

use std::process::ExitCode;

use anyhow::Context;
use fieldbook::{
    cli::{self, CliOutcome, Launch},
    store::{Disk, Index, read_text},
    tui,
    ui::settings::Settings,
};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        CliOutcome::Done(code) => code,
        CliOutcome::Screens(launch) => match screens(*launch) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                cli::complain(&format!("{error:#}"));
                ExitCode::FAILURE
            }
        },
    }
}

/// Runs the screens.
fn screens(launch: Launch) -> anyhow::Result<()> {
    let Launch { library, settings: path, name, cache, ascii, first } = launch;
    let read = path.as_deref().map(|path| read_text(&Disk::default(), path)).transpose();
    let raw = read.map_err(anyhow::Error::msg)?.flatten();
    let settings = raw.map(|raw| Settings::read(&raw)).transpose();
    let settings =
        settings.context("the settings can't be read: mend settings.ron in the config folder or remove it")?;
    let frameworks = library.known_frameworks()?;
    let index = cache.map(|folder| Index::of(&library, &frameworks, &folder));
    let theme = tui::theme(ascii);
    let settings = (settings.unwrap_or_default(), path);
    tui::run(tui::Start { library, frameworks, settings, name, index, theme, first })?;
    Ok(())
}

//! The program: the command line, and the screens where it asks for them.

#![allow(clippy::disallowed_methods, reason = "the command line comes from the environment")]

use std::process::ExitCode;

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
    let raw = path.as_deref().map_or(Ok(None), |path| read_text(&Disk::default(), path));
    let read = raw.and_then(|raw| raw.map(|raw| Settings::read(&raw).map_err(|error| error.to_string())).transpose());
    // Damaged settings keep nobody out: the program goes without them, and leaves their file as it is.
    let (settings, path, trouble) = match read {
        Ok(settings) => (settings, path, None),
        Err(error) => {
            let line =
                format!("settings.ron can't be read: {error}; until it is mended or removed no settings are kept");
            (None, None, Some(line))
        }
    };
    let frameworks = library.known_frameworks()?;
    let index = cache.map(|folder| Index::of(&library, &frameworks, &folder));
    let theme = tui::theme(ascii);
    let settings = (settings.unwrap_or_default(), path);
    tui::run(tui::Start { library, frameworks, settings, name, index, theme, first, trouble })?;
    Ok(())
}

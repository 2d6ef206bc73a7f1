//! The program: the command line, and the screens where it asks for them.

use std::process::ExitCode;

use anyhow::Context;
use fieldbook::{
    cli::{self, Outcome, Session, Start},
    framework::Framework,
    settings::Settings,
    store::{Disk, read_text},
    tui::{self, First},
};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Outcome::Done(code) => code,
        Outcome::Screens(session) => match screens(*session) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                cli::complain(&format!("{error:#}"));
                ExitCode::FAILURE
            }
        },
    }
}

/// Runs the screens.
fn screens(session: Session) -> anyhow::Result<()> {
    let Session { library, settings, ascii, start } = session;
    let raw =
        settings.as_deref().map(|path| read_text(&Disk::default(), path).map_err(anyhow::Error::msg)).transpose()?;
    let read = raw.flatten().map(|raw| Settings::read(&raw)).transpose();
    let kept = read.context("the settings can't be read: mend or remove settings.ron in the config folder")?;
    let own = library.frameworks()?.into_iter().filter_map(|listed| listed.state.ok());
    let frameworks = [Framework::built_in()].into_iter().chain(own).collect();
    let first = match start {
        Start::Library => None,
        Start::Open(id) => Some(First::Open(id)),
        Start::New { title, framework } => Some(First::New(framework, title)),
    };
    let theme = tui::theme(ascii);
    tui::run(tui::Start { library, frameworks, settings: (kept.unwrap_or_default(), settings), theme, first })?;
    Ok(())
}

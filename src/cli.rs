//! The command line: what was asked for, done without a screen wherever that is possible.
//!
//! Results go to standard output, errors and notes to standard error. The exit code is 0, 1 where the work failed, or 2
//! on invalid arguments. What a file holds or is called is printed with nothing in it that steers a terminal.

#![allow(clippy::disallowed_methods, reason = "the standard streams, the user's folders and the files that are named")]

use std::{ffi::OsString, io::ErrorKind, path::PathBuf, process::ExitCode};

use clap::{CommandFactory, Parser};

use crate::exchange::portfolio::Dialect;
use crate::store::Library;
use crate::text::{Charset, Text};
use crate::tui::FirstAction;
use crate::ui::Theme;

use self::{
    args::{Args, CliCommand},
    failure::Failure,
    folders::UserFolders,
    reading::PortfolioForm,
};

mod args;
mod backup;
mod check;
mod exporting;
mod failure;
mod folders;
mod frameworks;
mod importing;
mod listing;
mod output;
mod reading;
mod table;

pub use output::complain;

/// What follows from the command line.
#[derive(Debug)]
pub enum CliOutcome {
    /// It is done, and this is the exit code.
    Done(ExitCode),
    /// The terminal program is to be started.
    Screens(Box<Launch>),
}

/// What the terminal program is started with.
#[derive(Debug)]
pub struct Launch {
    /// The library to work in.
    pub library: Library,
    /// The file in which the settings are kept; none where the system names no folder for it.
    pub settings: Option<PathBuf>,
    /// The user's name in this run, where it is not that of the settings.
    pub name: Option<Text>,
    /// The folder in which the library's rows are kept for the next start; none where the system names no folder for it.
    pub cache: Option<PathBuf>,
    /// The folders, in order, that take what the library can't.
    pub rescue_folders: Vec<PathBuf>,
    /// The characters that are to be drawn, whatever the locale says; none: what that says.
    pub charset: Option<Charset>,
    /// What it does first; none: it shows the library.
    pub first: Option<FirstAction>,
}

/// Does what the command line asks for, or says what the terminal program has to do.
pub fn run(words: impl IntoIterator<Item = OsString>) -> CliOutcome {
    let args = Args::try_parse_from(words).map_err(|refusal| refused(&refusal));
    let outcome = args.and_then(|args| act(args).map_err(|failure| report(&failure)));
    outcome.unwrap_or_else(CliOutcome::Done)
}

/// Says what failed, and gives the exit code for it.
fn report(failure: &Failure) -> ExitCode {
    match failure {
        // The reader has closed the pipe.
        Failure::Output(ErrorKind::BrokenPipe) => return ExitCode::SUCCESS,
        Failure::Told => {}
        failure => complain(&failure.to_string()),
    }
    match failure {
        Failure::Titles(_)
        | Failure::Together(_)
        | Failure::NoFramework(_)
        | Failure::NoVersion(..)
        | Failure::NotCsv
        | Failure::Query(_)
        | Failure::NoTerminal => ExitCode::from(2),
        Failure::Table(_, error) if error.is_of_options() => ExitCode::from(2),
        _ => ExitCode::FAILURE,
    }
}

/// Shows the help that was asked for, or what is wrong with the command line.
fn refused(refusal: &clap::Error) -> ExitCode {
    if refusal.use_stderr() {
        // It may hold a file's name, put there by the shell.
        output::note(&refusal.render().to_string());
    } else {
        // Where nobody reads any more nothing can be done.
        let _ = refusal.print();
    }
    ExitCode::from(u8::try_from(refusal.exit_code()).unwrap_or(2))
}

fn act(args: Args) -> Result<CliOutcome, Failure> {
    let folders = UserFolders::new(args.library, args.name);
    let charset = match (args.ascii, args.utf8) {
        (true, _) => Some(Charset::Ascii),
        (false, true) => Some(Charset::Unicode),
        (false, false) => None,
    };
    let launch = |first| -> Result<CliOutcome, Failure> {
        let (library, settings, cache) = (folders.library()?, folders.settings(), folders.cache());
        let name = folders.name_of_this_run.clone();
        let rescue_folders = folders.for_rescue();
        let launch = Launch { library, settings, name, cache, rescue_folders, charset, first };
        Ok(CliOutcome::Screens(Box::new(launch)))
    };
    match args.command {
        None => return launch(None),
        Some(CliCommand::Open { id }) => {
            let id = folders::find(&folders.library_to_read()?, &id.join(" "))?;
            return launch(Some(FirstAction::Open(id)));
        }
        Some(CliCommand::New { title, framework, no_open: false }) => {
            return launch(Some(FirstAction::New(framework, title)));
        }
        Some(CliCommand::New { title, framework, no_open: true }) => listing::new(&folders, title, framework.as_ref())?,
        Some(CliCommand::List { json, filter }) => listing::list(&folders, &filter, json)?,
        Some(CliCommand::Show { id }) => listing::show(&folders, &id.join(" "))?,
        Some(CliCommand::Export(args)) => exporting::export(&folders, &args)?,
        Some(CliCommand::Import { files, titles, again }) => importing::import(&folders, &files, &titles, again)?,
        Some(CliCommand::Backup { output, force }) => backup::back_up(&folders, &output, force)?,
        Some(CliCommand::Restore { file }) => backup::restore(&folders, &file)?,
        Some(CliCommand::Portfolio { json, csv, excel, filter }) => {
            let theme = Theme { charset: charset.unwrap_or_default(), ..Theme::default() };
            let form = match (json, csv, excel) {
                (true, ..) => PortfolioForm::Json,
                (false, _, true) => PortfolioForm::Csv(Dialect::Excel),
                (false, true, false) => PortfolioForm::Csv(Dialect::Plain),
                (false, false, false) => PortfolioForm::Table(theme),
            };
            reading::portfolio(&folders, &filter, form)?;
        }
        Some(CliCommand::Search { words, json }) => reading::search(&folders, &words, json)?,
        Some(CliCommand::Check { files }) if files.is_empty() => check::library(&folders)?,
        Some(CliCommand::Check { files }) => check::files(&folders, &files)?,
        Some(CliCommand::Frameworks { command }) => frameworks::run(&folders, command)?,
        Some(CliCommand::Where) => listing::folders(&folders)?,
        Some(CliCommand::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "fieldbook", &mut script);
            output::print(&String::from_utf8_lossy(&script))?;
        }
        Some(CliCommand::Man) => {
            let page = manual().map_err(|error| Failure::Output(error.kind()))?;
            output::print(&String::from_utf8_lossy(&page))?;
        }
    }
    Ok(CliOutcome::Done(ExitCode::SUCCESS))
}

/// The manual page, each command with its options.
fn manual() -> std::io::Result<Vec<u8>> {
    let mut command = Args::command();
    command.build();
    let page = clap_mangen::Man::new(command.clone());
    let mut roff = Vec::new();
    page.render_title(&mut roff)?;
    page.render_name_section(&mut roff)?;
    page.render_synopsis_section(&mut roff)?;
    page.render_description_section(&mut roff)?;
    page.render_options_section(&mut roff)?;
    let named = |command: &clap::Command| (command.get_name().to_uppercase(), command.clone());
    let of_command = |command: &clap::Command| {
        let (name, whole) = named(command);
        let below: Vec<_> = command.get_subcommands().filter(|below| below.get_name() != "help").map(named).collect();
        let below = below.into_iter().map(|(own, command)| (format!("{name} {own}"), command));
        [(name.clone(), whole)].into_iter().chain(below).collect::<Vec<_>>()
    };
    let all = command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help").flat_map(of_command);
    for (name, subcommand) in all {
        let shared = ["library", "ascii", "utf8", "name", "help"].into_iter();
        let own = shared.fold(subcommand, |own, shared| own.mut_arg(shared, |arg| arg.hide(true)));
        let part = clap_mangen::Man::new(own);
        roff.extend(format!(".SH \"COMMAND {name}\"\n").bytes());
        let mut sections = Vec::new();
        part.render_synopsis_section(&mut sections)?;
        part.render_description_section(&mut sections)?;
        part.render_options_section(&mut sections)?;
        roff.extend(String::from_utf8_lossy(&sections).replace(".SH ", ".SS ").bytes());
    }
    page.render_version_section(&mut roff)?;
    Ok(roff)
}

//! The commands and options.

use std::{borrow::Borrow, path::PathBuf};

use clap::{
    Parser, Subcommand, ValueEnum,
    builder::{OsStringValueParser, PossibleValuesParser, TypedValueParser},
};
use clap_complete::Shell;
use jiff::civil::Date;

use crate::exchange::{
    CopyKind, Export, Part, Table,
    framework::{self, Mapping},
};
use crate::model::{Framework, FrameworkRef, Id, Status};
use crate::reading::{
    Country, Filter,
    filter::status_named,
    search::{QueryError, option_named},
};
use crate::text::{Text, words_in_line};

/// Evaluate practices in the field, offline.
///
/// Without a command, fieldbook opens the library: the folder that holds your evaluations.
///
/// An ID can be shortened to any beginning that only one evaluation has: of the whole, of the title's part, or of the
/// letters at its end. Words of the practice's title will do as well, whatever their capitals and accents; in quotes where
/// several evaluations are named.
#[derive(Debug, Parser)]
#[command(
    name = "fieldbook",
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 on success, 1 on failure, 2 on invalid arguments."
)]
pub(super) struct Args {
    /// The library to work in, instead of the one in your data folder
    #[arg(long, value_name = "DIR", env = "FIELDBOOK_LIBRARY", hide_env_values = true, global = true, value_parser = OsStringValueParser::new().map(PathBuf::from))]
    pub(super) library: Option<PathBuf>,
    /// Draw with ASCII characters only: letters without accents
    #[arg(long, global = true)]
    pub(super) ascii: bool,
    /// Draw with all characters, whatever the locale says
    #[arg(long, global = true, conflicts_with = "ascii")]
    pub(super) utf8: bool,
    /// Who you are in this run, whatever the settings say: the name in new evaluations, remarks and status changes
    #[arg(long = "as", value_name = "NAME", global = true, value_parser = name)]
    pub(super) name: Option<Text>,
    #[command(subcommand)]
    pub(super) command: Option<CliCommand>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum CliCommand {
    /// Open an evaluation where you left off
    Open {
        /// Which evaluation: its id, a beginning of it, or words of its title
        #[arg(required = true, value_name = "ID")]
        id: Vec<String>,
    },
    /// Begin an evaluation and open it
    New {
        /// What the practice is called
        #[arg(long, value_parser = title)]
        title: Text,
        /// The framework to evaluate against, in its newest version, where it is not that of the settings
        #[arg(long, value_name = "ID")]
        framework: Option<Id>,
        /// Only put it into the library and print its id
        #[arg(long)]
        no_open: bool,
    },
    /// List the evaluations
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        filter: FilterArgs,
    },
    /// Print an evaluation as a report
    Show {
        /// Which evaluation: its id, a beginning of it, or words of its title
        #[arg(required = true, value_name = "ID")]
        id: Vec<String>,
    },
    /// Write evaluations in another format, to standard output or a file
    ///
    /// Beside a file of csv, json or jsonl a dictionary is written that says what its columns or fields mean.
    Export(ExportArgs),
    /// Import evaluations: the text of published ones, saved web pages, or RON
    ///
    /// Texts are read in UTF-8, UTF-16 and older encodings. A page's heading and lines such as "Country: Italy" above the
    /// criteria fill the practice's details. Where a text begins with the note that Fieldbook writes there, a line that begins
    /// with \ goes on with the text above it. Problems are reported on standard error, and the new ids are printed.
    Import {
        /// The files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// What the practices are called, one after the other, where the published text does not say or says it wrongly
        #[arg(long = "title", value_name = "TITLE", value_parser = title)]
        titles: Vec<Text>,
        /// Import published evaluations again that are here already
        #[arg(long)]
        again: bool,
    },
    /// Print evaluations of one framework side by side: items × practices, with totals
    ///
    /// Figures are met / rated: rated is what is met, partly met or not met. Without a framework it is the one that most evaluations answer.
    Portfolio {
        /// As JSON, with every figure
        #[arg(long, conflicts_with = "csv")]
        json: bool,
        /// As a table for spreadsheets (CSV), an item a line, a practice a column
        #[arg(long)]
        csv: bool,
        /// As that table the way Excel opens it where figures have a decimal comma: with a byte order mark and semicolons
        #[arg(long, conflicts_with = "json")]
        excel: bool,
        #[command(flatten)]
        filter: FilterArgs,
    },
    /// Search all texts of all evaluations
    ///
    /// All words must occur in the same text; case, accents and the kind of quote or dash do not matter, and words in
    /// quotes are one phrase. `country:it`, `status:submitted` and `mark:not_met` choose evaluations; `mark:` without
    /// words finds the items.
    Search {
        /// Words, phrases, filters
        #[arg(required = true, value_name = "WORDS")]
        words: Vec<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Write the whole library into one zip file, and compare what was written
    ///
    /// It holds every evaluation as it is now, edits of an open one included, with earlier revisions, the trash, the
    /// quarantine and your own frameworks. Settings are not in it, nor hidden files beside the library's folders. The library
    /// is only read, and may be open meanwhile. What can't be kept is named, with exit code 1.
    Backup {
        /// The zip file to write
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Replace a file that is there already
        #[arg(long)]
        force: bool,
    },
    /// Unpack a backup into a library that is empty: yours, or the one that --library names
    ///
    /// The folder is made where it is missing. Everything is restored, or nothing.
    Restore {
        /// The zip file that `backup` wrote
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Check evaluation and framework files, or the whole library
    Check {
        /// The files; none: the library
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// List the frameworks: the built-in one and the library's own; import and export them
    Frameworks {
        #[command(subcommand)]
        command: Option<FrameworksCommand>,
    },
    /// Show where the library and the settings are
    Where,
    /// Print a completion script for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// What is exported, and as what.
#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// Which evaluations: their ids, beginnings of them, or words of their titles, each in quotes
    #[arg(required_unless_present = "all", value_name = "ID")]
    pub(super) ids: Vec<String>,
    /// All evaluations of the library
    #[arg(long, conflicts_with = "ids")]
    pub(super) all: bool,
    /// The format; ron holds one evaluation, published the evaluations of one framework
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(Export::ALL.map(Export::name)).map(|name| Export::named(&name).expect("one of the names")))]
    pub(super) to: Export,
    /// What goes into a report besides: it is left out where it is not named
    #[arg(long = "with", value_name = "PARTS", value_delimiter = ',', value_parser = PossibleValuesParser::new(Part::ALL.map(Part::name)).map(|name| Part::named(&name).expect("one of the names")))]
    pub(super) parts: Vec<Part>,
    /// For whom it is: a public copy has what is marked replaced, and no visits, people met, jots or remarks
    #[arg(long, value_name = "KIND", default_value = "internal", value_parser = PossibleValuesParser::new(CopyKind::ALL.map(CopyKind::name)).map(|name| CopyKind::named(&name).expect("one of the names")))]
    pub(super) copy: CopyKind,
    /// Of csv: which table [default: marks]
    #[arg(long, value_name = "TABLE", value_parser = PossibleValuesParser::new(Table::ALL.map(Table::name)).map(|name| Table::named(&name).expect("one of the names")))]
    pub(super) table: Option<Table>,
    /// Of csv: the way Excel opens it where figures have a decimal comma: with a byte order mark and semicolons
    #[arg(long)]
    pub(super) excel: bool,
    /// The file to write
    #[arg(short, long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
    /// Replace a file that is there already, and make public copies in spite of what there is to be known of them
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) filter: FilterArgs,
}

/// What is done with frameworks.
#[derive(Debug, Subcommand)]
pub(super) enum FrameworksCommand {
    /// Make a framework of a table, CSV or XLSX, whose rows are items
    ///
    /// Columns are found by their names in the usual spellings: criterion, question, item, code, guidance, scale; domain,
    /// subdomain, text; chapter, section, requirement, level by level, and many more. Merged cells and blank
    /// repeats are filled down. What was made is shown, and what has no place in a framework is named with its row. The same
    /// table gives the same framework, ids included.
    Import(ImportFrameworkArgs),
    /// Write a framework as a table, as the file that holds it, or as a blank questionnaire to be printed
    Export(ExportFrameworkArgs),
}

/// The framework that is written, and as what.
#[derive(Debug, clap::Args)]
pub(super) struct ExportFrameworkArgs {
    /// Which framework: its id
    #[arg(value_name = "ID")]
    pub(super) id: Id,
    /// Its version, where it is not the newest
    #[arg(long, value_name = "VERSION")]
    pub(super) framework_version: Option<Text>,
    /// The format
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(super) to: FrameworkForm,
    /// The file to write, instead of standard output
    #[arg(short, long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
    /// Replace a file that is there already
    #[arg(long)]
    pub(super) force: bool,
}

/// The table to make a framework of, and what it does not say itself.
#[derive(Debug, clap::Args)]
pub(super) struct ImportFrameworkArgs {
    /// The table: CSV with commas, semicolons or tabs, or XLSX
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Which field is in which column, where the names do not say so: a column by its name, letter or number; several with
    /// commas or by several such options
    #[arg(long, value_name = "FIELD=COLUMN,…", value_parser = mappings)]
    pub(super) map: Vec<Mappings>,
    /// The framework's id, where it is not made of the file's name
    #[arg(long, value_name = "ID")]
    pub(super) id: Option<Id>,
    /// The framework's title, where it is not made of the file's name
    #[arg(long, value_name = "TITLE", value_parser = title)]
    pub(super) title: Option<Text>,
    /// The framework's version
    #[arg(long, value_name = "VERSION", default_value = "1", value_parser = version)]
    pub(super) framework_version: Text,
    /// The levels of the items that the table gives none, such as Yes/Partly/No or 0-4
    #[arg(long, value_name = "LEVELS")]
    pub(super) scale: Option<String>,
    /// The file to write, instead of one in the library's folder `frameworks`
    #[arg(short, long, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
    /// Replace a file that is there and holds something else
    #[arg(long)]
    pub(super) force: bool,
    /// Only show what would be made
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// Fields with their columns, as one option.
#[derive(Clone, Debug)]
pub(super) struct Mappings(pub(super) Vec<Mapping>);

fn mappings(raw: &str) -> Result<Mappings, String> {
    framework::mappings(raw).map(Mappings).map_err(|error| error.to_string())
}

/// What a framework is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FrameworkForm {
    /// A table for any program
    Csv,
    /// A workbook
    Xlsx,
    /// The file that Fieldbook keeps it in
    Ron,
    /// A blank questionnaire to be printed, for word processors
    Docx,
    /// The same as a PDF
    Pdf,
    /// The same as a web page
    Html,
    /// The same as plain text
    Md,
}

/// Which evaluations a portfolio is made of.
#[derive(Debug, clap::Args)]
pub(super) struct FilterArgs {
    /// Only those with this status
    #[arg(long, value_parser = status)]
    status: Option<Status>,
    /// Only those in this country, by name or code
    #[arg(long, value_parser = country)]
    country: Option<Country>,
    /// Only those of this day or later: the day of the first visit, else that in the id
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// Only those of this day or earlier
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    /// Only those with this option of one of the framework's lists, as in target-groups=students; may be repeated
    #[arg(long, value_name = "DETAIL=OPTION")]
    detail: Vec<String>,
    /// The framework
    #[arg(long, value_name = "ID")]
    pub(super) framework: Option<Id>,
    /// The framework's version
    #[arg(long, value_name = "VERSION", requires = "framework")]
    pub(super) framework_version: Option<Text>,
}

impl FilterArgs {
    /// Whether an evaluation answers what was named as the framework, where that was.
    pub(super) fn is_framework(&self, reference: &FrameworkRef) -> bool {
        self.framework.as_ref().is_none_or(|id| *id == reference.id)
            && self.framework_version.as_ref().is_none_or(|version| *version == reference.version)
    }

    /// What the evaluations have to be like, of those that answer one of these frameworks.
    ///
    /// # Errors
    /// When none of the frameworks has such a list, or its list no such option.
    pub(super) fn filter<F: Borrow<Framework>>(&self, frameworks: &[F]) -> Result<Filter, QueryError> {
        let chosen = self.detail.iter().map(|typed| {
            let (detail, option) = typed.split_once('=').unwrap_or((typed, ""));
            option_named(detail.trim(), option, frameworks)
        });
        let chosen = chosen.collect::<Result<_, _>>()?;
        Ok(Filter { status: self.status, country: self.country.clone(), from: self.from, until: self.until, chosen })
    }
}

fn status(raw: &str) -> Result<Status, &'static str> {
    status_named(raw).ok_or("use draft, submitted, returned or approved")
}

fn country(raw: &str) -> Result<Country, &'static str> {
    Country::sought(raw).ok_or("a country can't be empty")
}

fn title(raw: &str) -> Result<Text, &'static str> {
    one_line(raw).ok_or("a title can't be empty")
}

fn name(raw: &str) -> Result<Text, &'static str> {
    one_line(raw).ok_or("a name can't be empty")
}

fn version(raw: &str) -> Result<Text, &'static str> {
    one_line(raw).ok_or("a version can't be empty")
}

fn one_line(raw: &str) -> Option<Text> {
    Some(Text::from(words_in_line(raw))).filter(|line| !line.is_blank())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_words_are_well_formed() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_title_is_one_line() {
        assert_eq!(title(" The\n\tLong  Table ").unwrap().as_str(), "The Long Table");
        assert!(title(" \u{1b} ").is_err());
    }
}

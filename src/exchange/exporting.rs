//! Exports: what is asked for, and the bytes of a file that come of it.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use thiserror::Error;

#[cfg(feature = "pdf")]
use crate::exchange::pdf;
use crate::exchange::{
    Part, docx,
    figure::Figure,
    format::{Export, ReportFormat},
    html, json, markdown,
    portfolio::Dialect,
    published,
    report::{self, Block, Document},
    svg,
    tables::{self, Properties, Table, TableError, Tables},
    unprintable::Unprintable,
};
use crate::model::{Evaluation, Framework, Id, Moment, format};
use crate::text::counted;

/// What is exported, and how.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The evaluations, each with the framework whose wording shows it. Where that is not known ids stand for the wording.
    pub evaluations: &'a [(&'a Evaluation, Option<&'a Framework>)],
    /// In which format.
    pub to: Export,
    /// What goes into a report besides.
    pub parts: &'a [Part],
    /// Of CSV: which table.
    pub table: Table,
    /// Of CSV: how it is written.
    pub dialect: Dialect,
    /// When it is written.
    pub at: Moment,
}

/// Why an export came to nothing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExportError {
    /// Several evaluations were to go into one RON file.
    #[error("a RON file holds one evaluation, not {0}: export them one by one")]
    OneAtATime(usize),
    /// The published layout is made of a framework's wording, which is not known here.
    #[error("“{0}” answers framework {1}, which is not found here: a published text is made of its wording")]
    NoWording(String, Id),
    /// A published text is read by the wording of one framework.
    #[error(
        "a published text holds evaluations of one framework, and these answer {0}: export those of each by themselves"
    )]
    SeveralFrameworks(usize),
    /// There is no PDF of it.
    #[error(transparent)]
    Unprintable(#[from] Unprintable),
    /// No table was written.
    #[error(transparent)]
    Table(#[from] TableError),
    /// It was cancelled.
    #[error("the export was cancelled: nothing was written")]
    Cancelled,
}

/// An evaluation with the framework whose wording shows it.
type Shown<'a> = (&'a Evaluation, Option<&'a Framework>);

/// Evaluations in another format. JSON of several is an array, of one the object itself; reports stand one after the other.
/// Before each evaluation `pace` learns how many are done, and may break off.
///
/// # Errors
/// When the format can't say it, or `pace` broke off.
pub fn export(request: &Request<'_>, pace: &mut dyn FnMut(usize) -> ControlFlow<()>) -> Result<Vec<u8>, ExportError> {
    let mut cancelled = false;
    let mut paced = request.evaluations.iter().copied().enumerate().map_while(|(done, one)| {
        cancelled = pace(done).is_break();
        (!cancelled).then_some(one)
    });
    let written = written(request, &mut paced);
    // What was broken off may have failed for that.
    if cancelled { Err(ExportError::Cancelled) } else { written }
}

fn written(request: &Request<'_>, paced: &mut dyn Iterator<Item = Shown<'_>>) -> Result<Vec<u8>, ExportError> {
    let tables = || Tables::new(request.evaluations, request.parts);
    match request.to {
        Export::Docx => report_as(document(request, paced), ReportFormat::Docx),
        Export::Pdf => report_as(document(request, paced), ReportFormat::Pdf),
        Export::Html => report_as(document(request, paced), ReportFormat::Html),
        Export::Markdown => report_as(document(request, paced), ReportFormat::Markdown),
        Export::Published => {
            let framework = published_by(request.evaluations)?;
            Ok(published::written(&mut paced.map(|(one, _)| one), framework).into_bytes())
        }
        Export::Xlsx => {
            let (title, author) = (title(request), authors(request));
            let properties = Properties { title: &title, author: &author, at: request.at };
            Ok(tables().to_xlsx(&properties, paced)?)
        }
        Export::Csv => Ok(tables().to_csv(request.table, request.dialect, paced)?.into_bytes()),
        Export::Json => {
            let all: Vec<_> = paced.map(|(one, framework)| json::evaluation(one, framework)).collect();
            let text = if let [one] = &all[..] { json::printed(one) } else { json::printed(&all) };
            Ok(text.into_bytes())
        }
        Export::Jsonl => {
            let lines = paced.map(|(one, framework)| json::line(&json::evaluation(one, framework)));
            Ok(lines.collect::<String>().into_bytes())
        }
        Export::Svg => {
            paced.for_each(drop);
            Ok(svg::written(&figures(request)).into_bytes())
        }
        Export::Ron => match request.evaluations {
            [(evaluation, _)] => Ok(format::write(evaluation).into_bytes()),
            several => Err(ExportError::OneAtATime(several.len())),
        },
    }
}

/// A document in one of the formats of reports.
fn report_as(document: Document<'_>, to: ReportFormat) -> Result<Vec<u8>, ExportError> {
    match to {
        ReportFormat::Docx => Ok(docx::written(document)),
        #[cfg(feature = "pdf")]
        ReportFormat::Pdf => Ok(pdf::written(document)?),
        #[cfg(not(feature = "pdf"))]
        ReportFormat::Pdf => Err(Unprintable::NotBuiltIn.into()),
        ReportFormat::Html => Ok(html::written(document).into_bytes()),
        ReportFormat::Markdown => Ok(markdown::written(document).into_bytes()),
    }
}

/// A framework as a blank questionnaire to be printed.
///
/// # Errors
/// When the format can't say it.
pub fn questionnaire(framework: &Framework, to: ReportFormat, at: Moment) -> Result<Vec<u8>, ExportError> {
    let report = report::questionnaire(framework);
    let (title, author) = (report.title.clone(), String::new());
    report_as(
        Document { contents: vec![title.clone()], title, author, at, reports: Box::new([report].into_iter()) },
        to,
    )
}

/// The reports on what is exported, in one document; several begin with an overview.
fn document<'d, 's: 'd>(request: &'d Request<'_>, paced: &'d mut dyn Iterator<Item = Shown<'s>>) -> Document<'d> {
    let overview = (request.evaluations.len() > 1).then(|| report::overview(request.evaluations));
    let titles = request.evaluations.iter().map(|(one, _)| one.title().to_owned());
    let reports = paced.map(|(one, framework)| report::report(one, framework, request.parts));
    Document {
        title: title(request),
        author: authors(request),
        at: request.at,
        contents: overview.iter().map(|overview| overview.title.clone()).chain(titles).collect(),
        reports: Box::new(overview.into_iter().chain(reports)),
    }
}

/// What the whole is called.
fn title(request: &Request<'_>) -> String {
    match request.evaluations {
        [(one, _)] => one.title().to_owned(),
        several => counted(several.len(), "evaluation"),
    }
}

/// Who evaluated, each once.
fn authors(request: &Request<'_>) -> String {
    let mut evaluators: Vec<&str> = Vec::new();
    for name in request.evaluations.iter().flat_map(|(one, _)| one.evaluators.entries()) {
        if !evaluators.contains(&name) {
            evaluators.push(name);
        }
    }
    evaluators.join(", ")
}

/// The figures of what is exported, one below the other: of one evaluation its marks by criterion, of several what their
/// overview shows.
fn figures(request: &Request<'_>) -> Vec<Figure> {
    let blocks = match request.evaluations {
        [(one, framework)] => report::report(one, *framework, &[]).blocks,
        several => report::overview(several).blocks,
    };
    let figure = |block| if let Block::Figure(figure) = block { Some(figure) } else { None };
    blocks.into_iter().filter_map(figure).collect()
}

/// A report on an evaluation as a text with all its parts, as it is read in a terminal.
pub fn report_text(evaluation: &Evaluation, framework: Option<&Framework>) -> String {
    markdown::of_report(&report::report(evaluation, framework, &Part::ALL))
}

/// The framework by whose wording evaluations are published: the one that all answer.
fn published_by<'f>(evaluations: &[Shown<'f>]) -> Result<&'f Framework, ExportError> {
    let mut all: Vec<&Framework> = Vec::new();
    for (one, framework) in evaluations {
        let unknown = || ExportError::NoWording(one.title().to_owned(), one.framework.id.clone());
        let framework = framework.ok_or_else(unknown)?;
        if all.iter().all(|known| !known.is_same_version(framework)) {
            all.push(framework);
        }
    }
    match all[..] {
        [one] => Ok(one),
        _ => Err(ExportError::SeveralFrameworks(all.len())),
    }
}

/// What a format does not say of the evaluations, in words, one thing a line; `written` is what was made of the request.
pub fn untold(request: &Request<'_>, written: &[u8]) -> Vec<String> {
    match request.to {
        Export::Published => {
            let Ok(framework) = published_by(request.evaluations) else { return Vec::new() };
            let evaluations: Vec<&Evaluation> = request.evaluations.iter().map(|(one, _)| *one).collect();
            published::untold(&evaluations, framework, &String::from_utf8_lossy(written), request.at)
        }
        Export::Xlsx => {
            let cut = Tables::new(request.evaluations, request.parts).cut();
            let told = (cut > 0).then(|| format!("the end of {}, longer than a cell takes", counted(cut, "text")));
            told.into_iter().collect()
        }
        Export::Docx
        | Export::Pdf
        | Export::Html
        | Export::Markdown
        | Export::Csv
        | Export::Json
        | Export::Jsonl
        | Export::Svg
        | Export::Ron => Vec::new(),
    }
}

/// The file of the dictionary beside an export: `marks.csv.dictionary.csv` beside `marks.csv`, so that other formats have their
/// own.
pub fn dictionary_beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".dictionary.csv");
    path.with_file_name(name)
}

/// What the columns of a table or the fields of JSON mean, as CSV to be kept beside the export; none: its format has neither.
pub fn dictionary(request: &Request<'_>) -> Option<String> {
    match request.to {
        Export::Csv if request.table != Table::Dictionary => {
            Some(Tables::new(request.evaluations, request.parts).dictionary_of(request.table, request.dialect))
        }
        Export::Json | Export::Jsonl => Some(tables::csv(&tables::of_json(), request.dialect)),
        Export::Csv
        | Export::Docx
        | Export::Pdf
        | Export::Html
        | Export::Markdown
        | Export::Published
        | Export::Xlsx
        | Export::Svg
        | Export::Ron => None,
    }
}

//! RON text <> evaluations and frameworks, errors with line and column.
//!
//! A file of this format is read strictly: an unknown field or a doubled id is an error with its place. Of a file of a
//! newer format only the header is read. Narratives are written with their line breaks, so that a file reads like a document.

use std::borrow::Cow;

use ron::{Options, extensions::Extensions, ser::PrettyConfig};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use thiserror::Error;

use self::framework::FrameworkFile;
use crate::model::{Evaluation, FORMAT, Framework, framework::FrameworkFault};
use crate::text::Text;

mod framework;
pub(crate) mod one;

/// Why a text could not be read as what it should be.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FormatError {
    /// Something is wrong at a place.
    #[error("line {line}, column {column}: {what}")]
    At {
        /// The line, from 1.
        line: usize,
        /// The column, in characters from 1.
        column: usize,
        /// What is wrong.
        what: String,
    },
    /// The file was written by a newer program.
    #[error("written in format {} by a newer version of this program, which reads up to {FORMAT}: update to open it", .0.format)]
    Newer(Header),
}

/// What every format says first, whatever else it holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Header {
    /// The number of the format.
    pub format: u32,
    /// The evaluation's id, as written.
    #[serde(default)]
    pub id: Text,
    /// The practice, of which only the title is read.
    #[serde(default)]
    pub practice: PracticeHeader,
}

/// The practice as a header knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct PracticeHeader {
    /// Its title.
    #[serde(default)]
    pub title: Text,
}

/// The number of a format, whatever else the text holds.
#[derive(Deserialize)]
struct FormatNumber {
    format: u32,
}

/// An evaluation as the text of a file.
pub fn write(evaluation: &Evaluation) -> String {
    write_pretty(evaluation)
}

/// Plain data as the text of a file, laid out for people.
pub fn write_pretty<T: Serialize>(value: &T) -> String {
    let pretty =
        PrettyConfig::new().new_line("\n").escape_strings(false).struct_names(false).separate_tuple_members(false);
    let mut text = ron::ser::to_string_pretty(value, pretty).expect("plain data that RON can say");
    text.push('\n');
    text
}

/// A framework as the text of a file.
pub fn write_framework(framework: &Framework) -> String {
    write_pretty(&FrameworkFile::of(framework))
}

/// The evaluation that a file's text holds.
///
/// # Errors
/// When the text is no evaluation, with line and column; or when it is of a newer format.
pub fn read(raw: &str) -> Result<Evaluation, FormatError> {
    let source = with_lf(raw);
    let read = match number_of(&source) {
        Some(one::FORMAT) => options().from_str::<one::Evaluation>(&source).map(Into::into),
        _ => options().from_str(&source),
    };
    read.map_err(|error| match options().from_str::<Header>(&source) {
        Ok(header) if header.format > FORMAT => FormatError::Newer(header),
        _ => of_another_kind(&source).unwrap_or_else(|| at_place(&error)),
    })
}

/// The framework that a file's text holds, checked.
///
/// # Errors
/// When the text is no framework, or something in it does not fit together, with line and column.
pub fn read_framework(raw: &str) -> Result<Framework, FormatError> {
    let source = with_lf(raw);
    let malformed = |error| of_another_kind(&source).unwrap_or_else(|| at_place(&error));
    let framework = match number_of(&source) {
        number @ (None | Some(one::FORMAT)) => {
            options().from_str::<one::Framework>(&source).map(|old| Ok(old.into())).map_err(|error| {
                // Whoever writes of what format 1 does not know has forgotten the number.
                let more = OF_FORMAT_2.iter().find(|field| names_field(&source, field));
                match (more, number) {
                    _ if of_another_kind(&source).is_some() => malformed(error),
                    (Some(field), Some(_)) => {
                        let what = format!("format 1 has no \"{field}\": write \"format: 2,\" instead");
                        of_format(&source, what)
                    }
                    (_, None) if names_field(&source, "format") => {
                        of_format(&source, "the format is a number: write \"format: 2,\"".to_owned())
                    }
                    (Some(_), None) => of_format(&source, "write \"format: 2,\" first".to_owned()),
                    (None, _) => malformed(error),
                }
            })?
        }
        Some(FrameworkFile::FORMAT) => {
            options().from_str::<FrameworkFile>(&source).map(FrameworkFile::filled_in).map_err(malformed)?
        }
        Some(other) => {
            let known = FrameworkFile::FORMAT;
            let what = if other > known {
                format!(
                    "this framework is written in format {other}, for a newer version of this program, which reads up to {known}"
                )
            } else {
                format!("there is no format {other}: a framework's file is in format {} or {known}", one::FORMAT)
            };
            return Err(of_format(&source, what));
        }
    };
    let checked = framework.and_then(|framework| framework.check().map(|()| framework));
    checked.map_err(|fault| {
        let (line, column) = line_and_column(&source, place_of(&fault, &source));
        FormatError::At { line, column, what: fault.to_string() }
    })
}

/// What only frameworks of format 2 have.
const OF_FORMAT_2: [&str; 9] =
    ["scales", "scale", "details", "evidence", "narrative", "guidance", "applies", "code", "tools"];

/// Whether a text has a field of this name.
fn names_field(source: &str, field: &str) -> bool {
    let is_field = |at: usize| {
        let before = source[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == ',' || c == '(');
        before && source[at + field.len()..].trim_start().starts_with(':')
    };
    source.match_indices(field).any(|(at, _)| is_field(at))
}

/// What is wrong with the number of the format, at its place.
fn of_format(source: &str, what: String) -> FormatError {
    let (line, column) = line_and_column(source, source.find("format").unwrap_or(0));
    FormatError::At { line, column, what }
}

/// The number of the format that a text is in; none where it says nothing. It stands in front, unless a person moved it.
fn number_of(source: &str) -> Option<u32> {
    number_in_front(source).or_else(|| number_in(source))
}

fn number_in_front(source: &str) -> Option<u32> {
    let mut rest = source;
    while let Some(after) = rest.trim_start().strip_prefix("//") {
        rest = after.split_once('\n').map_or("", |(_, next)| next);
    }
    let rest = rest.trim_start().strip_prefix('(')?.trim_start().strip_prefix("format")?.trim_start();
    let digits = rest.strip_prefix(':')?.trim_start();
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

/// Where in a framework's text a fault is seen.
fn place_of(fault: &FrameworkFault, source: &str) -> usize {
    if *fault == FrameworkFault::Version {
        return source.find("version").unwrap_or(0);
    }
    let (trail, nth) = fault.trail();
    let Some((last, before)) = trail.split_last() else { return source.find("criteria").unwrap_or(0) };
    let from = before.iter().fold(0, |from, id| places_of_id(&source[from..], id).next().map_or(from, |at| from + at));
    let mut places = places_of_id(&source[from..], last);
    places.nth(nth).map_or(from, |at| from + at)
}

/// Whether a text is meant as a framework rather than as an evaluation, whatever is wrong with it.
pub fn is_meant_as_framework(raw: &str) -> bool {
    let first = |keys: &[&str]| keys.iter().filter_map(|key| raw.find(key)).min().unwrap_or(usize::MAX);
    // Cut off before anything of either, it has what only a framework has: a version of its own, a title in front.
    let (of_framework, of_evaluation) =
        (first(&["criteria", "questions"]), first(&["practice:", "framework:", "answers:", "evaluators:"]));
    match (of_framework, of_evaluation) {
        (usize::MAX, usize::MAX) => {
            ["version", "title", "scales", "details"].iter().any(|field| names_field(raw, field))
        }
        (of_framework, of_evaluation) => of_framework < of_evaluation,
    }
}

/// What is wrong with a text that is no RON at all, but in another format that people keep such things in.
fn of_another_kind(source: &str) -> Option<FormatError> {
    let mut lines = source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let first = lines.next()?;
    let is_json = first.starts_with(['{', '[']);
    let is_key =
        |line: &str| line.split_once(':').is_some_and(|(key, _)| key.chars().all(|c| c.is_alphanumeric() || c == '_'));
    let is_yaml = first.starts_with("---") || is_key(first);
    let is_table = |sign: char| first.matches(sign).count() >= 2 && !first.contains(['(', ':']);
    let what = if is_json {
        "this is JSON, not RON"
    } else if is_yaml {
        "this is YAML, not RON"
    } else if [',', ';', '\t'].into_iter().any(is_table) {
        "this is a table (CSV), not RON: `fieldbook frameworks import` makes a framework of one"
    } else {
        return None;
    };
    Some(FormatError::At { line: 1, column: 1, what: what.to_owned() })
}

// Here and not beside the type, which knows nothing of files.
impl Framework {
    /// The framework that the program comes with.
    pub fn built_in() -> Framework {
        read_framework(include_str!("../../data/spring-good-practice.ron"))
            .expect("the built-in framework is checked by a test")
    }
}

/// A value on one line, as the journal holds it.
pub fn write_line<T: Serialize>(value: &T) -> String {
    options().to_string(value).expect("plain data that RON can say")
}

/// The value that a line holds.
///
/// # Errors
/// When it holds something else, with line and column.
pub fn read_line<'a, T: Deserialize<'a>>(line: &'a str) -> Result<T, FormatError> {
    options().from_str(line).map_err(|error| at_place(&error))
}

/// The value that a file's text holds.
///
/// # Errors
/// When it holds something else, with line and column.
pub fn read_pretty<T: DeserializeOwned>(raw: &str) -> Result<T, FormatError> {
    options().from_str(&with_lf(raw)).map_err(|error| at_place(&error))
}

/// The number of the format that a text says it is written in; none where it says nothing.
pub fn number_in(raw: &str) -> Option<u32> {
    options().from_str::<FormatNumber>(&with_lf(raw)).ok().map(|number| number.format)
}

fn options() -> Options {
    Options::default().without_default_extension(Extensions::all())
}

/// The text without a byte order mark, its line ends LF.
fn with_lf(raw: &str) -> Cow<'_, str> {
    let raw = raw.strip_prefix('\u{feff}').unwrap_or(raw);
    if memchr::memchr(b'\r', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n"))
}

fn at_place(error: &ron::error::SpannedError) -> FormatError {
    let place = &error.span.end;
    // What the file says may stand in the message: it is cleaned like everything that enters.
    let what = Text::from(error.code.to_string());
    FormatError::At { line: place.line, column: place.col, what: what.to_string() }
}

/// Where an id stands in a framework's text as one: a label may read the same.
fn places_of_id(source: &str, id: &str) -> impl Iterator<Item = usize> {
    let quoted = format!("\"{id}\"");
    let places: Vec<usize> = source.match_indices(&quoted).map(|(at, _)| at).collect();
    places.into_iter().filter(|at| source[..*at].trim_end().trim_end_matches(':').trim_end().ends_with("id"))
}

/// Line and column of a byte, each from 1.
fn line_and_column(source: &str, at: usize) -> (usize, usize) {
    let line_start = source[..at].rfind('\n').map_or(0, |lf| lf + 1);
    (source[..at].matches('\n').count() + 1, source[line_start..at].chars().count() + 1)
}

#[cfg(test)]
mod tests;

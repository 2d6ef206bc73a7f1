//! What a document about an evaluation says, made once: each format writes the same blocks in its own way, so that a change
//! to the report changes all of them.

use crate::exchange::figure::{Figure, Shade};
use crate::model::{Counts, Evaluation, Framework, Moment, Tally};
use crate::text::words_in_line;

mod answer;
mod evaluation;
mod overview;
pub(super) mod prose;
mod questionnaire;
mod unasked;

pub(super) use self::{overview::overview, questionnaire::questionnaire};

/// What goes into a report only where it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// What reviewers remarked.
    Remarks,
    /// What was taken down during interviews, filed or not.
    Jots,
    /// The comments on marks and what they rest on.
    Evidence,
    /// When and where the practice was visited, and who was met.
    Visits,
    /// Who submitted, returned and approved the evaluation.
    History,
}

impl Part {
    /// Every part.
    pub const ALL: [Part; 5] = [Part::Remarks, Part::Jots, Part::Evidence, Part::Visits, Part::History];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Part::Remarks => "remarks",
            Part::Jots => "jots",
            Part::Evidence => "evidence",
            Part::Visits => "visits",
            Part::History => "history",
        }
    }

    /// The part of this name.
    pub fn named(name: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.name() == name)
    }
}

/// What goes into one file.
pub(super) struct Document<'a> {
    /// What the whole is called.
    pub title: String,
    /// Who evaluated, as the file's properties say it.
    pub author: String,
    /// When it is written.
    pub at: Moment,
    /// The titles of the reports, for a list of contents where there are several.
    pub contents: Vec<String>,
    /// The reports, each made when it is asked for: there may be hundreds. They end early where the writing is cancelled.
    pub reports: Box<dyn Iterator<Item = Report> + 'a>,
}

/// A report on one evaluation, or on several as a whole.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Report {
    /// What the practice is called.
    pub title: String,
    /// The language that people wrote in, as a tag such as `cs`, where it is said and known.
    pub language: Option<&'static str>,
    pub blocks: Vec<Block>,
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// A heading: 1 for the evaluation, 2 for a criterion or its like, 3 for a question, 4 for what stands below one.
    Heading(u8, Line),
    /// What is known by name, each with what it is.
    Fields(Vec<(String, Line)>),
    /// What somebody wrote, in lines as they were typed.
    Prose(String),
    /// What the report itself has to say.
    Note(String),
    /// The counts of each criterion, by its name.
    Profile(Vec<(String, Tally)>),
    /// A drawing.
    Figure(Figure),
    /// The items of a question.
    Checklist(Vec<Checked>),
    List(Vec<Entry>),
    /// Room to write on paper: so many empty lines.
    Room(u8),
}

/// An item with its mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Checked {
    /// The mark's sign.
    pub sign: String,
    /// The mark in words.
    pub word: String,
    /// What it counts as, where it counts.
    pub counts: Option<Counts>,
    pub item: Line,
    /// The comment, and what the mark rests on.
    pub support: Vec<Line>,
}

/// An entry of a list, with those below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub text: Line,
    pub below: Vec<Line>,
}

/// One line of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line(pub Vec<Piece>);

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    /// A web address.
    Link(String),
}

impl From<String> for Line {
    /// Line breaks and runs of blanks become one blank.
    fn from(raw: String) -> Line {
        Line::from(raw.as_str())
    }
}

impl From<&str> for Line {
    fn from(raw: &str) -> Line {
        let text = words_in_line(raw);
        Line(if text.is_empty() { Vec::new() } else { vec![Piece::Text(text)] })
    }
}

impl From<Line> for Entry {
    fn from(text: Line) -> Entry {
        Entry { text, below: Vec::new() }
    }
}

impl Line {
    /// A web address, as a link where it is one.
    fn address(raw: &str) -> Line {
        let trimmed = raw.trim();
        let is_link = trimmed.starts_with("https://") || trimmed.starts_with("http://");
        if is_link && !trimmed.contains([' ', '<', '>', '\n', '\t']) {
            Line(vec![Piece::Link(trimmed.to_owned())])
        } else {
            Line::from(raw)
        }
    }

    /// Its words.
    pub(super) fn plain(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) | Piece::Link(text) => text.clone(),
        };
        self.0.iter().map(piece).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of these lines that say something, as one, with `between` between them.
    fn joined(lines: impl IntoIterator<Item = Line>, between: &str) -> Line {
        let mut all = Line::default();
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            if !all.is_empty() {
                all.0.push(Piece::Text(between.to_owned()));
            }
            all.0.extend(line.0);
        }
        all
    }
}

/// The columns of a profile that say something of these rows.
pub(super) fn columns(rows: &[(String, Tally)]) -> Vec<Shade> {
    let says = |shade: &Shade| {
        matches!(shade, Shade::Met | Shade::NotMet) || rows.iter().any(|(_, tally)| shade.count(tally) > 0)
    };
    Shade::COUNTED.into_iter().filter(says).collect()
}

/// What is to be said of an evaluation, with these parts. Where its framework is not known, ids stand for the wording.
pub(super) fn report(evaluation: &Evaluation, framework: Option<&Framework>, parts: &[Part]) -> Report {
    Report {
        title: evaluation.title().to_owned(),
        language: language_tag(&evaluation.language),
        blocks: evaluation::blocks(evaluation, framework, parts),
    }
}

/// Languages by what people call them, with their tags of ISO 639-1: those of the European Union, its neighbours, and those
/// that newcomers speak most.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("ar", &["arabic", "العربية", "عربي"]),
    ("bg", &["bulgarian", "български"]),
    ("cs", &["czech", "čeština", "česky", "český"]),
    ("da", &["danish", "dansk"]),
    ("de", &["german", "deutsch"]),
    ("el", &["greek", "ελληνικά"]),
    ("en", &["english"]),
    ("es", &["spanish", "español", "castellano"]),
    ("et", &["estonian", "eesti"]),
    ("fa", &["persian", "farsi", "dari", "فارسی"]),
    ("fi", &["finnish", "suomi"]),
    ("fr", &["french", "français"]),
    ("ga", &["irish", "gaeilge"]),
    ("he", &["hebrew", "עברית"]),
    ("hr", &["croatian", "hrvatski"]),
    ("hu", &["hungarian", "magyar"]),
    ("it", &["italian", "italiano"]),
    ("lt", &["lithuanian", "lietuvių"]),
    ("lv", &["latvian", "latviešu"]),
    ("mt", &["maltese", "malti"]),
    ("nl", &["dutch", "nederlands"]),
    ("pl", &["polish", "polski"]),
    ("pt", &["portuguese", "português"]),
    ("ro", &["romanian", "română"]),
    ("ru", &["russian", "русский"]),
    ("sk", &["slovak", "slovenčina", "slovensky"]),
    ("sl", &["slovenian", "slovene", "slovenščina"]),
    ("sq", &["albanian", "shqip"]),
    ("sr", &["serbian", "српски", "srpski"]),
    ("sv", &["swedish", "svenska"]),
    ("tr", &["turkish", "türkçe"]),
    ("uk", &["ukrainian", "українська"]),
    ("ur", &["urdu", "اردو"]),
];

/// The tag of a language, of which somebody wrote the name or the tag.
fn language_tag(typed: &str) -> Option<&'static str> {
    let typed = typed.trim().to_lowercase();
    let primary = typed.split(['-', '_']).next().unwrap_or_default();
    let is_it = |(tag, names): &&(&'static str, &[&str])| *tag == primary || names.contains(&typed.as_str());
    LANGUAGES.iter().find(is_it).map(|(tag, _)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_name_and_its_tag() {
        let found = ["Czech", "čeština", "cs", "cs-CZ", " ARABIC ", "Українська", "Klingon", ""].map(language_tag);
        assert_eq!(found, [Some("cs"), Some("cs"), Some("cs"), Some("cs"), Some("ar"), Some("uk"), None, None]);
    }

    #[test]
    fn an_address_is_a_link_where_it_is_one() {
        assert_eq!(Line::address(" https://x.example "), Line(vec![Piece::Link("https://x.example".to_owned())]));
        assert_eq!(Line::address("see the\npaper"), Line::from("see the paper"));
        assert!(Line::from(" \n").is_empty());
        let joined = Line::joined([Line::from("a"), Line::default(), Line::from("b")], " · ");
        assert_eq!(joined.0.len(), 3);
    }
}

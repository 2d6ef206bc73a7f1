//! What the library's list shows of an evaluation: small, so that a hundred thousand can be held and kept in an index.

use std::{borrow::Borrow, cmp::Ordering, path::PathBuf};

use memchr::memmem;
use serde::{Deserialize, Serialize};

use crate::model::{Act, Evaluation, Framework, Id, Moment, Status, Tally, place};
use crate::reading::naming::framework_name;
use crate::text::{
    fold::{self, fold},
    wrap::truncate,
};

/// A row of the library. It never changes: what is known anew of a file is another row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryRow {
    /// When it was last changed.
    pub modified: Moment,
    /// What it holds, or why that can't be read.
    pub state: Result<Summary, Flagged>,
    /// The words that find looks through, folded; the first line is the practice's, the second the country's.
    folded: Box<str>,
}

/// A file that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flagged {
    /// Its name, fit to be shown.
    pub file: Box<str>,
    /// What is wrong with it.
    pub why: Box<str>,
}

/// A deleted evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trashed {
    /// The name of its file in the trash.
    pub name: String,
    /// The practice's title, or what is known instead.
    pub title: String,
}

/// What a program that had to end could not save, in a rescue file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescued {
    /// The file.
    pub file: PathBuf,
    /// What it holds, or why that can't be read.
    pub edits: Result<RescuedEdits, String>,
}

/// What a rescue file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RescuedEdits {
    /// The practice's title.
    pub title: String,
    /// How many changes there are since the evaluation's file was last written.
    pub count: usize,
    /// When the last of them was made.
    pub at: Option<Moment>,
    /// Whether the evaluation is in this library.
    pub is_here: bool,
}

/// What the library shows of an evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Its id.
    pub id: Id,
    /// The status.
    pub status: Status,
    /// Of the questions that apply, the complete ones.
    pub complete: Share,
    /// Open remarks.
    pub open_remarks: u32,
    /// Unfiled jots.
    pub unfiled_jots: u32,
    /// Whether nothing was done but to begin it.
    pub untouched: bool,
    /// Whether it is the sample.
    pub sample: bool,
    /// The framework that is answered.
    pub against: Against,
    /// One allocation for all texts, in the order of [`SummaryText`].
    texts: Box<str>,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// So many.
    pub of_these: u32,
    /// Of so many.
    pub all: u32,
}

/// The framework that an evaluation answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Against {
    /// A known one.
    Known {
        /// Its place among the known ones.
        framework: u32,
        /// The version that is answered, where that is not here and another one stands for it.
        version: Option<Box<str>>,
        /// By criterion: of the items that count, those with a mark.
        marked: Box<[Share]>,
    },
    /// One that is not here: its id and version.
    Unknown(Box<str>),
}

#[derive(Clone, Copy)]
enum SummaryText {
    Title,
    Country,
    Place,
    Organisation,
    Evaluators,
    Opening,
    Details,
    About,
    Visits,
    Returned,
}

/// Stands between the texts of a summary; no [`crate::text::Text`] holds it.
const BETWEEN: char = '\u{1f}';

/// How many columns of a practice's summary are shown beside the rows.
const LONGEST_ABOUT: usize = 480;
/// How many columns of the options chosen of details are.
const LONGEST_DETAILS: usize = 240;
/// How many columns of the days of visits are.
const LONGEST_VISITS: usize = 120;
/// How many words tell a practice without a title from others.
const OPENING: usize = 8;

impl LibraryRow {
    /// The row of a file.
    pub fn new(modified: Moment, state: Result<Summary, Flagged>) -> LibraryRow {
        let folded = match &state {
            Ok(summary) => {
                let texts = summary.texts.split(BETWEEN).take(SummaryText::About as usize);
                let lines: Vec<String> = texts.map(|text| text.replace('\n', " ")).collect();
                fold(&lines.join("\n"))
            }
            Err(flagged) => fold(&flagged.file),
        };
        LibraryRow { modified, state, folded: folded.into() }
    }

    /// What it holds, where that can be read.
    pub fn summary(&self) -> Option<&Summary> {
        self.state.as_ref().ok()
    }

    /// How it stands to another where rows are sorted by time: what changed last comes first.
    pub fn order(&self, other: &LibraryRow) -> Ordering {
        other.modified.cmp(&self.modified).then_with(|| self.by_practice(other))
    }

    /// The name of its file without the end: what tells it from other rows.
    pub fn stem(&self) -> &str {
        match &self.state {
            Ok(summary) => summary.id.as_str(),
            Err(flagged) => flagged.file.strip_suffix(".ron").unwrap_or(&flagged.file),
        }
    }

    /// Whether it holds all of these words, which are folded.
    pub fn has_all(&self, words: &[&str]) -> bool {
        let holds = |text: &str, word: &str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
        words.iter().all(|word| holds(&self.folded, word) || holds(self.stem(), word))
    }

    /// How it stands to another among practices: what can't be read comes first.
    pub fn by_practice(&self, other: &LibraryRow) -> Ordering {
        fold::compare(self.line(0), other.line(0))
    }

    /// How it stands to another among countries.
    pub fn by_country(&self, other: &LibraryRow) -> Ordering {
        fold::compare(self.line(1), other.line(1))
    }

    fn line(&self, n: usize) -> &str {
        self.state.as_ref().map_or("", |_| self.folded.split('\n').nth(n).unwrap_or(""))
    }
}

impl Summary {
    /// What the library shows of this evaluation.
    pub fn of(evaluation: &Evaluation, frameworks: &[Framework]) -> Summary {
        let practice = &evaluation.practice;
        let shown = evaluation.shown_by(frameworks);
        let known = frameworks.iter().position(|framework| shown.is_some_and(|shown| std::ptr::eq(shown, framework)));
        let (against, whole) = match known {
            Some(at) => {
                let criteria = &frameworks[at].criteria;
                let tallies: Vec<Tally> = criteria.iter().map(|one| evaluation.tally_of_criterion(one)).collect();
                let marked = tallies.iter().map(|tally| Share::new(tally.marked(), tally.items())).collect();
                let version = &evaluation.framework.version;
                let version = (*version != frameworks[at].version).then(|| version.as_str().into());
                (Against::Known { framework: at as u32, version, marked }, tallies.into_iter().sum())
            }
            None => {
                let named = format!("{} {}", evaluation.framework.id, evaluation.framework.version);
                (Against::Unknown(named.into()), Tally::default())
            }
        };
        let days: Vec<&str> = evaluation.visits.iter().map(|visit| visit.date.trim()).collect();
        let (days, returned) = (days.join(", "), evaluation.returned().map(why_returned).unwrap_or_default());
        let details = details(evaluation, known.map(|at| &frameworks[at]));
        let texts: [&str; 10] = [
            evaluation.title(),
            &practice.country,
            &practice.place,
            &practice.organisation,
            &evaluation.evaluators,
            &opening(evaluation),
            &truncate(&details, LONGEST_DETAILS, "…"),
            &truncate(&practice.summary, LONGEST_ABOUT, "…"),
            &truncate(&days, LONGEST_VISITS, "…"),
            &truncate(&returned, LONGEST_ABOUT, "…"),
        ];
        Summary {
            id: evaluation.id.clone(),
            status: evaluation.status(),
            complete: Share::new(whole.complete, whole.questions),
            open_remarks: evaluation.open_remarks() as u32,
            unfiled_jots: evaluation.unfiled_jots() as u32,
            untouched: evaluation.is_untouched(),
            sample: evaluation.sample,
            against,
            texts: texts.join(BETWEEN.encode_utf8(&mut [0; 4])).into(),
        }
    }

    /// What the framework that is answered is called among several known ones.
    pub fn framework_name<F: Borrow<Framework>>(&self, known: &[F]) -> String {
        match &self.against {
            Against::Known { framework, version, .. } => {
                let Some(framework) = known.get(*framework as usize).map(Borrow::borrow) else { return String::new() };
                let version = version.as_deref().unwrap_or(&framework.version);
                framework_name(&framework.id, version, known)
            }
            Against::Unknown(named) => named.to_string(),
        }
    }

    /// Whether it answers the same framework as another evaluation, in the same version.
    pub fn shares_framework_with(&self, other: &Summary) -> bool {
        match (&self.against, &other.against) {
            (
                Against::Known { framework, version, .. },
                Against::Known { framework: other, version: other_version, .. },
            ) => (framework, version) == (other, other_version),
            (Against::Unknown(one), Against::Unknown(other)) => one == other,
            (Against::Known { .. }, Against::Unknown(_)) | (Against::Unknown(_), Against::Known { .. }) => false,
        }
    }

    /// The practice's title, or a stand-in.
    pub fn title(&self) -> &str {
        self.text(SummaryText::Title)
    }

    /// The practice's country.
    pub fn country(&self) -> &str {
        self.text(SummaryText::Country)
    }

    /// The practice's place.
    pub fn place(&self) -> &str {
        self.text(SummaryText::Place)
    }

    /// The practice's organisation.
    pub fn organisation(&self) -> &str {
        self.text(SummaryText::Organisation)
    }

    /// The evaluators, one on a line.
    pub fn evaluators(&self) -> &str {
        self.text(SummaryText::Evaluators)
    }

    /// The first words that are written, where the practice has no title to tell it by.
    pub fn opening(&self) -> &str {
        self.text(SummaryText::Opening)
    }

    /// What is chosen of the framework's lists.
    pub fn details(&self) -> &str {
        self.text(SummaryText::Details)
    }

    /// The days of the visits, as typed.
    pub fn visits(&self) -> &str {
        self.text(SummaryText::Visits)
    }

    /// Who returned it and why, as long as that is its last step.
    pub fn why_returned(&self) -> &str {
        self.text(SummaryText::Returned)
    }

    /// What the practice is; the beginning of it, where it is long.
    pub fn about(&self) -> &str {
        self.text(SummaryText::About)
    }

    fn text(&self, part: SummaryText) -> &str {
        self.texts.split(BETWEEN).nth(part as usize).unwrap_or("")
    }
}

impl Share {
    fn new(of_these: usize, all: usize) -> Share {
        Share { of_these: of_these as u32, all: all as u32 }
    }

    /// In thousandths; nothing of nothing is none.
    pub fn thousandths(self) -> u32 {
        self.of_these * 1000 / self.all.max(1)
    }
}

/// The first words that are written, where the practice has no title; else nothing.
pub fn opening(evaluation: &Evaluation) -> String {
    if !evaluation.practice.title.is_blank() {
        return String::new();
    }
    let mut narratives = evaluation.answers.iter().map(|answer| answer.narrative.trim());
    let narrative = narratives.find(|narrative| !narrative.is_empty()).unwrap_or_default();
    narrative.split_whitespace().take(OPENING).collect::<Vec<_>>().join(" ")
}

/// The options chosen of the framework's lists, and what else they are said to be.
fn details(evaluation: &Evaluation, framework: Option<&Framework>) -> String {
    let Some(framework) = framework else { return String::new() };
    let is_list = |detail: &Id| framework.detail(detail).is_some_and(|asked| asked.kind.choices().is_some());
    let lists = evaluation.details.iter().filter(|given| is_list(&given.detail) || !given.chosen.is_empty());
    let given = lists.flat_map(|given| place::given(given, Some(framework)));
    given.collect::<Vec<_>>().join(", ")
}

/// Who returned an evaluation and why.
fn why_returned(act: &Act) -> String {
    format!("Returned by {}{}", act.name, act.reason_behind())
}

#[cfg(test)]
mod tests;

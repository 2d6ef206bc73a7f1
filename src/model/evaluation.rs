//! The evaluation of one practice, and what is derived from it: status, progress, tallies.

use std::{collections::BTreeSet, fmt};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{Dice, Framework, FrameworkRef, Id, Keyed, Mark, Moment, Records};
use crate::text::Text;

mod derived;
mod format_number;
mod given;
mod passage;
mod redaction;
mod status;
mod tally;

pub use self::{
    derived::{Progress, is_same_person, name_of_person},
    format_number::{FORMAT, FormatNumber},
    given::{Consent, Evidence, GivenDetail, Marked, Person, Source},
    passage::Passage,
    redaction::{Redaction, RedactionKind},
    status::{Status, Step},
    tally::Tally,
};

/// One practice evaluated against one framework by one or more evaluators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// The number of the file format; always the current one in memory.
    pub format: FormatNumber,
    /// Made once; equals its file's stem.
    pub id: Id,
    /// The framework it answers.
    pub framework: FrameworkRef,
    /// Whether it is the sample: an invented practice, to try things on.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sample: bool,
    /// The language that it is written in, where that is said: its code or name.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub language: Text,
    /// What is evaluated.
    #[serde(default)]
    pub practice: Practice,
    /// What the framework asks about it besides, by detail.
    #[serde(default, skip_serializing_if = "list_is_empty")]
    pub details: Records<GivenDetail>,
    /// The evaluators' names, one a line.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub evaluators: Text,
    /// What is known of the people met besides their names in the visits.
    #[serde(default, skip_serializing_if = "list_is_empty")]
    pub people: Records<Person>,
    /// The visits to the practice.
    #[serde(default, skip_serializing_if = "list_is_empty")]
    pub visits: Records<Visit>,
    /// What was answered, by question.
    #[serde(default, skip_serializing_if = "list_is_empty")]
    pub answers: Records<Answer>,
    /// Lines captured during interviews, in order of time.
    #[serde(default, skip_serializing_if = "list_is_empty")]
    pub jots: Records<Jot>,
    /// The reviewers' remarks.
    #[serde(default, skip_serializing_if = "list_is_empty")]
    pub remarks: Records<Remark>,
    /// The recorded steps; the status follows from them.
    #[serde(default, skip_serializing_if = "list_is_empty")]
    pub acts: Records<Act>,
    /// What public copies have something else for.
    #[serde(default, skip_serializing_if = "list_is_empty")]
    pub redactions: Records<Redaction>,
}

/// What a duplicate's title has behind the title of what it was made of.
const COPY: &str = " (copy)";

fn str_is_empty(text: &str) -> bool {
    text.is_empty()
}

fn list_is_empty<T>(list: &[T]) -> bool {
    list.is_empty()
}

fn set_is_empty<T>(set: &BTreeSet<T>) -> bool {
    set.is_empty()
}

/// What is evaluated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Practice {
    /// Its name.
    pub title: Text,
    /// Who runs it.
    #[serde(skip_serializing_if = "str_is_empty")]
    pub organisation: Text,
    /// The country, as a name or an ISO code.
    #[serde(skip_serializing_if = "str_is_empty")]
    pub country: Text,
    /// The place within the country.
    #[serde(skip_serializing_if = "str_is_empty")]
    pub place: Text,
    /// When it ran, in words or years.
    #[serde(skip_serializing_if = "str_is_empty")]
    pub period: Text,
    /// Its web address.
    #[serde(skip_serializing_if = "str_is_empty")]
    pub address: Text,
    /// What it is, in a few sentences.
    #[serde(skip_serializing_if = "str_is_empty")]
    pub summary: Text,
}

/// A visit to the practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// Its id.
    pub id: Id,
    /// The day, as typed; [`Visit::day`] reads it.
    #[serde(default)]
    pub date: Text,
    /// Where.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub place: Text,
    /// The people met, one a line.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub people: Text,
    /// When it began and ended, where that was noted as it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// The questions whose narratives were written during it.
    #[serde(default, skip_serializing_if = "list_is_empty")]
    pub written: Records<Id>,
}

/// From when until when a visit lasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// When it began.
    pub began: Moment,
    /// When it ended; none: it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Moment>,
}

/// What an evaluation holds for one question. An answer that holds nothing is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The question's id.
    pub question: Id,
    /// The prose.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub narrative: Text,
    /// The marks on its items; an item without one is open.
    #[serde(default, skip_serializing_if = "list_is_empty")]
    pub marks: Records<Marked>,
    /// Tools worth telling others of.
    #[serde(default, skip_serializing_if = "list_is_empty")]
    pub tools: Records<Tool>,
    /// The reason why the question is not applicable; none: it applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<Text>,
}

/// An inspiring tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// Its id.
    pub id: Id,
    /// What it is called.
    #[serde(default)]
    pub title: Text,
    /// Its web address.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub address: Text,
    /// What is worth knowing about it.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub note: Text,
}

/// One line captured during an interview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jot {
    /// Its id.
    pub id: Id,
    /// When it was written down.
    pub at: Moment,
    /// Who said it.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub speaker: Text,
    /// What was said.
    pub text: Text,
    /// Where it was filed; none: nowhere yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed: Option<Filing>,
    /// Whether it is a line that an import could place nowhere else.
    #[serde(default, skip_serializing_if = "is_false")]
    pub imported: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde calls")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// Where a jot went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Filing {
    /// Shown beside this question.
    Beside(Id),
    /// Quoted in this question's narrative.
    Quoted(Id),
}

/// A reviewer's comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// Its id.
    pub id: Id,
    /// The question it is about.
    pub question: Id,
    /// The item it is about, where it is not the question as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Id>,
    /// The passage of the narrative that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
    /// The remark that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Id>,
    /// Who made it.
    pub author: Text,
    /// When.
    pub at: Moment,
    /// What it says.
    pub text: Text,
    /// Whether it was dealt with.
    #[serde(default, skip_serializing_if = "is_false")]
    pub resolved: bool,
}

/// A recorded step in an evaluation's life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Its id.
    pub id: Id,
    /// What was done.
    pub step: Step,
    /// Who did it.
    pub name: Text,
    /// When.
    pub at: Moment,
    /// Why.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub reason: Text,
}

macro_rules! keyed {
    ($($record:ty => $field:ident),*) => { $(impl Keyed for $record {
        fn key(&self) -> &Id { &self.$field }
    })* };
}
keyed!(Visit => id, Tool => id, Jot => id, Remark => id, Act => id);

impl Keyed for Answer {
    const SORTED: bool = true;
    fn key(&self) -> &Id {
        &self.question
    }
    fn is_void(&self) -> bool {
        self.narrative.is_empty() && self.marks.is_empty() && self.tools.is_empty() && self.not_applicable.is_none()
    }
}

impl Act {
    /// Its reason as it stands behind what was done, after a colon; nothing where none is given.
    pub fn reason_behind(&self) -> String {
        if self.reason.is_blank() { String::new() } else { format!(": {}", self.reason) }
    }
}

impl Answer {
    /// An answer that holds nothing yet.
    pub fn new(question: Id) -> Answer {
        let (marks, tools) = (Records::default(), Records::default());
        Answer { question, narrative: Text::default(), marks, tools, not_applicable: None }
    }

    /// An item's mark; none: it is open.
    pub fn mark(&self, item: &Id) -> Option<Mark> {
        self.marks.get(item)?.mark
    }

    /// Whether any item has a mark.
    pub fn is_marked(&self) -> bool {
        self.marks.iter().any(|marked| marked.mark.is_some())
    }
}

impl Hours {
    /// Whether a moment belongs to the visit.
    pub fn contains(self, moment: Moment) -> bool {
        self.began.seconds() <= moment.seconds() && self.ended.is_none_or(|ended| moment.seconds() <= ended.seconds())
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ended {
            Some(ended) if ended.day() != self.began.day() => {
                write!(f, "{} to {} on {}", self.began.clock(), ended.clock(), ended.day().strftime("%-d %b %Y"))
            }
            Some(ended) => write!(f, "{} to {}", self.began.clock(), ended.clock()),
            None => write!(f, "from {}", self.began.clock()),
        }
    }
}

impl Visit {
    /// A visit on a day, as typed.
    pub fn on(id: Id, date: Text) -> Visit {
        let (place, people) = (Text::default(), Text::default());
        Visit { id, date, place, people, hours: None, written: Records::default() }
    }

    /// The day, where what was typed is one.
    pub fn day(&self) -> Option<Date> {
        self.date.trim().parse().ok()
    }
}

impl Filing {
    /// The question it was filed under.
    pub fn question(&self) -> &Id {
        match self {
            Filing::Beside(question) | Filing::Quoted(question) => question,
        }
    }
}

impl Evaluation {
    /// An evaluation that holds nothing yet.
    pub fn new(id: Id, framework: &Framework) -> Evaluation {
        Evaluation::against(id, framework.id.clone(), framework.version.clone())
    }

    /// An evaluation that holds nothing yet, against the framework of this id and version.
    pub fn against(id: Id, framework: Id, version: Text) -> Evaluation {
        Evaluation {
            format: FormatNumber,
            id,
            framework: FrameworkRef { id: framework, version },
            sample: false,
            language: Text::default(),
            practice: Practice::default(),
            details: Records::default(),
            evaluators: Text::default(),
            people: Records::default(),
            visits: Records::default(),
            answers: Records::default(),
            jots: Records::default(),
            remarks: Records::default(),
            acts: Records::default(),
            redactions: Records::default(),
        }
    }

    /// A new draft with all that this evaluation holds, its evaluators too, but what reviewers made of it.
    #[must_use]
    pub fn duplicate(&self, day: Date, dice: &mut Dice) -> Evaluation {
        let id = Id::of_evaluation(day, self.title(), dice);
        let title = Text::from(format!("{}{COPY}", self.title()));
        let practice = Practice { title, ..self.practice.clone() };
        Evaluation { id, practice, remarks: Records::default(), acts: Records::default(), ..self.clone() }
    }

    /// A new draft about the same practice and against the same framework, by these evaluators: of what was found out
    /// this evaluation hands on nothing.
    #[must_use]
    pub fn anew(&self, evaluators: Text, day: Date, dice: &mut Dice) -> Evaluation {
        let id = Id::of_evaluation(day, &self.practice.title, dice);
        Evaluation {
            sample: self.sample,
            language: self.language.clone(),
            practice: self.practice.clone(),
            details: self.details.clone(),
            evaluators,
            ..Evaluation::against(id, self.framework.id.clone(), self.framework.version.clone())
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;

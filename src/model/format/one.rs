//! Format 1, frozen: the types of its files and of its journals, and what today's are for each.
//!
//! Nothing here follows today's types. A file of format 1 is read as strictly as it was when it was written, for ever; it
//! is written as today's only when the evaluation changes.

use serde::Deserialize;

use crate::model::{self, Id, Keyed, LevelId, Moment, Records};
use crate::text::Text;

mod edit;
mod framework;

pub(crate) use edit::Edit;
pub(super) use framework::Framework;

/// The number that such a file has in front.
pub(crate) const FORMAT: u32 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Evaluation {
    #[serde(rename = "format")]
    _format: u32,
    id: Id,
    framework: FrameworkRef,
    #[serde(default)]
    practice: Practice,
    #[serde(default)]
    evaluators: Text,
    #[serde(default)]
    visits: Records<Visit>,
    #[serde(default)]
    answers: Records<Answer>,
    #[serde(default)]
    jots: Records<Jot>,
    #[serde(default)]
    remarks: Records<Remark>,
    #[serde(default)]
    acts: Records<Act>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FrameworkRef {
    id: Id,
    version: Text,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Practice {
    title: Text,
    organisation: Text,
    country: Text,
    place: Text,
    period: Text,
    address: Text,
    summary: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Visit {
    id: Id,
    #[serde(default)]
    date: Text,
    #[serde(default)]
    place: Text,
    #[serde(default)]
    people: Text,
    #[serde(default)]
    hours: Option<Hours>,
    #[serde(default)]
    written: Records<Id>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hours {
    began: Moment,
    #[serde(default)]
    ended: Option<Moment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answer {
    question: Id,
    #[serde(default)]
    narrative: Text,
    #[serde(default)]
    marks: Records<Marked>,
    #[serde(default)]
    tools: Records<Tool>,
    #[serde(default)]
    not_applicable: Option<Text>,
}

#[derive(Clone, Copy, Deserialize)]
pub(crate) enum Mark {
    Met,
    NotMet,
    NotApplicable,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Marked {
    item: Id,
    mark: Mark,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tool {
    id: Id,
    #[serde(default)]
    title: Text,
    #[serde(default)]
    address: Text,
    #[serde(default)]
    note: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Jot {
    id: Id,
    at: Moment,
    #[serde(default)]
    speaker: Text,
    text: Text,
    #[serde(default)]
    filed: Option<Filing>,
    #[serde(default)]
    imported: bool,
}

#[derive(Deserialize)]
pub(crate) enum Filing {
    Beside(Id),
    Quoted(Id),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Remark {
    id: Id,
    question: Id,
    #[serde(default)]
    item: Option<Id>,
    #[serde(default)]
    passage: Option<Passage>,
    #[serde(default)]
    reply_to: Option<Id>,
    author: Text,
    at: Moment,
    text: Text,
    #[serde(default)]
    resolved: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Passage {
    text: Text,
    #[serde(default)]
    before: Text,
    #[serde(default)]
    after: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Act {
    id: Id,
    step: Step,
    name: Text,
    at: Moment,
    #[serde(default)]
    reason: Text,
}

#[derive(Clone, Copy, Deserialize)]
pub(crate) enum Step {
    Submit,
    Return,
    Approve,
    Reopen,
}

macro_rules! keyed {
    ($($record:ty => $field:ident),*) => { $(impl Keyed for $record {
        fn key(&self) -> &Id { &self.$field }
    })* };
}
keyed!(Visit => id, Answer => question, Marked => item, Tool => id, Jot => id, Remark => id, Act => id);

fn records<T: Keyed + Into<U>, U: Keyed>(records: Records<T>) -> Records<U> {
    records.into_iter().map(Into::into).collect()
}

impl From<Evaluation> for model::Evaluation {
    fn from(old: Evaluation) -> model::Evaluation {
        let Evaluation { _format: _, id, framework, practice, evaluators, visits, answers, jots, remarks, acts } = old;
        let FrameworkRef { id: framework, version } = framework;
        let Practice { title, organisation, country, place, period, address, summary } = practice;
        model::Evaluation {
            practice: model::evaluation::Practice { title, organisation, country, place, period, address, summary },
            evaluators,
            visits: records(visits),
            answers: records::<_, model::Answer>(answers).into_iter().filter(|answer| !answer.is_void()).collect(),
            jots: records(jots),
            remarks: records(remarks),
            acts: records(acts),
            ..model::Evaluation::against(id, framework, version)
        }
    }
}

impl From<Visit> for model::Visit {
    fn from(Visit { id, date, place, people, hours, written }: Visit) -> model::Visit {
        model::Visit { id, date, place, people, hours: hours.map(Into::into), written }
    }
}

impl From<Hours> for model::Hours {
    fn from(Hours { began, ended }: Hours) -> model::Hours {
        model::Hours { began, ended }
    }
}

impl From<Answer> for model::Answer {
    fn from(Answer { question, narrative, marks, tools, not_applicable }: Answer) -> model::Answer {
        model::Answer { question, narrative, marks: records(marks), tools: records(tools), not_applicable }
    }
}

impl From<Mark> for model::Mark {
    fn from(mark: Mark) -> model::Mark {
        match mark {
            Mark::Met => model::Mark::Level(LevelId::MET),
            Mark::NotMet => model::Mark::Level(LevelId::NOT_MET),
            Mark::NotApplicable => model::Mark::NotApplicable,
        }
    }
}

impl From<Marked> for model::Marked {
    fn from(Marked { item, mark }: Marked) -> model::Marked {
        model::Marked { mark: Some(mark.into()), ..model::Marked::new(item) }
    }
}

impl From<Tool> for model::Tool {
    fn from(Tool { id, title, address, note }: Tool) -> model::Tool {
        model::Tool { id, title, address, note }
    }
}

impl From<Jot> for model::Jot {
    fn from(Jot { id, at, speaker, text, filed, imported }: Jot) -> model::Jot {
        model::Jot { id, at, speaker, text, filed: filed.map(Into::into), imported }
    }
}

impl From<Filing> for model::Filing {
    fn from(filing: Filing) -> model::Filing {
        match filing {
            Filing::Beside(question) => model::Filing::Beside(question),
            Filing::Quoted(question) => model::Filing::Quoted(question),
        }
    }
}

impl From<Remark> for model::Remark {
    fn from(old: Remark) -> model::Remark {
        let Remark { id, question, item, passage, reply_to, author, at, text, resolved } = old;
        model::Remark { id, question, item, passage: passage.map(Into::into), reply_to, author, at, text, resolved }
    }
}

impl From<Passage> for model::Passage {
    fn from(Passage { text, before, after }: Passage) -> model::Passage {
        model::Passage { text, before, after }
    }
}

impl From<Act> for model::Act {
    fn from(Act { id, step, name, at, reason }: Act) -> model::Act {
        model::Act { id, step: step.into(), name, at, reason }
    }
}

impl From<Step> for model::Step {
    fn from(step: Step) -> model::Step {
        match step {
            Step::Submit => model::Step::Submit,
            Step::Return => model::Step::Return,
            Step::Approve => model::Step::Approve,
            Step::Reopen => model::Step::Reopen,
        }
    }
}

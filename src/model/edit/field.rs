//! The texts of an evaluation, by name.

use serde::{Deserialize, Serialize};

use super::{EditError, NO_FIELD};
use crate::model::{Evaluation, Id};
use crate::text::{Splice, Text};

/// A text of an evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Field {
    /// A detail of the practice.
    Practice(Detail),
    /// The evaluators' names.
    Evaluators,
    /// A question's narrative.
    Narrative(Id),
    /// The reason why a question is not applicable.
    Reason(Id),
    /// A part of an inspiring tool: the question, the tool, the part.
    Tool(Id, Id, ToolPart),
    /// A part of a visit.
    Visit(Id, VisitPart),
    /// A jot's text.
    Jot(Id),
    /// A jot's speaker.
    Speaker(Id),
    /// A remark's text.
    Remark(Id),
}

/// Where the caret stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caret {
    /// In which text.
    pub field: Field,
    /// At which byte.
    pub at: usize,
}

/// The details of a practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "named as the fields of `Practice`")]
pub enum Detail {
    Title,
    Organisation,
    Country,
    Place,
    Period,
    Address,
    Summary,
}

/// The parts of an inspiring tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "named as the fields of `Tool`")]
pub enum ToolPart {
    Title,
    Address,
    Note,
}

/// The parts of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "named as the fields of `Visit`")]
pub enum VisitPart {
    Date,
    Place,
    People,
}

impl Detail {
    /// Every detail, in the order of forms.
    pub const ALL: [Detail; 7] = [
        Detail::Title,
        Detail::Organisation,
        Detail::Country,
        Detail::Place,
        Detail::Period,
        Detail::Address,
        Detail::Summary,
    ];
}

impl ToolPart {
    /// Every part, in the order of forms.
    pub const ALL: [ToolPart; 3] = [ToolPart::Title, ToolPart::Address, ToolPart::Note];
}

impl VisitPart {
    /// Every part, in the order of forms.
    pub const ALL: [VisitPart; 3] = [VisitPart::Date, VisitPart::Place, VisitPart::People];
}

impl Evaluation {
    /// Every text that it has.
    pub fn fields(&self) -> Vec<Field> {
        let mut fields: Vec<Field> = Detail::ALL.into_iter().map(Field::Practice).collect();
        fields.push(Field::Evaluators);
        for visit in &self.visits {
            fields.extend(VisitPart::ALL.map(|part| Field::Visit(visit.id.clone(), part)));
        }
        for answer in &self.answers {
            let question = &answer.question;
            fields.push(Field::Narrative(question.clone()));
            fields.extend(answer.not_applicable.is_some().then(|| Field::Reason(question.clone())));
            for tool in &answer.tools {
                fields.extend(ToolPart::ALL.map(|part| Field::Tool(question.clone(), tool.id.clone(), part)));
            }
        }
        fields.extend(self.jots.iter().flat_map(|jot| [Field::Jot(jot.id.clone()), Field::Speaker(jot.id.clone())]));
        fields.extend(self.remarks.iter().map(|remark| Field::Remark(remark.id.clone())));
        fields
    }

    /// The text of a field; none where its record is gone. An answer's texts are empty where there is no answer.
    pub fn field(&self, field: &Field) -> Option<&str> {
        let text: &str = match field {
            Field::Practice(detail) => self.practice_detail(*detail),
            Field::Evaluators => &self.evaluators,
            Field::Narrative(question) => self.narrative(question),
            Field::Reason(question) => self.not_applicable(question)?,
            Field::Tool(question, tool, part) => {
                let tool = self.answer(question)?.tools.get(tool)?;
                match part {
                    ToolPart::Title => &tool.title,
                    ToolPart::Address => &tool.address,
                    ToolPart::Note => &tool.note,
                }
            }
            Field::Visit(visit, part) => {
                let visit = self.visits.get(visit)?;
                match part {
                    VisitPart::Date => &visit.date,
                    VisitPart::Place => &visit.place,
                    VisitPart::People => &visit.people,
                }
            }
            Field::Jot(jot) => &self.jots.get(jot)?.text,
            Field::Speaker(jot) => &self.jots.get(jot)?.speaker,
            Field::Remark(remark) => &self.remarks.get(remark)?.text,
        };
        Some(text)
    }

    fn practice_detail(&self, detail: Detail) -> &Text {
        let practice = &self.practice;
        match detail {
            Detail::Title => &practice.title,
            Detail::Organisation => &practice.organisation,
            Detail::Country => &practice.country,
            Detail::Place => &practice.place,
            Detail::Period => &practice.period,
            Detail::Address => &practice.address,
            Detail::Summary => &practice.summary,
        }
    }

    pub(super) fn splice(&mut self, field: &Field, splice: &Splice) -> Result<(), EditError> {
        let text = match field {
            Field::Narrative(question) => {
                return self.change_answer(question, |answer| Ok(answer.narrative.splice(splice)?));
            }
            Field::Practice(detail) => match detail {
                Detail::Title => &mut self.practice.title,
                Detail::Organisation => &mut self.practice.organisation,
                Detail::Country => &mut self.practice.country,
                Detail::Place => &mut self.practice.place,
                Detail::Period => &mut self.practice.period,
                Detail::Address => &mut self.practice.address,
                Detail::Summary => &mut self.practice.summary,
            },
            Field::Evaluators => &mut self.evaluators,
            Field::Reason(question) => {
                self.answers.get_mut(question).and_then(|answer| answer.not_applicable.as_mut()).ok_or(NO_FIELD)?
            }
            Field::Tool(question, tool, part) => {
                let answer = self.answers.get_mut(question).ok_or(NO_FIELD)?;
                let tool = answer.tools.get_mut(tool).ok_or(NO_FIELD)?;
                match part {
                    ToolPart::Title => &mut tool.title,
                    ToolPart::Address => &mut tool.address,
                    ToolPart::Note => &mut tool.note,
                }
            }
            Field::Visit(visit, part) => {
                let visit = self.visits.get_mut(visit).ok_or(NO_FIELD)?;
                match part {
                    VisitPart::Date => &mut visit.date,
                    VisitPart::Place => &mut visit.place,
                    VisitPart::People => &mut visit.people,
                }
            }
            Field::Jot(jot) => &mut self.jots.get_mut(jot).ok_or(NO_FIELD)?.text,
            Field::Speaker(jot) => &mut self.jots.get_mut(jot).ok_or(NO_FIELD)?.speaker,
            Field::Remark(remark) => &mut self.remarks.get_mut(remark).ok_or(NO_FIELD)?.text,
        };
        Ok(text.splice(splice)?)
    }
}

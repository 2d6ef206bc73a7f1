//! The texts of an evaluation, by name.

use serde::{Deserialize, Serialize};

use super::{EditError, NO_FIELD};
use crate::model::{Evaluation, Id, Source};
use crate::text::{Splice, Text};

/// A text of an evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Field {
    /// A detail of the practice.
    Practice(Detail),
    /// The evaluators' names.
    Evaluators,
    /// The language that the evaluation is written in.
    Language,
    /// What is written for a detail that the framework asks for.
    Given(Id),
    /// A part of what is known of a person.
    Person(Id, PersonPart),
    /// A question's narrative.
    Narrative(Id),
    /// The comment on the mark of a question's item.
    Comment(Id, Id),
    /// A document that the mark of a question's item rests on: the question, the item, the evidence.
    Document(Id, Id, Id),
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

impl Field {
    /// The question whose answer holds it, where one does.
    pub fn answered(&self) -> Option<&Id> {
        match self {
            Field::Narrative(question)
            | Field::Reason(question)
            | Field::Comment(question, _)
            | Field::Document(question, ..)
            | Field::Tool(question, ..) => Some(question),
            Field::Practice(_)
            | Field::Evaluators
            | Field::Language
            | Field::Given(_)
            | Field::Person(..)
            | Field::Visit(..)
            | Field::Jot(_)
            | Field::Speaker(_)
            | Field::Remark(_) => None,
        }
    }
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

/// The parts of what is known of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "named as the fields of `Person`")]
pub enum PersonPart {
    Name,
    Role,
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

impl PersonPart {
    /// Every part, in the order of forms.
    pub const ALL: [PersonPart; 2] = [PersonPart::Name, PersonPart::Role];
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
        fields.push(Field::Language);
        fields.extend(self.details.iter().map(|given| Field::Given(given.detail.clone())));
        for person in &self.people {
            fields.extend(PersonPart::ALL.map(|part| Field::Person(person.id.clone(), part)));
        }
        for visit in &self.visits {
            fields.extend(VisitPart::ALL.map(|part| Field::Visit(visit.id.clone(), part)));
        }
        for answer in &self.answers {
            let question = &answer.question;
            fields.push(Field::Narrative(question.clone()));
            fields.extend(answer.not_applicable.is_some().then(|| Field::Reason(question.clone())));
            for marked in &answer.marks {
                let at = || (question.clone(), marked.item.clone());
                fields.push(Field::Comment(at().0, at().1));
                let documents = marked.evidence.iter().filter(|one| matches!(one.source, Source::Document(_)));
                fields.extend(documents.map(|one| Field::Document(at().0, at().1, one.id.clone())));
            }
            for tool in &answer.tools {
                fields.extend(ToolPart::ALL.map(|part| Field::Tool(question.clone(), tool.id.clone(), part)));
            }
        }
        fields.extend(self.jots.iter().flat_map(|jot| [Field::Jot(jot.id.clone()), Field::Speaker(jot.id.clone())]));
        fields.extend(self.remarks.iter().map(|remark| Field::Remark(remark.id.clone())));
        fields
    }

    /// The text of a field; none where its record is gone. What is written for a question, an item or a detail is empty
    /// where nothing is.
    pub fn field(&self, field: &Field) -> Option<&str> {
        let text: &str = match field {
            Field::Practice(detail) => self.practice_detail(*detail),
            Field::Evaluators => &self.evaluators,
            Field::Language => &self.language,
            Field::Given(detail) => self.details.get(detail).map_or("", |given| &given.text),
            Field::Person(person, part) => {
                let person = self.people.get(person)?;
                match part {
                    PersonPart::Name => &person.name,
                    PersonPart::Role => &person.role,
                }
            }
            Field::Comment(question, item) => self.marked(question, item).map_or("", |marked| &marked.comment),
            Field::Document(question, item, evidence) => {
                match &self.marked(question, item)?.evidence.get(evidence)?.source {
                    Source::Document(text) => text,
                    Source::Passage(..) | Source::Jot { .. } => return None,
                }
            }
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

    fn practice_detail_mut(&mut self, detail: Detail) -> &mut Text {
        let practice = &mut self.practice;
        match detail {
            Detail::Title => &mut practice.title,
            Detail::Organisation => &mut practice.organisation,
            Detail::Country => &mut practice.country,
            Detail::Place => &mut practice.place,
            Detail::Period => &mut practice.period,
            Detail::Address => &mut practice.address,
            Detail::Summary => &mut practice.summary,
        }
    }

    pub(super) fn splice(&mut self, field: &Field, splice: &Splice) -> Result<(), EditError> {
        let text = match field {
            Field::Narrative(question) => {
                return self.change_answer(question, |answer| Ok(answer.narrative.splice(splice)?));
            }
            Field::Practice(detail) => self.practice_detail_mut(*detail),
            Field::Comment(question, item) => {
                return self.change_marked(question, item, |marked| Ok(marked.comment.splice(splice)?));
            }
            Field::Document(question, item, evidence) => {
                return self.change_marked(question, item, |marked| {
                    match &mut marked.evidence.get_mut(evidence).ok_or(NO_FIELD)?.source {
                        Source::Document(text) => Ok(text.splice(splice)?),
                        Source::Passage(..) | Source::Jot { .. } => Err(NO_FIELD),
                    }
                });
            }
            Field::Given(detail) => {
                return self.change_detail(detail, |given| Ok(given.text.splice(splice)?));
            }
            Field::Evaluators => &mut self.evaluators,
            Field::Language => &mut self.language,
            Field::Person(person, part) => {
                let person = self.people.get_mut(person).ok_or(NO_FIELD)?;
                match part {
                    PersonPart::Name => &mut person.name,
                    PersonPart::Role => &mut person.role,
                }
            }
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

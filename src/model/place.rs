//! Places in an evaluation: what searches find, where checks lead, what undo shows.

use crate::model::{
    Conditions, Detail, DetailKind, Edit, Entry, Evaluation, Field, Framework, GivenDetail, Id, PersonPart, Source,
    ToolPart, VisitPart,
};

/// A place that the focus or the caret can go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A question, as it was left.
    Question(Id),
    /// A text, the caret at this byte.
    Text(Field, usize),
    /// An item of a question.
    Item(Id, Id),
    /// The inspiring tools of a question.
    Tools(Id),
    /// The practice's details.
    Details,
    /// A detail that the framework asks for.
    Detail(Id),
    /// A jot in the tray.
    Jot(Id),
    /// A remark on a question.
    Remark(Id, Id),
}

impl Place {
    /// The question that it belongs to, where it belongs to one.
    pub fn question(&self, evaluation: &Evaluation) -> Option<Id> {
        match self {
            Place::Question(question)
            | Place::Item(question, _)
            | Place::Tools(question)
            | Place::Remark(question, _) => Some(question.clone()),
            Place::Text(field, _) => question_of(evaluation, field),
            Place::Jot(jot) => question_of(evaluation, &Field::Jot(jot.clone())),
            Place::Details | Place::Detail(_) => None,
        }
    }

    /// Where an edit of this evaluation shows; none where it shows nowhere in particular.
    pub fn of(edit: &Edit, evaluation: &Evaluation) -> Option<Place> {
        let remark = |id: &Id| {
            let question = evaluation.remarks.get(id)?.question.clone();
            Some(Place::Remark(question, id.clone()))
        };
        match edit {
            Edit::Splice { field: Field::Jot(jot) | Field::Speaker(jot), .. } | Edit::File { jot, .. } => {
                Some(Place::Jot(jot.clone()))
            }
            Edit::Splice { field: Field::Remark(id), .. } | Edit::Resolve { remark: id, .. } => remark(id),
            Edit::Splice { field: Field::Comment(question, item) | Field::Document(question, item, _), .. } => {
                Some(Place::Item(question.clone(), item.clone()))
            }
            Edit::Splice { field, splice } => Some(Place::Text(field.clone(), splice.at)),
            Edit::Mark { question, item, .. } => Some(Place::Item(question.clone(), item.clone())),
            Edit::Applicability { question, .. } => Some(Place::Question(question.clone())),
            Edit::Insert { record, .. } | Edit::Remove { record, .. } => match record {
                Entry::Tool(question, _) => Some(Place::Tools(question.clone())),
                Entry::Visit(_) | Entry::Person(_) => Some(Place::Details),
                Entry::Evidence(question, item, _) => Some(Place::Item(question.clone(), item.clone())),
                Entry::Jot(jot) => Some(Place::Jot(jot.id.clone())),
                Entry::Remark(remark) => Some(Place::Remark(remark.question.clone(), remark.id.clone())),
                Entry::Act(_) | Entry::Redaction(_) => None,
            },
            Edit::Choose { detail, .. } => Some(Place::Detail(detail.clone())),
            Edit::Hours { .. } | Edit::Consent { .. } => Some(Place::Details),
            Edit::Written { .. } | Edit::Against { .. } => None,
            Edit::Together(edits) => edits.iter().rev().find_map(|edit| Place::of(edit, evaluation)),
        }
    }
}

/// The question that a text belongs to.
pub fn question_of(evaluation: &Evaluation, field: &Field) -> Option<Id> {
    match field {
        Field::Jot(jot) | Field::Speaker(jot) => Some(evaluation.jots.get(jot)?.filed.as_ref()?.question().clone()),
        Field::Remark(remark) => Some(evaluation.remarks.get(remark)?.question.clone()),
        _ => field.answered().cloned(),
    }
}

/// A text's place in words: `1.2 Receiving society: narrative`.
pub fn in_words(evaluation: &Evaluation, field: &Field, framework: Option<&Framework>) -> String {
    let kind = match field {
        Field::Given(detail) => detail_label(detail, framework),
        Field::Comment(question, item) | Field::Document(question, item, _) => {
            format!("{}, {}", item_label(question, item, framework), kind(field))
        }
        field => kind(field).to_owned(),
    };
    match question_of(evaluation, field) {
        Some(question) => format!("{}: {kind}", label(&question, framework)),
        None => kind,
    }
}

/// What a text is, whatever question it belongs to.
pub fn kind(field: &Field) -> &'static str {
    match field {
        Field::Practice(Detail::Title) => "practice, title",
        Field::Practice(Detail::Organisation) => "practice, organisation",
        Field::Practice(Detail::Country) => "practice, country",
        Field::Practice(Detail::Place) => "practice, place",
        Field::Practice(Detail::Period) => "practice, period",
        Field::Practice(Detail::Address) => "practice, web address",
        Field::Practice(Detail::Summary) => "practice, summary",
        Field::Evaluators => "evaluators",
        Field::Language => "language",
        Field::Given(_) => "detail",
        Field::Person(_, PersonPart::Name) => "person, name",
        Field::Person(_, PersonPart::Role) => "person, role",
        Field::Comment(..) => "comment",
        Field::Document(..) => "evidence, document",
        Field::Narrative(_) => "narrative",
        Field::Reason(_) => "reason for not applicable",
        Field::Tool(_, _, ToolPart::Title) => "inspiring tool",
        Field::Tool(_, _, ToolPart::Address) => "inspiring tool, web address",
        Field::Tool(_, _, ToolPart::Note) => "inspiring tool, note",
        Field::Visit(_, VisitPart::Date) => "visit, day",
        Field::Visit(_, VisitPart::Place) => "visit, place",
        Field::Visit(_, VisitPart::People) => "visit, people",
        Field::Jot(_) => "jot",
        Field::Speaker(_) => "jot, speaker",
        Field::Remark(_) => "remark",
    }
}

/// A question by number and label, or by its id.
pub fn label(question: &Id, framework: Option<&Framework>) -> String {
    let placed = framework.and_then(|framework| framework.question(framework.position(question)?));
    placed.map_or_else(|| question.to_string(), |placed| placed.name())
}

/// What a mark rests on, in words, with what has become of it.
pub fn evidence(source: &Source, evaluation: &Evaluation, framework: Option<&Framework>) -> String {
    match source {
        Source::Document(text) if text.is_blank() => "A document without a name".to_owned(),
        Source::Document(_) => source.in_words(),
        Source::Passage(of, passage) => {
            let stands = passage.place_in(evaluation.narrative(of)).is_some();
            let gone = if stands { "" } else { ", no longer in the narrative" };
            let placed = framework.and_then(|framework| framework.question(framework.position(of)?));
            let number = placed.map_or_else(|| of.to_string(), |placed| placed.number());
            format!("{} ({number}{gone})", source.in_words())
        }
        Source::Jot { jot, .. } => match evaluation.jots.get(jot) {
            Some(jot) => Source::jot(jot).in_words(),
            None => format!("{} (the jot was removed)", source.in_words()),
        },
    }
}

/// Why something under these conditions is not asked of a practice, by the first that does not hold: `Kind of garden is not
/// School garden`; none: it is asked.
pub fn why_not_asked(
    evaluation: &Evaluation,
    conditions: &Conditions,
    framework: Option<&Framework>,
) -> Option<String> {
    let unmet = conditions.0.iter().find(|condition| !evaluation.meets_one(condition))?;
    let options: Vec<String> =
        unmet.any_of.iter().map(|option| option_label(&unmet.detail, option, framework)).collect();
    let detail = framework.and_then(|framework| framework.detail(&unmet.detail));
    let is_not = match detail.map(|detail| &detail.kind) {
        Some(DetailKind::SeveralOf(_)) => "does not include",
        _ => "is not",
    };
    Some(format!("{} {is_not} {}", detail_label(&unmet.detail, framework), options.join(" or ")))
}

/// A detail that a framework asks for by its label, or by its id.
pub fn detail_label(detail: &Id, framework: Option<&Framework>) -> String {
    let asked = framework.and_then(|framework| framework.detail(detail));
    asked.map_or_else(|| detail.to_string(), |asked| asked.label.to_string())
}

/// What is given for a detail: the options that are chosen, then what is written.
pub fn given(given: &GivenDetail, framework: Option<&Framework>) -> Vec<String> {
    let chosen = given.chosen.iter().map(|option| option_label(&given.detail, option, framework));
    let text = Some(given.text.trim().to_owned()).filter(|text| !text.is_empty());
    chosen.chain(text).collect()
}

/// An option of a detail by its label, or by its id.
pub fn option_label(detail: &Id, option: &Id, framework: Option<&Framework>) -> String {
    let choices = framework.and_then(|framework| framework.detail(detail)?.kind.choices());
    let asked = choices.and_then(|choices| choices.options.iter().find(|asked| asked.id == *option));
    asked.map_or_else(|| option.to_string(), |asked| asked.label.to_string())
}

/// An item by its name, or by its id.
pub fn item_label(question: &Id, item: &Id, framework: Option<&Framework>) -> String {
    let placed = framework.and_then(|framework| framework.question(framework.position(question)?));
    let asked = placed.and_then(|placed| placed.question.items.iter().find(|asked| asked.id == *item));
    asked.map_or_else(|| item.to_string(), super::Item::name)
}

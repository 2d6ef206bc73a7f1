//! A framework as its file has it. What a file leaves out is filled in on reading, and left out again on writing.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::model::framework::{
    Asked, AskedDetail, Choices, Condition, Conditions, Criterion, DetailKind, DetailOption, Framework, FrameworkFault,
    Item, Question, label_of,
};
use crate::model::scale::{Counts, Level, Scale, Value};
use crate::model::{Id, LevelId};
use crate::text::Text;

/// A framework's file in format 2.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameworkFile {
    format: u32,
    id: Id,
    #[serde(deserialize_with = "filled")]
    version: Text,
    #[serde(deserialize_with = "filled")]
    title: Text,
    #[serde(default, skip_serializing_if = "is_blank")]
    source: Text,
    /// The heading of the inspiring tools; absent: there are none.
    #[serde(default, skip_serializing_if = "is_blank")]
    tools: Text,
    #[serde(default, skip_serializing_if = "is_default")]
    evidence: Evidence,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    scales: Vec<ScaleFile>,
    /// The scale of items that name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scale: Option<Id>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    details: Vec<DetailFile>,
    criteria: Vec<CriterionFile>,
}

/// Whether a met item wants a comment or evidence.
#[derive(Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
enum Evidence {
    #[default]
    Optional,
    Wanted,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScaleFile {
    id: Id,
    levels: Vec<LevelFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelFile {
    id: LevelId,
    #[serde(default, skip_serializing_if = "is_blank")]
    label: Text,
    #[serde(default, skip_serializing_if = "is_blank")]
    sign: Text,
    #[serde(default, skip_serializing_if = "is_blank")]
    ascii: Text,
    counts: Counts,
    #[serde(default, skip_serializing_if = "is_blank", deserialize_with = "one_character")]
    key: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<Value>,
    #[serde(default, skip_serializing_if = "is_blank")]
    guidance: Text,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DetailFile {
    id: Id,
    #[serde(deserialize_with = "filled")]
    label: Text,
    #[serde(default, skip_serializing_if = "is_blank")]
    guidance: Text,
    kind: KindFile,
    #[serde(default, skip_serializing_if = "is_default")]
    at_end: bool,
}

#[derive(Serialize, Deserialize)]
enum KindFile {
    Line,
    Prose,
    Number,
    Date,
    OneOf {
        options: Vec<DetailOption>,
        #[serde(default, skip_serializing_if = "is_default")]
        other: bool,
    },
    SeveralOf {
        options: Vec<DetailOption>,
        #[serde(default, skip_serializing_if = "is_default")]
        other: bool,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CriterionFile {
    id: Id,
    #[serde(default, skip_serializing_if = "is_blank")]
    code: Text,
    #[serde(deserialize_with = "filled")]
    title: Text,
    #[serde(default, skip_serializing_if = "is_blank")]
    label: Text,
    #[serde(default, skip_serializing_if = "is_blank")]
    guidance: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    applies: Option<Condition>,
    questions: Vec<QuestionFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionFile {
    id: Id,
    #[serde(default, skip_serializing_if = "is_blank")]
    code: Text,
    #[serde(deserialize_with = "filled")]
    text: Text,
    #[serde(default, skip_serializing_if = "is_blank")]
    label: Text,
    #[serde(default, skip_serializing_if = "is_blank")]
    guidance: Text,
    #[serde(default, skip_serializing_if = "is_default")]
    narrative: Asked,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    applies: Option<Condition>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    items: Vec<ItemFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemFile {
    id: Id,
    #[serde(default, skip_serializing_if = "is_blank")]
    code: Text,
    #[serde(deserialize_with = "filled")]
    text: Text,
    #[serde(default, skip_serializing_if = "is_blank")]
    label: Text,
    #[serde(default, skip_serializing_if = "is_blank")]
    guidance: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scale: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    applies: Option<Condition>,
}

pub(super) fn filled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
    let text = Text::deserialize(deserializer)?;
    if text.is_blank() { Err(de::Error::custom("this text can't be empty")) } else { Ok(text) }
}

fn one_character<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
    let text = Text::deserialize(deserializer)?;
    let is_key = text.chars().count() == 1 && !text.is_blank();
    if is_key { Ok(text) } else { Err(de::Error::custom("a key is one character, as typed")) }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn is_blank(text: &Text) -> bool {
    text.is_blank()
}

/// A text of its own, or what is derived from another where it has none.
fn or_derived(own: Text, from: &str) -> Text {
    if own.is_blank() { label_of(from) } else { own }
}

/// A label, where it is not what would be derived anyway.
fn own(label: &Text, from: &str) -> Text {
    if *label == label_of(from) { Text::default() } else { label.clone() }
}

impl FrameworkFile {
    /// The number that such a file has in front.
    pub(super) const FORMAT: u32 = 2;

    /// The framework that the file holds, not checked but for the names in it.
    pub(super) fn filled_in(self) -> Result<Framework, FrameworkFault> {
        let scales: Vec<Arc<Scale>> = self.scales.into_iter().map(|scale| Arc::new(scale.filled_in())).collect();
        let scale = match self.scale {
            Some(name) => named(&scales, name, &self.id)?,
            None => Scale::met_or_not(),
        };
        let filling = Filling { scales: &scales, scale: &scale };
        Ok(Framework {
            criteria: self.criteria.into_iter().map(|one| filling.criterion(one)).collect::<Result<_, _>>()?,
            id: self.id,
            version: self.version,
            title: self.title,
            source: self.source,
            tools: (!self.tools.is_blank()).then_some(self.tools),
            details: self.details.into_iter().map(DetailFile::filled_in).collect(),
            wants_evidence: self.evidence == Evidence::Wanted,
            scale,
            scales,
        })
    }

    /// The file of a framework.
    pub(super) fn of(framework: &Framework) -> FrameworkFile {
        let standard = &framework.scale;
        let item = |item: &Item, inherited: &Conditions| ItemFile {
            id: item.id.clone(),
            code: item.code.clone(),
            text: item.text.clone(),
            label: own(&item.label, &item.text),
            guidance: item.guidance.clone(),
            scale: (item.scale.id != standard.id).then(|| item.scale.id.clone()),
            applies: item.applies.beyond(inherited),
        };
        let question = |question: &Question, inherited: &Conditions| QuestionFile {
            id: question.id.clone(),
            code: question.code.clone(),
            text: question.text.clone(),
            label: own(&question.label, &question.text),
            guidance: question.guidance.clone(),
            narrative: question.narrative,
            applies: question.applies.beyond(inherited),
            items: question.items.iter().map(|one| item(one, &question.applies)).collect(),
        };
        let criterion = |criterion: &Criterion| CriterionFile {
            id: criterion.id.clone(),
            code: criterion.code.clone(),
            title: criterion.title.clone(),
            label: own(&criterion.label, &criterion.title),
            guidance: criterion.guidance.clone(),
            applies: criterion.applies.beyond(&Conditions::default()),
            questions: criterion.questions.iter().map(|one| question(one, &criterion.applies)).collect(),
        };
        FrameworkFile {
            format: FrameworkFile::FORMAT,
            id: framework.id.clone(),
            version: framework.version.clone(),
            title: framework.title.clone(),
            source: framework.source.clone(),
            tools: framework.tools.clone().unwrap_or_default(),
            evidence: if framework.wants_evidence { Evidence::Wanted } else { Evidence::Optional },
            scales: framework.scales.iter().map(|scale| ScaleFile::of(scale)).collect(),
            scale: (!standard.is_met_or_not()).then(|| standard.id.clone()),
            details: framework.details.iter().map(DetailFile::of).collect(),
            criteria: framework.criteria.iter().map(criterion).collect(),
        }
    }
}

/// What is filled in where a file leaves it out.
struct Filling<'a> {
    scales: &'a [Arc<Scale>],
    /// The scale of items that name none.
    scale: &'a Arc<Scale>,
}

impl Filling<'_> {
    fn criterion(&self, file: CriterionFile) -> Result<Criterion, FrameworkFault> {
        let applies = Conditions::default().with(file.applies);
        let questions = file.questions.into_iter().map(|one| self.question(one, &applies));
        Ok(Criterion {
            questions: questions.collect::<Result<_, _>>()?,
            label: or_derived(file.label, &file.title),
            id: file.id,
            code: file.code,
            title: file.title,
            guidance: file.guidance,
            applies,
        })
    }

    fn question(&self, file: QuestionFile, inherited: &Conditions) -> Result<Question, FrameworkFault> {
        let applies = inherited.with(file.applies);
        let items = file.items.into_iter().map(|one| self.item(one, &applies));
        Ok(Question {
            items: items.collect::<Result<_, _>>()?,
            label: or_derived(file.label, &file.text),
            id: file.id,
            code: file.code,
            text: file.text,
            guidance: file.guidance,
            narrative: file.narrative,
            applies,
        })
    }

    fn item(&self, file: ItemFile, inherited: &Conditions) -> Result<Item, FrameworkFault> {
        let scale = match file.scale {
            Some(name) => named(self.scales, name, &file.id)?,
            None => Arc::clone(self.scale),
        };
        Ok(Item {
            scale,
            label: or_derived(file.label, &file.text),
            id: file.id,
            code: file.code,
            text: file.text,
            guidance: file.guidance,
            applies: inherited.with(file.applies),
        })
    }
}

/// The scale of this name, which `by` uses.
fn named(scales: &[Arc<Scale>], name: Id, by: &Id) -> Result<Arc<Scale>, FrameworkFault> {
    if name.as_str() == Scale::MET_OR_NOT {
        return Ok(Scale::met_or_not());
    }
    let scale = scales.iter().find(|scale| scale.id == name).map(Arc::clone);
    scale.ok_or_else(|| FrameworkFault::NoScale { scale: name, by: by.clone() })
}

impl ScaleFile {
    fn filled_in(self) -> Scale {
        let digits = self.levels.iter().any(|level| digit_of(level.id).is_some());
        let level = |(at, level): (usize, LevelFile)| {
            let (sign, ascii) = signs(level.id, level.sign, level.ascii);
            Level {
                key: level.key.chars().next().or_else(|| standard_key(level.id, at, digits)),
                label: if level.label.is_blank() {
                    level.id.as_str().replace('_', " ").as_str().into()
                } else {
                    level.label
                },
                id: level.id,
                sign,
                ascii,
                counts: level.counts,
                value: level.value,
                guidance: level.guidance,
            }
        };
        Scale { id: self.id, levels: self.levels.into_iter().enumerate().map(level).collect() }
    }

    fn of(scale: &Scale) -> ScaleFile {
        let digits = scale.levels.iter().any(|level| digit_of(level.id).is_some());
        let level = |(at, level): (usize, &Level)| {
            let words = level.id.as_str().replace('_', " ");
            let derived = signs(level.id, Text::default(), Text::default());
            let is_derived = (&level.sign, &level.ascii) == (&derived.0, &derived.1);
            let [sign, ascii] =
                [&level.sign, &level.ascii].map(|sign| if is_derived { Text::default() } else { sign.clone() });
            let standard = standard_key(level.id, at, digits);
            LevelFile {
                id: level.id,
                label: if level.label.as_str() == words { Text::default() } else { level.label.clone() },
                sign,
                ascii,
                counts: level.counts,
                key: level
                    .key
                    .filter(|key| Some(*key) != standard)
                    .map(|key| Text::from(key.to_string()))
                    .unwrap_or_default(),
                value: level.value,
                guidance: level.guidance.clone(),
            }
        };
        ScaleFile { id: scale.id.clone(), levels: scale.levels.iter().enumerate().map(level).collect() }
    }
}

/// The digit that a level's id is.
fn digit_of(id: LevelId) -> Option<char> {
    let mut chars = id.as_str().chars();
    chars.next().filter(|c| c.is_ascii_digit() && chars.next().is_none())
}

/// The key of a level that names none: its own digit, or, where no level of the scale has one, its place among them.
fn standard_key(id: LevelId, at: usize, digits: bool) -> Option<char> {
    if digits { digit_of(id) } else { char::from_digit((at as u32 + 1) % 10, 10).filter(|_| at < 10) }
}

/// A level's sign and its ASCII twin: each stands for the other where it is missing, and the id's beginning for both.
fn signs(id: LevelId, sign: Text, ascii: Text) -> (Text, Text) {
    let beginning = || Text::from(id.as_str().chars().take(2).collect::<String>().trim_end_matches(['_', '-', '.']));
    match (sign.is_blank(), ascii.is_blank()) {
        (true, true) => (beginning(), beginning()),
        (true, false) => (ascii.clone(), ascii),
        (false, true) if sign.is_ascii() => (sign.clone(), sign),
        (false, true) => (sign, beginning()),
        (false, false) => (sign, ascii),
    }
}

impl DetailFile {
    fn filled_in(self) -> AskedDetail {
        let kind = match self.kind {
            KindFile::Line => DetailKind::Line,
            KindFile::Prose => DetailKind::Prose,
            KindFile::Number => DetailKind::Number,
            KindFile::Date => DetailKind::Date,
            KindFile::OneOf { options, other } => DetailKind::OneOf(Choices { options, other }),
            KindFile::SeveralOf { options, other } => DetailKind::SeveralOf(Choices { options, other }),
        };
        let DetailFile { id, label, guidance, at_end, .. } = self;
        AskedDetail { id, label, guidance, kind, at_end }
    }

    fn of(detail: &AskedDetail) -> DetailFile {
        let AskedDetail { id, label, guidance, kind, at_end } = detail.clone();
        let kind = match kind {
            DetailKind::Line => KindFile::Line,
            DetailKind::Prose => KindFile::Prose,
            DetailKind::Number => KindFile::Number,
            DetailKind::Date => KindFile::Date,
            DetailKind::OneOf(Choices { options, other }) => KindFile::OneOf { options, other },
            DetailKind::SeveralOf(Choices { options, other }) => KindFile::SeveralOf { options, other },
        };
        DetailFile { id, label, guidance, kind, at_end }
    }
}

impl Conditions {
    /// These, and one more.
    fn with(&self, own: Option<Condition>) -> Conditions {
        Conditions(self.0.iter().cloned().chain(own).collect())
    }

    /// The one that is not inherited.
    fn beyond(&self, inherited: &Conditions) -> Option<Condition> {
        self.0.get(inherited.0.len()).cloned()
    }
}

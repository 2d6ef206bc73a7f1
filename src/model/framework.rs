//! The questionnaire: criteria, their questions, and each question's checklist items.
//!
//! A framework is data. The built-in one lies in `data/`; a user's own ones lie in the library's `frameworks/`. What a file
//! leaves out is filled in here: labels, scales, and the conditions that a question or an item takes over from what it is in.

use std::sync::Arc;

use crate::model::{Counts, Id, Scale};
use crate::text::{Text, cluster::str_width, wrap::truncate};

mod fault;
mod version;

pub use fault::{FrameworkFault, KEYS_TAKEN};
pub use version::{newest, version_order};

/// A questionnaire with an id and a version.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Framework {
    /// What evaluations name it by.
    pub id: Id,
    /// Its version; evaluations name that too.
    pub version: Text,
    /// Its full name.
    pub title: Text,
    /// Who published it, and under what terms or grant.
    pub source: Text,
    /// The heading of what is worth telling others of, noted with each question; none: nothing is.
    pub tools: Option<Text>,
    /// What it asks about the practice besides the criteria.
    pub details: Vec<AskedDetail>,
    /// The scales that it has of its own.
    pub scales: Vec<Arc<Scale>>,
    /// The scale of the items that name none.
    pub scale: Arc<Scale>,
    /// Whether a met item wants a comment or evidence.
    pub wants_evidence: bool,
    /// Its criteria in the published order.
    pub criteria: Vec<Criterion>,
}

/// A framework by name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameworkRef {
    /// The framework's id.
    pub id: Id,
    /// The framework's version.
    pub version: Text,
}

impl FrameworkRef {
    /// Whether it is this framework in this version.
    pub fn names(&self, framework: &Framework) -> bool {
        self.id == framework.id && self.version == framework.version
    }
}

/// A group of questions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Criterion {
    /// Stable id, unique in the framework.
    pub id: Id,
    /// The code that it is published under; blank: its number stands for it.
    pub code: Text,
    /// The published wording.
    pub title: Text,
    /// A short label, for outlines and matrices.
    pub label: Text,
    /// What else is published with it.
    pub guidance: Text,
    /// Where it is asked.
    pub applies: Conditions,
    /// Its questions in the published order.
    pub questions: Vec<Question>,
}

/// A question, answered by a narrative and a checklist.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    /// Stable id, unique in the framework.
    pub id: Id,
    /// The code that it is published under; blank: its number stands for it.
    pub code: Text,
    /// The published wording.
    pub text: Text,
    /// A short label.
    pub label: Text,
    /// Means of verification, examples, whatever else is published with it.
    pub guidance: Text,
    /// Whether it asks for a narrative.
    pub narrative: Asked,
    /// Where it is asked, its criterion's conditions included.
    pub applies: Conditions,
    /// Its checklist in the published order; may be empty.
    pub items: Vec<Item>,
}

/// A checklist item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// Stable id, unique in the framework.
    pub id: Id,
    /// The code that it is published under; blank: it has none.
    pub code: Text,
    /// The published wording.
    pub text: Text,
    /// A short label.
    pub label: Text,
    /// Means of verification, examples, whatever else is published with it.
    pub guidance: Text,
    /// The levels that it can be given.
    pub scale: Arc<Scale>,
    /// Where it is asked, its question's conditions included.
    pub applies: Conditions,
}

/// Whether something is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Asked {
    /// It is, and what lacks it is not complete.
    #[default]
    Wanted,
    /// There is room for it.
    Optional,
    /// There is no room for it.
    None,
}

/// What has to hold for something to be asked: all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Conditions(pub Vec<Condition>);

/// A condition: of the options of a detail one of these is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The detail, a list to choose from.
    pub detail: Id,
    /// The options, of which one at least is chosen.
    pub any_of: Vec<Id>,
}

/// Something that a framework asks about the practice besides its criteria.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AskedDetail {
    /// Stable id, unique among the framework's details.
    pub id: Id,
    /// What it is called.
    pub label: Text,
    /// What is meant.
    pub guidance: Text,
    /// What it takes.
    pub kind: DetailKind,
    /// Whether it is asked after the last question: conclusions, recommendations.
    pub at_end: bool,
}

/// What a detail takes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DetailKind {
    /// A line.
    Line,
    /// A text of several lines.
    Prose,
    /// A number.
    Number,
    /// A day.
    Date,
    /// One of a list.
    OneOf(Choices),
    /// Any of a list.
    SeveralOf(Choices),
}

/// A list to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Choices {
    /// Its options in their order.
    pub options: Vec<DetailOption>,
    /// Whether something else can be said in words.
    pub other: bool,
}

/// An option of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DetailOption {
    /// Stable id, unique in the list.
    pub id: Id,
    /// What it is called.
    pub label: Text,
}

impl DetailKind {
    /// The list to choose from, where it is one.
    pub fn choices(&self) -> Option<&Choices> {
        match self {
            DetailKind::OneOf(choices) | DetailKind::SeveralOf(choices) => Some(choices),
            DetailKind::Line | DetailKind::Prose | DetailKind::Number | DetailKind::Date => None,
        }
    }
}

/// How many columns of a text are its label, where none is given.
const LABEL: usize = 40;

/// The label of a text that has none of its own: its first words.
pub fn label_of(text: &str) -> Text {
    let mut label = String::new();
    for word in text.split_whitespace() {
        if !label.is_empty() && str_width(&label) + 1 + str_width(word) > LABEL {
            let cut = label.trim_end_matches([',', ';', ':', '.', '(']);
            return format!("{}…", truncate(cut, LABEL - 1, "")).as_str().into();
        }
        if !label.is_empty() {
            label.push(' ');
        }
        label.push_str(word);
    }
    truncate(label.trim_end_matches(['.', ':', ';']), LABEL, "…").as_ref().into()
}

impl Framework {
    /// A framework of which nothing is known but its id: it asks nothing.
    pub fn named(id: &Id) -> Framework {
        Framework {
            id: id.clone(),
            version: Text::default(),
            title: id.as_str().into(),
            source: Text::default(),
            tools: Some("Inspiring tools".into()),
            details: Vec::new(),
            scales: Vec::new(),
            scale: Scale::met_or_not(),
            wants_evidence: false,
            criteria: Vec::new(),
        }
    }
}

impl Criterion {
    /// What people call the criterion at this place of all by: its code, or its number.
    pub fn number(&self, at: usize) -> String {
        if self.code.is_blank() { (at + 1).to_string() } else { self.code.to_string() }
    }

    /// Its title behind that.
    pub fn numbered(&self, at: usize) -> String {
        format!("{} {}", self.number(at), self.title)
    }

    /// A criterion of which nothing is known but its id.
    pub fn named(id: &Id) -> Criterion {
        Criterion {
            id: id.clone(),
            code: Text::default(),
            title: id.as_str().into(),
            label: id.as_str().into(),
            guidance: Text::default(),
            applies: Conditions::default(),
            questions: Vec::new(),
        }
    }
}

impl Question {
    /// A question of which nothing is known but its id.
    pub fn named(id: &Id) -> Question {
        Question {
            id: id.clone(),
            code: Text::default(),
            text: id.as_str().into(),
            label: id.as_str().into(),
            guidance: Text::default(),
            narrative: Asked::Wanted,
            applies: Conditions::default(),
            items: Vec::new(),
        }
    }
}

impl Item {
    /// Its text as it is listed: behind its code.
    pub fn listed(&self) -> String {
        if self.code.is_blank() { self.text.to_string() } else { format!("{}  {}", self.code, self.text) }
    }

    /// What it is called where one item is named: its label behind its code.
    pub fn name(&self) -> String {
        if self.code.is_blank() { self.label.to_string() } else { format!("{} {}", self.code, self.label) }
    }

    /// An item of which nothing is known but its id.
    pub fn named(id: &Id) -> Item {
        Item {
            id: id.clone(),
            code: Text::default(),
            text: id.as_str().into(),
            label: id.as_str().into(),
            guidance: Text::default(),
            scale: Scale::met_or_not(),
            applies: Conditions::default(),
        }
    }
}

/// A question with where it stands in its framework.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    /// Its criterion's place in the framework, from 0.
    pub criterion_at: usize,
    /// Its place in the criterion, from 0.
    pub question_at: usize,
    /// The criterion.
    pub criterion: &'a Criterion,
    /// The question.
    pub question: &'a Question,
}

impl Placed<'_> {
    /// What people call the question by: its code, or its number `1.2`.
    pub fn number(&self) -> String {
        if self.question.code.is_blank() {
            format!("{}.{}", self.criterion_at + 1, self.question_at + 1)
        } else {
            self.question.code.to_string()
        }
    }

    /// What people call one of its items by: the item's code, or the question's number.
    pub fn number_of(&self, item: &Item) -> String {
        if item.code.is_blank() { self.number() } else { item.code.to_string() }
    }

    /// Its number and label: `1.2 Receiving society`.
    pub fn name(&self) -> String {
        format!("{} {}", self.number(), self.question.label)
    }
}

impl Framework {
    /// Every question in order.
    pub fn questions(&self) -> impl DoubleEndedIterator<Item = Placed<'_>> + Clone {
        self.criteria.iter().enumerate().flat_map(|(criterion_at, criterion)| {
            criterion.questions.iter().enumerate().map(move |(question_at, question)| Placed {
                criterion_at,
                question_at,
                criterion,
                question,
            })
        })
    }

    /// The question at place `n` of all, from 0.
    pub fn question(&self, n: usize) -> Option<Placed<'_>> {
        self.questions().nth(n)
    }

    /// The place of the first question of criterion `n`, from 0.
    pub fn first_of_criterion(&self, n: usize) -> Option<usize> {
        let before = self.criteria.get(..n)?.iter().map(|criterion| criterion.questions.len()).sum();
        self.criteria.get(n).map(|_| before)
    }

    /// The place of the question with this id.
    pub fn position(&self, id: &Id) -> Option<usize> {
        self.questions().position(|placed| placed.question.id == *id)
    }

    /// How many questions there are.
    pub fn len(&self) -> usize {
        self.criteria.iter().map(|criterion| criterion.questions.len()).sum()
    }

    /// Whether it asks nothing, which no checked framework does.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What evaluations name it by.
    pub fn reference(&self) -> FrameworkRef {
        FrameworkRef { id: self.id.clone(), version: self.version.clone() }
    }

    /// Whether both are one framework in one version, whatever else they say.
    pub fn is_same_version(&self, other: &Framework) -> bool {
        self.id == other.id && self.version == other.version
    }

    /// The detail with this id.
    pub fn detail(&self, id: &Id) -> Option<&AskedDetail> {
        self.details.iter().find(|detail| detail.id == *id)
    }

    /// Whether an item can be partly met.
    pub fn has_partly(&self) -> bool {
        self.items().flat_map(|item| &item.scale.levels).any(|level| level.counts == Counts::Partly)
    }

    /// Every item in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.criteria.iter().flat_map(|criterion| &criterion.questions).flat_map(|question| &question.items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_framework_is_the_published_one() {
        let spring = Framework::built_in();
        let questions: Vec<Vec<usize>> =
            spring.criteria.iter().map(|c| c.questions.iter().map(|q| q.items.len()).collect()).collect();
        assert_eq!(questions, [vec![4, 2, 3], vec![3, 5, 3], vec![5, 5], vec![3, 3], vec![2, 2]]);
        assert_eq!(spring.question(11).map(|placed| placed.number()), Some("5.2".to_owned()));
        assert!(spring.question(12).is_none());
        let first = [0, 1, 3, 4, 5].map(|n| spring.first_of_criterion(n));
        assert_eq!(first, [Some(0), Some(3), Some(8), Some(10), None]);
        assert_eq!((spring.len(), spring.is_empty()), (12, false));
        assert_eq!(spring.question(1).unwrap().name(), "1.2 Receiving society");
        assert!(!include_str!("../../data/spring-good-practice.ron").contains("refuges and"));
    }

    #[test]
    fn a_number_is_the_place_that_people_count() {
        let spring = Framework::built_in();
        for (at, placed) in spring.questions().enumerate() {
            assert_eq!(spring.position(&placed.question.id), Some(at));
            assert!(placed.question.id.as_str().starts_with(&placed.number()));
        }
        assert_eq!(spring.position(&spring.id), None);
    }

    #[test]
    fn a_framework_asks_something_and_no_id_of_it_stands_twice() {
        let spring = Framework::built_in();
        assert_eq!(spring.check(), Ok(()));
        let none = Framework { criteria: Vec::new(), ..spring.clone() };
        assert_eq!((none.check(), none.is_empty()), (Err(FrameworkFault::NoCriterion), true));
        let mut silent = spring.clone();
        silent.criteria[3].questions.clear();
        assert_eq!(silent.check(), Err(FrameworkFault::NoQuestion(spring.criteria[3].id.clone())));
        let item = spring.criteria[4].questions[1].items[1].id.clone();
        let mut doubled = spring;
        doubled.criteria[0].id = item.clone();
        assert_eq!(doubled.check(), Err(FrameworkFault::DuplicateId(item)));
    }
}

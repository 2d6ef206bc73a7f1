//! The questionnaire: criteria, their questions, and each question's checklist items.
//!
//! A framework is data. The built-in one lies in `data/`; a user's own ones lie in the library's `frameworks/`.

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::model::Id;
use crate::text::Text;

/// A questionnaire with an id and a version.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    /// What evaluations name it by.
    pub id: Id,
    /// Its version; evaluations name that too.
    #[serde(deserialize_with = "filled")]
    pub version: Text,
    /// Its full name.
    #[serde(deserialize_with = "filled")]
    pub title: Text,
    /// Who published it, and under what terms or grant.
    #[serde(default)]
    pub source: Text,
    /// Its criteria in the published order.
    pub criteria: Vec<Criterion>,
}

/// A group of questions.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Stable id, unique in the framework.
    pub id: Id,
    /// The published wording.
    #[serde(deserialize_with = "filled")]
    pub title: Text,
    /// A short label of our own, for outlines and matrices.
    #[serde(deserialize_with = "filled")]
    pub label: Text,
    /// Its questions in the published order.
    pub questions: Vec<Question>,
}

/// A question, answered by a narrative and a checklist.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Stable id, unique in the framework.
    pub id: Id,
    /// The published wording.
    #[serde(deserialize_with = "filled")]
    pub text: Text,
    /// A short label of our own.
    #[serde(deserialize_with = "filled")]
    pub label: Text,
    /// Its checklist in the published order; may be empty.
    #[serde(default)]
    pub items: Vec<Item>,
}

/// A checklist item.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Stable id, unique in the framework.
    pub id: Id,
    /// The published wording.
    #[serde(deserialize_with = "filled")]
    pub text: Text,
    /// A short label of our own.
    #[serde(deserialize_with = "filled")]
    pub label: Text,
}

fn filled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
    let text = Text::deserialize(deserializer)?;
    if text.is_blank() { Err(de::Error::custom("this text can't be empty")) } else { Ok(text) }
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
    /// The number that people call the question by: `1.2`.
    pub fn number(&self) -> String {
        format!("{}.{}", self.criterion_at + 1, self.question_at + 1)
    }

    /// Its number and label: `1.2 Receiving society`.
    pub fn name(&self) -> String {
        format!("{} {}", self.number(), self.question.label)
    }
}

/// What is wrong with a framework as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrameworkFault {
    /// It has no criteria.
    NoCriterion,
    /// This criterion asks nothing.
    NoQuestion(Id),
    /// This id stands more than once among its criteria, questions and items.
    DuplicateId(Id),
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

    /// What its parts can't say about themselves: ids stand once, and each criterion asks something.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), FrameworkFault> {
        let mut seen = std::collections::HashSet::new();
        let questions = self.questions().map(|placed| placed.question);
        let items = questions.clone().flat_map(|question| &question.items).map(|item| &item.id);
        let ids = self.criteria.iter().map(|criterion| &criterion.id).chain(questions.map(|q| &q.id)).chain(items);
        for id in ids {
            if !seen.insert(id) {
                return Err(FrameworkFault::DuplicateId(id.clone()));
            }
        }
        match self.criteria.iter().find(|criterion| criterion.questions.is_empty()) {
            Some(criterion) => Err(FrameworkFault::NoQuestion(criterion.id.clone())),
            None if self.criteria.is_empty() => Err(FrameworkFault::NoCriterion),
            None => Ok(()),
        }
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

//! What is wrong with a framework as a whole, which its parts can't say about themselves.

use std::{collections::HashSet, hash::Hash, ops::Range};

use thiserror::Error;

use super::{Asked, Choices, Condition, Framework};
use crate::model::{Id, LevelId, Scale};
use crate::text::cluster::str_width;

/// The characters that mark nothing in a checklist, since they are keys there in every framework.
pub const KEYS_TAKEN: &str = "?+acegjkx ";

/// The widest sign of a level, in columns.
const WIDEST_SIGN: usize = 2;

/// What is wrong with a framework as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FrameworkFault {
    /// It has no criteria.
    #[error("a framework has at least one criterion")]
    NoCriterion,
    /// This criterion asks nothing.
    #[error("the criterion \"{0}\" has no questions")]
    NoQuestion(Id),
    /// This question asks nothing.
    #[error("the question \"{0}\" asks for no narrative and has no items")]
    NothingAsked(Id),
    /// This id stands more than once among its criteria, questions and items.
    #[error("the id \"{0}\" appears twice in this framework")]
    DuplicateId(Id),
    /// Two scales, or two details, have the same id.
    #[error("the {kind} \"{id}\" appears twice")]
    Duplicate {
        /// What both are.
        kind: &'static str,
        /// Their id.
        id: Id,
    },
    /// A scale has no levels, or more than keys and screens take.
    #[error("the scale \"{0}\" has {1} levels; a scale has from 2 to {most}", most = Framework::MOST_LEVELS)]
    Levels(Id, usize),
    /// Two levels of a scale have the same id or key.
    #[error("the scale \"{scale}\" has two levels with the {what}")]
    SameLevels {
        /// The scale.
        scale: Id,
        /// The second of them.
        level: LevelId,
        /// What both have.
        what: String,
    },
    /// A level's key does something else in every checklist.
    #[error("the key '{key}' of the level \"{level}\" does something else in a checklist: take another")]
    KeyTaken {
        /// The level.
        level: LevelId,
        /// Its scale.
        scale: Id,
        /// The key.
        key: char,
    },
    /// A level's sign is too wide, or has nothing to be seen.
    #[error("the sign \"{sign}\" of the level \"{level}\" is {width} columns wide; a sign has 1 or 2")]
    Sign {
        /// The level.
        level: LevelId,
        /// Its scale.
        scale: Id,
        /// The sign.
        sign: String,
        /// Its width.
        width: usize,
    },
    /// Something names a scale that is not there.
    #[error("there is no scale \"{scale}\", which \"{by}\" names")]
    NoScale {
        /// The scale.
        scale: Id,
        /// Who names it.
        by: Id,
    },
    /// A detail that is a list has nothing to choose.
    #[error("the detail \"{0}\" is a list without options")]
    NoOption(Id),
    /// A condition is about a detail that is not there, or is no list.
    #[error("\"{by}\" is asked by the detail \"{detail}\", which {why}")]
    Condition {
        /// What is asked under the condition.
        by: Id,
        /// The detail.
        detail: Id,
        /// What is wrong.
        why: String,
    },
}

impl FrameworkFault {
    /// Where it is seen: the ids in whose order a reader comes to it, and at which of the last one's places.
    pub fn trail(&self) -> (Vec<&str>, usize) {
        match self {
            FrameworkFault::NoCriterion => (Vec::new(), 0),
            FrameworkFault::NoQuestion(id)
            | FrameworkFault::NothingAsked(id)
            | FrameworkFault::Levels(id, _)
            | FrameworkFault::NoOption(id) => (vec![id.as_str()], 0),
            FrameworkFault::DuplicateId(id) | FrameworkFault::Duplicate { id, .. } => (vec![id.as_str()], 1),
            FrameworkFault::SameLevels { scale, level, what } => {
                (vec![scale.as_str(), level.as_str()], usize::from(what.contains(level.as_str())))
            }
            FrameworkFault::KeyTaken { scale, level, .. } | FrameworkFault::Sign { scale, level, .. } => {
                (vec![scale.as_str(), level.as_str()], 0)
            }
            FrameworkFault::NoScale { by, .. } | FrameworkFault::Condition { by, .. } => (vec![by.as_str()], 0),
        }
    }
}

impl Framework {
    /// The most levels that a scale has: one for each digit.
    pub const MOST_LEVELS: usize = 10;

    /// What its parts can't say about themselves: ids stand once, everything that is named is there, each criterion and
    /// each question asks something.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), FrameworkFault> {
        let questions = self.questions().map(|placed| placed.question);
        let ids = self.criteria.iter().map(|criterion| &criterion.id);
        let ids = ids.chain(questions.clone().map(|question| &question.id)).chain(self.items().map(|item| &item.id));
        if let Some(id) = doubled(ids) {
            return Err(FrameworkFault::DuplicateId(id.clone()));
        }
        if let Some(criterion) = self.criteria.iter().find(|criterion| criterion.questions.is_empty()) {
            return Err(FrameworkFault::NoQuestion(criterion.id.clone()));
        }
        if self.criteria.is_empty() {
            return Err(FrameworkFault::NoCriterion);
        }
        let nothing = |question: &super::Question| question.narrative == Asked::None && question.items.is_empty();
        if let Some(question) = questions.clone().find(|question| nothing(question)) {
            return Err(FrameworkFault::NothingAsked(question.id.clone()));
        }
        self.check_scales()?;
        self.check_details()?;
        self.check_conditions()
    }

    fn check_scales(&self) -> Result<(), FrameworkFault> {
        if let Some(id) = doubled(self.scales.iter().map(|scale| &scale.id)) {
            return Err(FrameworkFault::Duplicate { kind: "scale", id: id.clone() });
        }
        self.scales.iter().try_for_each(|scale| check_scale(scale))
    }

    fn check_details(&self) -> Result<(), FrameworkFault> {
        if let Some(id) = doubled(self.details.iter().map(|detail| &detail.id)) {
            return Err(FrameworkFault::Duplicate { kind: "detail", id: id.clone() });
        }
        for detail in &self.details {
            let Some(Choices { options, .. }) = detail.kind.choices() else { continue };
            if options.is_empty() {
                return Err(FrameworkFault::NoOption(detail.id.clone()));
            }
            if let Some(id) = doubled(options.iter().map(|option| &option.id)) {
                return Err(FrameworkFault::Duplicate { kind: "option", id: id.clone() });
            }
        }
        Ok(())
    }

    fn check_conditions(&self) -> Result<(), FrameworkFault> {
        for criterion in &self.criteria {
            self.check_condition(&criterion.id, &criterion.applies.0)?;
            for question in &criterion.questions {
                self.check_condition(&question.id, &question.applies.0)?;
                question.items.iter().try_for_each(|item| self.check_condition(&item.id, &item.applies.0))?;
            }
        }
        Ok(())
    }

    fn check_condition(&self, by: &Id, conditions: &[Condition]) -> Result<(), FrameworkFault> {
        for Condition { detail, any_of } in conditions {
            let fault = |why: String| FrameworkFault::Condition { by: by.clone(), detail: detail.clone(), why };
            let Some(asked) = self.detail(detail) else { return Err(fault("the framework does not ask".to_owned())) };
            let Some(choices) = asked.kind.choices() else { return Err(fault("is no list to choose from".to_owned())) };
            let is_there = |id: &Id| choices.options.iter().any(|option| option.id == *id);
            if any_of.is_empty() {
                return Err(fault("is given no option to look for".to_owned()));
            }
            if let Some(missing) = any_of.iter().find(|id| !is_there(id)) {
                return Err(fault(format!("has no option \"{missing}\"")));
            }
        }
        Ok(())
    }
}

fn check_scale(scale: &Scale) -> Result<(), FrameworkFault> {
    const LEVELS: Range<usize> = 2..Framework::MOST_LEVELS + 1;
    if !LEVELS.contains(&scale.levels.len()) {
        return Err(FrameworkFault::Levels(scale.id.clone(), scale.levels.len()));
    }
    let same = |level, what| FrameworkFault::SameLevels { scale: scale.id.clone(), level, what };
    for (at, level) in scale.levels.iter().enumerate() {
        let before = &scale.levels[..at];
        if before.iter().any(|other| other.id == level.id) {
            return Err(same(level.id, format!("id \"{}\"", level.id)));
        }
        if let Some(key) = level.key {
            if KEYS_TAKEN.contains(key) {
                return Err(FrameworkFault::KeyTaken { scale: scale.id.clone(), level: level.id, key });
            }
            if before.iter().any(|other| other.key == Some(key)) {
                return Err(same(level.id, format!("key '{key}'")));
            }
        }
        for sign in [&level.sign, &level.ascii] {
            let width = str_width(sign);
            if !(1..=WIDEST_SIGN).contains(&width) {
                let (scale, sign) = (scale.id.clone(), sign.to_string());
                return Err(FrameworkFault::Sign { scale, level: level.id, sign, width });
            }
        }
    }
    Ok(())
}

fn doubled<'a, T: Hash + Eq>(ids: impl Iterator<Item = &'a T>) -> Option<&'a T> {
    let mut seen = HashSet::new();
    let mut ids = ids;
    ids.find(|id| !seen.insert(*id))
}

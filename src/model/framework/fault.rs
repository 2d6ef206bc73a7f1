//! What is wrong with a framework as a whole, which its parts can't say about themselves.

use std::{collections::HashSet, hash::Hash, ops::Range};

use thiserror::Error;

use super::{Asked, Choices, Condition, Framework};
use crate::model::{Id, LevelId, Scale};
use crate::text::{cluster::str_width, counted};

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
    #[error("the scale \"{scale}\" has {}; a scale has from 2 to {most}", counted(*.count, "level"), most = Framework::MOST_LEVELS)]
    Levels {
        /// The scale.
        scale: Id,
        /// How many it has.
        count: usize,
    },
    /// A scale of its own is called as the one that is always there.
    #[error("a scale of a framework's own can't be called \"{0}\", which is always met / not met: take another id")]
    BuiltInScale(Id),
    /// The version can't be told on a line.
    #[error("a version is one line of up to {most} characters", most = Framework::LONGEST_VERSION)]
    Version,
    /// An option of a detail says nothing.
    #[error("the option \"{option}\" of the detail \"{detail}\" has no label")]
    NoLabel {
        /// The detail.
        detail: Id,
        /// The option.
        option: Id,
    },
    /// A level's value is no number.
    #[error("the value of the level \"{level}\" is {value}, which is no number that can be reckoned with")]
    Value {
        /// The level.
        level: LevelId,
        /// Its scale.
        scale: Id,
        /// The value.
        value: String,
    },
    /// A level's key can't be typed.
    #[error(
        "the key {key:?} of the level \"{level}\" can't be typed: take a letter, a digit or a sign of the keyboard"
    )]
    KeyUntyped {
        /// The level.
        level: LevelId,
        /// Its scale.
        scale: Id,
        /// The key.
        key: char,
    },
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
            FrameworkFault::NoCriterion | FrameworkFault::Version => (Vec::new(), 0),
            FrameworkFault::NoLabel { detail, option } => (vec![detail.as_str(), option.as_str()], 0),
            FrameworkFault::NoQuestion(id)
            | FrameworkFault::NothingAsked(id)
            | FrameworkFault::Levels { scale: id, .. }
            | FrameworkFault::BuiltInScale(id)
            | FrameworkFault::NoOption(id) => (vec![id.as_str()], 0),
            FrameworkFault::DuplicateId(id) | FrameworkFault::Duplicate { id, .. } => (vec![id.as_str()], 1),
            FrameworkFault::SameLevels { scale, level, what } => {
                (vec![scale.as_str(), level.as_str()], usize::from(what.contains(level.as_str())))
            }
            FrameworkFault::KeyTaken { scale, level, .. }
            | FrameworkFault::KeyUntyped { scale, level, .. }
            | FrameworkFault::Value { scale, level, .. }
            | FrameworkFault::Sign { scale, level, .. } => (vec![scale.as_str(), level.as_str()], 0),
            FrameworkFault::NoScale { by, .. } | FrameworkFault::Condition { by, .. } => (vec![by.as_str()], 0),
        }
    }
}

impl Framework {
    /// The most levels that a scale has: one for each digit.
    pub const MOST_LEVELS: usize = 10;
    /// The most characters of a version: it stands beside titles.
    pub const LONGEST_VERSION: usize = 40;

    /// What its parts can't say about themselves: ids stand once, everything that is named is there, each criterion and
    /// each question asks something.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), FrameworkFault> {
        if self.version.contains(['\n', '\t']) || self.version.chars().count() > Framework::LONGEST_VERSION {
            return Err(FrameworkFault::Version);
        }
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
        if let Some(scale) = self.scales.iter().find(|scale| scale.is_met_or_not()) {
            return Err(FrameworkFault::BuiltInScale(scale.id.clone()));
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
            if let Some(silent) = options.iter().find(|option| option.label.is_blank()) {
                return Err(FrameworkFault::NoLabel { detail: detail.id.clone(), option: silent.id.clone() });
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
        return Err(FrameworkFault::Levels { scale: scale.id.clone(), count: scale.levels.len() });
    }
    let same = |level, what| FrameworkFault::SameLevels { scale: scale.id.clone(), level, what };
    for (at, level) in scale.levels.iter().enumerate() {
        let before = &scale.levels[..at];
        if before.iter().any(|other| other.id == level.id) {
            return Err(same(level.id, format!("id \"{}\"", level.id)));
        }
        if before.iter().any(|other| other.label == level.label) {
            return Err(same(level.id, format!("label \"{}\"", level.label)));
        }
        if before.iter().any(|other| other.sign == level.sign || other.ascii == level.ascii) {
            return Err(same(level.id, format!("sign \"{}\"", level.sign)));
        }
        if let Some(value) = level.value.filter(|value| !value.0.is_finite()) {
            let (scale, value) = (scale.id.clone(), value.0.to_string());
            return Err(FrameworkFault::Value { scale, level: level.id, value });
        }
        if let Some(key) = level.key {
            if key.is_control() || str_width(key.encode_utf8(&mut [0; 4])) == 0 {
                return Err(FrameworkFault::KeyUntyped { scale: scale.id.clone(), level: level.id, key });
            }
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

#[cfg(test)]
mod tests {
    use crate::model::format::read_framework;

    const SOUND: &str = r#"(format: 2, id: "a", version: "1", title: "A",
    scales: [(id: "s", levels: [
        (id: "yes", label: "Yes", counts: Met, value: Some(1.0)),
        (id: "no", label: "No", counts: NotMet),
    ])],
    details: [(id: "who", label: "Who", kind: OneOf(options: [(id: "w", label: "Women")]))],
    criteria: [(id: "c", title: "C", questions: [(id: "q", text: "Q?")])])"#;

    #[test]
    fn what_no_screen_or_keyboard_takes_is_a_fault_at_its_line() {
        read_framework(SOUND).unwrap();
        let long = format!("version: \"{}\"", "1".repeat(41));
        for (from, to, line, told) in [
            ("id: \"s\"", "id: \"met-or-not\"", 2, "can't be called \"met-or-not\""),
            ("Some(1.0)", "Some(NaN)", 3, "value of the level \"yes\" is NaN"),
            ("Some(1.0)", "Some(inf)", 3, "is inf"),
            ("counts: NotMet", "counts: NotMet, key: \"\u{301}\"", 4, "can't be typed"),
            ("label: \"No\"", "label: \"Yes\"", 4, "two levels with the label \"Yes\""),
            ("counts: NotMet", "counts: NotMet, sign: \"ye\"", 4, "two levels with the sign \"ye\""),
            ("label: \"Women\"", "label: \" \"", 6, "the option \"w\" of the detail \"who\" has no label"),
            ("version: \"1\"", "version: \"1\n2\"", 1, "a version is one line of up to 40 characters"),
            ("version: \"1\"", &long, 1, "a version is one line"),
        ] {
            let error = read_framework(&SOUND.replacen(from, to, 1)).unwrap_err().to_string();
            assert!(error.contains(told) && error.starts_with(&format!("line {line},")), "{to}: {error}");
        }
    }
}

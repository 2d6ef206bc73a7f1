//! Marks: what an evaluator says of a checklist item.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::model::id::{Id, IdError};

/// An item's mark; an item without one is open.
///
/// In a file it is one word: the level's id, or `not_applicable`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// A level of the item's scale.
    Level(LevelId),
    /// The item has no bearing on this practice.
    NotApplicable,
}

/// The id of a scale's level, kept in place, so that a mark is copied as freely as a number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LevelId {
    bytes: [u8; LevelId::LONGEST],
    len: u8,
}

/// Why a word is no [`LevelId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LevelIdError {
    /// It is none of the words that an [`Id`] is.
    #[error(transparent)]
    Id(#[from] IdError),
    /// Longer than [`LevelId::LONGEST`] bytes.
    #[error("a level's id has at most {} characters", LevelId::LONGEST)]
    TooLong,
    /// A word that says something else of an item.
    #[error("\"{0}\" is said of an item beside its level, and is no level's id")]
    Taken(&'static str),
}

/// What is said of items beside their levels.
pub(super) const OPEN: &str = "open";
pub(super) const NOT_APPLICABLE: &str = "not_applicable";
/// What stands in exports for an item that is not asked.
pub const NOT_ASKED: &str = "not_asked";

impl Mark {
    /// Met, of the scale that a framework has unless it names others.
    pub const MET: Mark = Mark::Level(LevelId::MET);
    /// Not met, of the same.
    pub const NOT_MET: Mark = Mark::Level(LevelId::NOT_MET);

    /// The mark's name in files and exports; an open item's is `open`.
    pub fn name(mark: Option<&Mark>) -> &str {
        match mark {
            Some(Mark::Level(level)) => level.as_str(),
            Some(Mark::NotApplicable) => NOT_APPLICABLE,
            None => OPEN,
        }
    }

    /// The mark in words, where its scale is not at hand.
    pub fn in_words(mark: Option<Mark>) -> String {
        Mark::name(mark.as_ref()).replace('_', " ")
    }
}

impl LevelId {
    /// The most bytes that a level's id has.
    pub const LONGEST: usize = 23;
    /// Met, of the scale that a framework has unless it names others.
    pub const MET: LevelId = LevelId::of("met");
    /// Not met, of the same.
    pub const NOT_MET: LevelId = LevelId::of("not_met");

    const fn of(word: &str) -> LevelId {
        let mut bytes = [0; LevelId::LONGEST];
        let mut at = 0;
        while at < word.len() {
            bytes[at] = word.as_bytes()[at];
            at += 1;
        }
        LevelId { bytes, len: word.len() as u8 }
    }

    /// The id as a string slice.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.bytes[..self.len as usize]).expect("it was made of a word in ASCII")
    }
}

impl FromStr for LevelId {
    type Err = LevelIdError;

    fn from_str(raw: &str) -> Result<LevelId, LevelIdError> {
        let _: Id = raw.parse()?;
        if let Some(taken) = [OPEN, NOT_APPLICABLE, NOT_ASKED].into_iter().find(|taken| *taken == raw) {
            return Err(LevelIdError::Taken(taken));
        }
        if raw.len() > LevelId::LONGEST { Err(LevelIdError::TooLong) } else { Ok(LevelId::of(raw)) }
    }
}

impl fmt::Debug for LevelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for LevelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for LevelId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for LevelId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<LevelId, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(Mark::name(Some(self)))
    }
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Mark, D::Error> {
        let word = String::deserialize(deserializer)?;
        if word == NOT_APPLICABLE {
            return Ok(Mark::NotApplicable);
        }
        word.parse().map(Mark::Level).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::format::{read_line, write_line};

    #[test]
    fn a_mark_is_one_word_in_a_file() {
        let partly: LevelId = "partly".parse().unwrap();
        for (mark, word) in [
            (Mark::MET, "\"met\""),
            (Mark::NOT_MET, "\"not_met\""),
            (Mark::NotApplicable, "\"not_applicable\""),
            (Mark::Level(partly), "\"partly\""),
        ] {
            assert_eq!(write_line(&mark), word);
            assert_eq!(read_line::<Mark>(word), Ok(mark));
        }
        assert_eq!((Mark::name(None), Mark::in_words(Some(Mark::NOT_MET)).as_str()), ("open", "not met"));
    }

    #[test]
    fn a_levels_id_is_a_short_word_that_says_nothing_else() {
        let longest = "x".repeat(LevelId::LONGEST);
        for good in ["0", "not-met", "A.1", &longest] {
            assert_eq!(good.parse::<LevelId>().unwrap().as_str(), good);
        }
        for (bad, why) in [
            ("open", "\"open\" is said of an item beside its level, and is no level's id"),
            ("not_applicable", "\"not_applicable\" is said of an item beside its level, and is no level's id"),
            ("", "an id can't be empty"),
            (&format!("{longest}x"), "a level's id has at most 23 characters"),
        ] {
            assert_eq!(bad.parse::<LevelId>().unwrap_err().to_string(), why);
        }
        assert!("größer".parse::<LevelId>().is_err());
        assert!(read_line::<Mark>("\"open\"").is_err() && read_line::<Mark>("Met").is_err());
    }
}

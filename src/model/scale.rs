//! Scales: the levels that an item can be given, best first, and what each counts as.

use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use crate::model::{Id, LevelId, Mark, mark};
use crate::text::Text;

/// The levels that an item can be given, best first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scale {
    /// What items name it by.
    pub id: Id,
    /// Its levels, best first; at least one.
    pub levels: Vec<Level>,
}

/// A level of a scale.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Level {
    /// What marks name it by.
    pub id: LevelId,
    /// What it is called.
    pub label: Text,
    /// What stands for it in a box and a cell: one or two columns wide.
    pub sign: Text,
    /// The same in ASCII.
    pub ascii: Text,
    /// What it counts as.
    pub counts: Counts,
    /// The key that marks an item with it; none: it is reached by the others.
    pub key: Option<char>,
    /// Its value in exports.
    pub value: Option<Value>,
    /// What has to be there for it.
    pub guidance: Text,
}

/// What a level counts as, in every rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Counts {
    /// The practice meets the item.
    Met,
    /// It meets it in part: shown beside the rate, never added to it.
    Partly,
    /// It does not meet it.
    NotMet,
}

/// A level's value in exports.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Value(pub f64);

/// What stands at an item, read by its scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// No mark.
    Open,
    /// A level.
    Level(&'a Level),
    /// The item has no bearing on the practice.
    NotApplicable,
    /// A level that the item's scale does not have. It counts as open: somebody has to look at it.
    Unknown(LevelId),
}

impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

impl Eq for Value {}

impl std::hash::Hash for Value {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

impl Counts {
    /// Its name in exports and searches.
    pub fn name(self) -> &'static str {
        match self {
            Counts::Met => "met",
            Counts::Partly => "partly",
            Counts::NotMet => "not_met",
        }
    }

    /// The same for people.
    pub fn in_words(self) -> &'static str {
        match self {
            Counts::Met => "met",
            Counts::Partly => "partly",
            Counts::NotMet => "not met",
        }
    }
}

static MET_OR_NOT: LazyLock<Arc<Scale>> = LazyLock::new(|| {
    let level = |id: LevelId, label: &str, sign: &str, ascii: &str, counts, key| Level {
        id,
        label: label.into(),
        sign: sign.into(),
        ascii: ascii.into(),
        counts,
        key: Some(key),
        value: None,
        guidance: Text::default(),
    };
    Arc::new(Scale {
        id: Scale::MET_OR_NOT.parse().expect("a word that is an id"),
        levels: vec![
            level(LevelId::MET, "met", "✓", "x", Counts::Met, 'm'),
            level(LevelId::NOT_MET, "not met", "–", "-", Counts::NotMet, 'n'),
        ],
    })
});

impl Scale {
    /// The id of the scale that items have unless their framework says otherwise.
    pub const MET_OR_NOT: &str = "met-or-not";

    /// The scale that items have unless their framework says otherwise: met, not met.
    pub fn met_or_not() -> Arc<Scale> {
        Arc::clone(&MET_OR_NOT)
    }

    /// Whether it is that scale.
    pub fn is_met_or_not(&self) -> bool {
        self.id.as_str() == Scale::MET_OR_NOT
    }

    /// The level with this id.
    pub fn level(&self, id: LevelId) -> Option<&Level> {
        self.levels.iter().find(|level| level.id == id)
    }

    /// The level that this key marks an item with.
    pub fn level_of_key(&self, key: char) -> Option<&Level> {
        self.levels.iter().find(|level| level.key == Some(key))
    }

    /// What a mark says.
    pub fn verdict(&self, mark: Option<Mark>) -> Verdict<'_> {
        match mark {
            None => Verdict::Open,
            Some(Mark::NotApplicable) => Verdict::NotApplicable,
            Some(Mark::Level(id)) => self.level(id).map_or(Verdict::Unknown(id), Verdict::Level),
        }
    }

    /// The mark that Space puts after `mark`: open, the levels in order, not applicable, open.
    pub fn after(&self, mark: Option<Mark>) -> Option<Mark> {
        let at = |n: usize| self.levels.get(n).map_or(Mark::NotApplicable, |level| Mark::Level(level.id));
        match mark {
            None => Some(at(0)),
            Some(Mark::Level(id)) => {
                Some(at(self.levels.iter().position(|level| level.id == id).map_or(0, |here| here + 1)))
            }
            Some(Mark::NotApplicable) => None,
        }
    }
}

impl<'a> Verdict<'a> {
    /// What it counts as; none where it is in no rate.
    pub fn counts(self) -> Option<Counts> {
        match self {
            Verdict::Level(level) => Some(level.counts),
            Verdict::Open | Verdict::NotApplicable | Verdict::Unknown(_) => None,
        }
    }

    /// Its name in exports.
    pub fn name(self) -> &'a str {
        match self {
            Verdict::Open | Verdict::Unknown(_) => mark::OPEN,
            Verdict::Level(level) => level.id.as_str(),
            Verdict::NotApplicable => mark::NOT_APPLICABLE,
        }
    }

    /// What it is called.
    pub fn label(&self) -> &str {
        match self {
            Verdict::Open => "open",
            Verdict::Level(level) => &level.label,
            Verdict::NotApplicable => "not applicable",
            Verdict::Unknown(id) => id.as_str(),
        }
    }

    /// The level.
    pub fn level(self) -> Option<&'a Level> {
        if let Verdict::Level(level) = self { Some(level) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn space_goes_through_open_the_levels_and_not_applicable() {
        let scale = Scale::met_or_not();
        let mut mark = None;
        let mut seen = Vec::new();
        for _ in 0..4 {
            mark = scale.after(mark);
            seen.push(Mark::in_words(mark));
        }
        assert_eq!(seen, ["met", "not met", "not applicable", "open"]);
        assert_eq!(
            scale.after(Some(Mark::Level("partly".parse().unwrap()))),
            Some(Mark::MET),
            "a level of another scale"
        );
    }

    #[test]
    fn a_level_of_another_scale_is_told_by_its_id_and_counts_for_nothing() {
        let scale = Scale::met_or_not();
        let verdict = scale.verdict(Some(Mark::Level("partly".parse().unwrap())));
        assert_eq!((verdict.label(), verdict.counts(), verdict.level()), ("partly", None, None));
        assert_eq!(scale.verdict(Some(Mark::MET)).counts(), Some(Counts::Met));
        assert_eq!(scale.verdict(None).label(), "open");
    }
}

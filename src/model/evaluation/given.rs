//! What is given for items, details and people: marks with what they rest on, answers to a framework's details, consent.

use serde::{Deserialize, Serialize};

use super::{Jot, Passage, list_is_empty, str_is_empty};
use crate::model::{Id, Keyed, Mark, Records};
use crate::text::Text;

/// What is said of an item: its mark, a comment, and what the mark rests on. What says nothing is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marked {
    /// The item's id.
    pub item: Id,
    /// The mark; none: the item is open, whatever else is said of it.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "mark")]
    pub mark: Option<Mark>,
    /// Why.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub comment: Text,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "list_is_empty")]
    pub evidence: Records<Evidence>,
}

impl Marked {
    /// How much supports the mark: its comment and each piece of evidence.
    pub fn support(&self) -> usize {
        self.evidence.len() + usize::from(!self.comment.is_blank())
    }
}

/// A mark stands in a file without the word that it is there.
mod mark {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::model::Mark;

    #[expect(clippy::ref_option, reason = "the form that serde calls")]
    pub(super) fn serialize<S: Serializer>(mark: &Option<Mark>, serializer: S) -> Result<S::Ok, S::Error> {
        match mark {
            Some(mark) => mark.serialize(serializer),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Mark>, D::Error> {
        Mark::deserialize(deserializer).map(Some)
    }
}

/// Something that a mark rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub source: Source,
}

/// What a mark rests on. The words stand with the mark, so that they are there when the jot or the passage is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// A passage of a question's narrative.
    Passage(Id, Passage),
    /// A jot.
    Jot {
        /// Its id.
        jot: Id,
        /// Who said it.
        speaker: Text,
        /// What was said.
        text: Text,
    },
    /// A document, in words: `Annual report 2023, p. 14`.
    Document(Text),
}

/// What is given for a detail that the framework asks for. What says nothing is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenDetail {
    /// The detail's id.
    pub detail: Id,
    /// What is written; beside a list, what else it is.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub text: Text,
    /// The options chosen of a list.
    #[serde(default, skip_serializing_if = "list_is_empty")]
    pub chosen: Records<Id>,
}

/// What is known of a person met, besides the name in the visits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Their id.
    pub id: Id,
    /// Their name.
    pub name: Text,
    /// What they are to the practice.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub role: Text,
    /// Whether they may be named.
    pub consent: Consent,
}

/// Whether a person agreed to be named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Consent {
    /// Nobody asked yet.
    #[default]
    NotAsked,
    /// By name.
    ByName,
    /// Without the name.
    WithoutName,
}

macro_rules! keyed {
    ($($record:ty => $field:ident),*) => { $(impl Keyed for $record {
        fn key(&self) -> &Id { &self.$field }
    })* };
}
keyed!(Evidence => id, Person => id);

impl Keyed for Marked {
    const SORTED: bool = true;
    fn key(&self) -> &Id {
        &self.item
    }
    fn is_void(&self) -> bool {
        self.mark.is_none() && self.comment.is_empty() && self.evidence.is_empty()
    }
}

impl Keyed for GivenDetail {
    const SORTED: bool = true;
    fn key(&self) -> &Id {
        &self.detail
    }
    fn is_void(&self) -> bool {
        self.text.is_empty() && self.chosen.is_empty()
    }
}

impl Marked {
    /// Nothing said of an item yet.
    pub fn new(item: Id) -> Marked {
        Marked { item, mark: None, comment: Text::default(), evidence: Records::default() }
    }

    /// Whether a comment or evidence stands with the mark.
    pub fn is_supported(&self) -> bool {
        !self.comment.is_blank() || !self.evidence.is_empty()
    }
}

impl Source {
    /// Its words as they stand with the mark.
    pub fn in_words(&self) -> String {
        match self {
            Source::Passage(_, passage) => format!("“{}”", passage.text.trim()),
            Source::Jot { speaker, text, .. } if speaker.is_blank() => text.trim().to_owned(),
            Source::Jot { speaker, text, .. } => format!("{}: {}", speaker.trim(), text.trim()),
            Source::Document(text) => text.to_string(),
        }
    }

    /// A jot as evidence, with its words as they are now.
    pub fn jot(jot: &Jot) -> Source {
        Source::Jot { jot: jot.id.clone(), speaker: jot.speaker.clone(), text: jot.text.clone() }
    }
}

impl GivenDetail {
    /// Nothing given for a detail yet.
    pub fn new(detail: Id) -> GivenDetail {
        GivenDetail { detail, text: Text::default(), chosen: Records::default() }
    }
}

impl Consent {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Consent::NotAsked => "not asked",
            Consent::ByName => "by name",
            Consent::WithoutName => "without name",
        }
    }
}

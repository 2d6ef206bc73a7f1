//! What public copies have something else for: names, places, passages.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::set_is_empty;
use crate::model::{Id, Keyed};
use crate::text::Text;

/// Something that public copies of an evaluation do not hold, with what they have in its place. It is marked once and applies
/// to all that is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redaction {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub kind: RedactionKind,
    /// The words that are replaced.
    pub text: Text,
    /// What stands in their place.
    pub with: Text,
    /// Other forms of these words that are replaced too, such as inflected names.
    #[serde(default, skip_serializing_if = "set_is_empty")]
    pub forms: BTreeSet<Text>,
}

/// What is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RedactionKind {
    /// A person's name.
    Name,
    /// A place, or whatever tells where it is.
    Place,
    /// Words that only one person could have said, or that tell too much.
    Passage,
}

impl Keyed for Redaction {
    fn key(&self) -> &Id {
        &self.id
    }
}

impl Redaction {
    /// Everything that is replaced: its words and their other forms.
    pub fn phrases(&self) -> impl Iterator<Item = &Text> {
        std::iter::once(&self.text).chain(&self.forms)
    }

    /// What is replaced by what: `Jan Novák → [participant 1]`.
    pub fn in_words(&self) -> String {
        let forms: Vec<&str> = self.phrases().map(|phrase| phrase.trim()).collect();
        format!("{} → {}", forms.join(", "), self.with)
    }
}

impl RedactionKind {
    /// Every kind.
    pub const ALL: [RedactionKind; 3] = [RedactionKind::Name, RedactionKind::Place, RedactionKind::Passage];

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            RedactionKind::Name => "name",
            RedactionKind::Place => "place",
            RedactionKind::Passage => "passage",
        }
    }
}

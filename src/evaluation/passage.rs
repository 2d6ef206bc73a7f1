//! Passages of narratives that remarks are about.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::str_is_empty;
use crate::text::{Text, cluster};

/// A passage of a narrative: its words, and what stood around them, by which it is found again.
///
/// The place is derived and never stored, so that it holds through any edit, undo and merge of the text around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// The passage.
    pub text: Text,
    /// A few words before it.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub before: Text,
    /// A few words after it.
    #[serde(default, skip_serializing_if = "str_is_empty")]
    pub after: Text,
}

impl Passage {
    /// How much of the text around a passage is kept, in bytes.
    const AROUND: usize = 48;

    /// The passage at these bytes of a narrative.
    pub fn of(narrative: &str, range: Range<usize>) -> Passage {
        let (before, after) = (&narrative[..range.start], &narrative[range.end..]);
        let from = cluster::ceil(before, before.len().saturating_sub(Passage::AROUND));
        let to = cluster::floor(after, after.len().min(Passage::AROUND));
        Passage { text: narrative[range].into(), before: before[from..].into(), after: after[..to].into() }
    }

    /// Where it stands now: of several places the one with the most of its surroundings; none: it is gone.
    pub fn place_in(&self, narrative: &str) -> Option<Range<usize>> {
        let alike = |at: usize| {
            let before = narrative[..at].bytes().rev().zip(self.before.bytes().rev());
            let after = narrative[at + self.text.len()..].bytes().zip(self.after.bytes());
            before.take_while(|(a, b)| a == b).count() + after.take_while(|(a, b)| a == b).count()
        };
        // Of equals the first counts.
        let places = narrative.match_indices(self.text.as_str()).map(|(at, _)| at);
        let best = places.min_by_key(|at| std::cmp::Reverse(alike(*at)))?;
        (!self.text.is_empty()).then(|| best..best + self.text.len())
    }
}

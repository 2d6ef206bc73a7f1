//! Passages of narratives that remarks are about.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::str_is_empty;
use crate::text::{Text, cluster};

/// A passage of a narrative: its words, and what stood around them, by which it is found again.
///
/// The place is derived and never stored, so that it holds through any edit, undo and merge of the text around it.
/// Once its own words are changed it is no longer found.
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn of_equal_passages_the_one_in_its_surroundings_is_meant() {
        let narrative = "The town pays. Nobody else pays. The county pays half.";
        let second = narrative.find("pays. The").unwrap();
        let passage = Passage::of(narrative, second..second + 4);
        assert_eq!(passage.place_in(narrative), Some(second..second + 4));
        let longer = format!("Who pays? {narrative}");
        assert_eq!(passage.place_in(&longer), Some(second + 10..second + 14));
        assert_eq!(passage.place_in("Nobody gives."), None);
        // At either end of the text, where nothing stands on one side of it.
        for narrative in ["They pay. Who else would pay", "pay they would. Who would pay they"] {
            for (at, _) in narrative.match_indices("pay") {
                assert_eq!(Passage::of(narrative, at..at + 3).place_in(narrative), Some(at..at + 3));
            }
        }
        assert_eq!(Passage::of(narrative, 3..3).place_in(narrative), None, "nothing is no passage");
    }

    #[test]
    fn so_much_is_kept_of_what_stands_around_a_passage() {
        let around = |side: &str| {
            let passage = Passage::of(&format!("{side}here{side}"), side.len()..side.len() + 4);
            (passage.before.len(), passage.after.len())
        };
        for (length, kept) in [(47, 47), (48, 48), (49, 48)] {
            assert_eq!(around(&"x".repeat(length)), (kept, kept));
        }
        assert_eq!(around(&"中".repeat(17)), (48, 48));
        // No letter is cut, and none is parted from its marks.
        assert_eq!(around(&"e\u{301}\u{301}".repeat(10)), (45, 45));
    }

    proptest! {
        #[test]
        fn a_passage_keeps_its_place_through_edits_of_the_text_around_it(
            before in "[a-z ł中.\n]{0,80}",
            after in "[a-z ł中.\n]{0,80}",
            edits in proptest::collection::vec((any::<bool>(), 0_usize..90, 0_usize..12, "[a-z é\n]{0,12}"), 0..12),
        ) {
            const MARK: &str = "THE PASSAGE";
            let [mut head, mut tail] = [before, after];
            let narrative = format!("{head}{MARK}{tail}");
            let passage = Passage::of(&narrative, head.len()..head.len() + MARK.len());
            for (in_head, at, removed, inserted) in edits {
                let side = if in_head { &mut head } else { &mut tail };
                let from = cluster::floor(side, at.min(side.len()));
                let to = cluster::floor(side, (from + removed).min(side.len())).max(from);
                side.replace_range(from..to, &inserted);
                let narrative = format!("{head}{MARK}{tail}");
                prop_assert_eq!(passage.place_in(&narrative), Some(head.len()..head.len() + MARK.len()));
            }
            prop_assert_eq!(passage.place_in(&format!("{head}{tail}")), None);
        }
    }
}

//! Recognising a line by its wording: whatever its spaces, dashes, quotes and case, and with a few typos.

use crate::model::Framework;
use crate::text::fold::words;

/// What a line of a published text can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// The page's title.
    Page,
    /// A criterion, by its place.
    Criterion(usize),
    /// A question, by its place among all.
    Question(usize),
    /// The heading above a question's items.
    Checklist,
    /// The heading above a question's inspiring tools.
    Tools,
    /// An item: its question's place among all, and its own in the question.
    Item(usize, usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) heading: Heading,
    /// How many letters differ.
    pub(super) typos: usize,
}

/// The wordings that a framework's published evaluations are made of, normalised, each with its letters.
pub(super) struct Wordings(Vec<(Heading, String, Letters)>);

/// How often each letter occurs in a text; those beyond ASCII are counted in common.
struct Letters {
    counts: [usize; 128],
    length: usize,
}

impl Letters {
    fn of(text: &str) -> Letters {
        let mut letters = Letters { counts: [0; 128], length: 0 };
        for c in text.chars() {
            letters.counts[if c.is_ascii() { c as usize } else { 0 }] += 1;
            letters.length += 1;
        }
        letters
    }

    /// Whether one text may come of the other by so many typos: each changes two counts at most, by one.
    fn may_be(&self, other: &Letters, limit: usize) -> bool {
        let differ = || self.counts.iter().zip(&other.counts).map(|(one, other)| one.abs_diff(*other)).sum::<usize>();
        self.length.abs_diff(other.length) <= limit && differ() <= 2 * limit
    }
}

impl Wordings {
    pub(super) fn of(framework: &Framework) -> Wordings {
        let fixed = [
            (Heading::Page, "Good Practice Criteria"),
            (Heading::Page, framework.title.as_str()),
            (Heading::Checklist, "Good practice checklist"),
            (Heading::Tools, "Inspiring tools"),
        ];
        let own_tools = framework.tools.iter().map(|heading| (Heading::Tools, heading.as_str()));
        let own_tools = own_tools.filter(|(_, heading)| words(heading) != words("Inspiring tools"));
        let criteria = framework.criteria.iter().enumerate().map(|(at, c)| (Heading::Criterion(at), &*c.title));
        let questions =
            framework.questions().enumerate().map(|(at, placed)| (Heading::Question(at), &*placed.question.text));
        let items = framework.questions().enumerate().flat_map(|(at, placed)| {
            placed.question.items.iter().enumerate().map(move |(n, item)| (Heading::Item(at, n), &*item.text))
        });
        let all = fixed.into_iter().chain(own_tools).chain(criteria).chain(questions).chain(items);
        let normal = all.map(|(heading, wording)| (heading, words(wording)));
        let normal = normal.filter(|(_, wording)| !wording.is_empty());
        let counted = |(heading, wording): (Heading, String)| {
            let letters = Letters::of(&wording);
            (heading, wording, letters)
        };
        Wordings(normal.map(counted).collect())
    }

    /// What `line` is, if anything. Of wordings equally near, one that `prefers` accepts comes first.
    pub(super) fn recognise(&self, line: &str, prefers: impl Fn(Heading) -> bool) -> Option<Match> {
        let line = words(line);
        let letters = Letters::of(&line);
        let near = self.0.iter().filter_map(|(heading, wording, of)| {
            // Most lines are no heading, which their letters tell at once.
            let limit = Some(tolerance(of.length)).filter(|limit| of.may_be(&letters, *limit))?;
            Some(Match { heading: *heading, typos: typos(&line, wording, limit)? })
        });
        near.min_by_key(|found| (found.typos, !prefers(found.heading)))
    }
}

/// How many letters may differ: small, so that a "not" that was put in is never read as a slip.
fn tolerance(length: usize) -> usize {
    (length / 12).min(3)
}

/// How many letters have to be put in, taken out, replaced or swapped with their neighbour to get from one to the
/// other; none where it is more than `limit`. It takes the product of both lengths.
fn typos(one: &str, other: &str, limit: usize) -> Option<usize> {
    if one == other {
        return Some(0);
    }
    Some(strsim::osa_distance(one, other)).filter(|typos| *typos <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(a: &str, b: &str, limit: usize) -> Option<usize> {
        typos(&words(a), &words(b), limit)
    }

    #[test]
    fn the_distance_counts_typos_up_to_its_limit() {
        assert_eq!(between("refuges", "refugees", 3), Some(1));
        assert_eq!(between("recieving society", "receiving society", 3), Some(1));
        assert_eq!(between("Two-way\u{a0} process", "two way process.", 0), Some(0));
        assert_eq!(between("", "", 0), Some(0));
        assert_eq!(between("abc", "", 3), Some(3));
        assert_eq!(between("abcd", "", 3), None);
        assert_eq!(between("kitten", "sitting", 2), None);
        assert_eq!(between("kitten", "sitting", 3), Some(3));
    }

    #[test]
    fn signs_set_for_one_another_are_no_typos() {
        let spring = Framework::built_in();
        let wordings = Wordings::of(&spring);
        for placed in spring.questions() {
            for text in placed.question.items.iter().map(|item| &item.text).chain([&placed.question.text]) {
                let set = text.replace(['\'', '’'], "ʼ").replace(['-', '–'], "‑").replace(' ', "\u{2009}");
                let set = set.replace("fi", "ﬁ").replace("fl", "ﬂ").replace("tion", "\u{ad}tion\u{200b}");
                assert_eq!(wordings.recognise(&set, |_| false).map(|found| found.typos), Some(0), "{set}");
            }
        }
    }

    #[test]
    fn a_negation_is_not_a_slip() {
        let spring = Framework::built_in();
        let wordings = Wordings::of(&spring);
        let item = "Contribute to migrants' engagement with the community for the common good";
        assert!(wordings.recognise(item, |_| false).is_some());
        let negated = item.replace("Contribute", "Do not contribute");
        assert_eq!(wordings.recognise(&negated, |_| false), None);
    }

    #[test]
    fn every_wording_of_the_built_in_framework_is_its_own() {
        let Wordings(all) = Wordings::of(&Framework::built_in());
        for (n, (_, wording, _)) in all.iter().enumerate() {
            for (_, other, _) in &all[..n] {
                assert_eq!(typos(wording, other, 6), None, "{wording:?} and {other:?} are too near");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn a_limit_hides_only_what_is_beyond_it(a in "[ab ]{0,9}", b in "[ab ]{0,9}", limit in 0_usize..4) {
            let whole = typos(&a, &b, 20);
            let typos = typos(&a, &b, limit);
            proptest::prop_assert_eq!(typos, whole.filter(|typos| *typos <= limit));
            proptest::prop_assert!(typos.is_none() || Letters::of(&a).may_be(&Letters::of(&b), limit));
        }
    }
}

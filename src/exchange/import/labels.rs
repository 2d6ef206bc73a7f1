//! The labels under which published pages tell about a practice: "Country: Italy".

use crate::model::{Detail, Framework};
use crate::text::fold;

/// What a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Detail(Detail),
    Evaluators,
    /// A detail that the framework asks for, by its place among them.
    Asked(usize),
}

#[rustfmt::skip]
const LABELS: &[(Label, &[&str])] = &[
    (Label::Detail(Detail::Title), &[
        "title", "name", "practice", "good practice", "practice title", "title of the practice", "practice name",
        "name of the practice", "name of practice", "project", "project title", "project name",
    ]),
    (Label::Detail(Detail::Organisation), &[
        "organisation", "organization", "organisations", "organizations", "implementing organisation",
        "implementing organization", "lead organisation", "lead organization", "responsible organisation",
        "responsible organization", "implemented by", "implementing body", "run by", "institution", "provider",
        "name of organisation", "organisation name",
    ]),
    (Label::Detail(Detail::Country), &["country", "countries"]),
    (Label::Detail(Detail::Place), &[
        "place", "location", "city", "town", "region", "municipality", "city region", "place of implementation",
    ]),
    (Label::Detail(Detail::Period), &[
        "period", "duration", "dates", "timeframe", "time frame", "years", "implementation period",
        "period of implementation", "running time",
    ]),
    (Label::Detail(Detail::Address), &[
        "web address", "website", "web site", "web", "url", "link", "homepage", "webpage", "web page",
    ]),
    (Label::Detail(Detail::Summary), &[
        "summary", "description", "short description", "brief description", "abstract", "about the practice",
    ]),
    (Label::Evaluators, &["evaluator", "evaluators", "evaluated by", "evaluation by"]),
];

/// What these words are the label of.
pub(super) fn of(words: &str) -> Option<Label> {
    const LONGEST: usize = 32;
    if words.len() > LONGEST {
        return None;
    }
    let words = fold::words(words);
    LABELS.iter().find(|(_, all)| all.contains(&words.as_str())).map(|(label, _)| *label)
}

/// The labels of a framework's published evaluations.
pub(super) struct Labels(Vec<String>);

impl Labels {
    pub(super) fn of(framework: &Framework) -> Labels {
        Labels(framework.details.iter().map(|asked| fold::words(&asked.label)).collect())
    }

    /// A line's label, and what stands behind it.
    pub(super) fn split<'l>(&self, line: &'l str) -> Option<(Label, &'l str)> {
        let (words, value) = line.split_once([':', '：'])?;
        let asked = || {
            let words = fold::words(words);
            self.0.iter().position(|label| !label.is_empty() && *label == words).map(Label::Asked)
        };
        Some((of(words).or_else(asked)?, value.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_told_from_other_words_with_a_colon() {
        let labels = Labels::of(&Framework::built_in());
        let split = |line| labels.split(line);
        assert_eq!(split("Target groups: Women"), Some((Label::Asked(0), "Women")));
        assert_eq!(split("Country: Italy"), Some((Label::Detail(Detail::Country), "Italy")));
        assert_eq!(split("• Implementing organisation : A: B"), Some((Label::Detail(Detail::Organisation), "A: B")));
        assert_eq!(split("WEBSITE:https://x.org"), Some((Label::Detail(Detail::Address), "https://x.org")));
        assert_eq!(split("Period:"), Some((Label::Detail(Detail::Period), "")));
        assert_eq!(
            (split("https://x.org"), split("Two things: a and b"), split("Country"), split("")),
            (None, None, None, None)
        );
    }
}

//! What a line of a framework's published evaluations is, seen by itself.

use super::{
    footer,
    wording::{Heading, Match, Wordings},
};
use crate::exchange::import::{
    labels::{Label, Labels},
    signs::{self, Sign, is_space},
};
use crate::model::{Detail, Framework, Mark, Scale};
use crate::text::fold::words;

/// The first line of a text whose lines may begin with `\`, and hold tools and reasons part by part: one that Fieldbook wrote
/// where the published layout alone would not hold what was typed.
pub(crate) const OWN: &str = "Note: a line that begins with \\ goes on with the text above it.";
/// Where a question does not apply, in such a text.
pub(crate) const REASON: &str = "Not applicable:";
/// A tool's web address, in such a text.
pub(crate) const ADDRESS: &str = "Web address:";
/// What is worth knowing about a tool, in such a text.
pub(crate) const NOTE: &str = "Note:";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineKind<'a> {
    /// Nothing but space, no-break space included.
    Blank,
    /// The page's title.
    Page,
    Criterion(usize),
    Question(usize),
    Checklist,
    /// The heading above inspiring tools, with what stands behind it in the same line.
    Tools(&'a str),
    /// An item, by its question's place and its own.
    Item {
        question: usize,
        item: usize,
        sign: Sign,
    },
    Foot,
    /// What is told about the practice above an evaluation's beginning.
    Detail(Label, &'a str),
    /// Something else above an evaluation's beginning.
    Above,
    /// What goes on with the text above it, whatever it looks like.
    Literal,
    Other,
}

/// How a framework's published evaluations are worded.
pub(crate) struct Layout<'f> {
    framework: &'f Framework,
    wordings: Wordings,
    labels: Labels,
}

impl<'f> Layout<'f> {
    pub(crate) fn of(framework: &'f Framework) -> Layout<'f> {
        Layout { framework, wordings: Wordings::of(framework), labels: Labels::of(framework) }
    }

    /// What a line is without the space around it, in the question at place `here` of all, and by how many typos. One that
    /// is nothing known may be anything that its neighbours make of it.
    pub(crate) fn kind<'a>(&self, line: &'a str, here: Option<usize>) -> (LineKind<'a>, usize) {
        if line.is_empty() {
            return (LineKind::Blank, 0);
        }
        if let Some((rest, typos)) = self.after_tools_heading(line) {
            return (LineKind::Tools(rest), typos);
        }
        if let Some(item) = self.item_in_words(line, here) {
            return (item, 0);
        }
        let in_here = |heading| is_in(heading, here);
        let (found, sign) = match self.wordings.recognise(line, in_here) {
            Some(found) if found.typos == 0 => (Some(found), signs::before(line)),
            found => match after_first_word(line).and_then(|rest| self.wordings.recognise(rest, in_here)) {
                Some(better) if found.is_none_or(|found| better.typos < found.typos) => (Some(better), Sign::Unclear),
                _ => (found, signs::before(line)),
            },
        };
        match found {
            Some(Match { heading: Heading::Item(question, item), typos }) => {
                let behind = signs::behind(line).map_or(Sign::None, Sign::Mark);
                (LineKind::Item { question, item, sign: if sign == Sign::None { behind } else { sign } }, typos)
            }
            Some(Match { heading, typos }) if sign == Sign::None => match heading {
                Heading::Page => (LineKind::Page, typos),
                Heading::Criterion(at) => (LineKind::Criterion(at), typos),
                Heading::Question(at) => (LineKind::Question(at), typos),
                Heading::Checklist => (LineKind::Checklist, typos),
                Heading::Tools | Heading::Item(..) => (LineKind::Tools(""), typos),
            },
            _ => (LineKind::Other, 0),
        }
    }

    /// What a line that stands above an evaluation's beginning tells about the practice.
    pub(crate) fn detail<'a>(&self, line: &'a str) -> Option<(Label, &'a str)> {
        self.labels.split(line)
    }

    /// Whether a line is nothing that stands below an evaluation's beginning.
    pub(crate) fn is_loose(&self, line: &str) -> bool {
        line == trimmed(line) && self.kind(line, None) == (LineKind::Other, 0)
    }

    /// Whether a line of an answer, written as it is, is read as itself; `is_own`: in a text of our own.
    pub(crate) fn is_plain(&self, line: &str, is_own: bool) -> bool {
        let is_title = || self.detail(line).is_some_and(|(label, _)| label == Label::Detail(Detail::Title));
        let is_kept = || [REASON, ADDRESS, NOTE, "\\"].into_iter().any(|own| line.starts_with(own));
        self.is_loose(line)
            && signs::alone(line).is_none()
            && !footer::is_known(line)
            && !is_title()
            && line != OWN
            && !(is_own && is_kept())
    }

    /// Whether a line of a text about the practice, written as it is, is read as one.
    pub(crate) fn is_plain_above(&self, line: &str, is_own: bool) -> bool {
        self.detail(line).is_none() && self.is_plain(line, is_own)
    }

    /// An item whose mark stands before it as a word in brackets: `[growing] Compost is made on the site.`
    fn item_in_words<'a>(&self, line: &str, here: Option<usize>) -> Option<LineKind<'a>> {
        let (word, rest) = line.strip_prefix('[')?.split_once(']')?;
        let found = self.wordings.recognise(rest, |heading| is_in(heading, here))?;
        let Heading::Item(question, item) = found.heading else { return None };
        let scale = &self.framework.question(question)?.question.items.get(item)?.scale;
        Some(LineKind::Item { question, item, sign: sign_in_words(word, scale)? })
    }

    /// What stands behind "Inspiring tools:", which may be repeated in the line.
    fn after_tools_heading<'a>(&self, line: &'a str) -> Option<(&'a str, usize)> {
        let (head, rest) = line.split_once(':')?;
        let found = self.wordings.recognise(head, |_| false).filter(|found| found.heading == Heading::Tools)?;
        let rest = rest.trim_matches(is_space);
        Some(self.after_tools_heading(rest).unwrap_or((rest, found.typos)))
    }
}

/// A line as it is read: without the space around it.
pub(crate) fn trimmed(line: &str) -> &str {
    line.trim_matches(is_space)
}

fn is_in(heading: Heading, here: Option<usize>) -> bool {
    matches!(heading, Heading::Item(question, _) if Some(question) == here)
}

/// The mark that a word means among the levels of a scale: a level's label, else its id.
fn sign_in_words(word: &str, scale: &Scale) -> Option<Sign> {
    let labelled = scale.levels.iter().find(|level| words(&level.label) == words(word));
    let named = || scale.levels.iter().find(|level| level.id.as_str() == word);
    let level = labelled.or_else(named).map(|level| Sign::Mark(Mark::Level(level.id)));
    level.or_else(|| match words(word).as_str() {
        "not applicable" => Some(Sign::Mark(Mark::NotApplicable)),
        "open" => Some(Sign::None),
        _ => None,
    })
}

/// The line without a short first word, which may be meant as a sign: `x`, `n/a`, `[x]`, `1.`.
fn after_first_word(line: &str) -> Option<&str> {
    let (word, rest) = line.split_once(is_space)?;
    (word.chars().count() <= 3).then_some(rest)
}

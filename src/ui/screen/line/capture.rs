//! Who said a jot that is taken down, and on which question: chosen before there is anything to keep, and with it.

use crate::model::{Evaluation, Filing, Framework, evaluation::is_same_person};
use crate::text::{Text, cluster::str_width, wrap::truncate};
use crate::ui::{Direction, writing::TextInput};

/// The columns that a speaker's name takes at the most: before the text, and among the others.
const LONGEST_NAME: usize = 28;
const LISTED_NAME: usize = 18;
/// More words than this are hardly a name.
const MOST_WORDS: usize = 3;

/// What is chosen for a jot.
#[derive(Clone, Debug)]
pub(super) struct Capture {
    pub(super) chosen: Chosen,
    /// What was chosen before, and what was undone, while no record was there to keep it.
    before: Vec<Chosen>,
    after: Vec<Chosen>,
    /// A new speaker's name, while it is typed.
    pub(super) name: Option<NewName>,
}

/// A jot's speaker, and where it is filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) speaker: Text,
    pub(super) filed: Option<Filing>,
}

/// A new speaker's name, while it is typed.
#[derive(Clone, Debug)]
pub(super) struct NewName {
    pub(super) input: TextInput,
    /// The long name that was asked about.
    asked: Option<Text>,
}

impl Capture {
    pub(super) fn new(speaker: Text) -> Capture {
        let chosen = Chosen { speaker, filed: None };
        Capture { chosen, before: Vec::new(), after: Vec::new(), name: None }
    }

    /// Chooses while there is no record: it can be undone here alone.
    pub(super) fn choose(&mut self, chosen: Chosen) {
        if chosen != self.chosen {
            self.before.push(std::mem::replace(&mut self.chosen, chosen));
            self.after.clear();
        }
    }

    /// Undoes the last choice, or redoes it; whether there was one.
    pub(super) fn reverse(&mut self, direction: Direction) -> bool {
        let (from, to) = match direction {
            Direction::Undo => (&mut self.before, &mut self.after),
            Direction::Redo => (&mut self.after, &mut self.before),
        };
        let Some(chosen) = from.pop() else { return false };
        to.push(std::mem::replace(&mut self.chosen, chosen));
        true
    }

    /// What stands before the text: who speaks.
    pub(super) fn lead(&self) -> String {
        let name = truncate(&self.chosen.speaker, LONGEST_NAME, "\u{2026}");
        if name.is_empty() { String::new() } else { format!("{name}:") }
    }

    /// The question that it is filed under, by number and label.
    pub(super) fn filed_under(&self, framework: &Framework) -> Option<String> {
        let placed = framework.question(framework.position(self.chosen.filed.as_ref()?.question())?)?;
        Some(format!(" {} ", placed.name()))
    }
}

impl NewName {
    pub(super) fn new() -> NewName {
        NewName { input: TextInput::new(""), asked: None }
    }

    /// Whether it is longer than a name, and nobody's that is known.
    pub(super) fn is_sentence(&self, evaluation: &Evaluation) -> bool {
        let typed = self.input.text();
        typed.words() > MOST_WORDS && !evaluation.speakers().iter().any(|known| is_same_person(known, &typed))
    }

    /// What is asked before a long name is taken; none: it was asked already.
    pub(super) fn ask(&mut self) -> Option<String> {
        let typed = self.input.text();
        let words = typed.words();
        let is_new = self.asked.as_ref() != Some(&typed);
        self.asked = Some(typed);
        is_new.then(|| format!("This has {words} words: Enter again takes it as a name, Esc goes back to the text"))
    }
}

/// The known speakers with the keys that choose them, as many as fit.
pub(super) fn speakers_in_a_row(evaluation: &Evaluation, width: u16) -> String {
    let mut row = String::new();
    for (n, name) in evaluation.speakers().into_iter().take(9).enumerate() {
        let gap = if row.is_empty() { "" } else { "   " };
        let piece = format!("{gap}Alt-{} {}", n + 1, truncate(name, LISTED_NAME, "\u{2026}"));
        if str_width(&row) + str_width(&piece) > usize::from(width) {
            break;
        }
        row.push_str(&piece);
    }
    row
}

/// Where the text of a jot ends that has a question's number behind it, and that number: `… twice #3.2`.
pub(super) fn marked(text: &str) -> Option<(usize, &str)> {
    let (before, number) = text.trim_end().rsplit_once('#')?;
    let end = before.trim_end().len();
    let (criterion, question) = number.split_once('.')?;
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    (0 < end && end < before.len() && is_number(criterion) && is_number(question)).then_some((end, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_behind_the_text_is_told_from_text() {
        assert_eq!(marked("They moved twice #3.2"), Some((16, "3.2")));
        assert_eq!(marked("They moved twice  #3.2 "), Some((16, "3.2")));
        for text in ["#3.2", "twice#3.2", "twice #3", "twice #3.2b", "twice #3.2 or so", "twice 3.2", ""] {
            assert_eq!(marked(text), None, "{text}");
        }
    }
}

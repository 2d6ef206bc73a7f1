//! Whether a published text brings again what is here already. Published texts carry no ids; what they say tells.

use crate::model::{Evaluation, Id, Mark};

/// Whether an evaluation that was read from a published text is here as this one, whatever was done to that since: its
/// narratives stand there for the most part, or, where it has none, its marks.
pub fn is_here_as(published: &Evaluation, here: &Evaluation) -> bool {
    if published.framework.id != here.framework.id {
        return false;
    }
    let narratives = published.answers.iter().map(|answer| (&answer.question, answer.narrative.as_str()));
    let (mut all, mut same) = (0, 0);
    for (question, narrative) in narratives {
        let length = letters(narrative).count();
        all += length;
        same += if letters(narrative).eq(letters(here.narrative(question))) { length } else { 0 };
    }
    if all > 0 { same * 2 >= all } else { has_marks_of(published, here) }
}

/// What of a text stays the same however it was copied: its letters and digits.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Whether both have the same marks, and no titles that differ: many a grid has nothing but ticks.
fn has_marks_of(published: &Evaluation, here: &Evaluation) -> bool {
    let [one, other] = [published, here].map(|evaluation| evaluation.practice.title.as_str());
    let differ = !one.trim().is_empty() && !other.trim().is_empty() && !letters(one).eq(letters(other));
    let marks = marks(published);
    !differ && !marks.is_empty() && marks == self::marks(here)
}

fn marks(evaluation: &Evaluation) -> Vec<(&Id, &Id, Mark)> {
    let marked =
        evaluation.answers.iter().flat_map(|answer| answer.marks.iter().map(|marked| (&answer.question, marked)));
    let mut marks: Vec<_> =
        marked.filter_map(|(question, marked)| Some((question, &marked.item, marked.mark?))).collect();
    marks.sort_by(|one, other| (one.0, one.1).cmp(&(other.0, other.1)));
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Detail, Edit, Field, Framework};

    fn published(answers: &[(usize, &str)]) -> Evaluation {
        let spring = Framework::built_in();
        let mut evaluation = Evaluation::new("e".parse().unwrap(), &spring);
        for (n, text) in answers {
            write(&mut evaluation, Field::Narrative(spring.question(*n).unwrap().question.id.clone()), text);
        }
        evaluation
    }

    fn write(evaluation: &mut Evaluation, field: Field, text: &str) {
        let from = evaluation.field(&field).unwrap_or_default().to_owned();
        evaluation.apply(&Edit::replace(field, &from, text)).unwrap();
    }

    fn mark(evaluation: &mut Evaluation, n: usize, to: Mark) {
        let question = Framework::built_in().question(n).unwrap().question.clone();
        evaluation.apply(&Edit::mark(evaluation, &question.id, &question.items[0].id, Some(to))).unwrap();
    }

    #[test]
    fn most_of_what_it_says_tells_an_evaluation() {
        let text = published(&[(0, "They cook – for everybody’s table."), (1, "Neighbours come, too."), (2, "No.")]);
        let mut here = text.clone();
        assert!(is_here_as(&text, &here));
        // A title, other spaces and quotes, another mark and a corrected answer make no other evaluation of it.
        write(&mut here, Field::Practice(Detail::Title), "The Open Kitchen");
        let first = Framework::built_in().question(0).unwrap().question.id.clone();
        write(&mut here, Field::Narrative(first), "They  cook - for\neverybody's table.");
        let second = Framework::built_in().question(1).unwrap().question.id.clone();
        write(&mut here, Field::Narrative(second), "Nobody comes.");
        mark(&mut here, 4, Mark::MET);
        assert!(is_here_as(&text, &here));
        // One word that both say does not tell.
        assert!(!is_here_as(&text, &published(&[(2, "No.")])));
        assert!(!is_here_as(&published(&[(2, "No."), (3, "Another practice, another answer.")]), &text));
        assert!(!is_here_as(&text, &published(&[])));
        assert!(!is_here_as(&published(&[]), &published(&[])));
    }

    #[test]
    fn half_of_the_letters_tell_and_less_do_not() {
        let here = published(&[(0, "Four.")]);
        assert!(is_here_as(&published(&[(0, "Four."), (1, "Nine!")]), &here));
        assert!(!is_here_as(&published(&[(0, "Four."), (1, "Seven")]), &here));
        let mut other = here.clone();
        other.framework.id = "other".parse().unwrap();
        assert!(!is_here_as(&here, &other));
    }

    #[test]
    fn where_nothing_is_said_the_marks_tell_and_titles_that_differ() {
        let mut grid = published(&[]);
        mark(&mut grid, 0, Mark::MET);
        mark(&mut grid, 3, Mark::NOT_MET);
        let mut here = published(&[]);
        mark(&mut here, 3, Mark::NOT_MET);
        assert!(!is_here_as(&grid, &here));
        mark(&mut here, 0, Mark::MET);
        assert!(is_here_as(&grid, &here));
        write(&mut here, Field::Practice(Detail::Title), "Kitchen");
        assert!(is_here_as(&grid, &here));
        write(&mut grid, Field::Practice(Detail::Title), "Workshop");
        assert!(!is_here_as(&grid, &here));
    }
}

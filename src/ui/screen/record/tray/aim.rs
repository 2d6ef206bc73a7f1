//! The question that jots are filed under, chosen by its number: the criterion's digit, then the question's.

use crate::model::Framework;

/// What jots are filed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// The question at this place.
    Question(usize),
    /// The first question of the criterion with this digit; the next digit is its question's.
    Criterion(u8),
    /// Nothing, since a number was typed that no question has. A right one has to be typed whole: which digits of a wrong
    /// one somebody types anew cannot be known.
    Nothing(Missing),
}

/// What of a number was typed, where no question is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// A digit that no criterion has; the next one begins a number.
    Criterion(u8),
    /// Both digits, of no question.
    Question(u8, u8),
    /// After that, a criterion's digit: its question's is still to come.
    Half(u8),
}

impl Aim {
    /// The place of the question, where one is chosen.
    pub(super) fn question(self, framework: &Framework) -> Option<usize> {
        match self {
            Aim::Question(at) => Some(at),
            Aim::Criterion(digit) => first_of(digit, framework),
            Aim::Nothing(_) => None,
        }
    }

    /// What one more digit makes of it.
    pub(super) fn typed(self, digit: u8, framework: &Framework) -> Aim {
        let is_criterion = first_of(digit, framework).is_some();
        match self {
            Aim::Criterion(first) | Aim::Nothing(Missing::Half(first)) => {
                let question = place_of(first, digit, framework);
                question.map_or(Aim::Nothing(Missing::Question(first, digit)), Aim::Question)
            }
            _ if !is_criterion => Aim::Nothing(Missing::Criterion(digit)),
            Aim::Question(_) => Aim::Criterion(digit),
            Aim::Nothing(Missing::Question(..) | Missing::Criterion(_)) => Aim::Nothing(Missing::Half(digit)),
        }
    }

    /// What is said of the digit just typed, where it chooses no question.
    pub(super) fn notice(self) -> Option<String> {
        let Aim::Nothing(missing) = self else { return None };
        Some(match missing {
            Missing::Criterion(digit) => format!("There is no criterion {digit}"),
            Missing::Question(first, digit) => {
                format!("There is no question {first}.{digit}: type both digits of its number, or # to search it")
            }
            Missing::Half(digit) => format!("Criterion {digit}: the question's digit is next"),
        })
    }

    /// Why nothing can be filed.
    pub(super) fn why_none(self) -> String {
        format!("Nothing was filed. {}", self.notice().unwrap_or_default())
    }
}

fn first_of(digit: u8, framework: &Framework) -> Option<usize> {
    framework.first_of_criterion(usize::from(digit).checked_sub(1)?)
}

fn place_of(criterion: u8, question: u8, framework: &Framework) -> Option<usize> {
    let first = first_of(criterion, framework)?;
    let questions = framework.criteria[usize::from(criterion) - 1].questions.len();
    (1..=questions).contains(&usize::from(question)).then(|| first + usize::from(question) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_number_chooses_nothing_until_a_right_one_is_whole() {
        let framework = Framework::built_in();
        let after = |digits: &[u8]| digits.iter().fold(Aim::Question(4), |aim, digit| aim.typed(*digit, &framework));
        let place = |digits: &[u8]| after(digits).question(&framework);
        assert_eq!([&[3][..], &[3, 2], &[3, 2, 1], &[1, 2]].map(place), [6, 7, 0, 1].map(Some));
        for digits in [&[9][..], &[9, 9], &[9, 3], &[1, 9], &[9, 9, 3], &[1, 9, 3], &[1, 9, 9]] {
            assert_eq!(place(digits), None, "{digits:?}");
        }
        assert_eq!([&[9, 9, 3, 2][..], &[9, 3, 2], &[1, 9, 3, 2]].map(place), [Some(7); 3]);
        assert!(after(&[9, 9]).notice().unwrap().starts_with("There is no criterion 9"));
    }
}

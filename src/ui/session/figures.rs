//! What the recording screen counts, kept with the evaluation: counted anew when that changes, and not for each frame.

use crate::model::{Edit, Evaluation, Field, Framework, Progress, Tally, orphans};
use crate::reading::checks;

/// The figures of an evaluation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Those of each question, in the framework's order.
    pub questions: Vec<OfQuestion>,
    /// The counts of each criterion, as they are shown.
    pub criteria: Vec<String>,
    /// The counts of the whole.
    pub all: Tally,
    /// How many checks speak of something, but for those of the visits, which change with time.
    pub checks: usize,
    /// How many jots are filed nowhere yet.
    pub unfiled_jots: usize,
    /// How many remarks are open.
    pub open_remarks: usize,
    /// How much is answered that is not asked.
    pub orphans: usize,
}

/// The figures of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfQuestion {
    /// Its number.
    pub number: String,
    /// How far it is.
    pub progress: Progress,
    /// Its counts as they are shown: items marked of all that count, nothing while none is marked.
    pub counts: String,
    tally: Tally,
    /// How many remarks on it are open.
    pub open_remarks: usize,
    checks: usize,
}

impl Figures {
    /// Counts everything.
    pub fn of(evaluation: &Evaluation, framework: &Framework) -> Figures {
        let mut figures = Figures {
            questions: (0..framework.len()).map(|at| OfQuestion::of(evaluation, framework, at)).collect(),
            unfiled_jots: evaluation.unfiled_jots(),
            open_remarks: evaluation.open_remarks(),
            orphans: orphans(evaluation, framework).len(),
            ..Figures::default()
        };
        figures.add_up(framework, checks::count_of_evaluation(evaluation));
        figures
    }

    /// Counts anew what an edit has changed: a letter in an answer changes no other question's figures.
    pub(super) fn follow(&mut self, edit: &Edit, evaluation: &Evaluation, framework: &Framework) {
        let answer = edit.writing().and_then(|(field, _)| match field {
            Field::Narrative(question) | Field::Reason(question) => framework.position(question),
            _ => None,
        });
        // What is written to a question that is not asked is counted apart.
        let is_asked = |at: &usize| framework.question(*at).is_some_and(|one| evaluation.meets(&one.question.applies));
        let answer = answer.filter(is_asked);
        match answer {
            Some(at) => {
                let fresh = OfQuestion::of(evaluation, framework, at);
                if fresh != self.questions[at] {
                    let of_questions: usize = self.questions.iter().map(|question| question.checks).sum();
                    let of_evaluation = self.checks - of_questions;
                    self.questions[at] = fresh;
                    self.add_up(framework, of_evaluation);
                }
            }
            None => *self = Figures::of(evaluation, framework),
        }
    }

    fn add_up(&mut self, framework: &Framework, checks_of_evaluation: usize) {
        let mut questions = self.questions.iter();
        let sum = |asked: usize| counts(questions.by_ref().take(asked).map(|question| question.tally).sum());
        self.criteria = framework.criteria.iter().map(|criterion| criterion.questions.len()).map(sum).collect();
        self.all = self.questions.iter().map(|question| question.tally).sum();
        self.checks = checks_of_evaluation + self.questions.iter().map(|question| question.checks).sum::<usize>();
    }
}

impl OfQuestion {
    fn of(evaluation: &Evaluation, framework: &Framework, at: usize) -> OfQuestion {
        let placed = framework.question(at).expect("it is counted from this framework");
        let open = evaluation.remarks_on(&placed.question.id).filter(|remark| !remark.resolved);
        OfQuestion {
            number: placed.number(),
            progress: evaluation.progress(placed.question),
            counts: counts(evaluation.tally(placed.question)),
            tally: evaluation.tally(placed.question),
            open_remarks: open.count(),
            checks: checks::count_of_question(evaluation, framework, placed),
        }
    }
}

fn counts(tally: Tally) -> String {
    if tally.marked() == 0 { String::new() } else { format!("{}/{}", tally.marked(), tally.items()) }
}

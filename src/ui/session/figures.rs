//! What the recording screen counts, kept with the evaluation: counted anew when that changes, and not for each frame.

use crate::model::{Edit, Evaluation, Field, Framework, Id, Placed, Progress, Tally, orphans};
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
    /// Its counts.
    pub tally: Tally,
    /// How many remarks on it are open.
    pub open_remarks: usize,
    checks: usize,
    /// Whether there is a narrative.
    has_narrative: bool,
    /// Whether any of its marks has a comment or evidence.
    pub has_support: bool,
    /// Whether the question and each of its items is asked. Only the evaluation's details change that.
    pub is_all_asked: bool,
}

impl Figures {
    /// Counts everything.
    pub fn of(evaluation: &Evaluation, framework: &Framework) -> Figures {
        let of_question = |placed: Placed<'_>| {
            OfQuestion::of(evaluation, framework, placed, evaluation.tally(placed.question))
                .with_support(evaluation, &placed.question.id)
        };
        let mut figures = Figures {
            questions: framework.questions().map(of_question).collect(),
            unfiled_jots: evaluation.unfiled_jots(),
            open_remarks: evaluation.open_remarks(),
            orphans: orphans(evaluation, framework).len(),
            ..Figures::default()
        };
        figures.add_up(framework, checks::count_of_evaluation(evaluation));
        figures
    }

    /// Counts anew what an edit has changed: one of an answer changes no other question's figures.
    pub(super) fn follow(&mut self, edit: &Edit, evaluation: &Evaluation, framework: &Framework) {
        let answered = edit.answered().and_then(|question| framework.position(question));
        let placed = answered.and_then(|at| Some((at, framework.question(at)?)));
        // What is said of what is not asked is counted apart.
        let Some((at, placed)) = placed.filter(|(at, _)| self.questions[*at].is_all_asked) else {
            *self = Figures::of(evaluation, framework);
            return;
        };
        let before = &self.questions[at];
        let count = |tally| OfQuestion::of(evaluation, framework, placed, tally);
        let marked = |item: &Id| placed.question.items.iter().find(|one| one.id == *item);
        let fresh = match edit {
            Edit::Mark { item, from, .. } if before.progress != Progress::NotApplicable => match marked(item) {
                Some(item) => {
                    let tally = evaluation.tally_marked(placed.question, before.tally, item, *from);
                    OfQuestion { has_support: before.has_support, ..count(tally) }
                }
                None => before.clone(),
            },
            // No text but the narrative changes the counts.
            _ if edit.writing().is_some() && evaluation.has_narrative(&placed.question.id) == before.has_narrative => {
                let checks = checks::count_of_question(evaluation, framework, placed);
                let written = OfQuestion { checks, ..before.clone() };
                let has_supported = edit.writing().is_some_and(|(field, _)| supports(field));
                if has_supported { written.with_support(evaluation, &placed.question.id) } else { written }
            }
            _ => count(evaluation.tally(placed.question)).with_support(evaluation, &placed.question.id),
        };
        if fresh != *before {
            let of_questions: usize = self.questions.iter().map(|question| question.checks).sum();
            let of_evaluation = self.checks - of_questions;
            self.questions[at] = fresh;
            self.add_up(framework, of_evaluation);
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
    /// The same, with whether its marks have comments or evidence: looked up only where that may have changed.
    fn with_support(mut self, evaluation: &Evaluation, question: &Id) -> OfQuestion {
        let marks = evaluation.answer(question).into_iter().flat_map(|answer| &answer.marks);
        self.has_support = marks.into_iter().any(|marked| marked.support() > 0);
        self
    }

    fn of(evaluation: &Evaluation, framework: &Framework, placed: Placed<'_>, tally: Tally) -> OfQuestion {
        let question = placed.question;
        let open = evaluation.remarks_on(&question.id).filter(|remark| !remark.resolved);
        let progress = evaluation.progress_of(question, tally);
        OfQuestion {
            number: placed.number(),
            progress,
            counts: counts(tally),
            tally,
            open_remarks: open.count(),
            checks: checks::count_of_question(evaluation, framework, placed),
            has_narrative: evaluation.has_narrative(&question.id),
            has_support: false,
            is_all_asked: match progress {
                Progress::NotAsked => false,
                Progress::NotApplicable => question.items.iter().all(|item| evaluation.meets(&item.applies)),
                Progress::Untouched | Progress::Begun | Progress::Complete => tally.not_asked == 0,
            },
        }
    }
}

/// Whether a text is a comment on a mark or names its evidence.
fn supports(field: &Field) -> bool {
    matches!(field, Field::Comment(..) | Field::Document(..))
}

fn counts(tally: Tally) -> String {
    if tally.marked() == 0 { String::new() } else { format!("{}/{}", tally.marked(), tally.items()) }
}

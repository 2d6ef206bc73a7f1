//! Which version of a framework an evaluation is shown by, and moving it to the newest.

use std::sync::Arc;

use super::{Figures, Session};
use crate::model::{Evaluation, Framework, Orphan, OrphanOf, Plan, Unasked};
use crate::text::{Text, counted};

/// The framework that an evaluation is shown by; where no version of its own is known, one made of its ids, and why it can
/// only be read.
pub(super) fn shown_by(evaluation: &Evaluation, known: &[Arc<Framework>]) -> (Arc<Framework>, Option<String>) {
    if let Some(framework) = evaluation.shown_by(known) {
        return (framework.clone(), None);
    }
    let named = format!("{} {}", evaluation.framework.id, evaluation.framework.version);
    let remedy = "put its file into the library's frameworks folder, under a name of its own";
    let why = format!("read-only: its framework {named} was not found; {remedy}");
    (Arc::new(evaluation.stand_in_framework()), Some(why))
}

impl Session {
    /// Shows the evaluation by the framework that it answers by now.
    pub(super) fn follow_framework(&mut self) {
        if self.evaluation.answers_framework(&self.framework) {
            return;
        }
        let (framework, foreign) = shown_by(&self.evaluation, &self.frameworks);
        self.read_only = foreign.or(self.read_only.take());
        if !Arc::ptr_eq(&framework, &self.framework) {
            self.figures = Figures::of(&self.evaluation, &framework);
            self.framework = framework;
        }
    }

    /// What is answered and not asked.
    pub fn orphans(&self) -> Vec<Orphan> {
        crate::model::orphans(&self.evaluation, &self.framework)
    }

    /// What a version of the framework says of something, the one that is answered first, then the newest; none: its id is
    /// in none of them.
    pub fn wording(&self, of: &OrphanOf) -> Option<&Text> {
        self.versions().find_map(|framework| of.wording(framework))
    }

    /// The known versions of the framework, in the order in which they are asked for a wording.
    pub(super) fn versions(&self) -> impl Iterator<Item = &Arc<Framework>> {
        let own = self.evaluation.framework_among(&self.frameworks);
        let others = self.frameworks.iter().filter(|one| one.id == self.evaluation.framework.id);
        own.into_iter().chain(others.rev())
    }

    /// What moving the evaluation to the newest version that is known comes to.
    ///
    /// # Errors
    /// When there is nothing to move; one line says why.
    pub fn plan_of_move(&self) -> Result<Plan, String> {
        let reference = &self.evaluation.framework;
        let Some(newest) = self.evaluation.newest_among(&self.frameworks) else {
            return Err(format!("The framework {} was not found", reference.id));
        };
        let own = self.evaluation.framework_among(&self.frameworks);
        let plan = Plan::of(&self.evaluation, own.map(|own| &**own), newest);
        if plan.is_void() {
            let left = match self.figures.orphans {
                0 => String::new(),
                n => format!("; {} not asked: Alt-L", counted(n, "answer")),
            };
            return Err(format!(
                "This evaluation answers version {}, the newest here when it was opened{left}",
                reference.version
            ));
        }
        Ok(plan)
    }

    /// One line where the framework has moved on, or does not ask by these ids any more; `reach` stands before the keys.
    pub fn moved_on(&self, reach: &str) -> Option<String> {
        let (own, newest) = (&self.evaluation.framework, self.evaluation.newest_among(&self.frameworks)?);
        let can_move = self.read_only.is_none() && self.evaluation.status().accepts_content();
        if own.version != newest.version {
            let key = if can_move { format!(": {reach}Alt-U moves it") } else { String::new() };
            let (old, title, new) = (&own.version, &newest.title, &newest.version);
            return Some(format!("Answers version {old} of {title}; version {new} is here{key}"));
        }
        let gone = self.orphans().iter().filter(|orphan| orphan.why == Unasked::Gone).count();
        let are = if gone == 1 { "is" } else { "are" };
        (gone > 0).then(|| format!("{} {are} no longer asked: {reach}Alt-L shows them", counted(gone, "answer")))
    }
}

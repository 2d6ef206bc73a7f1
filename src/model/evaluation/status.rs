//! The steps in an evaluation's life and the status that each leads to.

use serde::{Deserialize, Serialize};

/// What an act does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Step {
    /// The evaluator submits it.
    Submit,
    /// The reviewer returns it for revision.
    Return,
    /// The reviewer accepts it.
    Approve,
    /// Someone opens it again.
    Reopen,
}

/// Where an evaluation stands; follows from its last act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Being written.
    Draft,
    /// Awaiting review.
    Submitted,
    /// Returned to the evaluator for revision.
    Returned,
    /// Accepted.
    Approved,
}

impl Step {
    /// What was done, once it is.
    pub fn done(self) -> &'static str {
        match self {
            Step::Submit => "submitted",
            Step::Return => "returned",
            Step::Approve => "approved",
            Step::Reopen => "reopened",
        }
    }

    /// What was done, as a heading.
    pub fn name(self) -> &'static str {
        match self {
            Step::Submit => "Submitted",
            Step::Return => "Returned",
            Step::Approve => "Approved",
            Step::Reopen => "Reopened",
        }
    }

    /// The status that this step leads to.
    pub fn leads_to(self) -> Status {
        match self {
            Step::Submit => Status::Submitted,
            Step::Return => Status::Returned,
            Step::Approve => Status::Approved,
            Step::Reopen => Status::Draft,
        }
    }
}

impl Status {
    /// Every status, in the order in which an evaluation takes them.
    pub const ALL: [Status; 4] = [Status::Draft, Status::Submitted, Status::Returned, Status::Approved];

    /// Its name as people read it.
    pub fn name(self) -> &'static str {
        match self {
            Status::Draft => "Draft",
            Status::Submitted => "Submitted",
            Status::Returned => "Returned",
            Status::Approved => "Approved",
        }
    }

    /// Whether answers, jots and practice details may change.
    pub fn accepts_content(self) -> bool {
        matches!(self, Status::Draft | Status::Returned)
    }

    /// Whether remarks may be made and resolved.
    pub fn accepts_remarks(self) -> bool {
        self != Status::Approved
    }

    /// Whether this step can follow.
    pub fn accepts_step(self, step: Step) -> bool {
        match step {
            Step::Submit => self.accepts_content(),
            Step::Return | Step::Approve => self == Status::Submitted,
            Step::Reopen => matches!(self, Status::Submitted | Status::Approved),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_takes_what_can_follow() {
        use Status::{Approved, Draft, Returned, Submitted};
        use Step::{Approve, Reopen, Return, Submit};
        for (status, content, remarks, steps) in [
            (Draft, true, true, vec![Submit]),
            (Submitted, false, true, vec![Return, Approve, Reopen]),
            (Returned, true, true, vec![Submit]),
            (Approved, false, false, vec![Reopen]),
        ] {
            assert_eq!((status.accepts_content(), status.accepts_remarks()), (content, remarks), "{status:?}");
            let accepted = [Submit, Return, Approve, Reopen].into_iter().filter(|step| status.accepts_step(*step));
            assert_eq!(accepted.collect::<Vec<_>>(), steps, "{status:?}");
        }
    }
}

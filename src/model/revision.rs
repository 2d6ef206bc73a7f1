//! A revision of an evaluation, as its history has it.

use crate::model::{Edit, Evaluation, Moment};

/// A revision of an evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// Its number.
    pub number: u64,
    /// When it was written.
    pub written: Moment,
    /// The evaluation as it was then, or why it can't be read.
    pub state: Result<Evaluation, String>,
    /// What it changed of the one before.
    pub changes: Vec<Edit>,
}

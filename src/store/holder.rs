//! Who has an evaluation open for writing.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::names::shown;
use crate::model::Moment;
use crate::text::Text;

/// Who has an evaluation open for writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// The evaluator's name; may be empty.
    pub name: Text,
    /// The process.
    pub process: u32,
    /// Since when.
    pub since: Moment,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = shown(self.name.trim());
        let who = if name.is_empty() { "another window" } else { &name };
        write!(f, "{who} (process {}, since {})", self.process, self.since.clock())
    }
}

//! Fieldbook: evaluating practices in the field, offline.

pub mod edit;
pub mod evaluation;
pub mod exchange;
pub mod format;
pub mod framework;
pub mod id;
pub mod moment;
pub mod text;

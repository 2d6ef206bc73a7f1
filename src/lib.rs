//! Fieldbook: evaluating practices in the field, offline.

pub mod difference;
pub mod edit;
pub mod evaluation;
pub mod format;
pub mod framework;
pub mod id;
pub mod merge;
pub mod moment;
pub mod store;
pub mod text;

//! Fieldbook: evaluating practices in the field, offline.

pub mod text;

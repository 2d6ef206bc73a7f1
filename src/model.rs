//! What an evaluation is: the framework that it answers, every change as a reversible value, and the text of its file.

pub mod country;
pub mod day;
pub mod difference;
pub mod edit;
pub mod evaluation;
pub mod format;
pub mod framework;
pub mod id;
pub mod merge;
pub mod moment;
pub mod place;
pub mod revision;
pub mod undo;

//! The screens, of which each owns its state, its update and its view.

pub mod compare;
pub mod library;
mod line;
pub mod portfolio;
pub mod record;
pub mod review;

//! The screens, of which each owns its state, its update and its view.

pub(crate) mod compare;
pub(crate) mod library;
mod line;
pub(crate) mod portfolio;
pub(crate) mod record;
mod redacting;
pub(crate) mod review;

//! Fieldbook: evaluating practices in the field, offline.

pub mod app;
pub mod cli;
pub mod command;
pub mod country;
pub mod day;
pub mod desk;
pub mod edit;
pub mod effect;
pub mod evaluation;
pub mod exchange;
pub mod format;
pub mod framework;
pub mod id;
pub mod moment;
pub mod off;
pub mod overlay;
pub mod page;
pub mod place;
pub mod screen;
pub mod settings;
pub mod store;
pub mod text;
pub mod theme;
pub mod tui;

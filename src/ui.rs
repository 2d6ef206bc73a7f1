//! The program as a pure value: messages in, effects out, and a screen drawn from what it knows.

pub mod app;
pub mod command;
pub mod context;
pub mod effect;
pub mod footer;
pub mod list;
pub mod overlay;
pub mod page;
pub mod screen;
pub mod session;
pub mod settings;
pub mod theme;
pub mod turn;
pub mod writing;

//! The program as a pure value: messages in, effects out, and a screen drawn from what it knows.

pub mod app;
pub mod command;
pub mod context;
pub mod effect;
pub mod footer;
pub mod list;
pub mod overlay;
pub mod page;
mod screen;
pub mod session;
pub mod settings;
pub mod theme;
pub mod turn;
pub mod writing;

pub use command::{Action, COMMANDS, Command, Move, Scope};
pub use context::{Context, FOOTER, Notice};
pub use effect::{
    AlreadyHere, Effect, ExportFile, ExportedCopy, FaultyFramework, Listing, LookBack, Msg, Opened, Purpose,
    ReadFramework, ReadImport, ReadPurpose, Remedy, Taken, Then,
};
pub use list::{List, Scroller};
pub use overlay::{Asking, ExportSheet, ExportSubject, Overlay, Prompt, Reader, Response};
pub use page::Page;
pub use session::{Direction, FieldEditor, Reversed, Saved, Session};
pub use settings::{Left, Settings};
pub use theme::{Canvas, Theme};
pub use turn::{Next, Turn};

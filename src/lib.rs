//! Fieldbook: evaluating practices in the field, offline.
//!
//! Data flows one way: a terminal event becomes a [`Msg`](ui::effect::Msg), [`App::update`](ui::app::App::update) makes of it what
//! it can and answers with [`Effect`](ui::effect::Effect)s, the shell does these and tells the outcome as the next `Msg`.
//! [`app::view`](ui::app::view) draws the program and changes nothing. The core does no IO, reads no clock and rolls no dice:
//! `clippy.toml` lists what it must not call.
//!
//! ```text
//!   key, paste, mouse, signal            ┌──────────────────── core ────────────────────┐
//!        │                               │  App ── screen: library, record, review      │
//!        ▼                               │   │     overlay: list, prompt, page          │
//!   tui ── Msg ────────────────────────▶ │   ▼                                          │
//!        ◀──────────────────── Effect ── │  Session: the open evaluation, its undo stack│
//!        │                               │   │                                          │
//!        ▼                               │   ▼                                          │
//!   store: journal, file, history        │  Edit ──▶ Evaluation, answering a Framework  │
//!                                        └──────────────────────────────────────────────┘
//! ```
//!
//! Two ideas carry the whole program. Everything that changes an evaluation is an [`Edit`](model::edit::Edit): it applies, it
//! inverts, it goes into the journal before the frame that shows it. Everything that a person can do is a row of
//! [`COMMANDS`](ui::command::COMMANDS): keys, footer, help, palette and the README's table are read from it.
//!
//! From the bottom up; a room knows only those above it in this list, and no two modules of a room know each other
//! (`tests/rooms.rs` holds both):
//!
//! | core | |
//! |---|---|
//! | [`text`] | `Text`, clusters, wrapping, painting, folding, differences, the prose editor |
//! | [`model`] | ids, moments, days, countries; frameworks, evaluations, places in them; edits and their undo stack; differences, merging; RON text |
//! | [`reading`] | what can be read off evaluations: checks, summaries, filters, the portfolio, agreement, search |
//! | [`exchange`] | other formats |
//! | [`ui`] | how it looks, what can be done, messages and effects; the open evaluation; screens, and what comes over them; the app |
//!
//! | shell | |
//! |---|---|
//! | [`clock`] | the time, random numbers |
//! | [`store`] | the library on disk |
//! | [`tui`] | the terminal: the loop, input, signals; does the effects |
//! | [`cli`] | the command line |
//!
//! The screens, of which each owns its state, its update and its view:
//!
//! ```text
//!  Library                     Record                              Review
//!  ┌──────────────────────┐    ┌─────────┬──────────────────┐      ┌──────────────────────┐
//!  │ / find   Status Sort │    │ outline │ the question     │      │ the question         │
//!  │ ▌ practice  CZ Draft │    │ ● 1.1   │ ▌narrative       │      │   narrative          │
//!  │   practice  PL Draft │    │ ◐ 1.2   │ [✓] checklist    │      │   ✓ checklist        │
//!  │                      │    │ ○ 1.3   │ · tools          │      │   remarks            │
//!  └──────────────────────┘    └─────────┴──────────────────┘      └──────────────────────┘
//!     Enter opens, r reviews      forms, jot tray in place of it       o overview, n p practice
//!
//!  Portfolio                   Totals                              One question
//!  ┌──────────────────────┐    ┌────────────────────────────┐      ┌──────────────────────┐
//!  │ item       CIA CZP … │    │ criterion ━━━━━━──── 6/9   │      │ the question         │
//!  │ 1.1 …  9/9  ✓   –    │    │ the practice's profile     │      │ ▌practice    3/4 met │
//!  │ 1.3 …  6/9  ✓   ·    │    │ country, item              │      │ ▌  its narrative     │
//!  └──────────────────────┘    └────────────────────────────┘      └──────────────────────┘
//!     arrows, f filters, Enter    t, ← → practice                     o, n p practice, y copies
//! ```

#![cfg_attr(
    test,
    allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "tests read fixtures and print figures")
)]

pub mod cli;
pub mod clock;
pub mod exchange;
pub mod model;
pub mod reading;
pub mod store;
pub mod text;
pub mod tui;
pub mod ui;

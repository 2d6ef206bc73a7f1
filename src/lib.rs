//! Fieldbook: evaluating practices in the field, offline.
//!
//! Data flows one way: a terminal event becomes a [`Msg`](effect::Msg), [`App::update`](app::App::update) makes of it what
//! it can and answers with [`Effect`](effect::Effect)s, the shell does these and tells the outcome as the next `Msg`.
//! [`app::view`] draws the program and changes nothing. The core does no IO, reads no clock and rolls no dice.
//!
//! ```text
//!   key, paste, mouse, signal            ┌──────────────────── core ────────────────────┐
//!        │                               │  App ── screen: library, record, review      │
//!        ▼                               │   │     overlay: list, prompt, page          │
//!   tui ── Msg ────────────────────────▶ │   ▼                                          │
//!        ◀──────────────────── Effect ── │  Desk: the open evaluation, its undo stack   │
//!        │                               │   │                                          │
//!        ▼                               │   ▼                                          │
//!   store: journal, file, history        │  Edit ──▶ Evaluation, answering a Framework  │
//!                                        └──────────────────────────────────────────────┘
//! ```
//!
//! Two ideas carry the whole program. Everything that changes an evaluation is an [`Edit`](edit::Edit): it applies, it
//! inverts, it goes into the journal before the frame that shows it. Everything that a person can do is a row of
//! [`COMMANDS`](command::COMMANDS): keys, footer, help, palette and the README's table are read from it.
//!
//! From the bottom up; a module knows only those above it in this list:
//!
//! | core | |
//! |---|---|
//! | [`text`] | `Text`, clusters, wrapping, painting, folding, differences, the prose editor |
//! | [`id`], [`moment`], [`day`], [`country`] | ids and lists of records; times; days and countries as people type them |
//! | [`framework`] | criteria, questions, items |
//! | [`evaluation`] | an evaluation and what can be read off it |
//! | [`edit`] | every change as a reversible value; the undo stack |
//! | [`place`] | places in an evaluation, and what they are called |
//! | [`difference`], [`mod@merge`] | what lies between two states as edits; bringing two changed states together |
//! | [`off`] | what an evaluator may want to look at again |
//! | [`summary`] | what the library's list shows of an evaluation |
//! | [`filter`], [`portfolio`], [`agreement`] | which evaluations; many of them side by side; how far two evaluators agree |
//! | [`search`] | words found in everything that evaluations hold |
//! | [`mod@format`], [`exchange`] | RON text; other formats |
//! | [`theme`], [`page`], [`command`], [`settings`], [`effect`] | how it looks; what can be done; messages and effects |
//! | [`desk`], [`screen`], [`overlay`] | the open evaluation; the screens; what comes over them |
//! | [`app`] | the whole |
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

pub mod agreement;
pub mod app;
pub mod cli;
pub mod clock;
pub mod command;
pub mod country;
pub mod day;
pub mod desk;
pub mod difference;
pub mod edit;
pub mod effect;
pub mod evaluation;
pub mod exchange;
pub mod filter;
pub mod format;
pub mod framework;
pub mod id;
pub mod merge;
pub mod moment;
pub mod off;
pub mod overlay;
pub mod page;
pub mod place;
pub mod portfolio;
pub mod screen;
pub mod search;
pub mod settings;
pub mod store;
pub mod summary;
pub mod text;
pub mod theme;
pub mod tui;

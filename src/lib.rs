//! Fieldbook: evaluating practices in the field, offline.
//!
//! Data flows one way: a terminal event becomes a [`Msg`](ui::effect::Msg), [`App::update`](ui::app::App::update) makes of it what
//! it can and answers with [`Effect`](ui::effect::Effect)s, the shell does these and tells the outcome as the next `Msg`.
//! [`app::view`](ui::app::view) draws the program and changes nothing. The core does no IO and reads no clock: the time comes with
//! each message, the seed of what is random at the beginning. `clippy.toml` lists what it must not call.
//!
//! ```text
//!   key, paste, mouse, signal            ┌──────────────────── core ────────────────────┐
//!        │                               │  App ── the screen, see below                │
//!        ▼                               │   │     overlays over it: a list, a prompt … │
//!   tui ── Msg ────────────────────────▶ │   ▼                                          │
//!        ◀──────────────────── Effect ── │  Session: the open evaluation, its undo stack│
//!        │                               │   │                                          │
//!        ▼                               │   ▼                                          │
//!   store: journal, file, history        │  Edit ──▶ Evaluation, answering a Framework  │
//!                                        └──────────────────────────────────────────────┘
//! ```
//!
//! Four ideas carry the whole program:
//!
//! 1. Everything that changes an evaluation is an [`Edit`](model::Edit): it applies, it inverts, it goes into the journal
//!    before the frame that shows it. There is one undo stack, and a merge replays edits.
//! 2. Everything that a person can do is a row of [`COMMANDS`](ui::COMMANDS): keys, footer, help, palette and
//!    `assets/keys.md` are read from it.
//! 3. `App::scopes` says what has the keyboard: the overlay on top, else the line laid over the screen, else its one `Mode`.
//! 4. A row of a list knows what choosing it does: its [`Outcome`](ui::overlay::Outcome).
//!
//! Where does a letter go? [`App::update`](ui::app::App::update) asks the scopes in force for a command
//! ([`command::called`](ui::command::called)); where a text scope takes the letter, what has the keyboard types it into its
//! [`FieldEditor`](ui::FieldEditor), which has [`Session::splice`](ui::Session::splice) apply it, make it undoable and ask for
//! `Effect::Journal`. What is no part of an evaluation (a prompt, a search, a new name) is typed into a
//! `TextInput` of `ui/writing.rs`, which has an undo of its own. A remark begins as a command of the screen, which lays a
//! `Line` over itself; its first letter adds it, the others go as above.
//! An import is a [`Prompt`](ui::Prompt) in the library, then `Effect::Import`: [`tui`] has [`exchange::import`] read the files and
//! the store tell which evaluations are here already; then `Effect::TakeIn` has it create all of them or none, and `Msg::Imported`
//! answers. Whatever leaves a screen leaves it as a [`Turn`](ui::Turn).
//!
//! From the bottom up; a room knows only those above it in this list, and no two modules of a room know each other
//! (`tests/rooms.rs` holds both):
//!
//! | core | |
//! |---|---|
//! | [`text`] | `Text`, clusters, wrapping, painting, folding, differences, the prose editor |
//! | [`model`] | ids, moments, days, countries; frameworks, evaluations, places in them; edits and their undo stack; differences, merging; what is not asked, moving to another version; RON text |
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
//! Words of the screens, half of which are the recording screen's:
//!
//! | word | |
//! |---|---|
//! | mode | what of a screen has the keyboard; of the recording one: a pane of the question, a form, the jot tray, the choices between two versions |
//! | pane | a part of the question's screen: outline, narrative, reason, checklist, tools |
//! | line | one line laid over a screen, in which a jot is taken down or a remark is written |
//! | form | fields in place of the question: the practice's details, a tool, a jot |
//! | jot tray | the jots, to be filed under questions |
//! | scope | where a command works; those in force are asked from the innermost outwards |
//! | session | the open evaluation with its undo stack; every change goes through it |
//! | turn | what comes of a key, a click or a pasted text: effects, a notice, what has the screen next |
//! | overlay | what comes over a screen: a list, a prompt, a page to read, the search, the revisions |
//! | outcome | what follows from a row that was chosen or a prompt that was filled in |
//! | scale | the levels that an item can be given; a verdict is a mark read by its item's scale |
//! | orphan | what is answered and not asked any more: derived, never stored |
//! | redaction | a name, a place or a passage that public copies have something else for |
//! | settle | laying everything out once after each message, so that drawing changes nothing |
//!
//! Ours rather than a library's: the prose editor, since it has to show what the journal holds and keep no history of its
//! own; the journal and all that touches the disk, since a save has to be old or new; drawing frames (`tui/frames.rs`), since
//! each key should cost few bytes and no question to the terminal; folding of letters with diacritics.
//!
//! The screens, of which each owns its state, its update and its view; `compare` is one more, two evaluations side by side:
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
//!  Portfolio                   its totals                          its question
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

//! Everything that a person can do, in one table: dispatch, the footer's hints, the help, the palette and the
//! table in `assets/keys.md` are all read from it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::model::{Mark, Status, Step, framework::KEYS_TAKEN};
use crate::text::{Deletion, Motion};

pub mod key;
mod scope;
mod table;

use key::{Key, Keys};
pub use scope::Scope;
pub use table::COMMANDS;

/// Where to in a list or on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// A row up.
    Up,
    /// A row down.
    Down,
    /// As many rows up as are in sight.
    PageUp,
    /// As many rows down as are in sight.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each has its row in COMMANDS, which says what it does")]
pub enum Action {
    Help,
    Palette,
    Quit,
    Suspend,
    Redraw,
    Go(Move),
    Accept,
    Leave,
    Open,
    Review,
    New,
    Duplicate,
    Anew,
    Trash,
    RestoreTrashed,
    ShowTrash,
    Frameworks,
    Import,
    Export,
    SelectRow,
    Sample,
    Find,
    FilterStatus,
    ClearFilters,
    Sort,
    Settings,
    ToggleMouse,
    Undo,
    Redo,
    Save,
    Details,
    NextQuestion,
    PreviousQuestion,
    NextUnfinished,
    NextPane,
    NextChecklist,
    PreviousPane,
    Criterion(u8),
    NotApplicable,
    Mark(Option<Mark>),
    Level(char),
    CycleMark,
    Guidance,
    Comment,
    Pin,
    AddDocument,
    RemoveEvidence,
    GoToEvidence,
    ChooseOption,
    Closing,
    AddTool,
    EditTool,
    RemoveTool,
    NextField,
    PreviousField,
    AddVisit,
    RemoveVisit,
    NextPractice,
    PreviousPractice,
    Overview,
    Record,
    Move(Motion),
    Select(Motion),
    SelectAll,
    Delete(Deletion),
    Break,
    Cut,
    Copy,
    Paste,
    Jot,
    Tray,
    NextSpeaker,
    Speaker(u8),
    ChooseQuestion,
    FileBeside,
    FileQuoted,
    Unfile,
    ShowAll,
    EditJot,
    RemoveJot,
    GoTo,
    Checks,
    Back,
    Forward,
    WholeHeight,
    VisitClock,
    EditOutside,
    Replace,
    History,
    Conflicts,
    KeepOurs,
    TakeTheirs,
    KeepBoth,
    Remark,
    Reply,
    ReadRemarks,
    ReadQuestion,
    ChangeRemark,
    WithdrawRemark,
    Resolve,
    NextRemark,
    Step(Step),
    NextAwaitingReview,
    Portfolio,
    Search,
    Compare,
    Across,
    Left,
    Right,
    CopySource,
    Changes,
    Filter,
    MarkRevision,
    Whole,
    RestoreRevision,
    MoveVersion,
    Orphans,
    Confirm,
    ConfirmAll,
    Redact,
    Unredact,
    PublicCopy,
}

/// A row of [`COMMANDS`].
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Where it works.
    pub scope: Scope,
    /// The keys that call it; none: only the palette does. The digit of [`Action::Criterion`] and of
    /// [`Action::Speaker`] stands for all from 1 to 9, that of [`Action::Level`] for every key that a level may have.
    pub keys: Keys,
    /// What it does.
    pub action: Action,
    /// What it is called in the footer and the palette.
    pub label: &'static str,
    /// What it does, in a sentence.
    pub help: &'static str,
    /// Its rank among the footer's hints, the lower the further left; 0: not hinted at.
    pub hint: u8,
}

/// What a key does, asked in these scopes from the first on. A scope of typing takes every character that none before it
/// has taken.
pub fn called(key: Key, scopes: &[Scope]) -> Option<Action> {
    for scope in scopes {
        let called = in_scopes(std::slice::from_ref(scope)).find_map(|command| command.called_by(key));
        if called.is_some() {
            return called;
        }
        if scope.types() && key.typed().is_some() {
            return None;
        }
    }
    None
}

/// The character that a key types in a text. Alt with a letter types it where no command anywhere has that key: some
/// keyboards send it for a letter of their own.
pub fn typed(event: KeyEvent) -> Option<char> {
    let key = Key::from(event);
    let is_bound = || COMMANDS.iter().any(|command| command.called_by(key).is_some());
    match event.code {
        KeyCode::Char(c) if event.modifiers - KeyModifiers::SHIFT == KeyModifiers::ALT && c.is_alphabetic() => {
            (!is_bound()).then_some(c)
        }
        _ => key.typed(),
    }
}

/// The commands that work in these scopes, the innermost first.
pub fn in_scopes(scopes: &[Scope]) -> impl Iterator<Item = &'static Command> {
    scopes.iter().flat_map(|scope| COMMANDS.iter().filter(move |command| command.scope == *scope))
}

/// A key worth knowing, as people read it, and what it does.
#[derive(Clone, Debug)]
pub struct Hint {
    /// The key.
    pub key: Key,
    /// The key as people read it.
    pub shown: String,
    /// What it does.
    pub label: &'static str,
    /// The columns that both take, with a blank between them.
    pub width: u16,
}

/// The keys worth knowing in some scopes, found once for as long as these scopes are in force.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    scopes: &'static [Scope],
    /// The status of the open evaluation: a step that it does not take is not hinted at.
    status: Option<Status>,
    /// The keys, the foremost first.
    pub keys: Vec<Hint>,
    /// The key that shows all of them.
    pub help: Option<Hint>,
}

impl Hints {
    /// Those of these scopes, for an evaluation in this status.
    pub fn of(scopes: &'static [Scope], status: Option<Status>) -> Hints {
        let mut helps = in_scopes(scopes).filter(|command| command.action == Action::Help);
        let keys = hinted(scopes, status).collect();
        Hints { scopes, status, keys, help: helps.find_map(|command| command.hint_in(scopes)) }
    }

    /// Whether they are those of these scopes, for an evaluation in this status.
    pub fn are_of(&self, scopes: &'static [Scope], status: Option<Status>) -> bool {
        std::ptr::eq(self.scopes, scopes) && self.status == status
    }
}

/// The commands that are hinted at in these scopes, the foremost first, each with its foremost key that is no letter to be
/// typed there; each key and each action once, and not help, nor a step that can't follow the status.
fn hinted(scopes: &[Scope], status: Option<Status>) -> impl Iterator<Item = Hint> {
    let can_follow = move |action: Action| match (action, status) {
        (Action::Step(step), Some(status)) => status.accepts_step(step),
        _ => true,
    };
    let mut seen = vec![(None, Action::Help)];
    let ranked = scopes.iter().flat_map(move |scope| {
        let mut rows: Vec<_> =
            in_scopes(std::slice::from_ref(scope)).filter(|row| row.hint > 0 && can_follow(row.action)).collect();
        rows.sort_by_key(|row| row.hint);
        rows
    });
    ranked.filter_map(move |row| {
        let hint = row.hint_in(scopes)?;
        let known = seen.iter().any(|(other, done)| *other == Some(hint.key) || *done == row.action);
        seen.push((Some(hint.key), row.action));
        (!known).then_some(hint)
    })
}

/// The table of keys in `assets/keys.md`, in Markdown.
pub fn key_table() -> String {
    let row = |command: &Command| {
        let keys = command.shown_keys_in(&[command.scope]);
        let keys = if keys.is_empty() { "palette".to_owned() } else { format!("`{keys}`") };
        format!("| {keys} | {} |\n", command.help)
    };
    let part = |scope: Scope| {
        let rows: String = in_scopes(&[scope]).map(row).collect();
        format!("\n**{}**\n\n| key | what it does |\n|---|---|\n{rows}", scope.title())
    };
    Scope::ALL.iter().copied().map(part).collect::<String>() + "\n"
}

impl Command {
    /// What it does when this key calls it; none: this key does not.
    pub fn called_by(&self, key: Key) -> Option<Action> {
        match self.action {
            Action::Criterion(_) => key.digit_as(*self.keys.first()?).map(Action::Criterion),
            Action::Speaker(_) => key.digit_as(*self.keys.first()?).map(Action::Speaker),
            Action::Level(_) => key.typed().filter(|c| !KEYS_TAKEN.contains(*c)).map(Action::Level),
            action => self.keys.contains(&key).then_some(action),
        }
    }

    /// Those of its keys that call it in these scopes, as people read them: none that is typed there, and none that does
    /// something else further in.
    pub fn shown_keys_in(&self, scopes: &[Scope]) -> String {
        let reaches = |key: &&Key| called(**key, scopes) == Some(self.action);
        self.keys.iter().filter(reaches).map(|key| self.shown(*key)).collect::<Vec<_>>().join(", ")
    }

    /// Its foremost key that is no character typed in these scopes before they reach this command.
    fn hint_in(&self, scopes: &[Scope]) -> Option<Hint> {
        let typed_before = scopes.iter().take_while(|scope| **scope != self.scope).any(|scope| scope.types());
        let key = *self.keys.iter().find(|key| !typed_before || key.typed().is_none())?;
        let shown = self.shown(key);
        let width = (shown.chars().count() + 1 + self.label.chars().count()) as u16;
        Some(Hint { key, shown, label: self.label, width })
    }

    fn shown(&self, key: Key) -> String {
        match self.action {
            Action::Criterion(_) | Action::Speaker(_) => format!("{key}-9"),
            Action::Level(_) => format!("{key}-9, a level's key"),
            _ => key.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use super::*;

    #[test]
    fn no_key_stands_twice_in_a_scope() {
        let mut seen = HashSet::new();
        for command in COMMANDS {
            for &key in command.keys.iter() {
                assert!(seen.insert((command.scope, key)), "{key} in {:?}", command.scope);
            }
        }
    }

    #[test]
    fn no_key_is_one_that_terminals_send_for_another() {
        for command in COMMANDS {
            for &key in command.keys.iter() {
                assert!(!["ctrl-i", "ctrl-m", "ctrl-j", "ctrl-["].map(Key::named).contains(&key), "{key}");
            }
        }
    }

    #[test]
    fn every_row_says_what_it_does() {
        for command in COMMANDS {
            assert!(!command.label.is_empty() && command.help.ends_with('.'), "{command:?}");
        }
    }

    #[test]
    fn a_digit_says_which() {
        let scopes = [Scope::Beside];
        assert_eq!(called(Key::named("3"), &scopes), Some(Action::Criterion(3)));
        assert_eq!(called(Key::named("alt-3"), &scopes), None);
        assert_eq!(called(Key::named("alt-9"), &[Scope::Evaluation]), Some(Action::Criterion(9)));
    }

    #[test]
    fn a_levels_key_is_none_that_does_something_else_in_a_checklist() {
        let scopes = [Scope::Checklist, Scope::Beside, Scope::Navigation, Scope::Anywhere];
        let bound: BTreeSet<char> = in_scopes(&scopes)
            .filter(|command| !matches!(command.action, Action::Criterion(_)))
            .flat_map(|command| command.keys.iter().filter_map(|key| key.typed()))
            .collect();
        assert_eq!(bound, KEYS_TAKEN.chars().collect());
        assert_eq!(called(Key::named("y"), &[Scope::Levels]), Some(Action::Level('y')));
        assert_eq!(
            called(Key::named("a"), &[Scope::Levels, Scope::Checklist]),
            Some(Action::Mark(Some(Mark::NotApplicable)))
        );
    }

    #[test]
    fn where_text_is_typed_a_letter_is_no_command_of_what_lies_around() {
        assert_eq!(called(Key::named("k"), &[Scope::Navigation]), Some(Action::Go(Move::Up)));
        assert_eq!(called(Key::named("k"), &[Scope::Text, Scope::Navigation]), None);
        assert_eq!(called(Key::named("#"), &[Scope::JotStart, Scope::Text]), Some(Action::ChooseQuestion));
        assert_eq!(called(Key::named("up"), &[Scope::Text, Scope::Navigation]), Some(Action::Go(Move::Up)));
    }
}

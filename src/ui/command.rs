//! Everything that a person can do, in one table: dispatch, the footer's hints, the help, the palette and the README's
//! key table are all read from it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::{
    model::evaluation::{Mark, Step},
    text::editor::{Deletion, Motion},
};

mod table;

pub use table::COMMANDS;

/// Where a command works. Scopes are asked from the innermost outwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere.
    Anywhere,
    /// The library screen.
    Library,
    /// The library's find field.
    Find,
    /// An evaluation being recorded, text included.
    Record,
    /// An evaluation being recorded, outside text.
    Beside,
    /// The outline of an evaluation.
    Outline,
    /// A question's checklist.
    Checklist,
    /// A question's inspiring tools.
    Tools,
    /// The line in which a jot is captured.
    Jot,
    /// The line in which a remark is written.
    Remark,
    /// The jot tray.
    Tray,
    /// A choice between two versions.
    Conflicts,
    /// A form's fields.
    Form,
    /// The form of the practice's details, with its visits.
    Details,
    /// The reviewer's pages.
    Review,
    /// The portfolio.
    Portfolio,
    /// One question across practices.
    Across,
    /// Two evaluations side by side.
    Compare,
    /// A text that takes typing.
    Text,
    /// A list to choose from.
    Choice,
    /// A line to fill in.
    Prompt,
    /// A page to read over the screen.
    Reader,
    /// The revisions of an evaluation.
    History,
}

impl Scope {
    /// Every scope, in the order in which help lists them.
    pub const ALL: [Scope; 23] = [
        Scope::Anywhere,
        Scope::Library,
        Scope::Find,
        Scope::Record,
        Scope::Text,
        Scope::Beside,
        Scope::Outline,
        Scope::Checklist,
        Scope::Tools,
        Scope::Jot,
        Scope::Remark,
        Scope::Tray,
        Scope::Conflicts,
        Scope::Form,
        Scope::Details,
        Scope::Review,
        Scope::Portfolio,
        Scope::Across,
        Scope::Compare,
        Scope::Choice,
        Scope::Prompt,
        Scope::Reader,
        Scope::History,
    ];

    /// Its name, as a heading.
    pub fn title(self) -> &'static str {
        match self {
            Scope::Anywhere => "Anywhere",
            Scope::Library => "Library",
            Scope::Find => "Library: find",
            Scope::Record => "Recording",
            Scope::Beside => "Recording, outside text",
            Scope::Outline => "Outline",
            Scope::Checklist => "Checklist",
            Scope::Tools => "Inspiring tools",
            Scope::Jot => "Jotting",
            Scope::Remark => "Remarking",
            Scope::Tray => "Jot tray",
            Scope::Conflicts => "Changed on both sides",
            Scope::Form => "Forms",
            Scope::Details => "Practice details",
            Scope::Review => "Review",
            Scope::Portfolio => "Portfolio",
            Scope::Across => "One question across practices",
            Scope::Compare => "Side by side",
            Scope::Text => "Writing",
            Scope::Choice => "Lists",
            Scope::Prompt => "Asked for a line",
            Scope::Reader => "Pages over the screen",
            Scope::History => "Earlier revisions",
        }
    }
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
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Accept,
    Leave,
    Open,
    Review,
    New,
    Duplicate,
    Trash,
    ShowTrash,
    Import,
    Export,
    Sample,
    Find,
    FilterStatus,
    Sort,
    Settings,
    EditName,
    ToggleMouse,
    Undo,
    Redo,
    Save,
    Details,
    NextQuestion,
    PreviousQuestion,
    NextUnfinished,
    NextZone,
    PreviousZone,
    Criterion,
    NotApplicable,
    Mark(Option<Mark>),
    WalkMark,
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
    ChooseQuestion,
    FileBeside,
    FileQuoted,
    Unfile,
    ShowAll,
    EditJot,
    RemoveJot,
    GoTo,
    WhatIsOff,
    Back,
    Forward,
    Quiet,
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
    Resolve,
    NextRemark,
    Step(Step),
    NextVerdict,
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
}

/// A row of [`COMMANDS`].
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// The keys that call it, the foremost first; none: only the palette does.
    pub keys: &'static [&'static str],
    /// Where it works.
    pub scope: Scope,
    /// What it does.
    pub action: Action,
    /// What it is called in the footer and the palette.
    pub label: &'static str,
    /// What it does, in a sentence.
    pub help: &'static str,
    /// Its rank among the footer's hints, the lower the further left; 0: not hinted at.
    pub hint: u8,
}

/// The command that a key calls, asked in these scopes from the first on.
pub fn called(key: &str, scopes: &[Scope]) -> Option<&'static Command> {
    scopes
        .iter()
        .find_map(|scope| COMMANDS.iter().find(|command| command.scope == *scope && command.keys.contains(&key)))
}

/// The commands that work in these scopes, the innermost first.
pub fn in_scopes(scopes: &[Scope]) -> impl Iterator<Item = &'static Command> {
    scopes.iter().flat_map(|scope| COMMANDS.iter().filter(move |command| command.scope == *scope))
}

/// The commands with a key that the footer hints at in these scopes, the foremost first; each action once, and not help.
pub fn hinted(scopes: &[Scope]) -> impl Iterator<Item = &'static Command> {
    let mut seen = vec![Action::Help];
    let ranked = scopes.iter().flat_map(|scope| {
        let is_hinted = |row: &&Command| row.hint > 0 && !row.keys.is_empty();
        let mut rows: Vec<_> = in_scopes(std::slice::from_ref(scope)).filter(is_hinted).collect();
        rows.sort_by_key(|row| row.hint);
        rows
    });
    ranked.filter(move |row| {
        let new = !seen.contains(&row.action);
        seen.push(row.action);
        new
    })
}

/// The table of keys for the README, in Markdown.
pub fn key_table() -> String {
    let row = |command: &Command| {
        let keys = if command.keys.is_empty() { "palette".to_owned() } else { format!("`{}`", command.shown_keys()) };
        format!("| {keys} | {} |\n", command.help)
    };
    let part = |scope: Scope| {
        let rows: String = in_scopes(&[scope]).map(row).collect();
        format!("\n**{}**\n\n| key | what it does |\n|---|---|\n{rows}", scope.title())
    };
    Scope::ALL.into_iter().map(part).collect::<String>() + "\n"
}

/// The name of a key, as the table writes it: `a`, `?`, `space`, `ctrl-n`, `shift-tab`, `ctrl-shift-left`.
pub fn name_of(key: KeyEvent) -> String {
    let (base, shift_matters) = match key.code {
        KeyCode::Char(' ') => ("space".to_owned(), false),
        KeyCode::Char(c) if key.modifiers.contains(KeyModifiers::CONTROL) => (c.to_lowercase().to_string(), false),
        KeyCode::Char(c) => (c.to_string(), false),
        KeyCode::F(n) => (format!("f{n}"), true),
        KeyCode::BackTab => ("tab".to_owned(), true),
        code => (format!("{code:?}").to_lowercase(), true),
    };
    let shift = shift_matters && (key.modifiers.contains(KeyModifiers::SHIFT) || key.code == KeyCode::BackTab);
    let prefix = |held: bool, name: &'static str| if held { name } else { "" };
    format!(
        "{}{}{}{base}",
        prefix(key.modifiers.contains(KeyModifiers::CONTROL), "ctrl-"),
        prefix(key.modifiers.contains(KeyModifiers::ALT), "alt-"),
        prefix(shift, "shift-"),
    )
}

/// A key's name as people read it: `Ctrl-N`, `Shift-Tab`, `?`.
pub fn shown(key: &str) -> String {
    let capital = |part: &str| {
        let mut chars = part.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
    };
    if key.chars().count() == 1 {
        return key.to_owned();
    }
    let key = key.replace("pageup", "pageUp").replace("pagedown", "pageDown");
    key.split('-').map(capital).collect::<Vec<_>>().join("-")
}

impl Command {
    /// All its keys as people read them.
    pub fn shown_keys(&self) -> String {
        let all = || self.keys.iter().map(|key| shown(key)).collect::<Vec<_>>().join(", ");
        if self.keys.len() == 9 { self.shown_key().unwrap_or_default() } else { all() }
    }

    /// Its foremost key as people read it; a row of nine digits reads `1-9`.
    pub fn shown_key(&self) -> Option<String> {
        let first = self.keys.first()?;
        Some(match (first.strip_suffix('1'), self.keys.len()) {
            (Some(prefix), 9) => format!("{}1-9", if prefix.is_empty() { String::new() } else { shown(prefix) }),
            _ => shown(first),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_key_stands_twice_in_a_scope() {
        let mut seen = HashSet::new();
        for command in COMMANDS {
            for key in command.keys {
                assert!(seen.insert((command.scope, key)), "{key} in {:?}", command.scope);
            }
        }
    }

    #[test]
    fn no_key_is_one_that_terminals_send_for_another() {
        for command in COMMANDS {
            for key in command.keys {
                assert!(!["ctrl-i", "ctrl-m", "ctrl-j", "ctrl-["].contains(key), "{key}");
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
    fn keys_are_named_as_the_table_writes_them() {
        let name = |code, modifiers| name_of(KeyEvent::new(code, modifiers));
        assert_eq!(name(KeyCode::Char('n'), KeyModifiers::CONTROL), "ctrl-n");
        assert_eq!(name(KeyCode::Char('?'), KeyModifiers::SHIFT), "?");
        assert_eq!(name(KeyCode::BackTab, KeyModifiers::SHIFT), "shift-tab");
        assert_eq!(name(KeyCode::Left, KeyModifiers::CONTROL | KeyModifiers::SHIFT), "ctrl-shift-left");
        assert_eq!(name(KeyCode::PageDown, KeyModifiers::NONE), "pagedown");
        assert_eq!(name(KeyCode::Char(' '), KeyModifiers::NONE), "space");
        assert_eq!(name(KeyCode::F(1), KeyModifiers::NONE), "f1");
        assert_eq!([shown("ctrl-n"), shown("?"), shown("alt-shift-left")], ["Ctrl-N", "?", "Alt-Shift-Left"]);
    }
}

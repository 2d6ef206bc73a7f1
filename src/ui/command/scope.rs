//! Where commands work.

/// Where a command works. Scopes are asked from the innermost outwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere.
    Anywhere,
    /// Wherever there are rows to go through, a page to scroll, or somewhere to go back to.
    Navigation,
    /// A page to read or a table to look at, where Space has no other meaning.
    Reading,
    /// Wherever an evaluation is open and is not only looked at from outside.
    Undo,
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
    /// The reason why a question does not apply.
    Reason,
    /// A question's checklist.
    Checklist,
    /// A question's inspiring tools.
    Tools,
    /// The line in which a jot is captured.
    Jot,
    /// The same while nothing is written in it.
    JotStart,
    /// The line in which a remark is written.
    Remark,
    /// The jot tray.
    Tray,
    /// A choice between two versions.
    Conflicts,
    /// A form's fields.
    Form,
    /// A form's field of one line.
    OneLine,
    /// The form of the practice's details, with its visits.
    Details,
    /// The form of a jot.
    JotForm,
    /// The reviewer's pages.
    Review,
    /// The reviewer's overview of all questions.
    Overview,
    /// The portfolio.
    Portfolio,
    /// One question across practices.
    Across,
    /// A text that takes typing.
    Text,
    /// A text of several lines.
    Prose,
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
    pub const ALL: [Scope; 31] = [
        Scope::Anywhere,
        Scope::Navigation,
        Scope::Reading,
        Scope::Undo,
        Scope::Library,
        Scope::Find,
        Scope::Record,
        Scope::Text,
        Scope::Prose,
        Scope::Beside,
        Scope::Outline,
        Scope::Reason,
        Scope::Checklist,
        Scope::Tools,
        Scope::Jot,
        Scope::JotStart,
        Scope::Remark,
        Scope::Tray,
        Scope::Conflicts,
        Scope::Form,
        Scope::OneLine,
        Scope::Details,
        Scope::JotForm,
        Scope::Review,
        Scope::Overview,
        Scope::Portfolio,
        Scope::Across,
        Scope::Choice,
        Scope::Prompt,
        Scope::Reader,
        Scope::History,
    ];

    /// Whether a character is typed here where no command takes it.
    pub fn types(self) -> bool {
        self == Scope::Text
    }

    /// Its name, as a heading.
    pub fn title(self) -> &'static str {
        match self {
            Scope::Anywhere => "Anywhere",
            Scope::Navigation => "Moving about",
            Scope::Reading => "Reading",
            Scope::Undo => "Undo and redo",
            Scope::Library => "Library",
            Scope::Find => "Library: find",
            Scope::Record => "Recording",
            Scope::Beside => "Recording, outside text",
            Scope::Outline => "Outline",
            Scope::Reason => "Reason why a question does not apply",
            Scope::Checklist => "Checklist",
            Scope::Tools => "Inspiring tools",
            Scope::Jot => "Jotting",
            Scope::JotStart => "Jotting, before the first letter",
            Scope::Remark => "Remarking",
            Scope::Tray => "Jot tray",
            Scope::Conflicts => "Changed on both sides",
            Scope::Form => "Forms",
            Scope::OneLine => "Forms: one-line fields",
            Scope::Details => "Practice details",
            Scope::JotForm => "Form of a jot",
            Scope::Review => "Review",
            Scope::Overview => "Review: overview",
            Scope::Portfolio => "Portfolio",
            Scope::Across => "One question across practices",
            Scope::Text => "Writing",
            Scope::Prose => "Writing, several lines",
            Scope::Choice => "Lists",
            Scope::Prompt => "Asked for a line",
            Scope::Reader => "Pages over the screen",
            Scope::History => "Earlier revisions",
        }
    }
}

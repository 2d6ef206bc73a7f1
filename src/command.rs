//! Everything that a person can do, in one table: dispatch, the footer's hints, the help, the palette and the README's
//! key table are all read from it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::{
    evaluation::{Mark, Step},
    text::editor::{Deletion, Motion},
};

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
    /// The reviewer's pages.
    Review,
    /// The portfolio.
    Portfolio,
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
}

impl Scope {
    /// Every scope, in the order in which help lists them.
    pub const ALL: [Scope; 20] = [
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
        Scope::Review,
        Scope::Portfolio,
        Scope::Compare,
        Scope::Choice,
        Scope::Prompt,
        Scope::Reader,
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
            Scope::Review => "Review",
            Scope::Portfolio => "Portfolio",
            Scope::Compare => "Side by side",
            Scope::Text => "Writing",
            Scope::Choice => "Lists",
            Scope::Prompt => "Asked for a line",
            Scope::Reader => "Pages over the screen",
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

const fn row(
    scope: Scope,
    keys: &'static [&'static str],
    action: Action,
    label: &'static str,
    help: &'static str,
    hint: u8,
) -> Command {
    Command { keys, scope, action, label, help, hint }
}

use Action as A;
use Scope as S;

/// The digits that choose a criterion.
const DIGITS: &[&str] = &["1", "2", "3", "4", "5", "6", "7", "8", "9"];
/// The same from within text.
const ALT_DIGITS: &[&str] = &["alt-1", "alt-2", "alt-3", "alt-4", "alt-5", "alt-6", "alt-7", "alt-8", "alt-9"];

/// Everything that a person can do.
#[rustfmt::skip]
pub const COMMANDS: &[Command] = &[
    row(S::Anywhere, &["f1", "alt-h"], A::Help, "help", "Show the keys that work here.", 0),
    row(S::Anywhere, &["ctrl-k"], A::Palette, "palette", "Find a command by its name and run it.", 0),
    row(S::Anywhere, &["ctrl-q"], A::Quit, "quit", "Save everything and leave the program.", 0),
    row(S::Anywhere, &[], A::Suspend, "suspend", "Put the program in the background of its shell; `fg` brings it back.", 0),
    row(S::Anywhere, &["ctrl-l"], A::Redraw, "redraw", "Draw the whole screen anew.", 0),

    row(S::Library, &["enter"], A::Open, "open", "Open the evaluation where it was left.", 1),
    row(S::Library, &["n"], A::New, "new", "Begin a new evaluation.", 2),
    row(S::Library, &["r"], A::Review, "review", "Read the evaluation page by page.", 3),
    row(S::Library, &["/"], A::Find, "find", "Find evaluations by practice, country, place or evaluator, as you type.", 4),
    row(S::Library, &["?"], A::Help, "help", "Show the keys that work here.", 5),
    row(S::Library, &["i"], A::Import, "import", "Read evaluations from a file: published text or RON.", 6),
    row(S::Library, &["e"], A::Export, "export", "Write the evaluation to a file: Markdown, JSON or RON.", 7),
    row(S::Library, &["d"], A::Duplicate, "duplicate", "Begin a new draft with everything that this evaluation holds.", 8),
    row(S::Library, &["delete", "x"], A::Trash, "to the trash", "Move the evaluation to the trash.", 9),
    row(S::Library, &["t"], A::ShowTrash, "trash", "Show the trash and restore from it.", 10),
    row(S::Library, &["f"], A::FilterStatus, "status", "Show one status only: draft, submitted, returned, approved, all.", 11),
    row(S::Library, &["s"], A::Sort, "sort", "Sort by change, practice, country, status or progress.", 12),
    row(S::Library, &[","], A::Settings, "settings", "Change your name and whether the mouse is used.", 13),
    row(S::Library, &["a"], A::Sample, "sample", "Add a sample: an evaluation of an invented practice.", 0),
    row(S::Library, &["q"], A::Quit, "quit", "Save everything and leave the program.", 14),
    row(S::Library, &["esc"], A::Leave, "show all", "Take the find and status filters off.", 0),
    row(S::Library, &["up", "k"], A::Up, "up", "Go one row up.", 0),
    row(S::Library, &["down", "j"], A::Down, "down", "Go one row down.", 0),
    row(S::Library, &["pageup"], A::PageUp, "page up", "Go one screen up.", 0),
    row(S::Library, &["pagedown"], A::PageDown, "page down", "Go one screen down.", 0),
    row(S::Library, &["home"], A::First, "first", "Go to the first row.", 0),
    row(S::Library, &["end"], A::Last, "last", "Go to the last row.", 0),

    row(S::Library, &["p"], A::Portfolio, "portfolio", "Read all evaluations side by side: items by practices, with totals.", 5),
    row(S::Library, &["g", "ctrl-g"], A::Search, "search all", "Search every text of every evaluation.", 6),
    row(S::Library, &["c"], A::Compare, "compare", "Put this evaluation beside another one: agreement, differing items, both narratives.", 0),

    row(S::Portfolio, &["left", "h"], A::Left, "left", "Go to the practice before.", 0),
    row(S::Portfolio, &["right", "l"], A::Right, "right", "Go to the next practice.", 0),
    row(S::Portfolio, &["up", "k"], A::Up, "up", "Go to the item before.", 0),
    row(S::Portfolio, &["down", "j"], A::Down, "down", "Go to the next item.", 0),
    row(S::Portfolio, &["pageup"], A::PageUp, "page up", "Go one screen up.", 0),
    row(S::Portfolio, &["pagedown", "space"], A::PageDown, "page down", "Go one screen down.", 0),
    row(S::Portfolio, &["home"], A::First, "first", "Go to the first item.", 0),
    row(S::Portfolio, &["end"], A::Last, "last", "Go to the last item.", 0),
    row(S::Portfolio, &["enter"], A::Open, "open", "Read the answer behind the cell.", 1),
    row(S::Portfolio, &["s"], A::Sort, "rarely met", "Sort the items by how rarely they are met, or as the framework has them.", 2),
    row(S::Portfolio, &["t"], A::Overview, "totals", "Show totals by criterion and country, and the practice's profile.", 3),
    row(S::Portfolio, &["o"], A::Across, "one question", "Read what all practices say to this question, one after the other.", 4),
    row(S::Portfolio, &["f"], A::FilterStatus, "status", "Show one status only.", 5),
    row(S::Portfolio, &["esc", "q"], A::Leave, "library", "Go back to the library.", 6),
    row(S::Portfolio, &["?"], A::Help, "help", "Show the keys that work here.", 7),

    row(S::Compare, &["up", "k"], A::Up, "up", "Scroll up.", 0),
    row(S::Compare, &["down", "j"], A::Down, "down", "Scroll down.", 1),
    row(S::Compare, &["pageup"], A::PageUp, "page up", "Scroll one screen up.", 0),
    row(S::Compare, &["pagedown", "space"], A::PageDown, "page down", "Scroll one screen down.", 2),
    row(S::Compare, &["home"], A::First, "top", "Go to the top.", 0),
    row(S::Compare, &["end"], A::Last, "end", "Go to the end.", 0),
    row(S::Compare, &["esc", "q"], A::Leave, "library", "Go back to the library.", 3),
    row(S::Compare, &["?"], A::Help, "help", "Show the keys that work here.", 4),

    row(S::Find, &["enter"], A::Accept, "to the list", "Go to the rows found.", 1),
    row(S::Find, &["esc"], A::Leave, "show all", "Show all rows again.", 2),
    row(S::Find, &["up"], A::Up, "up", "Go one row up.", 0),
    row(S::Find, &["down"], A::Down, "down", "Go one row down.", 0),

    row(S::Record, &["tab"], A::NextZone, "next zone", "Go on to the next zone: narrative, checklist, inspiring tools.", 1),
    row(S::Record, &["shift-tab"], A::PreviousZone, "previous zone", "Go back to the zone before.", 0),
    row(S::Record, &["ctrl-n"], A::NextQuestion, "next", "Go to the next question.", 2),
    row(S::Record, &["ctrl-p"], A::PreviousQuestion, "previous question", "Go to the question before.", 0),
    row(S::Record, &["ctrl-u"], A::NextUnfinished, "next unfinished", "Go to the next question that is not complete.", 5),
    row(S::Record, &["ctrl-d"], A::Details, "details", "Fill in the practice's details, the evaluators and the visits.", 7),
    row(S::Record, ALT_DIGITS, A::Criterion, "criterion", "Go to the first question of the criterion with this number.", 0),
    row(S::Record, &["ctrl-z"], A::Undo, "undo", "Take back the last change, wherever it was made.", 8),
    row(S::Record, &["ctrl-y"], A::Redo, "redo", "Make the change again that was taken back.", 0),
    row(S::Record, &["ctrl-r"], A::Review, "read", "Read this evaluation page by page.", 0),
    row(S::Record, &["ctrl-s"], A::Save, "save", "Write the evaluation's file now; it is saved all the time in any case.", 0),
    row(S::Record, &["esc"], A::Leave, "leave", "Leave the zone for the outline, the outline for the library.", 9),

    row(S::Record, &["ctrl-g"], A::GoTo, "go to", "Search questions, items, narratives and jots, and go there.", 4),
    row(S::Record, &["ctrl-t"], A::Jot, "jot", "Take down one line of an interview: who said it, what, on which question.", 3),
    row(S::Record, &["ctrl-o"], A::Tray, "jots", "Show the jots, to file them under the questions.", 6),
    row(S::Record, &["f2", "alt-o"], A::WhatIsOff, "what is off", "List what you may want to look at again, and go there.", 0),
    row(S::Record, &["f4", "alt-w"], A::Quiet, "quiet", "Give the narrative the whole height, or the checklist back.", 0),
    row(S::Record, &["ctrl-e"], A::EditOutside, "editor", "Write the text in your own editor ($VISUAL or $EDITOR) and come back with it.", 0),
    row(S::Record, &["f3", "alt-r"], A::Replace, "find and replace", "Find a text in this evaluation and replace it, after a look at every place.", 0),
    row(S::Record, &["f5", "alt-v"], A::VisitClock, "visit", "Begin a visit now, or end the one that goes on.", 0),
    row(S::Record, &["f6"], A::Conflicts, "both sides", "Choose where another version of this evaluation differs.", 0),
    row(S::Record, &["f7"], A::History, "history", "Show earlier revisions: what each changed, and make one the latest again.", 0),
    row(S::Record, &["f9", "alt-k"], A::NextRemark, "next remark", "Go to the next open remark.", 0),
    row(S::Record, &["f8", "alt-m"], A::Remark, "remark", "Make a remark on what is selected, on the item, or on the question.", 0),
    row(S::Record, &["alt-t"], A::Reply, "reply", "Answer the question's open remark.", 0),
    row(S::Record, &["alt-x"], A::Resolve, "resolve", "Say that the question's open remark is dealt with.", 0),
    row(S::Record, &[], A::Step(Step::Submit), "submit", "Hand the evaluation in; what is off is shown first.", 0),
    row(S::Record, &[], A::Step(Step::Reopen), "reopen", "Open a submitted or approved evaluation again.", 0),
    row(S::Record, &["alt-,"], A::Back, "back", "Go back to the question where you were before.", 0),
    row(S::Record, &["alt-."], A::Forward, "forward", "Go forward again.", 0),

    row(S::Jot, &["enter", "esc"], A::Accept, "done", "Keep the jot and go back to where you were.", 1),
    row(S::Jot, &["tab"], A::NextSpeaker, "who", "Go to the next speaker; after the last one, type a new name.", 2),
    row(S::Jot, &["#", "ctrl-g"], A::ChooseQuestion, "question", "File the jot under a question; within a sentence # is a letter.", 3),
    row(S::Jot, &["ctrl-z"], A::Undo, "undo", "Take back the last change of the jot.", 0),

    row(S::Remark, &["enter", "esc"], A::Accept, "done", "Keep the remark and go back to the page.", 1),

    row(S::Tray, DIGITS, A::Criterion, "question", "Choose the question to file under by its number: criterion, then question.", 1),
    row(S::Tray, &["enter", "b"], A::FileBeside, "file beside", "File the jot beside the question.", 2),
    row(S::Tray, &["q"], A::FileQuoted, "quote", "Quote the jot in the question's narrative, at the caret or at the end.", 3),
    row(S::Tray, &["#"], A::ChooseQuestion, "search", "Search the question to file under.", 4),
    row(S::Tray, &["esc"], A::Leave, "back", "Go back to the question.", 5),
    row(S::Tray, &["u"], A::Unfile, "unfile", "Take the jot out from under its question; a quotation stays in the narrative.", 0),
    row(S::Tray, &["a"], A::ShowAll, "all", "Show the filed jots too, or only the others.", 6),
    row(S::Tray, &["e"], A::EditJot, "change", "Change the jot's text and its speaker.", 7),
    row(S::Tray, &["delete"], A::RemoveJot, "remove", "Remove the jot; undo brings it back.", 0),
    row(S::Tray, &["up", "k"], A::Up, "up", "Go to the jot before.", 0),
    row(S::Tray, &["down", "j"], A::Down, "down", "Go to the next jot.", 0),
    row(S::Tray, &["pageup"], A::PageUp, "page up", "Go several jots up.", 0),
    row(S::Tray, &["pagedown"], A::PageDown, "page down", "Go several jots down.", 0),
    row(S::Tray, &["home"], A::First, "first", "Go to the first jot.", 0),
    row(S::Tray, &["end"], A::Last, "last", "Go to the last jot.", 0),
    row(S::Tray, &["ctrl-t"], A::Jot, "jot", "Take down another jot.", 0),
    row(S::Tray, &["ctrl-z"], A::Undo, "undo", "Take back the last change.", 8),
    row(S::Tray, &["ctrl-y"], A::Redo, "redo", "Make the change again that was taken back.", 0),
    row(S::Tray, &["?"], A::Help, "help", "Show the keys that work here.", 9),

    row(S::Conflicts, &["o", "enter"], A::KeepOurs, "keep yours", "Keep what you have here.", 1),
    row(S::Conflicts, &["t"], A::TakeTheirs, "take theirs", "Take what the other version has.", 2),
    row(S::Conflicts, &["b"], A::KeepBoth, "keep both", "Keep both texts, theirs below yours.", 3),
    row(S::Conflicts, &["down", "right", "n"], A::Down, "next", "Go to the next choice.", 4),
    row(S::Conflicts, &["up", "left", "p"], A::Up, "before", "Go to the choice before.", 0),
    row(S::Conflicts, &["esc", "q"], A::Leave, "back", "Choose later; both versions are kept.", 5),

    row(S::Beside, &["?"], A::Help, "help", "Show the keys that work here.", 9),
    row(S::Beside, DIGITS, A::Criterion, "criterion", "Go to the first question of the criterion with this number.", 0),
    row(S::Beside, &["x"], A::NotApplicable, "question n/a", "Say that the question does not apply, and why; again: that it does.", 6),
    row(S::Beside, &["q"], A::Leave, "leave", "Leave the zone for the outline, the outline for the library.", 0),

    row(S::Outline, &["up", "k"], A::PreviousQuestion, "up", "Go to the question before.", 0),
    row(S::Outline, &["down", "j"], A::NextQuestion, "down", "Go to the next question.", 0),
    row(S::Outline, &["home"], A::First, "first", "Go to the first question.", 0),
    row(S::Outline, &["end"], A::Last, "last", "Go to the last question.", 0),
    row(S::Outline, &["enter", "right", "i"], A::Accept, "write", "Go to the question's narrative.", 1),

    row(S::Checklist, &["m"], A::Mark(Some(Mark::Met)), "met", "Mark the item as met and go to the next.", 1),
    row(S::Checklist, &["n", "-"], A::Mark(Some(Mark::NotMet)), "not met", "Mark the item as not met and go to the next.", 2),
    row(S::Checklist, &["a"], A::Mark(Some(Mark::NotApplicable)), "n/a", "Mark the item as not applicable and go to the next.", 3),
    row(S::Checklist, &["c", "backspace", "delete"], A::Mark(None), "clear", "Take the item's mark off.", 4),
    row(S::Checklist, &["space"], A::WalkMark, "walk", "Change the item's mark: met, not met, not applicable, none.", 5),
    row(S::Checklist, &["up", "k"], A::Up, "up", "Go to the item before.", 0),
    row(S::Checklist, &["down", "j", "enter"], A::Down, "down", "Go to the next item.", 0),
    row(S::Checklist, &["home"], A::First, "first", "Go to the first item.", 0),
    row(S::Checklist, &["end"], A::Last, "last", "Go to the last item.", 0),

    row(S::Tools, &["a", "+"], A::AddTool, "add a tool", "Note an inspiring tool for this question.", 1),
    row(S::Tools, &["enter"], A::EditTool, "change", "Change the tool's title, address and note.", 2),
    row(S::Tools, &["d", "delete"], A::RemoveTool, "remove", "Remove the tool; undo brings it back.", 3),
    row(S::Tools, &["up", "k"], A::Up, "up", "Go to the tool before.", 0),
    row(S::Tools, &["down", "j"], A::Down, "down", "Go to the next tool.", 0),

    row(S::Form, &["tab"], A::NextField, "next field", "Go to the next field.", 1),
    row(S::Form, &["shift-tab"], A::PreviousField, "previous field", "Go to the field before.", 0),
    row(S::Form, &["esc", "ctrl-d"], A::Leave, "back", "Go back to the question; everything filled in is kept.", 3),
    row(S::Form, &["ctrl-n"], A::AddVisit, "add a visit", "Add a visit to the form.", 2),
    row(S::Form, &["ctrl-t"], A::Jot, "jot", "Take down one line of an interview.", 0),
    row(S::Form, &["ctrl-r"], A::RemoveVisit, "remove the visit", "Remove the visit that the caret stands in; undo brings it back.", 0),
    row(S::Form, &["ctrl-e"], A::EditOutside, "editor", "Write the text in your own editor ($VISUAL or $EDITOR).", 0),
    row(S::Form, &["ctrl-z"], A::Undo, "undo", "Take back the last change.", 5),
    row(S::Form, &["ctrl-y"], A::Redo, "redo", "Make the change again that was taken back.", 0),

    row(S::Review, &["left", "h", "ctrl-p"], A::PreviousQuestion, "question before", "Go to the question before.", 0),
    row(S::Review, &["right", "l", "ctrl-n"], A::NextQuestion, "next question", "Go to the next question.", 1),
    row(S::Review, &["n"], A::NextPractice, "next practice", "Go to the next evaluation, at the same question.", 2),
    row(S::Review, &["p"], A::PreviousPractice, "practice before", "Go to the evaluation before, at the same question.", 0),
    row(S::Review, &["o"], A::Overview, "overview", "Show all criteria at a glance, or the question again.", 3),
    row(S::Review, &["enter", "e"], A::Record, "record", "Open this question for writing.", 7),
    row(S::Review, &["esc", "q"], A::Leave, "library", "Go back to where you came from.", 8),
    row(S::Review, &["r"], A::Remark, "remark", "Make a remark on the question, or on the item that has the focus.", 4),
    row(S::Review, &["w"], A::NextRemark, "next remark", "Go to the next open remark.", 0),
    row(S::Review, &["t"], A::Reply, "reply", "Answer the remark that has the focus, or the first open one.", 0),
    row(S::Review, &["x"], A::Resolve, "resolve", "Say that the remark is dealt with; again: that it is open.", 0),
    row(S::Review, &["tab"], A::NextZone, "next item", "Go to the next item or remark of the page.", 0),
    row(S::Review, &["shift-tab"], A::PreviousZone, "item before", "Go to the item or remark before.", 0),
    row(S::Review, &["s"], A::Step(Step::Submit), "submit", "Hand the evaluation in; what is off is shown first.", 0),
    row(S::Review, &["a"], A::Step(Step::Approve), "approve", "Accept the evaluation.", 5),
    row(S::Review, &["b"], A::Step(Step::Return), "return", "Hand the evaluation back, with a reason.", 6),
    row(S::Review, &["u"], A::Step(Step::Reopen), "reopen", "Open a submitted or approved evaluation again.", 0),
    row(S::Review, &["c"], A::Changes, "what changed", "Show what changed since you last looked.", 0),
    row(S::Review, &["y"], A::CopySource, "copy", "Copy the narrative with its source, for a report.", 0),
    row(S::Review, &["v"], A::NextVerdict, "next verdict", "Go to the next evaluation that waits for a verdict.", 0),
    row(S::Review, &["?"], A::Help, "help", "Show the keys that work here.", 7),
    row(S::Review, &["up", "k"], A::Up, "up", "Scroll up.", 0),
    row(S::Review, &["down", "j"], A::Down, "down", "Scroll down.", 0),
    row(S::Review, &["pageup"], A::PageUp, "page up", "Scroll one screen up.", 0),
    row(S::Review, &["pagedown", "space"], A::PageDown, "page down", "Scroll one screen down.", 0),
    row(S::Review, &["home"], A::First, "top", "Go to the first question.", 0),
    row(S::Review, &["end"], A::Last, "end", "Go to the last question.", 0),
    row(S::Review, DIGITS, A::Criterion, "criterion", "Go to the first question of the criterion with this number.", 0),

    row(S::Text, &["left"], A::Move(Motion::Left), "left", "Move the caret left.", 0),
    row(S::Text, &["right"], A::Move(Motion::Right), "right", "Move the caret right.", 0),
    row(S::Text, &["up"], A::Move(Motion::Up), "up", "Move the caret up a row.", 0),
    row(S::Text, &["down"], A::Move(Motion::Down), "down", "Move the caret down a row.", 0),
    row(S::Text, &["ctrl-left", "alt-left", "alt-b"], A::Move(Motion::WordLeft), "word left", "Move the caret a word left.", 0),
    row(S::Text, &["ctrl-right", "alt-right", "alt-f"], A::Move(Motion::WordRight), "word right", "Move the caret a word right.", 0),
    row(S::Text, &["ctrl-up", "alt-up"], A::Move(Motion::ParagraphUp), "paragraph up", "Move the caret a paragraph up.", 0),
    row(S::Text, &["ctrl-down", "alt-down"], A::Move(Motion::ParagraphDown), "paragraph down", "Move the caret a paragraph down.", 0),
    row(S::Text, &["home"], A::Move(Motion::RowStart), "row start", "Move the caret to the start of the row.", 0),
    row(S::Text, &["end"], A::Move(Motion::RowEnd), "row end", "Move the caret to the end of the row.", 0),
    row(S::Text, &["ctrl-home"], A::Move(Motion::Start), "start", "Move the caret to the start of the text.", 0),
    row(S::Text, &["ctrl-end"], A::Move(Motion::End), "end", "Move the caret to the end of the text.", 0),
    row(S::Text, &["pageup"], A::Move(Motion::PageUp), "page up", "Move the caret a page up.", 0),
    row(S::Text, &["pagedown"], A::Move(Motion::PageDown), "page down", "Move the caret a page down.", 0),
    row(S::Text, &["shift-left"], A::Select(Motion::Left), "select left", "Extend the selection left.", 0),
    row(S::Text, &["shift-right"], A::Select(Motion::Right), "select right", "Extend the selection right.", 0),
    row(S::Text, &["shift-up"], A::Select(Motion::Up), "select up", "Extend the selection a row up.", 0),
    row(S::Text, &["shift-down"], A::Select(Motion::Down), "select down", "Extend the selection a row down.", 0),
    row(S::Text, &["ctrl-shift-left", "alt-shift-left"], A::Select(Motion::WordLeft), "select a word left", "Extend the selection a word left.", 0),
    row(S::Text, &["ctrl-shift-right", "alt-shift-right"], A::Select(Motion::WordRight), "select a word right", "Extend the selection a word right.", 0),
    row(S::Text, &["ctrl-shift-up", "alt-shift-up"], A::Select(Motion::ParagraphUp), "select a paragraph up", "Extend the selection a paragraph up.", 0),
    row(S::Text, &["ctrl-shift-down", "alt-shift-down"], A::Select(Motion::ParagraphDown), "select a paragraph down", "Extend the selection a paragraph down.", 0),
    row(S::Text, &["shift-home"], A::Select(Motion::RowStart), "select to the row's start", "Extend the selection to the start of the row.", 0),
    row(S::Text, &["shift-end"], A::Select(Motion::RowEnd), "select to the row's end", "Extend the selection to the end of the row.", 0),
    row(S::Text, &["ctrl-shift-home"], A::Select(Motion::Start), "select to the start", "Extend the selection to the start of the text.", 0),
    row(S::Text, &["ctrl-shift-end"], A::Select(Motion::End), "select to the end", "Extend the selection to the end of the text.", 0),
    row(S::Text, &["shift-pageup"], A::Select(Motion::PageUp), "select a page up", "Extend the selection a page up.", 0),
    row(S::Text, &["shift-pagedown"], A::Select(Motion::PageDown), "select a page down", "Extend the selection a page down.", 0),
    row(S::Text, &["ctrl-a"], A::SelectAll, "select all", "Select the whole text.", 0),
    row(S::Text, &["ctrl-x"], A::Cut, "cut", "Cut what is selected.", 0),
    row(S::Text, &["ctrl-c"], A::Copy, "copy", "Copy what is selected, to the terminal's clipboard too.", 0),
    row(S::Text, &["ctrl-v"], A::Paste, "paste", "Insert what was cut or copied.", 0),
    row(S::Text, &["enter"], A::Break, "new line", "Begin a new line; in a one-line field: go to the next field.", 0),
    row(S::Text, &["backspace", "shift-backspace", "ctrl-h"], A::Delete(Deletion::ClusterBack), "delete back", "Delete the character before the caret, or what is selected.", 0),
    row(S::Text, &["delete"], A::Delete(Deletion::Cluster), "delete", "Delete the character after the caret, or what is selected.", 0),
    row(S::Text, &["ctrl-w", "ctrl-backspace", "alt-backspace"], A::Delete(Deletion::WordBack), "delete a word back", "Delete the word before the caret.", 0),
    row(S::Text, &["ctrl-delete", "alt-d", "alt-delete"], A::Delete(Deletion::Word), "delete a word", "Delete the word after the caret.", 0),

    row(S::Choice, &["up", "ctrl-p"], A::Up, "up", "Go one row up.", 0),
    row(S::Choice, &["down", "ctrl-n"], A::Down, "down", "Go one row down.", 0),
    row(S::Choice, &["pageup"], A::PageUp, "page up", "Go one screen up.", 0),
    row(S::Choice, &["pagedown"], A::PageDown, "page down", "Go one screen down.", 0),
    row(S::Choice, &["enter"], A::Accept, "choose", "Take the row chosen.", 1),
    row(S::Choice, &["esc"], A::Leave, "back", "Close the list.", 2),

    row(S::Prompt, &["enter"], A::Accept, "go on", "Take what is filled in.", 1),
    row(S::Prompt, &["esc"], A::Leave, "back", "Close; what was typed stands there again next time.", 2),

    row(S::Reader, &["esc", "enter", "q", "?"], A::Leave, "close", "Close the page.", 1),
    row(S::Reader, &["up", "k"], A::Up, "up", "Scroll up.", 0),
    row(S::Reader, &["down", "j"], A::Down, "down", "Scroll down.", 2),
    row(S::Reader, &["pageup"], A::PageUp, "page up", "Scroll one screen up.", 0),
    row(S::Reader, &["pagedown", "space"], A::PageDown, "page down", "Scroll one screen down.", 0),
];

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

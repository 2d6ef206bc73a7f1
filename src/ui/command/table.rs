//! The table itself: a row for everything that a person can do.

use super::{Action, Calls, Command, Digits, Move, Scope, key::Keys};
use crate::model::{Mark, Step};
use crate::text::{Deletion, Motion};

/// A row that keys call, written as words parted by blanks; without any only the palette does.
const fn row(
    scope: Scope,
    keys: &'static str,
    action: Action,
    label: &'static str,
    help: &'static str,
    hint: u8,
) -> Command {
    Command { scope, calls: Calls::Keys(Keys::parse(keys), action), label, help, hint }
}

/// A row that the digits 1 to 9 call.
const fn numbered(
    scope: Scope,
    digits: Digits,
    action: fn(u8) -> Action,
    label: &'static str,
    help: &'static str,
    hint: u8,
) -> Command {
    Command { scope, calls: Calls::Digits(digits, action), label, help, hint }
}

use Action as A;
use Scope as S;

/// Everything that a person can do.
#[rustfmt::skip]
pub const COMMANDS: &[Command] = &[
    row(S::Anywhere, "f1 alt-h", A::Help, "help", "Show the keys that work here.", 0),
    row(S::Anywhere, "ctrl-k", A::Palette, "palette", "Find a command by its name and run it.", 0),
    row(S::Anywhere, "ctrl-q", A::Quit, "quit", "Save everything and leave the program.", 0),
    row(S::Anywhere, "", A::Suspend, "suspend", "Put the program in the background of its shell; `fg` brings it back.", 0),
    row(S::Anywhere, "", A::ToggleMouse, "mouse", "Take the mouse, or leave it to the terminal, which selects text with it.", 0),
    row(S::Anywhere, "ctrl-l", A::Redraw, "redraw", "Draw the whole screen anew.", 0),

    row(S::Navigation, "esc q", A::Leave, "back", "Go back: from a part of the screen to the whole, from the whole to where you came from.", 1),
    row(S::Navigation, "up k", A::Go(Move::Up), "up", "Go one row up.", 0),
    row(S::Navigation, "down j", A::Go(Move::Down), "down", "Go one row down.", 0),
    row(S::Navigation, "pageup", A::Go(Move::PageUp), "page up", "Go one screen up.", 0),
    row(S::Navigation, "pagedown", A::Go(Move::PageDown), "page down", "Go one screen down.", 0),
    row(S::Navigation, "home", A::Go(Move::First), "first", "Go to the first row.", 0),
    row(S::Navigation, "end", A::Go(Move::Last), "last", "Go to the last row.", 0),
    row(S::Navigation, "?", A::Help, "help", "Show the keys that work here.", 0),

    row(S::Undo, "ctrl-z", A::Undo, "undo", "Take back the last change, wherever it was made.", 8),
    row(S::Undo, "ctrl-y", A::Redo, "redo", "Make the change again that was taken back.", 0),

    row(S::Library, "enter", A::Open, "open", "Open the evaluation where it was left.", 1),
    row(S::Library, "n", A::New, "new", "Begin a new evaluation.", 2),
    row(S::Library, "r", A::Review, "review", "Read the evaluation page by page.", 3),
    row(S::Library, "/", A::Find, "find", "Find evaluations by practice, country, place or evaluator, as you type.", 4),
    row(S::Library, "i", A::Import, "import", "Read evaluations from a file: published text or RON.", 6),
    row(S::Library, "e", A::Export, "export", "Write the evaluation to a file: Markdown, JSON or RON.", 7),
    row(S::Library, "d", A::Duplicate, "duplicate", "Begin a new draft with everything that this evaluation holds.", 8),
    row(S::Library, "delete x", A::Trash, "to the trash", "Move the evaluation to the trash.", 9),
    row(S::Library, "t", A::ShowTrash, "trash", "Show the trash and restore from it.", 10),
    row(S::Library, "f", A::FilterStatus, "status", "Show one status only: draft, submitted, returned, approved, all.", 11),
    row(S::Library, "s", A::Sort, "sort", "Sort by change, practice, country, status or progress.", 12),
    row(S::Library, ",", A::Settings, "settings", "Change your name and whether the mouse is used.", 13),
    row(S::Library, "a", A::Sample, "sample", "Add a sample: an evaluation of an invented practice.", 0),
    row(S::Library, "q", A::Quit, "quit", "Save everything and leave the program.", 14),
    row(S::Library, "esc", A::ClearFilters, "show all", "Take the find and status filters off.", 0),
    row(S::Library, "ctrl-z", A::RestoreTrashed, "undo", "Bring back the evaluation that was last moved to the trash.", 0),

    row(S::Library, "p", A::Portfolio, "portfolio", "Read all evaluations side by side: items by practices, with totals.", 5),
    row(S::Library, "g ctrl-g", A::Search, "search all", "Search every text of every evaluation.", 6),
    row(S::Library, "v", A::NextVerdict, "next verdict", "Read the evaluation, or else the next, that waits for a verdict.", 0),
    row(S::Library, "c", A::Compare, "compare", "Put this evaluation beside another one: agreement, differing items, both narratives.", 0),

    row(S::Portfolio, "left h", A::Left, "left", "Go to the practice before.", 0),
    row(S::Portfolio, "right l", A::Right, "right", "Go to the next practice.", 0),
    row(S::Portfolio, "enter", A::Open, "open", "Read the answer behind the cell.", 1),
    row(S::Portfolio, "s", A::Sort, "rarely met", "Sort the items by how rarely they are met, or as the framework has them.", 2),
    row(S::Portfolio, "t", A::Overview, "totals", "Show totals by criterion, country and item, and the practice's profile; again: the cells.", 3),
    row(S::Portfolio, "o", A::Across, "one question", "Read what all practices say to this question, one after the other.", 4),
    row(S::Portfolio, "f", A::Filter, "filter", "Choose which practices are shown: by status, country and date, or those of another framework.", 5),
    row(S::Portfolio, "c", A::ClearFilters, "show all", "Take the filters off.", 0),

    row(S::Across, "n", A::NextPractice, "next practice", "Go to the next practice.", 2),
    row(S::Across, "p", A::PreviousPractice, "practice before", "Go to the practice before.", 0),
    row(S::Across, "right l", A::NextQuestion, "next question", "Go to the next question.", 3),
    row(S::Across, "left h", A::PreviousQuestion, "question before", "Go to the question before.", 0),
    row(S::Across, "enter", A::Open, "read", "Read the practice's answer on the reviewer's pages.", 1),
    row(S::Across, "y", A::CopySource, "copy", "Copy the practice's narrative with its source, for a report.", 4),


    row(S::Find, "enter", A::Accept, "to the list", "Go to the rows found.", 1),
    row(S::Find, "esc", A::ClearFilters, "show all", "Show all rows again.", 2),

    row(S::Record, "tab", A::NextPane, "next zone", "Go on to the next zone: narrative, checklist, inspiring tools.", 1),
    row(S::Record, "shift-tab", A::PreviousPane, "previous zone", "Go back to the zone before.", 0),
    row(S::Record, "ctrl-n", A::NextQuestion, "next", "Go to the next question.", 2),
    row(S::Record, "ctrl-p", A::PreviousQuestion, "previous question", "Go to the question before.", 0),
    row(S::Record, "ctrl-u", A::NextUnfinished, "next unfinished", "Go to the next question that is not complete.", 5),
    row(S::Record, "ctrl-d", A::Details, "details", "Fill in the practice's details, the evaluators and the visits.", 7),
    numbered(S::Record, Digits::Alt, A::Criterion, "criterion", "Go to the first question of the criterion with this number.", 0),
    row(S::Record, "ctrl-r", A::Review, "read", "Read this evaluation page by page.", 0),
    row(S::Record, "ctrl-s", A::Save, "save", "Write the evaluation's file now; it is saved all the time in any case.", 0),

    row(S::Record, "ctrl-g", A::GoTo, "go to", "Search questions, items, narratives and jots, and go there.", 4),
    row(S::Record, "ctrl-t", A::Jot, "jot", "Take down one line of an interview: who said it, what, on which question.", 3),
    row(S::Record, "ctrl-o", A::Tray, "jots", "Show the jots, to file them under the questions.", 6),
    row(S::Record, "f2 alt-o", A::Checks, "what is off", "List what you may want to look at again, and go there.", 0),
    row(S::Record, "f4 alt-w", A::WholeHeight, "quiet", "Give the narrative the whole height, or the checklist back.", 0),
    row(S::Record, "ctrl-e", A::EditOutside, "editor", "Write the text in your own editor ($VISUAL or $EDITOR) and come back with it.", 0),
    row(S::Record, "f3 alt-r", A::Replace, "find and replace", "Find a text in this evaluation and replace it, after a look at every place.", 0),
    row(S::Record, "f5 alt-v", A::VisitClock, "visit", "Begin a visit now, or end the one that goes on.", 0),
    row(S::Record, "f6", A::Conflicts, "both sides", "Choose where another version of this evaluation differs.", 0),
    row(S::Record, "f7", A::History, "history", "Show earlier revisions: what each changed, and make one the latest again.", 0),
    row(S::Record, "f9 alt-k", A::NextRemark, "next remark", "Go to the next open remark.", 0),
    row(S::Record, "f8 alt-m", A::Remark, "remark", "Make a remark on what is selected, on the item, or on the question.", 0),
    row(S::Record, "alt-t", A::Reply, "reply", "Answer the question's open remark.", 0),
    row(S::Record, "alt-x", A::Resolve, "resolve", "Say that the question's open remark is dealt with.", 0),
    row(S::Record, "", A::Step(Step::Submit), "submit", "Hand the evaluation in; what is off is shown first.", 0),
    row(S::Record, "", A::Step(Step::Reopen), "reopen", "Open a submitted or approved evaluation again.", 0),
    row(S::Record, "alt-,", A::Back, "back", "Go back to the question where you were before.", 0),
    row(S::Record, "alt-.", A::Forward, "forward", "Go forward again.", 0),

    row(S::Jot, "enter esc", A::Accept, "done", "Keep the jot and go back to where you were.", 1),
    row(S::Jot, "tab", A::NextSpeaker, "who", "Go to the next speaker; after the last one, type a new name.", 2),
    row(S::Jot, "ctrl-g", A::ChooseQuestion, "question", "File the jot under a question.", 3),
    row(S::JotStart, "#", A::ChooseQuestion, "question", "File the jot under a question; within a sentence # is a letter.", 0),

    row(S::Remark, "enter esc", A::Accept, "done", "Keep the remark and go back to the page.", 1),

    numbered(S::Tray, Digits::Plain, A::Criterion, "question", "Choose the question to file under by its number: criterion, then question.", 1),
    row(S::Tray, "enter b", A::FileBeside, "file beside", "File the jot beside the question.", 2),
    row(S::Tray, "q", A::FileQuoted, "quote", "Quote the jot in the question's narrative, at the caret or at the end.", 3),
    row(S::Tray, "#", A::ChooseQuestion, "search", "Search the question to file under.", 4),
    row(S::Tray, "u", A::Unfile, "unfile", "Take the jot out from under its question; a quotation stays in the narrative.", 0),
    row(S::Tray, "a", A::ShowAll, "all", "Show the filed jots too, or only the others.", 6),
    row(S::Tray, "e", A::EditJot, "change", "Change the jot's text and its speaker.", 7),
    row(S::Tray, "delete", A::RemoveJot, "remove", "Remove the jot; undo brings it back.", 0),
    row(S::Tray, "ctrl-t", A::Jot, "jot", "Take down another jot.", 0),

    row(S::Conflicts, "o enter", A::KeepOurs, "keep yours", "Keep what you have here.", 1),
    row(S::Conflicts, "t", A::TakeTheirs, "take theirs", "Take what the other version has.", 2),
    row(S::Conflicts, "right n", A::Go(Move::Down), "next", "Go to the next choice.", 4),
    row(S::Conflicts, "left p", A::Go(Move::Up), "before", "Go to the choice before.", 0),
    row(S::Conflicts, "b", A::KeepBoth, "keep both", "Keep both texts, theirs below yours.", 3),

    numbered(S::Beside, Digits::Plain, A::Criterion, "criterion", "Go to the first question of the criterion with this number.", 0),
    row(S::Beside, "x", A::NotApplicable, "question n/a", "Say that the question does not apply, and why; again: that it does.", 6),

    row(S::Reason, "enter", A::Accept, "write", "Go on to the question's narrative.", 0),
    row(S::Outline, "enter right i", A::Accept, "write", "Go to the question's narrative.", 1),

    row(S::Checklist, "m", A::Mark(Some(Mark::Met)), "met", "Mark the item as met and go to the next.", 1),
    row(S::Checklist, "n -", A::Mark(Some(Mark::NotMet)), "not met", "Mark the item as not met and go to the next.", 2),
    row(S::Checklist, "a", A::Mark(Some(Mark::NotApplicable)), "n/a", "Mark the item as not applicable and go to the next.", 3),
    row(S::Checklist, "c backspace delete", A::Mark(None), "clear", "Take the item's mark off.", 4),
    row(S::Checklist, "enter", A::Go(Move::Down), "down", "Go to the next item.", 0),
    row(S::Checklist, "space", A::CycleMark, "walk", "Change the item's mark: met, not met, not applicable, none.", 5),

    row(S::Tools, "a +", A::AddTool, "add a tool", "Note an inspiring tool for this question.", 1),
    row(S::Tools, "enter", A::EditTool, "change", "Change the tool's title, address and note.", 2),
    row(S::Tools, "d delete", A::RemoveTool, "remove", "Remove the tool; undo brings it back.", 3),

    row(S::OneLine, "enter", A::NextField, "next field", "Go to the next field.", 0),
    row(S::Form, "tab", A::NextField, "next field", "Go to the next field.", 1),
    row(S::Form, "shift-tab", A::PreviousField, "previous field", "Go to the field before.", 0),
    row(S::Form, "ctrl-d", A::Leave, "back", "Go back to the question; everything filled in is kept.", 0),
    row(S::JotForm, "enter", A::Leave, "done", "Go back to the jots; what is filled in is kept.", 0),
    row(S::Form, "ctrl-t", A::Jot, "jot", "Take down one line of an interview.", 0),
    row(S::Form, "ctrl-e", A::EditOutside, "editor", "Write the text in your own editor ($VISUAL or $EDITOR).", 0),

    row(S::Details, "ctrl-n", A::AddVisit, "add a visit", "Add a visit to the form.", 2),
    row(S::Details, "ctrl-r", A::RemoveVisit, "remove the visit", "Remove the visit that the caret stands in; undo brings it back.", 0),

    row(S::Review, "left h ctrl-p", A::PreviousQuestion, "before", "Go to the question before.", 1),
    row(S::Review, "right l ctrl-n", A::NextQuestion, "next", "Go to the next question.", 1),
    row(S::Review, "n", A::NextPractice, "next practice", "Go to the next evaluation, at the same question.", 2),
    row(S::Review, "p", A::PreviousPractice, "practice before", "Go to the evaluation before, at the same question.", 0),
    row(S::Review, "o", A::Overview, "overview", "Show all criteria at a glance, or the question again.", 3),
    row(S::Overview, "enter", A::Overview, "read", "Show the question that is chosen.", 1),
    row(S::Review, "enter e", A::Record, "record", "Open this question for writing.", 7),
    row(S::Review, "r", A::Remark, "remark", "Make a remark on the selected passage, on the item that has the focus, or on the question.", 4),
    row(S::Review, "w", A::NextRemark, "next remark", "Go to the next open remark.", 0),
    row(S::Review, "t", A::Reply, "reply", "Answer the remark that has the focus, or the first open one.", 0),
    row(S::Review, "x", A::Resolve, "resolve", "Say that the remark is dealt with; again: that it is open.", 0),
    row(S::Review, "tab", A::NextPane, "next item", "Go to the next item or remark of the page.", 0),
    row(S::Review, "shift-tab", A::PreviousPane, "item before", "Go to the item or remark before.", 0),
    row(S::Review, "s", A::Step(Step::Submit), "submit", "Hand the evaluation in; what is off is shown first.", 0),
    row(S::Review, "a", A::Step(Step::Approve), "approve", "Accept the evaluation.", 5),
    row(S::Review, "b", A::Step(Step::Return), "return", "Hand the evaluation back, with a reason.", 6),
    row(S::Review, "u", A::Step(Step::Reopen), "reopen", "Open a submitted or approved evaluation again.", 0),
    row(S::Review, "c", A::Changes, "what changed", "Show what changed since you last looked.", 0),
    row(S::Review, "f7", A::History, "history", "Show earlier revisions, and what lies between any two of them.", 0),
    row(S::Review, "y", A::CopySource, "copy", "Copy the selected passage, or the whole narrative, with its source, for a report.", 0),
    row(S::Review, "shift-right", A::Select(Motion::Right), "select", "Select the next sentence of the narrative.", 0),
    row(S::Review, "shift-left", A::Select(Motion::Left), "select before", "Select the sentence before.", 0),
    row(S::Review, "shift-down", A::Select(Motion::Down), "select more", "Select one more sentence.", 0),
    row(S::Review, "shift-up", A::Select(Motion::Up), "select less", "Take the last sentence off the selection.", 0),
    row(S::Review, "v", A::NextVerdict, "next verdict", "Go to the next evaluation that waits for a verdict.", 0),
    numbered(S::Review, Digits::Plain, A::Criterion, "criterion", "Go to the first question of the criterion with this number.", 0),

    row(S::Text, "left", A::Move(Motion::Left), "left", "Move the caret left.", 0),
    row(S::Text, "right", A::Move(Motion::Right), "right", "Move the caret right.", 0),
    row(S::Text, "ctrl-left alt-left alt-b", A::Move(Motion::WordLeft), "word left", "Move the caret a word left.", 0),
    row(S::Text, "ctrl-right alt-right alt-f", A::Move(Motion::WordRight), "word right", "Move the caret a word right.", 0),
    row(S::Text, "home", A::Move(Motion::RowStart), "row start", "Move the caret to the start of the row.", 0),
    row(S::Text, "end", A::Move(Motion::RowEnd), "row end", "Move the caret to the end of the row.", 0),
    row(S::Text, "ctrl-home", A::Move(Motion::Start), "start", "Move the caret to the start of the text.", 0),
    row(S::Text, "ctrl-end", A::Move(Motion::End), "end", "Move the caret to the end of the text.", 0),
    row(S::Text, "shift-left", A::Select(Motion::Left), "select left", "Extend the selection left.", 0),
    row(S::Text, "shift-right", A::Select(Motion::Right), "select right", "Extend the selection right.", 0),
    row(S::Text, "ctrl-shift-left alt-shift-left", A::Select(Motion::WordLeft), "select a word left", "Extend the selection a word left.", 0),
    row(S::Text, "ctrl-shift-right alt-shift-right", A::Select(Motion::WordRight), "select a word right", "Extend the selection a word right.", 0),
    row(S::Text, "shift-home", A::Select(Motion::RowStart), "select to the row's start", "Extend the selection to the start of the row.", 0),
    row(S::Text, "shift-end", A::Select(Motion::RowEnd), "select to the row's end", "Extend the selection to the end of the row.", 0),
    row(S::Text, "ctrl-shift-home", A::Select(Motion::Start), "select to the start", "Extend the selection to the start of the text.", 0),
    row(S::Text, "ctrl-shift-end", A::Select(Motion::End), "select to the end", "Extend the selection to the end of the text.", 0),
    row(S::Text, "ctrl-a", A::SelectAll, "select all", "Select the whole text.", 0),
    row(S::Text, "ctrl-x", A::Cut, "cut", "Cut what is selected.", 0),
    row(S::Text, "ctrl-c", A::Copy, "copy", "Copy what is selected, to the terminal's clipboard too.", 0),
    row(S::Text, "ctrl-v", A::Paste, "paste", "Insert what was cut or copied.", 0),
    row(S::Text, "backspace shift-backspace ctrl-h", A::Delete(Deletion::ClusterBack), "delete back", "Delete the character before the caret, or what is selected.", 0),
    row(S::Text, "delete", A::Delete(Deletion::Cluster), "delete", "Delete the character after the caret, or what is selected.", 0),
    row(S::Text, "ctrl-w ctrl-backspace alt-backspace", A::Delete(Deletion::WordBack), "delete a word back", "Delete the word before the caret.", 0),
    row(S::Text, "ctrl-delete alt-d alt-delete", A::Delete(Deletion::Word), "delete a word", "Delete the word after the caret.", 0),

    row(S::Prose, "up", A::Move(Motion::Up), "up", "Move the caret up a row.", 0),
    row(S::Prose, "down", A::Move(Motion::Down), "down", "Move the caret down a row.", 0),
    row(S::Prose, "ctrl-up alt-up", A::Move(Motion::ParagraphUp), "paragraph up", "Move the caret a paragraph up.", 0),
    row(S::Prose, "ctrl-down alt-down", A::Move(Motion::ParagraphDown), "paragraph down", "Move the caret a paragraph down.", 0),
    row(S::Prose, "pageup", A::Move(Motion::PageUp), "page up", "Move the caret a page up.", 0),
    row(S::Prose, "pagedown", A::Move(Motion::PageDown), "page down", "Move the caret a page down.", 0),
    row(S::Prose, "shift-up", A::Select(Motion::Up), "select up", "Extend the selection a row up.", 0),
    row(S::Prose, "shift-down", A::Select(Motion::Down), "select down", "Extend the selection a row down.", 0),
    row(S::Prose, "ctrl-shift-up alt-shift-up", A::Select(Motion::ParagraphUp), "select a paragraph up", "Extend the selection a paragraph up.", 0),
    row(S::Prose, "ctrl-shift-down alt-shift-down", A::Select(Motion::ParagraphDown), "select a paragraph down", "Extend the selection a paragraph down.", 0),
    row(S::Prose, "shift-pageup", A::Select(Motion::PageUp), "select a page up", "Extend the selection a page up.", 0),
    row(S::Prose, "shift-pagedown", A::Select(Motion::PageDown), "select a page down", "Extend the selection a page down.", 0),
    row(S::Prose, "enter", A::Break, "new line", "Begin a new line.", 0),

    row(S::Choice, "enter", A::Accept, "choose", "Take the row chosen.", 1),
    row(S::Choice, "ctrl-p", A::Go(Move::Up), "up", "Go one row up.", 0),
    row(S::Choice, "ctrl-n", A::Go(Move::Down), "down", "Go one row down.", 0),

    row(S::Reading, "space", A::Go(Move::PageDown), "a screen on", "Go one screen down.", 2),

    row(S::Reader, "enter ?", A::Leave, "close", "Close the page.", 1),

    row(S::Prompt, "enter", A::Accept, "go on", "Take what is filled in.", 1),


    row(S::History, "enter c", A::Changes, "changes", "Show what the revision changed, or what lies between it and the marked one.", 1),
    row(S::History, "space m", A::MarkRevision, "mark", "Mark the revision, to compare another one with it; again: take the mark off.", 2),
    row(S::History, "w", A::Whole, "the whole", "Show the whole of the revision.", 3),
    row(S::History, "r", A::RestoreRevision, "make it the latest", "Make the revision the latest again; undo takes that back.", 4),
];

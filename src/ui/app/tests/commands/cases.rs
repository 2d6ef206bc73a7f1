//! The commands called: one case for every row of the table.

use super::{
    Case, S,
    Seen::{Asks, Caret, Changes, Hides, In, Shows},
    case,
    starts::{
        exporting, jots, levelled, listed, long_sided, prose, reading, remarked, revised, shelf, submitted, two_sided,
        waiting, waiting_on_the_shelf,
    },
};
use crate::model::{Edit, Field};
use crate::ui::{
    COMMANDS, LookBack,
    app::tests::{
        moving::{moved_on, orphaned},
        public_copy::hidden,
        scenes::{self, id},
        *,
    },
};

/// Every case.
pub(super) fn cases() -> Vec<Case> {
    [
        in_the_library(),
        side_by_side(),
        recording(),
        jotting_and_choosing(),
        beside_text(),
        reviewing(),
        on_the_export_sheet(),
        over_a_screen(),
        writing(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// In the library.
#[rustfmt::skip]
fn in_the_library() -> Vec<Case> {
    vec![
        case(S::Anywhere, "f1", shelf, "", Shows("Keys that work here")),
        case(S::Anywhere, "ctrl-k", shelf, "", Shows("Commands")),
        case(S::Anywhere, "ctrl-q", shelf, "", Asks(|effect| *effect == Effect::Quit)),
        case(S::Anywhere, "suspend", shelf, "", Asks(|effect| *effect == Effect::Suspend)),
        case(S::Anywhere, "mouse", shelf, "", Asks(|effect| *effect == Effect::Mouse(false))),
        case(S::Anywhere, "ctrl-l", shelf, "", Asks(|effect| *effect == Effect::Redraw)),

        case(S::Library, "enter", shelf, "", Asks(|effect| *effect == Effect::Open(id("alpha"), Purpose::Record))),
        case(S::Library, "n", shelf, "", Shows("Which practice will be evaluated?")),
        case(S::Library, "r", shelf, "", Asks(|effect| *effect == Effect::Open(id("alpha"), Purpose::Review(0)))),
        case(S::Library, "/", shelf, "", In(S::Find)),
        case(S::Navigation, "?", shelf, "", Shows("Keys that work here")),
        case(S::Library, "i", shelf, "", Shows("Which file holds the evaluations?")),
        case(S::Library, "e", shelf, "", Shows("What  Alpha")),
        case(S::Library, "space", shelf, "", Shows("1 selected")),
        case(S::Library, "d", shelf, "", Asks(|effect| *effect == Effect::Duplicate(id("alpha")))),
        case(S::Library, "N", shelf, "", Asks(|effect| matches!(effect, Effect::Anew(of, by) if *of == id("alpha") && *by == "Jana Nováková".into()))),
        case(S::Library, "delete", shelf, "down", Asks(|effect| *effect == Effect::Trash(id("beta")))),
        case(S::Library, "t", shelf, "delete enter", Shows("Trash: choose what to restore")),
        case(S::Library, "w", shelf, "", Asks(|effect| *effect == Effect::ListFrameworks)),
        case(S::Library, "f", shelf, "", Shows("Status Draft")),
        case(S::Library, "s", shelf, "", Shows("Sort practice")),
        case(S::Library, ",", shelf, "", Shows("Settings")),
        case(S::Library, "a", shelf, "", Shows("The Long Table, Brzezina")),
        case(S::Library, "q", shelf, "", Asks(|effect| *effect == Effect::Quit)),
        case(S::Library, "esc", shelf, "f", Shows("Status all")),
        case(S::Library, "ctrl-z", shelf, "delete enter", Shows("▌ Alpha")),
        case(S::Navigation, "up", shelf, "end", Shows("▌ Beta")),
        case(S::Navigation, "down", shelf, "", Shows("▌ Beta")),
        case(S::Navigation, "pageup", shelf, "end", Shows("▌ Alpha")),
        case(S::Navigation, "pagedown", shelf, "", Shows("▌ Gamma")),
        case(S::Navigation, "home", shelf, "end", Shows("▌ Alpha")),
        case(S::Navigation, "end", shelf, "", Shows("▌ Gamma")),

        case(S::Library, "p", shelf, "", In(S::Portfolio)),
        case(S::Library, "g", shelf, "", Shows("Search everything")),
        case(S::Library, "c", shelf, "", Shows("Compare with")),
        case(S::Library, "v", waiting_on_the_shelf, "", Asks(|effect| *effect == Effect::Open(scenes::submitted().id, Purpose::Review(0)))),
    ]
}

/// In the portfolio, and beside another evaluation.
#[rustfmt::skip]
fn side_by_side() -> Vec<Case> {
    vec![
        case(S::Portfolio, "left", shelf, "p right", Hides("Beta")),
        case(S::Portfolio, "right", shelf, "p", Shows("Beta")),
        case(S::Navigation, "up", shelf, "p down", Changes),
        case(S::Navigation, "down", shelf, "p", Changes),
        case(S::Navigation, "pageup", shelf, "p pagedown", Changes),
        case(S::Navigation, "pagedown", shelf, "p", Changes),
        case(S::Navigation, "home", shelf, "p end", Shows("Participatory approach")),
        case(S::Navigation, "end", shelf, "p", Shows("Joint review")),
        case(S::Portfolio, "enter", shelf, "p down", Asks(|effect| *effect == Effect::Open(id("alpha"), Purpose::Review(0)))),
        case(S::Portfolio, "s", shelf, "p", Shows("most rarely met first")),
        case(S::Portfolio, "t", shelf, "p", Shows("By country")),
        case(S::Portfolio, "o", shelf, "p", In(S::Across)),
        case(S::Portfolio, "f", shelf, "p", Shows("Which practices?")),
        case(S::Portfolio, "e", shelf, "p", Shows("3 evaluations of the portfolio")),
        case(S::Portfolio, "c", shelf, "p f enter", Hides("Only")),
        case(S::Navigation, "esc", shelf, "p", In(S::Library)),
        case(S::Navigation, "?", shelf, "p", Shows("Keys that work here")),

        case(S::Across, "n", shelf, "p o", Shows("practice 2 of 3")),
        case(S::Across, "p", shelf, "p o n", Shows("practice 1 of 3")),
        case(S::Across, "right", shelf, "p o", Shows("1.2  Does")),
        case(S::Across, "left", shelf, "p o right", Shows("1.1  Does")),
        case(S::Across, "enter", shelf, "p o n", Asks(|effect| *effect == Effect::Open(id("beta"), Purpose::Review(0)))),
        case(S::Across, "E", shelf, "p o", Shows("3 evaluations of the portfolio")),
        case(S::Across, "y", shelf, "p o", Asks(|effect| matches!(effect, Effect::Copy(text) if text.contains("Alpha")))),
        case(S::Navigation, "up", shelf, "p o down", Shows("1.1  Does")),
        case(S::Navigation, "down", shelf, "p o", Hides("1.1  Does")),
        case(S::Navigation, "pageup", shelf, "p o pagedown", Shows("1.1  Does")),
        case(S::Navigation, "pagedown", shelf, "p o", Hides("1.1  Does")),
        case(S::Navigation, "home", shelf, "p o end", Shows("1.1  Does")),
        case(S::Navigation, "end", shelf, "p o", Shows("Gamma")),
        case(S::Navigation, "esc", shelf, "p o", In(S::Portfolio)),
        case(S::Navigation, "?", shelf, "p o", Shows("Keys that work here")),

        case(S::Compare, "enter", shelf, "c enter", Asks(|effect| *effect == Effect::Open(id("alpha"), Purpose::Review(0)))),
        case(S::Compare, "E", shelf, "c enter", Shows("2 evaluations side by side")),
        case(S::Compare, "tab", shelf, "c enter pagedown pagedown", Changes),
        case(S::Navigation, "up", shelf, "c enter end", Changes),
        case(S::Navigation, "down", shelf, "c enter", Changes),
        case(S::Navigation, "pageup", shelf, "c enter pagedown", Changes),
        case(S::Navigation, "pagedown", shelf, "c enter", Changes),
        case(S::Navigation, "home", shelf, "c enter end", Shows("Items that differ")),
        case(S::Navigation, "end", shelf, "c enter", Shows("5.2 Policy")),
        case(S::Navigation, "esc", shelf, "c enter", In(S::Library)),
        case(S::Navigation, "?", shelf, "c enter", Shows("Keys that work here")),

        case(S::Find, "enter", shelf, "/ 'be", In(S::Library)),
        case(S::Find, "esc", shelf, "/ 'be", Shows("Gamma")),
        case(S::Line, "ctrl-u", shelf, "/ 'be", Shows("Gamma")),
        case(S::Navigation, "up", shelf, "/ down", Shows("▌ Alpha")),
        case(S::Navigation, "down", shelf, "/", Shows("▌ Beta")),
    ]
}

/// While recording, text included.
#[rustfmt::skip]
fn recording() -> Vec<Case> {
    vec![
        case(S::Record, "tab", prose, "", In(S::MetOrNot)),
        case(S::Record, "shift-tab", prose, "", In(S::Tools)),
        case(S::Record, "ctrl-n", prose, "", Shows("1.2  Does")),
        case(S::Record, "ctrl-p", prose, "ctrl-n", Shows("1.1  Does")),
        case(S::Record, "ctrl-u", prose, "end", Shows("1.2  Does")),
        case(S::Evaluation, "ctrl-d", prose, "", Shows("Organisation")),
        case(S::Evaluation, "alt-1", prose, "ctrl-n", Shows("1.1  Does")),
        case(S::Undo, "ctrl-z", prose, "", Hides("four")),
        case(S::Undo, "ctrl-y", prose, "ctrl-z", Shows("four")),
        case(S::Record, "ctrl-r", prose, "", Shows("question 1 of 12")),
        case(S::Evaluation, "ctrl-s", prose, "", Asks(|effect| *effect == Effect::Save)),
        case(S::Navigation, "esc", prose, "", In(S::Outline)),
        case(S::Evaluation, "ctrl-g", prose, "", Shows("Go to ─")),
        case(S::Evaluation, "ctrl-t", prose, "", In(S::JotStart)),
        case(S::Evaluation, "ctrl-o", prose, "", In(S::Tray)),
        case(S::Evaluation, "f2", prose, "", Shows("The narrative is written, but no item is marked")),
        case(S::Record, "f4", prose, "", Hides("Checklist")),
        case(S::Evaluation, "ctrl-e", prose, "", Asks(|effect| matches!(effect, Effect::EditOutside(Field::Narrative(_), text) if text.contains("four")))),
        case(S::Evaluation, "f3", prose, "", Shows("Find throughout this evaluation")),
        case(S::Evaluation, "f5", prose, "", Shows("visit since 14:02")),
        case(S::Evaluation, "f6", two_sided, "", In(S::Conflicts)),
        case(S::Evaluation, "f7", prose, "", Asks(|effect| *effect == Effect::ListHistory(LookBack::All))),
        case(S::Evaluation, "alt-u", moved_on, "", Shows("Move to version 2")),
        case(S::Evaluation, "alt-l", orphaned, "", Shows("Read all of it")),
        case(S::Evaluation, "f9", remarked, "e ctrl-n", Shows("1.1  Does")),
        case(S::Record, "f8", prose, "", In(S::Remark)),
        case(S::Record, "alt-t", remarked, "e", In(S::Remark)),
        case(S::Record, "alt-x", remarked, "e", Asks(|effect| matches!(effect, Effect::Journal(Edit::Resolve { resolved: true, .. })))),
        case(S::Record, "alt-i", prose, "", Shows("1.1 Diverse groups ─")),
        case(S::Record, "alt-j", remarked, "e", Shows("Remarks on this question")),
        case(S::Record, "change my remark", remarked, "e", In(S::Remark)),
        case(S::Record, "withdraw my remark", remarked, "e", Asks(|effect| matches!(effect, Effect::Journal(Edit::Remove { .. })))),
        case(S::Evaluation, "export", prose, "", Shows("Enter export ")),
        case(S::Evaluation, "alt-p", prose, "ctrl-a", Shows("what is “one two three four”?")),
        case(S::Evaluation, "public copy", prose, "", Shows("Nothing is marked yet")),
        case(S::Evaluation, "submit", prose, "", Shows("Submit anyway")),
        case(S::Evaluation, "reopen", submitted, "e", Shows("Reopen")),
        case(S::Record, "alt-,", prose, "ctrl-n", Shows("1.1  Does")),
        case(S::Record, "alt-.", prose, "ctrl-n alt-,", Shows("1.2  Does")),
    ]
}

/// While jotting and remarking, in the tray, and between two versions.
#[rustfmt::skip]
fn jotting_and_choosing() -> Vec<Case> {
    vec![
        case(S::Jot, "enter", prose, "ctrl-t 'x", In(S::Text)),
        case(S::Jot, "tab", prose, "ctrl-t", Shows("New speaker")),
        case(S::JotStart, "#", prose, "ctrl-t", Shows("Which question?")),
        case(S::Jot, "ctrl-g", prose, "ctrl-t 'x", Shows("Which question?")),
        case(S::Jot, "alt-1", prose, "ctrl-t tab 'Anna tab 'x enter ctrl-t tab tab", Shows("Anna:")),
        case(S::Jot, "ctrl-t", prose, "ctrl-t 'One", In(S::JotStart)),
        case(S::NewSpeaker, "enter", prose, "ctrl-t tab 'Anna", Hides("New speaker")),
        case(S::NewSpeaker, "esc", prose, "ctrl-t tab 'Anna", Hides("New speaker")),
        case(S::Undo, "ctrl-z", prose, "ctrl-t 'x", Asks(|effect| matches!(effect, Effect::Journal(Edit::Remove { .. })))),

        case(S::Remark, "enter", prose, "f8 'Why?", In(S::Text)),
        case(S::Remark, "esc", prose, "f8 'Why?", In(S::Text)),

        case(S::Tray, "1", jots, "ctrl-n ctrl-o", Shows("under 1.1")),
        case(S::Tray, "b", jots, "ctrl-o", Asks(|effect| matches!(effect, Effect::Journal(Edit::File { .. })))),
        case(S::Tray, "q", jots, "ctrl-o", Asks(|effect| matches!(effect, Effect::Journal(Edit::Together(_))))),
        case(S::Tray, "#", jots, "ctrl-o", Shows("Which question?")),
        case(S::Navigation, "esc", jots, "ctrl-o", In(S::Text)),
        case(S::Tray, "u", jots, "ctrl-o b a", Hides("filed under 1.1")),
        case(S::Tray, "a", jots, "ctrl-o b", Shows("All jots")),
        case(S::Tray, "e", jots, "ctrl-o", Shows("Speaker")),
        case(S::Tray, "delete", jots, "ctrl-o", Hides("First jot")),
        case(S::Navigation, "up", jots, "ctrl-o down", Shows("▌ First jot")),
        case(S::Navigation, "down", jots, "ctrl-o", Shows("▌ Second jot")),
        case(S::Navigation, "pageup", jots, "ctrl-o end", Shows("▌ First jot")),
        case(S::Navigation, "pagedown", jots, "ctrl-o", Shows("▌ Second jot")),
        case(S::Navigation, "home", jots, "ctrl-o end", Shows("▌ First jot")),
        case(S::Navigation, "end", jots, "ctrl-o", Shows("▌ Second jot")),
        case(S::Tray, "ctrl-o", jots, "ctrl-o", In(S::Text)),
        case(S::Tray, "ctrl-t", jots, "ctrl-o", In(S::JotStart)),
        case(S::Undo, "ctrl-z", jots, "ctrl-o delete", Shows("First jot")),
        case(S::Undo, "ctrl-y", jots, "ctrl-o delete ctrl-z", Hides("First jot")),
        case(S::Navigation, "?", jots, "ctrl-o", Shows("Keys that work here")),

        case(S::Conflicts, "o", two_sided, "f6", Shows("1 of 1")),
        case(S::Conflicts, "t", two_sided, "f6", Shows("Their centre   ")),
        case(S::Conflicts, "right", two_sided, "f6", Shows("2 of 2")),
        case(S::Conflicts, "left", two_sided, "f6 right", Shows("1 of 2")),
        case(S::Conflicts, "b", two_sided, "f6 down", Shows("1 of 1")),
        case(S::Navigation, "down", two_sided, "f6", Shows("2 of 2")),
        case(S::Navigation, "up", two_sided, "f6 down", Shows("1 of 2")),
        case(S::Navigation, "pagedown", long_sided, "f6", Changes),
        case(S::Navigation, "pageup", long_sided, "f6 pagedown", Changes),
        case(S::Navigation, "?", two_sided, "f6", Shows("Keys that work here")),
        case(S::Navigation, "esc", two_sided, "f6", Hides("Theirs")),
    ]
}

/// While recording, outside text.
#[rustfmt::skip]
fn beside_text() -> Vec<Case> {
    vec![
        case(S::Navigation, "?", prose, "esc", Shows("Keys that work here")),
        case(S::Beside, "1", prose, "ctrl-n esc", Shows("1.1  Does")),
        case(S::Beside, "x", prose, "esc", Shows("Not applicable. Reason")),
        case(S::Reader, "q", shelf, "?", In(S::Library)),

        case(S::Navigation, "up", prose, "ctrl-n esc", Shows("1.1  Does")),
        case(S::Navigation, "down", prose, "esc", Shows("1.2  Does")),
        case(S::Navigation, "home", prose, "ctrl-n esc", Shows("1.1  Does")),
        case(S::Navigation, "end", prose, "esc", Shows("5.2  Does")),
        case(S::Reason, "enter", prose, "esc x", In(S::Text)),
        case(S::Outline, "enter", prose, "esc", In(S::Text)),

        case(S::MetOrNot, "m", prose, "tab", Shows("[✓]")),
        case(S::MetOrNot, "n", prose, "tab", Shows("[–]")),
        case(S::Levels, "1", levelled, "", Shows("[1]")),
        case(S::Checklist, "e", levelled, "", Shows("Comment and evidence")),
        case(S::Checklist, "+", levelled, "", Shows("What does the mark rest on?")),
        case(S::Checklist, "name a document", levelled, "", Shows("Document")),
        case(S::Record, "alt-e", prose, "shift-left", Shows("Pin to which item?")),
        case(S::Tray, "+", jots, "ctrl-o", Shows("Pin to which item?")),
        case(S::Evaluation, "closing texts", levelled, "", Shows("After the last question")),
        case(S::Options, "space", listed, "", Shows("(•) Allotment")),
        case(S::Options, "left", listed, "", Changes),
        case(S::Options, "right", listed, "", Changes),
        case(S::Options, "enter", listed, "", Changes),
        case(S::ItemForm, "ctrl-n", levelled, "e", Shows("Document")),
        case(S::ItemForm, "ctrl-r", levelled, "e ctrl-n 'Report", Hides("Report")),
        case(S::Pinned, "enter", jots, "tab + enter e tab", In(S::Tray)),
        case(S::Pinned, "delete", jots, "tab + enter e tab", Hides("First jot")),
        case(S::Checklist, "g", levelled, "", Shows("two bays")),
        case(S::Record, "alt-g", levelled, "shift-tab", Shows("Ask to see the compost.")),
        case(S::Checklist, "a", prose, "tab", Shows("[/]")),
        case(S::Checklist, "c", prose, "tab m up", Hides("[✓]")),
        case(S::Checklist, "space", prose, "tab", Shows("[✓]")),
        case(S::Navigation, "up", prose, "tab down", Shows("▌ [ ] Adopt")),
        case(S::Navigation, "down", prose, "tab", Shows("▌ [ ] Make sure")),
        case(S::Navigation, "home", prose, "tab end", Shows("▌ [ ] Adopt")),
        case(S::Navigation, "end", prose, "tab", Shows("▌ [ ] Make reasonable")),

        case(S::ChecklistEnd, "enter", prose, "tab end m", Shows("1.2  Does")),
        case(S::ChecklistEnd, "up", prose, "tab end m", In(S::MetOrNot)),
        case(S::Tools, "a", prose, "shift-tab", Shows("what it is called")),
        case(S::Tools, "enter", prose, "shift-tab a 'One esc", Shows("Web address")),
        case(S::Tools, "d", prose, "shift-tab a 'One esc", Hides("· One")),
        case(S::Navigation, "up", prose, "shift-tab a 'One esc a 'Two esc", Shows("▌ · One")),
        case(S::Navigation, "down", prose, "shift-tab a 'One esc a 'Two esc up", Shows("▌ · Two")),

        case(S::Checklist, "enter", prose, "tab", Shows("▌ [ ] Make sure")),
        case(S::OneLine, "enter", prose, "ctrl-d", Shows("▌ Organisation")),
        case(S::Form, "esc", prose, "ctrl-d", Hides("Organisation")),
        case(S::JotForm, "enter", jots, "ctrl-o e", In(S::Tray)),
        case(S::Form, "tab", prose, "ctrl-d", Shows("▌ Organisation")),
        case(S::Form, "shift-tab", prose, "ctrl-d tab", Shows("▌ Practice")),
        case(S::Navigation, "esc", prose, "ctrl-d", Hides("Organisation")),
        case(S::Details, "ctrl-n", prose, "ctrl-d", Shows("where")),
        case(S::Details, "ctrl-r", prose, "ctrl-d ctrl-n", Hides("where")),
        case(S::Undo, "ctrl-z", prose, "ctrl-d 'Point", Hides("CentrePoint")),
        case(S::Undo, "ctrl-y", prose, "ctrl-d 'Point ctrl-z", Shows("CentrePoint")),
    ]
}

/// On the reviewer's pages.
#[rustfmt::skip]
fn reviewing() -> Vec<Case> {
    vec![
        case(S::Review, "left", reading, "right", Shows("1.1  Does")),
        case(S::Review, "right", reading, "", Shows("1.2  Does")),
        case(S::Review, "n", reading, "right", Asks(|effect| *effect == Effect::Open(id("beta"), Purpose::Review(1)))),
        case(S::Review, "p", reading, "right n", Asks(|effect| *effect == Effect::Open(id("alpha"), Purpose::Review(1)))),
        case(S::Overview, "enter", reading, "o", Hides("met / rated")),
        case(S::Review, "o", reading, "", Shows("met / rated")),
        case(S::Review, "c", reading, "", Asks(|effect| *effect == Effect::ListHistory(LookBack::Since))),
        case(S::Review, "y", reading, "", Asks(|effect| matches!(effect, Effect::Copy(text) if text.contains("Alpha")))),
        case(S::Review, "E", reading, "", Shows("Enter export ")),
        case(S::Review, "P", remarked, "shift-right", Shows("what is “one two”?")),
        case(S::Review, "public copy", remarked, "", Shows("Nothing is marked yet")),
        case(S::Review, "shift-right", reading, "", Shows("words selected")),
        case(S::Review, "shift-left", reading, "", Shows("words selected")),
        case(S::Review, "shift-down", reading, "shift-right", Changes),
        case(S::Review, "shift-up", reading, "shift-right shift-down", Changes),
        case(S::Review, "f7", reading, "", Asks(|effect| *effect == Effect::ListHistory(LookBack::All))),
        case(S::Review, "e", reading, "", In(S::Text)),
        case(S::Navigation, "esc", reading, "", In(S::Library)),
        case(S::Review, "r", reading, "", In(S::Remark)),
        case(S::Review, "w", remarked, "right", Shows("1.1  Does")),
        case(S::Review, "t", remarked, "", In(S::Remark)),
        case(S::Review, "x", remarked, "", Asks(|effect| matches!(effect, Effect::Journal(Edit::Resolve { resolved: true, .. })))),
        case(S::Review, "m", remarked, "shift-tab", In(S::Remark)),
        case(S::Review, "delete", remarked, "shift-tab", Asks(|effect| matches!(effect, Effect::Journal(Edit::Remove { .. })))),
        case(S::Review, "tab", reading, "end", Shows("▌")),
        case(S::Review, "shift-tab", reading, "end tab", Hides("▌")),
        case(S::Review, "s", remarked, "", Shows("Submit anyway")),
        case(S::Review, "a", submitted, "", Shows("Approve")),
        case(S::Review, "b", submitted, "", Shows("Return for revision")),
        case(S::Review, "u", submitted, "", Shows("Reopen")),
        case(S::Review, "v", waiting, "", Asks(|effect| *effect == Effect::Open(scenes::submitted().id, Purpose::Review(0)))),
        case(S::Navigation, "?", reading, "", Shows("Keys that work here")),
        case(S::Navigation, "up", reading, "down", Shows("1.1  Does")),
        case(S::Navigation, "down", reading, "", Hides("1.1  Does")),
        case(S::Navigation, "pageup", reading, "pagedown", Shows("1.1  Does")),
        case(S::Reading, "space", reading, "", Hides("1.1  Does")),
        case(S::Navigation, "home", reading, "right", Shows("1.1  Does")),
        case(S::Navigation, "end", reading, "", Shows("5.2  Does")),
        case(S::Review, "1", reading, "right", Shows("1.1  Does")),
    ]
}

/// On the export sheet.
#[rustfmt::skip]
fn on_the_export_sheet() -> Vec<Case> {
    vec![
        case(S::Export, "enter", shelf, "e", Asks(|effect| matches!(effect, Effect::Export(_)))),
        case(S::Export, "tab", shelf, "e tab", Changes),
        case(S::Export, "shift-tab", shelf, "e tab", Changes),
        case(S::ExportChoice, "right", shelf, "e", Changes),
        case(S::ExportChoice, "left", shelf, "e right", Shows("[docx]")),
        case(S::Exporting, "esc", exporting, "", Asks(|effect| *effect == Effect::CancelExport)),
    ]
}

/// In what comes over a screen.
#[rustfmt::skip]
fn over_a_screen() -> Vec<Case> {
    vec![
        case(S::Navigation, "up", shelf, "ctrl-k down", Shows("▌ open")),
        case(S::Navigation, "down", shelf, "ctrl-k", Shows("▌ new")),
        case(S::Navigation, "pageup", shelf, "ctrl-k pagedown", Shows("▌ open")),
        case(S::Navigation, "pagedown", shelf, "ctrl-k", Hides("▌ open")),
        case(S::Choice, "ctrl-p", shelf, "ctrl-k down", Shows("▌ open")),
        case(S::Choice, "ctrl-n", shelf, "ctrl-k", Shows("▌ new")),
        case(S::Choice, "enter", shelf, "ctrl-k 'import", Shows("Which file holds the evaluations?")),
        case(S::Navigation, "esc", shelf, "ctrl-k", Hides("Commands")),

        case(S::Prompt, "enter", shelf, "n 'Delta", Asks(|effect| matches!(effect, Effect::Create(_, Then::Record)))),
        case(S::Navigation, "esc", shelf, "n", Hides("Which practice will be evaluated?")),

        case(S::History, "enter", revised, "", Shows("Revision 2")),
        case(S::History, "space", revised, "down down", Shows("1 is marked")),
        case(S::History, "w", revised, "", Shows("## Profile by criterion")),
        case(S::History, "r", revised, "down", Asks(|effect| matches!(effect, Effect::Journal(_)))),
        case(S::Navigation, "esc", revised, "", Hides("Earlier revisions")),
        case(S::Navigation, "up", revised, "down", Changes),
        case(S::Navigation, "down", revised, "", Changes),
        case(S::Navigation, "pageup", revised, "down", Changes),
        case(S::Navigation, "pagedown", revised, "", Changes),
        case(S::Navigation, "home", revised, "down", Changes),
        case(S::Navigation, "end", revised, "", Changes),
        case(S::Navigation, "?", revised, "", Shows("Keys that work here")),

        case(S::Moving, "enter", moved_on, "alt-u", Asks(|effect| matches!(effect, Effect::Journal(Edit::Together(_))))),
        case(S::Moving, "space", moved_on, "alt-u", Shows("[x]")),
        case(S::Moving, "a", moved_on, "alt-u space", Shows("2 of 2 confirmed")),
        case(S::Navigation, "esc", moved_on, "alt-u", Hides("Move to version 2")),
        case(S::Navigation, "up", moved_on, "alt-u down", Changes),
        case(S::Navigation, "down", moved_on, "alt-u", Changes),
        case(S::Navigation, "pageup", moved_on, "alt-u down", Changes),
        case(S::Navigation, "pagedown", moved_on, "alt-u", Changes),
        case(S::Navigation, "home", moved_on, "alt-u down", Changes),
        case(S::Navigation, "end", moved_on, "alt-u", Changes),
        case(S::Navigation, "?", moved_on, "alt-u", Shows("Keys that work here")),

        case(S::PublicCopy, "enter", hidden, "", Shows("What replaces “Halina Mrozek”")),
        case(S::PublicCopy, "enter", hidden, "down", Shows("[x] Mrozkovou")),
        case(S::PublicCopy, "a", hidden, "", Shows("Which name, place or passage")),
        case(S::PublicCopy, "d", hidden, "", Asks(|effect| matches!(effect, Effect::Journal(Edit::Remove { .. })))),
        case(S::Undo, "ctrl-z", hidden, "d", Shows("Undo: Public copy, name added")),
        case(S::Undo, "ctrl-y", hidden, "d ctrl-z", Shows("Redo: Public copy, name removed")),
        case(S::Navigation, "esc", hidden, "", Hides("Public copy")),
        case(S::Navigation, "up", hidden, "down", Changes),
        case(S::Navigation, "down", hidden, "", Changes),
        case(S::Navigation, "pageup", hidden, "down", Changes),
        case(S::Navigation, "pagedown", hidden, "", Changes),
        case(S::Navigation, "home", hidden, "down", Changes),
        case(S::Navigation, "end", hidden, "", Changes),
        case(S::Navigation, "?", hidden, "", Shows("Keys that work here")),

        case(S::Reader, "enter", shelf, "f1", Hides("Keys that work here")),
        case(S::Navigation, "esc", shelf, "f1", Hides("Keys that work here")),
        case(S::Navigation, "up", shelf, "f1 down", Changes),
        case(S::Navigation, "down", shelf, "f1", Changes),
        case(S::Navigation, "pageup", shelf, "f1 pagedown", Changes),
        case(S::Navigation, "pagedown", shelf, "f1", Changes),
    ]
}

/// The commands of writing, on two paragraphs of a row each.
#[rustfmt::skip]
fn writing() -> Vec<Case> {
    [
        ("left", "", Caret("one two\nthree fou|r")),
        ("right", "ctrl-home", Caret("o|ne two\nthree four")),
        ("up", "", Caret("one two|\nthree four")),
        ("down", "ctrl-home", Caret("one two\n|three four")),
        ("ctrl-left", "", Caret("one two\nthree |four")),
        ("ctrl-right", "ctrl-home", Caret("one| two\nthree four")),
        ("ctrl-up", "", Caret("one two\n|three four")),
        ("ctrl-down", "ctrl-home", Caret("one two\n|three four")),
        ("home", "", Caret("one two\n|three four")),
        ("end", "ctrl-home", Caret("one two|\nthree four")),
        ("ctrl-home", "", Caret("|one two\nthree four")),
        ("ctrl-end", "ctrl-home", Caret("one two\nthree four|")),
        ("pageup", "", Caret("one two|\nthree four")),
        ("pagedown", "ctrl-home", Caret("one two\n|three four")),
        ("shift-left", "", Caret("one two\nthree fou|")),
        ("shift-right", "ctrl-home", Caret("|ne two\nthree four")),
        ("shift-up", "", Caret("one two|")),
        ("shift-down", "ctrl-home", Caret("|three four")),
        ("ctrl-shift-left", "", Caret("one two\nthree |")),
        ("ctrl-shift-right", "ctrl-home", Caret("| two\nthree four")),
        ("ctrl-shift-up", "", Caret("one two\n|")),
        ("ctrl-shift-down", "ctrl-home", Caret("|three four")),
        ("shift-home", "", Caret("one two\n|")),
        ("shift-end", "ctrl-home", Caret("|\nthree four")),
        ("ctrl-shift-home", "", Caret("|")),
        ("ctrl-shift-end", "ctrl-home", Caret("|")),
        ("shift-pageup", "", Caret("one two|")),
        ("shift-pagedown", "ctrl-home", Caret("|three four")),
        ("ctrl-a", "", Caret("|")),
        ("ctrl-x", "ctrl-shift-left", Caret("one two\nthree |")),
        ("ctrl-c", "ctrl-shift-left", Asks(|effect| *effect == Effect::Copy("four".to_owned()))),
        ("ctrl-v", "ctrl-shift-left ctrl-c end", Caret("one two\nthree fourfour|")),
        ("enter", "", Caret("one two\nthree four\n|")),
        ("backspace", "", Caret("one two\nthree fou|")),
        ("delete", "ctrl-home", Caret("|ne two\nthree four")),
        ("ctrl-w", "", Caret("one two\nthree |")),
        ("ctrl-delete", "ctrl-home", Caret("| two\nthree four")),
    ]
    .into_iter()
    .map(|(key, lead, seen)| {
        let rows = |scope| COMMANDS.iter().any(move |row| row.scope == scope && row.called_by(Key::named(key)).is_some());
        case(if rows(S::Prose) { S::Prose } else { S::Text }, key, prose, lead, seen)
    })
    .collect()
}

//! Where commands work.

/// Makes the scopes of rows: the scope's name, its title, where that is.
macro_rules! scopes {
    ($($scope:ident $title:literal $place:literal,)*) => {
        /// Where a command works. Scopes are asked from the innermost outwards.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Scope {
            $(#[doc = $place] $scope,)*
        }

        impl Scope {
            /// Every scope, in the order in which help lists them.
            pub const ALL: &[Scope] = &[$(Scope::$scope),*];

            /// Its name, as a heading.
            pub fn title(self) -> &'static str {
                match self {
                    $(Scope::$scope => $title,)*
                }
            }
        }
    };
}

scopes! {
    Anywhere "Anywhere" "Everywhere.",
    Navigation "Moving about" "Wherever there are rows to go through, a page to scroll, or somewhere to go back to.",
    Reading "Reading" "A page to read or a table to look at, where Space has no other meaning.",
    Undo "Undo and redo" "Wherever something is typed, and wherever an evaluation is open and is not only looked at from outside.",
    Library "Library" "The library screen.",
    Find "Library: find" "The library's find field.",
    Record "Recording" "An evaluation being recorded, text included.",
    Evaluation "Recording, forms too" "An evaluation being recorded, its questions and its forms.",
    Text "Writing" "A text that takes typing.",
    Line "Writing, one line" "A text of one line.",
    Prose "Writing, several lines" "A text of several lines.",
    Beside "Recording, outside text" "An evaluation being recorded, outside text.",
    Outline "Outline" "The outline of an evaluation.",
    Reason "Reason for not applicable" "The reason why a question is not applicable.",
    Checklist "Checklist" "A question's checklist.",
    MetOrNot "Checklist: met or not met" "An item of a checklist that is met or not met.",
    Levels "Checklist: other levels" "An item of a checklist that can be given other levels than met and not met.",
    ChecklistEnd "Checklist, past its last item" "Past the last item of a checklist, once that is marked.",
    Tools "Inspiring tools" "A question's inspiring tools.",
    Jot "Jotting" "The line in which a jot is captured.",
    NewSpeaker "Jotting, a new speaker" "The name of a new speaker, while a jot is captured.",
    JotStart "Jotting, in an empty line" "The same while nothing is written in it.",
    Remark "Writing a remark" "The line in which a remark is written.",
    Tray "Jot tray" "The jot tray.",
    Conflicts "Conflicts" "A choice between two versions.",
    Form "Forms" "A form's fields.",
    OneLine "Forms: one-line fields" "A form's field of one line.",
    Details "Practice details" "The form of the practice's details, with its visits.",
    JotForm "Form of a jot" "The form of a jot.",
    Options "Forms: a list to choose from" "A form's field that is a list to choose from.",
    ItemForm "Comment and evidence" "The comment on an item's mark and what the mark rests on.",
    Pinned "Comment and evidence: a passage or a jot" "A passage or a jot that a mark rests on.",
    Review "Review" "The reviewer's pages.",
    Overview "Review: overview" "The reviewer's overview of all questions.",
    Portfolio "Portfolio" "The portfolio.",
    Across "One question across practices" "One question across practices.",
    Compare "Side by side" "Two evaluations side by side.",
    Choice "Lists" "A list to choose from.",
    Prompt "Prompts" "A line to fill in.",
    Reader "Pop-ups" "A page to read over the screen.",
    Export "Exporting" "The sheet on which an export is filled in.",
    ExportChoice "Exporting: a choice" "A row of that sheet that is a choice.",
    Exporting "Exporting, under way" "An export under way.",
    Moving "Moving to another version" "What goes over to another version of the framework.",
    History "Earlier revisions" "The revisions of an evaluation.",
    PublicCopy "Public copy" "What public copies of an evaluation replace.",
}

impl Scope {
    /// Whether a character is typed here where no command takes it.
    pub fn types(self) -> bool {
        self == Scope::Text
    }

    /// Where it is, for somebody who is elsewhere; none for what belongs to no screen or is but keys.
    pub fn whereabouts(self) -> Option<&'static str> {
        Some(match self {
            Scope::Library => "in the library",
            Scope::Record | Scope::Beside | Scope::Evaluation => "while recording",
            Scope::Checklist | Scope::MetOrNot | Scope::Levels => "in the checklist",
            Scope::Tools => "in the inspiring tools",
            Scope::Jot => "in the jot line",
            Scope::Tray => "in the jot tray",
            Scope::Conflicts => "in the conflicts",
            Scope::Details => "in the practice details",
            Scope::ItemForm | Scope::Pinned => "in an item's comment and evidence",
            Scope::Review => "in the review",
            Scope::Portfolio => "in the portfolio",
            Scope::Across => "in one question of the portfolio",
            Scope::Compare => "in the comparison",
            Scope::History => "in the history",
            Scope::Anywhere
            | Scope::Navigation
            | Scope::Reading
            | Scope::Undo
            | Scope::Find
            | Scope::Text
            | Scope::Prose
            | Scope::Outline
            | Scope::Reason
            | Scope::ChecklistEnd
            | Scope::JotStart
            | Scope::NewSpeaker
            | Scope::Line
            | Scope::Remark
            | Scope::Form
            | Scope::OneLine
            | Scope::Options
            | Scope::JotForm
            | Scope::Overview
            | Scope::Choice
            | Scope::Prompt
            | Scope::Reader
            | Scope::Export
            | Scope::ExportChoice
            | Scope::Exporting
            | Scope::Moving
            | Scope::PublicCopy => return None,
        })
    }
}

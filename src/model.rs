//! What an evaluation is: the framework that it answers, every change as a reversible value, and the text of its file.

pub mod country;
pub mod day;
pub mod difference;
pub mod edit;
pub mod evaluation;
pub mod format;
pub mod framework;
pub mod id;
pub mod mark;
pub mod merge;
pub mod moment;
pub mod moving;
pub mod orphans;
pub mod place;
pub mod scale;
pub mod undo;

pub use difference::{Change, EntryKey, Part, Revision};
pub use edit::{Caret, Detail, Edit, Entry, Field, PersonPart, ToolPart, VisitPart};
pub use evaluation::{
    Act, Answer, Consent, Evaluation, Evidence, FORMAT, Filing, GivenDetail, Hours, Jot, Marked, Passage, Person,
    Progress, Redaction, RedactionKind, Remark, Source, Status, Step, Tally, Tool, Visit,
};
pub use format::FormatError;
pub use framework::{
    Asked, AskedDetail, Choices, Condition, Conditions, Criterion, DetailKind, Framework, FrameworkRef, Item, Placed,
    Question,
};
pub use id::{Dice, Id, Keyed, Records};
pub use mark::{LevelId, Mark};
pub use merge::{Conflict, Decision, Merged, Rival};
pub use moment::Moment;
pub use moving::{Carrier, Pair, Plan, Way};
pub use orphans::{Orphan, OrphanOf, Unasked, orphans};
pub use place::Place;
pub use scale::{Counts, Level, Scale, Verdict};
pub use undo::{Reversal, UndoStack};

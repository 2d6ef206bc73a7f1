//! What an evaluation is: the framework that it answers, every change as a reversible value, and the text of its file.

pub mod country;
pub mod day;
pub mod difference;
pub mod edit;
pub mod evaluation;
pub mod format;
pub mod framework;
pub mod id;
pub mod merge;
pub mod moment;
pub mod place;
pub mod undo;

pub use difference::{Change, EntryKey, Part, Revision};
pub use edit::{Caret, Detail, Edit, Entry, Field, ToolPart, VisitPart};
pub use evaluation::{
    Act, Answer, Evaluation, FORMAT, Filing, Hours, Jot, Mark, Marked, Passage, Progress, Remark, Status, Step, Tally,
    Tool, Visit,
};
pub use format::FormatError;
pub use framework::{Criterion, Framework, Item, Placed, Question};
pub use id::{Dice, Id, Keyed, Records};
pub use merge::{Conflict, Decision, Merged, Rival};
pub use moment::Moment;
pub use place::Place;
pub use undo::{Reversal, UndoStack};

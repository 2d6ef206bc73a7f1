//! Places in an evaluation: what searches find, what a word when something is off leads to, what undo shows.

use crate::{
    edit::{Edit, Field, Record, undo::Caret},
    id::Id,
};

/// A place that the focus or the caret can go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A question, as it was left.
    Question(Id),
    /// A text, the caret at this byte.
    Text(Field, usize),
    /// An item of a question.
    Item(Id, Id),
    /// The inspiring tools of a question.
    Tools(Id),
    /// The practice's details.
    Details,
    /// A jot in the tray.
    Jot(Id),
}

impl Place {
    /// The same place, `by` bytes further on where it is in a text.
    #[must_use]
    pub fn further(&self, by: usize) -> Place {
        match self {
            Place::Text(field, at) => Place::Text(field.clone(), at + by),
            other => other.clone(),
        }
    }

    /// Where an edit shows, the caret where it stood; none where it shows nowhere in particular.
    pub fn of(edit: &Edit, caret: Option<&Caret>) -> Option<Place> {
        if let Some(caret) = caret {
            return Some(Place::Text(caret.field.clone(), caret.at));
        }
        match edit {
            Edit::Splice { field: Field::Jot(jot) | Field::Speaker(jot), .. } | Edit::File { jot, .. } => {
                Some(Place::Jot(jot.clone()))
            }
            Edit::Splice { field, splice } => Some(Place::Text(field.clone(), splice.at)),
            Edit::Mark { question, item, .. } => Some(Place::Item(question.clone(), item.clone())),
            Edit::Applicability { question, .. } => Some(Place::Question(question.clone())),
            Edit::Insert { record, .. } | Edit::Remove { record, .. } => match record {
                Record::Tool(question, _) => Some(Place::Tools(question.clone())),
                Record::Visit(_) => Some(Place::Details),
                Record::Jot(jot) => Some(Place::Jot(jot.id.clone())),
                Record::Remark(remark) => Some(Place::Question(remark.question.clone())),
                Record::Act(_) => None,
            },
            Edit::Hours { .. } => Some(Place::Details),
            Edit::Written { .. } | Edit::Resolve { .. } => None,
            Edit::Together(edits) => edits.iter().rev().find_map(|edit| Place::of(edit, None)),
        }
    }
}

//! Carrying changes over others that came in from outside: the same change of a text at its place in the changed text.
//!
//! Texts are carried by their bytes. Whatever is changed as one, a mark or an entry of a list, is carried as it is where
//! nothing that came in touches it. Places in lists are found when the change is made.

use crate::model::{Caret, Edit, Part};
use crate::text::Splice;

/// What came in, one change after the other, on the state that the carried change left or begins from.
pub(super) struct IncomingEdits(Vec<Edit>);

/// Which side of the present a change lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// It was made: what came in came after it.
    Done,
    /// It was undone: what came in came before it would be redone.
    Undone,
}

impl IncomingEdits {
    pub(super) fn new(edits: &[Edit]) -> IncomingEdits {
        IncomingEdits(edits.iter().flat_map(flat).collect())
    }

    /// What stands first is put before everything that came in: the change that can't be carried and so stays.
    pub(super) fn put_before(&mut self, edit: &Edit) {
        self.0.splice(0..0, flat(edit));
    }

    /// The change over all that came in, which is itself carried over the change, ready for the next one further away from
    /// the present. None where the two touch; then nothing is carried.
    pub(super) fn carry(&mut self, change: &Edit, side: Side) -> Option<Edit> {
        let mut parts = flat(change);
        let mut ahead = self.0.clone();
        for n in 0..parts.len() {
            // The part nearest to the present first: of what was made, the last.
            let at = if side == Side::Done { parts.len() - 1 - n } else { n };
            (parts[at], ahead) = carry_one(&parts[at], &ahead, side)?;
        }
        self.0 = ahead;
        Some(match change {
            Edit::Together(_) => Edit::Together(parts),
            _ => parts.pop()?,
        })
    }

    /// Where a caret stands after what came in.
    pub(super) fn caret(&self, caret: Option<Caret>) -> Option<Caret> {
        let mut caret = caret?;
        for edit in &self.0 {
            if let Edit::Splice { field, splice } = edit
                && *field == caret.field
            {
                caret.at = splice.carried(caret.at);
            }
        }
        Some(caret)
    }
}

fn flat(edit: &Edit) -> Vec<Edit> {
    match edit {
        Edit::Together(edits) => edits.iter().flat_map(flat).collect(),
        edit => vec![edit.clone()],
    }
}

/// One change over each that came in, and each of these over it.
fn carry_one(change: &Edit, incoming: &[Edit], side: Side) -> Option<(Edit, Vec<Edit>)> {
    let Edit::Splice { field, splice } = change else {
        let touches = incoming.iter().any(|edit| touch(edit, change));
        return (!touches).then(|| (change.clone(), incoming.to_vec()));
    };
    let mut splice = splice.clone();
    let mut carried = Vec::with_capacity(incoming.len());
    for edit in incoming {
        match edit {
            Edit::Splice { field: other, splice: theirs } if other == field => {
                let theirs = over(&mut splice, theirs, side)?;
                carried.push(Edit::Splice { field: field.clone(), splice: theirs });
            }
            edit if touch(edit, change) => return None,
            edit => carried.push(edit.clone()),
        }
    }
    Some((Edit::Splice { field: field.clone(), splice }, carried))
}

/// Moves `ours` over `theirs`; returns `theirs` where it lies without `ours` (done) or with it (undone).
fn over(ours: &mut Splice, theirs: &Splice, side: Side) -> Option<Splice> {
    let (stands, otherwise) = match side {
        Side::Done => (ours.inserted.len(), ours.removed.len()),
        Side::Undone => (ours.removed.len(), ours.inserted.len()),
    };
    let mut moved = theirs.clone();
    if theirs.at + theirs.removed.len() <= ours.at {
        ours.at = ours.at + theirs.inserted.len() - theirs.removed.len();
    } else if theirs.at >= ours.at + stands {
        moved.at = theirs.at - stands + otherwise;
    } else {
        return None;
    }
    Some(moved)
}

/// Whether the one changes what the other does.
fn touch(one: &Edit, other: &Edit) -> bool {
    let others = Part::of(other);
    Part::of(one).iter().any(|part| others.iter().any(|other| part.touches(other)))
}

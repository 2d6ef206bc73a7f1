//! Moving an evaluation to another version of its framework: what goes over by its id, what is suggested by its wording,
//! what has no place there.

use std::{cmp::Reverse, collections::BTreeSet};

use crate::model::{
    Answer, Counts, Edit, Evaluation, Framework, FrameworkRef, Id, Item, Mark, Marked, Orphan, OrphanOf, Unasked,
    orphans::orphans,
};
use crate::text::{Text, fold::fold};

mod carrier;

pub use carrier::Carrier;

/// From how much on two wordings are alike enough to suggest one for the other, in thousandths.
const ALIKE: u32 = 600;

/// What moving an evaluation to another version comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    from: FrameworkRef,
    to: FrameworkRef,
    /// How many answers are asked by the same ids there: narratives, reasons, tools.
    pub kept_answers: usize,
    /// How many marks are, and say there what they said.
    pub kept_marks: usize,
    /// The marks whose level says something else there, though their items have the same ids.
    pub reread: Vec<Reread>,
    /// The marks whose items belong to another question there.
    pub moved: Vec<Way>,
    /// What goes over by its id and is worded otherwise there, as far as the old version is known.
    pub reworded: Vec<Reworded>,
    /// Whether the version that it leads from is known: else no wording can be compared.
    pub is_old_known: bool,
    /// What may go over to something of another id, to be confirmed.
    pub suggested: Vec<Pair>,
    /// What has no place there, nor is one suggested for it.
    pub orphans: Vec<Orphan>,
}

/// A mark that goes over by its item's id, and has to be looked at: its level is another there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reread {
    /// What the item is called in the new version.
    pub item: Text,
    /// The level, as the old version calls it, or by its id.
    pub level: Text,
    /// What it counted as, where the old version is known.
    pub was: Option<Counts>,
    /// What it counts as there; none: the item's scale has no such level there, so that it counts as open.
    pub is: Option<Counts>,
}

impl Reread {
    /// In words: `“The door is wide”: “Partly” counted as partly and counts as met`.
    pub fn in_words(&self) -> String {
        let (item, level) = (&self.item, &self.level);
        match (self.was, self.is) {
            (_, None) => format!("“{item}”: there is no “{level}”, it counts as open"),
            (Some(was), Some(is)) => {
                format!("“{item}”: “{level}” counted as {}, and counts as {}", was.in_words(), is.in_words())
            }
            (None, Some(is)) => format!("“{item}”: “{level}” counts as {}", is.in_words()),
        }
    }
}

/// Something that is answered and goes over by its id, though its wording is another there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reworded {
    /// What it is.
    pub of: OrphanOf,
    /// The old wording.
    pub old: Text,
    /// The new wording.
    pub new: Text,
}

/// Something of the old version and what may take its place in the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// What goes where.
    pub way: Way,
    /// The old wording, or the id of what the old version did not have either.
    pub old: Text,
    /// The new wording.
    pub new: Text,
}

/// What goes where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// What is said on a question, but for the marks of its items.
    Question {
        /// The old one.
        from: Id,
        /// The new one.
        to: Id,
    },
    /// What is said of an item.
    Item {
        /// The old one, behind its question.
        from: (Id, Id),
        /// The new one, behind its question.
        to: (Id, Id),
    },
}

impl Way {
    fn from(&self) -> OrphanOf {
        match self {
            Way::Question { from, .. } => OrphanOf::Question(from.clone()),
            Way::Item { from: (question, item), .. } => OrphanOf::Item(question.clone(), item.clone()),
        }
    }
}

impl Plan {
    /// What moving this evaluation from `old`, where that is known, to `new` comes to.
    pub fn of(evaluation: &Evaluation, old: Option<&Framework>, new: &Framework) -> Plan {
        let from = evaluation.framework.clone();
        let to = new.reference();
        let gone: Vec<Orphan> =
            orphans(evaluation, new).into_iter().filter(|orphan| orphan.why == Unasked::Gone).collect();
        let moved = moved_by_id(&gone, evaluation, new);
        let goes = |orphan: &Orphan, ways: &[Way]| ways.iter().any(|way| way.from() == orphan.of);
        let left: Vec<Orphan> = gone.iter().filter(|orphan| !goes(orphan, &moved)).cloned().collect();
        // Without the old wording nothing says which of the new ones has the same meaning: ids are no wording.
        let suggested = old.map_or_else(Vec::new, |old| suggested(&left, evaluation, old, new, &moved));
        let ways: Vec<Way> = suggested.iter().map(|pair| pair.way.clone()).collect();
        let says_more = |answer: &&Answer| {
            !answer.narrative.is_blank() || !answer.tools.is_empty() || answer.not_applicable.is_some()
        };
        let kept = evaluation.answers.iter().filter(|answer| new.position(&answer.question).is_some());
        let kept_answers = kept.filter(says_more).count();
        let (mut kept_marks, mut reread) = (0, Vec::new());
        for (place, marked) in
            evaluation.answers.iter().flat_map(|answer| answer.marks.iter().map(move |one| (&answer.question, one)))
        {
            let moved = moved.iter().find_map(|way| match way {
                Way::Item { from, to } if (&from.0, &from.1) == (place, &marked.item) => Some(to),
                _ => None,
            });
            let (question, item) = moved.map_or((place, &marked.item), |to| (&to.0, &to.1));
            let asked = new.position(question).and_then(|at| new.question(at));
            let asked = asked.and_then(|placed| placed.question.items.iter().find(|asked| asked.id == *item));
            let Some(asked) = asked else { continue };
            match reread_as(marked, old, asked) {
                Some(one) => reread.push(one),
                None => kept_marks += 1,
            }
        }
        let reworded = old.map_or_else(Vec::new, |old| reworded(evaluation, old, new));
        let is_old_known = old.is_some();
        let orphans = left.into_iter().filter(|orphan| !goes(orphan, &ways)).collect();
        Plan { from, to, kept_answers, kept_marks, reread, moved, reworded, is_old_known, suggested, orphans }
    }

    /// The version that it leads from.
    pub fn from_version(&self) -> &Text {
        &self.from.version
    }

    /// Whether nothing has to be looked at before it is made.
    pub fn is_plain(&self) -> bool {
        self.is_old_known && self.suggested.is_empty() && self.reread.is_empty() && self.reworded.is_empty()
    }

    /// The version that it leads to.
    pub fn version(&self) -> &Text {
        &self.to.version
    }

    /// Whether it changes nothing, whatever is confirmed.
    pub fn is_void(&self) -> bool {
        self.from == self.to && self.moved.is_empty() && self.suggested.is_empty()
    }

    /// The move as one change, with those of the suggested pairs that are confirmed. What has no place stays as it is.
    pub fn edit(&self, evaluation: &Evaluation, is_confirmed: impl Fn(usize) -> bool) -> Edit {
        let mut carrier = Carrier::new(evaluation.clone());
        if self.from != self.to {
            carrier.make(Edit::Against { from: self.from.clone(), to: self.to.clone() });
        }
        let confirmed =
            self.suggested.iter().enumerate().filter(|(at, _)| is_confirmed(*at)).map(|(_, pair)| &pair.way);
        let ways: Vec<&Way> = self.moved.iter().chain(confirmed).collect();
        // Before any mark is there, since a reason goes to no question that is answered.
        for way in &ways {
            if let Way::Question { from, to } = way {
                carrier.reason(from, to);
            }
        }
        // Items next: a remark on one of them follows it, and not the question that it leaves.
        for way in &ways {
            if let Way::Item { from, to } = way {
                carrier.item(from, to);
            }
        }
        for way in &ways {
            if let Way::Question { from, to } = way {
                carrier.question(from, to);
            }
        }
        carrier.into_edit()
    }
}

/// What a mark says of an item in the new version, where that is another thing than in the old one.
fn reread_as(marked: &Marked, old: Option<&Framework>, asked: &Item) -> Option<Reread> {
    let Some(Mark::Level(id)) = marked.mark else { return None };
    let before = old.and_then(|old| old.items().find(|item| item.id == marked.item));
    let before = before.and_then(|item| item.scale.level(id));
    let (was, is) = (before.map(|level| level.counts), asked.scale.level(id).map(|level| level.counts));
    let level = before.map_or_else(|| id.as_str().into(), |level| level.label.clone());
    let is_same = is.is_some() && (was.is_none() || was == is);
    (!is_same).then(|| Reread { item: asked.name().into(), level, was, is })
}

/// What is answered of the old version and has the same id and another wording in the new one.
fn reworded(evaluation: &Evaluation, old: &Framework, new: &Framework) -> Vec<Reworded> {
    let places = evaluation.answers.iter().flat_map(|answer| {
        let question = OrphanOf::Question(answer.question.clone());
        let items = answer.marks.iter().map(|marked| OrphanOf::Item(answer.question.clone(), marked.item.clone()));
        std::iter::once(question).chain(items)
    });
    let is_other = |of: OrphanOf| {
        let (was, is) = (of.wording(old)?.clone(), of.wording(new)?.clone());
        let words = |text: &Text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        (words(&was) != words(&is)).then_some(Reworded { of, old: was, new: is })
    };
    places.filter_map(is_other).collect()
}

/// The marks whose items are asked under another question by now.
fn moved_by_id(gone: &[Orphan], evaluation: &Evaluation, new: &Framework) -> Vec<Way> {
    let way = |orphan: &Orphan| {
        let OrphanOf::Item(question, item) = &orphan.of else { return None };
        let has = |placed: &super::Placed<'_>| placed.question.items.iter().any(|asked| asked.id == *item);
        let to = &new.questions().find(has)?.question.id;
        let is_free = evaluation.marked(to, item).is_none();
        let to = (to.clone(), item.clone());
        is_free.then(|| Way::Item { from: (question.clone(), item.clone()), to })
    };
    gone.iter().filter_map(way).collect()
}

/// Something of the new version that may take the place of something old.
struct Candidate<'a> {
    way_to: OrphanOf,
    text: &'a Text,
    /// What is compared.
    folded: String,
}

fn suggested(left: &[Orphan], evaluation: &Evaluation, old: &Framework, new: &Framework, moved: &[Way]) -> Vec<Pair> {
    let candidates = candidates(evaluation, old, new, moved);
    let mut scored = Vec::new();
    for (at, orphan) in left.iter().enumerate() {
        let sought = fold(&wording(&orphan.of, old));
        for (to, candidate) in candidates.iter().enumerate() {
            let score = likeness(&sought, &candidate.folded);
            if same_kind(&orphan.of, &candidate.way_to) && score >= ALIKE {
                let elsewhere = orphan.of.question() != candidate.way_to.question();
                scored.push((Reverse(score), elsewhere, at, to));
            }
        }
    }
    // The likest first; each goes to one place, and to each place goes one.
    scored.sort_unstable();
    let (mut taken, mut pairs) = (BTreeSet::new(), Vec::new());
    for (_, _, at, to) in scored {
        if taken.contains(&(true, at)) || taken.contains(&(false, to)) {
            continue;
        }
        taken.extend([(true, at), (false, to)]);
        let way = match (&left[at].of, &candidates[to].way_to) {
            (OrphanOf::Question(from), OrphanOf::Question(to)) => Way::Question { from: from.clone(), to: to.clone() },
            (OrphanOf::Item(question, item), OrphanOf::Item(to_question, to_item)) => {
                Way::Item { from: (question.clone(), item.clone()), to: (to_question.clone(), to_item.clone()) }
            }
            _ => continue,
        };
        pairs.push((at, Pair { way, old: wording(&left[at].of, old), new: candidates[to].text.clone() }));
    }
    pairs.sort_by_key(|(at, _)| *at);
    pairs.into_iter().map(|(_, pair)| pair).collect()
}

fn same_kind(one: &OrphanOf, other: &OrphanOf) -> bool {
    matches!((one, other), (OrphanOf::Question(_), OrphanOf::Question(_)) | (OrphanOf::Item(..), OrphanOf::Item(..)))
}

/// The questions and items that the old version does not have.
fn candidates<'a>(evaluation: &Evaluation, old: &Framework, new: &'a Framework, moved: &[Way]) -> Vec<Candidate<'a>> {
    let old_items: BTreeSet<&Id> = old.items().map(|item| &item.id).collect();
    let mut candidates = Vec::new();
    for placed in new.questions() {
        let question = placed.question;
        if old.position(&question.id).is_none() {
            let way_to = OrphanOf::Question(question.id.clone());
            candidates.push(Candidate { way_to, text: &question.text, folded: fold(&question.text) });
        }
        for item in &question.items {
            let place = (&question.id, &item.id);
            let is_taken = evaluation.marked(place.0, place.1).is_some()
                || moved.iter().any(|way| matches!(way, Way::Item { to, .. } if (&to.0, &to.1) == place));
            if !is_taken && !old_items.contains(&item.id) {
                let way_to = OrphanOf::Item(question.id.clone(), item.id.clone());
                candidates.push(Candidate { way_to, text: &item.text, folded: fold(&item.text) });
            }
        }
    }
    candidates
}

/// How alike two folded texts are, in thousandths.
fn likeness(one: &str, other: &str) -> u32 {
    if one == other {
        return 1000;
    }
    (strsim::sorensen_dice(one, other) * 1000.0).round() as u32
}

/// The wording of something, or its id where that is not known.
fn wording(of: &OrphanOf, framework: &Framework) -> Text {
    of.wording(framework).cloned().unwrap_or_else(|| of.id().as_str().into())
}

#[cfg(test)]
mod tests;

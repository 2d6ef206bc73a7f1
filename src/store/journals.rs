//! The journals of an evaluation as they are found. Mostly there is one. Several are there where a new one has just replaced
//! an old one, which it holds, and where two programs wrote at once because a lock had been removed: then they are merged.

use std::path::PathBuf;

use super::{
    LARGEST_JOURNAL, content,
    disk::Stamp,
    error::FileProblem,
    journal::{self, ContentHash, Journal, JournalReading, Replay},
    library::Library,
};
use crate::model::{Evaluation, Id, merge::merge};

/// A journal's file and its state when it was read.
pub(super) type JournalPlace = (PathBuf, Stamp);

/// What was found.
#[derive(Debug, Default)]
pub(super) struct FoundJournals {
    /// Those that say what their edits build on.
    journals: Vec<(JournalPlace, Journal)>,
    /// Those that were cut off before anything was in them.
    torn: Vec<JournalPlace>,
    /// Whether more is lost of one than a torn end.
    pub(super) broken: bool,
}

/// The journals of one evaluation, sifted.
#[derive(Debug, Default)]
pub(super) struct SiftedJournals {
    /// The one that is gone on with.
    pub(super) first: Option<Journal>,
    /// It, and those that hold nothing that the others lack.
    pub(super) places: Vec<JournalPlace>,
    /// Those that hold edits that the first lacks.
    pub(super) others: Vec<OtherJournal>,
}

/// A journal with edits that another one lacks.
#[derive(Debug)]
pub(super) struct OtherJournal {
    pub(super) place: JournalPlace,
    /// What both journals come from.
    pub(super) common: Evaluation,
    /// What this one makes of it.
    pub(super) theirs: Evaluation,
    pub(super) replay: Replay,
}

impl FoundJournals {
    /// Whether there is one that says by itself what the evaluation is.
    pub(super) fn is_any(&self) -> bool {
        !self.journals.is_empty()
    }
}

impl Library {
    pub(super) fn find_journals(&self, id: &Id) -> Result<FoundJournals, FileProblem> {
        let mut found = FoundJournals::default();
        for path in self.journals_of(id) {
            let whole = self.disk.read_if_there(&path, LARGEST_JOURNAL);
            let whole = whole.map_err(|unread| FileProblem::Journal(Box::new(unread.into())))?;
            let Some(whole) = whole else { continue };
            let place = (path, whole.stamp);
            match journal::read(&whole.bytes) {
                JournalReading::Journal(journal) => {
                    found.broken |= journal.broken;
                    found.journals.push((place, journal));
                }
                JournalReading::Nothing { broken } => {
                    found.broken |= broken;
                    found.torn.push(place);
                }
                JournalReading::Newer => return Err(FileProblem::NewerJournal),
            }
        }
        Ok(found)
    }

    /// Puts those aside that hold nothing that the file, of this content, or another journal lacks.
    pub(super) fn sift(
        &self,
        id: &Id,
        found: FoundJournals,
        file: Option<&ContentHash>,
    ) -> Result<SiftedJournals, FileProblem> {
        let FoundJournals { mut journals, torn: mut places, .. } = found;
        if journals.len() > 1 {
            let needed = self.needed(id, &journals, file)?;
            let is_in_file = |(_, journal): &(JournalPlace, Journal)| file.is_some_and(|hash| journal.is_all_in(hash));
            // Where none is, one still tells of what the file held.
            let kept = needed.iter().position(|needed| *needed).or_else(|| journals.iter().position(is_in_file));
            let kept = kept.unwrap_or(journals.len() - 1);
            let all = std::mem::take(&mut journals);
            for (at, (place, journal)) in all.into_iter().enumerate() {
                if needed[at] || at == kept {
                    journals.push((place, journal));
                } else {
                    places.push(place);
                }
            }
        }
        let mut journals = journals.into_iter();
        let Some((place, first)) = journals.next() else { return Ok(SiftedJournals { places, ..Default::default() }) };
        places.push(place);
        let others = journals.map(|(place, journal)| other_than(id, &first, place, &journal));
        let others = others.collect::<Result<_, FileProblem>>()?;
        Ok(SiftedJournals { first: Some(first), places, others })
    }

    /// Which of several journals hold what neither the file nor another of them does.
    fn needed(
        &self,
        id: &Id,
        journals: &[(JournalPlace, Journal)],
        file: Option<&ContentHash>,
    ) -> Result<Vec<bool>, FileProblem> {
        let mut needed = Vec::new();
        for (at, (_, journal)) in journals.iter().enumerate() {
            let in_file = file.is_some_and(|hash| journal.is_all_in(hash));
            let was_in_file =
                || journal.last_content().is_some_and(|hash| self.is_in_history(id, hash).unwrap_or(false));
            let mut held = in_file || was_in_file();
            for (n, (_, other)) in journals.iter().enumerate().filter(|(n, _)| *n != at) {
                // Of two that hold the same the later stays.
                held = held || is_held_by(id, journal, other)? && (at < n || !is_held_by(id, other, journal)?);
            }
            needed.push(!held);
        }
        Ok(needed)
    }
}

/// Whether a journal has nothing that another lacks.
fn is_held_by(id: &Id, journal: &Journal, other: &Journal) -> Result<bool, FileProblem> {
    let Some(from) = journal.beyond(other) else { return Ok(false) };
    let mut ours = content::evaluation(id, &journal.base)?;
    journal.replay_part(0..from, &mut ours);
    let held = ours.clone();
    journal.replay_part(from..journal.entries.len(), &mut ours);
    Ok(ours == held)
}

fn other_than(id: &Id, first: &Journal, place: JournalPlace, journal: &Journal) -> Result<OtherJournal, FileProblem> {
    // Where nothing is known of how the two are related, all of it is a change.
    let from = journal.beyond(first).unwrap_or(0);
    let mut common = content::evaluation(id, &journal.base)?;
    journal.replay_part(0..from, &mut common);
    let mut theirs = common.clone();
    let replay = journal.replay_part(from..journal.entries.len(), &mut theirs);
    Ok(OtherJournal { place, common, theirs, replay })
}

impl OtherJournal {
    /// An evaluation with what this journal has.
    pub(super) fn merged_into(&self, ours: &Evaluation) -> Evaluation {
        merge(&self.common, ours, &self.theirs).evaluation
    }
}

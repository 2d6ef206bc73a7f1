//! Which evaluation is meant by what a person typed: its id, a beginning of it, or words of its title.

use std::path::Path;

use super::{
    error::{FileProblem, StoreError},
    library::Library,
    names::shown,
    scan::ListedEvaluation,
};
use crate::model::Id;
use crate::reading::titles::{TitleFit, fit};

impl Library {
    /// The evaluation that is meant: the one of this id; the one whose id, or whose id's slug or letters, begin so, or whose
    /// title has these words, capitals and accents overlooked.
    ///
    /// # Errors
    /// When it is none or several, or the evaluations can't be reached.
    pub fn find(&self, sought: &str) -> Result<Id, StoreError> {
        let sought = sought.trim();
        if let Some(id) = sought.parse().ok().filter(|id| self.is_listed_under(id)) {
            return Ok(id);
        }
        let begun: Vec<Id> = self.ids()?.into_iter().filter(|id| id.begins_with(sought)).collect();
        // What no title says needs no look into them.
        if let [id] = &begun[..]
            && is_no_title(id, sought)
            && self.is_listed_under(id)
        {
            return Ok(id.clone());
        }
        let rows = self.scan()?;
        let fits = |row: &ListedEvaluation| fit(&row.state.as_ref().ok()?.practice.title, sought);
        let best = rows.iter().filter_map(fits).min();
        // What is within a word is meant only where no id begins so.
        let best = best.filter(|best| *best < TitleFit::Within || begun.is_empty());
        let titled = rows.iter().filter(|row| best.is_some() && fits(row) == best).filter_map(id_of);
        let mut candidates: Vec<Id> = titled.collect();
        if best != Some(TitleFit::Whole) || candidates.len() > 1 {
            // A file of such a name that is no row is a version of another evaluation.
            candidates.extend(rows.iter().filter_map(id_of).filter(|id| begun.contains(id)));
            candidates.sort();
            candidates.dedup();
        }
        match candidates.len() {
            // It may be one of which only a journal is left.
            0 => Err(self.journals().err().unwrap_or_else(|| StoreError::NoSuch(shown(sought)))),
            1 => Ok(candidates.remove(0)),
            _ => Err(StoreError::Ambiguous { beginning: shown(sought), candidates }),
        }
    }

    /// Whether something is listed under the name of this id: an evaluation, or a file that can't be read.
    fn is_listed_under(&self, id: &Id) -> bool {
        let is_there = |path: &Path| matches!(self.disk.stamp(path), Ok(Some(_)));
        let is_another = || matches!(self.evaluation_file(id), Err(FileProblem::OtherId(_)));
        (is_there(&self.file_of(id)) || is_there(&self.journal_of(id))) && !is_another()
    }
}

/// Whether a beginning of an id is more than a word of a title could be: it begins with the day, or says all the letters.
fn is_no_title(id: &Id, beginning: &str) -> bool {
    let dated = beginning.get(..8).is_some_and(|day| day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'));
    dated && id.as_str().starts_with(beginning) || id.letters() == beginning || beginning.ends_with(id.letters())
}

/// The id that a row goes by: its evaluation's, or that in the name of a file that can't be read.
fn id_of(row: &ListedEvaluation) -> Option<Id> {
    match &row.state {
        Ok(evaluation) => Some(evaluation.id.clone()),
        Err(_) => row.file.to_string().strip_suffix(".ron")?.parse().ok(),
    }
}

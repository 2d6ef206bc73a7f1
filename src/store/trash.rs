//! The trash: deleted evaluations, until it is emptied by hand. Files that were not put there by us are not seen.

use std::{cmp::Reverse, io};

use super::{
    LARGEST_FILE, content,
    error::StoreError,
    holder::Holder,
    library::{EVALUATIONS, Library, TRASH},
    names::shown,
    syncer::Syncer,
};
use crate::model::Id;
use crate::reading::Trashed;

impl Library {
    /// Moves an evaluation, with all its edits, to the trash; what it is there. Its history stays where it is.
    ///
    /// # Errors
    /// When another program has it open, or it can't be read or moved.
    pub fn trash(&self, id: &Id, who: &Holder) -> Result<Trashed, StoreError> {
        let (mut writer, loaded) = self.open_evaluation(id, who, &Syncer::default())?.writable()?;
        writer.checkpoint(&loaded.evaluation, who.since)?;
        let title = shown(loaded.evaluation.title());
        let file = self.file_of(id);
        let failed = |error: io::Error| StoreError::disk("move to the trash", &file, &error);
        // A journal that stayed would bring the evaluation back.
        writer.journal_file.discard()?;
        self.ensure_folder(&self.folder(TRASH)).map_err(failed)?;
        for n in 1.. {
            let name = if n == 1 { format!("{id}.ron") } else { format!("{id}~{n}.ron") };
            match self.disk.place_new(&file, &self.folder(TRASH).join(&name)) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                outcome => {
                    let moved = outcome.and_then(|()| self.disk.sync_folder(&self.folder(EVALUATIONS)));
                    return moved.map(|()| Trashed { name, title }).map_err(failed);
                }
            }
        }
        unreachable!("there is always another number")
    }

    /// What is in the trash, the latest first.
    ///
    /// # Errors
    /// When the folder can't be listed.
    pub fn trashed(&self) -> Result<Vec<Trashed>, StoreError> {
        let folder = self.folder(TRASH);
        let mut trashed = Vec::new();
        for name in self.listing(TRASH)? {
            let path = folder.join(&name);
            let Ok(name) = name.into_string() else { continue };
            let Some(id) = id_of(&name) else { continue };
            let Ok(Some(stamp)) = self.disk.stamp(&path) else { continue };
            let read = self.disk.read(&path, LARGEST_FILE).ok();
            let evaluation = read.and_then(|whole| content::evaluation(&id, &whole.bytes).ok());
            let title = evaluation.map_or_else(|| name.clone(), |evaluation| shown(evaluation.title()));
            trashed.push((stamp.changed, Trashed { name, title }));
        }
        trashed.sort_by_key(|(deleted, _)| Reverse(*deleted));
        Ok(trashed.into_iter().map(|(_, trashed)| trashed).collect())
    }

    /// Brings an evaluation back from the trash, of which this is the file's name there.
    ///
    /// # Errors
    /// When an evaluation of its id is there again, or it can't be moved.
    pub fn restore(&self, name: &str) -> Result<Id, StoreError> {
        self.must_be_writable()?;
        let id = id_of(name).ok_or_else(|| StoreError::NoSuch(shown(name)))?;
        let (from, to) = (self.folder(TRASH).join(name), self.file_of(&id));
        let moved = self.disk.place_new(&from, &to).and_then(|()| self.disk.sync_folder(&self.folder(TRASH)));
        moved.map(|()| id.clone()).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => StoreError::Exists(id),
            io::ErrorKind::NotFound => StoreError::NoSuch(name.to_owned()),
            _ => StoreError::disk("restore", &from, &error),
        })
    }
}

/// The id of an evaluation in the trash: its file's stem, without the number that keeps names apart there.
fn id_of(name: &str) -> Option<Id> {
    let stem = name.strip_suffix(".ron")?;
    let (id, number) = stem.split_once('~').unwrap_or((stem, "1"));
    number.parse::<u64>().ok()?;
    id.parse().ok()
}

//! A model of a disk: what a power cut leaves of what was done to it.

use std::{
    collections::BTreeMap,
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use fieldbook::store::disk::DiskChange;
use tempfile::TempDir;

/// Which names a cut leaves.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Names {
    /// Those of folders that were synced.
    Synced,
    /// All.
    All,
}

/// Which content a cut leaves.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Data {
    /// What was synced.
    Synced,
    /// The half of the rest too.
    Half,
    /// The rest's length, but zeroes in it.
    Zeroes,
    /// All.
    All,
}

/// What a folder's name leads to.
const FOLDER: usize = usize::MAX;

/// A file, whatever it is called.
#[derive(Clone, Debug, Default)]
struct Inode {
    synced: Vec<u8>,
    written: Vec<u8>,
    /// What a failed sync dropped: later syncs say "done" and do not write it.
    dropped: Vec<Range<usize>>,
}

/// A change of names.
#[derive(Clone, Debug)]
struct Renaming {
    changes: Vec<(PathBuf, Option<usize>)>,
}

/// The disk.
#[derive(Clone, Debug, Default)]
pub(crate) struct Platter {
    inodes: Vec<Inode>,
    open: BTreeMap<usize, usize>,
    synced: BTreeMap<PathBuf, usize>,
    names: BTreeMap<PathBuf, usize>,
    pending: Vec<Renaming>,
}

impl Platter {
    /// The disk after this was done to an empty one; paths are taken from `root` on.
    pub(crate) fn after(root: &Path, done: &[DiskChange]) -> Platter {
        Platter::default().then(root, done)
    }

    /// A disk that holds for good what lies in this folder.
    pub(crate) fn found(folder: &Path) -> Platter {
        let mut platter = Platter::default();
        let mut folders = vec![folder.to_owned()];
        while let Some(within) = folders.pop() {
            for entry in fs::read_dir(within).unwrap().map(|entry| entry.unwrap().path()) {
                let name = entry.strip_prefix(folder).unwrap().to_owned();
                if entry.is_dir() {
                    platter.synced.insert(name.clone(), FOLDER);
                    platter.names.insert(name, FOLDER);
                    folders.push(entry);
                    continue;
                }
                let content = fs::read(&entry).unwrap();
                platter.synced.insert(name.clone(), platter.inodes.len());
                platter.names.insert(name, platter.inodes.len());
                platter.inodes.push(Inode { synced: content.clone(), written: content, dropped: Vec::new() });
            }
        }
        platter
    }

    pub(crate) fn then(mut self, root: &Path, done: &[DiskChange]) -> Platter {
        for done in done {
            self.apply(root, done);
        }
        self
    }

    fn apply(&mut self, root: &Path, done: &DiskChange) {
        let name = |path: &PathBuf| path.strip_prefix(root).unwrap().to_owned();
        match done {
            DiskChange::Create { number, path } => {
                let inode = self.inodes.len();
                self.inodes.push(Inode::default());
                self.open.insert(*number, inode);
                self.rename(vec![(name(path), Some(inode))]);
            }
            DiskChange::Write { number, bytes } => self.file(*number).written.extend(bytes),
            DiskChange::Truncate { number, length } => self.file(*number).written.truncate(*length as usize),
            DiskChange::Sync { number, kept } => self.file(*number).sync(*kept),
            DiskChange::Rename { from, to } => {
                let (from, to) = (name(from), name(to));
                let inode = self.names[&from];
                self.rename(vec![(from, None), (to, Some(inode))]);
            }
            DiskChange::Exchange { one, other } => {
                let (one, other) = (name(one), name(other));
                let (first, second) = (self.names[&one], self.names[&other]);
                self.rename(vec![(one, Some(second)), (other, Some(first))]);
            }
            DiskChange::Link { from, to } => {
                let inode = self.names[&name(from)];
                self.rename(vec![(name(to), Some(inode))]);
            }
            DiskChange::Remove { path } => self.rename(vec![(name(path), None)]),
            DiskChange::SyncFolder { path } => {
                // The folder that the whole experiment lies in is no part of it.
                if let Ok(folder) = path.strip_prefix(root) {
                    self.sync_folder(folder);
                }
            }
            DiskChange::MakeFolder { path } => self.rename(vec![(name(path), Some(FOLDER))]),
        }
    }

    fn file(&mut self, number: usize) -> &mut Inode {
        &mut self.inodes[self.open[&number]]
    }

    fn rename(&mut self, changes: Vec<(PathBuf, Option<usize>)>) {
        change(&mut self.names, &changes);
        self.pending.push(Renaming { changes });
    }

    /// What was done in this folder lasts, and what came before and has to do with the same names.
    fn sync_folder(&mut self, folder: &Path) {
        let is_here = |renaming: &Renaming| renaming.changes.iter().any(|(name, _)| name.parent() == Some(folder));
        let mut lasting: Vec<bool> = self.pending.iter().map(is_here).collect();
        for later in (0..self.pending.len()).rev() {
            let (before, from) = lasting.split_at_mut(later);
            for (earlier, lasts) in before.iter_mut().enumerate().filter(|_| from[0]) {
                *lasts |= self.pending[earlier].shares_a_name_with(&self.pending[later]);
            }
        }
        for (renaming, lasts) in std::mem::take(&mut self.pending).into_iter().zip(lasting) {
            if lasts {
                change(&mut self.synced, &renaming.changes);
            } else {
                self.pending.push(renaming);
            }
        }
    }

    /// What a cut leaves.
    pub(crate) fn left(&self, names: Names, data: Data) -> Left {
        let names = match names {
            Names::Synced => &self.synced,
            Names::All => &self.names,
        };
        let above =
            |name: &Path| name.ancestors().skip(1).all(|above| above == Path::new("") || names.contains_key(above));
        let files = names.iter().filter(|(name, inode)| **inode != FOLDER && above(name));
        Left(files.map(|(name, inode)| (name.clone(), self.inodes[*inode].left(data))).collect())
    }
}

/// What a cut leaves: files and what they hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Left(BTreeMap<PathBuf, Vec<u8>>);

impl Left {
    /// It as a folder.
    pub(crate) fn laid_out(&self) -> TempDir {
        let folder = TempDir::new().unwrap();
        for (name, content) in &self.0 {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }
}

impl Renaming {
    fn shares_a_name_with(&self, other: &Renaming) -> bool {
        self.changes.iter().any(|(name, _)| other.changes.iter().any(|(other, _)| other == name))
    }
}

fn change(names: &mut BTreeMap<PathBuf, usize>, changes: &[(PathBuf, Option<usize>)]) {
    for (name, inode) in changes {
        match inode {
            Some(inode) => names.insert(name.clone(), *inode),
            None => names.remove(name),
        };
    }
}

impl Inode {
    fn sync(&mut self, kept: bool) {
        if kept {
            self.synced = self.written.clone();
            let length = self.synced.len();
            for gone in &self.dropped {
                self.synced[gone.start.min(length)..gone.end.min(length)].fill(0);
            }
        } else {
            self.dropped.push(self.synced.len()..self.written.len());
        }
    }

    fn left(&self, data: Data) -> Vec<u8> {
        let mut left = self.synced.clone();
        // A file that was cut shorter since is as it was.
        let rest = self.written.get(left.len()..).unwrap_or_default();
        match data {
            Data::Synced => {}
            Data::Half => left.extend(&rest[..rest.len() / 2]),
            Data::Zeroes => left.resize(left.len() + rest.len(), 0),
            Data::All => left.clone_from(&self.written),
        }
        left
    }
}

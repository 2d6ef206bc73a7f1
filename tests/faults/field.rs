//! A library in a temporary folder, and an evaluator who types into it.

use std::{
    path::PathBuf,
    sync::{Arc, LazyLock},
};

use fieldbook::{
    model::{
        edit::{Detail, Edit, Field},
        evaluation::{Act, Evaluation, Step},
        framework::Framework,
        id::Id,
        moment::Moment,
    },
    store::{Disk, Holder, Library, Loaded, OpenOutcome, Syncer, Writer, disk::Faults},
    text::Splice,
};
use tempfile::TempDir;

/// A library on a disk that can be made to fail.
pub(crate) struct Site {
    _folder: TempDir,
    pub(crate) faults: Arc<Faults>,
    pub(crate) library: Library,
}

/// An evaluation open for writing, with what is on the screen.
pub(crate) struct Desk {
    pub(crate) writer: Box<Writer>,
    pub(crate) evaluation: Evaluation,
    pub(crate) loaded: Loaded,
}

static FRAMEWORK: LazyLock<Framework> = LazyLock::new(Framework::built_in);

/// A disk on which nothing fails.
pub(crate) fn sound() -> Disk {
    Disk::with(Arc::new(Faults::default()))
}

pub(crate) fn moment() -> Moment {
    "2026-11-24T14:02:11+01:00".parse().unwrap()
}

pub(crate) fn holder() -> Holder {
    Holder { name: "Jana".into(), process: 4242, since: moment() }
}

pub(crate) fn id() -> Id {
    "2026-11-24-centre-k7q2x".parse().unwrap()
}

pub(crate) fn question(n: usize) -> Id {
    FRAMEWORK.question(n).unwrap().question.id.clone()
}

pub(crate) fn new_evaluation() -> Evaluation {
    Evaluation::new(id(), &FRAMEWORK)
}

pub(crate) fn submission() -> Act {
    let id = "a-1".parse().unwrap();
    Act { id, step: Step::Submit, name: "Jana".into(), at: moment(), reason: "".into() }
}

/// What types `text` at the end of a question's narrative.
pub(crate) fn typing(evaluation: &Evaluation, n: usize, text: &str) -> Edit {
    let field = Field::Narrative(question(n));
    let at = evaluation.field(&field).unwrap_or_default().len();
    Edit::Splice { field, splice: Splice { at, removed: "".into(), inserted: text.into() } }
}

/// What gives the practice this title.
pub(crate) fn titling(evaluation: &Evaluation, title: &str) -> Edit {
    Edit::replace(Field::Practice(Detail::Title), &evaluation.practice.title, title)
}

impl Site {
    pub(crate) fn new() -> Site {
        Site::with(Faults::default())
    }

    pub(crate) fn with(faults: Faults) -> Site {
        let folder = TempDir::new().unwrap();
        let faults = Arc::new(faults);
        let library = Library::open(&folder.path().join("library"), Disk::with(faults.clone())).unwrap();
        Site { _folder: folder, faults, library }
    }

    /// A library with one evaluation in it.
    pub(crate) fn begun() -> Site {
        let site = Site::new();
        site.library.create(&new_evaluation()).unwrap();
        site
    }

    pub(crate) fn path(&self, within: &str) -> PathBuf {
        self.library.root().join(within)
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.library.file_of(&id())
    }

    /// The library as another program sees it, whose disk is sound.
    pub(crate) fn elsewhere(&self) -> Library {
        Library::open(self.library.root(), sound()).unwrap()
    }

    /// Every content that the library has, wherever it is kept.
    pub(crate) fn everything(&self) -> String {
        let folders = ["evaluations", "quarantine", "trash", "frameworks", "journal"].map(|folder| self.path(folder));
        let histories =
            std::fs::read_dir(self.path("history")).into_iter().flatten().map(|entry| entry.unwrap().path());
        let mut all = String::new();
        for folder in folders.into_iter().chain(histories) {
            for entry in std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
                all.push_str(&String::from_utf8_lossy(&std::fs::read(entry).unwrap_or_default()));
            }
        }
        all
    }

    pub(crate) fn open(&self) -> Desk {
        Desk::at(&self.library)
    }

    /// What stands in the library after the program died here and now.
    pub(crate) fn after_death(&self) -> Evaluation {
        self.elsewhere().read(&id()).unwrap().evaluation
    }
}

impl Desk {
    pub(crate) fn at(library: &Library) -> Desk {
        Desk::with(library, &Syncer::default())
    }

    pub(crate) fn with(library: &Library, syncer: &Syncer) -> Desk {
        match library.open_evaluation(&id(), &holder(), syncer).unwrap() {
            OpenOutcome::Writable(writer, loaded) => Desk { writer, evaluation: loaded.evaluation.clone(), loaded },
            OpenOutcome::ReadOnly(reason, _) => panic!("{reason}"),
        }
    }

    /// Applies an edit and journals it. Whether it is on the disk.
    pub(crate) fn edit(&mut self, edit: &Edit) -> bool {
        self.evaluation.apply(edit).unwrap();
        let is_kept = self.writer.append(edit, moment()).is_ok();
        self.writer.begin_sync();
        is_kept
    }

    pub(crate) fn type_in(&mut self, n: usize, text: &str) -> bool {
        self.edit(&typing(&self.evaluation.clone(), n, text))
    }
}

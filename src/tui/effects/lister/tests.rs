use std::{fs, path::PathBuf, sync::mpsc::channel};

use tempfile::TempDir;

use super::*;
use crate::model::Evaluation;
use crate::reading::summary::Against;
use crate::store::Disk;

/// A library and a cache folder.
struct Site {
    folder: TempDir,
    library: Library,
}

/// One run of the program, and what it was told.
struct Run {
    reader: LibraryReader,
    heard: Receiver<Incoming>,
}

impl Site {
    fn new(ids: &[&str]) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("library"), Disk::default()).unwrap();
        let site = Site { folder, library };
        for id in ids {
            site.put(id, id);
        }
        site
    }

    fn file(&self, id: &str) -> PathBuf {
        self.library.file_of(&id.parse().unwrap())
    }

    fn put(&self, id: &str, title: &str) {
        let mut evaluation = Evaluation::new(id.parse().unwrap(), &Framework::built_in());
        evaluation.practice.title = title.into();
        fs::write(self.file(id), crate::model::format::write(&evaluation)).unwrap();
    }

    fn index(&self) -> Index {
        Index::of(&self.library, &[Framework::built_in()], &self.folder.path().join("cache"))
    }

    /// A run much later: whatever was written rests.
    fn run(&self) -> Run {
        let (sender, heard) = channel();
        let later = || Timestamp::now() + Duration::from_secs(3600);
        let (library, frameworks) = (self.library.clone(), vec![Framework::built_in()]);
        let reader = LibraryReader {
            library,
            frameworks,
            index: Some(self.index()),
            sender,
            known: Vec::new(),
            unlisted: BTreeSet::new(),
            is_told: false,
            frameworks_read: None,
            now: later,
        };
        Run { reader, heard }
    }
}

impl Run {
    fn recalled(&mut self) -> Vec<String> {
        self.reader.recall();
        self.told()
    }

    fn read(&mut self) -> Vec<String> {
        self.reader.read();
        self.told()
    }

    /// What the last listing that was told shows, by title.
    fn told(&self) -> Vec<String> {
        let Some(Incoming::Message(Msg::Listed(listing))) = self.heard.try_iter().last() else { return Vec::new() };
        assert_eq!(listing.unread, 0);
        let title = |row: &Arc<LibraryRow>| match &row.state {
            Ok(summary) => summary.title().to_owned(),
            Err(flagged) => format!("! {}", flagged.file),
        };
        let mut titles: Vec<String> = listing.rows.iter().map(title).collect();
        titles.sort();
        titles
    }
}

#[test]
fn files_that_come_change_and_go_are_noticed() {
    let site = Site::new(&["a", "b"]);
    let mut run = site.run();
    assert_eq!(run.recalled(), [""; 0]);
    assert_eq!(run.read(), ["a", "b"]);
    site.put("c", "c");
    site.put("a", "z");
    fs::remove_file(site.file("b")).unwrap();
    assert_eq!(run.read(), ["c", "z"]);
    fs::write(site.file("c"), "nothing").unwrap();
    assert_eq!(run.read(), ["! c.ron", "z"]);
    site.put("c", "c");
    assert_eq!(run.read(), ["c", "z"]);
}

#[test]
fn a_run_begins_with_what_the_one_before_knew() {
    let site = Site::new(&["a", "b", "c"]);
    site.run().read();
    // As long as before, and with the time of before: only the inode and the time of the change tell.
    let written = fs::metadata(site.file("a")).unwrap().modified().unwrap();
    fs::remove_file(site.file("a")).unwrap();
    site.put("a", "z");
    fs::File::options().append(true).open(site.file("a")).unwrap().set_modified(written).unwrap();
    fs::remove_file(site.file("b")).unwrap();
    let mut run = site.run();
    assert_eq!(run.recalled(), ["a", "b", "c"]);
    assert_eq!(run.read(), ["c", "z"]);
    assert_eq!(site.run().recalled(), ["c", "z"]);
}

#[test]
fn what_has_the_same_print_is_not_read_again() {
    let site = Site::new(&["a"]);
    let entries = site.library.entries().unwrap();
    let fingerprint = |now| site.library.fingerprint(&entries[0], now);
    let just_now = fs::metadata(site.file("a")).unwrap().modified().unwrap().try_into().unwrap();
    assert_eq!(fingerprint(just_now), None, "what changed just now may change again unseen");
    let mut run = site.run();
    let mut other = Evaluation::new("a".parse().unwrap(), &Framework::built_in());
    other.practice.title = "from the index".into();
    let summary = &Summary::of(&other, &[Framework::built_in()]);
    let save = |fingerprint| site.index().save(&[Indexed { fingerprint, modified: 0, summary }]).unwrap();
    save(fingerprint((run.reader.now)()));
    assert_eq!((run.recalled(), run.read()), (vec!["from the index".to_owned()], vec!["from the index".to_owned()]));
    save(None);
    let mut run = site.run();
    assert_eq!((run.recalled(), run.read()), (vec!["from the index".to_owned()], vec!["a".to_owned()]));
}

#[test]
fn what_can_not_be_reached_is_named_and_not_forgotten() {
    let site = Site::new(&["a", "b"]);
    site.run().read();
    let (folder, elsewhere) = (site.library.root().join("evaluations"), site.folder.path().join("elsewhere"));
    fs::rename(&folder, &elsewhere).unwrap();
    fs::write(&folder, "").unwrap();
    let mut run = site.run();
    assert_eq!(run.recalled(), ["a", "b"]);
    run.reader.read();
    let Some(Incoming::Message(Msg::Listed(listing))) = run.heard.try_iter().last() else { panic!("nothing is told") };
    assert_eq!((listing.rows.len(), listing.unreached.len()), (0, 1));
    assert!(listing.unreached[0].starts_with("Can't read the folder "), "{:?}", listing.unreached);
    // Once it is back everything is known at once, by this run and by the next.
    fs::remove_file(&folder).unwrap();
    fs::rename(&elsewhere, &folder).unwrap();
    assert_eq!(site.run().recalled(), ["a", "b"]);
    assert_eq!(run.read(), ["a", "b"]);
}

#[test]
fn edits_in_a_journal_count() {
    let site = Site::new(&["a"]);
    let mut run = site.run();
    assert_eq!(run.read(), ["a"]);
    let journal = site.library.root().join("journal").join("a.journal");
    fs::write(&journal, "").unwrap();
    let entries = site.library.entries().unwrap();
    let before = site.library.fingerprint(&entries[0], (run.reader.now)());
    fs::write(&journal, "x").unwrap();
    assert_ne!(site.library.fingerprint(&entries[0], (run.reader.now)()), before);
    assert_ne!(before, run.reader.known[0].fingerprint);
}
#[test]
fn frameworks_that_come_change_and_go_are_noticed() {
    let site = Site::new(&["a"]);
    let mut run = site.run();
    let mut known = || {
        run.reader.read();
        let told: Vec<Msg> = run
            .heard
            .try_iter()
            .filter_map(|incoming| match incoming {
                Incoming::Message(msg) => Some(msg),
                _ => None,
            })
            .collect();
        let changed = told.iter().find_map(|msg| match msg {
            Msg::FrameworksChanged(all) => Some(all.iter().map(|one| one.title.to_string()).collect::<Vec<_>>()),
            _ => None,
        });
        let is_unknown = told.iter().rev().find_map(|msg| match msg {
            Msg::Listed(listing) => Some(matches!(listing.rows[0].summary()?.against, Against::Unknown(_))),
            _ => None,
        });
        (changed, is_unknown)
    };
    let built_in = Framework::built_in();
    let own = Framework { id: "own".parse().unwrap(), title: "Own".into(), ..built_in.clone() };
    let evaluation = Evaluation::new("a".parse().unwrap(), &own);
    fs::write(site.file("a"), crate::model::format::write(&evaluation)).unwrap();
    assert_eq!(known(), (None, Some(true)));
    let file = site.library.root().join("frameworks").join("own.ron");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let write = |framework: &Framework| fs::write(&file, crate::model::format::write_framework(framework)).unwrap();
    let titles = |own: &[&str]| {
        Some(std::iter::once(built_in.title.as_str()).chain(own.iter().copied()).map(str::to_owned).collect::<Vec<_>>())
    };
    write(&own);
    assert_eq!(known(), (titles(&["Own"]), Some(false)));
    assert_eq!(known(), (None, Some(false)), "once is enough");
    write(&Framework { title: "Own, corrected".into(), ..own });
    assert_eq!(known(), (titles(&["Own, corrected"]), Some(false)));
    fs::remove_file(&file).unwrap();
    assert_eq!(known(), (titles(&[]), Some(true)));
}

//! Hostile and broken files: each is a flagged row, none stops the listing, none is changed, nothing raw is shown.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use fieldbook::{
    model::{format, id::Id},
    store::{OpenOutcome, StoreError, Syncer, UnreadableFile, disk::Operation, shown},
};

use crate::field::{Site, holder, id, moment, new_evaluation};

/// A library with a file of this content beside a sound evaluation, and what the listing says about it.
fn unreadable_of(content: &[u8]) -> (Site, UnreadableFile) {
    let site = Site::begun();
    fs::write(bad(&site), content).unwrap();
    let unreadable = unreadable(&site);
    assert_eq!(fs::read(bad(&site)).unwrap(), content);
    (site, unreadable)
}

fn bad_id() -> Id {
    "2026-11-23-bad-x7k2p".parse().unwrap()
}

fn bad(site: &Site) -> std::path::PathBuf {
    site.library.file_of(&bad_id())
}

fn unreadable(site: &Site) -> UnreadableFile {
    let rows = site.library.scan().unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1].state.as_ref().unwrap(), &new_evaluation());
    // It can't be opened either, for whatever purpose.
    assert!(site.library.read(&bad_id()).is_err());
    assert!(site.library.open_evaluation(&bad_id(), &holder(), &Syncer::default()).is_err());
    let unreadable = rows[0].state.clone().unwrap_err();
    assert_clean(&unreadable.to_string());
    unreadable
}

/// Nothing in a text steers a terminal or turns the reading direction.
fn assert_clean(text: &str) {
    let raw = text.chars().find(|c| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
    assert_eq!(raw, None, "{text:?}");
}

fn sound(name: &str) -> String {
    format::write(&fieldbook::model::evaluation::Evaluation { id: name.parse().unwrap(), ..new_evaluation() })
}

#[test]
fn empty_zeroed_and_truncated_files_say_what_they_are() {
    assert_eq!(unreadable_of(b"").1.to_string(), "2026-11-23-bad-x7k2p.ron can't be read: it is empty");
    let zeroes = unreadable_of(&[0; 4096]).1.to_string();
    assert!(zeroes.contains("it holds zero bytes"), "{zeroes}");
    let whole = sound("2026-11-23-bad-x7k2p");
    for cut in [1, whole.len() / 2, whole.len() - 4] {
        let unreadable = unreadable_of(&whole.as_bytes()[..cut]).1.to_string();
        assert!(unreadable.contains("can't be read: line "), "{unreadable}");
    }
}

#[test]
fn what_cannot_be_read_is_copied_aside_once_with_the_reason() {
    let (site, unreadable) = unreadable_of(b"(format: 1, id: 7)");
    site.library.scan().unwrap();
    let mut names: Vec<_> =
        fs::read_dir(site.path("quarantine")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names.len(), 2);
    assert_eq!(fs::read(site.path("quarantine").join(&names[0])).unwrap(), b"(format: 1, id: 7)");
    let reason = fs::read_to_string(site.path("quarantine").join(&names[1])).unwrap();
    assert_eq!(reason, format!("{unreadable}\n"));
}

#[test]
fn a_sparse_gigabyte_is_refused_by_its_size_and_not_read() {
    let site = Site::begun();
    fs::File::create(bad(&site)).unwrap().set_len(1 << 30).unwrap();
    let before = site.faults.calls().len();
    assert_eq!(
        unreadable(&site).to_string(),
        "2026-11-23-bad-x7k2p.ron can't be read: it has 1024 MiB, and an evaluation has at most 16"
    );
    let read =
        |(operation, path): &(Operation, std::path::PathBuf)| *operation == Operation::Read && *path == bad(&site);
    assert!(!site.faults.calls()[before..].iter().any(read));
}

#[test]
fn a_million_brackets_neither_crash_nor_take_long() {
    let deep = |open: &str, head: &str| format!("{head}{}", open.repeat(1_000_000));
    let heads =
        ["", "(format: 1, id: ", "(format: 1, unknown: ", "(format: 9, unknown: ", "(format: 1, practice: (title: "];
    for open in ["(", "[", "{", "Some(", "/*", "r####", "a(", "\"", "'", "#", "{a:", "1_", "\\"] {
        for head in heads {
            unreadable_of(deep(open, head).as_bytes());
        }
    }
}

#[test]
fn sixteen_million_bytes_of_anything_are_read_in_time() {
    for open in ["(", "/*", "a,", "\n", "Some(", "r#"] {
        unreadable_of(&open.as_bytes().repeat((15 << 20) / open.len()));
    }
}

#[test]
fn nothing_raw_leaves_a_file_by_a_message() {
    let nasty = "\u{1b}[31m\u{9b}2J\u{202e}\u{2066}\u{7}";
    let name = "2026-11-23-bad-x7k2p";
    for content in [
        format!("(format: 1, {nasty}: 1)"),
        format!("(format: 1, id: \"{nasty}\")"),
        format!("(format: 1, r#{nasty}: 1)"),
        format!("(format: 9, id: \"{nasty}\", practice: (title: \"{nasty}\"))"),
        sound(name).replace("spring-good-practice", nasty),
        sound(name).replace("practice:", &format!("practices{nasty}:")),
        sound(&format!("{name}2")),
    ] {
        let (site, unreadable) = unreadable_of(content.as_bytes());
        assert_clean(&site.library.read(&bad_id()).unwrap_err().to_string());
        let source = site.library.source(&unreadable.file).unwrap();
        source.split('\n').for_each(assert_clean);
    }
}

#[test]
fn nothing_raw_leaves_a_name_by_a_message() {
    let site = Site::begun();
    let nasty = "a\u{1b}[31m\u{9b}b\u{202e}c.ron";
    fs::write(site.path("evaluations").join(nasty), sound("a")).unwrap();
    fs::write(site.path("frameworks").join(nasty), "(").unwrap();
    let rows = site.library.scan().unwrap();
    let unreadable = rows[1].state.as_ref().unwrap_err();
    assert_clean(&unreadable.to_string());
    assert_clean(&unreadable.file.to_string());
    assert_clean(&site.library.frameworks().unwrap()[0].state.as_ref().unwrap_err().to_string());
    assert_clean(&site.library.find(nasty).unwrap_err().to_string());
    assert_clean(&shown(nasty));
    // The name on the disk is the one that was listed, so that its source can be looked at.
    assert!(site.library.source(&unreadable.file).is_ok());
}

#[test]
fn ids_lead_nowhere_but_to_their_own_file() {
    let name = "2026-11-23-bad-x7k2p";
    for id in ["../../etc/passwd", "a/b", "..", ".", "a\\0b", "nul", "CON", "com1", "", "a b"] {
        let unreadable = unreadable_of(sound(name).replace(name, id).as_bytes()).1.to_string();
        assert!(unreadable.contains("can't be read: line 3, column"), "{unreadable}");
    }
    let unreadable = unreadable_of(sound("2026-11-22-third-m3n4p").as_bytes()).1.to_string();
    assert!(unreadable.contains("has another name than the id in it, 2026-11-22-third-m3n4p"), "{unreadable}");
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    type Make = fn(&Path);
    let make: [(&str, Make); 4] = [
        ("a symbolic link", |path| std::os::unix::fs::symlink("2026-11-24-centre-k7q2x.ron", path).unwrap()),
        ("a pipe", |path| {
            let mode = rustix::fs::Mode::from_raw_mode(0o600);
            rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, mode, 0).unwrap();
        }),
        ("a socket or a pipe", |path| drop(std::os::unix::net::UnixListener::bind(path).unwrap())),
        ("a folder", |path| fs::create_dir(path).unwrap()),
    ];
    for (kind, make) in make {
        let site = Site::begun();
        make(&bad(&site));
        let unreadable = unreadable(&site).to_string();
        assert_eq!(unreadable, format!("2026-11-23-bad-x7k2p.ron can't be read: it is {kind}, not a file"));
        // In place of a journal, of a lock, of a framework and of a temporary file it does not hang either.
        let site = Site::begun();
        make(&site.path("journal/2026-11-24-centre-k7q2x.journal"));
        assert!(site.library.read(&id()).is_err());
        let site = Site::begun();
        fs::remove_file(site.path("journal/2026-11-24-centre-k7q2x.lock")).unwrap();
        make(&site.path("journal/2026-11-24-centre-k7q2x.lock"));
        let _ = site.library.open_evaluation(&id(), &holder(), &Syncer::default());
        let site = Site::begun();
        make(&site.path("frameworks/a.ron"));
        assert!(site.library.frameworks().unwrap()[0].state.is_err());
        let site = Site::begun();
        make(&site.path("evaluations/.2026-11-24-centre-k7q2x.ron.tmp"));
        let _ = site.library.open_evaluation(&id(), &holder(), &Syncer::default());
        assert_eq!(site.after_death(), new_evaluation());
    }
}

#[test]
fn other_encodings_are_named() {
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("(format: 1)".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert!(unreadable_of(&utf16).1.to_string().ends_with("it is UTF-16: save it as UTF-8"));
    assert!(
        unreadable_of(b"(format: 1, practice: (title: \"\xdast\xed\"))")
            .1
            .to_string()
            .ends_with("it is not UTF-8: save it as UTF-8")
    );
    // A byte order mark and other line ends are nothing to complain of, and the journal goes on such a file as well.
    let site = Site::begun();
    let marked = format!("\u{feff}{}", format::write(&new_evaluation()).replace('\n', "\r\n"));
    fs::write(site.file(), marked).unwrap();
    let mut desk = site.open();
    desk.type_in(0, "typed");
    assert_eq!(site.after_death(), desk.evaluation);
    desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
    assert_eq!(site.after_death(), desk.evaluation);
}

#[test]
fn an_unknown_field_is_an_error_with_its_place() {
    let raw = sound("2026-11-23-bad-x7k2p").replace("practice: (", "practice: (\n        colour: \"blue\",");
    let (_, unreadable) = unreadable_of(raw.as_bytes());
    assert!(unreadable.to_string().contains("can't be read: line 9, column"), "{unreadable}");
    assert!(unreadable.to_string().contains("colour"), "{unreadable}");
}

#[test]
fn a_newer_format_is_shown_and_left_alone() {
    let raw = "(format: 9, id: \"2026-11-23-bad-x7k2p\", practice: (title: \"New ways\"), more: [1, 2])";
    let (site, unreadable) = unreadable_of(raw.as_bytes());
    assert!(unreadable.to_string().contains("by a newer version of this program"), "{unreadable}");
    assert!(
        matches!(unreadable.problem, fieldbook::store::FileProblem::Newer(_, ref title) if title.as_str() == "New ways")
    );
    assert_eq!(unreadable.kept, None);
    assert!(matches!(site.library.restore_last_good(&bad_id()), Err(StoreError::Unreadable(_))));
    assert_eq!(site.library.source(&unreadable.file).unwrap().as_str(), raw);
    assert_eq!(fs::read_to_string(bad(&site)).unwrap(), raw);
    assert_eq!(fs::read_dir(site.path("quarantine")).unwrap().count(), 0);
}

#[test]
fn a_newer_programs_journal_is_left_alone() {
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "a");
    let journal = desk.writer.journal();
    drop(desk);
    let payload = "Telepathy(1)";
    let line = format!("{:08x} {:08x} {payload}\n", payload.len(), crc32fast::hash(payload.as_bytes()));
    let newer = fs::read_to_string(&journal).unwrap() + &line;
    fs::write(&journal, &newer).unwrap();
    let error = site.library.open_evaluation(&id(), &holder(), &Syncer::default()).unwrap_err();
    assert!(error.to_string().contains("has edits of a newer version of this program"), "{error}");
    assert_eq!(fs::read_to_string(&journal).unwrap(), newer);
}

#[test]
fn a_broken_journal_gives_what_it_can_and_is_kept_aside() {
    let site = Site::begun();
    let mut desk = site.open();
    for letter in ["a", "b", "c"] {
        desk.type_in(0, letter);
    }
    let journal = desk.writer.journal();
    drop(desk);
    let whole = fs::read(&journal).unwrap();
    let mut broken = whole.clone();
    let ends: Vec<usize> = (0..whole.len()).filter(|at| whole[*at] == b'\n').collect();
    let middle = ends[ends.len() - 3] + 30;
    broken[middle] ^= 1;
    fs::write(&journal, &broken).unwrap();
    let mut desk = site.open();
    assert_eq!(desk.evaluation.narrative(&crate::field::question(0)), "a");
    assert!(fs::read_dir(site.path("quarantine")).unwrap().any(|e| fs::read(e.unwrap().path()).unwrap() == broken));
    assert!(desk.type_in(0, "d"));
    assert_eq!(site.after_death(), desk.evaluation);
}

#[test]
fn everything_is_only_for_its_owner_whatever_the_umask() {
    rustix::process::umask(rustix::fs::Mode::empty());
    let site = Site::begun();
    let mut desk = site.open();
    desk.type_in(0, "a");
    desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
    desk.type_in(0, "b");
    fs::write(bad(&site), "(").unwrap();
    site.library.scan().unwrap();
    fieldbook::store::write_text(&crate::field::sound(), &site.path("../config/settings.ron"), "()").unwrap();
    let mut folders = vec![site.library.root().join("..")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)
            .unwrap()
            .map(Result::unwrap)
            .filter(|entry| Some(&*entry.file_name()) != bad(&site).file_name())
        {
            let metadata = entry.metadata().unwrap();
            let expected = if metadata.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(metadata.permissions().mode() & 0o777, expected, "{}", entry.path().display());
            if metadata.is_dir() {
                folders.push(entry.path());
            }
            seen += 1;
        }
    }
    assert!(seen > 12, "{seen}");
}

#[test]
fn an_evaluation_stays_readable_by_not_growing_too_large() {
    let site = Site::begun();
    let mut desk = site.open();
    let megabyte = "word ".repeat(200_000);
    for n in 0..7 {
        assert!(desk.type_in(n, &megabyte));
    }
    let edit = crate::field::typing(&desk.evaluation, 8, &megabyte.repeat(2));
    assert_eq!(desk.writer.append(&edit, moment()), Err(StoreError::TooLarge));
    assert!(desk.type_in(8, "a little more"));
    desk.writer.checkpoint(&desk.evaluation, moment()).unwrap();
    assert_eq!(site.after_death(), desk.evaluation);
    assert!(matches!(
        site.elsewhere().open_evaluation(&id(), &holder(), &Syncer::default()),
        Ok(OpenOutcome::ReadOnly(..))
    ));
}

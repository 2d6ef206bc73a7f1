//! `backup` and `restore`.

use std::{
    fs::{self, File},
    io::{Cursor, Write},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::home::{FORMAT_1, FORMAT_1_ID, Home};

/// Every file below a folder, with its content.
fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    fn walk(root: &Path, folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                walk(root, &path, files);
            } else {
                files.push((path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    let mut files = Vec::new();
    walk(folder, folder, &mut files);
    files.sort();
    files
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A library with something in each folder.
fn full() -> Home {
    let home = Home::new();
    for n in 0..300 {
        let title = format!("Dům u řeky, Łódź №{n} — دار");
        let text = FORMAT_1.replace(FORMAT_1_ID, &format!("2026-03-02-dum-{n}-k7q2x")).replace("Dům u řeky", &title);
        home.put(&format!("library/evaluations/2026-03-02-dum-{n}-k7q2x.ron"), text);
    }
    for (path, content) in [
        (format!("evaluations/{FORMAT_1_ID}.ron"), FORMAT_1),
        (format!("evaluations/{FORMAT_1_ID}.conflict-1.ron"), FORMAT_1),
        (format!("evaluations/{FORMAT_1_ID} (conflicted copy).ron"), FORMAT_1),
        (format!("evaluations/{FORMAT_1_ID}.sync-conflict-20260302-Ústí.ron"), FORMAT_1),
        ("evaluations/2026-03-02-bad-k7q2x.ron".to_owned(), "(format: 1, damaged"),
        ("evaluations/read me.txt".to_owned(), "notes"),
        (format!("history/{FORMAT_1_ID}/1.ron"), FORMAT_1),
        (format!("history/{FORMAT_1_ID}/2.ron"), FORMAT_1),
        ("trash/2026-03-01-gone-k7q2x.ron".to_owned(), FORMAT_1),
        ("trash/2026-03-01-gone-k7q2x~2.ron".to_owned(), FORMAT_1),
        ("quarantine/2026-03-01-bad.ron.abc".to_owned(), "\0\0"),
        ("quarantine/a folder/deep/x".to_owned(), "x"),
        ("frameworks/own.ron".to_owned(), include_str!("../../data/spring-good-practice.ron")),
        (format!("journal/{FORMAT_1_ID}.editing.md"), "What an editor left"),
        (format!("evaluations/.{FORMAT_1_ID}.ron.tmp"), "What is nowhere else"),
    ] {
        home.put(&format!("library/{path}"), content);
    }
    home
}

/// What of no use stays out: these are put beside.
fn litter(home: &Home) {
    for path in [
        "journal/2026-03-01-x.lock",
        "journal/2026-03-01-x.holder",
        "journal/2026-03-01-x.holder.tmp",
        "evaluations/.2026-03-02-dum-1-k7q2x.ron.tmp",
        "evaluations/.DS_Store",
        "evaluations/x.ron~",
        "history/2026-03-02-dum-u-reky-u-mostu-k7q2x/.tmp",
        ".git/HEAD",
    ] {
        home.put(&format!("library/{path}"), "");
    }
}

#[test]
fn a_library_comes_back_as_it_was() {
    let home = full();
    let written = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_001);
    let dated = format!("evaluations/{FORMAT_1_ID}.ron");
    File::options().write(true).open(home.library().join(&dated)).unwrap().set_modified(written).unwrap();
    let before = tree(&home.library());
    litter(&home);
    let with_litter = home.snapshot();
    let ran = home.run(&["backup", "-o", "all.zip"]);
    let told = "Wrote 302 evaluations, 2 revisions, 2 in the trash, 1 framework, 8 other files to all.zip; read back, it is what it should be\n";
    assert_eq!((ran.code, ran.out.as_str()), (0, told), "{}", ran.err);
    assert!(ran.err.contains("2026-03-02-bad-k7q2x.ron can't be read: "), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert_eq!(home.snapshot().len(), with_litter.len() + 1, "nothing but the zip is new");

    let ran = home.run(&["restore", "all.zip", "--library", "restored/here"]);
    let told = "Restored 302 evaluations, 2 revisions, 2 in the trash, 1 framework, 8 other files to restored/here\n";
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, told, ""));
    let restored = home.path("restored/here");
    assert!(tree(&restored) == before);
    assert_eq!(fs::metadata(restored.join(&dated)).unwrap().modified().unwrap(), written);
    assert_eq!(names(&home.path("restored")), ["here"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(restored.join(&dated)), mode(restored.join("evaluations"))), (0o600, 0o700));
    }
    // The same again, from either.
    home.get(&["backup", "-o", "again.zip", "--library", "restored/here"]);
    assert!(fs::read(home.path("again.zip")).unwrap() == fs::read(home.path("all.zip")).unwrap());
}

#[test]
fn it_is_restored_into_what_is_empty_and_nowhere_else() {
    let home = Home::new();
    let id = home.new_evaluation("One");
    home.get(&["backup", "--output", "one.zip"]);
    let error = home.fail(1, &["restore", "one.zip"]);
    assert!(error.contains(&format!("library is not empty, it holds evaluations/{id}.ron: name another")), "{error}");
    home.put("other/notes.txt", "");
    assert!(home.fail(1, &["restore", "one.zip", "--library", "other"]).contains("it holds notes.txt"));
    assert!(home.fail(1, &["restore", "one.zip", "--library", "one.zip"]).contains("not a directory"));
    fs::create_dir(home.path("empty")).unwrap();
    for folder in ["evaluations", "journal", "history", "quarantine", "trash", "frameworks"] {
        fs::create_dir_all(home.path("fresh").join(folder)).unwrap();
    }
    for folder in ["empty", "fresh", "missing", "far/away"] {
        home.get(&["restore", "one.zip", "--library", folder]);
        assert!(home.get(&["list", "--library", folder]).contains("One"));
    }
    fs::remove_dir_all(home.library()).unwrap();
    home.get(&["restore", "one.zip"]);
    assert!(home.get(&["list"]).contains("One"));
}

#[test]
fn a_backup_needs_a_place_of_its_own() {
    let home = Home::new();
    assert!(home.fail(1, &["backup", "-o", "none.zip"]).contains("no library"));
    assert!(!home.library().exists());
    home.new_evaluation("One");
    let there = home.put("there.zip", "mine");
    let before = home.snapshot();
    assert!(home.fail(1, &["backup", "-o", &there]).contains("is there already: --force replaces it"));
    assert!(home.fail(1, &["backup", "-o", "library"]).contains("folder"));
    assert!(home.fail(1, &["backup", "-o", "library/x.zip"]).contains("in the library"));
    assert!(home.fail(1, &["backup", "-o", "no/where.zip"]).contains("make it first"));
    home.fail(2, &["backup"]);
    assert_eq!(home.snapshot(), before);
    home.get(&["backup", "-o", &there, "--force"]);
    home.get(&["restore", &there, "--library", "restored"]);
    #[cfg(unix)]
    {
        assert!(home.fail(1, &["backup", "-o", "/dev/null", "--force"]).contains("no plain file"));
        std::os::unix::fs::symlink(home.path("linked-to.zip"), home.path("link.zip")).unwrap();
        home.fail(1, &["backup", "-o", "link.zip"]);
        assert!(home.fail(1, &["restore", "/dev/null", "--library", "x"]).contains("not a file"));
    }
}

#[cfg(unix)]
#[test]
fn what_can_not_be_kept_is_named_and_the_rest_is_kept() {
    use std::os::unix::{ffi::OsStrExt, fs::symlink};
    let home = Home::new();
    home.put("library/evaluations/a.ron", FORMAT_1);
    home.put("library/evaluations/A.ron", FORMAT_1);
    home.put("library/evaluations/back\\slash.ron", FORMAT_1);
    home.put("library/frameworks/.keep", "");
    home.put("library/my notes.txt", "");
    symlink("nowhere", home.library().join("trash")).unwrap();
    symlink("a.ron", home.library().join("evaluations/link.ron")).unwrap();
    let odd = std::ffi::OsStr::from_bytes(b"evaluations/odd\xff.ron");
    fs::write(home.library().join(odd), FORMAT_1).unwrap();
    File::create(home.library().join("evaluations/huge.ron")).unwrap().set_len(17 << 20).unwrap();
    let ran = home.run(&["backup", "-o", "some.zip"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    for told in [
        "error: Left out evaluations/a.ron: another file is called evaluations/A.ron but for capitals",
        "Left out evaluations/back\\slash.ron: it has a name that no file can safely have",
        "link.ron: it can't be read: it is a symbolic link",
        "odd\u{fffd}.ron: its name is not UTF-8",
        "huge.ron: it can't be read: it has 17 MiB",
        "Left out my notes.txt: it is no part of a library",
        "Left out trash: can't list",
    ] {
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
    }
    assert!(ran.out.starts_with("Wrote 0 evaluations") || ran.out.starts_with("Wrote 1 evaluation "), "{}", ran.out);
    home.get(&["restore", "some.zip", "--library", "restored"]);
    assert_eq!(names(&home.path("restored/evaluations")), ["A.ron"]);
}

/// A zip with these entries.
fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in entries {
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A zip in which these bytes are others, wherever they stand.
fn patched(mut zip: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    let found: Vec<usize> = (0..=zip.len() - from.len()).filter(|at| zip[*at..].starts_with(from)).collect();
    assert!(!found.is_empty());
    for at in found {
        zip[at..at + to.len()].copy_from_slice(to);
    }
    zip
}

/// Zips that no backup wrote, and what is said of each.
fn hostile() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let good: (&str, &[u8]) = ("evaluations/good.ron", b"x");
    let with = |name: &str| zipped(&[good, (name, b"x")]);
    let unsafe_name = "has a name that no file can safely have";
    let mut zips = vec![
        ("slip", with("evaluations/../../slip.ron"), unsafe_name),
        ("slip at the front", with("../slip.ron"), "is nothing of a library"),
        ("absolute", with("/tmp/slip.ron"), "is nothing of a library"),
        ("drive", with("C:/slip.ron"), "is nothing of a library"),
        ("drive within", with("evaluations/C:slip.ron"), unsafe_name),
        ("backslashes", with("evaluations\\..\\..\\slip.ron"), "is nothing of a library"),
        ("backslashes within", with("evaluations/..\\..\\slip.ron"), unsafe_name),
        ("zero byte", patched(with("evaluations/a?.ron"), b"a?.ron", b"a\0.ron"), unsafe_name),
        ("elsewhere", with("settings.ron"), "is nothing of a library"),
        ("capitals", with("evaluations/GOOD.ron"), "is there twice"),
        ("accents", zipped(&[("trash/\u{e9}", b"x"), ("trash/e\u{301}", b"x")]), "is there twice"),
        ("twice", patched(with("evaluations/evil.ron"), b"evil.ron", b"good.ron"), "have the same name"),
        ("a file and a folder", zipped(&[("trash/a", b"x"), ("trash/a/b", b"x")]), "within what is a file"),
        ("nothing", zipped(&[]), "there is nothing in it"),
        ("no zip", b"PK but not quite".to_vec(), "it is no whole zip"),
        ("empty file", Vec::new(), "it is no whole zip"),
        ("damaged", patched(zipped(&[("trash/a", b"content")]), b"content", b"CONTENT"), "is damaged: "),
    ];
    let whole = zipped(&[good]);
    zips.push(("cut", whole[..whole.len() - 30].to_vec(), "it is no whole zip"));
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let largest = vec![0; 16 << 20];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("trash/0", deflated).unwrap();
    zip.write_all(&largest).unwrap();
    for n in 1..100 {
        zip.shallow_copy_file("trash/0", &format!("trash/{n}")).unwrap();
    }
    zips.push(("bomb", zip.finish().unwrap().into_inner(), "unpacked it would have 1600 MiB"));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("trash/0", deflated).unwrap();
    zip.write_all(&largest).unwrap();
    zip.write_all(b"0").unwrap();
    let large = zip.finish().unwrap().into_inner();
    let size = u32::try_from(largest.len() + 1).unwrap().to_le_bytes();
    zips.push(("lie", patched(large.clone(), &size, &[9, 0, 0, 0]), "in it "));
    zips.push(("large", large, "is larger than any file of a library"));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("evaluations/link", "/etc", SimpleFileOptions::default()).unwrap();
    zips.push(("link", zip.finish().unwrap().into_inner(), "is neither a file nor a folder"));
    zips
}

#[test]
fn a_hostile_zip_is_refused_and_nothing_is_left() {
    let home = Home::new();
    fs::create_dir(home.path("empty")).unwrap();
    for (case, zip, reason) in hostile() {
        home.put("hostile.zip", zip);
        let before = (home.snapshot(), names(&home.path("")));
        for folder in ["missing", "far/away", "empty"] {
            let error = home.fail(1, &["restore", "hostile.zip", "--library", folder]);
            assert!(error.contains(reason), "{case}: {error}");
        }
        assert_eq!((home.snapshot(), names(&home.path(""))), before, "{case}");
        assert_eq!(names(&home.path("empty")), [""; 0], "{case}");
    }
    assert!(home.fail(1, &["restore", "nowhere.zip"]).contains("nowhere.zip can't be restored: no such file"));
}

#[test]
fn what_a_killed_restoring_left_is_cleared() {
    let home = Home::new();
    home.new_evaluation("One");
    home.get(&["backup", "-o", "one.zip"]);
    home.put(".restored.restoring/evaluations/half.ron", "half");
    home.put(".two.zip.tmp", "half");
    home.get(&["restore", "one.zip", "--library", "restored"]);
    home.get(&["backup", "-o", "two.zip"]);
    assert_eq!(names(&home.path("")), ["library", "one.zip", "restored", "two.zip"]);
    assert_eq!(names(&home.path("restored/evaluations")).len(), 1);
}

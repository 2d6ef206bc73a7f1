//! What the library keeps to itself, and what becomes of it when another program or the system gets in the way.

use std::{
    fs,
    os::unix::process::CommandExt,
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use crate::site::{Site, files, leave, question};

/// The files below a folder that hold these bytes.
fn holding(folder: &Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(holding(&path, bytes));
        } else if fs::read(&path).is_ok_and(|all| all.windows(bytes.len()).any(|part| part == bytes)) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn no_answer_lies_outside_the_library() {
    let (site, id) = Site::begun();
    let mut terminal = site.open(&id);
    terminal.type_text("Unmistakable words");
    terminal.wait_for("Unmistakable words");
    terminal.kill9();
    let terminal = site.open(&id);
    terminal.wait_for("Recovered");
    leave(terminal);
    // Settings, caches and temporary files all lie below this home.
    assert_eq!(holding(&site.home(), b"Unmistakable"), [] as [String; 0]);
    assert!(!holding(&site.library(), b"Unmistakable").is_empty());
}

#[test]
fn a_reader_takes_over_once_the_writer_is_gone() {
    let (site, id) = Site::begun();
    let mut writer = site.open(&id);
    writer.type_text("First. ");
    writer.wait_for("First.");
    let reader = site.open(&id);
    reader.wait_for("has it open");
    writer.kill9();
    // The key that finds it free counts.
    reader.keys("ctrl-end");
    reader.type_text("x");
    reader.wait_for("Unlocked: you can edit");
    reader.wait_for("First.");
    reader.keys("ctrl-z ctrl-end");
    reader.type_text("Second.");
    reader.wait_for("First. Second.");
    leave(reader);
    assert_eq!(site.read(&id).narrative(&question(0)), "First. Second.");
}

#[test]
fn a_library_that_is_named_needs_no_home() {
    let (site, id) = Site::begun();
    let mut command = Command::new(env!("CARGO_BIN_EXE_fieldbook"));
    let output =
        command.env_clear().arg("--library").arg(site.library()).arg("list").output().expect("the program runs");
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains(id.as_str()));
}

#[test]
fn a_gigabyte_of_nothing_is_refused_in_little_memory() {
    let (site, _) = Site::begun();
    let sparse = site.library().join("evaluations/2026-01-01-sparse-aaaaa.ron");
    fs::File::create(&sparse).and_then(|file| file.set_len(1 << 30)).expect("a sparse file");
    // 64 MiB for everything that the program allocates.
    let limited = format!("ulimit -d 65536; exec {} list", env!("CARGO_BIN_EXE_fieldbook"));
    let mut command = Command::new("sh");
    command.arg0("sh").args(["-c", &limited]).env("FIELDBOOK_LIBRARY", site.library());
    let output = command.output().expect("the program runs");
    let told = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(told.contains("1024 MiB") && told.contains("Open Kitchen"), "{told}");
}

#[test]
fn a_journal_that_vanished_while_idle_is_written_anew_on_focus() {
    let (site, id) = Site::begun();
    let mut terminal = site.open(&id);
    terminal.type_text("Typed and saved.");
    terminal.wait_for("Typed and saved.");
    let journal = site.library().join("journal");
    let there = || files(&journal).into_iter().filter(|name| name.contains(".journal")).collect::<Vec<_>>();
    for name in there() {
        fs::remove_file(journal.join(name)).expect("a journal");
    }
    terminal.send("\u{1b}[I");
    let begun = Instant::now();
    while there().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(20), "it is not written anew");
        thread::sleep(Duration::from_millis(5));
    }
    terminal.wait_for("saved");
    terminal.kill9();
    assert_eq!(site.read(&id).narrative(&question(0)), "Typed and saved.");
}

//! Words, places, exit codes.

use std::{fs, process::Stdio};

#[cfg(unix)]
use crate::home::{FORMAT_1, is_tame};
use crate::home::{Home, ran};

#[test]
fn invalid_arguments_exit_with_2() {
    let home = Home::new();
    let (id, other) = (home.new_evaluation("One"), home.new_evaluation("Other"));
    for words in [
        &["bogus"][..],
        &["open"],
        &["new", "--no-open"],
        &["new", "--no-open", "--title", " "],
        &["new", "--no-open", "--title", "x", "--framework", "unheard-of"],
        &["export", "--to", "json"],
        &["export", &id],
        &["export", &id, "--to", "odt"],
        &["export", &id, &other, "--to", "ron"],
        &["import"],
        &["completions", "cobol"],
        &["--bogus"],
        &["--ascii", "--utf8", "list"],
    ] {
        home.fail(2, words);
    }
    assert_eq!(home.get(&["list"]).lines().count(), 2);
}

#[test]
fn work_that_fails_exits_with_1_and_says_what_to_do() {
    let home = Home::new();
    assert!(home.fail(1, &["show", "nothing"]).contains("fieldbook new"));
    home.new_evaluation("One");
    assert!(home.fail(1, &["show", "nothing"]).contains("fieldbook list"));
    assert!(home.fail(1, &["open", "nothing"]).contains("fieldbook list"));
    assert!(home.fail(1, &["export", "nothing", "--to", "md"]).contains("fieldbook list"));
}

#[test]
fn help_and_version_exit_with_0() {
    let home = Home::new();
    assert!(home.get(&["--help"]).contains("Usage: fieldbook"));
    assert!(["--ascii", "--utf8"].iter().all(|option| home.get(&["--help"]).contains(option)));
    assert!(home.get(&["--version"]).starts_with("fieldbook "));
    assert!(home.get(&["help", "export"]).contains("--to <FORMAT>"));
    assert!(!home.get(&["--help"]).contains(home.library().to_str().unwrap()));
}

#[test]
fn the_library_is_where_it_is_named() {
    let home = Home::new();
    let there = home.path("there");
    let words = ["--library", there.to_str().unwrap()];
    let id = home.get(&[&words[..], &["new", "--no-open", "--title", "There"]].concat());
    assert!(there.join(format!("evaluations/{}.ron", id.trim())).is_file());
    assert!(!home.library().exists());
    home.new_evaluation("Here");
    assert!(home.get(&["list"]).contains("Here") && !home.get(&["list"]).contains("There"));
    assert!(home.get(&["list", "--library", words[1]]).contains("There"));

    let mut by_default = home.command(&["where"]);
    let by_default = ran(by_default.env_remove("FIELDBOOK_LIBRARY").output().unwrap());
    let named = ran(home.command(&["where"]).env("FIELDBOOK_LIBRARY", "").output().unwrap());
    assert_eq!(by_default.out, named.out);
    assert!(by_default.out.contains("fieldbook") && by_default.out.contains("settings.ron"));
    assert!(!by_default.out.contains(home.library().to_str().unwrap()));
    assert!(home.get(&["where"]).contains(home.library().to_str().unwrap()));
}

#[test]
fn looking_makes_no_library() {
    let home = Home::new();
    assert_eq!(home.get(&["list"]), "");
    assert_eq!(home.get(&["list", "--json"]).trim(), "[]");
    home.get(&["where"]);
    home.get(&["check"]);
    home.get(&["frameworks"]);
    home.fail(1, &["show", "x"]);
    home.fail(1, &["export", "x", "--to", "md"]);
    home.fail(1, &["import", "nowhere.txt"]);
    assert!(!home.library().exists());
    // Nor does it make one of a folder that is something else.
    fs::create_dir(home.path("other")).unwrap();
    home.get(&["list", "--library", "other"]);
    home.fail(1, &["show", "x", "--library", "other"]);
    assert_eq!(fs::read_dir(home.path("other")).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn the_library_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    let id = home.new_evaluation("One");
    let mode = |path: std::path::PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(home.library()), 0o700);
    assert_eq!(mode(home.library().join("evaluations")), 0o700);
    assert_eq!(mode(home.library().join(format!("evaluations/{id}.ron"))), 0o600);
}

#[test]
fn completions_and_the_manual_know_every_command() {
    let home = Home::new();
    let commands = [
        "open",
        "new",
        "list",
        "show",
        "export",
        "import",
        "backup",
        "restore",
        "portfolio",
        "search",
        "check",
        "frameworks",
        "where",
        "completions",
        "man",
    ];
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = home.get(&["completions", shell]);
        assert!(commands.iter().all(|command| script.contains(command)), "{shell}");
    }
    let manual = home.get(&["man"]);
    assert!(manual.contains(".TH fieldbook 1"));
    assert!(commands.iter().all(|command| manual.contains(&command.to_uppercase())));
}

#[test]
fn a_reader_who_leaves_ends_it_quietly() {
    let home = Home::new();
    let id = home.new_evaluation("One");
    for words in [&["export", &id, "--to", "json"][..], &["list"], &["man"], &["completions", "bash"], &["--help"]] {
        let mut child = home.command(words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ran = ran(child.wait_with_output().unwrap());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{words:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_goes_nowhere_is_a_failure() {
    let home = Home::new();
    let id = home.new_evaluation("One");
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let failed = ran(home.command(&["export", &id, "--to", "json"]).stdout(full).output().unwrap());
    assert_eq!(failed.code, 1);
    assert!(failed.err.contains("standard output"));
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_created_is_a_success_even_where_its_id_can_not_be_told() {
    let home = Home::new();
    let file = home.put("evaluation.ron", FORMAT_1);
    for (words, count) in [(&["new", "--no-open", "--title", "One"][..], 1), (&["import", &file], 2)] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let created = ran(home.command(words).stdout(full).output().unwrap());
        let told = created.err.starts_with("Created 2026-") && created.err.contains("can't write to standard output");
        assert!(created.code == 0 && told, "{created:?}");
        assert_eq!(home.get(&["list"]).lines().count(), count);
    }
    // Nor where nobody reads any more.
    let mut child = home.command(&["new", "--no-open", "--title", "Two"]);
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(ran(child.wait_with_output().unwrap()).code, 0);
    assert_eq!(home.get(&["list"]).lines().count(), 3);
}

#[cfg(unix)]
#[test]
fn nothing_raw_reaches_the_terminal() {
    let home = Home::new();
    let hostile = "x\u{1b}]0;gone\u{7}\u{202e}\u{9b}2J.ron";
    home.put(hostile, "(format: 1, \u{1b}[31m: 2)");
    home.new_evaluation("One \u{1b}[2J\u{202e} two");
    home.put(&format!("library/evaluations/{hostile}"), "(");
    home.put(&format!("library/frameworks/{hostile}"), "(");
    home.put("library/evaluations/damaged.ron", FORMAT_1.replacen("mark: Met", "mark: r#M\u{1b}[31m\u{202e}et", 1));
    home.put(
        "library/evaluations/newer.ron",
        "(format: 9, id: \"\u{1b}[31m\u{202e}\", practice: (title: \"\u{1b}[2J\"))",
    );
    for words in [
        &["list"][..],
        &["list", "--json"],
        &["check"],
        &["check", hostile],
        &["import", hostile],
        &["frameworks"],
        &["show", "one"],
        &["portfolio"],
        &["portfolio", "--csv"],
        &["portfolio", "--excel"],
        &["search", "one"],
        &["search", hostile],
        &["show", hostile],
        &["show", "damaged"],
        &["show", "newer"],
        &["export", "one", "--to", "json", "-o", hostile],
        &["export", "one", hostile, "--to", "odt"],
        &[hostile],
        &["where", "--library", hostile],
        &["new", "--framework", hostile],
    ] {
        let ran = home.run(words);
        assert!(is_tame(&ran.err), "{words:?}: {:?}", ran.err);
        // A pipe gets what people typed as it is, which holds no control characters.
        let out = ran.out.replace('\u{202e}', "").replace("\r\n", "\n");
        assert!(is_tame(&out), "{words:?}: {out:?}");
    }
}

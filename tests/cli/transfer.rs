//! `export` and `import`.

use std::fs;

use serde_json::Value;

use crate::home::{FORMAT_1, FORMAT_1_ID, FORMAT_2, Home, PUBLISHED};

fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

#[test]
fn published_evaluations_come_in() {
    let home = Home::new();
    let file = home.put("published.txt", PUBLISHED);
    let ran = home.run(&["import", &file, "--title", "Kuchyně", "--title", "Warsztat", "--title", "Čajovna"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ids = lines(&ran.out);
    assert!(ids.len() == 3 && ids[0].contains("-kuchyne-") && ids[2].contains("-cajovna-"), "{ids:?}");
    for told in ["duplicate item", "no such item", "foot of the page", "in spite of a typo", "fits nowhere"] {
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
    }
    assert!(!ran.err.contains("no title"));
    let out: Value = serde_json::from_str(&home.get(&["export", "kuchyne", "--to", "json"])).unwrap();
    assert_eq!(out["practice"]["title"], "Kuchyně");
    assert_eq!(out["tally"]["open"], 1);
    assert_eq!(out["criteria"][1]["questions"][1]["items"][2]["mark"], "open");
    assert_eq!(out["criteria"][0]["questions"][2]["items"][2]["mark"], "not_met");
    let all: Value = serde_json::from_str(&home.get(&[&["export", "--to", "json"], &ids[..]].concat())).unwrap();
    assert_eq!(all.as_array().unwrap().len(), 3);
    assert_eq!(all[0], out);
}

#[test]
fn what_is_here_already_is_told_and_taken_in_again_only_when_asked() {
    let home = Home::new();
    let file = home.put("published.txt", PUBLISHED);
    let ids = home.get(&["import", &file, "--title", "Kuchyně", "--title", "Warsztat", "--title", "Čajovna"]);
    // The same text from elsewhere, with Windows' line ends and one evaluation more.
    let second = "Does the practice involve the active participation of the receiving society?\nOnly in winter.\n";
    let more = format!("{}\n{second}", PUBLISHED.replace('\n', "\r\n"));
    let copy = home.put("copy.txt", more);
    let before = home.snapshot();
    let error = home.fail(1, &["import", &copy]);
    for (n, (title, id)) in ["Kuchyně", "Warsztat", "Čajovna"].into_iter().zip(lines(&ids)).enumerate() {
        let told = format!("copy.txt: evaluation {} is here as “{title}”, {id}", n + 1);
        assert!(error.contains(&told), "{told}: {error}");
    }
    assert!(error.contains("3 evaluations are here already; nothing was imported: --again"), "{error}");
    assert_eq!(home.snapshot(), before);
    assert_eq!(lines(&home.get(&["import", "--again", &copy])).len(), 3);
    assert_eq!(lines(&home.get(&["list"])).len(), 6);
}

#[test]
fn without_titles_the_evaluations_stay_untitled() {
    let home = Home::new();
    let file = home.put("published.txt", PUBLISHED.replace('\n', "\r\n"));
    let ran = home.run(&["import", &file]);
    assert_eq!((ran.code, lines(&ran.out).len()), (0, 3));
    assert!(ran.err.contains("3 evaluations have no title yet"));
    assert!(home.get(&["list"]).contains("Untitled practice"));
}

#[test]
fn titles_that_do_not_fit_the_files_exit_with_2_and_nothing_is_written() {
    let home = Home::new();
    let [one, two] = ["one.txt", "two.txt"].map(|name| home.put(name, PUBLISHED));
    let ron = home.put("evaluation.ron", FORMAT_1);
    let before = home.snapshot();
    home.fail(2, &["import", &one, "--title", "a", "--title", "b"]);
    home.fail(2, &["import", &one, &two, "--title", "a", "--title", "b", "--title", "c"]);
    home.fail(2, &["import", &ron, "--title", "a"]);
    assert_eq!(home.snapshot(), before);
    let titles = ["a", "b", "c", "d", "e", "f"].map(|title| ["--title", title]).concat();
    let ids = home.get(&[&["import", &one, &ron, &two], &titles[..]].concat());
    assert_eq!(lines(&ids).len(), 7);
    assert!(lines(&ids)[4].contains("-d-") && lines(&ids)[3] == FORMAT_1_ID, "{ids}");
}

#[test]
fn a_saved_page_and_old_encodings_come_in_and_say_as_what() {
    let home = Home::new();
    let question = "Does the practice ensure that its services are accessible and responsive to diverse groups?";
    let page = format!(
        "<!doctype html><title>Kuchyně</title><nav>Home</nav><h1>Otevřená kuchyně</h1><p>Country: Czech Republic<h3>{question}</h3><p>Vaříme."
    );
    let file = home.put("page.html", &page);
    let ran = home.run(&["import", &file]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("-otevrena-kuchyne-") && ran.err.contains("menu of the page, left out: Home"),
        "{}",
        ran.err
    );
    let out: Value = serde_json::from_str(&home.get(&["export", "otevrena", "--to", "json"])).unwrap();
    assert_eq!(out["practice"]["country"], "Czechia");
    let utf16: Vec<u8> = format!("\u{feff}{question}\r\nŽádný.").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let file = home.put("saved.txt", &utf16);
    let ran = home.run(&["import", &file, "--title", "Sešit"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("saved.txt: read as UTF-16LE"), "{}", ran.err);
    assert!(home.get(&["show", "sesit"]).contains("Žádný."));
}

#[test]
fn a_file_may_be_named_by_its_address() {
    let home = Home::new();
    let file = home.put("my Łódź.txt", PUBLISHED);
    let address = format!("file://{}", file.replace(' ', "%20").replace('Ł', "%C5%81"));
    let ids = home.get(&["import", &address]);
    let target = format!("file://{}", home.path("a%20report.md").display());
    home.get(&["export", lines(&ids)[0], "--to", "md", "-o", &target]);
    assert!(home.path("a report.md").is_file());
    // Whoever calls a file so means it.
    let odd = home.put("file:a%20b", PUBLISHED);
    assert!(home.run(&["import", "--again", "file:a%20b"]).err.contains("file:a%20b: line"), "{odd}");
}

#[test]
fn what_can_not_be_read_is_refused_and_nothing_is_written() {
    let home = Home::new();
    let good = home.put("good.txt", PUBLISHED);
    let letter = home.put("letter.txt", "Dear all,\nthe visit was fine.\n");
    let binary = home.put("report.docx", b"PK\x03\x04\x14\0\0\0");
    let empty = home.put("empty", "\n");
    let damaged = home.put("damaged.ron", FORMAT_1.replacen("country:", "contry:", 1));
    let newer = home.put("newer.ron", FORMAT_1.replacen("format: 1", "format: 99", 1));
    let framework = home.put("framework.ron", include_str!("../../data/spring-good-practice.ron"));
    let folder = home.path("folder");
    fs::create_dir(&folder).unwrap();
    let before = home.snapshot();
    for (bad, reason) in [
        (letter.as_str(), "neither an evaluation in RON nor the text or web page of a published one"),
        (&binary, "this is a Word, OpenDocument or zip file: save it as plain text"),
        (&empty, "file is empty"),
        (&damaged, "line 11, column"),
        (&newer, "newer version"),
        (&framework, "folder `frameworks`"),
        (folder.to_str().unwrap(), "a folder"),
        ("nowhere.txt", "not found"),
    ] {
        let error = home.fail(1, &["import", &good, bad]);
        assert!(error.contains(reason), "{bad}: {error}");
    }
    assert_eq!(home.snapshot(), before);
}

#[test]
fn an_evaluation_in_ron_goes_out_and_comes_in_whole() {
    let home = Home::new();
    let file = home.put("evaluation.ron", FORMAT_1);
    assert_eq!(home.get(&["import", &file]).trim(), FORMAT_1_ID);
    assert_eq!(home.get(&["export", FORMAT_1_ID, "--to", "ron"]), FORMAT_2);
    let before = home.snapshot();
    let again = home.run(&["import", &file]);
    assert_eq!((again.code, again.out.trim()), (0, FORMAT_1_ID));
    assert!(again.err.contains("is here already, the same"), "{}", again.err);
    assert_eq!(home.snapshot(), before);
    // Another version waits beside it, and what is here stays as it is.
    let another = home.put("another.ron", FORMAT_1.replacen("title: \"", "title: \"Another ", 1));
    let ran = home.run(&["import", &another]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("is here already: open it and press F6 to choose in 1 difference"), "{}", ran.err);
    assert_eq!(home.get(&["export", FORMAT_1_ID, "--to", "ron"]), FORMAT_2);
    let beside = home.library().join(format!("evaluations/{FORMAT_1_ID}.conflict-0.ron"));
    assert!(fs::read_to_string(beside).unwrap().contains("Another "));

    let other = Home::new();
    let twice = [other.put("one.ron", FORMAT_1), other.put("two.ron", FORMAT_1)];
    other.fail(1, &["import", &twice[0], &twice[1]]);
    assert!(!other.library().exists() || other.get(&["list"]).is_empty());
}

#[test]
fn an_export_goes_into_a_file_and_says_so() {
    let home = Home::new();
    let id = home.new_evaluation("One");
    let target = home.put("report.md", "old");
    let refused = home.fail(1, &["export", &id, "--to", "md", "-o", &target]);
    assert!(refused.contains("exists already: --force replaces it"), "{refused}");
    assert_eq!(fs::read_to_string(&target).unwrap(), "old");
    let ran = home.run(&["export", &id, "--to", "md", "-o", &target, "--force"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(ran.err.contains(&target));
    assert_eq!(fs::read_to_string(&target).unwrap(), home.get(&["export", &id, "--to", "md"]));
    home.get(&["export", &id, "--to", "json", "--output", "beside.json"]);
    assert!(home.path("beside.json").is_file());
    let left: Vec<_> = fs::read_dir(home.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().ends_with(".tmp")), "{left:?}");
}

#[test]
fn an_export_never_goes_into_the_library() {
    let home = Home::new();
    let id = home.new_evaluation("One");
    let own = home.library().join(format!("evaluations/{id}.ron"));
    let inside = home.library().join("new.ron");
    let before = home.snapshot();
    for target in [&own, &inside, &home.library().join("../library/evaluations/x.ron")] {
        let error = home.fail(1, &["export", &id, "--to", "ron", "-o", target.to_str().unwrap()]);
        assert!(error.contains("in the library"), "{error}");
    }
    assert_eq!(home.snapshot(), before);
    #[cfg(unix)]
    for (name, to) in [("link.ron", &own), ("dangling.ron", &inside), ("folder", &home.library())] {
        std::os::unix::fs::symlink(to, home.path(name)).unwrap();
        let target = if name == "folder" { "folder/x.ron" } else { name };
        home.fail(1, &["export", &id, "--to", "ron", "-o", target]);
        assert!(!inside.exists() && !home.library().join("x.ron").exists());
    }
}

#[test]
fn an_export_needs_a_plain_file_in_a_folder_that_is_there() {
    let home = Home::new();
    let id = home.new_evaluation("One");
    fs::create_dir(home.path("folder")).unwrap();
    assert!(home.fail(1, &["export", &id, "--to", "md", "-o", "folder"]).contains("name a file in it"));
    assert!(home.fail(1, &["export", &id, "--to", "md", "-o", "no/where.md"]).contains("make it first"));
    #[cfg(unix)]
    assert!(home.fail(1, &["export", &id, "--to", "md", "-o", "/dev/null"]).contains("no plain file"));
}

#[test]
fn a_report_leaves_at_home_what_is_not_asked_for() {
    let home = Home::new();
    let file = home.put("sample.ron", include_str!("../../data/sample-evaluation.ron"));
    let id = home.get(&["import", &file]).trim().to_owned();
    for (to, heading) in [("md", "## "), ("html", "<h2")] {
        let bare = home.get(&["export", &id, "--to", to]);
        let whole = home.get(&["export", &id, "--to", to, "--with", "remarks,jots,evidence,visits,history"]);
        for (said, part) in [("Halina Mrozek, coordinator", "visits"), ("If something is wrong they tell me", "jots")] {
            assert!(!bare.contains(said) && whole.contains(said), "{to} {said}");
            assert!(home.get(&["export", &id, "--to", to, "--with", part]).contains(said), "{to} {part}");
        }
        assert!(bare.contains(heading) && bare.contains("Profile by criterion"), "{bare}");
    }
    let unknown = home.fail(2, &["export", &id, "--to", "md", "--with", "everything"]);
    assert!(unknown.contains("possible values: remarks, jots, evidence, visits, history"), "{unknown}");
}

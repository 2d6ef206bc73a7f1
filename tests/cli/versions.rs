//! Frameworks in several versions: what is listed, shown, exported and checked of evaluations that answer them.

use serde_json::Value;

use crate::home::Home;

/// A framework of two questions, of which `gone` is asked in the first version only.
fn club(version: &str) -> String {
    let gone = if version == "1" { r#"(id: "gone", text: "What is gone?")"# } else { "" };
    format!(
        r#"(format: 2, id: "club", version: "{version}", title: "The club", criteria: [
            (id: "all", title: "All", questions: [(id: "here", text: "Who comes?", items: [(id: "a", text: "All.")]), {gone}])])"#
    )
}

/// An evaluation that answers both questions of the first version.
fn answer(home: &Home, title: &str) -> String {
    let id = home.get(&["new", "--no-open", "--title", title, "--framework", "club"]).trim().to_owned();
    let path = format!("library/evaluations/{id}.ron");
    let text = std::fs::read_to_string(home.path(&path)).unwrap();
    let answers = r#"answers: [(question: "gone", narrative: "Said of what is gone."),
        (question: "here", narrative: "Said here.", marks: [(item: "a", mark: "met"), (item: "b", mark: "met")])],
)"#;
    let end = text.trim_end().strip_suffix(')').unwrap();
    home.put(&path, format!("{end}{answers}"));
    id
}

#[test]
fn a_version_that_was_bumped_in_place_is_shown_by_what_is_here() {
    let home = Home::new();
    home.put("library/frameworks/club.ron", club("1"));
    let id = answer(&home, "One");
    assert!(!home.get(&["show", &id]).contains("What is gone? (not asked"));
    home.put("library/frameworks/club.ron", club("2"));
    let shown = home.get(&["show", &id]);
    assert!(shown.contains("Framework: The club, version 1; shown by version 2"), "{shown}");
    assert!(shown.contains("### 1.1 Who comes?\n\nSaid here.\n"), "{shown}");
    let (_, end) = shown.split_once("## No longer asked\n").unwrap();
    assert!(end.contains("Said of what is gone.") && end.contains("**✓ Met:** b"), "{shown}");
    let json: Value = serde_json::from_str(&home.get(&["export", &id, "--to", "json"])).unwrap();
    assert_eq!((&json["framework"]["version"], &json["framework"]["shown_by"]), (&"1".into(), &"2".into()));
    let unknown = json["criteria"].as_array().unwrap().last().unwrap();
    assert_eq!(unknown["questions"][0]["narrative"], "Said of what is gone.");
    assert!(home.get(&["list"]).contains("1/1"));
    let checked = home.run(&["check"]);
    assert_eq!(checked.code, 0);
    assert!(checked.err.contains("its framework club, version 1, was not found; version 2 was"), "{}", checked.err);
    assert!(checked.err.contains("the framework has no question gone"), "{}", checked.err);
    // What goes out in RON says what it said.
    assert!(home.get(&["export", &id, "--to", "ron"]).contains("version: \"1\""));
}

#[test]
fn several_versions_are_told_apart_where_evaluations_are_listed() {
    let home = Home::new();
    home.put("library/frameworks/club.ron", club("1"));
    answer(&home, "One");
    assert!(!home.get(&["list"]).contains("The club"), "one framework needs no name");
    home.put("library/frameworks/club.ron", club("2"));
    answer(&home, "Two");
    home.new_evaluation("Three");
    let list = home.get(&["list"]);
    for (title, framework) in
        [("One", "The club 1"), ("Two", "The club 2"), ("Three", "SPRING Good Practice Criteria 1")]
    {
        let row = list.lines().find(|line| line.ends_with(title)).unwrap();
        assert!(row.contains(&format!("  {framework}  ")), "{list}");
    }
    let found = home.get(&["search", "said", "here"]);
    assert!(found.contains("One  (The club 1)") && found.contains("Two  (The club 2)"), "{found}");
    let frameworks = home.get(&["frameworks"]);
    assert!(frameworks.contains("club  version 2  1 question, 1 item"), "{frameworks}");
}

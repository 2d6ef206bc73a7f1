//! `check`.

use crate::home::{FORMAT_1, FORMAT_1_ID, FORMAT_2, Home};

const FRAMEWORK: &str = include_str!("../../data/spring-good-practice.ron");

/// The first line of a text that holds this, from 1.
fn line_of(text: &str, what: &str) -> usize {
    text.lines().position(|line| line.contains(what)).unwrap() + 1
}

#[test]
fn a_sound_library_is_in_order() {
    let home = Home::new();
    assert_eq!(home.get(&["check"]), "0 evaluations, 0 frameworks: all in order\n");
    home.new_evaluation("One");
    assert_eq!(home.get(&["check"]), "1 evaluation, 0 frameworks: all in order\n");
}

#[test]
fn faults_in_the_library_are_told_with_their_place() {
    let home = Home::new();
    home.new_evaluation("One");
    let broken = FORMAT_1.replacen("mark: NotMet", "mark: Nope", 1);
    let evaluation = home.put("library/evaluations/2026-01-01-broken-aaaaa.ron", &broken);
    let doubled = FRAMEWORK.replacen("\"2.1-needs\"", "\"1.1-diverse-groups\"", 1);
    let framework = home.put("library/frameworks/doubled.ron", &doubled);
    home.put("library/evaluations/2026-01-01-renamed-bbbbb.ron", FORMAT_1);
    home.put("library/evaluations/2026-01-01-newer-ccccc.ron", FORMAT_1.replacen("format: 1", "format: 3", 1));
    let error = home.fail(1, &["check"]);
    let second = doubled.match_indices("\"1.1-diverse-groups\"").nth(1).unwrap().0;
    let second = doubled[..second].lines().count();
    for wanted in [
        format!("{evaluation}:{}:", line_of(&broken, "Nope")),
        format!("{framework}:{second}:"),
        format!("2026-01-01-renamed-bbbbb.ron: has another name than the id in it, {FORMAT_1_ID}"),
        "2026-01-01-newer-ccccc.ron: was written in format 3".to_owned(),
        "4 faults found; in order: 1 evaluation, 0 frameworks".to_owned(),
    ] {
        assert!(error.contains(&wanted), "{wanted}: {error}");
    }
}

#[test]
fn files_are_checked_as_what_they_are() {
    let home = Home::new();
    let evaluation = home.put("evaluation.ron", FORMAT_1);
    let framework = home.put("framework.ron", FRAMEWORK);
    let ran = home.run(&["check", &evaluation, &framework]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "1 evaluation, 1 framework: all in order\n"));
    assert!(ran.err.contains("note: the framework has no question 9.9-of-another-version"), "{}", ran.err);

    let broken = FORMAT_1.replacen("at: \"2026-03-02T10:20:00+01:00\"", "at: \"yesterday\"", 1);
    let evaluation = home.put("evaluation.ron", &broken);
    let missing = FRAMEWORK.replacen("label: \"Needs\"", "lable: \"Needs\"", 1);
    let framework = home.put("framework.ron", &missing);
    let error = home.fail(1, &["check", &evaluation, &framework, "nowhere.ron"]);
    assert!(error.contains(&format!("{evaluation}:{}:", line_of(&broken, "yesterday"))), "{error}");
    assert!(error.contains(&format!("{framework}:{}:", line_of(&missing, "lable"))), "{error}");
    assert!(error.contains("nowhere.ron") && error.contains("3 faults found"), "{error}");
}

#[test]
fn a_framework_that_another_hides_is_told() {
    let home = Home::new();
    home.put("library/frameworks/again.ron", FRAMEWORK);
    let ran = home.run(&["check"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("again.ron: note: not used"), "{}", ran.err);
    assert_eq!(ran.out, "0 evaluations, 1 framework: no faults, but 1 file named above\n");
    let own = FRAMEWORK.replacen("\"spring-good-practice\"", "\"own\"", 1);
    let file = home.put("library/frameworks/again.ron", &own);
    home.get(&["new", "--no-open", "--title", "One", "--framework", "own"]);
    std::fs::remove_file(file).unwrap();
    let ran = home.run(&["check"]);
    assert!(ran.err.contains("note: its framework own, version"), "{}", ran.err);
    assert_eq!(ran.out, "1 evaluation, 0 frameworks: no faults, but 1 file named above\n");
}

#[test]
fn a_framework_is_told_of_in_its_own_words() {
    let home = Home::new();
    let empty = home.put("empty.ron", "(id: \"x\", version: \"1\", title: \"X\", criteria: [])");
    let error = home.fail(1, &["check", &empty]);
    assert!(error.contains("a framework has at least one criterion") && !error.contains("Evaluation"), "{error}");
    for name in ["a.RON", "b.ron.txt", "c.json", "d.csv"] {
        home.put(&format!("library/frameworks/{name}"), FRAMEWORK);
    }
    for name in [".hidden.ron", "e.ron~", "readme.md"] {
        home.put(&format!("library/frameworks/{name}"), "");
    }
    home.new_evaluation("One");
    let error = home.fail(1, &["check"]);
    for name in ["a.RON", "b.ron.txt", "c.json", "d.csv"] {
        assert!(
            error.contains(&format!("{name}: is not read: the name of a framework's file ends in .ron")),
            "{error}"
        );
    }
    assert!(error.contains("4 faults found"), "{error}");
    let listed = home.run(&["frameworks"]);
    assert!([listed.out, listed.err].concat().contains("b.ron.txt"), "listed too");
}

#[test]
fn what_a_public_copy_can_not_replace_as_it_was_said_is_told() {
    let home = Home::new();
    let marked = |with: &str| {
        let redaction = format!("(id: \"x-1\", kind: Name, text: \"Eva\", with: \"{with}\")");
        FORMAT_2.replacen("\n)\n", &format!("\n    redactions: [{redaction}],\n)\n"), 1)
    };
    for (with, told) in [("[participant 1]", false), ("Eva K.", true)] {
        let evaluation = home.put("evaluation.ron", marked(with));
        let ran = home.run(&["check", &evaluation]);
        assert_eq!((ran.code, ran.err.contains("note: public copies: “Eva K.” can't stand")), (0, told), "{}", ran.err);
    }
}

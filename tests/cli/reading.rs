//! `portfolio` and `search`.

use std::{collections::HashSet, fs, path::Path};

use fieldbook::text::cluster::str_width;
use serde_json::{Value, json};

use crate::home::{FORMAT_1, FORMAT_1_ID, Home, PUBLISHED};

/// The real texts, which are not part of the project; none where they are not at hand.
fn corpus() -> Option<String> {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/published-evaluations.txt")).ok()
}

/// A line's words, without signs and capitals.
fn words(line: &str) -> HashSet<String> {
    let letters = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    line.split_whitespace().map(letters).filter(|word: &String| !word.is_empty()).collect()
}

/// What two wordings share of what both have, in hundredths.
fn likeness(one: &HashSet<String>, other: &HashSet<String>) -> usize {
    one.intersection(other).count() * 100 / one.union(other).count().max(1)
}

/// How often each item is met and not met by the signs in the text, lines of these numbers left out. A line is of the
/// item whose words it shares most, which forgives typos in another way than the import does.
fn counted(text: &str, items: &[Value], left_out: &HashSet<usize>) -> Vec<(u64, u64)> {
    let wordings: Vec<HashSet<String>> = items.iter().map(|item| words(item["text"].as_str().unwrap())).collect();
    let mut counts = vec![(0, 0); items.len()];
    for (_, line) in text.lines().enumerate().filter(|(n, _)| !left_out.contains(&(n + 1))) {
        let line = line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let words = words(line);
        let best = (0..items.len()).max_by_key(|&n| likeness(&wordings[n], &words)).unwrap();
        if likeness(&wordings[best], &words) < 60 {
            continue;
        }
        match line.chars().next() {
            Some('✓') => counts[best].0 += 1,
            Some('–' | '−') => counts[best].1 += 1,
            _ => {}
        }
    }
    counts
}

/// The lines that the import reports to have marked nothing.
fn lines_without_effect(report: &str) -> HashSet<usize> {
    let lines = report.lines().filter(|line| line.contains("duplicate item") || line.contains("no such item"));
    lines.filter_map(|line| line.split("line ").nth(1)?.split(',').next()?.parse().ok()).collect()
}

fn portfolio(home: &Home, words: &[&str]) -> Value {
    serde_json::from_str(&home.get(&[&["portfolio", "--json"], words].concat())).unwrap()
}

/// Imports a text and checks that the totals of every item are those of the text itself.
fn totals_are_those_of(text: &str) {
    let home = Home::new();
    let file = home.put("published.txt", text);
    let imported = home.run(&["import", &file]);
    assert_eq!(imported.code, 0, "{}", imported.err);
    let practices = imported.out.lines().count() as u64;
    let out = portfolio(&home, &[]);
    let items = out["items"].as_array().unwrap();
    assert_eq!(items.len(), 40);
    let counted = counted(text, items, &lines_without_effect(&imported.err));
    for (item, (met, not_met)) in items.iter().zip(&counted) {
        let totals = &item["totals"];
        let open = practices - met - not_met;
        assert_eq!((&totals["met"], &totals["not_met"]), (&json!(met), &json!(not_met)), "{}", item["text"]);
        assert_eq!((&totals["not_applicable"], &totals["open"]), (&json!(0), &json!(open)), "{}", item["text"]);
        let cells: Vec<&str> = item["cells"].as_array().unwrap().iter().map(|cell| cell.as_str().unwrap()).collect();
        let count = |name| cells.iter().filter(|cell| **cell == name).count() as u64;
        assert_eq!([count("met"), count("not_met"), count("open")], [*met, *not_met, open]);
    }
    let sum = |of: &Value, name: &str| -> u64 {
        of.as_array().unwrap().iter().map(|one| one["totals"][name].as_u64().unwrap()).sum()
    };
    for name in ["met", "not_met", "open"] {
        assert_eq!(sum(&out["criteria"], name), sum(&out["items"], name));
        assert_eq!(sum(&out["countries"], name), sum(&out["items"], name));
    }
    assert!(counted.iter().map(|(met, _)| met).sum::<u64>() > 40);
}

#[test]
fn the_totals_are_those_of_the_published_text() {
    totals_are_those_of(PUBLISHED);
}

#[test]
fn the_totals_are_those_of_the_real_texts() {
    if let Some(text) = corpus() {
        totals_are_those_of(&text);
    }
}

fn with_three() -> Home {
    let home = Home::new();
    let file = home.put("published.txt", PUBLISHED);
    home.get(&["import", &file, "--title", "Kuchyně", "--title", "Warsztat dla wszystkich", "--title", "Čajovna"]);
    home
}

#[test]
fn the_table_fits_a_terminal_and_says_what_json_says() {
    let home = with_three();
    let table = home.get(&["portfolio"]);
    let json = portfolio(&home, &[]);
    assert!(table.lines().all(|line| str_width(line) <= 80), "{table}");
    assert!(table.contains(" CAJ KUC WDW") || table.contains("ČAJ"), "{table}");
    for item in json["items"].as_array().unwrap() {
        let number = item["number"].as_str().unwrap();
        let (met, not_met) = (item["totals"]["met"].as_u64().unwrap(), item["totals"]["not_met"].as_u64().unwrap());
        let row = table.lines().find(|line| line.starts_with(number) && line.contains(item["label"].as_str().unwrap()));
        let signs: usize = row.unwrap().chars().filter(|c| "✓–".contains(*c)).count();
        assert!(row.unwrap().contains(&format!(" {met}/{}", met + not_met)), "{row:?}");
        assert_eq!(signs as u64, met + not_met, "{row:?}");
    }
    let ascii = home.get(&["portfolio", "--ascii"]);
    assert!(!ascii.contains(['✓', '–', '·']) && ascii.contains(" x "), "{ascii}");
    let csv = home.get(&["portfolio", "--csv"]);
    assert_eq!(csv.lines().count(), 41);
    assert!(
        ["Kuchyně", "Warsztat dla wszystkich", "Čajovna"].iter().all(|title| csv
            .lines()
            .next()
            .unwrap()
            .contains(title))
    );
    for words in [&["portfolio", "--excel"][..], &["portfolio", "--csv", "--excel"]] {
        let excel = home.get(words);
        assert!(excel.starts_with("\u{feff}number;question;item;label;"), "{words:?}: {excel}");
        assert_eq!(excel.lines().count(), 41);
    }
}

#[test]
fn many_practices_have_totals_in_place_of_cells() {
    let home = with_three();
    for n in 0..8 {
        home.new_evaluation(&format!("A practice with quite a long name, number {n}, and 中心 in it"));
    }
    let table = home.get(&["portfolio"]);
    assert!(table.lines().all(|line| str_width(line) <= 80), "{table}");
    assert!(table.contains("11 practices") && !table.contains('✓'), "{table}");
}

#[test]
fn a_portfolio_is_filtered() {
    let home = with_three();
    home.put(&format!("library/evaluations/{FORMAT_1_ID}.ron"), FORMAT_1);
    let ids = |words: &[&str]| -> usize { portfolio(&home, words)["practices"].as_array().unwrap().len() };
    let all = ids(&[]);
    let facts = portfolio(&home, &[])["practices"].clone();
    let one = facts.as_array().unwrap().iter().find(|practice| practice["id"] == FORMAT_1_ID).unwrap().clone();
    assert_eq!(all, 4);
    let (status, country) = (one["status"].as_str().unwrap(), one["country"].as_str().unwrap());
    assert_eq!(ids(&["--country", country]), 1);
    let left_out = json!({ "other_framework": 0, "filtered": 3, "samples": 0 });
    assert_eq!(portfolio(&home, &["--country", country])["left_out"], left_out);
    let with_status = facts.as_array().unwrap().iter().filter(|practice| practice["status"] == status).count();
    assert_eq!(ids(&["--status", &status.to_lowercase()]), with_status);
    let day = one["day"].as_str().unwrap();
    assert_eq!(ids(&["--from", day, "--until", day]), 1);
    assert_eq!(ids(&["--until", "1999-12-31"]), 0);
    assert!(home.get(&["portfolio", "--country", country]).contains("1 of 4 practices"));
    for off in [
        &["--status", "done"][..],
        &["--country", " "],
        &["--from", "soon"],
        &["--framework", "unheard-of"],
        &["--framework", "spring-good-practice", "--framework-version", "9"],
        &["--framework-version", "1"],
        &["--detail", "areas=gardens"],
        &["--detail", "nothing=known"],
        &["--json", "--csv"],
        &["--json", "--excel"],
    ] {
        home.fail(2, &[&["portfolio"], off].concat());
    }
}

#[test]
fn the_framework_is_the_one_that_most_answer() {
    let home = Home::new();
    let small = r#"(id: "small", version: "2", title: "Small", criteria: [
        (id: "a", title: "A", label: "A", questions: [(id: "b", text: "B?", label: "B", items: [
        (id: "c", text: "C", label: "C")])])])"#;
    home.put("library/frameworks/small.ron", small);
    assert_eq!(portfolio(&home, &[])["framework"]["id"], "spring-good-practice");
    for title in ["One", "Two"] {
        home.get(&["new", "--no-open", "--title", title, "--framework", "small"]);
    }
    home.new_evaluation("Three");
    let ran = home.run(&["portfolio", "--json"]);
    let out: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&out["framework"]["id"], &out["left_out"]["other_framework"]), (&json!("small"), &json!(1)));
    let told = "Left out: 1 evaluation of another framework: 1 of spring-good-practice 1. --framework and";
    assert!(ran.err.contains(told), "{}", ran.err);
    let named = portfolio(&home, &["--framework", "spring-good-practice", "--framework-version", "1"]);
    assert_eq!(named["practices"].as_array().unwrap().len(), 1);
    assert!(home.get(&["portfolio"]).contains("Small, version 2: 2 practices"));
}

fn found(home: &Home, words: &[&str]) -> Vec<Value> {
    let out = home.get(&[&["search", "--json"], words].concat());
    serde_json::from_str::<Value>(&out).unwrap().as_array().unwrap().clone()
}

#[test]
fn words_are_found_in_everything() {
    let home = with_three();
    let by_title = found(&home, &["kuchyne"]);
    assert_eq!((by_title.len(), &by_title[0]["passage"], &by_title[0]["at"]), (1, &json!("Kuchyně"), &json!(0)));
    let bakery = found(&home, &["gives bread"]);
    assert_eq!(bakery.len(), 1);
    assert_eq!(bakery[0]["title"], "Kuchyně");
    let passage = bakery[0]["passage"].as_str().unwrap();
    let span = |n: usize| bakery[0]["matches"][0][n].as_u64().unwrap() as usize;
    assert_eq!(&passage[span(0)..span(1)], "gives bread");
    assert!(found(&home, &["bread gives"]).is_empty());
    assert_eq!(found(&home, &["bread", "GIVES"]).len(), 1);
    let text = home.get(&["search", "gives", "bread"]);
    assert!(text.contains("Kuchyně\n  4.2 Funding: narrative\n    A bakery gives bread"), "{text}");

    let not_met: usize = portfolio(&home, &[])["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["totals"]["not_met"].as_u64().unwrap() as usize)
        .sum();
    let marked = found(&home, &["mark:not_met"]);
    assert_eq!(marked.len(), not_met);
    assert!(marked.iter().all(|hit| hit["item"].is_string()));
    assert!(found(&home, &["bread", "status:approved"]).is_empty());
}

#[test]
fn what_is_not_found_and_what_makes_no_sense() {
    let home = Home::new();
    assert!(found(&home, &["x"]).is_empty());
    assert!(!home.library().exists());
    home.new_evaluation("One");
    let ran = home.run(&["search", "nowhere"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", "No matches\n"));
    home.fail(2, &["search"]);
    assert!(home.fail(2, &["search", "status:done"]).contains("draft, submitted, returned or approved"));
    home.put("library/evaluations/broken.ron", "(");
    assert!(home.run(&["search", "one"]).err.contains("Left out: broken.ron"));
}

//! Tables: what the workbook holds is what `portfolio` prints.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};

use crate::home::{Home, PUBLISHED};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/documents/tables.py");

/// A workbook as openpyxl reads it.
pub(crate) fn read(path: &Path) -> Value {
    // The system's packages belong to the system's Python.
    let has_it = |python: &&&str| {
        Command::new(python).args(["-c", "import openpyxl"]).output().is_ok_and(|ran| ran.status.success())
    };
    let python = ["python3", "/usr/bin/python3"];
    let python = python.iter().find(has_it).expect("openpyxl reads workbooks here: apt-get install python3-openpyxl");
    let ran = Command::new(python).arg(SCRIPT).arg(path).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    serde_json::from_slice(&ran.stdout).unwrap()
}

/// The cells of a column of a sheet, below its name.
fn column<'s>(book: &'s Value, sheet: &str, name: &str) -> Vec<&'s Value> {
    let rows = book["sheets"][sheet]["rows"].as_array().unwrap();
    let at =
        rows[0].as_array().unwrap().iter().position(|head| head == name).unwrap_or_else(|| panic!("{sheet}: {name}"));
    rows[1..].iter().map(|row| &row[at]).collect()
}

fn published(home: &Home, titles: [&str; 3]) -> Vec<String> {
    let file = home.put("published.txt", PUBLISHED);
    let titles = titles.map(|title| ["--title", title]).concat();
    home.get(&[&["import", &file], &titles[..]].concat()).lines().map(str::to_owned).collect()
}

fn export<'a>(ids: &'a [String], words: &[&'a str]) -> Vec<&'a str> {
    ["export"].into_iter().chain(ids.iter().map(String::as_str)).chain(words.iter().copied()).collect()
}

#[test]
fn openpyxl_adds_up_what_portfolio_prints() {
    let home = Home::new();
    let ids = published(&home, ["Kuchyně", "Warsztat", "Čajovna"]);
    home.get(&export(&ids, &["--to", "xlsx", "-o", "all.xlsx"]));
    let book = read(&home.path("all.xlsx"));
    let printed: Value = serde_json::from_str(&home.get(&["portfolio", "--json"])).unwrap();
    let (items, counts) = (column(&book, "Marks", "item"), column(&book, "Marks", "counts"));
    let rates = column(&book, "Portfolio", "rate");
    for (n, item) in printed["items"].as_array().unwrap().iter().enumerate() {
        for total in ["met", "not_met", "not_applicable", "open", "not_asked"] {
            let marks =
                items.iter().zip(&counts).filter(|(of, counted)| ***of == item["id"] && ***counted == json!(total));
            assert_eq!(json!(marks.count()), item["totals"][total], "{item} {total}");
            assert_eq!(*column(&book, "Portfolio", total)[n], item["totals"][total], "{item} {total}");
        }
        assert_eq!(rates[n].as_f64(), item["totals"]["rate"].as_f64(), "{item}");
    }
    let sums = |name: &str| column(&book, "Evaluations", name).iter().map(|cell| cell.as_u64().unwrap()).sum::<u64>();
    let of_criteria = |total: &str| -> u64 {
        printed["criteria"].as_array().unwrap().iter().map(|one| one["totals"][total].as_u64().unwrap()).sum()
    };
    assert_eq!(["met", "not_met", "open"].map(sums), ["met", "not_met", "open"].map(of_criteria));
    assert_eq!(book["properties"]["title"], "3 evaluations");
    for (sheet, frozen) in
        [("Evaluations", "C2"), ("Answers", "C2"), ("Marks", "C2"), ("Portfolio", "E2"), ("Framework", "A2")]
    {
        let sheet = &book["sheets"][sheet];
        assert_eq!(sheet["frozen"], frozen);
        assert!(sheet["filter"].as_str().unwrap().starts_with("A1:"));
    }
    assert!(
        book["sheets"]["Portfolio"]["colours"].as_u64().unwrap() >= 4,
        "{}",
        book["sheets"]["Portfolio"]["colours"]
    );
}

#[test]
fn cells_that_look_like_formulas_come_back_as_text() {
    let home = Home::new();
    let titles = ["=HYPERLINK(\"http://x\")", "@SUM(1+1)*cmd|' /C calc'!A0", "+420 777"];
    let ids = published(&home, titles);
    home.get(&export(&ids, &["--to", "xlsx", "-o", "all.xlsx"]));
    let book = read(&home.path("all.xlsx"));
    let mut found: Vec<&Value> = column(&book, "Evaluations", "title");
    found.sort_by_key(|title| title.as_str().map(str::to_owned));
    assert_eq!(found, ["+420 777", titles[0], titles[1]]);
    for (name, sheet) in book["sheets"].as_object().unwrap() {
        // Strings, numbers and days; no formula ("f"), no link.
        let types: Vec<&str> = sheet["types"].as_array().unwrap().iter().map(|kind| kind.as_str().unwrap()).collect();
        assert!(types.iter().all(|kind| ["s", "n", "d"].contains(kind)), "{name}: {types:?}");
        assert_eq!(sheet["links"], 0);
    }
    let heads = &book["sheets"]["Portfolio"]["rows"][0];
    assert!(titles.iter().all(|title| heads.as_array().unwrap().contains(&json!(title))), "{heads}");
    let csv = home.get(&export(&ids, &["--to", "csv", "--table", "evaluations"]));
    assert!(
        csv.contains("'+420 777") && csv.contains("\"'=HYPERLINK(\"\"http://x\"\")\"") && csv.contains("'@SUM"),
        "{csv}"
    );
}

#[test]
fn a_dictionary_is_written_beside_tables_under_the_same_rules() {
    let home = Home::new();
    let ids = published(&home, ["a", "b", "c"]);
    let note = home.run(&export(&ids, &["--to", "csv", "-o", "marks.csv"])).err;
    assert!(note.contains("marks.csv, its data dictionary to marks.csv.dictionary.csv"), "{note}");
    let dictionary = fs::read_to_string(home.path("marks.csv.dictionary.csv")).unwrap();
    assert!(dictionary.starts_with("table,column,type,meaning,values\nmarks,evaluation,text,"), "{dictionary}");
    fs::remove_file(home.path("marks.csv")).unwrap();
    let refused = home.fail(1, &export(&ids, &["--to", "csv", "-o", "marks.csv"]));
    assert!(refused.contains("marks.csv.dictionary.csv exists already: --force"), "{refused}");
    assert!(!home.path("marks.csv").exists());
    home.get(&export(&ids, &["--to", "csv", "--table", "answers", "--excel", "--force", "-o", "marks.csv"]));
    assert!(fs::read_to_string(home.path("marks.csv")).unwrap().starts_with("\u{feff}evaluation;title;"));
    home.get(&export(&ids, &["--to", "jsonl", "-o", "all.jsonl"]));
    assert_eq!(fs::read_to_string(home.path("all.jsonl")).unwrap().lines().count(), 3);
    assert!(fs::read_to_string(home.path("all.jsonl.dictionary.csv")).unwrap().contains("practice.title"));
    home.get(&export(&ids, &["--to", "md", "-o", "report.md"]));
    assert!(!home.path("report.md.dictionary.csv").exists());
    let wrong = home.fail(2, &export(&ids, &["--to", "json", "--table", "marks"]));
    assert!(wrong.contains("--to csv"), "{wrong}");
}

#[test]
fn a_portfolio_as_csv_is_the_one_that_portfolio_prints() {
    let home = Home::new();
    let ids = published(&home, ["a", "b", "c"]);
    for dialect in [&[][..], &["--excel"]] {
        let words = [&["--to", "csv", "--table", "portfolio"], dialect].concat();
        let printed = [&["portfolio", "--csv"], dialect].concat();
        assert_eq!(home.get(&export(&ids, &words)), home.get(&printed));
    }
}

#[test]
fn published_text_goes_out_and_comes_in_again() {
    let home = Home::new();
    let ids = published(&home, ["Kuchyně", "Warsztat", "Čajovna"]);
    let ran = home.run(&export(&ids, &["--to", "published", "-o", "again.txt"]));
    assert!(ran.err.contains("Not in it: 4 jots"), "{}", ran.err);
    // The same texts are known again.
    let known = home.fail(1, &["import", "again.txt"]);
    assert!(known.contains("3 evaluations are here already"), "{known}");
    let other = Home::new();
    let file = other.put("again.txt", fs::read(home.path("again.txt")).unwrap());
    let again: Vec<String> = other.get(&["import", &file]).lines().map(str::to_owned).collect();
    assert_eq!(other.get(&export(&again, &["--to", "published"])), fs::read_to_string(home.path("again.txt")).unwrap());
    assert_eq!(other.get(&["portfolio", "--csv"]), home.get(&["portfolio", "--csv"]));
}

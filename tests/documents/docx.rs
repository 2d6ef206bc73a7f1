//! Word documents, read by `pandoc`.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use fieldbook::exchange::Export;
use serde_json::Value;

use crate::written::{evaluation, exported, texts};

/// What pandoc makes of a document.
fn read(docx: &[u8]) -> Value {
    let mut pandoc = Command::new("pandoc")
        .args(["-f", "docx", "-t", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this test reads documents with pandoc: apt-get install pandoc");
    let mut input = pandoc.stdin.take().unwrap();
    let docx = docx.to_vec();
    let feeding = std::thread::spawn(move || input.write_all(&docx));
    let output = pandoc.wait_with_output().unwrap();
    feeding.join().unwrap().unwrap();
    assert!(output.status.success(), "{}", output.status);
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The words of a document, in the order in which they are read.
#[derive(Default)]
struct Words {
    words: Vec<String>,
    word: String,
}

impl Words {
    fn of(document: &Value) -> Vec<String> {
        let mut words = Words::default();
        words.take(document);
        words.end();
        words.words
    }

    fn take(&mut self, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.take(value)),
            Value::Object(fields) => match fields.get("t").and_then(Value::as_str) {
                Some("Str") => {
                    for c in fields["c"].as_str().unwrap().chars() {
                        if c.is_whitespace() { self.end() } else { self.word.push(c) }
                    }
                }
                Some("Space" | "SoftBreak" | "LineBreak") => self.end(),
                Some("Para" | "Plain" | "Header") => {
                    self.end();
                    fields.values().for_each(|value| self.take(value));
                    self.end();
                }
                _ => fields.values().for_each(|value| self.take(value)),
            },
            _ => {}
        }
    }

    fn end(&mut self) {
        if !self.word.is_empty() {
            self.words.push(std::mem::take(&mut self.word));
        }
    }
}

/// The words of a text as it is read: what counts its entries is no part of them.
fn words(text: &str) -> Vec<String> {
    let entry = |line: &str| {
        let (mark, rest) = line.trim_start().split_once(' ').unwrap_or(("", line));
        let is_mark = mark == "-" || mark.trim_end_matches(['.', ')']).parse::<u32>().is_ok() && mark.len() == 2;
        if is_mark { rest.to_owned() } else { line.to_owned() }
    };
    text.lines().map(entry).flat_map(|line| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn the_words_found_are_those_exported() {
    let evaluation = evaluation();
    let found = Words::of(&read(&exported(&evaluation, Export::Docx)));
    let mut from = 0;
    for text in texts(&evaluation) {
        let sought = words(&text);
        let at = found[from..].windows(sought.len()).position(|words| words == sought);
        let at = at.unwrap_or_else(|| panic!("not found: {text}\nin: {}", found[from..].join(" ")));
        from += at + sought.len();
    }
}

#[test]
fn lists_headings_links_and_tables_are_what_they_were() {
    let document = read(&exported(&evaluation(), Export::Docx));
    let mut blocks = Vec::new();
    collect(&document["blocks"], &mut blocks);
    let of = |kind: &str| blocks.iter().filter(|block| block["t"] == kind).collect::<Vec<_>>();
    let starts: Vec<&Value> = of("OrderedList").iter().map(|list| &list["c"][0]).map(|list| &list[0]).collect();
    assert_eq!(starts, [3, 1]);
    let closed_by: Vec<&Value> = of("OrderedList").iter().map(|list| &list["c"][0][2]["t"]).collect();
    assert_eq!(closed_by, ["Period", "OneParen"]);
    let below = of("OrderedList")[0]["c"][1][1].to_string();
    assert!(below.contains("BulletList") && below.contains("again"), "{below}");
    let levels: Vec<u64> = of("Header").iter().map(|heading| heading["c"][0].as_u64().unwrap()).collect();
    let count = |level| levels.iter().filter(|one| **one == level).count();
    assert_eq!((levels[0], count(1), count(3)), (1, 1, 12));
    let links: Vec<&Value> = of("Link").iter().map(|link| &link["c"][2][0]).collect();
    assert!(links.contains(&&Value::from("https://longtable.example")), "{links:?}");
    // Each checklist and the profile has a head.
    let heads =
        of("Table").iter().filter(|table| table["c"][3][1][0][1].as_array().is_some_and(|head| head.len() > 1)).count();
    assert!(heads >= 12, "{heads} heads");
}

/// Every element of a document.
fn collect<'v>(value: &'v Value, all: &mut Vec<&'v Value>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, all)),
        Value::Object(fields) => {
            all.push(value);
            fields.values().for_each(|value| collect(value, all));
        }
        _ => {}
    }
}

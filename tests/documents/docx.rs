//! Word documents, read by `pandoc`.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use fieldbook::{
    exchange::{Export, sample},
    model::{Detail, Dice, Edit, Evaluation, Field, Framework},
};
use serde_json::Value;

use crate::exported;

/// Narratives, one for each of the first questions.
const NARRATIVES: &[&str] = &[
    "Příliš žluťoučký kůň úpěl ďábelské ódy.\n\nDruhý odstavec, řádek první\na řádek druhý.",
    "Zażółć gęślą jaźń: 12 kobiet, 7 mężczyzn – „nikt nie pyta o papiery”.",
    "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία. Η ομάδα συναντιέται κάθε Τρίτη· όλοι είναι καλοδεχούμενοι.",
    "Жебракують філософи при ґанку церкви в Гадячі, ще й шатро їхнє п'яне знаємо. Об'єкт №5.",
    "يطبخ الوافدون وأهل البلدة معًا مرتين في الأسبوع (منذ 2021)، ويسمى المكان Fundacja Przy Stole 7 في بولندا.",
    "דג סקרן שט בים מאוכזב ולפתע מצא חברה, 12 (שתים עשרה) Anna Nowak.",
    "Three things:\n\n3. the third\n4. the fourth\n   - below it\n   - and again\n\nand after that:\n\n1) a bracket\n2) another",
    "<b>not bold</b> &amp; \"quotes\" 'single' ]]> </w:t> --> {curly} \\back\\ a\ttab *stars* _lines_ `ticks` # 1",
    "ﬁligree, e\u{301}tude, 👩‍👩‍👧 family, 漢字とかな, हिन्दी, ไทย, Straße, İstanbul, ñ\u{a0}hard\u{2011}space",
];

/// The sample with these texts in place of its own.
fn evaluation() -> Evaluation {
    let old = sample("2026-11-24T14:02:11+01:00".parse().unwrap(), &mut Dice::new(1));
    let mut evaluation = old.clone();
    let mut write = |field: Field, from: &str, to: &str| evaluation.apply(&Edit::replace(field, from, to)).unwrap();
    write(Field::Practice(Detail::Title), &old.practice.title, "Kuchyně بلا حدود – Łódź & Київ");
    for (placed, text) in Framework::built_in().questions().zip(NARRATIVES) {
        let question = &placed.question.id;
        write(Field::Narrative(question.clone()), old.narrative(question), text);
    }
    evaluation
}

/// What is read in an evaluation's document, in its order.
fn texts(evaluation: &Evaluation) -> Vec<String> {
    let mut texts = vec![evaluation.title().to_owned(), evaluation.practice.summary.to_string()];
    for placed in Framework::built_in().questions() {
        let question = placed.question;
        texts.push(question.text.to_string());
        texts.push(evaluation.narrative(&question.id).to_owned());
        if evaluation.not_applicable(&question.id).is_none() {
            texts.extend(question.items.iter().map(|item| item.text.to_string()));
        }
        texts.extend(evaluation.tools(&question.id).iter().map(|tool| tool.note.to_string()));
    }
    texts.extend(evaluation.jots.iter().filter(|jot| jot.filed.is_none()).map(|jot| jot.text.to_string()));
    texts.retain(|text| !text.trim().is_empty());
    texts
}

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
    let found = Words::of(&read(&exported(std::slice::from_ref(&evaluation), Export::Docx).unwrap()));
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
    let document = read(&exported(&[evaluation()], Export::Docx).unwrap());
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

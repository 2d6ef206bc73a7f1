//! Public copies: what other programs read in them says nothing that is marked.

use std::{collections::BTreeSet, fs};

use fieldbook::{
    exchange::{CopyKind, Export, sample},
    model::{Dice, Edit, Evaluation, Framework, Id, Redaction, RedactionKind},
    text::fold::fold,
};
use tempfile::TempDir;

use crate::{exported, printed, tables};

/// What is marked in the sample: people whom it names in its texts, its town, its organisation, a passage.
const MARKS: &[(RedactionKind, &str, &str)] = &[
    (RedactionKind::Name, "Halina", "[participant 1]"),
    (RedactionKind::Name, "Samira Daoud", "[participant 2]"),
    (RedactionKind::Name, "Jana Veselá", "[evaluator 1]"),
    (RedactionKind::Name, "Tomasz Lis", "[evaluator 2]"),
    (RedactionKind::Name, "Tomas Lis", "[evaluator 2]"),
    (RedactionKind::Place, "Brzezina", "[town]"),
    (RedactionKind::Place, "Fundacja Przy Stole", "[organisation]"),
    (RedactionKind::Passage, "too much dill", "[passage left out]"),
];

fn marked() -> Evaluation {
    let mut evaluation = sample("2026-11-24T14:02:11+01:00".parse().unwrap(), &mut Dice::new(1));
    for (n, (kind, text, with)) in MARKS.iter().enumerate() {
        let id = format!("x-{n}").parse::<Id>().unwrap();
        let redaction =
            Redaction { id, kind: *kind, text: (*text).into(), with: (*with).into(), forms: BTreeSet::new() };
        let edit = Edit::redact(&evaluation, redaction);
        evaluation.apply(&edit).unwrap();
    }
    evaluation
}

/// What a program that is not ours reads in a file of this format.
fn read(bytes: Vec<u8>, to: Export) -> String {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(format!("copy.{}", to.extension()));
    fs::write(&path, bytes).unwrap();
    let name = path.to_str().unwrap();
    match to {
        Export::Pdf => {
            let info = printed("pdfinfo", &[name], "poppler-utils");
            info + &printed("pdftotext", &["-enc", "UTF-8", name, "-"], "poppler-utils")
        }
        Export::Docx => printed("pandoc", &["-f", "docx", "-t", "plain", "--wrap=none", "-s", name], "pandoc"),
        Export::Html => printed("pandoc", &["-f", "html", "-t", "plain", "--wrap=none", "-s", name], "pandoc"),
        Export::Xlsx => tables::read(&path).to_string(),
        Export::Markdown
        | Export::Published
        | Export::Csv
        | Export::Json
        | Export::Jsonl
        | Export::Svg
        | Export::Ron => fs::read_to_string(&path).unwrap(),
    }
}

/// The words of a text, folded, in one line.
fn plain(text: &str) -> String {
    let words = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let text: String = fold(text).chars().map(words).collect();
    format!(" {} ", text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn other_programs_find_nothing_in_a_public_copy_that_is_marked() {
    let (evaluation, framework) = (marked(), Framework::built_in());
    let copy = CopyKind::Public.of(evaluation.clone(), std::slice::from_ref(&framework));
    for to in Export::ALL {
        if to == Export::Pdf && !cfg!(feature = "pdf") {
            continue;
        }
        let [original, public] =
            [&evaluation, &copy].map(|one| plain(&read(exported(std::slice::from_ref(one), to).unwrap(), to)));
        for (_, text, _) in MARKS {
            assert!(!public.contains(&plain(text)), "{to:?}: {text} is in {public}");
        }
        // A figure and the table of marks have hardly any words of the evaluation's.
        if !matches!(to, Export::Svg | Export::Csv) {
            let seen = MARKS.iter().filter(|(_, text, _)| original.contains(&plain(text))).count();
            assert!(seen >= 3, "{to:?}: the original says {seen} of them");
            assert!(public.contains("participant 1"), "{to:?}");
        }
    }
}

#[test]
fn the_command_line_makes_a_public_copy_of_what_may_give_somebody_away_by_force_alone() {
    let home = crate::home::Home::new();
    let file = home.put("sample.ron", include_str!("../../data/sample-evaluation.ron"));
    home.get(&["import", &file]);
    let words = ["export", "sample", "--to", "md", "--copy", "public", "-o", "copy.md"];
    let refused = home.fail(1, &words);
    assert!(
        refused.contains("did not agree to be named") && refused.contains("--force makes public copies"),
        "{refused}"
    );
    assert!(!home.path("copy.md").exists());
    home.get(&[&words[..], &["--force"]].concat());
    assert!(home.path("copy.md").exists());
    let other = home.fail(1, &["export", "sample", "--to", "docx", "-o", "copy.pdf"]);
    assert!(other.contains("says pdf") && !home.path("copy.pdf").exists(), "{other}");
}

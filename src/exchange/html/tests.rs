use html5gum::{Token, Tokenizer};
use proptest::prelude::*;

use super::*;
use crate::exchange::report::{Part, report};
use crate::model::{Detail, Edit, Evaluation, Field, Framework};

/// The text that a reader of the page sees in its main part, and its tags in their order.
fn read(page: &str) -> (String, Vec<String>) {
    let body = page.split_once("<main>").unwrap().1.split_once("</main>").unwrap().0;
    let (mut text, mut tags) = (String::new(), Vec::new());
    for token in Tokenizer::new(body).flatten() {
        match token {
            Token::String(string) => text += &String::from_utf8(string.value.0.clone()).unwrap(),
            Token::StartTag(tag) => tags.push(String::from_utf8(tag.name.0.clone()).unwrap()),
            Token::EndTag(tag) => tags.push(format!("/{}", String::from_utf8(tag.name.0.clone()).unwrap())),
            _ => {}
        }
    }
    (text, tags)
}

/// Whether each element is closed where it should be.
fn is_well_formed(tags: &[String]) -> bool {
    let mut open: Vec<&str> = Vec::new();
    tags.iter().filter(|tag| *tag != "br" && *tag != "rect").all(|tag| match tag.strip_prefix('/') {
        Some("rect") => true,
        Some(end) => open.pop() == Some(end),
        None => {
            open.push(tag);
            true
        }
    }) && open.is_empty()
}

fn page_of(evaluation: &Evaluation) -> String {
    page(vec![report(evaluation, Some(&Framework::built_in()), &Part::ALL)])
}

fn page(reports: Vec<Report>) -> String {
    written(Document {
        title: "2 evaluations".to_owned(),
        author: String::new(),
        at: "2026-11-24T14:02:11+01:00".parse().unwrap(),
        contents: reports.iter().map(|report| report.title.clone()).collect(),
        reports: Box::new(reports.into_iter()),
    })
}

fn with_text(text: &str) -> Evaluation {
    let framework = Framework::built_in();
    let mut evaluation = Evaluation::new("2026-11-24-x-abcde".parse().unwrap(), &framework);
    let question = framework.question(0).unwrap().question.id.clone();
    for field in [Field::Practice(Detail::Title), Field::Practice(Detail::Summary), Field::Narrative(question)] {
        evaluation.apply(&Edit::replace(field, "", text)).unwrap();
    }
    evaluation
}

#[test]
fn lists_are_lists_and_paragraphs_are_paragraphs() {
    for (raw, expected) in [
        ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>\n"),
        (
            "- a\n- b\n  - c\nafter",
            "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n<ul>\n<li><p>c</p>\n</li>\n</ul>\n</li>\n</ul>\n<p>after</p>\n",
        ),
        ("3. three\n4. four", "<ol start=\"3\">\n<li><p>three</p>\n</li>\n<li><p>four</p>\n</li>\n</ol>\n"),
        ("- a\n\n1. b", "<ul>\n<li><p>a</p>\n</li>\n</ul>\n<ol>\n<li><p>b</p>\n</li>\n</ol>\n"),
        ("<b>&amp;", "<p>&lt;b&gt;&amp;amp;</p>\n"),
    ] {
        assert_eq!(prose(raw), expected, "{raw}");
    }
}

#[test]
fn the_language_and_several_evaluations_are_told_apart() {
    let framework = Framework::built_in();
    let mut czech = with_text("Dobrý den");
    czech.apply(&Edit::replace(Field::Language, "", "čeština")).unwrap();
    let reports = vec![report(&czech, Some(&framework), &[]), report(&with_text("Hello"), Some(&framework), &[])];
    let page = page(reports);
    assert!(page.contains("<div class=\"prose\" dir=\"auto\" lang=\"cs\">\n<p>Dobrý den</p>"), "{page}");
    assert!(page.contains("<title>2 evaluations</title>") && page.contains("href=\"#report-2\""), "{page}");
    assert_eq!(page.matches("<h1").count(), 2);
}

proptest! {
    /// Whatever somebody typed is what a reader of the page sees, and the page stays well formed.
    #[test]
    fn a_page_says_what_was_typed_and_nothing_else(
        text in r#"([<>&"'=/!a-z;#-]|[ \t]{1,2}|\n[ ]{0,4}|- |1\. |</p>|<script>|-->|&lt;|Łź|ع|🙂){0,24}"#,
    ) {
        let evaluation = with_text(&text);
        let page = page_of(&evaluation);
        let (seen, tags) = read(&page);
        prop_assert!(is_well_formed(&tags), "{:?}\n{}", tags, page);
        prop_assert!(!tags.iter().any(|tag| tag == "script"));
        let words = evaluation.practice.title.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert!(seen.contains(&words), "{}\n{}", words, seen);
        for line in crate::exchange::report::prose::lines(&evaluation.practice.summary) {
            prop_assert!(seen.contains(&*line.text), "{:?}\n{}", line, seen);
        }
    }
}

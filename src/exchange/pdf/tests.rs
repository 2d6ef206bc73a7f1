use krilla::{
    SerializeSettings,
    configure::{Accessibility, Archival, ConfigurationBuilder},
};
use proptest::prelude::*;

use super::*;
use crate::exchange::figure::{Anchor, Figure, Ink, Shade, Shape};
use crate::exchange::report::{Block, Checked, Entry, Line, Piece, Report};
use crate::model::{Counts, Tally};

fn document(reports: Vec<Report>) -> Document<'static> {
    Document {
        title: if let [one] = &reports[..] { one.title.clone() } else { format!("{} evaluations", reports.len()) },
        author: "Jana Veselá".to_owned(),
        at: "2026-11-24T14:02:11+01:00".parse().unwrap(),
        contents: reports.iter().map(|report| report.title.clone()).collect(),
        reports: Box::new(reports.into_iter()),
    }
}

fn titled(title: &str, blocks: Vec<Block>) -> Report {
    let heading = Block::Heading(1, Line::from(title));
    Report { title: title.to_owned(), language: None, blocks: [vec![heading], blocks].concat() }
}

/// Everything that can stand in a report.
fn everything() -> Report {
    let checked = |sign: &str, word: &str, counts, support: &[&str]| Checked {
        sign: sign.to_owned(),
        word: word.to_owned(),
        counts,
        item: Line::from("Adopt a participatory approach"),
        support: support.iter().map(|line| Line::from(*line)).collect(),
    };
    let link = Line(vec![Piece::Text("See ".to_owned()), Piece::Link("https://x.example/a".to_owned())]);
    titled(
        "The Long Table",
        vec![
            Block::Fields(vec![("Country".to_owned(), Line::from("Poland")), ("Web address".to_owned(), link.clone())]),
            Block::Heading(2, Line::from("1 Inclusivity")),
            Block::Heading(3, Line::from("1.1 Does it?")),
            Block::Prose("One\ntwo\n\n- a\n  1. b\n\nלוח ארוך\n".to_owned()),
            Block::Note("Marks: ✓ met".to_owned()),
            Block::Profile(vec![("1 Inclusivity".to_owned(), Tally { met: 3, ..Tally::default() })]),
            Block::Checklist(vec![
                checked("✓", "Met", Some(Counts::Met), &["A comment", "Evidence: a jot"]),
                checked("n/a", "Not applicable", None, &[]),
            ]),
            Block::Heading(4, Line::from("Jots")),
            Block::List(vec![Entry { text: link, below: vec![Line::from("a reply")] }]),
            Block::Figure(bars()),
            Block::Room(3),
        ],
    )
}

/// A figure of two bars, wider than the page.
fn bars() -> Figure {
    let rect = |x, y, width, shade| Shape::Rect { x, y, width, height: 16.0, shade };
    let text = |x, baseline, anchor, ink, text: &str| Shape::Text {
        x,
        baseline,
        size: 9.0,
        anchor,
        ink,
        text: text.to_owned(),
    };
    Figure {
        title: "By criterion".to_owned(),
        told: "Inclusivity: 3 met, 1 not met. Relevance: 2 open.".to_owned(),
        width: 600.0,
        height: 60.0,
        shapes: vec![
            text(95.0, 20.0, Anchor::End, Ink::Dark, "Inclusivity"),
            rect(100.0, 8.0, 300.0, Shade::Met),
            text(250.0, 20.0, Anchor::Middle, Shade::Met.ink(), "3 ✓"),
            rect(400.0, 8.0, 100.0, Shade::NotMet),
            text(450.0, 20.0, Anchor::Middle, Shade::NotMet.ink(), "1 –"),
            text(95.0, 46.0, Anchor::End, Ink::Dark, "Relevance"),
            rect(100.0, 34.0, 200.0, Shade::Open),
            text(200.0, 46.0, Anchor::Middle, Shade::Open.ink(), "2 ☐"),
        ],
    }
}

#[test]
fn everything_is_told_to_those_who_have_it_read_to_them() {
    for builder in [
        ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1),
        ConfigurationBuilder::new().with_archival_validator(Archival::A2_A),
    ] {
        let settings = SerializeSettings { configuration: builder.finish().unwrap(), ..SerializeSettings::default() };
        let two = vec![everything(), everything()];
        assert_eq!(with_settings(document(two), settings).map(|_| ()), Ok(()));
    }
}

#[test]
fn what_can_not_be_drawn_is_named_wherever_it_stands() {
    let refused = |report| written(document(vec![everything(), report])).unwrap_err();
    let told = |characters: &str, script| Unprintable::NoFont {
        script,
        characters: characters.to_owned(),
        title: "A".to_owned(),
    };
    let checked = Checked {
        sign: "한".to_owned(),
        word: "Met".to_owned(),
        counts: None,
        item: Line::default(),
        support: Vec::new(),
    };
    assert_eq!(refused(titled("A", vec![Block::Checklist(vec![checked])])), told("한", "Korean letters"));
    assert_eq!(refused(titled("A", vec![Block::Prose("ไทย".to_owned())])), told("ไ ท ย", "Thai letters"));
    let mut figure = bars();
    figure.shapes.push(Shape::Text {
        x: 0.0,
        baseline: 9.0,
        size: 9.0,
        anchor: Anchor::Start,
        ink: Ink::Dark,
        text: "中".to_owned(),
    });
    assert_eq!(refused(titled("A", vec![Block::Figure(figure)])), told("中", "Chinese characters"));
}

proptest! {
    /// Whatever somebody typed goes out as a PDF, or is named as what can't.
    #[test]
    fn whatever_was_typed_is_drawn_or_named(
        text in prop_oneof![
            r#"([<>&"'=/!a-z;#-]|[ \t]{1,2}|\n[ ]{0,4}|- |1\. |</p>|Łź|ع|🙂){0,24}"#,
            r"([\u{300}-\u{36f}\u{5b0}-\u{5ff}\u{600}-\u{6ff}\u{900}-\u{9ff}\u{1200}-\u{12ff}]|\u{200c}|\u{200d}|\u{ad}|\u{202e}|\u{2066}|\u{feff}|[ \n]|🇮|👩|\u{fe0f}|\u{f0644}){0,30}",
            any::<String>(),
        ],
        repeated in 1..40_usize,
    ) {
        let line = Line::from(text.as_str());
        let item = Checked {
            sign: text.clone(),
            word: text.clone(),
            counts: None,
            item: line.clone(),
            support: vec![line.clone()],
        };
        let blocks = vec![
            Block::Fields(vec![(text.clone(), line.clone())]),
            Block::Heading(2, line.clone()),
            Block::Prose(text.repeat(repeated)),
            Block::Profile(vec![(text.clone(), Tally::default())]),
            Block::Checklist(vec![item; 2]),
            Block::List(vec![Entry { text: line.clone(), below: vec![line] }]),
            Block::Note(text.clone()),
        ];
        match written(document(vec![titled(&text, blocks)])) {
            Ok(bytes) => prop_assert!(bytes.starts_with(b"%PDF-1.7")),
            Err(refused) => prop_assert!(matches!(refused, Unprintable::NoFont { .. }), "{:?}", refused),
        }
    }
}

#[test]
fn a_row_higher_than_a_page_and_a_long_word_go_on() {
    let long = Checked {
        sign: "✓".to_owned(),
        word: "Met".to_owned(),
        counts: Some(Counts::Met),
        item: Line::from("word ".repeat(3000)),
        support: vec![Line::from("x".repeat(5000))],
    };
    assert!(written(document(vec![titled("Long", vec![Block::Checklist(vec![long])])])).is_ok());
}

#[test]
fn the_same_reports_make_the_same_bytes() {
    let one = written(document(vec![everything(), everything()])).unwrap();
    assert!(one == written(document(vec![everything(), everything()])).unwrap());
}

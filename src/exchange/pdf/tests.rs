use krilla::{
    SerializeSettings,
    configure::{Accessibility, Archival, ConfigurationBuilder},
};
use proptest::prelude::*;

use super::*;
use crate::exchange::figure::{Anchor, Figure, Ink, Shade, Shape};
use crate::exchange::report::{Block, Checked, Entry, Line, Part, Piece, Report, report};
use crate::model::{Counts, Detail, Edit, Evaluation, Field, Framework, Tally};

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
fn the_same_reports_make_the_same_bytes() {
    let one = written(document(vec![everything(), everything()])).unwrap();
    assert!(one == written(document(vec![everything(), everything()])).unwrap());
}

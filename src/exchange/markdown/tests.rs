use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::*;
use crate::exchange::report::{Part, prose::is_entry, report};
use crate::model::{
    Detail, Edit, Entry as Record, Evaluation, Field, Framework, Jot, Mark, Moment, Remark, Tool, Visit,
    evaluation::Filing,
};
use crate::text::Text;

/// A report with all its parts.
fn all_of(evaluation: &Evaluation, framework: Option<&Framework>) -> String {
    of_report(&report(evaluation, framework, &Part::ALL))
}

/// The lines that a reader sees, entries with their marks; what is no plain text, list or line break of them is named.
fn seen(markdown: &str) -> (Vec<String>, Vec<String>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    let (mut lines, mut others) = (vec![String::new()], Vec::new());
    let mut lists: Vec<Option<u64>> = Vec::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) => lines.last_mut().unwrap().push_str(&text),
            Event::HardBreak | Event::Start(Tag::Paragraph) => {
                if lines.last().is_some_and(|line| !line.is_empty() && !line.ends_with('\0')) {
                    lines.push(String::new());
                }
            }
            Event::Start(Tag::List(number)) => lists.push(number),
            Event::End(TagEnd::List(_)) => drop(lists.pop()),
            Event::Start(Tag::Item) => {
                let mark = match lists.last_mut().unwrap() {
                    Some(number) => {
                        *number += 1;
                        format!("{}. \u{0}", *number - 1)
                    }
                    None => "- \u{0}".to_owned(),
                };
                lines.push(mark);
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item) => lines.push(String::new()),
            other => others.push(format!("{other:?}")),
        }
    }
    let shown = lines.into_iter().map(|line| line.replace('\0', "")).filter(|line| !line.is_empty()).collect();
    (shown, others)
}

/// The lines that were typed, as they are to be seen: blanks behind a mark are the list's.
fn typed(raw: &str) -> Vec<String> {
    let marked = |line: &str| match line.split_once([' ', '\t']) {
        Some((mark, text)) if is_entry(line) => format!("{mark} {}", text.trim_start()),
        _ => line.to_owned(),
    };
    raw.lines().map(str::trim).filter(|line| !line.is_empty()).map(marked).collect()
}

/// Of a numbered list the parser does not tell whether `.` or `)` stands behind its numbers.
fn without_kinds(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| line.replace(')', ".")).collect()
}

fn reads_as_typed(raw: &str) {
    let raw = Text::new(raw);
    let markdown = written_prose(&raw);
    let (seen, others) = seen(&markdown);
    assert_eq!(without_kinds(&seen), without_kinds(&typed(&raw)), "{markdown}");
    assert_eq!(others, [""; 0], "{markdown}");
}

#[test]
fn prose_stays_prose() {
    for (raw, written) in [
        ("# not a heading\n\n> nor a quote", "\\# not a heading\n\n\\> nor a quote\n"),
        ("title\n===\n---", "title  \n\\===  \n\\---\n"),
        ("        deep\n\tdeep", "deep  \ndeep\n"),
        ("2 * 3 <b> [x](y) `c` a_b _c_", "2 * 3 \\<b> \\[x](y) \\`c\\` a_b \\_c\\_\n"),
        ("```\nfence\n~~~", "\\`\\`\\`  \nfence  \n\\~\\~\\~\n"),
        ("a | b\n--- | ---\n| c |", "a | b  \n\\--- | ---  \n| c |\n"),
        ("* one\n+ two\n2026. three", "\\* one  \n\\+ two  \n2026\\. three\n"),
        ("&copy; &#169; &nosuch; AT&T;", "\\&copy; \\&#169; &nosuch; AT&T;\n"),
    ] {
        assert_eq!(written_prose(raw), written);
        reads_as_typed(raw);
    }
}

#[test]
fn what_means_nothing_to_markdown_is_not_escaped() {
    for raw in [
        "R&D, AT&T; 5 < 6 > 4, a < b, 1 * 2, snake_case_name, #hashtag, #3.2, 100% & more",
        "-5 degrees, +1 for it, 1.5 hours, 2.Mai, (a) and [b), C:\\texts\\new, why? (no!)",
        "a|b, ~ five, = equal, - dash within, : colon, \"quoted\" – “rounded” – don't",
        "+420 123 456",
        "-5 degrees",
        "#hashtag",
        "1.5 hours",
        ":-) said she",
        "| said she",
    ] {
        assert_eq!(written_prose(raw).trim_end(), raw.replace("[b", "\\[b"));
        reads_as_typed(raw);
    }
}

#[test]
fn lists_and_line_breaks_stay_what_they_are() {
    for (raw, written) in [
        ("three things:\n- one\n- two\n\n1. first", "three things:\n\n- one\n- two\n\n1. first\n"),
        ("a verse\nof two lines", "a verse  \nof two lines\n"),
        ("- one\n- two\nafter", "- one\n- two\n\nafter\n"),
        ("- one\n  still one\n\n  and more\n- two", "- one  \n  still one\n\n  and more\n- two\n"),
        ("- one\n  - inner\n    - innermost\n- two\n\nafter", "- one\n  - inner\n    - innermost\n- two\n\nafter\n"),
        ("9. nine\n10. ten\n    on\n12. twelve", "9. nine\n10. ten  \n    on\n\n12\\. twelve\n"),
        ("3) three\n4) four\n5. five", "3) three\n4) four\n\n5. five\n"),
        (
            "- # one\n- > two\n- 1. three\n- - four\n- | five",
            "- \\# one\n- \\> two\n- 1\\. three\n- \\- four\n- | five\n",
        ),
        ("text\n2. two", "text\n\n2. two\n"),
        ("01. one", "01\\. one\n"),
        ("-\n- ", "\\-  \n\\-\n"),
    ] {
        assert_eq!(written_prose(raw), written);
        reads_as_typed(raw);
    }
}

#[test]
fn a_heading_is_escaped_once() {
    let framework = Framework::built_in();
    let mut evaluation = Evaluation::new("2026-11-24-x-abcde".parse().unwrap(), &framework);
    evaluation.apply(&Edit::replace(Field::Practice(Detail::Title), "", "A [new] *C# kitchen* #")).unwrap();
    let report = all_of(&evaluation, Some(&framework));
    assert!(report.starts_with("# A \\[new] \\*C# kitchen\\* \\#\n"), "{report}");
    assert_eq!(seen(&report).0[0], "A [new] *C# kitchen* #");
}

#[test]
fn a_line_is_one_line() {
    assert_eq!(words(" 2. Łódź\n# x\u{a0}y "), "2. Łódź # x y");
    assert_eq!(words("R&D &amp; <i>"), "R&D \\&amp; \\<i>");
    assert_eq!((heading("Project #").as_str(), heading("C# ##").as_str()), ("Project \\#", "C# #\\#"));
}

/// An evaluation in which these texts stand wherever somebody can type one.
fn filled(texts: &[String]) -> Evaluation {
    let framework = Framework::built_in();
    let mut evaluation = Evaluation::new("2026-11-24-x-abcde".parse().unwrap(), &framework);
    let question = framework.question(0).unwrap().question.id.clone();
    let at: Moment = "2026-11-24T14:02:11+01:00".parse().unwrap();
    let tool = Tool { id: "t".parse().unwrap(), title: "x".into(), address: "x".into(), note: "x".into() };
    let jot = |key: &str, filed| Jot {
        id: key.parse().unwrap(),
        at,
        speaker: "x".into(),
        text: "x".into(),
        filed,
        imported: false,
    };
    let remark = |key: &str, reply_to: Option<&str>| Remark {
        id: key.parse().unwrap(),
        question: question.clone(),
        item: None,
        passage: None,
        reply_to: reply_to.map(|key| key.parse().unwrap()),
        author: "x".into(),
        at,
        text: "x".into(),
        resolved: false,
    };
    evaluation.apply(&Edit::Applicability { question: question.clone(), from: None, to: Some("x".into()) }).unwrap();
    for record in [
        Record::Tool(question.clone(), tool),
        Record::Visit(Visit::on("v".parse().unwrap(), "x".into())),
        Record::Jot(jot("j", None)),
        Record::Jot(jot("k", Some(Filing::Beside(question.clone())))),
        Record::Remark(remark("m", None)),
        Record::Remark(remark("r", Some("m"))),
    ] {
        evaluation.apply(&Edit::add(&evaluation, record)).unwrap();
    }
    let fields = evaluation.fields().into_iter().chain([Field::Narrative(question)]);
    for (field, text) in fields.zip(texts.iter().cycle()) {
        let from = evaluation.field(&field).unwrap_or_default().to_owned();
        evaluation.apply(&Edit::replace(field, &from, text)).unwrap();
    }
    evaluation
}

const SIGNS: &str = r"([#>=*_+~`<|:.\[\](){}!&;^$\\/-]|[ \t]{1,3}|[0-9]{1,2}|[aŁ]|\n[ ]{0,5}|- |1\. |2\) ){0,30}";

proptest! {
    /// Whatever somebody typed, a reader of the report sees that, and nothing that it was made to mean.
    #[test]
    fn prose_reads_as_it_was_typed(raw in SIGNS) {
        reads_as_typed(&raw);
    }

    #[test]
    fn lists_read_as_they_were_typed(lines in prop::collection::vec(("[ ]{0,7}", r"(- |[0-9]{1,2}[.)] |)", "[a#*>-]{0,3}"), 0..12)) {
        let lines: Vec<String> = lines.into_iter().map(|(indent, mark, text)| indent + &mark + &text).collect();
        reads_as_typed(&lines.join("\n"));
    }

    #[test]
    fn a_report_says_what_was_typed_and_nothing_else(texts in prop::collection::vec(SIGNS, 1..6)) {
        let (framework, evaluation) = (Framework::built_in(), filled(&texts));
        let report = all_of(&evaluation, Some(&framework));
        let (seen, others) = seen(&report);
        let plain = filled(&["x".to_owned()]);
        let expected = self::seen(&all_of(&plain, Some(&framework))).1;
        let kind = |all: &[String]| -> Vec<String> {
            // Links are web addresses; what separates two lists is seen by nobody.
            let counted = all.iter().filter(|other| !other.contains("Link") && !other.contains("Html"));
            counted.cloned().collect()
        };
        let links = others.iter().filter(|other| other.contains("Link"));
        prop_assert!(links.clone().all(|link| link.contains("Autolink") || link.contains("End(Link)")), "{:?}", others);
        prop_assert_eq!(kind(&others), kind(&expected), "{}", report);
        // Each text stands there whole, in words, or line by line.
        let all = without_kinds(&seen).join("\n");
        for field in evaluation.fields() {
            let text = evaluation.field(&field).unwrap_or_default();
            let is_prose = matches!(field, Field::Narrative(_) | Field::Reason(_) | Field::Practice(Detail::Summary));
            let is_list = matches!(field, Field::Evaluators | Field::Visit(..));
            if is_prose {
                for line in without_kinds(&typed(text)) {
                    prop_assert!(all.contains(line.trim_start_matches("- ")), "{}: {}\n{}", line, all, report);
                }
            } else if !is_list {
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(')', ".");
                prop_assert!(all.contains(&words), "{:?} {}: {}\n{}", field, words, all, report);
            }
        }
    }
}

/// A framework in which an item and a question are asked of large clubs only.
const CLUB: &str = r#"(format: 2, id: "club", version: "2", title: "The club",
    details: [(id: "size", label: "Size", kind: OneOf(options: [(id: "small", label: "Small"), (id: "large", label: "Large")]))],
    criteria: [(id: "all", title: "All", questions: [
        (id: "first", text: "First?", items: [(id: "a", text: "Asked."), (id: "b", text: "Of large ones.", applies: Some((detail: "size", any_of: ["large"])))]),
        (id: "second", text: "Second?", items: [(id: "c", text: "C.")], applies: Some((detail: "size", any_of: ["large"]))),
    ])])"#;

#[test]
fn what_is_not_asked_stands_at_the_end_with_the_reason() {
    let club = crate::model::format::read_framework(CLUB).unwrap();
    let id = |raw: &str| raw.parse::<crate::model::Id>().unwrap();
    let mut one = Evaluation::against(id("e"), id("club"), "1".into());
    for (question, text) in [("first", "Said first."), ("second", "Said second."), ("gone", "Said of what is gone.")] {
        one.apply(&Edit::replace(Field::Narrative(id(question)), "", text)).unwrap();
    }
    for (question, item) in [("first", "a"), ("first", "b"), ("first", "x"), ("gone", "y")] {
        one.apply(&Edit::mark(&one, &id(question), &id(item), Some(Mark::MET))).unwrap();
    }
    one.apply(&Edit::replace(Field::Comment(id("gone"), id("y")), "", "Seen there.")).unwrap();
    one.apply(&Edit::replace(Field::Given(id("area")), "", "The north.")).unwrap();
    let report = all_of(&one, Some(&club));
    let (body, end) = report.split_once("\n## No longer asked\n").unwrap();
    assert!(body.contains("Framework: The club, version 1; shown by version 2"), "{body}");
    let unasked = "### 1.2 Second?\n\n*Not asked: Size is not Large.*\n";
    assert!(body.contains(unasked) && !body.contains("Said second."), "{body}");
    assert!(body.contains("**✓ Met:** Asked.") && !body.contains("Of large ones.") && !body.contains(" x\n"), "{body}");
    let expected = "\n### 1.1 First?\n\n\
                    - **✓ Met:** Of large ones. (not asked: Size is not Large)\n\
                    - **✓ Met:** x (not asked: gone from the framework)\n\n\
                    ### 1.2 Second?\n\n*Not asked: Size is not Large.*\n\nSaid second.\n\n\
                    ### gone\n\n*Not asked: gone from the framework.*\n\nSaid of what is gone.\n\n\
                    - **✓ Met:** y\n  - Seen there.\n\n\
                    **Details**\n\n- area: The north.\n";
    assert_eq!(end, expected);
    // Where the framework is not here, all of it stands there.
    let bare = all_of(&one, None);
    let (_, end) = bare.split_once("\n## Questions known only by their ids\n").unwrap();
    for said in ["Said first.", "Said second.", "Said of what is gone.", "✓ Met:** a", "Seen there.", "The north."] {
        assert!(end.contains(said), "no {said} in {end}");
    }
    assert!(!end.contains("Not asked"), "{end}");
}

#[test]
fn what_is_not_asked_and_not_answered_is_told_in_its_place() {
    let club = crate::model::format::read_framework(CLUB).unwrap();
    let mut one = Evaluation::new("e".parse().unwrap(), &club);
    let report = all_of(&one, Some(&club));
    assert!(report.contains("Asked.\n\n*Not asked: Of large ones*\n\n### 1.2 Second?"), "{report}");
    assert!(report.ends_with("### 1.2 Second?\n\n*Not asked: Size is not Large.*\n"), "{report}");
    let (detail, option) = ("size".parse().unwrap(), "large".parse().unwrap());
    one.apply(&Edit::Choose { detail, option, chosen: true }).unwrap();
    assert!(!all_of(&one, Some(&club)).contains("Not asked"));
}

#[test]
fn a_mark_has_its_label_where_that_says_more_and_details_stand_as_they_are_asked() {
    let garden = include_str!("../../../tests/fixtures/frameworks/garden.ron");
    let garden = crate::model::format::read_framework(garden).unwrap();
    let id = |raw: &str| raw.parse::<crate::model::Id>().unwrap();
    let mut one = Evaluation::new(id("e"), &garden);
    for (item, level) in [("s1a", "3"), ("s1b", "yes")] {
        let mark = Some(Mark::Level(level.parse().unwrap()));
        one.apply(&Edit::mark(&one, &id("s1"), &id(item), mark)).unwrap();
    }
    for (detail, text) in [("gone", "Of old."), ("warden", "Anna"), ("plots", "12")] {
        one.apply(&Edit::replace(Field::Given(id(detail)), "", text)).unwrap();
    }
    let report = all_of(&one, Some(&garden));
    assert!(report.contains("- **3 Established:** S-1.a Compost"), "{report}");
    assert!(report.contains("- **✓ Yes:** S-1.b Nobody digs"), "{report}");
    assert!(report.contains("- Number of plots: 12\n- Warden: Anna\n"), "{report}");
}

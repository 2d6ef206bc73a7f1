use proptest::prelude::*;

use super::*;
use crate::model::{
    Status,
    evaluation::tests::{any_evaluation, any_text},
};

/// The first format, frozen: a file like this loads for ever.
const FORMAT_1: &str = include_str!("../../../tests/fixtures/format-1.ron");
/// What becomes of it when it is written anew.
const FORMAT_2: &str = include_str!("../../../tests/fixtures/format-2.ron");

/// The error's line and column, with the text that stands there.
fn place<'a>(source: &'a str, error: &FormatError) -> (usize, usize, &'a str) {
    let FormatError::At { line, column, .. } = error else { panic!("{error}") };
    let there = source.lines().nth(line - 1).unwrap_or("");
    let from = there.char_indices().nth(column - 1).map_or(there.len(), |(at, _)| at);
    (*line, *column, &there[from..])
}

/// The fields of a struct, as its source has them.
fn fields_of(source: &str, name: &str) -> std::collections::BTreeSet<String> {
    let (_, body) = source.split_once(&format!("struct {name} {{\n")).unwrap_or_else(|| panic!("no {name}"));
    let (body, _) = body.split_once("\n}").unwrap();
    let lines = body.lines().map(str::trim).filter(|line| !line.starts_with(['#', '/']));
    lines.filter_map(|line| Some(line.split_once(": ")?.0.rsplit(' ').next()?.to_owned())).collect()
}

#[test]
fn what_only_format_2_has_is_known_to_who_forgot_its_number() {
    let (one, two) = (include_str!("one/framework.rs"), include_str!("framework.rs"));
    let only_in_two = ["Framework", "Criterion", "Question", "Item"].into_iter().flat_map(|name| {
        let (before, now) = (fields_of(one, name), fields_of(two, &format!("{name}File")));
        assert!(before.is_subset(&now) && before.len() > 2, "{name}: {before:?} {now:?}");
        now.difference(&before).filter(|field| *field != "format").cloned().collect::<Vec<String>>()
    });
    let listed: std::collections::BTreeSet<String> = OF_FORMAT_2.map(str::to_owned).into();
    assert_eq!(listed, only_in_two.collect());
}

#[test]
fn the_first_format_loads_for_ever() {
    let evaluation = read(FORMAT_1).unwrap();
    assert_eq!(evaluation.practice.title.as_str(), "Dům u řeky \"U Mostu\"");
    assert_eq!(evaluation.status(), Status::Returned);
    assert_eq!((evaluation.visits.len(), evaluation.jots.len(), evaluation.remarks.len()), (2, 4, 2));
    assert_eq!(evaluation.answers.len(), 5);
    assert_eq!(write(&evaluation), FORMAT_2);
    assert_eq!(read(FORMAT_2), Ok(evaluation));
    let moved =
        FORMAT_1.replacen("    format: 1,\n", "", 1).replacen("    practice: (", "    format: 1,\n    practice: (", 1);
    assert_eq!(read(&moved), read(FORMAT_1), "wherever a person has moved its number to");
    let behind = format!("// Kept by hand.\n/* The number comes later. */ {moved}");
    assert_eq!(read(&behind), read(FORMAT_1));
    assert!(read(&FORMAT_1.replacen("evaluators:", "language: \"cs\",\n    evaluators:", 1)).is_err(), "it is frozen");
}

#[test]
fn a_narrative_reads_like_a_document_in_its_file() {
    let evaluation = read(FORMAT_1).unwrap();
    let narrative = evaluation.narrative(&"1.1-diverse-groups".parse().unwrap());
    assert!(narrative.contains("\n\n") && write(&evaluation).contains(narrative));
}

#[test]
fn what_was_written_during_a_visit_stands_in_its_file() {
    let sound = "                began: \"2026-03-09T10:00:00+01:00\",\n            )),\n";
    let noted = |ids: &str| FORMAT_2.replace(sound, &format!("{sound}            written: [\n{ids}            ],\n"));
    let [one, other] = ["1.1-diverse-groups", "2.1-needs"].map(|id| format!("                \"{id}\",\n"));
    let source = noted(&format!("{one}{other}"));
    let evaluation = read(&source).unwrap();
    assert_eq!(evaluation.visits[1].written.len(), 2);
    assert_eq!(write(&evaluation), source);
    let error = read(&noted(&format!("{one}{one}"))).unwrap_err();
    assert!(error.to_string().contains("the id \"1.1-diverse-groups\" appears twice in this list"), "{error}");
}

#[test]
fn a_doubled_id_is_an_error_with_its_place() {
    let source = FORMAT_1.replace("id: \"j-2\"", "id: \"j-1\"");
    let error = read(&source).unwrap_err();
    assert!(error.to_string().contains("the id \"j-1\" appears twice in this list"), "{error}");
    let second = source.lines().enumerate().filter(|(_, line)| line.contains("id: \"j-1\"")).nth(1).unwrap().0 + 1;
    let (line, ..) = place(&source, &error);
    assert!((second..second + 6).contains(&line), "line {line} is not in the record of line {second}");
}

#[test]
fn an_unknown_field_is_an_error_with_its_place() {
    for (known, unknown) in [("country:", "contry:"), ("narrative:", "narative:"), ("speaker:", "speeker:")] {
        let source = FORMAT_1.replacen(known, unknown, 1);
        let error = read(&source).unwrap_err();
        let wanted = source.lines().position(|line| line.contains(unknown)).unwrap() + 1;
        let (line, column, there) = place(&source, &error);
        assert_eq!(line, wanted, "{error}");
        assert!(there.starts_with(unknown) || there.starts_with(':'), "column {column} is at {there:?}: {error}");
    }
}

#[test]
fn other_damage_is_an_error_with_its_place() {
    for (sound, damaged) in
        [("mark: Met", "mark: Meat"), ("j-3\"", "j 3\""), ("format: 1", "format: 0"), ("jots: [", "jots: {")]
    {
        let source = FORMAT_1.replacen(sound, damaged, 1);
        assert_ne!(source, FORMAT_1);
        let wanted = source.lines().position(|line| line.contains(damaged)).unwrap() + 1;
        let error = read(&source).unwrap_err();
        assert_eq!(place(&source, &error).0, wanted, "{error}");
    }
    for cut in (0..FORMAT_1.len() - 2).filter(|at| FORMAT_1.is_char_boundary(*at)) {
        assert!(read(&FORMAT_1[..cut]).is_err(), "a file cut off at byte {cut} is read as whole");
    }
}

#[test]
fn of_a_newer_format_only_the_header_is_read() {
    let newer = FORMAT_1.replacen("format: 1", "format: 7", 1).replacen(
        "country:",
        "invented_later: [{}],\n        country:",
        1,
    );
    let Err(FormatError::Newer(header)) = read(&newer) else { panic!("{:?}", read(&newer)) };
    assert_eq!(header.format, 7);
    assert_eq!(header.id.as_str(), "2026-03-02-dum-u-reky-u-mostu-k7q2x");
    assert_eq!(header.practice.title.as_str(), "Dům u řeky \"U Mostu\"");
}

#[test]
fn what_is_wrong_in_todays_format_is_not_taken_for_a_newer_one() {
    for (number, newer) in [(0, false), (FORMAT, false), (FORMAT + 1, true)] {
        let damaged = FORMAT_1.replacen("format: 1", &format!("format: {number}"), 1).replacen("country:", "x:", 1);
        assert_eq!(matches!(read(&damaged), Err(FormatError::Newer(_))), newer, "{number}");
        assert_eq!(number_in(&damaged), Some(number));
    }
    assert_eq!(
        (number_in(&format!("\u{feff}{FORMAT_1}")), number_in("(id: \"x\")"), number_in("")),
        (Some(1), None, None)
    );
}

#[test]
fn an_answer_that_holds_nothing_is_not_kept() {
    let void = "answers: [\n        (\n            question: \"0.0-void\",\n        ),";
    for written in [FORMAT_1, FORMAT_2] {
        let source = written.replacen("answers: [", void, 1);
        assert_ne!(source, written);
        assert_eq!(write(&read(&source).unwrap()), FORMAT_2);
    }
}

#[test]
fn plain_data_is_written_for_people_and_on_a_line() {
    let values = vec!["one".to_owned(), "two\nlines".to_owned()];
    assert_eq!(read_pretty::<Vec<String>>(&write_pretty(&values)), Ok(values.clone()));
    assert_eq!(read_line::<Vec<String>>(&write_line(&values)), Ok(values));
    assert_eq!(place("1\n2", &read_pretty::<u8>("1\n2").unwrap_err()).0, 2);
}

#[test]
fn an_error_carries_nothing_that_steers_a_terminal() {
    let source = FORMAT_1.replacen("country:", "\u{1b}[31mcountry:", 1);
    assert!(!read(&source).unwrap_err().to_string().contains('\u{1b}'));
    let source = FORMAT_1.replacen("mark: Met", "mark: r#M\u{9b}et", 1);
    assert!(!read(&source).unwrap_err().to_string().contains('\u{9b}'));
}

#[test]
fn a_frameworks_faults_have_their_place() {
    let spring = include_str!("../../../data/spring-good-practice.ron");
    let doubled = spring.replacen("id: \"2.1-needs\"", "id: \"1.1-diverse-groups\"", 1);
    let error = read_framework(&doubled).unwrap_err();
    assert!(place(&doubled, &error).2.starts_with("\"1.1-diverse-groups\""), "{error}");
    let empty = spring.replacen("title: \"Effectiveness\"", "title: \" \"", 1);
    let error = read_framework(&empty).unwrap_err();
    assert_eq!(place(&empty, &error).0, empty.lines().position(|line| line.contains("title: \" \"")).unwrap() + 1);
    // A label that reads like an id is none.
    let labelled = doubled.replacen("label: \"Receiving society\"", "label: \"1.1-diverse-groups\"", 1);
    let at = labelled.lines().position(|line| line.contains("id: \"1.1-diverse-groups\"")).unwrap();
    let again = labelled.lines().skip(at + 1).position(|line| line.contains("id: \"1.1-diverse-groups\"")).unwrap();
    assert_eq!(place(&labelled, &read_framework(&labelled).unwrap_err()).0, at + again + 2);
    let nothing = "(id: \"x\", version: \"1\", title: \"X\",\n criteria: [])";
    assert_eq!(
        read_framework(nothing).unwrap_err().to_string(),
        "line 2, column 2: a framework has at least one criterion"
    );
    let silent = "(id: \"x\", version: \"1\", title: \"X\", criteria: [\n(id: \"a\", title: \"A\", label: \"A\", questions: [])])";
    assert_eq!(
        read_framework(silent).unwrap_err().to_string(),
        "line 2, column 6: the criterion \"a\" has no questions"
    );
}

#[test]
fn what_is_no_ron_is_named() {
    for (text, what) in [
        ("{\"criteria\": []}", "JSON"),
        ("\n[\n {\"id\": 1}]", "JSON"),
        ("---\ncriteria:\n  - id: a", "YAML"),
        ("criteria:\n  - id: a", "YAML"),
        ("criterion,question,item\nA,B,C", "CSV"),
        ("criterion;question;item", "CSV"),
        ("criterion\tquestion\titem", "CSV"),
    ] {
        for error in [read(text).unwrap_err(), read_framework(text).unwrap_err()] {
            assert!(error.to_string().contains(what) && error.to_string().contains("not RON"), "{error}");
        }
    }
    for text in ["", "(", "Dear all", "(id: \"x\", version: 1, title: 2)"] {
        assert!(!read_framework(text).unwrap_err().to_string().contains("not RON"), "{text}");
    }
}

proptest! {
    #[test]
    fn an_evaluation_goes_out_and_comes_back(evaluation in any_evaluation()) {
        let written = write(&evaluation);
        let back = read(&written);
        prop_assert_eq!(back.as_ref(), Ok(&evaluation));
        prop_assert_eq!(write(&back.unwrap()), written);
    }

    #[test]
    fn foreign_line_ends_and_a_byte_order_mark_change_nothing(evaluation in any_evaluation()) {
        let written = write(&evaluation);
        let windows = format!("\u{feff}{}", written.replace('\n', "\r\n"));
        prop_assert_eq!(read(&windows), Ok(evaluation.clone()));
        prop_assert_eq!(read(&written.replace('\n', "\r")), Ok(evaluation));
    }

    #[test]
    fn a_text_on_a_line_comes_back(text in any_text()) {
        let line = write_line(&text);
        prop_assert!(!line.contains('\n'));
        prop_assert_eq!(read_line::<Text>(&line), Ok(text));
    }

    #[test]
    fn hashes_in_any_number_come_back(before in 0_usize..600, after in 0_usize..600) {
        let mut evaluation = read(FORMAT_1).unwrap();
        evaluation.practice.summary = format!("\"{}\\ \"{}\"", "#".repeat(before), "#".repeat(after)).into();
        prop_assert_eq!(read(&write(&evaluation)), Ok(evaluation));
    }

    #[test]
    fn whatever_a_file_holds_it_is_read_or_refused(raw in any::<String>(), at in 0_usize..4000, trap in any_text()) {
        let _ = (read(&raw), read_framework(&raw));
        let at = (0..=at.min(FORMAT_1.len())).rev().find(|at| FORMAT_1.is_char_boundary(*at)).unwrap_or(0);
        let spoilt = format!("{}{trap}{}", &FORMAT_1[..at], &FORMAT_1[at..]);
        if let Err(error) = read(&spoilt) {
            prop_assert!(error.to_string().chars().all(|c| c == '\n' || c == '\t' || !c.is_control()));
        }
    }
}

#[test]
fn a_format_that_is_not_there_or_wants_another_number_is_told_at_its_line() {
    let own = |number: &str| {
        format!(
            "(\n    {number}\n    id: \"a\", version: \"1\", title: \"A\", scales: [(id: \"s\", levels: [])], criteria: [])"
        )
    };
    for (number, line, told) in [
        ("format: 0,", 2, "there is no format 0: a framework's file is in format 1 or 2"),
        ("format: 9,", 2, "written in format 9, for a newer version"),
        ("format: 1,", 2, "format 1 has no \"scales\": write \"format: 2,\" instead"),
        ("format: \"2\",", 2, "the format is a number"),
        ("", 1, "write \"format: 2,\" first"),
    ] {
        let FormatError::At { line: at, what, .. } = read_framework(&own(number)).unwrap_err() else {
            panic!("{number}")
        };
        assert!(at == line && what.contains(told), "{number}: {at}: {what}");
    }
}

#[test]
fn a_framework_cut_off_in_front_of_its_criteria_is_meant_as_one() {
    let whole = include_str!("../../../data/spring-good-practice.ron");
    let cut = &whole[..whole.find("criteria:").unwrap()];
    assert!(is_meant_as_framework(whole) && is_meant_as_framework(cut));
    let evaluation = write(&crate::model::Evaluation::new("e".parse().unwrap(), &Framework::built_in()));
    assert!(!is_meant_as_framework(&evaluation));
    assert!(!is_meant_as_framework("(format: 2, id: \"e\", practice: (title: \"A\""));
}

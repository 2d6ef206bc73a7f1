use proptest::prelude::*;
use serde_json::{Value, json};

use std::ops::ControlFlow;

use super::{portfolio::Dialect, *};
use crate::model::{Act, Answer, FormatError, Passage, Progress, Remark, Status, Step, Tally};
use crate::text::Text;

const FIXTURE: &str = include_str!("../../tests/fixtures/published.txt");

fn now() -> Moment {
    "2026-11-24T14:02:11+01:00".parse().unwrap()
}

fn import_here(raw: &[u8], titles: &[&str]) -> Result<Imported, ImportError> {
    let titles: Vec<Text> = titles.iter().map(|title| Text::new(title)).collect();
    import(raw, &[Framework::built_in()], &titles, now(), &mut Dice::new(1))
}

/// All of them in this format, with every part.
fn all(evaluations: &[(&Evaluation, Option<&Framework>)], to: Export) -> Result<String, ExportError> {
    let bytes = export(
        &Request { evaluations, to, parts: &Part::ALL, table: Table::Marks, dialect: Dialect::Plain, at: now() },
        &mut |_| ControlFlow::Continue(()),
    )?;
    Ok(String::from_utf8(bytes).unwrap())
}

fn one(evaluation: &Evaluation, framework: Option<&Framework>, to: Export) -> String {
    all(&[(evaluation, framework)], to).unwrap()
}

fn the_sample() -> Evaluation {
    sample(now(), &mut Dice::new(7))
}

#[test]
fn the_sample_fits_the_built_in_framework() {
    let (sample, spring) = (the_sample(), Framework::built_in());
    assert!(sample.answers_framework(&spring));
    assert!(sample.id.as_str().starts_with("2026-11-24-the-long-table-brzezina-"));
    assert_eq!(sample.status(), Status::Draft);
    for Answer { question, marks, .. } in &sample.answers {
        let question = spring.question(spring.position(question).unwrap()).unwrap().question;
        assert!(marks.iter().all(|marked| question.items.iter().any(|item| item.id == marked.item)), "{}", question.id);
    }
    assert!(sample.jots.iter().filter_map(|jot| jot.filed.as_ref()).all(|to| spring.position(to.question()).is_some()));
    assert!(sample.visits.iter().all(|visit| visit.day().is_some()));
    let progress: std::collections::HashSet<Progress> =
        spring.questions().map(|placed| sample.progress(placed.question)).collect();
    assert_eq!(progress.len(), 4, "the sample shows every state of a question");
}

#[test]
fn json_has_the_promised_shape() {
    let (sample, spring) = (the_sample(), Framework::built_in());
    let out: Value = serde_json::from_str(&one(&sample, Some(&spring), Export::Json)).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let shape = keys(&out);
    let beyond = ["evaluators", "visits", "jots", "remarks", "acts", "details", "people", "language", "sample"];
    assert_eq!(shape[..7], ["format", "id", "framework", "practice", "status", "criteria", "tally"]);
    assert_eq!(shape[7..], beyond);
    assert_eq!(out["jots"].as_array().unwrap().len(), sample.jots.len());
    assert_eq!(out["evaluators"], json!(sample.evaluators.entries().collect::<Vec<_>>()));
    assert_eq!(out["format"], 2);
    assert_eq!(
        out["framework"],
        json!({ "id": "spring-good-practice", "version": "1", "title": "SPRING Good Practice Criteria", "shown_by": "1" })
    );
    assert_eq!(out["practice"]["title"], "The Long Table, Brzezina");
    assert_eq!(out["status"], "Draft");
    assert_eq!(keys(&out["criteria"][0]), ["id", "title", "questions"]);
    let question = &out["criteria"][0]["questions"][0];
    assert_eq!(keys(question), ["id", "text", "applicable", "reason", "narrative", "items", "tools", "asked"]);
    assert_eq!((&question["applicable"], &question["reason"]), (&json!(true), &Value::Null));
    assert_eq!(keys(&question["items"][0]), ["id", "text", "mark", "counts", "value", "asked", "comment", "evidence"]);
    assert_eq!(keys(&question["tools"][0]), ["title", "url", "note"]);
    let policy = &out["criteria"][4]["questions"][1];
    assert_eq!(policy["applicable"], false);
    assert!(policy["reason"].as_str().unwrap().starts_with("A local initiative"));
    let marks: Vec<&str> =
        (0..5).map(|n| out["criteria"][2]["questions"][0]["items"][n]["mark"].as_str().unwrap()).collect();
    assert_eq!(marks, ["open", "met", "not_applicable", "met", "open"]);
    let tally = sample.tally_of_all(&spring);
    let Tally { questions, complete, met, partly, not_met, not_applicable, open, not_asked: _ } = tally;
    assert_eq!(
        out["tally"],
        json!({ "questions": questions, "complete": complete, "met": met, "not_met": not_met, "not_applicable": not_applicable, "open": open, "partly": partly })
    );
}

#[test]
fn several_go_out_together() {
    let (sample, spring) = (the_sample(), Framework::built_in());
    let two = [(&sample, Some(&spring)), (&sample, Some(&spring))];
    let array: Value = serde_json::from_str(&all(&two, Export::Json).unwrap()).unwrap();
    assert_eq!(array.as_array().unwrap().len(), 2);
    let report = all(&two, Export::Markdown).unwrap();
    assert_eq!(report.matches("# The Long Table, Brzezina\n").count(), 2);
    assert_eq!(all(&two, Export::Ron), Err(ExportError::OneAtATime(2)));
    assert_eq!(all(&two[..1], Export::Ron).unwrap(), ron::write(&sample));
    assert_eq!(all(&[], Export::Json).unwrap().trim(), "[]");
}

#[test]
fn what_the_framework_does_not_know_goes_out_by_its_ids() {
    let sample = the_sample();
    let out: Value = serde_json::from_str(&one(&sample, None, Export::Json)).unwrap();
    assert_eq!((&out["tally"], &out["framework"]["title"]), (&Value::Null, &Value::Null));
    let question = &out["criteria"][0]["questions"][0];
    assert_eq!((&question["id"], &question["text"]), (&json!("1.1-diverse-groups"), &Value::Null));
    let item = &question["items"][3];
    assert_eq!((&item["id"], &item["mark"]), (&json!("1.1.4-reasonable-adjustments"), &json!("not_met")));
    assert_eq!((&item["text"], &item["counts"], &item["asked"]), (&Value::Null, &Value::Null, &Value::Null));
    let report = one(&sample, None, Export::Markdown);
    assert!(report.contains("### 1.1-diverse-groups\n"));
    assert!(report.contains("**– Not met:** 1.1.4-reasonable-adjustments\n"));
    assert!(report.contains("Nobody is paid for taking part"));
}

#[test]
fn a_report_reads_like_one() {
    let (sample, spring) = (the_sample(), Framework::built_in());
    insta::assert_snapshot!(one(&sample, Some(&spring), Export::Markdown));
}

#[test]
fn a_report_says_what_reviewers_said_and_did() {
    let (mut reviewed, spring) = (the_sample(), Framework::built_in());
    let question = &spring.criteria[0].questions[0];
    let range = 0..reviewed.narrative(&question.id).find(',').unwrap();
    let passage = Passage::of(reviewed.narrative(&question.id), range);
    let asked = Remark {
        id: "m-1".parse().unwrap(),
        question: question.id.clone(),
        item: None,
        passage: Some(passage.clone()),
        reply_to: None,
        author: "Petra R".into(),
        at: now(),
        text: "Who\nsaid so?".into(),
        resolved: true,
    };
    let reply = Remark {
        id: "m-2".parse().unwrap(),
        passage: None,
        reply_to: Some(asked.id.clone()),
        author: "Jana".into(),
        text: "The cook did.".into(),
        resolved: false,
        ..asked.clone()
    };
    reviewed.remarks = [asked, reply].into_iter().collect();
    let acts =
        [(Step::Submit, "Jana", ""), (Step::Return, "Petra R", "Please look\nat 1.1"), (Step::Approve, "Petra R", "")];
    let act = |(n, (step, name, reason)): (usize, (Step, &str, &str))| Act {
        id: format!("a-{n}").parse().unwrap(),
        step,
        name: name.into(),
        at: now(),
        reason: reason.into(),
    };
    reviewed.acts = acts.into_iter().enumerate().map(act).collect();
    let remarks = |about: &str| {
        format!(
            "- Petra R, 2026-11-24 14:02, on {about}“{}” (resolved): Who said so?\n  - Jana, 2026-11-24 14:02: The cook did.\n",
            passage.text
        )
    };
    let steps = "## Status history\n\n- Submitted by Jana, 2026-11-24 14:02\n- Returned by Petra R, 2026-11-24 14:02: Please look at 1.1\n\
                 - Approved by Petra R, 2026-11-24 14:02\n";
    let report = one(&reviewed, Some(&spring), Export::Markdown);
    assert!(report.contains(&format!("**Remarks**\n\n{}", remarks(""))), "{report}");
    assert!(report.contains(steps) && !report.contains("(open)"), "{report}");
    let by_ids = one(&reviewed, None, Export::Markdown);
    let (_, of_question) = by_ids.split_once("### 1.1-diverse-groups\n").unwrap();
    assert!(of_question.split("\n### ").next().unwrap().contains(&remarks("")), "{by_ids}");
}

#[test]
fn titles_are_given_in_the_order_of_the_text() {
    let imported = import_here(FIXTURE.as_bytes(), &["Kuchyně", "Warsztat", "Čajovna"]).unwrap();
    let ids: Vec<_> = imported.evaluations.iter().map(|evaluation| evaluation.id.to_string()).collect();
    assert!(ids[0].starts_with("2026-11-24-kuchyne-") && ids[2].starts_with("2026-11-24-cajovna-"));
    assert_eq!(imported.evaluations[1].practice.title.as_str(), "Warsztat");
    assert!(!imported.report.iter().any(|line| matches!(line, ReportLine::Untitled(_))));
    let error = import_here(FIXTURE.as_bytes(), &["Kuchyně"]).unwrap_err();
    assert_eq!(error, ImportError::Titles { given: 1, found: 3 });
}

#[test]
fn an_evaluation_in_ron_comes_in_whole() {
    let sample = the_sample();
    let written = ron::write(&sample);
    let imported = import_here(written.as_bytes(), &[]).unwrap();
    assert_eq!((&imported.evaluations[0], &imported.report[..]), (&sample, &[][..]));
    let given = import_here(written.as_bytes(), &["Another name"]).unwrap_err();
    assert_eq!(given, ImportError::Titles { given: 1, found: 0 });
    let foreign = import(written.as_bytes(), &[], &[], now(), &mut Dice::new(1)).unwrap();
    assert!(matches!(foreign.report[..], [ReportLine::UnknownFramework(_)]));
}

#[test]
fn what_is_neither_is_refused_with_a_reason() {
    let refusal = |raw: &[u8]| import_here(raw, &[]).unwrap_err();
    assert_eq!(refusal(b"\xef\xbb\xbf \r\n"), ImportError::Empty);
    assert!(matches!(refusal(b"text \xff"), ImportError::Neither { .. }));
    assert_eq!(refusal(b"%PDF-1.4\n"), ImportError::NotText("a PDF"));
    assert!(matches!(refusal(b"Dear all,\n\nSustainability matters.\n"), ImportError::Neither { .. }));
    assert!(matches!(refusal(br#"{"format": 1}"#), ImportError::Neither { .. }));
    let spring = include_bytes!("../../data/spring-good-practice.ron");
    assert_eq!(refusal(spring), ImportError::IsFramework("spring-good-practice".parse().unwrap()));
    let damaged = ron::write(&the_sample()).replacen("title:", "titel:", 1);
    assert!(matches!(refusal(damaged.as_bytes()), ImportError::Damaged(FormatError::At { line: 10, .. })));
    let newer = ron::write(&the_sample()).replacen("format: 2", "format: 99", 1);
    assert!(matches!(refusal(newer.as_bytes()), ImportError::Damaged(FormatError::Newer(_))));
}

#[test]
fn removed_control_characters_are_counted() {
    let dirty = FIXTURE.replacen("The Open Kitchen", "The \u{1b}[31mOpen\u{0} Kitchen", 1);
    let imported = import_here(dirty.as_bytes(), &[]).unwrap();
    assert_eq!(imported.report[0], ReportLine::Removed(2));
    assert!(imported.evaluations[0].answers[0].narrative.starts_with("The [31mOpen Kitchen"));
}

#[test]
fn the_wording_chooses_the_framework() {
    let spring = Framework::built_in();
    let mut other = spring.clone();
    other.id = "another".parse().unwrap();
    for question in &mut other.criteria[0].questions {
        question.items.clear();
    }
    for frameworks in [[spring.clone(), other.clone()], [other, spring]] {
        let imported = import(FIXTURE.as_bytes(), &frameworks, &[], now(), &mut Dice::new(1)).unwrap();
        assert!(imported.evaluations.iter().all(|one| one.framework.id.as_str() == "spring-good-practice"));
    }
}

proptest! {
    #[test]
    fn no_bytes_make_an_import_panic(raw in any::<Vec<u8>>(), text in any::<String>()) {
        let _ = import_here(&raw, &[]);
        let _ = import_here(format!("{FIXTURE}{text}").as_bytes(), &["one"]);
    }
}

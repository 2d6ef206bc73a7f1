use std::{collections::HashMap, path::Path};

use super::*;
use crate::exchange::{Imported, LineRef, import};

mod pages;
use crate::model::{Evaluation, Mark, Question};

const FIXTURE: &str = include_str!("../../../../tests/fixtures/published.txt");

fn now() -> Moment {
    "2026-11-24T14:02:11+01:00".parse().unwrap()
}

fn read_in(text: &str) -> Imported {
    import(text.as_bytes(), &[Framework::built_in()], &[], now(), &mut Dice::new(1)).unwrap()
}

/// The real texts, which are not part of the project; none where they are not at hand.
fn corpus() -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/published-evaluations.txt");
    std::fs::read_to_string(path).ok()
}

/// A line's letters and signs without the space around and between them.
fn bare(line: &str) -> String {
    line.split(|c: char| c.is_whitespace() || c == '\u{feff}').collect()
}

fn is_marked(line: &str) -> bool {
    bare(line).starts_with(['✓', '–', '−'])
}

/// Checks that every line of the text that is not blank stands exactly once in the evaluations, the headings or the
/// report, and that nothing else stands in the evaluations.
fn every_line_stands_once(text: &str, imported: &Imported) {
    let spring = Framework::built_in();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut put = |line: &str| {
        if !bare(line).is_empty() {
            *places.entry(bare(line)).or_default() += 1;
        }
    };
    let mut marks = 0;
    for evaluation in &imported.evaluations {
        for answer in &evaluation.answers {
            answer.narrative.lines().for_each(&mut put);
            answer.tools.iter().for_each(|tool| put(&tool.title));
            marks += answer.marks.len();
        }
        evaluation.jots.iter().for_each(|jot| put(&jot.text));
    }
    let feet = imported.report.iter().filter_map(|line| match line {
        ReportLine::LeftOut(PagePart::Foot, Some(_), text) => Some(text),
        _ => None,
    });
    feet.for_each(|foot| put(foot));

    let wordings = wording::Wordings::of(&spring);
    let mut unclear = imported.report.iter().filter(|line| matches!(line, ReportLine::Sign(_))).count();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !bare(line).is_empty()) {
        let tool = line.trim().strip_prefix("Inspiring tools: ").unwrap_or(line);
        if let Some(count) = [line, tool].iter().find_map(|line| places.get(&bare(line))).copied() {
            let key = if places.contains_key(&bare(line)) { bare(line) } else { bare(tool) };
            if count == 1 {
                places.remove(&key)
            } else {
                places.insert(key, count - 1)
            };
        } else if wordings.recognise(line, |_| false).is_none() {
            panic!("line {} is not found: {line}", n + 1);
        } else if is_marked(line) {
            assert!(marks > 0, "line {} has a mark that is not found: {line}", n + 1);
            marks -= 1;
        } else if line.starts_with('*') {
            unclear -= 1;
        }
    }
    assert_eq!(places, HashMap::new(), "stands in the evaluations and not in the text");
    assert_eq!((marks, unclear), (0, 0), "marks that the text does not have");
}

/// What a text says about a question, read in the simplest way.
#[derive(Debug, Default, PartialEq)]
struct Said {
    paragraphs: Vec<String>,
    tools: Vec<String>,
    marks: Vec<Option<Mark>>,
}

/// An independent reading of a text without typos but "refuges", by exact wording alone.
fn said(text: &str, spring: &Framework) -> Vec<HashMap<String, Said>> {
    let mut all: Vec<HashMap<String, Said>> = vec![];
    let mut question: Option<&Question> = None;
    let mut in_tools = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let line = line.replace("refuges", "refugees");
        let (mark, words) = match line.chars().next().unwrap() {
            '✓' => (Some(Mark::MET), line['✓'.len_utf8()..].trim()),
            '–' | '−' => (Some(Mark::NOT_MET), line['–'.len_utf8()..].trim()),
            _ => (None, line.as_str()),
        };
        if line == "Consortium" {
            break;
        } else if line == *spring.criteria[0].title {
            all.push(HashMap::new());
            question = None;
        } else if let Some(placed) = spring.questions().find(|placed| *placed.question.text == *line) {
            question = Some(placed.question);
            let marks = vec![None; placed.question.items.len()];
            all.last_mut().unwrap().insert(placed.question.id.to_string(), Said { marks, ..Said::default() });
            in_tools = false;
        } else if let Some(asked) = question {
            let said = all.last_mut().unwrap().get_mut(asked.id.as_str()).unwrap();
            if let Some(at) = asked.items.iter().position(|item| *item.text == *words) {
                said.marks[at] = mark;
            } else if line.starts_with("Inspiring tools:") {
                in_tools = true;
                said.tools.extend(line.strip_prefix("Inspiring tools: ").map(str::to_owned));
            } else if line == "Good practice checklist" || spring.criteria.iter().any(|c| *c.title == *line) {
                in_tools = false;
            } else if in_tools {
                said.tools.push(line);
            } else {
                said.paragraphs.push(line);
            }
        }
    }
    all
}

fn held(evaluation: &Evaluation, question: &Question) -> Said {
    Said {
        paragraphs: evaluation.narrative(&question.id).lines().filter(|l| !l.is_empty()).map(str::to_owned).collect(),
        tools: evaluation.tools(&question.id).iter().map(|tool| tool.title.to_string()).collect(),
        marks: question.items.iter().map(|item| evaluation.mark(&question.id, &item.id)).collect(),
    }
}

#[test]
fn the_real_texts_come_over_word_for_word_and_mark_for_mark() {
    let Some(text) = corpus() else { return };
    let spring = Framework::built_in();
    let imported = read_in(&text);
    every_line_stands_once(&text, &imported);
    let said = said(&text, &spring);
    assert_eq!((said.len(), imported.evaluations.len()), (3, 3));
    for (said, evaluation) in said.iter().zip(&imported.evaluations) {
        for placed in spring.questions() {
            let nothing = Said { marks: vec![None; placed.question.items.len()], ..Said::default() };
            let said = said.get(placed.question.id.as_str()).unwrap_or(&nothing);
            assert_eq!(&held(evaluation, placed.question), said, "{} {}", evaluation.id, placed.number());
        }
    }
    let tallies: Vec<_> = imported.evaluations.iter().map(|evaluation| evaluation.tally_of_all(&spring)).collect();
    assert_eq!((tallies[0].open, tallies[1].open), (1, 0));
    assert_eq!((tallies[1].complete, tallies[1].items()), (12, 40));
    let untouched = spring.questions().filter(|p| imported.evaluations[2].answer(&p.question.id).is_none());
    assert_eq!(untouched.map(|placed| placed.number()).collect::<Vec<_>>(), ["2.3", "3.1"]);
    assert!(imported.evaluations.iter().all(|evaluation| evaluation.jots.is_empty()));
    assert_eq!(imported.report.iter().filter(|line| matches!(line, ReportLine::LeftOut(..))).count(), 8);
}

/// The marks of an evaluation: by question `y` met, `n` not met, `.` open.
fn marks(evaluation: &Evaluation) -> String {
    let spring = Framework::built_in();
    let of = |question: &Question| -> String {
        let marks = question.items.iter().map(|item| evaluation.mark(&question.id, &item.id));
        marks.map(|mark| mark.map_or('.', |mark| if mark == Mark::MET { 'y' } else { 'n' })).collect()
    };
    spring.questions().map(|placed| of(placed.question)).collect::<Vec<_>>().join(" ")
}

#[test]
fn our_own_text_comes_over_with_all_its_quirks() {
    let imported = read_in(FIXTURE);
    every_line_stands_once(FIXTURE, &imported);
    let [kitchen, workshop, tearoom] = &imported.evaluations[..] else { panic!("{:#?}", imported.report) };
    assert_eq!(marks(kitchen), "yyyy yy yyn yyy yy.yy yyy yynyn ynyyn yyn yyn yy ny");
    assert_eq!(marks(workshop), "yyny .. y.n y.n yyyyy ... yyy.y ..... ynn ... yy ..");
    assert_eq!(marks(tearoom), ".... .. ... yny ..... ... ..... y.... ... ... .. nn");

    let narrative = |evaluation: &Evaluation, id: &str| evaluation.narrative(&id.parse().unwrap()).to_owned();
    assert_eq!(narrative(kitchen, "1.1-diverse-groups").matches("\n\n").count(), 1);
    assert!(narrative(kitchen, "1.1-diverse-groups").ends_with("could not get in."));
    assert!(
        narrative(workshop, "1.1-diverse-groups")
            .ends_with("written:\n– one drawing for the brakes,\n– one for the chain.")
    );
    assert!(narrative(workshop, "3.1-design").starts_with("Sustainability\n\nWhat was learned"));
    assert_eq!(narrative(workshop, "2.2-empowerment"), "");
    assert_eq!(narrative(tearoom, "5.2-policy"), "No.");

    let tools = |evaluation: &Evaluation, id: &str| -> Vec<String> {
        evaluation.tools(&id.parse().unwrap()).iter().map(|tool| tool.title.to_string()).collect()
    };
    let canteen = "A recipe exchange between the kitchen and the primary school’s canteen.";
    assert_eq!(tools(kitchen, "1.2-receiving-society"), [canteen]);
    assert_eq!(tools(workshop, "4.1-continuation").len(), 2);

    let jots = |evaluation: &Evaluation| -> Vec<String> {
        assert!(evaluation.jots.iter().all(|jot| jot.imported && jot.filed.is_none()));
        evaluation.jots.iter().map(|jot| jot.text.to_string()).collect()
    };
    assert_eq!(jots(kitchen), [""; 0]);
    assert_eq!(jots(workshop).len(), 3);
    assert!(jots(workshop)[0].starts_with("✓\u{a0}Organise consultation"));
    assert_eq!(jots(workshop)[2], "✓ Keep a spare inner tube on every shelf.");
    assert_eq!(jots(tearoom), ["Visited in the rain, ask again in summer"]);
}

#[test]
fn the_report_names_what_did_not_go_in_smoothly() {
    let report: Vec<String> = read_in(FIXTURE).report.iter().map(ToString::to_string).collect();
    let (typos, others): (Vec<&String>, Vec<&String>) = report.iter().partition(|line| line.ends_with("a typo"));
    assert_eq!(typos[0], "line 163, “✓ Include multi-stakeholder consultation with …”: recognised in spite of a typo");
    assert_eq!(typos.len(), 6);
    let expected = [
        "line 201, “✓ Organise consultation activities with migrant …”: duplicate item; kept as an unfiled jot",
        "line 205, “Photographs: Zofia Wiśniewska, by permission of …”: fits nowhere; kept as an unfiled jot",
        "line 219, “✓ Keep a spare inner tube on every shelf.”: the framework has no such item; kept as an unfiled jot",
        "line 253, “* Ensure the practice is based on indicators …”: the sign is neither ✓ nor –; the item is left open",
        "line 323, “Visited in the rain, ask again in summer”: fits nowhere; kept as an unfiled jot",
        "line 325, foot of the page, left out: Consortium",
    ];
    assert_eq!(others[..6], expected);
    assert_eq!(
        others[others.len() - 2..],
        [
            "line 337, foot of the page, left out: © An invented project. All rights reserved.",
            "3 evaluations have no title yet: the published text does not give them",
        ]
    );
    assert_eq!(others.len(), 6 + 7 + 1);
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let dressed = format!("\u{feff}{}", FIXTURE.replace('\n', "\r\n"));
    assert_eq!(read_in(&dressed), read_in(FIXTURE));
}

#[test]
fn lines_outside_any_question_are_not_lost() {
    let spring = Framework::built_in();
    let [first, second] = [0, 1].map(|n| spring.question(n).unwrap().question.text.to_string());
    let text =
        format!("A practice's name\n\nGood Practice Criteria\nwritten in May\n\n{first}\nYes.\n{second}\n{first}\nNo.");
    let imported = read_in(&text);
    every_line_stands_once(&text, &imported);
    let jots: Vec<usize> = imported.evaluations.iter().map(|evaluation| evaluation.jots.len()).collect();
    assert_eq!(jots, [2, 0]);
}

#[test]
fn an_item_under_another_question_is_marked_where_it_belongs() {
    let spring = Framework::built_in();
    let [first, second] = [0, 1].map(|n| spring.question(n).unwrap().question);
    let text = format!("{}\nGood practice checklist\n– {}", first.text, second.items[1].text);
    let imported = read_in(&text);
    assert_eq!(imported.evaluations[0].mark(&second.id, &second.items[1].id), Some(Mark::NOT_MET));
    assert!(matches!(imported.report[0], ReportLine::Elsewhere(LineRef { line: Some(3), .. })));
}

#[test]
fn a_sign_that_says_neither_leaves_the_item_open() {
    let question = Framework::built_in().question(0).unwrap().question.clone();
    for sign in ["x", "[x]", "n/a", "-", "*", "☐", "?", "no"] {
        let text = format!("{}\nGood practice checklist\n{sign} {}", question.text, question.items[0].text);
        let imported = read_in(&text);
        assert_eq!(imported.evaluations[0].mark(&question.id, &question.items[0].id), None, "{sign}");
        assert!(matches!(imported.report[0], ReportLine::Sign(LineRef { line: Some(3), .. })), "{sign}");
    }
}

#[test]
fn headings_without_answers_begin_no_evaluation_of_their_own() {
    let text = format!("{FIXTURE}\nInclusivity & Participation\n\nRelevance & Complementarity\n");
    assert_eq!(read_in(&text).evaluations, read_in(FIXTURE).evaluations);
}

proptest::proptest! {
    #[test]
    fn any_shuffle_of_lines_loses_nothing(picks in proptest::collection::vec(0_usize..400, 1..60)) {
        let lines: Vec<&str> = FIXTURE.lines().collect();
        let first = Framework::built_in().question(0).unwrap().question.text.to_string();
        let picked: Vec<&str> = picks.iter().filter_map(|n| lines.get(*n).copied()).collect();
        // Prose that is worded like a tools heading is one; all else is counted.
        let text = format!("{first}\n{}", picked.join("\n"));
        every_line_stands_once(&text, &read_in(&text));
    }
}

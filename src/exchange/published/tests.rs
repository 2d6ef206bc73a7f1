use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::exchange::import::import;
use crate::model::{Answer, Dice, Id, Moment, Records, format};
use crate::text::Text;

const FIXTURE: &str = include_str!("../../../tests/fixtures/published.txt");
const GARDEN: &str = include_str!("../../../tests/fixtures/frameworks/garden.ron");

fn now() -> Moment {
    "2026-11-24T14:02:11+01:00".parse().unwrap()
}

fn read(text: &str, framework: &Framework) -> Vec<Evaluation> {
    import(text.as_bytes(), std::slice::from_ref(framework), &[], now(), &mut Dice::new(1)).unwrap().evaluations
}

fn write(evaluations: &[Evaluation], framework: &Framework) -> String {
    written(&mut evaluations.iter(), framework)
}

/// What nothing says of evaluations beyond their words: without ids of their own, and jots, which are not published.
fn told(evaluations: &[Evaluation]) -> String {
    let bare = |one: &Evaluation| {
        let mut one = one.clone();
        one.id = "x".parse().unwrap();
        one.jots = Records::default();
        one.language = Text::default();
        one.sample = false;
        one.people = Records::default();
        one.visits = Records::default();
        let answers = one.answers.iter().map(|answer| {
            let mut answer: Answer = answer.clone();
            answer.tools = answer
                .tools
                .iter()
                .enumerate()
                .map(|(n, tool)| Tool { id: format!("t-{n}").parse().unwrap(), ..tool.clone() })
                .collect();
            answer.marks = answer
                .marks
                .iter()
                .filter(|marked| marked.mark.is_some())
                .map(|marked| crate::model::evaluation::Marked {
                    mark: marked.mark,
                    ..crate::model::evaluation::Marked::new(marked.item.clone())
                })
                .collect();
            answer
        });
        one.answers = answers.collect();
        one
    };
    evaluations.iter().map(|one| format::write(&bare(one))).collect()
}

/// Checks that a published text's evaluations, written and read again, are the same, and that all its words stand there.
fn comes_back(text: &str) -> String {
    let spring = Framework::built_in();
    let evaluations = read(text, &spring);
    let again = write(&evaluations, &spring);
    assert_eq!(told(&read(&again, &spring)), told(&evaluations));
    assert_eq!(write(&read(&again, &spring), &spring), again);
    let bare = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest: Vec<String> = again.lines().map(|line| bare(line.trim_start_matches('\\'))).collect();
    for evaluation in &evaluations {
        for answer in &evaluation.answers {
            let lines = answer
                .narrative
                .lines()
                .map(str::to_owned)
                .chain(answer.tools.iter().map(|tool| tool.title.to_string()));
            for line in lines.map(|line| bare(&line)) {
                let at = rest.iter().position(|there| *there == line);
                rest.remove(at.unwrap_or_else(|| panic!("{line} is gone")));
            }
        }
    }
    again
}

#[test]
fn our_own_text_comes_back_word_for_word() {
    // Headings within prose are the only lines that need to be told apart.
    let again = comes_back(FIXTURE);
    let literal: Vec<&str> = again.lines().filter(|line| line.starts_with('\\')).collect();
    assert_eq!(literal, ["\\Sustainability"]);
}

#[test]
fn the_real_texts_come_back_word_for_word() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/published-evaluations.txt");
    let Ok(text) = std::fs::read_to_string(path) else { return };
    let again = comes_back(&text);
    assert!(!again.contains(OWN) && !again.contains("\n\\"), "{again}");
}

#[test]
fn the_sample_reads_like_a_published_text() {
    let spring = Framework::built_in();
    let sample = crate::exchange::sample(now(), &mut Dice::new(7));
    let text = write(std::slice::from_ref(&sample), &spring);
    insta::assert_snapshot!(text);
    assert_eq!(told(&read(&text, &spring)), told(&[sample]));
}

#[test]
fn what_the_layout_would_misread_goes_on_behind_a_backslash() {
    let spring = Framework::built_in();
    let [first, second] = [0, 1].map(|n| spring.question(n).unwrap().question);
    let mut evaluation = Evaluation::new("2026-11-24-a-abcde".parse().unwrap(), &spring);
    evaluation.practice.title = "(Re)Start\nof a garden".into();
    evaluation.practice.country = "cz".into();
    evaluation.practice.summary = "Sustainability\n\nPlace: Brno\n  indented".into();
    evaluation.evaluators = "Smith, John\nJana".into();
    let narrative =
        format!("\n{}\n✓ {}\n\n\nInspiring tools: none\n\\item\n–\nTitle: x\n", second.text, first.items[0].text);
    let mut answer = Answer::new(first.id.clone());
    answer.narrative = narrative.into();
    answer.not_applicable = Some("  Because\n\nof that".into());
    let tool = |n: usize, title: &str, address: &str, note: &str| Tool {
        id: format!("t-{n}").parse().unwrap(),
        title: title.into(),
        address: address.into(),
        note: note.into(),
    };
    answer.tools = [
        tool(0, "A kit", "https://x.org/a", "Two\nlines"),
        tool(1, "", "", "Note: nothing"),
        tool(2, "Good practice checklist\nmore", "", ""),
    ]
    .into_iter()
    .collect();
    evaluation.answers = [answer].into_iter().collect();
    let both = [evaluation.clone(), evaluation];
    let text = write(&both, &spring);
    assert!(text.starts_with(OWN));
    assert_eq!(told(&read(&text, &spring)), told(&both), "{text}");
    assert_eq!(untold(&[&both[0], &both[1]], &spring, &text, now()), [""; 0]);
}

#[test]
fn levels_and_details_of_a_framework_of_ones_own_come_back() {
    let garden = format::read_framework(GARDEN).unwrap();
    let evaluation = garden_of(["1", "partly", "no"], &garden);
    let empty = Evaluation::new("2026-11-24-b-abcde".parse().unwrap(), &garden);
    let all = [evaluation, empty];
    let text = write(&all, &garden);
    assert!(text.contains("[begun] Compost is made on the site and used there.\n"), "{text}");
    assert!(text.contains("What grows there: Fruit; Herbs\n"), "{text}");
    assert_eq!(told(&read(&text, &garden)), told(&all), "{text}");
}

fn garden_of(levels: [&str; 3], garden: &Framework) -> Evaluation {
    let mut evaluation = Evaluation::new("2026-11-24-a-abcde".parse().unwrap(), garden);
    evaluation.practice.title = "Beds".into();
    let ids = |ids: &[&str]| ids.iter().map(|id| id.parse::<Id>().unwrap()).collect::<Records<Id>>();
    let given = |id: &str, chosen: &[&str], text: &str| GivenDetail {
        detail: id.parse().unwrap(),
        text: text.into(),
        chosen: ids(chosen),
    };
    evaluation.details = [
        given("kind", &["school"], "behind the gym"),
        given("crops", &["fruit", "herbs"], ""),
        given("plots", &[], "12"),
        given("conclusions", &[], "One.\n\nPlace: two"),
        given("warden", &[], " x "),
    ]
    .into_iter()
    .collect();
    for (question, item, level) in [("s1", "s1a", levels[0]), ("s1", "s1b", levels[1]), ("s2", "s2a", levels[2])] {
        let mark = Some(Mark::Level(level.parse().unwrap()));
        let edit = crate::model::Edit::mark(&evaluation, &question.parse().unwrap(), &item.parse().unwrap(), mark);
        evaluation.apply(&edit).unwrap();
    }
    let edit = crate::model::Edit::mark(
        &evaluation,
        &"p1".parse().unwrap(),
        &"p1a".parse().unwrap(),
        Some(Mark::NotApplicable),
    );
    evaluation.apply(&edit).unwrap();
    evaluation
}

#[test]
fn what_does_not_come_back_is_told() {
    let garden = format::read_framework(GARDEN).unwrap();
    let mut evaluation = garden_of(["of-another-scale", "partly", "no"], &garden);
    evaluation.answers.insert(0, Answer { narrative: "Gone".into(), ..Answer::new("q-99".parse().unwrap()) });
    evaluation.language = "cs".into();
    let text = write(std::slice::from_ref(&evaluation), &garden);
    let lines = untold(&[&evaluation], &garden, &text, now());
    assert_eq!(
        lines,
        [
            "the narrative at q-99, which reads back otherwise",
            "the marks at S-1, which reads back otherwise",
            "the language",
        ]
    );
}

/// Lines as people type them, and every wording that is near them.
fn typed() -> impl Strategy<Value = String> {
    let spring = Framework::built_in();
    let mut known: Vec<String> = spring.items().map(|item| format!("✓ {}", item.text)).collect();
    known.extend(spring.criteria.iter().map(|criterion| criterion.title.to_string()));
    known.extend(spring.questions().map(|placed| placed.question.text.to_string()));
    known.extend(
        [
            "",
            " ",
            "Inspiring tools:",
            "Title: x",
            "Country: Italy",
            "Consortium",
            "© 2024 all rights reserved",
            "–",
            "\\",
            "\\a",
            OWN,
            "Not applicable: no",
            "Web address: a",
            "Note: b",
            "[open] x",
            "(a)",
            "/x",
            "<p>",
            "Students",
            "Students; Women",
            "a, b",
            "\u{feff}x",
        ]
        .map(str::to_owned),
    );
    let line = prop_oneof![prop::sample::select(known), "\\PC{0,12}", "[a-z ,;:.✓–\\\\\\[\\]]{0,20}"];
    prop::collection::vec(line, 0..5).prop_map(|lines| Text::new(&lines.join("\n")).to_string())
}

prop_compose! {
    fn any_evaluation(framework: Framework)(
        texts in prop::collection::vec(typed(), 7),
        evaluators in typed(),
        given in prop::collection::vec((typed(), any::<u8>()), framework.details.len()),
        answers in prop::collection::vec((typed(), any::<Option<bool>>(), prop::collection::vec(typed(), 0..5), any::<u64>()), framework.len()),
    ) -> Evaluation {
        let mut one = Evaluation::new("2026-11-24-x-abcde".parse().unwrap(), &framework);
        let [title, organisation, country, place, period, address, summary] = &texts[..] else { unreachable!() };
        let practice = &mut one.practice;
        for (field, text) in [(&mut practice.title, title), (&mut practice.organisation, organisation), (&mut practice.country, country),
            (&mut practice.place, place), (&mut practice.period, period), (&mut practice.address, address), (&mut practice.summary, summary)] {
            *field = text.as_str().into();
        }
        one.evaluators = evaluators.as_str().into();
        for (asked, (text, chosen)) in framework.details.iter().zip(&given) {
            let options = asked.kind.choices().into_iter().flat_map(|choices| &choices.options).enumerate();
            let mut detail = GivenDetail::new(asked.id.clone());
            detail.chosen = options.filter(|(n, _)| chosen >> n & 1 == 1).map(|(_, option)| option.id.clone()).collect();
            detail.text = text.as_str().into();
            if !crate::model::Keyed::is_void(&detail) {
                one.details.insert(0, detail);
            }
        }
        for (placed, (text, reason, tools, marks)) in framework.questions().zip(&answers) {
            let mut answer = Answer::new(placed.question.id.clone());
            answer.narrative = text.as_str().into();
            answer.not_applicable = reason.filter(|is| *is).map(|_| text.as_str().into());
            let parts = tools.chunks(3).enumerate().map(|(n, parts)| {
                let part = |at: usize| Text::from(parts.get(at).map_or("", String::as_str));
                Tool { id: format!("t-{n}").parse().unwrap(), title: part(0), address: part(1), note: part(2) }
            });
            answer.tools = parts.collect();
            for (n, item) in placed.question.items.iter().enumerate() {
                let at = (marks >> (3 * n) & 7) as usize;
                let mark = item.scale.levels.get(at).map(|level| Mark::Level(level.id)).or((at == 7).then_some(Mark::NotApplicable));
                if mark.is_some() {
                    let marked = crate::model::evaluation::Marked { mark, ..crate::model::evaluation::Marked::new(item.id.clone()) };
                    answer.marks.insert(0, marked);
                }
            }
            if !crate::model::Keyed::is_void(&answer) {
                one.answers.insert(0, answer);
            }
        }
        one
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_is_typed_comes_back(one in any_evaluation(Framework::built_in()), other in any_evaluation(Framework::built_in())) {
        let (spring, both) = (Framework::built_in(), [one, other]);
        let text = write(&both, &spring);
        prop_assert_eq!(told(&read(&text, &spring)), told(&both), "{}", text);
        prop_assert_eq!(untold(&[&both[0], &both[1]], &spring, &text, now()), Vec::<String>::new());
    }

    #[test]
    fn whatever_is_typed_comes_back_of_a_framework_of_ones_own(
        one in any_evaluation(format::read_framework(GARDEN).unwrap()), other in any_evaluation(format::read_framework(GARDEN).unwrap()),
    ) {
        let (garden, both) = (format::read_framework(GARDEN).unwrap(), [one, other]);
        let text = write(&both, &garden);
        prop_assert_eq!(told(&read(&text, &garden)), told(&both), "{}", text);
    }
}

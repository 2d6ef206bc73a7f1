use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;
use crate::model::{Edit, Entry, Question};

/// Texts that files and editors stumble over: quotes with hashes, backslashes, RON's own signs, any script, line ends.
pub(crate) fn any_text() -> impl Strategy<Value = Text> {
    let traps = vec![
        "\"",
        "#",
        "\"#",
        "\"##",
        "r#\"",
        "\\",
        "\\u{1b}",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        " ",
        "//",
        "/*",
        "*/",
        "(",
        "),",
        "]",
        "Some(",
        ":",
        "'",
        "é",
        "e\u{301}",
        "Łódź",
        "中文",
        "عربي",
        "👩‍👩‍👧",
        "\u{a0}",
        "\u{202e}",
        "\u{feff}",
        "\u{2028}",
    ];
    let piece = prop_oneof![3 => select(traps).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    vec(piece, 0..12).prop_map(|pieces| pieces.concat().into())
}

pub(crate) fn any_mark() -> impl Strategy<Value = Mark> {
    select(vec![Mark::MET, Mark::NOT_MET, Mark::Level("partly".parse().unwrap()), Mark::NotApplicable])
}

pub(crate) fn any_moment() -> impl Strategy<Value = Moment> {
    (0_i64..4_000_000_000, -12_i8..=14).prop_map(|(seconds, hours)| {
        Moment::new(jiff::Timestamp::from_second(seconds).unwrap(), jiff::tz::offset(hours))
    })
}

/// An id of the built-in framework's questions, or now and then one that it does not know.
pub(crate) fn any_question() -> impl Strategy<Value = Id> {
    let ids = Framework::built_in().questions().map(|placed| placed.question.id.clone()).collect::<Vec<_>>();
    prop_oneof![9 => select(ids), 1 => Just("9.9-unheard-of".parse::<Id>().unwrap())]
}

pub(super) fn id(kind: char, n: usize) -> Id {
    format!("{kind}-{n}").parse().unwrap()
}

fn any_filing() -> impl Strategy<Value = Filing> {
    (any_question(), any::<bool>()).prop_map(
        |(question, quoted)| {
            if quoted { Filing::Quoted(question) } else { Filing::Beside(question) }
        },
    )
}

/// Something that a mark may rest on.
pub(crate) fn any_evidence(n: usize) -> impl Strategy<Value = Evidence> {
    let passage = (any_question(), any_text(), any_text()).prop_map(|(question, text, before)| {
        Source::Passage(question, Passage { text, before, after: Text::default() })
    });
    let jot = (0_usize..3, any_text(), any_text());
    let jot = jot.prop_map(|(n, speaker, text)| Source::Jot { jot: id('j', n), speaker, text });
    let source = prop_oneof![passage, jot, any_text().prop_map(Source::Document)];
    source.prop_map(move |source| Evidence { id: id('e', n), source })
}

fn any_marked() -> impl Strategy<Value = Marked> {
    let comment = prop_oneof![2 => Just(Text::default()), 1 => any_text()];
    let parts = (0_usize..6, option::weighted(0.8, any_mark()), comment, some(any_evidence), any::<bool>());
    parts.prop_map(|(n, mark, comment, evidence, rests)| {
        let evidence = if rests { evidence } else { Records::default() };
        Marked { item: id('i', n), mark, comment, evidence }
    })
}

pub(crate) fn any_person(n: usize) -> impl Strategy<Value = Person> {
    let consent = select(vec![Consent::NotAsked, Consent::ByName, Consent::WithoutName]);
    (any_text(), any_text(), consent).prop_map(move |(name, role, consent)| Person {
        id: id('p', n),
        name,
        role,
        consent,
    })
}

fn any_given() -> impl Strategy<Value = GivenDetail> {
    (0_usize..3, any_text(), vec(0_usize..4, 0..3)).prop_map(|(n, text, chosen)| GivenDetail {
        detail: id('d', n),
        text,
        chosen: chosen.into_iter().map(|n| id('o', n)).collect(),
    })
}

fn any_answer() -> impl Strategy<Value = Answer> {
    let marks = vec(any_marked(), 0..6);
    let tools = vec((any_text(), any_text(), any_text()), 0..3);
    let parts = (any_question(), any_text(), marks, tools, option::weighted(0.2, any_text()));
    parts.prop_map(|(question, narrative, marks, tools, not_applicable)| {
        let spring = Framework::built_in();
        let asked = spring.questions().find(|placed| placed.question.id == question);
        let known = |n: usize, marked: Marked| {
            let item = asked.and_then(|placed| placed.question.items.get(n)).map(|item| item.id.clone());
            Marked { item: item.unwrap_or_else(|| marked.item.clone()), ..marked }
        };
        let marks = marks.into_iter().filter(|marked| !marked.is_void()).enumerate();
        Answer {
            narrative,
            marks: marks.map(|(n, marked)| known(n, marked)).collect(),
            tools: (0..)
                .zip(tools)
                .map(|(n, (title, address, note))| Tool { id: id('t', n), title, address, note })
                .collect(),
            not_applicable,
            ..Answer::new(question)
        }
    })
}

pub(crate) fn any_jot(n: usize) -> impl Strategy<Value = Jot> {
    (any_moment(), any_text(), any_text(), option::of(any_filing()), any::<bool>()).prop_map(
        move |(at, speaker, text, filed, imported)| Jot { id: id('j', n), at, speaker, text, filed, imported },
    )
}

pub(crate) fn any_remark(n: usize) -> impl Strategy<Value = Remark> {
    let item = option::of(Just(id('i', n)));
    (any_question(), item, any_text(), any_moment(), any_text(), any::<bool>()).prop_map(
        move |(question, item, author, at, text, resolved)| Remark {
            id: id('r', n),
            question,
            item,
            passage: None,
            reply_to: None,
            author,
            at,
            text,
            resolved,
        },
    )
}

pub(crate) fn any_visit(n: usize) -> impl Strategy<Value = Visit> {
    let written = vec(any_question(), 0..3);
    (any_text(), any_text(), any_text(), any_hours(), written).prop_map(move |(date, place, people, hours, written)| {
        Visit { id: id('v', n), date, place, people, hours, written: written.into_iter().collect() }
    })
}

pub(crate) fn any_hours() -> impl Strategy<Value = Option<Hours>> {
    option::of((any_moment(), option::of(any_moment())).prop_map(|(began, ended)| Hours { began, ended }))
}

pub(crate) fn any_redaction(n: usize) -> impl Strategy<Value = Redaction> {
    (select(RedactionKind::ALL.to_vec()), any_text(), any_text(), vec(any_text(), 0..3)).prop_map(
        move |(kind, text, with, forms)| Redaction {
            id: id('x', n),
            kind,
            text,
            with,
            forms: forms.into_iter().collect(),
        },
    )
}

fn some<T: Keyed + std::fmt::Debug, S: Strategy<Value = T>>(
    one: impl Fn(usize) -> S,
) -> impl Strategy<Value = Records<T>> {
    (0_usize..3, one(0), one(1), one(2)).prop_map(|(count, a, b, c)| [a, b, c].into_iter().take(count).collect())
}

fn any_practice() -> impl Strategy<Value = Practice> {
    let texts = [(); 7].map(|()| any_text());
    texts.prop_map(|[title, organisation, country, place, period, address, summary]| Practice {
        title,
        organisation,
        country,
        place,
        period,
        address,
        summary,
    })
}

/// An act that may or may not follow.
pub(crate) fn any_act(n: usize) -> impl Strategy<Value = Act> {
    let step = select(vec![Step::Submit, Step::Return, Step::Approve, Step::Reopen]);
    (step, any_text(), any_moment(), any_text()).prop_map(move |(step, name, at, reason)| Act {
        id: id('a', n),
        step,
        name,
        at,
        reason,
    })
}

/// An evaluation of the built-in framework in any state that it can get into.
pub(crate) fn any_evaluation() -> impl Strategy<Value = Evaluation> {
    let lists = (some(any_visit), vec(any_answer(), 0..6), some(any_jot), some(any_remark));
    let acts = [any_act(0), any_act(1), any_act(2)];
    let more = (any_text(), any::<bool>(), vec(any_given(), 0..3), some(any_person), some(any_redaction));
    (any_practice(), any_text(), lists, more, acts).prop_map(
        |(
            practice,
            evaluators,
            (visits, answers, jots, remarks),
            (language, sample, details, people, redactions),
            acts,
        )| {
            let id = "2026-11-24-anything-k7q2x".parse().unwrap();
            let mut evaluation = Evaluation::new(id, &Framework::built_in());
            (evaluation.practice, evaluation.evaluators) = (practice, evaluators);
            (evaluation.language, evaluation.sample, evaluation.people) = (language, sample, people);
            evaluation.details = details.into_iter().filter(|given| !given.is_void()).collect();
            (evaluation.visits, evaluation.jots, evaluation.remarks) = (visits, jots, remarks);
            evaluation.redactions = redactions;
            evaluation.answers = answers.into_iter().filter(|answer| !answer.is_void()).collect();
            for act in acts {
                // Those that can't follow are left out.
                let _ = evaluation.apply(&Edit::add(&evaluation, Entry::Act(act)));
            }
            evaluation
        },
    )
}

/// A framework of two criteria: the first asks two questions of two items and none, the second one of three.
fn small() -> Framework {
    let raw = r#"(
        id: "small", version: "1", title: "Small",
        criteria: [
            (id: "a", title: "A", label: "A", questions: [
                (id: "a1", text: "A 1?", label: "A 1", items: [
                    (id: "a1x", text: "x", label: "x"), (id: "a1y", text: "y", label: "y"),
                ]),
                (id: "a2", text: "A 2?", label: "A 2"),
            ]),
            (id: "b", title: "B", label: "B", questions: [
                (id: "b1", text: "B 1?", label: "B 1", items: [
                    (id: "b1x", text: "x", label: "x"), (id: "b1y", text: "y", label: "y"), (id: "b1z", text: "z", label: "z"),
                ]),
            ]),
        ],
    )"#;
    crate::model::format::read_framework(raw).unwrap()
}

/// An answer with its marks written as `x+ y- z0`: met, not met, not applicable.
pub(super) fn answer(question: &str, narrative: &str, marks: &str, not_applicable: Option<&str>) -> Answer {
    let mark = |word: &str| {
        let (item, sign) = word.split_at(word.len() - 1);
        let mark = match sign {
            "+" => Mark::MET,
            "-" => Mark::NOT_MET,
            _ => Mark::NotApplicable,
        };
        Marked { mark: Some(mark), ..Marked::new(format!("{question}{item}").parse().unwrap()) }
    };
    Answer {
        narrative: narrative.into(),
        marks: marks.split_whitespace().map(mark).collect(),
        not_applicable: not_applicable.map(Text::from),
        ..Answer::new(question.parse().unwrap())
    }
}

pub(super) fn answering(answers: impl IntoIterator<Item = Answer>) -> (Evaluation, Framework) {
    let framework = small();
    let mut evaluation = Evaluation::new("e".parse().unwrap(), &framework);
    evaluation.answers = answers.into_iter().collect();
    (evaluation, framework)
}

fn tally(numbers: [usize; 6]) -> Tally {
    let [questions, complete, met, not_met, not_applicable, open] = numbers;
    Tally { questions, complete, met, not_met, not_applicable, open, ..Tally::default() }
}

#[test]
fn a_fresh_evaluation_has_everything_open() {
    let (evaluation, framework) = answering([]);
    assert_eq!(evaluation.tally_of_all(&framework), tally([3, 0, 0, 0, 0, 5]));
    assert!(framework.questions().all(|placed| evaluation.progress(placed.question) == Progress::Untouched));
    assert_eq!((evaluation.status(), evaluation.title()), (Status::Draft, "Untitled practice"));
}

#[test]
fn a_question_is_complete_with_a_narrative_and_no_open_item() {
    let cases = [
        (answer("a1", "Told.", "x+ y-", None), Progress::Complete),
        (answer("a1", "Told.", "x0 y0", None), Progress::Complete),
        (answer("a1", "Told.", "x+", None), Progress::Begun),
        (answer("a1", " \n", "x+ y-", None), Progress::Begun),
        (answer("a1", " \n", "", None), Progress::Untouched),
        (answer("a1", "", "", Some("")), Progress::NotApplicable),
        (answer("a1", "Told.", "x+ y-", Some("why")), Progress::NotApplicable),
        (answer("a1", "Told.", "x+ w+", None), Progress::Begun),
    ];
    for (answer, progress) in cases {
        let (evaluation, framework) = answering([answer.clone()]);
        assert_eq!(evaluation.progress(&framework.criteria[0].questions[0]), progress, "{answer:?}");
    }
    let (evaluation, framework) = answering([answer("a2", "No items here.", "", None)]);
    assert_eq!(evaluation.progress(&framework.criteria[0].questions[1]), Progress::Complete);
}

#[test]
fn tallies_add_up_by_question_criterion_and_whole() {
    let (evaluation, framework) = answering([
        answer("a1", "Told.", "x+ y-", None),
        answer("a2", "Told.", "", None),
        answer("b1", "", "x0 z+", None),
    ]);
    assert_eq!(evaluation.tally(&framework.criteria[0].questions[0]), tally([1, 1, 1, 1, 0, 0]));
    assert_eq!(evaluation.tally_of_criterion(&framework.criteria[0]), tally([2, 2, 1, 1, 0, 0]));
    assert_eq!(evaluation.tally_of_criterion(&framework.criteria[1]), tally([1, 0, 1, 0, 1, 1]));
    let all = evaluation.tally_of_all(&framework);
    assert_eq!(all, tally([3, 2, 2, 1, 1, 1]));
    assert_eq!((all.items(), all.marked(), all.rated()), (5, 4, 3));
}

#[test]
fn a_question_that_does_not_apply_counts_nowhere() {
    let (evaluation, framework) =
        answering([answer("a1", "Told.", "x+ y-", Some("not here")), answer("b1", "Told.", "x+ y+ z-", None)]);
    let not_asked = |tally| Tally { not_asked: 2, ..tally };
    assert_eq!(evaluation.tally(&framework.criteria[0].questions[0]), not_asked(Tally::default()));
    assert_eq!(evaluation.tally_of_criterion(&framework.criteria[0]), not_asked(tally([1, 0, 0, 0, 0, 0])));
    assert_eq!(evaluation.tally_of_all(&framework), not_asked(tally([2, 1, 2, 1, 0, 0])));
}

#[test]
fn the_status_follows_the_acts() {
    let (mut evaluation, _) = answering([]);
    let walk = [
        (Step::Submit, Status::Submitted),
        (Step::Return, Status::Returned),
        (Step::Submit, Status::Submitted),
        (Step::Approve, Status::Approved),
        (Step::Reopen, Status::Draft),
    ];
    for (n, (step, status)) in walk.into_iter().enumerate() {
        let at = "2026-11-24T14:02:11+01:00".parse().unwrap();
        let act = Act { id: id('a', n), step, name: "Jana".into(), at, reason: Text::default() };
        evaluation.apply(&Edit::add(&evaluation, Entry::Act(act))).unwrap();
        assert_eq!(evaluation.status(), status);
    }
}

proptest! {
    #[test]
    fn a_tally_counts_every_item_of_every_question_that_applies(evaluation in any_evaluation()) {
        let spring = Framework::built_in();
        let applies = |question: &Question| evaluation.not_applicable(&question.id).is_none();
        let all = evaluation.tally_of_all(&spring);
        let (questions, items) = spring.questions().filter(|placed| applies(placed.question)).fold((0, 0), |(q, i), placed| {
            (q + 1, i + placed.question.items.len())
        });
        prop_assert_eq!((all.questions, all.items()), (questions, items));
        let complete = spring.questions().filter(|p| evaluation.progress(p.question) == Progress::Complete).count();
        prop_assert_eq!(all.complete, complete);
    }
}

#[test]
fn hours_say_the_day_of_an_end_on_another() {
    let hours = |began: &str, ended: Option<&str>| {
        let ended = ended.map(|ended| ended.parse().unwrap());
        Hours { began: began.parse().unwrap(), ended }.to_string()
    };
    let began = "2026-11-24T14:02:11+01:00";
    assert_eq!(hours(began, None), "from 14:02");
    assert_eq!(hours(began, Some("2026-11-24T16:10:00+01:00")), "14:02 to 16:10");
    assert_eq!(hours(began, Some("2026-11-25T01:20:00+01:00")), "14:02 to 01:20 on 25 Nov 2026");
    assert_eq!(hours(began, Some("2026-11-23T09:00:00+01:00")), "14:02 to 09:00 on 23 Nov 2026");
}

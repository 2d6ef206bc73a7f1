use proptest::prelude::*;

use super::*;
use crate::model::{
    Answer, Entry, Field, Filing, Mark, Marked, Records, Source, UndoStack,
    evaluation::tests::{any_evaluation, any_text},
    format::read_framework,
};

fn id(raw: &str) -> Id {
    raw.parse().unwrap()
}

/// An id and its wording.
type Worded = (&'static str, &'static str);

/// A framework of this version, whose one criterion has these questions with these items.
fn framework(version: &str, questions: &[(Worded, &[Worded])]) -> Framework {
    let question = |((id, text), items): &(Worded, &[Worded])| {
        let items: Vec<String> = items.iter().map(|(id, text)| format!("(id: {id:?}, text: {text:?})")).collect();
        format!("(id: {id:?}, text: {text:?}, items: [{}])", items.join(", "))
    };
    let questions = questions.iter().map(question).collect::<Vec<_>>().join(", ");
    let text = format!(
        "(format: 2, id: \"club\", version: {version:?}, title: \"Club\", criteria: [\
         (id: \"c\", title: \"All\", questions: [{questions}])])"
    );
    read_framework(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn first() -> Framework {
    framework(
        "1",
        &[
            (("open", "Who may come to the club?"), &[("all", "Everybody may come."), ("free", "Coming is free.")]),
            (("cook", "What do they cook together?"), &[("meal", "They cook a meal each week.")]),
            (("old", "Is there a telephone?"), &[("rings", "It rings.")]),
        ],
    )
}

/// The questions `open` and `old` have other ids by now, and so has an item; `meal` is asked elsewhere.
fn second() -> Framework {
    framework(
        "2",
        &[
            (("access", "Who may come to this club?"), &[("all", "Everybody may come."), ("fee", "Coming is free.")]),
            (("cook", "What do they cook together?"), &[]),
            (("table", "What lies on the table?"), &[("meal", "They cook a meal each week.")]),
        ],
    )
}

/// Answers to every question of the first version.
fn answered() -> Evaluation {
    let first = first();
    let mut evaluation = Evaluation::new(id("e"), &first);
    for placed in first.questions() {
        let question = &placed.question.id;
        let field = Field::Narrative(question.clone());
        evaluation.apply(&Edit::replace(field, "", &format!("About {question}."))).unwrap();
        for item in &placed.question.items {
            evaluation.apply(&Edit::mark(&evaluation, question, &item.id, Some(Mark::MET))).unwrap();
        }
    }
    evaluation
}

fn question(from: &str, to: &str) -> Way {
    Way::Question { from: id(from), to: id(to) }
}

fn item(from: (&str, &str), to: (&str, &str)) -> Way {
    Way::Item { from: (id(from.0), id(from.1)), to: (id(to.0), id(to.1)) }
}

#[test]
fn what_has_the_same_id_goes_over_and_the_rest_is_suggested_by_its_wording() {
    let (first, second) = (first(), second());
    let plan = Plan::of(&answered(), Some(&first), &second);
    assert_eq!((plan.kept_answers, plan.kept_marks, plan.version().as_str()), (1, 2, "2"));
    assert_eq!(plan.reread, []);
    assert_eq!(plan.moved, [item(("cook", "meal"), ("table", "meal")), item(("open", "all"), ("access", "all"))]);
    let suggested: Vec<&Way> = plan.suggested.iter().map(|pair| &pair.way).collect();
    assert_eq!(suggested, [&question("open", "access"), &item(("open", "free"), ("access", "fee"))]);
    assert_eq!(plan.suggested[0].old, first.questions().next().unwrap().question.text);
    let orphans: Vec<&OrphanOf> = plan.orphans.iter().map(|orphan| &orphan.of).collect();
    assert_eq!(orphans, [&OrphanOf::Question(id("old")), &OrphanOf::Item(id("old"), id("rings"))]);
}

#[test]
fn a_level_that_says_something_else_there_is_no_level_that_goes_over() {
    let scaled = |version: &str, levels: &str| {
        let text = format!(
            r#"(format: 2, id: "f", version: "{version}", title: "F", scales: [(id: "s", levels: [{levels}])], scale: Some("s"),
            criteria: [(id: "c", title: "C", questions: [(id: "q", text: "Q?", items: [
                (id: "a", text: "A."), (id: "b", text: "B."), (id: "d", text: "D.")])])])"#
        );
        crate::model::format::read_framework(&text).unwrap()
    };
    let old = scaled("1", r#"(id: "yes", counts: Met), (id: "some", counts: Partly), (id: "no", counts: NotMet)"#);
    let new = scaled("2", r#"(id: "some", counts: Met), (id: "no", counts: NotMet)"#);
    let mut evaluation = Evaluation::new(id("e"), &old);
    for (item, level) in [("a", "yes"), ("b", "some"), ("d", "no")] {
        let mark = Mark::Level(level.parse().unwrap());
        evaluation.apply(&Edit::mark(&evaluation, &id("q"), &id(item), Some(mark))).unwrap();
    }
    let plan = Plan::of(&evaluation, Some(&old), &new);
    assert_eq!((plan.kept_answers, plan.kept_marks), (0, 1));
    let told: Vec<String> = plan.reread.iter().map(Reread::in_words).collect();
    assert_eq!(told, ["“A”: there is no “yes”, it counts as open", "“B”: “some” counted as partly, and counts as met"]);
    // Where the old version is gone, what is there no more is still seen.
    assert_eq!(Plan::of(&evaluation, None, &new).reread.len(), 1);
    assert_eq!(Plan::of(&evaluation, Some(&old), &Framework { version: "3".into(), ..old.clone() }).reread, []);
}

#[test]
fn where_the_old_wording_is_gone_nothing_is_suggested() {
    let old = framework("1", &[(("2.1-open-doors", "Who?"), &[("2.1-a-all", "All.")])]);
    let new = framework("2", &[(("2.2-open-doors", "Whoever?"), &[("2.2-a-all", "Each.")])]);
    let mut evaluation = Evaluation::new(id("e"), &old);
    let (asked, item) = (id("2.1-open-doors"), id("2.1-a-all"));
    evaluation.apply(&Edit::mark(&evaluation, &asked, &item, Some(Mark::MET))).unwrap();
    evaluation.apply(&Edit::replace(Field::Narrative(asked), "", "Yes.")).unwrap();
    let plan = Plan::of(&evaluation, None, &new);
    // Ids look alike whatever they stand for.
    assert_eq!((&plan.suggested[..], plan.orphans.len(), plan.is_old_known), (&[][..], 2, false));
    assert_eq!(Plan::of(&evaluation, Some(&old), &new).suggested, []);
}

#[test]
fn what_goes_over_by_its_id_and_is_worded_otherwise_is_told() {
    let (first, second) = (first(), second());
    let plan = |new: &Framework| Plan::of(&answered(), Some(&first), new);
    assert_eq!(plan(&second).reworded, []);
    let text = |question: &str| second.question(second.position(&id(question)).unwrap()).unwrap().question.text.clone();
    let mut other = second.clone();
    other.criteria[0].questions[1].text = "What don't  they cook?".into();
    other.criteria[0].questions[0].items[0].text = "Everybody  may come.".into();
    let reworded = plan(&other).reworded;
    let told: Vec<_> = reworded.iter().map(|one| (one.old.as_str(), one.new.as_str())).collect();
    // Blanks are no words.
    assert_eq!(told, [(text("cook").as_str(), "What don't  they cook?")]);
    assert!(!plan(&other).is_plain());
    assert_eq!(Plan::of(&answered(), None, &other).reworded, []);
}

#[test]
fn confirmed_pairs_go_over_whole_and_the_rest_stays_as_it_is() {
    let (first, second) = (first(), second());
    let mut before = answered();
    let narrative = |id: &str| Field::Narrative(self::id(id));
    // Something is said on the new question by now.
    before.apply(&Edit::replace(narrative("access"), "", "Said anew.")).unwrap();
    let plan = Plan::of(&before, Some(&first), &second);
    let mut after = before.clone();
    let edit = plan.edit(&before, |_| true);
    after.apply(&edit).unwrap();
    assert!(after.answers_framework(&second));
    assert_eq!(after.narrative(&id("access")), "Said anew.\n\nAbout open.");
    assert_eq!(after.answer(&id("open")), None);
    for (question, item) in [("access", "all"), ("access", "fee"), ("table", "meal"), ("old", "rings")] {
        assert_eq!(after.mark(&id(question), &id(item)), Some(Mark::MET), "{item}");
    }
    assert_eq!(after.narrative(&id("old")), "About old.");
    after.apply(&edit.inverse()).unwrap();
    assert_eq!(after, before);
    // What is not confirmed is an orphan.
    after.apply(&plan.edit(&before, |_| false)).unwrap();
    assert_eq!(after.narrative(&id("open")), "About open.");
    assert_eq!(orphans(&after, &second).len(), 4);
}

#[test]
fn a_mark_takes_with_it_what_it_rests_on_and_what_was_remarked_on_it() {
    let (first, second) = (first(), second());
    let mut before = answered();
    let narrative = before.narrative(&id("open")).to_owned();
    let passage = crate::model::Passage::of(&narrative, 0..5);
    let evidence =
        |key: &str, of: &str| crate::model::Evidence { id: id(key), source: Source::Passage(id(of), passage.clone()) };
    for (question, item, key) in [("open", "free", "e-1"), ("cook", "meal", "e-2")] {
        let entry = Entry::Evidence(id(question), id(item), evidence(key, "open"));
        before.apply(&Edit::add(&before, entry)).unwrap();
    }
    let comment = Field::Comment(id("open"), id("free"));
    before.apply(&Edit::replace(comment, "", "Nobody pays.")).unwrap();
    let at = "2026-11-24T14:02:00+01:00".parse().unwrap();
    let remark = |key: &str, item: Option<&str>, reply_to: Option<&str>| crate::model::Remark {
        id: id(key),
        question: id("open"),
        item: item.map(id),
        passage: None,
        reply_to: reply_to.map(id),
        author: "Jana".into(),
        at,
        text: key.into(),
        resolved: false,
    };
    for one in [remark("r-1", Some("free"), None), remark("r-2", None, Some("r-1")), remark("r-3", None, None)] {
        before.apply(&Edit::add(&before, Entry::Remark(one))).unwrap();
    }
    let jot = crate::model::Jot {
        id: id("j-1"),
        at,
        speaker: Text::default(),
        text: "Heard.".into(),
        filed: Some(Filing::Quoted(id("open"))),
        imported: false,
    };
    before.apply(&Edit::add(&before, Entry::Jot(jot))).unwrap();
    let mut after = before.clone();
    after.apply(&Plan::of(&before, Some(&first), &second).edit(&before, |_| true)).unwrap();
    let fee = after.marked(&id("access"), &id("fee")).unwrap();
    assert_eq!((fee.mark, fee.comment.as_str()), (Some(Mark::MET), "Nobody pays."));
    assert_eq!(fee.evidence[0], evidence("e-1", "access"));
    assert_eq!(after.evidence(&id("table"), &id("meal")), [evidence("e-2", "access")]);
    let of: Vec<(&str, Option<&str>)> =
        after.remarks.iter().map(|remark| (remark.question.as_str(), remark.item.as_ref().map(Id::as_str))).collect();
    assert_eq!(of, [("access", Some("fee")), ("access", None), ("access", None)]);
    assert_eq!(after.jots[0].filed, Some(Filing::Quoted(id("access"))));
}

#[test]
fn a_reason_goes_to_a_question_that_is_not_answered() {
    let (first, second) = (first(), second());
    let mut before = answered();
    let reason = |from: Option<&str>, to: Option<&str>, question: &str| Edit::Applicability {
        question: id(question),
        from: from.map(Into::into),
        to: to.map(Into::into),
    };
    before.apply(&reason(None, Some("A club of one."), "open")).unwrap();
    let moved = |before: &Evaluation| {
        let mut after = before.clone();
        after.apply(&Plan::of(before, Some(&first), &second).edit(before, |_| true)).unwrap();
        [id("open"), id("access")].map(|question| after.not_applicable(&question).map(ToString::to_string))
    };
    assert_eq!(moved(&before), [None, Some("A club of one.".to_owned())]);
    let mut other = before.clone();
    other.apply(&reason(None, Some("Closed."), "access")).unwrap();
    assert_eq!(moved(&other), [None, Some("Closed.\n\nA club of one.".to_owned())]);
    // It would take back what is said there.
    before.apply(&Edit::replace(Field::Narrative(id("access")), "", "Said anew.")).unwrap();
    assert_eq!(moved(&before), [Some("A club of one.".to_owned()), None]);
}

#[test]
fn a_tool_whose_id_is_taken_gets_another() {
    let (first, second) = (first(), second());
    let mut before = answered();
    for question in ["open", "access"] {
        let tool =
            crate::model::Tool { id: id("t"), title: question.into(), address: Text::default(), note: Text::default() };
        before.apply(&Edit::add(&before, Entry::Tool(id(question), tool))).unwrap();
    }
    let mut after = before.clone();
    after.apply(&Plan::of(&before, Some(&first), &second).edit(&before, |_| true)).unwrap();
    let tools: Vec<(&str, &str)> =
        after.tools(&id("access")).iter().map(|tool| (tool.id.as_str(), tool.title.as_str())).collect();
    assert_eq!(tools, [("t", "access"), ("t-2", "open")]);
}

#[test]
fn a_move_to_where_it_is_changes_nothing() {
    let first = first();
    let plan = Plan::of(&answered(), Some(&first), &first);
    assert!(plan.is_void() && plan.orphans.is_empty());
    assert_eq!(plan.edit(&answered(), |_| true), Edit::Together(Vec::new()));
}

/// Everything that an evaluation says, wherever it stands: marks with what stands with them, tools, texts line by line.
fn said(evaluation: &Evaluation) -> Vec<String> {
    let mut said = Vec::new();
    let lines = |kind: &str, text: &str| {
        text.split('\n').filter(|line| !line.is_empty()).map(|line| format!("{kind}: {line}")).collect::<Vec<_>>()
    };
    for Answer { narrative, marks, tools, not_applicable, .. } in &evaluation.answers {
        said.extend(lines("narrative", narrative));
        said.extend(not_applicable.iter().flat_map(|reason| lines("reason", reason)));
        said.extend(tools.iter().map(|tool| format!("{} {} {}", tool.title, tool.address, tool.note)));
        for Marked { mark, comment, evidence, .. } in marks {
            let rests = evidence.iter().map(|one| match &one.source {
                Source::Passage(_, passage) => format!("{passage:?}"),
                other => format!("{other:?}"),
            });
            said.push(format!("{mark:?} {comment:?} {:?}", rests.collect::<Vec<_>>()));
        }
    }
    said.extend(evaluation.remarks.iter().map(|remark| format!("{} {:?}", remark.text, remark.passage)));
    said.extend(evaluation.jots.iter().map(|jot| format!("{} {:?}", jot.text, jot.filed.is_some())));
    said.extend(evaluation.details.iter().map(|given| format!("{given:?}")));
    said.sort();
    said
}

/// The built-in framework in another version, in which every third id is another one and every fifth question is gone.
fn renamed() -> Framework {
    let mut renamed = Framework::built_in();
    renamed.version = "2".into();
    let mut n = 0;
    for criterion in &mut renamed.criteria {
        for question in &mut criterion.questions {
            n += 1;
            if n % 3 == 0 {
                question.id = id(&format!("{}-anew", question.id));
            }
            if n % 5 == 0 {
                question.id = id(&format!("other-{n}"));
                question.text = "Something else altogether?".into();
            }
        }
    }
    renamed
}

proptest! {
    #[test]
    fn nothing_is_lost_whatever_is_confirmed_and_undo_leads_back(
        evaluation in any_evaluation(),
        confirmed in any::<u64>(),
        knows_old in any::<bool>(),
    ) {
        // What accepts every change.
        let before = Evaluation { acts: Records::default(), ..evaluation };
        let (old, new) = (Framework::built_in(), renamed());
        let plan = Plan::of(&before, knows_old.then_some(&old), &new);
        let edit = plan.edit(&before, |at| confirmed >> (at % 64) & 1 == 1);
        let mut after = before.clone();
        after.apply(&edit).unwrap();
        prop_assert_eq!(&after.framework.version, &new.version);
        prop_assert_eq!(said(&after), said(&before));
        let mut stack = UndoStack::default();
        stack.record(edit, None, None);
        after.apply(&stack.undo().unwrap().fitted(&after).edit).unwrap();
        prop_assert_eq!(after, before);
    }

    #[test]
    fn whatever_is_carried_is_there_afterwards(
        evaluation in any_evaluation(),
        from in 0_usize..12,
        to in 0_usize..12,
        text in any_text(),
    ) {
        let mut before = Evaluation { acts: Records::default(), ..evaluation };
        let framework = Framework::built_in();
        let [from, to] = [from, to].map(|at| framework.question(at).unwrap().question.id.clone());
        before.apply(&Edit::replace(Field::Narrative(from.clone()), before.narrative(&from), &text)).unwrap();
        let mut carrier = Carrier::new(before.clone());
        carrier.question(&from, &to);
        let edit = carrier.into_edit();
        let mut after = before.clone();
        after.apply(&edit).unwrap();
        prop_assert_eq!(said(&after), said(&before));
        prop_assert!(from == to || after.narrative(&from).is_empty());
        after.apply(&edit.inverse()).unwrap();
        prop_assert_eq!(after, before);
    }
}

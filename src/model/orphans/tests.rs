use super::*;
use crate::model::{Edit, Field, Mark, format::read_framework};

fn id(raw: &str) -> Id {
    raw.parse().unwrap()
}

/// A framework in which a question and an item are asked of large clubs only.
fn club() -> Framework {
    read_framework(
        r#"(format: 2, id: "club", version: "1", title: "Club",
            details: [(id: "size", label: "Size", kind: OneOf(options: [(id: "small", label: "Small"), (id: "large", label: "Large")]))],
            criteria: [(id: "all", title: "All", questions: [
                (id: "first", text: "First?", items: [(id: "a", text: "A."), (id: "b", text: "B.", applies: Some((detail: "size", any_of: ["large"])))]),
                (id: "second", text: "Second?", items: [(id: "c", text: "C.")], applies: Some((detail: "size", any_of: ["large"]))),
            ])])"#,
    )
    .unwrap()
}

fn write(evaluation: &mut Evaluation, question: &str) {
    evaluation.apply(&Edit::replace(Field::Narrative(id(question)), "", "Said.")).unwrap();
}

fn mark(evaluation: &mut Evaluation, question: &str, item: &str) {
    evaluation.apply(&Edit::mark(evaluation, &id(question), &id(item), Some(Mark::MET))).unwrap();
}

#[test]
fn what_is_asked_is_no_orphan() {
    let club = club();
    let mut evaluation = Evaluation::new(id("e"), &club);
    write(&mut evaluation, "first");
    mark(&mut evaluation, "first", "a");
    evaluation.apply(&Edit::Choose { detail: id("size"), option: id("large"), chosen: true }).unwrap();
    write(&mut evaluation, "second");
    mark(&mut evaluation, "second", "c");
    mark(&mut evaluation, "first", "b");
    assert_eq!(orphans(&evaluation, &club), []);
}

#[test]
fn what_no_condition_holds_for_and_what_is_gone_are_told_apart() {
    let club = club();
    let mut evaluation = Evaluation::new(id("e"), &club);
    for question in ["second", "gone"] {
        write(&mut evaluation, question);
    }
    for (question, item) in [("first", "a"), ("first", "b"), ("first", "x"), ("second", "c"), ("lost", "y")] {
        mark(&mut evaluation, question, item);
    }
    evaluation.apply(&Edit::Choose { detail: id("area"), option: id("north"), chosen: true }).unwrap();
    let item = |question: &str, item: &str| OrphanOf::Item(id(question), id(item));
    let expected = [
        (item("first", "b"), Unasked::Condition),
        (item("first", "x"), Unasked::Gone),
        (OrphanOf::Question(id("second")), Unasked::Condition),
        (item("second", "c"), Unasked::Condition),
        (OrphanOf::Question(id("gone")), Unasked::Gone),
        (item("lost", "y"), Unasked::Gone),
        (OrphanOf::Detail(id("area")), Unasked::Gone),
    ];
    assert_eq!(orphans(&evaluation, &club), expected.map(|(of, why)| Orphan { of, why }));
}

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::{Detail, Edit, Entry, Jot, Mark, Remark, Scale, Step, Tool, Visit, evaluation::tests::any_text};
use crate::text::Text;

fn id(raw: &str) -> Id {
    raw.parse().unwrap()
}

fn write(evaluation: &mut Evaluation, field: Field, text: &str) {
    let from = evaluation.field(&field).unwrap_or_default().to_owned();
    evaluation.apply(&Edit::replace(field, &from, text)).unwrap();
}

fn first_question() -> Id {
    Framework::built_in().question(0).unwrap().question.id.clone()
}

/// An evaluation with "needle" in every kind of text.
fn full() -> Evaluation {
    let mut full = Evaluation::new(id("2026-11-24-x-abcde"), &Framework::built_in());
    let question = first_question();
    let at = "2026-11-24T14:02:00+01:00".parse().unwrap();
    let (tool, visit) = (id("t"), Visit::on(id("v"), "x".into()));
    let tool = Tool { id: tool, title: "x".into(), address: Text::default(), note: Text::default() };
    let filed = Some(crate::model::evaluation::Filing::Beside(question.clone()));
    let jot = Jot { id: id("j"), at, speaker: Text::default(), text: "x".into(), filed, imported: false };
    let remark = Remark {
        id: id("r"),
        question: question.clone(),
        item: None,
        passage: None,
        reply_to: None,
        author: "A".into(),
        at,
        text: "x".into(),
        resolved: false,
    };
    full.apply(&Edit::Applicability { question: question.clone(), from: None, to: Some("x".into()) }).unwrap();
    for record in [Entry::Tool(question.clone(), tool), Entry::Visit(visit), Entry::Jot(jot), Entry::Remark(remark)] {
        full.apply(&Edit::Insert { at: 0, record }).unwrap();
    }
    write(&mut full, Field::Narrative(question), "x");
    for field in full.fields() {
        write(&mut full, field, "a Needle here");
    }
    full
}

fn find(evaluation: &Evaluation, query: &str) -> Vec<Hit> {
    let query = Query::parse(query, &[Framework::built_in()]).unwrap();
    let framework = Framework::built_in();
    let found = hits(&query, evaluation, Some(&framework));
    let mut batch = Batch::default();
    batch.append(3, FoldedEvaluation::new(&full(), None));
    batch.append(7, FoldedEvaluation::new(evaluation, Some(&framework)));
    assert_eq!(batch.with_hits(&query).any(|key| key == 7), !found.is_empty());
    found
}

/// The words matched in the excerpt of a hit.
fn matched(hit: &Hit) -> Vec<&str> {
    hit.excerpt.matches.iter().map(|range| &hit.excerpt.text[range.clone()]).collect()
}

#[test]
fn every_text_is_searched_and_names_its_place() {
    let full = full();
    let found = find(&full, "needle");
    assert_eq!(found.len(), full.fields().len());
    for (hit, field) in found.iter().zip(full.fields()) {
        assert_eq!(hit.place, Place::Text(field, 2));
        assert_eq!((hit.excerpt.text.as_str(), matched(hit)), ("a Needle here", vec!["Needle"]));
    }
    let places: Vec<&str> = found.iter().map(|hit| hit.whereabouts.as_str()).collect();
    for place in [
        "practice, title",
        "visit, people",
        "1.1 Diverse groups: narrative",
        "1.1 Diverse groups: reason for not applicable",
        "1.1 Diverse groups: inspiring tool, note",
        "1.1 Diverse groups: jot",
        "1.1 Diverse groups: remark",
    ] {
        assert!(places.contains(&place), "{place}: {places:?}");
    }
    // The practice's seven details, the evaluators, the language, and a visit's day, place and people belong to no question.
    let in_question = found.iter().filter(|hit| hit.question == Some(first_question())).count();
    assert_eq!((in_question, found.iter().filter(|hit| hit.question.is_none()).count()), (found.len() - 12, 12));
    let unknown = hits(&Query::parse("needle", &[Framework::built_in()]).unwrap(), &full, None);
    assert!(unknown.iter().any(|hit| hit.whereabouts == format!("{}: narrative", first_question())));
}

#[test]
fn case_diacritics_and_line_ends_are_overlooked() {
    let mut one = Evaluation::new(id("e"), &Framework::built_in());
    let field = Field::Narrative(first_question());
    write(&mut one, field.clone(), "Die  Straße\nnach Łódź, die STRASSE.");
    for (query, at, words) in [
        ("lodz", "Die  Straße\nnach ".len(), vec!["Łódź"]),
        ("\"straße  nach\"", 5, vec!["Straße nach"]),
        ("strasse", 5, vec!["Straße", "STRASSE"]),
        ("nach die", 0, vec!["Die", "nach", "die"]),
        ("str straß", 5, vec!["Straß", "STRASS"]),
        ("\"die strasse\" strasse", 0, vec!["Die  Straße", "die STRASSE"]),
        ("ie die", 0, vec!["Die", "die"]),
        ("stra sse", 5, vec!["Stra", "ße", "STRA", "SSE"]),
    ] {
        let found = find(&one, query);
        assert_eq!(found.len(), 1, "{query}");
        assert_eq!((&found[0].place, matched(&found[0])), (&Place::Text(field.clone(), at), words), "{query}");
    }
    assert!(find(&one, "\"nach die\"").is_empty());
}

#[test]
fn signs_set_for_one_another_are_found_and_marked_where_they_stand() {
    let mut one = Evaluation::new(id("e"), &Framework::built_in());
    let field = Field::Narrative(first_question());
    let text = "The “O’Neill” project’s ﬁrst dis\u{ad}play – “wait…”, it said: 10\u{202f}000 a\u{a0}year, co‑operation";
    write(&mut one, field.clone(), text);
    for (query, word) in [
        ("o'neill", "O’Neill"),
        ("O‘Neill", "O’Neill"),
        ("project`s", "project’s"),
        ("first", "ﬁrst"),
        ("display", "dis\u{ad}play"),
        ("co-operation", "co‑operation"),
        ("co—operation", "co‑operation"),
        ("\"display - \"", "dis\u{ad}play –"),
        ("wait...", "wait…"),
        ("\"10 000 a year\"", "10\u{202f}000 a\u{a0}year"),
        ("„a year“", "a\u{a0}year"),
    ] {
        let found = find(&one, query);
        assert_eq!(found.len(), 1, "{query}");
        assert_eq!(matched(&found[0]), [word], "{query}");
        assert_eq!(found[0].place, Place::Text(field.clone(), text.find(word).unwrap()), "{query}");
    }
}

#[test]
fn all_words_have_to_stand_in_the_same_text() {
    let mut one = Evaluation::new(id("e"), &Framework::built_in());
    write(&mut one, Field::Practice(Detail::Title), "Kitchen");
    write(&mut one, Field::Practice(Detail::Summary), "A garden");
    assert!(find(&one, "kitchen garden").is_empty());
    assert!(find(&one, "\"kitchen a\"").is_empty());
    write(&mut one, Field::Practice(Detail::Summary), "A kitchen garden");
    assert_eq!(find(&one, "garden kitchen").len(), 1);
}

#[test]
fn filters_choose_evaluations() {
    let spring = Framework::built_in();
    let mut one = Evaluation::new(id("e"), &spring);
    write(&mut one, Field::Practice(Detail::Title), "Kitchen");
    write(&mut one, Field::Practice(Detail::Country), "IT");
    let item = &spring.question(0).unwrap().question.items[1].id;
    one.apply(&Edit::mark(&one, &first_question(), item, Some(Mark::NOT_MET))).unwrap();

    assert_eq!(find(&one, "kitchen country:ital status:draft mark:not_met").len(), 1);
    for off in ["country:pl", "status:approved", "mark:met", "garden"] {
        assert!(find(&one, &format!("kitchen {off}")).is_empty(), "{off}");
    }
    let marked = find(&one, "mark:not_met");
    assert_eq!((marked.len(), &marked[0].place), (1, &Place::Item(first_question(), item.clone())));
    assert_eq!(marked[0].excerpt.text, "Accessible information");
    assert_eq!(
        (&marked[0].question, marked[0].whereabouts.as_str()),
        (&Some(first_question()), "1.1 Diverse groups: item")
    );
    assert_eq!(find(&one, "mark:open country:it").len(), 39);
    let practice = find(&one, "country:it");
    assert_eq!((practice.len(), &practice[0].place), (1, &Place::Details));
    assert!(find(&one, "").is_empty());

    let question = first_question();
    one.apply(&Edit::Applicability { question, from: None, to: Some("none".into()) }).unwrap();
    assert!(find(&one, "mark:not_met").is_empty(), "the question is not applicable");
    let at = "2026-11-24T14:02:00+01:00".parse().unwrap();
    let act =
        crate::model::evaluation::Act { id: id("a"), step: Step::Submit, name: "A".into(), at, reason: "".into() };
    one.apply(&Edit::Insert { at: 0, record: Entry::Act(act) }).unwrap();
    assert_eq!(find(&one, "kitchen status:submitted").len(), 1);
}

proptest! {
    /// A batch and a hit have to mean the same by a blank.
    #[test]
    fn a_text_is_squeezed_in_one_way(text in "[a ł\\n\\t\u{a0}\u{3000}]{0,24}") {
        let (mut quick, mut placed) = (String::new(), String::new());
        squeeze(&text, &mut quick);
        for_squeezed(&fold(&text), |_, c| placed.push(c));
        prop_assert_eq!(quick, placed);
    }

    /// What a look at each text alone finds is found, and the batch has it.
    #[test]
    fn nothing_is_overlooked(texts in prop::collection::vec(any_text(), 3), word in any_text()) {
        let mut one = Evaluation::new(id("e"), &Framework::built_in());
        let fields = [Detail::Title, Detail::Place, Detail::Summary].map(Field::Practice);
        for (field, text) in fields.iter().zip(&texts) {
            write(&mut one, field.clone(), text);
        }
        let phrase = word.replace(crate::text::fold::is_quote, " ");
        let query = Query::parse(&format!("\"{phrase}\""), &[Framework::built_in()]).unwrap();
        let squeezed = |text: &str| {
            let mut squeezed = String::new();
            squeeze(text, &mut squeezed);
            squeezed
        };
        let expected: Vec<&Field> = fields.iter().zip(&texts)
            .filter(|(_, text)| !text.is_blank() && query.words.first().is_some_and(|word| squeezed(text).contains(word)))
            .map(|(field, _)| field)
            .collect();
        let found = hits(&query, &one, None);
        let mut batch = Batch::default();
        batch.append(0, FoldedEvaluation::new(&one, None));
        prop_assert_eq!(batch.with_hits(&query).count(), usize::from(!found.is_empty()));
        let places: Vec<&Field> = found.iter()
            .map(|hit| if let Place::Text(field, _) = &hit.place { field } else { panic!("{hit:?}") })
            .collect();
        prop_assert_eq!(places, expected);
        for hit in &found {
            let word = &query.words[0];
            let first = &hit.excerpt.text[hit.excerpt.matches[0].clone()];
            prop_assert!(squeezed(first).contains(word.as_str()), "{:?} in {:?}", word, hit.excerpt);
        }
    }
}

#[test]
fn a_batch_tells_which_evaluations_have_hits_in_their_order() {
    let spring = Framework::built_in();
    let mut batch = Batch::default();
    for (key, (title, country)) in
        [("Kitchen", "IT"), ("Garden kitchen", "PL"), ("", "IT"), ("Garden", "IT")].iter().enumerate()
    {
        let mut one = Evaluation::new(id("e"), &spring);
        write(&mut one, Field::Practice(Detail::Title), title);
        write(&mut one, Field::Practice(Detail::Country), country);
        batch.append(key, FoldedEvaluation::new(&one, Some(&spring)));
    }
    let with =
        |query: &str| batch.with_hits(&Query::parse(query, &[Framework::built_in()]).unwrap()).collect::<Vec<_>>();
    assert_eq!(with("kitchen"), [0, 1]);
    assert_eq!(with("garden"), [1, 3]);
    assert_eq!(with("kitchen garden"), [1]);
    assert_eq!(with("kitchen pl"), [0; 0]);
    assert_eq!(with("garden country:it"), [3]);
    assert_eq!(with("country:italy"), [0, 2, 3]);
    assert_eq!((with("mark:open").len(), with("mark:met").len(), with("").len()), (4, 0, 0));
    // What stands before a text and behind it is none of it.
    assert_eq!((with("garden k"), with("kitchen i"), with("pl n")), (vec![1], vec![0, 1], vec![]));
    assert_eq!(batch.count(), 4);
}

#[test]
fn a_levels_name_is_sought_on_the_scales_that_have_it() {
    let framework = |id: &str, levels: [&str; 2]| {
        let mut framework = Framework { id: self::id(id), ..Framework::built_in() };
        let mut scale = Scale { id: self::id("two"), ..Scale::clone(&Scale::met_or_not()) };
        for (n, (level, label)) in scale.levels.iter_mut().zip(levels).enumerate() {
            (level.id, level.label) = (n.to_string().parse().unwrap(), label.into());
        }
        framework.scales = vec![Arc::new(scale)];
        let items = framework.criteria.iter_mut().flat_map(|one| &mut one.questions).flat_map(|one| &mut one.items);
        items.for_each(|item| item.scale = framework.scales[0].clone());
        framework
    };
    let both = [framework("named", ["Excellent", "poor"]), framework("numbered", ["0", "1"])];
    let marked = both.each_ref().map(|framework| {
        let mut one = Evaluation::new(id("e"), framework);
        let item = framework.items().next().unwrap().id.clone();
        let level = Mark::Level("0".parse().unwrap());
        one.apply(&Edit::mark(&one, &first_question(), &item, Some(level))).unwrap();
        one
    });
    let found = |typed: &str| {
        let query = Query::parse(typed, &both).unwrap();
        [0, 1].map(|n| hits(&query, &marked[n], Some(&both[n])).len())
    };
    assert_eq!(found("mark:excellent"), [1, 0]);
    assert_eq!(found("mark:0"), [1, 1], "both scales have a level with this id");
    assert_eq!(found("mark:poor"), [0, 0]);
}

#[test]
fn what_is_not_asked_is_found_by_that() {
    let mut one = Evaluation::new(id("e"), &Framework::built_in());
    assert!(find(&one, "mark:not_asked").is_empty());
    let question = first_question();
    one.apply(&Edit::Applicability { question, from: None, to: Some("none".into()) }).unwrap();
    assert_eq!(find(&one, "mark:\"not asked\"").len(), 4);
}

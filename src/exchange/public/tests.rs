use proptest::{collection::vec, prelude::*, sample::select};

use super::{finding::warnings, *};
use crate::exchange::{Export, Part, Request, Table, export, portfolio::Dialect};
use crate::model::{
    Consent, Detail, Edit, Field, Jot, Person, Redaction, RedactionKind, Step, Visit,
    evaluation::tests::{any_evaluation, any_text},
};
use crate::text::fold::fold;

mod property;

/// An evaluation of the built-in framework in this format, with every part.
fn exported(evaluation: &Evaluation, to: Export, table: Table) -> Vec<u8> {
    let framework = Framework::built_in();
    let request = Request {
        evaluations: &[(evaluation, Some(&framework))],
        to,
        parts: &Part::ALL,
        table,
        dialect: Dialect::Plain,
        at: "2026-11-24T14:02:11+01:00".parse().unwrap(),
    };
    export(&request, &mut |_| std::ops::ControlFlow::Continue(())).unwrap()
}

fn id(raw: &str) -> Id {
    raw.parse().unwrap()
}

fn redaction(n: usize, kind: RedactionKind, text: &str, with: &str) -> Redaction {
    let forms = std::collections::BTreeSet::new();
    Redaction { id: Id::numbered("x", n), kind, text: text.into(), with: with.into(), forms }
}

fn name(text: &str) -> Redaction {
    redaction(1, RedactionKind::Name, text, "[participant 1]")
}

const QUESTION: &str = "1.1-diverse-groups";

fn evaluation(narrative: &str, redactions: impl IntoIterator<Item = Redaction>) -> Evaluation {
    let mut evaluation = Evaluation::new(id("2026-11-24-house-k7q2x"), &Framework::built_in());
    let answer = Answer { narrative: narrative.into(), ..Answer::new(id(QUESTION)) };
    evaluation.answers = [answer].into_iter().filter(|answer| !answer.is_void()).collect();
    evaluation.redactions = redactions.into_iter().collect();
    evaluation
}

/// A narrative in the public copy of an evaluation with these redactions.
fn told(narrative: &str, redactions: impl IntoIterator<Item = Redaction>) -> String {
    public_copy(&evaluation(narrative, redactions), Some(&Framework::built_in())).narrative(&id(QUESTION)).to_owned()
}

#[test]
fn a_name_is_replaced_wherever_it_stands() {
    for (text, expected) in [
        ("We met Jan Novák, and JAN  NOVAK's wife.", "We met [participant 1], and [participant 1]'s wife."),
        ("Jan\nNovák", "[participant 1]"),
        ("“Jan\u{ad} Nov\u{200b}a\u{301}k”, (Jan\u{a0}Novák)", "“[participant 1]”, ([participant 1])"),
        ("Jan Nováková, Jana Novák", "Jan Nováková, Jana Novák"),
        ("Jan Novák¹", "[participant 1]¹"),
    ] {
        assert_eq!(told(text, [name("Jan Novák")]), expected);
    }
}

#[test]
fn an_address_goes_as_a_whole_when_it_names_somebody() {
    for text in [
        "jan-novak@house.example",
        "https://house.example/people/jan_novak?x=1",
        "https://house.example/jannovak",
        "www.Nov%C3%A1k.example",
        "novak.example/team",
        "jnovak@house.example",
        "report_novák_2024.pdf",
        "@JanNovak",
        "#jan-novak",
    ] {
        assert_eq!(told(&format!("See {text}, please."), [name("Jan Novák")]), "See [participant 1], please.");
    }
    let kept = "See https://house.example/january and january@house.example.";
    assert_eq!(told(kept, [name("Jan Novák")]), kept);
    assert_eq!(
        told("x@centre-labem.example", [redaction(1, RedactionKind::Place, "Ústí nad Labem", "[place 1]")]),
        "[place 1]"
    );
    let place = redaction(1, RedactionKind::Place, "Ústí nad Labem", "[place 1]");
    assert_eq!(told("https://nad.example", [place]), "https://nad.example", "a small word tells nothing");
}

#[test]
fn the_longest_is_replaced_first_and_nothing_is_left_of_what_overlaps() {
    let marks = || {
        [
            redaction(1, RedactionKind::Name, "Jan", "[A]"),
            redaction(2, RedactionKind::Name, "Jan Novák", "[B]"),
            redaction(3, RedactionKind::Name, "Novák-Dvořák", "[C]"),
            redaction(4, RedactionKind::Passage, "he met Jan Novák in prison", "[left out]"),
        ]
    };
    for (text, expected) in [
        ("Jan, Jan Novák", "[A], [B]"),
        ("Jan Novák-Dvořák came", "[C] came"),
        ("There he met\nJan Novák in prison.", "There [left out]."),
    ] {
        assert_eq!(told(text, marks()), expected);
    }
}

#[test]
fn what_stands_in_a_place_never_says_with_its_surroundings_what_is_marked() {
    let pair = |with: &str| {
        [redaction(1, RedactionKind::Name, "x", with), redaction(2, RedactionKind::Name, "Jan Novák", "[B]")]
    };
    assert_eq!(told("x Novák came", pair("Jan")), "[B] came");
    assert_eq!(told("Jan x Novák came", pair("–")), "[B] came");
    assert_eq!(told("x came", pair("Jan Novák")), "[…] came", "it says itself what is marked");
    assert_eq!(told("x came", pair(" ")), "[…] came");
    let turns = [redaction(1, RedactionKind::Name, "王", "a"), redaction(2, RedactionKind::Name, "bac", "王")];
    assert_eq!(told("b王c", turns), "[…]");
}

#[test]
fn scripts_without_blanks_and_other_alphabets_are_searched_too() {
    for (mark, text, expected) in [
        ("王伟", "我们见到王伟先生", "我们见到[participant 1]先生"),
        ("محمد", "قال مُحَـمَّد هنا", "قال [participant 1] هنا"),
        ("משה", "אמר משה כאן", "אמר [participant 1] כאן"),
        ("İpek", "IPEK and ipek", "[participant 1] and [participant 1]"),
        ("Strauß", "Frau STRAUSS", "Frau [participant 1]"),
        ("O'Brien", "Mrs O’Brien’s house", "Mrs [participant 1]’s house"),
        ("Ward 7", "in ward 7, not ward 77", "in [participant 1], not ward 77"),
    ] {
        assert_eq!(told(text, [name(mark)]), expected);
    }
}

#[test]
fn chosen_forms_are_replaced_too_and_the_others_are_listed() {
    let text = "Jan Novák, Nováka, Novákem a Halinou. Ovák. Nováka!";
    let marks = [name("Jan Novák"), redaction(2, RedactionKind::Name, "Halina", "[participant 2]")];
    let listed = |evaluation: &Evaluation| -> Vec<(String, usize)> {
        inflected(evaluation).into_iter().map(|one| (one.word.to_string(), one.places.len())).collect()
    };
    let mut evaluation = evaluation(text, marks);
    assert_eq!(listed(&evaluation), [("Nováka".into(), 2), ("Novákem".into(), 1), ("Halinou".into(), 1)]);
    let first = evaluation.redactions.get_mut(&id("x-1")).unwrap();
    first.forms.insert("Nováka".into());
    assert_eq!(listed(&evaluation), [("Novákem".into(), 1), ("Halinou".into(), 1)]);
    let copy = public_copy(&evaluation, None);
    let expected = "[participant 1], [participant 1], Novákem a Halinou. Ovák. [participant 1]!";
    assert_eq!(copy.narrative(&id(QUESTION)), expected);
}

#[test]
fn a_name_that_changes_before_its_ending_is_listed() {
    for (mark, text) in [
        ("Halina", "Haliny Halinie Halinou"),
        ("Olga", "Olze Olgu"),
        ("Praha", "Praze Prahu"),
        ("Marek", "Marka Markovi Marku"),
        ("Eva", "Evy Evě Evou"),
        ("Павел", "Павла Павлу"),
        ("Ольга", "Ольги Ользі"),
        ("Μαρία", "Μαρίας"),
    ] {
        let like = inflected(&evaluation(text, [name(mark)]));
        let like: Vec<&str> = like.iter().map(|one| one.word.as_str()).collect();
        assert_eq!(like.join(" "), text, "{mark}");
    }
    // What is no name, or far longer, is another word.
    let others = "halit marka Markiewiczowa Evropou Halifaxu Prahoryjeka olze";
    let marks = ["Eva", "Marek", "Olga"].into_iter().enumerate();
    let marks = marks.map(|(n, mark)| redaction(n, RedactionKind::Name, mark, "[A]"));
    assert_eq!(inflected(&evaluation(others, marks)), []);
}

#[test]
fn a_name_written_together_with_a_prefix_is_listed() {
    let words = |mark: &str, text: &str| -> Vec<String> {
        inflected(&evaluation(text, [name(mark)])).into_iter().map(|one| one.word.to_string()).collect()
    };
    assert_eq!(words("محمد", "محمد ومحمد لمحمد سلام"), ["ومحمد", "لمحمد"]);
    assert_eq!(words("משה", "ומשה ושלום"), ["ומשה"]);
    assert_eq!(words("김민수", "김민수 김민수는"), ["김민수는"]);
    assert_eq!(words("Jan Novák", "Novák came alone. Jan too"), ["Novák", "Jan"], "a part of the name alone");
    assert_eq!(words("Ústí nad Labem", "nad, nadace, ústecký"), Vec::<String>::new());
    assert_eq!(words("王伟", "王伟和王"), Vec::<String>::new());
    let passage = redaction(1, RedactionKind::Passage, "the kitchen", "[left out]");
    assert_eq!(inflected(&evaluation("kitchens, the kitchens", [passage])), []);
}

/// An evaluation with everything that stays at home.
fn full() -> Evaluation {
    let mut full = evaluation("He said: The bridge first. Jan Novák runs it.", [name("Jan Novák")]);
    full.practice.title = "The house of Jan Novák".into();
    full.id = id("2026-11-24-the-house-of-jan-novak-k7q2x");
    let at = "2026-11-24T14:02:11+01:00".parse().unwrap();
    let jot = Jot {
        id: id("j-novak"),
        at,
        speaker: "Eva".into(),
        text: "The bridge first.".into(),
        filed: Some(Filing::Quoted(id(QUESTION))),
        imported: false,
    };
    let narrative = full.narrative(&id(QUESTION)).to_owned();
    let passage = |text: &str| {
        let at = narrative.find(text).unwrap();
        Source::Passage(id(QUESTION), Passage::of(&narrative, at..at + text.len()))
    };
    let stale = Source::Passage(id(QUESTION), Passage { text: "Gone Jan".into(), before: "".into(), after: "".into() });
    let sources = [
        Source::jot(&jot),
        passage("The bridge first"),
        passage("Novák runs it"),
        stale,
        Source::Document("Interview with JAN NOVÁK, p. 3".into()),
    ];
    let evidence = sources.into_iter().enumerate();
    let evidence = evidence.map(|(n, source)| Evidence { id: Id::numbered("novak", n), source }).collect();
    let item = id("1.1.1-participatory-approach");
    let marked = Marked { comment: "Jan Novák said so".into(), evidence, ..Marked::new(item) };
    full.answers.get_mut(&id(QUESTION)).unwrap().marks = [marked].into_iter().collect();
    full.jots = [jot].into_iter().collect();
    full.visits =
        [Visit { people: "Jan Novák, cook".into(), ..Visit::on(id("v-1"), "2026-11-24".into()) }].into_iter().collect();
    let person = Person { id: id("p-1"), name: "Jan Novák".into(), role: "cook".into(), consent: Consent::NotAsked };
    full.people = [person].into_iter().collect();
    let act =
        Act { id: id("a-novak"), step: Step::Submit, name: "Jan Novák".into(), at, reason: "for Jan Novák".into() };
    full.acts = [act].into_iter().collect();
    full
}

#[test]
fn what_stays_at_home_is_not_in_the_copy() {
    let full = full();
    let copy = public_copy(&full, Some(&Framework::built_in()));
    assert!(copy.visits.is_empty() && copy.people.is_empty() && copy.jots.is_empty() && copy.remarks.is_empty());
    assert!(copy.redactions.is_empty());
    let item = id("1.1.1-participatory-approach");
    let sources: Vec<String> = copy.evidence(&id(QUESTION), &item).iter().map(|one| one.source.in_words()).collect();
    assert_eq!(sources, ["“[participant 1] runs it”", "Interview with [participant 1], p. 3"]);
    let Source::Passage(of, passage) = &copy.evidence(&id(QUESTION), &item)[0].source else { panic!("{copy:?}") };
    assert!(passage.place_in(copy.narrative(of)).is_some() && !passage.before.contains("Jan"));
    assert_eq!(copy.acts[0].name.as_str(), "[participant 1]");
    assert_eq!(copy.acts[0].reason.as_str(), "for [participant 1]");
    assert_eq!(copy.status(), full.status());
    let raw = String::from_utf8(exported(&copy, Export::Ron, Table::Marks)).unwrap();
    assert!(!fold(&raw).contains("novak"), "{raw}");
}

#[test]
fn the_copys_id_is_the_same_each_time_and_not_the_originals() {
    let full = full();
    let copy = public_copy(&full, None);
    assert!(copy.id.as_str().starts_with("2026-11-24-the-house-of-participant-1-"), "{}", copy.id);
    assert_ne!(copy.id.letters(), full.id.letters());
    assert_eq!(copy, public_copy(&full, None));
    let other = Evaluation { id: id("2026-11-24-the-house-of-jan-novak-k7q2y"), ..full.clone() };
    assert_ne!(copy.id, public_copy(&other, None).id);
    // Cut off, or without the letters that ASCII lacks, a title may say what it does not say whole.
    for title in ["A house for everybody in the old to Novakov", "Novák中", "2026"] {
        let mut titled = evaluation(
            "x",
            [
                name("Nov"),
                redaction(2, RedactionKind::Place, "Novák", "[B]"),
                redaction(3, RedactionKind::Name, "2026", "[C]"),
            ],
        );
        titled.practice.title = title.into();
        let copy = public_copy(&titled, None);
        let words: Vec<&str> = copy.id.as_str().split('-').collect();
        assert!(!["nov", "novak", "2026"].iter().any(|marked| words.contains(marked)), "{}", copy.id);
    }
}

#[test]
fn an_id_that_is_not_the_frameworks_does_not_say_what_is_marked() {
    let mut own = evaluation("", [name("Novák")]);
    let marked = Marked { comment: "x".into(), ..Marked::new(id("1.1.9-novak")) };
    own.answers =
        [Answer { marks: [marked].into_iter().collect(), ..Answer::new(id("9.9-novak")) }].into_iter().collect();
    own.details =
        [GivenDetail { text: "x".into(), chosen: [id("novak")].into_iter().collect(), detail: id("d-novak") }]
            .into_iter()
            .collect();
    let copy = public_copy(&own, Some(&Framework::built_in()));
    assert!(!crate::model::format::write(&copy).contains("novak"));
    assert_eq!(copy.answers[0].question, id("question-1"));
    // Where the framework is not here, its ids stand for its wording.
    assert_eq!(public_copy(&own, None).answers[0].question, id("9.9-novak"));
}

#[test]
fn what_is_replaced_is_counted_in_what_goes_out() {
    let full = full();
    let spots: Vec<Vec<Option<Field>>> =
        places(&full).into_iter().map(|spots| spots.into_iter().map(|spot| spot.field).collect()).collect();
    let item = || (id(QUESTION), id("1.1.1-participatory-approach"));
    assert_eq!(
        spots,
        [[
            Some(Field::Practice(Detail::Title)),
            Some(Field::Narrative(id(QUESTION))),
            Some(Field::Comment(item().0, item().1)),
            Some(Field::Document(item().0, item().1, id("novak-4"))),
            None,
            None,
        ]]
    );
    assert_eq!(places_of(&name("the bridge"), &full).len(), 1);
}

#[test]
fn people_met_are_to_be_marked_unless_they_agreed() {
    let mut evaluation = evaluation("", [name("Jan Novák")]);
    let people = "Jan Novák, cook\nHalina Mrozek (teacher)\nEva\nHALINA MROZEK\n–";
    evaluation.visits = [Visit { people: people.into(), ..Visit::on(id("v-1"), "".into()) }].into_iter().collect();
    let person =
        |n, name: &str, consent| Person { id: Id::numbered("p", n), name: name.into(), role: "".into(), consent };
    evaluation.people =
        [person(1, "Eva", Consent::ByName), person(2, "Petr", Consent::WithoutName)].into_iter().collect();
    assert_eq!(people_to_mark(&evaluation), ["Halina Mrozek", "Petr"]);
    assert_eq!(
        warnings(&evaluation),
        ["2 people met did not agree to be named and are not marked: Halina Mrozek, Petr"]
    );
}

#[test]
fn warnings_tell_what_a_public_copy_may_still_give_away() {
    let none = evaluation("x", []);
    assert_eq!(warnings(&none), ["Nothing is marked as to be replaced in public copies"]);
    let several = evaluation("Jana, Janem, Janovi, Janě, Janů, Janův", [name("Jan")]);
    assert_eq!(warnings(&several), ["6 words are like marked ones and stay: Jana, Janem, Janovi, Janě and 2 more"]);
    let clashing = evaluation("x", [name("Jan"), redaction(2, RedactionKind::Name, "Eva", "Jan’s wife")]);
    assert_eq!(warnings(&clashing).len(), 2, "{:?}", warnings(&clashing));
}

#[test]
fn what_may_be_marked_is_told() {
    let evaluation =
        evaluation("x", [name("Jan Novák"), redaction(2, RedactionKind::Place, "Ústí", "[place 1] by the Elbe")]);
    let check = |text: &str, with: &str| {
        check(&evaluation, &redaction(3, RedactionKind::Name, text, with)).map_err(|unfit| unfit.to_string())
    };
    assert_eq!(check("Eva", "[participant 2]"), Ok(()));
    assert_eq!(check("…", "x"), Err(Unfit::Nothing.to_string()));
    assert_eq!(check("Eva", " "), Err(Unfit::NoReplacement.to_string()));
    assert!(check("JAN NOVAK", "x").unwrap_err().contains("is marked already: [participant 1]"));
    assert!(check("Eva", "Jan Novák’s wife").unwrap_err().contains("since it says “Jan Novák”"));
    assert!(check("Eva", "[Eva]").unwrap_err().contains("since it says “Eva”"));
    assert!(check("Elbe", "[river]").unwrap_err().contains("which stands in the place of “Ústí”"));
    // The same one may be changed.
    let own = Redaction { with: "[cook]".into(), ..name("Jan Novák") };
    assert_eq!(super::check(&evaluation, &own), Ok(()));
}

#[test]
fn what_stands_in_a_place_is_suggested_by_counting() {
    let evaluation = evaluation("x", [name("Jan"), redaction(2, RedactionKind::Name, "Eva", "[participant 3]")]);
    let suggested = RedactionKind::ALL.map(|kind| suggested(&evaluation, kind).to_string());
    assert_eq!(suggested, ["[participant 2]", "[place 1]", "[passage left out]"]);
}

#[test]
fn what_formats_leave_out_parts_no_name_and_an_unknown_level_gives_nobody_away() {
    let mut one = evaluation("Kowal\u{fffe}czyk and Kowal\u{fdd0}czyk.", [name("Kowalczyk")]);
    let item = id("1.1.1-participatory-approach");
    let level = Some(crate::model::Mark::Level("kowalczyk".parse().unwrap()));
    let edit = Edit::Mark { question: id(QUESTION), item: item.clone(), from: None, to: level };
    one.apply(&edit).unwrap();
    let copy = public_copy(&one, Some(&Framework::built_in()));
    assert_eq!(copy.narrative(&id(QUESTION)), "[participant 1] and [participant 1].");
    assert_eq!(copy.mark(&id(QUESTION), &item), Some(crate::model::Mark::Level("level-1".parse().unwrap())));
}

#[test]
fn what_is_marked_in_one_of_several_and_stands_in_another_is_told() {
    let one = evaluation("Kowalczyk runs it.", [name("Kowalczyk")]);
    let mut other = evaluation("Eva and Kowalczyk.", [name("Eva")]);
    other.practice.title = "Kitchen".into();
    let told = CopyKind::Public.warnings(&[one.clone(), other]);
    assert_eq!(told, ["“Kowalczyk” is marked in another evaluation but stays in “Kitchen”"]);
    assert!(CopyKind::Internal.warnings(&[one]).is_empty());
}

//! Jots, going anywhere, and a word when something is off.

use super::{scenes::question, *};
use crate::model::{Edit, Filing};

fn begun() -> Driven {
    let mut driven = Driven::new(80, 24);
    driven.press("n").write("Centre").press("enter");
    driven
}

fn jots(driven: &Driven) -> Vec<(String, String)> {
    driven.evaluation().jots.iter().map(|jot| (jot.speaker.to_string(), jot.text.to_string())).collect()
}

#[test]
fn a_jot_is_taken_down_from_within_the_narrative() {
    let mut driven = begun();
    driven.write("Before ").press("ctrl-t").write("They moved twice").press("enter").write("after");
    let question = Framework::built_in().question(0).unwrap().question.id.clone();
    assert_eq!(driven.evaluation().narrative(&question), "Before after");
    assert_eq!(jots(&driven), [(String::new(), "They moved twice".to_owned())]);
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn a_new_speaker_is_added_by_typing_and_then_cycled_to() {
    let mut driven = begun();
    driven.press("ctrl-t tab").write("Anna").press("enter").write("One").press("enter");
    driven.press("ctrl-t").write("Two").press("enter");
    driven.press("ctrl-t tab").write("Petr").press("tab").write("Three").press("enter");
    driven.press("ctrl-t").write("Four").press("tab");
    driven.write("Ewa").press("enter enter");
    let expected = [("Anna", "One"), ("Anna", "Two"), ("Petr", "Three"), ("Ewa", "Four")];
    assert_eq!(jots(&driven), expected.map(|(speaker, text)| (speaker.to_owned(), text.to_owned())));
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn escape_keeps_the_jot_and_an_empty_one_leaves_no_trace() {
    let mut driven = begun();
    let before = driven.evaluation().clone();
    driven.press("ctrl-t esc ctrl-t enter");
    assert_eq!(*driven.evaluation(), before);
    driven.press("ctrl-t").write("Half a sent").press("esc");
    assert_eq!(jots(&driven), [(String::new(), "Half a sent".to_owned())]);
}

#[test]
fn a_jot_is_filed_while_it_is_taken_down() {
    let mut driven = begun();
    driven.press("ctrl-t #").write("receiving").press("enter").write("Neighbours came").press("enter");
    let question = Framework::built_in().question(1).unwrap().question.id.clone();
    assert_eq!(driven.evaluation().jots[0].filed, Some(Filing::Beside(question)));
}

#[test]
fn an_interview_of_thirty_jots_is_filed_in_the_evening() {
    let mut driven = begun();
    let mut beyond = 0;
    for n in 0..30 {
        driven.press("ctrl-t");
        // The three speakers take turns of ten; each is named once.
        if n % 10 == 0 {
            driven.press("tab");
            driven.write(["Anna", "Petr", "Ewa"][n / 10]).press("tab");
            beyond += 2;
        }
        driven.write(&format!("Sentence {n} of the interview")).press("enter");
        beyond += 2;
    }
    assert_eq!(driven.evaluation().unfiled_jots(), 30);
    let captured = beyond;
    driven.press("ctrl-o");
    beyond += 1;
    for n in 0..30 {
        let (criterion, question) = [(1, 1), (1, 2), (3, 2), (5, 1)][n % 4];
        driven.press(&format!("{criterion} {question} {}", if n % 2 == 0 { "q" } else { "enter" }));
        beyond += 3;
    }
    println!("30 jots: {captured} keys beyond the text at capture, {} at filing", beyond - captured);
    assert!(captured <= 2 * 30 + 6 && beyond - captured <= 4 * 30);
    let evaluation = driven.evaluation();
    assert_eq!((evaluation.jots.len(), evaluation.unfiled_jots()), (30, 0));
    let question = Framework::built_in().question(0).unwrap().question.id.clone();
    let narrative = evaluation.narrative(&question);
    assert!(
        narrative.starts_with("“Sentence 0 of the interview” (Anna, 2026-11-24, 14:02)\n“Sentence 4"),
        "{narrative}"
    );
    assert_eq!(driven.kept(), evaluation);
    driven.press("ctrl-z");
    assert_eq!(driven.evaluation().unfiled_jots(), 1);
}

#[test]
fn search_lands_the_caret_on_the_match() {
    let mut driven = begun();
    driven.press("ctrl-n").write("Pierwszy akapit.\nW mieście Łódź jest centrum.").press("ctrl-n ctrl-g").write("lodz");
    assert!(driven.screen().contains("Łódź jest centrum"), "{}", driven.screen());
    driven.press("enter").write("X");
    let question = Framework::built_in().question(1).unwrap().question.id.clone();
    assert_eq!(driven.evaluation().narrative(&question), "Pierwszy akapit.\nW mieście XŁódź jest centrum.");
    driven.press("alt-,").write("Back");
    let third = Framework::built_in().question(2).unwrap().question.id.clone();
    assert_eq!(driven.evaluation().narrative(&third), "Back");
}

#[test]
fn go_to_lands_the_caret_on_signs_set_for_those_typed() {
    let mut driven = begun();
    let text = "Aйда — the O’Neills’ “ﬁrst” co‑op\u{a0}kitchen…";
    driven.hear(Msg::Paste(text.to_owned()));
    driven.press("ctrl-n");
    for (sought, at) in
        [("o'neills' \"first\"", "O’"), ("co-op kitchen...", "co‑op"), ("irst", "irst"), ("- the", "— the")]
    {
        driven.press("ctrl-g").write(sought).press("enter").write("X");
        let marked = text.replacen(at, &format!("X{at}"), 1);
        let expected = if sought == "irst" { text.replacen("ﬁrst", "Xﬁrst", 1) } else { marked };
        assert_eq!(driven.evaluation().narrative(&question(0)), expected, "{sought}");
        driven.press("ctrl-z ctrl-n");
    }
    driven.press("ctrl-k").write("pre\u{ad}vious\u{a0}question");
    assert!(!driven.screen().contains("No matches"), "{}", driven.screen());
}

#[test]
fn words_that_stand_together_are_found_together() {
    let mut driven = begun();
    driven.write("Cooks and a garden.").press("ctrl-n").write("A garden").press("ctrl-g").write("a garden");
    driven.press("down enter").write("half ");
    assert_eq!(driven.evaluation().narrative(&question(0)), "Cooks and half a garden.");
}

#[test]
fn checks_are_counted_and_lead_there() {
    let mut driven = begun();
    driven.write("Short").press("tab m m m m");
    assert!(driven.screen().contains("2 to check"), "{}", driven.screen());
    driven.press("f2 enter").write("er");
    let question = Framework::built_in().question(0).unwrap().question.id.clone();
    assert_eq!(driven.evaluation().narrative(&question), "Shorter");
}

/// The numbers of the questions that are noted as written during the visit at this place.
fn written(driven: &Driven, visit: usize) -> String {
    let framework = Framework::built_in();
    driven.evaluation().during(&driven.evaluation().visits[visit], Some(&framework)).unwrap_or_default()
}

fn notes(driven: &Driven) -> usize {
    let noted = |edit: &Edit| matches!(edit, Edit::Together(edits) if matches!(edits[..], [_, Edit::Written { .. }]));
    driven.effects.iter().filter(|effect| matches!(effect, Effect::Journal(edit) if noted(edit))).count()
}

#[test]
fn what_is_written_during_a_visit_belongs_to_it() {
    let mut driven = begun();
    driven.write("Before. ").press("ctrl-n f5").write("They moved twice since spring.").press("ctrl-n ctrl-n");
    driven.write("A garden").press("backspace ctrl-p ctrl-p").write(" Now too.").press("ctrl-t");
    driven.write("She said so").press("enter");
    assert_eq!(written(&driven, 0), "1 jot, narratives 1.2 and 2.1");
    assert_eq!(notes(&driven), 2);
    driven.press("f5 ctrl-n").write("After.");
    assert_eq!(written(&driven, 0), "1 jot, narratives 1.2 and 2.1");
    assert_eq!(driven.kept(), driven.evaluation());
    driven.press("ctrl-d");
    assert!(driven.screen().contains("14:02 to 14:02, 1 jot, narratives 1.2 and 2.1"), "{}", driven.screen());
    let report = crate::exchange::report_text(driven.evaluation(), Some(&Framework::built_in()));
    assert!(report.contains("14:02 to 14:02; 1 jot, narratives 1.2 and 2.1"), "{report}");
}

#[test]
fn a_visit_that_was_not_ended_in_the_evening_says_its_days_and_is_to_be_checked() {
    let mut driven = begun();
    driven.press("f5");
    assert!(driven.screen().contains("visit since 14:02"), "{}", driven.screen());
    let checks = |driven: &mut Driven| {
        driven.press("f2");
        let listed = driven.screen();
        driven.press("esc");
        listed
    };
    assert!(!checks(&mut driven).contains("A visit lasts"));
    driven.now = "2026-11-25T09:00:00+01:00".parse().unwrap();
    driven.press("z");
    assert!(driven.screen().contains("visit since yesterday"), "{}", driven.screen());
    assert!(checks(&mut driven).contains("A visit lasts over 16 hours"));
    let counted = driven.screen();
    driven.now = "2026-11-27T09:00:00+01:00".parse().unwrap();
    driven.press("z");
    assert!(driven.screen().contains("visit since 24 Nov"), "{}", driven.screen());
    driven.press("f5 ctrl-d");
    assert!(driven.screen().contains("14:02 to 09:00 on 27 Nov 2026"), "{}", driven.screen());
    let report = crate::exchange::report_text(driven.evaluation(), Some(&Framework::built_in()));
    assert!(report.contains("2026-11-24, 14:02 to 09:00 on 27 Nov 2026"), "{report}");
    // A click on the count, and the row that is chosen, lead to the visit's day.
    driven.press("esc f2").write("visit").press("enter");
    let (visit, date) = (driven.evaluation().visits[0].id.clone(), crate::model::VisitPart::Date);
    driven.write("!");
    assert_eq!(driven.evaluation().field(&crate::model::Field::Visit(visit, date)), Some("2026-11-24!"), "{counted}");
}

#[test]
fn the_note_that_a_narrative_belongs_to_a_visit_is_taken_back_with_its_first_word() {
    let mut driven = begun();
    driven.press("f5").write("One two");
    let before = driven.evaluation().clone();
    driven.press("ctrl-z");
    assert_eq!((driven.evaluation().narrative(&question(0)), &*written(&driven, 0)), ("One ", "narrative 1.1"));
    driven.press("ctrl-z");
    assert_eq!((driven.evaluation().narrative(&question(0)), &*written(&driven, 0)), ("", ""));
    assert!(!driven.screen().contains("Undo: "), "{}", driven.screen());
    driven.press("ctrl-z");
    assert!(driven.evaluation().visits.is_empty());
    driven.press("ctrl-y ctrl-y ctrl-y");
    assert_eq!(*driven.evaluation(), before);
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn a_jot_quoted_during_a_visit_notes_its_question() {
    let mut driven = begun();
    driven.press("f5 ctrl-t").write("One").press("enter ctrl-o 2 1 q");
    assert_eq!(written(&driven, 0), "1 jot, narrative 2.1");
    driven.press("ctrl-z");
    assert_eq!(written(&driven, 0), "1 jot");
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn a_person_is_one_speaker_however_written() {
    let mut driven = begun();
    driven.press("ctrl-d ctrl-n tab tab").write("Halina Mrozek, coordinator\nPetr Novák").press("esc");
    driven.press("ctrl-t tab").write("One").press("enter ctrl-t tab").write("Two").press("enter");
    driven.press("ctrl-t tab").write("halina mrozek").press("enter").write("Three").press("enter");
    let expected = [("Halina Mrozek", "One"), ("Petr Novák", "Two"), ("Halina Mrozek", "Three")];
    assert_eq!(jots(&driven), expected.map(|(speaker, text)| (speaker.to_owned(), text.to_owned())));
    assert_eq!(driven.evaluation().speakers(), ["Halina Mrozek", "Petr Novák"]);
    // Of somebody new a jot keeps the name alone, as Tab would give it.
    driven.press("ctrl-t tab tab").write("Ewa Sroka, cook").press("enter").write("Four").press("enter");
    assert_eq!(jots(&driven)[3].0, "Ewa Sroka");
    assert_eq!(driven.evaluation().speakers(), ["Halina Mrozek", "Petr Novák", "Ewa Sroka"]);
    driven.press("ctrl-t tab");
    assert!(driven.screen().contains("New speaker"), "{}", driven.screen());
}

#[test]
fn a_speaker_changed_in_the_form_is_kept_without_the_role() {
    let mut driven = begun();
    driven.press("ctrl-t").write("One").press("enter ctrl-o e tab").write("Maria (cultural mediator)").press("enter");
    assert_eq!(jots(&driven), [("Maria".to_owned(), "One".to_owned())]);
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn enter_takes_a_jot_that_was_changed() {
    let mut driven = begun();
    driven.press("ctrl-t").write("One").press("enter ctrl-o e").write(" more").press("enter");
    assert!(driven.screen().contains("Unfiled jots"), "{}", driven.screen());
    assert_eq!(jots(&driven)[0].1, "One more");
    driven.press("e tab").write("Anna").press("enter delete");
    assert!(driven.screen().contains("No jots yet: Ctrl-T takes one down."), "{}", driven.screen());
    driven.press("ctrl-z e");
    driven.hear(Msg::Paste("\nand a line".to_owned()));
    driven.press("enter");
    assert_eq!(jots(&driven), [("Anna".to_owned(), "One more\nand a line".to_owned())]);
    driven.press("b");
    assert!(driven.screen().contains("All jots are filed."), "{}", driven.screen());
}

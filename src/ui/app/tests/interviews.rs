//! An interview taken down line by line: undo in the line, its speakers, and the questions that jots are filed under.

use super::{scenes::question, *};
use crate::model::Filing;

fn begun() -> Driven {
    let mut driven = Driven::new(80, 24);
    driven.press("n").write("Centre").press("enter").write("before");
    driven
}

fn jots(driven: &Driven) -> Vec<(String, String)> {
    driven.evaluation().jots.iter().map(|jot| (jot.speaker.to_string(), jot.text.to_string())).collect()
}

fn jot(speaker: &str, text: &str) -> (String, String) {
    (speaker.to_owned(), text.to_owned())
}

#[test]
fn a_jot_is_undone_word_by_word_and_its_first_word_takes_it_along() {
    let mut driven = begun();
    driven.press("ctrl-t").write("said so").press("ctrl-z");
    assert_eq!(jots(&driven), [jot("", "said ")]);
    driven.press("ctrl-z");
    assert_eq!(jots(&driven), []);
    assert!(driven.screen().contains("what was said"), "{}", driven.screen());
    driven.press("ctrl-z");
    assert!(driven.screen().contains("Nothing to undo in this line"), "{}", driven.screen());
    driven.press("ctrl-y ctrl-y enter");
    assert_eq!(jots(&driven), [jot("", "said so")]);
    // Closed, it is one change.
    driven.press("ctrl-z");
    assert_eq!(jots(&driven), []);
    assert_eq!(driven.evaluation().narrative(&question(0)), "before");
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn a_remark_is_undone_word_by_word_too() {
    let mut driven = begun();
    driven.press("f8").write("who asked").press("ctrl-z");
    assert_eq!(driven.evaluation().remarks[0].text.as_str(), "who ");
    driven.press("ctrl-z");
    assert!(driven.evaluation().remarks.is_empty());
}

#[test]
fn a_letter_that_the_journal_refuses_leaves_the_word_that_began_a_jot() {
    let mut driven = begun();
    driven.press("ctrl-t").write("sai");
    driven.app.update(Msg::Key(key("d")), driven.now);
    driven.hear(Msg::Refused("the change is too large".to_owned()));
    assert_eq!(jots(&driven), [jot("", "sai")]);
    driven.press("ctrl-z");
    assert_eq!(jots(&driven), []);
    driven.press("ctrl-y");
    assert_eq!(jots(&driven), [jot("", "sai")]);
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn what_is_chosen_in_an_empty_line_is_taken_back_and_made_again() {
    let mut driven = begun();
    driven.press("ctrl-t tab").write("Halina").press("enter #").write("monitoring").press("enter");
    let seen = |driven: &Driven| (driven.screen().contains("Halina:"), driven.screen().contains("3.2 Monitoring ─"));
    assert_eq!(seen(&driven), (true, true), "{}", driven.screen());
    driven.press("ctrl-z");
    assert_eq!(seen(&driven), (true, false), "{}", driven.screen());
    driven.press("ctrl-z");
    assert_eq!(seen(&driven), (false, false), "{}", driven.screen());
    driven.press("ctrl-z");
    assert!(driven.screen().contains("Nothing to undo in this line"), "{}", driven.screen());
    driven.press("ctrl-y ctrl-y");
    assert_eq!(seen(&driven), (true, true), "{}", driven.screen());
    // A jot begun after that has both, and undo goes back through it to them.
    driven.write("so").press("ctrl-z ctrl-z");
    assert_eq!((jots(&driven), seen(&driven)), (Vec::new(), (true, false)), "{}", driven.screen());
    driven.press("ctrl-y ctrl-y enter");
    assert_eq!(jots(&driven), [jot("Halina", "so")]);
    assert_eq!(driven.evaluation().jots[0].filed, Some(Filing::Beside(question(7))));
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn what_is_chosen_for_a_jot_that_is_there_is_undone_and_redone_with_it() {
    let mut driven = begun();
    driven.press("ctrl-t").write("so").press("tab").write("Halina").press("enter ctrl-g").write("monitoring");
    driven.press("enter");
    let filed = |driven: &Driven| driven.evaluation().jots[0].filed.clone();
    assert_eq!((jots(&driven), filed(&driven)), (vec![jot("Halina", "so")], Some(Filing::Beside(question(7)))));
    driven.press("ctrl-z");
    assert_eq!((jots(&driven), filed(&driven)), (vec![jot("Halina", "so")], None));
    driven.press("ctrl-z");
    assert_eq!(jots(&driven), [jot("", "so")]);
    assert!(!driven.screen().contains("Halina:"), "{}", driven.screen());
    driven.press("ctrl-y ctrl-y");
    assert_eq!((jots(&driven), filed(&driven)), (vec![jot("Halina", "so")], Some(Filing::Beside(question(7)))));
    driven.press("ctrl-z ctrl-z ctrl-z");
    assert_eq!(jots(&driven), []);
}

#[test]
fn a_line_closed_without_a_word_leaves_nothing() {
    for (begin, what) in [("ctrl-t", "jot"), ("f8", "remark")] {
        let mut driven = begun();
        let before = driven.evaluation().clone();
        driven.press(begin).write("  ").press("enter");
        assert_eq!(*driven.evaluation(), before);
        let notice = format!("The {what} is empty and was not kept");
        assert!(driven.screen().contains(&notice), "{}", driven.screen());
        driven.press("ctrl-y");
        assert!(driven.screen().contains("othing to redo"), "{}", driven.screen());
        // What stood there and was deleted is a redo away.
        driven.press(begin).write("said so").press("ctrl-w ctrl-w esc");
        assert_eq!(*driven.evaluation(), before);
        assert!(driven.screen().contains("Ctrl-Y brings its words back"), "{}", driven.screen());
        driven.press("ctrl-y ctrl-y");
        let evaluation = driven.evaluation();
        let jot = evaluation.jots.iter().map(|jot| jot.text.as_str());
        let written: Vec<_> = jot.chain(evaluation.remarks.iter().map(|remark| remark.text.as_str())).collect();
        assert_eq!(written, ["said so"]);
        driven.press("ctrl-z ctrl-z ctrl-z");
        assert_eq!(driven.evaluation().narrative(&question(0)), "");
        assert_eq!(driven.kept(), driven.evaluation());
    }
}

#[test]
fn quitting_ends_the_jot_as_its_own_key_does() {
    let mut driven = begun();
    let before = driven.evaluation().clone();
    driven.press("ctrl-t").write(" ").press("ctrl-q");
    assert_eq!(*driven.kept(), before);
    let mut driven = begun();
    driven.press("ctrl-t").write("Twice").press("tab").write("and they came back").press("ctrl-q");
    assert_eq!(jots(&driven), [jot("", "Twice and they came back")]);
    assert_eq!(driven.kept(), driven.evaluation());
    assert_eq!(driven.effects.last(), Some(&Effect::Quit));
}

#[test]
fn a_number_behind_a_jot_files_it_there() {
    let mut driven = begun();
    driven.press("ctrl-t").write("They moved twice #3.2").press("enter");
    assert!(driven.screen().contains("Filed under 3.2 Monitoring"), "{}", driven.screen());
    assert_eq!(jots(&driven), [jot("", "They moved twice")]);
    assert_eq!(driven.evaluation().jots[0].filed, Some(Filing::Beside(question(7))));
    driven.press("ctrl-z");
    assert_eq!(jots(&driven), []);
    driven.press("ctrl-y");
    assert_eq!(driven.evaluation().jots[0].filed, Some(Filing::Beside(question(7))));
    driven.press("ctrl-t").write("Twice #9.9").press("esc");
    assert!(driven.screen().contains("There is no question 9.9: #9.9 stays"), "{}", driven.screen());
    assert_eq!(jots(&driven)[1], jot("", "Twice #9.9"));
    assert_eq!(driven.evaluation().jots[1].filed, None);
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn known_speakers_are_chosen_by_their_numbers() {
    let mut driven = begun();
    driven.press("ctrl-t tab").write("Halina").press("enter").write("One").press("enter");
    driven.press("ctrl-t tab").write("Cook").press("enter").write("Two").press("enter ctrl-t");
    assert!(driven.screen().contains("Alt-1 Halina   Alt-2 Cook"), "{}", driven.screen());
    driven.press("alt-1").write("Three").press("alt-2 enter ctrl-t alt-9");
    assert!(driven.screen().contains("There is no speaker 9"), "{}", driven.screen());
    driven.press("alt-1").write("Four").press("enter");
    let expected = [jot("Halina", "One"), jot("Cook", "Two"), jot("Cook", "Three"), jot("Halina", "Four")];
    assert_eq!(jots(&driven), expected);
    // A name that is being typed is not lost by it.
    driven.press("ctrl-t tab tab").write("Ewa").press("alt-1");
    assert!(driven.screen().contains("A name is being typed"), "{}", driven.screen());
    driven.press("ctrl-u alt-1").write("Five").press("enter");
    assert_eq!(jots(&driven)[4], jot("Halina", "Five"));
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn a_sentence_typed_as_a_name_is_asked_about_and_goes_into_the_text() {
    let mut driven = begun();
    driven.press("ctrl-t").write("Yes:").press("tab").write("they moved twice, in spring").press("enter");
    assert!(driven.screen().contains("This has 5 words: Enter again takes it as a name"), "{}", driven.screen());
    assert_eq!(jots(&driven), [jot("", "Yes:")]);
    driven.press("esc").write("!").press("enter");
    assert_eq!(jots(&driven), [jot("", "Yes: they moved twice, in spring!")]);
    // Where no jot is there yet it comes into being, and what is changed is asked about again.
    driven.press("ctrl-t tab").write("The cook of the house").press("tab").write("s").press("enter esc");
    assert_eq!(jots(&driven)[1], jot("", "The cook of the houses"));
    driven.press("enter ctrl-t tab").write("Maria del Carmen Ruiz").press("enter enter").write("Said").press("enter");
    assert_eq!(jots(&driven)[2], jot("Maria del Carmen Ruiz", "Said"));
    // Known by now, she is not asked about; a short name is taken by Esc as well, and none changes nothing.
    driven.press("ctrl-t tab").write("maria del carmen ruiz").press("enter").write("More").press("enter");
    driven.press("ctrl-t tab").write("Ewa").press("esc").write("So").press("enter");
    driven.press("ctrl-t tab esc").write("On").press("enter");
    let said = [jot("Maria del Carmen Ruiz", "More"), jot("Ewa", "So"), jot("Ewa", "On")];
    assert_eq!(jots(&driven)[3..], said);
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn a_wrong_number_files_nothing_until_a_right_one_is_typed() {
    let mut driven = begun();
    driven.press("ctrl-t").write("One").press("enter ctrl-t").write("Two").press("enter ctrl-o 3 2 9 9");
    assert!(driven.screen().contains("There is no criterion 9"), "{}", driven.screen());
    for key in ["enter", "b", "q"] {
        driven.press(key);
        assert!(driven.screen().contains("Nothing was filed. There is no criterion 9"), "{}", driven.screen());
        assert_eq!(driven.evaluation().unfiled_jots(), 2);
    }
    driven.press("2");
    assert!(driven.screen().contains("the question's digit is next"), "{}", driven.screen());
    driven.press("enter 1 enter");
    assert_eq!(driven.evaluation().jots[0].filed, Some(Filing::Beside(question(3))));
    // A wrong second digit chooses no other criterion.
    driven.press("1 5");
    assert!(driven.screen().contains("There is no question 1.5"), "{}", driven.screen());
    driven.press("enter");
    assert_eq!(driven.evaluation().unfiled_jots(), 1);
    driven.press("#").write("monitoring").press("enter enter");
    assert_eq!(driven.evaluation().jots[1].filed, Some(Filing::Beside(question(7))));
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn the_tray_shows_the_questions_where_there_is_room_and_closes_by_its_own_key() {
    let mut driven = begun();
    driven.press("ctrl-t").write("One").press("enter ctrl-o 3 2");
    assert!(driven.screen().contains("→ 3.2 Monitoring"), "{}", driven.screen());
    let row = |driven: &Driven, text: &str| driven.screen().lines().position(|row| row.contains(text));
    assert!(row(&driven, "5.2 Policy") < row(&driven, "▌ One"), "{}", driven.screen());
    driven.hear(Msg::Resized(100, 24));
    assert!(driven.screen().contains("→ 3.2 Monitoring"), "{}", driven.screen());
    assert!(row(&driven, "▌ One") < row(&driven, "5.2 Policy"), "{}", driven.screen());
    driven.hear(Msg::Resized(60, 20));
    assert!(!driven.screen().contains("5.2 Policy") && driven.screen().contains("▌ One"), "{}", driven.screen());
    assert!(driven.screen().contains("Files under 3.2"), "{}", driven.screen());
    // A click on a question chooses it.
    driven.hear(Msg::Resized(80, 24));
    let at = row(&driven, "2.1 Needs").unwrap() as u16;
    let column = driven.screen().lines().nth(usize::from(at)).unwrap().find("2.1").unwrap() as u16;
    let kind = MouseEventKind::Down(MouseButton::Left);
    driven.hear(Msg::Mouse(MouseEvent { kind, column, row: at, modifiers: KeyModifiers::NONE }, 1));
    assert!(driven.screen().contains("Files under 2.1"), "{}", driven.screen());
    driven.press("ctrl-o").write("!");
    assert_eq!(driven.evaluation().narrative(&question(0)), "before!");
}

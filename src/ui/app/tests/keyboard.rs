//! Where the keyboard goes, and what a key does where people press it without looking.

use super::{
    scenes::{question, table},
    *,
};
use crate::{model::Edit, ui::command::in_scopes};

/// The sample, recorded at its first question.
fn recorded() -> Driven {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    driven.open(&table().id, Purpose::Record);
    driven
}

fn marks(driven: &Driven, at: usize) -> Vec<Option<Mark>> {
    let framework = Framework::built_in();
    let asked = framework.question(at).unwrap().question;
    asked.items.iter().map(|item| driven.evaluation().mark(&asked.id, &item.id)).collect()
}

#[test]
fn a_letter_never_leaves_an_evaluation() {
    for keys in ["esc", "tab", "shift-tab", "ctrl-o", "ctrl-r", "ctrl-r o"] {
        let mut driven = recorded();
        driven.press(keys).write("qqiq");
        assert!(driven.app.evaluation().is_some(), "{keys}\n{}", driven.screen());
    }
}

#[test]
fn past_the_last_item_no_key_marks_and_enter_goes_to_the_next_checklist() {
    let mut driven = recorded();
    driven.press("ctrl-n tab c down c up m m");
    assert_eq!(marks(&driven, 1), [Some(Mark::MET); 2]);
    assert!(driven.screen().contains("Enter next checklist"), "{}", driven.screen());
    assert!(driven.screen().contains("▌ End of the checklist"), "the focus is seen: {}", driven.screen());
    let before = driven.evaluation().clone();
    for key in ["x", "3", "a", "c", "g", "e", "+"] {
        driven.press(key);
        assert!(driven.screen().contains(&format!("{key} does nothing here")), "{}", driven.screen());
    }
    assert_eq!(driven.evaluation(), &before);
    driven.press("n");
    assert_eq!(marks(&driven, 1), [Some(Mark::MET); 2]);
    assert!(driven.screen().contains("n does nothing here"), "{}", driven.screen());
    driven.press("up n");
    assert_eq!(marks(&driven, 1), [Some(Mark::MET), Some(Mark::NOT_MET)]);
    driven.press("enter m");
    assert!(driven.screen().contains("1.3  Does"), "{}", driven.screen());
    assert!(
        matches!(driven.effects.last(), Some(Effect::Journal(Edit::Mark { question: of, .. })) if *of == question(2))
    );
    let mut last = recorded();
    last.press("alt-5 tab end m enter");
    assert!(last.screen().contains("This was the last checklist"), "{}", last.screen());
}

#[test]
fn the_next_question_and_the_previous_one_keep_the_pane() {
    let mut driven = recorded();
    driven.press("tab ctrl-n").press("c");
    assert!(
        matches!(driven.effects.last(), Some(Effect::Journal(Edit::Mark { question: of, .. })) if *of == question(1))
    );
    driven.press("ctrl-p c");
    assert!(
        matches!(driven.effects.last(), Some(Effect::Journal(Edit::Mark { question: of, .. })) if *of == question(0))
    );
    driven.press("tab ctrl-n a").write("A tool");
    assert_eq!(driven.evaluation().tools(&question(1)).last().unwrap().title.as_str(), "A tool");
    driven.press("esc tab ctrl-n").write("!");
    assert!(driven.evaluation().narrative(&question(2)).ends_with('!'));
}

#[test]
fn what_is_not_applicable_takes_no_marks() {
    let mut driven = recorded();
    let before = marks(&driven, 0);
    driven.press("tab x").write("no").press("tab tab n");
    assert!(driven.screen().contains("This question is not applicable"), "{}", driven.screen());
    assert_eq!(marks(&driven, 0), before);
}

#[test]
fn in_the_overview_a_remark_is_about_the_question_that_is_chosen() {
    let mut driven = recorded();
    driven.press("ctrl-r tab tab o tab r").write("Why?").press("enter");
    let remark = driven.evaluation().remarks.iter().last().unwrap();
    assert_eq!((&remark.question, &remark.item), (&question(1), &None));
}

#[test]
fn a_notice_goes_with_the_next_click() {
    let mut driven = recorded();
    driven.press("tab z");
    assert!(driven.screen().contains("z does nothing here"));
    let down = MouseEventKind::Down(MouseButton::Left);
    driven.hear(Msg::Mouse(MouseEvent { kind: down, column: 40, row: 0, modifiers: KeyModifiers::NONE }, 1));
    assert!(!driven.screen().contains("z does nothing here"), "{}", driven.screen());
}

#[test]
fn an_unbound_letter_says_so_in_library_outline_and_review() {
    for keys in ["", "e", "esc", "ctrl-r"] {
        let mut driven =
            if keys.is_empty() { Driven::with(80, 24, Theme::default(), vec![table()]) } else { recorded() };
        driven.press(keys).press(if keys == "e" { "esc z" } else { "z" });
        assert!(driven.screen().contains("z does nothing here"), "{keys}\n{}", driven.screen());
    }
}

#[test]
fn the_palette_knows_the_commands_of_other_screens_and_where_they_work() {
    let mut driven = recorded();
    driven.press("ctrl-k").write("sort by rarity");
    assert!(driven.screen().contains("in the portfolio"), "{}", driven.screen());
    driven.press("enter");
    assert!(driven.screen().contains("“sort by rarity” works in the portfolio"), "{}", driven.screen());
    // What works here comes first.
    driven.press("ctrl-k").write("remark").press("enter");
    assert!(!driven.screen().contains("works in"), "{}", driven.screen());
}

#[test]
fn a_click_on_a_hint_is_its_key() {
    let mut driven = recorded();
    let hints = driven.screen().lines().last().unwrap().to_owned();
    let column = hints[..hints.find("jot").unwrap()].chars().count() as u16;
    let click =
        MouseEvent { kind: MouseEventKind::Down(MouseButton::Left), column, row: 23, modifiers: KeyModifiers::NONE };
    driven.hear(Msg::Mouse(click, 1));
    driven.write("said").press("enter");
    assert_eq!(driven.evaluation().jots.iter().last().unwrap().text.as_str(), "said");
}

#[test]
fn find_and_replace_leaves_what_reviewers_signed() {
    let mut driven = recorded();
    let remarks = driven.evaluation().remarks.clone();
    driven.press("f3").write("ramp").press("enter").write("slope").press("enter");
    assert!(driven.screen().contains("1 remark keeps it"), "{}", driven.screen());
    driven.press("enter");
    assert_eq!(driven.evaluation().remarks, remarks);
    assert!(driven.evaluation().narrative(&question(0)).contains("There is a slope"));
    driven.press("f3").write("asked, and").press("enter");
    assert!(driven.screen().contains("not found in this evaluation but in remarks: 1 remark"), "{}", driven.screen());
}

#[test]
fn counters_can_be_clicked() {
    let mut driven = recorded();
    let screen = driven.screen();
    let click = |text: &str| {
        let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains(text)).unwrap();
        let column = line[..line.find(text).unwrap()].chars().count() as u16;
        let down = MouseEventKind::Down(MouseButton::Left);
        let at = MouseEvent { kind: down, column, row: row as u16, modifiers: KeyModifiers::NONE };
        let mut clicked = driven.clone();
        clicked.hear(Msg::Mouse(at, 1));
        clicked.screen()
    };
    assert!(click("jots unfiled").contains("1.1 Diverse groups"));
    assert!(click("of 11 questions").contains("1.3  Does"));
    assert!(click("open remark").contains("▌ There is a ramp") || click("open remark").contains("1.1  Does"));
    driven.press("f5");
    let visit = driven.screen();
    assert!(visit.contains("visit since 14:02"), "{visit}");
}

#[test]
fn a_double_click_on_a_box_is_for_one_item_whatever_moves() {
    let mut driven = recorded();
    let row = driven.screen().lines().position(|line| line.contains("[✓] Ensure that equality")).unwrap() as u16;
    for presses in [1, 2] {
        let down = MouseEventKind::Down(MouseButton::Left);
        let at = MouseEvent { kind: down, column: 31, row, modifiers: KeyModifiers::NONE };
        driven.hear(Msg::Mouse(at, presses));
    }
    let expected = [Some(Mark::MET), Some(Mark::MET), Some(Mark::NotApplicable), Some(Mark::NOT_MET)];
    assert_eq!(marks(&driven, 0), expected, "{}", driven.screen());
}

/// A framework whose question and item fit into no room, of a number that is long.
fn long_winded() -> Driven {
    let mut framework = Framework::built_in();
    let many = |word: &str| crate::text::Text::from(format!("{word} ").repeat(160) + "end");
    framework.criteria[0].questions[0].text = many("question");
    framework.criteria[0].questions[0].items[1].text = many("item");
    let mut driven = Driven::with(60, 20, Theme::default(), vec![table()]);
    driven.app.cx.frameworks = vec![framework.into()];
    driven.open(&table().id, Purpose::Record);
    driven
}

#[test]
fn what_fits_into_no_room_is_cut_with_a_key_and_read_whole() {
    let mut driven = long_winded();
    assert!(driven.screen().contains("…") && driven.screen().contains("Alt-I"), "{}", driven.screen());
    driven.press("alt-i end");
    assert!(driven.screen().contains("end"), "{}", driven.screen());
    // An item that has the focus is shown from its box on, and scrolls.
    driven.press("esc f4 tab home down");
    assert!(driven.screen().contains("▌ [✓] item item"), "{}", driven.screen());
    assert!(!driven.screen().contains("item end"), "{}", driven.screen());
    driven.press("down down");
    assert!(driven.screen().contains("▌     item item"), "{}", driven.screen());
    assert!(!driven.screen().contains("[✓] item"), "{}", driven.screen());
    driven.press("up up");
    assert!(driven.screen().contains("▌ [✓] item item"), "{}", driven.screen());
    driven.press("home down m");
    assert_eq!(marks(&driven, 0)[1], Some(Mark::MET));
}

#[test]
fn the_checklist_has_the_whole_height_as_the_narrative_can() {
    let mut driven = recorded();
    driven.press("tab f4");
    assert!(
        !driven.screen().contains("What we missed") && driven.screen().contains("different communication channels"),
        "{}",
        driven.screen()
    );
    driven.press("shift-tab");
    assert!(!driven.screen().contains("Checklist"), "{}", driven.screen());
}

#[test]
fn help_names_a_key_for_everything() {
    for keys in ["", "tab", "ctrl-d", "esc"] {
        let mut driven = Driven::new(120, 200);
        driven.press("n").write("Centre").press("enter").press(keys);
        let scopes = driven.app.scopes();
        let screen = driven.press("f1").screen();
        for row in in_scopes(scopes).filter(|row| row.keys.is_empty()) {
            assert!(screen.contains(&format!("Ctrl-K {}", row.label)), "{}: {screen}", row.label);
        }
    }
}

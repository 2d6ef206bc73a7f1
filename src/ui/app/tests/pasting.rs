//! Text that arrives at once: pastes, and bursts, which are pastes whose terminal puts no brackets around them.

use super::{
    scenes::{approved, question, table},
    *,
};

const BURST: &str = "How many families\tcame:\nabout forty";

fn recorded() -> Driven {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    driven.open(&table().id, Purpose::Record);
    driven
}

fn narrative(driven: &Driven) -> &str {
    driven.evaluation().narrative(&question(0))
}

#[test]
fn a_burst_is_text_where_the_caret_stands_whatever_it_holds() {
    let mut driven = recorded();
    let before = narrative(&driven).to_owned();
    driven.press("ctrl-end").hear(Msg::Burst(BURST.to_owned()));
    assert_eq!(narrative(&driven), format!("{before}{BURST}"));
    driven.press("ctrl-z");
    assert_eq!(narrative(&driven), before);
}

#[test]
fn outside_a_text_a_burst_does_nothing_and_is_kept() {
    for (keys, back) in [("esc", "enter"), ("tab", "shift-tab"), ("ctrl-o", "esc"), ("ctrl-r", "esc"), ("f1", "esc")] {
        let mut driven = recorded();
        let before = driven.evaluation().clone();
        driven.press(keys).hear(Msg::Burst(BURST.to_owned()));
        assert!(driven.screen().contains("Pasted text kept: Ctrl-V inserts it"), "{keys}\n{}", driven.screen());
        assert_eq!(*driven.evaluation(), before, "{keys}");
        driven.press(back).press("ctrl-home ctrl-v");
        assert!(narrative(&driven).starts_with(BURST), "{keys}: {}", narrative(&driven));
    }
    let mut library = Driven::with(80, 24, Theme::default(), vec![table()]);
    library.hear(Msg::Paste(BURST.to_owned()));
    assert!(library.screen().contains("Pasted text kept: Ctrl-V inserts it"), "{}", library.screen());
}

#[test]
fn what_a_status_refuses_is_kept() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![approved()]);
    driven.open(&approved().id, Purpose::Record);
    let before = driven.evaluation().clone();
    driven.hear(Msg::Burst(BURST.to_owned()));
    assert_eq!(*driven.evaluation(), before);
    assert_eq!(driven.app.cx.clipboard, BURST);
    assert!(!driven.screen().contains("Pasted text kept"), "{}", driven.screen());
}

#[test]
fn in_a_field_of_one_line_a_line_end_within_is_a_blank_and_one_at_the_end_is_enter() {
    let mut driven = Driven::new(80, 24);
    driven.press("n").hear(Msg::Burst("House by the river,\nBrno\tand around\n".to_owned()));
    assert_eq!(driven.evaluation().title(), "House by the river, Brno and around");
    driven.press("ctrl-t").hear(Msg::Burst("they came in spring\n".to_owned()));
    driven.write("Typed");
    assert_eq!(driven.evaluation().jots[0].text.as_str(), "they came in spring");
    assert_eq!(narrative(&driven), "Typed");
    // What was pasted in brackets presses no key.
    driven.press("ctrl-t").hear(Msg::Paste("and in autumn\n".to_owned()));
    driven.write(" too").press("enter");
    assert_eq!(driven.evaluation().jots[1].text.as_str(), "and in autumn too");
}

#[test]
fn whatever_ended_a_line_elsewhere_ends_one_here() {
    let mut driven = Driven::new(80, 24);
    driven.press("n").write("A practice\n");
    driven.hear(Msg::Paste("\u{feff}a\u{b}b\u{c}c\u{85}d\u{2028}e\u{2029}f\r\ng\u{a0}h".to_owned()));
    assert_eq!(narrative(&driven), "a\nb\nc\nd\ne\nf\ng\u{a0}h");
}

#[test]
fn alt_and_a_letter_type_it_where_no_command_has_them() {
    let alt = |c, more| KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT | more);
    let mut driven = Driven::new(80, 24);
    driven.press("n").write("A practice\n");
    driven.hear(Msg::Key(alt('q', KeyModifiers::NONE)));
    driven.hear(Msg::Key(alt('Q', KeyModifiers::SHIFT)));
    assert_eq!(narrative(&driven), "qQ");
    // Ctrl with Alt is no key that types, and outside a text no letter is typed.
    driven.hear(Msg::Key(alt('q', KeyModifiers::CONTROL)));
    driven.press("tab");
    driven.hear(Msg::Key(alt('n', KeyModifiers::NONE)));
    assert_eq!((narrative(&driven), driven.evaluation().mark(&question(0), &table_item())), ("qQ", None));
    assert!(driven.screen().contains("Alt-N does nothing here"), "{}", driven.screen());
}

fn table_item() -> Id {
    Framework::built_in().question(0).unwrap().question.items[0].id.clone()
}

#[test]
fn enter_with_something_held_down_breaks_the_line_too() {
    let mut driven = Driven::new(80, 24);
    driven.press("n").write("A practice\n");
    driven.write("a").press("alt-enter").write("b").press("shift-enter").write("c").press("ctrl-enter").write("d");
    assert_eq!(narrative(&driven), "a\nb\nc\nd");
}

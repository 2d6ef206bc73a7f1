//! An interview taken down in jots alone, and filed in the evening.

use fieldbook::model::evaluation::Filing;

use crate::recording::Hands;
use crate::site::{Site, begin, leave, question};

#[test]
fn thirty_jots_by_three_speakers_are_filed_afterwards() {
    let site = Site::new();
    let terminal = site.start(&[]);
    begin(&terminal, "Open Kitchen");
    let mut hands = Hands { terminal: &terminal, pressed: 0 };
    let speakers = ["Anna", "Petr", "Paní Horáková"];
    for n in 0..30 {
        hands.keys("ctrl-t");
        // They take turns of five; each name is typed once and cycled to afterwards, past the empty name and nobody.
        match n {
            0 | 5 | 10 => {
                hands.keys("tab");
                terminal.wait_for("New speaker");
                terminal.type_text(speakers[n / 5]);
                hands.keys("tab");
            }
            15 => hands.keys("tab tab tab"),
            20 | 25 => hands.keys("tab"),
            _ => {}
        }
        terminal.type_text(&format!("Sentence {n} of the interview"));
        hands.keys("enter");
    }
    terminal.wait_for("30 jots unfiled");
    let captured = std::mem::take(&mut hands.pressed);
    hands.keys("ctrl-o");
    terminal.wait_for("Unfiled jots");
    for n in 0..30 {
        let (digits, _) = PLACES[n % PLACES.len()];
        hands.keys(digits);
        hands.keys(if n % 3 == 0 { "q" } else { "enter" });
    }
    terminal.wait_for("All jots are filed.");
    println!("30 jots: {captured} keys beyond the text at capture, {} at filing", hands.pressed);
    assert!(captured <= 2 * 30 + 11, "{captured}");
    assert!(hands.pressed <= 4 * 30, "{}", hands.pressed);
    leave(terminal);

    let evaluation = site.only();
    assert_eq!((evaluation.jots.len(), evaluation.unfiled_jots()), (30, 0));
    for (n, jot) in evaluation.jots.iter().enumerate() {
        let (_, at) = PLACES[n % PLACES.len()];
        assert_eq!(jot.text.as_str(), format!("Sentence {n} of the interview"));
        assert_eq!(jot.speaker.as_str(), speakers[n / 5 % 3]);
        let quoted = n % 3 == 0;
        let filed = if quoted { Filing::Quoted(question(at)) } else { Filing::Beside(question(at)) };
        assert_eq!(jot.filed, Some(filed), "{n}");
        let quotation = format!("“{}” ({}, ", jot.text, jot.speaker);
        assert_eq!(evaluation.narrative(&question(at)).contains(&quotation), quoted, "{n}");
    }
}

/// Where jots are filed: the digits that choose the question, and its place.
const PLACES: [(&str, usize); 4] = [("1 1", 0), ("1 2", 1), ("3 2", 7), ("5 1", 10)];

#[test]
fn what_was_written_during_a_visit_belongs_to_it() {
    let site = Site::new();
    let terminal = site.start(&[]);
    begin(&terminal, "Open Kitchen");
    terminal.type_text("At home.");
    terminal.keys("ctrl-n f5");
    terminal.wait_for("visit since");
    terminal.type_text("They cook together.");
    terminal.keys("ctrl-n");
    terminal.wait_for("1.3  ");
    terminal.type_text("Nobody was asked.");
    terminal.keys("ctrl-t");
    terminal.wait_for("what was said");
    terminal.type_text("Come on Thursdays");
    terminal.keys("enter f5");
    terminal.wait_for("The visit has ended");
    terminal.keys("ctrl-n");
    terminal.wait_for("2.1  ");
    terminal.type_text("At home again.");
    terminal.keys("ctrl-d");
    terminal.wait_for("1 jot, narratives 1.2 and 1.3");
    terminal.keys("esc tab m");
    leave(terminal);
    let evaluation = site.only();
    let written: Vec<_> = evaluation.visits[0].written.iter().cloned().collect();
    assert_eq!(written, [question(1), question(2)]);
    assert_eq!(evaluation.jots_of(&evaluation.visits[0]), 1);

    // It opens again in the checklist, at the item that was next.
    let terminal = site.start(&[]);
    terminal.wait_for("Open Kitchen");
    terminal.keys("enter");
    terminal.wait_for("2.1  ");
    terminal.keys("n");
    terminal.wait_for("Checklist                                       2/3");
    leave(terminal);
    assert_eq!(site.only().narrative(&question(3)), "At home again.");
}

#[test]
fn a_list_is_used_by_the_mouse_alone() {
    let site = Site::new();
    let terminal = site.start(&[]);
    begin(&terminal, "Open Kitchen");
    terminal.keys("ctrl-g");
    terminal.wait_for("1.1 item 1");
    // The second row is the first question, the third its first item.
    terminal.click(6, 10);
    terminal.wait_for("▌ 1.1 item 1");
    terminal.click(6, 10);
    terminal.wait_gone("Go to");
    terminal.keys("m");
    terminal.wait_for("1/4");
    leave(terminal);
}

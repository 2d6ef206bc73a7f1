//! Bytes > events, family by family, and what holds of any bytes.

use super::*;
use crossterm::event::Event;
use proptest::prelude::*;

/// An event in a word: `A-x`, `C-S-Right`, `paste(…)`, `Down(Left)@3,4`.
fn word(event: &Event) -> String {
    match event {
        Event::Key(key) => {
            let named = [(Held::CONTROL, "C-"), (Held::ALT, "A-"), (Held::SHIFT, "S-")];
            let types = matches!(key.code, KeyCode::Char(_));
            let held =
                named.iter().filter(|(held, _)| key.modifiers.contains(*held) && !(types && *held == Held::SHIFT));
            let code = match key.code {
                KeyCode::Char(c) => c.to_string(),
                KeyCode::F(n) => format!("F{n}"),
                code => format!("{code:?}"),
            };
            held.map(|(_, word)| *word).collect::<String>() + &code
        }
        Event::Paste(text) => format!("paste({text:?})"),
        Event::Mouse(mouse) => format!("{:?}@{},{}", mouse.kind, mouse.column, mouse.row),
        other => format!("{other:?}"),
    }
}

fn words(events: &[Event]) -> String {
    events.iter().map(word).collect::<Vec<_>>().join(" ")
}

fn heard(bytes: &[u8]) -> String {
    words(&Parser::default().feed(bytes))
}

#[track_caller]
fn table(rows: &[(&str, &str)]) {
    for (bytes, want) in rows {
        assert_eq!(heard(bytes.as_bytes()), *want, "{bytes:?}");
        let mut parser = Parser::default();
        let apart: Vec<Event> = bytes.bytes().flat_map(|byte| parser.feed(&[byte])).collect();
        assert_eq!(words(&apart), *want, "{bytes:?} byte by byte");
    }
}

#[test]
fn letters_and_control_keys() {
    table(&[
        ("aŁé漢🙂", "a Ł é 漢 🙂"),
        ("e\u{301}", "e \u{301}"),
        ("\r\n\n\t", "Enter Enter Tab"),
        ("\x7f\x08", "Backspace C-h"),
        ("\x01\x1a\0\x1f", "C-a C-z C-  C-7"),
        ("\u{85}\u{9b}a", "a"),
    ]);
    assert_eq!(heard(b"\xc5a\xffb\xe6\xbcc"), "a b c");
}

#[test]
fn alt() {
    table(&[
        ("\x1bx\x1bQ\x1b ", "A-x A-Q A- "),
        ("\x1bł", "ł"),
        ("\x1b\x08\x1b\x7f\x1b\r\x1b\n", "A-Backspace A-Backspace A-Enter A-Enter"),
        ("\x1b\x0e\x1b\x11x", "x"),
        ("\x1b\x1b[A\x1b\x1bOa", "A-Up C-A-Up"),
        ("\x1b\x1b\x1b[A", "Esc A-Up"),
        ("\x1b\x1bx", "Esc A-x"),
        ("\x1b\x1b[Ix", "Esc FocusGained x"),
        ("\x1b\x1b]0;x\x07x", "Esc x"),
    ]);
}

#[test]
fn xterm_vte_kitty_tmux_screen() {
    table(&[
        ("\x1b[A\x1b[B\x1b[C\x1b[D", "Up Down Right Left"),
        ("\x1bOA\x1bOD\x1bOH\x1bOF", "Up Left Home End"),
        ("\x1b[1;5C\x1b[1;6D\x1b[1;3A", "C-Right C-S-Left A-Up"),
        ("\x1b[5C", "C-Right"),
        ("\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[1;2H", "Home End Home End S-Home"),
        ("\x1b[2~\x1b[3~\x1b[5~\x1b[6;5~", "Insert Delete PageUp C-PageDown"),
        ("\x1bOP\x1bOQ\x1bOR\x1bOS", "F1 F2 F3 F4"),
        ("\x1bO5P\x1bO1;2Q", "C-F1 S-F2"),
        ("\x1b[15~\x1b[17~\x1b[24~\x1b[15;2~", "F5 F6 F12 S-F5"),
        ("\x1b[P\x1b[1;5S\x1b[R", "F1 C-F4 F3"),
        ("\x1b[Z\x1b[1;6Z", "S-BackTab C-S-BackTab"),
    ]);
}

#[test]
fn rxvt() {
    table(&[
        ("\x1b[7~\x1b[8~", "Home End"),
        ("\x1b[7$XY", "S-Home X Y"),
        ("\x1b[8^\x1b[3@", "C-End C-S-Delete"),
        ("\x1bOd\x1b[d\x1b[c", "C-Left S-Left S-Right"),
        ("\x1b[11~\x1b[14~\x1b[25~\x1b[34~", "F1 F4 F13 F20"),
    ]);
}

#[test]
fn the_linux_console_and_putty() {
    table(&[
        ("\x1b[[A\x1b[[Ex", "F1 F5 x"),
        ("\x1b[[zx", "x"),
        ("\x1b[1~\x1b[4~\x1b[17~", "Home End F6"),
        ("\x1b[11~\x1b[12~", "F1 F2"),
    ]);
}

#[test]
fn the_keypad() {
    table(&[
        ("\x1bOq\x1bOr\x1bOp\x1bOy", "1 2 0 9"),
        ("\x1bOM\x1bOI\x1bO \x1bOX", "Enter Tab   ="),
        ("\x1bOj\x1bOk\x1bOl\x1bOm\x1bOn\x1bOo", "* + , - . /"),
        ("\x1bOE\x1b[E", "KeypadBegin KeypadBegin"),
    ]);
}

#[test]
fn modify_other_keys_and_kitty() {
    table(&[
        ("\x1b[13;2u\x1b[27;5;13~\x1b[13;3u", "S-Enter C-Enter A-Enter"),
        ("\x1b[97u\x1b[97;5u\x1b[27;5;105~", "a C-a C-i"),
        ("\x1b[97;2u\x1b[97:65;2u\x1b[46:58;2u", "A A :"),
        ("\x1b[97;1:3u\x1b[97;1:1u\x1b[1;1:3A\x1b[3;1:3~\x1b[1;1:2B", "a Down"),
        ("\x1b[9;2u\x1b[9u\x1b[27u\x1b[127;5u", "S-BackTab Tab Esc C-Backspace"),
        ("\x1b[57400u\x1b[57414u\x1b[57417u\x1b[57358u\x1b[57441;2u", "1 Enter Left"),
        ("\x1b[97;9ux\x1b[97;65u\x1b[97;129u", "x a a"),
        ("\x1b[1;9Ax", "x"),
    ]);
}

#[test]
fn answers_are_no_keys() {
    table(&[
        ("\x1b[?2026;2$yq\x1b[4;2$yq\x1b[?997;1nq\x1b[0nq", "q q q q"),
        ("\x1b[?62;22cq\x1b[>41;351;0cq\x1b[=1cq\x1b[1;2cq", "q q q q"),
        ("\x1b[12;40Rq\x1b[1;2Rq\x1b[?1;2Rq", "q q q"),
        ("\x1b[8;24;80tq\x1b[?1uq\x1b[3;4xq", "q q q"),
        ("\x1b]11;rgb:1e1e/1e1e/1e1e\x07q\x1b]11;rgb:1/2/3\x1b\\q", "q q"),
        ("\x1bP>|tmux 3.4\x1b\\q\x1bP1+r54\x07e\x1b\\q", "q q"),
        ("\x1b_Gi=3;OK\x1b\\q\x1b^pm\x1b\\q\x1bXsos\x1b\\q", "q q q"),
        ("\x1b]52;c;YQ\x18q\x1bP\x1b\\q\x1b]\x07q", "q q q"),
        ("\x1b]0;broken off\x1b[Aq", "Up q"),
        ("\x1b[9999;9999zq\x1b[1 qq", "q q"),
    ]);
    let long = format!("\x1b[{}mq", "1;".repeat(500));
    assert_eq!(heard(long.as_bytes()), "q");
}

#[test]
fn what_is_broken_off_loses_no_key() {
    table(&[
        ("\x1b[1;2\x1b[A", "Up"),
        ("\x1b[12ł", "ł"),
        ("\x1b[12\x11", "C-q"),
        ("\x1bO\x11", "C-q"),
        ("\x1bOł", "ł"),
    ]);
}

#[test]
fn the_mouse_and_the_focus() {
    table(&[
        ("\x1b[<0;10;5M\x1b[<0;10;5m\x1b[<32;11;5M", "Down(Left)@9,4 Up(Left)@9,4 Drag(Left)@10,4"),
        ("\x1b[<65;10;5M\x1b[<64;1;1M\x1b[<68;1;1M", "ScrollDown@9,4 ScrollUp@0,0 ScrollUp@0,0"),
        ("\x1b[<35;2;2M\x1b[<128;2;2Mx\x1b[<0;1Mx", "Moved@1,1 x x"),
        ("\x1b[M !!\x1b[M#!!\x1b[Ma!!", "Down(Left)@0,0 Up(Left)@0,0 ScrollDown@0,0"),
        ("\x1b[32;10;5M\x1b[35;10;5M", "Down(Left)@9,4 Up(Left)@9,4"),
        ("\x1b[I\x1b[O", "FocusGained FocusLost"),
    ]);
}

#[test]
fn pastes() {
    table(&[
        ("\x1b[200~a\tb\rc\x1b[201~d", "paste(\"a\\tb\\rc\") d"),
        ("\x1b[200~a\x1b[Ab\x1b]c\x1b[201~d", "paste(\"a\\u{1b}[Ab\\u{1b}]c\") d"),
        ("\x1b[200~łódź\x1b[201~\x1b[200~\x1b[201~", "paste(\"łódź\") paste(\"\")"),
        ("\x1b[201~", "paste(\"\")"),
        ("\x1b[200;5~a", "a"),
    ]);
}

#[test]
fn a_pause_ends_what_is_pending() {
    for (bytes, pending, want) in [
        ("\x1b", Pending::Escape, "Esc"),
        ("\x1b\x1b", Pending::Escape, "Esc Esc"),
        ("\x1bP", Pending::Introducer, "A-P"),
        ("\x1bO", Pending::Introducer, "A-O"),
        ("\x1b[", Pending::Introducer, "A-["),
        ("\x1b]", Pending::Introducer, "A-]"),
        ("\x1bX", Pending::Introducer, "A-X"),
        ("\x1b\x1bP", Pending::Introducer, "Esc A-P"),
        ("\x1b[12;", Pending::Sequence, ""),
        ("\x1b[M!", Pending::Sequence, ""),
        ("\x1b[[", Pending::Sequence, ""),
        ("\x1b]11;rgb", Pending::String, ""),
        ("\x1b]11;rgb\x1b", Pending::String, ""),
        ("\x1b[200~never ends", Pending::Paste, "paste(\"never ends\")"),
        ("\x1b[200~nearly\x1b[20", Pending::Paste, "paste(\"nearly\")"),
    ] {
        let mut parser = Parser::default();
        assert_eq!(parser.feed(bytes.as_bytes()), [], "{bytes:?}");
        assert_eq!(parser.pending(), Some(pending), "{bytes:?}");
        assert_eq!(words(&parser.pause()), want, "{bytes:?}");
        assert_eq!(parser.pending(), None, "{bytes:?}");
        assert_eq!(words(&parser.feed(b"\x11")), "C-q", "{bytes:?}");
    }
}

/// Pieces of sequences, so that random streams get far into the machine.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        &b"\x1b"[..],
        b"[",
        b"]",
        b"P",
        b"O",
        b"200~",
        b"201~",
        b"\x07",
        b"\\",
        b";",
        b"1",
        b":3",
        b"$",
        b"?",
        b"<",
        b"M",
        b"u",
        b"a",
        b"\xc5",
        b"\x82",
        b"\r",
        b"\t",
        b"\xff",
        b"~",
        b"^",
        b"\x18",
        b"R",
        b"\x00",
    ]);
    let piece = prop_oneof![4 => piece.prop_map(<[u8]>::to_vec), 1 => any::<u8>().prop_map(|byte| vec![byte])];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn whole_or_split_is_the_same(bytes in pieces(), at in any::<prop::sample::Index>()) {
        let (head, tail) = bytes.split_at(at.index(bytes.len() + 1));
        let mut parser = Parser::default();
        let mut split = parser.feed(head);
        split.extend(parser.feed(tail));
        prop_assert_eq!(words(&split), heard(&bytes));
    }

    #[test]
    fn after_a_pause_the_next_key_is_heard(bytes in pieces()) {
        let mut parser = Parser::default();
        parser.feed(&bytes);
        parser.pause();
        prop_assert_eq!(parser.pending(), None);
        prop_assert_eq!(words(&parser.feed(b"\x11")), "C-q");
    }

    #[test]
    fn no_byte_of_a_string_leaks(by in prop::sample::select(vec!["]", "P", "_", "^", "X"]), text in "[ -~é\r\n\t]{0,40}",
        bell in any::<bool>()) {
        let end = if bell && by == "]" { "\x07" } else { "\x1b\\" };
        prop_assert_eq!(heard(format!("\x1b{by}{text}{end}q").as_bytes()), "q");
    }

    #[test]
    fn no_byte_of_an_answer_leaks(mark in prop::sample::select(vec!["?", ">", "="]), text in "[0-9;:$ ]{0,20}",
        last in "[A-Za-z]") {
        prop_assert_eq!(heard(format!("\x1b[{mark}{text}{last}q").as_bytes()), "q");
    }
}

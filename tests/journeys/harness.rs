//! The terminal itself, tried on small system programs.

use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::ExitStatus;

use rustix::process::{Signal, test_kill_process};

use crate::terminal::{Setup, Terminal};

/// A shell script in a terminal of 40 by 6.
fn script(source: &str) -> Terminal {
    Terminal::run(40, 6, &["sh", "-c", source])
}

/// A program that shows what it reads, byte by byte.
fn echo_bytes() -> Terminal {
    let terminal = Terminal::run(80, 24, &["sh", "-c", "stty raw -echo; printf 'ready\r\n'; od -An -tx1 -v -w1"]);
    terminal.wait_for("ready");
    terminal
}

#[test]
fn text_appears_with_its_place_style_and_cursor() {
    let terminal = script(r"printf 'plain\r\n漢字 \033[1;31mred\033[0m\r\n> '; read x");
    terminal.wait_for("> ");
    assert_eq!(terminal.screen(), "plain\n漢字 red\n>\n\n\n");
    assert_eq!(terminal.place_of("red"), (5, 1));
    assert_eq!(terminal.cursor(), Some((2, 2)));
    let cell = terminal.cell_of("red");
    assert!(cell.bold());
    assert_eq!(cell.fgcolor(), vt100::Color::Idx(1));
    assert_eq!(terminal.cell_of("plain").fgcolor(), vt100::Color::Default);
}

#[test]
fn a_hidden_cursor_is_none() {
    let terminal = script(r"printf '\033[?25lready'; read x");
    terminal.wait_for("ready");
    assert_eq!(terminal.cursor(), None);
}

#[test]
fn typed_text_arrives() {
    let mut terminal = script(r#"read x; printf 'got <%s>\n' "$x"; read y; printf 'and <%s>\n' "$y""#);
    terminal.type_text("Ústí\n");
    terminal.wait_for("got <Ústí>");
    terminal.keys("a space b backspace c enter");
    terminal.wait_for("and <a c>");
    assert!(terminal.wait_exit().success());
}

#[test]
fn text_goes() {
    let terminal = script(r"printf before; read x; printf '\033[2J\033[Hafter'; read x");
    terminal.wait_for("before");
    terminal.keys("enter");
    terminal.wait_gone("before");
    terminal.wait_for("after");
}

#[test]
fn keys_pastes_and_clicks_arrive_as_bytes() {
    let terminal = echo_bytes();
    let shows = |bytes: &str| {
        let hex: Vec<String> = bytes.bytes().map(|byte| format!("{byte:02x}")).collect();
        terminal.wait_until(
            |screen| {
                screen.contents().split_whitespace().skip(1).collect::<Vec<_>>().join(" ").ends_with(&hex.join(" "))
            },
            &hex.join(" "),
        );
    };
    terminal.keys("ctrl-n alt-x");
    shows("\x0e\x1bx");
    terminal.paste("a\nb");
    shows("\x1b[200~a\rb\x1b[201~");
    terminal.click(4, 2);
    shows("\x1b[<0;5;3M\x1b[<0;5;3m");
}

#[test]
fn escape_arrives_alone() {
    // Each read of the raw terminal is one line here, so that Esc and what follows it are seen apart or together.
    let source =
        "stty raw -echo; printf ready; while :; do dd bs=64 count=1 2>/dev/null | od -An -tx1; printf '\r'; done";
    for _ in 0..20 {
        let terminal = script(source);
        terminal.wait_for("ready");
        terminal.keys("esc ctrl-n");
        terminal.wait_for("0e");
        let screen = terminal.screen();
        assert!(!screen.contains("1b 0e"), "{screen}");
    }
}

#[test]
fn a_new_size_is_told() {
    let terminal = script("trap 'stty size' WINCH; stty size; echo ready; while :; do sleep 0.01; done");
    terminal.wait_for("ready");
    assert_eq!(terminal.place_of("6 40"), (0, 0));
    terminal.resize(100, 30);
    terminal.wait_for("30 100");
    assert_eq!(terminal.look(|screen| (screen.size().1.get(), screen.size().0.get())), (100, 30));
}

#[test]
fn the_cursor_is_told_and_nothing_else() {
    let source = r"stty raw -echo; printf 'ab\r\nabc\033[6n\033[cd'; dd bs=6 count=1 2>/dev/null | od -An -c; read x";
    let terminal = script(source);
    terminal.wait_for("033   [   2   ;   4   R");
    assert_eq!(terminal.queries(), [r"\x1b[6n", r"\x1b[c"]);
    // A device attributes answer would stand before this in the program's input.
    terminal.wait_taken();
}

#[test]
fn a_program_that_asks_nothing_has_no_queries() {
    let mut terminal = script(r"printf '\033[?1049h\033[2Jhello\033[?1049l'");
    terminal.wait_exit();
    assert_eq!(terminal.queries(), [""; 0]);
}

#[test]
fn all_output_is_kept_and_counted() {
    let mut terminal = script("yes 0123456789 | head -n 20000; echo; printf the-end");
    assert!(terminal.wait_exit().success());
    terminal.wait_for("the-end");
    let written = terminal.written();
    assert_eq!(written.len(), 20_000 * 12 + 2 + 7);
    assert!(written.ends_with(b"\r\nthe-end"));
    assert!(terminal.reads() > 1);
}

#[test]
fn a_synchronised_update_is_judged_at_its_end() {
    let terminal = script(r"printf '\033[?2026hfirst'; sleep 0.1; printf ' second\033[?2026l'; read x");
    terminal.wait_for("first");
    assert_eq!(terminal.place_of("second"), (6, 0));
}

#[test]
fn the_exit_status_is_known() {
    assert_eq!(script("exit 3").wait_exit().code(), Some(3));
}

#[test]
fn signals_arrive() {
    let mut terminal = script("trap 'echo caught; exit 4' TERM; echo ready; while :; do sleep 0.01; done");
    terminal.wait_for("ready");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.wait_exit().code(), Some(4));
    terminal.wait_for("caught");
}

#[test]
fn ctrl_c_interrupts_what_runs_in_the_controlling_terminal() {
    let mut terminal = script("tty >/dev/tty; echo ready; exec sleep 60");
    terminal.wait_for("ready");
    terminal.wait_for("/dev/");
    terminal.keys("ctrl-c");
    assert_eq!(terminal.wait_exit().signal(), Some(2));
}

#[test]
fn a_killed_program_is_dead_at_once() {
    let mut terminal = Terminal::run(40, 6, &["cat"]);
    let pid = terminal.pid();
    terminal.kill9();
    assert!(test_kill_process(pid).is_err());
    assert_eq!(terminal.wait_exit().signal(), Some(9));
}

#[test]
fn dropping_kills_a_program_and_its_group() {
    let terminal = script("trap '' HUP; sleep 600 & echo ready; wait");
    terminal.wait_for("ready");
    let pid = terminal.pid();
    drop(terminal);
    assert!(test_kill_process(pid).is_err());
}

/// Runs a script in a raw terminal, hangs up, and gives its end and what it left in the file `seen`.
fn after_a_hang_up(source: &str) -> (ExitStatus, String) {
    let home = tempfile::tempdir().expect("a folder for the home");
    let mut terminal = Setup::new(40, 6).home(home.path()).program(&["sh", "-c", source]);
    terminal.wait_for("ready");
    terminal.hang_up();
    terminal.hang_up();
    let status = terminal.wait_exit();
    (status, std::fs::read_to_string(home.path().join("seen")).unwrap_or_default())
}

#[test]
fn a_hang_up_is_a_signal() {
    let (status, _) = after_a_hang_up("stty raw -echo; echo ready; exec sleep 60");
    assert_eq!(status.signal(), Some(1));
}

#[test]
fn a_hang_up_presses_no_keys() {
    let source =
        "trap '' HUP; stty raw -echo; echo ready; dd bs=64 count=1 2>/dev/null | od -An -c >seen; echo end >>seen";
    // What a writer leaves behind as it closes gets through once in fifty times.
    for _ in 0..100 {
        let (status, seen) = after_a_hang_up(source);
        assert_eq!((status.code(), seen.as_str()), (Some(0), "end\n"));
    }
}

#[test]
fn a_failed_wait_shows_the_screen() {
    let terminal = script("printf 'what there is'; exit 0");
    let failure = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| terminal.wait_for("what there is not")));
    let message = *failure.unwrap_err().downcast::<String>().unwrap();
    assert!(message.contains("\"what there is not\" to appear"), "{message}");
    assert!(message.contains("│what there is\n"), "{message}");
}

#[test]
fn the_surroundings_are_the_setups_own() {
    let terminal = Setup::new(80, 40).env("NO_COLOR", "1").env("TZ", "Asia/Tokyo").program(&["env"]);
    terminal.wait_for("NO_COLOR=1");
    terminal.wait_for("TZ=Asia/Tokyo");
    terminal.wait_for("LANG=C.UTF-8");
    terminal.wait_for("TERM=xterm-256color");
    terminal.wait_for(&format!("XDG_CONFIG_HOME={}/config", terminal.home().display()));
    assert!(!terminal.screen().contains("CARGO"), "{}", terminal.screen());
}

#[test]
fn the_program_starts_in_a_terminal() {
    let library = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(80, 24, Path::new(library.path()), &["--version"]);
    assert!(terminal.wait_exit().success());
}

//! What terminals send besides keys, and what they send at once: late answers, pastes with and without brackets.

use std::process::Command;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::site::{Site, begin, leave, question};
use crate::terminal::Terminal;

/// Answers as terminals give them late, whole and in pieces.
const ANSWERS: &[&[&str]] = &[
    &["\x1b]11;rgb:1e1e/1e1e/1e1e\x07"],
    &["\x1b]10;rgb:d0d0/", "d0d0/d0d0\x1b", "\\"],
    &["\x1bP>|tmux 3.4\x1b\\"],
    &["\x1bP>|WezTerm 2024", "0203\x1b\\"],
    &["\x1bP1$r0 q\x1b\\", "\x1b_Gi=31;OK\x1b\\"],
    &["\x1b[?62;4;6c", "\x1b[>1;10;0c", "\x1b[?2026;2$y", "\x1b[12;40R", "\x1b[?0u"],
];

/// Sends every answer; the screen stays as it is.
fn answers_change_nothing(terminal: &Terminal) {
    let before = terminal.screen();
    for answer in ANSWERS {
        for piece in *answer {
            terminal.send(piece);
            terminal.wait_taken();
        }
    }
    // A key that does nothing is heard after them.
    terminal.keys("f12");
    terminal.wait_for("F12 does nothing here");
    // The notice takes the place of the last two rows, and the first tells the time.
    let page = |screen: &str| screen.lines().skip(1).take(20).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(page(&terminal.screen()), page(&before));
}

#[test]
fn late_answers_are_no_keys() {
    let site = Site::new();
    let terminal = site.start(&[]);
    terminal.wait_for("No evaluations yet");
    answers_change_nothing(&terminal);
    begin(&terminal, "Open Kitchen");
    terminal.type_text("Kept.");
    terminal.wait_for("Kept.");
    answers_change_nothing(&terminal);
    terminal.keys("tab");
    terminal.wait_for("m met");
    answers_change_nothing(&terminal);
    leave(terminal);
    assert_eq!(site.only().narrative(&question(0)), "Kept.");
    assert_eq!(site.only().answers.len(), 1);
}

#[test]
fn what_the_terminal_answers_to_the_users_editor_is_not_written() {
    let (site, id) = Site::begun();
    let editor = site.script("editor", r#"printf '\033]11;?\007' >/dev/tty; printf 'Theirs.\n' >"$1""#);
    let setup = site.setup(80, 24).env("VISUAL", &editor);
    let terminal = setup.fieldbook(&site.library(), &["open", id.as_str()]);
    terminal.wait_for("Checklist");
    terminal.keys("ctrl-e");
    terminal.wait_for("Theirs.");
    terminal.send("\x1b]11;rgb:1e1e/1e1e");
    terminal.wait_taken();
    terminal.send("/1e1e\x1b\\");
    terminal.type_text(" And ours.");
    terminal.wait_for("Theirs. And ours.");
    leave(terminal);
    assert_eq!(site.only().narrative(&question(0)), "Theirs. And ours.");
}

#[test]
fn a_paste_without_an_end_counts_and_keys_live_again() {
    let (site, id) = Site::begun();
    let terminal = site.open(&id);
    terminal.send("\x1b[200~Pasted,\rin two lines");
    terminal.wait_for("in two lines");
    terminal.type_text(" Typed.");
    terminal.wait_for("in two lines Typed.");
    leave(terminal);
    assert_eq!(site.only().narrative(&question(0)), "Pasted,\nin two lines Typed.");
}

#[test]
fn an_end_mark_in_a_paste_makes_no_commands_of_the_rest() {
    let (site, id) = Site::begun();
    let terminal = site.open(&id);
    terminal.send("\x1b[200~one\x1b[201~ two\x11\x1b[A\rthree\x1b[201~");
    terminal.wait_for("three");
    terminal.type_text("!");
    terminal.wait_for("three!");
    leave(terminal);
    assert_eq!(site.only().narrative(&question(0)), "one two\nthree!");
}

#[test]
fn a_signal_takes_in_what_had_arrived() {
    for (bytes, kept) in [
        ("\x1b[200~pasted text", "pasted text"),
        ("\x1b[200~pasted text\x1b[201~", "pasted text"),
        ("a long line of a burst\rtwo", "a long line of a burst\ntwo"),
        ("plainly typed", "plainly typed"),
    ] {
        for signal in [Signal::TERM, Signal::HUP] {
            let (site, id) = Site::begun();
            let mut terminal = site.open(&id);
            terminal.send(bytes);
            terminal.wait_taken();
            terminal.signal(signal);
            terminal.wait_exit();
            assert_eq!(site.only().narrative(&question(0)), kept, "{bytes:?}, {signal:?}");
        }
    }
}

#[test]
fn alt_and_an_introducer_swallow_nothing() {
    let (site, id) = Site::begun();
    let terminal = site.open(&id);
    terminal.keys("alt-shift-p");
    // It is the key that it is once nothing follows.
    terminal.wait_for("Public copy");
    terminal.keys("esc");
    terminal.wait_gone("Public copy");
    terminal.type_text("People");
    terminal.wait_for("People");
    leave(terminal);
    assert_eq!(site.only().narrative(&question(0)), "People");
}

/// A tmux of its own, with the program in its only pane.
struct Tmux<'a> {
    site: &'a Site,
}

impl<'a> Tmux<'a> {
    /// None where the machine has no tmux, which is said.
    fn start(site: &'a Site, args: &[&str]) -> Option<Tmux<'a>> {
        let tmux = Tmux { site };
        let program = [&[env!("CARGO_BIN_EXE_fieldbook")], args].concat();
        let words = [&["-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24"], program.as_slice()].concat();
        if tmux.run(&words).is_none() {
            eprintln!("tmux is not here: not tried through it");
            return None;
        }
        Some(tmux)
    }

    /// What a command prints; none where there is no tmux.
    fn run(&self, words: &[&str]) -> Option<String> {
        let mut command = Command::new("tmux");
        command.arg("-S").arg(self.site.home().join("tmux")).args(words);
        command.env("HOME", self.site.home()).env("FIELDBOOK_LIBRARY", self.site.library());
        command.env("XDG_CONFIG_HOME", self.site.home().join("config")).env("LANG", "C.UTF-8").env_remove("TMUX");
        let output = command.output().ok()?;
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn wait_for(&self, text: &str) {
        let begun = Instant::now();
        loop {
            let screen = self.run(&["capture-pane", "-p"]).expect("it is running");
            if screen.contains(text) {
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "{text:?} does not appear\n{screen}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Pastes as tmux does without being asked for brackets.
    fn paste(&self, text: &str) {
        self.run(&["set-buffer", text]);
        self.run(&["paste-buffer"]);
    }
}

impl Drop for Tmux<'_> {
    fn drop(&mut self) {
        let _ = Command::new("tmux").arg("-S").arg(self.site.home().join("tmux")).arg("kill-server").output();
    }
}

#[test]
fn a_paste_through_tmux_is_text_or_is_kept() {
    let (site, id) = Site::begun();
    let Some(tmux) = Tmux::start(&site, &["open", id.as_str()]) else { return };
    tmux.wait_for("Checklist");
    // Longer than one read, with tabs, lines and every command's letter in it.
    let lines: Vec<String> = (0..400).map(|n| format!("{n}\tn m a c x q t d, and so on")).collect();
    tmux.paste(&lines.join("\n"));
    tmux.wait_for("399");
    tmux.run(&["send-keys", "Escape"]);
    tmux.wait_for("Enter write");
    tmux.paste("Met\nmm nn aa cc\nq\n");
    tmux.wait_for("Pasted text kept: Ctrl-V inserts it");
    tmux.run(&["send-keys", "Enter"]);
    tmux.wait_for("399");
    tmux.run(&["send-keys", "C-v"]);
    tmux.wait_for("mm nn aa cc");
    tmux.run(&["send-keys", "C-s"]);
    let whole = format!("{}Met\nmm nn aa cc\nq\n", lines.join("\n"));
    let begun = Instant::now();
    while site.read(&id).narrative(&question(0)) != whole {
        assert!(begun.elapsed() < Duration::from_secs(20), "{}", site.read(&id).narrative(&question(0)));
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(site.only().answers.len(), 1);
}

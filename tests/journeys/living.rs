//! The program in its surroundings: sizes, signals, the background, other terminals, and doing nothing.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::site::{Site, begin, leave, question};
use crate::terminal::Terminal;

/// Waits until something is so.
fn wait_until(so: impl Fn() -> bool, what: &str) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < Duration::from_secs(20), "waited in vain for {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn every_size_is_followed() {
    let (site, id) = Site::begun();
    let terminal = site.open(&id);
    terminal.type_text("Written before.");
    terminal.wait_for("Written before.");
    terminal.resize(130, 40);
    terminal.wait_for("Adopt a participatory, gender mainstreaming, age sensitive, inclusive approach");
    terminal.resize(60, 20);
    terminal.wait_for("question 1 of 12");
    terminal.resize(40, 10);
    terminal.wait_for("Fieldbook needs 60x20; this is 40x10.");
    terminal.resize(80, 24);
    terminal.wait_for("5.2 Policy");
    terminal.type_text(" And after.");
    terminal.wait_for("Written before. And after.");
    leave(terminal);
    assert_eq!(site.only().narrative(&question(0)), "Written before. And after.");
}

#[test]
fn a_burst_of_typing_is_taken_whole() {
    let (site, id) = Site::begun();
    let terminal = site.open(&id);
    let burst = (0..600).map(|n| format!("word{n} ")).collect::<Vec<_>>().concat();
    terminal.send(&burst);
    terminal.wait_for("600 words");
    leave(terminal);
    assert_eq!(site.only().narrative(&question(0)), burst);
}

#[test]
fn without_a_terminal_it_says_so() {
    let site = Site::new();
    let output = site.run(&[]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{stderr}");
    assert!(stderr.contains("not a terminal") && stderr.lines().count() == 1, "{stderr}");
    // Neither where only one side is.
    for redirected in ["</dev/null", ">out", "| cat"] {
        let line = format!("{} {redirected}; echo done", env!("CARGO_BIN_EXE_fieldbook"));
        let setup = site.setup(100, 6).env("FIELDBOOK_LIBRARY", site.library());
        let mut terminal = setup.program(&["sh", "-c", &line]);
        terminal.wait_for("done");
        terminal.wait_for("not a terminal");
        terminal.wait_exit();
        assert!(!terminal.written().contains(&0x1b), "{redirected}");
    }
}

#[test]
fn ascii_terminals_get_ascii() {
    let (site, id) = Site::begun();
    let open = ["open", id.as_str()];
    for (setup, args) in [
        (site.setup(80, 24), ["--ascii"].iter().chain(&open).copied().collect::<Vec<_>>()),
        (site.setup(80, 24).env("LANG", "C"), open.to_vec()),
        (site.setup(80, 24).env("LC_ALL", "POSIX"), open.to_vec()),
    ] {
        let terminal = setup.fieldbook(&site.library(), &args);
        terminal.wait_for("Checklist");
        terminal.type_text("Ústí, “quoted” – 中文. ");
        terminal.wait_for("Usti, \"quoted\" - ");
        terminal.keys("tab m shift-tab f1");
        terminal.wait_for("Keys that work here");
        terminal.keys("esc esc");
        leave_and_look(terminal, |written| assert!(written.is_ascii(), "{}", String::from_utf8_lossy(written)));
    }
    assert_eq!(site.only().narrative(&question(0)), "Ústí, “quoted” – 中文. ".repeat(3));
}

#[test]
fn a_locale_that_is_not_utf_8_is_told_once_and_can_be_overridden() {
    let (site, id) = Site::begun();
    let terminal = site.setup(80, 24).env("LANG", "C").fieldbook(&site.library(), &[]);
    terminal.wait_for("Letters are shown without accents, since LANG=C is no UTF-8 locale: set");
    terminal.wait_for("Open Kitchen");
    terminal.keys("enter");
    terminal.wait_for("Checklist");
    terminal.wait_gone("Letters are shown");
    terminal.keys("esc esc");
    terminal.wait_for("1 evaluation, 1 draft");
    assert!(!terminal.screen().contains("Letters are shown"), "{}", terminal.screen());
    leave(terminal);
    for (args, text) in [(["--utf8", "open"], "Ústí – 中文"), (["--ascii", "open"], "Usti - ")] {
        let terminal =
            site.setup(80, 24).env("LANG", "C").fieldbook(&site.library(), &[&args[..], &[id.as_str()]].concat());
        terminal.wait_for("Checklist");
        terminal.type_text("Ústí – 中文. ");
        terminal.wait_for(text);
        assert!(!terminal.screen().contains("Letters are shown"), "{}", terminal.screen());
        leave(terminal);
    }
}

fn leave_and_look(mut terminal: Terminal, look: impl Fn(&[u8])) {
    terminal.keys("ctrl-q");
    assert!(terminal.wait_exit().success());
    look(&terminal.written());
}

/// The numbers of all the style sequences that were written.
fn styles(written: &[u8]) -> Vec<u16> {
    let written = String::from_utf8_lossy(written).into_owned();
    let sequences = written.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ';'))?;
        rest[end..].starts_with('m').then(|| &rest[..end])
    });
    sequences.flat_map(|numbers| numbers.split(';')).filter_map(|number| number.parse().ok()).collect()
}

#[test]
fn the_one_colour_is_of_what_was_struck_out_and_no_color_means_none() {
    let (site, id) = Site::begun();
    for text in ["Text", "Other"] {
        let terminal = site.start(&["open", id.as_str()]);
        terminal.wait_for("Checklist");
        terminal.keys("ctrl-a");
        terminal.type_text(text);
        terminal.keys("tab m n a shift-tab");
        leave(terminal);
    }
    let is_colour = |number: &u16| matches!(number, 30..=38 | 40..=48 | 90..=107);
    for (no_color, changed, colours) in [("", "Text Other", vec![38]), ("1", "[-Text-] {+Other+}", vec![])] {
        let terminal = site.setup(80, 24).env("NO_COLOR", no_color).fieldbook(&site.library(), &["open", id.as_str()]);
        terminal.wait_for("Checklist");
        terminal.keys("f1");
        terminal.wait_for("Keys that work here");
        terminal.keys("esc f7");
        terminal.wait_for("Earlier revisions");
        terminal.keys("enter");
        terminal.wait_for(changed);
        leave_and_look(terminal, |written| {
            let mut seen: Vec<u16> = styles(written).into_iter().filter(is_colour).collect();
            seen.dedup();
            // Bright red, one of the sixteen that are the terminal's own.
            let is_bright_red = written.windows(9).any(|bytes| bytes == b"\x1b[38;5;9m");
            assert_eq!((seen, is_bright_red), (colours.clone(), !colours.is_empty()));
        });
    }
}

#[test]
fn nothing_is_asked_of_the_terminal_and_it_is_left_as_it_was() {
    let site = Site::new();
    let mut terminal = site.start(&[]);
    begin(&terminal, "Open Kitchen");
    terminal.type_text("Text.");
    terminal.keys("shift-left ctrl-c ctrl-l ctrl-k esc ctrl-q");
    assert!(terminal.wait_exit().success());
    assert_eq!(terminal.queries(), [""; 0]);
    terminal.look(|screen| {
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    });
}

/// How often all threads of a process have been woken.
fn wakes(pid: Pid) -> u64 {
    let tasks = fs::read_dir(format!("/proc/{}/task", pid.as_raw_pid())).expect("the program's threads");
    let of_one = |task: fs::DirEntry| {
        let status = fs::read_to_string(task.path().join("status")).unwrap_or_default();
        let count = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        count.and_then(|count| count.trim().parse::<u64>().ok()).unwrap_or(0)
    };
    tasks.filter_map(Result::ok).map(of_one).sum()
}

#[test]
#[cfg(target_os = "linux")]
fn idle_it_wakes_for_nothing() {
    let (site, id) = Site::begun();
    let terminal = site.open(&id);
    terminal.type_text("A sentence, and a visit that goes on.");
    terminal.keys("f5");
    terminal.wait_for("visit since");
    let seen = || (wakes(terminal.pid()), terminal.written().len());
    // Once the journal is synced and said to be, nothing is left to do.
    let begun = Instant::now();
    let mut before = seen();
    loop {
        thread::sleep(Duration::from_secs(1));
        let after = seen();
        if after == before {
            break;
        }
        before = after;
        assert!(begun.elapsed() < Duration::from_secs(20), "it never comes to rest");
    }
    thread::sleep(Duration::from_secs(3));
    assert_eq!(seen(), before);
    leave(terminal);
}

#[test]
fn signals_end_it_with_everything_kept() {
    let signals = [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT, Signal::ALARM, Signal::USR2];
    for signal in signals.map(Some).into_iter().chain([None]) {
        let (site, id) = Site::begun();
        let mut terminal = site.open(&id);
        terminal.type_text("Everything is kept.");
        terminal.keys("tab m");
        terminal.wait_for("1/4");
        match signal {
            Some(signal) => terminal.signal(signal),
            None => terminal.hang_up(),
        }
        terminal.wait_exit();
        let evaluation = site.only();
        assert_eq!(evaluation.narrative(&question(0)), "Everything is kept.", "{signal:?}");
        assert_eq!(evaluation.answer(&question(0)).map(|answer| answer.marks.len()), Some(1), "{signal:?}");
        if signal.is_some() {
            assert!(!terminal.look(vt100::Screen::alternate_screen), "{signal:?}");
        }
        // Nobody holds it any more, and nothing has to be recovered.
        let terminal = site.open(&id);
        terminal.type_text(" And more.");
        terminal.wait_for("Everything is kept. And more.");
        leave(terminal);
    }
}

/// The state of a process, as the system names it: `S` sleeping, `T` stopped.
fn state(pid: Pid) -> char {
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_pid())).unwrap_or_default();
    stat.rsplit(") ").next().and_then(|rest| rest.chars().next()).unwrap_or('?')
}

/// The program as the job of a shell, which says `back in the shell` when it is stopped, and puts it into the
/// foreground again on Enter.
fn as_a_job(site: &Site, open: &str) -> (Terminal, Pid) {
    let program = env!("CARGO_BIN_EXE_fieldbook");
    let script = format!("set -m; {program} open {open}; while echo back in the shell; read x; do fg || exit 0; done");
    let terminal = site.setup(80, 24).env("FIELDBOOK_LIBRARY", site.library()).program(&["sh", "-c", &script]);
    terminal.wait_for("Checklist");
    let shell = terminal.pid().as_raw_pid();
    let children = fs::read_to_string(format!("/proc/{shell}/task/{shell}/children")).expect("the shell's children");
    let pid = children.split_whitespace().next().and_then(|pid| pid.parse().ok()).and_then(Pid::from_raw);
    (terminal, pid.expect("the shell's job"))
}

#[test]
#[cfg(target_os = "linux")]
fn it_goes_to_the_background_and_comes_back() {
    let (site, id) = Site::begun();
    let (mut terminal, pid) = as_a_job(&site, id.as_str());
    terminal.type_text("Before. ");
    terminal.wait_for("Before.");
    terminal.keys("ctrl-k");
    terminal.wait_for("Commands");
    terminal.type_text("suspend");
    terminal.wait_for("Put the program");
    terminal.keys("enter");
    terminal.wait_for("back in the shell");
    wait_until(|| state(pid) == 'T', "the program to stop");
    terminal.look(|screen| assert!(!screen.alternate_screen() && !screen.hide_cursor()));
    assert_eq!(site.only().narrative(&question(0)), "Before. ");
    terminal.keys("enter");
    terminal.wait_for("Before.");
    terminal.wait_for("5.2 Policy");
    terminal.type_text("After.");
    terminal.wait_for("Before. After.");

    // Stopped from outside, too, it comes back with its screen.
    kill_process(pid, Signal::TSTP).unwrap();
    wait_until(|| state(pid) == 'T', "the program to stop");
    // The terminal is still raw: Enter alone would not end the shell's line.
    terminal.send("\n");
    terminal.wait_until(|screen| screen.contents().contains("5.2 Policy") && screen.alternate_screen(), "the screen");
    terminal.wait_gone("back in the shell");
    terminal.type_text(" And again.");
    terminal.wait_for("Before. After. And again.");
    terminal.keys("ctrl-q");
    wait_until(|| matches!(state(pid), 'Z' | '?'), "the program to end");
    // There is nothing left for the shell to bring to the foreground, which ends it.
    terminal.keys("enter");
    terminal.wait_exit();
    assert_eq!(site.only().narrative(&question(0)), "Before. After. And again.");
}

#[test]
fn a_second_window_reads_only_and_names_the_holder() {
    let site = Site::new();
    let first = site.start(&[]);
    begin(&first, "Open Kitchen");
    first.type_text("Held.");
    first.wait_for("Held.");
    let id = site.only().id;
    let second = site.open(&id);
    second.wait_for("read-only");
    second.wait_for("Jana Nováková");
    second.wait_for("Held.");
    second.type_text("x");
    second.keys("tab m");
    second.wait_for("0/4");
    first.type_text(" Still.");
    first.wait_for("Held. Still.");
    leave(second);
    leave(first);
    assert_eq!(site.only().narrative(&question(0)), "Held. Still.");
    let third = site.open(&id);
    third.type_text(" Free.");
    third.wait_for("Held. Still. Free.");
    leave(third);
}

#[test]
fn the_first_key_counts_once_the_other_window_has_closed() {
    let site = Site::new();
    let first = site.start(&[]);
    begin(&first, "Open Kitchen");
    first.type_text("Held.");
    first.wait_for("Held.");
    let second = site.open(&site.only().id);
    second.wait_for("read-only");
    second.keys("ctrl-d end");
    second.wait_for("Organisation");
    first.type_text(" Still.");
    first.wait_for("Held. Still.");
    leave(first);
    // The field that has the caret keeps it.
    second.type_text("!");
    second.wait_for("Unlocked: you can edit");
    second.wait_for("Open Kitchen!");
    second.keys("esc");
    second.wait_for("Held. Still.");
    leave(second);
    assert_eq!(site.only().title(), "Open Kitchen!");
    assert_eq!(site.only().narrative(&question(0)), "Held. Still.");
}

#[test]
fn settings_that_cant_be_read_are_told_of_and_kept_before_they_are_replaced() {
    let site = Site::new();
    let folder = site.home().join("config/fieldbook");
    let settings = folder.join("settings.ron");
    fs::create_dir_all(&folder).unwrap();
    fs::write(&settings, "(name: ").unwrap();
    let terminal = site.start(&[]);
    terminal.wait_for("settings.ron can't be read");
    terminal.wait_for("No evaluations yet.");
    assert_eq!(fs::read_to_string(&settings).unwrap(), "(name: ");
    terminal.keys(",");
    terminal.wait_gone("can't be read");
    terminal.type_text("mouse\n");
    terminal.wait_for("The mouse is off");
    leave(terminal);
    assert_eq!(fs::read_to_string(folder.join("settings.kept-1.ron")).unwrap(), "(name: ");
    assert!(fs::read_to_string(&settings).unwrap().contains("mouse: false"));
    // From then on there is nothing to tell.
    let terminal = site.start(&[]);
    terminal.wait_for("No evaluations yet.");
    assert!(!terminal.screen().contains("settings.ron"), "{}", terminal.screen());
    leave(terminal);
}

#[test]
fn config_and_cache_folders_that_cant_be_written_cost_a_sentence_each() {
    let (site, id) = Site::begun();
    fs::write(site.home().join("config"), "").unwrap();
    fs::write(site.home().join("cache"), "").unwrap();
    let terminal = site.start(&[]);
    terminal.wait_for("Open Kitchen");
    terminal.wait_for("each start reads the whole library");
    terminal.keys("enter");
    terminal.wait_for("Checklist");
    terminal.type_text("Written.");
    terminal.keys("esc esc");
    terminal.wait_for("the settings last until you leave");
    terminal.keys("enter");
    terminal.wait_for("Written.");
    terminal.keys("esc esc");
    terminal.wait_for("1 evaluation");
    assert!(!terminal.screen().contains("the settings last"), "{}", terminal.screen());
    leave(terminal);
    assert_eq!(site.read(&id).narrative(&question(0)), "Written.");
}

#[test]
fn the_reader_of_its_output_may_go() {
    let (site, _) = Site::begun();
    let mut child = Command::new(env!("CARGO_BIN_EXE_fieldbook"))
        .args(["list"])
        .env("FIELDBOOK_LIBRARY", site.library())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"), "{output:?}");
}

//! A campaign: the real program in a real terminal, killed, doubled and robbed of its files at random for ten minutes.
//!
//! Every word that is typed is another one. Once a round is over, each word that was on the screen is looked for where a
//! person finds it: in the evaluation, or in the other version that waits beside it for a choice. A word that was shown as
//! not saved may be lost by a kill, and by nothing else.
//!
//! `cargo test --release --test faults campaign -- --ignored --nocapture` prints the figures; `FIELDBOOK_CAMPAIGN_SECONDS`
//! makes it shorter, `FIELDBOOK_CAMPAIGN_SEED` repeats the choices of another.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use fieldbook::model::{
    format,
    id::{Dice, Id},
};
use rustix::process::Signal;

use crate::site::{Site, files};
use crate::terminal::Terminal;

/// What is done to the program in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ordeal {
    Kill,
    KillWhileSaving,
    TwoWindows,
    RemovedLock,
    RemovedLockAndJournal,
    RemovedJournal,
    ChangedOutside,
    LibraryAway,
    FullDisk,
}

const ORDEALS: [Ordeal; 9] = [
    Ordeal::Kill,
    Ordeal::KillWhileSaving,
    Ordeal::TwoWindows,
    Ordeal::RemovedLock,
    Ordeal::RemovedLockAndJournal,
    Ordeal::RemovedJournal,
    Ordeal::ChangedOutside,
    Ordeal::LibraryAway,
    Ordeal::FullDisk,
];

/// A round: a library, the words that were on the screen, and what chooses.
struct Round {
    site: Site,
    id: Id,
    words: Vec<String>,
    dice: Dice,
    typed: usize,
}

impl Round {
    fn new(seed: u64) -> Round {
        let (site, id) = Site::begun();
        Round { site, id, words: Vec::new(), dice: Dice::new(seed), typed: 0 }
    }

    fn below(&mut self, end: usize) -> usize {
        self.dice.below(end)
    }

    /// Types some words, and waits until each is on the screen.
    fn write(&mut self, terminal: &Terminal) {
        for _ in 0..=self.below(5) {
            self.typed += 1;
            let word = format!("w{}x", self.typed);
            terminal.send(&format!("{word} "));
            terminal.wait_for(&word);
            self.words.push(word);
        }
        self.pause();
    }

    /// Waits for up to as long as two syncs take to come: at every moment of them something may happen.
    fn pause(&mut self) {
        let pause = self.below(900) as u64;
        thread::sleep(Duration::from_millis(pause));
    }

    fn remove(&self, ends: &[&str]) {
        let journal = self.site.library().join("journal");
        for name in files(&journal).into_iter().filter(|name| ends.iter().any(|end| name.contains(end))) {
            fs::remove_file(journal.join(name)).unwrap();
        }
    }

    /// Ends a program in one of the ways in which programs end.
    fn end(&mut self, mut terminal: Terminal) {
        match self.below(5) {
            0 => terminal.kill9(),
            1 => terminal.keys("ctrl-q"),
            2 => terminal.hang_up(),
            3 => terminal.signal(Signal::TERM),
            _ => terminal.signal(Signal::HUP),
        }
        terminal.wait_exit();
    }

    /// What a person finds once everything is closed: the evaluation, and the versions that wait beside it.
    fn found(&self) -> String {
        // Whoever opens it next has merged what can be.
        let mut terminal = self.site.start(&["open", self.id.as_str()]);
        terminal.wait_until(
            |screen| ["Checklist", "was kept"].iter().any(|text| screen.contents().contains(text)),
            "the evaluation to open",
        );
        if terminal.screen().contains("was kept") {
            terminal.keys("enter");
            terminal.wait_gone("was kept");
            terminal.wait_for("Checklist");
        }
        terminal.keys("ctrl-q");
        assert!(terminal.wait_exit().success(), "{}", terminal.screen());
        let folder = self.site.library().join("evaluations");
        files(&folder).iter().map(|name| fs::read_to_string(folder.join(name)).unwrap()).collect()
    }

    fn judge(&self, ordeal: Ordeal) {
        let found = self.found();
        let lost: Vec<&String> = self.words.iter().filter(|word| !found.contains(word.as_str())).collect();
        assert!(lost.is_empty(), "{ordeal:?} lost {lost:?} of {} words:\n{found}", self.words.len());
        let journals = files(&self.site.library().join("journal"));
        assert!(!journals.iter().any(|name| name.contains(".journal")), "{ordeal:?}: {journals:?}");
        let unread = self.site.prints(&["check"]);
        assert!(!unread.contains("can't be read"), "{ordeal:?}: {unread}");
    }

    /// Lets a round go through its ordeal. False where the machine has not what it takes.
    fn suffer(&mut self, ordeal: Ordeal) -> bool {
        match ordeal {
            Ordeal::Kill => self.kill(),
            Ordeal::KillWhileSaving => self.kill_while_saving(),
            Ordeal::TwoWindows => self.open_twice(),
            Ordeal::RemovedLock => self.write_in_two_windows(false),
            Ordeal::RemovedLockAndJournal => self.write_in_two_windows(true),
            Ordeal::RemovedJournal => self.remove_the_journal(),
            Ordeal::ChangedOutside => self.save_while_another_writes(),
            Ordeal::LibraryAway => self.take_the_library_away(),
            Ordeal::FullDisk => return self.fill_the_disk(),
        }
        true
    }

    fn kill(&mut self) {
        for _ in 0..=self.below(3) {
            let mut terminal = self.site.open(&self.id);
            terminal.keys("ctrl-end");
            self.write(&terminal);
            terminal.kill9();
        }
    }

    fn kill_while_saving(&mut self) {
        let mut terminal = self.site.open(&self.id);
        self.write(&terminal);
        terminal.send("\u{13}");
        thread::sleep(Duration::from_micros(self.below(4000) as u64));
        terminal.kill9();
    }

    fn open_twice(&mut self) {
        let first = self.site.open(&self.id);
        self.write(&first);
        let second = self.site.open(&self.id);
        second.wait_for("has it open");
        self.end(first);
        // The key that finds it free counts.
        second.keys("ctrl-end");
        self.write(&second);
        self.end(second);
    }

    /// Removes the lock, and a journal too where there is one: that would keep the second window from writing.
    fn write_in_two_windows(&mut self, has_journal: bool) {
        let first = self.site.open(&self.id);
        if has_journal {
            self.write(&first);
        }
        self.remove(&[".lock", ".journal"]);
        let second = self.site.open(&self.id);
        // The first may have made both again by then.
        let is_locked_out = second.screen().contains("read-only");
        let windows = if is_locked_out { vec![&first] } else { vec![&second, &first, &second] };
        for window in windows {
            self.write(window);
        }
        // What was removed is noticed at the sync that follows.
        first.wait_for("saved");
        thread::sleep(Duration::from_millis(900));
        if self.below(2) == 0 {
            self.end(first);
            self.end(second);
        } else {
            self.end(second);
            self.end(first);
        }
    }

    fn remove_the_journal(&mut self) {
        let mut terminal = self.site.open(&self.id);
        self.write(&terminal);
        self.remove(&[".journal"]);
        if self.below(2) == 0 {
            // The window gains focus.
            terminal.send("\u{1b}[I");
        } else {
            self.write(&terminal);
        }
        thread::sleep(Duration::from_millis(900));
        terminal.kill9();
    }

    fn save_while_another_writes(&mut self) {
        let terminal = self.site.open(&self.id);
        self.write(&terminal);
        terminal.keys("ctrl-s");
        self.write(&terminal);
        self.change_outside();
        if self.below(2) == 0 {
            self.write(&terminal);
        }
        self.end(terminal);
    }

    fn take_the_library_away(&mut self) {
        let terminal = self.site.open(&self.id);
        self.write(&terminal);
        let (library, away) = (self.site.library(), self.site.library().with_extension("away"));
        fs::rename(&library, &away).unwrap();
        self.write(&terminal);
        terminal.wait_for("NOT SAVED");
        self.end_unsaved(terminal);
        fs::rename(&away, &library).unwrap();
    }

    /// Another program writes the open evaluation's file.
    fn change_outside(&mut self) {
        let file = self.site.library().join(format!("evaluations/{}.ron", self.id));
        let mut theirs = format::read(&fs::read_to_string(&file).unwrap()).unwrap();
        self.typed += 1;
        let word = format!("w{}x", self.typed);
        theirs.practice.summary = word.as_str().into();
        self.words.push(word);
        let beside = file.with_extension("beside");
        fs::write(&beside, format::write(&theirs)).unwrap();
        fs::rename(beside, file).unwrap();
    }

    /// Ends a program while something is only in memory, by what it hears of.
    fn end_unsaved(&mut self, mut terminal: Terminal) {
        match self.below(4) {
            0 => terminal.hang_up(),
            n => terminal.signal([Signal::TERM, Signal::HUP, Signal::INT][n - 1]),
        }
        assert_eq!(terminal.wait_exit().code(), Some(1));
    }

    fn fill_the_disk(&mut self) -> bool {
        let library = self.site.library();
        let kept = fs::read_dir(&library).unwrap().count();
        let moved = library.with_extension("moved");
        fs::rename(&library, &moved).unwrap();
        fs::create_dir(&library).unwrap();
        let Some(_mount) = Mount::new(&library) else {
            fs::remove_dir(&library).unwrap();
            fs::rename(&moved, &library).unwrap();
            return false;
        };
        let copied = Command::new("cp").arg("-a").arg(moved.join(".")).arg(&library).status().unwrap();
        assert!(copied.success() && fs::read_dir(&library).unwrap().count() == kept);
        let terminal = self.site.open(&self.id);
        self.write(&terminal);
        // Everything but a little; a short write ends it.
        let rest = vec![0_u8; 4 << 20];
        let _ = fs::write(library.join("filling"), rest);
        while !terminal.screen().contains("NOT SAVED") {
            self.write(&terminal);
        }
        self.write(&terminal);
        if self.below(2) == 0 {
            self.end_unsaved(terminal);
            fs::remove_file(library.join("filling")).unwrap();
        } else {
            // Saving resumes by itself.
            fs::remove_file(library.join("filling")).unwrap();
            terminal.wait_gone("NOT SAVED");
            self.end(terminal);
        }
        self.judge(Ordeal::FullDisk);
        true
    }
}

/// A small memory disk, for as long as this lives.
struct Mount<'a>(&'a Path);

impl Mount<'_> {
    /// None where the user may not mount one.
    fn new(at: &Path) -> Option<Mount<'_>> {
        let mut mount = Command::new("mount");
        let mounted = mount.args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(at).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Mount(at))
    }
}

impl Drop for Mount<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(otherwise)
}

#[test]
#[ignore = "takes ten minutes"]
fn campaign() {
    let seconds = number("FIELDBOOK_CAMPAIGN_SECONDS", 600);
    let seed = number("FIELDBOOK_CAMPAIGN_SEED", u64::from(std::process::id()));
    let begun = Instant::now();
    let mut rounds: BTreeMap<Ordeal, (usize, usize)> = BTreeMap::new();
    for n in 0.. {
        if begun.elapsed() >= Duration::from_secs(seconds) {
            break;
        }
        let ordeal = ORDEALS[n % ORDEALS.len()];
        println!("round {n} of seed {seed}: {ordeal:?}");
        let mut round = Round::new(seed.wrapping_add(n as u64));
        if round.suffer(ordeal) {
            if ordeal != Ordeal::FullDisk {
                round.judge(ordeal);
            }
            let (count, words) = rounds.entry(ordeal).or_default();
            *count += 1;
            *words += round.words.len();
        }
    }
    for ordeal in ORDEALS {
        match rounds.get(&ordeal) {
            Some((count, words)) => println!("{ordeal:?}: {count} rounds, {words} words, none lost"),
            None => println!("{ordeal:?}: not run: it takes the right to mount a memory disk"),
        }
    }
    assert!(rounds.len() >= ORDEALS.len() - 1, "{rounds:?}");
}

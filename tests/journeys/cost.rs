//! What a key and a start cost in instructions, which hardly depends on how fast or busy a machine is. It is compared
//! with what `cost/instructions.txt` has on record.
//!
//! It takes valgrind and a release build: `cargo build --release && cargo test --test journeys cost -- --ignored`.
//! With `FIELDBOOK_RECORD_COST=1` before it, it records anew.

#![allow(clippy::unwrap_used, reason = "a measurement ends where something is not as it should be")]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use crate::terminal::{Setup, Terminal};

#[path = "../../examples/generate/making.rs"]
pub(crate) mod making;

mod many_items;

use making::Plan;

const RECORD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/journeys/cost/instructions.txt");

/// How much more than is on record is still no regression, in per cent: of a key, and of a start, which may draw a frame more
/// where rows come late, and at whose end other threads may still be at work.
const TOLERANCES: (u64, u64) = (10, 30);

/// The program as it is measured.
fn release() -> PathBuf {
    let debug = Path::new(env!("CARGO_BIN_EXE_fieldbook"));
    let target = debug.ancestors().nth(2).expect("the program lies in a folder of the target folder");
    let release = target.join("release/fieldbook");
    assert!(release.exists(), "there is no release build: `cargo build --release` makes one");
    release
}

/// A library, and a home in which the program was used before.
struct Place {
    folder: TempDir,
    first: String,
    /// What the library's screen shows once everything is listed.
    listed: String,
}

impl Place {
    fn new(evaluations: usize, narrative: Option<usize>) -> Place {
        let folder = TempDir::new().unwrap();
        let plan = Plan { seed: 1, questions: None, narrative };
        let first = plan.write(&folder.path().join("library"), evaluations).unwrap().to_string();
        std::fs::create_dir(folder.path().join("home")).unwrap();
        let listed = match evaluations {
            0 => "import evaluations".to_owned(),
            _ => "1 evaluation,".to_owned(),
        };
        let place = Place { folder, first, listed };
        let release = release();
        let mut terminal = place.run(&[release.to_str().unwrap()]);
        terminal.wait_for(&place.listed);
        leave(&mut terminal);
        place
    }

    fn run(&self, command: &[&str]) -> Terminal {
        let library = self.folder.path().join("library");
        Setup::new(80, 24).home(&self.folder.path().join("home")).env("FIELDBOOK_LIBRARY", library).program(command)
    }

    /// Runs the program without a screen.
    fn succeeds(&self, args: &[&str]) {
        let release = release();
        let mut terminal = self.run(&[&[release.to_str().unwrap()], args].concat());
        assert!(terminal.wait_exit().success(), "{args:?}");
    }

    /// How many instructions a start takes: the least of three, since what arrives together is drawn together.
    fn count_start(&self, args: &[&str], marker: &str) -> u64 {
        (0..3).map(|_| self.count(args, marker, &[])).min().unwrap_or_default()
    }

    /// How many instructions the program takes from its start to its end: opened with these arguments, and left when it
    /// shows `marker` and these keys were pressed, one after the other.
    fn count(&self, args: &[&str], marker: &str, keys: &[&str]) -> u64 {
        let release = release();
        let log = self.folder.path().join("valgrind.log");
        let log_file = format!("--log-file={}", log.display());
        let valgrind =
            ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", &log_file];
        let mut terminal = self.run(&[&valgrind[..], &[release.to_str().unwrap()], args].concat());
        terminal.wait_for(marker);
        for key in keys {
            press(&terminal, key);
        }
        leave(&mut terminal);
        let log = std::fs::read_to_string(log).expect("valgrind writes what it counted");
        let count = log.lines().find_map(|line| line.split_once("refs:")).expect("valgrind counts instructions").1;
        count.trim().replace(',', "").parse().unwrap()
    }

    /// How many instructions each of these keys takes.
    fn count_each(&self, args: &[&str], marker: &str, before: &str, keys: &[&str]) -> u64 {
        const TIMES: usize = 8;
        let once = [&[before], keys].concat();
        let often = std::iter::once(&before).chain(keys.iter().cycle().take(keys.len() * TIMES)).copied();
        let often: Vec<&str> = often.collect();
        let [once, often] = [once, often].map(|keys| self.count(args, marker, &keys));
        often.saturating_sub(once) / (keys.len() * (TIMES - 1)) as u64
    }
}

/// Presses a key and waits until the screen is another, so that each has a frame of its own.
fn press(terminal: &Terminal, key: &str) {
    let state = |screen: &vt100::Screen| (screen.cursor_position(), screen.contents_formatted());
    let before = terminal.look(state);
    terminal.keys(key);
    terminal.wait_until(|screen| state(screen) != before, &format!("an effect of {key}"));
}

fn leave(terminal: &mut Terminal) {
    terminal.keys("ctrl-q");
    assert!(terminal.wait_exit().success());
}

/// Everything that is measured, by name.
fn measured() -> BTreeMap<String, u64> {
    let [empty, narrative] = [Place::new(0, None), Place::new(1, Some(5_000))];
    // No blanks: one at a row's end shows nowhere.
    let typed = ["a", "n", "d", ",", "i", "t", "-", "w", "o", "r", "k", "s", "."];
    let open = ["open", &narrative.first];
    BTreeMap::from(
        [
            ("start, empty library", empty.count_start(&[], &empty.listed)),
            ("start, an evaluation opened", narrative.count_start(&open, "Checklist")),
            ("key typed in a narrative of 5 kB", narrative.count_each(&open, "Checklist", "x", &typed)),
        ]
        .map(|(name, count)| (name.to_owned(), count)),
    )
}

/// The figures on record.
fn recorded() -> BTreeMap<String, u64> {
    let record = std::fs::read_to_string(RECORD).unwrap_or_default();
    let figure = |line: &str| {
        let (name, count) = line.split_once(": ")?;
        Some((name.to_owned(), count.parse().ok()?))
    };
    record.lines().filter_map(figure).collect()
}

#[test]
#[ignore = "takes valgrind and a release build, see the top of this file"]
fn cost_in_instructions_stays_as_recorded() {
    let measured = measured();
    let lines: Vec<String> = measured.iter().map(|(name, count)| format!("{name}: {count}\n")).collect();
    let table = lines.concat();
    println!("{table}");
    if std::env::var_os("FIELDBOOK_RECORD_COST").is_some() {
        std::fs::write(RECORD, table).unwrap();
        return;
    }
    let recorded = recorded();
    let tolerance = |name: &str| if name.starts_with("start") { TOLERANCES.1 } else { TOLERANCES.0 };
    let dearer = measured.iter().filter(|(name, count)| {
        recorded.get(*name).is_none_or(|recorded| **count > recorded + recorded * tolerance(name) / 100)
    });
    let dearer: Vec<String> = dearer
        .map(|(name, count)| format!("{name}: {count} instructions, {:?} on record", recorded.get(name)))
        .collect();
    assert!(
        dearer.is_empty(),
        "dearer than on record by more than {} % (a key) or {} % (a start):\n{}\n\
         If that is what it has to cost, record it anew:\n    \
         cargo build --release && FIELDBOOK_RECORD_COST=1 cargo test --test journeys cost -- --ignored",
        TOLERANCES.0,
        TOLERANCES.1,
        dearer.join("\n")
    );
}

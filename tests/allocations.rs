//! How often a typed letter asks for memory, from the key to the frame that shows it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use fieldbook::{
    app::{App, Beginning, view},
    effect::{Msg, Opened, Purpose},
    framework::Framework,
    moment::Moment,
    settings::Settings,
    text::paint::Charset,
    theme::Theme,
};
use ratatui::{Terminal, backend::TestBackend};

#[allow(dead_code, reason = "one evaluation is made here, no library")]
#[path = "../examples/generate/making.rs"]
mod making;

use making::Plan;

fn now() -> Moment {
    "2026-11-24T14:02:11+01:00".parse().unwrap()
}

/// The program on its recording screen, the caret at the end of a narrative of so many bytes.
fn recording(narrative: usize) -> App {
    let plan = Plan { seed: 1, questions: None, narrative: Some(narrative) };
    let frameworks = vec![Framework::built_in()];
    let evaluation = plan.evaluation(&frameworks[0], 0);
    let theme = Theme { colour: true, charset: Charset::Unicode };
    let settings = Settings::default();
    let mut app =
        App::new(Beginning { now: now(), size: (80, 24), seed: 1, settings, frameworks, theme, read_only: None });
    let (purpose, read_only, recovered) = (Purpose::Record, None, None);
    let opened = Opened { evaluation, purpose, read_only, recovered, modified: now(), revision: 1 };
    app.update(Msg::Opened(Box::new(opened)), now());
    press(&mut app, KeyCode::End, KeyModifiers::CONTROL);
    app
}

fn press(app: &mut App, code: KeyCode, modifiers: KeyModifiers) {
    app.update(Msg::Key(KeyEvent::new(code, modifiers)), now());
}

/// The most that one of some typed letters asks for: how often, and how many bytes in all.
fn most_per_letter(narrative: usize) -> (u64, u64) {
    let mut app = recording(narrative);
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let text = "and then it was said that all of them had come again, ".repeat(4);
    let mut per_letter = |c: char| {
        let counted = allocation_counter::measure(|| {
            press(&mut app, KeyCode::Char(c), KeyModifiers::NONE);
            terminal.draw(|frame| view(&app, frame)).unwrap();
        });
        (counted.count_total, counted.bytes_total)
    };
    // The first ones make room.
    for c in text.chars().take(20) {
        per_letter(c);
    }
    text.chars().map(per_letter).fold((0, 0), |most, one| (most.0.max(one.0), most.1.max(one.1)))
}

/// What a letter may take: a little more than it does.
const TIMES: u64 = 250;
const BYTES: u64 = 48_000;

#[test]
fn a_typed_letter_asks_for_little_memory_however_long_the_text() {
    for narrative in [5_000, 1_000_000] {
        let (times, bytes) = most_per_letter(narrative);
        println!("{narrative} bytes of narrative: {times} allocations of {bytes} bytes in all");
        assert!(times <= TIMES && bytes <= BYTES, "{times} allocations of {bytes} bytes in all at {narrative}");
    }
}

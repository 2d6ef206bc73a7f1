//! The mouse: focus, caret, ticks, scrolling.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::CellWidth;

use super::{
    scenes::{blank, moment, question, table},
    *,
};

impl Driven {
    /// The column and row where a text stands.
    fn place_of(&self, text: &str) -> (u16, u16) {
        let screen = self.screen();
        let found =
            screen.lines().enumerate().find_map(|(row, line)| Some((line[..line.find(text)?].cell_width(), row)));
        let (column, row) = found.unwrap_or_else(|| panic!("{text:?} is not on\n{screen}"));
        (column, row as u16)
    }

    fn mouse(&mut self, kind: MouseEventKind, (column, row): (u16, u16), presses: u8) {
        self.hear(Msg::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }, presses));
    }

    /// Clicks `by` columns into a text, once, twice or three times.
    fn click(&mut self, text: &str, by: u16, presses: u8) -> &mut Driven {
        let (column, row) = self.place_of(text);
        for press in 1..=presses {
            self.mouse(MouseEventKind::Down(MouseButton::Left), (column + by, row), press);
            self.mouse(MouseEventKind::Up(MouseButton::Left), (column + by, row), 1);
        }
        self
    }

    fn wheel(&mut self, down: bool, over: &str) -> &mut Driven {
        let at = self.place_of(over);
        self.mouse(if down { MouseEventKind::ScrollDown } else { MouseEventKind::ScrollUp }, at, 1);
        self
    }

    fn narrative(&self) -> &str {
        self.evaluation().narrative(&question(0))
    }
}

fn prose() -> Driven {
    let mut driven = Driven::new(80, 24);
    driven.press("n").write("Centre").press("enter").write("one two\n三つの言葉 four");
    driven
}

#[test]
fn a_click_puts_the_caret_there() {
    let mut driven = prose();
    driven.click("one two", 3, 1).write("|");
    assert_eq!(driven.narrative(), "one| two\n三つの言葉 four");
    driven.click("三つの", 4, 1).write("|");
    assert_eq!(driven.narrative(), "one| two\n三つ|の言葉 four");
    // Below the text: its end; right of a row: the row's.
    driven.press("tab").click("Checklist", 0, 1);
    let (column, row) = driven.place_of("four");
    driven.mouse(MouseEventKind::Down(MouseButton::Left), (column + 20, row), 1);
    driven.write("|");
    assert_eq!(driven.narrative(), "one| two\n三つ|の言葉 four|");
}

#[test]
fn two_clicks_select_the_word_and_three_the_paragraph() {
    let mut driven = prose();
    driven.click("two", 1, 2).write("2");
    assert_eq!(driven.narrative(), "one 2\n三つの言葉 four");
    driven.click("one 2", 1, 3).write("All");
    assert_eq!(driven.narrative(), "All\n三つの言葉 four");
}

#[test]
fn dragging_selects_and_scrolls() {
    let mut driven = prose();
    let (from, to) = (driven.place_of("two"), driven.place_of("four"));
    driven.mouse(MouseEventKind::Down(MouseButton::Left), from, 1);
    driven.mouse(MouseEventKind::Drag(MouseButton::Left), to, 1);
    driven.mouse(MouseEventKind::Up(MouseButton::Left), to, 1);
    driven.write("… ");
    assert_eq!(driven.narrative(), "one … four");
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    driven.press("enter ctrl-home");
    let from = driven.place_of("The door");
    driven.mouse(MouseEventKind::Down(MouseButton::Left), from, 1);
    for _ in 0..60 {
        driven.mouse(MouseEventKind::Drag(MouseButton::Left), (from.0 + 40, 23), 1);
    }
    driven.write("X");
    assert!(driven.narrative().chars().count() < 60, "{}", driven.narrative());
}

#[test]
fn a_click_ticks_a_box_and_focuses_an_item() {
    let mut driven = prose();
    driven.click("[ ] Make sure", 1, 1).click("[✓] Make sure", 1, 1);
    let asked = Framework::built_in().question(0).unwrap().question.clone();
    assert_eq!(driven.evaluation().mark(&asked.id, &asked.items[1].id), Some(Mark::NotMet));
    driven.click("Ensure that equality", 2, 1).press("a");
    assert_eq!(driven.evaluation().mark(&asked.id, &asked.items[2].id), Some(Mark::NotApplicable));
    driven.click("Inspiring tools", 0, 1).press("a").write("Tool").press("esc");
    assert_eq!(driven.evaluation().tools(&asked.id)[0].title.as_str(), "Tool");
    assert_eq!(driven.kept(), driven.evaluation());
}

#[test]
fn a_click_in_the_outline_goes_there() {
    let mut driven = prose();
    driven.click("3.2 Monitoring", 2, 1).write("Here");
    assert_eq!(driven.evaluation().narrative(&question(7)), "Here");
    driven.click("Partnership", 2, 1).write("There");
    assert_eq!(driven.evaluation().narrative(&question(10)), "There");
}

#[test]
fn the_wheel_scrolls_the_narrative_and_leaves_the_caret() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    driven.press("enter ctrl-home");
    let top = driven.screen();
    driven.wheel(true, "The door").wheel(true, "Polish").wheel(true, "Polish");
    assert_ne!(driven.screen(), top);
    for _ in 0..5 {
        driven.mouse(MouseEventKind::ScrollUp, (40, 6), 1);
    }
    assert_eq!(driven.screen(), top);
    driven.mouse(MouseEventKind::ScrollDown, (40, 6), 1);
    driven.write("|");
    assert!(driven.narrative().starts_with("|The door"), "{}", driven.narrative());
}

#[test]
fn the_wheel_goes_through_a_checklist_a_form_a_list_and_the_library() {
    let mut driven = prose();
    driven.wheel(true, "[ ] Adopt").wheel(true, "[ ] Adopt").press("m");
    let asked = Framework::built_in().question(0).unwrap().question.clone();
    assert_eq!(driven.evaluation().mark(&asked.id, &asked.items[2].id), Some(Mark::Met));
    driven.press("ctrl-d").wheel(true, "Practice").write("Org");
    assert_eq!(driven.evaluation().practice.organisation.as_str(), "Org");
    driven.click("Place", 20, 1).write("Łódź");
    assert_eq!(driven.evaluation().practice.place.as_str(), "Łódź");
    driven.press("esc f1");
    let top = driven.screen();
    driven.wheel(true, "Keys that").wheel(true, "Keys that");
    assert_ne!(driven.screen(), top);
    driven.wheel(false, "Keys that").wheel(false, "Keys that");
    assert_eq!(driven.screen(), top);
}

#[test]
fn a_click_chooses_a_row_of_the_library_and_another_opens_it() {
    let mut driven = Driven::with(
        80,
        24,
        Theme::default(),
        vec![blank("alpha", "Alpha"), blank("beta", "Beta"), blank("c", "Gamma")],
    );
    driven.modified.insert(scenes::id("beta"), moment("11-23T10:00"));
    driven.modified.insert(scenes::id("c"), moment("11-22T10:00"));
    driven.list();
    driven.press("home").wheel(true, "Alpha");
    assert!(driven.screen().contains("▌ Beta"), "{}", driven.screen());
    driven.click("Gamma", 1, 1);
    assert!(driven.screen().contains("▌ Gamma") && driven.app.evaluation().is_none(), "{}", driven.screen());
    driven.click("Gamma", 1, 1);
    assert_eq!(driven.evaluation().title(), "Gamma");
}

#[test]
fn the_mouse_can_be_switched_off() {
    let mut driven = Driven::new(80, 24);
    driven.press(", down enter");
    assert!(driven.effects.contains(&Effect::Mouse(false)));
    let kept = driven.effects.iter().any(|effect| matches!(effect, Effect::Keep(settings) if !settings.mouse));
    assert!(kept, "{:?}", driven.effects);
    driven.press(", down enter");
    assert!(driven.effects.contains(&Effect::Mouse(true)));
}

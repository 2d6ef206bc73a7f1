//! The mouse: focus, caret, ticks, scrolling.

use ratatui::buffer::CellWidth;

use super::{
    scenes::{blank, moment, question, table},
    *,
};
use crate::model::Question;

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
    assert_eq!(driven.evaluation().mark(&asked.id, &asked.items[1].id), Some(Mark::NOT_MET));
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
fn the_wheel_moves_neither_focus_nor_caret() {
    let mut driven = prose();
    driven.press("tab").wheel(true, "[ ] Adopt").wheel(true, "[ ] Adopt").press("m");
    let asked = Framework::built_in().question(0).unwrap().question.clone();
    assert_eq!(driven.evaluation().mark(&asked.id, &asked.items[0].id), Some(Mark::MET));
    driven.press("ctrl-d").wheel(true, "Practice").write("!");
    assert_eq!(driven.evaluation().practice.title.as_str(), "Centre!");
    driven.click("Place", 20, 1).write("Łódź");
    assert_eq!(driven.evaluation().practice.place.as_str(), "Łódź");
}

#[test]
fn the_wheel_scrolls_a_page_a_checklist_a_form_and_the_library() {
    let mut driven = prose();
    driven.press("f1");
    let top = driven.screen();
    driven.wheel(true, "Keys that").wheel(true, "Keys that");
    assert_ne!(driven.screen(), top);
    driven.wheel(false, "Keys that").wheel(false, "Keys that");
    assert_eq!(driven.screen(), top);
    let mut driven = Driven::with(60, 20, Theme::default(), vec![table()]);
    driven.press("enter ctrl-n ctrl-n ctrl-n ctrl-n");
    driven.wheel(true, "Checklist");
    assert!(!driven.screen().contains("Provide activities"), "{}", driven.screen());
    driven.press("ctrl-d").wheel(true, "Organisation").wheel(true, "Organisation");
    assert!(!driven.screen().contains("The Long Table, Brzezina\n"), "{}", driven.screen());
    // Typing brings the caret back in sight.
    driven.write("!");
    assert!(driven.screen().contains("The Long Table, Brzezina!"), "{}", driven.screen());
    let many: Vec<Evaluation> = (0..40).map(|n| blank(&format!("e-{n:02}"), &format!("Practice {n:02}"))).collect();
    let mut driven = Driven::with(80, 24, Theme::default(), many);
    driven.press("s home").wheel(true, "Practice 00").wheel(true, "Practice 05");
    assert!(!driven.screen().contains("Practice 01") && driven.screen().contains("Practice 02"), "{}", driven.screen());
    driven.press("down");
    assert!(driven.screen().contains("▌ Practice 01"), "{}", driven.screen());
}

/// The built-in framework with more questions of its first criterion than the screen has rows.
fn many_questions() -> Framework {
    let mut framework = Framework::built_in();
    let first = framework.criteria[0].questions[0].clone();
    let more = (0..30).map(|n| Question { id: scenes::id(&format!("more-{n}")), items: Vec::new(), ..first.clone() });
    framework.criteria[0].questions.extend(more);
    framework
}

/// The sample in a wide window, its first question before the reader; more than fits in each column.
fn wide() -> Driven {
    let mut long = table();
    long.remarks.get_mut(&scenes::id("m-ramp")).unwrap().text = "Is the ramp built? ".repeat(40).as_str().into();
    let mut driven = Driven::with(120, 24, Theme::default(), vec![long]);
    driven.app.cx.frameworks = vec![Arc::new(many_questions())];
    driven.press("enter ctrl-home");
    driven
}

#[test]
fn the_wheel_scrolls_what_is_under_the_pointer_and_nothing_beside_it() {
    let mut driven = wide();
    let rows = |driven: &Driven| ["1.5 Diverse", "The door", "resolved"].map(|text| driven.place_of(text).1);
    let [outline, narrative, side] = rows(&driven);
    driven.wheel(true, "1.5 Diverse");
    assert_eq!(rows(&driven), [outline - 1, narrative, side], "{}", driven.screen());
    driven.wheel(true, "resolved");
    assert_eq!(rows(&driven), [outline - 1, narrative, side - 2], "{}", driven.screen());
    // Neither the title nor the footer is a part of it, nor a list that is in sight as a whole.
    driven.wheel(true, "The Long Table").wheel(true, "F1 help").wheel(true, "Inspiring tools");
    assert_eq!(rows(&driven), [outline - 1, narrative, side - 2], "{}", driven.screen());
    // What heads the narrative scrolls it.
    driven.wheel(true, "Does the practice");
    assert!(!driven.screen().contains("The door"), "{}", driven.screen());
    // Another question is shown from its beginning, and in the outline.
    driven.press("ctrl-n ctrl-p ctrl-home");
    assert_eq!(rows(&driven), [outline, narrative, side], "{}", driven.screen());
}

#[test]
fn a_question_scrolled_out_of_the_outline_comes_back_with_the_next_key_there() {
    let mut driven = wide();
    driven.press("esc");
    for _ in 0..9 {
        driven.wheel(true, "1.19 Diverse");
    }
    assert!(!driven.screen().contains("1.1 Diverse"), "{}", driven.screen());
    driven.press("f5");
    assert!(driven.screen().contains("▌ ● 1.1 Diverse"), "{}", driven.screen());
}

#[test]
fn the_wheel_scrolls_a_long_field_of_a_form_and_then_the_form() {
    let mut driven = prose();
    let rows: Vec<String> = (0..9).map(|n| format!("summary {n}")).collect();
    driven.press("ctrl-d tab tab tab tab tab tab").write(&rows.join("\n")).press("shift-tab");
    driven.press("ctrl-n ctrl-n");
    let (column, row) = driven.place_of("Evaluators");
    driven.wheel(true, "summary 0").wheel(true, "summary 1").wheel(true, "summary 2");
    assert_eq!(driven.place_of("Evaluators"), (column, row), "{}", driven.screen());
    assert!(driven.screen().contains("summary 8") && !driven.screen().contains("summary 2"), "{}", driven.screen());
    driven.wheel(true, "summary 3");
    assert_eq!(driven.place_of("Evaluators"), (column, row - 1), "{}", driven.screen());
    // A click puts the caret under the pointer, wherever the field and the form are scrolled to.
    driven.click("summary 6", 8, 1).write("!");
    assert!(driven.evaluation().practice.summary.contains("summary !6"), "{}", driven.evaluation().practice.summary);
}

#[test]
fn a_field_half_out_of_sight_shows_its_last_rows() {
    let mut driven = Driven::with(60, 20, Theme::default(), vec![table()]);
    let rows: Vec<String> = (0..6).map(|n| format!("summary {n}")).collect();
    driven.press("enter ctrl-d tab tab tab tab tab tab ctrl-a delete").write(&rows.join("\n"));
    while driven.screen().contains("summary 1") {
        driven.mouse(MouseEventKind::ScrollDown, (20, 10), 1);
    }
    let screen = driven.screen();
    assert!(screen.contains("summary 2") && screen.contains("summary 5"), "{screen}");
    driven.click("summary 3", 0, 1).write("!");
    assert!(driven.evaluation().practice.summary.contains("!summary 3"), "{}", driven.screen());
}

#[test]
fn an_arrow_goes_on_in_a_field_whose_caret_was_scrolled_away() {
    let mut driven = prose();
    let rows: Vec<String> = (0..9).map(|n| format!("summary {n}")).collect();
    driven.press("ctrl-d tab tab tab tab tab tab").write(&rows.join("\n")).press("up up up up");
    for _ in 0..4 {
        driven.wheel(false, "Summary");
    }
    driven.press("up").write("!");
    assert!(driven.evaluation().practice.summary.contains("summary 3!"), "{}", driven.screen());
}

#[test]
fn the_wheel_scrolls_the_questions_beside_the_jots() {
    let mut driven = Driven::new(120, 24);
    driven.app.cx.frameworks = vec![Arc::new(many_questions())];
    driven.press("n").write("Centre").press("enter ctrl-t").write("Jot").press("enter ctrl-o");
    driven.wheel(true, "1.3").wheel(true, "1.4");
    let screen = driven.screen();
    assert!(!screen.contains("1.2 ") && screen.contains("1.3 ") && screen.contains("Jot"), "{screen}");
    let (x, y) = driven.place_of("1.6 ");
    driven.mouse(MouseEventKind::Down(MouseButton::Left), (x + 1, y), 1);
    assert!(driven.screen().contains("Files under 1.6"), "{}", driven.screen());
}

#[test]
fn the_wheel_scrolls_the_preview_of_the_library_and_the_rows_beside_it() {
    let mut long = table();
    let words: Vec<String> = (0..80).map(|n| format!("word{n}")).collect();
    long.practice.summary = words.join(" ").as_str().into();
    let many = (0..40).map(|n| blank(&format!("e-{n:02}"), &format!("Practice {n:02}")));
    let mut driven = Driven::with(120, 24, Theme::default(), many.chain([long]).collect());
    driven.press("s end");
    let rows = driven.place_of("Practice 39");
    assert!(!driven.screen().contains("word69"), "{}", driven.screen());
    for _ in 0..20 {
        driven.mouse(MouseEventKind::ScrollDown, (100, 10), 1);
    }
    assert!(driven.screen().contains("word69"), "{}", driven.screen());
    assert_eq!(driven.place_of("Practice 39"), rows);
    // Another evaluation is shown from its beginning.
    driven.press("up down");
    assert!(!driven.screen().contains("word69") && driven.screen().contains("word0 "), "{}", driven.screen());
}

#[test]
fn the_wheel_goes_sideways_through_practices() {
    let many: Vec<Evaluation> = (0..40).map(|n| blank(&format!("e-{n:02}"), &format!("Practice {n:02}"))).collect();
    let mut driven = Driven::with(80, 24, Theme::default(), many);
    driven.press("p");
    let first = driven.screen();
    driven.mouse(MouseEventKind::ScrollRight, (60, 10), 1);
    let screen = driven.screen();
    assert!(screen.contains("40 practices, 2 to 9") && screen.contains("Practice 00"), "{screen}");
    driven.mouse(MouseEventKind::ScrollLeft, (60, 10), 1);
    assert_eq!(driven.screen(), first);
    let shift = |kind| MouseEvent { kind, column: 60, row: 10, modifiers: KeyModifiers::SHIFT };
    driven.hear(Msg::Mouse(shift(MouseEventKind::ScrollDown), 1));
    assert_eq!(driven.screen(), screen);
    // The chosen practice comes back with the next key.
    driven.press("down");
    assert!(driven.screen().contains("40 practices, 1 to 8"), "{}", driven.screen());
}

#[test]
fn the_screen_above_a_list_or_a_line_can_be_scrolled() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    for keys in ["enter ctrl-home ctrl-t", "ctrl-t enter f2"] {
        driven.press(keys);
        let over = driven.screen();
        let panel: String = over.lines().skip(20).collect();
        driven.wheel(true, "2.2 Empowerment").mouse(MouseEventKind::ScrollDown, (60, 7), 1);
        assert!(!driven.screen().contains("The door"), "{}", driven.screen());
        assert_eq!(driven.screen().lines().skip(20).collect::<String>(), panel);
        driven.mouse(MouseEventKind::ScrollUp, (60, 7), 1);
        assert_eq!(driven.screen(), over);
    }
}

#[test]
fn a_key_on_an_item_that_was_scrolled_away_shows_it() {
    let mut driven = Driven::with(60, 20, Theme::default(), vec![table()]);
    driven.press("enter ctrl-n ctrl-n ctrl-n ctrl-n tab home");
    let first = driven.screen();
    for _ in 0..4 {
        driven.wheel(true, "Checklist");
    }
    assert!(!driven.screen().contains("▌"), "{}", driven.screen());
    driven.press("c");
    assert!(driven.screen().contains("▌ [ ]"), "{first}\n{}", driven.screen());
    // Down goes on to the next item, as it does where nobody has scrolled, however much of the item is in sight.
    driven.wheel(true, "Checklist").press("down");
    let asked = Framework::built_in().question(4).unwrap().question.clone();
    driven.press("n");
    assert_eq!(driven.evaluation().mark(&asked.id, &asked.items[1].id), Some(Mark::NOT_MET));
}

#[test]
fn a_wheel_does_not_stand_in_for_the_key_that_was_refused() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table()]);
    let opened = |evaluation: Evaluation, read_only: Option<&str>| {
        let read_only = read_only.map(str::to_owned);
        let now = moment("11-24T14:02");
        let purpose = Purpose::Record;
        Opened { evaluation, purpose, read_only, recovered: None, modified: now, revision: Some(1) }
    };
    driven.hear(Msg::Opened(Box::new(opened(table(), Some("another window has it open")))));
    driven.press("ctrl-end").write("X");
    driven.wheel(false, "Checklist");
    driven.hear(Msg::Opened(Box::new(opened(table(), None))));
    assert!(driven.narrative().ends_with('X'), "{}", driven.screen());
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
    driven.press("home").click("Gamma", 1, 1);
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

#[test]
fn a_click_chooses_a_row_of_a_list_and_another_takes_it() {
    let mut driven = prose();
    driven.press("ctrl-t #").click("2.1  Needs", 3, 1);
    assert!(driven.screen().contains("▌ 2.1  Needs"), "{}", driven.screen());
    driven.click("2.1  Needs", 3, 1).write("There").press("enter");
    assert_eq!(driven.evaluation().jots_at(&question(3)).count(), 1);
    // The second press of a double click takes the row; a third one is nobody's.
    driven.press("ctrl-t #").click("1.3  Beneficiaries", 3, 3).write("Here").press("enter");
    assert_eq!(driven.evaluation().jots_at(&question(2)).count(), 1);
    // Where the first press takes it, the second does not fall through to the word that lies below.
    driven.press("ctrl-g").click("1  Inclusivity & Participation", 29, 2).write("X");
    assert_eq!(driven.narrative(), "one two\n三つの言葉 fourX");
    // Where no row is, nothing is chosen; in the filter the caret moves.
    driven.press("ctrl-g").write("needs").click("> needs", 2, 1).write("human ");
    driven.mouse(MouseEventKind::Down(MouseButton::Left), (5, 21), 1);
    assert!(driven.screen().contains("> human needs"), "{}", driven.screen());
}

#[test]
fn a_click_chooses_a_hit_of_the_search_and_another_opens_it() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![table(), blank("beta", "Beta kitchen")]);
    driven.press("g").write("kitchen");
    let screen = driven.screen();
    assert!(screen.contains("Beta kitchen") && !screen.contains("▌ Beta kitchen"), "{screen}");
    driven.click("Beta kitchen", 2, 1);
    assert!(driven.screen().contains("▌ Beta kitchen"), "{}", driven.screen());
    driven.click("Beta kitchen", 2, 1);
    assert_eq!(driven.evaluation().title(), "Beta kitchen");
}

#[test]
fn a_click_puts_the_caret_in_a_prompt_a_jot_and_a_reason() {
    let mut driven = Driven::new(80, 24);
    driven.press("n").write("Centre").click("Centre", 3, 1).write("|").press("enter");
    assert_eq!(driven.evaluation().title(), "Cen|tre");
    driven
        .press("ctrl-t tab")
        .write("Anna")
        .press("tab")
        .write("She said")
        .click("said", 0, 1)
        .write("has ")
        .press("enter");
    assert_eq!(driven.evaluation().jots[0].text.as_str(), "She has said");
    driven.press("tab x").write("No kitchen").click("kitchen", 0, 1).write("big ");
    assert_eq!(driven.evaluation().not_applicable(&question(0)).map(Text::as_str), Some("No big kitchen"));
}

#[test]
fn a_click_chooses_a_jot_of_the_tray() {
    let mut driven = prose();
    for n in 0..12 {
        driven.press("ctrl-t").write(&format!("Jot number {n:02}")).press("enter");
    }
    driven.press("ctrl-o end");
    let screen = driven.screen();
    let (_, row) = driven.place_of("Jot number 08");
    driven.click("Jot number 08", 3, 1);
    assert_eq!(driven.place_of("Jot number 08").1, row, "{screen}\n{}", driven.screen());
    driven.press("2 1 b a");
    assert_eq!(driven.evaluation().jots_at(&question(3)).next().unwrap().text.as_str(), "Jot number 08");
    driven.press("home").wheel(true, "Jot number 00").press("2 1 b");
    assert!(driven.evaluation().jots[0].filed.is_some());
}

//! The wheel changes what is seen and nothing else: in every scene and size, wherever the pointer is, whichever way it turns.

use super::*;
use crate::model::{Entry, Visit};

/// Both ways, both directions.
const TURNS: [MouseEventKind; 4] =
    [MouseEventKind::ScrollDown, MouseEventKind::ScrollUp, MouseEventKind::ScrollRight, MouseEventKind::ScrollLeft];
const HELD: [KeyModifiers; 3] = [KeyModifiers::SHIFT, KeyModifiers::CONTROL, KeyModifiers::ALT];
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (60, 20)];

/// Scenes with more than fits: long texts, many rows, a wide portfolio, each with the keys that lead there.
const LONG: [&str; 19] = [
    "",
    "ctrl-home",
    "shift-up shift-up",
    "f4",
    "f4 tab",
    "tab",
    "shift-tab",
    "esc",
    "esc x 'because",
    "ctrl-t",
    "ctrl-t 'x",
    "ctrl-d",
    "ctrl-d tab tab tab tab tab tab",
    "ctrl-d tab tab tab tab tab tab ctrl-home",
    "ctrl-o",
    "ctrl-o a down down",
    "f8 'x",
    "ctrl-r",
    "ctrl-g",
];
const MANY: [&str; 12] = [
    "",
    "down down",
    "/ 'prac",
    "end",
    "p",
    "p down right",
    "p t",
    "p o",
    "g 'practice",
    "c",
    "/ 'long enter c 'long enter",
    "/ 'long enter c 'long enter down down",
];

fn long() -> Evaluation {
    let mut evaluation = table();
    let text = (0..40).map(|n| format!("Row {n} of a long text, which goes on and on.")).collect::<Vec<_>>().join("\n");
    evaluation.practice.summary = text.as_str().into();
    evaluation.answers.get_mut(&question(0)).unwrap().narrative = text.as_str().into();
    for n in 0..9 {
        let visit = Visit::on(scenes::id(&format!("v-{n}")), format!("2026-11-0{}", n + 1).as_str().into());
        evaluation.apply(&Edit::add(&evaluation, Entry::Visit(visit))).unwrap();
    }
    evaluation
}

fn long_scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for keys in LONG {
        let mut driven = Driven::with(80, 24, Theme::default(), vec![long()]);
        driven.open(&long().id, Purpose::Record);
        go(&mut driven, &format!("ctrl-g '1.1 enter ctrl-end ctrl-t 'jotted enter {keys}"));
        scenes.push(Scene { name: format!("long: {keys}"), driven });
    }
    let mut many: Vec<Evaluation> = (0..50).map(|n| blank(&format!("e-{n:02}"), &format!("Practice {n:02}"))).collect();
    many.push(long());
    many.push(Evaluation { id: scenes::id("z-twin"), ..long() });
    for keys in MANY {
        let mut driven = Driven::with(80, 24, Theme::default(), many.clone());
        driven.press("home");
        go(&mut driven, keys);
        scenes.push(Scene { name: format!("many: {keys}"), driven });
    }
    scenes
}

/// Every scene, those with more than fits in every size.
fn all_scenes() -> Vec<Scene> {
    let long = long_scenes();
    let in_size = |(width, height)| {
        long.iter().map(move |Scene { name, driven }| {
            let mut driven = driven.clone();
            driven.hear(Msg::Resized(width, height));
            driven.effects.clear();
            Scene { name: format!("{width}×{height} {name}"), driven }
        })
    };
    scenes().into_iter().chain(SIZES.into_iter().flat_map(in_size)).collect()
}

/// Places of the pointer all over the screen, its edges among them.
fn places((width, height): (u16, u16)) -> Vec<(u16, u16)> {
    let across = (0..width).step_by(11).chain([width - 1]);
    across.flat_map(|column| (0..height).map(move |row| (column, row))).collect()
}

impl Driven {
    fn turn(&mut self, kind: MouseEventKind, modifiers: KeyModifiers, (column, row): (u16, u16)) {
        self.hear(Msg::Mouse(MouseEvent { kind, column, row, modifiers }, 1));
    }

    fn turned(&self, kind: MouseEventKind, times: usize, at: (u16, u16)) -> Driven {
        let mut turned = self.clone();
        (0..times).for_each(|_| turned.turn(kind, KeyModifiers::NONE, at));
        turned
    }

    fn turned_to_end(&self, kind: MouseEventKind, at: (u16, u16)) -> Driven {
        let further = self.turned(kind, 20, at);
        if further.screen() == self.screen() { further } else { further.turned_to_end(kind, at) }
    }

    /// All that the program knows but for what is in sight: which row is at the top, whether the choice is seen, which rows
    /// were wrapped for that, where those in sight stand.
    fn unseen(&self) -> String {
        const SEEN: [&str; 5] = [" top: ", " in_sight: ", " layout: ", " rows: [0", " rows: []"];
        let known = format!("{:?}", self.app);
        let (mut unseen, mut rest) = (String::new(), known.as_str());
        while let Some(at) = SEEN.iter().filter_map(|name| rest.find(name)).min() {
            unseen.push_str(&rest[..at]);
            rest = &rest[at + len_of_field(&rest[at..])..];
        }
        unseen + rest
    }
}

/// How much of what a value shows of itself belongs to its first field, none of which holds a text.
fn len_of_field(shown: &str) -> usize {
    let mut depth = 0;
    let ends = |c: char| {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        depth < 0 || depth == 0 && c == ','
    };
    shown.find(ends).unwrap_or(shown.len())
}

#[test]
fn what_is_not_seen_is_all_but_the_rows_in_sight() {
    let mut driven = Driven::with(80, 24, Theme::default(), vec![long()]);
    driven.press("enter");
    let [mut scrolled, mut typed] = [driven.clone(), driven.clone()];
    scrolled.turn(MouseEventKind::ScrollUp, KeyModifiers::NONE, (40, 6));
    typed.press("up");
    assert_ne!(scrolled.screen(), driven.screen());
    assert!(scrolled.unseen() == driven.unseen() && typed.unseen() != driven.unseen());
}

#[test]
fn the_wheel_changes_what_is_seen_and_nothing_else() {
    for Scene { name, driven } in all_scenes() {
        let (before, caret) = (driven.unseen(), driven.caret());
        for kind in TURNS {
            let mut scrolled = driven.clone();
            for (n, at) in places(driven.app.cx.size).into_iter().enumerate() {
                scrolled.turn(kind, KeyModifiers::NONE, at);
                scrolled.turn(kind, HELD[n % HELD.len()], at);
            }
            let at = |after: &Driven| format!("{name}, {kind:?}\n{}\n{}", driven.screen(), after.screen());
            assert!(scrolled.effects.is_empty(), "{:?} {}", scrolled.effects, at(&scrolled));
            assert_same(&before, &scrolled.unseen(), || at(&scrolled));
            // What is typed goes on where the caret is, and brings it back.
            let mut unscrolled = driven.clone();
            for driven in [&mut scrolled, &mut unscrolled] {
                driven.write("z");
            }
            assert_same(&unscrolled.unseen(), &scrolled.unseen(), || at(&scrolled));
            assert_eq!(scrolled.caret().is_some(), caret.is_some(), "{}", at(&scrolled));
            assert_eq!(scrolled.before_caret(), unscrolled.before_caret(), "{}", at(&scrolled));
        }
    }
}

/// Compares what two programs know; says where they begin to differ.
fn assert_same(one: &str, other: &str, at: impl Fn() -> String) {
    if one != other {
        let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
        let around = |text: &str| text.chars().skip(same.saturating_sub(300)).take(600).collect::<String>();
        panic!("{}\n{}\n{}", at(), around(one), around(other));
    }
}

#[test]
fn whatever_is_done_next_is_done_as_if_nobody_had_scrolled() {
    // One status of those that take content, one of those that do not.
    let is_like_another = |scene: &Scene| ["submitted", "returned"].iter().any(|status| scene.name.starts_with(status));
    for Scene { name, driven } in scenes().into_iter().filter(|scene| !is_like_another(scene)).chain(long_scenes()) {
        let mut scrolled = driven.clone();
        for at in places(driven.app.cx.size) {
            (0..3).for_each(|_| scrolled.turn(MouseEventKind::ScrollDown, KeyModifiers::NONE, at));
        }
        for key in driven.keys().into_iter().chain([Key::named("z")]) {
            let called = command::called(key, driven.app.scopes());
            // Side by side one reads on from what is in sight.
            if matches!((&driven.app.open, called), (Some(Screen::Compare(_)), Some(Action::Go(_)))) {
                continue;
            }
            let [mut one, mut other] = [driven.clone(), scrolled.clone()];
            for driven in [&mut one, &mut other] {
                driven.hear(Msg::Key(key.event()));
            }
            let at = || format!("{name}: {key}\n{}\n{}", one.screen(), other.screen());
            assert_eq!(other.effects, one.effects, "{}", at());
            assert_same(&one.unseen(), &other.unseen(), at);
            let writes = match called {
                None => key.typed().is_some(),
                Some(action) => {
                    matches!(action, Action::Move(_) | Action::Select(_) | Action::Delete(_) | Action::Break)
                }
            };
            assert!(!writes || other.caret().is_some() == one.caret().is_some(), "{}", at());
        }
    }
}

#[test]
fn nothing_scrolls_past_its_ends_and_the_first_turn_back_is_seen() {
    use MouseEventKind::{ScrollDown, ScrollUp};
    // What is in sight does not depend on the status.
    for Scene { name, driven } in all_scenes().into_iter().filter(|scene| !scene.name.contains("ed: ")) {
        let (width, height) = driven.app.cx.size;
        let columns = [1, width / 2, width - 2];
        for at in columns.into_iter().flat_map(|column| (1..height).step_by(5).map(move |row| (column, row))) {
            let [up, down] = [ScrollUp, ScrollDown].map(|kind| driven.turned(kind, 1, at).screen());
            if up == down {
                continue;
            }
            let top = driven.turned_to_end(ScrollUp, at);
            let bottom = top.turned_to_end(ScrollDown, at);
            let is_long = top.screen() != bottom.screen();
            for (end, further, back) in [(&top, ScrollUp, ScrollDown), (&bottom, ScrollDown, ScrollUp)] {
                let shown = end.screen();
                assert_eq!(end.turned(further, 3, at).screen(), shown, "{name}, {at:?}");
                assert_eq!(end.turned(back, 1, at).screen() != shown, is_long, "{name}, {at:?}\n{shown}");
            }
        }
    }
}

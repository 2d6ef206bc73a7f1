//! The laws of the design, held in every scene: each mode of each screen, in each status, with what comes over it.

use super::{
    commands::starts::{long_sided, revised},
    moving::{moved_on, orphaned},
    scenes::{act, blank, conflict, push, question, rival, table},
    *,
};
use crate::model::{Detail, Edit, Entry, Field, Part, Records, Step, difference::difference};
use crate::text::Splice;
use crate::ui::Direction;
use crate::ui::command::COMMANDS;

mod wheel;

/// A letter that no command has.
const LETTER: &str = "ß";
/// A text that is found nowhere.
const PASTED: &str = "ßpastedß";

/// A place of the program: its name, and how one comes there.
#[derive(Clone)]
pub(super) struct Scene {
    pub(super) name: String,
    pub(super) driven: Driven,
}

/// The modes of an evaluation that is open, by the keys that lead there; what follows a `'` is typed.
const MODES: [&str; 36] = [
    "",
    "tab",
    "tab down",
    "shift-tab",
    "esc",
    "esc x",
    "f4",
    "ctrl-d",
    "ctrl-d tab tab tab tab tab tab",
    "shift-tab a",
    "ctrl-o",
    "ctrl-o 9",
    "ctrl-o a e",
    "ctrl-o e tab",
    "f6",
    "ctrl-t",
    "ctrl-t tab",
    "ctrl-t 'x",
    "f8",
    "f8 'x",
    "ctrl-k",
    "f1",
    "ctrl-g",
    "f2",
    "f3",
    "f3 'e enter 'i enter",
    "ctrl-r",
    "ctrl-r o",
    "ctrl-r r",
    "ctrl-r tab",
    "ctrl-r shift-right",
    "alt-p",
    "alt-p a 'one",
    "alt-p a 'one enter",
    "alt-p a 'one enter enter",
    "alt-p a 'one enter enter enter",
];

/// The places of the library and what is opened from it.
const PLACES: [&str; 17] = [
    "",
    "/",
    "/ 'be",
    "g 'kitchen",
    "end delete",
    "delete t",
    "e",
    "e enter",
    "i",
    ",",
    "n",
    "p",
    "p t",
    "p o",
    "p f",
    "c",
    "c enter",
];

/// The acts that lead to each status.
const STATUSES: [(&str, &[Step]); 4] = [
    ("draft", &[]),
    ("submitted", &[Step::Submit]),
    ("returned", &[Step::Submit, Step::Return]),
    ("approved", &[Step::Submit, Step::Approve]),
];

fn go(driven: &mut Driven, keys: &str) {
    for step in keys.split_whitespace() {
        match step.strip_prefix('\'').filter(|text| !text.is_empty()) {
            Some(text) => driven.write(text),
            None => driven.press(step),
        };
    }
}

/// Another version of the evaluation, with two choices to be made.
fn rivals(theirs: Evaluation) -> Msg {
    let choice = |detail, ours, theirs| conflict(Part::Text(Field::Practice(detail)), Some(ours), Some(theirs));
    let title = choice(Detail::Title, "The Long Table, Brzezina", "Their table");
    let place = choice(Detail::Place, "Brzezina Dolna", "Brzezina");
    rival(theirs, vec![title, place])
}

/// The sample in a status, recorded, with a word typed, a mark set and a jot taken down.
fn open(steps: &[Step]) -> Driven {
    let mut evaluation = table();
    for (n, step) in steps.iter().enumerate() {
        push(&mut evaluation.acts, act(&format!("a-{n}"), *step, "11-20T10:00"));
    }
    let mut theirs = evaluation.clone();
    (theirs.practice.title, theirs.practice.place) = ("Their table".into(), "Brzezina".into());
    let mut driven = Driven::with(80, 24, Theme::default(), vec![evaluation, blank("beta", "Beta")]);
    driven.open(&table().id, Purpose::Record);
    driven.hear(rivals(theirs));
    go(&mut driven, "ctrl-g '1.1 enter ctrl-end 'word ctrl-t 'jotted enter");
    driven
}

/// Every scene.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (status, steps) in STATUSES {
        for keys in MODES {
            let mut driven = open(steps);
            go(&mut driven, keys);
            scenes.push(Scene { name: format!("{status}: {keys}"), driven });
        }
    }
    for keys in PLACES {
        let mut driven =
            Driven::with(80, 24, Theme::default(), vec![table(), blank("beta", "Beta"), blank("gamma", "Beta")]);
        driven.press("home");
        go(&mut driven, keys);
        scenes.push(Scene { name: format!("library: {keys}"), driven });
    }
    scenes.push(Scene { name: "revisions".to_owned(), driven: revised() });
    scenes.push(Scene {
        name: "long choices".to_owned(),
        driven: {
            let mut d = long_sided();
            d.press("f6");
            d
        },
    });
    for (name, begun, keys) in [
        ("another version", moved_on as fn() -> Driven, "alt-u"),
        ("moved", moved_on, "alt-u enter"),
        ("not asked", orphaned, ""),
        ("not asked, listed", orphaned, "alt-l"),
        ("not asked, chosen", orphaned, "alt-l down enter"),
        ("not asked, reviewed", orphaned, "ctrl-r o"),
    ] {
        let mut driven = begun();
        driven.press(keys);
        scenes.push(Scene { name: name.to_owned(), driven });
    }
    for scene in &mut scenes {
        scene.driven.effects.clear();
    }
    scenes
}

impl Driven {
    /// Where the caret is seen.
    fn caret(&self) -> Option<(u16, u16)> {
        let (width, height) = self.app.cx.size;
        view(&self.app, &mut Buffer::empty(ratatui::layout::Rect::new(0, 0, width, height)))
    }

    /// The cell left of the caret.
    fn before_caret(&self) -> Option<String> {
        let (x, y) = self.caret()?;
        Some(self.terminal().backend().buffer()[(x.checked_sub(1)?, y)].symbol().to_owned())
    }

    fn notice(&self) -> Option<String> {
        self.app.cx.notice.as_ref().map(|notice| match notice {
            Notice::Info(line) | Notice::Error(line) => line.clone(),
        })
    }

    /// Everything that is kept, but for the trash: what the journals would give back, the choices left where there are any.
    fn kept_state(&self) -> (Vec<Evaluation>, Option<usize>) {
        // Acts are not undone but followed by another one, which takes more keys: its reason.
        let without_acts = |one: &Evaluation| Evaluation { acts: Records::default(), ..one.clone() };
        let choices = self.app.session().map(|session| session.conflicts().count());
        (self.library.values().map(without_acts).collect(), choices)
    }

    /// Whether the same is kept here as there. What is not open shows no choices; they are asked for when it is opened.
    fn keeps_the_same(&self, other: &Driven) -> bool {
        let ((one, choices), (another, other_choices)) = (self.kept_state(), other.kept_state());
        one == another && (choices == other_choices || choices.and(other_choices).is_none())
    }

    /// Every key that does something here.
    fn keys(&self) -> Vec<Key> {
        let keys = COMMANDS.iter().flat_map(|row| match row.action {
            Action::Criterion(_) => vec![Key::named("1"), Key::named("9")],
            _ => row.keys.to_vec(),
        });
        let mut keys: Vec<Key> = keys.filter(|key| command::called(*key, self.app.scopes()).is_some()).collect();
        keys.sort_by_key(ToString::to_string);
        keys.dedup();
        keys
    }
}

#[test]
fn a_letter_or_a_pasted_text_changes_the_text_at_the_visible_caret_or_nothing_and_says_so() {
    for Scene { name, driven } in scenes() {
        let letter = Msg::Key(KeyEvent::new(KeyCode::Char('ß'), KeyModifiers::NONE));
        for msg in [letter, Msg::Paste(PASTED.to_owned()), Msg::Burst(PASTED.to_owned())] {
            let (mut after, at) = (driven.clone(), format!("{name}, {msg:?}"));
            after.hear(msg);
            let typed = after.before_caret().as_deref() == Some(LETTER);
            assert!(typed || after.notice().is_some(), "{at}: neither typed nor said\n{}", after.screen());
            assert!(!typed || driven.caret().is_some(), "{at}: typed where no caret was\n{}", after.screen());
            let (Some(before), Some(now)) = (driven.app.evaluation(), after.app.evaluation()) else { continue };
            let changes = difference(before, now);
            assert!(typed || changes.is_empty(), "{at}: {changes:?}\n{}", after.screen());
            assert!(changes.iter().all(|edit| format!("{edit:?}").contains(LETTER)), "{at}: {changes:?}");
            assert_eq!(after.kept(), after.evaluation(), "{at}");
        }
    }
}

#[test]
fn no_key_does_what_neither_undo_nor_a_second_key_takes_back() {
    for Scene { name, driven } in scenes() {
        for key in driven.keys() {
            let mut after = driven.clone();
            after.hear(Msg::Key(key.event()));
            // An evaluation that comes to the others takes nothing away.
            let only_added = driven.library.iter().all(|(id, one)| after.library.get(id) == Some(one));
            if after.keeps_the_same(&driven) || only_added && after.library.len() > driven.library.len() {
                continue;
            }
            let back = |second: Key| {
                let mut back = after.clone();
                back.hear(Msg::Key(second.event()));
                back.keeps_the_same(&driven)
            };
            let takes_back = back(Key::named("ctrl-z")) || after.keys().into_iter().any(back);
            assert!(takes_back, "{name}: {key}\n{}\n{}", driven.screen(), after.screen());
        }
    }
}

#[test]
fn what_the_journal_refuses_leaves_evaluation_stack_and_journal_as_they_were() {
    for Scene { name, driven } in scenes() {
        let Some(before) = driven.app.evaluation().cloned() else { continue };
        for key in driven.keys().into_iter().chain([Key::named("z")]) {
            let mut after = driven.clone();
            let effects = after.app.update(Msg::Key(key.event()), after.now);
            let journalled = effects.iter().filter(|effect| matches!(effect, Effect::Journal(_))).count();
            if journalled != 1 {
                continue;
            }
            after.hear(Msg::Refused("the change is too large".to_owned()));
            let at = format!("{name}: {key}\n{}", after.screen());
            assert_eq!(after.evaluation(), &before, "{at}");
            assert!(after.screen().contains("too large"), "{at}");
            // Undo and redo go on as if the key had not been pressed.
            let session = |driven: &Driven, direction| driven.app.session().unwrap().next_reversal(direction);
            for direction in [Direction::Undo, Direction::Redo] {
                assert_eq!(session(&after, direction), session(&driven, direction), "{at}");
            }
        }
    }
}

#[test]
fn an_undo_or_redo_that_fails_leaves_everything_as_it_was() {
    for Scene { name, driven } in scenes().into_iter().filter(|scene| scene.driven.app.evaluation().is_some()) {
        for (key, direction) in [("ctrl-z", Direction::Undo), ("ctrl-y", Direction::Redo)] {
            let mut after = driven.clone();
            after.press(key);
            let failed = after.app.cx.notice.as_ref().is_some_and(|notice| matches!(notice, Notice::Error(_)));
            let next = |driven: &Driven| driven.app.session().unwrap().next_reversal(direction);
            if failed {
                assert_eq!((after.kept_state(), next(&after)), (driven.kept_state(), next(&driven)), "{name}: {key}");
            }
            assert_eq!(after.kept(), after.evaluation(), "{name}: {key}");
        }
    }
}

/// The text into which a letter would go, where one is typed.
fn text_at_caret(driven: &Driven) -> Option<Field> {
    let mut typed = driven.clone();
    typed.write("ß");
    difference(driven.app.evaluation()?, typed.app.evaluation()?).into_iter().find_map(|edit| match edit {
        Edit::Splice { field, .. } => Some(field),
        Edit::Insert { record, .. } => match record {
            Entry::Jot(jot) => Some(Field::Jot(jot.id)),
            Entry::Remark(remark) => Some(Field::Remark(remark.id)),
            other => panic!("a letter made {other:?}"),
        },
        _ => None,
    })
}

#[test]
fn an_undo_or_redo_shows_what_it_changed_or_says_it_and_the_caret_is_in_it_or_where_it_was() {
    for Scene { name, driven } in scenes().into_iter().filter(|scene| scene.driven.app.evaluation().is_some()) {
        for key in driven.keys() {
            let (mut after, first) = (driven.clone(), text_at_caret(&driven));
            after.hear(Msg::Key(key.event()));
            if after.app.session().is_none() {
                continue;
            }
            for (reverse, said) in
                [("ctrl-z", "Undo: "), ("ctrl-z", "Undo: "), ("ctrl-y", "Redo: "), ("ctrl-y", "Redo: ")]
            {
                let (before, caret) = (after.evaluation().clone(), text_at_caret(&after));
                after.press(reverse);
                let changes = difference(&before, after.evaluation());
                if changes.is_empty() {
                    continue;
                }
                let at = format!("{name}: {key}, {reverse}: {changes:?}\n{}", after.screen());
                let now = text_at_caret(&after);
                let is_in_it = now.clone().is_some_and(|field| {
                    let text = Part::Text(field);
                    changes.iter().flat_map(Part::of).any(|part| part.touches(&text))
                });
                // An empty line waits for a letter of its own.
                let waits = matches!(now, Some(Field::Jot(_) | Field::Remark(_)));
                assert!(is_in_it || waits || now.is_none() || now == caret || now == first, "{at}");
                assert!(is_in_it || waits || after.notice().is_some_and(|line| line.starts_with(said)), "{at}");
            }
        }
    }
}

#[test]
fn a_merge_closes_nothing_and_leaves_the_caret_where_it_stands_in_the_text() {
    for Scene { name, driven } in scenes() {
        let Some(before) = driven.app.evaluation().cloned() else { continue };
        let mut merged = before.clone();
        for (field, at) in
            [(Field::Narrative(question(0)), 0), (Field::Practice(Detail::Title), 0), (Field::Evaluators, 0)]
        {
            // Whatever the status: what comes from outside does not ask ours.
            let splice = splice(at, "", "from outside ");
            merged.take_back(&Edit::Splice { field, splice }.inverse()).unwrap();
        }
        let mut after = driven.clone();
        after.library.insert(merged.id.clone(), merged.clone());
        after.hear(Msg::Merged(Box::new(merged.clone())));
        let at = format!("{name}\n{}\n{}", driven.screen(), after.screen());
        assert_eq!(after.app.scopes(), driven.app.scopes(), "{at}");
        assert_eq!(after.caret().is_some(), driven.caret().is_some(), "{at}");
        // A letter goes where it would have gone.
        let [mut typed, mut twin] = [after.clone(), driven.clone()];
        typed.write("z");
        twin.write("z");
        let [ours, theirs] = [(&merged, &typed), (&before, &twin)].map(|(from, to)| {
            let now = to.evaluation();
            difference(from, now).into_iter().map(|edit| around(&edit, now)).collect::<Vec<_>>()
        });
        assert_eq!(ours, theirs, "{at}");
        // What was undone before is undone after it, and nothing else is.
        if driven.app.session().unwrap().next_reversal(Direction::Undo).is_some() && before.status().accepts_content() {
            let mut undone = after.clone();
            let stays = undone.app.session_mut().unwrap().reverse(Direction::Undo);
            assert!(stays.0.is_some() && stays.1.is_done(), "{at}\n{:?}", stays.1);
            let narrative = undone.evaluation().narrative(&question(0));
            assert!(narrative.starts_with("from outside "), "{at}\n{narrative}");
        }
    }
}

/// A change of a text with the letters around it: its place in words of the text.
fn around(edit: &Edit, evaluation: &Evaluation) -> String {
    match edit {
        Edit::Splice { field, splice } => {
            let (before, after) = evaluation.field(field).unwrap_or("").split_at(splice.at);
            let before: String = before.chars().rev().take(6).collect();
            format!("{field:?} {before} {}", after.chars().take(8).collect::<String>())
        }
        Edit::Insert { record, .. } => format!("{:?}", std::mem::discriminant(record)),
        other => format!("{other:?}"),
    }
}

fn splice(at: usize, removed: &str, inserted: &str) -> Splice {
    Splice { at, removed: removed.into(), inserted: inserted.into() }
}

/// The keys that a line names, but for those behind "then", which are for the place that the first leads to.
fn keys_named(line: &str) -> Vec<Key> {
    let words =
        line.split(|c: char| c.is_whitespace() || "();".contains(c)).map(|word| word.trim_matches([',', '.', ':']));
    let words: Vec<&str> = words.collect();
    let is_verb = |word: &str| ["shows", "begins", "explains", "brings", "goes", "takes", "says"].contains(&word);
    let is_key = |n: usize| {
        let word = words[n];
        let named = ["Ctrl-", "Alt-", "Shift-"].iter().any(|held| word.starts_with(held))
            || ["Esc", "Enter", "Tab", "Space", "PageUp", "PageDown", "Delete"].contains(&word)
            || word.strip_prefix('F').is_some_and(|n| n.len() == 1 && n.parse::<u8>().is_ok());
        let letter = word.len() == 1 && word != "-" && words.get(n + 1).is_some_and(|next| is_verb(next));
        (named || letter) && (n == 0 || words[n - 1] != "then")
    };
    (0..words.len()).filter(|n| is_key(*n)).map(|n| Key::named(&words[n].to_lowercase())).collect()
}

#[test]
fn a_message_names_only_keys_that_work_where_it_is_read() {
    assert_eq!(keys_named("1 changed: e, then F6 shows them; Ctrl-Z brings it back, t shows it").len(), 2);
    for Scene { name, driven } in scenes() {
        for key in driven.keys().into_iter().chain([Key::named("z"), Key::named("alt-z")]) {
            let mut after = driven.clone();
            after.hear(Msg::Key(key.event()));
            let Some(line) = after.notice().filter(|line| !line.ends_with("does nothing here")) else { continue };
            for named in keys_named(&line) {
                let does = command::called(named, after.app.scopes());
                assert!(does.is_some(), "{name}: {key}: {line:?} names {named}\n{}", after.screen());
            }
        }
    }
}

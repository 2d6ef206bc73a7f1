//! Every row of the table of commands is called by each of its keys, and does what it says.

use self::{cases::cases, starts::prose};
use super::*;
use crate::ui::{COMMANDS, Command};

mod cases;
pub(super) mod starts;

/// A command called: where, by which key, after which others, and what is to be seen of it.
struct Case {
    scope: Scope,
    /// One of its keys, or its label where only the palette calls it.
    key: &'static str,
    scene: fn() -> Driven,
    /// The keys before; what follows a `'` is typed.
    lead: &'static str,
    seen: Seen,
}

/// What is so after a command and was not before.
enum Seen {
    /// This stands on the screen.
    Shows(&'static str),
    /// This stood on the screen and does not any more.
    Hides(&'static str),
    /// The screen is another one.
    Changes,
    /// Keys are asked for in this scope first.
    In(Scope),
    /// The first narrative, with a stroke where the caret is or instead of what is selected.
    Caret(&'static str),
    /// The shell is asked for this.
    Asks(fn(&Effect) -> bool),
}

use Scope as S;
use Seen::{Asks, Caret, Changes, Hides, In, Shows};

fn case(scope: Scope, key: &'static str, scene: fn() -> Driven, lead: &'static str, seen: Seen) -> Case {
    Case { scope, key, scene, lead, seen }
}

impl Case {
    /// The row of the table that it is about.
    fn row(&self) -> &'static Command {
        let rows = || COMMANDS.iter().filter(|row| row.scope == self.scope);
        let by_label = rows().find(|row| row.keys.is_empty() && row.label == self.key);
        let by_key = || rows().find(|row| row.called_by(Key::named(self.key)).is_some());
        by_label.or_else(by_key).unwrap_or_else(|| panic!("{:?} has no {}", self.scope, self.key))
    }

    /// The keys to try: all of the row's that reach it there, or one where each says something else; none where only the
    /// palette calls it.
    fn keys(&self) -> Vec<Key> {
        let Command { keys, action, .. } = self.row();
        if let Action::Criterion(_) = action {
            return vec![Key::named(self.key)];
        }
        let scopes = self.before().app.scopes();
        keys.iter().copied().filter(|key| command::called(*key, scopes) == Some(*action)).collect()
    }

    /// The program just before the key.
    fn before(&self) -> Driven {
        let mut driven = (self.scene)();
        for step in self.lead.split_whitespace() {
            match step.strip_prefix('\'').filter(|text| !text.is_empty()) {
                Some(text) => driven.write(text),
                None => driven.press(step),
            };
        }
        driven.effects.clear();
        driven
    }

    fn try_key(&self, key: Option<Key>) {
        let row = self.row();
        let mut driven = self.before();
        let before = driven.screen();
        let name = key.map_or("palette".to_owned(), |key| key.to_string());
        let at = format!("{:?} {name} ({}) after {:?} on\n{before}", self.scope, row.label, self.lead);
        match key {
            None => drop(driven.press("ctrl-k").write(row.label).press("enter")),
            Some(key) => {
                let called = command::called(key, driven.app.scopes());
                assert!(called.is_some() && called == row.called_by(key), "{called:?} {at}");
                driven.hear(Msg::Key(key.event()));
            }
        }
        let after = driven.screen();
        match &self.seen {
            Shows(text) => assert!(!before.contains(text) && after.contains(text), "{at}\nno {text:?} in\n{after}"),
            Hides(text) => assert!(before.contains(text) && !after.contains(text), "{at}\nstill {text:?} in\n{after}"),
            Changes => assert_ne!(before, after, "{at}"),
            In(scope) => assert_eq!(driven.app.scopes()[0], *scope, "{at}"),
            Caret(expected) => {
                let selects = matches!(row.action, Action::Select(_) | Action::SelectAll);
                let narrative = driven.evaluation().narrative(&scenes::question(0));
                assert!(selects || narrative == expected.replace('|', ""), "{at}");
                driven.write("|");
                assert_eq!(driven.evaluation().narrative(&scenes::question(0)), *expected, "{at}");
            }
            Asks(is_it) => assert!(driven.effects.iter().any(is_it), "{at}\nasked only for {:?}", driven.effects),
        }
        if driven.app.evaluation().is_some() {
            assert_eq!(driven.kept(), driven.evaluation(), "{at}");
        }
    }
}

#[test]
fn every_command_does_what_it_says_by_each_of_its_keys() {
    for case in cases() {
        let only_palette = case.row().keys.is_empty();
        let keys = case.keys();
        assert!(only_palette || !keys.is_empty(), "{:?} {} is out of reach", case.scope, case.key);
        keys.into_iter().map(Some).chain(only_palette.then_some(None)).for_each(|key| case.try_key(key));
    }
}

#[test]
fn no_command_is_without_a_case() {
    let cases = cases();
    let without: Vec<_> = COMMANDS
        .iter()
        .filter(|row| !cases.iter().any(|case| std::ptr::eq(case.row(), *row)))
        .map(|row| (row.scope, row.keys.first().map(ToString::to_string), row.label))
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn digits_choose_a_criterion_and_say_where_there_is_none() {
    for (digit, number) in [("1", "1.1"), ("2", "2.1"), ("3", "3.1"), ("4", "4.1"), ("5", "5.1")] {
        let mut driven = prose();
        driven.press(&format!("end esc {digit}"));
        assert!(driven.screen().contains(&format!("{number}  ")), "{}", driven.screen());
        driven.press(&format!("enter alt-1 alt-{digit}"));
        assert!(driven.screen().contains(&format!("{number}  ")), "{}", driven.screen());
    }
    let mut driven = prose();
    driven.press("esc 6");
    assert!(driven.screen().contains("This framework has 5 criteria"), "{}", driven.screen());
}

#[test]
fn no_scope_hides_a_command_of_another_altogether() {
    let mut stacks: Vec<&'static [Scope]> = cases().iter().map(|case| case.before().app.scopes()).collect();
    stacks.sort_by_key(|stack| format!("{stack:?}"));
    stacks.dedup();
    assert!(stacks.iter().flat_map(|stack| stack.iter()).all(|scope| Scope::ALL.contains(scope)));
    for stack in stacks {
        let types = stack.iter().any(|scope| scope.types());
        for row in command::in_scopes(stack).filter(|row| !row.keys.is_empty()) {
            let reached = |other: &Command| other.action == row.action && !other.shown_keys_in(stack).is_empty();
            // Around a text, letters are typed, and a line has no use for keys that go through rows; a jot and a reason
            // are one paragraph.
            let is_paragraph = [S::JotForm, S::Reason].contains(&stack[0]) && row.action == Action::Break;
            // Nothing lies behind the library.
            let is_first = stack[0] == S::Library && row.action == Action::Leave;
            let given_up = types && row.scope == S::Navigation || is_paragraph || is_first;
            assert!(
                given_up || command::in_scopes(stack).any(reached),
                "{:?} hides {} of {:?}",
                stack[0],
                row.label,
                row.scope
            );
        }
    }
}

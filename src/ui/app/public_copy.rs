//! Marking what public copies of the open evaluation have something else for.

use super::{App, Screen};
use crate::exchange::public;
use crate::model::{Edit, Entry, EntryKey, Id, Part, Redaction};
use crate::text::{Text, counted, words_in_line};
use crate::ui::{
    Action, Asking, Direction, Overlay, Prompt, Turn,
    overlay::{PublicCopy, public_copy},
};

impl App {
    /// Marks something, new or otherwise than before; where that can't be, the line says why, and whether it was.
    pub(super) fn redact(&mut self, redaction: &Redaction) -> bool {
        let Some(evaluation) = self.evaluation() else { return false };
        if let Err(unfit) = public::check(evaluation, redaction) {
            self.complain(unfit.to_string());
            return false;
        }
        let is_new = evaluation.redactions.get(&redaction.id).is_none();
        let edit = Edit::redact(evaluation, redaction.clone());
        let turn = self.change_redactions(edit, Some(&redaction.id).filter(|_| is_new));
        let is_done = turn.is_done();
        let told = self.told(redaction);
        self.take(turn.and_inform(told));
        is_done
    }

    /// What came of marking something, and what comes next.
    fn told(&self, redaction: &Redaction) -> String {
        let Some(evaluation) = self.evaluation() else { return String::new() };
        let at = evaluation.redactions.position(&redaction.id).unwrap_or(0);
        let places = public::places(evaluation).get(at).map_or(0, Vec::len);
        let like = public::inflected(evaluation).into_iter().filter(|one| one.redaction == redaction.id).count();
        let is_listed = matches!(self.overlays.last(), Some(Overlay::PublicCopy(_)));
        let key = if matches!(self.open, Some(Screen::Review(_))) { "P" } else { "Alt-P" };
        let next = match (like, is_listed) {
            (0, true) => String::new(),
            (0, false) => format!("; {key} lists what is marked"),
            (n, listed) => {
                let is_like = if n == 1 { "is like it and stays" } else { "are like it and stay" };
                let how = if listed { "Space has them replaced too".to_owned() } else { format!("{key} lists them") };
                format!("; {} {is_like}: {how}", counted(n, "word"))
            }
        };
        let places = counted(places, "place");
        format!("“{}” marked: {} in {places} of a public copy{next}", words_in_line(&redaction.text), redaction.with)
    }

    /// Leaves something in public copies as it is.
    pub(super) fn unredact(&mut self, redaction: Id) {
        let found = self.evaluation().and_then(|evaluation| EntryKey::Redaction(redaction).find(evaluation));
        let Some((at, record)) = found else { return };
        let text = match &record {
            Entry::Redaction(redaction) => words_in_line(&redaction.text),
            _ => String::new(),
        };
        let turn = self.change_redactions(Edit::Remove { at, record }, None);
        self.take(turn.and_inform(format!("“{text}” stays in public copies: Ctrl-Z marks it again")));
    }

    fn change_redactions(&mut self, edit: Edit, new: Option<&Id>) -> Turn {
        let Some(session) = self.session_mut() else { return Turn::stay() };
        session.close_word();
        let turn = session.change(edit);
        self.follow_redactions(new);
        turn
    }

    /// Undoes or redoes what was marked, with the list in sight as it is then. Anything else would not be seen below it.
    pub(super) fn reverse_under_list(&mut self, direction: Direction) {
        let (action, key) = match direction {
            Direction::Undo => (Action::Undo, "Ctrl-Z undoes"),
            Direction::Redo => (Action::Redo, "Ctrl-Y redoes"),
        };
        let next = self.session().and_then(|session| session.next_reversal(direction));
        let is_marking = |part: &Part| matches!(part, Part::Entry(EntryKey::Redaction(_)));
        if next.is_some_and(|edit| !Part::of(&edit).iter().all(is_marking)) {
            return self.inform(format!("Nothing more of this list: Esc, then {key} what was done elsewhere"));
        }
        let list = self.overlays.pop();
        self.act_on_screen(action);
        self.overlays.extend(list);
        self.follow_redactions(None);
    }

    /// Shows what is marked by now, where the list of it is open; something new is chosen in it.
    pub(super) fn follow_redactions(&mut self, new: Option<&Id>) {
        let Some(session) = self.session() else { return };
        let again = |list: &PublicCopy| list.again(session.evaluation(), &session.framework, new);
        let lists: Vec<(usize, PublicCopy)> = self
            .overlays
            .iter()
            .enumerate()
            .filter_map(|(n, overlay)| match overlay {
                Overlay::PublicCopy(list) => Some((n, again(list))),
                _ => None,
            })
            .collect();
        for (n, list) in lists {
            self.overlays[n] = Overlay::PublicCopy(Box::new(list));
        }
    }

    /// Asks what was typed to be replaced.
    pub(super) fn ask_kind(&mut self, text: &Text) {
        let Some(evaluation) = self.evaluation() else { return };
        match public_copy::kinds(text, evaluation, &self.cx) {
            Ok(kinds) => self.lay_over(Overlay::Choice(kinds)),
            Err(unfit) => self.complain(unfit.to_string()),
        }
    }

    /// Marks something for which it was said what stands in its place.
    pub(super) fn replaced_by(&mut self, redaction: Redaction, with: &Text) {
        let asking = Asking::Redact(redaction.clone());
        if !self.redact(&Redaction { with: with.clone(), ..redaction }) {
            // It can be said otherwise.
            self.lay_over(Overlay::Prompt(Prompt::new(asking, with)));
        }
    }
}

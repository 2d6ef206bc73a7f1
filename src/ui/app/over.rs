//! What lies over a screen, and what follows from what was filled in or chosen there.

use std::path::PathBuf;

use super::{App, Screen};
use crate::model::{Act, Edit, Entry, Evaluation, Orphan, Place, Step};
use crate::text::Text;
use crate::ui::{
    Action, Asking, Effect, Overlay, Prompt, Response, Turn,
    overlay::{Outcome, prompt::Wanted},
    screen::library,
};

impl App {
    /// Puts something over the screen; a prompt has again what was typed into it before.
    pub(super) fn lay_over(&mut self, overlay: Overlay) {
        let overlay = match overlay {
            Overlay::Prompt(prompt) => {
                let draft = self.drafts.iter().find(|(asking, _)| *asking == prompt.asking);
                let mut prompt = draft.map_or(prompt.clone(), |(asking, text)| Prompt::new(asking.clone(), text));
                // A path that is dropped, or another text that is sought, takes its place; undo brings it back.
                if matches!(
                    prompt.asking,
                    Asking::ImportPath | Asking::FrameworkPath | Asking::Find | Asking::Redact(_)
                ) {
                    prompt.select();
                }
                Overlay::Prompt(prompt)
            }
            // What was filled in before stands there again.
            Overlay::Export(sheet) => match self.export_left.take() {
                Some(left) if left.is_about_the_same(&sheet) => Overlay::Export(left),
                Some(_) | None => Overlay::Export(sheet),
            },
            other @ (Overlay::Choice(_)
            | Overlay::Reader(_)
            | Overlay::Finder(_)
            | Overlay::History(_)
            | Overlay::Moving(_)
            | Overlay::PublicCopy(_)) => other,
        };
        self.overlays.push(overlay);
    }

    /// Does what came of a key or a click on what lies over the screen.
    pub(super) fn follow(&mut self, response: Response) {
        match response {
            Response::Stay(effects) => {
                for effect in effects {
                    self.ask(effect);
                }
            }
            Response::Say(line) => self.inform(line),
            Response::Over(overlay) => self.lay_over(*overlay),
            Response::Redact(redaction) => {
                self.redact(&redaction);
            }
            Response::Unredact(redaction) => self.unredact(redaction),
            Response::Close => match self.close_overlay() {
                Some(Overlay::Prompt(prompt)) => self.drafts.push((prompt.asking.clone(), prompt.text())),
                Some(Overlay::Export(sheet)) => self.export_left = Some(sheet),
                Some(
                    Overlay::Choice(_)
                    | Overlay::Reader(_)
                    | Overlay::Finder(_)
                    | Overlay::History(_)
                    | Overlay::Moving(_)
                    | Overlay::PublicCopy(_),
                )
                | None => {}
            },
            Response::Take(outcome) => {
                self.close_overlay();
                self.choose(*outcome);
            }
        }
    }

    fn close_overlay(&mut self) -> Option<Overlay> {
        let overlay = self.overlays.pop()?;
        match &overlay {
            Overlay::Prompt(prompt) => self.drafts.retain(|(asking, _)| *asking != prompt.asking),
            Overlay::Finder(finder) => {
                self.cx.sought = finder.sought();
                self.ask(Effect::EndSearch);
            }
            Overlay::Choice(_)
            | Overlay::Reader(_)
            | Overlay::History(_)
            | Overlay::Moving(_)
            | Overlay::PublicCopy(_)
            | Overlay::Export(_) => {}
        }
        Some(overlay)
    }

    fn choose(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Nothing => {}
            Outcome::Message(msg) => self.hear(*msg),
            Outcome::Command(action) => self.act(action),
            Outcome::Place(place) => self.go(&place),
            Outcome::Effect(effect) => self.ask(effect),
            Outcome::Overlay(overlay) => self.lay_over(*overlay),
            Outcome::Filled(asking, text) => self.filled(asking, &text),
        }
    }

    /// Goes to a place of the open evaluation, which is recorded for that; a remark is shown on the reviewer's pages too.
    fn go(&mut self, place: &Place) {
        match (&mut self.open, place) {
            (Some(Screen::Review(review)), Place::Remark(question, remark)) => {
                return review.go_to_remark(question, remark.clone());
            }
            (Some(Screen::Review(_)), _) => self.turn_over(),
            (Some(Screen::Record(_) | Screen::Portfolio(_) | Screen::Compare(_)) | None, _) => {}
        }
        self.go_in_record(place);
    }

    /// Goes to a place of the evaluation that is recorded; what is not asked has none, and is shown over the screen.
    pub(super) fn go_in_record(&mut self, place: &Place) {
        let Some(Screen::Record(record)) = &mut self.open else { return };
        match record.orphan_at(place) {
            Some(orphan) => self.ask_about_orphan(&orphan),
            None => record.go(place),
        }
    }

    fn filled(&mut self, asking: Asking, typed: &Text) {
        let text = Text::from(typed.trim());
        match asking {
            Asking::Name(wanted) => {
                self.cx.settings.name = text;
                self.ask(Effect::Keep(self.cx.settings.clone()));
                self.named(wanted);
            }
            Asking::Title(named) => match self.cx.frameworks.iter().find(|framework| named.names(framework)).cloned() {
                Some(framework) => self.create(&framework, text),
                None => {
                    self.complain(format!("the framework {} was removed: n begins an evaluation of another", named.id));
                }
            },
            Asking::ImportPath => match path(&text) {
                Some(path) => {
                    // It stands there again until it was read.
                    self.drafts.push((Asking::ImportPath, typed.clone()));
                    self.ask(Effect::Import(path));
                }
                None => self.inform("No file named: nothing was imported"),
            },
            Asking::FrameworkPath => match path(&text) {
                Some(path) => {
                    // It stands there again until it was read.
                    self.drafts.push((Asking::FrameworkPath, typed.clone()));
                    self.ask(Effect::ReadFramework(path, Text::default()));
                }
                None => self.inform("No file named: nothing was imported"),
            },
            Asking::FrameworkColumns(path) => {
                self.drafts.push((Asking::FrameworkColumns(path.clone()), typed.clone()));
                self.ask(Effect::ReadFramework(path, text));
            }
            Asking::Reason(step) => self.take_step(step, text),
            Asking::ToRedact if text.is_empty() => {}
            Asking::ToRedact => self.ask_kind(&text),
            Asking::Redact(redaction) => self.replaced_by(redaction, &text),
            Asking::Find if typed.is_empty() => {}
            Asking::Find => self.on_record(|record| record.ask_replacement(typed)),
            Asking::ReplaceBy(sought) => self.on_record(|record| record.preview_replacing(&sought, typed)),
        }
    }

    fn named(&mut self, wanted: Wanted) {
        match wanted {
            Wanted::Settings => {}
            Wanted::New => {
                let turn = library::ask_framework(&self.cx);
                self.take(turn);
            }
            Wanted::Anew => {
                let turn = self.library.begin_anew(&self.cx);
                self.take(turn);
            }
            Wanted::Step(_) | Wanted::Remark(_) if self.cx.name().is_blank() => {
                self.inform("Remarks and status changes carry your name: nothing was done");
            }
            Wanted::Step(step) => self.act_on_screen(Action::Step(step)),
            Wanted::Remark(action) => self.act_on_screen(action),
        }
    }

    pub(super) fn take_step(&mut self, step: Step, reason: Text) {
        if step == Step::Return && reason.is_blank() {
            // The reason may be on its way.
            self.lay_over(Overlay::Prompt(Prompt::new(Asking::Reason(step), "")));
            return self.complain("Returning for revision needs a reason; Esc leaves it as it is");
        }
        let act = Act { id: self.cx.new_id('a'), step, name: self.cx.name().clone(), at: self.cx.now, reason };
        let now = self.cx.now;
        let Some(session) = self.session_mut() else { return };
        let title = session.evaluation().title().to_owned();
        // A change of its own: once the evaluation is reopened it is undone before what was done ahead of it.
        let end = Edit::end_visit(session.evaluation(), now).filter(|_| step == Step::Submit);
        let visit = if end.is_some() { ", and the visit has ended" } else { "" };
        let turn = end.map_or(Turn::stay(), |end| session.change(end));
        let act = Edit::add(session.evaluation(), Entry::Act(act));
        let turn = if turn.is_done() { turn.and(session.change(act)) } else { turn };
        let done = turn.is_done();
        let done_as = if step == Step::Return { "returned for revision" } else { step.done() };
        self.take(turn.and_inform(format!("“{title}” {done_as}{visit}")));
        if done {
            // The library's list says which evaluations are awaiting review.
            self.ask(Effect::List);
        }
    }

    /// Offers what can be done about something that is not asked.
    pub(super) fn ask_about_orphan(&mut self, orphan: &Orphan) {
        if let Some(Screen::Record(record)) = &self.open {
            let turn = record.ask_about_orphan(orphan, &self.cx);
            self.take(turn);
        }
    }

    /// Makes an earlier state the latest, as a change that can be undone.
    pub(super) fn restore(&mut self, earlier: &Evaluation) {
        match &mut self.open {
            Some(Screen::Record(record)) => {
                let turn = record.restore(earlier);
                self.take(turn);
            }
            Some(Screen::Review(_) | Screen::Portfolio(_) | Screen::Compare(_)) | None => {
                self.inform("Open it for editing first: e, then F7");
            }
        }
    }
}

/// A path as it was filled in; `~` in front stands for the home folder, which the shell knows.
fn path(text: &Text) -> Option<PathBuf> {
    (!text.is_blank()).then(|| PathBuf::from(text.as_str()))
}

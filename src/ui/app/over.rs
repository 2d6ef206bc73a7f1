//! What lies over a screen, and what follows from what was filled in or chosen there.

use super::{App, Screen};

use crate::{
    exchange::Export,
    model::{
        edit::{self, Edit},
        evaluation::{Act, Evaluation, Step},
        id::Id,
    },
    text::Text,
    ui::{
        command::Action,
        effect::{Effect, Purpose, Then},
        overlay::{Asking, Choice, Choosing, Overlay, Prompt, prompt::Wanted},
        screen::{
            Turn,
            compare::Pair,
            library::{self},
            write,
        },
    },
};

impl App {
    /// Puts something over the screen; a prompt has again what was typed into it before.
    pub(super) fn lay_over(&mut self, overlay: Overlay) {
        let overlay = match overlay {
            Overlay::Prompt(prompt) => {
                let draft = self.drafts.iter().find(|(asking, _)| *asking == prompt.asking);
                Overlay::Prompt(draft.map_or(prompt.clone(), |(asking, text)| Prompt::new(asking.clone(), text)))
            }
            other => other,
        };
        self.overlays.push(overlay);
    }

    pub(super) fn act_over(&mut self, action: Action) {
        match (action, self.overlays.last_mut()) {
            (Action::Leave, _) => match self.overlays.pop() {
                Some(Overlay::Prompt(prompt)) => {
                    self.drafts.retain(|(asking, _)| *asking != prompt.asking);
                    self.drafts.push((prompt.asking, prompt.editor.text()));
                }
                Some(Overlay::Finder(finder)) => finder.close(&mut self.cx),
                _ => {}
            },
            (Action::Accept, Some(Overlay::Prompt(_))) => {
                if let Some(Overlay::Prompt(prompt)) = self.overlays.pop() {
                    self.drafts.retain(|(asking, _)| *asking != prompt.asking);
                    self.answered(&prompt);
                }
            }
            (Action::Accept, Some(Overlay::Finder(finder))) => {
                if let Some(hit) = finder.chosen().cloned()
                    && let Some(Overlay::Finder(finder)) = self.overlays.pop()
                {
                    finder.close(&mut self.cx);
                    self.cx.ask(Effect::Open(hit.evaluation, Purpose::At(hit.place)));
                }
            }
            (Action::Up | Action::Down | Action::PageUp | Action::PageDown, Some(Overlay::Finder(finder))) => {
                finder.step(action);
            }
            (_, Some(Overlay::Finder(finder))) => {
                if let Some(splice) = write(action, &mut finder.sought, &mut self.cx) {
                    finder.change(&splice, &mut self.cx);
                }
            }
            (Action::Accept, Some(Overlay::Choice(choice))) => {
                if let Some(chosen) = choice.chosen()
                    && let Some(Overlay::Choice(choice)) = self.overlays.pop()
                {
                    self.chose(&choice, chosen);
                }
            }
            (_, Some(Overlay::Reader(reader))) => reader.scroll(action),
            (_, Some(Overlay::History(_))) => self.act_on_history(action),
            (Action::Up | Action::Down | Action::PageUp | Action::PageDown, Some(Overlay::Choice(choice))) => {
                choice.step(action);
            }
            (_, Some(Overlay::Choice(choice))) => {
                if let Some(splice) = write(action, &mut choice.filter, &mut self.cx) {
                    choice.change_filter(&splice);
                }
            }
            (_, Some(Overlay::Prompt(prompt))) => {
                if let Some(splice) = write(action, &mut prompt.editor, &mut self.cx) {
                    prompt.editor.apply(&splice);
                }
            }
            (_, None) => {}
        }
    }

    pub(super) fn answered(&mut self, prompt: &Prompt) {
        let text = Text::from(prompt.editor.text().trim());
        match &prompt.asking {
            Asking::Name(wanted) => {
                self.cx.settings.name = text;
                self.cx.ask(Effect::Keep(self.cx.settings.clone()));
                match wanted {
                    Wanted::New => {
                        let turn = library::ask_framework(&self.cx);
                        self.turn(turn);
                    }
                    Wanted::Step(step) if !self.cx.name().is_blank() => {
                        self.act_on_screen(Action::Step(*step), "");
                    }
                    Wanted::Remark(action) if !self.cx.name().is_blank() => self.act_on_screen(*action, ""),
                    Wanted::Step(_) | Wanted::Remark(_) => {
                        self.cx.inform("Remarks and steps carry a name: nothing was done");
                    }
                    Wanted::Settings => {}
                }
            }
            Asking::Title(framework) => self.create(*framework, text),
            Asking::ImportPath => match prompt.path() {
                Some(path) => {
                    // It stands there again until it was read.
                    self.drafts.push((Asking::ImportPath, prompt.editor.text()));
                    self.cx.ask(Effect::Import(path));
                }
                None => self.cx.inform("No file named: nothing was imported"),
            },
            Asking::ExportPath(id, to) => match prompt.path() {
                Some(path) => self.cx.ask(Effect::Export(id.clone(), *to, path)),
                None => self.cx.inform("No file named: nothing was exported"),
            },
            Asking::Reason(step) => self.take_step(*step, text),
            Asking::Find => {
                let sought = prompt.editor.text();
                if !sought.is_empty() {
                    self.lay_over(Overlay::Prompt(Prompt::new(Asking::ReplaceBy(sought), "")));
                }
            }
            Asking::ReplaceBy(sought) => {
                let Some(Screen::Record(record)) = &mut self.open else { return };
                let turn = record.preview_replacing(sought, &prompt.editor.text(), &mut self.cx);
                self.turn(turn);
            }
        }
    }

    /// Takes a step: an act with its name, time and reason.
    pub(super) fn take_step(&mut self, step: Step, reason: Text) {
        if step == Step::Return && reason.is_blank() {
            return self.cx.complain("Returning needs a reason: nothing was done");
        }
        let act = Act {
            id: Id::of_record('a', &mut self.cx.dice),
            step,
            name: self.cx.name().clone(),
            at: self.cx.now,
            reason,
        };
        let Some(desk) = self.desk_mut() else { return };
        let outcome = desk.change(Edit::add(&desk.evaluation, edit::Entry::Act(act)), None, None);
        if outcome.is_ok() {
            self.cx.inform(format!("The evaluation is {}", step.done()));
            // The library's list says which evaluations wait for a verdict.
            self.cx.ask(Effect::List);
        }
        self.cx.report(outcome);
    }

    pub(super) fn create(&mut self, framework: usize, title: Text) {
        let Some(framework) = self.cx.frameworks.get(framework) else { return };
        let id = Id::of_evaluation(self.cx.now.day(), &title, &mut self.cx.dice);
        let mut evaluation = Evaluation::new(id, framework);
        evaluation.practice.title = title;
        evaluation.evaluators = self.cx.name().clone();
        self.cx.ask(Effect::Create(Box::new(evaluation), Then::Record));
    }

    pub(super) fn chose(&mut self, choice: &Choice, chosen: usize) {
        match &choice.choosing {
            // An evaluation that was opened below the list stays.
            Choosing::Other(..) if self.open.is_some() => {}
            Choosing::Other(one, others) => {
                let framework = one.framework_among(&self.cx.frameworks);
                if let Some(framework) = framework.cloned() {
                    let pair = Pair::new((**one).clone(), others[chosen].clone(), framework);
                    self.open = Some(Screen::Compare(Box::new(pair)));
                }
            }
            Choosing::Narrowing(narrowings) => {
                if let Some(Screen::Portfolio(matrix)) = &mut self.open {
                    matrix.narrow(&narrowings[chosen]);
                }
            }
            Choosing::Submit(_) if chosen == 0 => self.take_step(Step::Submit, Text::default()),
            Choosing::Submit(places) => {
                if matches!(self.open, Some(Screen::Review(_))) {
                    self.turn(Turn::Record);
                }
                if let Some(Screen::Record(record)) = &mut self.open {
                    record.go(&places[chosen - 1]);
                }
            }
            Choosing::Unsaved if chosen == 0 => self.cx.ask(Effect::Save),
            Choosing::Unsaved => {
                if let Some(desk) = self.desk() {
                    let id = desk.evaluation.id.clone();
                    self.lay_over(Overlay::Choice(Choice::export(id)));
                }
            }
            Choosing::BringBack(file) if chosen == 0 => self.cx.ask(Effect::Rescue(file.clone())),
            Choosing::BringBack(file) if chosen == 1 => self.cx.ask(Effect::BringBack(file.clone())),
            Choosing::BringBack(_) => {}
            Choosing::Question | Choosing::Place(..) | Choosing::Replacement(..) => {
                let Some(Screen::Record(record)) = &mut self.open else { return };
                match &choice.choosing {
                    Choosing::Replacement(edit, places) => match chosen.checked_sub(1) {
                        None => record.replace(edit, &mut self.cx),
                        Some(at) => record.go(&places[at]),
                    },
                    Choosing::Place(_, places) => record.go(&places[chosen].further(choice.match_at())),
                    _ => record.question_chosen(chosen, &mut self.cx),
                }
            }
            Choosing::Command(commands) => self.act(commands[chosen].action, ""),
            Choosing::Framework => self.lay_over(Overlay::Prompt(Prompt::new(Asking::Title(chosen), ""))),
            Choosing::Trash(entries) => self.cx.ask(Effect::Restore(entries[chosen].name.clone())),
            Choosing::Export(id) => {
                let to = Export::ALL[chosen];
                let file = format!("~/{id}.{}", to.name());
                self.lay_over(Overlay::Prompt(Prompt::new(Asking::ExportPath(id.clone(), to), &file)));
            }
            Choosing::Setting if chosen == 0 => {
                let prompt = Prompt::new(Asking::Name(Wanted::Settings), &self.cx.settings.name);
                self.lay_over(Overlay::Prompt(prompt));
            }
            Choosing::Setting => {
                self.cx.settings.mouse = !self.cx.settings.mouse;
                self.cx.ask(Effect::Mouse(self.cx.settings.mouse));
                self.cx.ask(Effect::Keep(self.cx.settings.clone()));
                self.cx.inform(if self.cx.settings.mouse { "The mouse is on" } else { "The mouse is off" });
            }
        }
    }

    /// Does what a command says over the revisions.
    fn act_on_history(&mut self, action: Action) {
        let Some(framework) = self.desk().map(|desk| desk.framework.clone()) else { return };
        let Some(Overlay::History(history)) = self.overlays.last_mut() else { return };
        let reader = match action {
            Action::Changes | Action::Accept => history.changes(&framework, &self.cx),
            Action::Whole => history.whole(&framework, &self.cx),
            Action::RestoreRevision => match history.chosen().cloned() {
                Ok(earlier) => return self.restore(&earlier),
                Err(flaw) => Err(flaw),
            },
            _ => return history.act(action),
        };
        match reader {
            Ok(reader) => self.overlays.push(Overlay::Reader(reader)),
            Err(line) => self.cx.inform(line),
        }
    }

    /// Makes an earlier state the latest, as a change that undo takes back.
    fn restore(&mut self, earlier: &Evaluation) {
        match &mut self.open {
            Some(Screen::Record(record)) => {
                self.overlays.pop();
                record.restore(earlier, &mut self.cx);
            }
            _ => self.cx.inform("Go to recording first: e, then F7"),
        }
    }
}

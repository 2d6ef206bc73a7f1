//! What a reviewer does: remarks, replies, and the steps that an evaluation takes.

use super::{Focus, Review};
use crate::{
    model::{
        edit::Edit,
        evaluation::{Passage, Step},
        id::Id,
    },
    reading::checks::before_submitting,
    ui::{
        command::Action,
        overlay::{Asking, Choice, Overlay, Prompt, prompt::Wanted},
        screen::{
            Context, Turn,
            remarking::{About, RemarkLine},
        },
    },
};

impl Review {
    /// What the focus can be on: the question, its items, its remarks.
    fn stops(&self) -> Vec<Focus> {
        let question = self.desk.question(self.at).question;
        let items = (0..question.items.len()).map(Focus::Item);
        let remarks = self.desk.evaluation.remarks_on(&question.id).map(|remark| Focus::Remark(remark.id.clone()));
        std::iter::once(Focus::Question).chain(items).chain(remarks).collect()
    }

    /// Goes to the next item or remark of the page, or the one before.
    pub(super) fn turn_focus(&mut self, by: isize) {
        let stops = self.stops();
        let at = stops.iter().position(|stop| *stop == self.focus).unwrap_or(0);
        let next = (at as isize + by).rem_euclid(stops.len() as isize) as usize;
        self.focus = stops[next].clone();
        self.follow = true;
    }

    fn focused_remark(&self) -> Option<&Id> {
        if let Focus::Remark(remark) = &self.focus { Some(remark) } else { None }
    }

    /// The remark that has the focus, else the first open one of the question.
    fn meant_remark(&self) -> Option<Id> {
        let question = &self.desk.question(self.at).question.id;
        match &self.focus {
            Focus::Remark(remark) => Some(remark.clone()),
            _ => self.desk.evaluation.remarks_on(question).find(|remark| !remark.resolved).map(|one| one.id.clone()),
        }
    }

    /// Does what a command on remarks says.
    pub(super) fn act_on_remarks(&mut self, action: Action, cx: &mut Context) -> Turn {
        let asked = self.desk.question(self.at).question;
        let question = asked.id.clone();
        match action {
            Action::NextRemark => match self.desk.open_remark_after(self.at, self.focused_remark()) {
                Some((at, remark)) => {
                    self.overview = false;
                    self.go_to(at);
                    self.focus = Focus::Remark(remark);
                }
                None => cx.inform("No remark is open in this evaluation"),
            },
            _ if cx.name().is_blank() => return ask_name(Wanted::Remark(action)),
            Action::Remark => {
                let item = match self.focus {
                    Focus::Item(n) => asked.items.get(n).map(|item| item.id.clone()),
                    _ => None,
                };
                let narrative = self.desk.evaluation.narrative(&question);
                let passage = self.selected.clone().map(|selected| Passage::of(narrative, selected));
                let item = item.filter(|_| passage.is_none());
                self.line = Some(RemarkLine::new(About { question, item, passage, reply_to: None }));
            }
            Action::Reply => match self.meant_remark() {
                Some(remark) => {
                    let reply_to = Some(remark);
                    self.line = Some(RemarkLine::new(About { question, item: None, passage: None, reply_to }));
                }
                None => cx.inform("There is no remark here to answer"),
            },
            _ => match self.meant_remark().and_then(|id| self.desk.evaluation.remarks.get(&id)) {
                Some(remark) => {
                    let edit = Edit::Resolve { remark: remark.id.clone(), resolved: !remark.resolved };
                    cx.report(self.desk.change(edit, None, None));
                }
                None => cx.inform("There is no remark here"),
            },
        }
        Turn::Stay
    }

    /// Does what a command says while a remark is written.
    pub(super) fn act_in_line(&mut self, action: Action, cx: &mut Context) {
        let Some(line) = &mut self.line else { return };
        if action == Action::Accept {
            self.line = None;
            self.desk.close_word();
            return;
        }
        let outcome = line.write(action, &mut self.desk, cx);
        cx.report(outcome);
    }
}

/// Asks for what a step needs before it is taken: who takes it, what is off, or why.
pub fn ask_about_step(step: Step, desk: &crate::ui::session::Desk, cx: &mut Context) -> Turn {
    if let Some(why) = &desk.read_only {
        cx.complain(why.clone());
        return Turn::Stay;
    }
    let status = desk.evaluation.status();
    if !status.accepts_step(step) {
        cx.complain(format!("A {} evaluation can't be {}", status.name().to_lowercase(), step.done()));
        return Turn::Stay;
    }
    if cx.name().is_blank() {
        return ask_name(Wanted::Step(step));
    }
    let overlay = match step {
        Step::Submit => Overlay::Choice(Choice::submit(before_submitting(&desk.evaluation, &desk.framework))),
        _ => Overlay::Prompt(Prompt::new(Asking::Reason(step), "")),
    };
    let open = desk.evaluation.open_remarks();
    if step == Step::Approve && open > 0 {
        let remarks = if open == 1 { "1 remark is".to_owned() } else { format!("{open} remarks are") };
        cx.complain(format!("{remarks} still open: Esc goes back to the page, w there to the next"));
    }
    Turn::Over(Box::new(overlay))
}

/// Asks for the user's name, and what it is needed for is done then.
pub(crate) fn ask_name(wanted: Wanted) -> Turn {
    Turn::Over(Box::new(Overlay::Prompt(Prompt::new(Asking::Name(wanted), ""))))
}

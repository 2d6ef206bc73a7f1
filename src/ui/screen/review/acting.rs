//! What a reviewer does: remarks, replies, and the steps that an evaluation takes.

use super::{Focus, Mode, Review};
use crate::model::{Edit, Id, Passage, Remark, Status, Step};
use crate::reading::checks::checks;
use crate::ui::{
    Action, Asking, Context, ExportSheet, ExportSubject, Overlay, Prompt, Session, Turn,
    overlay::{lists, prompt::Wanted},
    screen::line::{About, Line},
};

impl Review {
    /// What the focus can be on: the question, its items, its remarks.
    fn stops(&self) -> Vec<Focus> {
        let question = self.session.question(self.at).question;
        let evaluation = self.session.evaluation();
        let items = question.items.iter().enumerate().filter(|(_, item)| evaluation.lists(&question.id, item));
        let items = items.map(|(at, _)| Focus::Item(at));
        let remarks = evaluation.remarks_on(&question.id);
        let remarks = remarks.flat_map(|remark| std::iter::once(remark).chain(evaluation.replies_to(&remark.id)));
        let remarks = remarks.map(|remark| Focus::Remark(remark.id.clone()));
        std::iter::once(Focus::Question).chain(items).chain(remarks).collect()
    }

    /// Goes to the next item or remark of the page, or the one before.
    pub(super) fn turn_focus(&mut self, by: isize) {
        let stops = self.stops();
        let at = stops.iter().position(|stop| *stop == self.focus).unwrap_or(0);
        let next = (at as isize + by).rem_euclid(stops.len() as isize) as usize;
        self.selected = None;
        self.focus_on(Some(stops[next].clone()));
    }

    fn focused_remark(&self) -> Option<&Id> {
        if let Focus::Remark(remark) = &self.focus { Some(remark) } else { None }
    }

    /// The remark that has the focus, itself or by a reply to it, else the first open one of the question.
    fn meant_remark(&self) -> Option<Id> {
        let question = &self.session.question(self.at).question.id;
        let open = || self.session.evaluation().remarks_on(question).find(|remark| !remark.resolved);
        self.focused_remark().and_then(|focused| self.top_remark(focused)).or_else(|| Some(open()?.id.clone()))
    }

    /// Changes or withdraws the remark or reply that has the focus.
    fn act_on_own(&mut self, action: Action, cx: &Context) -> Turn {
        let Some(remark) = self.focused_remark().cloned() else {
            return Turn::inform("Choose a remark first: Tab goes to it");
        };
        if action == Action::WithdrawRemark {
            return self.session.withdraw(&remark, cx.name());
        }
        match self.session.own_remark(&remark, cx.name()) {
            Ok(remark) => {
                self.line = Some(Line::change(remark, &self.session));
                Turn::stay()
            }
            Err(refusal) => refusal,
        }
    }

    pub(super) fn act_on_remarks(&mut self, action: Action, cx: &Context) -> Turn {
        let question = self.session.question(self.at).question.id.clone();
        if action == Action::NextRemark {
            let Some((at, remark)) = self.session.open_remark_after(self.at, self.focused_remark()) else {
                return Turn::inform("No open remarks in this evaluation");
            };
            self.show(Mode::Question);
            self.go_to(at);
            self.focus_on(Some(Focus::Remark(remark)));
            return Turn::stay();
        }
        if matches!(action, Action::ChangeRemark | Action::WithdrawRemark) {
            return self.act_on_own(action, cx);
        }
        if let Some(refusal) = self.session.refuses_remarks() {
            return refusal;
        }
        let meant = self.meant_remark().and_then(|id| self.session.evaluation().remarks.get(&id));
        let about = match (action, meant) {
            _ if cx.name().is_blank() => return ask_name(Wanted::Remark(action)),
            (Action::Remark, _) => self.about_focus(question),
            (_, None) => return Turn::inform("No remark here"),
            (Action::Reply, Some(remark)) => {
                About { question, item: None, passage: None, reply_to: Some(remark.id.clone()) }
            }
            (Action::Resolve, Some(remark)) => {
                let (remark, resolved) = (remark.id.clone(), !remark.resolved);
                let done =
                    if resolved { "The remark is resolved: x opens it again" } else { "The remark is open again" };
                let turn = self.session.change(Edit::Resolve { remark: remark.clone(), resolved });
                self.selected = None;
                self.focus_on(Some(Focus::Remark(remark)));
                return turn.and_inform(done);
            }
            (_, Some(_)) => return Turn::stay(),
        };
        // What is answered is in sight; what is remarked on has been looked at by then.
        if let Some(answered) = about.reply_to.clone() {
            self.focus_on(Some(Focus::Remark(answered)));
        }
        self.selected = None;
        self.line = Some(Line::remark(about));
        Turn::stay()
    }

    /// What a remark made now is about: the selected passage, the item that has the focus, or the question.
    fn about_focus(&self, question: Id) -> About {
        let items = &self.session.question(self.at).question.items;
        let narrative = self.session.evaluation().narrative(&question);
        let passage = self.selected.clone().map(|selected| Passage::of(narrative, selected));
        let item = match self.focus {
            Focus::Item(n) if passage.is_none() => items.get(n).map(|item| item.id.clone()),
            Focus::Item(_) | Focus::Question | Focus::Remark(_) => None,
        };
        About { question, item, passage, reply_to: None }
    }
}

/// Asks for what a step needs before it is taken: who takes it, the checks, or why.
pub(crate) fn ask_about_step(step: Step, session: &Session, cx: &Context) -> Turn {
    if let Some(refusal) = session.read_only.as_ref().and_then(|_| session.refuses_remarks()) {
        return refusal;
    }
    let evaluation = session.evaluation();
    let status = evaluation.status();
    if !status.accepts_step(step) {
        let article = if status == Status::Approved { "An" } else { "A" };
        let next = match status {
            Status::Draft | Status::Returned if step == Step::Reopen => "it can be changed as it is",
            Status::Draft | Status::Returned => "whoever evaluates it submits it first, with s here or Ctrl-K submit",
            Status::Submitted => "in the review a approves it and b returns it for revision",
            Status::Approved => "reopened, with u in the review or Ctrl-K, it is a draft again",
        };
        return Turn::complain(format!(
            "{article} {} evaluation can't be {}: {next}",
            status.name().to_lowercase(),
            step.done()
        ));
    }
    if cx.name().is_blank() {
        return ask_name(Wanted::Step(step));
    }
    let open = evaluation.remarks.iter().filter(|remark| !remark.resolved && remark.reply_to.is_none());
    let open: Vec<&Remark> = open.collect();
    Turn::over(match step {
        Step::Submit => Overlay::Choice(lists::submit(checks(evaluation, &session.framework, cx.now))),
        Step::Approve if !open.is_empty() => Overlay::Choice(lists::approve(&open)),
        Step::Return | Step::Approve | Step::Reopen => Overlay::Prompt(Prompt::new(Asking::Reason(step), "")),
    })
}

/// Asks for the format and the file to which the open evaluation is exported as it stands.
pub(crate) fn export(session: &Session, cx: &Context) -> Turn {
    let evaluation = session.evaluation();
    Turn::over(ExportSheet::of(vec![ExportSubject::one(&evaluation.id, evaluation.title())], cx))
}

/// Asks for the user's name, and what it is needed for is done then.
pub(crate) fn ask_name(wanted: Wanted) -> Turn {
    Turn::over(Overlay::Prompt(Prompt::new(Asking::Name(wanted), "")))
}

//! The reviewers' remarks while recording: walking them, answering them, making them.

use super::{Record, Zone};
use crate::{
    model::{edit::Edit, evaluation::Remark},
    ui::{
        command::Action,
        overlay::prompt::Wanted,
        screen::{
            Context, Turn,
            remarking::{About, RemarkLine},
            review::ask_name,
        },
    },
};

impl Record {
    /// The open remark that is shown with the question: the one that was gone to, else the first.
    pub(super) fn open_remark(&self) -> Option<&Remark> {
        let open = || self.desk.evaluation.remarks_on(&self.question().id).filter(|remark| !remark.resolved);
        open().find(|remark| Some(&remark.id) == self.gone_to.as_ref()).or_else(|| open().next())
    }

    /// Does what a command on remarks says.
    pub(super) fn act_on_remarks(&mut self, action: Action, cx: &mut Context) -> Turn {
        match action {
            Action::NextRemark => match self.desk.open_remark_after(self.at, self.open_remark().map(|one| &one.id)) {
                Some((at, remark)) => {
                    self.gone_to = Some(remark);
                    self.visit(at);
                    self.land_on_remark();
                }
                None => cx.inform("No remark is open"),
            },
            Action::Remark | Action::Reply => {
                let about = if action == Action::Reply { self.reply() } else { Some(self.about_here()) };
                match about {
                    Some(_) if cx.name().is_blank() => return ask_name(Wanted::Remark(action)),
                    Some(about) => self.remark = Some(RemarkLine::new(about)),
                    None => cx.inform("No remark on this question is open"),
                }
            }
            _ => match self.open_remark().map(|remark| remark.id.clone()) {
                Some(remark) => {
                    let outcome = self.desk.change(Edit::Resolve { remark, resolved: true }, None, None);
                    cx.report(outcome);
                }
                None => cx.inform("No remark on this question is open"),
            },
        }
        Turn::Stay
    }

    fn reply(&self) -> Option<About> {
        let remark = self.open_remark()?;
        let (question, reply_to) = (remark.question.clone(), Some(remark.id.clone()));
        Some(About { question, item: None, passage: None, reply_to })
    }

    /// What a remark made now is about: the selected passage, the item in the checklist, or the question.
    fn about_here(&self) -> About {
        let question = self.question().id.clone();
        let selected = self.narrative.editor.selection().filter(|_| self.zone == Zone::Narrative);
        let passage = selected
            .map(|range| crate::model::evaluation::Passage::of(self.desk.evaluation.narrative(&question), range));
        let item = self.question().items.get(self.item).filter(|_| self.zone == Zone::Checklist);
        let item = item.map(|item| item.id.clone());
        About { question, item, passage, reply_to: None }
    }

    /// Goes to the first open remark: its question, its item, its passage.
    pub(super) fn land_on_first_remark(&mut self) {
        if let Some((at, _)) = self.desk.open_remark_after(0, None) {
            self.go_to(at);
            self.land_on_remark();
        }
    }

    fn land_on_remark(&mut self) {
        let Some(remark) = self.open_remark().cloned() else { return };
        let item = remark.item.and_then(|item| self.question().items.iter().position(|asked| asked.id == item));
        if let Some(item) = item {
            (self.zone, self.item) = (Zone::Checklist, item);
        } else if let Some(passage) = remark.passage {
            let narrative = self.desk.evaluation.narrative(&self.question().id);
            if let Some(place) = passage.place_in(narrative) {
                self.narrative.editor.set_caret(place.end, false);
            }
        }
    }

    /// Does what a command says while a remark is written.
    pub(super) fn act_in_remark(&mut self, action: Action, cx: &mut Context) {
        let Some(remark) = &mut self.remark else { return };
        match action {
            Action::Accept => {
                self.remark = None;
                self.desk.close_word();
            }
            _ => {
                let outcome = remark.write(action, &mut self.desk, cx);
                cx.report(outcome);
            }
        }
    }
}

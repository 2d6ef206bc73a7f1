//! The reviewers' remarks while recording: walking them, answering them, making them.

use super::{Mode, Pane, Record};
use crate::model::{Edit, Passage, Remark};
use crate::ui::{
    Action, Context, Turn,
    overlay::prompt::Wanted,
    screen::{
        line::{About, Line},
        review::ask_name,
    },
};

impl Record {
    /// The open remark that is shown with the question: the one that was gone to, else the first.
    pub(super) fn open_remark(&self) -> Option<&Remark> {
        let question = &self.question().id;
        let open = || self.session.evaluation().remarks_on(question).filter(|remark| !remark.resolved);
        open().find(|remark| Some(&remark.id) == self.remark.as_ref()).or_else(|| open().next())
    }

    pub(super) fn act_on_remarks(&mut self, action: Action, pane: Pane, cx: &Context) -> Turn {
        match action {
            Action::NextRemark => {
                match self.session.open_remark_after(self.at, self.open_remark().map(|one| &one.id)) {
                    Some((at, remark)) => {
                        self.remark = Some(remark);
                        self.visit(at);
                        self.land_on_remark();
                    }
                    None => return Turn::inform("No remark is open"),
                }
            }
            Action::Remark | Action::Reply => {
                let about = if action == Action::Reply { self.reply() } else { Some(self.about_here(pane)) };
                match about {
                    Some(_) if cx.name().is_blank() => return ask_name(Wanted::Remark(action)),
                    Some(about) => {
                        self.session.close_word();
                        self.line = Some(Line::remark(about));
                    }
                    None => return Turn::inform("No remark on this question is open"),
                }
            }
            _ => {
                return match self.open_remark().map(|remark| remark.id.clone()) {
                    Some(remark) => self.session.change(Edit::Resolve { remark, resolved: true }),
                    None => Turn::inform("No remark on this question is open"),
                };
            }
        }
        Turn::stay()
    }

    fn reply(&self) -> Option<About> {
        let remark = self.open_remark()?;
        let (question, reply_to) = (remark.question.clone(), Some(remark.id.clone()));
        Some(About { question, item: None, passage: None, reply_to })
    }

    /// What a remark made now is about: the selected passage, the item in the checklist, or the question.
    fn about_here(&self, pane: Pane) -> About {
        let question = self.question().id.clone();
        let selected = self.narrative.editor.selection().filter(|_| pane == Pane::Narrative);
        let narrative = self.session.evaluation().narrative(&question);
        let passage = selected.map(|range| Passage::of(narrative, range));
        let item = self.question().items.get(self.item_list.chosen()).filter(|_| pane == Pane::Checklist);
        let item = item.map(|item| item.id.clone());
        About { question, item, passage, reply_to: None }
    }

    /// Goes to the first open remark: its question, its item, its passage.
    pub(super) fn land_on_first_remark(&mut self) {
        if let Some((at, _)) = self.session.open_remark_after(0, None) {
            self.go_to(at);
            self.land_on_remark();
        }
    }

    fn land_on_remark(&mut self) {
        let Some(remark) = self.open_remark().cloned() else { return };
        let item = remark.item.and_then(|item| self.question().items.iter().position(|asked| asked.id == item));
        if let Some(item) = item {
            self.mode = Mode::Pane(Pane::Checklist);
            self.item_list.choose(item);
        } else if let Some(passage) = remark.passage {
            let narrative = self.session.evaluation().narrative(&self.question().id);
            if let Some(place) = passage.place_in(narrative) {
                self.narrative.editor.set_caret(place.end, false);
            }
        }
    }
}

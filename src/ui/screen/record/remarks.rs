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
        if action == Action::NextRemark {
            let Some((at, remark)) = self.session.open_remark_after(self.at, self.open_remark().map(|one| &one.id))
            else {
                return Turn::inform("No remark is open");
            };
            self.remark = Some(remark);
            self.visit(at);
            self.land_on_remark();
            return Turn::stay();
        }
        if let Some(why) = self.session.why_no_remarks() {
            return Turn::complain(why);
        }
        let open = self.open_remark().map(|remark| remark.id.clone());
        match (action, open) {
            (Action::Remark, _) => self.begin_remark(action, self.about_here(pane), cx),
            (Action::Reply, Some(remark)) => {
                let question = self.question().id.clone();
                let about = About { question, item: None, passage: None, reply_to: Some(remark) };
                self.begin_remark(action, about, cx)
            }
            (Action::Resolve, Some(remark)) => self.session.change(Edit::Resolve { remark, resolved: true }),
            (_, Some(_)) => Turn::stay(),
            (_, None) => Turn::inform("No remark on this question is open"),
        }
    }

    fn begin_remark(&mut self, action: Action, about: About, cx: &Context) -> Turn {
        if cx.name().is_blank() {
            return ask_name(Wanted::Remark(action));
        }
        self.session.close_word();
        self.line = Some(Line::remark(about));
        Turn::stay()
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

    pub(super) fn land_on_remark(&mut self) {
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

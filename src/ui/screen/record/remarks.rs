//! The reviewers' remarks while recording: walking them, answering them, making them.

use super::{Mode, Pane, Record};
use crate::model::{Edit, Passage, Remark};
use crate::ui::{
    Action, Context, Overlay, Reader, Turn,
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
                return Turn::inform("No open remarks");
            };
            self.remark = Some(remark);
            self.visit(at);
            self.land_on_remark();
            return Turn::stay();
        }
        if action == Action::ReadRemarks {
            return self.read_remarks(cx);
        }
        if let Some(refusal) = self.session.refuses_remarks() {
            return refusal;
        }
        let open = self.open_remark().map(|remark| remark.id.clone());
        match (action, open) {
            (Action::Remark, _) => self.begin_remark(action, self.about_here(pane), cx),
            (Action::Reply, Some(remark)) => {
                let question = self.question().id.clone();
                let about = About { question, item: None, passage: None, reply_to: Some(remark) };
                self.begin_remark(action, about, cx)
            }
            (Action::ChangeRemark, Some(remark)) => match self.session.own_remark(&remark, cx.name()) {
                Ok(remark) => {
                    self.line = Some(Line::change(remark, &self.session));
                    Turn::stay()
                }
                Err(refusal) => refusal,
            },
            (Action::WithdrawRemark, Some(remark)) => self.session.withdraw(&remark, cx.name()),
            (Action::Resolve, Some(remark)) => self.session.change(Edit::Resolve { remark, resolved: true }),
            (_, Some(_)) => Turn::stay(),
            (_, None) => Turn::inform("No open remark on this question"),
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

    /// Shows the question's remarks whole, and why the evaluation was returned.
    pub(super) fn read_remarks(&self, cx: &Context) -> Turn {
        let evaluation = self.session.evaluation();
        let said = |one: &Remark| format!("{}, {}: {}", one.author, one.at.seen_from(cx.now), one.text);
        let mut paragraphs: Vec<String> = self.why_returned(cx).into_iter().collect();
        for remark in evaluation.remarks_on(&self.question().id) {
            if !paragraphs.is_empty() {
                paragraphs.push(String::new());
            }
            let state = if remark.resolved { " (resolved)" } else { "" };
            paragraphs.push(said(remark) + state);
            let item = remark.item.as_ref().and_then(|item| self.question().items.iter().find(|one| one.id == *item));
            paragraphs.extend(item.map(|item| format!("On the item: {}", item.text)));
            paragraphs.extend(remark.passage.as_ref().map(|passage| format!("On: \u{201c}{}\u{201d}", passage.text)));
            paragraphs.extend(evaluation.replies_to(&remark.id).map(|reply| format!("Reply by {}", said(reply))));
        }
        if paragraphs.is_empty() {
            return Turn::inform("No remarks on this question");
        }
        Turn::over(Overlay::Reader(Reader::paragraphs("Remarks on this question", paragraphs)))
    }

    /// Who returned the evaluation, when and why, as long as it is not submitted again.
    pub(super) fn why_returned(&self, cx: &Context) -> Option<String> {
        let act = self.session.evaluation().returned()?;
        let reason = act.reason_behind();
        Some(format!("Returned by {}, {}{reason}", act.name, act.at.seen_from(cx.now)))
    }

    /// What a remark made now is about: the selected passage, the item in the checklist, or the question.
    fn about_here(&self, pane: Pane) -> About {
        let question = self.question().id.clone();
        let selected = self.narrative.editor.selection().filter(|_| pane == Pane::Narrative);
        let narrative = self.session.evaluation().narrative(&question);
        let passage = selected.map(|range| Passage::of(narrative, range));
        let item = self.item_in_focus().filter(|_| pane == Pane::Checklist);
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
        let item = remark.item.and_then(|item| self.items().position(|asked| asked.id == item));
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

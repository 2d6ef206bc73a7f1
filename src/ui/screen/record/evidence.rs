//! What a mark rests on: its comment, and the passages, jots and documents that are pinned to it.

use super::{Form, Mode, Pane, Record};
use crate::model::{Edit, Entry, Evidence, Field, Id, Jot, Passage, Place, Source};
use crate::text::wrap::truncate;
use crate::ui::{
    Action, Context, Msg, Overlay, Session, Turn,
    overlay::{Choice, Outcome, Row},
};

/// How many columns of an item's text tell it from others.
const TOLD: usize = 100;

impl Record {
    /// Opens the comment of the item in focus, with its evidence below.
    pub(super) fn open_comment(&mut self) -> Turn {
        let Some(item) = self.item_in_focus().map(|item| item.id.clone()) else {
            return Turn::inform("This question has no checklist");
        };
        self.open_form(Form::item(&self.session, &self.question().id, &item));
        Turn::stay()
    }

    /// Pins something: to the item in focus what is chosen from a list; what is selected or in focus, to an item that is
    /// chosen.
    pub(super) fn pin(&mut self, cx: &Context) -> Turn {
        if let Some(refusal) = self.session.refuses_content() {
            return refusal;
        }
        match &self.mode {
            Mode::Pane(Pane::Checklist) => self.choose_evidence(cx),
            Mode::Pane(_) => self.pin_passage(cx),
            Mode::Tray(tray, _) => match tray.chosen(self.session.evaluation()) {
                Some(jot) => self.choose_item(&Source::jot(jot), cx),
                None => Turn::inform("No jot here"),
            },
            Mode::Form(..) | Mode::Conflicts(..) => Turn::stay(),
        }
    }

    fn pin_passage(&mut self, cx: &Context) -> Turn {
        let selected = self.narrative.editor.selection().filter(|range| !range.is_empty());
        let Some(range) = selected else {
            return Turn::inform(
                "Select the passage first: Shift with the arrow keys, then this key pins it to an item",
            );
        };
        let passage = Passage::of(&self.narrative.editor.text(), range);
        self.choose_item(&Source::Passage(self.question().id.clone(), passage), cx)
    }

    /// A list of the items, those of this question first, to pin this to.
    fn choose_item(&self, source: &Source, cx: &Context) -> Turn {
        let evaluation = self.session.evaluation();
        let here = self.session.question(self.at).question;
        let others = self.session.framework.questions().filter(|placed| placed.question.id != here.id);
        let placed = std::iter::once(self.session.question(self.at)).chain(others);
        let rows = placed.flat_map(|placed| {
            let asked = evaluation.items_asked(placed.question);
            asked.map(move |item| (placed, item)).collect::<Vec<_>>()
        });
        let rows: Vec<Row> = rows
            .map(|(placed, item)| {
                let edit = pinned(&self.session, &placed.question.id, &item.id, source.clone(), cx);
                let verdict = item.scale.verdict(evaluation.mark(&placed.question.id, &item.id));
                let text = truncate(&item.listed(), TOLD, cx.theme.ellipsis()).into_owned();
                let told = format!("Pinned to “{}”", item.name());
                Row::new(placed.number(), text, verdict.label(), change(edit, told))
            })
            .collect();
        if rows.is_empty() {
            return Turn::inform("No checklist has an item to pin it to");
        }
        Turn::over(Overlay::Choice(Choice::new("Pin to which item?", rows)))
    }

    /// A list of what can be pinned to the item in focus: a document, the jots, those of this question first.
    fn choose_evidence(&self, cx: &Context) -> Turn {
        let Some(item) = self.item_in_focus() else { return Turn::inform("This question has no checklist") };
        let (evaluation, question) = (self.session.evaluation(), &self.question().id);
        let pinned_jots: Vec<&Id> = evaluation
            .evidence(question, &item.id)
            .iter()
            .filter_map(|one| if let Source::Jot { jot, .. } = &one.source { Some(jot) } else { None })
            .collect();
        let is_here = |jot: &&Jot| jot.filed.as_ref().is_some_and(|filing| filing.question() == question);
        let (mut here, others): (Vec<_>, Vec<_>) = evaluation.jots.iter().partition(is_here);
        here.extend(others);
        let told = format!("Pinned to “{}”", item.name());
        let jots = here.into_iter().filter(|jot| !pinned_jots.contains(&&jot.id)).map(|jot| {
            let edit = pinned(&self.session, question, &item.id, Source::jot(jot), cx);
            let lead = if is_here(&jot) { "Jot, here" } else { "Jot" };
            let speaker = if jot.speaker.is_blank() { String::new() } else { format!("{}: ", jot.speaker.trim()) };
            Row::new(lead, format!("{speaker}{}", jot.text), "", change(edit, told.clone()))
        });
        let document = Row::new("Document", "Name a document", "", Outcome::Command(Action::AddDocument));
        let rows = jots.chain([document]).collect();
        Turn::over(Overlay::Choice(Choice::new("What does the mark rest on?", rows)))
    }

    /// Names a document for the item in focus.
    pub(super) fn name_document(&mut self, cx: &Context) -> Turn {
        let turn = self.open_comment();
        match &self.mode {
            Mode::Form(..) => turn.and(self.act_in_form(Action::AddDocument, cx)),
            Mode::Pane(_) | Mode::Tray(..) | Mode::Conflicts(..) => turn,
        }
    }

    /// Goes from a piece of evidence to where it stands; going back leads to the item again.
    pub(super) fn go_to_evidence(&mut self) -> Turn {
        let Mode::Form(form, _) = &self.mode else { return Turn::stay() };
        let Some((question, item)) = form.item_shown().map(|(question, item)| (question.clone(), item.clone())) else {
            return Turn::stay();
        };
        let evaluation = self.session.evaluation();
        let place = match form.pinned_in_focus(&self.session) {
            Some(Source::Passage(of, passage)) => match passage.place_in(evaluation.narrative(of)) {
                Some(range) => (Place::Text(Field::Narrative(of.clone()), range.start), Some(range)),
                None => return Turn::inform("The passage is no longer in the narrative; its words stay with the mark"),
            },
            Some(Source::Jot { jot, .. }) if evaluation.jots.get(jot).is_some() => (Place::Jot(jot.clone()), None),
            Some(Source::Jot { .. }) => return Turn::inform("The jot was removed; its words stay with the mark"),
            Some(Source::Document(_)) | None => return Turn::inform("A document lies outside the evaluation"),
        };
        self.leave_form();
        self.go(&place.0);
        if let Some(range) = place.1 {
            self.narrative.editor.set_caret(range.start, false);
            self.narrative.editor.set_caret(range.end, true);
        }
        self.gone_from = Some((question, item));
        Turn::inform("Alt-, goes back to the evidence")
    }

    /// Goes back to the item whose evidence one came from; whether there is one.
    pub(super) fn go_back_to_evidence(&mut self) -> bool {
        let Some((question, item)) = self.gone_from.take() else { return false };
        self.go(&Place::Item(question.clone(), item.clone()));
        self.open_form(Form::item(&self.session, &question, &item));
        true
    }

    /// Which passages of this question's narrative are evidence, and stand there.
    pub(super) fn passages_pinned(&self) -> Vec<(Id, std::ops::Range<usize>)> {
        let question = &self.question().id;
        let narrative = self.session.evaluation().narrative(question);
        let all = self.session.evaluation().answers.iter().flat_map(|answer| &answer.marks);
        let passages = all.flat_map(|marked| &marked.evidence).filter_map(|one| match &one.source {
            Source::Passage(of, passage) if of == question => Some((one.id.clone(), passage)),
            Source::Passage(..) | Source::Jot { .. } | Source::Document(_) => None,
        });
        passages.filter_map(|(id, passage)| Some((id, passage.place_in(narrative)?))).collect()
    }
}

/// The edit that pins something to an item.
fn pinned(session: &Session, question: &Id, item: &Id, source: Source, cx: &Context) -> Edit {
    let evidence = Evidence { id: cx.new_id('e'), source };
    Edit::add(session.evaluation(), Entry::Evidence(question.clone(), item.clone(), evidence))
}

fn change(edit: Edit, told: String) -> Outcome {
    Outcome::Message(Box::new(Msg::Change(Box::new(edit), told)))
}

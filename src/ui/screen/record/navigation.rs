//! Going anywhere: to a place that a search found, that undo shows, that was visited before, where all was left.

use super::{Form, Mode, Pane, Record, Tray};
use crate::model::{Field, Id, Part, Place, Reversal};
use crate::ui::{Action, Direction, Left, Turn, settings::Within};

impl Record {
    pub(crate) fn place(&self) -> Left {
        Left {
            evaluation: self.session.evaluation().id.clone(),
            question: self.question().id.clone(),
            caret: self.narrative.editor.caret(),
            within: self.within(),
        }
    }

    /// Puts the focus where it was within the question, as far as that is still there.
    pub(super) fn land_within(&mut self, within: Option<&Within>) {
        let pane = match within {
            None | Some(Within::Narrative) => return,
            Some(Within::Reason) => self.reason.is_some().then_some(Pane::Reason),
            Some(Within::Item(id)) => self.question().items.iter().position(|item| item.id == *id).map(|at| {
                self.item_list.choose(at);
                Pane::Checklist
            }),
            Some(Within::Tool(id)) => self.tools().iter().position(|tool| tool.id == *id).map(|at| {
                self.tool_list.choose(at);
                Pane::Tools
            }),
        };
        if let Some(pane) = pane {
            self.enter(pane);
        }
    }

    /// What has the focus within the question, or had it before the outline.
    fn within(&self) -> Within {
        let item = || Some(Within::Item(self.question().items.get(self.item_list.chosen())?.id.clone()));
        let tool = || Some(Within::Tool(self.tools().get(self.tool_list.chosen())?.id.clone()));
        let pane = self.mode.pane();
        match if pane == Pane::Outline { self.pane_before } else { pane } {
            Pane::Outline | Pane::Narrative => Some(Within::Narrative),
            Pane::Reason => Some(Within::Reason),
            Pane::Checklist => item(),
            Pane::Tools => tool(),
        }
        .unwrap_or_default()
    }

    /// Shows the question at place `at`; the one left can be gone back to.
    pub(super) fn visit(&mut self, at: usize) {
        let from = self.at;
        self.go_to(at);
        if self.at != from {
            self.visited.0.push(from);
            self.visited.1.clear();
        }
    }

    /// Goes back to the question visited before, or forward again.
    pub(super) fn revisit(&mut self, action: Action) -> Turn {
        let here = self.at;
        let (back, forward) = &mut self.visited;
        let (from, to) = if action == Action::Back { (back, forward) } else { (forward, back) };
        let Some(at) = from.pop() else { return Turn::inform("There is nowhere further to go") };
        to.push(here);
        self.go_to(at);
        Turn::stay()
    }

    pub(crate) fn go(&mut self, place: &Place) {
        self.mode = Mode::Pane(self.mode.pane());
        match place {
            Place::Question(question) => {
                self.go_to_id(question);
                self.enter(if self.reason.is_some() { Pane::Reason } else { Pane::Narrative });
            }
            Place::Item(question, item) => {
                self.go_to_id(question);
                self.mode = Mode::Pane(Pane::Checklist);
                let at = self.question().items.iter().position(|asked| asked.id == *item);
                self.item_list.choose(at.unwrap_or(0));
            }
            Place::Tools(question) => {
                self.go_to_id(question);
                self.mode = Mode::Pane(Pane::Tools);
            }
            Place::Details => self.open_form(Form::details(&self.session)),
            Place::Jot(jot) => {
                let mut tray = Tray::new(self.at);
                tray.choose(jot, self.session.evaluation());
                self.mode = Mode::Tray(tray, self.mode.pane());
            }
            Place::Text(field, at) => self.go_to_text(field, *at),
        }
    }

    fn go_to_text(&mut self, field: &Field, at: usize) {
        match field {
            Field::Narrative(question) | Field::Reason(question) => {
                self.go_to_id(question);
                let is_reason = matches!(field, Field::Reason(_));
                self.mode = Mode::Pane(if is_reason { Pane::Reason } else { Pane::Narrative });
            }
            Field::Tool(question, tool, _) => {
                self.go_to_id(question);
                self.mode = Mode::Pane(Pane::Tools);
                self.open_form(Form::tool(&self.session, question, tool));
            }
            Field::Practice(_) | Field::Evaluators | Field::Visit(..) => self.open_form(Form::details(&self.session)),
            Field::Jot(jot) | Field::Speaker(jot) => return self.go(&Place::Jot(jot.clone())),
            Field::Remark(remark) => {
                let remark = self.session.evaluation().remarks.get(remark);
                if let Some(question) = remark.map(|remark| remark.question.clone()) {
                    self.go_to_id(&question);
                }
            }
        }
        if let Mode::Form(form, _) = &mut self.mode {
            form.focus_on(field);
        }
        if let Some((shown, _)) = self.writer()
            && shown.field == *field
        {
            shown.editor.set_caret(at, false);
        }
    }

    fn go_to_id(&mut self, question: &Id) {
        if let Some(at) = self.session.framework.position(question) {
            self.visit(at);
        }
    }

    /// Undoes the last change or redoes the one last undone, and shows where it was.
    pub(super) fn reverse(&mut self, direction: Direction) -> Turn {
        let (reversal, turn) = self.session.reverse(direction);
        let Some(reversal) = reversal else { return turn };
        let Reversal { edit, caret, decision } = &reversal;
        // A text in sight is changed where it stands, so that it does not scroll.
        let written = edit.writing().filter(|(field, _)| self.is_at_hand(field));
        if decision.is_some() {
            self.follow();
            self.show_conflicts();
        } else if let Some((field, splice)) = written {
            if let Mode::Form(form, _) = &mut self.mode {
                form.focus_on(field);
            } else {
                self.mode = Mode::Pane(Pane::Narrative);
            }
            if let Some((shown, _)) = self.writer() {
                shown.editor.apply(splice);
                if let Some(caret) = caret {
                    shown.editor.set_caret(caret.at, false);
                }
            }
        } else if matches!(self.mode, Mode::Tray(..))
            && Part::of(edit).iter().any(|part| matches!(part, Part::Filing(_)))
        {
            // It shows in the tray.
            self.narrative.follow(&self.session);
        } else if let Some(place) = Place::of(edit, caret.as_ref()) {
            self.go(&place);
        }
        // A text shows for itself what was done to it.
        if edit.writing().is_some() { turn } else { turn.and_inform(direction.in_words(&reversal)) }
    }

    /// Whether a text is the question's narrative in sight, or a field of the form in sight.
    fn is_at_hand(&self, field: &Field) -> bool {
        match &self.mode {
            Mode::Pane(_) => self.narrative.field == *field,
            Mode::Form(form, _) => form.has(field),
            Mode::Tray(..) | Mode::Conflicts(..) => false,
        }
    }
}

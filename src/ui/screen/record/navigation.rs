//! Going anywhere: to a place that a search found, that undo shows, that was visited before, where all was left.

use super::{Form, Mode, Pane, Record, Tray};
use crate::model::{Edit, Field, Id, Part, Place};
use crate::ui::{Action, Direction, Left, Reversed, Turn, settings::Within};

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
            Some(Within::Item(id)) => {
                let place = self.items().position(|item| item.id == *id);
                place.map(|at| {
                    self.item_list.choose(at);
                    Pane::Checklist
                })
            }
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
        let item = || Some(Within::Item(self.item_in_focus()?.id.clone()));
        let tool = || Some(Within::Tool(self.tools().get(self.tool_list.chosen())?.id.clone()));
        let pane = self.mode.pane();
        match if pane == Pane::Outline { self.pane_before } else { pane } {
            Pane::Outline | Pane::Narrative => Some(Within::Narrative),
            Pane::Reason => Some(Within::Reason),
            Pane::Checklist | Pane::ChecklistEnd => item(),
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
        let Some(at) = from.pop() else { return Turn::inform("No further question to go to") };
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
                self.mode = Mode::Pane(self.standing_for(Pane::Checklist));
                let at = self.items().position(|asked| asked.id == *item);
                self.item_list.choose(at.unwrap_or(0));
            }
            Place::Tools(question) => {
                self.go_to_id(question);
                self.mode = Mode::Pane(self.standing_for(Pane::Tools));
            }
            Place::Details => self.open_form(Form::details(&self.session)),
            Place::Detail(detail) => {
                self.go_to_text(&Field::Given(detail.clone()), 0);
                if let Mode::Form(form, _) = &mut self.mode {
                    form.focus_on_detail(detail);
                }
            }
            Place::Jot(jot) => {
                let mut tray = Tray::new(self.at);
                tray.choose(jot, self.session.evaluation());
                self.mode = Mode::Tray(tray, self.mode.pane());
            }
            Place::Remark(question, remark) => {
                self.go_to_id(question);
                self.remark = Some(remark.clone());
                self.land_on_remark();
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
            Field::Comment(question, item) | Field::Document(question, item, _) => {
                self.go(&Place::Item(question.clone(), item.clone()));
                self.open_form(Form::item(&self.session, question, item));
            }
            Field::Given(detail) if self.session.framework.detail(detail).is_some_and(|asked| asked.at_end) => {
                self.open_form(Form::closing(&self.session));
            }
            Field::Practice(_)
            | Field::Evaluators
            | Field::Language
            | Field::Given(_)
            | Field::Person(..)
            | Field::Visit(..) => self.open_form(Form::details(&self.session)),
            Field::Jot(jot) | Field::Speaker(jot) => return self.go(&Place::Jot(jot.clone())),
            Field::Remark(remark) => {
                if let Some(found) = self.session.evaluation().remarks.get(remark).cloned() {
                    return self.go(&Place::Remark(found.question, found.reply_to.unwrap_or(found.id)));
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

    /// Undoes the last change or redoes the one last undone, and shows what it changed. The question's text shows for itself
    /// what was done to it, with the caret in it; whatever else was done is said, in a form too: there a field is one of
    /// many.
    pub(super) fn reverse(&mut self, direction: Direction) -> Turn {
        let (reversed, turn) = self.session.reverse(direction);
        let Some(Reversed { edit, caret, place, is_decision, words, .. }) = reversed else { return turn };
        self.follow();
        let caret = caret.filter(|caret| self.is_at_hand(&caret.field) || is_in(&caret.field, &edit));
        let filing =
            Part::of(&edit).into_iter().find_map(|part| if let Part::Filing(jot) = part { Some(jot) } else { None });
        if is_decision {
            self.show_conflicts();
        } else if let (Mode::Tray(tray, _), Some(jot)) = (&mut self.mode, filing) {
            tray.choose_listed(&jot, self.session.evaluation());
        } else if let Some(caret) = caret {
            self.show_changed(&Place::Text(caret.field, caret.at));
        } else if let Some(place) = place {
            self.show_changed(&place);
        }
        let moves = Part::of(&edit).contains(&Part::Framework);
        let is_in_form = matches!(self.mode, Mode::Form(..));
        let shows_itself = !moves && !is_in_form && self.writer().is_some_and(|(shown, _)| is_in(&shown.field, &edit));
        if shows_itself { turn } else { turn.and_inform(words) }
    }

    /// Goes to what an undo changed. What has no caret and shows in a list of its own, a jot, a visit, a remark, is left
    /// to be told of: whoever goes on typing does so where they were.
    pub(super) fn show_changed(&mut self, place: &Place) {
        match place {
            Place::Text(field, at) if self.is_at_hand(field) => {
                match &mut self.mode {
                    Mode::Form(form, _) => form.focus_on(field),
                    Mode::Pane(_) | Mode::Tray(..) | Mode::Conflicts(..) => self.mode = Mode::Pane(Pane::Narrative),
                }
                if let Some((shown, _)) = self.writer() {
                    shown.editor.set_caret(*at, false);
                }
            }
            Place::Jot(jot) | Place::Text(Field::Jot(jot) | Field::Speaker(jot), _) => {
                if let Mode::Tray(tray, _) = &mut self.mode {
                    tray.choose_listed(jot, self.session.evaluation());
                }
            }
            Place::Details | Place::Detail(_) | Place::Remark(..) | Place::Text(Field::Remark(_), _) => {}
            Place::Question(question) if self.reason.is_none() && self.question().id == *question => {}
            // That it applies again shows in no text.
            Place::Question(question) if self.session.evaluation().not_applicable(question).is_none() => {
                self.go_to_id(question);
                self.enter(Pane::Outline);
            }
            Place::Question(_) | Place::Item(..) | Place::Tools(_) | Place::Text(..) => self.go(place),
        }
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

/// Whether an edit changes a text.
fn is_in(text: &Field, edit: &Edit) -> bool {
    let text = Part::Text(text.clone());
    Part::of(edit).iter().any(|part| part.touches(&text))
}

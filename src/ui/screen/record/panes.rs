//! What is done in the panes of a question: writing, marking items, noting tools, and going from one to the other.

use super::{Form, Mode, Pane, Record, checklist::guidance_on, narrative_of};
use crate::model::{Asked, Edit, Entry, Field, Hours, Tool, Visit};
use crate::text::{Motion, Text, editor::EditorMode};
use crate::ui::{Action, Context, FieldEditor, List, Move, Overlay, Reader, Session, Turn, list::step};

impl Record {
    pub(super) fn go_to(&mut self, at: usize) {
        self.session.close_word();
        self.at = at.min(self.session.framework.len() - 1);
        self.narrative = narrative_of(&self.session, self.at);
        self.reason = None;
        self.refresh_reason();
        self.outline.to_top();
        self.outline.choose(self.at + self.session.question(self.at).criterion_at + 1);
        self.side.1.to_top();
        let first_open = self.items().position(|item| self.mark_of(&item.id).is_none());
        self.item_list = List::at(first_open.unwrap_or(0));
        self.tool_list = List::default();
        let first = self.standing_for(Pane::Narrative);
        if let Mode::Pane(pane) = &mut self.mode
            && *pane != Pane::Outline
        {
            *pane = first;
        }
        self.pane_before = first;
    }

    /// The pane of this question that stands for another, where it does not have that one: one without a narrative begins
    /// with its checklist.
    pub(super) fn standing_for(&self, pane: Pane) -> Pane {
        let has_items = self.items().next().is_some();
        match pane {
            Pane::Narrative if !self.has_narrative() && has_items => Pane::Checklist,
            Pane::Narrative if !self.has_narrative() => Pane::Outline,
            Pane::Tools if self.session.framework.tools.is_none() => self.standing_for(Pane::Narrative),
            Pane::Checklist | Pane::ChecklistEnd if !has_items && self.has_narrative() => Pane::Narrative,
            Pane::Checklist | Pane::ChecklistEnd if !has_items => Pane::Outline,
            pane => pane,
        }
    }

    /// Whether the question has room for a narrative, or one is there.
    pub(super) fn has_narrative(&self) -> bool {
        self.question().narrative != Asked::None || !self.narrative.editor.is_empty()
    }

    /// Shows the reason why the question is not applicable, where it is not.
    pub(super) fn refresh_reason(&mut self) {
        let shown = self.reason.take().and_then(|mut shown| shown.follow(&self.session).then_some(shown));
        self.reason = shown.or_else(|| {
            let question = &self.question().id;
            self.session.evaluation().not_applicable(question)?;
            Some(FieldEditor::at_end(&self.session, Field::Reason(question.clone()), EditorMode::Prose))
        });
    }

    pub(super) fn act_in_pane(&mut self, action: Action, pane: Pane, cx: &Context) -> Turn {
        match pane {
            Pane::Narrative | Pane::Reason => {
                self.write(|shown, session| shown.write(action, session, cx)).unwrap_or_else(Turn::stay)
            }
            Pane::Checklist => self.act_in_checklist(action, cx),
            Pane::ChecklistEnd => self.act_past_checklist(action),
            Pane::Tools => self.act_in_tools(action, cx),
            Pane::Outline => self.act_in_outline(action),
        }
    }

    /// Writes where the caret stands, and says it where a passage goes that is evidence; none where there is no caret.
    pub(super) fn write(&mut self, how: impl FnOnce(&mut FieldEditor, &mut Session) -> Turn) -> Option<Turn> {
        let before = self.passages_pinned().len();
        let (shown, session) = self.writer()?;
        let turn = how(shown, session);
        Some(self.tell_of_lost_passage(before, turn))
    }

    pub(super) fn tell_of_lost_passage(&self, before: usize, turn: Turn) -> Turn {
        if before > self.passages_pinned().len() {
            return turn.and_inform("This was evidence: its words stay with the mark");
        }
        turn
    }

    fn act_in_outline(&mut self, action: Action) -> Turn {
        match action {
            Action::Go(Move::Up) => return self.go_on(-1),
            Action::Go(Move::Down) => return self.go_on(1),
            Action::Go(to) => {
                let page = usize::from(self.layout.outline.height).saturating_sub(1).max(1);
                self.visit(step(to, self.at, self.session.framework.len(), page));
            }
            _ => {}
        }
        Turn::stay()
    }

    fn act_in_tools(&mut self, action: Action, cx: &Context) -> Turn {
        match action {
            Action::AddTool => self.add_tool(cx),
            Action::EditTool => match self.tools().get(self.tool_list.chosen()).map(|tool| tool.id.clone()) {
                Some(id) => {
                    self.open_form(Form::tool(&self.session, &self.question().id, &id));
                    Turn::stay()
                }
                None => self.add_tool(cx),
            },
            Action::RemoveTool => {
                let question = self.question().id.clone();
                let Some(tool) = self.tools().get(self.tool_list.chosen()).cloned() else { return Turn::stay() };
                let at = self.tool_list.chosen();
                self.session.change(Edit::Remove { at, record: Entry::Tool(question, tool) })
            }
            Action::Go(to) => {
                self.tool_list.go(to);
                Turn::stay()
            }
            _ => Turn::stay(),
        }
    }

    fn add_tool(&mut self, cx: &Context) -> Turn {
        let (question, id) = (self.question().id.clone(), cx.new_id('t'));
        let tool = Tool { id: id.clone(), title: Text::default(), address: Text::default(), note: Text::default() };
        let turn = self.session.change(Edit::add(self.session.evaluation(), Entry::Tool(question.clone(), tool)));
        if turn.is_done() {
            self.tool_list.choose(self.tools().len() - 1);
            self.open_form(Form::tool(&self.session, &question, &id));
        }
        turn
    }

    /// Shows the question and its items whole.
    pub(super) fn read_question(&self) -> Turn {
        let placed = self.session.question(self.at);
        let told = |text: &Text| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let asked = std::iter::once(placed.question.text.to_string());
        let guidance = [&placed.question.guidance, &placed.criterion.guidance].into_iter().filter_map(told);
        let items = self.items().flat_map(|item| {
            [String::new(), item.listed()]
                .into_iter()
                .chain(guidance_on(item).into_iter().map(|text| format!("    {text}")))
        });
        let paragraphs = asked.chain(guidance.flat_map(|text| [String::new(), text])).chain(items).collect();
        Turn::over(Overlay::Reader(Reader::paragraphs(placed.name(), paragraphs)))
    }

    pub(super) fn go_on(&mut self, by: isize) -> Turn {
        match self.at.checked_add_signed(by).filter(|at| *at < self.session.framework.len()) {
            // The first pane of one question leads to the first of the next, whichever these are.
            Some(at) if self.mode.pane() == self.standing_for(Pane::Narrative) => self.visit_in(at, Pane::Narrative),
            Some(at) => self.visit_in(at, self.mode.pane()),
            None if by > 0 && self.session.framework.details.iter().any(|asked| asked.at_end) => {
                return self.open_closing();
            }
            None if by > 0 => return Turn::inform("This is the last question"),
            None => return Turn::inform("This is the first question"),
        }
        Turn::stay()
    }

    /// Shows the question at place `at` with the keyboard in the same pane of it, where it has that pane.
    fn visit_in(&mut self, at: usize, pane: Pane) {
        self.visit(at);
        match pane {
            // Past the last item the question is done: the next one begins with its narrative.
            Pane::Outline | Pane::Narrative | Pane::Reason | Pane::ChecklistEnd => {}
            Pane::Checklist | Pane::Tools => self.enter(pane),
        }
    }

    /// Goes on to the next question that has items to be marked.
    pub(super) fn go_to_next_checklist(&mut self) -> Turn {
        let has_items = |at: &usize| {
            let question = self.session.question(*at).question;
            let evaluation = self.session.evaluation();
            let is_asked = evaluation.meets(&question.applies) && evaluation.items_asked(question).next().is_some();
            is_asked && evaluation.not_applicable(&question.id).is_none()
        };
        match (self.at + 1..self.session.framework.len()).find(has_items) {
            Some(at) => self.visit_in(at, Pane::Checklist),
            None => return Turn::inform("This was the last checklist"),
        }
        Turn::stay()
    }

    pub(super) fn go_to_unfinished(&mut self) -> Turn {
        let len = self.session.framework.len();
        match (1..=len).map(|by| (self.at + by) % len).find(|at| self.is_unfinished(*at)) {
            Some(at) => self.visit_in(at, self.mode.pane()),
            None => return Turn::inform("Every question is complete"),
        }
        Turn::stay()
    }

    pub(super) fn enter(&mut self, pane: Pane) {
        let pane = self.standing_for(pane);
        self.session.close_word();
        if let Some(reason) = &mut self.reason {
            // Left alone it shows its beginning.
            let to = if pane == Pane::Reason { Motion::End } else { Motion::Start };
            reason.editor.move_caret(to, false);
        }
        if pane == Pane::Outline {
            self.pane_before = self.mode.pane();
        }
        match pane {
            Pane::Checklist | Pane::ChecklistEnd => self.item_list.choose(self.item_list.chosen()),
            Pane::Tools => self.tool_list.choose(self.tool_list.chosen()),
            // Left alone they show their beginnings.
            Pane::Outline | Pane::Narrative | Pane::Reason => {
                self.item_list.to_top();
                self.tool_list.to_top();
            }
        }
        self.mode = Mode::Pane(pane);
    }

    pub(super) fn turn_pane(&mut self, by: isize) {
        let mut panes = vec![Pane::Narrative, Pane::Checklist, Pane::Tools];
        panes.retain(|pane| self.standing_for(*pane) == *pane);
        if self.reason.is_some() {
            panes.insert(0, Pane::Reason);
        }
        if panes.is_empty() {
            return;
        }
        let here = if self.mode.pane().is_checklist() { Pane::Checklist } else { self.mode.pane() };
        let next = match panes.iter().position(|pane| *pane == here) {
            Some(at) => (at as isize + by).rem_euclid(panes.len() as isize) as usize,
            None if by > 0 => 0,
            None => panes.len() - 1,
        };
        self.enter(panes[next]);
    }

    pub(super) fn toggle_applicable(&mut self) -> Turn {
        let question = self.question().id.clone();
        let from = self.session.evaluation().not_applicable(&question).cloned();
        // What was typed as its reason before stands there again.
        let to = if from.is_some() { None } else { Some(self.session.last_reason(&question).unwrap_or_default()) };
        let declared = to.is_some();
        let turn = self.session.change(Edit::Applicability { question, from, to });
        if turn.is_done() {
            self.refresh_reason();
            if declared {
                self.pane_before = self.mode.pane();
                self.enter(Pane::Reason);
            }
        }
        turn
    }

    /// Begins a visit, or ends the one that goes on.
    pub(super) fn turn_visit(&mut self, cx: &Context) -> Turn {
        let evaluation = self.session.evaluation();
        let today = cx.now.day();
        let of_today = evaluation.visits.iter().find(|visit| visit.hours.is_none() && visit.day() == Some(today));
        let began = Some(Hours { began: cx.now, ended: None });
        let edit = if let Some(end) = Edit::end_visit(evaluation, cx.now) {
            end
        } else if let Some(visit) = of_today {
            Edit::Hours { visit: visit.id.clone(), from: None, to: began }
        } else {
            let visit = Visit::on(cx.new_id('v'), Text::from(today.to_string()));
            Edit::add(evaluation, Entry::Visit(Visit { hours: began, ..visit }))
        };
        let turn = self.session.change(edit);
        let begun = self.session.evaluation().visit_under_way().is_some();
        turn.and_inform(if begun { "The visit begins" } else { "The visit has ended" })
    }
}

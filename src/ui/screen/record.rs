//! Recording an evaluation: the outline, the question in full, its narrative, its checklist, its inspiring tools.

use self::{conflicts::Conflicts, form::Form, jot::JotLine, tray::Tray};
use crate::{
    model::{
        edit::{Edit, Entry, Field},
        evaluation::{Hours, Mark, Progress, Status, Tool, Visit},
        framework::Question,
        id::Id,
    },
    text::{
        Text,
        editor::{Mode, Motion},
    },
    ui::{
        command::{Action, Scope},
        effect::{Effect, LookBack},
        overlay::{Asking, Overlay, Prompt},
        screen::{Context, Turn, remarking::RemarkLine, review::ask_about_step, step, write},
        session::{Desk, FieldEditor},
        settings::Left,
    },
};

mod conflicts;
mod form;
mod going;
mod jot;
mod layout;
mod mouse;
mod replacing;
mod reviewed;
mod tray;
mod view;

/// The recording screen.
#[derive(Debug)]
pub struct Record {
    /// The evaluation that lies open.
    pub desk: Desk,
    /// The question's place in the framework.
    at: usize,
    zone: Zone,
    /// The zone that was left for the outline.
    zone_before: Zone,
    narrative: FieldEditor,
    /// Why the question does not apply, where it does not.
    reason: Option<FieldEditor>,
    item: usize,
    tool: usize,
    /// The form that stands in place of the question.
    form: Option<Form>,
    /// The jot tray, where it stands in place of the question.
    tray: Option<Tray>,
    /// The jot that is being captured over everything else.
    jot: Option<JotLine>,
    /// The remark that is being written over everything else.
    remark: Option<RemarkLine>,
    /// The open remark that was gone to last.
    gone_to: Option<Id>,
    /// Who spoke last.
    speaker: Text,
    /// The choice that is shown in place of the question.
    conflicts: Option<Conflicts>,
    /// Whether the narrative has the whole height.
    quiet: bool,
    /// The questions visited before this one, and those gone back from.
    visited: (Vec<usize>, Vec<usize>),
}

/// A part of the screen that takes keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    Outline,
    Narrative,
    Reason,
    Checklist,
    Tools,
}

impl Record {
    /// Opens an evaluation at the question where it was left, or at `at`, ready for typing.
    pub fn new(desk: Desk, at: Option<usize>, left: Option<&Left>) -> Record {
        let place = left.and_then(|left| Some((desk.framework.position(&left.question)?, left.caret)));
        let asked = at;
        let at = at.or(place.map(|(at, _)| at)).unwrap_or(0).min(desk.framework.len() - 1);
        let narrative = narrative_of(&desk, at);
        let (zone, item, tool) = (Zone::Narrative, 0, 0);
        let mut record = Record {
            desk,
            at,
            zone,
            zone_before: zone,
            narrative,
            reason: None,
            item,
            tool,
            form: None,
            tray: None,
            jot: None,
            remark: None,
            gone_to: None,
            speaker: Text::default(),
            conflicts: None,
            quiet: false,
            visited: (Vec::new(), Vec::new()),
        };
        record.go_to(at);
        let evaluation = &record.desk.evaluation;
        if asked.is_none() && evaluation.status() == Status::Returned && evaluation.open_remarks() > 0 {
            record.land_on_first_remark();
        } else if let Some((left_at, caret)) = place
            && left_at == at
        {
            record.narrative.editor.set_caret(caret, false);
            record.land_within(left.map(|left| &left.within));
        }
        record
    }

    /// The place of the question that is shown.
    pub fn at(&self) -> usize {
        self.at
    }

    fn question(&self) -> &Question {
        self.desk.question(self.at).question
    }

    /// The scopes of its keys, the innermost first.
    pub fn scopes(&self) -> &'static [Scope] {
        if self.remark.is_some() {
            return &[Scope::Remark, Scope::Text, Scope::Anywhere];
        }
        if self.jot.is_some() {
            return &[Scope::Jot, Scope::Text, Scope::Anywhere];
        }
        if let Some(form) = &self.form {
            return form.scopes();
        }
        if self.conflicts.is_some() {
            return &[Scope::Conflicts, Scope::Anywhere];
        }
        if self.tray.is_some() {
            return &[Scope::Tray, Scope::Anywhere];
        }
        match self.zone {
            Zone::Narrative | Zone::Reason => &[Scope::Text, Scope::Record, Scope::Anywhere],
            Zone::Outline => &[Scope::Outline, Scope::Beside, Scope::Record, Scope::Anywhere],
            Zone::Checklist => &[Scope::Checklist, Scope::Beside, Scope::Record, Scope::Anywhere],
            Zone::Tools => &[Scope::Tools, Scope::Beside, Scope::Record, Scope::Anywhere],
        }
    }

    /// Shows the question at place `at`.
    fn go_to(&mut self, at: usize) {
        self.desk.close_word();
        self.at = at.min(self.desk.framework.len() - 1);
        self.narrative = narrative_of(&self.desk, self.at);
        self.refresh_reason();
        let items = self.question().items.iter();
        self.item = items.take_while(|item| self.mark_of(&item.id).is_some()).count();
        self.item = self.item.min(self.question().items.len().saturating_sub(1));
        self.tool = 0;
        if self.zone == Zone::Reason && self.reason.is_none() {
            self.zone = Zone::Narrative;
        }
        if self.zone != Zone::Outline {
            self.zone = Zone::Narrative;
        }
        self.zone_before = Zone::Narrative;
    }

    fn refresh_reason(&mut self) {
        let question = &self.question().id;
        let field = Field::Reason(question.clone());
        self.reason = self
            .desk
            .evaluation
            .not_applicable(question)
            .map(|_| at_end(FieldEditor::new(&self.desk, field, Mode::Prose)));
    }

    fn mark_of(&self, item: &Id) -> Option<Mark> {
        self.desk.evaluation.mark(&self.question().id, item)
    }

    fn tools(&self) -> &[Tool] {
        self.desk.evaluation.tools(&self.question().id)
    }

    /// The editor that has the caret.
    fn written(&mut self) -> Option<(&mut Desk, &mut FieldEditor)> {
        let desk = &mut self.desk;
        if let Some(form) = &mut self.form {
            return Some((desk, form.focused()));
        }
        match self.zone {
            Zone::Narrative => Some((desk, &mut self.narrative)),
            Zone::Reason => Some((desk, self.reason.as_mut()?)),
            _ => None,
        }
    }

    /// Types or pastes text where the caret stands.
    pub fn type_text(&mut self, text: &str, cx: &mut Context) {
        if let Some(remark) = &mut self.remark {
            let outcome = remark.type_text(text, &mut self.desk, cx);
            return cx.report(outcome);
        }
        if let Some(jot) = &mut self.jot {
            let outcome = jot.type_text(text, &mut self.desk, cx);
            return cx.report(outcome);
        }
        let Some((desk, written)) = self.written() else { return };
        if let Some(splice) = written.editor.insert(text) {
            let outcome = desk.splice(written, splice);
            cx.report(outcome);
        }
    }

    /// Does what a command says; `key` tells which of a command's keys called it.
    pub fn act(&mut self, action: Action, key: &str, cx: &mut Context) -> Turn {
        match action {
            _ if self.remark.is_some() => self.act_in_remark(action, cx),
            _ if self.jot.is_some() => return self.act_in_jot(action, key, cx),
            Action::Undo | Action::Redo => self.take_back(action, cx),
            Action::Jot => self.begin_jot(cx),
            Action::Save => cx.ask(Effect::Save),
            Action::Details => self.form = Some(Form::details(&self.desk)),
            Action::Review => return Turn::Review,
            Action::EditOutside => self.edit_outside(cx),
            _ if self.form.is_some() => self.act_in_form(action, cx),
            _ if self.conflicts.is_some() => self.act_in_conflicts(action, cx),
            _ if self.tray.is_some() => return self.act_in_tray(action, key, cx),
            Action::Tray => self.tray = Some(Tray::new(self.at)),
            Action::GoTo => return self.search(),
            Action::NextRemark | Action::Remark | Action::Reply | Action::Resolve => {
                return self.act_on_remarks(action, cx);
            }
            Action::Step(step) => return ask_about_step(step, &self.desk, cx),
            Action::Conflicts => self.show_conflicts(cx),
            Action::History => cx.ask(Effect::ListHistory(LookBack::All)),
            Action::WhatIsOff => return self.what_is_off(cx),
            Action::Replace => return Turn::Over(Box::new(Overlay::Prompt(Prompt::new(Asking::Find, "")))),
            Action::VisitClock => self.turn_visit(cx),
            Action::Quiet => self.quiet = !self.quiet,
            Action::Back | Action::Forward => self.revisit(action, cx),
            Action::NextQuestion => self.go_on(1, cx),
            Action::PreviousQuestion => self.go_on(-1, cx),
            Action::First if self.zone == Zone::Outline => self.visit(0),
            Action::Last if self.zone == Zone::Outline => self.visit(usize::MAX),
            Action::NextUnfinished => self.go_to_unfinished(cx),
            Action::Criterion => match self.desk.first_of_criterion(key) {
                Ok(at) => self.visit(at),
                Err(line) => cx.inform(line),
            },
            Action::NextZone => self.turn_zone(1),
            Action::PreviousZone => self.turn_zone(-1),
            Action::Leave if self.zone == Zone::Outline => return Turn::Library,
            Action::Leave => self.enter(Zone::Outline),
            Action::Accept => self.enter(Zone::Narrative),
            Action::NotApplicable => self.toggle_applicable(cx),
            _ => return self.act_in_zone(action, cx),
        }
        Turn::Stay
    }

    fn act_in_zone(&mut self, action: Action, cx: &mut Context) -> Turn {
        match self.zone {
            Zone::Narrative | Zone::Reason => self.write(action, cx),
            Zone::Checklist => self.act_in_checklist(action, cx),
            Zone::Tools => self.act_in_tools(action, cx),
            Zone::Outline => {}
        }
        Turn::Stay
    }

    fn write(&mut self, action: Action, cx: &mut Context) {
        if action == Action::Break && self.zone == Zone::Reason {
            return self.enter(Zone::Narrative);
        }
        let Some((desk, written)) = self.written() else { return };
        match write(action, &mut written.editor, cx) {
            Some(splice) => cx.report(desk.splice(written, splice)),
            None => desk.close_word(),
        }
    }

    fn act_in_form(&mut self, action: Action, cx: &mut Context) {
        let Some(form) = &mut self.form else { return };
        let today = cx.now.day();
        let action = if action == Action::Break && form.enter_takes { Action::Leave } else { action };
        let by = match action {
            Action::NextField => 1,
            Action::PreviousField => -1,
            Action::Break if form.focused().editor.mode() == Mode::Line => 1,
            Action::Move(Motion::Up) if form.at_edge(Motion::Up) => -1,
            Action::Move(Motion::Down) if form.at_edge(Motion::Down) => 1,
            _ => 0,
        };
        match action {
            _ if by != 0 => cx.report(form.go_on(by, &mut self.desk, today)),
            Action::Leave => {
                cx.report(form.complete(&mut self.desk, today));
                self.form = None;
                self.desk.close_word();
            }
            Action::RemoveVisit => {
                let outcome = form.remove_visit(&mut self.desk);
                if outcome.is_ok() {
                    cx.inform("The visit is removed; Ctrl-Z brings it back");
                }
                cx.report(outcome);
            }
            Action::AddVisit => {
                let outcome = form.add_visit(&mut self.desk, cx.now, &mut cx.dice);
                cx.report(outcome);
            }
            _ => self.write(action, cx),
        }
    }

    fn act_in_checklist(&mut self, action: Action, cx: &mut Context) {
        let items = self.question().items.len();
        match action {
            Action::Mark(mark) => {
                self.mark(mark, cx);
                if mark.is_some() {
                    self.item = step(Action::Down, self.item, items, 1);
                }
            }
            Action::WalkMark => {
                let Some(item) = self.question().items.get(self.item) else { return };
                self.mark(Mark::after(self.mark_of(&item.id)), cx);
            }
            _ => self.item = step(action, self.item, items, 1),
        }
    }

    fn mark(&mut self, mark: Option<Mark>, cx: &mut Context) {
        let Some(item) = self.question().items.get(self.item) else {
            return cx.inform("This question has no checklist");
        };
        if self.mark_of(&item.id) == mark {
            return;
        }
        let edit = Edit::mark(&self.desk.evaluation, &self.question().id, &item.id, mark);
        cx.report(self.desk.change(edit, None, None));
    }

    fn act_in_tools(&mut self, action: Action, cx: &mut Context) {
        let question = self.question().id.clone();
        match action {
            Action::AddTool => {
                let id = Id::of_record('t', &mut cx.dice);
                let tool =
                    Tool { id: id.clone(), title: Text::default(), address: Text::default(), note: Text::default() };
                let edit = Edit::add(&self.desk.evaluation, Entry::Tool(question.clone(), tool));
                match self.desk.change(edit, None, None) {
                    Ok(()) => {
                        self.tool = self.tools().len() - 1;
                        self.form = Some(Form::tool(&self.desk, &question, &id));
                    }
                    Err(line) => cx.complain(line),
                }
            }
            Action::EditTool => match self.tools().get(self.tool).map(|tool| tool.id.clone()) {
                Some(id) => self.form = Some(Form::tool(&self.desk, &question, &id)),
                None => self.act_in_tools(Action::AddTool, cx),
            },
            Action::RemoveTool => {
                let Some(tool) = self.tools().get(self.tool).cloned() else { return };
                let edit = Edit::Remove { at: self.tool, record: Entry::Tool(question, tool) };
                cx.report(self.desk.change(edit, None, None));
                self.tool = self.tool.min(self.tools().len().saturating_sub(1));
            }
            _ => self.tool = step(action, self.tool, self.tools().len(), 1),
        }
    }

    fn go_on(&mut self, by: isize, cx: &mut Context) {
        match self.at.checked_add_signed(by).filter(|at| *at < self.desk.framework.len()) {
            Some(at) => self.visit(at),
            None if by > 0 => cx.inform("This is the last question"),
            None => cx.inform("This is the first question"),
        }
    }

    fn go_to_unfinished(&mut self, cx: &mut Context) {
        let evaluation = &self.desk.evaluation;
        let unfinished = |at: usize| {
            let progress = evaluation.progress(self.desk.question(at).question);
            matches!(progress, Progress::Untouched | Progress::Begun)
        };
        let len = self.desk.framework.len();
        let next = (1..=len).map(|by| (self.at + by) % len).find(|at| unfinished(*at));
        match next {
            Some(at) => self.visit(at),
            None => cx.inform("Every question is complete"),
        }
    }

    fn enter(&mut self, zone: Zone) {
        self.desk.close_word();
        if let Some(reason) = &mut self.reason {
            // Left alone it shows its beginning.
            let motion = if zone == Zone::Reason { Motion::End } else { Motion::Start };
            reason.editor.move_caret(motion, false);
        }
        if zone == Zone::Outline {
            self.zone_before = self.zone;
        }
        self.zone = zone;
    }

    fn turn_zone(&mut self, by: isize) {
        let mut zones = vec![Zone::Narrative, Zone::Checklist, Zone::Tools];
        if self.reason.is_some() {
            zones.insert(0, Zone::Reason);
        }
        if self.question().items.is_empty() {
            zones.retain(|zone| *zone != Zone::Checklist);
        }
        let next = match zones.iter().position(|zone| *zone == self.zone) {
            Some(at) => (at as isize + by).rem_euclid(zones.len() as isize) as usize,
            None if by > 0 => 0,
            None => zones.len() - 1,
        };
        self.enter(zones[next]);
    }

    fn toggle_applicable(&mut self, cx: &mut Context) {
        let question = self.question().id.clone();
        let from = self.desk.evaluation.not_applicable(&question).cloned();
        let to = if from.is_some() { None } else { Some(Text::default()) };
        let declared = to.is_some();
        match self.desk.change(Edit::Applicability { question, from, to }, None, None) {
            Ok(()) => {
                self.refresh_reason();
                self.enter(if declared { Zone::Reason } else { Zone::Narrative });
            }
            Err(line) => cx.complain(line),
        }
    }

    /// Begins a visit, or ends the one that goes on.
    fn turn_visit(&mut self, cx: &mut Context) {
        let evaluation = &self.desk.evaluation;
        let today = cx.now.day();
        let of_today = evaluation.visits.iter().find(|visit| visit.hours.is_none() && visit.day() == Some(today));
        let began = Some(Hours { began: cx.now, ended: None });
        let edit = if let Some(visit) = evaluation.visit_under_way() {
            let ended = visit.hours.map(|hours| Hours { ended: Some(cx.now), ..hours });
            Edit::Hours { visit: visit.id.clone(), from: visit.hours, to: ended }
        } else if let Some(visit) = of_today {
            Edit::Hours { visit: visit.id.clone(), from: None, to: began }
        } else {
            let visit = Visit::on(Id::of_record('v', &mut cx.dice), Text::from(today.to_string()));
            Edit::add(evaluation, Entry::Visit(Visit { hours: began, ..visit }))
        };
        let outcome = self.desk.change(edit, None, None);
        if outcome.is_ok() {
            let begun = self.desk.evaluation.visit_under_way().is_some();
            cx.inform(if begun { "The visit begins" } else { "The visit has ended" });
        }
        cx.report(outcome);
    }

    /// Lays its parts out for the terminal's size.
    pub fn settle(&mut self, cx: &Context) {
        if let Some(jot) = &mut self.jot {
            jot.settle(cx);
        }
        if let Some(remark) = &mut self.remark {
            remark.settle(cx);
        }
        if let Some(form) = &mut self.form {
            return form.settle(&self.desk, cx);
        }
        // The narrative's width does not depend on its rows, and its height does not on its text.
        let layout = self.layout(cx);
        self.narrative.editor.resize(layout.narrative.width, layout.narrative.height);
        if let (Some(reason), Some(area)) = (&mut self.reason, layout.reason) {
            reason.editor.resize(area.width, area.height);
        }
    }
}

fn narrative_of(desk: &Desk, at: usize) -> FieldEditor {
    let field = Field::Narrative(desk.question(at).question.id.clone());
    at_end(FieldEditor::new(desk, field, Mode::Prose))
}

fn at_end(mut shown: FieldEditor) -> FieldEditor {
    shown.editor.move_caret(Motion::End, false);
    shown
}

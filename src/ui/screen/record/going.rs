//! Going anywhere: to a place that a search found, that undo shows, that was visited before, where all was left.

use super::{Form, Record, Tray, Zone};
use crate::{
    model::{
        difference::{Part, summarise},
        edit::{Edit, Field, undo::Reversal},
        id::Id,
        place::Place,
    },
    reading::checks::checks,
    ui::{
        command::Action,
        overlay::{Choice, Overlay},
        screen::{Context, Turn},
        settings::{Left, Within},
    },
};

impl Record {
    /// Where the evaluation is left.
    pub fn place(&self) -> Left {
        Left {
            evaluation: self.desk.evaluation.id.clone(),
            question: self.question().id.clone(),
            caret: self.narrative.editor.caret(),
            within: self.within(),
        }
    }

    /// Puts the focus where it was within the question, as far as that is still there.
    pub(super) fn land_within(&mut self, within: Option<&Within>) {
        let zone = match within {
            None | Some(Within::Narrative) => return,
            Some(Within::Reason) => self.reason.is_some().then_some(Zone::Reason),
            Some(Within::Item(id)) => self.question().items.iter().position(|item| item.id == *id).map(|at| {
                self.item = at;
                Zone::Checklist
            }),
            Some(Within::Tool(id)) => self.tools().iter().position(|tool| tool.id == *id).map(|at| {
                self.tool = at;
                Zone::Tools
            }),
        };
        if let Some(zone) = zone {
            self.enter(zone);
        }
    }

    /// What has the focus within the question, or had it before the outline.
    fn within(&self) -> Within {
        let zone = if self.zone == Zone::Outline { self.zone_before } else { self.zone };
        let item = || Some(Within::Item(self.question().items.get(self.item)?.id.clone()));
        let tool = || Some(Within::Tool(self.tools().get(self.tool)?.id.clone()));
        match zone {
            Zone::Outline | Zone::Narrative => Some(Within::Narrative),
            Zone::Reason => Some(Within::Reason),
            Zone::Checklist => item(),
            Zone::Tools => tool(),
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
    pub(super) fn revisit(&mut self, action: Action, cx: &mut Context) {
        let here = self.at;
        let (back, forward) = &mut self.visited;
        let (from, to) = if action == Action::Back { (back, forward) } else { (forward, back) };
        match from.pop() {
            Some(at) => {
                to.push(here);
                self.go_to(at);
            }
            None => cx.inform("There is nowhere further to go"),
        }
    }

    /// Goes to a place.
    pub fn go(&mut self, place: &Place) {
        self.jot = None;
        self.form = None;
        self.tray = None;
        self.conflicts = None;
        match place {
            Place::Question(question) => {
                self.go_to_id(question);
                self.zone = if self.reason.is_some() { Zone::Reason } else { Zone::Narrative };
            }
            Place::Item(question, item) => {
                self.go_to_id(question);
                let items = &self.question().items;
                self.item = items.iter().position(|asked| asked.id == *item).unwrap_or(0);
                self.zone = Zone::Checklist;
            }
            Place::Tools(question) => {
                self.go_to_id(question);
                self.zone = Zone::Tools;
            }
            Place::Details => self.form = Some(Form::details(&self.desk)),
            Place::Jot(jot) => {
                let mut tray = Tray::new(self.at);
                tray.choose(jot, self);
                self.tray = Some(tray);
            }
            Place::Text(field, at) => self.go_to_text(field, *at),
        }
    }

    fn go_to_text(&mut self, field: &Field, at: usize) {
        match field {
            Field::Narrative(question) | Field::Reason(question) => {
                self.go_to_id(question);
                self.zone = if matches!(field, Field::Reason(_)) { Zone::Reason } else { Zone::Narrative };
            }
            Field::Tool(question, tool, _) => {
                self.go_to_id(question);
                self.zone = Zone::Tools;
                self.form = Some(Form::tool(&self.desk, question, tool));
            }
            Field::Practice(_) | Field::Evaluators | Field::Visit(..) => self.form = Some(Form::details(&self.desk)),
            Field::Jot(jot) | Field::Speaker(jot) => return self.go(&Place::Jot(jot.clone())),
            Field::Remark(remark) => {
                if let Some(question) = self.desk.evaluation.remarks.get(remark).map(|remark| remark.question.clone()) {
                    self.go_to_id(&question);
                }
            }
        }
        if let Some(form) = &mut self.form {
            form.focus_on(field);
        }
        if let Some((_, written)) = self.written()
            && written.field == *field
        {
            written.editor.set_caret(at, false);
        }
    }

    fn go_to_id(&mut self, question: &Id) {
        if let Some(at) = self.desk.framework.position(question) {
            self.visit(at);
        }
    }

    /// Takes the last change back or makes it again, and shows where it was.
    pub(super) fn take_back(&mut self, action: Action, cx: &mut Context) {
        let reversal = if action == Action::Undo { self.desk.undo() } else { self.desk.redo() };
        let Reversal { edit, caret } = match reversal {
            Ok(reversal) => reversal,
            Err(line) => return cx.inform(line),
        };
        // The text in sight is changed where it stands, so that it does not scroll.
        let live = self.form.is_none() && self.tray.is_none();
        if let Some((field, splice)) = edit.writing()
            && live
            && self.narrative.field == *field
        {
            self.narrative.editor.apply(splice);
            self.zone = Zone::Narrative;
            if let Some(caret) = caret {
                self.narrative.editor.set_caret(caret.at, false);
            }
        } else if let Some(((field, splice), form)) = edit.writing().zip(self.form.as_mut())
            && form.take_back(field, splice)
        {
            form.focus_on(field);
        } else if self.tray.is_some() && Part::of(&edit).iter().any(|part| matches!(part, Part::Filing(_))) {
            // It shows in the tray.
            self.narrative = super::narrative_of(&self.desk, self.at);
        } else if let Some(place) = Place::of(&edit, caret.as_ref()) {
            self.go(&place);
        }
        if edit.writing().is_none() {
            let what = if action == Action::Undo { "Taken back" } else { "Made again" };
            cx.inform(format!("{what}: {}", summarise(std::slice::from_ref(&edit))));
        }
    }

    /// Shows what was before a change that the journal did not take, after `edit` took it back.
    pub fn refused(&mut self, edit: &Edit) {
        if let Some(remark) = &mut self.remark {
            return remark.reread(&self.desk);
        }
        if let Some(jot) = &mut self.jot {
            return jot.reread(&self.desk);
        }
        if let Some(place) = Place::of(edit, None) {
            self.go(&place);
        }
    }

    /// Opens the search over everything in this evaluation.
    pub(super) fn search(&self) -> Turn {
        let (evaluation, framework) = (&self.desk.evaluation, &self.desk.framework);
        let mut found = Vec::new();
        for placed in framework.questions() {
            let (question, number) = (&placed.question.id, placed.number());
            if placed.question_at == 0 {
                let lead = (placed.criterion_at + 1).to_string();
                found.push((lead, placed.criterion.title.to_string(), Place::Question(question.clone())));
            }
            let text = format!("{}  {}", placed.question.label, placed.question.text);
            found.push((number.clone(), text, Place::Question(question.clone())));
            for (n, item) in placed.question.items.iter().enumerate() {
                let lead = format!("{number} item {}", n + 1);
                found.push((lead, item.text.to_string(), Place::Item(question.clone(), item.id.clone())));
            }
            let mut at = 0;
            for paragraph in evaluation.narrative(question).split('\n') {
                if !paragraph.trim().is_empty() {
                    let place = Place::Text(Field::Narrative(question.clone()), at);
                    found.push((format!("{number} narrative"), paragraph.to_owned(), place));
                }
                at += paragraph.len() + 1;
            }
        }
        for jot in &evaluation.jots {
            let lead = if jot.speaker.is_blank() { "jot".to_owned() } else { format!("jot {}", jot.speaker) };
            found.push((lead, jot.text.to_string(), Place::Jot(jot.id.clone())));
        }
        Turn::Over(Box::new(Overlay::Choice(Choice::places("Go to", found))))
    }

    /// Lists what is off.
    pub(super) fn what_is_off(&self, cx: &mut Context) -> Turn {
        let off = checks(&self.desk.evaluation, &self.desk.framework);
        if off.is_empty() {
            cx.inform("Nothing is off");
            return Turn::Stay;
        }
        let rows = off.into_iter().map(|off| (off.number.unwrap_or_default(), off.wording.to_owned(), off.place));
        Turn::Over(Box::new(Overlay::Choice(Choice::places("What is off", rows))))
    }
}

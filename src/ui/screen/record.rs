//! Recording an evaluation: the outline, the question in full, its narrative, its checklist, its inspiring tools.

use crate::model::{Edit, Evaluation, Field, Id, Mark, Place, Progress, Question, Status, Tool};
use crate::reading::checks;
use crate::text::{Text, editor::EditorMode};
use crate::ui::{
    Action, Context, Direction, Effect, FieldEditor, Left, List, LookBack, Next, Overlay, Page, Scope, Scroller,
    Session, Turn,
    overlay::lists,
    screen::{
        line::Line,
        redacting::redact,
        review::{ask_about_step, export},
    },
};

mod checklist;
mod conflicts;
mod evidence;
mod form;
mod layout;
mod mouse;
mod navigation;
mod orphans;
mod panes;
mod remarks;
mod replacing;
mod tray;
mod view;

use conflicts::Conflicts;
use form::Form;
use layout::Layout;
use tray::Tray;

#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub session: Session,
    /// The question's place in the framework.
    pub(crate) at: usize,
    /// What has the keyboard, unless a line is laid over it.
    mode: Mode,
    /// The line laid over everything else, for a jot or a remark.
    line: Option<Line>,
    /// The pane that was left for the outline.
    pane_before: Pane,
    narrative: FieldEditor,
    /// Why the question is not applicable, where it is not.
    reason: Option<FieldEditor>,
    /// The outline, of which this question's row is chosen; the checklist, its items being the rows; the inspiring tools.
    outline: List,
    item_list: List,
    tool_list: List,
    /// The open remark that was gone to last.
    remark: Option<Id>,
    /// Who spoke last.
    speaker: Text,
    /// Whether the narrative has the whole height.
    whole_height: bool,
    /// Whether the guidance is shown that is published with the questions and items.
    guided: bool,
    /// The questions visited before this one, and those gone back from.
    visited: (Vec<usize>, Vec<usize>),
    /// The item from whose evidence one went to where that stands.
    gone_from: Option<(Id, Id)>,
    /// The item that was last clicked on, and whether its box was.
    clicked_item: Option<(usize, bool)>,
    /// Where everything stands, as last laid out.
    layout: Layout,
    /// The third column as last laid out, and what of it is in sight.
    side: (Page, Scroller),
}

/// What has the keyboard.
#[derive(Clone, Debug)]
enum Mode {
    Pane(Pane),
    /// A form in place of the question, and what one comes back to.
    Form(Form, Box<Mode>),
    /// The jot tray in place of the question, and the pane that one comes back to.
    Tray(Tray, Pane),
    /// The choices between two versions, and the pane that one comes back to.
    Conflicts(Conflicts, Pane),
}

/// A part of the question's screen that takes keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pane {
    Outline,
    Narrative,
    Reason,
    Checklist,
    /// Past the checklist's last item: no key marks anything.
    ChecklistEnd,
    Tools,
}

impl Pane {
    fn is_checklist(self) -> bool {
        matches!(self, Pane::Checklist | Pane::ChecklistEnd)
    }
}

impl Mode {
    /// The pane that has the keyboard, or gets it back in the end.
    fn pane(&self) -> Pane {
        match self {
            Mode::Pane(pane) | Mode::Tray(_, pane) | Mode::Conflicts(_, pane) => *pane,
            Mode::Form(_, under) => under.pane(),
        }
    }

    /// What one comes back to.
    fn under(self) -> Mode {
        match self {
            Mode::Form(_, under) => *under,
            Mode::Pane(pane) | Mode::Tray(_, pane) | Mode::Conflicts(_, pane) => Mode::Pane(pane),
        }
    }

    /// The scopes in force. In a checklist it matters whether its item is met or not met, or has other levels.
    fn scopes(&self, has_levels: bool) -> &'static [Scope] {
        use Scope::{
            Anywhere, Beside, Checklist, ChecklistEnd, Conflicts, Evaluation, Levels, MetOrNot, Navigation, Outline,
            Prose, Reading, Reason, Record, Text, Tools, Tray, Undo,
        };
        match self {
            Mode::Pane(Pane::Narrative) => &[Text, Prose, Record, Evaluation, Navigation, Undo, Anywhere],
            Mode::Pane(Pane::Reason) => &[Reason, Text, Prose, Record, Evaluation, Navigation, Undo, Anywhere],
            Mode::Pane(Pane::Outline) => &[Outline, Beside, Record, Evaluation, Navigation, Undo, Anywhere],
            Mode::Pane(Pane::Checklist) if has_levels => {
                &[Levels, Checklist, Beside, Record, Evaluation, Navigation, Undo, Anywhere]
            }
            Mode::Pane(Pane::Checklist) => {
                &[MetOrNot, Checklist, Beside, Record, Evaluation, Navigation, Undo, Anywhere]
            }
            Mode::Pane(Pane::ChecklistEnd) if has_levels => {
                &[ChecklistEnd, Levels, Record, Evaluation, Navigation, Undo, Anywhere]
            }
            Mode::Pane(Pane::ChecklistEnd) => &[ChecklistEnd, Record, Evaluation, Navigation, Undo, Anywhere],
            Mode::Pane(Pane::Tools) => &[Tools, Beside, Record, Evaluation, Navigation, Undo, Anywhere],
            Mode::Form(form, _) => form.scopes(),
            Mode::Tray(..) => &[Tray, Navigation, Undo, Anywhere],
            Mode::Conflicts(..) => &[Conflicts, Reading, Navigation, Undo, Anywhere],
        }
    }
}

impl Record {
    /// Opens an evaluation at the question where it was left, or at `at`, ready for typing.
    pub(crate) fn new(session: Session, at: Option<usize>, left: Option<&Left>) -> Record {
        let place = left.and_then(|left| Some((session.framework.position(&left.question)?, left.caret)));
        let asked = at;
        let at = at.or(place.map(|(at, _)| at)).unwrap_or(0).min(session.framework.len() - 1);
        let mut record = Record {
            at,
            mode: Mode::Pane(Pane::Narrative),
            line: None,
            pane_before: Pane::Narrative,
            narrative: narrative_of(&session, at),
            reason: None,
            outline: List::default(),
            item_list: List::default(),
            tool_list: List::default(),
            remark: None,
            speaker: Text::default(),
            whole_height: false,
            guided: false,
            visited: (Vec::new(), Vec::new()),
            gone_from: None,
            clicked_item: None,
            layout: Layout::default(),
            side: (Page::new(0), Scroller::default()),
            session,
        };
        record.go_to(at);
        let evaluation = record.session.evaluation();
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

    fn question(&self) -> &Question {
        self.session.question(self.at).question
    }

    fn mark_of(&self, item: &Id) -> Option<Mark> {
        self.session.evaluation().mark(&self.question().id, item)
    }

    fn tools(&self) -> &[Tool] {
        self.session.evaluation().tools(&self.question().id)
    }

    pub(crate) fn scopes(&self) -> &'static [Scope] {
        match &self.line {
            Some(line) => line.scopes(),
            None => {
                let is_in_checklist = matches!(self.mode, Mode::Pane(Pane::Checklist | Pane::ChecklistEnd));
                let scale = is_in_checklist.then(|| self.scale_in_focus()).flatten();
                self.mode.scopes(scale.is_some_and(|scale| !scale.is_met_or_not()))
            }
        }
    }

    /// The text that has the caret, below the line.
    fn writer(&mut self) -> Option<(&mut FieldEditor, &mut Session)> {
        let shown = match &mut self.mode {
            Mode::Form(form, _) => form.focused()?,
            Mode::Pane(Pane::Narrative) => &mut self.narrative,
            Mode::Pane(Pane::Reason) => self.reason.as_mut()?,
            Mode::Pane(Pane::Outline | Pane::Checklist | Pane::ChecklistEnd | Pane::Tools)
            | Mode::Tray(..)
            | Mode::Conflicts(..) => return None,
        };
        Some((shown, &mut self.session))
    }

    /// Marks what is selected as to be replaced in public copies.
    fn redact(&mut self, cx: &Context) -> Turn {
        let selected = self.writer().and_then(|(shown, _)| shown.editor.selected());
        redact(selected.as_deref(), &self.session, cx)
    }

    /// Types or pastes text where the caret stands; none where there is no caret.
    pub(crate) fn type_text(&mut self, text: &str, cx: &Context) -> Option<Turn> {
        if let Some(line) = &mut self.line {
            return Some(line.type_text(text, &mut self.session, cx));
        }
        self.write(|shown, session| shown.type_text(text, session))
    }

    pub(crate) fn act(&mut self, action: Action, cx: &Context) -> Turn {
        if action == Action::Jot && self.line.is_some() {
            return self.close_line(cx).and(self.begin_jot());
        }
        if let Some(line) = &mut self.line {
            return line.act(action, &mut self.session, cx).unwrap_or_else(|| self.close_line(cx));
        }
        match action {
            Action::Undo => return self.reverse(Direction::Undo),
            Action::Redo => return self.reverse(Direction::Redo),
            Action::Jot => return self.begin_jot(),
            Action::EditOutside => return self.edit_outside(),
            Action::Export => return export(&self.session, cx),
            Action::Redact => return self.redact(cx),
            Action::PublicCopy => return redact(None, &self.session, cx),
            _ => {}
        }
        match &self.mode {
            Mode::Form(..) => self.act_in_form(action, cx),
            Mode::Tray(..) => self.act_in_tray(action, cx),
            Mode::Conflicts(..) => self.act_in_conflicts(action),
            Mode::Pane(pane) => self.act_on_question(action, *pane, cx),
        }
    }

    fn act_on_question(&mut self, action: Action, pane: Pane, cx: &Context) -> Turn {
        match action {
            Action::Save => return Turn::ask(Effect::Save),
            Action::Details => self.open_form(Form::details(&self.session)),
            Action::Review => return Next::TurnOver.into(),
            Action::Tray => self.mode = Mode::Tray(Tray::new(self.at), pane),
            Action::GoTo => {
                let places = lists::places(self.session.evaluation(), &self.session.framework);
                return Turn::over(Overlay::Choice(places));
            }
            Action::NextRemark
            | Action::Remark
            | Action::Reply
            | Action::Resolve
            | Action::ReadRemarks
            | Action::ChangeRemark
            | Action::WithdrawRemark => return self.act_on_remarks(action, pane, cx),
            Action::ReadQuestion => return self.read_question(),
            Action::Step(step) => return ask_about_step(step, &self.session, cx),
            Action::Conflicts if self.session.conflicts().next().is_none() => {
                return Turn::inform("No conflicts in this evaluation");
            }
            Action::Conflicts => self.show_conflicts(),
            Action::History => return Turn::ask(Effect::ListHistory(LookBack::All)),
            Action::Checks => return self.list_checks(cx),
            Action::Replace => return self.begin_replacing(),
            Action::MoveVersion => return self.begin_moving(),
            Action::Orphans => return self.list_orphans(cx),
            Action::VisitClock => return self.turn_visit(cx),
            Action::Guidance => return self.toggle_guidance(),
            Action::Pin => return self.pin(cx),
            Action::Closing => return self.open_closing(),
            Action::WholeHeight => self.whole_height = !self.whole_height,
            Action::Back if self.go_back_to_evidence() => {}
            Action::Back | Action::Forward => return self.revisit(action),
            Action::NextQuestion => return self.go_on(1),
            Action::PreviousQuestion => return self.go_on(-1),
            Action::NextChecklist => return self.go_to_next_checklist(),
            Action::NextUnfinished => return self.go_to_unfinished(),
            Action::Criterion(number) => match self.session.first_of_criterion(number) {
                Ok(at) => self.visit(at),
                Err(line) => return Turn::inform(line),
            },
            Action::NextPane => self.turn_pane(1),
            Action::PreviousPane => self.turn_pane(-1),
            Action::Leave if pane == Pane::Outline => return Next::Leave.into(),
            Action::Leave => self.enter(Pane::Outline),
            Action::Accept => self.enter(Pane::Narrative),
            Action::NotApplicable => return self.toggle_applicable(),
            _ => return self.act_in_pane(action, pane, cx),
        }
        Turn::stay()
    }

    /// Changes the evaluation as was chosen from a list.
    pub(crate) fn change(&mut self, edit: Edit, told: String) -> Turn {
        let turn = self.session.change(edit);
        self.follow();
        if turn.is_done() { turn.and_inform(told) } else { turn }
    }

    /// Shows what the framework asks for after its last question.
    pub(super) fn open_closing(&mut self) -> Turn {
        if !self.session.framework.details.iter().any(|asked| asked.at_end) {
            return Turn::inform("This framework asks for nothing after its last question");
        }
        self.open_form(Form::closing(&self.session));
        Turn::stay()
    }

    /// Closes the line, where one is laid over the screen.
    pub(crate) fn close_line(&mut self, cx: &Context) -> Turn {
        let Some(mut line) = self.line.take() else { return Turn::stay() };
        let turn = line.close(&mut self.session, cx);
        // Whoever spoke last goes on speaking in the next line.
        self.speaker = line.speaker().unwrap_or(&self.speaker).clone();
        turn
    }

    fn begin_jot(&mut self) -> Turn {
        if let Some(refusal) = self.session.refuses_content() {
            return refusal;
        }
        self.session.close_word();
        self.line = Some(Line::jot(self.speaker.clone()));
        Turn::stay()
    }

    /// Puts a form in place of the question; leaving it leads back to where one was.
    fn open_form(&mut self, form: Form) {
        let under = match std::mem::replace(&mut self.mode, Mode::Pane(Pane::Narrative)) {
            Mode::Form(_, under) => under,
            other => Box::new(other),
        };
        self.mode = Mode::Form(form, under);
    }

    /// Goes back to what the form, the tray or the choices took the place of.
    fn close_mode(&mut self) {
        let mode = std::mem::replace(&mut self.mode, Mode::Pane(Pane::Narrative));
        self.mode = mode.under();
        self.session.close_word();
    }

    /// Takes the question chosen from a list: for the jot being taken down, or for the tray.
    pub(crate) fn file_under(&mut self, question: Id) -> Turn {
        if let Some(line) = &mut self.line {
            return line.file(question, &mut self.session);
        }
        match &mut self.mode {
            Mode::Tray(tray, _) => tray.aim_at(self.session.framework.position(&question)),
            Mode::Pane(_) | Mode::Form(..) | Mode::Conflicts(..) => {}
        }
        Turn::stay()
    }

    /// Goes on with the evaluation as it was opened anew.
    pub(crate) fn resume(&mut self, session: Session) {
        self.session = session;
        self.follow();
    }

    /// Shows what came of the evaluation and another program's changes to it: every text keeps its caret.
    pub(crate) fn merged(&mut self, evaluation: Evaluation) {
        self.session.merged(evaluation);
        self.follow();
    }

    /// Shows every text as the evaluation has it by now.
    fn follow(&mut self) {
        self.stay_at_question();
        self.narrative.follow(&self.session);
        self.refresh_reason();
        if let Mode::Form(form, _) = &mut self.mode
            && !form.follow(&self.session)
        {
            self.close_mode();
        }
        if let Some(line) = &mut self.line {
            line.follow(&self.session);
        }
        if self.mode.pane() == Pane::Reason && self.reason.is_none() {
            // The keyboard goes where nothing is typed: who writes the reason looks nowhere else.
            self.mode = Mode::Pane(match self.pane_before {
                Pane::Narrative | Pane::Reason => Pane::Outline,
                pane @ (Pane::Outline | Pane::Checklist | Pane::ChecklistEnd | Pane::Tools) => pane,
            });
        }
    }

    /// Shows what was before a change that the journal did not take, after `edit` was undone.
    pub(crate) fn refused(&mut self, edit: &Edit) {
        self.follow();
        let shown = self.writer().map(|(shown, _)| shown.field.clone());
        let is_in_sight = self.line.is_some() || edit.writing().is_some_and(|(field, _)| shown.as_ref() == Some(field));
        if let Some(place) = Place::of(edit, self.session.evaluation()).filter(|_| !is_in_sight) {
            self.show_changed(&place);
        }
    }

    pub(crate) fn settle(&mut self, cx: &Context) {
        if let Some(line) = &mut self.line {
            line.settle(cx);
        }
        match &mut self.mode {
            Mode::Form(form, _) => form.settle(&self.session, cx),
            Mode::Tray(tray, _) => tray.settle(&self.session, cx),
            Mode::Conflicts(conflicts, _) => conflicts.settle(&self.session, cx),
            &mut Mode::Pane(pane) => {
                // The narrative's width does not depend on its rows, and its height does not on its text.
                self.layout = self.lay_out(pane, cx);
                self.lay_out_side(cx);
                self.narrative.editor.resize(self.layout.narrative.width, self.layout.narrative.height);
                if let (Some(reason), Some(area)) = (&mut self.reason, self.layout.reason) {
                    reason.editor.resize(area.width, area.height);
                }
            }
        }
    }

    /// Forgets what was laid out, so that the next [`Record::settle`] lays it out anew.
    #[cfg(test)]
    pub(crate) fn forget_layout(&mut self) {
        self.layout = Layout::default();
    }

    fn list_checks(&self, cx: &Context) -> Turn {
        let checks = checks::checks(self.session.evaluation(), &self.session.framework, cx.now);
        if checks.is_empty() {
            return Turn::inform("Nothing to check");
        }
        Turn::over(Overlay::Choice(lists::checks(checks)))
    }

    fn is_unfinished(&self, at: usize) -> bool {
        let progress = self.session.evaluation().progress(self.session.question(at).question);
        matches!(progress, Progress::Untouched | Progress::Begun)
    }
}

fn narrative_of(session: &Session, at: usize) -> FieldEditor {
    let field = Field::Narrative(session.question(at).question.id.clone());
    FieldEditor::at_end(session, field, EditorMode::Prose)
}

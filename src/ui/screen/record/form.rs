//! Forms: the practice's details with its evaluators and visits, what closes an evaluation, an inspiring tool, a jot, and
//! the comment and evidence of an item.

use std::ops::Range;

use jiff::civil::Date;
use ratatui::layout::{Position, Rect};

use self::choices::Options;
use super::{Mode, Record};
use crate::model::{Detail, Edit, Entry, Field, Id, Source, Visit, VisitPart, country, day};
use crate::text::{Motion, Splice, Text, editor::EditorMode};
use crate::ui::{Action, Context, FieldEditor, List, Move, Scope, Session, Turn, command, screen::line::speaker_of};

mod choices;
mod fields;
mod view;

/// A form on fields of the open evaluation.
#[derive(Clone, Debug)]
pub(super) struct Form {
    kind: FormKind,
    fields: Vec<FormField>,
    /// The fields as they are gone through; the chosen one has the caret.
    pub(super) list: List,
    /// Which rows the fields take, and where the rows in sight stand, as last laid out.
    spans: Vec<Range<usize>>,
    area: Rect,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum FormKind {
    Details,
    Closing,
    Tool,
    Jot,
    /// The comment and the evidence of a question's item.
    Item(Id, Id),
}

#[derive(Clone, Debug)]
struct FormField {
    label: Text,
    /// What is said where nothing is filled in.
    hint: Text,
    input: Input,
}

/// What a field takes.
#[derive(Clone, Debug)]
enum Input {
    Text(Box<FieldEditor>),
    Options(Options),
    /// A passage or a jot that the item's mark rests on: to be read, gone to, removed.
    Evidence(Id),
}

impl FormField {
    fn text(&self) -> Option<&FieldEditor> {
        if let Input::Text(shown) = &self.input { Some(shown) } else { None }
    }

    fn text_mut(&mut self) -> Option<&mut FieldEditor> {
        if let Input::Text(shown) = &mut self.input { Some(shown) } else { None }
    }

    fn is(&self, field: &Field) -> bool {
        self.text().is_some_and(|shown| shown.field == *field)
    }

    /// Whether it is the same field of the same form.
    fn is_same(&self, other: &FormField) -> bool {
        match (&self.input, &other.input) {
            (Input::Text(one), Input::Text(other)) => one.field == other.field,
            (Input::Options(one), Input::Options(other)) => one.of == other.of,
            (Input::Evidence(one), Input::Evidence(other)) => one == other,
            (Input::Text(_) | Input::Options(_) | Input::Evidence(_), _) => false,
        }
    }
}

impl Form {
    fn new(kind: FormKind, fields: Vec<FormField>) -> Form {
        Form { kind, fields, list: List::default(), spans: Vec::new(), area: Rect::default() }
    }

    /// The form of the same kind as the evaluation has it by now.
    fn anew(&self, session: &Session) -> Option<Form> {
        match &self.kind {
            FormKind::Details => Some(Form::details(session)),
            FormKind::Closing => Some(Form::closing(session)),
            FormKind::Item(question, item) => Some(Form::item(session, question, item)),
            FormKind::Tool | FormKind::Jot => None,
        }
    }

    /// The scopes of its keys, the innermost first: only the details have visits.
    pub(super) fn scopes(&self) -> &'static [Scope] {
        use Scope::{
            Anywhere, Details, Evaluation, Form, ItemForm, JotForm, Line, Navigation, OneLine, Options, Pinned, Prose,
            Text, Undo,
        };
        let mode = match &self.fields[self.list.chosen()].input {
            Input::Text(shown) => shown.editor.mode(),
            Input::Options(_) => return &[Options, Details, Form, Evaluation, Navigation, Undo, Anywhere],
            Input::Evidence(_) => return &[Pinned, ItemForm, Form, Evaluation, Navigation, Undo, Anywhere],
        };
        match (&self.kind, mode) {
            (FormKind::Details, EditorMode::Line) => {
                &[OneLine, Line, Text, Details, Form, Evaluation, Navigation, Undo, Anywhere]
            }
            (FormKind::Details, EditorMode::Prose) => {
                &[Text, Prose, Details, Form, Evaluation, Navigation, Undo, Anywhere]
            }
            (FormKind::Tool | FormKind::Closing, EditorMode::Line) => {
                &[OneLine, Line, Text, Form, Evaluation, Navigation, Undo, Anywhere]
            }
            (FormKind::Tool | FormKind::Closing, EditorMode::Prose) => {
                &[Text, Prose, Form, Evaluation, Navigation, Undo, Anywhere]
            }
            (FormKind::Jot, EditorMode::Line) => &[JotForm, Line, Text, Form, Evaluation, Navigation, Undo, Anywhere],
            (FormKind::Jot, EditorMode::Prose) => &[JotForm, Text, Prose, Form, Evaluation, Navigation, Undo, Anywhere],
            (FormKind::Item(..), EditorMode::Line) => {
                &[OneLine, Line, Text, ItemForm, Form, Evaluation, Navigation, Undo, Anywhere]
            }
            (FormKind::Item(..), EditorMode::Prose) => {
                &[Text, Prose, ItemForm, Form, Evaluation, Navigation, Undo, Anywhere]
            }
        }
    }

    /// The text in focus, where a text has it.
    pub(super) fn focused(&mut self) -> Option<&mut FieldEditor> {
        // Whatever is done with it brings it back in sight, wherever the wheel has scrolled to.
        self.list.choose(self.list.chosen());
        self.fields[self.list.chosen()].text_mut()
    }

    /// The field that has the focus is a list to choose from.
    fn options_in_focus(&mut self) -> Option<&mut Options> {
        match &mut self.fields[self.list.chosen()].input {
            Input::Options(options) => Some(options),
            Input::Text(_) | Input::Evidence(_) => None,
        }
    }

    /// Does what a command says, but for leaving.
    fn act(&mut self, action: Action, session: &mut Session, cx: &Context) -> Turn {
        let today = cx.now.day();
        let at_edge = |form: &mut Form, motion: Motion| {
            form.focused().is_none_or(|shown| match motion {
                Motion::Up => shown.editor.is_in_first_row(),
                _ => shown.editor.is_in_last_row(),
            })
        };
        match action {
            Action::Go(Move::Down) => self.go_row(1, session, cx),
            Action::Go(Move::Up) => self.go_row(-1, session, cx),
            Action::NextField => self.go_on(1, session, today),
            Action::PreviousField => self.go_on(-1, session, today),
            Action::Move(Motion::Up) if at_edge(self, Motion::Up) => self.go_on(-1, session, today),
            Action::Move(Motion::Down) if at_edge(self, Motion::Down) => self.go_on(1, session, today),
            Action::RemoveVisit => self.remove_visit(session),
            Action::AddVisit => self.add_visit(session, cx),
            Action::AddDocument => self.add_document(session, cx),
            Action::RemoveEvidence => self.remove_evidence(session),
            Action::Left | Action::Right => {
                if let Some(options) = self.options_in_focus() {
                    options.go(if action == Action::Left { -1 } else { 1 });
                }
                Turn::stay()
            }
            Action::ChooseOption => match self.options_in_focus() {
                Some(options) => options.clone().choose(session, cx),
                None => Turn::stay(),
            },
            _ => match self.focused() {
                Some(shown) => shown.write(action, session, cx),
                None => Turn::stay(),
            },
        }
    }

    /// Goes `by` fields on, from the last to the first.
    fn go_on(&mut self, by: isize, session: &mut Session, today: Date) -> Turn {
        let turn = self.complete(session, today);
        if turn.is_done() {
            // Who was met may be another by now.
            self.follow(session);
            self.focus_at((self.list.chosen() as isize + by).rem_euclid(self.fields.len() as isize) as usize);
        }
        turn
    }

    /// Goes a row on: within a list to choose from to its next row, from its last row to the next field. A list that is come
    /// to from below begins with its last row.
    fn go_row(&mut self, by: isize, session: &mut Session, cx: &Context) -> Turn {
        let width = self.width();
        if let Some(options) = self.options_in_focus()
            && let Some(at) = options.beside(by, width, cx.theme, session)
        {
            options.at = at;
            return Turn::stay();
        }
        let turn = self.go_on(by, session, cx.now.day());
        if turn.is_done()
            && let Some(options) = self.options_in_focus()
        {
            options.at = 0;
            while by < 0
                && let Some(at) = options.beside(1, width, cx.theme, session)
            {
                options.at = at;
            }
        }
        turn
    }

    /// Writes out what the focused field means: a day typed in words, a country by its code or beginning, a speaker
    /// without the role.
    fn complete(&mut self, session: &mut Session, today: Date) -> Turn {
        let Some(shown) = self.focused() else { return Turn::stay() };
        let typed = shown.editor.text();
        let meant = match &shown.field {
            Field::Visit(_, VisitPart::Date) => day::parse(&typed, today).map(|day| day.to_string()),
            Field::Given(detail) if view::is_date(detail, session) => {
                day::parse(&typed, today).map(|day| day.to_string())
            }
            Field::Practice(Detail::Country) => country::completed(&typed).map(str::to_owned),
            Field::Speaker(_) => Some(speaker_of(&typed).to_owned()),
            _ => None,
        };
        match meant {
            Some(meant) if meant != typed.as_str() => {
                session.splice(shown, Splice { at: 0, removed: typed, inserted: Text::from(meant) })
            }
            _ => Turn::stay(),
        }
    }

    pub(super) fn focus_on(&mut self, field: &Field) {
        match (self.fields.iter().position(|one| one.is(field)), field) {
            (Some(at), _) => self.focus_at(at),
            (None, Field::Given(detail)) => self.focus_on_detail(detail),
            (None, _) => {}
        }
    }

    /// Goes to a detail that the framework asks for: to its list, where it has one.
    pub(super) fn focus_on_detail(&mut self, detail: &Id) {
        let list = self.fields.iter().position(|one| one.is_list_of(detail));
        let text = || self.fields.iter().position(|one| one.is(&Field::Given(detail.clone())));
        if let Some(at) = list.or_else(text) {
            self.focus_at(at);
        }
    }

    pub(super) fn has(&self, field: &Field) -> bool {
        self.fields.iter().any(|one| one.is(field))
    }

    /// Shows the fields as the evaluation has them by now; whether any is left. The focus stays on its field, or where it was.
    pub(super) fn follow(&mut self, session: &Session) -> bool {
        self.fields.retain_mut(|one| one.text_mut().is_none_or(|shown| shown.follow(session)));
        if let Some(fresh) = self.anew(session) {
            let mut known = std::mem::take(&mut self.fields);
            let kept = |one: FormField| match known.iter().position(|old| old.is_same(&one)) {
                Some(at) => known.swap_remove(at),
                None => one,
            };
            self.fields = fresh.fields.into_iter().map(kept).collect();
        }
        self.list.choose_within(self.fields.len());
        !self.fields.is_empty()
    }

    /// Goes to a field, ready to write on.
    fn focus_at(&mut self, at: usize) {
        if self.turn_to(at)
            && let Some(shown) = self.focused()
        {
            shown.editor.move_caret(Motion::End, false);
        }
    }

    /// Goes to a field as it is shown; whether it is another one. The one left shows its beginning.
    fn turn_to(&mut self, at: usize) -> bool {
        let turns = at != self.list.chosen();
        if turns {
            if let Some(shown) = self.focused() {
                shown.editor.move_caret(Motion::Start, false);
            }
            self.list.choose(at);
        }
        turns
    }

    fn add_visit(&mut self, session: &mut Session, cx: &Context) -> Turn {
        let id = cx.new_id('v');
        let visit = Visit::on(id.clone(), Text::from(cx.now.day().to_string()));
        let turn = self.add(Entry::Visit(visit), &Field::Visit(id, VisitPart::Date), session);
        if let Some(shown) = self.focused().filter(|_| turn.is_done()) {
            // Typing another day replaces today's.
            shown.editor.select_all();
        }
        turn
    }

    /// Names a document that the mark rests on.
    fn add_document(&mut self, session: &mut Session, cx: &Context) -> Turn {
        let FormKind::Item(question, item) = &self.kind else { return Turn::stay() };
        let id = cx.new_id('e');
        let field = Field::Document(question.clone(), item.clone(), id.clone());
        let evidence = crate::model::Evidence { id, source: Source::Document(Text::default()) };
        self.add(Entry::Evidence(question.clone(), item.clone(), evidence), &field, session)
    }

    /// Adds an entry and goes to its field.
    fn add(&mut self, entry: Entry, field: &Field, session: &mut Session) -> Turn {
        let caret = self.focused().map(|shown| shown.caret());
        let turn = session.change_at(Edit::add(session.evaluation(), entry), caret);
        if turn.is_done() {
            self.follow(session);
            self.focus_on(field);
        }
        turn
    }

    fn remove_visit(&mut self, session: &mut Session) -> Turn {
        let caret = self.focused().map(|shown| shown.caret());
        let Some(Field::Visit(id, _)) = caret.as_ref().map(|caret| &caret.field) else {
            return Turn::complain("The caret is not in a visit");
        };
        let Some(at) = session.evaluation().visits.position(id) else { return Turn::complain("The visit is gone") };
        let record = Entry::Visit(session.evaluation().visits[at].clone());
        let turn = session.change_at(Edit::Remove { at, record }, caret);
        self.after_removal(turn, session).and_inform("Visit removed: Ctrl-Z brings it back")
    }

    fn remove_evidence(&mut self, session: &mut Session) -> Turn {
        let FormKind::Item(question, item) = self.kind.clone() else { return Turn::stay() };
        let Some(id) = self.evidence_in_focus() else {
            return Turn::complain("The comment is no evidence: clear its text instead");
        };
        let evidence = session.evaluation().evidence(&question, &item);
        let Some(at) = evidence.iter().position(|one| one.id == id) else { return Turn::complain("It is gone") };
        let record = Entry::Evidence(question, item, evidence[at].clone());
        let caret = self.focused().map(|shown| shown.caret());
        let turn = session.change_at(Edit::Remove { at, record }, caret);
        self.after_removal(turn, session).and_inform("Evidence removed: Ctrl-Z brings it back")
    }

    fn after_removal(&mut self, turn: Turn, session: &Session) -> Turn {
        if turn.is_done() {
            let focus = self.list.chosen();
            self.follow(session);
            self.list.choose(0);
            self.focus_at(focus.min(self.fields.len() - 1));
        }
        turn
    }

    /// The evidence that has the focus.
    fn evidence_in_focus(&self) -> Option<Id> {
        let field = &self.fields[self.list.chosen()];
        match &field.input {
            Input::Evidence(id) => Some(id.clone()),
            Input::Text(shown) => match &shown.field {
                Field::Document(_, _, id) => Some(id.clone()),
                _ => None,
            },
            Input::Options(_) => None,
        }
    }

    /// The passage or the jot in focus, with its item: where one goes from there.
    pub(super) fn pinned_in_focus<'a>(&self, session: &'a Session) -> Option<&'a Source> {
        let FormKind::Item(question, item) = &self.kind else { return None };
        let id = self.evidence_in_focus()?;
        let evidence = session.evaluation().evidence(question, item).iter().find(|one| one.id == id)?;
        Some(&evidence.source)
    }

    /// The item whose comment and evidence it shows.
    pub(super) fn item_shown(&self) -> Option<(&Id, &Id)> {
        if let FormKind::Item(question, item) = &self.kind { Some((question, item)) } else { None }
    }

    /// The place of the field at a row of the screen, and where in the field's rows that row is.
    fn field_at(&self, row: u16) -> Option<(usize, u16)> {
        let row = self.list.top() + usize::from(row.checked_sub(self.area.y).filter(|_| row < self.area.bottom())?);
        let at = self.spans.iter().position(|span| span.contains(&row))?;
        Some((at, (row - self.spans[at].start) as u16))
    }

    pub(super) fn click(&mut self, at: Position, session: &Session, cx: &Context) {
        if let Some((field, row)) = self.field_at(at.y) {
            let column = at.x.saturating_sub(self.area.x + self.labels());
            let width = self.width();
            self.turn_to(field);
            if let Some(options) = self.options_in_focus() {
                options.at = options.at_place(column, row, width, cx.theme, session).unwrap_or(options.at);
            }
            if let Some(shown) = self.focused() {
                shown.editor.click(column, row, false);
            }
        }
    }

    /// A field that is taller than its room is scrolled where the pointer is on it, until it ends; else the form is.
    pub(super) fn scroll(&mut self, at: Position, by: isize) {
        let field = self.field_at(at.y).and_then(|(field, _)| self.fields[field].text_mut());
        if !field.is_some_and(|shown| shown.editor.scroll(by)) {
            self.list.scroll(by);
        }
    }
}

impl FormField {
    /// Whether it is the list of this detail.
    fn is_list_of(&self, detail: &Id) -> bool {
        use choices::OptionsOf;
        matches!(&self.input, Input::Options(Options { of: OptionsOf::Detail { detail: of, .. }, .. }) if of == detail)
    }
}

impl Record {
    pub(super) fn act_in_form(&mut self, action: Action, cx: &Context) -> Turn {
        if action == Action::GoToEvidence {
            return self.go_to_evidence();
        }
        let Mode::Form(form, _) = &mut self.mode else { return Turn::stay() };
        let is_of_question = command::in_scopes(&[Scope::Evaluation]).any(|row| row.action == action);
        let leaves = action == Action::Leave || (action, &form.kind) == (Action::Details, &FormKind::Details);
        if !leaves && !is_of_question {
            return form.act(action, &mut self.session, cx);
        }
        let turn = form.complete(&mut self.session, cx.now.day());
        if leaves {
            self.leave_form();
            return turn;
        }
        // What only shows something over the form, or changes it, leaves it open.
        let stays = matches!(
            action,
            Action::VisitClock
                | Action::Save
                | Action::GoTo
                | Action::Checks
                | Action::Replace
                | Action::History
                | Action::Step(_)
        );
        if !stays {
            self.leave_form();
        }
        let turn = turn.and(self.act_on_question(action, self.mode.pane(), cx));
        self.follow();
        turn
    }

    pub(super) fn leave_form(&mut self) {
        self.close_mode();
        self.follow();
    }
}

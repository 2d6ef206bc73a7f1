//! The line laid over a screen in which a jot is taken down or a remark is written. Every letter of it is in the journal
//! like any other: the record comes into being with the first.

use ratatui::layout::{Position, Rect};

use crate::model::{
    Edit, Entry, EntryKey, Field, Filing, Id, Jot, Passage, Remark,
    evaluation::{is_same_person, name_of_person},
};
use crate::text::{Splice, Text, cluster::str_width, editor::EditorMode};
use crate::ui::{
    Action, Canvas, Context, Direction, FieldEditor, Overlay, Scope, Session, Turn,
    footer::notice,
    overlay::{ground, lists, panel},
};

mod capture;

use capture::{Capture, Chosen, NewName, marked, speakers_in_a_row};

/// A line for one record.
#[derive(Clone, Debug)]
pub(super) struct Line {
    kind: LineKind,
    /// Whether it makes its record; else it changes one that was there.
    is_new: bool,
    /// The text of the record that it made; undo may have taken the record out again.
    made: Option<Field>,
    /// That text as it is shown, while there is a record.
    shown: Option<FieldEditor>,
}

#[derive(Clone, Debug)]
enum LineKind {
    Jot(Capture),
    Remark(About),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct About {
    pub question: Id,
    pub item: Option<Id>,
    pub passage: Option<Passage>,
    pub reply_to: Option<Id>,
}

const NEW_SPEAKER: &str = "New speaker";

/// The speaker that somebody typed: the name without the role, or what there is where that leaves nothing.
pub(super) fn speaker_of(typed: &str) -> &str {
    let name = name_of_person(typed);
    if name.is_empty() { typed.trim() } else { name }
}

impl Line {
    /// An empty line for a jot, the speaker as in the last one.
    pub(super) fn jot(speaker: Text) -> Line {
        Line { kind: LineKind::Jot(Capture::new(speaker)), is_new: true, made: None, shown: None }
    }

    pub(super) fn remark(about: About) -> Line {
        Line { kind: LineKind::Remark(about), is_new: true, made: None, shown: None }
    }

    /// A line on a remark that is there, to change it.
    pub(super) fn change(remark: &Remark, session: &Session) -> Line {
        let Remark { question, item, passage, reply_to, .. } = remark.clone();
        let field = Field::Remark(remark.id.clone());
        let shown = Some(FieldEditor::at_end(session, field.clone(), EditorMode::Line));
        let kind = LineKind::Remark(About { question, item, passage, reply_to });
        Line { kind, is_new: false, made: Some(field), shown }
    }

    pub(super) fn scopes(&self) -> &'static [Scope] {
        use Scope::{Anywhere, Jot, JotStart, NewSpeaker, Remark, Text, Undo};
        match &self.kind {
            LineKind::Remark(_) => &[Remark, Scope::Line, Text, Undo, Anywhere],
            LineKind::Jot(Capture { name: Some(_), .. }) => &[NewSpeaker, Jot, Scope::Line, Text, Undo, Anywhere],
            LineKind::Jot(_) if self.is_empty() => &[JotStart, Jot, Scope::Line, Text, Undo, Anywhere],
            LineKind::Jot(_) => &[Jot, Scope::Line, Text, Undo, Anywhere],
        }
    }

    fn is_empty(&self) -> bool {
        self.shown.as_ref().is_none_or(|shown| shown.editor.is_empty())
    }

    /// Types or pastes text into the name or the record, which comes into being by it.
    pub(super) fn type_text(&mut self, text: &str, session: &mut Session, cx: &Context) -> Turn {
        if let Some(name) = self.name() {
            name.input.type_text(text);
            return Turn::stay();
        }
        self.write_on(text, session, cx)
    }

    /// Types or pastes text into the record.
    fn write_on(&mut self, text: &str, session: &mut Session, cx: &Context) -> Turn {
        if let Some(shown) = &mut self.shown {
            return shown.type_text(text, session);
        }
        let text = Text::one_line(text);
        let (entry, field) = self.kind.entry(text, cx);
        let turn = session.change(Edit::add(session.evaluation(), entry));
        if turn.is_done() {
            self.shown = Some(FieldEditor::at_end(session, field.clone(), EditorMode::Line));
            self.made = Some(field);
        }
        turn
    }

    /// Does what a command says; none: the line is to be closed.
    pub(super) fn act(&mut self, action: Action, session: &mut Session, cx: &Context) -> Option<Turn> {
        Some(match action {
            Action::Undo => self.reverse(Direction::Undo, session),
            Action::Redo => self.reverse(Direction::Redo, session),
            Action::Accept if self.name().is_some() => self.take_name(session),
            Action::Accept => return None,
            Action::Leave if self.name().is_none() => return None,
            Action::Leave => self.leave_name(session, cx),
            Action::NextSpeaker => self.next_speaker(session),
            Action::Speaker(number) => self.choose_speaker(number, session),
            Action::ChooseQuestion => Turn::over(Overlay::Choice(lists::questions(&session.framework))),
            _ => self.write(action, session, cx),
        })
    }

    /// Ends the record: a jot with a question's number behind it is filed there, and an empty one is not kept. What was
    /// written is one change from now on.
    pub(super) fn close(&mut self, session: &mut Session, cx: &Context) -> Turn {
        let left = self.leave_name(session, cx);
        left.and(self.close_record(session))
    }

    fn close_record(&mut self, session: &mut Session) -> Turn {
        let Some(FieldEditor { field, editor }) = &self.shown else {
            session.close_word();
            return Turn::stay();
        };
        let (field, text) = (field.clone(), editor.text());
        let is_answered = |remark: &Id| session.evaluation().replies_to(remark).next().is_some();
        if text.is_blank() && matches!(&field, Field::Remark(remark) if is_answered(remark)) {
            session.end_entry(&field, self.is_new);
            return Turn::inform("The remark is empty but has replies, so it stays: Ctrl-Z brings its words back");
        }
        if text.is_blank() {
            let what = if let LineKind::Jot(_) = self.kind { "jot" } else { "remark" };
            self.shown = None;
            return match session.withdraw_entry(&field) {
                (true, turn) => {
                    turn.and_inform(format!("The {what} is empty and was not kept: Ctrl-Y brings its words back"))
                }
                (false, turn) => turn.and_inform(format!("The {what} is empty and was not kept")),
            };
        }
        let turn = match &field {
            Field::Jot(jot) => file_as_marked(jot, &text, session),
            _ => Turn::stay(),
        };
        session.end_entry(&field, self.is_new);
        turn
    }

    /// The text that was written, where it is still there.
    pub(super) fn made(self) -> Option<Field> {
        self.shown.map(|shown| shown.field)
    }

    pub(super) fn speaker(&self) -> Option<&Text> {
        match &self.kind {
            LineKind::Jot(capture) => Some(&capture.chosen.speaker),
            LineKind::Remark(_) => None,
        }
    }

    /// The new speaker's name, while it is typed.
    fn name(&mut self) -> Option<&mut NewName> {
        if let LineKind::Jot(capture) = &mut self.kind { capture.name.as_mut() } else { None }
    }

    fn write(&mut self, action: Action, session: &mut Session, cx: &Context) -> Turn {
        if let Some(name) = self.name() {
            return name.input.act(action, &cx.clipboard).copied.map_or(Turn::stay(), Turn::ask);
        }
        match (&mut self.shown, action) {
            (Some(shown), _) => shown.write(action, session, cx),
            (None, Action::Paste) => self.type_text(&cx.clipboard, session, cx),
            (None, _) => Turn::stay(),
        }
    }

    /// Goes to the next speaker; after the last known one a new name can be typed.
    fn next_speaker(&mut self, session: &mut Session) -> Turn {
        let LineKind::Jot(capture) = &mut self.kind else { return Turn::stay() };
        if capture.name.is_some() {
            return self.take_name(session);
        }
        let known = session.evaluation().speakers();
        let next = match known.iter().position(|name| is_same_person(name, &capture.chosen.speaker)) {
            Some(at) => known.get(at + 1),
            None => known.first(),
        };
        match next.map(|next| Text::from(*next)) {
            Some(next) => self.set_speaker(next, session),
            None => {
                capture.name = Some(NewName::new());
                Turn::stay()
            }
        }
    }

    /// Chooses a known speaker by the number shown.
    fn choose_speaker(&mut self, number: u8, session: &mut Session) -> Turn {
        if self.name().is_some_and(|name| !name.input.text().is_blank()) {
            return Turn::inform("A name is being typed: Enter takes it, Esc goes back to the text");
        }
        let known = session.evaluation().speakers().get(usize::from(number).saturating_sub(1)).copied().map(Text::from);
        let (Some(known), LineKind::Jot(capture)) = (known, &mut self.kind) else {
            return Turn::inform(format!("There is no speaker {number}: Tab goes to the next, or to a new one"));
        };
        capture.name = None;
        self.set_speaker(known, session)
    }

    /// Takes the name that is being typed, without the role behind it: one person has one name wherever they are quoted.
    /// One that is longer than a name is asked about first.
    fn take_name(&mut self, session: &mut Session) -> Turn {
        let Some(name) = self.name() else { return Turn::stay() };
        if name.is_sentence(session.evaluation())
            && let Some(question) = name.ask()
        {
            return Turn::inform(question);
        }
        let typed = name.input.text();
        let known = session.evaluation().speakers().into_iter().find(|known| is_same_person(known, &typed));
        let speaker = Text::from(known.unwrap_or(speaker_of(&typed)));
        self.end_name();
        self.set_speaker(speaker, session)
    }

    /// Goes back to the text from the name that is being typed: it is taken, where it is no longer than a name; a sentence
    /// goes into the text, where it was meant to be.
    fn leave_name(&mut self, session: &mut Session, cx: &Context) -> Turn {
        let Some(name) = self.name() else { return Turn::stay() };
        let typed = name.input.text();
        if typed.is_blank() {
            self.end_name();
            return Turn::stay();
        }
        if !name.is_sentence(session.evaluation()) {
            return self.take_name(session);
        }
        session.close_word();
        let before = self.shown.as_ref().map(|shown| shown.editor.text().as_str()[..shown.editor.caret()].to_owned());
        let is_apart = before.is_none_or(|before| before.is_empty() || before.ends_with(char::is_whitespace));
        let turn = self.write_on(&format!("{}{typed}", if is_apart { "" } else { " " }), session, cx);
        if turn.is_done() {
            self.end_name();
            session.close_word();
        }
        turn
    }

    fn end_name(&mut self) {
        if let LineKind::Jot(capture) = &mut self.kind {
            capture.name = None;
        }
    }

    fn set_speaker(&mut self, to: Text, session: &mut Session) -> Turn {
        let jot = self.jot_id().cloned();
        let LineKind::Jot(capture) = &mut self.kind else { return Turn::stay() };
        let speaker = &mut capture.chosen.speaker;
        let turn = match jot {
            Some(jot) if *speaker != to => session.change(Edit::replace(Field::Speaker(jot), speaker, &to)),
            Some(_) => Turn::stay(),
            None => {
                capture.choose(Chosen { speaker: to, ..capture.chosen.clone() });
                return Turn::stay();
            }
        };
        if turn.is_done() {
            *speaker = to;
        }
        turn
    }

    pub(super) fn file(&mut self, question: Id, session: &mut Session) -> Turn {
        let jot = self.jot_id().cloned();
        let LineKind::Jot(capture) = &mut self.kind else { return Turn::stay() };
        let to = Some(Filing::Beside(question));
        let filed = &mut capture.chosen.filed;
        let turn = match jot {
            Some(jot) => session.change(Edit::File { jot, from: filed.clone(), to: to.clone() }),
            None => {
                capture.choose(Chosen { filed: to, ..capture.chosen.clone() });
                return Turn::stay();
            }
        };
        if turn.is_done() {
            *filed = to;
        }
        turn
    }

    /// Undoes or redoes the last change, where it belongs to this record; the record itself may go and come back by it, and
    /// what was chosen before there was one.
    fn reverse(&mut self, direction: Direction, session: &mut Session) -> Turn {
        let (action, nothing) = match direction {
            Direction::Undo => (Action::Undo, "Nothing to undo in this line"),
            Direction::Redo => (Action::Redo, "Nothing to redo in this line"),
        };
        if let Some(name) = self.name() {
            return name.input.act(action, "").line.map_or(Turn::stay(), Turn::inform);
        }
        let is_ours = |edit: &Edit| self.made.as_ref().and_then(EntryKey::of_field).is_some_and(|key| key.is_in(edit));
        let is_next = session.next_reversal(direction).is_some_and(|edit| is_ours(&edit));
        // What was chosen in the empty line was chosen before the record was there.
        let chosen_first = self.shown.is_none() && (direction == Direction::Redo || !is_next);
        if let LineKind::Jot(capture) = &mut self.kind
            && chosen_first
            && capture.reverse(direction)
        {
            return Turn::stay();
        }
        if !is_next {
            return Turn::inform(nothing);
        }
        let (reversal, turn) = session.reverse(direction);
        self.follow(session);
        if let (Some(shown), Some(caret)) = (&mut self.shown, reversal.and_then(|reversal| reversal.caret))
            && shown.field == caret.field
        {
            shown.editor.set_caret(caret.at, false);
        }
        turn
    }

    /// Shows the record as the evaluation has it by now; of one that is gone an empty line stays.
    pub(super) fn follow(&mut self, session: &Session) {
        let shown = self.shown.take().and_then(|mut shown| shown.follow(session).then_some(shown));
        let made = self.made.clone().filter(|made| session.evaluation().field(made).is_some());
        self.shown = shown.or_else(|| Some(FieldEditor::at_end(session, made?, EditorMode::Line)));
        if let (Some(jot), LineKind::Jot(capture)) = (self.jot_id().cloned(), &mut self.kind)
            && let Some(jot) = session.evaluation().jots.get(&jot)
        {
            capture.chosen = Chosen { speaker: jot.speaker.clone(), filed: jot.filed.clone() };
        }
    }

    fn jot_id(&self) -> Option<&Id> {
        match &self.shown.as_ref()?.field {
            Field::Jot(id) => Some(id),
            _ => None,
        }
    }

    pub(super) fn settle(&mut self, cx: &Context) {
        let (x, width) = (self.text_at(), cx.size.0);
        match (&mut self.kind, &mut self.shown) {
            (LineKind::Jot(Capture { name: Some(name), .. }), _) => {
                name.input.editor.resize(width.saturating_sub(x + 2).max(8), 1);
            }
            (_, Some(shown)) => shown.editor.resize(width.saturating_sub(x + 2).max(8), 1),
            (_, None) => {}
        }
    }

    /// The part of the screen that it takes, above the hints.
    pub(super) fn area(cx: &Context) -> Rect {
        panel(cx, 2)
    }

    pub(super) fn click(&mut self, at: Position, cx: &Context) {
        if at.y != Line::area(cx).y + 1 {
            return;
        }
        let x = at.x.saturating_sub(self.text_at());
        match (&mut self.kind, &mut self.shown) {
            (LineKind::Jot(Capture { name: Some(name), .. }), _) => name.input.editor.click(x, 0, false),
            (_, Some(shown)) => shown.editor.click(x, 0, false),
            (_, None) => {}
        }
    }

    fn text_at(&self) -> u16 {
        let lead = match &self.kind {
            LineKind::Remark(_) => 0,
            LineKind::Jot(Capture { name: Some(_), .. }) => NEW_SPEAKER.len() as u16,
            LineKind::Jot(capture) => str_width(&capture.lead()) as u16,
        };
        3 + lead + u16::from(lead > 0)
    }

    pub(super) fn view(&self, session: &Session, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let area = Line::area(cx);
        let inner = ground(canvas, area, if self.is_new { self.kind.title() } else { "Change the remark" });
        let below = inner.bottom().saturating_sub(1);
        if let LineKind::Jot(Capture { name: None, .. }) = &self.kind {
            let room = inner.width.saturating_sub(2);
            canvas.text(3, below, room, &speakers_in_a_row(session.evaluation(), room), theme.plain());
        }
        notice(canvas, cx, below, inner.width);
        canvas.bar(1, inner.y, 1);
        let x = self.text_at();
        let line = Rect::new(x, inner.y, inner.right().saturating_sub(x), 1);
        let hint = match &self.kind {
            LineKind::Remark(_) => "what you ask or note; Enter ends it",
            LineKind::Jot(capture) => {
                if let Some(under) = capture.filed_under(&session.framework) {
                    let end = inner.right().saturating_sub(2);
                    canvas.text_ending_at(end, area.y, inner.width / 2, &under, theme.dim());
                }
                if let Some(name) = &capture.name {
                    canvas.text(3, inner.y, x, NEW_SPEAKER, theme.dim());
                    return canvas.editor(&name.input.editor, line);
                }
                canvas.text(3, inner.y, x.saturating_sub(3), &capture.lead(), theme.accent());
                "what was said; Tab: who, # or Ctrl-G: which question"
            }
        };
        match &self.shown {
            Some(shown) => canvas.editor(&shown.editor, line),
            None => {
                canvas.hint(x + 1, inner.y, line.width.saturating_sub(1), hint);
                Some((x, inner.y))
            }
        }
    }
}

/// Files a jot under the question whose number stands behind its text, and takes that out; one that no question has stays.
fn file_as_marked(jot: &Id, text: &Text, session: &mut Session) -> Turn {
    let Some((end, number)) = marked(text) else { return Turn::stay() };
    let Some(placed) = session.framework.questions().find(|placed| placed.number() == number) else {
        return Turn::inform(format!("There is no question {number}: #{number} stays in the jot's text"));
    };
    let (done, to) = (format!("Filed under {number} {}", placed.question.label), placed.question.id.clone());
    let from = session.evaluation().jots.get(jot).and_then(|jot| jot.filed.clone());
    let splice = Splice { at: end, removed: Text::from(&text[end..]), inserted: Text::default() };
    let unmark = Edit::Splice { field: Field::Jot(jot.clone()), splice };
    let file = Edit::File { jot: jot.clone(), from, to: Some(Filing::Beside(to)) };
    session.change(Edit::Together(vec![unmark, file])).and_inform(done)
}

impl LineKind {
    /// A new record of this text, and the field in which the text goes on.
    fn entry(&self, text: Text, cx: &Context) -> (Entry, Field) {
        match self {
            LineKind::Jot(Capture { chosen, .. }) => {
                let id = cx.new_id('j');
                let Chosen { speaker, filed } = chosen.clone();
                let jot = Jot { id: id.clone(), at: cx.now, speaker, text, filed, imported: false };
                (Entry::Jot(jot), Field::Jot(id))
            }
            LineKind::Remark(about) => {
                let id = cx.new_id('r');
                let About { question, item, passage, reply_to } = about.clone();
                let (author, at, resolved) = (cx.name().clone(), cx.now, false);
                let remark = Remark { id: id.clone(), question, item, passage, reply_to, author, at, text, resolved };
                (Entry::Remark(remark), Field::Remark(id))
            }
        }
    }

    fn title(&self) -> &'static str {
        match self {
            LineKind::Jot(_) => "Jot",
            LineKind::Remark(About { reply_to: Some(_), .. }) => "Reply",
            LineKind::Remark(About { passage: Some(_), .. }) => "Remark on this passage",
            LineKind::Remark(About { item: Some(_), .. }) => "Remark on this item",
            LineKind::Remark(_) => "Remark on this question",
        }
    }
}

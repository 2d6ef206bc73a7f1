//! The line laid over a screen in which a jot is taken down or a remark is written. Every letter of it is in the journal
//! like any other: the record comes into being with the first.

use ratatui::layout::{Position, Rect};

use crate::model::{
    Edit, Entry, EntryKey, Field, Filing, Framework, Id, Jot, Passage, Remark,
    evaluation::{is_same_person, name_of_person},
};
use crate::text::{Editor, Text, cluster::str_width, editor::EditorMode, wrap::truncate};
use crate::ui::{
    Action, Canvas, Context, Direction, FieldEditor, Overlay, Scope, Session, Turn,
    footer::notice,
    overlay::{ground, lists, panel},
    writing::{type_here, write_here},
};

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

/// Who said what is taken down, and on which question.
#[derive(Clone, Debug)]
struct Capture {
    speaker: Text,
    filed: Option<Filing>,
    /// The name of a new speaker, while it is typed.
    name: Option<Editor>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct About {
    pub question: Id,
    pub item: Option<Id>,
    pub passage: Option<Passage>,
    pub reply_to: Option<Id>,
}

const NEW_SPEAKER: &str = "New speaker";
/// The columns that a speaker's name takes at the most.
const LONGEST_NAME: usize = 28;

/// The speaker that somebody typed: the name without the role, or what there is where that leaves nothing.
pub(super) fn speaker_of(typed: &str) -> &str {
    let name = name_of_person(typed);
    if name.is_empty() { typed.trim() } else { name }
}

impl Line {
    /// An empty line for a jot, the speaker as in the last one.
    pub(super) fn jot(speaker: Text) -> Line {
        Line {
            kind: LineKind::Jot(Capture { speaker, filed: None, name: None }),
            is_new: true,
            made: None,
            shown: None,
        }
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
        match &self.kind {
            LineKind::Remark(_) => &[Scope::Remark, Scope::Text, Scope::Undo, Scope::Anywhere],
            LineKind::Jot(Capture { name: None, .. }) if self.is_empty() => {
                &[Scope::JotStart, Scope::Jot, Scope::Text, Scope::Undo, Scope::Anywhere]
            }
            LineKind::Jot(_) => &[Scope::Jot, Scope::Text, Scope::Undo, Scope::Anywhere],
        }
    }

    fn is_empty(&self) -> bool {
        self.shown.as_ref().is_none_or(|shown| shown.editor.is_empty())
    }

    /// Types or pastes text into the name or the record, which comes into being by it.
    pub(super) fn type_text(&mut self, text: &str, session: &mut Session, cx: &Context) -> Turn {
        if let LineKind::Jot(Capture { name: Some(name), .. }) = &mut self.kind {
            type_here(text, name);
            return Turn::stay();
        }
        if let Some(shown) = &mut self.shown {
            return shown.type_text(text, session);
        }
        let text = Text::from(text.replace('\n', " "));
        let (entry, field) = self.kind.entry(text, cx);
        let turn = session.change(Edit::add(session.evaluation(), entry));
        if turn.is_done() {
            self.shown = Some(FieldEditor::at_end(session, field.clone(), EditorMode::Line));
            self.made = Some(field);
        }
        turn
    }

    /// Does what a command says; none: the line closes.
    pub(super) fn act(&mut self, action: Action, session: &mut Session, cx: &Context) -> Option<Turn> {
        Some(match action {
            Action::Undo => self.reverse(Direction::Undo, session),
            Action::Redo => self.reverse(Direction::Redo, session),
            Action::Accept if matches!(self.kind, LineKind::Jot(Capture { name: Some(_), .. })) => {
                self.take_name(session)
            }
            Action::Accept => {
                match &self.made {
                    Some(made) => session.end_entry(made, self.is_new),
                    None => session.close_word(),
                }
                return None;
            }
            Action::NextSpeaker => self.next_speaker(session),
            Action::ChooseQuestion => Turn::over(Overlay::Choice(lists::questions(&session.framework))),
            _ => self.write(action, session, cx),
        })
    }

    /// The text that was written, where it is still there.
    pub(super) fn made(self) -> Option<Field> {
        self.shown.map(|shown| shown.field)
    }

    pub(super) fn speaker(&self) -> Option<&Text> {
        match &self.kind {
            LineKind::Jot(capture) => Some(&capture.speaker),
            LineKind::Remark(_) => None,
        }
    }

    fn write(&mut self, action: Action, session: &mut Session, cx: &Context) -> Turn {
        if let LineKind::Jot(Capture { name: Some(name), .. }) = &mut self.kind {
            let (_, copied) = write_here(action, name, &cx.clipboard);
            return copied.map_or(Turn::stay(), Turn::ask);
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
        let next = match known.iter().position(|name| is_same_person(name, &capture.speaker)) {
            Some(at) => known.get(at + 1),
            None => known.first(),
        };
        match next.map(|next| Text::from(*next)) {
            Some(next) => self.set_speaker(next, session),
            None => {
                capture.name = Some(Editor::new(EditorMode::Line, &Text::default()));
                Turn::stay()
            }
        }
    }

    /// Takes the name that is being typed, without the role behind it: one person has one name wherever they are quoted.
    fn take_name(&mut self, session: &mut Session) -> Turn {
        let LineKind::Jot(Capture { name, .. }) = &mut self.kind else { return Turn::stay() };
        let Some(typed) = name.take().map(|name| name.text()) else { return Turn::stay() };
        let known = session.evaluation().speakers().into_iter().find(|known| is_same_person(known, &typed));
        let speaker = Text::from(known.unwrap_or(speaker_of(&typed)));
        self.set_speaker(speaker, session)
    }

    fn set_speaker(&mut self, to: Text, session: &mut Session) -> Turn {
        let jot = self.jot_id().cloned();
        let LineKind::Jot(Capture { speaker, .. }) = &mut self.kind else { return Turn::stay() };
        let turn = match jot {
            Some(jot) if *speaker != to => session.change(Edit::replace(Field::Speaker(jot), speaker, &to)),
            _ => Turn::stay(),
        };
        if turn.is_done() {
            *speaker = to;
        }
        turn
    }

    pub(super) fn file(&mut self, question: Id, session: &mut Session) -> Turn {
        let jot = self.jot_id().cloned();
        let LineKind::Jot(Capture { filed, .. }) = &mut self.kind else { return Turn::stay() };
        let to = Some(Filing::Beside(question));
        let turn = match jot {
            Some(jot) => session.change(Edit::File { jot, from: filed.clone(), to: to.clone() }),
            None => Turn::stay(),
        };
        if turn.is_done() {
            *filed = to;
        }
        turn
    }

    /// Undoes or redoes the last change, where it belongs to this record; the record itself may go and come back by it.
    fn reverse(&mut self, direction: Direction, session: &mut Session) -> Turn {
        let is_ours = |edit: &Edit| self.made.as_ref().and_then(EntryKey::of_field).is_some_and(|key| key.is_in(edit));
        if !session.next_reversal(direction).is_some_and(|edit| is_ours(&edit)) {
            return Turn::inform(match direction {
                Direction::Undo => "nothing to undo in this line",
                Direction::Redo => "nothing to redo in this line",
            });
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
            (capture.speaker, capture.filed) = (jot.speaker.clone(), jot.filed.clone());
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
            (LineKind::Jot(Capture { name: Some(name), .. }), _) => name.resize(width.saturating_sub(14), 1),
            (_, Some(shown)) => shown.editor.resize(width.saturating_sub(x + 2).max(8), 1),
            (_, None) => {}
        }
    }

    pub(super) fn click(&mut self, at: Position, cx: &Context) {
        if at.y != panel(cx, 2).y + 1 {
            return;
        }
        let x = at.x.saturating_sub(self.text_at());
        match (&mut self.kind, &mut self.shown) {
            (LineKind::Jot(Capture { name: Some(name), .. }), _) => name.click(x, 0, false),
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

    pub(super) fn view(&self, framework: &Framework, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let area = panel(cx, 2);
        let inner = ground(canvas, area, if self.is_new { self.kind.title() } else { "Change the remark" });
        notice(canvas, cx, inner.bottom().saturating_sub(1), inner.width);
        canvas.bar(1, inner.y, 1);
        let x = self.text_at();
        let line = Rect::new(x, inner.y, inner.right().saturating_sub(x), 1);
        let hint = match &self.kind {
            LineKind::Remark(_) => "what you ask or note; Enter ends it",
            LineKind::Jot(capture) => {
                if let Some(under) = capture.filed_under(framework) {
                    let end = inner.right().saturating_sub(2);
                    canvas.text_ending_at(end, area.y, inner.width / 2, &under, theme.dim());
                }
                if let Some(name) = &capture.name {
                    canvas.text(3, inner.y, x, NEW_SPEAKER, theme.dim());
                    return canvas.editor(name, line);
                }
                canvas.text(3, inner.y, x.saturating_sub(3), &capture.lead(), theme.accent());
                "what was said; Tab: who, # or Ctrl-G: on which question"
            }
        };
        match &self.shown {
            Some(shown) => canvas.editor(&shown.editor, line),
            None => {
                canvas.text(x + 1, inner.y, line.width, hint, theme.dim());
                Some((x, inner.y))
            }
        }
    }
}

impl LineKind {
    /// A new record of this text, and the field in which the text goes on.
    fn entry(&self, text: Text, cx: &Context) -> (Entry, Field) {
        match self {
            LineKind::Jot(Capture { speaker, filed, .. }) => {
                let id = cx.new_id('j');
                let (speaker, filed) = (speaker.clone(), filed.clone());
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

impl Capture {
    /// What stands before the text: who speaks.
    fn lead(&self) -> String {
        let name = truncate(&self.speaker, LONGEST_NAME, "\u{2026}");
        if name.is_empty() { String::new() } else { format!("{name}:") }
    }

    /// The question that it is filed under, by number and label.
    fn filed_under(&self, framework: &Framework) -> Option<String> {
        let placed = framework.question(framework.position(self.filed.as_ref()?.question())?)?;
        Some(format!(" {} {} ", placed.number(), placed.question.label))
    }
}

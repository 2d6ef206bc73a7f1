//! The line in which a jot is captured, over whatever is on the screen. Every letter is in the journal like any other.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use super::Record;
use crate::{
    model::{
        edit::{Edit, Entry, Field},
        evaluation::{Filing, Jot, is_same_person, name_of_person},
        id::Id,
    },
    text::{
        Text,
        cluster::str_width,
        editor::{Editor, Mode, Motion},
        wrap::truncate,
    },
    ui::{
        command::Action,
        overlay::{Choice, Overlay, ground, panel},
        screen::{Context, Turn, notice, write},
        session::{Desk, FieldEditor},
        theme::Canvas,
    },
};

/// A jot being captured.
#[derive(Debug)]
pub(super) struct JotLine {
    /// The jot's text, once there is one: a jot comes into being with its first letter.
    shown: Option<FieldEditor>,
    speaker: Text,
    filed: Option<Filing>,
    /// The name of a new speaker, while it is typed.
    name: Option<Editor>,
}

/// What stands before a new speaker's name.
const NEW_SPEAKER: &str = "New speaker";
/// The columns that a speaker's name takes at the most.
const LONGEST_NAME: usize = 28;

/// The speaker that somebody typed: the name without the role, or what there is where that leaves nothing.
pub(super) fn speaker_of(typed: &str) -> &str {
    let name = name_of_person(typed);
    if name.is_empty() { typed.trim() } else { name }
}

impl JotLine {
    /// An empty line, the speaker as in the last one.
    pub(super) fn new(speaker: Text) -> JotLine {
        JotLine { shown: None, speaker, filed: None, name: None }
    }

    /// Who speaks.
    pub(super) fn speaker(&self) -> &Text {
        &self.speaker
    }

    fn jot(&self) -> Option<&Id> {
        match &self.shown.as_ref()?.field {
            Field::Jot(id) => Some(id),
            _ => None,
        }
    }

    /// Types text into the name or the jot, which comes into being by it.
    pub(super) fn type_text(&mut self, text: &str, desk: &mut Desk, cx: &mut Context) -> Result<(), String> {
        if let Some(name) = &mut self.name {
            if let Some(splice) = name.insert(text) {
                name.apply(&splice);
            }
            return Ok(());
        }
        if let Some(shown) = &mut self.shown {
            return shown.editor.insert(text).map_or(Ok(()), |splice| desk.splice(shown, splice));
        }
        let id = Id::of_record('j', &mut cx.dice);
        let text = Text::from(text.replace('\n', " "));
        let (speaker, filed) = (self.speaker.clone(), self.filed.clone());
        let jot = Jot { id: id.clone(), at: cx.now, speaker, text, filed, imported: false };
        desk.change(Edit::add(&desk.evaluation, Entry::Jot(jot)), None, None)?;
        let mut shown = FieldEditor::new(desk, Field::Jot(id), Mode::Line);
        shown.editor.move_caret(Motion::End, false);
        self.shown = Some(shown);
        Ok(())
    }

    /// Does to the text or the name what a command of writing says.
    pub(super) fn write(&mut self, action: Action, desk: &mut Desk, cx: &mut Context) -> Result<(), String> {
        if let Some(name) = &mut self.name {
            if let Some(splice) = write(action, name, cx) {
                name.apply(&splice);
            }
            return Ok(());
        }
        let Some(shown) = &mut self.shown else { return Ok(()) };
        write(action, &mut shown.editor, cx).map_or(Ok(()), |splice| desk.splice(shown, splice))
    }

    /// Goes to the next speaker; after the last known one a new name can be typed.
    pub(super) fn next_speaker(&mut self, desk: &mut Desk) -> Result<(), String> {
        if self.name.is_some() {
            return self.take_name(desk);
        }
        let known = desk.evaluation.speakers();
        let next = match known.iter().position(|name| is_same_person(name, &self.speaker)) {
            Some(at) => known.get(at + 1),
            None => known.first(),
        };
        match next {
            Some(next) => self.set_speaker(Text::from(*next), desk),
            None => {
                self.name = Some(Editor::new(Mode::Line, &Text::default()));
                Ok(())
            }
        }
    }

    /// Takes the name that is being typed, without the role behind it: one person has one name wherever they are quoted.
    pub(super) fn take_name(&mut self, desk: &mut Desk) -> Result<(), String> {
        let Some(name) = self.name.take() else { return Ok(()) };
        let typed = name.text();
        let known = desk.evaluation.speakers().into_iter().find(|known| is_same_person(known, &typed));
        let speaker = Text::from(known.unwrap_or(speaker_of(&typed)));
        self.set_speaker(speaker, desk)
    }

    /// Whether nothing is written yet.
    fn is_empty(&self) -> bool {
        self.shown.as_ref().is_none_or(|shown| shown.editor.is_empty())
    }

    /// Takes the last change of this jot back.
    fn undo(&mut self, desk: &mut Desk) -> Result<(), String> {
        let Some(shown) = &mut self.shown else { return Err("nothing to undo in this jot".to_owned()) };
        match desk.undo()?.edit {
            Edit::Splice { field, splice } if field == shown.field => shown.editor.apply(&splice),
            Edit::Remove { record: Entry::Jot(jot), .. } if Field::Jot(jot.id.clone()) == shown.field => {
                self.shown = None;
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether a new speaker's name is being typed.
    pub(super) fn is_naming(&self) -> bool {
        self.name.is_some()
    }

    fn set_speaker(&mut self, speaker: Text, desk: &mut Desk) -> Result<(), String> {
        let from = std::mem::replace(&mut self.speaker, speaker);
        match self.jot() {
            Some(jot) if from != self.speaker => {
                let edit = Edit::replace(Field::Speaker(jot.clone()), &from, &self.speaker);
                desk.change(edit, None, None)
            }
            _ => Ok(()),
        }
    }

    /// Files the jot beside a question.
    pub(super) fn file(&mut self, question: Id, desk: &mut Desk) -> Result<(), String> {
        let from = self.filed.replace(Filing::Beside(question));
        let (Some(jot), to) = (self.jot().cloned(), self.filed.clone()) else { return Ok(()) };
        desk.change(Edit::File { jot, from, to }, None, None)
    }

    /// Shows the text as it stands on the desk; a jot that is gone leaves an empty line.
    pub(super) fn reread(&mut self, desk: &Desk) {
        self.shown = self.shown.take().and_then(|shown| shown.reread(desk));
    }

    /// Lays the line out; returns nothing that drawing would have to know.
    pub(super) fn settle(&mut self, cx: &Context) {
        let width = cx.size.0;
        if let Some(name) = &mut self.name {
            name.resize(width.saturating_sub(14), 1);
        }
        let lead = str_width(&self.lead()) as u16;
        if let Some(shown) = &mut self.shown {
            shown.editor.resize(width.saturating_sub(lead + 5).max(8), 1);
        }
    }

    /// A click puts the caret there.
    pub(super) fn mouse(&mut self, mouse: MouseEvent, cx: &Context) {
        let area = panel(cx, 2);
        if mouse.kind != MouseEventKind::Down(MouseButton::Left) || mouse.row != area.y + 1 {
            return;
        }
        let x = mouse.column.saturating_sub(self.text_at());
        match (&mut self.name, &mut self.shown) {
            (Some(name), _) => name.click(x, 0, false),
            (None, Some(shown)) => shown.editor.click(x, 0, false),
            (None, None) => {}
        }
    }

    /// The column in which the text begins.
    fn text_at(&self) -> u16 {
        let lead = if self.name.is_some() { NEW_SPEAKER.len() } else { str_width(&self.lead()) } as u16;
        3 + lead + u16::from(lead > 0)
    }

    /// What stands before the text.
    fn lead(&self) -> String {
        if self.speaker.is_empty() {
            String::new()
        } else {
            format!("{}:", truncate(&self.speaker, LONGEST_NAME, "\u{2026}"))
        }
    }

    /// Draws the line; returns where the cursor stands.
    pub(super) fn view(&self, record: &Record, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let area = panel(cx, 2);
        let inner = ground(canvas, area, "Jot");
        notice(canvas, cx, inner.bottom().saturating_sub(1), inner.width);
        let filed = self.filed.as_ref().and_then(|filing| record.desk.framework.position(filing.question()));
        if let Some(at) = filed {
            let placed = record.desk.question(at);
            let under = format!(" {} {} ", placed.number(), placed.question.label);
            canvas.text_ending_at(inner.right().saturating_sub(2), area.y, inner.width / 2, &under, theme.dim());
        }
        canvas.bar(1, inner.y, 1);
        let x = self.text_at();
        let line = Rect::new(x, inner.y, inner.right().saturating_sub(x), 1);
        if let Some(name) = &self.name {
            canvas.text(3, inner.y, x, NEW_SPEAKER, theme.dim());
            return canvas.editor(name, line);
        }
        canvas.text(3, inner.y, x.saturating_sub(3), &self.lead(), theme.accent());
        match &self.shown {
            Some(shown) => canvas.editor(&shown.editor, line),
            None => {
                let hint = "what was said; Tab: who, # or Ctrl-G: on which question";
                canvas.text(x + 1, inner.y, line.width, hint, theme.dim());
                Some((x, inner.y))
            }
        }
    }
}

impl Record {
    /// Opens the line for a jot.
    pub(super) fn begin_jot(&mut self, cx: &mut Context) {
        if let Some(why) = &self.desk.read_only {
            return cx.complain(why.clone());
        }
        self.desk.close_word();
        self.jot = Some(JotLine::new(self.speaker.clone()));
    }

    /// Does what a command says while a jot is captured.
    pub(super) fn act_in_jot(&mut self, action: Action, key: &str, cx: &mut Context) -> Turn {
        let Some(jot) = &mut self.jot else { return Turn::Stay };
        let outcome = match action {
            Action::Accept if jot.is_naming() => jot.take_name(&mut self.desk),
            Action::NextSpeaker => jot.next_speaker(&mut self.desk),
            Action::Accept | Action::Leave => {
                let outcome = jot.take_name(&mut self.desk);
                self.speaker = jot.speaker().clone();
                self.jot = None;
                self.desk.close_word();
                outcome
            }
            // Within a sentence it is a letter like any other.
            Action::ChooseQuestion if key == "#" && (jot.is_naming() || !jot.is_empty()) => {
                jot.type_text("#", &mut self.desk, cx)
            }
            Action::Undo => jot.undo(&mut self.desk),
            Action::ChooseQuestion => {
                return Turn::Over(Box::new(Overlay::Choice(Choice::question(&self.desk.framework))));
            }
            _ => jot.write(action, &mut self.desk, cx),
        };
        cx.report(outcome);
        Turn::Stay
    }
}

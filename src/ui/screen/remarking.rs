//! The line in which a remark is written, over the page that it is about. Every letter is in the journal.

use ratatui::layout::Rect;

use crate::{
    model::{
        edit::{Edit, Entry, Field},
        evaluation::{Passage, Remark},
        id::Id,
    },
    text::{
        Text,
        editor::{Mode, Motion},
    },
    ui::{
        command::Action,
        overlay::{ground, panel},
        screen::{Context, notice, write},
        session::{Desk, FieldEditor},
        theme::Canvas,
    },
};

/// What a remark is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct About {
    /// The question.
    pub question: Id,
    /// Its item, where it is about one.
    pub item: Option<Id>,
    /// The passage of its narrative, where it is about one.
    pub passage: Option<Passage>,
    /// The remark that it answers, where it answers one.
    pub reply_to: Option<Id>,
}

/// A remark being written: it comes into being with its first letter.
#[derive(Debug)]
pub(super) struct RemarkLine {
    about: About,
    shown: Option<FieldEditor>,
}

impl RemarkLine {
    /// An empty line.
    pub(super) fn new(about: About) -> RemarkLine {
        RemarkLine { about, shown: None }
    }

    /// Types text.
    pub(super) fn type_text(&mut self, text: &str, desk: &mut Desk, cx: &mut Context) -> Result<(), String> {
        if let Some(shown) = &mut self.shown {
            return shown.editor.insert(text).map_or(Ok(()), |splice| desk.splice(shown, splice));
        }
        let id = Id::of_record('r', &mut cx.dice);
        let About { question, item, passage, reply_to } = self.about.clone();
        let (author, text) = (cx.name().clone(), Text::from(text.replace('\n', " ")));
        let remark =
            Remark { id: id.clone(), question, item, passage, reply_to, author, at: cx.now, text, resolved: false };
        desk.change(Edit::add(&desk.evaluation, Entry::Remark(remark)), None, None)?;
        let mut shown = FieldEditor::new(desk, Field::Remark(id), Mode::Line);
        shown.editor.move_caret(Motion::End, false);
        self.shown = Some(shown);
        Ok(())
    }

    /// Does to the text what a command of writing says.
    pub(super) fn write(&mut self, action: Action, desk: &mut Desk, cx: &mut Context) -> Result<(), String> {
        let Some(shown) = &mut self.shown else { return Ok(()) };
        write(action, &mut shown.editor, cx).map_or(Ok(()), |splice| desk.splice(shown, splice))
    }

    /// Shows the text as it stands on the desk; a remark that is gone leaves an empty line.
    pub(super) fn reread(&mut self, desk: &Desk) {
        self.shown = self.shown.take().and_then(|shown| shown.reread(desk));
    }

    /// Lays the line out for the terminal's size.
    pub(super) fn settle(&mut self, cx: &Context) {
        if let Some(shown) = &mut self.shown {
            shown.editor.resize(cx.size.0.saturating_sub(5).max(8), 1);
        }
    }

    /// Draws the line; returns where the cursor stands.
    pub(super) fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let title = match &self.about {
            About { reply_to: Some(_), .. } => "Reply",
            About { passage: Some(_), .. } => "Remark on this passage",
            About { item: Some(_), .. } => "Remark on this item",
            _ => "Remark on this question",
        };
        let inner = ground(canvas, panel(cx, 2), title);
        notice(canvas, cx, inner.bottom().saturating_sub(1), inner.width);
        canvas.bar(1, inner.y, 1);
        match &self.shown {
            Some(shown) => canvas.editor(&shown.editor, Rect::new(3, inner.y, inner.right().saturating_sub(3), 1)),
            None => {
                canvas.text(4, inner.y, inner.width, "what you ask or note; Enter ends it", theme.dim());
                Some((3, inner.y))
            }
        }
    }
}

//! The mouse on the recording screen: focus, caret and marks by clicks; the wheel scrolls what it is over.

use ratatui::layout::{Position, Rect};

use super::{Mode, Pane, Record};
use crate::ui::{Action, Context, Turn, screen::line::Line};

/// How many rows of prose the wheel goes.
const WHEEL: isize = 2;

impl Record {
    /// What is under the pointer moves; caret, focus and marks stay.
    pub(crate) fn scroll(&mut self, at: Position, by: isize, cx: &Context) {
        if self.line.is_some() && Line::area(cx).contains(at) {
            return;
        }
        match &mut self.mode {
            Mode::Form(form, _) => form.scroll(at, by),
            Mode::Tray(tray, _) => tray.scroll(at, by),
            Mode::Conflicts(conflicts, _) => conflicts.scroller.scroll(by),
            Mode::Pane(_) => self.scroll_page(at, by),
        }
    }

    /// The question and what is noted to it head the narrative, and scroll it.
    fn scroll_page(&mut self, at: Position, by: isize) {
        let layout = &self.layout;
        let has_row = |area: Rect| (area.top()..area.bottom()).contains(&at.y);
        if layout.side.is_some_and(|side| at.x + 2 >= side.x) {
            self.side.1.scroll(by * WHEEL);
        } else if !layout.folded && at.x <= layout.outline.right() {
            self.outline.scroll(by);
        } else if layout.reason.is_some_and(has_row) {
            self.reason.iter_mut().for_each(|reason| _ = reason.editor.scroll(by));
        } else if has_row(layout.checklist) {
            self.item_list.scroll(by);
        } else if has_row(layout.tools) {
            self.tool_list.scroll(by);
        } else if layout.narrative.height > 0 && at.y < layout.checklist.y {
            self.narrative.editor.scroll(by * WHEEL);
        }
    }

    /// Has what the next key acts on come back in sight, where the wheel has scrolled it away. A text does so by itself, as
    /// soon as it is changed or gone through.
    pub(crate) fn reveal(&mut self) {
        match &mut self.mode {
            _ if self.line.is_some() => {}
            Mode::Form(form, _) => form.list.reveal(),
            Mode::Tray(tray, _) => tray.list.reveal(),
            Mode::Pane(Pane::Outline) => self.outline.reveal(),
            Mode::Pane(Pane::Checklist | Pane::ChecklistEnd) => self.item_list.reveal(),
            Mode::Pane(Pane::Tools) => self.tool_list.reveal(),
            Mode::Pane(Pane::Narrative | Pane::Reason) | Mode::Conflicts(..) => {}
        }
    }

    /// `presses` tells how many there were at this place, one upon the other.
    pub(crate) fn click(&mut self, at: Position, presses: u8, cx: &Context) -> Turn {
        if let Some(line) = &mut self.line {
            line.click(at, cx);
            return Turn::stay();
        }
        if let Some(action) = self.counted_at(at, cx) {
            return self.act(action, cx);
        }
        match &mut self.mode {
            Mode::Form(form, _) => form.click(at, &self.session, cx),
            Mode::Tray(tray, _) => tray.click(at),
            Mode::Conflicts(..) => {}
            Mode::Pane(_) if self.layout.notes.contains(at) => return self.read_remarks(cx),
            Mode::Pane(_) => return self.click_on_page(at, presses, cx),
        }
        Turn::stay()
    }

    fn click_on_page(&mut self, at: Position, presses: u8, cx: &Context) -> Turn {
        if let Some(question) = self.outline_question(at) {
            self.visit(question);
            self.enter(Pane::Narrative);
        } else if self.layout.narrative.contains(at) {
            self.enter(Pane::Narrative);
            let (column, row) = self.layout.in_narrative(at);
            let editor = &mut self.narrative.editor;
            match presses {
                2 => editor.select_word(editor.point_at(column, row)),
                3 => editor.select_paragraph(editor.point_at(column, row)),
                _ => editor.click(column, row, false),
            }
        } else if let Some(area) = self.layout.reason.filter(|reason| reason.contains(at)) {
            self.enter(Pane::Reason);
            if let Some(reason) = &mut self.reason {
                reason.editor.click(at.x.saturating_sub(area.x), at.y.saturating_sub(area.y), false);
            }
        } else if let Some((item, on_box)) = self.item_clicked(at, presses) {
            self.enter(Pane::Checklist);
            self.item_list.choose(item);
            if on_box {
                return self.act_in_checklist(Action::CycleMark, cx);
            }
        } else if self.layout.tools.contains(at) {
            self.enter(Pane::Tools);
            let row = usize::from(at.y - self.layout.tools.y);
            let clicked = self.tool_list.top() + row.saturating_sub(1);
            self.tool_list.choose(clicked.min(self.tools().len().saturating_sub(1)));
        }
        Turn::stay()
    }

    /// The item that a click means, and whether its box. The later presses of a double click are meant for the item of the
    /// first, whatever stands there now: the chosen item takes more rows than the others.
    fn item_clicked(&mut self, at: Position, presses: u8) -> Option<(usize, bool)> {
        let again = self.clicked_item.filter(|_| presses > 1);
        self.clicked_item = again.or_else(|| self.layout.item_at(at));
        self.clicked_item
    }

    pub(crate) fn drag(&mut self, at: Position) {
        if self.line.is_some() || !matches!(self.mode, Mode::Pane(Pane::Narrative)) {
            return;
        }
        let area = self.layout.narrative;
        // Above or below the text it scrolls.
        if at.y < area.top() {
            self.narrative.editor.scroll(-1);
        } else if at.y >= area.bottom() {
            self.narrative.editor.scroll(1);
        }
        let (column, row) = self.layout.in_narrative(at);
        self.narrative.editor.click(column, row.min(area.height.saturating_sub(1)), true);
    }
}

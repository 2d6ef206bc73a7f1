//! The mouse on the recording screen: focus, caret, marks, scrolling.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::{Record, Zone, layout::Layout};
use crate::ui::{command::Action, screen::Context};

impl Record {
    /// Handles the mouse: focus, caret, marks, scrolling.
    pub fn mouse(&mut self, mouse: MouseEvent, presses: u8, cx: &mut Context) {
        let at = Position::new(mouse.column, mouse.row);
        if let Some(form) = &mut self.form {
            return form.mouse(mouse);
        }
        if let (Some(jot), None) = (&mut self.jot, &self.remark) {
            return jot.mouse(mouse, cx);
        }
        if self.remark.is_some() || self.conflicts.is_some() {
            return;
        }
        if self.tray.is_some() {
            return self.mouse_in_tray(mouse, cx);
        }
        let layout = self.layout(cx);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(at, presses, &layout, cx),
            MouseEventKind::Drag(MouseButton::Left) if self.zone == Zone::Narrative => {
                let area = layout.narrative;
                // Above or below the text it scrolls.
                if at.y < area.top() {
                    self.narrative.editor.scroll(-1);
                } else if at.y >= area.bottom() {
                    self.narrative.editor.scroll(1);
                }
                let (column, row) = layout.in_narrative(at);
                self.narrative.editor.click(column, row.min(area.height.saturating_sub(1)), true);
            }
            MouseEventKind::ScrollUp | MouseEventKind::ScrollDown => {
                let down = mouse.kind == MouseEventKind::ScrollDown;
                if layout.checklist.contains(at) {
                    self.zone = Zone::Checklist;
                    self.act_in_checklist(if down { Action::Down } else { Action::Up }, cx);
                } else {
                    self.narrative.editor.scroll(if down { 2 } else { -2 });
                }
            }
            _ => {}
        }
    }

    fn click(&mut self, at: Position, presses: u8, layout: &Layout, cx: &mut Context) {
        if let Some(question) = self.outline_question(at, layout) {
            self.visit(question);
            self.enter(Zone::Narrative);
        } else if layout.narrative.contains(at) {
            self.enter(Zone::Narrative);
            let (column, row) = layout.in_narrative(at);
            let editor = &mut self.narrative.editor;
            match presses {
                2 => editor.select_word(editor.point_at(column, row)),
                3 => editor.select_paragraph(editor.point_at(column, row)),
                _ => editor.click(column, row, false),
            }
        } else if layout.reason.is_some_and(|reason| reason.contains(at)) {
            self.enter(Zone::Reason);
            if let (Some(reason), Some(area)) = (&mut self.reason, layout.reason) {
                reason.editor.click(at.x.saturating_sub(area.x), at.y.saturating_sub(area.y), false);
            }
        } else if let Some((item, on_box)) = layout.item_at(at) {
            self.enter(Zone::Checklist);
            self.item = item;
            if on_box {
                self.act_in_checklist(Action::WalkMark, cx);
            }
        } else if layout.tools.contains(at) {
            self.enter(Zone::Tools);
            let row = usize::from(at.y - layout.tools.y);
            self.tool = row.saturating_sub(1).min(self.tools().len().saturating_sub(1));
        }
    }
}

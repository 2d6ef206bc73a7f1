//! How a question's checklist looks, and the guidance that is published with it.

use std::ops::Range;

use super::keys_of;
use crate::model::Marked;
use crate::text::wrap::wrap;
use crate::ui::{
    Canvas,
    screen::record::{
        Pane, Record,
        layout::{SUPPORT, Shown, note_columns},
        view::heading,
    },
};

/// What stands where the focus is past the last item.
const PAST_LAST: &str = "End of the checklist";

impl Record {
    pub(in crate::ui::screen::record) fn draw_checklist(&self, pane: Pane, canvas: &mut Canvas<'_>) {
        let layout = &self.layout;
        let (area, theme) = (layout.checklist, canvas.theme);
        if area.height == 0 {
            return;
        }
        self.draw_checklist_heading(pane, canvas);
        let (evaluation, question) = (self.session.evaluation(), self.question());
        let mark_width = layout.wrapped.mark_width;
        for (row, y) in layout.items.iter().zip(area.y + 1..) {
            let Some((at, listed)) = layout.wrapped.item(row.item) else { continue };
            let item = &question.items[at];
            let marked = evaluation.marked(&question.id, &item.id);
            let verdict = item.scale.verdict(marked.and_then(|marked| marked.mark));
            let focused = pane == Pane::Checklist && row.item == self.item_list.chosen();
            if focused {
                canvas.bar(area.x, y, 1);
            }
            let x = area.x + 2;
            let (part, first, cut) = match &row.shows {
                Shown::Text { part, first, cut } => (part, *first, *cut),
                Shown::Guidance(n) => {
                    self.draw_item_guidance(*n, y, canvas);
                    continue;
                }
            };
            if first {
                let support = marked.map_or(0, Marked::support);
                if support > 0 {
                    let count = if support < 10 { format!("+{support}") } else { "9+".to_owned() };
                    canvas.text_ending_at(area.right(), y, SUPPORT, &count, theme.accent());
                }
                canvas.text(x, y, 1, "[", theme.dim());
                canvas.text(x + 1, y, mark_width - 3, theme.mark_sign(verdict), theme.mark(verdict));
                canvas.text(x + mark_width - 2, y, 1, "]", theme.dim());
            }
            let text = listed[part.clone()].trim_end();
            let width = area.width.saturating_sub(2 + mark_width);
            // What is no longer asked is listed as long as something is said of it.
            let style = if evaluation.meets(&item.applies) { theme.plain() } else { theme.dim() };
            let text = if cut { format!("{text} {}", theme.ellipsis()) } else { text.to_owned() };
            canvas.text(x + mark_width, y, width, &text, style);
        }
        if pane == Pane::ChecklistEnd {
            let y = (area.y + 1 + layout.items.len() as u16).min(area.bottom() - 1);
            canvas.bar(area.x, y, 1);
            canvas.text(area.x + 2, y, area.width.saturating_sub(2), PAST_LAST, theme.dim());
        }
    }

    /// The checklist's heading: how many items are marked, and in the list itself the keys of levels that are not the usual
    /// ones.
    fn draw_checklist_heading(&self, pane: Pane, canvas: &mut Canvas<'_>) {
        let (area, theme) = (self.layout.checklist, canvas.theme);
        let tally = self.session.figures().questions[self.at].tally;
        // Of a question that does not apply nothing counts.
        let counts = if tally.items() > 0 { format!("{}/{}", tally.marked(), tally.items()) } else { String::new() };
        heading(canvas, area, "Checklist", &counts);
        let scale = self.scale_in_focus().filter(|scale| pane == Pane::Checklist && !scale.is_met_or_not());
        if let Some(scale) = scale {
            canvas.text(area.x + 11, area.y, area.width.saturating_sub(11 + 9), &keys_of(scale), theme.dim());
        }
    }

    /// A row of the guidance below the item in focus; the last, where there is more, with the key that shows it whole.
    fn draw_item_guidance(&self, n: usize, y: u16, canvas: &mut Canvas<'_>) {
        let (layout, theme) = (&self.layout, canvas.theme);
        let area = layout.checklist;
        let (rows, is_cut) = &layout.item_guidance;
        let Some(row) = rows.get(n) else { return };
        let x = area.x + 2 + layout.wrapped.mark_width;
        canvas.text(x, y, area.right().saturating_sub(x), row, theme.dim());
        if *is_cut && n + 1 == rows.len() {
            canvas.text_ending_at(area.right(), y, 5, "Alt-I", theme.accent());
        }
    }

    /// The guidance below the question, as far as there is room, with the key that shows it whole.
    pub(in crate::ui::screen::record) fn draw_guidance(&self, canvas: &mut Canvas<'_>) {
        let (area, theme) = (self.layout.guidance, canvas.theme);
        let columns = note_columns(area.width);
        let texts = if area.height > 0 { self.question_guidance() } else { Vec::new() };
        let rows: Vec<(usize, Range<usize>)> = texts
            .iter()
            .enumerate()
            .flat_map(|(n, text)| wrap(text, columns).into_iter().map(move |row| (n, row)))
            .collect();
        for ((n, row), y) in rows.iter().zip(area.top()..area.bottom()) {
            canvas.text(area.x + 2, y, columns as u16, texts[*n][row.clone()].trim_end(), theme.dim());
        }
        if rows.len() > usize::from(area.height) && area.height > 0 {
            canvas.text_ending_at(area.right(), area.bottom() - 1, 5, "Alt-I", theme.accent());
        }
    }
}

//! The totals: by criterion, by country and by item, and the chosen practice's profile. Never a single score.

use super::{Matrix, body};
use crate::{portfolio::Totals, screen::Context, theme::Canvas};

/// A row of the totals.
#[derive(Debug)]
pub(super) enum Row {
    Gap,
    Heading(String, &'static str),
    /// A name and its totals.
    Bar(String, Totals),
}

impl Matrix {
    /// Every row of the totals.
    pub(super) fn lines_of_totals(&self) -> Vec<Row> {
        let practices = self.shown.columns().len();
        let labels = || self.shown.framework().criteria.iter().map(|criterion| criterion.label.to_string());
        let bars = |totals: &[Totals]| -> Vec<Row> {
            labels().zip(totals).map(|(label, totals)| Row::Bar(label, *totals)).collect()
        };
        let mut rows = vec![Row::Heading(format!("By criterion, all {practices}"), "met of those judged")];
        rows.extend(bars(&self.by_criterion));
        if let Some(column) = self.shown.columns().get(self.chosen.1) {
            rows.push(Row::Gap);
            rows.push(Row::Heading(column.title.clone(), "Left, Right: another"));
            rows.extend(bars(&self.shown.profile(self.chosen.1)));
        }
        rows.extend([Row::Gap, Row::Heading("By country".to_owned(), "")]);
        rows.extend(self.by_country.iter().map(|(country, practices, totals)| {
            let country = country.as_ref().map_or("not said", |country| country.name());
            Row::Bar(format!("{country}, {practices}"), *totals)
        }));
        let order = if self.by_rarity { "By item, the most rarely met first" } else { "By item" };
        rows.extend([Row::Gap, Row::Heading(order.to_owned(), "s sorts")]);
        rows.extend(self.rows.iter().filter_map(|at| {
            let row = self.shown.row(*at)?;
            Some(Row::Bar(format!("{} {}", row.placed.number(), row.item.label), self.by_item[*at]))
        }));
        rows
    }

    /// Draws the totals from row `top` on.
    pub(super) fn draw_totals(&self, top: usize, cx: &Context, canvas: &mut Canvas<'_>) {
        if self.shown.columns().is_empty() {
            return;
        }
        let theme = canvas.theme;
        let area = body(cx);
        let right = area.width.saturating_sub(1).min(100);
        for (row, y) in self.lines.iter().skip(top).zip(area.top()..area.bottom()) {
            match row {
                Row::Gap => {}
                Row::Heading(text, tail) => {
                    let end = canvas.text_ending_at(right, y, right / 2, tail, theme.dim());
                    canvas.text(1, y, end.saturating_sub(3), text, theme.strong());
                }
                Row::Bar(name, totals) => draw_bar(name, *totals, y, right, canvas),
            }
        }
    }
}

/// A name, its bar, its figures.
fn draw_bar(name: &str, totals: Totals, y: u16, right: u16, canvas: &mut Canvas<'_>) {
    const FIGURES: u16 = 16;
    let theme = canvas.theme;
    let name_width = (right * 2 / 5).min(34);
    canvas.text(3, y, name_width.saturating_sub(1), name, theme.plain());
    let Some(rate) = totals.rate() else {
        canvas.text_ending_at(right, y, FIGURES, "nothing judged", theme.dim());
        return;
    };
    let per_cent = totals.per_cent().unwrap_or_default();
    canvas.text_ending_at(right, y, 5, &format!("{per_cent} %"), theme.plain());
    canvas.text_ending_at(right.saturating_sub(6), y, FIGURES - 6, &totals.fraction(), theme.dim());
    let x = 3 + name_width;
    canvas.gauge(x, y, right.saturating_sub(x + FIGURES), rate);
}

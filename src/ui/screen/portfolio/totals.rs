//! The totals: by criterion, by country and by item, and the chosen practice's profile. Never a single score.

use ratatui::layout::Rect;

use super::{FIRST_ROW, Matrix};
use crate::model::Tally;
use crate::reading::Line;
use crate::text::{cluster::str_width, counted};
use crate::ui::{Canvas, Context};

#[derive(Clone, Debug)]
pub(super) enum TotalsRow {
    Gap,
    Heading(String, &'static str),
    /// A name, what is counted under it, and its totals.
    Bar(String, String, Tally),
}

impl Matrix {
    pub(super) fn lines_of_totals(&self) -> Vec<TotalsRow> {
        let practices = self.shown.columns().len();
        let labels = || self.shown.framework().criteria.iter().map(|criterion| criterion.label.to_string());
        let bars = |totals: &[Tally]| -> Vec<TotalsRow> {
            labels().zip(totals).map(|(label, totals)| TotalsRow::Bar(label, String::new(), *totals)).collect()
        };
        let mut rows =
            vec![TotalsRow::Heading(format!("By criterion, all {}", counted(practices, "practice")), "met / rated")];
        rows.extend(bars(&self.by_criterion));
        if let Some(column) = self.shown.columns().get(self.practices.chosen()) {
            rows.push(TotalsRow::Gap);
            rows.push(TotalsRow::Heading(column.name().into_owned(), "Left, Right: another"));
            rows.extend(bars(&self.shown.profile(self.practices.chosen())));
        }
        rows.extend([TotalsRow::Gap, TotalsRow::Heading("By country".to_owned(), "")]);
        rows.extend(self.by_country.iter().map(|(country, practices, totals)| {
            let country = country.as_ref().map_or("not given", |country| country.name());
            TotalsRow::Bar(country.to_owned(), format!(", {practices}"), *totals)
        }));
        let order = if self.by_rarity { "By item, the most rarely met first" } else { "By item" };
        rows.extend([TotalsRow::Gap, TotalsRow::Heading(order.to_owned(), "s sorts")]);
        rows.extend(self.rows.iter().filter_map(|line| {
            let Line::Item(at) = *line else { return None };
            let row = self.shown.row(at)?;
            let name = format!("{} {}", row.number(), row.item.label);
            Some(TotalsRow::Bar(name, String::new(), self.by_item[at]))
        }));
        rows
    }

    pub(super) fn draw_totals(&self, lines: &[TotalsRow], top: usize, cx: &Context, canvas: &mut Canvas<'_>) {
        if self.shown.columns().is_empty() {
            return;
        }
        let theme = canvas.theme;
        let area = cx.body(0, FIRST_ROW, 0);
        // Names take the room that they need, where there is any.
        let widest = lines.iter().map(TotalsRow::name_width).max().unwrap_or(0);
        let usual = area.width.saturating_sub(1).min(100);
        let usual_name = (usual * 2 / 5).min(34);
        let name_width = widest.min(area.width / 2).max(usual_name);
        let right = (usual - usual_name + name_width).min(area.width.saturating_sub(1));
        // All bars end in one column, wherever the page is scrolled to.
        let figures = lines.iter().map(TotalsRow::figures).max().unwrap_or(0).max(NARROWEST);
        for (row, y) in lines.iter().skip(top).zip(area.top()..area.bottom()) {
            match row {
                TotalsRow::Gap => {}
                TotalsRow::Heading(text, tail) => {
                    let end = canvas.text_ending_at(right, y, right / 2, tail, theme.plain());
                    canvas.text(1, y, end.saturating_sub(3), text, theme.strong());
                }
                TotalsRow::Bar(name, count, totals) => {
                    let count_width = count.len() as u16;
                    let used = canvas.text(3, y, name_width.saturating_sub(1 + count_width), name, theme.plain());
                    canvas.text(3 + used, y, count_width, count, theme.plain());
                    draw_bar(*totals, figures, Rect::new(3 + name_width, y, right - 3 - name_width, 1), canvas);
                }
            }
        }
    }
}

/// The fewest columns that are kept for the figures.
const NARROWEST: u16 = 8;

impl TotalsRow {
    fn name_width(&self) -> u16 {
        match self {
            TotalsRow::Bar(name, count, _) => (str_width(name) + count.len()) as u16 + 1,
            TotalsRow::Gap | TotalsRow::Heading(..) => 0,
        }
    }

    fn figures(&self) -> u16 {
        match self {
            TotalsRow::Bar(.., totals) => totals.fraction().len() as u16,
            TotalsRow::Gap | TotalsRow::Heading(..) => 0,
        }
    }
}

/// A bar, its figures in so many columns, its rate.
fn draw_bar(totals: Tally, figures: u16, area: Rect, canvas: &mut Canvas<'_>) {
    /// The widest rate, `100 %`, and the column before it.
    const RATE: u16 = 6;
    let theme = canvas.theme;
    let (y, right) = (area.y, area.right());
    let Some(rate) = totals.rate() else {
        let why = if totals.items() == 0 { "not asked" } else { "not rated" };
        canvas.text_ending_at(right, y, area.width, why, theme.dim());
        return;
    };
    let per_cent = totals.per_cent().unwrap_or_default();
    canvas.text_ending_at(right, y, RATE - 1, &format!("{per_cent} %"), theme.plain());
    canvas.text_ending_at(right.saturating_sub(RATE), y, figures, &totals.fraction(), theme.dim());
    canvas.gauge(area.x, y, area.width.saturating_sub(RATE + figures + 2), rate);
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::ui::Theme;

    #[test]
    fn figures_stand_whole_beside_the_bar() {
        for width in [31, 45, 63] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
            let totals = Tally { met: 1_055_588, not_met: 600_000, ..Tally::default() };
            let figures = TotalsRow::Bar(String::new(), String::new(), totals).figures();
            let mut canvas = Canvas { buffer: &mut buffer, theme: Theme::default() };
            draw_bar(totals, figures, Rect::new(0, 0, width, 1), &mut canvas);
            let row: String = buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect();
            let bar = row.strip_suffix(" 1055588/1655588  64 %").expect(&row).trim();
            assert_eq!(bar.chars().count(), usize::from(width) - 23, "the bar keeps the rest: {row}");
        }
    }
}

//! The portfolio: items × practices as a map of marks, with totals by item, criterion and country.

use ratatui::layout::Rect;

use crate::{
    command::{Action, Scope},
    effect::{Effect, Purpose},
    evaluation::{Evaluation, Mark, Status},
    filter::Filter,
    overlay::{Overlay, Reader},
    portfolio::{Cell, Portfolio, Totals},
    screen::{Context, FOOTER, Turn, footer, step, top_for},
    theme::Canvas,
};

/// The portfolio's screen.
#[derive(Debug)]
pub struct Matrix {
    /// Every evaluation of the framework.
    evaluations: Vec<Evaluation>,
    whole: Portfolio,
    shown: Portfolio,
    status: Option<Status>,
    by_rarity: bool,
    /// The chosen row's place among those shown, and the chosen column.
    chosen: (usize, usize),
    top: (usize, usize),
}

/// The columns of one practice, and where the first begins.
const WIDTH: u16 = 4;

impl Matrix {
    /// The portfolio of these evaluations.
    pub fn new(evaluations: Vec<Evaluation>, whole: Portfolio) -> Matrix {
        let shown = whole.clone();
        Matrix { evaluations, whole, shown, status: None, by_rarity: false, chosen: (0, 0), top: (0, 0) }
    }

    /// The scopes of its keys, the innermost first.
    pub fn scopes() -> &'static [Scope] {
        &[Scope::Portfolio, Scope::Anywhere]
    }

    /// The rows' numbers in the order shown.
    fn rows(&self) -> Vec<usize> {
        if self.by_rarity { self.shown.by_rarity() } else { (0..self.shown.rows().count()).collect() }
    }

    /// Does what a command says.
    pub fn act(&mut self, action: Action, cx: &mut Context) -> Turn {
        let rows = self.rows();
        match action {
            Action::Left => self.chosen.1 = self.chosen.1.saturating_sub(1),
            Action::Right => self.chosen.1 = step(Action::Down, self.chosen.1, self.shown.columns().len(), 1),
            Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::First | Action::Last => {
                self.chosen.0 = step(action, self.chosen.0, rows.len(), usize::from(body(cx).height).max(2) - 1);
            }
            Action::Sort => {
                self.by_rarity = !self.by_rarity;
                self.chosen.0 = 0;
            }
            Action::FilterStatus => {
                self.status = crate::screen::library::next_status(self.status);
                self.shown = self.whole.filtered(&Filter { status: self.status, ..Filter::default() });
                self.chosen.1 = self.chosen.1.min(self.shown.columns().len().saturating_sub(1));
            }
            Action::Open => {
                let row = rows.get(self.chosen.0).and_then(|row| self.shown.row(*row));
                if let (Some(row), Some(column)) = (row, self.shown.columns().get(self.chosen.1)) {
                    cx.ask(Effect::Open(column.id.clone(), Purpose::Review(row.question_at)));
                }
            }
            Action::Across => return self.across(&rows, cx),
            Action::Overview => return self.totals(),
            Action::Leave => return Turn::Library,
            _ => {}
        }
        Turn::Stay
    }

    /// What the practices say to the chosen row's question, one after the other.
    fn across(&self, rows: &[usize], cx: &Context) -> Turn {
        let Some(row) = rows.get(self.chosen.0).and_then(|row| self.shown.row(*row)) else { return Turn::Stay };
        let mut lines = vec![row.placed.question.text.to_string()];
        for one in self.shown.across(row.question_at, &self.evaluations) {
            let tally = one.tally;
            lines.push(String::new());
            let marks = format!("{} met, {} not met, {} open", tally.met, tally.not_met, tally.open);
            lines.push(format!("{} {}   {marks}", cx.theme.point(), one.evaluation.title()));
            lines.push(match (one.reason, one.narrative) {
                (Some(reason), _) => format!("Does not apply: {reason}"),
                (None, "") => "No answer.".to_owned(),
                (None, narrative) => narrative.to_owned(),
            });
        }
        let title = format!("{} across practices", row.placed.number());
        Turn::Over(Box::new(Overlay::Reader(Reader::paragraphs(title, lines))))
    }

    /// Totals by criterion and country, and the chosen practice's profile.
    fn totals(&self) -> Turn {
        let said = |totals: &Totals| {
            let rate = totals.per_cent().map_or_else(String::new, |rate| format!("  {rate} %"));
            format!("{} met of those judged{rate}", totals.fraction())
        };
        let criteria = &self.shown.framework().criteria;
        let mut lines = vec![format!("By criterion, all {} practices", self.shown.columns().len())];
        let by_criterion = self.shown.by_criterion();
        lines.extend(
            criteria
                .iter()
                .zip(&by_criterion)
                .map(|(c, totals)| format!("  {:<16} {}", c.label.as_str(), said(totals))),
        );
        lines.extend([String::new(), "By country".to_owned()]);
        for (country, practices, totals) in self.shown.by_country() {
            let country = country.as_ref().map_or("not said", |country| country.name());
            lines.push(format!("  {country:<16} {} practices   {}", practices, said(&totals)));
        }
        if let Some(column) = self.shown.columns().get(self.chosen.1) {
            lines.extend([String::new(), format!("The profile of {}", column.title)]);
            let profile = self.shown.profile(self.chosen.1);
            lines.extend(
                criteria.iter().zip(&profile).map(|(c, totals)| format!("  {:<16} {}", c.label.as_str(), said(totals))),
            );
        }
        Turn::Over(Box::new(Overlay::Reader(Reader::paragraphs("Totals", lines))))
    }

    /// Lays it out for the terminal's size.
    pub fn settle(&mut self, cx: &Context) {
        let area = body(cx);
        self.top.0 = top_for(self.chosen.0, self.top.0, usize::from(area.height));
        self.top.1 = top_for(self.chosen.1, self.top.1, columns_in_sight(cx));
    }

    /// Draws the screen.
    pub fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let width = cx.size.0;
        let order = if self.by_rarity { "most rarely met first" } else { "by item" };
        let status = self.status.map_or("all", Status::name);
        let right = format!("Status {status}   {order}");
        let x = canvas.text_ending_at(width.saturating_sub(1), 0, width / 2, &right, theme.dim());
        canvas.text(1, 0, 12, "Portfolio", theme.strong());
        let count = format!("{} practices", self.shown.columns().len());
        canvas.text(12, 0, x.saturating_sub(14), &count, theme.dim());
        self.draw_heads(cx, canvas);
        let totals = self.shown.by_item();
        let rows = self.rows();
        let area = body(cx);
        for ((n, &row), y) in rows.iter().enumerate().skip(self.top.0).zip(area.top()..area.bottom()) {
            self.draw_row(n, row, totals[row], y, cx, canvas);
        }
        let column = self.shown.columns().get(self.chosen.1);
        let left = column.map_or_else(
            || "No evaluation of this framework is here.".to_owned(),
            |column| {
                let country = column.facts.country.as_ref().map_or_else(String::new, |c| format!("   {}", c.code()));
                format!("{}{country}", column.title)
            },
        );
        let others = match self.shown.others() {
            0 => String::new(),
            n => format!("{n} of other frameworks"),
        };
        footer(canvas, cx, &left, &others, Matrix::scopes());
    }

    fn draw_heads(&self, cx: &Context, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let columns = self.shown.columns().iter().enumerate().skip(self.top.1).take(columns_in_sight(cx));
        for (n, column) in columns {
            let x = first_column(cx) + (n - self.top.1) as u16 * WIDTH;
            let style = if n == self.chosen.1 { theme.accent() } else { theme.dim() };
            canvas.text(x, 2, WIDTH - 1, &column.label, style);
        }
        canvas.text_ending_at(first_column(cx).saturating_sub(2), 2, 12, "met/judged", theme.dim());
    }

    fn draw_row(&self, n: usize, row: usize, totals: Totals, y: u16, cx: &Context, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let Some(item) = self.shown.row(row) else { return };
        let chosen = n == self.chosen.0;
        if chosen {
            canvas.bar(0, y, 1);
        }
        let style = if chosen { theme.accent() } else { theme.plain() };
        let end = first_column(cx).saturating_sub(2);
        let start = canvas.text_ending_at(end, y, 8, &totals.fraction(), theme.dim());
        let used = canvas.text(1, y, 6, &item.placed.number(), style);
        canvas.text(used + 2, y, start.saturating_sub(used + 4), &item.item.label, style);
        for column in self.top.1..(self.top.1 + columns_in_sight(cx)).min(self.shown.columns().len()) {
            let x = first_column(cx) + (column - self.top.1) as u16 * WIDTH;
            let (sign, style) = match self.shown.cell(row, column) {
                Some(Cell::Item(Some(Mark::NotApplicable))) => ("n/a", theme.dim()),
                Some(Cell::Item(None)) => (theme.point(), theme.dim()),
                Some(Cell::Item(mark)) => (theme.mark_sign(mark), theme.mark(mark)),
                Some(Cell::NotAsked) | None => (" ", theme.dim()),
            };
            let here = chosen && column == self.chosen.1;
            let style = if here { theme.selection() } else { style };
            let sign = if here { format!("{sign:<3}") } else { sign.to_owned() };
            canvas.text(x, y, WIDTH - 1, &sign, style);
        }
    }
}

fn body(cx: &Context) -> Rect {
    Rect::new(0, 3, cx.size.0, cx.size.1.saturating_sub(3 + FOOTER))
}

/// Where the practices' columns begin.
fn first_column(cx: &Context) -> u16 {
    if cx.size.0 < 72 { 34 } else { 44 }
}

fn columns_in_sight(cx: &Context) -> usize {
    usize::from(cx.size.0.saturating_sub(first_column(cx) + 1) / WIDTH).max(1)
}

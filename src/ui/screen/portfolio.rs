//! The portfolio: items × practices as a map of marks; the totals with each practice's profile; one question across all.
//!
//! What is shown is derived once whenever the data, the filter or the order changes; drawing looks at what is in sight.

use std::sync::Arc;

use ratatui::style::Style;

use crate::model::{Evaluation, Framework, Id, Item, Progress, Tally, Verdict};
use crate::reading::{Column, Country, Filter, Line, Narrowing, Portfolio, narrowing};
use crate::text::{cluster::str_width, counted};
use crate::ui::{
    Action, Canvas, Context, Effect, ExportSheet, ExportSubject, List, Move, Next, Overlay, Purpose, Scope, Scroller,
    Theme, Turn, footer::footer, overlay::lists,
};

mod across;
mod totals;

use across::Across;

#[derive(Clone, Debug)]
pub(crate) struct Matrix {
    /// Every evaluation of the library that can be read.
    evaluations: Vec<Evaluation>,
    /// The frameworks that they answer and that are known, each with how many do.
    frameworks: Vec<(Arc<Framework>, usize)>,
    /// All practices of one framework, and those of them that pass the filter.
    pub(crate) whole: Portfolio,
    shown: Portfolio,
    filter: Filter,
    by_rarity: bool,
    /// The rows in the order shown, and the totals: by row, by criterion, by country with the number of practices.
    rows: Vec<Line>,
    by_item: Vec<Tally>,
    /// The columns that the widest row takes before the first practice.
    widest_row: u16,
    by_criterion: Vec<Tally>,
    by_country: Vec<(Option<Country>, usize, Tally)>,
    /// The rows and the columns as they are gone through.
    items: List,
    practices: List,
    mode: Mode,
}

/// What is shown, and has the keyboard.
#[derive(Clone, Debug)]
enum Mode {
    Cells,
    /// The totals, in these rows as last laid out.
    Totals(Vec<totals::TotalsRow>, Scroller),
    /// One question across practices, and whether the totals are come back to from it.
    Across(Box<Across>, bool),
}

/// The columns of one practice, and where the first begins.
const WIDTH: u16 = 4;
const FIRST_ROW: u16 = 3;

impl Matrix {
    /// The portfolio of the evaluations that answer the first of these frameworks; none where there is no framework.
    pub(crate) fn new(evaluations: Vec<Evaluation>, frameworks: Vec<Arc<Framework>>) -> Option<Matrix> {
        let whole = Portfolio::new(frameworks.first()?, &evaluations);
        // The sample is in no portfolio, and counts in none.
        let answering = |framework: &Framework| {
            evaluations.iter().filter(|one| !one.sample && one.answers_framework(framework)).count()
        };
        let counted = |framework: Arc<Framework>| {
            let count = answering(&framework);
            (framework, count)
        };
        let frameworks = frameworks.into_iter().map(counted).collect();
        let mut matrix = Matrix {
            evaluations,
            frameworks,
            shown: whole.clone(),
            whole,
            filter: Filter::default(),
            by_rarity: false,
            rows: Vec::new(),
            by_item: Vec::new(),
            widest_row: 0,
            by_criterion: Vec::new(),
            by_country: Vec::new(),
            items: List::default(),
            practices: List::default(),
            mode: Mode::Cells,
        };
        matrix.derive();
        Some(matrix)
    }

    pub(crate) fn scopes(&self) -> &'static [Scope] {
        match self.mode {
            Mode::Cells | Mode::Totals(..) => &[Scope::Portfolio, Scope::Reading, Scope::Navigation, Scope::Anywhere],
            Mode::Across(..) => &[Scope::Across, Scope::Reading, Scope::Navigation, Scope::Anywhere],
        }
    }

    /// Derives what is shown from the data, the filter and the order; the choice stays on its practice where it is shown.
    fn derive(&mut self) {
        let practice = self.chosen_column().map(|column| column.id.clone());
        self.shown = self.whole.filtered(&self.filter);
        let columns = self.shown.columns();
        let there = columns.iter().position(|column| Some(&column.id) == practice.as_ref());
        match there {
            Some(at) => self.practices.choose(at),
            None => self.practices.choose_within(columns.len()),
        }
        self.by_item = self.shown.by_item();
        self.widest_row = widest_row(&self.shown, &self.by_item);
        self.by_criterion = self.shown.by_criterion();
        self.by_country = self.shown.by_country();
        self.rows = self.shown.lines();
        if self.by_rarity {
            let rarest = self.shown.by_rarity().into_iter().map(Line::Item);
            let others = self.rows.iter().copied().filter(|line| matches!(line, Line::Question(_)));
            self.rows = rarest.chain(others).collect();
        }
        self.items.choose_within(self.rows.len());
    }

    /// Narrows the practices down as a row of the list of filters says.
    pub(crate) fn narrow(&mut self, narrowing: &Narrowing) {
        match narrowing {
            Narrowing::Framework(at) => {
                self.whole = Portfolio::new(&self.frameworks[*at].0, &self.evaluations);
                (self.items, self.practices) = (List::default(), List::default());
            }
            other => self.filter = other.applied_to(&self.filter),
        }
        self.derive();
    }

    fn chosen_column(&self) -> Option<&Column> {
        self.shown.columns().get(self.practices.chosen())
    }

    pub(crate) fn act(&mut self, action: Action, cx: &Context) -> Turn {
        match (&mut self.mode, action) {
            (_, Action::Export) => return self.export(cx),
            (Mode::Across(_, totals), Action::Leave) => {
                let totals = *totals;
                self.show(totals);
            }
            (Mode::Across(across, _), _) => return across.act(action, &self.shown, &self.evaluations),
            (Mode::Totals(..), Action::Leave | Action::Overview) => self.show(false),
            (Mode::Cells, Action::Overview) => self.show(true),
            (Mode::Cells, Action::Leave) => return Next::Leave.into(),
            (Mode::Totals(_, scroller), Action::Go(to)) => scroller.go(to),
            (Mode::Cells, Action::Go(to)) => self.items.go(to),
            (Mode::Cells | Mode::Totals(..), _) => return self.act_on_chosen(action),
        }
        Turn::stay()
    }

    /// Exports the practices shown, or the one in focus.
    fn export(&self, cx: &Context) -> Turn {
        let shown = self.shown.columns().iter().map(|column| column.id.clone()).collect();
        let all = ExportSubject::several(shown, " of the portfolio");
        let one = self.chosen_column().map(|column| ExportSubject::one(&column.id, &column.title));
        if all.evaluations.is_empty() {
            return Turn::inform("No practice is shown: c clears the filters");
        }
        Turn::over(ExportSheet::of([all].into_iter().chain(one).collect(), cx))
    }

    fn show(&mut self, totals: bool) {
        self.mode = if totals { Mode::Totals(Vec::new(), Scroller::default()) } else { Mode::Cells };
    }

    fn act_on_chosen(&mut self, action: Action) -> Turn {
        match action {
            Action::Left => self.practices.go(Move::Up),
            Action::Right => self.practices.go(Move::Down),
            Action::Sort => {
                self.by_rarity = !self.by_rarity;
                self.items.choose(0);
                self.derive();
            }
            Action::Filter => {
                let rows = narrowing::rows(&self.whole, &self.filter, &self.frameworks);
                return Turn::over(Overlay::Choice(lists::filters(rows)));
            }
            Action::ClearFilters => self.narrow(&Narrowing::All),
            Action::Open => {
                if let (Some(at), Some(column)) = (self.question_at(), self.chosen_column()) {
                    return Turn::ask(Effect::Open(column.id.clone(), Purpose::Review(at)));
                }
            }
            Action::Across => {
                let totals = matches!(self.mode, Mode::Totals(..));
                if let Some(at) = self.question_at() {
                    self.mode = Mode::Across(Box::new(Across::new(at, self.practices.chosen())), totals);
                }
            }
            _ => {}
        }
        Turn::stay()
    }

    pub(crate) fn scroll(&mut self, by: isize) {
        match &mut self.mode {
            Mode::Cells => self.items.scroll(by),
            Mode::Totals(_, scroller) => scroller.scroll(by),
            Mode::Across(across, _) => across.scroller.scroll(by),
        }
    }

    pub(crate) fn scroll_sideways(&mut self, by: isize) {
        match self.mode {
            Mode::Cells => self.practices.scroll(by),
            Mode::Totals(..) | Mode::Across(..) => {}
        }
    }

    /// Has a choice that was scrolled away come back in sight.
    pub(crate) fn reveal(&mut self) {
        self.items.reveal();
        self.practices.reveal();
    }

    pub(crate) fn ids(&self) -> Vec<Id> {
        self.shown.columns().iter().map(|column| column.id.clone()).collect()
    }

    pub(crate) fn take(&mut self, changed: Evaluation) {
        let known = self.evaluations.iter_mut().find(|known| known.id == changed.id);
        if let Some(known) = known.filter(|known| **known != changed) {
            *known = changed;
            self.whole = Portfolio::new(&self.whole.framework().clone(), &self.evaluations);
            self.derive();
        }
    }

    fn question_at(&self) -> Option<usize> {
        match *self.rows.get(self.items.chosen())? {
            Line::Item(row) => Some(self.shown.row(row)?.question_at),
            Line::Question(at) => Some(at),
        }
    }

    pub(crate) fn settle(&mut self, cx: &Context) {
        let area = cx.body(0, FIRST_ROW, 0);
        self.items.settle(self.rows.len(), area.height);
        self.practices.settle(self.shown.columns().len(), self.columns_in_sight(cx) as u16);
        let lines = matches!(self.mode, Mode::Totals(..)).then(|| self.lines_of_totals());
        match &mut self.mode {
            Mode::Cells => {}
            Mode::Totals(shown, scroller) => {
                *shown = lines.unwrap_or_default();
                scroller.settle(shown.len(), area.height);
            }
            Mode::Across(across, _) => across.settle(&self.shown, &self.evaluations, cx),
        }
    }

    pub(crate) fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        self.draw_header(cx, canvas);
        match &self.mode {
            Mode::Across(across, _) => return across.view(&self.shown, cx, canvas),
            Mode::Totals(lines, scroller) => self.draw_totals(lines, scroller.top(), cx, canvas),
            Mode::Cells => self.draw_cells(cx, canvas),
        }
        let left = self.chosen_column().map_or_else(String::new, |column| {
            let country = column.facts.country.as_ref().map_or_else(String::new, |c| format!("   {}", c.code()));
            format!("{}{country}", column.name())
        });
        footer(canvas, cx, &left, &self.others());
        None
    }

    /// What is not shown because it answers another framework.
    fn others(&self) -> String {
        let known: usize = self.frameworks.iter().map(|(_, count)| count).sum();
        let elsewhere = known.saturating_sub(self.whole.columns().len());
        // No portfolio can be made of those whose framework is not here.
        let unknown = self.shown.others().saturating_sub(elsewhere);
        let parts = [
            (elsewhere > 0).then(|| format!("{elsewhere} of other frameworks: f")),
            (unknown > 0).then(|| format!("{unknown} of unknown frameworks")),
            (self.shown.others() == 0 && self.shown.samples() > 0).then(|| "without the sample".to_owned()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn draw_header(&self, cx: &Context, canvas: &mut Canvas<'_>) {
        let (theme, width) = (canvas.theme, cx.size.0);
        let order = match (&self.mode, self.by_rarity) {
            (Mode::Across(across, _), _) => &across.heading(&self.shown),
            (Mode::Totals(..), _) => "totals",
            (Mode::Cells, true) => "most rarely met first",
            (Mode::Cells, false) => "by item",
        };
        let x = canvas.text_ending_at(width.saturating_sub(1), 0, width / 2, order, theme.dim());
        canvas.text(1, 0, 9, "Portfolio", theme.strong());
        let (shown, all) = (self.shown.columns().len(), self.whole.columns().len());
        let practices = counted(all, "practice");
        let count = if shown == all { practices } else { format!("{shown} of {practices}") };
        // Columns out of sight are told of.
        let in_sight = self.practices.top()..(self.practices.top() + self.columns_in_sight(cx)).min(shown);
        let count = match &self.mode {
            Mode::Cells if in_sight.len() < shown => format!("{count}, {} to {}", in_sight.start + 1, in_sight.end),
            Mode::Cells | Mode::Totals(..) | Mode::Across(..) => count,
        };
        let used = canvas.text(13, 0, x.saturating_sub(15), &count, theme.dim());
        if self.frameworks.len() > 1 {
            let framework = self.shown.framework();
            let framework = format!("{} {}", framework.id, framework.version);
            canvas.text(13 + used + 3, 0, x.saturating_sub(13 + used + 5), &framework, theme.dim());
        }
        if !self.filter.is_off() {
            let room = width.saturating_sub(2);
            let end = canvas.text_ending_at(width.saturating_sub(1), 1, room / 2, "c clears filters", theme.plain());
            let used = canvas.text(1, 1, room, "Only", theme.dim());
            let filter = narrowing::in_words(&self.filter, self.shown.framework());
            canvas.text(used + 3, 1, end.saturating_sub(used + 5), &filter, theme.accent());
        }
        if shown == 0 {
            let why = match (self.filter.is_off(), self.shown.samples()) {
                (true, 1..) => "Only the sample is here, which the portfolio leaves out.",
                (true, 0) => "No evaluation answers this framework.",
                (false, _) => "No matches. c clears filters.",
            };
            canvas.text(1, FIRST_ROW, width.saturating_sub(2), why, theme.plain());
        }
    }

    fn draw_cells(&self, cx: &Context, canvas: &mut Canvas<'_>) {
        if self.shown.columns().is_empty() {
            return;
        }
        self.draw_heads(cx, canvas);
        let area = cx.body(0, FIRST_ROW, 0);
        for ((n, &line), y) in self.rows.iter().enumerate().skip(self.items.top()).zip(area.top()..area.bottom()) {
            self.draw_line(n, line, y, cx, canvas);
        }
    }

    fn draw_heads(&self, cx: &Context, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let columns =
            self.shown.columns().iter().enumerate().skip(self.practices.top()).take(self.columns_in_sight(cx));
        for (n, column) in columns {
            let x = self.first_column(cx) + (n - self.practices.top()) as u16 * WIDTH;
            let style = if n == self.practices.chosen() { theme.accent() } else { theme.plain() };
            canvas.text(x, FIRST_ROW - 1, WIDTH - 1, &column.label, style);
        }
        canvas.text_ending_at(self.first_column(cx).saturating_sub(2), FIRST_ROW - 1, 12, "met / rated", theme.dim());
    }

    fn draw_line(&self, n: usize, line: Line, y: u16, cx: &Context, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let (item, at) = match line {
            Line::Item(row) => match self.shown.row(row) {
                Some(item) => (Some(item), item.question_at),
                None => return,
            },
            Line::Question(at) => (None, at),
        };
        let Some(placed) = self.shown.framework().question(at) else { return };
        let chosen = n == self.items.chosen();
        if chosen {
            canvas.bar(0, y, 1);
        }
        let style = if chosen { theme.accent() } else { theme.plain() };
        let end = self.first_column(cx).saturating_sub(2);
        let figures = match item {
            Some(item) => self.by_item[item.at].fraction(),
            None => format!("{} written", self.shown.written(at)),
        };
        let start = canvas.text_ending_at(end, y, end / 2, &figures, theme.dim());
        let label = item.map_or(&placed.question.label, |item| &item.item.label);
        let code = item.map_or("", |item| &item.item.code);
        let number = if code.is_empty() { placed.number() } else { code.to_owned() };
        let used = canvas.text(1, y, if code.is_empty() { 6 } else { end / 3 }, &number, style);
        canvas.text(used + 2, y, start.saturating_sub(used + 4), label, style);
        let first = self.practices.top();
        for column in first..(first + self.columns_in_sight(cx)).min(self.shown.columns().len()) {
            let x = self.first_column(cx) + (column - first) as u16 * WIDTH;
            let (sign, style) = match item {
                Some(item) => self.sign_at(item.at, item.item, column, theme),
                None if self.shown.is_written(at, column) => (theme.progress_sign(Progress::Complete), theme.plain()),
                None => (theme.point(), theme.dim()),
            };
            let here = chosen && column == self.practices.chosen();
            let style = if here { theme.selection() } else { style };
            let sign = if here { format!("{sign:<3}") } else { sign.to_owned() };
            canvas.text(x, y, WIDTH - 1, &sign, style);
        }
    }

    /// How an item stands with a practice.
    fn sign_at<'a>(&self, row: usize, item: &'a Item, column: usize, theme: Theme) -> (&'a str, Style) {
        match self.shown.cell(row, column).and_then(|cell| cell.verdict(&item.scale)) {
            Some(Verdict::Open) => (theme.point(), theme.dim()),
            Some(verdict) => (theme.written_mark(verdict), theme.mark(verdict)),
            None => (" ", theme.plain()),
        }
    }
    /// Where the practices' columns begin: labels take what the columns leave.
    fn first_column(&self, cx: &Context) -> u16 {
        let usual = if cx.size.0 < 72 { 34 } else { 44 };
        let columns = u16::try_from(self.shown.columns().len()).unwrap_or(u16::MAX).saturating_mul(WIDTH);
        usual.max(self.widest_row.min(cx.size.0.saturating_sub(columns.saturating_add(1))))
    }

    fn columns_in_sight(&self, cx: &Context) -> usize {
        usize::from(cx.size.0.saturating_sub(self.first_column(cx) + 1) / WIDTH).max(1)
    }
}

/// The columns that the widest row of the cells takes before the first practice: number, label, figures, what parts them.
fn widest_row(shown: &Portfolio, by_item: &[Tally]) -> u16 {
    const PARTED: usize = 6;
    let figures = by_item.iter().map(|tally| tally.fraction().len()).max().unwrap_or(0);
    let items = shown.rows().map(|row| str_width(&row.number()) + str_width(&row.item.label) + figures);
    let written = "0 written".len();
    let bare = shown.framework().questions().filter(|placed| placed.question.items.is_empty());
    let bare = bare.map(|placed| str_width(&placed.number()) + str_width(&placed.question.label) + written);
    u16::try_from(items.chain(bare).max().unwrap_or(0) + PARTED).unwrap_or(u16::MAX)
}

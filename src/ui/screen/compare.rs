//! Two evaluations of one practice side by side: how far they agree, the items that differ first, then what each wrote.

use std::sync::Arc;

use crossterm::event::{MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use crate::model::{Evaluation, Framework, Id};
use crate::reading::{
    Cell,
    agreement::{Agreement, Compared, Relation, compare},
};
use crate::text::{cluster::str_width, wrap::truncate};
use crate::ui::{Action, Canvas, Context, FOOTER, Next, Page, Scope, Scroller, Theme, Turn, footer::footer};

/// The screen of two evaluations.
#[derive(Clone, Debug)]
pub struct Pair {
    one: Arc<Evaluation>,
    other: Arc<Evaluation>,
    framework: Arc<Framework>,
    /// The page as last laid out, and what of it is in sight.
    page: Page,
    scroller: Scroller,
}

impl Pair {
    /// Two evaluations of one framework.
    pub fn new(one: Arc<Evaluation>, other: Arc<Evaluation>, framework: Arc<Framework>) -> Pair {
        Pair { one, other, framework, page: Page::new(0), scroller: Scroller::default() }
    }

    /// The scopes of its keys, the innermost first.
    pub fn scopes() -> &'static [Scope] {
        &[Scope::Reading, Scope::Navigation, Scope::Anywhere]
    }

    /// Does what a command says.
    pub fn act(&mut self, action: Action) -> Turn {
        match action {
            Action::Leave => return Next::Leave.into(),
            Action::Go(to) => self.scroller.go(to),
            _ => {}
        }
        Turn::stay()
    }

    /// The wheel scrolls.
    pub fn mouse(&mut self, mouse: MouseEvent) -> Turn {
        match mouse.kind {
            MouseEventKind::ScrollUp => self.scroller.scroll(-1),
            MouseEventKind::ScrollDown => self.scroller.scroll(1),
            _ => {}
        }
        Turn::stay()
    }

    /// Lays it out for the terminal's size; neither evaluation changes while they are compared.
    pub fn settle(&mut self, cx: &Context) {
        if self.page.width() != body(cx).width {
            self.page = self.page(cx);
        }
        self.scroller.settle(self.page.len(), body(cx).height);
    }

    /// Draws the screen.
    pub fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) {
        let area = body(cx);
        self.draw_heading(area.width, canvas);
        self.page.draw(canvas, area, self.scroller.top());
        let more = self.page.more_below(self.scroller.top(), area.height);
        footer(canvas, cx, &format!("{} | {}", self.one.id, self.other.id), &more);
    }

    /// The practice's title; where they differ both, and the shorter leaves its room to the longer.
    fn draw_heading(&self, width: u16, canvas: &mut Canvas<'_>) {
        const BETWEEN: &str = " | ";
        let style = canvas.theme.strong();
        let (one, other) = (self.one.title(), self.other.title());
        if one == other {
            canvas.text(1, 0, width, one, style);
            return;
        }
        let [room, _] = shares(usize::from(width.saturating_sub(BETWEEN.len() as u16)), [one, other]);
        let mut x = 1 + canvas.text(1, 0, room as u16, one, style);
        x += canvas.text(x, 0, BETWEEN.len() as u16, BETWEEN, canvas.theme.dim());
        canvas.text(x, 0, (width + 1).saturating_sub(x), other, style);
    }

    /// What tells the two apart: who evaluated; where that is the same, the practices' titles, else the ids' letters.
    fn names(&self, room: usize, theme: Theme) -> [String; 2] {
        let both = [&*self.one, &*self.other];
        let ids = both.map(|one| one.id.to_string());
        let ways = [
            both.map(who),
            both.map(|one| one.title().to_owned()),
            both.map(|one| format!("{}, {}", one.id.letters(), who(one))),
        ];
        // What is cut has to differ as well.
        let cut = |[one, other]: [String; 2]| {
            let rooms = shares(room, [&one, &other]);
            [(one, rooms[0]), (other, rooms[1])]
                .map(|(name, room)| truncate(&name, room, theme.ellipsis()).into_owned())
        };
        ways.into_iter().map(cut).find(|[one, other]| one != other).unwrap_or(ids)
    }

    fn page(&self, cx: &Context) -> Page {
        let theme = cx.theme;
        let width = body(cx).width;
        let mut page = Page::new(width);
        // The heading before them, and what stands between.
        let cut = self.names(usize::from(width.saturating_sub(22)), theme);
        let names = self.names(2 * usize::from(width), theme);
        let compared = compare(&self.one, &self.other, &self.framework);
        page.gap();
        page.paragraph(0, &agreement(&Agreement::of(&compared)), theme.plain());
        page.gap();
        page.paragraph(0, "Items that differ", theme.strong());
        page.tail(&cut.join(" | "), theme.dim());
        let differing: Vec<&Compared<'_>> = compared.iter().filter(|one| one.relation() != Relation::Alike).collect();
        let mut differing: Vec<_> = differing.into_iter().filter(|one| one.relation() != Relation::Neither).collect();
        differing.sort_by_key(|one| one.relation());
        for one in &differing {
            page.paragraph(0, &format!("{} {}", one.placed.number(), one.item.label), theme.plain());
            page.tail(&format!("{}   {}", cell(one.one, theme), cell(one.other, theme)), theme.plain());
        }
        if differing.is_empty() {
            page.paragraph(0, "None.", theme.dim());
        }
        for placed in self.framework.questions() {
            page.gap();
            let title = format!("{} {}", placed.number(), placed.question.label);
            page.paragraph(0, &title, theme.strong());
            let [left, right] = [&self.one, &self.other].map(|one| said(one, &placed.question.id));
            if width >= 98 {
                page.columns(&names[0], &names[1], theme.dim());
                page.columns(&left, &right, theme.plain());
            } else {
                page.paragraph(0, &names[0], theme.dim());
                page.paragraph(2, &left, theme.plain());
                page.paragraph(0, &names[1], theme.dim());
                page.paragraph(2, &right, theme.plain());
            }
        }
        page
    }
}

/// How the room for two names is shared: the shorter leaves the longer what it does not need.
fn shares(room: usize, names: [&str; 2]) -> [usize; 2] {
    let [one, other] = names.map(str_width);
    let first = one.min(room.saturating_sub(other).max(room / 2));
    [first, room - first]
}

fn body(cx: &Context) -> Rect {
    Rect::new(1, 1, cx.size.0.saturating_sub(2), cx.size.1.saturating_sub(1 + FOOTER))
}

fn said(evaluation: &Evaluation, question: &Id) -> String {
    match (evaluation.not_applicable(question), evaluation.narrative(question)) {
        (Some(reason), _) => format!("Does not apply: {reason}"),
        (None, "") => "No answer.".to_owned(),
        (None, narrative) => narrative.to_owned(),
    }
}

fn who(evaluation: &Evaluation) -> String {
    let names: Vec<&str> = evaluation.evaluators.entries().collect();
    if names.is_empty() { evaluation.id.to_string() } else { names.join(", ") }
}

fn cell(cell: Cell, theme: Theme) -> &'static str {
    match cell {
        Cell::Item(mark) => theme.verdict(mark),
        Cell::NotAsked => "question n/a",
    }
}

fn agreement(agreement: &Agreement) -> String {
    match agreement {
        Agreement::TooFew { items } => format!("Both marked {items} items: too few to tell how far they agree."),
        Agreement::Over { items, agreed, kappa } => {
            let per_cent = (agreed * 200 + items) / (2 * items);
            let kappa = kappa.map_or_else(|| "not defined".to_owned(), |kappa| format!("{kappa:.2}"));
            format!(
                "They agree on {agreed} of the {items} items that both marked: {per_cent} %. Cohen's kappa {kappa}."
            )
        }
    }
}

//! Two evaluations of one practice side by side: how far they agree, the items that differ first, then what each wrote.

use std::sync::Arc;

use crate::model::{Evaluation, Framework, Id};
use crate::reading::{
    Cell,
    agreement::{Agreement, Compared, Relation, compare},
};
use crate::text::{cluster::str_width, wrap::truncate};
use crate::ui::{Action, Canvas, Context, Next, Page, Scope, Scroller, Theme, Turn, footer::footer, page::shares};

#[derive(Clone, Debug)]
pub(crate) struct Pair {
    one: Arc<Evaluation>,
    other: Arc<Evaluation>,
    framework: Arc<Framework>,
    /// The page as last laid out, and what of it is in sight.
    page: Page,
    pub(crate) scroller: Scroller,
}

impl Pair {
    pub(crate) fn new(one: Arc<Evaluation>, other: Arc<Evaluation>, framework: Arc<Framework>) -> Pair {
        Pair { one, other, framework, page: Page::new(0), scroller: Scroller::default() }
    }

    pub(crate) fn scopes() -> &'static [Scope] {
        &[Scope::Reading, Scope::Navigation, Scope::Anywhere]
    }

    pub(crate) fn act(&mut self, action: Action) -> Turn {
        match action {
            Action::Leave => return Next::Leave.into(),
            Action::Go(to) => self.scroller.go(to),
            _ => {}
        }
        Turn::stay()
    }

    /// Lays it out for the terminal's size; neither evaluation changes while they are compared.
    pub(crate) fn settle(&mut self, cx: &Context) {
        let area = cx.body(1, 1, 1);
        if self.page.width() != area.width {
            let page = self.page(cx);
            self.scroller.rewrap(&self.page, &page);
            self.page = page;
        }
        self.scroller.settle(self.page.len(), area.height);
    }

    pub(crate) fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let area = cx.body(1, 1, 1);
        self.draw_heading(area.width, canvas);
        self.page.draw(canvas, area, self.scroller.top());
        let more = self.page.more_below(self.scroller.top(), area.height);
        footer(canvas, cx, &format!("{} | {}", self.one.id, self.other.id), &more);
        None
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
        let [room, _] = shares(width.saturating_sub(BETWEEN.len() as u16), [one, other].map(str_width));
        let mut x = 1 + canvas.text(1, 0, room, one, style);
        x += canvas.text(x, 0, BETWEEN.len() as u16, BETWEEN, canvas.theme.dim());
        canvas.text(x, 0, (width + 1).saturating_sub(x), other, style);
    }

    /// What tells the two apart: who evaluated; where that is the same, the practices' titles, else the ids' letters.
    fn names(&self, room: u16, theme: Theme) -> [String; 2] {
        let both = [&*self.one, &*self.other];
        let ids = both.map(|one| one.id.to_string());
        let ways = [
            both.map(who),
            both.map(|one| one.title().to_owned()),
            both.map(|one| format!("{}, {}", one.id.letters(), who(one))),
        ];
        // What is cut has to differ as well.
        let cut = |[one, other]: [String; 2]| {
            let rooms = shares(room, [str_width(&one), str_width(&other)]);
            [(one, rooms[0]), (other, rooms[1])]
                .map(|(name, room)| truncate(&name, usize::from(room), theme.ellipsis()).into_owned())
        };
        ways.into_iter().map(cut).find(|[one, other]| one != other).unwrap_or(ids)
    }

    fn page(&self, cx: &Context) -> Page {
        let theme = cx.theme;
        let width = cx.body(1, 1, 1).width;
        let mut page = Page::new(width);
        // The heading before them, and what stands between.
        let cut = self.names(width.saturating_sub(22), theme);
        let names = self.names(2 * width, theme);
        let compared = compare(&self.one, &self.other, &self.framework);
        page.gap();
        page.paragraph(0, &agreement(&Agreement::of(&compared)), theme.plain());
        page.gap();
        page.paragraph(0, "Items that differ", theme.strong());
        page.tail(&cut.join(" | "), theme.dim());
        let differs = |one: &&Compared<'_>| !matches!(one.relation(), Relation::Alike | Relation::Neither);
        let mut differing: Vec<_> = compared.iter().filter(differs).collect();
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

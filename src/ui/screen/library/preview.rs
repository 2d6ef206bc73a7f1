//! The chosen evaluation at a glance, beside the rows or below them where there is room.

use ratatui::layout::Rect;

use super::LibraryScreen;
use crate::model::Id;
use crate::reading::{Summary, summary::Against};
use crate::text::counted;
use crate::ui::{Canvas, Context, FOOTER, Page, Scroller};

/// From this width on it stands beside the rows; in a terminal that is not so wide, from this height on below them.
const WIDE: u16 = 120;
const TALL: u16 = 36;
/// How many rows it takes below them, its rule with them.
const BELOW: u16 = 13;

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Beside,
    Below,
    Nowhere,
}

impl Side {
    fn of(cx: &Context) -> Side {
        match cx.size {
            (WIDE.., _) => Side::Beside,
            (_, TALL..) => Side::Below,
            _ => Side::Nowhere,
        }
    }
}

/// How many rows it takes from those of the evaluations.
pub(super) fn rows_below(cx: &Context) -> u16 {
    if Side::of(cx) == Side::Below { BELOW } else { 0 }
}

/// The column in which the rows of evaluations end: what a wider terminal has more goes to them and to the preview.
pub(super) fn right(cx: &Context) -> u16 {
    let width = cx.size.0;
    match Side::of(cx) {
        Side::Beside => width - (width / 3).min(60) - 4,
        Side::Below | Side::Nowhere => width.saturating_sub(2),
    }
}

/// The preview as last laid out.
#[derive(Clone, Debug)]
pub(super) struct Preview {
    pub(super) area: Rect,
    /// Whose it is; what of it is in sight begins anew with another one.
    of: Option<Id>,
    page: Page,
    pub(super) scroller: Scroller,
}

impl Default for Preview {
    fn default() -> Preview {
        Preview { area: Rect::default(), of: None, page: Page::new(0), scroller: Scroller::default() }
    }
}

impl LibraryScreen {
    pub(super) fn lay_out_preview(&mut self, cx: &Context) {
        let (x, top, bottom) = (right(cx) + 4, self.first_row() - 1, cx.size.1.saturating_sub(FOOTER));
        let area = match Side::of(cx) {
            Side::Beside => Rect::new(x, top, cx.size.0.saturating_sub(x + 2), bottom.saturating_sub(top)),
            Side::Below => Rect::new(3, self.first_row() + self.height(cx) + 1, cx.size.0.saturating_sub(5), BELOW - 1),
            Side::Nowhere => Rect::default(),
        };
        let summary = self.chosen_summary().filter(|_| !area.is_empty());
        let of = summary.map(|summary| summary.id.clone());
        let named = self.names_frameworks;
        let page = summary.map_or(Page::new(area.width), |summary| page(summary, named, cx, area.width));
        let mut scroller = if of == self.preview.of { self.preview.scroller } else { Scroller::default() };
        scroller.rewrap(&self.preview.page, &page);
        scroller.settle(page.len(), area.height);
        self.preview = Preview { area, of, page, scroller };
    }
}

impl Preview {
    pub(super) fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) {
        match Side::of(cx) {
            Side::Beside => canvas.rule_down(self.area.x - 2, self.area.y, self.area.bottom()),
            Side::Below => canvas.rule(Rect::new(1, self.area.y - 1, cx.size.0.saturating_sub(2), 1)),
            Side::Nowhere => return,
        }
        self.page.draw(canvas, self.area, self.scroller.top());
    }
}

fn page(summary: &Summary, names_framework: bool, cx: &Context, width: u16) -> Page {
    let theme = cx.theme;
    let mut page = Page::new(width);
    page.paragraph(0, summary.title(), theme.strong());
    let place = [summary.organisation(), summary.place(), summary.country()];
    let place: Vec<&str> = place.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    if !place.is_empty() {
        page.paragraph(0, &place.join(", "), theme.plain());
    }
    let evaluators = summary.evaluators().lines().map(str::trim).filter(|name| !name.is_empty());
    let by = evaluators.collect::<Vec<_>>().join(", ");
    let by = if by.is_empty() { String::new() } else { format!(", evaluated by {by}") };
    page.paragraph(0, &format!("{}{by}", summary.status.name()), theme.plain());
    if summary.sample {
        page.paragraph(0, "The sample: the portfolio leaves it out.", theme.dim());
    }
    if !summary.details().is_empty() {
        page.paragraph(0, summary.details(), theme.plain());
    }
    if !summary.visits().is_empty() {
        page.paragraph(0, &format!("Visited {}", summary.visits()), theme.dim());
    }
    if !summary.why_returned().is_empty() {
        page.paragraph(0, summary.why_returned(), theme.warning());
    }
    if names_framework && matches!(summary.against, Against::Known { .. }) {
        page.paragraph(0, &summary.framework_name(&cx.frameworks), theme.dim());
    }
    page.gap();
    match &summary.against {
        Against::Known { framework, marked, .. } => {
            let criteria = cx.frameworks.get(*framework as usize).map_or(&[][..], |framework| &framework.criteria);
            for (criterion, share) in criteria.iter().zip(marked) {
                page.paragraph(0, &criterion.label, theme.plain());
                page.tail(&format!("{}/{} items", share.of_these, share.all), theme.plain());
            }
        }
        Against::Unknown(framework) => {
            page.paragraph(0, &format!("Framework {framework} not found."), theme.warning());
        }
    }
    let remarks = summary.open_remarks;
    if remarks > 0 {
        page.gap();
        page.paragraph(0, &counted(remarks as usize, "open remark"), theme.warning());
    }
    if !summary.about().trim().is_empty() {
        page.gap();
        page.paragraph(0, summary.about(), theme.plain());
    }
    page
}

//! A page to read over the screen: the help, an explanation, an import's report.

use super::{Response, ground, panel};
use crate::model::Change;
use crate::text::cluster::str_width;
use crate::ui::{Action, Canvas, Context, Page, Scope, Scroller, command::in_scopes};

mod changes;

/// A page to read.
#[derive(Clone, Debug)]
pub struct Reader {
    title: String,
    content: Content,
    /// The page, as last laid out, and what of it is in sight.
    page: Page,
    scroller: Scroller,
}

#[derive(Clone, Debug)]
enum Content {
    /// The keys of these scopes.
    Help(Vec<Scope>),
    /// Paragraphs.
    Paragraphs(Vec<String>),
    /// What changed.
    Changes(Vec<Change>),
}

impl Reader {
    /// The help on these scopes.
    pub fn help(scopes: &[Scope]) -> Reader {
        Reader::new("Keys that work here", Content::Help(scopes.to_vec()))
    }

    /// Paragraphs under a title.
    pub fn paragraphs(title: impl Into<String>, paragraphs: Vec<String>) -> Reader {
        Reader::new(title, Content::Paragraphs(paragraphs))
    }

    /// What changed, under a title.
    pub fn changes(title: impl Into<String>, changes: Vec<Change>) -> Reader {
        Reader::new(title, Content::Changes(changes))
    }

    fn new(title: impl Into<String>, content: Content) -> Reader {
        Reader { title: title.into(), content, page: Page::new(0), scroller: Scroller::default() }
    }

    /// Whether it is the help.
    pub(super) fn is_help(&self) -> bool {
        matches!(self.content, Content::Help(_))
    }

    /// Does what a command says; asked for again, help closes.
    pub(super) fn act(&mut self, action: Action) -> Response {
        match action {
            Action::Leave => return Response::Close,
            Action::Help if self.is_help() => return Response::Close,
            Action::Go(to) => self.scroller.go(to),
            _ => {}
        }
        Response::stay()
    }

    /// Scrolls.
    pub(super) fn scroll(&mut self, by: isize) {
        self.scroller.scroll(by);
    }

    fn page(&self, width: u16, cx: &Context) -> Page {
        let mut page = Page::new(width);
        match &self.content {
            Content::Paragraphs(paragraphs) => {
                for paragraph in paragraphs {
                    page.paragraph(1, paragraph, cx.theme.plain());
                }
            }
            Content::Help(scopes) => help(&mut page, scopes, cx),
            Content::Changes(changes) => changes::write(&mut page, changes, cx.theme),
        }
        page
    }

    fn height(page: &Page) -> u16 {
        u16::try_from(page.len()).unwrap_or(u16::MAX).saturating_add(1)
    }

    /// Lays it out for the terminal's size.
    pub(super) fn settle(&mut self, cx: &Context) {
        let width = cx.size.0.saturating_sub(4).min(100);
        if self.page.width() != width || self.page.is_empty() {
            self.page = self.page(width, cx);
        }
        let height = panel(cx, Reader::height(&self.page)).height.saturating_sub(1);
        self.scroller.settle(self.page.len(), height);
    }

    /// Draws it.
    pub(super) fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) {
        let page = &self.page;
        let area = panel(cx, Reader::height(page));
        let inner = ground(canvas, area, &self.title);
        page.draw(canvas, inner, self.scroller.top());
        let more = page.more_below(self.scroller.top(), inner.height);
        if !more.is_empty() {
            let more = format!(" {more} ");
            canvas.text_ending_at(area.right().saturating_sub(3), area.y, 20, &more, cx.theme.dim());
        }
    }
}

fn help(page: &mut Page, scopes: &[Scope], cx: &Context) {
    // What belongs to this place comes first, what works in every text or list after it.
    let general = |scope: &Scope| matches!(scope, Scope::Text | Scope::Prose | Scope::Navigation);
    let (general, own): (Vec<Scope>, Vec<Scope>) = scopes.iter().partition(|scope| general(scope));
    let ordered = [own, general].concat();
    let keys = in_scopes(&ordered).map(|command| str_width(&command.shown_keys_in(scopes)));
    let indent = keys.max().unwrap_or(0).min(27) as u16 + 4;
    for scope in &ordered {
        page.gap();
        page.paragraph(1, scope.title(), cx.theme.strong());
        for command in in_scopes(std::slice::from_ref(scope)) {
            let keys = command.shown_keys_in(scopes);
            if keys.is_empty() && command.shown_key().is_some() {
                // Here its keys do something else.
                continue;
            }
            if str_width(&keys) as u16 + 3 > indent {
                page.paragraph(2, &keys, cx.theme.accent());
                page.paragraph(indent, command.help, cx.theme.plain());
            } else {
                page.entry(2, (&keys, cx.theme.accent()), indent, command.help, cx.theme.plain());
            }
        }
    }
}

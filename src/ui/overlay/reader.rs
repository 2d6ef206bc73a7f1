//! A page to read over the screen: the help, an explanation, an import's report.

use ratatui::layout::Rect;

use crate::model::Change;
use crate::text::cluster::str_width;
use crate::ui::{
    Action, Canvas, Context, Page, Scope, Scroller,
    command::{Command, in_scopes},
};

mod changes;

/// A page to read.
#[derive(Clone, Debug)]
pub struct Reader {
    pub(super) title: String,
    content: Content,
    /// The page, as last laid out, and what of it is in sight.
    pub(super) page: Page,
    pub(super) scroller: Scroller,
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

    pub(super) fn is_help(&self) -> bool {
        matches!(self.content, Content::Help(_))
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

    pub(super) fn lay_out(&mut self, cx: &Context) {
        let width = cx.size.0.saturating_sub(4).min(100);
        if self.page.width() != width || self.page.is_empty() {
            let page = self.page(width, cx);
            self.scroller.rewrap(&self.page, &page);
            self.page = page;
        }
    }

    pub(super) fn view(&self, inner: Rect, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        self.page.draw(canvas, inner, self.scroller.top());
        let more = self.page.more_below(self.scroller.top(), inner.height);
        if !more.is_empty() {
            let (more, style) = (format!(" {more} "), canvas.theme.dim());
            canvas.text_ending_at(inner.right().saturating_sub(2), inner.y - 1, 20, &more, style);
        }
        None
    }
}

/// The keys that call a command in these scopes: where it has none of its own, the palette's with its name; none where no key
/// does.
fn keys_of(command: &Command, scopes: &[Scope]) -> Option<String> {
    let own = command.shown_keys_in(scopes);
    if !own.is_empty() {
        return Some(own);
    }
    // A key of its own does something else here.
    let palette = || in_scopes(scopes).find(|row| row.action == Action::Palette && command.keys.is_empty());
    let palette = palette()?.shown_keys_in(scopes);
    (!palette.is_empty()).then(|| format!("{palette} {}", command.label))
}

fn help(page: &mut Page, scopes: &[Scope], cx: &Context) {
    // What belongs to this place comes first, what works in every text or list after it.
    let general = |scope: &Scope| matches!(scope, Scope::Text | Scope::Prose | Scope::Navigation);
    let (general, own): (Vec<Scope>, Vec<Scope>) = scopes.iter().partition(|scope| general(scope));
    let ordered = [own, general].concat();
    let keys = in_scopes(&ordered).filter_map(|command| Some(str_width(&keys_of(command, scopes)?)));
    let indent = keys.max().unwrap_or(0).min(27) as u16 + 4;
    for scope in &ordered {
        page.gap();
        page.paragraph(1, scope.title(), cx.theme.strong());
        for command in in_scopes(std::slice::from_ref(scope)) {
            let Some(keys) = keys_of(command, scopes) else { continue };
            if str_width(&keys) as u16 + 3 > indent {
                page.paragraph(2, &keys, cx.theme.accent());
                page.paragraph(indent, command.help, cx.theme.plain());
            } else {
                page.entry(2, (&keys, cx.theme.accent()), indent, command.help, cx.theme.plain());
            }
        }
    }
}

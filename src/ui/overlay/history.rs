//! The revisions of the open evaluation: what each changed, what lies between any two of them, one made the latest again.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::{Outcome, Overlay, Reader, Response};
use crate::exchange;
use crate::model::{
    Evaluation, Framework, Revision,
    difference::{describe, difference, summarise},
};
use crate::ui::{Action, Canvas, Context, List, Msg};

/// The revisions, the latest first.
#[derive(Clone, Debug)]
pub struct History {
    pub(super) revisions: Vec<Revision>,
    framework: Arc<Framework>,
    pub(super) list: List,
    /// The revision that the chosen one is compared with; none: the one before it.
    marked: Option<usize>,
}

impl History {
    /// The revisions of an evaluation that answers this framework, the latest first.
    pub fn new(revisions: Vec<Revision>, framework: Arc<Framework>) -> History {
        History { revisions, framework, list: List::default(), marked: None }
    }

    pub(super) fn act(&mut self, action: Action, cx: &Context) -> Response {
        let chosen = self.list.chosen();
        let reader = match action {
            Action::Changes | Action::Accept => self.changes(cx),
            Action::Whole => self.whole(cx),
            Action::RestoreRevision => {
                return match self.state(chosen) {
                    Ok(earlier) => Response::take(Outcome::Message(Box::new(Msg::Restore(Box::new(earlier.clone()))))),
                    Err(line) => Response::Say(line),
                };
            }
            Action::MarkRevision => {
                self.marked = if self.marked == Some(chosen) { None } else { Some(chosen) };
                return Response::stay();
            }
            _ => return Response::stay(),
        };
        reader.map_or_else(Response::Say, |reader| Response::Over(Box::new(Overlay::Reader(reader))))
    }

    fn state(&self, at: usize) -> Result<&Evaluation, String> {
        let revision = self.revisions.get(at).ok_or("No revision yet")?;
        revision.state.as_ref().map_err(|flaw| format!("Revision {}: {flaw}", revision.number))
    }

    /// The place of the older of two revisions to be compared; none: the chosen one is the first.
    fn other(&self) -> Option<usize> {
        let chosen = self.list.chosen();
        let before = || (chosen + 1..self.revisions.len()).find(|at| self.revisions[*at].state.is_ok());
        self.marked.filter(|marked| *marked != chosen).or_else(before)
    }

    /// What lies between the marked revision and the chosen one; without a mark, between the one before it and it.
    fn changes(&self, cx: &Context) -> Result<Reader, String> {
        let chosen = self.list.chosen();
        let new = self.state(chosen)?;
        let Some(other) = self.other() else {
            return Err("This is the first revision: w shows the whole version".to_owned());
        };
        let other_state = self.state(other)?;
        // The latest stands first.
        let (old, new) = if other < chosen { (new, other_state) } else { (other_state, new) };
        let (from, to) = (other.max(chosen), other.min(chosen));
        let edits = difference(old, new);
        if edits.is_empty() {
            return Err("The two revisions do not differ".to_owned());
        }
        let [from, to] = [from, to].map(|at| &self.revisions[at]);
        let [from_at, to_at] = [from, to].map(|revision| revision.written.seen_from(cx.now));
        let title = format!("Revision {}, {from_at}  {}  {}, {to_at}", from.number, cx.theme.arrow(), to.number);
        Ok(Reader::changes(title, describe(&edits, old, new, &self.framework)))
    }

    /// The whole of the chosen revision.
    fn whole(&self, cx: &Context) -> Result<Reader, String> {
        let chosen = self.list.chosen();
        let whole = exchange::report_text(self.state(chosen)?, Some(&self.framework));
        let revision = &self.revisions[chosen];
        let title = format!("Revision {}, {}", revision.number, revision.written.seen_from(cx.now));
        Ok(Reader::paragraphs(title, whole.lines().map(str::to_owned).collect()))
    }

    pub(super) fn view(&self, inner: Rect, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let enter = match self.marked {
            Some(at) => {
                format!("Revision {} is marked: Enter compares the chosen one with it", self.revisions[at].number)
            }
            None => "Enter shows what it changed, Space marks one to compare".to_owned(),
        };
        canvas.text(3, inner.y, inner.width.saturating_sub(3), &enter, theme.plain());
        for (n, y) in (self.list.top()..self.revisions.len()).zip(inner.y + 1..inner.bottom()) {
            let revision = &self.revisions[n];
            if n == self.list.chosen() {
                canvas.bar(1, y, 1);
            }
            if self.marked == Some(n) {
                canvas.text(3, y, 1, "*", theme.accent());
            }
            let lead = format!("{:>4}  {:<9}", revision.number, revision.written.seen_from(cx.now));
            let x = 5 + canvas.text(5, y, inner.width / 2, &lead, theme.dim()) + 2;
            let is_first = n + 1 == self.revisions.len();
            let (what, style) = match &revision.state {
                Err(flaw) => (flaw.clone(), theme.warning()),
                Ok(_) if is_first => ("first revision".to_owned(), theme.plain()),
                Ok(_) if revision.changes.is_empty() => ("no change".to_owned(), theme.plain()),
                Ok(_) => (summarise(&revision.changes), theme.plain()),
            };
            let style = if n == self.list.chosen() && revision.state.is_ok() { theme.accent() } else { style };
            canvas.text(x, y, inner.right().saturating_sub(x), &what, style);
        }
        None
    }
}

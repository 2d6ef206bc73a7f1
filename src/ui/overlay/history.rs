//! The revisions of the open evaluation: what each changed, what lies between any two of them, one made the latest again.

use crate::{
    exchange::{self, Export},
    model::{
        difference::{describe, difference, summarise},
        evaluation::Evaluation,
        framework::Framework,
    },
    ui::{
        command::Action,
        effect::Revision,
        overlay::{Reader, ground, panel},
        screen::{Context, step, top_for},
        theme::Canvas,
    },
};

/// The revisions, the latest first.
#[derive(Clone, Debug)]
pub struct History {
    revisions: Vec<Revision>,
    chosen: usize,
    /// The revision that the chosen one is compared with; none: the one before it.
    marked: Option<usize>,
    top: usize,
}

/// How many revisions are shown at the most.
const ROWS: usize = 14;

impl History {
    /// The revisions of an evaluation, the latest first.
    pub fn new(revisions: Vec<Revision>) -> History {
        History { revisions, chosen: 0, marked: None, top: 0 }
    }

    /// Goes up or down, or marks the chosen revision.
    pub fn act(&mut self, action: Action) {
        match action {
            Action::MarkRevision if self.marked == Some(self.chosen) => self.marked = None,
            Action::MarkRevision => self.marked = Some(self.chosen),
            _ => self.chosen = step(action, self.chosen, self.revisions.len(), ROWS - 1),
        }
    }

    /// A click at a row: it chooses a revision; whether it was chosen already.
    pub fn click(&mut self, row: u16, cx: &Context) -> bool {
        let area = panel(cx, self.rows() + 2);
        let at = row.checked_sub(area.y + 2).filter(|_| row < area.bottom()).map(|row| self.top + usize::from(row));
        let Some(at) = at.filter(|at| *at < self.revisions.len()) else { return false };
        std::mem::replace(&mut self.chosen, at) == at
    }

    /// The chosen revision as it was.
    ///
    /// # Errors
    /// When it can't be read; one line says why.
    pub fn chosen(&self) -> Result<&Evaluation, String> {
        self.state(self.chosen)
    }

    fn state(&self, at: usize) -> Result<&Evaluation, String> {
        let revision = self.revisions.get(at).ok_or("there is no revision yet")?;
        revision.state.as_ref().map_err(|flaw| format!("revision {}: {flaw}", revision.number))
    }

    /// The place of the older of two revisions to be compared; none: the chosen one is the first.
    fn other(&self) -> Option<usize> {
        let before = || (self.chosen + 1..self.revisions.len()).find(|at| self.revisions[*at].state.is_ok());
        self.marked.filter(|marked| *marked != self.chosen).or_else(before)
    }

    /// What lies between the marked revision and the chosen one; without a mark, between the one before it and it.
    ///
    /// # Errors
    /// When there is nothing to show; one line says why.
    pub fn changes(&self, framework: &Framework, cx: &Context) -> Result<Reader, String> {
        let new = self.chosen()?;
        let Some(other) = self.other() else { return Err("This is the first revision: w shows the whole".to_owned()) };
        let other_state = self.state(other)?;
        // The latest stands first.
        let (old, new) = if other < self.chosen { (new, other_state) } else { (other_state, new) };
        let (from, to) = (other.max(self.chosen), other.min(self.chosen));
        let edits = difference(old, new);
        if edits.is_empty() {
            return Err("Nothing lies between the two".to_owned());
        }
        let [from, to] = [from, to].map(|at| &self.revisions[at]);
        let [from_at, to_at] = [from, to].map(|revision| revision.written.seen_from(cx.now));
        let title = format!("Revision {}, {from_at}  {}  {}, {to_at}", from.number, cx.theme.arrow(), to.number);
        Ok(Reader::changes(title, describe(&edits, old, new, framework)))
    }

    /// The whole of the chosen revision.
    ///
    /// # Errors
    /// When it can't be read; one line says why.
    pub fn whole(&self, framework: &Framework, cx: &Context) -> Result<Reader, String> {
        let whole = exchange::export(self.chosen()?, Some(framework), Export::Markdown);
        let revision = &self.revisions[self.chosen];
        let title = format!("Revision {}, {}", revision.number, revision.written.seen_from(cx.now));
        Ok(Reader::paragraphs(title, whole.lines().map(str::to_owned).collect()))
    }

    fn rows(&self) -> u16 {
        self.revisions.len().clamp(1, ROWS) as u16
    }

    /// Lays it out for the terminal's size.
    pub fn settle(&mut self, cx: &Context) {
        let shown = panel(cx, self.rows() + 2).height.saturating_sub(2);
        self.top = top_for(self.chosen, self.top, usize::from(shown));
    }

    /// Draws it.
    pub fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let inner = ground(canvas, panel(cx, self.rows() + 2), "Earlier revisions");
        let enter = match self.marked {
            Some(at) => {
                format!("{} is marked: Enter shows what lies between.", self.revisions[at].number)
            }
            None => "Enter shows what it changed, Space marks one to compare".to_owned(),
        };
        canvas.text(3, inner.y, inner.width.saturating_sub(3), &enter, theme.dim());
        for (n, y) in (self.top..self.revisions.len()).zip(inner.y + 1..inner.bottom()) {
            let revision = &self.revisions[n];
            if n == self.chosen {
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
                Ok(_) if is_first => ("the first".to_owned(), theme.plain()),
                Ok(_) if revision.changes.is_empty() => ("nothing changed".to_owned(), theme.plain()),
                Ok(_) => (summarise(&revision.changes), theme.plain()),
            };
            let style = if n == self.chosen && revision.state.is_ok() { theme.accent() } else { style };
            canvas.text(x, y, inner.right().saturating_sub(x), &what, style);
        }
    }
}

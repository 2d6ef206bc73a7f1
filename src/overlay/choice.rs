//! A list to choose from, narrowed down by typing.

use crate::{
    command::{Action, Command, Scope, in_scopes},
    effect::Trashed,
    exchange::Export,
    id::Id,
    overlay::{ground, panel},
    screen::{Context, step, top_for},
    text::{
        Text,
        editor::{Editor, Mode},
        fold::fold,
    },
    theme::Canvas,
};

/// What is chosen from a list.
#[derive(Clone, Debug)]
pub enum Choosing {
    /// A command that works in these scopes.
    Command(Vec<&'static Command>),
    /// A framework for a new evaluation.
    Framework,
    /// An entry of the trash to restore.
    Trash(Vec<Trashed>),
    /// The format to export an evaluation to.
    Export(Id),
    /// A setting to change.
    Setting,
}

/// A list to choose from.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is chosen.
    pub choosing: Choosing,
    /// What narrows the list down.
    pub filter: Editor,
    /// Each row's text and what stands at its right edge.
    rows: Vec<(String, String)>,
    chosen: usize,
    top: usize,
}

/// How many rows of a list are shown at the most.
const ROWS: u16 = 14;

impl Choice {
    fn new(choosing: Choosing, rows: Vec<(String, String)>) -> Choice {
        Choice { choosing, filter: Editor::new(Mode::Line, &Text::default()), rows, chosen: 0, top: 0 }
    }

    /// The commands that work in these scopes.
    pub fn palette(scopes: &[Scope]) -> Choice {
        let needs_digit = |command: &Command| command.action == Action::Criterion;
        let within_text = |command: &Command| matches!(command.action, Action::Move(_) | Action::Select(_));
        let mut commands: Vec<&'static Command> = Vec::new();
        for command in in_scopes(scopes).filter(|command| !needs_digit(command) && !within_text(command)) {
            if command.action != Action::Palette && !commands.iter().any(|listed| listed.action == command.action) {
                commands.push(command);
            }
        }
        let row = |command: &&Command| (format!("{}: {}", command.label, command.help), command.shown_keys());
        let rows = commands.iter().map(row).collect();
        Choice::new(Choosing::Command(commands), rows)
    }

    /// The frameworks.
    pub fn framework(cx: &Context) -> Choice {
        let row = |framework: &std::sync::Arc<crate::framework::Framework>| {
            (framework.title.to_string(), format!("{} questions", framework.len()))
        };
        Choice::new(Choosing::Framework, cx.frameworks.iter().map(row).collect())
    }

    /// The trash.
    pub fn trash(entries: Vec<Trashed>) -> Choice {
        let rows = entries.iter().map(|entry| (entry.title.clone(), entry.name.clone())).collect();
        Choice::new(Choosing::Trash(entries), rows)
    }

    /// The export formats.
    pub fn export(id: Id) -> Choice {
        let title = |to: Export| match to {
            Export::Markdown => "Markdown, a report for people",
            Export::Json => "JSON, for programs",
            Export::Ron => "RON, to be imported again",
        };
        let rows = Export::ALL.iter().map(|to| (title(*to).to_owned(), format!(".{}", to.name()))).collect();
        Choice::new(Choosing::Export(id), rows)
    }

    /// The settings.
    pub fn settings(cx: &Context) -> Choice {
        let name = if cx.settings.name.is_blank() { "not given".to_owned() } else { cx.settings.name.to_string() };
        let mouse = if cx.settings.mouse { "on" } else { "off: the terminal selects text" };
        let rows = vec![("Your name".to_owned(), name), ("Mouse".to_owned(), mouse.to_owned())];
        Choice::new(Choosing::Setting, rows)
    }

    /// The rows that the filter leaves, by their place.
    fn left(&self) -> Vec<usize> {
        let words = fold(&self.filter.text());
        let words: Vec<&str> = words.split_whitespace().collect();
        let fits = |row: &str| words.iter().all(|word| row.contains(word));
        (0..self.rows.len()).filter(|&at| words.is_empty() || fits(&fold(&self.rows[at].0))).collect()
    }

    /// The place of the row that is chosen; none where the filter leaves none.
    pub fn chosen(&self) -> Option<usize> {
        self.left().get(self.chosen).copied()
    }

    /// Goes up or down.
    pub fn step(&mut self, action: Action) {
        self.chosen = step(action, self.chosen, self.left().len(), usize::from(ROWS) - 1);
    }

    /// Lays it out for the terminal's size.
    pub fn settle(&mut self, cx: &Context) {
        self.filter.resize(cx.size.0.saturating_sub(5).max(1), 1);
        self.chosen = self.chosen.min(self.left().len().saturating_sub(1));
        let shown = panel(cx, self.height()).height.saturating_sub(2);
        self.top = top_for(self.chosen, self.top, usize::from(shown));
    }

    fn height(&self) -> u16 {
        (self.rows.len() as u16).clamp(1, ROWS) + 2
    }

    fn title(&self) -> &'static str {
        match self.choosing {
            Choosing::Command(_) => "Commands",
            Choosing::Framework => "Which framework?",
            Choosing::Trash(_) => "Trash: choose what to restore",
            Choosing::Export(_) => "Export as",
            Choosing::Setting => "Settings",
        }
    }

    /// Draws it; returns where the cursor stands.
    pub fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let inner = ground(canvas, panel(cx, self.height()), self.title());
        canvas.text(1, inner.y, 1, ">", cx.theme.dim());
        let cursor =
            canvas.editor(&self.filter, ratatui::layout::Rect::new(3, inner.y, inner.width.saturating_sub(3), 1));
        let left = self.left();
        if left.is_empty() {
            canvas.text(3, inner.y + 1, inner.width, "Nothing here.", cx.theme.dim());
        }
        for (&at, y) in left.iter().skip(self.top).zip(inner.y + 1..inner.bottom()) {
            let chosen = left.get(self.chosen) == Some(&at);
            if chosen {
                canvas.bar(1, y, 1);
            }
            let style = if chosen { cx.theme.accent() } else { cx.theme.plain() };
            let (text, tail) = &self.rows[at];
            let end = canvas.text_ending_at(inner.right(), y, inner.width / 2, tail, cx.theme.dim());
            canvas.text(3, y, end.saturating_sub(4), text, style);
        }
        cursor
    }
}

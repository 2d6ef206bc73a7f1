//! A list to choose from, narrowed down by typing: fuzzily, case and diacritics folded, the best first.

use std::cmp::Reverse;

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};

use ratatui::layout::Rect;

use crate::{
    exchange::Export,
    model::{
        edit::Edit,
        evaluation::Evaluation,
        framework::{Framework, Placed},
        id::Id,
        place::Place,
    },
    reading::checks::Check,
    text::{
        Splice, Text,
        cluster::{self, str_width},
        editor::{Editor, Mode},
        fold::{Folded, fold},
    },
    ui::{
        command::{Action, Command, Scope, in_scopes},
        effect::Trashed,
        overlay::{ground, panel},
        screen::{
            Context,
            portfolio::{Narrowing, NarrowingRow},
            step, top_for,
        },
        theme::Canvas,
    },
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
    /// What to do while something is only in memory.
    Unsaved,
    /// What to do with what this flagged file last held.
    BringBack(String),
    /// The evaluation to compare this one with.
    Other(Box<Evaluation>, Vec<Evaluation>),
    /// A filter of the portfolio to set or to take off.
    Narrowing(Vec<Narrowing>),
    /// To submit, or to look at something that is off.
    Submit(Vec<Place>),
    /// A question of the open evaluation, for a jot.
    Question,
    /// A place of the open evaluation to go to.
    Place(&'static str, Vec<Place>),
    /// To replace a text everywhere, as this edit does, or one of the places where it stands.
    Replacement(Box<Edit>, Vec<Place>),
}

/// A row of a list.
#[derive(Clone, Debug)]
struct Row {
    /// What is searched, and shown.
    text: String,
    /// The same, folded, with where each byte comes from.
    folded: Folded,
    /// What stands before the text.
    lead: String,
    /// What stands at the right edge.
    tail: String,
}

impl Row {
    fn new(lead: impl Into<String>, text: impl Into<String>, tail: impl Into<String>) -> Row {
        let (lead, text) = (lead.into(), text.into());
        Row { folded: Folded::new(&format!("{lead} {text}")), text, lead, tail: tail.into() }
    }
}

/// A row that the filter leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hit {
    /// The row's place.
    row: usize,
    /// Where in its text the match begins.
    at: usize,
}

/// A list to choose from.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is chosen.
    pub choosing: Choosing,
    /// What narrows the list down.
    pub filter: Editor,
    rows: Vec<Row>,
    left: Vec<Hit>,
    chosen: usize,
    top: usize,
}

/// How many rows of a list are shown at the most.
const ROWS: u16 = 14;

impl Choice {
    fn new(choosing: Choosing, rows: Vec<Row>) -> Choice {
        let filter = Editor::new(Mode::Line, &Text::default());
        let mut choice = Choice { choosing, filter, rows, left: Vec::new(), chosen: 0, top: 0 };
        choice.narrow();
        choice
    }

    /// The commands that work in these scopes.
    pub fn palette(scopes: &[Scope]) -> Choice {
        let needs_digit = |command: &Command| command.action == Action::Criterion;
        let within_text = |command: &Command| matches!(command.action, Action::Move(_) | Action::Select(_));
        let mut commands: Vec<&'static Command> = Vec::new();
        let (text, own): (Vec<Scope>, Vec<Scope>) = scopes.iter().partition(|scope| **scope == Scope::Text);
        for command in in_scopes(&[own, text].concat()).filter(|command| !needs_digit(command) && !within_text(command))
        {
            if command.action != Action::Palette && !commands.iter().any(|listed| listed.action == command.action) {
                commands.push(command);
            }
        }
        // The label stands before the help, so that it is in sight wherever the match is.
        let widest = commands.iter().map(|command| command.label.len()).max().unwrap_or(0);
        let row =
            |command: &&Command| Row::new(format!("{:<widest$}", command.label), command.help, command.shown_keys());
        let rows = commands.iter().map(row).collect();
        Choice::new(Choosing::Command(commands), rows)
    }

    /// The frameworks.
    pub fn framework(cx: &Context) -> Choice {
        let row = |framework: &std::sync::Arc<Framework>| {
            Row::new("", framework.title.as_str(), format!("{} questions", framework.len()))
        };
        Choice::new(Choosing::Framework, cx.frameworks.iter().map(row).collect())
    }

    /// The trash.
    pub fn trash(entries: Vec<Trashed>) -> Choice {
        let rows = entries.iter().map(|entry| Row::new("", entry.title.as_str(), entry.name.as_str())).collect();
        Choice::new(Choosing::Trash(entries), rows)
    }

    /// The export formats.
    pub fn export(id: Id) -> Choice {
        let title = |to: Export| match to {
            Export::Markdown => "Markdown, a report for people",
            Export::Json => "JSON, for programs",
            Export::Ron => "RON, to be imported again",
        };
        let rows = Export::ALL.iter().map(|to| Row::new("", title(*to), format!(".{}", to.name()))).collect();
        Choice::new(Choosing::Export(id), rows)
    }

    /// The settings.
    pub fn settings(cx: &Context) -> Choice {
        let kept = if cx.settings.name.is_blank() { "not given" } else { cx.settings.name.as_str() };
        let label =
            cx.name.as_ref().map_or_else(|| "Your name".to_owned(), |name| format!("Your name; in this run {name}"));
        let mouse = if cx.settings.mouse { "on" } else { "off: the terminal selects text" };
        let rows = vec![Row::new("", label, kept), Row::new("", "Mouse", mouse)];
        Choice::new(Choosing::Setting, rows)
    }

    /// The evaluations that one can be compared with, those of the same practice first. Their ids' letters tell apart
    /// those that share a title.
    pub fn other(one: Evaluation, mut others: Vec<Evaluation>) -> Choice {
        let key = |evaluation: &Evaluation| fold(evaluation.title());
        others.sort_by_cached_key(|other| (key(other) != key(&one), key(other)));
        let row = |other: &Evaluation| {
            let names: Vec<&str> = other.evaluators.entries().collect();
            let tail: Vec<&str> = std::iter::once(other.status().name()).chain(names).collect();
            Row::new(other.id.letters(), other.title(), tail.join(", "))
        };
        let rows = others.iter().map(row).collect();
        Choice::new(Choosing::Other(Box::new(one), others), rows)
    }

    /// The portfolio's filters.
    pub(crate) fn narrowing(rows: Vec<NarrowingRow>) -> Choice {
        let row = |(lead, text, tail, narrowing): NarrowingRow| (Row::new(lead, text, tail), narrowing);
        let (rows, narrowings) = rows.into_iter().map(row).unzip();
        Choice::new(Choosing::Narrowing(narrowings), rows)
    }

    /// To submit, or to look at something that is off first.
    pub fn submit(off: Vec<Check>) -> Choice {
        let what = if off.is_empty() { "Submit: nothing is off" } else { "Submit all the same" };
        let mut rows = vec![Row::new("", what, "")];
        rows.extend(off.iter().map(|off| Row::new(off.number.clone().unwrap_or_default(), off.wording, "")));
        Choice::new(Choosing::Submit(off.into_iter().map(|off| off.place).collect()), rows)
    }

    /// What to do while something is only in memory.
    pub fn unsaved() -> Choice {
        let rows = vec![
            Row::new("", "Try again", "free some space first, or bring the folder back"),
            Row::new("", "Export elsewhere", "to a stick, to another disk"),
        ];
        Choice::new(Choosing::Unsaved, rows)
    }

    /// What to do with what a flagged file last held: in its place, as a new draft, nothing.
    pub fn bring_back(file: String) -> Choice {
        let rows = vec![
            Row::new("", "Put in its place what it last held; the damaged file stays in the quarantine", ""),
            Row::new("", "Bring what it last held back as a new draft, and leave the file", ""),
            Row::new("", "Leave it as it is", ""),
        ];
        Choice::new(Choosing::BringBack(file), rows)
    }

    /// The questions of a framework.
    pub fn question(framework: &Framework) -> Choice {
        let row = |placed: Placed<'_>| {
            Row::new(placed.number(), format!("{}  {}", placed.question.label, placed.question.text), "")
        };
        Choice::new(Choosing::Question, framework.questions().map(row).collect())
    }

    /// Places to go to: each with what stands before its text, the text, and the place.
    pub fn places(title: &'static str, places: impl IntoIterator<Item = (String, String, Place)>) -> Choice {
        let (rows, places) = places.into_iter().map(|(lead, text, place)| (Row::new(lead, text, ""), place)).unzip();
        Choice::new(Choosing::Place(title, places), rows)
    }

    /// What a replacement would change: first the row that makes it, then its places.
    pub fn replacement(edit: Edit, what: &str, places: Vec<(String, String, Place)>) -> Choice {
        let mut rows = vec![Row::new("", what, "")];
        rows.extend(places.iter().map(|(lead, text, _)| Row::new(lead.as_str(), text.as_str(), "")));
        let places = places.into_iter().map(|(_, _, place)| place).collect();
        Choice::new(Choosing::Replacement(Box::new(edit), places), rows)
    }

    /// Finds the rows that the filter leaves.
    fn narrow(&mut self) {
        let sought = fold(&self.filter.text());
        self.left = if sought.trim().is_empty() {
            (0..self.rows.len()).map(|row| Hit { row, at: 0 }).collect()
        } else {
            // Letters strewn over a long text match almost anything: they count only where nothing holds the words whole.
            let whole = self.hits(&sought, AtomKind::Substring);
            if whole.is_empty() { self.hits(&sought, AtomKind::Fuzzy) } else { whole }
        };
        self.chosen = 0;
    }

    /// The rows that match, the best first.
    fn hits(&self, sought: &str, kind: AtomKind) -> Vec<Hit> {
        let pattern = Pattern::new(sought, CaseMatching::Ignore, Normalization::Never, kind);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let (mut chars, mut indices) = (Vec::new(), Vec::new());
        let mut scored = Vec::new();
        for (row, Row { folded, lead, .. }) in self.rows.iter().enumerate() {
            indices.clear();
            if let Some(score) = pattern.indices(Utf32Str::new(&folded.text, &mut chars), &mut matcher, &mut indices) {
                let first = indices.iter().min().map_or(0, |first| *first as usize);
                let scattered = || folded.text.char_indices().nth(first).map_or(0, |(byte, _)| byte);
                // The words as they were typed, one after the other, are what was meant where they stand so.
                let phrase = folded.text.find(sought.trim());
                let at = phrase.unwrap_or_else(scattered);
                let at = folded.in_source(at..at).start.saturating_sub(lead.len() + 1);
                scored.push(((phrase.is_none(), Reverse(score), at), Hit { row, at }));
            }
        }
        scored.sort_by_key(|(score, _)| *score);
        scored.into_iter().map(|(_, hit)| hit).collect()
    }

    /// Changes the filter.
    pub fn change_filter(&mut self, splice: &Splice) {
        self.filter.apply(splice);
        self.narrow();
    }

    /// The place of the row that is chosen; none where the filter leaves none.
    pub fn chosen(&self) -> Option<usize> {
        self.left.get(self.chosen).map(|hit| hit.row)
    }

    /// Where in the chosen row's text the match begins, in bytes.
    pub fn match_at(&self) -> usize {
        self.left.get(self.chosen).map_or(0, |hit| hit.at)
    }

    /// Goes up or down.
    pub fn step(&mut self, action: Action) {
        self.chosen = step(action, self.chosen, self.left.len(), usize::from(ROWS) - 1);
    }

    /// A click chooses the row there; one on the chosen row takes it, which is the answer. In the filter it puts the caret.
    pub fn click(&mut self, column: u16, row: u16, cx: &Context) -> bool {
        let area = panel(cx, self.height());
        if row == area.y + 1 {
            self.filter.click(column.saturating_sub(3), 0, false);
        }
        let Some(row) = row.checked_sub(area.y + 2).filter(|row| *row < area.height.saturating_sub(2)) else {
            return false;
        };
        let at = self.top + usize::from(row);
        let takes = at == self.chosen && at < self.left.len();
        self.chosen = if at < self.left.len() { at } else { self.chosen };
        takes
    }

    /// Lays it out for the terminal's size.
    pub fn settle(&mut self, cx: &Context) {
        self.filter.resize(cx.size.0.saturating_sub(5).max(1), 1);
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
            Choosing::Question => "Which question?",
            Choosing::Place(title, _) => title,
            Choosing::Other(..) => "Compare with",
            Choosing::Narrowing(_) => "Which practices?",
            Choosing::Submit(_) => "Submit",
            Choosing::Unsaved => "Not saved: what you typed is only in memory",
            Choosing::BringBack(_) => "This file can't be read",
            Choosing::Replacement(..) => "Replace",
        }
    }

    /// Draws it; returns where the cursor stands.
    pub fn view(&self, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let inner = ground(canvas, panel(cx, self.height()), self.title());
        canvas.text(1, inner.y, 1, ">", cx.theme.dim());
        let cursor = canvas.editor(&self.filter, Rect::new(3, inner.y, inner.width.saturating_sub(3), 1));
        if self.left.is_empty() {
            canvas.text(3, inner.y + 1, inner.width, "Nothing here.", cx.theme.dim());
        }
        for (n, y) in (self.top..self.left.len()).zip(inner.y + 1..inner.bottom()) {
            self.draw_row(n, y, inner, canvas);
        }
        cursor
    }

    fn draw_row(&self, n: usize, y: u16, inner: Rect, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let hit = self.left[n];
        let row = &self.rows[hit.row];
        let chosen = n == self.chosen;
        if chosen {
            canvas.bar(1, y, 1);
        }
        let end = canvas.text_ending_at(inner.right(), y, inner.width / 3, &row.tail, theme.dim());
        let style = if chosen { theme.accent() } else { theme.plain() };
        // Of a command the name is what is chosen, of anything else the text.
        let (lead, style) =
            if matches!(self.choosing, Choosing::Command(_)) { (style, theme.dim()) } else { (theme.dim(), style) };
        let mut x = 3;
        if !row.lead.is_empty() {
            x += canvas.text(x, y, inner.width / 2, &row.lead, lead) + 2;
        }
        let room = end.saturating_sub(x + 1);
        canvas.text(x, y, room, &passage(&row.text, hit.at, usize::from(room), theme.ellipsis()), style);
    }
}

/// The part of a text that shows the match in a row of this width.
fn passage(text: &str, at: usize, width: usize, ellipsis: &str) -> String {
    let before = &text[..at];
    if str_width(before) + 12 < width {
        return text.to_owned();
    }
    let mut from = at;
    while from > 0 && (str_width(&text[from..at]) < width / 3 || str_width(&text[from..]) + ellipsis.len() < width) {
        from = cluster::previous(text, from);
    }
    if from == 0 {
        return text.to_owned();
    }
    // It begins with a whole word, where one begins before the match.
    let word = text[from..at].find(' ').map_or(from, |blank| from + blank + 1);
    format!("{ellipsis}{}", &text[word..])
}

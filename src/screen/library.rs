//! The library: every evaluation on a row; from here evaluations are begun, opened, found and moved.

use std::cmp::Reverse;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use crate::{
    command::{Action, Scope},
    effect::{Effect, Purpose, Reading, Row, Summary, Then},
    evaluation::Status,
    exchange,
    id::Id,
    overlay::{Asking, Choice, Overlay, Prompt, prompt::Wanted},
    screen::{Context, Turn, step, top_for, write},
    text::{
        Text,
        editor::{Editor, Mode},
        fold::fold,
    },
};

mod view;

/// The library screen.
#[derive(Debug)]
pub struct Library {
    /// Every file of the library; none before it was first read.
    rows: Option<Vec<Row>>,
    /// What find looks through, row by row, folded.
    folded: Vec<String>,
    /// The rows shown, in order.
    shown: Vec<usize>,
    /// The chosen row's place in `shown`.
    chosen: usize,
    top: usize,
    find: Editor,
    finding: bool,
    status: Option<Status>,
    sort: Sort,
    /// The evaluation to be chosen once it is listed.
    awaited: Option<Id>,
}

/// What the rows are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Changed,
    Practice,
    Country,
    Status,
    Complete,
}

impl Sort {
    fn next(self) -> Sort {
        match self {
            Sort::Changed => Sort::Practice,
            Sort::Practice => Sort::Country,
            Sort::Country => Sort::Status,
            Sort::Status => Sort::Complete,
            Sort::Complete => Sort::Changed,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Sort::Changed => "changed",
            Sort::Practice => "practice",
            Sort::Country => "country",
            Sort::Status => "status",
            Sort::Complete => "complete",
        }
    }
}

/// The status that the filter shows after this one.
pub fn next_status(status: Option<Status>) -> Option<Status> {
    match status {
        None => Some(Status::Draft),
        Some(Status::Draft) => Some(Status::Submitted),
        Some(Status::Submitted) => Some(Status::Returned),
        Some(Status::Returned) => Some(Status::Approved),
        Some(Status::Approved) => None,
    }
}

impl Default for Library {
    fn default() -> Library {
        Library {
            rows: None,
            folded: Vec::new(),
            shown: Vec::new(),
            chosen: 0,
            top: 0,
            find: Editor::new(Mode::Line, &Text::default()),
            finding: false,
            status: None,
            sort: Sort::Changed,
            awaited: None,
        }
    }
}

impl Library {
    /// Whether it was read and holds nothing.
    pub fn is_empty(&self) -> bool {
        self.rows.as_ref().is_some_and(Vec::is_empty)
    }

    /// The scopes of its keys, the innermost first.
    pub fn scopes(&self) -> &'static [Scope] {
        if self.finding { &[Scope::Find, Scope::Text, Scope::Anywhere] } else { &[Scope::Library, Scope::Anywhere] }
    }

    /// Takes the rows that were read; the choice stays where it was.
    pub fn list(&mut self, rows: Vec<Row>) {
        let chosen = self.chosen_row().map(|row| row.file.clone());
        self.folded = rows.iter().map(searched).collect();
        self.rows = Some(rows);
        self.arrange();
        if let Some(file) = chosen {
            self.choose_where(|row| row.file == file);
        }
        if let Some(id) = self.awaited.take() {
            self.choose_where(|row| row.state.as_ref().is_ok_and(|summary| summary.id == id));
        }
    }

    /// Chooses an evaluation as soon as it is listed again.
    pub fn await_listing_of(&mut self, id: Id) {
        self.awaited = Some(id);
    }

    fn choose_where(&mut self, is_it: impl Fn(&Row) -> bool) {
        let rows = self.rows();
        if let Some(at) = self.shown.iter().position(|&at| is_it(&rows[at])) {
            self.chosen = at;
        }
    }

    fn rows(&self) -> &[Row] {
        self.rows.as_deref().unwrap_or(&[])
    }

    fn chosen_row(&self) -> Option<&Row> {
        self.shown.get(self.chosen).map(|&at| &self.rows()[at])
    }

    fn chosen_summary(&self) -> Option<&Summary> {
        self.chosen_row()?.state.as_ref().ok()
    }

    /// The evaluation `by` rows after this one among the rows shown, passing over those that can't be read;
    /// with its place and how many there are.
    pub fn beside(&self, id: &Id, by: isize) -> Option<Id> {
        let readable = self.readable();
        let at = readable.iter().position(|shown| *shown == id)?;
        readable.get(at.checked_add_signed(by)?).map(|id| (*id).clone())
    }

    /// An evaluation's place among the readable rows shown, from 1, and how many there are.
    pub fn place_of(&self, id: &Id) -> Option<(usize, usize)> {
        let readable = self.readable();
        Some((readable.iter().position(|shown| *shown == id)? + 1, readable.len()))
    }

    /// The next evaluation after this one, around the end, that waits for a verdict.
    pub fn next_submitted(&self, id: &Id) -> Option<Id> {
        let rows = self.rows();
        let shown: Vec<&Summary> = self.shown.iter().filter_map(|&at| rows[at].state.as_ref().ok()).collect();
        let here = shown.iter().position(|summary| summary.id == *id).unwrap_or(0);
        let after = shown.iter().cycle().skip(here + 1).take(shown.len());
        let waits = |summary: &&&Summary| summary.status == Status::Submitted && summary.id != *id;
        after.into_iter().find(waits).map(|summary| summary.id.clone())
    }

    fn readable(&self) -> Vec<&Id> {
        let rows = self.rows();
        self.shown.iter().filter_map(|&at| rows[at].state.as_ref().ok()).map(|summary| &summary.id).collect()
    }

    /// Filters and sorts the rows.
    fn arrange(&mut self) {
        let words = fold(&self.find.text());
        let words: Vec<&str> = words.split_whitespace().collect();
        let rows = self.rows.as_deref().unwrap_or(&[]);
        let fits = |at: usize| {
            let by_status = self.status.is_none_or(|status| rows[at].state.as_ref().is_ok_and(|s| s.status == status));
            by_status && words.iter().all(|word| self.folded[at].contains(word))
        };
        let mut shown: Vec<usize> = (0..rows.len()).filter(|&at| fits(at)).collect();
        let title = |at: usize| rows[at].state.as_ref().map_or_else(|_| String::new(), |s| fold(&s.title));
        shown.sort_by_cached_key(|&at| (Reverse(rows[at].modified), title(at)));
        match self.sort {
            Sort::Changed => {}
            Sort::Practice => shown.sort_by_cached_key(|&at| title(at)),
            Sort::Country => {
                shown.sort_by_cached_key(|&at| rows[at].state.as_ref().map_or(String::new(), |s| fold(&s.country)));
            }
            Sort::Status => shown.sort_by_key(|&at| rows[at].state.as_ref().map_or(0, |s| s.status as u8)),
            Sort::Complete => shown.sort_by_key(|&at| {
                Reverse(rows[at].state.as_ref().map_or(0, |s| s.tally().complete * 1000 / s.tally().questions.max(1)))
            }),
        }
        self.shown = shown;
        self.chosen = self.chosen.min(self.shown.len().saturating_sub(1));
    }

    /// Filters and sorts the rows, the choice staying on its evaluation.
    fn rearrange(&mut self) {
        let chosen = self.chosen_row().map(|row| row.file.clone());
        self.arrange();
        self.choose_where(|row| Some(&row.file) == chosen.as_ref());
    }

    /// Does what a command says.
    pub fn act(&mut self, action: Action, cx: &mut Context) -> Turn {
        match action {
            Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::First | Action::Last => {
                self.chosen = step(action, self.chosen, self.shown.len(), usize::from(view::height(cx)).max(2) - 1);
            }
            Action::Find => self.finding = true,
            Action::Accept => self.finding = false,
            Action::Leave => {
                self.finding = false;
                self.status = None;
                self.find = Editor::new(Mode::Line, &Text::default());
                self.rearrange();
            }
            Action::FilterStatus => {
                self.status = next_status(self.status);
                self.rearrange();
            }
            Action::Sort => {
                self.sort = self.sort.next();
                self.rearrange();
            }
            Action::New => return begin(cx),
            Action::Sample => {
                let sample = exchange::sample(cx.now, &mut cx.dice);
                self.awaited = Some(sample.id.clone());
                cx.ask(Effect::Create(Box::new(sample), Then::List));
            }
            Action::Import => return over(Overlay::Prompt(Prompt::new(Asking::ImportPath, ""))),
            Action::ShowTrash => cx.ask(Effect::ListTrash),
            Action::NextVerdict => match self.chosen_summary().and_then(|chosen| self.next_submitted(&chosen.id)) {
                Some(id) => cx.ask(Effect::Open(id, Purpose::Review(0))),
                None => cx.inform("No other evaluation waits for a verdict"),
            },
            Action::Portfolio => cx.ask(Effect::ReadAll(Reading::Portfolio)),
            Action::Search => cx.ask(Effect::ReadAll(Reading::Search)),
            Action::Settings => return over(Overlay::Choice(Choice::settings(cx))),
            Action::Open | Action::Review | Action::Duplicate | Action::Trash | Action::Export | Action::Compare => {
                return self.act_on_chosen(action, cx);
            }
            _ if self.finding => {
                if let Some(splice) = write(action, &mut self.find, cx) {
                    self.find.apply(&splice);
                    self.arrange();
                }
            }
            _ => {}
        }
        Turn::Stay
    }

    fn act_on_chosen(&mut self, action: Action, cx: &mut Context) -> Turn {
        let Some(row) = self.chosen_row() else {
            cx.inform("There is no evaluation here yet: n begins one");
            return Turn::Stay;
        };
        let id = match (&row.state, action) {
            (Ok(summary), _) => summary.id.clone(),
            (Err(_), Action::Open | Action::Review) => {
                cx.ask(Effect::Source(row.file.clone()));
                return Turn::Stay;
            }
            (Err(_), _) => {
                cx.complain(format!("{} cannot be read; Enter explains", row.file));
                return Turn::Stay;
            }
        };
        match action {
            Action::Open => cx.ask(Effect::Open(id, Purpose::Record)),
            Action::Review => cx.ask(Effect::Open(id, Purpose::Review(0))),
            Action::Duplicate => cx.ask(Effect::Duplicate(id)),
            Action::Trash => cx.ask(Effect::Trash(id)),
            Action::Compare => cx.ask(Effect::ReadAll(Reading::Compare(id))),
            Action::Export => return over(Overlay::Choice(Choice::export(id))),
            _ => {}
        }
        Turn::Stay
    }

    /// Types a character into the find field.
    pub fn type_text(&mut self, text: &str) {
        if self.finding
            && let Some(splice) = self.find.insert(text)
        {
            self.find.apply(&splice);
            self.arrange();
        }
    }

    /// Handles the mouse: a click chooses, a click on the chosen row opens.
    pub fn mouse(&mut self, mouse: MouseEvent, cx: &mut Context) -> Turn {
        match mouse.kind {
            MouseEventKind::ScrollUp => self.act(Action::Up, cx),
            MouseEventKind::ScrollDown => self.act(Action::Down, cx),
            MouseEventKind::Down(MouseButton::Left) => {
                let Some(row) = mouse.row.checked_sub(view::FIRST_ROW).filter(|row| *row < view::height(cx)) else {
                    return Turn::Stay;
                };
                let at = self.top + usize::from(row);
                if at == self.chosen && at < self.shown.len() {
                    return self.act(Action::Open, cx);
                }
                self.chosen = at.min(self.shown.len().saturating_sub(1));
                Turn::Stay
            }
            _ => Turn::Stay,
        }
    }

    /// Lays its parts out for the terminal's size.
    pub fn settle(&mut self, cx: &Context) {
        self.find.resize(view::FIND_WIDTH, 1);
        self.top = top_for(self.chosen, self.top, usize::from(view::height(cx)));
    }
}

/// Begins a new evaluation: asks for the user's name where it is not known yet, then the framework, then the title.
pub fn begin(cx: &mut Context) -> Turn {
    if cx.name().is_blank() {
        return over(Overlay::Prompt(Prompt::new(Asking::Name(Wanted::New), "")));
    }
    ask_framework(cx)
}

/// Asks for the framework, where there are several, then for the title.
pub fn ask_framework(cx: &Context) -> Turn {
    if cx.frameworks.len() > 1 {
        over(Overlay::Choice(Choice::framework(cx)))
    } else {
        over(Overlay::Prompt(Prompt::new(Asking::Title(0), "")))
    }
}

fn over(overlay: Overlay) -> Turn {
    Turn::Over(Box::new(overlay))
}

/// What find looks through: the words of a row.
fn searched(row: &Row) -> String {
    let Ok(summary) = &row.state else { return fold(&row.file) };
    let parts: [&str; 6] = [
        &summary.title,
        &summary.country,
        &summary.place,
        &summary.organisation,
        &summary.evaluators,
        summary.id.as_str(),
    ];
    fold(&parts.join("\n"))
}

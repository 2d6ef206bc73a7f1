//! The library: every evaluation on a row; from here evaluations are begun, opened, found and moved.

use std::{cmp::Reverse, collections::HashSet, sync::Arc};

use ratatui::layout::Position;

use crate::exchange;
use crate::model::{Framework, Id, Status};
use crate::reading::{LibraryRow, Summary, Trashed, summary::Against};
use crate::text::fold::fold;
use crate::ui::{
    Action, Asking, Context, Effect, List, Listing, Overlay, Page, Prompt, Purpose, ReadPurpose, Scope, Then, Turn,
    overlay::{Finder, lists, prompt::Wanted},
    writing::{InputTurn, TextInput},
};

mod exporting;
mod preview;
mod view;

use preview::Preview;

/// The terminal's row of the first evaluation.
const FIRST_ROW: u16 = 4;

#[derive(Clone, Debug)]
pub(crate) struct LibraryScreen {
    /// Every file of the library; none before it was first read.
    listing: Option<Listing>,
    drafts: usize,
    /// Whether the evaluations answer several frameworks, or several versions of one: each row names its own then.
    names_frameworks: bool,
    /// What of the library can't be reached, laid out above the rows.
    unreached: Page,
    shown: Vec<Arc<LibraryRow>>,
    pub(crate) list: List,
    mode: Mode,
    find: TextInput,
    status: Option<Status>,
    sort: Sort,
    /// What is selected, to be exported together.
    selected: HashSet<Id>,
    /// What a reviewer goes through.
    through: Through,
    /// The evaluation to be chosen once it is listed.
    pub(crate) awaited: Option<Id>,
    /// What was moved to the trash and is still there, which undo brings back, the last first.
    pub(crate) trashed: Vec<Trashed>,
    preview: Preview,
}

/// What has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Rows,
    Find,
}

/// The evaluations that a reviewer goes through, as they stood when the first of them was opened: a decision changes
/// neither which they are nor their order.
#[derive(Clone, Debug)]
enum Through {
    /// The library's rows; what comes into the library meanwhile comes last.
    Rows(Vec<Id>),
    /// A portfolio's practices.
    Portfolio(Vec<Id>),
}

impl Through {
    fn ids(&self) -> &[Id] {
        match self {
            Through::Rows(ids) | Through::Portfolio(ids) => ids,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Changed,
    Practice,
    Country,
    Status,
    Complete,
}

impl Sort {
    /// In the order in which they follow each other, by name.
    const ALL: [(Sort, &str); 5] = [
        (Sort::Changed, "changed"),
        (Sort::Practice, "practice"),
        (Sort::Country, "country"),
        (Sort::Status, "status"),
        (Sort::Complete, "complete"),
    ];

    fn next(self) -> Sort {
        Sort::ALL[(self as usize + 1) % Sort::ALL.len()].0
    }

    fn name(self) -> &'static str {
        Sort::ALL[self as usize].1
    }
}

/// The status that the filter shows after this one.
fn next_status(status: Option<Status>) -> Option<Status> {
    Status::ALL.get(status.map_or(0, |status| status as usize + 1)).copied()
}

impl Default for LibraryScreen {
    fn default() -> LibraryScreen {
        LibraryScreen {
            listing: None,
            drafts: 0,
            names_frameworks: false,
            unreached: Page::new(0),
            shown: Vec::new(),
            list: List::default(),
            mode: Mode::Rows,
            find: TextInput::new(""),
            status: None,
            sort: Sort::Changed,
            selected: HashSet::new(),
            through: Through::Rows(Vec::new()),
            awaited: None,
            trashed: Vec::new(),
            preview: Preview::default(),
        }
    }
}

impl LibraryScreen {
    /// Whether it was read and holds nothing.
    pub(crate) fn is_empty(&self) -> bool {
        let holds_nothing =
            |listing: &Listing| listing.rows.is_empty() && listing.unread == 0 && listing.unreached.is_empty();
        self.listing.as_ref().is_some_and(holds_nothing)
    }

    pub(crate) fn scopes(&self) -> &'static [Scope] {
        match self.mode {
            Mode::Find => &[Scope::Find, Scope::Line, Scope::Text, Scope::Navigation, Scope::Undo, Scope::Anywhere],
            Mode::Rows => &[Scope::Library, Scope::Navigation, Scope::Anywhere],
        }
    }

    /// The scopes of the keys worth knowing: an empty library tells a newcomer the few that matter.
    pub(crate) fn hinted_scopes(&self) -> &'static [Scope] {
        if self.is_empty() { &[Scope::Anywhere] } else { self.scopes() }
    }

    /// Takes the rows as far as they were read; the choice stays where it was.
    pub(crate) fn list(&mut self, listing: Listing) {
        let is_draft = |row: &&Arc<LibraryRow>| row.summary().is_some_and(|summary| summary.status == Status::Draft);
        self.drafts = listing.rows.iter().filter(is_draft).count();
        let mut summaries = listing.rows.iter().filter_map(|row| row.summary());
        let first = summaries.next();
        self.names_frameworks = summaries.any(|one| first.is_some_and(|first| !first.shares_framework_with(one)));
        // While the rows still come in, who has chosen none stays at the top.
        let comes_in = self.listing.as_ref().is_none_or(|before| before.unread > 0);
        self.listing = Some(listing);
        if self.list.chosen() == 0 && comes_in {
            self.arrange();
        } else {
            self.rearrange();
        }
        let awaited = self.awaited.as_ref();
        let is_awaited = |row: &Arc<LibraryRow>| row.summary().is_some_and(|summary| Some(&summary.id) == awaited);
        if let Some(at) = awaited.and_then(|_| self.shown.iter().position(is_awaited)) {
            self.list.choose(at);
        }
        // It is not waited for any longer once all is read: a filter may hide it.
        if self.listing.as_ref().is_some_and(|listing| listing.unread == 0) {
            self.awaited = None;
        }
        if let Through::Rows(ids) = &mut self.through {
            let known: HashSet<Id> = ids.iter().cloned().collect();
            ids.extend(ids_of(&self.shown).filter(|id| !known.contains(*id)).cloned());
        }
    }

    /// Has a reviewer go through the rows as they are shown now.
    pub(crate) fn go_through_rows(&mut self) {
        self.through = Through::Rows(ids_of(&self.shown).cloned().collect());
    }

    /// Has a reviewer go through a portfolio's practices.
    pub(crate) fn go_through(&mut self, practices: Vec<Id>) {
        self.through = Through::Portfolio(practices);
    }

    fn rows(&self) -> &[Arc<LibraryRow>] {
        self.listing.as_ref().map_or(&[], |listing| &listing.rows)
    }

    fn chosen_row(&self) -> Option<&LibraryRow> {
        self.shown.get(self.list.chosen()).map(|row| &**row)
    }

    fn chosen_summary(&self) -> Option<&Summary> {
        self.chosen_row()?.summary()
    }

    /// The evaluation `by` after this one among those that are gone through.
    pub(crate) fn beside(&self, id: &Id, by: isize) -> Option<Id> {
        let through = self.through.ids();
        let at = through.iter().position(|one| one == id)?;
        through.get(at.checked_add_signed(by)?).cloned()
    }

    /// An evaluation's place among those that are gone through, from 1, and how many there are.
    pub(crate) fn place_of(&self, id: &Id) -> Option<(usize, usize)> {
        let through = self.through.ids();
        Some((through.iter().position(|one| one == id)? + 1, through.len()))
    }

    /// The next evaluation after this one among those that are gone through, around the end, that is awaiting review by
    /// now.
    pub(crate) fn next_submitted(&self, id: &Id) -> Option<Id> {
        let through = self.through.ids();
        let summaries = self.rows().iter().filter_map(|row| row.summary());
        let waiting: HashSet<&Id> =
            summaries.filter(|one| one.status == Status::Submitted).map(|one| &one.id).collect();
        // From one that is not gone through the first is next.
        let next = through.iter().position(|one| one == id).map_or(0, |here| here + 1);
        let mut around = through[next..].iter().chain(&through[..next]);
        around.find(|other| *other != id && waiting.contains(other)).cloned()
    }

    /// The first of the rows shown, from the chosen one on, around the end, that is awaiting review.
    fn first_submitted(&self) -> Option<&Id> {
        let around = self.shown.iter().cycle().skip(self.list.chosen()).take(self.shown.len());
        let mut summaries = around.filter_map(|row| row.summary());
        summaries.find(|one| one.status == Status::Submitted).map(|one| &one.id)
    }

    /// Filters and sorts the rows; the listing has them by time.
    fn arrange(&mut self) {
        let words = fold(&self.find.text());
        let words: Vec<&str> = words.split_whitespace().collect();
        let of_status = |row: &LibraryRow| {
            self.status.is_none_or(|status| row.summary().is_some_and(|summary| summary.status == status))
        };
        let mut shown = self.rows().to_vec();
        shown.retain(|row| of_status(row) && row.has_all(&words));
        match self.sort {
            Sort::Changed => {}
            Sort::Practice => shown.sort_by(|one, other| one.by_practice(other)),
            Sort::Country => shown.sort_by(|one, other| one.by_country(other)),
            Sort::Status => shown.sort_by_key(|row| row.summary().map_or(0, |summary| summary.status as u8)),
            Sort::Complete => {
                shown.sort_by_key(|row| Reverse(row.summary().map_or(0, |summary| summary.complete.thousandths())));
            }
        }
        self.shown = shown;
        self.list.choose_within(self.shown.len());
    }

    /// Filters and sorts the rows, the choice staying on its evaluation.
    fn rearrange(&mut self) {
        let chosen = self.shown.get(self.list.chosen()).cloned();
        self.arrange();
        if let Some(at) = chosen.and_then(|chosen| self.shown.iter().position(|row| row.stem() == chosen.stem())) {
            self.list.keep(at);
        }
    }

    /// How many evaluations answer each of so many known frameworks.
    pub(crate) fn uses(&self, frameworks: usize) -> Vec<usize> {
        let mut uses = vec![0; frameworks];
        let rows = self.listing.iter().flat_map(|listing| &listing.rows);
        for summary in rows.filter_map(|row| row.summary()) {
            if let Against::Known { framework, .. } = summary.against
                && let Some(used) = uses.get_mut(framework as usize)
            {
                *used += 1;
            }
        }
        uses
    }

    fn restore_trashed(&self) -> Turn {
        match self.trashed.last() {
            Some(entry) => Turn::ask(Effect::Restore(entry.clone())),
            None => Turn::inform("Nothing to undo: t shows the trash"),
        }
    }

    pub(crate) fn forget_trashed(&mut self, entry: &Trashed) {
        self.trashed.retain(|trashed| trashed != entry);
    }

    pub(crate) fn act(&mut self, action: Action, cx: &Context) -> Turn {
        match action {
            Action::Go(to) => self.list.go(to),
            Action::Find => self.mode = Mode::Find,
            Action::Accept | Action::Leave => self.mode = Mode::Rows,
            Action::ClearFilters if !self.selected.is_empty() && self.mode == Mode::Rows => self.selected.clear(),
            Action::ClearFilters => {
                (self.mode, self.status) = (Mode::Rows, None);
                self.find.clear();
                self.rearrange();
            }
            Action::FilterStatus => {
                self.status = next_status(self.status);
                self.rearrange();
            }
            Action::SelectRow => self.select(),
            Action::Export if !self.selected_ids().is_empty() => return self.export(cx),
            Action::Sort => {
                self.sort = self.sort.next();
                self.rearrange();
            }
            Action::New if cx.name().is_blank() => {
                return Turn::over(Overlay::Prompt(Prompt::new(Asking::Name(Wanted::New), "")));
            }
            Action::New => return ask_framework(cx),
            Action::Sample => {
                let sample = cx.roll(|dice| exchange::sample(cx.now, dice));
                self.awaited = Some(sample.id.clone());
                return Turn::ask(Effect::Create(Box::new(sample), Then::List));
            }
            Action::Import => return Turn::over(Overlay::Prompt(Prompt::new(Asking::ImportPath, ""))),
            Action::ShowTrash => return Turn::ask(Effect::ListTrash),
            Action::Frameworks => return Turn::ask(Effect::List).and(Turn::ask(Effect::ListFrameworks)),
            Action::RestoreTrashed => return self.restore_trashed(),
            Action::NextAwaitingReview => {
                return match self.first_submitted().cloned() {
                    Some(id) => Turn::ask(Effect::Open(id, Purpose::Review(0))),
                    None => Turn::inform("No evaluation is awaiting review"),
                };
            }
            Action::Portfolio => return Turn::ask(Effect::ReadAll(ReadPurpose::Portfolio)),
            Action::Search => {
                let (finder, search) = Finder::new(cx);
                let turn = Turn::over(Overlay::Finder(Box::new(finder)));
                return search.into_iter().fold(turn, |turn, effect| turn.and(Turn::ask(effect)));
            }
            Action::Settings => return Turn::over(Overlay::Choice(lists::settings(cx))),
            Action::Anew if cx.name().is_blank() && self.chosen_summary().is_some() => {
                return Turn::over(Overlay::Prompt(Prompt::new(Asking::Name(Wanted::Anew), "")));
            }
            Action::Open
            | Action::Review
            | Action::Duplicate
            | Action::Anew
            | Action::Trash
            | Action::Export
            | Action::Compare => return self.act_on_chosen(action, cx),
            _ => return self.write(action, cx),
        }
        Turn::stay()
    }

    fn write(&mut self, action: Action, cx: &Context) -> Turn {
        if self.mode == Mode::Rows {
            return Turn::stay();
        }
        let InputTurn { changed, copied, line } = self.find.act(action, &cx.clipboard);
        if changed {
            self.arrange();
        }
        copied.map(Turn::ask).or(line.map(Turn::inform)).unwrap_or_default()
    }

    /// Begins a new evaluation of the chosen practice, under the user's own name whether it is set or not.
    pub(crate) fn begin_anew(&self, cx: &Context) -> Turn {
        self.act_on_chosen(Action::Anew, cx)
    }

    fn act_on_chosen(&self, action: Action, cx: &Context) -> Turn {
        // The row to be chosen is not there yet: what stands under the cursor is not what is meant.
        if self.awaited.is_some() && action == Action::Trash {
            return Turn::inform("The list is being read: press Delete again");
        }
        let Some(row) = self.chosen_row() else {
            return Turn::inform(if !self.rows().is_empty() {
                "No matches: Esc clears the filters"
            } else if self.is_empty() {
                "No evaluations yet: n begins one"
            } else {
                "The library could not be read whole: nothing is chosen"
            });
        };
        let summary = match &row.state {
            Ok(summary) => summary,
            Err(flagged) if matches!(action, Action::Open | Action::Review) => {
                return Turn::ask(Effect::Source(flagged.file.to_string()));
            }
            Err(flagged) => return Turn::complain(format!("{} cannot be read; Enter explains", flagged.file)),
        };
        let id = summary.id.clone();
        match action {
            Action::Open => Turn::ask(Effect::Open(id, Purpose::Record)),
            Action::Review => Turn::ask(Effect::Open(id, Purpose::Review(0))),
            Action::Duplicate => Turn::ask(Effect::Duplicate(id)),
            Action::Anew => anew(summary, cx),
            Action::Trash if is_only_begun(summary, cx) => Turn::ask(Effect::Trash(id)),
            Action::Trash => Turn::over(Overlay::Choice(lists::to_the_trash(summary, cx))),
            Action::Compare => Turn::ask(Effect::ReadAll(ReadPurpose::Compare(id))),
            Action::Export => self.export(cx),
            _ => Turn::stay(),
        }
    }

    pub(crate) fn type_text(&mut self, text: &str) -> Option<Turn> {
        if self.mode == Mode::Rows {
            return None;
        }
        if self.find.type_text(text) {
            self.arrange();
        }
        Some(Turn::stay())
    }

    /// A click chooses, one on the chosen row opens.
    pub(crate) fn click(&mut self, at: Position, cx: &Context) -> Turn {
        let row = at.y.checked_sub(self.first_row()).filter(|row| *row < self.height(cx));
        if row.is_some_and(|row| self.list.click(row)) { self.act(Action::Open, cx) } else { Turn::stay() }
    }

    pub(crate) fn settle(&mut self, cx: &Context) {
        self.find.editor.resize(view::FIND_WIDTH, 1);
        self.unreached = view::unreached(self.listing.as_ref(), cx);
        self.list.settle(self.shown.len(), self.height(cx));
        self.lay_out_preview(cx);
    }

    /// The rows move, or the preview where the pointer is on it.
    pub(crate) fn scroll(&mut self, at: Position, by: isize) {
        if self.preview.area.contains(at) {
            self.preview.scroller.scroll(by);
        } else {
            self.list.scroll(by);
        }
    }
}

fn ids_of(rows: &[Arc<LibraryRow>]) -> impl Iterator<Item = &Id> {
    rows.iter().filter_map(|row| Some(&row.summary()?.id))
}

/// A new evaluation of the practice of this one, by the user.
fn anew(summary: &Summary, cx: &Context) -> Turn {
    match &summary.against {
        Against::Known { .. } => Turn::ask(Effect::Anew(summary.id.clone(), cx.name().clone())),
        Against::Unknown(framework) => Turn::complain(format!(
            "“{}” uses the framework {framework}, which was not found: nothing was begun; n begins an evaluation",
            summary.title()
        )),
    }
}

/// Whether nothing of an evaluation was typed but its title, so that there is nothing to be asked before it goes.
fn is_only_begun(summary: &Summary, cx: &Context) -> bool {
    let evaluators = summary.evaluators().trim();
    summary.untouched && (evaluators.is_empty() || evaluators == cx.name().trim())
}

/// Asks for the framework, where there are several, then for the title.
pub(crate) fn ask_framework(cx: &Context) -> Turn {
    // A framework that came into the folder meanwhile is offered too, see `App::frameworks_changed`.
    Turn::ask(Effect::List).and(Turn::over(begin(cx)))
}

/// What is asked first for a new evaluation: which framework it answers, or which practice it is of where there is one.
pub(crate) fn begin(cx: &Context) -> Overlay {
    if cx.frameworks.len() > 1 {
        Overlay::Choice(lists::frameworks(cx))
    } else {
        let standard = cx.frameworks.get(cx.standard_framework());
        let standard = standard.map_or_else(|| Framework::built_in().reference(), |framework| framework.reference());
        Overlay::Prompt(Prompt::new(Asking::Title(standard), ""))
    }
}

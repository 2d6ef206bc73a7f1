//! Where another version of the evaluation differs and nobody but a person can choose: both texts, one choice at a time.

use ratatui::layout::Rect;

use super::{Mode, Record};
use crate::model::{Conflict, Edit, Part, merge::taking, place};
use crate::text::{Splice, Text, counted, sentence};
use crate::ui::{Action, Canvas, Context, Move, Page, Scroller, Session, Turn, list::step, page::shares};

/// The choices, one at a time.
#[derive(Clone, Debug, Default)]
pub(super) struct Conflicts {
    at: usize,
    /// Both texts as last laid out, and what of the longer is in sight.
    sides: Vec<Version>,
    pub(super) scroller: Scroller,
}

impl Conflicts {
    pub(super) fn settle(&mut self, session: &Session, cx: &Context) {
        self.at = self.at.min(session.conflicts().count().saturating_sub(1));
        self.sides = session.conflicts().nth(self.at).map_or(Vec::new(), |(_, conflict)| sides(conflict, cx).into());
        // The side that has most beyond its room says how far both can be scrolled.
        let longest =
            self.sides.iter().max_by_key(|side| side.page.len().saturating_sub(usize::from(side.area.height)));
        if let Some(side) = longest {
            self.scroller.settle(side.page.len(), side.area.height);
        }
    }

    pub(super) fn view(&self, session: &Session, cx: &Context, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let width = cx.size.0;
        let Some((rival, conflict)) = session.conflicts().nth(self.at) else {
            canvas.text(3, 2, width.saturating_sub(4), "No conflicts are left to settle", theme.strong());
            return None;
        };
        let file = &rival.file;
        let count = format!("{} of {}   {file}", self.at + 1, session.conflicts().count());
        let x = canvas.text_ending_at(width.saturating_sub(1), 2, width / 2, &count, theme.dim());
        canvas.text(3, 2, x.saturating_sub(5), &what_differs(&conflict.part, session), theme.strong());
        for (title, Version { page, area }) in ["Yours", "Theirs"].into_iter().zip(&self.sides) {
            canvas.text(area.x, area.y - 1, area.width, title, theme.accent());
            let rows = usize::from(area.height);
            let top = self.scroller.top().min(page.len().saturating_sub(rows));
            page.draw(canvas, *area, top);
            let below = page.len().saturating_sub(top + rows);
            let more = match (top, below) {
                (0, 0) => continue,
                (0, below) => format!("{}: PageDown", counted(below, "more row")),
                (above, 0) => format!("{} above: PageUp", counted(above, "row")),
                (above, below) => format!("{} above, {below} below", counted(above, "row")),
            };
            canvas.text_ending_at(area.right(), area.y - 1, area.width.saturating_sub(8), &more, theme.dim());
        }
        None
    }
}

/// What one side has, and where it stands, below its title.
#[derive(Clone, Debug)]
struct Version {
    page: Page,
    area: Rect,
}

/// Both versions: beside each other where there is room, else one above the other, the shorter text giving room to the
/// longer.
fn sides(conflict: &Conflict, cx: &Context) -> [Version; 2] {
    let theme = cx.theme;
    let body = cx.body(3, 4, 2);
    let wide = cx.size.0 >= 100;
    let part = if wide { (body.width / 2).saturating_sub(1) } else { body.width };
    let [ours, theirs] = [&conflict.ours, &conflict.theirs].map(|value| {
        let mut page = Page::new(part);
        match value {
            Some(value) => page.paragraph(0, value, theme.plain()),
            None => page.paragraph(0, void(&conflict.part), theme.dim()),
        }
        page
    });
    // A title above each, and where they stand one above the other a blank row between them.
    let rows = body.height.saturating_sub(if wide { 1 } else { 3 });
    let [first, second] = if wide { [rows; 2] } else { shares(rows, [ours.len(), theirs.len()]) };
    let ours_at = Rect { y: body.y + 1, width: part, height: first, ..body };
    let theirs_at = if wide {
        Rect { x: body.x + part + 2, ..ours_at }
    } else {
        Rect { y: ours_at.bottom() + 2, height: second, ..ours_at }
    };
    [Version { page: ours, area: ours_at }, Version { page: theirs, area: theirs_at }]
}

/// What it is called where a side has nothing.
fn void(part: &Part) -> &'static str {
    match part {
        Part::Applicability(_) => "Applicable.",
        Part::Mark(..) => "Open.",
        Part::Text(_)
        | Part::Entry(_)
        | Part::Filing(_)
        | Part::Hours(_)
        | Part::Written(..)
        | Part::Chosen(..)
        | Part::Consent(_)
        | Part::Framework
        | Part::Resolved(_) => "Removed.",
    }
}

fn what_differs(part: &Part, session: &Session) -> String {
    let framework = Some(&*session.framework);
    match part {
        Part::Text(field) => sentence(place::in_words(session.evaluation(), field, framework)),
        Part::Mark(question, item) => {
            format!("{}: {}", place::label(question, framework), place::item_label(question, item, framework))
        }
        Part::Chosen(detail, option) => {
            let option = place::option_label(detail, option, framework);
            format!("{}: {option}", place::detail_label(detail, framework))
        }
        Part::Consent(person) => {
            let known = session.evaluation().people.get(person);
            format!("{}, consent", known.map_or("A person", |person| &person.name))
        }
        Part::Framework => "The framework".to_owned(),
        Part::Applicability(question) => format!("{}: applicable", place::label(question, framework)),
        Part::Entry(_) => "An entry".to_owned(),
        Part::Hours(_) => "A visit's hours".to_owned(),
        Part::Written(_, question) => format!("{}, written during a visit", place::label(question, framework)),
        Part::Filing(_) => "Where a jot is filed".to_owned(),
        Part::Resolved(_) => "Whether a remark is resolved".to_owned(),
    }
}

impl Record {
    /// Shows the choices to be made, where there are any.
    pub(super) fn show_conflicts(&mut self) {
        let pane = self.mode.pane();
        let any = self.session.conflicts().next().is_some();
        self.mode = if any { Mode::Conflicts(Conflicts::default(), pane) } else { Mode::Pane(pane) };
    }

    pub(super) fn act_in_conflicts(&mut self, action: Action) -> Turn {
        let Mode::Conflicts(shown, _) = &mut self.mode else { return Turn::stay() };
        match action {
            Action::Leave => self.close_mode(),
            Action::KeepOurs | Action::TakeTheirs | Action::KeepBoth => {
                let at = shown.at;
                return self.choose(at, action);
            }
            Action::Go(to @ (Move::PageUp | Move::PageDown)) => shown.scroller.go(to),
            Action::Go(to) => {
                shown.at = step(to, shown.at, self.session.conflicts().count(), 1);
                shown.scroller.to_top();
            }
            _ => {}
        }
        Turn::stay()
    }

    /// Makes the evaluation what was chosen, and strikes the choice off. After the last one the page stays, for a key too many
    /// to go nowhere.
    fn choose(&mut self, at: usize, action: Action) -> Turn {
        const SETTLED: &str = "All conflicts are settled: Esc goes back, Ctrl-Z undoes the last choice";
        if self.session.conflicts().next().is_none() {
            return Turn::inform(SETTLED);
        }
        let turn = match self.chosen_edit(at, action) {
            Ok(edit) => self.session.decide(at, edit),
            Err(line) => return Turn::complain(line),
        };
        self.follow();
        if !turn.is_done() || self.session.conflicts().next().is_some() {
            return turn;
        }
        turn.and_inform(SETTLED)
    }

    /// The edit that a choice asks for; none where ours stands already.
    fn chosen_edit(&self, at: usize, action: Action) -> Result<Option<Edit>, &'static str> {
        let Some((rival, conflict)) = self.session.conflicts().nth(at) else { return Ok(None) };
        let (evaluation, theirs) = (self.session.evaluation(), &rival.theirs);
        Ok(match (action, &conflict.part) {
            (Action::KeepBoth, Part::Text(field)) => {
                let at = evaluation.field(field).ok_or("the text is gone")?.len();
                let inserted = Text::from(format!("\n{}", theirs.field(field).unwrap_or("")));
                Some(Edit::Splice { field: field.clone(), splice: Splice { at, removed: Text::default(), inserted } })
            }
            (Action::KeepBoth, _) => return Err("Only texts can both be kept: choose one"),
            (Action::TakeTheirs, part) => taking(evaluation, theirs, part),
            _ => None,
        })
    }
}

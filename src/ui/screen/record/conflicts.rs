//! Where another version of the evaluation differs and nobody but a person can choose: both texts, one choice at a time.

use ratatui::layout::Rect;

use super::Record;
use crate::{
    model::{
        difference::Part,
        edit::Edit,
        merge::{Conflict, taking},
        place,
    },
    text::{Splice, Text},
    ui::{
        command::Action,
        effect::{Effect, Rival},
        page::Page,
        screen::{Context, FOOTER, step},
        theme::Canvas,
    },
};

/// How many rows a page goes.
const PAGE: usize = 5;

/// The choices, one at a time.
#[derive(Debug, Default)]
pub(super) struct Conflicts {
    at: usize,
    /// The first row shown of both texts.
    top: usize,
}

impl Conflicts {
    /// Draws the choice: what each side has, side by side where there is room.
    pub(super) fn view(&self, record: &Record, cx: &Context, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let width = cx.size.0;
        let choices = record.choices();
        let Some((rival, conflict)) = choices.get(self.at) else { return };
        let count = format!("{} of {}   {}", self.at + 1, choices.len(), rival.file);
        let x = canvas.text_ending_at(width.saturating_sub(1), 2, width / 2, &count, theme.dim());
        canvas.text(3, 2, x.saturating_sub(5), &record.what_differs(&conflict.part), theme.strong());
        for (title, Side { page, area }) in ["Yours", "Theirs"].into_iter().zip(sides(conflict, cx)) {
            canvas.text(area.x, area.y - 1, area.width, title, theme.accent());
            let rows = usize::from(area.height);
            let top = self.top.min(page.len().saturating_sub(rows));
            page.draw(canvas, area, top);
            let below = page.len().saturating_sub(top + rows);
            let more = match (top, below) {
                (0, 0) => continue,
                (0, below) => format!("{below} more rows: PageDown"),
                (above, 0) => format!("{above} rows above: PageUp"),
                (above, below) => format!("{above} rows above, {below} below"),
            };
            canvas.text_ending_at(area.right(), area.y - 1, area.width.saturating_sub(8), &more, theme.dim());
        }
    }

    /// Keeps the rows shown within the longer text.
    pub(super) fn settle(&mut self, conflict: Option<&Conflict>, cx: &Context) {
        let beyond = |side: Side| side.page.len().saturating_sub(usize::from(side.area.height));
        let last = conflict.map_or(0, |conflict| sides(conflict, cx).into_iter().map(beyond).max().unwrap_or(0));
        self.top = self.top.min(last);
    }
}

/// What one side has, and where it stands, below its title.
struct Side {
    page: Page,
    area: Rect,
}

/// Both sides: beside each other where there is room, else one above the other, the shorter text giving room to the longer.
fn sides(conflict: &Conflict, cx: &Context) -> [Side; 2] {
    let (width, height) = cx.size;
    let theme = cx.theme;
    let body = Rect::new(3, 4, width.saturating_sub(5), height.saturating_sub(4 + FOOTER));
    let wide = width >= 100;
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
    let (first, second) = if wide { (rows, rows) } else { shared(rows, ours.len(), theirs.len()) };
    let ours_at = Rect { y: body.y + 1, width: part, height: first, ..body };
    let theirs_at = if wide {
        Rect { x: body.x + part + 2, ..ours_at }
    } else {
        Rect { y: ours_at.bottom() + 2, height: second, ..ours_at }
    };
    [Side { page: ours, area: ours_at }, Side { page: theirs, area: theirs_at }]
}

/// What it is called where a side has nothing.
fn void(part: &Part) -> &'static str {
    match part {
        Part::Applicability(_) => "It applies.",
        Part::Mark(..) => "It is open.",
        _ => "It is gone.",
    }
}

/// How two texts of these lengths share the rows there are.
fn shared(rows: u16, ours: usize, theirs: usize) -> (u16, u16) {
    let half = rows / 2;
    let [ours, theirs] = [ours, theirs].map(|len| u16::try_from(len).unwrap_or(u16::MAX));
    let first = if ours <= half {
        ours
    } else if theirs <= rows - half {
        rows.saturating_sub(theirs).min(ours)
    } else {
        half
    };
    (first, rows - first)
}

impl Record {
    /// Every choice to be made.
    fn choices(&self) -> Vec<(&Rival, &Conflict)> {
        self.desk
            .rivals
            .iter()
            .flat_map(|rival| rival.conflicts.iter().map(move |conflict| (rival, conflict)))
            .collect()
    }

    /// Shows the choices to be made.
    pub(super) fn show_conflicts(&mut self, cx: &mut Context) {
        if self.choices().is_empty() {
            return cx.inform("No other version of this evaluation waits for a choice");
        }
        self.tray = None;
        self.conflicts = Some(Conflicts::default());
    }

    /// What a choice is about, in words.
    fn what_differs(&self, part: &Part) -> String {
        let framework = Some(&*self.desk.framework);
        match part {
            Part::Text(field) => self.in_words(field),
            Part::Mark(question, item) => {
                format!("{}: {}", place::label(question, framework), place::item_label(question, item, framework))
            }
            Part::Applicability(question) => format!("{}: whether it applies", place::label(question, framework)),
            Part::Entry(_) => "an entry".to_owned(),
            Part::Hours(_) => "a visit's hours".to_owned(),
            Part::Written(_, question) => {
                format!("{}, written during a visit", place::label(question, framework))
            }
            Part::Filing(_) => "where a jot is filed".to_owned(),
            Part::Resolved(_) => "whether a remark is resolved".to_owned(),
        }
    }

    /// Does what a command says while a choice is shown.
    pub(super) fn act_in_conflicts(&mut self, action: Action, cx: &mut Context) {
        let Some(mut shown) = self.conflicts.take() else { return };
        match action {
            Action::Leave => return,
            Action::KeepOurs | Action::TakeTheirs | Action::KeepBoth => {
                let outcome = self.choose(shown.at, action);
                if outcome.is_ok() {
                    self.chosen(shown.at, cx);
                }
                cx.report(outcome);
            }
            Action::PageUp => shown.top = shown.top.saturating_sub(PAGE),
            Action::PageDown => shown.top += PAGE,
            _ => {
                shown.at = step(action, shown.at, self.choices().len(), 1);
                shown.top = 0;
            }
        }
        let left = self.choices().len();
        if left == 0 {
            return cx.inform("Every choice is made; undo takes one back");
        }
        shown.at = shown.at.min(left - 1);
        shown.settle(self.choices().get(shown.at).map(|(_, conflict)| *conflict), cx);
        self.conflicts = Some(shown);
    }

    /// Makes the evaluation what was chosen.
    fn choose(&mut self, at: usize, action: Action) -> Result<(), String> {
        let choices = self.choices();
        let (rival, conflict) = choices[at];
        let edit = match (action, &conflict.part) {
            (Action::KeepOurs, _) => None,
            (Action::KeepBoth, Part::Text(field)) => {
                let theirs = rival.theirs.field(field).unwrap_or("");
                let at = self.desk.evaluation.field(field).ok_or("the text is gone")?.len();
                let inserted = Text::from(format!("\n{theirs}"));
                Some(Edit::Splice { field: field.clone(), splice: Splice { at, removed: Text::default(), inserted } })
            }
            (Action::KeepBoth, _) => return Err("only texts can both be kept: choose one".to_owned()),
            _ => taking(&self.desk.evaluation, &rival.theirs, &conflict.part),
        };
        if let Some(edit) = edit {
            self.desk.change(edit, None, None)?;
        }
        self.reread();
        Ok(())
    }

    /// Strikes a choice off; a version without any left is put away.
    fn chosen(&mut self, at: usize, cx: &mut Context) {
        let mut left = at;
        for rival in &mut self.desk.rivals {
            if left < rival.conflicts.len() {
                rival.conflicts.remove(left);
                if rival.conflicts.is_empty() {
                    cx.ask(Effect::SettleRival(rival.file.clone()));
                }
                return;
            }
            left -= rival.conflicts.len();
        }
    }
}

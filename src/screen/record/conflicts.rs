//! Where another version of the evaluation differs and nobody but a person can choose: both texts, one choice at a time.

use ratatui::layout::Rect;

use super::Record;
use crate::{
    command::Action,
    difference::Part,
    edit::Edit,
    effect::{Effect, Rival},
    merge::{Conflict, taking},
    page::Page,
    screen::{Context, FOOTER, step},
    text::{Splice, Text},
    theme::Canvas,
};

/// The choices, one at a time.
#[derive(Debug, Default)]
pub(super) struct Conflicts {
    at: usize,
}

impl Conflicts {
    /// Draws the choice: what each side has, side by side where there is room.
    pub(super) fn view(&self, record: &Record, cx: &Context, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let (width, height) = cx.size;
        let choices = record.choices();
        let Some((rival, conflict)) = choices.get(self.at) else { return };
        let count = format!("{} of {}   {}", self.at + 1, choices.len(), rival.file);
        let x = canvas.text_ending_at(width.saturating_sub(1), 2, width / 2, &count, theme.dim());
        canvas.text(3, 2, x.saturating_sub(5), &record.what_differs(&conflict.part), theme.strong());
        let body = Rect::new(3, 4, width.saturating_sub(5), height.saturating_sub(4 + FOOTER));
        let wide = width >= 100;
        let part = if wide { body.width / 2 - 1 } else { body.width };
        let side = |title: &str, value: &Option<String>| {
            let mut page = Page::new(part);
            page.paragraph(0, title, theme.accent());
            match value {
                Some(value) => page.paragraph(0, value, theme.plain()),
                None => page.paragraph(0, "It is gone.", theme.dim()),
            }
            page
        };
        let (ours, theirs) = (side("Yours", &conflict.ours), side("Theirs", &conflict.theirs));
        let (first, second) = if wide {
            let right = Rect { x: body.x + part + 2, width: part, ..body };
            (Rect { width: part, ..body }, right)
        } else {
            let half = (body.height / 2).min(ours.len() as u16 + 1);
            (Rect { height: half, ..body }, Rect { y: body.y + half, height: body.height - half, ..body })
        };
        ours.draw(canvas, first, 0);
        theirs.draw(canvas, second, 0);
    }
}

impl Record {
    /// Every choice to be made.
    fn choices(&self) -> Vec<(&Rival, &Conflict)> {
        self.rivals.iter().flat_map(|rival| rival.conflicts.iter().map(move |conflict| (rival, conflict))).collect()
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
        let placed = |question| self.desk.framework.position(question).map(|at| self.desk.question(at));
        let number = |question| placed(question).map_or_else(|| question.to_string(), |placed| placed.number());
        match part {
            Part::Text(field) => self.name_of(field),
            Part::Mark(question, item) => match placed(question) {
                Some(placed) => {
                    let asked = placed.question.items.iter().find(|asked| asked.id == *item);
                    format!("{} {}", placed.number(), asked.map_or(item.as_str(), |asked| asked.label.as_str()))
                }
                None => item.to_string(),
            },
            Part::Applicability(question) => format!("{}: whether it applies", number(question)),
            Part::Entry(_) => "an entry".to_owned(),
            Part::Hours(_) => "a visit's hours".to_owned(),
            Part::Written(_, question) => format!("{}, written during a visit", number(question)),
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
            _ => shown.at = step(action, shown.at, self.choices().len(), 5),
        }
        let left = self.choices().len();
        if left == 0 {
            return cx.inform("Every choice is made; undo takes one back");
        }
        shown.at = shown.at.min(left - 1);
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
        for rival in &mut self.rivals {
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

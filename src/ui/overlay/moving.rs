//! Moving an evaluation to another version of its framework: what is suggested by wording, to be confirmed.

use ratatui::layout::Rect;

use super::{Outcome, Response};
use crate::model::{
    Plan,
    moving::{Reread, Way},
};
use crate::text::{cluster::str_width, counted};
use crate::ui::{Action, Canvas, Effect, List};

/// How many of the marks that want looking at are named.
const SHOWN: usize = 4;

/// What goes over to another version, as it is to be confirmed.
#[derive(Clone, Debug)]
pub struct Moving {
    pub(super) title: String,
    /// What is to be known before one confirms.
    pub(super) about: String,
    pub(super) plan: Plan,
    /// By suggestion: whether it is confirmed.
    confirmed: Vec<bool>,
    pub(super) list: List,
}

impl Moving {
    /// A plan of which nothing is confirmed yet.
    pub fn new(plan: Plan) -> Moving {
        let title = format!("Move to version {}", plan.version());
        let confirmed = vec![false; plan.suggested.len()];
        let rest = match plan.orphans.len() {
            n if n > 0 && plan.is_old_known => format!(" For {} nothing alike was found.", counted(n, "other")),
            _ => String::new(),
        };
        let mut about = format!("{}.", goes_over(&plan));
        if !plan.suggested.is_empty() {
            about.push_str(" These have other ids now: confirm with Space what has the same meaning.");
        }
        about.push_str(&rest);
        if !plan.is_old_known {
            about.push_str(&unknown(&plan));
        } else if !plan.suggested.is_empty() || !plan.orphans.is_empty() {
            about.push_str(" What does not go over stays with the evaluation, as no longer asked.");
        }
        if !plan.reworded.is_empty() {
            let wordings = counted(plan.reworded.len(), "wording");
            let verb = if plan.reworded.len() == 1 { "is" } else { "are" };
            about = format!("{about} {wordings} {verb} changed: look whether what was said still fits.");
        }
        if !plan.reread.is_empty() {
            let named: Vec<String> = plan.reread.iter().take(SHOWN).map(Reread::in_words).collect();
            let more = plan.reread.len().saturating_sub(SHOWN);
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            let verb = if plan.reread.len() == 1 { "wants" } else { "want" };
            let marks = counted(plan.reread.len(), "mark");
            about =
                format!("{about} {marks} {verb} looking at, since the levels are others: {}{more}.", named.join("; "));
        }
        Moving { title, about, plan, confirmed, list: List::default() }
    }

    pub(super) fn act(&mut self, action: Action) -> Response {
        match action {
            Action::Accept => {
                let effect = Effect::SaveBeforeMoving(Box::new(self.plan.clone()), self.confirmed.clone());
                return Response::take(Outcome::Effect(effect));
            }
            Action::Confirm => {
                if let Some(confirmed) = self.confirmed.get_mut(self.list.chosen()) {
                    *confirmed = !*confirmed;
                }
            }
            Action::ConfirmAll => {
                let all = !self.confirmed.iter().all(|confirmed| *confirmed);
                self.confirmed.fill(all);
            }
            _ => {}
        }
        Response::stay()
    }

    /// How many pairs of wordings are listed: what is suggested, then what was reworded.
    pub(super) fn pairs(&self) -> usize {
        self.plan.suggested.len() + self.plan.reworded.len()
    }

    pub(super) fn settle(&mut self, rows: u16) {
        let pairs = self.pairs();
        self.list.settle_with(pairs, (rows / 2).max(1) * 2, pairs * 2, |at| at * 2..at * 2 + 2);
    }

    pub(super) fn view(&self, inner: Rect, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
        let theme = canvas.theme;
        let confirmed = self.confirmed.iter().filter(|confirmed| **confirmed).count();
        let line = match self.plan.suggested.len() {
            0 => "Enter moves it".to_owned(),
            pairs => format!("{confirmed} of {pairs} confirmed"),
        };
        canvas.text(3, inner.y, inner.width.saturating_sub(3), &line, theme.dim());
        let suggested = self.plan.suggested.iter().zip(&self.confirmed).map(|(pair, confirmed)| {
            let what = match pair.way {
                Way::Question { .. } => "question",
                Way::Item { .. } => "item",
            };
            (if *confirmed { "[x]" } else { "[ ]" }, what, &pair.old, &pair.new)
        });
        let reworded = self.plan.reworded.iter().map(|one| ("", "reworded", &one.old, &one.new));
        let pairs = suggested.chain(reworded).enumerate().skip(self.list.top() / 2);
        let rows = (inner.y + 1..inner.bottom().saturating_sub(1)).step_by(2);
        for ((n, (sign, what, old, new)), y) in pairs.zip(rows) {
            let chosen = n == self.list.chosen();
            if chosen {
                canvas.bar(1, y, 2);
            }
            let style = if chosen { theme.accent() } else { theme.plain() };
            canvas.text(3, y, 3, sign, style);
            canvas.text(7, y, 8, what, theme.dim());
            // Of wordings that begin alike what is changed stands in sight.
            let [old, new] = from_difference(old, new, usize::from(inner.right().saturating_sub(16)), theme.ellipsis());
            canvas.text(16, y, inner.right().saturating_sub(16), &old, style);
            canvas.text(14, y + 1, 1, theme.arrow(), theme.dim());
            canvas.text(16, y + 1, inner.right().saturating_sub(16), &new, theme.plain());
        }
        None
    }
}

/// Two wordings as far as one row each goes: from a few words before the first difference on, where that is out of sight else.
fn from_difference(old: &str, new: &str, columns: usize, ellipsis: &str) -> [String; 2] {
    const BEFORE: usize = 3;
    let same = old.split(' ').zip(new.split(' ')).take_while(|(one, other)| one == other).count();
    let shown: usize = old.split(' ').take(same + BEFORE).map(|word| str_width(word) + 1).sum();
    let fits = str_width(old).max(str_width(new)) <= columns || shown <= columns;
    [old, new].map(|text| {
        if fits || same <= BEFORE {
            return text.to_owned();
        }
        let rest: Vec<&str> = text.split(' ').skip(same - BEFORE).collect();
        format!("{ellipsis} {}", rest.join(" "))
    })
}

/// What can't be told where the version that is left is not here.
fn unknown(plan: &Plan) -> String {
    let known = format!(
        " The wording of version {} is not here: what was reworded can't be told, and nothing is suggested.",
        plan.from_version()
    );
    match plan.orphans.len() {
        0 => known,
        n => format!("{known} {} with other ids stay with the evaluation: Alt-L places them.", counted(n, "answer")),
    }
}

/// What goes over by id, in words.
pub fn goes_over(plan: &Plan) -> String {
    let some = |count: usize, what: &str| (count > 0).then(|| counted(count, what));
    let said: Vec<String> =
        [some(plan.kept_answers, "answer"), some(plan.kept_marks, "mark")].into_iter().flatten().collect();
    let verb = if plan.kept_answers + plan.kept_marks == 1 { "goes" } else { "go" };
    if said.is_empty() {
        "Nothing goes over by id".to_owned()
    } else {
        format!("{} {verb} over by id", said.join(" and "))
    }
}

//! Evaluations opened and let go of: what is shown of them, and where one comes back to.

use super::{App, Screen};
use crate::{
    model::{
        evaluation::{Evaluation, Step},
        moment::Moment,
    },
    ui::{
        effect::{Effect, Opened, Purpose},
        screen::{record::Record, review::Review},
        session::Desk,
        settings::Seen,
    },
};

impl App {
    /// Shows an evaluation for what it was opened for.
    pub(super) fn opened(&mut self, opened: Opened) {
        self.note_place();
        let purpose = opened.purpose.clone();
        if let Some(line) = &opened.recovered {
            self.cx.inform(line.clone());
        }
        let desk = Desk::new(opened, &self.cx.frameworks);
        if let Some(why) = &desk.read_only {
            self.cx.complain(why.clone());
        }
        if purpose == Purpose::Record
            && let Some(line) = why_returned(&desk.evaluation, self.cx.now)
            && self.cx.notice.is_none()
        {
            self.cx.inform(line);
        }
        let left = self.cx.settings.place_in(&desk.evaluation.id);
        let at = match &self.open {
            Some(Screen::Record(record)) if record.desk.evaluation.id == desk.evaluation.id => Some(record.at()),
            _ => None,
        };
        self.behind = match self.open.take() {
            Some(Screen::Portfolio(matrix)) => Some(matrix),
            Some(Screen::Compare(_)) | None => None,
            Some(Screen::Record(_) | Screen::Review(_)) => self.behind.take(),
        };
        self.library.go_through(self.behind.as_ref().map(|matrix| matrix.ids()));
        self.open = Some(match purpose {
            Purpose::Record => Screen::Record(Box::new(Record::new(desk, at, left))),
            Purpose::Review(at) => Screen::Review(Box::new(Review::new(desk, at))),
            Purpose::At(place) => {
                let mut record = Record::new(desk, None, left);
                record.go(&place);
                Screen::Record(Box::new(record))
            }
        });
    }

    /// Shows the library once the open evaluation was let go of, or the portfolio if it was opened from there.
    pub(super) fn closed(&mut self) {
        let Some(evaluation) = self.desk().map(|desk| desk.evaluation.clone()) else { return };
        self.library.await_listing_of(evaluation.id.clone());
        self.cx.ask(Effect::List);
        self.open = self.behind.take().map(|mut matrix| {
            matrix.take(evaluation);
            Screen::Portfolio(matrix)
        });
    }

    /// Keeps in the settings where the open evaluation was left, and which revision of it was looked at.
    pub(super) fn note_place(&mut self) {
        let before = self.cx.settings.clone();
        match &self.open {
            Some(Screen::Review(review)) => {
                let (evaluation, revision) = (review.desk.evaluation.id.clone(), review.desk.revision);
                let reviewer = self.cx.name().clone();
                self.cx.settings.see(Seen { evaluation, revision, reviewer });
            }
            Some(Screen::Record(record)) => self.cx.settings.leave(record.place()),
            _ => {}
        }
        if self.cx.settings != before {
            self.cx.ask(Effect::Keep(self.cx.settings.clone()));
        }
    }
}

/// Who returned an evaluation, when and why, where that was its last step.
fn why_returned(evaluation: &Evaluation, now: Moment) -> Option<String> {
    let act = evaluation.acts.last().filter(|act| act.step == Step::Return)?;
    let reason = if act.reason.is_blank() { String::new() } else { format!(": {}", act.reason) };
    Some(format!("Returned by {}, {}{reason}", act.name, act.at.seen_from(now)))
}

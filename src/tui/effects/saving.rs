//! What the screen knows about saving, so that the sync worker wakes nobody to say it again.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use crate::model::Id;
use crate::ui::Msg;

/// What was told last: of which evaluation, and since when it is saved or that it is not. Shared with the sync worker.
#[derive(Clone, Debug, Default)]
pub(super) struct LastTold {
    last: Arc<Mutex<Option<(Id, Saving)>>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Saving {
    /// As the screen has it, to the minute.
    UpTo(Date, String),
    Failing(String),
}

impl LastTold {
    /// Whether a message says something else about saving than the screen does, which has it from now on. An evaluation
    /// that is opened says it anew.
    pub(super) fn is_news(&self, msg: &Msg) -> bool {
        let said = match msg {
            Msg::Saved(id, moment) => Some((id.clone(), Saving::UpTo(moment.day(), moment.clock()))),
            Msg::NotSaved(id, why) => Some((id.clone(), Saving::Failing(why.clone()))),
            Msg::Opened(_) | Msg::Merged(_) => None,
            _ => return false,
        };
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let is_news = *last != said;
        *last = said;
        is_news
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_minute_a_failure_and_its_end_are_news() {
        let told = LastTold::default();
        let id: Id = "2026-11-24-a-practice-k7q2x".parse().unwrap();
        let saved = |time: &str| Msg::Saved(id.clone(), format!("2026-11-24T{time}+01:00").parse().unwrap());
        let failing = |why: &str| Msg::NotSaved(id.clone(), why.to_owned());
        let said = [
            saved("14:02:00"),
            saved("14:02:59"),
            saved("14:03:00"),
            failing("full"),
            failing("full"),
            saved("14:03:01"),
        ];
        assert_eq!(said.map(|msg| told.is_news(&msg)), [true, false, true, true, false, true]);
    }
}

//! Evaluations opened and left: what is shown of them, what the shell tells of them, and where one comes back to.

use super::{App, Behind, Screen};
use crate::model::{Evaluation, Framework, Id, Rival, framework::newest};
use crate::text::{Text, counted};
use crate::ui::{
    Effect, Notice, Opened, Overlay, Purpose, Saved, Session, Then,
    overlay::lists,
    screen::{record::Record, review::Review},
    settings::Seen,
};

impl App {
    /// Begins an evaluation against the newest version of the framework with this id; where none is named, against that of
    /// new evaluations.
    pub(super) fn begin(&mut self, framework: Option<&Id>, title: Text) {
        let known = &self.cx.frameworks;
        let newest = framework.and_then(|id| newest(known, id));
        if let Some(framework) = newest.or_else(|| known.get(self.cx.standard_framework())).cloned() {
            self.create(&framework, title);
        }
    }

    pub(super) fn create(&mut self, framework: &Framework, title: Text) {
        let id = self.cx.roll(|dice| Id::of_evaluation(self.cx.now.day(), &title, dice));
        let mut evaluation = Evaluation::new(id, framework);
        evaluation.practice.title = title;
        evaluation.evaluators = self.cx.name().clone();
        self.ask(Effect::Create(Box::new(evaluation), Then::Record));
    }

    pub(super) fn opened(&mut self, opened: Opened) {
        self.note_place();
        let purpose = opened.purpose.clone();
        if let Some(line) = &opened.recovered {
            self.inform(line.clone());
        }
        let session = Session::new(opened, &self.cx.frameworks);
        let reach = if matches!(purpose, Purpose::Review(_)) { "e, then " } else { "" };
        let moved_on = session.moved_on(reach);
        let is_same = |open: &Session| open.read_only.is_some() && open.evaluation().id == session.evaluation().id;
        if self.session().is_some_and(is_same) {
            return self.resume(session);
        }
        if let Some(why) = &session.read_only {
            self.complain(why.clone());
        }
        self.cx.surroundings.extend(moved_on.map(Notice::Info));
        let left = self.cx.settings.place_in(&session.evaluation().id);
        let at = match &self.open {
            Some(Screen::Record(record)) if record.session.evaluation().id == session.evaluation().id => {
                Some(record.at)
            }
            Some(Screen::Record(_) | Screen::Review(_) | Screen::Portfolio(_) | Screen::Compare(_)) | None => None,
        };
        self.behind = match self.open.take() {
            Some(Screen::Portfolio(matrix)) => {
                self.library.go_through(matrix.ids());
                Some(Behind::Portfolio(matrix))
            }
            Some(Screen::Compare(pair)) => {
                self.library.go_through(pair.ids().to_vec());
                Some(Behind::Compare(pair))
            }
            None => {
                self.library.go_through_rows();
                None
            }
            Some(Screen::Record(_) | Screen::Review(_)) => self.behind.take(),
        };
        self.open = Some(match &purpose {
            Purpose::Record => Screen::Record(Box::new(Record::new(session, at, left))),
            Purpose::Review(at) => Screen::Review(Box::new(Review::new(session, *at))),
            Purpose::At(_) => Screen::Record(Box::new(Record::new(session, None, left))),
        });
        if let Purpose::At(place) = &purpose {
            self.go_in_record(place);
        }
    }

    /// Goes on with an evaluation that could only be read, where one is: as it stands now, and with the key that was
    /// refused, where it can be written by now.
    fn resume(&mut self, session: Session) {
        let read_only = session.read_only.clone();
        match &mut self.open {
            Some(Screen::Record(record)) => record.resume(session),
            Some(Screen::Review(review)) => review.resume(session),
            Some(Screen::Portfolio(_) | Screen::Compare(_)) | None => {}
        }
        self.follow_redactions(None);
        match (read_only, self.refused.take()) {
            (Some(why), _) => self.complain(why),
            (None, refused) => {
                if let Some(msg) = refused {
                    self.hear(msg);
                }
                self.cx.notice.get_or_insert(Notice::Info("Unlocked: you can edit".to_owned()));
            }
        }
    }

    pub(super) fn leave(&mut self) {
        self.note_place();
        if self.session().is_some() {
            self.ask(Effect::Close);
        } else {
            self.open = None;
        }
    }

    /// Shows the other screen of the open evaluation, at the same question: recording, or the reviewer's pages.
    pub(super) fn turn_over(&mut self) {
        self.note_place();
        let settings = &self.cx.settings;
        self.open = self.open.take().map(|screen| match screen {
            Screen::Record(record) => {
                let at = record.at;
                Screen::Review(Box::new(Review::from_recording(record.session, at)))
            }
            Screen::Review(review) => {
                let (at, session) = (review.at, review.session);
                let left = settings.place_in(&session.evaluation().id).cloned();
                Screen::Record(Box::new(Record::new(session, Some(at), left.as_ref())))
            }
            other @ (Screen::Portfolio(_) | Screen::Compare(_)) => other,
        });
    }

    /// Shows the library once the open evaluation was closed, or the portfolio or comparison from which it was opened.
    pub(super) fn closed(&mut self) {
        let Some(evaluation) = self.evaluation().cloned() else { return };
        // What lay over it speaks of what is not open any more.
        self.overlays.clear();
        self.library.awaited = Some(evaluation.id.clone());
        self.ask(Effect::List);
        self.open = self.behind.take().map(|behind| match behind {
            Behind::Portfolio(mut matrix) => {
                matrix.take(evaluation);
                Screen::Portfolio(matrix)
            }
            Behind::Compare(mut pair) => {
                pair.take(evaluation);
                Screen::Compare(pair)
            }
        });
    }

    /// Offers what can be done while something of the open evaluation is only in memory.
    pub(super) fn cannot_leave(&mut self, why: String) {
        if let Some(session) = self.session_mut() {
            session.saved = Saved::Failing(why);
        }
        self.ask_unsaved();
    }

    /// Asks what to do about what is only in memory, where something is.
    pub(super) fn ask_unsaved(&mut self) {
        if let Some(session) = self.session()
            && let Saved::Failing(why) = &session.saved
        {
            let unsaved = lists::unsaved(session.evaluation(), why.clone(), session.copy(), self.cx.now);
            // What is asked once is not asked again below it.
            self.overlays.retain(|overlay| !overlay.is_about_unsaved());
            self.overlays.push(Overlay::Choice(unsaved));
        }
    }

    /// Notes how far an evaluation is on the disk; the word may come when another one is open.
    pub(super) fn saved(&mut self, id: &Id, saved: Saved) {
        if let Some(session) = self.session_mut().filter(|session| session.evaluation().id == *id) {
            session.saved = saved;
        }
    }

    /// Notes why an evaluation's file is behind its journal, and says so once.
    pub(super) fn behind(&mut self, id: &Id, why: Option<String>) {
        let Some(session) = self.session_mut().filter(|session| session.evaluation().id == *id) else { return };
        if session.behind != why {
            session.behind.clone_from(&why);
            if let Some(why) = why {
                self.complain(why);
            }
        }
    }

    pub(super) fn refused(&mut self, line: String) {
        let refused = self.session_mut().and_then(Session::refused);
        match (&mut self.open, refused) {
            (Some(Screen::Record(record)), Some(edit)) => record.refused(&edit),
            (Some(Screen::Review(review)), Some(_)) => review.follow_texts(),
            (Some(_), None) | (Some(Screen::Portfolio(_) | Screen::Compare(_)) | None, _) => {}
        }
        self.follow_redactions(None);
        self.complain(line);
    }

    /// Shows what another program's changes made of the open evaluation.
    pub(super) fn merged(&mut self, evaluation: Evaluation) {
        match &mut self.open {
            Some(Screen::Record(record)) => record.merged(evaluation),
            Some(Screen::Review(review)) => review.merged(evaluation),
            Some(Screen::Portfolio(_) | Screen::Compare(_)) | None => {}
        }
        self.follow_redactions(None);
        self.inform("Another program changed this evaluation: its changes and yours are merged");
    }

    /// Takes other versions of the open evaluation that wait for choices.
    pub(super) fn rivals(&mut self, rivals: Vec<Rival>) {
        let key = if matches!(self.open, Some(Screen::Review(_))) { "e, then F6" } else { "F6" };
        let Some(session) = self.session_mut() else { return };
        // The answer may come when another evaluation is open.
        if rivals.iter().any(|rival| rival.theirs.id != session.evaluation().id) {
            return;
        }
        session.take_rivals(rivals);
        let choices = session.conflicts().count();
        if choices > 0 {
            self.inform(format!("{}: {key} to choose", counted(choices, "conflict")));
        }
    }

    /// Keeps in the settings where the open evaluation was left, and which revision of it was looked at.
    pub(super) fn note_place(&mut self) {
        let before = self.cx.settings.clone();
        match &self.open {
            Some(Screen::Review(review)) => {
                let (evaluation, reviewer) = (review.session.evaluation().id.clone(), self.cx.name().clone());
                if let Some(revision) = review.session.revision {
                    self.cx.settings.see(Seen { evaluation, revision, reviewer });
                }
            }
            Some(Screen::Record(record)) => self.cx.settings.leave(record.place()),
            Some(Screen::Portfolio(_) | Screen::Compare(_)) | None => {}
        }
        if self.cx.settings != before {
            self.ask(Effect::Keep(self.cx.settings.clone()));
        }
    }
}

//! What the framework does not ask any more: moving to its newest version, and the tray of what has no place there.

use super::{Record, layout::Layout};
use crate::model::{Carrier, Edit, Field, Id, Orphan, OrphanOf, Place, Plan, Unasked, Way};
use crate::text::{counted, wrap::truncate};
use crate::ui::{
    Context, Effect, Msg, Overlay, Reader, Turn,
    overlay::{Choice, Moving, Outcome, Row, lists, moving::goes_over},
};

/// How many columns of a text are shown where one chooses what to do about it.
const LONGEST_ABOUT: usize = 240;

impl Record {
    /// Asks what goes over to the newest version, or moves there at once where nothing is to be confirmed.
    pub(super) fn begin_moving(&mut self) -> Turn {
        if let Some(refusal) = self.session.refuses_content() {
            return refusal;
        }
        match self.session.plan_of_move() {
            Err(line) => Turn::inform(line),
            Ok(plan) if plan.is_plain() => Turn::ask(Effect::SaveBeforeMoving(Box::new(plan), Vec::new())),
            Ok(plan) => Turn::over(Overlay::Moving(Box::new(Moving::new(plan)))),
        }
    }

    /// Moves the evaluation, which was written as it stood: the old version is among its revisions.
    pub(crate) fn move_version(&mut self, plan: &Plan, confirmed: &[bool]) -> Turn {
        let edit = plan.edit(self.session.evaluation(), |at| confirmed.get(at).copied().unwrap_or(false));
        let asked = confirmed.iter().filter(|confirmed| **confirmed).count();
        let turn = self.change_texts(edit, "");
        let confirmed = if asked > 0 { format!(", {asked} as confirmed") } else { String::new() };
        let left = match self.session.figures().orphans {
            0 => String::new(),
            n => format!(", {} not asked: Alt-L", counted(n, "answer")),
        };
        let (version, over) = (plan.version(), goes_over(plan).to_lowercase());
        turn.and_inform(format!("Moved to version {version}: {over}{confirmed}{left}. Ctrl-Z undoes it"))
    }

    /// Lists what is answered and not asked.
    pub(super) fn list_orphans(&self, cx: &Context) -> Turn {
        let orphans = self.session.orphans();
        if orphans.is_empty() {
            return Turn::inform("Everything that is answered is asked");
        }
        let whole = orphans.iter().flat_map(|orphan| {
            let gap = std::iter::once(String::new());
            self.session.orphan_in_full(orphan, cx.now).into_iter().chain(gap)
        });
        let read = Reader::paragraphs("No longer asked", whole.collect());
        let read = Row::new("", "Read all of it", "", over(Overlay::Reader(read)));
        let row = |orphan: &Orphan| {
            let what = match orphan.of {
                OrphanOf::Question(_) => "question",
                OrphanOf::Item(..) => "item",
                OrphanOf::Detail(_) => "detail",
            };
            let said = self.session.opening_of_orphan(orphan, cx.now);
            let name = self.session.name_of_orphan(&orphan.of);
            // A mark is short, and is what is looked for: it stands before a name that may be cut.
            let text = match orphan.of {
                OrphanOf::Item(..) => format!("{said}: {name}"),
                OrphanOf::Question(_) | OrphanOf::Detail(_) => format!("{name}: {said}"),
            };
            Row::new(what, text, orphan.why.in_words(), Outcome::Message(Box::new(Msg::Orphan(orphan.clone()))))
        };
        let rows = std::iter::once(read).chain(orphans.iter().map(row));
        Turn::over(Overlay::Choice(Choice::new("No longer asked", rows.collect())))
    }

    /// Asks what is to be done about something that is not asked.
    pub(crate) fn ask_about_orphan(&self, orphan: &Orphan, cx: &Context) -> Turn {
        let (evaluation, framework) = (self.session.evaluation(), &self.session.framework);
        let place = match &orphan.of {
            OrphanOf::Question(from) => {
                Some(("Place it in a question that is asked", lists::questions_to_take(from, framework)))
            }
            OrphanOf::Item(question, item) => {
                let from = (question.clone(), item.clone());
                Some(("Place the mark on an item that is asked", lists::items_to_take(&from, evaluation, framework)))
            }
            OrphanOf::Detail(_) => None,
        };
        let place = place.filter(|_| self.session.refuses_content().is_none());
        let place = place.map(|(text, choice)| Row::new("", text, "", over(Overlay::Choice(choice))));
        let whole = self.session.orphan_in_full(orphan, cx.now);
        let name = self.session.name_of_orphan(&orphan.of);
        let about = truncate(&whole[1..].join(" ").replace('\n', " "), LONGEST_ABOUT, cx.theme.ellipsis()).into_owned();
        let read = Row::new("", "Read it whole", "", over(Overlay::Reader(Reader::paragraphs(name.clone(), whole))));
        let leave = Row::new("", "Leave it with the evaluation", "", Outcome::Nothing);
        let choice = Choice::new(name, place.into_iter().chain([read, leave]).collect()).about(about);
        Turn::over(Overlay::Choice(choice))
    }

    /// What is gone from the framework, where it is that to which a place belongs.
    pub(crate) fn orphan_at(&self, place: &Place) -> Option<Orphan> {
        let question = place.question(self.session.evaluation())?;
        let is_of_it = |orphan: &Orphan| orphan.why == Unasked::Gone && orphan.of.question() == Some(&question);
        let mut of_it = self.session.orphans().into_iter().filter(is_of_it);
        let item = match place {
            Place::Item(_, item) | Place::Text(Field::Comment(_, item) | Field::Document(_, item, _), _) => Some(item),
            _ => None,
        };
        of_it.find(|orphan| match item {
            Some(item) => orphan.of.id() == item,
            None => matches!(orphan.of, OrphanOf::Question(_)),
        })
    }

    /// Carries what is not asked over to something that is.
    pub(crate) fn carry(&mut self, way: &Way) -> Turn {
        let mut carrier = Carrier::new(self.session.evaluation().clone());
        let (question, of) = match way {
            Way::Question { from, to } => {
                carrier.question(from, to);
                (to, OrphanOf::Question(to.clone()))
            }
            Way::Item { from, to } => {
                carrier.item(from, to);
                (&to.0, OrphanOf::Item(to.0.clone(), to.1.clone()))
            }
        };
        let name = self.session.name_of_orphan(&of);
        let edit = carrier.into_edit();
        if edit == Edit::Together(Vec::new()) {
            return Turn::complain(format!("\u{201c}{name}\u{201d} can't take it: something is said there already"));
        }
        let turn = self.change_texts(edit, "");
        if turn.is_done() {
            self.go_to_question(question);
        }
        turn.and_inform(format!("Placed in \u{201c}{}\u{201d}. Ctrl-Z undoes it", truncate(&name, 50, "…")))
    }

    fn go_to_question(&mut self, question: &Id) {
        if let Some(at) = self.session.framework.position(question) {
            self.visit(at);
        }
    }

    /// Stays at the question that is shown, wherever it stands in the framework by now; where that does not ask it, at its
    /// place.
    pub(super) fn stay_at_question(&mut self) {
        let Field::Narrative(shown) = &self.narrative.field else { return };
        let last = self.session.framework.len() - 1;
        let at = self.session.framework.position(shown).unwrap_or(self.at.min(last));
        if at == self.at && self.question().id == *shown {
            return;
        }
        // What was visited are places in the other version.
        self.visited = (Vec::new(), Vec::new());
        self.go_to(at);
        self.layout = Layout::default();
    }
}

fn over(overlay: Overlay) -> Outcome {
    Outcome::Overlay(Box::new(overlay))
}

//! The checklist of a question: its items, the levels that they can be given, the guidance that is published with them.

use super::{Pane, Record};
use crate::model::{Edit, Item, Mark, Scale};
use crate::ui::{Action, Context, Move, Turn};

mod view;

impl Record {
    /// The items as they are listed: those that are asked, and those that something is said of though they are not.
    pub(super) fn items(&self) -> impl Iterator<Item = &Item> {
        let (question, evaluation) = (self.question(), self.session.evaluation());
        question.items.iter().filter(move |item| evaluation.lists(&question.id, item))
    }

    /// The item in this row of the list.
    pub(super) fn item(&self, row: usize) -> Option<&Item> {
        self.items().nth(row)
    }

    /// The item that has the focus, or had it last.
    pub(super) fn item_in_focus(&self) -> Option<&Item> {
        self.item(self.item_list.chosen())
    }

    /// The scale that keys mark the item in focus by.
    pub(super) fn scale_in_focus(&self) -> Option<&Scale> {
        self.item_in_focus().map(|item| &*item.scale)
    }

    pub(super) fn act_in_checklist(&mut self, action: Action, cx: &Context) -> Turn {
        match action {
            Action::Comment => self.open_comment(),
            Action::AddDocument => self.name_document(cx),
            Action::Mark(mark) => self.mark_and_go_on(mark),
            Action::Level(key) => self.mark_by_key(key),
            Action::CycleMark => match self.item_in_focus() {
                Some(item) => self.mark(item.scale.after(self.mark_of(&item.id))),
                None => Turn::stay(),
            },
            Action::Go(Move::Down) if self.layout.is_cut_below(self.item_list.chosen()) => {
                self.item_list.scroll(1);
                Turn::stay()
            }
            Action::Go(Move::Up) if self.layout.is_cut_above(self.item_list.chosen()) => {
                self.item_list.scroll(-1);
                Turn::stay()
            }
            Action::Go(to) => {
                self.item_list.go(to);
                Turn::stay()
            }
            _ => Turn::stay(),
        }
    }

    pub(super) fn act_past_checklist(&mut self, action: Action) -> Turn {
        match action {
            Action::Go(Move::Up) => self.enter(Pane::Checklist),
            Action::Level(_) => return Turn::inform("Past the last item: Up goes back to it, Enter goes on"),
            _ => {}
        }
        Turn::stay()
    }

    fn mark_by_key(&mut self, key: char) -> Turn {
        let Some(scale) = self.scale_in_focus() else { return Turn::inform("This question has no checklist") };
        match scale.level_of_key(key) {
            Some(level) => self.mark_and_go_on(Some(Mark::Level(level.id))),
            None => Turn::inform(format!("No level has the key {key}: {}", keys_of(scale))),
        }
    }

    fn mark_and_go_on(&mut self, mark: Option<Mark>) -> Turn {
        let turn = self.mark(mark);
        if mark.is_some() && turn.is_done() && self.item_list.is_at_end() {
            self.enter(Pane::ChecklistEnd);
        } else if mark.is_some() && turn.is_done() {
            self.item_list.go(Move::Down);
        }
        turn
    }

    fn mark(&mut self, mark: Option<Mark>) -> Turn {
        let Some(item) = self.item_in_focus() else { return Turn::inform("This question has no checklist") };
        if self.session.evaluation().not_applicable(&self.question().id).is_some() {
            return Turn::complain("This question is not applicable: x makes it applicable again");
        }
        if self.mark_of(&item.id) == mark && self.session.refuses_content().is_none() {
            return Turn::stay();
        }
        let edit = Edit::mark(self.session.evaluation(), &self.question().id, &item.id, mark);
        self.session.change(edit)
    }

    /// Shows or hides the guidance.
    pub(super) fn toggle_guidance(&mut self) -> Turn {
        if !self.guided && !self.is_guided() {
            return Turn::inform("No guidance is published with this question");
        }
        self.guided = !self.guided;
        Turn::stay()
    }

    /// Whether guidance is published with the question, its criterion or an item.
    pub(super) fn is_guided(&self) -> bool {
        !self.question_guidance().is_empty() || self.items().any(|item| !guidance_on(item).is_empty())
    }

    /// Whether the focus is in a checklist in which guidance is published with an item: that stands with its item then.
    pub(super) fn has_item_guided(&self) -> bool {
        self.mode.pane() == Pane::Checklist && self.items().any(|item| !guidance_on(item).is_empty())
    }

    /// The guidance on the question and its criterion, paragraph by paragraph.
    pub(super) fn question_guidance(&self) -> Vec<String> {
        let placed = self.session.question(self.at);
        let texts = [&placed.question.guidance, &placed.criterion.guidance];
        texts.into_iter().filter(|text| !text.is_blank()).map(|text| text.trim().to_owned()).collect()
    }

    /// The guidance on the item in focus and its levels, paragraph by paragraph; none where no item has the focus.
    pub(super) fn item_guidance(&self) -> Vec<String> {
        self.item_in_focus().filter(|_| self.mode.pane() == Pane::Checklist).map(guidance_on).unwrap_or_default()
    }
}

/// The guidance on an item and on the levels that it can be given.
pub(super) fn guidance_on(item: &Item) -> Vec<String> {
    let levels = item.scale.levels.iter().filter(|level| !level.guidance.is_blank());
    let levels = levels.map(|level| format!("{}: {}", level.label, level.guidance.trim()));
    let own = Some(item.guidance.trim().to_owned()).filter(|text| !text.is_empty());
    own.into_iter().chain(levels).collect()
}

/// The keys that mark an item, each with its level: `4 fully met  3 mostly`.
fn keys_of(scale: &Scale) -> String {
    let keys = scale.levels.iter().filter_map(|level| Some(format!("{} {}", level.key?, level.label)));
    keys.collect::<Vec<_>>().join("  ")
}

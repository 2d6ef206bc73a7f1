//! What the rows said becomes a framework: its ids are made, what asks nothing is left out.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{Building, Draft};
use crate::exchange::framework::{
    TableError, TableOptions,
    ids::{Source, codes_again, of_level},
    note::TableNote,
    scales::{Guess, written},
};
use crate::model::{
    Id,
    framework::{Asked, Conditions, Criterion, Framework, Item, Question, label_of},
};
use crate::text::Text;

impl Building<'_> {
    pub(super) fn finished(mut self, options: &TableOptions) -> Result<(Framework, Vec<TableNote>), TableError> {
        if self.questions.is_empty() {
            return Err(TableError::NoRows);
        }
        self.tell_waiting();
        self.leave_out_empty();
        if !self.filled.is_empty() {
            self.notes.push(TableNote::ScaleFilled(std::mem::take(&mut self.filled)));
        }
        let instead = written(&self.standard);
        for (text, (why, rows)) in std::mem::take(&mut self.unread) {
            self.notes.push(TableNote::Scale { rows, text, why, instead: instead.clone() });
        }
        // The scale of all items stands in no row.
        let option = options.scale.iter().map(|raw| (raw.trim().to_owned(), Vec::new()));
        for (text, rows) in option.chain(std::mem::take(&mut self.scaled)) {
            if let Some(Guess { taken, turned }) = self.scales.guess(&text) {
                self.notes.push(TableNote::ScaleGuessed { rows, text, taken, turned });
            }
        }
        let [criteria, questions, items] = self.ids();
        let criteria = self.criteria(criteria, questions, items);
        // What all items have is said once.
        let first = self.items.first().map(|(_, scale)| Arc::clone(scale));
        let shared = first.filter(|first| self.items.iter().all(|(_, scale)| scale == first));
        let scale = shared.unwrap_or(self.standard);
        let framework = Framework {
            id: options.id.clone(),
            version: options.version.clone(),
            title: self.title.into(),
            source: Text::default(),
            tools: None,
            details: Vec::new(),
            scales: self.scales.own,
            scale,
            wants_evidence: false,
            criteria,
        };
        Ok((framework, self.notes))
    }

    /// Criteria without questions ask nothing.
    fn leave_out_empty(&mut self) {
        let asked: HashSet<usize> = self.questions.iter().map(|question| question.within).collect();
        let kept: Vec<usize> = (0..self.criteria.len()).filter(|at| asked.contains(at)).collect();
        for (at, draft) in self.criteria.iter().enumerate().filter(|(at, _)| !asked.contains(at)) {
            debug_assert!(!kept.contains(&at));
            self.notes.push(TableNote::Empty { row: draft.row, title: draft.text.clone() });
        }
        let places: HashMap<usize, usize> = kept.iter().enumerate().map(|(now, before)| (*before, now)).collect();
        for question in &mut self.questions {
            question.within = places[&question.within];
        }
        self.made_up = self.made_up.iter().map(|(criterion, question)| (places[criterion], *question)).collect();
        let mut at = 0..;
        self.criteria.retain(|_| at.next().is_some_and(|at| asked.contains(&at)));
    }

    /// The ids of criteria, questions and items.
    fn ids(&mut self) -> [Vec<Id>; 3] {
        fn source<'d>(draft: &'d Draft, what: &'static str, within: Option<usize>) -> Source<'d> {
            Source { given: &draft.given, code: &draft.code, text: &draft.text, what, within }
        }
        let mut taken = HashSet::new();
        let sources: Vec<Source> = self.criteria.iter().map(|draft| source(draft, "criterion", None)).collect();
        let criteria = of_level(&sources, &[], &mut taken);
        for (criterion, question) in &self.made_up {
            let question = &mut self.questions[*question];
            if question.given.is_empty() {
                question.given = format!("{}-items", criteria[*criterion]);
            }
        }
        let sources: Vec<Source> =
            self.questions.iter().map(|draft| source(draft, "question", Some(draft.within))).collect();
        let questions = of_level(&sources, &criteria, &mut taken);
        let again = |row: usize, code: &str, before: usize| TableNote::CodeAgain { row, code: code.to_owned(), before };
        let mut notes: Vec<TableNote> = codes_again(&sources)
            .into_iter()
            .map(|(at, before)| again(self.questions[at].row, &self.questions[at].code, self.questions[before].row))
            .collect();
        let sources: Vec<Source> =
            self.items.iter().map(|(draft, _)| source(draft, "item", Some(draft.within))).collect();
        let items = of_level(&sources, &questions, &mut taken);
        let of_items = codes_again(&sources).into_iter();
        notes.extend(
            of_items.map(|(at, before)| again(self.items[at].0.row, &self.items[at].0.code, self.items[before].0.row)),
        );
        self.notes.extend(notes);
        let drafts = self.criteria.iter().zip(&criteria).chain(self.questions.iter().zip(&questions));
        let drafts = drafts.chain(self.items.iter().map(|(draft, _)| draft).zip(&items));
        let lost = drafts.filter(|(draft, id)| !draft.given.is_empty() && draft.given != id.as_str());
        self.notes.extend(lost.map(|(draft, id)| TableNote::IdNotKept {
            row: draft.row,
            id: draft.given.clone(),
            instead: id.to_string(),
        }));
        [criteria, questions, items]
    }

    fn criteria(&self, criteria: Vec<Id>, questions: Vec<Id>, items: Vec<Id>) -> Vec<Criterion> {
        let made_up: HashSet<usize> = self.made_up.values().copied().collect();
        let mut by_question: Vec<Vec<Item>> = vec![Vec::new(); self.questions.len()];
        for ((draft, scale), id) in self.items.iter().zip(items) {
            by_question[draft.within].push(Item {
                id,
                code: draft.code.as_str().into(),
                text: draft.text.as_str().into(),
                label: label_of(&draft.text),
                guidance: draft.guidance.as_str().into(),
                scale: Arc::clone(scale),
                applies: Conditions::default(),
            });
        }
        let mut by_criterion: Vec<Vec<Question>> = vec![Vec::new(); self.criteria.len()];
        for (at, ((draft, id), items)) in self.questions.iter().zip(questions).zip(by_question).enumerate() {
            let narrative = match (items.is_empty(), made_up.contains(&at)) {
                (true, _) => Asked::Wanted,
                (false, true) => Asked::None,
                (false, false) => Asked::Optional,
            };
            by_criterion[draft.within].push(Question {
                id,
                code: draft.code.as_str().into(),
                text: draft.text.as_str().into(),
                label: label_of(&draft.text),
                guidance: draft.guidance.as_str().into(),
                narrative,
                applies: Conditions::default(),
                items,
            });
        }
        let drafts = self.criteria.iter().zip(criteria).zip(by_criterion);
        drafts
            .map(|((draft, id), questions)| Criterion {
                id,
                code: draft.code.as_str().into(),
                title: draft.text.as_str().into(),
                label: label_of(&draft.text),
                guidance: draft.guidance.as_str().into(),
                applies: Conditions::default(),
                questions,
            })
            .collect()
    }
}

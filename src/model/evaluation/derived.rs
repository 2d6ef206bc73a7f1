//! What is derived from what an evaluation holds: status, answers, progress, tallies.

use std::{
    borrow::{Borrow, Cow},
    ops::Range,
};

use super::{
    Act, Answer, COPY, Evaluation, Evidence, GivenDetail, Jot, Marked, Practice, Remark, Status, Step, Tally, Tool,
    Visit,
};
use crate::model::{Asked, Condition, Conditions, Criterion, Framework, Id, Item, Mark, Question, framework::newest};
use crate::text::{Text, counted, fold::fold};

/// How far a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Progress {
    /// Nothing there.
    Untouched,
    /// Something there.
    Begun,
    /// Everything that it asks for.
    Complete,
    /// Not applicable; counts in no denominator.
    NotApplicable,
    /// Not asked, since a condition does not hold; counts in no denominator.
    NotAsked,
}

/// The name of a person who was met, without the role that stands behind it: `Halina Mrozek, coordinator`.
///
/// Of a name that is written with the surname first, `Mrozek, Halina`, only the surname is left.
pub fn name_of_person(written: &str) -> &str {
    written.split([',', '(']).next().unwrap_or_default().trim()
}

/// Whether two names are one person's, with a role or without, in capitals or not.
pub fn is_same_person(one: &str, other: &str) -> bool {
    fold(name_of_person(one)) == fold(name_of_person(other))
}

impl Evaluation {
    /// Whether it answers this framework in this version.
    pub fn answers_framework(&self, framework: &Framework) -> bool {
        self.framework.names(framework)
    }

    /// Of these frameworks the one that it answers.
    pub fn framework_among<'f, F: Borrow<Framework>>(&self, known: &'f [F]) -> Option<&'f F> {
        known.iter().find(|framework| self.answers_framework((*framework).borrow()))
    }

    /// Of these frameworks the one by which it is shown: the one that it answers, else the newest version of that.
    pub fn shown_by<'f, F: Borrow<Framework>>(&self, known: &'f [F]) -> Option<&'f F> {
        self.framework_among(known).or_else(|| self.newest_among(known))
    }

    /// Of these frameworks the newest version of the one that it answers.
    pub fn newest_among<'f, F: Borrow<Framework>>(&self, known: &'f [F]) -> Option<&'f F> {
        newest(known, &self.framework.id)
    }

    /// A framework made of the ids that this evaluation answers, to show one whose framework is not here.
    pub fn stand_in_framework(&self) -> Framework {
        let asked = |answer: &Answer| {
            let items = answer.marks.iter().map(|marked| Item::named(&marked.item)).collect();
            Question { items, ..Question::named(&answer.question) }
        };
        let mut questions: Vec<Question> = self.answers.iter().map(asked).collect();
        let id = &self.framework.id;
        if questions.is_empty() {
            questions.push(Question { text: "No answers here.".into(), ..Question::named(id) });
        }
        let criterion = Criterion { questions, ..Criterion::named(id) };
        Framework { version: self.framework.version.clone(), criteria: vec![criterion], ..Framework::named(id) }
    }

    /// What stands in for a title where there is none.
    pub const UNTITLED: &str = "Untitled practice";

    /// The practice's title, or a stand-in where it has none.
    pub fn title(&self) -> &str {
        if self.practice.title.is_blank() { Self::UNTITLED } else { self.practice.title.trim() }
    }

    /// A title as it is listed among others: a stand-in with the letters of the evaluation's id, which tell it from others.
    pub fn listed_title<'t>(title: &'t str, id: &Id) -> Cow<'t, str> {
        if title == Self::UNTITLED { Cow::Owned(format!("{title} {}", id.letters())) } else { Cow::Borrowed(title) }
    }

    /// Whether it is about the same practice as another: both have the same title, a duplicate's being that of what it was
    /// made of.
    pub fn shares_practice_with(&self, other: &Evaluation) -> bool {
        let title = |one: &Evaluation| fold(one.practice.title.trim().trim_end_matches(COPY));
        !self.practice.title.is_blank() && title(self) == title(other)
    }

    /// Whether nothing was done but to begin it: a draft that holds no more than its practice's title and who evaluates.
    pub fn is_untouched(&self) -> bool {
        let begun = Evaluation {
            sample: self.sample,
            language: self.language.clone(),
            practice: Practice { title: self.practice.title.clone(), ..Practice::default() },
            evaluators: self.evaluators.clone(),
            ..Evaluation::against(self.id.clone(), self.framework.id.clone(), self.framework.version.clone())
        };
        *self == begun
    }

    /// What is given for details, in the order in which a framework asks for them; what it does not ask comes last.
    pub fn details_in_order(&self, framework: Option<&Framework>) -> Vec<&GivenDetail> {
        let asked = framework.map_or(&[][..], |framework| &framework.details);
        let place = |given: &GivenDetail| asked.iter().position(|one| one.id == given.detail).unwrap_or(asked.len());
        let mut details: Vec<&GivenDetail> = self.details.iter().collect();
        details.sort_by_key(|given| place(given));
        details
    }

    /// The act that returned it, as long as that is its last one.
    pub fn returned(&self) -> Option<&Act> {
        self.acts.last().filter(|act| act.step == Step::Return)
    }

    /// The status, which follows from the last act.
    pub fn status(&self) -> Status {
        self.acts.last().map_or(Status::Draft, |act| act.step.leads_to())
    }

    /// The answer to a question, where there is one.
    pub fn answer(&self, question: &Id) -> Option<&Answer> {
        self.answers.get(question)
    }

    /// The narrative for a question; empty where there is none.
    pub fn narrative(&self, question: &Id) -> &str {
        self.answer(question).map_or("", |answer| &answer.narrative)
    }

    /// Whether a question has a narrative that says something.
    pub fn has_narrative(&self, question: &Id) -> bool {
        !self.narrative(question).trim().is_empty()
    }

    /// An item's mark; none: it is open.
    pub fn mark(&self, question: &Id, item: &Id) -> Option<Mark> {
        self.answer(question)?.mark(item)
    }

    /// What is said of an item: its mark, a comment, what it rests on; none: nothing.
    pub fn marked(&self, question: &Id, item: &Id) -> Option<&Marked> {
        self.answer(question)?.marks.get(item)
    }

    /// What an item's mark rests on.
    pub fn evidence(&self, question: &Id, item: &Id) -> &[Evidence] {
        self.marked(question, item).map_or(&[], |marked| &marked.evidence)
    }

    /// Whether all of these conditions hold: of each detail one of the options is chosen.
    #[inline]
    pub fn meets(&self, conditions: &Conditions) -> bool {
        conditions.0.iter().all(|condition| self.meets_one(condition))
    }

    /// Whether this condition holds.
    #[inline]
    pub fn meets_one(&self, condition: &Condition) -> bool {
        let given = self.details.get(&condition.detail);
        given.is_some_and(|given| condition.any_of.iter().any(|option| given.chosen.get(option).is_some()))
    }

    /// Whether an item of a question is listed: it is asked, or something is said of it though it is not.
    pub fn lists(&self, question: &Id, item: &Item) -> bool {
        self.meets(&item.applies) || self.marked(question, &item.id).is_some()
    }

    /// The items of a question that are asked.
    pub fn items_asked<'a>(&'a self, question: &'a Question) -> impl Iterator<Item = &'a Item> + Clone {
        question.items.iter().filter(|item| self.meets(&item.applies))
    }

    /// The items of a question of which nothing is said since they are not asked.
    pub fn items_left_out<'a>(&'a self, question: &'a Question) -> impl Iterator<Item = &'a Item> + Clone {
        question.items.iter().filter(|item| !self.lists(&question.id, item))
    }

    /// The tools noted for a question.
    pub fn tools(&self, question: &Id) -> &[Tool] {
        self.answer(question).map_or(&[], |answer| &answer.tools)
    }

    /// The reason why a question is not applicable; none: it applies.
    pub fn not_applicable(&self, question: &Id) -> Option<&Text> {
        self.answer(question)?.not_applicable.as_ref()
    }

    /// The remarks about a question, its items and its narrative; the replies to them are not among these.
    pub fn remarks_on<'a>(&'a self, question: &'a Id) -> impl Iterator<Item = &'a Remark> {
        self.remarks.iter().filter(move |remark| remark.question == *question && remark.reply_to.is_none())
    }

    /// Where in a question's narrative the passages stand that open remarks are about.
    pub fn passages_remarked<'a>(&'a self, question: &'a Id) -> impl Iterator<Item = Range<usize>> {
        let open = self.remarks_on(question).filter(|remark| !remark.resolved);
        open.filter_map(|remark| remark.passage.as_ref()?.place_in(self.narrative(question)))
    }

    /// The replies to a remark.
    pub fn replies_to<'a>(&'a self, remark: &'a Id) -> impl Iterator<Item = &'a Remark> {
        self.remarks.iter().filter(move |reply| reply.reply_to.as_ref() == Some(remark))
    }

    /// The jots filed under a question.
    pub fn jots_at<'a>(&'a self, question: &'a Id) -> impl Iterator<Item = &'a Jot> {
        self.jots.iter().filter(move |jot| jot.filed.as_ref().is_some_and(|filing| filing.question() == question))
    }

    /// The visit that goes on.
    pub fn visit_under_way(&self) -> Option<&Visit> {
        self.visits.iter().find(|visit| visit.hours.is_some_and(|hours| hours.ended.is_none()))
    }

    /// How many jots were taken down during a visit.
    pub fn jots_of(&self, visit: &Visit) -> usize {
        let hours = visit.hours;
        self.jots.iter().filter(|jot| hours.is_some_and(|hours| hours.contains(jot.at))).count()
    }

    /// The names of everybody who may speak: the people met, the latest visit first, then who has spoken before.
    pub fn speakers(&self) -> Vec<&str> {
        let met = self.visits.iter().rev().flat_map(|visit| visit.people.entries());
        let heard = self.jots.iter().map(|jot| jot.speaker.as_str());
        let mut names: Vec<&str> = Vec::new();
        for name in met.chain(heard).map(name_of_person).filter(|name| !name.is_empty()) {
            if !names.iter().any(|known| is_same_person(known, name)) {
                names.push(name);
            }
        }
        names
    }

    /// What a visit brought: `3 jots, narratives 1.1 and 2.3`; none where it brought nothing.
    pub fn during(&self, visit: &Visit, framework: Option<&Framework>) -> Option<String> {
        let jots = Some(self.jots_of(visit)).filter(|jots| *jots > 0).map(|jots| counted(jots, "jot"));
        let number = |question: &Id| {
            let at = framework.and_then(|framework| framework.question(framework.position(question)?));
            at.map_or_else(|| question.to_string(), |placed| placed.number())
        };
        let numbers: Vec<String> = visit.written.iter().map(number).collect();
        let narratives = numbers.split_last().map(|(last, rest)| match rest {
            [] => format!("narrative {last}"),
            rest => format!("narratives {} and {last}", rest.join(", ")),
        });
        let told: Vec<String> = jots.into_iter().chain(narratives).collect();
        (!told.is_empty()).then(|| told.join(", "))
    }

    /// How many jots are filed nowhere yet.
    pub fn unfiled_jots(&self) -> usize {
        self.jots.iter().filter(|jot| jot.filed.is_none()).count()
    }

    /// How many remarks are open.
    pub fn open_remarks(&self) -> usize {
        self.remarks.iter().filter(|remark| !remark.resolved && remark.reply_to.is_none()).count()
    }

    /// How far a question is.
    pub fn progress(&self, question: &Question) -> Progress {
        self.progress_of(question, self.tally(question))
    }

    /// How far a question is whose counts are known.
    pub fn progress_of(&self, question: &Question, tally: Tally) -> Progress {
        let answer = self.answer(&question.id);
        if !self.meets(&question.applies) {
            Progress::NotAsked
        } else if answer.is_some_and(|answer| answer.not_applicable.is_some()) {
            Progress::NotApplicable
        } else if tally.complete > 0 {
            Progress::Complete
        } else if answer
            .is_none_or(|answer| answer.narrative.is_blank() && answer.marks.is_empty() && answer.tools.is_empty())
        {
            // A blank line that was left is no answer.
            Progress::Untouched
        } else {
            Progress::Begun
        }
    }

    /// A question's counts; where it is not applicable or not asked, its items are not asked.
    pub fn tally(&self, question: &Question) -> Tally {
        let answer = self.answer(&question.id);
        if answer.is_some_and(|answer| answer.not_applicable.is_some()) || !self.meets(&question.applies) {
            return Tally { not_asked: question.items.len(), ..Tally::default() };
        }
        let mut tally = Tally { questions: 1, ..Tally::default() };
        for item in &question.items {
            if self.meets(&item.applies) {
                tally.count(item.scale.verdict(answer.and_then(|answer| answer.mark(&item.id))));
            } else {
                tally.not_asked += 1;
            }
        }
        tally.complete = usize::from(self.is_complete(question, tally));
        tally
    }

    /// The counts of a question that applies, of which they were `tally` before an item was marked otherwise.
    pub fn tally_marked(&self, question: &Question, mut tally: Tally, item: &Item, from: Option<Mark>) -> Tally {
        let [from, to] = [from, self.mark(&question.id, &item.id)].map(|mark| item.scale.verdict(mark));
        tally.count_anew(from, to);
        tally.complete = usize::from(self.is_complete(question, tally));
        tally
    }

    /// Whether a question that applies has everything that it asks for. Where that is no more than a narrative that may be
    /// left out, something has to be there.
    fn is_complete(&self, question: &Question, tally: Tally) -> bool {
        let is_written = self.has_narrative(&question.id);
        let is_told = match question.narrative {
            Asked::Wanted => is_written,
            Asked::Optional => is_written || tally.items() > 0,
            Asked::None => true,
        };
        is_told && tally.open == 0
    }

    /// A criterion's counts.
    pub fn tally_of_criterion(&self, criterion: &Criterion) -> Tally {
        criterion.questions.iter().map(|question| self.tally(question)).sum()
    }

    /// The counts of the whole.
    pub fn tally_of_all(&self, framework: &Framework) -> Tally {
        framework.criteria.iter().map(|criterion| self.tally_of_criterion(criterion)).sum()
    }
}

#[cfg(test)]
mod tests;

//! What was answered and is not asked, at the end of a report: the ids are gone from the framework, or a condition does not
//! hold. Where the framework is not known, everything that is answered stands there by its ids.

use super::{Document, Entry, about, heading, jot, mark, prose, remark, support, tool, words};
use crate::model::{Evaluation, Filing, Framework, Id, Orphan, OrphanOf, Scale, Unasked, orphans, place};

pub(super) fn unasked(report: &mut Document, evaluation: &Evaluation, known: Option<&Framework>) {
    let nothing = Framework::named(&evaluation.framework.id);
    let framework = known.unwrap_or(&nothing);
    let orphans = orphans(evaluation, framework);
    if orphans.is_empty() {
        return;
    }
    report.block(if known.is_some() { "## No longer asked" } else { "## Questions known only by their ids" });
    let mut left = &orphans[..];
    while let Some(first) = left.first() {
        let Some(question) = first.of.question() else { break };
        let of_it = left.iter().take_while(|orphan| orphan.of.question() == Some(question)).count();
        let (group, rest) = left.split_at(of_it);
        let section = Section { evaluation, framework, is_known: known.is_some() };
        section.question(report, question, group);
        left = rest;
    }
    let details = left.iter().filter_map(|orphan| evaluation.details.get(orphan.of.id()));
    report.list_under(
        "**Details**",
        details.map(|given| {
            let said = place::given(given, known).join(", ");
            format!("{}: {}", given.detail, words(&said))
        }),
    );
}

/// What a report says about what is not asked.
struct Section<'a> {
    evaluation: &'a Evaluation,
    framework: &'a Framework,
    is_known: bool,
}

impl Section<'_> {
    /// A question of which something is not asked: it as a whole, or some of its items.
    fn question(&self, report: &mut Document, question: &Id, group: &[Orphan]) {
        let Section { evaluation, framework, is_known } = *self;
        let placed = framework.position(question).and_then(|at| framework.question(at));
        let name = placed.map_or_else(
            || question.to_string(),
            |placed| format!("{} {}", placed.number(), heading(&placed.question.text)),
        );
        report.block(&format!("### {name}"));
        let whole = match placed {
            None => Some(Unasked::Gone),
            Some(placed) => (!evaluation.meets(&placed.question.applies)).then_some(Unasked::Condition),
        };
        if let Some(why) = whole.filter(|_| is_known) {
            report.block(&format!("*Not asked: {}.*", why.in_words()));
        }
        if whole.is_some() {
            if let Some(reason) = evaluation.not_applicable(question) {
                report.block("*Not applicable.*");
                report.block(&prose(reason));
            }
            report.block(&prose(evaluation.narrative(question)));
        }
        let items = group.iter().filter(|orphan| matches!(orphan.of, OrphanOf::Item(..)));
        report.list_under("**Checklist**", items.filter_map(|orphan| self.item(question, orphan, whole.is_none())));
        if whole.is_none() {
            return;
        }
        report.list_under("**Inspiring tools**", evaluation.tools(question).iter().map(tool));
        let beside = evaluation.jots_at(question).filter(|jot| matches!(jot.filed, Some(Filing::Beside(_))));
        report.list_under("**Jots**", beside.map(jot));
        let items = placed.map_or(&[][..], |placed| &placed.question.items);
        let remarks = evaluation.remarks_on(question).map(|one| remark(one, evaluation, &about(one, items)));
        report.list_under("**Remarks**", remarks);
    }

    /// A mark with what it rests on, and why its item is not asked, where that is not said of its question.
    fn item(&self, question: &Id, orphan: &Orphan, says_why: bool) -> Option<Entry> {
        let marked = self.evaluation.marked(question, orphan.of.id())?;
        let item = orphan.of.item(self.framework);
        let standard = Scale::met_or_not();
        let scale = item.map_or(&standard, |item| &item.scale);
        let name = item.map_or_else(|| marked.item.to_string(), |item| words(&item.listed()));
        let why = if says_why { format!(" (not asked: {})", orphan.why.in_words()) } else { String::new() };
        Some(Entry {
            text: format!("{} {name}{why}", mark(scale.verdict(marked.mark), scale)),
            below: support(marked, self.evaluation, Some(self.framework)),
        })
    }
}

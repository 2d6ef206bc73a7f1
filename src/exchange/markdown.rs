//! An evaluation as a report in Markdown, as one person would send it to another.

use self::{
    escaping::{heading, opening, words},
    prose::{is_entry, prose},
    unasked::unasked,
};
use crate::model::{
    Act, Evaluation, Filing, Framework, Item, Jot, Marked, Moment, Placed, Question, Remark, Scale, Tally, Tool,
    Verdict, Visit, place,
};
use crate::text::sentence;

mod escaping;
mod prose;
#[cfg(test)]
mod tests;
mod unasked;

/// Blocks of a document, an empty line between them.
#[derive(Default)]
struct Document {
    text: String,
    /// Whether the last block is a list, or ends in one: another list would be read as its end.
    ends_in_list: bool,
}

/// An entry of a list, with those below it.
struct Entry {
    text: String,
    below: Vec<String>,
}

impl From<String> for Entry {
    fn from(text: String) -> Entry {
        Entry { text, below: Vec::new() }
    }
}

impl Document {
    fn block(&mut self, block: &str) {
        let block = block.trim_end();
        if block.is_empty() {
            return;
        }
        if self.ends_in_list && is_entry(block.lines().next().unwrap_or_default()) {
            self.text += "\n<!-- -->\n";
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text += block;
        self.text.push('\n');
        // What belongs to an entry stands further in.
        self.ends_in_list = block.lines().next_back().is_some_and(|last| is_entry(last) || last.starts_with(' '));
    }

    fn list<E: Into<Entry>>(&mut self, entries: impl IntoIterator<Item = E>) {
        let mut list = String::new();
        for Entry { text, below } in entries.into_iter().map(E::into) {
            list = list + "- " + &opening(&text) + "\n";
            for text in below {
                list = list + "  - " + &opening(&text) + "\n";
            }
        }
        self.block(&list);
    }

    fn list_under<E: Into<Entry>>(&mut self, heading: &str, entries: impl IntoIterator<Item = E>) {
        let mut entries = entries.into_iter().peekable();
        if entries.peek().is_some() {
            self.block(heading);
            self.list(entries);
        }
    }
}

pub(super) fn evaluation(evaluation: &Evaluation, framework: Option<&Framework>) -> String {
    let mut report = Document::default();
    report.block(&format!("# {}", heading(evaluation.title())));
    report.list(details(evaluation, framework));
    report.block(&prose(&evaluation.practice.summary));
    report.list_under("## Visits", evaluation.visits.iter().map(|one| visit(one, evaluation, framework)));
    for placed in framework.iter().flat_map(|framework| framework.questions()) {
        if placed.question_at == 0 {
            let tally = evaluation.tally_of_criterion(placed.criterion);
            let number = placed.criterion.number(placed.criterion_at);
            report.block(&format!("## {number} {}", heading(&placed.criterion.title)));
            report.block(&marks_counted(tally));
        }
        question(&mut report, evaluation, &placed, framework);
    }
    closing_texts(&mut report, evaluation, framework);
    unasked(&mut report, evaluation, framework);
    let unfiled = evaluation.jots.iter().filter(|jot| jot.filed.is_none());
    report.list_under("## Unfiled jots", unfiled.map(jot));
    report.list_under("## Status history", evaluation.acts.iter().map(act));
    report.text
}

/// What the framework asks for after its last question.
fn closing_texts(report: &mut Document, evaluation: &Evaluation, framework: Option<&Framework>) {
    let asked = framework.into_iter().flat_map(|framework| &framework.details).filter(|asked| asked.at_end);
    for asked in asked {
        let Some(given) = evaluation.details.get(&asked.id) else { continue };
        report.block(&format!("## {}", heading(&asked.label)));
        report.block(&prose(&given.text));
    }
}

/// The practice's details, and where the evaluation stands.
fn details(evaluation: &Evaluation, framework: Option<&Framework>) -> Vec<String> {
    let practice = &evaluation.practice;
    let named = [
        ("Organisation", &practice.organisation),
        ("Country", &practice.country),
        ("Place", &practice.place),
        ("Period", &practice.period),
    ];
    let given = named.into_iter().filter(|(_, text)| !text.is_blank());
    let mut details: Vec<String> = given.map(|(name, text)| format!("{name}: {}", words(text))).collect();
    if !practice.address.is_blank() {
        details.push(format!("Web address: {}", address(&practice.address)));
    }
    let evaluators: Vec<String> = evaluation.evaluators.entries().map(words).collect();
    if !evaluators.is_empty() {
        details.push(format!("Evaluated by: {}", evaluators.join(", ")));
    }
    for given in evaluation.details_in_order(framework) {
        let asked = framework.and_then(|framework| framework.detail(&given.detail));
        if asked.is_some_and(|asked| asked.at_end) {
            continue;
        }
        let label = place::detail_label(&given.detail, framework);
        details.push(format!("{}: {}", words(&label), words(&place::given(given, framework).join(", "))));
    }
    if !evaluation.language.is_blank() {
        details.push(format!("Language: {}", words(&evaluation.language)));
    }
    if evaluation.sample {
        details.push("A sample: the practice is invented".to_owned());
    }
    let reference = &evaluation.framework;
    let title = framework.map_or(reference.id.as_str(), |framework| &framework.title);
    let shown = framework.filter(|framework| framework.version != reference.version);
    let shown = shown.map_or_else(String::new, |one| format!("; shown by version {}", words(&one.version)));
    details.push(format!("Framework: {}, version {}{shown}", words(title), words(&reference.version)));
    details.push(format!("Status: {}", evaluation.status().name()));
    if let Some(framework) = framework {
        let tally = evaluation.tally_of_all(framework);
        details.push(format!("Questions complete: {} of {}", tally.complete, tally.questions));
        details.push(marks_counted(tally));
    }
    details
}

fn marks_counted(tally: Tally) -> String {
    let Tally { met, partly, not_met, not_applicable, open, .. } = tally;
    let partly = if partly > 0 { format!("{partly} partly met, ") } else { String::new() };
    format!("Checklist: {met} met, {partly}{not_met} not met, {not_applicable} not applicable, {open} open")
}

fn visit(visit: &Visit, evaluation: &Evaluation, framework: Option<&Framework>) -> String {
    let hours = visit.hours.map_or(String::new(), |hours| hours.to_string());
    let parts = [words(&visit.date), hours, words(&visit.place)];
    let mut told: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let people: Vec<String> = visit.people.entries().map(words).collect();
    if !people.is_empty() {
        told.push(format!("met {}", people.join("; ")));
    }
    let during = evaluation.during(visit, framework);
    [told.join(", ")].into_iter().chain(during).collect::<Vec<_>>().join("; ")
}

fn question(report: &mut Document, evaluation: &Evaluation, placed: &Placed<'_>, framework: Option<&Framework>) {
    let Question { id, text, items, .. } = placed.question;
    report.block(&format!("### {} {}", placed.number(), heading(text)));
    if let Some(why) = place::why_not_asked(evaluation, &placed.question.applies, framework) {
        // What is said all the same stands at the end.
        return report.block(&format!("*Not asked: {}.*", words(&why)));
    }
    if let Some(reason) = evaluation.not_applicable(id) {
        report.block("*Not applicable.*");
        report.block(&prose(reason));
    }
    report.block(&prose(evaluation.narrative(id)));
    let asked = evaluation.items_asked(placed.question);
    let all = asked.map(|item| (item.scale.verdict(evaluation.mark(id, &item.id)), item));
    let applies = evaluation.not_applicable(id).is_none();
    let all = all.filter(|(verdict, _)| applies || *verdict != Verdict::Open);
    let entry = |(verdict, item): (Verdict<'_>, &Item)| Entry {
        text: format!("{} {}", mark(verdict, &item.scale), words(&item.listed())),
        below: evaluation.marked(id, &item.id).map_or_else(Vec::new, |marked| support(marked, evaluation, framework)),
    };
    report.list_under("**Checklist**", all.map(entry));
    let left_out: Vec<String> = evaluation.items_left_out(placed.question).map(|item| words(&item.label)).collect();
    if !left_out.is_empty() {
        report.block(&format!("*Not asked: {}*", left_out.join("; ")));
    }
    let tools = framework.and_then(|framework| framework.tools.as_deref()).unwrap_or("Inspiring tools");
    report.list_under(&format!("**{}**", words(tools)), evaluation.tools(id).iter().map(tool));
    // A quoted jot stands in the narrative already.
    let beside = evaluation.jots_at(id).filter(|jot| matches!(jot.filed, Some(Filing::Beside(_))));
    report.list_under("**Jots**", beside.map(jot));
    let remarks = evaluation.remarks_on(id).map(|one| remark(one, evaluation, &about(one, items)));
    report.list_under("**Remarks**", remarks);
}

/// The comment on a mark and what it rests on.
fn support(marked: &Marked, evaluation: &Evaluation, framework: Option<&Framework>) -> Vec<String> {
    let comment = Some(words(&marked.comment)).filter(|text| !text.is_empty());
    let evidence = marked.evidence.iter();
    let evidence =
        evidence.map(|one| format!("Evidence: {}", words(&place::evidence(&one.source, evaluation, framework))));
    comment.into_iter().chain(evidence).collect()
}

/// A mark's sign, with its label where that says more: `3 (established)`.
fn mark(verdict: Verdict<'_>, scale: &Scale) -> String {
    match verdict {
        Verdict::Level(level) if !scale.is_met_or_not() && level.label != level.sign => {
            format!("{} ({})", words(&level.sign), words(&level.label))
        }
        Verdict::Level(_) | Verdict::NotApplicable | Verdict::Open | Verdict::Unknown(_) => sign(verdict),
    }
}

fn sign(verdict: Verdict<'_>) -> String {
    match verdict {
        Verdict::Level(level) => words(&level.sign),
        Verdict::NotApplicable => "n/a".to_owned(),
        Verdict::Open => "☐".to_owned(),
        Verdict::Unknown(id) => words(id.as_str()),
    }
}

fn tool(tool: &Tool) -> String {
    let parts = [words(&tool.title), address(&tool.address), words(&tool.note)];
    let told: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    told.join(" · ")
}

/// A remark and, below it, the replies to it. Only the remark is open or resolved.
fn remark(remark: &Remark, evaluation: &Evaluation, about: &str) -> Entry {
    let state = if remark.resolved { "resolved" } else { "open" };
    let said =
        |one: &Remark, beyond: &str| format!("{}, {}{beyond}: {}", words(&one.author), when(one.at), words(&one.text));
    let replies = evaluation.replies_to(&remark.id).map(|reply| said(reply, ""));
    Entry { text: said(remark, &format!("{about} ({state})")), below: replies.collect() }
}

/// The item or the passage that a remark is about, where it is not the question as a whole.
fn about(remark: &Remark, items: &[Item]) -> String {
    let item = remark.item.as_ref().map(|id| {
        let label = items.iter().find(|item| item.id == *id).map_or(id.as_str(), |item| &item.label);
        words(label)
    });
    let passage = remark.passage.as_ref().map(|passage| words(&passage.text));
    item.or(passage).map_or_else(String::new, |about| format!(", on “{about}”"))
}

fn act(act: &Act) -> String {
    let by = if act.name.is_blank() { String::new() } else { format!(" by {}", words(&act.name)) };
    let reason = if act.reason.is_blank() { String::new() } else { format!(": {}", words(&act.reason)) };
    sentence(format!("{}{by}, {}{reason}", act.step.done(), when(act.at)))
}

fn jot(jot: &Jot) -> String {
    let speaker = words(&jot.speaker);
    let speaker = if speaker.is_empty() { speaker } else { format!("{speaker}, ") };
    format!("{speaker}{}: {}", when(jot.at), words(&jot.text))
}

fn when(at: Moment) -> String {
    format!("{} {}", at.day(), at.clock())
}

/// A web address, as a link where it is one.
fn address(raw: &str) -> String {
    let trimmed = raw.trim();
    let is_link = trimmed.starts_with("https://") || trimmed.starts_with("http://");
    if is_link && !trimmed.contains([' ', '<', '>', '\n', '\t']) { format!("<{trimmed}>") } else { words(raw) }
}

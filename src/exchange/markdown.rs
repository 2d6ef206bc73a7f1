//! An evaluation as a report in Markdown, as one person would send it to another.

use std::fmt::Write;

use crate::model::{
    Act, Answer, Evaluation, Filing, Framework, Id, Item, Jot, Mark, Moment, Placed, Question, Remark, Tally, Tool,
    Visit,
};
use crate::text::sentence;

/// Blocks of a document, an empty line between them.
#[derive(Default)]
struct Document(String);

impl Document {
    fn block(&mut self, block: &str) {
        let block = block.trim_end();
        if !block.is_empty() {
            let gap = if self.0.is_empty() { "" } else { "\n" };
            self.0 = std::mem::take(&mut self.0) + gap + block + "\n";
        }
    }

    fn list(&mut self, entries: impl IntoIterator<Item = String>) {
        let entries: Vec<String> = entries.into_iter().map(|entry| format!("- {entry}")).collect();
        self.block(&entries.join("\n"));
    }

    fn list_under(&mut self, heading: &str, entries: impl IntoIterator<Item = String>) {
        let mut entries = entries.into_iter().peekable();
        if entries.peek().is_some() {
            self.block(heading);
            self.list(entries);
        }
    }
}

pub(super) fn evaluation(evaluation: &Evaluation, framework: Option<&Framework>) -> String {
    let mut report = Document::default();
    report.block(&format!("# {}", line(evaluation.title())));
    report.list(details(evaluation, framework));
    report.block(&prose(&evaluation.practice.summary));
    report.list_under("## Visits", evaluation.visits.iter().map(|one| visit(one, evaluation, framework)));
    for placed in framework.iter().flat_map(|framework| framework.questions()) {
        if placed.question_at == 0 {
            let tally = evaluation.tally_of_criterion(placed.criterion);
            report.block(&format!("## {} {}", placed.criterion_at + 1, line(&placed.criterion.title)));
            report.block(&marks_counted(tally));
        }
        question(&mut report, evaluation, &placed);
    }
    unknown_questions(&mut report, evaluation, framework);
    let unfiled = evaluation.jots.iter().filter(|jot| jot.filed.is_none());
    report.list_under("## Unfiled jots", unfiled.map(jot));
    report.list_under("## Status history", evaluation.acts.iter().map(act));
    report.0
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
    let mut details: Vec<String> = given.map(|(name, text)| format!("{name}: {}", line(text))).collect();
    if !practice.address.is_blank() {
        details.push(format!("Web address: {}", address(&practice.address)));
    }
    let evaluators: Vec<String> = evaluation.evaluators.entries().map(line).collect();
    if !evaluators.is_empty() {
        details.push(format!("Evaluated by: {}", evaluators.join(", ")));
    }
    let reference = &evaluation.framework;
    let title = framework.map_or(reference.id.as_str(), |framework| &framework.title);
    details.push(format!("Framework: {}, version {}", line(title), line(&reference.version)));
    details.push(format!("Status: {}", evaluation.status().name()));
    if let Some(framework) = framework {
        let tally = evaluation.tally_of_all(framework);
        details.push(format!("Questions complete: {} of {}", tally.complete, tally.questions));
        details.push(marks_counted(tally));
    }
    details
}

fn marks_counted(tally: Tally) -> String {
    let Tally { met, not_met, not_applicable, open, .. } = tally;
    format!("Checklist: {met} met, {not_met} not met, {not_applicable} not applicable, {open} open")
}

fn visit(visit: &Visit, evaluation: &Evaluation, framework: Option<&Framework>) -> String {
    let hours = visit.hours.map_or(String::new(), |hours| hours.to_string());
    let parts = [line(&visit.date), hours, line(&visit.place)];
    let mut told: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let people: Vec<String> = visit.people.entries().map(line).collect();
    if !people.is_empty() {
        told.push(format!("met {}", people.join("; ")));
    }
    let during = evaluation.during(visit, framework);
    [told.join(", ")].into_iter().chain(during).collect::<Vec<_>>().join("; ")
}

fn question(report: &mut Document, evaluation: &Evaluation, placed: &Placed<'_>) {
    let Question { id, text, items, .. } = placed.question;
    report.block(&format!("### {} {}", placed.number(), line(text)));
    if let Some(reason) = evaluation.not_applicable(id) {
        report.block("*Not applicable.*");
        report.block(&prose(reason));
    }
    report.block(&prose(evaluation.narrative(id)));
    let marks = evaluation.answer(id).into_iter().flat_map(|answer| &answer.marks);
    let unknown = marks.filter(|marked| items.iter().all(|item| item.id != marked.item));
    let known = items.iter().map(|item| (evaluation.mark(id, &item.id), &*item.text));
    let applies = evaluation.not_applicable(id).is_none();
    let all = known.chain(unknown.map(|marked| (Some(marked.mark), marked.item.as_str())));
    let all = all.filter(|(mark, _)| applies || mark.is_some());
    report.list_under("**Checklist**", all.map(|(mark, text)| format!("{} {}", sign(mark), line(text))));
    report.list_under("**Inspiring tools**", evaluation.tools(id).iter().map(tool));
    // A quoted jot stands in the narrative already.
    let beside = evaluation.jots_at(id).filter(|jot| matches!(jot.filed, Some(Filing::Beside(_))));
    report.list_under("**Jots**", beside.map(jot));
    let remarks = evaluation.remarks_on(id).map(|one| remark(one, evaluation, &about(one, items)));
    report.list_under("**Remarks**", remarks);
}

/// What the evaluation says about questions that the framework does not have, by their ids.
fn unknown_questions(report: &mut Document, evaluation: &Evaluation, framework: Option<&Framework>) {
    let is_unknown = |question: &Id| framework.is_none_or(|framework| framework.position(question).is_none());
    let unknown = evaluation.answers.iter().filter(|answer| is_unknown(&answer.question));
    for (n, Answer { question, narrative, marks, tools, not_applicable }) in unknown.enumerate() {
        if n == 0 {
            report.block("## Questions known only by their ids");
        }
        report.block(&format!("### {question}"));
        if let Some(reason) = not_applicable {
            report.block("*Not applicable.*");
            report.block(&prose(reason));
        }
        report.block(&prose(narrative));
        let marks = marks.iter().map(|marked| format!("{} {}", sign(Some(marked.mark)), marked.item));
        report.list_under("**Checklist**", marks);
        report.list_under("**Inspiring tools**", tools.iter().map(tool));
    }
    let remarks = evaluation.remarks.iter().filter(|one| is_unknown(&one.question) && one.reply_to.is_none());
    let remarks = remarks.map(|one| {
        let about = format!(", on {}{}", one.question, about(one, &[]));
        remark(one, evaluation, &about)
    });
    report.list_under("**Remarks on questions known only by their ids**", remarks);
}

fn sign(mark: Option<Mark>) -> &'static str {
    match mark {
        Some(Mark::Met) => "✓",
        Some(Mark::NotMet) => "–",
        Some(Mark::NotApplicable) => "n/a",
        None => "☐",
    }
}

fn tool(tool: &Tool) -> String {
    let parts = [line(&tool.title), address(&tool.address), line(&tool.note)];
    let told: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    told.join(" · ")
}

/// A remark and, below it, the replies to it. Only the remark is open or resolved.
fn remark(remark: &Remark, evaluation: &Evaluation, about: &str) -> String {
    let state = if remark.resolved { "resolved" } else { "open" };
    let said =
        |one: &Remark, beyond: &str| format!("{}, {}{beyond}: {}", line(&one.author), when(one.at), line(&one.text));
    let mut told = said(remark, &format!("{about} ({state})"));
    for reply in evaluation.replies_to(&remark.id) {
        let _ = write!(told, "\n  - {}", said(reply, ""));
    }
    told
}

/// The item or the passage that a remark is about, where it is not the question as a whole.
fn about(remark: &Remark, items: &[Item]) -> String {
    let item = remark.item.as_ref().map(|id| {
        let label = items.iter().find(|item| item.id == *id).map_or(id.as_str(), |item| &item.label);
        line(label)
    });
    let passage = remark.passage.as_ref().map(|passage| line(&passage.text));
    item.or(passage).map_or_else(String::new, |about| format!(", on “{about}”"))
}

fn act(act: &Act) -> String {
    let by = if act.name.is_blank() { String::new() } else { format!(" by {}", line(&act.name)) };
    let reason = if act.reason.is_blank() { String::new() } else { format!(": {}", line(&act.reason)) };
    sentence(format!("{}{by}, {}{reason}", act.step.done(), when(act.at)))
}

fn jot(jot: &Jot) -> String {
    let speaker = line(&jot.speaker);
    let speaker = if speaker.is_empty() { speaker } else { format!("{speaker}, ") };
    format!("{speaker}{}: {}", when(jot.at), line(&jot.text))
}

fn when(at: Moment) -> String {
    format!("{} {}", at.day(), at.clock())
}

/// What somebody typed, as one line: its words, which stay words.
fn line(raw: &str) -> String {
    let words: Vec<&str> = raw.split_whitespace().collect();
    escape_opening(&escape_within(&words.join(" ")))
}

/// A web address, as a link where it is one.
fn address(raw: &str) -> String {
    let trimmed = raw.trim();
    let is_link = trimmed.starts_with("https://") || trimmed.starts_with("http://");
    if is_link && !trimmed.contains([' ', '<', '>', '\n', '\t']) { format!("<{trimmed}>") } else { line(raw) }
}

/// What somebody typed, as blocks: its paragraphs, line breaks and lists stay, and nothing in it becomes a heading.
fn prose(raw: &str) -> String {
    let mut lines = raw.trim_end().lines().peekable();
    let mut blocks = String::new();
    while let Some(here) = lines.next() {
        // Four columns of space would make a line code.
        let indent = here.chars().take_while(|c| *c == ' ').count().min(3);
        let text = escape_within(here.trim());
        let is_entry = is_list_entry(&text);
        let text = if is_entry { text } else { escape_opening(&text) };
        let breaks =
            !text.is_empty() && lines.peek().is_some_and(|next| !next.trim().is_empty() && !is_list_entry(next));
        let _ = writeln!(blocks, "{:indent$}{text}{}", "", if breaks { "  " } else { "" });
    }
    blocks
}

fn is_list_entry(line: &str) -> bool {
    let line = line.trim_start();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_numbered =
        (1..=9).contains(&digits) && (line[digits..].starts_with(". ") || line[digits..].starts_with(") "));
    let is_rule = line.chars().all(|c| "-* ".contains(c));
    !is_rule && (line.starts_with("- ") || is_numbered)
}

/// Escapes what Markdown would read within a line: emphasis, code, links, markup.
fn escape_within(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut before = ' ';
    for (at, c) in raw.char_indices() {
        let rest = &raw[at + c.len_utf8()..];
        let at_edge = !before.is_alphanumeric() || !rest.starts_with(char::is_alphanumeric);
        let is_markup = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' => true,
            '~' => before == '~' || rest.starts_with('~'),
            '_' => at_edge,
            '&' => is_entity(rest),
            _ => false,
        };
        if is_markup {
            text.push('\\');
        }
        text.push(c);
        before = c;
    }
    text
}

/// Whether `&` and then this is a character's name or number.
fn is_entity(rest: &str) -> bool {
    rest.split_once(';').is_some_and(|(name, _)| {
        let name = name.strip_prefix('#').unwrap_or(name);
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric())
    })
}

/// Escapes what Markdown would read at the beginning of a line: headings, quotes, rules, lists, tables.
fn escape_opening(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let ends_word = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let is_all = |sign: char| line.starts_with(sign) && line.chars().all(|c| c == sign || c == ' ');
    let opens_list = |rest: &str| rest.strip_prefix(['.', ')', '-', '+']).is_some_and(ends_word);
    if digits > 0 && opens_list(&line[digits..]) {
        format!("{}\\{}", &line[..digits], &line[digits..])
    } else if line.starts_with(['#', '>', '|'])
        || line.starts_with(":-")
        || opens_list(line)
        || is_all('=')
        || is_all('-')
    {
        format!("\\{line}")
    } else {
        line.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_stays_prose() {
        assert_eq!(prose("# not a heading\n\n> nor a quote"), "\\# not a heading\n\n\\> nor a quote\n");
        assert_eq!(prose("title\n===\n---"), "title  \n\\===  \n\\---\n");
        assert_eq!(prose("        deep\n\tdeep"), "   deep  \ndeep\n");
        assert_eq!(prose("2 * 3 <b> [x](y) `c` a_b _c_"), "2 \\* 3 \\<b> \\[x\\](y) \\`c\\` a_b \\_c\\_\n");
        assert_eq!(prose("```\nfence\n~~~"), "\\`\\`\\`  \nfence  \n\\~\\~\\~\n");
    }

    #[test]
    fn lists_and_line_breaks_stay_what_they_are() {
        assert_eq!(prose("three things:\n- one\n- two\n\n1. first"), "three things:\n- one\n- two\n\n1. first\n");
        assert_eq!(prose("a verse\nof two lines"), "a verse  \nof two lines\n");
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(line(" 2. Łódź\n# x\u{a0}y "), "2\\. Łódź # x y");
        assert_eq!(line("R&D &amp; <i>"), "R&D \\&amp; \\<i>");
    }
}

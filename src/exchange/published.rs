//! Evaluations as the published text that `import` reads: criteria, questions, prose, checklists, line by line.
//!
//! What would be read as something else is written behind a `\`, with a note in the first line that says so; a text without
//! need of that is laid out as the published ones are. What has no place in it is told by [`untold`], which reads the text back.

use crate::exchange::import::{ADDRESS, Label, Layout, LineKind, NOTE, OWN, REASON, Sign, trimmed};
use crate::model::{
    AskedDetail, Detail, DetailKind, Evaluation, Framework, GivenDetail, Item, Mark, Placed, Tool, Verdict, country,
    place,
};
use crate::text::{Text, fold::words, words_in_line};

mod untold;

pub(super) use untold::untold;

const PAGE: &str = "Good Practice Criteria";
const CHECKLIST: &str = "Good practice checklist";
const TOOLS: &str = "Inspiring tools";

/// Evaluations of one framework, one after the other.
pub(super) fn written(evaluations: &mut dyn Iterator<Item = &Evaluation>, framework: &Framework) -> String {
    let layout = Layout::of(framework);
    // Whether it has to be a text of our own is known at its end.
    let [mut plain, mut own] = [false, true].map(|is_own| Writer::new(&layout, framework, is_own));
    let mut count = 0;
    for evaluation in evaluations {
        plain.evaluation(evaluation);
        own.evaluation(evaluation);
        count += 1;
    }
    let is_own = plain.needs_own || count > 1 && !plain.begins_alike();
    if is_own { format!("{OWN}\n\n{}", own.out) } else { plain.out }
}

struct Writer<'f> {
    layout: &'f Layout<'f>,
    framework: &'f Framework,
    /// Whether it is a text of our own.
    is_own: bool,
    /// Whether something is in it that only such a text can hold.
    needs_own: bool,
    out: String,
}

impl<'f> Writer<'f> {
    fn new(layout: &'f Layout<'f>, framework: &'f Framework, is_own: bool) -> Writer<'f> {
        Writer { layout, framework, is_own, needs_own: false, out: String::new() }
    }

    /// Whether a second evaluation is seen to begin by its wording alone: every one asks the same, items first of all.
    fn begins_alike(&self) -> bool {
        let first = self.framework.criteria.first();
        let is_seen = first.is_some_and(|first| {
            self.layout.kind(words_in_line(&first.title).trim(), None).0 == LineKind::Criterion(0)
        });
        let has_conditions = self
            .framework
            .questions()
            .any(|placed| !placed.question.applies.0.is_empty() || placed.question.items.is_empty());
        is_seen && !has_conditions
    }

    fn evaluation(&mut self, evaluation: &Evaluation) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.paragraph(&self.page());
        self.details(evaluation);
        let mut criterion = None;
        for (at, placed) in self.framework.questions().enumerate() {
            if !is_shown(evaluation, &placed) {
                continue;
            }
            if criterion != Some(placed.criterion_at) {
                criterion = Some(placed.criterion_at);
                let title = words_in_line(&placed.criterion.title);
                if self.layout.kind(&title, None).0 == LineKind::Criterion(placed.criterion_at) {
                    self.paragraph(&title);
                }
            }
            self.question(evaluation, &placed, at);
        }
        self.out.truncate(self.out.trim_end_matches('\n').len() + 1);
    }

    /// The line that stands above everything.
    fn page(&self) -> String {
        let own = words_in_line(&self.framework.title);
        let is_generic = words(&own).ends_with(&words(PAGE)) || own.starts_with(['(', '/', '<', '\\']);
        if !is_generic && self.layout.kind(&own, None).0 == LineKind::Page { own } else { PAGE.to_owned() }
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn paragraph(&mut self, line: &str) {
        self.line(line);
        self.out.push('\n');
    }

    /// A line that goes on with the text above it.
    fn literal(&mut self, line: &str) {
        self.needs_own = true;
        self.out.push('\\');
        self.line(line);
    }

    /// A text in lines that all go on with what stands above.
    fn literals(&mut self, text: &str) {
        for line in text.split('\n') {
            self.literal(line);
        }
    }

    /// A text in paragraphs; lines that `is_plain` does not know as such go on with what stands above.
    fn prose(&mut self, text: &str, is_plain: impl Fn(&str) -> bool) {
        let lines: Vec<&str> = text.split('\n').collect();
        for (n, line) in lines.iter().enumerate() {
            let is_beside = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(|line| !line.is_empty());
            let is_gap = line.is_empty() && is_beside(n.checked_sub(1)) && is_beside(Some(n + 1));
            if is_gap || !line.is_empty() && is_plain(line) {
                self.line(line);
            } else {
                self.literal(line);
            }
        }
    }

    fn details(&mut self, evaluation: &Evaluation) {
        let practice = &evaluation.practice;
        let start = self.out.len();
        for (detail, label, value) in [
            (Detail::Title, "Title", &practice.title),
            (Detail::Organisation, "Organisation", &practice.organisation),
            (Detail::Country, "Country", &practice.country),
            (Detail::Place, "Place", &practice.place),
            (Detail::Period, "Period", &practice.period),
            (Detail::Address, "Web address", &practice.address),
        ] {
            let is_read =
                detail != Detail::Country || country::completed(value).is_none_or(|name| name == value.as_str());
            self.detail(Label::Detail(detail), label, is_read.then_some(value.as_str()), value);
        }
        let names: Vec<&str> = evaluation.evaluators.split('\n').collect();
        let is_list = names.iter().all(|name| *name == name.trim() && !name.contains([',', ';']));
        let in_line = is_list.then(|| names.join(", "));
        self.detail(Label::Evaluators, "Evaluated by", in_line.as_deref(), &evaluation.evaluators);
        let given: Vec<(usize, &AskedDetail, &GivenDetail)> = self
            .framework
            .details
            .iter()
            .enumerate()
            .filter_map(|(at, asked)| Some((at, asked, evaluation.details.get(&asked.id)?)))
            .collect();
        for (at, asked, given) in given {
            self.given(at, asked, given);
        }
        self.text(Label::Detail(Detail::Summary), "Summary", &practice.summary);
        if self.out.len() > start && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// A line such as "Country: Italy" where it is read as that; else the value as it was typed, below its label.
    fn detail(&mut self, label: Label, name: &str, in_line: Option<&str>, typed: &str) {
        if typed.is_empty() {
            return;
        }
        let line = in_line.map(|value| (format!("{name}: {value}"), value));
        let is_read = |(line, value): &(String, &str)| {
            !value.contains('\n') && self.layout.detail(line) == Some((label, value)) && self.layout.is_loose(line)
        };
        match line.filter(is_read) {
            Some((line, _)) => self.line(&line),
            None => {
                self.line(&format!("{name}:"));
                self.literals(typed);
            }
        }
    }

    /// A text under a label, which may have several paragraphs.
    fn text(&mut self, label: Label, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let (layout, is_own) = (self.layout, self.is_own);
        let first = value.split('\n').next().unwrap_or_default();
        let line = format!("{name}: {first}");
        if !first.is_empty() && layout.detail(&line) == Some((label, first)) && self.layout.is_loose(&line) {
            self.line(&line);
            if let Some((_, rest)) = value.split_once('\n') {
                // A gap below the first line is one as well.
                let rest = match rest.strip_prefix('\n') {
                    Some(below) if !below.is_empty() && !below.starts_with('\n') => {
                        self.out.push('\n');
                        below
                    }
                    _ => rest,
                };
                self.prose(rest, |line| layout.is_plain_above(line, is_own));
            }
        } else {
            self.line(&format!("{name}:"));
            self.literals(value);
        }
        self.out.push('\n');
    }

    /// What is given for a detail that the framework asks for.
    fn given(&mut self, at: usize, asked: &AskedDetail, given: &GivenDetail) {
        let (label, name) = (Label::Asked(at), words_in_line(&asked.label));
        if !matches!(self.layout.detail(&format!("{name}: x")), Some((read, _)) if read == label) {
            return;
        }
        match &asked.kind {
            DetailKind::Prose => self.text(label, &name, &given.text),
            DetailKind::Line | DetailKind::Number | DetailKind::Date => {
                self.detail(label, &name, Some(&given.text), &given.text);
            }
            DetailKind::OneOf(_) | DetailKind::SeveralOf(_) => {
                let mut parts =
                    place::given(&GivenDetail { text: Text::default(), ..given.clone() }, Some(self.framework));
                let labelled = parts.len();
                if !given.text.is_empty() {
                    parts.push(given.text.to_string());
                }
                let is_part = |part: &String| part.trim() == part && !part.contains([';', '\n']) && !part.is_empty();
                let is_other = |text: &str| {
                    let choices = asked.kind.choices().into_iter().flat_map(|choices| &choices.options);
                    choices.into_iter().all(|option| words(&option.label) != words(text))
                };
                let is_several = labelled < 2 || matches!(asked.kind, DetailKind::SeveralOf(_));
                let is_read =
                    is_several && parts.iter().all(is_part) && parts[labelled..].iter().all(|text| is_other(text));
                let in_line = is_read.then(|| parts.join("; "));
                self.detail(label, &name, in_line.as_deref(), &parts.join("\n"));
            }
        }
    }

    fn question(&mut self, evaluation: &Evaluation, placed: &Placed<'_>, at: usize) {
        let question = placed.question;
        let heading = words_in_line(&question.text);
        if self.layout.kind(&heading, None).0 != LineKind::Question(at) {
            // What stands below would be read as something else's.
            return;
        }
        self.paragraph(&heading);
        if let Some(reason) = evaluation.not_applicable(&question.id) {
            self.labelled(REASON, reason);
            self.out.push('\n');
        }
        let narrative = evaluation.narrative(&question.id);
        if !narrative.is_empty() {
            let (layout, is_own) = (self.layout, self.is_own);
            self.prose(narrative, |line| layout.is_plain(line, is_own));
            self.out.push('\n');
        }
        self.tools(evaluation.tools(&question.id));
        let items =
            question.items.iter().enumerate().filter(|(_, item)| {
                evaluation.meets(&item.applies) || evaluation.mark(&question.id, &item.id).is_some()
            });
        let items: Vec<String> =
            items.filter_map(|(n, item)| self.item(item, evaluation.mark(&question.id, &item.id), (at, n))).collect();
        if !items.is_empty() {
            self.paragraph(CHECKLIST);
            for item in &items {
                self.paragraph(item);
            }
        }
    }

    /// An item behind its mark's sign, or behind its word in brackets where the sign does not say it; none where even that
    /// would not be read.
    fn item(&self, item: &Item, mark: Option<Mark>, (question, n): (usize, usize)) -> Option<String> {
        let text = words_in_line(&item.text);
        let verdict = item.scale.verdict(mark);
        let sign = match mark {
            None => Some(text.clone()),
            Some(Mark::MET) => Some(format!("✓ {text}")),
            Some(Mark::NOT_MET) => Some(format!("– {text}")),
            Some(_) => None,
        };
        let id = if let Verdict::Level(level) = verdict { level.id.as_str() } else { verdict.label() };
        let ways =
            sign.into_iter().chain([verdict.label(), id].map(|word| format!("[{}] {text}", words_in_line(word))));
        let is_known = !matches!(verdict, Verdict::Unknown(_));
        let meant = mark.map_or(Sign::None, Sign::Mark);
        let is_read = |line: &String| {
            let (kind, typos) = self.layout.kind(line, Some(question));
            typos == 0 && kind == LineKind::Item { question, item: n, sign: meant }
        };
        ways.filter(|_| is_known).find(is_read)
    }

    /// A line under a label that only a text of our own has.
    fn labelled(&mut self, label: &str, value: &str) {
        self.needs_own = true;
        let (first, rest) = value.split_once('\n').map_or((value, None), |(first, rest)| (first, Some(rest)));
        let line = format!("{label} {first}");
        if first == trimmed(first) && !first.is_empty() && self.layout.is_loose(&line) {
            self.line(&line);
            if let Some(rest) = rest {
                self.literals(rest);
            }
        } else {
            self.line(label);
            if !value.is_empty() {
                self.literals(value);
            }
        }
    }

    fn tools(&mut self, tools: &[Tool]) {
        if tools.is_empty() {
            return;
        }
        let own = self.framework.tools.as_ref().map(|heading| format!("{}:", words_in_line(heading)));
        let own = own.filter(|heading| self.layout.kind(heading, None).0 == LineKind::Tools(""));
        self.paragraph(&own.unwrap_or_else(|| format!("{TOOLS}:")));
        for tool in tools {
            let (first, rest) = match tool.title.split_once('\n') {
                Some((first, rest)) => (first, Some(rest)),
                None => (tool.title.as_str(), None),
            };
            if !first.is_empty() && self.layout.is_plain(first, self.is_own) {
                self.line(first);
            } else {
                self.literal(first);
            }
            if let Some(rest) = rest {
                self.literals(rest);
            }
            for (label, part) in [(ADDRESS, &tool.address), (NOTE, &tool.note)] {
                if !part.is_empty() {
                    self.labelled(label, part);
                }
            }
            self.out.push('\n');
        }
    }
}

/// Whether a question stands in the text: it is asked, or answered all the same.
fn is_shown(evaluation: &Evaluation, placed: &Placed<'_>) -> bool {
    evaluation.meets(&placed.question.applies) || evaluation.answer(&placed.question.id).is_some()
}

#[cfg(test)]
mod tests;

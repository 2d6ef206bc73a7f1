//! What stands above an evaluation's first criterion: the practice's title and its details.

use crate::exchange::import::{
    labels::Label,
    page::Page,
    published::{
        draft::Draft,
        layout::LineKind,
        source::{Source, SourceLine},
        wording::Wordings,
    },
};
use crate::model::{AskedDetail, Detail, DetailKind, Evaluation, Framework, GivenDetail, Id, country};
use crate::text::{Text, fold::words};

/// What a label tells.
struct Told {
    label: Label,
    value: String,
    /// Whether its lines stand as they were typed.
    literal: bool,
}

/// What stands above an evaluation's first criterion, as far as it was read.
#[derive(Default)]
pub(super) struct Opening<'a> {
    told: Vec<Told>,
    /// The headings, each with its place and how deep it is: one of them may be the title.
    headings: Vec<(usize, u8, SourceLine<'a>)>,
    /// The lines that tell nothing that an evaluation has a place for.
    others: Vec<(usize, SourceLine<'a>)>,
}

impl<'a> Opening<'a> {
    /// Reads lines, each with its place, after those that were read before.
    pub(super) fn read(&mut self, lines: Vec<(usize, &SourceLine<'a>)>, framework: &Framework) {
        let mut lines = lines.into_iter().peekable();
        while let Some((n, line)) = lines.next() {
            let LineKind::Detail(label, value) = line.kind else {
                match line.raw.heading.filter(|_| line.kind == LineKind::Above) {
                    Some(level) => self.headings.push((n, level, line.clone())),
                    None => self.others.push((n, line.clone())),
                }
                continue;
            };
            let mut value = Some(value.to_owned()).filter(|value| !value.is_empty());
            let (mut last, mut literal) = (n, false);
            let is_prose = is_prose(label, framework);
            loop {
                // A prose may have more paragraphs, and a value may stand below its label.
                let may_go_on = value.is_none() || is_prose;
                let is_more = |(_, next): &(usize, &SourceLine)| match next.kind {
                    LineKind::Literal => true,
                    LineKind::Above => may_go_on && next.raw.heading.is_none(),
                    _ => false,
                };
                let Some((next, more)) = lines.next_if(is_more) else { break };
                let gap = if next > last + 1 { "\n\n" } else { "\n" };
                value = Some(value.map_or_else(|| more.text.to_owned(), |value| value + gap + more.text));
                literal |= more.kind == LineKind::Literal;
                last = next;
            }
            if !self.tell(Told { label, value: value.unwrap_or_default(), literal }) {
                self.others.push((n, line.clone()));
            }
        }
    }

    /// Notes what a label tells; whether there is room for it.
    fn tell(&mut self, told: Told) -> bool {
        let there = self.told.iter_mut().find(|there| there.label == told.label);
        match (told.label, there) {
            _ if told.value.is_empty() => return false,
            (_, None) => self.told.push(told),
            (Label::Detail(Detail::Place), Some(place)) => place.value = format!("{}, {}", place.value, told.value),
            (_, Some(there)) => return words(&there.value) == words(&told.value),
        }
        true
    }

    /// Notes the title.
    fn tell_title(&mut self, title: &str) {
        self.tell(Told { label: Label::Detail(Detail::Title), value: title.to_owned(), literal: false });
    }

    fn title(&self) -> Option<&str> {
        let title = self.told.iter().find(|told| told.label == Label::Detail(Detail::Title))?;
        Some(title.value.as_str())
    }

    fn highest(&self) -> Option<u8> {
        self.headings.iter().map(|(_, level, _)| *level).min()
    }

    /// Takes the title from a heading of this level: the last one, or where there is but one evaluation the first.
    fn take_title(&mut self, level: Option<u8>, last: bool) {
        if self.title().is_none() {
            let level = level.or(self.highest());
            let mut fitting = self.headings.iter().filter(|(_, of, _)| Some(*of) == level);
            if let Some((_, _, line)) = if last { fitting.next_back() } else { fitting.next() } {
                let title = line.text.to_owned();
                self.tell_title(&title);
            }
        }
        // It is said once.
        let title = self.title().map(words);
        self.headings.retain(|(_, _, line)| Some(words(line.text)) != title);
    }

    /// The lines for which there is no place, in their order.
    pub(super) fn strays(&mut self) -> Vec<(usize, SourceLine<'a>)> {
        let headings = std::mem::take(&mut self.headings).into_iter().map(|(n, _, line)| (n, line));
        let mut strays: Vec<_> = headings.chain(std::mem::take(&mut self.others)).collect();
        strays.sort_by_key(|(n, _)| *n);
        strays
    }

    /// Puts into an evaluation what is told of its practice.
    pub(super) fn fill(&self, evaluation: &mut Evaluation, framework: &Framework) {
        let practice = &mut evaluation.practice;
        for Told { label, value, literal } in &self.told {
            let text = Text::from(value.as_str());
            match label {
                Label::Detail(Detail::Title) => practice.title = text,
                Label::Detail(Detail::Organisation) => practice.organisation = text,
                Label::Detail(Detail::Country) if *literal => practice.country = text,
                Label::Detail(Detail::Country) => practice.country = country::completed(value).map_or(text, Text::from),
                Label::Detail(Detail::Place) => practice.place = text,
                Label::Detail(Detail::Period) => practice.period = text,
                Label::Detail(Detail::Address) => practice.address = text,
                Label::Detail(Detail::Summary) => practice.summary = text,
                Label::Evaluators if *literal => evaluation.evaluators = text,
                Label::Evaluators => {
                    let between = if value.contains(';') { ';' } else { ',' };
                    let names: Vec<&str> = value.split(between).map(str::trim).collect();
                    evaluation.evaluators = names.join("\n").into();
                }
                Label::Asked(at) => {
                    let given = given(&framework.details[*at], value, *literal);
                    evaluation.details.insert(0, given);
                }
            }
        }
    }
}

/// Whether what a label tells may have several paragraphs.
fn is_prose(label: Label, framework: &Framework) -> bool {
    match label {
        Label::Detail(Detail::Summary) => true,
        Label::Asked(at) => framework.details[at].kind == DetailKind::Prose,
        Label::Detail(_) | Label::Evaluators => false,
    }
}

/// What is given for a detail: of a list what stands between semicolons, or in lines of its own, is an option by its label
/// or something else.
fn given(asked: &AskedDetail, value: &str, literal: bool) -> GivenDetail {
    let mut given = GivenDetail::new(asked.id.clone());
    let Some(choices) = asked.kind.choices() else {
        given.text = value.into();
        return given;
    };
    let is_one = !literal && matches!(asked.kind, DetailKind::OneOf(_));
    let mut others = Vec::new();
    for part in value.split(if literal { '\n' } else { ';' }) {
        let part = if literal { part } else { part.trim() };
        let is_meant = |label: &str| if literal { label == part } else { words(label) == words(part) };
        let option = choices.options.iter().find(|option| is_meant(&option.label));
        // In lines of their own the options come first: what follows is the other text, whatever it says.
        let has_room = (!is_one || given.chosen.is_empty()) && (!literal || others.is_empty());
        let is_new = |id: &Id| given.chosen.get(id).is_none();
        match option.filter(|option| has_room && is_new(&option.id)) {
            Some(option) => drop(given.chosen.insert(0, option.id.clone())),
            None => others.push(part),
        }
    }
    given.text = others.join(if literal { "\n" } else { "; " }).into();
    given
}

/// Gives each evaluation the title that the page has for it.
pub(super) fn give_titles(drafts: &mut [Draft], page: &Page, source: &Source, framework: &Framework) {
    let several = drafts.len() > 1;
    // Where several follow each other, what stands above the second is like what stands above each.
    let level = drafts.iter().skip(1).find_map(|draft| draft.opening.highest());
    for draft in &mut *drafts {
        draft.opening.take_title(level, several);
    }
    if let [draft] = drafts
        && draft.opening.title().is_none()
        && let Some(title) = title_of_window(page, source, framework)
    {
        draft.opening.tell_title(title);
    }
}

/// What the window's bar says of the page itself; the site's name stands there too.
fn title_of_window<'p>(page: &'p Page, source: &'p Source, framework: &Framework) -> Option<&'p str> {
    let wordings = Wordings::of(framework);
    let left_out = source.left_out.iter().flat_map(|(_, lines)| lines);
    let headings: Vec<&str> = left_out.filter(|line| line.heading == Some(1)).map(|line| line.text.as_ref()).collect();
    let is_site = |part: &str| {
        wordings.recognise(part, |_| false).is_some() || headings.iter().any(|head| words(head) == words(part))
    };
    let mut parts = vec![page.title.as_deref()?];
    for between in [" | ", " – ", " — ", " - ", " · ", " » ", " :: "] {
        parts = parts.into_iter().flat_map(|part| part.split(between)).collect();
    }
    let named = parts.into_iter().map(str::trim).find(|part| !part.is_empty() && !is_site(part));
    named.or(headings.first().copied())
}

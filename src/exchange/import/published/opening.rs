//! What stands above an evaluation's first criterion: the practice's title and its details.

use crate::exchange::import::{
    labels::Label,
    page::Page,
    published::{
        draft::Draft,
        source::{LineKind, Source, SourceLine},
        wording::Wordings,
    },
};
use crate::model::{Detail, Evaluation, Framework, country};
use crate::text::{Text, fold::words};

/// What stands above an evaluation's first criterion, as far as it was read.
#[derive(Default)]
pub(super) struct Opening<'a> {
    told: Vec<(Label, String)>,
    /// The headings, each with its place and how deep it is: one of them may be the title.
    headings: Vec<(usize, u8, SourceLine<'a>)>,
    /// The lines that tell nothing that an evaluation has a place for.
    others: Vec<(usize, SourceLine<'a>)>,
}

impl<'a> Opening<'a> {
    /// Reads lines, each with its place, after those that were read before.
    pub(super) fn read(&mut self, lines: Vec<(usize, &SourceLine<'a>)>) {
        let mut lines = lines.into_iter().peekable();
        while let Some((n, line)) = lines.next() {
            let LineKind::Detail(label, value) = line.kind else {
                match line.raw.heading.filter(|_| line.kind == LineKind::Above) {
                    Some(level) => self.headings.push((n, level, line.clone())),
                    None => self.others.push((n, line.clone())),
                }
                continue;
            };
            let mut value = value.to_owned();
            let mut last = n;
            // A summary may have more paragraphs, and a value may stand below its label.
            let is_summary = label == Label::Detail(Detail::Summary);
            while value.is_empty() || is_summary {
                let is_more =
                    |(_, next): &(usize, &SourceLine)| next.kind == LineKind::Above && next.raw.heading.is_none();
                let Some((next, more)) = lines.next_if(is_more) else { break };
                let gap = if next > last + 1 { "\n\n" } else { "\n" };
                value = value.clone() + if value.is_empty() { "" } else { gap } + more.text;
                last = next;
            }
            if !self.tell(label, &value) {
                self.others.push((n, line.clone()));
            }
        }
    }

    /// Notes what a label tells; whether there is room for it.
    fn tell(&mut self, label: Label, value: &str) -> bool {
        let told = self.told.iter_mut().find(|(there, _)| *there == label);
        match (label, told) {
            _ if value.is_empty() => return false,
            (_, None) => self.told.push((label, value.to_owned())),
            (Label::Detail(Detail::Place), Some((_, place))) => *place = format!("{place}, {value}"),
            (_, Some((_, there))) => return words(there) == words(value),
        }
        true
    }

    fn title(&self) -> Option<&str> {
        self.told.iter().find(|(label, _)| *label == Label::Detail(Detail::Title)).map(|(_, title)| title.as_str())
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
                self.tell(Label::Detail(Detail::Title), &title);
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
    pub(super) fn fill(&self, evaluation: &mut Evaluation) {
        let practice = &mut evaluation.practice;
        for (label, value) in &self.told {
            let text = Text::from(value.as_str());
            match label {
                Label::Detail(Detail::Title) => practice.title = text,
                Label::Detail(Detail::Organisation) => practice.organisation = text,
                Label::Detail(Detail::Country) => practice.country = country::completed(value).map_or(text, Text::from),
                Label::Detail(Detail::Place) => practice.place = text,
                Label::Detail(Detail::Period) => practice.period = text,
                Label::Detail(Detail::Address) => practice.address = text,
                Label::Detail(Detail::Summary) => practice.summary = text,
                Label::Evaluators => {
                    let between = if value.contains(';') { ';' } else { ',' };
                    let names: Vec<&str> = value.split(between).map(str::trim).collect();
                    evaluation.evaluators = names.join("\n").into();
                }
            }
        }
    }
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
        draft.opening.tell(Label::Detail(Detail::Title), title);
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

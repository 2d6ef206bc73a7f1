//! One evaluation of a published text, as far as it was read.

use std::borrow::Cow;

use crate::exchange::import::{
    published::{
        opening::Opening,
        source::{LineKind, SourceLine},
    },
    report::ReportLine,
    signs::{self, Sign},
};
use crate::model::{Answer, Dice, Evaluation, Framework, Id, Jot, Mark, Marked, Moment, Tool};
use crate::text::Text;

/// One evaluation of the text: what stands above it, by question what was read, and the lines that fit nowhere.
pub(super) struct Draft<'a> {
    pub(super) opening: Opening<'a>,
    answers: Vec<DraftAnswer<'a>>,
    jots: Vec<Cow<'a, str>>,
}

#[derive(Clone, Default)]
struct DraftAnswer<'a> {
    prose: Vec<Cow<'a, str>>,
    tools: Vec<&'a str>,
    items: Vec<(usize, Option<Mark>)>,
}

impl DraftAnswer<'_> {
    fn has_anything(&self) -> bool {
        !self.tools.is_empty() || !self.items.is_empty() || self.prose.iter().any(|line| !line.is_empty())
    }

    /// The prose, its paragraphs apart by one empty line.
    fn narrative(&self) -> Text {
        let mut narrative = String::new();
        let mut gap = "";
        for line in &self.prose {
            if line.is_empty() {
                gap = if narrative.is_empty() { "" } else { "\n\n" };
            } else {
                narrative = narrative + gap + line;
                gap = "\n";
            }
        }
        narrative.into()
    }
}

impl<'a> Draft<'a> {
    pub(super) fn new(framework: &Framework) -> Draft<'a> {
        Draft { opening: Opening::default(), answers: vec![DraftAnswer::default(); framework.len()], jots: vec![] }
    }

    pub(super) fn has_answered(&self, question: usize) -> bool {
        self.answers[question].has_anything()
    }

    pub(super) fn has_anything(&self) -> bool {
        self.answers.iter().any(DraftAnswer::has_anything)
    }

    pub(super) fn add_opening(&mut self, lines: Vec<(usize, &SourceLine<'a>)>) {
        self.opening.read(lines);
    }

    pub(super) fn add_prose(&mut self, question: usize, line: &SourceLine<'a>) {
        let text =
            line.raw.bullet.as_ref().map_or(Cow::Borrowed(line.text), |bullet| format!("{bullet}{}", line.text).into());
        self.answers[question].prose.push(text);
    }

    /// Ends a paragraph of prose.
    pub(super) fn add_gap(&mut self, question: usize) {
        self.answers[question].prose.push("".into());
    }

    pub(super) fn add_tool(&mut self, question: usize, line: &'a str) {
        if !line.is_empty() {
            self.answers[question].tools.push(line);
        }
    }

    /// Adds an item, unless it is there already.
    pub(super) fn add_item(&mut self, question: usize, item: usize, mark: Option<Mark>) -> bool {
        let items = &mut self.answers[question].items;
        let is_new = items.iter().all(|(at, _)| *at != item);
        if is_new {
            items.push((item, mark));
        }
        is_new
    }

    pub(super) fn add_jot(&mut self, line: &SourceLine<'a>) {
        self.jots.push(as_jot(line));
    }

    /// Makes jots of what stands above the evaluation and tells nothing that it has a place for; reports it, by its place.
    pub(super) fn leave_opening(&mut self) -> Vec<(usize, ReportLine)> {
        let strays = self.opening.strays();
        self.jots.splice(0..0, strays.iter().map(|(_, line)| as_jot(line)));
        strays.into_iter().map(|(n, line)| (n, ReportLine::Stray(line.named()))).collect()
    }

    /// The evaluation; `title` is put in the place of its own.
    pub(super) fn into_evaluation(
        self,
        framework: &Framework,
        title: Option<&Text>,
        now: Moment,
        dice: &mut Dice,
    ) -> Evaluation {
        let mut evaluation = Evaluation::new(Id::of_evaluation(now.day(), "", dice), framework);
        self.opening.fill(&mut evaluation);
        if let Some(title) = title {
            evaluation.practice.title = title.clone();
        }
        evaluation.id = Id::of_evaluation(now.day(), &evaluation.practice.title, dice);
        for (answer, placed) in self.answers.iter().zip(framework.questions()).filter(|(a, _)| a.has_anything()) {
            let mut kept = Answer::new(placed.question.id.clone());
            kept.narrative = answer.narrative();
            kept.marks = answer
                .items
                .iter()
                .filter_map(|(at, mark)| {
                    let item = placed.question.items[*at].id.clone();
                    mark.map(|mark| Marked { mark: Some(mark), ..Marked::new(item) })
                })
                .collect();
            kept.tools = answer
                .tools
                .iter()
                .map(|title| Tool {
                    id: Id::of_record('t', dice),
                    title: (*title).into(),
                    address: Text::default(),
                    note: Text::default(),
                })
                .collect();
            if !crate::model::id::Keyed::is_void(&kept) {
                evaluation.answers.insert(0, kept);
            }
        }
        evaluation.jots = self
            .jots
            .iter()
            .map(|text| Jot {
                id: Id::of_record('j', dice),
                at: now,
                speaker: Text::default(),
                text: text.as_ref().into(),
                filed: None,
                imported: true,
            })
            .collect();
        evaluation
    }
}

/// A line as a jot, with the sign that stands beside it.
fn as_jot<'a>(line: &SourceLine<'a>) -> Cow<'a, str> {
    let mark = if let LineKind::Item { sign, .. } = line.kind { sign.mark() } else { line.raw.mark };
    match mark.filter(|_| signs::before(line.text) == Sign::None) {
        Some(mark) => format!("{} {}", if mark == Mark::MET { "✓" } else { "–" }, line.text).into(),
        None => Cow::Borrowed(line.text),
    }
}

//! One evaluation of a published text, as far as it was read.

use crate::exchange::import::published::source::SourceLine;
use crate::model::{Answer, Dice, Evaluation, Framework, Id, Jot, Mark, Marked, Moment, Tool};
use crate::text::Text;

/// One evaluation of the text: by question what was read, and the lines that fit nowhere.
pub(super) struct Draft<'a> {
    answers: Vec<DraftAnswer<'a>>,
    jots: Vec<(usize, &'a str)>,
}

#[derive(Clone, Default)]
struct DraftAnswer<'a> {
    prose: Vec<&'a str>,
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
        Draft { answers: vec![DraftAnswer::default(); framework.len()], jots: vec![] }
    }

    pub(super) fn has_answered(&self, question: usize) -> bool {
        self.answers[question].has_anything()
    }

    pub(super) fn has_anything(&self) -> bool {
        self.answers.iter().any(DraftAnswer::has_anything)
    }

    pub(super) fn add_prose(&mut self, question: usize, line: &'a str) {
        self.answers[question].prose.push(line);
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
        self.jots.push((line.number, line.text));
    }

    /// The numbers of the lines that became jots.
    pub(super) fn stray_lines(&self) -> impl Iterator<Item = usize> {
        self.jots.iter().map(|(number, _)| *number)
    }

    pub(super) fn into_evaluation(
        self,
        framework: &Framework,
        title: &Text,
        now: Moment,
        dice: &mut Dice,
    ) -> Evaluation {
        let mut evaluation = Evaluation::new(Id::of_evaluation(now.day(), title, dice), framework);
        evaluation.practice.title = title.clone();
        for (answer, placed) in self.answers.iter().zip(framework.questions()).filter(|(a, _)| a.has_anything()) {
            let mut kept = Answer::new(placed.question.id.clone());
            kept.narrative = answer.narrative();
            kept.marks = answer
                .items
                .iter()
                .filter_map(|(at, mark)| Some(Marked { item: placed.question.items[*at].id.clone(), mark: (*mark)? }))
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
            .map(|(_, text)| Jot {
                id: Id::of_record('j', dice),
                at: now,
                speaker: Text::default(),
                text: (*text).into(),
                filed: None,
                imported: true,
            })
            .collect();
        evaluation
    }
}
